//! `--theme`, the user's own themes, `--color` and the terminal's capabilities → the available themes, and the one to start
//! with.

use crate::cli::args::{Args, When};
use crate::input::open;
use crate::text::glyph;
use crate::text::near::did_you_mean;
use crate::tty::terminal;
use crate::view::theme::{BUILT_IN, Depth, Theme, Themes};
use anyhow::{Result, anyhow};
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::thread::{Builder, JoinHandle};

/// A theme and its name.
pub type NamedTheme = (String, Theme);

/// The folder of the user's themes, beside the configuration.
pub fn folder(config: &Path) -> PathBuf {
    config.with_file_name("themes")
}

/// The themes that lie beside a configuration, `themes/NAME.toml`, by name, and what is wrong with the others. One with the
/// name of a built-in theme takes its place.
pub fn beside(config: &Path) -> (Vec<NamedTheme>, Vec<String>) {
    let Ok(entries) = fs::read_dir(folder(config)) else {
        return (Vec::new(), Vec::new());
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    let (mut themes, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        match read(&path) {
            Ok(theme) => themes.push((glyph::escaped(&name).into_owned(), theme)),
            Err(err) => problems.push(format!("{err:#}")),
        }
    }
    (themes, problems)
}

/// The theme of a name: one of the user's own, or a built-in one.
pub fn find(name: &str, own: &[NamedTheme]) -> Option<Theme> {
    let of_own = own.iter().find(|(known, _)| known == name);
    of_own
        .map(|(_, theme)| theme.clone())
        .or_else(|| Theme::built_in(name))
}

/// The theme of a name or in a file.
///
/// # Errors
/// If the file cannot be read, or is no theme.
pub fn load(name: &str, own: &[NamedTheme]) -> Result<NamedTheme> {
    match find(name, own) {
        Some(theme) => Ok((name.to_owned(), theme)),
        None if fs::symlink_metadata(name).is_err() && !name.contains(['/', '.']) => {
            Err(anyhow!(unknown(name, own)))
        }
        None => Ok((
            open::display_name(name).into_owned(),
            read(Path::new(name))?,
        )),
    }
}

/// What to say of a name that no theme has.
pub fn unknown(name: &str, own: &[NamedTheme]) -> String {
    let own = own.iter().map(|(name, _)| name.as_str());
    let names: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).chain(own).collect();
    let near = did_you_mean(name, names.iter().copied());
    let (name, names) = (glyph::escaped(name), names.join(", "));
    format!("no theme is called `{name}`; name a file or one of {names}{near}")
}

/// The theme in a file.
///
/// # Errors
/// If the file cannot be read, or is no theme.
fn read(path: &Path) -> Result<Theme> {
    let name = path.to_string_lossy();
    let name = open::display_name(&name);
    let source = fs::read_to_string(path)
        .map_err(|err| anyhow!("cannot read the theme {name}: {}", open::reason(&err)))?;
    Theme::parse(&source).map_err(|err| anyhow!("the theme {name} is invalid: {err}"))
}

/// The themes there are, and which of them the user wants.
#[derive(Debug, Clone)]
pub struct WantedThemes {
    all: Vec<NamedTheme>,
    /// The one to use; without it, one of the next two.
    always: Option<String>,
    on_dark: String,
    on_light: String,
}

impl WantedThemes {
    /// The built-in themes, the user's own, and the files that the arguments name.
    ///
    /// # Errors
    /// If such a file cannot be read, or is no theme.
    pub fn load(args: &Args, own: Vec<NamedTheme>) -> Result<WantedThemes> {
        let mut wanted: Vec<NamedTheme> = Vec::new();
        for name in args
            .theme
            .iter()
            .chain([&args.dark_theme, &args.light_theme])
        {
            wanted.push(load(name, &own)?);
        }
        let built_in = BUILT_IN
            .iter()
            .filter_map(|(name, _)| Some(((*name).to_owned(), find(name, &own)?)));
        let mut all: Vec<NamedTheme> = built_in.collect();
        for (name, theme) in own.into_iter().chain(wanted.iter().cloned()) {
            if all.iter().all(|(known, _)| *known != name) {
                all.push((name, theme));
            }
        }
        let mut names = wanted.into_iter().map(|(name, _)| name);
        let mut next = || names.next().unwrap_or_default();
        Ok(WantedThemes {
            all,
            always: args.theme.as_ref().map(|_| next()),
            on_dark: next(),
            on_light: next(),
        })
    }

    /// These themes for a terminal with so many colours and such a background.
    fn choose(&self, depth: Depth, is_light: bool) -> ThemeChoice {
        let fallback = match (depth, is_light) {
            (Depth::None, _) => "monochrome",
            (_, true) => &self.on_light,
            (_, false) => &self.on_dark,
        };
        let mut all = self.all.clone();
        for (_, theme) in &mut all {
            theme.depth = depth;
        }
        ThemeChoice {
            themes: Themes(all),
            first: self.always.as_deref().unwrap_or(fallback).to_owned(),
        }
    }

    /// For printed pictures: true colour, on a dark background.
    pub fn for_print(&self) -> ThemeChoice {
        self.choose(Depth::True, false)
    }
}

/// The available themes, and the name of the one to start with.
pub struct ThemeChoice {
    /// All available themes.
    pub themes: Themes,
    /// The name of the one to start with.
    pub first: String,
}

impl ThemeChoice {
    /// The theme to start with.
    pub fn first(&self) -> &Theme {
        self.themes.named(&self.first)
    }
}

/// A query for the terminal's background colour. The terminal may answer late, so other work goes on meanwhile.
pub struct BackgroundQuery<'a> {
    depth: Depth,
    wanted: &'a WantedThemes,
    is_light: Option<JoinHandle<bool>>,
}

impl BackgroundQuery<'_> {
    /// Sends the query, if the answer matters.
    pub fn send<'a>(args: &Args, wanted: &'a WantedThemes) -> BackgroundQuery<'a> {
        let depth = match args.color {
            When::Never => Depth::None,
            When::Auto if anstyle_query::no_color() => Depth::None,
            When::Auto | When::Always => depth(),
        };
        let matters =
            depth != Depth::None && wanted.always.is_none() && wanted.on_dark != wanted.on_light;
        BackgroundQuery {
            depth,
            wanted,
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
        self.wanted.choose(self.depth, is_light)
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
    let name = match is_terminal && terminal::is_light() {
        true => "light",
        false => "dark",
    };
    let mut theme = Theme::built_in(name)?;
    theme.depth = if is_terminal { depth() } else { Depth::True };
    Some(theme)
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
