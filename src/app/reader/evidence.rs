//! Why the cursor's passage is matched: a panel under the text that lists the candidates. The selected candidate is shown
//! beside the passage; closing the panel restores the scroll position.

use super::{Anchor, Mode, Reader};
use crate::app::list::List;
use crate::compare::align::{Candidate, Explanation};
use crate::compare::wording;

/// The open panel.
#[derive(Debug, Clone)]
pub struct EvidencePanel {
    /// What it shows.
    pub explanation: Explanation,
    /// The candidates that pass the filter: indices into the explanation's.
    pub shown: Vec<usize>,
    /// Where the reader is among them.
    pub list: List,
    /// The scroll position before the panel was opened.
    pub(super) before: Anchor,
}

impl EvidencePanel {
    /// The selected candidate; `None` if the list is empty.
    pub fn candidate(&self) -> Option<&Candidate> {
        let chosen = *self.shown.get(self.list.cursor)?;
        self.explanation.candidates.get(chosen)
    }

    /// How many candidates a panel of `rows` rows lists under its title; at least half of the panel is for the selected
    /// one.
    pub fn page(&self, rows: usize) -> usize {
        self.shown.len().min(rows.saturating_sub(1).div_ceil(3))
    }
}

impl Reader {
    pub(super) fn open_evidence(&mut self) {
        let Some(cursor) = self.cursor() else { return };
        let Some(explanation) = self.diptych.explain(self.lead(), cursor) else {
            self.message = Some(wording::STILL_MATCHING.to_owned());
            return;
        };
        self.mode = Mode::Evidence(Box::new(EvidencePanel {
            shown: (0..explanation.candidates.len()).collect(),
            explanation,
            list: List::default(),
            before: self.anchor,
        }));
        self.show_beside();
    }

    /// Shows the candidates whose text passes the filter.
    pub(super) fn filter_candidates(&mut self) {
        let Mode::Evidence(evidence) = &self.mode else {
            return;
        };
        let there = evidence.explanation.side.other();
        let (segments, document) = (
            &self.diptych.segments[there],
            &self.diptych.documents[there],
        );
        let candidates = evidence.explanation.candidates.iter().enumerate();
        let passing = candidates.filter(|(_, candidate)| {
            let text = segments[candidate.segments[there]].text(document);
            evidence.list.passes(&text)
        });
        let shown = passing.map(|(n, _)| n).collect();
        if let Mode::Evidence(evidence) = &mut self.mode {
            evidence.shown = shown;
        }
    }

    /// Jumps to the candidate; both panes stay where they are.
    pub(super) fn go_to_candidate(&mut self) {
        let Some(passage) = self.candidate_passage() else {
            return drop(self.close_list());
        };
        let there = self.lead().other();
        let top = self.top(there);
        self.remember();
        self.mode = Mode::Reading;
        self.place.side = there;
        self.set_cursor(passage);
        self.set_top_freely(top);
        self.show_jump();
    }

    /// The selected candidate's passage, on the other side.
    pub fn candidate_passage(&self) -> Option<usize> {
        let Mode::Evidence(evidence) = &self.mode else {
            return None;
        };
        let there = evidence.explanation.side.other();
        let segment = evidence.candidate()?.segments[there];
        Some(self.diptych.passage_of(there, segment))
    }

    /// Scrolls so far that the panel hides neither the passage nor the candidate beside it, if both fit.
    pub(super) fn show_beside(&mut self) {
        let Some(cursor) = self.cursor() else { return };
        let height = self.frame().height as i64;
        let (first, last) = self.rows_of(self.lead(), cursor);
        let n_beside = self.candidate_passage().map_or(0, |candidate| {
            let (first, last) = self.rows_of(self.lead().other(), candidate);
            last - first + 1
        });
        let n_rows = (last - first + 1).max(n_beside).min(height);
        let top = self.lead_top();
        self.set_top_freely(top.max(first + n_rows - height).min(first));
    }
}
