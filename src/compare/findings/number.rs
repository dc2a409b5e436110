//! Matches → figures that were changed, dropped or added.
//!
//! The figures of both sides of a match are compared by value, whatever their spelling. The
//! rest is paired by position (kept neighbours), by unit and by what is counted; a pair is a change. A figure without a
//! pair was dropped or added, unless the other text has it somewhere else.

use super::tier::Strength;
use super::{Change, Context, FindingKind};
use crate::compare::align::Match;
use crate::compare::facts::cued_text::WordRole;
use crate::compare::facts::quantity::{Form, Quantity};
use crate::compare::facts::units::UNITS;
use crate::compare::ledger::figures::{FIT_MIN, derivation, fit};
use crate::text::language::CueClass;
use crate::text::side::{Pair, Side};

/// Bonus for the fit of two figures that are the only ones left in their match.
const ALONE: i32 = 1;

/// From this fit on a change is sure.
const FIT_SURE: i32 = 6;

/// The most pairs of figures of a match that are compared with each other, a table of 500 figures on each side. Of more
/// the ledger still tells what became of them.
const PAIRS_MAX: usize = 250_000;

/// Finds the figures of a match that changed.
pub(super) fn compare(context: &Context, mat: &Match, findings: &mut Vec<Change>) {
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
    let mut open = without_equal(context, &all);
    open.original
        .retain(|quantity| derivation(quantity, &all.rewrite).is_none());
    open.rewrite
        .retain(|quantity| derivation(quantity, &all.original).is_none());
    let are_only = open.original.len() == 1 && open.rewrite.len() == 1;
    while let Some((fit, original, rewrite)) = best_pair(context, &open, are_only) {
        let (before, after) = (open.original.remove(original), open.rewrite.remove(rewrite));
        let strength = if before.rounds(after) {
            Strength::Weak
        } else if fit >= FIT_SURE
            && mat.score >= SCORE_SURE
            && !before.is_slight()
            && !after.is_slight()
        {
            Strength::Strong
        } else {
            Strength::Plain
        };
        // Where the values are equal, it is what stands around them that changed: a month, a year.
        let (before, after) = match before.value == after.value && before.unit == after.unit {
            true => (&before.phrase, &after.phrase),
            false => (&before.words, &after.words),
        };
        findings.push(Change::replaced(context, FindingKind::Number, strength, before, after));
    }
    for side in Side::BOTH {
        for quantity in &open[side] {
            findings.extend(unpaired_figure(context, side, quantity));
        }
    }
}

/// The least score of a match for a sure change.
const SCORE_SURE: f32 = 0.6;

/// The figures without an equal on the other side.
fn without_equal<'a>(context: &Context, all: &Pair<Vec<&'a Quantity>>) -> Pair<Vec<&'a Quantity>> {
    let mut open = all.clone();
    let is_partner = |before: &Quantity, after: &Quantity| {
        let mut partners = before
            .words
            .clone()
            .filter_map(|word| context.partners.of(Side::Original, word));
        partners.any(|word| after.words.contains(&word))
    };
    for in_place in [true, false] {
        open.original.retain(|before| {
            let equal = open
                .rewrite
                .iter()
                .position(|after| before.equals(after) && (!in_place || is_partner(before, after)));
            equal.map(|n| open.rewrite.remove(n)).is_none()
        });
    }
    // A figure that occurs twice on one side and once on the other is no change.
    for side in Side::BOTH {
        open[side].retain(|quantity| !all[side.other()].iter().any(|other| quantity.equals(other)));
    }
    open
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

/// Finds a figure without a corresponding one on the other side.
fn unpaired_figure(context: &Context, side: Side, quantity: &Quantity) -> Option<Change> {
    let there = &context.readings[side.other()];
    if quantity.is_slight()
        || quantity.form == Form::Ordinal
        || there.quantities.iter().any(|other| quantity.equals(other))
    {
        return None;
    }
    let reading = &context.readings[side];
    let text = reading.text(quantity.words.clone());
    let (strength, note) = match side {
        Side::Original => {
            let is_point = is_point(context, quantity);
            (
                if is_point {
                    Strength::Plain
                } else {
                    Strength::Weak
                },
                format!("{text} is gone"),
            )
        }
        Side::Rewrite => {
            let is_clock = quantity
                .unit
                .is_some_and(|unit| UNITS[unit].dimension == "clock");
            let is_figure = (quantity.form != Form::Words || quantity.unit.is_some()) && !is_clock;
            (
                if is_figure {
                    Strength::Plain
                } else {
                    Strength::Weak
                },
                format!("{text} is not in the original"),
            )
        }
    };
    Some(Change::one_sided(FindingKind::Number, strength, side, &quantity.words, note))
}

/// Whether a dropped figure was the point of its sentence: its statement is still there, in words instead of figures.
fn is_point(context: &Context, quantity: &Quantity) -> bool {
    let (here, there) = (&context.readings.original, &context.readings.rewrite);
    let is_weighty = match quantity.unit {
        Some(unit) => UNITS[unit].dimension != "time",
        None => quantity.value > 9.0,
    };
    let is_aside = here
        .before(quantity.words.start)
        .is_some_and(|n| here.words[n].text == "(");
    let around = here.around(&quantity.words, 6);
    let is_content =
        |n: &usize| here.words[*n].role == WordRole::Content && !quantity.words.contains(n);
    let content: Vec<usize> = around.filter(is_content).collect();
    let partners: Vec<usize> = content
        .iter()
        .filter_map(|&n| context.partners.of(Side::Original, n))
        .collect();
    let is_still_stated = content.len() >= 3 && partners.len() * 5 >= content.len() * 3;
    let is_vague_now = || {
        let is_new_and_vague = |n: usize| {
            there.is(n, CueClass::Vague) && context.partners.of(Side::Rewrite, n).is_none()
        };
        partners
            .iter()
            .any(|&n| there.around(&(n..n + 1), 4).any(is_new_and_vague))
    };
    // "Two thirds" rewritten as "most" is a harmless omission.
    let is_most_now = || {
        let is_part = |n: usize| there.is(n, CueClass::Some);
        quantity.form == Form::Fraction
            && partners
                .iter()
                .any(|&n| there.around(&(n..n + 1), 4).any(is_part))
    };
    is_weighty && !is_aside && (is_still_stated || is_vague_now()) && !is_most_now()
}
