//! The owner of the terminal. Taking and releasing it share one lock, so its state is always restored.

use anyhow::{Context, Result};
use crossterm::event::{KeyboardEnhancementFlags, PushKeyboardEnhancementFlags};
use crossterm::{cursor, event, execute, terminal};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

/// The terminal of a session.
#[derive(Debug)]
pub struct Tty {
    mode: OutputMode,
    has_mouse: AtomicBool,
    owner: Mutex<Owner>,
}

/// How a session uses the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputMode {
    /// It draws on the alternate screen.
    Screen,
    /// It prints lines below those that are there.
    Lines,
}

/// The program that has the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    Us,
    /// A shell or an editor.
    Other,
    /// The program that started us, and we never take it again.
    Gone,
}

impl Tty {
    /// A terminal that is not taken over yet.
    pub fn new(mode: OutputMode, has_mouse: bool) -> Tty {
        Tty {
            mode,
            has_mouse: AtomicBool::new(has_mouse),
            owner: Mutex::new(Owner::Other),
        }
    }

    /// Takes over the terminal. Does nothing after [`Tty::leave_for_good`].
    ///
    /// # Errors
    /// If it cannot be taken over.
    pub fn enter(&self) -> Result<()> {
        let mut owner = self.lock();
        if *owner != Owner::Other {
            return Ok(());
        }
        *owner = Owner::Us; // from here on the state has to be restored
        terminal::enable_raw_mode().context("cannot take over the terminal")?;
        // Bracketed paste: pasted text arrives as text, not as keys with an effect.
        execute!(io::stdout(), event::EnableBracketedPaste)?;
        if self.mode == OutputMode::Screen {
            execute!(io::stdout(), terminal::EnterAlternateScreen, cursor::Hide)?;
            if self.has_mouse.load(Ordering::Relaxed) {
                execute!(io::stdout(), CaptureMouse)?;
            }
        }
        // So that C-i is not Tab, where the terminal can tell them apart. Asking whether it can would take up to two
        // seconds, and one that cannot ignores it; each screen of a terminal has flags of its own.
        let _ = execute!(
            io::stdout(),
            PushKeyboardEnhancementFlags(KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES)
        );
        Ok(())
    }

    /// Gives the terminal to another program for a while.
    pub fn leave(&self) {
        self.give_to(&mut self.lock(), Owner::Other);
    }

    /// Gives the terminal back for good.
    pub fn leave_for_good(&self) {
        self.give_to(&mut self.lock(), Owner::Gone);
    }

    /// As [`Tty::leave_for_good`], also if this thread has panicked while it held the lock.
    pub fn leave_in_panic(&self) {
        match self.owner.try_lock() {
            Ok(mut owner) => self.give_to(&mut owner, Owner::Gone),
            Err(TryLockError::Poisoned(owner)) => {
                self.give_to(&mut owner.into_inner(), Owner::Gone)
            }
            Err(TryLockError::WouldBlock) => self.restore(),
        }
    }

    /// Whether another program has the terminal. Then signals from the keyboard are meant for that program.
    #[cfg(unix)]
    pub fn is_away(&self) -> bool {
        *self.lock() == Owner::Other
    }

    /// Starts or stops capturing the mouse.
    ///
    /// # Errors
    /// If the terminal cannot be written.
    pub fn set_mouse(&self, has_mouse: bool) -> io::Result<()> {
        self.has_mouse.store(has_mouse, Ordering::Relaxed);
        match has_mouse {
            true => execute!(io::stdout(), CaptureMouse),
            false => execute!(io::stdout(), event::DisableMouseCapture),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Owner> {
        self.owner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn give_to(&self, owner: &mut Owner, next: Owner) {
        if *owner == Owner::Us {
            self.restore();
        }
        *owner = next;
    }

    /// Restores the state of the terminal. Errors are ignored, since nothing could be done about them.
    fn restore(&self) {
        let _ = execute!(io::stdout(), event::DisableBracketedPaste);
        let _ = execute!(io::stdout(), event::PopKeyboardEnhancementFlags);
        if self.mode == OutputMode::Screen {
            let _ = execute!(
                io::stdout(),
                event::DisableMouseCapture,
                terminal::LeaveAlternateScreen,
                cursor::Show
            );
        }
        let _ = terminal::disable_raw_mode();
    }
}

/// Captures clicks, drags and the wheel. crossterm's own command would also capture every movement.
struct CaptureMouse;

impl crossterm::Command for CaptureMouse {
    fn write_ansi(&self, f: &mut impl std::fmt::Write) -> std::fmt::Result {
        // Button presses, moves with a button held, and coordinates beyond 223 (xterm's ctlseqs, "Mouse Tracking").
        f.write_str("\x1b[?1000h\x1b[?1002h\x1b[?1006h")
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> io::Result<()> {
        crossterm::Command::execute_winapi(&event::EnableMouseCapture)
    }
}
