//! A session in sentences: each key is answered with a paragraph below the last one.
//!
//! For screen readers, which follow printed text but get lost in redrawn screens. There is no alternate screen, no
//! colour and no cursor movement; only raw mode is on, so that keys arrive without Enter.

use super::input::InputReader;
use super::owner::{OutputMode, Tty};
use super::{clipboard, session, signals, terminal};
use crate::app::App;
use crate::app::event::{Command, Event};
use crate::app::key::{Input, Size};
use crate::jobs::desk::{Desk, Front};
use crate::speech::describe;
use crate::text::document::Document;
use anyhow::Result;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

/// The note for the key that reloads.
pub const READS_ONCE: &str = "a session in sentences reads its files once";

/// Runs a session in sentences until the user quits. `copy` is the command that gets what is copied.
///
/// # Errors
/// If the terminal cannot be read or written.
pub fn run(app: &mut App, copy: &str, desk: &mut Desk) -> Result<()> {
    terminal::check_keys()?;
    session::run(Tty::new(OutputMode::Lines, false), desk, |tty, desk| {
        say(&describe::greeting(app))?;
        let mut voice = Voice {
            copy,
            input: InputReader::start(desk.sender())?,
            tty,
        };
        desk.run(app, &mut voice)
    })
}

/// A session in sentences.
struct Voice<'a> {
    copy: &'a str,
    input: InputReader,
    tty: Arc<Tty>,
}

impl Front for Voice<'_> {
    fn dispatch(&mut self, app: &mut App, event: Event) -> Result<Vec<Command>> {
        if let Event::Input(Input::Resize(_)) = event {
            return Ok(Vec::new()); // nobody sees the screen
        }
        let (commands, answer) = describe::answer(app, event);
        say(&answer)?;
        Ok(commands)
    }

    fn copy(&mut self, text: &str) -> Result<Option<&'static str>> {
        clipboard::copy(text, self.copy)
    }

    fn edit(&mut self, document: &Document, _: Option<&Path>, line: usize) -> Result<()> {
        let name = &document.name;
        Ok(say(&format!("It is in line {line} of {name}.\n\n"))?)
    }

    fn suspend(&mut self) -> Result<Option<Size>> {
        signals::suspend(&self.tty)?;
        Ok(None)
    }

    fn acknowledge(&mut self) {
        self.input.acknowledge();
    }
}

/// Prints lines, wrapped for the terminal, which would break them inside words. In raw mode it needs a carriage return
/// before each line feed.
fn say(text: &str) -> io::Result<()> {
    let width = crossterm::terminal::size().map_or(0, |(width, _)| usize::from(width));
    let text = match width {
        0 => text.to_owned(),
        width => describe::wrapped(text, width),
    };
    let mut output = io::stdout().lock();
    output.write_all(text.replace('\n', "\r\n").as_bytes())?;
    output.flush()
}
