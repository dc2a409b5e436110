//! State → sentences, for screen readers and logs.
//!
//! It uses [`text`](crate::text), [`compare`](crate::compare), [`review`](crate::review) and [`app`](crate::app).

pub mod describe;
