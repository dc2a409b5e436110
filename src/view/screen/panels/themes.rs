//! The list of themes, over a corner of the text.

use crate::app::frame::Frame;
use crate::app::reader::Reader;
use crate::text::glyph;
use crate::view::screen::{Canvas, Ink, Role};

/// The names of the themes, over a corner of the text, so that the rest shows the chosen one.
pub fn draw_themes(reader: &Reader, frame: &Frame, canvas: &mut Canvas) {
    let names = reader.themes();
    let width = names
        .iter()
        .map(|name| glyph::width(name))
        .max()
        .unwrap_or(0)
        .max(TITLE.len())
        + 4;
    const TITLE: &str = "Theme";
    let width = width.min(frame.size.width);
    let left = (frame.size.width - width) / 2;
    let first = reader
        .theme()
        .saturating_sub(frame.height.saturating_sub(4));
    canvas.fill(left, frame.top, width, Ink::plain(Role::Status));
    canvas.put(
        left + 2,
        frame.top,
        width - 2,
        TITLE,
        Ink::plain(Role::Status),
    );
    for (n, name) in names
        .iter()
        .enumerate()
        .skip(first)
        .take(frame.height.saturating_sub(1))
    {
        let role = if n == reader.theme() {
            Role::Chosen
        } else {
            Role::Header
        };
        let y = frame.top + 1 + n - first;
        canvas.fill(left, y, width, Ink::plain(role));
        canvas.put(left + 2, y, width - 2, name, Ink::plain(role));
    }
}
