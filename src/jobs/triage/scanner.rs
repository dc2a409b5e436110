//! A collection → its pairs, in batches: for the table, and for the work queue.

use super::NewsSender;
use super::queue::SharedQueue;
use super::results::{ResultsFile, SavedResults};
use crate::app::table::{FoundPair, PairFigures, PairState, ReviewFigures, TableNews};
use crate::input::collection::{Collection, RecordLocation, ScannedRecord};
use crate::input::open::border::isolate;
use crate::review::records::{PairNames, RecordsByPair};
use anyhow::Result;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Finds the pairs.
pub struct Scanner {
    /// The collection that they are in.
    pub collection: Arc<Collection>,
    /// Receives their locations.
    pub queue: Arc<SharedQueue>,
    /// Receives their names.
    pub news: NewsSender,
    /// The locations of pairs whose figures are known from the last edition.
    pub before: Vec<Option<RecordLocation>>,
    /// What was said of pairs that were not found yet.
    pub said: RecordsByPair,
    /// Whether checkers are asked about them.
    pub has_checkers: bool,
}

/// The most pairs in a batch.
const BATCH_MAX: usize = 2_000;

/// The most time between two batches.
const BATCH_EVERY: Duration = Duration::from_millis(15);

impl Scanner {
    /// Sends all pairs to the table, and then that they are complete, also after an error.
    pub fn scan(mut self, results: Option<&ResultsFile>) {
        let scanned = match results.map(ResultsFile::read).transpose() {
            Ok(results) => isolate(|| self.scan_pairs(results.as_deref()))
                .unwrap_or_else(|panicked| Err(panicked.into())),
            Err(err) => Err(err),
        };
        let note = scanned.err().map(|err| format!("{err:#}"));
        self.news.send(TableNews::Whole(note));
    }

    fn scan_pairs(&mut self, results: Option<&SavedResults>) -> Result<()> {
        let (mut locations, mut found) = (Vec::new(), Vec::new());
        let mut last_batch = Instant::now();
        let mut names = PairNames::default();
        let mut n = 0;
        let collection = Arc::clone(&self.collection);
        let scanned = collection.scan(|ScannedRecord { location, label }| {
            let has_stayed = self
                .before
                .get(n)
                .is_some_and(|&before| before == Some(location));
            let result = results
                .as_ref()
                .and_then(|results| results.find(n, label.id.as_deref()));
            let said = self.said.take(n, label.id.as_deref());
            let result = match (result, &said) {
                (Some(PairState::Known(figures)), Some(said)) => {
                    let review = ReviewFigures::of_records(said);
                    Some(PairState::Known(PairFigures { review, ..figures }))
                }
                (result, _) => result,
            };
            if let Some(said) = said {
                self.queue.lock().said.insert(n, said);
            }
            if self.has_checkers {
                let name = names.next(n, label.id.as_deref());
                self.queue.lock().names.push(name);
            }
            let missing = || results.as_ref().map(|results| results.missing());
            let problem = label
                .problem
                .map(|problem| PairState::Problem(problem.into()));
            locations.push(location);
            found.push(FoundPair {
                id: label.id,
                title: label.title,
                state: result.or(problem).or_else(missing),
                stayed: has_stayed,
            });
            n += 1;
            let is_due = found.len() >= BATCH_MAX || last_batch.elapsed() >= BATCH_EVERY;
            if is_due {
                last_batch = Instant::now();
            }
            !is_due || self.send_batch(&mut locations, &mut found)
        });
        self.send_batch(&mut locations, &mut found);
        scanned
    }

    /// Sends a batch to the table first, so that it knows a pair before its figures, and then to the work queue. False
    /// if the session has ended.
    fn send_batch(&self, locations: &mut Vec<RecordLocation>, found: &mut Vec<FoundPair>) -> bool {
        let needs_no_work = |found: &FoundPair| found.stayed || found.state.is_some();
        let taken: Vec<bool> = found.iter().map(needs_no_work).collect();
        let is_received = self.news.send(TableNews::Found(std::mem::take(found)));
        let mut work = self.queue.lock();
        work.locations.append(locations);
        work.taken.extend(taken);
        self.queue.has_changed.notify_all();
        is_received && !work.is_cancelled
    }
}
