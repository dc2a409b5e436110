//! Texts → verbatim pairs: the pairs of equal segments.
//!
//! They need no model, and they decide what similarity cannot: which of several equal segments belong together, and
//! segments without words. On the development data 2,703 of 2,705 such pairs were right, and next to none of their
//! segments had a further link (docs/matching.md, "Verbatim pairs").

use super::Link;
use super::course::Course;
use crate::text::cores::on_all_cores;
use crate::text::side::{Pair, Side};
use crate::text::words::plain;
use foldhash::fast::RandomState;
use std::collections::{HashMap, VecDeque};

/// The score of such a pair, by the share above.
pub const SCORE: f32 = 0.999;

/// Shorter segments that a text repeats, such as `"Yes," he said`, do not show where they come from.
pub const REPEATED_CHARS: usize = 16;

/// Pairs of equal segments, ordered by original; no segment is in two, and blank ones are in none.
///
/// Segments are equal if they differ only in white space and the shape of quotes and dashes. First the segments that
/// occur once on each side are paired; then, from these and from both ends, their neighbours as long as they are equal;
/// then the others of at least [`REPEATED_CHARS`], in order, if they lie between the same unique ones. It takes linear
/// time, but for n log n of the unique ones.
pub fn verbatim(texts: &Pair<Vec<&str>>) -> Vec<Pair<usize>> {
    let spellings = &Spellings::new(texts);
    let size = texts.as_ref().map(Vec::len);
    let mut partners = unique(spellings);
    let course = spellings.course(&partners);
    let last = size.rewrite.checked_sub(1);
    let (after, before) = (|at: usize| at.checked_add(1), |at: usize| at.checked_sub(1));
    grow(&mut partners, spellings, 0..size.original, Some(0), after);
    grow(
        &mut partners,
        spellings,
        (0..size.original).rev(),
        last,
        before,
    );
    pair_rest(&mut partners, spellings, texts, &course);
    // Blank ones only led on to their neighbours.
    (0..size.original)
        .filter(|&original| spellings.of.original[original] != BLANK)
        .filter_map(|original| {
            let rewrite = partners.original[original]?;
            Some(Pair { original, rewrite })
        })
        .collect()
}

/// For each segment, whether no pair contains it.
pub fn free(pairs: &[Pair<usize>], size: Pair<usize>) -> Pair<Vec<bool>> {
    let mut free = size.map(|n| vec![true; n]);
    for pair in pairs {
        Side::BOTH
            .iter()
            .for_each(|&side| free[side][pair[side]] = false);
    }
    free
}

/// Whether the parts of both sides are the same, one after the other, but for white space and the shape of quotes and
/// dashes.
pub fn is_same(parts: &Pair<Vec<&str>>) -> bool {
    let plain = parts
        .as_ref()
        .map(|parts| parts.iter().map(|part| plain(part)).collect::<Vec<_>>());
    let words = |side: Side| plain[side].iter().flat_map(|part| part.split_whitespace());
    words(Side::Original).eq(words(Side::Rewrite))
}

/// The plain text of a segment with single spaces: what verbatim copies have in common.
fn spelling(text: &str) -> String {
    let text = plain(text);
    let mut spelling = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !spelling.is_empty() {
            spelling.push(' ');
        }
        spelling.push_str(word);
    }
    spelling
}

/// What the segments have in common with their verbatim copies.
struct Spellings {
    /// For each segment a number that equal ones share; [`BLANK`] for those without any character to see.
    of: Pair<Vec<usize>>,
    /// Of each number, from 1 to below 2, what decides between unique pairs that cross: something of the wording, so
    /// that exchanged sides give the same pairs.
    weights: Vec<f32>,
}

const BLANK: usize = 0;

/// For each segment the one of the other side that it is paired with.
type EqualSegments = Pair<Vec<Option<usize>>>;

impl Spellings {
    /// Numbers the segments of both sides.
    fn new(texts: &Pair<Vec<&str>>) -> Spellings {
        let mut numbers: HashMap<String, usize, RandomState> = HashMap::default();
        numbers.insert(String::new(), BLANK);
        let of = Pair::from_fn(|side| {
            let number = |spelling: String| {
                let next = numbers.len();
                *numbers.entry(spelling).or_insert(next)
            };
            let spellings = on_all_cores(&texts[side], |text| spelling(text));
            spellings.into_iter().map(number).collect()
        });
        let mut weights = vec![0.0; numbers.len()];
        for (spelling, number) in numbers {
            let mixed = spelling.bytes().fold(0_u16, |mixed, byte| {
                mixed.wrapping_mul(251).wrapping_add(u16::from(byte))
            });
            weights[number] = 1.0 + f32::from(mixed) / 65_536.0;
        }
        Spellings { of, weights }
    }

    /// The course of the two texts by some pairs.
    fn course(&self, partners: &EqualSegments) -> Course {
        let links = partners.original.iter().enumerate();
        let links = links.filter_map(|(original, &rewrite)| {
            let rewrite = rewrite?;
            Some(Link {
                segments: Pair { original, rewrite },
                score: self.weights[self.of.original[original]],
            })
        });
        let size = self.of.as_ref().map(Vec::len);
        Course::new(&links.collect::<Vec<_>>(), size)
    }
}

/// Pairs the segments whose spelling occurs once on each side.
fn unique(spellings: &Spellings) -> EqualSegments {
    let mut places: HashMap<usize, Pair<Vec<usize>>, RandomState> = HashMap::default();
    for side in Side::BOTH {
        for (segment, spelling) in spellings.of[side].iter().enumerate() {
            places.entry(*spelling).or_default()[side].push(segment);
        }
    }
    let mut partners = spellings
        .of
        .as_ref()
        .map(|spellings| vec![None; spellings.len()]);
    for place in places.values() {
        if let (&[original], &[rewrite]) = (&place.original[..], &place.rewrite[..]) {
            pair(&mut partners, original, rewrite);
        }
    }
    partners
}

/// Pairs the segment after each pair, in the direction of `originals` and `step`, if it is equal to its counterpart
/// and both are free; `first` is the counterpart to begin with.
fn grow(
    partners: &mut EqualSegments,
    spellings: &Spellings,
    originals: impl Iterator<Item = usize>,
    first: Option<usize>,
    step: impl Fn(usize) -> Option<usize>,
) {
    let mut next = first;
    for original in originals {
        let spelling = spellings.of.original[original];
        let fits = |rewrite: &usize| {
            let is_free = partners.rewrite.get(*rewrite) == Some(&None);
            is_free && spellings.of.rewrite[*rewrite] == spelling
        };
        let partner = partners.original[original].or(next.filter(fits));
        if let Some(rewrite) = partner {
            pair(partners, original, rewrite);
        }
        next = partner.and_then(&step);
    }
}

/// Pairs, in order, the remaining equal segments that are too long to be an interjection and lie in the same gap of the
/// course: from another one, the same words may well come from a nearer place, changed.
fn pair_rest(
    partners: &mut EqualSegments,
    spellings: &Spellings,
    texts: &Pair<Vec<&str>>,
    course: &Course,
) {
    let mut rest: HashMap<(usize, usize), VecDeque<usize>, RandomState> = HashMap::default();
    for (rewrite, &spelling) in spellings.of.rewrite.iter().enumerate() {
        if partners.rewrite[rewrite].is_none() {
            let key = (course.gap(Side::Rewrite, rewrite), spelling);
            rest.entry(key).or_default().push_back(rewrite);
        }
    }
    for (original, &spelling) in spellings.of.original.iter().enumerate() {
        let is_long = texts.original[original].chars().count() >= REPEATED_CHARS;
        if partners.original[original].is_none() && is_long {
            let key = (course.gap(Side::Original, original), spelling);
            let next = rest.get_mut(&key).and_then(VecDeque::pop_front);
            if let Some(rewrite) = next {
                pair(partners, original, rewrite);
            }
        }
    }
}

fn pair(partners: &mut EqualSegments, original: usize, rewrite: usize) {
    partners.original[original] = Some(rewrite);
    partners.rewrite[rewrite] = Some(original);
}
