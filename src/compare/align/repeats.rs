//! Prefixes of the segments → [`Repeats`]: which segments repeat earlier ones, but for a few words.
//!
//! Contracts, minutes, recipes, lyrics and logs say the same many times over. A segment that is repeated far away is
//! counted and looked up once, so a text that repeats itself is matched as the text by itself; which of the repetitions
//! is meant is a question of the place, and of the words that are in one of them alone. Segments that are alike and
//! stand near each other, as the lines of a list do, are no repetitions: there, the words in which they differ matter.

use super::vectors::{Term, Vectors, shared_terms};
use crate::text::side::{Pair, Side};
use foldhash::fast::RandomState;
use std::collections::HashMap;

/// Segments are alike that share this part of all prefixes that either has: with one word exchanged, segments of four
/// words are.
const ALIKE_FROM: f32 = 0.6;

/// How often two segments get a chance to meet. Segments that share .6 of their prefixes meet at one with probability
/// .36, at one of four with .83; those that share .87, as after one change in fifteen words, with .997.
const BANDS: u32 = 4;

/// A segment that is at most so far behind one that it is like does not repeat it.
const NEAR: usize = 8;

/// The segments of each side that repeat others.
#[derive(Debug, Default)]
pub struct Repeats {
    /// For each segment the first that it repeats, or itself.
    firsts: Pair<Vec<u32>>,
    /// For each segment that repeats none, itself and all that repeat it, in order; else nothing.
    places: Pair<Vec<Vec<u32>>>,
}

impl Repeats {
    /// Finds them by the prefixes of the segments.
    pub fn new(prefixes: &Pair<Vectors>) -> Repeats {
        let firsts = prefixes.as_ref().map(firsts);
        let places = firsts.as_ref().map(|firsts| {
            let mut places = vec![Vec::new(); firsts.len()];
            for (segment, &first) in firsts.iter().enumerate() {
                places[first as usize].push(segment as u32);
            }
            places
        });
        Repeats { firsts, places }
    }

    /// The first segment that this one repeats, or itself.
    pub fn first(&self, side: Side, segment: usize) -> usize {
        self.firsts[side][segment] as usize
    }

    /// Those that repeat none, each with itself and all that repeat it, in order.
    pub fn groups(&self, side: Side) -> impl Iterator<Item = (usize, &[u32])> {
        let places = self.places[side].iter().enumerate();
        let places = places.filter(|(_, places)| !places.is_empty());
        places.map(|(first, places)| (first, &**places))
    }

    /// Where one that repeats none stands, and those that repeat it.
    pub fn places(&self, side: Side, first: usize) -> &[u32] {
        &self.places[side][first]
    }

    /// How many segments both sides have together without repetitions.
    pub fn n_different(&self) -> usize {
        let n = Side::BOTH.map(|side| self.groups(side).count());
        n[0] + n[1]
    }

    /// For each unit how many segments of each side have it, without repetitions.
    pub fn count(&self, units: &Pair<Vectors>) -> Vec<Pair<u32>> {
        let n_units = Side::BOTH.map(|side| units[side].n_units());
        let mut n_segments = vec![Pair::default(); n_units[0].max(n_units[1])];
        for side in Side::BOTH {
            // The last group that each unit was seen in, from 1.
            let mut seen_in = vec![0; n_segments.len()];
            for (first, places) in self.groups(side) {
                let vectors = places.iter().map(|&place| units[side].of(place as usize));
                for id in vectors.flatten().map(|term| term.id as usize) {
                    if seen_in[id] != first + 1 {
                        seen_in[id] = first + 1;
                        n_segments[id][side] += 1;
                    }
                }
            }
        }
        n_segments
    }
}

/// Segments that are alike, in clusters of near ones; the second of a cluster repeats the second of the others.
struct Family {
    /// Of each place in a cluster the first segment that stood there.
    firsts: Vec<u32>,
    /// The last segment, and its place in its cluster.
    last: (usize, usize),
}

/// For each segment the first that it repeats. Two segments are compared if they agree in the least of two hashes of
/// their prefixes (minhash), so this takes linear time.
fn firsts(prefixes: &Vectors) -> Vec<u32> {
    let mut families: Vec<Family> = Vec::new();
    let mut family_with: HashMap<(u32, u32, u32), usize, RandomState> = HashMap::default();
    let first = |segment: usize| {
        let own = prefixes.of(segment);
        let keys: [_; BANDS as usize] = std::array::from_fn(|band| key(own, band as u32));
        let met = keys.iter().filter_map(|key| family_with.get(key).copied());
        let is_own = |&n: &usize| is_alike(own, prefixes.of(families[n].firsts[0] as usize));
        let Some(family) = met.filter(is_own).min() else {
            for key in keys {
                family_with.entry(key).or_insert(families.len());
            }
            families.push(Family {
                firsts: vec![segment as u32],
                last: (segment, 0),
            });
            return segment as u32;
        };
        let family = &mut families[family];
        let place = match family.last {
            (last, place) if segment - last <= NEAR => place + 1,
            _ => 0,
        };
        family.last = (segment, place);
        if place == family.firsts.len() {
            family.firsts.push(segment as u32);
        }
        family.firsts[place]
    };
    (0..prefixes.len()).map(first).collect()
}

fn key(prefixes: &[Term], band: u32) -> (u32, u32, u32) {
    let least = |seed: u32| {
        let hash = |term: &Term| {
            let mixed = (term.id ^ seed.wrapping_mul(0x9e37_79b9)).wrapping_mul(0x85eb_ca6b);
            (mixed ^ (mixed >> 15)).wrapping_mul(0xc2b2_ae35)
        };
        prefixes.iter().map(hash).min().unwrap_or(0)
    };
    (band, least(2 * band + 1), least(2 * band + 2))
}

fn is_alike(a: &[Term], b: &[Term]) -> bool {
    let n_both = shared_terms(a, b).count();
    n_both as f32 >= ALIKE_FROM * (a.len() + b.len() - n_both) as f32
}
