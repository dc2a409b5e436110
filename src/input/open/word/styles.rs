//! The styles of a Word document → the kind of paragraph that each stands for.
//!
//! The ids of styles are in the language of the author's Word; the names of built-in styles are always English.

use crate::input::open::xml::{self, XmlEvent, attribute, id};
use std::collections::HashMap;

/// The kind of a paragraph, by its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParagraphKind {
    /// A heading of this level, from 1.
    Heading(u8),
    /// The author, or the date.
    Byline,
    /// A block quote.
    Quote,
    /// Code.
    Code,
    /// Anything else.
    Text,
}

/// The styles, by their ids.
#[derive(Debug, Default)]
pub struct Styles(HashMap<String, Style>);

#[derive(Debug, Default)]
struct Style {
    /// The kind that its name stands for.
    kind: Option<ParagraphKind>,
    base: String,
    outline: Option<u8>,
    list: Option<String>,
    level: usize,
}

/// The most styles in a chain of base styles.
const BASES_MAX: usize = 10;

impl Styles {
    /// Reads `styles.xml`.
    pub fn new(source: &str) -> Styles {
        let mut styles = HashMap::new();
        let mut style_id = None;
        xml::read_events(source, |event| {
            let XmlEvent::Open(name, tag) = event else {
                return;
            };
            if name == "style" {
                style_id = id(tag, "styleId");
                styles.extend(style_id.clone().map(|id| (id, Style::default())));
            }
            let Some(style) = style_id.as_ref().and_then(|id| styles.get_mut(id)) else {
                return;
            };
            let value = || attribute(tag, "val");
            let level = || value()?.parse().ok();
            match name {
                "name" => {
                    style.kind = value()
                        .and_then(|name| ParagraphKind::from_style_name(&name.to_lowercase()))
                }
                "basedOn" => style.base = id(tag, "val").unwrap_or_default(),
                "outlineLvl" => style.outline = level().filter(|&level| level < 9),
                "numId" => style.list = id(tag, "val"),
                "ilvl" => style.level = level().map_or(0, usize::from).min(super::LEVEL_MAX),
                _ => {}
            }
        });
        Styles(styles)
    }

    /// The kind of a paragraph with the style of this id.
    pub fn kind(&self, id: &str) -> ParagraphKind {
        let kind = self.base_chain(id).find_map(Style::kind);
        kind.unwrap_or(ParagraphKind::Text)
    }

    /// The list and the level that a style sets.
    pub fn list(&self, id: &str) -> Option<(String, usize)> {
        self.base_chain(id)
            .find_map(|style| Some((style.list.clone()?, style.level)))
    }

    /// A style and its base styles.
    fn base_chain(&self, id: &str) -> impl Iterator<Item = &Style> {
        let first = self.0.get(id);
        std::iter::successors(first, |style| self.0.get(&style.base)).take(BASES_MAX)
    }
}

impl Style {
    fn kind(&self) -> Option<ParagraphKind> {
        let heading = || self.outline.map(|level| ParagraphKind::Heading(level + 1));
        self.kind.or_else(heading)
    }
}

impl ParagraphKind {
    /// From the name of a style in lower case.
    fn from_style_name(name: &str) -> Option<ParagraphKind> {
        Some(match name {
            "title" => ParagraphKind::Heading(1),
            "subtitle" => ParagraphKind::Heading(2),
            "author" | "date" => ParagraphKind::Byline,
            "quote" | "intense quote" | "block text" | "quotations" => ParagraphKind::Quote,
            "source code" | "source text" | "verbatim char" | "html preformatted" | "html code"
            | "preformatted text" => ParagraphKind::Code,
            _ => ParagraphKind::Heading(name.strip_prefix("heading ")?.parse().ok()?),
        })
    }
}
