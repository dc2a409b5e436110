//! Where and how somebody reads ⇄ [`Memory`], from which a later session goes on, also if the texts were edited meanwhile.

use super::{Anchor, Lens, Place, Reader};
use crate::app::key::SIZE_MAX;
use crate::app::layout::Arrangement;
use crate::review::quotation::{Quotation, Searched};
use crate::review::record::Places;
use crate::text::side::Side;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What is remembered of reading a pair.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// The first words of the cursor's passage, on the side of the cursor only.
    #[serde(default)]
    pub at: Places,
    /// The row of the pane that they stand on, counted from its top; negative if it begins behind them.
    #[serde(default)]
    pub row: i64,
    /// The height of the pane.
    #[serde(default)]
    pub height: i64,
    /// The layout, by its name, if somebody chose one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layout: Option<String>,
    /// The lens, by its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lens: Option<String>,
    /// Whether one pane was shown alone.
    #[serde(default)]
    pub one_pane: bool,
}

/// The most bytes of a passage that are remembered.
const WORDS_MAX: usize = 1000;

/// More rows than any passage has.
const ROWS_MAX: i64 = 1 << 32;

impl Reader {
    /// What is to be remembered of this session.
    pub fn memory(&self) -> Memory {
        let lead = self.lead();
        let words = self.words_read();
        let row = words.as_ref().map_or(0, |words| {
            self.layout.row_at(lead, words.start) as i64 - self.lead_top()
        });
        let text = self.diptych.documents[lead].text();
        let words = words.map(|words| Quotation::new(text, words));
        let (original, rewrite) = match lead {
            Side::Original => (words, None),
            Side::Rewrite => (None, words),
        };
        Memory {
            at: Places { original, rewrite },
            row,
            height: self.frame().height as i64,
            layout: self.options.arrangement.map(|it| it.name().to_owned()),
            lens: Some(self.lens().name().to_owned()),
            one_pane: self.zoomed,
        }
    }

    /// The first words of the cursor's passage or, where that was scrolled away from, of the first row on the screen.
    fn words_read(&self) -> Option<Range<usize>> {
        let (lead, top, cursor) = (self.lead(), self.lead_top(), self.cursor()?);
        let (first, last) = self.rows_of(lead, cursor);
        let is_on_screen = last >= top && first < top + self.frame().height as i64;
        let start = match is_on_screen {
            true => self.place.offset,
            false => {
                let rows = &self.layout.rows[lead];
                let row = rows.get(top.max(0) as usize).or(rows.last())?;
                row.range.start
            }
        };
        let passage = self.diptych.passage_at(lead, start)?;
        let end = self.diptych.passage_range(lead, passage).end;
        let text = self.diptych.documents[lead].text();
        let end = text.floor_char_boundary(end.min(start.saturating_add(WORDS_MAX)));
        Some(start..end.max(start))
    }

    /// Goes on as it is remembered. Where words are gone, the place is the one nearest to where they stood.
    pub fn recall(&mut self, memory: &Memory) {
        let layout = |name: &String| Arrangement::ALL.into_iter().find(|it| it.name() == *name);
        if let Some(layout) = memory.layout.as_ref().and_then(layout) {
            (self.wanted, self.options.arrangement) = (layout, Some(layout));
        }
        let lens = |name: &String| Lens::ALL.into_iter().find(|it| it.name() == *name);
        if let Some(lens) = memory.lens.as_ref().and_then(lens) {
            self.options.lens = lens;
        }
        self.zoomed = memory.one_pane;
        let quoted = |side: Side| Some((side, memory.at.of(side)?));
        let quoted = Side::BOTH.into_iter().find_map(quoted);
        let quoted = quoted.filter(|&(side, _)| !self.diptych.passages[side].is_empty());
        let Some((side, quotation)) = quoted else {
            return self.lay_out();
        };
        let text = self.diptych.documents[side].text();
        let found = Searched::new(text).find(quotation).range();
        let offset = found.map_or(quotation.start, |range| range.start);
        let offset = text.floor_char_boundary(offset.min(text.len()));
        self.place = Place { side, offset };
        // As long as passages are whole paragraphs, the place is a sentence inside of one.
        if let (Some(cursor), true) = (self.cursor(), self.diptych.is_matched()) {
            self.set_cursor(cursor);
        }
        self.lay_out();
        let (row, height) = (memory.row.clamp(-ROWS_MAX, ROWS_MAX), memory.height);
        self.anchor = Anchor {
            offset: self.place.offset,
            row,
            height: height.clamp(1, SIZE_MAX as i64),
        };
        let (lowest, highest) = self.layout.top_range(side, self.frame().height);
        if !(lowest..=highest).contains(&self.lead_top()) {
            self.set_top(self.lead_top());
        }
        if let (Some(cursor), true) = (self.cursor(), row >= 0) {
            let (first, last) = self.rows_of(side, cursor);
            self.insist_on_cursor(first, last);
        }
    }
}
