//! Keys and news → state: the pair that is read and the table of pairs, where everything stands on the screen, and what the
//! program has to do next. It knows no terminal, reads no file and cannot fail.
//!
//! It uses [`text`](crate::text) and [`compare`](crate::compare).

pub mod action;
pub mod frame;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod reader;
pub mod search;
pub mod session;
pub mod table;
pub mod wrap;
