//! Lines → [`Marker`]s: the kind of a line, shown by the signs that it starts with or consists of.

use super::lines::TextLine;
use std::ops::Range;

/// The sign at the start of a line. `len` counts its bytes with the space after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    /// None: running text.
    None,
    /// `## `.
    Heading { len: usize, level: u8 },
    /// `- `, `• `, `3. `, `2) `, `a) `.
    Item { len: usize },
    /// `> ` and deeper ones; `len` may be the whole line.
    Quote { len: usize, depth: usize },
    /// A row of `===` or `---`.
    Underline,
    /// `* * *` and other rows without a word.
    Rule,
    /// The number of a page, or a running head.
    Page,
}

impl Marker {
    /// The part of a line after its marker.
    pub fn content(self, line: &Range<usize>) -> Range<usize> {
        match self {
            Marker::Heading { len, .. } | Marker::Item { len } | Marker::Quote { len, .. } => {
                line.start + len..line.end
            }
            Marker::None | Marker::Underline | Marker::Rule | Marker::Page => line.clone(),
        }
    }
}

/// The marker of each line.
pub(super) fn markers(text: &str, lines: &[TextLine]) -> Vec<Marker> {
    let mut markers: Vec<Marker> = lines
        .iter()
        .map(|line| marker(&text[line.range.clone()]))
        .collect();
    unmark_lone_numbers(text, lines, &mut markers);
    markers
}

/// `3. Mai` opens a sentence, not a list: a number counts as a marker only if the next or the last one with such a
/// mark behind it is its neighbour (or the same, as in Markdown's `1. 1. 1.`).
fn unmark_lone_numbers(text: &str, lines: &[TextLine], markers: &mut [Marker]) {
    let numbers: Vec<(usize, (u32, u8))> = (0..lines.len())
        .filter(|&idx| matches!(markers[idx], Marker::Item { .. }))
        .filter_map(|idx| Some((idx, number(&text[lines[idx].range.clone()])?)))
        .collect();
    let follows = |(first, closer): (u32, u8), (second, other): (u32, u8)| {
        closer == other && (second == first || second == first + 1)
    };
    for (nth, &(idx, number)) in numbers.iter().enumerate() {
        let before = nth > 0 && follows(numbers[nth - 1].1, number);
        let after = numbers
            .get(nth + 1)
            .is_some_and(|next| follows(number, next.1));
        if !before && !after {
            markers[idx] = Marker::None;
        }
    }
}

fn marker(line: &str) -> Marker {
    if let Some(row) = row(line) {
        return row;
    }
    match line.as_bytes().first() {
        Some(b'>') => quote(line),
        Some(b'#') => heading(line),
        _ => item(line),
    }
}

/// A line of nothing but repeated signs.
fn row(line: &str) -> Option<Marker> {
    let first = line.chars().next().filter(|c| "-=*_~".contains(*c))?;
    let all = |sign: &str| line.chars().all(|c| sign.contains(c));
    let n_signs = line.chars().filter(|&c| c == first).count();
    match first {
        '-' | '=' if n_signs >= 3 && all(&first.to_string()) => Some(Marker::Underline),
        _ if n_signs >= 3 && all(&format!("{first} ")) => Some(Marker::Rule),
        _ => None,
    }
}

fn quote(line: &str) -> Marker {
    let content = line.trim_start_matches(|c: char| c == '>' || c.is_whitespace());
    let len = line.len() - content.len();
    let depth = line[..len].matches('>').count();
    Marker::Quote { len, depth }
}

fn heading(line: &str) -> Marker {
    let content = line.trim_start_matches('#');
    let level = line.len() - content.len();
    match with_space(line, content) {
        Some(len) if level <= 6 => Marker::Heading {
            len,
            level: level as u8,
        },
        _ => Marker::None,
    }
}

fn item(line: &str) -> Marker {
    let bullet = line.strip_prefix(|c| "-*+•◦▪‣●○■·∙".contains(c));
    let content = bullet
        .or_else(|| after_number(line))
        .or_else(|| after_letter(line));
    content
        .and_then(|content| with_space(line, content))
        .map_or(Marker::None, |len| Marker::Item { len })
}

/// Bytes of the marker in front of `content` with the space after it; `None` without a space or anything behind it.
fn with_space(line: &str, content: &str) -> Option<usize> {
    let text = content.trim_start();
    (text.len() < content.len() && !text.is_empty()).then(|| line.len() - text.len())
}

/// What follows `12.` or `12)`.
fn after_number(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_short = (1..=3).contains(&(line.len() - rest.len()));
    rest.strip_prefix(['.', ')']).filter(|_| is_short)
}

/// What follows `a)`.
fn after_letter(line: &str) -> Option<&str> {
    line.strip_prefix(|c: char| c.is_ascii_lowercase())?
        .strip_prefix(')')
}

/// The number of a numbered item and the sign behind it.
fn number(line: &str) -> Option<(u32, u8)> {
    let content = after_number(line)?;
    let marker = &line[..line.len() - content.len()];
    let (digits, closer) = marker.split_at(marker.len() - 1);
    Some((digits.parse().ok()?, closer.as_bytes()[0]))
}
