//! A pair that is reloaded or has its sides exchanged → where the reader's place is now: at the same words, not at the
//! same number.

use super::subject::{FactPlace, Subject};
use super::{Mode, Place, PromptKind, Reader};
use crate::compare::findings::FindingKind;
use crate::compare::ledger::{Entry, FactKind};
use crate::compare::pair::Diptych;
use crate::text::side::{Pair, Side};
use std::collections::HashMap;
use std::ops::Range;

/// Segments on both sides of the place that are looked for in the new text if its own is not there any more.
const NEIGHBOURS: usize = 40;

impl Reader {
    /// Moves everything that is kept as a place from the present pair to `now`, and the subject. False if both have the
    /// same texts.
    pub(super) fn follow(&mut self, now: &Diptych, subject: &mut Option<RecalledSubject>) -> bool {
        let is_same =
            |side: Side| self.diptych.documents[side].text() == now.documents[side].text();
        if Side::BOTH.into_iter().all(is_same) {
            return false;
        }
        let changes = Pair::from_fn(|side| TextChange::new(&self.diptych, now, side));
        let moved = |place: Place| Place {
            offset: changes[place.side].place(place.offset),
            ..place
        };
        self.anchor.offset = changes[self.place.side].place(self.anchor.offset);
        self.place = moved(self.place);
        self.mark = self.mark.map(moved);
        self.jumps.map(moved);
        if let Mode::Prompt(prompt) = &mut self.mode
            && let PromptKind::Search(place, anchor) = &mut prompt.kind
        {
            anchor.offset = changes[place.side].place(anchor.offset);
            *place = moved(*place);
        }
        if let Some(subject) = subject {
            for side in Side::BOTH {
                if let Some((start, _)) = &mut subject.words[side] {
                    *start = changes[side].place(*start);
                }
            }
        }
        true
    }

    /// The current subject by its words, to be found again in another version of the pair.
    pub(super) fn recalled_subject(&self) -> Option<RecalledSubject> {
        let subject = self.current_subject()?;
        let topic = match subject {
            Subject::Finding(n) => Topic::Finding(self.diptych.findings().get(*n)?.kind),
            Subject::Fact(fact) => {
                let entry = self.diptych.ledger().get(fact.entry)?;
                Topic::Fact(entry.kind, entry.normal.clone())
            }
            Subject::NewWords(side, _) => Topic::NewWords(*side),
        };
        let words = Pair::from_fn(|side| {
            let words = self.words_of(subject, side)?;
            let text = &self.diptych.documents[side].text()[words.clone()];
            Some((words.start, text.to_owned()))
        });
        Some(RecalledSubject { topic, words })
    }

    /// What has the same words, nearest to where they stood.
    pub(super) fn find_again(&self, before: &RecalledSubject) -> Option<Subject> {
        let candidates: Vec<Subject> = match &before.topic {
            Topic::Finding(kind) => {
                let findings = self.diptych.findings().iter().enumerate();
                let same = findings.filter(|(_, finding)| finding.kind == *kind);
                same.map(|(n, _)| Subject::Finding(n)).collect()
            }
            Topic::Fact(kind, normal) => {
                let is_it = |entry: &Entry| entry.kind == *kind && entry.normal == *normal;
                let entry = self.diptych.ledger().iter().position(is_it)?;
                let places = self.places_of_fact(entry);
                let n_places = places.len();
                let fact = |(place, words)| FactPlace {
                    entry,
                    place,
                    n_places,
                    words,
                };
                let places = places.into_iter().enumerate();
                places.map(|place| Subject::Fact(fact(place))).collect()
            }
            Topic::NewWords(side) => {
                let n_stretches = self.diptych.new_words(*side).len();
                let stretches = 0..n_stretches;
                stretches.map(|n| Subject::NewWords(*side, n)).collect()
            }
        };
        let distance = |subject: &Subject| -> Option<usize> {
            let on_side = |side: Side| {
                let words = self.words_of(subject, side);
                match (&before.words[side], words) {
                    (None, None) => Some(0),
                    (Some((start, text)), Some(words)) => {
                        let is_same = self.diptych.documents[side].text()[words.clone()] == **text;
                        is_same.then_some(words.start.abs_diff(*start))
                    }
                    _ => None,
                }
            };
            Some(on_side(Side::Original)? + on_side(Side::Rewrite)?)
        };
        let same = candidates.into_iter();
        let same = same.filter_map(|subject| Some((distance(&subject)?, subject)));
        same.min_by_key(|(distance, _)| *distance)
            .map(|(_, subject)| subject)
    }

    /// Scrolls back to the beginning of the texts whose beginning was `shown`, if the cursor stays on the screen: what
    /// was just written before it is to be seen.
    pub(super) fn show_beginnings(&mut self, shown: Pair<bool>) {
        for side in [self.lead(), self.lead().other()] {
            let hidden = self.top(side);
            let before = self.anchor;
            if !shown[side] || hidden <= 0 {
                continue;
            }
            self.set_top_freely(self.lead_top() - hidden);
            let is_lost = self.cursor().is_some_and(|cursor| {
                let last = self.rows_of(self.lead(), cursor).1;
                last >= self.lead_top() + self.frame().height as i64
            });
            if is_lost {
                self.anchor = before;
            }
        }
    }
}

/// What a reader had gone to, by its words: its number may be another one in the next version of the pair.
#[derive(Debug, Clone)]
pub(super) struct RecalledSubject {
    topic: Topic,
    /// Where the words start and what they are, on each side that has some.
    words: Pair<Option<(usize, String)>>,
}

#[derive(Debug, Clone)]
enum Topic {
    Finding(FindingKind),
    Fact(FactKind, String),
    NewWords(Side),
}

impl Reader {
    /// Shows the same texts, now each on the other side; the cursor stays in its text.
    pub fn exchange(&mut self, exchanged: Diptych) {
        self.place = on_other_side(self.place);
        self.mark = self.mark.map(on_other_side);
        self.jumps.map(on_other_side);
        self.diptych = self.diptych.exchanged();
        self.review_mut().exchange();
        self.load(exchanged);
    }
}

fn on_other_side(place: Place) -> Place {
    Place {
        side: place.side.other(),
        ..place
    }
}

/// What became of a text: its beginning and its end stayed, and some of its segments in between.
struct TextChange<'a> {
    before: &'a Diptych,
    side: Side,
    /// Bytes of both texts.
    len: (usize, usize),
    /// Bytes at the start that stayed.
    head: usize,
    /// Bytes at the end that stayed.
    tail: usize,
    /// Where segments between them stand now, by their text.
    stayed: HashMap<&'a str, Vec<usize>>,
}

impl<'a> TextChange<'a> {
    fn new(before: &'a Diptych, now: &'a Diptych, side: Side) -> TextChange<'a> {
        let (old, new) = (before.documents[side].text(), now.documents[side].text());
        let bytes = old.bytes().zip(new.bytes());
        let head = bytes.take_while(|(a, b)| a == b).count();
        let room = old.len().min(new.len()) - head;
        let ends = old.bytes().rev().zip(new.bytes().rev()).take(room);
        let tail = ends.take_while(|(a, b)| a == b).count();
        let mut stayed: HashMap<&str, Vec<usize>> = HashMap::new();
        for segment in &now.segments[side] {
            let range = segment.range.clone();
            if range.end > head && range.start < new.len() - tail {
                stayed
                    .entry(&new[range.clone()])
                    .or_default()
                    .push(range.start);
            }
        }
        TextChange {
            before,
            side,
            len: (old.len(), new.len()),
            head,
            tail,
            stayed,
        }
    }

    /// Where a byte is now: in its segment, if that is still there. If not, what stayed at the beginning is where it
    /// was, and at the end, counted from there; in between the segment's neighbours are looked for.
    fn place(&self, offset: usize) -> usize {
        let (len, len_now) = self.len;
        let offset = offset.min(len);
        let segments = &self.before.segments[self.side];
        let here = segments.partition_point(|segment| segment.range.end <= offset);
        let in_segment = |n: usize| {
            let range = segments.get(n)?.range.clone();
            let start = self.now(range.clone())?;
            Some(start + offset.clamp(range.start, range.end - 1) - range.start)
        };
        let beside = (1..NEIGHBOURS).flat_map(|n| [here.checked_add(n), here.checked_sub(n)]);
        match in_segment(here) {
            Some(place) => place,
            None if offset < self.head => offset,
            None if offset >= len - self.tail => offset + len_now - len,
            None => {
                let mut found = beside.flatten().filter_map(in_segment);
                found.next().unwrap_or(self.head.min(len_now))
            }
        }
    }

    /// Where a segment starts now: of several with the same text the nearest.
    fn now(&self, range: Range<usize>) -> Option<usize> {
        let (len, len_now) = self.len;
        if range.end <= self.head {
            return Some(range.start);
        }
        if range.start >= len - self.tail {
            return Some(range.start + len_now - len);
        }
        let text = &self.before.documents[self.side].text()[range.clone()];
        let places = self.stayed.get(text)?.iter().copied();
        places.min_by_key(|place| place.abs_diff(range.start))
    }
}
