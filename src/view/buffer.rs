//! [`Screen`] and [`Theme`] → ratatui's buffer: cell by cell.

use crate::text::glyph;
use crate::view::screen::Screen;
use crate::view::theme::Theme;
use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::style::Style;
use std::borrow::Cow;
use std::num::NonZeroU16;

/// Paints a screen into a buffer; what lies outside the buffer is left out.
pub fn paint(screen: &Screen, theme: &Theme, buffer: &mut Buffer) {
    let area = buffer.area;
    for (y, row) in screen.rows.iter().enumerate().take(area.height.into()) {
        let mut x = 0;
        for cell in row {
            if x + cell.width > usize::from(area.width) {
                break;
            }
            let place = (area.x + x as u16, area.y + y as u16);
            let style = theme.style(cell.ink);
            match glyph::has_disputed_width(&cell.text) {
                true => paint_disputed(buffer, place, &cell.text, cell.width, style),
                false => {
                    buffer.set_stringn(place.0, place.1, &cell.text, cell.width, style);
                }
            }
            x += cell.width;
        }
    }
}

/// Paints a cluster that takes fewer columns in some terminals: all of them are erased first, so that nothing old stays
/// behind it, and the cursor is placed anew after it.
fn paint_disputed(buffer: &mut Buffer, (x, y): (u16, u16), text: &str, width: usize, style: Style) {
    for x in x..x + width as u16 {
        // Never painted, and unlike what may stand there in the next frame, so that it is painted then.
        buffer[(x, y)].set_symbol(COVERED).set_style(style);
    }
    let forced = NonZeroU16::new(width as u16);
    let cell = &mut buffer[(x, y)];
    cell.set_symbol(&format!("{}{text}", ERASE.to_string().repeat(width)));
    cell.set_diff_option(forced.map_or(CellDiffOption::None, CellDiffOption::ForcedWidth));
}

/// Stands in a painted frame for a column to erase. ratatui takes the letters of a control sequence for columns, and this
/// for none; no text is painted with it, as it is invisible.
const ERASE: char = '\u{200b}';

/// What a cell holds that the cluster before it covers; invisible, too.
const COVERED: &str = "\u{2060}";

/// A painted frame with the control sequences that erase columns (ECMA-48, 8.3.38: ECH).
pub fn with_erasures(frame: Cow<'_, str>) -> Cow<'_, str> {
    if !frame.contains(ERASE) {
        return frame;
    }
    let mut written = String::with_capacity(frame.len());
    let mut rest = &*frame;
    while let Some(at) = rest.find(ERASE) {
        let (before, from) = rest.split_at(at);
        rest = from.trim_start_matches(ERASE);
        let n = (from.len() - rest.len()) / ERASE.len_utf8();
        written += before;
        written += &format!("\x1b[{n}X");
    }
    Cow::Owned(written + rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key::Size;
    use crate::view::screen::{Cell, Ink, Role};
    use ratatui::layout::Rect;

    fn painted(clusters: &[(&str, usize)]) -> Buffer {
        let ink = Ink::plain(Role::Text);
        let cell = |&(text, width): &(&str, usize)| Cell {
            text: text.into(),
            width,
            ink,
        };
        let screen = Screen {
            rows: vec![clusters.iter().map(cell).collect()],
            size: Size {
                width: 6,
                height: 1,
            },
            caret: None,
            links: Vec::new(),
        };
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        let theme = Theme::built_in("dark").unwrap();
        paint(&screen, &theme, &mut buffer);
        buffer
    }

    /// Whatever stood there, all that is new is painted, and what is covered is not.
    #[test]
    fn every_column_is_painted_anew_behind_a_mark_that_some_terminals_give_none() {
        let (a, b, n) = (("a", 1), ("b", 1), ("\u{9aa}\u{9be}", 2));
        let rows = [
            vec![a, b, a, b, a, b],
            vec![n, a, n, b],
            vec![a, n, n, b],
            vec![n, n, n],
            vec![a, (" ", 1), n, (" ", 1), b],
        ];
        for before in &rows {
            for after in &rows {
                let (from, to) = (painted(before), painted(after));
                let mut shown: Vec<String> = from
                    .content
                    .iter()
                    .map(|cell| cell.symbol().to_owned())
                    .collect();
                for (x, _, cell) in from.diff_iter(&to) {
                    assert_ne!(cell.symbol(), COVERED, "{before:?} {after:?}");
                    shown[usize::from(x)] = cell.symbol().to_owned();
                }
                let wanted = to.content.iter().map(|cell| cell.symbol());
                for (shown, wanted) in shown.iter().zip(wanted) {
                    assert!(shown == wanted || wanted == COVERED, "{before:?} {after:?}");
                }
            }
        }
    }

    #[test]
    fn columns_are_erased_by_a_control_sequence() {
        let shown = with_erasures("a\u{200b}\u{200b}\u{9aa}\u{9be}b\u{200b}".into());
        assert_eq!(shown, "a\x1b[2X\u{9aa}\u{9be}b\x1b[1X");
        assert_eq!(with_erasures("ab".into()), "ab");
    }
}
