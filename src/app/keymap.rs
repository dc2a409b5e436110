//! Key → [`Action`]: one table, from which help, README and the status line are written.

use crate::app::action::{Action, Copied, Direction::*, Target};
use crate::app::key::{Code, Input, Key};
use crate::text::side::Side;

/// A row of the table.
#[derive(Debug)]
pub struct Binding {
    /// The keys that do it, each written as in vim.
    pub keys: &'static [&'static str],
    /// What they do.
    pub action: Action,
    /// What they do, in words.
    pub help: &'static str,
}

/// A heading of the help page and what stands under it.
pub type Section = (&'static str, &'static [Binding]);

const fn bind(keys: &'static [&'static str], action: Action, help: &'static str) -> Binding {
    Binding { keys, action, help }
}

/// Every key of the reading view.
pub static TABLE: [Section; 5] = [
    (
        "Moving",
        &[
            bind(
                &["j", "<Down>"],
                Action::Passage(Forward),
                "next passage; scrolls first through a tall one",
            ),
            bind(
                &["k", "<Up>"],
                Action::Passage(Backward),
                "previous passage",
            ),
            bind(&["<C-e>"], Action::Line(Forward), "scroll down a line"),
            bind(&["<C-y>"], Action::Line(Backward), "scroll up a line"),
            bind(
                &["d", "<C-d>"],
                Action::HalfScreen(Forward),
                "half a screen down",
            ),
            bind(
                &["u", "<C-u>"],
                Action::HalfScreen(Backward),
                "half a screen up",
            ),
            bind(
                &["<Space>", "<PageDown>", "<C-f>"],
                Action::Screen(Forward),
                "a screen down",
            ),
            bind(
                &["b", "<PageUp>", "<C-b>"],
                Action::Screen(Backward),
                "a screen up",
            ),
            bind(
                &["g", "<Home>"],
                Action::Start,
                "the beginning; with a number, that passage",
            ),
            bind(
                &["G", "<End>"],
                Action::End,
                "the end; with a number, that passage",
            ),
            bind(&[":"], Action::GoToPrompt, "go to a passage by its number"),
        ],
    ),
    (
        "From side to side",
        &[
            bind(
                &["<Tab>"],
                Action::Counterpart,
                "to the counterpart; again: to its next counterpart",
            ),
            bind(
                &["<Left>"],
                Action::Pane(Side::Original),
                "into the original, at the same height",
            ),
            bind(
                &["<Right>"],
                Action::Pane(Side::Rewrite),
                "into the rewrite, at the same height",
            ),
        ],
    ),
    (
        "Jumping (backwards with [)",
        &[
            bind(&["]]"], Action::Next(Target::Match, Forward), "next match"),
            bind(
                &["[["],
                Action::Next(Target::Match, Backward),
                "previous match",
            ),
            bind(
                &["]d"],
                Action::Next(Target::Dropped, Forward),
                "next dropped passage",
            ),
            bind(
                &["[d"],
                Action::Next(Target::Dropped, Backward),
                "previous dropped passage",
            ),
            bind(
                &["]a"],
                Action::Next(Target::Added, Forward),
                "next added passage",
            ),
            bind(
                &["[a"],
                Action::Next(Target::Added, Backward),
                "previous added passage",
            ),
            bind(
                &["]m"],
                Action::Next(Target::Moved, Forward),
                "next moved passage",
            ),
            bind(
                &["[m"],
                Action::Next(Target::Moved, Backward),
                "previous moved passage",
            ),
            bind(
                &["]c"],
                Action::Next(Target::Changed, Forward),
                "next changed passage: any that is not verbatim",
            ),
            bind(
                &["[c"],
                Action::Next(Target::Changed, Backward),
                "previous changed passage",
            ),
            bind(
                &["]f"],
                Action::Finding(Forward),
                "next finding: the words that may mean something else, in both panes",
            ),
            bind(&["[f"], Action::Finding(Backward), "previous finding"),
            bind(
                &["]p"],
                Action::Pair(Forward),
                "next pair of the collection",
            ),
            bind(
                &["[p"],
                Action::Pair(Backward),
                "previous pair of the collection",
            ),
            bind(
                &["<C-o>", "<M-Left>"],
                Action::Jump(Backward),
                "back to where the last jump started",
            ),
            bind(
                &["<C-i>", "<M-Right>"],
                Action::Jump(Forward),
                "forward again",
            ),
        ],
    ),
    (
        "Searching",
        &[
            bind(
                &["/"],
                Action::SearchPrompt,
                "search both texts; lower case finds any case",
            ),
            bind(&["n"], Action::Hit(Forward), "next hit"),
            bind(&["N"], Action::Hit(Backward), "previous hit"),
        ],
    ),
    (
        "Looking",
        &[
            bind(
                &["l"],
                Action::Lens,
                "next lens: auto, changes, shared, findings, off",
            ),
            bind(
                &["w"],
                Action::Layout,
                "next layout: flow, aligned, stacked",
            ),
            bind(
                &["e"],
                Action::Evidence,
                "evidence: why this match, and what else there was",
            ),
            bind(
                &["f"],
                Action::Findings,
                "findings: the list, by weight or place, of all kinds or one",
            ),
            bind(&["o"], Action::Outline, "outline: the headings"),
            bind(&["z"], Action::Zoom, "one pane or both"),
            bind(&["t"], Action::Themes, "choose a theme"),
            bind(&["y"], Action::Copy(Copied::Passage), "copy the passage"),
            bind(
                &["c"],
                Action::Copy(Copied::Counterpart),
                "copy its counterpart",
            ),
            bind(
                &["Y"],
                Action::Copy(Copied::Both),
                "copy both, with a line between them",
            ),
            bind(
                &["L"],
                Action::Link,
                "copy where the link goes; with a number, where that link does",
            ),
            bind(
                &["v"],
                Action::Edit,
                "open the passage in $VISUAL or $EDITOR",
            ),
            bind(&["r"], Action::Reload, "read the files anew"),
            bind(
                &["M"],
                Action::Mouse,
                "leave the mouse to the terminal, to select text; again: take it back",
            ),
            bind(&["?"], Action::Help, "this help"),
            bind(
                &["<Esc>"],
                Action::Close,
                "close what is open, forget the search",
            ),
            bind(&["q"], Action::Quit, "close what is open, then quit"),
            bind(&["<C-c>"], Action::Abort, "quit at once"),
        ],
    ),
];

/// Every key of the table of pairs.
pub static PICKER: [Section; 3] = [
    (
        "Moving",
        &[
            bind(&["j", "<Down>"], Action::Passage(Forward), "next pair"),
            bind(&["k", "<Up>"], Action::Passage(Backward), "previous pair"),
            bind(&["<C-e>"], Action::Line(Forward), "scroll down a line"),
            bind(&["<C-y>"], Action::Line(Backward), "scroll up a line"),
            bind(
                &["d", "<C-d>"],
                Action::HalfScreen(Forward),
                "half a screen down",
            ),
            bind(
                &["u", "<C-u>"],
                Action::HalfScreen(Backward),
                "half a screen up",
            ),
            bind(
                &["<Space>", "<PageDown>", "<C-f>"],
                Action::Screen(Forward),
                "a screen down",
            ),
            bind(
                &["b", "<PageUp>", "<C-b>"],
                Action::Screen(Backward),
                "a screen up",
            ),
            bind(
                &["g", "<Home>"],
                Action::Start,
                "the first row; with a number, that row",
            ),
            bind(
                &["G", "<End>"],
                Action::End,
                "the last row; with a number, that row",
            ),
        ],
    ),
    (
        "Choosing",
        &[
            bind(
                &["s"],
                Action::Sort(Forward),
                "sort by the next column, the worst pairs first",
            ),
            bind(
                &["S"],
                Action::Sort(Backward),
                "sort by the previous column",
            ),
            bind(&["r"], Action::Reverse, "sort the other way round"),
            bind(
                &["/"],
                Action::SearchPrompt,
                "filter by letters of the id and title",
            ),
            bind(
                &["<Enter>", "<Right>"],
                Action::Confirm,
                "read the pair; q comes back",
            ),
        ],
    ),
    (
        "Looking",
        &[
            bind(
                &["R"],
                Action::Reread,
                "read the collection again, if it has changed",
            ),
            bind(&["?"], Action::Help, "this help"),
            bind(&["<Esc>"], Action::Close, "forget the filter"),
            bind(&["q"], Action::Quit, "close what is open, then quit"),
            bind(&["<C-c>"], Action::Abort, "quit at once"),
        ],
    ),
];

/// Keys typed so far that do not make a command yet: a count, the first key of two.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pending {
    count: Option<usize>,
    keys: Vec<Key>,
}

/// The key that stops the program until the shell says to go on, in every mode.
pub const SUSPEND: Key = Key {
    code: Code::Char('z'),
    ctrl: true,
    alt: false,
};

/// The key that closes things and forgets half a command.
pub const ESCAPE: Key = Key {
    code: Code::Named("Esc"),
    ctrl: false,
    alt: false,
};

/// The largest count that is taken; more digits change nothing.
const COUNT_MAX: usize = 1_000_000_000;

impl Pending {
    /// Takes one more key of a table. Gives the action and its count once they are complete.
    pub fn press(&mut self, table: &[Section], key: Key) -> Option<(Action, Option<usize>)> {
        if let Some(digit) =
            digit(key).filter(|&digit| self.keys.is_empty() && (digit > 0 || self.count.is_some()))
        {
            self.count = Some((self.count.unwrap_or(0) * 10 + digit).min(COUNT_MAX));
            return None;
        }
        self.keys.push(key);
        let bindings = table.iter().flat_map(|(_, bindings)| bindings.iter());
        let mut is_start = false;
        for binding in bindings {
            for keys in binding.keys.iter().map(|keys| sequence(keys)) {
                if keys == self.keys {
                    let count = self.count;
                    *self = Pending::default();
                    return Some((binding.action.clone(), count));
                }
                is_start |= keys.starts_with(&self.keys);
            }
        }
        if !is_start {
            *self = Pending::default();
        }
        None
    }

    /// Forgets all; true if there was something.
    pub fn clear(&mut self) -> bool {
        std::mem::take(self) != Pending::default()
    }

    /// What has been typed, for the status line.
    pub fn shown(&self) -> String {
        let count = self
            .count
            .map(|count| count.to_string())
            .unwrap_or_default();
        self.keys
            .iter()
            .fold(count, |shown, key| shown + &key.to_string())
    }
}

/// What a key does where text is typed (search, go to, the outline's filter), and in lists.
pub fn prompt_action(key: Key) -> Option<Action> {
    match (key.code, key.ctrl || key.alt) {
        (Code::Char(c), false) => Some(Action::Type(c)),
        (Code::Char('u' | 'w'), true) => Some(Action::EraseAll),
        (Code::Char('c'), true) => Some(Action::Close),
        (Code::Char('n'), true) | (Code::Named("Down"), _) => Some(Action::Passage(Forward)),
        (Code::Char('p'), true) | (Code::Named("Up"), _) => Some(Action::Passage(Backward)),
        (Code::Char('h'), true) | (Code::Named("BS"), _) => Some(Action::Erase),
        (Code::Named("Left"), _) => Some(Action::Pane(Side::Original)),
        (Code::Named("Right"), _) => Some(Action::Pane(Side::Rewrite)),
        (Code::Named("Enter"), _) => Some(Action::Confirm),
        (Code::Named("Esc"), _) => Some(Action::Close),
        _ => None,
    }
}

fn digit(key: Key) -> Option<usize> {
    match key {
        Key {
            code: Code::Char(c),
            ctrl: false,
            alt: false,
        } => c.to_digit(10).map(|digit| digit as usize),
        _ => None,
    }
}

/// The keys of a binding; empty for one that cannot be read, which a test forbids.
fn sequence(keys: &str) -> Vec<Key> {
    let inputs = crate::app::key::parse(keys).unwrap_or_default();
    inputs
        .into_iter()
        .filter_map(|input| {
            if let Input::Key(key) = input {
                Some(key)
            } else {
                None
            }
        })
        .collect()
}

/// How a binding's keys are shown to people: `j Down`, `C-e`.
pub fn shown_keys(binding: &Binding) -> String {
    let shown = |keys: &&str| {
        sequence(keys)
            .iter()
            .map(Key::to_string)
            .collect::<String>()
    };
    binding.keys.iter().map(shown).collect::<Vec<_>>().join(" ")
}

/// A row of the help page: a heading, or keys and what they do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpRow {
    /// Nothing.
    Blank,
    /// The heading of a section.
    Heading(&'static str),
    /// The keys and what they do.
    Keys(String, &'static str),
}

/// The help page of a table.
pub fn help(table: &[Section]) -> Vec<HelpRow> {
    let mut rows = Vec::new();
    for (heading, bindings) in table {
        if !rows.is_empty() {
            rows.push(HelpRow::Blank);
        }
        rows.push(HelpRow::Heading(heading));
        rows.extend(
            bindings
                .iter()
                .map(|binding| HelpRow::Keys(shown_keys(binding), binding.help)),
        );
    }
    rows
}
