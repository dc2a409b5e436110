//! A stretch of a document and a width → [`WrappedLine`]s: byte ranges that fit the width, broken between words.
//!
//! textwrap decides where lines break. Positions, widths and the words of plain ASCII are computed here, because textwrap
//! returns strings, measures characters instead of grapheme clusters, and measures each word again.

mod spaceless;

use crate::text::document::{Block, BlockKind, Document};
use crate::text::glyph;
use std::ops::Range;
use textwrap::core::Fragment;
use textwrap::{WordSeparator, WordSplitter, wrap_algorithms::wrap_first_fit};

/// The words of Thai, Lao, Burmese and Khmer are looked for in texts of up to so many bytes: their rows take 1.4 s then,
/// and a reader waits for them at each change of the width. Beyond it [`spaceless`] says where lines may break.
const WORDS_FOUND_MAX: usize = 500_000;

/// One line of a pane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedLine {
    /// Bytes of the document's text, without white space at either end.
    pub range: Range<usize>,
    /// Columns it is set in, for list items, quotes and code.
    pub indent: usize,
}

/// Wraps `range`, which lies in `block`, to `width` columns (at least 1). No line is wider unless a single cluster is.
/// Lines after the first of a list item or quote are set in by its marker's width, those of a verse by [`TURNOVER`],
/// and all lines of a block with a label by that of the label, if there is room for it.
pub fn wrap(
    document: &Document,
    block: &Block,
    range: Range<usize>,
    width: usize,
) -> Vec<WrappedLine> {
    let indent = block.indent.min(width / 4) + label_columns(block, width);
    let hang = indent + hang(document, block).min(width / 4);
    // Cues stand on rows of their own, and so does the first line of the speech.
    let cues = &block.lines[..block.n_cues.min(block.lines.len())];
    let ends = cues
        .iter()
        .map(|line| line.end)
        .filter(|&end| range.contains(&end));
    let mut rows = Vec::new();
    let mut start = range.start;
    for end in ends.chain([range.end]) {
        let is_turned =
            start != block.range().start && (cues.is_empty() || start > cues[cues.len() - 1].end);
        let first = if is_turned { hang } else { indent };
        rows.extend(wrap_part(document, block, start..end, width, [first, hang]));
        start = end;
    }
    rows
}

fn wrap_part(
    document: &Document,
    block: &Block,
    range: Range<usize>,
    width: usize,
    [first, hang]: [usize; 2],
) -> Vec<WrappedLine> {
    let words = words(document, block, range, (width - hang).max(1));
    let widths = [(width - first).max(1) as f64, (width - hang).max(1) as f64];
    wrap_first_fit(&words, &widths)
        .into_iter()
        .enumerate()
        .filter(|(_, words)| !words.is_empty())
        .map(|(n, words)| WrappedLine {
            range: words[0].range.start..words[words.len() - 1].range.end,
            indent: if n == 0 { first } else { hang },
        })
        .collect()
}

/// Columns that the rest of a verse is set in, so that it is not taken for the next one.
const TURNOVER: usize = 2;

/// Columns that the lines of a list item or quote are set in: its marker's and a space.
fn hang(document: &Document, block: &Block) -> usize {
    let marker = &document.text()[block.lines[0].start..][..block.marker];
    match marker {
        "" if block.kind == BlockKind::Line && block.label.is_empty() => TURNOVER,
        "" => 0,
        marker => glyph::width(marker.trim_end()) + 1,
    }
}

/// Columns for the label of a block and a space; 0 if that is more than a quarter of the width.
pub fn label_columns(block: &Block, width: usize) -> usize {
    match glyph::width(&block.label) {
        0 => 0,
        columns if columns >= width / 4 => 0,
        columns => columns + 1,
    }
}

/// An unbreakable piece of text with the space after it.
#[derive(Debug)]
struct WrapWord {
    range: Range<usize>,
    width: usize,
    space: usize,
}

impl Fragment for WrapWord {
    fn width(&self) -> f64 {
        self.width as f64
    }

    fn whitespace_width(&self) -> f64 {
        self.space as f64
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

fn words(document: &Document, block: &Block, range: Range<usize>, width: usize) -> Vec<WrapWord> {
    // Most words and their spaces take six bytes and more.
    let mut words: Vec<WrapWord> = Vec::with_capacity(range.len() / 6 + 1);
    let mut end = range.start;
    let first = block.lines.partition_point(|line| line.end <= range.start);
    for line in &block.lines[first..] {
        if line.start >= range.end {
            break;
        }
        let part = line.start.max(range.start)..line.end.min(range.end);
        let n_words = words.len();
        if let Some(last) = words.last_mut() {
            last.space = document.joint(end, part.start).len();
        }
        push_words(
            &mut words,
            &document.text()[part.clone()],
            part.start,
            width,
            document.text().len() <= WORDS_FOUND_MAX,
        );
        if document.is_broken(end, part.start) {
            mend(&mut words, n_words, width);
        }
        end = part.end;
    }
    words
}

/// Makes one word of the halves of a broken one, if a row has room for it. The second half is the word at `idx`.
fn mend(words: &mut Vec<WrapWord>, idx: usize, width_max: usize) {
    let Some([first, second]) = idx.checked_sub(1).and_then(|at| words.get(at..idx + 1)) else {
        return;
    };
    if first.width + second.width <= width_max {
        let whole = WrapWord {
            range: first.range.start..second.range.end,
            width: first.width + second.width,
            space: second.space,
        };
        words.splice(idx - 1..=idx, [whole]);
    }
}

/// Looks for words in scripts without spaces, too, if it `finds_all`.
fn push_words(
    words: &mut Vec<WrapWord>,
    line: &str,
    base: usize,
    width_max: usize,
    finds_all: bool,
) {
    // Most lines need no closer look: there is nothing in their words but a column for each byte.
    let is_plain = line.bytes().all(|b| matches!(b, b' '..=b'~') && b != b'-');
    let mut rest = line;
    let mut push = |len: usize| {
        let start = base + line.len() - rest.len();
        let (found, behind) = rest.split_at(len);
        rest = behind;
        let word = found.trim_end();
        let space = usize::from(word.len() < found.len());
        if word.trim_start().is_empty() {
            // White space on its own, such as a run of tabs or ideographic spaces, belongs to the word before it.
            if let Some(last) = words.last_mut() {
                last.space = 1;
            }
        } else if is_plain && word.len() <= width_max {
            words.push(WrapWord {
                range: start..start + word.len(),
                width: word.len(),
                space,
            });
        } else {
            push_pieces(words, word, start, width_max);
            if let Some(last) = words.last_mut() {
                last.space = space;
            }
        }
    };
    if line.is_ascii() {
        // textwrap breaks here, too, but measures each word once more.
        let words = line.as_bytes().split_inclusive(|&byte| byte == b' ');
        words.for_each(|word| push(word.len()));
    } else if finds_all {
        let words = WordSeparator::UnicodeBreakProperties.find_words(line);
        words.for_each(|found| push(found.word.len() + found.whitespace.len()));
    } else {
        let plain = spaceless::without(line);
        let mut start = 0;
        for found in WordSeparator::UnicodeBreakProperties.find_words(&plain) {
            let word = start..start + found.word.len();
            let end = word.end + found.whitespace.len();
            let breaks = spaceless::breaks(&line[word.clone()]).into_iter();
            for to in breaks.map(|at| word.start + at).chain([end]) {
                push(to - start);
                start = to;
            }
        }
    }
}

/// One word, cut after its hyphens and, where a piece is still too wide, between clusters.
fn push_pieces(words: &mut Vec<WrapWord>, word: &str, base: usize, width_max: usize) {
    let borders = WordSplitter::HyphenSplitter.split_points(word);
    let mut start = 0;
    for end in borders.into_iter().chain([word.len()]) {
        let piece = &word[start..end];
        let width = glyph::width(piece);
        if width <= width_max {
            words.push(WrapWord {
                range: base + start..base + end,
                width,
                space: 0,
            });
        } else {
            let mut from = 0;
            for (to, width) in glyph::cuts(piece, width_max) {
                words.push(WrapWord {
                    range: base + start + from..base + start + to,
                    width,
                    space: 0,
                });
                from = to;
            }
        }
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_in_a_script_without_spaces_is_broken_between_clusters() {
        let text = "ภาษาไทยภาษาไทย";
        let rows = |text: String| -> Vec<String> {
            let document = Document::new("", text);
            let block = &document.blocks()[0];
            let lines = wrap(&document, block, block.range(), 10);
            let texts = lines.into_iter().map(|line| &document.text()[line.range]);
            texts.map(str::to_owned).collect()
        };
        assert_eq!(rows(text.to_owned()), ["ภาษาไทย", "ภาษาไทย"]);
        let filler = "Some words follow.\n\n".repeat(WORDS_FOUND_MAX / 20 + 1);
        let long = format!("{text}\n\n{filler}");
        assert_eq!(rows(long), ["ภาษาไทยภา", "ษาไทย"]);
    }
}
