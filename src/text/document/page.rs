//! Lines → which of them a printed page has besides its text: its number, and running heads and feet.
//!
//! A program that takes the text out of a PDF leaves them where they stood, often in the middle of a sentence. Where
//! form feeds part the pages, they are among the first and the last lines of each; elsewhere only a number that
//! interrupts a sentence is known for one.

use super::lines::TextLine;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Lines at the top and at the bottom of a page that are looked at: a head and a number.
const EDGE: usize = 2;

/// Characters of a running head; longer lines are text.
const HEAD_MAX: usize = 100;

/// Digits of the number of a page.
const DIGITS_MAX: usize = 4;

/// Of each line, whether it is one. `goes_on` says whether a sentence goes on from one line in another one.
pub(super) fn page_marks(
    text: &str,
    lines: &[TextLine],
    goes_on: impl Fn(usize, usize) -> bool,
) -> Vec<bool> {
    let content = |idx: usize| &text[lines[idx].range.clone()];
    let mut marks = vec![false; lines.len()];
    let pages: Vec<Range<usize>> = pages(lines).collect();
    if pages.len() < 2 {
        let is_inside = |idx: usize| idx > 0 && idx + 1 < lines.len();
        for (idx, mark) in marks.iter_mut().enumerate() {
            *mark = is_inside(idx) && is_number(content(idx)) && goes_on(idx - 1, idx + 1);
        }
        return marks;
    }
    let mut n_pages: HashMap<String, HashSet<usize>> = HashMap::new(); // of each head
    for (nth, page) in pages.iter().enumerate() {
        for idx in tops(page).chain(bottoms(page)) {
            if let Some(head) = head(content(idx)) {
                n_pages.entry(head).or_default().insert(nth);
            }
        }
    }
    let is_mark = |idx: &usize| {
        let again = |head: String| n_pages.get(&head).is_some_and(|pages| pages.len() > 1);
        is_number(content(*idx)) || head(content(*idx)).is_some_and(again)
    };
    for page in &pages {
        let found: Vec<usize> = tops(page)
            .take_while(is_mark)
            .chain(bottoms(page).take_while(is_mark))
            .collect();
        for idx in found {
            marks[idx] = true;
        }
    }
    marks
}

/// The lines of each page.
fn pages(lines: &[TextLine]) -> impl Iterator<Item = Range<usize>> {
    let starts = (0..lines.len()).filter(|&idx| idx == 0 || lines[idx].after_page);
    let starts: Vec<usize> = starts.chain([lines.len()]).collect();
    (1..starts.len()).map(move |nth| starts[nth - 1]..starts[nth])
}

fn tops(page: &Range<usize>) -> impl Iterator<Item = usize> + use<> {
    page.clone().take(EDGE)
}

fn bottoms(page: &Range<usize>) -> impl Iterator<Item = usize> + use<> {
    page.clone().rev().take(EDGE)
}

/// `12`, `- 12 -`, `xiv`.
fn is_number(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| c.is_whitespace() || "-–—|[]()·•".contains(c));
    let is_digit = |b: u8| b.is_ascii_digit();
    let is_roman = |b: u8| b"ivxlc".contains(&b);
    (1..=DIGITS_MAX).contains(&bare.len()) && bare.bytes().all(is_digit)
        || (1..=2 * DIGITS_MAX).contains(&bare.len()) && bare.bytes().all(is_roman)
}

/// What a running head has on every page: all of it but numbers; `None` if the line cannot be one.
fn head(line: &str) -> Option<String> {
    let is_short = line.len() <= 4 * HEAD_MAX && line.chars().count() <= HEAD_MAX;
    let has_word = line.contains(char::is_alphabetic);
    (is_short && has_word).then(|| {
        let words = line.split_whitespace();
        let words = words.filter(|word| !is_number(word));
        words.collect::<Vec<&str>>().join(" ").to_lowercase()
    })
}
