//! A byte of a text → its line and column in the file.

use crate::text::document::Document;

/// A place in a text, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LineColumn {
    pub(super) line: usize,
    /// In characters.
    pub(super) column: usize,
}

/// The line of a byte, counted from 1.
pub(super) fn line(document: &Document, offset: usize) -> usize {
    document.source_line(offset).unwrap_or(1)
}

/// The places of a text. A report may have a hundred thousand of them, and a line may be the whole text, so its
/// characters are counted once.
pub(super) struct Places<'a> {
    document: &'a Document,
    /// How many characters begin before each [`STRIDE`]th byte.
    n_before: Vec<usize>,
}

/// Bytes whose characters are counted for each place.
const STRIDE: usize = 4096;

impl<'a> Places<'a> {
    pub(super) fn of(document: &'a Document) -> Places<'a> {
        let mut n_before = vec![0];
        for stride in document.text().as_bytes().chunks(STRIDE) {
            n_before.push(n_before[n_before.len() - 1] + n_chars(stride));
        }
        Places { document, n_before }
    }

    pub(super) fn at(&self, offset: usize) -> LineColumn {
        // Where a line of the file begins in a text that was extracted from it is not known.
        let start = self.document.line_start(offset);
        LineColumn {
            line: line(self.document, offset),
            column: start.map_or(0, |start| self.n_chars(offset) - self.n_chars(start)) + 1,
        }
    }

    /// How many characters begin before a byte.
    fn n_chars(&self, offset: usize) -> usize {
        let text = self.document.text();
        let offset = text.floor_char_boundary(offset);
        let stride = offset / STRIDE;
        self.n_before[stride] + n_chars(&text.as_bytes()[stride * STRIDE..offset])
    }
}

fn n_chars(utf8: &[u8]) -> usize {
    let is_first = |byte: &&u8| !matches!(byte, 0x80..=0xbf);
    utf8.iter().filter(is_first).count()
}
