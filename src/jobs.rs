//! Background jobs of a session: files are watched, and the pairs of a collection are matched.
//!
//! It uses [`text`](crate::text), [`compare`](crate::compare), [`input`](crate::input) and [`app`](crate::app).

pub mod channel;
pub mod desk;
pub(crate) mod live;
mod matching;
pub mod review_file;
pub mod triage;
