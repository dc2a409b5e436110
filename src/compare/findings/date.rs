//! Matches → changed dates.
//!
//! Equal dates of both sides of a match are removed; the rest is paired by common parts and by position.

use super::tier::Strength;
use super::{Change, Context, FindingKind};
use crate::compare::align::Match;
use crate::compare::facts::date::Date;
use crate::text::side::{Pair, Side};

/// The share of kept words in a match from which a date in the same position is a sure replacement.
const KEPT_SURE: f32 = 0.6;

/// The dates of a match that changed.
pub(super) fn compare(context: &Context, mat: &Match, changes: &mut Vec<Change>) {
    let mut open = Pair::from_fn(|side| -> Vec<&Date> {
        let reading = &context.readings[side];
        mat.segments[side]
            .iter()
            .flat_map(|&n| reading.dates_in(reading.words_of(n)))
            .collect()
    });
    // One date may combine two: Monday, and 18 November, become Monday, 18 November.
    let kept = open.clone();
    for side in Side::BOTH {
        open[side].retain(|date| !kept[side.other()].iter().any(|other| date.equals(other)));
    }
    let found = open.rewrite.clone();
    for date in found.iter().copied() {
        let closeness = |other: &&&Date| {
            let (common, equal) = date.compare(other);
            let (left, right) =
                context
                    .partners
                    .is_between(Side::Original, &other.words, &date.words);
            (common > 0).then_some(2 * equal + 2 * usize::from(left) + usize::from(right) + 1)
        };
        let Some((n, before)) = open
            .original
            .iter()
            .copied()
            .enumerate()
            .max_by_key(|(_, other)| closeness(&other).unwrap_or(0))
        else {
            continue;
        };
        let score = closeness(&&before).unwrap_or(0);
        let alone = is_alone(before, date, &open.original) || is_alone(date, before, &found);
        if score < 2 && !(score == 1 && alone) {
            continue;
        }
        let elsewhere = context
            .readings
            .original
            .dates
            .iter()
            .any(|other| date.equals(other) && other.compare(date).0 > 1);
        let (left, right) = context
            .partners
            .is_between(Side::Original, &before.words, &date.words);
        let is_same_place = before.compare(date).1 > 0 || left && right || mat.kept >= KEPT_SURE;
        let strength = match score {
            3.. if !elsewhere && is_same_place => Strength::Strong,
            2.. => Strength::Plain,
            _ if elsewhere => Strength::Weak,
            _ => Strength::Plain,
        };
        open.original.remove(n);
        changes.push(Change::replaced(
            context,
            FindingKind::Date,
            strength,
            &before.words,
            &date.words,
        ));
    }
}

/// Whether `date` is the only one of `dates` that can correspond to `other`.
fn is_alone(date: &Date, other: &Date, dates: &[&Date]) -> bool {
    let is_rival = |rival: &&&Date| rival.compare(other).0 > 0 && !rival.equals(date);
    !dates.iter().any(|rival| is_rival(&rival))
}
