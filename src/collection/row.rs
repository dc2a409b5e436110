//! A row as it stands in its file → the pair in it, or what is wrong with it.

use super::fields::{Fields, Found};
use crate::document::Document;
use crate::side::{Pair, Side};
use csv::ByteRecord;
use serde::Deserializer;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use std::fmt;

/// A pair of a collection.
#[derive(Debug)]
pub struct Row {
    /// The id, as it stands in the file; null without one.
    pub id: Value,
    /// What is written about it, if anything is.
    pub title: Option<String>,
    /// The texts, or what was expected in their place.
    pub texts: Result<Pair<Given>, String>,
}

/// One side as it came in.
#[derive(Debug)]
pub enum Given {
    /// A text, to be split into segments.
    Text(Document),
    /// Ready segments.
    List(Vec<String>),
}

/// Why no editor can open a text that is no file.
const IS_ROW: &str = "it is a row of a collection";

impl Given {
    /// A text of JSON or of a cell.
    pub fn text(text: impl Into<String>) -> Given {
        Given::Text(Document::new("", text))
    }

    /// To be read; ready segments become paragraphs.
    pub fn into_document(self, name: String) -> Document {
        match self {
            Given::Text(mut document) => {
                if document.name.is_empty() {
                    document.name = name;
                    document.no_editor = Some(IS_ROW);
                }
                document
            }
            Given::List(segments) => {
                let mut document = Document::new(name, segments.join("\n\n"));
                document.no_editor = Some(IS_ROW);
                document
            }
        }
    }

    fn of(value: Value) -> Option<Given> {
        let text = |value| match value {
            Value::String(text) => Some(text),
            _ => None,
        };
        match value {
            Value::String(text) => Some(Given::text(text)),
            Value::Array(list) => {
                let texts = list.into_iter().map(text);
                texts.collect::<Option<_>>().map(Given::List)
            }
            _ => None,
        }
    }
}

impl Row {
    /// A row of which nothing is known but what is wrong with it.
    pub fn damaged(expected: impl Into<String>) -> Row {
        Row {
            id: Value::Null,
            title: None,
            texts: Err(expected.into()),
        }
    }

    /// Reads a JSON object. Finds the id even if the rest is wrong.
    pub fn of_json(json: &[u8], fields: &Fields) -> Row {
        match members(json, |_| true) {
            Ok(members) => Row::of_members(members, fields),
            Err(expected) => Row::damaged(expected),
        }
    }

    fn of_members(members: Vec<Member>, fields: &Fields) -> Row {
        let names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
        let found = fields.find(&names);
        let value = |n: usize| members[n].1.clone().unwrap_or_default();
        let title = found.as_ref().ok().and_then(|found| found.title);
        Row {
            id: fields.id(&names).map(value).unwrap_or_default(),
            title: title.and_then(|n| shown(&value(n))),
            texts: found.and_then(|found| {
                let texts = found.texts.map(|n| (names[n], value(n)));
                given(texts)
            }),
        }
    }

    /// Puts together what was read already; each text with the name of its field.
    pub fn of_values(
        id: Value,
        title: Value,
        original: (&str, Value),
        rewrite: (&str, Value),
    ) -> Row {
        Row {
            id,
            title: shown(&title),
            texts: given(Pair { original, rewrite }),
        }
    }

    /// Reads cells; `names` are those of the columns.
    pub fn of_cells(cells: &ByteRecord, names: &[String], columns: &Found) -> Row {
        let text = |n: usize| std::str::from_utf8(&cells[n]).map(str::to_owned);
        if cells.len() != names.len() {
            let is = if cells.len() == 1 { "is" } else { "are" };
            let (n, there) = (names.len(), cells.len());
            return Row::damaged(format!("{n} cells, and there {is} {there}"));
        }
        let whole = |n: Option<usize>| n.and_then(|n| text(n).ok()).filter(|text| !text.is_empty());
        let texts = |side: Side| {
            let n = columns.texts[side];
            text(n).map_err(|_| format!("`{}` to be UTF-8", names[n]))
        };
        Row {
            id: whole(columns.id).map_or(Value::Null, Value::String),
            title: whole(columns.title),
            texts: texts(Side::Original).and_then(|original| {
                Ok(Pair {
                    original: Given::text(original),
                    rewrite: Given::text(texts(Side::Rewrite)?),
                })
            }),
        }
    }
}

fn given(texts: Pair<(&str, Value)>) -> Result<Pair<Given>, String> {
    let side = |(name, value): (&str, Value)| {
        Given::of(value).ok_or_else(|| format!("`{name}` to be a text or a list of texts"))
    };
    Ok(Pair {
        original: side(texts.original)?,
        rewrite: side(texts.rewrite)?,
    })
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
        let members = match members(json, |name| fields.is_label(name)) {
            Ok(members) => members,
            Err(expected) => {
                return Label {
                    problem: Some(expected),
                    ..Label::default()
                };
            }
        };
        let names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
        let value = |n: usize| members[n].1.as_ref().and_then(shown);
        let found = fields.find(&names);
        let title = found.as_ref().ok().and_then(|found| found.title);
        Label {
            id: fields.id(&names).and_then(value),
            title: title.and_then(value),
            problem: found.err(),
        }
    }

    /// What there is to say of a row that was read as a whole.
    pub fn of_row(row: &Row) -> Label {
        Label {
            id: shown(&row.id),
            title: row.title.clone(),
            problem: row.texts.as_ref().err().cloned(),
        }
    }
}

/// A value as people write it; nothing for null and an empty text.
pub fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        value => Some(value.to_string()),
    }
}

/// A name in an object and, if that was wanted, its value.
type Member = (String, Option<Value>);

/// The members of a JSON object; the error says what was expected in its place.
fn members(json: &[u8], is_wanted: impl Fn(&str) -> bool) -> Result<Vec<Member>, String> {
    let json = json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json);
    let json = std::str::from_utf8(json.trim_ascii_end())
        .map_err(|err| format!("UTF-8 (it goes wrong at byte {})", err.valid_up_to() + 1))?;
    if !json.trim_start().starts_with('{') && serde_json::from_str::<IgnoredAny>(json).is_ok() {
        return Err("an object with `original` and `rewrite`".to_owned());
    }
    let mut reader = serde_json::Deserializer::from_str(json);
    let members = reader.deserialize_map(Members(is_wanted));
    let members = members.and_then(|members| reader.end().map(|()| members));
    members.map_err(|err| match err.is_eof() {
        true => format!("JSON (it ends too early, at column {})", err.column()),
        false => format!("JSON (it goes wrong at column {})", err.column()),
    })
}

struct Members<W>(W);

impl<'de, W: Fn(&str) -> bool> Visitor<'de> for Members<W> {
    type Value = Vec<Member>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<Member>, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            let value = match (self.0)(&name) {
                true => Some(map.next_value()?),
                false => map.next_value::<IgnoredAny>().map(|_| None)?,
            };
            members.push((name, value));
        }
        Ok(members)
    }
}
