//! The size of the screen → [`Frame`]: which cells belong to header, panes, gutter, rulers and status line.
//!
//! ```text
//! header                                       0
//! r▌text text text   ≈│≈ text text text  ▐r    body
//! status                                       last
//! ```
//! `r` is the ruler, `▌` the bar of the cursor, `≈│≈` the gutter. Stacked, there is one column of text.

use crate::key::Size;
use crate::layout::{Arrangement, PANES_FROM};
use crate::side::Pair;

/// Where everything stands. All figures are columns and rows from the top left corner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The size of the whole.
    pub size: Size,
    /// Rows above the text: 1, or 0 on a very low screen.
    pub top: usize,
    /// Rows of text; at least 1.
    pub height: usize,
    /// Whether there is a status line.
    pub has_status: bool,
    /// The columns of each side's text.
    pub columns: Pair<Columns>,
    /// The first of the three columns between the panes, if there are two panes.
    pub gutter: Option<usize>,
    /// Columns that a line of text may have.
    pub text_width: usize,
}

/// The columns of one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    /// Its first column, ruler included, and the one after its last.
    pub pane: (usize, usize),
    /// The bar that marks the cursor and its counterpart.
    pub bar: usize,
    /// The first column of the text.
    pub text: usize,
    /// The overview ruler.
    pub ruler: usize,
}

/// Columns between the panes: a sign, a rule, a sign.
pub const GUTTER: usize = 3;

/// Columns that the rewrite is set in when it stands under the original.
const STACKED_INDENT: usize = 2;

impl Frame {
    /// Divides a screen. `measure` is the most columns that a line of text may have.
    pub fn new(size: Size, arrangement: Arrangement, measure: usize) -> Frame {
        let has_status = size.height >= 2;
        let top = usize::from(size.height >= 4);
        let height = size
            .height
            .saturating_sub(top + usize::from(has_status))
            .max(1);
        let frame = Frame {
            size,
            top,
            height,
            has_status,
            columns: Pair {
                original: NOWHERE,
                rewrite: NOWHERE,
            },
            gutter: None,
            text_width: 1,
        };
        match arrangement {
            Arrangement::Stacked => frame.with_one_column(measure),
            Arrangement::Flow | Arrangement::Aligned => frame.with_two_panes(measure),
        }
    }

    /// The arrangement that a screen of this width can show.
    pub fn arrangement(width: usize, wanted: Arrangement) -> Arrangement {
        if width < PANES_FROM {
            Arrangement::Stacked
        } else {
            wanted
        }
    }

    fn with_two_panes(mut self, measure: usize) -> Frame {
        let width = self.size.width;
        let left = width.saturating_sub(GUTTER) / 2;
        let right = width.saturating_sub(GUTTER) - left;
        // Ruler, bar and a space before the gutter.
        let room = left.min(right).saturating_sub(3).max(1);
        self.text_width = room.min(measure).max(1);
        let margin = (room - self.text_width) / 2;
        self.gutter = Some(left);
        self.columns.original = Columns {
            pane: (0, left),
            ruler: 0,
            bar: 1 + margin,
            text: 2 + margin,
        };
        let text = left + GUTTER + 1 + margin;
        self.columns.rewrite = Columns {
            pane: (left + GUTTER, width),
            ruler: width.saturating_sub(1),
            bar: text + self.text_width,
            text,
        };
        self
    }

    fn with_one_column(mut self, measure: usize) -> Frame {
        let width = self.size.width;
        // Ruler, bar, sign, space; then the text; then a ruler.
        let room = width.saturating_sub(5 + STACKED_INDENT).max(1);
        self.text_width = room.min(measure).max(1);
        let margin = (room - self.text_width) / 2;
        let text = margin + 4;
        let pane = (0, width);
        self.columns.original = Columns {
            pane,
            ruler: 0,
            bar: margin + 1,
            text,
        };
        self.columns.rewrite = Columns {
            pane,
            ruler: width.saturating_sub(1),
            bar: margin + 1,
            text: text + STACKED_INDENT,
        };
        self
    }
}

const NOWHERE: Columns = Columns {
    pane: (0, 0),
    bar: 0,
    text: 0,
    ruler: 0,
};
