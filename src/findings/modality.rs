//! Matches → statements that became surer or less sure: `may need` → `need`, `rose` → `possibly rose`.

use super::balance::lost;
use super::cues::{Class, Cue};
use super::{Certainty, Context, Finding, Kind};
use crate::align::Match;
use crate::side::Side;
use std::ops::Range;

/// From this share of words kept on, a hedge that went where everything around it stayed surely went.
const KEPT_SURE: f32 = 0.85;

/// Finds them.
pub(super) fn compare(context: &Context, mat: &Match, findings: &mut Vec<Finding>) {
    for side in Side::BOTH {
        let mut is_told = false;
        for lost in lost(context, mat, side, Class::Hedge, &[Class::HedgeLike]) {
            if std::mem::replace(&mut is_told, true) {
                break; // more hedges of one sentence are one change
            }
            let text = context.readings[side].text(lost.words.clone());
            let certainty = if lost.is_in_place && mat.kept >= KEPT_SURE {
                Certainty::Sure
            } else {
                Certainty::Likely
            };
            let note = match side {
                Side::Original => format!("surer: “{text}” is gone"),
                Side::Rewrite => format!("less sure: “{text}” is new"),
            };
            findings.push(context.beside(
                Kind::Certainty,
                certainty,
                side,
                &lost.words,
                lost.anchors[0],
                note,
            ));
        }
        if !is_told {
            findings.extend(made_certain(context, mat, side));
        }
    }
}

/// A word that could be a hedge on `side`, and over there one that makes sure in its place: can → will.
fn made_certain(context: &Context, mat: &Match, side: Side) -> Option<Finding> {
    let there = side.other();
    let reading = &context.readings[there];
    let cues = mat.segments[there]
        .iter()
        .flat_map(|&n| reading.cues_in(reading.words_of(n)));
    for cued in cues.filter(|cued| cued.cue == Cue::Word(Class::Certain)) {
        if context.partners.of(there, cued.words.start).is_some() {
            continue;
        }
        let Some(anchors) = anchors_behind(context, there, &cued.words) else {
            continue;
        };
        let here = &context.readings[side];
        let hedge = anchors.iter().find_map(|&anchor| {
            let sight = here.around(&(anchor..anchor + 1), 5);
            let mut cues = here.cues_in(sight.start..anchor).iter();
            cues.find(|cued| {
                let is_hedge = matches!(cued.cue, Cue::Word(Class::Hedge | Class::HedgeLike));
                is_hedge
                    && cued
                        .words
                        .clone()
                        .all(|n| context.partners.of(side, n).is_none())
            })
        });
        let Some(hedge) = hedge else { continue };
        let words = crate::side::Pair::from_fn(|which| {
            if which == side {
                hedge.words.clone()
            } else {
                cued.words.clone()
            }
        });
        let mut finding = context.replaced(
            Kind::Certainty,
            Certainty::Likely,
            &words.original,
            &words.rewrite,
        );
        let how = if side == Side::Original {
            "surer"
        } else {
            "less sure"
        };
        finding.note = format!("{how}: {}", finding.note);
        return Some(finding);
    }
    None
}

/// The partners of the next content words.
fn anchors_behind(context: &Context, side: Side, words: &Range<usize>) -> Option<Vec<usize>> {
    let reading = &context.readings[side];
    let around = reading.around(words, 5);
    let anchors: Vec<usize> = (words.end..around.end)
        .filter_map(|n| context.partners.of(side, n))
        .collect();
    (!anchors.is_empty()).then_some(anchors)
}
