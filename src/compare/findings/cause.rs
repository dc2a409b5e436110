//! Matches → sequences and correlations that became causes: `after protests` → `because of protests`.

use super::unmatched_cues::unmatched_cues;
use super::{Confidence, Context, Finding, FindingKind};
use crate::compare::align::Match;
use crate::compare::facts::cues::Cue;
use crate::text::language::CueClass;
use crate::text::side::Side;

/// Finds them. A cause that is no longer mentioned is an omission, not a change, and is not reported.
pub(super) fn compare(context: &Context, mat: &Match, findings: &mut Vec<Finding>) {
    let original = &context.readings.original;
    let came = unmatched_cues(
        context,
        mat,
        Side::Rewrite,
        CueClass::Because,
        &[CueClass::BecauseLike],
    );
    for cause in came.take(1) {
        let link = cause.anchors.iter().find_map(|&anchor| {
            let sight = original.around(&(anchor..anchor + 1), 7);
            original
                .cues_in(sight)
                .iter()
                .find(|cued| cued.cue == Cue::Word(CueClass::After))
        });
        let text = context.readings.rewrite.text(cause.words.clone());
        match link {
            Some(link) => {
                let mut finding = context.replacement(
                    FindingKind::Cause,
                    Confidence::Likely,
                    &link.words,
                    &cause.words,
                );
                finding.note = format!("a cause now: {}", finding.note);
                findings.push(finding);
            }
            None => {
                let note = format!("a cause now: “{text}” is new");
                findings.push(context.one_sided_beside(
                    FindingKind::Cause,
                    Confidence::Hint,
                    Side::Rewrite,
                    &cause.words,
                    cause.anchors[0],
                    note,
                ));
            }
        }
    }
}
