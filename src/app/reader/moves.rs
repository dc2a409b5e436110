//! Moving the cursor: passage by passage, by screens, to a kind of passage, from side to side, and back.

use super::Reader;
use crate::app::action::{Direction, PassageKind};
use crate::compare::align::Relation;
use crate::compare::wording;
use crate::text::side::{Side, partition_point};

impl Reader {
    pub(super) fn passage(&mut self, direction: Direction, times: usize) {
        let n_passages = self.diptych.passages[self.lead()].len();
        for _ in 0..times.min(n_passages.max(1)) {
            self.one_passage(direction);
        }
    }

    pub(super) fn one_passage(&mut self, direction: Direction) {
        let Some(cursor) = self.cursor() else { return };
        let (first, last) = self.rows_of(self.lead(), cursor);
        let (top, height) = (self.lead_top(), self.frame().height as i64);
        let bottom = top + height - 1;
        let half = (height / 2).max(1);
        if last < top || first > bottom {
            // The cursor was scrolled off the screen: it comes back where the reader looks.
            self.cursor_to_row(if direction == Direction::Forward {
                top
            } else {
                bottom
            });
            return self.show_cursor(direction);
        }
        let is_tall = last - first >= height;
        match direction {
            Direction::Forward if is_tall && last > bottom => {
                self.walk_to_top((top + half).min(last + 1 - height));
            }
            Direction::Backward if is_tall && first < top => {
                self.walk_to_top((top - half).max(first))
            }
            // At an end of the text the rest of a passage that fits comes into view; of a taller one all was read.
            _ if is_tall && self.beside(cursor, direction).is_none() => {}
            _ => {
                let passage = self.beside(cursor, direction).unwrap_or(cursor);
                self.step_to(passage, direction)
            }
        }
    }

    /// The next passage of the lead in a direction.
    fn beside(&self, cursor: usize, direction: Direction) -> Option<usize> {
        match direction {
            Direction::Forward => {
                Some(cursor + 1).filter(|&n| n < self.diptych.passages[self.lead()].len())
            }
            Direction::Backward => cursor.checked_sub(1),
        }
    }

    /// To the first passage of the next paragraph; backward first to that of the cursor's own.
    pub(super) fn paragraph(&mut self, direction: Direction, times: usize) {
        let Some(mut cursor) = self.cursor() else {
            return;
        };
        let lead = self.lead();
        let passages = &self.diptych.passages[lead];
        let block = |passage: usize| {
            let first = passages[passage].segments.start;
            self.diptych.segments[lead][first].block
        };
        let starts_paragraph =
            |passage: usize| passage == 0 || block(passage) != block(passage - 1);
        for _ in 0..times.min(passages.len()) {
            let next = match direction {
                Direction::Forward => (cursor + 1..passages.len()).find(|&n| starts_paragraph(n)),
                Direction::Backward => (0..cursor).rev().find(|&n| starts_paragraph(n)),
            };
            // At the end of the text the cursor goes to its last passage, as in vim.
            cursor = next.unwrap_or(match direction {
                Direction::Forward => passages.len() - 1,
                Direction::Backward => 0,
            });
        }
        self.remember();
        self.set_cursor(cursor);
        self.show_jump();
    }

    pub(super) fn screens(&mut self, direction: Direction, times: usize, n_rows: usize) {
        let top = self.lead_top();
        let cursor_row = self
            .cursor()
            .map_or(top, |cursor| self.rows_of(self.lead(), cursor).0);
        let row = (cursor_row - top).clamp(0, self.frame().height as i64 - 1);
        self.scroll(direction, n_rows.saturating_mul(times));
        if self.lead_top() == top {
            // Nothing left to scroll: the cursor goes to the end, as in vim.
            let last = self.diptych.passages[self.lead()].len().saturating_sub(1);
            self.set_cursor(if direction == Direction::Forward {
                last
            } else {
                0
            });
            return self.show_cursor(direction);
        }
        self.cursor_to_row(self.lead_top() + row);
        self.set_top_freely(self.lead_top());
    }

    /// Puts the cursor on the first passage that starts on a row of the screen or below it, if the screen shows it
    /// whole; else on the one that the row belongs to.
    pub(super) fn cursor_to_row(&mut self, row: i64) {
        let lead = self.lead();
        let bottom = self.lead_top() + self.frame().height as i64;
        let rows = &self.layout.rows[lead];
        let Some(row) = rows.get(row.max(0) as usize).or(rows.last()) else {
            return;
        };
        let Some(at) = self.diptych.passage_at(lead, row.range.start) else {
            return;
        };
        let starts_above = self.diptych.passage_range(lead, at).start < row.range.start;
        let has_next = at + 1 < self.diptych.passages[lead].len();
        let is_below = self.rows_of(lead, at).0 >= bottom;
        let passage = if starts_above && has_next && self.rows_of(lead, at + 1).1 < bottom {
            at + 1
        } else {
            at - usize::from(is_below && at > 0)
        };
        self.set_cursor(passage);
    }

    pub(super) fn go_to(&mut self, number: usize) {
        let n_passages = self.diptych.passages[self.lead()].len();
        if n_passages == 0 {
            return;
        }
        self.remember();
        self.set_cursor(number.clamp(1, n_passages) - 1);
        self.show_jump();
    }

    pub(super) fn counterpart(&mut self) {
        let Some(cursor) = self.cursor() else { return };
        let (lead, there) = (self.lead(), self.lead().other());
        let counterparts = self.diptych.counterparts(lead, cursor);
        let Some(&first) = counterparts.first() else {
            self.message = Some(self.no_counterpart_message(cursor));
            return;
        };
        // Another Tab from here goes on to the next counterpart, if there are several.
        let came_from = self.last[there];
        let next = counterparts
            .iter()
            .position(|&c| Some(c) == came_from)
            .map(|n| (n + 1) % counterparts.len());
        self.remember();
        self.lead_with(there, next.map_or(first, |n| counterparts[n]));
    }

    /// Makes `side` the lead with its cursor on `passage`, and leaves both panes where they are if they show it.
    pub(super) fn lead_with(&mut self, side: Side, passage: usize) {
        let top = self.top(side);
        self.place.side = side;
        self.set_cursor(passage);
        self.set_top_freely(top);
        self.show_jump();
    }

    pub(super) fn pane(&mut self, side: Side) {
        if side == self.lead() || self.diptych.passages[side].is_empty() {
            return;
        }
        let here = self
            .cursor()
            .map_or(0, |cursor| self.rows_of(self.lead(), cursor).0);
        let sync = (here - self.lead_top()).clamp(0, self.frame().height as i64 - 1);
        let row = (self.top(side) + sync).clamp(0, self.layout.rows[side].len() as i64 - 1);
        let counterparts = match self.cursor() {
            Some(cursor) => self.diptych.counterparts(self.lead(), cursor),
            None => Vec::new(),
        };
        let is_there = |&passage: &usize| {
            let (first, last) = self.rows_of(side, passage);
            (first..=last).contains(&row)
        };
        let at_row = || {
            let start = self.layout.rows[side][row as usize].range.start;
            self.diptych.passage_at(side, start)
        };
        if let Some(passage) = counterparts.into_iter().find(is_there).or_else(at_row) {
            self.remember();
            self.lead_with(side, passage);
        }
    }

    pub(super) fn next(&mut self, kind: PassageKind, direction: Direction, times: usize) {
        let side = match kind {
            PassageKind::Dropped => Side::Original,
            PassageKind::Added => Side::Rewrite,
            PassageKind::Matched | PassageKind::Moved | PassageKind::Changed => self.lead(),
        };
        if !self.diptych.is_matched() {
            self.message = Some(wording::STILL_MATCHING.to_owned());
            return;
        }
        let n_passages = self.diptych.passages[side].len();
        let found: Vec<usize> = (0..n_passages)
            .filter(|&passage| self.is_kind(kind, side, passage))
            .collect();
        let up_to = |passage: usize| found.partition_point(|&n| n < passage);
        let n_before = up_to(self.passages_before(side, false));
        let ahead = up_to(self.passages_before(side, true));
        let Some(n) = self.step_round(found.len(), (n_before, ahead), direction, times) else {
            self.message = Some(nothing_found_message(kind, side));
            return;
        };
        let passage = found[n];
        self.remember();
        self.lead_with(side, passage);
    }

    /// The `times`th of `n` things in text order from the cursor on; past the last one the first comes again, and the
    /// status says so. `n_before` of them stand before the cursor, and the first one behind it is number `ahead`.
    /// `None` if there is none at all.
    pub(super) fn step_round(
        &mut self,
        n: usize,
        (n_before, ahead): (usize, usize),
        direction: Direction,
        times: usize,
    ) -> Option<usize> {
        // Wide enough for any count that is typed.
        let (n, n_before, ahead, times) =
            (n as i128, n_before as i128, ahead as i128, times as i128);
        let wanted = match direction {
            Direction::Forward => ahead + times - 1,
            Direction::Backward => n_before - times,
        };
        self.wrapped = (n > 0 && !(0..n).contains(&wanted)).then_some(direction);
        (n > 0).then(|| wanted.rem_euclid(n) as usize)
    }

    /// The number of passages of a side that stand before the cursor, the cursor's own included if `and_here`.
    pub(super) fn passages_before(&self, side: Side, and_here: bool) -> usize {
        let Some(cursor) = self.cursor() else {
            return 0;
        };
        if side == self.lead() {
            return cursor + usize::from(and_here);
        }
        let start = self.diptych.passage_range(self.lead(), cursor).start;
        let x = self
            .layout
            .across(self.lead(), self.layout.position(self.lead(), start));
        let starts_before = |n: usize| {
            let y = self
                .layout
                .position(side, self.diptych.passage_range(side, n).start);
            if and_here { y < x } else { y <= x }
        };
        partition_point(self.diptych.passages[side].len(), starts_before)
    }

    pub(super) fn is_kind(&self, kind: PassageKind, side: Side, passage: usize) -> bool {
        let passage_ref = &self.diptych.passages[side][passage];
        match kind {
            PassageKind::Matched => passage_ref.mat.is_some(),
            PassageKind::Moved => passage_ref.moved,
            PassageKind::Dropped | PassageKind::Added => {
                passage_ref.mat.is_none() && self.diptych.is_content(side, passage)
            }
            PassageKind::Changed => {
                let mat = self.diptych.match_of(side, passage);
                mat.is_some_and(|mat| mat.relation != Relation::Verbatim)
            }
        }
    }

    pub(super) fn no_counterpart_message(&self, passage: usize) -> String {
        match self.diptych.is_matched() {
            true => wording::without_match(&self.diptych, self.lead(), passage),
            false => wording::STILL_MATCHING.to_owned(),
        }
    }

    pub(super) fn remember(&mut self) {
        self.jumps.push(self.standpoint());
    }

    pub(super) fn jump_back(&mut self, direction: Direction, times: usize) {
        let mut to = None;
        for _ in 0..times {
            match self.jumps.step(direction, self.standpoint()) {
                Some(standpoint) => to = Some(standpoint),
                None => break,
            }
        }
        match to {
            Some(standpoint) => {
                self.go_back_to(standpoint);
                self.show_jump();
            }
            None if direction == Direction::Forward => {
                self.message = Some("this is the newest jump".to_owned())
            }
            None => self.message = Some("no earlier jump".to_owned()),
        }
    }
}

fn nothing_found_message(kind: PassageKind, side: Side) -> String {
    let what = match kind {
        PassageKind::Matched => "matched",
        PassageKind::Dropped => "dropped",
        PassageKind::Added => "added",
        PassageKind::Moved => "moved",
        PassageKind::Changed => "changed",
    };
    format!("no {what} passages in the {}", side.name())
}
