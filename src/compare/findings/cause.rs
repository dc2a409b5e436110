//! Matches → sequences and correlations that became causes: `after protests` → `because of protests`.

use super::tier::Strength;
use super::unmatched_cues::{CueRule, unmatched_cues};
use super::{Change, Context, FindingKind};
use crate::compare::align::Match;
use crate::compare::facts::cues::Cue;
use crate::text::language::CueClass;
use crate::text::side::Side;

/// Causes, and what can stand for one. What is denied (no cause) or left open (whether it causes) is none.
const CAUSES: CueRule = CueRule {
    class: CueClass::Because,
    like: &[CueClass::BecauseLike],
    not_denied: true,
};

/// Words around the place of a cause in which the original is searched for what the cause was made of.
const SIGHT: usize = 7;

/// Finds them. A cause that is no longer mentioned is an omission, not a change, and is not reported.
pub(super) fn compare(context: &Context, mat: &Match, changes: &mut Vec<Change>) {
    let (original, rewrite) = (&context.readings.original, &context.readings.rewrite);
    let causes = unmatched_cues(context, mat, CAUSES).rewrite;
    let Some(cause) = causes.iter().max_by_key(|cause| cause.strength) else {
        return;
    };
    let link = cause.anchors.iter().find_map(|&anchor| {
        let sight = original.around(&(anchor..anchor + 1), SIGHT);
        let mut cues = original.cues_in(sight).iter();
        cues.find(|cued| cued.cue == Cue::Word(CueClass::After))
    });
    changes.push(match link {
        Some(link) => Change::replaced(
            context,
            FindingKind::Cause,
            Strength::Plain,
            &link.words,
            &cause.words,
        )
        .noted("a cause now"),
        None => {
            let text = rewrite.text(cause.words.clone());
            let note = format!("a cause now: “{text}” is new");
            Change::one_sided(
                FindingKind::Cause,
                Strength::Weak,
                Side::Rewrite,
                &cause.words,
                note,
            )
        }
    });
}
