//! Keys → picture, with what is highlighted visible as lines of marks.

use crate::support::*;
use diptych::layout::Arrangement::{Aligned, Flow, Stacked};
use expect_test::{Expect, expect};

#[track_caller]
fn check(reader: &diptych::reader::Reader, expected: Expect) {
    expected.assert_eq(&picture(reader));
}

#[test]
fn flow() {
    let mut reader = reader(ARTICLE, REWRITE, Flow, "100x24");
    press(&mut reader, "j");
    check(&reader, expect![[]]);
}

#[test]
fn aligned() {
    let mut reader = reader(ARTICLE, REWRITE, Aligned, "100x30");
    check(&reader, expect![[]]);
    press(&mut reader, "jjl");
    check(&reader, expect![[]]);
}

#[test]
fn aligned_shows_the_far_counterpart_of_a_moved_passage_in_a_panel() {
    let mut reader = reader(ARTICLE, REWRITE, Aligned, "100x14");
    press(&mut reader, "]m");
    check(&reader, expect![[]]);
}

#[test]
fn stacked() {
    let reader = reader(ARTICLE, REWRITE, Stacked, "60x24");
    check(&reader, expect![[]]);
}

#[test]
fn lenses() {
    let original =
        "The council approved the plan for the new bridge after a long debate on Monday.";
    let rewrite = "After a long debate, the Council approved a plan for the old bridge.";
    let mut reader = reader(original, rewrite, Flow, "100x6");
    for _ in 0..3 {
        press(&mut reader, "l");
        check(&reader, expect![[]]);
    }
}

#[test]
fn hits() {
    let mut reader = reader(ARTICLE, REWRITE, Flow, "100x12");
    press(&mut reader, "/gale<Enter>");
    check(&reader, expect![[]]);
}

#[test]
fn a_prompt() {
    let mut reader = reader(ARTICLE, REWRITE, Flow, "100x4");
    press(&mut reader, "/Tolliver");
    check(&reader, expect![[]]);
}

#[test]
fn empty_texts() {
    check(&reader("", "", Flow, "80x6"), expect![[]]);
    check(&reader("Only this.", "", Flow, "80x6"), expect![[]]);
    check(&reader("", "Only this.", Aligned, "80x6"), expect![[]]);
}

#[test]
fn one_word_against_itself() {
    check(&reader("word", "word", Flow, "80x6"), expect![[]]);
}

#[test]
fn what_would_steer_the_terminal_is_visible() {
    let evil = "A \u{1b}[31mred\u{7} word, \u{202e}turned\u{202c} round,\u{9b} and a\ttab.";
    check(&reader(evil, evil, Flow, "120x7"), expect![[]]);
}

#[test]
fn wide_and_joined_characters_keep_the_right_pane_in_its_place() {
    let text = "横浜の港は火曜日に閉鎖された。\n\nA family 👩‍👩‍👧‍👦 with ❤\u{fe0f} and 1\u{fe0f}\u{20e3} came. Cafe\u{301} 🇩🇪 x\u{301}\u{302}\u{303}.";
    check(&reader(text, text, Flow, "80x9"), expect![[]]);
}

#[test]
fn too_small() {
    check(&reader(ARTICLE, REWRITE, Flow, "30x3"), expect![[]]);
    check(&reader(ARTICLE, REWRITE, Flow, "8x2"), expect![[]]);
    check(&reader(ARTICLE, REWRITE, Flow, "1x1"), expect![[]]);
}

#[test]
fn lists_and_quotes_hang() {
    let text = "Things to bring:\n\n- a warm coat for the evenings, since the wind comes straight from the sea\n- boots\n\n> The wind never sleeps here, and neither do the people who live with it all year.\n";
    check(&reader(text, text, Flow, "76x14"), expect![[]]);
}
