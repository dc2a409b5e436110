//! Tables of files in the form of `assets/keys.toml` → [`Keymap`], and what is wrong with their lines.
//!
//! A file is a table of tables: place, keys, name of an action. Further ones, as a configuration holds one, are merged into
//! the built-in one line by line, and a mistake costs its own line only. The tables of single lists (`findings`, `outline`
//! …) add to `list`, and win where both bind a key.

use super::{Bindings, Keymap, key_names};
use crate::app::action::{
    EditAction, EvidenceAction, FindingsAction, GlobalAction, LedgerAction, ListAction, Named,
    ReadingAction, RecordsAction, TableAction,
};
use crate::app::key::{self, Key};
use crate::text::glyph;
use crate::text::near::{did_you_mean, line_number};
use std::collections::BTreeMap;
use toml::de::{DeTable, DeValue};

/// What is wrong with a file, and in which of its lines, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
}

/// A line of a file: what keys are to do in a place.
#[derive(Debug, Clone)]
struct KeyLine {
    keys: Vec<Key>,
    /// The name of an action, or [`NONE`].
    action: String,
    line: usize,
    /// Which file it is of: lines of later files give way to those of earlier ones if they cannot stand together.
    file: usize,
}

/// The lines of all files, by place.
#[derive(Debug, Default)]
pub(super) struct Draft {
    places: BTreeMap<&'static str, Vec<KeyLine>>,
    problems: Vec<Problem>,
}

/// Gives the names of all actions of a type.
type ActionNames = fn() -> Vec<&'static str>;

/// The places that a file can speak of, each with the names of what keys can do there.
const PLACES: [(&str, ActionNames); 12] = [
    ("everywhere", GlobalAction::names),
    ("reading", ReadingAction::names),
    ("list", ListAction::names),
    ("findings", FindingsAction::names),
    ("ledger", LedgerAction::names),
    ("records", RecordsAction::names),
    ("evidence", EvidenceAction::names),
    ("outline", ListAction::names),
    ("themes", ListAction::names),
    ("help", ListAction::names),
    ("table", TableAction::names),
    ("prompt", EditAction::names),
];

/// The name that unbinds a key; `false` does the same.
const NONE: &str = "none";

impl Draft {
    /// Merges the table of a file into those before it.
    pub(super) fn merge(&mut self, table: &DeTable, source: &str) {
        let file = 1 + self
            .places
            .values()
            .flatten()
            .map(|line| line.file)
            .max()
            .unwrap_or(0);
        for (name, lines) in table {
            let at = |start: usize| line_number(source, start);
            let known = PLACES.iter().find(|(known, _)| known == name.get_ref());
            let Some((place, actions)) = known else {
                self.problems
                    .push(unknown_place(name.get_ref(), at(name.span().start)));
                continue;
            };
            let DeValue::Table(lines) = lines.get_ref() else {
                let message = format!("{place}: expected a table of keys and names of actions");
                self.problems.push(Problem {
                    line: at(name.span().start),
                    message,
                });
                continue;
            };
            let actions = actions();
            let merged = self.places.entry(place).or_default();
            for (written, action) in lines {
                let line = at(written.span().start);
                match key_line(written.get_ref(), action.get_ref(), &actions) {
                    Ok((keys, action)) => {
                        // A later line replaces an earlier one for the same keys.
                        merged.retain(|before| before.keys != keys);
                        merged.push(KeyLine {
                            keys,
                            action,
                            line,
                            file,
                        });
                    }
                    Err(message) => {
                        let message = format!("{place}: {message}");
                        self.problems.push(Problem { line, message });
                    }
                }
            }
        }
    }

    /// The keymap, and what is wrong with the files.
    pub(super) fn finish(mut self) -> (Keymap, Vec<Problem>) {
        let keymap = Keymap {
            findings: self.list("findings"),
            ledger: self.list("ledger"),
            records: self.list("records"),
            evidence: self.list("evidence"),
            outline: self.list("outline"),
            themes: self.list("themes"),
            help: self.list("help"),
            table: self.list("table"),
            reading: self.bindings("reading", self.lines("reading")),
            everywhere: self.single("everywhere"),
            prompt: self.single("prompt"),
        };
        // A line for all lists can be wrong in several of them.
        self.problems.sort_by_key(|problem| problem.line);
        self.problems.dedup_by_key(|problem| problem.line);
        (keymap, self.problems)
    }

    fn lines(&self, place: &str) -> Vec<KeyLine> {
        self.places.get(place).cloned().unwrap_or_default()
    }

    /// The bindings of a list: its own, and those of all lists.
    fn list<A: Named>(&mut self, place: &str) -> Bindings<A> {
        let own = self.lines(place);
        let is_of_list = |line: &KeyLine| own.iter().all(|mine| mine.keys != line.keys);
        let mut lines: Vec<KeyLine> = self.lines("list");
        lines.retain(is_of_list);
        lines.extend(own);
        lines.sort_by_key(|line| line.file);
        self.bindings(place, lines)
    }

    /// The bindings of a place in which keys do something one by one.
    fn single<A: Named>(&mut self, place: &str) -> Bindings<A> {
        let (single, several) = self
            .lines(place)
            .into_iter()
            .partition(|line| line.keys.len() == 1);
        for KeyLine { keys, line, .. } in several {
            let message = format!("{place}: `{}` is more than one key", key_names(&keys));
            self.problems.push(Problem { line, message });
        }
        self.bindings(place, single)
    }

    fn bindings<A: Named>(&mut self, place: &str, lines: Vec<KeyLine>) -> Bindings<A> {
        let mut bindings: Vec<(Vec<Key>, A)> = Vec::new();
        for KeyLine {
            keys, action, line, ..
        } in lines
        {
            // Names were checked when the line was read; what is left is the one that unbinds.
            let Some(action) = A::named(&action) else {
                continue;
            };
            let begins =
                |(other, _): &&(Vec<Key>, A)| other.starts_with(&keys) || keys.starts_with(other);
            match bindings.iter().find(begins) {
                Some((other, _)) => {
                    let (one, other) = (key_names(&keys), key_names(other));
                    let message = format!(
                        "{place}: one of the keys `{other}` and `{one}` is the beginning of the other; \"{NONE}\" unbinds one"
                    );
                    self.problems.push(Problem { line, message });
                }
                None => bindings.push((keys, action)),
            }
        }
        Bindings(bindings)
    }
}

fn unknown_place(name: &str, line: usize) -> Problem {
    let places = PLACES.map(|(place, _)| place);
    let message = format!(
        "keys have no place `{}`; there are {}",
        glyph::escaped(name),
        places.join(", ")
    );
    Problem { line, message }
}

/// The keys of a line, and the name of one of the actions of its place or [`NONE`].
fn key_line(
    written: &str,
    action: &DeValue,
    actions: &[&'static str],
) -> Result<(Vec<Key>, String), String> {
    let keys = key::parse_sequence(written)?;
    let action = match action {
        DeValue::Boolean(false) => NONE,
        DeValue::String(action) => action,
        _ => {
            let written = glyph::escaped(written);
            return Err(format!(
                "`{written}` needs the name of an action in quotes, or false"
            ));
        }
    };
    if action != NONE && !actions.contains(&action) {
        let (near, keys) = (
            did_you_mean(action, actions.iter().copied()),
            key_names(&keys),
        );
        let action = glyph::escaped(action);
        return Err(format!(
            "no action is called `{action}` (key `{keys}`){near}"
        ));
    }
    Ok((keys, action.to_owned()))
}
