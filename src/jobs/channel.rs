//! The one channel of a session: whatever happens, wherever it happens, comes through it as a [`Message`].

use crate::app::event::Event;
use crate::app::key::Input;
use crate::app::table::News;
use std::io;

/// What comes through the channel.
#[derive(Debug)]
pub enum Message {
    /// Something happened.
    Event(Event),
    /// All that the reader did since the last time. Whoever reads the keys waits for [`Front::accept`](super::desk::Front::accept) before it
    /// reads more, so that it reads none that are meant for an editor or a shell.
    Inputs(Vec<Input>),
    /// No more keys can be read.
    Gone(io::Error),
}

/// All that has come, with news of one kind as one piece: the table is put in order once for each.
pub fn together(first: Message, others: impl Iterator<Item = Message>) -> Vec<Message> {
    use Message::Event as Told;
    let mut all: Vec<Message> = vec![first];
    for message in others {
        match (all.last_mut(), message) {
            (
                Some(Told(Event::Pairs(edition, News::Figured(before)))),
                Told(Event::Pairs(same, News::Figured(more))),
            ) if *edition == same => before.extend(more),
            (
                Some(Told(Event::Pairs(edition, News::Found(before)))),
                Told(Event::Pairs(same, News::Found(more))),
            ) if *edition == same => before.extend(more),
            (_, message) => all.push(message),
        }
    }
    all
}
