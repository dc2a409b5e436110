//! Where and how pairs of files were read ⇄ a file for each pair in the state directory, and one for searches.
//!
//! ```text
//! places/PATHS.json          what is remembered of the pair of these paths, by a hash of them
//! places/by-text/TEXTS       the name of that file, by a hash of both texts: for files that were moved
//! searches                   the last queries, one a line
//! ```
//!
//! A pair is looked up by opening one file, two if its paths are new, however many pairs are remembered. Files are
//! replaced as a whole, and only when a pair is left, so sessions on different pairs do not meet; `searches` is
//! changed under a lock.

use crate::app::App;
use crate::app::reader::Memory;
use crate::app::search::SEARCHES_MAX;
use crate::review::quotation::sha256;
use crate::text::document::Document;
use crate::text::side::{Pair, Side};
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

/// Pairs that are remembered; of more the oldest are forgotten.
pub const PLACES_MAX: usize = 10_000;

/// What is locked while searches are written.
const LOCK: &str = "searches.lock";

/// Bytes of a query that is remembered.
const QUERY_MAX: usize = 1000;

/// What is remembered of a pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RememberedPair {
    /// The version of the format.
    pub diptych: u32,
    /// The absolute path of the original.
    pub original: String,
    /// That of the rewrite.
    pub rewrite: String,
    /// A hash of both texts.
    pub texts: String,
    /// How it was read.
    #[serde(flatten)]
    pub memory: Memory,
}

/// Remembers where and how a session reads. Clones share what they know, so that a signal can write it.
#[derive(Debug, Clone)]
pub struct PlaceKeeper(Arc<Mutex<Session>>);

#[derive(Debug)]
struct Session {
    folder: PathBuf,
    recalls: Recalls,
    /// The pair on the screen.
    pair: Option<OpenPair>,
    /// What was searched for.
    searches: Vec<String>,
}

/// What a session begins with of what is remembered.
#[derive(Debug, Clone, Copy)]
pub struct Recalls {
    /// Anything at all.
    pub anything: bool,
    /// The layout, because nobody insists on one.
    pub layout: bool,
    /// The lens, because nobody insists on one.
    pub lens: bool,
}

#[derive(Debug)]
struct OpenPair {
    /// The file for it.
    file: PathBuf,
    /// The absolute paths of its texts.
    paths: Pair<String>,
    /// The file under another pair of paths that it was found in.
    found_in: Option<PathBuf>,
    /// The last state that was on the screen, and the texts as they were then.
    last: Option<LastState>,
}

#[derive(Debug)]
struct LastState {
    memory: Memory,
    documents: Arc<Pair<Document>>,
    /// Whether the sides of these texts are exchanged.
    is_exchanged: bool,
}

/// A hash of paths, which names the file for them; `None` if they have no absolute form.
pub fn paths_key(paths: &[&Path]) -> Option<String> {
    let absolute: Option<Vec<String>> = paths.iter().map(|path| absolute(path)).collect();
    Some(sha256(&absolute?.join("\n"))[..32].to_owned())
}

/// The absolute path of a file, through links where it is there.
pub fn absolute(path: &Path) -> Option<String> {
    let path = fs::canonicalize(path).or_else(|_| std::path::absolute(path));
    Some(path.ok()?.to_string_lossy().into_owned())
}

fn texts_key(documents: &Pair<Document>, is_exchanged: bool) -> String {
    let mut hashes = Side::BOTH.map(|side| sha256(documents[side].text()));
    if is_exchanged {
        hashes.reverse();
    }
    sha256(&hashes.join("\n"))[..32].to_owned()
}

/// The file for a pair of paths, in the state directory.
pub fn file_of(folder: &Path, paths: &Pair<PathBuf>) -> Option<PathBuf> {
    let key = paths_key(&[&paths.original, &paths.rewrite])?;
    Some(places(folder).join(key + ".json"))
}

fn places(folder: &Path) -> PathBuf {
    folder.join("places")
}

fn by_text(folder: &Path, texts: &str) -> PathBuf {
    places(folder).join("by-text").join(texts)
}

/// Where the searches are, in the state directory.
pub fn searches_file(folder: &Path) -> PathBuf {
    folder.join("searches")
}

impl PlaceKeeper {
    /// Remembers in the state directory.
    pub fn new(folder: PathBuf, recalls: Recalls) -> PlaceKeeper {
        PlaceKeeper(Arc::new(Mutex::new(Session {
            folder,
            recalls,
            pair: None,
            searches: Vec::new(),
        })))
    }

    /// Another pair is on the screen now, from these files, if it has some: what is to be remembered of the one before is
    /// written. Gives what is remembered of this one.
    ///
    /// # Errors
    /// If something cannot be written or read; the pair is remembered from now on all the same.
    pub fn open(
        &self,
        paths: Option<&Pair<PathBuf>>,
        documents: &Pair<Document>,
    ) -> Result<Option<Memory>> {
        let mut session = self.lock();
        let written = session.write_place();
        let Some(paths) = paths else {
            return written.map(|()| None);
        };
        let file = file_of(&session.folder, paths).context("the paths are not absolute")?;
        let found = session.find(&file, documents);
        let found_in = found.as_ref().ok().and_then(|found| found.as_ref());
        let found_in = found_in.map(|(file, _)| file.clone());
        session.pair = Some(OpenPair {
            found_in: found_in.filter(|found_in| *found_in != file),
            file,
            paths: Pair::from_fn(|side| absolute(&paths[side]).unwrap_or_default()),
            last: None,
        });
        let recalls = session.recalls;
        let found = found?.filter(|_| recalls.anything);
        let memory = found.map(|(_, RememberedPair { memory, .. })| Memory {
            layout: memory.layout.filter(|_| recalls.layout),
            lens: memory.lens.filter(|_| recalls.lens),
            ..memory
        });
        written.map(|()| memory)
    }

    /// What is on the screen now is what is to be remembered, if the program ends.
    pub fn note(&self, app: &App) {
        let Some(reader) = app.reader() else {
            return;
        };
        let mut session = self.lock();
        let searches = &app.options().searches;
        session.searches = searches.new_ones().to_vec();
        if let Some(pair) = &mut session.pair {
            let is_exchanged = app.file_side(Side::Original) == Side::Rewrite;
            let mut memory = reader.memory();
            if is_exchanged {
                memory.at = memory.at.exchanged();
            }
            pair.last = Some(LastState {
                memory,
                documents: Arc::clone(&reader.diptych().documents),
                is_exchanged,
            });
        }
    }

    /// Writes what is to be remembered.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self) -> Result<()> {
        let mut session = self.lock();
        let place = session.write_place();
        session.write_searches().and(place)
    }

    fn lock(&self) -> MutexGuard<'_, Session> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Session {
    /// What is remembered in the file of a pair, else of the same two texts, and in which file.
    fn find(
        &self,
        named: &Path,
        documents: &Pair<Document>,
    ) -> Result<Option<(PathBuf, RememberedPair)>> {
        if let Some(found) = read(named)? {
            return Ok(Some((named.to_owned(), found)));
        }
        let pointer = by_text(&self.folder, &texts_key(documents, false));
        let Ok(name) = fs::read_to_string(pointer) else {
            return Ok(None);
        };
        let moved =
            places(&self.folder).join(Path::new(name.trim()).file_name().unwrap_or_default());
        Ok(read(&moved)?.map(|found| (moved, found)))
    }

    fn write_place(&mut self) -> Result<()> {
        let Some(OpenPair {
            file,
            paths,
            found_in,
            last: Some(last),
        }) = self.pair.take()
        else {
            return Ok(());
        };
        let texts = texts_key(&last.documents, last.is_exchanged);
        let pair = RememberedPair {
            diptych: 1,
            original: paths.original,
            rewrite: paths.rewrite,
            texts: texts.clone(),
            memory: last.memory,
        };
        // What was remembered of other versions of the texts, or of files that were moved since, is found no more.
        let before = read(&file).ok().flatten();
        if let Some(before) = before.filter(|before| before.texts != texts) {
            forget_texts(&self.folder, &file, &before);
        }
        if let Some(moved) = found_in
            && let Ok(Some(before)) = read(&moved)
            && !before.is_there()
        {
            let _ = forget(&self.folder, &moved);
        }
        let text = serde_json::to_string(&pair).context("a place is maps and strings")?;
        replace(&file, (text + "\n").as_bytes())?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        replace(&by_text(&self.folder, &texts), name.as_bytes())?;
        forget_oldest(&self.folder, PLACES_MAX)
    }

    /// Adds the queries of this session to those that others have written.
    fn write_searches(&mut self) -> Result<()> {
        let new = std::mem::take(&mut self.searches);
        if new.is_empty() {
            return Ok(());
        }
        let file = searches_file(&self.folder);
        fs::create_dir_all(&self.folder).with_context(|| cannot_write(&self.folder))?;
        // The lock is a file of its own, because the other one is replaced.
        let lock = self.folder.join(LOCK);
        let lock = File::create(&lock).and_then(|lock| lock.lock().map(|()| lock));
        let _lock = lock.with_context(|| cannot_write(&file))?;
        let mut all = searches(&self.folder);
        all.retain(|query| !new.contains(query));
        all.extend(new.into_iter().filter(|query| query.len() <= QUERY_MAX));
        let last = &all[all.len().saturating_sub(SEARCHES_MAX)..];
        replace(&file, (last.join("\n") + "\n").as_bytes())
    }
}

impl RememberedPair {
    /// Whether both files are there.
    pub fn is_there(&self) -> bool {
        [&self.original, &self.rewrite]
            .iter()
            .all(|path| Path::new(path).is_file())
    }
}

/// The queries that are remembered, the last one last; what is no text of them is left out.
pub fn searches(folder: &Path) -> Vec<String> {
    let bytes = fs::read(searches_file(folder)).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let queries = text
        .lines()
        .filter(|line| !line.is_empty() && line.len() <= QUERY_MAX);
    let queries: Vec<String> = queries.map(str::to_owned).collect();
    queries[queries.len().saturating_sub(SEARCHES_MAX)..].to_vec()
}

/// The pairs that are remembered, the last one first, at most so many; and the names of files that are none.
pub fn recent(folder: &Path, n: usize) -> (Vec<(PathBuf, RememberedPair)>, Vec<PathBuf>) {
    let (mut pairs, mut damaged) = (Vec::new(), Vec::new());
    for (_, file) in newest_first(folder) {
        match read(&file) {
            Ok(Some(pair)) => pairs.push((file, pair)),
            Ok(None) => {}
            Err(_) => damaged.push(file),
        }
        if pairs.len() == n {
            break;
        }
    }
    (pairs, damaged)
}

/// Forgets the pair of a file.
///
/// # Errors
/// If it cannot be erased.
pub fn forget(folder: &Path, file: &Path) -> Result<()> {
    if let Ok(Some(pair)) = read(file) {
        forget_texts(folder, file, &pair);
    }
    remove(fs::remove_file(file), file)
}

/// The file of a pair is not found by its texts any more.
fn forget_texts(folder: &Path, file: &Path, pair: &RememberedPair) {
    let pointer = by_text(folder, &pair.texts);
    let name = fs::read_to_string(&pointer).unwrap_or_default();
    if Some(OsStr::new(name.trim())) == file.file_name() {
        let _ = fs::remove_file(pointer);
    }
}

/// Forgets all pairs and searches.
///
/// # Errors
/// If something cannot be erased.
pub fn forget_all(folder: &Path) -> Result<()> {
    let places = places(folder);
    remove(fs::remove_dir_all(&places), &places)?;
    for file in [searches_file(folder), folder.join(LOCK)] {
        remove(fs::remove_file(&file), &file)?;
    }
    Ok(())
}

fn remove(result: std::io::Result<()>, path: &Path) -> Result<()> {
    match result {
        Err(err) if err.kind() != ErrorKind::NotFound => {
            Err(err).with_context(|| format!("cannot erase {}", path.display()))
        }
        _ => Ok(()),
    }
}

fn forget_oldest(folder: &Path, most: usize) -> Result<()> {
    if files(folder).count() > most {
        for (_, file) in newest_first(folder).into_iter().skip(most) {
            forget(folder, &file)?;
        }
    }
    Ok(())
}

/// The files of all pairs that are remembered, in no order.
pub fn files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(places(folder)).into_iter().flatten().flatten();
    let files = entries.map(|entry| entry.path());
    files.filter(|file| {
        file.extension()
            .is_some_and(|extension| extension == "json")
    })
}

fn newest_first(folder: &Path) -> Vec<(SystemTime, PathBuf)> {
    let written = |file: PathBuf| Some((file.metadata().ok()?.modified().ok()?, file));
    let mut files: Vec<_> = files(folder).filter_map(written).collect();
    files.sort_unstable_by(|a, b| b.cmp(a));
    files
}

/// What is remembered in a file, if it is there.
fn read(file: &Path) -> Result<Option<RememberedPair>> {
    let problem = || {
        let file = file.display();
        format!("what is remembered of this pair cannot be read, and begins anew ({file})")
    };
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(err) if err.kind() == ErrorKind::NotFound => return Ok(None),
        Err(err) => return Err(err).with_context(problem),
    };
    Ok(Some(serde_json::from_slice(&bytes).with_context(problem)?))
}

/// Replaces a file as a whole.
fn replace(file: &Path, bytes: &[u8]) -> Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let write = || -> std::io::Result<()> {
        fs::create_dir_all(folder)?;
        let mut new = tempfile::NamedTempFile::new_in(folder)?;
        new.write_all(bytes)?;
        new.persist(file)?;
        Ok(())
    };
    write().with_context(|| cannot_write(file))
}

fn cannot_write(path: &Path) -> String {
    format!(
        "the place is not remembered: cannot write {}",
        path.display()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with so many places, each of texts of its own.
    fn folder(name: &str, n: usize) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("diptych-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        for n in 0..n {
            let pair = RememberedPair {
                diptych: 1,
                original: format!("/{n}"),
                rewrite: String::new(),
                texts: n.to_string(),
                memory: Memory::default(),
            };
            let file = places(&folder).join(format!("{n}.json"));
            replace(&file, serde_json::to_string(&pair).unwrap().as_bytes()).unwrap();
            replace(
                &by_text(&folder, &pair.texts),
                format!("{n}.json\n").as_bytes(),
            )
            .unwrap();
            let written = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(n as u64);
            File::options()
                .write(true)
                .open(&file)
                .unwrap()
                .set_modified(written)
                .unwrap();
        }
        folder
    }

    #[test]
    fn the_oldest_places_are_forgotten_with_the_names_of_their_texts() {
        let folder = folder("oldest", 7);
        forget_oldest(&folder, 7).unwrap();
        assert_eq!(files(&folder).count(), 7);
        forget_oldest(&folder, 3).unwrap();
        let paths = |n| {
            recent(&folder, n)
                .0
                .into_iter()
                .map(|(_, pair)| pair.original)
        };
        assert_eq!(paths(9).collect::<Vec<_>>(), ["/6", "/5", "/4"]);
        assert_eq!(paths(2).count(), 2);
        assert_eq!(fs::read_dir(by_text(&folder, "")).unwrap().count(), 3);
        forget_all(&folder).unwrap();
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
        forget_all(&folder).unwrap();
        fs::remove_dir(&folder).unwrap();
    }
}
