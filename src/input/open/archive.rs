//! A ZIP archive → its entries, at most [`BYTES_MAX`] of them in all after decompression.

use super::BYTES_MAX;
use anyhow::{Result, anyhow, bail};
use std::collections::HashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// An archive, and the number of bytes that may still be decompressed.
pub struct Archive {
    zip: ZipArchive<Cursor<Vec<u8>>>,
    /// The indices of entries whose names are not UTF-8 in the archive (mostly in the encoding of DOS), by their
    /// decoded names.
    decoded: HashMap<String, usize>,
    n_left: usize,
}

impl Archive {
    /// Reads the list of entries.
    pub fn new(bytes: Vec<u8>) -> Result<Archive> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
            anyhow!("the archive is damaged or truncated; get a new copy of the file")
        })?;
        // Built once: the archive itself would scan all names for each one that it does not have.
        let mut decoded = HashMap::new();
        for (idx, name) in zip.file_names().enumerate() {
            if let Ok(name) = name
                && zip.index_for_name_raw(name.as_bytes()).is_none()
            {
                decoded.entry(name.into_owned()).or_insert(idx);
            }
        }
        Ok(Archive {
            zip,
            decoded,
            n_left: BYTES_MAX,
        })
    }

    /// Whether there is an entry with this name.
    pub fn has(&self, name: &str) -> bool {
        self.index(name).is_some()
    }

    /// The index of the entry with this name.
    pub fn index(&self, name: &str) -> Option<usize> {
        let idx = self.zip.index_for_name_raw(name.as_bytes());
        idx.or_else(|| self.decoded.get(name).copied())
    }

    /// The bytes of the entry at an index.
    pub fn bytes(&mut self, idx: usize) -> Result<Vec<u8>> {
        let entry = match self.zip.by_index(idx) {
            Ok(entry) => entry,
            Err(ZipError::UnsupportedArchive(reason)) if reason.contains("assword") => {
                bail!("it is protected by a password; save it without one")
            }
            Err(err) => bail!("the archive is damaged: {err}"),
        };
        let mut bytes = Vec::new();
        entry
            .take(self.n_left as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| {
                anyhow!("the archive is damaged or truncated; get a new copy of the file")
            })?;
        if bytes.len() > self.n_left {
            bail!("after decompression it has {}", super::TOO_LARGE);
        }
        self.n_left -= bytes.len();
        Ok(bytes)
    }

    /// The text of an entry, in any encoding; empty if there is none with this name.
    pub fn text(&mut self, name: &str) -> Result<String> {
        match self.index(name) {
            Some(idx) => self.text_at(idx),
            None => Ok(String::new()),
        }
    }

    /// As [`Archive::text`], by index.
    pub fn text_at(&mut self, idx: usize) -> Result<String> {
        Ok(super::decode_text(self.bytes(idx)?).0)
    }
}
