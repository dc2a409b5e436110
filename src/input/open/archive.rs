//! A ZIP archive → the files in it, never more of them than [`BYTES_MAX`] in all, however small they were packed.

use super::BYTES_MAX;
use anyhow::{Result, anyhow, bail};
use std::collections::HashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// An archive, and how much may still be taken out of it.
pub struct Archive {
    zip: ZipArchive<Cursor<Vec<u8>>>,
    /// The numbers of files by their names, where those are not what the archive says byte for byte: in the encoding
    /// of DOS, mostly.
    decoded: HashMap<String, usize>,
    n_left: usize,
}

impl Archive {
    /// Reads the list of files.
    pub fn new(bytes: Vec<u8>) -> Result<Archive> {
        let zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| anyhow!("the archive is damaged or cut off; get the file anew"))?;
        // Looked up once: the archive itself would go through all names for each that it does not have.
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

    /// Whether there is a file of this name.
    pub fn has(&self, name: &str) -> bool {
        self.index(name).is_some()
    }

    /// The number of the file of this name.
    pub fn index(&self, name: &str) -> Option<usize> {
        let idx = self.zip.index_for_name_raw(name.as_bytes());
        idx.or_else(|| self.decoded.get(name).copied())
    }

    /// A file, by its number.
    pub fn bytes(&mut self, idx: usize) -> Result<Vec<u8>> {
        let file = match self.zip.by_index(idx) {
            Ok(file) => file,
            Err(ZipError::UnsupportedArchive(reason)) if reason.contains("assword") => {
                bail!("it is protected by a password; save it without one")
            }
            Err(err) => bail!("the archive is damaged: {err}"),
        };
        let mut bytes = Vec::new();
        file.take(self.n_left as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| anyhow!("the archive is damaged or cut off; get the file anew"))?;
        if bytes.len() > self.n_left {
            bail!("it unpacks to {}", super::TOO_MUCH);
        }
        self.n_left -= bytes.len();
        Ok(bytes)
    }

    /// A file as text, whatever its encoding; empty if there is none of this name.
    pub fn text(&mut self, name: &str) -> Result<String> {
        match self.index(name) {
            Some(idx) => self.text_of(idx),
            None => Ok(String::new()),
        }
    }

    /// As [`Archive::text`], by the number of the file.
    pub fn text_of(&mut self, idx: usize) -> Result<String> {
        Ok(super::text(self.bytes(idx)?).0)
    }
}
