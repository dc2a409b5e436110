//! Quotations of both sides → their entries, with who says them.

use super::book::{Book, Entered, Fact, Relation};
use super::sources::{self, Claim, Source};
use super::{Entry, FactKind, FactState, Speaker};
use crate::compare::facts::cued_text::WordRole;
use crate::compare::facts::identity::Identities;
use crate::compare::facts::quote::Quote;
use crate::compare::facts::reading::SideReading;
use crate::text::side::{Pair, Side};
use std::collections::HashMap;
use std::ops::Range;

/// Words by which a quotation is looked for are in at most so many places.
const PLACES_MAX: usize = 100;

/// The share of words that two quotations have in common if one is the other with changes.
const SAME_FROM: f32 = 0.5;

/// The quotations of both sides.
pub(super) fn entries(
    book: &Book,
    identities: &Identities,
    claims: &Pair<Vec<Claim>>,
) -> Vec<Entry> {
    let facts = Pair::from_fn(|side| -> Vec<Fact> {
        let reading = &book.readings[side];
        let in_text = reading
            .quotes
            .iter()
            .filter(|quote| book.is_content(side, quote.words.start));
        let fact = |quote: &Quote| Fact {
            words: without_last_comma(reading, quote.words.clone()),
            normal: normal(reading, quote.words.clone()),
        };
        in_text.map(fact).collect()
    });
    let words = facts.as_ref().map(|facts| {
        let words = facts.iter().map(|fact| fact.normal.split(' ').collect());
        words.collect::<Vec<Vec<&str>>>()
    });
    let alike = Alike::new(&words);
    let relate = |original: usize, rewrite: usize| {
        alike.relation(
            original,
            rewrite,
            &words.original[original],
            &words.rewrite[rewrite],
        )
    };
    let entered = book.enter(FactKind::Quotation, &facts, relate, relate);
    let with_speakers = entered.into_iter().map(|Entered { mut entry, places }| {
        let first = |side: Side| places[side].first().map(|&n| facts[side][n].words.clone());
        let mut words = Pair::from_fn(first);
        let unquoted = match entry.state {
            FactState::New => Some((Side::Original, "not in quotation marks in the original")),
            FactState::Gone => Some((Side::Rewrite, "no longer in quotation marks")),
            FactState::Differs | FactState::Kept => None,
        };
        if let Some((side, note)) = unquoted
            && let Some(found) = find(&book.readings[side], &entry.normal)
        {
            let reading = &book.readings[side];
            entry.state = FactState::Differs;
            entry.forms[side] = Some(reading.text(found.clone()));
            entry.mentions[side].extend(reading.stretch(found.clone()));
            note.clone_into(&mut entry.note);
            words[side] = Some(found);
        }
        let speakers = Pair::from_fn(|side| {
            let words = words[side].as_ref()?;
            sources::speaker_of_quote(&book.readings[side], &claims[side], words)
        });
        add_speakers(speakers, identities, &mut entry);
        entry
    });
    with_speakers.collect()
}

/// The words of a quotation without marks.
fn normal(reading: &SideReading, words: Range<usize>) -> String {
    let words = reading.words[words].iter();
    let words = words.filter(|word| word.role != WordRole::Mark);
    words
        .map(|word| &*word.folded)
        .collect::<Vec<&str>>()
        .join(" ")
}

/// The comma before the closing mark belongs to the sentence around a quotation.
fn without_last_comma(reading: &SideReading, words: Range<usize>) -> Range<usize> {
    let is_comma =
        words.len() > 1 && matches!(reading.words[words.end - 1].text, "," | "，" | "、");
    words.start..words.end - usize::from(is_comma)
}

/// Which quotations of the two sides have words in common, so that not every pair has to be looked at.
struct Alike {
    /// By indices of original and rewrite: how many of the words of the rewrite's the original's has.
    shared: HashMap<(usize, usize), usize>,
}

impl Alike {
    fn new(words: &Pair<Vec<Vec<&str>>>) -> Alike {
        let mut with_word: HashMap<&str, Vec<usize>> = HashMap::new();
        for (n, words) in words.original.iter().enumerate() {
            for word in words {
                let places = with_word.entry(word).or_default();
                if places.last() != Some(&n) {
                    places.push(n);
                }
            }
        }
        let mut shared = HashMap::new();
        for (rewrite, words) in words.rewrite.iter().enumerate() {
            for word in words {
                let places = with_word
                    .get(word)
                    .filter(|places| places.len() <= PLACES_MAX);
                for &original in places.into_iter().flatten() {
                    *shared.entry((original, rewrite)).or_default() += 1;
                }
            }
        }
        Alike { shared }
    }

    fn relation(
        &self,
        original: usize,
        rewrite: usize,
        before: &[&str],
        after: &[&str],
    ) -> Option<Relation> {
        let shared = *self.shared.get(&(original, rewrite))? as f32;
        let is_part = contains(before, after) || contains(after, before);
        let share = shared / before.len().min(after.len()).max(1) as f32;
        (is_part || share >= SAME_FROM && shared >= 2.0).then(|| Relation {
            rank: (share.min(1.0) * 100.0) as i32 + 100 * i32::from(is_part),
            is_kept: is_part,
            note: match is_part {
                true => "in part".to_owned(),
                false => "other words".to_owned(),
            },
        })
    }
}

fn contains(whole: &[&str], part: &[&str]) -> bool {
    !part.is_empty() && whole.windows(part.len()).any(|words| words == part)
}

/// The words of a reading that are those of a quotation, one after the other.
fn find(reading: &SideReading, normal: &str) -> Option<Range<usize>> {
    let wanted: Vec<&str> = normal.split(' ').collect();
    let (at, places) = wanted
        .iter()
        .map(|word| reading.places_of(word))
        .enumerate()
        .min_by_key(|(_, places)| places.len())?;
    let is_word = |n: &usize| reading.words[*n].role != WordRole::Mark;
    let is = |n: usize, word: &str| &*reading.words[n].folded == word;
    places.iter().take(PLACES_MAX).find_map(|&place| {
        let before = (0..place)
            .rev()
            .filter(is_word)
            .zip(wanted[..at].iter().rev());
        let behind = (place..reading.words.len())
            .filter(is_word)
            .zip(&wanted[at..]);
        let mut found = before.chain(behind).peekable();
        let (mut first, mut last, mut n_found) = (place, place, 0);
        while let Some((n, _)) = found.next_if(|(n, word)| is(*n, word)) {
            (first, last, n_found) = (first.min(n), last.max(n), n_found + 1);
        }
        (n_found == wanted.len()).then_some(first..last + 1)
    })
}

/// Says who says it: a speaker of the rewrite that is not the original's makes the quotation another.
fn add_speakers(speakers: Pair<Option<&Source>>, identities: &Identities, entry: &mut Entry) {
    let label = |side: Side, source: &Source| source.label(side, identities);
    entry.speakers = Pair::from_fn(|side| {
        speakers[side].map(|source| Speaker {
            label: label(side, source),
            is_name: matches!(source, Source::Name(_)),
        })
    });
    let told = match (speakers.original, speakers.rewrite) {
        (Some(before), Some(after)) if before != after => {
            if entry.state == FactState::Kept {
                entry.state = FactState::Differs;
            }
            let (before, after) = (label(Side::Original, before), label(Side::Rewrite, after));
            format!("said by {before}, now by {after}")
        }
        (_, Some(after)) => format!("said by {}", label(Side::Rewrite, after)),
        (Some(before), None) if entry.forms.rewrite.is_some() => {
            format!(
                "said by {}, now without a speaker",
                label(Side::Original, before)
            )
        }
        (Some(before), None) => format!("said by {}", label(Side::Original, before)),
        (None, None) => return,
    };
    if !entry.note.is_empty() {
        entry.note.push_str("; ");
    }
    entry.note.push_str(&told);
}
