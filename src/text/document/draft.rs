//! Markup events → [`Draft`] → [`Document`]: the parsers of the formats report what opens, its text, and what closes;
//! the result is text without markup, blocks, spans and a map back to the source.
//!
//! A block begins with its first visible character, so empty elements leave no trace. White space of any length is
//! one space, and none between Chinese or Japanese characters on two lines. There is no recursion, closing takes as
//! long as opening, and containers beyond a limit of depth are only counted, so deep nesting is harmless.
//!
//! ```
//! # use diptych::text::document::{BlockKind, Container, Draft};
//! let mut draft = Draft::default();
//! draft.enter(Container::List(Some(1)));
//! draft.enter(Container::Item);
//! draft.begin(BlockKind::Paragraph, 7);
//! draft.push("Rain\n   fell.");
//! let document = draft.finish("a page");
//! assert_eq!(document.text(), "1. Rain fell.\n");
//! assert_eq!(document.source_line(5), Some(7));
//! ```

#[cfg(test)]
mod tests;

use super::{
    Block, BlockKind, Document, Face, LINES_MAX, MarkupSpan, SourceMap, TEXT_MAX, TextSource,
    is_cjk,
};
use crate::text::words;

/// A document that is being built.
#[derive(Debug, Default)]
pub struct Draft {
    text: String,
    blocks: Vec<Block>,
    spans: Vec<MarkupSpan>,
    links: Vec<String>,
    lines: Vec<(usize, usize)>,
    containers: Vec<(Container, Inside)>,
    /// How many of each container are open.
    n_open: [usize; 3],
    /// How many of each are open inside of the deepest that is kept.
    n_deeper: [usize; 3],
    face: Face,
    current: Option<Current>,
    /// White space that has not been written yet.
    space: Option<Space>,
    /// Whether a blank line stands before the next block in any case.
    gap: bool,
    /// Whether text was left out, beyond what a document may have.
    is_cut: bool,
    /// The title, folded: a heading that only repeats it is left out.
    title: Option<String>,
    /// Who wrote it, folded: a paragraph that only repeats one is left out.
    bylines: Vec<String>,
}

/// What blocks stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// A block quote.
    Quote,
    /// A list, with the number of its first item if it is numbered.
    List(Option<u64>),
    /// An item of a list.
    Item,
}

impl Container {
    fn sort(self) -> usize {
        match self {
            Container::Quote => 0,
            Container::List(_) => 1,
            Container::Item => 2,
        }
    }
}

/// What a container means for the blocks inside it.
#[derive(Debug, Clone, Default)]
struct Inside {
    /// Columns.
    indent: usize,
    n_quotes: usize,
    /// What the next block starts with.
    marker: Option<String>,
}

/// The block that is being written.
#[derive(Debug)]
struct Current {
    kind: BlockKind,
    level: u8,
    line: usize,
    indent: usize,
    is_close: bool,
    /// The offsets of its start and of the text after its marker; `None` until there is visible text.
    start: Option<(usize, usize)>,
    n_cells: usize,
    label: Box<str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Space {
    InLine,
    LineEnd,
}

/// Columns for each list or quote around a block.
const STEP: usize = 2;

/// Deeper blocks are not indented further.
const INDENT_MAX: usize = 16;

/// Depth up to which containers are stored; deeper ones change nothing.
const CONTAINERS_MAX: usize = 10_000;

/// Code that starts further right is not indented further.
const CODE_INDENT_MAX: usize = 32;

/// Authors beyond this number are not searched for in paragraphs.
const BYLINES_MAX: usize = 100;

/// The most bytes of a link target; longer ones are embedded pictures.
const LINK_MAX: usize = 8 << 10;

/// Bytes of the longest word in front of the name of who wrote a text (`Geschrieben`), and some.
const LONGEST_BY: usize = 16;

impl Draft {
    /// Opens a container. It ends the block that is being written.
    pub fn enter(&mut self, container: Container) {
        self.end();
        if self.containers.len() >= CONTAINERS_MAX {
            self.n_deeper[container.sort()] += 1;
            return;
        }
        let outer = self.inside().clone();
        let inside = match container {
            Container::Quote => Inside {
                n_quotes: outer.n_quotes + 1,
                marker: None,
                ..outer
            },
            // The first list has no indent: its bullets stand where the text starts.
            Container::List(_) => Inside {
                indent: match self.n_open[container.sort()] {
                    0 => outer.indent,
                    _ => (outer.indent + STEP).min(INDENT_MAX),
                },
                marker: None,
                ..outer
            },
            Container::Item => Inside {
                marker: Some(self.next_marker()),
                ..outer
            },
        };
        self.gap |= container != Container::Item && !self.is_in_list();
        self.n_open[container.sort()] += 1;
        self.containers.push((container, inside));
    }

    /// Closes the innermost container of the same sort, with what is open in it; nothing if none is open.
    pub fn leave(&mut self, container: Container) {
        if self.n_deeper[container.sort()] > 0 {
            self.n_deeper[container.sort()] -= 1;
            self.end();
            return;
        }
        if self.n_open[container.sort()] == 0 {
            return;
        }
        self.end();
        while let Some((closed, _)) = self.containers.pop() {
            self.n_open[closed.sort()] -= 1;
            if closed.sort() == container.sort() {
                break;
            }
        }
        self.gap |= container != Container::Item && !self.is_in_list();
    }

    /// Whether the innermost container is an item.
    pub fn is_in_item(&self) -> bool {
        matches!(self.containers.last(), Some((Container::Item, _)))
    }

    fn is_in_list(&self) -> bool {
        self.n_open[Container::List(None).sort()] > 0
    }

    /// Gives the item that was just entered a marker of its own, such as `[1] `.
    pub fn set_marker(&mut self, marker: impl Into<String>) {
        if let Some((Container::Item, inside)) = self.containers.last_mut() {
            inside.marker = Some(marker.into());
        }
    }

    /// Begins a block that stands at `line` of the source; 0 if that has no lines. It ends the last one.
    pub fn begin(&mut self, kind: BlockKind, line: usize) {
        self.end();
        let inside = self.inside();
        let kind = match kind {
            BlockKind::Paragraph if self.is_in_list() => BlockKind::Item,
            BlockKind::Paragraph if inside.n_quotes > 0 => BlockKind::Quote,
            kind => kind,
        };
        let is_close = match kind {
            BlockKind::Item => inside.marker.is_some(),
            BlockKind::Code | BlockKind::Row | BlockKind::Line => {
                self.blocks.last().is_some_and(|last| last.kind == kind)
            }
            _ => false,
        };
        let hang = if inside.marker.is_none() && self.is_in_list() {
            STEP
        } else {
            0
        };
        self.current = Some(Current {
            kind,
            level: 0,
            line,
            indent: inside.indent + hang,
            is_close,
            start: None,
            n_cells: 0,
            label: Box::default(),
        });
    }

    /// Begins a line that follows the one before it closely, with what stands at its side; that must be safe for a
    /// terminal.
    pub fn begin_line(&mut self, label: &str, line: usize) {
        self.begin(BlockKind::Line, line);
        if let Some(current) = &mut self.current {
            current.label = label.into();
        }
    }

    /// Begins a heading of a level from 1 to 6.
    pub fn begin_heading(&mut self, level: u8, line: usize) {
        self.begin(BlockKind::Heading, line);
        if let Some(current) = &mut self.current {
            current.level = level.clamp(1, 6);
        }
    }

    /// The title of the whole, if it has one.
    pub fn title(&mut self, title: &str, line: usize) {
        self.begin_heading(1, line);
        self.title = self.say(title).or(self.title.take());
    }

    /// Who wrote it, or when.
    pub fn byline(&mut self, said: &str, line: usize) {
        self.begin(BlockKind::Byline, line);
        let said = self.say(said);
        let has_room = self.bylines.len() < BYLINES_MAX;
        self.bylines.extend(said.filter(|_| has_room));
    }

    /// Writes all of the block that was just begun, and gives it folded; `None` if there is nothing to see.
    fn say(&mut self, text: &str) -> Option<String> {
        let n_before = self.blocks.len();
        self.push(text);
        self.end();
        let (_, text) = self.last_block().filter(|_| self.blocks.len() > n_before)?;
        Some(words::fold(text).into_owned())
    }

    /// A line of code, with its indentation.
    pub fn code_line(&mut self, text: &str, line: usize) {
        self.begin(BlockKind::Code, line);
        let code = text.trim_start_matches([' ', '\t']);
        let columns = |c: char| if c == '\t' { 4 } else { 1 };
        let n_columns: usize = text[..text.len() - code.len()].chars().map(columns).sum();
        if let Some(current) = &mut self.current {
            current.indent += STEP + n_columns.min(CODE_INDENT_MAX);
        }
        let face = std::mem::take(&mut self.face);
        self.face.code = true;
        self.push(code);
        self.face = face;
        self.end();
    }

    /// A further cell of a row.
    pub fn cell(&mut self) {
        let Some(current) = self.current.as_mut().filter(|c| c.kind == BlockKind::Row) else {
            return;
        };
        current.n_cells += 1;
        if current.n_cells > 1 {
            let face = std::mem::take(&mut self.face);
            self.push(" | ");
            self.face = face;
        }
    }

    /// The text that is written next comes from this `line` of the source.
    pub fn at_line(&mut self, line: usize) {
        if self.has_started() {
            self.lines.push((self.text.len() + 1, line));
        }
    }

    /// Goes on in a line of its own, close below.
    pub fn break_line(&mut self, line: usize) {
        let Some(current) = &self.current else {
            return;
        };
        if current.start.is_none() {
            self.gap |= !self.is_in_list(); // a second break makes a paragraph
            return;
        }
        let (kind, level, indent) = (current.kind, current.level, current.indent);
        if matches!(kind, BlockKind::Row | BlockKind::Heading) {
            self.space = self.space.or(Some(Space::LineEnd));
            return;
        }
        self.end();
        self.begin(BlockKind::Paragraph, line);
        if let Some(current) = &mut self.current {
            (current.kind, current.level, current.indent) = (kind, level, indent);
            current.is_close = true;
        }
    }

    /// Sets a blank line before the next block.
    pub fn gap(&mut self) {
        self.end();
        self.gap = true;
    }

    /// The face of the text that is pushed next.
    pub fn face(&self) -> Face {
        self.face
    }

    /// Sets the face of the text that is pushed next. The link of the face must come from [`Draft::link`].
    pub fn set_face(&mut self, face: Face) {
        self.face = face;
    }

    /// The number of a link for faces; `None` if its target is longer than any address.
    pub fn link(&mut self, target: &str) -> Option<u32> {
        if target.len() > LINK_MAX {
            return None;
        }
        self.links.push(target.to_owned());
        Some((self.links.len() - 1) as u32)
    }

    /// Whether a block is being written that has something to see.
    pub fn has_started(&self) -> bool {
        self.current.as_ref().is_some_and(|c| c.start.is_some())
    }

    /// The last block that is finished, and its text behind the marker.
    pub fn last_block(&self) -> Option<(&Block, &str)> {
        let block = self.blocks.last()?;
        let text = &self.text[block.lines[0].clone()];
        Some((block, &text[block.marker..]))
    }

    /// Bytes written so far.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether nothing was written so far.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether text was cut: the document is as long as it may be, and further text is ignored.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Writes text. Outside of any block it begins a paragraph.
    pub fn push(&mut self, text: &str) {
        let mut rest = text;
        // Ignored text is not even scanned: one text may be pushed any number of times.
        while !rest.is_empty() && !self.is_cut {
            let words = rest.trim_start_matches(is_blank);
            self.space(&rest[..rest.len() - words.len()]);
            let end = spaced_len(words);
            if end > 0 {
                self.push_words(&words[..end]);
            }
            rest = &words[end..];
        }
    }

    fn space(&mut self, blanks: &str) {
        match () {
            _ if blanks.contains(['\n', '\r']) => self.space = Some(Space::LineEnd),
            _ if !blanks.is_empty() => self.space = self.space.or(Some(Space::InLine)),
            _ => {}
        }
    }

    fn push_words(&mut self, words: &str) {
        let space = self.space.take();
        if self.blocks.len() >= LINES_MAX || self.text.len() >= TEXT_MAX {
            self.is_cut = true;
            return;
        }
        if self.current.is_none() {
            self.begin(BlockKind::Paragraph, 0);
        }
        let mut words = words;
        if !self.has_started() {
            words = words.trim_start();
            if words.is_empty() {
                return;
            }
            self.start();
        } else if let Some(space) = space {
            let joins =
                space == Space::LineEnd && words.starts_with(is_cjk) && self.text.ends_with(is_cjk);
            if !joins {
                self.text.push(' ');
            }
        }
        // A marker may be longer than what is left. If it stands alone, `end` takes it out.
        let n_left = TEXT_MAX.saturating_sub(self.text.len());
        if words.len() > n_left {
            self.is_cut = true;
            words = &words[..words.floor_char_boundary(n_left)];
        }
        let start = self.text.len();
        self.text.push_str(words);
        if self.face != Face::default() && !words.is_empty() {
            self.set_apart(start);
        }
    }

    /// Makes what was written from byte `start` on part of a span.
    fn set_apart(&mut self, start: usize) {
        let end = self.text.len();
        let content = self.current.as_ref().and_then(|c| c.start);
        let content = content.map_or(start, |(_, content)| content);
        match self.spans.last_mut() {
            Some(last)
                if last.face == self.face
                    && last.range.end + 1 >= start
                    && last.range.start >= content
                    && self.text[last.range.end..start].trim().is_empty() =>
            {
                last.range.end = end;
            }
            _ => self.spans.push(MarkupSpan {
                range: start..end,
                face: self.face,
            }),
        }
    }

    /// Writes what stands before the first character of a block.
    fn start(&mut self) {
        let Some(mut current) = self.current.take() else {
            return;
        };
        if !self.text.is_empty() {
            let is_close = current.is_close && !self.gap;
            self.text.push_str(if is_close { "\n" } else { "\n\n" });
        }
        self.gap = false;
        let start = self.text.len();
        let takes_marker = matches!(
            current.kind,
            BlockKind::Item | BlockKind::Quote | BlockKind::Paragraph | BlockKind::Line
        );
        let n_quotes = self.inside().n_quotes;
        let marker = self.containers.last_mut().filter(|_| takes_marker);
        let marker = marker.and_then(|(_, inside)| inside.marker.take());
        if current.kind == BlockKind::Quote {
            self.text.push_str(&"> ".repeat(n_quotes.min(INDENT_MAX)));
        }
        self.text.push_str(&marker.unwrap_or_default());
        if current.line > 0 {
            self.lines.push((start, current.line));
        }
        current.start = Some((start, self.text.len()));
        self.current = Some(current);
    }

    /// Ends the block that is being written.
    pub fn end(&mut self) {
        self.space = None;
        let Some(mut current) = self.current.take() else {
            return;
        };
        let Some((start, content)) = current.start else {
            return;
        };
        self.text.truncate(self.text.trim_end().len());
        let end = self.text.len();
        let is_seen = |c: char| !c.is_whitespace() && !words::is_invisible(c);
        let is_seen = end > content && self.text[content..].contains(is_seen);
        if !is_seen || self.is_repeated(current.kind, &self.text[content..]) {
            self.text.truncate(start);
            self.text.truncate(self.text.trim_end().len());
            while self.spans.pop_if(|span| span.range.end > start).is_some() {}
            while self.lines.pop_if(|(offset, _)| *offset >= start).is_some() {}
            self.gap = true;
            return;
        }
        while let Some(last) = self.spans.last_mut().filter(|last| last.range.end > end) {
            last.range.end = end;
            if last.range.is_empty() {
                self.spans.pop();
            }
        }
        if current.kind == BlockKind::Row && current.n_cells < 2 {
            current.kind = BlockKind::Paragraph;
        }
        self.blocks.push(Block {
            kind: current.kind,
            lines: std::iter::once(start..end).collect(),
            marker: content - start,
            indent: current.indent,
            level: current.level,
            n_cues: 0,
            label: current.label,
            range: start..end,
        });
    }

    /// Whether a block repeats the top of the text: the title, or `By Ada Marlow`.
    fn is_repeated(&self, kind: BlockKind, text: &str) -> bool {
        match (kind, &self.title) {
            (BlockKind::Heading, Some(title)) => *title == words::fold(text),
            (BlockKind::Paragraph, _) if !self.bylines.is_empty() => {
                let text = words::fold(text);
                let befores = self
                    .bylines
                    .iter()
                    .filter_map(|byline| text.strip_suffix(byline.as_str()));
                befores
                    .into_iter()
                    .any(|before| before.len() < LONGEST_BY && !before.trim().contains(' '))
            }
            _ => false,
        }
    }

    /// Asks for the line of the source in which each block stands, by the block's text, marker included.
    pub fn find_lines(&mut self, line_of: impl Fn(&str) -> Option<usize>) {
        self.end();
        let lines = self.blocks.iter().filter_map(|block| {
            let line = line_of(&self.text[block.range()])?;
            Some((block.range().start, line))
        });
        self.lines = lines.collect();
    }

    /// The document, under a name.
    pub fn finish(mut self, name: impl Into<String>) -> Document {
        self.end();
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        Document {
            name: name.into(),
            notes: self.is_cut.then(cut_note).into_iter().collect(),
            source: TextSource::File,
            language: None,
            text: self.text,
            blocks: self.blocks,
            spans: self.spans,
            links: self.links,
            origin: SourceMap::Extracted(self.lines),
        }
    }

    fn inside(&self) -> &Inside {
        static OUTSIDE: Inside = Inside {
            indent: 0,
            n_quotes: 0,
            marker: None,
        };
        self.containers
            .last()
            .map_or(&OUTSIDE, |(_, inside)| inside)
    }

    /// The marker of the next item of the innermost list.
    fn next_marker(&mut self) -> String {
        match self.containers.last_mut() {
            Some((Container::List(Some(next)), _)) => {
                let number = *next;
                *next = next.saturating_add(1);
                format!("{number}. ")
            }
            _ => "• ".to_owned(),
        }
    }
}

/// The note for a text that was cut.
fn cut_note() -> String {
    format!(
        "it is too long; what stands behind the first {} MB or {LINES_MAX} paragraphs is left out",
        TEXT_MAX >> 20
    )
}

/// Bytes at the start of `text` that are words with one space between any two.
fn spaced_len(text: &str) -> usize {
    let mut len = 0;
    loop {
        // Most of a text are such bytes.
        let letters = text[len..].bytes().take_while(u8::is_ascii_graphic);
        len += letters.count();
        let mut rest = text[len..].chars();
        match (rest.next(), rest.next()) {
            (Some(' '), Some(next)) if !is_blank(next) => len += 1,
            (Some(c), _) if !is_blank(c) => len += c.len_utf8(),
            _ => return len,
        }
    }
}

/// White space that may become one space; others, such as the no-break space, are characters like any other.
fn is_blank(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{3000}')
}
