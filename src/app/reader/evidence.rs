//! Why the cursor's passage is matched: a panel under the text, in which one candidate after the other can be looked
//! at. Its place stands beside the passage meanwhile; closing the panel goes back to the picture before.

use super::{Anchor, Effect, Mode, Reader};
use crate::app::action::{Action, Direction};
use crate::compare::align::{Candidate, Explanation};

/// The open panel.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// What it tells.
    pub explanation: Explanation,
    /// The candidate that is looked at.
    pub chosen: usize,
    /// What held the picture before.
    before: Anchor,
}

impl Evidence {
    /// The candidate that is looked at; `None` if there is none at all.
    pub fn candidate(&self) -> Option<&Candidate> {
        self.explanation.candidates.get(self.chosen)
    }

    /// The candidates that a panel of `rows` rows lists under its title, from the first to the one after the last.
    pub fn listed(&self, rows: usize) -> std::ops::Range<usize> {
        let n_candidates = self.explanation.candidates.len();
        // At least half of a panel is for the one that is looked at.
        let n_listed = n_candidates.min(rows.saturating_sub(1).div_ceil(3));
        let first = (self.chosen + 1).saturating_sub(n_listed);
        first..(first + n_listed).min(n_candidates)
    }
}

impl Reader {
    pub(super) fn open_evidence(&mut self) {
        let Some(cursor) = self.cursor() else { return };
        let Some(explanation) = self.diptych.explain(self.lead(), cursor) else {
            self.message = Some("still matching".to_owned());
            return;
        };
        self.mode = Mode::Evidence(Box::new(Evidence {
            explanation,
            chosen: 0,
            before: self.anchor,
        }));
        self.show_beside();
    }

    /// Closes the panel, if it is open, and goes back to the picture before.
    pub(super) fn close_evidence(&mut self) {
        if let Mode::Evidence(evidence) = &self.mode {
            self.anchor = evidence.before;
            self.mode = Mode::Reading;
        }
    }

    pub(super) fn apply_evidence(&mut self, action: Action) -> Effect {
        let Mode::Evidence(evidence) = &self.mode else {
            return Effect::None;
        };
        let (chosen, n_candidates) = (evidence.chosen, evidence.explanation.candidates.len());
        match action {
            Action::Passage(Direction::Forward)
            | Action::Wheel(Direction::Forward)
            | Action::Type('j') => self.choose_candidate(chosen + 1),
            Action::Passage(Direction::Backward)
            | Action::Wheel(Direction::Backward)
            | Action::Type('k') => self.choose_candidate(chosen.saturating_sub(1)),
            Action::Type('g') => self.choose_candidate(0),
            Action::Type('G') => self.choose_candidate(n_candidates),
            Action::Confirm => self.go_to_candidate(),
            Action::Click { row, .. } => self.click_candidate(row),
            Action::Close | Action::Quit | Action::Type('q' | 'e') => self.close_evidence(),
            _ => {}
        }
        Effect::None
    }

    fn choose_candidate(&mut self, n: usize) {
        if let Mode::Evidence(evidence) = &mut self.mode {
            let last = evidence.explanation.candidates.len().saturating_sub(1);
            evidence.chosen = n.min(last);
            self.show_beside();
        }
    }

    /// A click chooses a candidate of the list, another one on it goes there; a click into the text closes the panel.
    fn click_candidate(&mut self, row: usize) {
        let frame = self.frame();
        let Mode::Evidence(evidence) = &self.mode else {
            return;
        };
        let Some(row) = row.checked_sub(frame.top + frame.height) else {
            return self.close_evidence();
        };
        let listed = evidence.listed(frame.panel);
        let clicked = row.checked_sub(1).map(|row| listed.start + row);
        match clicked.filter(|clicked| listed.contains(clicked)) {
            Some(clicked) if clicked == evidence.chosen => self.go_to_candidate(),
            Some(clicked) => self.choose_candidate(clicked),
            None => {}
        }
    }

    /// Jumps to the candidate; both panes stay where they are.
    fn go_to_candidate(&mut self) {
        let Some(passage) = self.candidate_passage() else {
            return self.close_evidence();
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

    /// The passage over there whose evidence is looked at.
    pub fn candidate_passage(&self) -> Option<usize> {
        let Mode::Evidence(evidence) = &self.mode else {
            return None;
        };
        let there = evidence.explanation.side.other();
        let segment = evidence.candidate()?.segments[there];
        Some(self.diptych.passage_of(there, segment))
    }

    /// Scrolls so far that the panel hides neither the passage nor the candidate beside it, if both fit.
    fn show_beside(&mut self) {
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
