//! Decoded text → [`Document`]: the text and its blocks (paragraphs, headings, list items, quotes).
//!
//! Plain text is kept byte for byte as decoded (line ends, spaces and all), so that every offset that diptych prints
//! means the same to other programs. Blocks, and the line ends inside them that only come from an editor's hard wrap,
//! are found here once; all later steps use [`Block::lines`].
//!
//! For a format with markup (Markdown, HTML, Word, e-books) the text is what a person reads, without the markup. The
//! parser of the format passes it piece by piece to a [`Draft`], which stores the markup as blocks and [`MarkupSpan`]s,
//! and a map back to the lines of the source.

mod draft;
mod hard_wrap;
mod hyphens;
mod lines;
mod marker;
mod page;
mod plain;
mod play;
mod verse;

#[cfg(test)]
pub(crate) mod tests;

use crate::text::count::count;
use crate::text::language::Language;
use crate::text::side::Pair;
use crate::text::words::{self, Token};
pub use draft::{Container, Draft};
pub(crate) use lines::is_cjk;
use std::borrow::Cow;
use std::ops::Range;

/// The most bytes of a text: more than the longest novels have. The compared pair takes up to forty times as much
/// memory.
pub const TEXT_MAX: usize = 12 << 20;

/// The most lines of a text, and the most blocks extracted from markup: each takes a few hundred bytes.
pub const LINES_MAX: usize = 500_000;

/// The text of one side with its structure. It never changes after it is made.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// What to call it on screen: usually the file's name.
    pub name: String,
    /// What the reader should know about how it was read, such as `invalid UTF-8 in 3 places`.
    pub notes: Vec<String>,
    /// Where the text comes from.
    pub source: TextSource,
    /// The language that the reader chose; `None`: it is detected.
    pub language: Option<Language>,
    text: String,
    blocks: Vec<Block>,
    spans: Vec<MarkupSpan>,
    links: Vec<String>,
    origin: SourceMap,
}

/// Where a text comes from. The code that opened it knows the path.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TextSource {
    /// A file whose lines are those that [`Document::source_line`] counts.
    #[default]
    File,
    /// A compressed file.
    Packed,
    /// A Word document.
    Word,
    /// An e-book.
    Book,
    /// Standard input.
    StandardInput,
    /// A row of a collection.
    Row,
    /// A temporary copy of a file version, written by git.
    GitCopy,
    /// Built into the program.
    BuiltIn,
}

impl TextSource {
    /// Whether a text editor can open it.
    ///
    /// # Errors
    /// The reason, to be put after a colon.
    pub fn editable(self) -> Result<(), &'static str> {
        match self {
            TextSource::File => Ok(()),
            TextSource::Packed => Err("it is packed"),
            TextSource::Word => Err("it is a Word document"),
            TextSource::Book => Err("it is an e-book"),
            TextSource::StandardInput => Err("it came from standard input"),
            TextSource::Row => Err("it is a row of a collection"),
            TextSource::GitCopy => Err("it is a copy of git's, not the file"),
            TextSource::BuiltIn => Err("it is built in"),
        }
    }
}

/// Maps places in the text to lines of the source.
#[derive(Debug, Clone)]
enum SourceMap {
    /// The text is the source; these are the offsets of its line feeds.
    Plain(Vec<usize>),
    /// The text was extracted from a format with markup: offsets in the text and the lines of the source (counted from
    /// 1) that they come from, in order; empty if the source has no lines.
    Extracted(Vec<(usize, usize)>),
}

impl Default for SourceMap {
    fn default() -> SourceMap {
        SourceMap::Plain(Vec::new())
    }
}

/// A range of text with its own face.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkupSpan {
    /// Bytes of the document's text; never empty, and inside one block.
    pub range: Range<usize>,
    /// How it looks.
    pub face: Face,
}

/// How text looks because of its markup.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Face {
    /// Usually italic.
    pub emphasis: bool,
    /// Usually bold.
    pub strong: bool,
    /// Usually in a monospaced font.
    pub code: bool,
    /// Struck out.
    pub struck: bool,
    /// The number of a link; its meaning depends on the owner of the face.
    pub link: Option<u32>,
}

/// A part of a document that starts on a new row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Its kind, found by its layout.
    pub kind: BlockKind,
    /// The source lines, as byte ranges of the text: without the white space around them and, from the second line
    /// on, without quote markers. A line ends before the hyphen of a broken word, and the next one begins behind it.
    /// The first line starts with the block's marker, if it has one. Never empty, and no
    /// line is empty.
    pub lines: Vec<Range<usize>>,
    /// Bytes of the marker (`- `, `## `, `> `, `3. `) with the space after it, at the start of the first line.
    pub marker: usize,
    /// Indentation of all its lines in columns, for nested lists, verse and code.
    pub indent: usize,
    /// Level of a heading, 1 to 6; 0 for other blocks.
    pub level: u8,
    /// How many of its first lines are cues, each on a row of its own: who speaks, and how (`ANNA`, `(whispering)`).
    /// They belong to the first sentence.
    pub n_cues: usize,
    /// What stands at its side and is no part of the text: the time at which it is said. Safe for a terminal; often
    /// empty.
    pub label: Box<str>,
    range: Range<usize>,
}

/// The kind of a block, found by its layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A line of a text whose line ends count, such as verse; no blank row stands between two of them.
    Line,
    /// A line marked as a heading (`## Why`, or underlined by `===`).
    Heading,
    /// A list item, with its bullet or number.
    Item,
    /// A block quote (`> …`).
    Quote,
    /// A line of code; only in formats with markup.
    Code,
    /// A row of a table; only in formats with markup.
    Row,
    /// Who wrote it, and when; only in formats with markup.
    Byline,
    /// The number of a printed page, or its running head; only in plain text.
    Page,
}

/// Bytes of two texts from which on work on them is worth a second thread.
const LONG_FROM: usize = 32 << 10;

impl Document {
    /// Finds the blocks of `text`.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Document {
        let (name, text) = (name.into(), text.into());
        let (blocks, n_left_out) = plain::blocks(&text);
        let line_ends = text.match_indices('\n').map(|(at, _)| at).collect();
        let notes = (n_left_out > 0).then(|| {
            let lines = count(n_left_out, "line");
            format!(
                "left out {lines} with page numbers or running heads in the middle of sentences"
            )
        });
        Document {
            name,
            notes: notes.into_iter().collect(),
            text,
            blocks,
            origin: SourceMap::Plain(line_ends),
            ..Document::default()
        }
    }

    /// The languages of two texts: those that the reader chose, the others detected.
    pub fn languages(documents: Pair<&Document>) -> Pair<Language> {
        let wanted = documents.map(|document| document.language);
        Language::of_pair(documents.map(Document::text), wanted)
    }

    /// The same with the words that were broken at the end of a line in one piece, as far as the two texts tell which
    /// these are.
    pub fn mended(mut documents: Pair<Document>, languages: Pair<Language>) -> Pair<Document> {
        hyphens::mend(&mut documents, languages);
        documents
    }

    /// Reads on behind each of the `places`, which are in order and lie in a block or between two lines of one.
    fn cut_out(&mut self, places: &[Range<usize>]) {
        let mut places = places.iter().peekable();
        for block in &mut self.blocks {
            let end = block.range.end;
            if places.peek().is_none_or(|place| place.start >= end) {
                continue;
            }
            let mut lines = Vec::with_capacity(block.lines.len());
            for line in std::mem::take(&mut block.lines) {
                let mut start = line.start;
                while let Some(place) = places.next_if(|place| place.start < line.end) {
                    lines.push(start..place.start);
                    start = place.end;
                }
                if start < line.end {
                    lines.push(start..line.end);
                }
            }
            block.lines = lines;
        }
    }

    /// What is read between two pieces of a block, the ends of their bytes: as [`joint`], but nothing inside a broken
    /// word.
    pub fn joint(&self, before: usize, after: usize) -> &'static str {
        match self.is_broken(before, after) {
            true => "",
            false => joint(&self.text[..before], &self.text[after..]),
        }
    }

    /// Whether a word was broken between two pieces of a block.
    pub fn is_broken(&self, before: usize, after: usize) -> bool {
        is_broken(&self.text, before, after)
    }

    /// Whether any word is known to be broken.
    pub fn has_broken_words(&self) -> bool {
        self.blocks.iter().any(|block| {
            let mut lines = block.lines.windows(2);
            lines.any(|lines| self.is_broken(lines[0].end, lines[1].start))
        })
    }

    /// The words and punctuation marks in a range of a block, as bytes of the text. A broken word is one, with its
    /// hyphen in it.
    pub fn tokens(&self, block: &Block, range: Range<usize>) -> Vec<Token> {
        let mut tokens: Vec<Token> = Vec::new();
        let mut end = None;
        for piece in block.pieces(range) {
            let mut found = words::tokens(&self.text[piece.clone()]).map(|token| Token {
                range: token.range.start + piece.start..token.range.end + piece.start,
                ..token
            });
            if let (Some(last), Some(end)) = (tokens.last_mut(), end)
                && self.is_broken(end, piece.start)
                && let Some(second) = found.next()
            {
                last.range.end = second.range.end;
            }
            tokens.extend(found);
            end = Some(piece.end);
        }
        tokens
    }

    /// The whole text: as decoded, or as extracted from the markup. All offsets in diptych are bytes of this text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The blocks in the order of the text; only white space lies between them.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Whether a reader expects a blank line above block `idx`: between any two blocks but list items and verses (or
    /// quotes) that follow on each other's lines. A speaker has one above.
    pub fn has_break_before(&self, idx: usize) -> bool {
        let Some(before) = idx.checked_sub(1).map(|before| &self.blocks[before]) else {
            return false;
        };
        let block = &self.blocks[idx];
        let is_list = matches!(
            (before.kind, block.kind),
            (BlockKind::Quote, BlockKind::Quote)
                | (
                    BlockKind::Item | BlockKind::Line,
                    BlockKind::Item | BlockKind::Line
                )
        );
        let between = &self.text[before.range().end..block.range().start];
        let may_be_close = is_list && block.n_cues == 0 || self.is_extracted();
        !may_be_close
            || between.matches('\n').count() > 1
            || between.contains(['\u{c}', '\u{2029}'])
    }

    /// Whether the text was extracted from a format with markup, so that its offsets are not offsets of the file.
    pub fn is_extracted(&self) -> bool {
        matches!(self.origin, SourceMap::Extracted(_))
    }

    /// The ranges with a face of their own, in text order; no two overlap. The links of their faces are arguments of
    /// [`Document::link`].
    pub fn spans(&self) -> &[MarkupSpan] {
        &self.spans
    }

    /// The target of a link, exactly as in the source: it can contain anything.
    pub fn link(&self, link: u32) -> &str {
        self.links.get(link as usize).map_or("", String::as_str)
    }

    /// The targets of the links in `range`, in text order, each once.
    pub fn links_in(&self, range: Range<usize>) -> Vec<&str> {
        let first = self
            .spans
            .partition_point(|span| span.range.end <= range.start);
        let spans = self.spans[first..]
            .iter()
            .take_while(|span| span.range.start < range.end);
        let mut links: Vec<u32> = spans.filter_map(|span| span.face.link).collect();
        links.dedup();
        links.into_iter().map(|link| self.link(link)).collect()
    }

    /// Whether work on two documents is worth a second thread: a pair of articles takes a few milliseconds, and a
    /// collection has millions of them.
    pub fn are_long(documents: &Pair<Document>) -> bool {
        documents.original.text.len() + documents.rewrite.text.len() >= LONG_FROM
    }

    /// Where the line of a byte begins. `None` if the text was extracted from a source with markup.
    pub fn line_start(&self, offset: usize) -> Option<usize> {
        let SourceMap::Plain(line_ends) = &self.origin else {
            return None;
        };
        let n_before = line_ends.partition_point(|&end| end < offset);
        let before = n_before.checked_sub(1);
        Some(before.map_or(0, |before| line_ends[before] + 1))
    }

    /// The line of the source, counted from 1, in which a byte stands. `None` if the source has no lines.
    pub fn source_line(&self, offset: usize) -> Option<usize> {
        match &self.origin {
            SourceMap::Plain(line_ends) => Some(line_ends.partition_point(|&end| end < offset) + 1),
            SourceMap::Extracted(lines) => {
                let after = lines.partition_point(|&(start, _)| start <= offset);
                lines.get(after.saturating_sub(1)).map(|&(_, line)| line)
            }
        }
    }
}

impl Block {
    /// All its bytes: usually from the first line to the last, and also parts that are never shown, such as the
    /// underline of a heading, an empty `>`, zero-width spaces around the text.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// The offset of its words, after the marker.
    pub fn content(&self) -> usize {
        self.lines[0].start + self.marker
    }

    /// The source lines inside `range`, without the block's marker: what is read, piece by piece. The pieces are
    /// joined by [`joint`].
    pub fn pieces(&self, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
        let content = self.content();
        self.lines
            .iter()
            .skip(self.lines.partition_point(|line| line.end <= range.start))
            .take_while(move |line| line.start < range.end)
            .map(move |line| line.start.max(range.start).max(content)..line.end.min(range.end))
            .filter(|piece| !piece.is_empty())
    }
}

/// Joins `pieces` of `text` into one line, without the line breaks.
pub fn join(text: &str, mut pieces: impl Iterator<Item = Range<usize>>) -> Cow<'_, str> {
    let Some(first) = pieces.next() else {
        return Cow::Borrowed("");
    };
    let mut end = first.end;
    let mut joined = Cow::Borrowed(&text[first]);
    for piece in pieces {
        let next = &text[piece.clone()];
        if !is_broken(text, end, piece.start) {
            let between = joint(&joined, next);
            joined.to_mut().push_str(between);
        }
        joined.to_mut().push_str(next);
        end = piece.end;
    }
    joined
}

/// Whether a word was broken between two pieces of a block: the first ends before its hyphen, soft or hard.
fn is_broken(text: &str, end: usize, start: usize) -> bool {
    text[end..start].starts_with(['-', '‐', '\u{ad}'])
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
