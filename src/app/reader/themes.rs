//! The themes, in a list; the one under the cursor is in use while the list is open.

use super::{Mode, Reader};
use crate::app::list::List;

/// The open list of themes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeList {
    /// Where the reader is in it.
    pub list: List,
    /// The theme to go back to if none is chosen.
    pub(super) before: usize,
}

impl Reader {
    pub(super) fn open_themes(&mut self) {
        let before = self.theme();
        let list = List::at(before);
        self.mode = Mode::Themes(ThemeList { list, before });
    }

    /// The themes that the list shows: indices into [`Reader::themes`].
    pub fn listed_themes(&self) -> Vec<usize> {
        let Mode::Themes(themes) = &self.mode else {
            return Vec::new();
        };
        let names = self.themes().iter().enumerate();
        let passing = names.filter(|(_, name)| themes.list.passes(name));
        passing.map(|(n, _)| n).collect()
    }

    pub(super) fn use_chosen_theme(&mut self) {
        let chosen = self
            .list()
            .and_then(|list| self.listed_themes().get(list.cursor).copied());
        if let Some(theme) = chosen {
            self.use_theme(theme);
        }
    }

    /// Which of the themes is in use; the first, if its name is not among theirs.
    pub fn theme(&self) -> usize {
        let themes = &self.options.themes;
        let in_use = themes.iter().position(|name| *name == self.options.theme);
        in_use.unwrap_or(0)
    }

    pub(super) fn use_theme(&mut self, n: usize) {
        if let Some(name) = self.options.themes.get(n) {
            self.options.theme.clone_from(name);
        }
    }

    /// The names of the themes there are.
    pub fn themes(&self) -> &[String] {
        &self.options.themes
    }
}
