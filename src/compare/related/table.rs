//! A word → its [`Vector`], from the table in `assets/related`: words in whose place others stand point in one direction.
//!
//! The table has vectors for pieces of words, `##` before those that go on with a word. A word is cut greedily into the
//! longest pieces, and has the mean of their vectors. Everything is read where it lies in the program; only where lines
//! begin is noted, when the first pair asks for it.

use crate::text::language::Language;
use crate::text::side::{Pair, partition_point};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The vectors of one language.
pub(super) struct Table {
    data: &'static Data,
    /// Where each line of the pieces ends.
    ends: Vec<usize>,
}

/// The files as they are embedded.
struct Data {
    /// The pieces, one a line, in the order of their bytes; the n-th line is the n-th row.
    pieces: &'static str,
    /// [`WIDTH`] signed bytes for each row.
    vectors: &'static [u8],
    /// What they are multiplied with: four bytes for each row, little endian.
    scales: &'static [u8],
}

#[cfg(feature = "related")]
static DATA: Option<Data> = Some(Data {
    pieces: include_str!("../../../assets/related/pieces.txt"),
    vectors: include_bytes!("../../../assets/related/vectors.i8"),
    scales: include_bytes!("../../../assets/related/scales.f32"),
});

#[cfg(not(feature = "related"))]
static DATA: Option<Data> = None;

/// The language of the table.
const LANGUAGE: &str = "en";

/// Numbers of a vector.
const WIDTH: usize = 64;

/// Letters of a word beyond which it is none.
const LETTERS_MAX: usize = 100;

/// What goes on with a word has this before it.
const INNER: &str = "##";

/// A direction, of length 1.
#[derive(Debug, Clone)]
pub(super) struct Vector([f32; WIDTH]);

impl Vector {
    /// The cosine between two: 1 for one direction, 0 for what has nothing to do with each other.
    pub fn cosine(&self, other: &Vector) -> f32 {
        self.0.iter().zip(&other.0).map(|(a, b)| a * b).sum()
    }
}

impl Table {
    /// The table for two texts, if there is one for both.
    pub fn of(languages: Pair<Language>) -> Option<&'static Table> {
        static TABLE: LazyLock<Option<Table>> = LazyLock::new(|| DATA.as_ref().map(Table::new));
        let Pair { original, rewrite } = languages.map(Language::code);
        match (original, rewrite) {
            (LANGUAGE, LANGUAGE) => TABLE.as_ref(),
            _ => None,
        }
    }

    fn new(data: &'static Data) -> Table {
        let ends = data.pieces.match_indices('\n').map(|(end, _)| end);
        Table {
            data,
            ends: ends.collect(),
        }
    }

    fn piece(&self, row: usize) -> &'static str {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before] + 1);
        &self.data.pieces[start..self.ends[row]]
    }

    /// The row of the piece that is made up of two parts.
    fn row(&self, parts: [&str; 2]) -> Option<usize> {
        let wanted = || parts.into_iter().flat_map(str::bytes);
        let n_rows = self.ends.len();
        let row = partition_point(n_rows, |row| self.piece(row).bytes().lt(wanted()));
        (row < n_rows && self.piece(row).bytes().eq(wanted())).then_some(row)
    }

    /// The vector of a word in lower case; `None` if no pieces make it up.
    pub fn vector(&self, word: &str) -> Option<Vector> {
        let word: String = word.nfd().filter(|&c| !is_combining_mark(c)).collect();
        let mut sum = [0.0; WIDTH];
        for row in self.rows(&word)? {
            let scale = &self.data.scales[4 * row..4 * row + 4];
            let scale = f32::from_le_bytes([scale[0], scale[1], scale[2], scale[3]]);
            let row = &self.data.vectors[WIDTH * row..WIDTH * (row + 1)];
            for (sum, &byte) in sum.iter_mut().zip(row) {
                *sum += f32::from(byte as i8) * scale;
            }
        }
        let length = sum.iter().map(|n| n * n).sum::<f32>().sqrt();
        (length > 0.0).then(|| Vector(sum.map(|n| n / length)))
    }

    /// The rows of a word's pieces, the longest first that begins with its letters.
    fn rows(&self, word: &str) -> Option<Vec<usize>> {
        if word.chars().nth(LETTERS_MAX).is_some() {
            return None;
        }
        let mut rows = Vec::new();
        let mut rest = word;
        while !rest.is_empty() {
            let sign = if rows.is_empty() { "" } else { INNER };
            let ends = rest.char_indices().map(|(start, c)| start + c.len_utf8());
            let mut ends = ends.rev();
            let (row, end) = ends.find_map(|end| Some((self.row([sign, &rest[..end]])?, end)))?;
            rows.push(row);
            rest = &rest[end..];
        }
        Some(rows)
    }
}

#[cfg(all(test, feature = "related"))]
mod tests {
    use super::*;

    fn table() -> &'static Table {
        let english = Language::with_code("en").unwrap();
        Table::of(Pair::from_fn(|_| english)).unwrap()
    }

    fn cosine(a: &str, b: &str) -> f32 {
        let vector = |word| table().vector(word).unwrap();
        vector(a).cosine(&vector(b))
    }

    #[test]
    fn the_files_have_as_many_rows() {
        let data = DATA.as_ref().unwrap();
        let n_rows = data.pieces.lines().count();
        assert_eq!(data.vectors.len(), WIDTH * n_rows);
        assert_eq!(data.scales.len(), 4 * n_rows);
        let pieces: Vec<&str> = data.pieces.lines().collect();
        assert!(pieces.is_sorted(), "they are searched by halves");
    }

    #[test]
    fn words_for_one_thing_point_in_one_direction() {
        for (a, b, expected) in [
            ("repair", "fix", 0.75),
            ("built", "constructed", 0.84),
            ("boat", "ferry", 0.58),
            ("storm", "gale", 0.43),
            ("table", "judge", 0.25),
            ("café", "cafe", 1.0),
        ] {
            let cosine = cosine(a, b);
            assert!((cosine - expected).abs() < 0.01, "{a} {b}: {cosine}");
        }
    }

    #[test]
    fn a_word_that_is_not_in_the_table_is_cut_into_pieces() {
        let pieces = |word| {
            let rows = table().rows(word).unwrap();
            rows.into_iter()
                .map(|row| table().piece(row))
                .collect::<Vec<_>>()
        };
        assert_eq!(pieces("fishermen"), ["fishermen"]);
        assert_eq!(pieces("fishers"), ["fisher", "##s"]);
        assert_eq!(pieces("mended"), ["men", "##ded"]);
    }

    #[test]
    fn what_no_pieces_make_up_has_no_vector() {
        assert!(table().vector("").is_none());
        assert!(table().vector("\u{1f600}").is_none());
        assert!(table().vector(&"a".repeat(LETTERS_MAX + 1)).is_none());
    }

    #[test]
    fn both_texts_must_be_in_the_language_of_the_table() {
        let languages = |original, rewrite| Pair {
            original: Language::with_code(original).unwrap(),
            rewrite: Language::with_code(rewrite).unwrap(),
        };
        assert!(Table::of(languages("en", "en")).is_some());
        assert!(Table::of(languages("en", "de")).is_none());
        assert!(Table::of(languages("und", "und")).is_none());
    }
}
