//! What the lists over and under the text have in common: findings, ledger, evidence,
//! outline, themes and help.
//!
//! Each mode says which rows it has and what happens when the cursor comes to one; moving, filtering, clicking and the
//! wheel are the same in all of them.

use super::{Effect, FindingList, LedgerList, Mode, Reader, RecordList};
use crate::app::action::{
    Direction, EditAction, EvidenceAction, FindingsAction, LedgerAction, ListAction, Named,
    ReadingAction, RecordsAction,
};
use crate::app::help::{Help, HelpAnswer};
use crate::app::key::Key;
use crate::app::keymap::{Bindings, HelpRow};
use crate::app::list::{List, ListClick, WHEEL_ROWS};
use crate::compare::wording;
use crate::text::glyph;
use crate::text::side::Side;

impl Reader {
    /// The list that the keys go to, if they go to one.
    pub fn list(&self) -> Option<&List> {
        match &self.mode {
            Mode::Help(help, _) => Some(&help.list),
            Mode::Evidence(evidence) => Some(&evidence.list),
            Mode::Findings(findings) => Some(&findings.list),
            Mode::Ledger(ledger) => Some(&ledger.list),
            Mode::Records(records) => Some(&records.list),
            Mode::Outline(outline) => Some(&outline.list),
            Mode::Themes(themes) => Some(&themes.list),
            Mode::Reading | Mode::Prompt(_) => None,
        }
    }

    fn list_mut(&mut self) -> Option<&mut List> {
        match &mut self.mode {
            Mode::Help(help, _) => Some(&mut help.list),
            Mode::Evidence(evidence) => Some(&mut evidence.list),
            Mode::Findings(findings) => Some(&mut findings.list),
            Mode::Ledger(ledger) => Some(&mut ledger.list),
            Mode::Records(records) => Some(&mut records.list),
            Mode::Outline(outline) => Some(&mut outline.list),
            Mode::Themes(themes) => Some(&mut themes.list),
            Mode::Reading | Mode::Prompt(_) => None,
        }
    }

    /// How many rows pass the filter of the open list.
    pub fn n_list_rows(&self) -> usize {
        match &self.mode {
            Mode::Help(help, _) => help.rows().len(),
            Mode::Evidence(evidence) => evidence.shown.len(),
            Mode::Findings(_) => self.listed_findings().len(),
            Mode::Ledger(ledger) => ledger.shown.len(),
            Mode::Records(records) => records.shown.len(),
            Mode::Outline(_) => self.headings().len(),
            Mode::Themes(_) => self.listed_themes().len(),
            Mode::Reading | Mode::Prompt(_) => 0,
        }
    }

    /// How many rows of the open list the screen has room for, below its title.
    pub fn list_page(&self) -> usize {
        let frame = self.frame();
        let page = match &self.mode {
            Mode::Evidence(evidence) => evidence.page(frame.panel),
            Mode::Findings(_) | Mode::Ledger(_) | Mode::Records(_) => frame.panel.saturating_sub(1),
            _ => frame.height.saturating_sub(1),
        };
        page.max(1)
    }

    /// Does what a key of a list is bound to.
    pub(super) fn apply_list(&mut self, action: ListAction, count: Option<usize>) -> Effect {
        let page = self.list_page();
        if let Mode::Help(help, _) = &mut self.mode {
            return match help.apply(action, count, page) {
                HelpAnswer::Stay => Effect::None,
                HelpAnswer::Close => self.close_list(),
                HelpAnswer::Run(name) => self.run_from_help(name),
            };
        }
        let n_rows = self.n_list_rows();
        match action {
            ListAction::Move(motion) => {
                if let Some(list) = self.list_mut() {
                    list.go(motion, count, n_rows, page);
                }
                self.show_chosen();
            }
            ListAction::Filter => {
                if let Some(list) = self.list_mut() {
                    list.is_typing = true;
                }
            }
            ListAction::Help => self.open_help_for_list(),
            ListAction::Confirm => return self.confirm_list(),
            ListAction::Close => return self.close_list(),
        }
        Effect::None
    }

    pub(super) fn type_in_list(&mut self, key: Key, bindings: &Bindings<EditAction>) {
        let (n_rows, page) = (self.n_list_rows(), self.list_page());
        if let Some(list) = self.list_mut()
            && list.press(key, bindings, n_rows, page)
        {
            self.filter_again();
        }
        self.show_chosen();
    }

    pub(super) fn paste_in_list(&mut self, text: &str) {
        if let Some(list) = self.list_mut() {
            list.filter.insert(text);
            list.cursor = 0;
        }
        self.filter_again();
        self.show_chosen();
    }

    /// The wheel scrolls the list; the cursor stays as long as the screen shows its row.
    pub(super) fn scroll_list(&mut self, direction: Direction) {
        let (n_rows, page) = (self.n_list_rows(), self.list_page());
        if let Some(list) = self.list_mut() {
            list.scroll(direction, WHEEL_ROWS, n_rows, page);
        }
        self.show_chosen();
    }

    /// A click chooses a row, another one on it takes it. One into the text beside a panel leaves the list.
    pub(super) fn click_list(&mut self, row: usize) {
        let frame = self.frame();
        let is_panel = matches!(
            self.mode,
            Mode::Evidence(_) | Mode::Findings(_) | Mode::Ledger(_) | Mode::Records(_)
        );
        let title = frame.top + if is_panel { frame.height } else { 0 };
        if row < title && is_panel {
            return match self.mode {
                Mode::Findings(_) | Mode::Ledger(_) | Mode::Records(_) => drop(self.confirm_list()),
                _ => drop(self.close_list()),
            };
        }
        let Some(row) = row.checked_sub(title + 1) else {
            return;
        };
        let (n_rows, page) = (self.n_list_rows(), self.list_page());
        match self.list_mut().map(|list| list.click(row, n_rows, page)) {
            Some(ListClick::Chosen) => self.show_chosen(),
            Some(ListClick::Again) => drop(self.apply_list(ListAction::Confirm, None)),
            Some(ListClick::Nothing) | None => {}
        }
    }

    /// The filter of the open list is another one: its first row is chosen.
    fn filter_again(&mut self) {
        match self.mode {
            Mode::Evidence(_) => self.filter_candidates(),
            Mode::Ledger(_) => self.list_facts(),
            Mode::Records(_) => self.list_records(),
            _ => {}
        }
    }

    /// The cursor of the open list has moved: what it stands on comes on the screen.
    pub(super) fn show_chosen(&mut self) {
        match self.mode {
            Mode::Evidence(_) => self.show_beside(),
            Mode::Findings(_) => self.show_chosen_finding(),
            Mode::Ledger(_) => self.show_chosen_fact(),
            Mode::Records(_) => self.show_chosen_record(),
            Mode::Themes(_) => self.use_chosen_theme(),
            Mode::Reading | Mode::Prompt(_) | Mode::Help(..) | Mode::Outline(_) => {}
        }
    }

    fn confirm_list(&mut self) -> Effect {
        match self.mode {
            Mode::Evidence(_) => self.go_to_candidate(),
            Mode::Findings(_) => self.stay_at_finding(),
            Mode::Ledger(_) => self.stay_at_fact(),
            Mode::Records(_) => self.stay_at_record(),
            Mode::Outline(_) => self.go_to_heading(),
            Mode::Themes(_) => self.mode = Mode::Reading,
            Mode::Reading | Mode::Prompt(_) | Mode::Help(..) => {}
        }
        Effect::None
    }

    /// Closes the list, and goes back to what was on the screen before it.
    pub(super) fn close_list(&mut self) -> Effect {
        match std::mem::replace(&mut self.mode, Mode::Reading) {
            Mode::Help(_, under) => self.mode = *under,
            Mode::Evidence(evidence) => self.anchor = evidence.before,
            Mode::Findings(FindingList { before, .. })
            | Mode::Ledger(LedgerList { before, .. })
            | Mode::Records(RecordList { before, .. }) => self.go_back_to(before),
            Mode::Themes(themes) => self.use_theme(themes.before),
            Mode::Reading | Mode::Prompt(_) | Mode::Outline(_) => {}
        }
        Effect::None
    }

    /// Closes lists whose rows are of the passages as they were; they may also be under the help page.
    pub(super) fn close_lists_of_passages(&mut self) {
        let open = match &self.mode {
            Mode::Help(_, under) => &**under,
            mode => mode,
        };
        match open {
            Mode::Evidence(evidence) => self.anchor = evidence.before,
            Mode::Findings(_) | Mode::Ledger(_) | Mode::Records(_) => {}
            _ => return,
        }
        match &mut self.mode {
            Mode::Help(_, under) => **under = Mode::Reading,
            mode => *mode = Mode::Reading,
        }
    }

    /// All figures of both sides: the header has room for the first of them only.
    pub(super) fn figures_for_help(&self) -> Vec<HelpRow> {
        let of_side = Side::BOTH.map(|side| {
            let figures = wording::figures(&self.diptych, side).into_iter();
            (side.name(), figures.map(|(_, text)| text).collect())
        });
        let words = ("its words", wording::words_of_rewrite(&self.diptych));
        let groups = of_side.into_iter().chain([words]);
        let groups = groups.filter(|(_, figures)| figures.iter().any(|figure| !figure.is_empty()));
        let lines = groups.flat_map(|(what, figures)| lines_of(&format!("{what}:"), &figures));
        let heading = HelpRow::Heading("This pair");
        std::iter::once(heading)
            .chain(lines.map(HelpRow::Text))
            .collect()
    }

    pub(super) fn open_help(&mut self, rows: Vec<HelpRow>) {
        let under = std::mem::replace(&mut self.mode, Mode::Reading);
        self.mode = Mode::Help(Help::new(rows, self.size.width), Box::new(under));
    }

    pub(super) fn open_help_for_list(&mut self) {
        let keymap = &self.options.keymap;
        let rows = match self.mode {
            Mode::Findings(_) => keymap.findings.help(true),
            Mode::Ledger(_) => keymap.ledger.help(true),
            Mode::Evidence(_) => keymap.evidence.help(true),
            Mode::Records(_) => keymap.records.help(true),
            Mode::Outline(_) => keymap.outline.help(true),
            Mode::Themes(_) => keymap.themes.help(true),
            Mode::Reading | Mode::Prompt(_) | Mode::Help(..) => return,
        };
        self.open_help(rows);
    }

    /// Runs an action of the place that the help page was opened in.
    fn run_from_help(&mut self, name: &str) -> Effect {
        let _ = self.close_list();
        match self.mode {
            Mode::Reading => ReadingAction::named(name).map(|action| self.apply(action, None)),
            Mode::Findings(_) => {
                FindingsAction::named(name).map(|action| self.apply_findings(action, None))
            }
            Mode::Ledger(_) => {
                LedgerAction::named(name).map(|action| self.apply_ledger(action, None))
            }
            Mode::Evidence(_) => {
                EvidenceAction::named(name).map(|action| self.apply_evidence(action, None))
            }
            Mode::Records(_) => {
                RecordsAction::named(name).map(|action| self.apply_records(action, None))
            }
            _ => ListAction::named(name).map(|action| self.apply_list(action, None)),
        }
        .unwrap_or(Effect::None)
    }
}

/// Lines of figures behind a word, each so short that every screen shows it whole.
fn lines_of(word: &str, figures: &[String]) -> Vec<String> {
    let mut lines = vec![word.to_owned()];
    for (n, figure) in figures.iter().enumerate() {
        let is_full = lines
            .last()
            .is_some_and(|line| glyph::width(line) + glyph::width(figure) + 3 > FIGURES_MAX);
        match lines.last_mut() {
            Some(line) if !is_full || n == 0 => {
                let before = if n == 0 { " " } else { " · " };
                *line += &format!("{before}{figure}");
            }
            _ => lines.push(figure.clone()),
        }
    }
    lines
}

/// Columns of a line of figures: on a screen of 60 it stands whole, behind its margin.
const FIGURES_MAX: usize = 54;

/// The next of several groups to show alone; after the last one all of them, which is `None`.
pub(super) fn one_or_all<T: Copy + PartialEq>(
    groups: &[T],
    shown: Option<T>,
    direction: Direction,
) -> Option<T> {
    let here = shown.and_then(|shown| groups.iter().position(|&group| group == shown));
    let beside = match (direction, here) {
        (Direction::Forward, here) => here.map_or(0, |n| n + 1),
        (Direction::Backward, None) => groups.len().checked_sub(1)?,
        (Direction::Backward, Some(n)) => n.checked_sub(1)?,
    };
    groups.get(beside).copied()
}
