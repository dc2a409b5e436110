//! The findings of rules, and what checkers see → all findings, each change once.

use super::{Finding, sort};
use crate::compare::align::Alignment;
use crate::text::side::{Pair, Side};
use std::collections::HashMap;

/// Adds what checkers see. Where a finding of the same kind has some of the words already, the checker joins it: that is
/// as certain as the surer of the two says, in whose words it is.
pub(crate) fn with_checked(
    ruled: &[Finding],
    checked: Vec<Finding>,
    alignment: &Alignment,
) -> Vec<Finding> {
    let mut findings = ruled.to_vec();
    let mut in_segment: Pair<HashMap<usize, Vec<usize>>> = Pair::default();
    for (n, finding) in findings.iter().enumerate() {
        note_segments(&mut in_segment, finding, n);
    }
    for finding in checked {
        let near = Side::BOTH.into_iter().flat_map(|side| {
            let segments = finding.stretches[side].as_ref();
            let segments = segments.map_or(0..0, |stretch| stretch.segments.clone());
            let in_segment = &in_segment[side];
            segments.filter_map(|n| in_segment.get(&n)).flatten()
        });
        let same = near.copied().find(|&n| is_same(&findings[n], &finding));
        match same {
            Some(n) => join(&mut findings[n], finding),
            None => {
                note_segments(&mut in_segment, &finding, findings.len());
                findings.push(finding);
            }
        }
    }
    sort(&mut findings, alignment);
    findings
}

fn note_segments(
    in_segment: &mut Pair<HashMap<usize, Vec<usize>>>,
    finding: &Finding,
    number: usize,
) {
    for side in Side::BOTH {
        let segments = finding.stretches[side].as_ref();
        for n in segments.map_or(0..0, |stretch| stretch.segments.clone()) {
            in_segment[side].entry(n).or_default().push(number);
        }
    }
}

/// Whether a checker sees what is known already. What it sees twice in the same words, it sees once.
fn is_same(known: &Finding, seen: &Finding) -> bool {
    let is_again = seen
        .checkers
        .iter()
        .all(|name| known.checkers.contains(name));
    let share_words = |side: Side| match (&known.stretches[side], &seen.stretches[side]) {
        (Some(a), Some(b)) if is_again => Some(a.range == b.range),
        (Some(a), Some(b)) => Some(a.range.start < b.range.end && b.range.start < a.range.end),
        (None, None) => None,
        _ => is_again.then_some(false),
    };
    let shared = Side::BOTH.map(share_words);
    !known.is_whole()
        && known.kind == seen.kind
        && shared.contains(&Some(true))
        && !shared.contains(&Some(false))
}

fn join(known: &mut Finding, seen: Finding) {
    if seen.confidence > known.confidence {
        known.confidence = seen.confidence;
        known.weight = known.weight.max(seen.weight);
        if !seen.note.is_empty() {
            known.note = seen.note;
        }
    }
    for name in seen.checkers {
        if !known.checkers.contains(&name) {
            known.checkers.push(name);
        }
    }
}
