//! Texts → [`Comparison`]: the candidates of a pair of texts, what speaks for each, and the scores that follow.
//!
//! The trainer of the weights sees the same features here as the program.

use super::candidates::Grid;
use super::context;
use super::decode;
use super::evidence::{self, Evidence};
use super::score::{LinkRule, Weights};
use super::terms::Terms;
use super::verbatim::verbatim;
use super::{Link, RUNNERS_UP_MAX};
use crate::side::{Pair, Side};

/// A pair of texts made ready for scoring.
pub struct Comparison {
    terms: Terms,
    grid: Grid,
    evidence: Evidence,
    verbatim: Vec<Pair<usize>>,
    /// For each candidate whether neither of its segments is in a verbatim pair, and both have words.
    is_open: Vec<bool>,
}

impl Comparison {
    /// Finds the candidates and weighs them up.
    pub fn new(texts: &Pair<Vec<&str>>) -> Comparison {
        let verbatim = verbatim(texts);
        let terms = Terms::new(texts);
        let grid = Grid::new(&terms, &verbatim);
        let evidence = Evidence::new(&grid, &terms);
        let free = decode::free(&verbatim, grid.size());
        let is_open = |cell: &Pair<usize>| {
            let mut sides = Side::BOTH.iter().map(|&side| (side, cell[side]));
            sides.all(|(side, segment)| free[side][segment] && terms.n_words[side][segment] > 0)
        };
        Comparison {
            is_open: grid.cells.iter().map(is_open).collect(),
            terms,
            grid,
            evidence,
            verbatim,
        }
    }

    /// The candidates.
    pub fn candidates(&self) -> &[Pair<usize>] {
        &self.grid.cells
    }

    /// The candidates that are open: neither of their segments is in a verbatim pair, and both have words.
    pub fn open(&self) -> Vec<usize> {
        (0..self.is_open.len())
            .filter(|&cell| self.is_open[cell])
            .collect()
    }

    /// The features of a candidate by itself, by [`evidence::NAMES`].
    pub fn features(&self, cell: usize) -> &[f32; evidence::NAMES.len()] {
        &self.evidence.features[cell]
    }

    /// The features of candidates by [`context::NAMES`] and [`evidence::NAMES`], from the scores of all so far.
    pub fn further_features(&self, scores: &[f32], wanted: &[usize]) -> Vec<Vec<f32>> {
        let context = context::context(&self.grid, &self.terms, scores, wanted);
        (context.iter().zip(wanted))
            .map(|(context, &cell)| [&context[..], self.features(cell)].concat())
            .collect()
    }

    /// Turns the scores of open candidates into scores of all: verbatim pairs are sure.
    pub fn settled(&self, open: impl IntoIterator<Item = (usize, f32)>) -> Vec<f32> {
        let mut scores = vec![0.0; self.grid.cells.len()];
        open.into_iter()
            .for_each(|(cell, score)| scores[cell] = score);
        let key = |cell: &Pair<usize>| (cell.original, cell.rewrite);
        for pair in &self.verbatim {
            if let Ok(cell) = self.grid.cells.binary_search_by_key(&key(pair), key) {
                scores[cell] = 1.0;
            }
        }
        scores
    }

    /// The score of each candidate.
    pub fn scores(&self, weights: &Weights) -> Vec<f32> {
        let open = self.open();
        let first = |&cell: &usize| (cell, weights.first.probability(self.features(cell)));
        let first: Vec<(usize, f32)> = open.iter().map(first).collect();
        let passed = || (first.iter().copied()).filter(|&(_, score)| score >= weights.decode.gate);
        let wanted: Vec<usize> = passed().map(|(cell, _)| cell).collect();
        let mut scores = self.settled(passed());
        for pass in &weights.further {
            let features = self.further_features(&scores, &wanted);
            let score = |features: &Vec<f32>| pass.probability(features);
            scores = self.settled(wanted.iter().copied().zip(features.iter().map(score)));
        }
        scores
    }

    /// The links that hold.
    pub fn links(&self, scores: &[f32], rule: &LinkRule) -> Vec<Link> {
        decode::links(&self.grid, scores, &self.verbatim, rule)
    }

    /// The best of the candidates that are no links, [`RUNNERS_UP_MAX`] of each segment.
    pub fn runners_up(&self, scores: &[f32], links: &[Link]) -> Vec<Link> {
        decode::runners_up(&self.grid, scores, links, RUNNERS_UP_MAX)
    }
}
