//! The border to libraries that parse untrusted bytes: a panic of the library becomes an error of the caller.
//!
//! A damaged file must not cost other records, other files or the state of the terminal. A panic is caught in the
//! thread in which it happens, and the panic hook does not report it; the caller reports which file could not be read.

use std::cell::Cell;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    /// Whether this thread is inside [`isolate`]. The panic hook has no other way to know.
    static IS_INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// A library panicked. Its input is probably damaged, and its state must not be used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Panicked;

impl fmt::Display for Panicked {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("the file is damaged and its parser failed; get a new copy of the file")
    }
}

impl std::error::Error for Panicked {}

impl From<Panicked> for std::io::Error {
    fn from(panicked: Panicked) -> std::io::Error {
        std::io::Error::other(panicked)
    }
}

/// Calls a library that parses untrusted bytes, and catches its panics.
///
/// # Errors
/// If it panics. Values that `read` borrows mutably may be inconsistent then, and must not be used again.
///
/// ```
/// # use diptych::input::open::border::{Panicked, isolate};
/// assert_eq!(isolate(|| 7), Ok(7));
/// assert_eq!(isolate(|| [0; 3][std::hint::black_box(3)]), Err(Panicked));
/// ```
pub fn isolate<T>(read: impl FnOnce() -> T) -> Result<T, Panicked> {
    let was_inside = IS_INSIDE.replace(true);
    let result = catch_unwind(AssertUnwindSafe(read));
    IS_INSIDE.set(was_inside);
    result.map_err(|_| Panicked)
}

/// Calls an iterator of a library through [`isolate`]. A panic becomes an error, which is the last item.
pub fn isolate_items<T, E: From<Panicked>>(
    mut items: impl Iterator<Item = Result<T, E>>,
) -> impl Iterator<Item = Result<T, E>> {
    let mut is_over = false;
    std::iter::from_fn(move || {
        if is_over {
            return None;
        }
        let item = isolate(|| items.next()).unwrap_or_else(|panicked| Some(Err(panicked.into())));
        is_over = !matches!(item, Some(Ok(_)));
        item
    })
}

/// Wraps the current panic hook, so that it does not report panics inside [`isolate`].
pub fn silence_panics() {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !IS_INSIDE.get() {
            hook(info);
        }
    }));
}

/// Whether this thread is inside [`isolate`].
pub fn is_inside() -> bool {
    IS_INSIDE.get()
}
