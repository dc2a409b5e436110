//! A compressed file → the bytes in it: gzip and zstd, detected by their magic numbers, with one or more members.

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, BufRead, BufReader, Read};

/// The magic number of gzip (RFC 1952, 2.3.1).
const GZIP: &[u8] = b"\x1f\x8b";

/// The magic number of zstd frames (RFC 8878, 3.1.1).
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";

/// Bytes that are enough to tell what is packed: the magic number of xz has as many.
const START: usize = 6;

/// Whether data with these first bytes are compressed.
pub fn is_compressed(start: &[u8]) -> bool {
    start.starts_with(GZIP) || start.starts_with(ZSTD)
}

/// A reader that decompresses a file, or passes it on as it is if it is not compressed.
pub fn decompress(mut file: impl Read + Send + 'static) -> io::Result<Box<dyn BufRead + Send>> {
    // The first read of a stream may give only one byte.
    let mut start = Vec::new();
    file.by_ref().take(START as u64).read_to_end(&mut start)?;
    let whole = io::Cursor::new(start.clone()).chain(file);
    let file = BufReader::with_capacity(BUFFER, whole);
    Ok(if start.starts_with(GZIP) {
        Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(file)))
    } else if start.starts_with(ZSTD) {
        Box::new(BufReader::with_capacity(BUFFER, Zstd::new(file)))
    } else {
        Box::new(file)
    })
}

/// The size of the read buffers in bytes.
const BUFFER: usize = 128 << 10;

/// A reader of consecutive zstd frames.
struct Zstd<R> {
    file: R,
    frame: FrameDecoder,
    is_in_frame: bool,
}

impl<R: BufRead> Zstd<R> {
    fn new(file: R) -> Zstd<R> {
        Zstd {
            file,
            frame: FrameDecoder::new(),
            is_in_frame: false,
        }
    }

    /// Starts the next frame; false if there is none. Skippable frames are skipped.
    fn begin_frame(&mut self) -> io::Result<bool> {
        while !self.file.fill_buf()?.is_empty() {
            match self.frame.reset(&mut self.file) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    io::copy(&mut (&mut self.file).take(length.into()), &mut io::sink())?;
                }
                Err(err) => return Err(io::Error::other(err)),
            }
        }
        Ok(false)
    }
}

impl<R: BufRead> Read for Zstd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.is_in_frame && self.frame.can_collect() > 0 {
                return self.frame.read(buffer);
            }
            if self.is_in_frame && !self.frame.is_finished() {
                let blocks = BlockDecodingStrategy::UptoBlocks(1);
                let decoded = self.frame.decode_blocks(&mut self.file, blocks);
                decoded.map_err(io::Error::other)?;
            } else {
                self.is_in_frame = self.begin_frame()?;
                if !self.is_in_frame {
                    return Ok(0);
                }
            }
        }
    }
}
