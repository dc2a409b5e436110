//! The border to libraries that read foreign bytes: what panics behind it is an error on this side.
//!
//! A damaged file is no reason to lose other rows, other files or the terminal's state. A panic behind the border is
//! caught in the thread in which it happens, and the panic hook says nothing of it; whoever called says what could
//! not be read.

use std::cell::Cell;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    /// The panic hook gets no word from whoever called, so it has to find this out by itself.
    static IS_INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// A library panicked. What it was reading is most likely damaged, and its state is not to be used any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Panicked;

impl fmt::Display for Panicked {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("it is damaged so that its format's reader fails; get the file again")
    }
}

impl std::error::Error for Panicked {}

impl From<Panicked> for std::io::Error {
    fn from(panicked: Panicked) -> std::io::Error {
        std::io::Error::other(panicked)
    }
}

/// Lets a library read foreign bytes.
///
/// # Errors
/// If it panics. Whatever `read` has borrowed to change may be half changed then, and has to be given up.
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

/// The items of an iterator behind the border. A panic is the last of them: an error made of it.
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

/// Has the panic hook that is set keep silent about what happens behind the border.
pub fn silence_panics() {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !IS_INSIDE.get() {
            hook(info);
        }
    }));
}

/// Whether this thread is behind the border.
pub fn is_inside() -> bool {
    IS_INSIDE.get()
}
