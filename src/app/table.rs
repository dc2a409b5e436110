//! The table of the pairs of a collection, to pick one from: all of its state.
//!
//! [`Picker::input`] takes what a person does, [`Picker::learn`] what the background jobs found out about the pairs. The
//! cursor stays on its pair when others are inserted above it; only on the first row does it stay on the row, because
//! that is where the worst pair will be.
//!
//! `Items` holds the pairs, sorts and filters them, and knows no cursor; [`Picker`] holds the cursor.

mod columns;
mod figures;
mod filter;
mod items;

use crate::app::action::{Direction, EditAction, ListAction, Motion, Named, TableAction};
use crate::app::command_line::{CommandLine, LineCommand};
use crate::app::help::{Help, HelpAnswer};
use crate::app::key::{Input, Key, Size};
use crate::app::keymap::{Bindings, Keymap, Pending};
use crate::app::line_editor::Edited;
use crate::app::list::{List, ListClick, WHEEL_ROWS};
use crate::app::reader::Effect;
use crate::review::records::pair_name;
pub use columns::{ColumnSpan, TableColumn, spans};
pub use figures::{PairFigures, ReviewFigures};
use items::Items;
pub use items::{FoundPair, PairState, TableItem, TableNews, TablePart};
use std::sync::Arc;

/// What the keys go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableMode {
    /// The table, or its filter while that is typed.
    Table,
    /// A row's number or the name of an action, which is being typed.
    CommandLine(CommandLine),
    /// The help page.
    Help(Help),
}

/// The table and where the reader is in it.
#[derive(Debug, Clone)]
pub struct Picker {
    name: String,
    items: Items,
    /// Where the reader is in it.
    list: List,
    size: Size,
    mode: TableMode,
    keymap: Arc<Keymap>,
    pending: Pending,
    message: Option<String>,
    /// The pair that was opened last: an index into [`Picker::items`].
    opened: Option<usize>,
}

/// Rows above the table: the header and the titles of the columns.
pub const HEAD: usize = 2;

impl Picker {
    /// An empty table for the collection called `name`.
    pub fn new(name: impl Into<String>, size: Size) -> Picker {
        Picker {
            name: name.into(),
            items: Items::new(),
            list: List::default(),
            size,
            mode: TableMode::Table,
            keymap: Keymap::built_in(),
            pending: Pending::default(),
            message: None,
            opened: None,
        }
    }

    /// The same with other keys.
    pub fn with_keymap(self, keymap: &Arc<Keymap>) -> Picker {
        Picker {
            keymap: Arc::clone(keymap),
            ..self
        }
    }

    /// What the collection is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// All pairs, in the order of the collection.
    pub fn items(&self) -> &[TableItem] {
        self.items.all()
    }

    /// The pairs of the table from the first row on screen: indices into [`Picker::items`].
    pub fn visible(&self) -> &[u32] {
        let shown = self.items.passing();
        &shown[self.list.visible(shown.len(), self.height())]
    }

    /// The pair on a row of the table: an index into [`Picker::items`].
    pub fn pair_at(&self, row: usize) -> Option<usize> {
        self.items.passing().get(row).map(|&item| item as usize)
    }

    /// How many pairs pass the filter.
    pub fn n_shown(&self) -> usize {
        self.items.passing().len()
    }

    /// The row that the cursor is on, and the first row on screen.
    pub fn rows(&self) -> (usize, usize) {
        let visible = self.list.visible(self.n_shown(), self.height());
        (self.list.cursor, visible.start)
    }

    /// The pair that the cursor is on: an index into [`Picker::items`].
    pub fn picked(&self) -> Option<usize> {
        self.pair_at(self.list.cursor)
    }

    /// The pair that the cursor is on is read from now on. Gives what records call it: its id, and its number where it
    /// has none of its own.
    pub fn open_picked(&mut self) -> Option<String> {
        let pair = self.picked()?;
        self.opened = Some(pair);
        let item = &self.items()[pair];
        let is_first = item.same_as.is_none();
        Some(pair_name(item.id.as_deref(), is_first, pair))
    }

    /// How many pairs are known or known to be damaged, how many damaged, and how many have an id that came before.
    pub fn counts(&self) -> (usize, usize, usize) {
        self.items.counts()
    }

    /// Whether pairs are still being found or worked on.
    pub fn is_busy(&self) -> bool {
        self.items.is_busy()
    }

    /// The same table, about whose pairs these checkers are asked.
    pub fn with_checkers(self, checkers: Vec<String>) -> Picker {
        Picker {
            items: self.items.with_checkers(checkers),
            ..self
        }
    }

    /// The names of the checkers at work, and how many pairs of how many they have checked.
    pub fn checking(&self) -> Option<(String, usize, usize)> {
        self.items.checking()
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

    /// Notes how much of the opened pair is reviewed now. Its row stays where it is until [`Picker::come_back`].
    pub fn note_review(&mut self, review: ReviewFigures) {
        if let Some(pair) = self.opened {
            self.items.note_review(pair, review);
        }
    }

    /// Notes other figures of the opened pair, but for its review; it stays where it is, too.
    pub fn note_figures(&mut self, figures: PairFigures) {
        if let Some(pair) = self.opened {
            self.items.note_figures(pair, figures);
        }
    }

    /// The opened pair is closed: the table is sorted and filtered by what was said of its pairs.
    pub fn come_back(&mut self) {
        let picked = self.picked();
        self.items.settle_review();
        self.keep_cursor(picked);
    }

    /// The part of the pairs that is shown.
    pub fn part(&self) -> TablePart {
        self.items.part()
    }

    /// Whether something was said of any pair.
    pub fn has_review(&self) -> bool {
        self.items.has_review()
    }

    /// The column that the pairs are sorted by, and whether from its other end.
    pub fn sort(&self) -> (TableColumn, bool) {
        self.items.sort()
    }

    /// What is looked for in ids and titles.
    pub fn filter(&self) -> &str {
        self.list.filter.text()
    }

    /// Where the reader is in the table.
    pub fn list(&self) -> &List {
        &self.list
    }

    /// What the keys go to.
    pub fn mode(&self) -> &TableMode {
        &self.mode
    }

    /// The keys of this session.
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
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
        self.pending.keys_so_far()
    }

    /// Rows of the table that a screen shows.
    pub fn height(&self) -> usize {
        self.size.height.saturating_sub(HEAD + 1).max(1)
    }

    /// Says something in the status line.
    pub fn tell(&mut self, message: String) {
        self.message = Some(message);
    }

    /// Handles a key, a click, pasted text or a resize.
    pub fn input(&mut self, input: Input) -> Effect {
        match input {
            Input::Resize(size) => {
                self.size = size;
                if let TableMode::Help(help) = &mut self.mode {
                    help.width = size.width;
                }
                self.show_cursor();
                return Effect::None;
            }
            Input::Key(key) => return self.press(key),
            _ => self.message = None,
        }
        match input {
            Input::Click { column, row } => return self.click(column, row),
            Input::WheelUp => self.turn_wheel(Direction::Backward),
            Input::WheelDown => self.turn_wheel(Direction::Forward),
            Input::Paste(text) => self.paste(&text),
            Input::Drag { .. } | Input::Release | Input::Key(_) | Input::Resize(_) => {}
        }
        Effect::None
    }

    /// A key goes to the line that is being typed, if there is one, else to the bindings of the mode.
    fn press(&mut self, key: Key) -> Effect {
        let keymap = Arc::clone(&self.keymap);
        let height = self.help_height();
        match &mut self.mode {
            TableMode::Table if self.list.is_typing => {
                self.message = None;
                self.type_filter(key, &keymap.prompt);
                Effect::None
            }
            TableMode::Table => self.press_in(&keymap.table, key, Picker::apply),
            TableMode::CommandLine(_) => {
                self.message = None;
                self.type_command(key, &keymap.prompt)
            }
            TableMode::Help(help) if help.list.is_typing => {
                let n_rows = help.rows().len();
                help.list.press(key, &keymap.prompt, n_rows, height);
                Effect::None
            }
            TableMode::Help(_) => self.press_in(&keymap.help, key, Picker::apply_help),
        }
    }

    /// Runs what a key is bound to, once its binding is complete.
    fn press_in<A: Named>(
        &mut self,
        bindings: &Bindings<A>,
        key: Key,
        apply: impl FnOnce(&mut Picker, A, Option<usize>) -> Effect,
    ) -> Effect {
        let (keymap, message) = (&self.keymap, &mut self.message);
        let pressed = self.pending.press(key, bindings, keymap, message);
        pressed.map_or(Effect::None, |(action, count)| apply(self, action, count))
    }

    /// Takes what the background jobs found out.
    pub fn learn(&mut self, news: TableNews) {
        let picked = self.picked();
        // While the collection is reloaded, the cursor and the first row wait for their pairs to come back.
        if self.items.learn(news) {
            self.keep_cursor(picked);
        }
    }

    /// Puts the cursor on the `times`th pair before or behind it that is not damaged; `None` if there is none.
    pub fn step(&mut self, direction: Direction, times: usize) -> Option<usize> {
        let is_fine = |&row: &usize| {
            let item = self.pair_at(row).map(|pair| &self.items()[pair]);
            item.is_some_and(|item| !matches!(item.state, PairState::Problem(_)))
        };
        let nth = times.max(1) - 1;
        let row = match direction {
            Direction::Forward => {
                let after = self.list.cursor + 1..self.n_shown();
                after.filter(is_fine).nth(nth)
            }
            Direction::Backward => {
                let before = 0..self.list.cursor.min(self.n_shown());
                before.rev().filter(is_fine).nth(nth)
            }
        };
        self.list.cursor = row?;
        self.show_cursor();
        self.picked()
    }

    /// Applies an action, `count` times where that makes sense.
    pub fn apply(&mut self, action: TableAction, count: Option<usize>) -> Effect {
        use Direction::{Backward, Forward};
        let times = count.unwrap_or(1);
        match action {
            TableAction::List(ListAction::Move(motion)) => self.go(motion, count),
            TableAction::List(ListAction::Confirm) | TableAction::Open => {
                let picked = self.picked();
                return picked.map_or(Effect::None, Effect::Open);
            }
            TableAction::List(ListAction::Filter) => self.list.is_typing = true,
            TableAction::List(ListAction::Help) => {
                let rows = self.keymap.help_for_table();
                self.mode = TableMode::Help(Help::new(rows, self.size.width));
            }
            TableAction::Sort(Forward) => self.sort_by(self.column_beside(times)),
            TableAction::Sort(Backward) => {
                let n = TableColumn::of_table(self.has_review()).len();
                self.sort_by(self.column_beside(n - times % n));
            }
            TableAction::Reverse => self.reverse(),
            TableAction::Part => self.show_part(self.part().next()),
            TableAction::ReadAgain => return Effect::ReadAgain,
            TableAction::CommandLine => {
                self.mode = TableMode::CommandLine(CommandLine::default());
            }
            TableAction::ForgetFilter => self.forget_filter(),
            TableAction::List(ListAction::Close) | TableAction::Quit => return Effect::Quit,
        }
        Effect::None
    }

    fn go(&mut self, motion: Motion, count: Option<usize>) {
        self.list.go(motion, count, self.n_shown(), self.height());
    }

    fn type_filter(&mut self, key: Key, bindings: &Bindings<EditAction>) {
        let (n_rows, height, was) = (self.n_shown(), self.height(), self.picked());
        let before = self.filter().len();
        if self.list.press(key, bindings, n_rows, height) {
            self.filter_again();
            // Deleting a letter brings the cursor back to the pair it was on.
            if self.filter().len() < before {
                self.keep_cursor(was);
            }
        }
    }

    fn filter_again(&mut self) {
        let text = self.list.filter.text().to_owned();
        self.items.set_filter(&text);
        self.list.keep_within(self.n_shown(), self.height());
    }

    fn type_command(&mut self, key: Key, bindings: &Bindings<EditAction>) -> Effect {
        let TableMode::CommandLine(command) = &mut self.mode else {
            return Effect::None;
        };
        match command.line.press(key, bindings) {
            Edited::Text => command.forget_completion(),
            Edited::Completion(direction) => command.complete::<TableAction>(direction),
            Edited::Cancelled => self.mode = TableMode::Table,
            Edited::Confirmed => {
                let command = command.command::<TableAction>();
                self.mode = TableMode::Table;
                match command {
                    Ok(LineCommand::Nothing | LineCommand::Other(_)) => {}
                    Ok(LineCommand::Number(number)) => self.go(Motion::Start, Some(number)),
                    Ok(LineCommand::Action(action)) => return self.apply(action, None),
                    Ok(LineCommand::Quit) => return Effect::Quit,
                    Err(problem) => self.message = Some(problem),
                }
            }
            Edited::Cursor | Edited::Row(_) | Edited::Break => {}
        }
        Effect::None
    }

    fn apply_help(&mut self, action: ListAction, count: Option<usize>) -> Effect {
        let height = self.help_height();
        let TableMode::Help(help) = &mut self.mode else {
            return Effect::None;
        };
        let answer = help.apply(action, count, height);
        if answer != HelpAnswer::Stay {
            self.mode = TableMode::Table;
        }
        match answer {
            HelpAnswer::Run(name) => {
                let action = TableAction::named(name);
                action.map_or(Effect::None, |action| self.apply(action, None))
            }
            HelpAnswer::Stay | HelpAnswer::Close => Effect::None,
        }
    }

    /// Rows of the help page below its title.
    fn help_height(&self) -> usize {
        self.size.height.saturating_sub(3).max(1)
    }

    fn turn_wheel(&mut self, direction: Direction) {
        let height = self.help_height();
        match &mut self.mode {
            TableMode::Help(help) => {
                let n_rows = help.rows().len();
                help.list.scroll(direction, WHEEL_ROWS, n_rows, height);
            }
            TableMode::Table | TableMode::CommandLine(_) => {
                let (n_rows, height) = (self.n_shown(), self.height());
                self.list.scroll(direction, WHEEL_ROWS, n_rows, height);
            }
        }
    }

    fn paste(&mut self, text: &str) {
        match &mut self.mode {
            TableMode::CommandLine(command) => {
                command.line.insert(text);
                command.forget_completion();
            }
            TableMode::Help(help) if help.list.is_typing => {
                help.list.filter.insert(text);
                help.list.cursor = 0;
            }
            TableMode::Table if self.list.is_typing => {
                self.list.filter.insert(text);
                self.list.cursor = 0;
                self.filter_again();
            }
            TableMode::Table | TableMode::Help(_) => {
                self.message = Some("there is no line to paste into".to_owned());
            }
        }
    }

    fn click(&mut self, column: usize, row: usize) -> Effect {
        if let TableMode::Help(help) = &mut self.mode {
            let (n_rows, height) = (help.rows().len(), self.size.height.saturating_sub(3).max(1));
            let clicked = row
                .checked_sub(HEAD)
                .map(|row| help.list.click(row, n_rows, height));
            return match clicked {
                Some(ListClick::Again) => self.apply_help(ListAction::Confirm, None),
                _ => Effect::None,
            };
        }
        if row == HEAD - 1 {
            let spans = spans(self.size.width, self.has_review());
            let is_here = |span: &&ColumnSpan| (span.x..=span.x + span.width).contains(&column);
            match spans.iter().find(is_here).map(|span| span.column) {
                Some(column) if column == self.sort().0 => self.reverse(),
                Some(column) => self.sort_by(column),
                None => {}
            }
            return Effect::None;
        }
        let Some(row) = row.checked_sub(HEAD) else {
            return Effect::None;
        };
        match self.list.click(row, self.n_shown(), self.height()) {
            ListClick::Again => self.picked().map_or(Effect::None, Effect::Open),
            ListClick::Chosen | ListClick::Nothing => Effect::None,
        }
    }

    /// The column `n` further to the right, and round.
    fn column_beside(&self, n: usize) -> TableColumn {
        let (sort, _) = self.sort();
        let columns = TableColumn::of_table(self.has_review());
        let at = columns.iter().position(|&column| column == sort);
        columns[(at.unwrap_or(0) + n) % columns.len()]
    }

    fn sort_by(&mut self, column: TableColumn) {
        self.items.sort_by(column, false);
        (self.list.cursor, self.list.top) = (0, 0);
    }

    fn reverse(&mut self) {
        let (column, reversed) = self.sort();
        self.items.sort_by(column, !reversed);
        (self.list.cursor, self.list.top) = (0, 0);
    }

    fn forget_filter(&mut self) {
        let picked = self.picked();
        self.list.forget_filter();
        self.items.set_filter("");
        self.items.show_part(TablePart::All);
        self.keep_cursor(picked);
    }

    fn show_part(&mut self, part: TablePart) {
        let picked = self.picked();
        self.items.show_part(part);
        self.keep_cursor(picked);
    }

    /// Puts the cursor on the pair that it was on before what is shown has changed.
    fn keep_cursor(&mut self, picked: Option<usize>) {
        let List { cursor, top, .. } = &mut self.list;
        let is_at_top = *cursor == 0;
        let mut shown = self.items.passing().iter();
        let row = picked.and_then(|n| shown.position(|&item| item as usize == n));
        if let Some(row) = row.filter(|_| !is_at_top) {
            // The visible rows stay where they are; only the rows above them change.
            *top = (*top + row).saturating_sub(*cursor);
            *cursor = row;
        }
        if self.is_whole() || self.n_shown() > 0 {
            self.show_cursor();
        }
    }

    /// Keeps the cursor in the table and on the screen.
    fn show_cursor(&mut self) {
        if !self.is_whole() && self.n_shown() <= self.list.cursor {
            return; // its pair is still to come
        }
        self.list.keep_within(self.n_shown(), self.height());
    }
}
