//! The user's configuration, the environment and the arguments → the arguments in effect, the keys and the themes; and the
//! configuration as text.
//!
//! ```text
//! options > environment > file > defaults
//! ```
//!
//! What a file or the environment says becomes the option of the same name, unless that option is given. A mistake in the
//! file costs its own line and is reported; the configuration is only read.

use crate::app::App;
use crate::app::event::Event;
use crate::app::keymap::{Keymap, Problem};
use crate::app::reader::{Lens, Options};
use crate::cli::args::{Args, CheckerArgs, ConfigArgs};
use crate::cli::checkers::{self, Checkers};
use crate::cli::output::path_text;
use crate::cli::settings::{self, SETTINGS, Setting, SettingKind, comment, quoted};
use crate::cli::themes::{self, NamedTheme, ThemeChoice, WantedThemes};
use crate::cli::{output, reviews};
use crate::input::open;
use crate::jobs::places::Recalls;
use crate::text::count::count;
use crate::text::glyph;
use crate::text::near::{did_you_mean, line_number};
use anyhow::{Result, anyhow};
use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory, FromArgMatches};
use etcetera::BaseStrategy;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use toml::de::{DeTable, DeValue};

/// The variable that names a file, or none if it is empty.
const VARIABLE: &str = "DIPTYCH_CONFIG";

/// Bytes of a file, which is typed by hand; more than that is some other file.
const BYTES_MAX: u64 = 1024 * 1024;

/// What a configuration says.
#[derive(Debug)]
pub struct Config {
    place: Place,
    values: BTreeMap<&'static str, FileValue>,
    /// Its lines about keys, by place.
    keys: BTreeMap<String, Vec<String>>,
    keymap: Arc<Keymap>,
    /// The names and command lines of checkers.
    checkers: Vec<(String, String)>,
    /// The themes that lie beside it.
    themes: Vec<NamedTheme>,
    /// What is wrong with it, each with file and line.
    problems: Vec<String>,
}

/// Where the configuration is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    /// The user wants none, or has no home.
    Nowhere,
    /// It would be in this file.
    Missing(PathBuf),
    /// It is in this file.
    Found(PathBuf),
}

/// What a file says of a setting.
#[derive(Debug)]
struct FileValue {
    /// As a file writes it.
    text: String,
    /// The option of the same name, with the value.
    argument: String,
    line: usize,
}

/// Reading as the arguments and the configuration want it.
#[derive(Debug)]
pub struct Setup {
    /// The themes there are, and those to use.
    pub themes: WantedThemes,
    /// The keys.
    pub keymap: Arc<Keymap>,
    /// The checkers there are, and those to ask.
    pub checkers: Checkers,
    /// What a session begins with of what is remembered.
    pub recalls: Recalls,
    /// What is wrong with the configuration.
    problems: Vec<String>,
    /// The beginning of the paths in them, which a status line has no room for.
    folder: String,
}

impl Setup {
    /// The reading options of the arguments, with some themes, and the keys and checkers of the configuration.
    pub fn options(&self, args: &Args, choice: &ThemeChoice) -> Options {
        Options {
            themes: choice.themes.names(),
            theme: choice.first.clone(),
            ..self.plain_options(args)
        }
    }

    /// The same without themes.
    pub fn plain_options(&self, args: &Args) -> Options {
        let checkers = self.checkers.known.iter();
        Options {
            keymap: Arc::clone(&self.keymap),
            checkers: checkers.map(|checker| checker.name.clone()).collect(),
            asked: self.checkers.asked.clone(),
            ..args.options()
        }
    }

    /// Says in a session what is wrong with the configuration.
    pub fn tell(&self, app: &mut App) {
        let Some(first) = self.problems.first() else {
            return;
        };
        let first = first.replacen(&self.folder, "", 1);
        let more = match self.problems.len() - 1 {
            0 => String::new(),
            n => format!(" (and {} more)", count(n, "mistake")),
        };
        let before = app.reader().and_then(|reader| reader.message());
        let before = before.map_or_else(String::new, |message| format!("; {message}"));
        let _ = app.handle(Event::Note(format!("{first}{more}{before}")));
    }
}

/// The arguments with what the environment and the configuration add to them, and what else these say of reading.
///
/// # Errors
/// If a file that the user names cannot be read, or a theme.
pub fn apply(given: &[OsString], matches: &ArgMatches) -> Result<(Args, Setup)> {
    let args = Args::from_arg_matches(matches)?;
    let config = Config::load(args.config.path.as_deref())?;
    output::notes(&config.problems);
    let is_given = |id: &str| matches.value_source(id) == Some(ValueSource::CommandLine);
    let is_set = |setting: &&Setting| setting.ids().iter().any(|id| is_given(id));
    let others = SETTINGS.iter().filter(|setting| !is_set(setting));
    let further = others.filter_map(|setting| config.argument(setting));
    let (program, own) = given.split_at(1);
    let all = program.iter().cloned().chain(further);
    let all = Args::command().try_get_matches_from(all.chain(own.iter().cloned()))?;
    let args = Args::from_arg_matches(&all)?;
    let setup = Setup {
        recalls: Recalls {
            anything: args.remember && !args.fresh,
            layout: !is_given("layout") && args.layout.is_none(),
            lens: !is_given("lens") && args.lens == Lens::Auto,
        },
        folder: config.folder(),
        themes: WantedThemes::load(&args, config.themes)?,
        checkers: checkers::checkers(&args.checkers, &config.checkers)?,
        keymap: config.keymap,
        problems: config.problems,
    };
    Ok((args, setup))
}

/// The checkers that the options of a command name which reads the configuration for nothing else.
///
/// # Errors
/// If there is none of that name, or a configuration that the user names cannot be read.
pub fn checkers(args: &CheckerArgs) -> Result<Checkers> {
    if args.checker.is_empty() {
        return Ok(Checkers::default());
    }
    let config = Config::load(None)?;
    output::notes(&config.problems);
    let patience = config.values.get("patience");
    let patience = patience.and_then(|value| value.text.parse().ok());
    let args = CheckerArgs {
        patience: args.patience.or(patience),
        ..args.clone()
    };
    checkers::checkers(&args, &config.checkers)
}

/// Prints the configuration in effect, or a file to start from.
///
/// # Errors
/// If a file that the user names cannot be read, or the output cannot be written.
pub fn print(args: &ConfigArgs) -> Result<()> {
    if args.default {
        return Ok(output::print(settings::default_file().as_bytes())?);
    }
    let config = Config::load(args.file.path.as_deref())?;
    output::notes(&config.problems);
    Ok(output::print(config.text().as_bytes())?)
}

/// The keys of the user's configuration, for the man page.
///
/// # Errors
/// If a file that the user names cannot be read.
pub fn keymap() -> Result<Arc<Keymap>> {
    let config = Config::load(None)?;
    output::notes(&config.problems);
    Ok(config.keymap)
}

impl Config {
    /// Reads the configuration that an option names, or the environment, or that of the user.
    fn load(option: Option<&Path>) -> Result<Config> {
        let named = option
            .map(|path| path.as_os_str().to_owned())
            .or_else(|| std::env::var_os(VARIABLE));
        let path = match &named {
            Some(name) if name.is_empty() && option.is_none() => None,
            Some(name) => Some(PathBuf::from(name)),
            None => users_file(),
        };
        let Some(path) = path else {
            return Ok(Config::parse(Place::Nowhere, "", Vec::new(), Vec::new()));
        };
        let name = path_text(&path);
        let problem = |reason: String| format!("cannot read the configuration {name}: {reason}");
        let (themes, mut problems) = themes::beside(&path);
        let (place, source) = match read(&path) {
            Ok(source) => (Place::Found(path), source),
            Err(err) if named.is_some() => return Err(anyhow!(problem(open::reason(&err)))),
            Err(err) if err.kind() == io::ErrorKind::NotFound => {
                (Place::Missing(path), String::new())
            }
            Err(err) => {
                problems.push(problem(open::reason(&err)));
                (Place::Found(path), String::new())
            }
        };
        Ok(Config::parse(place, &source, themes, problems))
    }

    /// Reads the text of a file. A line with a mistake is left out, and the rest holds.
    fn parse(
        place: Place,
        source: &str,
        own_themes: Vec<NamedTheme>,
        mut problems: Vec<String>,
    ) -> Config {
        let (table, errors) = DeTable::parse_recoverable(source);
        let errors = errors.into_iter().map(|err| Problem {
            line: line_number(source, err.span().map_or(0, |span| span.start)),
            message: err.message().to_owned(),
        });
        let mut mistakes: Vec<Problem> = errors.collect();
        let broken: Vec<usize> = mistakes.iter().map(|problem| problem.line).collect();
        let mut values = BTreeMap::new();
        let none = DeTable::default();
        let mut keys = &none;
        let mut checkers = Vec::new();
        for (name, value) in table.get_ref() {
            let line = line_number(source, name.span().start);
            match (name.get_ref().as_ref(), value.get_ref()) {
                // What stands there is a guess of the parser.
                _ if broken.contains(&line) => {}
                ("keys", DeValue::Table(places)) => keys = places,
                ("checkers", DeValue::Table(named)) => {
                    for (name, command) in named {
                        let line = line_number(source, name.span().start);
                        match checker(name.get_ref(), command.get_ref()) {
                            Ok(checker) => checkers.push(checker),
                            Err(message) => mistakes.push(Problem { line, message }),
                        }
                    }
                }
                (name, value) => match file_value(name, value, line, &place, &own_themes) {
                    Ok((setting, value)) => drop(values.insert(setting.name, value)),
                    Err(message) => mistakes.push(Problem { line, message }),
                },
            }
        }
        let (keymap, wrong_keys) = match keys.is_empty() {
            true => (Keymap::built_in(), Vec::new()),
            false => {
                let (keymap, wrong) = Keymap::with(keys, source);
                (Arc::new(keymap), wrong)
            }
        };
        let mut lines: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let wrong: Vec<usize> = wrong_keys.iter().map(|problem| problem.line).collect();
        for (place, written, action, line) in key_lines(keys, source) {
            if !wrong.contains(&line) {
                let line = format!("{} = {action} # line {line}", quoted(written));
                lines.entry(place.to_owned()).or_default().push(line);
            }
        }
        // What is said of a line that cannot be read follows from that.
        let follows = |problem: &Problem| broken.contains(&problem.line);
        mistakes.extend(wrong_keys.into_iter().filter(|problem| !follows(problem)));
        mistakes.sort_by_key(|problem| problem.line);
        mistakes.dedup_by_key(|problem| problem.line);
        let file = match &place {
            Place::Found(path) => path_text(path),
            Place::Missing(_) | Place::Nowhere => String::new(),
        };
        let mistakes = mistakes.into_iter();
        problems
            .extend(mistakes.map(|Problem { line, message }| format!("{file}:{line}: {message}")));
        Config {
            place,
            values,
            keys: lines,
            keymap,
            checkers,
            themes: own_themes,
            problems,
        }
    }

    /// The folder that it lies in, with a separator behind it; nothing if it has none.
    fn folder(&self) -> String {
        let path = match &self.place {
            Place::Missing(path) | Place::Found(path) => path.parent(),
            Place::Nowhere => None,
        };
        let path = path.filter(|path| !path.as_os_str().is_empty());
        path.map_or_else(String::new, |path| path_text(&path.join("")))
    }

    /// The option for what the environment or the file says of a setting.
    fn argument(&self, setting: &Setting) -> Option<OsString> {
        match from_environment(setting) {
            Some((_, value)) => Some(format!("--{}={value}", setting.name).into()),
            None => self
                .values
                .get(setting.name)
                .map(|value| OsString::from(&value.argument)),
        }
    }

    /// The configuration in effect, as a file that says the same.
    fn text(&self) -> String {
        let mut text = comment(
            "The settings of diptych in effect. Options win over the environment, the environment over the file, the file \
             over the defaults. NO_COLOR in the environment takes the colours from every theme.",
        );
        text += "#\n";
        text += &match &self.place {
            Place::Nowhere => format!("# file: none; {VARIABLE} or --config names one\n"),
            Place::Missing(path) => format!("# file: {} (does not exist)\n", path_text(path)),
            Place::Found(path) => format!("# file: {}\n", path_text(path)),
        };
        if let Some(folder) = reviews::state_folder() {
            let what = "reviews, and with remember places and searches";
            text += &format!(
                "# state: {} ({what}; diptych forget lists them)\n",
                path_text(&folder)
            );
        }
        if let Place::Missing(path) | Place::Found(path) = &self.place {
            let names: Vec<String> = self
                .themes
                .iter()
                .map(|(name, _)| glyph::escaped(name).into_owned())
                .collect();
            let names = match names.is_empty() {
                true => "none".to_owned(),
                false => names.join(", "),
            };
            text += &format!(
                "# your themes, in {}: {names}\n",
                path_text(&themes::folder(path))
            );
        }
        for setting in &SETTINGS {
            let (value, origin) = match (from_environment(setting), self.values.get(setting.name)) {
                (Some((name, value)), _) => (quoted(&value), format!("from {name}")),
                (None, Some(value)) => (value.text.clone(), format!("from line {}", value.line)),
                (None, None) => (setting.default.to_owned(), "default".to_owned()),
            };
            text += &format!(
                "\n{}{} = {value} # {origin}\n",
                setting.comment(),
                setting.name
            );
        }
        if !self.checkers.is_empty() {
            text += "\n[checkers]\n";
            for (name, command) in &self.checkers {
                text += &format!("{} = {}\n", quoted(name), quoted(command));
            }
        }
        text +=
            "\n# Keys that differ from those built in, which `diptych config --default` lists.\n";
        for (place, lines) in &self.keys {
            text += &format!("[keys.{place}]\n{}\n", lines.join("\n"));
        }
        text
    }
}

/// The file that belongs to the user, whether it is there or not.
fn users_file() -> Option<PathBuf> {
    let folders = etcetera::choose_base_strategy().ok()?;
    Some(folders.config_dir().join("diptych").join("config.toml"))
}

/// The text of a configuration.
///
/// # Errors
/// If it cannot be read, is not UTF-8, or is larger than [`BYTES_MAX`].
fn read(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(BYTES_MAX + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > BYTES_MAX {
        return Err(io::Error::other("it has more than 1 MB"));
    }
    let text = String::from_utf8(bytes).map_err(|_| io::Error::other("it is not UTF-8"))?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

/// The setting of a name, and what a file says of it.
fn file_value(
    name: &str,
    value: &DeValue,
    line: usize,
    place: &Place,
    own_themes: &[NamedTheme],
) -> Result<(&'static Setting, FileValue), String> {
    let known = SETTINGS.iter().find(|setting| setting.name == name);
    let Some(setting) = known else {
        let names = SETTINGS.iter().map(|setting| setting.name);
        let near = match name {
            "keys" => "; it is a table of places: [keys.reading]".to_owned(),
            "checkers" => "; it is a table of names: [checkers]".to_owned(),
            _ => did_you_mean(name, names.chain(["keys", "checkers"])),
        };
        return Err(format!(
            "no setting is called `{}`{near}",
            glyph::escaped(name)
        ));
    };
    let mut argument = setting.argument(value)?;
    let text = match value {
        DeValue::String(theme) if setting.kind == SettingKind::Theme => {
            let theme = theme_name(theme, place, own_themes)?;
            argument = format!("--{}={theme}", setting.name);
            quoted(&theme)
        }
        DeValue::String(text) => quoted(text),
        DeValue::Integer(_) => argument.rsplit('=').next().unwrap_or_default().to_owned(),
        value => format!("{}", value.as_bool().unwrap_or_default()),
    };
    Ok((
        setting,
        FileValue {
            text,
            argument,
            line,
        },
    ))
}

/// A checker of the table of checkers.
fn checker(name: &str, command: &DeValue) -> Result<(String, String), String> {
    let shown = glyph::escaped(name);
    let command = command
        .as_str()
        .filter(|command| !command.trim().is_empty());
    let Some(command) = command else {
        return Err(format!("checkers.{shown}: not a command line in quotes"));
    };
    let is_odd = |c: char| c.is_whitespace() || glyph::steers(c);
    if name.is_empty() || name.contains(is_odd) {
        return Err(format!("checkers: `{shown}` is no name of one word"));
    }
    match shell_words::split(command) {
        Ok(_) => Ok((name.to_owned(), command.to_owned())),
        Err(_) => Err(format!("checkers.{shown}: a quotation mark is not closed")),
    }
}

/// A theme as an option names it: a file lies beside the configuration unless its path says more.
fn theme_name(name: &str, place: &Place, own_themes: &[NamedTheme]) -> Result<String, String> {
    if name == "auto" || themes::find(name, own_themes).is_some() {
        return Ok(name.to_owned());
    }
    let folder = match place {
        Place::Found(path) | Place::Missing(path) => path.parent(),
        Place::Nowhere => None,
    };
    let path = folder.map_or_else(|| PathBuf::from(name), |folder| folder.join(name));
    let path = path.to_string_lossy().into_owned();
    match themes::load(&path, own_themes) {
        Ok(_) => Ok(path),
        Err(err) if name.contains(['/', '.']) => Err(format!("{err:#}")),
        Err(_) => Err(themes::unknown(name, own_themes)),
    }
}

/// What the environment says of a setting, and by which variable.
fn from_environment(setting: &Setting) -> Option<(&'static str, String)> {
    setting.environment.iter().find_map(|name| {
        let value = std::env::var(name).ok()?;
        (!value.trim().is_empty()).then_some((*name, value))
    })
}

/// The lines of a table of keys: place, keys, what they do as a file writes it, line.
fn key_lines<'a>(
    keys: &'a DeTable,
    source: &'a str,
) -> impl Iterator<Item = (&'a str, &'a str, String, usize)> {
    let places = keys.iter().filter_map(|(place, lines)| {
        let lines = lines.get_ref().as_table()?;
        Some((place.get_ref().as_ref(), lines))
    });
    places.flat_map(move |(place, lines)| {
        lines.iter().map(move |(written, action)| {
            let line = line_number(source, written.span().start);
            let action = match action.get_ref().as_str() {
                Some(action) => quoted(action),
                None => "false".to_owned(),
            };
            (place, written.get_ref().as_ref(), action, line)
        })
    })
}

#[cfg(test)]
mod tests;
