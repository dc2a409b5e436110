//! The terminal: keys in, frames or sentences out, and everything as it was when we leave.
//!
//! It uses all wings but [`cli`](crate::cli).

pub mod conversation;
pub mod editor;
pub mod terminal;
