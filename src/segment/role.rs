//! Blocks → what each is as a whole: [`Kind`] by its layout, its words and its place among the others.

use super::Kind;
use crate::document::{BlockKind, Document};

/// The kind of each block; for paragraphs, items and quotes the kind of their sentences.
pub(super) fn kinds(document: &Document) -> Vec<Kind> {
    document
        .blocks()
        .iter()
        .map(|block| match block.kind {
            BlockKind::Paragraph => Kind::Sentence,
            BlockKind::Heading => Kind::Heading,
            BlockKind::Item => Kind::Item,
            BlockKind::Quote => Kind::Quote,
        })
        .collect()
}

/// Bytes of a stamp such as `date 2023-11-11` at the start of `text`.
pub(super) fn stamp_len(text: &str) -> Option<usize> {
    let digits = text.strip_prefix("date ")?;
    let date = digits.get(..10)?;
    let is_date = date.bytes().enumerate().all(|(idx, byte)| match idx {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    is_date.then(|| text.len() - digits[10..].trim_start().len())
}
