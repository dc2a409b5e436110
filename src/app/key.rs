//! Keys, clicks, pasted text and resizes as plain data, and vim's way of writing them: `jj/word<Enter>n<Tab><C-d><Resize 60x20>`.

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

/// The most columns and rows of a screen: more than any has, and few enough that a picture fits in memory.
pub const SIZE_MAX: usize = 4_000;

impl std::str::FromStr for Size {
    type Err = String;

    /// Reads `120x40`, up to [`SIZE_MAX`].
    fn from_str(text: &str) -> Result<Size, String> {
        let parts = text
            .split_once('x')
            .and_then(|(w, h)| Some((w.parse::<u16>().ok()?, h.parse::<u16>().ok()?)));
        match parts {
            Some((w, h)) if usize::from(w.max(h)) > SIZE_MAX => Err(format!(
                "{w}x{h} is too large; a screen has up to {SIZE_MAX} columns and rows"
            )),
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
#[derive(Debug, Clone, PartialEq, Eq)]
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
        /// Row of the cell.
        row: usize,
    },
    /// The left button was let go.
    Release,
    /// The wheel was turned away from the reader.
    WheelUp,
    /// The wheel was turned towards the reader.
    WheelDown,
    /// Text was pasted.
    Paste(String),
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
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// The tabulator.
    Tab,
    /// The tabulator with Shift.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// The arrow up.
    Up,
    /// The arrow down.
    Down,
    /// The arrow to the left.
    Left,
    /// The arrow to the right.
    Right,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// Home.
    Home,
    /// End.
    End,
}

/// The keys that have names, and their names as vim writes them; the first one of a key is shown.
const NAMES: [(Code, &str); 19] = [
    (Code::Enter, "Enter"),
    (Code::Enter, "CR"),
    (Code::Enter, "Return"),
    (Code::Esc, "Esc"),
    (Code::Tab, "Tab"),
    (Code::BackTab, "S-Tab"),
    (Code::Backspace, "BS"),
    (Code::Backspace, "Backspace"),
    (Code::Delete, "Del"),
    (Code::Up, "Up"),
    (Code::Down, "Down"),
    (Code::Left, "Left"),
    (Code::Right, "Right"),
    (Code::PageUp, "PageUp"),
    (Code::PageDown, "PageDown"),
    (Code::Home, "Home"),
    (Code::End, "End"),
    (Code::Char(' '), "Space"),
    (Code::Char('<'), "lt"),
];

impl From<Code> for Key {
    fn from(code: Code) -> Key {
        Key {
            code,
            ctrl: false,
            alt: false,
        }
    }
}

impl Key {
    /// The key that types `c`.
    pub fn char(c: char) -> Key {
        Code::Char(c).into()
    }

    /// The character that the key types, if it types one.
    pub fn types(self) -> Option<char> {
        match self {
            Key {
                code: Code::Char(c),
                ctrl: false,
                alt: false,
            } => Some(c),
            _ => None,
        }
    }

    /// Reads what stands between `<` and `>`: `C-d`, `M-Left`, `Tab`, `lt`, `Space`.
    fn parse(name: &str) -> Option<Key> {
        if let Some(rest) = strip_prefix(name, "C-") {
            return Some(Key {
                ctrl: true,
                ..Key::parse_modified(rest)?
            });
        }
        if let Some(rest) = strip_prefix(name, "M-").or_else(|| strip_prefix(name, "A-")) {
            return Some(Key {
                alt: true,
                ..Key::parse_modified(rest)?
            });
        }
        Key::parse_named(name)
    }

    /// What stands behind a modifier: another one, a character or a name.
    fn parse_modified(name: &str) -> Option<Key> {
        let mut chars = name.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => Some(Key::char(c)),
            _ => Key::parse(name),
        }
    }

    fn parse_named(name: &str) -> Option<Key> {
        let is_name = |(_, known): &&(Code, &str)| known.eq_ignore_ascii_case(name);
        NAMES.iter().find(is_name).map(|&(code, _)| code.into())
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if self.ctrl {
            f.write_str("C-")?;
        }
        if self.alt {
            f.write_str("M-")?;
        }
        let name = NAMES.iter().find(|(code, _)| *code == self.code);
        match (self.code, name) {
            (Code::Char('<'), _) => f.write_str("<"),
            (_, Some((_, name))) => f.write_str(name),
            (Code::Char(c), None) => write!(f, "{c}"),
            (_, None) => Ok(()),
        }
    }
}

/// Reads a text of keys, as `--keys` takes it.
///
/// ```
/// # use diptych::app::key::{parse, Code, Input, Key};
/// assert_eq!(parse("j<Tab>").unwrap(), [Input::Key(Key::char('j')), Input::Key(Code::Tab.into())]);
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
    if let Some(cell) = strip_prefix(name, "Drag ") {
        // The rule between the panes does not care about the row.
        let (column, row) = cell.split_once(',').unwrap_or((cell, "0"));
        return Some(Input::Drag {
            column: column.trim().parse().ok()?,
            row: row.trim().parse().ok()?,
        });
    }
    if let Some(text) = strip_prefix(name, "Paste ") {
        return Some(Input::Paste(text.to_owned()));
    }
    if let Some(size) = strip_prefix(name, "Resize ") {
        return Some(Input::Resize(size.trim().parse().ok()?));
    }
    match name.to_ascii_lowercase().as_str() {
        "release" => Some(Input::Release),
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

/// Reads a sequence of keys, as bindings are written: `]f`, `<C-d>`.
///
/// # Errors
/// As [`parse`], and for what is no key.
pub fn parse_sequence(text: &str) -> Result<Vec<Key>, String> {
    let keys = parse(text)?.into_iter().map(|input| match input {
        Input::Key(key) => Ok(key),
        _ => Err(format!("`{}` holds more than keys", glyph::escaped(text))),
    });
    match keys.collect::<Result<Vec<Key>, String>>()? {
        keys if keys.is_empty() => Err("no key".to_owned()),
        keys => Ok(keys),
    }
}
