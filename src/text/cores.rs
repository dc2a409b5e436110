//! A long list → what a function makes of its items, on all cores.

use std::num::NonZero;
use std::ops::Range;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::Builder;

/// Fewer items than this for each core are not worth a thread, which takes about 50 µs to start; an item is expected
/// to take a microsecond and more.
const SHARE_MIN: usize = 2_000;

/// What `make` makes of each of `items`, in their order: what the list is, and not how many cores there are, decides
/// the result. A short list is done in the calling thread, and so is what the system grants no thread for.
///
/// ```
/// # use diptych::text::cores::on_all_cores;
/// assert_eq!(on_all_cores(&[1, 2, 3], |n| n * n), [1, 4, 9]);
/// ```
pub fn on_all_cores<T: Sync, U: Send>(items: &[T], make: impl Fn(&T) -> U + Sync) -> Vec<U> {
    let made = shares_on_all_cores(items.len(), |share| {
        items[share].iter().map(&make).collect::<Vec<U>>()
    });
    made.into_iter().flatten().collect()
}

/// What `make` makes of each share of `0..len`, a share for each core, in their order: for work that collects something
/// over many items.
pub fn shares_on_all_cores<U: Send>(len: usize, make: impl Fn(Range<usize>) -> U + Sync) -> Vec<U> {
    let size = share_size(len);
    let starts = (0..len).step_by(size);
    let mut shares: Vec<(usize, Option<U>)> = starts.map(|start| (start, None)).collect();
    do_shares(shares.iter_mut(), |(start, made)| {
        *made = Some(make(*start..len.min(*start + size)));
    });
    shares.into_iter().filter_map(|(_, made)| made).collect()
}

/// Lets `fill` write each share of `items` in its place, a share for each core, and tells it the index of the first: for
/// lists that are too large to be there twice, in shares and as a whole, and for work that needs something to keep from
/// item to item.
///
/// ```
/// # use diptych::text::cores::fill_on_all_cores;
/// let mut items = [0; 3];
/// fill_on_all_cores(&mut items, |first, share| (first..).zip(share).for_each(|(n, item)| *item = n * n));
/// assert_eq!(items, [0, 1, 4]);
/// ```
pub fn fill_on_all_cores<T: Send>(items: &mut [T], fill: impl Fn(usize, &mut [T]) + Sync) {
    let size = share_size(items.len());
    let shares = items.chunks_mut(size).enumerate();
    do_shares(shares, |(n, share)| fill(n * size, share));
}

/// Lets `work` do each share, in a thread for each; the threads that there are do those of threads that the system does
/// not grant.
fn do_shares<S>(shares: impl ExactSizeIterator<Item = S> + Send, work: impl Fn(S) + Sync) {
    let n_shares = shares.len();
    let shares = Mutex::new(shares);
    let next = || {
        let mut shares = shares.lock().unwrap_or_else(PoisonError::into_inner);
        shares.next()
    };
    let do_next = || {
        while let Some(share) = next() {
            work(share);
        }
    };
    std::thread::scope(|scope| {
        let others = (1..n_shares).map(|_| Builder::new().spawn_scoped(scope, do_next));
        let others: Vec<_> = others.filter_map(Result::ok).collect();
        do_next();
        for other in others {
            other
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        }
    });
}

/// How many of so many items are a core's share.
fn share_size(len: usize) -> usize {
    let n_shares = (len / SHARE_MIN).clamp(1, n_cores());
    len.div_ceil(n_shares).max(1)
}

fn n_cores() -> usize {
    static N_CORES: OnceLock<usize> = OnceLock::new();
    *N_CORES.get_or_init(|| std::thread::available_parallelism().map_or(1, NonZero::get))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_keeps_its_order() {
        for len in [0, 1, SHARE_MIN, 7 * SHARE_MIN + 3] {
            let items: Vec<usize> = (0..len).collect();
            assert_eq!(on_all_cores(&items, |&n| n), items);
            let mut filled = vec![0; len];
            fill_on_all_cores(&mut filled, |first, share| {
                share.copy_from_slice(&items[first..first + share.len()]);
            });
            assert_eq!(filled, items);
        }
    }
}
