//! The lists of a Word document → the marker of each item: `• `, `3. `, `b) `.

use super::LEVEL_MAX;
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
    counted: HashMap<String, [Option<u32>; LEVEL_MAX + 1]>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Level {
    format: NumberFormat,
    start: Option<u32>,
    has_bracket: bool,
}

/// The format of an item number (`w:numFmt`).
#[derive(Debug, Clone, Copy, Default)]
enum NumberFormat {
    #[default]
    Bullet,
    Nothing,
    LowerLetter,
    UpperLetter,
    LowerRoman,
    UpperRoman,
    Decimal,
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
                        "numFmt" => level.format = NumberFormat::from_ooxml(&value()),
                        "start" => level.start = value().parse().ok(),
                        _ => level.has_bracket = value().ends_with(')'),
                    }
                }
                _ => {}
            }
        });
        numbering
    }

    /// The marker of the next item of a list at a level of at most [`LEVEL_MAX`].
    pub fn marker(&mut self, list: &str, level: usize) -> String {
        let kind = self.kinds.get(list).map_or("", String::as_str);
        let settings = self
            .levels
            .get(kind)
            .map_or_else(Level::default, |levels| levels[level]);
        let counted = self.counted.entry(list.to_owned()).or_default();
        // Deeper levels restart.
        counted[level + 1..].fill(None);
        let number = match counted[level] {
            Some(number) => number.saturating_add(1),
            None => settings.start.unwrap_or(1),
        };
        counted[level] = Some(number);
        let closer = if settings.has_bracket { ')' } else { '.' };
        match settings.format {
            NumberFormat::Bullet => "• ".to_owned(),
            NumberFormat::Nothing => String::new(),
            NumberFormat::LowerLetter => format!("{}{closer} ", letters(number, b'a')),
            NumberFormat::UpperLetter => format!("{}{closer} ", letters(number, b'A')),
            NumberFormat::LowerRoman => format!("{}{closer} ", roman(number).to_lowercase()),
            NumberFormat::UpperRoman => format!("{}{closer} ", roman(number)),
            NumberFormat::Decimal => format!("{number}{closer} "),
        }
    }
}

impl NumberFormat {
    /// From the value of `w:numFmt`.
    fn from_ooxml(name: &str) -> NumberFormat {
        match name {
            "bullet" | "" => NumberFormat::Bullet,
            "none" => NumberFormat::Nothing,
            "lowerLetter" => NumberFormat::LowerLetter,
            "upperLetter" => NumberFormat::UpperLetter,
            "lowerRoman" => NumberFormat::LowerRoman,
            "upperRoman" => NumberFormat::UpperRoman,
            _ => NumberFormat::Decimal,
        }
    }
}

/// `a` … `z`, `aa`, `bb` …, as Word counts; from 105 on the number itself.
fn letters(number: u32, first: u8) -> String {
    let at = number.saturating_sub(1);
    match at / 26 {
        n @ 0..4 => char::from(first + (at % 26) as u8)
            .to_string()
            .repeat(n as usize + 1),
        _ => number.to_string(),
    }
}

/// Roman numerals up to 99; from 100 on the number itself.
fn roman(number: u32) -> String {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    const TENS: [&str; 10] = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"];
    match number {
        1..100 => format!(
            "{}{}",
            TENS[number as usize / 10],
            ONES[number as usize % 10]
        ),
        _ => number.to_string(),
    }
}
