//! The words of both texts in order → the share of the rewrite's that stand in runs copied from anywhere in the original.
//!
//! Unlike what is kept of a match it does not depend on what was matched: a run goes on over the ends of sentences, and
//! may come from a passage that belongs to another one. Linear in the words of both texts.

use crate::text::words::{fold, tokens};
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The fewest words of a run that counts: shorter ones are phrases that anybody writes.
pub const COPIED_RUN_MIN: usize = 8;

/// The share, 0 to 1. `original` and `rewrite` are the texts of their segments.
pub fn copied_share<T: AsRef<str>>(
    original: impl IntoIterator<Item = T>,
    rewrite: impl IntoIterator<Item = T>,
) -> f64 {
    let (original, rewrite) = (word_hashes(original), word_hashes(rewrite));
    let runs: HashSet<&[u64]> = original.windows(COPIED_RUN_MIN).collect();
    // The words before `end` are counted already.
    let (mut n_copied, mut end) = (0, 0);
    for (start, run) in rewrite.windows(COPIED_RUN_MIN).enumerate() {
        if runs.contains(run) {
            n_copied += start + run.len() - start.max(end);
            end = start + run.len();
        }
    }
    n_copied as f64 / rewrite.len().max(1) as f64
}

/// A hash for each word, equal for two spellings of one.
fn word_hashes<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Vec<u64> {
    let mut hashes = Vec::new();
    for text in texts {
        let text = text.as_ref();
        hashes.extend(tokens(text).filter(|token| token.is_word).map(|token| {
            let mut hasher = DefaultHasher::new();
            fold(&text[token.range]).hash(&mut hasher);
            hasher.finish()
        }));
    }
    hashes
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLAUSE: &str = "the old mill by the river has nine saws";

    #[test]
    fn runs_of_eight_words_count_wherever_they_stand() {
        let share = |original: &str, rewrite: &str| copied_share([original], [rewrite]);
        assert_eq!(share(CLAUSE, CLAUSE), 1.0);
        assert_eq!(share(CLAUSE, "The OLD mill by the river has nine"), 1.0);
        assert_eq!(share(CLAUSE, "the old mill by the river has"), 0.0);
        assert_eq!(share("", CLAUSE), 0.0);
        assert_eq!(share(CLAUSE, ""), 0.0);
        // Nine of twelve words: those around the run are not counted, those in two windows only once.
        let around = format!("We know that {CLAUSE}");
        assert_eq!(share(CLAUSE, &around), 0.75);
    }

    #[test]
    fn a_run_goes_on_over_the_ends_of_sentences() {
        let rewrite = ["The old mill by", "the river has nine saws."];
        assert_eq!(copied_share([CLAUSE, ""], rewrite), 1.0);
    }
}
