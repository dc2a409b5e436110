//! A collection → what its pairs come to, worked out on the other cores while the table of pairs is on the screen.
//!
//! ```text
//! collection ─► scanner ─► locations ─► workers ─┐
//!                  └─► News ─► the table ◄────┘   pairs on the screen first
//! ```
//!
//! Results that `diptych align` or `diptych check` wrote take the place of the work. When all is known, nothing runs
//! and nothing wakes up.

mod results;

use super::channel::Message;
use crate::app::App;
use crate::app::event::{Edition, Event};
use crate::app::table::{Figures, Found, Item, News, Picker, State};
use crate::compare::pair::Diptych;
use crate::input::collection::{
    Collection, Fields, Label, PairRecord, RecordLocation, ScannedRecord, SideInput,
};
use crate::input::open::ReadOptions;
use crate::input::open::border::isolate;
use crate::jobs::live::PairFiles;
use crate::text::side::{Pair, Side};
use anyhow::{Context, Result, bail};
use results::{ResultsFile, SavedResults};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A collection that is being worked on.
pub struct Triage {
    path: PathBuf,
    fields: Fields,
    results: Option<Arc<ResultsFile>>,
    collection: Arc<Collection>,
    queue: Arc<SharedQueue>,
    events: Sender<Message>,
    /// How often the collection was read again.
    edition: Edition,
}

/// Where to tell what is found out, and of which edition.
#[derive(Clone)]
struct NewsSender {
    edition: Edition,
    events: Sender<Message>,
}

impl NewsSender {
    /// False if nobody listens any more.
    fn send(&self, news: News) -> bool {
        let event = Event::Pairs(self.edition, news);
        self.events.send(Message::Event(event)).is_ok()
    }
}

#[derive(Default)]
struct SharedQueue {
    pairs: Mutex<WorkQueue>,
    /// Tells of more work, or that there will be none.
    more: Condvar,
}

/// What there is to do.
#[derive(Default)]
struct WorkQueue {
    /// Where each pair stands, as far as they were found.
    locations: Vec<RecordLocation>,
    /// Whether a pair needs no work, or is being worked on.
    taken: Vec<bool>,
    /// Pairs to be done before others.
    first: VecDeque<usize>,
    /// Those before it are taken.
    next: usize,
    is_over: bool,
}

impl Triage {
    /// Opens the collection at `path` and starts to work on it. What is found out is sent to `events`.
    ///
    /// # Errors
    /// If it cannot be opened, or `results` are none.
    pub fn start(
        path: &Path,
        fields: &Fields,
        results: Option<&Path>,
        events: Sender<Message>,
    ) -> Result<Triage> {
        let collection = Arc::new(Collection::open(path, fields)?);
        let results = results.map(ResultsFile::open).transpose()?.map(Arc::new);
        let news = NewsSender {
            edition: 0,
            events: events.clone(),
        };
        let queue = work(&collection, results.as_ref(), Vec::new(), &news)?;
        Ok(Triage {
            path: path.to_owned(),
            fields: fields.clone(),
            results,
            collection,
            queue,
            events,
            edition: 0,
        })
    }

    /// What the collection is called.
    pub fn name(&self) -> &str {
        &self.collection.name
    }

    /// Which reading of the collection it works on.
    pub fn edition(&self) -> Edition {
        self.edition
    }

    /// Has the pairs on the screen done first.
    pub fn hurry(&self, picker: &Picker) {
        let waits = |&&n: &&u32| picker.items()[n as usize].state == State::Waiting;
        let visible = picker.visible().iter().filter(waits);
        let mut work = self.queue.lock();
        work.first = visible.map(|&n| n as usize).collect();
    }

    /// Reads a pair, without its matches. Gives its files, too, if it has any of its own.
    ///
    /// # Errors
    /// Says what is wrong with its row.
    pub fn open(&self, pair: usize) -> Result<(Diptych, Option<PairFiles>), String> {
        let location = self.queue.lock().locations.get(pair).copied();
        let location = location.ok_or("the pair is not there any more")?;
        let paths = self.collection.files(&location);
        let files = paths.map(|paths| PairFiles::new(paths, ReadOptions::default()));
        Ok((opened(self.collection.record(&location), pair)?, files))
    }

    /// Whether the files are not as they were when they were opened.
    pub fn has_changed(&self) -> bool {
        self.collection.has_changed()
    }

    /// Reads the collection again, in an edition of its own. Pairs that stand where they stood keep their figures.
    ///
    /// # Errors
    /// If it cannot be opened any more.
    pub fn again(&mut self, app: &App) -> Result<()> {
        if self.collection.is_stream() {
            bail!("{} can be read only once", self.collection.name);
        }
        let collection = Arc::new(Collection::open(&self.path, &self.fields)?);
        self.stop();
        let locations = std::mem::take(&mut self.queue.lock().locations);
        let items = app.picker().map_or(&[][..], Picker::items);
        let is_known = |item: &Item| matches!(item.state, State::Known(_));
        let before = locations.into_iter().zip(items.iter().map(is_known));
        let before = before.map(|(location, is_known)| Some(location).filter(|_| is_known));
        let before = before.collect();
        let news = NewsSender {
            edition: self.edition + 1,
            events: self.events.clone(),
        };
        self.queue = work(&collection, self.results.as_ref(), before, &news)?;
        self.edition += 1;
        self.collection = collection;
        Ok(())
    }

    fn stop(&self) {
        self.queue.lock().is_over = true;
        self.queue.more.notify_all();
    }
}

impl Drop for Triage {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Starts the threads. Nobody waits for them: whoever leaves does not want their results.
///
/// # Errors
/// If the system grants none.
fn work(
    collection: &Arc<Collection>,
    results: Option<&Arc<ResultsFile>>,
    before: Vec<Option<RecordLocation>>,
    news: &NewsSender,
) -> Result<Arc<SharedQueue>> {
    let queue = Arc::new(SharedQueue::default());
    let scanner = Scanner {
        collection: Arc::clone(collection),
        queue: Arc::clone(&queue),
        news: news.clone(),
        before,
    };
    let scanned = results.cloned();
    start(move || scanner.scan(scanned.as_deref()))?;
    if results.is_none() {
        // One core is left to the screen.
        let n_cores = std::thread::available_parallelism().map_or(1, usize::from);
        for n in 0..n_cores.saturating_sub(1).max(1) {
            let (collection, queue) = (Arc::clone(collection), Arc::clone(&queue));
            let news = news.clone();
            match start(move || figure_all(&collection, &queue, &news)) {
                Err(err) if n == 0 => return Err(err),
                _ => {}
            }
        }
    }
    Ok(queue)
}

fn start(work: impl FnOnce() + Send + 'static) -> Result<()> {
    let thread = std::thread::Builder::new().spawn(work);
    thread.context(
        "cannot start a thread to read the pairs; check each with diptych check --format jsonl",
    )?;
    Ok(())
}

/// What finds the pairs.
struct Scanner {
    collection: Arc<Collection>,
    queue: Arc<SharedQueue>,
    news: NewsSender,
    /// Where the pairs stood whose figures are known from before.
    before: Vec<Option<RecordLocation>>,
}

/// Pairs that are handed over at once.
const BATCH_MAX: usize = 2_000;

/// How long the first of them waits for the others.
const BATCH_EVERY: Duration = Duration::from_millis(15);

impl Scanner {
    /// Tells the table of all pairs and that these are all, whatever goes wrong.
    fn scan(mut self, results: Option<&ResultsFile>) {
        let scanned = match results.map(ResultsFile::read).transpose() {
            Ok(results) => isolate(|| self.scan_pairs(results.as_deref()))
                .unwrap_or_else(|panicked| Err(panicked.into())),
            Err(err) => Err(err),
        };
        let note = scanned.err().map(|err| format!("{err:#}"));
        self.news.send(News::Whole(note));
    }

    fn scan_pairs(&mut self, results: Option<&SavedResults>) -> Result<()> {
        let (mut locations, mut found) = (Vec::new(), Vec::new());
        let mut told = Instant::now();
        let mut n = 0;
        let scanned = self.collection.scan(|ScannedRecord { location, label }| {
            let stayed = self
                .before
                .get(n)
                .is_some_and(|&before| before == Some(location));
            let result = results
                .as_ref()
                .and_then(|results| results.of(n, label.id.as_deref()));
            let missing = || results.as_ref().map(|results| results.missing());
            let problem = label.problem.map(|problem| State::Problem(problem.into()));
            locations.push(location);
            found.push(Found {
                id: label.id,
                title: label.title,
                state: result.or(problem).or_else(missing),
                stayed,
            });
            n += 1;
            let is_due = found.len() >= BATCH_MAX || told.elapsed() >= BATCH_EVERY;
            if is_due {
                told = Instant::now();
            }
            !is_due || self.hand_over(&mut locations, &mut found)
        });
        self.hand_over(&mut locations, &mut found);
        scanned
    }

    /// Tells the table first, so that it knows a pair before its figures. False if nobody listens any more.
    fn hand_over(&self, locations: &mut Vec<RecordLocation>, found: &mut Vec<Found>) -> bool {
        let needs_no_work = |found: &Found| found.stayed || found.state.is_some();
        let taken: Vec<bool> = found.iter().map(needs_no_work).collect();
        let listens = self.news.send(News::Found(std::mem::take(found)));
        let mut work = self.queue.lock();
        work.locations.append(locations);
        work.taken.extend(taken);
        self.queue.more.notify_all();
        listens && !work.is_over
    }
}

impl SharedQueue {
    fn lock(&self) -> MutexGuard<'_, WorkQueue> {
        self.pairs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next pair to work on, once there is one; `None` when all is over.
    fn take(&self) -> Option<(usize, RecordLocation)> {
        let mut work = self.lock();
        while !work.is_over {
            if let Some(pair) = work.take() {
                return Some(pair);
            }
            work = self.more.wait(work).unwrap_or_else(PoisonError::into_inner);
        }
        None
    }
}

impl WorkQueue {
    fn take(&mut self) -> Option<(usize, RecordLocation)> {
        let pair = loop {
            match self.first.pop_front() {
                Some(pair) if self.taken.get(pair) == Some(&false) => break pair,
                Some(_) => {}
                None => {
                    let rest = self.taken.get(self.next..).unwrap_or_default();
                    let ahead = rest.iter().position(|taken| !taken);
                    self.next += ahead.unwrap_or(rest.len());
                    ahead?;
                    break self.next;
                }
            }
        };
        self.taken[pair] = true;
        Some((pair, self.locations[pair]))
    }
}

fn figure_all(collection: &Collection, queue: &SharedQueue, news: &NewsSender) {
    while let Some((pair, location)) = queue.take() {
        // A pair at which the program itself goes wrong costs that pair, not the table.
        let figured = isolate(|| figure(collection.record(&location), pair));
        let (state, beginning) = figured.unwrap_or_else(|_| {
            let problem = "this pair made diptych go wrong, which is a mistake in the program";
            (State::Problem(problem.into()), None)
        });
        if !news.send(News::Figured(vec![(pair, state, beginning)])) {
            break;
        }
    }
}

/// What a pair comes to, and how its text begins if it has no title.
fn figure(row: PairRecord, pair: usize) -> (State, Option<Box<str>>) {
    let has_title = row.title.is_some();
    match opened(row, pair) {
        Ok(diptych) => {
            let diptych = diptych.matched();
            let beginning = beginning(&diptych).filter(|_| !has_title);
            let figures = Figures::of(&diptych);
            (figures.map_or(State::Waiting, State::Known), beginning)
        }
        Err(problem) => (State::Problem(problem.into()), None),
    }
}

/// The texts of a row, called by its id.
fn opened(row: PairRecord, pair: usize) -> Result<Diptych, String> {
    let id = Label::of_record(&row).id;
    let id = id.unwrap_or_else(|| format!("pair {}", pair + 1));
    let texts = row.texts?;
    let document =
        |given: SideInput, side: Side| given.into_document(format!("{id}, {}", side.name()));
    Ok(Diptych::new(Pair {
        original: document(texts.original, Side::Original),
        rewrite: document(texts.rewrite, Side::Rewrite),
    }))
}

/// How the original begins: what a pair without a title is known by.
fn beginning(diptych: &Diptych) -> Option<Box<str>> {
    let document = &diptych.documents.original;
    let first = diptych
        .segments
        .original
        .iter()
        .find(|segment| segment.kind.is_content())?;
    let text = first.text(document);
    let end = text.floor_char_boundary(BEGINNING_MAX);
    Some(text[..end].into())
}

/// Bytes of a text's beginning that are kept: as much as a wide screen shows.
const BEGINNING_MAX: usize = 120;
