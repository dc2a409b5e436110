//! Screens → text or an image on standard output.

use crate::app::App;
use crate::app::key::{Input, SIZE_MAX, Size};
use crate::cli::args::{Args, PRINT_WIDTH_MIN, Print, When};
use crate::cli::output;
use crate::cli::themes::ThemeChoice;
use crate::jobs::desk::{Desk, Front};
use crate::text::cores::on_all_cores;
use crate::view::screen::{self, Screen};
use crate::view::theme::Theme;
use crate::view::{ansi, svg};
use anyhow::Result;
use crossterm::terminal;
use std::io::{self, BufWriter, IsTerminal, Write};

/// The size of printed pictures that nothing is known of.
const SIZE: Size = Size {
    width: 120,
    height: 40,
};

/// The size of what is printed: as the options say, else as wide as standard output, if that is a terminal, or as
/// COLUMNS says, which git sets for its pager.
pub fn size(args: &Args) -> Size {
    let width = args.width.map(usize::from);
    args.size.unwrap_or_else(|| Size {
        width: width.unwrap_or_else(self::width),
        ..SIZE
    })
}

/// The columns that printed text may take, if no option says it.
pub fn width() -> usize {
    let of_terminal = || {
        let size = io::stdout().is_terminal().then(terminal::size)?.ok()?;
        Some(usize::from(size.0)).filter(|&width| width > 0)
    };
    let of_variable = || std::env::var("COLUMNS").ok()?.trim().parse().ok();
    let width = of_terminal().or_else(of_variable).unwrap_or(SIZE.width);
    width.clamp(PRINT_WIDTH_MIN.into(), SIZE_MAX)
}

/// Prints the screen that a terminal would show after some keys; nothing if one of them quits.
///
/// # Errors
/// If a checker cannot be asked, or the output cannot be written.
pub fn press_and_print(
    args: &Args,
    app: &mut App,
    desk: &mut Desk,
    inputs: &[Input],
    choice: &ThemeChoice,
) -> Result<()> {
    desk.ask_checkers(app, &mut Script)?;
    if desk.press(app, &mut Script, inputs)? {
        let theme = choice.themes.named(&app.options().theme);
        print(args, screen::of_app(app), theme)?;
    }
    Ok(())
}

/// A front that shows nothing: only the final state is printed.
struct Script;

impl Front for Script {}

/// Prints one screen.
fn print(args: &Args, screen: Screen, theme: &Theme) -> io::Result<()> {
    let screen = if args.ascii { screen.ascii() } else { screen };
    let text = match (args.print, args.color) {
        (Some(Print::Svg), _) => svg::svg(&screen, theme),
        (_, When::Always) => ansi::color_text(&screen, theme),
        _ => ansi::marked(&screen),
    };
    output::print(text.as_bytes())
}

/// Prints the rows of a long text; `draw` makes a screen of each when its turn comes, on all cores.
///
/// # Errors
/// If the output cannot be written.
pub fn print_rows<R: Copy + Sync>(
    args: &Args,
    rows: &[R],
    draw: impl Fn(R) -> Screen + Sync,
    theme: &Theme,
) -> io::Result<()> {
    let text = |&row: &R| {
        let row = draw(row);
        let row = if args.ascii { row.ascii() } else { row };
        match args.color {
            When::Always => ansi::color_text(&row, theme),
            When::Auto | When::Never => ansi::plain(&row),
        }
    };
    let mut output = BufWriter::new(output::stdout());
    for rows in rows.chunks(ROWS_AT_ONCE) {
        for text in on_all_cores(rows, text) {
            output.write_all(text.as_bytes())?;
        }
    }
    output.flush()
}

/// The rows that are drawn before they are written: about a megabyte of text.
const ROWS_AT_ONCE: usize = 10_000;
