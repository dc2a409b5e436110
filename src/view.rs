//! State → a picture as plain data → colours, an image, text, or the cells of the terminal library.
//!
//! It uses [`text`](crate::text), [`compare`](crate::compare), [`review`](crate::review) and [`app`](crate::app).

pub mod ansi;
pub mod buffer;
pub mod screen;
pub mod svg;
pub mod theme;
