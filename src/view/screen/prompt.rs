//! The line that is being typed, in the place of the status line.

use super::{Canvas, Ink, Role};
use crate::app::action::Named;
use crate::app::command_line::CommandLine;
use crate::app::line_editor::LineEditor;
use crate::text::glyph;

/// Draws a line behind a sign, and a word at its right. Of a line that is too long the part around the cursor is shown.
/// Gives the columns that are used, and the caret's cell.
pub(super) fn draw_line(
    sign: &str,
    line: &LineEditor,
    right: &str,
    y: usize,
    canvas: &mut Canvas,
) -> (usize, (usize, usize)) {
    let width = canvas.size.width;
    let ink = Ink::plain(Role::Status);
    canvas.fill(0, y, width, ink);
    let room = width.saturating_sub(glyph::width(right) + 3);
    let (text, cursor) = (line.text(), line.cursor());
    // The caret itself needs a column.
    let mut start = 0;
    while glyph::width(&text[start..cursor]) + glyph::width(sign) + 1 > room && start < cursor {
        start += text[start..].chars().next().map_or(1, char::len_utf8);
    }
    let used = canvas.put(0, y, room, &format!("{sign}{}", &text[start..]), ink);
    let x = width.saturating_sub(glyph::width(right) + 1);
    canvas.put(x, y, width, right, ink);
    let caret = glyph::width(sign) + glyph::width(&text[start..cursor]);
    (used, (caret.min(width - 1), y))
}

/// Draws the command line with the names that complete it. Gives the caret's cell.
pub(super) fn draw_command_line<A: Named>(
    command: &CommandLine,
    y: usize,
    canvas: &mut Canvas,
) -> (usize, usize) {
    let (used, caret) = draw_line(":", &command.line, "", y, canvas);
    let width = canvas.size.width;
    let candidates = command.candidates::<A>();
    // The one that stands in the line comes first, then those that Tab would put there.
    let first = command.candidate().unwrap_or(0);
    let mut x = used + 3;
    for (n, name) in candidates.iter().enumerate().skip(first) {
        let name_width = glyph::width(name);
        if x + name_width + 1 > width {
            break;
        }
        let role = match command.candidate() == Some(n) {
            true => Role::Chosen,
            false => Role::Status,
        };
        x += canvas.put(x, y, name_width, name, Ink::plain(role)) + 2;
    }
    caret
}
