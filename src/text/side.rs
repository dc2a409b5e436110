//! The two sides of the diptych, and [`Pair`] for everything that exists twice.
//!
//! A step is written once and run for both sides; no `left_x` / `right_x` twins.

use std::ops::{Index, IndexMut};
use std::thread::Builder;

/// Which of the two documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// The article as it was; the left pane.
    Original,
    /// The new version; the right pane.
    Rewrite,
}

impl Side {
    /// Both sides, left to right.
    pub const BOTH: [Side; 2] = [Side::Original, Side::Rewrite];

    /// The other side.
    pub fn other(self) -> Side {
        match self {
            Side::Original => Side::Rewrite,
            Side::Rewrite => Side::Original,
        }
    }

    /// The word for it in messages and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Side::Original => "original",
            Side::Rewrite => "rewrite",
        }
    }
}

/// One thing of each side; in JSON an object with both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Pair<T> {
    /// The original's.
    pub original: T,
    /// The rewrite's.
    pub rewrite: T,
}

impl<T> Pair<T> {
    /// Makes each side's with `make`, the original's first.
    pub fn from_fn(mut make: impl FnMut(Side) -> T) -> Pair<T> {
        Pair {
            original: make(Side::Original),
            rewrite: make(Side::Rewrite),
        }
    }

    /// Borrows both.
    pub fn as_ref(&self) -> Pair<&T> {
        Pair {
            original: &self.original,
            rewrite: &self.rewrite,
        }
    }

    /// Applies a function to both.
    pub fn map<U>(self, mut turn: impl FnMut(T) -> U) -> Pair<U> {
        Pair {
            original: turn(self.original),
            rewrite: turn(self.rewrite),
        }
    }

    /// Exchanges original and rewrite.
    pub fn swapped(self) -> Pair<T> {
        Pair {
            original: self.rewrite,
            rewrite: self.original,
        }
    }
}

impl<T: Send> Pair<T> {
    /// As [`Pair::from_fn`], each side on a thread of its own, if the system grants one: for steps that take longer than
    /// to start a thread, about 50 µs.
    pub fn in_parallel(make: impl Fn(Side) -> T + Sync) -> Pair<T> {
        let (original, rewrite) = together(|| make(Side::Original), || make(Side::Rewrite));
        Pair { original, rewrite }
    }

    /// The same on one thread unless the work is `long`.
    pub fn in_parallel_if(long: bool, make: impl Fn(Side) -> T + Sync) -> Pair<T> {
        match long {
            true => Pair::in_parallel(make),
            false => Pair::from_fn(make),
        }
    }
}

/// As [`together`], one after the other unless the work is `long`.
pub fn together_if<A: Send, B>(
    long: bool,
    first: impl Fn() -> A + Sync,
    second: impl FnOnce() -> B,
) -> (A, B) {
    match long {
        true => together(first, second),
        false => (first(), second()),
    }
}

/// What two functions make, the first on a thread of its own, if the system grants one.
pub fn together<A: Send, B>(first: impl Fn() -> A + Sync, second: impl FnOnce() -> B) -> (A, B) {
    std::thread::scope(|scope| {
        let thread = Builder::new().spawn_scoped(scope, &first);
        let second = second();
        let first = match thread {
            Ok(thread) => thread
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            Err(_) => first(),
        };
        (first, second)
    })
}

impl<T> Index<Side> for Pair<T> {
    type Output = T;

    fn index(&self, side: Side) -> &T {
        match side {
            Side::Original => &self.original,
            Side::Rewrite => &self.rewrite,
        }
    }
}

impl<T> IndexMut<Side> for Pair<T> {
    fn index_mut(&mut self, side: Side) -> &mut T {
        match side {
            Side::Original => &mut self.original,
            Side::Rewrite => &mut self.rewrite,
        }
    }
}

/// The number of leading items for which `holds` is true, of `len` items of which all that hold come first:
/// [`slice::partition_point`] for items that are computed.
pub fn partition_point(len: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, len);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            low = middle + 1
        } else {
            high = middle
        }
    }
    low
}
