//! The first bytes of a file, and its name → what kind of collection it is, if it is one.

use super::source::RawRecord;
use super::split::{self, RecordFormat};
use crate::input::open::border::isolate;
use crate::input::open::decompress;
use std::io::{self, Cursor, Read};
use std::path::Path;

/// What a file of pairs may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CollectionFormat {
    /// A text that is divided into rows.
    Text(RecordFormat),
    /// Parquet.
    Parquet,
}

/// How a file start.
pub struct FileHead {
    /// As it is on disk.
    pub compressed: Vec<u8>,
    /// What is in it, as far as it can be reader.
    text: Vec<u8>,
}

/// Bytes that are looked at to tell what a file is: more than the first block of compressed data.
const HEAD_MAX: usize = 256 << 10;

impl FileHead {
    /// Reads how a file start: no more of a stream than it takes to see its first line, since the next one may be
    /// long in coming.
    ///
    /// # Errors
    /// If it cannot be read, or is damaged from the start.
    pub fn read(file: &mut impl Read) -> io::Result<FileHead> {
        let mut compressed = Vec::new();
        loop {
            let n_before = compressed.len();
            let mut chunk = vec![0; HEAD_MAX - n_before];
            let n_read = file.read(&mut chunk)?;
            compressed.extend_from_slice(&chunk[..n_read]);
            let is_all = n_read == 0 || compressed.len() == HEAD_MAX;
            let (text, damage) = decompress_start(&compressed);
            if is_all || text.trim_ascii_start().contains(&b'\n') {
                // Where there is something to go by, the file may be cut off behind it.
                return match damage {
                    Some(err) if text.is_empty() => Err(err),
                    _ => Ok(FileHead { compressed, text }),
                };
            }
        }
    }

    /// Whether it is compressed.
    pub fn is_compressed(&self) -> bool {
        decompress::is_compressed(&self.compressed)
    }

    /// What kind of collection a file is: by the ending of its name, else by how it start.
    pub fn format(&self, path: &Path) -> Option<CollectionFormat> {
        if self.compressed.starts_with(b"PAR1") {
            return Some(CollectionFormat::Parquet);
        }
        let start = self.text.trim_ascii_start();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = name.to_lowercase();
        let name = name.trim_end_matches(".gz").trim_end_matches(".zst");
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        Some(CollectionFormat::Text(match (ending, start.first()) {
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

    /// The cells of the first row: the names of the columns. `None` if there is no row.
    pub fn column_names(&self, format: RecordFormat) -> Option<Vec<String>> {
        let text = Cursor::new(self.text.clone());
        let first = split::split_records(text, format).next()?.ok()?;
        let RawRecord::Cells(cells) = first.raw else {
            return None;
        };
        let name = |cell: &Vec<u8>| String::from_utf8_lossy(cell).trim().to_owned();
        Some(cells.iter().map(name).collect())
    }
}

/// What is in the first bytes of a file, and what is wrong with the rest.
fn decompress_start(compressed: &[u8]) -> (Vec<u8>, Option<io::Error>) {
    if !decompress::is_compressed(compressed) {
        return (compressed.to_vec(), None);
    }
    let mut text = Vec::new();
    let read = isolate(|| {
        let reader = decompress::decompress(Cursor::new(compressed.to_vec()))?;
        reader.take(HEAD_MAX as u64).read_to_end(&mut text)
    });
    let read = read.unwrap_or_else(|panicked| Err(io::Error::other(panicked)));
    (text, read.err())
}

/// A text may begin with a bracket, too; a list of pairs goes on with an object.
fn is_list(start: &[u8]) -> bool {
    let rest = start[1..].trim_ascii_start();
    rest.is_empty() || rest.starts_with(b"{") || rest.starts_with(b"]")
}

/// Whether the first line is an object, or so much of one that its end was not looked at.
fn has_object_line(start: &[u8]) -> bool {
    let line = start
        .split(|&byte| byte == b'\n')
        .next()
        .unwrap_or_default();
    let is_whole = serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok();
    is_whole || line.len() > HEAD_MAX / 8
}

/// Spreadsheets in much of Europe write semicolons between cells.
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
