//! Findings: which are shown, the way from one to the next, and the list of them in a panel under the text.
//!
//! Wherever the reader goes to a finding, the exact words of both sides come on screen; in flow they stand side by
//! side as long as the cursor stays on their passage.

use super::{Anchor, Effect, Lens, Mode, Place, Reader};
use crate::app::action::{Direction, FindingsAction};
use crate::app::list::List;
use crate::compare::findings::{Confidence, Finding, FindingKind};
use crate::compare::pair::Diptych;
use crate::compare::wording;
use crate::text::count::plural;
use crate::text::side::{Pair, Side};
use std::ops::Range;

/// Which findings are shown: in the list, in the texts, in the rulers and by `]f`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FindingFilter {
    /// Only this kind; `None`: all.
    pub kind: Option<FindingKind>,
    /// Only those at least as certain.
    pub least: Confidence,
}

impl Default for FindingFilter {
    fn default() -> FindingFilter {
        FindingFilter {
            kind: None,
            least: Confidence::Hint,
        }
    }
}

impl FindingFilter {
    fn shows(self, finding: &Finding) -> bool {
        self.kind.is_none_or(|kind| finding.kind == kind) && finding.confidence >= self.least
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
    pub(super) before: (Place, Anchor, Option<usize>),
}

/// Rows of the follower that stand too far away to be on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfSight {
    /// Their passage.
    pub passage: usize,
    /// The first one.
    pub first: i64,
    /// How many there is room for.
    pub n_rows: usize,
    /// Whether a panel at the foot of the pane would hide what stands there in the lead.
    pub at_head: bool,
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
        self.finding.filter(|&n| self.stands_on(n))
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

    /// The number of a finding among those that are shown, from 1.
    pub fn finding_number(&self, finding: usize) -> Option<usize> {
        let place = self.marked.order.binary_search(&finding);
        place.ok().map(|place| place + 1)
    }

    /// The words of a finding on a side: bytes of its text.
    pub fn finding_words(&self, finding: usize, side: Side) -> Option<Range<usize>> {
        let stretch = self.diptych.findings().get(finding)?.stretches[side].as_ref();
        stretch.map(|stretch| stretch.range.clone())
    }

    fn stands_on(&self, finding: usize) -> bool {
        let Some(cursor) = self.cursor() else {
            return false;
        };
        let passage = self.diptych.passage_range(self.lead(), cursor);
        let words = self.finding_words(finding, self.lead());
        words.is_some_and(|words| words.start < passage.end && passage.start < words.end)
    }

    /// The first and last rows of the words of the finding that the reader is at, if both sides have some.
    pub(super) fn finding_rows(&self) -> Option<Pair<(i64, i64)>> {
        let finding = self.current_finding()?;
        Some(Pair {
            original: self.rows_of_words(finding, Side::Original)?,
            rewrite: self.rows_of_words(finding, Side::Rewrite)?,
        })
    }

    fn rows_of_words(&self, finding: usize, side: Side) -> Option<(i64, i64)> {
        let words = self.finding_words(finding, side)?;
        let row = |offset: usize| self.layout.row_at(side, offset) as i64;
        Some((row(words.start), row(words.end - 1)))
    }

    /// Where both sides share rows: the rows of the follower with the current finding's words, if the screen does not
    /// show them.
    pub fn finding_out_of_sight(&self) -> Option<OutOfSight> {
        let (lead, there) = (self.lead(), self.lead().other());
        let rows = self
            .finding_rows()
            .filter(|_| self.layout.shares_rows() && self.frame().shows(there))?;
        let (top, height) = (self.lead_top(), self.frame().height as i64);
        let is_in_sight = |(first, last): (i64, i64)| first >= top && last < top + height;
        let n_rows = self.n_panel_rows(rows);
        let words = self.finding_words(self.current_finding()?, there)?;
        (!is_in_sight(rows[there]) && n_rows > 0).then_some(OutOfSight {
            passage: self.diptych.passage_at(there, words.start)?,
            first: rows[there].0,
            n_rows: n_rows as usize,
            at_head: rows[lead].1 - top >= height - n_rows - 1,
        })
    }

    /// The rows of a panel for the follower's words, beside which the lead's and a line between them have room.
    fn n_panel_rows(&self, rows: Pair<(i64, i64)>) -> i64 {
        let n_rows = rows.map(|(first, last)| last - first + 1);
        let room = self.frame().height as i64 - 1 - n_rows[self.lead()];
        n_rows[self.lead().other()].min(room.max(1))
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
        let steps = times - 1;
        let wanted = match (direction, current) {
            (Direction::Forward, Some(n)) => n.checked_add(times),
            (Direction::Backward, Some(n)) => n.checked_sub(times),
            (Direction::Forward, None) => self
                .finding_beside(direction)
                .and_then(|n| n.checked_add(steps)),
            (Direction::Backward, None) => self
                .finding_beside(direction)
                .and_then(|n| n.checked_sub(steps)),
        };
        match wanted.and_then(|n| order.get(n).copied()) {
            Some(finding) => {
                self.remember();
                self.stand_on_finding(finding);
            }
            None => {
                let way = match direction {
                    Direction::Forward => "below",
                    Direction::Backward => "above",
                };
                self.message = Some(format!(
                    "no more {} {way}",
                    plural(0, &self.filter_in_words())
                ));
            }
        }
    }

    /// The first finding from the cursor's passage on, or the last one before it, as a place in the order.
    fn finding_beside(&self, direction: Direction) -> Option<usize> {
        let here = self.axis(self.lead(), self.place.offset);
        let is_before = |n: &usize| self.finding_axis(self.marked.order[*n]) < here;
        let mut places = 0..self.marked.order.len();
        match direction {
            Direction::Forward => places.find(|n| !is_before(n)),
            Direction::Backward => places.rev().find(is_before),
        }
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

    pub(super) fn no_finding(&self) -> String {
        match self.diptych.is_matched() {
            true => format!("no {}", plural(0, &self.filter_in_words())),
            false => wording::STILL_MATCHING.to_owned(),
        }
    }

    /// `number finding`, in the singular.
    pub fn filter_in_words(&self) -> String {
        let least = match self.filter.least {
            Confidence::Hint => "",
            Confidence::Likely => "likely ",
            Confidence::Sure => "sure ",
        };
        let kind = self.filter.kind.map_or("", FindingKind::name);
        let space = if kind.is_empty() { "" } else { " " };
        format!("{least}{kind}{space}finding")
    }

    /// Goes to a finding: on the lead's side, if that has words of it.
    fn stand_on_finding(&mut self, finding: usize) {
        let sides = [self.lead(), self.lead().other()];
        let words = |side: &Side| Some((*side, self.finding_words(finding, *side)?.start));
        let Some((side, start)) = sides.iter().find_map(words) else {
            return;
        };
        let Some(passage) = self.diptych.passage_at(side, start) else {
            return;
        };
        self.finding = None; // the words of the last one no longer hold the panes
        self.lead_with(side, passage);
        self.finding = Some(finding);
        self.show_words(finding);
    }

    /// Scrolls so far that the words of both sides are on the screen, if they fit.
    fn show_words(&mut self, finding: usize) {
        let lead = self.lead();
        let height = self.frame().height as i64;
        let Some((first, last)) = self.rows_of_words(finding, lead) else {
            return;
        };
        let (from, to) = match self.rows_of_words(finding, lead.other()) {
            // In shared rows each side has rows of its own; a panel shows those that are too far away.
            Some((there, last_there)) if self.layout.shares_rows() => {
                let both = (first.min(there), last.max(last_there));
                let rows = Pair::from_fn(|side| match side == lead {
                    true => (first, last),
                    false => (there, last_there),
                });
                match both.1 - both.0 < height {
                    true => both,
                    false => (first, last + 1 + self.n_panel_rows(rows)),
                }
            }
            Some((there, last_there)) => (first, last.max(first + last_there - there)),
            None => (first, last),
        };
        let n_rows = (to - from + 1).min(height);
        let top = self.lead_top();
        let wanted = top.max(from + n_rows - height).min(from);
        if wanted != top {
            self.set_top_freely(wanted);
        }
    }

    /// In the lens for findings, a click on the words of one makes it the current finding.
    pub(super) fn click_words(&mut self, side: Side, offset: usize) {
        if self.options.lens != Lens::Findings {
            return;
        }
        let words = &self.marked.words[side];
        let n = words.partition_point(|(words, _)| words.end <= offset);
        let clicked = words.get(n).filter(|(words, _)| words.contains(&offset));
        self.finding = clicked.map(|&(_, finding)| finding).or(self.finding);
    }

    pub(super) fn open_findings(&mut self) {
        if self.diptych.findings().is_empty() {
            self.message = Some(self.no_finding());
            return;
        }
        if self.marked.order.is_empty() {
            self.set_filter(FindingFilter::default());
        }
        let here = self.finding_here();
        self.mode = Mode::Findings(FindingList {
            order: FindingOrder::Weight,
            list: List::default(),
            before: (self.place, self.anchor, self.finding),
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
        let Finding { kind, note, .. } = &self.diptych.findings()[finding];
        let mut text = format!("{} {note}", kind.name());
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
            FindingsAction::Sort => self.sort_findings(),
            FindingsAction::Kind(direction) => self.filter_by(FindingFilter {
                kind: self.kind_beside(direction),
                ..self.filter
            }),
            FindingsAction::Certainty => self.filter_by(FindingFilter {
                least: match self.filter.least {
                    Confidence::Hint => Confidence::Likely,
                    Confidence::Likely => Confidence::Sure,
                    Confidence::Sure => Confidence::Hint,
                },
                ..self.filter
            }),
        }
        Effect::None
    }

    /// Puts the cursor on a row of the list and shows its finding in both panes.
    fn choose_finding(&mut self, row: usize) {
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
            self.stand_on_finding(finding);
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

    fn set_filter(&mut self, filter: FindingFilter) {
        self.filter = filter;
        self.marked = ShownFindings::new(&self.diptych, filter);
    }

    /// After the list has changed: the same finding where it stands now, else the first.
    fn choose_again(&mut self) {
        let listed = self.listed_findings();
        let same = listed.iter().position(|&n| Some(n) == self.finding);
        self.choose_finding(same.unwrap_or(0));
    }

    /// The next kind that has findings; after the last one, all kinds.
    fn kind_beside(&self, direction: Direction) -> Option<FindingKind> {
        let there_is = |kind: &FindingKind| self.diptych.findings().iter().any(|f| f.kind == *kind);
        let kinds: Vec<FindingKind> = FindingKind::ALL.into_iter().filter(there_is).collect();
        let here = self
            .filter
            .kind
            .and_then(|kind| kinds.iter().position(|&known| known == kind));
        let beside = match (direction, here) {
            (Direction::Forward, here) => here.map_or(0, |n| n + 1),
            (Direction::Backward, None) => kinds.len().checked_sub(1)?,
            (Direction::Backward, Some(n)) => n.checked_sub(1)?,
        };
        kinds.get(beside).copied()
    }

    pub(super) fn stay_at_finding(&mut self) {
        if let Mode::Findings(open) = std::mem::replace(&mut self.mode, Mode::Reading) {
            self.jumps.push(open.before.0);
        }
    }
}
