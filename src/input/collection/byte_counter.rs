//! A reader → the same reader, with a count of the bytes read so far: for progress messages.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A count of bytes that other threads can look at while they are read.
#[derive(Debug, Clone, Default)]
pub struct ByteCounter(Arc<AtomicU64>);

impl ByteCounter {
    /// Counts the bytes that are read from `input`.
    pub fn count<R>(&self, input: R) -> CountingReader<R> {
        CountingReader {
            input,
            counter: self.clone(),
        }
    }

    /// Bytes so far.
    pub fn n_bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A reader whose bytes are counted.
pub struct CountingReader<R> {
    input: R,
    counter: ByteCounter,
}

impl<R: Read> Read for CountingReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.input.read(buffer)?;
        self.counter.0.fetch_add(n_bytes as u64, Ordering::Relaxed);
        Ok(n_bytes)
    }
}
