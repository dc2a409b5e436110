//! How large the tree of a page would be, counted tag by tag without building it.
//!
//! A browser's tree can be much larger than its page. An element of formatting that is still open when its paragraph
//! ends (`<p><b><i>Rain<p>fell`) is open in the next one, too: 400 of them before a thousand paragraphs make 400,000
//! elements. What is counted here may be too much for pages that leave out end tags, and hardly ever too little.

use html5ever::tokenizer::Tag;
use html5ever::{LocalName, local_name};
use std::collections::HashMap;

/// What was counted so far.
#[derive(Debug, Default)]
pub struct TreeSize {
    /// Elements, with the copies that are made of some.
    pub n_elements: usize,
    /// How deep they are nested.
    pub depth_max: usize,
    /// The sum of how deep each is nested.
    pub nesting: usize,
    depth: usize,
    /// Open elements of formatting: so many are copied into the next block.
    n_copied: usize,
    open: HashMap<LocalName, Open>,
}

/// The open elements of a name.
#[derive(Debug, Default, Clone, Copy)]
struct Open {
    n: usize,
    /// Those that are copied.
    n_copied: usize,
}

/// Elements whose end tag may be missing: they say nothing about depth.
pub const OPEN_ENDED: &[&str] = &[
    "body", "colgroup", "dd", "dt", "head", "html", "li", "option", "p", "rp", "rt", "tbody", "td",
    "tfoot", "th", "thead", "tr",
];

/// Elements that go on in the next block (HTML Standard, "formatting").
const FORMATTING: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Of these one at a time is open: the next ends the last.
const ALONE: &[&str] = &["a", "nobr"];

/// Of the same formatting without attributes, so many are copied (HTML Standard, "Noah's Ark clause").
const SAME_MAX: usize = 3;

impl TreeSize {
    /// A start tag. `is_empty`: what it opens has no content.
    pub fn open(&mut self, tag: &Tag, is_empty: bool) {
        let name: &str = &tag.name;
        let is_formatting = FORMATTING.contains(&name);
        self.n_elements += 1;
        if !is_formatting {
            self.n_elements += self.n_copied;
        }
        self.nesting += self.depth;
        if is_empty || self.is_ended_by_next(name) {
            return;
        }
        let open = self.open.entry(tag.name.clone()).or_default();
        if open.n > 0 && ALONE.contains(&name) {
            return;
        }
        open.n += 1;
        if is_formatting && (open.n_copied < SAME_MAX || !tag.attrs.is_empty()) {
            open.n_copied += 1;
            self.n_copied += 1;
        }
        self.depth += 1;
        self.depth_max = self.depth_max.max(self.depth);
    }

    /// An end tag. If nothing of its name is open, it ends nothing.
    pub fn close(&mut self, name: &LocalName) {
        let Some(open) = self.open.get_mut(name).filter(|open| open.n > 0) else {
            return;
        };
        open.n -= 1;
        let n_ended = open.n_copied.saturating_sub(open.n);
        open.n_copied -= n_ended;
        self.n_copied -= n_ended;
        if FORMATTING.contains(&&**name) {
            self.n_elements += self.n_copied; // what was open in it goes on
        }
        self.depth -= 1;
    }

    /// Notes on how to read characters that nothing stands around nest without end.
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
