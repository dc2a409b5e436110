//! Signs, numbers, hints and the legend: what stands around the texts, and what explains it.

use crate::support::*;
use diptych::app::layout::Arrangement::{self, Aligned, Flow, Stacked};
use diptych::app::reader::{Lens, Options, Reader};
use diptych::app::signs::{RulerMark, Sign, WordSample};
use diptych::text::side::Side;
use diptych::view::ansi;
use diptych::view::screen::{self, Mark, Role, Screen};
use expect_test::expect;
use std::collections::BTreeSet;

/// The words of a row of the screen.
fn row(screen: &Screen, n: usize) -> String {
    let text = ansi::plain(screen);
    text.lines().nth(n).unwrap_or_default().trim().to_owned()
}

fn open(options: Options, at: &str) -> Reader {
    Reader::new(article(), options, size(at))
}

/// With ASCII signs the cursor, the rulers and the rule between the panes are still three things.
#[test]
fn cursor_rulers_and_rule_stay_apart_in_ascii() {
    let mut reader = reader_of(scored(), Flow, "80x12");
    press(&mut reader, "j");
    let screen = screen::screen(&reader).ascii();
    let signs = [Role::Bar, Role::Thumb, Role::Frame].map(|role| -> BTreeSet<String> {
        let cells = screen.rows.iter().flatten();
        let cells = cells.filter(|cell| cell.ink.role == role && cell.text != " ");
        cells.map(|cell| cell.text.to_string()).collect()
    });
    let [bar, thumb, rule] = &signs;
    assert!(signs.iter().all(|signs| !signs.is_empty()), "{signs:?}");
    assert!(
        signs.iter().flatten().all(|sign| sign.is_ascii()),
        "{signs:?}"
    );
    assert!(bar.is_disjoint(thumb) && bar.is_disjoint(rule) && thumb.is_disjoint(rule));
}

/// What stands at the edge of the screen cannot be read as the sign of the words beside it.
#[test]
fn no_shape_of_a_ruler_is_a_sign() {
    for mark in RulerMark::ALL {
        let glyph = mark.glyph();
        assert!(
            Sign::ALL.iter().all(|sign| sign.glyph() != glyph),
            "{glyph}"
        );
    }
}

/// Whatever marks the texts in any lens, the legend has it; and every sign and shape.
#[test]
fn the_legend_has_every_sign_and_mark_that_the_screen_draws() {
    let mut reader = Reader::new(found(article(), &FOUND), Options::default(), size("60x150"));
    let marks = |screen: &Screen| -> BTreeSet<Mark> {
        let cells = screen.rows.iter().flatten();
        cells.filter_map(|cell| cell.ink.mark).collect()
    };
    let mut drawn = BTreeSet::new();
    for keys in [
        "]f",
        "l",
        "l",
        "l",
        "l",
        "l",
        "l",
        "/the<Enter>",
        "<Esc>gF",
        "<Enter>",
    ] {
        press(&mut reader, keys);
        drawn.extend(marks(&screen::screen(&reader)));
    }
    assert!(drawn.len() > 5, "{drawn:?}");
    press(&mut reader, "<Esc><Esc>?");
    let legend = screen::screen(&reader);
    let explained = marks(&legend);
    assert!(drawn.is_subset(&explained), "{drawn:?} {explained:?}");
    assert_eq!(
        explained.len(),
        WordSample::ALL.len(),
        "each sample of words has a mark of its own"
    );
    let text = ansi::plain(&legend);
    let signs = Sign::ALL.map(|sign| (sign.glyph(), sign.meaning()));
    let shapes = RulerMark::ALL.map(|mark| (mark.glyph(), mark.meaning()));
    let lenses = Lens::ALL.map(|lens| (lens.name(), lens.help()));
    let layouts = Arrangement::ALL.map(|layout| (layout.name(), layout.help()));
    let rows = [&signs[..], &shapes[..], &lenses[..], &layouts[..]].concat();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (sample, meaning) in rows {
        let explained = format!("{sample} {meaning}");
        assert!(text.contains(&explained), "{explained} in {text}");
    }
}

#[test]
fn numbers_of_passages_stand_in_the_margin() {
    let mut reader = open(Options::default(), "80x14");
    press(&mut reader, "#");
    expect![[r#"
        80x14
         original.txt  3 dropped · 9 passages   rewrite.txt  1 added · 83 % kept
        ┃                                      │↑ A brass band from Eastwick plays   1 ▪
        ┃                                      │  at the opening.                      ┃
        ┃                                      │                                       ┃
        ┃ 1▌The harbour council voted on      ~│~ The harbour council voted on      ▐2 ┃
            ****************************          >>>>>>>>>>>>>>>>>>>>>>>>>>>>
           ▌Tuesday to rebuild the old stone   │  Tuesday to rebuild the old stone  ▐  ┃
            ********************************      >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>
        ■  ▌pier before the autumn storms.     │  pier before the winter storms.    ▐  ┃
            ****************------********        >>>>>>>>>>>>>>>>++++++>>>>>>>>
        ■                                      │
        ▪ 2 Mayor Ines Calloway said the work ~│~ The work will cost 2.4 million     3
                                                           ++++
            would cost 2.4 million crowns and  │  crowns and last eleven months,       ■
            -----                                            ++++              +
        ▪   take eleven months. Fishermen had  │  Mayor Ines Calloway said, and
            ----              -                                           +++++
        ■   asked for repairs since a winter   │  fishermen had asked for repairs      ▪
                                      ------
            gale tore away its outer lamp.     │  since a gale tore away the outer
                           ---                                           +++
         2/7 ~ edited from passage 1, score .98, 94 % kept     lens auto, flow · ? help
    "#]]
    .assert_eq(&picture(&reader));
    let with = reader.layout().rows.original.len();
    press(&mut reader, "#");
    assert!(reader.layout().rows.original.len() <= with);
    let mut reader = reader_of(article(), Stacked, "60x10");
    press(&mut reader, "#2G");
    expect![[r#"
        60x10
         original.txt  3 dropped  rewrite.txt  1 added · 83 % kept
        ┃ 1 ↑   A brass band from Eastwick plays at the opening.   ▪
        ┃                                                          ┃
          1▌  The harbour council voted on Tuesday to rebuild the
              ***************************************************
        ■  ▌  old stone pier before the autumn storms.
              **************************------********
        ■ 2▌~   The harbour council voted on Tuesday to rebuild the
                >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>
           ▌    old stone pier before the winter storms.           ■
                >>>>>>>>>>>>>>>>>>>>>>>>>>++++++>>>>>>>>

        ■ 2   Mayor Ines Calloway said the work would cost 2.4
                                                -----
         2/7 ~ edited from passage 1, score .98, 94 % kept   ? help
    "#]]
    .assert_eq(&picture(&reader));
    press(&mut reader, "O");
    expect![[r#"
        60x10
         rewrite alone: rewrite.txt  1 added · 83 % kept
        ▪
        ┃
        ┃ 1 ↑ A brass band from Eastwick plays at the opening.

          2▌~ The harbour council voted on Tuesday to rebuild the
              >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>
        ■  ▌  old stone pier before the winter storms.
              >>>>>>>>>>>>>>>>>>>>>>>>>>++++++>>>>>>>>
        ▪
          3 ~ The work will cost 2.4 million crowns and last eleven
                       ++++                             ++++
         2/7 ~ edited from passage 1, score .98, 94 % kept   ? help
    "#]]
    .assert_eq(&picture(&reader));
}

/// Where the margins have room for numbers, no line of text moves.
#[test]
fn numbers_shift_no_text_where_there_is_room() {
    for at in ["200x30", "180x30"] {
        let mut reader = open(
            Options {
                arrangement: Some(Aligned),
                ..Options::default()
            },
            at,
        );
        let texts = |reader: &Reader| {
            let screen = screen::screen(reader);
            let columns = screen.rows.iter().map(|row| {
                row.iter()
                    .position(|cell| cell.ink.role == Role::Text && cell.text != " ")
            });
            columns.collect::<Vec<_>>()
        };
        let before = (texts(&reader), reader.layout().rows.clone());
        press(&mut reader, "#");
        assert_eq!(
            (texts(&reader), reader.layout().rows.clone()),
            before,
            "{at}"
        );
    }
}

/// Every number that the screen shows is that of the passage which starts beside it.
#[test]
fn a_moved_passage_is_found_by_its_number() {
    let mut reader = reader_of(article(), Aligned, "100x40");
    press(&mut reader, "#]m");
    let (lead, cursor) = (reader.lead(), reader.cursor().unwrap());
    let there = reader.diptych().counterparts(lead, cursor)[0];
    let told = format!("passage {}, moved", there + 1);
    assert!(status(&reader).contains(&told), "{}", status(&reader));
    let quiet = |screen: &Screen, side: Side| -> String {
        let row = screen_row(&reader, side, if side == lead { cursor } else { there });
        let cells = screen.rows[row as usize + 1].iter();
        let cells = cells.filter(|cell| cell.ink.role == Role::Quiet);
        cells.map(|cell| cell.text.as_str()).collect()
    };
    let screen = screen::screen(&reader);
    let number = (cursor + 1).to_string();
    assert!(
        quiet(&screen, lead).contains(&number),
        "{}",
        picture(&reader)
    );
    let number = (there + 1).to_string();
    assert!(
        quiet(&screen, lead.other()).contains(&number),
        "{}",
        picture(&reader)
    );
}

#[test]
fn hints_stand_under_the_status_line_where_there_is_room() {
    let hinting = || Options {
        has_hints: true,
        ..Options::default()
    };
    let mut reader = open(hinting(), "80x24");
    let mut shown = String::new();
    for keys in [
        "",
        "/the",
        "<Enter>",
        "<Esc>/qqq<Enter>",
        "<Esc>f",
        "<Esc>?",
        "<Esc>o",
        "<Esc>]d",
    ] {
        press(&mut reader, keys);
        shown += &(row(&screen::screen(&reader), 23) + "\n");
    }
    expect![[r#"
        j k passage   Tab other side   ]c next change   e why this match   ? help
        Enter go there   Esc cancel
        n N hits   Esc done   ? help
        / search again   Esc done   ? help
        Esc close   ? all keys of this list
        Esc close
        j k passage   Tab other side   ]f next finding   e why this match   ? help
        j k passage   Tab other side   ]c next change   e why no match   ? help
    "#]]
    .assert_eq(&shown);
    let low = open(hinting(), "80x23");
    assert!(status(&low).ends_with("? help"), "{}", status(&low));
    let without = open(Options::default(), "80x24");
    assert!(status(&without).ends_with("? help"), "{}", status(&without));
    // The help key stands once, and is there on the narrowest screen.
    let narrow = screen::screen(&open(hinting(), "20x24"));
    assert!(row(&narrow, 23).ends_with("? help"), "{}", row(&narrow, 23));
    assert!(!row(&narrow, 22).contains("help"), "{}", row(&narrow, 22));
}

#[test]
fn the_header_says_which_pane_is_shown_alone() {
    let mut reader = open(Options::default(), "100x20");
    press(&mut reader, "O");
    let alone = row(&screen::screen(&reader), 0);
    assert!(
        alone.starts_with("rewrite alone: rewrite.txt  1 added"),
        "{alone}"
    );
    press(&mut reader, "<Tab>");
    let alone = row(&screen::screen(&reader), 0);
    assert!(
        alone.starts_with("original alone: original.txt  3 dropped"),
        "{alone}"
    );
}

/// At any width the figures are the first of the same list, behind the name.
#[test]
fn the_figures_of_the_header_stand_in_one_order_at_every_width() {
    for (zoom, start) in [("", ""), ("O", "rewrite alone: ")] {
        let mut reader = open(Options::default(), "400x20");
        press(&mut reader, zoom);
        let header = |reader: &Reader| {
            let header = row(&screen::screen(reader), 0);
            let name = format!("{start}rewrite.txt  ");
            let (_, figures) = header.split_once(&name).unwrap_or_default();
            figures.to_owned()
        };
        let all = header(&reader);
        assert!(all.ends_with("passages"), "{all}");
        for width in (74..400).rev() {
            press(&mut reader, &format!("<Resize {width}x20>"));
            let shown = header(&reader);
            assert!(
                all.starts_with(&shown) && !shown.is_empty(),
                "{width}: {shown}"
            );
        }
    }
}

/// A runner-up with some chance is told of; "nothing says this" would be more than is known.
#[test]
fn the_status_tells_of_a_passage_that_came_close() {
    let mut reader = reader_of(scored(), Flow, "100x24");
    press(&mut reader, "h]d");
    let shown = screen::passage_in_words(&reader);
    let words = "dropped; perhaps passage 3 says this (score .30)";
    assert!(shown.ends_with(words), "{shown}");
    press(&mut reader, "<Tab>");
    assert_eq!(
        reader.message(),
        Some(words),
        "Tab says why it does nothing"
    );
    press(&mut reader, "<Right>]a");
    let shown = screen::passage_in_words(&reader);
    assert!(
        shown.ends_with("added: nothing in the original says this"),
        "{shown}"
    );
}

/// A title says in short what the first sentence says, and is none of it for all that.
#[test]
fn the_status_says_with_what_a_likely_passage_goes() {
    let pair = diptych(
        "# Ferry to Oldhaven Sails Again After a Winter of Repairs\n\n\
         The old ferry left its berth on Friday for the first time since November.\n\n\
         The engine was taken out in December and sent to a yard on the mainland.\n\n\
         Tickets cost four crowns, as before. Bicycles are free.",
        "The ferry to Oldhaven sails again after a winter of repairs: on Friday it left its berth for the first time \
         since November.\n\n\
         In December the engine was taken out and sent to a yard on the mainland.\n\n\
         As before, tickets cost four crowns, and bicycles are free.",
    );
    let mut reader = reader_of(pair, Flow, "100x24");
    press(&mut reader, "]d");
    expect!["1/4 − dropped; passage 1 is close (score .98), but goes with passage 2"]
        .assert_eq(&screen::passage_in_words(&reader));
}

/// Sentences of one passage are told apart.
#[test]
fn rows_of_the_evidence_have_numbers_of_their_own() {
    let mut reader = reader_of(scored(), Flow, "100x30");
    press(&mut reader, "g2je");
    let panel = rows_from(&reader, "Evidence for passage 3 of the rewrite", 5);
    let numbers = panel.lines().skip(1).take(4);
    let numbers: Vec<&str> = numbers
        .filter_map(|line| {
            line.trim_start_matches(['▌', ' '])
                .split_whitespace()
                .nth(1)
        })
        .collect();
    assert!(
        numbers.contains(&"2.1") && numbers.contains(&"2.2"),
        "{panel}"
    );
    let different: BTreeSet<&&str> = numbers.iter().collect();
    assert_eq!(different.len(), numbers.len(), "{panel}");
}

#[test]
fn the_outline_pairs_the_headings_of_both_sides() {
    let original = "# The mill\n\nThe mill has nine saws, all of them old.\n\n\
        ## The river\n\nThe river drives the saws all year.\n\n## Only here\n\nA barn burnt down.\n";
    let rewrite = "# The mill\n\nThe mill has nine saws, all of them old.\n\n\
        ## New words\n\nNobody expected snow in June.\n\n\
        ## The river\n\nThe river drives the saws all year.\n";
    let mut reader = reader(original, rewrite, Flow, "100x16");
    press(&mut reader, "o");
    expect![[r#"
         Outline                                           j k move · Enter go there · / filter · Esc close
        ▌ The mill                                          The mill
                                                              New words
            The river                                         The river
            Only here
    "#]].assert_eq(&rows_from(&reader, "Outline", 5));
    // Enter goes to the heading of the side that the cursor is in, where it has one.
    press(&mut reader, "gj<Enter>");
    let lead = reader.lead();
    press(&mut reader, "og<Enter>");
    assert_eq!(reader.lead(), lead);
    press(&mut reader, "o/only<Enter><Enter>");
    assert_eq!(
        (reader.lead(), under_cursor(&reader).as_str()),
        (Side::Original, "## Only here")
    );
    press(&mut reader, "<Resize 60x16>o");
    let row = rows_from(&reader, "The river", 1);
    assert_eq!(row.matches("The river").count(), 2, "{row}");
}

/// A light copy-edit keeps no sentence whole, and most of its words.
#[test]
fn a_copy_edit_keeps_most_of_its_words() {
    let original = "The mill by the river has nine saws and a long stone dam.\n\n\
        Its owner lives in the village with two of her three sons.";
    let rewrite = "The mill by the river had nine saws and a long stone dam.\n\n\
        The owner lives in the village with two of her three sons.";
    let pair = diptych(original, rewrite);
    let summary = pair.comparison.as_ref().unwrap().summary;
    assert_eq!(summary.verbatim, 0.0);
    assert!(
        (summary.kept - 23.0 / 25.0).abs() < 1e-6,
        "{}",
        summary.kept
    );
    // Only the second sentence has a run of eight words: eleven, from "owner" on.
    let copied = pair.copied();
    assert_eq!(copied, 11.0 / 25.0);
    let mut reader = Reader::new(pair, Options::default(), size("100x20"));
    let header = row(&screen::screen(&reader), 0);
    assert!(header.contains("92 % kept"), "{header}");
    press(&mut reader, "?");
    let page = picture(&reader);
    let copied = format!(
        "{} % in copied runs of 8 words and more",
        (copied * 100.0).round()
    );
    assert!(page.contains(&copied), "{page}");
}

#[test]
fn the_score_of_a_passage_is_that_of_its_own_links() {
    let pair = linked(
        "The ferry sails at noon. Gulls cried. Noon is when it goes.",
        "The ferry leaves at noon.",
        &[(0, 0, 0.92), (2, 0, 0.41)],
    );
    let mut reader = reader_of(pair, Flow, "100x12");
    press(&mut reader, "<Left>3G");
    assert!(
        status(&reader).starts_with("3/3 ? perhaps reworded into passage 1, score .41"),
        "{}",
        status(&reader)
    );
    press(&mut reader, "1G");
    let told = status(&reader);
    assert!(
        told.contains("score .92") && !told.contains("perhaps"),
        "{told}"
    );
}
