//! Lines and their markers → [`HardWrap`]: the line ends that an editor made by wrapping at some width.
//!
//! First the document as a whole: was it wrapped, and at which width? Then each line end by itself.

use super::BlockKind;
use super::lines::{TextLine, columns, is_cjk};
use super::marker::Marker;

/// The width that a document was wrapped at, if it was.
#[derive(Debug, Clone, Copy)]
pub(super) struct HardWrap {
    width: Option<usize>,
}

/// No editor wraps at a larger width; a document with longer lines has one paragraph a line.
const WIDTH_MAX: usize = 120;

/// No editor wraps at a smaller width; shorter lines are verse, addresses, lists.
const WIDTH_MIN: usize = 30;

impl HardWrap {
    /// Detects it. The sign of a wrap is a sentence that continues after a line with no room for its next word: if
    /// there are enough of these, and hardly any that continue after a shorter line, the document was wrapped.
    pub fn of(text: &str, lines: &[TextLine], markers: &[Marker]) -> HardWrap {
        let mut columns: Vec<usize> = lines.iter().map(|line| line.end_column).collect();
        columns.sort_unstable();
        // Not the widest line: an address on the web may stick out.
        let width = columns.get(columns.len() * 9 / 10).copied().unwrap_or(0);
        let breaks: Vec<(&TextLine, &TextLine)> = (1..lines.len())
            .filter(|&idx| {
                !lines[idx].after_gap && is_prose(markers[idx - 1]) && is_continuation(markers[idx])
            })
            .map(|idx| (&lines[idx - 1], &lines[idx]))
            .collect();
        let n_breaks = breaks.len();
        let going_on: Vec<(&TextLine, &TextLine)> = breaks
            .into_iter()
            .filter(|(last, line)| goes_on(text, last, line))
            .collect();
        let n_full = going_on
            .iter()
            .filter(|(last, line)| missing(text, last, line, width) > 0)
            .count();
        let is_wrapped = n_full > 0 && n_full * 5 >= n_breaks && n_full * 10 >= going_on.len() * 7;
        let is_width = (WIDTH_MIN..=WIDTH_MAX).contains(&width);
        HardWrap {
            width: (is_wrapped && is_width).then_some(width),
        }
    }

    /// Whether the line at `idx` continues the line before it, the last of a block of `kind`.
    pub fn joins(
        self,
        text: &str,
        idx: usize,
        lines: &[TextLine],
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
            // None of these is found before lines are joined.
            (BlockKind::Line | BlockKind::Code | BlockKind::Row | BlockKind::Byline, _) => false,
        }
    }

    fn is_full(self, text: &str, last: &TextLine, line: &TextLine) -> bool {
        self.width
            .is_some_and(|width| missing(text, last, line, width) > 0)
    }

    /// Whether the line end between two lines is a wrap: the next word did not fit, or nearly so and the sentence
    /// goes on.
    fn runs_on(self, text: &str, last: &TextLine, line: &TextLine) -> bool {
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
fn missing(text: &str, last: &TextLine, line: &TextLine, width: usize) -> isize {
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
fn goes_on(text: &str, last: &TextLine, line: &TextLine) -> bool {
    let first = text[line.range.clone()]
        .chars()
        .find(|c| c.is_alphanumeric());
    first.is_some_and(|c| {
        let has_case = c.is_uppercase() || c.is_numeric();
        c.is_lowercase() || !has_case && !ends_sentence(text, last)
    })
}

fn ends_sentence(text: &str, line: &TextLine) -> bool {
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
