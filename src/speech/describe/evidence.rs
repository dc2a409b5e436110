//! The selected candidate of the evidence panel → the evidence for it and against it, in sentences.

use super::{sentence, text};
use crate::app::reader::{Mode, Reader};
use crate::compare::wording;
use crate::text::glyph;

/// The selected candidate and its evidence.
pub(super) fn candidate(reader: &Reader) -> String {
    let Mode::Evidence(evidence) = reader.mode() else {
        return String::new();
    };
    let (diptych, explanation) = (reader.diptych(), &evidence.explanation);
    let there = explanation.side.other();
    let Some(candidate) = evidence.candidate() else {
        return sentence(&wording::no_candidate(there));
    };
    let segment = candidate.segments[there];
    let facts: Vec<String> = wording::facts(diptych, explanation, candidate)
        .into_iter()
        .map(|(label, fact)| " ".to_owned() + &sentence(&format!("{label}: {fact}")))
        .collect();
    glyph::visible(&format!(
        "Candidate {} of {}, {} of the {}, {}. It says: {}{}",
        evidence.list.cursor + 1,
        evidence.shown.len(),
        wording::segment_place(diptych, there, segment),
        there.name(),
        wording::verdict(explanation, candidate),
        text(diptych, there, &[segment]),
        facts.concat()
    ))
}
