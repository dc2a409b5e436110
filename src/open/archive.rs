//! A ZIP archive → the files in it, never more of them than [`BYTES_MAX`] in all, however small they were packed.

use super::BYTES_MAX;
use anyhow::{Result, anyhow, bail};
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// An archive, and how much may still be taken out of it.
pub struct Archive {
    zip: ZipArchive<Cursor<Vec<u8>>>,
    n_left: usize,
}

impl Archive {
    /// Reads the list of files.
    pub fn new(bytes: Vec<u8>) -> Result<Archive> {
        let zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| anyhow!("the archive is damaged or cut off; get the file anew"))?;
        Ok(Archive {
            zip,
            n_left: BYTES_MAX,
        })
    }

    /// Whether there is a file of this name.
    pub fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// A file; `None` if there is none of this name.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>> {
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
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
        Ok(Some(bytes))
    }

    /// A file as text, whatever its encoding; empty if there is none of this name.
    pub fn text(&mut self, name: &str) -> Result<String> {
        let bytes = self.bytes(name)?.unwrap_or_default();
        Ok(super::text(bytes).0)
    }
}
