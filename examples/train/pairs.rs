//! Files of aligned pairs → [`Sample`]s: the pairs themselves, and others made of them.

use crate::boost::Random;
use crate::reworded::reworded;
use anyhow::Context;
use diptych::compare::align::Scoring;
use diptych::text::language::Language;
use diptych::text::segment::kinds_of_ready;
use diptych::text::side::Pair;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

/// Documents of one set are split into this many parts, so that none is scored by what it taught.
const N_FOLDS: usize = 3;

/// A pair to learn from or to measure on.
pub struct Sample {
    pub set: String,
    pub kind: Kind,
    pub fold: usize,
    pub gold: HashSet<(usize, usize)>,
    pub doubtful: HashSet<(usize, usize)>,
    pub size: Pair<usize>,
    pub scoring: Scoring,
    /// Of each of its candidates.
    pub weight: f32,
}

/// How a sample was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// As it came.
    Whole,
    /// A stretch of a long pair.
    Cut,
    /// Several pairs one after the other: long texts.
    Joined,
    /// The passages of the rewrite in another order.
    Shuffled,
    /// With segments of other pairs on both sides: these match nothing.
    Foreign,
    /// The original of one and the rewrite of another: nothing matches.
    Crossed,
    /// Told more freely than it was, see [`reworded`].
    Reworded,
}

impl Kind {
    fn weight(self) -> f32 {
        match self {
            Kind::Whole => 1.0,
            Kind::Cut => 0.3,
            Kind::Joined => 0.5,
            Kind::Shuffled => 0.15,
            Kind::Foreign => 0.4,
            Kind::Crossed => 0.2,
            Kind::Reworded => 0.5,
        }
    }
}

/// Segments of the original of each set that are made into samples of each kind, about: with fewer, another seed changed
/// the figures by more than most ideas did.
const SEGMENTS_MAX: f32 = 4000.0;

/// Sets whose documents share one topic, so crossed ones may match.
const ONE_TOPIC: [&str; 1] = ["argrewrite"];

/// A set that counts less than the others, and how much: it has little but verbatim order.
const LIGHT: (&str, f32) = ("onestopqa", 0.15);

#[derive(Deserialize, Clone)]
struct Line {
    left: Vec<String>,
    right: Vec<String>,
    gold: Vec<(usize, usize, String)>,
    #[serde(default)]
    doubtful: Option<Vec<Vec<serde_json::Value>>>,
}

/// A pair of texts with its links.
#[derive(Clone, Default)]
pub struct Doc {
    pub left: Vec<String>,
    pub right: Vec<String>,
    pub gold: Vec<(usize, usize)>,
    pub doubtful: Vec<(usize, usize)>,
}

/// Reads all files and makes all samples to learn from.
pub fn samples(files: &[String]) -> anyhow::Result<Vec<Sample>> {
    let mut sets: BTreeMap<String, Vec<Doc>> = BTreeMap::new();
    for file in files {
        let folder = Path::new(file).parent().and_then(Path::file_name);
        let set = folder.with_context(|| format!("{file} is in no folder"))?;
        let set = set.to_string_lossy().into_owned();
        let text = std::fs::read_to_string(file).with_context(|| file.clone())?;
        for line in text.lines() {
            let line: Line = serde_json::from_str(line)?;
            let number = |value: &serde_json::Value| value.as_u64().unwrap_or(0) as usize;
            let doubtful = line.doubtful.iter().flatten();
            let doc = Doc {
                left: line.left,
                right: line.right,
                gold: line.gold.iter().map(|gold| (gold.0, gold.1)).collect(),
                doubtful: doubtful.map(|d| (number(&d[0]), number(&d[1]))).collect(),
            };
            sets.entry(set.clone()).or_default().push(doc);
        }
    }
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut samples = Vec::new();
    for (set, docs) in &sets {
        let mut made: Vec<(Kind, usize, Doc)> = Vec::new();
        for fold in 0..N_FOLDS {
            let part = |n: usize| n * docs.len() / N_FOLDS;
            let docs = &docs[part(fold)..part(fold + 1)];
            made.extend(
                make(set, docs, &mut random)
                    .into_iter()
                    .map(|(kind, doc)| (kind, fold, doc)),
            );
        }
        // Sets that are large tell no more than the others.
        let mut n_left: BTreeMap<Kind, usize> = BTreeMap::new();
        for (kind, _, doc) in &made {
            *n_left.entry(*kind).or_default() += doc.left.len();
        }
        made.retain(|(kind, _, _)| {
            let is_whole = *kind == Kind::Whole;
            is_whole || random.share() < SEGMENTS_MAX / n_left[kind] as f32
        });
        let mut n_right: BTreeMap<Kind, usize> = BTreeMap::new();
        for (kind, _, doc) in &made {
            *n_right.entry(*kind).or_default() += doc.right.len();
        }
        let light = if set == LIGHT.0 { LIGHT.1 } else { 1.0 };
        samples.extend(made.into_iter().map(|(kind, fold, doc)| {
            let weight = light * kind.weight() / n_right[&kind] as f32;
            Sample::new(set, kind, fold, doc, weight)
        }));
    }
    Ok(samples)
}

impl Sample {
    fn new(set: &str, kind: Kind, fold: usize, doc: Doc, weight: f32) -> Sample {
        Sample {
            set: set.to_owned(),
            kind,
            fold,
            scoring: scoring(&doc),
            size: Pair {
                original: doc.left.len(),
                rewrite: doc.right.len(),
            },
            gold: doc.gold.into_iter().collect(),
            doubtful: doc.doubtful.into_iter().collect(),
            weight,
        }
    }

    /// Whether figures are made of it.
    pub fn is_measured(&self) -> bool {
        matches!(self.kind, Kind::Whole | Kind::Crossed | Kind::Foreign)
    }
}

/// Prepares a pair as the program does with segments that come ready.
fn scoring(doc: &Doc) -> Scoring {
    let texts: Pair<Vec<&str>> = Pair {
        original: doc.left.iter().map(String::as_str).collect(),
        rewrite: doc.right.iter().map(String::as_str).collect(),
    };
    let whole = texts.as_ref().map(|texts| texts.join("\n\n"));
    let languages = Language::of_pair(Pair::from_fn(|side| &*whole[side]), Pair::default());
    let kinds = Pair::from_fn(|side| kinds_of_ready(&texts[side], languages[side]));
    Scoring::new(&texts, &kinds)
}

fn make(set: &str, docs: &[Doc], random: &mut Random) -> Vec<(Kind, Doc)> {
    let mut made: Vec<(Kind, Doc)> = docs.iter().map(|doc| (Kind::Whole, doc.clone())).collect();
    for doc in docs {
        for n in [12, 30] {
            if doc.left.len() >= 2 * n {
                made.extend(
                    (0..doc.left.len() - n)
                        .step_by(n)
                        .map(|from| (Kind::Cut, cut(doc, from, n))),
                );
            }
        }
        if doc.right.len() >= 6 {
            made.push((Kind::Shuffled, shuffled(doc, random)));
        }
    }
    for doc in docs {
        for share in [0.25, 0.5, 0.75] {
            made.push((Kind::Reworded, reworded(doc, share, random)));
        }
    }
    let mut order: Vec<&Doc> = docs.iter().collect();
    for n in (1..order.len()).rev() {
        order.swap(n, random.below(n + 1));
    }
    let mut rest = &order[..];
    while rest.len() >= 2 {
        let n = (2 << random.below(4)).min(rest.len());
        made.push((Kind::Joined, joined(&rest[..n])));
        rest = &rest[n..];
    }
    if ONE_TOPIC.contains(&set) {
        return made;
    }
    for doc in docs {
        for offset in [1, 2 + random.below(docs.len())] {
            let start = docs.iter().position(|d| std::ptr::eq(d, doc)).unwrap_or(0);
            let other = (0..docs.len())
                .map(|n| &docs[(start + offset + n) % docs.len()])
                .find(|other| is_apart(doc, other));
            let Some(other) = other else { break };
            let right = other.right.clone();
            made.push((
                Kind::Crossed,
                Doc {
                    left: doc.left.clone(),
                    right,
                    ..Doc::default()
                },
            ));
            if offset > 1 {
                made.push((Kind::Foreign, foreign(doc, other, random)));
            }
        }
    }
    made
}

/// Whether two documents have no segment in common: versions of one text do.
fn is_apart(a: &Doc, b: &Doc) -> bool {
    let texts = |doc: &Doc| {
        doc.left
            .iter()
            .chain(&doc.right)
            .cloned()
            .collect::<BTreeSet<String>>()
    };
    texts(a).is_disjoint(&texts(b))
}

/// Adds the links of `doc` to `to`, whose segments have these numbers there, or are not there.
pub fn renumbered(doc: &Doc, left: &[Option<usize>], right: &[Option<usize>], to: &mut Doc) {
    let pairs = |pairs: &[(usize, usize)]| -> Vec<(usize, usize)> {
        let both = |&(l, r): &(usize, usize)| Some((left[l]?, right[r]?));
        pairs.iter().filter_map(both).collect()
    };
    to.gold.extend(pairs(&doc.gold));
    to.doubtful.extend(pairs(&doc.doubtful));
}

/// The segments of the original from one on, and all of the rewrite between their first and last partner.
fn cut(doc: &Doc, from: usize, n: usize) -> Doc {
    let partners = || {
        doc.gold
            .iter()
            .filter(|gold| (from..from + n).contains(&gold.0))
            .map(|gold| gold.1)
    };
    let start = partners().min().unwrap_or(0);
    let end = partners()
        .max()
        .map_or(0, |last| last + 1)
        .min(start + 3 * n);
    let inside = |n: usize, start: usize, end: usize| (start <= n && n < end).then(|| n - start);
    let left: Vec<_> = (0..doc.left.len())
        .map(|l| inside(l, from, from + n))
        .collect();
    let right: Vec<_> = (0..doc.right.len())
        .map(|r| inside(r, start, end))
        .collect();
    let mut cut = Doc {
        left: doc.left[from..from + n].to_vec(),
        right: doc.right[start..end].to_vec(),
        ..Doc::default()
    };
    renumbered(doc, &left, &right, &mut cut);
    cut
}

fn joined(docs: &[&Doc]) -> Doc {
    let mut joined = Doc::default();
    for doc in docs {
        let shifted = |n: usize, by: usize| (0..n).map(|k| Some(k + by)).collect::<Vec<_>>();
        let left = shifted(doc.left.len(), joined.left.len());
        let right = shifted(doc.right.len(), joined.right.len());
        joined.left.extend(doc.left.iter().cloned());
        joined.right.extend(doc.right.iter().cloned());
        renumbered(doc, &left, &right, &mut joined);
    }
    joined
}

/// One stretch of the rewrite put elsewhere.
fn shuffled(doc: &Doc, random: &mut Random) -> Doc {
    let n = doc.right.len();
    let mut order: Vec<usize> = (0..n).collect();
    let length = 1 + random.below(n / 3);
    let from = random.below(n - length + 1);
    let taken: Vec<usize> = order.drain(from..from + length).collect();
    let to = random.below(order.len() + 1);
    order.splice(to..to, taken);
    let mut right = vec![None; n];
    order
        .iter()
        .enumerate()
        .for_each(|(place, &r)| right[r] = Some(place));
    let mut shuffled = Doc {
        left: doc.left.clone(),
        right: order.iter().map(|&r| doc.right[r].clone()).collect(),
        ..Doc::default()
    };
    let left: Vec<_> = (0..doc.left.len()).map(Some).collect();
    renumbered(doc, &left, &right, &mut shuffled);
    shuffled
}

/// Segments of another document in one side, added to its own or in place of some.
fn foreign(doc: &Doc, other: &Doc, random: &mut Random) -> Doc {
    let all = |n: usize| (0..n).map(Some).collect::<Vec<_>>();
    let mut made = Doc::default();
    // Only one of the sides has others, or they would match each other.
    if random.share() < 0.7 {
        let (right, number) = mixed(&doc.right, &other.right, random);
        (made.left, made.right) = (doc.left.clone(), right);
        renumbered(doc, &all(doc.left.len()), &number, &mut made);
    } else {
        let (left, number) = mixed(&doc.left, &other.left, random);
        (made.left, made.right) = (left, doc.right.clone());
        renumbered(doc, &number, &all(doc.right.len()), &mut made);
    }
    made
}

fn mixed(
    own: &[String],
    other: &[String],
    random: &mut Random,
) -> (Vec<String>, Vec<Option<usize>>) {
    let n = (1 + random.below(own.len() / 2 + 1)).min(other.len());
    let from = random.below(other.len() - n + 1);
    let mut other = other[from..from + n].iter().cloned();
    let is_block = random.share() < 0.3;
    let block = random.below(own.len());
    let mut is_place = vec![false; own.len()];
    for k in 0..n {
        let place = if is_block {
            block + k
        } else {
            random.below(own.len())
        };
        if let Some(is_place) = is_place.get_mut(place) {
            *is_place = true;
        }
    }
    let mut all = Vec::new();
    let mut number = Vec::new();
    for (own, is_place) in own.iter().zip(is_place) {
        let stays = !is_place || random.share() < 0.4;
        if is_place && let Some(other) = other.next() {
            all.push(other);
        }
        number.push(stays.then_some(all.len()));
        if stays {
            all.push(own.clone());
        }
    }
    (all, number)
}
