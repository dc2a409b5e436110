//! JSON Lines of text pairs → JSON Lines of their matches: the filter `diptych align`.
//!
//! A few lines at a time, so memory does not grow with the input. A line that cannot be read becomes a line that says
//! why, and the rest goes on.
//!
//! ```text
//! input ─► reader ─┬─ jobs ─► workers ─┐ each answers its own promise
//!                  └─ promises, in order of the input ─► writer ─► output
//! ```

use crate::align::{Alignment, Relation, align};
use crate::document::Document;
use crate::segment::{Kind, segments};
use crate::side::{Pair, Side};
use serde::Serialize;
use serde_json::Value;
use std::io::{BufRead, ErrorKind, Write};
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};

/// Aligns the pair of each line of `input` and writes one line for it to `output`, in the same order. Blank lines are
/// skipped. Says whether every line was fine. `n_jobs` lines are worked on at once, which changes no result, and
/// `progress` is told after each how many are done.
///
/// A line is `{"id": …, "original": …, "rewrite": …}`, each side a text or a list of ready segments:
///
/// ```
/// # use diptych::batch::align_lines;
/// let input = r#"{"id": 7, "original": ["Rain fell."], "rewrite": ["Rain fell."]}"#;
/// let mut output = Vec::new();
/// assert!(align_lines(input.as_bytes(), &mut output, 2, |_| ())?);
/// assert!(String::from_utf8(output)?.starts_with(r#"{"id":7,"matches":[{"original":[0],"rewrite":[0],"#));
/// # anyhow::Ok(())
/// ```
///
/// Fails if the input cannot be read or the output cannot be written; a reader that goes away early is no failure.
pub fn align_lines(
    input: impl BufRead + Send,
    output: impl Write,
    n_jobs: usize,
    progress: impl FnMut(usize),
) -> anyhow::Result<bool> {
    let n_jobs = n_jobs.max(1);
    // Both queues are short, so memory does not grow with the input; the one of answers keeps the order.
    let (jobs, todo) = mpsc::sync_channel(n_jobs);
    let (promises, answers) = mpsc::sync_channel(LINES_AHEAD * n_jobs);
    let todo = Mutex::new(todo);
    std::thread::scope(|scope| {
        let reader = scope.spawn(move || read_lines(input, &jobs, &promises));
        for _ in 0..n_jobs {
            scope.spawn(|| work(&todo));
        }
        let written = write_answers(output, answers, progress);
        let read = reader
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        match written {
            Ok(all_fine) => read.map(|()| all_fine).map_err(Into::into),
            Err(err) => Err(err.into()),
        }
    })
}

/// Lines for each job that may wait for a slow one before them.
const LINES_AHEAD: usize = 4;

/// A line to work on.
struct Job {
    line: Vec<u8>,
    number: usize,
    promise: Sender<Answer>,
}

/// The line for a line.
struct Answer {
    line: Vec<u8>,
    is_fine: bool,
}

fn read_lines(
    mut input: impl BufRead,
    jobs: &SyncSender<Job>,
    promises: &SyncSender<Receiver<Answer>>,
) -> std::io::Result<()> {
    for number in 1.. {
        let mut line = Vec::new();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let (promise, answer) = mpsc::channel();
        let job = Job {
            line,
            number,
            promise,
        };
        if promises.send(answer).is_err() || jobs.send(job).is_err() {
            break; // nobody reads the output any more
        }
    }
    Ok(())
}

fn work(todo: &Mutex<Receiver<Job>>) {
    let next = || todo.lock().expect("no worker panics while it waits").recv();
    while let Ok(job) = next() {
        let answer = answer(job.line.trim_ascii_end(), job.number);
        let line = match &answer {
            Ok(aligned) => json_line(aligned),
            Err(refused) => json_line(refused),
        };
        let is_fine = answer.is_ok();
        // If nobody reads the output any more, nobody waits for the answer.
        let _ = job.promise.send(Answer { line, is_fine });
    }
}

/// Writes the answers in their order, and at once if no other is waiting.
fn write_answers(
    mut output: impl Write,
    answers: Receiver<Receiver<Answer>>,
    mut progress: impl FnMut(usize),
) -> std::io::Result<bool> {
    let mut all_fine = true;
    for (n, answer) in answers.iter().enumerate() {
        let Ok(answer) = answer.try_recv().or_else(|_| {
            output.flush().ok();
            answer.recv()
        }) else {
            break; // its worker panicked, which ends the scope
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

fn unless_broken_pipe(err: std::io::Error, all_fine: bool) -> std::io::Result<bool> {
    match err.kind() {
        ErrorKind::BrokenPipe => Ok(all_fine),
        _ => Err(err),
    }
}

fn json_line(answer: &impl Serialize) -> Vec<u8> {
    let mut line = serde_json::to_vec(answer).expect("an answer is plain data");
    line.push(b'\n');
    line
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
}

/// The line for a line that cannot be read.
#[derive(Serialize)]
struct Refused {
    id: Value,
    error: String,
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

/// One side as it came in.
enum Given {
    /// A text, for us to split.
    Text(String, Vec<SegmentOut>),
    /// Ready segments.
    List(Vec<String>),
}

fn answer(line: &[u8], number: usize) -> Result<Aligned, Refused> {
    let mut id = Value::Null;
    let given = given(line, &mut id).map_err(|expected| Refused {
        id: id.clone(),
        error: format!("line {number}: expected {expected}"),
    })?;
    let alignment = align(&given.as_ref().map(Given::texts));
    Ok(aligned(id, alignment, given))
}

/// Reads a line; the error says what was expected. Finds the id even if the rest is wrong.
fn given(line: &[u8], id: &mut Value) -> Result<Pair<Given>, String> {
    let line = std::str::from_utf8(line)
        .map_err(|err| format!("UTF-8 (it goes wrong at byte {})", err.valid_up_to() + 1))?;
    let object = serde_json::from_str(line)
        .map_err(|err| format!("JSON (it goes wrong at column {})", err.column()))?;
    let Value::Object(mut object) = object else {
        return Err("an object with `original` and `rewrite`".into());
    };
    *id = object.remove("id").unwrap_or_default();
    let mut side = |side: Side| {
        let value = object.remove(side.name());
        value
            .and_then(Given::new)
            .ok_or_else(|| format!("`{}` to be a text or a list of texts", side.name()))
    };
    Ok(Pair {
        original: side(Side::Original)?,
        rewrite: side(Side::Rewrite)?,
    })
}

impl Given {
    fn new(value: Value) -> Option<Given> {
        match value {
            Value::String(text) => Some(Given::split(text)),
            Value::Array(list) => list
                .into_iter()
                .map(text)
                .collect::<Option<_>>()
                .map(Given::List),
            _ => None,
        }
    }

    fn split(text: String) -> Given {
        let document = Document::new("", text);
        let segments = segments(&document).into_iter().map(|segment| SegmentOut {
            start: segment.range.start,
            end: segment.range.end,
            kind: segment.kind,
        });
        Given::Text(document.text().to_owned(), segments.collect())
    }

    fn texts(&self) -> Vec<&str> {
        match self {
            Given::Text(text, segments) => segments.iter().map(|s| &text[s.start..s.end]).collect(),
            Given::List(texts) => texts.iter().map(String::as_str).collect(),
        }
    }

    fn segments(self) -> Option<Vec<SegmentOut>> {
        match self {
            Given::Text(_, segments) => Some(segments),
            Given::List(_) => None,
        }
    }
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

fn aligned(id: Value, alignment: Alignment, given: Pair<Given>) -> Aligned {
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
        segments: given.map(Given::segments).into(),
    }
}

/// Four digits: more would only show the noise of the last bits.
fn rounded(score: f32) -> f64 {
    (f64::from(score) * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests;
