//! Entries of the ledger → findings: facts in a matched passage that stand nowhere in the original, and quotations that
//! somebody else says.
//!
//! A fact that stands elsewhere in the original is none of these: a pronoun may have been resolved, or a link be
//! missing. In added passages the passage itself is the finding. On texts that nobody wrote rules for, about half of
//! such figures and dates are errors (`docs/facts-and-findings.md`).

use super::tier::Strength;
use super::{Change, Context, FindingKind};
use crate::compare::facts::Stretch;
use crate::compare::facts::quantity::{Form, Quantity};
use crate::compare::facts::units::UNITS;
use crate::compare::ledger::{Entry, FactKind, FactState};
use crate::text::side::{Pair, Side};
use crate::text::words;
use std::collections::HashSet;
use std::ops::Range;

/// A rewrite with less than this share of the original's words is a summary: what it has besides, it made up.
const SUMMARY_BELOW: f64 = 0.5;

/// What the ledger knows of matched passages, each with the number of its segment's match.
pub(super) fn compare(context: &Context, ledger: &[Entry]) -> Vec<(usize, Change)> {
    let known = Known::new(context);
    let changes = ledger.iter().filter_map(|entry| match entry.kind {
        FactKind::Quotation => other_speaker(context, entry),
        _ => new_fact(context, entry, &known),
    });
    changes.collect()
}

/// The most figures of the original that a new one is compared with; the ledger has compared them all, but for bounds.
const FIGURES_MAX: usize = 1_000;

fn unbound(figure: &Quantity) -> Quantity {
    Quantity {
        bound: None,
        ..figure.clone()
    }
}

/// What the original has anywhere.
struct Known {
    /// The figures, without their bounds.
    figures: Vec<Quantity>,
    days: HashSet<u8>,
    years: HashSet<i64>,
    /// Numbers of years.
    spans: HashSet<i64>,
    /// Whether the rewrite is a summary of it.
    is_summary: bool,
}

impl Known {
    fn new(context: &Context) -> Known {
        let original = &context.readings.original;
        let figures = original.quantities.iter();
        let years = original.quantities.iter().filter(|quantity| {
            let unit = quantity.unit.map(|unit| &*UNITS[unit].name);
            unit == Some("year")
        });
        let n = context.readings.as_ref().map(|reading| reading.words.len());
        Known {
            figures: figures.take(FIGURES_MAX).map(unbound).collect(),
            days: original.dates.iter().filter_map(|date| date.day).collect(),
            years: original.dates.iter().filter_map(|date| date.year).collect(),
            spans: years.map(|years| years.value as i64).collect(),
            is_summary: (n.rewrite as f64) < n.original as f64 * SUMMARY_BELOW,
        }
    }
}

/// The match of a stretch of the rewrite, if it has one.
fn match_of(context: &Context, stretch: &Stretch) -> Option<usize> {
    context.alignment.match_of.rewrite[stretch.segments.start]
}

/// A fact that only the rewrite has.
fn new_fact(context: &Context, entry: &Entry, known: &Known) -> Option<(usize, Change)> {
    if entry.state != FactState::New || !entry.note.is_empty() {
        return None;
    }
    let mut mentions = entry.mentions.rewrite.iter();
    let (mat, stretch) =
        mentions.find_map(|stretch| Some((match_of(context, stretch)?, stretch)))?;
    let words = words_of(context, Side::Rewrite, stretch);
    let (kind, strength) = match entry.kind {
        FactKind::Number => (FindingKind::Number, figure(context, &words, known)?),
        FactKind::Date => (FindingKind::Date, date(context, mat, &words, known)?),
        FactKind::Name if known.is_summary => (FindingKind::Name, Strength::Firm),
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

/// How much a new figure says; nothing if it is in words or a place in an order, or if the original has its value with
/// another bound, which is a change and nothing new, or as part of a date.
fn figure(context: &Context, words: &Range<usize>, known: &Known) -> Option<Strength> {
    let quantities = context.readings.rewrite.quantities_in(words.clone());
    let quantity = quantities.first()?;
    let unit = quantity.unit.map(|unit| &*UNITS[unit].dimension);
    let is_day = known
        .days
        .iter()
        .any(|&day| f64::from(day) == quantity.value);
    let value = unbound(quantity);
    let stands_there = known.figures.iter().any(|figure| figure.equals(&value));
    match () {
        () if quantity.form != Form::Digits || quantity.is_slight() || stands_there => None,
        () if unit.is_none() && is_day => None,
        () if unit == Some("clock") && !known.is_summary => Some(Strength::Weak),
        () => Some(Strength::Firm),
    }
}

/// How much a new date says: a year that can be reckoned from the years and numbers of years of the original says little.
fn date(context: &Context, mat: usize, words: &Range<usize>, known: &Known) -> Option<Strength> {
    let new = context.readings.rewrite.dates_in(words.clone()).first()?;
    let Some(year) = new.year.filter(|_| new.month.is_none() && !new.is_decade) else {
        return Some(Strength::Firm);
    };
    let spans = |known_year: &i64| known.spans.contains(&(known_year - year).abs());
    // The year before or after: *the following spring*, told a sentence earlier or in this one.
    let original = &context.readings.original;
    let segments = &context.alignment.matches[mat].segments.original;
    let first = segments.first().copied().unwrap_or(0);
    let near = original.words_of(first.saturating_sub(1)).start..original.words_of(first).end;
    let near = original.dates_in(near).iter().filter_map(|date| date.year);
    let mut follows = near.map(|known| (known - year).abs() == 1);
    let is_reckoned = known.years.iter().any(spans) || follows.any(|is_it| is_it);
    Some(match is_reckoned {
        true => Strength::Weak,
        false => Strength::Firm,
    })
}

/// The words of a stretch.
fn words_of(context: &Context, side: Side, stretch: &Stretch) -> Range<usize> {
    let words = &context.readings[side].words;
    let start = words.partition_point(|word| word.range.end <= stretch.range.start);
    let end = words.partition_point(|word| word.range.start < stretch.range.end);
    start..end
}
