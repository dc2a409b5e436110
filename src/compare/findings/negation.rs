//! Matches → statements that were reversed: a denial that was dropped or added, a word that became its opposite.

use super::tier::Strength;
use super::unmatched_cues::{CueRule, UnmatchedCue, is_denied, unmatched_cues};
use super::{Change, Context, FindingKind};
use crate::compare::align::Match;
use crate::compare::facts::cued_text::{Cued, WordRole};
use crate::compare::facts::cues::Cue;
use crate::compare::word_partners::are_forms;
use crate::text::language::CueClass;
use crate::text::side::{Pair, Side};

/// Denials, and what can stand for one.
const DENIALS: CueRule = CueRule {
    class: CueClass::Not,
    like: &[CueClass::NotLike],
    not_denied: false,
};

/// Finds them.
pub(super) fn compare(context: &Context, mat: &Match, changes: &mut Vec<Change>) {
    let from = changes.len();
    // Refused, agreed: shown on both sides, and not as a denial that is gone.
    find_opposites(context, mat, changes);
    let denials = unmatched_cues(context, mat, DENIALS);
    for side in Side::BOTH {
        for denial in &denials[side] {
            // A denial whose words are gone as well says nothing: one in twenty of them is a change.
            let is_alone = denial.anchors.is_empty();
            if is_alone
                || has_denied_form(context, mat, side, denial)
                || goes_on(context, side, denial)
            {
                continue;
            }
            let text = context.readings[side].text(denial.words.clone());
            let note = match side {
                Side::Original => format!("“{text}” is gone"),
                Side::Rewrite => format!("“{text}” is new"),
            };
            changes.push(Change::one_sided(
                FindingKind::Negation,
                denial.strength,
                side,
                &denial.words,
                note,
            ));
        }
    }
    if changes.len() == from {
        find_negative_prefix(context, mat, changes);
    }
}

/// Whether a denial goes on from another one, that can stand for both: no bread and no milk, no bread or milk.
fn goes_on(context: &Context, side: Side, denial: &UnmatchedCue) -> bool {
    const REACH: usize = 4;
    let reading = &context.readings[side];
    let Some(joint) = reading
        .before(denial.words.start)
        .filter(|&n| reading.is(n, CueClass::And))
    else {
        return false;
    };
    let before = reading.around(&denial.words, REACH + 1).start..joint;
    before.into_iter().any(|n| reading.is(n, CueClass::Not))
}

/// Whether the other side says the same with a prefix: not checked, unchecked.
fn has_denied_form(context: &Context, mat: &Match, side: Side, denial: &UnmatchedCue) -> bool {
    let (here, there) = (&context.readings[side], &context.readings[side.other()]);
    let around = here.around(&denial.words, 3);
    let mut segments = mat.segments[side.other()].iter();
    segments.any(|&n| {
        let mut words = there.words_of(n);
        words.any(|other| {
            let mut denied = around
                .clone()
                .filter(|&n| here.words[n].role == WordRole::Content);
            denied.any(|n| {
                let denied = &there.words[other].folded;
                let prefixes = &there.language.forms.negative_prefixes;
                let mut rests = prefixes
                    .iter()
                    .filter_map(|prefix| denied.strip_prefix(prefix.as_str()));
                rests.any(|rest| rest.len() >= 4 && are_forms(&here.words[n].folded, rest))
            })
        })
    })
}

/// Finds a word that gained or lost a negative prefix: fair → unfair.
fn find_negative_prefix(context: &Context, mat: &Match, changes: &mut Vec<Change>) {
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
            let near = Pair {
                original: context.readings.original.around(&(before..before + 1), 4),
                rewrite: context.readings.rewrite.around(&(after..after + 1), 4),
            };
            let plain = match denies(a, b, Side::Rewrite) {
                true => Some((Side::Original, before)),
                false => denies(b, a, Side::Original).then_some((Side::Rewrite, after)),
            };
            // Not clear, unclear.
            let is_reversed = plain.is_some_and(|(side, n)| !is_denied(&context.readings[side], n));
            if is_reversed && context.partners.any_in(&near) {
                changes.push(Change::replaced(
                    context,
                    FindingKind::Negation,
                    Strength::Plain,
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
fn find_opposites(context: &Context, mat: &Match, changes: &mut Vec<Change>) {
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
    let has =
        |side: Side, opposite: Opposite| cues[side].iter().any(|&(_, other)| other == opposite);
    for &(before, opposite) in &cues.original {
        let reversed = opposite.reversed();
        let is_other_sense = has(Side::Rewrite, opposite) || has(Side::Original, reversed);
        let mut others = cues.rewrite.iter().filter(|&&(_, other)| other == reversed);
        let change = others.find_map(|&(after, _)| {
            let place = place(context, before, after)?;
            (place.is_exact || !is_other_sense).then_some((after, place))
        });
        let Some((after, place)) = change else {
            continue;
        };
        let is_content = |side: Side, cued: &Cued| {
            context.readings[side].words[cued.words.start].role == WordRole::Content
        };
        let says_much = is_content(Side::Original, before) || is_content(Side::Rewrite, after);
        let strength = match () {
            () if place.is_counted => Strength::Firm,
            () if says_much => Strength::Plain,
            () => Strength::Weak,
        };
        let kind = match opposite.is_thing {
            true => FindingKind::Name,
            false => FindingKind::Negation,
        };
        let words = (&before.words, &after.words);
        changes.push(Change::replaced(context, kind, strength, words.0, words.1));
    }
}

/// Where one of two opposites stands for the other.
struct OppositePlace {
    /// Whether it has the same neighbours on both sides.
    is_exact: bool,
    /// Whether the same figure stands before it: twenty minutes after, twenty minutes before.
    is_counted: bool,
}

/// The place of two opposites, if they stand for each other and neither side denies its own.
fn place(context: &Context, before: &Cued, after: &Cued) -> Option<OppositePlace> {
    let (left, right) = context
        .partners
        .is_between(Side::Original, &before.words, &after.words);
    let around = Pair {
        original: context.readings.original.around(&before.words, 3),
        rewrite: context.readings.rewrite.around(&after.words, 3),
    };
    let denials = Pair::from_fn(|side| {
        let reading = &context.readings[side];
        let denies = |n: &usize| reading.is(*n, CueClass::Not) || reading.is(*n, CueClass::NotLike);
        let own = [&before.words, &after.words];
        let own = if side == Side::Original {
            own[0]
        } else {
            own[1]
        };
        around[side]
            .clone()
            .filter(|n| !own.contains(n))
            .filter(denies)
            .count()
    });
    let stands_before = |side: Side, word: usize| {
        let reading = &context.readings[side];
        let quantities = reading.quantities_in(reading.around(&(word..word + 1), 4));
        quantities
            .iter()
            .find(|quantity| quantity.words.end == word)
    };
    let counts = stands_before(Side::Original, before.words.start)
        .zip(stands_before(Side::Rewrite, after.words.start));
    let is_counted = counts.is_some_and(|(a, b)| a.value == b.value && a.unit == b.unit);
    let stays = context.partners.any_in(&around) && (left || right) || is_counted;
    let is_reversed = stays && denials.original == denials.rewrite;
    let is_exact = left && right;
    let says_the_same = !is_counted && is_turned_round(context, before);
    (is_reversed && !says_the_same).then_some(OppositePlace {
        is_exact,
        is_counted,
    })
}

/// Whether the words around a cue changed places, so that an opposite says the same: A is more than B, B is less than A.
fn is_turned_round(context: &Context, cued: &Cued) -> bool {
    const SIGHT: usize = 8;
    let original = &context.readings.original;
    let around = original.around(&cued.words, SIGHT);
    let is_cue = |n: usize| {
        let mut cues = original.cues_in(n..n + 1).iter();
        cues.any(|cued| Opposite::of(cued.cue).is_some()) // it may be the partner of another sense
    };
    let content = around.filter(|&n| original.words[n].role == WordRole::Content && !is_cue(n));
    let partners: Vec<usize> = content
        .filter_map(|n| context.partners.of(Side::Original, n))
        .collect();
    !partners.is_sorted()
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
