//! A collection → the table of its pairs: as a session, as the picture after some keys, or printed as a whole.

use crate::app::App;
use crate::app::event::Event;
use crate::app::key::Input;
use crate::app::reader::Options;
use crate::app::table::{self, Picker};
use crate::cli::args::Args;
use crate::cli::config::Setup;
use crate::cli::themes::{BackgroundQuery, ThemeChoice};
use crate::cli::{output, picture, places, reviews, session};
use crate::input::collection;
use crate::input::open::{self, file};
use crate::jobs::desk::Desk;
use crate::jobs::triage::{Triage, WorkedOut};
use crate::tty::terminal;
use crate::view::screen;
use crate::view::theme::Theme;
use anyhow::{Result, bail};
use std::io::{self, IsTerminal};
use std::path::Path;

/// The collection to pick from, if the only path is one.
///
/// # Errors
/// If other options ask for what there is only with, or only without, a collection.
pub fn collection(args: &Args) -> Result<Option<&Path>> {
    let path = match (&args.original, &args.rewrite) {
        (Some(path), None) if open::is_stdin(path) => Some(path.as_path()),
        // A pipe can be read only once, so its content is not checked; a single text makes no sense here.
        (Some(path), None) if file::is_stream(path) => Some(path.as_path()),
        (Some(path), None) if collection::is_collection(path) => Some(path.as_path()),
        _ => None,
    };
    match (path, &args.results) {
        (None, Some(_)) => {
            bail!("--results needs a collection; usage: diptych COLLECTION --results FILE")
        }
        (Some(_), _) if args.linear => {
            bail!(
                "--linear reads one pair; usage: diptych --linear ORIGINAL REWRITE, or diptych --print COLLECTION \
                 for a line on each pair"
            )
        }
        (Some(path), _) if open::is_stdin(path) && io::stdin().is_terminal() => {
            bail!("standard input is a terminal; pipe JSON Lines into it: program | diptych -")
        }
        (path, _) => Ok(path),
    }
}

/// Shows the collection at `path` in a session, or prints it.
///
/// # Errors
/// If it cannot be read, the options do not go together, or the output or the terminal fails.
pub fn show(args: &Args, path: &Path, inputs: &[Input], setup: &Setup) -> Result<()> {
    let is_printed = args.is_screen() || args.print.is_some() || !io::stdout().is_terminal();
    let size = match (args.size, is_printed) {
        (Some(size), _) => size,
        (None, true) => picture::size(args),
        (None, false) => terminal::check()?,
    };
    let fields = args.fields();
    let worked_out = WorkedOut {
        results: args.results.as_deref(),
        matches: args.matches.as_deref(),
    };
    let checkers = setup.checkers.asked();
    let review = reviews::of_collection(args, path, is_printed && checkers.is_empty());
    if args.results.is_some() && !checkers.is_empty() {
        bail!("--results has the figures already; --checker needs the texts");
    }
    let mut desk = Desk::for_collection(|events| {
        Triage::start(
            path,
            &fields,
            worked_out,
            &review.records,
            &checkers,
            events,
        )
    })?;
    let name = desk.triage().map_or("", Triage::name);
    let notes = desk.triage().map_or_else(Vec::new, Triage::notes);
    let picker = Picker::new(name, size).with_checkers(setup.checkers.asked.clone());
    desk = desk
        .with_keeper(review.keeper)
        .with_checkers(setup.checkers.known.clone());
    if is_printed {
        let choice = setup.themes.for_print();
        let app = App::of_collection(picker, options_of_pairs(args, setup, &choice));
        let mut app = app.with_records(review.records);
        output::notes(review.problem.as_slice());
        desk.wait_for_all(&mut app);
        output::notes(&notes);
        return match args.is_screen() {
            true => picture::press_and_print(args, &mut app, &mut desk, inputs, &choice),
            false => print_whole(args, &app, choice.first()),
        };
    }
    let choice = BackgroundQuery::send(args, &setup.themes).choose();
    let options = places::with_searches(options_of_pairs(args, setup, &choice), setup);
    let app = App::of_collection(picker, options);
    let keeper = path.exists().then(|| places::keeper(args, setup));
    desk = desk.with_places(keeper.flatten());
    let mut app = app.with_records(review.records);
    desk.wait_for_first(&mut app);
    if !notes.is_empty() {
        let _ = app.handle(Event::Note(notes.join("; ")));
    }
    let (themes, problem) = (choice.themes, review.problem);
    session::run(args, setup, themes, problem, &mut app, &mut desk)
}

/// How pairs are read: the checkers are asked about all of them, not about the one that is opened.
fn options_of_pairs(args: &Args, setup: &Setup, choice: &ThemeChoice) -> Options {
    Options {
        asked: Vec::new(),
        ..setup.options(args, choice)
    }
}

/// Prints all pairs with their figures.
fn print_whole(args: &Args, app: &App, theme: &Theme) -> Result<()> {
    let Some(picker) = app.picker() else {
        return Ok(());
    };
    if let Some(note) = picker.note() {
        output::note(note);
    }
    let spans = table::spans(picker.size().width, picker.has_review());
    let rows = screen::whole_table_rows(picker);
    let draw = |row| screen::draw_whole_table_row(picker, &spans, row);
    Ok(picture::print_rows(args, &rows, draw, theme)?)
}
