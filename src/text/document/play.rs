//! Lines → which of them are cues of a play, an interview or a screenplay: who speaks, and how.
//!
//! ```text
//! ANNA (V.O.)          a speaker
//! (whispering)         a direction
//! Did you hear that?   the speech
//! ```
//!
//! A heading looks like a speaker. But it stands once, and speakers speak again.

use super::lines::TextLine;
use super::marker::Marker;
use std::collections::HashMap;

/// Characters of a speaker's line; longer ones are text.
const SPEAKER_MAX: usize = 40;

/// Words of a speaker's name (`THE MAN IN THE CORNER`).
const WORDS_MAX: usize = 5;

/// Of each line, whether it is a cue for the line below it.
pub(super) fn cues(text: &str, lines: &[TextLine], markers: &[Marker]) -> Vec<bool> {
    let mut cues = vec![false; lines.len()];
    let content = |idx: usize| &text[lines[idx].range.clone()];
    let is_text = |idx: usize| markers[idx] == Marker::None && !lines[idx].is_hidden();
    let has_below =
        |idx: usize| lines.get(idx + 1).is_some_and(|next| !next.after_gap) && is_text(idx + 1);
    let speakers: Vec<(usize, String)> = (0..lines.len())
        .filter(|&idx| is_text(idx) && has_below(idx))
        .filter(|&idx| speaker(content(idx + 1)).is_none())
        .filter_map(|idx| Some((idx, speaker(content(idx))?.to_uppercase())))
        .collect();
    let mut n_speeches: HashMap<&str, usize> = HashMap::new();
    for (_, name) in &speakers {
        *n_speeches.entry(name).or_default() += 1;
    }
    let n_again: usize = n_speeches.values().filter(|&&n| n > 1).sum();
    if n_again == 0 || n_again * 2 < speakers.len() {
        return cues;
    }
    for (speaker, _) in speakers {
        let mut idx = speaker;
        cues[idx] = true;
        while is_direction(content(idx + 1)) && has_below(idx + 1) {
            idx += 1;
            cues[idx] = true;
        }
    }
    cues
}

/// The name on a line that says who speaks: in capitals (`ANNA`, `FIRST GUARD (V.O.)`, `ANNA.`), or with a colon
/// (`Anna:`).
fn speaker(line: &str) -> Option<&str> {
    // Most lines are text; this is all that is asked of them.
    let may_be_name = line.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
    if !may_be_name || line.len() > 4 * SPEAKER_MAX || line.chars().count() > SPEAKER_MAX {
        return None;
    }
    let name = match line.find(['(', '[']) {
        Some(at) if line.ends_with([')', ']']) => line[..at].trim_end(),
        _ => line,
    };
    let bare = name.trim_end_matches([':', '：', '.']).trim_end();
    let has_colon = name.ends_with([':', '：']);
    let is_in_capitals = !bare.contains(char::is_lowercase) && bare.contains(char::is_uppercase);
    let is_name = |c: char| c.is_alphanumeric() || c.is_whitespace() || "'’-.&#/,·".contains(c);
    ((is_in_capitals || has_colon)
        && bare.chars().all(is_name)
        && bare.split_whitespace().count() <= WORDS_MAX)
        .then_some(bare)
}

/// `(whispering)`.
fn is_direction(line: &str) -> bool {
    line.starts_with(['(', '[']) && line.ends_with([')', ']'])
}
