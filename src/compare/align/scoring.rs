//! Texts → [`Scoring`]: the candidates of a pair of texts, their features, and their scores.
//!
//! The trainer of the weights sees the same features here as the program.

use super::candidates::Grid;
use super::context;
use super::decode;
use super::evidence::{self, Evidence};
use super::score::{LinkRule, Weights};
use super::terms::{Terms, WORD_CHARS_MAX, WORDS_MAX};
use super::verbatim::{self, verbatim};
use super::{HAND_SCORE, HandLinks, Kinds, Link, RUNNERS_UP_MAX, SURE_FROM};
use crate::text::cores::on_all_cores;
use crate::text::count::{count, plural};
use crate::text::segment::SegmentKind;
use crate::text::side::{Pair, Side};

/// How many features a further model knows.
const N_FURTHER_FEATURES: usize = context::NAMES.len() + evidence::NAMES.len();

/// From this score on two headings need no word in common: what stands below them says what they are, and they are too
/// short to keep a word. On the development data three of four such links are right.
const HEADINGS_FROM: f32 = 0.4;

/// From this score on a heading that is no title and has no partner of its own kind is linked with a sentence that has
/// one, such as a step of instructions that got a heading.
const OF_OTHER_KIND_FROM: f32 = 0.7;

/// Two texts are related if there is a link for one in so many segments of the rewrite.
const RELATED_SHARE: usize = 4;

/// A pair of texts made ready for scoring.
pub struct Scoring {
    terms: Terms,
    grid: Grid,
    evidence: Evidence,
    verbatim: Vec<Pair<usize>>,
    hand: HandLinks,
    /// For each candidate whether neither of its segments is in a verbatim pair, both have words, and nobody linked
    /// them by hand.
    is_open: Vec<bool>,
    /// For each segment of each side whether it is a heading.
    is_heading: Pair<Vec<bool>>,
    /// The title of each side.
    title: Pair<Option<usize>>,
}

impl Scoring {
    /// Finds the candidates and computes their features.
    pub fn new(texts: &Pair<Vec<&str>>, kinds: &Kinds) -> Scoring {
        Scoring::around(texts, kinds, &HandLinks::default())
    }

    /// The same around what a person ruled.
    pub fn around(texts: &Pair<Vec<&str>>, kinds: &Kinds, hand: &HandLinks) -> Scoring {
        let mut verbatim = verbatim(texts);
        verbatim.retain(|&pair| !hand.refuses(pair));
        let mut terms = Terms::new(texts);
        let grid = Grid::new(&terms, kinds, &verbatim, hand);
        let similarity = evidence::similarity(&grid, &terms);
        // Two thirds of what is known of the texts, and this is all that they are for.
        (terms.words, terms.grams) = Default::default();
        let evidence = Evidence::new(&grid, &terms, &similarity);
        let free = verbatim::free(&verbatim, grid.size());
        let is_open = |cell: &Pair<usize>| {
            let mut sides = Side::BOTH.iter().map(|&side| (side, cell[side]));
            let may_match = sides
                .all(|(side, segment)| free[side][segment] && terms.n_words[side][segment] > 0);
            may_match && !hand.has(*cell)
        };
        let title = |side: Side| {
            kinds[side]
                .iter()
                .position(|&kind| kind == SegmentKind::Title)
        };
        Scoring {
            title: Pair::from_fn(title),
            is_open: grid.cells.iter().map(is_open).collect(),
            is_heading: (kinds.as_ref())
                .map(|kinds| kinds.iter().map(|kind| kind.is_heading()).collect()),
            terms,
            grid,
            evidence,
            verbatim,
            hand: hand.clone(),
        }
    }

    /// The candidates.
    pub fn candidates(&self) -> &[Pair<usize>] {
        &self.grid.cells
    }

    /// The candidates that are open: neither of their segments is in a verbatim pair, both have words, and nobody linked
    /// them by hand.
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
        context::context(&self.grid, &self.terms, scores, wanted, |cell, context| {
            [&context[..], self.features(cell)].concat()
        })
    }

    /// Turns the scores of open candidates into scores of all: verbatim pairs and links made by hand are sure.
    pub fn settled(&self, open: impl IntoIterator<Item = (usize, f32)>) -> Vec<f32> {
        let mut scores = vec![0.0; self.grid.cells.len()];
        open.into_iter()
            .for_each(|(cell, score)| scores[cell] = score);
        let sure = self.verbatim.iter().copied().chain(self.hand.same());
        for cell in sure.filter_map(|pair| self.cell(pair)) {
            scores[cell] = 1.0;
        }
        scores
    }

    /// The candidate of two segments.
    fn cell(&self, segments: Pair<usize>) -> Option<usize> {
        let key = |cell: &Pair<usize>| (cell.original, cell.rewrite);
        let cells = &self.grid.cells;
        cells.binary_search_by_key(&key(&segments), key).ok()
    }

    /// The calibrated score of each candidate: how often candidates with the same model output are right.
    pub fn scores(&self, weights: &Weights) -> Vec<f32> {
        let said = self.said(weights);
        let right = |said: f32| weights.calibration.right(said);
        said.into_iter().map(right).collect()
    }

    /// The output of the last model for each candidate.
    fn said(&self, weights: &Weights) -> Vec<f32> {
        let open = self.open();
        let first = |&cell: &usize| (cell, weights.first.probability(self.features(cell)));
        let first = on_all_cores(&open, first);
        let passed = || (first.iter().copied()).filter(|&(_, score)| score >= weights.decode.gate);
        let wanted: Vec<usize> = passed().map(|(cell, _)| cell).collect();
        let mut scores = self.settled(passed());
        for pass in &weights.further {
            let score = |cell: usize, context: [f32; context::NAMES.len()]| {
                let mut features = [0.0; N_FURTHER_FEATURES];
                features[..context.len()].copy_from_slice(&context);
                features[context.len()..].copy_from_slice(self.features(cell));
                (cell, pass.probability(&features))
            };
            let further = context::context(&self.grid, &self.terms, &scores, &wanted, score);
            scores = self.settled(further);
        }
        scores
    }

    /// What was left out of the comparison, for a reader.
    pub fn notes(&self) -> Vec<String> {
        let notes = [
            (
                self.terms.n_cut_segments,
                "passage",
                format!("more than {WORDS_MAX} words; matching read no further"),
            ),
            (
                self.terms.n_cut_words,
                "word",
                format!("more than {WORD_CHARS_MAX} letters; matching read no further"),
            ),
            (
                self.grid.n_unsearched,
                "passage",
                "only words that repeat all over the texts; matching looked at neighbours alone"
                    .to_owned(),
            ),
        ];
        let notes = notes.into_iter().filter(|(n, ..)| *n > 0);
        notes
            .map(|(n, noun, what)| format!("{} {} {what}", count(n, noun), plural(n, "has")))
            .collect()
    }

    /// The links that hold.
    pub fn links(&self, scores: &[f32], rule: &LinkRule) -> Vec<Link> {
        let has_common_words = |cell: usize| {
            let [similarity, cover_of_rewrite, cover_of_original] =
                ["S", "cr", "cl"].map(|name| self.evidence.get(cell, name));
            similarity >= rule.similarity && cover_of_rewrite.max(cover_of_original) >= rule.cover
        };
        let are_headings = |cell: usize| {
            let segments = self.grid.cells[cell];
            (Side::BOTH.iter()).all(|&side| self.is_heading[side][segments[side]])
        };
        let may_link = |cell: usize, score: f32| {
            has_common_words(cell) || score >= HEADINGS_FROM && are_headings(cell)
        };
        let mut scores: Vec<f32> = (scores.iter().enumerate())
            .map(|(cell, &score)| if may_link(cell, score) { score } else { 0.0 })
            .collect();
        self.make_certain(&mut scores);
        for cell in self.displaced(&scores) {
            scores[cell] = 0.0;
        }
        self.make_certain(&mut scores);
        let mut links = decode::links(&self.grid, &scores, &self.verbatim, &self.hand, rule);
        links.extend(self.title_link(&links));
        links.sort_by_key(|link| (link.segments.original, link.segments.rewrite));
        links
    }

    /// The link of the titles, if neither has another and the texts are related: the title of the rewrite stands for
    /// that of the original, whatever it says.
    fn title_link(&self, links: &[Link]) -> Option<Link> {
        let segments = Pair {
            original: self.title.original?,
            rewrite: self.title.rewrite?,
        };
        let is_free = |&side: &Side| {
            links
                .iter()
                .all(|link| link.segments[side] != segments[side])
        };
        let is_related = links.len() * RELATED_SHARE >= self.grid.size().rewrite;
        let score = SURE_FROM;
        let is_refused = self.hand.refuses(segments);
        let is_linked = is_related && !is_refused && Side::BOTH.iter().all(is_free);
        is_linked.then_some(Link { segments, score })
    }

    /// What a person linked beats whatever it competes with.
    fn make_certain(&self, scores: &mut [f32]) {
        for cell in self.hand.same().filter_map(|pair| self.cell(pair)) {
            scores[cell] = HAND_SCORE;
        }
    }

    /// The candidates of a heading and a sentence that give way to those of their own kind: a title says in short what
    /// the first sentence says, but that sentence is where it comes from.
    fn displaced(&self, scores: &[f32]) -> Vec<usize> {
        let has_own = Pair::from_fn(|side| {
            let is_own =
                |&cell: &usize| self.lone_heading(cell).is_none() && scores[cell] >= SURE_FROM;
            let lines = self.grid.lines(side);
            lines
                .map(|line| line.iter().any(is_own))
                .collect::<Vec<bool>>()
        });
        let is_displaced = |&cell: &usize| {
            let segments = self.grid.cells[cell];
            self.lone_heading(cell).is_some_and(|side| {
                let [heading, sentence] =
                    [side, side.other()].map(|side| has_own[side][segments[side]]);
                let is_title = self.title[side] == Some(segments[side]);
                let is_likely = scores[cell] >= OF_OTHER_KIND_FROM && !is_title;
                heading || sentence && !is_likely
            })
        };
        (0..scores.len()).filter(is_displaced).collect()
    }

    /// The side of a candidate's heading, if the other segment is none.
    fn lone_heading(&self, cell: usize) -> Option<Side> {
        let segments = self.grid.cells[cell];
        let is_heading = |side: Side| self.is_heading[side][segments[side]];
        let mut sides = Side::BOTH.into_iter();
        sides.find(|&side| is_heading(side) && !is_heading(side.other()))
    }

    /// The best of the candidates that are no links, [`RUNNERS_UP_MAX`] of each segment.
    pub fn runners_up(&self, scores: &[f32], links: &[Link]) -> Vec<Link> {
        decode::runners_up(&self.grid, scores, links, RUNNERS_UP_MAX)
    }
}
