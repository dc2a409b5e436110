//! `--theme`, `--color` and the terminal's capabilities → the available themes, and the one to start with.

use crate::app::reader::Options;
use crate::cli::args::{Args, When};
use crate::input::open;
use crate::tty::terminal;
use crate::view::theme::{BUILT_IN, Depth, Theme, Themes};
use anyhow::{Result, anyhow};
use std::io::{self, IsTerminal};
use std::thread::{Builder, JoinHandle};

/// The theme that `--theme` names, a built-in one or a file; `None` without the option.
pub fn load_requested(args: &Args) -> Result<Option<NamedTheme>> {
    args.theme.as_deref().map(load).transpose()
}

/// A theme and its name.
pub type NamedTheme = (String, Theme);

fn load(name: &str) -> Result<NamedTheme> {
    if let Some(theme) = Theme::built_in(name) {
        return Ok((name.to_owned(), theme));
    }
    let display_name = open::display_name(name);
    let source = std::fs::read_to_string(name).map_err(|err| {
        let names: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
        let reason = open::reason(&err);
        anyhow!(
            "cannot read the theme {display_name}: {reason}; name a file or one of {}",
            names.join(", ")
        )
    })?;
    let theme = Theme::parse(&source)
        .map_err(|err| anyhow!("the theme {display_name} is invalid: {err}"))?;
    Ok((display_name.into_owned(), theme))
}

/// The available themes, and the name of the one to start with.
pub struct ThemeChoice {
    /// All available themes.
    pub themes: Themes,
    first: String,
}

impl ThemeChoice {
    /// The built-in themes and the requested one, which is the first; without one, `fallback` is the first.
    fn new(requested: Option<NamedTheme>, fallback: &str, depth: Depth) -> ThemeChoice {
        let first = requested
            .as_ref()
            .map_or(fallback, |(name, _)| name)
            .to_owned();
        let built_in = BUILT_IN
            .iter()
            .filter_map(|(name, _)| Some(((*name).to_owned(), Theme::built_in(name)?)));
        let mut all: Vec<NamedTheme> = built_in.collect();
        all.extend(requested.filter(|(name, _)| Theme::built_in(name).is_none()));
        for (_, theme) in &mut all {
            theme.depth = depth;
        }
        ThemeChoice {
            themes: Themes(all),
            first,
        }
    }

    /// For printed pictures: true colour, and the dark theme unless another one is requested.
    pub fn for_print(requested: Option<NamedTheme>) -> ThemeChoice {
        ThemeChoice::new(requested, "dark", Depth::True)
    }

    /// The reading options of the arguments, with these themes.
    pub fn options(&self, args: &Args) -> Options {
        Options {
            themes: self.themes.names(),
            theme: self.first.clone(),
            ..args.options()
        }
    }

    /// The theme to start with.
    pub fn first(&self) -> &Theme {
        self.themes.named(&self.first)
    }
}

/// A query for the terminal's background colour. The terminal may answer late, so other work goes on meanwhile.
pub struct BackgroundQuery {
    depth: Depth,
    requested: Option<NamedTheme>,
    is_light: Option<JoinHandle<bool>>,
}

impl BackgroundQuery {
    /// Sends the query, if the answer matters.
    pub fn send(args: &Args, requested: Option<NamedTheme>) -> BackgroundQuery {
        let depth = match args.color {
            When::Never => Depth::None,
            When::Auto if anstyle_query::no_color() => Depth::None,
            When::Auto | When::Always => depth(),
        };
        let matters = depth != Depth::None && requested.is_none();
        BackgroundQuery {
            depth,
            requested,
            is_light: matters
                .then(|| Builder::new().spawn(terminal::is_light).ok())
                .flatten(),
        }
    }

    /// Waits for the answer and chooses the theme for it.
    pub fn choose(self) -> ThemeChoice {
        let is_light = self
            .is_light
            .is_some_and(|thread| thread.join().unwrap_or(false));
        let fallback = match self.depth {
            Depth::None => "monochrome",
            _ => theme_for(is_light),
        };
        ThemeChoice::new(self.requested, fallback, self.depth)
    }
}

/// The theme for lines on standard output; `None` for no colours.
pub fn for_lines(color: When) -> Option<Theme> {
    let is_terminal = io::stdout().is_terminal();
    match color {
        When::Never => return None,
        When::Auto if !is_terminal || anstyle_query::no_color() => return None,
        When::Auto | When::Always => {}
    }
    let mut theme = Theme::built_in(theme_for(is_terminal && terminal::is_light()))?;
    theme.depth = if is_terminal { depth() } else { Depth::True };
    Some(theme)
}

/// The name of the theme for a light or dark background.
fn theme_for(is_light: bool) -> &'static str {
    if is_light { "light" } else { "dark" }
}

/// The colour depth of the terminal, by COLORTERM and TERM.
fn depth() -> Depth {
    if anstyle_query::truecolor() {
        return Depth::True;
    }
    let term = std::env::var("TERM").unwrap_or_default();
    let is_indexed = ["256", "direct", "kitty"]
        .iter()
        .any(|name| term.contains(name));
    match is_indexed {
        true => Depth::Indexed,
        false => Depth::Basic,
    }
}
