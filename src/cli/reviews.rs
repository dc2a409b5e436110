//! The arguments and a pair's files → where its review lies, and what is in it.
//!
//! Without `--review FILE` it lies in the state directory, under a hash of both paths; where files were moved, it is found
//! by what is in them. Pairs without files of their own, through pipes and from git, have a review only if it is named.

use crate::cli::args::Args;
use crate::jobs::places;
use crate::jobs::review_file::ReviewKeeper;
use crate::review::quotation::sha256;
use crate::review::record::{Header, TextIdentity, VERSION};
use crate::review::records::Records;
use crate::text::document::{Document, TextSource};
use crate::text::side::{Pair, Side};
use anyhow::{Context, Result, bail};
use etcetera::BaseStrategy;
use std::fs;
use std::path::{Path, PathBuf};

/// What a session begins with.
pub struct OpenReview {
    /// Where its records go.
    pub keeper: ReviewKeeper,
    /// What was said before.
    pub records: Records,
    /// Why they could not be read.
    pub problem: Option<String>,
}

impl OpenReview {
    fn for_session(problem: Option<String>) -> OpenReview {
        OpenReview {
            keeper: ReviewKeeper::for_session(),
            records: Records::default(),
            problem,
        }
    }
}

/// Opens the review that the arguments name, or else that of the two files.
pub fn open(args: &Args, documents: &Pair<Document>, paths: Option<&Pair<PathBuf>>) -> OpenReview {
    open_named(args.review.as_deref(), &args.name, documents, paths)
}

/// The same for any command: the review that is named, or else that of the two files.
pub fn open_named(
    named: Option<&Path>,
    by: &str,
    documents: &Pair<Document>,
    paths: Option<&Pair<PathBuf>>,
) -> OpenReview {
    let path = match (named, paths) {
        (Some(path), _) => Some(path.to_owned()),
        // What git checks out for a moment has no place of its own.
        (None, Some(_)) if has_git_copy(documents) => None,
        (None, Some(paths)) => place(documents, paths),
        (None, None) => None,
    };
    open_file(by, path, header(documents))
}

/// Opens the review of a collection: the one that the arguments name, else its own. A script has only the first.
pub fn of_collection(args: &Args, collection: &Path, is_script: bool) -> OpenReview {
    of_collection_named(args.review.as_deref(), &args.name, collection, is_script)
}

/// The same for any command.
pub fn of_collection_named(
    named: Option<&Path>,
    by: &str,
    collection: &Path,
    is_script: bool,
) -> OpenReview {
    let own = || {
        let has_own = !is_script && collection.exists();
        has_own.then(|| place_of_collection(collection)).flatten()
    };
    let header = Header {
        diptych: VERSION,
        kind: "collection".to_owned(),
        original: None,
        rewrite: None,
        name: places::absolute(collection),
    };
    open_file(by, named.map(Path::to_owned).or_else(own), header)
}

/// Where the review of a collection lies.
pub fn place_of_collection(collection: &Path) -> Option<PathBuf> {
    Some(
        state_folder()?
            .join("reviews")
            .join(file_name(&[collection])?),
    )
}

fn open_file(by: &str, path: Option<PathBuf>, header: Header) -> OpenReview {
    let Some(path) = path else {
        return OpenReview::for_session(None);
    };
    let by = Some(by.to_owned()).filter(|name| !name.is_empty());
    match ReviewKeeper::in_file(&path, header, by) {
        Ok((keeper, records)) => OpenReview {
            keeper,
            records,
            problem: None,
        },
        Err(err) => {
            let problem = format!("{err:#}; what you say is kept for this session only");
            OpenReview::for_session(Some(problem))
        }
    }
}

/// Reads the review of two files: the one that is named, else their own.
///
/// # Errors
/// If it cannot be read, or there is none.
pub fn of_files(
    named: Option<&Path>,
    documents: &Pair<Document>,
    paths: &Pair<PathBuf>,
) -> Result<Records> {
    match named {
        Some(path) => read(path),
        None => {
            let path = place(documents, paths).context("there is no state directory")?;
            match path.exists() {
                true => read(&path),
                false => bail!("nothing was said of this pair yet; a, x and Q in the reader do"),
            }
        }
    }
}

/// Where the review of two files lies.
pub fn place(documents: &Pair<Document>, paths: &Pair<PathBuf>) -> Option<PathBuf> {
    let folder = state_folder()?.join("reviews");
    let named = folder.join(file_name(&[&paths.original, &paths.rewrite])?);
    Some(match named.exists() {
        true => named,
        false => with_same_texts(&folder, &header(documents)).unwrap_or(named),
    })
}

/// Reads the review that an argument names.
///
/// # Errors
/// If it cannot be read, or is not there.
pub fn read(path: &Path) -> Result<Records> {
    let bytes =
        fs::read(path).with_context(|| format!("cannot read the review {}", path.display()))?;
    let mut records = Records::default();
    records.read(&String::from_utf8_lossy(&bytes));
    Ok(records)
}

fn has_git_copy(documents: &Pair<Document>) -> bool {
    let is_copy = |side: Side| documents[side].source == TextSource::GitCopy;
    Side::BOTH.into_iter().any(is_copy)
}

/// The folder for what the program is to remember, in the XDG state directory; on systems without one that of data.
pub fn state_folder() -> Option<PathBuf> {
    let folders = etcetera::choose_base_strategy().ok()?;
    let folder = folders.state_dir().unwrap_or_else(|| folders.data_dir());
    Some(folder.join("diptych"))
}

/// The name of the file for some paths; `None` if they have no absolute form.
fn file_name(paths: &[&Path]) -> Option<String> {
    Some(places::paths_key(paths)? + ".jsonl")
}

fn header(documents: &Pair<Document>) -> Header {
    let identity = |document: &Document| TextIdentity {
        name: document.name.clone(),
        sha256: sha256(document.text()),
    };
    Header {
        diptych: VERSION,
        kind: "pair".to_owned(),
        original: Some(identity(&documents.original)),
        rewrite: Some(identity(&documents.rewrite)),
        name: None,
    }
}

/// The review of the same two texts under another name: their files were moved.
fn with_same_texts(folder: &Path, header: &Header) -> Option<PathBuf> {
    let text = |identity: &Option<TextIdentity>| identity.as_ref().map(|text| text.sha256.clone());
    let wanted = (text(&header.original), text(&header.rewrite));
    let files = fs::read_dir(folder)
        .ok()?
        .flatten()
        .map(|entry| entry.path());
    files
        .filter(|path| {
            let bytes = fs::read(path).unwrap_or_default();
            let last = Header::last(&String::from_utf8_lossy(&bytes));
            last.is_some_and(|header| (text(&header.original), text(&header.rewrite)) == wanted)
        })
        .min()
}
