//! Keys and news → the state of a session: the pair on the screen, the table of pairs, and the commands for the rest of the
//! program. It knows no terminal, reads no file and cannot fail.
//!
//! ```text
//! Event ─► App::handle ─► Commands, carried out by the code that owns the terminal, the files and the threads
//! ```
//!
//! Keys go to what is on the screen. The table's cursor is on the pair that was opened last.
//!
//! It uses [`text`](crate::text), [`compare`](crate::compare) and [`review`](crate::review).

pub mod action;
pub mod asking;
pub mod command_line;
pub mod event;
pub(crate) mod frame;
pub mod help;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod line_editor;
mod linking;
pub mod list;
pub mod reader;
pub(crate) mod search;
pub mod signs;
pub mod table;
pub(crate) mod wrap;

use crate::compare::pair::Diptych;
use crate::review::record::Record;
use crate::review::records::Records;
use crate::text::side::Side;
use action::{Direction, GlobalAction};
use asking::{Asking, CheckerNews, Run};
use event::{Command, Edition, Event, FilesRead, Ticket};
use key::{Input, Size};
use linking::linked_soon;
use reader::{Effect, Options, Reader};
use std::sync::Arc;
use table::{Picker, TableNews};

/// All state of the program.
#[derive(Debug, Clone)]
pub struct App {
    opened: Opened,
    /// How to read the next pair.
    options: Options,
    ticket: Ticket,
    /// When a checker was asked last.
    run: Run,
    edition: Edition,
    /// Whether the sides of the pair on the screen are exchanged.
    is_exchanged: bool,
    /// Whether the pair on the screen is being matched around other links by hand.
    is_linking: bool,
    /// What was said of all pairs of a collection.
    records: Records,
}

/// What was opened.
#[derive(Debug, Clone)]
enum Opened {
    /// A pair alone.
    Pair(Box<Reader>),
    /// The table of a collection, and the pair that was opened from it and is on the screen.
    Collection(Box<Picker>, Option<Box<Reader>>),
}

/// What is on the screen.
#[derive(Debug, Clone, Copy)]
pub enum View<'a> {
    /// The table of pairs.
    Picker(&'a Picker),
    /// A pair.
    Reader(&'a Reader),
}

/// Matches a small pair at once. A large one is returned as it is, to be matched in the background after the first frame.
pub fn match_soon(diptych: Diptych) -> Diptych {
    let n_bytes = |side: Side| diptych.documents[side].text().len();
    match n_bytes(Side::Original) + n_bytes(Side::Rewrite) <= MATCHED_AT_ONCE {
        true => diptych.matched(),
        false => diptych,
    }
}

/// Bytes of both texts up to which the first frame waits for the matches; matching an article takes a few milliseconds.
const MATCHED_AT_ONCE: usize = 150 * 1024;

impl App {
    /// A session on a pair.
    pub fn of_pair(reader: Reader) -> App {
        let options = reader.options().clone();
        App::new(Opened::Pair(Box::new(reader)), options)
    }

    /// A session on a collection.
    pub fn of_collection(picker: Picker, options: Options) -> App {
        let picker = picker.with_keymap(&options.keymap);
        let options = Options {
            has_pairs: true,
            ..options
        };
        App::new(Opened::Collection(Box::new(picker), None), options)
    }

    fn new(opened: Opened, options: Options) -> App {
        App {
            opened,
            options,
            ticket: Ticket::default(),
            run: Run::default(),
            edition: 0,
            is_exchanged: false,
            is_linking: false,
            records: Records::default(),
        }
    }

    /// The same session with what was said of the pairs of the collection before.
    pub fn with_records(mut self, records: Records) -> App {
        if let Some(damaged) = records.damaged_in_words() {
            let _ = self.tell(damaged);
        }
        App { records, ..self }
    }

    /// What was said of the pairs of the collection.
    pub fn records(&self) -> &Records {
        &self.records
    }

    /// What is on the screen.
    pub fn view(&self) -> View<'_> {
        match &self.opened {
            Opened::Pair(reader) | Opened::Collection(_, Some(reader)) => View::Reader(reader),
            Opened::Collection(picker, None) => View::Picker(picker),
        }
    }

    /// The pair on the screen.
    pub fn reader(&self) -> Option<&Reader> {
        match &self.opened {
            Opened::Pair(reader) => Some(reader),
            Opened::Collection(_, reader) => reader.as_deref(),
        }
    }

    fn reader_mut(&mut self) -> Option<&mut Reader> {
        match &mut self.opened {
            Opened::Pair(reader) => Some(reader),
            Opened::Collection(_, reader) => reader.as_deref_mut(),
        }
    }

    /// The table, also while a pair is on the screen.
    pub fn picker(&self) -> Option<&Picker> {
        match &self.opened {
            Opened::Pair(_) => None,
            Opened::Collection(picker, _) => Some(picker),
        }
    }

    /// How to read.
    pub fn options(&self) -> &Options {
        self.reader().map_or(&self.options, Reader::options)
    }

    /// The commands to carry out before the first event.
    pub fn start(&mut self) -> Vec<Command> {
        let mut commands = vec![Command::Draw];
        commands.extend(self.begin_pair());
        commands.extend(self.ask_all());
        commands
    }

    /// Handles an event and returns the commands that follow from it. Nothing else changes the state.
    pub fn handle(&mut self, event: Event) -> Vec<Command> {
        match event {
            Event::Stop => vec![Command::Suspend],
            Event::Input(input) => match self.global_action(&input) {
                Some(GlobalAction::Suspend) => vec![Command::Suspend],
                Some(GlobalAction::QuitNow) => self.quit(),
                None => self.input(input),
            },
            Event::Opened(Ok(diptych)) => self.show(*diptych),
            Event::Opened(Err(problem)) => self.tell(problem),
            Event::Matched(ticket, diptych) => self.load_matches(ticket, diptych),
            Event::Files(ticket, read) => self.load_files(ticket, read),
            Event::Pairs(edition, news) => self.learn(edition, news),
            Event::Recalled(memory) => self.change(|reader| reader.recall(&memory)),
            Event::Note(note) => self.tell(note),
            Event::Checker(run, news) => self.learn_from_checker(run, news),
            Event::Answered(records) => vec![Command::Keep(records), Command::Draw],
            Event::Kept { own, others, note } => self.learn_records(own, others, note),
            Event::NotKept(why) => self.change(|reader| reader.not_kept(why)),
            Event::NoteWritten(text) => match self.reader_mut() {
                Some(reader) => {
                    let effect = reader.note_written(&text);
                    self.carry_on(effect)
                }
                None => Vec::new(),
            },
        }
    }

    /// Leaves; a note that is being typed is kept as a draft.
    fn quit(&mut self) -> Vec<Command> {
        let draft = self.keep_unfinished_note();
        draft.into_iter().chain([Command::Quit]).collect()
    }

    fn keep_unfinished_note(&mut self) -> Option<Command> {
        let draft = self.reader_mut()?.unfinished_note()?;
        Some(Command::Keep(vec![draft]))
    }

    fn global_action(&self, input: &Input) -> Option<GlobalAction> {
        match input {
            Input::Key(key) => self.options().keymap.everywhere.action(*key),
            _ => None,
        }
    }

    fn input(&mut self, input: Input) -> Vec<Command> {
        let effect = match &mut self.opened {
            Opened::Pair(reader) => reader.input(input),
            Opened::Collection(picker, None) => picker.input(input),
            Opened::Collection(picker, Some(reader)) => {
                if let Input::Resize(_) = input {
                    let _ = picker.input(input.clone());
                }
                reader.input(input)
            }
        };
        self.carry_on(effect)
    }

    /// Records are kept: the pair on the screen shows them, and other pairs once they are opened.
    fn learn_records(
        &mut self,
        own: Vec<Record>,
        others: Vec<Record>,
        note: Option<&str>,
    ) -> Vec<Command> {
        let is_said = !own.iter().chain(&others).all(Record::is_of_checker);
        if let Opened::Collection(..) = self.opened {
            for record in own.iter().chain(&others) {
                self.records.add(record.clone());
            }
        }
        let commands = self.change(|reader| {
            reader.kept(own, others);
            match (note, reader.message()) {
                (Some(note), Some(told)) => reader.tell(format!("{told} · {note}")),
                (Some(note), None) => reader.tell(note.to_owned()),
                (None, _) => {}
            }
        });
        let commands = commands.into_iter().chain(self.link_again()).collect();
        if let Opened::Collection(picker, Some(reader)) = &mut self.opened
            && is_said
            && (reader.review().has_begun() || picker.has_review())
        {
            picker.note_review(reader.review().progress().into());
        }
        commands
    }

    /// Changes the pair on the screen.
    fn change(&mut self, change: impl FnOnce(&mut Reader)) -> Vec<Command> {
        self.reader_mut().map(change);
        vec![Command::Draw]
    }

    /// The commands that an effect asks for.
    fn carry_on(&mut self, effect: Effect) -> Vec<Command> {
        let draft = match effect {
            Effect::Back | Effect::Pair(..) => self.keep_unfinished_note(),
            _ => None,
        };
        let mut stop = Vec::new();
        let asked = match effect {
            Effect::None => None,
            Effect::Quit => return self.quit(),
            Effect::Copy(text) => Some(Command::Copy(text)),
            Effect::Keep(records) => Some(Command::Keep(records)),
            Effect::CopyReview => Some(Command::CopyReview),
            Effect::WriteReview => Some(Command::WriteReview),
            Effect::EditNote(text) => Some(Command::EditNote(text)),
            Effect::Reload => Some(Command::ReadFiles),
            Effect::Edit { side, line } => Some(Command::Edit { side, line }),
            Effect::Exchange => return self.exchange(),
            Effect::Ask { checker, again } => {
                if let Some(reader) = self.reader_mut() {
                    reader.engage(&checker);
                }
                self.ask(&checker, again)
            }
            Effect::StopAsking => return self.stop_asking(),
            Effect::Mouse(is_ours) => Some(Command::Mouse(is_ours)),
            Effect::Open(pair) => Some(Command::Open(pair)),
            Effect::ReadAgain => Some(Command::ReadCollection),
            Effect::Pair(direction, times) => self.open_next(direction, times),
            Effect::Back => {
                stop = self.stop_asking();
                self.go_back();
                None
            }
        };
        let asked = draft.into_iter().chain(asked).chain(stop);
        let mut commands: Vec<Command> = asked.chain([Command::Draw]).collect();
        // The files are checked for changes when a key is pressed at the table; no timer does it.
        if let View::Picker(picker) = self.view()
            && picker.is_whole()
            && !picker.has_changed()
        {
            commands.push(Command::LookAtCollection);
        }
        commands
    }

    /// Asks a checker what it has not answered yet, or everything again.
    fn ask(&mut self, checker: &str, again: bool) -> Option<Command> {
        self.run.0 += 1;
        let run = self.run;
        let asking = self.reader_mut()?.ask(checker, run, again)?;
        Some(Command::Ask(asking))
    }

    /// Asks all checkers of this session about the pair as it is now.
    pub fn ask_all(&mut self) -> Vec<Command> {
        let asked = self.reader().map_or(Vec::new(), |r| r.asked().to_vec());
        let asking = asked.iter().filter_map(|checker| self.ask(checker, false));
        asking.collect()
    }

    fn stop_asking(&mut self) -> Vec<Command> {
        self.run.0 += 1;
        let run = self.run;
        let asked = self.reader_mut().map(Reader::dismiss_checkers);
        let stop = asked.unwrap_or_default().into_iter().map(|checker| {
            Command::Ask(Asking {
                checker,
                run,
                lines: Vec::new(),
            })
        });
        stop.chain([Command::Draw]).collect()
    }

    /// Answers of checkers become records.
    fn learn_from_checker(&mut self, run: Run, news: Vec<CheckerNews>) -> Vec<Command> {
        let records = self
            .reader_mut()
            .map_or(Vec::new(), |reader| reader.checker_said(run, news));
        let keep = (!records.is_empty()).then_some(Command::Keep(records));
        keep.into_iter().chain([Command::Draw]).collect()
    }

    /// Shows the pair with its sides exchanged. It is matched again, because findings have a direction.
    fn exchange(&mut self) -> Vec<Command> {
        let Some(reader) = self.reader_mut() else {
            return Vec::new();
        };
        reader.exchange(match_soon(reader.diptych().exchanged()));
        reader.tell("the sides are exchanged: what was the original is the rewrite".to_owned());
        self.is_exchanged = !self.is_exchanged;
        self.is_linking = false;
        self.draw_and_match()
    }

    /// The side that a text had when the pair was opened: the other one while the sides are exchanged.
    pub fn file_side(&self, side: Side) -> Side {
        match self.is_exchanged {
            true => side.other(),
            false => side,
        }
    }

    fn go_back(&mut self) {
        if let Opened::Collection(picker, reader) = &mut self.opened
            && let Some(reader) = reader.take()
        {
            picker.come_back();
            self.options = reader.options().clone();
            self.ticket.0 += 1;
        }
    }

    fn open_next(&mut self, direction: Direction, times: usize) -> Option<Command> {
        let Opened::Collection(picker, _) = &mut self.opened else {
            return None;
        };
        let pair = picker.step(direction, times);
        if pair.is_none() {
            let _ = self.tell(match direction {
                Direction::Forward => "this is the last pair of the table".to_owned(),
                Direction::Backward => "this is the first pair of the table".to_owned(),
            });
        }
        pair.map(Command::Open)
    }

    /// Shows a pair of the collection.
    fn show(&mut self, diptych: Diptych) -> Vec<Command> {
        let options = self.options().clone();
        let Opened::Collection(picker, shown) = &mut self.opened else {
            return Vec::new();
        };
        let size: Size = picker.size();
        let reader = Reader::new(match_soon(diptych), options, size);
        let pair = picker.open_picked();
        let records = pair.as_ref().map(|pair| self.records.of_pair(pair));
        let mut reader = reader.with_review(records.unwrap_or_default(), pair);
        if reader.message().is_none() {
            let (row, _) = picker.rows();
            let n_rows = picker.n_shown();
            reader.tell(format!("pair {} of {n_rows}", row + 1));
        }
        *shown = Some(Box::new(reader));
        (self.is_exchanged, self.is_linking) = (false, false);
        self.ticket.0 += 1;
        self.start()
    }

    /// The commands for a pair that has just been opened.
    fn begin_pair(&self) -> Vec<Command> {
        if self.reader().is_none() {
            return Vec::new();
        }
        let mut commands = vec![Command::Recall];
        commands.extend(self.matching());
        commands.push(Command::Watch(self.ticket));
        commands
    }

    /// The command that matches the pair on the screen, if it is not matched yet.
    fn matching(&self) -> Option<Command> {
        let diptych = self.reader()?.diptych();
        (!diptych.is_matched()).then(|| Command::Match(self.ticket, Box::new(diptych.clone())))
    }

    fn load_matches(&mut self, ticket: Ticket, diptych: Box<Diptych>) -> Vec<Command> {
        let shown = self.reader().map(Reader::diptych);
        let is_shown = |shown: &Diptych| Arc::ptr_eq(&shown.documents, &diptych.documents);
        // In the meantime the files may have been read again, or the sides exchanged.
        if ticket != self.ticket || !shown.is_some_and(is_shown) {
            return Vec::new();
        }
        self.is_linking = false;
        match self.reader_mut() {
            Some(reader) if !reader.diptych().is_matched() => reader.load(*diptych),
            // Or other links made by hand.
            Some(reader) if *reader.review().hand_links() == **diptych.hand_links => {
                self.show_linked(*diptych);
            }
            _ => {}
        }
        self.draw_and_match()
    }

    fn load_files(&mut self, ticket: Ticket, read: FilesRead) -> Vec<Command> {
        let (is_current, is_exchanged) = (ticket == self.ticket, self.is_exchanged);
        match (self.reader_mut(), read) {
            (Some(reader), FilesRead::Loaded(diptych, unchanged)) if is_current => {
                let diptych = match is_exchanged {
                    true => diptych.exchanged(),
                    false => *diptych,
                };
                load_again(reader, linked_soon(reader.review(), diptych), unchanged);
            }
            (Some(reader), FilesRead::Note(note)) if is_current => reader.tell(note),
            _ => return Vec::new(),
        }
        self.draw_and_match()
    }

    /// Draws, and asks for what is to be matched in the background, and for what checkers see in the pair.
    fn draw_and_match(&mut self) -> Vec<Command> {
        let mut commands = vec![Command::Draw];
        match self.link_again() {
            linking if !linking.is_empty() => commands.extend(linking),
            _ => {
                commands.extend(self.matching());
                commands.extend(self.ask_all());
            }
        }
        commands
    }

    fn learn(&mut self, edition: Edition, news: TableNews) -> Vec<Command> {
        let Opened::Collection(picker, reader) = &mut self.opened else {
            return Vec::new();
        };
        match news {
            TableNews::Again => self.edition = edition,
            _ if edition != self.edition => return Vec::new(),
            _ => {}
        }
        picker.learn(news);
        match reader {
            Some(_) => Vec::new(),
            None => vec![Command::Draw],
        }
    }

    /// Says something in the status line.
    fn tell(&mut self, message: String) -> Vec<Command> {
        match &mut self.opened {
            Opened::Pair(reader) | Opened::Collection(_, Some(reader)) => reader.tell(message),
            Opened::Collection(picker, None) => picker.tell(message),
        }
        vec![Command::Draw]
    }
}

/// Shows the reloaded pair, and a message that names the changed files, or `unchanged` if none changed.
fn load_again(reader: &mut Reader, diptych: Diptych, unchanged: Option<String>) {
    let before = &reader.diptych().documents;
    let changed = Side::BOTH.into_iter().filter(|&side| {
        let now = &diptych.documents[side];
        now.text() != before[side].text()
    });
    let names: Vec<String> = changed.map(|side| before[side].name.clone()).collect();
    let told = match names.as_slice() {
        [] => unchanged,
        [one] => Some(format!("{one} has changed and was reloaded")),
        several => Some(format!(
            "{} have changed and were reloaded",
            several.join(" and ")
        )),
    };
    reader.load(diptych);
    if let (Some(told), None) = (told, reader.message()) {
        reader.tell(told);
    }
}
