//! The process between diptych and a checker: requests pass through it, and when diptych is gone, however it ended, it
//! ends the checker and all that the checker has started.
//!
//! ```text
//! diptych ─► requests ─► guard ─► checker ─► answers ─► diptych
//! ```
//!
//! An empty line says that there are no more requests; the end of the input says that diptych has left. The guard is
//! the program itself, and leads a process group of its own.

use std::ffi::OsString;
use std::io::{self, BufRead, Write};
use std::process::{ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// The first argument of a guard; the program and its arguments follow.
pub const ARGUMENT: &str = "--guard-checker";

/// How long a checker has to end after it was asked to.
const GRACE: Duration = Duration::from_secs(2);

/// The exit code for a checker that could not be started; as in shells.
pub const NOT_STARTED: u8 = 127;

/// The command line of a checker, if the arguments of this process are those of a guard.
pub fn guarded(arguments: &[OsString]) -> Option<&[OsString]> {
    let (first, rest) = arguments.get(1..)?.split_first()?;
    (first == ARGUMENT).then_some(rest)
}

/// Runs a checker until it ends or diptych is gone. Gives the exit code.
pub fn run(command: &[OsString]) -> u8 {
    let Some((program, arguments)) = command.split_first() else {
        return NOT_STARTED;
    };
    let started = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .spawn();
    let mut checker = match started {
        Ok(checker) => checker,
        Err(err) => {
            let program = program.to_string_lossy();
            let _ = writeln!(io::stderr(), "cannot start {program}: {err}");
            return NOT_STARTED;
        }
    };
    let (requests, to_pass) = mpsc::channel();
    let input = checker.stdin.take();
    let (news, end) = mpsc::channel();
    let left = news.clone();
    end_on_signal(news.clone());
    let threads = [
        thread::Builder::new().spawn(move || pass(to_pass, input)),
        thread::Builder::new().spawn(move || {
            read(requests);
            let _ = left.send(None);
        }),
        thread::Builder::new().spawn(move || {
            let _ = news.send(checker.wait().ok());
        }),
    ];
    let all_run = threads.iter().all(Result::is_ok);
    match end.recv() {
        Ok(Some(status)) if all_run => code(status),
        _ => stop(&end),
    }
}

/// Reads requests until diptych has left.
fn read(requests: mpsc::Sender<Vec<u8>>) {
    let mut requests = Some(requests);
    let mut input = io::stdin().lock();
    loop {
        let mut line = Vec::new();
        match input.read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return,
            Ok(_) if line == b"\n" => requests = None,
            Ok(_) => {
                let _ = requests.as_ref().map(|requests| requests.send(line));
            }
        }
    }
}

/// Passes requests on; a checker that reads none keeps nobody waiting but this thread.
fn pass(requests: mpsc::Receiver<Vec<u8>>, input: Option<ChildStdin>) {
    let Some(mut input) = input else {
        return;
    };
    for request in requests {
        if input
            .write_all(&request)
            .and_then(|()| input.flush())
            .is_err()
        {
            return; // it has closed its input
        }
    }
}

/// Ends the checker and what it has started: asks, waits, and does not ask any more.
fn stop(end: &mpsc::Receiver<Option<ExitStatus>>) -> u8 {
    ask_group_to_end();
    let until = Instant::now() + GRACE;
    let status = loop {
        match end.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(Some(status)) => break Some(status),
            Ok(None) => {} // the signal reaches the guard, too
            Err(_) => break None,
        }
    };
    end_group();
    status.map_or(NOT_STARTED, code)
}

/// A signal that ends the guard ends the checker, too.
#[cfg(unix)]
fn end_on_signal(news: mpsc::Sender<Option<ExitStatus>>) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    if let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT]) {
        let _ = thread::Builder::new().spawn(move || {
            for _ in signals.forever() {
                let _ = news.send(None);
            }
        });
    }
}

#[cfg(unix)]
fn ask_group_to_end() {
    use rustix::process::{Signal, kill_current_process_group};
    let _ = kill_current_process_group(Signal::TERM); // which the guard itself outlives
}

#[cfg(unix)]
fn end_group() {
    use rustix::process::{Signal, kill_current_process_group};
    let _ = kill_current_process_group(Signal::KILL);
}

/// Elsewhere there is no guard: diptych starts the checker itself.
#[cfg(not(unix))]
fn end_on_signal(_: mpsc::Sender<Option<ExitStatus>>) {}

#[cfg(not(unix))]
fn ask_group_to_end() {}

#[cfg(not(unix))]
fn end_group() {}

#[cfg(unix)]
fn code(status: ExitStatus) -> u8 {
    use std::os::unix::process::ExitStatusExt;
    let signal = status.signal().map(|signal| 128 + signal);
    let code = status.code().or(signal);
    code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1)
}

#[cfg(not(unix))]
fn code(status: ExitStatus) -> u8 {
    let code = status.code();
    code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1)
}
