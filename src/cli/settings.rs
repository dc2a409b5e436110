//! The table of settings → what reads them from a file, prints them and documents them.
//!
//! Each setting is also an option of the same name, so the definition of the command line says what it means, which values
//! it takes, and checks them. A switch has an option `--name` and an option `--no-name`.

use crate::app::keymap::BUILT_IN_FILE;
use crate::cli::args::Args;
use crate::text::glyph;
use crate::text::near::did_you_mean;
use clap::{Arg, CommandFactory};
use std::error::Error;
use textwrap::Options;
use toml::de::DeValue;

/// A setting.
#[derive(Debug)]
pub struct Setting {
    /// Its name in a file; as an option it has two hyphens before it.
    pub name: &'static str,
    /// What its values are.
    pub kind: SettingKind,
    /// The value if nobody says anything, as a file writes it.
    pub default: &'static str,
    /// The variables of the environment that win over a file, the first one first.
    pub environment: &'static [&'static str],
}

/// What the values of a setting are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingKind {
    /// `true` or `false`.
    Switch,
    /// A number, or the text `"auto"`.
    Number,
    /// A text.
    Text,
    /// The name of a theme, or a file with one.
    Theme,
}

/// All settings, in the order of the documentation. Keys are no setting; they have tables of their own.
pub const SETTINGS: [Setting; 20] = [
    setting("theme", SettingKind::Theme, "\"auto\""),
    setting("dark-theme", SettingKind::Theme, "\"dark\""),
    setting("light-theme", SettingKind::Theme, "\"light\""),
    setting("layout", SettingKind::Text, "\"auto\""),
    setting("lens", SettingKind::Text, "\"auto\""),
    setting("measure", SettingKind::Number, "80"),
    setting("margin", SettingKind::Number, "\"auto\""),
    setting("numbers", SettingKind::Switch, "false"),
    setting("hints", SettingKind::Switch, "true"),
    setting("mouse", SettingKind::Switch, "true"),
    setting("ascii", SettingKind::Switch, "false"),
    Setting {
        environment: &["VISUAL", "EDITOR"],
        ..setting(
            "editor",
            SettingKind::Text,
            if cfg!(windows) {
                "\"notepad\""
            } else {
                "\"vi\""
            },
        )
    },
    setting("context", SettingKind::Number, "3"),
    setting("copy", SettingKind::Text, "\"\""),
    setting("name", SettingKind::Text, "\"\""),
    setting("remember", SettingKind::Switch, "false"),
    setting("patience", SettingKind::Number, "120"),
    setting("original-field", SettingKind::Text, "\"\""),
    setting("rewrite-field", SettingKind::Text, "\"\""),
    setting("id-field", SettingKind::Text, "\"\""),
];

const fn setting(name: &'static str, kind: SettingKind, default: &'static str) -> Setting {
    Setting {
        name,
        kind,
        default,
        environment: &[],
    }
}

impl Setting {
    /// What it means, in a sentence without its full stop.
    pub fn help(&self) -> String {
        let help = self.option().get_help().map(ToString::to_string);
        let help = help.unwrap_or_default();
        // What the option says of the environment is a column of its own here.
        help.split(" [").next().unwrap_or_default().to_owned()
    }

    /// The values that it takes, as far as they can be listed.
    pub fn values(&self) -> Vec<String> {
        let names = self.option().get_possible_values().into_iter();
        let names = names.map(|value| value.get_name().to_owned()).collect();
        match self.kind {
            SettingKind::Switch => ["true", "false"].map(str::to_owned).to_vec(),
            SettingKind::Number | SettingKind::Text | SettingKind::Theme => names,
        }
    }

    /// The option of the same name.
    fn option(&self) -> Arg {
        let command = Args::command();
        let option = command
            .get_arguments()
            .find(|arg| arg.get_long() == Some(self.name));
        option.expect("each setting is an option").clone()
    }

    /// The ids of the options that set it.
    pub fn ids(&self) -> Vec<String> {
        let id = self.name.replace('-', "_");
        match self.kind {
            SettingKind::Switch => vec![format!("no_{id}"), id],
            SettingKind::Number | SettingKind::Text | SettingKind::Theme => vec![id],
        }
    }

    /// The option that sets it to the value of a file.
    ///
    /// # Errors
    /// Says what values it takes.
    pub fn argument(&self, value: &DeValue) -> Result<String, String> {
        let name = self.name;
        let argument = match (self.kind, value) {
            (SettingKind::Switch, DeValue::Boolean(true)) => format!("--{name}"),
            (SettingKind::Switch, DeValue::Boolean(false)) => format!("--no-{name}"),
            (SettingKind::Number, DeValue::Integer(n)) => {
                format!(
                    "--{name}={}",
                    i64::from_str_radix(n.as_str(), n.radix()).unwrap_or(-1)
                )
            }
            (SettingKind::Number, DeValue::String(text))
                if text == "auto" && self.default == "\"auto\"" =>
            {
                format!("--{name}=auto")
            }
            (SettingKind::Text | SettingKind::Theme, DeValue::String(text)) => {
                format!("--{name}={text}")
            }
            (SettingKind::Switch, _) => return Err(format!("{name} is true or false")),
            (SettingKind::Number, _) if self.default == "\"auto\"" => {
                return Err(format!("{name} needs a number, or \"auto\""));
            }
            (SettingKind::Number, _) => return Err(format!("{name} needs a number")),
            (SettingKind::Text | SettingKind::Theme, _) => {
                return Err(format!("{name} needs a text in quotes"));
            }
        };
        match <Args as clap::Parser>::try_parse_from(["diptych", &argument]) {
            Ok(_) => Ok(argument),
            Err(err) => Err(self.problem(value.as_str().unwrap_or_default(), &err)),
        }
    }

    /// What is wrong with a value that the option does not take.
    fn problem(&self, value: &str, err: &clap::Error) -> String {
        let (name, values) = (self.name, self.values());
        if values.is_empty() {
            let reason = err.source().map(ToString::to_string);
            return format!(
                "{name}: {}",
                reason.unwrap_or_else(|| "not a value for it".to_owned())
            );
        }
        let near = did_you_mean(value, values.iter().map(String::as_str));
        let value = glyph::escaped(value);
        format!(
            "{name}: `{value}` is not one of {}{near}",
            values.join(", ")
        )
    }

    /// What stands above it in a file: what it means and which values it takes.
    pub fn comment(&self) -> String {
        let values = match self.values() {
            values if values.is_empty() || self.kind == SettingKind::Switch => String::new(),
            values => format!(" Values: {}.", values.join(", ")),
        };
        let environment = match self.environment {
            [] => String::new(),
            names => format!(" {} win over it.", names.join(" and ")),
        };
        comment(&format!("{}.{values}{environment}", self.help()))
    }
}

/// A text as lines of comment in a file.
pub fn comment(text: &str) -> String {
    let options = Options::new(100)
        .initial_indent("# ")
        .subsequent_indent("# ");
    textwrap::fill(text, options) + "\n"
}

/// A text in quotes, as a file writes it.
///
/// ```
/// # use diptych::cli::settings::quoted;
/// assert_eq!(quoted("a \"b\"\n"), r#""a \"b\"\U0000000A""#);
/// ```
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            _ if glyph::steers(c) => quoted += &format!("\\U{:08X}", c as u32),
            _ => quoted.push(c),
        }
    }
    quoted + "\""
}

/// A file to start from: every setting and every key as it is without a file, all commented out.
pub fn default_file() -> String {
    let mut file = comment(
        "The settings of diptych, each as it is without this file. To change one, take the # before it away. \
         `diptych config` shows what is in effect, and where this file belongs.",
    );
    for setting in &SETTINGS {
        let (comment, name, value) = (setting.comment(), setting.name, setting.default);
        file += &format!("\n{comment}#{name} = {value}\n");
    }
    file += "\n";
    file += &comment(
        "Keys: a table for each place that keys go to, and in it keys and the name of an action; press ? for what actions \
         do. A key is written as in vim: j, ]f, <C-d>, <M-Left>, <Tab>, <Space>, <lt>. What stands here wins over the \
         keys that are built in, and false unbinds a key. No key may be the beginning of another of its place.",
    );
    let places = file.len();
    // What stands above the first place is about that file.
    for line in BUILT_IN_FILE.lines().skip_while(|line| !line.is_empty()) {
        file += &match line.strip_prefix('[') {
            Some(place) => format!("[keys.{place}\n"),
            None if line.starts_with('"') => format!("#{line}\n"),
            None => format!("{line}\n"),
        };
    }
    let checkers = comment(
        "Programs that look for changes that rules cannot see; each is asked only when --checker or :checker names it.",
    );
    file.insert_str(
        places,
        &format!("{checkers}[checkers]\n#judge = \"python3 judge.py\"\n\n"),
    );
    file
}
