//! The help page: a legend of what the screen shows, and the keys of a place, from which an action can be run.

use crate::app::action::ListAction;
use crate::app::keymap::HelpRow;
use crate::app::list::List;

/// The open page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    all: Vec<HelpRow>,
    /// Where the reader is in it.
    pub list: List,
}

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
    /// Opens the page at its head.
    pub fn new(rows: Vec<HelpRow>) -> Help {
        Help {
            all: rows,
            list: List::default(),
        }
    }

    /// The rows that pass the filter; without headings if there is one.
    pub fn rows(&self) -> Vec<&HelpRow> {
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
