//! The terminal as a typewriter: each key is answered with a paragraph below the last one.
//!
//! For screen readers, which follow what is printed and lose their way where a screen is redrawn. There is no
//! alternate screen, no colour and no moving of the cursor; all that changes is that keys arrive at once.

use crate::app::key::Input;
use crate::app::reader::{Effect, Reader};
use crate::speech::describe;
use crate::tty::terminal::{self, SUSPEND};
use anyhow::{Context, Result};
use crossterm::clipboard::CopyToClipboard;
use crossterm::{event, execute};
use std::io::{self, Write};

/// Runs a session in sentences until the reader leaves.
///
/// # Errors
/// If the terminal cannot be read or written.
pub fn run(reader: &mut Reader) -> Result<()> {
    terminal::check_keys()?;
    terminal::restore_on_panic(leave);
    terminal::handle_signals(leave, enter, || false)?;
    enter()?;
    let result = converse(reader);
    leave();
    result
}

fn converse(reader: &mut Reader) -> Result<()> {
    say(&describe::greeting(reader))?;
    loop {
        let Some(Input::Key(key)) = terminal::input(&event::read()?) else {
            continue;
        };
        if key == SUSPEND {
            terminal::suspend()?;
            continue;
        }
        let (effect, answer) = describe::answer(reader, Input::Key(key));
        say(&answer)?;
        match effect {
            Effect::None | Effect::Mouse(_) => {}
            // A session in sentences has one pair.
            Effect::Open(_) | Effect::Pair(..) | Effect::Back | Effect::Reread => {}
            Effect::Reload => say("A session in sentences reads its files once.\n\n")?,
            Effect::Edit { side, line } => {
                let name = &reader.diptych().documents[side].name;
                say(&format!("It stands in line {line} of {name}.\n\n"))?;
            }
            Effect::Quit => return Ok(()),
            Effect::Copy(text) => execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))?,
        }
    }
}

/// Prints lines. A terminal that hands out keys at once does not go to the first column by itself.
fn say(text: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    output.write_all(text.replace('\n', "\r\n").as_bytes())?;
    output.flush()
}

fn enter() -> Result<()> {
    crossterm::terminal::enable_raw_mode().context("cannot take over the terminal")
}

fn leave() {
    let _ = crossterm::terminal::disable_raw_mode();
}
