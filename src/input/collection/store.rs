//! A text that is too large for memory → any range of its bytes.
//!
//! In a plain file the range is read directly. A compressed file, one in another encoding than UTF-8 or a stream can only be read from its start, so all
//! text that comes out of it is kept in memory, compressed in small blocks. That takes about a third of its size.

use flate2::Compression;
use flate2::bufread::DeflateDecoder;
use flate2::write::DeflateEncoder;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// A text with random access.
#[derive(Debug, Clone)]
pub enum Store {
    /// An uncompressed file in UTF-8.
    File(Arc<Mutex<File>>),
    /// What comes out of any other file or a stream, as far as it has been read.
    Blocks(Arc<Mutex<Blocks>>),
}

impl Store {
    /// A store for a file. If it `is_coded`, compressed or in another encoding than UTF-8, its text has to be read through
    /// [`Store::tee`].
    pub fn new(file: File, is_coded: bool) -> Store {
        match is_coded {
            false => Store::File(Arc::new(Mutex::new(file))),
            true => Store::of_stream(),
        }
    }

    /// A store for a stream, whose text has to be read through [`Store::tee`].
    pub fn of_stream() -> Store {
        Store::Blocks(Arc::default())
    }

    /// Reads a range of bytes.
    pub fn read(&self, start: u64, len: u64) -> io::Result<Vec<u8>> {
        match self {
            Store::File(file) => {
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                file.seek(SeekFrom::Start(start))?;
                let mut bytes = Vec::new();
                (&mut *file).take(len).read_to_end(&mut bytes)?;
                Ok(bytes)
            }
            Store::Blocks(blocks) => {
                let blocks = blocks.lock().unwrap_or_else(PoisonError::into_inner);
                blocks.read(start, len)
            }
        }
    }

    /// A reader that copies what is read from `text` into the store, if that needs it.
    pub fn tee<'a>(&self, text: impl Read + Send + 'a) -> Box<dyn Read + Send + 'a> {
        match self {
            Store::File(_) => Box::new(text),
            Store::Blocks(blocks) => Box::new(TeeReader {
                text,
                blocks: Arc::clone(blocks),
            }),
        }
    }
}

/// Bytes of a block before compression: small, since a whole block is decompressed to read one record.
const BLOCK: usize = 64 << 10;

/// The most bytes of compressed blocks in memory: room for a hundred thousand pairs of articles.
const COMPRESSED_MAX: usize = 400 << 20;

/// A text in blocks of [`BLOCK`] bytes, all of them compressed but the last.
#[derive(Debug, Default)]
pub struct Blocks {
    compressed: Vec<Box<[u8]>>,
    last: Vec<u8>,
    n_compressed: usize,
}

impl Blocks {
    fn read(&self, start: u64, len: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(len as usize);
        let mut block = start as usize / BLOCK;
        let mut skipped = start as usize % BLOCK;
        while bytes.len() < len as usize {
            let left = len as usize - bytes.len();
            let is_last = block >= self.compressed.len();
            let text = match self.compressed.get(block) {
                Some(compressed) => &decompress_block(compressed)?,
                None => &self.last,
            };
            let part = text.get(skipped..).unwrap_or_default();
            bytes.extend_from_slice(&part[..part.len().min(left)]);
            if is_last {
                break;
            }
            (block, skipped) = (block + 1, 0);
        }
        Ok(bytes)
    }

    fn push(&mut self, mut text: &[u8]) -> io::Result<()> {
        while !text.is_empty() {
            let (part, rest) = text.split_at(text.len().min(BLOCK - self.last.len()));
            self.last.extend_from_slice(part);
            text = rest;
            if self.last.len() == BLOCK {
                let block = compress(&self.last)?;
                self.n_compressed += block.len();
                self.compressed.push(block);
                self.last.clear();
            }
        }
        match self.n_compressed > COMPRESSED_MAX {
            true => Err(io::Error::new(
                ErrorKind::OutOfMemory,
                "it has more than 400 MB even when compressed; save it as an uncompressed file",
            )),
            false => Ok(()),
        }
    }
}

fn compress(text: &[u8]) -> io::Result<Box<[u8]>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text)?;
    Ok(encoder.finish()?.into_boxed_slice())
}

fn decompress_block(block: &[u8]) -> io::Result<Vec<u8>> {
    let mut text = Vec::with_capacity(BLOCK);
    DeflateDecoder::new(block).read_to_end(&mut text)?;
    Ok(text)
}

/// A reader that copies what is read into [`Blocks`].
struct TeeReader<R> {
    text: R,
    blocks: Arc<Mutex<Blocks>>,
}

impl<R: Read> Read for TeeReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.text.read(buffer)?;
        let mut blocks = self.blocks.lock().unwrap_or_else(PoisonError::into_inner);
        blocks.push(&buffer[..n])?;
        Ok(n)
    }
}
