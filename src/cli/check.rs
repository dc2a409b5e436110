//! `diptych check`: a pair or collections → the findings in the format of the arguments, and whether one is of a kind
//! that `--fail-on` names.

use crate::cli::args::{Check, EXIT_ERROR, EXIT_FINE, EXIT_FOUND, FailOn, ReportFormat};
use crate::cli::documents::Texts;
use crate::cli::filter::filter;
use crate::cli::reviews::OpenReview;
use crate::cli::{config, documents, output, picture, review, reviews, themes};
use crate::compare::findings::FindingKind;
use crate::compare::pair::Diptych;
use crate::export::batch::{self, Known, Said};
use crate::export::json::to_json;
use crate::export::report::{self, Report, ReportStyle};
use crate::export::review::ReviewReport;
use crate::input::collection;
use crate::input::matches::MatchesFile;
use crate::input::open::{self, ReadOptions};
use crate::jobs::checking::{Checking, Tell};
use crate::jobs::review_file::ReviewKeeper;
use crate::review::record::{Record, Verdict};
use crate::review::records::Records;
use crate::review::reviewed::{Review, Subject};
use crate::text::document::Document;
use crate::text::side::{Pair, Side};
use crate::view::ansi;
use crate::view::screen::{Ink, Mark, Role};
use crate::view::theme::Theme;
use anyhow::{Result, bail};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Prints the findings. The exit code says whether one is of a kind that `--fail-on` names.
///
/// # Errors
/// If a file cannot be read, a checker cannot be started, the options do not go together, or the output cannot be written.
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
    let texts = Texts {
        documents: documents(args)?,
        matches: documents::matches(args.matches.as_deref())?,
    };
    let (diptych, review, has_all_answers) = review_of_pair(args, texts.diptych()?)?;
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
        _ if !has_all_answers => EXIT_ERROR,
        true => EXIT_FOUND,
        false => EXIT_FINE,
    })
}

/// The pair, matched around the links of a review, and what was said of it, if a review is named; checkers are asked, and
/// what they see is a finding of the pair then. And whether they have answered everything.
fn review_of_pair(args: &Check, diptych: Diptych) -> Result<(Diptych, Option<Review>, bool)> {
    let Some(checking) = checking(args)? else {
        let mut review = review::of_check(args)?;
        let diptych = match &mut review {
            Some(review) => review.matched(diptych),
            None => diptych.matched(),
        };
        return Ok((diptych, review, true));
    };
    let paths = match args.paths.as_slice() {
        [original, rewrite] if args.paths.iter().all(|path| path.is_file()) => Some(Pair {
            original: original.clone(),
            rewrite: rewrite.clone(),
        }),
        _ => None,
    };
    let named = args.review.as_deref();
    let OpenReview {
        keeper,
        records,
        problem,
    } = reviews::open_named(named, "", &diptych.documents, paths.as_ref());
    output::notes(problem.as_slice());
    let mut review = Review::new(records_of(args, records), None);
    let mut diptych = review.matched(diptych);
    let keeper = Mutex::new(keeper);
    checking.check(&mut diptych, &mut review, |records| keep(&keeper, records));
    let unanswered = checking.unanswered();
    output::notes(&unanswered);
    let review = Some(review).filter(|_| named.is_some());
    Ok((diptych, review, unanswered.is_empty()))
}

/// What counts of the records in a review: all that is in one that is named, and of others what checkers have answered.
fn records_of(args: &Check, records: Records) -> Records {
    match args.review {
        Some(_) => records,
        None => records.of_checkers(),
    }
}

/// The checkers that are named, at work; `None` if none is.
fn checking(args: &Check) -> Result<Option<Checking>> {
    let checkers = config::checkers(&args.checkers)?.asked();
    if checkers.is_empty() {
        return Ok(None);
    }
    let tell: Tell = Arc::new(|problem: &str| output::note(problem));
    Checking::start(&checkers, &tell).map(Some)
}

/// Keeps records of checkers. Where they cannot be kept, they still count for this run.
fn keep(keeper: &Mutex<ReviewKeeper>, records: Vec<Record>) -> Vec<Record> {
    let mut keeper = keeper.lock().unwrap_or_else(PoisonError::into_inner);
    match keeper.keep(records.clone()) {
        Ok(kept) => kept.own,
        Err(err) => {
            output::note(&format!("{err:#}; the answers count for this run only"));
            *keeper = ReviewKeeper::for_session();
            keeper.keep(records).map_or(Vec::new(), |kept| kept.own)
        }
    }
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
    let checking = checking(args)?;
    let records = match &checking {
        None => args.review.as_deref().map(reviews::read).transpose()?,
        Some(_) => None,
    };
    let matches = args.matches.as_deref();
    let matches = matches.map(MatchesFile::open).transpose()?;
    let any_failed = AtomicBool::new(false);
    let note_failure = |diptych: &Diptych, review: Option<&Review>| {
        if has_failed(args, diptych, review) {
            any_failed.store(true, Ordering::Relaxed);
        }
    };
    let code = filter(&args.paths, &args.fields(), args.jobs, |task| {
        let opened = checking.as_ref().map(|_| {
            let named = args.review.as_deref();
            // Standard input has no path, and so no review of its own.
            let path = task.path.unwrap_or(Path::new(""));
            reviews::of_collection_named(named, "", path, false)
        });
        let (keeper, of_collection) = match opened {
            Some(opened) => {
                output::notes(opened.problem.as_slice());
                (opened.keeper, Some(records_of(args, opened.records)))
            }
            None => (ReviewKeeper::for_session(), None),
        };
        let keeper = Mutex::new(keeper);
        let ask = |diptych: &mut Diptych, review: &mut Review| {
            if let Some(checking) = &checking {
                checking.check(diptych, review, |records| keep(&keeper, records));
            }
        };
        let records = of_collection.as_ref().or(records.as_ref());
        let said = records.map(|records| Said {
            records,
            is_told: args.review.is_some(),
            ask: &ask,
        });
        let matches = matches.as_ref();
        let known = Known { said, matches };
        batch::check_pairs(
            task.collection,
            &selection,
            known,
            note_failure,
            task.output,
            task.n_jobs,
            task.progress,
        )
    })?;
    let unanswered = checking.as_ref().map_or(Vec::new(), Checking::unanswered);
    output::notes(&unanswered);
    if !unanswered.is_empty() {
        return Ok(EXIT_ERROR);
    }
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
            output::path_text(path)
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
