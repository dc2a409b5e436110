//! The help page: a legend of what the screen shows, and the keys of a place, from which an action can be run.

use crate::app::action::ListAction;
use crate::app::keymap::HelpRow;
use crate::app::list::List;
use crate::text::glyph;

/// The open page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    all: Vec<HelpRow>,
    /// Columns of the screen.
    pub width: usize,
    /// Where the reader is in it.
    pub list: List,
}

/// The column of the keys.
pub const KEYS_AT: usize = 4;

/// Columns for what keys do on the narrowest screen.
const ROOM_MIN: usize = 8;

/// What comes of an action on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HelpAnswer {
    /// It stays open.
    Stay,
    /// It closes.
    Close,
    /// It closes, and the action with this name is run.
    Run(&'static str),
}

impl Help {
    /// Opens the page at its head, on a screen with so many columns.
    pub fn new(rows: Vec<HelpRow>, width: usize) -> Help {
        Help {
            all: rows,
            width,
            list: List::default(),
        }
    }

    /// What passes the filter, in as many rows as it takes to show all of it.
    pub fn rows(&self) -> Vec<HelpRow> {
        let room = self.width.saturating_sub(self.help_at() + 1).max(ROOM_MIN);
        let rows = self.entries().into_iter();
        rows.flat_map(|row| row.folded(room)).collect()
    }

    /// The column where it is said what keys do.
    pub fn help_at(&self) -> usize {
        let widths = self.entries().into_iter().map(|row| match row {
            HelpRow::Heading(_) | HelpRow::Text(_) | HelpRow::Sample { .. } => 0,
            HelpRow::Action { keys, .. } => glyph::width(&keys.join(" ")),
        });
        KEYS_AT + widths.max().unwrap_or(0).min(self.width / 3) + 2
    }

    /// What passes the filter; without headings if there is one.
    pub fn entries(&self) -> Vec<&HelpRow> {
        let is_filtered = !self.list.filter.text().trim().is_empty();
        let passes = |row: &&HelpRow| match row {
            HelpRow::Heading(_) | HelpRow::Text(_) => !is_filtered,
            HelpRow::Sample { meaning, .. } => self.list.passes(meaning),
            HelpRow::Action {
                keys, name, help, ..
            } => self
                .list
                .passes(&format!("{} {name} {help}", keys.join(" "))),
        };
        self.all.iter().filter(passes).collect()
    }

    /// Does what a key of the page is bound to. `page` is how many rows the screen has room for.
    pub fn apply(&mut self, action: ListAction, count: Option<usize>, page: usize) -> HelpAnswer {
        match action {
            ListAction::Move(motion) => {
                let n_rows = self.rows().len();
                self.list.go(motion, count, n_rows, page);
                HelpAnswer::Stay
            }
            ListAction::Filter => {
                self.list.is_typing = true;
                HelpAnswer::Stay
            }
            ListAction::Help => HelpAnswer::Stay,
            ListAction::Close => HelpAnswer::Close,
            ListAction::Confirm => match self.rows().get(self.list.cursor) {
                Some(HelpRow::Action {
                    name, runs: true, ..
                }) => HelpAnswer::Run(name),
                _ => HelpAnswer::Stay,
            },
        }
    }
}
