//! Findings: which are shown, the way from one to the next, and the list of them in a panel under the text.
//!
//! What both panes show of a finding that the reader went to is in [`subject`](super::subject).

use super::lists::one_or_all;
use super::subject::{Standpoint, Subject};
use super::{Effect, Mode, Reader};
use crate::app::action::{Direction, FindingsAction, ReadingAction};
use crate::app::list::List;
use crate::compare::findings::{Confidence, Finding, FindingKind};
use crate::compare::pair::Diptych;
use crate::compare::wording;
use crate::text::count::{count, plural};
use crate::text::side::{Pair, Side};
use std::ops::Range;

/// Which findings are shown: in the list, in the texts, in the rulers and by `]f`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FindingFilter {
    /// Only this kind; `None`: all changes of words, but no passages that are dropped or added as a whole.
    pub kind: Option<FindingKind>,
    /// Only those at least as certain.
    pub least: Confidence,
}

impl Default for FindingFilter {
    fn default() -> FindingFilter {
        FindingFilter {
            kind: None,
            least: Confidence::Likely,
        }
    }
}

impl FindingFilter {
    fn shows(self, finding: &Finding) -> bool {
        let is_of_kind = match self.kind {
            Some(kind) => finding.kind == kind,
            None => !finding.is_whole(),
        };
        is_of_kind && finding.confidence >= self.least
    }
}

/// The findings that are shown.
#[derive(Debug, Clone, Default)]
pub struct ShownFindings {
    /// Indices of the pair's findings, in order of place.
    pub order: Vec<usize>,
    /// The exact words on each side, in order and without overlaps, with the finding they belong to.
    pub words: Pair<Vec<(Range<usize>, usize)>>,
}

impl ShownFindings {
    pub(super) fn new(diptych: &Diptych, filter: FindingFilter) -> ShownFindings {
        let findings = diptych.findings();
        let shown = |n: &usize| filter.shows(&findings[*n]);
        let order: Vec<usize> = (0..findings.len()).filter(shown).collect();
        let words = Pair::from_fn(|side| {
            let words = order.iter().filter_map(|&n| {
                let stretch = findings[n].stretches[side].as_ref()?;
                Some((stretch.range.clone(), n))
            });
            without_overlaps(words.collect())
        });
        ShownFindings { order, words }
    }
}

/// Where stretches overlap, the later one begins after the earlier one's end.
fn without_overlaps(mut words: Vec<(Range<usize>, usize)>) -> Vec<(Range<usize>, usize)> {
    words.sort_by_key(|(range, _)| (range.start, range.end));
    let mut end = 0;
    words.retain_mut(|(range, _)| {
        range.start = range.start.max(end);
        end = end.max(range.end);
        range.start < range.end
    });
    words
}

/// The open list.
#[derive(Debug, Clone, PartialEq)]
pub struct FindingList {
    /// How it is sorted.
    pub order: FindingOrder,
    /// Where the reader is in it.
    pub list: List,
    /// Where the reader was before.
    pub(super) before: Standpoint,
}

/// How a list of findings is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingOrder {
    /// The weightiest first.
    Weight,
    /// As they stand in the text.
    Place,
}

impl FindingOrder {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            FindingOrder::Weight => "weight",
            FindingOrder::Place => "place",
        }
    }
}

impl Reader {
    /// Which findings are shown.
    pub fn filter(&self) -> FindingFilter {
        self.filter
    }

    /// The findings that are shown, and where their words stand.
    pub fn marked(&self) -> &ShownFindings {
        &self.marked
    }

    /// The finding that the reader went to and has not left: the cursor stands on its words.
    pub fn current_finding(&self) -> Option<usize> {
        match self.current_subject()? {
            Subject::Finding(finding) => Some(*finding),
            Subject::Fact(_) | Subject::NewWords(..) => None,
        }
    }

    /// The finding at the cursor: the one that the reader went to, else the first of the passage.
    pub fn finding_here(&self) -> Option<usize> {
        self.current_finding().or_else(|| {
            let range = self.diptych.passage_range(self.lead(), self.cursor()?);
            let words = &self.marked.words[self.lead()];
            let first = words.partition_point(|(words, _)| words.end <= range.start);
            let (words, n) = words.get(first)?;
            (words.start < range.end).then_some(*n)
        })
    }

    /// The number of a finding among those that are shown, from 1, and how many these are: in the order of the open
    /// list, else of the text.
    pub fn finding_number(&self, finding: usize) -> Option<(usize, usize)> {
        let listed = self.listed_findings();
        let place = listed.iter().position(|&n| n == finding)?;
        Some((place + 1, listed.len()))
    }

    /// The words of a finding on a side: bytes of its text.
    pub fn finding_words(&self, finding: usize, side: Side) -> Option<Range<usize>> {
        let stretch = self.diptych.findings().get(finding)?.stretches[side].as_ref();
        stretch.map(|stretch| stretch.range.clone())
    }

    pub(super) fn next_finding(&mut self, direction: Direction, times: usize) {
        if self.marked.order.is_empty() {
            self.message = Some(self.no_finding());
            return;
        }
        let order = &self.marked.order;
        let current = self
            .current_finding()
            .and_then(|current| order.binary_search(&current).ok());
        let (n_before, ahead) = match current {
            Some(n) => (n, n + 1),
            None => self.findings_beside(),
        };
        let n_findings = order.len();
        if let Some(n) = self.step_round(n_findings, (n_before, ahead), direction, times) {
            self.remember();
            self.stand_on(Subject::Finding(self.marked.order[n]));
        }
    }

    /// The number of findings up to the last one before the cursor's passage, and the first one from it on, as places in
    /// the order.
    fn findings_beside(&self) -> (usize, usize) {
        let here = self.axis(self.lead(), self.place.offset);
        let order = &self.marked.order;
        let is_before = |&finding: &usize| self.finding_axis(finding) < here;
        let n_before = order.iter().rposition(is_before).map_or(0, |n| n + 1);
        let ahead = order.iter().position(|finding| !is_before(finding));
        (n_before, ahead.unwrap_or(order.len()))
    }

    /// Where a finding stands on the axis of both texts, by the lead if that has words of it.
    fn finding_axis(&self, finding: usize) -> f64 {
        let lead = self.lead();
        let sides = [lead, lead.other()].into_iter();
        let mut starts = sides.filter_map(|side| Some((side, self.finding_words(finding, side)?)));
        starts
            .next()
            .map_or(0.0, |(side, words)| self.axis(side, words.start))
    }

    /// `no sure findings`; and where there is something that is not shown else, the key of the list that shows it.
    pub(super) fn no_finding(&self) -> String {
        if !self.diptych.is_matched() {
            return wording::STILL_MATCHING.to_owned();
        }
        let none = format!("no {}", plural(0, &self.filter_in_words()));
        if self.filter != FindingFilter::default() || self.diptych.findings().is_empty() {
            return none;
        }
        let list = self.options.keymap.reading.key(ReadingAction::Findings);
        match self.diptych.n_hints() {
            0 => format!("{none} but passages dropped or added; {list} lists them"),
            1 => format!("{none} but 1 hint; {list} lists it"),
            n => format!("{none} but {}; {list} lists them", count(n, "hint")),
        }
    }

    /// What is left out of the findings that are shown: `+16 hints`; empty if nothing is.
    pub fn hints_left_out(&self) -> String {
        match self.diptych.n_hints() {
            n if n > 0 && self.filter == FindingFilter::default() => wording::more_hints(n),
            _ => String::new(),
        }
    }

    /// `number finding`, `possible finding` with the hints, in the singular.
    pub fn filter_in_words(&self) -> String {
        let least = match self.filter.least {
            Confidence::Hint => "possible ",
            Confidence::Likely => "",
            Confidence::Sure => "sure ",
        };
        let kind = self.filter.kind.map_or("", FindingKind::name);
        let space = if kind.is_empty() { "" } else { " " };
        format!("{least}{kind}{space}finding")
    }

    /// In the lens for findings, a click on the words of one makes it the current finding.
    pub(super) fn click_finding(&mut self, side: Side, offset: usize) {
        let words = &self.marked.words[side];
        let n = words.partition_point(|(words, _)| words.end <= offset);
        let clicked = words.get(n).filter(|(words, _)| words.contains(&offset));
        if let Some(&(_, finding)) = clicked {
            self.subject = Some(Subject::Finding(finding));
        }
    }

    pub(super) fn open_findings(&mut self) {
        if self.diptych.findings().is_empty() {
            self.message = Some(self.no_finding());
            return;
        }
        if self.marked.order.is_empty() {
            self.set_filter(FindingFilter::default());
        }
        if self.marked.order.is_empty() {
            // Nothing but hints, or passages that are dropped or added: rather these than an empty list.
            let least = Confidence::Hint;
            let first = &self.diptych.findings()[0];
            let kind = (self.diptych.n_hints() == 0).then_some(first.kind);
            self.set_filter(FindingFilter { kind, least });
        }
        let here = self.finding_here();
        self.mode = Mode::Findings(FindingList {
            order: FindingOrder::Weight,
            list: List::default(),
            before: self.standpoint(),
        });
        let listed = self.listed_findings();
        let chosen = listed.iter().position(|&n| Some(n) == here);
        self.choose_finding(chosen.unwrap_or(0));
    }

    /// The findings that the open list shows, in its order.
    pub fn listed_findings(&self) -> Vec<usize> {
        let mut listed = self.marked.order.clone();
        let Mode::Findings(open) = &self.mode else {
            return listed;
        };
        if !open.list.filter.text().is_empty() {
            listed.retain(|&n| open.list.passes(&self.finding_in_words(n)));
        }
        if open.order == FindingOrder::Weight {
            let weight = |n: &usize| self.diptych.findings()[*n].weight;
            listed.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
        }
        listed
    }

    /// All that a filter can ask for: kind, note, and the words on both sides.
    fn finding_in_words(&self, finding: usize) -> String {
        let Finding {
            kind,
            note,
            checkers,
            ..
        } = &self.diptych.findings()[finding];
        let mut text = format!("{} {note} {}", kind.name(), checkers.join(" "));
        for side in Side::BOTH {
            if let Some(words) = self.finding_words(finding, side) {
                text.push(' ');
                text.push_str(&self.diptych.documents[side].text()[words]);
            }
        }
        text
    }

    pub(super) fn apply_findings(
        &mut self,
        action: FindingsAction,
        count: Option<usize>,
    ) -> Effect {
        match action {
            FindingsAction::List(action) => return self.apply_list(action, count),
            FindingsAction::Give(verdict) => return self.give(verdict, 1),
            FindingsAction::Undo => return self.undo(count.unwrap_or(1), false),
            FindingsAction::Sort => self.sort_findings(),
            FindingsAction::Kind(direction) => self.filter_by(FindingFilter {
                kind: self.kind_beside(direction),
                ..self.filter
            }),
            FindingsAction::Certainty => self.filter_by(FindingFilter {
                least: match self.filter.least {
                    Confidence::Likely => Confidence::Sure,
                    Confidence::Sure => Confidence::Hint,
                    Confidence::Hint => Confidence::Likely,
                },
                ..self.filter
            }),
        }
        Effect::None
    }

    /// Puts the cursor on a row of the list and shows its finding in both panes.
    pub(super) fn choose_finding(&mut self, row: usize) {
        let (n_rows, page) = (self.listed_findings().len(), self.list_page());
        if let Mode::Findings(open) = &mut self.mode {
            open.list.cursor = row;
            open.list.keep_within(n_rows, page);
        }
        self.show_chosen_finding();
    }

    pub(super) fn show_chosen_finding(&mut self) {
        let chosen = self.list().map_or(0, |list| list.cursor);
        if let Some(&finding) = self.listed_findings().get(chosen) {
            self.stand_on(Subject::Finding(finding));
        }
    }

    fn sort_findings(&mut self) {
        if let Mode::Findings(open) = &mut self.mode {
            open.order = match open.order {
                FindingOrder::Weight => FindingOrder::Place,
                FindingOrder::Place => FindingOrder::Weight,
            };
        }
        self.choose_again();
    }

    fn filter_by(&mut self, filter: FindingFilter) {
        self.set_filter(filter);
        self.choose_again();
    }

    pub(super) fn set_filter(&mut self, filter: FindingFilter) {
        self.filter = filter;
        self.marked = ShownFindings::new(&self.diptych, filter);
    }

    /// After the findings have changed: the open list stays at the same one.
    pub(super) fn keep_finding_list(&mut self) {
        if !matches!(self.mode, Mode::Findings(_)) {
            return;
        }
        let listed = self.listed_findings();
        let is_subject = |&n: &usize| self.subject == Some(Subject::Finding(n));
        let same = listed.iter().position(is_subject);
        let (n_rows, page) = (listed.len(), self.list_page());
        if let Mode::Findings(open) = &mut self.mode {
            open.list.cursor = same.unwrap_or(open.list.cursor);
            open.list.keep_within(n_rows, page);
        }
    }

    /// After the list has changed: the same finding where it stands now, else the first.
    fn choose_again(&mut self) {
        let listed = self.listed_findings();
        let is_subject = |&n: &usize| self.subject == Some(Subject::Finding(n));
        let same = listed.iter().position(is_subject);
        self.choose_finding(same.unwrap_or(0));
    }

    /// The next kind that has findings; after the last one, all kinds.
    fn kind_beside(&self, direction: Direction) -> Option<FindingKind> {
        let there_is = |kind: &FindingKind| self.diptych.findings().iter().any(|f| f.kind == *kind);
        let kinds: Vec<FindingKind> = FindingKind::ALL.into_iter().filter(there_is).collect();
        one_or_all(&kinds, self.filter.kind, direction)
    }

    pub(super) fn stay_at_finding(&mut self) {
        if let Mode::Findings(open) = std::mem::replace(&mut self.mode, Mode::Reading) {
            self.jumps.push(open.before);
        }
    }
}
