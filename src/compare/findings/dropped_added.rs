//! Segments without a match → dropped and added passages, weighed by how much they say.
//!
//! Neighbouring segments of one block are one finding. Boilerplate, stamps, bylines and passages without a content word
//! are none.

use super::{Confidence, Context, Finding, FindingKind, weight};
use crate::compare::align::PERHAPS_FROM;
use crate::compare::facts::cued_text::WordRole;
use crate::text::segment;
use crate::text::side::{Pair, Side};
use std::ops::Range;

/// Content words from which on a passage without a match is likely to say something.
const CONTENT_MIN: usize = 4;

/// The findings of one side.
pub(super) fn findings(context: &Context, side: Side, findings: &mut Vec<Finding>) {
    let reading = &context.readings[side];
    let match_of = &context.alignment.match_of[side];
    let best = context.alignment.best_runners_up(side);
    let score = |n: usize| best[n].map_or(0.0, |n| context.alignment.runners_up[n].score);
    let mut next = 0;
    while next < match_of.len() {
        let first = next;
        let is_open = |n: usize| {
            match_of[n].is_none()
                && reading.blocks[n] == reading.blocks[first]
                && counts(reading.kinds[n])
        };
        next += (first..match_of.len())
            .take_while(|&n| is_open(n))
            .count()
            .max(1);
        if is_open(first) {
            let came_close = (first..next).map(score).fold(0.0, f32::max);
            findings.extend(finding(context, side, first..next, came_close));
        }
    }
}

fn counts(kind: segment::SegmentKind) -> bool {
    kind.is_content() && kind != segment::SegmentKind::Byline
}

/// `came_close` is the best score of a runner-up of the segments, 0 if there is none.
fn finding(
    context: &Context,
    side: Side,
    segments: Range<usize>,
    came_close: f32,
) -> Option<Finding> {
    let reading = &context.readings[side];
    let words = reading.words_of(segments.start).start..reading.words_of(segments.end - 1).end;
    let content = reading.words[words.clone()]
        .iter()
        .filter(|word| word.role == WordRole::Content)
        .count();
    let facts = reading.quantities_in(words.clone()).len() + reading.dates_in(words.clone()).len();
    let is_heading = matches!(
        reading.kinds[segments.start],
        segment::SegmentKind::Heading | segment::SegmentKind::Title
    );
    let confidence = match content {
        0 => return None,
        CONTENT_MIN.. if !is_heading => Confidence::Likely,
        _ => Confidence::Hint,
    };
    let kind = match side {
        Side::Original => FindingKind::Dropped,
        Side::Rewrite => FindingKind::Added,
    };
    let stretch = reading.stretch(words);
    let mut stretches = Pair {
        original: None,
        rewrite: None,
    };
    stretches[side] = stretch;
    let says = (content + 3 * facts) as f32;
    Some(Finding {
        kind,
        confidence,
        stretches,
        note: match came_close >= PERHAPS_FROM {
            true => perhaps_said(side, segments.len()),
            false => no_counterpart(side, segments.len()),
        },
        weight: weight(kind, confidence) * says / (says + 12.0),
        is_by_rules: true,
        checkers: Vec::new(),
    })
}

/// `no match in the rewrite, though something comes close`: of `n_sentences` of a side without a counterpart, for one of
/// which there is a runner-up.
fn perhaps_said(side: Side, n_sentences: usize) -> String {
    let there = side.other().name();
    match n_sentences {
        1 => format!("no match in the {there}, though something comes close"),
        n => {
            format!("no match in the {there} for these {n} sentences, though something comes close")
        }
    }
}

/// `nothing in the rewrite says this`: of `n_sentences` of a side without a counterpart.
pub fn no_counterpart(side: Side, n_sentences: usize) -> String {
    let there = side.other().name();
    match n_sentences {
        1 => format!("nothing in the {there} says this"),
        n => format!("nothing in the {there} says these {n} sentences"),
    }
}
