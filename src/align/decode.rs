//! Final scores → [`Link`]s: which candidates hold.
//!
//! Each candidate is asked by itself: is it likely, and nearly as likely as the best of its row or of its column? No
//! path or assignment is forced, so segments may split, merge, cross and stay alone.

use super::Link;
use super::candidates::Grid;
use super::evidence::Evidence;
use super::score::WEIGHTS;
use crate::side::{Pair, Side};

/// The links among the candidates, ordered by original, then rewrite.
pub fn links(grid: &Grid, evidence: &Evidence, scores: &[f32]) -> Vec<Link> {
    let rule = &WEIGHTS.decode;
    let size = grid.size();
    let is_tiny = size.original + size.rewrite < rule.floor_from;
    let best = Pair::from_fn(|side| best(grid, side, scores));
    let holds = |cell: usize| {
        let Pair { original, rewrite } = grid.cells[cell];
        let best = best.original[original].min(best.rewrite[rewrite]);
        let is_likely = scores[cell] >= rule.t && scores[cell] >= rule.r * best;
        let is_alike = evidence.similarity[cell] >= rule.min_similarity
            && evidence.cover(cell) >= rule.min_cover;
        is_likely && (is_alike || is_tiny)
    };
    let link = |cell: usize| Link {
        segments: grid.cells[cell],
        score: scores[cell],
    };
    (0..scores.len())
        .filter(|&cell| holds(cell))
        .map(link)
        .collect()
}

/// The best score of each segment of one side.
fn best(grid: &Grid, side: Side, scores: &[f32]) -> Vec<f32> {
    let best = |line: &[usize]| line.iter().map(|&cell| scores[cell]).fold(0.0, f32::max);
    grid.lines(side).map(best).collect()
}
