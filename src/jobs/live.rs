//! The files of a pair → the pair read and matched anew whenever one of them changes.
//!
//! All of it happens in threads that sleep until the system reports a change: an idle session costs nothing. What
//! cannot be read, because it is half written or gone, leaves the last good text where it is, and a note says so.
//! Folders are watched, not files, since many editors save by putting a new file in the place of the old one. Some
//! network drives report no changes; there the reader has to ask.

use super::channel::Message;
use crate::app::event::{Event, FilesRead, Ticket};
use crate::compare::pair::Diptych;
use crate::input::open::{self, ReadOptions};
use crate::text::document::{Document, TextSource};
use crate::text::side::{Pair, Side};
use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::Builder;
use std::time::{Duration, Instant, SystemTime};

/// The files of a pair, as they were before they were read.
#[derive(Debug, Clone)]
pub struct PairFiles {
    paths: Pair<PathBuf>,
    how: ReadOptions,
    stamps: Pair<Stamp>,
}

/// When a file was written and how large it is; `None` of what can be read only once: standard input and pipes.
type Stamp = Option<(SystemTime, u64)>;

impl PairFiles {
    /// Looks at the files. To be called before they are read, so that no change is missed.
    pub fn new(paths: Pair<PathBuf>, how: ReadOptions) -> PairFiles {
        let stamps = stamps(&paths);
        PairFiles { paths, how, stamps }
    }
}

fn stamps(paths: &Pair<PathBuf>) -> Pair<Stamp> {
    Pair::from_fn(|side| {
        let metadata = paths[side].metadata().ok()?;
        let written = metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        metadata.is_file().then_some((written, metadata.len()))
    })
}

/// The files of a pair under watch.
pub struct PairWatcher {
    /// Where the texts are; `-` for one that came from standard input.
    pub paths: Pair<PathBuf>,
    requests: Sender<Request>,
    /// Sends requests as long as it is there.
    _watcher: Option<RecommendedWatcher>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Request {
    /// A file may have changed.
    Check,
    /// The reader wants to have it read, whatever it is now.
    Reload,
}

impl PairWatcher {
    /// Watches the files of a pair that was just read. What comes of changes is sent with the pair's ticket.
    pub fn start(
        files: PairFiles,
        documents: &Pair<Document>,
        ticket: Ticket,
        events: Sender<Message>,
    ) -> PairWatcher {
        let paths = files.paths.clone();
        let (requests, todo) = mpsc::channel();
        let tell = move |read: FilesRead| {
            let event = Event::Files(ticket, read);
            events.send(Message::Event(event)).is_ok()
        };
        let watcher = watcher(&files, requests.clone());
        if let Err(err) = &watcher {
            let why = format!("changes of the files go unnoticed ({err}); r reads them anew");
            tell(FilesRead::Note(why));
        }
        let _ = requests.send(Request::Check); // they may have changed before they were under watch
        let reloader = Reloader::new(files, documents);
        // Without a thread of its own nothing is read again; what is on the screen stays as it is.
        let _ = Builder::new().spawn(move || follow(reloader, &todo, tell));
        PairWatcher {
            paths,
            requests,
            _watcher: watcher.ok(),
        }
    }

    /// Has the files read now, whatever they are.
    pub fn reload(&self) {
        let _ = self.requests.send(Request::Reload); // the thread ends with the session
    }

    /// Has the files read if they have changed.
    pub fn check(&self) {
        let _ = self.requests.send(Request::Check);
    }
}

fn watcher(files: &PairFiles, requests: Sender<Request>) -> notify::Result<RecommendedWatcher> {
    let watched = Side::BOTH
        .into_iter()
        .filter(|&side| files.stamps[side].is_some());
    // A symbolic link may be set anew, and what it leads to may change.
    let watched: Vec<PathBuf> = watched
        .map(|side| &files.paths[side])
        .flat_map(|path| [std::path::absolute(path).ok(), path.canonicalize().ok()])
        .flatten()
        .collect();
    let mut folders: Vec<PathBuf> = watched
        .iter()
        .filter_map(|path| path.parent())
        .map(Path::to_owned)
        .collect();
    folders.sort_unstable();
    folders.dedup();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let concerns =
            |event: &notify::Event| event.paths.iter().any(|path| watched.contains(path));
        if event.is_ok_and(|event| is_change(event.kind) && concerns(&event)) {
            let _ = requests.send(Request::Check);
        }
    })?;
    for folder in folders {
        watcher.watch(&folder, RecursiveMode::NonRecursive)?;
    }
    Ok(watcher)
}

/// Not what our own reading causes.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    }
}

/// A change is looked at when the files have been quiet for so long: whoever writes, writes in pieces.
const DEBOUNCE: Duration = Duration::from_millis(100);

/// PairFiles that are never quiet are looked at after so long.
const DEBOUNCE_MAX: Duration = Duration::from_secs(2);

/// Reads the files whenever that is asked for, until nobody listens any more.
fn follow(mut reloader: Reloader, todo: &Receiver<Request>, tell: impl Fn(FilesRead) -> bool) {
    while let Ok(mut request) = todo.recv() {
        let since = Instant::now();
        while request == Request::Check && since.elapsed() < DEBOUNCE_MAX {
            match todo.recv_timeout(DEBOUNCE) {
                Ok(Request::Reload) => request = Request::Reload,
                Ok(Request::Check) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        if let Some(news) = reloader.reload(request)
            && !tell(news)
        {
            return;
        }
    }
}

/// The files and what has to be known of what was last read from them.
struct Reloader {
    files: PairFiles,
    /// Whether the last try to read them failed.
    has_failed: bool,
    /// What the texts are called, and where they come from: whoever opened them may have known better.
    names: Pair<(String, TextSource)>,
    /// Whether there was anything to read.
    had_text: Pair<bool>,
    /// The texts that can be read only once.
    kept: Pair<Option<Document>>,
}

impl Reloader {
    fn new(files: PairFiles, documents: &Pair<Document>) -> Reloader {
        let documents = documents.as_ref();
        let kept = |side: Side| {
            files.stamps[side]
                .is_none()
                .then(|| documents[side].clone())
        };
        Reloader {
            has_failed: false,
            names: documents.map(|document| (document.name.clone(), document.source)),
            had_text: documents.map(has_text),
            kept: Pair::from_fn(kept),
            files,
        }
    }

    fn reload(&mut self, request: Request) -> Option<FilesRead> {
        let stamps = stamps(&self.files.paths);
        let has_changed = Side::BOTH
            .into_iter()
            .any(|side| self.kept[side].is_none() && stamps[side] != self.files.stamps[side]);
        if request == Request::Check && !has_changed && !self.has_failed {
            return None;
        }
        let documents = match self.documents(request) {
            Ok(documents) => documents,
            Err(why) => {
                let is_known = std::mem::replace(&mut self.has_failed, true) && !has_changed;
                self.files.stamps = stamps;
                let note = format!("the last good text stays: {why}");
                return (request == Request::Reload || !is_known).then_some(FilesRead::Note(note));
            }
        };
        self.files.stamps = stamps;
        self.had_text = documents.as_ref().map(has_text);
        let is_asked = std::mem::take(&mut self.has_failed) || request == Request::Reload;
        let told = is_asked.then(|| self.unchanged());
        let diptych = Diptych::new(documents).matched();
        Some(FilesRead::Loaded(Box::new(diptych), told))
    }

    /// The texts as they are now, or why they cannot take the place of the last ones.
    fn documents(&self, request: Request) -> Result<Pair<Document>, String> {
        let opened = Pair::in_parallel(|side| match &self.kept[side] {
            Some(document) => Ok(document.clone()),
            None => open::open_as(&self.files.paths[side], self.files.how),
        });
        let told = |err: anyhow::Error| format!("{err:#}");
        let mut documents = Pair {
            original: opened.original.map_err(told)?,
            rewrite: opened.rewrite.map_err(told)?,
        };
        for side in Side::BOTH {
            let (name, source) = &self.names[side];
            let document = &mut documents[side];
            document.name.clone_from(name);
            if document.source.editable().is_ok() {
                document.source = *source;
            }
            // Many programs empty a file before they write it.
            if self.had_text[side] && !has_text(document) && request == Request::Check {
                return Err(format!("{name} is empty now; r shows that"));
            }
        }
        Ok(documents)
    }

    fn unchanged(&self) -> String {
        let once = Side::BOTH
            .into_iter()
            .find(|&side| self.kept[side].is_some());
        match once {
            Some(side) => format!(
                "nothing has changed; {} can be read only once",
                self.names[side].0
            ),
            None => "nothing has changed in the files".to_owned(),
        }
    }
}

fn has_text(document: &Document) -> bool {
    !document.text().trim().is_empty()
}
