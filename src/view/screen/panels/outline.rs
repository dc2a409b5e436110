//! The list of headings, over the text: those that are matched stand in one row.

use super::list::{ListArea, draw_rows, draw_title};
use crate::app::frame::Frame;
use crate::app::reader::{Outline, Reader};
use crate::text::side::{Pair, Side};
use crate::view::screen::{Canvas, Ink, Role};

/// The headings, over the text, each in the column of its side; on one column of text, in a half of the screen.
pub fn draw_outline(reader: &Reader, outline: &Outline, frame: &Frame, canvas: &mut Canvas) {
    let headings = reader.headings();
    let area = ListArea {
        columns: 0..frame.size.width,
        rows: frame.top..frame.top + frame.height,
    };
    let hints = reader.keymap().outline.hints("go there");
    draw_title(&area, &outline.list, "Outline", &hints, canvas);
    let highest = Pair::from_fn(|side| {
        let of_side = headings.iter().filter_map(|row| row.0[side]);
        let levels = of_side.map(|n| level(reader, side, n));
        levels.min().unwrap_or(0)
    });
    let half = frame.size.width / 2;
    let columns = match frame.rule {
        Some(_) => frame.columns.map(|columns| (columns.text, columns.width)),
        None => Pair {
            original: (2, half.saturating_sub(3)),
            rewrite: (half, half.saturating_sub(1)),
        },
    };
    draw_rows(
        &area,
        &outline.list,
        headings.len(),
        canvas,
        |row, y, is_chosen, canvas| {
            let role = if is_chosen { Role::Chosen } else { Role::Text };
            for side in Side::BOTH {
                let Some(segment) = headings[row].0[side] else {
                    continue;
                };
                let document = &reader.diptych().documents[side];
                let text = reader.diptych().segments[side][segment].text(document);
                let (x, width) = columns[side];
                let indent = 2 * (level(reader, side, segment) - highest[side]);
                let indent = indent.min(width / 3);
                canvas.put(x + indent, y, width - indent, &text, Ink::plain(role));
            }
        },
    );
}

/// The level of a heading, from 1. A title without markup is on the highest level.
fn level(reader: &Reader, side: Side, segment: usize) -> usize {
    let block = reader.diptych().segments[side][segment].block;
    reader.diptych().documents[side].blocks()[block]
        .level
        .max(1)
        .into()
}
