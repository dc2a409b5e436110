//! A path → a collection of pairs: which there are, and any of them when it is needed.
//!
//! Only where each row stands is kept in memory, never its texts, so a hundred thousand pairs take little room. A row
//! that is damaged is a row like others, with what is wrong with it in the place of its texts.

mod counted;
mod fields;
mod folder;
mod pieces;
mod row;
mod sniff;
mod source;
mod store;
#[cfg(feature = "parquet")]
mod table;
mod text;

#[cfg(test)]
mod tests;

use crate::input::open::border::isolated;
use crate::input::open::file::{self, Opened};
use crate::input::open::{self, unpack};
use crate::text::language::Language;
use crate::text::side::{Pair, Side};
use anyhow::{Context, Result, anyhow, bail};
pub use fields::{Fields, IDS, KNOWN};
pub use folder::files;
pub use pieces::{Piece, Shape, pieces};
pub use row::{Given, Label, Row, shown};
use sniff::{FileKind, Start};
use source::{Amount, Source};
pub use source::{Raw, Spot};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use text::Text;
pub use unpack::unpacked;

/// Pairs of texts, in one file or many.
pub struct Collection {
    /// What to call it: usually the name of its file or folder.
    pub name: String,
    /// The languages of all originals and rewrites, where the reader insists on some.
    pub languages: Pair<Option<Language>>,
    sources: Vec<Box<dyn Source>>,
    /// What the files and folders looked like when they were opened.
    looks: Vec<Look>,
}

/// A path, and when and how large its file or folder is.
type Look = (PathBuf, Option<(SystemTime, u64)>);

/// Where a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    source: usize,
    spot: Spot,
}

/// A row that was found and not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands.
    pub place: Place,
    /// What there is to say of it.
    pub label: Label,
}

/// A row in the stream of all rows, to be read by [`Collection::read`].
pub struct Record {
    place: Place,
    raw: Raw,
}

impl Collection {
    /// Opens what a reader named: a folder, a file of pairs, or `-` for [`Collection::of_stdin`].
    ///
    /// # Errors
    /// If it cannot be read, or holds no pairs as far as its beginning shows.
    pub fn open(path: &Path, fields: &Fields) -> Result<Collection> {
        if open::is_stdin(path) {
            return Ok(Collection::of_stdin(fields));
        }
        let name = path.canonicalize().ok();
        let name = name.as_deref().filter(|_| !file::is_stream(path));
        let name = name.unwrap_or(path).file_name();
        let name = name.map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
        let sources = match path.is_dir() {
            true => of_folder(path, fields)?,
            false => vec![of_file(path, fields)?],
        };
        let looks = watched(path, &sources).into_iter().map(look).collect();
        Ok(Collection {
            name: open::shown(&name).into_owned(),
            languages: fields.languages,
            sources,
            looks,
        })
    }

    /// Whether files came, went, grew or were written since all this was opened.
    pub fn has_changed(&self) -> bool {
        let has_changed = |before: &Look| look(before.0.clone()) != *before;
        self.looks.iter().any(has_changed)
    }

    /// Whether it can be gone through only once: standard input, or a pipe.
    pub fn is_stream(&self) -> bool {
        self.sources.iter().any(|source| source.is_stream())
    }

    /// JSON Lines on standard input. They can be gone through once; those that [`Collection::scan`] found are kept,
    /// so that each can be read when it is needed.
    pub fn of_stdin(fields: &Fields) -> Collection {
        Collection::of_text("standard input", Text::of_stdin(fields), fields)
    }

    /// JSON Lines from somewhere, as [`Collection::of_stdin`].
    pub fn of_lines(lines: impl Read + Send + 'static, fields: &Fields) -> Collection {
        let text = Text::of_stream("lines", lines, None, fields);
        Collection::of_text("lines", text, fields)
    }

    fn of_text(name: &str, text: Text, fields: &Fields) -> Collection {
        Collection {
            name: name.to_owned(),
            languages: fields.languages,
            sources: vec![Box::new(text)],
            looks: Vec::new(),
        }
    }

    /// How much of the rows has been read by [`Collection::records`] when `n_done` rows are done, 0 to 1; `None` if
    /// nobody knows how many there are, as in a pipe.
    pub fn share_read(&self, n_done: usize) -> Option<f64> {
        let (mut rows, mut read, mut bytes) = (0, 0, 0);
        for source in &self.sources {
            match source.amount()? {
                Amount::Rows(n_rows) => rows += n_rows,
                Amount::Bytes { n_read, n_all } => (read, bytes) = (read + n_read, bytes + n_all),
            }
        }
        match (rows, bytes) {
            (0, 0) => None,
            (0, bytes) => Some(read as f64 / bytes as f64),
            (rows, 0) => Some(n_done as f64 / rows as f64),
            _ => None,
        }
    }

    /// Finds all rows, in order, and tells `found` of each until that says to stop.
    ///
    /// # Errors
    /// If the rest cannot be read; what was found until then is there.
    pub fn scan(&self, mut found: impl FnMut(Entry) -> bool) -> Result<()> {
        for (n, source) in self.sources.iter().enumerate() {
            let goes_on = source.scan(&mut |spot, mut label| {
                let place = Place { source: n, spot };
                label.problem = label.problem.map(|what| self.problem(&place, &what));
                found(Entry { place, label })
            })?;
            if !goes_on {
                break;
            }
        }
        Ok(())
    }

    /// Reads the row at a place.
    pub fn row(&self, place: &Place) -> Row {
        match self.sources[place.source].raw(&place.spot) {
            Ok(raw) => self.read(Record { place: *place, raw }),
            Err(what) => Row::damaged(self.problem(place, &what)),
        }
    }

    /// Where the texts of a row are, if they are files of their own.
    pub fn files(&self, place: &Place) -> Option<Pair<PathBuf>> {
        self.sources[place.source].files(&place.spot)
    }

    /// All rows one after the other, in constant memory.
    ///
    /// # Errors
    /// If a file cannot be opened. A row fails if the file cannot be read on.
    pub fn records(&self) -> Result<impl Iterator<Item = Result<Record>> + Send + '_> {
        let mut streams = Vec::new();
        for (source, rows) in self.sources.iter().enumerate() {
            streams.push(rows.records()?.map(move |row| {
                let (spot, raw) = row?;
                let place = Place { source, spot };
                Ok(Record { place, raw })
            }));
        }
        Ok(streams.into_iter().flatten())
    }

    /// Reads what stands in a row.
    pub fn read(&self, Record { place, raw }: Record) -> Row {
        let source = &self.sources[place.source];
        let row = isolated(|| source.row(&place.spot, raw));
        let mut row =
            row.unwrap_or_else(|panicked| Row::damaged(format!("cannot be read: {panicked}")));
        row.texts = row.texts.map_err(|what| self.problem(&place, &what));
        row
    }

    /// `line 7: expected …`, with the name of the file where there are several.
    fn problem(&self, place: &Place, what: &str) -> String {
        let source = &self.sources[place.source];
        let Some(word) = source.word() else {
            return what.to_owned();
        };
        let file = source.path().filter(|_| self.sources.len() > 1);
        let file = file
            .and_then(Path::file_name)
            .map(|name| name.to_string_lossy());
        let file = file.map_or_else(String::new, |name| format!("{}, ", open::shown(&name)));
        let is_sentence = ["expected", "cannot"]
            .iter()
            .any(|word| what.starts_with(word));
        let verb = if is_sentence { "" } else { "expected " };
        format!("{file}{word} {}: {verb}{what}", place.spot.number)
    }
}

/// What a collection is read from, as far as it can change. The texts of a folder are not among them, only that they
/// are there.
fn watched(path: &Path, sources: &[Box<dyn Source>]) -> Vec<PathBuf> {
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

fn look(path: PathBuf) -> Look {
    let metadata = path.metadata().ok();
    let seen = metadata.and_then(|metadata| Some((metadata.modified().ok()?, metadata.len())));
    (path, seen)
}

/// Whether a path names a collection rather than one text, by its name or by how it begins. What can be read only
/// once is not looked at.
pub fn is_collection(path: &Path) -> bool {
    path.is_dir() || !file::is_stream(path) && kind_of(path).is_ok_and(|kind| kind.is_some())
}

fn kind_of(path: &Path) -> io::Result<Option<FileKind>> {
    Ok(Start::read(&mut file::open(path)?)?.kind(path))
}

fn of_folder(folder: &Path, fields: &Fields) -> Result<Vec<Box<dyn Source>>> {
    let name = folder.to_string_lossy();
    let files = folder::files(folder).map_err(|err| cannot(&name, &err))?;
    let is_manifest = |path: &&PathBuf| name_without_endings(path) == "manifest";
    if let Some(manifest) = files.iter().find(is_manifest) {
        return Ok(vec![of_file(manifest, fields)?]);
    }
    let pairs = folder::pairs(folder).map_err(|err| cannot(&name, &err))?;
    if !pairs.is_empty() {
        return Ok(vec![Box::new(folder::Files(pairs))]);
    }
    let mut sources = Vec::new();
    for path in files {
        if is_collection(&path) {
            sources.push(of_file(&path, fields)?);
        }
    }
    if sources.is_empty() {
        bail!(
            "no pairs in {}; expected x.original.txt and x.rewrite.txt, original/x and rewrite/x, a manifest, \
             or files of JSON Lines, JSON, CSV, TSV or Parquet",
            open::shown(&name)
        );
    }
    Ok(sources)
}

fn of_file(path: &Path, fields: &Fields) -> Result<Box<dyn Source>> {
    let name = path.to_string_lossy();
    let mut opened = file::open(path).map_err(|err| cannot(&name, &err))?;
    let start = Start::read(&mut opened).map_err(|err| cannot(&name, &err))?;
    let reading = || format!("cannot read {}", open::shown(&name));
    match (start.kind(path), opened.is_stream) {
        (Some(FileKind::Parquet), true) => {
            bail!(
                "{}: Parquet is not read from a pipe; save it as a file",
                reading()
            )
        }
        (Some(FileKind::Parquet), false) => of_parquet(path, opened, fields).with_context(reading),
        (Some(FileKind::Text(shape)), _) => {
            let text = Text::open(path, opened, start, shape, fields);
            Ok(Box::new(text.with_context(reading)?))
        }
        // As from standard input, whatever they turn out to be.
        (None, true) => Ok(Box::new(Text::open(
            path,
            opened,
            start,
            Shape::Lines,
            fields,
        )?)),
        (None, false) => bail!(
            "{} as a collection; expected JSON Lines, a JSON array, CSV, TSV or Parquet; \
             usage: diptych ORIGINAL REWRITE or diptych COLLECTION",
            reading()
        ),
    }
}

#[cfg(feature = "parquet")]
fn of_parquet(path: &Path, opened: Opened, fields: &Fields) -> Result<Box<dyn Source>> {
    let table = table::Table::open(path, opened.into_file(), fields)?;
    Ok(Box::new(table))
}

#[cfg(not(feature = "parquet"))]
fn of_parquet(_: &Path, _: Opened, _: &Fields) -> Result<Box<dyn Source>> {
    bail!("this diptych was built without Parquet; build it with --features parquet")
}

/// `a/pairs.jsonl.gz` → `pairs`.
fn name_without_endings(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.split('.').next().unwrap_or_default().to_lowercase()
}

/// An error that names the file.
fn cannot(name: &str, err: &io::Error) -> anyhow::Error {
    anyhow!("cannot read {}: {}", open::shown(name), open::reason(err))
}

fn open_text(path: &Path) -> Result<Given, String> {
    open::open(path)
        .map(Given::Text)
        .map_err(|err| format!("{err:#}"))
}
