//! The findings that a session is at, has in its list or passes by → sentences.

use crate::app::reader::{Mode, Order, Reader};
use crate::compare::findings::{Finding, Kind};
use crate::compare::pair::Diptych;
use crate::compare::wording::{self, in_context};
use crate::text::glyph;
use crate::text::side::{Pair, Side};

/// The row of the list that is chosen.
pub(super) fn chosen(reader: &Reader) -> String {
    let Mode::Findings(open) = reader.mode() else {
        return String::new();
    };
    let (diptych, listed) = (reader.diptych(), reader.listed_findings());
    let Some(found) = listed
        .get(open.list.cursor)
        .and_then(|&n| diptych.findings().get(n))
    else {
        return format!("No {}s.", reader.filter_in_words());
    };
    let order = match open.order {
        Order::Weight => "weight",
        Order::Place => "place",
    };
    let what = reader.filter_in_words();
    glyph::visible(&format!(
        "{} {} of {} by {order}, {}. {}",
        what[..1].to_uppercase() + &what[1..],
        open.list.cursor + 1,
        listed.len(),
        wording::finding(found),
        texts(diptych, found)
    ))
}

/// The finding that a session went to; nothing if it is at none.
pub(super) fn here(reader: &Reader) -> String {
    let told = reader.current_finding().and_then(|n| {
        let number = reader.finding_number(n)?;
        let n_findings = reader.marked().order.len();
        let finding = wording::finding(reader.diptych().findings().get(n)?);
        Some(format!("Finding {number} of {n_findings}, {finding}. "))
    });
    told.unwrap_or_default()
}

/// What there is to look at in a passage, besides its being dropped or added.
pub(super) fn in_passage(diptych: &Diptych, side: Side, passage: usize) -> String {
    let range = diptych.passage_range(side, passage);
    let is_here = |found: &&Finding| {
        let stretch = found.stretches[side].as_ref();
        let is_inside = !matches!(found.kind, Kind::Dropped | Kind::Added);
        is_inside
            && stretch.is_some_and(|stretch| {
                stretch.range.start < range.end && range.start < stretch.range.end
            })
    };
    let told = diptych.findings().iter().filter(is_here);
    told.map(|found| format!(" Look here, {}.", wording::finding(found)))
        .collect()
}

/// `Original: … Rewrite: …`, the sentences with the words.
fn texts(diptych: &Diptych, finding: &Finding) -> String {
    let texts = Pair::from_fn(|side| {
        let label = match side {
            Side::Original => "Original",
            Side::Rewrite => "Rewrite",
        };
        match in_context(diptych, finding, side) {
            Some([before, _, after]) => {
                let text = &diptych.documents[side].text()[before.start..after.end];
                format!("{label}: {text}")
            }
            None => format!("{label}: nothing."),
        }
    });
    format!("{} {}", texts.original, texts.rewrite)
}
