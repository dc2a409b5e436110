//! New words: pairs of texts → the words that stand in no form on the other side, and the way through them.

use crate::support::*;
use diptych::app::layout::Arrangement::Flow;
use diptych::app::reader::Reader;
use diptych::compare::pair::Diptych;
use diptych::text::side::Side;
use expect_test::{Expect, expect};

/// The stretches of new words on a side, with a bar between them.
fn on(pair: &Diptych, side: Side) -> String {
    let text = pair.documents[side].text();
    let stretches = pair.new_words(side).iter();
    let stretches = stretches.map(|words| text[words.clone()].to_owned());
    stretches.collect::<Vec<_>>().join(" | ")
}

/// Compares what is new on both sides.
#[track_caller]
fn check(original: &str, rewrite: &str, expected: [&str; 2]) {
    let pair = diptych(original, rewrite);
    assert_eq!(Side::BOTH.map(|side| on(&pair, side)), expected);
}

#[test]
fn forms_of_a_word_are_no_new_words() {
    check(
        "The café owner walked to the harbour, unhappy with the council's decree.",
        "The CAFE's owners walk to harbours; unhappily the councils decreed it quickly.",
        ["", "quickly"],
    );
    check(
        "An organiser of colour at the theatre analysed the co-operation via e-mail.",
        "Organizers of colors at a theater analyzed cooperation by email.",
        ["", ""],
    );
    // Three letters are a stem of a short word only, and few letters of a long word make no kin.
    check(
        "The cars stood in the port. A party met.",
        "The cart stood carved. An impartial report met.",
        ["port | party", "carved | impartial report"],
    );
}

#[test]
fn a_compound_is_a_form_of_its_parts() {
    check(
        "Die Bundesregierung sichert die Stromversorgung. Der Minister schwieg.",
        "Die Regierung will Versorgung mit Strom. Die Finanzministerin schwieg in Brüssel.",
        ["sichert", "Strom | Brüssel"],
    );
}

#[test]
fn an_article_before_an_apostrophe_is_no_part_of_the_word() {
    check(
        "L'eau de la rivière est froide aujourd'hui.",
        "La rivière a une eau froide d'après l'enquête.",
        ["aujourd'hui", "d'après l'enquête"],
    );
}

#[test]
fn figures_are_compared_by_what_they_say() {
    check(
        "About 1,200 people and three dogs walked 10 miles on March 3.",
        "Some 1 200 people and 3 dogs walked 16 km on 3 March 2020.",
        ["", "2020"],
    );
    check(
        "The mill has 42 saws and seven wheels.",
        "The mill has 420 saws and seventy wheels.",
        ["42 | seven", "420 | seventy"],
    );
    // Whether 1200 is read as a year or a count does not matter.
    check(
        "Three of the 1,200 guests left.",
        "3 of 1200 guests left.",
        ["", ""],
    );
}

#[test]
fn a_name_that_stands_there_in_another_form_is_not_new() {
    let weather =
        "Cold rain fell on the quiet harbour all day, while gulls cried above the wet roofs.";
    let original = "On Monday morning Merkel talked for a long time with the old fishermen about nets and boats, \
                    and with John Smith, who sails along the coast of France.";
    let rewrite = "On Monday Angela Merkel talked about nets and boats with President Smith, with Jane Smith and, for \
                   a long time, with fishermen who sail along the old French coast.";
    check(
        &format!("{original} {weather}"),
        &format!("{rewrite} {weather}"),
        ["morning", "President | Jane"],
    );
    check(
        "The people of the town asked the United Nations for help and waited.",
        "The people of the town asked the UN for help and waited in Geneva.",
        ["", "Geneva"],
    );
}

#[test]
fn each_chinese_character_is_a_word() {
    check(
        "会议在北京举行，三千人参加。",
        "会议在上海举行，3000人参加了史无前例的活动。",
        ["北京", "上海 | 了史无前例的活动"],
    );
    check(
        "横浜の港でコンピューターを売る。",
        "東京の港でコンピュータを売ります。",
        ["横浜", "東京"],
    );
    // Where a Thai word ends is not known.
    check("ตำรวจจับคนร้ายในกรุงเทพ", "ผู้ต้องสงสัยในเชียงใหม่", ["", ""]);
}

#[test]
fn boilerplate_is_not_counted_but_its_words_stand_there() {
    let original = "Nora Pell writes about owls.\n\nShare this article";
    let rewrite = "Nora Pell writes an article about owls.\n\nAdvertisement";
    check(original, rewrite, ["", ""]);
}

#[test]
fn neighbours_in_a_segment_are_one_stretch() {
    check(
        "It was nice.",
        "It was record-breaking, unheard-of heat. Crowds swam.",
        ["nice", "record-breaking | unheard | heat | Crowds swam"],
    );
}

#[test]
fn the_share_counts_the_content_words_of_the_rewrite() {
    let share = |original, rewrite| comparison(&diptych(original, rewrite)).summary.new_words;
    assert_eq!(
        share("The owl slept.", "The owl slept loudly all night."),
        0.5
    );
    assert_eq!(share("The owl slept.", ""), 0.0);
    assert_eq!(share("", "The owl slept."), 1.0);
    assert_eq!(share(ARTICLE, ARTICLE), 0.0);
}

fn open() -> Reader {
    reader_of(article(), Flow, "100x24")
}

#[test]
fn from_new_words_to_new_words() {
    let pair = article();
    expect!["autumn | take | Two shipyards offered | cheaper one won | Pupils | village school | paint | new railing | bright colours | owner | Tolliver | hopes | compensation | insurance company"]
        .assert_eq(&on(&pair, Side::Original));
    expect!["Tourists | mainland bring most | island's money | July"]
        .assert_eq(&on(&pair, Side::Rewrite));
    let mut reader = open();
    let mut status_after = |keys: &str| {
        press(&mut reader, keys);
        let status = status(&reader);
        status.split("  ").next().unwrap_or_default().to_owned()
    };
    let keys = [
        "g]w", "]w", "[w", "[w", "9]w", "jk]w", "h]w", "2]w", "<Tab>",
    ];
    let told = keys.map(|keys| format!("{keys}: {}\n", status_after(keys)));
    expect![[r#"
        g]w: + 1/4 “Tourists” stands nowhere in the original
        ]w: + 2/4 “mainland bring most” stand nowhere in the original
        [w: + 1/4 “Tourists” stands nowhere in the original
        [w: + 4/4 “July” stands nowhere in the original
        9]w: + 1/4 “Tourists” stands nowhere in the original
        jk]w: + 2/4 “mainland bring most” stand nowhere in the original
        h]w: − 3/14 “Two shipyards offered” stand nowhere in the rewrite
        2]w: − 5/14 “Pupils” stands nowhere in the rewrite
        <Tab>: dropped: nothing in the rewrite says this
    "#]]
    .assert_eq(&told.concat());
}

#[test]
fn a_pair_without_new_words_says_so() {
    let mut reader = reader_of(diptych(ARTICLE, ARTICLE), Flow, "120x24");
    for (keys, expected) in [
        (
            "]w",
            "no words of the rewrite are new: all stand in the original in some form",
        ),
        (
            "lll",
            "no words of the rewrite are new: all stand in the original in some form",
        ),
        (
            "h[w",
            "no words of the original are new: all stand in the rewrite in some form",
        ),
    ] {
        press(&mut reader, keys);
        assert!(status(&reader).starts_with(expected), "{}", status(&reader));
    }
}

#[track_caller]
fn check_picture(reader: &Reader, expected: Expect) {
    expected.assert_eq(&picture(reader));
}

#[test]
fn the_lens_for_new_words() {
    let mut reader = reader_of(article(), Flow, "90x22");
    press(&mut reader, "lll");
    check_picture(
        &reader,
        expect![[r#"
            90x22
             original.txt  3 dropped · 9 passages        rewrite.txt  1 added · 83 % kept
            ┃                                           │↑ A brass band from Eastwick plays at the   ▪
            ┃                                           │  opening.                                  ┃
            ┃                                           │                                            ┃
            ┃▌The harbour council voted on Tuesday to  ~│~ The harbour council voted on Tuesday to  ▐┃
              ***************************************      >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>
            ┃▌rebuild the old stone pier before the     │  rebuild the old stone pier before the    ▐┃
              *************************************        >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>
            ┃▌autumn storms.                            │  winter storms.                           ▐┃
              ------********                               >>>>>>>>>>>>>>
            ┃                                           │                                            ┃
            ┃ Mayor Ines Calloway said the work would  ~│~ The work will cost 2.4 million crowns and ┃
            ■ cost 2.4 million crowns and take eleven   │  last eleven months, Mayor Ines Calloway   ┃
                                          ----
            ┃ months. Fishermen had asked for repairs   │  said, and fishermen had asked for repairs ┃
            ┃ since a winter gale tore away its outer   │  since a gale tore away the outer lamp.    ┃
            ■ lamp.                                     │                                            ┃
            ▪                                           │= Divers found deep cracks in three of the  ┃
            ┃ Divers found deep cracks in three of the =│  nine pillars last spring.                 ┃
              nine pillars last spring. Two shipyards  −│                                            ■
                                        -------------
              offered to do the work, and the cheaper   │+ Tourists from the mainland bring most of  ┃
              -------                         -------      ++++++++          +++++++++++++++++++
            ▪ one won.                                  │  the island's money in July.               ┃
              -------                                          ++++++++++++++    ++++
            ■                                           │                                            ▪
              Pupils of the village school will paint  −│↑ The café at its end stays closed for the  ┃
              ------        --------------      -----
              the new railing in bright colours. A     ↑│= whole season. Visitors may not set foot   ┃
                  -----------    --------------
             2/7 ~ edited from passage 1, score .98, 94 % kept                lens new, flow · ? help
        "#]],
    );
    press(&mut reader, "]w");
    check_picture(
        &reader,
        expect![[r#"
            90x22
             original.txt  3 dropped · 9 passages        rewrite.txt  1 added · 83 % kept
            ┃                                           │↑ A brass band from Eastwick plays at the   ▪
            ┃                                           │  opening.                                  ┃
            ┃ The harbour council voted on Tuesday to  ~│                                            ┃
            ┃ rebuild the old stone pier before the     │~ The harbour council voted on Tuesday to   ┃
            ┃ autumn storms.                            │  rebuild the old stone pier before the     ┃
              ------
            ┃                                           │  winter storms.                            ┃
            ┃ Mayor Ines Calloway said the work would  ~│                                            ┃
            ┃ cost 2.4 million crowns and take eleven   │~ The work will cost 2.4 million crowns and ┃
                                          ----
            ■ months. Fishermen had asked for repairs   │  last eleven months, Mayor Ines Calloway   ┃
            ┃ since a winter gale tore away its outer   │  said, and fishermen had asked for repairs ┃
            ┃ lamp.                                     │  since a gale tore away the outer lamp.    ┃
            ■                                           │                                            ┃
            ▪ Divers found deep cracks in three of the =│= Divers found deep cracks in three of the  ┃
            ┃ nine pillars last spring. Two shipyards  −│  nine pillars last spring.                 ┃
                                        -------------
              offered to do the work, and the cheaper   │                                            ■
              -------                         -------
              one won.                                  │+ Tourists from the mainland bring most of ▐┃
              -------                                      !!!!!!!!>>>>>>>>>>+++++++++++++++++++>>>
            ▪                                           │  the island's money in July.              ▐┃
                                                           >>>>++++++++++++++>>>>++++>
            ■ Pupils of the village school will paint  −│                                            ▪
              ------        --------------      -----
              the new railing in bright colours. A     ↑│↑ The café at its end stays closed for the  ┃
                  -----------    --------------
              brass band from Eastwick plays at the     │= whole season. Visitors may not set foot   ┃
             + 1/4 “Tourists” stands nowhere in the original                  lens new, flow · ? help
        "#]],
    );
}

#[test]
fn a_click_on_new_words_goes_to_them() {
    let mut reader = open();
    press(&mut reader, "glll");
    let screen = diptych::view::screen::screen(&reader);
    let text = diptych::view::ansi::plain(&screen);
    let (row, line) = (text.lines().enumerate())
        .find(|(_, line)| line.contains("Tourists"))
        .unwrap();
    let column = line[..line.find("Tourists").unwrap()].chars().count();
    press(&mut reader, &format!("<Click {column},{row}>"));
    let told = status(&reader);
    assert!(told.contains("Tourists"), "{told}");
    assert!(told.contains("nowhere in the original"), "{told}");
}
