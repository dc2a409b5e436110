//! The chosen row of the ledger, or the fact that the reader went to → sentences.

use super::{capitalize, count, label_text};
use crate::app::reader::{FactPlace, LedgerList, Reader};
use crate::compare::ledger::Entry;
use crate::compare::wording;
use crate::text::glyph;
use crate::text::side::Side;

/// The chosen row, and the sentences of the place of it that is shown.
pub(super) fn list_row(reader: &Reader, open: &LedgerList) -> String {
    let chosen = reader.chosen_fact();
    let Some(entry) = chosen.and_then(|n| reader.diptych().ledger().get(n)) else {
        return capitalize(&format!("{}.", reader.no_fact()));
    };
    let view = reader.ledger_view();
    let place = reader.current_fact();
    let text = place.map_or(String::new(), |place| place_in_words(reader, place));
    glyph::visible(&format!(
        "{} {} of {} by {}, {}.{text}",
        capitalize(&view.in_words()),
        open.list.cursor + 1,
        open.shown.len(),
        view.order.name(),
        fact(entry),
    ))
}

/// The fact that the reader went to; empty if the cursor is on none.
pub(super) fn current(reader: &Reader) -> String {
    let fact = reader.current_fact().and_then(|place| {
        let entry = reader.diptych().ledger().get(place.entry)?;
        Some(format!("Fact, {}. ", fact(entry)))
    });
    fact.unwrap_or_default()
}

/// `number, differs: 42, 3 times in the original; 24, once in the rewrite`, and the note behind it.
fn fact(entry: &Entry) -> String {
    let sides = Side::BOTH.into_iter().filter_map(|side| {
        let form = entry.forms[side].as_deref()?;
        let times = match entry.mentions[side].len() {
            1 => "once".to_owned(),
            n => count(n, "time"),
        };
        Some(format!("{form}, {times} in the {}", side.name()))
    });
    let note = Some(entry.note.clone()).filter(|note| !note.is_empty());
    let parts: Vec<String> = sides.chain(note).collect();
    let (kind, state) = (entry.kind.name(), entry.state.name());
    format!("{kind}, {state}: {}", parts.join("; "))
}

/// ` Place 2 of 3. Original: … Rewrite: …`: the sentences around the words.
fn place_in_words(reader: &Reader, fact: &FactPlace) -> String {
    let diptych = reader.diptych();
    let mut text = match fact.n_places {
        1 => String::new(),
        n => format!(" Place {} of {n}.", fact.place + 1),
    };
    for side in Side::BOTH {
        let words = fact.words[side].as_ref();
        let segments = words.map(|words| {
            let segments = &diptych.segments[side];
            let first = segments.partition_point(|segment| segment.range.end <= words.start);
            let end = segments.partition_point(|segment| segment.range.start < words.end);
            (first..end).collect::<Vec<usize>>()
        });
        text += " ";
        text += &match segments {
            Some(segments) => label_text(diptych, side, &segments),
            None => format!("{}: not here.", wording::side_label(side)),
        };
    }
    text
}
