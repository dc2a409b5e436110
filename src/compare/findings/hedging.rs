//! Matches → statements that became more certain or less certain: `may need` → `need`, `rose` → `possibly rose`.

use super::unmatched_cues::unmatched_cues;
use super::{Confidence, Context, Finding, FindingKind};
use crate::compare::align::Match;
use crate::compare::facts::cued_text::{Cued, WordRole};
use crate::compare::facts::cues::Cue;
use crate::text::language::CueClass;
use crate::text::side::{Pair, Side};
use std::ops::Range;

/// Finds them.
pub(super) fn compare(context: &Context, mat: &Match, findings: &mut Vec<Finding>) {
    for side in Side::BOTH {
        let mut is_reported = false;
        for hedge in unmatched_cues(context, mat, side, CueClass::Hedge, &[CueClass::HedgeLike]) {
            if std::mem::replace(&mut is_reported, true) {
                break; // several hedges of one sentence are one change
            }
            let text = context.readings[side].text(hedge.words.clone());
            let confidence = hedge.confidence(mat);
            let note = match side {
                Side::Original => format!("surer: “{text}” is gone"),
                Side::Rewrite => format!("less sure: “{text}” is new"),
            };
            findings.push(context.one_sided_beside(
                FindingKind::Hedging,
                confidence,
                side,
                &hedge.words,
                hedge.anchors[0],
                note,
            ));
        }
        if !is_reported {
            findings.extend(hedge_made_certain(context, mat, side));
        }
    }
}

/// Finds a possible hedge on `side` that a word of certainty replaces on the other side: can → will.
fn hedge_made_certain(context: &Context, mat: &Match, side: Side) -> Option<Finding> {
    let (here, there) = (&context.readings[side], &context.readings[side.other()]);
    let cues = mat.segments[side.other()]
        .iter()
        .flat_map(|&n| there.cues_in(there.words_of(n)));
    let certain = cues.filter(|cued| cued.cue == Cue::Word(CueClass::Certain));
    let is_unmatched = |side: Side, words: &Range<usize>| {
        words
            .clone()
            .all(|n| context.partners.of(side, n).is_none())
    };
    let (certain, hedge) = certain
        .filter(|cued| is_unmatched(side.other(), &cued.words))
        .find_map(|certain| {
            let acts_on = certain.words.end..there.around(&certain.words, REACH).end;
            let content = acts_on.filter(|&n| there.words[n].role == WordRole::Content);
            let mut anchors = content.filter_map(|n| context.partners.of(side.other(), n));
            anchors.find_map(|anchor| {
                let before = here.around(&(anchor..anchor + 1), REACH).start..anchor;
                let is_hedge = |cued: &&Cued| {
                    matches!(cued.cue, Cue::Word(CueClass::Hedge | CueClass::HedgeLike))
                };
                let hedge = here
                    .cues_in(before)
                    .iter()
                    .filter(is_hedge)
                    .find(|cued| is_unmatched(side, &cued.words))?;
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
    let mut finding = context.replacement(
        FindingKind::Hedging,
        Confidence::Likely,
        words.original,
        words.rewrite,
    );
    finding.note = format!("{how}: {}", finding.note);
    Some(finding)
}

/// The most words between a word of certainty, or the hedge, and the word that it acts on.
const REACH: usize = 4;
