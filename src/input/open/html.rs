//! An HTML page → [`Document`]: its main article with title, byline and date, or all of it.
//!
//! dom_smoothie extracts the article with the algorithm of Firefox's reader view (Readability). A page without
//! boilerplate around its text (from pandoc, from a word processor) is used as a whole.

mod elements;
mod reader_view;

use crate::text::document::{Document, Draft};
use crate::text::words;
pub use elements::{Syntax, check_box, description, missed, tag, write};
use encoding_rs::Encoding;
use std::collections::HashMap;

/// No article is extracted if elements are nested deeper than this. Chromium does not build deeper trees, either.
const DEPTH_MAX: usize = 512;

/// No article is extracted from a page with more elements; a long page has 20,000.
const ELEMENTS_MAX: usize = 200_000;

/// No article is extracted if the depths of all elements add up to more, since the algorithm visits the ancestors of
/// elements repeatedly. 20,000 elements at depth 30 add up to 600,000.
const NESTING_MAX: usize = 20_000_000;

/// Reads a page.
pub fn read(source: &str, whole_page: bool) -> Document {
    let syntax = match source.trim_start().starts_with("<?xml") {
        true => Syntax::Xhtml,
        false => Syntax::Html,
    };
    let (draft, page) = elements::write(Draft::default(), source, syntax, 1);
    let whole = draft.finish("");
    let title = collapse_spaces(&page.title);
    let mut notes = Vec::new();
    if !whole_page && page.n_boilerplate > 0 {
        let tree_size = &page.tree_size;
        if tree_size.depth_max > DEPTH_MAX
            || tree_size.n_elements > ELEMENTS_MAX
            || tree_size.nesting > NESTING_MAX
        {
            notes.push(
                "too much nesting to extract the article; all of the page is shown".to_owned(),
            );
        } else if let Some(article) = extract_article(source, &whole) {
            return article;
        } else {
            notes.push("no article was found; all of the page is shown".to_owned());
        }
    }
    let opens_with_title = whole
        .blocks()
        .first()
        .is_some_and(|block| words::fold(&whole.text()[block.range()]) == words::fold(&title));
    let mut document = match page.has_heading || title.is_empty() || opens_with_title {
        true => whole,
        false => {
            let mut draft = Draft::default();
            draft.title(&title, 1);
            elements::write(draft, source, syntax, 1).0.finish("")
        }
    };
    if page.has_too_many_attributes {
        notes.push("a tag has hundreds of attributes; the HTML source is shown".to_owned());
    }
    document.notes.splice(0..0, notes);
    document.notes.extend(page.left_out.notes());
    document
}

/// The encoding that a page declares, in its XML declaration or in a tag `meta`. No other tag declares it: a script may
/// be in another encoding.
pub fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(DECLARATION_MAX)].to_ascii_lowercase();
    let tags = head.split(|&byte| byte == b'<').skip(1);
    tags.filter_map(|tag| {
        let tag = tag.split(|&byte| byte == b'>').next()?;
        let name: &[u8] = match () {
            () if tag.starts_with(b"?xml") => b"encoding=",
            () if tag.starts_with(b"meta") => b"charset=",
            () => return None,
        };
        let at = tag.windows(name.len()).position(|window| window == name)?;
        let label = tag[at + name.len()..].iter();
        let label = label.skip_while(|byte| b"\"' ".contains(byte));
        let label: Vec<u8> = label
            .take_while(|byte| !b"\"' />;?".contains(byte))
            .copied()
            .collect();
        Encoding::for_label(&label)
    })
    .next()
}

/// Bytes of a page that are searched for its encoding. Browsers look at 1,024, but read on if they find none.
const DECLARATION_MAX: usize = 64 << 10;

/// The article of a page, with title, byline and date. `whole` is all of the page.
fn extract_article(source: &str, whole: &Document) -> Option<Document> {
    let source = reader_view::keep_content(source);
    let mut page = dom_smoothie::Readability::new(&*source, None, None).ok()?;
    let article = page.parse().ok()?;
    let mut draft = Draft::default();
    draft.title(&collapse_spaces(&article.title), 1);
    let date = article.published_time.as_deref().map(date);
    for line in [article.byline.as_deref(), date].into_iter().flatten() {
        draft.byline(&collapse_spaces(line), 1);
    }
    let n_before = draft.len();
    let (mut draft, page) = elements::write(draft, &article.content, Syntax::Html, 0);
    let lines = block_lines(whole);
    draft.find_lines(|text| lines.get(text).copied());
    if draft.len() == n_before {
        return None;
    }
    let mut document = draft.finish("");
    document.notes.extend(page.left_out.notes());
    Some(document)
}

/// `2026-03-04T10:00:00Z` → `2026-03-04`; anything else is unchanged.
fn date(time: &str) -> &str {
    match time.split_once('T') {
        Some((date, _)) if date.len() == 10 => date,
        _ => time,
    }
}

fn collapse_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The source lines of the blocks of a document, by their text; of blocks with the same text, the first.
fn block_lines(document: &Document) -> HashMap<&str, usize> {
    let mut lines = HashMap::new();
    for block in document.blocks() {
        if let Some(line) = document.source_line(block.range().start) {
            lines.entry(&document.text()[block.range()]).or_insert(line);
        }
    }
    lines
}
