//! The records of checkers and the pair as it is now → what each checker was asked already, and the findings that still
//! hold: those whose sentences, and what stands around them, are the same.

use super::question::{Question, questions};
use super::quotation::{Found, Searched};
use super::record::Record;
use crate::compare::findings::{Confidence, Finding, FindingKind, Stretch};
use crate::compare::pair::Diptych;
use crate::text::side::{Pair, Side};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// What checkers have said of a pair.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// Of this version of the pair; none until somebody asks, or has answered.
    questions: Arc<Vec<Question>>,
    /// Their numbers by key. Passages with the same words and surroundings share one.
    by_key: HashMap<String, usize>,
    /// The keys that each checker has answered.
    answered: HashMap<Arc<str>, HashSet<String>>,
}

impl Checked {
    /// What is known of another version of the pair before any record is read.
    pub(super) fn new(diptych: &Diptych) -> Checked {
        let questions = questions(diptych);
        let keys = questions.iter().map(|question| question.key.clone());
        Checked {
            by_key: keys.enumerate().map(|(n, key)| (key, n)).collect(),
            questions: Arc::new(questions),
            ..Checked::default()
        }
    }

    /// Whether nobody has asked or answered.
    pub(super) fn is_idle(&self) -> bool {
        self.questions.is_empty()
    }

    /// All questions of the pair.
    pub fn questions(&self) -> &Arc<Vec<Question>> {
        &self.questions
    }

    /// The numbers of the questions that a checker has not answered.
    pub fn open(&self, checker: &str) -> Vec<usize> {
        let answered = self.answered.get(checker);
        let is_open = |key: &String| answered.is_none_or(|answered| !answered.contains(key));
        let mut open: Vec<usize> = self
            .by_key
            .iter()
            .filter(|(key, _)| is_open(key))
            .map(|(_, &n)| n)
            .collect();
        open.sort_unstable();
        open
    }

    /// Takes a record of a checker. `searched` are the texts in which its words are looked for; a side of the record is
    /// that of the screen that `side_of` says. Gives the finding, if there is one and its sentences are still there.
    pub(super) fn learn(
        &mut self,
        record: &Record,
        diptych: &Diptych,
        searched: &mut Pair<Searched>,
        side_of: impl Fn(Side) -> Side,
    ) -> Option<Finding> {
        let (checker, key) = (record.checker.as_ref()?, record.key.as_ref()?);
        if !self.by_key.contains_key(key) {
            return None;
        }
        let known = self.answered.keys().find(|name| ***name == **checker);
        let checker = known.map_or_else(|| Arc::from(checker.as_str()), Arc::clone);
        let answered = self.answered.entry(Arc::clone(&checker)).or_default();
        answered.insert(key.clone());
        let pointed = record.finding.as_ref()?;
        let stretches =
            Pair::from_fn(
                |side| match searched[side].find(record.at.of(side_of(side))?) {
                    Found::Same(range) => stretch(diptych, side, range),
                    Found::Changed(_) | Found::Lost => None,
                },
            );
        if stretches.original.is_none() && stretches.rewrite.is_none() {
            return None;
        }
        let kind = FindingKind::with_name(&pointed.kind).unwrap_or(FindingKind::Other);
        let confidence = Confidence::with_name(&pointed.certainty);
        let confidence = confidence.unwrap_or(Confidence::Likely);
        let note = pointed.note.clone();
        Some(Finding::of_checker(
            checker, kind, confidence, stretches, note,
        ))
    }

    /// Whether a checker has answered a question.
    pub(super) fn has_answered(&self, checker: &str, key: &str) -> bool {
        let answered = self.answered.get(checker);
        answered.is_some_and(|answered| answered.contains(key))
    }
}

/// Words of a side, and the segments that they stand in.
fn stretch(diptych: &Diptych, side: Side, range: Range<usize>) -> Option<Stretch> {
    let segments = &diptych.segments[side];
    let first = segments.partition_point(|segment| segment.range.end <= range.start);
    let behind = segments.partition_point(|segment| segment.range.start < range.end);
    (first < behind).then_some(Stretch {
        segments: first..behind,
        range,
    })
}
