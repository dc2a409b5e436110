//! Bytes from anywhere → documents, collections of pairs, and matches of pairs. Every read has a size limit, and a library
//! that fails on a damaged file costs only that file.
//!
//! It uses [`text`](crate::text), and [`compare`](crate::compare) for matches that were made elsewhere.

pub mod collection;
pub mod matches;
pub mod open;
