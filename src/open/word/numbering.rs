//! The lists of a Word document → the marker of each item: `• `, `3. `, `b) `.

use crate::open::xml::{self, Piece, attribute};
use std::collections::HashMap;

/// The lists, and how far each has been counted.
#[derive(Debug, Default)]
pub struct Numbering {
    /// The kind of list by the id of a list.
    kinds: HashMap<String, String>,
    /// How the levels of a kind are counted.
    levels: HashMap<(String, usize), Level>,
    counted: HashMap<(String, usize), u32>,
}

#[derive(Debug, Clone, Default)]
struct Level {
    format: String,
    start: Option<u32>,
    has_bracket: bool,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub fn new(source: &str) -> Numbering {
        let mut numbering = Numbering::default();
        let (mut kind, mut list) = (String::new(), String::new());
        let mut level = 0;
        xml::pieces(source, |piece| {
            let Piece::Open(name, tag) = piece else {
                return;
            };
            let value = || attribute(tag, "val").unwrap_or_default();
            match name {
                "abstractNum" => kind = attribute(tag, "abstractNumId").unwrap_or_default(),
                "num" => list = attribute(tag, "numId").unwrap_or_default(),
                "abstractNumId" => drop(numbering.kinds.insert(list.clone(), value())),
                "lvl" => {
                    let number = attribute(tag, "ilvl").and_then(|level| level.parse().ok());
                    level = number.unwrap_or(0);
                }
                "numFmt" | "start" | "lvlText" if list.is_empty() => {
                    let level = numbering.levels.entry((kind.clone(), level)).or_default();
                    match name {
                        "numFmt" => level.format = value(),
                        "start" => level.start = value().parse().ok(),
                        _ => level.has_bracket = value().ends_with(')'),
                    }
                }
                _ => {}
            }
        });
        numbering
    }

    /// The marker of the next item of a list at a level.
    pub fn marker(&mut self, list: &str, level: usize) -> String {
        let kind = self.kinds.get(list).cloned().unwrap_or_default();
        let how = self.levels.get(&(kind, level)).cloned().unwrap_or_default();
        // The levels below start anew.
        self.counted
            .retain(|(counted, below), _| counted != list || *below <= level);
        let number = self.counted.entry((list.to_owned(), level));
        let number = *number
            .and_modify(|number| *number = number.saturating_add(1))
            .or_insert(how.start.unwrap_or(1));
        let closer = if how.has_bracket { ')' } else { '.' };
        match how.format.as_str() {
            "bullet" | "" => "• ".to_owned(),
            "none" => String::new(),
            "lowerLetter" => format!("{}{closer} ", letters(number, b'a')),
            "upperLetter" => format!("{}{closer} ", letters(number, b'A')),
            "lowerRoman" => format!("{}{closer} ", roman(number).to_lowercase()),
            "upperRoman" => format!("{}{closer} ", roman(number)),
            _ => format!("{number}{closer} "),
        }
    }
}

/// `a` … `z`, `aa`, `bb` …, as Word counts; the number itself where that becomes silly.
fn letters(number: u32, first: u8) -> String {
    let at = number.saturating_sub(1);
    match at / 26 {
        n @ 0..4 => char::from(first + (at % 26) as u8)
            .to_string()
            .repeat(n as usize + 1),
        _ => number.to_string(),
    }
}

/// Roman numbers up to 99; beyond, the number itself.
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
