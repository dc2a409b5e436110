//! An HTML page → [`Document`]: its main article with title, byline and date, or all of it.
//!
//! Which part of a page is the article is decided by dom_smoothie, which does what the reader view of Firefox does.
//! A page with nothing around its text (from pandoc, from a word processor) is taken whole.

mod elements;

use crate::text::document::{Document, Draft};
use crate::text::words;
pub use elements::{Syntax, superscript, write};
use encoding_rs::Encoding;
use std::collections::HashMap;

/// Elements nested deeper than this are more than an article is looked for in: browsers build no deeper trees either
/// (Chromium's limit is 512).
const DEPTH_MAX: usize = 512;

/// Elements in which an article is looked for; a long page has 20,000.
const ELEMENTS_MAX: usize = 200_000;

/// The sum of how deep each element is nested, up to which an article is looked for: what each says of its ancestors is
/// asked again and again. 20,000 elements, nested 30 deep, have 600,000.
const NESTING_MAX: usize = 20_000_000;

/// Reads a page.
pub fn read(source: &str, whole_page: bool) -> Document {
    let syntax = match source.trim_start().starts_with("<?xml") {
        true => Syntax::Xhtml,
        false => Syntax::Html,
    };
    let (draft, page) = elements::write(Draft::default(), source, syntax, 1);
    let whole = draft.finish("");
    let title = flat(&page.title);
    let mut notes = Vec::new();
    if !whole_page && page.n_surroundings > 0 {
        let tree_size = &page.tree_size;
        if tree_size.depth_max > DEPTH_MAX
            || tree_size.n_elements > ELEMENTS_MAX
            || tree_size.nesting > NESTING_MAX
        {
            notes.push(
                "too much nesting to tell the article from the rest; all of the page is shown"
                    .to_owned(),
            );
        } else if let Some(article) = article(source, &whole) {
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
        notes.push("one of its tags has hundreds of attributes; its source is shown".to_owned());
    }
    document.notes.splice(0..0, notes);
    document
}

/// The encoding that a page says it has.
pub fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    // As far as browsers look (HTML Standard, "prescan a byte stream to determine its encoding").
    let head = &bytes[..bytes.len().min(1024)].to_ascii_lowercase();
    let at = head.windows(8).position(|window| window == b"charset=");
    let at = at.map(|at| at + 8).or_else(|| {
        let at = head.windows(9).position(|window| window == b"encoding=");
        at.map(|at| at + 9)
    })?;
    let label = head[at..].iter().skip_while(|byte| b"\"' ".contains(byte));
    let label: Vec<u8> = label
        .take_while(|byte| !b"\"' />;?".contains(byte))
        .copied()
        .collect();
    Encoding::for_label(&label)
}

/// The article of a page, with its title, who wrote it and when. `whole` is all of the page.
fn article(source: &str, whole: &Document) -> Option<Document> {
    let mut page = dom_smoothie::Readability::new(source, None, None).ok()?;
    let article = page.parse().ok()?;
    let mut draft = Draft::default();
    draft.title(&flat(&article.title), 1);
    let date = article.published_time.as_deref().map(day);
    for said in [article.byline.as_deref(), date].into_iter().flatten() {
        draft.byline(&flat(said), 1);
    }
    let n_before = draft.len();
    let (mut draft, _) = elements::write(draft, &article.content, Syntax::Html, 0);
    let lines = lines_of(whole);
    draft.find_lines(|text| lines.get(text).copied());
    (draft.len() > n_before).then(|| draft.finish(""))
}

/// `2026-03-04` of `2026-03-04T10:00:00Z`; anything else as it is.
fn day(time: &str) -> &str {
    match time.split_once('T') {
        Some((day, _)) if day.len() == 10 => day,
        _ => time,
    }
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines of the source in which the blocks of a document stand, by their text: the first of those with the same.
fn lines_of(document: &Document) -> HashMap<&str, usize> {
    let mut lines = HashMap::new();
    for block in document.blocks() {
        if let Some(line) = document.source_line(block.range().start) {
            lines.entry(&document.text()[block.range()]).or_insert(line);
        }
    }
    lines
}
