//! A compared pair → the questions that a checker is asked: one for each match, each dropped and each added passage, with
//! a little of what stands around it.
//!
//! A question is one line of JSON. Its key is a hash of all of it but the id, so an answer holds as long as the words
//! and what stands around them are the same.

use super::quotation::sha256;
use super::record::VERSION;
use crate::compare::align::{Alignment, Relation};
use crate::compare::pair::Diptych;
use crate::text::side::{Pair, Side};
use serde::Serialize;

/// Segments before and behind a passage that are told with it.
const AROUND: usize = 2;

/// What a checker is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What it is called in this version of the pair: `m3` for a match, `d7` for a passage of the original that was
    /// dropped, `a7` for one of the rewrite that was added.
    pub id: String,
    /// The segments that it is about.
    pub segments: Pair<Vec<usize>>,
    /// What answers are kept under: `sha256:` and a hash of all but the id.
    pub key: String,
    /// All but the id, as JSON.
    body: String,
}

#[derive(Serialize)]
struct Body<'a> {
    diptych: u32,
    relation: &'a str,
    original: Vec<String>,
    rewrite: Vec<String>,
    before: Pair<Vec<String>>,
    after: Pair<Vec<String>>,
    language: Pair<&'static str>,
}

impl Question {
    /// Its line, without the line break; it begins with the id, which `prefix` makes one of many pairs.
    pub fn line(&self, prefix: &str) -> String {
        let id = serde_json::Value::from(format!("{prefix}{}", self.id));
        format!("{{\"id\":{id},{}", &self.body[1..])
    }
}

/// All questions of a pair, in the order of the rewrite; what was dropped comes last. None until it is matched.
pub fn questions(diptych: &Diptych) -> Vec<Question> {
    let Some(comparison) = &diptych.comparison else {
        return Vec::new();
    };
    let alignment = &comparison.alignment;
    let mut questions = Vec::new();
    let matches = alignment.matches.iter().enumerate();
    for (n, mat) in matches {
        let is_content = |side: Side| {
            let mut segments = mat.segments[side].iter();
            segments.any(|&segment| diptych.segments[side][segment].kind.is_content())
        };
        if is_content(Side::Original) || is_content(Side::Rewrite) {
            let relation = match mat.relation {
                Relation::Verbatim => "verbatim",
                Relation::Edited => "edited",
                Relation::Reworded => "reworded",
            };
            let (id, segments) = (format!("m{}", n + 1), mat.segments.clone());
            questions.push(question(diptych, alignment, id, relation, segments));
        }
    }
    for (side, relation) in [(Side::Rewrite, "added"), (Side::Original, "dropped")] {
        for (n, passage) in diptych.passages[side].iter().enumerate() {
            if passage.mat.is_none() && diptych.is_content(side, n) {
                let segments = Pair::from_fn(|this| match this == side {
                    true => passage.segments.clone().collect(),
                    false => Vec::new(),
                });
                let id = format!("{}{}", &relation[..1], n + 1);
                questions.push(question(diptych, alignment, id, relation, segments));
            }
        }
    }
    let place = |question: &Question| {
        let first = |side: Side| question.segments[side].first().copied();
        let rewrite = first(Side::Rewrite).unwrap_or(usize::MAX);
        (rewrite, first(Side::Original))
    };
    questions.sort_by_key(place);
    questions
}

fn question(
    diptych: &Diptych,
    alignment: &Alignment,
    id: String,
    relation: &str,
    segments: Pair<Vec<usize>>,
) -> Question {
    let texts = |side: Side, segments: &[usize]| -> Vec<String> {
        let document = &diptych.documents[side];
        let segments = segments.iter().map(|&n| &diptych.segments[side][n]);
        let texts = segments.map(|segment| segment.text(document).into_owned());
        texts.collect()
    };
    let around = Pair::from_fn(|side| {
        let (before, behind) = match segments[side].as_slice() {
            [] => {
                let there = side.other();
                let here = segments[there].first().copied().unwrap_or(0);
                let place = beside(alignment, there, here);
                (place, place)
            }
            [first, .., last] => (*first, last + 1),
            [only] => (*only, only + 1),
        };
        let is_content = |n: &usize| diptych.segments[side][*n].kind.is_content();
        let earlier = (0..before).rev().filter(is_content).take(AROUND);
        let mut earlier: Vec<usize> = earlier.collect();
        earlier.reverse();
        let later = (behind..diptych.segments[side].len()).filter(is_content);
        let later: Vec<usize> = later.take(AROUND).collect();
        (texts(side, &earlier), texts(side, &later))
    });
    let (before, after) = (
        around.as_ref().map(|(before, _)| before.clone()),
        around.as_ref().map(|(_, after)| after.clone()),
    );
    let body = Body {
        diptych: VERSION,
        relation,
        original: texts(Side::Original, &segments.original),
        rewrite: texts(Side::Rewrite, &segments.rewrite),
        before,
        after,
        language: diptych.languages.map(|language| language.code()),
    };
    let body = serde_json::to_string(&body).expect("strings and numbers");
    Question {
        id,
        segments,
        key: format!("sha256:{}", sha256(&body)),
        body,
    }
}

/// The place on the other side beside which a segment without a match would stand: behind the counterpart of the last
/// one before it that has one.
fn beside(alignment: &Alignment, side: Side, segment: usize) -> usize {
    let before = alignment.match_of[side][..segment].iter().rev();
    let mat = before.flatten().next();
    let there = mat.and_then(|&mat| alignment.matches[mat].segments[side.other()].last());
    there.map_or(0, |there| there + 1)
}
