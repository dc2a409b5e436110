//! Final scores → [`Link`]s: the accepted candidates.
//!
//! Each candidate is decided by itself: is it likely, and not far behind the best of its row and of its column? No path
//! or assignment is forced, so segments may split, merge, cross and stay alone.

use super::candidates::Grid;
use super::score::LinkRule;
use super::{HandLinks, Link, verbatim};
use crate::text::side::{Pair, Side};

/// The links, ordered by original, then rewrite: what a person wants, the `verbatim` pairs, and among the other `scores`
/// those that hold.
pub fn links(
    grid: &Grid,
    scores: &[f32],
    verbatim: &[Pair<usize>],
    hand: &HandLinks,
    rule: &LinkRule,
) -> Vec<Link> {
    let is_free = verbatim::free(verbatim, grid.size());
    let found = holding(grid, scores, rule)
        .filter(|&cell| {
            let segments = grid.cells[cell];
            is_free.original[segments.original] && is_free.rewrite[segments.rewrite]
        })
        .map(|cell| Link {
            segments: grid.cells[cell],
            score: scores[cell],
        });
    let same = verbatim.iter().map(|&segments| Link {
        segments,
        score: verbatim::SCORE,
    });
    hand.applied(found.chain(same).collect())
}

/// The candidates with a score that are not among the links, up to `n_most` of each segment of each side, the best
/// ones; ordered by original, then rewrite.
pub fn runners_up(grid: &Grid, scores: &[f32], links: &[Link], n_most: usize) -> Vec<Link> {
    let key = |segments: &Pair<usize>| (segments.original, segments.rewrite);
    let is_link = |cell: usize| {
        let wanted = key(&grid.cells[cell]);
        let found = links.binary_search_by_key(&wanted, |link| key(&link.segments));
        found.is_ok()
    };
    let mut runners_up = Vec::new();
    for line in Side::BOTH.into_iter().flat_map(|side| grid.lines(side)) {
        let live = line.iter().copied();
        let mut live: Vec<usize> = live
            .filter(|&cell| scores[cell] > 0.0 && !is_link(cell))
            .collect();
        live.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
        runners_up.extend(live.into_iter().take(n_most));
    }
    runners_up.sort_unstable();
    runners_up.dedup();
    let link = |cell: usize| Link {
        segments: grid.cells[cell],
        score: scores[cell],
    };
    runners_up.into_iter().map(link).collect()
}

/// The accepted candidates.
fn holding(grid: &Grid, scores: &[f32], rule: &LinkRule) -> impl Iterator<Item = usize> {
    let best = Pair::from_fn(|side| best(grid, side, scores));
    (0..scores.len()).filter(move |&cell| {
        let Pair { original, rewrite } = grid.cells[cell];
        let (row, column) = (best.original[original], best.rewrite[rewrite]);
        scores[cell] >= rule.t && scores[cell] >= rule.rival * row.max(column)
    })
}

/// The best score of each segment of one side.
fn best(grid: &Grid, side: Side, scores: &[f32]) -> Vec<f32> {
    let best = |line: &[usize]| line.iter().map(|&cell| scores[cell]).fold(0.0, f32::max);
    grid.lines(side).map(best).collect()
}
