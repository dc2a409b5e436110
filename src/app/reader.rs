//! All state of a reading session. Two functions change it: [`Reader::input`] takes what a person does, [`Reader::load`]
//! another version of the pair.
//!
//! The picture depends on little state: the place (a byte of the lead's text, inside the cursor's passage), the scroll
//! position ([`Anchor`]), the size, and the mode. Rows are looked up from places, so a place survives every resize and
//! change of layout. The follower's rows are a function of the lead's ([`Reader::top`]), so the panes cannot drift.

mod checking;
mod evidence;
mod findings;
mod header;
mod jumps;
mod ledger;
mod legend;
mod linking;
mod lists;
mod memory;
mod moves;
mod new_words;
mod notes;
mod outline;
mod pointer;
mod prompt;
mod records;
mod reload;
mod review;
mod scroll;
mod selection;
mod subject;
mod themes;
mod tour;

use crate::app::action::{Copied, Direction, Motion, Named, ReadingAction};
use crate::app::frame::{Frame, FrameShape};
use crate::app::help::Help;
use crate::app::key::{Input, Key, Size};
use crate::app::keymap::{Bindings, HelpRow, Keymap, Pending};
use crate::app::layout::{Arrangement, Layout};
use crate::app::list::WHEEL_ROWS;
use crate::app::search::{Search, SearchHistory};
use crate::compare::pair::Diptych;
use crate::review::record::Record;
use crate::text::glyph;
use crate::text::side::{Pair, Side};
pub use evidence::EvidencePanel;
pub use findings::{FindingFilter, FindingList, FindingOrder, ShownFindings};
pub use header::{BETWEEN, HeaderFigure, HeaderPart};
use jumps::Jumps;
pub use ledger::{FactOrder, LedgerList, LedgerView};
pub use memory::Memory;
pub use outline::{Outline, OutlineRow};
pub use prompt::{Prompt, PromptKind};
pub use records::{RecordKind, RecordList};
pub use selection::Selection;
use std::sync::Arc;
pub use subject::{FactPlace, OutOfSight, Subject};
pub use themes::ThemeList;
pub use tour::{Tour, Word};

/// What the rest of the program has to do after an action.
#[must_use]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Nothing but draw.
    None,
    /// Leave.
    Quit,
    /// Hand this to the clipboard.
    Copy(String),
    /// Keep these records.
    Keep(Vec<Record>),
    /// Hand the review as Markdown to the clipboard.
    CopyReview,
    /// Write the review as a page.
    WriteReview,
    /// Let a person change the text of a note in an editor.
    EditNote(String),
    /// Reload the files.
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
    ReadAgain,
    /// Open the pair with its sides exchanged.
    Exchange,
    /// Ask this checker, from now on; again also what it has answered.
    Ask {
        /// Its name.
        checker: String,
        /// Whether it is asked again.
        again: bool,
    },
    /// Stop all checkers.
    StopAsking,
}

/// Where the reader is: a byte of a side's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The lead: the pane that the cursor is in.
    pub side: Side,
    /// A byte of the cursor's passage.
    pub offset: usize,
}

/// The scroll position: a byte of the lead's text, and the row of the pane that it is on. Scrolling sets it and resizing
/// keeps it, so that resizing back gives the same picture.
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
    /// Words that only this side has, and the words of findings.
    Auto,
    /// Words that survived on both sides.
    Shared,
    /// Words that may mean something else now; all else is quiet.
    Findings,
    /// Words that stand in no form on the other side; all else is quiet.
    New,
    /// Plain reading.
    Off,
}

impl Lens {
    /// All lenses, in order.
    pub const ALL: [Lens; 5] = [
        Lens::Auto,
        Lens::Shared,
        Lens::Findings,
        Lens::New,
        Lens::Off,
    ];

    /// The word for it, on screen and for `--lens`.
    pub fn name(self) -> &'static str {
        match self {
            Lens::Auto => "auto",
            Lens::Shared => "shared",
            Lens::Findings => "findings",
            Lens::New => "new",
            Lens::Off => "off",
        }
    }

    /// What it shows, for the legend and `--help`.
    pub fn help(self) -> &'static str {
        match self {
            Lens::Auto => "Words that only this side has; findings stand out",
            Lens::Shared => "Words that both sides share",
            Lens::Findings => "Words whose meaning may have changed; the rest is dimmed",
            Lens::New => "Words that stand nowhere on the other side; the rest is dimmed",
            Lens::Off => "No highlighting",
        }
    }
}

/// How to read: everything that does not depend on the pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The layout that was asked for; `None`: what suits the pair.
    pub arrangement: Option<Arrangement>,
    /// The lens to begin with.
    pub lens: Lens,
    /// The most columns a line of text may have.
    pub measure: usize,
    /// Rows that stay in view beyond the cursor's passage in the direction it goes; without a number a fifth of the pane.
    pub margin: Option<usize>,
    /// The names of the themes there are.
    pub themes: Vec<String>,
    /// The name of the one in use.
    pub theme: String,
    /// Whether the numbers of the passages stand beside them.
    pub has_numbers: bool,
    /// Whether the keys that matter stand in a row of their own, where the screen has rows to spare.
    pub has_hints: bool,
    /// Whether a guided tour explains the keys, in rows of its own.
    pub has_tour: bool,
    /// Whether the mouse is diptych's, not left to the terminal.
    pub has_mouse: bool,
    /// Whether the pair is one of a collection.
    pub has_pairs: bool,
    /// What was searched for before.
    pub searches: SearchHistory,
    /// The names of the checkers there are.
    pub checkers: Vec<String>,
    /// Those that are asked.
    pub asked: Vec<String>,
    /// Which keys do what.
    pub keymap: Arc<Keymap>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            arrangement: None,
            lens: Lens::Auto,
            measure: 80,
            margin: None,
            themes: Vec::new(),
            theme: String::new(),
            has_numbers: false,
            has_hints: false,
            has_tour: false,
            has_mouse: true,
            has_pairs: false,
            searches: SearchHistory::default(),
            checkers: Vec::new(),
            asked: Vec::new(),
            keymap: Keymap::built_in(),
        }
    }
}

/// What the keys go to.
#[derive(Debug, Clone)]
pub enum Mode {
    /// The text.
    Reading,
    /// The help page, and what is under it.
    Help(Help, Box<Mode>),
    /// A line that is being typed.
    Prompt(Prompt),
    /// Why the passage is matched, in a panel.
    Evidence(Box<EvidencePanel>),
    /// The list of findings, in a panel.
    Findings(FindingList),
    /// The ledger of facts, in a panel.
    Ledger(LedgerList),
    /// The list of records, in a panel.
    Records(RecordList),
    /// The list of headings.
    Outline(Outline),
    /// The list of themes.
    Themes(ThemeList),
}

/// Rows of a panel, where there is room: of the evidence a title, some candidates, a text of two or three lines and
/// four facts.
const PANEL_ROWS: usize = 13;

/// From the share of words kept in order (0 to 1) at which the texts are laid side by side
/// (docs/design.md, "The screen").
const ALIGNED_FROM: f64 = 0.8;

/// What the help page says to newcomers.
const TOUR_HINT: &str = "diptych --tour shows the keys one by one, on the sample";

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
    filter: FindingFilter,
    /// The findings that are shown; derived from the pair and the filter.
    marked: ShownFindings,
    /// Which facts the ledger lists.
    ledger_view: LedgerView,
    /// The finding, fact or new words that the reader went to.
    subject: Option<Subject>,
    /// A place of the passage that is marked, to be linked with one of the other side.
    mark: Option<Place>,
    /// What was said of the pair.
    reviewing: review::ReviewState,
    /// What checkers were asked, each the last time.
    checking: Vec<checking::Checking>,
    jumps: Jumps,
    /// The passage of each side that the cursor last stood on: where a further Tab goes on from.
    last: Pair<Option<usize>>,
    pending: Pending,
    message: Option<String>,
    /// The way of the last jump, if it went past the end of the text and on from the other one.
    wrapped: Option<Direction>,
    zoomed: bool,
    /// Columns that the rule stands right of the middle.
    split: i64,
    /// The step of the guided tour, if this is one.
    tour: Option<Tour>,
    /// Whether the rule is what the mouse holds.
    drags_rule: bool,
    /// What the mouse holds, or held last, of a text.
    selection: Option<Selection>,
    /// Derived from the pair, the size and the wanted arrangement.
    layout: Layout,
}

impl Reader {
    /// Opens a pair on a screen of `size`.
    pub fn new(diptych: Diptych, options: Options, size: Size) -> Reader {
        let wanted = options
            .arrangement
            .unwrap_or_else(|| suitable_arrangement(&diptych));
        let shape = FrameShape {
            measure: options.measure,
            split: 0,
            numbers: numbers(&diptych, &options),
            has_hints: options.has_hints,
            tour: tour_rows(&options, size),
            zoomed: None,
            panel: 0,
        };
        let layout = layout_of(&diptych, wanted, size, shape);
        let message = (!diptych.notes.is_empty()).then(|| diptych.notes.join("; "));
        let place = Place {
            side: Side::Rewrite,
            offset: 0,
        };
        let filter = FindingFilter::default();
        let mut reader = Reader {
            marked: ShownFindings::new(&diptych, filter),
            filter,
            ledger_view: LedgerView::of_all(FactOrder::State),
            subject: None,
            mark: None,
            reviewing: review::ReviewState::default(),
            checking: Vec::new(),
            tour: options.has_tour.then(Tour::default),
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
            wrapped: None,
            zoomed: false,
            split: 0,
            drags_rule: false,
            selection: None,
            layout,
        };
        reader.stand_at_start();
        reader.settle_review();
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

    fn shape(&self) -> FrameShape {
        FrameShape {
            measure: self.options.measure,
            split: self.split,
            numbers: numbers(&self.diptych, &self.options),
            has_hints: self.options.has_hints,
            tour: tour_rows(&self.options, self.size),
            zoomed: self.zoomed(),
            panel: match self.mode {
                Mode::Evidence(_) | Mode::Findings(_) | Mode::Ledger(_) | Mode::Records(_) => {
                    PANEL_ROWS
                }
                _ => 0,
            },
        }
    }

    /// The side whose pane is shown alone, if one is.
    pub fn zoomed(&self) -> Option<Side> {
        self.zoomed.then_some(self.lead())
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

    /// The options for the next pair, with the changes made while reading this one.
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

    /// Says where a jump went on that found nothing more in its direction.
    pub fn wrapped(&self) -> Option<&'static str> {
        self.wrapped.map(|direction| match direction {
            Direction::Forward => "from the top",
            Direction::Backward => "from the bottom",
        })
    }

    /// The keys typed so far.
    pub fn pending(&self) -> String {
        self.pending.keys_so_far()
    }

    /// The keys of this session.
    pub fn keymap(&self) -> &Keymap {
        &self.options.keymap
    }

    /// Handles a key, a click, pasted text or a resize.
    pub fn input(&mut self, input: Input) -> Effect {
        let effect = self.take_input(input);
        if let Mode::Reading = self.mode {
            self.tour_at_text();
        }
        effect
    }

    fn take_input(&mut self, input: Input) -> Effect {
        match input {
            Input::Resize(size) => {
                self.resize(size);
                return Effect::None;
            }
            Input::Key(key) => {
                (self.wrapped, self.selection) = (None, None);
                return self.press(key);
            }
            _ => (self.message, self.wrapped) = (None, None),
        }
        match input {
            Input::Click { column, row } => self.click(column, row),
            Input::Drag { column, row } => self.drag(column, row),
            Input::Release => return self.release(),
            Input::WheelUp => self.turn_wheel(Direction::Backward),
            Input::WheelDown => self.turn_wheel(Direction::Forward),
            Input::Paste(text) => self.paste(&text),
            Input::Key(_) | Input::Resize(_) => {}
        }
        Effect::None
    }

    /// A key goes to the line that is being typed, if there is one, else to the bindings of the mode.
    fn press(&mut self, key: Key) -> Effect {
        let keymap = Arc::clone(&self.options.keymap);
        if let Mode::Prompt(_) = self.mode {
            self.message = None;
            return self.type_in_prompt(key, &keymap.prompt);
        }
        if self.list().is_some_and(|list| list.is_typing) {
            self.message = None;
            self.type_in_list(key, &keymap.prompt);
            return Effect::None;
        }
        match self.mode {
            Mode::Reading | Mode::Prompt(_) => {
                self.press_in(&keymap.reading, key, |reader, action, count| {
                    reader.apply(action, count)
                })
            }
            Mode::Findings(_) => self.press_in(&keymap.findings, key, Reader::apply_findings),
            Mode::Ledger(_) => self.press_in(&keymap.ledger, key, Reader::apply_ledger),
            Mode::Evidence(_) => self.press_in(&keymap.evidence, key, Reader::apply_evidence),
            Mode::Records(_) => self.press_in(&keymap.records, key, Reader::apply_records),
            Mode::Outline(_) => self.press_in(&keymap.outline, key, Reader::apply_list),
            Mode::Themes(_) => self.press_in(&keymap.themes, key, Reader::apply_list),
            Mode::Help(..) => self.press_in(&keymap.help, key, Reader::apply_list),
        }
    }

    /// Runs what a key is bound to, once its binding is complete.
    fn press_in<A: Named>(
        &mut self,
        bindings: &Bindings<A>,
        key: Key,
        apply: impl FnOnce(&mut Reader, A, Option<usize>) -> Effect,
    ) -> Effect {
        let (keymap, message) = (&self.options.keymap, &mut self.message);
        let pressed = self.pending.press(key, bindings, keymap, message);
        pressed.map_or(Effect::None, |(action, count)| apply(self, action, count))
    }

    fn turn_wheel(&mut self, direction: Direction) {
        match self.mode {
            Mode::Reading => self.scroll(direction, WHEEL_ROWS),
            Mode::Prompt(_) => {}
            _ => self.scroll_list(direction),
        }
    }

    fn paste(&mut self, text: &str) {
        match self.mode {
            Mode::Prompt(_) => self.paste_in_prompt(text),
            _ if self.list().is_some_and(|list| list.is_typing) => self.paste_in_list(text),
            _ => self.message = Some("there is no line to paste into".to_owned()),
        }
    }

    fn click(&mut self, column: usize, row: usize) {
        self.selection = None;
        match self.mode {
            Mode::Reading => self.click_text(column, row),
            Mode::Prompt(_) => {}
            _ => self.click_list(row),
        }
    }

    /// Applies an action to the text, `count` times where that makes sense.
    pub fn apply(&mut self, action: ReadingAction, count: Option<usize>) -> Effect {
        let lead = self.lead();
        let effect = self.apply_to_text(action, count);
        self.tour_goes_on(action, lead, &effect);
        effect
    }

    fn apply_to_text(&mut self, action: ReadingAction, count: Option<usize>) -> Effect {
        let times = count.unwrap_or(1);
        match action {
            ReadingAction::Move(motion) => self.go(motion, count),
            ReadingAction::Paragraph(direction) => self.paragraph(direction, times),
            ReadingAction::CursorTo(part) => self.scroll_cursor_to(part),
            ReadingAction::CommandLine => {
                self.mode = Mode::Prompt(Prompt::command_line(self.checker_commands()));
            }
            ReadingAction::Counterpart => self.counterpart(),
            ReadingAction::Pane(side) => self.pane(side),
            ReadingAction::Next(kind, direction) => self.next(kind, direction, times),
            ReadingAction::Jump(direction) => self.jump_back(direction, times),
            ReadingAction::Search => {
                self.mode = Mode::Prompt(Prompt::search(self.place, self.anchor));
            }
            ReadingAction::Hit(direction) => self.hit(direction, times),
            ReadingAction::Evidence => self.open_evidence(),
            ReadingAction::Finding(direction) => self.next_finding(direction, times),
            ReadingAction::NewWords(direction) => self.next_new_words(direction, times),
            ReadingAction::Findings => self.open_findings(),
            ReadingAction::Ledger => self.open_ledger(),
            ReadingAction::Outline => self.open_outline(),
            ReadingAction::Lens => self.change_lens(),
            ReadingAction::Layout => self.change_layout(),
            ReadingAction::Give(verdict) => return self.give(verdict, times),
            ReadingAction::Open(direction) => self.next_open(direction, times),
            ReadingAction::Noted(direction) => self.next_note(direction, times),
            ReadingAction::Undo => return self.undo(times, false),
            ReadingAction::Redo => return self.undo(times, true),
            ReadingAction::Link => return self.mark_or_link(),
            ReadingAction::LinkMarked => return self.link_marked(),
            ReadingAction::Unlink => return self.unlink(),
            ReadingAction::Note => return self.write_note(),
            ReadingAction::NoteInEditor => return self.write_note_in_editor(),
            ReadingAction::Records => self.open_records(),
            ReadingAction::CopyReview | ReadingAction::WriteReview if self.review().is_empty() => {
                self.message = Some(self.nothing_said());
            }
            ReadingAction::CopyReview => return Effect::CopyReview,
            ReadingAction::WriteReview => return Effect::WriteReview,
            ReadingAction::Copy(what) => return self.copy(what),
            ReadingAction::OnePane => {
                self.zoomed = !self.zoomed;
                self.lay_out();
            }
            ReadingAction::Numbers => {
                self.options.has_numbers = !self.options.has_numbers;
                self.lay_out();
            }
            ReadingAction::ExchangeSides => return Effect::Exchange,
            ReadingAction::CopyLink => return self.copy_link(times),
            ReadingAction::Edit => return self.edit(),
            ReadingAction::Reload => return Effect::Reload,
            ReadingAction::Themes => self.open_themes(),
            ReadingAction::Mouse => return self.free_mouse(),
            ReadingAction::Help => {
                let mut rows = self.figures_for_help();
                rows.extend([
                    HelpRow::Heading("New here?"),
                    HelpRow::Text(TOUR_HINT.to_owned()),
                ]);
                rows.extend(legend::legend());
                rows.extend(self.options.keymap.help_for_reading());
                self.open_help(rows);
            }
            ReadingAction::Forget if self.mark.is_some() => self.forget_mark(),
            ReadingAction::Forget => {
                self.search = None;
                self.subject = None;
                self.set_filter(FindingFilter::default());
            }
            ReadingAction::Pair(direction) => match self.options.has_pairs {
                true => return Effect::Pair(direction, times),
                false => {
                    let message = "there is no other pair; diptych COLLECTION opens many";
                    self.message = Some(message.to_owned());
                }
            },
            ReadingAction::Quit if self.options.has_pairs => return Effect::Back,
            ReadingAction::Quit | ReadingAction::QuitNow => return Effect::Quit,
        }
        Effect::None
    }

    fn go(&mut self, motion: Motion, count: Option<usize>) {
        let times = count.unwrap_or(1);
        let height = self.frame().height;
        match motion {
            Motion::Step(direction) => self.passage(direction, times),
            Motion::Line(direction) => self.scroll(direction, times),
            Motion::HalfScreen(direction) => self.screens(direction, times, (height / 2).max(1)),
            Motion::Screen(direction) => {
                self.screens(direction, times, height.saturating_sub(2).max(1));
            }
            Motion::Start => self.go_to(times),
            Motion::End => self.go_to(count.unwrap_or(usize::MAX)),
        }
    }

    fn change_lens(&mut self) {
        self.options.lens = next_lens(self.options.lens);
        let has_new_words = || {
            let mut sides = Side::BOTH.into_iter();
            sides.any(|side| !self.diptych.new_words(side).is_empty())
        };
        self.message = match self.options.lens {
            Lens::Findings if self.marked.order.is_empty() => Some(self.no_finding()),
            Lens::New if !has_new_words() => Some(self.no_new_words()),
            _ => None,
        };
    }

    fn change_layout(&mut self) {
        self.wanted = match self.wanted {
            Arrangement::Flow => Arrangement::Aligned,
            Arrangement::Aligned => Arrangement::Stacked,
            Arrangement::Stacked => Arrangement::Flow,
        };
        self.options.arrangement = Some(self.wanted);
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
        if let Mode::Help(help, _) = &mut self.mode {
            help.width = size.width;
        }
        self.lay_out();
    }

    fn lay_out(&mut self) {
        self.layout = layout_of(&self.diptych, self.wanted, self.size, self.shape());
    }

    /// Shows another version of the pair: matched, or read again.
    pub fn load(&mut self, diptych: Diptych) {
        let first_matches = diptych.is_matched() && !self.diptych.is_matched();
        self.message = (!diptych.notes.is_empty() && diptych.notes != self.diptych.notes)
            .then(|| diptych.notes.join("; "));
        self.close_lists_of_passages();
        let shown = Pair::from_fn(|side| self.top(side) <= 0);
        let mut subject = self.recalled_subject();
        let has_changed = self.follow(&diptych, &mut subject);
        self.diptych = diptych;
        self.selection = None;
        self.last = Pair::default();
        self.subject = None;
        self.settle_review();
        if first_matches && self.options.arrangement.is_none() {
            self.wanted = suitable_arrangement(&self.diptych);
        }
        if let Some(search) = &self.search {
            self.search = Some(Search::new(&search.query, &self.diptych.documents));
        }
        self.lay_out();
        if has_changed {
            self.stand_again();
            self.show_beginnings(shown);
        }
        self.subject = subject.and_then(|subject| self.find_again(&subject));
    }

    /// Moves the cursor to what is left of a text that has changed.
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
            self.message = Some(self.no_counterpart_message(cursor));
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
        let keys = &self.options.keymap.reading;
        let (mouse, one_pane) = (
            keys.key(ReadingAction::Mouse),
            keys.key(ReadingAction::OnePane),
        );
        self.message = Some(match self.options.has_mouse {
            true => "the mouse is diptych's again".to_owned(),
            false => format!(
                "the mouse is the terminal's: select text with it; {mouse} takes it back, {one_pane} shows one pane alone"
            ),
        });
        Effect::Mouse(self.options.has_mouse)
    }
}

/// A link that is safe to paste: control characters are percent-encoded.
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

fn suitable_arrangement(diptych: &Diptych) -> Arrangement {
    match &diptych.comparison {
        Some(comparison) if comparison.kept_in_order() >= ALIGNED_FROM => Arrangement::Aligned,
        _ => Arrangement::Flow,
    }
}

fn layout_of(diptych: &Diptych, wanted: Arrangement, size: Size, shape: FrameShape) -> Layout {
    let arrangement = Frame::arrangement(size.width, wanted, shape);
    let columns = Frame::new(size, arrangement, shape).columns;
    Layout::new(diptych, arrangement, columns.map(|columns| columns.width))
}

/// The rows that the guided tour takes, if this is one.
fn tour_rows(options: &Options, size: Size) -> usize {
    match options.has_tour {
        true => Tour::n_rows(&options.keymap, FrameShape::tour_width(size)),
        false => 0,
    }
}

/// The columns that numbers of passages take, if they are shown: their digits, and a space before the ruler.
fn numbers(diptych: &Diptych, options: &Options) -> usize {
    let most = Side::BOTH.map(|side| diptych.passages[side].len());
    let digits = most[0].max(most[1]).max(1).ilog10() as usize + 1;
    let columns = digits + 1;
    if options.has_numbers { columns } else { 0 }
}

fn next_lens(lens: Lens) -> Lens {
    match lens {
        Lens::Auto => Lens::Shared,
        Lens::Shared => Lens::Findings,
        Lens::Findings => Lens::New,
        Lens::New => Lens::Off,
        Lens::Off => Lens::Auto,
    }
}
