//! Entries of the ledger → findings: facts in a matched passage that stand nowhere in the original, and quotations that
//! somebody else says.
//!
//! A fact that stands elsewhere in the original is none of these: a pronoun may have been resolved, or a link be
//! missing. In added passages the passage itself is the finding. On texts that nobody wrote rules for, about half of
//! such figures and dates are errors (`docs/findings.md`).

use super::tier::Strength;
use super::{Change, Context, FindingKind};
use crate::compare::facts::Stretch;
use crate::compare::facts::date::Date;
use crate::compare::facts::quantity::{Form, Quantity};
use crate::compare::facts::units::UNITS;
use crate::compare::ledger::{Entry, FactKind, FactState};
use crate::text::side::{Pair, Side};
use crate::text::words;
use std::ops::Range;

/// A rewrite with less than this share of the original's words is a summary: what it has besides, it made up.
const SUMMARY_BELOW: f64 = 0.5;

/// What the ledger knows of matched passages, each with the number of its segment's match.
pub(super) fn compare(context: &Context, ledger: &[Entry]) -> Vec<(usize, Change)> {
    let is_summary = is_summary(context);
    let changes = ledger.iter().filter_map(|entry| match entry.kind {
        FactKind::Quotation => other_speaker(context, entry),
        _ => new_fact(context, entry, is_summary),
    });
    changes.collect()
}

/// The match of a stretch of the rewrite, if it has one.
fn match_of(context: &Context, stretch: &Stretch) -> Option<usize> {
    context.alignment.match_of.rewrite[stretch.segments.start]
}

/// A fact that only the rewrite has.
fn new_fact(context: &Context, entry: &Entry, is_summary: bool) -> Option<(usize, Change)> {
    if entry.state != FactState::New || !entry.note.is_empty() {
        return None;
    }
    let mut mentions = entry.mentions.rewrite.iter();
    let (mat, stretch) =
        mentions.find_map(|stretch| Some((match_of(context, stretch)?, stretch)))?;
    let words = words_of(context, Side::Rewrite, stretch);
    let (kind, strength) = match entry.kind {
        FactKind::Number => (FindingKind::Number, figure(context, &words, is_summary)?),
        FactKind::Date => (FindingKind::Date, date(context, mat, &words)?),
        FactKind::Name if is_summary => (FindingKind::Name, Strength::Firm),
        FactKind::Name => (FindingKind::Name, Strength::Weak),
        FactKind::Quotation | FactKind::Source => return None,
    };
    let text = context.readings.rewrite.text(words.clone());
    let note = format!("{text} is not in the original");
    Some((
        mat,
        Change::one_sided(kind, strength, Side::Rewrite, &words, note),
    ))
}

/// Words from which on a quotation is one, and not an ironic word.
const QUOTED_MIN: usize = 4;

/// A quotation that somebody else says: the rewrite names them beside it, the original beside it or shortly before, and
/// neither is named there in the other text.
fn other_speaker(context: &Context, entry: &Entry) -> Option<(usize, Change)> {
    let places = Pair {
        original: entry.mentions.original.first()?,
        rewrite: entry.mentions.rewrite.first()?,
    };
    let mat = match_of(context, places.rewrite)?;
    let speakers = Pair {
        original: entry
            .speakers
            .original
            .as_ref()
            .filter(|speaker| speaker.is_name)?,
        rewrite: entry
            .speakers
            .rewrite
            .as_ref()
            .filter(|speaker| speaker.is_name)?,
    };
    let words = Pair::from_fn(|side| words_of(context, side, places[side]));
    let names = Pair::from_fn(|side| -> Vec<String> {
        let words = words::tokens(&speakers[side].label).filter(|token| token.is_word);
        let words = words.map(|token| words::fold(&speakers[side].label[token.range]).into_owned());
        words.collect()
    });
    // A speaker found by a pronoun stands further up.
    const NEAR: usize = 2;
    let stands_near = |name: Side, side: Side, reach: usize| {
        let reading = &context.readings[side];
        let Range { start, end } = places[side].segments;
        let near = start.saturating_sub(reach)..(end + reach.min(1)).min(reading.kinds.len());
        let mut words = near.flat_map(|n| reading.words_of(n));
        words.any(|n| {
            names[name]
                .iter()
                .any(|word| *word == reading.words[n].folded)
        })
    };
    let is_said = stands_near(Side::Rewrite, Side::Rewrite, 0)
        && stands_near(Side::Original, Side::Original, NEAR)
        && !stands_near(Side::Rewrite, Side::Original, NEAR)
        && !stands_near(Side::Original, Side::Rewrite, NEAR);
    let is_long = words.original.len().min(words.rewrite.len()) >= QUOTED_MIN;
    let is_other = is_long && is_said;
    is_other.then(|| {
        let note = format!(
            "said by {}, now by {}",
            speakers.original.label, speakers.rewrite.label
        );
        let change = Change {
            kind: FindingKind::Attribution,
            words: words.map(Some),
            strength: Strength::Firm,
            note,
        };
        (mat, change)
    })
}

/// How much a new figure says; nothing if it is in words or a place in an order.
fn figure(context: &Context, words: &Range<usize>, is_summary: bool) -> Option<Strength> {
    let quantity = context
        .readings
        .rewrite
        .quantities_in(words.clone())
        .first()?;
    let is_clock = quantity
        .unit
        .is_some_and(|unit| UNITS[unit].dimension == "clock");
    // The value may stand there with another bound, which is a change and nothing new, or as part of a date.
    let original = &context.readings.original;
    let unbound = |quantity: &Quantity| Quantity {
        bound: None,
        ..quantity.clone()
    };
    let value = unbound(quantity);
    let stands_there = || {
        let mut dates = original.dates.iter();
        let is_day = |date: &Date| date.day.is_some_and(|day| f64::from(day) == value.value);
        original
            .quantities
            .iter()
            .any(|other| unbound(other).equals(&value))
            || value.unit.is_none() && dates.any(is_day)
    };
    match () {
        () if quantity.form != Form::Digits || quantity.is_slight() || stands_there() => None,
        () if is_clock && !is_summary => Some(Strength::Weak),
        () => Some(Strength::Firm),
    }
}

/// How much a new date says: a year that can be reckoned from the years and numbers of years of the original says little.
fn date(context: &Context, mat: usize, words: &Range<usize>) -> Option<Strength> {
    let new = context.readings.rewrite.dates_in(words.clone()).first()?;
    let original = &context.readings.original;
    let Some(year) = new.year.filter(|_| new.month.is_none() && !new.is_decade) else {
        return Some(Strength::Firm);
    };
    let known = original.dates.iter().filter_map(|date| date.year);
    let spans = || {
        let quantities = original.quantities.iter();
        let years = quantities
            .filter(|quantity| quantity.unit.is_some_and(|unit| UNITS[unit].name == "year"));
        years.map(|quantity| quantity.value as i64)
    };
    // The year before or after: *the following spring*, told a sentence earlier or in this one.
    let first = context.alignment.matches[mat]
        .segments
        .original
        .first()
        .copied()
        .unwrap_or(0);
    let near = original.words_of(first.saturating_sub(1)).start..original.words_of(first).end;
    let near = original.dates_in(near).iter().filter_map(|date| date.year);
    let mut reckoned =
        known.flat_map(|known| spans().map(move |span| (known - year).abs() == span));
    let mut follows = near.map(|known| (known - year).abs() == 1);
    Some(
        match reckoned.any(|is_it| is_it) || follows.any(|is_it| is_it) {
            true => Strength::Weak,
            false => Strength::Firm,
        },
    )
}

fn is_summary(context: &Context) -> bool {
    let n = context.readings.as_ref().map(|reading| reading.words.len());
    (n.rewrite as f64) < n.original as f64 * SUMMARY_BELOW
}

/// The words of a stretch.
fn words_of(context: &Context, side: Side, stretch: &Stretch) -> Range<usize> {
    let words = &context.readings[side].words;
    let start = words.partition_point(|word| word.range.end <= stretch.range.start);
    let end = words.partition_point(|word| word.range.start < stretch.range.end);
    start..end
}
