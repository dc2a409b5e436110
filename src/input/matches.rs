//! A file with matches that were made elsewhere, in the JSON of `diptych align` → the matches of a pair, if they fit its
//! texts.
//!
//! ```text
//! file ─► MatchesFile: where the object of each pair is ─► json: one object ─► fit: its segments in the text ─► Diptych
//! ```
//!
//! As of a collection, only the places of the objects are kept in memory. The file is read again when it has changed.

mod fit;
mod json;

use crate::compare::imported::ImportedMatches;
use crate::compare::pair::Diptych;
use crate::input::collection::{Collection, RawRecord, RecordLocation};
use crate::input::open::{self, file};
use crate::text::glyph;
use crate::text::side::Pair;
use anyhow::{Context, Result, anyhow, bail};
use json::PairJson;
use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

/// What is told of a file that does not fit.
const WAY_OUT: &str = "make the file again with diptych align";

/// The matches of many pairs, or of one.
pub struct MatchesFile {
    path: PathBuf,
    name: String,
    /// What the file was when it was last read, and what was in it.
    read: Mutex<Option<(FileStamp, Arc<Index>)>>,
}

/// The modification time and the size of a file; `None` for a pipe, which can be read only once, and for no file.
pub type FileStamp = Option<(SystemTime, u64)>;

/// Where the object of each pair is.
struct Index {
    objects: Collection,
    /// By the id of the pair.
    by_id: HashMap<String, RecordLocation>,
    /// In the order of the file; `None` for those with an id.
    in_order: Vec<Option<RecordLocation>>,
    /// The first one.
    first: Option<RecordLocation>,
}

/// The matches of one pair in a file.
#[derive(Debug, Clone)]
pub struct MatchesOfPair {
    /// The file.
    pub file: Arc<MatchesFile>,
    /// The number (from 0) and the id of the pair in its collection; `None` for a pair on its own, whose matches are
    /// alone in the file.
    row: Option<(usize, Option<String>)>,
}

/// The bytes of each text that came as segments of its own; `None` for a text.
pub type ReadySegments = Pair<Option<Vec<Range<usize>>>>;

impl MatchesFile {
    /// Opens a file, and checks that it begins with the matches of a pair, unless it is a pipe.
    ///
    /// # Errors
    /// If it cannot be read, or begins with something else.
    pub fn open(path: &Path) -> Result<Arc<MatchesFile>> {
        let file = MatchesFile {
            path: path.to_owned(),
            name: open::display_name(&path.to_string_lossy()).into_owned(),
            read: Mutex::default(),
        };
        if !file::is_stream(path) {
            let objects = Collection::of_objects(path)?;
            let first = objects.records()?.next().transpose()?;
            let first = first.with_context(|| format!("{} is empty; {WAY_OUT}", file.name))?;
            let (location, raw) = first.into_parts();
            file.parse(&objects, &location, &raw)?;
        }
        Ok(Arc::new(file))
    }

    /// Those of the only pair in it.
    pub fn of_pair(self: &Arc<Self>) -> MatchesOfPair {
        MatchesOfPair {
            file: Arc::clone(self),
            row: None,
        }
    }

    /// Those of the `n`th pair (from 0) of a collection, which has this id.
    pub fn of_row(self: &Arc<Self>, n: usize, id: Option<&str>) -> MatchesOfPair {
        MatchesOfPair {
            file: Arc::clone(self),
            row: Some((n, id.map(str::to_owned))),
        }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What the file is now: another value if it has changed.
    pub fn stamp(&self) -> FileStamp {
        let metadata = self.path.metadata().ok()?;
        let written = metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        metadata.is_file().then_some((written, metadata.len()))
    }

    /// Where the object of each pair is now.
    fn index(&self) -> Result<Arc<Index>> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let stamp = self.stamp();
        if let Some((before, index)) = &*read
            && *before == stamp
        {
            return Ok(Arc::clone(index));
        }
        let index = Arc::new(Index::of(&self.path)?);
        *read = Some((stamp, Arc::clone(&index)));
        Ok(index)
    }

    fn parse(
        &self,
        objects: &Collection,
        location: &RecordLocation,
        raw: &RawRecord,
    ) -> Result<PairJson> {
        let parsed = match raw {
            RawRecord::Json(bytes) => json::parse(bytes),
            _ => Err("expected fewer bytes".to_owned()),
        };
        parsed.map_err(|why| {
            let (name, place) = (&self.name, objects.record_name(location));
            anyhow!("{name}, {place}: {}; {WAY_OUT}", glyph::escaped(&why))
        })
    }
}

impl fmt::Debug for MatchesFile {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_tuple("MatchesFile").field(&self.path).finish()
    }
}

impl Index {
    fn of(path: &Path) -> Result<Index> {
        let objects = Collection::of_objects(path)?;
        let (mut by_id, mut in_order, mut first) = (HashMap::new(), Vec::new(), None);
        objects.scan(|found| {
            first.get_or_insert(found.location);
            // Of several with the same id the first counts, as in the collection.
            in_order.push(match found.label.id {
                Some(id) => {
                    by_id.entry(id).or_insert(found.location);
                    None
                }
                None => Some(found.location),
            });
            true
        })?;
        Ok(Index {
            objects,
            by_id,
            in_order,
            first,
        })
    }
}

impl MatchesOfPair {
    /// The pair, to be matched as the file says.
    ///
    /// # Errors
    /// If the file cannot be read, has no matches of the pair, or does not fit its texts.
    pub fn import(&self, diptych: Diptych) -> Result<Diptych> {
        self.import_ready(diptych, &ReadySegments::default())
    }

    /// The same with a pair of which some texts came as segments; the file does not have to repeat those.
    ///
    /// # Errors
    /// As [`MatchesOfPair::import`].
    pub fn import_ready(&self, diptych: Diptych, ready: &ReadySegments) -> Result<Diptych> {
        let name = &self.file.name;
        let index = self.file.index()?;
        let location = self.find(&index)?;
        let raw = index.objects.raw(&location);
        let raw = raw.map_err(|why| anyhow!("{name}: {why}"))?;
        let pair = self.file.parse(&index.objects, &location, &raw)?;
        let texts = diptych.documents.as_ref();
        let imported = fit::fit(pair, texts.as_ref(), diptych.languages, ready);
        let imported: ImportedMatches = imported.map_err(|why| {
            let why = glyph::escaped(&why);
            anyhow!("{name} does not fit the texts: {why}; {WAY_OUT}")
        })?;
        Ok(diptych.with_matches(imported))
    }

    fn find(&self, index: &Index) -> Result<RecordLocation> {
        let name = &self.file.name;
        let found = match &self.row {
            Some((n, id)) => {
                let by_id = id.as_ref().and_then(|id| index.by_id.get(id));
                by_id.or_else(|| index.in_order.get(*n)?.as_ref())
            }
            None if index.in_order.len() > 1 => bail!(
                "{name} has the matches of {} pairs; name their collection: diptych COLLECTION --matches FILE",
                index.in_order.len()
            ),
            None => index.first.as_ref(),
        };
        found
            .copied()
            .with_context(|| format!("{name} has no matches of this pair; {WAY_OUT}"))
    }
}
