//! A candidate of an [`Explanation`] → the evidence for it and against it, in words.

use crate::compare::align::{Candidate, Explanation, Link, SURE_FROM};
use crate::compare::findings::Stretch;
use crate::compare::ledger::{FactKind, FactState};
use crate::compare::pair::{self, Diptych};
use crate::compare::related::{self, RelatedWords};
use crate::text::glyph;
use crate::text::side::{Pair, Side};
use crate::text::words::fold;
use std::ops::Range;

/// The most words that a fact lists.
const WORDS_MAX: usize = 10;

/// Columns of a mention of a fact; quotations are longer.
const MENTION_MAX: usize = 40;

/// Said of what a person linked.
pub const BY_HAND: &str = "linked by hand";

/// `.81`: how scores are written everywhere.
pub fn score(score: f32) -> String {
    let score = format!("{score:.2}");
    score.strip_prefix('0').unwrap_or(&score).to_owned()
}

/// `nothing in the original shares a word with this`: a passage without candidates.
pub fn no_candidate(there: Side) -> String {
    format!("nothing in the {} shares a word with this", there.name())
}

/// Whether a candidate is a match, and if not, why.
pub fn verdict(explanation: &Explanation, candidate: &Candidate) -> String {
    if candidate.by_hand {
        return match candidate.is_link {
            true => BY_HAND.to_owned(),
            false => "no match: refused by hand".to_owned(),
        };
    }
    let Some(sure) = candidate.score else {
        return "not scored: one of the two stands word for word elsewhere".to_owned();
    };
    match candidate.is_link {
        true if sure >= SURE_FROM => format!("matched, score {}", score(sure)),
        true => format!("perhaps a match, score {}", score(sure)),
        false if explanation.is_imported => match sure < explanation.gate {
            true => "no match in the file".to_owned(),
            false => format!("no match in the file; our score is {}", score(sure)),
        },
        false if sure < explanation.gate => {
            format!("no match: score below {}", score(explanation.gate))
        }
        false if sure < explanation.least => format!(
            "no match: score {}, a match has at least {}",
            score(sure),
            score(explanation.least)
        ),
        false => {
            let side = explanation.side;
            let is_rival = |other: &Candidate| {
                other.is_link && other.segments[side] == candidate.segments[side]
            };
            let why = match explanation.candidates.iter().any(is_rival) {
                true => "too far behind another",
                false => "too few words in common or behind another",
            };
            format!("no match: score {}, {why}", score(sure))
        }
    }
}

/// The evidence for a candidate and against it: labels, each with some words.
pub fn facts(
    diptych: &Diptych,
    explanation: &Explanation,
    candidate: &Candidate,
) -> Vec<(&'static str, String)> {
    let facts = [
        ("words", Some(words(candidate))),
        ("related", related_words(diptych, candidate)),
        ("names", facts_of(diptych, FactKind::Name, candidate)),
        ("numbers", facts_of(diptych, FactKind::Number, candidate)),
        ("dates", facts_of(diptych, FactKind::Date, candidate)),
        ("quotes", facts_of(diptych, FactKind::Quotation, candidate)),
        ("sources", facts_of(diptych, FactKind::Source, candidate)),
        ("order", order(diptych, explanation.side, candidate)),
    ];
    let facts = facts.into_iter();
    facts
        .filter_map(|(label, fact)| Some((label, fact?)))
        .collect()
}

/// `43 % in common by weight: pillars 4.1, cracks 4.1, divers 3.2`.
fn words(candidate: &Candidate) -> String {
    if candidate.shared.is_empty() {
        return "none in common".to_owned();
    }
    let weighed = candidate.shared.iter();
    let weighed: Vec<String> = weighed
        .map(|shared| format!("{} {:.1}", shared.word, shared.weight))
        .collect();
    format!(
        "{} % in common by weight: {}",
        pair::percent(candidate.cover.into()),
        first_of(&weighed)
    )
}

/// `army ~ military, dismissed ~ laid`: the words of the one segment for which others stand in the other.
fn related_words(diptych: &Diptych, candidate: &Candidate) -> Option<String> {
    let match_of = &diptych.comparison.as_ref()?.alignment.match_of;
    let mat = Pair::from_fn(|side| match_of[side][candidate.segments[side]]);
    let mat = mat.original.filter(|_| mat.original == mat.rewrite)?;
    let here = Pair::from_fn(|side| {
        let segment = &diptych.segments[side][candidate.segments[side]];
        segment.range.clone()
    });
    related_in(diptych, mat, |side, place| {
        here[side].start <= place.start && place.end <= here[side].end
    })
}

/// The same of a passage and all that it is matched with.
pub fn related_of_passage(diptych: &Diptych, side: Side, passage: usize) -> Option<String> {
    let passage = &diptych.passages[side][passage];
    let segments = diptych.segments[side].get(passage.segments.clone())?;
    let here = segments.first()?.range.start..segments.last()?.range.end;
    related_in(diptych, passage.mat?, |there, place| {
        there != side || here.start <= place.start && place.end <= here.end
    })
}

/// The related words of a match that stand where they are looked for, folded.
fn related_in(
    diptych: &Diptych,
    mat: usize,
    is_here: impl Fn(Side, &Range<usize>) -> bool,
) -> Option<String> {
    let word_of = |words: &RelatedWords, side: Side| {
        let mut places = words.places[side].iter();
        let place = places.find(|place| is_here(side, place))?;
        let word = fold(&diptych.documents[side].text()[place.clone()]);
        Some(word.into_owned())
    };
    let both = |words: &RelatedWords| {
        let original = word_of(words, Side::Original)?;
        let rewrite = word_of(words, Side::Rewrite)?;
        Some(format!("{original} ~ {rewrite}"))
    };
    let related = &diptych.comparison.as_ref()?.related;
    let related = related::of_match(related, mat).iter();
    let related: Vec<String> = related.filter_map(both).collect();
    (!related.is_empty()).then(|| first_of(&related))
}

/// The first of what is listed, and how many more there are.
fn first_of(listed: &[String]) -> String {
    let first = listed[..listed.len().min(WORDS_MAX)].join(", ");
    match listed.len().saturating_sub(WORDS_MAX) {
        0 => first,
        n => format!("{first} and {n} more"),
    }
}

/// `in both: 2.4 million, 11 = eleven; differs: 42 → 24; only in the original: £5`: the facts of a kind that stand in
/// either segment, as the ledger reads them.
fn facts_of(diptych: &Diptych, kind: FactKind, candidate: &Candidate) -> Option<String> {
    let (mut both, mut differs) = (Vec::new(), Vec::new());
    let mut alone = Pair::from_fn(|_| Vec::new());
    for entry in diptych.ledger().iter().filter(|entry| entry.kind == kind) {
        let here = Pair::from_fn(|side| {
            let stands_in =
                |mention: &&Stretch| mention.segments.contains(&candidate.segments[side]);
            let mention = entry.mentions[side].iter().find(stands_in)?;
            diptych.documents[side].text().get(mention.range.clone())
        });
        let is_one_form = here.original == here.rewrite;
        let shown = here.map(|text| text.map(|text| glyph::clipped(text, MENTION_MAX).0));
        match (shown.original, shown.rewrite) {
            (Some(before), Some(_)) if is_one_form => both.push(before),
            (Some(before), Some(after)) if entry.state == FactState::Differs => {
                differs.push(format!("{before} → {after}"));
            }
            (Some(before), Some(after)) => both.push(format!("{before} = {after}")),
            (Some(before), None) => alone.original.push(before),
            (None, Some(after)) => alone.rewrite.push(after),
            (None, None) => {}
        }
    }
    let list = |facts: &[String]| facts[..facts.len().min(WORDS_MAX)].join(", ");
    let mut parts = Vec::new();
    for (what, facts) in [("in both", &both), ("differs", &differs)] {
        if !facts.is_empty() {
            parts.push(format!("{what}: {}", list(facts)));
        }
    }
    for side in Side::BOTH {
        if !alone[side].is_empty() {
            parts.push(format!(
                "only in the {}: {}",
                side.name(),
                list(&alone[side])
            ));
        }
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// `12`, the number of a segment's passage; `12.3` for its third segment, if it has several.
pub fn segment_number(diptych: &Diptych, side: Side, segment: usize) -> String {
    let passage = diptych.passage_of(side, segment);
    let segments = &diptych.passages[side][passage].segments;
    match segments.len() {
        1 => (passage + 1).to_string(),
        _ => format!("{}.{}", passage + 1, segment - segments.start + 1),
    }
}

/// The same in words: `passage 12`, `part 3 of passage 12`.
pub fn segment_place(diptych: &Diptych, side: Side, segment: usize) -> String {
    let passage = diptych.passage_of(side, segment);
    let segments = &diptych.passages[side][passage].segments;
    match segments.len() {
        1 => format!("passage {}", passage + 1),
        _ => {
            let part = segment - segments.start + 1;
            format!("part {part} of passage {}", passage + 1)
        }
    }
}

/// `in order: passage 2 above goes with passage 1, passage 4 below goes with passage 3`.
fn order(diptych: &Diptych, side: Side, candidate: &Candidate) -> Option<String> {
    let is_in_order = candidate.is_in_order(side)?;
    let goes = |link: &Link, place: &str| {
        let number = |side: Side| diptych.passage_of(side, link.segments[side]) + 1;
        format!(
            "passage {} {place} goes with passage {}",
            number(side),
            number(side.other())
        )
    };
    let parts: Vec<String> = [(&candidate.before, "above"), (&candidate.after, "below")]
        .into_iter()
        .filter_map(|(link, place)| Some(goes(link.as_ref()?, place)))
        .collect();
    let judgement = if is_in_order {
        "in order"
    } else {
        "out of order"
    };
    Some(format!("{judgement}: {}", parts.join(", ")))
}
