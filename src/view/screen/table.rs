//! [`Picker`] → [`Screen`]: the table of pairs, with how far the work on it is.

use super::panels::list::light_row;
use super::{Canvas, Ink, Role, Screen, WIDTH_MIN, help, prompt};
use crate::app::action::{Direction, ListAction, TableAction};
use crate::app::frame::{Frame, FrameShape};
use crate::app::key::Size;
use crate::app::layout::Arrangement;
use crate::app::table::{
    ColumnSpan, HEAD, PairFigures, PairState, Picker, TableColumn, TableItem, TableMode, TablePart,
    spans,
};
use crate::compare::pair::percent;
use crate::text::count::{count, plural};
use crate::text::glyph;

/// Draws the table.
pub(super) fn table(picker: &Picker) -> Screen {
    let size = picker.size();
    let mut canvas = Canvas::new(size);
    if size.width < WIDTH_MIN {
        canvas.put(0, 0, size.width, "too narrow", Ink::plain(Role::Message));
        return canvas.finish(None);
    }
    let spans = spans(size.width, picker.has_review());
    draw_header(picker, &mut canvas);
    draw_titles(picker, &spans, HEAD - 1, &mut canvas);
    let (cursor, top) = picker.rows();
    for (n, &item) in picker.visible().iter().enumerate() {
        let row = TableRow {
            number: item as usize,
            item: &picker.items()[item as usize],
            is_picked: top + n == cursor,
        };
        draw_row(&row, HEAD + n, &spans, &mut canvas);
    }
    if picker.n_shown() == 0 {
        draw_reason(picker, &mut canvas);
    }
    let caret = draw_status(picker, &mut canvas);
    if let TableMode::Help(page) = picker.mode() {
        let shape = FrameShape {
            measure: size.width,
            split: 0,
            numbers: 0,
            has_hints: false,
            tour: 0,
            zoomed: None,
            panel: 0,
        };
        let frame = Frame::new(size, Arrangement::Stacked, shape);
        help::draw_help(page, picker.keymap(), &frame, &mut canvas);
    }
    canvas.finish(caret)
}

/// A row of the whole table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WholeTableRow {
    /// The titles of the columns.
    Titles,
    /// A pair: an index into [`Picker::items`].
    Pair(usize),
}

/// The rows of the whole table: its head, then the pairs that pass the filter.
pub fn whole_table_rows(picker: &Picker) -> Vec<WholeTableRow> {
    let pairs = (0..picker.n_shown()).filter_map(|row| picker.pair_at(row));
    let rows = pairs.map(WholeTableRow::Pair);
    std::iter::once(WholeTableRow::Titles).chain(rows).collect()
}

/// Draws a row of the whole table, which has the columns `spans`: a screen that is one row high.
pub fn draw_whole_table_row(picker: &Picker, spans: &[ColumnSpan], row: WholeTableRow) -> Screen {
    let size = Size {
        width: picker.size().width,
        height: 1,
    };
    let mut canvas = Canvas::new(size);
    match row {
        WholeTableRow::Titles => draw_titles(picker, spans, 0, &mut canvas),
        WholeTableRow::Pair(number) => {
            let row = TableRow {
                number,
                item: &picker.items()[number],
                is_picked: false,
            };
            draw_row(&row, 0, spans, &mut canvas);
        }
    }
    canvas.finish(None)
}

/// What the collection is, and how far the work is.
fn draw_header(picker: &Picker, canvas: &mut Canvas) {
    let width = picker.size().width;
    let ink = Ink::plain(Role::Header);
    canvas.fill(0, 0, width, ink);
    let progress = progress(picker);
    let room = width.saturating_sub(glyph::width(&progress) + 3);
    let used = canvas.put(1, 0, room, picker.name(), ink) + 3;
    if room > used {
        canvas.put(used, 0, room - used, &figures(picker), ink);
    }
    canvas.put(
        width.saturating_sub(glyph::width(&progress) + 1),
        0,
        width,
        &progress,
        ink,
    );
}

/// `1,000 pairs · 3 damaged · 2 with an id that came before`.
fn figures(picker: &Picker) -> String {
    let (_, n_problems, n_twice) = picker.counts();
    let n_items = picker.items().len();
    let pairs = plural(n_items, "pair");
    let mut parts = vec![format!("{} {pairs}", number(n_items))];
    if picker.has_changed() {
        let key = picker.keymap().table.key(TableAction::ReadAgain);
        parts.push(format!("changed since: {key} reads it again"));
    }
    if n_problems > 0 {
        parts.push(format!("{} damaged", number(n_problems)));
    }
    if n_twice > 0 {
        parts.push(format!("{} with an id that came before", number(n_twice)));
    }
    parts.extend(picker.note().map(str::to_owned));
    parts.join(" · ")
}

/// `████░░░░ 50 %` while there is work, then `judge ████░░░░ 12 of 24` while pairs are checked, nothing afterwards.
fn progress(picker: &Picker) -> String {
    let (n_known, ..) = picker.counts();
    let n_items = picker.items().len();
    if !picker.is_whole() && n_known == 0 {
        return "looking for pairs …".to_owned();
    }
    if !picker.is_busy() {
        return String::new();
    }
    if let Some((checkers, n, of)) = picker.checking().filter(|_| n_known == n_items) {
        let bar = bar(n as f64 / of.max(1) as f64);
        return format!("{checkers} {bar} {} of {}", number(n), number(of));
    }
    let share = n_known as f64 / n_items.max(1) as f64;
    format!("{} {} %", bar(share), percent(share))
}

fn bar(share: f64) -> String {
    let n_full = (share * PROGRESS_WIDTH as f64) as usize;
    "█".repeat(n_full) + &"░".repeat(PROGRESS_WIDTH - n_full)
}

/// Columns of the progress bar.
const PROGRESS_WIDTH: usize = 12;

fn draw_titles(picker: &Picker, spans: &[ColumnSpan], y: usize, canvas: &mut Canvas) {
    let (sort, reversed) = picker.sort();
    for span in spans {
        let is_sorted = span.column == sort;
        let arrow = match (is_sorted, reversed) {
            (false, _) => "",
            (true, false) => "↓",
            (true, true) => "↑",
        };
        let title = format!("{}{arrow}", span.column.title());
        let role = if is_sorted { Role::Key } else { Role::Quiet };
        put(canvas, span, y, &title, role);
    }
}

struct TableRow<'a> {
    /// Its index in the collection.
    number: usize,
    item: &'a TableItem,
    is_picked: bool,
}

fn draw_row(row: &TableRow, y: usize, spans: &[ColumnSpan], canvas: &mut Canvas) {
    let width = canvas.size.width;
    let role = |role| if row.is_picked { Role::Chosen } else { role };
    if row.is_picked {
        light_row(0..width, y, canvas);
    }
    for span in spans {
        let text = match (span.column, &row.item.state) {
            (TableColumn::Number, _) => number(row.number + 1),
            (TableColumn::Pair, state) => {
                let room = match state {
                    PairState::Problem(_) => width.saturating_sub(span.x + 1),
                    PairState::Waiting | PairState::Known(_) => span.width,
                };
                draw_name(row, span.x, y, room, canvas);
                continue;
            }
            (_, PairState::Problem(_)) => continue,
            (column, PairState::Known(figures)) => figure(column, figures),
            (TableColumn::Matched, PairState::Waiting) => "…".to_owned(),
            (_, PairState::Waiting) => continue,
        };
        let own = match span.column {
            TableColumn::Number => Role::Quiet,
            _ => Role::Text,
        };
        put(canvas, span, y, &text, role(own));
    }
}

/// The id, the title, and what is wrong with the pair.
fn draw_name(row: &TableRow, x: usize, y: usize, room: usize, canvas: &mut Canvas) {
    let role = |role| Ink::plain(if row.is_picked { Role::Chosen } else { role });
    let problem = match &row.item.state {
        PairState::Problem(problem) => Some(&**problem),
        PairState::Waiting | PairState::Known(_) => None,
    };
    let twice = row.item.same_as;
    let twice = twice.map(|first| format!("same id as pair {}", number(first + 1)));
    let parts = [
        (row.item.id.as_deref(), role(Role::Heading)),
        (twice.as_deref(), role(Role::Message)),
        (problem, role(Role::Message)),
        (row.item.title.as_deref(), role(Role::Text)),
    ];
    let mut used = 0;
    let nameless = format!("pair {}", number(row.number + 1));
    let has_name = row.item.id.is_some() || row.item.title.is_some();
    let nameless = (
        Some(nameless.as_str()).filter(|_| !has_name),
        role(Role::Quiet),
    );
    for (text, ink) in [nameless].into_iter().chain(parts) {
        if let Some(text) = text.filter(|text| !text.is_empty() && used < room) {
            used += canvas.put(x + used, y, room - used, text, ink) + 2;
        }
    }
}

fn figure(column: TableColumn, figures: &PairFigures) -> String {
    let share = |share: f32| format!("{} %", percent(share.into()));
    match column {
        TableColumn::Matched => share(figures.matched),
        TableColumn::Kept => figures.kept.map_or("–".to_owned(), share),
        TableColumn::Dropped => figures.dropped.to_string(),
        TableColumn::Added => figures.added.to_string(),
        TableColumn::Findings => figures.findings.map_or("–".to_owned(), |n| n.to_string()),
        TableColumn::NewFacts => figures.new_facts.map_or("–".to_owned(), |n| n.to_string()),
        TableColumn::NewWords => figures.new_words.map_or("–".to_owned(), share),
        TableColumn::Reviewed => match figures.review.units {
            Some(0) => "–".to_owned(),
            Some(units) => format!("{}/{units}", figures.review.reviewed),
            None => figures.review.reviewed.to_string(),
        },
        TableColumn::Wrong => figures.review.wrong.to_string(),
        TableColumn::Number | TableColumn::Pair => String::new(),
    }
}

/// PairFigures end where their column ends, names begin where it begins.
fn put(canvas: &mut Canvas, span: &ColumnSpan, y: usize, text: &str, role: Role) {
    let indent = match span.column {
        TableColumn::Pair => 0,
        // The last column is the arrow's.
        _ => {
            let arrow = usize::from(!text.ends_with(['↓', '↑']));
            span.width.saturating_sub(glyph::width(text) + arrow)
        }
    };
    canvas.put(
        span.x + indent,
        y,
        span.width - indent,
        text,
        Ink::plain(role),
    );
}

/// Why the table is empty.
fn draw_reason(picker: &Picker, canvas: &mut Canvas) {
    let reason = match (picker.items().is_empty(), picker.is_whole()) {
        (true, true) => "There are no pairs in this collection.",
        (false, true) => {
            let key = picker.keymap().table.key(TableAction::ForgetFilter);
            &match (picker.part(), picker.filter()) {
                (TablePart::Unreviewed, "") => format!("All pairs are reviewed; {key} shows them."),
                (TablePart::Wrong, "") => format!("Nothing is wrong in any pair; {key} shows all."),
                _ => format!("No pair passes the filter; {key} forgets it."),
            }
        }
        (_, false) => return,
    };
    let width = canvas.size.width;
    canvas.put(2, HEAD, width - 2, reason, Ink::plain(Role::Quiet));
}

/// The pair that the cursor is on in words, or the filter. Gives the caret's cell.
fn draw_status(picker: &Picker, canvas: &mut Canvas) -> Option<(usize, usize)> {
    let (width, y) = (canvas.size.width, canvas.size.height - 1);
    if canvas.size.height <= HEAD {
        return None;
    }
    let typing = match picker.mode() {
        TableMode::CommandLine(command) => {
            return Some(prompt::draw_command_line::<TableAction>(command, y, canvas));
        }
        TableMode::Help(page) => Some((&page.list, count(page.rows().len(), "row"))),
        TableMode::Table => {
            let (n_shown, n_items) = (number(picker.n_shown()), number(picker.items().len()));
            Some((picker.list(), format!("{n_shown} of {n_items}")))
        }
    };
    if let Some((list, count)) = typing.filter(|(list, _)| list.is_typing) {
        return Some(prompt::draw_line("/", &list.filter, &count, y, canvas).1);
    }
    let ink = Ink::plain(Role::Status);
    canvas.fill(0, y, width, ink);
    let (left, left_ink) = match picker.message() {
        Some(message) => (message.to_owned(), Ink::plain(Role::Message)),
        None => (in_words(picker), ink),
    };
    let right = hints(picker, width.saturating_sub(glyph::width(&left) + 4));
    let right_width = glyph::width(&right);
    canvas.put(1, y, width.saturating_sub(right_width + 3), &left, left_ink);
    canvas.put(width.saturating_sub(right_width + 1), y, width, &right, ink);
    None
}

/// `12/1,000 with “storm”, sorted by dropped`, or what is wrong with the pair.
fn in_words(picker: &Picker) -> String {
    let Some(item) = picker.picked().map(|n| &picker.items()[n]) else {
        return String::new();
    };
    let (cursor, _) = picker.rows();
    let place = format!("{}/{}", number(cursor + 1), number(picker.n_shown()));
    if let PairState::Problem(problem) = &item.state {
        return format!("{place} {problem}");
    }
    let filter = match picker.filter() {
        "" => String::new(),
        filter => format!(" with “{filter}”"),
    };
    let part = match picker.part().name() {
        "" => String::new(),
        part => format!(" {part}"),
    };
    let sort = match picker.sort() {
        (TableColumn::Number, false) => "in the order of the collection".to_owned(),
        (TableColumn::Number, true) => "from the last to the first".to_owned(),
        (TableColumn::Pair, _) => "by name".to_owned(),
        (column, false) => format!("by {}, worst first", column.title()),
        (column, true) => format!("by {}, best first", column.title()),
    };
    format!("{place}{part}{filter} {sort}")
}

/// The keys that a newcomer needs, as many as fit; the help key always.
fn hints(picker: &Picker, room: usize) -> String {
    let keys = &picker.keymap().table;
    let parts = [
        Some(picker.pending()).filter(|pending| !pending.is_empty()),
        keys.hint(&[TableAction::Open], "read"),
        keys.hint(&[TableAction::Sort(Direction::Forward)], "sort"),
        keys.hint(&[TableAction::List(ListAction::Filter)], "filter"),
        keys.hint(&[TableAction::List(ListAction::Help)], "help"),
    ];
    let mut parts: Vec<String> = parts.into_iter().flatten().collect();
    while parts.len() > 1 && glyph::width(&parts.join(" · ")) > room {
        parts.remove(parts.len() - 2);
    }
    parts.join(" · ")
}

/// `100,000`.
fn number(n: usize) -> String {
    let digits = n.to_string();
    let mut shown = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}
