//! Words → [`Name`]s: people, organisations, places.
//!
//! A name is a run of capitalised words. At the start of a sentence a capital says nothing, so there a word is a name
//! only if the texts write it with a capital elsewhere, or never without one and a name goes on behind it.

use crate::compare::facts::cued_text::{CuedText, WordRole, covering};
use crate::compare::facts::date::Date;
use crate::compare::facts::places::PLACES;
use crate::compare::facts::quantity::Quantity;
use crate::text::language::{CueClass, Language};
use crate::text::segment;
use crate::text::side::{Pair, Side};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// A run of capitalised words, with small ones in between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    /// All its words.
    pub words: Range<usize>,
    /// Those that make it this name: neither titles nor particles.
    pub core: Vec<usize>,
}

/// How the two texts use capitals.
#[derive(Debug, Default)]
pub(crate) struct Capitals {
    /// Words that occur without a capital.
    small: HashSet<String>,
    /// Words that have one in the middle of a sentence.
    large: HashSet<String>,
    /// Whether nouns have capitals.
    pub nouns: bool,
}

/// The share of capitalised content words inside sentences from which nouns are written with capitals: German prose has
/// about half, English a tenth.
const NOUNS_FROM: f32 = 0.3;

impl Capitals {
    /// Looks through both sides.
    pub fn new(texts: &Pair<CuedText>) -> Capitals {
        let mut capitals = Capitals::default();
        let (mut n_large, mut n_all) = (0, 0);
        for side in Side::BOTH {
            let reading = &texts[side];
            for segment in (0..reading.kinds.len()).filter(|&n| is_prose(reading, n)) {
                for n in reading.words_of(segment) {
                    let word = &reading.words[n];
                    if word.role != WordRole::Content || !word.text.starts_with(char::is_alphabetic)
                    {
                        continue;
                    }
                    if !word.is_capitalized() {
                        insert_word(&mut capitals.small, &word.folded);
                    } else if !starts_sentence(reading, n) {
                        insert_word(&mut capitals.large, &word.folded);
                        n_large += 1;
                    }
                    n_all += 1;
                }
            }
        }
        capitals.nouns = n_large as f32 > NOUNS_FROM * n_all as f32 && n_all > 0;
        capitals
    }

    fn is_name(&self, text: &CuedText, n: usize) -> bool {
        let word = &text.words[n];
        if word.role != WordRole::Content || !word.is_capitalized() {
            return false;
        }
        if !starts_sentence(text, n) && is_prose(text, word.segment) {
            return true;
        }
        let goes_on = || {
            text.words.get(n + 1).is_some_and(|next| {
                next.segment == word.segment
                    && next.is_capitalized()
                    && next.role == WordRole::Content
            })
        };
        let is_small = self.small.contains(&*word.folded);
        self.large.contains(&*word.folded) && !is_small
            || !is_small && goes_on() && is_prose(text, word.segment)
    }
}

fn insert_word(words: &mut HashSet<String>, word: &str) {
    if !words.contains(word) {
        words.insert(word.to_owned());
    }
}

pub(crate) fn is_prose(text: &CuedText, segment: usize) -> bool {
    !matches!(
        text.kinds[segment],
        segment::SegmentKind::Title
            | segment::SegmentKind::Heading
            | segment::SegmentKind::Boilerplate
    )
}

/// Whether a capital proves nothing here: at the start, or after a quotation mark, a colon or a full stop.
pub(crate) fn starts_sentence(text: &CuedText, n: usize) -> bool {
    match text.before(n).map(|before| &text.words[before]) {
        None => true,
        Some(before) => {
            matches!(
                before.text,
                "“" | "\""
                    | "„"
                    | "«"
                    | "»"
                    | "‘"
                    | "'"
                    | ":"
                    | "?"
                    | "!"
                    | "…"
                    | "—"
                    | "–"
                    | "-"
                    | "*"
                    | "("
                    | "¿"
                    | "¡"
                    | "|"
                    | "‚"
            ) || before.text == "."
                && text
                    .before(n - 1)
                    .is_some_and(|n| text.words[n].text.chars().count() > 3)
        }
    }
}

/// Words inside the names of all languages: names travel.
static PARTICLES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let particles = |language: Language| language.file().names.particles.iter();
    Language::all().flat_map(particles).collect()
});

/// The names of all words.
pub(crate) fn names(
    text: &CuedText,
    capitals: &Capitals,
    dates: &[Date],
    quantities: &[Quantity],
) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let mut n = 0;
    while n < text.words.len() {
        if !capitals.is_name(text, n) {
            n += 1;
            continue;
        }
        let segment = text.words[n].segment;
        let mut end = n + 1;
        // Particles, initials' stops and hyphens join if a name goes on behind them.
        loop {
            let next = (end..text.words.len().min(end + 3)).find(|&n| {
                text.words[n].segment == segment
                    && text.words[n].is_capitalized()
                    && text.words[n].role == WordRole::Content
            });
            let Some(next) = next.filter(|_| !is_place_possessive(text, n..end)) else {
                break;
            };
            let joins = (end..next).all(|n| {
                let word = text.words[n].text;
                word == "&"
                    || PARTICLES.contains(word)
                    || word == "-" && text.words[n - 1].range.end == text.words[n].range.start
                    || word == "." && text.words[n - 1].text.chars().count() <= 3
            });
            if !joins || next - end > 2 {
                break;
            }
            end = next + 1;
        }
        let core = (n..end)
            .filter(|&n| {
                text.words[n].role == WordRole::Content
                    && !text.is(n, CueClass::Title)
                    && covering(dates, n, |date| &date.words).is_none()
                    && covering(quantities, n, |quantity| &quantity.words).is_none()
            })
            .collect::<Vec<_>>();
        if !core.is_empty() {
            names.push(Name {
                words: n..end,
                core,
            });
        }
        n = end;
    }
    names
}

/// Whether a name so far is a place in the possessive, which ends it: North Korea's | Western coast.
fn is_place_possessive(text: &CuedText, words: Range<usize>) -> bool {
    let last = &text.words[words.end - 1].folded;
    let plain = text.language.without_possessive(last);
    let with_last = |from: usize| {
        let before = text.words[from..words.end - 1].iter();
        let words = before.map(|word| &*word.folded).chain([plain]);
        PLACES.contains_key(words.collect::<Vec<_>>().join(" ").as_str())
    };
    plain.len() < last.len()
        && (words.start.max(words.end.saturating_sub(2))..words.end).any(with_last)
}

/// The names that have words in `words`.
pub(crate) fn names_in(names: &[Name], words: Range<usize>) -> &[Name] {
    let start = names.partition_point(|name| name.words.end <= words.start);
    let end = start + names[start..].partition_point(|name| name.words.start < words.end);
    &names[start..end]
}
