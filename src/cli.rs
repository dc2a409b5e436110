//! Arguments → what each command does, its output and its exit code.
//!
//! It uses all other wings, and none uses it.

pub mod args;
pub mod git;
pub mod manual;
pub mod output;
pub mod progress;
