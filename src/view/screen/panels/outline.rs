//! The list of headings, over the text.

use crate::app::frame::Frame;
use crate::app::reader::{Mode, Reader};
use crate::text::side::{Pair, Side};
use crate::view::screen::{Canvas, Ink, Role};

/// The headings, over the text.
pub fn draw_outline(reader: &Reader, frame: &Frame, canvas: &mut Canvas) {
    let Mode::Outline(outline) = reader.mode() else {
        return;
    };
    let headings = reader.headings();
    let chosen = reader.chosen_heading();
    let room = frame.height.saturating_sub(1).max(1);
    let top = (chosen + 1).saturating_sub(room);
    for n in 0..frame.height {
        canvas.fill(0, frame.top + n, frame.size.width, Ink::plain(Role::Text));
    }
    let title = format!(
        "Outline  {}▏ type to filter, Enter goes there",
        outline.filter
    );
    canvas.put(
        2,
        frame.top,
        frame.size.width - 2,
        &title,
        Ink::plain(Role::Key),
    );
    let levels = headings
        .iter()
        .map(|&(side, n)| (side, level(reader, side, n)));
    let levels: Vec<(Side, usize)> = levels.collect();
    let highest = Pair::from_fn(|side| {
        let of_side = levels.iter().filter(|(its, _)| *its == side);
        of_side.map(|&(_, level)| level).min().unwrap_or(0)
    });
    for (n, &(side, segment)) in headings.iter().enumerate().skip(top).take(room) {
        let y = frame.top + 1 + n - top;
        let document = &reader.diptych().documents[side];
        let text = reader.diptych().segments[side][segment].text(document);
        let width = frame.columns[side].width;
        let indent = (2 * (levels[n].1 - highest[side])).min(width / 3);
        let x = frame.columns[side].text + indent;
        let role = if n == chosen {
            Role::Chosen
        } else {
            Role::Text
        };
        canvas.put(x, y, width - indent, &text, Ink::plain(role));
        if n == chosen {
            canvas.put(frame.columns[side].bar, y, 1, "▌", Ink::plain(Role::Bar));
        }
    }
}

/// How deep a heading stands, from 1; a title that no markup tells of stands above all.
fn level(reader: &Reader, side: Side, segment: usize) -> usize {
    let block = reader.diptych().segments[side][segment].block;
    reader.diptych().documents[side].blocks()[block]
        .level
        .max(1)
        .into()
}
