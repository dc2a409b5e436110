//! HTML → [`Draft`]: every element that a page shows, in source order.
//!
//! The tokens of html5ever's tokenizer are converted one by one, without a tree: no nesting is too deep, and end tags
//! may be missing. What a browser does not show (scripts, hidden elements) and what is no text (buttons, images) is
//! left out.

mod tags;
mod tree_size;

use crate::input::open::formula::FormulaBuilder;
use crate::text::document::{BlockKind, Container, Draft, Face};
use html5ever::LocalName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;
use tree_size::{OPEN_ENDED, TreeSize};

/// The syntax of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// HTML, with the error recovery of browsers.
    Html,
    /// XML: `<title/>` is an element without content.
    Xhtml,
}

/// Properties of a page besides its text.
#[derive(Debug, Default)]
pub struct Page {
    /// The content of the element `title`.
    pub title: String,
    /// The size of its tree.
    pub tree_size: TreeSize,
    /// Elements of boilerplate, which surrounds an article: navigation, forms, scripts.
    pub n_boilerplate: usize,
    /// Whether it has a heading of the first level.
    pub has_heading: bool,
    /// Whether a tag has more attributes than can be read, so that the HTML source is shown instead.
    pub has_too_many_attributes: bool,
}

/// Appends what `source` shows to `draft`. `line` is the number of its first line; 0 if line numbers are unknown.
pub fn write(draft: Draft, source: &str, syntax: Syntax, line: usize) -> (Draft, Page) {
    if tags::has_too_many_attributes(source) {
        let page = Page {
            has_too_many_attributes: true,
            ..Page::default()
        };
        return (write_source(draft, source, line), page);
    }
    let converter = HtmlConverter {
        draft,
        page: Page::default(),
        syntax,
        first_line: line,
        line,
        skipped: None,
        inline: Vec::new(),
        is_in_title: false,
        cell: None,
        preformatted: None,
        n_superscript: 0,
        formula: None,
    };
    let tokenizer = Tokenizer::new(Sink(RefCell::new(converter)), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(source));
    // `feed` returns early if the sink asks for a script to be run, which ours never does.
    while !queue.is_empty() {
        let _ = tokenizer.feed(&queue);
    }
    tokenizer.end();
    let mut converter = tokenizer.sink.0.into_inner();
    converter.end_formula();
    converter.draft.end();
    (converter.draft, converter.page)
}

fn write_source(mut draft: Draft, source: &str, first_line: usize) -> Draft {
    for (n, text) in source.lines().enumerate() {
        let line = if first_line > 0 { first_line + n } else { 0 };
        draft.begin(BlockKind::Paragraph, line);
        draft.push(text);
    }
    draft.end();
    draft
}

struct Sink(RefCell<HtmlConverter>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        self.0.borrow_mut().token(token, line as usize)
    }
}

struct HtmlConverter {
    draft: Draft,
    page: Page,
    syntax: Syntax,
    first_line: usize,
    line: usize,
    /// The element that is being skipped, and how many elements of its name are open in it.
    skipped: Option<(String, usize)>,
    /// The open inline elements, and the face outside each.
    inline: Vec<(LocalName, Face)>,
    is_in_title: bool,
    /// The number of blocks in the open table cell.
    cell: Option<usize>,
    /// The unfinished line of preformatted text.
    preformatted: Option<String>,
    /// Open `sup` elements.
    n_superscript: usize,
    /// The open formula.
    formula: Option<FormulaBuilder>,
}

/// Elements without content.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements that browsers do not show, or that are no text.
const SKIPPED: &[&str] = &[
    "audio", "button", "canvas", "datalist", "iframe", "map", "noembed", "noframes", "noscript",
    "object", "rp", "rt", "script", "select", "style", "svg", "template", "textarea", "video",
];

/// Elements of boilerplate.
const BOILERPLATE: &[&str] = &[
    "aside", "button", "footer", "form", "iframe", "input", "nav", "script",
];

/// Block elements.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hgroup",
    "legend",
    "main",
    "menu",
    "nav",
    "p",
    "search",
    "section",
    "summary",
    "table",
];

/// The most open inline elements; further ones have no effect.
const INLINE_MAX: usize = 256;

impl HtmlConverter {
    fn token(&mut self, token: Token, line: usize) -> TokenSinkResult<()> {
        if self.first_line > 0 {
            self.line = self.first_line + line.saturating_sub(1);
        }
        match token {
            Token::TagToken(tag) => match tag.kind {
                TagKind::StartTag => return self.open(&tag),
                TagKind::EndTag => self.close(&tag.name),
            },
            Token::CharacterTokens(text) => self.text(&text),
            Token::NullCharacterToken => self.text("\u{fffd}"),
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn open(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        let is_void = VOID.contains(&name);
        let is_empty = is_void || tag.self_closing && self.syntax == Syntax::Xhtml;
        self.page.tree_size.open(tag, is_empty);
        self.page.n_boilerplate += usize::from(BOILERPLATE.contains(&name));
        // An element without an end tag ends at the next start tag of its name.
        let ends_skipped =
            |(skipped, _): &mut (String, usize)| skipped == name && OPEN_ENDED.contains(&name);
        self.skipped.take_if(ends_skipped);
        if let Some((skipped, n_open)) = &mut self.skipped {
            *n_open += usize::from(skipped == name && !is_empty);
        } else if is_empty && !is_void {
            // Only empty blocks and cells (`<p/>`, `<td/>`) have a visible effect.
            if BLOCKS.contains(&name) {
                self.begin();
            } else if matches!(name, "td" | "th") {
                self.draft.cell();
            }
        } else if !is_void && (SKIPPED.contains(&name) || is_hidden(tag)) {
            self.skipped = Some((name.to_owned(), 1));
        } else {
            self.start(name, tag);
        }
        match name {
            _ if is_empty => TokenSinkResult::Continue,
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "iframe" | "noembed" | "noframes" | "xmp" => {
                TokenSinkResult::RawData(RawKind::Rawtext)
            }
            "title" | "textarea" if self.is_html_title(name) => {
                TokenSinkResult::RawData(RawKind::Rcdata)
            }
            "plaintext" => TokenSinkResult::Plaintext,
            _ => TokenSinkResult::Continue,
        }
    }

    /// The title of the page is raw text (RCDATA); the `title` of an SVG drawing is not.
    fn is_html_title(&self, name: &str) -> bool {
        name != "title" || self.is_in_title
    }

    fn start(&mut self, name: &str, tag: &Tag) {
        match &mut self.formula {
            // As in a browser, an element of the page ends a formula whose end tag is missing.
            Some(_) if BLOCKS.contains(&name) || name == "math" => self.end_formula(),
            Some(formula) => {
                formula.begin(name, None);
                if tag.self_closing {
                    let _ = formula.end();
                }
                return;
            }
            None => {}
        }
        match name {
            "math" => {
                let mut formula = FormulaBuilder::default();
                formula.begin(name, None);
                self.formula = Some(formula);
            }
            "title" => self.is_in_title = self.page.title.is_empty(),
            "br" => self.line_break(),
            "hr" => self.draft.gap(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.page.has_heading |= name == "h1";
                let level = name.as_bytes()[1] - b'0';
                self.draft.begin_heading(level, self.line);
            }
            "blockquote" => self.draft.enter(Container::Quote),
            "ul" => self.draft.enter(Container::List(None)),
            "ol" => {
                let start = attribute(tag, "start").and_then(|start| start.parse().ok());
                self.draft.enter(Container::List(Some(start.unwrap_or(1))));
            }
            "li" => {
                if self.draft.is_in_item() {
                    self.draft.leave(Container::Item); // its end tag may be missing
                }
                self.draft.enter(Container::Item);
                self.begin();
            }
            "pre" => {
                self.draft.end();
                self.preformatted = Some(String::new());
            }
            "tr" => {
                self.cell = None;
                self.draft.begin(BlockKind::Row, self.line);
            }
            "td" | "th" => {
                self.cell = Some(0);
                self.draft.cell();
            }
            "table" => {
                self.cell = None;
                self.draft.gap();
            }
            _ if BLOCKS.contains(&name) => self.begin(),
            _ => self.start_inline(name, tag),
        }
    }

    fn end_formula(&mut self) {
        if let Some(mut formula) = self.formula.take() {
            self.text(&formula.finish());
        }
    }

    fn start_inline(&mut self, name: &str, tag: &Tag) {
        let before = self.draft.face();
        let mut face = before;
        match name {
            "em" | "i" | "cite" | "dfn" | "var" => face.emphasis = true,
            "strong" | "b" => face.strong = true,
            "code" | "kbd" | "samp" | "tt" => face.code = true,
            "s" | "del" | "strike" => face.struck = true,
            "sup" => self.n_superscript += 1,
            "q" => self.draft.push("“"),
            "a" => {
                let target = attribute(tag, "href").filter(|target| is_external(target));
                face.link = target.and_then(|target| self.draft.link(target.trim()));
            }
            _ => return,
        }
        if self.inline.len() < INLINE_MAX {
            self.inline.push((tag.name.clone(), before));
            self.draft.set_face(face);
        }
    }

    fn close(&mut self, name: &LocalName) {
        self.page.tree_size.close(name);
        if let Some((skipped, n_open)) = &mut self.skipped {
            *n_open -= usize::from(*skipped == **name);
            if *n_open == 0 {
                self.skipped = None;
            }
            return;
        }
        match &mut self.formula {
            Some(_) if &**name == "math" || BLOCKS.contains(&&**name) => self.end_formula(),
            Some(formula) => return formula.end_named(name),
            None => {}
        }
        match &**name {
            "math" => {}
            "title" => self.is_in_title = false,
            "br" => self.line_break(),
            "blockquote" => self.draft.leave(Container::Quote),
            "ul" | "ol" => self.draft.leave(Container::List(None)),
            "li" => self.draft.leave(Container::Item),
            "pre" => self.end_preformatted(),
            "td" | "th" => self.cell = None,
            "tr" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.draft.end(),
            "table" => {
                self.cell = None;
                self.draft.gap();
            }
            block if BLOCKS.contains(&block) => self.begin(),
            _ => self.close_inline(name),
        }
    }

    fn close_inline(&mut self, name: &LocalName) {
        let Some(at) = self.inline.iter().rposition(|(open, _)| open == name) else {
            return;
        };
        self.draft.set_face(self.inline[at].1);
        for (closed, _) in self.inline.drain(at..) {
            match &*closed {
                "q" => self.draft.push("”"),
                "sup" => self.n_superscript -= 1,
                _ => {}
            }
        }
    }

    /// Starts a paragraph. The first one in a table cell continues the text of the cell.
    fn begin(&mut self) {
        if let Some(n_blocks) = &mut self.cell {
            *n_blocks += 1;
            if *n_blocks <= 2 {
                self.draft.push(" ");
                return;
            }
        }
        self.end_preformatted();
        self.draft.begin(BlockKind::Paragraph, self.line);
    }

    fn line_break(&mut self) {
        match &self.preformatted {
            Some(_) => self.text("\n"),
            None => self.draft.break_line(self.line),
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped.is_some() {
            return;
        }
        if let Some(formula) = &mut self.formula {
            formula.text(text);
        } else if self.is_in_title {
            self.page.title.push_str(text);
        } else if let Some(mut line) = self.preformatted.take() {
            let mut lines = text.split('\n');
            line.push_str(lines.next().unwrap_or(""));
            for next in lines {
                self.draft.code_line(&line, self.line);
                line = next.to_owned();
            }
            self.preformatted = Some(line);
        } else if self.n_superscript > 0 && text.trim().chars().all(|c| c.is_ascii_digit()) {
            self.draft.push(&superscript(text.trim()));
        } else {
            self.draft.push(text);
        }
    }

    fn end_preformatted(&mut self) {
        if let Some(line) = self.preformatted.take() {
            self.draft.code_line(&line, self.line);
            self.draft.gap();
        }
    }
}

/// A number in superscript, for exponents and note references: `12` → `¹²`.
pub fn superscript(number: &str) -> String {
    let raise = |c: char| {
        c.to_digit(10)
            .map_or(c, |digit| SUPERSCRIPT_DIGITS[digit as usize])
    };
    number.chars().map(raise).collect()
}

const SUPERSCRIPT_DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

pub(super) fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    let attribute = tag.attrs.iter().find(|attr| &*attr.name.local == name);
    attribute.map(|attribute| &*attribute.value)
}

fn is_hidden(tag: &Tag) -> bool {
    let hides = |style: &str| {
        let style: String = style.split_whitespace().collect();
        style.to_ascii_lowercase().contains("display:none")
    };
    attribute(tag, "hidden").is_some()
        || attribute(tag, "role") == Some("doc-backlink")
        || attribute(tag, "style").is_some_and(hides)
}

/// Whether a link leads out of the page; `javascript:` does not.
fn is_external(target: &str) -> bool {
    let target = target.trim();
    let is_script = target
        .get(..11)
        .is_some_and(|start| start.eq_ignore_ascii_case("javascript:"));
    !target.is_empty() && !target.starts_with('#') && !is_script
}
