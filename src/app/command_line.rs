//! What is typed behind `:` → a row to go to or an action to run; and the names that complete it.

use crate::app::action::{Direction, Named};
use crate::app::line_editor::LineEditor;
use crate::text::glyph;
use crate::text::near::did_you_mean;

/// The line, and the names that complete it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommandLine {
    /// The line.
    pub line: LineEditor,
    /// What was typed before it was completed, and which of the names stands there now.
    completed: Option<(String, usize)>,
    /// Commands besides the actions: one word, or two.
    others: Vec<String>,
}

/// What a line asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineCommand<A> {
    /// Nothing.
    Nothing,
    /// The passage or row with this number.
    Number(usize),
    /// An action.
    Action(A),
    /// One of the other commands.
    Other(String),
    /// To leave at once.
    Quit,
}

/// What people type to leave, besides the names of actions; as in vim, less and helix.
const QUIT: [&str; 8] = ["q", "q!", "qa", "qa!", "wq", "x", "quit", "exit"];

impl CommandLine {
    /// An empty line that also takes some commands besides the actions.
    pub fn with_others(others: Vec<String>) -> CommandLine {
        CommandLine {
            others,
            ..CommandLine::default()
        }
    }

    fn names<A: Named>(&self) -> Vec<&str> {
        let others = self.others.iter().map(String::as_str);
        A::names().into_iter().chain(others).collect()
    }

    /// The names that the line can become, best first: those that begin with it, then those that hold it.
    pub fn candidates<A: Named>(&self) -> Vec<&str> {
        let typed = match &self.completed {
            Some((typed, _)) => typed.trim(),
            None => self.line.text().trim(),
        };
        if typed.is_empty() || typed.parse::<usize>().is_ok() {
            return Vec::new();
        }
        let names = self.names::<A>();
        let begins = names.iter().filter(|name| name.starts_with(typed));
        let holds = names
            .iter()
            .filter(|name| !name.starts_with(typed) && name.contains(typed));
        begins.chain(holds).copied().collect()
    }

    /// Which of the candidates stands in the line.
    pub fn candidate(&self) -> Option<usize> {
        self.completed.as_ref().map(|&(_, n)| n)
    }

    /// Puts the next candidate into the line; after the last one the first.
    pub fn complete<A: Named>(&mut self, direction: Direction) {
        let candidates = self.candidates::<A>();
        if candidates.is_empty() {
            return;
        }
        let n = match (&self.completed, direction) {
            (None, Direction::Forward) => 0,
            (None, Direction::Backward) => candidates.len() - 1,
            (Some((_, n)), Direction::Forward) => (n + 1) % candidates.len(),
            (Some((_, n)), Direction::Backward) => (n + candidates.len() - 1) % candidates.len(),
        };
        let candidate = candidates[n].to_owned();
        let typed = match self.completed.take() {
            Some((typed, _)) => typed,
            None => self.line.text().to_owned(),
        };
        self.line.set_text(&candidate);
        self.completed = Some((typed, n));
    }

    /// Forgets the completion, because the line was edited by hand.
    pub fn forget_completion(&mut self) {
        self.completed = None;
    }

    /// What the line asks for. A name may be cut short as long as only one begins so.
    ///
    /// # Errors
    /// Says that no action, or more than one, is called so.
    pub fn command<A: Named>(&self) -> Result<LineCommand<A>, String> {
        let text = self.line.text().trim();
        if text.is_empty() {
            return Ok(LineCommand::Nothing);
        }
        if let Ok(number) = text.parse() {
            return Ok(LineCommand::Number(number));
        }
        if QUIT.contains(&text) {
            return Ok(LineCommand::Quit);
        }
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = words.as_str();
        let named = |name: &str| match A::named(name) {
            Some(action) => Some(LineCommand::Action(action)),
            None => {
                let is_other = self.others.iter().any(|other| other == name);
                is_other.then(|| LineCommand::Other(name.to_owned()))
            }
        };
        let names = self.names::<A>();
        let mut beginnings = names.iter().filter(|name| name.starts_with(text));
        let command = match (named(text), beginnings.next(), beginnings.next()) {
            (Some(command), ..) => Some(command),
            (None, Some(name), None) => named(name),
            (None, Some(one), Some(other)) => {
                let text = glyph::escaped(text);
                return Err(format!("`{text}` may be {one} or {other}; Tab completes"));
            }
            (None, None, _) => None,
        };
        let unknown = || {
            let near = did_you_mean(text, names.iter().copied());
            let text = glyph::escaped(text);
            format!("`{text}` is neither a number nor an action{near}")
        };
        command.ok_or_else(unknown)
    }
}
