//! Output outside of a session: messages → one safe line each on standard error, results → standard output.
//!
//! Messages quote untrusted text: arguments, names of files and columns, messages of libraries about a damaged file. So
//! all of them are written by [`message`]. Unlike `eprintln!` it does not panic if standard error cannot be written:
//! then nobody reads it.

use crate::input::open;
use crate::text::glyph;
use std::io::{self, Write};
use std::path::Path;

/// Writes a message to standard error; if that fails, the message is lost.
pub fn message(text: &str) {
    let line = format!("diptych: {}\n", message_line(text));
    let _ = io::stderr().write_all(line.as_bytes());
}

/// Writes a note to standard error: worth knowing, but not an error.
pub fn note(text: &str) {
    message(&format!("note: {text}"));
}

/// Writes notes to standard error, one line each.
pub fn notes(notes: &[String]) {
    for text in notes {
        note(text);
    }
}

/// A message as one line: its lines are joined with `; `, and characters that steer a terminal are escaped.
///
/// ```
/// # use diptych::cli::output::message_line;
/// assert_eq!(message_line("cannot read a\u{9b}.csv:\n  line 1\r\n\n  line 7\n"), "cannot read a\\u{9b}.csv: line 1; line 7");
/// ```
pub fn message_line(text: &str) -> String {
    let lines = text.lines().map(str::trim);
    let mut message = String::new();
    for line in lines.filter(|line| !line.is_empty()) {
        message += match message.chars().last() {
            None => "",
            Some(':' | ';' | ',') => " ",
            Some(_) => "; ",
        };
        message += &glyph::escaped(line);
    }
    message
}

/// A path in a line that is printed, with what steers a terminal as escapes.
pub fn path_text(path: &Path) -> String {
    glyph::escaped(&path.to_string_lossy()).into_owned()
}

/// Writes a result to standard output.
///
/// # Errors
/// If it cannot be written.
pub fn print(result: &[u8]) -> io::Result<()> {
    let mut output = stdout();
    output.write_all(result)?;
    output.flush()
}

/// Standard output; its errors say that the output cannot be written.
pub fn stdout() -> StandardOutput {
    StandardOutput(io::stdout())
}

/// See [`stdout`].
pub struct StandardOutput(io::Stdout);

impl Write for StandardOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(cannot_write)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(cannot_write)
    }
}

/// Adds to an error that the output cannot be written. The kind stays the same, because a broken pipe is not an error.
pub fn cannot_write(err: io::Error) -> io::Error {
    let reason = open::reason(&err);
    io::Error::new(err.kind(), format!("cannot write the output: {reason}"))
}

/// Whether the reader of the output has closed it, as `| head` does; that is not an error.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}
