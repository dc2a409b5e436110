//! The texts of a pair → its line in the output of `diptych align`.

use crate::compare::align::{Alignment, Relation, align};
use crate::input::collection::SideInput;
use crate::text::language::Language;
use crate::text::segment::{Segment, SegmentKind, kinds_of_ready, segments};
use crate::text::side::Pair;
use serde::Serialize;
use serde_json::Value;
use std::borrow::Cow;

/// The line of a pair in the output of `diptych align`; docs/json.md documents the fields.
#[derive(Serialize)]
pub struct JsonAlignment {
    id: Value,
    matches: Vec<JsonMatch>,
    pairs: Vec<(usize, usize, f64)>,
    dropped: Vec<usize>,
    added: Vec<usize>,
    segments: Pair<Option<Vec<JsonSegment>>>,
    /// The texts that offsets refer to, if they were extracted from a format with markup.
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<Pair<Option<String>>>,
}

#[derive(Serialize)]
struct JsonMatch {
    #[serde(flatten)]
    segments: Pair<Vec<usize>>,
    relation: Relation,
    moved: bool,
    score: f64,
}

#[derive(Serialize)]
struct JsonSegment {
    start: usize,
    end: usize,
    kind: SegmentKind,
}

/// The texts of the segments of a side, and the segments unless the input already had them.
struct SegmentTexts<'a> {
    texts: Vec<Cow<'a, str>>,
    segments: Option<Vec<JsonSegment>>,
}

impl SegmentTexts<'_> {
    fn of(given: &SideInput, language: Language) -> SegmentTexts<'_> {
        match given {
            SideInput::Text(document) => {
                let segments = segments(document, language);
                let texts = segments.iter().map(|segment| segment.text(document));
                SegmentTexts {
                    texts: texts.collect(),
                    segments: Some(segments.into_iter().map(JsonSegment::from).collect()),
                }
            }
            SideInput::List(texts) => SegmentTexts {
                texts: texts.iter().map(|text| text.as_str().into()).collect(),
                segments: None,
            },
        }
    }
}

impl From<Segment> for JsonSegment {
    fn from(Segment { range, kind, .. }: Segment) -> JsonSegment {
        JsonSegment {
            start: range.start,
            end: range.end,
            kind,
        }
    }
}

/// Matches the texts of a pair, each in the language that is `wanted` or seems to be its own.
pub fn align_pair(
    id: Value,
    given: Pair<SideInput>,
    wanted: Pair<Option<Language>>,
) -> JsonAlignment {
    let languages = languages(&given, wanted);
    let split = Pair::from_fn(|side| SegmentTexts::of(&given[side], languages[side]));
    let texts = split.as_ref().map(|split| {
        split
            .texts
            .iter()
            .map(|text| &**text)
            .collect::<Vec<&str>>()
    });
    let kinds = Pair::from_fn(|side| match &split[side].segments {
        Some(segments) => segments.iter().map(|segment| segment.kind).collect(),
        None => kinds_of_ready(&texts[side], languages[side]),
    });
    let alignment = align(&texts, &kinds);
    let content = given.as_ref().map(content);
    json_alignment(id, alignment, split.map(|split| split.segments), content)
}

/// The languages of two texts; ready segments are read as a document of theirs would be.
fn languages(given: &Pair<SideInput>, wanted: Pair<Option<Language>>) -> Pair<Language> {
    let texts = given.as_ref().map(|given| match given {
        SideInput::Text(document) => Cow::Borrowed(document.text()),
        SideInput::List(segments) => Cow::Owned(segments.join("\n\n")),
    });
    Language::of_pair(Pair::from_fn(|side| &*texts[side]), wanted)
}

fn content(given: &SideInput) -> Option<String> {
    match given {
        SideInput::Text(document) if document.is_extracted() => Some(document.text().to_owned()),
        _ => None,
    }
}

fn json_alignment(
    id: Value,
    alignment: Alignment,
    segments: Pair<Option<Vec<JsonSegment>>>,
    content: Pair<Option<String>>,
) -> JsonAlignment {
    let matches = alignment.matches.into_iter().map(|mat| JsonMatch {
        segments: mat.segments,
        relation: mat.relation,
        moved: mat.moved,
        score: round_score(mat.score),
    });
    let pairs = alignment.links.iter().map(|link| {
        let Pair { original, rewrite } = link.segments;
        (original, rewrite, round_score(link.score))
    });
    let unmatched = alignment.match_of.map(|match_of| {
        let all = match_of.iter().enumerate();
        all.filter(|(_, mat)| mat.is_none())
            .map(|(segment, _)| segment)
            .collect()
    });
    JsonAlignment {
        id,
        matches: matches.collect(),
        pairs: pairs.collect(),
        dropped: unmatched.original,
        added: unmatched.rewrite,
        segments,
        content: Some(content)
            .filter(|content| content.original.is_some() || content.rewrite.is_some()),
    }
}

/// Four digits: the rest is noise.
fn round_score(score: f32) -> f64 {
    (f64::from(score) * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_have_four_digits() {
        assert_eq!(round_score(0.81239), 0.8124);
        assert_eq!(
            serde_json::to_string(&round_score(0.7)).expect("a number"),
            "0.7"
        );
    }
}
