//! `diptych review`: the records of a pair, with or without its texts → Markdown, a page, JSON or JSON Lines.

use crate::cli::args::{Check, EXIT_FINE, ReviewArgs, ReviewFormat};
use crate::cli::{documents, output, reviews};
use crate::compare::pair::Diptych;
use crate::export::json::to_json;
use crate::export::report::{page_of_records, reviewed_html};
use crate::export::review::ReviewReport;
use crate::review::reviewed::Review;
use crate::text::side::Pair;
use anyhow::{Result, bail};

/// Prints the records.
///
/// # Errors
/// If the review or a text cannot be read.
pub fn review(args: &ReviewArgs) -> Result<u8> {
    let (report, diptych) = report(args)?;
    let report = report.only(&args.only);
    let text = match args.format {
        ReviewFormat::Markdown => report.markdown(),
        ReviewFormat::Html => match &diptych {
            Some(diptych) => reviewed_html(diptych, report),
            None => page_of_records(&report),
        },
        ReviewFormat::Json => to_json(&report.json()) + "\n",
        ReviewFormat::Jsonl => {
            let rows = report.json().into_iter();
            rows.map(|row| to_json(&row) + "\n").collect()
        }
    };
    output::print(text.as_bytes())?;
    Ok(EXIT_FINE)
}

/// The records, and their texts if they are named.
fn report(args: &ReviewArgs) -> Result<(ReviewReport, Option<Diptych>)> {
    let (original, rewrite) = match (args.paths.as_slice(), &args.review) {
        ([], Some(path)) => return Ok((ReviewReport::of_records(&reviews::read(path)?), None)),
        ([], None) => {
            bail!("whose review? diptych review ORIGINAL REWRITE, or diptych review --review FILE")
        }
        ([original, rewrite], _) => (original, rewrite),
        ([original], _) => {
            return Err(documents::rewrite_missing(
                original,
                "diptych review ORIGINAL REWRITE",
            ));
        }
        _ => bail!("diptych review takes two files, or none"),
    };
    let options = Pair::from_fn(|_| Default::default());
    let documents = documents::open(original, rewrite, options)?;
    let paths = Pair {
        original: original.clone(),
        rewrite: rewrite.clone(),
    };
    let records = reviews::of_files(args.review.as_deref(), &documents, &paths)?;
    let mut review = Review::new(records, None);
    let diptych = review.matched(Diptych::new(documents));
    Ok((ReviewReport::of_pair(&diptych, &review), Some(diptych)))
}

/// The review that `check` is to take into account.
///
/// # Errors
/// If it cannot be read.
pub fn of_check(args: &Check) -> Result<Option<Review>> {
    let records = args.review.as_deref().map(reviews::read).transpose()?;
    Ok(records.map(|records| Review::new(records, None)))
}
