//! `assets/keys.toml` → [`Keymap`]: for each place that keys go to, which keys do what. Help page, docs/keys.md, manual
//! and key lines are written from it.

mod file;
mod pending;

use crate::app::action::Direction::{Backward, Forward};
use crate::app::action::{
    EditAction, EvidenceAction, FindingsAction, GlobalAction, LedgerAction, ListAction, Motion,
    Named, ReadingAction, RecordsAction, TableAction,
};
use crate::app::key::Key;
use crate::app::signs::Sample;
use file::Draft;
pub use file::Problem;
pub use pending::Pending;
use std::borrow::Cow;
use std::sync::{Arc, LazyLock};
use toml::de::DeTable;

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
