//! Segments of both sides → [`Alignment`]: which say the same, in matches of m:n, and the backbone through them.
//!
//! An alignment is total: every segment of each side is in exactly one match, or dropped, or added.

use crate::side::Pair;

/// One segment of each side that say the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// The segment of each side.
    pub segments: Pair<usize>,
    /// How sure, 0 to 1: of the links with score .8, eight in ten are right.
    pub score: f32,
}

/// How much of the wording of a match survived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// Equal but for white space and the shape of quotes and dashes.
    Verbatim,
    /// At least [`EDITED_FROM`] of the words are kept.
    Edited,
    /// The rest.
    Reworded,
}

/// The share of kept words from which a match counts as edited, not reworded (DESIGN, "Words").
pub const EDITED_FROM: f32 = 0.6;

/// A connected component of links.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// Its segments on each side, in text order; they need not be neighbours.
    pub segments: Pair<Vec<usize>>,
    /// The highest score of its links.
    pub score: f32,
    /// 2 × words that both sides share / words of both sides, 0 to 1, after folding case, accents' encoding and
    /// quote shapes.
    pub kept: f32,
    /// What became of the wording.
    pub relation: Relation,
    /// Whether one of its passages has no link on the backbone.
    pub moved: bool,
}

/// What belongs to what. Made once by [`align`], never changes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Alignment {
    /// All links, ordered by original, then rewrite.
    pub links: Vec<Link>,
    /// All matches, ordered by their first segment of the original.
    pub matches: Vec<Match>,
    /// For each segment of each side the index of its match; `None`: dropped or added.
    pub match_of: Pair<Vec<Option<usize>>>,
    /// The heaviest chain of links (by score) that never goes back on either side, as indices into `links`.
    pub backbone: Vec<usize>,
}
