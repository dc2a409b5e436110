//! The header: the names of both texts, and as many of their most important figures as fit.

use super::{Canvas, Ink, Role};
use crate::app::frame::Frame;
use crate::app::reader::Reader;
use crate::compare::pair::percent;
use crate::text::count::count;
use crate::text::glyph;
use crate::text::side::{Pair, Side};

/// Names and figures of both texts.
pub(super) fn draw_header(reader: &Reader, frame: &Frame, canvas: &mut Canvas) {
    let width = frame.size.width;
    let ink = Ink::plain(Role::Header);
    canvas.fill(0, 0, width, ink);
    let half = frame.rule.unwrap_or_else(|| {
        let [_, short] = figures(reader, Side::Original);
        let name = &reader.diptych().documents.original.name;
        (glyph::width(name) + glyph::width(&short) + 4).min(width / 2)
    });
    let places = Pair {
        original: (1, half.saturating_sub(2)),
        rewrite: (half + 1, width.saturating_sub(half + 2)),
    };
    let figures = fitting_figures(reader, places.map(|(_, room)| room));
    for side in Side::BOTH {
        let (x, room) = places[side];
        let name = &reader.diptych().documents[side].name;
        let name_max = room
            .saturating_sub(glyph::width(&figures[side]) + 2)
            .max(room.min(8));
        let used = canvas.put(x, 0, name_max, name, ink) + 2;
        if room > used {
            canvas.put(x + used, 0, room - used, &figures[side], ink);
        }
    }
}

/// The figures of both sides. They are what an editor asks first: where there is little room the number of segments
/// goes, and then the end of a long name. The number of findings stands where there is room for it.
fn fitting_figures(reader: &Reader, rooms: Pair<usize>) -> Pair<String> {
    let fits = |side: Side, figures: &String| {
        let name = &reader.diptych().documents[side].name;
        glyph::width(name) + glyph::width(figures) + 2 <= rooms[side]
    };
    let mut fitting = Pair::from_fn(|side| {
        let [long, short] = figures(reader, side);
        if fits(side, &long) { long } else { short }
    });
    let n_findings = reader.diptych().n_findings();
    if n_findings == 0 {
        return fitting;
    }
    let findings = count(n_findings, "finding");
    for side in [Side::Rewrite, Side::Original] {
        let with = figures(reader, side).map(|figures| format!("{figures} · {findings}"));
        if let Some(with) = with.into_iter().find(|with| fits(side, with)) {
            fitting[side] = with;
            break;
        }
    }
    fitting
}

/// The figures of a side, in full and without the number of segments.
fn figures(reader: &Reader, side: Side) -> [String; 2] {
    let Some(comparison) = &reader.diptych().comparison else {
        let told = match side {
            Side::Original => "",
            Side::Rewrite => "matching …",
        };
        return [told.to_owned(), told.to_owned()];
    };
    let summary = &comparison.summary;
    let segments = count(summary.segments[side], "segment");
    let short = match side {
        Side::Original => format!("{} dropped", summary.dropped),
        Side::Rewrite => {
            let verbatim = format!("{} %", percent(summary.verbatim));
            format!("{verbatim} verbatim · {} added", summary.added)
        }
    };
    [format!("{segments} · {short}"), short]
}
