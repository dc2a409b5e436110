//! The table of the pairs of a collection, from which one is picked: all of its state, and the two doors to it.
//!
//! [`Picker::apply`] does what the reader asks, [`Picker::learn`] takes in what the rim found out about the pairs in
//! the meantime. The cursor stays on its pair when others come in above it, but who stands on the first row stays
//! there: that is where the worst one comes to stand.
//!
//! Which pairs there are, in which order, and which of them are shown is the business of `Items`, which knows nothing
//! of a cursor; where the reader is among them is the business of [`Picker`].

mod columns;
mod figures;
mod filter;
mod items;

use crate::app::action::{Action, Direction};
use crate::app::key::{Input, Size};
use crate::app::keymap::{self, Pending};
use crate::app::reader::Effect;
pub use columns::{Column, Span, spans};
pub use figures::Figures;
use items::Items;
pub use items::{Found, Item, News, State};

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
    items: Items,
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

impl Picker {
    /// An empty table for the collection called `name`.
    pub fn new(name: impl Into<String>, size: Size) -> Picker {
        Picker {
            name: name.into(),
            items: Items::new(),
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
        self.items.all()
    }

    /// The pairs of the table from the first row on screen: indices into [`Picker::items`].
    pub fn visible(&self) -> &[u32] {
        let shown = self.items.shown();
        let end = shown.len().min(self.top + self.height());
        &shown[self.top.min(end)..end]
    }

    /// The pair on a row of the table: an index into [`Picker::items`].
    pub fn pair_at(&self, row: usize) -> Option<usize> {
        self.items.shown().get(row).map(|&item| item as usize)
    }

    /// How many pairs pass the filter.
    pub fn n_shown(&self) -> usize {
        self.items.shown().len()
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
        self.items.counts()
    }

    /// Whether pairs are still being found or worked on.
    pub fn is_busy(&self) -> bool {
        self.items.is_busy()
    }

    /// Whether all pairs were found.
    pub fn is_whole(&self) -> bool {
        self.items.is_whole()
    }

    /// Whether the collection has changed since it was read.
    pub fn has_changed(&self) -> bool {
        self.items.has_changed()
    }

    /// What there is to say about the collection as a whole.
    pub fn note(&self) -> Option<&str> {
        self.items.note()
    }

    /// The column that the pairs are sorted by, and whether from its other end.
    pub fn sort(&self) -> (Column, bool) {
        self.items.sort()
    }

    /// What is looked for in ids and titles.
    pub fn filter(&self) -> &str {
        self.items.filter()
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
        let picked = self.picked();
        // While all is read again, the cursor and the first row wait for their pairs to come back.
        if self.items.learn(news) {
            self.keep_cursor(picked);
        }
    }

    /// Puts the cursor on the `times`th pair before or behind it that is not damaged; `None` if there is none.
    pub fn step(&mut self, direction: Direction, times: usize) -> Option<usize> {
        let is_fine = |&row: &usize| {
            let item = self.pair_at(row).map(|pair| &self.items()[pair]);
            item.is_some_and(|item| !matches!(item.state, State::Problem(_)))
        };
        let nth = times.max(1) - 1;
        let row = match direction {
            Direction::Forward => (self.cursor + 1..self.n_shown()).filter(is_fine).nth(nth),
            Direction::Backward => {
                let before = 0..self.cursor.min(self.n_shown());
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
            Action::Reverse => self.reverse(),
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
                self.items.narrow(letter);
                (self.cursor, self.top) = (0, 0);
            }
            Action::Erase if self.filter().is_empty() => self.mode = Mode::Table,
            Action::Erase => {
                let picked = self.picked();
                self.items.widen();
                self.keep_cursor(picked);
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
                Some(column) if column == self.sort().0 => self.reverse(),
                Some(column) => self.sort_by(column),
                None => {}
            }
            return Effect::None;
        }
        let Some(row) = row.checked_sub(HEAD).map(|row| self.top + row) else {
            return Effect::None;
        };
        let is_in_table = row < self.n_shown() && row < self.top + self.height();
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
        let (sort, _) = self.sort();
        let at = Column::ALL.iter().position(|&column| column == sort);
        Column::ALL[(at.unwrap_or(0) + n) % Column::ALL.len()]
    }

    fn sort_by(&mut self, column: Column) {
        self.items.sort_by(column, false);
        (self.cursor, self.top) = (0, 0);
    }

    fn reverse(&mut self) {
        let (column, reversed) = self.sort();
        self.items.sort_by(column, !reversed);
        (self.cursor, self.top) = (0, 0);
    }

    fn forget_filter(&mut self) {
        let picked = self.picked();
        self.items.forget_filter();
        self.keep_cursor(picked);
    }

    /// Puts the cursor on the pair that it was on before what is shown has changed.
    fn keep_cursor(&mut self, picked: Option<usize>) {
        let is_at_top = self.cursor == 0;
        let mut shown = self.items.shown().iter();
        let row = picked.and_then(|n| shown.position(|&item| item as usize == n));
        if let Some(row) = row.filter(|_| !is_at_top) {
            // The picture stands still: what moves is what is above it.
            self.top = (self.top + row).saturating_sub(self.cursor);
            self.cursor = row;
        }
        if self.is_whole() || self.n_shown() > 0 {
            self.show_cursor();
        }
    }

    /// Keeps the cursor in the table and on the screen.
    fn show_cursor(&mut self) {
        if !self.is_whole() && self.n_shown() <= self.cursor {
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
        self.n_shown().saturating_sub(1)
    }

    fn last_top(&self) -> usize {
        self.n_shown().saturating_sub(self.height())
    }
}
