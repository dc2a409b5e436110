//! Arguments → the commands, their output and their exit codes.
//!
//! ```text
//! arguments ─► Args ─┬► read, table   documents, collection ─► session | picture | lines
//!              git ──┘
//!              config┘
//!                    ├► check, align  documents, collection ─► reports, JSON Lines
//!                    ├► review, forget                        records ─► Markdown, JSON; a list of what is kept
//!                    ├► places        what is remembered ─► a place to go on from; the pairs that were read last
//!                    └► manual        completions, man page
//! ```
//!
//! It uses all other wings, and none uses it.

mod align;
mod args;
mod check;
mod checkers;
pub mod config;
mod documents;
mod filter;
mod forget;
mod git;
mod manual;
pub mod output;
mod picture;
mod places;
mod progress;
mod read;
mod review;
mod reviews;
mod session;
pub mod settings;
mod table;
mod themes;

use crate::input::open::border;
use anyhow::{Result, anyhow};
use args::{Args, CliCommand, EXIT_ERROR, EXIT_FINE};
use clap::{ArgMatches, CommandFactory, FromArgMatches};
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

/// The definition of the command line, from which the page on options is written (docs/options.md).
pub fn definition() -> clap::Command {
    let mut command = Args::command();
    command.build();
    command
}

fn run_command(given: &[OsString]) -> Result<u8> {
    let (own, change) = match git::split_arguments(given) {
        Some((own, change)) => (own, Some(change)),
        None => (given, None),
    };
    let parsed = Args::command().try_get_matches_from(own);
    let parsed = parsed.and_then(|matches| Ok((Args::from_arg_matches(&matches)?, matches)));
    let (args, matches) = match parsed {
        Ok(parsed) => parsed,
        Err(error) if error.use_stderr() => return Err(anyhow!(args::error_message(error, own))),
        Err(help) => {
            let printed = help.print().and_then(|()| io::stdout().flush());
            printed.map_err(output::cannot_write)?;
            return Ok(EXIT_FINE);
        }
    };
    match (change, &args.command) {
        (Some(change), _) => {
            let (args, setup) = config::apply(own, &matches)?;
            git::show(args, change, &setup)?;
        }
        (None, Some(CliCommand::Align(args))) => return align::align(args),
        (None, Some(CliCommand::Check(args))) => return check::check(args),
        (None, Some(CliCommand::Review(args))) => return review::review(args),
        (None, Some(CliCommand::Forget(args))) => forget::forget(args)?,
        (None, Some(CliCommand::Config(args))) => config::print(args)?,
        (None, Some(CliCommand::Completions { shell })) => manual::print_completions(*shell)?,
        (None, Some(CliCommand::Man)) => manual::print_man(&*config::keymap()?)?,
        (None, None) => match git::unmerged(&args) {
            Some(path) => git::show_unmerged(path)?,
            None => show(own, &matches)?,
        },
    }
    Ok(EXIT_FINE)
}

/// Shows the given pair or collection.
fn show(given: &[OsString], matches: &ArgMatches) -> Result<()> {
    let (args, setup) = config::apply(given, matches)?;
    if args.recent {
        return places::recent(given, &args, &setup);
    }
    let inputs = args.inputs()?;
    match table::collection(&args)? {
        Some(path) => table::show(&args, path, &inputs, &setup),
        None => read::show(&args, &inputs, &setup),
    }
}
