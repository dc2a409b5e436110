//! Verdicts and notes: what keys say of the passage or finding at the cursor becomes records, the way to what has no
//! verdict yet, undoing, and the list of all records. Links by hand are records, too; [`linking`](super::linking) makes
//! them.
//!
//! A record counts once it is kept: [`Effect::Keep`] hands it on, [`Reader::kept`] takes it back with its id and time.

use super::linking::ruling_in_words;
use super::lists::one_or_all;
use super::subject::{Standpoint, Subject as Place};
use super::{Effect, Mode, Prompt, PromptKind, Reader, ShownFindings};
use crate::app::action::{Direction, ListAction, ReadingAction, RecordsAction};
use crate::app::list::List;
use crate::compare::align::Passage;
use crate::compare::wording;
use crate::review::record::{Record, Verdict};
use crate::review::records::Records;
use crate::review::reviewed::{Given, Placed, Progress, Review, State, Subject};
use crate::text::count::count;
use crate::text::side::Side;
use std::borrow::Cow;

/// In a line that is typed, where a line of a note ends.
const LINE_END: char = '⏎';

/// What kept records change, each with what it was before.
type Step = Vec<(Option<Record>, Record)>;

/// What records are being kept for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Doing {
    #[default]
    Saying,
    /// The same, of the draft of a note.
    Noting,
    /// Taking back so many steps.
    Undoing(usize),
    /// Saying again so many of those that were taken back.
    Redoing(usize),
}

/// The review of the pair, and what can be undone.
#[derive(Debug, Clone, Default)]
pub(super) struct ReviewState {
    pub(super) review: Review,
    done: Vec<Step>,
    undone: Vec<Step>,
    doing: Doing,
    /// Whether the cursor goes on once the verdict is kept.
    goes_on: bool,
    /// The note that is being typed or kept, or was left.
    draft: Option<Record>,
}

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
    /// The same session with what was said of the pair before.
    pub fn with_review(mut self, records: Records, pair: Option<String>) -> Reader {
        let damaged = records.damaged_in_words();
        let review = Review::new(records, pair);
        let links = review.links_in(&self.diptych);
        if links != *self.diptych.hand_links {
            let linked = self.diptych.linked(links);
            let linked = match self.diptych.is_matched() {
                true => linked.matched(),
                false => linked,
            };
            self = Reader::new(linked, self.options, self.size);
        }
        self.message = damaged.or(self.message);
        self.reviewing.review = review;
        self.settle_review();
        self
    }

    /// What has been said of the pair.
    pub fn review(&self) -> &Review {
        &self.reviewing.review
    }

    pub(super) fn review_mut(&mut self) -> &mut Review {
        &mut self.reviewing.review
    }

    pub(super) fn settle_review(&mut self) {
        self.reviewing.review.settle(&mut self.diptych);
        self.marked = ShownFindings::new(&self.diptych, self.filter);
        self.list_records();
    }

    /// Gives the current finding, or the match of the cursor's passage and of as many after it as `times` says, a
    /// verdict.
    pub(super) fn give(&mut self, verdict: Verdict, times: usize) -> Effect {
        if !self.diptych.is_matched() {
            self.message = Some(wording::STILL_MATCHING.to_owned());
            return Effect::None;
        }
        let review = &self.reviewing.review;
        let subjects = match (&self.mode, self.current_finding(), self.cursor()) {
            (Mode::Ledger(_), ..) => self.subject_of_chosen_fact().into_iter().collect(),
            (_, Some(finding), _) => vec![Subject::Finding(finding)],
            (_, None, Some(cursor)) => self.units_from(cursor, times),
            (_, None, None) => Vec::new(),
        };
        let records = subjects.iter().map(|&subject| {
            let known = review.verdict_record(subject);
            let (at, about) = match subject {
                Subject::Finding(n) => {
                    let kind = self.diptych.findings()[n].kind.name();
                    (review.quote_finding(&self.diptych, n), Some(kind))
                }
                Subject::Passage(side, n) => (review.quote_unit(&self.diptych, side, n), None),
            };
            Record {
                id: known.map_or(String::new(), |known| known.id.clone()),
                ..Record::verdict(verdict, at, about)
            }
        });
        let records: Vec<Record> = records.collect();
        if let Some(&Subject::Passage(side, last)) = subjects.last()
            && subjects.len() > 1
        {
            self.lead_with(side, last);
        }
        self.reviewing.goes_on = verdict == Verdict::Fine;
        self.keep(records, Doing::Saying)
    }

    /// The passage and the next ones of the lead, one of each match.
    fn units_from(&self, cursor: usize, times: usize) -> Vec<Subject> {
        let lead = self.lead();
        let review = &self.reviewing.review;
        let mut units: Vec<usize> = Vec::new();
        for n in cursor..self.diptych.passages[lead].len() {
            let is_new = units
                .iter()
                .all(|&m| !review.is_same_unit((lead, m), (lead, n)));
            // The one at the cursor is meant in any case, further ones only where a verdict is wanted.
            if units.is_empty() || (is_new && review.needs_verdict(lead, n)) {
                units.push(n);
            }
            if units.len() >= times {
                break;
            }
        }
        let of_lead = units.into_iter();
        of_lead.map(|n| Subject::Passage(lead, n)).collect()
    }

    /// Records what somebody says.
    pub(super) fn say(&mut self, records: Vec<Record>) -> Effect {
        self.keep(records, Doing::Saying)
    }

    fn keep(&mut self, mut records: Vec<Record>, doing: Doing) -> Effect {
        if records.is_empty() {
            return Effect::None;
        }
        for record in &mut records {
            record.pair = self.reviewing.review.pair().map(str::to_owned);
        }
        self.reviewing.doing = doing;
        Effect::Keep(records)
    }

    /// Takes records that are kept now: those of this session, and those that others have made in the meantime.
    pub fn kept(&mut self, own: Vec<Record>, others: Vec<Record>) {
        let (checked, own): (Vec<Record>, Vec<Record>) =
            own.into_iter().partition(Record::is_of_checker);
        let (further, others): (Vec<Record>, Vec<Record>) =
            others.into_iter().partition(Record::is_of_checker);
        if !checked.is_empty() || !further.is_empty() {
            self.learn_checked(checked.into_iter().chain(further).collect());
        }
        for record in others {
            self.reviewing.review.learn(record, &self.diptych);
        }
        if own.is_empty() {
            return;
        }
        let mut step = Step::new();
        for record in own {
            let before = self.reviewing.review.records().get(&record.id).cloned();
            self.reviewing.review.learn(record.clone(), &self.diptych);
            step.push((before, record));
        }
        let said = step.last().map(|(_, record)| record.clone());
        match std::mem::take(&mut self.reviewing.doing) {
            doing @ (Doing::Saying | Doing::Noting) => {
                self.reviewing.done.push(step);
                self.reviewing.undone.clear();
                self.reviewing.draft.take_if(|_| doing == Doing::Noting);
                let is_link = |record: &Record| record.link.is_some();
                self.mark.take_if(|_| said.as_ref().is_some_and(is_link));
            }
            Doing::Undoing(n) => go_over(
                &mut self.reviewing.done,
                &mut self.reviewing.undone,
                n,
                step,
            ),
            Doing::Redoing(n) => go_over(
                &mut self.reviewing.undone,
                &mut self.reviewing.done,
                n,
                step,
            ),
        }
        let progress = self.reviewing.review.progress();
        if std::mem::take(&mut self.reviewing.goes_on) {
            self.go_on(said.as_ref());
        }
        if let (Some(said), None) = (said, &self.message) {
            self.message = Some(told(&said, progress));
        }
        self.keep_record_list();
    }

    /// Says why records could not be kept; nothing has changed, and a note is still in its line.
    pub fn not_kept(&mut self, why: String) {
        self.reviewing.goes_on = false;
        let was_noting = std::mem::take(&mut self.reviewing.doing) == Doing::Noting;
        if let Some(draft) = self.reviewing.draft.take_if(|_| was_noting) {
            self.type_note(draft);
        }
        self.message = Some(why);
    }

    /// After *fine*: to the next finding in the order of the open list, or to the next passage, without a verdict.
    fn go_on(&mut self, said: Option<&Record>) {
        if matches!(self.mode, Mode::Ledger(_)) {
            if !self.next_open_fact() {
                self.message =
                    Some("all of these facts that are not kept have a verdict".to_owned());
            }
            return;
        }
        let is_of_finding = said.is_some_and(|record| record.about.is_some());
        if is_of_finding {
            let listed = self.listed_findings();
            let here = self.current_finding();
            let here = here.and_then(|here| listed.iter().position(|&n| n == here));
            let after = here.map_or(0, |n| n + 1);
            let around = (after..listed.len()).chain(0..after);
            let review = &self.reviewing.review;
            let open = |&row: &usize| !review.is_reviewed(Subject::Finding(listed[row]));
            match (around.into_iter().find(open), &self.mode) {
                (Some(row), Mode::Findings(_)) => self.choose_finding(row),
                (Some(row), _) => {
                    self.remember();
                    self.stand_on(Place::Finding(listed[row]));
                }
                (None, _) => {
                    let findings = count(listed.len(), &self.filter_in_words());
                    self.message = Some(format!("all of {findings} have a verdict"));
                }
            }
            return;
        }
        self.next_open(Direction::Forward, 1);
    }

    /// To the next match or passage without a verdict, on whichever side it stands; past the end the first again.
    pub(super) fn next_open(&mut self, direction: Direction, times: usize) {
        let is_open = |review: &Review, side: Side, n: usize| review.is_open(side, n);
        if self.next_reviewed(direction, times, is_open) {
            return;
        }
        let progress = self.reviewing.review.progress();
        self.message = Some(match (self.diptych.is_matched(), progress.n_units) {
            (false, _) => wording::STILL_MATCHING.to_owned(),
            (true, 0) => "nothing needs a verdict: the words are the same".to_owned(),
            (true, 1) => {
                progress.with_wrong("the one passage that needs a verdict has one".to_owned())
            }
            (true, n) => progress.with_wrong(format!("all {} are reviewed", count(n, "passage"))),
        });
    }

    /// To the next passage with a note.
    pub(super) fn next_note(&mut self, direction: Direction, times: usize) {
        let has_note = |review: &Review, side: Side, n: usize| !review.notes(side, n).is_empty();
        if !self.next_reviewed(direction, times, has_note) {
            let key = self.options.keymap.reading.key(ReadingAction::Note);
            self.message = Some(format!("there is no note yet; {key} writes one"));
        }
    }

    /// To the next passage for which something holds: of the lead, or of the other side where it has no match. Past the
    /// end the first again. False if there is none.
    fn next_reviewed(
        &mut self,
        direction: Direction,
        times: usize,
        holds: impl Fn(&Review, Side, usize) -> bool,
    ) -> bool {
        let (Some(cursor), lead) = (self.cursor(), self.lead()) else {
            return false;
        };
        let mut places: Vec<(f64, Side, usize)> = Vec::new();
        for side in Side::BOTH {
            let passages = self.diptych.passages[side].iter().enumerate();
            let stands_alone = |passage: &Passage| side == lead || passage.mat.is_none();
            let wanted = passages.filter(|&(n, passage)| {
                stands_alone(passage) && holds(&self.reviewing.review, side, n)
            });
            places.extend(wanted.map(|(n, _)| {
                let start = self.diptych.passage_range(side, n).start;
                (self.axis(side, start), side, n)
            }));
        }
        let order = |a: &(f64, Side, usize), b: &(f64, Side, usize)| {
            a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2)))
        };
        places.sort_by(order);
        let here = (self.axis(lead, self.place.offset), lead, cursor);
        let n_before = places.partition_point(|place| order(place, &here).is_lt());
        let ahead = places.partition_point(|place| order(place, &here).is_le());
        let Some(n) = self.step_round(places.len(), (n_before, ahead), direction, times) else {
            return false;
        };
        let (_, side, passage) = places[n];
        self.remember();
        self.subject = None;
        self.lead_with(side, passage);
        true
    }

    /// Takes back what was last said, or says it again.
    pub(super) fn undo(&mut self, times: usize, doing_again: bool) -> Effect {
        let from = match doing_again {
            true => &self.reviewing.undone,
            false => &self.reviewing.done,
        };
        let steps = from.iter().rev().take(times);
        let changes = steps.clone().flat_map(|step| step.iter().rev());
        let records: Vec<Record> = changes
            .map(|(before, now)| before.clone().unwrap_or_else(|| now.deletion()))
            .collect();
        let n_steps = steps.count();
        if records.is_empty() {
            self.message = Some(match doing_again {
                true => "nothing was undone".to_owned(),
                false => "nothing was said in this session that could be undone".to_owned(),
            });
        }
        let doing = match doing_again {
            true => Doing::Redoing(n_steps),
            false => Doing::Undoing(n_steps),
        };
        self.keep(records, doing)
    }

    /// Opens a line for a note on the cursor's passage: for what was left of one there, else for its last one.
    pub(super) fn write_note(&mut self) -> Effect {
        if let Some(draft) = self.note_here() {
            self.type_note(draft);
        }
        Effect::None
    }

    fn type_note(&mut self, draft: Record) {
        let text = draft.text.as_deref().unwrap_or_default();
        let mut prompt = Prompt::note();
        let line = text.replace('\n', &LINE_END.to_string());
        prompt.command.line.insert(&line);
        self.mode = Mode::Prompt(prompt);
        self.reviewing.draft = Some(draft);
    }

    /// Hands the note on the cursor's passage to an editor.
    pub(super) fn write_note_in_editor(&mut self) -> Effect {
        let Some(draft) = self.note_here() else {
            return Effect::None;
        };
        let text = draft.text.clone().unwrap_or_default();
        self.reviewing.draft = Some(draft);
        Effect::EditNote(text)
    }

    fn note_here(&mut self) -> Option<Record> {
        let cursor = self.cursor()?;
        if !self.diptych.is_matched() {
            self.message = Some(wording::STILL_MATCHING.to_owned());
            return None;
        }
        let (review, lead) = (&self.reviewing.review, self.lead());
        let at = review.quote_unit(&self.diptych, lead, cursor);
        let note = match review.notes(lead, cursor).last() {
            Some(&note) => Record { at, ..note.clone() },
            None => Record::note("", at),
        };
        let left = self.reviewing.draft.take();
        Some(left.filter(|left| left.at == note.at).unwrap_or(note))
    }

    /// The note is written; an empty one takes the one before away.
    pub fn note_written(&mut self, text: &str) -> Effect {
        let Some(draft) = self.draft_with(text) else {
            return Effect::None;
        };
        let is_empty = draft.text.as_deref() == Some("");
        if self.is_as_kept(&draft) {
            return Effect::None;
        }
        // What an earlier session left of it goes, and it becomes the note that it was to be.
        let left = draft.draft.as_ref().filter(|note| **note != draft.id);
        let left = left.map(|_| draft.deletion());
        let note = Record {
            id: draft.draft.clone().unwrap_or_else(|| draft.id.clone()),
            draft: None,
            ..draft.clone()
        };
        let is_known = !note.id.is_empty();
        let note = match is_empty {
            true => Some(note.deletion()).filter(|_| is_known),
            false => Some(note),
        };
        // It stays a draft until it is kept.
        self.reviewing.draft = Some(draft);
        self.keep(left.into_iter().chain(note).collect(), Doing::Noting)
    }

    /// What was typed of a note and is not kept, as a record for the next session; this one ends.
    pub fn unfinished_note(&mut self) -> Option<Record> {
        let typed = match &self.mode {
            Mode::Prompt(prompt) if prompt.kind == PromptKind::Note => prompt.line().text(),
            _ => self.reviewing.draft.as_ref()?.text.as_deref()?,
        };
        let typed = typed.to_owned();
        let draft = self.draft_with(&typed)?;
        let is_empty = draft.text.as_deref() == Some("");
        let kept = self.reviewing.review.records().get(&draft.id);
        let is_kept = kept.is_some_and(|kept| kept.text == draft.text);
        if is_empty || is_kept {
            return None;
        }
        // A draft goes on as itself, that of a note stands beside it.
        let (id, of) = match &draft.draft {
            Some(of) => (draft.id.clone(), of.clone()),
            None => (String::new(), draft.id.clone()),
        };
        Some(Record {
            id,
            draft: Some(of),
            pair: self.reviewing.review.pair().map(str::to_owned),
            ..draft
        })
    }

    /// The note is left; what was typed waits for the next one on its passage.
    pub(super) fn leave_note(&mut self, text: &str) {
        let Some(draft) = self.draft_with(text) else {
            return;
        };
        if !self.is_as_kept(&draft) {
            let key = self.options.keymap.reading.key(ReadingAction::Note);
            self.message = Some(format!("the note is not kept; {key} goes on with it"));
            self.reviewing.draft = Some(draft);
        }
    }

    /// Takes the draft, with what is typed now.
    fn draft_with(&mut self, text: &str) -> Option<Record> {
        let text = text.replace(LINE_END, "\n");
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        let text = lines.join("\n").trim().to_owned();
        Some(Record {
            text: Some(text),
            ..self.reviewing.draft.take()?
        })
    }

    fn is_as_kept(&self, draft: &Record) -> bool {
        let kept = self.reviewing.review.records().get(&draft.id);
        let kept = kept.filter(|note| note.draft.is_none());
        let kept = kept.and_then(|note| note.text.as_deref());
        let is_draft = draft.draft.is_some();
        !is_draft && draft.text.as_deref() == Some(kept.unwrap_or_default())
    }

    /// What is pasted, with the line ends that the line of a note can hold.
    pub(super) fn with_line_ends<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match &self.mode {
            Mode::Prompt(prompt) if prompt.kind == PromptKind::Note => {
                let lines: Vec<&str> = text.lines().collect();
                Cow::Owned(lines.join(&LINE_END.to_string()))
            }
            _ => Cow::Borrowed(text),
        }
    }

    /// Puts an end to a line in the note that is being typed.
    pub(super) fn break_line(&mut self) {
        if let Mode::Prompt(prompt) = &mut self.mode
            && prompt.kind == PromptKind::Note
        {
            prompt.command.line.insert(&LINE_END.to_string());
        }
    }

    /// Opens the list of records.
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
            return self.stand_on(Place::Finding(finding));
        }
        if let Some((side, start)) = first
            && let Some(passage) = self.diptych.passage_at(side, start)
        {
            self.subject = None;
            self.lead_with(side, passage);
        }
    }

    pub(super) fn stay_at_record(&mut self) {
        if let Mode::Records(open) = std::mem::replace(&mut self.mode, Mode::Reading) {
            self.jumps.push(open.before);
        }
    }

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
                return self.keep(vec![record], Doing::Saying);
            }
            RecordsAction::Delete => {
                let deletions: Vec<Record> = chosen(self).iter().map(Record::deletion).collect();
                return self.keep(deletions, Doing::Saying);
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

    /// What was said of the cursor's passage or of the finding that the reader went to, for the status line; empty if
    /// nothing was.
    pub fn said_here(&self) -> String {
        let Some(cursor) = self.cursor() else {
            return String::new();
        };
        let (review, lead) = (&self.reviewing.review, self.lead());
        let subject = match self.current_finding() {
            Some(finding) => Subject::Finding(finding),
            None => Subject::Passage(lead, cursor),
        };
        let verdict = review.verdict(subject).map(given_in_words);
        let notes = review.notes(lead, cursor).into_iter();
        let notes = notes.filter_map(|note| Some((note, note.text.as_ref()?)));
        let notes = notes.map(|(note, text)| {
            let what = match note.draft {
                Some(_) => "draft of a note",
                None => "note",
            };
            format!("{what}: {}", text.replace('\n', " / "))
        });
        let said: Vec<String> = verdict.into_iter().chain(notes).collect();
        said.join(" · ")
    }
}

/// `fine`, `wrong, but the words have changed since`.
fn given_in_words(given: Given) -> String {
    let stale = if given.is_stale {
        ", but the words have changed since"
    } else {
        ""
    };
    format!("{}{stale}", given.verdict.name())
}

/// The last steps of one stack become one of the other.
fn go_over(from: &mut Vec<Step>, to: &mut Vec<Step>, n_steps: usize, step: Step) {
    from.truncate(from.len().saturating_sub(n_steps));
    to.push(step);
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

/// What to say once a record is kept.
fn told(record: &Record, progress: Progress) -> String {
    if let Some(kind) = record.link {
        return ruling_in_words(kind).to_owned();
    }
    let what = match (record.verdict, &record.about) {
        _ if record.is_deletion() => "taken back".to_owned(),
        (Some(verdict), Some(about)) => format!("{about} finding: {}", verdict.name()),
        (Some(verdict), None) => verdict.name().to_owned(),
        (None, _) => "noted".to_owned(),
    };
    progress.with_wrong(format!("{what} · {}", progress.reviewed_in_words()))
}
