//! Cues of one side → [`UnmatchedCue`]s: those without an equivalent on the other side.
//!
//! The rule behind negation, hedging and cause: a cue (`not`, `may`, `because`) acts on the words around it. If those
//! words were kept, their partners must have a cue of the same class around them; otherwise the meaning changed. Words
//! that can stand for a cue without being one (`fails to` for `not`) prevent a finding but never cause one.

use super::{Confidence, Context};
use crate::compare::align::Match;
use crate::compare::facts::cued_text::{Cued, WordRole};
use crate::compare::facts::cues::Cue;
use crate::compare::facts::reading::SideReading;
use crate::text::language::CueClass;
use crate::text::side::Side;
use std::ops::Range;

/// A cue without an equivalent on the other side.
#[derive(Debug, Clone)]
pub(super) struct UnmatchedCue {
    /// Its words.
    pub words: Range<usize>,
    /// The partners of the words that it acts on, nearest first; never empty.
    pub anchors: Vec<usize>,
    /// Whether the words around it are the same on both sides, so that only the cue was dropped or added.
    pub is_in_place: bool,
}

/// The share of kept words in a match from which an unmatched cue between kept words is sure.
const KEPT_SURE: f32 = 0.85;

impl UnmatchedCue {
    /// How certain it is that the cue was dropped or added.
    pub fn confidence(&self, mat: &Match) -> Confidence {
        match self.is_in_place && mat.kept >= KEPT_SURE {
            true => Confidence::Sure,
            false => Confidence::Likely,
        }
    }
}

/// Words to each side that a cue acts on.
const REACH: usize = 5;

/// Words on each side of an anchor in which the other side is searched for a cue.
const SIGHT: usize = 8;

/// The cues of `class` in the segments of `mat` on `side` for which the other side has no cue of `class` or `like`.
pub(super) fn unmatched_cues<'a>(
    context: &'a Context,
    mat: &'a Match,
    side: Side,
    class: CueClass,
    like: &'a [CueClass],
) -> impl Iterator<Item = UnmatchedCue> + 'a {
    let reading = &context.readings[side];
    let cues = mat.segments[side]
        .iter()
        .flat_map(|&n| reading.cues_in(reading.words_of(n)));
    cues.filter(move |cued| cued.cue == Cue::Word(class))
        .filter_map(move |cued| {
            let words = cued.words.clone();
            if reading.is_in_date(words.start) || is_matched(context, side, &words) {
                return None;
            }
            let anchors = anchors(context, side, &words)?;
            let there = &context.readings[side.other()];
            let stands_for = |cued: &Cued| {
                matches!(cued.cue, Cue::Word(other) if other == class || like.contains(&other))
                    && !has_partner_cue(context, side, cued.words.clone(), class, like)
            };
            let is_covered = anchors.iter().take(3).any(|&anchor| {
                let sight = there.around(&(anchor..anchor + 1), SIGHT);
                there.cues_in(sight).iter().any(stands_for)
            });
            if is_covered {
                return None;
            }
            Some(UnmatchedCue {
                is_in_place: is_in_place(context, side, &words),
                words,
                anchors,
            })
        })
}

/// Whether the other side has the same cue: its content words, or if it has none, its function words beside words that
/// are partners too.
fn is_matched(context: &Context, side: Side, words: &Range<usize>) -> bool {
    let reading = &context.readings[side];
    let has_content = words
        .clone()
        .any(|n| reading.words[n].role == WordRole::Content);
    words
        .clone()
        .filter(|&n| !has_content || reading.words[n].role == WordRole::Content)
        .any(|n| {
            let partner = context.partners.of(side, n);
            partner.is_some_and(|there| has_content || context.has_near_partner(side, n, there))
        })
}

/// Whether a cue of the other side is already the partner of another cue here.
fn has_partner_cue(
    context: &Context,
    side: Side,
    words: Range<usize>,
    class: CueClass,
    like: &[CueClass],
) -> bool {
    let reading = &context.readings[side];
    words.into_iter().any(|n| {
        context.partners.of(side.other(), n).is_some_and(|here| {
            let is_cue =
                reading.is(here, class) || like.iter().any(|&class| reading.is(here, class));
            is_cue && context.has_near_partner(side, here, n)
        })
    })
}

/// The partners of the content words around a cue, nearest first; `None` if the word that it acts on most directly has
/// no partner, or most have none.
pub(super) fn anchors(context: &Context, side: Side, words: &Range<usize>) -> Option<Vec<usize>> {
    let reading = &context.readings[side];
    let around = reading.around(words, REACH);
    let is_content = |n: &usize| reading.words[*n].role == WordRole::Content;
    let behind: Vec<usize> = clause(reading, words.end..around.end)
        .filter(is_content)
        .take(3)
        .collect();
    let before: Vec<usize> = clause(reading, (around.start..words.start).rev())
        .filter(is_content)
        .take(2)
        .collect();
    let partner = |n: &usize| context.partners.of(side, *n);
    let head = behind.first().or(before.first())?;
    let head_stayed = partner(head).is_some()
        || before
            .first()
            .is_some_and(|n| n + 1 == words.start && partner(n).is_some());
    let all = behind.len() + before.len();
    let anchors: Vec<usize> = behind.iter().chain(&before).filter_map(partner).collect();
    let most_stayed = behind.iter().filter_map(partner).count() >= 2;
    ((head_stayed || most_stayed) && anchors.len() * 2 >= all).then_some(anchors)
}

/// Words up to the end of their clause.
fn clause(
    reading: &SideReading,
    words: impl Iterator<Item = usize>,
) -> impl Iterator<Item = usize> {
    words.take_while(|&n| {
        !matches!(
            reading.words[n].text,
            ";" | ":" | "(" | ")" | "。" | "“" | "”" | "\""
        )
    })
}

/// Whether the words before and after it are neighbours on the other side.
fn is_in_place(context: &Context, side: Side, words: &Range<usize>) -> bool {
    let reading = &context.readings[side];
    let segment = reading.words_of(reading.words[words.start].segment);
    if words.start == segment.start || words.end >= segment.end {
        return false;
    }
    let before = context.partners.of(side, words.start - 1);
    let behind = context.partners.of(side, words.end);
    matches!((before, behind), (Some(before), Some(behind)) if behind == before + 1 || behind == before + 2)
}
