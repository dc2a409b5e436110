//! The output of `diptych align` or `diptych check --format jsonl` → the figures of the pairs, without their texts.

use crate::app::table::{PairFigures, PairState};
use crate::compare::findings::{Confidence, FindingKind};
use crate::compare::ledger::FactState;
use crate::input::collection::{
    RawRecord, RecordFormat, SpannedRecord, decompress, display_value, list_files, split_records,
};
use crate::input::open;
use crate::input::open::border::isolate_items;
use crate::input::open::file;
use crate::text::segment::SegmentKind;
use anyhow::{Result, bail};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The file of results. It is read again for each edition; results from a pipe are kept instead.
pub struct ResultsFile {
    path: PathBuf,
    is_stream: bool,
    from_stream: Mutex<Option<Arc<SavedResults>>>,
}

impl ResultsFile {
    /// Checks that the file holds results, except for a pipe.
    ///
    /// # Errors
    /// If it cannot be read, or holds something else.
    pub fn open(path: &Path) -> Result<ResultsFile> {
        let is_stream = file::is_stream(path);
        if !is_stream {
            SavedResults::check(path)?;
        }
        Ok(ResultsFile {
            path: path.to_owned(),
            is_stream,
            from_stream: Mutex::default(),
        })
    }

    /// Reads the results.
    ///
    /// # Errors
    /// If one of the files cannot be read.
    pub fn read(&self) -> Result<Arc<SavedResults>> {
        let mut read = self
            .from_stream
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(results) = &*read {
            return Ok(Arc::clone(results));
        }
        let results = Arc::new(SavedResults::read(&self.path)?);
        *read = Some(Arc::clone(&results)).filter(|_| self.is_stream);
        Ok(results)
    }
}

/// The figures of pairs, by id or, for pairs without an id, by line.
pub struct SavedResults {
    name: String,
    by_id: HashMap<String, PairState>,
    in_order: Vec<Option<PairState>>,
}

impl SavedResults {
    /// Reads a file, or the files of a folder as Spark writes them.
    ///
    /// # Errors
    /// If one of them cannot be read.
    fn read(path: &Path) -> Result<SavedResults> {
        let name = open::display_name(&path.to_string_lossy()).into_owned();
        let mut results = SavedResults {
            name: name.clone(),
            by_id: HashMap::new(),
            in_order: Vec::new(),
        };
        let read_error = |err: io::Error| open::read_error(&name, &err);
        for path in result_files(path).map_err(read_error)? {
            results.read_file(&path)?;
        }
        Ok(results)
    }

    /// Checks that the first line of each file is a result.
    ///
    /// # Errors
    /// If a file cannot be read, or holds something else.
    fn check(path: &Path) -> Result<()> {
        let name = open::display_name(&path.to_string_lossy()).into_owned();
        let read_error = |err: io::Error| open::read_error(&name, &err);
        for path in result_files(path).map_err(read_error)? {
            if let Some(line) = lines(&path).map_err(read_error)?.next() {
                let line = line.map_err(read_error)?.raw;
                if parse_result(&line).is_none() {
                    bail!(
                        "{name} was not written by diptych align or diptych check --format jsonl"
                    );
                }
            }
        }
        Ok(())
    }

    /// The result of the `n`th pair, which has this id.
    pub fn find(&self, n: usize, id: Option<&str>) -> Option<PairState> {
        let by_id = id.and_then(|id| self.by_id.get(id));
        let in_order = self.in_order.get(n).and_then(Option::as_ref);
        by_id.or(in_order).cloned()
    }

    /// The state of a pair without a result.
    pub fn missing(&self) -> PairState {
        PairState::Problem(format!("no result in {}", self.name).into())
    }

    fn read_file(&mut self, path: &Path) -> Result<()> {
        let name = open::display_name(&path.to_string_lossy()).into_owned();
        let read_error = |err: io::Error| open::read_error(&name, &err);
        for line in lines(path).map_err(read_error)? {
            let line = line.map_err(read_error)?;
            match parse_result(&line.raw) {
                Some(result) => self.add(result),
                None => {
                    let problem = format!("line {} of {name} is damaged", line.span.number);
                    self.in_order.push(Some(PairState::Problem(problem.into())));
                }
            }
        }
        Ok(())
    }

    /// Results without an id are found by line. Of results with the same id the first counts, as in the collection.
    fn add(&mut self, result: ResultIn) {
        let id = display_value(&result.id);
        let state = result.state();
        match id {
            Some(id) => {
                self.by_id.entry(id).or_insert(state);
                self.in_order.push(None);
            }
            None => self.in_order.push(Some(state)),
        }
    }
}

/// The lines of a file that are not blank.
fn lines(path: &Path) -> io::Result<impl Iterator<Item = io::Result<SpannedRecord>>> {
    let text = decompress(file::open(path)?)?;
    Ok(isolate_items(split_records(text, RecordFormat::JsonLines)))
}

/// Parses a line as a result.
fn parse_result(line: &RawRecord) -> Option<ResultIn> {
    match line {
        RawRecord::Json(json) => serde_json::from_slice(json).ok(),
        _ => None,
    }
}

fn result_files(path: &Path) -> io::Result<Vec<PathBuf>> {
    match path.is_dir() {
        true => list_files(path),
        false => Ok(vec![path.to_owned()]),
    }
}

/// The fields of a line that are used here; see `diptych align --help` and `diptych check --help`.
#[derive(Deserialize)]
struct ResultIn {
    #[serde(default)]
    id: Value,
    error: Option<String>,
    summary: Option<SummaryIn>,
    original: Option<TextIn>,
    rewrite: Option<TextIn>,
    matches: Option<Vec<Sides<Vec<usize>>>>,
    dropped: Option<Vec<usize>>,
    added: Option<Vec<usize>>,
    segments: Option<Sides<Option<Vec<SegmentIn>>>>,
    /// Of `diptych check`.
    #[serde(default)]
    findings: Vec<FindingIn>,
}

#[derive(Deserialize)]
struct FindingIn {
    kind: String,
    certainty: String,
}

#[derive(Deserialize)]
struct SummaryIn {
    dropped: usize,
    added: usize,
    /// Not in results of an earlier version, as `new_words`.
    kept: Option<f32>,
    new_words: Option<f32>,
    findings: BTreeMap<String, u32>,
    /// Only of `diptych check --ledger`.
    facts: Option<BTreeMap<String, u32>>,
}

#[derive(Deserialize)]
struct TextIn {
    segments: usize,
}

#[derive(Deserialize)]
struct Sides<T> {
    original: T,
    rewrite: T,
}

#[derive(Deserialize)]
struct SegmentIn {
    kind: SegmentKind,
}

impl ResultIn {
    fn state(self) -> PairState {
        if let Some(error) = self.error {
            return PairState::Problem(error.into());
        }
        match self.figures_of_check().or_else(|| self.figures_of_align()) {
            Some(figures) => PairState::Known(figures),
            None => PairState::Problem("its result has no figures".into()),
        }
    }

    /// From `diptych check`.
    fn figures_of_check(&self) -> Option<PairFigures> {
        let (summary, original, rewrite) = (
            self.summary.as_ref()?,
            self.original.as_ref()?,
            self.rewrite.as_ref()?,
        );
        let n_segments = original.segments + rewrite.segments;
        // Counts as `Diptych::n_findings` does: no hints, which are in the results if they were asked for.
        let whole = [FindingKind::Dropped, FindingKind::Added].map(FindingKind::name);
        let is_change = |kind: &str| !whole.contains(&kind);
        let changes = summary.findings.iter().filter(|(kind, _)| is_change(kind));
        let n_changes: u32 = changes.map(|(_, n)| n).sum();
        let hints = self.findings.iter().filter(|finding| {
            finding.certainty == Confidence::Hint.name() && is_change(&finding.kind)
        });
        let n_hints = hints.count() as u32;
        Some(PairFigures {
            kept: summary.kept,
            findings: Some(n_changes.saturating_sub(n_hints)),
            new_facts: summary.facts.as_ref().map(new_facts),
            new_words: summary.new_words,
            ..PairFigures::new(n_segments, summary.dropped, summary.added)
        })
    }

    /// From `diptych align`, whose results have no word counts and findings.
    fn figures_of_align(&self) -> Option<PairFigures> {
        let (matches, segments) = (self.matches.as_ref()?, self.segments.as_ref()?);
        let matched = |side: fn(&Sides<Vec<usize>>) -> &Vec<usize>| {
            matches.iter().map(|mat| side(mat).len()).sum::<usize>()
        };
        let (dropped, added) = (self.dropped.as_ref()?, self.added.as_ref()?);
        let n_segments = matched(|mat| &mat.original)
            + matched(|mat| &mat.rewrite)
            + dropped.len()
            + added.len();
        let n_dropped = n_content(dropped, segments.original.as_deref());
        let n_added = n_content(added, segments.rewrite.as_deref());
        Some(PairFigures::new(n_segments, n_dropped, n_added))
    }
}

/// A state without facts is left out of the counts.
fn new_facts(counts: &BTreeMap<String, u32>) -> u32 {
    counts.get(FactState::New.name()).copied().unwrap_or(0)
}

/// The number of segments that are content, as all ready segments are.
fn n_content(unmatched: &[usize], segments: Option<&[SegmentIn]>) -> usize {
    let is_content = |&&n: &&usize| {
        let segment = segments.and_then(|segments| segments.get(n));
        segment.is_none_or(|segment| segment.kind.is_content())
    };
    unmatched.iter().filter(is_content).count()
}
