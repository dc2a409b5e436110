//! `diptych check`: a pair or collections → the findings, as the flags want them, and whether any is of a kind that
//! must not be.

use crate::cli::args::{Check, EXIT_FINE, EXIT_FOUND, ReportFormat};
use crate::cli::filter::filter;
use crate::cli::{documents, output, picture, themes};
use crate::compare::findings::Kind;
use crate::compare::pair::Diptych;
use crate::export::batch;
use crate::export::json::to_json;
use crate::export::report::{self, Checked, Look, Report};
use crate::input::collection;
use crate::input::open::{self, ReadOptions};
use crate::text::document::Document;
use crate::text::glyph;
use crate::text::side::{Pair, Side};
use crate::tty::terminal;
use crate::view::ansi;
use crate::view::screen::{Ink, Mark, Role};
use crate::view::theme::Theme;
use anyhow::{Result, bail};
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

/// Prints the findings. The exit code tells whether any is of a kind that must not be.
pub fn check(args: &Check) -> Result<u8> {
    let selection = args.selection();
    let left_out = |kind: &&Kind| !selection.kinds.contains(kind);
    if let Some(kind) = args.fail_on.iter().find(left_out) {
        let kind = kind.name();
        bail!("--fail-on {kind} can never fail: --kinds leaves out {kind}");
    }
    if args.format == ReportFormat::Jsonl {
        return check_collections(args);
    }
    let diptych = Diptych::new(documents(&args.paths)?).matched();
    output::notes(&diptych.notes);
    let mut report = Report::new(&diptych, &selection);
    for (side, path) in Side::BOTH.into_iter().zip(&args.paths) {
        if !open::is_stdin(path) {
            report.paths[side] = path.to_string_lossy().into_owned();
        }
    }
    let text = match args.format {
        ReportFormat::Text => {
            let theme = themes::for_lines(args.color);
            report::text(&report, columns(), &paint(theme.as_ref()))
        }
        ReportFormat::Json | ReportFormat::Jsonl => to_json(&report::checked(&report)) + "\n",
        ReportFormat::Markdown => report::markdown(&report),
        ReportFormat::Html => report::html(&report),
    };
    output::print(text.as_bytes())?;
    Ok(match report.has_any(&args.fail_on) {
        true => EXIT_FOUND,
        false => EXIT_FINE,
    })
}

/// One line for each pair; what cannot be read outweighs what was found.
fn check_collections(args: &Check) -> Result<u8> {
    let selection = args.selection();
    let has_failed = AtomicBool::new(false);
    let note_failure = |checked: &Checked| {
        if checked.has_any(&args.fail_on) {
            has_failed.store(true, Ordering::Relaxed);
        }
    };
    let code = filter(&args.paths, &args.fields, args.jobs, |work| {
        batch::check_pairs(
            work.collection,
            &selection,
            note_failure,
            work.output,
            work.n_jobs,
            work.progress,
        )
    })?;
    let has_failed = has_failed.load(Ordering::Relaxed);
    Ok(if has_failed && code == EXIT_FINE {
        EXIT_FOUND
    } else {
        code
    })
}

fn documents(paths: &[PathBuf]) -> Result<Pair<Document>> {
    const USAGE: &str = "diptych check ORIGINAL REWRITE";
    match paths {
        [] => Ok(documents::sample()),
        [path] if collection::is_collection(path) => bail!(
            "{} is a collection; --format jsonl checks all of its pairs",
            glyph::escaped(&path.to_string_lossy())
        ),
        [original] => Err(documents::rewrite_missing(original, USAGE)),
        [original, rewrite] => documents::open(original, rewrite, ReadOptions::default()),
        _ => bail!("more than two texts were named; usage: {USAGE}"),
    }
}

/// How the pieces of a report look; without a theme they are plain words.
fn paint(theme: Option<&Theme>) -> impl Fn(Look, &str) -> String {
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
        theme.map_or_else(
            || words.to_owned(),
            |theme| ansi::painted(theme.style(ink), words),
        )
    }
}

/// How wide lines may be: as the terminal, or as a printed picture where none is.
fn columns() -> usize {
    let size = io::stdout().is_terminal().then(terminal::check);
    size.and_then(Result::ok).unwrap_or(picture::SIZE).width
}
