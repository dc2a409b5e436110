//! New words: those of a side that stand in no form on the other one, and the way from one stretch of them to the next.

use super::Reader;
use super::subject::Subject;
use crate::app::action::Direction;
use crate::compare::wording;
use crate::text::side::Side;
use std::ops::Range;

impl Reader {
    /// The new words that the reader went to and has not left: a stretch of the lead, by its number in the pair.
    pub fn current_new_words(&self) -> Option<usize> {
        match self.current_subject()? {
            Subject::NewWords(_, n) => Some(*n),
            Subject::Finding(_) | Subject::Fact(_) => None,
        }
    }

    pub(super) fn next_new_words(&mut self, direction: Direction, times: usize) {
        let stretches = self.diptych.new_words(self.lead());
        if stretches.is_empty() {
            self.message = Some(self.no_new_words());
            return;
        }
        let starts_before = |words: &Range<usize>| words.start < self.place.offset;
        let (n_before, ahead) = match self.current_new_words() {
            Some(n) => (n, n + 1),
            None => {
                let n_before = stretches.partition_point(starts_before);
                (n_before, n_before)
            }
        };
        let n_stretches = stretches.len();
        if let Some(n) = self.step_round(n_stretches, (n_before, ahead), direction, times) {
            self.remember();
            self.stand_on(Subject::NewWords(self.lead(), n));
        }
    }

    pub(super) fn no_new_words(&self) -> String {
        match self.diptych.is_matched() {
            true => wording::no_new_words(self.lead()),
            false => wording::STILL_MATCHING.to_owned(),
        }
    }

    /// In the lens for new words, a click on some goes to them.
    pub(super) fn click_new_words(&mut self, side: Side, offset: usize) {
        let stretches = self.diptych.new_words(side);
        let n = stretches.partition_point(|words| words.end <= offset);
        if stretches
            .get(n)
            .is_some_and(|words| words.contains(&offset))
        {
            self.subject = Some(Subject::NewWords(side, n));
        }
    }
}
