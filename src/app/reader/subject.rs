//! What the reader went to, a finding, a place of a fact or new words, and where its words stand on both sides.
//!
//! Wherever the reader goes to one, the exact words of both sides come on screen; in flow they stand side by side as
//! long as the cursor stays on their passage.

use super::{Anchor, Place, Reader};
use crate::text::side::{Pair, Side};
use std::ops::Range;

/// What the reader went to; both panes show its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A finding, by its number in the pair.
    Finding(usize),
    /// A place of a fact.
    Fact(FactPlace),
    /// New words: a stretch of a side, by its number in the pair.
    NewWords(Side, usize),
}

/// One of the places where a fact stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactPlace {
    /// The fact, by its number in the ledger.
    pub entry: usize,
    /// Which place, from 0.
    pub place: usize,
    /// How many places it has.
    pub n_places: usize,
    /// Its words there: bytes of each text; not `None` on both sides.
    pub words: Pair<Option<Range<usize>>>,
}

/// All that closing a list, or going back from a jump, goes back to.
#[derive(Debug, Clone, PartialEq)]
pub struct Standpoint {
    pub(super) place: Place,
    anchor: Anchor,
    subject: Option<Subject>,
}

impl Standpoint {
    /// Where the reader had gone to nothing in particular.
    pub(super) fn at(place: Place, anchor: Anchor) -> Standpoint {
        Standpoint {
            place,
            anchor,
            subject: None,
        }
    }

    /// The same in another version of the texts.
    pub(super) fn moved(&self, moved: impl Fn(Place) -> Place) -> Standpoint {
        let anchor = Place {
            offset: self.anchor.offset,
            ..self.place
        };
        let anchor = Anchor {
            offset: moved(anchor).offset,
            ..self.anchor
        };
        Standpoint::at(moved(self.place), anchor)
    }
}

/// Rows of the follower that stand too far away to be on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfSight {
    /// Their passage.
    pub passage: usize,
    /// The first one.
    pub first: i64,
    /// How many there is room for.
    pub n_rows: usize,
    /// Whether a panel at the foot of the pane would hide what stands there in the lead.
    pub at_head: bool,
}

impl Reader {
    /// What the reader went to and has not left: the cursor stands on its words.
    pub fn current_subject(&self) -> Option<&Subject> {
        self.subject.as_ref().filter(|subject| {
            let words = self.words_of(subject, self.lead());
            words.is_some_and(|words| self.stands_on(words))
        })
    }

    /// The words of the current subject on a side: bytes of its text.
    pub fn subject_words(&self, side: Side) -> Option<Range<usize>> {
        self.words_of(self.current_subject()?, side)
    }

    pub(super) fn words_of(&self, subject: &Subject, side: Side) -> Option<Range<usize>> {
        match subject {
            Subject::Finding(finding) => self.finding_words(*finding, side),
            Subject::Fact(fact) => fact.words[side].clone(),
            Subject::NewWords(of, n) if *of == side => {
                self.diptych.new_words(side).get(*n).cloned()
            }
            Subject::NewWords(..) => None,
        }
    }

    fn stands_on(&self, words: Range<usize>) -> bool {
        self.cursor().is_some_and(|cursor| {
            let passage = self.diptych.passage_range(self.lead(), cursor);
            words.start < passage.end && passage.start < words.end
        })
    }

    pub(super) fn standpoint(&self) -> Standpoint {
        Standpoint {
            place: self.place,
            anchor: self.anchor,
            subject: self.subject.clone(),
        }
    }

    pub(super) fn go_back_to(&mut self, before: Standpoint) {
        (self.place, self.anchor) = (before.place, before.anchor);
        self.subject = before.subject;
    }

    /// The first and last rows of the words of the current subject, if both sides have some.
    pub(super) fn subject_rows(&self) -> Option<Pair<(i64, i64)>> {
        let subject = self.current_subject()?;
        Some(Pair {
            original: self.rows_of_words(subject, Side::Original)?,
            rewrite: self.rows_of_words(subject, Side::Rewrite)?,
        })
    }

    fn rows_of_words(&self, subject: &Subject, side: Side) -> Option<(i64, i64)> {
        let words = self.words_of(subject, side)?;
        let row = |offset: usize| self.layout.row_at(side, offset) as i64;
        Some((row(words.start), row(words.end - 1)))
    }

    /// Where both sides share rows: the rows of the follower with the current subject's words, if the screen does not
    /// show them.
    pub fn subject_out_of_sight(&self) -> Option<OutOfSight> {
        let (lead, there) = (self.lead(), self.lead().other());
        let rows = self
            .subject_rows()
            .filter(|_| self.layout.shares_rows() && self.frame().shows(there))?;
        let (top, height) = (self.lead_top(), self.frame().height as i64);
        let is_in_sight = |(first, last): (i64, i64)| first >= top && last < top + height;
        let n_rows = self.n_panel_rows(rows);
        let words = self.subject_words(there)?;
        (!is_in_sight(rows[there]) && n_rows > 0).then_some(OutOfSight {
            passage: self.diptych.passage_at(there, words.start)?,
            first: rows[there].0,
            n_rows: n_rows as usize,
            at_head: rows[lead].1 - top >= height - n_rows - 1,
        })
    }

    /// The rows of a panel for the follower's words, beside which the lead's and a line between them have room.
    fn n_panel_rows(&self, rows: Pair<(i64, i64)>) -> i64 {
        let n_rows = rows.map(|(first, last)| last - first + 1);
        let room = self.frame().height as i64 - 1 - n_rows[self.lead()];
        n_rows[self.lead().other()].min(room.max(1))
    }

    /// Goes to a subject: on the lead's side, if that has words of it.
    pub(super) fn stand_on(&mut self, subject: Subject) {
        let sides = [self.lead(), self.lead().other()];
        let words = |side: &Side| Some((*side, self.words_of(&subject, *side)?.start));
        let Some((side, start)) = sides.iter().find_map(words) else {
            return;
        };
        let Some(passage) = self.diptych.passage_at(side, start) else {
            return;
        };
        self.subject = None; // the words of the last one no longer hold the panes
        self.lead_with(side, passage);
        self.show_words(&subject);
        self.subject = Some(subject);
    }

    /// Scrolls so far that the words of both sides are on the screen, if they fit.
    fn show_words(&mut self, subject: &Subject) {
        let lead = self.lead();
        let height = self.frame().height as i64;
        let Some((first, last)) = self.rows_of_words(subject, lead) else {
            return;
        };
        let (from, to) = match self.rows_of_words(subject, lead.other()) {
            // In shared rows each side has rows of its own; a panel shows those that are too far away.
            Some((there, last_there)) if self.layout.shares_rows() => {
                let both = (first.min(there), last.max(last_there));
                let rows = Pair::from_fn(|side| match side == lead {
                    true => (first, last),
                    false => (there, last_there),
                });
                match both.1 - both.0 < height {
                    true => both,
                    false => (first, last + 1 + self.n_panel_rows(rows)),
                }
            }
            Some((there, last_there)) => (first, last.max(first + last_there - there)),
            None => (first, last),
        };
        let n_rows = (to - from + 1).min(height);
        let top = self.lead_top();
        let wanted = top.max(from + n_rows - height).min(from);
        if wanted != top {
            self.set_top_freely(wanted);
        }
    }
}
