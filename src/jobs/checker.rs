//! A checker: another program that answers questions about a pair, each with a line of JSON. Questions go in, and news
//! come out, in threads of their own, so that nobody waits for it.
//!
//! ```text
//! questions ─► guard ─► checker ─► lines ─┐
//!                          └─► errors ────┴─► CheckerNews
//! ```
//!
//! Whatever the program does, die, hang, or print without end, it costs one piece of news, and memory stays bounded.

use super::guard;
use crate::app::asking::CheckerNews;
use crate::review::answer::excerpt;
use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, Builder};
use std::time::Duration;

/// Bytes of a line; a checker that prints a longer one is stopped.
const LINE_MAX: usize = 1024 * 1024;

/// Lines that a checker may print beyond one for each question; one that prints more is stopped.
const LINES_BEYOND: usize = 100;

/// Bytes of the last line of standard error that are kept.
const ERROR_MAX: usize = 4096;

/// How long a checker that ends may take to be gone; its output may be open somewhere else still.
const END_WAIT: Duration = Duration::from_millis(200);

/// How often it is looked whether it is gone.
const END_STEP: Duration = Duration::from_millis(5);

/// A checker by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checker {
    /// What it is called in findings and records.
    pub name: String,
    /// The program and its arguments.
    pub words: Vec<String>,
    /// How long it may be silent while it owes an answer.
    pub patience: Duration,
}

impl Checker {
    /// The checker that a command line runs; its words are split as a shell would, and no shell is started.
    ///
    /// # Errors
    /// If a quotation mark is not closed, or there is no word.
    pub fn new(name: &str, command: &str, patience: Duration) -> Result<Checker> {
        let words = shell_words::split(command);
        let words = words.with_context(|| {
            format!("the checker {name}: a quotation mark is not closed in `{command}`")
        })?;
        if words.is_empty() {
            bail!("the checker {name} has no command");
        }
        Ok(Checker {
            name: name.to_owned(),
            words,
            patience,
        })
    }
}

/// A checker at work. It is ended when this is dropped.
#[derive(Debug)]
pub struct RunningChecker {
    /// `None` after the last question.
    requests: Option<Sender<Request>>,
    state: Arc<State>,
}

/// What the thread that writes is asked for.
#[derive(Debug)]
enum Request {
    /// A question, without a line end.
    Ask(String),
    /// There are no more.
    Close,
}

/// What the threads of a checker share.
#[derive(Debug, Default)]
struct State {
    /// Questions so far.
    n_asked: AtomicUsize,
    /// Lines that it has printed so far, blank ones not counted.
    n_lines: AtomicUsize,
    /// Whether its end has been told.
    is_over: AtomicBool,
    /// The last line of its standard error.
    last_error: Mutex<String>,
    /// Its guard, until it is ended.
    child: Mutex<Option<Child>>,
}

impl RunningChecker {
    /// Asks a question.
    pub fn ask(&self, line: String) {
        self.state.n_asked.fetch_add(1, Ordering::SeqCst);
        if let Some(requests) = &self.requests {
            let _ = requests.send(Request::Ask(line)); // fails if the checker has ended, which is told
        }
    }

    /// There are no more questions.
    pub fn close(&self) {
        if let Some(requests) = &self.requests {
            let _ = requests.send(Request::Close);
        }
    }
}

impl Drop for RunningChecker {
    fn drop(&mut self) {
        self.state.is_over.store(true, Ordering::SeqCst);
        self.requests = None;
        self.state.stop();
    }
}

/// Starts a checker. `tell` gets its news, the last of which is that it has ended; it answers whether anybody listens.
///
/// # Errors
/// If it cannot be started.
pub fn start(
    checker: &Checker,
    tell: impl Fn(CheckerNews) -> bool + Clone + Send + 'static,
) -> Result<RunningChecker> {
    let mut command = command(checker)?;
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let name = &checker.name;
    let mut child = command
        .spawn()
        .with_context(|| format!("cannot start the checker {name}"))?;
    let (input, output, errors) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let state = Arc::new(State {
        child: Mutex::new(Some(child)),
        ..State::default()
    });
    let (requests, to_write) = mpsc::channel();
    let (ticks, ticked) = mpsc::channel();
    let running = RunningChecker {
        requests: Some(requests),
        state: Arc::clone(&state),
    };
    let threads = || -> std::io::Result<()> {
        let written = ticks.clone();
        Builder::new().spawn(move || write(input, to_write, written))?;
        if let Some(errors) = errors {
            let state = Arc::clone(&state);
            Builder::new().spawn(move || keep_last_line(errors, &state))?;
        }
        if let Some(output) = output {
            let (state, tell) = (Arc::clone(&state), tell.clone());
            Builder::new().spawn(move || read(output, &state, &ticks, &tell))?;
        }
        let (state, tell) = (Arc::clone(&state), tell.clone());
        let patience = checker.patience;
        Builder::new().spawn(move || watch(&ticked, patience, &state, &tell))?;
        Ok(())
    };
    threads().with_context(|| format!("cannot start threads for the checker {name}"))?;
    Ok(running)
}

/// The guard of a checker as a command; where there are no process groups, the checker itself.
fn command(checker: &Checker) -> Result<Command> {
    let words = checker.words.iter().map(OsString::from);
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        let own = std::env::current_exe().context("cannot find diptych's own program")?;
        let mut command = Command::new(own);
        command.arg(guard::ARGUMENT).args(words).process_group(0);
        Ok(command)
    }
    #[cfg(not(unix))]
    {
        let mut words = words;
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words);
        Ok(command)
    }
}

/// Something that shows that it is alive.
enum Tick {
    Asked,
    Answered,
    /// It owes its end, too.
    Closed,
}

/// Writes the questions; leaving closes the input.
fn write(input: Option<ChildStdin>, requests: Receiver<Request>, ticks: Sender<Tick>) {
    let Some(mut input) = input else {
        return;
    };
    for request in requests {
        let line = match request {
            Request::Ask(line) => {
                let _ = ticks.send(Tick::Asked);
                line
            }
            Request::Close => {
                let _ = ticks.send(Tick::Closed);
                if cfg!(not(unix)) {
                    return;
                }
                String::new()
            }
        };
        let written = input.write_all((line + "\n").as_bytes());
        if written.and_then(|()| input.flush()).is_err() {
            return; // it has ended, which its output tells
        }
    }
}

/// Tells what is printed, line by line, and in the end how the checker ended.
fn read(
    output: impl Read,
    state: &State,
    ticks: &Sender<Tick>,
    tell: &impl Fn(CheckerNews) -> bool,
) {
    let mut output = BufReader::new(output);
    let problem = loop {
        let mut line = Vec::new();
        let room = (LINE_MAX + 1) as u64;
        match output.by_ref().take(room).read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => break None,
            Ok(n) if n > LINE_MAX => break Some("it printed a line of more than 1 MB"),
            Ok(_) => {}
        }
        let _ = ticks.send(Tick::Answered);
        let line = String::from_utf8_lossy(&line).trim().to_owned();
        if line.is_empty() {
            continue;
        }
        let n_lines = state.n_lines.fetch_add(1, Ordering::SeqCst);
        if n_lines >= state.n_asked.load(Ordering::SeqCst) + LINES_BEYOND {
            break Some("it printed more lines than it was asked questions");
        }
        if !tell(CheckerNews::Printed(line)) {
            return state.stop();
        }
    };
    state.end(
        problem.map(|problem| format!("{problem}, and was stopped")),
        tell,
    );
}

/// Ends a checker that is silent for too long while it owes an answer.
fn watch(
    ticks: &Receiver<Tick>,
    patience: Duration,
    state: &State,
    tell: &impl Fn(CheckerNews) -> bool,
) {
    let mut n_owed = 0_usize;
    loop {
        let tick = match n_owed {
            0 => ticks.recv().map_err(|_| RecvTimeoutError::Disconnected),
            _ => ticks.recv_timeout(patience),
        };
        match tick {
            Ok(Tick::Asked) => n_owed += 1,
            Ok(Tick::Closed) => n_owed = usize::MAX,
            Ok(Tick::Answered) if n_owed == usize::MAX => {}
            Ok(Tick::Answered) => n_owed = n_owed.saturating_sub(1),
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                let seconds = patience.as_secs();
                let problem = format!("it has said nothing for {seconds} s, and was stopped");
                return state.end(Some(problem), tell);
            }
        }
    }
}

/// Keeps the last line of what is said to people, and lets the rest go.
fn keep_last_line(mut errors: impl Read, state: &State) {
    let mut last = Vec::new();
    let mut chunk = [0; 4096];
    while let Ok(n @ 1..) = errors.read(&mut chunk) {
        last.extend_from_slice(&chunk[..n]);
        let trimmed = last.trim_ascii_end().len();
        if let Some(end) = last[..trimmed].iter().rposition(|&byte| byte == b'\n') {
            last.drain(..=end);
        }
        last.truncate(ERROR_MAX);
        let mut kept = state.lock_error();
        *kept = String::from_utf8_lossy(&last).trim().to_owned();
    }
}

impl State {
    fn lock_error(&self) -> std::sync::MutexGuard<'_, String> {
        self.last_error
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends the checker, which may be over already. The guard gives it two seconds.
    fn stop(&self) {
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(mut child) = child.take() else {
            return;
        };
        ask_to_end(&mut child);
        // Nobody waits for it but this thread, which keeps no zombie behind.
        let _ = Builder::new().spawn(move || child.wait());
    }

    /// Tells the end, once: why it was stopped, or how it ended.
    fn end(&self, problem: Option<String>, tell: &impl Fn(CheckerNews) -> bool) {
        if self.is_over.swap(true, Ordering::SeqCst) {
            return self.stop();
        }
        let problem = match problem {
            Some(problem) => {
                self.stop();
                Some(problem)
            }
            None => self.how_it_ended(),
        };
        let _ = tell(CheckerNews::Ended(problem));
    }

    /// Why it ended, unless all is well.
    fn how_it_ended(&self) -> Option<String> {
        let mut held = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        let mut waited = Duration::ZERO;
        let mut status = None;
        while let (None, Some(child)) = (status, held.as_mut()) {
            status = child.try_wait().ok().flatten();
            if waited >= END_WAIT {
                break;
            }
            thread::sleep(END_STEP);
            waited += END_STEP;
        }
        drop(held);
        self.stop();
        let status = status.filter(|status| !status.success())?;
        let said = excerpt(&self.lock_error());
        let said = if said.is_empty() {
            said
        } else {
            format!(": {said}")
        };
        Some(in_words(status) + &said)
    }
}

/// `it ended with exit code 3`, `it could not be started`.
fn in_words(status: ExitStatus) -> String {
    match status.code() {
        Some(code) if code == i32::from(guard::NOT_STARTED) => "it could not be started".to_owned(),
        Some(code) if code > 128 => format!("it was ended by signal {}", code - 128),
        Some(code) => format!("it ended with exit code {code}"),
        None => "it was ended".to_owned(),
    }
}

#[cfg(unix)]
fn ask_to_end(child: &mut Child) {
    use rustix::process::{Pid, Signal, kill_process};
    // It was not waited for, so the number is its own still. The guard passes it on to the group.
    if let Some(guard) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        let _ = kill_process(guard, Signal::TERM);
    }
}

#[cfg(not(unix))]
fn ask_to_end(child: &mut Child) {
    let _ = child.kill();
}
