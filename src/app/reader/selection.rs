//! Dragging over a text → the words of one side that are selected, and copied when the button is let go.

use super::{Effect, Mode, Reader};
use crate::app::action::Direction;
use crate::text::count::count;
use crate::text::glyph;
use crate::text::side::Side;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// What the mouse holds of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// The side whose text it is; dragging into the other pane selects nothing there.
    pub side: Side,
    /// The byte where the button was pressed.
    pressed: usize,
    /// The selected words, once the mouse was moved.
    pub words: Option<Range<usize>>,
}

/// Bytes around an offset in which its word is looked for; words are shorter, and a line may have megabytes.
const WINDOW: usize = 200;

impl Reader {
    /// What is selected.
    pub fn selection(&self) -> Option<&Selection> {
        self.selection.as_ref()
    }

    /// The button was pressed on a byte of a text.
    pub(super) fn press_on_text(&mut self, side: Side, offset: usize) {
        self.selection = Some(Selection {
            side,
            pressed: offset,
            words: None,
        });
    }

    /// How many rows away from a row the nearest text of a side is, and its byte there.
    pub(super) fn nearest_text(&self, side: Side, row: i64) -> Option<(usize, usize)> {
        let rows = &self.layout.rows[side];
        let row = row.max(0) as usize;
        let has_text = |&n: &usize| !rows[n].is_blank();
        let below = (row..rows.len()).find(has_text);
        let above = (0..row.min(rows.len())).rev().find(has_text);
        let below = below.map(|n| (n - row, rows[n].range.start));
        let above = above.map(|n| (row - n, rows[n].range.end.saturating_sub(1)));
        below
            .into_iter()
            .chain(above)
            .min_by_key(|&(distance, _)| distance)
    }

    /// Selects the words from where the button was pressed to a cell, as far as the pane goes; above it and below it the
    /// text is scrolled.
    pub(super) fn select_to(&mut self, column: usize, row: usize) {
        let frame = self.frame();
        let Some(Selection { side, pressed, .. }) = self.selection else {
            return;
        };
        if !matches!(self.mode, Mode::Reading) || !frame.shows(side) {
            return;
        }
        let foot = frame.top + frame.height - 1;
        if row > foot {
            self.scroll(Direction::Forward, row - foot);
        } else if row < frame.top {
            self.scroll(Direction::Backward, frame.top - row);
        }
        let row = row.saturating_sub(frame.top).min(frame.height - 1);
        let rows = &self.layout.rows[side];
        let at = (self.top(side) + row as i64).max(0) as usize;
        let Some(shown) = rows.get(at).or(rows.last()) else {
            return;
        };
        let column = column.saturating_sub(frame.columns[side].text);
        let to = self.layout.offset_at(&self.diptych, side, shown, column);
        let text = self.diptych.documents[side].text();
        let (from, to) = (word_at(text, pressed), word_at(text, to));
        let words = from.start.min(to.start)..from.end.max(to.end);
        self.selection = Some(Selection {
            side,
            pressed,
            words: Some(words),
        });
    }

    /// The button was let go: what is selected is copied. It stays lit until the next key or click.
    pub(super) fn release(&mut self) -> Effect {
        self.drags_rule = false;
        let selected = self.selection.as_ref();
        let Some((side, words)) = selected.and_then(|s| Some((s.side, s.words.clone()?))) else {
            return Effect::None;
        };
        let text = self.text_of(side, words);
        let n_words = text.unicode_words().count();
        if text.is_empty() {
            return Effect::None;
        }
        self.message = Some(format!("copied {}", count(n_words, "word")));
        Effect::Copy(text)
    }

    /// The text of a range, safe to hand on: each paragraph on one line.
    fn text_of(&self, side: Side, range: Range<usize>) -> String {
        let segments = &self.diptych.segments[side];
        let first = segments.partition_point(|segment| segment.range.end <= range.start);
        let inside = segments[first..]
            .iter()
            .take_while(|segment| segment.range.start < range.end);
        let (mut text, mut block) = (String::new(), None);
        for segment in inside {
            let mut part = segment.clone();
            part.range = part.range.start.max(range.start)..part.range.end.min(range.end);
            text += match block.replace(part.block) {
                None => "",
                Some(before) if before == part.block => " ",
                Some(_) => "\n",
            };
            text += &glyph::handed_on(&part.text(&self.diptych.documents[side]));
        }
        text.trim().to_owned()
    }
}

/// The word, the mark or the white space that holds a byte.
fn word_at(text: &str, offset: usize) -> Range<usize> {
    let offset = text.floor_char_boundary(offset);
    let start = text.floor_char_boundary(offset.saturating_sub(WINDOW));
    let end = text.floor_char_boundary(offset.saturating_add(WINDOW));
    let mut words = text[start..end].split_word_bound_indices();
    let holds = |(at, word): &(usize, &str)| start + at + word.len() > offset;
    let word = words.find(holds);
    word.map_or(offset..offset, |(at, word)| {
        start + at..start + at + word.len()
    })
}
