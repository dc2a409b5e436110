//! [`Command`]s → what they ask for, in one place, whoever the reader is: somebody at a terminal, keys from a script, or
//! somebody who listens.
//!
//! ```text
//! input, matches, files, pairs ─► one channel ─► App::handle ─► Commands ─► Desk ─┬─► jobs
//!         └──────────────────────────────◄─────────────────────────────────◄─────┴─► Front
//! ```
//!
//! All that waits in the channel is handled before one picture is drawn. An idle session sleeps in the channel.

use super::channel::{Message, together};
use super::live::{PairFiles, PairWatcher};
use super::matching;
use super::triage::Triage;
use crate::app::App;
use crate::app::event::{Command, Event};
use crate::app::key::{Input, Size};
use crate::app::table::{News, Picker};
use crate::text::document::Document;
use crate::text::side::Side;
use anyhow::Result;
use std::collections::VecDeque;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

/// The reader's side of a session: what a terminal, a script and a voice do in different ways.
pub trait Front {
    /// Hands an event to the app.
    ///
    /// # Errors
    /// If what came of it cannot be said.
    fn hand(&mut self, app: &mut App, event: Event) -> Result<Vec<Command>> {
        Ok(app.handle(event))
    }

    /// Shows the state. A script shows it at the end alone.
    ///
    /// # Errors
    /// If it cannot be shown.
    fn draw(&mut self, _: &App) -> Result<()> {
        Ok(())
    }

    /// Hands a text to the clipboard, if there is one.
    ///
    /// # Errors
    /// If the terminal cannot be written.
    fn copy(&mut self, _text: &str) -> Result<()> {
        Ok(())
    }

    /// Takes the mouse, if there is one, or leaves it to the terminal.
    ///
    /// # Errors
    /// If the terminal cannot be written.
    fn mouse(&mut self, _is_ours: bool) -> Result<()> {
        Ok(())
    }

    /// Opens an editor on a line, if there is a file, and comes back when it ends.
    ///
    /// # Errors
    /// Says why there was none.
    fn edit(&mut self, _document: &Document, _path: Option<&Path>, _line: usize) -> Result<()> {
        Ok(())
    }

    /// Stops until the shell says to go on, if there is one. Gives the size of the terminal then.
    ///
    /// # Errors
    /// If the terminal is gone.
    fn suspend(&mut self) -> Result<Option<Size>> {
        Ok(None)
    }

    /// What [`Message::Inputs`] asked for is done.
    fn accept(&mut self) {}
}

/// What a session works with, and what is left to do.
pub struct Desk {
    triage: Option<Triage>,
    /// The files of the pair that is to be watched next.
    files: Option<PairFiles>,
    watcher: Option<PairWatcher>,
    /// What there is to say where no files can be read again.
    no_files: Option<&'static str>,
    /// Whether the state is not on the screen yet.
    is_stale: bool,
    /// What has time until it is.
    after: Vec<Command>,
    sender: Sender<Message>,
    receiver: Receiver<Message>,
}

/// How a session goes on after a command.
enum Next {
    Wait,
    Event(Event),
    Leave,
}

/// Said of rows, which are not watched one by one.
const IS_ROW: &str =
    "the texts are rows of the collection; q goes to its table, where R reads it again";

/// How long a first picture may wait for the first pairs.
const FIRST_NEWS: Duration = Duration::from_millis(30);

impl Desk {
    /// For a pair; `no_files` says why it cannot be read again if it has no files.
    pub fn for_pair(files: Option<PairFiles>, no_files: Option<&'static str>) -> Desk {
        let (sender, receiver) = mpsc::channel();
        Desk {
            triage: None,
            files,
            watcher: None,
            no_files,
            is_stale: false,
            after: Vec::new(),
            sender,
            receiver,
        }
    }

    /// For a collection, which `start` opens: it gets to know where to tell what it finds.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub fn for_collection(start: impl FnOnce(Sender<Message>) -> Result<Triage>) -> Result<Desk> {
        let mut desk = Desk::for_pair(None, Some(IS_ROW));
        desk.triage = Some(start(desk.sender.clone())?);
        Ok(desk)
    }

    /// The collection that is worked on.
    pub fn triage(&self) -> Option<&Triage> {
        self.triage.as_ref()
    }

    /// Where to send what happens.
    pub fn sender(&self) -> Sender<Message> {
        self.sender.clone()
    }

    /// Takes in the first pairs of a collection, but waits no longer for them than anybody would notice.
    pub fn take_first(&mut self, app: &mut App) {
        if let Ok(message) = self.receiver.recv_timeout(FIRST_NEWS) {
            self.learn(app, message);
        }
    }

    /// Waits until all pairs of a collection are worked out.
    pub fn take_all(&mut self, app: &mut App) {
        while app.picker().is_some_and(Picker::is_busy) {
            let message = self.receiver.recv().expect(HAS_SENDER);
            self.learn(app, message);
        }
    }

    fn learn(&self, app: &mut App, first: Message) {
        for message in together(first, self.receiver.try_iter()) {
            if let Message::Event(event) = message {
                let _ = app.handle(event); // whoever asked draws it, and nothing else comes of news
            }
        }
    }

    /// Goes on until the reader leaves.
    ///
    /// # Errors
    /// If the terminal cannot be read or written.
    pub fn run(&mut self, app: &mut App, front: &mut dyn Front) -> Result<()> {
        self.settle(app, front, app.start())?;
        loop {
            if std::mem::take(&mut self.is_stale) {
                front.draw(app)?;
            }
            for command in std::mem::take(&mut self.after) {
                if let Next::Event(event) = self.carry_out(app, front, command)? {
                    let commands = front.hand(app, event)?;
                    self.settle(app, front, commands)?;
                }
            }
            if self.is_stale {
                continue;
            }
            self.hurry(app);
            let first = self.receiver.recv().expect(HAS_SENDER);
            let messages = together(first, self.receiver.try_iter());
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
                    let commands = front.hand(app, event)?;
                    if !self.settle(app, front, commands)? {
                        return Ok(());
                    }
                }
            }
            if has_inputs {
                front.accept();
            }
        }
    }

    /// Presses the keys of a script, each of which is done with before the next. False if one of them was to leave.
    ///
    /// # Errors
    /// If what came of it cannot be said.
    pub fn press(
        &mut self,
        app: &mut App,
        front: &mut dyn Front,
        inputs: &[Input],
    ) -> Result<bool> {
        for &input in inputs {
            let commands = front.hand(app, Event::Input(input))?;
            if !self.settle(app, front, commands)? {
                return Ok(false);
            }
            for command in std::mem::take(&mut self.after) {
                // A script has all the time that there is, and watches nothing.
                if let Command::Match(ticket, diptych) = command {
                    let diptych = Box::new(diptych.matched());
                    let _ = app.handle(Event::Matched(ticket, diptych));
                }
            }
            self.take_all(app);
        }
        Ok(true)
    }

    /// Does all that is to be done before the next picture. False if that is to leave.
    fn settle(
        &mut self,
        app: &mut App,
        front: &mut dyn Front,
        commands: Vec<Command>,
    ) -> Result<bool> {
        let mut todo = VecDeque::from(commands);
        while let Some(command) = todo.pop_front() {
            if matches!(command, Command::Match(..) | Command::Watch(_)) {
                self.after.push(command);
                continue;
            }
            match self.carry_out(app, front, command)? {
                Next::Wait => {}
                Next::Event(event) => todo.extend(front.hand(app, event)?),
                Next::Leave => return Ok(false),
            }
        }
        Ok(true)
    }

    /// The one place where commands are carried out.
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
                front.copy(&text)?;
                None
            }
            Command::Mouse(is_ours) => {
                front.mouse(is_ours)?;
                None
            }
            Command::Edit { side, line } => self.edit(app, front, side, line),
            Command::Open(pair) => self.open(pair),
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
                changed.map(|triage| Event::Pairs(triage.edition(), News::Changed))
            }
        };
        Ok(event.map_or(Next::Wait, Next::Event))
    }

    fn edit(&self, app: &App, front: &mut dyn Front, side: Side, line: usize) -> Option<Event> {
        let document = &app.reader()?.diptych().documents[side];
        let path = self
            .watcher
            .as_ref()
            .map(|watcher| watcher.paths[side].as_path());
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

    fn open(&mut self, pair: usize) -> Option<Event> {
        Some(Event::Opened(match self.triage.as_ref()?.open(pair) {
            Ok((diptych, files)) => {
                self.files = files;
                Ok(Box::new(diptych))
            }
            Err(problem) => Err(problem),
        }))
    }

    fn read_collection(&mut self, app: &App) -> Option<Event> {
        let triage = self.triage.as_mut()?;
        Some(match triage.again(app) {
            Ok(()) => Event::Pairs(triage.edition(), News::Again),
            Err(err) => Event::Note(format!("{err:#}")),
        })
    }

    /// Has the pairs on the screen done first.
    fn hurry(&self, app: &App) {
        if let (Some(triage), Some(picker)) = (&self.triage, app.picker())
            && picker.is_busy()
        {
            triage.hurry(picker);
        }
    }
}

const HAS_SENDER: &str = "the desk itself has a sender";
