//! The terminal: keys in, frames out, and everything as it was when we leave, also after a panic or a signal.

mod answer;

use crate::app::action::Action;
use crate::app::key::{Code, Input, Key, Size};
use crate::app::reader::{Effect, Reader};
use crate::app::session::{Session, View};
use crate::app::table::{self, Picker};
use crate::compare::pair::Diptych;
use crate::input::open::{self, border};
use crate::jobs::live::{self, Files, Live};
use crate::jobs::triage::Triage;
use crate::text::side::Side;
use crate::tty::editor;
use crate::view::buffer;
use crate::view::screen::{self, Screen};
use crate::view::theme::Theme;
use answer::LateAnswer;
use anyhow::{Context, Result, anyhow, bail};
use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEventKind};
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use crossterm::{cursor, execute, queue, terminal};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Position, Rect};
use std::cell::RefCell;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::thread::Builder;
use std::time::{Duration, Instant};

/// How often the end of matching is looked for; without matching under way nothing wakes up.
const TICK: Duration = Duration::from_millis(30);

/// The smallest terminal that a session starts in.
const SIZE_MIN: Size = Size {
    width: 20,
    height: 4,
};

type Terminal = ratatui::Terminal<CrosstermBackend<FrameBuffer>>;

/// Holds a frame back until it is whole, so that it goes to the terminal in one piece: the terminal library flushes
/// several times a frame.
#[derive(Debug, Clone, Default)]
struct FrameBuffer(Rc<RefCell<Vec<u8>>>);

impl FrameBuffer {
    fn present(&self) -> io::Result<()> {
        let frame = self.0.take();
        let mut output = io::stdout().lock();
        output.write_all(&frame)?;
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

/// The size of the terminal, or an error that says why there can be no session.
///
/// # Errors
/// If there are no keys to read, or too little room.
pub fn check() -> Result<Size> {
    check_keys()?;
    let (width, height) = terminal::size()
        .context("cannot ask the terminal for its size; --print works without one")?;
    // A terminal that does not know its size is taken for a usual one.
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
    Ok(size)
}

/// An error if there are no keys to read.
pub(crate) fn check_keys() -> Result<()> {
    let has_keys = io::stdin().is_terminal() || File::open("/dev/tty").is_ok();
    if !has_keys {
        bail!("no terminal to read keys from; --print shows the texts without one");
    }
    Ok(())
}

/// Whether the terminal has a light background, as far as it says so within 100 ms. To be asked before [`run`].
pub fn is_light() -> bool {
    use terminal_colorsaurus::{QueryOptions, ThemeMode, theme_mode};
    let mut options = QueryOptions::default();
    options.timeout = ANSWER_MAX;
    let asked = Instant::now();
    let mode = theme_mode(options);
    #[cfg(unix)]
    if asked.elapsed() >= ANSWER_MAX {
        // The answer came at the last moment or not yet. What of it is there and was not read must not be read as
        // keys; what comes later is kept from that by `LateAnswer`.
        use rustix::termios::{QueueSelector, tcflush};
        let terminal = File::open("/dev/tty");
        let _ = terminal.map(|terminal| tcflush(terminal, QueueSelector::IFlush));
    }
    mode.is_ok_and(|mode| mode == ThemeMode::Light)
}

/// How long the first picture waits for the terminal to name its colours.
const ANSWER_MAX: Duration = Duration::from_millis(100);

/// Matches a pair, if that takes no longer than anybody would notice; if not, it is matched behind the first picture.
pub fn match_soon(diptych: Diptych) -> Diptych {
    let n_bytes = |side: Side| diptych.documents[side].text().len();
    match n_bytes(Side::Original) + n_bytes(Side::Rewrite) <= MATCHED_AT_ONCE {
        true => diptych.matched(),
        false => diptych,
    }
}

/// Bytes of both texts up to which the first picture waits for the matches: an article's take a few milliseconds.
const MATCHED_AT_ONCE: usize = 150 * 1024;

/// What goes on while a session is on the screen.
#[derive(Default)]
pub struct Background<'a> {
    /// Works out the figures of a collection's pairs.
    pub triage: Option<&'a mut Triage>,
    /// The pair's files, to be watched.
    pub files: Option<Files>,
}

/// Runs a session until the reader leaves. Its theme is an index into `themes`.
///
/// # Errors
/// If the terminal cannot be read or written.
pub fn run(
    session: &mut Session,
    themes: &[Theme],
    ascii: bool,
    background: Background,
) -> Result<()> {
    // NO_COLOR is the theme's business; crossterm would drop bold and underline, too.
    crossterm::style::force_color_output(true);
    let shared = Arc::new(Shared {
        has_mouse: AtomicBool::new(session.options().has_mouse),
        repaint: AtomicBool::new(false),
        is_away: AtomicBool::new(false),
    });
    restore_on_panic(leave);
    let (for_resume, for_signals) = (Arc::clone(&shared), Arc::clone(&shared));
    let is_away = move || for_signals.is_away.load(Ordering::Relaxed);
    handle_signals(leave, move || for_resume.resume(), is_away)?;
    enter(session.options().has_mouse)?;
    let picture = |session: &Session| {
        let screen = screen::session(session);
        if ascii { screen.ascii() } else { screen }
    };
    let result = converse(session, themes, picture, background, &shared);
    leave();
    result
}

/// What the thread that handles signals has to know, and to tell.
struct Shared {
    has_mouse: AtomicBool,
    repaint: AtomicBool,
    /// Whether another program has the terminal: signals of the keyboard are meant for that.
    is_away: AtomicBool,
}

impl Shared {
    /// Takes the terminal over again.
    fn resume(&self) -> Result<()> {
        enter(self.has_mouse.load(Ordering::Relaxed))?;
        self.repaint.store(true, Ordering::Relaxed);
        wake(); // the size may have changed, too
        Ok(())
    }
}

/// Wakes the event loop from another thread.
fn wake() {
    #[cfg(unix)]
    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGWINCH);
}

/// What the screen waits for.
struct Pending<'a> {
    /// Delivers the matched pair when it is ready.
    matching: Option<Receiver<Diptych>>,
    triage: Option<&'a mut Triage>,
    live: Option<Live>,
}

fn converse(
    session: &mut Session,
    themes: &[Theme],
    picture: impl Fn(&Session) -> Screen,
    background: Background,
    shared: &Shared,
) -> Result<()> {
    let mut late_answer = LateAnswer::default();
    let buffer = FrameBuffer::default();
    let mut terminal = ratatui::Terminal::new(CrosstermBackend::new(buffer.clone()))?;
    // Before the first picture, so that no resize after it is missed.
    event::poll(Duration::ZERO)?;
    draw(
        &mut terminal,
        &buffer,
        &picture(session),
        &themes[session.options().theme],
    )?;
    let mut pending = Pending {
        matching: None,
        triage: background.triage,
        live: None,
    };
    pending.start_matching(session);
    pending.watch(session, background.files);
    loop {
        pending.hurry(session);
        let mut changed = false;
        // All that waits is applied before one picture is drawn.
        let mut wait = pending.tick(session);
        while wait.map_or(Ok(true), event::poll)? {
            wait = Some(Duration::ZERO);
            let input = input(&event::read()?);
            let Some(input) = input.and_then(|input| late_answer.sift(input)) else {
                continue;
            };
            changed = true;
            if input == Input::Key(SUSPEND) {
                suspend()?;
                continue;
            }
            match session.input(input) {
                Effect::None | Effect::Pair(..) | Effect::Back => {}
                Effect::Open(pair) => pending.open(session, pair),
                Effect::Reread => pending.read_again(session),
                Effect::Reload => pending.reload(session),
                Effect::Edit { side, line } => pending.edit(session, side, line, shared),
                Effect::Quit => return Ok(()),
                Effect::Copy(text) => {
                    execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))?;
                }
                Effect::Mouse(has_mouse) => {
                    shared.has_mouse.store(has_mouse, Ordering::Relaxed);
                    if has_mouse {
                        execute!(io::stdout(), CaptureMouse)?;
                    } else {
                        execute!(io::stdout(), event::DisableMouseCapture)?;
                    }
                }
            }
        }
        changed |= pending.arrive(session);
        if shared.repaint.swap(false, Ordering::Relaxed) {
            // Draws all of it anew, without asking the terminal where its cursor is, as `clear` would.
            let size = terminal.size()?;
            terminal.resize(Rect::from((Position::ORIGIN, size)))?;
            changed = true;
        }
        if changed {
            draw(
                &mut terminal,
                &buffer,
                &picture(session),
                &themes[session.options().theme],
            )?;
        }
    }
}

impl Pending<'_> {
    /// How long until something may have arrived; if nothing can, nothing wakes up.
    fn tick(&self, session: &Session) -> Option<Duration> {
        let is_busy = self.matching.is_some() || session.picker().is_some_and(Picker::is_busy);
        match is_busy {
            true => Some(TICK),
            // Where there are no signals, changes of the files cannot wake the loop.
            false if cfg!(not(unix)) && self.live.is_some() => Some(10 * TICK),
            false => None,
        }
    }

    /// Has the pairs on the screen done first.
    fn hurry(&self, session: &Session) {
        if let (Some(triage), Some(picker)) = (&self.triage, session.picker())
            && picker.is_busy()
        {
            triage.hurry(picker);
        }
    }

    /// Takes over what is there. True if that changes the picture.
    fn arrive(&mut self, session: &mut Session) -> bool {
        let has_news = self
            .triage
            .as_ref()
            .is_some_and(|triage| triage.report(session));
        let is_table = matches!(session.view(), View::Picker(_));
        (self.load_matches(session) || has_news && is_table)
            | self.load_news(session)
            | self.notice_changes(session)
    }

    /// Watches the files of the pair on the screen, and no others any more.
    fn watch(&mut self, session: &mut Session, files: Option<Files>) {
        self.live = None;
        if let (Some(files), Some(reader)) = (files, session.reader_mut()) {
            let documents = &reader.diptych().documents;
            self.live = Some(Live::watch(files, documents, wake));
        }
    }

    /// Takes over what became of the files. True if that changes the picture.
    fn load_news(&mut self, session: &mut Session) -> bool {
        let (Some(live), Some(reader)) = (&self.live, session.reader_mut()) else {
            self.live = None;
            return false;
        };
        if self.matching.is_some() {
            return false; // what is being matched is older
        }
        let mut is_any = false;
        for news in live.news.try_iter() {
            is_any = true;
            match news {
                live::News::Note(note) => reader.tell(note),
                live::News::Loaded(diptych, unchanged) => load_anew(reader, diptych, unchanged),
            }
        }
        is_any
    }

    fn reload(&self, session: &mut Session) {
        match (&self.live, session.reader_mut()) {
            (Some(live), _) => live.reload(),
            (None, None) => {}
            (None, Some(reader)) => reader.tell(match self.triage {
                Some(_) => "the texts are rows of the collection; q goes to its table, where R reads it again".to_owned(),
                None => "the texts are built in, no files".to_owned(),
            }),
        }
    }

    fn edit(&self, session: &mut Session, side: Side, line: usize, shared: &Shared) {
        let (Some(live), Some(reader)) = (&self.live, session.reader_mut()) else {
            return;
        };
        match edit(&live.paths[side], line, shared) {
            Ok(()) => live.look(),
            Err(err) => reader.tell(format!("{err:#}")),
        }
    }

    /// Matches the pair on the screen, if that has not been done.
    fn start_matching(&mut self, session: &mut Session) {
        self.matching = None;
        let reader = session.reader_mut();
        let Some(reader) = reader.filter(|reader| !reader.diptych().is_matched()) else {
            return;
        };
        let (sender, receiver) = mpsc::channel();
        let diptych = reader.diptych().clone();
        // Nobody waits for the thread: whoever leaves before it is done does not want its result.
        match Builder::new().spawn(move || drop(sender.send(diptych.matched()))) {
            Ok(_) => self.matching = Some(receiver),
            Err(_) => {
                let diptych = reader.diptych().clone().matched();
                let _ = reader.apply(Action::Load(Box::new(diptych)), None);
            }
        }
    }

    fn load_matches(&mut self, session: &mut Session) -> bool {
        let (Some(matching), Some(reader)) = (&self.matching, session.reader_mut()) else {
            self.matching = None;
            return false;
        };
        match matching.try_recv() {
            Ok(diptych) => {
                let _ = reader.apply(Action::Load(Box::new(diptych)), None);
                self.matching = None;
                true
            }
            Err(TryRecvError::Disconnected) => {
                self.matching = None;
                false
            }
            Err(TryRecvError::Empty) => false,
        }
    }

    /// Whoever presses a key at the table learns that the files have changed; nothing wakes up to look.
    fn notice_changes(&self, session: &mut Session) -> bool {
        let (Some(triage), View::Picker(picker)) = (&self.triage, session.view()) else {
            return false;
        };
        let is_new = picker.is_whole() && !picker.has_changed() && triage.has_changed();
        if is_new {
            session.learn(table::News::Changed);
        }
        is_new
    }

    fn open(&mut self, session: &mut Session, pair: usize) {
        let Some(triage) = &self.triage else {
            return;
        };
        match triage.open(pair) {
            Ok((diptych, files)) => {
                session.open(Ok(match_soon(diptych)));
                self.start_matching(session);
                self.watch(session, files);
            }
            Err(problem) => session.open(Err(problem)),
        }
    }

    fn read_again(&mut self, session: &mut Session) {
        let Some(triage) = &mut self.triage else {
            return;
        };
        if let Err(err) = triage.again(session) {
            session.open(Err(format!("{err:#}")));
        }
    }
}

/// Shows the pair as its files are now, and tells which of them changed. `unchanged` is said if none did.
fn load_anew(reader: &mut Reader, diptych: Box<Diptych>, unchanged: Option<String>) {
    let before = &reader.diptych().documents;
    let changed = Side::BOTH.into_iter().filter(|&side| {
        let now = &diptych.documents[side];
        now.text() != before[side].text()
    });
    let names: Vec<String> = changed.map(|side| before[side].name.clone()).collect();
    let told = match names.as_slice() {
        [] => unchanged,
        [one] => Some(format!("{one} has changed and was read anew")),
        several => Some(format!(
            "{} have changed and were read anew",
            several.join(" and ")
        )),
    };
    let _ = reader.apply(Action::Load(diptych), None);
    if let (Some(told), None) = (told, reader.message()) {
        reader.tell(told);
    }
}

/// Gives the terminal to the reader's editor until that ends.
fn edit(path: &Path, line: usize, shared: &Shared) -> Result<()> {
    let mut command = editor::command(path, line)?;
    if !io::stdin().is_terminal() {
        let mut tty = std::fs::OpenOptions::new();
        command.stdin(tty.read(true).write(true).open("/dev/tty")?);
    }
    shared.is_away.store(true, Ordering::Relaxed);
    leave();
    let status = command.status();
    let entered = enter(shared.has_mouse.load(Ordering::Relaxed));
    shared.is_away.store(false, Ordering::Relaxed);
    shared.repaint.store(true, Ordering::Relaxed);
    entered?;
    let name = command.get_program().to_string_lossy();
    let status =
        status.map_err(|err| anyhow!("cannot start the editor {name}: {}", open::reason(&err)))?;
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

/// Control-Z: does what a stop from outside does.
pub(crate) const SUSPEND: Key = Key {
    code: Code::Char('z'),
    ctrl: true,
    alt: false,
};

pub(crate) fn suspend() -> Result<()> {
    #[cfg(unix)]
    signal_hook::low_level::raise(signal_hook::consts::SIGTSTP)?;
    Ok(())
}

fn enter(has_mouse: bool) -> Result<()> {
    terminal::enable_raw_mode().context("cannot take over the terminal")?;
    execute!(io::stdout(), terminal::EnterAlternateScreen, cursor::Hide)?;
    if has_mouse {
        execute!(io::stdout(), CaptureMouse)?;
    }
    Ok(())
}

/// Gives the terminal back. Errors are of no use any more.
fn leave() {
    let _ = execute!(
        io::stdout(),
        event::DisableMouseCapture,
        terminal::LeaveAlternateScreen,
        cursor::Show
    );
    let _ = terminal::disable_raw_mode();
}

/// Asks for clicks, drags and the wheel, but not for every move, which crossterm's own command would.
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

pub(crate) fn restore_on_panic(leave: fn()) {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        // What is caught at once is no reason to leave.
        if !border::is_inside() {
            leave();
        }
        report(panic);
    }));
}

/// Signals are handled in a thread of their own: the event loop may hang in a terminal that is gone.
/// A stop gives the terminal to the shell, and takes it back when the job goes on; the others end the program. While
/// another program has the terminal, an interrupt is that program's business, and a stop is just a stop.
pub(crate) fn handle_signals(
    leave: fn(),
    resume: impl Fn() -> Result<()> + Send + 'static,
    is_away: impl Fn() -> bool + Send + 'static,
) -> Result<()> {
    #[cfg(unix)]
    {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};
        use signal_hook::low_level::emulate_default_handler;
        let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP])?;
        let handling = Builder::new().spawn(move || {
            for signal in signals.forever() {
                if is_away() {
                    match signal {
                        SIGINT => {}
                        SIGTSTP => drop(emulate_default_handler(SIGTSTP)),
                        _ => std::process::exit(128 + signal),
                    }
                    continue;
                }
                leave();
                if signal != SIGTSTP {
                    std::process::exit(128 + signal);
                }
                let _ = emulate_default_handler(SIGTSTP); // returns when the job goes on
                if resume().is_err() {
                    std::process::exit(1);
                }
            }
        });
        handling.context("cannot start a thread for signals; --print works without one")?;
    }
    Ok(())
}

/// What diptych makes of a terminal's event; nothing of many.
pub(crate) fn input(event: &Event) -> Option<Input> {
    match event {
        Event::Key(event) if event.is_press() => key(event).map(Input::Key),
        Event::Resize(width, height) => Some(Input::Resize(Size {
            width: (*width).max(1).into(),
            height: (*height).max(1).into(),
        })),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::ScrollUp => Some(Input::WheelUp),
            MouseEventKind::ScrollDown => Some(Input::WheelDown),
            MouseEventKind::Down(MouseButton::Left) => Some(Input::Click {
                column: mouse.column.into(),
                row: mouse.row.into(),
            }),
            MouseEventKind::Drag(MouseButton::Left) => Some(Input::Drag {
                column: mouse.column.into(),
            }),
            _ => None,
        },
        _ => None,
    }
}

fn key(event: &KeyEvent) -> Option<Key> {
    let modifiers = |key: Key| Key {
        ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
        alt: event.modifiers.contains(KeyModifiers::ALT),
        ..key
    };
    let name = match event.code {
        KeyCode::Char(c) => return Some(modifiers(Key::char(c))),
        KeyCode::Enter => "Enter",
        KeyCode::Esc => "Esc",
        KeyCode::Tab => "Tab",
        KeyCode::BackTab => "S-Tab",
        KeyCode::Backspace => "BS",
        KeyCode::Delete => "Del",
        KeyCode::Up => "Up",
        KeyCode::Down => "Down",
        KeyCode::Left => "Left",
        KeyCode::Right => "Right",
        KeyCode::PageUp => "PageUp",
        KeyCode::PageDown => "PageDown",
        KeyCode::Home => "Home",
        KeyCode::End => "End",
        _ => return None,
    };
    Key::named(name).map(modifiers)
}
