//! The header: the names of both texts, and as many of their most important figures as fit.

use super::{Canvas, Ink, Role};
use crate::app::frame::Frame;
use crate::app::reader::Reader;
use crate::compare::wording;
use crate::text::glyph;
use crate::text::side::{Pair, Side};

/// Names and figures of both texts.
pub(super) fn draw_header(reader: &Reader, frame: &Frame, canvas: &mut Canvas) {
    let width = frame.size.width;
    let ink = Ink::plain(Role::Header);
    canvas.fill(0, 0, width, ink);
    let half = frame.rule.unwrap_or_else(|| {
        let first = &wording::figures(reader.diptych(), Side::Original)[0];
        let name = &reader.diptych().documents.original.name;
        (glyph::width(name) + glyph::width(first) + 4).min(width / 2)
    });
    let places = Pair {
        original: (1, half.saturating_sub(2)),
        rewrite: (half + 1, width.saturating_sub(half + 2)),
    };
    for side in Side::BOTH {
        let (x, room) = places[side];
        let name = &reader.diptych().documents[side].name;
        let figures = fitting_figures(reader, side, room);
        let name_max = room
            .saturating_sub(glyph::width(&figures) + 2)
            .max(room.min(8));
        let used = canvas.put(x, 0, name_max, name, ink) + 2;
        if room > used {
            canvas.put(x + used, 0, room - used, &figures, ink);
        }
    }
}

/// As many of a side's figures as there is room for beside its whole name, the first one always: then the end of a long
/// name goes.
fn fitting_figures(reader: &Reader, side: Side, room: usize) -> String {
    let figures = wording::figures(reader.diptych(), side);
    let name = glyph::width(&reader.diptych().documents[side].name);
    let fits = |figures: &String| name + glyph::width(figures) + 2 <= room;
    let shown = (1..=figures.len()).rev();
    let mut shown = shown.map(|n| figures[..n].join(" · "));
    shown.find(fits).unwrap_or_else(|| figures[0].clone())
}
