//! The names of checkers and the configuration → the checkers there are, and those that are asked.

use crate::cli::args::CheckerArgs;
use crate::jobs::checker::Checker;
use crate::text::glyph;
use crate::text::near::did_you_mean;
use anyhow::{Result, bail};
use std::path::Path;
use std::time::Duration;

/// Seconds that a checker may be silent, unless somebody says otherwise: a model on the desk takes its time.
pub const PATIENCE: u32 = 120;

/// The checkers of a session.
#[derive(Debug, Clone, Default)]
pub struct Checkers {
    /// All of them.
    pub known: Vec<Checker>,
    /// The names of those that are asked from the start.
    pub asked: Vec<String>,
}

impl Checkers {
    /// Those that are asked from the start.
    pub fn asked(&self) -> Vec<Checker> {
        let is_asked = |checker: &&Checker| self.asked.contains(&checker.name);
        self.known.iter().filter(is_asked).cloned().collect()
    }
}

/// The checkers that a configuration names, and those of the options: names, or command lines of their own.
///
/// # Errors
/// If a command cannot be split into words, or what is named is neither a checker nor a program.
pub fn checkers(args: &CheckerArgs, named: &[(String, String)]) -> Result<Checkers> {
    let patience = Duration::from_secs(args.patience.unwrap_or(PATIENCE).into());
    let known = named
        .iter()
        .map(|(name, command)| Checker::new(name, command, patience));
    let mut checkers = Checkers {
        known: known.collect::<Result<_>>()?,
        asked: Vec::new(),
    };
    for wanted in &args.checker {
        let is_known = checkers.known.iter().any(|known| known.name == *wanted);
        let name = match is_known {
            true => wanted.clone(),
            false => {
                let own = of_command(wanted, patience)?;
                if own.words.len() == 1 && !is_program(&own.words[0]) {
                    let names = checkers.known.iter().map(|known| known.name.as_str());
                    let near = did_you_mean(wanted, names);
                    let wanted = glyph::escaped(wanted);
                    bail!(
                        "`{wanted}` is neither a checker of the configuration nor a program{near}"
                    );
                }
                let name = own.name.clone();
                checkers.known.retain(|known| known.name != name);
                checkers.known.push(own);
                name
            }
        };
        if !checkers.asked.contains(&name) {
            checkers.asked.push(name);
        }
    }
    Ok(checkers)
}

/// A command line as a checker: it is called after its script, else after its program.
fn of_command(command: &str, patience: Duration) -> Result<Checker> {
    let checker = Checker::new(command, command, patience)?;
    let script = checker.words.iter().find(|word| Path::new(word).is_file());
    let called = script.unwrap_or(&checker.words[0]);
    let stem = Path::new(called).file_stem();
    let name = stem.map_or_else(|| called.into(), |stem| stem.to_string_lossy());
    Ok(Checker {
        name: glyph::escaped(&name).replace(char::is_whitespace, "-"),
        ..checker
    })
}

/// Whether a word names a program that can be started.
fn is_program(word: &str) -> bool {
    if word.contains(std::path::MAIN_SEPARATOR) || word.contains('/') {
        return Path::new(word).is_file();
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(word).is_file())
}
