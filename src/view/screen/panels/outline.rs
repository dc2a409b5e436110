//! The list of headings, over the text.

use super::list::{ListArea, draw_rows, draw_title};
use crate::app::frame::Frame;
use crate::app::reader::{Outline, Reader};
use crate::text::side::{Pair, Side};
use crate::view::screen::{Canvas, Ink, Role};

/// The headings, over the text, each in the column of its side.
pub fn draw_outline(reader: &Reader, outline: &Outline, frame: &Frame, canvas: &mut Canvas) {
    let headings = reader.headings();
    let area = ListArea {
        columns: 0..frame.size.width,
        rows: frame.top..frame.top + frame.height,
    };
    let hints = reader.keymap().outline.hints("go there");
    draw_title(&area, &outline.list, "Outline", &hints, canvas);
    let levels = headings
        .iter()
        .map(|&(side, n)| (side, level(reader, side, n)));
    let levels: Vec<(Side, usize)> = levels.collect();
    let highest = Pair::from_fn(|side| {
        let of_side = levels.iter().filter(|(its, _)| *its == side);
        of_side.map(|&(_, level)| level).min().unwrap_or(0)
    });
    draw_rows(
        &area,
        &outline.list,
        headings.len(),
        canvas,
        |row, y, is_chosen, canvas| {
            let (side, segment) = headings[row];
            let document = &reader.diptych().documents[side];
            let text = reader.diptych().segments[side][segment].text(document);
            let width = frame.columns[side].width;
            let indent = (2 * (levels[row].1 - highest[side])).min(width / 3);
            let x = frame.columns[side].text + indent;
            let role = if is_chosen { Role::Chosen } else { Role::Text };
            canvas.put(x, y, width - indent, &text, Ink::plain(role));
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
