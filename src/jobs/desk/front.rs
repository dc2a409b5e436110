//! What a desk asks for on the outside → a terminal, a script or a voice: each does it in its own way, or not at all.

use crate::app::App;
use crate::app::event::{Command, Event};
use crate::app::key::Size;
use crate::text::document::Document;
use anyhow::Result;
use std::path::Path;

/// A front end: what differs between a terminal, a script and a session in sentences.
pub trait Front {
    /// Passes an event to the app.
    ///
    /// # Errors
    /// If the answer cannot be printed.
    fn dispatch(&mut self, app: &mut App, event: Event) -> Result<Vec<Command>> {
        Ok(app.handle(event))
    }

    /// Draws the state. A script draws it only at its end.
    ///
    /// # Errors
    /// If the terminal cannot be written.
    fn draw(&mut self, _: &App) -> Result<()> {
        Ok(())
    }

    /// Copies a text to the clipboard, if there is one. Returns what there is to say if that may have been refused.
    ///
    /// # Errors
    /// If it was refused.
    fn copy(&mut self, _text: &str) -> Result<Option<&'static str>> {
        Ok(None)
    }

    /// Starts or stops capturing the mouse, if there is one.
    ///
    /// # Errors
    /// If the terminal cannot be written.
    fn mouse(&mut self, _is_ours: bool) -> Result<()> {
        Ok(())
    }

    /// Opens an editor at a line, if there is a file, and waits until it ends.
    ///
    /// # Errors
    /// If no editor could be started, or it failed.
    fn edit(&mut self, _document: &Document, _path: Option<&Path>, _line: usize) -> Result<()> {
        Ok(())
    }

    /// Lets a person change a text in an editor, if there is one, and waits until it ends.
    ///
    /// # Errors
    /// If no editor could be started, or it failed.
    fn edit_note(&mut self, _text: &str) -> Result<Option<String>> {
        Ok(None)
    }

    /// Suspends the program until the shell resumes it, if there is one. Returns the size of the terminal then.
    ///
    /// # Errors
    /// If the terminal cannot be taken over again.
    fn suspend(&mut self) -> Result<Option<Size>> {
        Ok(None)
    }

    /// The last [`Message::Inputs`](super::super::channel::Message::Inputs) has been handled.
    fn acknowledge(&mut self) {}
}
