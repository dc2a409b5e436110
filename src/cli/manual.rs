//! The definition of the command line and the table of keys → shell completions and the man page.
//!
//! Nothing is written twice: `--help`, completions and man page have the same source.

use crate::app::keymap::{HelpRow, Keymap};
use crate::cli::args::Args;
use crate::cli::output;
use crate::cli::settings::SETTINGS;
use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use std::io::{self, Write};

/// Prints the completion script for a shell.
pub fn print_completions(shell: Shell) -> io::Result<()> {
    // clap panics if writing fails, for example into a closed pipe; writing into memory does not fail.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "diptych", &mut script);
    output::print(&script)
}

/// Prints the man page, with these keys.
pub fn print_man(keymap: &Keymap) -> io::Result<()> {
    let mut page = Vec::new();
    write_man(&mut page, keymap)?;
    output::print(&page)
}

fn write_man(output: &mut impl Write, keymap: &Keymap) -> io::Result<()> {
    let man = Man::new(Args::command()).date("");
    man.render_title(output)?;
    man.render_name_section(output)?;
    man.render_synopsis_section(output)?;
    man.render_description_section(output)?;
    man.render_options_section(output)?;
    commands().to_writer(output)?;
    keys(keymap).to_writer(output)?;
    settings().to_writer(output)?;
    man.render_version_section(output)
}

/// The section on commands; clap_mangen would only refer to a separate page for each.
fn commands() -> Roff {
    let mut page = Roff::new();
    page.control("SH", ["COMMANDS"]);
    for command in Args::command().get_subcommands() {
        let about = command.get_long_about().or(command.get_about());
        let about = about.map(ToString::to_string).unwrap_or_default();
        page.control("TP", []);
        page.text([bold(format!("diptych {}", command.get_name()))]);
        for (n, paragraph) in about.split("\n\n").enumerate() {
            if n > 0 {
                page.control("IP", []);
            }
            page.text([roman(paragraph)]);
        }
        for option in command.get_arguments() {
            push_option(&mut page, option);
        }
    }
    page
}

/// An option of a command, indented under it.
fn push_option(page: &mut Roff, option: &clap::Arg) {
    let Some(long) = option.get_long() else {
        return; // a positional argument: the description of the command explains it
    };
    let values = option.get_value_names().unwrap_or_default().join(" ");
    let help = option.get_help().map(ToString::to_string);
    page.control("RS", []);
    page.control("TP", []);
    page.text([bold(format!("--{long}")), roman(format!(" {values}"))]);
    page.text([roman(help.unwrap_or_default())]);
    let names = option.get_possible_values();
    if !names.is_empty() {
        let names: Vec<&str> = names.iter().map(|value| value.get_name()).collect();
        page.text([roman(format!("[{}]", names.join(", ")))]);
    }
    page.control("RE", []);
}

/// Every key with what it does, and the name by which the command line knows that.
fn keys(keymap: &Keymap) -> Roff {
    let mut page = Roff::new();
    page.control("SH", ["KEYS"]);
    for row in keymap.manual() {
        match row {
            HelpRow::Heading(title) => page.control("SS", [title]),
            HelpRow::Text(text) => page.text([roman(text)]),
            HelpRow::Sample { .. } => &mut page, // the legend is of the screen
            HelpRow::Action {
                keys, name, help, ..
            } => {
                page.control("TP", []);
                page.text([bold(keys.join(" "))]);
                page.text([roman(format!("{help} ({name})"))])
            }
        };
    }
    page
}

/// Where the configuration is, and every setting.
fn settings() -> Roff {
    let mut page = Roff::new();
    page.control("SH", ["CONFIGURATION"]);
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
    page
}
