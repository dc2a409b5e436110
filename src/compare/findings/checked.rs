//! The findings of rules, and what checkers see → all findings, each change once; and the ledger with notes of checkers.

use super::{Finding, sort};
use crate::compare::align::Alignment;
use crate::compare::ledger::Entry;
use crate::text::side::{Pair, Side};
use std::collections::{BTreeSet, HashMap};

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

/// Adds what checkers see in the mentions of facts: `judge: not what she said`.
pub(crate) fn in_ledger(ruled: &[Entry], checked: &[Finding]) -> Vec<Entry> {
    let mut entries = ruled.to_vec();
    let mut in_segment: Pair<HashMap<usize, Vec<usize>>> = Pair::default();
    for (n, entry) in entries.iter().enumerate() {
        for side in Side::BOTH {
            let segments = entry.mentions[side].iter().flat_map(|m| m.segments.clone());
            for segment in segments {
                in_segment[side].entry(segment).or_default().push(n);
            }
        }
    }
    for finding in checked {
        let mut facts: BTreeSet<usize> = BTreeSet::new();
        for side in Side::BOTH {
            let Some(words) = &finding.stretches[side] else {
                continue;
            };
            let near = words.segments.clone();
            let near = near.filter_map(|segment| in_segment[side].get(&segment));
            // What is said of whole sentences is said of no fact in them.
            let is_of = |n: &&usize| {
                let mut mentions = entries[**n].mentions[side].iter();
                mentions.any(|mention| {
                    let (a, b) = (&mention.range, &words.range);
                    let overlaps = a.start < b.end && b.start < a.end;
                    overlaps && b.len() <= FEW_TIMES * a.len()
                })
            };
            facts.extend(near.flatten().filter(is_of).copied());
        }
        let names = finding.checkers.join(" and ");
        let told = match finding.note.as_str() {
            "" => format!("{names}: {}", finding.kind.name()),
            note => format!("{names}: {note}"),
        };
        for n in facts {
            let note = &mut entries[n].note;
            if !note.is_empty() {
                note.push_str("; ");
            }
            note.push_str(&told);
        }
    }
    entries
}

/// Words that are so many times as long as a fact are about more than that fact.
const FEW_TIMES: usize = 4;
