//! Final scores → [`Link`]s: which candidates hold.
//!
//! Each candidate is asked by itself: is it likely, and nearly as likely as the best of its row or of its column? No
//! path or assignment is forced, so segments may split, merge, cross and stay alone.

use super::candidates::Grid;
use super::evidence::Evidence;
use super::score::WEIGHTS;
use super::{Link, verbatim};
use crate::side::{Pair, Side};

/// The links, ordered by original, then rewrite: the `verbatim` pairs, and among the segments that are in none of
/// them the candidates that hold.
pub fn links(
    grid: &Grid,
    evidence: &Evidence,
    scores: &[f32],
    verbatim: &[Pair<usize>],
) -> Vec<Link> {
    let taken = taken(verbatim, grid.size());
    let is_free = |cell: &usize| {
        let segments = grid.cells[*cell];
        !Side::BOTH.iter().any(|&side| taken[side][segments[side]])
    };
    let found = (holding(grid, evidence, scores).filter(is_free)).map(|cell| Link {
        segments: grid.cells[cell],
        score: scores[cell],
    });
    let same = verbatim.iter().map(|&segments| Link {
        segments,
        score: verbatim::SCORE,
    });
    let mut links: Vec<Link> = found.chain(same).collect();
    links.sort_by_key(|link| (link.segments.original, link.segments.rewrite));
    links
}

/// For each segment whether it is in one of the pairs.
fn taken(pairs: &[Pair<usize>], size: Pair<usize>) -> Pair<Vec<bool>> {
    let mut taken = size.map(|n| vec![false; n]);
    for pair in pairs {
        Side::BOTH
            .iter()
            .for_each(|&side| taken[side][pair[side]] = true);
    }
    taken
}

/// The candidates that are likely links, by the rule of the experiments.
fn holding(grid: &Grid, evidence: &Evidence, scores: &[f32]) -> impl Iterator<Item = usize> {
    let rule = &WEIGHTS.decode;
    let size = grid.size();
    let is_tiny = size.original + size.rewrite < rule.floor_from;
    let best = Pair::from_fn(|side| best(grid, side, scores));
    (0..scores.len()).filter(move |&cell| {
        let Pair { original, rewrite } = grid.cells[cell];
        let best = best.original[original].min(best.rewrite[rewrite]);
        let is_likely = scores[cell] >= rule.t && scores[cell] >= rule.r * best;
        let similarity = evidence.similarity[cell];
        let is_alike = similarity >= rule.min_similarity && evidence.cover(cell) >= rule.min_cover;
        is_likely && (is_alike || is_tiny && similarity > 0.0)
    })
}

/// The best score of each segment of one side.
fn best(grid: &Grid, side: Side, scores: &[f32]) -> Vec<f32> {
    let best = |line: &[usize]| line.iter().map(|&cell| scores[cell]).fold(0.0, f32::max);
    grid.lines(side).map(best).collect()
}
