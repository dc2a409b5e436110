//! The first bytes of a file, and its name → what kind of collection it is, if it is one.

use super::pieces::{self, Shape};
use super::source::Raw;
use crate::input::open::border::isolated;
use crate::input::open::unpack;
use std::io::{self, Cursor, Read};
use std::path::Path;

/// What a file of pairs may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A text that is divided into rows.
    Text(Shape),
    /// Parquet.
    Parquet,
}

/// How a file begins.
pub struct Start {
    /// As it is on disk.
    pub packed: Vec<u8>,
    /// What is in it, as far as it can be unpacked.
    text: Vec<u8>,
}

/// Bytes that are looked at to tell what a file is: more than the first block of packed data.
const SNIFFED: usize = 256 << 10;

impl Start {
    /// Reads how a file begins: no more of a stream than it takes to see its first line, since the next one may be
    /// long in coming.
    ///
    /// # Errors
    /// If it cannot be read, or is damaged from the start.
    pub fn read(file: &mut impl Read) -> io::Result<Start> {
        let mut packed = Vec::new();
        loop {
            let n_before = packed.len();
            let mut chunk = vec![0; SNIFFED - n_before];
            let n_read = file.read(&mut chunk)?;
            packed.extend_from_slice(&chunk[..n_read]);
            let is_all = n_read == 0 || packed.len() == SNIFFED;
            let (text, damage) = text_of(&packed);
            if is_all || text.trim_ascii_start().contains(&b'\n') {
                // Where there is something to go by, the file may be cut off behind it.
                return match damage {
                    Some(err) if text.is_empty() => Err(err),
                    _ => Ok(Start { packed, text }),
                };
            }
        }
    }

    /// Whether it is packed.
    pub fn is_packed(&self) -> bool {
        unpack::is_packed(&self.packed)
    }

    /// What kind of collection a file is: by the ending of its name, else by how it begins.
    pub fn kind(&self, path: &Path) -> Option<FileKind> {
        if self.packed.starts_with(b"PAR1") {
            return Some(FileKind::Parquet);
        }
        let begins = self.text.trim_ascii_start();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = name.to_lowercase();
        let name = name.trim_end_matches(".gz").trim_end_matches(".zst");
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        Some(FileKind::Text(match (ending, begins.first()) {
            ("jsonl" | "ndjson", _) => Shape::Lines,
            ("csv", _) => Shape::Cells(delimiter(&self.text)),
            ("tsv" | "tab", _) => Shape::Cells(b'\t'),
            (_, Some(b'[')) if is_list(begins) => Shape::Elements,
            ("json", None) => Shape::Elements,
            (_, Some(b'{')) if is_object_a_line(begins) => Shape::Lines,
            ("json", _) => Shape::Elements,
            _ => return None,
        }))
    }

    /// The cells of the first row: the names of the columns. `None` if there is no row.
    pub fn names(&self, shape: Shape) -> Option<Vec<String>> {
        let text = Cursor::new(self.text.clone());
        let first = pieces::pieces(text, shape).next()?.ok()?;
        let Raw::Cells(cells) = first.raw else {
            return None;
        };
        let name = |cell: &Vec<u8>| String::from_utf8_lossy(cell).trim().to_owned();
        Some(cells.iter().map(name).collect())
    }
}

/// What is in the first bytes of a file, and what is wrong with the rest.
fn text_of(packed: &[u8]) -> (Vec<u8>, Option<io::Error>) {
    if !unpack::is_packed(packed) {
        return (packed.to_vec(), None);
    }
    let mut text = Vec::new();
    let read = isolated(|| {
        let unpacked = unpack::unpacked(Cursor::new(packed.to_vec()))?;
        unpacked.take(SNIFFED as u64).read_to_end(&mut text)
    });
    let read = read.unwrap_or_else(|panicked| Err(io::Error::other(panicked)));
    (text, read.err())
}

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
    is_whole || line.len() > SNIFFED / 8
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
