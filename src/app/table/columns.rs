//! A width → the columns of the table of pairs; and the order that each of them can put the pairs in.

use super::{PairFigures, ReviewFigures};

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableColumn {
    /// The number of the row in the collection.
    Number,
    /// The id and the title.
    Pair,
    /// The share of segments with a match.
    Matched,
    /// The share of the rewrite's words that are kept from its counterparts.
    Kept,
    /// Segments dropped.
    Dropped,
    /// Segments added.
    Added,
    /// Places where the meaning may have changed.
    Findings,
    /// Facts that stand only in the rewrite.
    NewFacts,
    /// The share of the rewrite's content words that stand in no form in the original.
    NewWords,
    /// How many passages have a verdict, of those that need one.
    Reviewed,
    /// Verdicts *wrong*.
    Wrong,
}

/// A column in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnSpan {
    /// Which one.
    pub column: TableColumn,
    /// Its first column on screen.
    pub x: usize,
    /// How many it takes, the space behind it not included.
    pub width: usize,
}

impl TableColumn {
    /// From left to right, which is also the order in which they are sorted by.
    pub const ALL: [TableColumn; 11] = [
        TableColumn::Number,
        TableColumn::Pair,
        TableColumn::Matched,
        TableColumn::Kept,
        TableColumn::Dropped,
        TableColumn::Added,
        TableColumn::Findings,
        TableColumn::NewFacts,
        TableColumn::NewWords,
        TableColumn::Reviewed,
        TableColumn::Wrong,
    ];

    /// The columns of a table; those of the review only once something was said of a pair.
    pub(super) fn of_table(has_review: bool) -> &'static [TableColumn] {
        match has_review {
            true => &TableColumn::ALL,
            false => &TableColumn::ALL[..TableColumn::ALL.len() - 2],
        }
    }

    /// What stands over it.
    pub fn title(self) -> &'static str {
        match self {
            TableColumn::Number => "#",
            TableColumn::Pair => "pair",
            TableColumn::Matched => "matched",
            TableColumn::Kept => "kept",
            TableColumn::Dropped => "dropped",
            TableColumn::Added => "added",
            TableColumn::Findings => "findings",
            TableColumn::NewFacts => "new facts",
            TableColumn::NewWords => "new words",
            TableColumn::Reviewed => "reviewed",
            TableColumn::Wrong => "wrong",
        }
    }

    /// Its figure as a key: the smaller, the worse the pair; `None` where there is no figure to sort by.
    pub(super) fn badness(self, figures: &PairFigures) -> Option<u32> {
        let count = |n: u32| KEY_MAX - n.min(KEY_MAX);
        // The bits of numbers from 0 to 1 are in the order of the numbers.
        let share = |share: f32| share.clamp(0.0, 1.0).to_bits();
        match self {
            TableColumn::Number | TableColumn::Pair => None,
            TableColumn::Matched => Some(share(figures.matched)),
            TableColumn::Kept => Some(KEY_MAX - share(figures.kept?)),
            TableColumn::Dropped => Some(count(figures.dropped)),
            TableColumn::Added => Some(count(figures.added)),
            TableColumn::Findings => Some(count(figures.findings?)),
            TableColumn::NewFacts => Some(count(figures.new_facts?)),
            TableColumn::NewWords => Some(KEY_MAX - share(figures.new_words?)),
            TableColumn::Reviewed => {
                let ReviewFigures {
                    units, reviewed, ..
                } = figures.review;
                let units = units.unwrap_or(reviewed.max(1));
                Some(share(reviewed as f32 / units.max(1) as f32)).filter(|_| units > 0)
            }
            TableColumn::Wrong => Some(count(figures.review.wrong)),
        }
    }

    fn width(self) -> usize {
        match self {
            TableColumn::Number => 7,
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
const SPARED: [TableColumn; 9] = [
    TableColumn::NewWords,
    TableColumn::Number,
    TableColumn::Kept,
    TableColumn::NewFacts,
    TableColumn::Added,
    TableColumn::Wrong,
    TableColumn::Findings,
    TableColumn::Dropped,
    TableColumn::Reviewed,
];

/// The columns that a screen has room for, in their places.
pub fn spans(width: usize, has_review: bool) -> Vec<ColumnSpan> {
    let mut columns = TableColumn::of_table(has_review).to_vec();
    let taken = |columns: &[TableColumn]| {
        let figures = columns
            .iter()
            .filter(|&&column| column != TableColumn::Pair);
        figures.map(|column| column.width() + GAP).sum::<usize>() + MARGIN
    };
    for spared in SPARED {
        if taken(&columns) + PAIR_MIN > width {
            columns.retain(|&column| column != spared);
        }
    }
    let pair = width.saturating_sub(taken(&columns) + GAP).max(1);
    let mut x = MARGIN;
    let place = |column: TableColumn| {
        let width = match column {
            TableColumn::Pair => pair,
            column => column.width(),
        };
        let span = ColumnSpan { column, x, width };
        x += width + GAP;
        span
    };
    columns.into_iter().map(place).collect()
}

/// Columns between two columns.
const GAP: usize = 2;

/// The bar beside the row that the cursor is on, and a space.
const MARGIN: usize = 2;
