//! Decoded text → [`Document`]: the text and its blocks (paragraphs, headings, list items, quotes).
//!
//! The text is kept byte for byte as decoded (line ends, spaces and all), so that every offset that diptych prints
//! means the same to other programs. What a block is, and which line ends inside it are only the work of an
//! editor's hard wrap, is worked out here once; everybody after reads [`Block::lines`].

mod lines;
mod marker;

#[cfg(test)]
pub(crate) mod tests;

pub(crate) use lines::is_cjk;
use lines::{Line, Wrap};
use marker::Marker;
use std::borrow::Cow;
use std::ops::Range;

/// One side's text with its structure. Never changes after it is made.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// What to call it on screen: usually the file's name.
    pub name: String,
    /// What the reader should know about how it was read, such as `invalid UTF-8 in 3 places`.
    pub notes: Vec<String>,
    text: String,
    blocks: Vec<Block>,
}

/// A piece of a document that starts on a row of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What its layout says that it is.
    pub kind: BlockKind,
    /// The source lines, as byte ranges of the text: without the white space around them and, from the second line
    /// on, without quote markers. The first line starts with the block's marker, if it has one. Never empty, and no
    /// line is empty.
    pub lines: Vec<Range<usize>>,
    /// Bytes of the marker (`- `, `## `, `> `, `3. `) with the space after it, at the start of the first line.
    pub marker: usize,
    range: Range<usize>,
}

/// What a block's layout says that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A line marked as a heading (`## Why`, or underlined by `===`).
    Heading,
    /// A list item, with its bullet or number.
    Item,
    /// A block quote (`> …`).
    Quote,
}

impl Document {
    /// Finds the blocks of `text`.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Document {
        let (name, text) = (name.into(), text.into());
        let blocks = blocks(&text);
        Document {
            name,
            text,
            blocks,
            notes: Vec::new(),
        }
    }

    /// The whole text as decoded; offsets anywhere in diptych are bytes of this.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The blocks in the order of the text; only white space lies between them.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Whether a reader expects a blank line above block `idx`: between any two blocks but list items (or quotes) that
    /// follow on each other's lines.
    pub fn has_break_before(&self, idx: usize) -> bool {
        let Some(before) = idx.checked_sub(1).map(|before| &self.blocks[before]) else {
            return false;
        };
        let block = &self.blocks[idx];
        let is_list =
            before.kind == block.kind && matches!(block.kind, BlockKind::Item | BlockKind::Quote);
        let between = &self.text[before.range().end..block.range().start];
        !is_list || between.matches('\n').count() > 1
    }
}

impl Block {
    /// All its bytes. Mostly from the first line to the last, but what is never shown is in it too: the underline of
    /// a heading, an empty `>`, zero-width spaces around the text.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// The source lines inside `range`, without the block's marker: what is read, piece by piece. The pieces are
    /// joined by [`joint`].
    pub fn pieces(&self, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
        let content = self.lines[0].start + self.marker;
        self.lines
            .iter()
            .skip(self.lines.partition_point(|line| line.end <= range.start))
            .take_while(move |line| line.start < range.end)
            .map(move |line| line.start.max(range.start).max(content)..line.end.min(range.end))
            .filter(|piece| !piece.is_empty())
    }
}

/// `pieces` of `text` on one line, as if it had never been wrapped.
pub fn join(text: &str, mut pieces: impl Iterator<Item = Range<usize>>) -> Cow<'_, str> {
    let Some(first) = pieces.next() else {
        return Cow::Borrowed("");
    };
    let mut joined = Cow::Borrowed(&text[first]);
    for piece in pieces {
        let next = &text[piece];
        let between = joint(&joined, next);
        joined.to_mut().push_str(between);
        joined.to_mut().push_str(next);
    }
    joined
}

/// What stood between two lines before an editor wrapped them: a space, or nothing between Chinese or Japanese
/// characters.
pub fn joint(before: &str, after: &str) -> &'static str {
    let is_cjk = |c: Option<char>| c.is_some_and(is_cjk);
    match is_cjk(before.chars().next_back()) && is_cjk(after.chars().next()) {
        true => "",
        false => " ",
    }
}

fn blocks(text: &str) -> Vec<Block> {
    let lines = lines::lines(text);
    let markers = marker::markers(text, &lines);
    let wrap = Wrap::of(text, &lines, &markers);
    let mut blocks: Vec<Block> = Vec::new();
    let mut hidden: Option<usize> = None; // where bytes begin that no block has taken in
    for (idx, line) in lines.iter().enumerate() {
        let (last, marker) = (blocks.last_mut(), markers[idx]);
        match last {
            Some(block) if is_swallowed(text, block, line, marker) => {
                block.range.end = line.outer.end;
                if marker == Marker::Underline {
                    block.kind = BlockKind::Heading;
                }
            }
            None if line.is_hidden() && idx + 1 < lines.len() => {
                hidden.get_or_insert(line.outer.start);
            }
            Some(block) if wrap.joins(text, idx, &lines, &markers, block.kind) => {
                block.lines.push(marker.content(&line.range));
                block.range.end = line.outer.end;
            }
            _ => blocks.push(block(line, marker, hidden.take())),
        }
    }
    blocks
}

/// Whether `line` belongs to the block before it without being a line to read.
fn is_swallowed(text: &str, block: &Block, line: &Line, marker: Marker) -> bool {
    match marker {
        Marker::Underline => {
            let underlined = &text[block.lines[block.lines.len() - 1].clone()];
            !line.after_gap
                && block.kind == BlockKind::Paragraph
                && block.lines.len() == 1
                && !underlined.ends_with('.')
        }
        Marker::Quote { .. } => {
            marker.content(&line.range).is_empty() && block.kind == BlockKind::Quote
        }
        _ => line.is_hidden(),
    }
}

/// A block that starts with `line`.
fn block(line: &Line, marker: Marker, hidden: Option<usize>) -> Block {
    let range = match line.is_hidden() {
        true => line.outer.clone(),
        false => line.range.clone(),
    };
    let marker_len = marker.content(&line.range).start - line.range.start;
    let has_content = marker_len < range.len();
    Block {
        kind: match marker {
            Marker::Heading { .. } => BlockKind::Heading,
            Marker::Item { .. } => BlockKind::Item,
            Marker::Quote { .. } if has_content => BlockKind::Quote,
            _ => BlockKind::Paragraph,
        },
        marker: if has_content { marker_len } else { 0 },
        lines: vec![range],
        range: hidden.unwrap_or(line.outer.start)..line.outer.end,
    }
}
