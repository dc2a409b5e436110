//! Signals and panics → the terminal as it was, and what they ask for.
//!
//! Signals are handled in a thread of their own: the event loop may hang in a terminal that is gone. A stop is left to
//! the event loop, which gives the terminal to the shell and takes it back when the job goes on; the others end the
//! program. While another program has the terminal, an interrupt is that program's business, and a stop is just a stop.

use super::owner::Tty;
use crate::app::event::Event;
use crate::input::open::border;
use crate::jobs::channel::Message;
use anyhow::{Context, Result};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread::Builder;

/// Gives the terminal back before anything is said of a panic. What is caught at once is no reason to leave.
pub fn restore_on_panic(tty: Arc<Tty>) {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !border::is_inside() {
            tty.leave_in_panic();
        }
        report(panic);
    }));
}

/// Handles signals from now on.
///
/// # Errors
/// If the system lets nobody handle them.
#[cfg(unix)]
pub fn handle(tty: Arc<Tty>, events: Sender<Message>) -> Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};
    use signal_hook::low_level::emulate_default_handler;
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP])?;
    let handling = Builder::new().spawn(move || {
        for signal in signals.forever() {
            match (signal, tty.is_away()) {
                (SIGINT, true) => {}
                (SIGTSTP, true) => drop(emulate_default_handler(SIGTSTP)),
                (SIGTSTP, false) => drop(events.send(Message::Event(Event::Stop))),
                _ => {
                    tty.leave_for_good();
                    std::process::exit(128 + signal);
                }
            }
        }
    });
    handling.context("cannot start a thread for signals; --print works without one")?;
    Ok(())
}

/// There are none.
///
/// # Errors
/// Never.
#[cfg(not(unix))]
pub fn handle(_: Arc<Tty>, _: Sender<Message>) -> Result<()> {
    Ok(())
}

/// Gives the terminal to the shell until that says to go on.
///
/// # Errors
/// If the terminal cannot be taken again.
pub fn suspend(tty: &Tty) -> Result<()> {
    tty.leave();
    #[cfg(unix)]
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?; // returns when the job goes on
    tty.enter()
}
