//! `tests/cases/NAME/{original,rewrite,expected}.txt`: our page of hard cases. Each folder is a pair that the program
//! itself opens; `expected.txt` says what is matched and what changed inside.
//!
//! A new case is a folder with two texts; `UPDATE_EXPECT=1 cargo test cases` writes the third.

use crate::support::comparison;
use diptych::compare::align::Relation;
use diptych::compare::diff::{Run, RunRole};
use diptych::compare::pair::Diptych;
use diptych::input::open;
use diptych::text::glyph::visible;
use diptych::text::side::{Pair, Side};
use expect_test::expect_file;
use std::fmt::Write;
use std::path::Path;

#[test]
fn cases_are_matched_as_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases: Vec<_> = std::fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    assert!(cases.len() >= 25, "the cases are gone");
    for case in cases {
        let open = |name: &str| open::open(&case.join(name)).unwrap();
        let documents = Pair {
            original: open("original.txt"),
            rewrite: open("rewrite.txt"),
        };
        expect_file![case.join("expected.txt")]
            .assert_eq(&told(&Diptych::new(documents).matched()));
    }
}

/// The matches in the order of the original, then what was added; words as wdiff shows them: `[-removed-]`,
/// `{+added+}`, and `<=kept, but elsewhere in the match=>`, `<~in another case~>`.
fn told(diptych: &Diptych) -> String {
    let alignment = &comparison(diptych).alignment;
    let mut told = String::new();
    for note in &diptych.notes {
        let _ = writeln!(told, "note: {note}");
    }
    for (n, segment) in diptych.segments.original.iter().enumerate() {
        match alignment.match_of.original[n] {
            None => {
                let _ = writeln!(
                    told,
                    "{} dropped {:?}\n  {}",
                    n + 1,
                    segment.kind,
                    text(diptych, Side::Original, n)
                );
            }
            Some(mat) if alignment.matches[mat].segments.original[0] == n => {
                told.push_str(&told_match(diptych, mat));
            }
            Some(_) => {}
        }
    }
    for (n, segment) in diptych.segments.rewrite.iter().enumerate() {
        if alignment.match_of.rewrite[n].is_none() {
            let _ = writeln!(
                told,
                "→ {} added {:?}\n  {}",
                n + 1,
                segment.kind,
                text(diptych, Side::Rewrite, n)
            );
        }
    }
    told
}

fn told_match(diptych: &Diptych, mat: usize) -> String {
    let mat = &comparison(diptych).alignment.matches[mat];
    let numbers = |side: Side| {
        mat.segments[side]
            .iter()
            .map(|n| (n + 1).to_string())
            .collect::<Vec<_>>()
            .join(",")
    };
    let relation = match mat.relation {
        Relation::Verbatim => "verbatim".to_owned(),
        Relation::Edited => format!("edited, {:.0} % kept", mat.kept * 100.0),
        Relation::Reworded => format!("reworded, {:.0} % kept", mat.kept * 100.0),
    };
    let moved = if mat.moved { ", moved" } else { "" };
    let mut told = format!(
        "{} → {} {relation}{moved}\n",
        numbers(Side::Original),
        numbers(Side::Rewrite)
    );
    for side in Side::BOTH {
        for &n in &mat.segments[side] {
            let sign = if mat.relation == Relation::Verbatim {
                "="
            } else if side == Side::Original {
                "-"
            } else {
                "+"
            };
            let _ = writeln!(told, "{sign} {}", text(diptych, side, n));
        }
        if mat.relation == Relation::Verbatim {
            break;
        }
    }
    told
}

/// A segment's text with its runs.
fn text(diptych: &Diptych, side: Side, segment: usize) -> String {
    let text = diptych.documents[side].text();
    let range = &diptych.segments[side][segment].range;
    let mut told = String::new();
    let mut from = range.start;
    for run in comparison(diptych).runs[side]
        .iter()
        .filter(|run| run.range.start >= range.start && run.range.end <= range.end)
    {
        told.push_str(&text[from..run.range.start]);
        let (before, after) = brackets(run);
        let _ = write!(told, "{before}{}{after}", &text[run.range.clone()]);
        from = run.range.end;
    }
    told.push_str(&text[from..range.end]);
    visible(&told)
}

fn brackets(run: &Run) -> (&'static str, &'static str) {
    match run.role {
        RunRole::Same => ("", ""),
        RunRole::Recased => ("<~", "~>"),
        RunRole::Stray => ("<.", ".>"),
        RunRole::Shared => ("<=", "=>"),
        RunRole::Related => ("<≈", "≈>"),
        RunRole::Removed => ("[-", "-]"),
        RunRole::Added => ("{+", "+}"),
    }
}
