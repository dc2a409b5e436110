//! A pair → its matches, computed in the background after the first frame.

use super::channel::Message;
use crate::app::event::{Event, Ticket};
use crate::compare::pair::Diptych;
use std::sync::mpsc::Sender;
use std::thread::Builder;

/// Matches a pair in a new thread, which sends the result. If no thread can be started, matches it here and returns
/// the result.
pub fn start(ticket: Ticket, diptych: Box<Diptych>, events: &Sender<Message>) -> Option<Event> {
    let matched = move |diptych: Diptych| Event::Matched(ticket, Box::new(diptych.matched()));
    let (to_match, events) = (diptych.clone(), events.clone());
    // The thread is never joined: a session that ends does not need its result.
    let thread = Builder::new().spawn(move || {
        let _ = events.send(Message::Event(matched(*to_match)));
    });
    thread.is_err().then(|| matched(*diptych))
}
