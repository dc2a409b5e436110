//! Facts of one kind, of both sides → [`Entry`]s: the same ones together, the others beside what stands in their place.
//!
//! Facts are *the same* if they have one normal form. Inside a match, a fact without the same one on the other side is
//! paired with a fact that agrees with it or stands in its place; each once, the best pair first. What is left and
//! stands on one side only is paired with what agrees with it anywhere.

use super::{Entry, FactKind, FactState};
use crate::compare::align::Alignment;
use crate::compare::facts::reading::SideReading;
use crate::compare::word_partners::WordPartners;
use crate::text::side::{Pair, Side};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

/// What entries are made from.
pub(super) struct Book<'a> {
    pub readings: &'a Pair<SideReading<'a>>,
    pub partners: &'a WordPartners<'a>,
    pub alignment: &'a Alignment,
}

/// A fact where it stands.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    /// Its words; not empty.
    pub words: Range<usize>,
    /// Its normal form.
    pub normal: String,
}

/// How a fact of the original and one of the rewrite with another normal form belong together.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Relation {
    /// The better, the higher.
    pub rank: i32,
    /// Whether they say the same in other words.
    pub is_kept: bool,
    /// How they differ, if there is more to say than their words.
    pub note: String,
}

/// From this rank on two facts agree; below it they only stand in one place.
const AGREES: i32 = 50;

impl Relation {
    /// Of two facts of which one stands where the other does; `rank` is below [`AGREES`].
    pub fn in_place(rank: i32) -> Relation {
        Relation {
            rank,
            is_kept: false,
            note: String::new(),
        }
    }
}

/// The most pairs of facts that are compared with each other, in a match and anywhere in the texts: what is beyond is
/// entered without a counterpart.
const PAIRS_MAX: usize = 250_000;

/// All places of one fact, or of two that belong together.
#[derive(Default)]
struct Group {
    /// The indices of the facts.
    places: Pair<Vec<usize>>,
    /// How the two belong together, if they are not the same.
    relation: Option<Relation>,
}

/// An entry with the facts that it was made from.
pub(super) struct Entered {
    /// The entry.
    pub entry: Entry,
    /// The indices of its facts on each side, in the order of its mentions.
    pub places: Pair<Vec<usize>>,
}

/// The facts of the other side that a fact belongs to, by its index.
type Beside = HashMap<usize, (usize, Relation)>;

impl Book<'_> {
    /// The entries of one kind, from the facts of both sides that stand in the text itself. `in_place` relates two facts of one match, `anywhere` any two; both take the indices of
    /// the facts of the original and the rewrite.
    pub fn enter(
        &self,
        kind: FactKind,
        facts: &Pair<Vec<Fact>>,
        in_place: impl Fn(usize, usize) -> Option<Relation>,
        anywhere: impl Fn(usize, usize) -> Option<Relation>,
    ) -> Vec<Entered> {
        let mut beside = Beside::new(); // by the index of the rewrite's fact
        for mat in &self.alignment.matches {
            let here = Pair::from_fn(|side| -> Vec<usize> {
                let segments = mat.segments[side].iter();
                segments
                    .flat_map(|&n| self.facts_in(facts, side, n))
                    .collect()
            });
            pair_up(&self.open(facts, &here), &in_place, &mut beside);
        }
        let normals = facts.as_ref().map(|facts| {
            let normals = facts.iter().map(|fact| fact.normal.as_str());
            normals.collect::<HashSet<&str>>()
        });
        part_chance_pairs(facts, &normals, &mut beside);
        let taken: HashSet<usize> = beside.values().map(|(original, _)| *original).collect();
        let lonely = Pair::from_fn(|side| -> Vec<usize> {
            let is_lonely = |&n: &usize| {
                let is_taken = match side {
                    Side::Original => taken.contains(&n),
                    Side::Rewrite => beside.contains_key(&n),
                };
                !is_taken && !normals[side.other()].contains(facts[side][n].normal.as_str())
            };
            (0..facts[side].len()).filter(is_lonely).collect()
        });
        pair_up(&lonely, &anywhere, &mut beside);
        self.entries(kind, facts, &beside, &anywhere)
    }

    /// Whether a word stands in the text itself, not in a stamp or in boilerplate: only there are facts.
    pub fn is_content(&self, side: Side, word: usize) -> bool {
        let reading = &self.readings[side];
        reading.kinds[reading.words[word].segment].is_content()
    }

    /// The facts whose first word is in a segment.
    fn facts_in(&self, facts: &Pair<Vec<Fact>>, side: Side, segment: usize) -> Range<usize> {
        let words = self.readings[side].words_of(segment);
        let facts = &facts[side];
        let start = facts.partition_point(|fact| fact.words.start < words.start);
        let end = start + facts[start..].partition_point(|fact| fact.words.start < words.end);
        start..end
    }

    /// Those of a match whose normal form the other side of the match does not have.
    fn open(&self, facts: &Pair<Vec<Fact>>, here: &Pair<Vec<usize>>) -> Pair<Vec<usize>> {
        let normals = Pair::from_fn(|side| -> HashSet<&str> {
            let normals = here[side].iter().map(|&n| facts[side][n].normal.as_str());
            normals.collect()
        });
        Pair::from_fn(|side| {
            let is_open = |&&n: &&usize| !normals[side.other()].contains(&*facts[side][n].normal);
            here[side].iter().filter(is_open).copied().collect()
        })
    }

    fn entries(
        &self,
        kind: FactKind,
        facts: &Pair<Vec<Fact>>,
        beside: &Beside,
        anywhere: &impl Fn(usize, usize) -> Option<Relation>,
    ) -> Vec<Entered> {
        let first_of = facts.as_ref().map(|facts| {
            let facts = facts.iter().enumerate().rev();
            let first_of = facts.map(|(n, fact)| (fact.normal.as_str(), n));
            first_of.collect::<HashMap<&str, usize>>()
        });
        let groups = groups(facts, beside, &first_of);
        let mut compared = 0;
        let mut entries = Vec::new();
        for Group {
            mut places,
            mut relation,
        } in groups
        {
            // The only fact of this form may be beside another one, or be told once more in another form.
            if places.original.is_empty() {
                let rewrite = places.rewrite[0];
                let elsewhere = first_of
                    .original
                    .get(&*facts.rewrite[rewrite].normal)
                    .copied();
                let mut again = || {
                    compared += facts.original.len();
                    let mut originals = (0..facts.original.len()).filter(|_| compared < PAIRS_MAX);
                    originals.find_map(|n| Some((n, anywhere(n, rewrite)?)))
                };
                match elsewhere {
                    Some(n) => places.original.push(n),
                    None => {
                        if let Some((n, found)) = again() {
                            places.original.push(n);
                            relation = Some(found);
                        }
                    }
                }
            }
            if places.rewrite.is_empty() {
                let normal = &facts.original[places.original[0]].normal;
                places.rewrite.extend(first_of.rewrite.get(&**normal));
            }
            let entry = self.entry(kind, facts, &places, relation);
            entries.push(Entered { entry, places });
        }
        entries
    }

    fn entry(
        &self,
        kind: FactKind,
        facts: &Pair<Vec<Fact>>,
        places: &Pair<Vec<usize>>,
        relation: Option<Relation>,
    ) -> Entry {
        let words = |side: Side| places[side].iter().map(move |&n| &facts[side][n].words);
        let forms = Pair::from_fn(|side| {
            let reading = &self.readings[side];
            words(side).next().map(|words| reading.text(words.clone()))
        });
        let state = match (&forms.original, &forms.rewrite, &relation) {
            (None, ..) => FactState::New,
            (_, None, _) => FactState::Gone,
            (.., Some(relation)) if !relation.is_kept => FactState::Differs,
            _ => FactState::Kept,
        };
        let side = if forms.rewrite.is_some() {
            Side::Rewrite
        } else {
            Side::Original
        };
        Entry {
            kind,
            state,
            normal: facts[side][places[side][0]].normal.clone(),
            mentions: Pair::from_fn(|side| {
                let stretch = |words: &Range<usize>| self.readings[side].stretch(words.clone());
                words(side).filter_map(stretch).collect()
            }),
            forms,
            note: relation.map_or_else(String::new, |relation| relation.note),
            speakers: Pair::default(),
        }
    }
}

/// The facts of both sides by their normal forms. Once a form stands beside another one, all its places do that have
/// no fact of the same form on the other side.
fn groups<'a>(
    facts: &'a Pair<Vec<Fact>>,
    beside: &Beside,
    first_of: &Pair<HashMap<&str, usize>>,
) -> Vec<Group> {
    let mut groups: BTreeMap<(&str, &str), Group> = BTreeMap::new();
    let mut pairs: Vec<(&usize, &(usize, Relation))> = beside.iter().collect();
    pairs.sort_by_key(|(rewrite, _)| **rewrite);
    let mut paired = Pair::<HashMap<&'a str, (&'a str, &'a str)>>::default();
    let mut taken = Pair::<HashSet<usize>>::default();
    for (&rewrite, (original, relation)) in pairs {
        let here = Pair {
            original: *original,
            rewrite,
        };
        let key = (
            facts.original[*original].normal.as_str(),
            facts.rewrite[rewrite].normal.as_str(),
        );
        let group = groups.entry(key).or_default();
        group.relation.get_or_insert_with(|| relation.clone());
        for side in Side::BOTH {
            group.places[side].push(here[side]);
            taken[side].insert(here[side]);
            let normal = facts[side][here[side]].normal.as_str();
            paired[side].entry(normal).or_insert(key);
        }
    }
    for side in Side::BOTH {
        for (n, fact) in facts[side].iter().enumerate() {
            if taken[side].contains(&n) {
                continue;
            }
            let normal = fact.normal.as_str();
            let own = (normal, normal);
            let key = match first_of[side.other()].contains_key(normal) {
                true => own,
                false => paired[side].get(normal).copied().unwrap_or(own),
            };
            groups.entry(key).or_default().places[side].push(n);
        }
    }
    let mut groups: Vec<Group> = groups.into_values().collect();
    for group in &mut groups {
        group.places.original.sort_unstable();
        group.places.rewrite.sort_unstable();
    }
    groups
}

/// Parts two facts that only stand in one place if one of them stands alone more often than beside the other: a
/// speaker of nine claims of which one stands where another speaks now is gone.
fn part_chance_pairs(facts: &Pair<Vec<Fact>>, normals: &Pair<HashSet<&str>>, beside: &mut Beside) {
    let paired: Pair<Vec<usize>> = Pair {
        original: beside.values().map(|(original, _)| *original).collect(),
        rewrite: beside.keys().copied().collect(),
    };
    let is_mostly_alone = Pair::from_fn(|side| {
        let mut alone: HashMap<&str, i32> = HashMap::new();
        for fact in &facts[side] {
            *alone.entry(&fact.normal).or_default() += 1;
        }
        for &n in &paired[side] {
            *alone.entry(&facts[side][n].normal).or_default() -= 2;
        }
        let is_elsewhere = |normal: &str| normals[side.other()].contains(normal);
        let alone = alone.into_iter();
        alone
            .filter(|&(normal, more)| more > 0 && !is_elsewhere(normal))
            .map(|(normal, _)| normal)
            .collect::<HashSet<&str>>()
    });
    beside.retain(|&rewrite, (original, relation)| {
        let normal = Pair {
            original: &*facts.original[*original].normal,
            rewrite: &*facts.rewrite[rewrite].normal,
        };
        relation.rank >= AGREES
            || !Side::BOTH
                .iter()
                .any(|&side| is_mostly_alone[side].contains(normal[side]))
    });
}

/// Pairs facts of both sides, the best pair first, each fact once.
fn pair_up(
    open: &Pair<Vec<usize>>,
    relate: &impl Fn(usize, usize) -> Option<Relation>,
    beside: &mut Beside,
) {
    if open.original.len().saturating_mul(open.rewrite.len()) > PAIRS_MAX {
        return;
    }
    let mut pairs = Vec::new();
    for &original in &open.original {
        for &rewrite in &open.rewrite {
            if let Some(relation) = relate(original, rewrite) {
                pairs.push((relation, original, rewrite));
            }
        }
    }
    pairs.sort_by_key(|(relation, ..)| -relation.rank);
    let mut taken = HashSet::new();
    for (relation, original, rewrite) in pairs {
        if !beside.contains_key(&rewrite) && taken.insert(original) {
            beside.insert(rewrite, (original, relation));
        }
    }
}
