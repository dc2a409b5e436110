//! Markdown → [`Document`]: the text of the rendered page, with the line numbers of the source.
//!
//! The syntax is that of pulldown-cmark: CommonMark with tables, footnotes, task lists, strikethrough and a block of
//! YAML or TOML metadata at the top, whose title, author and date become the first lines of the text.

use super::html;
use super::left_out::{LeftOut, LeftOutCounts};
use super::script::{Level, ScriptWriter, superscript};
use crate::text::document::{BlockKind, Container, Document, Draft, Face};
use html5ever::tokenizer::TagKind;
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
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut converter = MarkdownConverter {
        source,
        draft: Draft::default(),
        counted: (0, 1),
        faces: Vec::new(),
        notes: HashMap::new(),
        capture: Capture::Nothing,
        writer: ScriptWriter::default(),
        script: None,
        n_texts: 0,
        images: Vec::new(),
        left_out: LeftOutCounts::default(),
    };
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        converter.event(event, range);
    }
    converter.end_script(false);
    let mut document = converter.draft.finish("");
    document.notes.extend(converter.left_out.notes());
    document
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
    writer: ScriptWriter,
    /// The open superscript or subscript, and its text.
    script: Option<(Level, String)>,
    /// How many pieces of text were read.
    n_texts: usize,
    /// The number of texts before each open image.
    images: Vec<usize>,
    left_out: LeftOutCounts,
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
                self.n_texts += 1;
                self.end_script(false);
                self.writer.clear();
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
            Event::InlineHtml(tag) => self.inline_html(&tag, range),
            Event::FootnoteReference(label) => {
                self.end_script(false);
                let number = self.footnote_number(&label);
                self.draft.push(&superscript(&number.to_string()));
            }
            Event::SoftBreak => {
                self.push("\n");
                let line = self.line(range.end);
                self.draft.at_line(line);
            }
            Event::HardBreak => {
                self.end_script(false);
                let line = self.line(range.end);
                self.draft.break_line(line);
            }
            Event::Rule => self.draft.gap(),
            Event::TaskListMarker(is_done) => {
                self.draft.push(if is_done { "[x] " } else { "[ ] " });
            }
        }
    }

    /// A tag inside a paragraph. Its element may reach beyond the paragraph, so each is read alone.
    fn inline_html(&mut self, source: &str, range: Range<usize>) {
        let Some(tag) = html::tag(source) else {
            return;
        };
        match (&*tag.name, tag.kind) {
            ("br", _) => {
                self.end_script(false);
                let line = self.line(range.end);
                self.draft.break_line(line);
            }
            ("sup" | "sub", TagKind::EndTag) => self.end_script(true),
            ("sup" | "sub", TagKind::StartTag) => {
                self.end_script(false);
                let level = match &*tag.name {
                    "sup" => Level::Superscript,
                    _ => Level::Subscript,
                };
                let is_link = self.draft.face().link.is_some();
                self.script = Some((level, String::new())).filter(|_| !is_link);
            }
            ("q", TagKind::StartTag) => self.push("“"),
            ("q", TagKind::EndTag) => self.push("”"),
            (_, TagKind::StartTag) => {
                let description = || html::description(&tag).filter(|_| &*tag.name == "img");
                match html::check_box(&tag).or_else(description) {
                    Some(text) => self.push(text),
                    None => html::missed(&tag)
                        .into_iter()
                        .for_each(|kind| self.left_out.add(kind)),
                }
            }
            _ => {}
        }
    }

    /// Writes text into the paragraph.
    fn push(&mut self, text: &str) {
        match &mut self.script {
            Some((_, script)) => script.push_str(text),
            None => self.draft.push(&self.writer.write(text, Level::Base)),
        }
    }

    /// Writes the open superscript or subscript. `is_whole`: it has its end tag, and nothing but text is in it.
    fn end_script(&mut self, is_whole: bool) {
        if let Some((level, text)) = self.script.take() {
            let level = if is_whole { level } else { Level::Base };
            self.draft.push(&self.writer.write(&text, level));
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        let line = self.line(range.start);
        let is_face = matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough);
        if !is_face {
            self.end_script(false);
            self.writer.clear();
        }
        if matches!(tag, Tag::Image { .. }) {
            self.images.push(self.n_texts);
        }
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
        if !matches!(
            tag,
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough
        ) {
            self.end_script(false);
        }
        if tag == TagEnd::Image && self.images.pop() == Some(self.n_texts) {
            self.left_out.add(LeftOut::Picture);
        }
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
        self.n_texts += 1;
        match &mut self.capture {
            Capture::Nothing => self.push(text),
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
                let page;
                (self.draft, page) = html::write(draft, &source, html::Syntax::Html, line);
                self.left_out.append(&page.left_out);
            }
            Capture::Metadata(source) => self.write_metadata(&source),
        }
    }

    /// Writes title, author and date from the metadata.
    fn write_metadata(&mut self, metadata: &str) {
        let value = |wanted: &str| {
            let (_, value) = metadata
                .lines()
                .filter_map(|line| line.split_once([':', '=']))
                .find(|(key, _)| key.trim_end() == wanted)?;
            let value = value.trim().trim_matches(['"', '\'']);
            (!value.is_empty()).then_some(value)
        };
        let fields = metadata.lines();
        let sentences = fields.filter_map(|line| line.split_once([':', '=']));
        let sentences = sentences.filter(|(key, value)| {
            let is_shown = matches!(key.trim_end(), "title" | "author" | "date");
            !is_shown && !key.starts_with([' ', '-', '#']) && is_sentence(value.trim())
        });
        for _ in sentences {
            self.left_out.add(LeftOut::Metadata);
        }
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

/// Whether a value of the metadata is a sentence; lists of tags and file names are nothing to read.
fn is_sentence(value: &str) -> bool {
    value.contains(' ') && !value.starts_with(['[', '{', '#'])
}
