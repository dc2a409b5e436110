//! Terminal events → [`Input`]s, in bursts, read in a separate thread.
//!
//! The thread sends all events that are available, and then waits for an acknowledgement. So it never reads keys while
//! an editor or a shell has the terminal.

use super::answer::LateAnswer;
use crate::app::key::{Code, Input, Key, Size};
use crate::jobs::channel::Message;
use anyhow::{Context, Result};
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEventKind};
use std::io;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::Builder;
use std::time::Duration;

/// The thread that reads the terminal.
pub struct InputReader(Sender<()>);

impl InputReader {
    /// Starts the thread. Resizes are noticed from now on.
    ///
    /// # Errors
    /// If the terminal cannot be read, or no thread can be started.
    pub fn start(events: Sender<Message>) -> Result<InputReader> {
        event::poll(Duration::ZERO)?;
        let (acknowledge, acknowledged) = mpsc::channel();
        let thread = Builder::new().spawn(move || read_all(&events, &acknowledged));
        thread.context("cannot start a thread to read keys; --print works without one")?;
        Ok(InputReader(acknowledge))
    }

    /// Tells the thread that the last burst has been handled.
    pub fn acknowledge(&self) {
        let _ = self.0.send(()); // if the thread has ended, it has sent `Message::Gone`
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

/// Waits for an event, and reads all others that are available.
fn read_burst(late_answer: &mut LateAnswer) -> io::Result<Vec<Input>> {
    let mut inputs = Vec::new();
    let mut has_more = true;
    while has_more {
        let input = input(&event::read()?);
        inputs.extend(input.and_then(|input| late_answer.filter(input)));
        has_more = event::poll(Duration::ZERO)?;
    }
    Ok(inputs)
}

/// The input of a terminal event, if diptych handles it.
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
                row: mouse.row.into(),
            }),
            MouseEventKind::Up(MouseButton::Left) => Some(Input::Release),
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
