//! A matched pair → its figures in the table of pairs.

use crate::compare::ledger::FactState;
use crate::compare::pair::{Diptych, Summary};

/// What the table shows of a pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairFigures {
    /// The share of the segments of both sides that are neither dropped nor added, 0 to 1.
    pub matched: f32,
    /// The share of the rewrite's words that are kept from its counterparts, 0 to 1, if that is known.
    pub kept: Option<f32>,
    /// Content segments of the original without a link.
    pub dropped: u32,
    /// Content segments of the rewrite without a link.
    pub added: u32,
    /// [`Diptych::n_findings`], if that is known.
    pub findings: Option<u32>,
    /// Facts that stand only in the rewrite, if that is known.
    pub new_facts: Option<u32>,
    /// The share of the rewrite's content words that stand in no form in the original, 0 to 1, if that is known.
    pub new_words: Option<f32>,
}

impl PairFigures {
    /// The figures of a pair; `None` until it is matched.
    pub fn of(diptych: &Diptych) -> Option<PairFigures> {
        let Summary {
            segments,
            dropped,
            added,
            kept,
            new_words,
            ..
        } = diptych.comparison.as_ref()?.summary;
        let figures = PairFigures::new(segments.original + segments.rewrite, dropped, added);
        Some(PairFigures {
            kept: Some(kept as f32),
            findings: Some(diptych.n_findings() as u32),
            new_facts: Some(diptych.n_facts(FactState::New) as u32),
            new_words: Some(new_words as f32),
            ..figures
        })
    }

    /// What follows from the numbers of segments alone.
    pub fn new(segments: usize, dropped: usize, added: usize) -> PairFigures {
        let alone = (dropped + added).min(segments);
        PairFigures {
            matched: 1.0 - alone as f32 / segments.max(1) as f32,
            kept: None,
            dropped: dropped as u32,
            added: added as u32,
            findings: None,
            new_facts: None,
            new_words: None,
        }
    }
}
