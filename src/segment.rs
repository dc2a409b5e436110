//! [`Document`] → [`Segment`]s: the sentences, headings, items and quote lines that are aligned.
//!
//! Segments are ordered, disjoint and not empty, and only white space lies between them.

mod language;
mod role;
mod sentences;

#[cfg(test)]
mod tests;

use crate::document::{Block, Document, join};
use language::Language;
use std::borrow::Cow;
use std::ops::Range;

/// The smallest aligned piece of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Bytes of the document's text, its block's marker included.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// The block it lies in: an index into [`Document::blocks`].
    pub block: usize,
}

/// What a segment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The document's own heading.
    Title,
    /// A heading inside the document.
    Heading,
    /// Who wrote it, where and when.
    Byline,
    /// A stamp that a program left, such as `date 2023-11-11`.
    Metadata,
    /// (A sentence of) a list item.
    Item,
    /// (A sentence of) a block quote.
    Quote,
    /// A sentence of running text.
    Sentence,
    /// No content: navigation crumbs, source and share lines.
    Furniture,
}

impl Kind {
    /// Whether it counts: neither furniture nor a program's stamp.
    pub fn is_content(self) -> bool {
        !matches!(self, Kind::Furniture | Kind::Metadata)
    }
}

impl Segment {
    /// Its words on one line, as they are compared: wraps undone, without the block's marker and quote markers.
    pub fn text<'a>(&self, document: &'a Document) -> Cow<'a, str> {
        let block = &document.blocks()[self.block];
        join(document.text(), block.pieces(self.range.clone()))
    }
}

/// Splits a document.
pub fn segments(document: &Document) -> Vec<Segment> {
    let text = document.text();
    let language = Language::of(text);
    let mut segments = Vec::new();
    for (idx, (block, kind)) in document
        .blocks()
        .iter()
        .zip(role::kinds(document))
        .enumerate()
    {
        let parts = parts(text, block, kind, &language);
        segments.extend(parts.into_iter().map(|(range, kind)| Segment {
            range,
            kind,
            block: idx,
        }));
    }
    segments
}

/// The sentences of a block (or the whole of it, if it is no running text), and the stamp in front of them.
fn parts(text: &str, block: &Block, kind: Kind, language: &Language) -> Vec<(Range<usize>, Kind)> {
    let flat = Flat::of(text, block);
    let is_first = block.range().start == text.len() - text.trim_start().len();
    let stamp = role::stamp_len(&flat.text).filter(|&len| is_first && len < flat.text.len());
    let body = stamp.unwrap_or(0);
    let sentences = match kind {
        Kind::Item | Kind::Quote | Kind::Sentence => {
            sentences::starts(&flat.text[body..], language)
        }
        _ => vec![0],
    };
    let sentences = sentences
        .iter()
        .map(|start| (flat.source(body + start), kind));
    let mut starts: Vec<(usize, Kind)> = stamp
        .map(|_| (0, Kind::Metadata))
        .into_iter()
        .chain(sentences)
        .collect();
    starts[0].0 = block.range().start;
    cut(text, block.range(), &starts)
}

/// Cuts `range` at `starts`. What lies between a sentence and the start of the next on another line (a quote marker)
/// goes with the next.
fn cut(text: &str, range: Range<usize>, starts: &[(usize, Kind)]) -> Vec<(Range<usize>, Kind)> {
    let ends = starts
        .iter()
        .skip(1)
        .map(|&(start, _)| start)
        .chain([range.end]);
    starts
        .iter()
        .zip(ends)
        .map(|(&(start, kind), end)| {
            let len = text[start..end].trim_end().len();
            (start..start + len, kind)
        })
        .collect()
}

/// A block on one line, with the way back.
struct Flat {
    text: String,
    /// Where each source line begins: in `text` and in the source.
    lines: Vec<(usize, usize)>,
}

impl Flat {
    fn of(text: &str, block: &Block) -> Flat {
        let mut flat = Flat {
            text: String::new(),
            lines: Vec::new(),
        };
        for piece in block.pieces(block.range()) {
            let line = &text[piece.clone()];
            if !flat.text.is_empty() {
                flat.text.push_str(crate::document::joint(&flat.text, line));
            }
            flat.lines.push((flat.text.len(), piece.start));
            flat.text.push_str(line);
        }
        flat
    }

    fn source(&self, offset: usize) -> usize {
        let line = self.lines.partition_point(|&(start, _)| start <= offset) - 1;
        let (start, source) = self.lines[line];
        source + offset - start
    }
}
