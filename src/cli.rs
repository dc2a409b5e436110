//! Arguments → the commands, their output and their exit codes.
//!
//! ```text
//! arguments ─► Args ─┬► read, table   documents, collection ─► session | picture | lines
//!              git ──┘
//!                    ├► check, align  documents, collection ─► reports, JSON Lines
//!                    └► manual        completions, man page
//! ```
//!
//! It uses all other wings, and none uses it.

mod align;
mod args;
mod check;
mod documents;
mod filter;
mod git;
mod manual;
pub mod output;
mod picture;
mod progress;
mod read;
mod table;
mod themes;

use crate::input::open::border;
use anyhow::{Result, anyhow};
use args::{Args, CliCommand, EXIT_ERROR, EXIT_FINE};
use clap::Parser;
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

/// Runs the command of the arguments; the first argument is the name of the program.
pub fn run(given: &[OsString]) -> ExitCode {
    border::silence_panics();
    match run_command(given) {
        Ok(code) => ExitCode::from(code),
        Err(error) if output::is_broken_pipe(&error) => ExitCode::from(EXIT_FINE),
        Err(error) => {
            output::message(&format!("{error:#}"));
            ExitCode::from(EXIT_ERROR)
        }
    }
}

fn run_command(given: &[OsString]) -> Result<u8> {
    let (own, change) = match git::split_arguments(given) {
        Some((own, change)) => (own, Some(change)),
        None => (given, None),
    };
    let args = match Args::try_parse_from(own) {
        Ok(args) => args,
        Err(error) if error.use_stderr() => return Err(anyhow!(args::error_message(error))),
        Err(help) => {
            let printed = help.print().and_then(|()| io::stdout().flush());
            printed.map_err(output::cannot_write)?;
            return Ok(EXIT_FINE);
        }
    };
    match (change, &args.command) {
        (Some(change), _) => git::show(args, change)?,
        (None, Some(CliCommand::Align(args))) => return align::align(args),
        (None, Some(CliCommand::Check(args))) => return check::check(args),
        (None, Some(CliCommand::Completions { shell })) => manual::print_completions(*shell)?,
        (None, Some(CliCommand::Man)) => manual::print_man()?,
        (None, None) => match git::unmerged(&args) {
            Some(path) => git::show_unmerged(path)?,
            None => show(&args)?,
        },
    }
    Ok(EXIT_FINE)
}

/// Shows the given pair or collection.
fn show(args: &Args) -> Result<()> {
    let inputs = args.inputs()?;
    let theme = themes::load_requested(args)?;
    match table::collection(args)? {
        Some(path) => table::show(args, path, &inputs, theme),
        None => read::show(args, &inputs, theme),
    }
}
