//! Records and the pair as it is now → [`Review`]: what was said of each passage and finding, what is left to do, and the
//! links that people made by hand.
//!
//! What needs a verdict is a *unit*: a match, or a passage that has none. Verbatim matches and boilerplate need none and
//! are not counted.

use super::checked::Checked;
use super::links::hand_links;
use super::quotation::{Found, Quotation, Searched};
use super::record::{Places, Record, Verdict};
use super::records::Records;
use crate::compare::align::Relation;
use crate::compare::findings::Finding;
use crate::compare::hand_links::HandLink;
use crate::compare::pair::Diptych;
use crate::text::side::{Pair, Side};
use std::collections::HashMap;
use std::ops::Range;

/// What has become of the words of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// They are there.
    Current,
    /// They have changed since.
    Stale,
    /// Nothing is left of their place.
    Lost,
}

impl State {
    /// The word for it; none for what is as it should be.
    pub fn name(self) -> &'static str {
        match self {
            State::Current => "",
            State::Stale => "stale",
            State::Lost => "lost",
        }
    }
}

/// Where a record stands in the texts as they are now.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Which record.
    pub id: String,
    /// Its words: bytes of each text.
    pub at: Pair<Option<Range<usize>>>,
    /// What has become of them.
    pub state: State,
    /// The unit that it is about, or in.
    unit: Option<usize>,
    /// The finding that it answers, by its number in the pair.
    pub finding: Option<usize>,
}

/// A verdict that was given to a unit or to a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given {
    /// Which.
    pub verdict: Verdict,
    /// Whether the words have changed since: it has to be given again.
    pub is_stale: bool,
}

/// How much of a pair is reviewed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Matches and passages that need a verdict.
    pub n_units: usize,
    /// How many of them have one, of their words as they are now.
    pub n_reviewed: usize,
    /// Verdicts *wrong*, those on findings included.
    pub n_wrong: usize,
}

impl Progress {
    /// `12 of 29 reviewed`.
    pub fn reviewed_in_words(self) -> String {
        format!("{} of {} reviewed", self.n_reviewed, self.n_units)
    }

    /// `3 wrong`; `None` if nothing is.
    pub fn wrong_in_words(self) -> Option<String> {
        (self.n_wrong > 0).then(|| format!("{} wrong", self.n_wrong))
    }

    /// Some words and how much is wrong, if anything is.
    pub fn with_wrong(self, words: String) -> String {
        [Some(words), self.wrong_in_words()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// A match, or a passage without one.
#[derive(Debug, Clone)]
struct Unit {
    passages: Pair<Vec<usize>>,
    needs_verdict: bool,
    /// The verdict that it was given last.
    given: Option<Given>,
}

/// What has been said of a pair.
#[derive(Debug, Clone, Default)]
pub struct Review {
    records: Records,
    /// The row of a collection whose records count.
    pair: Option<String>,
    /// Whether the original of the records is the rewrite on the screen.
    is_exchanged: bool,
    /// The links that people made by hand, in the texts as they are.
    hand_links: Vec<HandLink>,
    units: Vec<Unit>,
    unit_of: Pair<Vec<usize>>,
    placed: HashMap<String, Placed>,
    /// The ids of all that are placed, in the order of [`Review::listed`].
    order: Vec<String>,
    of_unit: HashMap<usize, Vec<String>>,
    of_finding: HashMap<usize, Vec<String>>,
    progress: Progress,
    checked: Checked,
}

impl Review {
    /// What a file says of a pair, or of a row of a collection; not settled on any texts yet.
    pub fn new(records: Records, pair: Option<String>) -> Review {
        Review {
            records,
            pair,
            ..Review::default()
        }
    }

    /// What was said of one pair, whatever records call it.
    pub fn of_pair(records: Records) -> Review {
        let pair = records.living().first().and_then(|r| r.pair.clone());
        Review::new(records, pair)
    }

    /// Matches a pair around the links that people made in it, and finds all records there.
    pub fn matched(&mut self, diptych: Diptych) -> Diptych {
        let mut diptych = self.linked(diptych).matched();
        self.settle(&mut diptych);
        diptych
    }

    /// A pair around the links that people made in it; not matched yet.
    pub fn linked(&self, diptych: Diptych) -> Diptych {
        let links = self.links_in(&diptych);
        match links == *diptych.hand_links {
            true => diptych,
            false => diptych.linked(links),
        }
    }

    /// The links that people made by hand, or refused, in the order in which they did, in these texts.
    pub fn links_in(&self, diptych: &Diptych) -> Vec<HandLink> {
        let is_ours = |record: &Record| record.link.is_some() && record.pair == self.pair;
        let ours = self.records.living_where(is_ours).into_iter();
        hand_links(ours, &diptych.documents, |side| self.file_side(side))
    }

    /// The same in the texts that it is settled on.
    pub fn hand_links(&self) -> &[HandLink] {
        &self.hand_links
    }

    /// The records, those of other pairs and lost ones included.
    pub fn records(&self) -> &Records {
        &self.records
    }

    /// Whether nothing was said of this pair.
    pub fn is_empty(&self) -> bool {
        self.placed.is_empty()
    }

    /// Whether something was said of a passage or finding; links alone are no review.
    pub fn has_begun(&self) -> bool {
        let mut records = self.placed.keys().filter_map(|id| self.records.get(id));
        records.any(|record| record.link.is_none())
    }

    /// The sides were exchanged; [`Review::settle`] follows.
    pub fn exchange(&mut self) {
        self.is_exchanged = !self.is_exchanged;
    }

    /// Finds all records in another version of the texts. What checkers see in it becomes findings of the pair.
    pub fn settle(&mut self, diptych: &mut Diptych) {
        self.checked = Checked::default();
        self.settle_checked(diptych, false);
        self.settle_said(diptych);
    }

    /// What checkers have said, and what they were not asked yet.
    pub fn checked(&self) -> &Checked {
        &self.checked
    }

    /// Makes the questions for checkers, if they are not made yet. Without `asks` only if checkers have answered.
    pub fn settle_checked(&mut self, diptych: &mut Diptych, asks: bool) {
        if !diptych.is_matched() || !self.checked.is_idle() {
            return;
        }
        let records = std::mem::take(&mut self.records);
        let of_checkers = records.living_where(|r| r.is_of_checker() && r.pair == self.pair);
        if asks || !of_checkers.is_empty() {
            self.checked = Checked::new(diptych);
            let mut searched = Pair::from_fn(|side| Searched::new(diptych.documents[side].text()));
            let side_of = Pair::from_fn(|side| self.file_side(side));
            let seen = of_checkers.into_iter().filter_map(|record| {
                self.checked
                    .learn(record, diptych, &mut searched, |side| side_of[side])
            });
            let seen: Vec<Finding> = seen.collect();
            diptych.forget_checked();
            diptych.add_checked(seen);
        }
        self.records = records;
    }

    /// Adds records of checkers, or what takes them away. Gives the numbers of the findings that are new; `None` if all
    /// may have another number.
    pub fn learn_checked(
        &mut self,
        records: Vec<Record>,
        diptych: &mut Diptych,
    ) -> Option<Vec<usize>> {
        let mut ours = Vec::new();
        for record in records {
            if record.pair == self.pair {
                ours.push(record.clone());
            }
            self.records.add(record);
        }
        if ours.is_empty() {
            return Some(Vec::new()); // of other pairs of a collection nothing is shown here
        }
        if self.checked.is_idle() || ours.iter().any(Record::is_deletion) {
            self.checked = Checked::default();
            self.settle_checked(diptych, true);
            self.find_answered(diptych);
            return None;
        }
        let mut searched = Pair::from_fn(|side| Searched::new(diptych.documents[side].text()));
        let side_of = Pair::from_fn(|side| self.file_side(side));
        let seen = ours.iter().filter_map(|record| {
            let record = self.records.get(&record.id)?;
            self.checked
                .learn(record, diptych, &mut searched, |side| side_of[side])
        });
        let seen: Vec<Finding> = seen.collect();
        let added = diptych.add_checked(seen);
        self.renumber(&added, diptych);
        Some(added)
    }

    /// Follows the findings that verdicts answer when others were added, and finds verdicts that answer these.
    fn renumber(&mut self, added: &[usize], diptych: &Diptych) {
        if added.is_empty() || self.placed.is_empty() {
            return;
        }
        self.of_finding.clear();
        for (id, placed) in &mut self.placed {
            let about = self.records.get(id).and_then(|r| r.about.as_ref());
            let Some(kind) = about else {
                continue;
            };
            placed.finding = match placed.finding {
                Some(n) => Some(moved_by(added, n)),
                None => {
                    let mut added = added.iter().copied();
                    added.find(|&n| stands_at(diptych, n, kind, &placed.at))
                }
            };
            if let Some(finding) = placed.finding {
                let ids = self.of_finding.entry(finding).or_default();
                ids.push(id.clone());
            }
        }
        self.progress = self.count();
    }

    /// Finds the findings that verdicts answer, after their numbers have changed.
    fn find_answered(&mut self, diptych: &Diptych) {
        self.of_finding.clear();
        for (id, placed) in &mut self.placed {
            let about = self
                .records
                .get(id)
                .and_then(|record| record.about.as_ref());
            let Some(kind) = about else {
                continue;
            };
            placed.finding = finding_at(diptych, kind, &placed.at);
            if let Some(finding) = placed.finding {
                let ids = self.of_finding.entry(finding).or_default();
                ids.push(id.clone());
            }
        }
        self.progress = self.count();
    }

    fn settle_said(&mut self, diptych: &Diptych) {
        (self.units, self.unit_of) = units(diptych);
        self.placed.clear();
        self.order.clear();
        self.of_unit.clear();
        self.of_finding.clear();
        self.progress = Progress::default();
        self.hand_links = self.links_in(diptych);
        if !diptych.is_matched() {
            return;
        }
        let records = std::mem::take(&mut self.records);
        let living = records.living().into_iter();
        let ours = living.filter(|record| !record.is_of_checker() && record.pair == self.pair);
        let mut ours: Vec<&Record> = ours.collect();
        // In the order of place, what moved as far as the one before is found at once.
        ours.sort_by_key(|record| Side::BOTH.map(|side| record.at.of(side).map(|at| at.start)));
        let mut searched = Pair::from_fn(|side| Searched::new(diptych.documents[side].text()));
        for record in ours {
            self.place(record, diptych, &mut searched);
        }
        self.records = records;
        for unit in 0..self.units.len() {
            self.settle_unit(unit);
        }
        let mut order: Vec<String> = self.placed.keys().cloned().collect();
        order.sort_by_cached_key(|id| self.place_in_list(id));
        self.order = order;
        self.progress = self.count();
    }

    /// What the list is sorted by: the place in the rewrite, in the original for what stands only there, lost ones last.
    /// Of one place they stand in the order of their ids.
    fn place_in_list(&self, id: &str) -> (bool, Option<usize>, Option<usize>, String) {
        let placed = &self.placed[id];
        let start = |side: Side| placed.at[side].as_ref().map(|at| at.start);
        let (rewrite, original) = (start(Side::Rewrite), start(Side::Original));
        let is_lost = placed.state == State::Lost;
        (is_lost, rewrite.or(original), original, id.to_owned())
    }

    /// Works out the verdict that a unit was given last.
    fn settle_unit(&mut self, unit: usize) {
        let ids = self.of_unit.get(&unit);
        self.units[unit].given = ids.and_then(|ids| self.given(self.latest(ids, false)?));
    }

    /// Adds a record, or what replaces or deletes one.
    pub fn learn(&mut self, record: Record, diptych: &Diptych) {
        let id = record.id.clone();
        let before = self.records.get(&id).and_then(|before| before.link);
        let is_link = before.is_some() || record.link.is_some();
        self.records.add(record);
        if is_link {
            self.hand_links = self.links_in(diptych);
        }
        let unit_before = self.forget(&id);
        let living = self.records.get(&id).cloned();
        if let Some(record) = living.filter(|record| record.pair == self.pair)
            && diptych.is_matched()
        {
            let mut searched = Pair::from_fn(|side| Searched::new(diptych.documents[side].text()));
            self.place(&record, diptych, &mut searched);
        }
        if self.placed.contains_key(&id) {
            let key = self.place_in_list(&id);
            let at = self
                .order
                .partition_point(|other| self.place_in_list(other) < key);
            self.order.insert(at, id.clone());
        }
        let unit_now = self.placed.get(&id).and_then(|placed| placed.unit);
        for unit in unit_before.into_iter().chain(unit_now) {
            self.settle_unit(unit);
        }
        self.progress = self.count();
    }

    /// Forgets where a record stands. Gives the unit.
    fn forget(&mut self, id: &str) -> Option<usize> {
        let placed = self.placed.remove(id)?;
        self.order.retain(|known| known != id);
        let of_unit = placed.unit.and_then(|unit| self.of_unit.get_mut(&unit));
        let of_finding = placed.finding.and_then(|n| self.of_finding.get_mut(&n));
        for ids in of_unit.into_iter().chain(of_finding) {
            ids.retain(|known| known != id);
        }
        placed.unit
    }

    fn place(&mut self, record: &Record, diptych: &Diptych, searched: &mut Pair<Searched>) {
        let found = Pair::from_fn(|side| {
            let quotation = record.at.of(self.file_side(side))?;
            Some(searched[side].find(quotation))
        });
        let at = found
            .as_ref()
            .map(|found| found.as_ref().and_then(Found::range));
        let unit_at = |side: Side| {
            let passage = diptych.passage_at(side, at[side].as_ref()?.start)?;
            self.unit_of[side].get(passage).copied()
        };
        let unit = unit_at(Side::Rewrite).or_else(|| unit_at(Side::Original));
        let finding = match &record.about {
            Some(kind) => finding_at(diptych, kind, &at),
            None => None,
        };
        let quotes = |side: Side| found[side].is_some();
        // What was said of a passage that only one side had says nothing of a match.
        let is_match = unit.is_some_and(|unit| {
            Side::BOTH
                .into_iter()
                .all(|side| !self.units[unit].passages[side].is_empty())
        });
        let was_alone = record.verdict.is_some()
            && record.about.is_none()
            && !Side::BOTH.into_iter().all(quotes);
        let state = match Side::BOTH.map(|side| found[side].clone()) {
            _ if at.original.is_none() && at.rewrite.is_none() => State::Lost,
            sides
                if sides
                    .iter()
                    .flatten()
                    .all(|found| matches!(found, Found::Same(_))) =>
            {
                match was_alone && is_match {
                    true => State::Stale,
                    false => State::Current,
                }
            }
            _ => State::Stale,
        };
        if let Some(finding) = finding {
            let ids = self.of_finding.entry(finding).or_default();
            ids.push(record.id.clone());
        }
        if let Some(unit) = unit {
            let ids = self.of_unit.entry(unit).or_default();
            ids.push(record.id.clone());
        }
        let placed = Placed {
            id: record.id.clone(),
            at,
            state,
            unit,
            finding,
        };
        self.placed.insert(record.id.clone(), placed);
    }

    /// The side of the records that a side of the screen is.
    fn file_side(&self, side: Side) -> Side {
        match self.is_exchanged {
            true => side.other(),
            false => side,
        }
    }

    /// Quotes the whole match of a passage, or the passage alone if it has none.
    pub fn quote_unit(&self, diptych: &Diptych, side: Side, passage: usize) -> Places {
        let unit = self.unit_of[side]
            .get(passage)
            .map(|&unit| &self.units[unit]);
        let Some(unit) = unit else {
            return Places::default();
        };
        self.places(Pair::from_fn(|side| {
            let text = diptych.documents[side].text();
            let mut quotations = unit.passages[side]
                .iter()
                .map(|&passage| Quotation::new(text, diptych.passage_range(side, passage)));
            let first = quotations.next()?;
            Some(Quotation {
                also: quotations.collect(),
                ..first
            })
        }))
    }

    /// Quotes the words of a finding.
    pub fn quote_finding(&self, diptych: &Diptych, finding: usize) -> Places {
        let stretches = &diptych.findings()[finding].stretches;
        self.places(Pair::from_fn(|side| {
            let stretch = stretches[side].as_ref()?;
            let text = diptych.documents[side].text();
            Some(Quotation::new(text, stretch.range.clone()))
        }))
    }

    /// Quotes a place of each side.
    pub fn quote(&self, diptych: &Diptych, at: &Pair<Range<usize>>) -> Places {
        self.places(Pair::from_fn(|side| {
            let text = diptych.documents[side].text();
            Some(Quotation::new(text, at[side].clone()))
        }))
    }

    /// The last record that links two places by hand, or refuses to.
    pub fn link_record(&self, at: &Pair<Range<usize>>) -> Option<&Record> {
        let is_there = |placed: &&Placed| {
            let mut sides = Side::BOTH.into_iter();
            sides.all(|side| placed.at[side].as_ref() == Some(&at[side]))
        };
        let placed = self.placed.values().filter(is_there);
        let records = placed.filter_map(|placed| self.records.get(&placed.id));
        let links = records.filter(|record| record.link.is_some());
        links.max_by_key(|record| (&record.time, &record.id))
    }

    fn places(&self, quotations: Pair<Option<Quotation>>) -> Places {
        self.in_files(Places::new(quotations))
    }

    /// Places on the screen as places of the records, whose original may be the rewrite on the screen.
    pub fn in_files(&self, places: Places) -> Places {
        match self.is_exchanged {
            true => places.exchanged(),
            false => places,
        }
    }

    /// What takes the answers of a checker to a question away.
    pub fn retractions(&self, checker: &str, key: &str) -> Vec<Record> {
        if !self.checked.has_answered(checker, key) {
            return Vec::new();
        }
        let answers = self.records.living_where(|record| {
            record.checker.as_deref() == Some(checker)
                && record.key.as_deref() == Some(key)
                && record.pair == self.pair
        });
        answers
            .into_iter()
            .map(|record| Record {
                checker: record.checker.clone(),
                ..record.deletion()
            })
            .collect()
    }

    /// The record of the verdict that a passage's unit, or a finding, was given last.
    pub fn verdict_record(&self, of: Subject) -> Option<&Record> {
        let ids = match of {
            Subject::Passage(side, passage) => {
                self.of_unit.get(self.unit_of[side].get(passage)?)?
            }
            Subject::Finding(finding) => self.of_finding.get(&finding)?,
        };
        self.latest(ids, matches!(of, Subject::Finding(_)))
    }

    /// The last verdict among records: of those that answer a finding, or of those that answer the passage.
    fn latest(&self, ids: &[String], is_of_finding: bool) -> Option<&Record> {
        let records = ids.iter().filter_map(|id| self.records.get(id));
        records
            .filter(|record| record.verdict.is_some() && record.about.is_some() == is_of_finding)
            .max_by(|a, b| (&a.time, &a.id).cmp(&(&b.time, &b.id)))
    }

    /// The verdict that a passage's unit, or a finding, was given last.
    pub fn verdict(&self, of: Subject) -> Option<Given> {
        match of {
            Subject::Passage(side, passage) => self.units[*self.unit_of[side].get(passage)?].given,
            Subject::Finding(_) => self.given(self.verdict_record(of)?),
        }
    }

    fn given(&self, record: &Record) -> Option<Given> {
        Some(Given {
            verdict: record.verdict?,
            is_stale: self.placed[&record.id].state != State::Current,
        })
    }

    /// The notes in a passage's unit, in the order in which they were made.
    pub fn notes(&self, side: Side, passage: usize) -> Vec<&Record> {
        let unit = self.unit_of[side].get(passage);
        let ids = unit.and_then(|unit| self.of_unit.get(unit));
        let records = ids.into_iter().flatten();
        let records = records.filter_map(|id| self.records.get(id));
        let mut notes: Vec<&Record> = records.filter(|record| record.text.is_some()).collect();
        notes.sort_by(|a, b| a.id.cmp(&b.id));
        notes
    }

    /// The ids of all records of this pair, in the order of [`Review::listed`].
    pub fn ids(&self) -> &[String] {
        &self.order
    }

    /// A record of this pair and its place.
    pub fn placed(&self, id: &str) -> Option<(&Record, &Placed)> {
        Some((self.records.get(id)?, self.placed.get(id)?))
    }

    /// The row of a collection that it is of.
    pub fn pair(&self) -> Option<&str> {
        self.pair.as_deref()
    }

    /// Whether a passage's unit needs a verdict, given or not.
    pub fn needs_verdict(&self, side: Side, passage: usize) -> bool {
        let unit = self.unit_of[side].get(passage);
        unit.is_some_and(|&unit| self.units[unit].needs_verdict)
    }

    /// Whether a passage's unit needs a verdict on its words as they are now and has none.
    pub fn is_open(&self, side: Side, passage: usize) -> bool {
        self.unit_of[side].get(passage).is_some_and(|&unit| {
            self.units[unit].needs_verdict && !self.is_reviewed(Subject::Passage(side, passage))
        })
    }

    /// Whether a passage or finding has a verdict on its words as they are now.
    pub fn is_reviewed(&self, of: Subject) -> bool {
        self.verdict(of).is_some_and(|given| !given.is_stale)
    }

    /// Whether two passages are of one match, or the same.
    pub fn is_same_unit(&self, a: (Side, usize), b: (Side, usize)) -> bool {
        self.unit_of[a.0].get(a.1) == self.unit_of[b.0].get(b.1)
    }

    /// How much is reviewed.
    pub fn progress(&self) -> Progress {
        self.progress
    }

    fn count(&self) -> Progress {
        let mut progress = Progress::default();
        for unit in &self.units {
            let given = unit.given.filter(|given| !given.is_stale);
            progress.n_wrong += usize::from(given.is_some_and(|g| g.verdict == Verdict::Wrong));
            if unit.needs_verdict {
                progress.n_units += 1;
                progress.n_reviewed += usize::from(given.is_some());
            }
        }
        let findings = self.of_finding.keys();
        let wrong = findings.filter(|&&finding| {
            let given = self.verdict(Subject::Finding(finding));
            given.is_some_and(|given| given.verdict == Verdict::Wrong && !given.is_stale)
        });
        progress.n_wrong += wrong.count();
        progress
    }

    /// All records of this pair with their places, in the order of the rewrite; what stands only in the original where
    /// it stands there, and lost ones last.
    pub fn listed(&self) -> Vec<(&Record, &Placed)> {
        let placed = self.order.iter().filter_map(|id| self.placed.get(id));
        let known = placed.filter_map(|placed| Some((self.records.get(&placed.id)?, placed)));
        known.collect()
    }
}

/// What a verdict is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The match of a passage, or the passage.
    Passage(Side, usize),
    /// A finding, by its number in the pair.
    Finding(usize),
}

/// The units of a pair, and for each passage the number of its own.
fn units(diptych: &Diptych) -> (Vec<Unit>, Pair<Vec<usize>>) {
    let mut units: Vec<Unit> = Vec::new();
    let mut of_match: HashMap<usize, usize> = HashMap::new();
    let unit_of = Pair::from_fn(|side| {
        let passages = diptych.passages[side].iter().enumerate();
        let of_passage = passages.map(|(n, passage)| {
            let known = passage.mat.and_then(|mat| of_match.get(&mat).copied());
            let unit = known.unwrap_or_else(|| {
                units.push(Unit {
                    passages: Pair::default(),
                    needs_verdict: false,
                    given: None,
                });
                units.len() - 1
            });
            if let Some(mat) = passage.mat {
                of_match.insert(mat, unit);
            }
            units[unit].passages[side].push(n);
            let mat = diptych.match_of(side, n);
            let is_verbatim = mat.is_some_and(|mat| mat.relation == Relation::Verbatim);
            units[unit].needs_verdict |=
                diptych.is_matched() && !is_verbatim && diptych.is_content(side, n);
            unit
        });
        of_passage.collect()
    });
    (units, unit_of)
}

/// The finding of a kind whose words stand at a place.
fn finding_at(diptych: &Diptych, kind: &str, at: &Pair<Option<Range<usize>>>) -> Option<usize> {
    let mut findings = 0..diptych.findings().len();
    findings.find(|&n| stands_at(diptych, n, kind, at))
}

/// Whether a finding is of a kind, with words that stand at a place.
fn stands_at(diptych: &Diptych, n: usize, kind: &str, at: &Pair<Option<Range<usize>>>) -> bool {
    let finding = &diptych.findings()[n];
    finding.kind.name() == kind
        && Side::BOTH.into_iter().any(|side| {
            let (words, there) = (finding.stretches[side].as_ref(), at[side].as_ref());
            let both = words.zip(there);
            both.is_some_and(|(words, there)| {
                there.start < words.range.end && words.range.start < there.end
            })
        })
}

/// The number of a finding after others were added; `added` are their numbers now, in order.
pub fn moved_by(added: &[usize], mut finding: usize) -> usize {
    for &n in added {
        if n > finding {
            break;
        }
        finding += 1;
    }
    finding
}
