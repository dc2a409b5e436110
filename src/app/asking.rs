//! What is said between a session and the checkers that it asks.

/// Identifies what a checker was asked at one time: news of an earlier run are dropped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Run(pub(super) u64);

/// What becomes of a checker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckerNews {
    /// It has printed this line.
    Printed(String),
    /// It has ended; why, unless all is well.
    Ended(Option<String>),
}

/// What a checker is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// The name of the checker.
    pub checker: String,
    /// The time at which it is asked.
    pub run: Run,
    /// The questions, each a line; without any it is only stopped.
    pub lines: Vec<String>,
}
