//! The event loop of a session: it carries out all [`Command`]s, for each kind of front end: a terminal, keys from a
//! script, or a session in sentences.
//!
//! ```text
//! input, matches, files, pairs ─► one channel ─► App::handle ─► Commands ─► Desk ─┬─► jobs
//!         └──────────────────────────────◄─────────────────────────────────◄─────┴─► Front
//! ```
//!
//! All messages that wait in the channel are handled before the next frame is drawn. An idle session blocks on the
//! channel.

mod front;

use super::channel::{Message, coalesce};
use super::checker::{self, Checker, RunningChecker};
use super::live::{PairFiles, PairWatcher};
use super::places::PlaceKeeper;
use super::review_file::{Kept, ReviewKeeper};
use super::triage::Triage;
use super::{matching, page_file};
use crate::app::App;
use crate::app::asking::{Asking, CheckerNews};
use crate::app::event::{Command, Event};
use crate::app::key::Input;
use crate::app::reader::Reader;
use crate::app::table::{Picker, TableNews};
use crate::export::report::reviewed_html;
use crate::export::review::ReviewReport;
use crate::review::record::Record;
use crate::text::side::{Pair, Side};
use anyhow::{Result, anyhow};
pub use front::Front;
use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

/// The background jobs of a session, and the commands that are left to carry out.
pub struct Desk {
    triage: Option<Triage>,
    /// The files of the pair that is shown next, to be watched from then on.
    files: Option<PairFiles>,
    watcher: Option<PairWatcher>,
    /// The note to show if there are no files to reload.
    no_files: Option<&'static str>,
    /// Whether the state has changed since the last frame.
    is_stale: bool,
    /// Where records go.
    keeper: ReviewKeeper,
    /// Where places go, if they are remembered.
    places: Option<PlaceKeeper>,
    /// The checkers there are.
    checkers: Vec<Checker>,
    /// Those at work, by name.
    running: HashMap<String, RunningChecker>,
    /// Whether the first pair that is opened ends the session.
    picks: bool,
    /// The files of that pair.
    picked: Option<Pair<PathBuf>>,
    /// Commands to carry out after the next frame.
    after_frame: Vec<Command>,
    sender: Sender<Message>,
    receiver: Receiver<Message>,
}

/// The result of a command.
enum Next {
    /// Nothing, or nothing yet.
    Wait,
    /// An event for the app.
    Event(Event),
    /// The session is over.
    Leave,
}

/// The note for the rows of a collection, which cannot be reloaded one by one.
const IS_ROW: &str =
    "the texts are rows of the collection; q goes to its table, where R reads it again";

/// How long the first frame may wait for the first pairs.
const FIRST_NEWS: Duration = Duration::from_millis(30);

impl Desk {
    /// For a pair. If it has no files, `no_files` says why it cannot be reloaded.
    pub fn for_pair(files: Option<PairFiles>, no_files: Option<&'static str>) -> Desk {
        let (sender, receiver) = mpsc::channel();
        Desk {
            triage: None,
            files,
            watcher: None,
            no_files,
            is_stale: false,
            keeper: ReviewKeeper::for_session(),
            places: None,
            checkers: Vec::new(),
            running: HashMap::new(),
            picks: false,
            picked: None,
            after_frame: Vec::new(),
            sender,
            receiver,
        }
    }

    /// For a collection, which `start` opens. It gets the sender for the results.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub fn for_collection(start: impl FnOnce(Sender<Message>) -> Result<Triage>) -> Result<Desk> {
        let mut desk = Desk::for_pair(None, Some(IS_ROW));
        desk.triage = Some(start(desk.sender.clone())?);
        Ok(desk)
    }

    /// The same desk with another place for records.
    pub fn with_keeper(mut self, keeper: ReviewKeeper) -> Desk {
        self.keeper = keeper;
        self
    }

    /// The same desk, which remembers places.
    pub fn with_places(mut self, places: Option<PlaceKeeper>) -> Desk {
        self.places = places;
        self
    }

    /// The same desk, which can ask these checkers.
    pub fn with_checkers(mut self, checkers: Vec<Checker>) -> Desk {
        self.checkers = checkers;
        self
    }

    /// The same desk for somebody who picks a pair of a collection: opening one ends the session.
    pub fn that_picks(mut self) -> Desk {
        self.picks = true;
        self
    }

    /// The files of the pair that was picked.
    pub fn picked(&self) -> Option<&Pair<PathBuf>> {
        self.picked.as_ref()
    }

    /// Where places go, if they are remembered.
    pub fn places(&self) -> Option<&PlaceKeeper> {
        self.places.as_ref()
    }

    /// The jobs of the collection.
    pub fn triage(&self) -> Option<&Triage> {
        self.triage.as_ref()
    }

    /// The sending end of the channel.
    pub fn sender(&self) -> Sender<Message> {
        self.sender.clone()
    }

    /// Handles the first news of a collection, if they come before a delay would be noticed.
    pub fn wait_for_first(&mut self, app: &mut App) {
        if let Ok(message) = self.receiver.recv_timeout(FIRST_NEWS) {
            self.handle_news(app, message);
        }
    }

    /// Waits until the figures of all pairs of a collection are computed.
    pub fn wait_for_all(&mut self, app: &mut App) {
        while app.picker().is_some_and(Picker::is_busy) {
            let message = self.receiver.recv().expect(HAS_SENDER);
            self.handle_news(app, message);
        }
    }

    /// Handles a message and all that wait behind it, where nobody presses keys.
    fn handle_news(&mut self, app: &mut App, first: Message) {
        for message in coalesce(first, self.receiver.try_iter()) {
            let Message::Event(event) = message else {
                continue;
            };
            // The caller draws; answers of checkers are kept, and news cause no other commands.
            for command in app.handle(event) {
                if let Command::Keep(records) = command {
                    let _ = app.handle(self.keep(records));
                }
            }
        }
    }

    /// Keeps records. What checkers have said holds for the session where it cannot be kept: it cost time.
    fn keep(&mut self, records: Vec<Record>) -> Event {
        let is_of_checkers = records.iter().all(Record::is_of_checker);
        let err = match self.keeper.keep(records.clone()) {
            Ok(Kept { own, others, note }) => return Event::Kept { own, others, note },
            Err(err) => err,
        };
        let held = is_of_checkers.then(|| ReviewKeeper::for_session().keep(records));
        match held {
            Some(Ok(Kept { own, others, .. })) => Event::Kept {
                own,
                others,
                note: Some(NOT_KEPT),
            },
            _ => Event::NotKept(format!("{err:#}")),
        }
    }

    /// Runs the event loop until the user quits.
    ///
    /// # Errors
    /// If the terminal cannot be read or written.
    pub fn run(&mut self, app: &mut App, front: &mut dyn Front) -> Result<()> {
        let commands = app.start();
        self.carry_out_all(app, front, commands)?;
        loop {
            if std::mem::take(&mut self.is_stale) {
                // First, so that a signal finds what its sender has seen.
                self.note_place(app);
                front.draw(app)?;
            }
            for command in std::mem::take(&mut self.after_frame) {
                if let Next::Event(event) = self.carry_out(app, front, command)? {
                    let commands = front.dispatch(app, event)?;
                    self.carry_out_all(app, front, commands)?;
                }
            }
            if self.is_stale {
                continue;
            }
            self.prioritize_visible(app);
            self.note_place(app);
            let first = self.receiver.recv().expect(HAS_SENDER);
            let messages = coalesce(first, self.receiver.try_iter());
            let has_inputs = messages
                .iter()
                .any(|message| matches!(message, Message::Inputs(_)));
            for message in messages {
                let events = match message {
                    Message::Event(event) => vec![event],
                    Message::Inputs(inputs) => inputs.into_iter().map(Event::Input).collect(),
                    Message::Gone(err) => return Err(err.into()),
                };
                for event in events {
                    let commands = front.dispatch(app, event)?;
                    if !self.carry_out_all(app, front, commands)? {
                        self.note_place(app);
                        return Ok(());
                    }
                }
            }
            if has_inputs {
                front.acknowledge();
            }
        }
    }

    /// Presses the keys of a script, and waits for the results of each before the next. False if one of them quits.
    ///
    /// # Errors
    /// If an answer cannot be printed.
    pub fn press(
        &mut self,
        app: &mut App,
        front: &mut dyn Front,
        inputs: &[Input],
    ) -> Result<bool> {
        for input in inputs.iter().cloned() {
            let commands = front.dispatch(app, Event::Input(input))?;
            if !self.carry_out_all(app, front, commands)? {
                return Ok(false);
            }
            for command in std::mem::take(&mut self.after_frame) {
                // A script waits for matches, and watches no files.
                if let Command::Match(ticket, diptych) = command {
                    let diptych = Box::new(diptych.matched());
                    let _ = app.handle(Event::Matched(ticket, diptych));
                }
            }
            self.wait_for_all(app);
            self.wait_for_checkers(app, front)?;
        }
        Ok(true)
    }

    /// Carries out commands, and those that follow from them, except what can wait until after the next frame. False
    /// if one of them quits.
    fn carry_out_all(
        &mut self,
        app: &mut App,
        front: &mut dyn Front,
        commands: Vec<Command>,
    ) -> Result<bool> {
        let mut todo = VecDeque::from(commands);
        while let Some(command) = todo.pop_front() {
            if matches!(command, Command::Match(..) | Command::Watch(_)) {
                self.after_frame.push(command);
                continue;
            }
            match self.carry_out(app, front, command)? {
                Next::Wait => {}
                Next::Event(event) => todo.extend(front.dispatch(app, event)?),
                Next::Leave => return Ok(false),
            }
        }
        Ok(true)
    }

    /// Carries out a command. All commands are carried out here.
    fn carry_out(&mut self, app: &App, front: &mut dyn Front, command: Command) -> Result<Next> {
        let event = match command {
            Command::Draw => {
                self.is_stale = true;
                None
            }
            Command::Quit => return Ok(Next::Leave),
            Command::Suspend => {
                let size = front.suspend()?;
                size.map(|size| Event::Input(Input::Resize(size)))
            }
            Command::Copy(text) => {
                let copied = app.reader().and_then(Reader::message).unwrap_or_default();
                match front.copy(&text) {
                    Ok(None) => None,
                    Ok(Some(note)) => Some(Event::Note(format!("{copied}; {note}"))),
                    Err(err) => Some(Event::Note(format!("{err:#}"))),
                }
            }
            Command::CopyReview => app.reader().map(|reader| {
                let report = ReviewReport::of_pair(reader.diptych(), reader.review());
                let copied = "copied the review as Markdown";
                Event::Note(match front.copy(&report.markdown()) {
                    Ok(None) => copied.to_owned(),
                    Ok(Some(note)) => format!("{copied}; {note}"),
                    Err(err) => format!("{err:#}"),
                })
            }),
            Command::WriteReview => app.reader().map(|reader| {
                let diptych = reader.diptych();
                let page = reviewed_html(diptych, ReviewReport::of_pair(diptych, reader.review()));
                let name = &diptych.documents.rewrite.name;
                Event::Note(match page_file::write(Path::new(""), name, &page) {
                    Ok(path) => format!("wrote the review to {}", path.display()),
                    Err(err) => format!("{err:#}"),
                })
            }),
            Command::Mouse(is_ours) => {
                front.mouse(is_ours)?;
                None
            }
            Command::Keep(records) => Some(self.keep(records)),
            Command::EditNote(text) => match front.edit_note(&text) {
                Ok(text) => text.map(Event::NoteWritten),
                Err(err) => Some(Event::NotKept(format!("{err:#}"))),
            },
            Command::Edit { side, line } => self.edit(app, front, side, line),
            Command::Ask(asking) => self.ask(asking),
            Command::Open(pair) if self.picks => {
                self.picked = self.triage.as_ref().and_then(|triage| triage.files(pair));
                return Ok(Next::Leave);
            }
            Command::Open(pair) => self.open(pair),
            Command::Recall => self.recall(app),
            Command::Match(ticket, diptych) => matching::start(ticket, diptych, &self.sender),
            Command::Watch(ticket) => {
                self.watcher = None;
                if let (Some(files), Some(reader)) = (self.files.take(), app.reader()) {
                    let documents = &reader.diptych().documents;
                    self.watcher =
                        Some(PairWatcher::start(files, documents, ticket, self.sender()));
                }
                None
            }
            Command::ReadFiles => match &self.watcher {
                Some(watcher) => {
                    watcher.reload();
                    None
                }
                None => self.no_files.map(|why| Event::Note(why.to_owned())),
            },
            Command::ReadCollection => self.read_collection(app),
            Command::LookAtCollection => {
                let changed = self.triage.as_ref().filter(|triage| triage.has_changed());
                changed.map(|triage| Event::Pairs(triage.edition(), TableNews::Changed))
            }
        };
        Ok(event.map_or(Next::Wait, Next::Event))
    }

    /// Opens the file of a side in the editor, at a line counted from 1, and looks whether it has changed after that.
    fn edit(&self, app: &App, front: &mut dyn Front, side: Side, line: usize) -> Option<Event> {
        let document = &app.reader()?.diptych().documents[side];
        let file = app.file_side(side);
        let path = self
            .watcher
            .as_ref()
            .map(|watcher| watcher.paths[file].as_path());
        match front.edit(document, path, line) {
            Ok(()) => {
                if let Some(watcher) = &self.watcher {
                    watcher.check();
                }
                None
            }
            Err(err) => Some(Event::Note(format!("{err:#}"))),
        }
    }

    /// Asks a checker, which stops what it was asked before.
    fn ask(&mut self, asking: Asking) -> Option<Event> {
        let Asking {
            checker,
            run,
            lines,
        } = asking;
        self.running.remove(&checker);
        if lines.is_empty() {
            return None;
        }
        let known = self.checkers.iter().find(|known| known.name == checker);
        let sender = self.sender();
        let tell = move |news: CheckerNews| {
            let event = Event::Checker(run, vec![news]);
            sender.send(Message::Event(event)).is_ok()
        };
        let started = match known {
            Some(known) => checker::start(known, tell),
            None => Err(anyhow!("no checker has this name")),
        };
        match started {
            Ok(running) => {
                for line in lines {
                    running.ask(line);
                }
                running.close();
                self.running.insert(checker, running);
                None
            }
            Err(err) => Some(Event::Checker(
                run,
                vec![CheckerNews::Ended(Some(format!("{err:#}")))],
            )),
        }
    }

    /// Asks the checkers of a script, and waits until all have answered.
    ///
    /// # Errors
    /// If an answer cannot be printed.
    pub fn ask_checkers(&mut self, app: &mut App, front: &mut dyn Front) -> Result<()> {
        let commands = app.ask_all();
        self.carry_out_all(app, front, commands)?;
        self.wait_for_checkers(app, front)
    }

    /// Waits until all checkers have answered.
    fn wait_for_checkers(&mut self, app: &mut App, front: &mut dyn Front) -> Result<()> {
        while app.reader().is_some_and(Reader::is_checking) {
            let message = self.receiver.recv().expect(HAS_SENDER);
            for message in coalesce(message, self.receiver.try_iter()) {
                if let Message::Event(event) = message {
                    let commands = front.dispatch(app, event)?;
                    self.carry_out_all(app, front, commands)?;
                }
            }
        }
        Ok(())
    }

    /// Looks up what is remembered of the pair on the screen.
    fn recall(&self, app: &App) -> Option<Event> {
        let documents = &app.reader()?.diptych().documents;
        let files = self.files.as_ref().filter(|files| files.are_files());
        match self
            .places
            .as_ref()?
            .open(files.map(PairFiles::paths), documents)
        {
            Ok(memory) => memory.map(|memory| Event::Recalled(Box::new(memory))),
            Err(err) => Some(Event::Note(format!("{err:#}"))),
        }
    }

    /// Notes what is on the screen, to be remembered if the program ends.
    fn note_place(&self, app: &App) {
        if let Some(places) = &self.places {
            places.note(app);
        }
    }

    /// Reads a pair of the collection; its files are watched once it is on the screen.
    fn open(&mut self, pair: usize) -> Option<Event> {
        Some(Event::Opened(match self.triage.as_ref()?.open(pair) {
            Ok((diptych, files)) => {
                self.files = files;
                Ok(Box::new(diptych))
            }
            Err(problem) => Err(problem),
        }))
    }

    /// Reads the collection again, from a new table on.
    fn read_collection(&mut self, app: &App) -> Option<Event> {
        let triage = self.triage.as_mut()?;
        Some(match triage.reload(app) {
            Ok(()) => Event::Pairs(triage.edition(), TableNews::Again),
            Err(err) => Event::Note(format!("{err:#}")),
        })
    }

    /// Moves the pairs on the screen to the front of the work queue.
    fn prioritize_visible(&self, app: &App) {
        if let (Some(triage), Some(picker)) = (&self.triage, app.picker())
            && picker.is_busy()
        {
            triage.prioritize(picker);
        }
    }
}

/// The note for answers of checkers that cost time and cannot be kept.
const NOT_KEPT: &str = "the answers of the checkers cannot be written; they hold for this session";

/// Why the channel never closes.
const HAS_SENDER: &str = "the desk keeps a sender, so the channel stays open";
