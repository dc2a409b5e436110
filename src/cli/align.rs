//! `diptych align`: collections → the matches of their pairs, as JSON Lines.

use crate::cli::args::Align;
use crate::cli::filter::filter;
use crate::export::batch;
use anyhow::Result;

/// Prints the matches of each pair; the exit code says whether all pairs could be read.
///
/// # Errors
/// If a collection cannot be opened, or the output cannot be written.
pub fn align(args: &Align) -> Result<u8> {
    filter(&args.collections, &args.fields(), args.jobs, |task| {
        batch::align_pairs(task.collection, task.output, task.n_jobs, task.progress)
    })
}
