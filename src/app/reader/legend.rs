//! The tables of signs, shapes, marks, lenses and layouts → the legend that heads the help page.
//!
//! It lists what the screen is drawn from, so that the two cannot differ; the view draws each sample as it draws the thing
//! itself.

use super::Lens;
use crate::app::keymap::HelpRow;
use crate::app::layout::Arrangement;
use crate::app::signs::{MARKED_MEANING, ReviewSign, RulerMark, Sample, Sign, WordSample};
use crate::compare::ledger::FactState;

/// The rows of the legend, under their headings.
pub(super) fn legend() -> Vec<HelpRow> {
    let mut rows = vec![HelpRow::Heading("Signs beside the text")];
    for sign in Sign::ALL {
        explain(&mut rows, Sample::Sign(sign), sign.meaning());
    }
    for sign in ReviewSign::ALL {
        explain(&mut rows, Sample::Review(sign), sign.meaning());
    }
    explain(&mut rows, Sample::Marked, MARKED_MEANING);
    explain(&mut rows, Sample::Bar, "your passage, and its counterpart");
    explain(&mut rows, Sample::UnsureBar, "a doubtful counterpart");
    rows.push(HelpRow::Heading("Maps at the edges"));
    for mark in RulerMark::ALL {
        explain(&mut rows, Sample::Ruler(mark), mark.meaning());
    }
    rows.push(HelpRow::Heading("Words"));
    for words in WordSample::ALL {
        explain(&mut rows, Sample::Words(words), words.meaning());
    }
    rows.push(HelpRow::Heading("Facts in the ledger"));
    for state in FactState::ALL {
        explain(&mut rows, Sample::Fact(state), fact_meaning(state));
    }
    rows.push(HelpRow::Heading("Figures"));
    for (term, meaning) in TERMS {
        explain(&mut rows, Sample::Term(term), meaning);
    }
    rows.push(HelpRow::Heading("Lenses: what is lit"));
    for lens in Lens::ALL {
        explain(&mut rows, Sample::Term(lens.name()), lens.help());
    }
    rows.push(HelpRow::Heading("Layouts"));
    for layout in Arrangement::ALL {
        explain(&mut rows, Sample::Term(layout.name()), layout.help());
    }
    rows
}

/// Adds a sample and its meaning, in as many rows as it takes for every screen to show all of it; those after the first
/// have no sample.
fn explain(rows: &mut Vec<HelpRow>, sample: Sample, meaning: &'static str) {
    let lines = textwrap::wrap(meaning, MEANING_MAX).into_iter();
    let samples = std::iter::once(Some(sample)).chain(std::iter::repeat(None));
    rows.extend(
        samples
            .zip(lines)
            .map(|(sample, meaning)| HelpRow::Sample { sample, meaning }),
    );
}

/// Columns of a meaning: what a screen of 60 has room for behind the samples.
const MEANING_MAX: usize = 44;

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
        "12.3",
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
