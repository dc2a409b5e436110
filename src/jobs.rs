//! Jobs of a session: files are watched, the pairs of a collection are matched, checkers are asked, and records and
//! places are kept.
//!
//! It uses [`text`](crate::text), [`compare`](crate::compare), [`review`](crate::review), [`input`](crate::input),
//! [`export`](crate::export) and [`app`](crate::app).

pub mod channel;
pub mod checker;
pub mod checking;
pub mod desk;
pub mod guard;
pub(crate) mod live;
mod matching;
pub mod page_file;
pub mod places;
pub mod review_file;
pub mod triage;
