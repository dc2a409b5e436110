//! A session on the screen of a terminal, whose state is restored at the end, also after a panic or a signal.

use super::input::InputReader;
use super::owner::{OutputMode, Tty};
use super::{clipboard, editor, session, signals};
use crate::app::App;
use crate::app::key::{SIZE_MAX, Size};
use crate::input::open;
use crate::jobs::desk::{Desk, Front};
use crate::text::document::Document;
use crate::view::buffer;
use crate::view::screen::{self, Screen};
use crate::view::theme::{Theme, Themes};
use anyhow::{Context, Result, anyhow, bail};
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use crossterm::{queue, terminal};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Position, Rect};
use std::cell::RefCell;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::Command;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

/// The smallest terminal that a session starts in.
const SIZE_MIN: Size = Size {
    width: 20,
    height: 4,
};

type Terminal = ratatui::Terminal<CrosstermBackend<FrameBuffer>>;

/// Buffers a frame, so that it is written to the terminal at once: ratatui flushes several times per frame.
#[derive(Debug, Clone, Default)]
struct FrameBuffer(Rc<RefCell<Vec<u8>>>);

impl FrameBuffer {
    fn present(&self) -> io::Result<()> {
        let frame = self.0.take();
        let mut output = io::stdout().lock();
        let frame = buffer::with_erasures(String::from_utf8_lossy(&frame));
        output.write_all(frame.as_bytes())?;
        output.flush()
    }
}

impl Write for FrameBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Checks whether a session can run, and returns the size of the terminal.
///
/// # Errors
/// If there is no terminal to read keys from, or it is too small.
pub fn check() -> Result<Size> {
    check_keys()?;
    let (width, height) = terminal::size()
        .context("cannot get the size of the terminal; --print works without one")?;
    // A terminal that does not know its size gets the usual one.
    let (width, height) = if width == 0 || height == 0 {
        (80, 24)
    } else {
        (width, height)
    };
    let size = Size {
        width: width.into(),
        height: height.into(),
    };
    if size.width < SIZE_MIN.width || size.height < SIZE_MIN.height {
        bail!(
            "the terminal is {}x{}, and diptych needs {}x{} or more; make it larger, or use --print",
            size.width,
            size.height,
            SIZE_MIN.width,
            SIZE_MIN.height
        );
    }
    if size.width > SIZE_MAX || size.height > SIZE_MAX {
        let (width, height) = (size.width, size.height);
        bail!(
            "the terminal says that it is {width}x{height}, and diptych draws up to {SIZE_MAX}x{SIZE_MAX}; use --print"
        );
    }
    Ok(size)
}

/// Checks whether there is a terminal to read keys from.
///
/// # Errors
/// If there is none.
pub(crate) fn check_keys() -> Result<()> {
    let has_keys = io::stdin().is_terminal() || File::open("/dev/tty").is_ok();
    if !has_keys {
        bail!("no terminal to read keys from; --print shows the texts without one");
    }
    Ok(())
}

/// Whether the terminal has a light background, if it answers the query within 100 ms. To be called before [`run`].
pub fn is_light() -> bool {
    use terminal_colorsaurus::{QueryOptions, ThemeMode, theme_mode};
    let mut options = QueryOptions::default();
    options.timeout = ANSWER_MAX;
    #[cfg(unix)]
    let asked = std::time::Instant::now();
    let mode = theme_mode(options);
    #[cfg(unix)]
    if asked.elapsed() >= ANSWER_MAX {
        // The answer is late. Discard what has arrived of it, so that it is not read as keys; `LateAnswer` filters
        // what arrives later.
        use rustix::termios::{QueueSelector, tcflush};
        let terminal = File::open("/dev/tty");
        let _ = terminal.map(|terminal| tcflush(terminal, QueueSelector::IFlush));
    }
    mode.is_ok_and(|mode| mode == ThemeMode::Light)
}

/// How long the first frame waits for the answer about the colours of the terminal.
const ANSWER_MAX: Duration = Duration::from_millis(100);

/// How a session looks, and what it starts.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// The themes, of which the session names one.
    pub themes: Themes,
    /// Whether only ASCII signs are drawn.
    pub is_ascii: bool,
    /// The command of the user's editor, with its arguments.
    pub editor: String,
    /// The command that gets what is copied, besides the terminal; empty for none.
    pub copy: String,
}

/// Runs a session until the user quits.
///
/// # Errors
/// If the terminal cannot be read or written.
pub fn run(app: &mut App, look: &Look, desk: &mut Desk) -> Result<()> {
    // The theme handles NO_COLOR; crossterm would drop bold and underline, too.
    crossterm::style::force_color_output(true);
    let tty = Tty::new(OutputMode::Screen, app.options().has_mouse);
    session::run(tty, desk, |tty, desk| {
        let buffer = FrameBuffer::default();
        let mut frames = Frames {
            terminal: ratatui::Terminal::new(CrosstermBackend::new(buffer.clone()))?,
            buffer,
            look,
            needs_redraw: false,
            input: InputReader::start(desk.sender())?,
            tty,
        };
        desk.run(app, &mut frames)
    })
}

/// A session on the screen of a terminal.
struct Frames<'a> {
    terminal: Terminal,
    buffer: FrameBuffer,
    look: &'a Look,
    /// Whether another program may have changed the screen.
    needs_redraw: bool,
    input: InputReader,
    tty: Arc<Tty>,
}

impl Front for Frames<'_> {
    fn draw(&mut self, app: &App) -> Result<()> {
        if std::mem::take(&mut self.needs_redraw) {
            // Redraws everything. `clear` would query the position of the cursor.
            let size = self.terminal.size()?;
            self.terminal.resize(Rect::from((Position::ORIGIN, size)))?;
        }
        let screen = screen::of_app(app);
        let screen = if self.look.is_ascii {
            screen.ascii()
        } else {
            screen
        };
        let theme = self.look.themes.named(&app.options().theme);
        draw(&mut self.terminal, &self.buffer, &screen, theme)
    }

    fn copy(&mut self, text: &str) -> Result<Option<&'static str>> {
        clipboard::copy(text, &self.look.copy)
    }

    fn mouse(&mut self, is_ours: bool) -> Result<()> {
        Ok(self.tty.set_mouse(is_ours)?)
    }

    fn edit(&mut self, _: &Document, path: Option<&Path>, line: usize) -> Result<()> {
        self.needs_redraw = true;
        path.map_or(Ok(()), |path| {
            let command = editor::command(&self.look.editor, path, line)?;
            edit(command, &self.tty)
        })
    }

    fn edit_note(&mut self, text: &str) -> Result<Option<String>> {
        self.needs_redraw = true;
        let mut file = tempfile::Builder::new()
            .prefix("note-")
            .suffix(".md")
            .tempfile()?;
        file.write_all(text.as_bytes())?;
        // By its name, as some editors write another file and rename it.
        let path = file.into_temp_path();
        edit(editor::command(&self.look.editor, &path, 1)?, &self.tty)?;
        Ok(Some(std::fs::read_to_string(&path)?))
    }

    fn suspend(&mut self) -> Result<Option<Size>> {
        signals::suspend(&self.tty)?;
        self.needs_redraw = true;
        Ok(terminal::size().ok().map(|(width, height)| Size {
            width: width.max(1).into(),
            height: height.max(1).into(),
        }))
    }

    fn acknowledge(&mut self) {
        self.input.acknowledge();
    }
}

/// Gives the terminal to the user's editor until it ends.
///
/// # Errors
/// If the editor cannot be started or fails, or the terminal cannot be taken over again.
fn edit(mut command: Command, tty: &Tty) -> Result<()> {
    if !io::stdin().is_terminal() {
        let mut tty = std::fs::OpenOptions::new();
        command.stdin(tty.read(true).write(true).open("/dev/tty")?);
    }
    tty.leave();
    let status = command.status();
    tty.enter()?;
    let name = command.get_program().to_string_lossy();
    let status = status.map_err(|err| {
        let reason = open::reason(&err);
        anyhow!("cannot start the editor {name}: {reason}; VISUAL, EDITOR or --editor names one")
    })?;
    if !status.success() {
        bail!("the editor {name} ended with an error ({status})");
    }
    Ok(())
}

fn draw(
    terminal: &mut Terminal,
    buffer: &FrameBuffer,
    screen: &Screen,
    theme: &Theme,
) -> Result<()> {
    queue!(terminal.backend_mut(), BeginSynchronizedUpdate)?;
    terminal.draw(|frame| {
        buffer::paint(screen, theme, frame.buffer_mut());
        if let Some((x, y)) = screen.caret {
            frame.set_cursor_position((x as u16, y as u16));
        }
    })?;
    queue!(terminal.backend_mut(), EndSynchronizedUpdate)?;
    Ok(buffer.present()?)
}
