//! Text → [`Line`]s, and [`Wrap`]: which line ends are only the work of an editor that wrapped at some width.

use super::BlockKind;
use super::marker::Marker;
use std::ops::Range;
use unicode_width::UnicodeWidthChar;

/// A line with something on it.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// What can be read: no white space and nothing invisible at its ends; empty if there is nothing to read.
    pub range: Range<usize>,
    /// From the first to the last byte that is not white space; never empty.
    pub outer: Range<usize>,
    /// Whether a blank line, a page or a paragraph separator stands before it.
    pub after_gap: bool,
    /// Columns of white space before it.
    pub indent: usize,
    /// The column where it ends.
    pub end_column: usize,
}

impl Line {
    /// Whether there is nothing to see on it.
    pub fn is_hidden(&self) -> bool {
        self.range.is_empty()
    }
}

/// The lines of `text` that are not blank.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut after_gap = true;
    let mut start = 0;
    while start < text.len() {
        let (end, next) = line_end(text, start);
        match line(text, start..end, after_gap) {
            Some(line) => {
                after_gap = line.is_hidden();
                lines.push(line);
            }
            None => after_gap = true,
        }
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

fn line(text: &str, row: Range<usize>, after_gap: bool) -> Option<Line> {
    let row_text = &text[row.clone()];
    let outer = trimmed(row_text, row.start, char::is_whitespace);
    if outer.is_empty() {
        return None;
    }
    let range = trimmed(row_text, row.start, |c| {
        c.is_whitespace() || is_invisible(c)
    });
    let indent = columns(&text[row.start..range.start]);
    Some(Line {
        indent,
        end_column: indent + columns(&text[range.clone()]),
        range,
        outer,
        after_gap,
    })
}

/// Where `text`, which starts at `offset`, is without the `blank` characters at its ends.
fn trimmed(text: &str, offset: usize, blank: impl Fn(char) -> bool) -> Range<usize> {
    let start = offset + text.len() - text.trim_start_matches(&blank).len();
    let end = offset + text.trim_end_matches(&blank).len();
    start..end.max(start)
}

/// Zero-width space, word joiner, byte order mark.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

fn columns(text: &str) -> usize {
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

/// The width that a document was wrapped at, if it was.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wrap {
    width: Option<usize>,
}

/// Nobody wraps wider; a document with lines beyond it has one paragraph a line.
const WIDTH_MAX: usize = 120;

/// Nobody wraps narrower; shorter lines are verse, addresses, lists.
const WIDTH_MIN: usize = 30;

impl Wrap {
    /// Works it out. The sign of a wrap is a sentence that goes on behind a line with no room for its next word: if
    /// there are enough of these, and hardly any that go on behind a shorter line, the document was wrapped.
    pub fn of(text: &str, lines: &[Line], markers: &[Marker]) -> Wrap {
        let mut columns: Vec<usize> = lines.iter().map(|line| line.end_column).collect();
        columns.sort_unstable();
        // Not the widest line: an address on the web may stick out.
        let width = columns.get(columns.len() * 9 / 10).copied().unwrap_or(0);
        let breaks: Vec<(&Line, &Line)> = (1..lines.len())
            .filter(|&idx| {
                !lines[idx].after_gap && is_prose(markers[idx - 1]) && is_continuation(markers[idx])
            })
            .map(|idx| (&lines[idx - 1], &lines[idx]))
            .collect();
        let n_breaks = breaks.len();
        let going_on: Vec<(&Line, &Line)> = breaks
            .into_iter()
            .filter(|(last, line)| goes_on(text, last, line))
            .collect();
        let n_full = going_on
            .iter()
            .filter(|(last, line)| missing(text, last, line, width) > 0)
            .count();
        let is_wrapped = n_full > 0 && n_full * 5 >= n_breaks && n_full * 10 >= going_on.len() * 7;
        let is_width = (WIDTH_MIN..=WIDTH_MAX).contains(&width);
        Wrap {
            width: (is_wrapped && is_width).then_some(width),
        }
    }

    /// Whether the line at `idx` runs on from the one before it, which is the last of a block of `kind`.
    pub fn joins(
        self,
        text: &str,
        idx: usize,
        lines: &[Line],
        markers: &[Marker],
        kind: BlockKind,
    ) -> bool {
        let (last, line) = (&lines[idx - 1], &lines[idx]);
        if line.after_gap || last.is_hidden() {
            return false;
        }
        match (kind, markers[idx]) {
            (_, Marker::Heading { .. } | Marker::Underline | Marker::Rule) => false,
            (BlockKind::Heading, Marker::None) => {
                self.is_full(text, last, line) && goes_on(text, last, line)
            }
            (BlockKind::Heading, _) => false,
            (BlockKind::Quote, Marker::Quote { depth, .. }) => {
                depth == depth_of(markers[idx - 1]) && self.runs_on(text, last, line)
            }
            (_, Marker::Quote { .. }) | (BlockKind::Quote, _) => false,
            (BlockKind::Paragraph, Marker::Item { .. }) => {
                // A dash or a number that happened to come first on its row.
                self.is_full(text, last, line)
                    && !ends_sentence(text, last)
                    && goes_on(text, last, line)
            }
            (_, Marker::Item { .. }) => false,
            (BlockKind::Item, Marker::None) => {
                line.indent > 0 && line.indent >= last.indent || self.runs_on(text, last, line)
            }
            (BlockKind::Paragraph, Marker::None) => {
                let is_indented = line.indent >= last.indent + 2 && !goes_on(text, last, line);
                !is_indented && self.runs_on(text, last, line)
            }
            (BlockKind::Code | BlockKind::Row | BlockKind::Byline, _) => false,
        }
    }

    fn is_full(self, text: &str, last: &Line, line: &Line) -> bool {
        self.width
            .is_some_and(|width| missing(text, last, line, width) > 0)
    }

    /// Whether the line end between two lines is a wrap: the next word did not fit, or nearly so and the sentence
    /// goes on.
    fn runs_on(self, text: &str, last: &Line, line: &Line) -> bool {
        let Some(width) = self.width else {
            return false;
        };
        let slack = match () {
            _ if goes_on(text, last, line) => width / 3,
            _ if !ends_sentence(text, last) => width / 8,
            _ => 0,
        };
        missing(text, last, line, width) + slack as isize > 0
    }
}

/// How many columns were missing at the end of `last` for the first word of `line`; negative if it would have fitted.
fn missing(text: &str, last: &Line, line: &Line, width: usize) -> isize {
    let content = &text[line.range.clone()];
    let content = content.trim_start_matches(|c: char| c == '>' || c.is_whitespace());
    let (space, first) = match content.chars().next() {
        Some(c) if is_cjk(c) => (0, 2),
        _ => (1, columns(content.split_whitespace().next().unwrap_or(""))),
    };
    (last.end_column + space + first) as isize - width as isize
}

fn is_prose(marker: Marker) -> bool {
    matches!(
        marker,
        Marker::None | Marker::Item { .. } | Marker::Quote { .. }
    )
}

/// Whether `line` can be the second of a paragraph, item or quote.
fn is_continuation(marker: Marker) -> bool {
    matches!(marker, Marker::None | Marker::Quote { .. })
}

/// Whether the sentence of `last` goes on in `line`: it starts in lower case, or in a script that has none.
fn goes_on(text: &str, last: &Line, line: &Line) -> bool {
    let first = text[line.range.clone()]
        .chars()
        .find(|c| c.is_alphanumeric());
    first.is_some_and(|c| {
        let has_case = c.is_uppercase() || c.is_numeric();
        c.is_lowercase() || !has_case && !ends_sentence(text, last)
    })
}

fn ends_sentence(text: &str, line: &Line) -> bool {
    let closer = |c: char| "\"'”’“»«)]」』）".contains(c);
    text[line.range.clone()]
        .trim_end_matches(closer)
        .ends_with(['.', '!', '?', ':', '…', '。', '！', '？', '：'])
}

fn depth_of(marker: Marker) -> usize {
    match marker {
        Marker::Quote { depth, .. } => depth,
        _ => 0,
    }
}
