//! Documents, alignment and runs → [`Finding`]s: the places where the meaning may have changed.
//!
//! ```text
//! segments ─► SideReading (words, cues, quantities, dates, quotations) ─┐  one for each side
//! runs     ─► WordPartners (which words are the same) ──────────────────┼─► a module for each kind ─┐
//! matches  ─────────────────────────────────────────────────────────────┘                           ├─► changes
//! ledger   ─► facts that only the rewrite has, other speakers ──────────────────────────────────────┘      │
//!                                                        findings, one for each change ◄─ tier ◄───────────┘
//! ```
//!
//! A finding says "look here", never "this is wrong": rules over words make it, without any model of their meaning.
//! What words do (deny, hedge, count …) is data, one file a language under `assets/languages`; in a language without a
//! file, figures, dates, quotations, dropped and added passages are compared all the same.
//!
//! A text against itself has no finding, and one change is one finding: where two kinds see the same words, the first
//! of [`FindingKind`]'s order keeps them.

mod attribution;
mod cause;
mod checked;
mod date;
mod dropped_added;
mod from_ledger;
mod hedging;
mod name;
mod negation;
mod number;
mod quotation;
mod scope;
mod tier;
mod unmatched_cues;

use crate::compare::align::{Alignment, Match, Relation};
use crate::compare::facts::cued_text::WordRole;
use crate::compare::facts::reading::SideReading;
use crate::compare::ledger::Entry;
use crate::compare::word_partners::WordPartners;
use crate::text::side::{Pair, Side, partition_point};
use quotation::Quotations;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;
use tier::Strength;

pub use crate::compare::facts::Stretch;
pub(crate) use checked::{add_checked, note_in_ledger};
pub use dropped_added::no_counterpart;

/// A place where the meaning may have changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What may have changed.
    pub kind: FindingKind,
    /// How surely something did.
    pub confidence: Confidence,
    /// The exact words on each side; `None` where a side has nothing to show.
    pub stretches: Pair<Option<Stretch>>,
    /// What happened, in plain words: `42 became 24`.
    pub note: String,
    /// How much it matters beside other findings, above 0: confidence, kind and the words it is about. For sorting.
    pub weight: f32,
    /// Whether the rules of this module see it.
    pub is_by_rules: bool,
    /// The names of the checkers that see it.
    pub checkers: Vec<Arc<str>>,
}

impl Finding {
    /// What a checker sees.
    pub fn of_checker(
        checker: Arc<str>,
        kind: FindingKind,
        confidence: Confidence,
        stretches: Pair<Option<Stretch>>,
        note: String,
    ) -> Finding {
        Finding {
            kind,
            confidence,
            stretches,
            note,
            weight: weight(kind, confidence),
            is_by_rules: false,
            checkers: vec![checker],
        }
    }

    /// Whether it is a passage that is dropped or added as a whole, and not a change of words. What a checker says of
    /// one is about its words.
    pub fn is_whole(&self) -> bool {
        matches!(self.kind, FindingKind::Dropped | FindingKind::Added) && self.checkers.is_empty()
    }

    /// Whether it is one of those that are counted, gone through and listed: a change of words, and no hint.
    pub fn counts(&self) -> bool {
        !self.is_whole() && self.confidence > Confidence::Hint
    }

    /// Whether it is a hint at a change of words; how many there are is told beside the others.
    pub fn is_hint(&self) -> bool {
        !self.is_whole() && self.confidence == Confidence::Hint
    }
}

/// What may have changed. Where two kinds see the same words, the first keeps them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FindingKind {
    /// Words inside quotation marks, or whether they are a quotation at all.
    Quotation,
    /// An amount, a count, a percentage, a clock time, a unit.
    Number,
    /// A day, month, year or weekday.
    Date,
    /// Whose words these are.
    Attribution,
    /// A person, an organisation, a place, a role.
    Name,
    /// Whether something is so or not.
    Negation,
    /// How many it holds for.
    Scope,
    /// How sure the text is of it; called certainty in JSON and on the command line.
    #[serde(rename = "certainty")]
    Hedging,
    /// What brought it about.
    Cause,
    /// A passage of the original without a counterpart.
    Dropped,
    /// A passage of the rewrite without a counterpart.
    Added,
    /// What only a checker has a word for.
    Other,
}

/// How surely something changed; a reader may look at one level and above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Worth a glance if there is time.
    Hint,
    /// Probably.
    Likely,
    /// The words leave no other reading.
    Sure,
}

impl FindingKind {
    /// All kinds, in order.
    pub const ALL: [FindingKind; 12] = [
        FindingKind::Quotation,
        FindingKind::Number,
        FindingKind::Date,
        FindingKind::Attribution,
        FindingKind::Name,
        FindingKind::Negation,
        FindingKind::Scope,
        FindingKind::Hedging,
        FindingKind::Cause,
        FindingKind::Dropped,
        FindingKind::Added,
        FindingKind::Other,
    ];

    /// The kind with a name.
    pub fn with_name(name: &str) -> Option<FindingKind> {
        FindingKind::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
    }

    /// What it is called in help, JSON and on screen.
    pub fn name(self) -> &'static str {
        match self {
            FindingKind::Quotation => "quotation",
            FindingKind::Number => "number",
            FindingKind::Date => "date",
            FindingKind::Name => "name",
            FindingKind::Attribution => "attribution",
            FindingKind::Negation => "negation",
            FindingKind::Scope => "scope",
            FindingKind::Hedging => "certainty",
            FindingKind::Cause => "cause",
            FindingKind::Dropped => "dropped",
            FindingKind::Added => "added",
            FindingKind::Other => "other",
        }
    }
}

impl Confidence {
    /// All levels, the lowest first.
    pub const ALL: [Confidence; 3] = [Confidence::Hint, Confidence::Likely, Confidence::Sure];

    /// The level with a name.
    pub fn with_name(name: &str) -> Option<Confidence> {
        Confidence::ALL
            .into_iter()
            .find(|level| level.name() == name)
    }

    /// What it is called in help, JSON and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Confidence::Hint => "hint",
            Confidence::Likely => "likely",
            Confidence::Sure => "sure",
        }
    }
}

/// The input of all rules.
struct Context<'a> {
    readings: &'a Pair<SideReading<'a>>,
    partners: &'a WordPartners<'a>,
    alignment: &'a Alignment,
}

/// Finds the places where the words say that the meaning may have changed.
pub(crate) fn changed(
    readings: &Pair<SideReading>,
    partners: &WordPartners,
    alignment: &Alignment,
) -> Vec<Finding> {
    let context = Context::new(readings, partners, alignment);
    let quotations = Quotations::new(readings);
    let mut findings = Vec::new();
    for mat in &alignment.matches {
        if mat.relation != Relation::Verbatim {
            context.compare(mat, &quotations, &mut findings);
        }
    }
    for (segment, mat) in alignment.match_of.rewrite.iter().enumerate() {
        if mat.is_none() {
            let mut changes = Vec::new();
            quotation::compare(&context, &quotations, &[segment], &mut changes);
            let found = changes.into_iter();
            findings.extend(found.filter_map(|change| context.finding(change, false)));
        }
    }
    for side in Side::BOTH {
        dropped_added::findings(&context, side, &mut findings);
    }
    findings
}

/// Adds what the ledger knows to the places where words `changed`, each change once, in the order of the rewrite; what is
/// only in the original stands where it would have been.
pub(crate) fn with_ledger(
    changed: Vec<Finding>,
    ledger: &[Entry],
    readings: &Pair<SideReading>,
    partners: &WordPartners,
    alignment: &Alignment,
) -> Vec<Finding> {
    let context = Context::new(readings, partners, alignment);
    // The rules may have seen the other speaker, too.
    let is_told = |finding: &Finding| {
        let is_same = |other: &&Finding| other.kind == finding.kind && touch(other, finding);
        finding.kind == FindingKind::Attribution && changed.iter().any(|other| is_same(&other))
    };
    let known = from_ledger::compare(&context, ledger).into_iter();
    let known = known.filter_map(|(mat, change)| {
        let is_edited = alignment.matches[mat].relation != Relation::Reworded;
        context.finding(change, is_edited)
    });
    let known: Vec<Finding> = known.filter(|finding| !is_told(finding)).collect();
    let (mut findings, others): (Vec<Finding>, Vec<Finding>) =
        changed.into_iter().partition(|finding| !finding.is_whole());
    findings.extend(known);
    let mut findings = one_for_each_change(findings);
    findings.extend(others);
    sort(&mut findings, alignment);
    findings
}

/// The weight of a finding without its words: a sure one is heavier than a likely one, and kinds that can be checked
/// are heavier than kinds that are a matter of judgement.
fn weight(kind: FindingKind, confidence: Confidence) -> f32 {
    let kind = match kind {
        FindingKind::Quotation | FindingKind::Number | FindingKind::Negation => 1.0,
        FindingKind::Date | FindingKind::Name | FindingKind::Attribution => 0.9,
        FindingKind::Scope | FindingKind::Hedging | FindingKind::Cause => 0.8,
        FindingKind::Added | FindingKind::Other => 0.8,
        FindingKind::Dropped => 0.5,
    };
    let confidence = match confidence {
        Confidence::Sure => 1.0,
        Confidence::Likely => 0.7,
        Confidence::Hint => 0.25,
    };
    kind * confidence
}

/// A change as a rule sees it; [`tier`] decides whether it is a finding, and how sure.
#[derive(Debug, Clone)]
struct Change {
    kind: FindingKind,
    /// What changed on each side; `None` where a side has nothing to show, never on both.
    words: Pair<Option<Range<usize>>>,
    strength: Strength,
    note: String,
}

impl Change {
    /// Words that were replaced by others.
    fn replaced(
        context: &Context,
        kind: FindingKind,
        strength: Strength,
        original: &Range<usize>,
        rewrite: &Range<usize>,
    ) -> Change {
        let words = Pair {
            original: original.clone(),
            rewrite: rewrite.clone(),
        };
        let texts = Pair::from_fn(|side| context.readings[side].text(words[side].clone()));
        Change {
            kind,
            words: words.map(Some),
            strength,
            note: format!("{} became {}", texts.original, texts.rewrite),
        }
    }

    /// Words that only one side has.
    fn one_sided(
        kind: FindingKind,
        strength: Strength,
        side: Side,
        words: &Range<usize>,
        note: String,
    ) -> Change {
        Change {
            kind,
            words: Pair::from_fn(|this| (this == side).then(|| words.clone())),
            strength,
            note,
        }
    }

    /// The same with something else to say before what became what.
    fn noted(mut self, how: &str) -> Change {
        self.note = format!("{how}: {}", self.note);
        self
    }
}

impl<'a> Context<'a> {
    fn new(
        readings: &'a Pair<SideReading<'a>>,
        partners: &'a WordPartners<'a>,
        alignment: &'a Alignment,
    ) -> Context<'a> {
        Context {
            readings,
            partners,
            alignment,
        }
    }

    /// All findings of a match.
    fn compare(&self, mat: &Match, quotations: &Quotations, findings: &mut Vec<Finding>) {
        let mut changes = Vec::new();
        quotation::compare(self, quotations, &mat.segments.rewrite, &mut changes);
        number::compare(self, mat, &mut changes);
        date::compare(self, mat, &mut changes);
        name::compare(self, mat, &mut changes);
        attribution::compare(self, mat, &mut changes);
        negation::compare(self, mat, &mut changes);
        hedging::compare(self, mat, &mut changes);
        scope::compare(self, mat, &mut changes);
        cause::compare(self, mat, &mut changes);
        let is_edited = mat.relation != Relation::Reworded;
        let found = changes.into_iter();
        let found = found.filter_map(|change| self.finding(change, is_edited));
        findings.extend(found);
    }

    /// The finding that a change is, if it is one.
    fn finding(&self, change: Change, is_edited: bool) -> Option<Finding> {
        let confidence = tier::confidence(&change, is_edited)?;
        Some(Finding {
            kind: change.kind,
            confidence,
            stretches: Pair::from_fn(|side| {
                let words = change.words[side].clone();
                words.and_then(|words| self.readings[side].stretch(words))
            }),
            note: change.note,
            weight: weight(change.kind, confidence),
            is_by_rules: true,
            checkers: Vec::new(),
        })
    }

    /// Whether a side has a word, ignoring case.
    fn has_word(&self, side: Side, folded: &str) -> bool {
        let plain = self.readings[side].language.without_possessive(folded);
        let reading = &self.readings[side];
        !reading.places_of(folded).is_empty() || !reading.places_of(plain).is_empty()
    }

    /// Whether a side has a name with these initials.
    fn has_initials(&self, side: Side, letters: &str) -> bool {
        let reading = &self.readings[side];
        reading.names.iter().any(|name| {
            let initials: String = name
                .words
                .clone()
                .filter(|&n| reading.words[n].role == WordRole::Content)
                .filter_map(|n| reading.words[n].folded.chars().next())
                .collect();
            initials == letters
        })
    }

    /// Whether words near a word of `side` and near its partner are partners too.
    fn has_near_partner(&self, side: Side, here: usize, there: usize) -> bool {
        let around = self.readings[side].around(&(here..here + 1), 3);
        let sight = self.readings[side.other()].around(&(there..there + 1), 5);
        around.filter(|&n| n != here).any(|n| {
            let is_content = self.readings[side].words[n].role == WordRole::Content;
            is_content
                && self
                    .partners
                    .of(side, n)
                    .is_some_and(|n| sight.contains(&n))
        })
    }
}

/// Sorts findings by their place in the rewrite; those without one go where the backbone passes their place in the
/// original.
fn sort(findings: &mut [Finding], alignment: &Alignment) {
    findings.sort_by_cached_key(|finding| (place(finding, alignment), finding.kind));
}

/// Where a finding stands in the order: its segment of the rewrite first.
fn place(finding: &Finding, alignment: &Alignment) -> (usize, usize, usize) {
    match (&finding.stretches.rewrite, &finding.stretches.original) {
        (Some(stretch), _) => (stretch.segments.start, stretch.range.start, 0),
        (None, Some(stretch)) => (
            place_of_gone(stretch.segments.start, alignment),
            usize::MAX,
            stretch.range.start,
        ),
        (None, None) => (0, 0, 0),
    }
}

/// The segment of the rewrite beside which something is missing that a segment of the original has: its first link's,
/// else where the backbone is.
fn place_of_gone(original: usize, alignment: &Alignment) -> usize {
    let links = &alignment.links;
    let first = links.partition_point(|link| link.segments.original < original);
    let link = links
        .get(first)
        .filter(|link| link.segments.original == original);
    link.map_or_else(
        || backbone_reaches(original, alignment),
        |link| link.segments.rewrite,
    )
}

/// The segment of the rewrite that the backbone has reached before a segment of the original.
fn backbone_reaches(original: usize, alignment: &Alignment) -> usize {
    let backbone = &alignment.backbone;
    let segments = |n: usize| alignment.links[backbone[n]].segments;
    let before = partition_point(backbone.len(), |n| segments(n).original < original);
    before.checked_sub(1).map_or(0, |n| segments(n).rewrite)
}

/// Of the findings that share words, the one whose kind comes first; hints come last.
fn one_for_each_change(mut found: Vec<Finding>) -> Vec<Finding> {
    found.sort_by_key(|finding| {
        (
            finding.confidence == Confidence::Hint,
            finding.kind,
            std::cmp::Reverse(finding.confidence),
        )
    });
    let mut kept: Vec<Finding> = Vec::new();
    let mut in_segment: Pair<HashMap<usize, Vec<usize>>> = Pair::default();
    for finding in found {
        let segments = Pair::from_fn(|side| {
            let stretch = finding.stretches[side].as_ref();
            stretch.map_or(0..0, |stretch| stretch.segments.clone())
        });
        let is_known = Side::BOTH.into_iter().any(|side| {
            let near = segments[side]
                .clone()
                .filter_map(|n| in_segment[side].get(&n));
            near.flatten().any(|&n| is_same_change(&kept[n], &finding))
        });
        if !is_known {
            for side in Side::BOTH {
                for n in segments[side].clone() {
                    in_segment[side].entry(n).or_default().push(kept.len());
                }
            }
            kept.push(finding);
        }
    }
    kept
}

/// Whether two findings have words in a segment of the rewrite in common.
fn touch(a: &Finding, b: &Finding) -> bool {
    let segments = |finding: &Finding| {
        let stretch = finding.stretches.rewrite.as_ref();
        stretch.map(|stretch| stretch.segments.clone())
    };
    segments(a)
        .zip(segments(b))
        .is_some_and(|(a, b)| a.start < b.end && b.start < a.end)
}

fn is_same_change(a: &Finding, b: &Finding) -> bool {
    // A whole new quotation does not hide what else changed inside it.
    let is_whole = |finding: &Finding| {
        finding.kind == FindingKind::Quotation && finding.stretches.original.is_none()
    };
    let overlaps = |side: Side| match (&a.stretches[side], &b.stretches[side]) {
        (Some(a), Some(b)) => a.range.start < b.range.end && b.range.start < a.range.end,
        _ => false,
    };
    !is_whole(a) && !is_whole(b) && Side::BOTH.into_iter().any(overlaps)
}
