//! The candidate that a session looks at → what speaks for it and against it, in sentences.

use super::text;
use crate::app::reader::{Mode, Reader};
use crate::compare::wording;
use crate::text::glyph;

/// The candidate that is looked at, in sentences.
pub(super) fn told(reader: &Reader) -> String {
    let Mode::Evidence(evidence) = reader.mode() else {
        return String::new();
    };
    let (diptych, explanation) = (reader.diptych(), &evidence.explanation);
    let there = explanation.side.other();
    let Some(candidate) = evidence.candidate() else {
        return format!("Nothing in the {} shares a word with this.", there.name());
    };
    let segment = candidate.segments[there];
    let facts: Vec<String> = wording::facts(diptych, explanation, candidate)
        .into_iter()
        .map(|(label, fact)| format!(" {}{}: {fact}.", label[..1].to_uppercase(), &label[1..]))
        .collect();
    glyph::visible(&format!(
        "Candidate {} of {}, passage {} of the {}, {}. It says: {}{}",
        evidence.list.cursor + 1,
        evidence.shown.len(),
        diptych.passage_of(there, segment) + 1,
        there.name(),
        wording::verdict(explanation, candidate),
        text(diptych, there, &[segment]),
        facts.concat()
    ))
}
