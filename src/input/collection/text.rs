//! Pairs in a text: JSON Lines, a JSON array, or cells, packed or not, in a file or from a stream.

use super::counted::Count;
use super::fields::{Fields, Found};
use super::pieces::{self, Pieces, ROW_MAX, Shape};
use super::row::{Given, Label, Row};
use super::sniff::Start;
use super::source::{Amount, Raw, Records, Source, Spot};
use super::store::Store;
use super::{cannot, open_text};
use crate::input::open::border::isolated_items;
use crate::input::open::file::{self, Opened};
use crate::input::open::unpack;
use crate::text::glyph;
use crate::text::side::Pair;
use anyhow::{Context, Result, anyhow, bail};
use std::fs::{File, Metadata};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// JSON or cells.
pub struct Text {
    name: String,
    origin: Origin,
    shape: Shape,
    fields: Fields,
    /// The columns of cells.
    columns: Option<(Vec<String>, Found)>,
    /// The folder of the texts, if the rows hold their paths.
    folder: Option<PathBuf>,
    store: Store,
    /// What [`Source::records`] has read.
    n_read: Count,
}

/// Where it comes from.
enum Origin {
    /// A file, which is opened whenever it is read.
    File(PathBuf),
    /// What can be read once, until it is; and its size, if it has one.
    Stream(Mutex<Option<Box<dyn Read + Send>>>, Option<u64>),
}

impl Text {
    /// Of a file that was opened and begins so.
    ///
    /// # Errors
    /// If there are cells without the names of the texts.
    pub fn open(
        path: &Path,
        opened: Opened,
        start: Start,
        shape: Shape,
        fields: &Fields,
    ) -> Result<Text> {
        let is_manifest = super::name_without_endings(path) == "manifest";
        let columns = match shape {
            Shape::Cells(_) => Some(columns(&start, shape, fields)?),
            Shape::Lines | Shape::Elements => None,
        };
        let n_read = Count::default();
        let (origin, store) = match opened.is_stream {
            true => {
                let whole = n_read.counting(Cursor::new(start.packed).chain(opened));
                let whole: Box<dyn Read + Send> = Box::new(whole);
                let origin = Origin::Stream(Mutex::new(Some(whole)), None);
                (origin, Store::of_stream())
            }
            false => {
                let store = Store::new(opened.into_file(), start.is_packed());
                (Origin::File(path.to_owned()), store)
            }
        };
        Ok(Text {
            name: path.to_string_lossy().into_owned(),
            origin,
            shape,
            fields: fields.clone(),
            columns,
            folder: path.parent().filter(|_| is_manifest).map(Path::to_owned),
            store,
            n_read,
        })
    }

    /// JSON Lines that are read once, and their bytes if somebody knows how many there are.
    pub fn of_stream(
        name: &str,
        stream: impl Read + Send + 'static,
        n_bytes: Option<u64>,
        fields: &Fields,
    ) -> Text {
        let n_read = Count::default();
        let stream = n_read.counting(stream);
        Text {
            name: name.to_owned(),
            origin: Origin::Stream(Mutex::new(Some(Box::new(stream))), n_bytes),
            shape: Shape::Lines,
            fields: fields.clone(),
            columns: None,
            folder: None,
            store: Store::of_stream(),
            n_read,
        }
    }

    /// JSON Lines on standard input.
    pub fn of_stdin(fields: &Fields) -> Text {
        let n_bytes = stdin_metadata().filter(Metadata::is_file);
        let n_bytes = n_bytes.map(|metadata| metadata.len());
        Text::of_stream("standard input", io::stdin(), n_bytes, fields)
    }

    /// Its rows from the first on. What is unpacked on the way is kept if `is_kept`, and `n_read` counts what is read
    /// of a file. The names of cells are left out.
    fn pieces(&self, is_kept: bool, n_read: &Count) -> Result<Pieces> {
        let input = match &self.origin {
            Origin::File(path) => {
                let file = file::open(path).map_err(|err| cannot(&self.name, &err))?;
                unpack::unpacked(n_read.counting(file))
            }
            Origin::Stream(stream, _) => {
                let mut stream = stream.lock().unwrap_or_else(PoisonError::into_inner);
                let Some(stream) = stream.take() else {
                    bail!("{} can be read only once", self.name);
                };
                unpack::unpacked(stream)
            }
        };
        let input = input.map_err(|err| cannot(&self.name, &err))?;
        let input: Box<dyn BufRead + Send> = match &self.store {
            Store::Blocks(_) if is_kept => Box::new(BufReader::new(self.store.keep(input))),
            _ => input,
        };
        let n_names = usize::from(matches!(self.shape, Shape::Cells(_)));
        let rows = pieces::pieces(input, self.shape).skip(n_names);
        Ok(Box::new(isolated_items(rows)))
    }

    fn row_as_written(&self, raw: &Raw) -> Row {
        match (raw, &self.columns) {
            (Raw::Json(json), _) => Row::of_json(json, &self.fields),
            (Raw::Cells(cells), Some((names, columns))) => Row::of_cells(cells, names, columns),
            (Raw::Cells(_), None) => Row::damaged("columns with names"),
            _ => Row::damaged(too_long()),
        }
    }

    fn whole_row(&self, raw: &Raw) -> Row {
        let row = self.row_as_written(raw);
        match &self.folder {
            Some(folder) => with_files(row, folder),
            None => row,
        }
    }

    fn label(&self, raw: &Raw) -> Label {
        match raw {
            Raw::Json(json) => Label::of_json(json, &self.fields),
            raw => Label::of_row(&self.whole_row(raw)),
        }
    }
}

impl Source for Text {
    fn path(&self) -> Option<&Path> {
        match &self.origin {
            Origin::File(path) => Some(path),
            Origin::Stream(..) => None,
        }
    }

    fn is_stream(&self) -> bool {
        matches!(self.origin, Origin::Stream(..))
    }

    fn word(&self) -> Option<&'static str> {
        Some(match self.shape {
            Shape::Lines | Shape::Cells(_) => "line",
            Shape::Elements => "element",
        })
    }

    fn amount(&self) -> Option<Amount> {
        let n_all = match &self.origin {
            Origin::File(path) => Some(path.metadata().ok()?.len()),
            Origin::Stream(_, n_bytes) => *n_bytes,
        };
        Some(Amount::Bytes {
            n_read: self.n_read.n_bytes(),
            n_all: n_all?,
        })
    }

    fn scan(&self, found: &mut dyn FnMut(Spot, Label) -> bool) -> Result<bool> {
        for piece in self.pieces(true, &Count::default())? {
            let piece = piece.map_err(|err| cannot(&self.name, &err))?;
            let label = self.label(&piece.raw);
            if !found(piece.spot, label) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn records(&self) -> Result<Records<'_>> {
        let pieces = self.pieces(false, &self.n_read)?;
        Ok(Box::new(pieces.map(|piece| {
            let piece = piece.map_err(|err| cannot(&self.name, &err))?;
            Ok((piece.spot, piece.raw))
        })))
    }

    fn raw(&self, spot: &Spot) -> Result<Raw, String> {
        if spot.len > ROW_MAX as u64 {
            return Ok(Raw::TooLong);
        }
        let bytes = self.store.read(spot.start, spot.len);
        let bytes =
            bytes.map_err(|err| format!("cannot be read: {}", crate::input::open::reason(&err)))?;
        Ok(match self.shape {
            Shape::Lines | Shape::Elements => Raw::Json(bytes),
            Shape::Cells(delimiter) => pieces::cells_of(&bytes, delimiter),
        })
    }

    fn row(&self, _: &Spot, raw: Raw) -> Row {
        self.whole_row(&raw)
    }

    fn files(&self, spot: &Spot) -> Option<Pair<PathBuf>> {
        let folder = self.folder.as_deref()?;
        let texts = self.row_as_written(&self.raw(spot).ok()?).texts.ok()?;
        let paths = texts.map(|path| path_in(&path, folder));
        Some(Pair {
            original: paths.original?,
            rewrite: paths.rewrite?,
        })
    }
}

fn too_long() -> String {
    format!("a row of at most {} MB", ROW_MAX >> 20)
}

/// The names of the columns, and which of them hold what.
fn columns(start: &Start, shape: Shape, fields: &Fields) -> Result<(Vec<String>, Found)> {
    let names = start.names(shape);
    let names = names.context("it is empty; expected a row with the names of the columns")?;
    let borrowed: Vec<&str> = names.iter().map(String::as_str).collect();
    let found = fields
        .find(&borrowed)
        .map_err(|err| anyhow!(glyph::escaped(&err).into_owned()))?;
    Ok((names, found))
}

#[cfg(unix)]
fn stdin_metadata() -> Option<Metadata> {
    let stdin = std::os::fd::AsFd::as_fd(&io::stdin()).try_clone_to_owned();
    File::from(stdin.ok()?).metadata().ok()
}

#[cfg(not(unix))]
fn stdin_metadata() -> Option<Metadata> {
    None
}

/// The row of a manifest holds the paths of the texts, seen from its folder.
fn with_files(row: Row, folder: &Path) -> Row {
    let texts = row.texts.and_then(|texts| {
        let open = |given: Given| match path_in(&given, folder) {
            Some(path) => open_text(&path),
            None => Err("the path of a text".to_owned()),
        };
        Ok(Pair {
            original: open(texts.original)?,
            rewrite: open(texts.rewrite)?,
        })
    });
    Row { texts, ..row }
}

fn path_in(given: &Given, folder: &Path) -> Option<PathBuf> {
    match given {
        Given::Text(path) => Some(folder.join(path.text().trim())),
        Given::List(_) => None,
    }
}
