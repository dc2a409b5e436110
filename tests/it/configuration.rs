//! The user's configuration: what each line of it does, what wins over it, what is said of mistakes, and that what is
//! printed of it can be read back.

use crate::support::program;
use diptych::app::action::{Named, ReadingAction};
use diptych::cli::settings::{self, SETTINGS};
use expect_test::{expect, expect_file};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::Duration;
use termlens::{Key, Screen, Terminal};

/// A folder for configurations, with files in `diptych` below it.
struct Home(PathBuf);

impl Home {
    fn new(name: &str, files: &[(&str, &str)]) -> Home {
        let home = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("config-{name}"));
        let _ = fs::remove_dir_all(&home);
        for (file, text) in files {
            let path = home.join("diptych").join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Home(home)
    }

    fn with(name: &str, config: &str) -> Home {
        Home::new(name, &[("config.toml", config)])
    }

    fn file(&self) -> PathBuf {
        self.0.join("diptych/config.toml")
    }

    fn output(&self, args: &[&str], environment: &[(&str, &str)]) -> Output {
        let mut command = program();
        for variable in ["DIPTYCH_CONFIG", "NO_COLOR", "VISUAL", "EDITOR"] {
            command.env_remove(variable);
        }
        command.env("XDG_CONFIG_HOME", &self.0);
        command.envs(environment.iter().copied());
        command.args(args).output().unwrap()
    }

    /// What is printed, of a call about which there is nothing to say.
    #[track_caller]
    fn run(&self, args: &[&str]) -> String {
        let output = self.output(args, &[]);
        assert_eq!(self.shown(&output.stderr), "", "{args:?}");
        assert!(output.status.success());
        self.shown(&output.stdout)
    }

    /// A text with `HOME` for the path of the folder.
    fn shown(&self, bytes: &[u8]) -> String {
        let home = self.0.to_string_lossy();
        String::from_utf8_lossy(bytes).replace(&*home, "HOME")
    }
}

/// Every setting with a value other than the default, the option that says the same, and a call that shows it; settings
/// that only a terminal shows have none.
const CHANGED: [(&str, &str, &[&str]); 20] = [
    ("theme", "\"light\"", &["--theme=light", "--print=svg"]),
    (
        "dark-theme",
        "\"high-contrast\"",
        &["--dark-theme=high-contrast", "--print=svg"],
    ),
    ("light-theme", "\"other.toml\"", &[]),
    (
        "layout",
        "\"stacked\"",
        &["--layout=stacked", "--size=100x20"],
    ),
    ("lens", "\"off\"", &["--lens=off", "--size=100x20"]),
    ("measure", "40", &["--measure=40", "--size=120x20"]),
    (
        "margin",
        "0",
        &["--margin=0", "--size=100x14", "--keys=jjjjjj"],
    ),
    ("numbers", "true", &["--numbers", "--size=100x20"]),
    ("hints", "false", &["--no-hints", "--size=100x30"]),
    ("mouse", "false", &[]),
    ("ascii", "true", &["--ascii", "--size=100x20"]),
    ("editor", "\"/bin/false\"", &[]),
    ("context", "1", &[]),
    ("copy", "\"/bin/false\"", &[]),
    ("name", "\"Ed\"", &[]),
    ("remember", "true", &[]),
    ("patience", "7", &[]),
    ("original-field", "\"before\"", &[]),
    ("rewrite-field", "\"after\"", &[]),
    ("id-field", "\"nr\"", &[]),
];

#[test]
fn a_setting_does_what_its_option_does() {
    let names: Vec<&str> = SETTINGS.iter().map(|setting| setting.name).collect();
    assert_eq!(names, CHANGED.map(|(name, ..)| name));
    let none = Home::new("none", &[]);
    for (name, value, call) in CHANGED {
        let Some((option, call)) = call.split_first() else {
            continue;
        };
        let home = Home::with(name, &format!("{name} = {value}\n"));
        let by_option = none.run(&[&[*option], call].concat());
        assert_eq!(home.run(call), by_option, "{name}");
        assert_ne!(none.run(call), by_option, "{name} changes nothing");
    }
}

#[test]
fn a_setting_is_printed_with_its_origin_and_the_defaults_are_those_of_the_options() {
    let none = Home::new("defaults", &[]).run(&["config"]);
    for (name, value, _) in CHANGED {
        let setting = SETTINGS
            .iter()
            .find(|setting| setting.name == name)
            .unwrap();
        let line = format!("\n{name} = {} # default\n", setting.default);
        assert!(none.contains(&line), "{none}");
        let theme = include_str!("../../assets/themes/light.toml");
        let config = format!("# mine\n{name} = {value}\n");
        let home = Home::new("origin", &[("config.toml", &config), ("other.toml", theme)]);
        let text = home.run(&["config"]);
        let value = value.replace("\"other", "\"HOME/diptych/other");
        assert!(
            text.contains(&format!("\n{name} = {value} # from line 2\n")),
            "{text}"
        );
    }
}

/// Fields show in collections only.
#[test]
fn a_configuration_names_the_fields_of_collections() {
    let rows = br#"{"nr": 7, "before": "One.", "after": "Two.", "original": "Three.", "rewrite": "Four.", "id": 8}"#;
    let folder = crate::collections::folder("named-fields", &[("pairs.jsonl", rows)]);
    let path = folder.join("pairs.jsonl");
    let call = [path.to_str().unwrap(), "--size=100x12", "--keys=<CR>"];
    let home = Home::with(
        "fields",
        "original-field = \"before\"\nrewrite-field = \"after\"\nid-field = \"nr\"\n",
    );
    let options = [
        "--original-field=before",
        "--rewrite-field=after",
        "--id-field=nr",
    ];
    let none = Home::new("no-fields", &[]);
    let named = none.run(&[&call[..], &options[..]].concat());
    assert_eq!(home.run(&call), named);
    assert!(named.contains("Two.") && none.run(&call).contains("Four."));
    // None, with an option or in the file.
    let empty = ["--original-field=", "--rewrite-field=", "--id-field="];
    assert_eq!(home.run(&[&call[..], &empty[..]].concat()), none.run(&call));
}

#[test]
fn options_win_over_the_file_and_can_take_back_all_of_it() {
    let none = Home::new("nothing", &[]);
    let home = Home::with(
        "all",
        "theme = \"light\"\nlayout = \"stacked\"\nlens = \"off\"\nmeasure = 50\nmargin = 1\nnumbers = true\n\
         hints = false\nascii = true\n[keys.reading]\n\"n\" = \"next-passage\"\n",
    );
    let args = ["--print=svg", "--size=100x30", "--keys=jj"];
    let back = [
        "--theme=auto",
        "--layout=auto",
        "--lens=auto",
        "--measure=80",
        "--margin=auto",
        "--no-numbers",
        "--hints",
        "--no-ascii",
    ];
    let plain = none.run(&args);
    assert_ne!(home.run(&args), plain);
    assert_eq!(home.run(&[&args[..], &back[..]].concat()), plain);
    // An empty variable means none, and a file that is named stands for the usual one.
    let output = home.output(&args, &[("DIPTYCH_CONFIG", "")]);
    assert_eq!(home.shown(&output.stdout), plain);
    let file = home.file();
    let output = none.output(&args, &[("DIPTYCH_CONFIG", file.to_str().unwrap())]);
    assert_eq!(none.shown(&output.stdout), home.run(&args));
    let named = none.run(&[&args[..], &["--config", file.to_str().unwrap()]].concat());
    assert_eq!(named, home.run(&args));
}

#[test]
fn the_environment_wins_over_the_file() {
    let home = Home::with("environment", "editor = \"nano\"\n");
    let editor = |environment: &[(&str, &str)]| {
        let text = home.shown(&home.output(&["config"], environment).stdout);
        let line = text.lines().find(|line| line.starts_with("editor"));
        line.unwrap().to_owned()
    };
    assert_eq!(editor(&[]), "editor = \"nano\" # from line 1");
    assert_eq!(editor(&[("EDITOR", "hx")]), "editor = \"hx\" # from EDITOR");
    let both = [("EDITOR", "hx"), ("VISUAL", "code --wait")];
    assert_eq!(editor(&both), "editor = \"code --wait\" # from VISUAL");
    assert_eq!(
        editor(&[("VISUAL", " ")]),
        "editor = \"nano\" # from line 1"
    );
}

#[test]
fn a_mistake_costs_its_line_only() {
    let home = Home::with(
        "mistakes",
        r#"them = "light"
theme = "lihgt"
dark-theme = "gone/my.toml"
layout = "stacked"
lens = "shard"
measure = 5
margin = "much"
mouse = "no"
keys-of-mine = 1
ascii = tru
numbers = true
"\u001b[2J" = 1

[keys.reading]
"x" = "next-pasage"
"n" = "next-passage"
"]" = "next-match"
"<Hyper>" = "quit"
"q" = 1
"w" = false

[keys.raeding]
"[keys.list]
"#,
    );
    let args = ["--size=100x20", "--keys=n"];
    let output = home.output(&args, &[]);
    assert!(output.status.success());
    expect![[r#"
        diptych: note: HOME/diptych/config.toml:1: no setting is called `them`; did you mean `theme`?
        diptych: note: HOME/diptych/config.toml:2: no theme is called `lihgt`; name a file or one of dark, light, high-contrast, monochrome; did you mean `light`?
        diptych: note: HOME/diptych/config.toml:3: cannot read the theme HOME/diptych/gone/my.toml: No such file or directory
        diptych: note: HOME/diptych/config.toml:5: lens: `shard` is not one of auto, shared, findings, new, off; did you mean `shared`?
        diptych: note: HOME/diptych/config.toml:6: measure: 5 is not in 10..=65535
        diptych: note: HOME/diptych/config.toml:7: margin needs a number, or "auto"
        diptych: note: HOME/diptych/config.toml:8: mouse is true or false
        diptych: note: HOME/diptych/config.toml:9: no setting is called `keys-of-mine`
        diptych: note: HOME/diptych/config.toml:10: invalid boolean, expected `true`
        diptych: note: HOME/diptych/config.toml:12: no setting is called `\u{1b}[2J`
        diptych: note: HOME/diptych/config.toml:15: reading: no action is called `next-pasage` (key `x`); did you mean `next-passage`?
        diptych: note: HOME/diptych/config.toml:17: reading: one of the keys `]]` and `]` is the beginning of the other; "none" unbinds one
        diptych: note: HOME/diptych/config.toml:18: reading: unknown key <Hyper>; keys are written as in vim: j, <C-d>, <Tab>, <Enter>, <lt>, <Click 10,5>
        diptych: note: HOME/diptych/config.toml:19: reading: `q` needs the name of an action in quotes, or false
        diptych: note: HOME/diptych/config.toml:22: keys have no place `raeding`; there are everywhere, reading, list, findings, ledger, records, evidence, outline, themes, help, table, prompt
        diptych: note: HOME/diptych/config.toml:23: key with no value, expected `=`
    "#]]
    .assert_eq(&home.shown(&output.stderr));
    let options = ["--layout=stacked", "--numbers", "--keys=j", "--size=100x20"];
    let none = Home::new("no-mistakes", &[]);
    assert_eq!(home.shown(&output.stdout), none.run(&options));
    // `diptych config` says the same, and prints what is left.
    let config = home.output(&["config"], &[]);
    assert_eq!(home.shown(&config.stderr), home.shown(&output.stderr));
    let text = home.shown(&config.stdout);
    assert!(
        text.contains("\n[keys.reading]\n\"n\" = \"next-passage\" # line 16\n"),
        "{text}"
    );
    assert!(!text.contains("Hyper") && !text.contains("\"x\""), "{text}");
}

#[test]
fn a_file_that_is_named_must_be_there_and_another_need_not() {
    let home = Home::new("missing", &[]);
    assert!(
        home.run(&["config"])
            .contains("# file: HOME/diptych/config.toml (does not exist)\n")
    );
    for args in [
        &["--config", "gone.toml"][..],
        &["config", "--config", "gone.toml"],
    ] {
        let output = home.output(args, &[]);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(
            home.shown(&output.stderr),
            "diptych: cannot read the configuration gone.toml: No such file or directory\n"
        );
    }
    let output = home.output(&["--print"], &[("DIPTYCH_CONFIG", "gone.toml")]);
    assert_eq!(output.status.code(), Some(2));
    // A file that nobody named is no reason not to read.
    let home = Home::new("folder", &[("config.toml/x", "")]);
    let output = home.output(&["--print"], &[]);
    assert!(output.status.success());
    assert_eq!(
        home.shown(&output.stderr),
        "diptych: note: cannot read the configuration HOME/diptych/config.toml: Is a directory\n"
    );
}

/// The settings and keys of a configuration that is printed, without comments.
fn says(text: &str) -> Vec<&str> {
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| line.rsplit_once(" # ").map_or(line, |(says, _)| says))
        .collect()
}

#[test]
fn what_is_printed_is_read_back() {
    let config: String = CHANGED
        .iter()
        .filter(|(name, ..)| *name != "light-theme")
        .map(|(name, value, _)| format!("{name} = {value}\n"))
        .collect();
    let keys = "[keys.reading]\n'\"' = \"next-passage\"\n\"\\\\\" = \"first\"\n\"q\" = false\n[keys.list]\n\"z\" = \"close\"\n";
    let home = Home::with("printed", &(config + keys));
    let printed = home.run(&["config"]);
    let again = Home::with("read-back", &printed).run(&["config"]);
    assert_eq!(says(&again), says(&printed));
    assert_eq!(says(&printed).len(), SETTINGS.len() + 6);
    assert!(!again.contains("# default"), "{again}");
}

#[test]
fn the_file_to_start_from_changes_nothing_and_says_all() {
    let home = Home::new("start", &[]);
    let file = home.run(&["config", "--default"]);
    assert_eq!(file, settings::default_file());
    assert_eq!(
        file,
        Home::with("broken", "x = ").run(&["config", "--default"])
    );
    let as_it_is = Home::with("as-it-is", &file);
    assert_eq!(
        says(&as_it_is.run(&["config"])),
        says(&home.run(&["config"]))
    );
    let is_value = |line: &str| line.starts_with('#') && !line.starts_with("# ");
    let all = file.lines().map(|line| match is_value(line) {
        true => format!("{}\n", &line[1..]),
        false => format!("{line}\n"),
    });
    let all = Home::with("uncommented", &all.collect::<String>());
    let text = all.run(&["config"]);
    assert!(!text.contains("# default"), "{text}");
    for name in ReadingAction::names() {
        assert!(text.contains(&format!("= \"{name}\"")), "no {name}");
    }
    let args = ["--size=100x60", "--keys=?/.<Enter>"];
    assert_eq!(all.run(&args), home.run(&args));
    assert!(
        file.lines().all(|line| line.chars().count() <= 120),
        "{file}"
    );
}

#[test]
fn keys_hold_wherever_they_are_shown() {
    let home = Home::with(
        "keys",
        "[keys.reading]\n\"<C-x>n\" = \"next-dropped\"\n\"?\" = false\n\"Y\" = \"help\"\n[keys.list]\n\"z\" = \"close\"\n",
    );
    let picture = home.run(&["--size=100x40", "--keys=Y/next drop<Enter>"]);
    assert!(picture.contains("]d C-xn"), "{picture}");
    assert!(home.run(&["man"]).replace('\\', "").contains("]d C-xn"));
    assert!(home.run(&["--size=100x30"]).contains("Y help"));
    assert!(
        home.run(&["--linear", "--keys=j"])
            .contains("Press Y for the keys")
    );
    let folder = Home::new(
        "keys-pairs",
        &[("a.original.txt", "One."), ("a.rewrite.txt", "One.")],
    );
    let pairs = folder.0.join("diptych");
    let table = home.run(&[
        pairs.to_str().unwrap(),
        "--size=100x30",
        "--keys=?/close<Enter>",
    ]);
    assert!(table.contains(" z  "), "{table}");
}

#[test]
fn themes_of_ones_own_are_in_the_list_and_can_be_named() {
    let light = include_str!("../../assets/themes/light.toml");
    let mine = light.replacen("background = \"#", "background = \"#12", 1);
    let color = mine
        .split("background = \"")
        .nth(1)
        .unwrap()
        .get(..7)
        .unwrap();
    let mine = light.replacen(
        light
            .lines()
            .find(|line| line.starts_with("background"))
            .unwrap(),
        &format!("background = \"{color}\""),
        1,
    );
    let home = Home::new(
        "themes",
        &[
            ("config.toml", "theme = \"mine\"\n"),
            ("themes/mine.toml", &mine),
            ("themes/dark.toml", &mine),
            ("themes/notes.txt", "not a theme"),
        ],
    );
    let list = home.run(&["--size=100x30", "--keys=t"]);
    assert!(
        list.contains(" mine ") && list.contains(" monochrome "),
        "{list}"
    );
    assert!(!list.contains("notes"), "{list}");
    let drawn = home.run(&["--print=svg"]);
    assert!(drawn.contains(color), "{color}");
    assert!(!home.run(&["--print=svg", "--theme=light"]).contains(color));
    assert_eq!(home.run(&["--print=svg", "--theme=dark"]), drawn);
    assert!(
        home.run(&["config"])
            .contains("# your themes, in HOME/diptych/themes: dark, mine\n")
    );

    let home = Home::new("bad-theme", &[("themes/mine.toml", "background = 3\n")]);
    let output = home.output(&["--print"], &[]);
    assert!(output.status.success());
    let said = home.shown(&output.stderr);
    assert!(
        said.starts_with(
            "diptych: note: the theme HOME/diptych/themes/mine.toml is invalid: line 1: "
        ),
        "{said}"
    );
    assert_eq!(said.lines().count(), 1);
    let output = home.output(&["--theme", "lihgt"], &[]);
    assert_eq!(
        home.shown(&output.stderr).lines().last().unwrap(),
        "diptych: no theme is called `lihgt`; name a file or one of dark, light, high-contrast, monochrome; did you \
         mean `light`?"
    );
}

#[test]
fn the_configuration_is_only_read() {
    let home = Home::with(
        "read-only",
        "numbers = true\n[keys.reading]\n\"n\" = \"next-passage\"\n",
    );
    let before = fs::metadata(home.file()).unwrap().modified().unwrap();
    home.run(&["--size=100x30", "--keys=njt<Enter>"]);
    home.run(&["config"]);
    let entries = fs::read_dir(home.0.join("diptych")).unwrap();
    assert_eq!(entries.count(), 1);
    assert_eq!(
        fs::metadata(home.file()).unwrap().modified().unwrap(),
        before
    );
    let none = Home::new("never-made", &[]);
    none.run(&["config"]);
    assert!(!none.0.exists());
}

/// Longer than anything takes on a slow machine; no test waits for it to pass.
const DEADLINE: Duration = Duration::from_secs(20);

fn session(home: &Home, environment: &[(&str, &str)], args: &[&Path]) -> Terminal {
    let mut terminal = Terminal::builder()
        .size(100, 30)
        .env_clear()
        .env("TERM", "xterm-256color")
        .env("NO_COLOR", "1")
        .env("XDG_CONFIG_HOME", home.0.to_str().unwrap());
    for (name, value) in environment {
        terminal = terminal.env(name, value);
    }
    let args: Vec<String> = args.iter().map(|path| path.display().to_string()).collect();
    let mut terminal = terminal
        .timeout(DEADLINE)
        .args(&args)
        .spawn(env!("CARGO_BIN_EXE_diptych"))
        .unwrap();
    terminal
        .wait_until(|screen: &Screen| screen.contains("? help"))
        .unwrap();
    terminal
}

#[test]
fn a_session_has_the_users_keys_mouse_and_editor_and_says_what_is_wrong() {
    let home = Home::new(
        "session",
        &[
            (
                "config.toml",
                "mouse = false\neditor = \"/bin/false\"\nlyout = \"flow\"\n[keys.reading]\n\"j\" = \"last\"\n\"X\" = \"quit\"\n",
            ),
            ("a.txt", "One.\n\nTwo.\n\nThree.\n"),
        ],
    );
    let text = home.0.join("diptych/a.txt");
    let mut terminal = session(&home, &[], &[&text, &text]);
    let said = |screen: &Screen| screen.contains("did you mean `layout`?");
    terminal
        .wait_until(said)
        .expect("the mistake in the status line");
    assert!(terminal.screen().mouse_modes().is_empty());
    terminal.send(Key::Char('v')).unwrap();
    let said = |screen: &Screen| screen.contains("the editor /bin/false ended with an error");
    terminal.wait_until(said).expect("the editor of the file");
    terminal.send(Key::Char('j')).unwrap();
    terminal
        .wait_until(|screen: &Screen| screen.contains("3/3"))
        .expect("j goes to the last passage");
    terminal.send(Key::Char('X')).unwrap();
    assert!(terminal.wait_exit().unwrap().success());

    let mut terminal = session(&home, &[("EDITOR", "/bin/sh -c 'exit 3'")], &[&text, &text]);
    terminal.send(Key::Char('v')).unwrap();
    let said = |screen: &Screen| screen.contains("the editor /bin/sh ended with an error");
    terminal
        .wait_until(said)
        .expect("the editor of the environment");
    terminal.send(Key::Char('X')).unwrap();
    assert!(terminal.wait_exit().unwrap().success());
}

/// Where no variable and no file names an editor, it is one that every system has.
#[test]
fn the_editor_that_every_system_has_is_tried_last() {
    let home = Home::new("editor", &[("a.txt", "One.\n")]);
    let text = home.0.join("diptych/a.txt");
    let mut terminal = session(&home, &[("PATH", "/no/such/folder")], &[&text, &text]);
    terminal.send(Key::Char('v')).unwrap();
    let said = |screen: &Screen| screen.contains("cannot start the editor vi: No such file");
    terminal.wait_until(said).unwrap();
    terminal.send(Key::Char('q')).unwrap();
    assert!(terminal.wait_exit().unwrap().success());
}

#[test]
fn the_documentation_lists_every_setting() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/configuration.md");
    let page = fs::read_to_string(&path).unwrap();
    let (start, end) = ("<!-- settings -->\n", "<!-- end of settings -->");
    let (before, rest) = page.split_once(start).unwrap();
    let (_, after) = rest.split_once(end).unwrap();
    let mut table = String::from(
        "\n| setting | default | values | environment | what it is |\n|---|---|---|---|---|\n",
    );
    let code = |words: &[&str]| {
        let words = words.iter().map(|word| format!("`{word}`"));
        words.collect::<Vec<_>>().join(" ")
    };
    for setting in &SETTINGS {
        let values = setting.values();
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        let (values, environment) = (code(&values), code(setting.environment));
        let (name, default, help) = (setting.name, setting.default, setting.help());
        table += &format!("| `{name}` | `{default}` | {values} | {environment} | {help} |\n");
    }
    expect_file![path].assert_eq(&format!("{before}{start}{table}\n{end}{after}"));
}
