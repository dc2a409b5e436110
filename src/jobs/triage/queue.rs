//! The pairs that were found → the pairs to compute and to check, one by one, those on the screen first.

use crate::input::collection::RecordLocation;
use crate::review::records::Records;
use std::collections::{HashMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// The work queue, shared between the scanner and the workers.
#[derive(Default)]
pub struct SharedQueue {
    pairs: Mutex<WorkQueue>,
    /// Notified when there is more work, and when the work is cancelled.
    pub has_changed: Condvar,
}

/// The pairs to compute.
#[derive(Default)]
pub struct WorkQueue {
    /// The location of each pair found so far.
    pub locations: Vec<RecordLocation>,
    /// What was said of the pairs of which something was said.
    pub said: HashMap<usize, Records>,
    /// Whether each pair is done, in work, or needs no work.
    pub taken: Vec<bool>,
    /// Pairs to compute before others.
    pub first: VecDeque<usize>,
    /// All pairs before this one are taken.
    next: usize,
    /// What records call each pair; only if there are checkers.
    pub names: Vec<String>,
    /// Pairs with figures, for checkers.
    pub to_check: VecDeque<Job>,
    /// Pairs to check before others.
    pub check_first: Vec<usize>,
    /// Whether nobody waits for the work any more.
    pub is_cancelled: bool,
}

/// A pair to compute.
pub struct Job {
    /// Its index in the collection.
    pub pair: usize,
    /// Where its record is.
    pub location: RecordLocation,
    /// What records call it, if there are checkers.
    pub name: Option<String>,
    /// What was said of it.
    pub said: Records,
}

impl SharedQueue {
    /// The queue, for this thread alone.
    pub fn lock(&self) -> MutexGuard<'_, WorkQueue> {
        self.pairs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the next pair to compute; `None` when the work is cancelled.
    pub fn take(&self) -> Option<Job> {
        self.wait_for(WorkQueue::take)
    }

    /// Waits for the next pair that `take` finds; `None` when the work is cancelled.
    pub fn wait_for(&self, take: impl Fn(&mut WorkQueue) -> Option<Job>) -> Option<Job> {
        let mut work = self.lock();
        while !work.is_cancelled {
            if let Some(job) = take(&mut work) {
                return Some(job);
            }
            work = self
                .has_changed
                .wait(work)
                .unwrap_or_else(PoisonError::into_inner);
        }
        None
    }
}

impl WorkQueue {
    fn take(&mut self) -> Option<Job> {
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
        Some(Job {
            pair,
            location: self.locations[pair],
            name: self.names.get(pair).cloned(),
            said: self.said.remove(&pair).unwrap_or_default(),
        })
    }

    /// The next pair to check: one that is on the screen, if there is one.
    pub fn take_check(&mut self) -> Option<Job> {
        let is_visible = |job: &Job| self.check_first.contains(&job.pair);
        let n = self.to_check.iter().position(is_visible).unwrap_or(0);
        self.to_check.remove(n)
    }
}
