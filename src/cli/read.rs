//! A pair → a session, the picture after some keys, both whole texts, or sentences: what the flags and the output ask
//! for.

use crate::app::event::{Command, Event};
use crate::app::key::Input;
use crate::app::layout::Arrangement;
use crate::app::reader::{Options, Reader};
use crate::app::{App, match_soon};
use crate::cli::args::Args;
use crate::cli::themes::{Choice, NamedTheme, Question};
use crate::cli::{documents, output, picture};
use crate::compare::pair::Diptych;
use crate::jobs::desk::{Desk, Front};
use crate::jobs::live::PairFiles;
use crate::speech::describe;
use crate::text::document::Document;
use crate::text::side::Pair;
use crate::tty::conversation;
use crate::tty::terminal;
use crate::view::screen;
use anyhow::Result;
use std::io::{self, BufWriter, IsTerminal, Write};

/// Shows the pair that was named, or the sample.
pub fn show(args: &Args, inputs: &[Input], theme: Option<NamedTheme>) -> Result<()> {
    let files = files(args);
    let documents = documents(args)?;
    if args.linear {
        print_sentences(args, documents, inputs)
    } else if args.is_screen() {
        print_screen(args, documents, inputs, theme)
    } else if args.print.is_some() || !io::stdout().is_terminal() {
        print_whole(args, documents, theme)
    } else {
        run_session(args, documents, files, theme)
    }
}

/// The files that were named, as they are before they are read.
fn files(args: &Args) -> Option<PairFiles> {
    let paths = Pair {
        original: args.original.clone()?,
        rewrite: args.rewrite.clone()?,
    };
    Some(PairFiles::new(paths, args.how()))
}

fn documents(args: &Args) -> Result<Pair<Document>> {
    match (&args.original, &args.rewrite) {
        (None, _) => Ok(documents::sample()),
        (Some(original), None) => Err(documents::rewrite_missing(
            original,
            "diptych ORIGINAL REWRITE or diptych COLLECTION",
        )),
        (Some(original), Some(rewrite)) => documents::open(original, rewrite, args.how()),
    }
}

/// Runs a session in the terminal.
pub fn run_session(
    args: &Args,
    documents: Pair<Document>,
    files: Option<PairFiles>,
    theme: Option<NamedTheme>,
) -> Result<()> {
    let size = terminal::check()?;
    let question = Question::ask(args, theme);
    let diptych = match_soon(Diptych::new(documents));
    let choice = question.choice();
    let mut app = App::of_pair(Reader::new(diptych, choice.options(args), size));
    let mut desk = Desk::for_pair(files, Some("the texts are built in, no files"));
    terminal::run(&mut app, &choice.themes, args.ascii, &mut desk)
}

/// Prints the screen that a terminal would show after the keys.
fn print_screen(
    args: &Args,
    documents: Pair<Document>,
    inputs: &[Input],
    theme: Option<NamedTheme>,
) -> Result<()> {
    let size = args.size.unwrap_or(picture::SIZE);
    let choice = Choice::for_print(theme);
    let diptych = Diptych::new(documents).matched();
    let mut app = App::of_pair(Reader::new(diptych, choice.options(args), size));
    let mut desk = Desk::for_pair(None, None);
    picture::press_and_print(args, &mut app, &mut desk, inputs, &choice)
}

/// Prints both whole texts in rows of their own, to be read in a pager or searched with grep.
pub fn print_whole(
    args: &Args,
    documents: Pair<Document>,
    theme: Option<NamedTheme>,
) -> Result<()> {
    let arrangement = match args.layout {
        Some(Arrangement::Stacked) => Arrangement::Stacked,
        _ => Arrangement::Aligned,
    };
    let choice = Choice::for_print(theme);
    let options = Options {
        arrangement: Some(arrangement),
        ..choice.options(args)
    };
    let diptych = Diptych::new(documents).matched();
    let reader = Reader::new(diptych, options, picture::SIZE);
    output::notes(&reader.diptych().notes);
    let rows = screen::whole(&reader);
    Ok(picture::print_rows(args, rows, choice.first())?)
}

/// Sentences instead of a picture: all of them, those that answer the keys, or a session.
fn print_sentences(args: &Args, documents: Pair<Document>, inputs: &[Input]) -> Result<()> {
    let mut app = describe::app(Diptych::new(documents).matched());
    if args.print.is_none() && args.keys.is_none() && io::stdout().is_terminal() {
        let mut desk = Desk::for_pair(None, Some(conversation::READS_ONCE));
        return conversation::run(&mut app, &mut desk);
    }
    let mut output = BufWriter::new(output::results());
    if args.keys.is_some() {
        write!(output, "{}", describe::greeting(&app))?;
        let mut script = SpokenScript(&mut output);
        Desk::for_pair(None, None).press(&mut app, &mut script, inputs)?;
    } else if let Some(reader) = app.reader() {
        output::notes(&reader.diptych().notes);
        for paragraph in describe::whole(reader.diptych()) {
            writeln!(output, "{paragraph}\n")?;
        }
    }
    Ok(output.flush()?)
}

/// Keys, and what is said of each.
struct SpokenScript<W>(W);

impl<W: Write> Front for SpokenScript<W> {
    fn dispatch(&mut self, app: &mut App, event: Event) -> Result<Vec<Command>> {
        let (commands, answer) = describe::answer(app, event);
        write!(self.0, "{answer}")?;
        Ok(commands)
    }
}
