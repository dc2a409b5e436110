//! A line that a checker prints → [`Answer`], and the words that it points at → the records that keep it.
//!
//! Checkers are programs of other people: whatever they print gives an answer, or a sentence about what is wrong with it.

use super::question::Question;
use super::quotation::Quotation;
use super::record::{Places, Pointed, Record};
use crate::compare::findings::{Confidence, FindingKind};
use crate::compare::pair::Diptych;
use crate::text::glyph;
use crate::text::side::{Pair, Side};
use crate::text::words::{fold, tokens};
use serde::Deserialize;
use serde_json::Value;
use std::ops::Range;

/// Bytes of a note that are kept.
const NOTE_MAX: usize = 2_000;

/// What a checker says of one question.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The id of the question.
    pub id: String,
    /// What it sees, or why it cannot say.
    pub said: Result<Vec<Said>, String>,
}

/// One thing that a checker sees.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Said {
    kind: Option<String>,
    certainty: Option<String>,
    note: Option<String>,
    /// The words that it points at; without any it means all of the passage.
    original: Option<String>,
    rewrite: Option<String>,
}

#[derive(Deserialize)]
struct Line {
    id: Value,
    findings: Option<Vec<Said>>,
    error: Option<Value>,
}

impl Answer {
    /// Reads a line.
    ///
    /// # Errors
    /// Says what is wrong with it, in words for a status line.
    pub fn parse(line: &str) -> Result<Answer, String> {
        let shown = || excerpt(line);
        if serde_json::from_str::<serde::de::IgnoredAny>(line).is_err() {
            return Err(format!("it printed what is no JSON: {}", shown()));
        }
        let wrong = |err| format!("it printed what is no answer ({err}): {}", shown());
        let line: Line = serde_json::from_str(line).map_err(wrong)?;
        let id = match line.id {
            Value::String(id) => id,
            id => id.to_string(),
        };
        let said = match (line.findings, line.error) {
            (_, Some(error)) => Err(match error {
                Value::String(error) => excerpt(&error),
                error => excerpt(&error.to_string()),
            }),
            (Some(findings), None) => Ok(findings),
            (None, None) => {
                return Err(format!(
                    "it printed an answer without findings: {}",
                    shown()
                ));
            }
        };
        Ok(Answer { id, said })
    }
}

/// The beginning of what a checker printed, safe to show.
pub fn excerpt(text: &str) -> String {
    glyph::clipped(&glyph::handed_on(text.trim()), EXCERPT_MAX).0
}

/// Columns of an excerpt.
const EXCERPT_MAX: usize = 80;

/// The records of what a checker says of a question: one for each finding, or one that it sees none; and what is wrong
/// with some of them. A finding that points at words that the passage does not have is none.
pub fn records(
    checker: &str,
    question: &Question,
    said: &[Said],
    diptych: &Diptych,
) -> (Vec<Record>, Vec<String>) {
    let (mut records, mut problems) = (Vec::new(), Vec::new());
    let kept = |places: Places, pointed: Pointed| Record {
        kind: "finding".to_owned(),
        at: places,
        finding: Some(pointed),
        checker: Some(checker.to_owned()),
        key: Some(question.key.clone()),
        ..Record::default()
    };
    for said in said {
        match places(question, said, diptych) {
            Ok(places) => {
                let (pointed, problem) = said.pointed();
                records.push(kept(places, pointed));
                problems.extend(problem.map(|problem| format!("{}: {problem}", question.id)));
            }
            Err(problem) => problems.push(format!("{}: {problem}", question.id)),
        }
    }
    if records.is_empty() {
        records.push(Record {
            kind: "asked".to_owned(),
            checker: Some(checker.to_owned()),
            key: Some(question.key.clone()),
            findings: Some(0),
            ..Record::default()
        });
    }
    (records, problems)
}

impl Said {
    /// What it says, in our words where there are some: a kind of its own stands before the note. And what is wrong with
    /// it.
    fn pointed(&self) -> (Pointed, Option<String>) {
        let note = self.note.as_deref().unwrap_or_default();
        let note = glyph::handed_on(note.trim());
        let mut note = note[..note.floor_char_boundary(NOTE_MAX)].to_owned();
        let given = self.kind.as_deref().unwrap_or_default().trim();
        let kind = FindingKind::with_name(&given.to_lowercase()).unwrap_or(FindingKind::Other);
        if kind == FindingKind::Other && !["", "other"].contains(&given) {
            let given = excerpt(given);
            note = match note.is_empty() {
                true => given,
                false => format!("{given}: {note}"),
            };
        }
        let given = self.certainty.as_deref().map(str::trim);
        let (confidence, problem) = match given {
            None | Some("") => (Confidence::Likely, None),
            Some(given) => match Confidence::with_name(&given.to_lowercase()) {
                Some(confidence) => (confidence, None),
                None => {
                    let given = excerpt(given);
                    let problem =
                        format!("certainty “{given}” is none of sure, likely, hint; taken as hint");
                    (Confidence::Hint, Some(problem))
                }
            },
        };
        let pointed = Pointed {
            kind: kind.name().to_owned(),
            certainty: confidence.name().to_owned(),
            note,
        };
        (pointed, problem)
    }

    fn words(&self, side: Side) -> Option<&str> {
        let words = match side {
            Side::Original => self.original.as_deref(),
            Side::Rewrite => self.rewrite.as_deref(),
        };
        words.filter(|words| !words.trim().is_empty())
    }
}

/// Where a finding points.
fn places(question: &Question, said: &Said, diptych: &Diptych) -> Result<Places, String> {
    let mut ranges: Pair<Vec<Range<usize>>> = Pair::default();
    for side in Side::BOTH {
        let stretches = stretches(question, side, diptych);
        let Some(words) = said.words(side) else {
            continue;
        };
        let text = diptych.documents[side].text();
        let found = stretches
            .iter()
            .find_map(|range| find_words(text, range.clone(), words));
        match found {
            Some(found) => ranges[side].push(found),
            None => {
                let (words, side) = (excerpt(words), side.name());
                return Err(format!("“{words}” is not in the {side}"));
            }
        }
    }
    if ranges.original.is_empty() && ranges.rewrite.is_empty() {
        ranges = Pair::from_fn(|side| stretches(question, side, diptych));
    }
    Ok(Places::new(Pair::from_fn(|side| {
        let text = diptych.documents[side].text();
        let mut quotations = ranges[side]
            .iter()
            .map(|range| Quotation::new(text, range.clone()));
        let first = quotations.next()?;
        Some(Quotation {
            also: quotations.collect(),
            ..first
        })
    })))
}

/// The bytes of a question's segments on a side, neighbouring ones together.
fn stretches(question: &Question, side: Side, diptych: &Diptych) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    let mut last = None;
    for &n in &question.segments[side] {
        let range = &diptych.segments[side][n].range;
        match stretches.last_mut() {
            Some(stretch) if last == n.checked_sub(1) => stretch.end = range.end,
            _ => stretches.push(range.clone()),
        }
        last = Some(n);
    }
    stretches
}

/// Where words stand in a stretch of a text, whatever their white space, case and shapes of quotes and dashes; words
/// that are no whole words there stand as they are.
///
/// ```
/// # use diptych::review::answer::find_words;
/// let text = "He said: “It\n> may not hold.”";
/// assert_eq!(find_words(text, 0..text.len(), "\"it may not").map(|at| &text[at]), Some("“It\n> may not"));
/// assert_eq!(find_words(text, 0..text.len(), "old"), Some(text.find("old").unwrap()..text.find(".”").unwrap()));
/// assert_eq!(find_words(text, 0..text.len(), "it must not"), None);
/// ```
pub fn find_words(text: &str, range: Range<usize>, words: &str) -> Option<Range<usize>> {
    let there = &text[range.clone()];
    // A mark of quoted lines between two words is none of them.
    let folded = |text: &str| -> Vec<(String, Range<usize>)> {
        let tokens = tokens(text).map(|token| (fold(&text[token.range.clone()]), token.range));
        let tokens = tokens.filter(|(word, _)| word != ">");
        tokens.map(|(word, at)| (word.into_owned(), at)).collect()
    };
    let wanted = folded(words);
    let known = folded(there);
    let is_it = |window: &&[(String, Range<usize>)]| {
        let mut pairs = window.iter().zip(&wanted);
        pairs.all(|(known, wanted)| known.0 == wanted.0)
    };
    let found = match wanted.len() {
        0 => None,
        n => known.windows(n).find(is_it),
    };
    let at = match found {
        Some([only]) => only.1.clone(),
        Some([first, .., last]) => first.1.start..last.1.end,
        _ => {
            let start = there.find(words.trim())?;
            start..start + words.trim().len()
        }
    };
    Some(range.start + at.start..range.start + at.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::question::questions;
    use crate::text::document::Document;

    fn diptych() -> Diptych {
        let original = "The council did not reject the plan. Rain fell all night.\n";
        let rewrite = "The council rejected the plan. Rain fell all night.\n";
        Diptych::new(Pair {
            original: Document::new("a", original.to_owned()),
            rewrite: Document::new("b", rewrite.to_owned()),
        })
        .matched()
    }

    fn answer(line: &str) -> (Vec<Record>, Vec<String>) {
        let diptych = diptych();
        let answer = Answer::parse(line).unwrap();
        let questions = questions(&diptych);
        let question = questions.iter().find(|q| q.id == answer.id).unwrap();
        records("judge", question, &answer.said.unwrap(), &diptych)
    }

    #[test]
    fn what_a_checker_sees_is_kept_at_its_words() {
        let line = r#"{"id":"m1","findings":[{"kind":"negation","certainty":"sure","note":"denial gone","original":"did not reject","rewrite":"REJECTED"}]}"#;
        let (records, problems) = answer(line);
        assert_eq!(problems, [""; 0]);
        let [record] = records.as_slice() else {
            panic!("{records:?}")
        };
        assert_eq!(record.at.original.as_ref().unwrap().exact, "did not reject");
        assert_eq!(record.at.rewrite.as_ref().unwrap().exact, "rejected");
        let pointed = record.finding.as_ref().unwrap();
        assert_eq!(
            (&*pointed.kind, &*pointed.certainty, &*pointed.note),
            ("negation", "sure", "denial gone")
        );
    }

    #[test]
    fn a_kind_of_its_own_stands_before_the_note() {
        let line =
            r#"{"id":"m1","findings":[{"kind":"style","note":"say plan","rewrite":"plan"}]}"#;
        let (records, _) = answer(line);
        let pointed = records[0].finding.as_ref().unwrap();
        assert_eq!(
            (&*pointed.kind, &*pointed.note),
            ("other", "style: say plan")
        );
    }

    #[test]
    fn words_that_are_not_there_are_no_finding() {
        let line = r#"{"id":"m1","findings":[{"rewrite":"adopted"}]}"#;
        let (records, problems) = answer(line);
        assert_eq!(problems, ["m1: “adopted” is not in the rewrite"]);
        assert_eq!(records[0].kind, "asked");
    }

    #[test]
    fn what_is_no_answer_is_said() {
        let problem = |line: &str| Answer::parse(line).unwrap_err();
        assert!(problem("Loading model \u{1b}[31m…").contains("no JSON: Loading model"));
        assert!(!problem("Loading model \u{1b}[31m…").contains('\u{1b}'));
        assert!(problem(r#"{"findings":[]}"#).contains("missing field `id`"));
        assert!(problem(r#"{"id":"m1"}"#).contains("without findings"));
        let failed = Answer::parse(r#"{"id":"m1","error":"model not loaded"}"#).unwrap();
        assert_eq!(failed.said, Err("model not loaded".to_owned()));
    }
}
