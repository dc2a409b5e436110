//! Matches → statements that hold for more, or fewer, than before: some → all, 17 of them → all of them.

use super::tier::Strength;
use super::{Change, Context, FindingKind};
use crate::compare::align::Match;
use crate::compare::facts::cued_text::{Cued, WordRole};
use crate::compare::facts::cues::Cue;
use crate::compare::facts::quantity::Quantity;
use crate::compare::facts::reading::SideReading;
use crate::text::language::CueClass;
use crate::text::side::{Pair, Side};
use std::ops::Range;

/// Finds them.
pub(super) fn compare(context: &Context, mat: &Match, findings: &mut Vec<Change>) {
    for wide in Side::BOTH {
        let reading = &context.readings[wide];
        let cues = mat.segments[wide]
            .iter()
            .flat_map(|&n| reading.cues_in(reading.words_of(n)));
        let all = cues.filter(|cued| cued.cue == Cue::Word(CueClass::All));
        if let Some(finding) = all
            .filter_map(|cued| widened_scope(context, mat, wide, cued))
            .next()
        {
            findings.push(finding);
            return;
        }
    }
}

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
    let holds_for = things(here, all.words.end).filter_map(|n| context.partners.of(wide, n));
    let part = holds_for.into_iter().take(2).find_map(|thing| {
        let sight = there.around(&(thing..thing + 1), 5);
        let is_all = there
            .cues_in(sight.clone())
            .iter()
            .any(|cued| cued.cue == Cue::Word(CueClass::All));
        if is_all {
            return None;
        }
        let before = sight.start..thing;
        let some = there.cues_in(before).iter().rev().find(|cued| {
            cued.cue == Cue::Word(CueClass::Some)
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
    let mut finding = Change::replaced(
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
    finding.note = format!("{how}: {}", finding.note);
    Some(finding)
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
