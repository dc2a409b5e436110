//! `assets/keys.toml` → [`Keymap`]: for each place that keys go to, which keys do what. Help page, README, manual and key
//! lines are written from it.
//!
//! A file is a table of tables: place, keys, name of an action. Further files are merged into the built-in one line by
//! line. The tables of single lists (`findings`, `outline` …) add to `list`, and win where both bind a key.

use crate::app::action::Direction::{Backward, Forward};
use crate::app::action::{
    EditAction, FindingsAction, GlobalAction, LedgerAction, ListAction, Motion, Named,
    ReadingAction, TableAction,
};
use crate::app::key::{self, Code, Key};
use crate::app::signs::Sample;
use crate::text::glyph;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

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
    /// The candidates of the evidence.
    pub evidence: Bindings<ListAction>,
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

/// The lines of one place of a file: keys and the name of what they do.
type KeyLines = Vec<(Vec<Key>, String)>;

/// The places that a file can speak of.
const PLACES: [&str; 11] = [
    "everywhere",
    "reading",
    "list",
    "findings",
    "ledger",
    "evidence",
    "outline",
    "themes",
    "help",
    "table",
    "prompt",
];

/// The name that unbinds a key.
const NONE: &str = "none";

static BUILT_IN: LazyLock<Arc<Keymap>> = LazyLock::new(|| {
    let keymap = Keymap::parse(&[include_str!("../../assets/keys.toml")]);
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
    /// assert_eq!(problem, "reading: no action is called `next-pasage` (key `j`)");
    /// ```
    ///
    /// # Errors
    /// Says which place, key or name is wrong.
    pub fn parse(files: &[&str]) -> Result<Keymap, String> {
        let mut places: BTreeMap<&str, KeyLines> = BTreeMap::new();
        for file in files {
            let file: toml::Table = file.parse().map_err(|err| format!("{err}"))?;
            for (place, lines) in file {
                let known = PLACES.iter().find(|known| **known == place);
                let place = known.ok_or_else(|| {
                    format!(
                        "keys have no place `{place}`; there are {}",
                        PLACES.join(", ")
                    )
                })?;
                merge(places.entry(place).or_default(), place, lines)?;
            }
        }
        let mut lines = |place: &'static str| (place, places.remove(place).unwrap_or_default());
        let list = lines("list").1;
        let in_list = |(place, own): (&'static str, KeyLines)| {
            let is_of_list =
                |(keys, _): &&(Vec<Key>, String)| own.iter().all(|(mine, _)| mine != keys);
            let mut lines: KeyLines = list.iter().filter(is_of_list).cloned().collect();
            lines.extend(own);
            (place, lines)
        };
        Ok(Keymap {
            findings: Bindings::new(in_list(lines("findings")))?,
            ledger: Bindings::new(in_list(lines("ledger")))?,
            evidence: Bindings::new(in_list(lines("evidence")))?,
            outline: Bindings::new(in_list(lines("outline")))?,
            themes: Bindings::new(in_list(lines("themes")))?,
            help: Bindings::new(in_list(lines("help")))?,
            table: Bindings::new(in_list(lines("table")))?,
            reading: Bindings::new(lines("reading"))?,
            everywhere: Bindings::single(lines("everywhere"))?,
            prompt: Bindings::single(lines("prompt"))?,
        })
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

    /// All keys of all places, for README and the manual.
    pub fn manual(&self) -> Vec<HelpRow> {
        let mut rows = self.reading.help(false);
        rows.extend(own_rows(self.findings.help(false)));
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

/// Merges the lines of a place into those of earlier files.
fn merge(lines: &mut KeyLines, place: &str, further: toml::Value) -> Result<(), String> {
    let toml::Value::Table(further) = further else {
        return Err(format!(
            "{place}: expected a table of keys and names of actions"
        ));
    };
    for (written, name) in further {
        let keys = key::parse_sequence(&written).map_err(|err| format!("{place}: {err}"))?;
        let Some(name) = name.as_str() else {
            let written = glyph::escaped(&written);
            return Err(format!(
                "{place}: `{written}` needs the name of an action in quotes"
            ));
        };
        // A later line replaces an earlier one for the same keys.
        lines.retain(|(before, _)| *before != keys);
        lines.push((keys, name.to_owned()));
    }
    Ok(())
}

impl<A: Named> Bindings<A> {
    fn new((place, lines): (&str, KeyLines)) -> Result<Bindings<A>, String> {
        let mut bindings: Vec<(Vec<Key>, A)> = Vec::new();
        for (keys, name) in lines.iter().filter(|(_, name)| name != NONE) {
            let action = A::named(name).ok_or_else(|| {
                let (name, keys) = (glyph::escaped(name), key_names(keys));
                format!("{place}: no action is called `{name}` (key `{keys}`)")
            })?;
            let begins =
                |other: &&(Vec<Key>, A)| other.0.starts_with(keys) || keys.starts_with(&other.0);
            if let Some((other, _)) = bindings.iter().find(begins) {
                let (one, other) = (key_names(keys), key_names(other));
                return Err(format!(
                    "{place}: one of the keys `{other}` and `{one}` is the beginning of the other; \"{NONE}\" unbinds one"
                ));
            }
            bindings.push((keys.clone(), action));
        }
        Ok(Bindings(bindings))
    }

    /// As [`Bindings::new`], where keys do something one by one.
    fn single(lines: (&str, KeyLines)) -> Result<Bindings<A>, String> {
        let several = lines.1.iter().find(|(keys, _)| keys.len() > 1);
        match several {
            Some((keys, _)) => Err(format!(
                "{}: `{}` is more than one key",
                lines.0,
                key_names(keys)
            )),
            None => Bindings::new(lines),
        }
    }

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
                        help: entry.help,
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
        /// What it is.
        sample: Sample,
        /// What it means.
        meaning: &'static str,
    },
    /// An action.
    Action {
        /// Its keys, the first one first.
        keys: Vec<String>,
        /// Its name.
        name: &'static str,
        /// What it does.
        help: &'static str,
        /// Whether it can be run from the page.
        runs: bool,
    },
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
