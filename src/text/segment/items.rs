//! A block on one line → where the items of a list inside it start: `The steps are: 1. Open the box. 2. Lift it.`
//!
//! A figure or a letter with a stop or a bracket is seldom an item. The evidence is a run of at least two that count up,
//! the first of which stands where a sentence or a list can begin; so `See fig. 2. It shows`, dates and versions stay.

use crate::text::document::is_cjk;
use crate::text::language::Language;

/// An item of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ItemStart {
    /// Where its mark starts.
    pub start: usize,
    /// Where its words start.
    pub content: usize,
}

/// The most bytes between the brackets of a mark: `viii`, `100`.
const LONGEST_NUMBER: usize = 4;

/// The items of all lists in `text`, in order. `marker` is the mark that stands before the text, if it is an item itself:
/// `a) ` before `Open it. b) Lift it.`
pub(super) fn starts(marker: &str, text: &str, language: Language) -> Vec<ItemStart> {
    let whole = [marker, text].concat();
    let items = of_whole(&whole, language).into_iter();
    let items = items.filter(|item| item.start >= marker.len());
    let in_text = items.map(|item| ItemStart {
        start: item.start - marker.len(),
        content: item.content - marker.len(),
    });
    in_text.collect()
}

fn of_whole(text: &str, language: Language) -> Vec<ItemStart> {
    let marks = marks(text);
    let mut kinds: Vec<Kind> = marks.iter().map(|mark| mark.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut items: Vec<ItemStart> = kinds
        .into_iter()
        .flat_map(|kind| {
            let of_kind = marks.iter().filter(move |mark| mark.kind == kind);
            runs(text, of_kind, language)
        })
        .collect();
    items.sort_unstable_by_key(|item| item.start);
    items.dedup();
    items
}

/// What could be the mark of an item.
#[derive(Debug, Clone, Copy)]
struct Mark {
    at: ItemStart,
    kind: Kind,
    /// Its place in the list.
    number: u32,
}

/// Marks of one list look alike: how they count, and the signs around.
type Kind = (Count, bool, &'static str);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Count {
    Digits,
    Letters,
    Capitals,
    Roman,
}

/// Figures and letters in front of a stop or a bracket, as words of their own. `i` is a letter and a Roman number.
fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (end, _) in text.match_indices(['.', ')']) {
        let number_len = text[..end]
            .bytes()
            .rev()
            .take_while(u8::is_ascii_alphanumeric)
            .take(LONGEST_NUMBER + 1)
            .count();
        let number = &text[end - number_len..end];
        let before = &text[..end - number_len];
        let is_bracketed = before.ends_with('(');
        let before = before.strip_suffix('(').unwrap_or(before);
        let closer = [".)", ")", "."]
            .into_iter()
            .find(|closer| text[end..].starts_with(closer))
            .unwrap_or(".");
        let behind = &text[end + closer.len()..];
        // A bullet in front of the mark is a part of it.
        let start = before.trim_end_matches(is_bullet).len();
        let is_apart = start == 0 || text[..start].ends_with(char::is_whitespace);
        let words = behind.trim_start();
        let is_mark = (1..=LONGEST_NUMBER).contains(&number_len)
            && is_apart
            && words.len() < behind.len()
            && words.starts_with(|c: char| c.is_alphanumeric() || "\"'“‘«„¿¡([".contains(c))
            && is_bracketed <= (closer == ")");
        if is_mark {
            let bullet = text[..start].trim_end().strip_suffix(is_bullet);
            let at = ItemStart {
                start: bullet.map_or(start, str::len),
                content: text.len() - words.len(),
            };
            let counts = counts(number).into_iter();
            // A capital with a stop is an initial.
            let counts = counts.filter(|&(count, _)| count != Count::Capitals || closer != ".");
            marks.extend(counts.map(|(count, number)| Mark {
                at,
                kind: (count, is_bracketed, closer),
                number,
            }));
        }
    }
    marks
}

fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '⁃' | '▪' | '◦')
}

/// How `number` may count, and to what.
fn counts(number: &str) -> Vec<(Count, u32)> {
    let roman = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii",
    ];
    let roman = roman.iter().position(|&known| known == number);
    let letter = |first: u8| match number.as_bytes() {
        [letter] if letter.wrapping_sub(first) < 26 => Some(u32::from(letter - first) + 1),
        _ => None,
    };
    let counts = [
        (
            Count::Digits,
            number.parse().ok().filter(|_| !number.starts_with('0')),
        ),
        (Count::Letters, letter(b'a')),
        (Count::Capitals, letter(b'A')),
        (Count::Roman, roman.map(|at| at as u32 + 1)),
    ];
    let known = counts.into_iter();
    known.filter_map(|(count, n)| Some((count, n?))).collect()
}

/// The items among marks of one kind: runs that count up by one.
fn runs<'a>(
    text: &str,
    marks: impl Iterator<Item = &'a Mark>,
    language: Language,
) -> Vec<ItemStart> {
    let mut items = Vec::new();
    let mut run: Vec<&Mark> = Vec::new();
    for mark in marks {
        // A bullet leaves no doubt.
        let is_bulleted = text[mark.at.start..].starts_with(is_bullet);
        let is_next = run.last().is_some_and(|last| {
            let needs_opening = needs_stop(mark, language) && !is_bulleted;
            mark.number == last.number + 1
                && says_something(&text[last.at.content..mark.at.start])
                && (!needs_opening || is_opening(text, mark.at.start, language))
        });
        let begins = (mark.number == 1 || mark.at.start == 0 || is_bulleted)
            && is_opening(text, mark.at.start, language);
        if !is_next && begins {
            items.extend(items_of(&run));
            run.clear();
        }
        if is_next || begins {
            run.push(mark);
        }
    }
    items.extend(items_of(&run));
    items
}

fn items_of(run: &[&Mark]) -> Vec<ItemStart> {
    match run {
        [_, _, ..] => run.iter().map(|mark| mark.at).collect(),
        _ => Vec::new(),
    }
}

/// Whether a mark could be an ordinal in this language (`am 2. Mai`).
fn needs_stop(mark: &Mark, language: Language) -> bool {
    language.sentences.ordinal_stop && mark.kind.0 == Count::Digits && mark.kind.2 == "."
}

/// Whether a list can begin here: at the start of the text, or behind a stop, a colon, a semicolon or a dash.
fn is_opening(text: &str, at: usize, language: Language) -> bool {
    let before = text[..at].trim_end();
    let before = before.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']']);
    // Behind an abbreviation (`vol. 1. It`) it is no item.
    let is_abbreviation = before.strip_suffix('.').is_some_and(|said| {
        let word = &said[said.trim_end_matches(char::is_alphanumeric).len()..];
        language.sentences.before_numbers.has(&word.to_lowercase())
    });
    let is_stop = before.ends_with(['.', '!', '?', '…', ':', ';', '–', '—', '。', '：', '；']);
    before.is_empty() || is_stop && !is_abbreviation
}

/// Whether what stands between two marks can be an item; `(1) and (2)` only names two.
fn says_something(between: &str) -> bool {
    let mut words = between.split_whitespace();
    let first = words.next().unwrap_or_default();
    words.next().is_some() || first.contains(|c: char| c.is_uppercase() || is_cjk(c))
}
