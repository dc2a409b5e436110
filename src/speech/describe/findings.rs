//! The current finding, the selected row of the list, or the findings of a passage → sentences.

use super::capitalize;
use crate::app::reader::{Mode, Reader};
use crate::compare::findings::Finding;
use crate::compare::pair::Diptych;
use crate::compare::wording::{self, in_context};
use crate::text::count::plural;
use crate::text::glyph;
use crate::text::side::{Pair, Side};

/// The selected row of the list.
pub(super) fn list_row(reader: &Reader) -> String {
    let Mode::Findings(open) = reader.mode() else {
        return String::new();
    };
    let (diptych, listed) = (reader.diptych(), reader.listed_findings());
    let Some(finding) = listed
        .get(open.list.cursor)
        .and_then(|&n| diptych.findings().get(n))
    else {
        return format!("No {}.", plural(0, &reader.filter_in_words()));
    };
    let order = open.order.name();
    let what = capitalize(&reader.filter_in_words());
    glyph::visible(&format!(
        "{what} {} of {} by {order}, {}. {}",
        open.list.cursor + 1,
        listed.len(),
        wording::finding(finding),
        texts(diptych, finding)
    ))
}

/// The finding that the reader went to; empty if the cursor is on none.
pub(super) fn current(reader: &Reader) -> String {
    let finding = reader.current_finding().and_then(|n| {
        let (number, n_findings) = reader.finding_number(n)?;
        let finding = wording::finding(reader.diptych().findings().get(n)?);
        Some(format!("Finding {number} of {n_findings}, {finding}. "))
    });
    finding.unwrap_or_default()
}

/// The findings in a passage, except that it was dropped or added.
pub(super) fn in_passage(diptych: &Diptych, side: Side, passage: usize) -> String {
    let range = diptych.passage_range(side, passage);
    let is_here = |finding: &&Finding| {
        let stretch = finding.stretches[side].as_ref();
        !finding.is_whole()
            && stretch.is_some_and(|stretch| {
                stretch.range.start < range.end && range.start < stretch.range.end
            })
    };
    let findings = diptych.findings().iter().filter(is_here);
    findings
        .map(|finding| format!(" Look here, {}.", wording::finding(finding)))
        .collect()
}

/// `Original: … Rewrite: …`: the sentences around the words.
fn texts(diptych: &Diptych, finding: &Finding) -> String {
    let texts = Pair::from_fn(|side| {
        let label = wording::side_label(side);
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
