//! Two texts → [`PageRow`]s: which segments of both sides stand beside each other on a page.
//!
//! A row is one paragraph or several that belong together: no link of the backbone leads from one row to another, and
//! each row begins with a paragraph of at least one side.

use crate::app::layout;
use crate::compare::pair::Diptych;
use crate::text::side::{Pair, Side};
use std::ops::Range;

/// The segments of each side in one row; one side may have none.
pub type PageRow = Pair<Range<usize>>;

/// All segments of both sides in rows, in order.
pub fn rows(diptych: &Diptych) -> Vec<PageRow> {
    let mut cuts = Vec::new();
    for step in layout::steps(diptych) {
        if !step.is_linked {
            cuts.extend(cuts_between(diptych, &step.segments));
        }
    }
    cuts.push(diptych.segments.as_ref().map(Vec::len));
    let mut rows = Vec::new();
    let mut from = Pair::<usize>::default();
    for to in cuts {
        if to != from {
            rows.push(Pair::from_fn(|side| from[side]..to[side]));
        }
        from = to;
    }
    rows
}

/// Where to cut `between` two steps of the backbone: before the first and before the last paragraph that begins there,
/// so that whole paragraphs without a link get a row of their own.
fn cuts_between(diptych: &Diptych, between: &Pair<Range<usize>>) -> Vec<Pair<usize>> {
    let starts = Pair::from_fn(|side| {
        let all = between[side].start..=between[side].end;
        all.filter(|&n| begins_block(diptych, side, n))
            .collect::<Vec<_>>()
    });
    if starts.original.is_empty() && starts.rewrite.is_empty() {
        return Vec::new();
    }
    let first = Pair::from_fn(|side: Side| starts[side].first().map_or(between[side].end, |&n| n));
    let last = Pair::from_fn(|side: Side| starts[side].last().map_or(between[side].end, |&n| n));
    vec![first, last]
}

/// Whether a block begins with a segment; the end of the text counts as one.
fn begins_block(diptych: &Diptych, side: Side, n: usize) -> bool {
    let segments = &diptych.segments[side];
    let is_first = n == 0 || n == segments.len();
    is_first || segments[n].block != segments[n - 1].block
}
