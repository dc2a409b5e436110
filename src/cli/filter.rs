//! Collections → what a command makes of each of their pairs, in lines on standard output; and how far it is, where
//! somebody watches.

use crate::cli::args::{EXIT_ERROR, EXIT_FINE, FieldArgs};
use crate::cli::output::{self, Results};
use crate::cli::progress::Progress;
use crate::input::collection::{Collection, Fields};
use anyhow::Result;
use std::io::BufWriter;
use std::path::PathBuf;

/// What a command has to work through.
pub struct Work<'a> {
    /// The pairs.
    pub collection: &'a Collection,
    /// Where a line for each goes.
    pub output: &'a mut BufWriter<Results>,
    /// Pairs to work on at once.
    pub n_jobs: usize,
    /// To be told after each pair how many are done.
    pub progress: &'a mut dyn FnMut(usize),
}

/// Has `run` work through the collections at `paths`, `jobs` pairs at once, or one for each core. `run` says whether
/// all pairs could be read; the exit code does, too.
pub fn filter(
    paths: &[PathBuf],
    fields: &FieldArgs,
    jobs: Option<u16>,
    run: impl Fn(Work) -> Result<bool>,
) -> Result<u8> {
    let n_cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let n_jobs = jobs.map_or_else(n_cores, usize::from);
    let mut output = BufWriter::new(output::results());
    let mut progress = Progress::start();
    let mut all_fine = true;
    let collections = collections(paths, &fields.into())?;
    for (n, collection) in collections.iter().enumerate() {
        let share = |n_done| {
            let share = collection.progress(n_done)?;
            Some((n as f64 + share) / collections.len() as f64)
        };
        let fine = run(Work {
            collection,
            output: &mut output,
            n_jobs,
            progress: &mut |n_done| progress.show(n_done, || share(n_done)),
        });
        progress.end_collection();
        all_fine &= fine?;
    }
    Ok(if all_fine { EXIT_FINE } else { EXIT_ERROR })
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
