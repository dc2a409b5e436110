//! diptych
pub mod align;
pub mod batch;
pub mod document;
pub mod segment;
pub mod side;
pub mod words;
