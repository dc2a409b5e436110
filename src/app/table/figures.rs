//! A matched pair → its figures in the table of pairs.

use crate::compare::ledger::FactState;
use crate::compare::pair::{Diptych, Summary};
use crate::review::record::Verdict;
use crate::review::records::Records;
use crate::review::reviewed::{Progress, Review};

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
    /// What people said of it.
    pub review: ReviewFigures,
}

/// How much of a pair is reviewed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReviewFigures {
    /// Matches and passages that need a verdict, if the texts were looked at.
    pub units: Option<u32>,
    /// How many of them have one.
    pub reviewed: u32,
    /// Verdicts *wrong*, those on findings included.
    pub wrong: u32,
}

impl From<Progress> for ReviewFigures {
    fn from(progress: Progress) -> ReviewFigures {
        ReviewFigures {
            units: Some(progress.n_units as u32),
            reviewed: progress.n_reviewed as u32,
            wrong: progress.n_wrong as u32,
        }
    }
}

impl ReviewFigures {
    /// What the records of a pair come to without its texts.
    pub fn of_records(records: &Records) -> ReviewFigures {
        let living = records.living();
        let verdicts = living.iter().filter(|record| record.verdict.is_some());
        let of_units = verdicts.clone().filter(|record| record.about.is_none());
        let wrong = verdicts.filter(|record| record.verdict == Some(Verdict::Wrong));
        ReviewFigures {
            units: None,
            reviewed: of_units.count() as u32,
            wrong: wrong.count() as u32,
        }
    }

    /// Whether anything was said.
    pub(super) fn has_any(self) -> bool {
        self.reviewed > 0 || self.wrong > 0
    }

    /// Whether a passage still needs a verdict, as far as that is known.
    pub fn has_open(self) -> bool {
        match self.units {
            Some(units) => self.reviewed < units,
            None => self.reviewed == 0,
        }
    }
}

impl PairFigures {
    /// The figures of a pair, with what was said of it; `None` until it is matched.
    pub fn of(diptych: &Diptych, review: &Review) -> Option<PairFigures> {
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
            review: review.progress().into(),
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
            review: ReviewFigures::default(),
        }
    }
}
