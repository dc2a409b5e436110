//! A path → a collection of pairs: which there are, and any of them when it is needed.
//!
//! Only where each row stands is kept in memory, never its texts, so a hundred thousand pairs take little room. A row
//! that is damaged is a row like others, with what is wrong with it in the place of its texts.

mod counted;
mod fields;
mod folder;
mod pieces;
mod row;
mod store;
#[cfg(feature = "parquet")]
mod table;

#[cfg(test)]
mod tests;

use crate::glyph;
use crate::open::{self, unpack};
use crate::side::{Pair, Side};
use anyhow::{Context, Result, anyhow, bail};
use counted::Count;
use fields::Found;
pub use fields::{Fields, IDS, KNOWN, TITLES};
use folder::FilePair;
pub use folder::files;
use pieces::{Piece, Pieces, Raw, Shape};
pub use row::{Given, Label, Row, shown};
use std::ffi::OsStr;
use std::fs::{File, Metadata};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use store::Store;
pub use unpack::unpacked;

/// Pairs of texts, in one file or many.
pub struct Collection {
    /// What to call it: usually the name of its file or folder.
    pub name: String,
    fields: Fields,
    sources: Vec<Source>,
    /// What the files and folders looked like when they were opened.
    looks: Vec<Look>,
    /// What was read of texts.
    n_read: Count,
}

/// A path, and when and how large its file or folder is.
type Look = (PathBuf, Option<(SystemTime, u64)>);

/// Where a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    source: usize,
    /// Its first byte, or its number from 0.
    start: u64,
    /// Its bytes.
    len: u64,
    /// Its line, or which element or row it is; counted from 1.
    number: usize,
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
    raw: Option<Raw>,
}

enum Source {
    Text(Text),
    Files(Vec<FilePair>),
    #[cfg(feature = "parquet")]
    Table(PathBuf, table::Table),
}

/// JSON or cells.
struct Text {
    /// The file; standard input without one.
    path: Option<PathBuf>,
    shape: Shape,
    /// The columns of cells.
    columns: Option<(Vec<String>, Found)>,
    /// The folder of the texts, if the rows hold their paths.
    folder: Option<PathBuf>,
    store: Option<Store>,
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
        let name = name.as_deref().unwrap_or(path).file_name();
        let name = name.map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
        let sources = match path.is_dir() {
            true => of_folder(path, fields)?,
            false => vec![of_file(path, fields)?],
        };
        let looks = paths(path, &sources).into_iter().map(look).collect();
        Ok(Collection {
            name: open::shown(&name).into_owned(),
            fields: fields.clone(),
            sources,
            looks,
            n_read: Count::default(),
        })
    }

    /// Whether files came, went, grew or were written since all this was opened.
    pub fn has_changed(&self) -> bool {
        let has_changed = |before: &Look| look(before.0.clone()) != *before;
        self.looks.iter().any(has_changed)
    }

    /// JSON Lines on standard input. They can be gone through once; those that [`Collection::scan`] found are kept,
    /// so that each can be read when it is needed.
    pub fn of_stdin(fields: &Fields) -> Collection {
        let lines = Text {
            path: None,
            shape: Shape::Lines,
            columns: None,
            folder: None,
            store: Some(Store::of_stream()),
        };
        Collection {
            name: "standard input".to_owned(),
            fields: fields.clone(),
            sources: vec![Source::Text(lines)],
            looks: Vec::new(),
            n_read: Count::default(),
        }
    }

    /// How much of the rows has been read by [`Collection::records`] when `n_done` rows are done, 0 to 1; `None` if
    /// nobody knows how many there are, as in a pipe.
    pub fn share_read(&self, n_done: usize) -> Option<f64> {
        let (mut n_rows, mut n_bytes) = (0, 0);
        for source in &self.sources {
            match source {
                Source::Text(text) => n_bytes += text.n_bytes()?,
                Source::Files(pairs) => n_rows += pairs.len(),
                #[cfg(feature = "parquet")]
                Source::Table(_, table) => n_rows += table.len(),
            }
        }
        match (n_rows, n_bytes) {
            (0, 0) => None,
            (0, n_bytes) => Some(self.n_read.n_bytes() as f64 / n_bytes as f64),
            (n_rows, 0) => Some(n_done as f64 / n_rows as f64),
            _ => None,
        }
    }

    /// Finds all rows, in order, and tells `found` of each until that says to stop.
    ///
    /// # Errors
    /// If the rest cannot be read; what was found until then is there.
    pub fn scan(&self, mut found: impl FnMut(Entry) -> bool) -> Result<()> {
        for (n, source) in self.sources.iter().enumerate() {
            let goes_on = match source {
                Source::Text(text) => self.scan_text(n, text, &mut found)?,
                Source::Files(pairs) => (0..pairs.len()).all(|pair| {
                    found(Entry {
                        place: Place::nth(n, pair),
                        label: label_of_files(&pairs[pair]),
                    })
                }),
                #[cfg(feature = "parquet")]
                Source::Table(path, table) => scan_table(n, path, table, &mut found)?,
            };
            if !goes_on {
                break;
            }
        }
        Ok(())
    }

    /// Reads the row at a place.
    pub fn row(&self, place: &Place) -> Row {
        let raw = match &self.sources[place.source] {
            Source::Text(text) => match text.raw(place) {
                Ok(raw) => Some(raw),
                Err(err) => return Row::damaged(format!("cannot be read: {}", open::reason(&err))),
            },
            _ => None,
        };
        self.read(Record { place: *place, raw })
    }

    /// Where the texts of a row are, if they are files of their own.
    pub fn files(&self, place: &Place) -> Option<Pair<PathBuf>> {
        let paths = match &self.sources[place.source] {
            Source::Files(pairs) => pairs[place.start as usize].paths.clone(),
            Source::Text(text) => {
                let folder = text.folder.as_deref()?;
                let raw = text.raw(place).ok()?;
                let texts = text.row_as_written(&raw, &self.fields).texts.ok()?;
                texts.map(|path| path_in(&path, folder))
            }
            #[cfg(feature = "parquet")]
            Source::Table(..) => return None,
        };
        Some(Pair {
            original: paths.original?,
            rewrite: paths.rewrite?,
        })
    }

    /// All rows one after the other, in constant memory.
    ///
    /// # Errors
    /// If a file cannot be opened. A row fails if the file cannot be read on.
    pub fn records(&self) -> Result<impl Iterator<Item = Result<Record>> + Send + '_> {
        let mut streams: Vec<Box<dyn Iterator<Item = Result<Record>> + Send + '_>> = Vec::new();
        for (n, source) in self.sources.iter().enumerate() {
            let nth = move |row| {
                Ok(Record {
                    place: Place::nth(n, row),
                    raw: None,
                })
            };
            streams.push(match source {
                Source::Text(text) => {
                    Box::new(text.pieces(None, &self.n_read)?.map(move |piece| {
                        let piece = piece.map_err(|err| text.error(&err))?;
                        Ok(Record {
                            place: Place::of_piece(n, &piece),
                            raw: Some(piece.raw),
                        })
                    }))
                }
                Source::Files(pairs) => Box::new((0..pairs.len()).map(nth)),
                #[cfg(feature = "parquet")]
                Source::Table(_, table) => Box::new((0..table.len()).map(nth)),
            });
        }
        Ok(streams.into_iter().flatten())
    }

    /// Reads what stands in a row.
    pub fn read(&self, record: Record) -> Row {
        let Record { place, raw } = record;
        let mut row = match (&self.sources[place.source], raw) {
            (Source::Text(text), Some(raw)) => text.row(&raw, &self.fields),
            (Source::Files(pairs), _) => return row_of_files(&pairs[place.start as usize]),
            #[cfg(feature = "parquet")]
            (Source::Table(_, table), _) => table
                .row(place.start as usize)
                .unwrap_or_else(|err| Row::damaged(format!("a whole row ({err:#})"))),
            (Source::Text(_), None) => Row::damaged("a row"),
        };
        row.texts = row.texts.map_err(|expected| self.told(&place, &expected));
        row
    }

    /// `line 7: expected …`, with the name of the file where there are several.
    fn told(&self, place: &Place, expected: &str) -> String {
        let (path, word) = match &self.sources[place.source] {
            Source::Text(text) => (text.path.as_deref(), text.word()),
            Source::Files(_) => (None, "pair"),
            #[cfg(feature = "parquet")]
            Source::Table(path, _) => (Some(path.as_path()), "row"),
        };
        let file = path
            .filter(|_| self.sources.len() > 1)
            .and_then(Path::file_name);
        told(file, word, place, expected)
    }

    fn scan_text(
        &self,
        source: usize,
        text: &Text,
        found: &mut impl FnMut(Entry) -> bool,
    ) -> Result<bool> {
        for piece in text.pieces(text.store.as_ref(), &Count::default())? {
            let piece = piece.map_err(|err| text.error(&err))?;
            let place = Place::of_piece(source, &piece);
            let mut label = text.label(&piece.raw, &self.fields);
            label.problem = label.problem.map(|expected| self.told(&place, &expected));
            if !found(Entry { place, label }) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// What a collection is read from. The texts of a folder are not among them, only that they are there.
fn paths(path: &Path, sources: &[Source]) -> Vec<PathBuf> {
    let sides = Side::BOTH.map(|side| path.join(side.name()));
    let files = sources.iter().filter_map(|source| match source {
        Source::Text(text) => text.path.clone(),
        Source::Files(_) => None,
        #[cfg(feature = "parquet")]
        Source::Table(path, _) => Some(path.clone()),
    });
    let folders = sides.into_iter().filter(|_| path.is_dir());
    [path.to_owned()]
        .into_iter()
        .chain(folders)
        .chain(files)
        .collect()
}

fn look(path: PathBuf) -> Look {
    let metadata = path.metadata().ok();
    let seen = metadata.and_then(|metadata| Some((metadata.modified().ok()?, metadata.len())));
    (path, seen)
}

/// `line 7: expected …`, with the name of the file if there is one.
fn told(file: Option<&OsStr>, word: &str, place: &Place, what: &str) -> String {
    let file = file.map(|name| open::shown(&name.to_string_lossy()).into_owned() + ", ");
    let (file, number) = (file.unwrap_or_default(), place.number);
    let is_told = ["expected", "cannot"]
        .iter()
        .any(|word| what.starts_with(word));
    let verb = if is_told { "" } else { "expected " };
    format!("{file}{word} {number}: {verb}{what}")
}

/// The lines of a text that are not blank, to be read by [`json_row`].
pub fn json_lines(input: impl BufRead) -> impl Iterator<Item = Result<Record>> {
    pieces::lines(input).map(|piece| {
        let piece = piece?;
        Ok(Record {
            place: Place::of_piece(0, &piece),
            raw: Some(piece.raw),
        })
    })
}

/// Reads the pair on a line.
pub fn json_row(Record { place, raw }: Record, fields: &Fields) -> Row {
    let mut row = match raw {
        Some(Raw::Json(json)) => Row::of_json(&json, fields),
        _ => Row::damaged("JSON"),
    };
    row.texts = row
        .texts
        .map_err(|expected| told(None, "line", &place, &expected));
    row
}

/// Whether a path names a collection rather than one text, by its name or by how it begins.
pub fn is_collection(path: &Path) -> bool {
    path.is_dir() || shape_of(path).is_ok_and(|kind| kind.is_some())
}

impl Place {
    fn nth(source: usize, n: usize) -> Place {
        Place {
            source,
            start: n as u64,
            len: 1,
            number: n + 1,
        }
    }

    fn of_piece(source: usize, piece: &Piece) -> Place {
        Place {
            source,
            start: piece.start,
            len: piece.len,
            number: piece.number,
        }
    }
}

/// What a file of pairs may be.
enum FileKind {
    Text(Shape),
    Parquet,
}

fn of_folder(folder: &Path, fields: &Fields) -> Result<Vec<Source>> {
    let shown = open::shown(&folder.to_string_lossy()).into_owned();
    let cannot = |err: io::Error| anyhow!("cannot read {shown}: {}", open::reason(&err));
    let files = folder::files(folder).map_err(cannot)?;
    let is_manifest = |path: &&PathBuf| name_without_endings(path) == "manifest";
    if let Some(manifest) = files.iter().find(is_manifest) {
        return Ok(vec![of_file(manifest, fields)?]);
    }
    let pairs = folder::pairs(folder).map_err(cannot)?;
    if !pairs.is_empty() {
        return Ok(vec![Source::Files(pairs)]);
    }
    let mut sources = Vec::new();
    for path in files {
        if shape_of(&path).is_ok_and(|kind| kind.is_some()) {
            sources.push(of_file(&path, fields)?);
        }
    }
    if sources.is_empty() {
        bail!(
            "no pairs in {shown}; expected x.original.txt and x.rewrite.txt, original/x and rewrite/x, a manifest, \
             or files of JSON Lines, JSON, CSV, TSV or Parquet"
        );
    }
    Ok(sources)
}

fn of_file(path: &Path, fields: &Fields) -> Result<Source> {
    let shown = open::shown(&path.to_string_lossy()).into_owned();
    let cannot = |err: io::Error| anyhow!("cannot read {shown}: {}", open::reason(&err));
    let kind = shape_of(path).map_err(cannot)?;
    let file = File::open(path).map_err(cannot)?;
    let shape = match kind {
        Some(FileKind::Text(shape)) => shape,
        Some(FileKind::Parquet) => {
            return of_parquet(path, file, fields).with_context(|| format!("cannot read {shown}"));
        }
        None => bail!(
            "cannot read {shown} as a collection; expected JSON Lines, a JSON array, CSV, TSV or Parquet; \
             usage: diptych ORIGINAL REWRITE or diptych COLLECTION"
        ),
    };
    let is_packed = unpack::is_packed(&start(path).map_err(cannot)?);
    let is_manifest = name_without_endings(path) == "manifest";
    let folder = path.parent().filter(|_| is_manifest);
    let mut text = Text {
        path: Some(path.to_owned()),
        shape,
        columns: None,
        folder: folder.map(Path::to_owned),
        store: Some(Store::new(file, is_packed)),
    };
    if matches!(shape, Shape::Cells(_)) {
        text.columns = Some(
            text.read_columns(fields)
                .with_context(|| format!("cannot read {shown}"))?,
        );
    }
    Ok(Source::Text(text))
}

#[cfg(feature = "parquet")]
fn of_parquet(path: &Path, file: File, fields: &Fields) -> Result<Source> {
    let table = table::Table::open(file, fields)?;
    Ok(Source::Table(path.to_owned(), table))
}

#[cfg(not(feature = "parquet"))]
fn of_parquet(_: &Path, _: File, _: &Fields) -> Result<Source> {
    bail!("this diptych was built without Parquet; build it with --features parquet")
}

/// `a/pairs.jsonl.gz` → `pairs`.
fn name_without_endings(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.split('.').next().unwrap_or_default().to_lowercase()
}

/// The first bytes of a file as it is on disk.
fn start(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(8).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What kind of collection a file is, if it is one: by the ending of its name, else by how it begins.
fn shape_of(path: &Path) -> io::Result<Option<FileKind>> {
    if start(path)?.starts_with(b"PAR1") {
        return Ok(Some(FileKind::Parquet));
    }
    let mut bytes = Vec::new();
    let text = unpack::unpacked(File::open(path)?)?;
    let read = text.take(SNIFFED).read_to_end(&mut bytes);
    if bytes.is_empty() {
        read?; // else there is something to go by, even if the file is cut off behind it
    }
    let begins = bytes.trim_ascii_start();
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let name = name.trim_end_matches(".gz").trim_end_matches(".zst");
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let shape = match (ending, begins.first()) {
        ("jsonl" | "ndjson", _) => Shape::Lines,
        ("csv", _) => Shape::Cells(delimiter(&bytes)),
        ("tsv" | "tab", _) => Shape::Cells(b'\t'),
        (_, Some(b'[')) if is_list(begins) => Shape::Elements,
        ("json", None) => Shape::Elements,
        (_, Some(b'{')) if is_object_a_line(begins) => Shape::Lines,
        ("json", _) => Shape::Elements,
        _ => return Ok(None),
    };
    Ok(Some(FileKind::Text(shape)))
}

/// Bytes that are looked at to tell what a file is.
const SNIFFED: u64 = 64 << 10;

/// A text may begin with a bracket, too; a list of pairs goes on with an object.
fn is_list(begins: &[u8]) -> bool {
    let rest = begins[1..].trim_ascii_start();
    rest.is_empty() || rest.starts_with(b"{") || rest.starts_with(b"]")
}

/// Whether the first line is an object, or so much of one that its end was not looked at.
fn is_object_a_line(begins: &[u8]) -> bool {
    let line = begins
        .split(|&byte| byte == b'\n')
        .next()
        .unwrap_or_default();
    let is_whole = serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok();
    is_whole || (line.len() as u64) > SNIFFED / 2
}

/// Spreadsheets in much of Europe write semicolons between cells.
fn delimiter(begins: &[u8]) -> u8 {
    let line = begins
        .split(|&byte| byte == b'\n')
        .next()
        .unwrap_or_default();
    let count = |delimiter: u8| line.iter().filter(|&&byte| byte == delimiter).count();
    let candidates = [b';', b'\t', b','];
    let most = candidates
        .into_iter()
        .max_by_key(|&delimiter| count(delimiter));
    most.unwrap_or(b',')
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

impl Text {
    /// Its rows from the first on; `store` keeps what is unpacked on the way, and `n_read` counts what is read. The
    /// names of cells are left out.
    fn pieces(&self, store: Option<&Store>, n_read: &Count) -> Result<Pieces> {
        let input: Box<dyn BufRead + Send> = match &self.path {
            None => Box::new(BufReader::new(n_read.counting(io::stdin()))),
            Some(path) => {
                let file = File::open(path).map_err(|err| self.error(&err))?;
                unpack::unpacked(n_read.counting(file)).map_err(|err| self.error(&err))?
            }
        };
        let input: Box<dyn BufRead + Send> = match store {
            Some(store @ Store::Blocks(_)) => Box::new(BufReader::new(store.keep(input))),
            _ => input,
        };
        let n_names = usize::from(matches!(self.shape, Shape::Cells(_)));
        Ok(Box::new(pieces::pieces(input, self.shape).skip(n_names)))
    }

    /// The size of its file, packed as it may be; `None` of a pipe.
    fn n_bytes(&self) -> Option<u64> {
        let metadata = match &self.path {
            Some(path) => path.metadata().ok()?,
            None => stdin_metadata()?,
        };
        metadata.is_file().then_some(metadata.len())
    }

    fn read_columns(&self, fields: &Fields) -> Result<(Vec<String>, Found)> {
        let file = File::open(self.path.as_deref().unwrap_or(Path::new("-")))?;
        let mut rows = pieces::pieces(unpack::unpacked(file)?, self.shape);
        let Some(Piece {
            raw: Raw::Cells(cells),
            ..
        }) = rows.next().transpose()?
        else {
            bail!("it is empty; expected a row with the names of the columns");
        };
        let names = cells
            .iter()
            .map(|cell| String::from_utf8_lossy(cell).trim().to_owned());
        let names: Vec<String> = names.collect();
        let borrowed: Vec<&str> = names.iter().map(String::as_str).collect();
        let found = fields
            .find(&borrowed)
            .map_err(|err| anyhow!(glyph::visible(&err)))?;
        Ok((names, found))
    }

    /// Reads what stands at a place again.
    fn raw(&self, place: &Place) -> io::Result<Raw> {
        let bytes = match &self.store {
            Some(store) => store.read(place.start, place.len)?,
            None => Vec::new(),
        };
        match self.shape {
            Shape::Lines | Shape::Elements => Ok(Raw::Json(bytes)),
            Shape::Cells(delimiter) => {
                let mut cells = csv::ByteRecord::new();
                let mut reader = pieces::cells_reader(delimiter).from_reader(bytes.as_slice());
                reader.read_byte_record(&mut cells)?;
                Ok(Raw::Cells(cells))
            }
        }
    }

    fn row_as_written(&self, raw: &Raw, fields: &Fields) -> Row {
        match (raw, &self.columns) {
            (Raw::Json(json), _) => Row::of_json(json, fields),
            (Raw::Cells(cells), Some((names, columns))) => Row::of_cells(cells, names, columns),
            (Raw::Cells(_), None) => Row::damaged("columns with names"),
        }
    }

    fn row(&self, raw: &Raw, fields: &Fields) -> Row {
        let row = self.row_as_written(raw, fields);
        match &self.folder {
            Some(folder) => with_files(row, folder),
            None => row,
        }
    }

    fn label(&self, raw: &Raw, fields: &Fields) -> Label {
        match raw {
            Raw::Json(json) => Label::of_json(json, fields),
            Raw::Cells(_) => Label::of_row(&self.row(raw, fields)),
        }
    }

    fn word(&self) -> &'static str {
        match self.shape {
            Shape::Lines | Shape::Cells(_) => "line",
            Shape::Elements => "element",
        }
    }

    fn error(&self, err: &io::Error) -> anyhow::Error {
        let name = self.path.as_deref().map(Path::to_string_lossy);
        let name = name.unwrap_or("standard input".into());
        anyhow!("cannot read {}: {}", open::shown(&name), open::reason(err))
    }
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

fn row_of_files(pair: &FilePair) -> Row {
    let label = label_of_files(pair);
    let open = |side: Side| match &pair.paths[side] {
        Some(path) => open_text(path),
        None => Err(label.problem.clone().unwrap_or_default()),
    };
    Row {
        id: label.id.clone().unwrap_or_default().into(),
        title: None,
        texts: open(Side::Original).and_then(|original| {
            Ok(Pair {
                original,
                rewrite: open(Side::Rewrite)?,
            })
        }),
    }
}

fn open_text(path: &Path) -> Result<Given, String> {
    open::open(path)
        .map(Given::Text)
        .map_err(|err| format!("{err:#}"))
}

fn label_of_files(pair: &FilePair) -> Label {
    let missing = Side::BOTH
        .into_iter()
        .find(|&side| pair.paths[side].is_none());
    let problem = missing.map(|side| {
        let there = pair.paths[side.other()]
            .as_deref()
            .and_then(Path::file_name);
        let there = there.unwrap_or_default().to_string_lossy();
        format!("there is no {} for {}", side.name(), open::shown(&there))
    });
    Label {
        id: Some(pair.id.clone()),
        title: None,
        problem,
    }
}

#[cfg(feature = "parquet")]
fn scan_table(
    source: usize,
    path: &Path,
    table: &table::Table,
    found: &mut impl FnMut(Entry) -> bool,
) -> Result<bool> {
    for (n, values) in table.labels().enumerate() {
        let (id, title) = values
            .with_context(|| format!("cannot read {}", open::shown(&path.to_string_lossy())))?;
        let label = Label {
            id: row::shown(&id),
            title: row::shown(&title),
            problem: None,
        };
        if !found(Entry {
            place: Place::nth(source, n),
            label,
        }) {
            return Ok(false);
        }
    }
    Ok(true)
}
