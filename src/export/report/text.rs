//! [`Report`] → lines in the style of compiler messages: the place, the finding, and both texts with the words marked.
//!
//! ```text
//! rewrite.txt:13:19: number (sure): 31,400 became 34,100
//!   original.txt:17:19 │ The ferry carried 31,400 passengers last year, most of them on foot.
//!                      │                   ------
//!    rewrite.txt:13:19 │ The ferry carried 34,100 passengers last year, most of them on foot.
//!                      │                   ++++++
//! ```
//!
//! The ledger has one line for each fact, under its figures:
//!
//! ```text
//! rewrite.txt:13:19: number (differs): 31,400 → 34,100 [original.txt:17:19]
//! ```

use super::Report;
use super::excerpt::Excerpt;
use super::ledger::{FactSide, figures};
use crate::compare::findings::Finding;
use crate::compare::ledger::Entry;
use crate::compare::wording;
use crate::text::glyph;
use crate::text::side::{Pair, Side};

/// The style of a piece of a line, where there are colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportStyle {
    /// The finding.
    Heading,
    /// The place, and the frame.
    Quiet,
    /// The words that a finding is about.
    Words(Side),
}

/// The findings and a summary, in lines of about `width` columns; `paint` applies the style of a piece.
pub fn text(report: &Report, width: usize, paint: &dyn Fn(ReportStyle, &str) -> String) -> String {
    let findings = report.findings.iter();
    let findings: String = findings
        .map(|finding| finding_lines(report, finding, width, paint) + "\n")
        .collect();
    let ledger = report.ledger.map(|entries| ledger(report, entries, paint));
    findings + &summary(report) + "\n" + &ledger.unwrap_or_default()
}

/// The figures of the ledger, and a line for each fact, with its first place on each side.
fn ledger(
    report: &Report,
    entries: &[Entry],
    paint: &dyn Fn(ReportStyle, &str) -> String,
) -> String {
    let lines = entries.iter().map(|entry| fact_line(report, entry, paint));
    format!(
        "\nLedger of {}\n{}",
        figures(entries),
        lines.collect::<String>()
    )
}

fn fact_line(
    report: &Report,
    entry: &Entry,
    paint: &dyn Fn(ReportStyle, &str) -> String,
) -> String {
    let sides = Pair::from_fn(|side| FactSide::of(entry, side));
    let place = |side: Side| {
        let place = report.place(side, sides[side].as_ref()?.first.range.start);
        Some(glyph::visible(&place))
    };
    let (kind, state) = (entry.kind.name(), entry.state.name());
    let heading = format!("{kind} ({state}): {}", forms(entry, &sides));
    let heading = paint(ReportStyle::Heading, &heading);
    let places = [place(Side::Rewrite), place(Side::Original)];
    let mut places = places.into_iter().flatten();
    let first = places.next().unwrap_or_default();
    let note = match entry.note.as_str() {
        "" => String::new(),
        note => format!("; {}", glyph::visible(note)),
    };
    let second = places.next().map(|place| format!(" [{place}]"));
    format!("{first}: {heading}{note}{}\n", second.unwrap_or_default())
}

/// `42 → 24 (2×/1×)`; what both sides write alike stands once.
fn forms(entry: &Entry, sides: &Pair<Option<FactSide>>) -> String {
    let forms = wording::forms(entry, FORM_MAX);
    let forms = Side::BOTH.iter().filter_map(|&side| forms[side].as_deref());
    let mut forms: Vec<String> = forms.map(|form| glyph::clipped(form, FORM_MAX).0).collect();
    forms.dedup();
    let sides = Side::BOTH.iter().filter_map(|&side| sides[side].as_ref());
    let times = sides.map(|fact| fact.times.as_str());
    let times: Vec<&str> = times.filter(|times| !times.is_empty()).collect();
    let times = match times.as_slice() {
        [] => String::new(),
        times => format!(" ({})", times.join("/")),
    };
    forms.join(" → ") + &times
}

/// The most columns of a fact in a line of the ledger; quotations may be long.
const FORM_MAX: usize = 60;

fn finding_lines(
    report: &Report,
    finding: &Finding,
    width: usize,
    paint: &dyn Fn(ReportStyle, &str) -> String,
) -> String {
    let places = Pair::from_fn(|side| {
        let stretch = finding.stretches[side].as_ref()?;
        Some(glyph::visible(&report.place(side, stretch.range.start)))
    });
    let (kind, confidence) = (finding.kind.name(), finding.confidence.name());
    let place = places[Report::main_side(finding)].as_deref();
    let note = glyph::visible(&finding.note);
    let by = wording::seen_by(finding).map_or(String::new(), |by| format!(", {by}"));
    let heading = format!("{kind} ({confidence}{by}): {note}");
    let mut lines = format!(
        "{}: {}\n",
        place.unwrap_or_default(),
        paint(ReportStyle::Heading, &heading)
    );
    let width_of = |place: &Option<String>| place.as_deref().map_or(0, glyph::width);
    let place_width = width_of(&places.original).max(width_of(&places.rewrite));
    let room = width.saturating_sub(place_width + 5).max(LINE_MIN);
    for side in Side::BOTH {
        let (Some(stretch), Some(place)) = (&finding.stretches[side], &places[side]) else {
            continue;
        };
        let excerpt = Excerpt::cut(report.diptych, side, stretch, room);
        let indent = " ".repeat(place_width - glyph::width(place));
        let [before, words, after] = &excerpt.parts;
        let frame = |place: &str| paint(ReportStyle::Quiet, &format!("  {place} │"));
        let painted = paint(ReportStyle::Words(side), words);
        lines += &format!("{} {before}{painted}{after}\n", frame(&(indent + place)));
        if !excerpt.is_all_words() {
            let sign = if side == Side::Original { "-" } else { "+" };
            let marks = paint(ReportStyle::Words(side), &sign.repeat(glyph::width(words)));
            let space = " ".repeat(glyph::width(before));
            lines += &format!("{} {space}{marks}\n", frame(&" ".repeat(place_width)));
        }
    }
    lines
}

/// The fewest columns of a sentence, even if the place leaves less room.
const LINE_MIN: usize = 40;

/// `3 findings: number 2, name 1 +16 hints (27 matches, 14 dropped, 2 added, 1 moved, 43 % kept, 12 % new words)`.
fn summary(report: &Report) -> String {
    let figures = report.summary().describe().join(", ");
    format!("{} ({figures})", report.findings_in_words())
}
