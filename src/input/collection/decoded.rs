//! A text in another encoding → the same in UTF-8, piece by piece.

use encoding_rs::{Decoder, Encoding};
use std::io::{self, BufRead, ErrorKind, Read};

/// A reader that decodes what it reads. Bytes that are wrong in the encoding become U+FFFD.
pub struct Decoded<R> {
    bytes: R,
    decoder: Decoder,
    /// Decoded and not read yet, from `n_taken` on.
    text: String,
    n_taken: usize,
    is_at_end: bool,
}

impl<R: BufRead> Decoded<R> {
    /// Of `bytes` in an encoding; a byte order mark is left out.
    pub fn new(bytes: R, encoding: &'static Encoding) -> Decoded<R> {
        Decoded {
            bytes,
            decoder: encoding.new_decoder_with_bom_removal(),
            text: String::new(),
            n_taken: 0,
            is_at_end: false,
        }
    }

    /// Decodes the next bytes into the empty buffer.
    fn decode_more(&mut self) -> io::Result<()> {
        let bytes = match self.bytes.fill_buf() {
            Err(err) if err.kind() == ErrorKind::Interrupted => return Ok(()),
            bytes => bytes?,
        };
        self.is_at_end = bytes.is_empty();
        self.n_taken = 0;
        self.text.clear();
        let len_max = self.decoder.max_utf8_buffer_length(bytes.len());
        self.text.reserve(len_max.unwrap_or_default());
        let decoded = self
            .decoder
            .decode_to_string(bytes, &mut self.text, self.is_at_end);
        self.bytes.consume(decoded.1);
        Ok(())
    }
}

impl<R: BufRead> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.n_taken == self.text.len() && !self.is_at_end {
            self.decode_more()?;
        }
        let rest = &self.text.as_bytes()[self.n_taken..];
        let n = rest.len().min(buffer.len());
        buffer[..n].copy_from_slice(&rest[..n]);
        self.n_taken += n;
        Ok(n)
    }
}
