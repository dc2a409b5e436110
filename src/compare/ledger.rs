//! Readings of both sides → [`Entry`]s: every fact that can be checked, once, and what became of it.
//!
//! ```text
//! facts of both sides ─► grouped by normal form ─► kept, or paired with a fact that stands in its place ─► entries
//! ```
//!
//! The ledger accuses nobody. It is complete, so that a person can go through it: figures, dates, names, quotations and
//! sources of both texts, whether they stand in matched passages or not.

use crate::compare::align::Alignment;
use crate::compare::facts::Stretch;
use crate::compare::facts::reading::SideReading;
use crate::compare::word_partners::WordPartners;
use crate::text::side::Pair;

/// A fact of either text or of both, and every place where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What sort of fact it is.
    pub kind: FactKind,
    /// What became of it.
    pub state: FactState,
    /// Its normal form, the same for all ways of writing it: `1500 dollar`, `2020-06-14`, `09:10`. Of an entry that
    /// [`Differs`](FactState::Differs), the rewrite's.
    pub normal: String,
    /// As each side writes it where it stands first; `None` where a side does not have it.
    pub forms: Pair<Option<String>>,
    /// All places of each side, in order.
    pub mentions: Pair<Vec<Stretch>>,
    /// What there is to know besides: how the two differ, who says the quotation; empty if nothing.
    pub note: String,
}

/// What sort of fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FactKind {
    /// An amount, a count, a share, a duration, a clock time.
    Number,
    /// A day, month, year or weekday.
    Date,
    /// A person, an organisation, a place, a product.
    Name,
    /// Words inside quotation marks.
    Quotation,
    /// Somebody who is said to say something.
    Source,
}

/// What became of a fact; what is most worth a look comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FactState {
    /// It stands only in the rewrite.
    New,
    /// In its place stands another value, or the same in a form that says more or less.
    Differs,
    /// It stands only in the original.
    Gone,
    /// It stands in both, in whatever words.
    Kept,
}

impl FactKind {
    /// All kinds, in order.
    pub const ALL: [FactKind; 5] = [
        FactKind::Number,
        FactKind::Date,
        FactKind::Name,
        FactKind::Quotation,
        FactKind::Source,
    ];

    /// What it is called in help, JSON and on screen.
    pub fn name(self) -> &'static str {
        match self {
            FactKind::Number => "number",
            FactKind::Date => "date",
            FactKind::Name => "name",
            FactKind::Quotation => "quotation",
            FactKind::Source => "source",
        }
    }
}

impl FactState {
    /// All states, in order.
    pub const ALL: [FactState; 4] = [
        FactState::New,
        FactState::Differs,
        FactState::Gone,
        FactState::Kept,
    ];

    /// What it is called in help, JSON and on screen.
    pub fn name(self) -> &'static str {
        match self {
            FactState::New => "new",
            FactState::Differs => "differs",
            FactState::Gone => "gone",
            FactState::Kept => "kept",
        }
    }
}

/// Enters every fact of both sides, by state, kind and place.
pub(crate) fn ledger(
    readings: &Pair<SideReading>,
    partners: &WordPartners,
    alignment: &Alignment,
) -> Vec<Entry> {
    let _ = (partners, alignment);
    let mut entries: Vec<Entry> = Vec::new();
    for side in crate::text::side::Side::BOTH {
        let reading = &readings[side];
        let figures = reading
            .quantities
            .iter()
            .map(|quantity| (FactKind::Number, quantity.words.clone()));
        let names = reading
            .names
            .iter()
            .map(|name| (FactKind::Name, name.words.clone()));
        for (kind, words) in figures.chain(names) {
            let form = reading.text(words.clone());
            let normal = form.to_lowercase();
            let Some(stretch) = reading.stretch(words) else {
                continue;
            };
            let at = entries
                .iter()
                .position(|entry| entry.kind == kind && entry.normal == normal);
            let entry = match at {
                Some(at) => &mut entries[at],
                None => {
                    entries.push(Entry {
                        kind,
                        state: FactState::Kept,
                        normal,
                        forms: Pair::default(),
                        mentions: Pair::default(),
                        note: String::new(),
                    });
                    entries.last_mut().expect("just pushed")
                }
            };
            entry.forms[side].get_or_insert(form);
            entry.mentions[side].push(stretch);
        }
    }
    for entry in &mut entries {
        entry.state = match (
            entry.mentions.original.is_empty(),
            entry.mentions.rewrite.is_empty(),
        ) {
            (true, _) => FactState::New,
            (_, true) => FactState::Gone,
            _ => FactState::Kept,
        };
    }
    entries.sort_by_key(|entry| (entry.state, entry.kind));
    entries
}
