//! A width → the columns of the table of pairs; and the order that each of them can put the pairs in.

use super::Figures;

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The number of the row in the collection.
    Number,
    /// The id and the title.
    Pair,
    /// The share of segments with a match.
    Matched,
    /// The share of the rewrite's words that are verbatim.
    Verbatim,
    /// Segments dropped.
    Dropped,
    /// Segments added.
    Added,
    /// Places where the meaning may have changed.
    Findings,
}

/// A column in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Which one.
    pub column: Column,
    /// Its first column on screen.
    pub x: usize,
    /// How many it takes, the space behind it not included.
    pub width: usize,
}

impl Column {
    /// From left to right, which is also the order in which they are sorted by.
    pub const ALL: [Column; 7] = [
        Column::Number,
        Column::Pair,
        Column::Matched,
        Column::Verbatim,
        Column::Dropped,
        Column::Added,
        Column::Findings,
    ];

    /// What stands over it.
    pub fn title(self) -> &'static str {
        match self {
            Column::Number => "#",
            Column::Pair => "pair",
            Column::Matched => "matched",
            Column::Verbatim => "verbatim",
            Column::Dropped => "dropped",
            Column::Added => "added",
            Column::Findings => "findings",
        }
    }

    /// Its figure as a key: the smaller, the worse the pair; `None` where there is no figure to sort by.
    pub(super) fn badness(self, figures: &Figures) -> Option<u32> {
        let count = |n: u32| KEY_MAX - n.min(KEY_MAX);
        // The bits of numbers from 0 to 1 are in the order of the numbers.
        let share = |share: f32| share.clamp(0.0, 1.0).to_bits();
        match self {
            Column::Number | Column::Pair => None,
            Column::Matched => Some(share(figures.matched)),
            Column::Verbatim => Some(KEY_MAX - share(figures.verbatim?)),
            Column::Dropped => Some(count(figures.dropped)),
            Column::Added => Some(count(figures.added)),
            Column::Findings => Some(count(figures.findings?)),
        }
    }

    fn width(self) -> usize {
        match self {
            Column::Number => 7,
            // An arrow stands behind the title of the column that the pairs are sorted by.
            column => column.title().len() + 1,
        }
    }
}

/// The largest key of a pair with figures; pairs without stand behind.
pub(super) const KEY_MAX: u32 = 0x7fff_ffff;

/// The fewest columns for the names of the pairs.
const PAIR_MIN: usize = 20;

/// What is left out first where there is little room.
const SPARED: [Column; 5] = [
    Column::Number,
    Column::Verbatim,
    Column::Added,
    Column::Findings,
    Column::Dropped,
];

/// The columns that a screen has room for, in their places.
pub fn spans(width: usize) -> Vec<Span> {
    let mut columns = Column::ALL.to_vec();
    let taken = |columns: &[Column]| {
        let figures = columns.iter().filter(|&&column| column != Column::Pair);
        figures.map(|column| column.width() + GAP).sum::<usize>() + MARGIN
    };
    for spared in SPARED {
        if taken(&columns) + PAIR_MIN > width {
            columns.retain(|&column| column != spared);
        }
    }
    let pair = width.saturating_sub(taken(&columns) + GAP).max(1);
    let mut x = MARGIN;
    let place = |column: Column| {
        let width = match column {
            Column::Pair => pair,
            column => column.width(),
        };
        let span = Span { column, x, width };
        x += width + GAP;
        span
    };
    columns.into_iter().map(place).collect()
}

/// Columns between two columns.
const GAP: usize = 2;

/// The bar beside the row that the cursor is on, and a space.
const MARGIN: usize = 2;
