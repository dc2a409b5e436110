//! The only channel of a session: keys, jobs, watched files and signals all send [`Message`]s to it.

use crate::app::event::Event;
use crate::app::key::Input;
use crate::app::table::TableNews;
use std::io;

/// A message to the session.
#[derive(Debug)]
pub enum Message {
    /// An event for the app.
    Event(Event),
    /// A burst of keys, clicks and resizes. The input thread waits for
    /// [`Front::acknowledge`](super::desk::Front::acknowledge) before it reads more, so it reads no keys that are
    /// meant for an editor or a shell.
    Inputs(Vec<Input>),
    /// The terminal cannot be read any more.
    Gone(io::Error),
}

/// Collects all waiting messages, and merges neighbouring news of the same kind: the table sorts its pairs after each.
pub fn coalesce(first: Message, others: impl Iterator<Item = Message>) -> Vec<Message> {
    let mut all: Vec<Message> = vec![first];
    for message in others {
        match (all.last_mut(), message) {
            (
                Some(Message::Event(Event::Pairs(edition, TableNews::Figured(before)))),
                Message::Event(Event::Pairs(same, TableNews::Figured(more))),
            ) if *edition == same => before.extend(more),
            (
                Some(Message::Event(Event::Pairs(edition, TableNews::Found(before)))),
                Message::Event(Event::Pairs(same, TableNews::Found(more))),
            ) if *edition == same => before.extend(more),
            (
                Some(Message::Event(Event::Checker(run, before))),
                Message::Event(Event::Checker(same, more)),
            ) if *run == same => before.extend(more),
            (
                Some(Message::Event(Event::Answered(before))),
                Message::Event(Event::Answered(more)),
            ) => before.extend(more),
            (_, message) => all.push(message),
        }
    }
    all
}
