//! What happens to a session, and what it wants done: all that goes in and out of an [`App`](super::App).

use super::key::Input;
use super::table::TableNews;
use crate::compare::pair::Diptych;
use crate::text::side::Side;

/// What happens.
#[derive(Debug)]
pub enum Event {
    /// A key, click or resize.
    Input(Input),
    /// Something from outside wants the program to stop until it is told to go on.
    Stop,
    /// The pair that [`Command::Open`] asked for was read, without its matches; or why it cannot be.
    Opened(Result<Box<Diptych>, String>),
    /// A pair was matched.
    Matched(Ticket, Box<Diptych>),
    /// The files of a pair were looked at.
    Files(Ticket, FilesRead),
    /// More is known about the pairs of the collection in this edition.
    Pairs(Edition, TableNews),
    /// Something to be said in the status line.
    Note(String),
}

/// What came of looking at the files of a pair.
#[derive(Debug)]
pub enum FilesRead {
    /// The pair as it is now, matched; and what to say if it is as it was, if anything is.
    Loaded(Box<Diptych>, Option<String>),
    /// Why it stays as it was.
    Note(String),
}

/// Which opening of a pair an answer belongs to: one that comes when another pair is on the screen is of no use.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ticket(pub(super) u64);

/// How often the collection was read when something was found out about it. [`TableNews::Again`] begins the next one, and
/// what comes from an earlier one is of no use.
pub type Edition = u64;

/// What the program has to do.
#[derive(Debug)]
pub enum Command {
    /// Show the state as it is now, once all that happened is in it.
    Draw,
    /// Leave.
    Quit,
    /// Stop until the shell says to go on.
    Suspend,
    /// Hand this to the clipboard.
    Copy(String),
    /// Open the file of a side in an editor.
    Edit {
        /// Whose file.
        side: Side,
        /// The line of the file, counted from 1.
        line: usize,
    },
    /// Take the mouse (true) or leave it to the terminal.
    Mouse(bool),
    /// Read the pair with this index in the collection.
    Open(usize),
    /// Match this pair.
    Match(Ticket, Box<Diptych>),
    /// Watch the files of the pair on the screen, and no others any more.
    Watch(Ticket),
    /// Read the files of the pair again.
    ReadFiles,
    /// Read the collection again.
    ReadCollection,
    /// Look whether the collection has changed since it was read.
    LookAtCollection,
}
