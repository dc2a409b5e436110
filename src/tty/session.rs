//! A terminal → a session that has it and gives it back at the end, also after a panic or a signal.

use super::owner::Tty;
use super::signals;
use crate::jobs::desk::Desk;
use anyhow::Result;
use std::sync::Arc;

/// Takes over the terminal for a session, and gives it back whatever the session comes to.
///
/// # Errors
/// If the terminal cannot be taken over, no signal can be handled, or the session fails.
pub fn run(
    tty: Tty,
    desk: &mut Desk,
    session: impl FnOnce(Arc<Tty>, &mut Desk) -> Result<()>,
) -> Result<()> {
    let tty = Arc::new(tty);
    signals::restore_on_panic(Arc::clone(&tty));
    signals::handle(Arc::clone(&tty), desk.sender(), desk.places().cloned())?;
    let result = tty.enter().and_then(|()| session(Arc::clone(&tty), desk));
    tty.leave_for_good();
    result
}
