//! Pairs in a text: JSON Lines, a JSON array, CSV or TSV, compressed or not, in a file or from a stream.

use super::byte_counter::ByteCounter;
use super::decoded::Decoded;
use super::fields::{FieldIndices, Fields};
use super::open_text;
use super::record::{Label, PairRecord, SideInput};
use super::sniff::FileHead;
use super::source::{Amount, RawRecord, RecordSpan, Records, Source};
use super::split::{self, RECORD_MAX, RecordFormat, SpannedRecords};
use super::store::Store;
use crate::input::open::border::isolate_items;
use crate::input::open::file::{self, InputFile};
use crate::input::open::{self, decompress};
use crate::text::glyph;
use crate::text::side::Pair;
use anyhow::{Context, Result, anyhow, bail};
use encoding_rs::Encoding;
use std::fs::Metadata;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// A collection in JSON or CSV.
pub struct JsonCsvSource {
    name: String,
    input: ByteSource,
    format: RecordFormat,
    /// The encoding of the bytes, if it is not UTF-8.
    encoding: Option<&'static Encoding>,
    fields: Fields,
    /// The column names of CSV, and which columns hold what.
    columns: Option<(Vec<String>, FieldIndices)>,
    /// Whether the first record holds the column names.
    has_names: bool,
    /// The folder of the texts, if the records hold their paths.
    folder: Option<PathBuf>,
    store: Store,
    /// Bytes that [`Source::records`] has read.
    n_read: ByteCounter,
}

/// Where the bytes come from.
enum ByteSource {
    /// A file, which is opened for each pass.
    File(PathBuf),
    /// A stream, which the first pass takes; and its size, if that is known.
    Stream(Mutex<Option<Box<dyn Read + Send>>>, Option<u64>),
}

impl JsonCsvSource {
    /// From an open file, of which `head` has been read.
    ///
    /// # Errors
    /// If it is CSV without columns for the texts.
    pub fn open(
        path: &Path,
        file: InputFile,
        head: FileHead,
        format: RecordFormat,
        fields: &Fields,
    ) -> Result<JsonCsvSource> {
        let is_manifest = super::base_name(path) == "manifest";
        let (columns, has_names) = match format {
            RecordFormat::Delimited(_) => {
                let (columns, has_names) = find_columns(&head, format, fields)?;
                (Some(columns), has_names)
            }
            RecordFormat::JsonLines | RecordFormat::JsonValues => (None, false),
        };
        let encoding = head.encoding(format);
        let n_read = ByteCounter::default();
        let (input, store) = match file.is_stream {
            true => {
                let whole = n_read.count(Cursor::new(head.bytes).chain(file));
                let whole: Box<dyn Read + Send> = Box::new(whole);
                let input = ByteSource::Stream(Mutex::new(Some(whole)), None);
                (input, Store::of_stream())
            }
            false => {
                let store =
                    Store::new(file.into_file(), head.is_compressed() || encoding.is_some());
                (ByteSource::File(path.to_owned()), store)
            }
        };
        Ok(JsonCsvSource {
            name: path.to_string_lossy().into_owned(),
            input,
            format,
            encoding,
            fields: fields.clone(),
            columns,
            has_names,
            folder: path.parent().filter(|_| is_manifest).map(Path::to_owned),
            store,
            n_read,
        })
    }

    /// JSON Lines from a stream of `n_bytes`, if that is known.
    pub fn of_stream(
        name: &str,
        stream: impl Read + Send + 'static,
        n_bytes: Option<u64>,
        fields: &Fields,
    ) -> JsonCsvSource {
        let n_read = ByteCounter::default();
        let stream = n_read.count(stream);
        JsonCsvSource {
            name: name.to_owned(),
            input: ByteSource::Stream(Mutex::new(Some(Box::new(stream))), n_bytes),
            format: RecordFormat::JsonLines,
            encoding: None,
            fields: fields.clone(),
            columns: None,
            has_names: false,
            folder: None,
            store: Store::of_stream(),
            n_read,
        }
    }

    /// JSON Lines on standard input.
    pub fn of_stdin(fields: &Fields) -> JsonCsvSource {
        let n_bytes = stdin_metadata().filter(Metadata::is_file);
        let n_bytes = n_bytes.map(|metadata| metadata.len());
        JsonCsvSource::of_stream("standard input", io::stdin(), n_bytes, fields)
    }

    /// All records, without the row of column names. If `is_kept`, the decompressed and decoded text goes into the store, and
    /// `n_read` counts the bytes read from a file.
    fn split(&self, is_kept: bool, n_read: &ByteCounter) -> Result<SpannedRecords> {
        let input = match &self.input {
            ByteSource::File(path) => {
                let file = file::open(path).map_err(|err| open::read_error(&self.name, &err))?;
                decompress::decompress(n_read.count(file))
            }
            ByteSource::Stream(stream, _) => {
                let mut stream = stream.lock().unwrap_or_else(PoisonError::into_inner);
                let Some(stream) = stream.take() else {
                    bail!("{} can be read only once", self.name);
                };
                decompress::decompress(stream)
            }
        };
        let mut input = input.map_err(|err| open::read_error(&self.name, &err))?;
        if self.is_stream()
            && let Some((kind, advice)) = input.fill_buf().ok().and_then(open::known_binary)
        {
            let name = open::display_name(&self.name);
            bail!("cannot read {name}: it seems to be {kind}, not text; {advice}");
        }
        let input: Box<dyn BufRead + Send> = match self.encoding {
            Some(encoding) => Box::new(BufReader::new(Decoded::new(input, encoding))),
            None => input,
        };
        let input: Box<dyn BufRead + Send> = match &self.store {
            Store::Blocks(_) if is_kept => Box::new(BufReader::new(self.store.tee(input))),
            _ => input,
        };
        let n_names = usize::from(self.has_names);
        let records = split::split_records(input, self.format).skip(n_names);
        Ok(Box::new(isolate_items(records)))
    }

    fn parse_fields(&self, raw: &RawRecord) -> PairRecord {
        match (raw, &self.columns) {
            (RawRecord::Json(json), _) => PairRecord::of_json(json, &self.fields),
            (RawRecord::Cells(cells), Some((names, columns))) => {
                PairRecord::of_cells(cells, names, columns)
            }
            (RawRecord::Cells(_), None) => PairRecord::from_error("columns with names"),
            _ => PairRecord::from_error(too_long_message()),
        }
    }

    fn parse_with_files(&self, raw: &RawRecord) -> PairRecord {
        let record = self.parse_fields(raw);
        match &self.folder {
            Some(folder) => open_manifest_texts(record, folder),
            None => record,
        }
    }

    fn label(&self, raw: &RawRecord) -> Label {
        match raw {
            RawRecord::Json(json) => Label::of_json(json, &self.fields),
            raw => Label::of_record(&self.parse_with_files(raw)),
        }
    }
}

impl Source for JsonCsvSource {
    fn path(&self) -> Option<&Path> {
        match &self.input {
            ByteSource::File(path) => Some(path),
            ByteSource::Stream(..) => None,
        }
    }

    fn is_stream(&self) -> bool {
        matches!(self.input, ByteSource::Stream(..))
    }

    fn note(&self) -> Option<String> {
        let encoding = self.encoding?.name();
        Some(format!(
            "{}: read as {encoding}",
            open::display_name(&self.name)
        ))
    }

    fn record_noun(&self) -> Option<&'static str> {
        Some(match self.format {
            RecordFormat::JsonLines | RecordFormat::Delimited(_) => "line",
            RecordFormat::JsonValues => "element",
        })
    }

    fn amount(&self) -> Option<Amount> {
        let n_all = match &self.input {
            ByteSource::File(path) => Some(path.metadata().ok()?.len()),
            ByteSource::Stream(_, n_bytes) => *n_bytes,
        };
        Some(Amount::Bytes {
            n_read: self.n_read.n_bytes(),
            n_all: n_all?,
        })
    }

    fn scan(&self, found: &mut dyn FnMut(RecordSpan, Label) -> bool) -> Result<bool> {
        for record in self.split(true, &ByteCounter::default())? {
            let record = record.map_err(|err| open::read_error(&self.name, &err))?;
            let label = self.label(&record.raw);
            if !found(record.span, label) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn records(&self) -> Result<Records<'_>> {
        let records = self.split(false, &self.n_read)?;
        let named = |err: io::Error| open::read_error(&self.name, &err);
        Ok(Box::new(records.map(move |record| record.map_err(named))))
    }

    fn raw(&self, span: &RecordSpan) -> Result<RawRecord, String> {
        if span.len > RECORD_MAX as u64 {
            return Ok(RawRecord::TooLong);
        }
        let bytes = self.store.read(span.start, span.len);
        let bytes = bytes.map_err(|err| format!("cannot be read: {}", open::reason(&err)))?;
        Ok(match self.format {
            RecordFormat::JsonLines | RecordFormat::JsonValues => RawRecord::Json(bytes),
            RecordFormat::Delimited(delimiter) => split::parse_row(&bytes, delimiter),
        })
    }

    fn parse(&self, _: &RecordSpan, raw: RawRecord) -> PairRecord {
        self.parse_with_files(&raw)
    }

    fn files(&self, span: &RecordSpan) -> Option<Pair<PathBuf>> {
        let folder = self.folder.as_deref()?;
        let texts = self.parse_fields(&self.raw(span).ok()?).texts.ok()?;
        let paths = texts.map(|path| manifest_path(&path, folder));
        Some(Pair {
            original: paths.original?,
            rewrite: paths.rewrite?,
        })
    }
}

fn too_long_message() -> String {
    format!("a row of at most {} MB", RECORD_MAX >> 20)
}

/// The column names of CSV, which columns hold what, and whether the file has the names. If it has none and the user
/// names the fields by number, the numbers are the names.
fn find_columns(
    head: &FileHead,
    format: RecordFormat,
    fields: &Fields,
) -> Result<((Vec<String>, FieldIndices), bool)> {
    let names = head.column_names(format);
    let names = names.context("it is empty; expected a row with the column names")?;
    let has_names = !fields.are_numbers()
        || fields
            .named()
            .any(|name| names.iter().any(|known| known == name));
    let names = match has_names {
        true => names,
        false => (1..=names.len()).map(|n| n.to_string()).collect(),
    };
    let borrowed: Vec<&str> = names.iter().map(String::as_str).collect();
    let found = fields
        .find(&borrowed)
        .map_err(|err| anyhow!(glyph::escaped(&err).into_owned()))?;
    Ok(((names, found), has_names))
}

#[cfg(unix)]
fn stdin_metadata() -> Option<Metadata> {
    let stdin = std::os::fd::AsFd::as_fd(&io::stdin()).try_clone_to_owned();
    std::fs::File::from(stdin.ok()?).metadata().ok()
}

#[cfg(not(unix))]
fn stdin_metadata() -> Option<Metadata> {
    None
}

/// Opens the texts of a record of a manifest, which holds their paths relative to its folder.
fn open_manifest_texts(record: PairRecord, folder: &Path) -> PairRecord {
    let texts = record.texts.and_then(|texts| {
        let open = |input: SideInput| match manifest_path(&input, folder) {
            Some(path) => open_text(&path),
            None => Err("the path of a text".to_owned()),
        };
        Ok(Pair {
            original: open(texts.original)?,
            rewrite: open(texts.rewrite)?,
        })
    });
    PairRecord { texts, ..record }
}

fn manifest_path(input: &SideInput, folder: &Path) -> Option<PathBuf> {
    match input {
        SideInput::Text(path) => Some(folder.join(path.text().trim())),
        SideInput::List(_) => None,
    }
}
