//! Blocks → the [`SegmentKind`] of each, by its layout, its words and its position.
//!
//! The words are in `assets/languages`; those of all languages are used, because a page is often in another language
//! than its article. A doubtful block counts as content: a sentence.

use super::SegmentKind;
use crate::text::document::{Block, BlockKind, Document, is_cjk, join};
use crate::text::language::{BoilerplateWords, BylineWords, Language};
use std::borrow::Cow;

/// Longer lines are text, whatever they start with.
const CHARS_MAX: usize = 160;

/// The most characters of a heading inside the text; a title may be longer.
const HEADING_MAX: usize = 100;

/// The byline is among the first blocks of a document; this many are searched.
const TOP: usize = 8;

/// The kind of each block; for paragraphs, items and quotes the kind of their sentences.
pub(super) fn kinds(document: &Document, language: Language) -> Vec<SegmentKind> {
    let text = document.text();
    let lists = RoleWords::of(language);
    let mut lines: Vec<BlockLine> = document
        .blocks()
        .iter()
        .map(|block| BlockLine::of(text, block))
        .collect();
    free_headings(document, &mut lines, &lists);
    let mut kinds: Vec<SegmentKind> = lines.iter().map(|line| line.kind(&lists)).collect();
    if let Some(line) = lines.first_mut() {
        line.drop_stamp();
    }
    mark_crumb_lines(document, &lines, &lists, &mut kinds);
    mark_top(&lines, &lists, &mut kinds);
    for idx in 1..lines.len() {
        if kinds[idx] == SegmentKind::Sentence && is_heading(&lines, &kinds, idx) {
            kinds[idx] = SegmentKind::Heading;
        }
    }
    kinds
}

/// Bytes of a stamp such as `date 2023-11-11` at the start of `text`, with the space behind it.
pub(super) fn stamp_len(text: &str) -> Option<usize> {
    let label = text
        .get(..4)
        .filter(|label| label.eq_ignore_ascii_case("date"))?;
    let date = text[label.len()..].trim_start_matches([':', ' ']);
    let digits = date.get(..10)?;
    let is_date = digits.bytes().enumerate().all(|(idx, byte)| match idx {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let rest = &date[10..];
    let is_apart = rest.is_empty() || rest.starts_with(char::is_whitespace);
    (is_date && is_apart).then(|| text.len() - rest.trim_start().len())
}

/// The lists of some languages.
struct RoleWords(Vec<Language>);

impl RoleWords {
    /// The lists of all languages; under the general rules, only the general ones.
    fn of(language: Language) -> RoleWords {
        RoleWords(match language.is_general() {
            true => vec![language],
            false => Language::all().collect(),
        })
    }

    fn boilerplate(&self) -> impl Iterator<Item = &BoilerplateWords> {
        self.0.iter().map(|language| &language.boilerplate)
    }

    fn byline(&self) -> impl Iterator<Item = &BylineWords> {
        self.0.iter().map(|language| &language.byline)
    }
}

/// A block as one line, if it is short enough to be more than running text.
struct BlockLine<'a> {
    block: BlockKind,
    /// Empty if the block is long.
    text: Cow<'a, str>,
}

impl<'a> BlockLine<'a> {
    fn of(text: &'a str, block: &Block) -> BlockLine<'a> {
        let is_short = block.range().len() <= 4 * CHARS_MAX;
        let line = match is_short {
            true => join(text, block.pieces(block.range())),
            false => Cow::Borrowed(""),
        };
        BlockLine {
            block: block.kind,
            text: match line.chars().count() <= CHARS_MAX {
                true => line,
                false => Cow::Borrowed(""),
            },
        }
    }

    fn drop_stamp(&mut self) {
        if let Some(len) = stamp_len(&self.text) {
            self.text = Cow::Owned(self.text[len..].to_owned());
        }
    }

    fn kind(&self, lists: &RoleWords) -> SegmentKind {
        match self.block {
            _ if is_boilerplate(&self.text, lists) => SegmentKind::Boilerplate,
            BlockKind::Paragraph | BlockKind::Line
                if stamp_len(&self.text) == Some(self.text.len()) =>
            {
                SegmentKind::Metadata
            }
            BlockKind::Paragraph | BlockKind::Line | BlockKind::Code | BlockKind::Row => {
                SegmentKind::Sentence
            }
            BlockKind::Heading => SegmentKind::Heading,
            BlockKind::Byline => SegmentKind::Byline,
            BlockKind::Page => SegmentKind::Boilerplate,
            BlockKind::Item => SegmentKind::Item,
            BlockKind::Quote => SegmentKind::Quote,
        }
    }

    /// Whether it is running text: it is long, or ends like a sentence.
    fn is_full(&self) -> bool {
        self.block != BlockKind::Paragraph || self.text.is_empty() || ends_with(&self.text, STOPS)
    }

    /// Whether it looks like a heading of at most so many characters that does not end with one of `stops`.
    fn is_headline(&self, chars_max: usize, stops: &[char]) -> bool {
        let n_chars = self.text.chars().count() * if self.text.contains(is_cjk) { 2 } else { 1 };
        let first = self.text.chars().find(|c| c.is_alphanumeric());
        matches!(self.block, BlockKind::Paragraph | BlockKind::Line)
            && first.is_some_and(|c| !c.is_lowercase())
            && n_chars <= chars_max
            && !ends_with(&self.text, stops)
    }
}

/// What ends a sentence, or announces that it goes on.
const STOPS: &[char] = &[
    '.', '!', '?', '…', ':', ';', ',', '。', '！', '？', '：', '；', '，', '、',
];

/// [`STOPS`] without the marks that many titles end with.
const TITLE_STOPS: &[char] = &['.', '…', ':', ';', ',', '。', '：', '；', '，', '、'];

fn ends_with(text: &str, stops: &[char]) -> bool {
    text.trim_end_matches(|c: char| "\"'”’“‘»«›)]」』）】".contains(c) || c.is_whitespace())
        .ends_with(stops)
}

/// No verse is a heading. But a line above a list may be one, and the first of two, above a short paragraph (or its
/// author).
fn free_headings(document: &Document, lines: &mut [BlockLine], lists: &RoleWords) {
    let is_first = |idx: usize| idx >= lines.len() || document.has_break_before(idx);
    let may_be_heading = |idx: usize| {
        let next = &lines[idx + 1];
        let is_alone = idx == 0 || is_first(idx);
        let is_pair = is_alone && is_first(idx + 2);
        let is_sentence = ends_with(&next.text, &['.', '!', '?', '…', '。', '！', '？'])
            && !next.text.starts_with(char::is_lowercase);
        lines[idx].block == BlockKind::Line
            && !is_first(idx + 1)
            && (next.block == BlockKind::Item
                || is_alone && is_byline(&next.text, lists)
                || is_pair && is_sentence)
    };
    let headings: Vec<usize> = (0..lines.len().saturating_sub(1))
        .filter(|&idx| may_be_heading(idx))
        .collect();
    for idx in headings {
        lines[idx].block = BlockKind::Paragraph;
    }
}

/// A line without a stop right under navigation crumbs lists tags.
fn mark_crumb_lines(
    document: &Document,
    lines: &[BlockLine],
    lists: &RoleWords,
    kinds: &mut [SegmentKind],
) {
    for idx in 1..lines.len() {
        let (last, block) = (&document.blocks()[idx - 1], &document.blocks()[idx]);
        let between = &document.text()[last.range().end..block.range().start];
        let is_next_row = between.matches('\n').count() == 1;
        if is_crumbs(&lines[idx - 1].text, lists)
            && is_next_row
            && kinds[idx] == SegmentKind::Sentence
            && lines[idx].is_headline(CHARS_MAX, STOPS)
            && lines[idx + 1..]
                .iter()
                .take(2)
                .any(|next| next.is_headline(CHARS_MAX, TITLE_STOPS))
        {
            kinds[idx] = SegmentKind::Boilerplate;
        }
    }
}

/// Finds the title and what belongs to it.
fn mark_top(lines: &[BlockLine], lists: &RoleWords, kinds: &mut [SegmentKind]) {
    let is_content =
        |kind: SegmentKind| !matches!(kind, SegmentKind::Boilerplate | SegmentKind::Metadata);
    let top: Vec<usize> = (0..lines.len())
        .filter(|&idx| is_content(kinds[idx]))
        .take(TOP)
        .collect();
    let title = top.iter().copied().enumerate().find(|&(nth, idx)| {
        let has_title_behind = top
            .get(nth + 1)
            .is_some_and(|&next| is_title(lines, kinds, next));
        !(is_byline(&lines[idx].text, lists) && has_title_behind)
    });
    let title = title
        .map(|(_, idx)| idx)
        .filter(|&idx| is_title(lines, kinds, idx));
    for &idx in &top {
        if Some(idx) == title {
            kinds[idx] = SegmentKind::Title;
        } else if kinds[idx] == SegmentKind::Sentence && is_byline(&lines[idx].text, lists) {
            kinds[idx] = SegmentKind::Byline;
        }
    }
}

/// Whether the block at `idx`, the first that counts, is the document's title.
fn is_title(lines: &[BlockLine], kinds: &[SegmentKind], idx: usize) -> bool {
    let line = &lines[idx];
    let is_longer = |next: &BlockLine| {
        next.is_full() && (next.text.is_empty() || next.text.len() > line.text.len())
    };
    kinds[idx] == SegmentKind::Heading
        || kinds[idx] == SegmentKind::Sentence
            && line.block == BlockKind::Paragraph
            && line.is_headline(CHARS_MAX, TITLE_STOPS)
            && lines[idx + 1..].iter().take(TOP).any(is_longer)
}

/// Whether a line stands alone between running text.
fn is_heading(lines: &[BlockLine], kinds: &[SegmentKind], idx: usize) -> bool {
    let is_ground = |idx: usize| lines[idx].is_full() || kinds[idx] != SegmentKind::Sentence;
    lines[idx].block == BlockKind::Paragraph
        && lines[idx].is_headline(HEADING_MAX, STOPS)
        && is_ground(idx - 1)
        && lines.get(idx + 1).is_some_and(BlockLine::is_full)
        && kinds[idx + 1] != SegmentKind::Boilerplate
}

/// Whether `line` is navigation, a credit, tags or a call to share.
fn is_boilerplate(line: &str, lists: &RoleWords) -> bool {
    let lower = line.to_lowercase();
    let bare = lower.trim_end_matches([':', '.', '…', '!', ' ', '»', '›', '→']);
    let label = lower.split([':', '：']).next().unwrap_or("");
    !line.is_empty() && !line.contains(char::is_alphanumeric)
        || lists.boilerplate().any(|words| words.lines.has(bare))
        || label.len() < lower.len()
            && lists
                .boilerplate()
                .any(|words| words.labels.has(label.trim_end()))
        || lists
            .boilerplate()
            .flat_map(|words| &*words.starts)
            .any(|start| lower.starts_with(start.as_str()))
        || is_crumbs(line, lists)
        || !line.is_empty() && line.split_whitespace().all(is_hashtag)
}

/// `#harbour`, but neither `#` nor `#3`.
fn is_hashtag(word: &str) -> bool {
    word.strip_prefix('#')
        .is_some_and(|tag| tag.starts_with(char::is_alphabetic))
}

/// Navigation such as `Home » News » Politics`.
fn is_crumbs(line: &str, lists: &RoleWords) -> bool {
    let mut words = line.split_whitespace();
    words
        .next()
        .map(str::to_lowercase)
        .is_some_and(|first| lists.boilerplate().any(|words| words.crumbs.has(&first)))
        && words.any(|word| matches!(word, "»" | "›" | ">" | "/" | "→"))
}

fn is_byline(line: &str, lists: &RoleWords) -> bool {
    let is_by = lists.byline().flat_map(|words| &*words.by).any(|by| {
        line.strip_prefix(by.as_str())
            .is_some_and(|rest| is_name(by, rest))
    });
    let is_when = lists
        .byline()
        .flat_map(|words| &*words.when)
        .any(|when| line.starts_with(when.as_str()))
        && line.contains(|c: char| c.is_ascii_digit());
    let has_role = line.split_once(',').is_some_and(|(name, role)| {
        let mut words = role.split(|c: char| !c.is_alphanumeric());
        (2..=4).contains(&name.split_whitespace().count())
            && name
                .split_whitespace()
                .all(|word| word.starts_with(char::is_uppercase))
            && words.any(|word| {
                let word = word.to_lowercase();
                lists.byline().any(|lists| lists.roles.has(&word))
            })
    });
    !ends_with(line, STOPS) && (is_by || is_when || has_role || is_date(line, lists))
}

/// Whether `rest` is a name behind `cue`: it starts in upper case, in a script that has it.
fn is_name(cue: &str, rest: &str) -> bool {
    let name = rest.trim_start();
    let is_apart = name.len() < rest.len() || !cue.is_ascii();
    is_apart && name.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
}

/// A date and nothing else: `May 7, 2024`, `7. Mai 2024, 10.30 Uhr`.
fn is_date(line: &str, lists: &RoleWords) -> bool {
    let words: Vec<&str> = line
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let is_year = |word: &&str| {
        is_number(word) && word.len() == 4 && (word.starts_with("19") || word.starts_with("20"))
    };
    let is_part = |word: &&str| {
        is_number(word)
            || word.starts_with(char::is_uppercase)
            || lists.byline().any(|lists| lists.date_words.has(word))
    };
    let n_names = words.iter().filter(|word| !is_number(word)).count();
    words.len() <= 7
        && n_names <= 3
        && words.iter().filter(|word| is_number(word)).count() >= 2
        && words.iter().any(is_year)
        && words.iter().all(is_part)
}
