//! A collection → the figures of its pairs, computed on the other cores while the table of pairs is on the screen.
//!
//! ```text
//! collection ─► scanner ─► work queue ─► workers ─┐
//!                  └─► News ─► the table ◄────────┤   pairs on the screen first
//!                                    ▲             └─► pairs to check ─► checkers
//!                                    └────────────────────────────────────┘
//! ```
//!
//! Results that `diptych align` or `diptych check` wrote before are shown without recomputing anything; matches that were
//! made elsewhere are taken in place of ours. When all figures are known, the threads sleep.

mod queue;
mod results;
mod scanner;
mod source;

use super::channel::Message;
use super::checker::Checker;
use super::checking::{Checking, Tell};
use crate::app::App;
use crate::app::event::{Edition, Event};
use crate::app::table::{PairFigures, PairState, Picker, TableItem, TableNews};
use crate::compare::pair::Diptych;
use crate::compare::wording;
use crate::input::collection::{Collection, Fields, RecordLocation};
use crate::input::matches::MatchesFile;
use crate::input::open::ReadOptions;
use crate::input::open::border::isolate;
use crate::jobs::live::PairFiles;
use crate::review::record::Record;
use crate::review::records::Records;
use crate::review::reviewed::Review;
use crate::text::side::Pair;
use anyhow::{Context, Result, bail};
use queue::{SharedQueue, WorkQueue};
use results::ResultsFile;
use scanner::Scanner;
use source::PairSource;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

/// The background jobs of a collection.
pub struct Triage {
    /// Opens the collection, also once more.
    reopen: Box<dyn Fn() -> Result<Collection>>,
    results: Option<Arc<ResultsFile>>,
    /// The checkers that are asked about all pairs.
    checking: Option<Arc<Checking>>,
    source: PairSource,
    queue: Arc<SharedQueue>,
    events: Sender<Message>,
    /// How often the collection was reloaded.
    edition: Edition,
}

/// Files with what was worked out of the pairs before or elsewhere.
#[derive(Debug, Clone, Copy, Default)]
pub struct WorkedOut<'a> {
    /// Figures: the output of `diptych align` or `diptych check`.
    pub results: Option<&'a Path>,
    /// Matches, in the JSON of `diptych align`.
    pub matches: Option<&'a Path>,
}

/// Sends news about one edition of the collection.
#[derive(Clone)]
struct NewsSender {
    edition: Edition,
    events: Sender<Message>,
}

impl NewsSender {
    /// False if the session has ended.
    fn send(&self, news: TableNews) -> bool {
        let event = Event::Pairs(self.edition, news);
        self.events.send(Message::Event(event)).is_ok()
    }

    /// Hands records on to be kept. Here they have ids of their own until then.
    fn keep(&self, mut records: Vec<Record>) -> Vec<Record> {
        let event = Event::Answered(records.clone());
        let _ = self.events.send(Message::Event(event)); // fails if the session has ended
        for (n, record) in records.iter_mut().enumerate() {
            let key = record.key.as_deref().unwrap_or_default();
            record.id = format!("{key} {n}");
        }
        records
    }
}

impl Triage {
    /// Opens the collection at `path`, and starts its jobs, which send their news to `events`. `said` is what was said of
    /// its pairs, and the checkers are asked about each.
    ///
    /// # Errors
    /// If it cannot be opened, one of the files has something else in it, or a checker cannot be started.
    pub fn start(
        path: &Path,
        fields: &Fields,
        worked_out: WorkedOut,
        said: &Records,
        checkers: &[Checker],
        events: Sender<Message>,
    ) -> Result<Triage> {
        let (path, fields) = (path.to_owned(), fields.clone());
        Triage::start_with(
            move || Collection::open(&path, &fields),
            worked_out,
            said,
            checkers,
            events,
        )
    }

    /// The same for a collection that `open` opens.
    ///
    /// # Errors
    /// As [`Triage::start`].
    pub fn start_with(
        open: impl Fn() -> Result<Collection> + 'static,
        worked_out: WorkedOut,
        said: &Records,
        checkers: &[Checker],
        events: Sender<Message>,
    ) -> Result<Triage> {
        let matches = worked_out.matches.map(MatchesFile::open).transpose()?;
        let source = PairSource::new(open()?, matches);
        let results = worked_out.results.map(ResultsFile::open).transpose()?;
        let results = results.map(Arc::new);
        let news = NewsSender {
            edition: 0,
            events: events.clone(),
        };
        let checking = start_checkers(checkers, &events)?;
        let jobs = Jobs {
            source: &source,
            results: results.as_ref(),
            checking: checking.as_ref(),
        };
        let queue = jobs.start(Vec::new(), said, &news)?;
        Ok(Triage {
            reopen: Box::new(open),
            results,
            checking,
            source,
            queue,
            events,
            edition: 0,
        })
    }

    /// The name of the collection.
    pub fn name(&self) -> &str {
        &self.source.collection.name
    }

    /// What its reader should know of the collection.
    pub fn notes(&self) -> Vec<String> {
        self.source.collection.notes()
    }

    /// The current edition of the collection.
    pub fn edition(&self) -> Edition {
        self.edition
    }

    /// Moves the pairs on the screen to the front of the work queue.
    pub fn prioritize(&self, picker: &Picker) {
        let is_waiting = |&&n: &&u32| picker.items()[n as usize].state == PairState::Waiting;
        let visible = picker.visible().iter().filter(is_waiting);
        let mut work = self.queue.lock();
        work.first = visible.map(|&n| n as usize).collect();
        work.check_first = picker.visible().iter().map(|&n| n as usize).collect();
    }

    /// Reads a pair, without matching it. Also returns its files, if its texts are separate files.
    ///
    /// # Errors
    /// Says what is wrong with its record.
    pub fn open(&self, pair: usize) -> Result<(Diptych, Option<PairFiles>), String> {
        let location = self.queue.lock().locations.get(pair).copied();
        let location = location.ok_or("the pair is not in the collection any more")?;
        let collection = &self.source.collection;
        let options = collection.languages.map(|language| ReadOptions {
            language,
            ..ReadOptions::default()
        });
        let paths = collection.files(&location);
        let files = paths.map(|paths| PairFiles::new(paths, options));
        let record = collection.record(&location);
        let matches = self.source.matches_of(pair, &record);
        let files = files.map(|files| files.with_matches(matches));
        Ok((self.source.build(record, pair)?, files))
    }

    /// The files of a pair, if its texts are separate files.
    pub fn files(&self, pair: usize) -> Option<Pair<PathBuf>> {
        let location = self.queue.lock().locations.get(pair).copied()?;
        self.source.collection.files(&location)
    }

    /// Whether the files have changed since they were opened.
    pub fn has_changed(&self) -> bool {
        self.source.has_changed()
    }

    /// Reloads the collection as a new edition. Pairs at the same location keep their figures.
    ///
    /// # Errors
    /// If it cannot be opened any more.
    pub fn reload(&mut self, app: &App) -> Result<()> {
        if self.source.collection.is_stream() {
            bail!("{} can be read only once", self.source.collection.name);
        }
        let matches = self.source.matches().cloned();
        let source = PairSource::new((self.reopen)()?, matches);
        self.cancel();
        let locations = std::mem::take(&mut self.queue.lock().locations);
        let items = app.picker().map_or(&[][..], Picker::items);
        // Figures are those of the matches that there were.
        let stay = source.matches().is_none();
        let is_known = |item: &TableItem| stay && matches!(item.state, PairState::Known(_));
        let before = locations.into_iter().zip(items.iter().map(is_known));
        let before = before.map(|(location, is_known)| Some(location).filter(|_| is_known));
        // Where there are checkers, all pairs go past them once more; what is answered is not asked again.
        let before = match &self.checking {
            Some(_) => Vec::new(),
            None => before.collect(),
        };
        let news = NewsSender {
            edition: self.edition + 1,
            events: self.events.clone(),
        };
        let jobs = Jobs {
            source: &source,
            results: self.results.as_ref(),
            checking: self.checking.as_ref(),
        };
        self.queue = jobs.start(before, app.records(), &news)?;
        self.edition += 1;
        self.source = source;
        Ok(())
    }

    /// Ends the threads, each after its pair.
    fn cancel(&self) {
        self.queue.lock().is_cancelled = true;
        self.queue.has_changed.notify_all();
    }
}

impl Drop for Triage {
    fn drop(&mut self) {
        self.cancel();
    }
}

/// What the threads work with.
struct Jobs<'a> {
    source: &'a PairSource,
    results: Option<&'a Arc<ResultsFile>>,
    checking: Option<&'a Arc<Checking>>,
}

/// Pairs that are checked at the same time, so that a checker that answers in any order always has something to do.
const CHECKED_AT_ONCE: usize = 4;

impl Jobs<'_> {
    /// Starts the threads. They are never joined: a session that ends does not need their results.
    ///
    /// # Errors
    /// If no thread can be started.
    fn start(
        &self,
        before: Vec<Option<RecordLocation>>,
        said: &Records,
        news: &NewsSender,
    ) -> Result<Arc<SharedQueue>> {
        let queue = Arc::new(SharedQueue::default());
        let scanner = Scanner {
            collection: Arc::clone(&self.source.collection),
            queue: Arc::clone(&queue),
            news: news.clone(),
            before,
            said: said.by_pair(),
            has_checkers: self.checking.is_some(),
        };
        let scanned = self.results.cloned();
        spawn(move || scanner.scan(scanned.as_deref()))?;
        if self.results.is_some() {
            return Ok(queue);
        }
        // One core is left for the user interface.
        let n_cores = std::thread::available_parallelism().map_or(1, usize::from);
        for n in 0..n_cores.saturating_sub(1).max(1) {
            let (source, queue) = (self.source.clone(), Arc::clone(&queue));
            let (news, has_checkers) = (news.clone(), self.checking.is_some());
            match spawn(move || run_worker(&source, &queue, &news, has_checkers)) {
                Err(err) if n == 0 => return Err(err),
                _ => {}
            }
        }
        if let Some(checking) = self.checking {
            for _ in 0..CHECKED_AT_ONCE {
                let (source, queue) = (self.source.clone(), Arc::clone(&queue));
                let (news, checking) = (news.clone(), Arc::clone(checking));
                spawn(move || run_checks(&source, &queue, &news, &checking))?;
            }
        }
        Ok(queue)
    }
}

/// Starts the checkers of a collection, whose problems are told in the status line.
///
/// # Errors
/// If one of them cannot be started.
fn start_checkers(checkers: &[Checker], events: &Sender<Message>) -> Result<Option<Arc<Checking>>> {
    if checkers.is_empty() {
        return Ok(None);
    }
    let events = Mutex::new(events.clone());
    let tell: Tell = Arc::new(move |problem: &str| {
        let events = events.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = events.send(Message::Event(Event::Note(problem.to_owned())));
    });
    Ok(Some(Arc::new(Checking::start(checkers, &tell)?)))
}

/// Starts a thread that is never joined.
///
/// # Errors
/// If the system grants none.
fn spawn(work: impl FnOnce() + Send + 'static) -> Result<()> {
    let thread = std::thread::Builder::new().spawn(work);
    thread.context(
        "cannot start a thread to read the pairs; check each with diptych check --format jsonl",
    )?;
    Ok(())
}

/// Computes the figures of pairs until the work is cancelled.
fn run_worker(source: &PairSource, queue: &SharedQueue, news: &NewsSender, has_checkers: bool) {
    while let Some(job) = queue.take() {
        let (pair, location, said) = (job.pair, job.location, job.said.clone());
        // A bug that panics on one pair must not stop the others.
        let computed = isolate(|| compute_figures(source, &location, pair, said));
        let (state, beginning) =
            computed.unwrap_or_else(|_| (PairState::Problem(wording::PAIR_PANICKED.into()), None));
        let is_to_check = has_checkers && matches!(state, PairState::Known(_));
        if !news.send(TableNews::Figured(vec![(pair, state, beginning)])) {
            break;
        }
        // Not before: what a quick checker says would come first, and a print would end without the beginning of the text.
        if is_to_check {
            queue.lock().to_check.push_back(job);
            queue.has_changed.notify_all();
        }
    }
}

/// Asks the checkers about pairs. What they say is kept as it comes, and the figures of the pair follow.
fn run_checks(source: &PairSource, queue: &SharedQueue, news: &NewsSender, checking: &Checking) {
    while let Some(job) = queue.wait_for(WorkQueue::take_check) {
        let record = source.collection.record(&job.location);
        let checked = isolate(|| {
            let diptych = source.build(record, job.pair).ok()?;
            let mut review = Review::new(job.said, job.name);
            let mut diptych = review.matched(diptych);
            checking.check(&mut diptych, &mut review, |records| news.keep(records));
            PairFigures::of(&diptych, &review)
        });
        if let Ok(Some(figures)) = checked {
            let figured = vec![(job.pair, PairState::Known(figures), None)];
            news.send(TableNews::Figured(figured));
        }
        if !news.send(TableNews::Checked) {
            break;
        }
    }
}

/// The figures of a pair, and the first words of its text if it has no title.
fn compute_figures(
    source: &PairSource,
    location: &RecordLocation,
    pair: usize,
    said: Records,
) -> (PairState, Option<Box<str>>) {
    let record = source.collection.record(location);
    let has_title = record.title.is_some();
    match source.build(record, pair) {
        Ok(diptych) => {
            let mut review = Review::of_pair(said);
            let diptych = review.matched(diptych);
            let beginning = beginning(&diptych).filter(|_| !has_title);
            let figures = PairFigures::of(&diptych, &review);
            (
                figures.map_or(PairState::Waiting, PairState::Known),
                beginning,
            )
        }
        Err(problem) => (PairState::Problem(problem.into()), None),
    }
}

/// The first words of the original, which the table shows for a pair without a title.
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

/// The most bytes of [`beginning`]: as much as a wide screen shows.
const BEGINNING_MAX: usize = 120;
