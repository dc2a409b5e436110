//! Keys, clicks and resizes as plain data, and vim's way of writing them: `jj/word<Enter>n<Tab><C-d><Resize 60x20>`.

use crate::text::glyph;
use std::fmt;

/// The size of a screen in columns and rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Size {
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

impl std::str::FromStr for Size {
    type Err = String;

    /// Reads `120x40`.
    fn from_str(text: &str) -> Result<Size, String> {
        let parts = text
            .split_once('x')
            .and_then(|(w, h)| Some((w.parse::<u16>().ok()?, h.parse::<u16>().ok()?)));
        match parts {
            Some((w, h)) if w > 0 && h > 0 => Ok(Size {
                width: w.into(),
                height: h.into(),
            }),
            _ => Err(format!(
                "expected a size such as 120x40, not `{}`",
                glyph::escaped(text)
            )),
        }
    }
}

/// Something that a person or a terminal did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// The left button was pressed on a cell, counted from 0.
    Click {
        /// Column of the cell.
        column: usize,
        /// Row of the cell.
        row: usize,
    },
    /// The mouse was moved with the left button held.
    Drag {
        /// Column of the cell that it is over.
        column: usize,
    },
    /// The wheel was turned away from the reader.
    WheelUp,
    /// The wheel was turned towards the reader.
    WheelDown,
    /// The terminal has a new size.
    Resize(Size),
}

/// A key with its modifiers. Shift is part of the character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// With Control.
    pub ctrl: bool,
    /// With Alt (Meta).
    pub alt: bool,
}

/// Which key, modifiers aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// A key that types this character.
    Char(char),
    /// A key with a name; see [`NAMES`].
    Named(&'static str),
}

/// The keys that have names, as vim writes them.
pub const NAMES: [&str; 14] = [
    "Enter", "Esc", "Tab", "S-Tab", "BS", "Del", "Up", "Down", "Left", "Right", "PageUp",
    "PageDown", "Home", "End",
];

impl Key {
    /// The key that types `c`.
    pub fn char(c: char) -> Key {
        Key {
            code: Code::Char(c),
            ctrl: false,
            alt: false,
        }
    }

    /// The key called `name`; `None` if it is not in [`NAMES`].
    pub fn named(name: &str) -> Option<Key> {
        let name = NAMES
            .iter()
            .find(|known| known.eq_ignore_ascii_case(name))?;
        Some(Key {
            code: Code::Named(name),
            ctrl: false,
            alt: false,
        })
    }

    /// Reads what stands between `<` and `>`: `C-d`, `M-Left`, `Tab`, `lt`, `Space`.
    fn parse(name: &str) -> Option<Key> {
        if let Some(rest) = strip_prefix(name, "C-") {
            return Some(Key {
                ctrl: true,
                ..Key::parse_plain(rest)?
            });
        }
        if let Some(rest) = strip_prefix(name, "M-").or_else(|| strip_prefix(name, "A-")) {
            return Some(Key {
                alt: true,
                ..Key::parse_plain(rest)?
            });
        }
        Key::parse_named(name)
    }

    fn parse_plain(name: &str) -> Option<Key> {
        let mut chars = name.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => Some(Key::char(c)),
            _ => Key::parse_named(name),
        }
    }

    fn parse_named(name: &str) -> Option<Key> {
        match name.to_ascii_lowercase().as_str() {
            "lt" => Some(Key::char('<')),
            "space" => Some(Key::char(' ')),
            "cr" | "return" => Key::named("Enter"),
            "backspace" => Key::named("BS"),
            _ => Key::named(name),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let modifier = if self.ctrl {
            "C-"
        } else if self.alt {
            "M-"
        } else {
            ""
        };
        match self.code {
            Code::Char(' ') => f.write_str("Space"),
            Code::Char(c) => write!(f, "{modifier}{c}"),
            Code::Named(name) => write!(f, "{modifier}{name}"),
        }
    }
}

/// Reads a text of keys, as `--keys` takes it.
///
/// ```
/// # use diptych::app::key::{parse, Input, Key};
/// assert_eq!(parse("j<Tab>").unwrap(), [Input::Key(Key::char('j')), Input::Key(Key::named("Tab").unwrap())]);
/// assert!(parse("<Hyper>").unwrap_err().contains("<Hyper>"));
/// ```
///
/// # Errors
/// Names the key that is not known, or the `<` that is never closed.
pub fn parse(text: &str) -> Result<Vec<Input>, String> {
    let mut inputs = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c != '<' {
            inputs.push(Input::Key(Key::char(c)));
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let Some(end) = rest.find('>') else {
            return Err(format!(
                "`{}` has no closing `>`; the key `<` is written <lt>",
                glyph::escaped(rest)
            ));
        };
        let name = &rest[1..end];
        let input = parse_input(name).ok_or_else(|| {
            let name = glyph::escaped(name);
            format!("unknown key <{name}>; keys are written as in vim: j, <C-d>, <Tab>, <Enter>, <lt>, <Click 10,5>")
        })?;
        inputs.push(input);
        rest = &rest[end + 1..];
    }
    Ok(inputs)
}

fn parse_input(name: &str) -> Option<Input> {
    if let Some(cell) = strip_prefix(name, "Click ") {
        let (column, row) = cell.split_once(',')?;
        return Some(Input::Click {
            column: column.trim().parse().ok()?,
            row: row.trim().parse().ok()?,
        });
    }
    if let Some(column) = strip_prefix(name, "Drag ") {
        return Some(Input::Drag {
            column: column.trim().parse().ok()?,
        });
    }
    if let Some(size) = strip_prefix(name, "Resize ") {
        return Some(Input::Resize(size.trim().parse().ok()?));
    }
    match name.to_ascii_lowercase().as_str() {
        "wheelup" => Some(Input::WheelUp),
        "wheeldown" => Some(Input::WheelDown),
        _ => Key::parse(name).map(Input::Key),
    }
}

fn strip_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let start = text.get(..prefix.len())?;
    start
        .eq_ignore_ascii_case(prefix)
        .then(|| &text[prefix.len()..])
}
