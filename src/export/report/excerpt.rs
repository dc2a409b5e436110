//! A finding and a side → the sentence around it on one line, split into the words of the finding and the rest.

use crate::compare::findings::Stretch;
use crate::compare::pair::Diptych;
use crate::text::document;
use crate::text::glyph;
use crate::text::side::Side;
use std::ops::Range;

/// A sentence, or as much of it as fits.
pub struct Excerpt {
    /// The text before the words, the words, the text after them.
    pub parts: [String; 3],
}

impl Excerpt {
    /// The segments that a stretch touches, whole.
    pub fn whole(diptych: &Diptych, side: Side, stretch: &Stretch) -> Excerpt {
        Excerpt::cut(diptych, side, stretch, usize::MAX)
    }

    /// As [`Excerpt::whole`], cut to `width_max` columns, with `…` for the rest; it always has the first of the words.
    pub fn cut(diptych: &Diptych, side: Side, stretch: &Stretch, width_max: usize) -> Excerpt {
        let glyphs = glyphs(diptych, side, stretch);
        let is_before = |glyph: &ExcerptGlyph| glyph.offset < stretch.range.start;
        let is_words = |glyph: &ExcerptGlyph| stretch.range.contains(&glyph.offset);
        let from = glyphs.iter().take_while(|glyph| is_before(glyph)).count();
        let words = glyphs[from..].iter().take_while(|glyph| is_words(glyph));
        let room = window(&glyphs, from..from + words.count(), width_max);
        let mut parts = [String::new(), String::new(), String::new()];
        for glyph in &glyphs[room.clone()] {
            let part = match (is_before(glyph), is_words(glyph)) {
                (true, _) => 0,
                (_, true) => 1,
                _ => 2,
            };
            parts[part].push_str(&glyph.shown);
        }
        if room.start > 0 {
            parts[0].insert(0, '…');
        }
        if room.end < glyphs.len() {
            let last = if parts[2].is_empty() { 1 } else { 2 };
            parts[last].push('…');
        }
        Excerpt { parts }
    }

    /// Whether there are no letters or digits around the words.
    pub fn is_all_words(&self) -> bool {
        let around = |part: &String| !part.chars().any(char::is_alphanumeric);
        around(&self.parts[0]) && around(&self.parts[2])
    }
}

struct ExcerptGlyph {
    offset: usize,
    shown: String,
    width: usize,
}

/// The segments as they are shown on one line.
fn glyphs(diptych: &Diptych, side: Side, stretch: &Stretch) -> Vec<ExcerptGlyph> {
    let document = &diptych.documents[side];
    let mut glyphs: Vec<ExcerptGlyph> = Vec::new();
    for segment in &diptych.segments[side][stretch.segments.clone()] {
        let block = &document.blocks()[segment.block];
        let start = segment.range.start.max(block.lines[0].start + block.marker);
        let found = glyph::glyphs(document, block, start..segment.range.end.max(start));
        if let (Some(last), Some(first)) = (glyphs.last(), found.first())
            && !document::joint(&last.shown, &first.shown).is_empty()
        {
            glyphs.push(ExcerptGlyph {
                offset: first.offset.saturating_sub(1),
                shown: " ".to_owned(),
                width: 1,
            });
        }
        glyphs.extend(found.into_iter().map(|glyph| ExcerptGlyph {
            offset: glyph.offset,
            shown: glyph.shown.into_owned(),
            width: glyph.width,
        }));
    }
    glyphs
}

/// The part of a line to show: all of it if it fits, else the words and their surroundings, with a third of the free
/// room before them.
fn window(glyphs: &[ExcerptGlyph], words: Range<usize>, width_max: usize) -> Range<usize> {
    let width =
        |range: Range<usize>| -> usize { glyphs[range].iter().map(|glyph| glyph.width).sum() };
    if width(0..glyphs.len()) <= width_max {
        return 0..glyphs.len();
    }
    let room = width_max.saturating_sub(2); // `…` at each end
    let behind = width(words.start..glyphs.len());
    let before = room
        .saturating_sub(behind)
        .max(room.saturating_sub(width(words.clone())) / 3);
    let mut start = words.start;
    while start > 0 && width(start - 1..words.start) <= before {
        start -= 1;
    }
    // Do not begin inside a word.
    while start > 0 && start < words.start && glyphs[start - 1].shown != " " {
        start += 1;
    }
    let mut end = start;
    let mut used = 0;
    while end < glyphs.len() && used + glyphs[end].width <= room {
        used += glyphs[end].width;
        end += 1;
    }
    start..end
}
