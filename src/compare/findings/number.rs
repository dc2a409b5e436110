//! Matches → figures that were changed or dropped.
//!
//! The figures of both sides of a match are compared by value, whatever their spelling. The rest is paired by position
//! (kept neighbours), by unit and by what is counted; a pair is a change. A figure of the original without a pair was
//! dropped, unless the rewrite has it somewhere else; those that are new come from the ledger ([`super::from_ledger`]).

use super::tier::Strength;
use super::{Change, Context, FindingKind};
use crate::compare::align::Match;
use crate::compare::facts::cued_text::WordRole;
use crate::compare::facts::quantity::{Agreement, Bound, Form, Quantity};
use crate::compare::facts::units::UNITS;
use crate::compare::ledger::figures::{FIT_MIN, derivation, fit};
use crate::text::language::CueClass;
use crate::text::side::{Pair, Side};
use std::ops::Range;

/// Bonus for the fit of two figures that are the only ones left in their match.
const ALONE: i32 = 1;

/// From this fit on a change is sure.
const FIT_SURE: i32 = 6;

/// The most pairs of figures of a match that are compared with each other, a table of 500 figures on each side. Of more
/// the ledger still tells what became of them.
const PAIRS_MAX: usize = 250_000;

/// Finds the figures of a match that changed.
pub(super) fn compare(context: &Context, mat: &Match, changes: &mut Vec<Change>) {
    let all = Pair::from_fn(|side| -> Vec<&Quantity> {
        let reading = &context.readings[side];
        mat.segments[side]
            .iter()
            .flat_map(|&n| reading.quantities_in(reading.words_of(n)))
            .collect()
    });
    let n_pairs = all.original.len().saturating_mul(all.rewrite.len());
    if all.original.is_empty() && all.rewrite.is_empty() || n_pairs > PAIRS_MAX {
        return;
    }
    let (mut open, equal) = without_equal(context, &all);
    changes.extend(equal.iter().filter_map(|pair| lost_bound(context, pair)));
    open.original
        .retain(|quantity| derivation(quantity, &all.rewrite).is_none());
    open.rewrite
        .retain(|quantity| derivation(quantity, &all.original).is_none());
    let are_only = open.original.len() == 1 && open.rewrite.len() == 1;
    let mut replaced: Vec<(Pair<Range<usize>>, Strength)> = Vec::new();
    while let Some((fit, original, rewrite)) = best_pair(context, &open, are_only) {
        let (before, after) = (open.original.remove(original), open.rewrite.remove(rewrite));
        if is_restated(context, before, after) {
            continue;
        }
        let strength = match () {
            () if before.rounds(after) || is_within(before, after) => Strength::Weak,
            () if before.form == Form::Fraction && after.form == Form::Fraction => Strength::Firm,
            () if before.is_slight() || after.is_slight() => Strength::Plain,
            () if before.unit.is_some() && before.unit == after.unit && fit < FIT_SURE => {
                Strength::Firm
            }
            () if fit < FIT_SURE => Strength::Plain,
            () if mat.score >= SCORE_SURE => Strength::Strong,
            () => Strength::Firm,
        };
        // Where the values are equal, it is what stands around them that changed: a month, a year.
        let (original, rewrite) = match before.value == after.value && before.unit == after.unit {
            true => (before.phrase.clone(), after.phrase.clone()),
            false => (before.words.clone(), after.words.clone()),
        };
        replaced.push((Pair { original, rewrite }, strength));
    }
    replaced.sort_by_key(|(words, _)| words.original.start);
    replaced.dedup_by(|next, first| {
        let is_one = Side::BOTH
            .into_iter()
            .all(|side| is_range(context, side, &first.0[side], &next.0[side]));
        if is_one {
            first.0 = Pair::from_fn(|side| first.0[side].start..next.0[side].end);
            first.1 = first.1.max(next.1);
        }
        is_one
    });
    changes.extend(replaced.iter().map(|(words, strength)| {
        let kind = FindingKind::Number;
        Change::replaced(context, kind, *strength, &words.original, &words.rewrite)
    }));
    let dropped = open.original.iter();
    changes.extend(dropped.filter_map(|quantity| dropped_figure(context, quantity)));
}

/// Whether two figures are the ends of a range, so that another unit of both is one change: 10 to 15 inches.
fn is_range(context: &Context, side: Side, first: &Range<usize>, next: &Range<usize>) -> bool {
    let reading = &context.readings[side];
    let between = first.end..next.start.max(first.end);
    let is_joint = |n: usize| {
        let figures = &reading.language.file().figures;
        matches!(reading.words[n].text, "-" | "–") || figures.range.has(&reading.words[n].folded)
    };
    between.len() == 1 && between.clone().all(is_joint)
}

/// Whether one side opens a figure the other way and denies it: more than 100, never more than 100.
fn is_restated(context: &Context, before: &Quantity, after: &Quantity) -> bool {
    const SIGHT: usize = 8;
    let contradict = before
        .bound
        .zip(after.bound)
        .is_some_and(|(a, b)| a.contradicts(b));
    let denies = |side: Side, quantity: &Quantity| {
        let reading = &context.readings[side];
        let around = reading.around(&quantity.phrase, SIGHT);
        let around = around.filter(|n| !quantity.phrase.contains(n));
        around
            .filter(|&n| reading.is(n, CueClass::Not) || reading.is(n, CueClass::NotLike))
            .count()
    };
    contradict && denies(Side::Original, before) % 2 != denies(Side::Rewrite, after) % 2
}

/// Whether an open figure of the rewrite holds the original's, and is near it: 0.4 grams, less than half a gram.
fn is_within(before: &Quantity, after: &Quantity) -> bool {
    const NEAR: f64 = 0.3;
    let factor = |quantity: &Quantity| {
        quantity
            .unit
            .map_or(1.0, |unit| UNITS[unit].factor.max(1e-12))
    };
    let (was, is) = (before.value * factor(before), after.value * factor(after));
    let holds = match after.bound {
        Some(Bound::AtMost | Bound::LessThan) => was < is,
        Some(Bound::AtLeast | Bound::MoreThan) => was > is,
        Some(Bound::About) | None => false,
    };
    holds && before.bound.is_none() && (was - is).abs() <= NEAR * is.abs()
}

/// The least score of a match for a sure change.
const SCORE_SURE: f32 = 0.6;

/// Figures of both sides, those that belong together beside each other.
type Equals<'a> = Vec<Pair<&'a Quantity>>;

/// The figures without an equal on the other side, and those with one.
fn without_equal<'a>(
    context: &Context,
    all: &Pair<Vec<&'a Quantity>>,
) -> (Pair<Vec<&'a Quantity>>, Equals<'a>) {
    let mut open = all.clone();
    let mut equals = Vec::new();
    let is_partner = |before: &Quantity, after: &Quantity| {
        let mut partners = before
            .words
            .clone()
            .filter_map(|word| context.partners.of(Side::Original, word));
        partners.any(|word| after.words.contains(&word))
    };
    for in_place in [true, false] {
        open.original.retain(|before| {
            let equal = open.rewrite.iter().position(|after| {
                is_equal(before, after) && (!in_place || is_partner(before, after))
            });
            let after = equal.map(|n| open.rewrite.remove(n));
            equals.extend(after.map(|rewrite| Pair {
                original: *before,
                rewrite,
            }));
            after.is_none()
        });
    }
    // A figure that occurs twice on one side and once on the other is no change.
    for side in Side::BOTH {
        open[side].retain(|quantity| {
            !all[side.other()]
                .iter()
                .any(|other| is_equal(quantity, other))
        });
    }
    (open, equals)
}

/// Whether two figures say the same: also the 78th minute and 78 minutes.
fn is_equal(a: &Quantity, b: &Quantity) -> bool {
    a.equals(b) || a.agreement(b) == Some(Agreement::Reworded)
}

/// A limit that became a figure, or a figure that became a limit: up to 340, 340. What only says that it is rough may
/// become exact. A limit that is new is more often harmless than one that is gone.
fn lost_bound(context: &Context, equal: &Pair<&Quantity>) -> Option<Change> {
    let is_limit =
        |quantity: &Quantity| matches!(quantity.bound, Some(Bound::AtMost | Bound::AtLeast));
    let (bare, strength) = match (equal.original.bound, equal.rewrite.bound) {
        (Some(_), None) if is_limit(equal.original) => (Side::Rewrite, Strength::Firm),
        (None, Some(_)) if is_limit(equal.rewrite) => (Side::Original, Strength::Plain),
        _ => return None,
    };
    // Three weeks ahead or more; within two seconds, in two seconds.
    const SIGHT: usize = 6;
    let reading = &context.readings[bare];
    let phrase = &equal[bare].phrase;
    let classes = [CueClass::AtMost, CueClass::AtLeast, CueClass::OutOf];
    let mut around = reading
        .around(phrase, SIGHT)
        .filter(|n| !phrase.contains(n));
    let is_said_otherwise = around.any(|n| classes.iter().any(|&class| reading.is(n, class)));
    let (before, after) = (&equal.original.phrase, &equal.rewrite.phrase);
    let change = || Change::replaced(context, FindingKind::Number, strength, before, after);
    (!is_said_otherwise).then(change)
}

/// The two open figures that fit best.
fn best_pair(
    context: &Context,
    open: &Pair<Vec<&Quantity>>,
    are_only: bool,
) -> Option<(i32, usize, usize)> {
    let alone = ALONE * i32::from(are_only);
    let pairs = open
        .original
        .iter()
        .enumerate()
        .flat_map(|(original, before)| {
            let rewrites = open.rewrite.iter().enumerate();
            rewrites.map(move |(rewrite, after)| {
                (
                    fit(context.partners, before, after) + alone,
                    original,
                    rewrite,
                )
            })
        });
    pairs
        .filter(|&(fit, ..)| fit >= FIT_MIN)
        .max_by_key(|&(fit, original, rewrite)| (fit, usize::MAX - original, usize::MAX - rewrite))
}

/// A figure of the original without a corresponding one in the rewrite.
fn dropped_figure(context: &Context, quantity: &Quantity) -> Option<Change> {
    let there = &context.readings.rewrite;
    let is_elsewhere = there.quantities.iter().any(|other| quantity.equals(other));
    if quantity.is_slight() || quantity.form == Form::Ordinal || is_elsewhere {
        return None;
    }
    let text = context.readings.original.text(quantity.words.clone());
    let strength = match is_vague_now(context, quantity) {
        true => Strength::Plain,
        false => Strength::Weak,
    };
    Some(Change::one_sided(
        FindingKind::Number,
        strength,
        Side::Original,
        &quantity.words,
        format!("{text} is gone"),
    ))
}

/// Whether a word such as `several` stands in the rewrite where the figure was; `most` for two thirds is harmless.
fn is_vague_now(context: &Context, quantity: &Quantity) -> bool {
    let (here, there) = (&context.readings.original, &context.readings.rewrite);
    let is_weighty = match quantity.unit {
        Some(unit) => UNITS[unit].dimension != "time",
        None => quantity.value > 9.0,
    };
    let around = here.around(&quantity.words, 6);
    let is_content =
        |n: &usize| here.words[*n].role == WordRole::Content && !quantity.words.contains(n);
    let partners = around
        .filter(is_content)
        .filter_map(|n| context.partners.of(Side::Original, n));
    let is_new_and_vague = |n: usize| {
        let is_part = quantity.form == Form::Fraction && there.is(n, CueClass::Some);
        there.is(n, CueClass::Vague) && !is_part && context.partners.of(Side::Rewrite, n).is_none()
    };
    let mut sights = partners.map(|n| there.around(&(n..n + 1), 4));
    is_weighty && sights.any(|mut sight| sight.any(is_new_and_vague))
}
