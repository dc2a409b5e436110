//! The ledger of a report, as all formats need it: its figures, and where a fact stands first on each side.

use super::Report;
use crate::compare::findings::Stretch;
use crate::compare::ledger::{Entry, FactState};
use crate::compare::wording;
use crate::export::place;
use crate::text::count::count;
use crate::text::side::Side;

/// `60 facts: 6 new, 1 differs, 13 gone, 40 kept`.
pub fn figures(entries: &[Entry]) -> String {
    let states = FactState::ALL.into_iter().filter_map(|state| {
        let of_state = entries.iter().filter(|entry| entry.state == state);
        let word = match (state, of_state.clone().count()) {
            (_, 0) => return None,
            (FactState::Differs, 2..) => "differ",
            (state, _) => state.name(),
        };
        Some(format!("{} {word}", of_state.count()))
    });
    let states: Vec<String> = states.collect();
    let colon = if states.is_empty() { "" } else { ": " };
    format!(
        "{}{colon}{}",
        count(entries.len(), "fact"),
        states.join(", ")
    )
}

/// How one side writes a fact, how often, and where first; `None` if it does not have it.
pub struct FactSide<'a> {
    /// As it is written there first.
    pub form: &'a str,
    /// Where that is.
    pub first: &'a Stretch,
    /// `3×`; nothing for a fact that stands once wherever it stands.
    pub times: String,
}

impl<'a> FactSide<'a> {
    /// A side of an entry.
    pub fn of(entry: &'a Entry, side: Side) -> Option<FactSide<'a>> {
        Some(FactSide {
            form: entry.forms[side].as_deref()?,
            first: entry.mentions[side].first()?,
            times: wording::times(entry, side),
        })
    }

    /// The line of the file.
    pub fn line(&self, report: &Report, side: Side) -> usize {
        place::line(&report.diptych.documents[side], self.first.range.start)
    }
}
