//! A row as it stands in its file → the pair in it, or what is wrong with it.

use super::fields::{FIELDS_MAX, FieldIndices, Fields};
use crate::text::count::plural;
use crate::text::document::{Document, LINES_MAX, TEXT_MAX, TextSource};
use crate::text::side::{Pair, Side};
use serde::Deserializer;
use serde::de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::fmt;

/// A pair of a collection.
#[derive(Debug)]
pub struct PairRecord {
    /// The id, as it stands in the file; null without one.
    pub id: Value,
    /// What is written about it, if anything is.
    pub title: Option<String>,
    /// The texts, or what was expected in their place.
    pub texts: Result<Pair<SideInput>, String>,
}

/// One side as it came in.
#[derive(Debug)]
pub enum SideInput {
    /// A text, to be split into segments.
    Text(Document),
    /// Ready segments.
    List(Vec<String>),
}

impl SideInput {
    /// A text of JSON or of a cell.
    pub fn text(text: impl Into<String>) -> SideInput {
        SideInput::Text(Document::new("", text))
    }

    /// To be read; ready segments become paragraphs.
    pub fn into_document(self, name: String) -> Document {
        match self {
            SideInput::Text(mut document) => {
                if document.name.is_empty() {
                    document.name = name;
                    document.source = TextSource::Row;
                }
                document
            }
            SideInput::List(segments) => {
                let mut document = Document::new(name, segments.join("\n\n"));
                document.source = TextSource::Row;
                document
            }
        }
    }

    /// Of a JSON value.
    fn of_json(json: &str) -> Result<SideInput, InvalidText> {
        let mut reader = serde_json::Deserializer::from_str(json);
        let content = match json.as_bytes().first() {
            Some(b'"') => serde_json::from_str(json).map(Content::Text),
            Some(b'[') => reader.deserialize_seq(Texts).map(Content::List),
            _ => return Err(InvalidText::Type),
        };
        let content = content.map_err(|err| match () {
            () if err.to_string().starts_with(IS_TOO_LONG) => InvalidText::Size,
            () if err.is_data() => InvalidText::Type,
            // It was read as JSON before, but its escapes were not looked at.
            () => InvalidText::Escape,
        })?;
        SideInput::of(content)
    }

    /// Of what was taken out of its format.
    ///
    /// # Errors
    /// If it is too long for a text.
    pub fn of(content: Content) -> Result<SideInput, InvalidText> {
        let given = match content {
            Content::Text(text) => {
                let n_lines = text.bytes().filter(|&byte| byte == b'\n').count();
                (text.len() <= TEXT_MAX && n_lines <= LINES_MAX).then(|| SideInput::text(text))
            }
            Content::List(list) => {
                let n_bytes: usize = list.iter().map(String::len).sum();
                let fits = n_bytes <= TEXT_MAX && list.len() <= LINES_MAX;
                fits.then_some(SideInput::List(list))
            }
        };
        given.ok_or(InvalidText::Size)
    }
}

/// What stands in the field of a text.
#[derive(Debug, Clone)]
pub enum Content {
    /// A text.
    Text(String),
    /// Ready segments.
    List(Vec<String>),
}

/// Why a value cannot be one side of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvalidText {
    /// It is neither a text nor a list of texts.
    Type,
    /// It has more bytes or lines than a text may have.
    Size,
    /// It has an escape that stands for no character, such as `\ud800` alone.
    Escape,
}

impl InvalidText {
    /// What was expected of the field of this name.
    pub fn expected(self, name: &str) -> String {
        match self {
            InvalidText::Type => format!("`{name}` to be a text or a list of texts"),
            InvalidText::Escape => {
                format!("`{name}` to have no half of a surrogate pair such as \\ud800")
            }
            InvalidText::Size => format!(
                "`{name}` to have at most {} MB and {LINES_MAX} lines",
                TEXT_MAX >> 20
            ),
        }
    }
}

/// Reads a list of texts, but no more of them than a text may have lines.
struct Texts;

const IS_TOO_LONG: &str = "too many texts";

impl<'de> Visitor<'de> for Texts {
    type Value = Vec<String>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list of texts")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<String>, A::Error> {
        let mut texts = Vec::new();
        while let Some(text) = list.next_element()? {
            if texts.len() > LINES_MAX {
                return Err(A::Error::custom(IS_TOO_LONG));
            }
            texts.push(text);
        }
        Ok(texts)
    }
}

impl PairRecord {
    /// A row of which nothing is known but what is wrong with it.
    pub fn damaged(expected: impl Into<String>) -> PairRecord {
        PairRecord {
            id: Value::Null,
            title: None,
            texts: Err(expected.into()),
        }
    }

    /// Reads a JSON object. Finds the id even if the rest is wrong.
    pub fn of_json(json: &[u8], fields: &Fields) -> PairRecord {
        match members(json) {
            Ok(members) => PairRecord::of_members(&members, fields),
            Err(expected) => PairRecord::damaged(expected),
        }
    }

    fn of_members(members: &[Member], fields: &Fields) -> PairRecord {
        let names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
        let found = fields.find(&names);
        let title = found.as_ref().ok().and_then(|found| found.title);
        let texts = |found: FieldIndices| {
            let text = |n: usize| {
                SideInput::of_json(members[n].1.get()).map_err(|invalid| invalid.expected(names[n]))
            };
            Ok(Pair {
                original: text(found.texts.original)?,
                rewrite: text(found.texts.rewrite)?,
            })
        };
        let id = fields
            .id(&names)
            .map_or(Ok(Value::Null), |n| id_of(members[n].1));
        PairRecord {
            id: id.clone().unwrap_or_default(),
            title: title.and_then(|n| title_of(members[n].1)),
            texts: id.and_then(|_| found.and_then(texts)),
        }
    }

    /// Reads cells; `names` are those of the columns.
    pub fn of_cells(cells: &[Vec<u8>], names: &[String], columns: &FieldIndices) -> PairRecord {
        let text = |n: usize| std::str::from_utf8(&cells[n]).map(str::to_owned);
        if cells.len() != names.len() {
            let (n, there) = (names.len(), cells.len());
            let is = plural(there, "is", "are");
            return PairRecord::damaged(format!("{n} cells, and there {is} {there}"));
        }
        let whole = |n: Option<usize>| n.and_then(|n| text(n).ok()).filter(|text| !text.is_empty());
        let texts = |side: Side| {
            let n = columns.texts[side];
            let text = text(n).map_err(|_| format!("`{}` to be UTF-8", names[n]))?;
            SideInput::of(Content::Text(text)).map_err(|invalid| invalid.expected(&names[n]))
        };
        let id = check_id(whole(columns.id).map_or(Value::Null, Value::String));
        PairRecord {
            id: id.clone().unwrap_or_default(),
            title: whole(columns.title).map(truncate_title),
            texts: id.and_then(|_| {
                Ok(Pair {
                    original: texts(Side::Original)?,
                    rewrite: texts(Side::Rewrite)?,
                })
            }),
        }
    }
}

/// The most bytes of an id: it is written out with each result.
const ID_MAX: usize = 64 << 10;

/// The most bytes of a title that are kept: more than any screen shows of it.
const TITLE_MAX: usize = 4 << 10;

fn id_of(json: &RawValue) -> Result<Value, String> {
    match json.get().len() > ID_MAX {
        true => Err(expected_id()),
        false => Ok(serde_json::from_str(json.get()).unwrap_or_default()),
    }
}

/// An id, if it is short enough.
///
/// # Errors
/// Says what was expected.
pub fn check_id(id: Value) -> Result<Value, String> {
    match &id {
        Value::String(text) if text.len() > ID_MAX => Err(expected_id()),
        _ => Ok(id),
    }
}

fn expected_id() -> String {
    format!("an id of at most {} kB", ID_MAX >> 10)
}

fn title_of(json: &RawValue) -> Option<String> {
    let json = Some(json.get()).filter(|json| json.len() <= ID_MAX)?;
    display_value(&serde_json::from_str(json).ok()?).map(truncate_title)
}

/// As much of a title as is kept.
pub fn truncate_title(mut title: String) -> String {
    title.truncate(title.floor_char_boundary(TITLE_MAX));
    title
}

/// What can be said of a row without reading its texts.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Label {
    /// The id, as it is shown.
    pub id: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// What is wrong with the row.
    pub problem: Option<String>,
}

impl Label {
    /// Looks a JSON object over. Its texts are skipped, which is much faster than reading them.
    pub fn of_json(json: &[u8], fields: &Fields) -> Label {
        let members = match members(json) {
            Ok(members) => members,
            Err(expected) => {
                return Label {
                    problem: Some(expected),
                    ..Label::default()
                };
            }
        };
        let names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
        let found = fields.find(&names);
        let title = found.as_ref().ok().and_then(|found| found.title);
        let id = fields
            .id(&names)
            .map_or(Ok(Value::Null), |n| id_of(members[n].1));
        Label {
            id: id.as_ref().ok().and_then(display_value),
            title: title.and_then(|n| title_of(members[n].1)),
            problem: id.err().or(found.err()),
        }
    }

    /// What there is to say of a row that was read as a whole.
    pub fn of_row(row: &PairRecord) -> Label {
        Label {
            id: display_value(&row.id),
            title: row.title.clone(),
            problem: row.texts.as_ref().err().cloned(),
        }
    }
}

/// A value as people write it; nothing for null and an empty text.
pub fn display_value(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        value => Some(value.to_string()),
    }
}

/// A name in an object, and its value as it stands there.
type Member<'a> = (String, &'a RawValue);

/// The members of a JSON object; the error says what was expected in its place.
fn members(json: &[u8]) -> Result<Vec<Member<'_>>, String> {
    let json = json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json);
    let json = std::str::from_utf8(json.trim_ascii_end())
        .map_err(|err| format!("UTF-8 (it goes wrong at byte {})", err.valid_up_to() + 1))?;
    if !json.trim_start().starts_with('{') && serde_json::from_str::<IgnoredAny>(json).is_ok() {
        return Err("an object with `original` and `rewrite`".to_owned());
    }
    let mut reader = serde_json::Deserializer::from_str(json);
    let members = reader.deserialize_map(Members);
    let members = members.and_then(|members| reader.end().map(|()| members));
    members.map_err(|err| match err.is_eof() {
        true => format!("JSON (it ends too early, at column {})", err.column()),
        false if err.to_string().starts_with(HAS_TOO_MANY) => {
            format!("an object with at most {FIELDS_MAX} fields")
        }
        false => format!("JSON (it goes wrong at column {})", err.column()),
    })
}

/// Reads an object, but no more of its fields than a row may have.
struct Members;

const HAS_TOO_MANY: &str = "too many fields";

impl<'de> Visitor<'de> for Members {
    type Value = Vec<Member<'de>>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<Member<'de>>, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = map.next_key()? {
            if members.len() == FIELDS_MAX {
                return Err(A::Error::custom(HAS_TOO_MANY));
            }
            members.push((name, map.next_value()?));
        }
        Ok(members)
    }
}
