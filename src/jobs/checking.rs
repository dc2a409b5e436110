//! Checkers → what they see in many pairs: one process of each answers the questions of all pairs, which wait for their
//! own answers only.
//!
//! ```text
//! pair ─► open questions ─┐                      ┌─► answers ─► records ─► kept ─► findings of the pair
//! pair ─► open questions ─┴─► one checker ───────┴─► …
//! ```

use super::checker::{self, Checker, RunningChecker};
use crate::app::asking::CheckerNews;
use crate::compare::pair::Diptych;
use crate::review::answer::{self, Answer};
use crate::review::record::Record;
use crate::review::reviewed::Review;
use crate::text::count::count;
use anyhow::Result;
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Problems that are told of each checker; the rest is counted.
const PROBLEMS_TOLD: usize = 10;

/// Says what went wrong.
pub type Tell = Arc<dyn Fn(&str) + Send + Sync>;

/// The checkers that are asked about many pairs. They are ended when this is dropped.
pub struct Checking {
    workers: Vec<Worker>,
    /// Pairs so far: each has ids of its own.
    n_pairs: AtomicUsize,
}

/// A checker at work, and what is known of it.
struct Worker {
    checker: RunningChecker,
    state: Arc<WorkerState>,
}

struct WorkerState {
    name: String,
    waiting: Mutex<Waiting>,
    /// Problems so far, told or not.
    n_problems: AtomicUsize,
    /// Questions that got no answer.
    n_unanswered: AtomicUsize,
    tell: Tell,
}

#[derive(Default)]
struct Waiting {
    /// Who waits for the answer to each open question, by its id. A pair whose senders are all gone waits no longer.
    by_id: HashMap<String, Sender<Answer>>,
    has_ended: bool,
    /// Whether it was said why.
    is_told: bool,
}

impl WorkerState {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells a problem, unless there were too many before.
    fn problem(&self, problem: &str) {
        match self.n_problems.fetch_add(1, Ordering::Relaxed) {
            n if n < PROBLEMS_TOLD => (self.tell)(&format!("{}: {problem}", self.name)),
            PROBLEMS_TOLD => (self.tell)(&format!("{}: further problems are not told", self.name)),
            _ => {}
        }
    }

    /// Tells once why there will be no more answers.
    fn tell_end(&self, waiting: &mut Waiting, why: Option<String>) {
        if !std::mem::replace(&mut waiting.is_told, true) {
            let why = why.unwrap_or_else(|| "it has ended too early".to_owned());
            (self.tell)(&format!("{}: {why}", self.name));
        }
    }

    /// Hands an answer to the pair that waits for it, and the end to all.
    fn learn(&self, news: CheckerNews) {
        match news {
            CheckerNews::Printed(line) => match Answer::parse(&line) {
                Ok(answer) => {
                    let waiting = self.lock().by_id.remove(&answer.id);
                    match waiting {
                        Some(waiting) => drop(waiting.send(answer)),
                        None => {
                            let id = answer::excerpt(&answer.id);
                            self.problem(&format!("it answered `{id}`, which is no open question"));
                        }
                    }
                }
                Err(problem) => self.problem(&problem),
            },
            CheckerNews::Ended(why) => {
                // It is told before those who wait go on.
                let mut waiting = self.lock();
                if why.is_some() || !waiting.by_id.is_empty() {
                    self.tell_end(&mut waiting, why);
                }
                waiting.has_ended = true;
                waiting.by_id.clear();
            }
        }
    }
}

impl Checking {
    /// Starts the checkers. `tell` gets what goes wrong, in a line each.
    ///
    /// # Errors
    /// If one of them cannot be started.
    pub fn start(checkers: &[Checker], tell: &Tell) -> Result<Checking> {
        let start = |checker: &Checker| {
            let state = Arc::new(WorkerState {
                name: checker.name.clone(),
                waiting: Mutex::default(),
                n_problems: AtomicUsize::new(0),
                n_unanswered: AtomicUsize::new(0),
                tell: Arc::clone(tell),
            });
            let learning = Arc::clone(&state);
            let checker = checker::start(checker, move |news| {
                learning.learn(news);
                true
            })?;
            Ok(Worker { checker, state })
        };
        let workers = checkers.iter().map(start);
        Ok(Checking {
            workers: workers.collect::<Result<_>>()?,
            n_pairs: AtomicUsize::new(0),
        })
    }

    /// Asks what no record answers, and waits for the answers. `keep` keeps records as they come, and gives them back
    /// with their ids.
    pub fn check(
        &self,
        diptych: &mut Diptych,
        review: &mut Review,
        keep: impl Fn(Vec<Record>) -> Vec<Record>,
    ) {
        review.settle_checked(diptych, true);
        let number = self.n_pairs.fetch_add(1, Ordering::Relaxed) + 1;
        let prefix = format!("p{number}.");
        // All are asked before the first one is waited for.
        let asked: Vec<_> = self
            .workers
            .iter()
            .map(|worker| worker.ask(review, &prefix))
            .collect();
        for (worker, (mut open, answers)) in self.workers.iter().zip(asked) {
            let mut kept = Vec::new();
            for answer in answers {
                let Some(n) = open.remove(&answer.id) else {
                    continue;
                };
                let question = &review.checked().questions()[n];
                let said = match answer.said {
                    Ok(said) => said,
                    Err(why) => {
                        worker.state.problem(&format!("{}: {why}", answer.id));
                        worker.state.n_unanswered.fetch_add(1, Ordering::Relaxed);
                        continue;
                    }
                };
                let (mut records, problems) =
                    answer::records(&worker.state.name, question, &said, diptych);
                for problem in problems {
                    worker.state.problem(&format!("{prefix}{problem}"));
                }
                for record in &mut records {
                    record.pair = review.pair().map(str::to_owned);
                }
                kept.extend(keep(records));
            }
            worker
                .state
                .n_unanswered
                .fetch_add(open.len(), Ordering::Relaxed);
            review.learn_checked(kept, diptych);
        }
    }

    /// Says of each checker that owes answers how many; nothing if none does.
    pub fn unanswered(&self) -> Vec<String> {
        let without = self.workers.iter().map(|worker| {
            let n = worker.state.n_unanswered.load(Ordering::Relaxed);
            (&worker.state.name, n)
        });
        let owed = without.filter(|(_, n)| *n > 0);
        owed.map(|(name, n)| format!("{name}: {} without an answer", count(n, "question")))
            .collect()
    }
}

impl Worker {
    /// Asks all open questions of a pair: their numbers by id, and the answers as they come.
    fn ask(
        &self,
        review: &Review,
        prefix: &str,
    ) -> (HashMap<String, usize>, mpsc::Receiver<Answer>) {
        let (sender, answers) = mpsc::channel();
        let questions = review.checked().questions();
        let open = review.checked().open(&self.state.name).into_iter();
        let open: HashMap<String, usize> = open
            .map(|n| (format!("{prefix}{}", questions[n].id), n))
            .collect();
        let mut waiting = self.state.lock();
        if waiting.has_ended && !open.is_empty() {
            self.state.tell_end(&mut waiting, None);
        }
        if !waiting.has_ended {
            for id in open.keys() {
                waiting.by_id.insert(id.clone(), sender.clone());
            }
            drop(waiting);
            let mut in_order: Vec<usize> = open.values().copied().collect();
            in_order.sort_unstable();
            for n in in_order {
                self.checker.ask(questions[n].line(prefix));
            }
        }
        (open, answers)
    }
}
