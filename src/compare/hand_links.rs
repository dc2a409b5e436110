//! What a person said of two places of the texts, that they belong together or do not → the segments it is said of.
//!
//! Places are bytes, so that they stay when a text is divided in another way; segments are found anew for each division.

use super::align::HandLinks;
use crate::text::segment::Segment;
use crate::text::side::Pair;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What a person says of two places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkKind {
    /// They belong together.
    Same,
    /// They do not.
    Not,
}

/// A link that a person made or refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandLink {
    /// The two places: bytes of each text.
    pub at: Pair<Range<usize>>,
    /// Which of the two.
    pub kind: LinkKind,
}

impl HandLink {
    /// The same with the sides exchanged.
    pub fn exchanged(&self) -> HandLink {
        HandLink {
            at: self.at.clone().swapped(),
            kind: self.kind,
        }
    }
}

/// What links, in the order in which they were made, say of the segments of the texts.
pub fn on_segments(links: &[HandLink], segments: &Pair<Vec<Segment>>) -> HandLinks {
    let mut on_segments = HandLinks::default();
    for link in links {
        let stretches = Pair::from_fn(|side| stretch(&segments[side], &link.at[side]));
        match link.kind {
            LinkKind::Same => on_segments.link(&stretches),
            LinkKind::Not => on_segments.refuse(&stretches),
        }
    }
    on_segments
}

/// The segments of which a place has at least half; if there is none, the one of which it has most. None for a place
/// between two segments.
fn stretch(segments: &[Segment], at: &Range<usize>) -> Range<usize> {
    let first = segments.partition_point(|segment| segment.range.end <= at.start);
    let n = segments[first..].partition_point(|segment| segment.range.start < at.end);
    let shared = |segment: usize| {
        let range = &segments[segment].range;
        at.end
            .min(range.end)
            .saturating_sub(at.start.max(range.start))
    };
    let is_held = |&segment: &usize| 2 * shared(segment) >= segments[segment].range.len();
    let mut held = (first..first + n).filter(is_held);
    match (held.next(), held.next_back()) {
        (Some(only), None) => only..only + 1,
        (Some(start), Some(last)) => start..last + 1,
        (None, _) => {
            let most = (first..first + n).max_by_key(|&segment| shared(segment));
            most.map_or(first..first, |most| most..most + 1)
        }
    }
}
