//! The terminal: keys in, frames or sentences out. At the end its state is restored.
//!
//! It uses all wings but [`cli`](crate::cli).

mod answer;
mod clipboard;
pub(crate) mod conversation;
mod editor;
mod input;
mod owner;
mod session;
mod signals;
pub mod terminal;
