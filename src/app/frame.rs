//! The size of the screen and the way of looking → [`Frame`]: which cells belong to header, panes, gutter, rulers and
//! status line.
//!
//! ```text
//! header                                       0
//! r▌text text text   ≈│≈ text text text  ▐r    body
//! panel                                        while one is open
//! status
//! hints                                        last, on a screen with rows to spare; the guided tour in their place
//! ```
//! Numbers of passages stand between ruler and bar.
//! `r` is the ruler, `▌` the bar of the cursor, `≈│≈` the gutter: a sign of each side and a rule between them.
//! Stacked there is one column of text for both sides, zoomed one for the lead alone.

use crate::app::key::Size;
use crate::app::layout::{Arrangement, PANES_FROM};
use crate::text::side::{Pair, Side};
use std::ops::Range;

/// What the reader decides about the frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrameShape {
    /// The most columns that a line of text may have.
    pub measure: usize,
    /// Columns that the rule between the panes stands right of the middle.
    pub split: i64,
    /// The one side that is shown, if not both are.
    pub zoomed: Option<Side>,
    /// Columns for the numbers of passages; 0 without them.
    pub numbers: usize,
    /// Whether keys that matter stand in a row of their own, if the screen has rows to spare.
    pub has_hints: bool,
    /// Rows that the guided tour wants, in the place of the hints; it gets at most a third of them.
    pub tour: usize,
    /// Rows that a panel under the text wants; it gets at most half of them.
    pub panel: usize,
}

/// The first column of what the guided tour says; before it stands the number of the step.
pub const TOUR_TEXT: usize = 8;

impl FrameShape {
    /// The columns of what the guided tour says.
    pub fn tour_width(size: Size) -> usize {
        size.width.saturating_sub(TOUR_TEXT + 1)
    }
}

/// Where everything stands. All figures are columns and rows from the top left corner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The size of the whole.
    pub size: Size,
    /// Rows above the text: 1, or 0 on a very low screen.
    pub top: usize,
    /// Rows of text; at least 1.
    pub height: usize,
    /// Rows of the panel that stands under the text.
    pub panel: usize,
    /// The row of the status line, if there is one.
    pub status: Option<usize>,
    /// The row of the hints, if there is one.
    pub hints: Option<usize>,
    /// The rows of the guided tour; empty without one.
    pub tour: Range<usize>,
    /// The columns of each side.
    pub columns: Pair<Columns>,
    /// The column of the rule between the panes, if there are two panes.
    pub rule: Option<usize>,
}

/// The columns of one side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Columns {
    /// Its first column, ruler included, and the one after its last; equal if the side is not shown.
    pub pane: (usize, usize),
    /// The bar that marks the cursor and its counterpart.
    pub bar: usize,
    /// The numbers of passages, outside the bar: the first column and the one after the last, equal without numbers.
    pub numbers: (usize, usize),
    /// The sign of what became of a passage.
    pub sign: usize,
    /// The first column of the text.
    pub text: usize,
    /// Columns that a line of text may have.
    pub width: usize,
    /// The overview ruler.
    pub ruler: usize,
}

/// The fewest rows of a screen that has one to spare for hints: a text row less is not missed then.
const HINTS_FROM: usize = 24;

/// Columns that the rewrite is set in when it stands under the original.
const STACKED_INDENT: usize = 2;

/// The fewest columns of a pane that the rule can be dragged to.
const PANE_MIN: usize = 16;

impl Frame {
    /// Divides a screen.
    pub fn new(size: Size, arrangement: Arrangement, shape: FrameShape) -> Frame {
        let hints = size.height.checked_sub(1);
        let has_hints = shape.has_hints && shape.tour == 0 && size.height >= HINTS_FROM;
        let hints = hints.filter(|_| has_hints);
        let tour = size.height - shape.tour.min(size.height / 3)..size.height;
        let last = hints.unwrap_or(tour.start);
        let status = last.checked_sub(1).filter(|_| size.height >= 2);
        let top = usize::from(size.height >= 4);
        let height = size
            .height
            .saturating_sub(top + usize::from(status.is_some()) + (size.height - last))
            .max(1);
        let panel = shape.panel.min(height / 2);
        let height = height - panel;
        let rule = rule(size.width, arrangement, shape);
        let columns = match (rule, arrangement, shape.zoomed) {
            (Some(rule), ..) => two_panes(size.width, rule, shape),
            (None, Arrangement::Stacked, _) => {
                let indented = one_column(size.width, STACKED_INDENT, shape);
                let original = Columns {
                    text: indented.text - STACKED_INDENT,
                    ..indented
                };
                Pair {
                    original,
                    rewrite: Columns {
                        ruler: size.width.saturating_sub(1),
                        ..indented
                    },
                }
            }
            (None, _, zoomed) => {
                // The other side is laid out alike, so that it can take the place of this one.
                let shown = one_column(size.width, 0, shape);
                let hidden = Columns {
                    pane: (0, 0),
                    ..shown
                };
                let is_shown = |side| zoomed == Some(side);
                Pair::from_fn(|side| if is_shown(side) { shown } else { hidden })
            }
        };
        Frame {
            size,
            top,
            height,
            panel,
            status,
            hints,
            tour,
            columns,
            rule,
        }
    }

    /// The arrangement that a screen of this width can show.
    pub fn arrangement(width: usize, wanted: Arrangement, shape: FrameShape) -> Arrangement {
        match shape.zoomed {
            Some(_) => Arrangement::Flow,
            None if width < PANES_FROM => Arrangement::Stacked,
            None => wanted,
        }
    }

    /// Whether a side is on the screen.
    pub fn shows(&self, side: Side) -> bool {
        self.columns[side].pane.1 > self.columns[side].pane.0
    }
}

fn rule(width: usize, arrangement: Arrangement, shape: FrameShape) -> Option<usize> {
    if arrangement == Arrangement::Stacked || shape.zoomed.is_some() {
        return None;
    }
    let middle = (width.saturating_sub(3) / 2 + 1) as i64;
    let least = PANE_MIN.min(width / 2) as i64;
    let most = (width as i64 - least).max(least);
    Some((middle + shape.split).clamp(least, most) as usize)
}

fn two_panes(width: usize, rule: usize, shape: FrameShape) -> Pair<Columns> {
    // Ruler, bar, text, a space and the sign; on the other side of the rule in the opposite order.
    let room = |pane: usize| pane.saturating_sub(4).max(1);
    let (left, right) = (room(rule), room(width.saturating_sub(rule + 1)));
    let (left_text, left_margin) = text_and_margin(left, shape);
    let (right_text, outer) = text_and_margin(right, shape);
    let right_margin = right - right_text - outer;
    let text = rule + 3 + right_margin;
    Pair {
        original: Columns {
            pane: (0, rule),
            ruler: 0,
            bar: 1 + left_margin,
            numbers: (
                1 + left_margin - left_margin.min(shape.numbers),
                1 + left_margin,
            ),
            text: 2 + left_margin,
            width: left_text,
            sign: rule.saturating_sub(1),
        },
        rewrite: Columns {
            pane: (rule + 1, width),
            ruler: width.saturating_sub(1),
            bar: text + right_text,
            numbers: (
                text + right_text + 1,
                text + right_text + 1 + outer.min(shape.numbers),
            ),
            text,
            width: right_text,
            sign: rule + 1,
        },
    }
}

fn one_column(width: usize, indent: usize, shape: FrameShape) -> Columns {
    // Ruler, bar, sign, space; then the text; then a ruler.
    let room = width.saturating_sub(5 + indent).max(1);
    let (text_width, margin) = text_and_margin(room, shape);
    Columns {
        pane: (0, width),
        ruler: 0,
        bar: margin + 1,
        numbers: (margin + 1 - margin.min(shape.numbers), margin + 1),
        sign: margin + 2,
        text: margin + 4 + indent,
        width: text_width,
    }
}

/// Divides the columns of a pane: those of a line, and those of the margin outside it. The text is in the middle, but for
/// the columns that numbers take where the margin is too small for them.
fn text_and_margin(room: usize, shape: FrameShape) -> (usize, usize) {
    let numbers = shape.numbers.min(room.saturating_sub(1));
    let text = shape.measure.min(room - numbers);
    (text, ((room - text) / 2).max(numbers))
}
