//! The rows of a collection → JSON Lines, one for each row, in the same order: the filters `diptych align` and
//! `diptych check --format jsonl`.
//!
//! Only a few rows are in memory at a time, so memory does not grow with the input. A row that cannot be read becomes a
//! line with the reason, and the other rows are not affected.
//!
//! ```text
//! rows ─► reader ─┬─ jobs ─► workers ─┐ each job has a channel for its answer
//!                 └─ these channels, in the order of the rows ─► writer ─► output
//! ```

mod alignment;

use crate::compare::pair::Diptych;
use crate::compare::wording;
use crate::export::json::to_json;
use crate::export::report::{self, JsonReport, Report, Selection};
use crate::export::review::ReviewReport;
use crate::input::collection::{Collection, PairRecord, SideInput, display_value};
use crate::input::matches::{MatchesFile, MatchesOfPair};
use crate::review::records::{PairNames, Records};
use crate::review::reviewed::Review;
use crate::text::language::Language;
use crate::text::side::{Pair, Side};
use alignment::align_pair;
use anyhow::{Result, bail};
use serde::Serialize;
use serde_json::Value;
use std::io::{self, ErrorKind, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::Builder;

/// Writes the `answer` to each pair of a collection as one line of JSON, in the same order; for a row that cannot be
/// read, an object with its `id` and an `error`. Returns whether all rows could be read. `n_jobs` rows are processed at
/// the same time, which does not change the output; `progress` is called after each row with the number of rows done.
///
/// # Errors
/// If the collection cannot be read or the output cannot be written; a closed pipe is not an error.
pub fn answer_pairs<A: Serialize>(
    collection: &Collection,
    answer: impl Fn(Value, Pair<SideInput>) -> A + Sync,
    output: impl Write,
    n_jobs: usize,
    progress: impl FnMut(usize),
) -> Result<bool> {
    let rows = collection.records()?;
    let read = |record| answer_row(collection.parse(record), |id, given| Ok(answer(id, given)));
    answer_each(rows, read, output, n_jobs, progress)
}

/// Aligns the pairs of a collection: [`answer_pairs`] with the matches of each pair.
///
/// ```
/// # use diptych::{export::batch::align_pairs, input::collection::Collection};
/// let lines = r#"{"id": 7, "original": ["Rain fell."], "rewrite": ["Rain fell."]}"#;
/// let lines = Collection::of_lines(lines.as_bytes(), &Default::default());
/// let mut output = Vec::new();
/// assert!(align_pairs(&lines, &mut output, 2, |_| ())?);
/// assert!(String::from_utf8(output)?.starts_with(r#"{"id":7,"matches":[{"original":[0],"rewrite":[0],"#));
/// # anyhow::Ok(())
/// ```
///
/// # Errors
/// As [`answer_pairs`].
pub fn align_pairs(
    collection: &Collection,
    output: impl Write,
    n_jobs: usize,
    progress: impl FnMut(usize),
) -> Result<bool> {
    let answer = |id, given| align_pair(id, given, collection.languages);
    answer_pairs(collection, answer, output, n_jobs, progress)
}

/// What is known of the pairs of a collection besides their texts.
#[derive(Clone, Copy, Default)]
pub struct Known<'a> {
    /// What was said of them.
    pub said: Option<Said<'a>>,
    /// Their matches, if these were made elsewhere.
    pub matches: Option<&'a Arc<MatchesFile>>,
}

/// What was said of the pairs of a collection.
#[derive(Clone, Copy)]
pub struct Said<'a> {
    /// The records.
    pub records: &'a Records,
    /// Whether lines have what people have said.
    pub is_told: bool,
    /// Learns more of a pair before its findings are printed.
    pub ask: &'a (dyn Fn(&mut Diptych, &mut Review) + Sync),
}

/// Checks the pairs of a collection: the lines of [`answer_pairs`] have the selected findings of each pair, and what was
/// said of it if there is a review. `observe` is called with each pair.
///
/// # Errors
/// As [`answer_pairs`].
pub fn check_pairs(
    collection: &Collection,
    selection: &Selection,
    known: Known,
    observe: impl Fn(&Diptych, Option<&Review>) + Sync,
    output: impl Write,
    n_jobs: usize,
    progress: impl FnMut(usize),
) -> Result<bool> {
    let answer = |id, given, matches: Option<MatchesOfPair>, mut review: Option<Review>| {
        let (diptych, is_list) = check_pair(given, collection.languages, matches.as_ref())?;
        let mut diptych = match &mut review {
            Some(review) => review.matched(diptych),
            None => diptych.matched(),
        };
        if let (Some(review), Some(said)) = (&mut review, known.said) {
            (said.ask)(&mut diptych, review);
        }
        let told = review.filter(|_| known.said.is_some_and(|said| said.is_told));
        observe(&diptych, told.as_ref());
        Ok(json_check(id, &diptych, is_list, selection, told.as_ref()))
    };
    let matches = |n: usize, record: &PairRecord| {
        let file = known.matches?;
        Some(file.of_row(n, display_value(&record.id).as_deref()))
    };
    let rows = collection.records()?.enumerate();
    let rows = rows.map(|(n, row)| Ok((n, row?)));
    let Some(said) = known.said else {
        let read = |(n, row)| {
            let record = collection.parse(row);
            let matches = matches(n, &record);
            answer_row(record, |id, given| answer(id, given, matches, None))
        };
        return answer_each(rows, read, output, n_jobs, progress);
    };
    // Which row a record is of depends on the rows before it, so they are read in turn.
    let mut records = said.records.by_pair();
    let mut names = PairNames::default();
    let rows = rows.map(|row| {
        let (n, row) = row?;
        let record = collection.parse(row);
        let id = display_value(&record.id);
        let said = records.take(n, id.as_deref()).unwrap_or_default();
        let name = names.next(n, id.as_deref());
        Ok((n, record, Review::new(said, Some(name))))
    });
    let read = |(n, record, review)| {
        let matches = matches(n, &record);
        answer_row(record, |id, given| answer(id, given, matches, Some(review)))
    };
    answer_each(rows, read, output, n_jobs, progress)
}

/// The answer to a row that cannot be read.
#[derive(Serialize)]
struct JsonError {
    id: Value,
    error: String,
}

/// A panic is an error of this row only: one pair of millions must not cost the rest.
fn answer_row<A>(
    row: PairRecord,
    answer: impl FnOnce(Value, Pair<SideInput>) -> Result<A>,
) -> Result<A, JsonError> {
    match row.texts {
        Ok(texts) => {
            let id = row.id.clone();
            // The closure changes nothing that outlives it.
            let answered = catch_unwind(AssertUnwindSafe(|| answer(row.id, texts)));
            let answered = answered.unwrap_or_else(|_| bail!(wording::PAIR_PANICKED));
            answered.map_err(|err| JsonError {
                id,
                error: format!("{err:#}"),
            })
        }
        Err(error) => Err(JsonError { id: row.id, error }),
    }
}

fn answer_each<R: Send, A: Serialize>(
    rows: impl Iterator<Item = Result<R>> + Send,
    answer: impl Fn(R) -> Result<A, JsonError> + Sync,
    output: impl Write,
    n_jobs: usize,
    progress: impl FnMut(usize),
) -> Result<bool> {
    let n_jobs = n_jobs.max(1);
    // Both queues are short, so memory does not grow with the input; the queue of answers keeps the order.
    let (jobs, todo) = mpsc::sync_channel(n_jobs);
    let (promises, answers) = mpsc::sync_channel(ROWS_AHEAD * n_jobs);
    // The last worker drops the queue; otherwise the reader would wait for ever.
    let todo = Arc::new(Mutex::new(todo));
    let rows = Mutex::new(rows);
    std::thread::scope(|scope| {
        let (answer, rows) = (&answer, &rows);
        let workers: Vec<_> = (0..n_jobs)
            .map_while(|_| {
                let todo = Arc::clone(&todo);
                let worker = Builder::new().spawn_scoped(scope, move || work(&todo, answer));
                worker.ok()
            })
            .collect();
        drop(todo);
        let reader = Builder::new().spawn_scoped(scope, move || read_rows(rows, jobs, promises));
        match reader {
            Ok(reader) if !workers.is_empty() => {
                let written = write_answers(output, answers, progress);
                let read = reader.join().unwrap_or_else(|_| bail!(READER_DIED));
                for worker in workers {
                    let _ = worker.join(); // the answer that a dead one owes is an error already
                }
                let all_fine = written?;
                read.map(|()| all_fine)
            }
            // The system grants no threads: answer one row after the other.
            _ => {
                drop(answers);
                answer_in_turn(rows, answer, output, progress)
            }
        }
    })
}

const READER_DIED: &str =
    "reading the rows panicked, which is a bug in diptych; the rows before are done";

/// Finished rows for each job that may wait for a slow row before them.
const ROWS_AHEAD: usize = 4;

/// A row to process.
struct Job<R> {
    row: R,
    promise: Sender<Answer>,
}

/// The line for a row.
struct Answer {
    line: Vec<u8>,
    is_fine: bool,
}

impl Answer {
    fn of<R, A: Serialize>(row: R, answer: impl Fn(R) -> Result<A, JsonError>) -> Answer {
        let answer = answer(row);
        Answer {
            line: match &answer {
                Ok(answer) => json_line(answer),
                Err(refused) => json_line(refused),
            },
            is_fine: answer.is_ok(),
        }
    }
}

fn read_rows<R>(
    rows: &Mutex<impl Iterator<Item = Result<R>>>,
    jobs: SyncSender<Job<R>>,
    promises: SyncSender<Receiver<Answer>>,
) -> Result<()> {
    while let Some(row) = next_row(rows) {
        let row = row?;
        let (promise, answer) = mpsc::channel();
        if promises.send(answer).is_err() || jobs.send(Job { row, promise }).is_err() {
            break; // the writer is gone: the output was closed
        }
    }
    Ok(())
}

fn next_row<R>(rows: &Mutex<impl Iterator<Item = Result<R>>>) -> Option<Result<R>> {
    rows.lock().unwrap_or_else(PoisonError::into_inner).next()
}

fn work<R, A: Serialize>(
    todo: &Mutex<Receiver<Job<R>>>,
    answer: impl Fn(R) -> Result<A, JsonError>,
) {
    let next = || todo.lock().unwrap_or_else(PoisonError::into_inner).recv();
    while let Ok(Job { row, promise }) = next() {
        // Fails only if the writer is gone because the output was closed.
        let _ = promise.send(Answer::of(row, &answer));
    }
}

/// Writes the answers in order; flushes before waiting for one that is not ready.
fn write_answers(
    mut output: impl Write,
    answers: Receiver<Receiver<Answer>>,
    mut progress: impl FnMut(usize),
) -> io::Result<bool> {
    let mut all_fine = true;
    for (n, answer) in answers.iter().enumerate() {
        let Ok(answer) = answer.try_recv().or_else(|_| {
            output.flush().ok();
            answer.recv()
        }) else {
            output.flush()?;
            return Err(io::Error::other(WORKER_DIED));
        };
        all_fine &= answer.is_fine;
        if let Err(err) = output.write_all(&answer.line) {
            return unless_broken_pipe(err, all_fine);
        }
        progress(n + 1);
    }
    output
        .flush()
        .map_or_else(|err| unless_broken_pipe(err, all_fine), |()| Ok(all_fine))
}

const WORKER_DIED: &str =
    "processing a row panicked, which is a bug in diptych; the rows before are done";

/// As [`answer_each`], in one thread.
fn answer_in_turn<R, A: Serialize>(
    rows: &Mutex<impl Iterator<Item = Result<R>>>,
    answer: impl Fn(R) -> Result<A, JsonError>,
    mut output: impl Write,
    mut progress: impl FnMut(usize),
) -> Result<bool> {
    let (mut all_fine, mut n_done) = (true, 0);
    while let Some(row) = next_row(rows) {
        let Answer { line, is_fine } = Answer::of(row?, &answer);
        all_fine &= is_fine;
        if let Err(err) = output.write_all(&line).and_then(|()| output.flush()) {
            return Ok(unless_broken_pipe(err, all_fine)?);
        }
        n_done += 1;
        progress(n_done);
    }
    Ok(all_fine)
}

fn unless_broken_pipe(err: io::Error, all_fine: bool) -> io::Result<bool> {
    match err.kind() {
        ErrorKind::BrokenPipe => Ok(all_fine),
        _ => Err(err),
    }
}

fn json_line(answer: &impl Serialize) -> Vec<u8> {
    (to_json(answer) + "\n").into_bytes()
}

/// The pair, not matched yet; and which of its sides were lists of segments.
fn check_pair(
    given: Pair<SideInput>,
    wanted: Pair<Option<Language>>,
    matches: Option<&MatchesOfPair>,
) -> Result<(Diptych, Pair<bool>)> {
    let ready = given.as_ref().map(SideInput::ready_segments);
    let Pair { original, rewrite } = given;
    let documents = Pair {
        original: original.into_document(Side::Original.name().to_owned(), wanted.original),
        rewrite: rewrite.into_document(Side::Rewrite.name().to_owned(), wanted.rewrite),
    };
    let diptych = Diptych::new(documents);
    let diptych = match matches {
        Some(matches) => matches.import_ready(diptych, &ready)?,
        None => diptych,
    };
    let is_list = ready.map(|ready| ready.is_some());
    Ok((diptych, is_list))
}

fn json_check(
    id: Value,
    diptych: &Diptych,
    is_list: Pair<bool>,
    selection: &Selection,
    review: Option<&Review>,
) -> JsonReport {
    let mut report = report::json(&Report {
        review: review.map(|review| ReviewReport::of_pair(diptych, review)),
        ..Report::new(diptych, selection)
    });
    report.id = Some(id);
    let texts = [&mut report.original, &mut report.rewrite];
    for (side, text) in Side::BOTH.into_iter().zip(texts) {
        if is_list[side] {
            text.content = Some(diptych.documents[side].text().to_owned());
        }
    }
    report
}

#[cfg(test)]
mod tests;
