//! [`Report`] → lines as compilers print them: the place, what was found there, and both texts with the words marked.
//!
//! ```text
//! rewrite.txt:13:19: number (sure): 31,400 became 34,100
//!   original.txt:17:19 │ The ferry carried 31,400 passengers last year, most of them on foot.
//!                      │                   ------
//!    rewrite.txt:13:19 │ The ferry carried 34,100 passengers last year, most of them on foot.
//!                      │                   ++++++
//! ```

use super::Report;
use super::excerpt::Excerpt;
use crate::compare::findings::{Finding, Kind};
use crate::compare::pair;
use crate::text::count::count;
use crate::text::glyph;
use crate::text::side::{Pair, Side};

/// How a piece of a line is to look, where there are colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// What was found.
    Heading,
    /// Where a text stands, and the frame.
    Quiet,
    /// The words that a finding is about.
    Words(Side),
}

/// The findings and a last line of figures, in lines of about `width` columns; `paint` gives a piece its look.
pub fn text(report: &Report, width: usize, paint: &dyn Fn(Look, &str) -> String) -> String {
    let findings = report.findings.iter();
    let told: String = findings
        .map(|finding| told(report, finding, width, paint) + "\n")
        .collect();
    told + &summary(report) + "\n"
}

fn told(
    report: &Report,
    finding: &Finding,
    width: usize,
    paint: &dyn Fn(Look, &str) -> String,
) -> String {
    let places = Pair::from_fn(|side| {
        let stretch = finding.stretches[side].as_ref()?;
        Some(glyph::visible(&report.place(side, stretch.range.start)))
    });
    let (kind, certainty) = (finding.kind.name(), finding.certainty.name());
    let place = places[Report::main_side(finding)].as_deref();
    let note = glyph::visible(&finding.note);
    let heading = format!("{kind} ({certainty}): {note}");
    let mut told = format!(
        "{}: {}\n",
        place.unwrap_or_default(),
        paint(Look::Heading, &heading)
    );
    let wide = |place: &Option<String>| place.as_deref().map_or(0, glyph::width);
    let place_width = wide(&places.original).max(wide(&places.rewrite));
    let room = width.saturating_sub(place_width + 5).max(LINE_MIN);
    for side in Side::BOTH {
        let (Some(stretch), Some(place)) = (&finding.stretches[side], &places[side]) else {
            continue;
        };
        let excerpt = Excerpt::cut(report.diptych, side, stretch, room);
        let indent = " ".repeat(place_width - glyph::width(place));
        let [before, words, after] = &excerpt.parts;
        let line = |place: &str| paint(Look::Quiet, &format!("  {place} │"));
        let shown = paint(Look::Words(side), words);
        told += &format!("{} {before}{shown}{after}\n", line(&(indent + place)));
        if !excerpt.is_all_words() {
            let sign = if side == Side::Original { "-" } else { "+" };
            let marks = paint(Look::Words(side), &sign.repeat(glyph::width(words)));
            let space = " ".repeat(glyph::width(before));
            told += &format!("{} {space}{marks}\n", line(&" ".repeat(place_width)));
        }
    }
    told
}

/// Columns that a sentence gets even where the place leaves fewer.
const LINE_MIN: usize = 40;

/// `3 findings: 2 number, 1 name (27 matches, 14 dropped, 2 added, 1 moved, 4 % verbatim)`.
fn summary(report: &Report) -> String {
    let figures = report.figures();
    let counts = report.counts();
    let kinds: Vec<String> = counts
        .iter()
        .map(|(kind, count)| format!("{count} {}", Kind::name(*kind)))
        .collect();
    let findings = match report.findings.len() {
        0 => "no findings".to_owned(),
        n => format!("{}: {}", count(n, "finding", "findings"), kinds.join(", ")),
    };
    format!(
        "{findings} ({}, {} dropped, {} added, {} moved, {} % verbatim)",
        count(figures.matched, "match", "matches"),
        figures.dropped,
        figures.added,
        figures.moved,
        pair::percent(figures.verbatim)
    )
}
