//! The header: the names of both texts, and as many of their most important figures as fit.

use super::{Canvas, Ink, Role};
use crate::app::frame::Frame;
use crate::app::reader::Reader;
use crate::compare::wording;
use crate::text::glyph;
use crate::text::side::{Pair, Side};

/// Names and figures of both texts; of the one that is shown, if one pane is shown alone.
pub(super) fn draw_header(reader: &Reader, frame: &Frame, canvas: &mut Canvas) {
    let width = frame.size.width;
    canvas.fill(0, 0, width, Ink::plain(Role::Header));
    if let Some(side) = reader.zoomed() {
        let name = format!("{} alone: {}", side.name(), name(reader, side));
        return draw_side(reader, side, &name, 1, width.saturating_sub(2), canvas);
    }
    let half = frame.rule.unwrap_or_else(|| {
        let first = &wording::figures(reader.diptych(), Side::Original)[0];
        let name = name(reader, Side::Original);
        (glyph::width(name) + glyph::width(first) + 4).min(width / 2)
    });
    let places = Pair {
        original: (1, half.saturating_sub(2)),
        rewrite: (half + 1, width.saturating_sub(half + 2)),
    };
    for side in Side::BOTH {
        let (x, room) = places[side];
        draw_side(reader, side, name(reader, side), x, room, canvas);
    }
}

fn name(reader: &Reader, side: Side) -> &str {
    &reader.diptych().documents[side].name
}

/// A name, and behind it as many figures of its side as there is room for.
fn draw_side(reader: &Reader, side: Side, name: &str, x: usize, room: usize, canvas: &mut Canvas) {
    let ink = Ink::plain(Role::Header);
    let figures = fitting_figures(reader, side, room.saturating_sub(glyph::width(name) + 2));
    let name_max = room
        .saturating_sub(glyph::width(&figures) + 2)
        .max(room.min(8));
    let used = canvas.put(x, 0, name_max, name, ink) + 2;
    if room > used {
        canvas.put(x + used, 0, room - used, &figures, ink);
    }
}

/// The figures of a side; with those of the review, once there is one, in the second place.
fn figures(reader: &Reader, side: Side) -> Vec<String> {
    let mut figures = wording::figures(reader.diptych(), side);
    let review = reader.review();
    if side == Side::Rewrite && !review.is_empty() {
        let progress = review.progress();
        let (reviewed, wrong) = (progress.reviewed_in_words(), progress.wrong_in_words());
        figures.splice(1..1, std::iter::once(reviewed).chain(wrong));
    }
    figures
}

/// As many of a side's figures as `room` columns hold, the first one always: then the end of a long name goes.
fn fitting_figures(reader: &Reader, side: Side, room: usize) -> String {
    let figures = figures(reader, side);
    let shown = (1..=figures.len()).rev();
    let mut shown = shown.map(|n| figures[..n].join(" · "));
    shown
        .find(|figures| glyph::width(figures) <= room)
        .unwrap_or_else(|| figures[0].clone())
}
