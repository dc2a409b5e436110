//! [`Diptych`] → what `diptych check` prints about it: the findings and the ledger of facts, as text, JSON, Markdown or an HTML page.
//!
//! ```text
//! Diptych ─► Report (the selected findings) ─► text | json | markdown | html
//! ```
//!
//! Documents are not trusted: each format escapes them in a function of its own ([`glyph`] for text), so that they can
//! add words to the output and nothing else.

mod excerpt;
mod head;
mod html;
mod json;
mod ledger;
mod markdown;
mod rows;
mod said;
#[cfg(test)]
mod tests;
mod text;

use crate::compare::findings::{Confidence, Finding, FindingKind};
use crate::compare::ledger::Entry;
use crate::compare::pair::{self, Diptych};
use crate::compare::wording;
use crate::export::place::{LineColumn, Places};
use crate::export::review::ReviewReport;
use crate::text::count::count;
use crate::text::glyph;
use crate::text::side::{Pair, Side};
pub use head::GENERATOR;
pub use html::{html, reviewed_html};
pub use json::{JsonReport, json};
pub use markdown::markdown;
pub use said::page_of_records;
pub use text::{ReportStyle, text};

/// Which findings a report has, and whether it has the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// These kinds.
    pub kinds: Vec<FindingKind>,
    /// At least this certain.
    pub confidence: Confidence,
    /// Whether the ledger of facts is printed, too; a page always has it, and shows it at once if this is true.
    pub has_ledger: bool,
}

impl Default for Selection {
    fn default() -> Selection {
        Selection {
            kinds: FindingKind::ALL.to_vec(),
            confidence: Confidence::Likely,
            has_ledger: false,
        }
    }
}

impl Selection {
    /// Whether a finding is selected.
    pub fn has(&self, finding: &Finding) -> bool {
        self.kinds.contains(&finding.kind) && finding.confidence >= self.confidence
    }
}

/// A pair and its selected findings.
pub struct Report<'a> {
    /// The pair, matched.
    pub diptych: &'a Diptych,
    /// In the order of the rewrite.
    pub findings: Vec<&'a Finding>,
    /// The ledger of facts, if it was asked for.
    pub ledger: Option<&'a [Entry]>,
    /// The paths of the files, as they are printed.
    pub paths: Pair<String>,
    /// What people said of the pair, which a page shows beside the findings, and JSON with them.
    pub review: Option<ReviewReport>,
    /// Where the bytes of the texts stand in the files.
    pub(super) places: Pair<Places<'a>>,
}

impl<'a> Report<'a> {
    /// The report on a pair whose files have the names of its documents.
    pub fn new(diptych: &'a Diptych, selection: &Selection) -> Report<'a> {
        let findings = diptych.findings().iter();
        Report {
            diptych,
            findings: findings.filter(|finding| selection.has(finding)).collect(),
            ledger: selection.has_ledger.then(|| diptych.ledger()),
            paths: Pair::from_fn(|side| diptych.documents[side].name.clone()),
            review: None,
            places: diptych.documents.as_ref().as_ref().map(Places::of),
        }
    }

    /// How many findings there are of each kind that has any, in the order of [`FindingKind::ALL`].
    pub fn counts(&self) -> Vec<(FindingKind, usize)> {
        self.counts_of(|_| true)
    }

    fn counts_of(&self, has: impl Fn(&Finding) -> bool) -> Vec<(FindingKind, usize)> {
        let of_kind = |finding: &&&Finding, kind| finding.kind == kind && has(finding);
        let count = |kind| self.findings.iter().filter(|f| of_kind(f, kind)).count();
        let counts = FindingKind::ALL.into_iter().map(|kind| (kind, count(kind)));
        counts.filter(|&(_, count)| count > 0).collect()
    }

    /// `3 findings: number 2, name 1 +16 hints`: those that count, by kind, and how many hints there are besides.
    fn findings_in_words(&self) -> String {
        let counts = self.counts_of(Finding::counts);
        let kinds = counts
            .iter()
            .map(|(kind, n)| format!("{} {n}", kind.name()));
        let kinds: Vec<String> = kinds.collect();
        let findings = match counts.iter().map(|(_, n)| n).sum() {
            0 => "no findings".to_owned(),
            n => format!("{}: {}", count(n, "finding"), kinds.join(", ")),
        };
        match self.diptych.n_hints() {
            0 => findings,
            n => format!("{findings} {}", wording::more_hints(n)),
        }
    }

    /// The side that gives a finding its place: the rewrite, unless the finding has no words there.
    fn main_side(finding: &Finding) -> Side {
        match finding.stretches.rewrite {
            Some(_) => Side::Rewrite,
            None => Side::Original,
        }
    }

    /// `rewrite.txt:14:19`, the way compilers print a place.
    fn place(&self, side: Side, offset: usize) -> String {
        let LineColumn { line, column } = self.places[side].at(offset);
        let path = glyph::escaped(&self.paths[side]);
        format!("{path}:{line}:{column}")
    }

    fn summary(&self) -> ReportSummary {
        let Some(comparison) = &self.diptych.comparison else {
            return ReportSummary::default();
        };
        let (summary, matches) = (&comparison.summary, &comparison.alignment.matches);
        ReportSummary {
            matched: matches.len(),
            dropped: summary.dropped,
            added: summary.added,
            moved: matches.iter().filter(|mat| mat.moved).count(),
            verbatim: summary.verbatim,
            kept: summary.kept,
            new_words: summary.new_words,
        }
    }
}

/// The figures of a whole pair; all are zero if it is not matched.
#[derive(Default)]
struct ReportSummary {
    matched: usize,
    dropped: usize,
    added: usize,
    moved: usize,
    verbatim: f64,
    kept: f64,
    new_words: f64,
}

impl ReportSummary {
    /// `27 matches`, `14 dropped`, `2 added`, `1 moved`, `43 % kept`, `12 % new words`.
    fn describe(&self) -> [String; 6] {
        [
            count(self.matched, "match"),
            format!("{} dropped", self.dropped),
            format!("{} added", self.added),
            format!("{} moved", self.moved),
            format!("{} % kept", pair::percent(self.kept)),
            format!("{} % new words", pair::percent(self.new_words)),
        ]
    }
}
