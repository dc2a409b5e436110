//! The input and the output of an [`App`](super::App): events that happen to a session, and commands that it issues.

use super::asking::{Asking, CheckerNews, Run};
use super::key::Input;
use super::reader::Memory;
use super::table::TableNews;
use crate::compare::pair::Diptych;
use crate::review::record::Record;
use crate::text::side::Side;

/// What happens.
#[derive(Debug)]
pub enum Event {
    /// A key, click or resize.
    Input(Input),
    /// A signal asks the program to stop until it is continued.
    Stop,
    /// The pair that [`Command::Open`] asked for was read, without its matches; or why it cannot be.
    Opened(Result<Box<Diptych>, String>),
    /// A pair was matched.
    Matched(Ticket, Box<Diptych>),
    /// The files of a pair were looked at.
    Files(Ticket, FilesRead),
    /// More is known about the pairs of the collection in this edition.
    Pairs(Edition, TableNews),
    /// This is remembered of the pair that was opened.
    Recalled(Box<Memory>),
    /// Something to be said in the status line.
    Note(String),
    /// Records were kept: those of this session, and those that others have made since.
    Kept {
        /// Of this session.
        own: Vec<Record>,
        /// Of others.
        others: Vec<Record>,
        /// What a person has to know about them.
        note: Option<&'static str>,
    },
    /// Records could not be kept; why.
    NotKept(String),
    /// The note that [`Command::EditNote`] was for.
    NoteWritten(String),
    /// A checker that was asked in this run has news.
    Checker(Run, Vec<CheckerNews>),
    /// A checker that is asked about a whole collection has answered.
    Answered(Vec<Record>),
}

/// The result of checking the files of a pair.
#[derive(Debug)]
pub enum FilesRead {
    /// The reloaded pair, matched; and the message if nothing has changed, if there is one.
    Loaded(Box<Diptych>, Option<String>),
    /// Why the pair was not reloaded.
    Note(String),
}

/// Identifies the opening of a pair that an answer belongs to; an answer for a pair that was closed is dropped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ticket(pub(super) u64);

/// Counts how often the collection was read. [`TableNews::Again`] starts the next edition; news of an earlier one is dropped.
pub type Edition = u64;

/// What the program has to do.
#[derive(Debug)]
pub enum Command {
    /// Draw the current state, after all pending events.
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
    /// Keep these records before the next frame is drawn.
    Keep(Vec<Record>),
    /// Hand the review as Markdown to the clipboard.
    CopyReview,
    /// Write the review as a page into the current folder.
    WriteReview,
    /// Let a person change this text in an editor.
    EditNote(String),
    /// Ask a checker, which stops what it was asked before.
    Ask(Asking),
    /// Take the mouse (true) or leave it to the terminal.
    Mouse(bool),
    /// Read the pair with this index in the collection.
    Open(usize),
    /// Look up what is remembered of the pair on the screen, before it is drawn.
    Recall,
    /// Match this pair.
    Match(Ticket, Box<Diptych>),
    /// Watch the files of the pair on the screen, and no others any more.
    Watch(Ticket),
    /// Read the files of the pair again.
    ReadFiles,
    /// Read the collection again.
    ReadCollection,
    /// Check whether the collection has changed since it was read.
    LookAtCollection,
}
