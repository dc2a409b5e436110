//! The sentences about a passage, a match, a finding, a fact or a candidate, and the figures of a side: each stands here
//! once, for the screen, the session in sentences and the reports.
//!
//! Callers add what surrounds them: numbers, signs, full stops. A finding is worded as "look here": what may have
//! changed, never that it is wrong.

mod evidence;
#[cfg(test)]
mod tests;

use super::align::{Match, PERHAPS_FROM, Passage, Relation, SURE_FROM};
use super::copied::COPIED_RUN_MIN;
use super::findings::{self, Confidence, Finding};
use super::ledger::{Entry, FactState};
use super::pair::{self, Diptych, percent};
use crate::text::count::count;
use crate::text::glyph;
use crate::text::side::{Pair, Side};
use std::ops::Range;

pub use evidence::{
    BY_HAND, facts, no_candidate, related_of_passage, score, segment_number, segment_place, verdict,
};

/// Shown instead of the match of a passage until there are matches.
pub const STILL_MATCHING: &str = "still matching";

/// The error of a pair at which the program panicked.
pub const PAIR_PANICKED: &str = "this pair made diptych panic, which is a bug in diptych";

/// A side as the label before a text of it.
pub fn side_label(side: Side) -> &'static str {
    match side {
        Side::Original => "Original",
        Side::Rewrite => "Rewrite",
    }
}

/// What a figure of a side counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// Passages that are dropped.
    Dropped,
    /// Passages that are added.
    Added,
    /// Findings of this certainty and above.
    Findings(Confidence),
    /// Facts in this state.
    Facts(FactState),
    /// Anything else.
    Other,
}

/// The figures of a side for the header, what an editor asks first in front: what is left out where there is little room
/// is the last ones.
pub fn figures(diptych: &Diptych, side: Side) -> Vec<(Figure, String)> {
    let Some(comparison) = &diptych.comparison else {
        let text = match side {
            Side::Original => String::new(),
            Side::Rewrite => "matching …".to_owned(),
        };
        return vec![(Figure::Other, text)];
    };
    let summary = &comparison.summary;
    let some = |n: usize, figure: Figure, what: String| (n > 0).then_some((figure, what));
    let facts = |state: FactState| {
        let n = diptych.n_facts(state);
        let what = format!("{} {}", count(n, "fact"), state.name());
        some(n, Figure::Facts(state), what)
    };
    let passages = count(diptych.passages[side].len(), "passage");
    let passages = Some((Figure::Other, passages));
    let figures = match side {
        Side::Original => vec![
            Some((Figure::Dropped, format!("{} dropped", summary.dropped))),
            facts(FactState::Gone),
            passages,
        ],
        Side::Rewrite => {
            let all = diptych.findings().iter();
            let is_sure =
                |finding: &&Finding| finding.counts() && finding.confidence == Confidence::Sure;
            let n_sure = all.filter(is_sure).count();
            let findings = Figure::Findings;
            let (n_findings, n_hints) = (diptych.n_findings(), diptych.n_hints());
            let n_to_read = diptych.n_to_read();
            vec![
                Some((Figure::Added, format!("{} added", summary.added))),
                some(
                    n_findings,
                    findings(Confidence::Likely),
                    count(n_findings, "finding"),
                ),
                some(n_sure, findings(Confidence::Sure), format!("{n_sure} sure")),
                some(n_hints, findings(Confidence::Hint), more_hints(n_hints)),
                facts(FactState::New),
                some(
                    n_to_read,
                    Figure::Other,
                    format!("{n_to_read} to read yourself"),
                ),
                Some((Figure::Other, format!("{} % kept", percent(summary.kept)))),
                passages,
            ]
        }
    };
    figures.into_iter().flatten().collect()
}

/// What the words of the rewrite are, as far as that is known: kept, copied, new.
pub fn words_of_rewrite(diptych: &Diptych) -> Vec<String> {
    let Some(comparison) = &diptych.comparison else {
        return Vec::new();
    };
    let summary = &comparison.summary;
    let shares = [
        (summary.kept, "kept".to_owned()),
        (summary.verbatim, "in verbatim passages".to_owned()),
        (
            diptych.copied(),
            format!("in copied runs of {COPIED_RUN_MIN} words and more"),
        ),
        (summary.new_words, "content words that are new".to_owned()),
    ];
    let shares = shares.into_iter();
    shares
        .map(|(share, what)| format!("{} % {what}", percent(share)))
        .collect()
}

/// `+16 hints`: what is not among the findings that are counted.
pub fn more_hints(n_hints: usize) -> String {
    format!("+{}", count(n_hints, "hint"))
}

/// What became of a passage: `perhaps reworded from 2 passages, moved up, score .81, 43 % kept`. A single counterpart
/// is named by its number: `reworded from passage 2`. What a person linked has no score: `linked by hand`.
pub fn describe_passage(diptych: &Diptych, side: Side, passage: usize) -> String {
    if !diptych.is_matched() {
        return STILL_MATCHING.to_owned();
    }
    let Some(mat) = diptych.match_of(side, passage) else {
        return without_match(diptych, side, passage);
    };
    let perhaps = perhaps(&diptych.passages[side][passage]);
    let relation = relation(mat.relation, side);
    let counterparts = diptych.counterparts(side, passage);
    // That of the passage's own links: another passage of the match may be surer.
    let links = counterparts.iter();
    let likelihood = links.filter_map(|&there| diptych.link_score(side, passage, there));
    let likelihood = likelihood.max_by(f32::total_cmp).unwrap_or(mat.score);
    let counterparts = match counterparts.as_slice() {
        [one] => format!("passage {}", one + 1),
        several => count(several.len(), "passage"),
    };
    let how_sure = by_hand(diptych, side, passage).map(str::to_owned);
    let how_sure = how_sure.unwrap_or_else(|| format!("score {}", score(likelihood)));
    let parts = [
        Some(format!("{perhaps}{relation} {counterparts}")),
        moved(diptych, side, passage).map(str::to_owned),
        Some(how_sure),
        Some(kept(mat)),
        undrawn_difference(diptych, mat),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The most changed words of a match that are looked at for what is not drawn; it is done for every frame.
const UNDRAWN_WORDS_MAX: usize = 2_000;

/// `👍 differs in what is not drawn: U+1F3FD became U+1F3FF`, for the first changed word that looks the same on both
/// sides: a skin tone, a joiner, a selector of another shape.
fn undrawn_difference(diptych: &Diptych, mat: &Match) -> Option<String> {
    let comparison = diptych.comparison.as_ref()?;
    let changed = Pair::from_fn(|side| {
        let (document, runs) = (&diptych.documents[side], &comparison.runs[side]);
        let ranges = mat.segments[side]
            .iter()
            .map(|&n| &diptych.segments[side][n].range);
        let runs = ranges.flat_map(|range| {
            let first = runs.partition_point(|run| run.range.end <= range.start);
            runs[first..]
                .iter()
                .take_while(|run| run.range.start < range.end)
        });
        let changed = runs.filter(|run| !run.role.is_kept());
        let words = changed.flat_map(|run| document.text()[run.range.clone()].split_whitespace());
        let words = words
            .take(UNDRAWN_WORDS_MAX)
            .filter(|word| !word.is_ascii());
        let drawn = words.map(|word| (glyph::visible(word), word));
        drawn.collect::<Vec<(String, &str)>>()
    });
    let (drawn, before, after) = changed.original.iter().find_map(|(drawn, before)| {
        let is_alike = |(other, after): &&(String, &str)| other == drawn && after != before;
        let (_, after) = changed.rewrite.iter().find(is_alike)?;
        Some((drawn, *before, *after))
    })?;
    let [gone, new] = [(before, after), (after, before)].map(|(text, other)| {
        let mut other: Vec<char> = other.chars().collect();
        let own = text
            .chars()
            .filter(|c| match other.iter().position(|o| o == c) {
                Some(same) => {
                    other.remove(same);
                    false
                }
                None => true,
            });
        let names: Vec<String> = own.map(|c| format!("U+{:04X}", c as u32)).collect();
        names.join(" ")
    });
    let what = match (gone.as_str(), new.as_str()) {
        ("", "") => "their order".to_owned(),
        (gone, "") => format!("{gone} is gone"),
        ("", new) => format!("{new} is new"),
        (gone, new) => format!("{gone} became {new}"),
    };
    Some(format!("{drawn} differs in what is not drawn: {what}"))
}

/// As [`describe_passage`], where passages have no numbers that a reader could see: `reworded, moved up, 43 % kept`.
pub fn describe_match(diptych: &Diptych, side: Side, passage: usize) -> String {
    let Some(mat) = diptych.match_of(side, passage) else {
        return match state_without_match(diptych, side, passage) {
            Some((what, Some((passage, likelihood)))) => {
                let (there, score) = (side.other().name(), score(likelihood));
                match rival(diptych, side.other(), (passage, likelihood)) {
                    Some(_) => format!(
                        "{what}; a passage of the {there} is close (score {score}), but goes with another one"
                    ),
                    None => {
                        format!(
                            "{what}; perhaps a passage of the {there} says this (score {score})"
                        )
                    }
                }
            }
            _ => without_match(diptych, side, passage),
        };
    };
    let relation = match mat.relation {
        Relation::Verbatim => "verbatim",
        Relation::Edited => "edited",
        Relation::Reworded => "reworded",
    };
    let parts = [
        Some(relation.to_owned()),
        moved(diptych, side, passage).map(str::to_owned),
        by_hand(diptych, side, passage).map(str::to_owned),
        (mat.relation != Relation::Verbatim).then(|| kept(mat)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// `perhaps ` for a passage whose links are all doubtful, to be put before its relation.
pub fn perhaps(passage: &Passage) -> &'static str {
    if passage.unsure { "perhaps " } else { "" }
}

/// The relation of a match, to be followed by the counterpart.
pub fn relation(relation: Relation, side: Side) -> &'static str {
    match (relation, side) {
        (Relation::Verbatim, Side::Original) => "kept verbatim in",
        (Relation::Verbatim, Side::Rewrite) => "verbatim from",
        (Relation::Edited, Side::Original) => "edited into",
        (Relation::Edited, Side::Rewrite) => "edited from",
        (Relation::Reworded, Side::Original) => "reworded into",
        (Relation::Reworded, Side::Rewrite) => "reworded from",
    }
}

/// The direction in which the rewrite moved a passage; `None` if it did not.
pub fn moved(diptych: &Diptych, side: Side, passage: usize) -> Option<&'static str> {
    let is_moved = diptych.passages[side][passage].moved;
    is_moved.then(|| match diptych.moved_up(side, passage) {
        true => "moved up",
        false => "moved down",
    })
}

/// Said of a passage of which a person made a link.
pub fn by_hand(diptych: &Diptych, side: Side, passage: usize) -> Option<&'static str> {
    diptych.passages[side][passage].by_hand.then_some(BY_HAND)
}

/// `43 % kept`.
fn kept(mat: &Match) -> String {
    format!("{} % kept", pair::percent(mat.kept.into()))
}

/// Why a passage has no match: it was dropped or added, or it is not content. Where another passage came close, no more
/// is said than is known: `dropped; perhaps passage 12 says this (score .39)`; and where that one is likely, but has
/// another counterpart, `dropped; passage 2 is close (score .98), but goes with passage 4`.
pub fn without_match(diptych: &Diptych, side: Side, passage: usize) -> String {
    match state_without_match(diptych, side, passage) {
        None => "no content, and without a match".to_owned(),
        Some((what, None)) => format!("{what}: {}", findings::no_counterpart(side, 1)),
        Some((what, Some((there, likelihood)))) => {
            let (number, score) = (there + 1, score(likelihood));
            match rival(diptych, side.other(), (there, likelihood)) {
                Some(own) => format!(
                    "{what}; passage {number} is close (score {score}), but goes with passage {}",
                    own + 1
                ),
                None => format!("{what}; perhaps passage {number} says this (score {score})"),
            }
        }
    }
}

/// Of a passage that came close the first one that it is matched with, if it is likely and no match for all that.
fn rival(diptych: &Diptych, side: Side, (passage, likelihood): (usize, f32)) -> Option<usize> {
    let there = side.other();
    let mat = diptych
        .match_of(side, passage)
        .filter(|_| likelihood >= SURE_FROM)?;
    let segment = mat.segments[there].first()?;
    Some(diptych.passage_of(there, *segment))
}

/// `dropped` or `added`, and the passage that came close with its score; `None` if the passage is not content.
fn state_without_match(
    diptych: &Diptych,
    side: Side,
    passage: usize,
) -> Option<(&'static str, Option<(usize, f32)>)> {
    let what = match side {
        Side::Original => "dropped",
        Side::Rewrite => "added",
    };
    let runner_up = diptych.runner_up(side, passage);
    let runner_up = runner_up.filter(|&(_, score)| score >= PERHAPS_FROM);
    (diptych.is_content(side, passage)).then_some((what, runner_up))
}

/// `number, likely: 42 became 24`, `negation, sure, by judge: denial gone`.
pub fn finding(finding: &Finding) -> String {
    let (kind, confidence) = (finding.kind.name(), finding.confidence.name());
    let by = seen_by(finding).map_or(String::new(), |by| format!(", {by}"));
    let note = match finding.note.as_str() {
        "" => String::new(),
        note => format!(": {note}"),
    };
    format!("{kind}, {confidence}{by}{note}")
}

/// `by judge`, or `also by judge` of what rules see, too; `None` if only rules see it.
pub fn seen_by(finding: &Finding) -> Option<String> {
    let names = finding.checkers.join(" and ");
    match (names.is_empty(), finding.is_by_rules) {
        (true, _) => None,
        (false, true) => Some(format!("also by {names}")),
        (false, false) => Some(format!("by {names}")),
    }
}

/// The words of a finding on one side, between the rest of their segments: before, words, after.
pub fn in_context(diptych: &Diptych, finding: &Finding, side: Side) -> Option<[Range<usize>; 3]> {
    let stretch = finding.stretches[side].as_ref()?;
    let segments = &diptych.segments[side];
    let start = segments.get(stretch.segments.start)?.range.start;
    let end = segments.get(stretch.segments.end - 1)?.range.end;
    let words = stretch.range.clone();
    Some([
        start.min(words.start)..words.start,
        words.clone(),
        words.end..end.max(words.end),
    ])
}

/// `number, differs: 42 → 24`; a form that both sides share stands once.
pub fn fact(entry: &Entry) -> String {
    let Pair { original, rewrite } = entry.forms.as_ref().map(Option::as_deref);
    let forms = match (original, rewrite) {
        (Some(original), Some(rewrite)) if original != rewrite => {
            format!("{original} → {rewrite}")
        }
        (original, rewrite) => rewrite.or(original).unwrap_or_default().to_owned(),
    };
    let (kind, state) = (entry.kind.name(), entry.state.name());
    let note = match entry.note.as_str() {
        "" => String::new(),
        note => format!(" ({note})"),
    };
    format!("{kind}, {state}: {forms}{note}")
}

/// `“unprecedented” stands nowhere in the original`: a stretch of new words, by its number in the pair.
pub fn new_words(diptych: &Diptych, side: Side, stretch: usize) -> Option<String> {
    let range = diptych.new_words(side).get(stretch)?.clone();
    let words = glyph::visible(&diptych.documents[side].text()[range]);
    let stand = match words.contains(' ') {
        true => "stand",
        false => "stands",
    };
    let there = side.other().name();
    Some(format!("“{words}” {stand} nowhere in the {there}"))
}

/// Said where a side has no new words.
pub fn no_new_words(side: Side) -> String {
    let (here, there) = (side.name(), side.other().name());
    format!("no words of the {here} are new: all stand in the {there} in some form")
}

/// How both sides write a fact. If that is wider than `width_max` columns, what they share at the beginning gives way:
/// `…it has never been stuck`, `…it never gets stuck`.
pub fn forms(entry: &Entry, width_max: usize) -> Pair<Option<String>> {
    let Pair {
        original: Some(original),
        rewrite: Some(rewrite),
    } = &entry.forms
    else {
        return entry.forms.clone();
    };
    let fits = |form: &str| glyph::width(form) <= width_max;
    if original == rewrite || (fits(original) && fits(rewrite)) {
        return entry.forms.clone();
    }
    let letters = original.chars().zip(rewrite.chars());
    let shared = letters.take_while(|(a, b)| a == b);
    let shared: usize = shared.map(|(letter, _)| letter.len_utf8()).sum();
    // One word that they share stays.
    let mut spaces = original[..shared].rmatch_indices(' ');
    let start = spaces.nth(1).map_or(0, |(at, space)| at + space.len());
    entry.forms.as_ref().map(|form| {
        let rest = form.as_ref()?.get(start..)?;
        let dots = if start > 0 { "…" } else { "" };
        Some(format!("{dots}{rest}"))
    })
}

/// `3×`: how often a fact stands on a side; nothing where it is not, and for one that stands once wherever it stands.
pub fn times(entry: &Entry, side: Side) -> String {
    let n_mentions = entry.mentions.as_ref().map(Vec::len);
    let is_repeated = n_mentions.original.max(n_mentions.rewrite) > 1;
    match n_mentions[side] {
        n @ 1.. if is_repeated => format!("{n}×"),
        _ => String::new(),
    }
}

/// `number, differs: original 42 (3×), rewrite 24 (1×)`, and the note behind it.
pub fn fact_with_counts(entry: &Entry) -> String {
    let sides = Side::BOTH.into_iter().filter_map(|side| {
        let form = entry.forms[side].as_deref()?;
        Some(format!(
            "{} {form} ({}×)",
            side.name(),
            entry.mentions[side].len()
        ))
    });
    let note = Some(entry.note.clone()).filter(|note| !note.is_empty());
    let parts: Vec<String> = sides.chain(note).collect();
    format!(
        "{}, {}: {}",
        entry.kind.name(),
        entry.state.name(),
        parts.join(", ")
    )
}
