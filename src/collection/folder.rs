//! A folder → the pairs of files in it.

use crate::side::{Pair, Side};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

/// An original and its rewrite in files of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilePair {
    /// What their names share.
    pub id: String,
    /// Where they are; one may be missing.
    pub paths: Pair<Option<PathBuf>>,
}

/// The pairs of a folder, by name: `original/x` and `rewrite/x`, or `x.original.txt` and `x.rewrite.txt`.
pub fn pairs(folder: &Path) -> io::Result<Vec<FilePair>> {
    let mut pairs = BTreeMap::new();
    if Side::BOTH
        .iter()
        .all(|side| folder.join(side.name()).is_dir())
    {
        for side in Side::BOTH {
            for path in files(&folder.join(side.name()))? {
                add(&mut pairs, stem(&path), side, path);
            }
        }
    } else {
        for path in files(folder)? {
            if let Some((id, side)) = named(&path) {
                add(&mut pairs, id, side, path);
            }
        }
    }
    Ok(pairs.into_values().collect())
}

/// The files of a folder in the order of their names; hidden ones, and those that mark a finished job (`_SUCCESS`),
/// left out.
pub fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_file() && !name.starts_with(['.', '_']) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn add(pairs: &mut BTreeMap<String, FilePair>, id: String, side: Side, path: PathBuf) {
    let pair = pairs.entry(id.clone()).or_default();
    pair.id = id;
    pair.paths[side] = Some(path);
}

/// `a/b.html` → `b`.
fn stem(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

/// `a/b.original.txt` → `b` and the original; `b-rewrite` → `b` and the rewrite.
fn named(path: &Path) -> Option<(String, Side)> {
    let name = path.file_name().and_then(OsStr::to_str)?;
    let found = |side: Side| {
        let (before, behind) = name.rsplit_once(side.name())?;
        let is_apart = before.len() > 1 && before.ends_with(['.', '-', '_']);
        let ends = behind.is_empty() || behind.starts_with('.');
        (is_apart && ends).then(|| (before[..before.len() - 1].to_owned(), side))
    };
    Side::BOTH.into_iter().find_map(found)
}
