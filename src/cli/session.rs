//! An app and its desk → a session in the terminal, from what there is to say first to what is to be remembered.

use crate::app::App;
use crate::app::event::Event;
use crate::cli::args::Args;
use crate::cli::config::Setup;
use crate::cli::output;
use crate::jobs::desk::Desk;
use crate::jobs::places::PlaceKeeper;
use crate::tty::terminal;
use crate::view::theme::Themes;
use anyhow::Result;

/// Runs a session until the user quits. Its first frame says what is wrong with the configuration, or with the review if
/// there is a `problem`.
///
/// # Errors
/// If the terminal cannot be read or written.
pub fn run(
    args: &Args,
    setup: &Setup,
    themes: Themes,
    problem: Option<String>,
    app: &mut App,
    desk: &mut Desk,
) -> Result<()> {
    setup.tell(app);
    if let Some(problem) = problem {
        let _ = app.handle(Event::Note(problem));
    }
    let result = terminal::run(app, &args.look(themes), desk);
    let written = desk.places().map_or(Ok(()), PlaceKeeper::write);
    output::notes(written.err().map(|err| format!("{err:#}")).as_slice());
    result
}
