//! Arguments → files → [`Reader`] → terminal, or text where there is no terminal; and the exit code.

use anyhow::{Result, anyhow, bail};
use clap::Parser;
use clap::error::ContextValue;
use diptych::app::event::{self, Event};
use diptych::app::key::{self, Size};
use diptych::app::layout::Arrangement;
use diptych::app::reader::{Options, Reader};
use diptych::app::table::Picker;
use diptych::app::{App, match_soon};
use diptych::cli::args::{
    Args, Check, Command, EXIT_ERROR, EXIT_FINE, EXIT_FOUND, Print, ReportFormat, When,
};
use diptych::cli::git::{self, Change};
use diptych::cli::manual;
use diptych::cli::output;
use diptych::cli::progress;
use diptych::compare::findings::Kind;
use diptych::compare::pair::Diptych;
use diptych::export::batch;
use diptych::export::json::to_json;
use diptych::export::report;
use diptych::export::report::{Checked, Look, Report};
use diptych::input::collection::{self, Collection, Fields};
use diptych::input::open;
use diptych::input::open::How;
use diptych::input::open::file;
use diptych::jobs::desk::{Desk, Front};
use diptych::jobs::live::Files;
use diptych::jobs::triage::Triage;
use diptych::speech::describe;
use diptych::text::document::{Document, TextSource};
use diptych::text::glyph;
use diptych::text::side::{Pair, Side};
use diptych::tty::conversation;
use diptych::tty::terminal;
use diptych::view::ansi;
use diptych::view::screen;
use diptych::view::screen::{Ink, Mark, Role, Screen};
use diptych::view::svg;
use diptych::view::theme::{BUILT_IN, Depth, Theme};
use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

fn main() -> ExitCode {
    let given: Vec<OsString> = std::env::args_os().collect();
    let (own, change) = match git::change(&given) {
        Some((own, change)) => (own, Some(change)),
        None => (given.as_slice(), None),
    };
    open::border::silence_panics();
    let result = match (Args::try_parse_from(own), change) {
        (Err(err), _) if err.use_stderr() => Err(anyhow!(in_one_line(err))),
        (Err(help), _) => print_help(&help),
        (Ok(args), Some(change)) => run_for_git(args, change),
        (Ok(args), None) => run(&args),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) if is_broken_pipe(&error) => ExitCode::from(EXIT_FINE),
        Err(error) => {
            output::message(&format!("{error:#}"));
            ExitCode::from(EXIT_ERROR)
        }
    }
}

/// What is wrong with the arguments, and the tip if there is one, without the usage.
fn in_one_line(mut err: clap::Error) -> String {
    // A line end or an escape sequence in an argument must not be taken for the message's own.
    let quoted: Vec<_> = err
        .context()
        .filter_map(|(kind, value)| match value {
            ContextValue::String(text) => Some((kind, glyph::escaped(text).into_owned())),
            _ => None,
        })
        .collect();
    for (kind, text) in quoted {
        err.insert(kind, ContextValue::String(text));
    }
    let text = err.render().to_string();
    let lines = text.lines().map(str::trim);
    let told = lines.filter_map(|line| line.strip_prefix("error: ").or(line.strip_prefix("tip: ")));
    let told: Vec<&str> = told.chain(["see diptych --help"]).collect();
    told.join("; ")
}

/// What `--help` and `--version` ask for.
fn print_help(help: &clap::Error) -> Result<u8> {
    let printed = help.print().and_then(|()| io::stdout().flush());
    printed.map_err(output::cannot_write)?;
    Ok(EXIT_FINE)
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
    if let Some(command) = &args.command {
        return run_command(command);
    }
    if let (Some(path), None) = (&args.original, &args.rewrite)
        && std::env::var_os("GIT_DIFF_PATH_COUNTER").is_some()
    {
        // All that git says of a file that is not merged is its path.
        let path = path.to_string_lossy();
        let path = glyph::escaped(&path);
        writeln!(output::results(), "━━ {path} is not merged yet")?;
        return Ok(EXIT_FINE);
    }
    let keys = args.keys.as_deref().unwrap_or_default();
    let inputs = key::parse(keys).map_err(anyhow::Error::msg)?;
    let own_theme = args.theme.as_deref().map(theme).transpose()?;
    if let Some(path) = collection(args)? {
        return run_collection(args, path, &inputs, own_theme);
    }
    let files = files(args);
    let documents = documents(
        args.original.as_deref(),
        args.rewrite.as_deref(),
        args.how(),
    )?;
    let is_screen = args.size.is_some() || args.keys.is_some() || args.print == Some(Print::Svg);
    if args.linear {
        read_linear(args, documents, &inputs)?;
    } else if is_screen {
        print_screen(args, documents, &inputs, own_theme)?;
    } else if args.print.is_some() || !io::stdout().is_terminal() {
        print_whole(args, documents, own_theme)?;
    } else {
        read(args, documents, files, own_theme)?;
    }
    Ok(EXIT_FINE)
}

/// The files that were named, as they are before they are read.
fn files(args: &Args) -> Option<Files> {
    let paths = Pair {
        original: args.original.clone()?,
        rewrite: args.rewrite.clone()?,
    };
    Some(Files::new(paths, args.how()))
}

/// Shows what git asks about. git stops at the first error, so what cannot be shown is only told.
fn run_for_git(args: Args, change: Change) -> Result<u8> {
    let heading = glyph::escaped(&change.heading);
    let paths = Pair {
        original: change.original.path.clone(),
        rewrite: change.rewrite.path.clone(),
    };
    let files = Files::new(paths.clone(), args.how());
    let mut documents = match opened(&paths.original, &paths.rewrite, args.how()) {
        Ok(documents) => documents,
        Err(err) => {
            let message = output::message_line(&format!("{heading}: {err:#}"));
            writeln!(output::results(), "diptych: {message}")?;
            return Ok(EXIT_FINE);
        }
    };
    let versions = Pair {
        original: change.original,
        rewrite: change.rewrite,
    };
    for side in Side::BOTH {
        documents[side].name = open::shown(&versions[side].name).into_owned();
        if !versions[side].is_own {
            documents[side].source = TextSource::GitCopy;
        }
    }
    let own_theme = args.theme.as_deref().map(theme).transpose()?;
    if args.print.is_none() && io::stdout().is_terminal() {
        read(&args, documents, Some(files), own_theme)?;
        return Ok(EXIT_FINE);
    }
    let is_paged = std::env::var_os("GIT_PAGER_IN_USE").is_some();
    let color = match args.color {
        When::Auto if is_paged => When::Always,
        color => color,
    };
    let (bold, plain) = match color {
        When::Always => ("\x1b[1m", "\x1b[0m"),
        When::Auto | When::Never => ("", ""),
    };
    writeln!(output::results(), "{bold}━━ {heading}{plain}")?;
    print_whole(&Args { color, ..args }, documents, own_theme)?;
    writeln!(output::results())?;
    Ok(EXIT_FINE)
}

fn run_command(command: &Command) -> Result<u8> {
    let mut output = BufWriter::new(output::results());
    match command {
        Command::Align {
            collections,
            fields,
            jobs,
        } => return filter(collections, fields, *jobs, output, align),
        Command::Check(args) => return check(args, output),
        Command::Completions { shell } => manual::completions(*shell, &mut output)?,
        Command::Man => manual::man(&mut output)?,
    }
    output.flush()?;
    Ok(EXIT_FINE)
}

/// Prints the findings. The exit code tells whether any is of a kind that must not be.
fn check(args: &Check, mut output: impl Write) -> Result<u8> {
    let selection = args.selection();
    let left_out = |kind: &&Kind| !selection.kinds.contains(kind);
    if let Some(kind) = args.fail_on.iter().find(left_out) {
        let kind = kind.name();
        bail!("--fail-on {kind} can never fail: --kinds leaves out {kind}");
    }
    if args.format == ReportFormat::Jsonl {
        return check_collections(args, output);
    }
    let diptych = Diptych::new(documents_to_check(&args.paths)?).matched();
    print_notes(&diptych);
    let mut report = Report::new(&diptych, &selection);
    for (side, path) in Side::BOTH.into_iter().zip(&args.paths) {
        if !open::is_stdin(path) {
            report.paths[side] = path.to_string_lossy().into_owned();
        }
    }
    let text = match args.format {
        ReportFormat::Text => report::text(&report, columns(), &paint(args.color)),
        ReportFormat::Json | ReportFormat::Jsonl => to_json(&report::checked(&report)) + "\n",
        ReportFormat::Markdown => report::markdown(&report),
        ReportFormat::Html => report::html(&report),
    };
    output.write_all(text.as_bytes())?;
    output.flush()?;
    Ok(match report.has_any(&args.fail_on) {
        true => EXIT_FOUND,
        false => EXIT_FINE,
    })
}

fn documents_to_check(paths: &[PathBuf]) -> Result<Pair<Document>> {
    match paths {
        [] => Ok(sample()),
        [path] if collection::is_collection(path) => bail!(
            "{} is a collection; --format jsonl checks all of its pairs",
            glyph::escaped(&path.to_string_lossy())
        ),
        [original] => bail!(
            "only one text was named, `{}`, and its rewrite is missing; usage: diptych check ORIGINAL REWRITE",
            glyph::escaped(&original.to_string_lossy())
        ),
        [original, rewrite] => opened(original, rewrite, How::default()),
        _ => bail!("more than two texts were named; usage: diptych check ORIGINAL REWRITE"),
    }
}

/// One line for each pair; what cannot be read outweighs what was found.
fn check_collections(args: &Check, output: impl Write) -> Result<u8> {
    let selection = args.selection();
    let has_failed = AtomicBool::new(false);
    let told = |checked: &Checked| {
        if checked.has_any(&args.fail_on) {
            has_failed.store(true, Ordering::Relaxed);
        }
    };
    let run = |collection: &Collection, output: &mut _, n_jobs, progress: &mut dyn FnMut(usize)| {
        batch::check_pairs(collection, &selection, told, output, n_jobs, progress)
    };
    let code = filter(&args.paths, &args.fields, args.jobs, output, run)?;
    let has_failed = has_failed.load(Ordering::Relaxed);
    Ok(if has_failed && code == EXIT_FINE {
        EXIT_FOUND
    } else {
        code
    })
}

/// How the pieces of a report look in the terminal, or in none.
fn paint(when: When) -> impl Fn(Look, &str) -> String {
    let theme = match when {
        When::Never => None,
        When::Auto if !io::stdout().is_terminal() || no_color() => None,
        When::Auto | When::Always => {
            let is_light = io::stdout().is_terminal() && terminal::is_light();
            Theme::built_in(if is_light { "light" } else { "dark" })
        }
    };
    let depth = if io::stdout().is_terminal() {
        depth()
    } else {
        Depth::True
    };
    let theme = theme.map(|mut theme| {
        theme.depth = depth;
        theme
    });
    move |look, words| {
        let (role, mark) = match look {
            Look::Heading => (Role::Heading, None),
            Look::Quiet => (Role::Quiet, None),
            Look::Words(Side::Original) => (Role::Text, Some(Mark::Removed)),
            Look::Words(Side::Rewrite) => (Role::Text, Some(Mark::Added)),
        };
        let ink = Ink {
            mark,
            ..Ink::plain(role)
        };
        theme.as_ref().map_or_else(
            || words.to_owned(),
            |theme| ansi::painted(theme.style(ink), words),
        )
    }
}

fn no_color() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

/// How wide lines may be: as the terminal, or as a printed picture where none is.
fn columns() -> usize {
    let size = io::stdout().is_terminal().then(terminal::check);
    size.and_then(Result::ok).unwrap_or(PRINT_SIZE).width
}

/// A filter: pairs in, what `run` makes of each collection on standard output, and how far it is where somebody
/// watches.
fn filter<W: Write>(
    paths: &[PathBuf],
    fields: &Fields,
    jobs: Option<u16>,
    mut output: W,
    mut run: impl FnMut(&Collection, &mut W, usize, &mut dyn FnMut(usize)) -> Result<bool>,
) -> Result<u8> {
    let n_cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let n_jobs = jobs.map_or_else(n_cores, usize::from);
    let is_watched = io::stderr().is_terminal();
    let started = Instant::now();
    let mut shown = Duration::ZERO;
    let mut n_before = 0;
    let mut all_fine = true;
    let collections = collections(paths, fields)?;
    let n_collections = collections.len() as f64;
    for (n, collection) in collections.iter().enumerate() {
        let mut n_here = 0;
        let mut progress = |n_done: usize| {
            n_here = n_done;
            let passed = started.elapsed();
            if is_watched && passed >= shown + PROGRESS_EVERY {
                shown = passed;
                let share = collection.share_read(n_done);
                let share = share.map(|share| (n as f64 + share) / n_collections);
                let line = progress::line(n_before + n_done, share, passed);
                let _ = write!(io::stderr(), "\r{line}{CLEAR_LINE}");
            }
        };
        let fine = run(collection, &mut output, n_jobs, &mut progress);
        if !shown.is_zero() {
            let _ = writeln!(io::stderr());
        }
        all_fine &= fine?;
        n_before += n_here;
    }
    Ok(if all_fine { EXIT_FINE } else { EXIT_ERROR })
}

fn align(
    collection: &Collection,
    output: &mut impl Write,
    n_jobs: usize,
    progress: &mut dyn FnMut(usize),
) -> Result<bool> {
    batch::align_pairs(collection, output, n_jobs, progress)
}

/// All are opened before any is worked on, so that a slip in a name shows at once.
fn collections(paths: &[PathBuf], fields: &Fields) -> Result<Vec<Collection>> {
    if paths.is_empty() {
        return Ok(vec![Collection::of_stdin(fields)]);
    }
    paths
        .iter()
        .map(|path| Collection::open(path, fields))
        .collect()
}

/// Clears the rest of a line in a terminal (ECMA-48, 8.3.41).
const CLEAR_LINE: &str = "\x1b[K";

/// How often a person wants to know.
const PROGRESS_EVERY: Duration = Duration::from_millis(200);

/// The texts that were named; the sample if none was.
fn documents(original: Option<&Path>, rewrite: Option<&Path>, how: How) -> Result<Pair<Document>> {
    match (original, rewrite) {
        (None, _) => Ok(sample()),
        (Some(original), None) => bail!(
            "only one text was named, `{}`, and its rewrite is missing; usage: diptych ORIGINAL REWRITE or \
             diptych COLLECTION",
            glyph::escaped(&original.to_string_lossy())
        ),
        (Some(original), Some(rewrite)) => opened(original, rewrite, how),
    }
}

fn opened(original: &Path, rewrite: &Path, how: How) -> Result<Pair<Document>> {
    if open::is_stdin(original) && open::is_stdin(rewrite) {
        bail!("both texts cannot come from standard input; name a file for one of them");
    }
    let paths = Pair { original, rewrite };
    let opened = Pair::in_parallel(|side| open::open_as(paths[side], how));
    Ok(Pair {
        original: opened.original?,
        rewrite: opened.rewrite?,
    })
}

fn sample() -> Pair<Document> {
    let document = |name: &str, text: &str| {
        let mut document = Document::new(name, text);
        document.source = TextSource::BuiltIn;
        document
    };
    Pair {
        original: document(
            "original.txt",
            include_str!("../assets/sample/original.txt"),
        ),
        rewrite: document("rewrite.txt", include_str!("../assets/sample/rewrite.txt")),
    }
}

/// The screen that a terminal would show after the keys.
fn print_screen(
    args: &Args,
    documents: Pair<Document>,
    inputs: &[key::Input],
    own_theme: Option<Named>,
) -> Result<()> {
    let size = args.size.unwrap_or(PRINT_SIZE);
    let (themes, first) = themes(own_theme, "dark", Depth::True);
    let options = args.options(names(&themes), first);
    let reader = Reader::new(Diptych::new(documents).matched(), options, size);
    let mut app = App::of_pair(reader);
    let mut desk = Desk::for_pair(None, None);
    match desk.press(&mut app, &mut Script, inputs)? {
        true => print_picture(args, screen::of_app(&app), &themes[app.options().theme].1),
        false => Ok(()),
    }
}

/// Keys whose effect nobody sees, but for the state at the end.
struct Script;

impl Front for Script {}

fn print_picture(args: &Args, screen: Screen, theme: &Theme) -> Result<()> {
    let screen = if args.ascii { screen.ascii() } else { screen };
    let text = match (args.print, args.color) {
        (Some(Print::Svg), _) => svg::svg(&screen, theme),
        (_, When::Always) => ansi::colored(&screen, theme),
        _ => ansi::marked(&screen),
    };
    let mut output = output::results();
    output.write_all(text.as_bytes())?;
    Ok(output.flush()?)
}

/// Both whole texts in rows of their own, to be read in a pager or searched with grep.
fn print_whole(args: &Args, documents: Pair<Document>, own_theme: Option<Named>) -> Result<()> {
    let arrangement = match args.layout {
        Some(Arrangement::Stacked) => Arrangement::Stacked,
        _ => Arrangement::Aligned,
    };
    let (themes, first) = themes(own_theme, "dark", Depth::True);
    let options = Options {
        arrangement: Some(arrangement),
        ..args.options(names(&themes), first)
    };
    let reader = Reader::new(Diptych::new(documents).matched(), options, PRINT_SIZE);
    print_notes(reader.diptych());
    let mut output = BufWriter::new(output::results());
    for rows in screen::whole(&reader) {
        output.write_all(rows_as_text(args, rows, &themes[first].1).as_bytes())?;
    }
    Ok(output.flush()?)
}

fn rows_as_text(args: &Args, rows: Screen, theme: &Theme) -> String {
    let rows = if args.ascii { rows.ascii() } else { rows };
    match args.color {
        When::Always => ansi::colored(&rows, theme),
        When::Auto | When::Never => ansi::plain(&rows),
    }
}

fn print_notes(diptych: &Diptych) {
    for note in &diptych.notes {
        output::note(note);
    }
}

/// The size of printed pictures if none is said.
const PRINT_SIZE: Size = Size {
    width: 120,
    height: 40,
};

fn read(
    args: &Args,
    documents: Pair<Document>,
    files: Option<Files>,
    own_theme: Option<Named>,
) -> Result<()> {
    let size = terminal::check()?;
    // The terminal may take its time to answer; meanwhile the texts are matched.
    let asked = Asked::ask(args, own_theme);
    let diptych = match_soon(Diptych::new(documents));
    let (themes, first) = asked.themes();
    let options = args.options(names(&themes), first);
    let mut app = App::of_pair(Reader::new(diptych, options, size));
    let mut desk = Desk::for_pair(files, Some("the texts are built in, no files"));
    terminal::run(&mut app, &looks(themes), args.ascii, &mut desk)
}

/// What the terminal was asked about its colours.
struct Asked {
    depth: Depth,
    own_theme: Option<Named>,
    is_light: Option<JoinHandle<bool>>,
}

impl Asked {
    fn ask(args: &Args, own_theme: Option<Named>) -> Asked {
        let depth = match args.color {
            When::Never => Depth::None,
            When::Auto if no_color() => Depth::None,
            When::Auto | When::Always => depth(),
        };
        let asks = depth != Depth::None && own_theme.is_none();
        Asked {
            depth,
            own_theme,
            is_light: asks
                .then(|| Builder::new().spawn(terminal::is_light).ok())
                .flatten(),
        }
    }

    /// All themes, and the index of the one that suits the answer.
    fn themes(self) -> (Vec<Named>, usize) {
        let is_light = self
            .is_light
            .is_some_and(|thread| thread.join().unwrap_or(false));
        let fallback = match self.depth {
            Depth::None => "monochrome",
            _ if is_light => "light",
            _ => "dark",
        };
        themes(self.own_theme, fallback, self.depth)
    }
}

fn looks(themes: Vec<Named>) -> Vec<Theme> {
    themes.into_iter().map(|(_, theme)| theme).collect()
}

/// The collection to pick from, if one is named: alone.
fn collection(args: &Args) -> Result<Option<&Path>> {
    let path = match (&args.original, &args.rewrite) {
        (Some(path), None) if open::is_stdin(path) => Some(path.as_path()),
        // A pipe is read once, so it is not looked at; a text would not come alone.
        (Some(path), None) if file::is_stream(path) => Some(path.as_path()),
        (Some(path), None) if collection::is_collection(path) => Some(path.as_path()),
        _ => None,
    };
    match (path, &args.results) {
        (None, Some(_)) => {
            bail!("--results goes with a collection; usage: diptych COLLECTION --results FILE")
        }
        (Some(_), _) if args.linear => {
            bail!(
                "--linear reads one pair; usage: diptych --linear ORIGINAL REWRITE, or diptych --print COLLECTION \
                 for a line on each pair"
            )
        }
        (Some(path), _) if open::is_stdin(path) && io::stdin().is_terminal() => bail!(
            "standard input is the terminal; to read pairs from it, send JSON Lines: program | diptych -"
        ),
        (path, _) => Ok(path),
    }
}

/// The table of pairs: as a session, as the screen after some keys, or as a whole.
fn run_collection(
    args: &Args,
    path: &Path,
    inputs: &[key::Input],
    own_theme: Option<Named>,
) -> Result<u8> {
    let is_screen = args.size.is_some() || args.keys.is_some() || args.print == Some(Print::Svg);
    let is_printed = is_screen || args.print.is_some() || !io::stdout().is_terminal();
    let size = match (args.size, is_printed) {
        (Some(size), _) => size,
        (None, true) => PRINT_SIZE,
        (None, false) => terminal::check()?,
    };
    let results = args.results.as_deref();
    let mut desk =
        Desk::for_collection(|events| Triage::start(path, &args.fields, results, events))?;
    let name = desk.triage().map_or("", Triage::name);
    let picker = Picker::new(name, size);
    if is_printed {
        let (themes, first) = themes(own_theme, "dark", Depth::True);
        let mut app = App::of_collection(picker, args.options(names(&themes), first));
        desk.take_all(&mut app);
        return match is_screen {
            true => print_session(args, app, &mut desk, inputs, &looks(themes)),
            false => print_table(args, &app, &themes[first].1),
        };
    }
    let asked = Asked::ask(args, own_theme);
    let (themes, first) = asked.themes();
    let mut app = App::of_collection(picker, args.options(names(&themes), first));
    desk.take_first(&mut app);
    terminal::run(&mut app, &looks(themes), args.ascii, &mut desk)?;
    Ok(EXIT_FINE)
}

/// The screen after some keys.
fn print_session(
    args: &Args,
    mut app: App,
    desk: &mut Desk,
    inputs: &[key::Input],
    themes: &[Theme],
) -> Result<u8> {
    if desk.press(&mut app, &mut Script, inputs)? {
        let theme = &themes[app.options().theme];
        print_picture(args, screen::of_app(&app), theme)?;
    }
    Ok(EXIT_FINE)
}

/// All pairs with their figures.
fn print_table(args: &Args, app: &App, theme: &Theme) -> Result<u8> {
    let Some(picker) = app.picker() else {
        return Ok(EXIT_FINE);
    };
    if let Some(note) = picker.note() {
        output::note(note);
    }
    let mut output = BufWriter::new(output::results());
    for row in screen::whole_table(picker) {
        output.write_all(rows_as_text(args, row, theme).as_bytes())?;
    }
    output.flush()?;
    Ok(EXIT_FINE)
}

/// Sentences instead of a picture: all of them, those that answer the keys, or a session.
fn read_linear(args: &Args, documents: Pair<Document>, inputs: &[key::Input]) -> Result<()> {
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
        print_notes(reader.diptych());
        for paragraph in describe::whole(reader.diptych()) {
            writeln!(output, "{paragraph}\n")?;
        }
    }
    Ok(output.flush()?)
}

/// Keys and what is said of each.
struct SpokenScript<W>(W);

impl<W: Write> Front for SpokenScript<W> {
    fn hand(&mut self, app: &mut App, event: Event) -> Result<Vec<event::Command>> {
        let (commands, answer) = describe::answer(app, event);
        write!(self.0, "{answer}")?;
        Ok(commands)
    }
}

/// A theme and what it is called.
type Named = (String, Theme);

/// The theme that `--theme` names: a built-in one or a file.
fn theme(name: &str) -> Result<Named> {
    if let Some(theme) = Theme::built_in(name) {
        return Ok((name.to_owned(), theme));
    }
    let shown = open::shown(name);
    let source = std::fs::read_to_string(name).map_err(|err| {
        let names: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
        let reason = open::reason(&err);
        anyhow!(
            "cannot read the theme {shown}: {reason}; there are {} built in, and files",
            names.join(", ")
        )
    })?;
    let theme =
        Theme::parse(&source).map_err(|err| anyhow!("the theme {shown} is not right: {err}"))?;
    Ok((shown.to_string(), theme))
}

/// All themes for a terminal of some depth, and the index of the one to begin with.
fn themes(own: Option<Named>, fallback: &str, depth: Depth) -> (Vec<Named>, usize) {
    let mut themes: Vec<Named> = BUILT_IN
        .iter()
        .filter_map(|(name, _)| Some(((*name).to_owned(), Theme::built_in(name)?)))
        .collect();
    let first = own.as_ref().map_or(fallback, |(name, _)| name).to_owned();
    themes.extend(own.filter(|(name, _)| Theme::built_in(name).is_none()));
    for (_, theme) in &mut themes {
        theme.depth = depth;
    }
    let first = themes.iter().position(|(name, _)| *name == first);
    (themes, first.unwrap_or(0))
}

fn names(themes: &[Named]) -> Vec<String> {
    themes.iter().map(|(name, _)| name.clone()).collect()
}

/// What the terminal says of itself, by the usual variables.
fn depth() -> Depth {
    let var = |name| std::env::var(name).unwrap_or_default();
    match (var("COLORTERM").as_str(), var("TERM")) {
        ("truecolor" | "24bit", _) => Depth::True,
        (_, term)
            if ["256", "direct", "kitty"]
                .iter()
                .any(|many| term.contains(many)) =>
        {
            Depth::Indexed
        }
        _ => Depth::Basic,
    }
}
