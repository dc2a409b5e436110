//! What the program says outside of a session: messages → one safe line each on standard error, results → standard
//! output.
//!
//! Messages quote what nobody vouches for: arguments, names of files and of columns, what libraries say about a damaged
//! file. So none of them is written but by [`message`]. And none is worth a panic, as `eprintln!` has it: where standard
//! error cannot be written, nobody reads it.

use crate::input::open;
use crate::text::glyph;
use std::io::{self, Write};

/// Writes a message to standard error, as far as that is possible.
pub fn message(text: &str) {
    let line = format!("diptych: {}\n", message_line(text));
    let _ = io::stderr().write_all(line.as_bytes());
}

/// Writes a note to standard error: what is worth knowing, and no error.
pub fn note(text: &str) {
    message(&format!("note: {text}"));
}

/// Writes notes to standard error, one line each.
pub fn notes(notes: &[String]) {
    for text in notes {
        note(text);
    }
}

/// A message as one line: `; ` stands for the ends of its lines, and escapes for what steers a terminal.
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

/// Writes all of a result to standard output.
pub fn print(result: &[u8]) -> io::Result<()> {
    let mut output = results();
    output.write_all(result)?;
    output.flush()
}

/// Standard output, whose errors say that it is the output that cannot be written.
pub fn results() -> Results {
    Results(io::stdout())
}

/// See [`results`].
pub struct Results(io::Stdout);

impl Write for Results {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(cannot_write)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(cannot_write)
    }
}

/// The error of an output that cannot be written. Its kind stays, for a broken pipe is no failure.
pub fn cannot_write(err: io::Error) -> io::Error {
    let reason = open::reason(&err);
    io::Error::new(err.kind(), format!("cannot write the output: {reason}"))
}

/// A reader that has seen enough (`| head`) is no error.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}
