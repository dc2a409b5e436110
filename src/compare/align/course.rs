//! Sure pairs → [`Course`]: where a segment would stand in the other text if the two ran in parallel.
//!
//! Where a text repeats itself, wording does not say which of several equal segments belongs to which; the place does.

use super::{Link, backbone};
use crate::text::side::{Pair, Side};
use std::ops::Range;

/// A chain of pairs that goes forward on both sides, with the ends of the texts.
pub struct Course {
    anchors: Vec<Pair<usize>>,
    size: Pair<usize>,
}

impl Course {
    /// The heaviest chain of `links` (by score), which are ordered by original, then rewrite.
    pub fn new(links: &[Link], size: Pair<usize>) -> Course {
        let mut anchors: Vec<Pair<usize>> = Vec::new();
        for link in backbone::backbone(links) {
            let next = links[link].segments;
            let goes_on =
                |last: &Pair<usize>| last.original < next.original && last.rewrite < next.rewrite;
            if anchors.last().is_none_or(goes_on) {
                anchors.push(next);
            }
        }
        Course { anchors, size }
    }

    /// How many anchors stand at or before a segment of one side: segments with the same number lie between the same
    /// two anchors.
    pub fn gap(&self, side: Side, segment: usize) -> usize {
        self.anchors
            .partition_point(|anchor| anchor[side] <= segment)
    }

    /// Of `places` in the other text, which are in order and not empty, the one that fits a segment of `side` best: one
    /// between the same anchors, and of these the nearest to where the segment would stand.
    pub fn nearest(&self, side: Side, segment: usize, places: &[u32]) -> usize {
        if let [only] = places {
            return *only as usize;
        }
        let (own, there) = self.around(side, segment);
        let along = (segment - own.start) * there.len() / own.len().max(1);
        let expected = there.start + along;
        let is_outside = |place: usize| !there.contains(&place);
        let after = places.partition_point(|&place| (place as usize) < expected);
        let near = places[after.saturating_sub(1)..].iter().take(2);
        near.map(|&place| place as usize)
            .min_by_key(|&place| (is_outside(place), place.abs_diff(expected)))
            .expect("there are places")
    }

    /// The segments between the anchors around a segment of `side`, the first anchor included, on `side` and on the
    /// other.
    fn around(&self, side: Side, segment: usize) -> (Range<usize>, Range<usize>) {
        let gap = self.gap(side, segment);
        let start = gap.checked_sub(1).map(|before| self.anchors[before]);
        let end = self.anchors.get(gap);
        let range = |side: Side| {
            start.map_or(0, |start| start[side])..end.map_or(self.size[side], |end| end[side])
        };
        (range(side), range(side.other()))
    }
}
