//! Live reload: the files of a pair (its texts, and its matches if they were made elsewhere) → the pair, read and matched
//! again whenever one of them changes.
//!
//! It happens in threads that sleep until the system reports a change: an idle session costs nothing. If a file cannot
//! be read because it is half written or deleted, the last good text stays on the screen, with a note. Folders are
//! watched, not files, since many editors save by replacing a file with a new one. Some network drives report no
//! changes; there the user has to reload by hand.

use super::channel::Message;
use crate::app::event::{Event, FilesRead, Ticket};
use crate::compare::pair::Diptych;
use crate::input::matches::MatchesOfPair;
use crate::input::open::{self, ReadOptions};
use crate::text::document::{Document, TextSource};
use crate::text::side::{Pair, Side};
use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::Builder;
use std::time::{Duration, Instant, SystemTime};

/// The files of a pair, with their state before they were read.
#[derive(Debug, Clone)]
pub struct PairFiles {
    paths: Pair<PathBuf>,
    options: Pair<ReadOptions>,
    stamps: Pair<Stamp>,
    /// The matches, if they come from a file, and the state of that.
    matches: Option<(MatchesOfPair, Stamp)>,
}

/// The modification time and the size of a file; `None` for standard input and pipes, which can be read only once.
type Stamp = Option<(SystemTime, u64)>;

impl PairFiles {
    /// Records the state of the files. To be called before they are read, so that no change is missed.
    pub fn new(paths: Pair<PathBuf>, options: Pair<ReadOptions>) -> PairFiles {
        let stamps = stamps(&paths);
        PairFiles {
            paths,
            options,
            stamps,
            matches: None,
        }
    }

    /// The same with the file that their matches come from. To be called before that is read, too.
    pub fn with_matches(self, matches: Option<MatchesOfPair>) -> PairFiles {
        PairFiles {
            matches: matches.map(|matches| {
                let stamp = matches.file.stamp();
                (matches, stamp)
            }),
            ..self
        }
    }

    /// The paths of the texts; `-` for standard input.
    pub fn paths(&self) -> &Pair<PathBuf> {
        &self.paths
    }

    /// Whether both can be read again: neither is standard input or a pipe.
    pub fn are_files(&self) -> bool {
        Side::BOTH.iter().all(|&side| self.stamps[side].is_some())
    }
}

/// The state of both files now.
fn stamps(paths: &Pair<PathBuf>) -> Pair<Stamp> {
    Pair::from_fn(|side| {
        let metadata = paths[side].metadata().ok()?;
        let written = metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        metadata.is_file().then_some((written, metadata.len()))
    })
}

/// Watches the files of a pair.
pub struct PairWatcher {
    /// The paths of the texts; `-` for standard input.
    pub paths: Pair<PathBuf>,
    requests: Sender<Request>,
    /// Sends requests until it is dropped.
    _watcher: Option<RecommendedWatcher>,
}

/// What the thread that reloads is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Request {
    /// A file may have changed: reload if it has.
    Check,
    /// The user asked to reload.
    Reload,
}

impl PairWatcher {
    /// Watches the files of a pair that was just read. Results are sent with the ticket of the pair.
    pub fn start(
        files: PairFiles,
        documents: &Pair<Document>,
        ticket: Ticket,
        events: Sender<Message>,
    ) -> PairWatcher {
        let paths = files.paths.clone();
        let (requests, waiting) = mpsc::channel();
        let send = move |read: FilesRead| {
            let event = Event::Files(ticket, read);
            events.send(Message::Event(event)).is_ok()
        };
        let watcher = watcher(&files, requests.clone());
        if let Err(err) = &watcher {
            let why = format!("the files cannot be watched ({err}); press r to reload them");
            send(FilesRead::Note(why));
        }
        let _ = requests.send(Request::Check); // they may have changed before the watcher started
        let reloader = Reloader::new(files, documents);
        // If no thread can be started, the pair is never reloaded, but stays on the screen.
        let _ = Builder::new().spawn(move || serve_requests(reloader, &waiting, send));
        PairWatcher {
            paths,
            requests,
            _watcher: watcher.ok(),
        }
    }

    /// Reloads the files now.
    pub fn reload(&self) {
        let _ = self.requests.send(Request::Reload); // fails only when the session ends
    }

    /// Reloads the files if they have changed.
    pub fn check(&self) {
        let _ = self.requests.send(Request::Check);
    }
}

/// Sends a request whenever one of the files changes, until it is dropped.
///
/// # Errors
/// If the system cannot watch their folders.
fn watcher(files: &PairFiles, requests: Sender<Request>) -> notify::Result<RecommendedWatcher> {
    let watched = Side::BOTH
        .into_iter()
        .filter(|&side| files.stamps[side].is_some());
    let matches = files.matches.iter();
    let matches = matches.map(|(matches, _)| matches.file.path());
    // A symbolic link and its target can both change.
    let watched: Vec<PathBuf> = watched
        .map(|side| &files.paths[side])
        .map(PathBuf::as_path)
        .chain(matches)
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

/// Whether an event is a change, not caused by our own reading.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    }
}

/// The debounce time: a change is handled after so long without another, since programs write files in several steps.
const DEBOUNCE: Duration = Duration::from_millis(100);

/// A change is handled at the latest after this time, even if the files keep changing.
const DEBOUNCE_MAX: Duration = Duration::from_secs(2);

/// Handles requests, debounced, until the session ends.
fn serve_requests(
    mut reloader: Reloader,
    requests: &Receiver<Request>,
    send: impl Fn(FilesRead) -> bool,
) {
    while let Ok(mut request) = requests.recv() {
        let since = Instant::now();
        while request == Request::Check && since.elapsed() < DEBOUNCE_MAX {
            match requests.recv_timeout(DEBOUNCE) {
                Ok(Request::Reload) => request = Request::Reload,
                Ok(Request::Check) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        if let Some(read) = reloader.reload(request)
            && !send(read)
        {
            return;
        }
    }
}

/// Reloads the files, and remembers what the last reload found.
struct Reloader {
    files: PairFiles,
    /// Whether the last attempt to read them failed.
    has_failed: bool,
    /// The names and sources of the texts, as the caller that opened them first has set them.
    names: Pair<(String, TextSource)>,
    /// Whether the texts were not blank.
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

    /// Reads the files if they have changed or a person asks for it. Gives what there is to show or to say, if anything.
    fn reload(&mut self, request: Request) -> Option<FilesRead> {
        let stamps = stamps(&self.files.paths);
        let has_changed = Side::BOTH
            .into_iter()
            .any(|side| self.kept[side].is_none() && stamps[side] != self.files.stamps[side]);
        let has_new_matches = self.files.matches.as_mut().is_some_and(|(matches, stamp)| {
            let now = matches.file.stamp();
            std::mem::replace(stamp, now) != now
        });
        let has_changed = has_changed || has_new_matches;
        if request == Request::Check && !has_changed && !self.has_failed {
            return None;
        }
        let diptych = match self.read_pair(request) {
            Ok(diptych) => diptych,
            Err(why) => {
                let is_known = std::mem::replace(&mut self.has_failed, true) && !has_changed;
                self.files.stamps = stamps;
                let note = format!("the last good text stays: {why}");
                return (request == Request::Reload || !is_known).then_some(FilesRead::Note(note));
            }
        };
        self.files.stamps = stamps;
        self.had_text = (*diptych.documents).as_ref().map(has_text);
        let is_expected = std::mem::take(&mut self.has_failed) || request == Request::Reload;
        let unchanged_note = match has_new_matches {
            true => Some("the matches have changed and were reloaded".to_owned()),
            false => is_expected.then(|| self.unchanged_note()),
        };
        Some(FilesRead::Loaded(
            Box::new(diptych.matched()),
            unchanged_note,
        ))
    }

    /// Reads the texts and their matches, or says why they cannot replace the last ones.
    fn read_pair(&self, request: Request) -> Result<Diptych, String> {
        let diptych = Diptych::new(self.read_documents(request)?);
        match &self.files.matches {
            Some((matches, _)) => matches.import(diptych).map_err(|err| format!("{err:#}")),
            None => Ok(diptych),
        }
    }

    /// Reads the texts, or says why they cannot replace the last ones.
    fn read_documents(&self, request: Request) -> Result<Pair<Document>, String> {
        let opened = Pair::in_parallel(|side| match &self.kept[side] {
            Some(document) => Ok(document.clone()),
            None => open::open_as(&self.files.paths[side], self.files.options[side]),
        });
        let message = |err: anyhow::Error| format!("{err:#}");
        let mut documents = Pair {
            original: opened.original.map_err(message)?,
            rewrite: opened.rewrite.map_err(message)?,
        };
        for side in Side::BOTH {
            let (name, source) = &self.names[side];
            let document = &mut documents[side];
            document.name.clone_from(name);
            if document.source.editable().is_ok() {
                document.source = *source;
            }
            // Many programs truncate a file before they write it.
            if self.had_text[side] && !has_text(document) && request == Request::Check {
                return Err(format!("{name} is empty now; press r to show it"));
            }
        }
        Ok(documents)
    }

    /// The note to show if the texts turn out to be the same.
    fn unchanged_note(&self) -> String {
        let read_once = Side::BOTH
            .into_iter()
            .find(|&side| self.kept[side].is_some());
        match read_once {
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
