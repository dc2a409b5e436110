//! diptych
pub mod align;
pub mod document;
pub mod open;
pub mod segment;
pub mod side;
pub mod words;
