//! A matched pair and a width → [`Layout`]: the rows of each side, and which row of one side belongs beside which
//! row of the other.
//!
//! A place in a document is turned into a row here, and back; nothing outside ever stores a row.
//!
//! ```text
//!      flow                    aligned                 stacked
//! A1 A1 │ B1 B1 B1        A1 A1 A1 │ B1 B1 B1       A1 A1 A1 A1
//! A1 A2 │ B1 B2 B2        A1       │ B1               B1 B1 B1 B1
//! A2 A2 │ B3              A2 A2 A2 │ B2 B2
//!                                  │ B3 added       A2 A2 …
//! ```

use crate::app::wrap;
use crate::compare::pair::Diptych;
use crate::text::cores::on_all_cores;
use crate::text::glyph;
use crate::text::side::{Pair, Side};
use std::ops::Range;

/// How the two texts stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Arrangement {
    /// Both texts run on without holes; scrolling keeps matched passages side by side.
    Flow,
    /// Links of the backbone start on the same row; blank rows make up the difference.
    Aligned,
    /// Each passage of the original with its rewrite under it.
    Stacked,
}

impl Arrangement {
    /// All arrangements, in order.
    pub const ALL: [Arrangement; 3] = [
        Arrangement::Flow,
        Arrangement::Aligned,
        Arrangement::Stacked,
    ];

    /// The word for it, as `--layout` takes it.
    pub fn name(self) -> &'static str {
        match self {
            Arrangement::Flow => "flow",
            Arrangement::Aligned => "aligned",
            Arrangement::Stacked => "stacked",
        }
    }

    /// What it shows, for the legend and `--help`.
    pub fn help(self) -> &'static str {
        match self {
            Arrangement::Flow => {
                "Both texts without gaps; scrolling keeps matched passages side by side"
            }
            Arrangement::Aligned => {
                "Matched passages that did not move start on the same row; blank rows fill the gaps"
            }
            Arrangement::Stacked => "Each passage of the original, with its rewrite below it",
        }
    }
}

/// Columns below which two panes are too narrow to read and everything is stacked.
pub const PANES_FROM: usize = 72;

/// One row of one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayoutRow {
    /// What it shows, in bytes of the document; empty, at the start of the next text, for a blank row.
    pub range: Range<usize>,
    /// The block that the text belongs to; unused in a blank row.
    pub block: usize,
    /// Columns the text is set in.
    pub indent: usize,
}

impl LayoutRow {
    /// Whether nothing stands on it: a paragraph break, or a row that only the other side needs.
    pub fn is_blank(&self) -> bool {
        self.range.is_empty()
    }
}

/// The rows of both sides, derived from a [`Diptych`] and a width.
///
/// Text rows of a side are in the order of its text and hold each byte that is not white space once. If the two
/// sides share rows (aligned, stacked), both have the same number.
#[derive(Debug, Clone)]
pub struct Layout {
    /// How the rows were made.
    pub arrangement: Arrangement,
    /// The rows of each side.
    pub rows: Pair<Vec<LayoutRow>>,
    /// Corresponding positions in rows, non-decreasing on both sides; only flow has them.
    knots: Vec<Pair<f64>>,
}

impl Layout {
    /// Lays out a pair in lines of `widths` columns.
    pub fn new(diptych: &Diptych, arrangement: Arrangement, widths: Pair<usize>) -> Layout {
        let widths = widths.map(|width| width.max(1));
        let mut rows = match arrangement {
            Arrangement::Flow => Pair::in_parallel(|side| flow_rows(diptych, side, widths[side])),
            Arrangement::Aligned | Arrangement::Stacked => {
                shared_rows(diptych, arrangement, widths)
            }
        };
        for side in Side::BOTH {
            place_blanks(&mut rows[side], diptych.documents[side].text().len());
        }
        let mut layout = Layout {
            arrangement,
            rows,
            knots: Vec::new(),
        };
        if arrangement == Arrangement::Flow {
            layout.knots = layout.knots(diptych);
        }
        layout
    }

    /// Whether both sides share their rows, so that one scroll position is enough.
    pub fn shares_rows(&self) -> bool {
        self.arrangement != Arrangement::Flow
    }

    /// The row that shows a byte; for one between two texts, the row before. 0 if there is none.
    pub fn row_at(&self, side: Side, offset: usize) -> usize {
        self.rows[side]
            .partition_point(|row| row.range.start <= offset)
            .saturating_sub(1)
    }

    /// Where a byte stands, as rows from the top with the fraction of its row that is before it.
    pub fn position(&self, side: Side, offset: usize) -> f64 {
        let n = self.row_at(side, offset);
        let Some(row) = self.rows[side].get(n) else {
            return 0.0;
        };
        let before = offset.saturating_sub(row.range.start) as f64 / row.range.len().max(1) as f64;
        n as f64 + before.min(1.0)
    }

    /// The byte that a row shows in a column of its text; the nearest one if it shows none there.
    pub fn offset_at(
        &self,
        diptych: &Diptych,
        side: Side,
        row: &LayoutRow,
        column: usize,
    ) -> usize {
        let document = &diptych.documents[side];
        let Some(block) = document.blocks().get(row.block) else {
            return row.range.start;
        };
        let mut right = row.indent;
        for glyph in glyph::glyphs(document, block, row.range.clone()) {
            right += glyph.width;
            if right > column {
                return glyph.offset;
            }
        }
        row.range.end.saturating_sub(1).max(row.range.start)
    }

    /// F of the scroll laws: the position on the other side that belongs to position `x` of side `from`. Piecewise linear
    /// and non-decreasing; through both ends of every link of the backbone; with slope 1 beyond the ends.
    pub fn across(&self, from: Side, x: f64) -> f64 {
        let (Some(first), Some(last)) = (self.knots.first(), self.knots.last()) else {
            return x;
        };
        let to = from.other();
        if first[from] == last[from] {
            return x; // an empty text has nothing to be beside
        }
        if x < first[from] {
            // Where the other text starts with an added passage, scrolling continues from the start of its first link.
            let knot = self.knots[self.knots.partition_point(|knot| knot[from] <= first[from]) - 1];
            return knot[to] + x - knot[from];
        }
        if x >= last[from] {
            let knot = self.knots[self.knots.partition_point(|knot| knot[from] < last[from])];
            return knot[to] + x - knot[from];
        }
        let after = self.knots.partition_point(|knot| knot[from] <= x);
        let (a, b) = (self.knots[after - 1], self.knots[after]);
        a[to] + (x - a[from]) / (b[from] - a[from]) * (b[to] - a[to])
    }

    /// The lowest and highest top row of side `lead` in a pane of `height` rows: the lead may run past its ends as
    /// far as it takes to see the first and the last row of the other side.
    pub fn top_range(&self, lead: Side, height: usize) -> (i64, i64) {
        let (n, m, height) = (
            self.rows[lead].len() as i64,
            self.rows[lead.other()].len() as i64,
            height as i64,
        );
        let across = |top: i64| self.across(lead, top as f64);
        let lowest = (-across(0).ceil() as i64).min(0);
        let ends_in_sight = |top: i64| across(top) as i64 + height >= m;
        let at_end = (n - height).max(0);
        if ends_in_sight(at_end) {
            return (lowest, at_end);
        }
        if !ends_in_sight(n) {
            return (lowest, n + m - height - across(n).floor() as i64);
        }
        let (mut below, mut enough) = (at_end, n);
        while enough - below > 1 {
            let middle = (below + enough) / 2;
            if ends_in_sight(middle) {
                enough = middle
            } else {
                below = middle
            }
        }
        (lowest, enough)
    }

    fn knots(&self, diptych: &Diptych) -> Vec<Pair<f64>> {
        let mut knots = vec![Pair {
            original: 0.0,
            rewrite: 0.0,
        }];
        for step in steps(diptych).iter().filter(|step| step.is_linked) {
            let bytes = step.bytes(diptych);
            knots.push(Pair::from_fn(|side| self.position(side, bytes[side].start)));
            knots.push(Pair::from_fn(|side| {
                self.end_position(side, bytes[side].end)
            }));
        }
        knots.push(Pair::from_fn(|side| self.rows[side].len() as f64));
        // What is never shown (an underline, a lone zero-width space) has no row of its own and may seem to end later
        // than what follows starts.
        for n in 1..knots.len() {
            knots[n] = Pair::from_fn(|side| knots[n][side].max(knots[n - 1][side]));
        }
        knots.dedup();
        knots
    }

    /// As [`Layout::position`] of a byte where something ends: the end of its row, not the start of the next.
    fn end_position(&self, side: Side, offset: usize) -> f64 {
        let n = self.row_at(side, offset.saturating_sub(1));
        let Some(row) = self.rows[side].get(n) else {
            return 0.0;
        };
        n as f64
            + ((offset - row.range.start.min(offset)) as f64 / row.range.len().max(1) as f64)
                .min(1.0)
    }
}

/// A stretch of both texts along the backbone: linked, or the passages that stand between two linked ones.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    /// The segments of each side.
    pub(crate) segments: Pair<Range<usize>>,
    /// Whether links lead between them.
    pub(crate) is_linked: bool,
}

impl Step {
    fn bytes(&self, diptych: &Diptych) -> Pair<Range<usize>> {
        Pair::from_fn(|side| {
            let segments = &diptych.segments[side][self.segments[side].clone()];
            segments[0].range.start..segments[segments.len() - 1].range.end
        })
    }
}

/// Cuts both texts along the backbone. Links that share a segment are one step.
pub(crate) fn steps(diptych: &Diptych) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut done = Pair {
        original: 0,
        rewrite: 0,
    };
    for link in diptych.backbone() {
        let at = link.segments;
        let joins = Side::BOTH.iter().any(|&side| at[side] < done[side]);
        match steps.last_mut() {
            Some(step) if joins => {
                step.segments = Pair::from_fn(|side| step.segments[side].start..at[side] + 1)
            }
            _ => {
                let between = Pair::from_fn(|side| done[side]..at[side]);
                steps.push(Step {
                    segments: between,
                    is_linked: false,
                });
                steps.push(Step {
                    segments: Pair::from_fn(|side| at[side]..at[side] + 1),
                    is_linked: true,
                });
            }
        }
        done = Pair::from_fn(|side| at[side] + 1);
    }
    let rest = Pair::from_fn(|side| done[side]..diptych.segments[side].len());
    steps.push(Step {
        segments: rest,
        is_linked: false,
    });
    steps
}

/// The rows of a side that runs on: paragraphs, and a blank row between them.
fn flow_rows(diptych: &Diptych, side: Side, width: usize) -> Vec<LayoutRow> {
    let document = &diptych.documents[side];
    let mut rows = Vec::new();
    for n in 0..document.blocks().len() {
        if document.has_break_before(n) {
            rows.push(blank_row());
        }
        push_lines(
            &mut rows,
            diptych,
            side,
            document.blocks()[n].range(),
            n,
            width,
        );
    }
    rows
}

/// The rows of two sides that share them, step by step along the backbone.
fn shared_rows(
    diptych: &Diptych,
    arrangement: Arrangement,
    widths: Pair<usize>,
) -> Pair<Vec<LayoutRow>> {
    let mut rows = Pair {
        original: Vec::new(),
        rewrite: Vec::new(),
    };
    let steps = steps(diptych);
    let parts = Pair::from_fn(|side| {
        let parts = steps.iter().flat_map(|step| match step.is_linked {
            true => vec![step.segments[side].clone()],
            false => passages_in(diptych, side, step.segments[side].clone()),
        });
        parts.collect::<Vec<Range<usize>>>()
    });
    let chunks = Pair::from_fn(|side| {
        on_all_cores(&parts[side], |segments| {
            chunk(diptych, side, segments.clone(), widths[side])
        })
    });
    let mut chunks = chunks.map(|chunks| chunks.into_iter());
    for step in steps {
        if step.is_linked {
            let chunk = Pair::from_fn(|side| chunks[side].next().unwrap_or_default());
            break_before(&mut rows, diptych, arrangement, &step.segments);
            rows.original.extend(chunk.original);
            if arrangement == Arrangement::Stacked {
                level(&mut rows);
            }
            rows.rewrite.extend(chunk.rewrite);
            level(&mut rows);
            continue;
        }
        for side in Side::BOTH {
            for segments in passages_in(diptych, side, step.segments[side].clone()) {
                let alone = Pair::from_fn(|s| if s == side { segments.clone() } else { 0..0 });
                break_before(&mut rows, diptych, arrangement, &alone);
                rows[side].extend(chunks[side].next().unwrap_or_default());
                level(&mut rows);
            }
        }
    }
    rows
}

/// A blank row on both sides, where one of them starts a paragraph (or always, when stacked).
fn break_before(
    rows: &mut Pair<Vec<LayoutRow>>,
    diptych: &Diptych,
    arrangement: Arrangement,
    segments: &Pair<Range<usize>>,
) {
    let starts_paragraph = |side: Side| {
        let Some(segment) = diptych.segments[side].get(segments[side].start) else {
            return false;
        };
        let document = &diptych.documents[side];
        !segments[side].is_empty()
            && segment.range.start == document.blocks()[segment.block].range().start
            && document.has_break_before(segment.block)
    };
    let wanted =
        arrangement == Arrangement::Stacked || Side::BOTH.into_iter().any(starts_paragraph);
    if wanted && !rows.original.is_empty() {
        rows.original.push(blank_row());
        rows.rewrite.push(blank_row());
    }
}

/// Fills the shorter side up with blank rows.
fn level(rows: &mut Pair<Vec<LayoutRow>>) {
    let height = rows.original.len().max(rows.rewrite.len());
    rows.original.resize_with(height, blank_row);
    rows.rewrite.resize_with(height, blank_row);
}

/// The passages of a side (as ranges of segments) between two linked steps.
fn passages_in(diptych: &Diptych, side: Side, segments: Range<usize>) -> Vec<Range<usize>> {
    let mut passages = Vec::new();
    let mut next = segments.start;
    while next < segments.end {
        let end = diptych.passages[side][diptych.passage_of(side, next)]
            .segments
            .end
            .min(segments.end);
        passages.push(next..end);
        next = end;
    }
    passages
}

/// The rows of neighbouring segments, with a blank one where a paragraph ends inside.
fn chunk(diptych: &Diptych, side: Side, segments: Range<usize>, width: usize) -> Vec<LayoutRow> {
    let document = &diptych.documents[side];
    let mut rows = Vec::new();
    let mut next = segments.start;
    while next < segments.end {
        let block = diptych.segments[side][next].block;
        let same_block = |n: &usize| diptych.segments[side][*n].block == block;
        let last = (next..segments.end)
            .take_while(same_block)
            .last()
            .unwrap_or(next);
        if next > segments.start && document.has_break_before(block) {
            rows.push(blank_row());
        }
        let range =
            diptych.segments[side][next].range.start..diptych.segments[side][last].range.end;
        push_lines(&mut rows, diptych, side, range, block, width);
        next = last + 1;
    }
    rows
}

fn push_lines(
    rows: &mut Vec<LayoutRow>,
    diptych: &Diptych,
    side: Side,
    range: Range<usize>,
    block: usize,
    width: usize,
) {
    let document = &diptych.documents[side];
    let lines = wrap::wrap(document, &document.blocks()[block], range, width);
    rows.extend(lines.into_iter().map(|line| LayoutRow {
        range: line.range,
        block,
        indent: line.indent,
    }));
}

fn blank_row() -> LayoutRow {
    LayoutRow {
        range: 0..0,
        block: 0,
        indent: 0,
    }
}

/// Gives blank rows their place: the start of the text that comes next.
fn place_blanks(rows: &mut [LayoutRow], end: usize) {
    let mut next = end;
    for row in rows.iter_mut().rev() {
        if row.is_blank() {
            row.range = next..next;
        } else {
            next = row.range.start;
        }
    }
}
