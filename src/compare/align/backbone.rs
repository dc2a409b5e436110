//! Links → the backbone: the heaviest chain of them that is in order on both sides.

use super::Link;

/// The chain of links with the greatest sum of scores that is in order on both sides, as indices into `links`.
/// `links` are ordered by original, then rewrite. Among equal chains the one whose links come first wins.
///
/// A link can follow all links before it in the list that do not stand later in the rewrite, so one pass suffices,
/// with the best chain up to each segment of the rewrite in a Fenwick tree: n links and m segments take n log m.
pub fn backbone(links: &[Link]) -> Vec<usize> {
    let n_rewrite = links.iter().map(|link| link.segments.rewrite + 1).max();
    let mut best = Prefixes(vec![Chain::default(); n_rewrite.unwrap_or(0)]);
    let mut before = Vec::with_capacity(links.len());
    for (link_idx, link) in links.iter().enumerate() {
        let chain = best.up_to(link.segments.rewrite);
        before.push(chain.last);
        let longer = Chain {
            weight: chain.weight + f64::from(link.score),
            last: Some(link_idx),
        };
        best.raise(link.segments.rewrite, longer);
    }
    let last = best
        .0
        .len()
        .checked_sub(1)
        .and_then(|last| best.up_to(last).last);
    let mut backbone: Vec<usize> = std::iter::successors(last, |&link| before[link]).collect();
    backbone.reverse();
    backbone
}

#[derive(Debug, Clone, Copy, Default)]
struct Chain {
    weight: f64,
    last: Option<usize>,
}

/// A Fenwick tree for the heaviest chain that ends at or before a place.
struct Prefixes(Vec<Chain>);

impl Prefixes {
    fn up_to(&self, place: usize) -> Chain {
        let mut best = Chain::default();
        let mut end = place + 1;
        while end > 0 {
            best = heavier(best, self.0[end - 1]);
            end &= end - 1;
        }
        best
    }

    fn raise(&mut self, place: usize, chain: Chain) {
        let mut end = place + 1;
        while end <= self.0.len() {
            self.0[end - 1] = heavier(self.0[end - 1], chain);
            end += end & end.wrapping_neg();
        }
    }
}

/// The heavier of two chains; of equals the one that ends first.
fn heavier(a: Chain, b: Chain) -> Chain {
    let is_b = b.weight > a.weight || b.weight == a.weight && b.last < a.last;
    if is_b { b } else { a }
}
