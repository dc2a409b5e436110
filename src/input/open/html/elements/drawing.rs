//! An SVG drawing → the text in it: its title, its description and its labels.

use super::attributes::{attribute, is_decorative};
use super::collapse_spaces;
use html5ever::tokenizer::Tag;

/// An open drawing.
#[derive(Debug)]
pub struct Drawing {
    /// The text so far.
    text: String,
    /// How many drawings are open inside each other.
    n_open: usize,
    /// How many elements with text are open.
    n_labels: usize,
    /// How many of them hold parts of a page.
    n_pages: usize,
    /// Whether only its labels are seen: the title of decoration is for nobody.
    is_decorative: bool,
    /// Whether it is large enough, or marked, to be more than an icon; or has a photo in it.
    is_picture: bool,
}

/// Elements whose text is part of a drawing. Their names are in lower case, as the tokenizer has them.
const LABELS: &[&str] = &["desc", "foreignobject", "text", "title"];

/// Elements with parts that are drawn elsewhere, or are not drawn.
const UNSEEN: &[&str] = &[
    "clippath", "defs", "marker", "mask", "metadata", "pattern", "script", "style", "symbol",
];

/// The width in pixels up to which a drawing without text is taken for an icon.
const ICON_MAX: f32 = 64.0;

impl Drawing {
    /// A drawing that begins with its tag.
    pub fn new(tag: &Tag, is_in_figure: bool) -> Drawing {
        let width =
            attribute(tag, "width").and_then(|width| width.trim_end_matches("px").parse().ok());
        let is_large = width.is_some_and(|width: f32| width > ICON_MAX);
        let is_decorative = is_decorative(tag);
        Drawing {
            text: attribute(tag, "aria-label").unwrap_or_default().to_owned(),
            n_open: usize::from(!tag.self_closing),
            n_labels: 0,
            n_pages: 0,
            is_decorative,
            is_picture: is_in_figure || is_large || attribute(tag, "role") == Some("img"),
        }
    }

    /// Whether nothing in an element is seen where it stands.
    pub fn skips(&self, name: &str) -> bool {
        UNSEEN.contains(&name) || self.is_decorative && matches!(name, "title" | "desc")
    }

    /// Whether elements of a page may stand here.
    pub fn may_have_blocks(&self) -> bool {
        self.n_pages > 0
    }

    /// An element begins.
    pub fn open(&mut self, name: &str, tag: &Tag) {
        self.is_picture |= name == "image";
        let is_moved = || attribute(tag, "x").is_some() || attribute(tag, "dy").is_some();
        if name != "tspan" || is_moved() {
            self.text.push(' ');
        }
        if !tag.self_closing {
            self.n_open += usize::from(name == "svg");
            self.n_labels += usize::from(LABELS.contains(&name));
            self.n_pages += usize::from(name == "foreignobject");
        }
    }

    /// An element ends. False if it was the drawing.
    pub fn close(&mut self, name: &str) -> bool {
        if LABELS.contains(&name) {
            self.n_labels = self.n_labels.saturating_sub(1);
        }
        match name {
            "svg" => self.n_open = self.n_open.saturating_sub(1),
            "foreignobject" => self.n_pages = self.n_pages.saturating_sub(1),
            _ => {}
        }
        self.n_open > 0
    }

    /// Characters.
    pub fn push(&mut self, text: &str) {
        if self.n_labels > 0 {
            self.text.push_str(text);
        }
    }

    /// The text.
    pub fn text(&self) -> String {
        collapse_spaces(&self.text)
    }

    /// Whether a reader would miss it, if it has no text.
    pub fn is_missed(&self) -> bool {
        self.is_picture && !self.is_decorative
    }
}
