//! A pair → its matches, behind the first picture.

use super::channel::Message;
use crate::app::event::{Event, Ticket};
use crate::compare::pair::Diptych;
use std::sync::mpsc::Sender;
use std::thread::Builder;

/// Matches a pair in a thread of its own; in this one if the system grants none, and then the matches are given back.
pub fn start(ticket: Ticket, diptych: Box<Diptych>, events: &Sender<Message>) -> Option<Event> {
    let matched = move |diptych: Diptych| Event::Matched(ticket, Box::new(diptych.matched()));
    let (to_match, events) = (diptych.clone(), events.clone());
    // Nobody waits for the thread: whoever leaves before it is done does not want its result.
    let thread = Builder::new().spawn(move || {
        let _ = events.send(Message::Event(matched(*to_match)));
    });
    thread.is_err().then(|| matched(*diptych))
}
