//! What a person ruled about segments → [`HandLinks`]: links that are certain, and pairs that are none.
//!
//! Matching takes both as given: a certain link has score 1 and competes like any other, a refused pair is no candidate.
//! Neither closes its segments to further links.

use super::Link;
use crate::text::side::{Pair, Side};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The score of a link that a person made.
pub const HAND_SCORE: f32 = 1.0;

/// The links that a person made or refused, by segments. Of two rulings on the same segments the later one holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HandLinks {
    /// Segments of the original and of the rewrite that belong together.
    same: BTreeSet<(usize, usize)>,
    /// By segment of the original the stretches of the rewrite that do not belong to it, unless `same` has the pair.
    not: BTreeMap<usize, Vec<Range<usize>>>,
}

impl HandLinks {
    /// Two stretches of segments belong together: from the first of both to the last of both, each segment is linked
    /// with the one that stands as far on in the other stretch. This joins all of them in one match, in order, and
    /// takes no more links than both have segments.
    pub fn link(&mut self, stretches: &Pair<Range<usize>>) {
        let n = stretches.as_ref().map(|stretch| stretch.len());
        if n.original == 0 || n.rewrite == 0 {
            return;
        }
        let mut at = Pair::<usize>::default();
        loop {
            let pair = Pair::from_fn(|side| stretches[side].start + at[side]);
            self.same.insert((pair.original, pair.rewrite));
            // How far each side would be after its next segment.
            let ahead = Pair::from_fn(|side| (at[side] + 1) * n[side.other()]);
            if ahead.original >= n.original * n.rewrite && ahead.rewrite >= n.original * n.rewrite {
                return;
            }
            let next = match ahead.original <= ahead.rewrite {
                true => Side::Original,
                false => Side::Rewrite,
            };
            at[next] += 1;
        }
    }

    /// No segment of one stretch belongs to one of the other.
    pub fn refuse(&mut self, stretches: &Pair<Range<usize>>) {
        let Pair { original, rewrite } = stretches;
        self.same
            .retain(|(o, r)| !original.contains(o) || !rewrite.contains(r));
        for segment in original.clone() {
            self.not.entry(segment).or_default().push(rewrite.clone());
        }
    }

    /// Whether nothing was ruled.
    pub fn is_empty(&self) -> bool {
        self.same.is_empty() && self.not.is_empty()
    }

    /// The pairs that belong together, ordered by original, then rewrite.
    pub fn same(&self) -> impl Iterator<Item = Pair<usize>> + '_ {
        let pairs = self.same.iter();
        pairs.map(|&(original, rewrite)| Pair { original, rewrite })
    }

    /// Whether a person said that two segments belong together.
    pub fn has(&self, segments: Pair<usize>) -> bool {
        self.same.contains(&(segments.original, segments.rewrite))
    }

    /// Whether a person said that two segments do not belong together.
    pub fn refuses(&self, segments: Pair<usize>) -> bool {
        let stretches = self.not.get(&segments.original).into_iter().flatten();
        let mut stretches = stretches.filter(|stretch| stretch.contains(&segments.rewrite));
        stretches.next().is_some() && !self.has(segments)
    }

    /// The refused pairs of some segments of a side, up to `n_most` of each.
    pub fn refused(&self, side: Side, own: Range<usize>, n_most: usize) -> Vec<Pair<usize>> {
        let all = self.not.iter().flat_map(|(&original, stretches)| {
            let rewrites = stretches.iter().cloned().flatten();
            rewrites.map(move |rewrite| Pair { original, rewrite })
        });
        let mut refused = Vec::new();
        for segment in own {
            let of_segment = all.clone().filter(|pair| pair[side] == segment);
            refused.extend(of_segment.filter(|&pair| self.refuses(pair)).take(n_most));
        }
        refused
    }

    /// Links, ordered by original, then rewrite, as a person wants them.
    pub(super) fn applied(&self, mut links: Vec<Link>) -> Vec<Link> {
        links.retain(|link| !self.has(link.segments) && !self.refuses(link.segments));
        links.extend(self.same().map(|segments| Link {
            segments,
            score: HAND_SCORE,
        }));
        links.sort_by_key(|link| (link.segments.original, link.segments.rewrite));
        links
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(links: &HandLinks) -> Vec<(usize, usize)> {
        let pairs = links.same();
        pairs.map(|pair| (pair.original, pair.rewrite)).collect()
    }

    fn at(original: Range<usize>, rewrite: Range<usize>) -> Pair<Range<usize>> {
        Pair { original, rewrite }
    }

    #[test]
    fn stretches_are_linked_from_end_to_end() {
        for (stretches, expected) in [
            (at(2..3, 5..6), vec![(2, 5)]),
            (at(2..3, 5..8), vec![(2, 5), (2, 6), (2, 7)]),
            (at(0..2, 0..2), vec![(0, 0), (1, 0), (1, 1)]),
            (at(0..2, 0..4), vec![(0, 0), (0, 1), (1, 1), (1, 2), (1, 3)]),
            (at(1..1, 0..4), vec![]),
        ] {
            let mut links = HandLinks::default();
            links.link(&stretches);
            assert_eq!(pairs(&links), expected, "{stretches:?}");
        }
    }

    #[test]
    fn the_later_of_two_rulings_holds() {
        let mut links = HandLinks::default();
        links.link(&at(0..1, 0..3));
        links.refuse(&at(0..1, 1..5));
        assert_eq!(pairs(&links), [(0, 0)]);
        let pair = |original, rewrite| Pair { original, rewrite };
        assert!(links.refuses(pair(0, 4)) && !links.refuses(pair(0, 5)));
        links.link(&at(0..1, 4..5));
        assert!(links.has(pair(0, 4)) && !links.refuses(pair(0, 4)) && links.refuses(pair(0, 3)));
        assert_eq!(links.refused(Side::Rewrite, 1..5, 9).len(), 3);
        assert_eq!(links.refused(Side::Original, 0..1, 2).len(), 2);
    }
}
