//! Signals and panics: the terminal is restored before they take effect.
//!
//! Signals are handled in a separate thread, since the event loop may hang on a closed terminal. SIGTSTP is passed to
//! the event loop, which gives the terminal to the shell and takes it over again when the job is resumed. The other
//! signals end the program; what is to be remembered is written first. While another program has the terminal, SIGINT is
//! ignored and SIGTSTP just stops us.

use super::owner::Tty;
use crate::input::open::border;
use crate::jobs::channel::Message;
use crate::jobs::places::PlaceKeeper;
use anyhow::Result;
use std::sync::Arc;
use std::sync::mpsc::Sender;

/// Restores the terminal before a panic is reported, except for panics that [`border::isolate`] catches.
pub fn restore_on_panic(tty: Arc<Tty>) {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !border::is_inside() {
            tty.leave_in_panic();
        }
        report(panic);
    }));
}

/// Starts to handle signals.
///
/// # Errors
/// If no handler can be installed.
#[cfg(unix)]
pub fn handle(tty: Arc<Tty>, events: Sender<Message>, places: Option<PlaceKeeper>) -> Result<()> {
    use crate::app::event::Event;
    use anyhow::Context;
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};
    use signal_hook::low_level::emulate_default_handler;
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP])?;
    let handling = std::thread::Builder::new().spawn(move || {
        for signal in signals.forever() {
            match (signal, tty.is_away()) {
                (SIGINT, true) => {}
                (SIGTSTP, true) => drop(emulate_default_handler(SIGTSTP)),
                (SIGTSTP, false) => drop(events.send(Message::Event(Event::Stop))),
                _ => {
                    // Nobody is left to be told that it cannot be written.
                    let _ = places.as_ref().map(PlaceKeeper::write);
                    tty.leave_for_good();
                    std::process::exit(128 + signal);
                }
            }
        }
    });
    handling.context("cannot start a thread for signals; --print works without one")?;
    Ok(())
}

/// Does nothing: there are no such signals.
///
/// # Errors
/// Never.
#[cfg(not(unix))]
pub fn handle(_: Arc<Tty>, _: Sender<Message>, _: Option<PlaceKeeper>) -> Result<()> {
    Ok(())
}

/// Gives the terminal to the shell until it resumes the program.
///
/// # Errors
/// If the terminal cannot be taken over again.
pub fn suspend(tty: &Tty) -> Result<()> {
    tty.leave();
    #[cfg(unix)]
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?; // returns when resumed
    tty.enter()
}
