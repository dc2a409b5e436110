//! What both texts are made of: words and the form in which two spellings are one, languages, sides, documents and their blocks,
//! segments, and glyphs, the only door from a document to a terminal; and how many there are of them, in words.
//!
//! It uses no other wing.

pub mod cores;
pub mod count;
pub mod document;
pub mod glyph;
pub mod language;
pub mod natural_sort;
pub mod near;
pub mod segment;
pub mod side;
pub mod words;
