//! One matched passage → what is lit of it: colour is what only this side says.

use crate::support::*;
use diptych::compare::findings::{Confidence, FindingKind};
use diptych::view::screen::{Mark, Screen, screen};
use expect_test::{Expect, expect};

/// Both sides of a pair of sentences, in brackets what is lit: `[strong]`, `(soft)`, `<related>`, `{finding}`.
fn lit(original: &str, rewrite: &str) -> String {
    shown(linked(original, rewrite, &[(0, 0, 0.9)]))
}

fn shown(pair: diptych::compare::pair::Diptych) -> String {
    let width = 400;
    let reader = reader_of(
        pair,
        diptych::app::layout::Arrangement::Stacked,
        &format!("{width}x12"),
    );
    bracketed(&screen(&reader))
}

fn bracketed(screen: &Screen) -> String {
    let brackets = |mark: Option<Mark>| match mark {
        None => ("", ""),
        Some(Mark::Removed | Mark::Added) => ("[", "]"),
        Some(Mark::RemovedSoft | Mark::AddedSoft) => ("(", ")"),
        Some(Mark::Related) => ("<", ">"),
        Some(Mark::Finding) => ("{", "}"),
        Some(mark) => panic!("{mark:?} is not lit in the first lens"),
    };
    let mut text = String::new();
    for row in &screen.rows[1..screen.rows.len() - 1] {
        let mut line = String::new();
        let mut before = None;
        for cell in &row[3..row.len() - 3] {
            if cell.ink.mark != before {
                line += brackets(before).1;
                line += brackets(cell.ink.mark).0;
                before = cell.ink.mark;
            }
            line += &cell.text;
        }
        line += brackets(before).1;
        let line = line.trim_matches(|c: char| c.is_whitespace() || "~≈−+=│▌".contains(c));
        if !line.is_empty() {
            text += &format!("{line}\n");
        }
    }
    text
}

#[track_caller]
fn check(original: &str, rewrite: &str, expected: Expect) {
    expected.assert_eq(&lit(original, rewrite));
}

#[test]
fn what_only_one_side_says_has_a_ground_where_most_is_kept() {
    check(
        "The ferry to the outer islands leaves at noon on weekdays.",
        "The ferry to the northern islands leaves at noon on weekdays.",
        expect![[r#"
            The ferry to the [outer] islands leaves at noon on weekdays.
            The ferry to the [northern] islands leaves at noon on weekdays.
        "#]],
    );
}

#[test]
fn what_only_one_side_says_is_tinted_where_little_is_kept() {
    check(
        "The ferry to the outer islands leaves at noon, which suits the farmers.",
        "Farmers like that somebody departs around noon for the outer islands each day.",
        expect![[r#"
            (The ferry to) the outer islands (leaves at noon, which suits the) farmers.
            Farmers (like that somebody departs around noon for) the outer islands (each day).
        "#]],
    );
}

#[test]
fn a_passage_without_a_counterpart_is_tinted() {
    let dropped = linked(
        "The ferry leaves at noon. Nobody was seen.",
        "The ferry leaves at noon.",
        &[(0, 0, 1.0)],
    );
    expect![[r#"
        The ferry leaves at noon.
        The ferry leaves at noon.
        (Nobody was seen.)
    "#]]
    .assert_eq(&shown(dropped));
}

#[test]
fn words_that_moved_inside_a_match_are_plain_but_function_words_do_not_move() {
    check(
        "On Monday the council of the town approved the new harbour plan for the old quay.",
        "The council of the town approved the new harbour plan of an old quay on Monday.",
        expect![[r#"
            On Monday the council of the town approved the new harbour plan [for the] old
            quay.
            The council of the town approved the new harbour plan [of an] old quay on Monday.
        "#]],
    );
}

#[test]
fn punctuation_is_quieter_than_words_and_silent_where_little_is_kept() {
    check(
        "The pier, which is old, will close – for the whole winter – next week.",
        "The pier which is old will close, for the whole winter, next week.",
        expect![[r#"
            The pier(,) which is old(,) will close (–) for the whole winter (–) next week.
            The pier which is old will close(,) for the whole winter(,) next week.
        "#]],
    );
    check(
        "Fog, rain: the pilots stayed ashore.",
        "Because of fog the pilots did not sail; rain fell everywhere.",
        expect![[r#"
            Fog, rain: the pilots (stayed ashore).
            (Because of) fog the pilots (did not sail;) rain (fell everywhere).
        "#]],
    );
}

#[test]
fn case_is_quieter_than_words_and_the_capital_of_a_sentence_is_nothing() {
    check(
        "The Council met and the Mayor spoke for an hour.",
        "The council met and the mayor spoke for an hour.",
        expect![[r#"
            The (Council) met and the (Mayor) spoke for an hour.
            The (council) met and the (mayor) spoke for an hour.
        "#]],
    );
    let merged = linked(
        "The mayor spoke for an hour. Nobody in the hall left early.",
        "The mayor spoke for an hour, and nobody in the hall left early.",
        &[(0, 0, 0.9), (1, 0, 0.9)],
    );
    expect![[r#"
        The mayor spoke for an hour(.) Nobody in the hall left early.
        The mayor spoke for an hour[, and] nobody in the hall left early.
    "#]]
    .assert_eq(&shown(merged));
}

#[test]
fn of_equal_alignments_the_one_with_long_runs_is_taken() {
    check(
        "The crew of the boat and the owner of the harbour met the press.",
        "The owner of the harbour met the press.",
        expect![[r#"
            [The crew of the boat and] the owner of the harbour met the press.
            The owner of the harbour met the press.
        "#]],
    );
    check(
        "He gave the key to the warden.",
        "He gave the spare key and the map to the warden.",
        expect![[r#"
            He gave the key to the warden.
            He gave the [spare] key [and the map] to the warden.
        "#]],
    );
}

#[test]
fn a_function_word_between_changes_is_part_of_the_changed_phrase() {
    check(
        "The inspectors found rust in the cables and the bolts, and closed the upper deck to all traffic.",
        "The inspectors found cracks in the pillars and the bolts, and closed the upper deck to all traffic.",
        expect![[r#"
            The inspectors found [rust in the cables] and the bolts, and closed the upper deck
            to all traffic.
            The inspectors found [cracks in the pillars] and the bolts, and closed the upper
            deck to all traffic.
        "#]],
    );
    check(
        "Two engineers of the port looked at the plan for the upper deck on Friday morning.",
        "Two architects of a bank looked at the plan for the upper deck on Friday morning.",
        expect![[r#"
            Two [engineers of the port] looked at the plan for the upper deck on Friday
            morning.
            Two [architects of a bank] looked at the plan for the upper deck on Friday
            morning.
        "#]],
    );
}

#[test]
fn a_finding_is_lit_in_a_reworded_passage_too() {
    let original = "The harbour took in 340 boats in the storm, which the warden had not expected.";
    let rewrite = "More boats than ever, 430, came for shelter, to the joy of its warden.";
    let changed = (FindingKind::Number, Confidence::Sure, "340", "430");
    let pair = found(linked(original, rewrite, &[(0, 0, 0.8)]), &[changed]);
    expect![[r#"
        (The harbour took in ){340} boats (in the storm, which) the warden (had not expected).
        (More) boats (than ever, ){430}(, came for shelter, to) the (joy of its) warden.
    "#]]
    .assert_eq(&shown(pair));
}

#[test]
fn characters_of_a_script_without_spaces_are_lit_as_words_are() {
    check(
        "渡轮每天中午从旧码头开往外岛。",
        "渡轮每天傍晚从新码头开往外岛。",
        expect![[r#"
            渡轮每天[中午从旧]码头开往外岛。
            渡轮每天[傍晚从新]码头开往外岛。
        "#]],
    );
}
