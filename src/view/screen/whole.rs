//! [`Reader`] → both whole texts in rows, for print: no header, status line, rulers or cursor.

use super::{Canvas, Ink, Role, Screen, draw_gutter, panes};
use crate::app::key::Size;
use crate::app::reader::Reader;
use crate::text::count::count;
use crate::text::side::{Pair, Side};
use std::ops::Range;

/// A row of the whole texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WholeRow {
    /// One of the layout, which both texts share.
    Text(usize),
    /// A line for passages that are left out, and how many they are.
    LeftOut(usize),
}

/// The rows of the texts. With a `context` only the passages that have changed, that many more around each, and a line
/// for what is left out between them; nothing if nothing has changed.
pub fn whole_rows(reader: &Reader, context: Option<usize>) -> Vec<WholeRow> {
    let rows = &reader.layout().rows;
    let n_rows = rows.original.len().max(rows.rewrite.len());
    let shown = match context {
        None => vec![true; n_rows],
        Some(context) => rows_of_changes(reader, context, n_rows),
    };
    let has_changes = shown.contains(&true);
    let starts = Pair::from_fn(|side| {
        let passages = 0..reader.diptych().passages[side].len();
        let start = |n| reader.diptych().passage_range(side, n).start;
        let rows = passages.map(|n| reader.layout().row_at(side, start(n)));
        rows.collect::<Vec<usize>>()
    });
    let row = |row: usize| match shown[row] {
        true => Some(WholeRow::Text(row)),
        false if !has_changes || row > 0 && !shown[row - 1] => None,
        false => {
            let next = (row..n_rows).find(|&row| shown[row]).unwrap_or(n_rows);
            let n_passages = n_passages(&starts, row..next);
            (n_passages > 0).then_some(WholeRow::LeftOut(n_passages))
        }
    };
    (0..n_rows).filter_map(row).collect()
}

/// Draws a row: a screen that is one row high.
pub fn draw_whole_row(reader: &Reader, row: WholeRow) -> Screen {
    match row {
        WholeRow::Text(row) => text_row(reader, row),
        WholeRow::LeftOut(n_passages) => left_out(reader, n_passages),
    }
}

fn text_row(reader: &Reader, row: usize) -> Screen {
    let frame = reader.frame();
    let mut canvas = Canvas::new(Size {
        width: frame.size.width,
        height: 1,
    });
    for side in Side::BOTH {
        panes::draw_line(reader, &frame, &mut canvas, side, row as i64, 0, None);
    }
    let at = Pair {
        original: row as i64,
        rewrite: row as i64,
    };
    draw_gutter(reader, &frame, &mut canvas, 0, at);
    let mut screen = canvas.finish(None);
    // Nothing stands in the column of the ruler, and in that of the bar, unless numbers come before it.
    let has_numbers = frame.columns.original.numbers.1 > frame.columns.original.numbers.0;
    screen.rows[0].drain(..if has_numbers { 1 } else { 2 });
    screen
}

/// A line for passages that are left out.
fn left_out(reader: &Reader, n: usize) -> Screen {
    let size = Size {
        width: reader.frame().size.width,
        height: 1,
    };
    let mut canvas = Canvas::new(size);
    let text = format!("… {} without changes", count(n, "passage"));
    canvas.put(0, 0, size.width, &text, Ink::plain(Role::Quiet));
    canvas.finish(None)
}

/// Which rows show a passage that has changed, or one of the `context` passages of its side around one.
fn rows_of_changes(reader: &Reader, context: usize, n_rows: usize) -> Vec<bool> {
    let (diptych, layout) = (reader.diptych(), reader.layout());
    let mut shown = vec![false; n_rows];
    for side in Side::BOTH {
        let n_passages = diptych.passages[side].len();
        let mut next = 0;
        for passage in (0..n_passages).filter(|&n| diptych.has_changed(side, n)) {
            let first = passage.saturating_sub(context).max(next);
            next = (passage + context + 1).min(n_passages);
            for near in first..next {
                let range = diptych.passage_range(side, near);
                let rows = layout.row_at(side, range.start)..=layout.row_at(side, range.end - 1);
                shown[rows].fill(true);
            }
        }
    }
    shown
}

/// How many passages start in some rows (`starts` are the rows of all), on the side that has more.
fn n_passages(starts: &Pair<Vec<usize>>, rows: Range<usize>) -> usize {
    let n_passages = |side: Side| {
        let before = |end: usize| starts[side].partition_point(|&row| row < end);
        before(rows.end) - before(rows.start)
    };
    n_passages(Side::Original).max(n_passages(Side::Rewrite))
}
