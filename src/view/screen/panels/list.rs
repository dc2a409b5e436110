//! What all lists look like: a title with what can be done, rows under it, and the chosen row lit with a bar.

use crate::app::frame::Frame;
use crate::app::list::List;
use crate::app::signs::ReviewSign;
use crate::text::glyph;
use crate::view::screen::signs::review_role;
use crate::view::screen::{Canvas, Ink, Role};
use std::ops::Range;

/// Where a list stands: its title in the first row, one row for each item below.
#[derive(Debug, Clone)]
pub struct ListArea {
    /// The columns.
    pub columns: Range<usize>,
    /// The rows, title included.
    pub rows: Range<usize>,
}

impl ListArea {
    /// The panel under the text, if the frame has one.
    pub fn panel(frame: &Frame) -> Option<ListArea> {
        let first = frame.top + frame.height;
        (frame.panel > 0).then(|| ListArea {
            columns: 0..frame.size.width,
            rows: first..first + frame.panel,
        })
    }
}

/// The beginning of a text that is cut to fit a row: more than any row shows, and no more than it takes to see that.
pub fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(TEXT_MAX)]
}

/// The most bytes of a text that are cut to fit a row.
pub const TEXT_MAX: usize = 1_000;

/// Empties the area and draws the title: what the list is, the filter if there is one, and as many of the hints as
/// there is room for, the last ones first.
pub fn draw_title(
    area: &ListArea,
    list: &List,
    title: &str,
    hints: &[String],
    canvas: &mut Canvas,
) {
    let width = area.columns.len();
    let ink = Ink::plain(Role::Header);
    for y in area.rows.clone() {
        canvas.fill(area.columns.start, y, width, Ink::plain(Role::Text));
    }
    let (x, y) = (area.columns.start, area.rows.start);
    canvas.fill(x, y, width, ink);
    let filter = list.filter.text();
    let title = match filter.is_empty() {
        true => title.to_owned(),
        false => format!("{title} with “{filter}”"),
    };
    let used = canvas.put(x + 1, y, width.saturating_sub(2), &title, ink) + 1;
    let fits = |hints: &[String]| used + glyph::width(&hints.join(" · ")) + 3 <= width;
    let shown = (0..hints.len())
        .map(|first| &hints[first..])
        .find(|hints| fits(hints));
    let hints = shown.unwrap_or_default().join(" · ");
    let end = area.columns.end;
    canvas.put(
        end.saturating_sub(glyph::width(&hints) + 1),
        y,
        width,
        &hints,
        ink,
    );
}

/// Draws the rows that the screen has room for. `draw` gets the row's number, its line of the screen, and whether it is
/// chosen.
pub fn draw_rows(
    area: &ListArea,
    list: &List,
    n_rows: usize,
    canvas: &mut Canvas,
    mut draw: impl FnMut(usize, usize, bool, &mut Canvas),
) {
    let page = area.rows.len().saturating_sub(1);
    if page == 0 {
        return;
    }
    for (n, row) in list.visible(n_rows, page).enumerate() {
        let y = area.rows.start + 1 + n;
        let is_chosen = row == list.cursor;
        if is_chosen {
            light_row(area.columns.clone(), y, canvas);
        }
        draw(row, y, is_chosen, canvas);
    }
}

/// Lights the chosen row, and puts the bar before it.
pub fn light_row(columns: Range<usize>, y: usize, canvas: &mut Canvas) {
    canvas.fill(columns.start, y, columns.len(), Ink::plain(Role::Chosen));
    canvas.put(columns.start, y, 1, "▌", Ink::plain(Role::Bar));
}

/// Draws the verdict on what a row is about.
pub fn draw_verdict(sign: ReviewSign, x: usize, y: usize, is_chosen: bool, canvas: &mut Canvas) {
    let role = match is_chosen {
        true => Role::Chosen,
        false => review_role(sign),
    };
    canvas.put(x, y, 1, sign.glyph(), Ink::plain(role));
}
