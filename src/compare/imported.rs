//! Matches that were made elsewhere → what [`Diptych::matched`] takes in place of its own.
//!
//! [`Diptych::matched`]: crate::compare::pair::Diptych::matched

use crate::compare::align::Link;
use crate::text::segment::Segment;
use crate::text::side::Pair;

/// Segments and links that another aligner or a person has made. They are known to fit the texts.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedMatches {
    /// The segments of each side: ordered, disjoint, not empty, each in one block; only white space lies between them.
    pub segments: Pair<Vec<Segment>>,
    /// The links between them, ordered by original, then rewrite, without doubles; scores lie in 0..=1.
    pub links: Vec<Link>,
}

impl ImportedMatches {
    /// The same with original and rewrite exchanged.
    pub fn exchanged(&self) -> ImportedMatches {
        let exchanged = self.links.iter().map(|link| Link {
            segments: link.segments.swapped(),
            score: link.score,
        });
        let mut links: Vec<Link> = exchanged.collect();
        links.sort_by_key(|link| (link.segments.original, link.segments.rewrite));
        ImportedMatches {
            segments: self.segments.clone().swapped(),
            links,
        }
    }
}
