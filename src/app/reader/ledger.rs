//! The ledger of facts in a panel under the text: which facts it lists, and the way through the places of one.
//!
//! What both panes show of a place is in [`subject`](super::subject).

use super::lists::one_or_all;
use super::subject::{FactPlace, Standpoint, Subject};
use super::{Effect, Mode, Reader};
use crate::app::action::{Direction, LedgerAction};
use crate::app::list::List;
use crate::app::signs::ReviewSign;
use crate::compare::findings::Finding;
use crate::compare::ledger::{Entry, FactKind, FactState};
use crate::compare::pair::Diptych;
use crate::compare::wording;
use crate::review::reviewed::Subject as Verdictable;
use crate::text::count::plural;
use crate::text::glyph;
use crate::text::side::{Pair, Side};
use std::ops::Range;

/// Which facts the ledger lists, and in which order; it stays while the ledger is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LedgerView {
    /// Only this kind; `None`: all.
    pub kind: Option<FactKind>,
    /// Only this state; `None`: all.
    pub state: Option<FactState>,
    /// How they are sorted.
    pub order: FactOrder,
}

/// How the ledger is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactOrder {
    /// What is most worth a look first.
    State,
    /// As they stand in the rewrite, and what is gone where it stood.
    Place,
}

impl FactOrder {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            FactOrder::State => "state",
            FactOrder::Place => "place",
        }
    }
}

impl LedgerView {
    /// Everything, sorted in some order.
    pub fn of_all(order: FactOrder) -> LedgerView {
        LedgerView {
            kind: None,
            state: None,
            order,
        }
    }

    /// `new number fact`, in the singular.
    pub fn in_words(self) -> String {
        let state = self.state.map(|state| match state {
            FactState::Differs => "differing",
            state => state.name(),
        });
        let kind = self.kind.map(FactKind::name);
        let words = [state, kind, Some("fact")];
        words.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    fn shows(self, entry: &Entry) -> bool {
        self.kind.is_none_or(|kind| entry.kind == kind)
            && self.state.is_none_or(|state| entry.state == state)
    }
}

/// The open ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct LedgerList {
    /// The facts that it lists, in its order, by their numbers in the pair.
    pub shown: Vec<usize>,
    /// Where the reader is in it.
    pub list: List,
    /// Where the reader was before.
    pub(super) before: Standpoint,
}

impl Reader {
    /// Which facts the ledger lists.
    pub fn ledger_view(&self) -> LedgerView {
        self.ledger_view
    }

    /// The place of a fact that the reader went to and has not left.
    pub fn current_fact(&self) -> Option<&FactPlace> {
        match self.current_subject()? {
            Subject::Fact(fact) => Some(fact),
            Subject::Finding(_) | Subject::NewWords(..) => None,
        }
    }

    pub(super) fn open_ledger(&mut self) {
        if self.diptych.ledger().is_empty() {
            self.message = Some(match self.diptych.is_matched() {
                true => "neither text has facts that could be checked".to_owned(),
                false => wording::STILL_MATCHING.to_owned(),
            });
            return;
        }
        let here = self.fact_here();
        self.mode = Mode::Ledger(LedgerList {
            shown: Vec::new(),
            list: List::default(),
            before: self.standpoint(),
        });
        self.list_facts();
        if self.n_list_rows() == 0 {
            self.ledger_view = LedgerView::of_all(self.ledger_view.order);
            self.list_facts();
        }
        self.choose_fact(here);
    }

    /// The fact that the reader went to, else the first one in the passage that is not the same on both sides.
    fn fact_here(&self) -> Option<usize> {
        if let Some(fact) = self.current_fact() {
            return Some(fact.entry);
        }
        let passage = self.diptych.passage_range(self.lead(), self.cursor()?);
        let is_here = |entry: &Entry| {
            let mentions = &entry.mentions[self.lead()];
            let next = mentions.partition_point(|mention| mention.range.end <= passage.start);
            let is_inside = mentions
                .get(next)
                .is_some_and(|mention| mention.range.start < passage.end);
            entry.state != FactState::Kept && is_inside
        };
        self.diptych.ledger().iter().position(is_here)
    }

    /// Lists the facts that pass all filters, in the order that is wanted.
    pub(super) fn list_facts(&mut self) {
        let Mode::Ledger(open) = &self.mode else {
            return;
        };
        let (ledger, filter) = (self.diptych.ledger(), &open.list);
        let is_filtered = !filter.filter.text().is_empty();
        let is_shown = |n: &usize| {
            let entry = &ledger[*n];
            self.ledger_view.shows(entry) && (!is_filtered || filter.passes(&in_words(entry)))
        };
        let mut shown: Vec<usize> = (0..ledger.len()).filter(is_shown).collect();
        if self.ledger_view.order == FactOrder::Place {
            let mut places: Vec<(f64, usize, usize)> =
                shown.iter().map(|&n| self.fact_axis(n)).collect();
            places.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
            shown = places.into_iter().map(|(_, _, n)| n).collect();
        }
        if let Mode::Ledger(open) = &mut self.mode {
            open.shown = shown;
        }
    }

    /// Where a fact stands on the axis of both texts, by the rewrite if it has it; its offset there, and its number.
    fn fact_axis(&self, n: usize) -> (f64, usize, usize) {
        let mentions = &self.diptych.ledger()[n].mentions;
        let first = |side: Side| Some((side, mentions[side].first()?.range.start));
        let place = first(Side::Rewrite).or_else(|| first(Side::Original));
        place.map_or((0.0, 0, n), |(side, start)| {
            (self.axis(side, start), start, n)
        })
    }

    pub(super) fn apply_ledger(&mut self, action: LedgerAction, count: Option<usize>) -> Effect {
        let view = self.ledger_view;
        match action {
            LedgerAction::List(action) => return self.apply_list(action, count),
            LedgerAction::Place(direction) => self.step_place(direction, count.unwrap_or(1)),
            LedgerAction::Copy => return self.copy_fact(),
            LedgerAction::Give(verdict) => return self.give(verdict, 1),
            LedgerAction::Undo => return self.undo(count.unwrap_or(1), false),
            LedgerAction::Sort => self.view_facts(LedgerView {
                order: match view.order {
                    FactOrder::State => FactOrder::Place,
                    FactOrder::Place => FactOrder::State,
                },
                ..view
            }),
            LedgerAction::Kind(direction) => {
                let there_is = |kind: &FactKind| {
                    let kind = Some(*kind);
                    self.has_fact(LedgerView { kind, ..view })
                };
                let kinds: Vec<FactKind> = FactKind::ALL.into_iter().filter(there_is).collect();
                self.view_facts(LedgerView {
                    kind: one_or_all(&kinds, view.kind, direction),
                    ..view
                });
            }
            LedgerAction::State => {
                let there_is = |state: &FactState| {
                    let state = Some(*state);
                    self.has_fact(LedgerView { state, ..view })
                };
                let states: Vec<FactState> = FactState::ALL.into_iter().filter(there_is).collect();
                self.view_facts(LedgerView {
                    state: one_or_all(&states, view.state, Direction::Forward),
                    ..view
                });
            }
        }
        Effect::None
    }

    fn has_fact(&self, view: LedgerView) -> bool {
        self.diptych.ledger().iter().any(|entry| view.shows(entry))
    }

    /// Lists other facts, or in another order; the chosen one stays chosen if it is still listed.
    fn view_facts(&mut self, view: LedgerView) {
        let chosen = self.chosen_fact();
        self.ledger_view = view;
        self.list_facts();
        self.choose_fact(chosen);
    }

    /// The fact of the chosen row; `None` if the list is empty.
    pub fn chosen_fact(&self) -> Option<usize> {
        match &self.mode {
            Mode::Ledger(open) => open.shown.get(open.list.cursor).copied(),
            _ => None,
        }
    }

    /// Puts the cursor on the row of a fact, or on the first row, and shows it in both panes.
    fn choose_fact(&mut self, fact: Option<usize>) {
        let page = self.list_page();
        if let Mode::Ledger(open) = &mut self.mode {
            let row = open.shown.iter().position(|&n| Some(n) == fact);
            open.list.cursor = row.unwrap_or(0);
            open.list.keep_within(open.shown.len(), page);
        }
        self.show_chosen_fact();
    }

    /// Shows the chosen fact in both panes: the place of it that the reader was at, else its first one.
    pub(super) fn show_chosen_fact(&mut self) {
        let Some(entry) = self.chosen_fact() else {
            return;
        };
        let place = match &self.subject {
            Some(Subject::Fact(fact)) if fact.entry == entry => fact.place,
            _ => 0,
        };
        self.stand_on_place(entry, place);
    }

    fn stand_on_place(&mut self, entry: usize, place: usize) {
        let mut places = self.places_of_fact(entry);
        let n_places = places.len();
        if place < n_places {
            self.stand_on(Subject::Fact(FactPlace {
                entry,
                place,
                n_places,
                words: places.swap_remove(place),
            }));
        }
    }

    /// The next place of the chosen fact; after the last one the first.
    fn step_place(&mut self, direction: Direction, times: usize) {
        let (entry, place, n_places) = match (&self.subject, self.chosen_fact()) {
            (Some(Subject::Fact(fact)), Some(_)) => (fact.entry, fact.place, fact.n_places),
            _ => return,
        };
        if n_places == 1 {
            self.message = Some("this fact has no other place".to_owned());
            return;
        }
        let times = times % n_places;
        let next = match direction {
            Direction::Forward => place + times,
            Direction::Backward => place + n_places - times,
        };
        self.stand_on_place(entry, next % n_places);
    }

    /// The places of a fact, as they stand in the texts: words of both sides where the matches or the number of them
    /// bring two together, else of one.
    pub(super) fn places_of_fact(&self, entry: usize) -> Vec<Pair<Option<Range<usize>>>> {
        let mut places = places(&self.diptych, &self.diptych.ledger()[entry]);
        let axis = |place: &Pair<Option<Range<usize>>>| match (&place.rewrite, &place.original) {
            (Some(words), _) => self.axis(Side::Rewrite, words.start),
            (None, Some(words)) => self.axis(Side::Original, words.start),
            (None, None) => 0.0,
        };
        places.sort_by(|a, b| axis(a).total_cmp(&axis(b)));
        places
    }

    /// What verdicts on a fact are about, place by place: the finding at its words, or else the match of its passage.
    pub(super) fn subjects_of_fact(&self, entry: usize) -> Vec<Verdictable> {
        let places = self.places_of_fact(entry).into_iter();
        let subjects = places.filter_map(|words| {
            let is_there = |finding: &Finding| {
                Side::BOTH.into_iter().any(|side| {
                    let stretch = finding.stretches[side].as_ref();
                    let (stretch, words) = (stretch.map(|s| &s.range), words[side].as_ref());
                    stretch.zip(words).is_some_and(|(stretch, words)| {
                        stretch.start < words.end && words.start < stretch.end
                    })
                })
            };
            let finding = self.diptych.findings().iter().position(is_there);
            let passage = |side: Side| {
                let start = words[side].as_ref()?.start;
                let passage = self.diptych.passage_at(side, start)?;
                Some(Verdictable::Passage(side, passage))
            };
            let passage = || passage(Side::Rewrite).or_else(|| passage(Side::Original));
            finding.map(Verdictable::Finding).or_else(passage)
        });
        subjects.collect()
    }

    /// The verdict at a place of a fact, the first one that there is.
    pub fn sign_of_fact(&self, entry: usize) -> Option<ReviewSign> {
        if !self.review().has_begun() {
            return None;
        }
        let review = self.review();
        let mut subjects = self.subjects_of_fact(entry).into_iter();
        subjects.find_map(|subject| match subject {
            Verdictable::Finding(finding) => ReviewSign::of_finding(review, finding),
            Verdictable::Passage(side, passage) => {
                let sign = ReviewSign::of(review, side, passage);
                sign.filter(|&sign| sign != ReviewSign::Note)
            }
        })
    }

    /// What a verdict answers while the ledger is open: what is at the place that the reader sees.
    pub(super) fn subject_of_chosen_fact(&self) -> Option<Verdictable> {
        let entry = self.chosen_fact()?;
        let place = match &self.subject {
            Some(Subject::Fact(fact)) if fact.entry == entry => fact.place,
            _ => 0,
        };
        self.subjects_of_fact(entry).get(place).copied()
    }

    /// Puts the cursor on the next fact that is not kept and has no verdict, and round. False if there is none.
    pub(super) fn next_open_fact(&mut self) -> bool {
        let Mode::Ledger(open) = &self.mode else {
            return false;
        };
        let (after, n_rows) = (open.list.cursor + 1, open.shown.len());
        let rows = (after..n_rows).chain(0..after.min(n_rows));
        let is_open = |&row: &usize| {
            let entry = open.shown[row];
            let mut subjects = self.subjects_of_fact(entry).into_iter();
            self.diptych.ledger()[entry].state != FactState::Kept
                && subjects.any(|subject| !self.review().is_reviewed(subject))
        };
        let fact = rows.into_iter().find(is_open).map(|row| open.shown[row]);
        if fact.is_some() {
            self.choose_fact(fact);
        }
        fact.is_some()
    }

    fn copy_fact(&mut self) -> Effect {
        let Some(fact) = self.chosen_fact() else {
            return Effect::None;
        };
        self.message = Some("copied the row".to_owned());
        let row = wording::fact_with_counts(&self.diptych.ledger()[fact]);
        Effect::Copy(glyph::handed_on(&row))
    }

    pub(super) fn stay_at_fact(&mut self) {
        if let Mode::Ledger(open) = std::mem::replace(&mut self.mode, Mode::Reading) {
            self.jumps.push(open.before);
        }
    }

    /// `no new facts`, for a list without rows.
    pub fn no_fact(&self) -> String {
        format!("no {}", plural(0, &self.ledger_view.in_words()))
    }
}

/// All that a filter can ask for: state, kind, what both sides write, the normal form and the note.
fn in_words(entry: &Entry) -> String {
    let forms = Side::BOTH.map(|side| entry.forms[side].as_deref().unwrap_or_default());
    let [state, kind] = [entry.state.name(), entry.kind.name()];
    format!(
        "{state} {kind} {} {} {}",
        forms.join(" "),
        entry.normal,
        entry.note
    )
}

/// The mentions of both sides in twos: first those in passages that belong together, then the rest in order. What is left
/// over of the longer side stands alone.
fn places(diptych: &Diptych, entry: &Entry) -> Vec<Pair<Option<Range<usize>>>> {
    let Pair { original, rewrite } = &entry.mentions;
    let passages: Vec<usize> = original
        .iter()
        .map(|mention| diptych.passage_of(Side::Original, mention.segments.start))
        .collect();
    let mut is_free = vec![true; original.len()];
    let mut beside: Vec<Option<usize>> = Vec::with_capacity(rewrite.len());
    for mention in rewrite {
        let passage = diptych.passage_of(Side::Rewrite, mention.segments.start);
        let counterparts = diptych.counterparts(Side::Rewrite, passage).into_iter();
        let found = counterparts
            .flat_map(|there| {
                let first = passages.partition_point(|&passage| passage < there);
                let end = passages.partition_point(|&passage| passage <= there);
                first..end
            })
            .find(|&n| is_free[n]);
        if let Some(n) = found {
            is_free[n] = false;
        }
        beside.push(found);
    }
    let mut rest = (0..original.len()).filter(|&n| is_free[n]);
    let mut places = Vec::new();
    for (mention, beside) in rewrite.iter().zip(beside) {
        let beside = beside.or_else(|| rest.next());
        places.push(Pair {
            original: beside.map(|n| original[n].range.clone()),
            rewrite: Some(mention.range.clone()),
        });
    }
    places.extend(rest.map(|n| Pair {
        original: Some(original[n].range.clone()),
        rewrite: None,
    }));
    places
}
