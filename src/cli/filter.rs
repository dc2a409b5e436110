//! Collections → the answer of a command to each pair, one line each on standard output, and a progress line on standard
//! error if that is a terminal.

use crate::cli::args::{EXIT_ERROR, EXIT_FINE};
use crate::cli::output::{self, StandardOutput};
use crate::cli::progress::Progress;
use crate::input::collection::{Collection, Fields};
use anyhow::Result;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

/// A collection to process, and how.
pub struct BatchTask<'a> {
    /// The pairs.
    pub collection: &'a Collection,
    /// Where they are; `None` for standard input.
    pub path: Option<&'a Path>,
    /// Receives one line for each pair.
    pub output: &'a mut BufWriter<StandardOutput>,
    /// Pairs to process at the same time.
    pub n_jobs: usize,
    /// Called after each pair with the number of pairs done.
    pub progress: &'a mut dyn FnMut(usize),
}

/// Calls `run` for each of the collections at `paths`, with `jobs` pairs at the same time or, by default, one for each
/// core. `run` returns whether all pairs could be read, and the exit code says the same of all collections.
///
/// # Errors
/// If a collection cannot be opened, or `run` fails.
pub fn filter(
    paths: &[PathBuf],
    fields: &Fields,
    jobs: Option<u16>,
    run: impl Fn(BatchTask) -> Result<bool>,
) -> Result<u8> {
    let n_cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let n_jobs = jobs.map_or_else(n_cores, usize::from);
    let mut output = BufWriter::new(output::stdout());
    let mut progress = Progress::start();
    let mut all_fine = true;
    let collections = collections(paths, fields)?;
    for collection in &collections {
        output::notes(&collection.notes());
    }
    for (n, collection) in collections.iter().enumerate() {
        let share = |n_done| {
            let share = collection.progress(n_done)?;
            Some((n as f64 + share) / collections.len() as f64)
        };
        let is_fine = run(BatchTask {
            collection,
            path: paths.get(n).map(PathBuf::as_path),
            output: &mut output,
            n_jobs,
            progress: &mut |n_done| progress.show(n_done, || share(n_done)),
        });
        progress.end_collection();
        all_fine &= is_fine?;
    }
    Ok(if all_fine { EXIT_FINE } else { EXIT_ERROR })
}

/// Opens all collections before the first one is processed, so that a wrong name is reported at once.
fn collections(paths: &[PathBuf], fields: &Fields) -> Result<Vec<Collection>> {
    if paths.is_empty() {
        return Ok(vec![Collection::of_stdin(fields)]);
    }
    paths
        .iter()
        .map(|path| Collection::open(path, fields))
        .collect()
}
