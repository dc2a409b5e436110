//! A line in a script without spaces → where it may be broken by those who do not know its words.
//!
//! Where a Thai, Lao, Burmese or Khmer word ends, a model says that takes 2.7 ms for each kilobyte. A long text is broken
//! between clusters of letters instead: a vowel stays with its consonant, and what is stacked stays together.

use std::borrow::Cow;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// A letter of Latin that takes three bytes, as those of these scripts do.
const STAND_IN: char = '\u{a74f}';

/// The line with a Latin letter for each letter of these scripts: what breaks it elsewhere needs no model then. All stands
/// at the same bytes.
pub fn without(line: &str) -> Cow<'_, str> {
    match line.contains(is_spaceless) {
        true => Cow::Owned(line.replace(is_spaceless, STAND_IN.encode_utf8(&mut [0; 4]))),
        false => Cow::Borrowed(line),
    }
}

/// The bytes at which one word of a line [`without`] these scripts may be broken; none if it has no letter of them.
///
/// ```text
/// "แม่น้ำ(เจ้า)" -> "แม่|น้ำ(เจ้า)"
/// ```
pub fn breaks(word: &str) -> Vec<usize> {
    let mut breaks = Vec::new();
    let mut before = None;
    for (start, cluster) in word.grapheme_indices(true) {
        if may_break(before, cluster) {
            breaks.push(start);
        }
        before = cluster.chars().next_back();
    }
    breaks
}

/// Whether a line may be broken between a character and a cluster of the same word.
fn may_break(before: Option<char>, cluster: &str) -> bool {
    let is_spaceless = |c: Option<char>| c.is_some_and(is_spaceless);
    let first = cluster.chars().next();
    is_spaceless(before)
        && is_spaceless(first)
        && !before.is_some_and(leads)
        && !first.is_some_and(follows)
        // In Burmese a consonant without a vowel ends a syllable.
        && !cluster.contains(['\u{1039}', '\u{103a}'])
}

/// A vowel written before its consonant, or what stacks the next consonant below.
fn leads(c: char) -> bool {
    matches!(c, '\u{e40}'..='\u{e44}' | '\u{ec0}'..='\u{ec4}' | '\u{1039}' | '\u{17d2}')
}

/// A vowel written after its consonant, or a sign that repeats or shortens what stands before it.
fn follows(c: char) -> bool {
    let is_sign = matches!(
        c,
        '\u{e2f}'
            | '\u{e30}'
            | '\u{e32}'
            | '\u{e33}'
            | '\u{e45}'
            | '\u{e46}'
            | '\u{eaf}'
            | '\u{eb0}'
            | '\u{eb2}'
            | '\u{eb3}'
            | '\u{ebd}'
            | '\u{ec6}'
            | '\u{17d7}'
    );
    is_sign || is_combining_mark(c)
}

/// A letter or mark of Thai, Lao, Burmese or Khmer; their digits and stops are as those of any script.
fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
        && (c.is_alphabetic() || is_combining_mark(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vowel_stays_with_its_consonant() {
        let cut = |word: &str| -> String {
            let mut cut = word.to_owned();
            let breaks = breaks(word).into_iter().rev();
            breaks.for_each(|at| cut.insert(at, '|'));
            cut
        };
        assert_eq!(cut("แม่น้ำเจ้าพระยา"), "แม่|น้ำ|เจ้า|พ|ระ|ยา");
        assert_eq!(cut("ປະເທດລາວ"), "ປະ|ເທ|ດ|ລາ|ວ");
        assert_eq!(cut("မြန်မာနိုင်ငံ"), "မြန်|မာ|နိုင်|ငံ");
        assert_eq!(cut("ဗုဒ္ဓ"), "ဗုဒ္ဓ");
        assert_eq!(cut("ភ្នំពេញ"), "ភ្នំ|ពេ|ញ");
        assert_eq!(cut("(แม่)น้ำ2"), "(แม่)น้ำ2");
        assert_eq!(cut("river"), "river");
    }

    #[test]
    fn the_bytes_of_a_line_stay_where_they_are() {
        let line = "แม่น้ำ (๒๕) ok";
        assert_eq!(without(line), "ꝏꝏꝏꝏꝏꝏ (๒๕) ok");
        assert_eq!(without(line).len(), line.len());
        assert_eq!(without("ok"), "ok");
    }
}
