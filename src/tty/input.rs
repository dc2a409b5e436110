//! What a person does at a terminal → [`Input`]s, a burst at a time, read in a thread of its own.
//!
//! The thread sends all that is there and then waits until it is told that this is done with. So it never reads what
//! is typed while an editor or a suspended shell has the terminal.

use super::answer::LateAnswer;
use crate::app::key::{Code, Input, Key, Size};
use crate::jobs::channel::Message;
use anyhow::{Context, Result};
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEventKind};
use std::io;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::Builder;
use std::time::Duration;

/// The thread that reads what a person does.
pub struct Reading(Sender<()>);

impl Reading {
    /// Starts to read. Resizes are noticed from now on.
    ///
    /// # Errors
    /// If the terminal cannot be read, or the system grants no thread.
    pub fn start(events: Sender<Message>) -> Result<Reading> {
        event::poll(Duration::ZERO)?;
        let (accept, accepted) = mpsc::channel();
        let thread = Builder::new().spawn(move || read_all(&events, &accepted));
        thread.context("cannot start a thread to read keys; --print works without one")?;
        Ok(Reading(accept))
    }

    /// What was sent is done with.
    pub fn go_on(&self) {
        let _ = self.0.send(()); // if the thread is gone, it has said so
    }
}

fn read_all(events: &Sender<Message>, accepted: &Receiver<()>) {
    let mut late_answer = LateAnswer::default();
    loop {
        let message = match burst(&mut late_answer) {
            Ok(inputs) if inputs.is_empty() => continue,
            Ok(inputs) => Message::Inputs(inputs),
            Err(err) => {
                let _ = events.send(Message::Gone(err));
                return;
            }
        };
        if events.send(message).is_err() || accepted.recv().is_err() {
            return; // the session is over
        }
    }
}

/// Waits for something to be done, and takes all that follows at once.
fn burst(late_answer: &mut LateAnswer) -> io::Result<Vec<Input>> {
    let mut inputs = Vec::new();
    let mut is_more = true;
    while is_more {
        let done = input(&event::read()?);
        inputs.extend(done.and_then(|input| late_answer.sift(input)));
        is_more = event::poll(Duration::ZERO)?;
    }
    Ok(inputs)
}

/// What diptych makes of a terminal's event; nothing of many.
fn input(event: &Event) -> Option<Input> {
    match event {
        Event::Key(event) if event.is_press() => key(event).map(Input::Key),
        Event::Paste(text) => Some(Input::Paste(text.clone())),
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
    let code = match event.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        _ => return None,
    };
    Some(Key {
        code,
        ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
        alt: event.modifiers.contains(KeyModifiers::ALT),
    })
}
