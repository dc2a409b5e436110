//! A pair → a session, the picture after some keys, both whole texts, or sentences, depending on the arguments and on
//! whether the output is a terminal.

use crate::app::event::{Command, Event};
use crate::app::key::Input;
use crate::app::layout::Arrangement;
use crate::app::reader::{Options, Reader};
use crate::app::{App, match_soon};
use crate::cli::args::{Args, When};
use crate::cli::config::Setup;
use crate::cli::documents::Texts;
use crate::cli::themes::BackgroundQuery;
use crate::cli::{documents, output, picture, places, reviews, session};
use crate::input::matches::MatchesOfPair;
use crate::jobs::desk::{Desk, Front};
use crate::jobs::live::PairFiles;
use crate::review::reviewed::Review;
use crate::speech::describe;
use crate::text::document::Document;
use crate::text::side::{Pair, together};
use crate::tty::conversation;
use crate::tty::terminal;
use crate::view::screen;
use anyhow::{Result, bail};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;

/// Shows the given pair, or the sample.
///
/// # Errors
/// If a text or its matches cannot be read, the options do not go together, or the output or the terminal fails.
pub fn show(args: &Args, inputs: &[Input], setup: &Setup) -> Result<()> {
    let matches = documents::matches(args.matches.as_deref())?;
    let files = files(args, &matches);
    let texts = Texts {
        documents: documents(args)?,
        matches,
    };
    if args.linear {
        print_sentences(args, texts, files, inputs, setup)
    } else if args.is_screen() {
        print_screen(args, texts, inputs, setup)
    } else if args.print.is_some() || !io::stdout().is_terminal() {
        print_whole(args, texts, setup, None).map(drop)
    } else {
        run_session(args, texts, files, setup)
    }
}

/// The given files, in their state before they are read.
fn files(args: &Args, matches: &Option<MatchesOfPair>) -> Option<PairFiles> {
    let paths = Pair {
        original: args.original.clone()?,
        rewrite: args.rewrite.clone()?,
    };
    let files = PairFiles::new(paths, args.read_options());
    Some(files.with_matches(matches.clone()))
}

fn documents(args: &Args) -> Result<Pair<Document>> {
    match (&args.original, &args.rewrite) {
        (None, _) => Ok(documents::sample(args.language.of_sides())),
        (Some(original), None) => Err(documents::rewrite_missing(
            original,
            "diptych ORIGINAL REWRITE or diptych COLLECTION",
        )),
        (Some(original), Some(rewrite)) => {
            let mut documents = documents::open(original, rewrite, args.read_options())?;
            documents::name_versions(&mut documents);
            Ok(documents)
        }
    }
}

/// Runs a session in the terminal. `files` are what the texts were read from.
///
/// # Errors
/// If the matches do not fit, or the terminal cannot be read or written.
pub fn run_session(
    args: &Args,
    texts: Texts,
    files: Option<PairFiles>,
    setup: &Setup,
) -> Result<()> {
    let size = terminal::check()?;
    let query = BackgroundQuery::send(args, &setup.themes);
    let paths = files.as_ref().filter(|files| files.are_files());
    // A long review takes as long to read as a novel to divide.
    let documents = texts.documents.clone();
    let (review, diptych) = together(
        || reviews::open(args, &documents, paths.map(PairFiles::paths)),
        || texts.diptych().map(match_soon),
    );
    let diptych = diptych?;
    let choice = query.choose();
    let options = places::with_searches(setup.options(args, &choice), setup);
    let reader = Reader::new(diptych, options, size);
    let mut app = App::of_pair(reader.with_review(review.records, None));
    let keeper = paths.and_then(|_| places::keeper(args, setup));
    let mut desk = Desk::for_pair(files, Some("the texts are built in, no files"))
        .with_keeper(review.keeper)
        .with_checkers(setup.checkers.known.clone())
        .with_places(keeper);
    if let Some(hint) = places::hint(args) {
        let _ = app.handle(Event::Note(hint));
    }
    let (themes, problem) = (choice.themes, review.problem);
    session::run(args, setup, themes, problem, &mut app, &mut desk)
}

/// Prints the screen that a terminal would show after the keys.
fn print_screen(args: &Args, texts: Texts, inputs: &[Input], setup: &Setup) -> Result<()> {
    let size = picture::size(args);
    let choice = setup.themes.for_print();
    let diptych = texts.diptych()?.matched();
    let paths = paths_to_keep(args, setup);
    let review = reviews::open(args, &diptych.documents, paths.as_ref());
    let reader = Reader::new(diptych, setup.options(args, &choice), size);
    let mut app = App::of_pair(reader.with_review(review.records, None));
    output::notes(review.problem.as_slice());
    let mut desk = Desk::for_pair(None, None)
        .with_keeper(review.keeper)
        .with_checkers(setup.checkers.known.clone());
    picture::press_and_print(args, &mut app, &mut desk, inputs, &choice)
}

/// The paths whose review a script reads and adds to: only checkers have something to keep there.
fn paths_to_keep(args: &Args, setup: &Setup) -> Option<Pair<PathBuf>> {
    let files = files(args, &None);
    let files = files.filter(|files| files.are_files() && !setup.checkers.asked.is_empty());
    files.map(|files| files.paths().clone())
}

/// Prints both texts side by side, for a pager or grep: all of them, or what has changed with `context` passages around
/// it. False if nothing has.
///
/// # Errors
/// If the matches do not fit, checkers are to be asked, or the output cannot be written.
pub fn print_whole(
    args: &Args,
    texts: Texts,
    setup: &Setup,
    context: Option<usize>,
) -> Result<bool> {
    let arrangement = match args.layout {
        Some(Arrangement::Stacked) => Arrangement::Stacked,
        _ => Arrangement::Aligned,
    };
    let choice = setup.themes.for_print();
    let options = Options {
        arrangement: Some(arrangement),
        ..setup.options(args, &choice)
    };
    if !setup.checkers.asked.is_empty() {
        bail!("--print of whole texts shows no findings; use check --checker, or --size");
    }
    let review = reviews::open(args, &texts.documents, None);
    output::notes(review.problem.as_slice());
    let mut review = Review::new(review.records, None);
    let diptych = texts.diptych()?;
    // Without colours nothing that is said of words shows.
    let diptych = match args.color {
        When::Always => review.matched(diptych),
        When::Auto | When::Never => review.linked(diptych).aligned(),
    };
    let reader = Reader::new(diptych, options, picture::size(args));
    output::notes(&reader.diptych().notes);
    let rows = screen::whole_rows(&reader, context);
    let draw = |row| screen::draw_whole_row(&reader, row);
    picture::print_rows(args, &rows, draw, choice.first())?;
    Ok(!rows.is_empty())
}

/// Prints sentences instead of a picture: the whole pair, the answers to keys, or a session.
fn print_sentences(
    args: &Args,
    texts: Texts,
    files: Option<PairFiles>,
    inputs: &[Input],
    setup: &Setup,
) -> Result<()> {
    let diptych = texts.diptych()?.matched();
    let is_session = args.print.is_none() && args.keys.is_none() && io::stdout().is_terminal();
    let files = files.filter(|files| is_session && files.are_files());
    let paths = match files {
        Some(files) => Some(files.paths().clone()),
        None => paths_to_keep(args, setup),
    };
    let review = reviews::open(args, &diptych.documents, paths.as_ref());
    output::notes(review.problem.as_slice());
    let mut app = describe::open(diptych, setup.plain_options(args), review.records);
    if is_session {
        let mut desk =
            Desk::for_pair(None, Some(conversation::READS_ONCE)).with_keeper(review.keeper);
        return conversation::run(&mut app, &args.copy, &mut desk);
    }
    // A pipe gets whole paragraphs, unless somebody asks for a width.
    let width = match (args.width, io::stdout().is_terminal()) {
        (Some(width), _) => width.into(),
        (None, true) => picture::width(),
        (None, false) => usize::MAX,
    };
    let mut output = BufWriter::new(output::stdout());
    if args.keys.is_some() {
        let greeting = describe::greeting(&app);
        write!(output, "{}", describe::wrapped(&greeting, width))?;
        let mut script = SpokenScript(&mut output, width);
        let mut desk = Desk::for_pair(None, None)
            .with_keeper(review.keeper)
            .with_checkers(setup.checkers.known.clone());
        desk.ask_checkers(&mut app, &mut script)?;
        desk.press(&mut app, &mut script, inputs)?;
    } else if let Some(reader) = app.reader() {
        output::notes(&reader.diptych().notes);
        for paragraph in describe::pair(reader.diptych()) {
            writeln!(output, "{}\n", describe::wrapped(&paragraph, width))?;
        }
    }
    Ok(output.flush()?)
}

/// A front that prints the answer to each key, in lines of so many columns.
struct SpokenScript<W>(W, usize);

impl<W: Write> Front for SpokenScript<W> {
    fn dispatch(&mut self, app: &mut App, event: Event) -> Result<Vec<Command>> {
        let (commands, answer) = describe::answer(app, event);
        write!(self.0, "{}", describe::wrapped(&answer, self.1))?;
        Ok(commands)
    }
}
