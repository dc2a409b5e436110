//! [`Report`] → plain data for programs; its fields are documented for users in the README.

use super::Report;
use crate::compare::findings::{Certainty, Finding, Kind};
use crate::text::side::{Pair, Side};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::Value;

/// What JSON says of a pair, in the order in which it says it.
#[derive(Serialize)]
pub struct Checked {
    /// Of a pair of a collection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Value>,
    /// The original.
    pub original: Text,
    /// The rewrite.
    pub rewrite: Text,
    summary: Summary,
    findings: Vec<Found>,
}

/// What JSON says of a side.
#[derive(Serialize)]
pub struct Text {
    name: String,
    segments: usize,
    /// The text that offsets count in, where it is not the one that came in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
}

impl Checked {
    /// Whether a finding is of one of these kinds.
    pub fn has_any(&self, kinds: &[Kind]) -> bool {
        self.findings
            .iter()
            .any(|found| kinds.contains(&found.kind))
    }
}

#[derive(Serialize)]
struct Summary {
    matched: usize,
    dropped: usize,
    added: usize,
    moved: usize,
    verbatim: f64,
    #[serde(serialize_with = "as_map")]
    findings: Vec<(Kind, usize)>,
}

#[derive(Serialize)]
struct Found {
    kind: Kind,
    certainty: Certainty,
    original: Option<Words>,
    rewrite: Option<Words>,
    note: String,
}

#[derive(Serialize)]
struct Words {
    segments: Vec<usize>,
    start: usize,
    end: usize,
    text: String,
}

/// The report as data.
pub fn checked(report: &Report) -> Checked {
    let Pair { original, rewrite } = Pair::from_fn(|side| {
        let document = &report.diptych.documents[side];
        Text {
            name: document.name.clone(),
            segments: report.diptych.segments[side].len(),
            content: document.is_extracted().then(|| document.text().to_owned()),
        }
    });
    let figures = report.figures();
    let findings = report.findings.iter();
    Checked {
        id: None,
        original,
        rewrite,
        summary: Summary {
            matched: figures.matched,
            dropped: figures.dropped,
            added: figures.added,
            moved: figures.moved,
            // Four digits: more would only be noise.
            verbatim: (figures.verbatim * 1e4).round() / 1e4,
            findings: report.counts(),
        },
        findings: findings.map(|finding| found(report, finding)).collect(),
    }
}

fn found(report: &Report, finding: &Finding) -> Found {
    let words = |side: Side| {
        let stretch = finding.stretches[side].as_ref()?;
        Some(Words {
            segments: stretch.segments.clone().collect(),
            start: stretch.range.start,
            end: stretch.range.end,
            text: report.diptych.documents[side].text()[stretch.range.clone()].to_owned(),
        })
    };
    Found {
        kind: finding.kind,
        certainty: finding.certainty,
        original: words(Side::Original),
        rewrite: words(Side::Rewrite),
        note: finding.note.clone(),
    }
}

fn as_map<S: Serializer>(counts: &[(Kind, usize)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(counts.len()))?;
    for (kind, count) in counts {
        map.serialize_entry(kind, count)?;
    }
    map.end()
}
