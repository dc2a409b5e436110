//! The reader → the header, the names of both texts and as many of their most important figures as fit; and a click on a
//! figure → the next thing that it counts.

use super::{FactOrder, FindingFilter, LedgerView, Reader};
use crate::app::action::{Direction, PassageKind};
use crate::compare::wording::{self, Figure};
use crate::text::glyph;
use crate::text::side::Side;

/// What the header says of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderPart {
    /// The column of the name.
    pub x: usize,
    /// The name; its end is left out where it is wider than [`HeaderPart::name_width`].
    pub name: String,
    /// Columns for the name.
    pub name_width: usize,
    /// The column of the first figure.
    pub figures_x: usize,
    /// Columns for the figures.
    pub figures_width: usize,
    /// The figures, with [`BETWEEN`] between them.
    pub figures: Vec<(HeaderFigure, String)>,
}

/// What stands between two figures.
pub const BETWEEN: &str = " · ";

/// What a figure of the header counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderFigure {
    /// Something of the pair.
    OfPair(Figure),
    /// Passages with a verdict.
    Reviewed,
    /// Those with the verdict *wrong*.
    Wrong,
    /// How far a checker is.
    Checker,
}

impl Reader {
    /// The header: a part for each text, or one alone if one pane is shown alone.
    pub fn header(&self) -> Vec<HeaderPart> {
        let frame = self.frame();
        let width = frame.size.width;
        if let Some(side) = self.zoomed() {
            let name = format!("{} alone: {}", side.name(), self.name(side));
            return vec![self.header_part(side, name, 1, width.saturating_sub(2))];
        }
        let half = frame.rule.unwrap_or_else(|| {
            let first = &wording::figures(&self.diptych, Side::Original)[0].1;
            let name = self.name(Side::Original);
            (glyph::width(name) + glyph::width(first) + 4).min(width / 2)
        });
        let places = [
            (Side::Original, 1, half.saturating_sub(2)),
            (Side::Rewrite, half + 1, width.saturating_sub(half + 2)),
        ];
        places
            .map(|(side, x, room)| self.header_part(side, self.name(side).to_owned(), x, room))
            .to_vec()
    }

    fn name(&self, side: Side) -> &str {
        &self.diptych.documents[side].name
    }

    /// A name, and behind it as many figures of its side as there is room for, the first one always: then the end of a
    /// long name goes.
    fn header_part(&self, side: Side, name: String, x: usize, room: usize) -> HeaderPart {
        let mut figures = self.figures(side);
        let beside_name = room.saturating_sub(glyph::width(&name) + 2);
        while figures.len() > 1 && width_of(&figures) > beside_name {
            figures.pop();
        }
        let name_max = room.saturating_sub(width_of(&figures) + 2).max(room.min(8));
        let used = glyph::width(&name).min(name_max) + 2;
        HeaderPart {
            x,
            name,
            name_width: name_max,
            figures_x: x + used,
            figures_width: room.saturating_sub(used),
            figures,
        }
    }

    /// The figures of a side; with those of the review, once there is one, in the second place.
    fn figures(&self, side: Side) -> Vec<(HeaderFigure, String)> {
        let of_pair = wording::figures(&self.diptych, side).into_iter();
        let of_pair = of_pair.map(|(figure, text)| (HeaderFigure::OfPair(figure), text));
        let mut figures: Vec<_> = of_pair.collect();
        if side == Side::Rewrite && self.review().has_begun() {
            let progress = self.review().progress();
            let reviewed = (HeaderFigure::Reviewed, progress.reviewed_in_words());
            let wrong = progress.wrong_in_words();
            let wrong = wrong.map(|wrong| (HeaderFigure::Wrong, wrong));
            figures.splice(1..1, std::iter::once(reviewed).chain(wrong));
        }
        if side == Side::Rewrite {
            let checking = self.checking_in_words().into_iter();
            let checking = checking.map(|told| (HeaderFigure::Checker, told));
            figures.splice(1..1, checking);
        }
        figures
    }

    /// A click on a figure goes to the next of what it counts, as the key for it does.
    pub(super) fn click_header(&mut self, column: usize) {
        let Some(figure) = self.header().iter().find_map(|part| part.at(column)) else {
            return;
        };
        let next = Direction::Forward;
        match figure {
            HeaderFigure::OfPair(Figure::Dropped) => self.next(PassageKind::Dropped, next, 1),
            HeaderFigure::OfPair(Figure::Added) => self.next(PassageKind::Added, next, 1),
            HeaderFigure::OfPair(Figure::Findings(least)) => {
                let filter = FindingFilter { kind: None, least };
                if self.filter != filter {
                    self.set_filter(filter);
                }
                self.next_finding(next, 1);
            }
            HeaderFigure::OfPair(Figure::Facts(state)) => {
                self.ledger_view = LedgerView {
                    state: Some(state),
                    ..LedgerView::of_all(FactOrder::State)
                };
                self.open_ledger();
            }
            HeaderFigure::OfPair(Figure::Other) => {}
            HeaderFigure::Reviewed => self.next_open(next, 1),
            HeaderFigure::Wrong => self.open_records(),
            HeaderFigure::Checker => self.open_findings(),
        }
    }
}

impl HeaderPart {
    /// The figure at a column of the screen.
    fn at(&self, column: usize) -> Option<HeaderFigure> {
        let mut x = self.figures_x;
        let end = x + self.figures_width;
        let mut figures = self.figures.iter();
        figures.find_map(|&(figure, ref text)| {
            let columns = x..(x + glyph::width(text)).min(end);
            x += glyph::width(text) + glyph::width(BETWEEN);
            columns.contains(&column).then_some(figure)
        })
    }
}

/// The columns of figures.
fn width_of(figures: &[(HeaderFigure, String)]) -> usize {
    let widths = figures.iter().map(|(_, text)| glyph::width(text));
    widths.sum::<usize>() + figures.len().saturating_sub(1) * glyph::width(BETWEEN)
}
