//! A passage, a match, a finding or a candidate → the words about it that the screen, the session in sentences and the
//! reports have in common.
//!
//! One thing is said in one way wherever a reader meets it. What surrounds these words (numbers, signs, full stops) is
//! the business of whoever shows them. A finding is worded as "look here": what may have changed, never that it is
//! wrong.

mod evidence;

use super::align::{Passage, Relation};
use super::findings::Finding;
use super::pair::Diptych;
use crate::text::side::Side;
use std::ops::Range;

pub use evidence::{facts, score, verdict};

/// `perhaps ` before what is said of a passage with nothing but doubtful links.
pub fn perhaps(passage: &Passage) -> &'static str {
    if passage.unsure { "perhaps " } else { "" }
}

/// What became of the wording, to be followed by what it came from or went to.
pub fn relation(relation: Relation, side: Side) -> &'static str {
    match (relation, side) {
        (Relation::Verbatim, Side::Original) => "kept verbatim in",
        (Relation::Verbatim, Side::Rewrite) => "verbatim from",
        (Relation::Edited, Side::Original) => "edited into",
        (Relation::Edited, Side::Rewrite) => "edited from",
        (Relation::Reworded, Side::Original) => "reworded into",
        (Relation::Reworded, Side::Rewrite) => "reworded from",
    }
}

/// What became of a passage without a match: it is no content, or it was dropped or added.
pub fn without_match(is_content: bool, side: Side) -> &'static str {
    match (is_content, side) {
        (false, _) => "no content, and without a match",
        (true, Side::Original) => "dropped: nothing in the rewrite says this",
        (true, Side::Rewrite) => "added: nothing in the original says this",
    }
}

/// `number, likely: 42 became 24`.
pub fn finding(finding: &Finding) -> String {
    let (kind, certainty) = (finding.kind.name(), finding.certainty.name());
    format!("{kind}, {certainty}: {}", finding.note)
}

/// The words of a finding on one side, with those of their segments before and after them.
pub fn in_context(diptych: &Diptych, finding: &Finding, side: Side) -> Option<[Range<usize>; 3]> {
    let stretch = finding.stretches[side].as_ref()?;
    let segments = &diptych.segments[side];
    let start = segments.get(stretch.segments.start)?.range.start;
    let end = segments.get(stretch.segments.end - 1)?.range.end;
    let words = stretch.range.clone();
    Some([
        start.min(words.start)..words.start,
        words.clone(),
        words.end..end.max(words.end),
    ])
}
