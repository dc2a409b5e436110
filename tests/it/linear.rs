//! Linear mode: a pair and a session in plain sentences.

use crate::support::*;
use diptych::app::App;
use diptych::app::event::{Command, Event};
use diptych::app::keymap::{HelpRow, Keymap};
use diptych::app::reader::Options;
use diptych::compare::pair::Diptych;
use diptych::review::records::Records;
use diptych::speech::describe;
use expect_test::{Expect, expect};

fn whole(pair: &Diptych) -> String {
    let paragraphs: Vec<String> = describe::pair(pair).collect();
    paragraphs.join("\n\n") + "\n"
}

fn open() -> App {
    describe::open(article(), Options::default(), Records::default())
}

/// Presses keys and gives all answers. True if the last key quits.
fn talk(app: &mut App, keys: &str) -> (bool, String) {
    let mut said = String::new();
    for input in diptych::app::key::parse(keys).unwrap() {
        let (commands, answer) = describe::answer(app, Event::Input(input));
        said += &answer;
        if commands
            .iter()
            .any(|command| matches!(command, Command::Quit))
        {
            return (true, said);
        }
    }
    (false, said)
}

/// What a new session answers to some keys, without what came before the last `;`.
#[track_caller]
fn check(keys: &str, expected: Expect) {
    let mut app = open();
    let (before, keys) = keys.rsplit_once(';').unwrap_or(("", keys));
    talk(&mut app, before);
    expected.assert_eq(&talk(&mut app, keys).1);
}

/// The first words of the answer to some keys.
#[track_caller]
fn check_start(keys: &str, expected: &str) {
    let (_, said) = talk(&mut open(), keys);
    let last = said.trim_end().lines().last().unwrap_or_default();
    assert!(last.starts_with(expected), "{keys}: {last}");
}

#[test]
fn the_whole_pair_passage_by_passage() {
    expect![[r#"
        original.txt has 9 passages, 3 dropped; rewrite.txt has 7 passages, one added, 83 percent of its words kept.

        Passage 1 of 7, verbatim from one sentence of the original, moved up from passage 6. Both: A brass band from Eastwick plays at the opening.

        Passage 2 of 7, edited from one sentence of the original, 94 percent kept. Original: The harbour council voted on Tuesday to rebuild the old stone pier before the autumn storms. Rewrite: The harbour council voted on Tuesday to rebuild the old stone pier before the winter storms.

        Passage 3 of 7, edited from 2 sentences of the original, 86 percent kept. Original: Mayor Ines Calloway said the work would cost 2.4 million crowns and take eleven months. Fishermen had asked for repairs since a winter gale tore away its outer lamp. Rewrite: The work will cost 2.4 million crowns and last eleven months, Mayor Ines Calloway said, and fishermen had asked for repairs since a gale tore away the outer lamp.

        Passage 4 of 7, verbatim from one sentence of the original. Both: Divers found deep cracks in three of the nine pillars last spring.

        Passage 4 of 9 of the original, dropped: nothing in the rewrite says this. Original: Two shipyards offered to do the work, and the cheaper one won.

        Passage 5 of 9 of the original, dropped: nothing in the rewrite says this. Original: Pupils of the village school will paint the new railing in bright colours.

        Passage 6 of 9 of the original, kept verbatim in one sentence of the rewrite, moved up to passage 1. Both: A brass band from Eastwick plays at the opening.

        Passage 5 of 7, added: nothing in the original says this. Rewrite: Tourists from the mainland bring most of the island's money in July.

        Passage 6 of 7, verbatim from one sentence of the original, moved up from passage 8. Both: The café at its end stays closed for the whole season.

        Passage 7 of 7, verbatim from one sentence of the original. Both: Visitors may not set foot on the pier until the builders leave.

        Passage 8 of 9 of the original, kept verbatim in one sentence of the rewrite, moved up to passage 6. Both: The café at its end stays closed for the whole season.

        Passage 9 of 9 of the original, dropped: nothing in the rewrite says this. Original: Its owner, Bram Tolliver, hopes for compensation from the insurance company.
    "#]].assert_eq(&whole(&article()));
}

#[test]
fn empty_and_odd_texts_have_plain_words() {
    expect![[r#"
        original.txt has no passages, none dropped; rewrite.txt has no passages, none added, 0 percent of its words kept.
    "#]].assert_eq(&whole(&diptych("", "")));
    expect![[r#"
        original.txt has no passages, none dropped; rewrite.txt has one passage, one added, 0 percent of its words kept.

        Passage 1 of 1, added: nothing in the original says this. Rewrite: Only this sentence is here.
    "#]].assert_eq(&whole(&diptych("", "Only this sentence is here.")));
}

#[test]
fn every_passage_is_told_once() {
    for pair in [
        article(),
        linked(REWRITE, ARTICLE, &exchanged(&LINKS)),
        diptych(ARTICLE, ARTICLE),
    ] {
        let told: Vec<String> = describe::pair(&pair).skip(1).collect();
        let on_backbone =
            |passage: &&diptych::compare::align::Passage| passage.mat.is_some() && !passage.moved;
        let n_originals = pair.passages.original.len()
            - pair.passages.original.iter().filter(on_backbone).count();
        assert_eq!(told.len(), n_originals + pair.passages.rewrite.len());
        let is_original =
            |told: &&String| told.split(',').next().unwrap().ends_with("of the original");
        assert_eq!(told.iter().filter(is_original).count(), n_originals);
        for n in 1..=pair.passages.rewrite.len() {
            let start = format!("Passage {n} of {},", pair.passages.rewrite.len());
            assert_eq!(
                told.iter().filter(|told| told.starts_with(&start)).count(),
                1
            );
        }
    }
}

#[test]
fn no_control_character_of_a_document_is_printed() {
    let evil = "Red \x1b[31malert\x07 and \u{202e}backwards\u{9b}2J text is here.";
    let text = whole(&diptych(evil, &format!("{evil} Something else was added.")));
    assert!(text.contains("alert"), "{text}");
    assert!(
        text.chars()
            .all(|c| c == '\n' || !(c.is_control() || c == '\u{202e}')),
        "{text:?}"
    );
}

#[test]
fn a_session_greets_with_figures_and_the_first_passage() {
    expect![[r#"
        original.txt has 9 passages, 3 dropped; rewrite.txt has 7 passages, one added, 83 percent of its words kept.

        Passage 1 of 7, verbatim from one sentence of the original, moved up from passage 6. Both: A brass band from Eastwick plays at the opening.

        Press ? for the keys, q to quit.

    "#]].assert_eq(&describe::greeting(&open()));
}

#[test]
fn each_key_is_answered_by_a_passage() {
    check_start("j", "Passage 2 of 7, edited from");
    check_start("jk", "Passage 1 of 7, verbatim from");
    check_start("G", "Passage 7 of 7");
    check_start("Gj", "Passage 7 of 7");
    check_start("3g", "Passage 3 of 7");
    check_start("j<Tab>", "Passage 1 of 9 of the original, edited into");
    check_start("j<Tab>]m", "Passage 6 of 9 of the original, kept verbatim");
    check_start("]a", "Passage 5 of 7, added");
    check_start("]d", "Passage 4 of 9 of the original, dropped");
    check_start("j]a<C-o>", "Passage 2 of 7");
    check_start("O", "Passage 1 of 7");
    check_start(":4<Enter>", "Passage 4 of 7");
    check_start("o", "Neither text has headings.");
    check("2", expect![""]);
    check("]", expect![""]);
    check_start(
        "]d]d]d]d",
        "From the top. Passage 4 of 9 of the original, dropped",
    );
}

#[test]
fn a_search_is_echoed_as_it_is_typed() {
    check(
        "/Café<Enter>",
        expect![[r#"
        Search: Café
        Not found: Café.

    "#]],
    );
    check(
        "/caff<BS>é<Enter>",
        expect![[r#"
        Search: caff
        Search: café
        Hit 1 of 2. Passage 6 of 7, verbatim from one sentence of the original, moved up from passage 8. Both: The café at its end stays closed for the whole season.

    "#]],
    );
    check(
        "/xyzzy<Enter>",
        expect![[r#"
        Search: xyzzy
        Not found: xyzzy.

    "#]],
    );
    check(
        "/pier<Enter>;n",
        expect![[r#"
        Hit 2 of 4. Passage 2 of 7, edited from one sentence of the original, 94 percent kept. Original: The harbour council voted on Tuesday to rebuild the old stone pier before the autumn storms. Rewrite: The harbour council voted on Tuesday to rebuild the old stone pier before the winter storms.

    "#]],
    );
}

#[test]
fn headings_are_told_one_by_one() {
    let text =
        "# Harbour\n\nBoats come in at night.\n\n# Station\n\nTrains leave in the morning.\n";
    let mut app = describe::open(diptych(text, text), Options::default(), Records::default());
    expect![[r#"
        Heading 1 of 2, in the original: Harbour; in the rewrite: Harbour

        Heading 2 of 2, in the original: Station; in the rewrite: Station

        Filter: harb
        Heading 1 of 1 with “harb”, in the original: Harbour; in the rewrite: Harbour

        Passage 1 of 4, verbatim from one heading of the original. Both: Harbour

    "#]]
    .assert_eq(&talk(&mut app, "o<Down>/harb<Enter><Enter>").1);
}

#[test]
fn help_names_every_key() {
    let (_, said) = talk(&mut open(), "?");
    for row in Keymap::built_in().help_for_reading() {
        if let HelpRow::Action { help, .. } = row {
            assert!(said.contains(&*help), "{help}");
        }
    }
    assert!(said.contains("Moving\nj or Down: next passage"), "{said}");
    let figures = "This pair\noriginal: 3 dropped · 9 passages\nrewrite: 1 added";
    assert!(said.starts_with(figures), "{said}");
    check_start("?j", "Passage 2 of 7");
    assert_eq!(talk(&mut open(), "q"), (true, String::new()));
    assert!(talk(&mut open(), "/x<C-c>").0, "C-c quits at once");
}

#[test]
fn evidence_is_told_candidate_by_candidate() {
    let mut app = describe::open(scored(), Options::default(), Records::default());
    talk(&mut app, "g2j");
    expect![[r#"
        Candidate 1 of 5, part 1 of passage 2 of the original, perhaps a match, score .41. It says: Mayor Ines Calloway said the work would cost 2.4 million crowns and take eleven months. Words: 48 % in common by weight: million 2.0, crowns 2.0, eleven 2.0, months 2.0, Mayor 2.0, Calloway 2.0, cost 1.7, Ines 1.7, said 1.7, work 1.4 and 4 more. Order: in order: passage 2 above goes with passage 1, passage 4 below goes with passage 3.

        Candidate 2 of 5, part 2 of passage 2 of the original, perhaps a match, score .41. It says: Fishermen had asked for repairs since a winter gale tore away its outer lamp. Words: 45 % in common by weight: fishermen 2.0, asked 2.0, repairs 2.0, since 2.0, outer 2.0, gale 1.7, tore 1.7, away 1.7, lamp 1.7, had 1.4 and 2 more. Order: in order: passage 2 above goes with passage 1, passage 4 below goes with passage 3.

        Passage 3 of 7, perhaps edited from 2 sentences of the original, 86 percent kept. Original: Mayor Ines Calloway said the work would cost 2.4 million crowns and take eleven months. Fishermen had asked for repairs since a winter gale tore away its outer lamp. Rewrite: The work will cost 2.4 million crowns and last eleven months, Mayor Ines Calloway said, and fishermen had asked for repairs since a gale tore away the outer lamp.

    "#]].assert_eq(&talk(&mut app, "ej<Esc>").1);
}

#[test]
fn findings_are_told() {
    let mut app = describe::open(
        found(article(), &FOUND),
        Options::default(),
        Records::default(),
    );
    talk(&mut app, "g");
    expect![[r#"
        Finding 1 of 2, date, sure: autumn became winter storms. Passage 2 of 7, edited from one sentence of the original, 94 percent kept. Original: The harbour council voted on Tuesday to rebuild the old stone pier before the autumn storms. Rewrite: The harbour council voted on Tuesday to rebuild the old stone pier before the winter storms. Look here, date, sure: autumn became winter storms.

        Finding 2 of 2, certainty, likely: would cost became will cost. Passage 3 of 7, edited from 2 sentences of the original, 86 percent kept. Original: Mayor Ines Calloway said the work would cost 2.4 million crowns and take eleven months. Fishermen had asked for repairs since a winter gale tore away its outer lamp. Rewrite: The work will cost 2.4 million crowns and last eleven months, Mayor Ines Calloway said, and fishermen had asked for repairs since a gale tore away the outer lamp. Look here, certainty, likely: would cost became will cost.

    "#]].assert_eq(&talk(&mut app, "]f]f").1);
    expect![[r#"
        Finding 2 of 2 by weight, certainty, likely: would cost became will cost. Original: Mayor Ines Calloway said the work would cost 2.4 million crowns and take eleven months. Rewrite: The work will cost 2.4 million crowns and last eleven months, Mayor Ines Calloway said, and fishermen had asked for repairs since a gale tore away the outer lamp.

        Finding 2 of 2 by weight, certainty, likely: would cost became will cost. Original: Mayor Ines Calloway said the work would cost 2.4 million crowns and take eleven months. Rewrite: The work will cost 2.4 million crowns and last eleven months, Mayor Ines Calloway said, and fishermen had asked for repairs since a gale tore away the outer lamp.

        Sure finding 1 of 1 by weight, date, sure: autumn became winter storms. Original: The harbour council voted on Tuesday to rebuild the old stone pier before the autumn storms. Rewrite: The harbour council voted on Tuesday to rebuild the old stone pier before the winter storms.

        Possible finding 1 of 3 by weight, date, sure: autumn became winter storms. Original: The harbour council voted on Tuesday to rebuild the old stone pier before the autumn storms. Rewrite: The harbour council voted on Tuesday to rebuild the old stone pier before the winter storms.

        Finding 2 of 3, certainty, likely: would cost became will cost. Passage 3 of 7, edited from 2 sentences of the original, 86 percent kept. Original: Mayor Ines Calloway said the work would cost 2.4 million crowns and take eleven months. Fishermen had asked for repairs since a winter gale tore away its outer lamp. Rewrite: The work will cost 2.4 million crowns and last eleven months, Mayor Ines Calloway said, and fishermen had asked for repairs since a gale tore away the outer lamp. Look here, certainty, likely: would cost became will cost.

    "#]].assert_eq(&talk(&mut app, "fjcc<Esc>").1);
    let pair = found(article(), &FOUND);
    let told: Vec<String> = describe::pair(&pair).collect();
    let n_told = told.concat().matches("Look here, ").count();
    assert_eq!(
        n_told, 4,
        "once in each passage, and a moved one is told twice"
    );
}

#[test]
fn new_words_are_told() {
    let mut app = describe::open(article(), Options::default(), Records::default());
    talk(&mut app, "g");
    expect![[r#"
        New words 1 of 4, “Tourists” stands nowhere in the original. Passage 5 of 7, added: nothing in the original says this. Rewrite: Tourists from the mainland bring most of the island's money in July.

        New words 2 of 4, “mainland bring most” stand nowhere in the original. Passage 5 of 7, added: nothing in the original says this. Rewrite: Tourists from the mainland bring most of the island's money in July.

        From the top. New words 3 of 4, “island's money” stand nowhere in the original. Passage 5 of 7, added: nothing in the original says this. Rewrite: Tourists from the mainland bring most of the island's money in July.

    "#]].assert_eq(&talk(&mut app, "]w]w9]w").1);
}

#[test]
fn the_ledger_is_told_row_by_row() {
    let mut app = describe::open(mill(), Options::default(), Records::default());
    expect![[r#"
        Fact 1 of 4 by state, name, new: Paul Reed, once in the rewrite. Original: not here. Rewrite: Paul Reed bought the mill last year.

        Fact 2 of 4 by state, number, differs: 42, 2 times in the original; 24, once in the rewrite; fewer by 18. Place 1 of 2. Original: The mill has 42 saws. Rewrite: The mill has 24 saws, all of them old.

        Fact 2 of 4 by state, number, differs: 42, 2 times in the original; 24, once in the rewrite; fewer by 18. Place 2 of 2. Original: All 42 saws are old. Rewrite: not here.

        New fact 1 of 1 by state, name, new: Paul Reed, once in the rewrite. Original: not here. Rewrite: Paul Reed bought the mill last year.

        Fact, name, new: Paul Reed, once in the rewrite. Passage 1 of 4, added: nothing in the original says this. Rewrite: Paul Reed bought the mill last year.

    "#]].assert_eq(&talk(&mut app, "Fjnc<Enter>").1);
}
