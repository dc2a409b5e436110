//! Bytes from anywhere → documents, and collections of pairs. Every read has a size limit, and a library that fails
//! on a damaged file costs only that file.
//!
//! It uses [`text`](crate::text).

pub mod collection;
pub mod matches;
pub mod open;
