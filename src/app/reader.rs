//! All state of a reading session, and [`Reader::apply`], the one function that changes it.
//!
//! Of the picture only this is state: the place (a byte of the lead's text that the cursor's passage holds), what
//! stands where on the screen ([`Anchor`]), the size, and a mode. Rows are looked up from places, so a place
//! survives every resize and change of layout; the follower's rows are a function of the lead's
//! ([`Reader::top`]), so the panes cannot drift.

mod evidence;
mod findings;
mod jumps;
mod lists;
mod moves;
mod pointer;
mod prompt;
mod reload;
mod scroll;

use crate::app::action::{Action, Copied, Direction};
use crate::app::frame::{Frame, Shape};
use crate::app::key::{Input, Size};
use crate::app::keymap::{self, Pending};
use crate::app::layout::{Arrangement, Layout};
use crate::app::search::Search;
use crate::compare::pair::Diptych;
use crate::text::glyph;
use crate::text::side::{Pair, Side};
pub use evidence::Evidence;
pub use findings::{Filter, FindingList, Marked, Order, OutOfSight};
use jumps::Jumps;
pub use lists::Outline;
pub use prompt::{Prompt, PromptKind};

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
    /// Read the files anew.
    Reload,
    /// Open the file of a side in an editor.
    Edit {
        /// Whose file.
        side: Side,
        /// The line of the file, counted from 1.
        line: usize,
    },
    /// Take the mouse (true) or leave it to the terminal.
    Mouse(bool),
    /// Open the pair with this index in the collection.
    Open(usize),
    /// Open the pair this many further on in the table.
    Pair(Direction, usize),
    /// Go back to the table of pairs.
    Back,
    /// Read the collection again.
    Reread,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lens {
    /// Changes where a match is verbatim or edited, shared words where it is reworded.
    Auto,
    /// Words removed on the left, added on the right.
    Changes,
    /// Words that survived on both sides.
    Shared,
    /// Words that may mean something else now; all else is quiet.
    Findings,
    /// Plain reading.
    Off,
}

impl Lens {
    /// All lenses, in order.
    pub const ALL: [Lens; 5] = [
        Lens::Auto,
        Lens::Changes,
        Lens::Shared,
        Lens::Findings,
        Lens::Off,
    ];

    /// The word for it, on screen and for `--lens`.
    pub fn name(self) -> &'static str {
        match self {
            Lens::Auto => "auto",
            Lens::Changes => "changes",
            Lens::Shared => "shared",
            Lens::Findings => "findings",
            Lens::Off => "off",
        }
    }
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
    /// The name of the one in use.
    pub theme: String,
    /// Whether the mouse is diptych's, not left to the terminal.
    pub has_mouse: bool,
    /// Whether the pair is one of a collection.
    pub has_pairs: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            arrangement: None,
            lens: Lens::Auto,
            measure: 80,
            themes: Vec::new(),
            theme: String::new(),
            has_mouse: true,
            has_pairs: false,
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
    /// Why the passage is matched, in a panel.
    Evidence(Box<Evidence>),
    /// The list of findings, in a panel.
    Findings(FindingList),
    /// The list of headings.
    Outline(Outline),
    /// The list of themes; the one to go back to if none is chosen.
    Themes(usize),
}

/// Rows of a panel, where there is room: of the evidence a title, some candidates, a text of two or three lines and
/// four facts.
const PANEL_ROWS: usize = 13;

/// From the share of words kept in order (0 to 1) at which the texts are laid side by side
/// (docs/design.md, "The screen").
const ALIGNED_FROM: f64 = 0.8;

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
    /// Which findings are shown.
    filter: Filter,
    /// The findings that are shown; derived from the pair and the filter.
    marked: Marked,
    /// The finding that the reader went to.
    finding: Option<usize>,
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
            panel: 0,
        };
        let layout = laid_out(&diptych, wanted, size, shape);
        let message = (!diptych.notes.is_empty()).then(|| diptych.notes.join("; "));
        let place = Place {
            side: Side::Rewrite,
            offset: 0,
        };
        let filter = Filter::default();
        let mut reader = Reader {
            marked: Marked::new(&diptych, filter),
            filter,
            finding: None,
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
            panel: match self.mode {
                Mode::Evidence(_) | Mode::Findings(_) => PANEL_ROWS,
                _ => 0,
            },
        }
    }

    /// Which of the themes is in use; the first, if its name is not among theirs.
    pub fn theme(&self) -> usize {
        let Options { themes, theme, .. } = &self.options;
        themes.iter().position(|name| name == theme).unwrap_or(0)
    }

    fn use_theme(&mut self, n: usize) {
        if let Some(name) = self.options.themes.get(n) {
            self.options.theme.clone_from(name);
        }
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

    /// How to read the next pair: as this one was read at last.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Says something in the status line.
    pub fn tell(&mut self, message: String) {
        self.message = Some(message);
    }

    /// What the last action had to say.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The keys typed so far.
    pub fn pending(&self) -> String {
        self.pending.shown()
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
                    Mode::Prompt(_)
                    | Mode::Evidence(_)
                    | Mode::Findings(_)
                    | Mode::Outline(_)
                    | Mode::Themes(_) => keymap::prompt_action(key).map(|action| (action, None)),
                    Mode::Reading | Mode::Help(_) => {
                        let escapes = key == keymap::ESCAPE && self.pending.clear();
                        if escapes {
                            None
                        } else {
                            self.pending.press(&keymap::TABLE, key)
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
                    Mode::Evidence(_) => self.apply_evidence(action),
                    Mode::Findings(list) => self.apply_findings(action, list),
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
            Action::Evidence => self.open_evidence(),
            Action::Finding(direction) => self.next_finding(direction, times),
            Action::Findings => self.open_findings(),
            Action::Outline => self.open_outline(),
            Action::Lens => self.change_lens(),
            Action::Layout => self.change_layout(),
            Action::Copy(what) => return self.copy(what),
            Action::Zoom => {
                self.zoomed = !self.zoomed;
                self.lay_out();
            }
            Action::Link => return self.copy_link(times),
            Action::Edit => return self.edit(),
            Action::Reload => return Effect::Reload,
            Action::Themes => self.mode = Mode::Themes(self.theme()),
            Action::Mouse => return self.free_mouse(),
            Action::Help => self.mode = Mode::Help(0),
            Action::Close => {
                self.search = None;
                self.finding = None;
            }
            Action::Pair(direction) if self.options.has_pairs => {
                return Effect::Pair(direction, times);
            }
            Action::Pair(_) => {
                self.message =
                    Some("there is no other pair; diptych COLLECTION opens many".to_owned());
            }
            Action::Quit if self.options.has_pairs => return Effect::Back,
            Action::Quit | Action::Abort => return Effect::Quit,
            Action::Click { column, row } => self.click(column, row),
            Action::Drag { column } => self.drag(column),
            Action::Type(_) | Action::Erase | Action::EraseAll | Action::Confirm => {}
            Action::Sort(_) | Action::Reverse | Action::Reread => {}
            Action::Resize(_) | Action::Load(_) => unreachable!("these are applied in every mode"),
        }
        Effect::None
    }

    fn apply_help(&mut self, action: Action, top: usize) -> Effect {
        use Direction::{Backward, Forward};
        let page = self.frame().height.saturating_sub(2).max(1);
        let last = keymap::help(&keymap::TABLE)
            .len()
            .saturating_sub(self.frame().height);
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

    fn change_lens(&mut self) {
        self.options.lens = next_lens(self.options.lens);
        if self.options.lens == Lens::Findings && self.marked.order.is_empty() {
            self.message = Some(self.no_finding());
        }
    }

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
                crate::app::layout::PANES_FROM,
                self.wanted.name()
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
        let first_matches = diptych.is_matched() && !self.diptych.is_matched();
        self.message = (!diptych.notes.is_empty() && diptych.notes != self.diptych.notes)
            .then(|| diptych.notes.join("; "));
        self.close_evidence();
        if let Mode::Findings(_) = self.mode {
            self.mode = Mode::Reading;
        }
        let has_changed = self.follow(&diptych);
        self.diptych = diptych;
        self.last = Pair::default();
        self.finding = None;
        self.marked = Marked::new(&self.diptych, self.filter);
        if first_matches && self.options.arrangement.is_none() {
            self.wanted = suitable(&self.diptych);
        }
        if let Some(search) = &self.search {
            self.search = Some(Search::new(&search.query, &self.diptych.documents));
        }
        self.lay_out();
        if has_changed {
            self.stand_again();
        }
    }

    /// Keeps to what is there of a text that has changed.
    fn stand_again(&mut self) {
        self.keep_to_outline();
        match self.cursor() {
            Some(_) => self.set_top(self.lead_top()),
            None => self.stand_at_start(),
        }
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

    /// Where the links of the cursor's passage go.
    pub fn links(&self) -> Vec<&str> {
        let range = self
            .cursor()
            .map(|cursor| self.diptych.passage_range(self.lead(), cursor));
        let document = &self.diptych.documents[self.lead()];
        range.map_or(Vec::new(), |range| document.links_in(range))
    }

    fn copy_link(&mut self, number: usize) -> Effect {
        let links = self.links();
        let (n_links, link) = (links.len(), links.get(number.saturating_sub(1)));
        let Some(link) = link.map(|link| without_controls(link)) else {
            self.message = Some(match n_links {
                0 => "there is no link in the passage".to_owned(),
                1 => "there is one link in the passage".to_owned(),
                n => format!("there are {n} links in the passage"),
            });
            return Effect::None;
        };
        self.message = Some(format!("copied {link}"));
        Effect::Copy(link)
    }

    fn edit(&mut self) -> Effect {
        let side = self.lead();
        let document = &self.diptych.documents[side];
        if let Err(why) = document.source.editable() {
            self.message = Some(format!("no editor for {}: {why}", document.name));
            return Effect::None;
        }
        let cursor = self.cursor();
        let start = cursor.map_or(0, |cursor| self.diptych.passage_range(side, cursor).start);
        let line = document.source_line(start).unwrap_or(1);
        Effect::Edit { side, line }
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
}

/// A link that does no harm where it is pasted: what steers is written in percent, as in any address.
fn without_controls(link: &str) -> String {
    let mut safe = String::new();
    for c in link.chars() {
        match glyph::steers(c) {
            true => safe.extend(c.to_string().bytes().map(|byte| format!("%{byte:02X}"))),
            false => safe.push(c),
        }
    }
    safe
}

fn suitable(diptych: &Diptych) -> Arrangement {
    match &diptych.comparison {
        Some(comparison) if comparison.kept_in_order() >= ALIGNED_FROM => Arrangement::Aligned,
        _ => Arrangement::Flow,
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
        Lens::Shared => Lens::Findings,
        Lens::Findings => Lens::Off,
        Lens::Off => Lens::Auto,
    }
}
