//! A folder → the pairs of files in it.

use super::open_text;
use super::record::{Label, PairRecord};
use super::source::{Amount, RawRecord, RecordSpan, Records, Source, SpannedRecord};
use crate::input::open;
use crate::text::natural_sort;
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

/// An original and its rewrite in separate files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilePair {
    /// The common part of their names.
    pub id: String,
    /// Their paths; one may be missing.
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
/// Extensions may differ, so a web page can be paired with a plain text. If several files of one side differ only in
/// their extension, such as `x.txt` and `x.html`, files are paired by name and extension.
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
        extension,
        side,
        path,
    } in side_files
    {
        let n_files = |side: Side| n_files.get(&(id.clone(), side.name())).copied();
        let is_one_pair = Side::BOTH.into_iter().all(|side| n_files(side) <= Some(1));
        let id = if is_one_pair { id } else { id + &extension };
        let pair: &mut FilePair = pairs
            .entry((natural_sort::sort_key(&id), id.clone()))
            .or_default();
        pair.id = id;
        pair.paths[side] = Some(path);
    }
    Ok(pairs.into_values().collect())
}

/// The files of a folder in natural order of their names, without hidden files and markers of finished jobs
/// (`_SUCCESS`).
pub fn list_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
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

/// One of the two files of a pair.
struct SideFile {
    /// The part of its name that the file of the other side has, too.
    id: String,
    /// The rest of its name.
    extension: String,
    side: Side,
    path: PathBuf,
}

impl SideFile {
    /// `original/b.html` → `b` and `.html`.
    fn in_folder(side: Side, path: PathBuf) -> SideFile {
        let lossy = |name: &OsStr| name.to_string_lossy().into_owned();
        SideFile {
            id: path.file_stem().map(lossy).unwrap_or_default(),
            extension: path
                .extension()
                .map_or_else(String::new, |extension| format!(".{}", lossy(extension))),
            side,
            path,
        }
    }

    /// `a/b.original.txt` → `b`, `.txt` and the original; `b-rewrite` → `b` and the rewrite.
    fn from_name(path: PathBuf) -> Option<SideFile> {
        let name = path.file_name().and_then(OsStr::to_str)?;
        let split = |side: Side| {
            let (before, after) = name.rsplit_once(side.name())?;
            let is_separated = before.len() > 1 && before.ends_with(['.', '-', '_']);
            let is_at_end = after.is_empty() || after.starts_with('.');
            let id = before.get(..before.len().saturating_sub(1))?;
            (is_separated && is_at_end).then(|| (id.to_owned(), after.to_owned(), side))
        };
        let (id, extension, side) = Side::BOTH.into_iter().find_map(split)?;
        Some(SideFile {
            id,
            extension,
            side,
            path,
        })
    }
}
