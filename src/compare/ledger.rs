//! Readings of both sides → [`Entry`]s: every fact that can be checked, once, and what became of it.
//!
//! ```text
//! facts of both sides ─► Book::enter: paired in their match, then anywhere, the same before what agrees ─► entries
//! ```
//!
//! The ledger accuses nobody. It is complete, so that a person can go through it: figures, dates, names, quotations and
//! sources of both texts, whether they stand in matched passages or not.

mod book;
mod dates;
pub(crate) mod figures;
mod names;
mod quotations;
mod sources;

use crate::compare::align::Alignment;
use crate::compare::facts::Stretch;
use crate::compare::facts::identity::Identities;
use crate::compare::facts::reading::SideReading;
use crate::compare::word_partners::WordPartners;
use crate::text::side::{Pair, Side};
use book::Book;

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
    /// Of a quotation: who says it, if that is known.
    pub speakers: Pair<Option<Speaker>>,
}

/// Who says a quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// What a text calls them.
    pub label: String,
    /// Whether that is a name, and not only a word for somebody: the driver.
    pub is_name: bool,
}

impl Entry {
    /// As it is written: in the rewrite, or if that does not have it, in the original.
    fn form(&self) -> &str {
        let forms = [&self.forms.rewrite, &self.forms.original];
        forms
            .into_iter()
            .flatten()
            .next()
            .map_or("", String::as_str)
    }
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
    identities: &Identities,
) -> Vec<Entry> {
    let claims = sources::claims(readings, identities);
    let book = Book {
        readings,
        partners,
        alignment,
    };
    let mut entries = figures::entries(&book);
    entries.extend(dates::entries(&book));
    entries.extend(names::entries(&book, identities));
    entries.extend(quotations::entries(&book, identities, &claims));
    entries.extend(sources::entries(&book, identities, &claims));
    let place = |entry: &Entry| {
        let first = |side: Side| {
            entry.mentions[side]
                .first()
                .map(|stretch| stretch.range.start)
        };
        (
            first(Side::Rewrite).is_none(),
            first(Side::Rewrite).or(first(Side::Original)),
        )
    };
    entries.sort_by_key(|entry| (entry.state, entry.kind, place(entry)));
    entries
}
