//! A folder → the pairs of files in it.

use super::open_text;
use super::row::{Label, Row};
use super::source::{Amount, Raw, Records, Source, Spot};
use crate::input::open;
use crate::text::natural_sort;
use crate::text::side::{Pair, Side};
use anyhow::Result;
use std::collections::{BTreeMap, HashMap};
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

/// Pairs of files.
pub struct Files(pub Vec<FilePair>);

impl Files {
    fn pair(&self, spot: &Spot) -> &FilePair {
        &self.0[spot.start as usize]
    }
}

impl Source for Files {
    fn path(&self) -> Option<&Path> {
        None
    }

    fn word(&self) -> Option<&'static str> {
        None
    }

    fn amount(&self) -> Option<Amount> {
        Some(Amount::Rows(self.0.len()))
    }

    fn scan(&self, found: &mut dyn FnMut(Spot, Label) -> bool) -> Result<bool> {
        let mut pairs = self.0.iter().enumerate();
        Ok(pairs.all(|(n, pair)| found(Spot::nth(n), pair.label())))
    }

    fn records(&self) -> Result<Records<'_>> {
        let pairs = 0..self.0.len();
        Ok(Box::new(pairs.map(|n| Ok((Spot::nth(n), Raw::Files)))))
    }

    fn raw(&self, _: &Spot) -> Result<Raw, String> {
        Ok(Raw::Files)
    }

    fn row(&self, spot: &Spot, _: Raw) -> Row {
        self.pair(spot).row()
    }

    fn files(&self, spot: &Spot) -> Option<Pair<PathBuf>> {
        let paths = self.pair(spot).paths.clone();
        Some(Pair {
            original: paths.original?,
            rewrite: paths.rewrite?,
        })
    }
}

/// An original and its rewrite in files of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilePair {
    /// What their names share.
    pub id: String,
    /// Where they are; one may be missing.
    pub paths: Pair<Option<PathBuf>>,
}

impl FilePair {
    fn row(&self) -> Row {
        let label = self.label();
        let open = |side: Side| match &self.paths[side] {
            Some(path) => open_text(path),
            None => Err(label.problem.clone().unwrap_or_default()),
        };
        Row {
            id: label.id.clone().unwrap_or_default().into(),
            title: None,
            texts: open(Side::Original).and_then(|original| {
                Ok(Pair {
                    original,
                    rewrite: open(Side::Rewrite)?,
                })
            }),
        }
    }

    fn label(&self) -> Label {
        let missing = Side::BOTH
            .into_iter()
            .find(|&side| self.paths[side].is_none());
        let problem = missing.map(|side| {
            let there = self.paths[side.other()]
                .as_deref()
                .and_then(Path::file_name);
            let there = there.unwrap_or_default().to_string_lossy();
            format!("there is no {} for {}", side.name(), open::shown(&there))
        });
        Label {
            id: Some(self.id.clone()),
            title: None,
            problem,
        }
    }
}

/// The pairs of a folder, by name: `original/x` and `rewrite/x`, or `x.original.txt` and `x.rewrite.txt`.
///
/// Endings may differ, so that a page can be paired with a text; where that would make several files of a side one
/// pair, `x.txt` and `x.html`, the endings belong to the names.
pub fn pairs(folder: &Path) -> io::Result<Vec<FilePair>> {
    let has_folders = Side::BOTH.map(|side| folder.join(side.name()).is_dir());
    let mut named = Vec::new();
    if has_folders == [true, true] {
        for side in Side::BOTH {
            let paths = files(&folder.join(side.name()))?.into_iter();
            named.extend(paths.map(|path| Named::in_folder(side, path)));
        }
    } else {
        named.extend(files(folder)?.into_iter().filter_map(Named::by_name));
    }
    let mut n_files = HashMap::new();
    for Named { id, side, .. } in &named {
        *n_files.entry((id.clone(), side.name())).or_insert(0) += 1;
    }
    let mut pairs = BTreeMap::new();
    for Named {
        id,
        ending,
        side,
        path,
    } in named
    {
        let n_files = |side: Side| n_files.get(&(id.clone(), side.name())).copied();
        let is_one_pair = Side::BOTH.into_iter().all(|side| n_files(side) <= Some(1));
        let id = if is_one_pair { id } else { id + &ending };
        let pair: &mut FilePair = pairs
            .entry((natural_sort::sort_key(&id), id.clone()))
            .or_default();
        pair.id = id;
        pair.paths[side] = Some(path);
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
    files.sort_by_cached_key(|path| {
        (
            natural_sort::sort_key(&path.to_string_lossy()),
            path.clone(),
        )
    });
    Ok(files)
}

/// A file of a pair.
struct Named {
    /// What its name shares with that of the other side.
    id: String,
    /// How the name goes on.
    ending: String,
    side: Side,
    path: PathBuf,
}

impl Named {
    /// `original/b.html` → `b` and `.html`.
    fn in_folder(side: Side, path: PathBuf) -> Named {
        let lossy = |name: &OsStr| name.to_string_lossy().into_owned();
        Named {
            id: path.file_stem().map(lossy).unwrap_or_default(),
            ending: path
                .extension()
                .map_or_else(String::new, |ending| format!(".{}", lossy(ending))),
            side,
            path,
        }
    }

    /// `a/b.original.txt` → `b`, `.txt` and the original; `b-rewrite` → `b` and the rewrite.
    fn by_name(path: PathBuf) -> Option<Named> {
        let name = path.file_name().and_then(OsStr::to_str)?;
        let found = |side: Side| {
            let (before, behind) = name.rsplit_once(side.name())?;
            let is_apart = before.len() > 1 && before.ends_with(['.', '-', '_']);
            let ends = behind.is_empty() || behind.starts_with('.');
            let id = before.get(..before.len().saturating_sub(1))?;
            (is_apart && ends).then(|| (id.to_owned(), behind.to_owned(), side))
        };
        let (id, ending, side) = Side::BOTH.into_iter().find_map(found)?;
        Some(Named {
            id,
            ending,
            side,
            path,
        })
    }
}
