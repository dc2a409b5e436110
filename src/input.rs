//! Bytes from anywhere → documents, and collections of pairs. Nothing is read without a bound, and a library that fails on
//! a damaged file costs that file.
//!
//! It uses [`text`](crate::text).

pub mod collection;
pub mod open;
