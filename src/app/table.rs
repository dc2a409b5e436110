//! The table of the pairs of a collection, from which one is picked: all of its state, and the two doors to it.
//!
//! [`Picker::apply`] does what the reader asks, [`Picker::learn`] takes in what the rim found out about the pairs in
//! the meantime. The cursor stays on its pair when others come in above it, but who stands on the first row stays
//! there: that is where the worst one comes to stand.

mod columns;
mod figures;
mod filter;

#[cfg(test)]
mod tests;

use crate::app::action::{Action, Direction};
use crate::app::key::{Input, Size};
use crate::app::keymap::{self, Pending};
use crate::app::reader::Effect;
use crate::text::natural;
use columns::KEY_MAX;
pub use columns::{Column, Span, spans};
pub use figures::Figures;
use filter::Filter;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::thread::Builder;

/// A pair in the table.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The id, if it has one.
    pub id: Option<Box<str>>,
    /// The title, or how the text begins, as far as that is known.
    pub title: Option<Box<str>>,
    /// What is known of it.
    pub state: State,
    /// The first pair with the same id: an index into all pairs.
    pub same_as: Option<usize>,
}

/// What is known of a pair.
#[derive(Debug, Clone, PartialEq)]
pub enum State {
    /// Nothing yet.
    Waiting,
    /// What it comes to.
    Known(Figures),
    /// Why there are no figures.
    Problem(Box<str>),
}

/// What the rim finds out.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// The next pairs of the collection.
    Found(Vec<Found>),
    /// There are no more pairs; or none can be found any more, and why.
    Whole(Option<String>),
    /// What pairs come to, by their index; and how the text begins, if the pair has no title.
    Figured(Vec<(usize, State, Option<Box<str>>)>),
    /// The collection has changed since it was read.
    Changed,
    /// All is read again, from the first pair on.
    Again,
}

/// A pair that was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// Its id.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Why it cannot be read, or what results say about it.
    pub state: Option<State>,
    /// Whether it stands where it stood before all was read again, so that what was known of it still holds.
    pub stayed: bool,
}

/// What the keys go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The table.
    Table,
    /// The filter, which is being typed.
    Filter,
    /// The help page, from this row on.
    Help(usize),
}

/// The table and where the reader is in it.
#[derive(Debug, Clone)]
pub struct Picker {
    name: String,
    items: Vec<Item>,
    /// What was known before all was read again.
    before: Vec<Item>,
    /// The first pair of each id.
    ids: HashMap<Box<str>, usize>,
    n_known: usize,
    n_problems: usize,
    n_twice: usize,
    is_whole: bool,
    has_changed: bool,
    note: Option<String>,
    sort: Column,
    reversed: bool,
    filter: Filter,
    /// How many letters of the filter each pair goes along with; those that do so with all are shown.
    reach: Vec<usize>,
    /// All pairs in their order: what they are sorted by, above their index into `items`.
    order: Vec<u64>,
    /// The place of each pair by its name, once all are there and somebody asked for it.
    ranks: Vec<u32>,
    /// The pairs that pass the filter, in their order: indices into `items`.
    shown: Vec<u32>,
    /// The row of the table that the cursor is on.
    cursor: usize,
    /// The first row on screen.
    top: usize,
    size: Size,
    mode: Mode,
    pending: Pending,
    message: Option<String>,
}

/// Rows above the table: the header and the titles of the columns.
pub const HEAD: usize = 2;

/// Pairs that are worth a thread of their own when a letter is tried on them.
const ITEMS_MIN: usize = 10_000;

impl Picker {
    /// An empty table for the collection called `name`.
    pub fn new(name: impl Into<String>, size: Size) -> Picker {
        Picker {
            name: name.into(),
            items: Vec::new(),
            before: Vec::new(),
            ids: HashMap::new(),
            n_known: 0,
            n_problems: 0,
            n_twice: 0,
            is_whole: false,
            has_changed: false,
            note: None,
            sort: Column::Number,
            reversed: false,
            filter: Filter::new(),
            reach: Vec::new(),
            order: Vec::new(),
            ranks: Vec::new(),
            shown: Vec::new(),
            cursor: 0,
            top: 0,
            size,
            mode: Mode::Table,
            pending: Pending::default(),
            message: None,
        }
    }

    /// What the collection is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// All pairs, in the order of the collection.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The pairs of the table from the first row on screen: indices into [`Picker::items`].
    pub fn visible(&self) -> &[u32] {
        let end = self.shown.len().min(self.top + self.height());
        &self.shown[self.top.min(end)..end]
    }

    /// The pair on a row of the table: an index into [`Picker::items`].
    pub fn pair_at(&self, row: usize) -> Option<usize> {
        self.shown.get(row).map(|&item| item as usize)
    }

    /// How many pairs pass the filter.
    pub fn n_shown(&self) -> usize {
        self.shown.len()
    }

    /// The row that the cursor is on, and the first row on screen.
    pub fn rows(&self) -> (usize, usize) {
        (self.cursor, self.top)
    }

    /// The pair that the cursor is on: an index into [`Picker::items`].
    pub fn picked(&self) -> Option<usize> {
        self.pair_at(self.cursor)
    }

    /// How many pairs are known or known to be damaged, how many damaged, and how many have an id that came before.
    pub fn counts(&self) -> (usize, usize, usize) {
        (self.n_known, self.n_problems, self.n_twice)
    }

    /// Whether pairs are still being found or worked on.
    pub fn is_busy(&self) -> bool {
        !self.is_whole || self.n_known < self.items.len()
    }

    /// Whether all pairs were found.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Whether the collection has changed since it was read.
    pub fn has_changed(&self) -> bool {
        self.has_changed
    }

    /// What there is to say about the collection as a whole.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// The column that the pairs are sorted by, and whether from its other end.
    pub fn sort(&self) -> (Column, bool) {
        (self.sort, self.reversed)
    }

    /// What is looked for in ids and titles.
    pub fn filter(&self) -> &str {
        self.filter.text()
    }

    /// What the keys go to.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// The size of the screen.
    pub fn size(&self) -> Size {
        self.size
    }

    /// What the last action had to say.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The keys typed so far.
    pub fn pending(&self) -> String {
        self.pending.shown()
    }

    /// Rows of the table that a screen shows.
    pub fn height(&self) -> usize {
        self.size.height.saturating_sub(HEAD + 1).max(1)
    }

    /// Says something in the status line.
    pub fn tell(&mut self, message: String) {
        self.message = Some(message);
    }

    /// Turns a key, click or resize into its action and applies it.
    pub fn input(&mut self, input: Input) -> Effect {
        let (action, count) = match input {
            Input::Resize(size) => (Action::Resize(size), None),
            Input::Click { column, row } => (Action::Click { column, row }, None),
            Input::WheelUp => (Action::Wheel(Direction::Backward), None),
            Input::WheelDown => (Action::Wheel(Direction::Forward), None),
            Input::Drag { .. } => return Effect::None,
            Input::Key(key) => {
                let pressed = match self.mode {
                    Mode::Filter => keymap::prompt_action(key).map(|action| (action, None)),
                    Mode::Table | Mode::Help(_) => {
                        let escapes = key == keymap::ESCAPE && self.pending.clear();
                        match escapes {
                            true => None,
                            false => self.pending.press(&keymap::PICKER, key),
                        }
                    }
                };
                let Some(pressed) = pressed else {
                    return Effect::None;
                };
                pressed
            }
        };
        self.apply(action, count)
    }

    /// Does what was asked, `count` times where that has a meaning.
    pub fn apply(&mut self, action: Action, count: Option<usize>) -> Effect {
        match action {
            Action::Resize(size) => {
                self.size = size;
                self.show_cursor();
            }
            Action::Abort => return Effect::Quit,
            action => {
                self.message = None;
                return match self.mode {
                    Mode::Table => self.apply_table(action, count),
                    Mode::Filter => self.apply_filter(action),
                    Mode::Help(top) => self.apply_help(action, top),
                };
            }
        }
        Effect::None
    }

    /// Takes in what the rim found out.
    pub fn learn(&mut self, news: News) {
        match news {
            News::Found(found) => self.add(found),
            News::Figured(figured) => self.figure(figured),
            News::Whole(note) => {
                self.is_whole = true;
                self.note = note;
                self.before = Vec::new();
                if self.sort == Column::Pair {
                    self.put_in_order();
                }
                self.show_cursor();
            }
            News::Changed => self.has_changed = true,
            News::Again => {
                self.before = std::mem::take(&mut self.items);
                self.ids.clear();
                self.reach.clear();
                self.order.clear();
                self.ranks.clear();
                (self.n_known, self.n_problems, self.n_twice) = (0, 0, 0);
                (self.is_whole, self.has_changed, self.note) = (false, false, None);
                self.shown.clear(); // the cursor and the first row wait for their pairs to come back
            }
        }
    }

    /// Puts the cursor on the `times`th pair before or behind it that is not damaged; `None` if there is none.
    pub fn step(&mut self, direction: Direction, times: usize) -> Option<usize> {
        let is_fine = |&row: &usize| {
            let item = &self.items[self.shown[row] as usize];
            !matches!(item.state, State::Problem(_))
        };
        let nth = times.max(1) - 1;
        let row = match direction {
            Direction::Forward => (self.cursor + 1..self.shown.len()).filter(is_fine).nth(nth),
            Direction::Backward => {
                let before = 0..self.cursor.min(self.shown.len());
                before.rev().filter(is_fine).nth(nth)
            }
        };
        self.cursor = row?;
        self.show_cursor();
        self.picked()
    }

    fn apply_table(&mut self, action: Action, count: Option<usize>) -> Effect {
        use Direction::{Backward, Forward};
        let (times, page) = (count.unwrap_or(1), self.height());
        let half = (page / 2).max(1);
        match action {
            Action::Passage(direction) => self.move_cursor(direction, times),
            Action::Line(direction) => self.scroll(direction, times),
            Action::Wheel(direction) => self.scroll(direction, 3),
            Action::HalfScreen(direction) => self.turn(direction, times.saturating_mul(half)),
            Action::Screen(direction) => self.turn(direction, times.saturating_mul(page)),
            Action::Start => self.go_to(count.unwrap_or(1)),
            Action::End => self.go_to(count.unwrap_or(usize::MAX)),
            Action::Confirm => {
                let picked = self.picked();
                return picked.map_or(Effect::None, Effect::Open);
            }
            Action::SearchPrompt => self.mode = Mode::Filter,
            Action::Sort(Forward) => self.sort_by(self.column_beside(times)),
            Action::Sort(Backward) => {
                let n = Column::ALL.len();
                self.sort_by(self.column_beside(n - times % n));
            }
            Action::Reverse => {
                self.reversed = !self.reversed;
                self.put_in_order_from_top();
            }
            Action::Reread => return Effect::Reread,
            Action::Help => self.mode = Mode::Help(0),
            Action::Close => self.forget_filter(),
            Action::Quit => return Effect::Quit,
            Action::Click { column, row } => return self.click(column, row),
            _ => {}
        }
        Effect::None
    }

    fn apply_filter(&mut self, action: Action) -> Effect {
        match action {
            Action::Type(letter) => {
                self.filter.push(letter);
                self.narrow();
            }
            Action::Erase if self.filter.text().is_empty() => self.mode = Mode::Table,
            Action::Erase => {
                self.filter.pop();
                self.widen();
            }
            Action::EraseAll => self.forget_filter(),
            Action::Passage(direction) => self.move_cursor(direction, 1),
            Action::Wheel(direction) => self.scroll(direction, 3),
            Action::Confirm => self.mode = Mode::Table,
            Action::Close | Action::Quit => {
                self.mode = Mode::Table;
                self.forget_filter();
            }
            Action::Click { column, row } => return self.click(column, row),
            _ => {}
        }
        Effect::None
    }

    fn apply_help(&mut self, action: Action, top: usize) -> Effect {
        use Direction::{Backward, Forward};
        let height = self.size.height.saturating_sub(2).max(1);
        let last = keymap::help(&keymap::PICKER).len().saturating_sub(height);
        let top = match action {
            Action::Passage(Forward) | Action::Line(Forward) => top + 1,
            Action::Passage(Backward) | Action::Line(Backward) => top.saturating_sub(1),
            Action::HalfScreen(Forward) | Action::Screen(Forward) => top + height,
            Action::HalfScreen(Backward) | Action::Screen(Backward) => top.saturating_sub(height),
            Action::Wheel(Forward) => top + 3,
            Action::Wheel(Backward) => top.saturating_sub(3),
            Action::Start => 0,
            Action::End => last,
            Action::Close | Action::Quit | Action::Help => {
                self.mode = Mode::Table;
                return Effect::None;
            }
            _ => top,
        };
        self.mode = Mode::Help(top.min(last));
        Effect::None
    }

    fn move_cursor(&mut self, direction: Direction, times: usize) {
        self.cursor = match direction {
            Direction::Forward => self.cursor.saturating_add(times).min(self.last_row()),
            Direction::Backward => self.cursor.saturating_sub(times),
        };
        self.show_cursor();
    }

    /// Scrolls with the cursor, as a page is turned.
    fn turn(&mut self, direction: Direction, n_rows: usize) {
        self.top = match direction {
            Direction::Forward => self.top.saturating_add(n_rows).min(self.last_top()),
            Direction::Backward => self.top.saturating_sub(n_rows),
        };
        self.move_cursor(direction, n_rows);
    }

    /// Scrolls; the cursor stays, as long as it is on screen.
    fn scroll(&mut self, direction: Direction, n_rows: usize) {
        self.top = match direction {
            Direction::Forward => self.top.saturating_add(n_rows).min(self.last_top()),
            Direction::Backward => self.top.saturating_sub(n_rows),
        };
        let last = (self.top + self.height() - 1).min(self.last_row());
        self.cursor = self.cursor.clamp(self.top, last.max(self.top));
    }

    fn go_to(&mut self, number: usize) {
        self.cursor = number.saturating_sub(1).min(self.last_row());
        self.show_cursor();
    }

    fn click(&mut self, column: usize, row: usize) -> Effect {
        if row == HEAD - 1 {
            let spans = spans(self.size.width);
            let is_here = |span: &&Span| (span.x..=span.x + span.width).contains(&column);
            match spans.iter().find(is_here).map(|span| span.column) {
                Some(column) if column == self.sort => {
                    self.reversed = !self.reversed;
                    self.put_in_order_from_top();
                }
                Some(column) => self.sort_by(column),
                None => {}
            }
            return Effect::None;
        }
        let Some(row) = row.checked_sub(HEAD).map(|row| self.top + row) else {
            return Effect::None;
        };
        let is_in_table = row < self.shown.len() && row < self.top + self.height();
        match (is_in_table, row == self.cursor) {
            (false, _) => Effect::None,
            (true, true) => self.picked().map_or(Effect::None, Effect::Open),
            (true, false) => {
                self.cursor = row;
                Effect::None
            }
        }
    }

    /// The column `n` further to the right, and round.
    fn column_beside(&self, n: usize) -> Column {
        let at = Column::ALL.iter().position(|&column| column == self.sort);
        Column::ALL[(at.unwrap_or(0) + n) % Column::ALL.len()]
    }

    fn sort_by(&mut self, column: Column) {
        (self.sort, self.reversed) = (column, false);
        self.put_in_order_from_top();
    }

    fn put_in_order_from_top(&mut self) {
        (self.cursor, self.top) = (0, 0);
        self.put_in_order();
    }

    /// Sorts all pairs, and keeps the cursor on its pair.
    fn put_in_order(&mut self) {
        if self.sort == Column::Pair && self.is_whole && self.ranks.is_empty() {
            self.ranks = self.ranks_of_names();
        }
        let mut order: Vec<u64> = (0..self.items.len()).map(|n| self.key(n)).collect();
        order.sort_unstable();
        self.order = order;
        self.show_passing();
    }

    /// Puts pairs where they belong now; `before` are their keys until then.
    fn put_in_place(&mut self, pairs: &[usize], mut before: Vec<u64>) {
        before.sort_unstable();
        let mut before = before.into_iter().peekable();
        self.order.retain(|key| before.next_if_eq(key).is_none());
        let mut keys: Vec<u64> = pairs.iter().map(|&n| self.key(n)).collect();
        keys.sort_unstable();
        self.order.extend(keys);
        self.order.sort(); // two runs: they are only merged
    }

    /// What a pair is sorted by: its figure from the worst on, then pairs without a figure; and its index.
    fn key(&self, n: usize) -> u64 {
        let last = KEY_MAX + 1;
        let turned = |key: u32| if self.reversed { KEY_MAX - key } else { key };
        let key = match (self.sort, &self.items[n].state) {
            (Column::Number, _) => turned(n as u32),
            (Column::Pair, _) => turned(self.ranks.get(n).copied().unwrap_or(n as u32)),
            (column, State::Known(figures)) => column.badness(figures).map_or(last, turned),
            (_, State::Problem(_)) => last,
            (_, State::Waiting) => last + 1,
        };
        u64::from(key) << 32 | n as u64
    }

    /// Shows the pairs that pass the filter, and keeps the cursor on its pair.
    fn show_passing(&mut self) {
        let picked = self.picked();
        let n_letters = self.filter.n_letters();
        let pairs = self.order.iter().map(|&key| key as u32);
        self.shown.clear();
        self.shown
            .extend(pairs.filter(|&n| self.reach[n as usize] == n_letters));
        self.keep_cursor(picked);
    }

    /// The place of each pair in the order of ids and titles.
    fn ranks_of_names(&self) -> Vec<u32> {
        let mut order = Vec::with_capacity(self.items.len());
        for (n, item) in self.items.iter().enumerate() {
            let id = item.id.as_deref().map(natural::key);
            order.push((id, item.title.as_deref(), n));
        }
        order.sort_unstable();
        let mut ranks = vec![0; order.len()];
        for (rank, (.., n)) in order.into_iter().enumerate() {
            ranks[n] = rank as u32;
        }
        ranks
    }

    fn keep_cursor(&mut self, picked: Option<usize>) {
        let is_at_top = self.cursor == 0;
        let row = picked.and_then(|n| self.shown.iter().position(|&item| item as usize == n));
        if let Some(row) = row.filter(|_| !is_at_top) {
            // The picture stands still: what moves is what is above it.
            self.top = (self.top + row).saturating_sub(self.cursor);
            self.cursor = row;
        }
        if self.is_whole || !self.shown.is_empty() {
            self.show_cursor();
        }
    }

    /// Keeps the cursor in the table and on the screen.
    fn show_cursor(&mut self) {
        if !self.is_whole && self.shown.len() <= self.cursor {
            return; // its pair is still to come
        }
        self.cursor = self.cursor.min(self.last_row());
        let height = self.height();
        self.top = self
            .top
            .clamp((self.cursor + 1).saturating_sub(height), self.cursor);
        self.top = self.top.min(self.last_top());
    }

    fn last_row(&self) -> usize {
        self.shown.len().saturating_sub(1)
    }

    fn last_top(&self) -> usize {
        self.shown.len().saturating_sub(self.height())
    }

    fn add(&mut self, found: Vec<Found>) {
        let n_before = self.items.len();
        for found in found {
            let item = self.item(self.items.len(), found);
            self.n_known += usize::from(item.state != State::Waiting);
            self.n_problems += usize::from(matches!(item.state, State::Problem(_)));
            self.n_twice += usize::from(item.same_as.is_some());
            self.reach.push(self.filter.reach(&item, 0));
            self.items.push(item);
        }
        let pairs: Vec<usize> = (n_before..self.items.len()).collect();
        self.put_in_place(&pairs, Vec::new());
        self.show_passing();
    }

    fn item(&mut self, n: usize, found: Found) -> Item {
        let id = found.id.map(String::into_boxed_str);
        let same_as = id.as_ref().and_then(|id| {
            let first = *self.ids.entry(id.clone()).or_insert(n);
            Some(first).filter(|&first| first != n)
        });
        let before = self.before.get_mut(n).filter(|_| found.stayed);
        let (title, state) = match before {
            Some(item) => (
                item.title.take(),
                std::mem::replace(&mut item.state, State::Waiting),
            ),
            None => (None, State::Waiting),
        };
        Item {
            id,
            title: found.title.map(String::into_boxed_str).or(title),
            state: found.state.unwrap_or(state),
            same_as,
        }
    }

    fn figure(&mut self, figured: Vec<(usize, State, Option<Box<str>>)>) {
        let is_by_figure = !matches!(self.sort, Column::Number | Column::Pair);
        let mut pairs = Vec::new();
        if is_by_figure {
            let known = figured.iter().map(|&(n, ..)| n);
            pairs.extend(known.filter(|&n| n < self.items.len()));
            pairs.sort_unstable();
            pairs.dedup();
        }
        let before = pairs.iter().map(|&n| self.key(n)).collect();
        for (n, state, beginning) in figured {
            let Some(item) = self.items.get_mut(n) else {
                continue;
            };
            self.n_known += usize::from(item.state == State::Waiting);
            self.n_problems += usize::from(matches!(state, State::Problem(_)));
            item.state = state;
            if item.title.is_none() && beginning.is_some() {
                item.title = beginning;
                if item.id.is_none() {
                    self.ranks.clear(); // its title is its name
                }
                self.reach[n] = self.filter.reach(item, 0);
            }
        }
        if is_by_figure {
            self.put_in_place(&pairs, before);
        }
        if is_by_figure || self.filter.n_letters() > 0 {
            self.show_passing();
        }
    }

    /// Leaves out what does not go along with the last letter of the filter.
    fn narrow(&mut self) {
        let filter = &self.filter;
        let narrow = |items: &[Item], reach: &mut [usize]| {
            let mut filter = filter.clone();
            for (item, reach) in items.iter().zip(reach) {
                if *reach + 1 == filter.n_letters() {
                    *reach = filter.reach(item, *reach);
                }
            }
        };
        let n_cores = std::thread::available_parallelism().map_or(1, usize::from);
        let n_items = self.items.len().div_ceil(n_cores).max(ITEMS_MIN);
        let parts = self.items.chunks(n_items);
        let parts = Mutex::new(parts.zip(self.reach.chunks_mut(n_items)));
        let next = || parts.lock().unwrap_or_else(PoisonError::into_inner).next();
        let narrow_all = || {
            while let Some((items, reach)) = next() {
                narrow(items, reach);
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..self.items.len().div_ceil(n_items) {
                // Without a further thread, those that there are do its part.
                let _ = Builder::new().spawn_scoped(scope, narrow_all);
            }
            narrow_all();
        });
        (self.cursor, self.top) = (0, 0);
        self.show_passing();
    }

    /// Shows again what passes a filter that has become shorter.
    fn widen(&mut self) {
        let n_letters = self.filter.n_letters();
        for reach in &mut self.reach {
            *reach = n_letters.min(*reach);
        }
        self.show_passing();
    }

    fn forget_filter(&mut self) {
        self.filter.clear();
        self.widen();
    }
}
