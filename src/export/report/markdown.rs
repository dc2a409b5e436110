//! [`Report`] → Markdown for a comment or a build summary: a heading, the figures, a list of findings, a table of
//! facts.

use super::Report;
use super::excerpt::Excerpt;
use super::ledger::{FactSide, figures};
use crate::compare::findings::Finding;
use crate::compare::ledger::Entry;
use crate::compare::wording;
use crate::export::escape::markdown as escape;
use crate::export::place;
use crate::text::glyph;
use crate::text::side::Side;

/// The report as CommonMark.
pub fn markdown(report: &Report) -> String {
    let [original, rewrite] = Side::BOTH.map(|side| escape(&glyph::escaped(&report.paths[side])));
    let mut page = format!(
        "## {rewrite} against {original}\n\n\
         {} · {}\n",
        report.findings_in_words(),
        report.summary().describe().join(" · ")
    );
    for (n, finding) in report.findings.iter().enumerate() {
        page += &format!("\n{}", item(report, n + 1, finding));
    }
    if let Some(entries) = report.ledger {
        page += &format!("\n{}", ledger(report, entries));
    }
    page
}

/// The ledger as a table (an extension of CommonMark that GitHub, GitLab and others have), under a heading.
fn ledger(report: &Report, entries: &[Entry]) -> String {
    let mut table = format!("### Ledger of {}\n", figures(entries));
    if !entries.is_empty() {
        table += "\n| state | kind | original | rewrite | note |\n|---|---|---|---|---|\n";
    }
    for entry in entries {
        let [original, rewrite] = Side::BOTH.map(|side| {
            FactSide::of(entry, side).map_or(String::new(), |fact| {
                let form = escape(&glyph::visible(fact.form));
                let line = fact.line(report, side);
                let times = match fact.times.as_str() {
                    "" => String::new(),
                    times => format!("{times}, first in "),
                };
                format!("{form} ({times}line {line})")
            })
        });
        let (state, kind) = (entry.state.name(), entry.kind.name());
        let note = escape(&glyph::visible(&entry.note));
        table += &format!("| {state} | {kind} | {original} | {rewrite} | {note} |\n");
    }
    table
}

fn item(report: &Report, number: usize, finding: &Finding) -> String {
    let (kind, confidence) = (finding.kind.name(), finding.confidence.name());
    let note = escape(&glyph::visible(&finding.note));
    let by = wording::seen_by(finding).map_or(String::new(), |by| format!(", {by}"));
    let by = escape(&by);
    // Lines under an item belong to it only if they are indented.
    let indent = " ".repeat(number.to_string().len() + 2);
    let mut item = format!("{number}. **{kind}** ({confidence}{by}): {note}\n");
    for side in Side::BOTH {
        let Some(stretch) = &finding.stretches[side] else {
            continue;
        };
        let line = place::line(&report.diptych.documents[side], stretch.range.start);
        let excerpt = Excerpt::whole(report.diptych, side, stretch);
        let [before, words, after] = excerpt.parts.each_ref().map(|part| escape(part));
        let words = match excerpt.is_all_words() {
            true => words,
            false => format!("<b>{words}</b>"),
        };
        item += &format!(
            "{indent}- {}, line {line}: {before}{words}{after}\n",
            side.name()
        );
    }
    item
}
