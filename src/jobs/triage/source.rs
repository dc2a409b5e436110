//! What the pairs of a collection are read from: the collection, and a file if their matches were made elsewhere.

use crate::compare::pair::Diptych;
use crate::input::collection::{Collection, PairRecord, SideInput, display_value};
use crate::input::matches::{FileStamp, MatchesFile, MatchesOfPair};
use crate::text::side::{Pair, Side};
use std::sync::Arc;

/// What the pairs are read from.
#[derive(Clone)]
pub struct PairSource {
    /// Their texts.
    pub collection: Arc<Collection>,
    /// Their matches, if these were made elsewhere, and what the file was when the collection was opened.
    matches: Option<(Arc<MatchesFile>, FileStamp)>,
}

impl PairSource {
    /// From what has just been opened.
    pub fn new(collection: Collection, matches: Option<Arc<MatchesFile>>) -> PairSource {
        PairSource {
            collection: Arc::new(collection),
            matches: matches.map(|file| {
                let stamp = file.stamp();
                (file, stamp)
            }),
        }
    }

    /// The file of the matches.
    pub fn matches(&self) -> Option<&Arc<MatchesFile>> {
        self.matches.as_ref().map(|(file, _)| file)
    }

    /// Whether the files have changed since they were opened.
    pub fn has_changed(&self) -> bool {
        let mut matches = self.matches.iter();
        self.collection.has_changed() || matches.any(|(file, stamp)| file.stamp() != *stamp)
    }

    /// The pair of a record, with texts named after its id.
    ///
    /// # Errors
    /// Says what is wrong with the record, or why its matches do not fit.
    pub fn build(&self, record: PairRecord, pair: usize) -> Result<Diptych, String> {
        let matches = self.matches_of(pair, &record);
        let id = display_value(&record.id);
        let id = id.unwrap_or_else(|| format!("pair {}", pair + 1));
        let texts = record.texts?;
        let ready = texts.as_ref().map(SideInput::ready_segments);
        let document = |input: SideInput, side: Side| {
            let name = format!("{id}, {}", side.name());
            input.into_document(name, self.collection.languages[side])
        };
        let diptych = Diptych::new(Pair {
            original: document(texts.original, Side::Original),
            rewrite: document(texts.rewrite, Side::Rewrite),
        });
        match matches {
            Some(matches) => matches
                .import_ready(diptych, &ready)
                .map_err(|err| format!("{err:#}")),
            None => Ok(diptych),
        }
    }

    /// The matches of a record that were made elsewhere.
    pub fn matches_of(&self, pair: usize, record: &PairRecord) -> Option<MatchesOfPair> {
        let file = self.matches()?;
        Some(file.of_row(pair, display_value(&record.id).as_deref()))
    }
}
