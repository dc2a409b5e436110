//! `--theme`, `--color` and what the terminal says of itself → the themes to choose from, and the one to begin with.

use crate::app::reader::Options;
use crate::cli::args::{Args, When};
use crate::input::open;
use crate::tty::terminal;
use crate::view::theme::{BUILT_IN, Depth, Theme, Themes};
use anyhow::{Result, anyhow};
use std::io::{self, IsTerminal};
use std::thread::{Builder, JoinHandle};

/// The theme that `--theme` names, and what to call it: a built-in one or a file.
pub fn wanted(args: &Args) -> Result<Option<NamedTheme>> {
    args.theme.as_deref().map(load).transpose()
}

/// A theme and what it is called.
pub type NamedTheme = (String, Theme);

fn load(name: &str) -> Result<NamedTheme> {
    if let Some(theme) = Theme::built_in(name) {
        return Ok((name.to_owned(), theme));
    }
    let shown = open::display_name(name);
    let source = std::fs::read_to_string(name).map_err(|err| {
        let names: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
        let reason = open::reason(&err);
        anyhow!(
            "cannot read the theme {shown}: {reason}; there are {} built in, and files",
            names.join(", ")
        )
    })?;
    let theme =
        Theme::parse(&source).map_err(|err| anyhow!("the theme {shown} is not right: {err}"))?;
    Ok((shown.into_owned(), theme))
}

/// The themes to choose from, and the name of the one to begin with.
pub struct Choice {
    /// All of them.
    pub themes: Themes,
    first: String,
}

impl Choice {
    /// The built-in themes and the `wanted` one, which is the first; if none is wanted, `fallback` is.
    fn new(wanted: Option<NamedTheme>, fallback: &str, depth: Depth) -> Choice {
        let first = wanted
            .as_ref()
            .map_or(fallback, |(name, _)| name)
            .to_owned();
        let built_in = BUILT_IN
            .iter()
            .filter_map(|(name, _)| Some(((*name).to_owned(), Theme::built_in(name)?)));
        let mut all: Vec<NamedTheme> = built_in.collect();
        all.extend(wanted.filter(|(name, _)| Theme::built_in(name).is_none()));
        for (_, theme) in &mut all {
            theme.depth = depth;
        }
        Choice {
            themes: Themes(all),
            first,
        }
    }

    /// For printed pictures: all colours, and a dark background if nothing else is wanted.
    pub fn for_print(wanted: Option<NamedTheme>) -> Choice {
        Choice::new(wanted, "dark", Depth::True)
    }

    /// How to read, as the flags say, with these themes to choose from.
    pub fn options(&self, args: &Args) -> Options {
        Options {
            themes: self.themes.names(),
            theme: self.first.clone(),
            ..args.options()
        }
    }

    /// The theme to begin with.
    pub fn first(&self) -> &Theme {
        self.themes.named(&self.first)
    }
}

/// A question to the terminal about its background. It may take its time to answer; meanwhile there is other work.
pub struct Question {
    depth: Depth,
    wanted: Option<NamedTheme>,
    is_light: Option<JoinHandle<bool>>,
}

impl Question {
    /// Asks, if the answer matters.
    pub fn ask(args: &Args, wanted: Option<NamedTheme>) -> Question {
        let depth = match args.color {
            When::Never => Depth::None,
            When::Auto if no_color() => Depth::None,
            When::Auto | When::Always => depth(),
        };
        let asks = depth != Depth::None && wanted.is_none();
        Question {
            depth,
            wanted,
            is_light: asks
                .then(|| Builder::new().spawn(terminal::is_light).ok())
                .flatten(),
        }
    }

    /// Waits for the answer, and begins with the theme that suits it.
    pub fn choice(self) -> Choice {
        let is_light = self
            .is_light
            .is_some_and(|thread| thread.join().unwrap_or(false));
        let fallback = match self.depth {
            Depth::None => "monochrome",
            _ => suiting(is_light),
        };
        Choice::new(self.wanted, fallback, self.depth)
    }
}

/// The theme of lines on standard output; `None`: no colours.
pub fn for_lines(color: When) -> Option<Theme> {
    let is_terminal = io::stdout().is_terminal();
    match color {
        When::Never => return None,
        When::Auto if !is_terminal || no_color() => return None,
        When::Auto | When::Always => {}
    }
    let mut theme = Theme::built_in(suiting(is_terminal && terminal::is_light()))?;
    theme.depth = if is_terminal { depth() } else { Depth::True };
    Some(theme)
}

/// The name of the theme for a background.
fn suiting(is_light: bool) -> &'static str {
    if is_light { "light" } else { "dark" }
}

/// See <https://no-color.org>.
fn no_color() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

/// What the terminal says of itself, by the usual variables.
fn depth() -> Depth {
    let var = |name| std::env::var(name).unwrap_or_default();
    match (var("COLORTERM").as_str(), var("TERM")) {
        ("truecolor" | "24bit", _) => Depth::True,
        (_, term)
            if ["256", "direct", "kitty"]
                .iter()
                .any(|many| term.contains(many)) =>
        {
            Depth::Indexed
        }
        _ => Depth::Basic,
    }
}
