//! Matches → statements that became more certain or less certain: `may need` → `need`, `rose` → `possibly rose`.

use super::tier::Strength;
use super::unmatched_cues::{CueRule, is_denied, unmatched_cues};
use super::{Change, Context, FindingKind};
use crate::compare::align::Match;
use crate::compare::facts::cued_text::{Cued, WordRole};
use crate::compare::facts::cues::Cue;
use crate::text::language::CueClass;
use crate::text::side::{Pair, Side};
use std::ops::Range;

/// Hedges, and what can stand for one.
const HEDGES: CueRule = CueRule {
    class: CueClass::Hedge,
    like: &[CueClass::HedgeLike],
    not_denied: false,
};

/// Plans, and what else leaves open whether something is done.
const PLANS: CueRule = CueRule {
    class: CueClass::Plan,
    like: &[CueClass::Hedge, CueClass::HedgeLike, CueClass::Certain],
    not_denied: true,
};

/// Finds them.
pub(super) fn compare(context: &Context, mat: &Match, changes: &mut Vec<Change>) {
    let hedges = unmatched_cues(context, mat, HEDGES);
    for side in Side::BOTH {
        // Several hedges of one sentence are one change.
        let Some(hedge) = hedges[side].iter().max_by_key(|hedge| hedge.strength) else {
            let made_certain = hedge_made_certain(context, mat, side);
            changes.extend(made_certain.or_else(|| plan_made_fact(context, mat, side)));
            continue;
        };
        let text = context.readings[side].text(hedge.words.clone());
        let note = match side {
            Side::Original => format!("surer: “{text}” is gone"),
            Side::Rewrite => format!("less sure: “{text}” is new"),
        };
        changes.push(Change::one_sided(
            FindingKind::Hedging,
            hedge.strength,
            side,
            &hedge.words,
            note,
        ));
    }
}

/// Finds a plan of the original that the rewrite tells as done: plans to resign → resigned.
fn plan_made_fact(context: &Context, mat: &Match, side: Side) -> Option<Change> {
    let plans = unmatched_cues(context, mat, PLANS).original;
    let plan = plans
        .iter()
        .find(|plan| side == Side::Original && !plan.anchors.is_empty())?;
    let text = context.readings.original.text(plan.words.clone());
    Some(Change::one_sided(
        FindingKind::Hedging,
        Strength::Plain,
        Side::Original,
        &plan.words,
        format!("done, not planned: “{text}” is gone"),
    ))
}

/// Finds a possible hedge on `side` that a word of certainty replaces on the other side: can → will.
fn hedge_made_certain(context: &Context, mat: &Match, side: Side) -> Option<Change> {
    let (here, there) = (&context.readings[side], &context.readings[side.other()]);
    let cues = mat.segments[side.other()]
        .iter()
        .flat_map(|&n| there.cues_in(there.words_of(n)));
    let certain = cues.filter(|cued| cued.cue == Cue::Word(CueClass::Certain));
    // will probably, can not: no certainty, and no hedge.
    let is_hedged = |words: &Range<usize>| {
        let around = there.around(words, REACH);
        around.clone().any(|n| there.is(n, CueClass::Hedge))
    };
    let is_unmatched = |side: Side, words: &Range<usize>| {
        words
            .clone()
            .all(|n| context.partners.of(side, n).is_none())
    };
    let (certain, hedge) = certain
        .filter(|cued| is_unmatched(side.other(), &cued.words) && !is_hedged(&cued.words))
        .find_map(|certain| {
            let acts_on = certain.words.end..there.around(&certain.words, REACH).end;
            let content = acts_on.filter(|&n| there.words[n].role == WordRole::Content);
            let mut anchors = content.filter_map(|n| context.partners.of(side.other(), n));
            anchors.find_map(|anchor| {
                let before = here.around(&(anchor..anchor + 1), REACH).start..anchor;
                // A plan for the future is as sure as the future: is set to fall, will fall.
                let is_hedge = |cued: &&Cued| match cued.cue {
                    Cue::Word(CueClass::Hedge) => true,
                    Cue::Word(CueClass::HedgeLike) => {
                        side == Side::Original && !here.is(cued.words.start, CueClass::Plan)
                    }
                    _ => false,
                };
                let hedge = here.cues_in(before).iter().filter(is_hedge).find(|cued| {
                    is_unmatched(side, &cued.words) && !is_denied(here, cued.words.start)
                })?;
                Some((&certain.words, &hedge.words))
            })
        })?;
    let (words, how) = match side {
        Side::Original => (
            Pair {
                original: hedge,
                rewrite: certain,
            },
            "surer",
        ),
        Side::Rewrite => (
            Pair {
                original: certain,
                rewrite: hedge,
            },
            "less sure",
        ),
    };
    let change = Change::replaced(
        context,
        FindingKind::Hedging,
        Strength::Plain,
        words.original,
        words.rewrite,
    );
    Some(change.noted(how))
}

/// The most words between a word of certainty, or the hedge, and the word that it acts on.
const REACH: usize = 4;
