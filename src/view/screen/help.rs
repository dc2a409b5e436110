//! The help page: the keys of a place in a list, an action a line.

use super::panels::list::{ListArea, draw_rows, draw_title};
use super::{Canvas, Ink, Role};
use crate::app::frame::Frame;
use crate::app::help::Help;
use crate::app::keymap::{HelpRow, Keymap};
use crate::text::glyph;

/// The page, over the text.
pub(super) fn draw_help(help: &Help, keymap: &Keymap, frame: &Frame, canvas: &mut Canvas) {
    let rows = help.rows();
    let width = frame.size.width;
    let area = ListArea {
        columns: 0..width,
        rows: frame.top..frame.top + frame.height,
    };
    draw_title(&area, &help.list, "Keys", &keymap.help.hints("run"), canvas);
    let keys_width = rows.iter().map(|row| match row {
        HelpRow::Heading(_) | HelpRow::Text(_) => 0,
        HelpRow::Action { keys, .. } => glyph::width(&keys.join(" ")),
    });
    let keys_width = keys_width.max().unwrap_or(0).min(width / 3);
    draw_rows(
        &area,
        &help.list,
        rows.len(),
        canvas,
        |row, y, is_chosen, canvas| {
            let role = |role| Ink::plain(if is_chosen { Role::Chosen } else { role });
            match rows[row] {
                HelpRow::Heading(title) => {
                    canvas.put(2, y, width.saturating_sub(2), title, role(Role::Heading));
                }
                HelpRow::Text(text) => {
                    canvas.put(4, y, width.saturating_sub(4), text, role(Role::Text));
                }
                HelpRow::Action { keys, help, .. } => {
                    canvas.put(4, y, keys_width, &keys.join(" "), role(Role::Key));
                    canvas.put(6 + keys_width, y, width, help, role(Role::Text));
                }
            }
        },
    );
}
