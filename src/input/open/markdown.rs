//! Markdown → [`Document`]: the text of the rendered page, with the line numbers of the source.
//!
//! The syntax is that of pulldown-cmark: CommonMark with tables, footnotes, task lists, strikethrough and a block of
//! YAML metadata at the top, whose title, author and date become the first lines of the text.

use super::html;
use crate::text::document::{BlockKind, Container, Document, Draft, Face};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::HashMap;
use std::ops::Range;

/// Reads a text.
pub fn read(source: &str) -> Document {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut converter = MarkdownConverter {
        source,
        draft: Draft::default(),
        counted: (0, 1),
        faces: Vec::new(),
        notes: HashMap::new(),
        capture: Capture::Nothing,
    };
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        converter.event(event, range);
    }
    converter.draft.finish("")
}

struct MarkdownConverter<'a> {
    source: &'a str,
    draft: Draft,
    /// An offset in the source, and the number of its line.
    counted: (usize, usize),
    /// The faces outside the open inline elements.
    faces: Vec<Face>,
    /// The numbers of the footnotes, by their labels.
    notes: HashMap<String, usize>,
    capture: Capture,
}

/// Where text events go, if not into a paragraph.
enum Capture {
    Nothing,
    /// Lines of code.
    Code,
    /// A block of HTML, and its first line.
    Html(String, usize),
    /// The metadata.
    Metadata(String),
}

impl MarkdownConverter<'_> {
    fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                let face = self.draft.face();
                self.draft.set_face(Face { code: true, ..face });
                self.draft.push(&text);
                self.draft.set_face(face);
            }
            Event::Html(text) => {
                if let Capture::Html(capture, _) = &mut self.capture {
                    capture.push_str(&text);
                }
            }
            Event::InlineHtml(tag) => {
                let name = tag.trim_start_matches('<').to_ascii_lowercase();
                if name.starts_with("br") {
                    let line = self.line(range.end);
                    self.draft.break_line(line);
                }
            }
            Event::FootnoteReference(label) => {
                let number = self.footnote_number(&label);
                self.draft.push(&html::superscript(&number.to_string()));
            }
            Event::SoftBreak => {
                self.draft.push("\n");
                let line = self.line(range.end);
                self.draft.at_line(line);
            }
            Event::HardBreak => {
                let line = self.line(range.end);
                self.draft.break_line(line);
            }
            Event::Rule => self.draft.gap(),
            Event::TaskListMarker(is_done) => {
                self.draft.push(if is_done { "[x] " } else { "[ ] " });
            }
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        let line = self.line(range.start);
        match tag {
            Tag::Paragraph | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {
                self.draft.begin(BlockKind::Paragraph, line);
            }
            Tag::Heading { level, .. } => self.draft.begin_heading(level as u8, line),
            Tag::BlockQuote(_) => self.draft.enter(Container::Quote),
            Tag::CodeBlock(_) => {
                self.draft.end();
                self.capture = Capture::Code;
            }
            Tag::HtmlBlock => {
                self.draft.end();
                self.capture = Capture::Html(String::new(), line);
            }
            Tag::MetadataBlock(_) => self.capture = Capture::Metadata(String::new()),
            Tag::List(first) => self.draft.enter(Container::List(first)),
            Tag::Item => {
                self.draft.enter(Container::Item);
                self.draft.begin(BlockKind::Paragraph, line);
            }
            Tag::FootnoteDefinition(label) => {
                let number = self.footnote_number(&label);
                self.draft.enter(Container::List(None));
                self.draft.enter(Container::Item);
                self.draft.set_marker(format!("[{number}] "));
                self.draft.begin(BlockKind::Paragraph, line);
            }
            Tag::DefinitionList => self.draft.end(),
            Tag::Table(_) => self.draft.gap(),
            Tag::TableHead | Tag::TableRow => self.draft.begin(BlockKind::Row, line),
            Tag::TableCell => self.draft.cell(),
            Tag::Emphasis => self.push_face(|face| face.emphasis = true),
            Tag::Strong => self.push_face(|face| face.strong = true),
            Tag::Strikethrough => self.push_face(|face| face.struck = true),
            Tag::Superscript | Tag::Subscript => self.push_face(|_| ()),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                let is_external = !dest_url.is_empty() && !dest_url.starts_with('#');
                let link = is_external.then(|| self.draft.link(&dest_url)).flatten();
                self.push_face(|face| face.link = link.or(face.link));
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => self.draft.end(),
            TagEnd::BlockQuote(_) => self.draft.leave(Container::Quote),
            TagEnd::List(_) | TagEnd::FootnoteDefinition => self.draft.leave(Container::List(None)),
            TagEnd::Item => self.draft.leave(Container::Item),
            TagEnd::Table => self.draft.gap(),
            TagEnd::TableCell => {}
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => self.end_capture(),
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image => {
                let face = self.faces.pop().unwrap_or_default();
                self.draft.set_face(face);
            }
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        match &mut self.capture {
            Capture::Nothing => self.draft.push(text),
            Capture::Code => {
                let first = self.line(range.start);
                for (n, code) in text.lines().enumerate() {
                    self.draft.code_line(code, first + n);
                }
            }
            Capture::Html(capture, _) | Capture::Metadata(capture) => capture.push_str(text),
        }
    }

    fn end_capture(&mut self) {
        match std::mem::replace(&mut self.capture, Capture::Nothing) {
            Capture::Nothing => {}
            Capture::Code => self.draft.gap(),
            Capture::Html(source, line) => {
                let draft = std::mem::take(&mut self.draft);
                (self.draft, _) = html::write(draft, &source, html::Syntax::Html, line);
            }
            Capture::Metadata(source) => self.write_metadata(&source),
        }
    }

    /// Writes title, author and date from the metadata.
    fn write_metadata(&mut self, metadata: &str) {
        let value = |wanted: &str| {
            let (_, value) = metadata
                .lines()
                .filter_map(|line| line.split_once(':'))
                .find(|(key, _)| key.trim_end() == wanted)?;
            let value = value.trim().trim_matches(['"', '\'']);
            (!value.is_empty()).then_some(value)
        };
        if let Some(title) = value("title") {
            self.draft.title(title, 1);
        }
        for line in [value("author"), value("date")].into_iter().flatten() {
            self.draft.byline(line, 1);
        }
    }

    fn push_face(&mut self, change: impl FnOnce(&mut Face)) {
        let before = self.draft.face();
        self.faces.push(before);
        let mut face = before;
        change(&mut face);
        self.draft.set_face(face);
    }

    fn footnote_number(&mut self, label: &str) -> usize {
        let next = self.notes.len() + 1;
        *self.notes.entry(label.to_owned()).or_insert(next)
    }

    /// The line number of an offset in the source. Events come almost in order, so counting starts at the last one.
    fn line(&mut self, offset: usize) -> usize {
        let (counted, line) = self.counted;
        if offset < counted {
            let n_back = self.source.as_bytes()[offset..counted].iter();
            return line - n_back.filter(|&&byte| byte == b'\n').count();
        }
        let n_more = self.source.as_bytes()[counted..offset].iter();
        let line = line + n_more.filter(|&&byte| byte == b'\n').count();
        self.counted = (offset, line);
        line
    }
}
