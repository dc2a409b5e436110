//! All state of a reading session, and [`Reader::apply`], the one function that changes it.
//!
//! Of the picture only this is state: the place (a byte of the lead's text that the cursor's passage holds), what
//! stands where on the screen ([`Anchor`]), the size, and a mode. Rows are looked up from places, so a place
//! survives every resize and change of layout; the follower's rows are a function of the lead's
//! ([`Reader::top`]), so the panes cannot drift.

mod jumps;
mod prompt;

use crate::action::{Action, Copied, Direction, Target};
use crate::align::Relation;
use crate::diptych::Diptych;
use crate::frame::{Frame, Shape};
use crate::key::{Input, Size};
use crate::keymap::{self, Pending};
use crate::layout::{Arrangement, Layout};
use crate::search::Search;
use crate::side::{Pair, Side};
use jumps::Jumps;
pub use prompt::{Outline, Prompt, PromptKind};

/// What the rim has to do after an action.
#[must_use]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Nothing but draw.
    None,
    /// Leave.
    Quit,
    /// Hand this to the clipboard.
    Copy(String),
    /// Take the mouse (true) or leave it to the terminal.
    Mouse(bool),
}

/// Where the reader is: a byte of a side's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The lead: the pane that the cursor is in.
    pub side: Side,
    /// A byte of the cursor's passage.
    pub offset: usize,
}

/// What holds the picture still: a byte of the lead's text and the row of the pane that it stands on. It is set by
/// scrolling and kept by resizing, so that resizing back gives the same picture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Anchor {
    /// A byte of the lead's text.
    pub offset: usize,
    /// The row of the pane, counted from its top; past its foot where the lead starts below what is on screen.
    pub row: i64,
    /// The height of the pane at the time.
    pub height: i64,
}

/// What the highlighting shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum Lens {
    /// Changes where a match is verbatim or edited, shared words where it is reworded.
    Auto,
    /// Words removed on the left, added on the right.
    Changes,
    /// Words that survived on both sides.
    Shared,
    /// Plain reading.
    Off,
}

/// How to read, as far as it is not the pair's own business.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The layout that was asked for; `None`: what suits the pair.
    pub arrangement: Option<Arrangement>,
    /// The lens to begin with.
    pub lens: Lens,
    /// The most columns a line of text may have.
    pub measure: usize,
    /// The names of the themes there are.
    pub themes: Vec<String>,
    /// The one to begin with: an index into `themes`.
    pub theme: usize,
    /// Whether the mouse is diptych's, not left to the terminal.
    pub has_mouse: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            arrangement: None,
            lens: Lens::Auto,
            measure: 80,
            themes: Vec::new(),
            theme: 0,
            has_mouse: true,
        }
    }
}

/// What the keys go to.
#[derive(Debug, Clone)]
pub enum Mode {
    /// The text.
    Reading,
    /// The help page, from this row on.
    Help(usize),
    /// A line that is being typed.
    Prompt(Prompt),
    /// The list of headings.
    Outline(Outline),
    /// The list of themes; the one to go back to if none is chosen.
    Themes(usize),
}

/// From the share of words kept in order (0 to 1) at which the texts are laid side by side (DESIGN, "The screen").
const ALIGNED_FROM: f64 = 0.8;

/// Rows between the cursor's passage and the edge of the pane, as vim's `scrolloff`, where there is room.
const MARGIN: i64 = 2;

/// A reading session.
#[derive(Debug, Clone)]
pub struct Reader {
    diptych: Diptych,
    options: Options,
    /// The layout in use where the screen is wide enough for it.
    wanted: Arrangement,
    size: Size,
    place: Place,
    anchor: Anchor,
    mode: Mode,
    search: Option<Search>,
    jumps: Jumps,
    /// The passage of each side that the cursor last stood on: where a further Tab goes on from.
    last: Pair<Option<usize>>,
    pending: Pending,
    message: Option<String>,
    zoomed: bool,
    /// Columns that the rule stands right of the middle.
    split: i64,
    /// Whether the rule is what the mouse holds.
    drags_rule: bool,
    /// Derived from the pair, the size and the wanted arrangement.
    layout: Layout,
}

impl Reader {
    /// Opens a pair on a screen of `size`.
    pub fn new(diptych: Diptych, options: Options, size: Size) -> Reader {
        let wanted = options.arrangement.unwrap_or_else(|| suitable(&diptych));
        let shape = Shape {
            measure: options.measure,
            split: 0,
            zoomed: None,
        };
        let layout = laid_out(&diptych, wanted, size, shape);
        let message = (!diptych.notes.is_empty()).then(|| diptych.notes.join("; "));
        let place = Place {
            side: Side::Rewrite,
            offset: 0,
        };
        let mut reader = Reader {
            diptych,
            options,
            wanted,
            size,
            place,
            anchor: Anchor::default(),
            mode: Mode::Reading,
            search: None,
            jumps: Jumps::default(),
            last: Pair::default(),
            pending: Pending::default(),
            message,
            zoomed: false,
            split: 0,
            drags_rule: false,
            layout,
        };
        reader.stand_at_start();
        reader
    }

    /// The pair.
    pub fn diptych(&self) -> &Diptych {
        &self.diptych
    }

    /// Its rows at this size.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Where everything stands on the screen.
    pub fn frame(&self) -> Frame {
        Frame::new(self.size, self.layout.arrangement, self.shape())
    }

    fn shape(&self) -> Shape {
        Shape {
            measure: self.options.measure,
            split: self.split,
            zoomed: self.zoomed.then_some(self.lead()),
        }
    }

    /// The theme in use: an index into the options' themes.
    pub fn theme(&self) -> usize {
        self.options.theme
    }

    /// Whether the mouse is diptych's, not left to the terminal.
    pub fn has_mouse(&self) -> bool {
        self.options.has_mouse
    }

    /// The names of the themes there are.
    pub fn themes(&self) -> &[String] {
        &self.options.themes
    }

    /// Where the reader is.
    pub fn place(&self) -> Place {
        self.place
    }

    /// The side that the cursor is in.
    pub fn lead(&self) -> Side {
        self.place.side
    }

    /// The passage of the lead that the cursor is on; `None` in an empty text.
    pub fn cursor(&self) -> Option<usize> {
        self.diptych.passage_at(self.lead(), self.place.offset)
    }

    /// What the highlighting shows.
    pub fn lens(&self) -> Lens {
        self.options.lens
    }

    /// What the keys go to.
    pub fn mode(&self) -> &Mode {
        &self.mode
    }

    /// The search whose hits are shown.
    pub fn search(&self) -> Option<&Search> {
        self.search.as_ref()
    }

    /// What the last action had to say.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The keys typed so far.
    pub fn pending(&self) -> String {
        self.pending.shown()
    }

    /// The row of a side that stands in the first row of its pane; negative or past the end where the pane runs past
    /// the text.
    pub fn top(&self, side: Side) -> i64 {
        if side == self.lead() || self.layout.shares_rows() {
            self.lead_top()
        } else {
            self.follower_top()
        }
    }

    /// Turns a key, click or resize into its action and applies it.
    pub fn input(&mut self, input: Input) -> Effect {
        let (action, count) = match input {
            Input::Resize(size) => (Action::Resize(size), None),
            Input::Click { column, row } => (Action::Click { column, row }, None),
            Input::Drag { column } => (Action::Drag { column }, None),
            Input::WheelUp => (Action::Wheel(Direction::Backward), None),
            Input::WheelDown => (Action::Wheel(Direction::Forward), None),
            Input::Key(key) => {
                let pressed = match &self.mode {
                    Mode::Prompt(_) | Mode::Outline(_) | Mode::Themes(_) => {
                        keymap::prompt_action(key).map(|action| (action, None))
                    }
                    Mode::Reading | Mode::Help(_) => {
                        let escapes = key == keymap::ESCAPE && self.pending.clear();
                        if escapes {
                            None
                        } else {
                            self.pending.press(key)
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

    /// Does what was asked, `count` times where that has a meaning. The only door to the state.
    pub fn apply(&mut self, action: Action, count: Option<usize>) -> Effect {
        match action {
            Action::Resize(size) => self.resize(size),
            Action::Load(diptych) => self.load(*diptych),
            Action::Abort => return Effect::Quit,
            action => {
                self.message = None;
                return match self.mode {
                    Mode::Reading => self.apply_reading(action, count),
                    Mode::Help(top) => self.apply_help(action, top),
                    Mode::Prompt(_) => self.apply_prompt(action),
                    Mode::Outline(_) => self.apply_outline(action),
                    Mode::Themes(before) => self.apply_themes(action, before),
                };
            }
        }
        Effect::None
    }

    fn apply_reading(&mut self, action: Action, count: Option<usize>) -> Effect {
        let times = count.unwrap_or(1);
        match action {
            Action::Passage(direction) => self.passage(direction, times),
            Action::Line(direction) => self.scroll(direction, times),
            Action::Wheel(direction) => self.scroll(direction, 3),
            Action::HalfScreen(direction) => {
                self.screens(direction, times, (self.frame().height / 2).max(1))
            }
            Action::Screen(direction) => self.screens(
                direction,
                times,
                self.frame().height.saturating_sub(2).max(1),
            ),
            Action::Start => self.go_to(count.unwrap_or(1)),
            Action::End => self.go_to(count.unwrap_or(usize::MAX)),
            Action::GoToPrompt => self.mode = Mode::Prompt(Prompt::go_to()),
            Action::Counterpart => self.counterpart(),
            Action::Pane(side) => self.pane(side),
            Action::Next(target, direction) => self.next(target, direction, times),
            Action::Jump(direction) => self.jump_back(direction, times),
            Action::SearchPrompt => {
                self.mode = Mode::Prompt(Prompt::search(self.place, self.anchor))
            }
            Action::Hit(direction) => self.hit(direction, times),
            Action::Outline => self.open_outline(),
            Action::Lens => self.options.lens = next_lens(self.options.lens),
            Action::Layout => self.change_layout(),
            Action::Copy(what) => return self.copy(what),
            Action::Zoom => {
                self.zoomed = !self.zoomed;
                self.lay_out();
            }
            Action::Themes => self.mode = Mode::Themes(self.options.theme),
            Action::Mouse => return self.free_mouse(),
            Action::Help => self.mode = Mode::Help(0),
            Action::Close => self.search = None,
            Action::Quit | Action::Abort => return Effect::Quit,
            Action::Click { column, row } => self.click(column, row),
            Action::Drag { column } => self.drag(column),
            Action::Type(_) | Action::Erase | Action::EraseAll | Action::Confirm => {}
            Action::Resize(_) | Action::Load(_) => unreachable!("these are applied in every mode"),
        }
        Effect::None
    }

    fn apply_help(&mut self, action: Action, top: usize) -> Effect {
        use Direction::{Backward, Forward};
        let page = self.frame().height.saturating_sub(2).max(1);
        let last = keymap::help().len().saturating_sub(self.frame().height);
        let top = match action {
            Action::Passage(Forward) | Action::Line(Forward) => top + 1,
            Action::Passage(Backward) | Action::Line(Backward) => top.saturating_sub(1),
            Action::HalfScreen(Forward) | Action::Screen(Forward) => top + page,
            Action::HalfScreen(Backward) | Action::Screen(Backward) => top.saturating_sub(page),
            Action::Wheel(Forward) => top + 3,
            Action::Wheel(Backward) => top.saturating_sub(3),
            Action::Start => 0,
            Action::End => last,
            Action::Close | Action::Quit | Action::Help => {
                self.mode = Mode::Reading;
                return Effect::None;
            }
            _ => top,
        };
        self.mode = Mode::Help(top.min(last));
        Effect::None
    }

    // ---- where things stand

    fn lead_top(&self) -> i64 {
        self.layout.row_at(self.lead(), self.anchor.offset) as i64 - self.shown_anchor_row()
    }

    /// The anchor's row. One that stood in the pane is pulled into it where the pane has become too low.
    fn shown_anchor_row(&self) -> i64 {
        let Anchor { row, height, .. } = self.anchor;
        if row < height {
            row.min(self.frame().height as i64 - 1)
        } else {
            row
        }
    }

    /// The scroll law of `flow` (DESIGN, "One scroll position"): F(top + s) − s, where s is the cursor's first row on
    /// screen; a moved passage has its counterpart beside it instead.
    fn follower_top(&self) -> i64 {
        let (lead, top) = (self.lead(), self.lead_top());
        let height = self.frame().height as i64;
        let Some(cursor) = self.cursor() else {
            return self.across(top as f64);
        };
        let (first, last) = self.rows_of(lead, cursor);
        let sync = (first - top).clamp(0, height - 1);
        let is_on_screen = last >= top && first < top + height;
        if !is_on_screen {
            return self.across((top + sync) as f64) - sync;
        }
        let hidden = (top - first).max(0) as f64;
        if self.diptych.passages[lead][cursor].moved
            && let Some(&there) = self.diptych.counterparts(lead, cursor).first()
        {
            let (first_there, last_there) = self.rows_of(lead.other(), there);
            let ratio = (last_there - first_there + 1) as f64 / (last - first + 1) as f64;
            return first_there + (hidden * ratio) as i64 - sync;
        }
        let start = self.diptych.passage_range(lead, cursor).start;
        let here = if hidden > 0.0 {
            top as f64
        } else {
            self.layout.position(lead, start)
        };
        self.across(here) - sync
    }

    fn across(&self, x: f64) -> i64 {
        // Interpolation can end a hair below the row it means.
        (self.layout.across(self.lead(), x) + 1e-9).floor() as i64
    }

    /// The first and last row of a passage.
    pub fn rows_of(&self, side: Side, passage: usize) -> (i64, i64) {
        let range = self.diptych.passage_range(side, passage);
        (
            self.layout.row_at(side, range.start) as i64,
            self.layout.row_at(side, range.end - 1) as i64,
        )
    }

    fn set_top(&mut self, top: i64) {
        let height = self.frame().height;
        let (lowest, highest) = self.layout.top_range(self.lead(), height);
        self.set_top_freely(top.clamp(lowest, highest));
    }

    /// Scrolls without regard to the ends; the anchor becomes the cursor, or the first text on the screen.
    fn set_top_freely(&mut self, top: i64) {
        let lead = self.lead();
        let height = self.frame().height as i64;
        if let Some(cursor) = self.cursor() {
            let first = self.rows_of(lead, cursor).0;
            if (top..top + height).contains(&first) {
                let offset = self.diptych.passage_range(lead, cursor).start;
                self.anchor = Anchor {
                    offset,
                    row: first - top,
                    height,
                };
                return;
            }
        }
        let rows = &self.layout.rows[lead];
        let row = rows.get(top.max(0) as usize).or(rows.last());
        let offset = row.map_or(0, |row| row.range.start);
        // A row past the last text has no text of its own to hold on to: the last one's is taken.
        let row = self.layout.row_at(lead, offset) as i64;
        self.anchor = Anchor {
            offset,
            row: row - top,
            height,
        };
    }

    /// Stands on the first passage beside which both texts can show their first line, in the rewrite if possible.
    fn stand_at_start(&mut self) {
        let height = self.frame().height as i64;
        for side in [Side::Rewrite, Side::Original] {
            for passage in 0..self.diptych.passages[side].len() {
                if self.rows_of(side, passage).0 >= height {
                    break;
                }
                self.stand_at_top(side, passage);
                if (1 - height..=0).contains(&self.top(side.other())) {
                    return;
                }
            }
        }
        let is_empty = self.diptych.passages.rewrite.is_empty();
        self.stand_at_top(
            if is_empty {
                Side::Original
            } else {
                Side::Rewrite
            },
            0,
        );
    }

    /// Puts the cursor on a passage with the side's first row at the top.
    fn stand_at_top(&mut self, side: Side, passage: usize) {
        self.place = Place { side, offset: 0 };
        self.set_cursor(passage);
        self.set_top_freely(0);
    }

    /// Puts the cursor on a passage of the lead. Does not scroll.
    fn set_cursor(&mut self, passage: usize) {
        let lead = self.lead();
        if passage < self.diptych.passages[lead].len() {
            self.place.offset = self.diptych.passage_range(lead, passage).start;
            self.last[lead] = Some(passage);
        }
    }

    /// Scrolls as little as it takes to show the cursor's passage, or, if that is taller than the pane, its start.
    fn show_cursor(&mut self) {
        let Some(cursor) = self.cursor() else { return };
        let (first, last) = self.rows_of(self.lead(), cursor);
        let height = self.frame().height as i64;
        let margin = MARGIN.min((height - (last - first + 1)) / 2).max(0);
        let top = self.lead_top();
        let wanted = top.max(last + margin + 1 - height).min(first - margin);
        let wanted = if last - first >= height {
            first
        } else {
            wanted
        };
        if wanted == top {
            self.set_top_freely(top);
        } else {
            self.set_top(wanted);
        }
        self.insist_on_cursor(first, last);
    }

    /// At the ends of the text the limits of scrolling yield to the cursor.
    fn insist_on_cursor(&mut self, first: i64, last: i64) {
        let (top, height) = (self.lead_top(), self.frame().height as i64);
        if first < top || (last >= top + height && first > top) {
            self.set_top_freely(first.min((last + 1 - height).max(0)));
        }
    }

    /// After a jump: stay if the passage is in sight, else put it a third down the pane.
    fn show_jump(&mut self) {
        let Some(cursor) = self.cursor() else { return };
        let (first, last) = self.rows_of(self.lead(), cursor);
        let (top, height) = (self.lead_top(), self.frame().height as i64);
        if first >= top && last < top + height {
            return self.set_top_freely(top);
        }
        let above = (height / 3).min(height - (last - first + 1)).max(0);
        self.set_top(first - above);
        self.insist_on_cursor(first, last);
    }

    // ---- moving

    fn passage(&mut self, direction: Direction, times: usize) {
        let n_passages = self.diptych.passages[self.lead()].len();
        for _ in 0..times.min(n_passages.max(1)) {
            self.one_passage(direction);
        }
    }

    fn one_passage(&mut self, direction: Direction) {
        let Some(cursor) = self.cursor() else { return };
        let (first, last) = self.rows_of(self.lead(), cursor);
        let (top, height) = (self.lead_top(), self.frame().height as i64);
        let bottom = top + height - 1;
        let half = (height / 2).max(1);
        if last < top || first > bottom {
            // The cursor was scrolled off the screen: it comes back where the reader looks.
            self.cursor_to_row(if direction == Direction::Forward {
                top
            } else {
                bottom
            });
            return self.show_cursor();
        }
        let is_tall = last - first >= height;
        match direction {
            Direction::Forward if is_tall && last > bottom => {
                self.set_top((top + half).min(last + 1 - height))
            }
            Direction::Backward if is_tall && first < top => self.set_top((top - half).max(first)),
            Direction::Forward => {
                self.set_cursor(cursor + 1);
                self.show_cursor();
            }
            Direction::Backward => {
                self.set_cursor(cursor.saturating_sub(1));
                self.show_cursor();
            }
        }
    }

    fn scroll(&mut self, direction: Direction, n_rows: usize) {
        let rows = &self.layout.rows;
        let n_rows = n_rows.min(rows.original.len() + rows.rewrite.len()) as i64;
        let top = self.lead_top();
        self.set_top(if direction == Direction::Forward {
            top + n_rows
        } else {
            top - n_rows
        });
    }

    fn screens(&mut self, direction: Direction, times: usize, n_rows: usize) {
        let top = self.lead_top();
        let cursor_row = self
            .cursor()
            .map_or(top, |cursor| self.rows_of(self.lead(), cursor).0);
        let row = (cursor_row - top).clamp(0, self.frame().height as i64 - 1);
        self.scroll(direction, n_rows.saturating_mul(times));
        if self.lead_top() == top {
            // Nothing left to scroll: the cursor goes to the end, as in vim.
            let last = self.diptych.passages[self.lead()].len().saturating_sub(1);
            self.set_cursor(if direction == Direction::Forward {
                last
            } else {
                0
            });
            return self.show_cursor();
        }
        self.cursor_to_row(self.lead_top() + row);
        self.set_top_freely(self.lead_top());
    }

    /// Puts the cursor on the first passage that starts on a row of the screen or below it, if the screen shows it
    /// whole; else on the one that the row belongs to.
    fn cursor_to_row(&mut self, row: i64) {
        let lead = self.lead();
        let bottom = self.lead_top() + self.frame().height as i64;
        let rows = &self.layout.rows[lead];
        let Some(row) = rows.get(row.max(0) as usize).or(rows.last()) else {
            return;
        };
        let Some(at) = self.diptych.passage_at(lead, row.range.start) else {
            return;
        };
        let starts_above = self.diptych.passage_range(lead, at).start < row.range.start;
        let has_next = at + 1 < self.diptych.passages[lead].len();
        let is_below = self.rows_of(lead, at).0 >= bottom;
        let passage = if starts_above && has_next && self.rows_of(lead, at + 1).1 < bottom {
            at + 1
        } else {
            at - usize::from(is_below && at > 0)
        };
        self.set_cursor(passage);
    }

    fn go_to(&mut self, number: usize) {
        let n_passages = self.diptych.passages[self.lead()].len();
        if n_passages == 0 {
            return;
        }
        self.remember();
        self.set_cursor(number.clamp(1, n_passages) - 1);
        self.show_jump();
    }

    fn counterpart(&mut self) {
        let Some(cursor) = self.cursor() else { return };
        let (lead, there) = (self.lead(), self.lead().other());
        let counterparts = self.diptych.counterparts(lead, cursor);
        let Some(&first) = counterparts.first() else {
            self.message = Some(self.lost_message(lead));
            return;
        };
        // Another Tab from here goes on to the next counterpart, if there are several.
        let came_from = self.last[there];
        let next = counterparts
            .iter()
            .position(|&c| Some(c) == came_from)
            .map(|n| (n + 1) % counterparts.len());
        self.remember();
        self.lead_with(there, next.map_or(first, |n| counterparts[n]));
    }

    /// Makes `side` the lead with its cursor on `passage`, and leaves both panes where they are if they show it.
    fn lead_with(&mut self, side: Side, passage: usize) {
        let top = self.top(side);
        self.place.side = side;
        self.set_cursor(passage);
        self.set_top_freely(top);
        self.show_jump();
    }

    fn pane(&mut self, side: Side) {
        if side == self.lead() || self.diptych.passages[side].is_empty() {
            return;
        }
        let here = self
            .cursor()
            .map_or(0, |cursor| self.rows_of(self.lead(), cursor).0);
        let sync = (here - self.lead_top()).clamp(0, self.frame().height as i64 - 1);
        let row = (self.top(side) + sync).clamp(0, self.layout.rows[side].len() as i64 - 1);
        let counterparts = match self.cursor() {
            Some(cursor) => self.diptych.counterparts(self.lead(), cursor),
            None => Vec::new(),
        };
        let is_there = |&passage: &usize| {
            let (first, last) = self.rows_of(side, passage);
            (first..=last).contains(&row)
        };
        let at_row = || {
            let start = self.layout.rows[side][row as usize].range.start;
            self.diptych.passage_at(side, start)
        };
        if let Some(passage) = counterparts.into_iter().find(is_there).or_else(at_row) {
            self.remember();
            self.lead_with(side, passage);
        }
    }

    fn next(&mut self, target: Target, direction: Direction, times: usize) {
        let side = match target {
            Target::Dropped => Side::Original,
            Target::Added => Side::Rewrite,
            Target::Match | Target::Moved | Target::Changed => self.lead(),
        };
        if !self.diptych.is_matched {
            self.message = Some("still matching".to_owned());
            return;
        }
        let found: Vec<usize> = match direction {
            Direction::Forward => {
                let from = self.passages_before(side, true);
                (from..self.diptych.passages[side].len())
                    .filter(|&n| self.is_target(target, side, n))
                    .take(times)
                    .collect()
            }
            Direction::Backward => {
                let to = self.passages_before(side, false);
                (0..to)
                    .rev()
                    .filter(|&n| self.is_target(target, side, n))
                    .take(times)
                    .collect()
            }
        };
        let Some(&passage) = found.last() else {
            self.message = Some(self.none_message(target, side, direction));
            return;
        };
        self.remember();
        self.lead_with(side, passage);
    }

    /// The number of passages of a side that stand before the cursor, the cursor's own included if `and_here`.
    fn passages_before(&self, side: Side, and_here: bool) -> usize {
        let Some(cursor) = self.cursor() else {
            return 0;
        };
        if side == self.lead() {
            return cursor + usize::from(and_here);
        }
        let start = self.diptych.passage_range(self.lead(), cursor).start;
        let x = self
            .layout
            .across(self.lead(), self.layout.position(self.lead(), start));
        let starts_before = |n: usize| {
            let y = self
                .layout
                .position(side, self.diptych.passage_range(side, n).start);
            if and_here { y < x } else { y <= x }
        };
        crate::side::partition(self.diptych.passages[side].len(), starts_before)
    }

    fn is_target(&self, target: Target, side: Side, passage: usize) -> bool {
        let passage_ref = &self.diptych.passages[side][passage];
        match target {
            Target::Match => passage_ref.mat.is_some(),
            Target::Moved => passage_ref.moved,
            Target::Dropped | Target::Added => {
                passage_ref.mat.is_none() && self.diptych.is_content(side, passage)
            }
            Target::Changed => passage_ref.mat.is_some_and(|mat| {
                self.diptych.alignment.matches[mat].relation != Relation::Verbatim
            }),
        }
    }

    fn none_message(&self, target: Target, side: Side, direction: Direction) -> String {
        let what = match target {
            Target::Match => "matched",
            Target::Dropped => "dropped",
            Target::Added => "added",
            Target::Moved => "moved",
            Target::Changed => "changed",
        };
        let exists =
            (0..self.diptych.passages[side].len()).any(|n| self.is_target(target, side, n));
        match (exists, direction) {
            (false, _) => format!("no {what} passages in the {}", side.name()),
            (true, Direction::Forward) => format!("no more {what} passages below"),
            (true, Direction::Backward) => format!("no more {what} passages above"),
        }
    }

    fn lost_message(&self, lead: Side) -> String {
        match (self.diptych.is_matched, lead) {
            (false, _) => "still matching".to_owned(),
            (true, Side::Original) => "dropped: nothing in the rewrite says this".to_owned(),
            (true, Side::Rewrite) => "added: nothing in the original says this".to_owned(),
        }
    }

    // ---- jumps

    fn remember(&mut self) {
        self.jumps.push(self.place);
    }

    fn jump_back(&mut self, direction: Direction, times: usize) {
        let mut to = None;
        for _ in 0..times {
            match self.jumps.step(direction, self.place) {
                Some(place) => to = Some(place),
                None => break,
            }
        }
        match to {
            Some(place) => self.stand_at(place),
            None if direction == Direction::Forward => {
                self.message = Some("this is the newest jump".to_owned())
            }
            None => self.message = Some("no earlier jump".to_owned()),
        }
    }

    fn stand_at(&mut self, place: Place) {
        if let Some(passage) = self.diptych.passage_at(place.side, place.offset) {
            self.lead_with(place.side, passage);
        }
    }

    // ---- the rest

    fn change_layout(&mut self) {
        self.wanted = match self.wanted {
            Arrangement::Flow => Arrangement::Aligned,
            Arrangement::Aligned => Arrangement::Stacked,
            Arrangement::Stacked => Arrangement::Flow,
        };
        self.lay_out();
        if self.layout.arrangement != self.wanted {
            self.message = Some(format!(
                "below {} columns passages are stacked; {} takes effect on a wider screen",
                crate::layout::PANES_FROM,
                name(self.wanted)
            ));
        }
    }

    fn resize(&mut self, size: Size) {
        self.size = Size {
            width: size.width.max(1),
            height: size.height.max(1),
        };
        self.lay_out();
    }

    fn lay_out(&mut self) {
        self.layout = laid_out(&self.diptych, self.wanted, self.size, self.shape());
    }

    fn load(&mut self, diptych: Diptych) {
        let first_matches = diptych.is_matched && !self.diptych.is_matched;
        self.message = (!diptych.notes.is_empty() && diptych.notes != self.diptych.notes)
            .then(|| diptych.notes.join("; "));
        self.diptych = diptych;
        self.last = Pair::default();
        if first_matches && self.options.arrangement.is_none() {
            self.wanted = suitable(&self.diptych);
        }
        if let Some(search) = &self.search {
            self.search = Some(Search::new(&search.query, &self.diptych.documents));
        }
        self.lay_out();
    }

    fn copy(&mut self, what: Copied) -> Effect {
        let Some(cursor) = self.cursor() else {
            return Effect::None;
        };
        let (lead, there) = (self.lead(), self.lead().other());
        let here = self.diptych.passage_text(lead, cursor);
        let counterparts = self.diptych.counterparts(lead, cursor);
        if counterparts.is_empty() && what != Copied::Passage {
            self.message = Some(self.lost_message(lead));
            return Effect::None;
        }
        let texts = counterparts
            .iter()
            .map(|&n| self.diptych.passage_text(there, n));
        let over_there = texts.collect::<Vec<_>>().join("\n");
        let (text, message) = match what {
            Copied::Passage => (here, "copied the passage"),
            Copied::Counterpart => (over_there, "copied the counterpart"),
            Copied::Both => {
                let (original, rewrite) = match lead {
                    Side::Original => (here, over_there),
                    Side::Rewrite => (over_there, here),
                };
                (format!("{original}\n---\n{rewrite}"), "copied both")
            }
        };
        self.message = Some(message.to_owned());
        Effect::Copy(text)
    }

    fn free_mouse(&mut self) -> Effect {
        self.options.has_mouse = !self.options.has_mouse;
        let message = match self.options.has_mouse {
            true => "the mouse is diptych's again",
            false => {
                "the mouse is the terminal's: select text with it; M takes it back, z shows one pane alone"
            }
        };
        self.message = Some(message.to_owned());
        Effect::Mouse(self.options.has_mouse)
    }

    fn apply_themes(&mut self, action: Action, before: usize) -> Effect {
        let n_themes = self.options.themes.len();
        match action {
            Action::Passage(Direction::Forward)
            | Action::Wheel(Direction::Forward)
            | Action::Type('j') => {
                self.options.theme = (self.options.theme + 1).min(n_themes.saturating_sub(1));
            }
            Action::Passage(Direction::Backward)
            | Action::Wheel(Direction::Backward)
            | Action::Type('k') => self.options.theme = self.options.theme.saturating_sub(1),
            Action::Confirm | Action::Type('t') => self.mode = Mode::Reading,
            Action::Close | Action::Quit | Action::Type('q') => {
                self.options.theme = before;
                self.mode = Mode::Reading;
            }
            _ => {}
        }
        Effect::None
    }

    fn click(&mut self, column: usize, row: usize) {
        let frame = self.frame();
        self.drags_rule = frame.rule == Some(column);
        let Some(row) = row.checked_sub(frame.top).filter(|&row| row < frame.height) else {
            return;
        };
        for side in Side::BOTH.into_iter().filter(|&side| frame.shows(side)) {
            let columns = frame.columns[side];
            if column == columns.ruler {
                return self.go_to_ruler(side, row);
            }
            if !(columns.pane.0..columns.pane.1).contains(&column) {
                continue;
            }
            let at = self.top(side) + row as i64;
            let Some(shown) = usize::try_from(at)
                .ok()
                .and_then(|at| self.layout.rows[side].get(at))
            else {
                continue;
            };
            if shown.is_blank() {
                continue;
            }
            let text_column = column.saturating_sub(columns.text);
            let offset = self
                .layout
                .offset_at(&self.diptych, side, shown, text_column);
            let sign = self.sign_passage(side, at);
            if let (Some(passage), true) = (sign, column == columns.sign) {
                self.lead_with(side, passage);
                return self.counterpart();
            }
            if let Some(passage) = self.diptych.passage_at(side, offset) {
                return self.lead_with(side, passage);
            }
        }
    }

    /// Goes to the part of a side's text that a row of its ruler stands for.
    fn go_to_ruler(&mut self, side: Side, row: usize) {
        let n_rows = self.layout.rows[side].len();
        let at = row * n_rows.max(self.frame().height) / self.frame().height;
        let rows = &self.layout.rows[side];
        let Some(shown) = rows.get(at).or(rows.last()) else {
            return;
        };
        if let Some(passage) = self.diptych.passage_at(side, shown.range.start) {
            self.remember();
            self.lead_with(side, passage);
        }
    }

    fn drag(&mut self, column: usize) {
        if self.drags_rule {
            let middle = (self.size.width.saturating_sub(3) / 2 + 1) as i64;
            self.split = column as i64 - middle;
            self.lay_out();
        }
    }

    /// The passage whose sign stands beside a row of a side: the cursor's or its counterpart if it starts there, else
    /// the one that starts there.
    pub fn sign_passage(&self, side: Side, row: i64) -> Option<usize> {
        let diptych = &self.diptych;
        let rows = &self.layout.rows[side];
        let row = rows
            .get(usize::try_from(row).ok()?)
            .filter(|row| !row.is_blank())?;
        let first = diptych.passage_at(side, row.range.start)?;
        let on_row = |&passage: &usize| {
            let range = diptych.passage_range(side, passage);
            range.start < row.range.end && range.end > row.range.start
        };
        let starts =
            |passage: &usize| diptych.passage_range(side, *passage).start >= row.range.start;
        let here = || (first..diptych.passages[side].len()).take_while(on_row);
        match here().find(|&passage| self.is_lit(side, passage)) {
            Some(lit) => Some(lit).filter(starts),
            None => here().find(starts),
        }
    }

    /// Whether a passage is the cursor's or its counterpart.
    fn is_lit(&self, side: Side, passage: usize) -> bool {
        let Some(cursor) = self.cursor() else {
            return false;
        };
        let mat = self.diptych.passages[self.lead()][cursor].mat;
        let is_cursor = side == self.lead() && passage == cursor;
        let is_counterpart =
            side != self.lead() && mat.is_some() && self.diptych.passages[side][passage].mat == mat;
        is_cursor || is_counterpart
    }
}

fn suitable(diptych: &Diptych) -> Arrangement {
    if diptych.is_matched && diptych.kept_in_order() >= ALIGNED_FROM {
        Arrangement::Aligned
    } else {
        Arrangement::Flow
    }
}

fn laid_out(diptych: &Diptych, wanted: Arrangement, size: Size, shape: Shape) -> Layout {
    let arrangement = Frame::arrangement(size.width, wanted, shape);
    let columns = Frame::new(size, arrangement, shape).columns;
    Layout::new(diptych, arrangement, columns.map(|columns| columns.width))
}

fn next_lens(lens: Lens) -> Lens {
    match lens {
        Lens::Auto => Lens::Changes,
        Lens::Changes => Lens::Shared,
        Lens::Shared => Lens::Off,
        Lens::Off => Lens::Auto,
    }
}

/// The word for a layout, as `--layout` takes it.
pub fn name(arrangement: Arrangement) -> &'static str {
    match arrangement {
        Arrangement::Flow => "flow",
        Arrangement::Aligned => "aligned",
        Arrangement::Stacked => "stacked",
    }
}
