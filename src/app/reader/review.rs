//! Verdicts: what keys say of the passage or finding at the cursor becomes records, the way to what has no verdict yet,
//! and undoing. [`notes`](super::notes) and links by hand ([`linking`](super::linking)) are records, too, and
//! [`records`](super::records) is the list of all.
//!
//! A record counts once it is kept: [`Effect::Keep`] hands it on, [`Reader::kept`] takes it back with its id and time.

use super::linking::ruling_in_words;
use super::subject::Subject as Place;
use super::{Effect, Mode, Reader, ShownFindings};
use crate::app::action::{Direction, ReadingAction};
use crate::compare::align::Passage;
use crate::compare::wording;
use crate::review::record::{Record, Verdict};
use crate::review::records::Records;
use crate::review::reviewed::{Given, Progress, Review, Subject};
use crate::text::count::count;
use crate::text::side::Side;

/// What kept records change, each with what it was before.
type Step = Vec<(Option<Record>, Record)>;

/// What records are being kept for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Doing {
    /// Saying something.
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
    pub(super) draft: Option<Record>,
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

    /// Hands on records to be kept; once they are, `doing` decides what they mean for undoing.
    pub(super) fn keep(&mut self, mut records: Vec<Record>, doing: Doing) -> Effect {
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
