//! Segments of both sides → [`Alignment`]: which say the same, in matches of m:n, and the backbone through them.
//!
//! An alignment is total: every segment of each side is in exactly one match, or dropped, or added.
//!
//! ```text
//! texts ─► Terms ─► Grid of candidates ─► Evidence ─► first score ─► context ─► final score ─► links ─► matches
//!   │                                        └────────────────────────────────────▲            ▲
//!   └─► verbatim pairs ────────────────────────────────────────────────────────────────────────┘
//! ```
//!
//! A first model compares the wording of a pair with the other candidates of its two segments; a further one also uses
//! the first scores of the neighbours. No language is assumed and nothing is tuned for a kind of text. Method, training
//! and figures are in docs/matching.md.
//!
//! Time and memory grow with the length of the texts: each segment has about twenty candidates, comparing two
//! segments takes steps in proportion to the shorter one, and steps that unusual texts could make expensive are capped
//! ([`WORDS_MAX`], [`WORD_CHARS_MAX`], [`POSTINGS_MAX`]).

mod backbone;
mod candidates;
pub mod context;
mod course;
mod decode;
pub mod evidence;
mod explain;
mod hand;
mod matches;
mod repeats;
pub mod score;
mod scoring;
mod terms;
#[cfg(test)]
mod tests;
mod vectors;
mod verbatim;

pub use candidates::POSTINGS_MAX;
pub use explain::{Candidate, Explanation, explain};
pub use hand::{HAND_SCORE, HandLinks};
pub use scoring::Scoring;
pub use terms::{WORD_CHARS_MAX, WORDS_MAX};
pub use verbatim::SCORE as VERBATIM_SCORE;

use crate::text::segment::SegmentKind;
use crate::text::side::{Pair, Side};
use score::WEIGHTS;
use std::ops::Range;

/// From this score on a link is shown as sure: below, it is about as likely wrong as right.
pub const SURE_FROM: f32 = 0.5;

/// The score from which a runner-up is told of a passage without a match: it would be right about one time in five.
pub const PERHAPS_FROM: f32 = 0.2;

/// How many candidates that are not links an alignment stores for each segment, as alternatives: about 100 bytes for
/// each segment.
pub const RUNNERS_UP_MAX: usize = 4;

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

/// The share of kept words from which a match counts as edited, not reworded (docs/design.md, "Words").
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
    /// How much of the wording was kept.
    pub relation: Relation,
    /// Whether one of its passages has no link on the backbone.
    pub moved: bool,
}

/// Which segments match. Made once by [`align`]; it never changes.
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
    /// The best candidates that are not links, up to [`RUNNERS_UP_MAX`] for each segment; ordered as the links.
    pub runners_up: Vec<Link>,
    /// Notes for the reader on parts that were not compared because a limit was reached.
    pub notes: Vec<String>,
    /// What a person ruled: these links are here, whatever their score would be, and those are not.
    pub hand: HandLinks,
}

/// A longest stretch of neighbouring segments of one match, or one segment without a match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Its segments; never empty.
    pub segments: Range<usize>,
    /// The match it belongs to; `None`: dropped or added.
    pub mat: Option<usize>,
    /// Whether it has a match, but no link on the backbone.
    pub moved: bool,
    /// Whether it has a match, but no link with a score from [`SURE_FROM`] on.
    pub unsure: bool,
    /// Whether a person made one of its links.
    pub by_hand: bool,
    /// The best candidate of one without a match, by its place in [`Alignment::runners_up`].
    pub runner_up: Option<usize>,
}

/// The kind of each segment of each side.
pub type Kinds = Pair<Vec<SegmentKind>>;

/// The kinds of segments of which only the texts are known: all are sentences.
pub fn unknown_kinds(texts: &Pair<Vec<&str>>) -> Kinds {
    texts
        .as_ref()
        .map(|texts| vec![SegmentKind::Sentence; texts.len()])
}

/// Aligns the segments of two documents, given by their texts and their kinds.
///
/// What stands around a text, such as bylines and boilerplate, has no link to content unless it is verbatim there; and
/// a heading has none to a sentence that has a sure partner of its own kind, nor the other way round.
///
/// The same texts give the same alignment on every run. No input fails; a segment without words has a match only if
/// it is verbatim on the other side.
pub fn align(texts: &Pair<Vec<&str>>, kinds: &Kinds) -> Alignment {
    align_around(texts, kinds, &HandLinks::default())
}

/// The same around what a person ruled, which holds whatever the texts are: neighbours, rivals and the backbone go by it.
pub fn align_around(texts: &Pair<Vec<&str>>, kinds: &Kinds, hand: &HandLinks) -> Alignment {
    align_with(texts, kinds, hand, |scoring, scores| {
        scoring.links(scores, &WEIGHTS.decode)
    })
}

/// The alignment that links from elsewhere make; `links` are ordered by original, then rewrite. What comes close to them
/// is scored as in [`align`].
pub fn align_as(
    texts: &Pair<Vec<&str>>,
    kinds: &Kinds,
    hand: &HandLinks,
    links: Vec<Link>,
) -> Alignment {
    align_with(texts, kinds, hand, |_, _| links)
}

fn align_with(
    texts: &Pair<Vec<&str>>,
    kinds: &Kinds,
    hand: &HandLinks,
    links: impl FnOnce(&Scoring, &[f32]) -> Vec<Link>,
) -> Alignment {
    let scoring = Scoring::around(texts, kinds, hand);
    let scores = scoring.scores(&WEIGHTS);
    let links = links(&scoring, &scores);
    let runners_up = scoring.runners_up(&scores, &links);
    Alignment {
        runners_up,
        notes: scoring.notes(),
        hand: hand.clone(),
        ..Alignment::from_links(links, texts)
    }
}

/// The passages of one side, in order; they cover all its segments.
pub fn passages(alignment: &Alignment, side: Side) -> Vec<Passage> {
    let on_backbone = alignment.on_backbone(side);
    let is_sure = alignment.is_sure(side);
    let is_by_hand = alignment.is_by_hand(side);
    let match_of = &alignment.match_of[side];
    let best = alignment.best_runners_up(side);
    let mut passages: Vec<Passage> = Vec::new();
    for (segment, &mat) in match_of.iter().enumerate() {
        let moved = mat.is_some() && !on_backbone[segment];
        let unsure = mat.is_some() && !is_sure[segment];
        match passages.last_mut() {
            Some(last) if mat.is_some() && last.mat == mat => {
                last.segments.end += 1;
                last.moved &= moved;
                last.unsure &= unsure;
                last.by_hand |= is_by_hand[segment];
            }
            _ => passages.push(Passage {
                segments: segment..segment + 1,
                mat,
                moved,
                unsure,
                by_hand: is_by_hand[segment],
                runner_up: best[segment].filter(|_| mat.is_none()),
            }),
        }
    }
    passages
}

impl Alignment {
    /// Nothing aligned (yet): all of `n_segments` dropped or added.
    fn none(n_segments: Pair<usize>) -> Alignment {
        Alignment {
            match_of: n_segments.map(|n| vec![None; n]),
            ..Alignment::default()
        }
    }

    /// Of each segment of a side the best of its candidates that are not links, as indices into `runners_up`.
    pub fn best_runners_up(&self, side: Side) -> Vec<Option<usize>> {
        let mut best: Vec<Option<usize>> = vec![None; self.match_of[side].len()];
        for (n, link) in self.runners_up.iter().enumerate() {
            let best = &mut best[link.segments[side]];
            if best.is_none_or(|best| self.runners_up[best].score < link.score) {
                *best = Some(n);
            }
        }
        best
    }

    /// The matches and the backbone that links make; `links` are ordered by original, then rewrite.
    pub fn from_links(links: Vec<Link>, texts: &Pair<Vec<&str>>) -> Alignment {
        let mut alignment = Alignment::none(texts.as_ref().map(Vec::len));
        alignment.matches = matches::matches(&links, texts);
        for (mat_idx, mat) in alignment.matches.iter().enumerate() {
            for side in Side::BOTH {
                for &segment in &mat.segments[side] {
                    alignment.match_of[side][segment] = Some(mat_idx);
                }
            }
        }
        alignment.backbone = backbone::backbone(&links);
        alignment.links = links;
        alignment.mark_moved();
        alignment
    }

    /// The same with the links that a person made and without those that a person refused.
    pub fn around(mut self, hand: &HandLinks, texts: &Pair<Vec<&str>>) -> Alignment {
        if hand.is_empty() {
            return self;
        }
        let is_open = |link: &Link| !hand.has(link.segments) && !hand.refuses(link.segments);
        self.runners_up.retain(is_open);
        self.hand = hand.clone();
        let links = hand.applied(self.links.clone());
        match links == self.links {
            true => self,
            false => Alignment {
                runners_up: self.runners_up,
                notes: self.notes,
                hand: self.hand,
                ..Alignment::from_links(links, texts)
            },
        }
    }

    /// Panics with what is wrong unless all of this holds; for tests.
    ///
    /// - Links are ordered by original, then rewrite, without doubles; scores lie in 0..=1.
    /// - Matches are ordered by their first segment of the original; their segments are ordered and not empty.
    /// - `match_of` says of each segment the match that has it, and both segments of a link are of one match.
    /// - The score of a match is the highest of its links; `kept` lies in 0..=1 and agrees with the relation.
    /// - The backbone never goes back on either side.
    /// - A match is moved if one of its passages is.
    /// - What a person linked is linked, and what a person refused is neither linked nor a runner-up.
    pub fn check_invariants(&self) {
        let key = |link: &Link| (link.segments.original, link.segments.rewrite);
        assert!(
            self.links.is_sorted_by(|a, b| key(a) < key(b)),
            "links out of order"
        );
        assert!(
            self.links
                .iter()
                .all(|link| (0.0..=1.0).contains(&link.score)),
            "score out of range"
        );
        self.check_matches();
        let mut highest = vec![0.0_f32; self.matches.len()];
        for link in &self.links {
            let mat = self.match_of.original[link.segments.original]
                .expect("a linked segment has a match");
            assert_eq!(
                self.match_of.rewrite[link.segments.rewrite],
                Some(mat),
                "{link:?} joins two matches"
            );
            highest[mat] = highest[mat].max(link.score);
        }
        assert!(
            self.matches.iter().map(|mat| mat.score).eq(highest),
            "a match's score is not its best link's"
        );
        let chain: Vec<Pair<usize>> = self
            .backbone
            .iter()
            .map(|&link| self.links[link].segments)
            .collect();
        assert!(
            self.backbone.is_sorted_by(|a, b| a < b),
            "backbone out of order"
        );
        assert!(
            chain.is_sorted_by_key(|link| link.rewrite),
            "backbone goes back in the rewrite"
        );
        let mut alignment = self.clone();
        alignment.mark_moved();
        assert_eq!(&alignment, self, "moved marks are wrong");
        assert!(
            self.runners_up.is_sorted_by(|a, b| key(a) < key(b)),
            "runners-up out of order"
        );
        let is_link = |runner: &Link| {
            let links = &self.links;
            links.binary_search_by_key(&key(runner), key).is_ok()
        };
        assert!(
            !self.runners_up.iter().any(is_link),
            "a link is a runner-up"
        );
        let links = || self.links.iter().chain(&self.runners_up);
        assert!(
            !links().any(|link| self.hand.refuses(link.segments)),
            "a refused pair is a link or a runner-up"
        );
        let is_certain = |segments: Pair<usize>| {
            let mut links = self.links.iter();
            links.any(|link| link.segments == segments && link.score == HAND_SCORE)
        };
        assert!(
            self.hand.same().all(is_certain),
            "a link made by hand is missing"
        );
    }

    fn check_matches(&self) {
        assert!(
            self.matches
                .is_sorted_by_key(|mat| mat.segments.original.first()),
            "matches out of order"
        );
        let mut match_of = self
            .match_of
            .as_ref()
            .map(|match_of| vec![None; match_of.len()]);
        for (mat_idx, mat) in self.matches.iter().enumerate() {
            for side in Side::BOTH {
                assert!(
                    !mat.segments[side].is_empty(),
                    "match {mat_idx} has no {}",
                    side.name()
                );
                assert!(
                    mat.segments[side].is_sorted_by(|a, b| a < b),
                    "match {mat_idx} out of order"
                );
                mat.segments[side]
                    .iter()
                    .for_each(|&segment| match_of[side][segment] = Some(mat_idx));
            }
            let agrees = match mat.relation {
                Relation::Verbatim => mat.kept == 1.0,
                Relation::Edited => (EDITED_FROM..=1.0).contains(&mat.kept),
                Relation::Reworded => (0.0..EDITED_FROM).contains(&mat.kept),
            };
            assert!(
                agrees,
                "match {mat_idx}: {:?} with {} kept",
                mat.relation, mat.kept
            );
        }
        assert_eq!(match_of, self.match_of, "match_of and matches disagree");
    }

    fn mark_moved(&mut self) {
        self.matches.iter_mut().for_each(|mat| mat.moved = false);
        for side in Side::BOTH {
            for passage in passages(self, side).iter().filter(|passage| passage.moved) {
                let mat = passage.mat.expect("a moved passage has a match");
                self.matches[mat].moved = true;
            }
        }
    }

    /// For each segment of one side whether a link of it is on the backbone.
    fn on_backbone(&self, side: Side) -> Vec<bool> {
        let mut on_backbone = vec![false; self.match_of[side].len()];
        for &link in &self.backbone {
            on_backbone[self.links[link].segments[side]] = true;
        }
        on_backbone
    }

    /// For each segment of one side whether a person made a link of it.
    fn is_by_hand(&self, side: Side) -> Vec<bool> {
        let mut is_by_hand = vec![false; self.match_of[side].len()];
        for segments in self.hand.same() {
            is_by_hand[segments[side]] = true;
        }
        is_by_hand
    }

    /// For each segment of one side whether a link of it is sure.
    fn is_sure(&self, side: Side) -> Vec<bool> {
        let mut is_sure = vec![false; self.match_of[side].len()];
        for link in self.links.iter().filter(|link| link.score >= SURE_FROM) {
            is_sure[link.segments[side]] = true;
        }
        is_sure
    }
}
