//! The findings of rules, and what checkers see → all findings, each change once; and the ledger with notes of checkers.

use super::{Finding, place};
use crate::compare::align::Alignment;
use crate::compare::ledger::Entry;
use crate::text::side::{Pair, Side};
use std::collections::{BTreeSet, HashMap};

/// Segments between the places of two findings that may be one.
const NEAR: usize = 3;

/// Adds what checkers see to findings, which are in the order of the rewrite and stay so. Where one of the same kind has
/// some of the words already, the checker joins it: that is as certain as the surer of the two says, in whose words it is.
/// Gives the numbers of those that were added, in order.
pub(crate) fn add_checked(
    findings: &mut Vec<Finding>,
    seen: Vec<Finding>,
    alignment: &Alignment,
) -> Vec<usize> {
    let n_before = findings.len();
    let mut added: Vec<Finding> = Vec::new();
    let mut in_segment: Pair<HashMap<usize, Vec<usize>>> = Pair::default();
    for finding in seen {
        let segment = place(&finding, alignment).0;
        let first = findings.partition_point(|n| place(n, alignment).0 + NEAR < segment);
        let near = findings[first..].iter();
        let n_near = near
            .take_while(|known| place(known, alignment).0 <= segment + NEAR)
            .count();
        let mut near = findings[first..first + n_near].iter_mut();
        if let Some(known) = near.find(|known| is_same(known, &finding)) {
            join(known, finding);
            continue;
        }
        let near = Side::BOTH.into_iter().flat_map(|side| {
            let segments = finding.stretches[side].as_ref();
            let segments = segments.map_or(0..0, |stretch| stretch.segments.clone());
            let in_segment = &in_segment[side];
            segments.filter_map(|n| in_segment.get(&n)).flatten()
        });
        let same = near.copied().find(|&n| is_same(&added[n], &finding));
        match same {
            Some(n) => join(&mut added[n], finding),
            None => {
                note_segments(&mut in_segment, &finding, added.len());
                added.push(finding);
            }
        }
    }
    if added.is_empty() {
        return Vec::new();
    }
    findings.append(&mut added);
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by_cached_key(|&n| (place(&findings[n], alignment), findings[n].kind));
    let mut all: Vec<Option<Finding>> = std::mem::take(findings).into_iter().map(Some).collect();
    findings.extend(order.iter().filter_map(|&n| all[n].take()));
    let numbers = order.iter().enumerate();
    let added = numbers.filter(|(_, before)| **before >= n_before);
    added.map(|(n, _)| n).collect()
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

/// Adds what checkers see in the mentions of facts to their notes: `judge: not what she said`.
pub(crate) fn note_in_ledger(entries: &mut [Entry], seen: &[Finding]) {
    let mut in_segment: Pair<HashMap<usize, Vec<usize>>> = Pair::default();
    for (n, entry) in entries.iter().enumerate() {
        for side in Side::BOTH {
            let segments = entry.mentions[side].iter().flat_map(|m| m.segments.clone());
            for segment in segments {
                in_segment[side].entry(segment).or_default().push(n);
            }
        }
    }
    for finding in seen {
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
}

/// Words that are so many times as long as a fact are about more than that fact.
const FEW_TIMES: usize = 4;
