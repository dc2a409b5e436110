//! The definition of the command line and the tables of keys, formats, languages and settings → shell completions and
//! the man page.
//!
//! Nothing is written twice: `--help`, completions and man page have the same source. The sections of the man page
//! follow the pages of the manual.

use crate::app::keymap::{HelpRow, Keymap};
use crate::cli::args::Args;
use crate::cli::output;
use crate::cli::settings::SETTINGS;
use crate::input::open::Format;
use crate::text::language::Language;
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use roff::{Roff, bold, roman};
use std::io;

/// Prints the completion script for a shell.
///
/// # Errors
/// If the output cannot be written.
pub fn print_completions(shell: Shell) -> io::Result<()> {
    // clap panics if writing fails, for example into a closed pipe; writing into memory does not fail.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "diptych", &mut script);
    output::print(&script)
}

/// Prints the man page, with these keys.
///
/// # Errors
/// If the output cannot be written.
pub fn print_man(keymap: &Keymap) -> io::Result<()> {
    let page = man(keymap).render();
    output::print(page.as_bytes())
}

fn man(keymap: &Keymap) -> Roff {
    let mut definition = Args::command();
    definition.build();
    let mut page = Roff::new();
    let version = concat!("diptych ", env!("CARGO_PKG_VERSION"));
    page.control("TH", ["diptych", "1", "", version]);
    section(&mut page, "NAME");
    page.text([roman(format!("diptych - {}", about(&definition, false)))]);
    synopsis(&mut page, &mut definition);
    section(&mut page, "DESCRIPTION");
    let said = about(&definition, true);
    paragraphs(&mut page, said.split("\n\n").skip(1), "PP");
    section(&mut page, "OPTIONS");
    for option in definition.get_arguments().filter(|arg| !arg.is_hide_set()) {
        push_option(&mut page, option);
    }
    section(&mut page, "READING");
    page.text([roman(
        "The keys; : and the name of an action in round brackets do the same. diptych --tour is a guided tour.",
    )]);
    keys(&mut page, keymap);
    let command = |page: &mut Roff, name: &str| {
        let command = definition.find_subcommand(name);
        push_command(page, command.expect("the name of a command"));
    };
    section(&mut page, "FACTS AND FINDINGS");
    command(&mut page, "check");
    section(&mut page, "REVIEW");
    command(&mut page, "review");
    command(&mut page, "forget");
    section(&mut page, "CHECKERS");
    page.text([roman(CHECKERS)]);
    section(&mut page, "MANY PAIRS");
    command(&mut page, "align");
    section(&mut page, "FILES AND FORMATS");
    formats(&mut page);
    section(&mut page, "LANGUAGES");
    languages(&mut page);
    section(&mut page, "CONFIGURATION");
    settings(&mut page);
    command(&mut page, "config");
    section(&mut page, "OTHER COMMANDS");
    command(&mut page, "completions");
    command(&mut page, "man");
    section(&mut page, "EXIT STATUS");
    for (code, meaning) in EXIT_CODES {
        page.control("TP", []);
        page.text([bold(code)]);
        page.text([roman(meaning)]);
    }
    section(&mut page, "SEE ALSO");
    page.text([roman(
        "The manual in docs/ of the source, or in /usr/share/doc/diptych: reading, facts-and-findings, review, checkers, \
         collections, formats, languages, git, configuration, accessibility, json, performance.",
    )]);
    page
}

/// What a checker is, as the man page says it.
const CHECKERS: &str = "A checker is a program of yours, such as a script that asks a language model. diptych starts it \
    with --checker, writes a question a line for each match and each passage without one, and reads an answer a line; \
    what it points at stands among the findings under its name. checkers.md in the manual has the form of both, and \
    programs to start from.";

/// What the exit codes mean, as docs/json.md says, too.
const EXIT_CODES: [(&str, &str); 4] = [
    ("0", "success"),
    ("1", "diptych check --fail-on found what it names"),
    ("2", "an error: something could not be read or written"),
    ("128 + n", "the program was ended by signal n"),
];

fn section(page: &mut Roff, title: &str) {
    page.control("SH", [title]);
}

/// What a command does, in a line or in full.
fn about(command: &Command, in_full: bool) -> String {
    let short = command.get_about();
    let about = match in_full {
        true => command.get_long_about().or(short),
        false => short,
    };
    about.map(ToString::to_string).unwrap_or_default()
}

fn paragraphs<'a>(page: &mut Roff, texts: impl Iterator<Item = &'a str>, start: &str) {
    for (n, text) in texts.enumerate() {
        if n > 0 {
            page.control(start, []);
        }
        page.text([roman(text)]);
    }
}

/// How each command is called, a line each.
fn synopsis(page: &mut Roff, definition: &mut Command) {
    section(page, "SYNOPSIS");
    page.text([bold("diptych"), roman(" [OPTIONS] [ORIGINAL REWRITE]")]);
    page.control("br", []);
    page.text([bold("diptych"), roman(" [OPTIONS] COLLECTION")]);
    for command in definition.get_subcommands_mut() {
        if command.is_hide_set() || command.get_name() == "help" {
            continue;
        }
        let usage = command.render_usage().to_string();
        let name = format!("diptych {}", command.get_name());
        let rest = usage.trim_start_matches("Usage: ");
        let rest = rest.strip_prefix(&name).unwrap_or_default().to_owned();
        page.control("br", []);
        page.text([bold(name), roman(rest)]);
    }
}

/// A command and its options, which are set in under it.
fn push_command(page: &mut Roff, command: &Command) {
    page.control("SS", [format!("diptych {}", command.get_name()).as_str()]);
    paragraphs(page, about(command, true).split("\n\n"), "PP");
    for option in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
        push_option(page, option);
    }
}

fn push_option(page: &mut Roff, option: &clap::Arg) {
    let long = option.get_long();
    let takes_value = option.get_action().takes_values();
    let called = match (option.get_short(), long) {
        (Some(short), Some(long)) => format!("-{short}, --{long}"),
        (_, Some(long)) => format!("--{long}"),
        (_, None) => option.get_id().as_str().to_uppercase(),
    };
    let names = option.get_value_names();
    let names = names.filter(|_| takes_value && long.is_some());
    let names = names.map(|names| names.join(" ")).unwrap_or_default();
    let help = option.get_long_help().or(option.get_help());
    page.control("TP", []);
    page.text([bold(called), roman(format!(" {names}"))]);
    page.text([roman(help.map(ToString::to_string).unwrap_or_default())]);
    // The languages have a section of their own.
    let values = match takes_value && long != Some("language") {
        true => option.get_possible_values(),
        false => Vec::new(),
    };
    let values: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
    if !values.is_empty() {
        page.control("br", []);
        page.text([roman(format!("One of: {}.", values.join(", ")))]);
    }
}

/// Every key with what it does, and the name by which the command line knows that.
fn keys(page: &mut Roff, keymap: &Keymap) {
    for row in keymap.manual() {
        match row {
            HelpRow::Heading(title) => drop(page.control("SS", [title])),
            HelpRow::Text(text) => drop(page.text([roman(text)])),
            HelpRow::Sample { .. } => {} // the legend is of the screen
            HelpRow::Action {
                keys, name, help, ..
            } => {
                page.control("TP", []);
                page.text([bold(keys.join(" "))]);
                page.text([roman(format!("{help} ({name})"))]);
            }
        }
    }
}

/// The formats, their extensions, and what is shown of each.
fn formats(page: &mut Roff) {
    for format in Format::ALL {
        let extensions: Vec<String> = (format.extensions().iter())
            .map(|extension| format!(".{extension}"))
            .collect();
        page.control("TP", []);
        page.text([
            bold(format.title()),
            roman(format!(" ({})", extensions.join(" "))),
        ]);
        page.text([roman(format!("{}.", format.shows()))]);
    }
    page.control("PP", []);
    page.text([roman(
        "Files packed with gzip or zstd are unpacked first. The content decides before the extension, and --format \
         before both. diptych does not read PDF itself: pdftotext a.pdf - | diptych - b.txt.",
    )]);
}

/// The languages that have rules of their own.
fn languages(page: &mut Roff) {
    let known =
        Language::all().map(|language| format!("{} ({})", language.name(), language.code()));
    let known: Vec<String> = known.collect();
    page.text([roman(format!(
        "The language of each text is detected, unless --language names it. Matching needs none; sentences, facts and \
         findings have rules for {}.",
        known.join(", ")
    ))]);
}

/// Where the configuration is, and every setting.
fn settings(page: &mut Roff) {
    page.text([roman(
        "Settings are read from diptych/config.toml in the folder for configurations ($XDG_CONFIG_HOME, or ~/.config), \
         from the file that DIPTYCH_CONFIG names, or from that of --config; an empty DIPTYCH_CONFIG means none. Options \
         and the environment win over the file. `diptych config` shows what is in effect, and `diptych config --default` \
         prints a file to start from. Keys stand in tables: [keys.reading] and a line such as \"n\" = \"next-passage\". \
         Themes of your own lie in themes/NAME.toml beside the file.",
    )]);
    for setting in &SETTINGS {
        page.control("TP", []);
        page.text([bold(setting.name), roman(format!(" = {}", setting.default))]);
        page.text([roman(format!("{}.", setting.help()))]);
    }
}
