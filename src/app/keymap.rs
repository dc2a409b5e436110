//! `assets/keys.toml` → [`Keymap`]: for each place that keys go to, which keys do what. Help page, docs/keys.md, manual
//! and key lines are written from it.
//!
//! A file is a table of tables: place, keys, name of an action. Further ones, as a configuration holds one, are merged into
//! the built-in one line by line, and a mistake costs its own line only. The tables of single lists (`findings`, `outline`
//! …) add to `list`, and win where both bind a key.

use crate::app::action::Direction::{Backward, Forward};
use crate::app::action::{
    EditAction, EvidenceAction, FindingsAction, GlobalAction, LedgerAction, ListAction, Motion,
    Named, ReadingAction, RecordsAction, TableAction,
};
use crate::app::key::{self, Code, Key};
use crate::app::signs::Sample;
use crate::text::glyph;
use crate::text::near::{did_you_mean, line_number};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};
use toml::de::{DeTable, DeValue};

/// All keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    /// Single keys that come before all others.
    pub everywhere: Bindings<GlobalAction>,
    /// The text.
    pub reading: Bindings<ReadingAction>,
    /// The list of findings.
    pub findings: Bindings<FindingsAction>,
    /// The ledger of facts.
    pub ledger: Bindings<LedgerAction>,
    /// The list of records.
    pub records: Bindings<RecordsAction>,
    /// The candidates of the evidence.
    pub evidence: Bindings<EvidenceAction>,
    /// The list of headings.
    pub outline: Bindings<ListAction>,
    /// The list of themes.
    pub themes: Bindings<ListAction>,
    /// The help page.
    pub help: Bindings<ListAction>,
    /// The table of pairs.
    pub table: Bindings<TableAction>,
    /// A line that is typed; single keys.
    pub prompt: Bindings<EditAction>,
}

/// The keys of one place. No binding is the beginning of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bindings<A>(Vec<(Vec<Key>, A)>);

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
struct Draft {
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

/// The file that the program comes with.
pub const BUILT_IN_FILE: &str = include_str!("../../assets/keys.toml");

static BUILT_IN: LazyLock<Arc<Keymap>> = LazyLock::new(|| {
    let keymap = Keymap::parse(&[BUILT_IN_FILE]);
    Arc::new(keymap.expect("a test reads the built-in keys"))
});

impl Keymap {
    /// The keys that the program comes with, read once.
    pub fn built_in() -> Arc<Keymap> {
        Arc::clone(&BUILT_IN)
    }

    /// Reads files in the form of `assets/keys.toml`, later ones over earlier ones.
    ///
    /// ```
    /// # use diptych::app::keymap::Keymap;
    /// let problem = Keymap::parse(&["[reading]\n\"j\" = \"next-pasage\""]).unwrap_err();
    /// assert_eq!(problem, "reading: no action is called `next-pasage` (key `j`); did you mean `next-passage`?");
    /// ```
    ///
    /// # Errors
    /// Says which place, key or name is wrong.
    pub fn parse(files: &[&str]) -> Result<Keymap, String> {
        let mut draft = Draft::default();
        for file in files {
            let table = DeTable::parse(file).map_err(|err| format!("{err}"))?;
            draft.merge(table.get_ref(), file);
        }
        let (keymap, problems) = draft.finish();
        match problems.into_iter().next() {
            Some(problem) => Err(problem.message),
            None => Ok(keymap),
        }
    }

    /// The built-in keys with those of a further table over them, which stands in `source`. A line that is wrong is left
    /// out and reported.
    pub fn with(further: &DeTable, source: &str) -> (Keymap, Vec<Problem>) {
        let mut draft = Draft::default();
        let built_in = DeTable::parse(BUILT_IN_FILE).expect("a test reads the built-in keys");
        draft.merge(built_in.get_ref(), BUILT_IN_FILE);
        draft.merge(further, source);
        draft.finish()
    }

    /// What to say of keys that do nothing in a place.
    pub fn unbound_message(&self, keys: &str) -> String {
        format!(
            "`{keys}` does nothing here; {} shows the keys",
            self.reading.key(ReadingAction::Help)
        )
    }

    /// The help page of the text: its own keys, then those of all places that it leads to.
    pub fn help_for_reading(&self) -> Vec<HelpRow> {
        let mut rows = self.reading.help(true);
        rows.extend(own_rows(self.findings.help(false)));
        rows.extend(own_rows(self.evidence.help(false)));
        rows.extend(own_rows(self.records.help(false)));
        rows.extend(self.ledger.help(false));
        rows.extend(self.prompt.help(false));
        rows.extend(self.everywhere.help(false));
        rows
    }

    /// The help page of the table of pairs.
    pub fn help_for_table(&self) -> Vec<HelpRow> {
        let mut rows = self.table.help(true);
        rows.extend(self.prompt.help(false));
        rows.extend(self.everywhere.help(false));
        rows
    }

    /// All keys of all places, for docs/keys.md and the manual.
    pub fn manual(&self) -> Vec<HelpRow> {
        let mut rows = self.reading.help(false);
        rows.extend(own_rows(self.findings.help(false)));
        rows.extend(own_rows(self.evidence.help(false)));
        rows.extend(own_rows(self.records.help(false)));
        rows.extend(self.ledger.help(false));
        rows.extend(own_rows(self.table.help(false)));
        rows.extend(self.prompt.help(false));
        rows.extend(self.everywhere.help(false));
        rows
    }
}

/// The rows of a list without those of every list, which come last and need to stand on a page only once.
fn own_rows(rows: Vec<HelpRow>) -> impl Iterator<Item = HelpRow> {
    let shared = ListAction::sections();
    let is_shared = move |row: &HelpRow| match row {
        HelpRow::Heading(title) => shared.iter().any(|(of_list, _)| of_list == title),
        HelpRow::Text(_) | HelpRow::Sample { .. } | HelpRow::Action { .. } => false,
    };
    rows.into_iter().take_while(move |row| !is_shared(row))
}

impl Draft {
    /// Merges the table of a file into those before it.
    fn merge(&mut self, table: &DeTable, source: &str) {
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
    fn finish(mut self) -> (Keymap, Vec<Problem>) {
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

impl<A: Named> Bindings<A> {
    /// What a single key does.
    pub fn action(&self, key: Key) -> Option<A> {
        let mut found = self.0.iter().filter(|(keys, _)| *keys == [key]);
        found.next().map(|&(_, action)| action)
    }

    /// All keys that do something, with what they do.
    pub fn all(&self) -> impl Iterator<Item = (&[Key], A)> {
        self.0
            .iter()
            .map(|(keys, action)| (keys.as_slice(), *action))
    }

    /// The keys of an action as people read them, the first one first.
    pub fn keys(&self, action: A) -> Vec<String> {
        let of_action = self.0.iter().filter(|(_, bound)| *bound == action);
        of_action.map(|(keys, _)| key_names(keys)).collect()
    }

    /// The first key of an action, for messages that say what to press.
    pub fn key(&self, action: A) -> String {
        let keys = self.keys(action).into_iter().next();
        keys.unwrap_or_else(|| "(no key)".to_owned())
    }

    /// `j k look`: the first key of each action that has one, and a word for them; `None` if none has.
    pub fn hint(&self, actions: &[A], word: &str) -> Option<String> {
        Some(format!("{} {word}", self.first_keys(actions)?))
    }

    /// `j k`: the first key of each action that has one; `None` if none has.
    pub fn first_keys(&self, actions: &[A]) -> Option<String> {
        let keys = actions
            .iter()
            .filter_map(|&action| self.keys(action).into_iter().next());
        let keys: Vec<String> = keys.collect();
        (!keys.is_empty()).then(|| keys.join(" "))
    }

    /// Headings and the actions under them that have a key, in the order of the actions. `runs` says whether the rows
    /// are of the place that the help is opened in.
    pub fn help(&self, runs: bool) -> Vec<HelpRow> {
        let mut rows = Vec::new();
        for (title, entries) in A::sections() {
            let start = rows.len();
            for entry in entries {
                let keys = self.keys(entry.action);
                if !keys.is_empty() {
                    rows.push(HelpRow::Action {
                        keys,
                        name: entry.name,
                        help: entry.help.into(),
                        runs,
                    });
                }
            }
            if rows.len() > start {
                rows.insert(start, HelpRow::Heading(title));
            }
        }
        rows
    }
}

impl Bindings<ListAction> {
    /// What every list says in its title, as much as fits: how to move, `word` for what Enter does, and the way out.
    pub fn hints(&self, confirm: &str) -> Vec<String> {
        list_hints(self, |action| action, confirm)
    }
}

/// The key line of a list: moving, what Enter does, `filter`, `close`, the keys in parts.
pub fn list_hints<A: Named>(
    bindings: &Bindings<A>,
    wrap: impl Fn(ListAction) -> A,
    confirm: &str,
) -> Vec<String> {
    let moves = [Forward, Backward].map(|way| wrap(ListAction::Move(Motion::Step(way))));
    let parts = [
        bindings.hint(&moves, "move"),
        bindings.hint(&[wrap(ListAction::Confirm)], confirm),
        bindings.hint(&[wrap(ListAction::Filter)], "filter"),
        bindings.hint(&[wrap(ListAction::Close)], "close"),
    ];
    parts.into_iter().flatten().collect()
}

/// How keys are shown to people: `]f`, `C-d`.
fn key_names(keys: &[Key]) -> String {
    keys.iter().map(Key::to_string).collect()
}

/// A row of the help page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpRow {
    /// The heading of a section.
    Heading(&'static str),
    /// Something to know.
    Text(String),
    /// Something that the screen shows, and what it means.
    Sample {
        /// What it is; `None` in the further rows of a long meaning.
        sample: Option<Sample>,
        /// What it means.
        meaning: Cow<'static, str>,
    },
    /// An action.
    Action {
        /// Its keys, the first one first; none in the further rows of what is long.
        keys: Vec<String>,
        /// Its name.
        name: &'static str,
        /// What it does.
        help: Cow<'static, str>,
        /// Whether it can be run from the page.
        runs: bool,
    },
}

impl HelpRow {
    /// The row, and those that go on with it where there are only so many columns to say what an action does.
    pub fn folded(&self, room: usize) -> Vec<HelpRow> {
        let HelpRow::Action {
            keys,
            name,
            help,
            runs,
        } = self
        else {
            return vec![self.clone()];
        };
        let lines = textwrap::wrap(help, room).into_iter().enumerate();
        let rows = lines.map(|(n, line)| HelpRow::Action {
            keys: if n == 0 { keys.clone() } else { Vec::new() },
            name,
            help: line.into_owned().into(),
            runs: *runs,
        });
        rows.collect()
    }
}

/// Keys typed so far that do not make a command yet: a count, the first key of two.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pending {
    count: Option<usize>,
    keys: Vec<Key>,
}

/// The largest count that is taken; more digits change nothing.
const COUNT_MAX: usize = 1_000_000_000;

impl Pending {
    /// Takes one more key. Gives the action and its count once they are complete, and sets what there is to say: nothing,
    /// or that the keys do nothing. Escape forgets half a command before it does anything else.
    pub fn press<A: Named>(
        &mut self,
        key: Key,
        bindings: &Bindings<A>,
        keymap: &Keymap,
        message: &mut Option<String>,
    ) -> Option<(A, Option<usize>)> {
        if key == Code::Esc.into() && self.clear() {
            return None;
        }
        let digit = key.types().and_then(|c| c.to_digit(10));
        let is_count = |digit: &u32| self.keys.is_empty() && (*digit > 0 || self.count.is_some());
        if let Some(digit) = digit.filter(is_count) {
            let count = self.count.unwrap_or(0) * 10 + digit as usize;
            self.count = Some(count.min(COUNT_MAX));
            return None;
        }
        self.keys.push(key);
        let bound = bindings.all().find(|(keys, _)| *keys == self.keys);
        if bound.is_none() && bindings.all().any(|(keys, _)| keys.starts_with(&self.keys)) {
            return None;
        }
        let Pending { count, keys } = std::mem::take(self);
        *message = match bound {
            Some(_) => None,
            None => Some(keymap.unbound_message(&key_names(&keys))),
        };
        bound.map(|(_, action)| (action, count))
    }

    /// Forgets all; true if there was something.
    pub fn clear(&mut self) -> bool {
        std::mem::take(self) != Pending::default()
    }

    /// What has been typed, for the status line.
    pub fn keys_so_far(&self) -> String {
        let count = self.count.map(|count| count.to_string());
        count.unwrap_or_default() + &key_names(&self.keys)
    }
}
