//! Matches → statements that were reversed: a denial that was dropped or added, a word that became its opposite.

use super::unmatched_cues::{UnmatchedCue, unmatched_cues};
use super::{Confidence, Context, Finding, FindingKind};
use crate::compare::align::Match;
use crate::compare::facts::cued_text::{Cued, WordRole};
use crate::compare::facts::cues::Cue;
use crate::text::language::CueClass;
use crate::text::side::{Pair, Side};

/// Finds them.
pub(super) fn compare(context: &Context, mat: &Match, findings: &mut Vec<Finding>) {
    let from = findings.len();
    let denials = Pair::from_fn(|side| -> Vec<UnmatchedCue> {
        unmatched_cues(context, mat, side, CueClass::Not, &[CueClass::NotLike]).collect()
    });
    // A dropped denial and an added one often restate the same: no more than / at most.
    let is_restated = Side::BOTH.iter().all(|&side| !denials[side].is_empty());
    for side in Side::BOTH.into_iter().filter(|_| !is_restated) {
        for denial in &denials[side] {
            let text = context.readings[side].text(denial.words.clone());
            let note = match side {
                Side::Original => format!("“{text}” is gone"),
                Side::Rewrite => format!("“{text}” is new"),
            };
            let (confidence, anchor) = (denial.confidence(mat), denial.anchors[0]);
            findings.push(context.one_sided_beside(
                FindingKind::Negation,
                confidence,
                side,
                &denial.words,
                anchor,
                note,
            ));
        }
    }
    if findings.len() == from {
        find_opposites(context, mat, findings);
    }
    if findings.len() == from {
        find_negative_prefix(context, mat, findings);
    }
}

/// Finds a word that gained or lost a negative prefix: fair → unfair.
fn find_negative_prefix(context: &Context, mat: &Match, findings: &mut Vec<Finding>) {
    let open = Pair::from_fn(|side| -> Vec<usize> {
        let reading = &context.readings[side];
        let words = mat.segments[side].iter().flat_map(|&n| reading.words_of(n));
        words
            .filter(|&n| {
                reading.words[n].role == WordRole::Content && context.partners.of(side, n).is_none()
            })
            .collect()
    });
    if open.original.len().max(open.rewrite.len()) > WORDS_MAX {
        return;
    }
    for &before in &open.original {
        for &after in &open.rewrite {
            let (a, b) = (
                &context.readings.original.words[before].folded,
                &context.readings.rewrite.words[after].folded,
            );
            let denies = |word: &str, denied: &str, side: Side| {
                let prefixes = &context.readings[side].language.forms.negative_prefixes;
                let mut rests = prefixes
                    .iter()
                    .map(|prefix| denied.strip_prefix(prefix.as_str()));
                word.len() >= 4 && rests.any(|rest| rest == Some(word))
            };
            if denies(a, b, Side::Rewrite) || denies(b, a, Side::Original) {
                findings.push(context.replacement(
                    FindingKind::Negation,
                    Confidence::Likely,
                    &(before..before + 1),
                    &(after..after + 1),
                ));
                return;
            }
        }
    }
}

/// The most unmatched words on a side that are compared one by one.
const WORDS_MAX: usize = 120;

/// Finds words that became their opposites: faster → slower, left → right.
fn find_opposites(context: &Context, mat: &Match, findings: &mut Vec<Finding>) {
    let languages = context.readings.as_ref().map(|reading| reading.language);
    if languages.original != languages.rewrite {
        return; // each language numbers its own pairs
    }
    let cues = Pair::from_fn(|side| -> Vec<(&Cued, Opposite)> {
        let reading = &context.readings[side];
        let cues = mat.segments[side]
            .iter()
            .flat_map(|&n| reading.cues_in(reading.words_of(n)));
        cues.filter_map(|cued| Some((cued, Opposite::of(cued.cue)?)))
            .collect()
    });
    for &(before, opposite) in &cues.original {
        let has =
            |side: Side, opposite: Opposite| cues[side].iter().any(|&(_, other)| other == opposite);
        let reversed = opposite.reversed();
        if has(Side::Rewrite, opposite) || has(Side::Original, reversed) {
            continue;
        }
        let Some(&(after, _)) = cues.rewrite.iter().find(|&&(_, other)| other == reversed) else {
            continue;
        };
        let (left, right) =
            context
                .partners
                .is_between(Side::Original, &before.words, &after.words);
        let around = Pair {
            original: context.readings.original.around(&before.words, 3),
            rewrite: context.readings.rewrite.around(&after.words, 3),
        };
        let stays = context.partners.any_in(&around);
        let denies = |side: Side| {
            let reading = &context.readings[side];
            around[side]
                .clone()
                .filter(|&n| reading.is(n, CueClass::Not) || reading.is(n, CueClass::NotLike))
                .count()
        };
        if !(stays && (left || right)) || denies(Side::Original) != denies(Side::Rewrite) {
            continue;
        }
        let is_content = |side: Side, cued: &Cued| {
            context.readings[side].words[cued.words.start].role == WordRole::Content
        };
        let confidence = if is_content(Side::Original, before) || is_content(Side::Rewrite, after) {
            Confidence::Likely
        } else {
            Confidence::Hint
        };
        let kind = if opposite.is_thing {
            FindingKind::Name
        } else {
            FindingKind::Negation
        };
        findings.push(context.replacement(kind, confidence, &before.words, &after.words));
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Opposite {
    pair: usize,
    is_second: bool,
    is_thing: bool,
}

impl Opposite {
    fn of(cue: Cue) -> Option<Opposite> {
        match cue {
            Cue::Opposite(pair, is_second) => Some(Opposite {
                pair,
                is_second,
                is_thing: false,
            }),
            Cue::Counterpart(pair, is_second) => Some(Opposite {
                pair,
                is_second,
                is_thing: true,
            }),
            _ => None,
        }
    }

    fn reversed(self) -> Opposite {
        Opposite {
            is_second: !self.is_second,
            ..self
        }
    }
}
