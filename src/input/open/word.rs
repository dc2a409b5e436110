//! A Word document (DOCX) → [`Document`]: its paragraphs, headings, lists, tables and notes.
//!
//! Tracked changes are accepted, with a note. Text boxes come at their anchors; page headers and comments are left out, and
//! hidden text, with a note. Formulas are shown in their linear form, characters of symbol fonts as Unicode has them.

mod numbering;
mod styles;
mod symbol;

use super::archive::Archive;
use super::formula::FormulaBuilder;
use super::html;
use super::xml::{self, BytesStart, XmlEvent, XmlOutcome, attribute, id};
use crate::text::document::{BlockKind, Container, Document, Draft, Face, TextSource};
use anyhow::{Result, bail};
use numbering::Numbering;
use std::collections::HashMap;
use styles::{ParagraphKind, Styles};

/// Whether an archive is a Word document.
pub fn is_word(archive: &Archive) -> bool {
    archive.has("word/document.xml") || archive.has("word/document2.xml")
}

/// Reads a document.
pub fn read(mut archive: Archive) -> Result<Document> {
    let main = match archive.has("word/document.xml") {
        true => "word/document.xml",
        false => "word/document2.xml", // what Word online writes
    };
    let source = archive.text(main)?;
    let mut draft = Draft::default();
    let links = links(
        &mut draft,
        &archive.text(
            &main
                .replace("word/", "word/_rels/")
                .replace(".xml", ".xml.rels"),
        )?,
    );
    let styles = Styles::new(&archive.text("word/styles.xml")?);
    let numbering = Numbering::new(&archive.text("word/numbering.xml")?);
    let mut converter = WordConverter::new(draft, styles, numbering, links);
    let outcome = xml::read_events(&source, |event| converter.event(event));
    let notes: Vec<(&str, String)> = std::mem::take(&mut converter.notes);
    let mut texts = HashMap::new();
    for kind in ["footnote", "endnote"] {
        texts.insert(
            kind,
            note_texts(&archive.text(&format!("word/{kind}s.xml"))?),
        );
    }
    converter.leave_lists(0);
    for (n, (kind, id)) in notes.iter().enumerate() {
        let Some(text) = texts[kind].get(id) else {
            continue;
        };
        converter.draft.enter(Container::List(None));
        converter.draft.enter(Container::Item);
        converter.draft.set_marker(format!("[{}] ", n + 1));
        converter.draft.begin(BlockKind::Paragraph, 0);
        converter.draft.push(text);
        converter.draft.leave(Container::List(None));
    }
    finish(converter, outcome)
}

fn finish(converter: WordConverter, outcome: XmlOutcome) -> Result<Document> {
    if outcome.is_damaged && converter.draft.is_empty() && !converter.draft.has_started() {
        bail!("its text is damaged; open it in a word processor and save it again");
    }
    let notes = [
        (
            outcome.is_damaged,
            "it is damaged; the text after the damage is missing",
        ),
        (
            outcome.has_entities,
            "it declares its own XML entities, which are not expanded",
        ),
        (
            converter.has_changes,
            "it has tracked changes: insertions are shown, deletions are not",
        ),
        (
            converter.has_hidden_text,
            "it has hidden text, which is not shown",
        ),
    ];
    let mut document = converter.draft.finish("");
    let notes = notes.iter().filter(|(applies, _)| *applies);
    document
        .notes
        .extend(notes.map(|(_, note)| (*note).to_owned()));
    document.source = TextSource::Word;
    Ok(document)
}

/// Adds the targets of hyperlinks to the draft, each once. They are found by their relationship ids.
fn links(draft: &mut Draft, source: &str) -> HashMap<String, u32> {
    let mut links = HashMap::new();
    xml::read_events(source, |event| {
        if let XmlEvent::Open("Relationship", tag) = event
            && attribute(tag, "TargetMode").as_deref() == Some("External")
            && let (Some(id), Some(target)) = (id(tag, "Id"), attribute(tag, "Target"))
        {
            links.extend(draft.link(&target).map(|link| (id, link)));
        }
    });
    links
}

/// The texts of footnotes or endnotes, by their ids.
fn note_texts(source: &str) -> HashMap<String, String> {
    let mut texts = HashMap::new();
    let (mut note, mut text) = (String::new(), String::new());
    let mut is_text = false;
    xml::read_events(source, |event| match event {
        XmlEvent::Open("footnote" | "endnote", tag) => {
            let next = id(tag, "id").unwrap_or_default();
            texts.insert(
                std::mem::replace(&mut note, next),
                std::mem::take(&mut text),
            );
        }
        XmlEvent::Open("p" | "br" | "tab", _) => text.push(' '),
        XmlEvent::Open("t", _) => is_text = true,
        XmlEvent::Close("t") => is_text = false,
        XmlEvent::Text(part) if is_text => text.push_str(&part),
        _ => {}
    });
    texts.insert(note, text);
    texts
}

/// Elements whose text is never shown, or is read elsewhere.
const SKIPPED: &[&str] = &[
    "del",
    "moveFrom",
    "Fallback",
    "instrText",
    "delText",
    "pPrChange",
    "rPrChange",
    "sectPr",
    "numberingChange",
    "tblPr",
    "tcPr",
    "trPr",
];

/// The properties of a paragraph.
#[derive(Debug, Default)]
struct Paragraph {
    style: String,
    /// The id of its list, and the level in it.
    list: Option<(String, usize)>,
    outline: Option<u8>,
}

struct WordConverter {
    draft: Draft,
    styles: Styles,
    numbering: Numbering,
    /// The links of the draft, by their relationship ids.
    links: HashMap<String, u32>,
    /// The number of open elements since the start of the one that is being skipped.
    skipped: usize,
    /// The open paragraph, as long as it has no text.
    paragraph: Option<Paragraph>,
    is_in_paragraph_properties: bool,
    is_text: bool,
    /// The link around the current run.
    link: Option<u32>,
    is_superscript: bool,
    /// Whether the text of the current run is hidden.
    is_hidden: bool,
    /// The open formula.
    formula: Option<FormulaBuilder>,
    code: Option<String>,
    n_lists: usize,
    is_in_quote: bool,
    n_cells: usize,
    paragraphs_in_cell: usize,
    /// The notes that the text refers to, in order of first reference.
    notes: Vec<(&'static str, String)>,
    /// The number of each note.
    note_numbers: HashMap<(&'static str, String), usize>,
    has_changes: bool,
    has_hidden_text: bool,
}

impl WordConverter {
    fn new(
        draft: Draft,
        styles: Styles,
        numbering: Numbering,
        links: HashMap<String, u32>,
    ) -> WordConverter {
        WordConverter {
            draft,
            styles,
            numbering,
            links,
            skipped: 0,
            paragraph: None,
            is_in_paragraph_properties: false,
            is_text: false,
            link: None,
            is_superscript: false,
            is_hidden: false,
            formula: None,
            code: None,
            n_lists: 0,
            is_in_quote: false,
            n_cells: 0,
            paragraphs_in_cell: 0,
            notes: Vec::new(),
            note_numbers: HashMap::new(),
            has_changes: false,
            has_hidden_text: false,
        }
    }

    fn event(&mut self, event: XmlEvent) {
        match event {
            XmlEvent::Open(..) if self.skipped > 0 => self.skipped += 1,
            XmlEvent::Close(_) if self.skipped > 0 => self.skipped -= 1,
            event if self.formula.is_some() => self.formula_event(event),
            XmlEvent::Open(name, tag) => self.open(name, tag),
            XmlEvent::Close(name) => self.close(name),
            XmlEvent::Text(text) if self.is_text && self.skipped == 0 => self.text(&text),
            XmlEvent::Text(_) => {}
        }
    }

    fn formula_event(&mut self, event: XmlEvent) {
        let Some(formula) = &mut self.formula else {
            return;
        };
        match event {
            XmlEvent::Open(name, tag) => {
                self.has_changes |= matches!(name, "ins" | "del" | "moveFrom");
                match SKIPPED.contains(&name) {
                    true => self.skipped = 1,
                    false => formula.begin(name, id(tag, "val")),
                }
            }
            XmlEvent::Text(text) => formula.text(&text),
            XmlEvent::Close(_) => {
                if let Some(linear) = formula.end() {
                    self.formula = None;
                    self.text(&linear);
                }
            }
        }
    }

    fn open(&mut self, name: &str, tag: &BytesStart) {
        self.has_changes |= matches!(name, "ins" | "del" | "moveFrom");
        match name {
            _ if SKIPPED.contains(&name) => self.skipped = 1,
            "p" => self.paragraph = Some(Paragraph::default()),
            "pPr" => self.is_in_paragraph_properties = true,
            "pStyle" | "ilvl" | "numId" | "outlineLvl" => self.property(name, tag),
            "r" => self.reset_face(),
            "oMath" => {
                let mut formula = FormulaBuilder::default();
                formula.begin(name, None);
                self.formula = Some(formula);
            }
            "sym" => {
                let attribute = |name: &str| id(tag, name).unwrap_or_default();
                let c = symbol::character(&attribute("font"), &attribute("char"));
                self.text(c.encode_utf8(&mut [0; 4]));
            }
            "rStyle" | "b" | "i" | "strike" | "dstrike" | "vertAlign" | "vanish"
                if !self.is_in_paragraph_properties =>
            {
                self.run_property(name, tag);
            }
            "t" => self.is_text = true,
            "hyperlink" => {
                self.link = id(tag, "id").and_then(|id| self.links.get(&id).copied());
                self.reset_face();
            }
            "tab" if !self.is_in_paragraph_properties => self.text(" "),
            "noBreakHyphen" => self.text("-"),
            "br" | "cr" if attribute(tag, "type").is_none_or(|kind| kind == "textWrapping") => {
                self.line_break();
            }
            "footnoteReference" => self.note_reference("footnote", tag),
            "endnoteReference" => self.note_reference("endnote", tag),
            "tbl" => self.begin_table(),
            "tr" => self.draft.begin(BlockKind::Row, 0),
            "tc" => {
                self.n_cells += 1;
                self.paragraphs_in_cell = 0;
                self.draft.cell();
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "pPr" => self.is_in_paragraph_properties = false,
            "t" => self.is_text = false,
            "hyperlink" => {
                self.link = None;
                self.reset_face();
            }
            "tc" => self.n_cells = self.n_cells.saturating_sub(1),
            "tr" => self.draft.end(),
            "tbl" => self.draft.gap(),
            _ => {}
        }
    }

    fn property(&mut self, name: &str, tag: &BytesStart) {
        let (Some(paragraph), Some(value)) = (&mut self.paragraph, id(tag, "val")) else {
            return;
        };
        match name {
            "pStyle" => paragraph.style = value,
            "outlineLvl" => paragraph.outline = value.parse().ok().filter(|&level| level < 9),
            "ilvl" => {
                let level = value.parse().unwrap_or(0).min(LEVEL_MAX);
                paragraph.list.get_or_insert_default().1 = level;
            }
            _ => paragraph.list.get_or_insert_default().0 = value,
        }
    }

    fn run_property(&mut self, name: &str, tag: &BytesStart) {
        let value = id(tag, "val");
        let is_on = !matches!(value.as_deref(), Some("0" | "false" | "off" | "none"));
        let mut face = self.draft.face();
        match name {
            "b" => face.strong = is_on,
            "i" => face.emphasis = is_on,
            "strike" | "dstrike" => face.struck |= is_on,
            "vertAlign" => self.is_superscript = value.as_deref() == Some("superscript"),
            "vanish" => self.is_hidden = is_on,
            _ => face.code |= self.styles.kind(&value.unwrap_or_default()) == ParagraphKind::Code,
        }
        self.draft.set_face(face);
    }

    fn reset_face(&mut self) {
        self.is_superscript = false;
        self.is_hidden = false;
        let link = self.link;
        self.draft.set_face(Face {
            link,
            ..Face::default()
        });
    }

    fn text(&mut self, text: &str) {
        if self.is_hidden {
            self.has_hidden_text = true;
            return;
        }
        if let Some(paragraph) = self.paragraph.take() {
            self.begin_paragraph(paragraph);
        }
        match &mut self.code {
            Some(code) => code.push_str(text),
            None if self.is_superscript && text.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.draft.push(&html::superscript(text));
            }
            None => self.draft.push(text),
        }
    }

    fn line_break(&mut self) {
        match &mut self.code {
            Some(code) => code.push('\n'),
            None => self.draft.break_line(0),
        }
    }

    fn note_reference(&mut self, kind: &'static str, tag: &BytesStart) {
        let note = (kind, id(tag, "id").unwrap_or_default());
        let next = self.notes.len() + 1;
        let number = *self.note_numbers.entry(note.clone()).or_insert(next);
        if number == next {
            self.notes.push(note);
        }
        self.text(&html::superscript(&number.to_string()));
    }

    fn begin_paragraph(&mut self, paragraph: Paragraph) {
        if self.n_cells > 0 {
            self.paragraphs_in_cell += 1;
            match self.paragraphs_in_cell {
                1 => self.draft.push(" "),
                _ => self.draft.begin(BlockKind::Paragraph, 0),
            }
            return;
        }
        let kind = match paragraph.outline {
            Some(level) => ParagraphKind::Heading(level + 1),
            None => self.styles.kind(&paragraph.style),
        };
        let list = paragraph
            .list
            .or_else(|| self.styles.list(&paragraph.style))
            .filter(|(id, _)| id != "0" && !matches!(kind, ParagraphKind::Heading(_)));
        self.leave_lists(list.as_ref().map_or(0, |(_, level)| level + 1));
        self.set_quote(kind == ParagraphKind::Quote && list.is_none());
        if let Some((id, level)) = list {
            while self.n_lists < level + 1 {
                self.draft.enter(Container::List(None));
                self.n_lists += 1;
            }
            self.draft.leave(Container::Item);
            self.draft.enter(Container::Item);
            self.draft.set_marker(self.numbering.marker(&id, level));
        }
        match kind {
            ParagraphKind::Heading(level) => self.draft.begin_heading(level, 0),
            ParagraphKind::Byline => self.draft.begin(BlockKind::Byline, 0),
            ParagraphKind::Code => self.code = Some(String::new()),
            ParagraphKind::Quote | ParagraphKind::Text => self.draft.begin(BlockKind::Paragraph, 0),
        }
    }

    fn end_paragraph(&mut self) {
        self.paragraph = None;
        if let Some(code) = self.code.take() {
            for line in code.lines() {
                self.draft.code_line(line, 0);
            }
        } else if self.n_cells == 0 {
            self.draft.end();
        }
        self.reset_face();
    }

    fn begin_table(&mut self) {
        self.leave_lists(0);
        self.set_quote(false);
        self.draft.gap();
    }

    /// Closes lists until `n` are open.
    fn leave_lists(&mut self, n: usize) {
        while self.n_lists > n {
            self.draft.leave(Container::List(None));
            self.n_lists -= 1;
        }
    }

    fn set_quote(&mut self, is_quote: bool) {
        match (self.is_in_quote, is_quote) {
            (false, true) => self.draft.enter(Container::Quote),
            (true, false) => self.draft.leave(Container::Quote),
            _ => {}
        }
        self.is_in_quote = is_quote;
    }
}

/// Word's lists have nine levels, from 0.
const LEVEL_MAX: usize = 8;
