//! The first bytes of a file, and its name → the format of the collection, if it is one.

use super::source::RawRecord;
use super::split::{self, RecordFormat};
use crate::input::open::border::isolate;
use crate::input::open::{self, decompress};
use encoding_rs::Encoding;
use std::io::{self, Cursor, Read};
use std::path::Path;

/// The format of a file of pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CollectionFormat {
    /// A text that is divided into records.
    Text(RecordFormat),
    /// Parquet.
    Parquet,
}

/// The first bytes of a file.
pub struct FileHead {
    /// As they are on disk.
    pub bytes: Vec<u8>,
    /// The same after decompression, as far as that succeeds; UTF-16 is decoded.
    text: Vec<u8>,
    /// The byte order of text in UTF-16.
    utf16: Option<&'static Encoding>,
}

/// Bytes that are inspected to detect the format: more than the first block of compressed data.
const HEAD_MAX: usize = 256 << 10;

impl FileHead {
    /// Reads the first bytes of a file. Of a stream, only enough to see its first line: the next line may come much
    /// later.
    ///
    /// # Errors
    /// If it cannot be read, or its first bytes cannot be decompressed.
    pub fn read(file: &mut impl Read) -> io::Result<FileHead> {
        let mut bytes = Vec::new();
        loop {
            let n_before = bytes.len();
            let mut chunk = vec![0; HEAD_MAX - n_before];
            let n_read = file.read(&mut chunk)?;
            bytes.extend_from_slice(&chunk[..n_read]);
            let is_all = n_read == 0 || bytes.len() == HEAD_MAX;
            let (text, damage) = decompress_start(&bytes);
            if is_all || text.trim_ascii_start().contains(&b'\n') {
                // If the start could be decompressed, that is enough; the file may be truncated after it.
                return match damage {
                    Some(err) if text.is_empty() => Err(err),
                    _ => Ok(FileHead::new(bytes, text)),
                };
            }
        }
    }

    fn new(bytes: Vec<u8>, text: Vec<u8>) -> FileHead {
        let utf16 = open::utf16(&text);
        let text = match utf16 {
            Some(encoding) => encoding.decode(&text).0.into_owned().into_bytes(),
            None => text,
        };
        FileHead { bytes, text, utf16 }
    }

    /// The encoding of the text, if it is not read as UTF-8. Spreadsheets write tables in the encoding of the system;
    /// JSON is UTF-8 by definition, and UTF-16 only where a shell made it so.
    pub fn encoding(&self, format: RecordFormat) -> Option<&'static Encoding> {
        // The last character may be cut.
        let end = match std::str::from_utf8(&self.text) {
            Err(err) if err.error_len().is_none() => err.valid_up_to(),
            _ => self.text.len(),
        };
        let legacy = || match format {
            RecordFormat::Delimited(_) => open::legacy_encoding(&self.text[..end]),
            RecordFormat::JsonLines | RecordFormat::JsonValues => None,
        };
        self.utf16.or_else(legacy)
    }

    /// Whether the file is compressed.
    pub fn is_compressed(&self) -> bool {
        decompress::is_compressed(&self.bytes)
    }

    /// The format of a collection, by its extension, else by its first bytes.
    pub fn format(&self, path: &Path) -> Option<CollectionFormat> {
        if self.bytes.starts_with(b"PAR1") {
            return Some(CollectionFormat::Parquet);
        }
        let start = self.text.trim_ascii_start();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = name.to_lowercase();
        let name = name.trim_end_matches(".gz").trim_end_matches(".zst");
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        Some(CollectionFormat::Text(match (extension, start.first()) {
            ("jsonl" | "ndjson", _) => RecordFormat::JsonLines,
            ("csv", _) => RecordFormat::Delimited(delimiter(&self.text)),
            ("tsv" | "tab", _) => RecordFormat::Delimited(b'\t'),
            (_, Some(b'[')) if is_list(start) => RecordFormat::JsonValues,
            ("json", None) => RecordFormat::JsonValues,
            (_, Some(b'{')) if has_object_line(start) => RecordFormat::JsonLines,
            ("json", _) => RecordFormat::JsonValues,
            _ => return None,
        }))
    }

    /// The column names, which are the cells of the first row. `None` if there is no row.
    pub fn column_names(&self, format: RecordFormat) -> Option<Vec<String>> {
        let text = match self.encoding(format) {
            Some(encoding) if self.utf16.is_none() => encoding.decode(&self.text).0.into_owned(),
            _ => String::from_utf8_lossy(&self.text).into_owned(),
        };
        let text = Cursor::new(text.into_bytes());
        let first = split::split_records(text, format).next()?.ok()?;
        let RawRecord::Cells(cells) = first.raw else {
            return None;
        };
        let name = |cell: &Vec<u8>| String::from_utf8_lossy(cell).trim().to_owned();
        Some(cells.iter().map(name).collect())
    }
}

/// Decompresses the first bytes of a file, as far as they are intact. Also gives the error that stopped it.
fn decompress_start(bytes: &[u8]) -> (Vec<u8>, Option<io::Error>) {
    if !decompress::is_compressed(bytes) {
        return (bytes.to_vec(), None);
    }
    let mut text = Vec::new();
    let read = isolate(|| {
        let reader = decompress::decompress(Cursor::new(bytes.to_vec()))?;
        reader.take(HEAD_MAX as u64).read_to_end(&mut text)
    });
    let read = read.unwrap_or_else(|panicked| Err(io::Error::other(panicked)));
    (text, read.err())
}

/// Whether the text is a JSON array of objects. A plain text may start with a bracket, too.
fn is_list(start: &[u8]) -> bool {
    let rest = start[1..].trim_ascii_start();
    rest.is_empty() || rest.starts_with(b"{") || rest.starts_with(b"]")
}

/// Whether the first line is a JSON object, or too long to be inspected up to its end.
fn has_object_line(start: &[u8]) -> bool {
    let line = start
        .split(|&byte| byte == b'\n')
        .next()
        .unwrap_or_default();
    let is_whole = serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok();
    is_whole || line.len() > HEAD_MAX / 8
}

/// The delimiter of a CSV file. Spreadsheets in much of Europe use semicolons.
fn delimiter(start: &[u8]) -> u8 {
    let line = start
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
