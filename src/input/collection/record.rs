//! A record as it is written in its file → the pair in it, or an error message.

use super::fields::{FIELDS_MAX, FieldIndices, Fields};
use crate::text::document::{Document, LINES_MAX, TEXT_MAX, TextSource};
use crate::text::language::Language;
use crate::text::side::{Pair, Side};
use serde::Deserializer;
use serde::de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::fmt;
use std::ops::Range;

/// A pair of a collection.
#[derive(Debug)]
pub struct PairRecord {
    /// The id, as it is written in the file; null without one.
    pub id: Value,
    /// The title, if there is one.
    pub title: Option<String>,
    /// The texts, or what was expected instead.
    pub texts: Result<Pair<SideInput>, String>,
}

/// One side of a pair, as the record has it.
#[derive(Debug)]
pub enum SideInput {
    /// A text, to be split into segments.
    Text(Document),
    /// A text that is split into segments already.
    List(Vec<String>),
}

/// What stands between two ready segments in a document.
const BETWEEN_SEGMENTS: &str = "\n\n";

impl SideInput {
    /// From a JSON string or a cell.
    pub fn text(text: impl Into<String>) -> SideInput {
        SideInput::Text(Document::new("", text))
    }

    /// The bytes that its ready segments have in the document; `None` for a text.
    pub fn ready_segments(&self) -> Option<Vec<Range<usize>>> {
        let SideInput::List(segments) = self else {
            return None;
        };
        let mut start = 0;
        let range = |segment: &String| {
            let range = start..start + segment.len();
            start = range.end + BETWEEN_SEGMENTS.len();
            range
        };
        Some(segments.iter().map(range).collect())
    }

    /// The document for the reader, in the language that the user chose. Each ready segment becomes a paragraph.
    pub fn into_document(self, name: String, language: Option<Language>) -> Document {
        let mut document = self.without_language(name);
        document.language = language;
        document
    }

    fn without_language(self, name: String) -> Document {
        match self {
            SideInput::Text(mut document) => {
                if document.name.is_empty() {
                    document.name = name;
                    document.source = TextSource::Row;
                }
                document
            }
            SideInput::List(segments) => {
                let mut document = Document::new(name, segments.join(BETWEEN_SEGMENTS));
                document.source = TextSource::Row;
                document
            }
        }
    }

    /// From a JSON value.
    fn of_json(json: &str) -> Result<SideInput, InvalidText> {
        SideInput::of_valid_json(json).or_else(|invalid| match invalid {
            // The record was valid JSON, but `RawValue` does not check escapes.
            InvalidText::Escape => {
                let mut input = SideInput::of_valid_json(&without_lone_surrogates(json))?;
                if let SideInput::Text(document) = &mut input {
                    let note =
                        "halves of surrogate pairs are no characters; each is shown as U+FFFD";
                    document.notes.push(note.to_owned());
                }
                Ok(input)
            }
            invalid => Err(invalid),
        })
    }

    fn of_valid_json(json: &str) -> Result<SideInput, InvalidText> {
        let mut reader = serde_json::Deserializer::from_str(json);
        let content = match json.as_bytes().first() {
            Some(b'"') => serde_json::from_str(json).map(Content::Text),
            Some(b'[') => reader.deserialize_seq(TextListVisitor).map(Content::List),
            _ => return Err(InvalidText::Type),
        };
        let content = content.map_err(|err| match () {
            () if err.to_string().starts_with(IS_TOO_LONG) => InvalidText::Size,
            () if err.is_data() => InvalidText::Type,
            () => InvalidText::Escape,
        })?;
        SideInput::of(content)
    }

    /// From a decoded field.
    ///
    /// # Errors
    /// If it has more bytes or lines than a text may have.
    pub fn of(content: Content) -> Result<SideInput, InvalidText> {
        let input = match content {
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
        input.ok_or(InvalidText::Size)
    }
}

/// The decoded value of the field of a text.
#[derive(Debug, Clone)]
pub enum Content {
    /// A text.
    Text(String),
    /// A text that is split into segments already.
    List(Vec<String>),
}

/// Why a value cannot be one side of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvalidText {
    /// It is neither a text nor a list of texts.
    Type,
    /// It has more bytes or lines than a text may have.
    Size,
    /// It has an escape that is no character.
    Escape,
}

impl InvalidText {
    /// What was expected of the field with this name.
    pub fn expected(self, name: &str) -> String {
        match self {
            InvalidText::Type => format!("`{name}` to be a text or a list of texts"),
            InvalidText::Escape => {
                format!("`{name}` to have no escape that is no character")
            }
            InvalidText::Size => format!(
                "`{name}` to have at most {} MB and {LINES_MAX} lines",
                TEXT_MAX >> 20
            ),
        }
    }
}

/// Deserializes a list of strings, with at most as many strings as a text may have lines.
struct TextListVisitor;

const IS_TOO_LONG: &str = "too many texts";

impl<'de> Visitor<'de> for TextListVisitor {
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
    /// A record that cannot be read, with what was expected instead.
    pub fn from_error(expected: impl Into<String>) -> PairRecord {
        PairRecord {
            id: Value::Null,
            title: None,
            texts: Err(expected.into()),
        }
    }

    /// Parses a JSON object. Finds the id even if other fields are wrong.
    pub fn of_json(json: &[u8], fields: &Fields) -> PairRecord {
        with_members(json, fields, |members| match members {
            Ok(members) => PairRecord::of_members(&members, fields),
            Err(expected) => PairRecord::from_error(expected),
        })
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
            .map_or(Ok(Value::Null), |n| read_id(members[n].1));
        PairRecord {
            id: id.clone().unwrap_or_default(),
            title: title.and_then(|n| read_title(members[n].1)),
            texts: id.and_then(|_| found.and_then(texts)),
        }
    }

    /// Reads cells. `names` are the column names.
    pub fn of_cells(cells: &[Vec<u8>], names: &[String], columns: &FieldIndices) -> PairRecord {
        let text = |n: usize| std::str::from_utf8(&cells[n]).map(str::to_owned);
        if cells.len() != names.len() {
            let (n_expected, n_found) = (names.len(), cells.len());
            return PairRecord::from_error(format!("{n_expected} cells, found {n_found}"));
        }
        let cell = |n: Option<usize>| n.and_then(|n| text(n).ok()).filter(|text| !text.is_empty());
        let texts = |side: Side| {
            let n = columns.texts[side];
            let text = text(n).map_err(|_| format!("`{}` to be UTF-8", names[n]))?;
            SideInput::of(Content::Text(text)).map_err(|invalid| invalid.expected(&names[n]))
        };
        let id = check_id(cell(columns.id).map_or(Value::Null, Value::String));
        PairRecord {
            id: id.clone().unwrap_or_default(),
            title: cell(columns.title).map(truncate_title),
            texts: id.and_then(|_| {
                Ok(Pair {
                    original: texts(Side::Original)?,
                    rewrite: texts(Side::Rewrite)?,
                })
            }),
        }
    }
}

/// The most bytes of an id: each result repeats it.
const ID_MAX: usize = 64 << 10;

/// Titles are truncated to this many bytes: more than a screen shows.
const TITLE_MAX: usize = 4 << 10;

fn read_id(json: &RawValue) -> Result<Value, String> {
    match json.get().len() > ID_MAX {
        true => Err(id_too_long()),
        false => Ok(read_value(json.get())),
    }
}

/// Checks the length of an id.
///
/// # Errors
/// Says what was expected.
pub fn check_id(id: Value) -> Result<Value, String> {
    match &id {
        Value::String(text) if text.len() > ID_MAX => Err(id_too_long()),
        _ => Ok(id),
    }
}

fn id_too_long() -> String {
    format!("an id of at most {} kB", ID_MAX >> 10)
}

fn read_title(json: &RawValue) -> Option<String> {
    let json = Some(json.get()).filter(|json| json.len() <= ID_MAX)?;
    display_value(&read_value(json)).map(truncate_title)
}

fn read_value(json: &str) -> Value {
    let value = serde_json::from_str(json);
    value.unwrap_or_else(|_| {
        serde_json::from_str(&without_lone_surrogates(json)).unwrap_or_default()
    })
}

/// JSON with U+FFFD for each half of a surrogate pair that stands alone, which is no character: Python and JavaScript
/// write `\ud800`.
fn without_lone_surrogates(json: &str) -> String {
    let surrogate = |at: usize| {
        let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
        let code = u32::from_str_radix(digits, 16).ok()?;
        (0xd800..0xe000).contains(&code).then_some(code < 0xdc00)
    };
    let mut mended = String::with_capacity(json.len());
    let mut at = 0;
    while let Some(c) = json[at..].chars().next() {
        let (written, n_bytes) = match (c, surrogate(at)) {
            (_, Some(true)) if surrogate(at + 6) == Some(false) => (&json[at..at + 12], 12),
            (_, Some(_)) => ("\u{fffd}", 6),
            // What follows a backslash is no start of an escape.
            ('\\', None) => {
                let behind = json[at + 1..].chars().next().map_or(0, char::len_utf8);
                (&json[at..=at + behind], 1 + behind)
            }
            _ => (&json[at..at + c.len_utf8()], c.len_utf8()),
        };
        mended.push_str(written);
        at += n_bytes;
    }
    mended
}

/// Cuts a title at [`TITLE_MAX`] bytes.
pub fn truncate_title(mut title: String) -> String {
    title.truncate(title.floor_char_boundary(TITLE_MAX));
    title
}

/// What the table shows of a record, read without decoding its texts.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Label {
    /// The id, as it is displayed.
    pub id: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// What is wrong with the record.
    pub problem: Option<String>,
}

impl Label {
    /// From a JSON object. Its texts are skipped, which is much faster than decoding them.
    pub fn of_json(json: &[u8], fields: &Fields) -> Label {
        with_members(json, fields, |members| match members {
            Ok(members) => Label::of_members(&members, fields),
            Err(expected) => Label {
                problem: Some(expected),
                ..Label::default()
            },
        })
    }

    fn of_members(members: &[Member], fields: &Fields) -> Label {
        let names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
        let found = fields.find(&names);
        let title = found.as_ref().ok().and_then(|found| found.title);
        let id = fields
            .id(&names)
            .map_or(Ok(Value::Null), |n| read_id(members[n].1));
        Label {
            id: id.as_ref().ok().and_then(display_value),
            title: title.and_then(|n| read_title(members[n].1)),
            problem: id.err().or(found.err()),
        }
    }

    /// From a record that is parsed already.
    pub fn of_record(record: &PairRecord) -> Label {
        Label {
            id: display_value(&record.id),
            title: record.title.clone(),
            problem: record.texts.as_ref().err().cloned(),
        }
    }
}

/// A JSON value as plain text; nothing for null and an empty string.
pub fn display_value(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        value => Some(value.to_string()),
    }
}

/// Reads the members of a JSON object, or of what Python takes for one, and the nested ones that `fields` names.
fn with_members<T>(
    json: &[u8],
    fields: &Fields,
    read: impl FnOnce(Result<Vec<Member>, String>) -> T,
) -> T {
    let expected = match members(json) {
        Err(expected) => expected,
        members => return read(members.map(|members| with_nested(members, fields))),
    };
    let mended = without_not_a_number(json);
    let members = members(&mended).map_err(|_| expected);
    read(members.map(|members| with_nested(members, fields)))
}

/// Adds the members of members that `fields` names by their paths, such as `translation.en`.
fn with_nested<'a>(mut members: Vec<Member<'a>>, fields: &Fields) -> Vec<Member<'a>> {
    for path in fields.named() {
        if !members.iter().any(|(name, _)| name == path)
            && let Some(value) = nested(&members, path)
        {
            members.push((path.to_owned(), value));
        }
    }
    members
}

/// The value at a path of names with stops between them.
fn nested<'a>(members: &[Member<'a>], path: &str) -> Option<&'a RawValue> {
    if let Some((_, value)) = members.iter().find(|(name, _)| name == path) {
        return Some(value);
    }
    path.match_indices('.').find_map(|(at, _)| {
        let (_, value) = members.iter().find(|(name, _)| *name == path[..at])?;
        let mut reader = serde_json::Deserializer::from_str(value.get());
        let inner = reader.deserialize_map(MembersVisitor).ok()?;
        nested(&inner, &path[at + 1..])
    })
}

/// Numbers that Python writes and JSON does not have become null.
fn without_not_a_number(json: &[u8]) -> Vec<u8> {
    const NAMES: [&[u8]; 3] = [b"NaN", b"Infinity", b"-Infinity"];
    let mut mended = Vec::with_capacity(json.len());
    let mut in_string = false;
    let mut rest = json;
    while let Some(&byte) = rest.first() {
        let name = NAMES
            .iter()
            .find(|name| !in_string && rest.starts_with(name));
        let (written, n_bytes): (&[u8], usize) = match name {
            Some(name) => (b"null", name.len()),
            None => {
                let is_escape = in_string && byte == b'\\';
                let n_bytes = if is_escape { rest.len().min(2) } else { 1 };
                (&rest[..n_bytes], n_bytes)
            }
        };
        in_string ^= byte == b'"';
        mended.extend_from_slice(written);
        rest = &rest[n_bytes..];
    }
    mended
}

/// The name of a member of a JSON object, and its value as written.
type Member<'a> = (String, &'a RawValue);

/// The members of a JSON object; the error says what was expected instead.
fn members(json: &[u8]) -> Result<Vec<Member<'_>>, String> {
    let json = json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json);
    let json = std::str::from_utf8(json.trim_ascii_end())
        .map_err(|err| format!("UTF-8 (invalid at byte {})", err.valid_up_to() + 1))?;
    if !json.trim_start().starts_with('{') && serde_json::from_str::<IgnoredAny>(json).is_ok() {
        return Err("an object with `original` and `rewrite`".to_owned());
    }
    let mut reader = serde_json::Deserializer::from_str(json);
    let members = reader.deserialize_map(MembersVisitor);
    let members = members.and_then(|members| reader.end().map(|()| members));
    members.map_err(|err| match err.is_eof() {
        true => format!("JSON (unexpected end at column {})", err.column()),
        false if err.to_string().starts_with(HAS_TOO_MANY) => {
            format!("an object with at most {FIELDS_MAX} fields")
        }
        false => format!("JSON (syntax error at column {})", err.column()),
    })
}

/// Deserializes an object, with at most as many fields as a record may have.
struct MembersVisitor;

const HAS_TOO_MANY: &str = "too many fields";

impl<'de> Visitor<'de> for MembersVisitor {
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
