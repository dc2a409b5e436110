//! A Word document (DOCX) → [`Document`]: its paragraphs, headings, lists, tables and notes.
//!
//! Tracked changes are accepted, with a note. Text boxes come at their anchors, and so do the texts that describe
//! pictures. Formulas are shown in their linear form, characters of symbol fonts as Unicode has them. What is left out
//! (comments, page headers, hidden text …) is counted in notes.

mod field;
mod numbering;
mod object;
mod page_margin;
mod styles;
mod symbol;

use super::archive::Archive;
use super::formula::FormulaBuilder;
use super::left_out::{LeftOut, LeftOutCounts};
use super::script::{Level, ScriptWriter, superscript};
use super::xml::{self, BytesStart, XmlEvent, XmlOutcome, attribute, id};
use crate::text::document::{BlockKind, Container, Document, Draft, Face, TextSource};
use anyhow::{Result, bail};
use field::Fields;
use numbering::Numbering;
use object::Object;
use std::collections::{BTreeSet, HashMap};
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
    let relations = main.replace("word/", "word/_rels/") + ".rels";
    let relations = Relations::new(&mut draft, &archive.text(&relations)?);
    let styles = Styles::new(&archive.text("word/styles.xml")?);
    let numbering = Numbering::new(&archive.text("word/numbering.xml")?);
    let mut converter = WordConverter::new(draft, styles, numbering, relations);
    let outcome = xml::read_events(&source, |event| converter.event(event));
    converter.end_part();
    converter.leave_lists(0);
    let mut texts = HashMap::new();
    for kind in ["footnote", "endnote"] {
        let source = archive.text(&format!("word/{kind}s.xml"))?;
        texts.insert(kind, converter.note_texts(&source));
    }
    let notes: Vec<(&str, String)> = std::mem::take(&mut converter.notes);
    for (n, (kind, id)) in notes.iter().enumerate() {
        let Some(text) = texts[kind].get(id) else {
            converter.left_out.add(LeftOut::MissingNote);
            continue;
        };
        converter.draft.enter(Container::List(None));
        converter.draft.enter(Container::Item);
        converter.draft.set_marker(format!("[{}] ", n + 1));
        converter.draft.begin(BlockKind::Paragraph, 0);
        converter.draft.push(text);
        converter.draft.leave(Container::List(None));
    }
    for (kind, target) in std::mem::take(&mut converter.relations.margins) {
        let part = resolve(&target);
        if page_margin::has_words(&archive.text(&part).unwrap_or_default()) {
            converter.left_out.add(kind);
        }
    }
    finish(converter, outcome)
}

/// The path of a part of the document. Targets are written as in a file of the folder `word`.
fn resolve(target: &str) -> String {
    match target.strip_prefix('/') {
        Some(path) => path.to_owned(),
        None => format!("word/{target}"),
    }
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
    ];
    let documents = documents_note(&converter.documents);
    let left_out = converter.left_out;
    let mut document = converter.draft.finish("");
    let notes = notes.iter().filter(|(applies, _)| *applies);
    document
        .notes
        .extend(notes.map(|(_, note)| (*note).to_owned()));
    document.notes.extend(documents);
    document.notes.extend(left_out.notes());
    document.source = TextSource::Word;
    Ok(document)
}

/// The note for documents inside the document, by their names.
fn documents_note(names: &BTreeSet<String>) -> Option<String> {
    let first = names.first()?;
    Some(match names.len() {
        1 => format!("the document {first} inside it is not shown"),
        n => format!("{n} documents inside it are not shown, {first} and others"),
    })
}

/// What the document refers to.
#[derive(Debug, Default)]
struct Relations {
    /// The targets of hyperlinks, as links of the draft, by their ids.
    links: HashMap<String, u32>,
    /// The names of documents that are parts of the document, by their ids.
    documents: HashMap<String, String>,
    /// The headers and footers of its pages, each once.
    margins: Vec<(LeftOut, String)>,
}

impl Relations {
    /// Adds the targets of hyperlinks to the draft, each once.
    fn new(draft: &mut Draft, source: &str) -> Relations {
        let mut relations = Relations::default();
        let mut margins = BTreeSet::new();
        xml::read_events(source, |event| {
            let XmlEvent::Open("Relationship", tag) = event else {
                return;
            };
            let (Some(id), Some(target)) = (id(tag, "Id"), attribute(tag, "Target")) else {
                return;
            };
            let kind = attribute(tag, "Type").unwrap_or_default();
            let kind = kind.rsplit('/').next().unwrap_or_default();
            match kind {
                "aFChunk" | "subDocument" if target.len() <= TARGET_MAX => {
                    let name = target.rsplit('/').next().unwrap_or_default();
                    relations.documents.insert(id, name.to_owned());
                }
                "header" | "footer" if target.len() <= TARGET_MAX => {
                    let kind = match kind {
                        "header" => LeftOut::PageHeader,
                        _ => LeftOut::PageFooter,
                    };
                    if margins.len() < MARGINS_MAX && margins.insert(target.clone()) {
                        relations.margins.push((kind, target));
                    }
                }
                _ if attribute(tag, "TargetMode").as_deref() == Some("External") => {
                    let link = draft.link(&target);
                    relations.links.extend(link.map(|link| (id, link)));
                }
                _ => {}
            }
        });
        relations
    }
}

/// The most bytes of the path of a part.
const TARGET_MAX: usize = 255;

/// The most headers and footers that are read. A document has three of each for every section.
const MARGINS_MAX: usize = 100;

/// Elements whose text is never shown, or is read elsewhere.
const SKIPPED: &[&str] = &[
    "del",
    "moveFrom",
    "delInstrText",
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
    relations: Relations,
    /// The number of open elements since the start of the one that is being skipped.
    skipped: usize,
    /// The open paragraph, as long as it has no text.
    paragraph: Option<Paragraph>,
    is_in_paragraph_properties: bool,
    is_text: bool,
    /// The link around the current run.
    link: Option<u32>,
    is_in_hyperlink: bool,
    /// Where the text of the current run stands.
    level: Level,
    writer: ScriptWriter,
    /// The open superscript or subscript, its text, and the face of that.
    script: Option<(Level, String, Face)>,
    /// Whether the text of the current run is hidden.
    is_hidden: bool,
    /// The symbol font of the current run.
    symbol_font: Option<String>,
    is_instruction: bool,
    fields: Fields,
    /// The open pictures and other objects; a text box may have further ones.
    objects: Vec<Object>,
    /// For each open choice between forms of the same content, whether one was read.
    choices: Vec<bool>,
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
    /// The text of the open footnote or endnote, which is read on its own.
    note: Option<String>,
    has_changes: bool,
    /// The names of documents inside the document.
    documents: BTreeSet<String>,
    left_out: LeftOutCounts,
}

impl WordConverter {
    fn new(
        draft: Draft,
        styles: Styles,
        numbering: Numbering,
        relations: Relations,
    ) -> WordConverter {
        WordConverter {
            draft,
            styles,
            numbering,
            relations,
            skipped: 0,
            paragraph: None,
            is_in_paragraph_properties: false,
            is_text: false,
            link: None,
            is_in_hyperlink: false,
            level: Level::Base,
            writer: ScriptWriter::default(),
            script: None,
            is_hidden: false,
            symbol_font: None,
            is_instruction: false,
            fields: Fields::default(),
            objects: Vec::new(),
            choices: Vec::new(),
            formula: None,
            code: None,
            n_lists: 0,
            is_in_quote: false,
            n_cells: 0,
            paragraphs_in_cell: 0,
            notes: Vec::new(),
            note_numbers: HashMap::new(),
            note: None,
            has_changes: false,
            documents: BTreeSet::new(),
            left_out: LeftOutCounts::default(),
        }
    }

    /// The texts of footnotes or endnotes, by their ids.
    fn note_texts(&mut self, source: &str) -> HashMap<String, String> {
        let mut texts = HashMap::new();
        let mut note = String::new();
        self.note = Some(String::new());
        xml::read_events(source, |event| {
            if let XmlEvent::Open("footnote" | "endnote", tag) = event {
                self.end_part();
                let next = id(tag, "id").unwrap_or_default();
                let text = self.note.replace(String::new()).unwrap_or_default();
                texts.insert(std::mem::replace(&mut note, next), text);
            } else {
                self.event(event);
            }
        });
        self.end_part();
        texts.insert(note, self.note.take().unwrap_or_default());
        texts
    }

    /// Ends what is still open at the end of a part, where end tags may be missing.
    fn end_part(&mut self) {
        if let Some(mut formula) = self.formula.take() {
            self.text(&formula.finish());
        }
        self.end_script();
        self.writer.clear();
        (self.skipped, self.n_cells) = (0, 0);
        (self.is_text, self.is_instruction, self.is_in_hyperlink) = (false, false, false);
        self.is_in_paragraph_properties = false;
        self.fields = Fields::default();
        self.objects.clear();
        self.choices.clear();
        self.link = None;
        self.reset_face();
    }

    fn event(&mut self, event: XmlEvent) {
        match event {
            XmlEvent::Open(..) if self.skipped > 0 => self.skipped += 1,
            XmlEvent::Close(_) if self.skipped > 0 => self.skipped -= 1,
            XmlEvent::Text(_) if self.skipped > 0 => {}
            event if self.formula.is_some() => self.formula_event(event),
            XmlEvent::Open(name, tag) => self.open(name, tag),
            XmlEvent::Close(name) => self.close(name),
            XmlEvent::Text(text) if self.is_text => self.text(&text),
            XmlEvent::Text(text) if self.is_instruction => self.fields.instruction(&text),
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
                if SKIPPED.contains(&name) || name == "Fallback" {
                    self.skipped = 1;
                    return;
                }
                formula.begin(name, id(tag, "val"));
                if name == "sym" {
                    formula.text(symbol(tag).encode_utf8(&mut [0; 4]));
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
        if let Some(object) = self.objects.last_mut() {
            object.open(name, tag);
        }
        match name {
            _ if SKIPPED.contains(&name) => self.skipped = 1,
            "p" | "br" | "cr" | "tbl" | "tr" | "tc" if self.note.is_some() => self.write(" "),
            "AlternateContent" => self.choices.push(false),
            "Choice" | "Fallback" => {
                if self.choices.last() == Some(&true) {
                    self.skipped = 1;
                } else if let Some(is_read) = self.choices.last_mut() {
                    *is_read = true;
                }
            }
            "drawing" | "pict" | "object" => self.objects.push(Object::default()),
            "textpath" => {
                let text = attribute(tag, "string").unwrap_or_default();
                self.text(&format!(" {text} "));
            }
            "rt" => {
                self.left_out.add(LeftOut::Pronunciation);
                self.skipped = 1;
            }
            "commentReference" => self.left_out.add(LeftOut::Comment),
            "altChunk" | "subDoc" => {
                let id = id(tag, "id").unwrap_or_default();
                self.documents.extend(self.relations.documents.remove(&id));
            }
            "fldChar" => {
                let kind = id(tag, "fldCharType").unwrap_or_default();
                if let Some(text) = self.fields.part(&kind) {
                    self.text(&text);
                }
            }
            "instrText" => self.is_instruction = true,
            "ffData" => self.fields.is_in_form = true,
            "default" | "checked" | "result" | "listEntry" => {
                self.fields.form_property(name, id(tag, "val"));
            }
            "p" => self.paragraph = Some(Paragraph::default()),
            "pPr" => self.is_in_paragraph_properties = true,
            "pStyle" | "ilvl" | "numId" | "outlineLvl" => self.property(name, tag),
            "r" => self.reset_face(),
            "oMath" => {
                let mut formula = FormulaBuilder::default();
                formula.begin(name, None);
                self.formula = Some(formula);
            }
            "sym" => self.text(symbol(tag).encode_utf8(&mut [0; 4])),
            "rStyle" | "b" | "i" | "strike" | "dstrike" | "vertAlign" | "vanish" | "rFonts"
                if !self.is_in_paragraph_properties =>
            {
                self.run_property(name, tag);
            }
            "t" => self.is_text = true,
            "hyperlink" => {
                let link = id(tag, "id").and_then(|id| self.relations.links.get(&id).copied());
                self.link = link.filter(|_| self.note.is_none()); // notes have ids of their own
                self.is_in_hyperlink = true;
                self.reset_face();
            }
            "tab" | "ptab" if !self.is_in_paragraph_properties => self.text(" "),
            "noBreakHyphen" => self.text("-"),
            "br" | "cr" => self.line_break(),
            "footnoteReference" => self.note_reference("footnote", tag),
            "endnoteReference" => self.note_reference("endnote", tag),
            "tbl" => self.begin_table(),
            "tr" => self.draft.begin(BlockKind::Row, 0),
            "tc" => {
                self.n_cells += 1;
                self.paragraphs_in_cell = 0;
                self.writer.clear();
                self.draft.cell();
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "tbl" | "tr" | "tc" if self.note.is_some() => {
                self.end_script();
                self.reset_face();
            }
            "AlternateContent" => drop(self.choices.pop()),
            "drawing" | "pict" | "object" => self.end_object(),
            "instrText" => self.is_instruction = false,
            "ffData" => self.fields.is_in_form = false,
            "p" => self.end_paragraph(),
            "pPr" => self.is_in_paragraph_properties = false,
            "t" => self.is_text = false,
            "hyperlink" => {
                self.link = None;
                self.is_in_hyperlink = false;
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
            "vertAlign" => {
                self.level = match value.as_deref() {
                    Some("superscript") => Level::Superscript,
                    Some("subscript") => Level::Subscript,
                    _ => Level::Base,
                }
            }
            "rFonts" => {
                let font = id(tag, "ascii").or_else(|| id(tag, "hAnsi"));
                self.symbol_font = font.filter(|font| is_symbol_font(font));
            }
            "vanish" => self.is_hidden = is_on,
            _ => face.code |= self.styles.kind(&value.unwrap_or_default()) == ParagraphKind::Code,
        }
        self.draft.set_face(face);
    }

    fn reset_face(&mut self) {
        self.level = Level::Base;
        self.is_hidden = false;
        self.symbol_font = None;
        let link = self.link;
        self.draft.set_face(Face {
            link,
            ..Face::default()
        });
    }

    fn end_object(&mut self) {
        let Some(object) = self.objects.pop() else {
            return;
        };
        if let Some(description) = object.description() {
            self.text(&format!(" {description} "));
        }
        if let Some(kind) = object.left_out().filter(|_| !self.is_hidden) {
            self.left_out.add(kind);
        }
    }

    fn text(&mut self, text: &str) {
        if self.is_hidden {
            self.left_out.has_hidden_text = true;
            return;
        }
        if let Some(paragraph) = self.paragraph.take() {
            self.begin_paragraph(paragraph);
        }
        let decoded = self.symbol_font.as_ref().map(|font| symbols(font, text));
        let text = decoded.as_deref().unwrap_or(text);
        let is_number = || text.bytes().all(|byte| byte.is_ascii_digit());
        match self.level {
            Level::Base => self.write(text),
            // What is a link refers to a note.
            _ if self.is_in_hyperlink && !is_number() => self.write(text),
            level => match &mut self.script {
                Some((open, script, _)) if *open == level => script.push_str(text),
                _ => {
                    self.end_script();
                    self.script = Some((level, text.to_owned(), self.draft.face()));
                }
            },
        }
    }

    /// Writes the open superscript or subscript, which may be in several runs.
    fn end_script(&mut self) {
        if let Some((level, text, face)) = self.script.take() {
            let next = self.draft.face();
            self.draft.set_face(face);
            let text = self.writer.write(&text, level);
            self.put(&text);
            self.draft.set_face(next);
        }
    }

    fn write(&mut self, text: &str) {
        self.end_script();
        let text = self.writer.write(text, Level::Base);
        self.put(&text);
    }

    fn put(&mut self, text: &str) {
        match (&mut self.note, &mut self.code) {
            (Some(note), _) => note.push_str(text),
            (_, Some(code)) => code.push_str(text),
            _ => self.draft.push(text),
        }
    }

    fn line_break(&mut self) {
        self.end_script();
        self.writer.clear();
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
        self.end_script();
        self.level = Level::Base;
        self.text(&superscript(&number.to_string()));
    }

    fn begin_paragraph(&mut self, paragraph: Paragraph) {
        self.writer.clear();
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
            .filter(|(id, _)| id != "0");
        let list = match (kind, list) {
            (ParagraphKind::Heading(_), Some((id, level))) => {
                if self.numbering.is_numbered(&id, level) {
                    self.left_out.add(LeftOut::HeadingNumber);
                }
                None
            }
            (_, list) => list,
        };
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
        self.end_script();
        self.writer.clear();
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

/// The character of a symbol font that a tag names.
fn symbol(tag: &BytesStart) -> char {
    let attribute = |name: &str| id(tag, name).unwrap_or_default();
    symbol::character(&attribute("font"), &attribute("char"))
}

/// Whether the characters of a font are none of Unicode's.
fn is_symbol_font(font: &str) -> bool {
    ["symbol", "wingdings"].contains(&font.to_ascii_lowercase().as_str())
}

/// Text in a symbol font, whose characters lie in the private use area.
fn symbols(font: &str, text: &str) -> String {
    let character = |c: char| match c {
        '\u{f020}'..='\u{f0ff}' => symbol::character(font, &format!("{:x}", u32::from(c))),
        c => c,
    };
    text.chars().map(character).collect()
}
