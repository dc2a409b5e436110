//! The mouse: clicks on passages, signs, rulers and figures of the header, and the rule between the panes.

use super::{Lens, Reader};
use crate::text::side::Side;

impl Reader {
    pub(super) fn click_text(&mut self, column: usize, row: usize) {
        let frame = self.frame();
        if row < frame.top {
            return self.click_header(column);
        }
        self.drags_rule = frame.rule == Some(column);
        let Some(row) = row.checked_sub(frame.top).filter(|&row| row < frame.height) else {
            return;
        };
        let mut nearest = None;
        for side in Side::BOTH.into_iter().filter(|&side| frame.shows(side)) {
            let columns = frame.columns[side];
            if column == columns.ruler {
                return self.go_to_ruler(side, row);
            }
            if !(columns.pane.0..columns.pane.1).contains(&column) {
                continue;
            }
            let at = self.top(side) + row as i64;
            let shown = usize::try_from(at).ok();
            let shown = shown.and_then(|at| self.layout.rows[side].get(at));
            let Some(shown) = shown.filter(|shown| !shown.is_blank()) else {
                let text = self.nearest_text(side, at).into_iter();
                let text = text.map(|(distance, offset)| (distance, side, offset));
                nearest = text.chain(nearest).min();
                continue;
            };
            let text_column = column.saturating_sub(columns.text);
            let offset = self
                .layout
                .offset_at(&self.diptych, side, shown, text_column);
            let sign = self.sign_passage(side, at);
            if let (Some(passage), true) = (sign, column == columns.sign) {
                self.lead_with(side, passage);
                self.press_on_text(side, offset);
                return self.counterpart();
            }
            if let Some(passage) = self.diptych.passage_at(side, offset) {
                self.lead_with(side, passage);
                self.press_on_text(side, offset);
                return self.click_words(side, offset);
            }
        }
        // A click there does nothing, but a drag begins at the nearest word.
        if let Some((_, side, offset)) = nearest {
            self.press_on_text(side, offset);
        }
    }

    /// A click on lit words goes to them, where the lens lights findings or new words.
    fn click_words(&mut self, side: Side, offset: usize) {
        match self.lens() {
            Lens::Auto | Lens::Findings => self.click_finding(side, offset),
            Lens::New => self.click_new_words(side, offset),
            Lens::Shared | Lens::Off => {}
        }
    }

    /// Goes to the part of a side's text that a row of its ruler represents.
    pub(super) fn go_to_ruler(&mut self, side: Side, row: usize) {
        let n_rows = self.layout.rows[side].len();
        let at = row * n_rows.max(self.frame().height) / self.frame().height;
        let rows = &self.layout.rows[side];
        let Some(shown) = rows.get(at).or(rows.last()) else {
            return;
        };
        if let Some(passage) = self.diptych.passage_at(side, shown.range.start) {
            self.remember();
            self.lead_with(side, passage);
        }
    }

    /// Moves the rule, if that is what the mouse holds, else selects text.
    pub(super) fn drag(&mut self, column: usize, row: usize) {
        self.select_to(column, row);
        if self.drags_rule {
            let middle = (self.size.width.saturating_sub(3) / 2 + 1) as i64;
            self.split = column as i64 - middle;
            self.lay_out();
        }
    }

    /// The passage whose sign stands beside a row of a side: the cursor's or its counterpart if it starts there, else
    /// the one that starts there.
    pub fn sign_passage(&self, side: Side, row: i64) -> Option<usize> {
        let diptych = &self.diptych;
        let rows = &self.layout.rows[side];
        let row = rows
            .get(usize::try_from(row).ok()?)
            .filter(|row| !row.is_blank())?;
        let first = diptych.passage_at(side, row.range.start)?;
        let on_row = |&passage: &usize| {
            let range = diptych.passage_range(side, passage);
            range.start < row.range.end && range.end > row.range.start
        };
        let starts =
            |passage: &usize| diptych.passage_range(side, *passage).start >= row.range.start;
        let here = || (first..diptych.passages[side].len()).take_while(on_row);
        match here().find(|&passage| self.is_lit(side, passage)) {
            Some(lit) => Some(lit).filter(starts),
            None => here().find(starts),
        }
    }

    /// Whether a passage is the cursor's or its counterpart.
    pub(super) fn is_lit(&self, side: Side, passage: usize) -> bool {
        let Some(cursor) = self.cursor() else {
            return false;
        };
        let mat = self.diptych.passages[self.lead()][cursor].mat;
        let is_cursor = side == self.lead() && passage == cursor;
        let is_counterpart = match self.candidate_passage() {
            _ if side == self.lead() => false,
            Some(candidate) => passage == candidate,
            None => mat.is_some() && self.diptych.passages[side][passage].mat == mat,
        };
        is_cursor || is_counterpart
    }
}
