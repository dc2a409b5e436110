//! `diptych check`: a pair or collections → the findings in the format of the arguments, and whether one is of a kind
//! that `--fail-on` names.

use crate::cli::args::{Check, EXIT_FINE, EXIT_FOUND, FailOn, ReportFormat};
use crate::cli::filter::filter;
use crate::cli::{documents, output, picture, review, reviews, themes};
use crate::compare::findings::FindingKind;
use crate::compare::pair::Diptych;
use crate::export::batch;
use crate::export::json::to_json;
use crate::export::report::{self, Report, ReportStyle};
use crate::export::review::ReviewReport;
use crate::input::collection;
use crate::input::open::{self, ReadOptions};
use crate::review::record::Verdict;
use crate::review::reviewed::{Review, Subject};
use crate::text::document::Document;
use crate::text::glyph;
use crate::text::side::{Pair, Side};

use crate::view::ansi;
use crate::view::screen::{Ink, Mark, Role};
use crate::view::theme::Theme;
use anyhow::{Result, bail};
use std::sync::atomic::{AtomicBool, Ordering};

/// Prints the findings. The exit code says whether one is of a kind that `--fail-on` names.
pub fn check(args: &Check) -> Result<u8> {
    let selection = args.selection();
    let fail_on = args.fail_on_kinds();
    let left_out = |kind: &&FindingKind| !selection.kinds.contains(kind);
    if let Some(kind) = fail_on.iter().find(left_out) {
        let kind = kind.name();
        bail!(
            "--fail-on {kind} can never fail, because --kinds leaves out {kind}; add it to --kinds"
        );
    }
    if args.review.is_none() && fail_on.len() < args.fail_on.len() {
        bail!("--fail-on wrong and unreviewed need --review FILE, which names the verdicts");
    }
    if args.format == ReportFormat::Jsonl {
        return check_collections(args);
    }
    let diptych = Diptych::new(documents(args)?);
    let mut review = review::of_check(args)?;
    let diptych = match &mut review {
        Some(review) => review.matched(diptych),
        None => diptych.matched(),
    };
    output::notes(&diptych.notes);
    let mut report = Report::new(&diptych, &selection);
    for (side, path) in Side::BOTH.into_iter().zip(&args.paths) {
        if !open::is_stdin(path) {
            report.paths[side] = path.to_string_lossy().into_owned();
        }
    }
    let said = review.as_ref();
    report.review = said.map(|review| ReviewReport::of_pair(&diptych, review));
    let text = match args.format {
        ReportFormat::Text => {
            let theme = themes::for_lines(args.color);
            report::text(&report, picture::width(), &paint(theme.as_ref()))
        }
        ReportFormat::Json | ReportFormat::Jsonl => to_json(&report::json(&report)) + "\n",
        ReportFormat::Markdown => report::markdown(&report),
        ReportFormat::Html => report::html(&report),
    };
    output::print(text.as_bytes())?;
    Ok(match has_failed(args, &diptych, review.as_ref()) {
        true => EXIT_FOUND,
        false => EXIT_FINE,
    })
}

/// Whether something that `--fail-on` names is there after people have looked at it.
fn has_failed(args: &Check, diptych: &Diptych, review: Option<&Review>) -> bool {
    let selection = args.selection();
    let is_fine = |n: usize| {
        let given = review.and_then(|review| review.verdict(Subject::Finding(n)));
        given.is_some_and(|given| given.verdict == Verdict::Fine && !given.is_stale)
    };
    let progress = review.map(Review::progress).unwrap_or_default();
    args.fail_on.iter().any(|fail_on| match fail_on {
        FailOn::Wrong => progress.n_wrong > 0,
        FailOn::Unreviewed => progress.n_reviewed < progress.n_units,
        FailOn::Kind(kind) => {
            let mut findings = diptych.findings().iter().enumerate();
            findings
                .any(|(n, finding)| finding.kind == *kind && selection.has(finding) && !is_fine(n))
        }
    })
}

/// Prints one line for each pair. For the exit code, a pair that cannot be read outweighs `--fail-on`.
fn check_collections(args: &Check) -> Result<u8> {
    let selection = args.selection();
    let records = args.review.as_deref().map(reviews::read).transpose()?;
    let any_failed = AtomicBool::new(false);
    let note_failure = |diptych: &Diptych, review: Option<&Review>| {
        if has_failed(args, diptych, review) {
            any_failed.store(true, Ordering::Relaxed);
        }
    };
    let code = filter(&args.paths, &args.fields(), args.jobs, |task| {
        batch::check_pairs(
            task.collection,
            &selection,
            records.as_ref(),
            note_failure,
            task.output,
            task.n_jobs,
            task.progress,
        )
    })?;
    let any_failed = any_failed.load(Ordering::Relaxed);
    Ok(if any_failed && code == EXIT_FINE {
        EXIT_FOUND
    } else {
        code
    })
}

fn documents(args: &Check) -> Result<Pair<Document>> {
    const USAGE: &str = "diptych check ORIGINAL REWRITE";
    match &args.paths[..] {
        [] => Ok(documents::sample(args.language.of_sides())),
        [path] if collection::is_collection(path) => bail!(
            "{} is a collection; --format jsonl checks all of its pairs",
            glyph::escaped(&path.to_string_lossy())
        ),
        [original] => Err(documents::rewrite_missing(original, USAGE)),
        [original, rewrite] => documents::open(
            original,
            rewrite,
            args.language.read_options(ReadOptions::default()),
        ),
        _ => bail!("more than two texts are given; usage: {USAGE}"),
    }
}

/// A function that paints the pieces of a report; without a theme they stay plain text.
fn paint(theme: Option<&Theme>) -> impl Fn(ReportStyle, &str) -> String {
    move |style, words| {
        let (role, mark) = match style {
            ReportStyle::Heading => (Role::Heading, None),
            ReportStyle::Quiet => (Role::Quiet, None),
            ReportStyle::Words(Side::Original) => (Role::Text, Some(Mark::Removed)),
            ReportStyle::Words(Side::Rewrite) => (Role::Text, Some(Mark::Added)),
        };
        let ink = Ink {
            mark,
            ..Ink::plain(role)
        };
        theme.map_or_else(
            || words.to_owned(),
            |theme| ansi::paint(theme.style(ink), words),
        )
    }
}
