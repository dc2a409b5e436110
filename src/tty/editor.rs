//! The user's editor and a line of a file → the command that opens it there.
//!
//! There is no standard argument for a line number. `+12 file` comes from vi, and most editors and pagers accept it; the
//! exceptions are listed. Graphical editors get a flag to wait until the file is closed.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// How a line number is passed to an editor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineArgument {
    /// `+12 file`
    Plus,
    /// `file:12`
    Colon,
    /// `--line 12 file`, with this flag.
    Flag(&'static str),
}

/// Editors that differ from vi: their names, the flags that they need, and how they take a line number.
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

/// The command that opens `path` at `line`, counted from 1, in an editor with its arguments, as a shell would read them.
///
/// # Errors
/// If `editor` is no command.
pub fn command(editor: &str, path: &Path, line: usize) -> Result<Command> {
    let words = shell_words::split(editor)
        .with_context(|| format!("the editor `{editor}` has an unclosed quotation mark"))?;
    // An absolute path is never taken for a flag.
    let path = std::path::absolute(path)?;
    let (program, args) = words
        .split_first()
        .context("no editor is set; VISUAL, EDITOR or --editor names one")?;
    let mut command = Command::new(program);
    command.args(args);
    append_path(&mut command, path, line);
    Ok(command)
}

fn append_path(command: &mut Command, path: PathBuf, line: usize) {
    let name = Path::new(command.get_program()).file_stem();
    let name = name.unwrap_or_default().to_string_lossy().into_owned();
    let known = EDITORS.iter().find(|(names, ..)| names.contains(&&*name));
    let (flags, line_argument) = match known {
        Some(&(_, flags, line_argument)) => (flags, line_argument),
        None => (&[][..], LineArgument::Plus),
    };
    command.args(flags);
    match line_argument {
        LineArgument::Plus => command.arg(format!("+{line}")).arg(path),
        LineArgument::Flag(flag) => command.arg(flag).arg(line.to_string()).arg(path),
        LineArgument::Colon => {
            let mut position = path.into_os_string();
            position.push(format!(":{line}"));
            command.arg(position)
        }
    };
}

#[cfg(test)]
mod tests;
