//! Lines and their markers → [`HardWrap`]: the line ends that an editor or a printer made by wrapping at some width.
//!
//! First each stretch of lines without a gap, and the document as a whole: was it wrapped, and at which width? Then
//! each line end by itself. A width is measured twice: in columns, as editors do, and in the widths that letters have in
//! print, because text out of a PDF was wrapped by these. Whichever explains more line ends counts.

#[cfg(test)]
mod tests;

use super::BlockKind;
use super::lines::{TextLine, columns, is_cjk};
use super::marker::Marker;
use std::ops::Range;
use unicode_width::UnicodeWidthChar;

/// The widths that the lines of a document were wrapped at, as far as they were.
#[derive(Debug, Clone)]
pub(super) struct HardWrap {
    /// Of each line.
    widths: Vec<Option<Width>>,
}

/// A width that lines were wrapped at.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Width {
    ruler: Ruler,
    /// In units of the ruler.
    width: usize,
    /// Whether no paragraph ends in the middle of the lines: gaps stand between them.
    is_open: bool,
}

/// How a line is measured.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Ruler {
    /// In columns.
    Columns,
    /// In twentieths of the size of a font: roughly what letters take in most fonts for reading.
    Print,
}

/// No editor wraps at a larger width; a document with longer lines has one paragraph a line.
const WIDTH_MAX: usize = 120;

/// No editor wraps at a smaller width; shorter lines are verse, addresses, lists.
const WIDTH_MIN: usize = 30;

/// A stretch of lines has a width of its own (an abstract, a footnote) if as many of its line ends show it.
const OWN_MIN: usize = 3;

/// Lines that are records because each has as many signs as the others; two may happen to.
const RECORDS_MIN: usize = 3;

/// What fonts differ in is less than this part of a line.
const PRINT_SLACK: usize = 25;

impl HardWrap {
    /// Detects it. The sign of a wrap is a sentence that continues after a line with no room for its next word: if
    /// there are enough of these, and hardly any that continue after a shorter line, the lines were wrapped.
    pub fn of(text: &str, lines: &[TextLine], markers: &[Marker]) -> HardWrap {
        let prose: Vec<Range<usize>> = stretches(lines)
            .filter(|stretch| !are_records(text, &lines[stretch.clone()]))
            .collect();
        let breaks = |stretch: &Range<usize>| {
            let lines = stretch.clone().skip(1);
            lines.filter(|&idx| is_prose(markers[idx - 1]) && is_continuation(markers[idx]))
        };
        let all: Vec<usize> = prose.iter().flat_map(breaks).collect();
        let common = wrapped(text, lines, &all, &Ruler::ALL, 1);
        let rulers = common.map_or(Ruler::ALL.to_vec(), |common| vec![common.ruler]);
        let mut widths = vec![None; lines.len()];
        for stretch in prose {
            let own: Vec<usize> = breaks(&stretch).collect();
            let width = wrapped(text, lines, &own, &rulers, OWN_MIN).or(common);
            let is_open = width.is_some_and(|width| {
                let mut breaks = breaks(&stretch).map(|idx| (&lines[idx - 1], &lines[idx]));
                !breaks.any(|(last, line)| width.may_end(text, last, line))
            });
            widths[stretch].fill(width.map(|width| Width { is_open, ..width }));
        }
        HardWrap { widths }
    }

    /// Whether the line at `idx` continues the one at `before`, the last of a block of `kind`; what is between them are
    /// marks of pages.
    pub fn joins(
        &self,
        text: &str,
        (before, idx): (usize, usize),
        lines: &[TextLine],
        markers: &[Marker],
        kind: BlockKind,
    ) -> bool {
        let (last, line) = (&lines[before], &lines[idx]);
        if last.is_hidden() || line.is_hidden() {
            return false;
        }
        if line.after_gap || before + 1 < idx {
            // Programs that take text out of a PDF leave gaps in sentences, above all where a page ends.
            let is_prose = matches!(kind, BlockKind::Paragraph | BlockKind::Item);
            // A name or a number may be the first word of a page.
            let is_over_page = line.after_page || before + 1 < idx;
            return is_prose
                && markers[idx] == Marker::None
                && self.widths[before].is_some_and(|width| width.missing(text, last, line) > 0)
                && (is_interrupted(text, last, line)
                    || is_over_page && !ends_sentence(text, last));
        }
        let width = self.widths[idx];
        let is_full = || width.is_some_and(|width| width.missing(text, last, line) > 0);
        let runs_on = || width.is_some_and(|width| width.runs_on(text, last, line));
        match (kind, markers[idx]) {
            (_, Marker::Heading { .. } | Marker::Underline | Marker::Rule | Marker::Page) => false,
            (BlockKind::Heading, Marker::None) => is_full() && goes_on(text, last, line),
            (BlockKind::Heading, _) => false,
            (BlockKind::Quote, Marker::Quote { depth, .. }) => {
                depth == depth_of(markers[before]) && runs_on()
            }
            (_, Marker::Quote { .. }) | (BlockKind::Quote, _) => false,
            (BlockKind::Paragraph, Marker::Item { .. }) => {
                // A dash or a number that happened to come first on its row.
                is_full() && !ends_sentence(text, last) && goes_on(text, last, line)
            }
            (_, Marker::Item { .. }) => false,
            (BlockKind::Item, Marker::None) => {
                line.indent > 0 && line.indent >= last.indent || runs_on()
            }
            (BlockKind::Paragraph, Marker::None) => {
                let is_indented = line.indent >= last.indent + 2 && !goes_on(text, last, line);
                !is_indented && runs_on()
            }
            // None of these is found before lines are joined.
            (
                BlockKind::Line
                | BlockKind::Code
                | BlockKind::Row
                | BlockKind::Byline
                | BlockKind::Page,
                _,
            ) => false,
        }
    }
}

/// The stretches of lines without a gap between them.
fn stretches(lines: &[TextLine]) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let more = lines.get(start + 1..)?;
        let end = start + 1 + more.iter().take_while(|line| !line.after_gap).count();
        let stretch = start..end;
        start = end;
        Some(stretch)
    })
}

/// Whether lines are the rows of a table or a log: nearly all of them have a sign of separation, and equally often.
fn are_records(text: &str, lines: &[TextLine]) -> bool {
    const SIGNS: [(&str, usize); 7] = [
        ("\t", 1),
        ("   ", 1),
        (";", 1),
        ("|", 1),
        (":", 1),
        ("=", 1),
        (",", 2),
    ];
    lines.len() >= RECORDS_MIN
        && SIGNS.iter().any(|&(sign, n_min)| {
            let n_cells = |line: &TextLine| {
                let cells = text[line.range.clone()].split(sign);
                cells.filter(|cell| !cell.trim().is_empty()).count()
            };
            let wanted = n_cells(&lines[0]);
            let n_alike = lines.iter().filter(|line| n_cells(line) == wanted).count();
            wanted > n_min && n_alike * 10 >= lines.len() * 8
        })
}

/// The width that lines were wrapped at by one of the rulers, shown by at least `n_min` of the `breaks`: lines that come
/// right behind another one.
fn wrapped(
    text: &str,
    lines: &[TextLine],
    breaks: &[usize],
    rulers: &[Ruler],
    n_min: usize,
) -> Option<Width> {
    let going_on: Vec<usize> = breaks
        .iter()
        .copied()
        .filter(|&idx| goes_on(text, &lines[idx - 1], &lines[idx]))
        .collect();
    let is_column_width = |ends: Vec<usize>| (WIDTH_MIN..=WIDTH_MAX).contains(&wide(ends));
    if going_on.len() < n_min.max(1)
        || !is_column_width(
            going_on
                .iter()
                .map(|&idx| lines[idx - 1].end_column)
                .collect(),
        )
    {
        return None;
    }
    let tried = rulers.iter().map(|&ruler| {
        let ends = going_on.iter().map(|&idx| ruler.end(text, &lines[idx - 1]));
        let width = Width {
            ruler,
            width: wide(ends.collect()),
            is_open: false,
        };
        let is_full = |idx: &&usize| width.missing(text, &lines[**idx - 1], &lines[**idx]) > 0;
        (going_on.iter().filter(is_full).count(), width)
    });
    // The first of equals.
    let (n_full, width) = tried.rev().max_by_key(|&(n_full, _)| n_full)?;
    let is_wrapped = n_full * 5 >= breaks.len() && n_full * 10 >= going_on.len() * 7;
    (is_wrapped && n_full >= n_min).then_some(width)
}

/// The width of the widest lines. Not that of the very widest: an address on the web may stick out.
fn wide(mut widths: Vec<usize>) -> usize {
    widths.sort_unstable();
    widths.get(widths.len() * 9 / 10).copied().unwrap_or(0)
}

impl Ruler {
    const ALL: [Ruler; 2] = [Ruler::Columns, Ruler::Print];

    /// Where a line ends.
    fn end(self, text: &str, line: &TextLine) -> usize {
        match self {
            Ruler::Columns => line.end_column,
            Ruler::Print => {
                let space = self.measure(" ");
                line.indent * space + self.measure(&text[line.range.clone()])
            }
        }
    }

    fn measure(self, text: &str) -> usize {
        match self {
            Ruler::Columns => columns(text),
            Ruler::Print => text.chars().map(printed).sum(),
        }
    }
}

/// The width of a character in print, between what it is in Times and in Helvetica.
fn printed(c: char) -> usize {
    match c {
        ' ' | 'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | '’' | '‘' => 5,
        'f' | 'r' | 't' | '-' | '‐' | '(' | ')' | '[' | ']' | '/' | '"' | '“' | '”' | '„' => {
            6
        }
        'w' => 14,
        'm' | 'M' | 'W' | '—' | '…' | '%' | '@' => 17,
        c if c.is_uppercase() => 13,
        c => 10 * c.width().unwrap_or(1),
    }
}

impl Width {
    /// Whether the line end between two lines is a wrap: the next word did not fit, or nearly so and the sentence
    /// goes on.
    fn runs_on(self, text: &str, last: &TextLine, line: &TextLine) -> bool {
        let slack = match () {
            _ if goes_on(text, last, line) => self.width / 3,
            _ if !ends_sentence(text, last) => self.width / 8,
            _ if self.is_open && self.ruler == Ruler::Print => self.width / 8,
            _ => 0,
        };
        self.missing(text, last, line) + slack as isize > 0
    }

    /// Whether a paragraph seems to end between two lines: with a sentence, on a line that has much room left.
    fn may_end(self, text: &str, last: &TextLine, line: &TextLine) -> bool {
        let room = -self.missing(text, last, line);
        ends_sentence(text, last) && !goes_on(text, last, line) && room > self.width as isize / 8
    }

    /// How much room was missing at the end of `last` for the first word of `line`; negative if it would have fitted.
    fn missing(self, text: &str, last: &TextLine, line: &TextLine) -> isize {
        if is_hyphenated(text, last) && goes_on(text, last, line) {
            return 1;
        }
        let content = &text[line.range.clone()];
        let content = content.trim_start_matches(|c: char| c == '>' || c.is_whitespace());
        let needed = match content.chars().next() {
            Some(c) if is_cjk(c) => self.ruler.measure("中"),
            _ => {
                let first = content.split_whitespace().next().unwrap_or("");
                self.ruler.measure(" ") + self.ruler.measure(first)
            }
        };
        let slack = match self.ruler {
            Ruler::Columns => 0,
            Ruler::Print => self.width / PRINT_SLACK,
        };
        (self.ruler.end(text, last) + needed + slack) as isize - self.width as isize
    }
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

/// Whether a line ends with the hyphen of a word that did not fit.
fn is_hyphenated(text: &str, line: &TextLine) -> bool {
    let word = text[line.outer.clone()].strip_suffix(['-', '‐', '\u{ad}']);
    word.is_some_and(|word| word.ends_with(char::is_alphabetic))
}

/// Whether a sentence goes on after a gap: it did not end, and goes on in lower case.
pub(super) fn is_interrupted(text: &str, last: &TextLine, line: &TextLine) -> bool {
    let first = text[line.range.clone()].chars().next();
    first.is_some_and(char::is_lowercase) && !ends_sentence(text, last)
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
