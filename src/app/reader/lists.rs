//! Lists over the text: the outline of headings, with a filter to type, and the themes.

use super::{Effect, Mode, Reader};
use crate::app::action::{Action, Direction};
use crate::text::segment::Kind;
use crate::text::side::Side;

/// The headings of both texts, to jump to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// Only headings that hold this, in any case, are shown.
    pub filter: String,
    /// The chosen one, among those shown.
    pub chosen: usize,
}

impl Reader {
    pub(super) fn open_outline(&mut self) {
        self.mode = Mode::Outline(Outline {
            filter: String::new(),
            chosen: 0,
        });
        let headings = self.headings();
        if headings.is_empty() {
            self.mode = Mode::Reading;
            self.message = Some("neither text has headings".to_owned());
            return;
        }
        // The heading that the reader is under comes first to hand.
        let here = self.axis(self.lead(), self.place.offset);
        let above = headings.iter().rposition(|&(side, segment)| {
            self.axis(side, self.diptych.segments[side][segment].range.start) <= here
        });
        self.mode = Mode::Outline(Outline {
            filter: String::new(),
            chosen: above.unwrap_or(0),
        });
    }

    /// The headings that the outline shows, as segments, in the order of reading.
    pub fn headings(&self) -> Vec<(Side, usize)> {
        let Mode::Outline(outline) = &self.mode else {
            return Vec::new();
        };
        let filter = outline.filter.to_lowercase();
        let mut headings: Vec<(Side, usize)> = Vec::new();
        for side in Side::BOTH {
            for (n, segment) in self.diptych.segments[side].iter().enumerate() {
                let is_heading = matches!(segment.kind, Kind::Title | Kind::Heading);
                let text = || segment.text(&self.diptych.documents[side]).to_lowercase();
                if is_heading && (filter.is_empty() || text().contains(&filter)) {
                    headings.push((side, n));
                }
            }
        }
        let place = |&(side, n): &(Side, usize)| {
            self.axis(side, self.diptych.segments[side][n].range.start)
        };
        headings.sort_by(|a, b| place(a).total_cmp(&place(b)));
        headings
    }

    pub(super) fn apply_outline(&mut self, action: Action) -> Effect {
        let n_headings = self.headings().len();
        let Mode::Outline(outline) = &mut self.mode else {
            return Effect::None;
        };
        match action {
            Action::Type(c) => outline.filter.push(c),
            Action::Erase => drop(outline.filter.pop()),
            Action::EraseAll => outline.filter.clear(),
            Action::Passage(Direction::Forward) | Action::Wheel(Direction::Forward) => {
                outline.chosen = (outline.chosen + 1).min(n_headings.saturating_sub(1));
                return Effect::None;
            }
            Action::Passage(Direction::Backward) | Action::Wheel(Direction::Backward) => {
                outline.chosen = outline.chosen.saturating_sub(1);
                return Effect::None;
            }
            Action::Confirm => {
                let chosen = self.headings().get(self.chosen_heading()).copied();
                self.mode = Mode::Reading;
                if let Some((side, segment)) = chosen {
                    self.remember();
                    self.lead_with(side, self.diptych.passage_of(side, segment));
                    self.top_cursor();
                }
                return Effect::None;
            }
            Action::Close | Action::Quit => {
                self.mode = Mode::Reading;
                return Effect::None;
            }
            _ => return Effect::None,
        }
        outline.chosen = 0;
        Effect::None
    }

    /// Stays in the list of headings when the text changes; closes it if none are left.
    pub(super) fn keep_to_outline(&mut self) {
        let n_headings = self.headings().len();
        match &mut self.mode {
            Mode::Outline(outline) if n_headings == 0 && outline.filter.is_empty() => {
                self.mode = Mode::Reading;
            }
            Mode::Outline(outline) => {
                outline.chosen = outline.chosen.min(n_headings.saturating_sub(1));
            }
            _ => {}
        }
    }

    /// The heading that Enter would go to, as an index into [`Reader::headings`].
    pub fn chosen_heading(&self) -> usize {
        if let Mode::Outline(outline) = &self.mode {
            outline.chosen
        } else {
            0
        }
    }

    /// A heading is best read with what stands under it: it goes to the top of the pane.
    fn top_cursor(&mut self) {
        if let Some(cursor) = self.cursor() {
            let first = self.rows_of(self.lead(), cursor).0;
            self.set_top(first - 1);
            self.show_cursor();
        }
    }

    pub(super) fn apply_themes(&mut self, action: Action, before: usize) -> Effect {
        let chosen = self.theme();
        match action {
            Action::Passage(Direction::Forward)
            | Action::Wheel(Direction::Forward)
            | Action::Type('j') => self.use_theme(chosen + 1),
            Action::Passage(Direction::Backward)
            | Action::Wheel(Direction::Backward)
            | Action::Type('k') => self.use_theme(chosen.saturating_sub(1)),
            Action::Confirm | Action::Type('t') => self.mode = Mode::Reading,
            Action::Close | Action::Quit | Action::Type('q') => {
                self.use_theme(before);
                self.mode = Mode::Reading;
            }
            _ => {}
        }
        Effect::None
    }
}
