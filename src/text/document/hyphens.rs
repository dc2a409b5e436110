//! Two documents → which words were broken by a hyphen where a line ended, so that they are read in one piece.
//!
//! Whether `may-` and `or` are one word only the texts can tell: they are if that word stands in one of them, or if the
//! second half is no word there. `state-` and `owned` are not if `state-owned` stands in one of them. The text itself
//! stays; the lines of a block end before the hyphen of such a word ([`Block::pieces`](super::Block::pieces)).

use super::{BlockKind, Document};
use crate::text::language::Language;
use crate::text::side::{Pair, Side};
use crate::text::words::{fold, tokens};
use std::collections::HashSet;
use std::ops::Range;

/// Where a word may have been broken.
struct Break {
    /// Bytes of the text: the hyphen and the white space behind it.
    range: Range<usize>,
    /// Its halves, folded.
    halves: [String; 2],
}

impl Break {
    fn word(&self) -> String {
        self.halves.concat()
    }

    fn compound(&self) -> String {
        self.halves.join("-")
    }
}

/// Joins the halves of broken words in both documents.
pub(super) fn mend(documents: &mut Pair<Document>, languages: Pair<Language>) {
    let breaks = documents.as_ref().map(breaks);
    if Side::BOTH.iter().all(|&side| breaks[side].is_empty()) {
        return;
    }
    let wanted: HashSet<String> = Side::BOTH
        .iter()
        .flat_map(|&side| &breaks[side])
        .flat_map(|broken| [broken.word(), broken.compound(), broken.halves[1].clone()])
        .collect();
    let mut known = HashSet::new();
    for side in Side::BOTH {
        learn(documents[side].text(), &breaks[side], &wanted, &mut known);
    }
    for side in Side::BOTH {
        let is_one = |broken: &&Break| {
            let second = &broken.halves[1];
            known.contains(&broken.word())
                || !known.contains(&broken.compound())
                    && !known.contains(second)
                    && !languages[side].is_function_word(second)
        };
        let joined = breaks[side].iter().filter(is_one);
        let joined: Vec<Range<usize>> = joined.map(|broken| broken.range.clone()).collect();
        documents[side].cut_out(&joined);
    }
}

/// Adds those of the `wanted` words that stand in a text to the `known` ones. Halves of broken words are none.
fn learn(text: &str, breaks: &[Break], wanted: &HashSet<String>, known: &mut HashSet<String>) {
    let halves: HashSet<usize> = breaks
        .iter()
        .flat_map(|broken| [broken.range.start, broken.range.end])
        .collect();
    let mut before: [Range<usize>; 2] = [0..0, 0..0];
    for token in tokens(text) {
        let word = token.range;
        let [first, hyphen] = &before;
        let is_compound = first.end == hyphen.start
            && hyphen.end == word.start
            && is_hyphen(&text[hyphen.clone()]);
        let folded = fold(&text[word.clone()]);
        if is_compound {
            let compound = format!("{}-{folded}", fold(&text[first.clone()]));
            known.extend(wanted.get(&compound).cloned());
        }
        if !halves.contains(&word.start) && !halves.contains(&word.end) {
            known.extend(wanted.get(&*folded).cloned());
        }
        before = [before[1].clone(), word];
    }
}

fn is_hyphen(sign: &str) -> bool {
    matches!(sign, "-" | "‐")
}

/// Where words of a document may have been broken: a letter, a hyphen, white space, and a letter in lower case.
fn breaks(document: &Document) -> Vec<Break> {
    let text = document.text();
    let is_prose = |kind| !matches!(kind, BlockKind::Code | BlockKind::Row | BlockKind::Page);
    let mut breaks = Vec::new();
    for block in document
        .blocks()
        .iter()
        .filter(|block| is_prose(block.kind))
    {
        let block_range = block.content()..block.range().end;
        for (at, sign) in text[block_range.clone()].match_indices(['-', '‐']) {
            let start = block_range.start + at;
            let behind = &text[start + sign.len()..block_range.end];
            let rest = behind.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
            let end = block_range.end - rest.len();
            let before = &text[block_range.start..start];
            let is_apart = behind.starts_with(char::is_whitespace);
            // Between two lines, or inside one.
            let line = block.lines.partition_point(|line| line.end < start);
            let is_in_lines = block.lines.get(line).is_some_and(|here| {
                here.contains(&(end.saturating_sub(1)))
                    || block
                        .lines
                        .get(line + 1)
                        .is_some_and(|next| next.start == end)
            });
            if is_apart
                && block.n_cues == 0
                && is_in_lines
                && before.ends_with(char::is_alphabetic)
                && rest.starts_with(char::is_lowercase)
            {
                let first = before.trim_end_matches(char::is_alphabetic).len();
                let second = rest.len() - rest.trim_start_matches(char::is_alphabetic).len();
                let halves = [&before[first..], &rest[..second]];
                breaks.push(Break {
                    range: start..end,
                    halves: halves.map(|half| fold(half).into_owned()),
                });
            }
        }
    }
    breaks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::document::join;
    use crate::text::document::tests::assert_invariants;

    /// Compares what is read of the original.
    #[track_caller]
    fn check(original: &str, rewrite: &str, expected: &str) {
        let documents = Pair {
            original: Document::new("original", original),
            rewrite: Document::new("rewrite", rewrite),
        };
        let languages = Document::languages(documents.as_ref());
        let Pair { original, .. } = Document::mended(documents, languages);
        assert_invariants(&original);
        let blocks = original.blocks().iter();
        let read = blocks.map(|block| join(original.text(), block.pieces(block.range())));
        assert_eq!(read.collect::<Vec<_>>().join("\n"), expected);
    }

    #[test]
    fn a_word_that_stands_in_either_text_is_one() {
        check(
            "He spoke to the may- or of it.",
            "The mayor heard.",
            "He spoke to the mayor of it.",
        );
        check(
            "The sher- iff or the sheriff.",
            "",
            "The sheriff or the sheriff.",
        );
        // Both halves are words, and what they would make is none.
        check(
            "The may- or must.",
            "The may or the must.",
            "The may- or must.",
        );
    }

    #[test]
    fn a_half_that_is_no_word_belongs_to_the_one_before() {
        check("It is slight- ly old.", "", "It is slightly old.");
        check(
            "In pre- vious and con\u{2010} tent days.",
            "",
            "In previous and content days.",
        );
        check(
            "The pre- and the postwar years, short- or long-term.",
            "",
            "The pre- and the postwar years, short- or long-term.",
        );
        check(
            "A state- owned mill.",
            "It is a state-owned mill.",
            "A state- owned mill.",
        );
        check(
            "Miss Smith- Jones, 3- mile, well -known.",
            "",
            "Miss Smith- Jones, 3- mile, well -known.",
        );
    }

    #[test]
    fn lines_end_inside_of_words() {
        check(
            "> The keeper of the tower had kept a dia-\n> ry of the ships and of the ice that he had\n> seen in the win\u{ad}\n> ter.",
            "A diary.",
            "The keeper of the tower had kept a diary of the ships and of the ice that he had seen in the winter.",
        );
    }
}
