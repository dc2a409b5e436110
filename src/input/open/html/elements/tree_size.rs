//! An estimate of how large the tree of a page would be, counted tag by tag without building it.
//!
//! The tree of a browser can be much larger than its page. A formatting element that is still open when its paragraph
//! ends (`<p><b><i>Rain<p>fell`) is reopened in the next one: 400 of them before a thousand paragraphs make 400,000
//! elements. The estimate may be too high for pages without end tags, and is hardly ever too low.

use html5ever::tokenizer::Tag;
use html5ever::{LocalName, local_name};
use std::collections::HashMap;

/// The size of the tree so far.
#[derive(Debug, Default)]
pub struct TreeSize {
    /// The number of elements, including reopened formatting elements.
    pub n_elements: usize,
    /// The greatest depth of an element.
    pub depth_max: usize,
    /// The sum of the depths of all elements.
    pub nesting: usize,
    depth: usize,
    /// The number of open formatting elements, which the next block reopens.
    n_reopened: usize,
    open: HashMap<LocalName, Open>,
}

/// The open elements with the same name.
#[derive(Debug, Default, Clone, Copy)]
struct Open {
    n: usize,
    /// Those of them that the next block reopens.
    n_reopened: usize,
}

/// Elements whose end tag is optional: they are not counted as depth.
pub const OPEN_ENDED: &[&str] = &[
    "body", "colgroup", "dd", "dt", "head", "html", "li", "option", "p", "rp", "rt", "tbody", "td",
    "tfoot", "th", "thead", "tr",
];

/// Elements that the next block reopens (HTML Standard, "formatting").
const FORMATTING: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Elements that cannot be nested in themselves: a start tag ends the open one.
const NOT_NESTED: &[&str] = &["a", "nobr"];

/// The most equal formatting elements that the next block reopens (HTML Standard, "Noah's Ark clause").
const SAME_MAX: usize = 3;

impl TreeSize {
    /// Counts a start tag. `is_empty`: its element has no content.
    pub fn open(&mut self, tag: &Tag, is_empty: bool) {
        let name: &str = &tag.name;
        let is_formatting = FORMATTING.contains(&name);
        self.n_elements += 1;
        if !is_formatting {
            self.n_elements += self.n_reopened;
        }
        self.nesting += self.depth;
        if is_empty || self.is_ended_by_next(name) {
            return;
        }
        let open = self.open.entry(tag.name.clone()).or_default();
        if open.n > 0 && NOT_NESTED.contains(&name) {
            return;
        }
        open.n += 1;
        if is_formatting && (open.n_reopened < SAME_MAX || !tag.attrs.is_empty()) {
            open.n_reopened += 1;
            self.n_reopened += 1;
        }
        self.depth += 1;
        self.depth_max = self.depth_max.max(self.depth);
    }

    /// Counts an end tag. It is ignored if no element of its name is open.
    pub fn close(&mut self, name: &LocalName) {
        let Some(open) = self.open.get_mut(name).filter(|open| open.n > 0) else {
            return;
        };
        open.n -= 1;
        let n_ended = open.n_reopened.saturating_sub(open.n);
        open.n_reopened -= n_ended;
        self.n_reopened -= n_ended;
        if FORMATTING.contains(&&**name) {
            self.n_elements += self.n_reopened; // formatting elements inside it are reopened
        }
        self.depth -= 1;
    }

    /// Whether the next start tag of this name ends the element. `rp` and `rt` outside `ruby` are nested instead.
    fn is_ended_by_next(&self, name: &str) -> bool {
        let is_ruby = matches!(name, "rp" | "rt");
        let has_ruby = || {
            self.open
                .get(&local_name!("ruby"))
                .is_some_and(|open| open.n > 0)
        };
        OPEN_ENDED.contains(&name) && (!is_ruby || has_ruby())
    }
}
