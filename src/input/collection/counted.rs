//! A file that is read from its beginning to its end → how much of it has been read.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many bytes were read, to be looked at while they are.
#[derive(Debug, Clone, Default)]
pub struct Count(Arc<AtomicU64>);

impl Count {
    /// Counts what is read of `input` from here on.
    pub fn counting<R>(&self, input: R) -> Counting<R> {
        Counting {
            input,
            count: self.clone(),
        }
    }

    /// Bytes so far.
    pub fn n_bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// An input that is counted.
pub struct Counting<R> {
    input: R,
    count: Count,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.input.read(buffer)?;
        self.count.0.fetch_add(n_bytes as u64, Ordering::Relaxed);
        Ok(n_bytes)
    }
}
