//! An [`Alignment`] and a passage → [`Explanation`]: the evidence for its links and for the alternatives.
//!
//! Made on request. The scores come from the alignment; the rest is computed from the texts again, with the same
//! prefixes and weights as in matching. Only the words of the passage are counted in the other segments, so a novel
//! takes a few hundredths of a second, while aligning it again would take one second.

use super::score::WEIGHTS;
use super::terms::{each_prefix, prefix_rarity, spelled_words};
use super::{Alignment, Kinds, Link, Relation};
use crate::text::side::{Pair, Side};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// The most candidates in an explanation.
pub const CANDIDATES_MAX: usize = 9;

/// How many segments of a passage are explained, from its first on: a limit for passages of a thousand equal lines.
const SEGMENTS_MAX: usize = 20;

/// Segments on each side of one in which the nearest link counts as its surroundings.
const REACH: usize = 8;

/// Why a passage is matched with what it is, or with nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The side that the passage is on.
    pub side: Side,
    /// The links, those that a person refused, and the runners-up, each by score; without a score, by what they share.
    pub candidates: Vec<Candidate>,
    /// The least score of a link.
    pub least: f32,
    /// Candidates with a lower first score were rejected.
    pub gate: f32,
    /// Whether the links were made elsewhere, so that scores are no reason for what is none.
    pub is_imported: bool,
}

/// A segment of the other side that matches, or could have matched.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The segment of the passage, and the segment of the other side.
    pub segments: Pair<usize>,
    /// Whether it is a link.
    pub is_link: bool,
    /// Whether a person said so.
    pub by_hand: bool,
    /// Its score; 0 if the first model rejected it, or a person did; `None` if it was never scored, because one of the
    /// two segments has a verbatim copy elsewhere.
    pub score: Option<f32>,
    /// The words that both have, by weight, the heaviest first.
    pub shared: Vec<SharedWord>,
    /// The share of the weight of the words of the passage's segment that the other has too, 0 to 1.
    pub cover: f32,
    /// The nearest links of the segments before and after the passage's.
    pub before: Option<Link>,
    /// See `before`.
    pub after: Option<Link>,
}

/// A word that both segments have, or two forms of one.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedWord {
    /// As it stands in the passage.
    pub word: String,
    /// Its first letters, in which both agree.
    pub prefix: String,
    /// How much it says that both have it: the rarer the word, the more (0 to about 13).
    pub weight: f32,
}

impl Candidate {
    /// Whether a word, as it stands in either segment, is one that both have.
    pub fn shares(&self, word: &str) -> bool {
        let is_shared = |prefix: String| self.shared.iter().any(|shared| shared.prefix == prefix);
        spelled_words(word).any(|(_, prefix)| is_shared(prefix))
    }

    /// Whether the links before and after the passage's segment stand before and after the candidate too; `None`
    /// without links around.
    pub fn is_in_order(&self, side: Side) -> Option<bool> {
        let here = self.segments[side.other()];
        let there = |link: &Option<Link>| link.map(|link| link.segments[side.other()]);
        let (before, after) = (there(&self.before), there(&self.after));
        let is_in_order =
            before.is_none_or(|before| before <= here) && after.is_none_or(|after| after >= here);
        (before.is_some() || after.is_some()).then_some(is_in_order)
    }
}

/// Explains a passage, given as segments of one side of the texts that were aligned.
pub fn explain(
    texts: &Pair<Vec<&str>>,
    kinds: &Kinds,
    alignment: &Alignment,
    side: Side,
    passage: Range<usize>,
) -> Explanation {
    let own = passage.start..passage.end.min(passage.start + SEGMENTS_MAX);
    let census = Census::new(texts, side, own.clone());
    let mut choices = choices(alignment, side, own.clone());
    fill_up(&mut choices, kinds, alignment, side, own, &census);
    let candidates = choices.into_iter();
    Explanation {
        side,
        candidates: candidates
            .map(|choice| candidate(texts, alignment, side, choice, &census))
            .collect(),
        least: WEIGHTS.decode.t,
        gate: WEIGHTS.decode.gate,
        is_imported: false,
    }
}

/// A candidate that the explanation will list.
#[derive(Debug, Clone, Copy)]
struct ExplainedCandidate {
    segments: Pair<usize>,
    is_link: bool,
    by_hand: bool,
    score: Option<f32>,
}

/// The candidates that the alignment stores: the links of the passage, then what a person refused, then the runners-up,
/// each segment of the other side once.
fn choices(alignment: &Alignment, side: Side, own: Range<usize>) -> Vec<ExplainedCandidate> {
    let choices = |links: &[Link], is_link: bool| {
        let of_passage = links
            .iter()
            .filter(|link| own.contains(&link.segments[side]));
        let mut choices: Vec<ExplainedCandidate> = of_passage
            .map(|link| ExplainedCandidate {
                segments: link.segments,
                is_link,
                by_hand: is_link && alignment.hand.has(link.segments),
                score: Some(link.score),
            })
            .collect();
        choices.sort_by(|a, b| b.score.unwrap_or(0.0).total_cmp(&a.score.unwrap_or(0.0)));
        choices
    };
    let mut all = choices(&alignment.links, true);
    let refused = alignment.hand.refused(side, own.clone(), CANDIDATES_MAX);
    all.extend(refused.into_iter().map(|segments| ExplainedCandidate {
        segments,
        is_link: false,
        by_hand: true,
        score: Some(0.0),
    }));
    all.extend(choices(&alignment.runners_up, false));
    let mut seen = HashSet::new();
    all.retain(|choice| seen.insert(choice.segments[side.other()]));
    all.truncate(CANDIDATES_MAX);
    all
}

/// Adds those without a score that share most with the passage, until there are some runners-up to see.
fn fill_up(
    choices: &mut Vec<ExplainedCandidate>,
    kinds: &Kinds,
    alignment: &Alignment,
    side: Side,
    own: Range<usize>,
    census: &Census,
) {
    const RUNNERS_UP_MIN: usize = 3;
    let there = side.other();
    let n_runners_up = choices.iter().filter(|choice| !choice.is_link).count();
    let n_wanted = RUNNERS_UP_MIN
        .saturating_sub(n_runners_up)
        .min(CANDIDATES_MAX - choices.len());
    let is_new = |segment: &usize| {
        let mut known = choices.iter().map(|choice| choice.segments[there]);
        !known.any(|known| known == *segment)
    };
    let is_comparable =
        |segment: &usize| kinds[side][own.start].is_around() == kinds[there][*segment].is_around();
    let is_verbatim = |side: Side, segment: usize| {
        alignment.match_of[side][segment]
            .is_some_and(|mat| alignment.matches[mat].relation == Relation::Verbatim)
    };
    let more: Vec<ExplainedCandidate> = census
        .alike()
        .filter(is_new)
        .filter(is_comparable)
        .take(n_wanted)
        .map(|segment| {
            let nearest = census.nearest(own.clone(), segment);
            let was_weighed = !is_verbatim(side, nearest) && !is_verbatim(there, segment);
            ExplainedCandidate {
                segments: pair(side, nearest, segment),
                is_link: false,
                by_hand: false,
                score: was_weighed.then_some(0.0),
            }
        })
        .collect();
    choices.extend(more);
}

fn pair(side: Side, own: usize, there: usize) -> Pair<usize> {
    Pair::from_fn(|s| if s == side { own } else { there })
}

fn candidate(
    texts: &Pair<Vec<&str>>,
    alignment: &Alignment,
    side: Side,
    choice: ExplainedCandidate,
    census: &Census,
) -> Candidate {
    let text = |side: Side| texts[side][choice.segments[side]];
    let here = Spelled::new(text(side));
    let there = Spelled::new(text(side.other()));
    let all: f32 = here.words.iter().map(|(_, id)| census.weight(id)).sum();
    let mut shared: Vec<SharedWord> = here
        .words
        .into_iter()
        .filter(|(_, prefix)| there.prefixes.contains(prefix))
        .map(|(word, prefix)| SharedWord {
            word,
            weight: census.weight(&prefix),
            prefix,
        })
        .collect();
    shared.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let (before, after) = around(alignment, side, choice.segments);
    Candidate {
        segments: choice.segments,
        is_link: choice.is_link,
        by_hand: choice.by_hand,
        score: choice.score,
        cover: shared.iter().map(|word| word.weight).sum::<f32>() / all.max(1e-6),
        shared,
        before,
        after,
    }
}

/// The different words of a segment.
struct Spelled {
    /// As they stand there first, with their prefixes, in order.
    words: Vec<(String, String)>,
    prefixes: HashSet<String>,
}

impl Spelled {
    fn new(text: &str) -> Spelled {
        let mut spelled = Spelled {
            words: Vec::new(),
            prefixes: HashSet::new(),
        };
        for (word, prefix) in spelled_words(text) {
            if spelled.prefixes.insert(prefix.clone()) {
                spelled.words.push((word.to_owned(), prefix));
            }
        }
        spelled
    }
}

/// The nearest links before and after the segment of `side`; if several are equally near, the one nearest to the
/// segment of the other side.
fn around(
    alignment: &Alignment,
    side: Side,
    segments: Pair<usize>,
) -> (Option<Link>, Option<Link>) {
    let there = side.other();
    let distance = |link: &&Link| {
        (
            link.segments[side].abs_diff(segments[side]),
            link.segments[there].abs_diff(segments[there]),
        )
    };
    let near = || {
        let links = alignment.links.iter();
        links.filter(|link| link.segments[side].abs_diff(segments[side]) <= REACH)
    };
    let before = near().filter(|link| link.segments[side] < segments[side]);
    let after = near().filter(|link| link.segments[side] > segments[side]);
    (
        before.min_by_key(distance).copied(),
        after.min_by_key(distance).copied(),
    )
}

/// Which segments contain the words of a passage.
struct Census {
    /// By prefix: its number, in order of first occurrence.
    ids: HashMap<String, usize>,
    /// How much each says.
    weights: Vec<f32>,
    /// The prefixes of each segment of the passage.
    own: Vec<HashSet<usize>>,
    first_own: usize,
    /// For each segment of the other side, its prefixes that the passage has too.
    there: Vec<Vec<usize>>,
}

impl Census {
    fn new(texts: &Pair<Vec<&str>>, side: Side, own: Range<usize>) -> Census {
        let mut ids: HashMap<String, usize> = HashMap::new();
        let mut own_prefixes = Vec::new();
        for text in &texts[side][own.clone()] {
            let mut prefixes = HashSet::new();
            each_prefix(text, |prefix| {
                let next = ids.len();
                prefixes.insert(*ids.entry(prefix.to_owned()).or_insert(next));
            });
            own_prefixes.push(prefixes);
        }
        let found = Pair::in_parallel(|side| {
            let found_in = |text: &&str| {
                let mut found = Vec::new();
                each_prefix(text, |prefix| found.extend(ids.get(prefix)));
                found.sort_unstable();
                found.dedup();
                found
            };
            texts[side].iter().map(found_in).collect::<Vec<_>>()
        });
        let mut n_having = vec![0; ids.len()];
        for &id in Side::BOTH
            .into_iter()
            .flat_map(|side| &found[side])
            .flatten()
        {
            n_having[id] += 1;
        }
        let n = texts.original.len() + texts.rewrite.len();
        let mut weights = vec![0.0; ids.len()];
        for (prefix, &id) in &ids {
            weights[id] = prefix_rarity(prefix, n, n_having[id]);
        }
        let Pair { original, rewrite } = found;
        Census {
            ids,
            weights,
            own: own_prefixes,
            first_own: own.start,
            there: match side {
                Side::Original => rewrite,
                Side::Rewrite => original,
            },
        }
    }

    /// How much a prefix says; 0 for one that the passage does not have.
    fn weight(&self, prefix: &str) -> f32 {
        self.ids.get(prefix).map_or(0.0, |&id| self.weights[id])
    }

    /// The segments of the other side that share prefixes with the passage, those that share most first.
    fn alike(&self) -> impl Iterator<Item = usize> {
        let mass = |prefixes: &Vec<usize>| prefixes.iter().map(|&id| self.weights[id]).sum();
        let mut alike: Vec<(usize, f32)> = self.there.iter().map(mass).enumerate().collect();
        alike.retain(|&(_, mass)| mass > 0.0);
        alike.sort_by(|a, b| b.1.total_cmp(&a.1));
        alike.into_iter().map(|(segment, _)| segment)
    }

    /// The segment of the passage that shares most with a segment of the other side.
    fn nearest(&self, own: Range<usize>, there: usize) -> usize {
        let mass = |segment: &usize| -> f32 {
            let prefixes = &self.own[segment - self.first_own];
            let both = self.there[there].iter().filter(|id| prefixes.contains(id));
            both.map(|&id| self.weights[id]).sum()
        };
        let first = own.start;
        own.rev()
            .max_by(|a, b| mass(a).total_cmp(&mass(b)))
            .unwrap_or(first)
    }
}
