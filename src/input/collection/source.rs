//! What every kind of collection can do: find its rows, hand them out one by one, and read any of them again.

use super::row::{Label, Row};
use crate::text::side::Pair;
use anyhow::Result;
use std::path::{Path, PathBuf};

/// A file or folder of pairs.
pub trait Source: Send + Sync {
    /// Its file, if all of it is in one: to name it in messages.
    fn path(&self) -> Option<&Path>;

    /// Whether its rows can be gone through only once.
    fn is_stream(&self) -> bool {
        false
    }

    /// What a row of it is called where something is wrong with it: `line`, `element`, `row`; `None` if that names its
    /// files anyway.
    fn word(&self) -> Option<&'static str>;

    /// How much of it there is, as far as that can be known without reading it.
    fn amount(&self) -> Option<Amount>;

    /// Finds all rows, in order, and tells `found` of each until that says to stop. True if it never did.
    ///
    /// # Errors
    /// If the rest cannot be read; what was found until then is there.
    fn scan(&self, found: &mut dyn FnMut(Spot, Label) -> bool) -> Result<bool>;

    /// All rows one after the other, in constant memory.
    ///
    /// # Errors
    /// If the file cannot be opened. A row fails if the file cannot be read on.
    fn records(&self) -> Result<Records<'_>>;

    /// Reads again what stands at a place.
    ///
    /// # Errors
    /// Says why it cannot be read, or what was expected there.
    fn raw(&self, spot: &Spot) -> Result<Raw, String>;

    /// What stands in a row.
    fn row(&self, spot: &Spot, raw: Raw) -> Row;

    /// Where the texts of a row are, if they are files of their own.
    fn files(&self, _: &Spot) -> Option<Pair<PathBuf>> {
        None
    }
}

/// Rows that are not understood yet.
pub type Records<'a> = Box<dyn Iterator<Item = Result<(Spot, Raw)>> + Send + 'a>;

/// Where a row stands in its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// Its first byte, or its number from 0.
    pub start: u64,
    /// Its bytes.
    pub len: u64,
    /// Its line, or which element or row it is; counted from 1.
    pub number: usize,
}

impl Spot {
    /// Of the `n`th row, from 0, of a source that counts rows.
    pub fn nth(n: usize) -> Spot {
        Spot {
            start: n as u64,
            len: 1,
            number: n + 1,
        }
    }
}

/// A row that is not understood yet.
#[derive(Debug)]
pub enum Raw {
    /// What should be a JSON object.
    Json(Vec<u8>),
    /// Cells.
    Cells(Vec<Vec<u8>>),
    /// A row that its format's reader has understood, or what it expected.
    Read(Box<Row>),
    /// Files of their own, which are read when they are needed.
    Files,
    /// More bytes than a row may have.
    TooLong,
}

/// How much there is.
#[derive(Debug, Clone, Copy)]
pub enum Amount {
    /// Rows.
    Rows(usize),
    /// Bytes, as they are on disk, and how many of them were read.
    Bytes {
        /// Read so far.
        n_read: u64,
        /// All.
        n_all: u64,
    },
}
