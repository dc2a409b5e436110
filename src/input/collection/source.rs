//! What every kind of collection can do: list its records, stream them in order, and read any of them again.

use super::record::{Label, PairRecord};
use crate::text::side::Pair;
use anyhow::Result;
use std::path::{Path, PathBuf};

/// A file or folder of pairs.
pub trait Source: Send + Sync {
    /// Its path in error messages, if it is a single file.
    fn path(&self) -> Option<&Path>;

    /// Whether it can be read only once.
    fn is_stream(&self) -> bool {
        false
    }

    /// What its reader should know of it, such as its encoding.
    fn note(&self) -> Option<String> {
        None
    }

    /// What error messages call a record: `line`, `element`, `row`; `None` if they name its files anyway.
    fn record_noun(&self) -> Option<&'static str>;

    /// Its size, as far as it is known without reading it.
    fn amount(&self) -> Option<Amount>;

    /// Finds all records, in order, and calls `found` with each until it returns false. True if it never did.
    ///
    /// # Errors
    /// If the rest cannot be read. The records before the error have been passed to `found`.
    fn scan(&self, found: &mut dyn FnMut(RecordSpan, Label) -> bool) -> Result<bool>;

    /// All records in order, in constant memory.
    ///
    /// # Errors
    /// If the file cannot be opened. An item is an error if the rest of the file cannot be read.
    fn records(&self) -> Result<Records<'_>>;

    /// Reads a record again.
    ///
    /// # Errors
    /// Says why it cannot be read, or what was expected there.
    fn raw(&self, span: &RecordSpan) -> Result<RawRecord, String>;

    /// Parses a record.
    fn parse(&self, span: &RecordSpan, raw: RawRecord) -> PairRecord;

    /// The paths of a record's texts, if they are separate files.
    fn files(&self, _: &RecordSpan) -> Option<Pair<PathBuf>> {
        None
    }
}

/// Records that are not parsed yet.
pub type Records<'a> = Box<dyn Iterator<Item = Result<SpannedRecord>> + Send + 'a>;

/// A record that is not parsed yet, and where it is in its source.
#[derive(Debug)]
pub struct SpannedRecord {
    /// Where it is: in a text, the bytes after decompression, with the line end.
    pub span: RecordSpan,
    /// Its content.
    pub raw: RawRecord,
}

/// Where a record is in its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordSpan {
    /// The offset of its first byte, or its index.
    pub start: u64,
    /// Its length in bytes.
    pub len: u64,
    /// The number of its line, element or row, counted from 1.
    pub number: usize,
}

impl RecordSpan {
    /// Of the record with index `n`, in a source that counts records.
    pub fn nth(n: usize) -> RecordSpan {
        RecordSpan {
            start: n as u64,
            len: 1,
            number: n + 1,
        }
    }
}

/// The content of a record that is not parsed yet.
#[derive(Debug)]
pub enum RawRecord {
    /// What should be a JSON object.
    Json(Vec<u8>),
    /// The cells of a CSV row.
    Cells(Vec<Vec<u8>>),
    /// A record that the library for its format has parsed already.
    Parsed(Box<PairRecord>),
    /// Separate files, which are opened on demand.
    Files,
    /// More bytes than a record may have.
    TooLong,
}

/// The size of a source.
#[derive(Debug, Clone, Copy)]
pub enum Amount {
    /// Records.
    Records(usize),
    /// Bytes on disk, and how many of them have been read.
    Bytes {
        /// Read so far.
        n_read: u64,
        /// All.
        n_all: u64,
    },
}
