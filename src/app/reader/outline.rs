//! The headings of both texts, in a list to jump from.

use super::{Mode, Reader};
use crate::app::action::Direction;
use crate::app::list::List;
use crate::text::segment::SegmentKind;
use crate::text::side::Side;

/// The open list of headings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Where the reader is in it.
    pub list: List,
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
        let above = headings.iter().rposition(|&(side, segment)| {
            self.axis(side, self.diptych.segments[side][segment].range.start) <= here
        });
        let list = List::at(above.unwrap_or(0));
        self.mode = Mode::Outline(Outline { list });
    }

    /// The headings that the outline shows, as segments, in the order of reading.
    pub fn headings(&self) -> Vec<(Side, usize)> {
        let Mode::Outline(outline) = &self.mode else {
            return Vec::new();
        };
        let mut headings: Vec<(Side, usize)> = Vec::new();
        for side in Side::BOTH {
            for (n, segment) in self.diptych.segments[side].iter().enumerate() {
                let is_heading = matches!(segment.kind, SegmentKind::Title | SegmentKind::Heading);
                if is_heading
                    && outline
                        .list
                        .passes(&segment.text(&self.diptych.documents[side]))
                {
                    headings.push((side, n));
                }
            }
        }
        let place = |&(side, n): &(Side, usize)| {
            self.axis(side, self.diptych.segments[side][n].range.start)
        };
        headings.sort_by(|a, b| place(a).total_cmp(&place(b)));
        headings
    }

    pub(super) fn go_to_heading(&mut self) {
        let Mode::Outline(outline) = &self.mode else {
            return;
        };
        let chosen = self.headings().get(outline.list.cursor).copied();
        self.mode = Mode::Reading;
        if let Some((side, segment)) = chosen {
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
