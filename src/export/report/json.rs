//! [`Report`] → plain data for programs; docs/json.md documents the fields.

use super::Report;
use crate::compare::findings::{Confidence, Finding, FindingKind};
use crate::compare::ledger::{Entry, FactKind, FactState};
use crate::export::place::LineColumn;
use crate::review::record::Verdict;
use crate::text::side::{Pair, Side};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::ptr;

/// The JSON object of a pair, its fields in the order of the output.
#[derive(Serialize)]
pub struct JsonReport {
    /// The id, for a pair of a collection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Value>,
    /// The original.
    pub original: JsonDocument,
    /// The rewrite.
    pub rewrite: JsonDocument,
    summary: JsonSummary,
    findings: Vec<JsonFinding>,
    /// How much is reviewed, if a review was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<JsonProgress>,
    /// The ledger of facts, if it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    ledger: Option<Vec<JsonFact>>,
}

/// The JSON object of one side.
#[derive(Serialize)]
pub struct JsonDocument {
    name: String,
    segments: usize,
    /// The text that offsets refer to, if it is not the input itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
}

#[derive(Serialize)]
struct JsonProgress {
    reviewed: usize,
    of: usize,
    wrong: usize,
}

#[derive(Serialize)]
struct JsonSummary {
    matched: usize,
    dropped: usize,
    added: usize,
    moved: usize,
    verbatim: f64,
    kept: f64,
    copied: f64,
    new_words: f64,
    #[serde(serialize_with = "as_map")]
    findings: Vec<(FindingKind, usize)>,
    /// All of the pair, whether they are among the findings below or not.
    hints: usize,
    /// How many facts are in each state that has any, if the ledger was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    facts: Option<BTreeMap<FactState, usize>>,
}

#[derive(Serialize)]
struct JsonFinding {
    kind: FindingKind,
    certainty: Confidence,
    original: Option<JsonWords>,
    rewrite: Option<JsonWords>,
    note: String,
    /// The checkers that see it, and whether the rules of diptych do, too; only where there are some.
    #[serde(flatten)]
    seen_by: Option<JsonSeenBy>,
    /// What a person said of it, if a review was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<Verdict>,
}

#[derive(Serialize)]
struct JsonSeenBy {
    checkers: Vec<String>,
    rules: bool,
}

#[derive(Serialize)]
struct JsonFact {
    kind: FactKind,
    state: FactState,
    normal: String,
    original: Option<JsonMentions>,
    rewrite: Option<JsonMentions>,
    note: String,
}

/// How one side writes a fact, and everywhere it does.
#[derive(Serialize)]
struct JsonMentions {
    text: String,
    mentions: Vec<JsonMention>,
}

#[derive(Serialize)]
struct JsonMention {
    segments: Vec<usize>,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct JsonWords {
    segments: Vec<usize>,
    start: usize,
    end: usize,
    text: String,
}

/// The report as an object for JSON.
pub fn json(report: &Report) -> JsonReport {
    let Pair { original, rewrite } = Pair::from_fn(|side| {
        let document = &report.diptych.documents[side];
        JsonDocument {
            name: document.name.clone(),
            segments: report.diptych.segments[side].len(),
            content: document.is_extracted().then(|| document.text().to_owned()),
        }
    });
    let summary = report.summary();
    let findings = report.findings.iter();
    let verdicts = verdicts(report);
    let progress = report.review.as_ref().and_then(|review| review.progress);
    JsonReport {
        id: None,
        original,
        rewrite,
        summary: JsonSummary {
            matched: summary.matched,
            dropped: summary.dropped,
            added: summary.added,
            moved: summary.moved,
            verbatim: rounded(summary.verbatim),
            kept: rounded(summary.kept),
            copied: rounded(report.diptych.copied()),
            new_words: rounded(summary.new_words),
            findings: report.counts(),
            hints: report.diptych.n_hints(),
            facts: report.ledger.map(|entries| {
                let mut counts = BTreeMap::new();
                for entry in entries {
                    *counts.entry(entry.state).or_default() += 1;
                }
                counts
            }),
        },
        findings: findings
            .map(|&finding| {
                let verdict = verdicts.get(&ptr::from_ref(finding)).copied();
                json_finding(report, finding, verdict)
            })
            .collect(),
        review: progress.map(|progress| JsonProgress {
            reviewed: progress.n_reviewed,
            of: progress.n_units,
            wrong: progress.n_wrong,
        }),
        ledger: report.ledger.map(|entries| {
            let facts = entries.iter().map(|entry| json_fact(report, entry));
            facts.collect()
        }),
    }
}

/// A share with four digits: the rest is noise.
fn rounded(share: f64) -> f64 {
    (share * 1e4).round() / 1e4
}

/// What people said of the findings of the pair. A report has some of them, so they are told apart by where they stand
/// in memory.
fn verdicts(report: &Report) -> HashMap<*const Finding, Verdict> {
    let Some(review) = &report.review else {
        return HashMap::new();
    };
    let findings = report.diptych.findings();
    let verdicts = review.verdicts().into_iter();
    verdicts
        .filter_map(|(n, verdict)| Some((ptr::from_ref(findings.get(n)?), verdict)))
        .collect()
}

fn json_finding(report: &Report, finding: &Finding, verdict: Option<Verdict>) -> JsonFinding {
    let words = |side: Side| {
        let stretch = finding.stretches[side].as_ref()?;
        Some(JsonWords {
            segments: stretch.segments.clone().collect(),
            start: stretch.range.start,
            end: stretch.range.end,
            text: report.diptych.documents[side].text()[stretch.range.clone()].to_owned(),
        })
    };
    JsonFinding {
        kind: finding.kind,
        certainty: finding.confidence,
        original: words(Side::Original),
        rewrite: words(Side::Rewrite),
        note: finding.note.clone(),
        seen_by: (!finding.checkers.is_empty()).then(|| JsonSeenBy {
            checkers: finding
                .checkers
                .iter()
                .map(|name| name.to_string())
                .collect(),
            rules: finding.is_by_rules,
        }),
        verdict,
    }
}

fn json_fact(report: &Report, entry: &Entry) -> JsonFact {
    let mentions = |side: Side| {
        let mentions = entry.mentions[side].iter().map(|mention| {
            let LineColumn { line, column } = report.places[side].at(mention.range.start);
            JsonMention {
                segments: mention.segments.clone().collect(),
                start: mention.range.start,
                end: mention.range.end,
                line,
                column,
            }
        });
        Some(JsonMentions {
            text: entry.forms[side].clone()?,
            mentions: mentions.collect(),
        })
    };
    JsonFact {
        kind: entry.kind,
        state: entry.state,
        normal: entry.normal.clone(),
        original: mentions(Side::Original),
        rewrite: mentions(Side::Rewrite),
        note: entry.note.clone(),
    }
}

fn as_map<S: Serializer>(
    counts: &[(FindingKind, usize)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(counts.len()))?;
    for (kind, count) in counts {
        map.serialize_entry(kind, count)?;
    }
    map.end()
}
