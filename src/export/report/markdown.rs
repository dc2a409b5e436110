//! [`Report`] → Markdown for a comment or a summary of a build: a heading, the figures, a list of findings.

use super::excerpt::Excerpt;
use super::{Place, Report};
use crate::compare::findings::Finding;
use crate::compare::pair;
use crate::text::count::count;
use crate::text::glyph;
use crate::text::side::Side;

/// The report as Markdown of the common kind.
pub fn markdown(report: &Report) -> String {
    let figures = report.figures();
    let [original, rewrite] = Side::BOTH.map(|side| escaped(&glyph::escaped(&report.paths[side])));
    let findings = match report.findings.len() {
        0 => "No findings".to_owned(),
        n => format!("**{}**", count(n, "finding", "findings")),
    };
    let mut page = format!(
        "## {rewrite} against {original}\n\n\
         {findings} · {} · {} dropped · {} added · {} moved · {} % verbatim\n",
        count(figures.matched, "match", "matches"),
        figures.dropped,
        figures.added,
        figures.moved,
        pair::percent(figures.verbatim)
    );
    for (n, finding) in report.findings.iter().enumerate() {
        page += &format!("\n{}", item(report, n + 1, finding));
    }
    page
}

fn item(report: &Report, number: usize, finding: &Finding) -> String {
    let (kind, certainty) = (finding.kind.name(), finding.certainty.name());
    let note = escaped(&glyph::visible(&finding.note));
    // What stands under an item must be indented to belong to it.
    let indent = " ".repeat(number.to_string().len() + 2);
    let mut item = format!("{number}. **{kind}** ({certainty}): {note}\n");
    for side in Side::BOTH {
        let Some(stretch) = &finding.stretches[side] else {
            continue;
        };
        let Place { line, .. } = Place::of(&report.diptych.documents[side], stretch.range.start);
        let excerpt = Excerpt::whole(report.diptych, side, stretch);
        let [before, words, after] = excerpt.parts.each_ref().map(|part| escaped(part));
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

/// Text in which nothing means anything to Markdown.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if r"\`*_[]<>&|~#$".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
