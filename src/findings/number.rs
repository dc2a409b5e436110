//! Matches → figures that changed, went or came.
//!
//! The figures of both sides of a match are set off against each other by value, whatever their spelling. What is
//! left is paired by place (the neighbours that stayed), by unit and by what is counted; a pair is a change. A figure
//! left alone is one that went or came, unless the other text has it somewhere else.

use super::cues::Class;
use super::quantity::{Form, Quantity};
use super::reading::{Reading, Role};
use super::{Certainty, Context, Finding, Kind};
use crate::align::Match;
use crate::side::{Pair, Side};
use std::ops::Range;

/// How well two figures must fit to be one that changed: see [`fit`].
const FIT_MIN: i32 = 3;

/// From this fit on a change is sure.
const FIT_SURE: i32 = 6;

/// Finds what became of the figures of a match.
pub(super) fn compare(context: &Context, mat: &Match, findings: &mut Vec<Finding>) {
    let all = Pair::from_fn(|side| -> Vec<&Quantity> {
        let reading = &context.readings[side];
        mat.segments[side]
            .iter()
            .flat_map(|&n| reading.quantities_in(reading.words_of(n)))
            .collect()
    });
    if all.original.is_empty() && all.rewrite.is_empty() {
        return;
    }
    let mut open = set_off(context, &all);
    open.original
        .retain(|quantity| !is_sum(quantity, &all.rewrite));
    open.rewrite
        .retain(|quantity| !is_sum(quantity, &all.original));
    while let Some((fit, original, rewrite)) = best(context, &open) {
        let (before, after) = (open.original.remove(original), open.rewrite.remove(rewrite));
        let certainty = if before.rounds(after) {
            Certainty::Hint
        } else if fit >= FIT_SURE
            && mat.score >= SCORE_SURE
            && !before.is_slight()
            && !after.is_slight()
        {
            Certainty::Sure
        } else {
            Certainty::Likely
        };
        findings.push(context.replaced(Kind::Number, certainty, &before.words, &after.words));
    }
    for side in Side::BOTH {
        for quantity in &open[side] {
            findings.extend(alone(context, side, quantity));
        }
    }
}

/// A link this sure lets a change be sure.
const SCORE_SURE: f32 = 0.6;

/// The figures without an equal on the other side.
fn set_off<'a>(context: &Context, all: &Pair<Vec<&'a Quantity>>) -> Pair<Vec<&'a Quantity>> {
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
    // A figure told twice on one side and once on the other is no change.
    for side in Side::BOTH {
        open[side].retain(|quantity| !all[side.other()].iter().any(|other| quantity.equals(other)));
    }
    open
}

/// Whether a figure is the sum of two or more figures over there: 14 counts of theft and 3 of fraud, 17 charges.
fn is_sum(quantity: &Quantity, there: &[&Quantity]) -> bool {
    let parts: Vec<&&Quantity> = there
        .iter()
        .filter(|part| part.is_comparable(quantity))
        .collect();
    let is_total = |sum: f64| (sum - quantity.value).abs() < 1e-9 * quantity.value.abs().max(1.0);
    let pairs = || {
        parts
            .iter()
            .enumerate()
            .flat_map(|(n, a)| parts[n + 1..].iter().map(move |b| (a, b)))
    };
    parts.len() >= 2
        && (is_total(parts.iter().map(|part| part.value).sum())
            || pairs().any(|(a, b)| is_total(a.value + b.value)))
}

/// The two open figures that fit best.
fn best(context: &Context, open: &Pair<Vec<&Quantity>>) -> Option<(i32, usize, usize)> {
    let pairs = open
        .original
        .iter()
        .enumerate()
        .flat_map(|(original, before)| {
            let rewrites = open.rewrite.iter().enumerate();
            rewrites.map(move |(rewrite, after)| (fit(context, before, after), original, rewrite))
        });
    pairs
        .filter(|&(fit, ..)| fit >= FIT_MIN)
        .max_by_key(|&(fit, original, rewrite)| (fit, usize::MAX - original, usize::MAX - rewrite))
}

/// How well two figures fit as one that changed: by their neighbours, their unit, and what they count.
fn fit(context: &Context, before: &Quantity, after: &Quantity) -> i32 {
    let (left, right) = context.between(Side::Original, &before.words, &after.words);
    let unit = match (before.unit, after.unit) {
        (Some(_), Some(_)) if before.is_comparable(after) => 2,
        (None, None) if before.is_comparable(after) => 1,
        (Some(_), Some(_)) if before.value == after.value => 2, // the unit changed
        _ => -2,
    };
    let counted = Pair {
        original: counted(&context.readings.original, &before.words),
        rewrite: counted(&context.readings.rewrite, &after.words),
    };
    let same_counted = context.any_partners(&counted);
    let around = Pair {
        original: context.readings.original.around(&before.words, 4),
        rewrite: context.readings.rewrite.around(&after.words, 4),
    };
    let near = context.any_partners(&around);
    let form = i32::from(before.form == after.form) - 1;
    let slight = -2 * i32::from(before.is_slight() != after.is_slight());
    let rounded = i32::from(before.rounds(after));
    2 * i32::from(left)
        + 2 * i32::from(right)
        + unit
        + 2 * i32::from(same_counted)
        + i32::from(near)
        + form
        + slight
        + rounded
}

/// What a figure counts: the next content words behind it, up to two.
fn counted(reading: &Reading, words: &Range<usize>) -> Range<usize> {
    let end = reading.words_of(reading.words[words.start].segment).end;
    let behind = words.end..end.min(words.end + 4);
    let stop = behind
        .clone()
        .find(|&n| reading.words[n].role == Role::Mark && &*reading.words[n].folded != "-");
    words.end..stop.unwrap_or(behind.end)
}

/// A figure that nothing over there corresponds to.
fn alone(context: &Context, side: Side, quantity: &Quantity) -> Option<Finding> {
    let there = &context.readings[side.other()];
    if quantity.is_slight()
        || quantity.form == Form::Ordinal
        || there.quantities.iter().any(|other| quantity.equals(other))
    {
        return None;
    }
    let reading = &context.readings[side];
    let text = reading.text(quantity.words.clone());
    let around = reading.around(&quantity.words, 6);
    let content: Vec<usize> = around
        .filter(|&n| reading.words[n].role == Role::Content && !quantity.words.contains(&n))
        .collect();
    let kept = content
        .iter()
        .filter(|&&n| context.partners.of(side, n).is_some())
        .count();
    let is_in_detail = content.len() >= 3 && kept * 4 >= content.len() * 3;
    match side {
        Side::Original => {
            let is_replaced_vaguely = content.iter().any(|&n| {
                let partner = context.partners.of(side, n);
                partner.is_some_and(|n| {
                    there.around(&(n..n + 1), 4).any(|n| {
                        there.is(n, Class::Vague) && context.partners.of(Side::Rewrite, n).is_none()
                    })
                })
            });
            let in_brackets = reading
                .before(quantity.words.start)
                .is_some_and(|n| &*reading.words[n].folded == "(");
            let certainty = match (is_in_detail || is_replaced_vaguely)
                && !in_brackets
                && (quantity.unit.is_some() || quantity.value > 9.0)
            {
                true => Certainty::Likely,
                false => Certainty::Hint,
            };
            Some(context.gone(
                Kind::Number,
                certainty,
                side,
                &quantity.words,
                format!("{text} is gone"),
            ))
        }
        Side::Rewrite => {
            let certainty = if quantity.form == Form::Words && quantity.unit.is_none() {
                Certainty::Hint
            } else {
                Certainty::Likely
            };
            Some(context.gone(
                Kind::Number,
                certainty,
                side,
                &quantity.words,
                format!("{text} is not in the original"),
            ))
        }
    }
}
