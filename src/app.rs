//! Keys and news → state: the pair that is read and the table of pairs, where everything stands on the screen, and what the
//! program has to do next. It knows no terminal, reads no file and cannot fail.
//!
//! ```text
//! Event ─► App::handle ─► Commands, for whoever has the terminal, the files and the threads
//! ```
//!
//! Keys go to what is on the screen. The pair that was read last is the one that the table's cursor is on.
//!
//! It uses [`text`](crate::text) and [`compare`](crate::compare).

pub mod action;
pub mod event;
pub(crate) mod frame;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod reader;
pub(crate) mod search;
pub mod table;
pub(crate) mod wrap;

use crate::compare::pair::Diptych;
use crate::text::side::Side;
use action::{Action, Direction};
use event::{Command, Edition, Event, FilesRead, Ticket};
use key::{Input, Size};
use reader::{Effect, Options, Reader};
use table::{News, Picker};

/// All state of the program.
#[derive(Debug, Clone)]
pub struct App {
    opened: Opened,
    /// How to read the next pair.
    options: Options,
    ticket: Ticket,
    edition: Edition,
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

/// Matches a pair, if that takes no longer than anybody would notice; if not, it is matched behind the first picture.
pub fn match_soon(diptych: Diptych) -> Diptych {
    let n_bytes = |side: Side| diptych.documents[side].text().len();
    match n_bytes(Side::Original) + n_bytes(Side::Rewrite) <= MATCHED_AT_ONCE {
        true => diptych.matched(),
        false => diptych,
    }
}

/// Bytes of both texts up to which the first picture waits for the matches: an article's take a few milliseconds.
const MATCHED_AT_ONCE: usize = 150 * 1024;

impl App {
    /// A session on a pair.
    pub fn of_pair(reader: Reader) -> App {
        App {
            options: reader.options().clone(),
            opened: Opened::Pair(Box::new(reader)),
            ticket: Ticket::default(),
            edition: 0,
        }
    }

    /// A session on a collection.
    pub fn of_collection(picker: Picker, options: Options) -> App {
        App {
            opened: Opened::Collection(Box::new(picker), None),
            options: Options {
                has_pairs: true,
                ..options
            },
            ticket: Ticket::default(),
            edition: 0,
        }
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

    /// What there is to do before anything happens.
    pub fn start(&self) -> Vec<Command> {
        let mut commands = vec![Command::Draw];
        commands.extend(self.begin_pair());
        commands
    }

    /// Takes in what happens, and says what there is to do. The only door to the state.
    pub fn handle(&mut self, event: Event) -> Vec<Command> {
        match event {
            Event::Input(Input::Key(keymap::SUSPEND)) | Event::Stop => vec![Command::Suspend],
            Event::Input(input) => self.input(input),
            Event::Opened(Ok(diptych)) => self.show(*diptych),
            Event::Opened(Err(problem)) => self.tell(problem),
            Event::Matched(ticket, diptych) => self.load_matches(ticket, diptych),
            Event::Files(ticket, read) => self.load_files(ticket, read),
            Event::Pairs(edition, news) => self.learn(edition, news),
            Event::Note(note) => self.tell(note),
        }
    }

    fn input(&mut self, input: Input) -> Vec<Command> {
        let effect = match &mut self.opened {
            Opened::Pair(reader) => reader.input(input),
            Opened::Collection(picker, None) => picker.input(input),
            Opened::Collection(picker, Some(reader)) => {
                if let Input::Resize(_) = input {
                    let _ = picker.input(input);
                }
                reader.input(input)
            }
        };
        let asked = match effect {
            Effect::None => None,
            Effect::Quit => Some(Command::Quit),
            Effect::Copy(text) => Some(Command::Copy(text)),
            Effect::Reload => Some(Command::ReadFiles),
            Effect::Edit { side, line } => Some(Command::Edit { side, line }),
            Effect::Mouse(is_ours) => Some(Command::Mouse(is_ours)),
            Effect::Open(pair) => Some(Command::Open(pair)),
            Effect::Reread => Some(Command::ReadCollection),
            Effect::Pair(direction, times) => self.open_next(direction, times),
            Effect::Back => {
                self.go_back();
                None
            }
        };
        let mut commands: Vec<Command> = asked.into_iter().chain([Command::Draw]).collect();
        // Whoever presses a key at the table learns that the files have changed; nothing wakes up to look.
        if let View::Picker(picker) = self.view()
            && picker.is_whole()
            && !picker.has_changed()
        {
            commands.push(Command::LookAtCollection);
        }
        commands
    }

    fn go_back(&mut self) {
        if let Opened::Collection(_, reader) = &mut self.opened
            && let Some(reader) = reader.take()
        {
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
        let mut reader = Reader::new(match_soon(diptych), options, size);
        if reader.message().is_none() {
            let (row, _) = picker.rows();
            let n_rows = picker.n_shown();
            reader.tell(format!("pair {} of {n_rows}", row + 1));
        }
        *shown = Some(Box::new(reader));
        self.ticket.0 += 1;
        self.start()
    }

    /// What there is to do for a pair that has come on the screen.
    fn begin_pair(&self) -> Vec<Command> {
        let Some(reader) = self.reader() else {
            return Vec::new();
        };
        let diptych = Some(reader.diptych()).filter(|diptych| !diptych.is_matched());
        let matching =
            diptych.map(|diptych| Command::Match(self.ticket, Box::new(diptych.clone())));
        let watching = Command::Watch(self.ticket);
        matching.into_iter().chain([watching]).collect()
    }

    fn load_matches(&mut self, ticket: Ticket, diptych: Box<Diptych>) -> Vec<Command> {
        let is_current = ticket == self.ticket;
        match self.reader_mut() {
            // The files may have been read again in the meantime, and come with matches of their own.
            Some(reader) if is_current && !reader.diptych().is_matched() => {
                let _ = reader.apply(Action::Load(diptych), None);
                vec![Command::Draw]
            }
            _ => Vec::new(),
        }
    }

    fn load_files(&mut self, ticket: Ticket, read: FilesRead) -> Vec<Command> {
        let is_current = ticket == self.ticket;
        match (self.reader_mut(), read) {
            (Some(reader), FilesRead::Loaded(diptych, unchanged)) if is_current => {
                load_again(reader, diptych, unchanged);
            }
            (Some(reader), FilesRead::Note(note)) if is_current => reader.tell(note),
            _ => return Vec::new(),
        }
        vec![Command::Draw]
    }

    fn learn(&mut self, edition: Edition, news: News) -> Vec<Command> {
        let Opened::Collection(picker, reader) = &mut self.opened else {
            return Vec::new();
        };
        match news {
            News::Again => self.edition = edition,
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

/// Shows the pair as its files are now, and tells which of them changed. `unchanged` is said if none did.
fn load_again(reader: &mut Reader, diptych: Box<Diptych>, unchanged: Option<String>) {
    let before = &reader.diptych().documents;
    let changed = Side::BOTH.into_iter().filter(|&side| {
        let now = &diptych.documents[side];
        now.text() != before[side].text()
    });
    let names: Vec<String> = changed.map(|side| before[side].name.clone()).collect();
    let told = match names.as_slice() {
        [] => unchanged,
        [one] => Some(format!("{one} has changed and was read anew")),
        several => Some(format!(
            "{} have changed and were read anew",
            several.join(" and ")
        )),
    };
    let _ = reader.apply(Action::Load(diptych), None);
    if let (Some(told), None) = (told, reader.message()) {
        reader.tell(told);
    }
}
