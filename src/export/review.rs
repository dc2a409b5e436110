//! Records → what `diptych review` prints: a task for the author or a model as Markdown, a page, or plain data.
//!
//! Each record is numbered, with the words of both sides, the verdict, the finding it answers and the note. Where the
//! texts are at hand it says, too, in which line the words stand now and whether they have changed since.

use crate::compare::pair::Diptych;
use crate::export::escape::markdown as escape;
use crate::export::place;
use crate::review::record::{Places, Record, Verdict};
use crate::review::records::Records;
use crate::review::reviewed::{Placed, Progress, Review, State};
use crate::text::count::count;
use crate::text::glyph;
use crate::text::side::{Pair, Side};
use serde::Serialize;
use std::collections::HashMap;
use std::ops::Range;

/// A record to print.
#[derive(Debug, Clone)]
pub struct Row {
    /// What was said.
    pub record: Record,
    /// Where it stands; `None` without the texts.
    pub now: Option<Standing>,
    /// Of a verdict on a finding: the checkers that point there, each with what it says.
    pub seen: Vec<(String, String)>,
}

/// Where a record stands in the texts as they are now.
#[derive(Debug, Clone)]
pub struct Standing {
    /// What has become of the words.
    pub state: State,
    /// The words: bytes of each text.
    pub at: Pair<Option<Range<usize>>>,
    /// The finding that it answers, by its number in the pair.
    pub finding: Option<usize>,
    /// The line that they begin in on each side, from 1.
    pub lines: Pair<Option<usize>>,
}

/// Records to print, in the order of the rewrite.
#[derive(Debug, Clone)]
pub struct ReviewReport {
    /// The records.
    pub rows: Vec<Row>,
    /// How much of the pair is reviewed; `None` without the texts.
    pub progress: Option<Progress>,
    /// The names of the texts, if they are known.
    pub names: Option<Pair<String>>,
}

impl ReviewReport {
    /// The records of a pair whose texts are at hand.
    pub fn of_pair(diptych: &Diptych, review: &Review) -> ReviewReport {
        let line = |placed: &Placed, side: Side| {
            let start = placed.at[side].as_ref()?.start;
            Some(place::line(&diptych.documents[side], start))
        };
        let listed = review.listed().into_iter();
        // A draft is not said yet.
        let said = listed.filter(|(record, _)| record.draft.is_none());
        let pointers = Pointers::new(review.records());
        let rows = said.map(|(record, placed)| Row {
            seen: pointers.at(record),
            record: record.clone(),
            now: Some(Standing {
                state: placed.state,
                at: placed.at.clone(),
                finding: placed.finding,
                lines: Pair::from_fn(|side| line(placed, side)),
            }),
        });
        ReviewReport {
            rows: rows.collect(),
            progress: Some(review.progress()),
            names: Some(Pair::from_fn(|side| diptych.documents[side].name.clone())),
        }
    }

    /// Records alone.
    pub fn of_records(records: &Records) -> ReviewReport {
        let living = records.living().into_iter();
        let said = living.filter(|record| record.draft.is_none() && !record.is_of_checker());
        let mut living: Vec<Record> = said.cloned().collect();
        living.sort_by_key(|record| {
            let start = |side: Side| record.at.of(side).map(|at| at.start);
            let (rewrite, original) = (start(Side::Rewrite), start(Side::Original));
            (record.pair.clone(), rewrite.or(original), original)
        });
        let pointers = Pointers::new(records);
        let rows = living.into_iter().map(|record| Row {
            seen: pointers.at(&record),
            record,
            now: None,
        });
        ReviewReport {
            rows: rows.collect(),
            progress: None,
            names: None,
        }
    }

    /// Only verdicts of these sorts; what is noted there stays with them.
    pub fn only(mut self, verdicts: &[Verdict]) -> ReviewReport {
        if !verdicts.is_empty() {
            let places = self.rows.iter().filter(|row| has_one_of(row, verdicts));
            let places: Vec<Places> = places.map(|row| row.record.at.clone()).collect();
            self.rows.retain(|row| {
                let is_note_there = row.record.text.is_some() && places.contains(&row.record.at);
                is_note_there || has_one_of(row, verdicts)
            });
        }
        self
    }

    /// The last verdict on each finding whose words are as they were, by the number of the finding in the pair.
    pub fn verdicts(&self) -> HashMap<usize, Verdict> {
        let answer = |row: &Row| {
            let now = row.now.as_ref()?;
            let finding = now.finding.filter(|_| now.state == State::Current)?;
            Some((finding, row.record.verdict))
        };
        let mut rows: Vec<&Row> = self.rows.iter().collect();
        rows.sort_by_key(|row| (&row.record.time, &row.record.id));
        let last: HashMap<usize, Option<Verdict>> = rows.into_iter().filter_map(answer).collect();
        let given = last.into_iter();
        given
            .filter_map(|(finding, verdict)| Some((finding, verdict?)))
            .collect()
    }

    /// The records as CommonMark.
    pub fn markdown(&self) -> String {
        let mut page = match &self.names {
            Some(names) => {
                let names = names.as_ref().map(|name| escape(&glyph::escaped(name)));
                format!(
                    "## Review of {} against {}\n",
                    names.rewrite, names.original
                )
            }
            None => "## Review\n".to_owned(),
        };
        if let Some(progress) = self.progress {
            page += &format!("\n{}\n", in_words(progress));
        }
        if self.rows.is_empty() {
            page += "\nNothing was said.\n";
        }
        for (n, row) in self.rows.iter().enumerate() {
            page += &format!("\n{}", item(n + 1, row));
        }
        page
    }

    /// The records as plain data.
    pub fn json(&self) -> Vec<JsonRow<'_>> {
        let rows = self.rows.iter();
        rows.map(|Row { record, now, seen }| JsonRow {
            record,
            checkers: seen.iter().map(|(name, _)| name.as_str()).collect(),
            state: now.as_ref().map(|now| match now.state {
                State::Current => "current",
                State::Stale => "stale",
                State::Lost => "lost",
            }),
            lines: now.as_ref().map(|now| JsonLines {
                original: now.lines.original,
                rewrite: now.lines.rewrite,
            }),
        })
        .collect()
    }
}

/// What checkers point at.
struct Pointers<'a>(Vec<&'a Record>);

impl<'a> Pointers<'a> {
    fn new(records: &'a Records) -> Pointers<'a> {
        let living = records.living().into_iter();
        Pointers(living.filter(|record| record.finding.is_some()).collect())
    }

    /// The checkers whose finding a verdict answers: of the same kind, with words in common where it stood.
    fn at(&self, verdict: &Record) -> Vec<(String, String)> {
        let Some(kind) = &verdict.about else {
            return Vec::new();
        };
        let shares = |record: &Record, side: Side| {
            let (there, here) = (record.at.of(side), verdict.at.of(side));
            let both = there.zip(here);
            both.is_some_and(|(there, here)| there.start < here.end && here.start < there.end)
        };
        let same = self.0.iter().filter(|record| {
            let pointed = record.finding.as_ref();
            record.pair == verdict.pair
                && pointed.is_some_and(|pointed| pointed.kind == *kind)
                && Side::BOTH.into_iter().any(|side| shares(record, side))
        });
        let seen = same.filter_map(|record| {
            let note = &record.finding.as_ref()?.note;
            Some((record.checker.clone()?, note.clone()))
        });
        seen.collect()
    }
}

/// A record as it stands in its file, with where it stands in the texts.
#[derive(Debug, Serialize)]
pub struct JsonRow<'a> {
    #[serde(flatten)]
    record: &'a Record,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    checkers: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lines: Option<JsonLines>,
}

#[derive(Debug, Serialize)]
struct JsonLines {
    original: Option<usize>,
    rewrite: Option<usize>,
}

fn has_one_of(row: &Row, verdicts: &[Verdict]) -> bool {
    row.record
        .verdict
        .is_some_and(|verdict| verdicts.contains(&verdict))
}

/// `12 of 29 passages reviewed, 3 wrong`.
pub(super) fn in_words(progress: Progress) -> String {
    let passages = count(progress.n_units, "passage");
    progress.with_wrong(format!("{} of {passages} reviewed", progress.n_reviewed))
}

impl Row {
    /// `, but the words have changed since`; empty if they have not.
    pub(super) fn reservation(&self) -> &'static str {
        match self.now.as_ref().map(|now| now.state) {
            Some(State::Stale) => ", but the words have changed since",
            Some(State::Lost) => ", but the words are not there any more",
            Some(State::Current) | None => "",
        }
    }

    /// The words on a side, those that stand elsewhere included.
    pub(super) fn words(&self, side: Side) -> Option<String> {
        let at = self.record.at.of(side)?;
        let also = at.also.iter().map(|also| format!(" … {}", also.words()));
        Some(at.words() + &also.collect::<String>())
    }

    /// The line that they begin in.
    pub(super) fn line(&self, side: Side) -> Option<usize> {
        self.now.as_ref().and_then(|now| now.lines[side])
    }
}

/// What has to be done, where, and why.
fn item(number: usize, row: &Row) -> String {
    let record = &row.record;
    let indent = " ".repeat(number.to_string().len() + 2);
    let (what, state) = (row.record.name(), row.reservation());
    let about = record.about.as_ref().map(|kind| format!(" ({kind})"));
    let by = match record.by.as_str() {
        "" => String::new(),
        by => format!(", by {by}"),
    };
    let safe = |text: &str| escape(&glyph::visible(text));
    let pair = record.pair.as_ref().map(|pair| format!("{}: ", safe(pair)));
    let mut item = format!(
        "{number}. {}**{}**{}{state}{}\n",
        pair.unwrap_or_default(),
        safe(what),
        safe(&about.unwrap_or_default()),
        safe(&by)
    );
    for side in Side::BOTH {
        let Some(words) = row.words(side) else {
            continue;
        };
        let line = row.line(side);
        let line = line.map_or(String::new(), |line| format!(", line {line}"));
        let words = safe(&words);
        item += &format!("{indent}- {}{line}: “{words}”\n", side.name());
    }
    for (checker, note) in &row.seen {
        item += &format!("{indent}- {}: {}\n", safe(checker), safe(note));
    }
    if let Some(text) = &record.text {
        let lines: Vec<String> = text.lines().map(safe).collect();
        item += &format!(
            "{indent}- why: {}\n",
            lines.join(&format!("  \n{indent}  "))
        );
    }
    item
}
