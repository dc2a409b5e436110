//! The bytes of a JSON object, as `diptych align` writes it for each pair → its segments and links, not yet checked
//! against the texts.

use crate::text::segment::SegmentKind;
use crate::text::side::Pair;
use serde::Deserialize;

/// The matches of a pair, as a file has them.
#[derive(Debug)]
pub struct PairJson {
    /// The segments of each side; `None` for one that came as a list of segments.
    pub segments: Pair<Option<Vec<SegmentJson>>>,
    /// The texts that the segments count in, as far as the file has them.
    pub content: Pair<Option<String>>,
    /// What belongs together.
    pub groups: Vec<Group>,
    /// The field that has the groups.
    pub field: &'static str,
}

/// Segments of both sides that belong together, by their numbers from 0.
#[derive(Debug)]
pub struct Group {
    /// Those of each side.
    pub segments: Pair<Vec<usize>>,
    /// How sure that is, 0 to 1; 1 if the file does not say.
    pub score: f32,
}

/// A segment, as a file has it.
#[derive(Debug, Deserialize)]
pub struct SegmentJson {
    /// Its first byte in the text.
    pub start: usize,
    /// The byte behind its last one.
    pub end: usize,
    /// What it is, if the file says so.
    pub kind: Option<SegmentKind>,
    /// Its words, if the file has them.
    pub text: Option<String>,
}

/// The fields that are used; the others are ignored.
#[derive(Deserialize)]
struct ObjectJson {
    error: Option<String>,
    #[serde(default = "BothJson::empty")]
    segments: BothJson<Option<Vec<SegmentJson>>>,
    #[serde(default = "BothJson::empty")]
    content: BothJson<Option<String>>,
    pairs: Option<Vec<LinkJson>>,
    matches: Option<Vec<MatchJson>>,
}

#[derive(Deserialize)]
struct BothJson<T> {
    original: T,
    rewrite: T,
}

impl<T> BothJson<Option<T>> {
    fn empty() -> BothJson<Option<T>> {
        BothJson {
            original: None,
            rewrite: None,
        }
    }
}

impl<T> From<BothJson<T>> for Pair<T> {
    fn from(BothJson { original, rewrite }: BothJson<T>) -> Pair<T> {
        Pair { original, rewrite }
    }
}

/// `[original, rewrite, score]`.
#[derive(Deserialize)]
struct LinkJson(usize, usize, #[serde(default)] Option<f32>);

#[derive(Deserialize)]
struct MatchJson {
    original: Vec<usize>,
    rewrite: Vec<usize>,
    score: Option<f32>,
}

/// Parses an object.
///
/// # Errors
/// Says what is wrong with it.
pub fn parse(json: &[u8]) -> Result<PairJson, String> {
    let json = json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json);
    let object: ObjectJson = serde_json::from_slice(json)
        .map_err(|err| format!("expected the JSON of diptych align ({})", reason(&err)))?;
    if let Some(error) = object.error {
        return Err(format!("it has an error in place of matches: {error}"));
    }
    let (field, groups): (_, Vec<Group>) = match (object.pairs, object.matches) {
        (Some(pairs), _) => ("pairs", pairs.into_iter().map(Group::from).collect()),
        (None, Some(matches)) => ("matches", matches.into_iter().map(Group::from).collect()),
        (None, None) => return Err("it has neither `pairs` nor `matches`".to_owned()),
    };
    let is_score = |group: &Group| (0.0..=1.0).contains(&group.score);
    if let Some(n) = groups.iter().position(|group| !is_score(group)) {
        let score = groups[n].score;
        return Err(format!(
            "{field}[{n}] has the score {score}; scores go from 0 to 1"
        ));
    }
    Ok(PairJson {
        segments: object.segments.into(),
        content: object.content.into(),
        groups,
        field,
    })
}

/// What serde says, without a line if there is but one: that of the object is told.
fn reason(err: &serde_json::Error) -> String {
    err.to_string().replace(" at line 1 column", " at column")
}

impl From<LinkJson> for Group {
    fn from(LinkJson(original, rewrite, score): LinkJson) -> Group {
        Group {
            segments: Pair {
                original: vec![original],
                rewrite: vec![rewrite],
            },
            score: score.unwrap_or(1.0),
        }
    }
}

impl From<MatchJson> for Group {
    fn from(found: MatchJson) -> Group {
        Group {
            segments: Pair {
                original: found.original,
                rewrite: found.rewrite,
            },
            score: found.score.unwrap_or(1.0),
        }
    }
}
