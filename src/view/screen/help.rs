//! The help page: the keys of a table of keys, a command a line.

use super::{Canvas, Ink, Role};
use crate::app::frame::Frame;
use crate::app::keymap::{self, HelpRow};
use crate::text::glyph;

/// All keys, over the text.
pub(super) fn draw_help(table: &[keymap::Section], top: usize, frame: &Frame, canvas: &mut Canvas) {
    let rows = keymap::help(table);
    let keys_width = rows
        .iter()
        .map(|row| {
            if let HelpRow::Keys(keys, _) = row {
                glyph::width(keys)
            } else {
                0
            }
        })
        .max();
    let keys_width = keys_width.unwrap_or(0).min(frame.size.width / 3);
    for n in 0..frame.height {
        let y = frame.top + n;
        canvas.fill(0, y, frame.size.width, Ink::plain(Role::Text));
        match rows.get(top + n) {
            Some(HelpRow::Heading(heading)) => {
                canvas.put(
                    2,
                    y,
                    frame.size.width - 2,
                    heading,
                    Ink::plain(Role::Heading),
                );
            }
            Some(HelpRow::Keys(keys, help)) => {
                canvas.put(4, y, keys_width, keys, Ink::plain(Role::Key));
                canvas.put(
                    6 + keys_width,
                    y,
                    frame.size.width,
                    help,
                    Ink::plain(Role::Text),
                );
            }
            Some(HelpRow::Blank) | None => {}
        }
    }
    let more = if top + frame.height < rows.len() {
        " j more · Esc close "
    } else {
        " Esc close "
    };
    let y = frame.top + frame.height - 1;
    canvas.put(
        frame.size.width.saturating_sub(glyph::width(more) + 1),
        y,
        30,
        more,
        Ink::plain(Role::Status),
    );
}
