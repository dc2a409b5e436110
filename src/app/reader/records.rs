//! The list of all records: what it shows, where it leads, and what keys do to the chosen one.

use super::lists::one_or_all;
use super::subject::{Standpoint, Subject};
use super::{Effect, Mode, Reader};
use crate::app::action::{ListAction, ReadingAction, RecordsAction};
use crate::app::list::List;
use crate::review::record::{Record, Verdict};
use crate::review::reviewed::{Placed, State};
use crate::text::side::Side;

/// The open list of records.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordList {
    /// The ids of the records that it lists, in its order.
    pub shown: Vec<String>,
    /// Where the reader is in it.
    pub list: List,
    /// Only these; `None`: all.
    pub kind: Option<RecordKind>,
    pub(super) before: Standpoint,
}

/// What the list of records can show alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordKind {
    /// Verdicts of one sort.
    Verdict(Verdict),
    /// Notes.
    Note,
    /// Links by hand, made and refused.
    Link,
    /// What has to be looked at again: the words have changed, or are lost.
    Changed,
}

impl RecordKind {
    /// All of them, in the order in which the list goes through them.
    pub const ALL: [RecordKind; 6] = [
        RecordKind::Verdict(Verdict::Wrong),
        RecordKind::Verdict(Verdict::Question),
        RecordKind::Verdict(Verdict::Fine),
        RecordKind::Note,
        RecordKind::Link,
        RecordKind::Changed,
    ];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            RecordKind::Verdict(verdict) => verdict.name(),
            RecordKind::Note => "notes",
            RecordKind::Link => "links",
            RecordKind::Changed => "changed since",
        }
    }

    fn shows(self, record: &Record, placed: &Placed) -> bool {
        match self {
            RecordKind::Verdict(verdict) => record.verdict == Some(verdict),
            RecordKind::Note => record.text.is_some(),
            RecordKind::Link => record.link.is_some(),
            RecordKind::Changed => placed.state != State::Current,
        }
    }
}

impl Reader {
    /// What to say where there are no records, and the keys that make some.
    pub(super) fn nothing_said(&self) -> String {
        let keys = &self.options.keymap.reading;
        let verdicts = Verdict::ALL.map(ReadingAction::Give);
        let hints = [
            keys.hint(&verdicts, "give a verdict"),
            keys.hint(&[ReadingAction::Note], "a note"),
        ];
        let hints: Vec<String> = hints.into_iter().flatten().collect();
        format!("nothing was said of this pair yet; {}", hints.join(", "))
    }

    /// Opens the list of records, at one on the cursor's passage if there is one.
    pub(super) fn open_records(&mut self) {
        let here = self.cursor().and_then(|cursor| {
            let review = &self.reviewing.review;
            let lead = self.lead();
            review.listed().iter().position(|(_, placed)| {
                let at = placed.at[lead].as_ref();
                at.and_then(|at| self.diptych.passage_at(lead, at.start))
                    .is_some_and(|n| review.is_same_unit((lead, n), (lead, cursor)))
            })
        });
        if self.reviewing.review.listed().is_empty() {
            self.message = Some(self.nothing_said());
            return;
        }
        self.mode = Mode::Records(RecordList {
            shown: Vec::new(),
            list: List::at(here.unwrap_or(0)),
            kind: None,
            before: self.standpoint(),
        });
        self.list_records();
        self.show_chosen_record();
    }

    /// Lists the records that pass all filters.
    pub(super) fn list_records(&mut self) {
        let Mode::Records(open) = &mut self.mode else {
            return;
        };
        let (kind, list) = (open.kind, &open.list);
        if kind.is_none() && list.filter.text().is_empty() {
            open.shown = self.reviewing.review.ids().to_vec();
            return;
        }
        let is_shown = |(record, placed): &(&Record, &Placed)| {
            kind.is_none_or(|kind| kind.shows(record, placed))
                && (list.filter.text().is_empty() || list.passes(&record_in_words(record, placed)))
        };
        let listed = self.reviewing.review.listed().into_iter().filter(is_shown);
        open.shown = listed.map(|(record, _)| record.id.clone()).collect();
    }

    /// The record of a row of the open list.
    pub fn listed_record(&self, row: usize) -> Option<(&Record, &Placed)> {
        match &self.mode {
            Mode::Records(open) => self.reviewing.review.placed(open.shown.get(row)?),
            _ => None,
        }
    }

    /// What the chosen row of the list is about comes on the screen.
    pub(super) fn show_chosen_record(&mut self) {
        let chosen = self.list().map_or(0, |list| list.cursor);
        let Some((_, placed)) = self.listed_record(chosen) else {
            return;
        };
        let lead = self.lead();
        let sides = [lead, lead.other()].into_iter();
        let mut starts = sides.filter_map(|side| Some((side, placed.at[side].as_ref()?.start)));
        let (first, finding) = (starts.next(), placed.finding);
        if let Some(finding) = finding {
            return self.stand_on(Subject::Finding(finding));
        }
        if let Some((side, start)) = first
            && let Some(passage) = self.diptych.passage_at(side, start)
        {
            self.subject = None;
            self.lead_with(side, passage);
        }
    }

    /// Closes the list, and stays where its chosen record has led.
    pub(super) fn stay_at_record(&mut self) {
        if let Mode::Records(open) = std::mem::replace(&mut self.mode, Mode::Reading) {
            self.jumps.push(open.before);
        }
    }

    /// Does what a key of the list is bound to.
    pub(super) fn apply_records(&mut self, action: RecordsAction, count: Option<usize>) -> Effect {
        let chosen = |reader: &Reader| {
            let row = reader.list().map_or(0, |list| list.cursor);
            let chosen = reader.listed_record(row);
            chosen.map(|(record, _)| record.clone())
        };
        match action {
            RecordsAction::List(action) => return self.apply_list(action, count),
            RecordsAction::Give(verdict) => {
                let Some(record) = chosen(self) else {
                    return Effect::None;
                };
                if record.verdict.is_none() {
                    let what = match record.link {
                        Some(_) => "link",
                        None => "note",
                    };
                    self.message = Some(format!("this is a {what}; verdicts are for passages"));
                    return Effect::None;
                }
                let record = Record {
                    verdict: Some(verdict),
                    ..record
                };
                return self.say(vec![record]);
            }
            RecordsAction::Delete => {
                let deletions: Vec<Record> = chosen(self).iter().map(Record::deletion).collect();
                return self.say(deletions);
            }
            RecordsAction::Undo => return self.undo(count.unwrap_or(1), false),
            RecordsAction::Edit => {
                let _ = self.apply_list(ListAction::Confirm, None);
                return self.write_note();
            }
            RecordsAction::Kind(direction) => {
                let review = &self.reviewing.review;
                let there_is = |kind: &RecordKind| {
                    let mut listed = review.listed().into_iter();
                    listed.any(|(record, placed)| kind.shows(record, placed))
                };
                let kinds: Vec<RecordKind> = RecordKind::ALL.into_iter().filter(there_is).collect();
                if let Mode::Records(open) = &mut self.mode {
                    open.kind = one_or_all(&kinds, open.kind, direction);
                    open.list.cursor = 0;
                }
                self.list_records();
                self.show_chosen_record();
            }
        }
        Effect::None
    }

    /// After records have changed: the open list keeps its cursor within its rows, and closes with its last one.
    pub(super) fn keep_record_list(&mut self) {
        if !matches!(self.mode, Mode::Records(_)) {
            return;
        }
        if self.reviewing.review.is_empty() {
            self.stay_at_record();
            return;
        }
        self.list_records();
        let (n_rows, page) = (self.n_list_rows(), self.list_page());
        if let Mode::Records(open) = &mut self.mode {
            open.list.keep_within(n_rows, page);
        }
    }
}

/// All that a filter can ask for.
fn record_in_words(record: &Record, placed: &Placed) -> String {
    let words = Side::BOTH.map(|side| record.at.of(side).map_or(String::new(), |at| at.words()));
    let verdict = record.name();
    let about = record.about.as_deref().unwrap_or_default();
    let text = record.text.as_deref().unwrap_or_default();
    let (by, state) = (&record.by, placed.state.name());
    format!("{verdict} {state} {about} {text} {by} {}", words.join(" "))
}
