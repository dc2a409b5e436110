//! A finding and a side → the sentence around it on one line, with the words it is about set apart.

use crate::compare::findings::Stretch;
use crate::compare::pair::Diptych;
use crate::text::document;
use crate::text::glyph;
use crate::text::side::Side;
use std::ops::Range;

/// A sentence, or as much of it as there is room for.
pub struct Excerpt {
    /// What stands before the words, the words, and what stands after them.
    pub parts: [String; 3],
}

impl Excerpt {
    /// The segments that a stretch touches, whole.
    pub fn whole(diptych: &Diptych, side: Side, stretch: &Stretch) -> Excerpt {
        Excerpt::cut(diptych, side, stretch, usize::MAX)
    }

    /// As many columns of them as there is room for, with `…` for what is left out; the words are there, or the first
    /// of them.
    pub fn cut(diptych: &Diptych, side: Side, stretch: &Stretch, width_max: usize) -> Excerpt {
        let glyphs = glyphs(diptych, side, stretch);
        let is_before = |glyph: &Shown| glyph.offset < stretch.range.start;
        let is_words = |glyph: &Shown| stretch.range.contains(&glyph.offset);
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

    /// Whether there is nothing but the words.
    pub fn is_all_words(&self) -> bool {
        let around = |part: &String| !part.chars().any(char::is_alphanumeric);
        around(&self.parts[0]) && around(&self.parts[2])
    }
}

struct Shown {
    offset: usize,
    shown: String,
    width: usize,
}

/// What the segments look like in one line.
fn glyphs(diptych: &Diptych, side: Side, stretch: &Stretch) -> Vec<Shown> {
    let document = &diptych.documents[side];
    let mut glyphs: Vec<Shown> = Vec::new();
    for segment in &diptych.segments[side][stretch.segments.clone()] {
        let block = &document.blocks()[segment.block];
        let start = segment.range.start.max(block.lines[0].start + block.marker);
        let found = glyph::glyphs(document, block, start..segment.range.end.max(start));
        if let (Some(last), Some(first)) = (glyphs.last(), found.first())
            && !document::joint(&last.shown, &first.shown).is_empty()
        {
            glyphs.push(Shown {
                offset: first.offset.saturating_sub(1),
                shown: " ".to_owned(),
                width: 1,
            });
        }
        glyphs.extend(found.into_iter().map(|glyph| Shown {
            offset: glyph.offset,
            shown: glyph.shown.into_owned(),
            width: glyph.width,
        }));
    }
    glyphs
}

/// The part of a line to show: all of it, or what stands around the words, a third of the room before them.
fn window(glyphs: &[Shown], words: Range<usize>, width_max: usize) -> Range<usize> {
    let width =
        |range: Range<usize>| -> usize { glyphs[range].iter().map(|glyph| glyph.width).sum() };
    if width(0..glyphs.len()) <= width_max {
        return 0..glyphs.len();
    }
    let room = width_max.saturating_sub(2); // a sign at each end
    let behind = width(words.start..glyphs.len());
    let before = room
        .saturating_sub(behind)
        .max(room.saturating_sub(width(words.clone())) / 3);
    let mut start = words.start;
    while start > 0 && width(start - 1..words.start) <= before {
        start -= 1;
    }
    // A word that is cut in two says nothing.
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
