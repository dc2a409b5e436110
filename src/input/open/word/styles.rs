//! The styles of a Word document → what a paragraph in one of them is.
//!
//! Ids of styles are in the language of whoever wrote the document; their names are not.

use crate::input::open::xml::{self, XmlEvent, attribute, id};
use std::collections::HashMap;

/// What a style makes of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParagraphKind {
    /// A heading of a level from 1 on.
    Heading(u8),
    /// Who wrote it, and when.
    Byline,
    /// A block quote.
    Quote,
    /// Code.
    Code,
    /// Anything else.
    Text,
}

/// The styles by their ids.
#[derive(Debug, Default)]
pub struct Styles(HashMap<String, Style>);

#[derive(Debug, Default)]
struct Style {
    /// What its name says that it is.
    kind: Option<ParagraphKind>,
    base: String,
    outline: Option<u8>,
    list: Option<String>,
    level: usize,
}

/// Styles that are based on one another go no deeper.
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
                    style.kind = value().and_then(|name| ParagraphKind::named(&name.to_lowercase()))
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

    /// What the style of an id makes of a paragraph.
    pub fn kind(&self, id: &str) -> ParagraphKind {
        let kind = self.family(id).find_map(Style::kind);
        kind.unwrap_or(ParagraphKind::Text)
    }

    /// The list that a style puts a paragraph in, and the level.
    pub fn list(&self, id: &str) -> Option<(String, usize)> {
        self.family(id)
            .find_map(|style| Some((style.list.clone()?, style.level)))
    }

    /// A style and those that it is based on.
    fn family(&self, id: &str) -> impl Iterator<Item = &Style> {
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
    /// What a style of this name, in lower case, makes of a paragraph.
    fn named(name: &str) -> Option<ParagraphKind> {
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
