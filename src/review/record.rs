//! A line of a review file ⇄ [`Record`].

use super::quotation::Quotation;
use crate::compare::hand_links::LinkKind;
use crate::text::side::{Pair, Side};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use std::fmt;

/// The version of the format, in the first line of a file.
pub const VERSION: u32 = 1;

/// What a person says of a passage or a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing is wrong with it.
    Fine,
    /// Something has to be changed.
    Wrong,
    /// Somebody has to be asked.
    Question,
}

impl Verdict {
    /// All of them, in the order of their keys.
    pub const ALL: [Verdict; 3] = [Verdict::Fine, Verdict::Wrong, Verdict::Question];

    /// The word for it, on screen, in files and for `--only`.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Fine => "fine",
            Verdict::Wrong => "wrong",
            Verdict::Question => "question",
        }
    }
}

/// One thing that was said. A record with the `id` of an earlier one replaces it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Record {
    /// Which record it is: a ULID; empty until it is kept.
    pub id: String,
    /// `verdict`, `note`, `link`, `finding`, `asked`, `delete`, or a kind that a later version knows.
    pub kind: String,
    /// The row of a collection that it belongs to.
    pub pair: Option<String>,
    /// Where its words stand.
    #[serde(skip_serializing_if = "Places::is_empty")]
    pub at: Places,
    /// Of a verdict: which.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// Of a verdict: the kind of the finding that it answers. Without one it answers the whole passage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Of a note: its lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Of a note that was being typed when the session ended: the id of the note that it changes; empty for a new one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draft: Option<String>,
    /// Of a link: whether its two places belong together or do not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<LinkKind>,
    /// What a checker sees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finding: Option<Pointed>,
    /// How many findings a checker had, where it had none that could be kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub findings: Option<usize>,
    /// The name of the checker that said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checker: Option<String>,
    /// Which question the checker has answered: a hash of the sentences and of what stands around them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Who said it; empty if that is not known, or it was a checker.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// When, in RFC 3339; empty until it is kept.
    pub time: String,
    /// What a later version knows.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// By hand: what a derived one does for unknown fields holds each record in memory twice, and a file of 10,000 is read
/// before the first frame.
impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Record, D::Error> {
        deserializer.deserialize_map(RecordVisitor)
    }
}

struct RecordVisitor;

impl<'de> Visitor<'de> for RecordVisitor {
    type Value = Record;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a record")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Record, M::Error> {
        let mut record = Record::default();
        let (mut has_id, mut has_kind) = (false, false);
        while let Some(field) = map.next_key::<String>()? {
            match field.as_str() {
                "id" => (record.id, has_id) = (map.next_value()?, true),
                "kind" => (record.kind, has_kind) = (map.next_value()?, true),
                "pair" => record.pair = map.next_value()?,
                "at" => record.at = map.next_value()?,
                "verdict" => record.verdict = map.next_value()?,
                "about" => record.about = map.next_value()?,
                "text" => record.text = map.next_value()?,
                "draft" => record.draft = map.next_value()?,
                "finding" => record.finding = map.next_value()?,
                "findings" => record.findings = map.next_value()?,
                "checker" => record.checker = map.next_value()?,
                "key" => record.key = map.next_value()?,
                "link" => record.link = map.next_value()?,
                "by" => record.by = map.next_value()?,
                "time" => record.time = map.next_value()?,
                _ => drop(record.rest.insert(field, map.next_value()?)),
            }
        }
        match (has_id, has_kind) {
            (true, true) => Ok(record),
            (false, _) => Err(M::Error::missing_field("id")),
            (true, false) => Err(M::Error::missing_field("kind")),
        }
    }
}

/// The quotations of a record; of a passage that only one side has, one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Places {
    /// The words in the original.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<Quotation>,
    /// The words in the rewrite.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rewrite: Option<Quotation>,
}

impl Places {
    /// Of one quotation a side.
    pub fn new(places: Pair<Option<Quotation>>) -> Places {
        Places {
            original: places.original,
            rewrite: places.rewrite,
        }
    }

    /// The quotation of a side.
    pub fn of(&self, side: Side) -> Option<&Quotation> {
        match side {
            Side::Original => self.original.as_ref(),
            Side::Rewrite => self.rewrite.as_ref(),
        }
    }

    /// The same places with the sides exchanged.
    pub fn exchanged(self) -> Places {
        Places {
            original: self.rewrite,
            rewrite: self.original,
        }
    }

    fn is_empty(&self) -> bool {
        self.original.is_none() && self.rewrite.is_none()
    }
}

impl Record {
    /// A verdict that is not kept yet.
    pub fn verdict(verdict: Verdict, at: Places, about: Option<&str>) -> Record {
        Record {
            kind: "verdict".to_owned(),
            at,
            verdict: Some(verdict),
            about: about.map(str::to_owned),
            ..Record::default()
        }
    }

    /// A note that is not kept yet.
    pub fn note(text: &str, at: Places) -> Record {
        Record {
            kind: "note".to_owned(),
            at,
            text: Some(text.to_owned()),
            ..Record::default()
        }
    }

    /// A link, made or refused, that is not kept yet.
    pub fn link(kind: LinkKind, at: Places) -> Record {
        Record {
            kind: "link".to_owned(),
            at,
            link: Some(kind),
            ..Record::default()
        }
    }

    /// What takes this record away again.
    pub fn deletion(&self) -> Record {
        Record {
            id: self.id.clone(),
            kind: "delete".to_owned(),
            pair: self.pair.clone(),
            ..Record::default()
        }
    }

    /// Whether a checker said it, not a person.
    pub fn is_of_checker(&self) -> bool {
        self.checker.is_some()
    }

    /// Whether it takes another record away.
    pub fn is_deletion(&self) -> bool {
        self.kind == "delete"
    }

    /// The word for what was said: a verdict, `note`, `draft`, `linked`, `unlinked`, or the kind that a later version
    /// knows.
    pub fn name(&self) -> &str {
        match (self.verdict, &self.text, &self.draft, self.link) {
            (Some(verdict), ..) => verdict.name(),
            (None, Some(_), Some(_), _) => "draft",
            (None, Some(_), None, _) => "note",
            (None, None, _, Some(LinkKind::Same)) => "linked",
            (None, None, _, Some(LinkKind::Not)) => "unlinked",
            (None, None, _, None) => &self.kind,
        }
    }

    /// Its line, without the line break.
    pub fn line(&self) -> String {
        serde_json::to_string(self).expect("a record is maps and strings")
    }
}

/// What a checker sees, in the words of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Pointed {
    /// The kind of finding.
    pub kind: String,
    /// How sure.
    #[serde(default)]
    pub certainty: String,
    /// What happened.
    #[serde(default)]
    pub note: String,
}

/// The first line of a file: of which texts its records are. A session on other versions of them adds a further one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// [`VERSION`].
    pub diptych: u32,
    /// `pair` or `collection`.
    pub kind: String,
    /// The original of a pair.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<TextIdentity>,
    /// The rewrite of a pair.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rewrite: Option<TextIdentity>,
    /// The path of a collection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl Header {
    /// The last header among the lines of a file.
    pub fn last(lines: &str) -> Option<Header> {
        let mut last_first = lines.lines().rev();
        last_first.find_map(|line| {
            let is_header = line.starts_with("{\"diptych\":");
            is_header.then(|| serde_json::from_str(line).ok()).flatten()
        })
    }
}

/// A text by its name and what is in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextIdentity {
    /// The name that it was opened by.
    pub name: String,
    /// SHA-256 of the text as it was shown, in hexadecimal digits.
    pub sha256: String,
}
