//! The headings of both texts → the rows of a list to jump from: those that are matched share one.

use super::{Mode, Reader};
use crate::app::action::Direction;
use crate::app::list::List;
use crate::text::segment::SegmentKind;
use crate::text::side::{Pair, Side};
use std::collections::{HashMap, VecDeque};

/// The open list of headings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Where the reader is in it.
    pub list: List,
}

/// A row of the outline: a heading of one side, or two that are matched, as segments. At least one is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutlineRow(pub Pair<Option<usize>>);

impl OutlineRow {
    /// The heading on a side; where that has none, the other side's.
    pub fn on(self, side: Side) -> (Side, usize) {
        let there = side.other();
        let other = || (there, self.0[there].unwrap_or_default());
        self.0[side].map_or_else(other, |segment| (side, segment))
    }
}

impl Reader {
    pub(super) fn open_outline(&mut self) {
        self.mode = Mode::Outline(Outline::default());
        let headings = self.headings();
        if headings.is_empty() {
            self.mode = Mode::Reading;
            self.message = Some("neither text has headings".to_owned());
            return;
        }
        // The cursor starts on the heading that the reader is under.
        let here = self.axis(self.lead(), self.place.offset);
        let lead = self.lead();
        let above = headings.iter().rposition(|row| {
            let (side, segment) = row.on(lead);
            self.axis(side, self.diptych.segments[side][segment].range.start) <= here
        });
        let list = List::at(above.unwrap_or(0));
        self.mode = Mode::Outline(Outline { list });
    }

    /// The headings that the outline shows, in the order of reading; two that are matched with each other share a row.
    pub fn headings(&self) -> Vec<OutlineRow> {
        let Mode::Outline(outline) = &self.mode else {
            return Vec::new();
        };
        let headings = Pair::from_fn(|side| {
            let segments = self.diptych.segments[side].iter().enumerate();
            let headings = segments.filter(|(_, segment)| {
                matches!(segment.kind, SegmentKind::Title | SegmentKind::Heading)
            });
            headings.map(|(n, _)| n).collect::<Vec<usize>>()
        });
        let mat = |side: Side, segment: usize| {
            let passage = self.diptych.passage_of(side, segment);
            self.diptych.passages[side][passage].mat
        };
        let mut rows: Vec<OutlineRow> = Vec::new();
        let mut of_match: HashMap<usize, VecDeque<usize>> = HashMap::new(); // rows that have no counterpart yet
        for original in headings.original {
            if let Some(mat) = mat(Side::Original, original) {
                of_match.entry(mat).or_default().push_back(rows.len());
            }
            rows.push(OutlineRow(Pair {
                original: Some(original),
                rewrite: None,
            }));
        }
        for rewrite in headings.rewrite {
            let open = mat(Side::Rewrite, rewrite).and_then(|mat| of_match.get_mut(&mat));
            match open.and_then(VecDeque::pop_front) {
                Some(row) => rows[row].0.rewrite = Some(rewrite),
                None => rows.push(OutlineRow(Pair {
                    original: None,
                    rewrite: Some(rewrite),
                })),
            }
        }
        rows.retain(|row| {
            let mut sides = Side::BOTH.into_iter();
            sides.any(|side| {
                let segment = row.0[side].map(|n| &self.diptych.segments[side][n]);
                let text = segment.map(|segment| segment.text(&self.diptych.documents[side]));
                text.is_some_and(|text| outline.list.passes(&text))
            })
        });
        let place = |row: &OutlineRow| {
            let (side, segment) = row.on(Side::Rewrite);
            self.axis(side, self.diptych.segments[side][segment].range.start)
        };
        rows.sort_by(|a, b| place(a).total_cmp(&place(b)));
        rows
    }

    pub(super) fn go_to_heading(&mut self) {
        let Mode::Outline(outline) = &self.mode else {
            return;
        };
        let chosen = self.headings().get(outline.list.cursor).copied();
        self.mode = Mode::Reading;
        if let Some(row) = chosen {
            let (side, segment) = row.on(self.lead());
            self.remember();
            self.lead_with(side, self.diptych.passage_of(side, segment));
            self.top_cursor();
        }
    }

    /// Stays in the list of headings when the text changes; closes it if none are left.
    pub(super) fn keep_to_outline(&mut self) {
        let (n_headings, page) = (self.headings().len(), self.list_page());
        match &mut self.mode {
            Mode::Outline(outline) if n_headings == 0 && outline.list.filter.text().is_empty() => {
                self.mode = Mode::Reading;
            }
            Mode::Outline(outline) => outline.list.keep_within(n_headings, page),
            _ => {}
        }
    }

    /// A heading is best read with what stands under it: it goes to the top of the pane.
    fn top_cursor(&mut self) {
        if let Some(cursor) = self.cursor() {
            let first = self.rows_of(self.lead(), cursor).0;
            self.set_top(first - 1);
            self.show_cursor(Direction::Forward);
        }
    }
}
