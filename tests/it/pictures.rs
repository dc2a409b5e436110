//! Keys → picture, with what is highlighted visible as lines of marks.

use crate::support::*;
use diptych::app::layout::Arrangement::{Aligned, Flow, Stacked};
use diptych::compare::findings::{Confidence, FindingKind};
use expect_test::{Expect, expect};

#[track_caller]
fn check(reader: &diptych::app::reader::Reader, expected: Expect) {
    expected.assert_eq(&picture(reader));
}

#[test]
fn flow() {
    let mut reader = reader_of(article(), Flow, "100x24");
    press(&mut reader, "j");
    check(
        &reader,
        expect![[r#"
            100x24
             original.txt  3 dropped · 9 passages             rewrite.txt  1 added · 83 % kept · 7 passages
                                                             │↑ A brass band from Eastwick plays at the        ▪
                                                             │  opening.
                                                             │
              The harbour council voted on Tuesday to       ~│~ The harbour council voted on Tuesday to
              rebuild the old stone pier before the autumn   │  rebuild the old stone pier before the winter
                                                    ------                                            ++++++
              storms.                                        │  storms.
                                                             │
             ▌Mayor Ines Calloway said the work would cost  ~│~ The work will cost 2.4 million crowns and last▐
              **********************************-----*****      >>>>>>>>>++++>>>>>>>>>>>>>>>>>>>>>>>>>>>>>++++
             ▌2.4 million crowns and take eleven months.     │  eleven months, Mayor Ines Calloway said, and  ▐
              ***********************----**************-        >>>>>>>>>>>>>+>>>>>>>>>>>>>>>>>>>>>>>>>+++++
             ▌Fishermen had asked for repairs since a        │  fishermen had asked for repairs since a gale  ▐
              ***************************************           >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>
            ■▌winter gale tore away its outer lamp.          │  tore away the outer lamp.                     ▐
              ------****************---************             >>>>>>>>>>+++>>>>>>>>>>>>
                                                             │
              Divers found deep cracks in three of the nine =│= Divers found deep cracks in three of the nine
            ■ pillars last spring. Two shipyards offered to −│  pillars last spring.
                                   ------------------------
            ▪ do the work, and the cheaper one won.          │
              -------------------------------------
                                                             │+ Tourists from the mainland bring most of the   ■
                                                                ++++++++++++++++++++++++++++++++++++++++++++
              Pupils of the village school will paint the   −│  island's money in July.
              -------------------------------------------       +++++++++++++++++++++++
              new railing in bright colours. A brass band   ↑│
              ------------------------------
            ▪ from Eastwick plays at the opening.            │↑ The café at its end stays closed for the whole ▪
            ■                                                │= season. Visitors may not set foot on the pier
              Visitors may not set foot on the pier until   =│  until the builders leave.
              the builders leave. The café at its end stays ↑│
             3/7 ~ edited from passage 2, score .97, 86 % kept                         lens auto, flow · ? help
        "#]],
    );
}

#[test]
fn aligned() {
    let mut reader = reader_of(article(), Aligned, "100x30");
    check(
        &reader,
        expect![[r#"
            100x30
             original.txt  3 dropped · 9 passages             rewrite.txt  1 added · 83 % kept · 7 passages
            ┃ ↑ moved from passage 6                         │↑ A brass band from Eastwick plays at the       ▐▪
                                                                >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>
            ┃                                                │  opening.                                      ▐┃
                                                                >>>>>>>>
            ┃                                                │                                                 ┃
            ┃ The harbour council voted on Tuesday to       ~│~ The harbour council voted on Tuesday to        ┃
            ┃ rebuild the old stone pier before the autumn   │  rebuild the old stone pier before the winter   ┃
                                                    ------                                            ++++++
            ┃ storms.                                        │  storms.                                        ┃
            ┃                                                │                                                 ┃
            ┃ Mayor Ines Calloway said the work would cost  ~│~ The work will cost 2.4 million crowns and last ┃
                                                -----                    ++++                             ++++
            ┃ 2.4 million crowns and take eleven months.     │  eleven months, Mayor Ines Calloway said, and   ┃
                                     ----              -                     +                         +++++
            ┃ Fishermen had asked for repairs since a        │  fishermen had asked for repairs since a gale   ┃
            ┃ winter gale tore away its outer lamp.          │  tore away the outer lamp.                      ┃
              ------                ---                                   +++
            ■                                                │                                                 ┃
            ┃ Divers found deep cracks in three of the nine =│= Divers found deep cracks in three of the nine  ┃
            ┃ pillars last spring.                           │  pillars last spring.                           ┃
            ■ Two shipyards offered to do the work, and the −│                                                 ┃
              ---------------------------------------------
            ▪ cheaper one won.                               │                                                 ┃
              ----------------
            ┃                                                │                                                 ┃
            ┃ Pupils of the village school will paint the   −│                                                 ┃
              -------------------------------------------
            ┃ new railing in bright colours.                 │                                                 ■
              ------------------------------
            ┃▌A brass band from Eastwick plays at the       ↑│  ↑ moved to passage 1                           ┃
              ***************************************
            ┃▌opening.                                       │                                                 ▪
              ********
            ┃                                                │                                                 ┃
            ┃                                                │+ Tourists from the mainland bring most of the   ┃
                                                                ++++++++++++++++++++++++++++++++++++++++++++
            ┃                                                │  island's money in July.                        ┃
                                                                +++++++++++++++++++++++
            ▪                                                │
              ↑ moved from passage 8                         │↑ The café at its end stays closed for the whole
            ■                                                │  season.
                                                             │
             1/7 ↑ verbatim from passage 6, moved up, score 1.00, 100 % kept        lens auto, aligned · ? help
        "#]],
    );
    press(&mut reader, "jjl");
    expect![[r#"
        ┃▌Mayor Ines Calloway said the work would cost  ~│~ The work will cost 2.4 million crowns and last▐┃
          =================================*******====      ========>>>>>>===========================>>>>>
        ┃▌2.4 million crowns and take eleven months.     │  eleven months, Mayor Ines Calloway said, and  ▐┃
          ======================******=============*        =============>>========================>>>>>
        ┃▌Fishermen had asked for repairs since a        │  fishermen had asked for repairs since a gale  ▐┃
          =======================================           ============================================
        ┃▌winter gale tore away its outer lamp.          │  tore away the outer lamp.                     ▐┃
          *******==============*****===========             =========>>>>>===========
    "#]].assert_eq(&rows_from(&reader, "Mayor", 8));
    assert!(status(&reader).ends_with("lens shared, aligned · ? help"));
}

#[test]
fn aligned_shows_the_far_counterpart_of_a_moved_passage_in_a_panel() {
    let mut reader = reader_of(article(), Aligned, "100x14");
    press(&mut reader, "g");
    check(
        &reader,
        expect![[r#"
            100x14
             original.txt  3 dropped · 9 passages             rewrite.txt  1 added · 83 % kept · 7 passages
            ┃ ↑ moved from passage 6                         │↑ A brass band from Eastwick plays at the       ▐▪
                                                                >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>
            ┃                                                │  opening.                                      ▐┃
                                                                >>>>>>>>
            ┃                                                │                                                 ┃
            ┃ The harbour council voted on Tuesday to       ~│~ The harbour council voted on Tuesday to        ┃
            ■ rebuild the old stone pier before the autumn   │  rebuild the old stone pier before the winter   ┃
                                                    ------                                            ++++++
              storms.                                        │  storms.
            ■                                                │
              Mayor Ines Calloway said the work would cost  ~│~ The work will cost 2.4 million crowns and last ■
                                                -----                    ++++                             ++++
              2.4 million crowns and take eleven months.     │  eleven months, Mayor Ines Calloway said, and   ▪
                                     ----              -                     +                         +++++
            ── passage 6 of the original ────────────────────│  fishermen had asked for repairs since a gale
             ▌A brass band from Eastwick plays at the        │  tore away the outer lamp.
              ***************************************                     +++
             ▌opening.                                       │
              ********
             1/7 ↑ verbatim from passage 6, moved up, score 1.00, 100 % kept        lens auto, aligned · ? help
        "#]],
    );
}

#[test]
fn stacked() {
    let reader = reader_of(article(), Stacked, "60x24");
    check(
        &reader,
        expect![[r#"
            60x24
             original.txt  3 dropped  rewrite.txt  1 added · 83 % kept
            ┃▌↑   A brass band from Eastwick plays at the opening.     ▪
                  >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>
            ┃                                                          ┃
            ┃   The harbour council voted on Tuesday to rebuild the    ┃
            ┃   old stone pier before the autumn storms.               ┃
                                          ------
            ┃ ~   The harbour council voted on Tuesday to rebuild the  ┃
            ┃     old stone pier before the winter storms.             ┃
                                            ++++++
            ┃                                                          ┃
            ┃   Mayor Ines Calloway said the work would cost 2.4       ┃
                                                  -----
            ┃   million crowns and take eleven months. Fishermen had   ┃
                                   ----              -
            ┃   asked for repairs since a winter gale tore away its    ┃
                                          ------                ---
            ■   outer lamp.                                            ┃
            ■ ~   The work will cost 2.4 million crowns and last eleven
                           ++++                             ++++
                  months, Mayor Ines Calloway said, and fishermen had
                        +                         +++++
            ▪     asked for repairs since a gale tore away the outer
                                                           +++
                  lamp.                                                ■
                                                                       ▪
                Divers found deep cracks in three of the nine pillars
                last spring.
              =   Divers found deep cracks in three of the nine pillars
            ▪     last spring.

            ■ − Two shipyards offered to do the work, and the cheaper
                -----------------------------------------------------
             1/7 ↑ verbatim from passage 6, moved up, score 1.0… ? help
        "#]],
    );
}

#[test]
fn lenses() {
    let original =
        "The council approved the plan for the new bridge after a long debate on Monday.";
    let rewrite = "After a long debate, the Council approved a plan for the old bridge.";
    let changed = (FindingKind::Name, Confidence::Likely, "new", "old bridge");
    let pair = linked(original, rewrite, &[(0, 0, 0.98)]);
    let mut reader = reader_of(found(pair, &[changed]), Flow, "100x6");
    let mut pictures = String::new();
    for _ in 0..5 {
        press(&mut reader, "l");
        pictures += &picture(&reader);
    }
    expect![[r#"
        100x6
         original.txt  0 dropped · 1 passage              rewrite.txt  0 added · 1 finding · 85 % kept
        ◆▌The council approved the plan for the new     ~│~ After a long debate, the Council approved a   ▐
          ****================*****============****         ===================>>>>>>================>>
         ▌bridge after a long debate on Monday.          │  plan for the old bridge.                      ▐◆
          ==========================***********             ============>>>>>=======
                                                         │
                                                         │
         1/1 ~ edited from passage 1, score .98, 79 % kept · ! name, likely: ne… lens shared, flow · ? help
        100x6
         original.txt  0 dropped · 1 passage              rewrite.txt  0 added · 1 finding · 85 % kept
        ◆▌The council approved the plan for the new     ~│~ After a long debate, the Council approved a   ▐
          **************************************!!!         >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>
         ▌bridge after a long debate on Monday.          │  plan for the old bridge.                      ▐◆
          *************************************             >>>>>>>>>>>>>!!!!!!!!!!>
                                                         │
                                                         │
         ! 1/1 name, likely: new became old bridge                             lens findings, flow · ? help
        100x6
         original.txt  0 dropped · 1 passage              rewrite.txt  0 added · 1 finding · 85 % kept
        ◆▌The council approved the plan for the new     ~│~ After a long debate, the Council approved a   ▐
          **************************************---         >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>
         ▌bridge after a long debate on Monday.          │  plan for the old bridge.                      ▐◆
          ******************************------*             >>>>>>>>>>>>>+++>>>>>>>>
                                                         │
                                                         │
         1/1 ~ edited from passage 1, score .98, 79 % kept · ! name, likely: new b… lens new, flow · ? help
        100x6
         original.txt  0 dropped · 1 passage              rewrite.txt  0 added · 1 finding · 85 % kept
        ◆▌The council approved the plan for the new     ~│~ After a long debate, the Council approved a   ▐
          *****************************************         >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>
         ▌bridge after a long debate on Monday.          │  plan for the old bridge.                      ▐◆
          *************************************             >>>>>>>>>>>>>>>>>>>>>>>>
                                                         │
                                                         │
         1/1 ~ edited from passage 1, score .98, 79 % kept · ! name, likely: new b… lens off, flow · ? help
        100x6
         original.txt  0 dropped · 1 passage              rewrite.txt  0 added · 1 finding · 85 % kept
        ◆▌The council approved the plan for the new     ~│~ After a long debate, the Council approved a   ▐
          ****-------**********---**************!!!         >>>>>>>>>>>>>>>>>>>+>>>>>+++++++>>>>>>>>>>+
         ▌bridge after a long debate on Monday.          │  plan for the old bridge.                      ▐◆
          ***************************---------*             >>>>>>>>>>>>>!!!!!!!!!!>
                                                         │
                                                         │
         1/1 ~ edited from passage 1, score .98, 79 % kept · ! name, likely: new … lens auto, flow · ? help
    "#]].assert_eq(&pictures);
}

#[test]
fn hits() {
    let mut reader = reader_of(article(), Flow, "100x12");
    press(&mut reader, "/gale<Enter>");
    check(
        &reader,
        expect![[r#"
            100x12
             original.txt  3 dropped · 9 passages             rewrite.txt  1 added · 83 % kept · 7 passages
            ┃ rebuild the old stone pier before the autumn   │  rebuild the old stone pier before the winter   ▪
                                                    ------                                            ++++++
            ┃ storms.                                        │  storms.                                        ┃
            ┃                                                │                                                 ┃
            •▌Mayor Ines Calloway said the work would cost  ~│~ The work will cost 2.4 million crowns and last▐┃
            / **********************************-----*****      >>>>>>>>>++++>>>>>>>>>>>>>>>>>>>>>>>>>>>>>++++
            ■▌2.4 million crowns and take eleven months.     │  eleven months, Mayor Ines Calloway said, and  ▐•
              ***********************----**************-        >>>>>>>>>>>>>+>>>>>>>>>>>>>>>>>>>>>>>>>+++++   /
            ■▌Fishermen had asked for repairs since a        │  fishermen had asked for repairs since a gale  ▐┃
              ***************************************           >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>////
            ▪▌winter gale tore away its outer lamp.          │  tore away the outer lamp.                     ▐┃
              ------*////***********---************             >>>>>>>>>>+++>>>>>>>>>>>>
                                                             │                                                 ■
            ■ Divers found deep cracks in three of the nine =│= Divers found deep cracks in three of the nine  ▪
              pillars last spring. Two shipyards offered to −│  pillars last spring.
                                   ------------------------
             3/7 ~ edited from passage 2, score .97, 86 % kept              1/2 hits · lens auto, flow · ? help
        "#]],
    );
}

#[test]
fn a_prompt() {
    let mut reader = reader_of(article(), Flow, "100x4");
    press(&mut reader, "/Tolliver");
    expect![[r#"
        /Tolliver                                                                                   1/1 hit
    "#]].assert_eq(&rows_from(&reader, "/Tolliver", 1));
}

#[test]
fn empty_texts() {
    check(
        &reader("", "", Flow, "80x6"),
        expect![[r#"
            80x6
             original.txt  0 dropped · 0 passages   rewrite.txt  0 added · 0 % kept
                                                   │
                                                   │
                                                   │
                                                   │
             nothing to read on either side                        lens auto, flow · ? help
        "#]],
    );
    check(
        &reader("Only this.", "", Flow, "80x6"),
        expect![[r#"
            80x6
             original.txt  1 dropped · 1 passage    rewrite.txt  0 added · 0 % kept
            ■▌Only this.                          −│
              ----------
                                                   │
                                                   │
                                                   │
             1/1 − dropped: nothing in the rewrite says this       lens auto, flow · ? help
        "#]],
    );
    check(
        &reader("", "Only this.", Aligned, "80x6"),
        expect![[r#"
            80x6
             original.txt  0 dropped · 0 passages   rewrite.txt  1 added · 0 % kept
                                                   │+ Only this.                          ▐■
                                                      ++++++++++
                                                   │
                                                   │
                                                   │
             1/1 + added: nothing in the original says this     lens auto, aligned · ? help
        "#]],
    );
}

#[test]
fn one_word_against_itself() {
    check(
        &reader("word", "word", Flow, "80x6"),
        expect![[r#"
            80x6
             original.txt  0 dropped · 1 passage    rewrite.txt  0 added · 100 % kept
             ▌word                                =│= word                                ▐
              ****                                    >>>>
                                                   │
                                                   │
                                                   │
             1/1 = verbatim from passage 1, score 1.00, 100 % kept                   ? help
        "#]],
    );
}

#[test]
fn what_would_steer_the_terminal_is_visible() {
    let evil = "A \u{1b}[31mred\u{7} word, \u{202e}turned\u{202c} round,\u{9b} and a\ttab.";
    check(
        &reader(evil, evil, Flow, "120x7"),
        expect![[r#"
            120x7
             original.txt  0 dropped · 1 passage                        rewrite.txt  0 added · 100 % kept · 1 passage
             ▌A ␛[31mred␇ word, <U+202E>turned<U+202C> round,<U+009B> =│= A ␛[31mred␇ word, <U+202E>turned<U+202C> round,<U+009B> ▐
              *******************************************************     >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>
             ▌and a tab.                                               │  and a tab.                                              ▐
              **********                                                  >>>>>>>>>>
                                                                       │
                                                                       │
                                                                       │
             1/1 = verbatim from passage 1, score 1.00, 100 % kept                                         lens auto, flow · ? help
        "#]],
    );
}

#[test]
fn wide_and_joined_characters_keep_the_right_pane_in_its_place() {
    let text = "横浜の港は火曜日に閉鎖された。\n\nA family 👩‍👩‍👧‍👦 with ❤\u{fe0f} and 1\u{fe0f}\u{20e3} came. Cafe\u{301} 🇩🇪 x\u{301}\u{302}\u{303}.";
    check(
        &reader(text, text, Flow, "80x9"),
        expect![[r#"
            80x9
             original.txt  0 dropped · 3 passages   rewrite.txt  0 added · 100 % kept
             ▌横浜の港は火曜日に閉鎖された。      =│= 横浜の港は火曜日に閉鎖された。      ▐
              ******************************          >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>
                                                   │
              A family 👩👩👧👦 with ❤ and 1⃣      =│= A family 👩👩👧👦 with ❤ and 1⃣ came.
              came. Café 🇩🇪 x́̂̃.                    =│= Café 🇩🇪 x́̂̃.
                                                   │
                                                   │
                                                   │
             1/3 = verbatim from passage 1, score 1.00, 100 % kept                   ? help
        "#]],
    );
}

#[test]
fn too_small() {
    check(
        &reader_of(article(), Flow, "30x3"),
        expect![[r#"
            30x3
            ┃▌↑   A brass band from      ▪
                  >>>>>>>>>>>>>>>>>
            ■▌    Eastwick plays at the  ■
                  >>>>>>>>>>>>>>>>>>>>>
             1/7 ↑ verbatim from … ? help
        "#]],
    );
    check(
        &reader_of(article(), Flow, "8x2"),
        expect![[r#"
            8x2
            too nar…

        "#]],
    );
    check(
        &reader_of(article(), Flow, "1x1"),
        expect![[r#"
            1x1
            …
        "#]],
    );
}

#[test]
fn lists_and_quotes_hang() {
    let text = "Things to bring:\n\n- a warm coat for the evenings, since the wind comes straight from the sea\n- boots\n\n> The wind never sleeps here, and neither do the people who live with it all year.\n";
    check(
        &reader(text, text, Flow, "76x14"),
        expect![[r#"
            76x14
             original.txt  0 dropped              rewrite.txt  0 added · 100 % kept
             ▌Things to bring:                  =│= Things to bring:                  ▐
              ****************                      >>>>>>>>>>>>>>>>
                                                 │
              - a warm coat for the evenings,   =│= - a warm coat for the evenings,
                since the wind comes straight    │    since the wind comes straight
                from the sea                     │    from the sea
              - boots                           =│= - boots
                                                 │
              > The wind never sleeps here, and =│= > The wind never sleeps here, and
                neither do the people who live   │    neither do the people who live
                with it all year.                │    with it all year.
                                                 │
                                                 │
             1/4 = verbatim from passage 1, score 1.00, 100 % kept               ? help
        "#]],
    );
}

#[test]
fn a_doubtful_match_looks_fainter() {
    let mut reader = reader_of(scored(), Flow, "80x12");
    press(&mut reader, "j");
    check(
        &reader,
        expect![[r#"
            80x12
             original.txt  3 dropped · 9 passages   rewrite.txt  1 added · 83 % kept
            ┃ Tuesday to rebuild the old stone     │  to rebuild the old stone pier before ▪
            ┃ pier before the autumn storms.       │  the winter storms.                   ┃
                              ------                      ++++++
            ┃                                      │                                       ┃
            ┃╎Mayor Ines Calloway said the work   ?│? The work will cost 2.4 million      ▐┃
              *********************************       >>>>>>>>>++++>>>>>>>>>>>>>>>>>
            ■╎would cost 2.4 million crowns and    │  crowns and last eleven months, Mayor▐┃
              -----****************************       >>>>>>>>>>>++++>>>>>>>>>>>>>>+>>>>>>
            ■╎take eleven months. Fishermen had    │  Ines Calloway said, and fishermen   ▐┃
              ----**************-**************       >>>>>>>>>>>>>>>>>>+++++>>>>>>>>>>
            ▪╎asked for repairs since a winter     │  had asked for repairs since a gale  ▐■
              **************************------        >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>
             ╎gale tore away its outer lamp.       │  tore away the outer lamp.           ▐
              ***************---************          >>>>>>>>>>+++>>>>>>>>>>>>
            ■                                      │                                       ▪
              Divers found deep cracks in three   =│= Divers found deep cracks in three of
             3/7 ? perhaps edited from passage 2, score .41, 86 % kept               ? help
        "#]],
    );
    let ascii = diptych::view::screen::screen(&reader).ascii();
    let gutter = |row: &str| row.chars().skip(38).take(3).collect::<String>();
    let gutters: Vec<String> = diptych::view::ansi::plain(&ascii)
        .lines()
        .map(gutter)
        .collect();
    expect![[r#"
          r
         | 
         | 
         | 
        ?|?
         | 
         | 
         | 
         | 
         | 
        =|=
        sco"#]]
    .assert_eq(&gutters.join("\n"));
}

#[test]
fn evidence_for_a_match() {
    let mut reader = reader_of(scored(), Flow, "90x28");
    press(&mut reader, "je");
    check(
        &reader,
        expect![[r#"
            90x28
             original.txt  3 dropped · 9 passages        rewrite.txt  1 added · 83 % kept
            ┃                                           │↑ A brass band from Eastwick plays at the   ▪
            ┃                                           │  opening.                                  ┃
            ┃                                           │                                            ┃
            ┃ The harbour council voted on Tuesday to  ~│~ The harbour council voted on Tuesday to   ┃
            ┃ rebuild the old stone pier before the     │  rebuild the old stone pier before the     ┃
            ■ autumn storms.                            │  winter storms.                            ┃
              ------                                       ++++++
                                                        │                                            ┃
            ■╎Mayor Ines Calloway said the work would  ?│? The work will cost 2.4 million crowns and▐┃
              **********************************-----      >>>>>>>>>++++>>>>>>>>>>>>>>>>>>>>>>>>>>>>
            ▪╎cost 2.4 million crowns and take eleven   │  last eleven months, Mayor Ines Calloway  ▐┃
              ****************************----*******      ++++>>>>>>>>>>>>>>+>>>>>>>>>>>>>>>>>>>>
             ╎months. Fishermen had asked for repairs   │  said, and fishermen had asked for repairs▐■
              ******-********************************      >>>>+++++>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>
            ▪╎since a winter gale tore away its outer   │  since a gale tore away the outer lamp.   ▐
              ********------****************---******      >>>>>>>>>>>>>>>>>>>>>>>+++>>>>>>>>>>>>
            ■╎lamp.                                     │                                            ▪
              *****
                                                        │= Divers found deep cracks in three of the
             Evidence for passage 3 of the rewrite           / filter · m link · X unlink · Esc close
            ▌ .41  2.1  Mayor Ines Calloway said the work would cost 2.4 million crowns and take ele…
              .41  2.2  Fishermen had asked for repairs since a winter gale tore away its outer lamp.
              .30    4  Two shipyards offered to do the work, and the cheaper one won.
              .02    9  Its owner, Bram Tolliver, hopes for compensation from the insurance company.
                        perhaps a match, score .41
                        Mayor Ines Calloway said the work would cost 2.4 million crowns and take
                        ===== ==== ======== ==== === ====       ==== === ======= ====== ===
                        eleven months.
                        ====== ======
             words      48 % in common by weight: million 2.0, crowns 2.0, eleven 2.0, months 2.0,
                        Mayor 2.0, Calloway 2.0, cost 1.7, Ines 1.7, said 1.7, work 1.4 and 4 more
             order      in order: passage 2 above goes with passage 1,
                        passage 4 below goes with passage 3

             3/7 ? perhaps edited from passage 2, score .41, 86 % kept       lens auto, flow · ? help
        "#]],
    );
    press(&mut reader, "j");
    expect![[r#"
         Evidence for passage 3 of the rewrite           / filter · m link · X unlink · Esc close
          .41  2.1  Mayor Ines Calloway said the work would cost 2.4 million crowns and take ele…
        ▌ .41  2.2  Fishermen had asked for repairs since a winter gale tore away its outer lamp.
          .30    4  Two shipyards offered to do the work, and the cheaper one won.
          .02    9  Its owner, Bram Tolliver, hopes for compensation from the insurance company.
                    perhaps a match, score .41
                    Fishermen had asked for repairs since a winter gale tore away its outer lamp.
                    ========= === ===== === ======= ===== =        ==== ==== ====     ===== ====
         words      45 % in common by weight: fishermen 2.0, asked 2.0, repairs 2.0, since 2.0,
    "#]]
    .assert_eq(&rows_from(&reader, "Evidence for", 9));
}

#[test]
fn evidence_has_the_facts_as_the_ledger_reads_them() {
    let mut reader = reader_of(
        diptych(
            "The mill at Sandholm closed at half past five on 3 March, and twelve hundred people watched, \
             said Mayor Ruth Okker, who paid 40 crowns for the bell.",
            "Okker, the mayor, said 1,200 people watched when the mill closed at 17:30 on March 3. She paid 44 crowns \
             for the bell.",
        ),
        Flow,
        "120x30",
    );
    press(&mut reader, "e");
    expect![[r#"
        names      in both: Mayor Ruth Okker = Okker; only in the original: Sandholm
        numbers    in both: twelve hundred = 1,200, half past five = 17:30; only in the original: 40
        dates      in both: 3 March = March 3
        sources    in both: said Mayor Ruth Okker = Okker, the mayor, said
        order      in order: passage 1 below goes with passage 1
    "#]]
    .assert_eq(&rows_from(&reader, "names ", 5));
}

#[test]
fn evidence_does_not_say_that_both_have_a_figure_that_differs() {
    let mut reader = reader_of(
        diptych(
            "The harbour of Sandholm opened again after 6 weeks.",
            "The harbour of Sandholm opened again after 7 weeks.",
        ),
        Flow,
        "120x30",
    );
    press(&mut reader, "e");
    expect![[r#"
        names      in both: Sandholm
        numbers    differs: 6 weeks → 7 weeks
    "#]]
    .assert_eq(&rows_from(&reader, "names ", 2));
}

#[test]
fn a_fact_that_both_write_alike_says_how_it_differs_on_any_screen() {
    let pair = || {
        diptych(
            "“The oven was broken,” said Ana Rivera, head baker of the shop.",
            "“The oven was broken,” said Ana Rivera, deputy head baker of the shop.",
        )
    };
    let row = |size: &str| {
        let layout = if size == "60x24" { Stacked } else { Flow };
        let mut reader = reader_of(pair(), layout, size);
        press(&mut reader, "F");
        rows_from(&reader, "≠ differs name", 1)
    };
    expect![[r#"
        ▌≠ differs name        Ana Rivera (head became deputy hea…
        ▌≠ differs name        Ana Rivera                        head became deputy head
        ▌≠ differs name        Ana Rivera                          Ana Rivera                          head became deputy head
    "#]].assert_eq(&["60x24", "90x24", "130x24"].map(row).join(""));
}

#[test]
fn help_says_all_of_what_a_key_does_on_a_narrow_screen() {
    let mut reader = reader_of(scored(), Stacked, "60x24");
    press(&mut reader, "?/expression");
    expect![[r#"
        ▌   /  search both texts; lower case finds any case, and
               what is found nowhere is a regular expression


    "#]]
    .assert_eq(&rows_from(&reader, "search both", 4));
    press(&mut reader, "<Resize 130x24>");
    expect![[r#"
        ▌   /  search both texts; lower case finds any case, and what is found nowhere is a regular expression

    "#]].assert_eq(&rows_from(&reader, "search both", 2));
    // The further rows run the action, too.
    press(&mut reader, "<Resize 60x24><CR>j<CR>");
    assert!(picture(&reader).contains("\n/"), "the search is asked for");
}

#[test]
fn evidence_lists_all_related_words_where_the_panel_has_rows_for_them() {
    let pair = linked(
        "The army dismissed the old commander, and the physicians treated the wounded soldiers.",
        "The military sacked its aged leader, while doctors cared for injured troops.",
        &[(0, 0, 0.9)],
    );
    let mut reader = reader_of(pair, Flow, "80x40");
    press(&mut reader, "e");
    expect![[r#"
        related    army ~ military, dismissed ~ sacked, old ~ aged,
                   physicians ~ doctors, treated ~ cared, wounded ~ injured,
                   soldiers ~ troops
    "#]]
    .assert_eq(&rows_from(&reader, "related  ", 3));
}

#[test]
fn evidence_names_no_rival_that_is_not_there() {
    let pair = diptych("Only one line stands here.", "Just a single line is here.");
    let mut reader = reader_of(pair, Flow, "100x24");
    press(&mut reader, "e");
    expect![[r#"
        no match: score .88, too few words in common or behind another
    "#]]
    .assert_eq(&rows_from(&reader, "no match", 1));
}

#[test]
fn evidence_for_what_was_dropped_or_added() {
    let mut reader = reader_of(scored(), Stacked, "60x24");
    press(&mut reader, "]ae");
    let panel = rows_from(&reader, "Evidence for", 20);
    let (verdict, panel): (Vec<&str>, Vec<&str>) = panel
        .split_inclusive('\n')
        .partition(|row| row.contains("no match"));
    // The least score of a match comes with the weights.
    let is_told = verdict[0].contains("no match: score .04, a match has at least .");
    assert!(is_told, "{verdict:?}");
    expect![[r#"
         Evidence for passage 5 of the rewrite            Esc close
        ▌ .04  2.1  Mayor Ines Calloway said the work would cost 2…
            –    3  Divers found deep cracks in three of the nine …
         <.01    5  Pupils of the village school will paint the ne…
                    Mayor Ines Calloway said the work would cost
                                             ===
                    2.4 million crowns and take eleven months.
         words      1 % in common by weight: the 0.1
         order      out of order: passage 4 above goes with passage
                    3, passage 6 below goes with passage 8

         5/7 + added: nothing in the original says this      ? help
    "#]]
    .assert_eq(&panel.concat());
    let mut none = reader_of(diptych("Only this.", ""), Flow, "80x12");
    press(&mut none, "e");
    let told = rows_from(&none, "Evidence for passage 1 of the original", 2);
    assert!(
        told.contains("nothing in the rewrite shares a word with this"),
        "{told}"
    );
}

#[test]
fn the_lens_for_findings() {
    let mut reader = reader_of(found(article(), &FOUND), Flow, "90x22");
    press(&mut reader, "ll");
    check(
        &reader,
        expect![[r#"
            90x22
             original.txt  3 dropped · 9 passages        rewrite.txt  1 added · 2 findings · 1 sure
            ┃                                           │↑ A brass band from Eastwick plays at the   ▪
            ◆                                           │  opening.                                  ┃
            ┃                                           │                                            ┃
            ◆▌The harbour council voted on Tuesday to  ~│~ The harbour council voted on Tuesday to  ▐┃
              ***************************************      >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>
            ┃▌rebuild the old stone pier before the     │  rebuild the old stone pier before the    ▐◆
              *************************************        >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>
            ┃▌autumn storms.                            │  winter storms.                           ▐┃
              !!!!!!********                               !!!!!!!!!!!!!>
            ┃                                           │                                            ◆
            ┃ Mayor Ines Calloway said the work would  ~│~ The work will cost 2.4 million crowns and ┃
                                                !!!!!               !!!!!!!!!
            ■ cost 2.4 million crowns and take eleven   │  last eleven months, Mayor Ines Calloway   ┃
              !!!!
            ┃ months. Fishermen had asked for repairs   │  said, and fishermen had asked for repairs ┃
            ┃ since a winter gale tore away its outer   │  since a gale tore away the outer lamp.    ┃
            ■ lamp.                                     │                                            ┃
            ▪                                           │= Divers found deep cracks in three of the  ┃
            ┃ Divers found deep cracks in three of the =│  nine pillars last spring.                 ┃
              nine pillars last spring. Two shipyards  −│                                            ■
              offered to do the work, and the cheaper   │+ Tourists from the mainland bring most of  ┃
            ▪ one won.                                  │  the island's money in July.               ┃
            ■                                           │                                            ▪
              Pupils of the village school will paint  −│↑ The café at its end stays closed for the  ┃
              the new railing in bright colours. A     ↑│= whole season. Visitors may not set foot   ┃
             ! 1/2 date, sure: autumn became winter storms               lens findings, flow · ? help
        "#]],
    );
}

#[test]
fn a_finding_of_a_passage_that_moved() {
    let mut reader = reader_of(found(article(), &FOUND), Aligned, "80x14");
    press(&mut reader, "fcc<Esc>G[f");
    check(
        &reader,
        expect![[r#"
            80x14
             original.txt  3 dropped · 9 passages   rewrite.txt  1 added · 2 findings
                                                   │  most of the island's money in July.  ▪
                                                      +++++++++++++++++++++++++++++++++++
            ◆                                      │                                       ◆
            ◆ ↑ moved from passage 8               │↑ The café at its end stays closed for▐◆
                                                      >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>
                                                   │  the whole season.                   ▐
                                                      >>>>!!!!!!!!!!!!>
            ■                                      │
            ■ Visitors may not set foot on the    =│= Visitors may not set foot on the
            ▪ pier until the builders leave.       │  pier until the builders leave.
             ▌The café at its end stays closed    ↑│  ↑ moved to passage 6                 ■
              ********************************
            ┃▌for the whole season.                │                                       ▪
              ********!!!!!!!!!!!!*
            ┃ Its owner, Bram Tolliver, hopes for −│                                       ◆
              -----------------------------------
            ▪ compensation from the insurance      │                                       ┃
              -------------------------------
            ■ company.                             │                                       ┃
              --------
             ! 3/3 scope, hint: whole season became whole … possible findings only · ? help
        "#]],
    );
}

#[test]
fn the_list_of_findings() {
    let mut reader = reader_of(found(article(), &FOUND), Flow, "100x20");
    press(&mut reader, "fccj");
    expect![[r#"
         3 possible findings by weight    s sort · f kind · c certainty · Enter stay · / filter · Esc close
         date        sure     …stone pier before the autumn storms.  …stone pier before the winter storms.
                                                     !!!!!!                                 !!!!!!!!!!!!!
        ▌certainty   likely   …said the work would cost 2.4 millio…  The work will cost 2.4 million crown…
                                             !!!!!!!!!!                       !!!!!!!!!
         scope       hint     …stays closed for the whole season.    …stays closed for the whole season.
                                                    !!!!!!!!!!!!                           !!!!!!!!!!!!





         ! 2/3 certainty, likely: would cost became will cost                      lens auto, flow · ? help
    "#]].assert_eq(&rows_from(&reader, "3 possible findings", 20));
    press(&mut reader, "<Resize 50x14>");
    check(
        &reader,
        expect![[r#"
            50x14
             original.txt  3 dropped  rewrite.txt  1 added
             ▌  Mayor Ines Calloway said the work would
                **********************************!!!!!
             ▌  cost 2.4 million crowns and take eleven
                !!!!************************----*******
            ── passage 2 of the original ─────────────────────
            ■▌~   The work will cost 2.4 million crowns and
                  >>>>>>>>>!!!!!!!!!>>>>>>>>>>>>>>>>>>>>>>>
             ▌    last eleven months, Mayor Ines Calloway    ■
                  ++++>>>>>>>>>>>>>>+>>>>>>>>>>>>>>>>>>>>
            ■▌    said, and fishermen had asked for repairs
                  >>>>+++++>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>
             3 possible findings by weight          Esc close
             date        sure     autumn became winter storms
            ▌certainty   likely   would cost became will cost
             scope       hint     whole season became whole …


             ! 2/3 certainty, likely: would cost beca… ? help
        "#]],
    );
}

#[test]
fn the_ledger_of_facts() {
    let mut reader = reader_of(mill(), Flow, "124x20");
    press(&mut reader, "Fj");
    check(
        &reader,
        expect![[r#"
            124x20
             original.txt  1 dropped · 1 fact gone · 5 passages           rewrite.txt  1 added · 1 finding · 1 sure · +1 hint
            ▪                                                            │+ Paul Reed bought the mill last year.                       ■
                                                                            ++++++++++++++++++++++++++++++++++++
                                                                         │
             ▌The mill has 42 saws. Ruth Alder runs the mill. All 42    ~│~ The mill has 24 saws, all of them old. Ruth Alder runs the▐◆
              *************!!*****-                           ----##        >>>>>>>>>>>>>!!>>>>>+>+++++++++++>>>>>
            ■▌saws are old.                                              │~ mill. The river drives the saws.
              --------*****
                                                                         │
              A fire in 1911 spared the house. The river drives the     −│
              --------------------------------
              saws, and Ruth Alder has no engine.                        │
                  ------------------------------
                                                                         │
                                                                         │
             4 facts by state · 1 new · 1 differs · 1 gone       s sort · f kind · c state · y copy · Enter stay · / filter · Esc close
             + new     name        nothing                           Paul Reed
            ▌≠ differs number      42                            2×  24                            1×  fewer by 18
             − gone    date        1911                              nothing
             = kept    name        Ruth Alder                    2×  Ruth Alder                    1×




             ≠ place 1 of 2 · number, differs: 42 → 24 (fewer by 18)                                           lens auto, flow · ? help
        "#]],
    );
    press(&mut reader, "n<Resize 80x18>");
    check(
        &reader,
        expect![[r#"
            80x18
             original.txt  1 dropped · 1 fact gone  rewrite.txt  1 added · 1 finding
            ◆                                      │+ Paul Reed bought the mill last year. ■
                                                      ++++++++++++++++++++++++++++++++++++
            ▪ The mill has 42 saws. Ruth Alder    ~│
                           ##     -
             ▌runs the mill. All 42 saws are old. ↑│~ The mill has 24 saws, all of them   ▐◆
                             ----!!--------->>>>>     *************##*****+*+++++++++++
            ■                                      │  old. Ruth Alder runs the mill. The  ▐
                                                      ****
              A fire in 1911 spared the house.    −│  river drives the saws.
              --------------------------------
              The river drives the saws, and Ruth ~│
                                       ----------
              Alder has no engine.                 │
              -------------------
                                                   │
             4 facts by state · 1 new · 1 differs · 1 gone             / filter · Esc close
             + new     name        nothing                      Paul Reed
            ▌≠ differs number      42                       2×  24                       1×
             − gone    date        1911                         nothing
             = kept    name        Ruth Alder               2×  Ruth Alder               1×



             ≠ place 2 of 2 · number, differs: 42 → 24 (fewer by 18)                 ? help
        "#]],
    );
    press(&mut reader, "jj<Resize 60x18>");
    check(
        &reader,
        expect![[r#"
            60x18
             original.txt  1 dropped  rewrite.txt  1 added · 1 finding
                                                                       ■
            ◆▌  Ruth Alder runs the mill.                              ◆
                !!!!!!!!!!>>>>>>>>>>>>>>>
            ┃▌=   Ruth Alder runs the mill.                            ┃
                  !!!!!!!!!!***************
            ┃                                                          ┃
            ▪ ↑ All 42 saws are old.                                   ┃
                ---------------
            ■                                                          ┃
            ┃ − A fire in 1911 spared the house.                       ┃
                --------------------------------

             4 facts by state · 1 new · 1 differs · 1 gone    Esc close
             + new     name        Paul Reed
             ≠ differs number      42 → 24                        2×/1×
             − gone    date        1911
            ▌= kept    name        Ruth Alder                     2×/1×



             = place 1 of 2 · name, kept: Ruth Alder             ? help
        "#]],
    );
}

#[test]
fn the_ledger_with_ascii_signs() {
    let mut reader = reader_of(mill(), Flow, "60x16");
    press(&mut reader, "F");
    let screen = diptych::view::screen::screen(&reader).ascii();
    let text = diptych::view::ansi::plain(&screen);
    let rows: Vec<&str> = text.lines().skip(8).collect();
    expect![[r#"
         4 facts by state - 1 new - 1 differs - 1 gone    Esc close
        >+ new     name        Paul Reed
         ! differs number      42 > 24                        2x/1x
         - gone    date        1911
         = kept    name        Ruth Alder                     2x/1x


         + name, new: Paul Reed         lens auto, stacked - ? help"#]]
    .assert_eq(&rows.join("\n"));
}

/// Each figure stands at the same place wherever there is room for it.
#[test]
fn the_header_from_wide_to_narrow() {
    let found_facts: Vec<Fact> = FACTS.into_iter().chain(FACTS).collect();
    let mut reader = reader_of(entered(mill(), &found_facts), Flow, "200x10");
    let mut headers = String::new();
    for width in [200, 160, 130, 110, 90, 80, 72, 60, 40] {
        press(&mut reader, &format!("<Resize {width}x10>"));
        let picture = picture(&reader);
        let header = picture.lines().nth(1).unwrap_or_default();
        headers += &format!("{width} {header}\n");
    }
    expect![[r#"
        200  original.txt  1 dropped · 2 facts gone · 5 passages                                                rewrite.txt  1 added · 1 finding · 1 sure · +1 hint · 2 facts new · 62 % kept · 4 passages
        160  original.txt  1 dropped · 2 facts gone · 5 passages                            rewrite.txt  1 added · 1 finding · 1 sure · +1 hint · 2 facts new · 62 % kept
        130  original.txt  1 dropped · 2 facts gone · 5 passages             rewrite.txt  1 added · 1 finding · 1 sure · +1 hint
        110  original.txt  1 dropped · 2 facts gone · 5 passages   rewrite.txt  1 added · 1 finding · 1 sure · +1 hint
        90  original.txt  1 dropped · 2 facts gone      rewrite.txt  1 added · 1 finding · 1 sure
        80  original.txt  1 dropped                rewrite.txt  1 added · 1 finding
        72  original.txt  1 dropped            rewrite.txt  1 added · 1 finding
        60  original.txt  1 dropped  rewrite.txt  1 added · 1 finding
        40  origina…  1 dropp…  rewrite.…  1 added
    "#]].assert_eq(&headers);
}

/// Verses stand close, the rest of a long one is set in, and a stanza has its break.
#[test]
fn verse() {
    let mut reader = reader(
        "  The lamp is lit, the tide is low,\n    The boats lie on the sand that the sea has left;\n  And nobody rows.\n\n  He climbs the stair.",
        "The lamp is lit, the tide is low,\nThe ships lie on the sand that the sea has left;\nAnd nobody rows.\n\nHe climbs the stair.",
        Aligned,
        "80x10",
    );
    check(
        &reader,
        expect![[r#"
            80x10
             original.txt  0 dropped · 4 passages   rewrite.txt  0 added · 96 % kept
             ▌The lamp is lit, the tide is low,   =│= The lamp is lit, the tide is low,   ▐
              *********************************       >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>
                The boats lie on the sand that    ~│~ The ships lie on the sand that the
                    -----                                 +++++
                  the sea has left;                │    sea has left;
              And nobody rows.                    =│= And nobody rows.
                                                   │
              He climbs the stair.                =│= He climbs the stair.
                                                   │
                                                   │
             1/4 = verbatim from passage 1, score 1.00, 100 % kept                   ? help
        "#]],
    );
    press(&mut reader, "<Resize 40x12>");
    check(
        &reader,
        expect![[r#"
            40x12
             origina…  0 dropp…  rewrite.…  0 added
            ┃▌=   The lamp is lit, the tide is low,┃
                  >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>
            ┃                                      ┃
            ┃     The boats lie on the sand that   ┃
                      -----
            ┃       the sea has left;              ┃
            ┃ ~   The ships lie on the sand that   ┃
                      +++++
            ┃       the sea has left;              ┃
            ┃                                      ┃
            ┃   And nobody rows.                   ┃
            ┃ =   And nobody rows.                 ┃

             1/4 = verbatim from passage 1,… ? help
        "#]],
    );
}

/// A speaker stands above the speech and is no passage.
#[test]
fn a_play() {
    let reader = reader(
        "ANNA\n(softly)\nDid you hear that?\n\nTOM\nIt was the wind.\n\nANNA\nOh.",
        "ANNA\n(softly)\nDid you hear this?\n\nTOM\nOnly the wind.\n\nANNA\nOh.",
        Flow,
        "80x14",
    );
    check(
        &reader,
        expect![[r#"
            80x14
             original.txt  0 dropped · 3 passages   rewrite.txt  0 added · 83 % kept
             ▌ANNA                                ~│~ ANNA                                ▐
              ****                                    >>>>
             ▌(softly)                             │  (softly)                            ▐
              ********                                >>>>>>>>
             ▌Did you hear that?                   │  Did you hear this?                  ▐
              *************----*                      >>>>>>>>>>>>>++++>
                                                   │
              TOM                                 ~│~ TOM
              It was the wind.                     │  Only the wind.
              ------                                  ++++
                                                   │
              ANNA                                =│= ANNA
              Oh.                                  │  Oh.
                                                   │
                                                   │
                                                   │
             1/3 ~ edited from passage 1, score .99, 83 % kept     lens auto, flow · ? help
        "#]],
    );
}

/// The time of subtitles stands at the side, and a search does not find it.
#[test]
fn subtitles() {
    let read = |name: &str, text: &str| {
        diptych::input::open::document(name, text.into(), Default::default()).unwrap()
    };
    let pair = diptych::compare::pair::Diptych::new(diptych::text::side::Pair {
        original: read(
            "a.srt",
            "1\n00:00:01,000 --> 00:00:03,000\nDid you hear that, or was it\n\n2\n00:00:03,100 --> 00:00:05,000\nonly the wind?\n\n\
             3\n00:00:06,000 --> 00:00:08,000\n- Nothing. - Oh.\n- I heard it 6 times.\n",
        ),
        rewrite: read(
            "b.txt",
            "Did you hear that, or was it only the wind?\n\nNothing. Oh.\n\nI heard it 6 times.",
        ),
    });
    let mut reader = reader_of(pair.matched(), Aligned, "80x12");
    press(&mut reader, "/6<Enter>");
    check(
        &reader,
        expect![[r#"
            80x12
             a.srt  0 dropped · 4 passages          b.txt  0 added · 100 % kept
              0:01 Did you hear that, or was it   =│= Did you hear that, or was it only
                   only the wind?                  │  the wind?
                                                   │
              0:06 - Nothing.                     =│= Nothing.
                     - Oh.                        ~│~ Oh.
                     -
                                                   │
            •▌0:06 - I heard it 6 times.          =│= I heard it 6 times.                 ▐•
            /      *************/*******              >>>>>>>>>>>/>>>>>>>                  /
                                                   │
                                                   │
                                                   │
             4/4 = verbatim from passage 4, score 1.00, 100 % kept        1/2 hits · ? help
        "#]],
    );
    press(&mut reader, "<Esc><Resize 30x14>");
    check(
        &reader,
        expect![[r#"
        30x14
         a.srt  0 dro…  b.txt  0 add…

                   - Oh.
                   -
          ~   Oh.

         ▌  0:06 - I heard it 6
                 **************
         ▌         times.
                   ******
        ┃▌=   I heard it 6 times.    ┃
              >>>>>>>>>>>>>>>>>>>
        ┃                            ┃
        ┃                            ┃
        ┃                            ┃
        ┃                            ┃
        ┃                            ┃
         4/4 = verbatim from … ? help
    "#]],
    );
}
