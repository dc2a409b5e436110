//! What is typed at the bottom of the screen, searches and passage numbers, and the way from hit to hit.

use super::subject::Standpoint;
use super::{Anchor, Effect, Mode, Place, Reader};
use crate::app::action::{Direction, EditAction, ReadingAction};
use crate::app::command_line::{CommandLine, LineCommand};
use crate::app::key::Key;
use crate::app::keymap::Bindings;
use crate::app::line_editor::{Edited, LineEditor};
use crate::app::search::Search;
use crate::text::side::{Side, partition_point};

/// A line that is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// What will be done with it.
    pub kind: PromptKind,
    /// As far as it is typed, and the names that complete it.
    pub command: CommandLine,
    /// Of a search: what was typed before an earlier one was put into the line, and which one that is, from 1.
    earlier: Option<(String, usize)>,
}

/// What a typed line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromptKind {
    /// A search; where it started, to go back to if it is given up.
    Search(Place, Anchor),
    /// The number of a passage or the name of an action.
    CommandLine,
    /// A note on the passage.
    Note,
}

impl Prompt {
    /// Asks what to search for.
    pub fn search(place: Place, anchor: Anchor) -> Prompt {
        Prompt::new(PromptKind::Search(place, anchor))
    }

    /// Asks for a note.
    pub fn note() -> Prompt {
        Prompt::new(PromptKind::Note)
    }

    /// Asks for a passage, an action, or one of some other commands.
    pub fn command_line(others: Vec<String>) -> Prompt {
        Prompt {
            command: CommandLine::with_others(others),
            ..Prompt::new(PromptKind::CommandLine)
        }
    }

    fn new(kind: PromptKind) -> Prompt {
        Prompt {
            kind,
            command: CommandLine::default(),
            earlier: None,
        }
    }

    /// The line.
    pub fn line(&self) -> &LineEditor {
        &self.command.line
    }
}

impl Reader {
    pub(super) fn type_in_prompt(&mut self, key: Key, bindings: &Bindings<EditAction>) -> Effect {
        let Mode::Prompt(prompt) = &mut self.mode else {
            return Effect::None;
        };
        match prompt.command.line.press(key, bindings) {
            Edited::Text => self.prompt_changed(),
            Edited::Confirmed => return self.confirm_prompt(),
            Edited::Cancelled => self.give_up_prompt(),
            Edited::Completion(direction) if prompt.kind == PromptKind::CommandLine => {
                prompt.command.complete::<ReadingAction>(direction);
            }
            Edited::Break => self.break_line(),
            Edited::Row(direction) => self.earlier_search(direction),
            Edited::Cursor | Edited::Completion(_) => {}
        }
        Effect::None
    }

    pub(super) fn paste_in_prompt(&mut self, text: &str) {
        let text = self.with_line_ends(text);
        if let Mode::Prompt(prompt) = &mut self.mode {
            prompt.command.line.insert(&text);
        }
        self.prompt_changed();
    }

    /// The text of the line is another one.
    fn prompt_changed(&mut self) {
        let Mode::Prompt(prompt) = &mut self.mode else {
            return;
        };
        prompt.command.forget_completion();
        prompt.earlier = None;
        self.search_typed();
    }

    /// Shows the first hit of what stands in the line of a search.
    fn search_typed(&mut self) {
        let Mode::Prompt(prompt) = &self.mode else {
            return;
        };
        if let PromptKind::Search(place, anchor) = prompt.kind {
            let text = prompt.line().text().to_owned();
            self.search_from(&text, place, anchor);
        }
    }

    /// Puts the earlier (later) of the last searches that begin with what was typed into the line, as in vim; behind the
    /// last one what was typed.
    fn earlier_search(&mut self, direction: Direction) {
        let Mode::Prompt(prompt) = &mut self.mode else {
            return;
        };
        if !matches!(prompt.kind, PromptKind::Search(..)) {
            return;
        }
        let line = &mut prompt.command.line;
        let (typed, n) = match prompt.earlier.take() {
            Some(earlier) => earlier,
            None => (line.text().to_owned(), 0),
        };
        let wanted = match direction {
            Direction::Backward => n + 1,
            Direction::Forward => n.saturating_sub(1),
        };
        let mut queries = self.options.searches.beginning_with(&typed);
        let query = match wanted {
            0 => Some(typed.as_str()),
            n => queries.nth(n - 1),
        };
        let n = query.map_or(n, |query| {
            line.set_text(query);
            wanted
        });
        drop(queries);
        prompt.earlier = Some((typed, n));
        self.search_typed();
    }

    fn confirm_prompt(&mut self) -> Effect {
        let Mode::Prompt(prompt) = std::mem::replace(&mut self.mode, Mode::Reading) else {
            return Effect::None;
        };
        match prompt.kind {
            PromptKind::CommandLine => match prompt.command.command::<ReadingAction>() {
                Ok(LineCommand::Nothing) => {}
                Ok(LineCommand::Number(number)) => self.go_to(number),
                Ok(LineCommand::Action(action)) => return self.apply(action, None),
                Ok(LineCommand::Other(command)) => return self.command_checkers(&command),
                Ok(LineCommand::Quit) => return Effect::Quit,
                Err(problem) => self.message = Some(problem),
            },
            PromptKind::Note => return self.note_written(prompt.line().text()),
            PromptKind::Search(place, anchor) => {
                let n_hits = self.search.as_ref().map_or(0, Search::n_hits);
                let text = prompt.line().text();
                if !text.is_empty() {
                    self.options.searches.push(text);
                }
                match (n_hits, text.is_empty()) {
                    (_, true) => self.repeat_search(),
                    (0, false) => self.message = Some(format!("not found: {text}")),
                    (_, false) => self.jumps.push(Standpoint::at(place, anchor)),
                }
            }
        }
        Effect::None
    }

    /// An empty search searches again for what was last searched for, as in vim and less.
    fn repeat_search(&mut self) {
        match &self.search {
            Some(search) if search.n_hits() > 0 => self.hit(Direction::Forward, 1),
            _ => self.message = Some(self.no_search()),
        }
    }

    fn give_up_prompt(&mut self) {
        let Mode::Prompt(prompt) = std::mem::replace(&mut self.mode, Mode::Reading) else {
            return;
        };
        match prompt.kind {
            PromptKind::Search(place, anchor) => {
                (self.place, self.anchor) = (place, anchor);
                self.search = None;
            }
            PromptKind::Note => self.leave_note(prompt.line().text()),
            PromptKind::CommandLine => {}
        }
    }

    /// Shows the first hit from where the search started, while it is typed.
    fn search_from(&mut self, query: &str, place: Place, anchor: Anchor) {
        (self.place, self.anchor) = (place, anchor);
        if query.is_empty() {
            return;
        }
        self.search = Some(Search::new(query, &self.diptych.documents));
        let start = self.axis(place.side, place.offset);
        let next = Side::BOTH
            .into_iter()
            .filter_map(|side| self.hit_from(side, start))
            .min_by(|a, b| self.order(*a, *b));
        if let Some(hit) = next.or_else(|| self.end_hit(Direction::Forward)) {
            self.stand_on_hit(hit);
        }
    }

    fn no_search(&self) -> String {
        let key = self.options.keymap.reading.key(ReadingAction::Search);
        format!("nothing was searched for yet; {key} searches")
    }

    /// To the `times`th hit from here. Past the last hit the first comes again.
    pub(super) fn hit(&mut self, direction: Direction, times: usize) {
        let n_hits = self.search.as_ref().map_or(0, Search::n_hits);
        if n_hits == 0 {
            let query = self.search.as_ref().map(|search| search.query.clone());
            self.message = Some(match query {
                Some(query) => format!("not found: {query}"),
                None => self.no_search(),
            });
            return;
        }
        self.remember();
        // Going round more than once ends where going round once would.
        for _ in 0..(times - 1) % n_hits + 1 {
            let Some((hit, wrapped)) = self.hit_beside(direction) else {
                return;
            };
            self.stand_on_hit(hit);
            if wrapped {
                self.wrapped = Some(direction);
            }
        }
    }

    /// The number of the current hit among all, from 1.
    pub fn hit_number(&self) -> Option<usize> {
        let (side, n) = self.search.as_ref()?.current?;
        let here = (self.hit_axis(side, n), side);
        let there = side.other();
        let before = partition_point(self.search.as_ref()?.hits[there].len(), |m| {
            (self.hit_axis(there, m), there) < here
        });
        Some(n + before + 1)
    }

    /// The hit after (before) the current one or, if the cursor has left that, after the cursor; and whether the
    /// search went on from the other end.
    fn hit_beside(&self, direction: Direction) -> Option<((Side, usize), bool)> {
        let search = self.search.as_ref()?;
        let is_here = |&(side, n): &(Side, usize)| {
            side == self.lead()
                && self.diptych.passage_at(side, search.hits[side][n].start) == self.cursor()
        };
        let current = search.current.filter(is_here);
        let (x, lead) = match current {
            Some((side, n)) => (self.hit_axis(side, n), side),
            None => (self.axis(self.lead(), self.place.offset), self.lead()),
        };
        let beside = |side: Side| -> Option<(Side, usize)> {
            let n_hits = search.hits[side].len();
            match direction {
                Direction::Forward => {
                    let passed = |m: usize| match current {
                        Some((own, n)) if own == side => m <= n,
                        Some(_) => (self.hit_axis(side, m), side) <= (x, lead),
                        None => self.hit_axis(side, m) < x,
                    };
                    Some((side, partition_point(n_hits, passed))).filter(|&(_, m)| m < n_hits)
                }
                Direction::Backward => {
                    let before = |m: usize| match current {
                        Some((own, n)) if own == side => m < n,
                        _ => (self.hit_axis(side, m), side) < (x, lead),
                    };
                    partition_point(n_hits, before)
                        .checked_sub(1)
                        .map(|m| (side, m))
                }
            }
        };
        let both = Side::BOTH.into_iter().filter_map(beside);
        let found = match direction {
            Direction::Forward => both.min_by(|a, b| self.order(*a, *b)),
            Direction::Backward => both.max_by(|a, b| self.order(*a, *b)),
        };
        found
            .map(|hit| (hit, false))
            .or_else(|| self.end_hit(direction).map(|hit| (hit, true)))
    }

    fn hit_from(&self, side: Side, start: f64) -> Option<(Side, usize)> {
        let n_hits = self.search.as_ref()?.hits[side].len();
        let first = partition_point(n_hits, |n| self.hit_axis(side, n) < start);
        (first < n_hits).then_some((side, first))
    }

    /// The first hit of all, or the last.
    fn end_hit(&self, direction: Direction) -> Option<(Side, usize)> {
        let search = self.search.as_ref()?;
        let sides = Side::BOTH
            .into_iter()
            .filter(|&side| !search.hits[side].is_empty());
        match direction {
            Direction::Forward => sides
                .map(|side| (side, 0))
                .min_by(|a, b| self.order(*a, *b)),
            Direction::Backward => sides
                .map(|side| (side, search.hits[side].len() - 1))
                .max_by(|a, b| self.order(*a, *b)),
        }
    }

    fn stand_on_hit(&mut self, (side, n): (Side, usize)) {
        let Some(search) = &mut self.search else {
            return;
        };
        search.current = Some((side, n));
        let offset = search.hits[side][n].start;
        let Some(passage) = self.diptych.passage_at(side, offset) else {
            return;
        };
        self.lead_with(side, passage);
        self.show_row(self.layout.row_at(side, offset) as i64);
    }

    /// Scrolls to a row of the lead if the screen does not show it: a hit deep in a tall passage.
    fn show_row(&mut self, row: i64) {
        let (top, height) = (self.lead_top(), self.frame().height as i64);
        if !(top..top + height).contains(&row) {
            self.set_top_freely(row - height / 3);
        }
    }

    /// Where a byte stands on the one axis that both texts share: rows of the original.
    pub(super) fn axis(&self, side: Side, offset: usize) -> f64 {
        let x = self.layout.position(side, offset);
        if side == Side::Original {
            x
        } else {
            self.layout.across(Side::Rewrite, x)
        }
    }

    fn hit_axis(&self, side: Side, n: usize) -> f64 {
        self.search
            .as_ref()
            .map_or(0.0, |search| self.axis(side, search.hits[side][n].start))
    }

    fn order(&self, a: (Side, usize), b: (Side, usize)) -> std::cmp::Ordering {
        self.hit_axis(a.0, a.1)
            .total_cmp(&self.hit_axis(b.0, b.1))
            .then(a.cmp(&b))
    }
}
