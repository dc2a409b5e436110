//! Reworded passages → which words stand for each other, and where a reader sees it.

use crate::support::*;
use diptych::app::layout::Arrangement::Stacked;
use diptych::compare::diff::RunRole;
use diptych::compare::pair::Diptych;
use diptych::text::language::Language;
use diptych::text::side::{Pair, Side};
use expect_test::{Expect, expect};

const WARDEN: &str =
    "The warden repaired the broken gate before the storm came, and nobody was hurt.";
const KEEPER: &str =
    "Before the gale arrived, the keeper had already fixed the damaged gate; no one got injured.";

/// `army ~ military, dismissed ~ laid`: the related words of a pair.
fn related(pair: &Diptych) -> String {
    let words = comparison(pair).related.iter().map(|words| {
        let word = |side: Side| &pair.documents[side].text()[words.places[side][0].clone()];
        format!("{} ~ {}", word(Side::Original), word(Side::Rewrite))
    });
    words.collect::<Vec<_>>().join(", ")
}

/// Two sentences that belong together → their related words.
#[track_caller]
fn check(original: &str, rewrite: &str, expected: &str) {
    let pair = linked(original, rewrite, &[(0, 0, 0.9)]);
    assert_eq!(related(&pair), expected);
}

#[test]
fn words_that_stand_for_each_other_are_related() {
    check(
        WARDEN,
        KEEPER,
        "repaired ~ fixed, broken ~ damaged, came ~ got, hurt ~ injured",
    );
    check(
        "The firm dismissed a third of its staff after the merger.",
        "After the takeover the company laid off thirty employees.",
        "firm ~ company, staff ~ employees, merger ~ takeover",
    );
    check(
        "Physicians cautioned that the medication may hurt youngsters.",
        "Doctors have warned parents: this drug could harm children.",
        "Physicians ~ Doctors, cautioned ~ warned, medication ~ drug, hurt ~ harm, youngsters ~ children",
    );
}

#[test]
fn words_of_the_whole_match_are_related_wherever_they_stand() {
    let original = "The old ferry was sold in spring. Its owner bought a bakery with the money.";
    let rewrite =
        "With what he was paid for the aged boat in spring, its proprietor purchased a bakery.";
    let pair = linked(original, rewrite, &[(0, 0, 0.9), (1, 0, 0.9)]);
    assert_eq!(
        related(&pair),
        "old ~ aged, ferry ~ boat, sold ~ paid, bought ~ purchased"
    );
}

#[test]
fn figures_dates_names_and_opposites_are_not_related() {
    check(
        "On Monday seven boats from Marrow left in June.",
        "Nine vessels of Tarn departed one Tuesday in July.",
        "boats ~ vessels, left ~ departed",
    );
    check(
        "Prices rose, and the shops opened.",
        "Costs fell while stores closed.",
        "Prices ~ Costs, shops ~ stores",
    );
}

#[test]
fn where_most_is_kept_a_changed_word_is_a_change() {
    check(
        "The old ferry to the outer islands leaves at noon.",
        "The old boat to the outer islands leaves at noon.",
        "",
    );
}

#[test]
fn without_a_table_of_the_language_nothing_is_related() {
    check(
        "Der Wärter reparierte das kaputte Tor vor dem Sturm.",
        "Vor dem Unwetter hatte der Hüter das beschädigte Tor gerichtet.",
        "",
    );
    let german = Language::with_code("de");
    let mut documents = documents(WARDEN, KEEPER);
    documents.rewrite.language = german;
    documents.original.language = Language::with_code("en");
    assert_eq!(related(&Diptych::new(documents).matched()), "");
}

#[test]
fn the_sides_may_be_exchanged() {
    let forward = linked(WARDEN, KEEPER, &[(0, 0, 0.9)]);
    let back = linked(KEEPER, WARDEN, &[(0, 0, 0.9)]);
    let places = |pair: &Diptych, side: Side| {
        let mut places = comparison(pair)
            .related
            .iter()
            .map(|words| words.places[side].clone())
            .collect::<Vec<_>>();
        places.sort_by_key(|places| places[0].start);
        places
    };
    assert_eq!(
        places(&forward, Side::Original),
        places(&back, Side::Rewrite)
    );
    assert_eq!(
        places(&forward, Side::Rewrite),
        places(&back, Side::Original)
    );
}

/// The runs of both sides in a row each, `<related>` and `(only here)`.
fn runs(pair: &Diptych) -> String {
    let mut told = String::new();
    for side in Side::BOTH {
        for run in &comparison(pair).runs[side] {
            let (before, after) = match run.role {
                RunRole::Related => ("<", ">"),
                role if role.is_kept() => ("", ""),
                _ => ("(", ")"),
            };
            let words = &pair.documents[side].text()[run.range.clone()];
            told += &format!("{before}{words}{after} ");
        }
        told = told.trim_end().to_owned() + "\n";
    }
    told
}

#[test]
fn related_words_are_runs_of_their_own() {
    let expected = expect![[r#"
        The (warden) <repaired> the <broken> gate before the (storm) <came> , (and nobody was) <hurt> .
        Before the (gale arrived) , the (keeper had already) <fixed> the <damaged> gate (; no one) <got injured> .
    "#]];
    expected.assert_eq(&runs(&linked(WARDEN, KEEPER, &[(0, 0, 0.9)])));
}

#[track_caller]
fn check_rows(keys: &str, from: &str, n: usize, expected: Expect) {
    let pair = linked(WARDEN, KEEPER, &[(0, 0, 0.9)]);
    let mut reader = reader_of(pair, Stacked, "100x30");
    press(&mut reader, keys);
    expected.assert_eq(&rows_from(&reader, from, n));
}

#[test]
fn related_words_are_lit_in_a_look_of_their_own() {
    check_rows(
        "",
        "The warden",
        4,
        expect![[r#"
        ▌  The warden repaired the broken gate before the storm came, and nobody was hurt.
           ----------*~~~~~~~~*---*~~~~~~*****************-----*~~~~----------------*~~~~*
        ▌≈   Before the gale arrived, the keeper had already fixed the damaged gate; no one
             >>>>>>>>>>>++++++++++++++++++++++++++++++++++++>~~~~~>+++>~~~~~~~>>>>>++++++++
    "#]],
    );
}

#[test]
fn the_evidence_says_which_word_became_which() {
    check_rows(
        "e",
        "related",
        1,
        expect![[r#"
        related    repaired ~ fixed, broken ~ damaged, came ~ got, hurt ~ injured
    "#]],
    );
}

/// Without a key, for the passage under the cursor; what may be wrong in it comes first.
#[test]
fn the_status_says_which_word_of_the_passage_became_which() {
    check_rows(
        "",
        "1/1",
        1,
        expect![[r#"
        1/1 ≈ reworded from passage 1, score .90, 33 % kept · words: repaired… lens auto, stacked · ? help
    "#]],
    );
}

#[test]
fn related_words_are_not_new() {
    let pair = linked(WARDEN, KEEPER, &[(0, 0, 0.9)]);
    let new = Pair::from_fn(|side| {
        let text = pair.documents[side].text();
        let words = pair.new_words(side).iter();
        words
            .map(|words| &text[words.clone()])
            .collect::<Vec<_>>()
            .join(" | ")
    });
    assert_eq!(new.original, "warden | storm | nobody");
    assert_eq!(new.rewrite, "gale arrived | keeper | already | one");
}
