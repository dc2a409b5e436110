//! The state of a list on the screen: the cursor, the first visible row, and the filter.
//!
//! Findings, ledger, evidence, outline, themes, help and the table of pairs each have one; the rows themselves are theirs.
//! `n_rows` is the number of rows that pass the filter, `page` the number of rows that fit on the screen.

use crate::app::action::{Direction, EditAction, Motion};
use crate::app::key::Key;
use crate::app::keymap::Bindings;
use crate::app::line_editor::{Edited, LineEditor};
use std::ops::Range;

/// Where the reader is in a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    /// The chosen row.
    pub cursor: usize,
    /// The first visible row; [`List::visible`] corrects it for the cursor and the end of the list.
    pub top: usize,
    /// Rows must hold each of its words; lower case finds any case.
    pub filter: LineEditor,
    /// Whether the filter is being typed.
    pub is_typing: bool,
}

/// What came of a click on a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListClick {
    /// No row is there.
    Nothing,
    /// A row is chosen now.
    Chosen,
    /// The row that was chosen already.
    Again,
}

/// Rows that one turn of the wheel scrolls by.
pub const WHEEL_ROWS: usize = 3;

impl List {
    /// A list with the cursor on a row.
    pub fn at(cursor: usize) -> List {
        List {
            cursor,
            ..List::default()
        }
    }

    /// The visible rows. The cursor's row is always among them, and the screen is full if the list is long enough.
    pub fn visible(&self, n_rows: usize, page: usize) -> Range<usize> {
        let page = page.max(1);
        let cursor = self.cursor.min(n_rows.saturating_sub(1));
        let top = self.top.clamp((cursor + 1).saturating_sub(page), cursor);
        let top = top.min(n_rows.saturating_sub(page));
        top..(top + page).min(n_rows)
    }

    /// Moves the cursor, `count` times where that has a meaning.
    pub fn go(&mut self, motion: Motion, count: Option<usize>, n_rows: usize, page: usize) {
        let times = count.unwrap_or(1);
        let page = page.max(1);
        match motion {
            Motion::Step(direction) => self.step(direction, times),
            Motion::Line(direction) => return self.scroll(direction, times, n_rows, page),
            Motion::HalfScreen(direction) => {
                self.turn(direction, times.saturating_mul((page / 2).max(1)))
            }
            Motion::Screen(direction) => self.turn(direction, times.saturating_mul(page)),
            Motion::Start => self.cursor = times.max(1) - 1,
            Motion::End => self.cursor = count.map_or(usize::MAX, |count| count.max(1) - 1),
        }
        self.keep_within(n_rows, page);
    }

    fn step(&mut self, direction: Direction, times: usize) {
        self.cursor = beside(self.cursor, direction, times);
    }

    /// Scrolls with the cursor, as a page is turned.
    fn turn(&mut self, direction: Direction, n_rows: usize) {
        self.top = beside(self.top, direction, n_rows);
        self.cursor = beside(self.cursor, direction, n_rows);
    }

    /// Scrolls; the cursor stays on its row as long as that is on the screen.
    pub fn scroll(&mut self, direction: Direction, times: usize, n_rows: usize, page: usize) {
        let page = page.max(1);
        let top = self.visible(n_rows, page).start;
        self.top = beside(top, direction, times).min(n_rows.saturating_sub(page));
        let last = (self.top + page).min(n_rows).saturating_sub(1);
        self.cursor = self.cursor.clamp(self.top, last.max(self.top));
    }

    /// Puts the cursor on a row of the list and the list on the screen.
    pub fn keep_within(&mut self, n_rows: usize, page: usize) {
        self.cursor = self.cursor.min(n_rows.saturating_sub(1));
        self.top = self.visible(n_rows, page).start;
    }

    /// Takes a click on a row of the screen, counted from the first row of the list.
    pub fn click(&mut self, row: usize, n_rows: usize, page: usize) -> ListClick {
        let visible = self.visible(n_rows, page);
        match visible.start + row {
            clicked if !visible.contains(&clicked) => ListClick::Nothing,
            clicked if clicked == self.cursor => ListClick::Again,
            clicked => {
                self.cursor = clicked;
                ListClick::Chosen
            }
        }
    }

    /// Takes a key while the filter is typed. True if the filter is another one now.
    pub fn press(
        &mut self,
        key: Key,
        bindings: &Bindings<EditAction>,
        n_rows: usize,
        page: usize,
    ) -> bool {
        let before = self.filter.text().len();
        match self.filter.press(key, bindings) {
            Edited::Text => {
                if self.filter.text().len() > before {
                    (self.cursor, self.top) = (0, 0);
                }
                true
            }
            Edited::Confirmed => {
                self.is_typing = false;
                false
            }
            Edited::Cancelled => {
                self.is_typing = false;
                self.forget_filter()
            }
            Edited::Row(direction) => {
                self.go(Motion::Step(direction), None, n_rows, page);
                false
            }
            Edited::Cursor | Edited::Completion(_) | Edited::Break => false,
        }
    }

    /// Shows all rows. True if some were hidden.
    pub fn forget_filter(&mut self) -> bool {
        std::mem::take(&mut self.filter) != LineEditor::default()
    }

    /// Whether a row with this text passes the filter.
    pub fn passes(&self, text: &str) -> bool {
        let filter = self.filter.text();
        let has_capitals = filter.chars().any(char::is_uppercase);
        let mut words = filter.split_whitespace().peekable();
        if words.peek().is_none() {
            return true;
        }
        let lower = text.to_lowercase();
        words.all(|word| match has_capitals {
            true => text.contains(word),
            false => lower.contains(word),
        })
    }
}

fn beside(row: usize, direction: Direction, times: usize) -> usize {
    match direction {
        Direction::Forward => row.saturating_add(times),
        Direction::Backward => row.saturating_sub(times),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Direction::{Backward, Forward};

    /// A list of 20 rows on a screen of 5: where the cursor and the first row are after some motions.
    #[track_caller]
    fn check(motions: &[(Motion, Option<usize>)], cursor: usize, top: usize) {
        let mut list = List::default();
        for &(motion, count) in motions {
            list.go(motion, count, 20, 5);
        }
        assert_eq!(
            (list.cursor, list.visible(20, 5).start),
            (cursor, top),
            "{motions:?}"
        );
    }

    #[test]
    fn motions_keep_the_cursor_on_the_screen() {
        check(&[(Motion::Step(Forward), None)], 1, 0);
        check(&[(Motion::Step(Forward), Some(7))], 7, 3);
        check(
            &[
                (Motion::Step(Forward), Some(99)),
                (Motion::Step(Backward), Some(2)),
            ],
            17,
            15,
        );
        check(&[(Motion::End, None)], 19, 15);
        check(&[(Motion::End, Some(4))], 3, 0);
        check(&[(Motion::End, None), (Motion::Start, None)], 0, 0);
        check(&[(Motion::Start, Some(12))], 11, 7);
        check(&[(Motion::Screen(Forward), None)], 5, 5);
        check(&[(Motion::HalfScreen(Forward), Some(3))], 6, 6);
        check(
            &[
                (Motion::Screen(Forward), Some(9)),
                (Motion::Screen(Backward), None),
            ],
            14,
            10,
        );
        check(&[(Motion::Line(Forward), Some(3))], 3, 3);
        check(&[(Motion::Line(Forward), Some(99))], 15, 15);
        check(
            &[(Motion::End, None), (Motion::Line(Backward), Some(3))],
            16,
            12,
        );
    }

    #[test]
    fn a_click_chooses_a_row_and_a_second_one_takes_it() {
        let mut list = List::default();
        assert_eq!(list.click(3, 20, 5), ListClick::Chosen);
        assert_eq!(list.click(3, 20, 5), ListClick::Again);
        assert_eq!(list.click(5, 20, 5), ListClick::Nothing);
        assert_eq!(list.click(2, 2, 5), ListClick::Nothing);
        assert_eq!(list.cursor, 3);
    }

    #[test]
    fn a_filter_asks_for_each_word_and_for_case_only_with_capitals() {
        let mut list = List::default();
        assert!(list.passes("anything"));
        list.filter.set_text("pier old");
        assert!(list.passes("The Old Pier"));
        assert!(!list.passes("the pier"));
        list.filter.set_text("Pier");
        assert!(list.passes("The Old Pier") && !list.passes("the pier"));
    }

    #[test]
    fn whatever_happens_the_cursor_is_on_a_visible_row() {
        crate::property::holds(|u| {
            let mut list = List::default();
            for _ in 0..u.int_in_range(0..=20)? {
                let (n_rows, page) = (u.int_in_range(0..=30)?, u.int_in_range(0..=9)?);
                let direction = *u.choose(&[Forward, Backward])?;
                let motion = *u.choose(&[
                    Motion::Step(direction),
                    Motion::Line(direction),
                    Motion::HalfScreen(direction),
                    Motion::Screen(direction),
                    Motion::Start,
                    Motion::End,
                ])?;
                let count = *u.choose(&[None, Some(0), Some(3), Some(usize::MAX)])?;
                list.go(motion, count, n_rows, page);
                let visible = list.visible(n_rows, page);
                assert_eq!(visible.len(), n_rows.min(page.max(1)), "{list:?}");
                assert!(
                    n_rows == 0 || visible.contains(&list.cursor),
                    "{list:?} {visible:?}"
                );
            }
            Ok(())
        });
    }
}
