//! Matches → statements that became more certain or less certain: `may need` → `need`, `rose` → `possibly rose`, `plans to
//! resign` → `resigned`.

use super::tier::Strength;
use super::unmatched_cues::{CueRule, UnmatchedCue, is_denied, unmatched_cues};
use super::{Change, Context, FindingKind};
use crate::compare::align::Match;
use crate::compare::facts::cued_text::{Cued, WordRole};
use crate::compare::facts::cues::Cue;
use crate::text::language::CueClass;
use crate::text::side::Side;
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

/// The most words between a word of certainty, or the hedge, and the word that it acts on.
const REACH: usize = 4;

/// Finds them; several hedges of one match are one change.
pub(super) fn compare(context: &Context, mat: &Match, changes: &mut Vec<Change>) {
    let hedges = unmatched_cues(context, mat, HEDGES);
    for side in Side::BOTH {
        let change = match hedges[side].iter().max_by_key(|hedge| hedge.strength) {
            Some(hedge) => Some(unmatched_hedge(context, mat, side, hedge)),
            None => hedge_made_certain(context, mat, side)
                .or_else(|| plan_made_fact(context, mat, side)),
        };
        changes.extend(change);
    }
}

/// A hedge of `side` that nothing on the other side stands for: left out, or a word of certainty instead.
fn unmatched_hedge(context: &Context, mat: &Match, side: Side, hedge: &UnmatchedCue) -> Change {
    let there = &context.readings[side.other()];
    let certain = certain_words(context, mat, side).find(|certain| {
        let around = there.around(&certain.words, REACH);
        hedge.anchors.iter().any(|anchor| around.contains(anchor))
    });
    if let Some(certain) = certain {
        return made_certain(context, side, hedge.strength, &hedge.words, &certain.words);
    }
    let text = context.readings[side].text(hedge.words.clone());
    let note = match side {
        Side::Original => format!("surer: “{text}” is gone"),
        Side::Rewrite => format!("less sure: “{text}” is new"),
    };
    Change::one_sided(
        FindingKind::Hedging,
        hedge.strength,
        side,
        &hedge.words,
        note,
    )
}

/// A plan of the original that the rewrite tells as done: plans to resign → resigned.
fn plan_made_fact(context: &Context, mat: &Match, side: Side) -> Option<Change> {
    if side == Side::Rewrite {
        return None;
    }
    let plans = unmatched_cues(context, mat, PLANS).original;
    let plan = plans.iter().find(|plan| !plan.anchors.is_empty())?;
    let text = context.readings.original.text(plan.words.clone());
    Some(Change::one_sided(
        FindingKind::Hedging,
        Strength::Plain,
        Side::Original,
        &plan.words,
        format!("done, not planned: “{text}” is gone"),
    ))
}

/// A possible hedge on `side` that a word of certainty replaces on the other side: can → will.
fn hedge_made_certain(context: &Context, mat: &Match, side: Side) -> Option<Change> {
    let (here, there) = (&context.readings[side], &context.readings[side.other()]);
    // A plan for the future is as sure as the future: is set to fall, will fall.
    let is_hedge = |cued: &&Cued| match cued.cue {
        Cue::Word(CueClass::Hedge) => true,
        Cue::Word(CueClass::HedgeLike) => !here.is(cued.words.start, CueClass::Plan),
        _ => false,
    };
    certain_words(context, mat, side).find_map(|certain| {
        let acts_on = certain.words.end..there.around(&certain.words, REACH).end;
        let content = acts_on.filter(|&n| there.words[n].role == WordRole::Content);
        let mut anchors = content.filter_map(|n| context.partners.of(side.other(), n));
        let hedge = anchors.find_map(|anchor| {
            let before = here.around(&(anchor..anchor + 1), REACH).start..anchor;
            let mut hedges = here.cues_in(before).iter().filter(is_hedge);
            hedges.find(|cued| {
                is_unmatched(context, side, &cued.words) && !is_denied(here, cued.words.start)
            })
        })?;
        // Proved, suggested: what can stand for a hedge says less where it is new.
        let is_like = hedge.cue != Cue::Word(CueClass::Hedge);
        let strength = match side == Side::Rewrite && is_like {
            true => Strength::Weak,
            false => Strength::Plain,
        };
        Some(made_certain(
            context,
            side,
            strength,
            &hedge.words,
            &certain.words,
        ))
    })
}

/// The words of certainty on the other side of a match that have no partner and no hedge beside them: not will probably.
fn certain_words<'a>(
    context: &'a Context,
    mat: &'a Match,
    side: Side,
) -> impl Iterator<Item = &'a Cued> {
    let there = &context.readings[side.other()];
    let segments = mat.segments[side.other()].iter();
    let cues = segments.flat_map(|&n| there.cues_in(there.words_of(n)));
    cues.filter(move |cued| {
        let mut around = there.around(&cued.words, REACH);
        cued.cue == Cue::Word(CueClass::Certain)
            && is_unmatched(context, side.other(), &cued.words)
            && !around.any(|n| there.is(n, CueClass::Hedge))
    })
}

fn is_unmatched(context: &Context, side: Side, words: &Range<usize>) -> bool {
    let mut words = words.clone();
    words.all(|n| context.partners.of(side, n).is_none())
}

/// A hedge of `side` that is a word of certainty on the other side.
fn made_certain(
    context: &Context,
    side: Side,
    strength: Strength,
    hedge: &Range<usize>,
    certain: &Range<usize>,
) -> Change {
    let (words, how) = match side {
        Side::Original => ((hedge, certain), "surer"),
        Side::Rewrite => ((certain, hedge), "less sure"),
    };
    Change::replaced(context, FindingKind::Hedging, strength, words.0, words.1).noted(how)
}
