//! Aligned pairs → pairs told more freely than they were, with the same links.
//!
//! Each set is of one kind: drafts keep nearly every word, fables hardly any. Models taught with a few kinds know them
//! by their looks and mistake a new one. Words exchanged, segments left out and run together give all that lies
//! between.

use crate::boost::Random;
use crate::pairs::{Doc, renumbered};

/// The share of samples with segments left out, and of those with segments run together.
const THINNED: f32 = 0.5;
const MERGED: f32 = 0.4;

/// The most that is left out of each side.
const THINNED_MAX: [f32; 2] = [0.4, 0.3];

/// The most words that a merged segment loses, and how many segments it is made of.
const SHORTENED_MAX: f32 = 0.4;
const RUN_MAX: usize = 3;

/// Names are kept more often than other words, and so are short words, which are grammar mostly.
const NAME_SHARE: f32 = 0.5;
const SHORT_SHARE: f32 = 0.3;
const SHORT_CHARS: usize = 3;

/// About `share` of the longer words of the rewrite exchanged, and more, see above.
pub fn reworded(doc: &Doc, share: f32, random: &mut Random) -> Doc {
    let (left, left_places) = thinned(&doc.left, THINNED_MAX[0], random);
    let (right, right_places) = thinned(&doc.right, THINNED_MAX[1], random);
    let right = right.iter().map(|text| other_words(text, share, random));
    let mut made = Doc {
        left,
        right: right.collect(),
        ..Doc::default()
    };
    renumbered(doc, &left_places, &right_places, &mut made);
    if random.share() < MERGED {
        merged(&made, random)
    } else {
        made
    }
}

/// Some segments left out, and where the others are.
fn thinned(texts: &[String], most: f32, random: &mut Random) -> (Vec<String>, Vec<Option<usize>>) {
    let is_thinned = random.share() < THINNED;
    let share = if is_thinned {
        random.share() * most
    } else {
        0.0
    };
    let mut kept = Vec::new();
    let mut places = Vec::new();
    for text in texts {
        let stays = random.share() >= share;
        places.push(stays.then_some(kept.len()));
        if stays {
            kept.push(text.clone());
        }
    }
    (kept, places)
}

/// Segments of the rewrite run together and shortened, in some samples also ones that stood apart.
fn merged(doc: &Doc, random: &mut Random) -> Doc {
    let mut order: Vec<usize> = (0..doc.right.len()).collect();
    if random.share() < 0.3 {
        for _ in 0..order.len() / 4 {
            let (a, b) = (random.below(order.len()), random.below(order.len()));
            order.swap(a, b);
        }
    }
    let share = random.share() * SHORTENED_MAX;
    let mut made = Doc {
        left: doc.left.clone(),
        ..Doc::default()
    };
    let mut places = vec![None; doc.right.len()];
    let mut rest = &order[..];
    while !rest.is_empty() {
        let (run, after) = rest.split_at((1 + random.below(RUN_MAX)).min(rest.len()));
        let mut words = Vec::new();
        for &segment in run {
            places[segment] = Some(made.right.len());
            let all = doc.right[segment].split(' ');
            words.extend(all.filter(|_| random.share() >= share));
        }
        made.right.push(words.join(" "));
        rest = after;
    }
    let left: Vec<Option<usize>> = (0..doc.left.len()).map(Some).collect();
    renumbered(doc, &left, &places, &mut made);
    made
}

/// A text with words exchanged for ones that no language has.
fn other_words(text: &str, share: f32, random: &mut Random) -> String {
    let share = share * (0.4 + 1.2 * random.share());
    let mut other = String::new();
    for piece in text.split_inclusive(|c: char| !c.is_alphabetic()) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphabetic());
        let n_chars = word.chars().count();
        let share = match word.chars().next() {
            None => 0.0,
            Some(first) if first.is_uppercase() => share * NAME_SHARE,
            Some(_) if n_chars <= SHORT_CHARS => share * SHORT_SHARE,
            Some(_) => share,
        };
        if random.share() < share {
            let by = 3 + random.below(3) as u32;
            other.extend(word.chars().map(|c| shifted(c, by)));
            other.push_str(&piece[word.len()..]);
        } else {
            other.push_str(piece);
        }
    }
    other
}

/// Another letter of the alphabet: `c` by 3 is `f`.
fn shifted(c: char, by: u32) -> char {
    let round = |first: u32| char::from_u32((c as u32 - first + by) % 26 + first);
    match c {
        'a'..='z' => round('a' as u32).unwrap_or(c),
        'A'..='Z' => round('A' as u32).unwrap_or(c),
        _ => 'x',
    }
}
