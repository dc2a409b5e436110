//! Attribution frames of both sides → who is said to say something, pronouns and roles resolved.

use super::book::{Book, Entered, Fact, Relation};
use super::{Entry, FactKind};
use crate::compare::facts::identity::Identities;
use crate::compare::facts::reading::SideReading;
use crate::compare::facts::speaker::{self, AttributionFrame, SpeakerKind};
use crate::text::language::CueClass;
use crate::text::side::{Pair, Side};
use std::collections::HashMap;
use std::ops::Range;

/// A claim and whose it is.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    /// The speaker and the verb.
    pub words: Range<usize>,
    /// Who says it.
    pub source: Source,
}

/// Somebody who says something. Two claims are of one source if theirs are equal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Source {
    /// A name of [`Identities`].
    Name(usize),
    /// Somebody without a name, by the word for them: the driver, experts.
    Word(String),
}

/// The claims of both sides, in order.
pub(super) fn claims(readings: &Pair<SideReading>, identities: &Identities) -> Pair<Vec<Claim>> {
    Pair::from_fn(|side| {
        let resolver = Resolver {
            reading: &readings[side],
            ids: &identities.of[side],
            with_role: with_role(side, identities),
        };
        resolver.claims()
    })
}

/// Each role that exactly one name of a side has, and that name.
fn with_role(side: Side, identities: &Identities) -> HashMap<&str, Option<usize>> {
    let mut with_role = HashMap::new();
    for (id, known) in identities.known.iter().enumerate() {
        for role in &known[side].roles {
            with_role
                .entry(role.as_str())
                .and_modify(|only| *only = None)
                .or_insert(Some(id));
        }
    }
    with_role
}

struct Resolver<'a> {
    reading: &'a SideReading<'a>,
    ids: &'a [Option<usize>],
    with_role: HashMap<&'a str, Option<usize>>,
}

/// Segments after which a pronoun no longer means the speaker before.
const SIGHT: usize = 3;

impl Resolver<'_> {
    fn claims(&self) -> Vec<Claim> {
        let mut claims: Vec<Claim> = Vec::new();
        let mut last: Option<(Source, usize)> = None; // who spoke in which segment
        for segment in 0..self.reading.kinds.len() {
            let frames = speaker::frames(self.reading, segment);
            for frame in frames {
                let near = last
                    .as_ref()
                    .filter(|(_, there)| there + SIGHT >= segment)
                    .map(|(source, _)| source);
                let Some(source) = self.source(&frame, near) else {
                    continue;
                };
                last = Some((source.clone(), segment));
                let is_again = claims.last().is_some_and(|before| {
                    before.source == source
                        && self.reading.words[before.words.start].segment == segment
                });
                if !is_again {
                    claims.push(Claim {
                        words: frame.words,
                        source,
                    });
                }
            }
        }
        claims
    }

    fn source(&self, frame: &AttributionFrame, near: Option<&Source>) -> Option<Source> {
        let reading = self.reading;
        let last = frame.speaker.end - 1;
        if let Some(id) = self.name_in(self.first_of_several(last)..last + 1) {
            return frame.is_beside.then_some(Source::Name(id));
        }
        // "He nevertheless said": the word before the verb is no speaker, but the pronoun before it is.
        let before = reading.before(frame.speaker.start);
        let is_adverb = frame.speaker.len() == 1
            && !reading.is(last, CueClass::Role)
            && before.is_some_and(|n| reading.is(n, CueClass::Pronoun));
        if frame.kind == SpeakerKind::Pronoun || is_adverb {
            let segment = reading.words_of(reading.words[frame.words.start].segment);
            return match near {
                Some(source) => Some(source.clone()),
                None => {
                    let before = segment.start..frame.speaker.start;
                    self.last_name_in(before).map(Source::Name)
                }
            };
        }
        let mut words = frame.speaker.clone();
        let role = words.find(|&n| reading.is(n, CueClass::Role));
        let only = role.and_then(|n| *self.with_role.get(&*reading.words[n].folded)?);
        if let Some(id) = only {
            return Some(Source::Name(id));
        }
        let head = role.unwrap_or(frame.speaker.end - 1);
        let word = reading
            .language
            .without_possessive(&reading.words[head].folded);
        let is_noun = || {
            let follows_article = reading
                .before(head)
                .is_some_and(|n| reading.is(n, CueClass::One) || reading.is(n, CueClass::Title));
            // "The current state of" has no verb of saying.
            let particles = &reading.language.file().names.particles;
            let behind = reading.words.get(frame.words.end);
            let is_noun_of = behind.is_some_and(|word| particles.has(&word.folded));
            let follows_article = follows_article && !is_noun_of;
            frame.kind == SpeakerKind::Anonymous || role.is_some() || follows_article
        };
        let is_word = word.chars().any(char::is_alphabetic) && is_noun();
        is_word.then(|| Source::Word(word.to_owned()))
    }

    /// Of several speakers in a row the first: Corrin and Vale wrote.
    fn first_of_several(&self, word: usize) -> usize {
        let reading = self.reading;
        let name_at = |n: usize| {
            reading
                .names_in(n..n + 1)
                .first()
                .map(|name| name.words.start)
        };
        let Some(start) = name_at(word) else {
            return word;
        };
        let before = reading
            .before(start)
            .filter(|&n| reading.is(n, CueClass::And));
        let other = before.and_then(|n| reading.before(n)).and_then(name_at);
        other.unwrap_or(start)
    }

    fn name_in(&self, words: Range<usize>) -> Option<usize> {
        self.names(words).next()
    }

    fn last_name_in(&self, words: Range<usize>) -> Option<usize> {
        self.names(words).last()
    }

    fn names(&self, words: Range<usize>) -> impl Iterator<Item = usize> {
        let names = &self.reading.names;
        let start = names.partition_point(|name| name.words.end <= words.start);
        let end = start + names[start..].partition_point(|name| name.words.start < words.end);
        self.ids[start..end].iter().filter_map(|id| *id)
    }
}

/// Who says a quotation: the claim of its segment, else that of the segment before in the same block.
pub(super) fn speaker_of_quote<'a>(
    reading: &SideReading,
    claims: &'a [Claim],
    quote: &Range<usize>,
) -> Option<&'a Source> {
    let segments = reading.words[quote.start].segment..reading.words[quote.end - 1].segment + 1;
    let of = |claim: &Claim| reading.words[claim.words.start].segment;
    let start = claims.partition_point(|claim| of(claim) < segments.start);
    let here = claims[start..]
        .iter()
        .take_while(|claim| of(claim) < segments.end);
    let far = |claim: &&Claim| {
        let (before, behind) = (claim.words.end, claim.words.start);
        match before <= quote.start {
            true => quote.start - before,
            false => behind.saturating_sub(quote.end),
        }
    };
    let nearest = here.min_by_key(far);
    let is_near = |claim: &&Claim| {
        let (there, here) = (of(claim), segments.start);
        there + 1 == here && reading.blocks[there] == reading.blocks[here]
    };
    let before = || start.checked_sub(1).map(|n| &claims[n]).filter(is_near);
    nearest.or_else(before).map(|claim| &claim.source)
}

/// The sources of both sides, each with all its claims.
pub(super) fn entries(
    book: &Book,
    identities: &Identities,
    claims: &Pair<Vec<Claim>>,
) -> Vec<Entry> {
    let claims = Pair::from_fn(|side| -> Vec<&Claim> {
        let all = claims[side].iter();
        all.filter(|claim| book.is_content(side, claim.words.start))
            .collect()
    });
    let facts = claims.as_ref().map(|claims| {
        let facts = claims.iter().map(|claim| Fact {
            words: claim.words.clone(),
            normal: claim.source.key(),
        });
        facts.collect::<Vec<Fact>>()
    });
    let in_place = |original: usize, rewrite: usize| {
        let (before, after) = (claims.original[original], claims.rewrite[rewrite]);
        let words = Pair {
            original: before.words.clone(),
            rewrite: after.words.clone(),
        };
        let shares = book.partners.any_in(&words);
        Some(Relation::in_place(1 + i32::from(shares)))
    };
    let entered = book.enter(FactKind::Source, &facts, in_place, |_, _| None);
    let named = entered.into_iter().map(|Entered { mut entry, places }| {
        for side in Side::BOTH {
            let source = places[side].first().map(|&n| &claims[side][n].source);
            entry.forms[side] = source.map(|source| source.label(side, identities));
        }
        entry.normal = entry.form().to_owned();
        entry
    });
    named.collect()
}

impl Source {
    /// The normal form by which sources are compared.
    pub fn key(&self) -> String {
        match self {
            Source::Name(id) => format!("#{id}"),
            Source::Word(word) => word.clone(),
        }
    }

    /// What to call it.
    pub fn label(&self, side: Side, identities: &Identities) -> String {
        match self {
            Source::Name(id) => {
                let known = &identities.known[*id];
                let labels = [side, side.other()].map(|side| &known[side].label);
                let known = labels.into_iter().find(|label| !label.is_empty());
                known.cloned().unwrap_or_default()
            }
            Source::Word(word) => word.clone(),
        }
    }
}
