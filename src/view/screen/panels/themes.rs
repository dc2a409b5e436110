//! The list of themes, over a part of the text.

use super::list::{ListArea, draw_rows, draw_title};
use crate::app::frame::Frame;
use crate::app::reader::{Reader, ThemeList};
use crate::text::glyph;
use crate::view::screen::{Canvas, Ink, Role};

/// The names of the themes, over a part of the text, so that the rest shows the chosen one.
pub fn draw_themes(reader: &Reader, themes: &ThemeList, frame: &Frame, canvas: &mut Canvas) {
    const TITLE: &str = "Theme";
    let hints = reader.keymap().themes.hints("choose");
    let names = reader.themes();
    let listed = reader.listed_themes();
    let widest = names.iter().map(|name| glyph::width(name)).max();
    let title_width = TITLE.len() + glyph::width(&hints.join(" · ")) + 2;
    let width = (widest.unwrap_or(0).max(title_width) + 4).min(frame.size.width);
    let left = (frame.size.width - width) / 2;
    let area = ListArea {
        columns: left..left + width,
        rows: frame.top..frame.top + (listed.len() + 1).min(frame.height),
    };
    draw_title(&area, &themes.list, TITLE, &hints, canvas);
    draw_rows(
        &area,
        &themes.list,
        listed.len(),
        canvas,
        |row, y, is_chosen, canvas| {
            let role = if is_chosen {
                Role::Chosen
            } else {
                Role::Header
            };
            if !is_chosen {
                canvas.fill(left, y, width, Ink::plain(role));
            }
            canvas.put(
                left + 2,
                y,
                width - 2,
                &names[listed[row]],
                Ink::plain(role),
            );
        },
    );
}
