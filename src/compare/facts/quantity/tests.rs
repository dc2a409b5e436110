//! The forms in which a figure, a date or a clock time can be written, language by language: what is one fact, what
//! agrees, what is none.

mod forms;
mod laws;

use super::*;
use crate::compare::facts::cued_text::CuedText;
use crate::compare::facts::date::{self, Date};
use crate::text::document::Document;
use crate::text::language::Language;
use crate::text::segment;

/// The dates and figures of a text.
fn read(code: &str, text: &str) -> (Vec<Date>, Vec<Quantity>) {
    let language = Language::with_code(code).expect("the code of a language file");
    let document = Document::new("text", text);
    let segments = segment::segments(&document, language);
    let text = CuedText::new(&document, &segments, language);
    let dates = date::dates(&text);
    let quantities = quantities(&text, &dates);
    (dates, quantities)
}

/// The normal forms of the facts of a text, in order.
fn normals(code: &str, text: &str) -> String {
    let (dates, quantities) = read(code, text);
    let dates = dates.iter().map(|date| (date.words.start, date.normal()));
    let figures = quantities
        .iter()
        .map(|figure| (figure.words.start, figure.normal()));
    let mut facts: Vec<(usize, String)> = dates.chain(figures).collect();
    facts.sort();
    let facts: Vec<String> = facts.into_iter().map(|(_, normal)| normal).collect();
    facts.join(", ")
}

/// Each row is a fact and, behind the equals sign, the forms that it can have. Rows are different facts.
#[track_caller]
fn check(code: &str, rows: &str) {
    let mut faults = String::new();
    for row in rows.lines().filter(|row| !row.trim().is_empty()) {
        let (wanted, forms) = row.split_once(" = ").expect("fact = form | form");
        for form in forms.split(" | ") {
            let found = normals(code, form.trim());
            if found != wanted.trim() {
                faults.push_str(&format!(
                    "{code}: {}: {found}, not {}\n",
                    form.trim(),
                    wanted.trim()
                ));
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

/// Every clock time of `[clock]` can be read, and every distance of `[relative]`: an entry that cannot is left out.
#[test]
fn every_clock_time_and_distance_of_the_files_is_read() {
    for language in Language::all() {
        for phrase in language.clock.keys() {
            let text = phrase
                .replace("{h}", "9")
                .replace("{m}", "9")
                .replace(" . ", ". ");
            let (_, figures) = read(language.code(), &text);
            let is_clock = |figure: &Quantity| figure.unit == unit_named("clock");
            assert!(
                figures.iter().any(is_clock),
                "{language:?}: {text}: {figures:?}"
            );
        }
        for (phrase, distance) in language.relative.iter() {
            let (dates, _) = read(language.code(), phrase);
            assert!(
                distance.starts_with('0') || dates.iter().any(|date| date.distance.is_some()),
                "{language:?}: {phrase}: {dates:?}"
            );
        }
    }
}
