//! `diptych forget`: what the program has written into its state directory → a list of it, or nothing any more.

use crate::cli::args::ForgetArgs;
use crate::cli::output::path_text;
use crate::cli::{documents, output, reviews};
use crate::jobs::places;
use crate::review::record::Header;
use crate::review::records::Records;
use crate::text::count::count;
use crate::text::glyph;
use crate::text::side::Pair;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// Lists all that is remembered, or erases what is of a pair or a collection, or all places and searches.
///
/// # Errors
/// If a file cannot be read or erased.
pub fn forget(args: &ForgetArgs) -> Result<()> {
    let folder = reviews::state_folder().context("there is no state directory")?;
    match args.paths.as_slice() {
        [] if args.places => forget_places(&folder),
        [] => list(&folder),
        [original, rewrite] => {
            let paths = Pair {
                original: original.clone(),
                rewrite: rewrite.clone(),
            };
            let how = Pair::from_fn(|_| Default::default());
            let documents = documents::open(original, rewrite, how)?;
            let place = places::file_of(&folder, &paths);
            let files = [reviews::place(&documents, &paths), place];
            let files: Vec<PathBuf> = files.into_iter().flatten().collect();
            erase(&folder, &files, "this pair")
        }
        [collection] => {
            let file = reviews::place_of_collection(collection);
            let file = file.context("there is no state directory")?;
            erase(&folder, &[file], "this collection")
        }
        _ => bail!("diptych forget takes a pair, a collection, or nothing"),
    }
}

/// Erases those of the files that are there.
fn erase(folder: &Path, files: &[PathBuf], what: &str) -> Result<()> {
    let files: Vec<&PathBuf> = files.iter().filter(|file| file.exists()).collect();
    if files.is_empty() {
        bail!("nothing is remembered of {what}");
    }
    for file in files {
        places::forget(folder, file)?;
        output::note(&format!("erased {}", path_text(file)));
    }
    Ok(())
}

fn forget_places(folder: &Path) -> Result<()> {
    let (n_places, n_searches) = (
        places::files(folder).count(),
        places::searches(folder).len(),
    );
    places::forget_all(folder)?;
    output::note(&format!(
        "erased {} and {} in {}",
        count(n_places, "place"),
        count_searches(n_searches),
        path_text(folder)
    ));
    Ok(())
}

fn count_searches(n: usize) -> String {
    match n {
        1 => "1 search".to_owned(),
        n => format!("{n} searches"),
    }
}

/// Lists what is remembered, with the files that it lies in.
fn list(folder: &Path) -> Result<()> {
    let mut lines = reviews_in(&folder.join("reviews"));
    lines.sort();
    let (pairs, damaged) = places::recent(folder, usize::MAX);
    let pairs = pairs.into_iter().map(|(file, pair)| {
        let file = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        format!("a place in {}, {} in {file}", pair.original, pair.rewrite)
    });
    lines.extend(pairs);
    lines.extend(
        damaged
            .iter()
            .map(|file| format!("something unreadable in {}", file.display())),
    );
    let n_searches = places::searches(folder).len();
    if n_searches > 0 {
        lines.push(format!("{} in searches", count_searches(n_searches)));
    }
    let folder = path_text(folder);
    if lines.is_empty() {
        output::note(&format!("nothing is remembered; it would lie in {folder}"));
        return Ok(());
    }
    let lines = lines
        .iter()
        .map(|line| glyph::escaped(line).into_owned() + "\n");
    output::print(lines.collect::<String>().as_bytes())?;
    output::note(&format!(
        "these lie in {folder}; diptych forget ORIGINAL REWRITE erases what is remembered of a pair, \
         diptych forget --places all places and searches"
    ));
    Ok(())
}

/// A line for each file of a review: how many records, of which texts.
fn reviews_in(folder: &Path) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let Ok(bytes) = fs::read(&path) else { continue };
        let text = String::from_utf8_lossy(&bytes);
        let header = Header::last(&text);
        let mut records = Records::default();
        records.read(&text);
        let of = match header {
            Some(Header {
                original: Some(a),
                rewrite: Some(b),
                ..
            }) => format!("{}, {}", a.name, b.name),
            Some(Header {
                name: Some(name), ..
            }) => name,
            _ => "unknown texts".to_owned(),
        };
        let n = count(records.living().len(), "record");
        let name = entry.file_name().to_string_lossy().into_owned();
        lines.push(format!("{n} of {of} in {name}"));
    }
    lines
}
