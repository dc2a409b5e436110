//! Matches → statements that hold for more, or fewer, than before: some → all, 17 of them → all of them.

use super::tier::Strength;
use super::{Change, Context, FindingKind};
use crate::compare::align::Match;
use crate::compare::facts::cued_text::{Cued, WordRole};
use crate::compare::facts::cues::Cue;
use crate::compare::facts::quantity::{Form, Quantity};
use crate::compare::facts::reading::SideReading;
use crate::text::language::CueClass;
use crate::text::side::{Pair, Side};
use std::ops::Range;

/// Finds them.
pub(super) fn compare(context: &Context, mat: &Match, changes: &mut Vec<Change>) {
    let widened = Side::BOTH.into_iter().find_map(|wide| {
        let reading = &context.readings[wide];
        let segments = mat.segments[wide].iter();
        let mut cues = segments.flat_map(|&n| reading.cues_in(reading.words_of(n)));
        cues.find_map(|cued| match cued.cue {
            Cue::Word(CueClass::All | CueClass::Most) => widened_scope(context, mat, wide, cued),
            _ => None,
        })
    });
    changes.extend(widened.or_else(|| lost_part(context, mat)));
}

/// Finds a word for a part of something that is gone, while the thing is still there: some tenants → tenants.
fn lost_part(context: &Context, mat: &Match) -> Option<Change> {
    let (original, rewrite) = (&context.readings.original, &context.readings.rewrite);
    let segments = mat.segments.original.iter();
    let mut cues = segments.flat_map(|&n| original.cues_in(original.words_of(n)));
    let counts = |reading: &SideReading, sight: Range<usize>| {
        let is_count = |cued: &Cued| match cued.cue {
            Cue::Word(class) => matches!(
                class,
                CueClass::Some | CueClass::All | CueClass::One | CueClass::Vague | CueClass::Not
            ),
            _ => false,
        };
        reading.cues_in(sight.clone()).iter().any(is_count)
            || !reading.quantities_in(sight).is_empty()
    };
    cues.find_map(|part| {
        let is_part = part.cue == Cue::Word(CueClass::Some) && is_amount(original, part);
        let is_gone = |n: usize| context.partners.of(Side::Original, n).is_none();
        // Some tenants, some of the tenants.
        let behind = original.around(&part.words, PART_OF + 1).end;
        let mut things = part.words.end..behind;
        let thing = things.find(|&n| original.words[n].role != WordRole::Function)?;
        let is_thing = original.words[thing].role == WordRole::Content;
        if !is_part || !is_thing || !part.words.clone().all(is_gone) {
            return None;
        }
        let there = context.partners.of(Side::Original, thing)?;
        let sight = rewrite.around(&(there..there + 1), SIGHT).start..there + 1;
        if counts(rewrite, sight) {
            return None;
        }
        let text = original.text(part.words.clone());
        let note = format!("more than before: “{text}” is gone");
        Some(Change::one_sided(
            FindingKind::Scope,
            Strength::Plain,
            Side::Original,
            &part.words,
            note,
        ))
    })
}

/// Whether a word for a part stands for a count or share: some, most, a third; not among, often.
fn is_amount(reading: &SideReading, part: &Cued) -> bool {
    let cues = reading
        .cues_in(part.words.start..part.words.start + 1)
        .iter();
    let mut same = cues.filter(|cued| cued.words == part.words);
    let classes = [CueClass::Vague, CueClass::Most].map(Cue::Word);
    let is_share = || {
        let mut figures = reading.quantities_in(part.words.clone()).iter();
        figures.any(|figure| figure.form == Form::Fraction)
    };
    same.any(|cued| classes.contains(&cued.cue)) || is_share()
}

/// Words between a part and the thing: some *of the* tenants.
const PART_OF: usize = 2;

/// Words before a thing in which it is counted.
const SIGHT: usize = 5;

/// Finds a word for all on the side `wide` where the other side has a word for a part of the same things.
fn widened_scope(context: &Context, mat: &Match, wide: Side, all: &Cued) -> Option<Change> {
    let (here, there) = (&context.readings[wide], &context.readings[wide.other()]);
    if all
        .words
        .clone()
        .any(|n| context.partners.of(wide, n).is_some())
    {
        return None;
    }
    let mut segments = mat.segments[wide.other()].iter();
    let has_most = segments.any(|&n| there.words_of(n).any(|n| is_most(there, n)));
    let holds_for = things(here, all.words.end).filter_map(|n| context.partners.of(wide, n));
    let part = holds_for.into_iter().take(2).find_map(|thing| {
        let sight = there.around(&(thing..thing + 1), 5);
        let is_all = there
            .cues_in(sight.clone())
            .iter()
            .any(|cued| cued.cue == Cue::Word(CueClass::All));
        if is_all || is_most(here, all.words.start) && has_most {
            return None;
        }
        let before = sight.start..thing;
        let some = there.cues_in(before).iter().rev().find(|cued| {
            cued.cue == Cue::Word(CueClass::Some)
                && !(is_most(here, all.words.start) && is_most(there, cued.words.start))
                && cued
                    .words
                    .clone()
                    .all(|n| context.partners.of(wide.other(), n).is_none())
        });
        some.map(|cued| cued.words.clone())
            .or_else(|| unstated_count(context, mat, wide, sight))
    })?;
    let words = Pair::from_fn(|side| {
        if side == wide {
            all.words.clone()
        } else {
            part.clone()
        }
    });
    let change = Change::replaced(
        context,
        FindingKind::Scope,
        Strength::Plain,
        &words.original,
        &words.rewrite,
    );
    let how = if wide == Side::Rewrite {
        "more than before"
    } else {
        "less than before"
    };
    Some(change.noted(how))
}

fn is_most(reading: &SideReading, word: usize) -> bool {
    reading.is(word, CueClass::Most)
}

/// The content words that a word for all applies to.
fn things(reading: &SideReading, from: usize) -> impl Iterator<Item = usize> {
    let end = reading.around(&(from.saturating_sub(1)..from), 5).end;
    (from..end).filter(|&n| reading.words[n].role == WordRole::Content)
}

/// A number within `sight` that the wide side does not state.
fn unstated_count(
    context: &Context,
    mat: &Match,
    wide: Side,
    sight: Range<usize>,
) -> Option<Range<usize>> {
    let (here, there) = (&context.readings[wide], &context.readings[wide.other()]);
    let is_stated = |value: &Quantity| {
        mat.segments[wide].iter().any(|&n| {
            here.quantities_in(here.words_of(n))
                .iter()
                .any(|other| other.equals(value))
        })
    };
    let counts = there.quantities_in(sight).iter();
    counts
        .filter(|quantity| quantity.unit.is_none() && !is_stated(quantity))
        .map(|quantity| quantity.words.clone())
        .next()
}
