//! [`Document`] → [`Segment`]s: the sentences, headings, items and quote lines that are aligned.
//!
//! Segments are ordered, disjoint and not empty, and only white space lies between them.

mod items;
mod marks;
mod role;
mod runs_on;
mod sentences;

#[cfg(test)]
mod tests;

use crate::text::document::{Block, BlockKind, Document, join};
use crate::text::language::Language;
use std::borrow::Cow;
use std::ops::Range;

/// The smallest aligned piece of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Bytes of the document's text, its block's marker included.
    pub range: Range<usize>,
    /// What it is.
    pub kind: SegmentKind,
    /// The block it lies in: an index into [`Document::blocks`].
    pub block: usize,
}

/// What a segment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SegmentKind {
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
    /// No content: navigation crumbs, source and share lines. In JSON it is called furniture.
    #[serde(rename = "furniture")]
    Boilerplate,
}

impl SegmentKind {
    /// Whether it is content: neither boilerplate nor a metadata stamp.
    pub fn is_content(self) -> bool {
        !matches!(self, SegmentKind::Boilerplate | SegmentKind::Metadata)
    }

    /// Whether it stands around the text and tells nothing of it: who wrote it and when, stamps and boilerplate.
    pub fn is_around(self) -> bool {
        self == SegmentKind::Byline || !self.is_content()
    }

    /// Whether it heads what follows: a title or a heading.
    pub fn is_heading(self) -> bool {
        matches!(self, SegmentKind::Title | SegmentKind::Heading)
    }
}

impl Segment {
    /// Its words on one line, as they are compared: unwrapped, without the block's marker and quote markers.
    pub fn text<'a>(&self, document: &'a Document) -> Cow<'a, str> {
        let block = &document.blocks()[self.block];
        join(document.text(), block.pieces(self.range.clone()))
    }
}

/// The blocks of a document, each as one segment: enough for the first picture, and much faster than sentences.
pub fn unsplit(document: &Document, language: Language) -> Vec<Segment> {
    let text = document.text();
    let blocks = document
        .blocks()
        .iter()
        .zip(role::kinds(document, language));
    let segments = blocks.enumerate().map(|(idx, (block, kind))| {
        let range = block.range();
        let end = range.start + text[range.clone()].trim_end().len();
        Segment {
            range: range.start..end,
            kind,
            block: idx,
        }
    });
    segments.collect()
}

/// The kinds of segments that come ready, each judged as a paragraph of its own; all are sentences if one is none.
pub fn kinds_of_ready(texts: &[&str], language: Language) -> Vec<SegmentKind> {
    let document = Document::new("", texts.join("\n\n"));
    match document.blocks().len() == texts.len() {
        true => role::kinds(&document, language),
        false => vec![SegmentKind::Sentence; texts.len()],
    }
}

/// Splits a document.
pub fn segments(document: &Document, language: Language) -> Vec<Segment> {
    let mut segments = Vec::new();
    for (idx, (block, kind)) in document
        .blocks()
        .iter()
        .zip(role::kinds(document, language))
        .enumerate()
    {
        let parts = parts(document, block, kind, language);
        segments.extend(parts.into_iter().map(|(range, kind)| Segment {
            range,
            kind,
            block: idx,
        }));
    }
    segments
}

/// The sentences of a block (or the whole of it, if it is no running text), and the stamp in front of them.
fn parts(
    document: &Document,
    block: &Block,
    kind: SegmentKind,
    language: Language,
) -> Vec<(Range<usize>, SegmentKind)> {
    let text = document.text();
    let flat = Flat::of(document, block);
    let is_first = block.range().start == text.len() - text.trim_start().len();
    let stamp = role::stamp_len(&flat.text).filter(|&len| is_first && len < flat.text.len());
    // Who speaks belongs to the first sentence of the speech.
    let said = flat.lines.get(block.n_cues).map_or(0, |line| line.flat);
    let body = stamp.unwrap_or(said);
    let sentences = match kind {
        _ if matches!(block.kind, BlockKind::Code | BlockKind::Row) => vec![0],
        SegmentKind::Item | SegmentKind::Quote | SegmentKind::Sentence => {
            let marker = match kind {
                SegmentKind::Item if body == 0 => flat.marker(text, block),
                _ => "",
            };
            sentences::starts(marker, &flat.text[body..], language)
        }
        _ => vec![0],
    };
    let sentences = sentences.iter().map(|&start| match start {
        0 if stamp.is_none() => (block.range().start, kind),
        _ => (flat.source(body + start), kind),
    });
    let stamp = stamp.map(|_| (block.range().start, SegmentKind::Metadata));
    let starts: Vec<(usize, SegmentKind)> = stamp.into_iter().chain(sentences).collect();
    cut(text, block.range(), &starts)
}

/// Cuts `range` at `starts`.
fn cut(
    text: &str,
    range: Range<usize>,
    starts: &[(usize, SegmentKind)],
) -> Vec<(Range<usize>, SegmentKind)> {
    let ends = starts
        .iter()
        .skip(1)
        .map(|&(start, _)| start)
        .chain([range.end]);
    let pieces = starts.iter().zip(ends);
    pieces
        .map(|(&(start, kind), end)| (start..start + text[start..end].trim_end().len(), kind))
        .collect()
}

/// A block on one line, with a map back to the source.
struct Flat {
    text: String,
    lines: Vec<FlatLine>,
}

/// Where a source line begins.
struct FlatLine {
    /// In [`Flat::text`].
    flat: usize,
    /// In the source.
    source: usize,
    /// In the source, the quote marker before it included.
    outer: usize,
}

impl Flat {
    fn of(document: &Document, block: &Block) -> Flat {
        let text = document.text();
        let mut flat = Flat {
            text: String::new(),
            lines: Vec::new(),
        };
        let mut end = block.range().start;
        for piece in block.pieces(block.range()) {
            let line = &text[piece.clone()];
            if !flat.text.is_empty() {
                flat.text.push_str(document.joint(end, piece.start));
            }
            flat.lines.push(FlatLine {
                flat: flat.text.len(),
                source: piece.start,
                outer: piece.start - text[end..piece.start].trim_start().len(),
            });
            flat.text.push_str(line);
            end = piece.end;
        }
        flat
    }

    /// The block's marker, with the space behind it.
    fn marker<'a>(&self, text: &'a str, block: &Block) -> &'a str {
        let start = block.range().start;
        let first = self.lines.first().map_or(start, |line| line.source);
        &text[start..first]
    }

    /// The source offset of a sentence that begins at `offset` of the flat text.
    fn source(&self, offset: usize) -> usize {
        let line = &self.lines[self.lines.partition_point(|line| line.flat <= offset) - 1];
        match offset - line.flat {
            0 => line.outer,
            behind => line.source + behind,
        }
    }
}
