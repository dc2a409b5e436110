//! The styles of a Word document → what a paragraph in one of them is.
//!
//! Ids of styles are in the language of whoever wrote the document; their names are not.

use crate::open::xml::{self, Piece, attribute};
use std::collections::HashMap;

/// What a style makes of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
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
    name: String,
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
        let mut id = String::new();
        xml::pieces(source, |piece| {
            let Piece::Open(name, tag) = piece else {
                return;
            };
            if name == "style" {
                id = attribute(tag, "styleId").unwrap_or_default();
                styles.insert(id.clone(), Style::default());
            }
            let (Some(style), Some(value)) = (styles.get_mut(&id), attribute(tag, "val")) else {
                return;
            };
            match name {
                "name" => style.name = value.to_lowercase(),
                "basedOn" => style.base = value,
                "outlineLvl" => style.outline = value.parse().ok().filter(|&level| level < 9),
                "numId" => style.list = Some(value),
                "ilvl" => style.level = value.parse().unwrap_or(0).min(super::LEVEL_MAX),
                _ => {}
            }
        });
        Styles(styles)
    }

    /// What the style of an id makes of a paragraph.
    pub fn role(&self, id: &str) -> Role {
        let role = self.family(id).find_map(Style::role);
        role.unwrap_or(Role::Text)
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
    fn role(&self) -> Option<Role> {
        let level = self.name.strip_prefix("heading ");
        let level = level.and_then(|level| level.parse().ok());
        Some(match self.name.as_str() {
            "title" => Role::Heading(1),
            "subtitle" => Role::Heading(2),
            "author" | "date" => Role::Byline,
            "quote" | "intense quote" | "block text" | "quotations" => Role::Quote,
            "source code" | "source text" | "verbatim char" | "html preformatted" | "html code"
            | "preformatted text" => Role::Code,
            _ => Role::Heading(level.or(self.outline.map(|level| level + 1))?),
        })
    }
}
