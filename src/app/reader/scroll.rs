//! The laws of scrolling: one scroll position, from which the rows of both panes follow (docs/design.md, "The laws of
//! scrolling").
//!
//! The lead's top row follows from the anchor; the follower's is F(top + s) − s, where s is the row of the screen on
//! which the cursor's passage starts. Nothing here knows a key.

use super::{Anchor, Place, Reader};
use crate::app::action::{Direction, ScreenPart};
use crate::text::side::Side;

/// The part of a pane that stays in view beyond the cursor's passage in the direction it goes, where nobody asks for
/// a number of rows: a fifth, about the next two passages of an article.
const MARGIN: i64 = 5;

impl Reader {
    /// The row of a side that stands in the first row of its pane; negative or past the end where the pane runs past
    /// the text.
    pub fn top(&self, side: Side) -> i64 {
        if side == self.lead() || self.layout.shares_rows() {
            self.lead_top()
        } else {
            self.follower_top()
        }
    }

    /// The anchor stands on its row. One that stood in the pane is pulled into it where the pane has become too low; one
    /// below its foot, where the other text has more to show first, no further down than what that has now.
    pub(super) fn lead_top(&self) -> i64 {
        let height = self.frame().height;
        let anchored = self.layout.row_at(self.lead(), self.anchor.offset) as i64;
        match self.anchor.row < self.anchor.height {
            true => anchored - self.anchor.row.min(height as i64 - 1),
            false => {
                let (lowest, _) = self.layout.top_range(self.lead(), height);
                (anchored - self.anchor.row).max(lowest)
            }
        }
    }

    /// The scroll law of `flow` (docs/design.md, "The laws of scrolling"): F(top + s) − s, where s is the cursor's first
    /// row on screen; a moved passage has its counterpart beside it instead, and one whose evidence is looked at the
    /// candidate; the words of the finding or fact that the reader went to stand side by side.
    pub(super) fn follower_top(&self) -> i64 {
        let (lead, top) = (self.lead(), self.lead_top());
        let height = self.frame().height as i64;
        let Some(cursor) = self.cursor() else {
            return self.in_step_top();
        };
        let (first, last) = self.rows_of(lead, cursor);
        let sync = (first - top).clamp(0, height - 1);
        let is_on_screen = last >= top && first < top + height;
        if let (Some(rows), true) = (self.subject_rows(), is_on_screen) {
            return rows[lead.other()].0 - (rows[lead].0 - top);
        }
        if !is_on_screen {
            return self.in_step_top();
        }
        let hidden = (top - first).max(0) as f64;
        let moved = |cursor: usize| {
            let counterparts = self.diptych.counterparts(lead, cursor);
            let is_moved = self.diptych.passages[lead][cursor].moved;
            counterparts.first().copied().filter(|_| is_moved)
        };
        if let Some(there) = self.candidate_passage().or_else(|| moved(cursor)) {
            let (first_there, last_there) = self.rows_of(lead.other(), there);
            let ratio = (last_there - first_there + 1) as f64 / (last - first + 1) as f64;
            return first_there + (hidden * ratio) as i64 - sync;
        }
        self.in_step_top()
    }

    /// The scroll law without its exceptions.
    fn in_step_top(&self) -> i64 {
        let (lead, top) = (self.lead(), self.lead_top());
        let Some(cursor) = self.cursor() else {
            return self.across(top as f64);
        };
        let first = self.rows_of(lead, cursor).0;
        let sync = (first - top).clamp(0, self.frame().height as i64 - 1);
        let here = match first - top == sync {
            true => {
                let start = self.diptych.passage_range(lead, cursor).start;
                self.layout.position(lead, start)
            }
            false => (top + sync) as f64,
        };
        self.across(here) - sync
    }

    /// Puts the cursor on the passage beside it and scrolls as little as that takes. Neither pane goes against the
    /// direction: where the lead has more rows to go than the follower, it scrolls by what it has more.
    pub(super) fn step_to(&mut self, passage: usize, direction: Direction) {
        let before = self.in_step_top();
        self.set_cursor(passage);
        self.show_cursor(direction);
        let against = match direction {
            Direction::Forward => (before - self.in_step_top()).max(0),
            Direction::Backward => (before - self.in_step_top()).min(0),
        };
        if against != 0 && !self.layout.shares_rows() {
            let wanted = self.lead_top() + against;
            let (lowest, _) = self.layout.top_range(self.lead(), self.frame().height);
            self.set_top_freely(wanted.max(lowest));
        }
    }

    pub(super) fn across(&self, x: f64) -> i64 {
        // Interpolation can end a hair below the row it means.
        (self.layout.across(self.lead(), x) + 1e-9).floor() as i64
    }

    /// The first and last row of a passage.
    pub fn rows_of(&self, side: Side, passage: usize) -> (i64, i64) {
        let range = self.diptych.passage_range(side, passage);
        (
            self.layout.row_at(side, range.start) as i64,
            self.layout.row_at(side, range.end - 1) as i64,
        )
    }

    pub(super) fn set_top(&mut self, top: i64) {
        let height = self.frame().height;
        let (lowest, highest) = self.layout.top_range(self.lead(), height);
        self.set_top_freely(top.clamp(lowest, highest));
    }

    /// Scrolls without regard to the ends; the anchor becomes the cursor, or the first text on the screen.
    pub(super) fn set_top_freely(&mut self, top: i64) {
        let lead = self.lead();
        let height = self.frame().height as i64;
        if let Some(cursor) = self.cursor() {
            let first = self.rows_of(lead, cursor).0;
            if (top..top + height).contains(&first) {
                let offset = self.diptych.passage_range(lead, cursor).start;
                self.anchor = Anchor {
                    offset,
                    row: first - top,
                    height,
                };
                return;
            }
        }
        let rows = &self.layout.rows[lead];
        let row = rows.get(top.max(0) as usize).or(rows.last());
        let offset = row.map_or(0, |row| row.range.start);
        // A row past the end has no text to anchor to; the last row's is used.
        let row = self.layout.row_at(lead, offset) as i64;
        self.anchor = Anchor {
            offset,
            row: row - top,
            height,
        };
    }

    /// Stands on the first passage beside which both texts can show their first line, in the rewrite if possible.
    pub(super) fn stand_at_start(&mut self) {
        let height = self.frame().height as i64;
        for side in [Side::Rewrite, Side::Original] {
            for passage in 0..self.diptych.passages[side].len() {
                if self.rows_of(side, passage).0 >= height {
                    break;
                }
                self.stand_at_top(side, passage);
                if (1 - height..=0).contains(&self.top(side.other())) {
                    return;
                }
            }
        }
        let is_empty = self.diptych.passages.rewrite.is_empty();
        self.stand_at_top(
            if is_empty {
                Side::Original
            } else {
                Side::Rewrite
            },
            0,
        );
    }

    /// Puts the cursor on a passage with the side's first row at the top.
    pub(super) fn stand_at_top(&mut self, side: Side, passage: usize) {
        self.place = Place { side, offset: 0 };
        self.set_cursor(passage);
        self.set_top_freely(0);
    }

    /// Puts the cursor on a passage of the lead. Does not scroll.
    pub(super) fn set_cursor(&mut self, passage: usize) {
        let lead = self.lead();
        if passage < self.diptych.passages[lead].len() {
            self.place.offset = self.diptych.passage_range(lead, passage).start;
            self.last[lead] = Some(passage);
        }
    }

    /// Scrolls as little as it takes to show the cursor's passage and what comes next in a direction, or, if it is
    /// taller than the pane, its start.
    pub(super) fn show_cursor(&mut self, direction: Direction) {
        let Some(cursor) = self.cursor() else { return };
        let (first, last) = self.rows_of(self.lead(), cursor);
        let height = self.frame().height as i64;
        let margin = match self.options.margin {
            Some(n_rows) => n_rows as i64,
            None => height / MARGIN,
        };
        let margin = margin.min((height - (last - first + 1)) / 2).max(0);
        let top = self.lead_top();
        let wanted = match direction {
            Direction::Forward => top.max(last + margin + 1 - height).min(first),
            Direction::Backward => top.min(first - margin).max(last + 1 - height),
        };
        let wanted = if last - first >= height {
            first
        } else {
            wanted
        };
        self.walk_to_top(wanted);
        self.insist_on_cursor(first, last);
    }

    /// As `set_top`; but a walk that has gone on past the limits of scrolling does not go back for them.
    pub(super) fn walk_to_top(&mut self, wanted: i64) {
        let top = self.lead_top();
        let (lowest, highest) = self.layout.top_range(self.lead(), self.frame().height);
        self.set_top_freely(wanted.clamp(lowest.min(top), highest.max(top)));
    }

    /// At the ends of the text the limits of scrolling yield to the cursor.
    pub(super) fn insist_on_cursor(&mut self, first: i64, last: i64) {
        let (top, height) = (self.lead_top(), self.frame().height as i64);
        if first < top || (last >= top + height && first > top) {
            self.set_top_freely(first.min((last + 1 - height).max(0)));
        }
    }

    /// After a jump: stay if the passage is in sight, else put it a third down the pane.
    pub(super) fn show_jump(&mut self) {
        let Some(cursor) = self.cursor() else { return };
        let (first, last) = self.rows_of(self.lead(), cursor);
        let (top, height) = (self.lead_top(), self.frame().height as i64);
        if first >= top && last < top + height {
            return self.set_top_freely(top);
        }
        let above = (height / 3).min(height - (last - first + 1)).max(0);
        self.set_top(first - above);
        self.insist_on_cursor(first, last);
    }

    /// Scrolls so that the cursor's passage stands in a part of the screen, if need be past the end of the text; its
    /// first row stays in sight.
    pub(super) fn scroll_cursor_to(&mut self, part: ScreenPart) {
        let Some(cursor) = self.cursor() else { return };
        let (first, last) = self.rows_of(self.lead(), cursor);
        let height = self.frame().height as i64;
        let wanted = match part {
            ScreenPart::Top => first,
            ScreenPart::Middle => (first + last + 1 - height).div_euclid(2),
            ScreenPart::Foot => last + 1 - height,
        };
        let (lowest, _) = self.layout.top_range(self.lead(), self.frame().height);
        self.set_top_freely(wanted.min(first).max(lowest.min(first)));
    }

    pub(super) fn scroll(&mut self, direction: Direction, n_rows: usize) {
        let rows = &self.layout.rows;
        let n_rows = n_rows.min(rows.original.len() + rows.rewrite.len()) as i64;
        let top = self.lead_top();
        self.set_top(if direction == Direction::Forward {
            top + n_rows
        } else {
            top - n_rows
        });
    }
}
