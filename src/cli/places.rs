//! The arguments → whether and where a session remembers places; the pairs that were read last, to pick one.

use crate::app::App;
use crate::app::reader::Options;
use crate::app::search::SearchHistory;
use crate::app::table::Picker;
use crate::cli::args::Args;
use crate::cli::config::Setup;
use crate::cli::themes::BackgroundQuery;
use crate::cli::{documents, output, reviews, session};
use crate::input::collection::Collection;
use crate::jobs::desk::Desk;
use crate::jobs::places::{self, PlaceKeeper, RememberedPair};
use crate::jobs::triage::{Triage, WorkedOut};
use crate::review::records::Records;
use crate::text::glyph;
use crate::text::side::{Pair, Side};
use crate::tty::terminal;
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

/// Pairs that are listed.
const RECENT_MAX: usize = 100;

/// What remembers the places of a session on files; nothing if nobody wants it, or git has started the program.
pub fn keeper(args: &Args, setup: &Setup) -> Option<PlaceKeeper> {
    let is_git = std::env::var_os(documents::GIT_PATH_COUNTER).is_some();
    let folder = reviews::state_folder().filter(|_| args.remember && !is_git)?;
    Some(PlaceKeeper::new(folder, setup.recalls))
}

/// The options with what was searched for before.
pub fn with_searches(options: Options, setup: &Setup) -> Options {
    let folder = reviews::state_folder().filter(|_| setup.recalls.anything);
    Options {
        searches: folder.map_or_else(SearchHistory::default, |folder| {
            SearchHistory::of_earlier(places::searches(&folder))
        }),
        ..options
    }
}

/// What to say below the sample: that there are pairs to go back to.
pub fn hint(args: &Args) -> Option<String> {
    let folder = reviews::state_folder().filter(|_| args.remember && args.original.is_none())?;
    let hint = "diptych --recent lists the pairs that you have read";
    places::files(&folder).next().map(|_| hint.to_owned())
}

/// Lists the pairs that were read last; in a terminal for one to be picked and read.
///
/// # Errors
/// If the output or the terminal cannot be written.
pub fn recent(given: &[OsString], args: &Args, setup: &Setup) -> Result<()> {
    let folder = reviews::state_folder().context("there is no state directory")?;
    let (pairs, damaged) = places::recent(&folder, RECENT_MAX);
    let unreadable = damaged
        .iter()
        .map(|file| format!("{} cannot be read", file.display()));
    output::notes(&unreadable.collect::<Vec<_>>());
    let pairs: Vec<RememberedPair> = pairs
        .into_iter()
        .map(|(_, pair)| pair)
        .filter(RememberedPair::is_there)
        .collect();
    if pairs.is_empty() {
        output::note(match args.remember {
            true => "no pair is remembered yet",
            false => {
                "no pair is remembered; `remember = true` in the configuration changes that, see diptych config"
            }
        });
        return Ok(());
    }
    // Elsewhere than on Unix the program cannot be replaced by one that reads the pair.
    let can_pick = cfg!(unix) && io::stdout().is_terminal() && args.print.is_none();
    if !can_pick {
        let line = |pair: &RememberedPair| {
            let (original, rewrite) = (
                glyph::escaped(&pair.original),
                glyph::escaped(&pair.rewrite),
            );
            format!("{original}\t{rewrite}\n")
        };
        let lines = pairs.iter().map(line);
        return Ok(output::print(lines.collect::<String>().as_bytes())?);
    }
    match pick(args, setup, pairs)? {
        Some(paths) => read(given, &paths),
        None => Ok(()),
    }
}

/// Lets a person pick one of the pairs from a table; `None` if they quit.
fn pick(args: &Args, setup: &Setup, pairs: Vec<RememberedPair>) -> Result<Option<Pair<PathBuf>>> {
    let size = terminal::check()?;
    let rows = move || {
        let rows = pairs.iter().map(|pair| {
            let paths = Pair {
                original: PathBuf::from(&pair.original),
                rewrite: PathBuf::from(&pair.rewrite),
            };
            (name(&paths), paths)
        });
        Ok(Collection::of_files("recent pairs", rows.collect()))
    };
    let desk = Desk::for_collection(|events| {
        Triage::start_with(rows, WorkedOut::default(), &Records::default(), &[], events)
    })?;
    let mut desk = desk.that_picks();
    let choice = BackgroundQuery::send(args, &setup.themes).choose();
    let options = setup.options(args, &choice);
    let mut app = App::of_collection(Picker::new("recent pairs", size), options);
    desk.wait_for_first(&mut app);
    session::run(args, setup, choice.themes, None, &mut app, &mut desk)?;
    Ok(desk.picked().cloned())
}

/// `texts/a.txt, b.txt`: the names of both files, and the folders that tell them from others.
fn name(paths: &Pair<PathBuf>) -> String {
    let file = |side: Side| {
        paths[side]
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
    };
    let folder = |side: Side| paths[side].parent().and_then(Path::file_name);
    let in_folder = |side: Side| match folder(side) {
        Some(folder) => format!("{}/{}", folder.to_string_lossy(), file(side)),
        None => file(side).into_owned(),
    };
    let is_same = paths.original.parent() == paths.rewrite.parent();
    let rewrite = match is_same {
        true => file(Side::Rewrite).into_owned(),
        false => in_folder(Side::Rewrite),
    };
    format!("{}, {rewrite}", in_folder(Side::Original))
}

/// Reads a pair as if it had been named: with its review, and without the threads of the list, one of which still waits
/// for keys.
#[cfg(unix)]
fn read(given: &[OsString], paths: &Pair<PathBuf>) -> Result<()> {
    use std::os::unix::process::CommandExt;
    let options = given
        .iter()
        .skip(1)
        .filter(|argument| *argument != "--recent");
    let mut program = std::process::Command::new(std::env::current_exe()?);
    program
        .args(options)
        .arg("--")
        .args([&paths.original, &paths.rewrite]);
    Err(program.exec()).context("cannot start diptych again")
}

/// Elsewhere no program can take the place of another one.
#[cfg(not(unix))]
fn read(_: &[OsString], paths: &Pair<PathBuf>) -> Result<()> {
    anyhow::bail!(
        "a pair of this list cannot be opened on this system; call: diptych \"{}\" \"{}\"",
        paths.original.display(),
        paths.rewrite.display()
    )
}
