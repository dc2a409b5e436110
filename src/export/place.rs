//! A byte of a text → its line and column in the file.

use crate::text::document::Document;

/// A place in a text, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LineColumn {
    pub(super) line: usize,
    /// In characters.
    pub(super) column: usize,
}

impl LineColumn {
    pub(super) fn of(document: &Document, offset: usize) -> LineColumn {
        let line = document.source_line(offset).unwrap_or(1);
        if document.is_extracted() {
            // Where a line of the file begins in the text that was extracted from it is not known.
            return LineColumn { line, column: 1 };
        }
        let before = &document.text()[..document.text().floor_char_boundary(offset)];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        LineColumn {
            line,
            column: before[start..].chars().count() + 1,
        }
    }
}
