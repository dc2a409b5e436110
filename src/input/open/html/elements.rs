//! HTML → [`Draft`]: every element that a page shows, in source order.
//!
//! The tokens of html5ever's tokenizer are converted one by one, without a tree: no nesting is too deep, and end tags
//! may be missing. A picture is shown as the text that describes it. What a browser does not show (scripts, hidden
//! elements) and what is no text (buttons, videos) is left out; the page counts what a reader would miss.

mod attributes;
mod drawing;
mod tags;
mod tree_size;

use crate::input::open::formula::FormulaBuilder;
use crate::input::open::left_out::{LeftOut, LeftOutCounts};
use crate::input::open::list_number::ListNumbers;
use crate::input::open::script::{EXPONENT_MAX, Level, ScriptWriter};
use crate::text::document::{BlockKind, Container, Draft, Face};
use crate::text::words;
pub use attributes::{attribute, check_box, description, is_hidden, missed};
use attributes::{formula_value, gauge, has_class, is_external};
use drawing::Drawing;
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
    /// What is left out.
    pub left_out: LeftOutCounts,
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
        is_hidden: false,
        is_code: false,
        inline: Vec::new(),
        is_in_title: false,
        is_in_heading: false,
        cell: None,
        preformatted: None,
        lists: Vec::new(),
        quotes: Vec::new(),
        writer: ScriptWriter::default(),
        n_superscript: 0,
        script: None,
        formula: None,
        has_formula_case: false,
        drawing: None,
        figure: Figure::default(),
        after_picture: false,
        gauge: None,
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
    converter.end_drawing();
    converter.end_script(false);
    converter.end_figure();
    converter.draft.end();
    (converter.draft, converter.page)
}

/// The first tag of `source`, which is one tag.
pub fn tag(source: &str) -> Option<Tag> {
    struct First(RefCell<Option<Tag>>);
    impl TokenSink for First {
        type Handle = ();

        fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
            if let Token::TagToken(tag) = token {
                self.0.borrow_mut().get_or_insert(tag);
            }
            TokenSinkResult::Continue
        }
    }
    if tags::has_too_many_attributes(source) {
        return None;
    }
    let tokenizer = Tokenizer::new(First(RefCell::new(None)), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(source));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
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
    /// Whether it is hidden, so that its text may be missed.
    is_hidden: bool,
    /// Whether a script or a style sheet is open in it.
    is_code: bool,
    /// The open inline elements, and the face outside each.
    inline: Vec<(LocalName, Face)>,
    is_in_title: bool,
    is_in_heading: bool,
    /// The number of blocks in the open table cell.
    cell: Option<usize>,
    /// The unfinished line of preformatted text.
    preformatted: Option<String>,
    /// The numbers of the open lists; `None` for those that the draft counts.
    lists: Vec<Option<ListNumbers>>,
    /// The number of lists around each open quote.
    quotes: Vec<usize>,
    writer: ScriptWriter,
    /// Open `sup` elements.
    n_superscript: usize,
    /// The open superscript or subscript, and its text.
    script: Option<(Level, String)>,
    /// The open formula.
    formula: Option<FormulaBuilder>,
    /// Whether an `epub:switch` showed a formula, so that its other cases say the same.
    has_formula_case: bool,
    /// The open SVG drawing.
    drawing: Option<Drawing>,
    figure: Figure,
    /// Whether the last thing was the description of a picture.
    after_picture: bool,
    /// The value of the open gauge, as long as it has no text.
    gauge: Option<String>,
}

/// The open `figure`.
#[derive(Debug, Default)]
struct Figure {
    /// How many are open inside each other.
    n_open: usize,
    /// The descriptions of its pictures. They are shown behind the caption, unless they repeat it.
    pictures: Vec<String>,
    is_caption: bool,
    caption: String,
}

/// Elements without content.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr",
];

/// Elements that browsers do not show, or that are no text.
const SKIPPED: &[&str] = &[
    "applet", "audio", "button", "canvas", "datalist", "iframe", "map", "noembed", "noframes",
    "noscript", "object", "rp", "rt", "script", "select", "style", "template", "textarea", "video",
];

/// Elements that start on a line of their own, besides [`BLOCKS`].
const LINES: &[&str] = &[
    "blockquote",
    "br",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "pre",
    "td",
    "th",
    "tr",
    "ul",
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

/// The most bytes of an exponent.
const SCRIPT_BYTES_MAX: usize = 4 * EXPONENT_MAX;

/// The most open inline elements; further ones have no effect.
const INLINE_MAX: usize = 256;

impl HtmlConverter {
    fn token(&mut self, token: Token, line: usize) -> TokenSinkResult<()> {
        if self.first_line > 0 {
            self.line = self.first_line + line.saturating_sub(1);
        }
        match token {
            Token::TagToken(mut tag) => {
                strip_prefix(&mut tag);
                match tag.kind {
                    TagKind::StartTag => return self.open(&tag),
                    TagKind::EndTag => self.close(&tag.name),
                }
            }
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
        let is_content = check_box(tag).is_some() || name == "button" && self.is_in_heading;
        self.page.n_boilerplate += usize::from(BOILERPLATE.contains(&name) && !is_content);
        // An element without an end tag ends at the next start tag of its name.
        let ends_skipped =
            |(skipped, _): &mut (String, usize)| skipped == name && OPEN_ENDED.contains(&name);
        self.skipped.take_if(ends_skipped);
        if let Some((skipped, n_open)) = &mut self.skipped {
            *n_open += usize::from(skipped == name && !is_empty);
            self.is_code |= matches!(name, "script" | "style") && !is_empty;
        } else if self.drawing.is_some() && self.open_in_drawing(name, tag) {
            // It is a part of the drawing.
        } else if is_empty && !is_void && self.formula.is_none() {
            self.leave_out(tag);
            // Of the others only empty blocks and cells (`<p/>`, `<td/>`) have a visible effect.
            if BLOCKS.contains(&name) {
                self.begin();
            } else if matches!(name, "td" | "th") {
                self.draft.cell();
            }
        } else if let Some(is_hidden) = self.skips(name, tag) {
            if !is_void {
                (self.is_hidden, self.is_code) = (is_hidden, false);
                self.skipped = Some((name.to_owned(), 1));
            }
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

    /// Whether an element is skipped; if so, whether its text is hidden on purpose.
    fn skips(&mut self, name: &str, tag: &Tag) -> Option<bool> {
        let is_shown = match name {
            "button" => self.is_in_heading, // it folds what stands under the heading
            "template" => attribute(tag, "shadowrootmode").is_some(),
            "epub:case" => {
                let language = attribute(tag, "required-namespace").unwrap_or_default();
                let is_formula = language.ends_with("MathML");
                self.has_formula_case |= is_formula;
                is_formula
            }
            "epub:default" => !std::mem::take(&mut self.has_formula_case),
            name => !SKIPPED.contains(&name),
        };
        if is_hidden(tag) {
            return Some(true);
        }
        if !is_shown {
            self.leave_out(tag);
        }
        let is_repeated = !is_shown
            || attribute(tag, "role") == Some("doc-backlink")
            || has_class(tag, "katex-html"); // a formula that stands before it in MathML
        is_repeated.then_some(false)
    }

    /// Counts an element that is left out, if a reader would miss it.
    fn leave_out(&mut self, tag: &Tag) {
        if let Some(kind) = missed(tag) {
            self.page.left_out.add(kind);
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
                formula.begin(name, formula_value(name, tag));
                if tag.self_closing {
                    let _ = formula.end();
                }
                return;
            }
            None => {}
        }
        let is_line = BLOCKS.contains(&name) || LINES.contains(&name);
        if is_line || matches!(name, "a" | "img" | "input" | "math" | "svg") {
            self.end_script(false);
        }
        if is_line {
            self.writer.clear();
            self.after_picture = false;
        }
        match name {
            "svg" => {
                self.drawing = Some(Drawing::new(tag, self.figure.n_open > 0));
                if tag.self_closing {
                    self.end_drawing();
                }
            }
            "img" => match description(tag) {
                Some(description) => self.describe(description),
                None => self.leave_out(tag),
            },
            "input" => match check_box(tag) {
                Some(check_box) => self.text(check_box),
                None => self.leave_out(tag),
            },
            "embed" | "frame" => self.leave_out(tag),
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
                self.is_in_heading = true;
                let level = name.as_bytes()[1] - b'0';
                self.draft.begin_heading(level, self.line);
            }
            "blockquote" => {
                self.quotes.push(self.lists.len());
                self.draft.enter(Container::Quote);
            }
            "ul" => {
                self.lists.push(None);
                self.draft.enter(Container::List(None));
            }
            "ol" => {
                let start = attribute(tag, "start").and_then(|start| start.trim().parse().ok());
                let style = attribute(tag, "type").unwrap_or("1");
                let is_reversed = attribute(tag, "reversed").is_some();
                self.lists
                    .push(Some(ListNumbers::of_page(start, style, is_reversed)));
                self.draft.enter(Container::List(None));
            }
            "li" => {
                if self.draft.is_in_item() {
                    self.draft.leave(Container::Item); // its end tag may be missing
                }
                self.draft.enter(Container::Item);
                if let Some(Some(numbers)) = self.lists.last_mut() {
                    let value = attribute(tag, "value").and_then(|value| value.trim().parse().ok());
                    self.draft.set_marker(numbers.next_marker(value));
                }
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
            _ if BLOCKS.contains(&name) => {
                self.is_in_heading |= name == "summary";
                self.figure.n_open += usize::from(name == "figure");
                self.figure.is_caption |= name == "figcaption";
                self.begin();
            }
            _ => self.start_inline(name, tag),
        }
    }

    /// An element inside an SVG drawing. False if it ends the drawing, because the end tag is missing.
    fn open_in_drawing(&mut self, name: &str, tag: &Tag) -> bool {
        let Some(drawing) = &mut self.drawing else {
            return false;
        };
        if BLOCKS.contains(&name) && !drawing.may_have_blocks() {
            self.end_drawing();
            return false;
        }
        if drawing.skips(name) || is_hidden(tag) {
            if !tag.self_closing {
                (self.is_hidden, self.is_code) = (false, false);
                self.skipped = Some((name.to_owned(), 1));
            }
        } else {
            drawing.open(name, tag);
        }
        true
    }

    fn end_drawing(&mut self) {
        if let Some(drawing) = self.drawing.take() {
            match drawing.text() {
                text if !text.is_empty() => self.describe(&text),
                _ if drawing.is_missed() => self.page.left_out.add(LeftOut::Picture),
                _ => {}
            }
        }
    }

    /// Shows the text that describes a picture.
    fn describe(&mut self, description: &str) {
        let description = description.trim();
        // How MediaWiki describes the picture of a formula.
        let formula = description
            .strip_prefix("{\\displaystyle ")
            .and_then(|formula| formula.strip_suffix('}'));
        let description = formula.unwrap_or(description);
        if self.figure.n_open > 0 {
            self.figure.pictures.push(description.to_owned());
            return;
        }
        // An emoji or a large initial stands close to what is beside it.
        let n_letters = description.chars().filter(|c| c.is_alphanumeric()).take(2);
        let is_apart = n_letters.count() > 1;
        if is_apart && self.writer.last().is_some_and(char::is_alphanumeric) {
            self.write(" ", Level::Base);
        }
        self.text(description);
        self.after_picture = is_apart;
    }

    /// Shows the pictures of a figure whose caption does not say the same.
    fn end_figure(&mut self) {
        let figure = std::mem::take(&mut self.figure);
        let folded = |text: &str| words::fold(&collapse_spaces(text)).into_owned();
        let caption = folded(&figure.caption);
        for description in figure.pictures {
            if folded(&description) != caption {
                self.begin();
                self.text(&description);
            }
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
            "sup" | "sub" if self.inline.len() < INLINE_MAX => self.begin_script(name),
            "q" => self.text("“"),
            "meter" | "progress" => self.gauge = gauge(tag),
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

    fn begin_script(&mut self, name: &str) {
        self.end_script(false);
        let level = match name {
            "sup" => Level::Superscript,
            _ => Level::Subscript,
        };
        let is_in = |names: &[&str]| self.inline.iter().any(|(name, _)| names.contains(&&**name));
        // What is a link refers to a note.
        if !is_in(&["a", "sup", "sub"]) {
            self.script = Some((level, String::new()));
        }
        self.n_superscript += usize::from(name == "sup");
    }

    /// Writes the open superscript or subscript. `is_whole`: nothing but its text is in it.
    fn end_script(&mut self, is_whole: bool) {
        if let Some((level, text)) = self.script.take() {
            match is_whole {
                true => self.write(&text, level),
                false => self.write_raised(&text),
            }
        }
    }

    fn close(&mut self, name: &LocalName) {
        self.page.tree_size.close(name);
        if let Some((skipped, n_open)) = &mut self.skipped {
            self.is_code &= !matches!(&**name, "script" | "style");
            *n_open -= usize::from(*skipped == **name);
            if *n_open == 0 {
                self.skipped = None;
            }
            return;
        }
        if let Some(drawing) = &mut self.drawing {
            if !drawing.close(name) {
                self.end_drawing();
            }
            return;
        }
        match &mut self.formula {
            Some(_) if &**name == "math" || BLOCKS.contains(&&**name) => self.end_formula(),
            Some(formula) => return formula.end_named(name),
            None => {}
        }
        if BLOCKS.contains(&&**name) || LINES.contains(&&**name) {
            self.end_script(false);
            self.writer.clear();
            self.after_picture = false;
        }
        match &**name {
            "math" => {}
            "title" => self.is_in_title = false,
            "br" => self.line_break(),
            "blockquote" => {
                let n_lists = self.quotes.pop().unwrap_or(self.lists.len());
                self.lists.truncate(n_lists);
                self.draft.leave(Container::Quote);
            }
            "ul" | "ol" => {
                self.lists.pop();
                self.draft.leave(Container::List(None));
            }
            "li" => self.draft.leave(Container::Item),
            "pre" => self.end_preformatted(),
            "td" | "th" => self.cell = None,
            "tr" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.is_in_heading = false;
                self.draft.end();
            }
            "table" => {
                self.cell = None;
                self.draft.gap();
            }
            block if BLOCKS.contains(&block) => {
                self.is_in_heading &= block != "summary";
                self.figure.is_caption &= block != "figcaption";
                if block == "figure" && self.figure.n_open > 0 {
                    self.figure.n_open -= 1;
                    if self.figure.n_open == 0 {
                        self.end_figure();
                    }
                }
                self.begin();
            }
            _ => self.close_inline(name),
        }
    }

    fn close_inline(&mut self, name: &LocalName) {
        let Some(at) = self.inline.iter().rposition(|(open, _)| open == name) else {
            return;
        };
        let is_script = |name: &LocalName| matches!(&**name, "sup" | "sub");
        if self.inline[at..].iter().any(|(name, _)| is_script(name)) {
            self.end_script(is_script(name));
        }
        self.draft.set_face(self.inline[at].1);
        for (closed, _) in self.inline.split_off(at) {
            match &*closed {
                "q" => self.text("”"),
                "sup" => self.n_superscript -= 1,
                "meter" | "progress" => {
                    if let Some(value) = self.gauge.take() {
                        self.text(&value);
                    }
                }
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
        let is_blank = || text.trim().is_empty();
        if self.skipped.is_some() {
            self.page.left_out.has_hidden_text |= self.is_hidden && !self.is_code && !is_blank();
        } else if let Some(drawing) = &mut self.drawing {
            drawing.push(text);
        } else if let Some(formula) = &mut self.formula {
            formula.text(text);
        } else if self.is_in_title {
            self.page.title.push_str(text);
        } else if let Some((_, script)) = &mut self.script {
            script.push_str(text);
            if script.len() > SCRIPT_BYTES_MAX {
                self.end_script(false);
            }
        } else {
            if self.figure.is_caption {
                self.figure.caption.push_str(text);
            }
            if std::mem::take(&mut self.after_picture) && text.starts_with(char::is_alphanumeric) {
                self.write(" ", Level::Base);
            }
            self.gauge.take_if(|_| !is_blank());
            self.write_raised(text);
        }
    }

    /// Writes text in which numbers are raised if they stand in a superscript that is more than a number.
    fn write_raised(&mut self, text: &str) {
        let is_number = || text.trim().bytes().all(|byte| byte.is_ascii_digit());
        let is_raised = self.n_superscript > 0 && is_number();
        self.write(
            text,
            if is_raised {
                Level::Superscript
            } else {
                Level::Base
            },
        );
    }

    fn write(&mut self, text: &str, level: Level) {
        if let Some(mut line) = self.preformatted.take() {
            let text = self.writer.write(text, level);
            let mut lines = text.split('\n');
            line.push_str(lines.next().unwrap_or(""));
            for next in lines {
                self.draft.code_line(&line, self.line);
                line = next.to_owned();
            }
            self.preformatted = Some(line);
        } else {
            let text = self.writer.write(text, level);
            self.draft.push(&text);
        }
    }

    fn end_preformatted(&mut self) {
        if let Some(line) = self.preformatted.take() {
            self.draft.code_line(&line, self.line);
            self.draft.gap();
        }
    }
}

fn collapse_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Strips the prefix of an XML name if its elements are those of pages, formulas and drawings: `m:math`.
fn strip_prefix(tag: &mut Tag) {
    const PREFIXES: &[&str] = &["h", "html", "m", "math", "mml", "svg", "xhtml"];
    if let Some((prefix, local)) = tag.name.split_once(':')
        && PREFIXES.contains(&prefix)
    {
        tag.name = LocalName::from(local);
    }
}
