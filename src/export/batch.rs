//! The rows of a collection → JSON Lines, one for each, in the same order: the filters `diptych align` and
//! `diptych check --format jsonl`.
//!
//! A few rows at a time, so memory does not grow with the input. A row that cannot be read becomes a line that says
//! why, and the rest goes on.
//!
//! ```text
//! rows ─► reader ─┬─ jobs ─► workers ─┐ each answers its own promise
//!                 └─ promises, in order of the rows ─► writer ─► output
//! ```

use crate::compare::align::{Alignment, Relation, align};
use crate::compare::pair::Diptych;
use crate::export::json::to_json;
use crate::export::report::{self, Checked, Report, Selection};
use crate::input::collection::{Collection, PairRecord, SideInput};
use crate::text::segment::{Kind, Segment, segments};
use crate::text::side::{Pair, Side};
use anyhow::{Result, bail};
use serde::Serialize;
use serde_json::Value;
use std::borrow::Cow;
use std::io::{self, ErrorKind, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::Builder;

/// Writes to `output` what `answer` makes of each pair of a collection, as one line of JSON, in the same order; for a
/// row that cannot be read an object with its `id` and an `error`. Says whether every row was fine. `n_jobs` rows are
/// worked on at once, which changes no result, and `progress` is told after each how many are done.
///
/// # Errors
/// If the collection cannot be read or the output cannot be written; a reader that goes away early is no failure.
pub fn answer_pairs<A: Serialize>(
    collection: &Collection,
    answer: impl Fn(Value, Pair<SideInput>) -> A + Sync,
    output: impl Write,
    n_jobs: usize,
    progress: impl FnMut(usize),
) -> Result<bool> {
    let rows = collection.records()?;
    let read = |record| answered(collection.parse(record), &answer);
    answer_each(rows, read, output, n_jobs, progress)
}

/// Aligns the pairs of a collection: [`answer_pairs`] with their matches.
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
    answer_pairs(collection, aligned, output, n_jobs, progress)
}

/// Checks the pairs of a collection: [`answer_pairs`] with those of their findings that are asked for. `told` gets to
/// see each answer.
///
/// # Errors
/// As [`answer_pairs`].
pub fn check_pairs(
    collection: &Collection,
    selection: &Selection,
    told: impl Fn(&Checked) + Sync,
    output: impl Write,
    n_jobs: usize,
    progress: impl FnMut(usize),
) -> Result<bool> {
    let answer = |id, given| {
        let checked = checked(id, given, selection);
        told(&checked);
        checked
    };
    answer_pairs(collection, answer, output, n_jobs, progress)
}

/// What there is to say of a row that cannot be read.
#[derive(Serialize)]
struct Refused {
    id: Value,
    error: String,
}

/// A pair at which the program itself goes wrong is refused too: one of millions shall not cost the rest.
fn answered<A>(
    row: PairRecord,
    answer: impl Fn(Value, Pair<SideInput>) -> A,
) -> Result<A, Refused> {
    match row.texts {
        Ok(texts) => {
            let id = row.id.clone();
            // Nothing that outlives the closure is touched by it.
            catch_unwind(AssertUnwindSafe(|| answer(row.id, texts))).map_err(|_| Refused {
                id,
                error: "this pair made diptych go wrong, which is a mistake in the program".into(),
            })
        }
        Err(error) => Err(Refused { id: row.id, error }),
    }
}

fn answer_each<R: Send, A: Serialize>(
    rows: impl Iterator<Item = Result<R>> + Send,
    answer: impl Fn(R) -> Result<A, Refused> + Sync,
    output: impl Write,
    n_jobs: usize,
    progress: impl FnMut(usize),
) -> Result<bool> {
    let n_jobs = n_jobs.max(1);
    // Both queues are short, so memory does not grow with the input; the one of answers keeps the order.
    let (jobs, todo) = mpsc::sync_channel(n_jobs);
    let (promises, answers) = mpsc::sync_channel(ROWS_AHEAD * n_jobs);
    // With the last worker the queue goes, and then the reader, who would wait for ever.
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
                    let _ = worker.join(); // a dead one is told by what it did not answer
                }
                let all_fine = written?;
                read.map(|()| all_fine)
            }
            // The system has no threads left for us: one row after the other, then.
            _ => {
                drop(answers);
                answer_in_turn(rows, answer, output, progress)
            }
        }
    })
}

const READER_DIED: &str =
    "what reads the rows has failed, which is a mistake in the program; the rows before are done";

/// Rows for each job that may wait for a slow one before them.
const ROWS_AHEAD: usize = 4;

/// A row to work on.
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
    fn of<R, A: Serialize>(row: R, answer: impl Fn(R) -> Result<A, Refused>) -> Answer {
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
            break; // nobody reads the output any more
        }
    }
    Ok(())
}

fn next_row<R>(rows: &Mutex<impl Iterator<Item = Result<R>>>) -> Option<Result<R>> {
    rows.lock().unwrap_or_else(PoisonError::into_inner).next()
}

fn work<R, A: Serialize>(todo: &Mutex<Receiver<Job<R>>>, answer: impl Fn(R) -> Result<A, Refused>) {
    let next = || todo.lock().unwrap_or_else(PoisonError::into_inner).recv();
    while let Ok(Job { row, promise }) = next() {
        // If nobody reads the output any more, nobody waits for the answer.
        let _ = promise.send(Answer::of(row, &answer));
    }
}

/// Writes the answers in their order, and at once if no other is waiting.
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

const WORKER_DIED: &str = "what works on the rows has failed, which is a mistake in the program; the rows before are done";

/// Does in one thread what [`answer_each`] does in several.
fn answer_in_turn<R, A: Serialize>(
    rows: &Mutex<impl Iterator<Item = Result<R>>>,
    answer: impl Fn(R) -> Result<A, Refused>,
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

/// The line for a pair; its fields are documented for users under `diptych align`.
#[derive(Serialize)]
struct Aligned {
    id: Value,
    matches: Vec<MatchOut>,
    pairs: Vec<(usize, usize, f64)>,
    dropped: Vec<usize>,
    added: Vec<usize>,
    segments: BySide<Option<Vec<SegmentOut>>>,
    /// The texts that offsets count in, where they were taken out of a format with markup.
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<BySide<Option<String>>>,
}

#[derive(Serialize)]
struct MatchOut {
    #[serde(flatten)]
    segments: BySide<Vec<usize>>,
    relation: Relation,
    moved: bool,
    score: f64,
}

#[derive(Serialize)]
struct SegmentOut {
    start: usize,
    end: usize,
    kind: Kind,
}

#[derive(Serialize)]
struct BySide<T> {
    original: T,
    rewrite: T,
}

impl<T> From<Pair<T>> for BySide<T> {
    fn from(Pair { original, rewrite }: Pair<T>) -> BySide<T> {
        BySide { original, rewrite }
    }
}

/// The segments of a side and their words; those that came in ready are not given back.
struct Split<'a> {
    texts: Vec<Cow<'a, str>>,
    segments: Option<Vec<SegmentOut>>,
}

impl Split<'_> {
    fn of(given: &SideInput) -> Split<'_> {
        match given {
            SideInput::Text(document) => {
                let segments = segments(document);
                let texts = segments.iter().map(|segment| segment.text(document));
                Split {
                    texts: texts.collect(),
                    segments: Some(segments.into_iter().map(SegmentOut::from).collect()),
                }
            }
            SideInput::List(texts) => Split {
                texts: texts.iter().map(|text| text.as_str().into()).collect(),
                segments: None,
            },
        }
    }
}

impl From<Segment> for SegmentOut {
    fn from(Segment { range, kind, .. }: Segment) -> SegmentOut {
        SegmentOut {
            start: range.start,
            end: range.end,
            kind,
        }
    }
}

fn aligned(id: Value, given: Pair<SideInput>) -> Aligned {
    let split = given.as_ref().map(Split::of);
    let texts = split
        .as_ref()
        .map(|split| split.texts.iter().map(|text| &**text).collect());
    let alignment = align(&texts);
    let content = given.as_ref().map(content);
    of_alignment(id, alignment, split.map(|split| split.segments), content)
}

fn content(given: &SideInput) -> Option<String> {
    match given {
        SideInput::Text(document) if document.is_extracted() => Some(document.text().to_owned()),
        _ => None,
    }
}

fn checked(id: Value, given: Pair<SideInput>, selection: &Selection) -> Checked {
    let is_list = given
        .as_ref()
        .map(|given| matches!(given, SideInput::List(_)));
    let Pair { original, rewrite } = given;
    let documents = Pair {
        original: original.into_document(Side::Original.name().to_owned()),
        rewrite: rewrite.into_document(Side::Rewrite.name().to_owned()),
    };
    let diptych = Diptych::new(documents).matched();
    let mut checked = report::checked(&Report::new(&diptych, selection));
    checked.id = Some(id);
    let texts = [&mut checked.original, &mut checked.rewrite];
    for (side, text) in Side::BOTH.into_iter().zip(texts) {
        if is_list[side] {
            text.content = Some(diptych.documents[side].text().to_owned());
        }
    }
    checked
}

fn of_alignment(
    id: Value,
    alignment: Alignment,
    segments: Pair<Option<Vec<SegmentOut>>>,
    content: Pair<Option<String>>,
) -> Aligned {
    let matches = alignment.matches.into_iter().map(|mat| MatchOut {
        segments: mat.segments.into(),
        relation: mat.relation,
        moved: mat.moved,
        score: rounded(mat.score),
    });
    let pairs = alignment.links.iter().map(|link| {
        let Pair { original, rewrite } = link.segments;
        (original, rewrite, rounded(link.score))
    });
    let alone = alignment.match_of.map(|match_of| {
        let all = match_of.iter().enumerate();
        all.filter(|(_, mat)| mat.is_none())
            .map(|(segment, _)| segment)
            .collect()
    });
    Aligned {
        id,
        matches: matches.collect(),
        pairs: pairs.collect(),
        dropped: alone.original,
        added: alone.rewrite,
        segments: segments.into(),
        content: Some(content)
            .filter(|content| content.original.is_some() || content.rewrite.is_some())
            .map(BySide::from),
    }
}

/// Four digits: more would only show the noise of the last bits.
fn rounded(score: f32) -> f64 {
    (f64::from(score) * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests;
