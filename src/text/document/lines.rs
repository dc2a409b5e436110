//! Text → [`TextLine`]s: the content of each line, its start and its end.

use crate::text::words::is_invisible;
use std::ops::Range;
use unicode_width::UnicodeWidthChar;

/// A line that is not blank.
#[derive(Debug, Clone)]
pub(super) struct TextLine {
    /// What can be read: no white space and nothing invisible at its ends; empty if there is nothing to read.
    pub range: Range<usize>,
    /// From the first to the last byte that is not white space; never empty.
    pub outer: Range<usize>,
    /// Whether a blank line, a page or a paragraph separator stands before it.
    pub after_gap: bool,
    /// Whether it is the first of a page: a form feed stands before it.
    pub after_page: bool,
    /// Columns of white space before it.
    pub indent: usize,
    /// The column where it ends.
    pub end_column: usize,
}

impl TextLine {
    /// Whether there is nothing to see on it.
    pub fn is_hidden(&self) -> bool {
        self.range.is_empty()
    }
}

/// The lines of `text` that are not blank.
pub(super) fn lines(text: &str) -> Vec<TextLine> {
    let mut lines = Vec::new();
    let (mut after_gap, mut after_page) = (true, true);
    let mut start = 0;
    while start < text.len() {
        let (end, next) = line_end(text, start);
        match line(text, start..end) {
            Some(line) => {
                lines.push(TextLine {
                    after_gap,
                    after_page,
                    ..line
                });
                after_gap = lines[lines.len() - 1].is_hidden();
                after_page = false;
            }
            None => after_gap = true,
        }
        after_page |= text[end..next].contains('\u{c}');
        after_gap |= text[end..next].contains(['\u{c}', '\u{2029}']);
        start = next;
    }
    lines
}

/// Where the line that starts at `start` ends, and where the next one starts.
fn line_end(text: &str, start: usize) -> (usize, usize) {
    let is_end = |c| {
        matches!(
            c,
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    };
    let Some(len) = text[start..].find(is_end) else {
        return (text.len(), text.len());
    };
    let end = start + len;
    let rest = &text[end..];
    let n_bytes = match rest.starts_with("\r\n") {
        true => 2,
        false => rest.chars().next().map_or(0, char::len_utf8),
    };
    (end, end + n_bytes)
}

/// What stands in a row.
fn line(text: &str, row: Range<usize>) -> Option<TextLine> {
    let row_text = &text[row.clone()];
    let outer = trimmed(row_text, row.start, char::is_whitespace);
    if outer.is_empty() {
        return None;
    }
    let range = trimmed(row_text, row.start, |c| {
        c.is_whitespace() || is_invisible(c)
    });
    let indent = columns(&text[row.start..range.start]);
    Some(TextLine {
        indent,
        end_column: indent + columns(&text[range.clone()]),
        range,
        outer,
        after_gap: false,
        after_page: false,
    })
}

/// The range of `text`, which starts at `offset`, without the `blank` characters at its ends.
fn trimmed(text: &str, offset: usize, blank: impl Fn(char) -> bool) -> Range<usize> {
    let start = offset + text.len() - text.trim_start_matches(&blank).len();
    let end = offset + text.trim_end_matches(&blank).len();
    start..end.max(start)
}

/// The width of a text in columns.
pub(super) fn columns(text: &str) -> usize {
    match text.is_ascii() {
        true => text.len(),
        false => text.chars().map(|c| c.width().unwrap_or(1)).sum(),
    }
}

/// Chinese and Japanese characters and their punctuation: no space stands between them.
pub(crate) fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{312f}' | '\u{3190}'..='\u{4dbf}' | '\u{4e00}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}
