//! A folder → the pairs of files in it.

use super::open_text;
use super::row::{Label, PairRecord};
use super::source::{Amount, RawRecord, RecordSpan, Records, Source, SpannedRecord};
use crate::input::open;
use crate::text::natural;
use crate::text::side::{Pair, Side};
use anyhow::Result;
use std::collections::{BTreeMap, HashMap};
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

/// Pairs of files.
pub struct FolderSource(pub Vec<FilePair>);

impl FolderSource {
    fn pair(&self, span: &RecordSpan) -> &FilePair {
        &self.0[span.start as usize]
    }
}

impl Source for FolderSource {
    fn path(&self) -> Option<&Path> {
        None
    }

    fn record_noun(&self) -> Option<&'static str> {
        None
    }

    fn amount(&self) -> Option<Amount> {
        Some(Amount::Records(self.0.len()))
    }

    fn scan(&self, found: &mut dyn FnMut(RecordSpan, Label) -> bool) -> Result<bool> {
        let mut pairs = self.0.iter().enumerate();
        Ok(pairs.all(|(n, pair)| found(RecordSpan::nth(n), pair.label())))
    }

    fn records(&self) -> Result<Records<'_>> {
        let pairs = 0..self.0.len();
        Ok(Box::new(pairs.map(|n| {
            Ok(SpannedRecord {
                span: RecordSpan::nth(n),
                raw: RawRecord::Files,
            })
        })))
    }

    fn raw(&self, _: &RecordSpan) -> Result<RawRecord, String> {
        Ok(RawRecord::Files)
    }

    fn parse(&self, span: &RecordSpan, _: RawRecord) -> PairRecord {
        self.pair(span).open()
    }

    fn files(&self, span: &RecordSpan) -> Option<Pair<PathBuf>> {
        let paths = self.pair(span).paths.clone();
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
    fn open(&self) -> PairRecord {
        let label = self.label();
        let open = |side: Side| match &self.paths[side] {
            Some(path) => open_text(path),
            None => Err(label.problem.clone().unwrap_or_default()),
        };
        PairRecord {
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
            format!(
                "there is no {} for {}",
                side.name(),
                open::display_name(&there)
            )
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
    let mut side_files = Vec::new();
    if has_folders == [true, true] {
        for side in Side::BOTH {
            let paths = list_files(&folder.join(side.name()))?.into_iter();
            side_files.extend(paths.map(|path| SideFile::in_folder(side, path)));
        }
    } else {
        side_files.extend(
            list_files(folder)?
                .into_iter()
                .filter_map(SideFile::from_name),
        );
    }
    let mut n_files = HashMap::new();
    for SideFile { id, side, .. } in &side_files {
        *n_files.entry((id.clone(), side.name())).or_insert(0) += 1;
    }
    let mut pairs = BTreeMap::new();
    for SideFile {
        id,
        ending,
        side,
        path,
    } in side_files
    {
        let n_files = |side: Side| n_files.get(&(id.clone(), side.name())).copied();
        let is_one_pair = Side::BOTH.into_iter().all(|side| n_files(side) <= Some(1));
        let id = if is_one_pair { id } else { id + &ending };
        let pair: &mut FilePair = pairs.entry((natural::key(&id), id.clone())).or_default();
        pair.id = id;
        pair.paths[side] = Some(path);
    }
    Ok(pairs.into_values().collect())
}

/// The files of a folder in the order of their names; hidden ones, and those that mark a finished job (`_SUCCESS`),
/// left out.
pub fn list_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_file() && !name.starts_with(['.', '_']) {
            files.push(path);
        }
    }
    files.sort_by_cached_key(|path| (natural::key(&path.to_string_lossy()), path.clone()));
    Ok(files)
}

/// A file of a pair.
struct SideFile {
    /// What its name shares with that of the other side.
    id: String,
    /// How the name goes on.
    ending: String,
    side: Side,
    path: PathBuf,
}

impl SideFile {
    /// `original/b.html` → `b` and `.html`.
    fn in_folder(side: Side, path: PathBuf) -> SideFile {
        let lossy = |name: &OsStr| name.to_string_lossy().into_owned();
        SideFile {
            id: path.file_stem().map(lossy).unwrap_or_default(),
            ending: path
                .extension()
                .map_or_else(String::new, |ending| format!(".{}", lossy(ending))),
            side,
            path,
        }
    }

    /// `a/b.original.txt` → `b`, `.txt` and the original; `b-rewrite` → `b` and the rewrite.
    fn from_name(path: PathBuf) -> Option<SideFile> {
        let name = path.file_name().and_then(OsStr::to_str)?;
        let found = |side: Side| {
            let (before, behind) = name.rsplit_once(side.name())?;
            let is_apart = before.len() > 1 && before.ends_with(['.', '-', '_']);
            let ends = behind.is_empty() || behind.starts_with('.');
            let id = before.get(..before.len().saturating_sub(1))?;
            (is_apart && ends).then(|| (id.to_owned(), behind.to_owned(), side))
        };
        let (id, ending, side) = Side::BOTH.into_iter().find_map(found)?;
        Some(SideFile {
            id,
            ending,
            side,
            path,
        })
    }
}
