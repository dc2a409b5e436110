//! [`Diptych`] → what `diptych check` prints about it.

use crate::diptych::Diptych;
use crate::findings::{Certainty, Kind};
use crate::side::{Pair, Side};
use serde::Serialize;
use std::collections::BTreeMap;

/// The findings as one JSON object on one line; its fields are documented for users under `diptych check`.
pub fn json(diptych: &Diptych) -> String {
    serde_json::to_string(&report(diptych)).expect("a report is plain data")
}

/// The findings as lines of text.
pub fn text(diptych: &Diptych) -> String {
    let line = |finding: &FindingOut| {
        let words = |side: &Option<StretchOut>| {
            side.as_ref()
                .map_or(String::new(), |side| crate::glyph::visible(side.text))
        };
        let (kind, certainty) = (finding.kind.name(), finding.certainty.name());
        let (original, rewrite) = (words(&finding.original), words(&finding.rewrite));
        format!(
            "{certainty} {kind}: {}\n  - {original}\n  + {rewrite}\n",
            finding.note
        )
    };
    report(diptych).findings.iter().map(line).collect()
}

#[derive(Serialize)]
struct Report<'a> {
    original: TextOut<'a>,
    rewrite: TextOut<'a>,
    summary: SummaryOut,
    findings: Vec<FindingOut<'a>>,
}

#[derive(Serialize)]
struct TextOut<'a> {
    name: &'a str,
    segments: usize,
}

#[derive(Serialize)]
struct SummaryOut {
    matched: usize,
    dropped: usize,
    added: usize,
    moved: usize,
    verbatim: f64,
    findings: BTreeMap<&'static str, usize>,
}

#[derive(Serialize)]
struct FindingOut<'a> {
    kind: Kind,
    certainty: Certainty,
    original: Option<StretchOut<'a>>,
    rewrite: Option<StretchOut<'a>>,
    note: &'a str,
}

#[derive(Serialize)]
struct StretchOut<'a> {
    segments: Vec<usize>,
    start: usize,
    end: usize,
    text: &'a str,
}

fn report(diptych: &Diptych) -> Report<'_> {
    let side = |side: Side| TextOut {
        name: &diptych.documents[side].name,
        segments: diptych.segments[side].len(),
    };
    let mut counts = BTreeMap::new();
    for finding in &diptych.findings {
        *counts.entry(finding.kind.name()).or_insert(0) += 1;
    }
    let findings = diptych.findings.iter().map(|finding| {
        let Pair { original, rewrite } = Pair::from_fn(|side: Side| {
            finding.stretches[side].as_ref().map(|stretch| StretchOut {
                segments: stretch.segments.clone().collect(),
                start: stretch.range.start,
                end: stretch.range.end,
                text: &diptych.documents[side].text()[stretch.range.clone()],
            })
        });
        FindingOut {
            kind: finding.kind,
            certainty: finding.certainty,
            original,
            rewrite,
            note: &finding.note,
        }
    });
    let summary = diptych.summary;
    Report {
        original: side(Side::Original),
        rewrite: side(Side::Rewrite),
        summary: SummaryOut {
            matched: diptych.alignment.matches.len(),
            dropped: summary.map_or(0, |summary| summary.dropped),
            added: summary.map_or(0, |summary| summary.added),
            moved: diptych
                .alignment
                .matches
                .iter()
                .filter(|mat| mat.moved)
                .count(),
            verbatim: summary.map_or(0.0, |summary| (summary.verbatim * 1e4).round() / 1e4),
            findings: counts,
        },
        findings: findings.collect(),
    }
}
