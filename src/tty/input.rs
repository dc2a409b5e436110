//! What a person does at a terminal → [`Input`]s, a burst at a time, read in a thread of its own.
//!
//! The thread sends all that is there and then waits until it is told that this is done with. So it never reads what
//! is typed while an editor or a suspended shell has the terminal.

use super::answer::LateAnswer;
use crate::app::key::{Input, Key, Size};
use crate::jobs::channel::Message;
use anyhow::{Context, Result};
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEventKind};
use std::io;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::Builder;
use std::time::Duration;

/// The thread that reads what a person does.
pub struct InputReader(Sender<()>);

impl InputReader {
    /// Starts to read. Resizes are noticed from now on.
    ///
    /// # Errors
    /// If the terminal cannot be read, or the system grants no thread.
    pub fn start(events: Sender<Message>) -> Result<InputReader> {
        event::poll(Duration::ZERO)?;
        let (acknowledge, acknowledged) = mpsc::channel();
        let thread = Builder::new().spawn(move || read_all(&events, &acknowledged));
        thread.context("cannot start a thread to read keys; --print works without one")?;
        Ok(InputReader(acknowledge))
    }

    /// What was sent is done with.
    pub fn acknowledge(&self) {
        let _ = self.0.send(()); // if the thread is gone, it has said so
    }
}

fn read_all(events: &Sender<Message>, acknowledged: &Receiver<()>) {
    let mut late_answer = LateAnswer::default();
    loop {
        let message = match read_burst(&mut late_answer) {
            Ok(inputs) if inputs.is_empty() => continue,
            Ok(inputs) => Message::Inputs(inputs),
            Err(err) => {
                let _ = events.send(Message::Gone(err));
                return;
            }
        };
        if events.send(message).is_err() || acknowledged.recv().is_err() {
            return; // the session is over
        }
    }
}

/// Waits for something to be done, and takes all that follows at once.
fn read_burst(late_answer: &mut LateAnswer) -> io::Result<Vec<Input>> {
    let mut inputs = Vec::new();
    let mut is_more = true;
    while is_more {
        let done = input(&event::read()?);
        inputs.extend(done.and_then(|input| late_answer.filter(input)));
        is_more = event::poll(Duration::ZERO)?;
    }
    Ok(inputs)
}

/// What diptych makes of a terminal's event; nothing of many.
fn input(event: &Event) -> Option<Input> {
    match event {
        Event::Key(event) if event.is_press() => key(event).map(Input::Key),
        Event::Resize(width, height) => Some(Input::Resize(Size {
            width: (*width).max(1).into(),
            height: (*height).max(1).into(),
        })),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::ScrollUp => Some(Input::WheelUp),
            MouseEventKind::ScrollDown => Some(Input::WheelDown),
            MouseEventKind::Down(MouseButton::Left) => Some(Input::Click {
                column: mouse.column.into(),
                row: mouse.row.into(),
            }),
            MouseEventKind::Drag(MouseButton::Left) => Some(Input::Drag {
                column: mouse.column.into(),
            }),
            _ => None,
        },
        _ => None,
    }
}

fn key(event: &KeyEvent) -> Option<Key> {
    let modifiers = |key: Key| Key {
        ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
        alt: event.modifiers.contains(KeyModifiers::ALT),
        ..key
    };
    let name = match event.code {
        KeyCode::Char(c) => return Some(modifiers(Key::char(c))),
        KeyCode::Enter => "Enter",
        KeyCode::Esc => "Esc",
        KeyCode::Tab => "Tab",
        KeyCode::BackTab => "S-Tab",
        KeyCode::Backspace => "BS",
        KeyCode::Delete => "Del",
        KeyCode::Up => "Up",
        KeyCode::Down => "Down",
        KeyCode::Left => "Left",
        KeyCode::Right => "Right",
        KeyCode::PageUp => "PageUp",
        KeyCode::PageDown => "PageDown",
        KeyCode::Home => "Home",
        KeyCode::End => "End",
        _ => return None,
    };
    Key::named(name).map(modifiers)
}
