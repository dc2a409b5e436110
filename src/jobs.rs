//! What goes on in the background while a session is on the screen: files are watched, and a collection is worked out.
//!
//! It uses [`text`](crate::text), [`compare`](crate::compare), [`input`](crate::input) and [`app`](crate::app).

pub mod channel;
pub mod desk;
pub(crate) mod live;
mod matching;
pub mod triage;
