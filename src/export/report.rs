//! [`Diptych`] → what `diptych check` prints about it: the places to look at, as text, JSON, Markdown or a page.
//!
//! ```text
//! Diptych ─► Report (the findings that were asked for) ─► text | json | markdown | html
//! ```
//!
//! Documents are not trusted: each form lets no more of them through than words, by a door of its own
//! ([`glyph`] for text, escapes for the others).

mod excerpt;
mod html;
mod json;
mod markdown;
mod rows;
#[cfg(test)]
mod tests;
mod text;

use crate::compare::findings::{Certainty, Finding, Kind};
use crate::compare::pair::Diptych;
use crate::text::document::Document;
use crate::text::glyph;
use crate::text::side::{Pair, Side};
pub use html::html;
pub use json::{Checked, checked};
pub use markdown::markdown;
pub use text::{Look, text};

/// Which findings are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// The kinds.
    pub kinds: Vec<Kind>,
    /// The least certainty.
    pub certainty: Certainty,
}

impl Default for Selection {
    fn default() -> Selection {
        Selection {
            kinds: Kind::ALL.to_vec(),
            certainty: Certainty::Likely,
        }
    }
}

impl Selection {
    /// Whether a finding is asked for.
    pub fn has(&self, finding: &Finding) -> bool {
        self.kinds.contains(&finding.kind) && finding.certainty >= self.certainty
    }
}

/// A pair and those of its findings that were asked for.
pub struct Report<'a> {
    /// The pair, matched.
    pub diptych: &'a Diptych,
    /// In the order of the rewrite.
    pub findings: Vec<&'a Finding>,
    /// How to say where a file is.
    pub paths: Pair<String>,
}

impl<'a> Report<'a> {
    /// Of a pair whose files are called what its documents are.
    pub fn new(diptych: &'a Diptych, selection: &Selection) -> Report<'a> {
        let findings = diptych.findings().iter();
        Report {
            diptych,
            findings: findings.filter(|finding| selection.has(finding)).collect(),
            paths: Pair::from_fn(|side| diptych.documents[side].name.clone()),
        }
    }

    /// Whether a finding is of one of these kinds.
    pub fn has_any(&self, kinds: &[Kind]) -> bool {
        let mut findings = self.findings.iter();
        findings.any(|finding| kinds.contains(&finding.kind))
    }

    /// How many findings there are of each kind that has any, in the order of [`Kind::ALL`].
    pub fn counts(&self) -> Vec<(Kind, usize)> {
        let count = |kind| self.findings.iter().filter(|f| f.kind == kind).count();
        let counts = Kind::ALL.into_iter().map(|kind| (kind, count(kind)));
        counts.filter(|&(_, count)| count > 0).collect()
    }

    /// The side whose place is the finding's: the rewrite, unless it has nothing to show.
    fn main_side(finding: &Finding) -> Side {
        match finding.stretches.rewrite {
            Some(_) => Side::Rewrite,
            None => Side::Original,
        }
    }

    /// `rewrite.txt:14:19`, as compilers say where something is.
    fn place(&self, side: Side, offset: usize) -> String {
        let Place { line, column } = Place::of(&self.diptych.documents[side], offset);
        let path = glyph::escaped(&self.paths[side]);
        format!("{path}:{line}:{column}")
    }

    fn figures(&self) -> Figures {
        let Some(comparison) = &self.diptych.comparison else {
            return Figures::default();
        };
        let (summary, matches) = (&comparison.summary, &comparison.alignment.matches);
        Figures {
            matched: matches.len(),
            dropped: summary.dropped,
            added: summary.added,
            moved: matches.iter().filter(|mat| mat.moved).count(),
            verbatim: summary.verbatim,
        }
    }
}

/// The figures of a whole pair; nothing of one that is not matched.
#[derive(Default)]
struct Figures {
    matched: usize,
    dropped: usize,
    added: usize,
    moved: usize,
    verbatim: f64,
}

/// Where something stands in a text, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    line: usize,
    /// In characters.
    column: usize,
}

impl Place {
    fn of(document: &Document, offset: usize) -> Place {
        let before = &document.text()[..document.text().floor_char_boundary(offset)];
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        if let Some(line) = document
            .source_line(offset)
            .filter(|_| document.is_extracted())
        {
            return Place { line, column: 1 }; // the text is not the file, but it knows the lines of that
        }
        Place {
            line: before.matches('\n').count() + 1,
            column: before[line..].chars().count() + 1,
        }
    }
}
