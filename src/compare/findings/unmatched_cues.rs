//! Cues of a match → [`UnmatchedCue`]s: those that no cue of the other side stands for.
//!
//! The rule behind negation, hedging and cause: a cue (`not`, `may`, `because`) acts on the words around it. Every
//! occurrence of either side is accounted for once, over the whole match: first with the cue that is its partner, then
//! with one near the words that it acts on, then with any other. Words that can stand for a cue without being one
//! (`fails to` for `not`) account for a cue but need none themselves. A cue that is left over was dropped or added, and
//! says something if the words that it acts on were kept.

use super::Context;
use super::tier::Strength;
use crate::compare::align::Match;
use crate::compare::facts::cued_text::{Cued, WordRole};
use crate::compare::facts::cues::Cue;
use crate::compare::facts::reading::SideReading;
use crate::text::language::CueClass;
use crate::text::side::{Pair, Side};
use std::ops::Range;

/// Which cues are compared.
#[derive(Debug, Clone, Copy)]
pub(super) struct CueRule {
    /// The cues that need one on the other side.
    pub class: CueClass,
    /// What else can stand for them.
    pub like: &'static [CueClass],
    /// Whether a cue that is denied, or left open, counts for nothing: no cause.
    pub not_denied: bool,
}

/// A cue without an equivalent on the other side.
#[derive(Debug, Clone)]
pub(super) struct UnmatchedCue {
    /// Its words.
    pub words: Range<usize>,
    /// The partners of the words that it acts on, nearest first; empty if too few of them were kept.
    pub anchors: Vec<usize>,
    /// How much it says that it is left over.
    pub strength: Strength,
}

/// The share of kept words in a match from which an unmatched cue between kept words is sure.
const KEPT_SURE: f32 = 0.85;

/// Words to each side that a cue acts on.
const REACH: usize = 5;

/// Words on each side of an anchor in which the other side is searched for a cue.
const SIGHT: usize = 8;

/// The most pairs of cues of a match that are compared with each other.
const PAIRS_MAX: usize = 250_000;

/// Words before a cue in which a denial takes back what it says.
const DENIED_WITHIN: usize = 5;

/// A cue, and whether it is accounted for.
#[derive(Debug)]
struct Open<'a> {
    cued: &'a Cued,
    /// Whether it is of the class, not only like it.
    needs_one: bool,
    is_used: bool,
}

/// The cues of both sides of a match that are left over.
pub(super) fn unmatched_cues(
    context: &Context,
    mat: &Match,
    rule: CueRule,
) -> Pair<Vec<UnmatchedCue>> {
    let mut open = Pair::from_fn(|side| cues(context, mat, side, rule));
    let n_pairs = open.original.len().saturating_mul(open.rewrite.len());
    if open.original.is_empty() && open.rewrite.is_empty() || n_pairs > PAIRS_MAX {
        return Pair::default();
    }
    use_partners(context, &mut open);
    let acts_on = Pair::from_fn(|side| -> Vec<Option<Vec<usize>>> {
        let cues = open[side].iter();
        cues.map(|cue| anchors(context, side, &cue.cued.words))
            .collect()
    });
    for side in Side::BOTH {
        use_near(context, side, &acts_on[side], &mut open);
    }
    use_any(&mut open);
    Pair::from_fn(|side| {
        let left = open[side].iter().zip(&acts_on[side]);
        let left = left.filter(|(cue, _)| cue.needs_one && !cue.is_used);
        let unmatched = left.map(|(cue, anchors)| {
            let words = cue.cued.words.clone();
            let is_in_place = || is_in_place(context, side, &words);
            let strength = match anchors {
                None => Strength::Weak,
                Some(_) if !is_in_place() => Strength::Plain,
                Some(_) if mat.kept < KEPT_SURE => Strength::Firm,
                Some(_) => Strength::Strong,
            };
            UnmatchedCue {
                words,
                anchors: anchors.clone().unwrap_or_default(),
                strength,
            }
        });
        unmatched.collect()
    })
}

fn cues<'a>(context: &'a Context, mat: &Match, side: Side, rule: CueRule) -> Vec<Open<'a>> {
    let reading = &context.readings[side];
    let segments = mat.segments[side].iter();
    let cues = segments.flat_map(|&n| reading.cues_in(reading.words_of(n)));
    let of_rule = cues.filter_map(|cued| {
        let Cue::Word(class) = cued.cue else {
            return None;
        };
        let needs_one = class == rule.class;
        let counts = (needs_one || rule.like.contains(&class))
            && !reading.is_in_date(cued.words.start)
            && !(rule.not_denied && is_denied(reading, cued.words.start))
            && !(class == CueClass::BecauseLike && says_when(reading, &cued.words));
        counts.then_some(Open {
            cued,
            needs_one,
            is_used: false,
        })
    });
    let mut open: Vec<Open> = of_rule.collect();
    // A phrase and a word in it are one cue: `not likely`, `likely`.
    open.sort_by_key(|cue| {
        (
            cue.cued.words.start,
            std::cmp::Reverse((cue.cued.words.end, cue.needs_one)),
        )
    });
    let mut end = 0;
    open.retain(|cue| {
        let is_own = cue.cued.words.start >= end;
        end = end.max(cue.cued.words.end);
        is_own
    });
    open
}

/// Whether a word that can name a cause says when: since the line was closed in 2022.
fn says_when(reading: &SideReading, words: &Range<usize>) -> bool {
    const REACH: usize = 16;
    let end = reading.around(words, REACH).end;
    reading.is(words.start, CueClass::After) && !reading.dates_in(words.end..end).is_empty()
}

/// Whether a denial, or a `whether`, stands before a word in its clause.
pub(super) fn is_denied(reading: &SideReading, word: usize) -> bool {
    let start = reading.around(&(word..word + 1), DENIED_WITHIN).start;
    clause(reading, (start..word).rev())
        .any(|n| reading.is(n, CueClass::Not) || reading.is(n, CueClass::Whether))
}

/// Accounts for cues that are each other's partners: their content words, or if they have none, their function words
/// beside words that are partners, too.
fn use_partners(context: &Context, open: &mut Pair<Vec<Open>>) {
    for original in &mut open.original {
        let here = &context.readings.original;
        let words = &original.cued.words;
        let is_content = |n: usize| here.words[n].role == WordRole::Content;
        let has_content = words.clone().any(is_content);
        let mut words = words.clone().filter(|&n| !has_content || is_content(n));
        let partner = words.find_map(|n| {
            let there = context.partners.of(Side::Original, n)?;
            let is_sure = has_content || context.has_near_partner(Side::Original, n, there);
            let is_it = |cue: &Open| !cue.is_used && cue.cued.words.contains(&there);
            open.rewrite.iter().position(is_it).filter(|_| is_sure)
        });
        if let Some(rewrite) = partner {
            original.is_used = true;
            open.rewrite[rewrite].is_used = true;
        }
    }
}

/// Accounts for cues of a side with those of the other side near the words that they act on.
fn use_near(
    context: &Context,
    side: Side,
    acts_on: &[Option<Vec<usize>>],
    open: &mut Pair<Vec<Open>>,
) {
    let there = &context.readings[side.other()];
    for (n, anchors) in acts_on.iter().enumerate() {
        if open[side][n].is_used || !open[side][n].needs_one {
            continue;
        }
        let distance = |cue: &Open| {
            let anchors = anchors.iter().flatten().take(3);
            let near = anchors.filter(|&&anchor| {
                let sight = there.around(&(anchor..anchor + 1), SIGHT);
                sight.contains(&cue.cued.words.start)
            });
            near.map(|anchor| anchor.abs_diff(cue.cued.words.start))
                .min()
        };
        let candidates = open[side.other()].iter_mut().filter(|cue| !cue.is_used);
        let near = candidates.filter_map(|cue| Some((distance(cue)?, cue)));
        if let Some((_, cue)) = near.min_by_key(|(distance, cue)| (!cue.needs_one, *distance)) {
            cue.is_used = true;
            open[side][n].is_used = true;
        }
    }
}

/// Accounts for the rest of the class with any other of it in the match: a denial moved from one verb to another.
fn use_any(open: &mut Pair<Vec<Open>>) {
    for original in open
        .original
        .iter_mut()
        .filter(|cue| cue.needs_one && !cue.is_used)
    {
        let mut others = open.rewrite.iter_mut();
        if let Some(rewrite) = others.find(|cue| cue.needs_one && !cue.is_used) {
            original.is_used = true;
            rewrite.is_used = true;
        }
    }
}

/// The partners of the content words around a cue, nearest first; `None` if the word that it acts on most directly has
/// no partner, or most have none.
fn anchors(context: &Context, side: Side, words: &Range<usize>) -> Option<Vec<usize>> {
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
    // A clitic may come with it: n'a pas.
    let is_clitic = |n: usize| reading.words[n].role == WordRole::Function;
    let before = (segment.start..words.start).rev().take(2);
    let before = before
        .take_while(|&n| n + 1 == words.start || is_clitic(n + 1))
        .find_map(|n| context.partners.of(side, n));
    let behind = context.partners.of(side, words.end);
    matches!((before, behind), (Some(before), Some(behind)) if behind == before + 1 || behind == before + 2)
}
