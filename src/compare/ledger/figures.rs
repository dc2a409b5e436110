//! Figures of both sides → their entries; two figures → how well they fit as one that changed, and whether one follows
//! from others.

use super::book::{Book, Entered, Fact, Relation};
use super::{Entry, FactKind, FactState};
use crate::compare::facts::cued_text::WordRole;
use crate::compare::facts::quantity::{Agreement, Form, Quantity, plain_number};
use crate::compare::facts::reading::SideReading;
use crate::compare::facts::units::UNITS;
use crate::compare::word_partners::WordPartners;
use crate::text::side::{Pair, Side};
use std::ops::Range;

/// How well two figures must fit to be one that changed: see [`fit`].
pub(crate) const FIT_MIN: i32 = 3;

/// How well two figures fit as one that changed: by their neighbours, their unit, and what they count.
pub(crate) fn fit(partners: &WordPartners, before: &Quantity, after: &Quantity) -> i32 {
    let (left, right) = partners.is_between(Side::Original, &before.words, &after.words);
    let unit = match (before.unit, after.unit) {
        (Some(_), Some(_)) if before.is_comparable(after) => 2,
        (None, None) if before.is_comparable(after) => 1,
        (Some(_), Some(_)) if before.value == after.value => 2, // the unit changed
        _ => -2,
    };
    let counted = Pair {
        original: counted(&partners.readings().original, &before.words),
        rewrite: counted(&partners.readings().rewrite, &after.words),
    };
    let same_counted = partners.any_in(&counted);
    let around = Pair {
        original: partners.readings().original.around(&before.words, 4),
        rewrite: partners.readings().rewrite.around(&after.words, 4),
    };
    let near = partners.any_in(&around);
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

/// What a figure counts: the next content words after it, up to two.
fn counted(reading: &SideReading, words: &Range<usize>) -> Range<usize> {
    let end = reading.words_of(reading.words[words.start].segment).end;
    let behind = words.end..end.min(words.end + 4);
    let stop = behind
        .clone()
        .find(|&n| reading.words[n].role == WordRole::Mark && &*reading.words[n].folded != "-");
    words.end..stop.unwrap_or(behind.end)
}

/// The most figures of a passage from which others are derived; among more, anything is the sum of something.
const PARTS_MAX: usize = 8;

/// How a figure follows from those of the other side: their sum (14 counts of theft and 3 of fraud, 17 charges), a
/// difference (58, now 41: 17 fewer), what is missing to a hundred percent, a share (44 of 97: 45 percent), or a change
/// (from 50 to 60: 20 percent).
pub(crate) fn derivation(quantity: &Quantity, there: &[&Quantity]) -> Option<String> {
    let is_figure = |other: &&&Quantity| other.form != Form::Ordinal;
    let figures: Vec<&Quantity> = there.iter().filter(is_figure).copied().collect();
    if quantity.form == Form::Ordinal || figures.len() > PARTS_MAX || quantity.is_slight() {
        return None;
    }
    let is_share = |other: &Quantity| {
        other
            .unit
            .is_some_and(|unit| UNITS[unit].dimension == "share")
    };
    // The unit of one figure may stand for the next: 127 kilometres, 22 shorter.
    let has_unit = figures
        .iter()
        .any(|part| part.unit.is_some() && part.is_comparable(quantity));
    let counts = |part: &&Quantity| {
        part.is_comparable(quantity) || has_unit && part.unit.is_none() && !is_share(quantity)
    };
    let parts: Vec<&Quantity> = figures.iter().copied().filter(counts).collect();
    let factor = |other: &Quantity| {
        let unit = other.unit.or(quantity.unit);
        unit.map_or(1.0, |unit| UNITS[unit].factor)
    };
    let value = |other: &Quantity| other.value * factor(other);
    let wanted = value(quantity);
    let is_it = |value: f64| (value - wanted).abs() < 1e-9 * wanted.abs().max(1.0);
    let text = |value: f64| plain_number(value);
    let pairs = |all: &[&Quantity]| -> Vec<(f64, f64)> {
        let values: Vec<f64> = all.iter().map(|part| value(part)).collect();
        let firsts = values.iter().enumerate();
        firsts
            .flat_map(|(n, &a)| values[n + 1..].iter().map(move |&b| (a, b)))
            .collect()
    };
    let sum = parts.iter().map(|part| value(part)).sum();
    if parts.len() > 2 && is_it(sum) {
        return Some("their sum".to_owned());
    }
    for (a, b) in pairs(&parts) {
        if is_it(a + b) {
            return Some(format!("{} + {}", text(a), text(b)));
        }
        if is_it((a - b).abs()) {
            return Some(format!("{} − {}", text(a.max(b)), text(a.min(b))));
        }
    }
    if is_share(quantity) {
        if parts.iter().any(|part| is_it(100.0 - part.value)) {
            return Some("the rest of 100 percent".to_owned());
        }
        const SHARE_WITHIN: f64 = 1.0;
        let bare: Vec<&Quantity> = figures
            .iter()
            .copied()
            .filter(|part| part.unit.is_none())
            .collect();
        for (a, b) in pairs(&bare) {
            let (part, whole) = (a.min(b), a.max(b));
            if whole > 0.0 && (100.0 * part / whole - wanted).abs() <= SHARE_WITHIN {
                return Some(format!("{} of {}", text(part), text(whole)));
            }
            let change = |from: f64, to: f64| (100.0 * (to - from).abs() / from - wanted).abs();
            for (from, to) in [(a, b), (b, a)] {
                if from > 0.0 && change(from, to) <= SHARE_WITHIN {
                    return Some(format!("from {} to {}", text(from), text(to)));
                }
            }
        }
    }
    None
}

/// The figures of both sides.
pub(super) fn entries(book: &Book) -> Vec<Entry> {
    let quantities = Pair::from_fn(|side| -> Vec<&Quantity> {
        let all = book.readings[side].quantities.iter();
        let in_text = all.filter(|quantity| book.is_content(side, quantity.words.start));
        in_text.filter(|quantity| is_checkable(quantity)).collect()
    });
    let facts = quantities.as_ref().map(|quantities| {
        let facts = quantities.iter().map(|quantity| Fact {
            words: quantity.phrase.clone(),
            normal: quantity.normal(),
        });
        facts.collect::<Vec<Fact>>()
    });
    let in_match = |side: Side, n: usize| -> Vec<&Quantity> {
        let reading = &book.readings[side];
        let segment = reading.words[quantities[side][n].words.start].segment;
        let Some(mat) = book.alignment.match_of[side][segment] else {
            return Vec::new();
        };
        let there = book.alignment.matches[mat].segments[side.other()].iter();
        let reading = &book.readings[side.other()];
        let quantities = there.flat_map(|&n| reading.quantities_in(reading.words_of(n)));
        let checkable = quantities.filter(|quantity| is_checkable(quantity));
        checkable.take(PARTS_MAX + 1).collect() // with more of them nothing is derived
    };
    let in_place = |original: usize, rewrite: usize| {
        let (before, after) = (quantities.original[original], quantities.rewrite[rewrite]);
        if let Some(relation) = agreeing(before, after) {
            return Some(relation);
        }
        if before.value == after.value
            && before.unit == after.unit
            && before.form != Form::Ordinal
            && after.form != Form::Ordinal
        {
            return Some(Relation {
                rank: 60,
                is_kept: false,
                note: String::new(), // other bound, other period
            });
        }
        let rank = fit(book.partners, before, after);
        // What follows from other figures has no single one in its place.
        let follows = || {
            derivation(before, &in_match(Side::Original, original)).is_some()
                || derivation(after, &in_match(Side::Rewrite, rewrite)).is_some()
        };
        (rank >= FIT_MIN && !follows()).then(|| Relation::in_place(rank))
    };
    let anywhere = |original: usize, rewrite: usize| {
        let (before, after) = (quantities.original[original], quantities.rewrite[rewrite]);
        let says_much = before.unit.is_some() && before.unit == after.unit || before.value >= 10.0;
        let has_unit = before.unit.is_some() && after.unit.is_some() || before.value >= 100.0;
        let relation = agreeing(before, after).filter(|_| says_much)?;
        (relation.is_kept || has_unit).then_some(relation)
    };
    let entered = book.enter(FactKind::Number, &facts, in_place, anywhere);
    let with_origin = entered.into_iter().map(|Entered { mut entry, places }| {
        let side = match entry.state {
            FactState::New => Side::Rewrite,
            FactState::Gone => Side::Original,
            FactState::Differs | FactState::Kept => return entry,
        };
        let figure = places[side][0];
        if let Some(how) = derivation(quantities[side][figure], &in_match(side, figure)) {
            entry.note = format!("in the {}: {how}", side.other().name());
        }
        entry
    });
    with_origin.collect()
}

/// Whether a figure is worth a row: not a mere `one` or `first`.
fn is_checkable(quantity: &Quantity) -> bool {
    let is_said_in_words = matches!(quantity.form, Form::Words | Form::Ordinal);
    !(is_said_in_words && quantity.unit.is_none() && quantity.value <= 1.0)
}

fn agreeing(before: &Quantity, after: &Quantity) -> Option<Relation> {
    let (rank, is_kept, note) = match before.agreement(after)? {
        Agreement::Reworded => (100, true, String::new()),
        Agreement::Bounded => (95, false, String::new()),
        Agreement::Rounded => (90, false, "rounded".to_owned()),
    };
    Some(Relation {
        rank,
        is_kept,
        note,
    })
}
