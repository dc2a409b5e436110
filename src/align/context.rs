//! First scores of all candidates → the [`context`] of each: what its neighbourhood in the grid says.
//!
//! A rewrite mostly keeps the order of what it tells, so a link has links before and after it, close to its diagonal;
//! and a document of which much is linked makes each link more likely. Neighbours only add evidence, they decide
//! nothing: links may cross, and moved passages are found.

use super::candidates::Grid;
use crate::side::{Pair, Side};
use std::ops::Range;

/// The features of a candidate (i, j) by the names in the weights, in their order; P is its first score:
/// - `Pmr`, `Por`, `Psr`: P minus the best score of the others in the row of i; that score; the sum of the others;
/// - `Pmc`, `Poc`, `Psc`: the same in the column of j;
/// - `dd`: the sum of both diagonal neighbours, (i-1, j-1) and (i+1, j+1);
/// - `h-`, `h+`, `v-`, `v+`: (i, j-1), (i, j+1), (i-1, j), (i+1, j);
/// - `x`: the better of the crossing neighbours, (i-1, j+1) and (i+1, j-1);
/// - `B`, `A`: the best before and after it, up to [`REACH`] segments on each side, less for each step and more so off
///   the diagonal;
/// - `mono`: of the document; the mean of the better of `A` and `B`, weighed by P: how much keeps its order;
/// - `pd`, `pdl`: of the document; the mean over the rewrite's, the original's segments of their best score.
pub const NAMES: [&str; 17] = [
    "Pmr", "Por", "Psr", "Pmc", "Poc", "Psc", "dd", "h-", "h+", "v-", "v+", "x", "B", "A", "mono",
    "pd", "pdl",
];

/// Segments that `A` and `B` look ahead and back.
const REACH: usize = 8;

/// The features of each candidate by [`NAMES`], parallel to [`Grid::cells`], from its first `scores`.
pub fn context(grid: &Grid, scores: &[f32]) -> Vec<[f32; NAMES.len()]> {
    let others = Pair::from_fn(|side| others(grid, side, scores));
    let mean_best = Pair::from_fn(|side| mean_best(grid, side, scores));
    let neighbours = neighbours(grid, scores);
    let ordered: f32 = scores
        .iter()
        .zip(&neighbours)
        .map(|(p, near)| p * near.before.max(near.after))
        .sum();
    let mono = ordered / (scores.iter().sum::<f32>() + 1e-6);
    let features = |cell: usize| {
        let (score, near) = (scores[cell], &neighbours[cell]);
        let (row, column) = (&others.original[cell], &others.rewrite[cell]);
        [
            score - row.best,
            row.best,
            row.sum,
            score - column.best,
            column.best,
            column.sum,
            near.diagonal,
            near.left,
            near.right,
            near.above,
            near.below,
            near.crossing,
            near.before,
            near.after,
            mono,
            mean_best.rewrite,
            mean_best.original,
        ]
    };
    (0..scores.len()).map(features).collect()
}

/// The other candidates in one line.
#[derive(Debug, Clone, Copy, Default)]
struct Others {
    best: f32,
    sum: f32,
}

fn others(grid: &Grid, side: Side, scores: &[f32]) -> Vec<Others> {
    let mut others = vec![Others::default(); scores.len()];
    for line in grid.lines(side) {
        let sum: f32 = line.iter().map(|&cell| scores[cell]).sum();
        let (mut first, mut second) = (0.0, 0.0);
        for &cell in line {
            second = scores[cell].min(first).max(second);
            first = scores[cell].max(first);
        }
        for &cell in line {
            others[cell] = Others {
                best: if scores[cell] == first { second } else { first },
                sum: sum - scores[cell],
            };
        }
    }
    others
}

fn mean_best(grid: &Grid, side: Side, scores: &[f32]) -> f32 {
    let best = |line: &[usize]| line.iter().map(|&cell| scores[cell]).fold(0.0, f32::max);
    let sum: f32 = grid.lines(side).map(best).sum();
    sum / grid.size()[side].max(1) as f32
}

/// The scores around one candidate; 0 where no candidate is.
#[derive(Debug, Clone, Copy, Default)]
struct Neighbours {
    diagonal: f32,
    left: f32,
    right: f32,
    above: f32,
    below: f32,
    crossing: f32,
    before: f32,
    after: f32,
}

fn neighbours(grid: &Grid, scores: &[f32]) -> Vec<Neighbours> {
    let mut neighbours = vec![Neighbours::default(); scores.len()];
    for row in 0..grid.size().original {
        for near_row in around(row, grid.size().original) {
            let rows = near_row as isize - row as isize;
            let near_line = grid.line(Side::Original, near_row);
            // The part of the near row that stands around the column; both only move forward.
            let mut start = 0;
            for &cell in grid.line(Side::Original, row) {
                let column = grid.cells[cell].rewrite;
                let is_left = |near: &&usize| grid.cells[**near].rewrite + REACH < column;
                start += near_line[start..].iter().take_while(is_left).count();
                for &near in &near_line[start..] {
                    let columns = grid.cells[near].rewrite as isize - column as isize;
                    if columns > REACH as isize {
                        break;
                    }
                    neighbours[cell].see(rows, columns, scores[near]);
                }
            }
        }
    }
    neighbours
}

fn around(segment: usize, n_segments: usize) -> Range<usize> {
    segment.saturating_sub(REACH)..(segment + REACH + 1).min(n_segments)
}

impl Neighbours {
    /// Takes in the score of a candidate so many rows below and columns to the right.
    fn see(&mut self, rows: isize, columns: isize, score: f32) {
        match (rows, columns) {
            (0, 0) => return,
            (-1, -1) | (1, 1) => self.diagonal += score,
            (-1, 1) | (1, -1) => self.crossing = self.crossing.max(score),
            (0, -1) => self.left = score,
            (0, 1) => self.right = score,
            (-1, 0) => self.above = score,
            (1, 0) => self.below = score,
            _ => {}
        }
        let (off_diagonal, steps) = ((rows - columns).abs(), (rows + columns).abs());
        let far = 1.0 + 0.3 * off_diagonal as f32 + 0.15 * steps as f32;
        if rows <= 0 && columns <= 0 {
            self.before = self.before.max(score / far);
        } else if rows >= 0 && columns >= 0 {
            self.after = self.after.max(score / far);
        }
    }
}
