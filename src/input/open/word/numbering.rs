//! The lists of a Word document → the marker of each item: `• `, `3. `, `b) `, `§ 2.1 `.

use super::LEVEL_MAX;
use crate::input::open::list_number::NumberFormat;
use crate::input::open::xml::{self, XmlEvent, attribute, id};
use std::collections::HashMap;

/// The lists of a document, and the current number of each.
#[derive(Debug, Default)]
pub struct Numbering {
    /// The id of the abstract list of each list.
    kinds: HashMap<String, String>,
    /// The levels of each abstract list.
    levels: HashMap<String, [Level; LEVEL_MAX + 1]>,
    /// The number of the last item at each level of each list.
    counted: HashMap<String, [Option<i64>; LEVEL_MAX + 1]>,
}

#[derive(Debug, Clone, Default)]
struct Level {
    kind: Kind,
    start: Option<i64>,
    /// The text of a marker, in which `%2` stands for the number of the second level.
    text: Option<String>,
}

/// What stands before an item (`w:numFmt`).
#[derive(Debug, Clone, Copy, Default)]
enum Kind {
    #[default]
    Bullet,
    Nothing,
    Number(NumberFormat),
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub fn new(source: &str) -> Numbering {
        let mut numbering = Numbering::default();
        let (mut kind, mut list) = (String::new(), String::new());
        let mut level = 0;
        xml::read_events(source, |event| {
            let XmlEvent::Open(name, tag) = event else {
                return;
            };
            let value = || attribute(tag, "val").unwrap_or_default();
            match name {
                "abstractNum" => kind = id(tag, "abstractNumId").unwrap_or_default(),
                "num" => list = id(tag, "numId").unwrap_or_default(),
                "abstractNumId" => {
                    let kind = id(tag, "val").unwrap_or_default();
                    numbering.kinds.insert(list.clone(), kind);
                }
                "lvl" => {
                    let number = attribute(tag, "ilvl").and_then(|level| level.parse().ok());
                    level = number.unwrap_or(0);
                }
                "numFmt" | "start" | "lvlText" if list.is_empty() => {
                    let levels = numbering.levels.entry(kind.clone()).or_default();
                    let Some(level) = levels.get_mut(level) else {
                        return;
                    };
                    match name {
                        "numFmt" => level.kind = Kind::from_ooxml(&value()),
                        "start" => level.start = value().parse().ok(),
                        _ => level.text = Some(value()).filter(|text| text.len() <= MARKER_MAX),
                    }
                }
                _ => {}
            }
        });
        numbering
    }

    /// The marker of the next item of a list at a level of at most [`LEVEL_MAX`].
    pub fn marker(&mut self, list: &str, level: usize) -> String {
        let no_levels = Default::default();
        let kind = self.kinds.get(list).map_or("", String::as_str);
        let levels = self.levels.get(kind).unwrap_or(&no_levels);
        let counted = self.counted.entry(list.to_owned()).or_default();
        // Deeper levels restart.
        counted[level + 1..].fill(None);
        let number = match counted[level] {
            Some(number) => number.saturating_add(1),
            None => levels[level].start.unwrap_or(1),
        };
        counted[level] = Some(number);
        let write = |level: usize| {
            let Level { kind, start, .. } = &levels[level];
            let number = counted[level].or(*start).unwrap_or(1);
            match kind {
                Kind::Number(format) => format.write(number),
                Kind::Bullet | Kind::Nothing => String::new(),
            }
        };
        match (levels[level].kind, &levels[level].text) {
            (Kind::Bullet, _) => "• ".to_owned(),
            (Kind::Nothing, _) => String::new(),
            (Kind::Number(_), Some(text)) => match fill(text, write).trim() {
                "" => String::new(),
                marker => format!("{marker} "),
            },
            (Kind::Number(_), None) => format!("{}. ", write(level)),
        }
    }

    /// Whether items of a list at a level have a number.
    pub fn is_numbered(&self, list: &str, level: usize) -> bool {
        let levels = self.kinds.get(list).and_then(|kind| self.levels.get(kind));
        levels.is_some_and(|levels| matches!(levels[level].kind, Kind::Number(_)))
    }
}

/// Fills in the text of a marker: `%1.%2` → `3.1`.
fn fill(text: &str, write: impl Fn(usize) -> String) -> String {
    let mut parts = text.split('%');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let level = part.chars().next().and_then(|c| c.to_digit(10));
        match level.and_then(|level| (level as usize).checked_sub(1)) {
            Some(level) => {
                filled += &write(level);
                filled += &part[1..];
            }
            None => {
                filled.push('%');
                filled += part;
            }
        }
    }
    filled
}

/// The most bytes of the text of a marker.
const MARKER_MAX: usize = 64;

impl Kind {
    /// From the value of `w:numFmt`.
    fn from_ooxml(name: &str) -> Kind {
        Kind::Number(match name {
            "bullet" | "" => return Kind::Bullet,
            "none" => return Kind::Nothing,
            "lowerLetter" => NumberFormat::LowerLetter,
            "upperLetter" => NumberFormat::UpperLetter,
            "lowerRoman" => NumberFormat::LowerRoman,
            "upperRoman" => NumberFormat::UpperRoman,
            _ => NumberFormat::Decimal,
        })
    }
}
