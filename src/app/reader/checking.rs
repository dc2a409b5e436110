//! Checkers in a session: which questions they are asked, what becomes of their answers, and how far they are.
//!
//! An answer becomes records, and these become findings once they are kept ([`Reader::kept`]), as with everything that is
//! said of the pair. Only what no record answers is asked.

use super::{Effect, Reader, ShownFindings, Subject};
use crate::app::asking::{Asking, CheckerNews, Run};
use crate::review::answer::{self, Answer};
use crate::review::question::Question;
use crate::review::record::Record;
use crate::review::reviewed::moved_by;
use crate::text::count::count;
use std::collections::HashMap;

/// What a checker was asked at one time.
#[derive(Debug, Clone)]
pub(super) struct Checking {
    checker: String,
    run: Run,
    /// By id, as long as they have no answer.
    open: HashMap<String, Question>,
    n_asked: usize,
    n_problems: usize,
    has_ended: bool,
}

impl Checking {
    fn n_answered(&self) -> usize {
        self.n_asked - self.open.len()
    }

    /// Says what went wrong, and how often something did.
    fn problem(&mut self, problem: &str) -> String {
        self.n_problems += 1;
        let name = &self.checker;
        match self.n_problems {
            1 => format!("{name}: {problem}"),
            n => format!("{name}: {problem} ({n} problems so far)"),
        }
    }
}

/// What can be typed behind `:`, with the name of a checker or without.
const ASK: &str = "checker";
const ASK_AGAIN: &str = "recheck";
const STOP: &str = "stop-checkers";

impl Reader {
    /// The commands about checkers, each with each name that it takes.
    pub(super) fn checker_commands(&self) -> Vec<String> {
        let known = self.options.checkers.iter();
        let ask = known.map(|name| format!("{ASK} {name}"));
        let asked = self.options.asked.iter();
        let again = asked.map(|name| format!("{ASK_AGAIN} {name}"));
        let bare = [ASK, ASK_AGAIN, STOP].map(str::to_owned);
        ask.chain(again).chain(bare).collect()
    }

    pub(super) fn command_checkers(&mut self, command: &str) -> Effect {
        let (command, name) = command.split_once(' ').unwrap_or((command, ""));
        let asked = &self.options.asked;
        let (names, again) = match command {
            STOP => {
                if asked.is_empty() {
                    self.message = Some("no checker was asked".to_owned());
                }
                return Effect::StopAsking;
            }
            ASK_AGAIN => (asked, true),
            _ => (&self.options.checkers, false),
        };
        match (name, names.as_slice()) {
            ("", []) => {
                self.message = Some(match again {
                    true => "no checker was asked yet".to_owned(),
                    false => {
                        "there is no checker; [checkers] in the configuration names some".to_owned()
                    }
                });
                Effect::None
            }
            ("", [_, _, ..]) => {
                let names = names.join(", ");
                self.message = Some(format!("which one? :{command} and one of {names}"));
                Effect::None
            }
            ("", [checker]) => Effect::Ask {
                checker: checker.clone(),
                again,
            },
            (name, _) => Effect::Ask {
                checker: name.to_owned(),
                again,
            },
        }
    }

    /// The names of the checkers that are asked.
    pub fn asked(&self) -> &[String] {
        &self.options.asked
    }

    /// From now on a checker is asked.
    pub fn engage(&mut self, checker: &str) {
        if self.options.asked.iter().all(|name| name != checker) {
            self.options.asked.push(checker.to_owned());
        }
    }

    /// Nobody is asked any more. Gives who was.
    pub fn dismiss_checkers(&mut self) -> Vec<String> {
        self.checking.retain_mut(|checking| {
            checking.has_ended = true;
            checking.n_answered() > 0
        });
        std::mem::take(&mut self.options.asked)
    }

    /// What a checker has to be asked of the pair as it is now. Without `again` only what it has not answered. `None` if
    /// that is nothing, or the pair is not matched yet.
    pub fn ask(&mut self, checker: &str, run: Run, again: bool) -> Option<Asking> {
        if !self.diptych.is_matched() {
            return None;
        }
        let review = &mut self.reviewing.review;
        review.settle_checked(&mut self.diptych, true);
        let checked = review.checked();
        let asked = match again {
            true => (0..checked.questions().len()).collect(),
            false => checked.open(checker),
        };
        let questions: Vec<Question> = asked
            .into_iter()
            .map(|n| checked.questions()[n].clone())
            .collect();
        let was_asked = self.checking.iter().any(|c| c.checker == checker);
        self.checking.retain(|checking| checking.checker != checker);
        let lines: Vec<String> = questions.iter().map(|question| question.line("")).collect();
        let by_id = questions.into_iter().map(|q| (q.id.clone(), q));
        self.checking.push(Checking {
            checker: checker.to_owned(),
            run,
            n_asked: lines.len(),
            open: by_id.collect(),
            n_problems: 0,
            has_ended: lines.is_empty(),
        });
        (was_asked || !lines.is_empty()).then(|| Asking {
            checker: checker.to_owned(),
            run,
            lines,
        })
    }

    /// Takes the news of a checker. Gives the records to keep.
    pub fn checker_said(&mut self, run: Run, news: Vec<CheckerNews>) -> Vec<Record> {
        let of_run = self
            .checking
            .iter()
            .position(|checking| checking.run == run);
        let Some(n) = of_run else {
            return Vec::new();
        };
        let mut records = Vec::new();
        for news in news {
            let checking = &mut self.checking[n];
            match news {
                CheckerNews::Printed(line) => match Answer::parse(&line) {
                    Ok(answer) => records.extend(self.answered(n, answer)),
                    Err(problem) => self.message = Some(checking.problem(&problem)),
                },
                CheckerNews::Ended(why) => {
                    checking.has_ended = true;
                    let n_open = checking.open.len();
                    let left = count(n_open, "question");
                    let why = match (why, n_open) {
                        (None, 0) => continue,
                        (Some(why), 0) => why,
                        (why, _) => {
                            let why = why.unwrap_or_else(|| "it has ended".to_owned());
                            format!("{why}; {left} without an answer")
                        }
                    };
                    self.message = Some(checking.problem(&why));
                }
            }
        }
        records
    }

    /// The records of an answer, which supersede what the checker has said to the same question before.
    fn answered(&mut self, n: usize, answer: Answer) -> Vec<Record> {
        let checking = &mut self.checking[n];
        let Some(question) = checking.open.remove(&answer.id) else {
            let id = answer::excerpt(&answer.id);
            let problem = format!("it answered `{id}`, which is no open question");
            self.message = Some(checking.problem(&problem));
            return Vec::new();
        };
        let said = match answer.said {
            Ok(said) => said,
            Err(why) => {
                self.message = Some(checking.problem(&format!("{}: {why}", answer.id)));
                return Vec::new();
            }
        };
        let review = &self.reviewing.review;
        let (mut records, problems) =
            answer::records(&checking.checker, &question, &said, &self.diptych);
        for record in &mut records {
            record.pair = review.pair().map(str::to_owned);
            record.at = review.in_files(std::mem::take(&mut record.at));
        }
        if let Some(problem) = problems.first() {
            self.message = Some(checking.problem(problem));
            checking.n_problems += problems.len() - 1;
        }
        let before = review.retractions(&checking.checker, &question.key);
        before.into_iter().chain(records).collect()
    }

    /// Takes records of checkers that are kept now.
    pub(super) fn learn_checked(&mut self, records: Vec<Record>) {
        let subject = match &self.subject {
            Some(Subject::Finding(_)) => self.recalled_subject(),
            _ => None,
        };
        let review = &mut self.reviewing.review;
        match (review.learn_checked(records, &mut self.diptych), subject) {
            (Some(added), _) => {
                if let Some(Subject::Finding(n)) = &mut self.subject {
                    *n = moved_by(&added, *n);
                }
            }
            (None, Some(subject)) => self.subject = self.find_again(&subject),
            (None, None) => {}
        }
        self.marked = ShownFindings::new(&self.diptych, self.filter);
        self.keep_finding_list();
    }

    /// `judge 12 of 60` for each checker that is at work; `judge 58 of 60, 2 problems` where not all went well.
    pub(super) fn checking_in_words(&self) -> Vec<String> {
        let told = self.checking.iter().filter(|checking| {
            !checking.has_ended || checking.n_problems > 0 || !checking.open.is_empty()
        });
        let told = told.map(|checking| {
            let (name, n, of) = (&checking.checker, checking.n_answered(), checking.n_asked);
            match checking.n_problems {
                0 => format!("{name} {n} of {of}"),
                problems => format!("{name} {n} of {of}, {}", count(problems, "problem")),
            }
        });
        told.collect()
    }

    /// Whether a checker is at work.
    pub fn is_checking(&self) -> bool {
        self.checking.iter().any(|checking| !checking.has_ended)
    }
}
