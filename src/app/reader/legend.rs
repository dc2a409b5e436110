//! The tables of signs, shapes, marks, lenses and layouts → the legend that heads the help page.
//!
//! It lists what the screen is drawn from, so that the two cannot differ; the view draws each sample as it draws the thing
//! itself.

use super::Lens;
use crate::app::keymap::HelpRow;
use crate::app::layout::Arrangement;
use crate::app::signs::{RulerMark, Sample, Sign, WordSample};
use crate::compare::ledger::FactState;

/// The rows of the legend, under their headings.
pub(super) fn legend() -> Vec<HelpRow> {
    let mut rows = vec![HelpRow::Heading("Signs beside the text")];
    rows.extend(Sign::ALL.map(|sign| row(Sample::Sign(sign), sign.meaning())));
    rows.push(row(Sample::Bar, "your passage, and its counterpart"));
    rows.push(row(Sample::UnsureBar, "a doubtful counterpart"));
    rows.push(HelpRow::Heading("Maps at the edges"));
    rows.extend(RulerMark::ALL.map(|mark| row(Sample::Ruler(mark), mark.meaning())));
    rows.push(HelpRow::Heading("Words"));
    rows.extend(WordSample::ALL.map(|words| row(Sample::Words(words), words.meaning())));
    rows.push(HelpRow::Heading("Facts in the ledger"));
    rows.extend(FactState::ALL.map(|state| row(Sample::Fact(state), fact_meaning(state))));
    rows.push(HelpRow::Heading("Figures"));
    rows.extend(TERMS.map(|(term, meaning)| row(Sample::Term(term), meaning)));
    rows.push(HelpRow::Heading("Lenses: what is lit"));
    rows.extend(Lens::ALL.map(|lens| row(Sample::Term(lens.name()), lens.help())));
    rows.push(HelpRow::Heading("Layouts"));
    rows.extend(Arrangement::ALL.map(|layout| row(Sample::Term(layout.name()), layout.help())));
    rows
}

fn row(sample: Sample, meaning: &'static str) -> HelpRow {
    HelpRow::Sample { sample, meaning }
}

fn fact_meaning(state: FactState) -> &'static str {
    match state {
        FactState::New => "new: only the rewrite has it",
        FactState::Differs => "differs: the rewrite has another one in its place",
        FactState::Gone => "gone: only the original has it",
        FactState::Kept => "kept: both sides have it, in whatever words",
    }
}

/// What stands behind figures.
const TERMS: [(&str, &str); 4] = [
    (
        "passage 12.3",
        "the third part of passage 12: an alternative in the evidence",
    ),
    (
        "score",
        "how likely a match is right: .8 is right about eight times in ten",
    ),
    (
        "kept",
        "of a passage, the share of the words of both sides that both have",
    ),
    (
        "% kept",
        "of a text, the share of its words that come from its counterparts",
    ),
];
