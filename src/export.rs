//! Compared pairs and what was said of them → reports and JSON Lines.
//!
//! It uses [`text`](crate::text), [`compare`](crate::compare), [`review`](crate::review),
//! [`input`](crate::input) and [`app`](crate::app).

pub mod batch;
mod escape;
pub mod json;
mod place;
pub mod report;
pub mod review;
