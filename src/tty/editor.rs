//! A line of a file → the command that opens it in the editor that the reader wants.
//!
//! There is no standard for saying a line. `+12 file` is what vi began, and most editors and pagers took over; those
//! that have a way of their own are listed. Editors with windows are told to wait until the file is closed.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// How an editor takes a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineArgument {
    /// `+12 file`
    Plus,
    /// `file:12`
    Colon,
    /// `--line 12 file`, with this in the place of `--line`.
    Flag(&'static str),
}

/// Editors that are not called as vi is: their names, the flags that they need, and how they take a line.
const EDITORS: &[(&[&str], &[&str], LineArgument)] = &[
    (
        &["code", "code-insiders", "codium", "cursor"],
        &["--wait", "--goto"],
        LineArgument::Colon,
    ),
    (&["subl", "zed"], &["--wait"], LineArgument::Colon),
    (&["hx", "helix"], &[], LineArgument::Colon),
    (&["kate"], &["--block"], LineArgument::Flag("--line")),
    (&["mate"], &["--wait"], LineArgument::Flag("--line")),
];

/// The command that opens `path` at `line`, counted from 1.
///
/// # Errors
/// If neither VISUAL nor EDITOR names an editor.
pub fn command(path: &Path, line: usize) -> Result<Command> {
    let wanted = ["VISUAL", "EDITOR"].into_iter().find_map(|name| {
        let value = std::env::var(name).ok()?;
        (!value.trim().is_empty()).then_some((name, value))
    });
    let (name, wanted) = wanted.context("no editor is known; set VISUAL or EDITOR")?;
    let words = shell_words::split(&wanted)
        .with_context(|| format!("{name} cannot be understood; a quotation mark is missing"))?;
    // With a folder in front no name is taken for a flag.
    let path = std::path::absolute(path)?;
    let (program, args) = words.split_first().context("no editor is known")?;
    let mut command = Command::new(program);
    command.args(args);
    append_path(&mut command, path, line);
    Ok(command)
}

fn append_path(command: &mut Command, path: PathBuf, line: usize) {
    let name = Path::new(command.get_program()).file_stem();
    let name = name.unwrap_or_default().to_string_lossy().into_owned();
    let known = EDITORS.iter().find(|(names, ..)| names.contains(&&*name));
    let (flags, how) = known.map_or((&[][..], LineArgument::Plus), |&(_, flags, how)| {
        (flags, how)
    });
    command.args(flags);
    match how {
        LineArgument::Plus => command.arg(format!("+{line}")).arg(path),
        LineArgument::Flag(flag) => command.arg(flag).arg(line.to_string()).arg(path),
        LineArgument::Colon => {
            let mut place = path.into_os_string();
            place.push(format!(":{line}"));
            command.arg(place)
        }
    };
}

#[cfg(test)]
mod tests;
