//! Runs → [`WordPartners`]: which word of the original corresponds to which word of the rewrite.
//!
//! Equal words are partners if the runs of a match show that they were kept; of the remaining content words, those that
//! share a prefix (`signed`, `sign`).

use crate::compare::diff::{self, Run};
use crate::compare::facts::cued_text::WordRole;
use crate::compare::facts::reading::SideReading;
use crate::text::side::{Pair, Side};
use std::collections::{HashMap, VecDeque};
use std::ops::Range;

/// The partner of each word; a word has at most one.
#[derive(Debug)]
pub(crate) struct WordPartners<'a> {
    readings: &'a Pair<SideReading<'a>>,
    partner: Pair<Vec<Option<usize>>>,
}

/// The most unmatched words on a side of a match for which forms of one word are searched; the search is quadratic.
const FORMS_MAX: usize = 120;

impl<'a> WordPartners<'a> {
    /// Finds the partners. `matches` are the segments of each match.
    pub fn new<'m>(
        readings: &'a Pair<SideReading<'a>>,
        runs: &Pair<Vec<Run>>,
        matches: impl Iterator<Item = &'m Pair<Vec<usize>>>,
    ) -> WordPartners<'a> {
        let roles = Pair::from_fn(|side| roles(&readings[side], &runs[side]));
        let mut partner = Pair::from_fn(|side| vec![None; readings[side].words.len()]);
        for segments in matches {
            let words = Pair::from_fn(|side| -> Vec<usize> {
                segments[side]
                    .iter()
                    .flat_map(|&n| readings[side].words_of(n))
                    .collect()
            });
            let with_role = |side: Side, has: fn(diff::RunRole) -> bool| {
                let here = words[side].iter().copied();
                here.filter(|&n| roles[side][n].is_some_and(has))
                    .collect::<Vec<usize>>()
            };
            // Both sides list their kept words in the same order, so the n-th kept word of one side is the partner of
            // the n-th kept word of the other.
            let stays = |role: diff::RunRole| role.is_kept() && role != diff::RunRole::Shared;
            let kept = Pair::from_fn(|side| with_role(side, stays));
            let is_same = |&(&original, &rewrite): &(&usize, &usize)| {
                readings.original.words[original].folded == readings.rewrite.words[rewrite].folded
            };
            let in_order = kept.original.iter().zip(&kept.rewrite);
            for (&original, &rewrite) in in_order.take_while(is_same) {
                partner.original[original] = Some(rewrite);
                partner.rewrite[rewrite] = Some(original);
            }
            // Words that moved are paired by what they are.
            let moved = Pair::from_fn(|side| with_role(side, |role| role == diff::RunRole::Shared));
            let mut open: HashMap<&str, VecDeque<usize>> = HashMap::new();
            for original in moved.original {
                let word = &*readings.original.words[original].folded;
                open.entry(word).or_default().push_back(original);
            }
            for rewrite in moved.rewrite {
                let word = &*readings.rewrite.words[rewrite].folded;
                if let Some(original) = open.get_mut(word).and_then(VecDeque::pop_front) {
                    partner.original[original] = Some(rewrite);
                    partner.rewrite[rewrite] = Some(original);
                }
            }
            pair_forms(readings, &words, &mut partner);
        }
        WordPartners { readings, partner }
    }

    /// Both sides as they are read.
    pub fn readings(&self) -> &'a Pair<SideReading<'a>> {
        self.readings
    }

    /// The partner of a word of `side` on the other side.
    pub fn of(&self, side: Side, word: usize) -> Option<usize> {
        self.partner[side][word]
    }

    /// Whether `here` on `side` and `there` on the other side have the same neighbours: on the left, on the right.
    pub fn is_between(
        &self,
        side: Side,
        here: &Range<usize>,
        there: &Range<usize>,
    ) -> (bool, bool) {
        let (this, other) = (&self.readings[side], &self.readings[side.other()]);
        let segment = |reading: &SideReading, words: &Range<usize>| {
            let at = words.start.min(reading.words.len().saturating_sub(1));
            reading.words_of(reading.words[at].segment)
        };
        let (segment_here, segment_there) = (segment(this, here), segment(other, there));
        let left = match here.start > segment_here.start {
            true => self
                .of(side, here.start - 1)
                .is_some_and(|n| n + 1 == there.start),
            false => there.start == segment_there.start,
        };
        let right = match here.end < segment_here.end {
            true => self.of(side, here.end).is_some_and(|n| n == there.end),
            false => there.end == segment_there.end,
        };
        (left, right)
    }

    /// Whether a content word of one range is the partner of one in the other.
    pub fn any_in(&self, words: &Pair<Range<usize>>) -> bool {
        words.original.clone().any(|n| {
            let is_content = self.readings.original.words[n].role == WordRole::Content;
            is_content
                && self
                    .of(Side::Original, n)
                    .is_some_and(|n| words.rewrite.contains(&n))
        })
    }
}

/// The role of each word's run.
pub(crate) fn roles(reading: &SideReading, runs: &[Run]) -> Vec<Option<diff::RunRole>> {
    let mut roles = vec![None; reading.words.len()];
    let mut run = 0;
    for (n, word) in reading.words.iter().enumerate() {
        while runs
            .get(run)
            .is_some_and(|run| run.range.end <= word.range.start)
        {
            run += 1;
        }
        roles[n] = runs
            .get(run)
            .filter(|run| run.range.start <= word.range.start)
            .map(|run| run.role);
    }
    roles
}

fn pair_forms(
    readings: &Pair<SideReading>,
    words: &Pair<Vec<usize>>,
    partner: &mut Pair<Vec<Option<usize>>>,
) {
    let left_over = Pair::from_fn(|side| -> Vec<usize> {
        let is_open = |&&n: &&usize| {
            partner[side][n].is_none() && readings[side].words[n].role == WordRole::Content
        };
        words[side].iter().filter(is_open).copied().collect()
    });
    if left_over.original.len().max(left_over.rewrite.len()) > FORMS_MAX {
        return;
    }
    for original in left_over.original {
        let word = &readings.original.words[original].folded;
        let is_kin = |&&rewrite: &&usize| {
            partner.rewrite[rewrite].is_none()
                && are_forms(word, &readings.rewrite.words[rewrite].folded)
        };
        if let Some(&rewrite) = left_over.rewrite.iter().find(is_kin) {
            partner.original[original] = Some(rewrite);
            partner.rewrite[rewrite] = Some(original);
        }
    }
}

/// Whether two words seem to be forms of one word: they begin with the same letters, at least four and half of the
/// longer word. A number has no forms.
pub(crate) fn are_forms(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let longer = a.chars().count().max(b.chars().count());
    a == b || common >= 4 && common * 2 >= longer && !a.starts_with(|c: char| c.is_numeric())
}
