//! A path → a collection of pairs: a list of its records, and each record on demand.
//!
//! A record is one pair of texts: a line of JSON Lines, an element of a JSON array, a row of a table or two files.
//! Only the location of each record is kept in memory, never its texts, so a hundred thousand pairs take little
//! memory. A damaged record is still a record: an error message replaces its texts.

mod byte_counter;
mod decoded;
mod fields;
mod folder;
mod record;
mod sniff;
mod source;
mod split;
mod store;
#[cfg(feature = "parquet")]
mod table;
mod text;

#[cfg(test)]
mod tests;

use crate::input::open::border::isolate;
use crate::input::open::file::{self, InputFile};
use crate::input::open::{self, decompress, read_error};
use crate::text::language::Language;
use crate::text::side::{Pair, Side};
use anyhow::{Context, Result, bail};
pub use decompress::decompress;
pub use fields::{Fields, IDS, KNOWN};
pub use folder::list_files;
pub use record::{Label, PairRecord, SideInput, display_value};
use sniff::{CollectionFormat, FileHead};
use source::{Amount, Source};
pub use source::{RawRecord, RecordSpan, SpannedRecord};
pub use split::{RecordFormat, split_records};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use text::JsonCsvSource;

/// Pairs of texts, in one file or many.
pub struct Collection {
    /// Its display name: usually the name of its file or folder.
    pub name: String,
    /// The languages of all originals and rewrites, where the reader insists on some.
    pub languages: Pair<Option<Language>>,
    sources: Vec<Box<dyn Source>>,
    /// The state of its files and folders when they were opened.
    stamps: Vec<PathStamp>,
}

/// A path, with the modification time and the size of its file or folder; `None` if it cannot be read.
type PathStamp = (PathBuf, Option<(SystemTime, u64)>);

/// Where to find a record in a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordLocation {
    source: usize,
    span: RecordSpan,
}

/// A record that a scan has found, without its texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScannedRecord {
    /// Where to find it.
    pub location: RecordLocation,
    /// Its id, its title, and what is wrong with it.
    pub label: Label,
}

/// A record in the stream of all records, to be parsed by [`Collection::parse`].
pub struct LocatedRecord {
    location: RecordLocation,
    raw: RawRecord,
}

impl LocatedRecord {
    /// Where it is, and what is there.
    pub fn into_parts(self) -> (RecordLocation, RawRecord) {
        (self.location, self.raw)
    }
}

impl Collection {
    /// Opens a folder, a file of pairs, or `-` for [`Collection::of_stdin`].
    ///
    /// # Errors
    /// If it cannot be read, or its first bytes are no collection.
    pub fn open(path: &Path, fields: &Fields) -> Result<Collection> {
        if open::is_stdin(path) {
            return Ok(Collection::of_stdin(fields));
        }
        let name = path.canonicalize().ok();
        let name = name.as_deref().filter(|_| !file::is_stream(path));
        let name = name.unwrap_or(path).file_name();
        let name = name.map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
        let sources = match path.is_dir() {
            true => open_folder(path, fields)?,
            false => vec![open_file(path, fields)?],
        };
        let stamps = watched_paths(path, &sources)
            .into_iter()
            .map(path_stamp)
            .collect();
        Ok(Collection {
            name: open::display_name(&name).into_owned(),
            languages: fields.languages,
            sources,
            stamps,
        })
    }

    /// JSON objects in a file, each about the pair with its `id`; they have no texts, so that only
    /// [`Collection::scan`], [`Collection::records`] and [`Collection::raw`] are of use.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn of_objects(path: &Path) -> Result<Collection> {
        let name = path.to_string_lossy();
        let fields = Fields::default();
        let mut file = file::open(path).map_err(|err| read_error(&name, &err))?;
        let head = FileHead::read(&mut file).map_err(|err| read_error(&name, &err))?;
        let format = match head.format(path) {
            Some(CollectionFormat::Text(RecordFormat::JsonLines)) => RecordFormat::JsonLines,
            _ => RecordFormat::JsonValues,
        };
        let source = JsonCsvSource::open(path, file, head, format, &fields)?;
        let name = open::display_name(&name);
        Ok(Collection::of_text(&name, source, &fields))
    }

    /// Whether files were created, deleted or modified since the collection was opened.
    pub fn has_changed(&self) -> bool {
        let has_changed = |before: &PathStamp| path_stamp(before.0.clone()) != *before;
        self.stamps.iter().any(has_changed)
    }

    /// What its reader should know of its files, such as their encodings.
    pub fn notes(&self) -> Vec<String> {
        self.sources
            .iter()
            .filter_map(|source| source.note())
            .collect()
    }

    /// Whether it can be read only once: standard input, or a pipe.
    pub fn is_stream(&self) -> bool {
        self.sources.iter().any(|source| source.is_stream())
    }

    /// JSON Lines on standard input, which can be read only once. [`Collection::scan`] keeps the records that it
    /// finds, so that each can be read later.
    pub fn of_stdin(fields: &Fields) -> Collection {
        Collection::of_text("standard input", JsonCsvSource::of_stdin(fields), fields)
    }

    /// JSON Lines from any reader; otherwise as [`Collection::of_stdin`].
    pub fn of_lines(lines: impl Read + Send + 'static, fields: &Fields) -> Collection {
        let text = JsonCsvSource::of_stream("lines", lines, None, fields);
        Collection::of_text("lines", text, fields)
    }

    /// Pairs of files, each with its id.
    pub fn of_files(name: &str, pairs: Vec<(String, Pair<PathBuf>)>) -> Collection {
        let pairs = pairs.into_iter().map(|(id, paths)| folder::FilePair {
            id,
            paths: paths.map(Some),
        });
        Collection {
            name: name.to_owned(),
            languages: Pair::default(),
            sources: vec![Box::new(folder::FolderSource(pairs.collect()))],
            stamps: Vec::new(),
        }
    }

    fn of_text(name: &str, text: JsonCsvSource, fields: &Fields) -> Collection {
        Collection {
            name: name.to_owned(),
            languages: fields.languages,
            sources: vec![Box::new(text)],
            stamps: Vec::new(),
        }
    }

    /// The progress of [`Collection::records`] after `n_done` records, from 0 to 1; `None` if the total is unknown, as
    /// for a pipe.
    pub fn progress(&self, n_done: usize) -> Option<f64> {
        let (mut n_records, mut read, mut bytes) = (0, 0, 0);
        for source in &self.sources {
            match source.amount()? {
                Amount::Records(n) => n_records += n,
                Amount::Bytes { n_read, n_all } => (read, bytes) = (read + n_read, bytes + n_all),
            }
        }
        match (n_records, bytes) {
            (0, 0) => None,
            (0, bytes) => Some(read as f64 / bytes as f64),
            (n_records, 0) => Some(n_done as f64 / n_records as f64),
            _ => None,
        }
    }

    /// Finds all records, in order, and calls `found` with each until it returns false.
    ///
    /// # Errors
    /// If the rest cannot be read. The records before the error have been passed to `found`.
    pub fn scan(&self, mut found: impl FnMut(ScannedRecord) -> bool) -> Result<()> {
        for (n, source) in self.sources.iter().enumerate() {
            let is_complete = source.scan(&mut |span, mut label| {
                let location = RecordLocation { source: n, span };
                label.problem = label
                    .problem
                    .map(|message| self.problem(&location, &message));
                found(ScannedRecord { location, label })
            })?;
            if !is_complete {
                break;
            }
        }
        Ok(())
    }

    /// Reads and parses the record at a location.
    pub fn record(&self, location: &RecordLocation) -> PairRecord {
        match self.sources[location.source].raw(&location.span) {
            Ok(raw) => self.parse(LocatedRecord {
                location: *location,
                raw,
            }),
            Err(message) => PairRecord::from_error(self.problem(location, &message)),
        }
    }

    /// Reads the record at a location.
    ///
    /// # Errors
    /// Says why it cannot be read.
    pub fn raw(&self, location: &RecordLocation) -> Result<RawRecord, String> {
        self.sources[location.source].raw(&location.span)
    }

    /// `line 7`, `element 7`: what messages call the record at a location.
    pub fn record_name(&self, location: &RecordLocation) -> String {
        let noun = self.sources[location.source].record_noun();
        format!("{} {}", noun.unwrap_or("pair"), location.span.number)
    }

    /// The paths of a record's texts, if they are separate files.
    pub fn files(&self, location: &RecordLocation) -> Option<Pair<PathBuf>> {
        self.sources[location.source].files(&location.span)
    }

    /// All records in order, in constant memory.
    ///
    /// # Errors
    /// If a file cannot be opened. An item is an error if the rest of its file cannot be read.
    pub fn records(&self) -> Result<impl Iterator<Item = Result<LocatedRecord>> + Send + '_> {
        let mut streams = Vec::new();
        for (source, records) in self.sources.iter().enumerate() {
            streams.push(records.records()?.map(move |record| {
                let SpannedRecord { span, raw } = record?;
                let location = RecordLocation { source, span };
                Ok(LocatedRecord { location, raw })
            }));
        }
        Ok(streams.into_iter().flatten())
    }

    /// Parses a record.
    pub fn parse(&self, LocatedRecord { location, raw }: LocatedRecord) -> PairRecord {
        let source = &self.sources[location.source];
        let record = isolate(|| source.parse(&location.span, raw));
        let mut record = record.unwrap_or_else(|panicked| {
            PairRecord::from_error(format!("cannot be read: {panicked}"))
        });
        record.texts = record
            .texts
            .map_err(|message| self.problem(&location, &message));
        record
    }

    /// `line 7: expected …`, with the name of the file if there are several.
    fn problem(&self, location: &RecordLocation, message: &str) -> String {
        let source = &self.sources[location.source];
        if source.record_noun().is_none() {
            return message.to_owned();
        }
        let file = source.path().filter(|_| self.sources.len() > 1);
        let file = file
            .and_then(Path::file_name)
            .map(|name| name.to_string_lossy());
        let file = file.map_or_else(String::new, |name| {
            format!("{}, ", open::display_name(&name))
        });
        let is_sentence = ["expected", "cannot"]
            .iter()
            .any(|word| message.starts_with(word));
        let verb = if is_sentence { "" } else { "expected " };
        format!("{file}{}: {verb}{message}", self.record_name(location))
    }
}

/// The files and folders whose changes make a reload useful. For a folder of pairs that is the list of its files, not
/// their contents.
fn watched_paths(path: &Path, sources: &[Box<dyn Source>]) -> Vec<PathBuf> {
    let sides = Side::BOTH.map(|side| path.join(side.name()));
    let folders = sides.into_iter().filter(|_| path.is_dir());
    let files = sources.iter().filter_map(|source| source.path());
    let itself = Some(path).filter(|path| !file::is_stream(path));
    itself
        .into_iter()
        .map(Path::to_owned)
        .chain(folders)
        .chain(files.map(Path::to_owned))
        .collect()
}

fn path_stamp(path: PathBuf) -> PathStamp {
    let metadata = path.metadata().ok();
    let seen = metadata.and_then(|metadata| Some((metadata.modified().ok()?, metadata.len())));
    (path, seen)
}

/// Whether a path is a collection rather than one text, judged by its extension or its first bytes. Streams are not
/// inspected, since that would consume them.
pub fn is_collection(path: &Path) -> bool {
    path.is_dir()
        || !file::is_stream(path) && detect_format(path).is_ok_and(|format| format.is_some())
}

fn detect_format(path: &Path) -> io::Result<Option<CollectionFormat>> {
    Ok(FileHead::read(&mut file::open(path)?)?.format(path))
}

fn open_folder(folder: &Path, fields: &Fields) -> Result<Vec<Box<dyn Source>>> {
    let name = folder.to_string_lossy();
    let files = folder::list_files(folder).map_err(|err| read_error(&name, &err))?;
    let is_manifest = |path: &&PathBuf| base_name(path) == "manifest";
    if let Some(manifest) = files.iter().find(is_manifest) {
        return Ok(vec![open_file(manifest, fields)?]);
    }
    let pairs = folder::pairs(folder).map_err(|err| read_error(&name, &err))?;
    if !pairs.is_empty() {
        return Ok(vec![Box::new(folder::FolderSource(pairs))]);
    }
    let mut sources = Vec::new();
    for path in files {
        if is_collection(&path) {
            sources.push(open_file(&path, fields)?);
        }
    }
    if sources.is_empty() {
        bail!(
            "no pairs in {}; expected x.original.txt and x.rewrite.txt, original/x and rewrite/x, a manifest, \
             or files of JSON Lines, JSON, CSV, TSV or Parquet",
            open::display_name(&name)
        );
    }
    Ok(sources)
}

fn open_file(path: &Path, fields: &Fields) -> Result<Box<dyn Source>> {
    let name = path.to_string_lossy();
    let mut file = file::open(path).map_err(|err| read_error(&name, &err))?;
    let head = FileHead::read(&mut file).map_err(|err| read_error(&name, &err))?;
    let action = || format!("cannot read {}", open::display_name(&name));
    match (head.format(path), file.is_stream) {
        (Some(CollectionFormat::Parquet), true) => {
            bail!(
                "{}: Parquet cannot be read from a pipe; save it as a file",
                action()
            )
        }
        (Some(CollectionFormat::Parquet), false) => {
            open_parquet(path, file, fields).with_context(action)
        }
        (Some(CollectionFormat::Text(format)), _) => {
            let text = JsonCsvSource::open(path, file, head, format, fields);
            Ok(Box::new(text.with_context(action)?))
        }
        // A stream is read as standard input is: as JSON Lines, whatever its first bytes are.
        (None, true) => Ok(Box::new(JsonCsvSource::open(
            path,
            file,
            head,
            RecordFormat::JsonLines,
            fields,
        )?)),
        (None, false) => bail!(
            "{} as a collection; expected JSON Lines, a JSON array, CSV, TSV or Parquet; \
             usage: diptych ORIGINAL REWRITE or diptych COLLECTION",
            action()
        ),
    }
}

#[cfg(feature = "parquet")]
fn open_parquet(path: &Path, file: InputFile, fields: &Fields) -> Result<Box<dyn Source>> {
    let table = table::ParquetSource::open(path, file.into_file(), fields)?;
    Ok(Box::new(table))
}

#[cfg(not(feature = "parquet"))]
fn open_parquet(_: &Path, _: InputFile, _: &Fields) -> Result<Box<dyn Source>> {
    bail!("this diptych was built without Parquet; build it with --features parquet")
}

/// `a/pairs.jsonl.gz` → `pairs`.
fn base_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.split('.').next().unwrap_or_default().to_lowercase()
}

fn open_text(path: &Path) -> Result<SideInput, String> {
    open::open(path)
        .map(SideInput::Text)
        .map_err(|err| format!("{err:#}"))
}
