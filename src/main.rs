//! Arguments → files → [`Reader`] → terminal, or text where there is no terminal; and the exit code.

use anyhow::{Result, bail};
use clap::Parser;
use diptych::cli::{Args, Command, EXIT_ERROR, EXIT_FINE, ThemeName, When};
use diptych::diptych::Diptych;
use diptych::document::Document;
use diptych::key::{self, Size};
use diptych::layout::Arrangement;
use diptych::reader::{Effect, Options, Reader};
use diptych::side::Pair;
use diptych::theme::{Depth, Theme};
use diptych::{batch, open, print, screen, terminal};
use std::io::{self, BufReader, BufWriter, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

fn main() -> ExitCode {
    let args = Args::parse();
    match run(&args) {
        Ok(code) => ExitCode::from(code),
        Err(error) if is_broken_pipe(&error) => ExitCode::from(EXIT_FINE),
        Err(error) => {
            eprintln!("diptych: {error:#}");
            ExitCode::from(EXIT_ERROR)
        }
    }
}

/// A reader that has seen enough (`| head`) is no error.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}

fn run(args: &Args) -> Result<u8> {
    if let Some(Command::Align { jobs }) = args.command {
        return align(jobs);
    }
    let inputs =
        key::parse(args.keys.as_deref().unwrap_or_default()).map_err(anyhow::Error::msg)?;
    let documents = documents(args)?;
    let is_screen = args.size.is_some() || args.keys.is_some();
    if is_screen {
        print_screen(args, documents, &inputs)?;
    } else if args.print || !io::stdout().is_terminal() {
        print_whole(args, documents)?;
    } else {
        read(args, documents)?;
    }
    Ok(EXIT_FINE)
}

/// The filter: pairs on standard input, matches on standard output, and how far it is where somebody watches.
fn align(jobs: Option<NonZeroUsize>) -> Result<u8> {
    let n_jobs = jobs.or_else(|| std::thread::available_parallelism().ok());
    let input = BufReader::new(io::stdin());
    let output = BufWriter::new(io::stdout().lock());
    let is_watched = io::stderr().is_terminal();
    let started = Instant::now();
    let mut shown = Duration::ZERO;
    let progress = |n_done: usize| {
        let passed = started.elapsed();
        if is_watched && passed >= shown + PROGRESS_EVERY {
            shown = passed;
            let rate = n_done as f64 / passed.as_secs_f64();
            eprint!("\r{n_done} pairs, {rate:.0} a second ");
        }
    };
    let all_fine = batch::align_lines(input, output, n_jobs.map_or(1, NonZeroUsize::get), progress);
    if !shown.is_zero() {
        eprintln!();
    }
    Ok(if all_fine? { EXIT_FINE } else { EXIT_ERROR })
}

/// How often a person wants to know.
const PROGRESS_EVERY: Duration = Duration::from_millis(200);

fn documents(args: &Args) -> Result<Pair<Document>> {
    match (&args.original, &args.rewrite) {
        (None, _) => Ok(sample()),
        (Some(original), None) => bail!(
            "only one text was named, `{}`, and its rewrite is missing; usage: diptych ORIGINAL REWRITE",
            diptych::glyph::visible(&original.to_string_lossy())
        ),
        (Some(original), Some(rewrite)) if is_stdin(original) && is_stdin(rewrite) => {
            bail!("both texts cannot come from standard input; name a file for one of them")
        }
        (Some(original), Some(rewrite)) => {
            let paths = Pair { original, rewrite };
            let opened = Pair::in_parallel(|side| open::open(paths[side]));
            Ok(Pair {
                original: opened.original?,
                rewrite: opened.rewrite?,
            })
        }
    }
}

fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

fn sample() -> Pair<Document> {
    Pair {
        original: Document::new(
            "original.txt",
            include_str!("../assets/sample/original.txt"),
        ),
        rewrite: Document::new("rewrite.txt", include_str!("../assets/sample/rewrite.txt")),
    }
}

/// The screen that a terminal would show after the keys.
fn print_screen(args: &Args, documents: Pair<Document>, inputs: &[key::Input]) -> Result<()> {
    let size = args.size.unwrap_or(PRINT_SIZE);
    let mut reader = Reader::new(Diptych::new(documents).matched(), args.options(), size);
    for &input in inputs {
        if reader.input(input) == Effect::Quit {
            return Ok(());
        }
    }
    let screen = screen::screen(&reader);
    let mut output = BufWriter::new(io::stdout().lock());
    if args.color == When::Always {
        let theme = print_theme(args);
        for row in &screen.rows {
            writeln!(output, "{}", print::colored(row, &theme))?;
        }
    } else {
        output.write_all(print::marked(&screen).as_bytes())?;
    }
    Ok(output.flush()?)
}

/// Both whole texts in rows of their own, to be read in a pager or searched with grep.
fn print_whole(args: &Args, documents: Pair<Document>) -> Result<()> {
    let arrangement = Some(match args.layout {
        Some(Arrangement::Stacked) => Arrangement::Stacked,
        _ => Arrangement::Aligned,
    });
    let options = Options {
        arrangement,
        ..args.options()
    };
    let reader = Reader::new(Diptych::new(documents).matched(), options, PRINT_SIZE);
    for note in &reader.diptych().notes {
        eprintln!("diptych: note: {note}");
    }
    let theme = (args.color == When::Always).then(|| print_theme(args));
    let mut output = BufWriter::new(io::stdout().lock());
    for row in screen::whole(&reader) {
        let line = match &theme {
            Some(theme) => print::colored(&row, theme),
            None => print::plain(&row),
        };
        writeln!(output, "{line}")?;
    }
    Ok(output.flush()?)
}

/// The size of printed pictures if none is said.
const PRINT_SIZE: Size = Size {
    width: 120,
    height: 40,
};

/// Segments of both sides up to which the first picture waits for the matches: an article's take a few milliseconds.
const MATCHED_AT_ONCE: usize = 1_500;

fn read(args: &Args, documents: Pair<Document>) -> Result<()> {
    let size = terminal::check()?;
    let theme = terminal_theme(args);
    let diptych = Diptych::new(documents);
    let n_segments = diptych.segments.original.len() + diptych.segments.rewrite.len();
    let (diptych, matching) = if n_segments <= MATCHED_AT_ONCE {
        (diptych.matched(), None)
    } else {
        let matching = match_in_background(diptych.clone());
        (diptych, Some(matching))
    };
    let mut reader = Reader::new(diptych, args.options(), size);
    terminal::run(&mut reader, &theme, matching)
}

fn match_in_background(diptych: Diptych) -> Receiver<Diptych> {
    let (sender, receiver) = mpsc::channel();
    // Nobody waits for the thread: whoever leaves before it is done does not want its result.
    std::thread::spawn(move || drop(sender.send(diptych.matched())));
    receiver
}

fn print_theme(args: &Args) -> Theme {
    named_theme(args.theme.unwrap_or(ThemeName::Dark), Depth::True)
}

fn terminal_theme(args: &Args) -> Theme {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    match (args.color, args.theme) {
        (When::Never, _) => Theme::monochrome(),
        (When::Auto, None) if no_color => Theme::monochrome(),
        (_, name) => named_theme(name.unwrap_or(ThemeName::Dark), depth()),
    }
}

fn named_theme(name: ThemeName, depth: Depth) -> Theme {
    match name {
        ThemeName::Dark => Theme::dark(depth),
        ThemeName::Light => Theme::light(depth),
        ThemeName::Mono => Theme::monochrome(),
    }
}

/// What the terminal says of itself, by the usual variables.
fn depth() -> Depth {
    let var = |name| std::env::var(name).unwrap_or_default();
    match (var("COLORTERM").as_str(), var("TERM")) {
        ("truecolor" | "24bit", _) => Depth::True,
        (_, term) if term.contains("256") || term.contains("direct") || term.contains("kitty") => {
            Depth::Indexed
        }
        _ => Depth::Basic,
    }
}
