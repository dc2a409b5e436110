//! The table of pairs: sorting, filtering, opening, coming back, and figures that arrive in between.

use crate::collections::folder;
use crate::support::{article, size};
use diptych::app::event::{Command, Event};
use diptych::app::reader::Options;
use diptych::app::table::{FoundPair, PairFigures, PairState, Picker, TableColumn, TableNews};
use diptych::app::{App, View, key};
use diptych::export::batch::{self, Known};
use diptych::export::report::Selection;
use diptych::input::collection::Collection;
use diptych::jobs::desk::{Desk, Front};
use diptych::jobs::triage::{Triage, WorkedOut};
use diptych::review::records::Records;
use diptych::view::ansi;
use diptych::view::screen;
use expect_test::{Expect, expect};
use std::path::Path;

fn found(id: &str, title: &str) -> FoundPair {
    FoundPair {
        id: Some(id.to_owned()),
        title: Some(title.to_owned()).filter(|title| !title.is_empty()),
        ..FoundPair::default()
    }
}

fn figures(dropped: usize, added: usize, kept: f32, findings: u32) -> PairState {
    PairState::Known(PairFigures {
        kept: Some(kept),
        findings: Some(findings),
        new_facts: Some(findings / 2),
        new_words: Some((1.0 - kept) / 2.0),
        ..PairFigures::new(40, dropped, added)
    })
}

fn problem(text: &str) -> PairState {
    PairState::Problem(text.into())
}

/// Six pairs, of which all is known but the last.
fn session(at: &str) -> App {
    let picker = Picker::new("pairs.jsonl", size(at));
    let mut session = App::of_collection(picker, Options::default());
    let all = [
        found("a1", "Harbour pier to be rebuilt"),
        found("a2", "Storm over Eastwick"),
        found("b1", "Brass band plays"),
        found("b2", ""),
        found("a1", "Harbour café closed"),
        found("c1", ""),
    ];
    learn(&mut session, TableNews::Found(all.into()));
    learn(
        &mut session,
        TableNews::Figured(vec![
            (0, figures(3, 1, 0.44, 2), None),
            (1, figures(12, 0, 0.0, 9), None),
            (2, figures(0, 0, 1.0, 0), None),
            (
                3,
                problem("line 4: expected JSON (syntax error at column 2)"),
                None,
            ),
            (
                4,
                figures(5, 9, 0.1, 1),
                Some("Not to be seen, there is a title".into()),
            ),
        ]),
    );
    session
}

fn learn(app: &mut App, news: TableNews) {
    let _ = app.handle(Event::Pairs(0, news));
}

fn open(app: &mut App) {
    let _ = app.handle(Event::Opened(Ok(Box::new(article()))));
}

/// What the last of the keys asks for, besides a picture and a look at the files.
fn press(app: &mut App, keys: &str) -> Asked {
    let mut asked = Asked::Nothing;
    for input in key::parse(keys).expect("keys that exist") {
        asked = Asked::Nothing;
        for command in app.handle(Event::Input(input)) {
            asked = match command {
                Command::Open(pair) => Asked::Open(pair),
                Command::ReadCollection => Asked::ReadCollection,
                Command::Quit => Asked::Quit,
                _ => asked,
            };
        }
    }
    asked
}

#[derive(Debug, PartialEq)]
enum Asked {
    Nothing,
    Open(usize),
    ReadCollection,
    Quit,
}

fn picture(session: &App) -> String {
    ansi::marked(&screen::of_app(session))
}

#[track_caller]
fn check(session: &App, expected: Expect) {
    expected.assert_eq(&picture(session));
}

/// The ids of the table, from its first row.
fn ids(session: &App) -> String {
    let picker = session.picker().unwrap();
    let rows = (0..picker.n_shown()).filter_map(|row| picker.pair_at(row));
    let id = |n: usize| {
        picker.items()[n]
            .id
            .as_deref()
            .unwrap_or_default()
            .to_owned()
    };
    rows.map(id).collect::<Vec<_>>().join(" ")
}

fn picked(session: &App) -> usize {
    session
        .picker()
        .unwrap()
        .picked()
        .expect("a pair under the cursor")
}

#[test]
fn a_table_of_pairs() {
    check(
        &session("100x10"),
        expect![[r#"
             pairs.jsonl  6 pairs · 1 damaged · 1 with an id that came before                 ██████████░░ 83 %
                   #↓  pair                           matched   kept   dropped   added   findings   new facts
            ▌      1   a1  Harbour pier to be rebui…     90 %   44 %         3       1          2           1
                   2   a2  Storm over Eastwick           70 %    0 %        12       0          9           4
                   3   b1  Brass band plays             100 %   100 %        0       0          0           0
                   4   b2  line 4: expected JSON (syntax error at column 2)
                   5   a1  same id as pair 1  Harbo…     65 %   10 %         5       9          1           0
                   6   c1                                   …

             1/6 in the order of the collection                         Enter read · s sort · / filter · ? help
        "#]],
    );
}

#[test]
fn a_narrow_screen_keeps_what_matters_most() {
    check(
        &session("60x9"),
        expect![[r#"
         pairs.jsonl  6 pairs · 1 damaged · 1 w…  ██████████░░ 83 %
          pair                       matched   dropped   findings
        ▌ a1  Harbour pier to be r…     90 %         3          2
          a2  Storm over Eastwick       70 %        12          9
          b1  Brass band plays         100 %         0          0
          b2  line 4: expected JSON (syntax error at column 2)
          a1  same id as pair 1  H…     65 %         5          1
          c1                               …
         1/6 in the order of the collection     Enter read · ? help
    "#]],
    );
    check(
        &session("30x9"),
        expect![[r#"
         pairs.jso… ██████████░░ 83 %
          pair              matched
        ▌ a1  Harbour pie…     90 %
          a2  Storm over …     70 %
          b1  Brass band …    100 %
          b2  line 4: expected JSON …
          a1  same id as …     65 %
          c1                      …
         1/6 in the order of … ? help
    "#]],
    );
    for size in ["12x1", "12x2", "13x3", "1x1", "200x4"] {
        let mut session = session(size);
        let _ = press(&mut session, "jsG?");
        let picture = picture(&session);
        let width: usize = size.split('x').next().unwrap().parse().unwrap();
        assert!(
            picture.lines().all(|line| line.chars().count() <= width),
            "{size}:\n{picture}"
        );
    }
}

#[test]
fn s_sorts_by_the_next_column_the_worst_first() {
    let mut session = session("100x10");
    let sorted = ["s", "s", "s", "s", "s", "s", "s", "s"].map(|key| {
        let _ = press(&mut session, key);
        let (column, _) = session.picker().unwrap().sort();
        format!("{}: {}", column.title(), ids(&session))
    });
    // Damaged pairs and those that nothing is known of stand behind.
    expect![[r#"
        pair: a1 a2 b1 b2 a1 c1
        matched: a1 a2 a1 b1 b2 c1
        kept: b1 a1 a1 a2 b2 c1
        dropped: a2 a1 a1 b1 b2 c1
        added: a1 a1 a2 b1 b2 c1
        findings: a2 a1 a1 b1 b2 c1
        new facts: a2 a1 b1 a1 b2 c1
        new words: a2 a1 a1 b1 b2 c1"#]]
    .assert_eq(&sorted.join("\n"));
    let _ = press(&mut session, "SSr");
    assert_eq!(
        session.picker().unwrap().sort(),
        (TableColumn::Findings, true)
    );
    assert_eq!(ids(&session), "b1 a1 a1 a2 b2 c1");
}

#[test]
fn a_wide_table_shows_the_share_of_new_words() {
    let mut session = session("110x10");
    let _ = press(&mut session, "S");
    check(
        &session,
        expect![[r#"
             pairs.jsonl  6 pairs · 1 damaged · 1 with an id that came before                           ██████████░░ 83 %
                   #   pair                         matched   kept   dropped   added   findings   new facts   new words↓
            ▌      2   a2  Storm over Eastwick         70 %    0 %        12       0          9           4        50 %
                   5   a1  same id as pair 1  Har…     65 %   10 %         5       9          1           0        45 %
                   1   a1  Harbour pier to be reb…     90 %   44 %         3       1          2           1        28 %
                   3   b1  Brass band plays           100 %   100 %        0       0          0           0         0 %
                   4   b2  line 4: expected JSON (syntax error at column 2)
                   6   c1                                 …

             1/6 by new words, worst first                                        Enter read · s sort · / filter · ? help
        "#]],
    );
}

#[test]
fn a_click_on_a_title_sorts_and_another_turns_it_round() {
    let mut session = session("100x10");
    let _ = press(&mut session, "<Click 64,1>");
    assert_eq!(
        session.picker().unwrap().sort(),
        (TableColumn::Dropped, false)
    );
    check(
        &session,
        expect![[r#"
             pairs.jsonl  6 pairs · 1 damaged · 1 with an id that came before                 ██████████░░ 83 %
                   #   pair                           matched   kept   dropped↓  added   findings   new facts
            ▌      2   a2  Storm over Eastwick           70 %    0 %        12       0          9           4
                   5   a1  same id as pair 1  Harbo…     65 %   10 %         5       9          1           0
                   1   a1  Harbour pier to be rebui…     90 %   44 %         3       1          2           1
                   3   b1  Brass band plays             100 %   100 %        0       0          0           0
                   4   b2  line 4: expected JSON (syntax error at column 2)
                   6   c1                                   …

             1/6 by dropped, worst first                                Enter read · s sort · / filter · ? help
        "#]],
    );
    let _ = press(&mut session, "<Click 64,1>");
    assert_eq!(
        session.picker().unwrap().sort(),
        (TableColumn::Dropped, true)
    );
}

/// However the table came about: typed letter by letter, taken back, sorted before or after the figures arrived.
#[test]
fn the_same_filter_and_order_show_the_same_rows() {
    let pairs = |n: usize| {
        let title = format!("Harbour {} pier café {}", n * 7 % 10, n * 13 % 17);
        found(
            &format!("p{n}"),
            if n.is_multiple_of(3) { "" } else { &title },
        )
    };
    let news = |part: usize| {
        let figured = (0..60).filter(|n| n % 4 == part).map(|n| {
            let beginning = Some(format!("Begins with É{n} and ends").into());
            (
                n,
                figures(n * 11 % 23, n % 7, 0.5, (n % 5) as u32),
                beginning,
            )
        });
        TableNews::Figured(figured.collect())
    };
    let empty = || {
        let mut session = session("100x10");
        learn(&mut session, TableNews::Again);
        session
    };
    let shown = |session: &App| {
        let picker = session.picker().unwrap();
        let rows = 0..picker.n_shown();
        rows.map(|row| picker.pair_at(row).unwrap())
            .collect::<Vec<_>>()
    };
    for (filter, detour) in [
        ("p1 be", "p17<BS> x<BS>be"),
        ("É1", "é<BS>É2<BS>1"),
        ("hp5", "HP5<BS><BS><BS>hx<C-u>hp55<BS>"),
        ("", "zzz<BS><BS><BS>"),
    ] {
        for sort in ["", "s", "sss", "sssssss", "ssssr", "r"] {
            let mut plain = empty();
            learn(&mut plain, TableNews::Found((0..60).map(pairs).collect()));
            (0..3).for_each(|part| learn(&mut plain, news(part)));
            learn(&mut plain, TableNews::Whole(None));
            let _ = press(&mut plain, &format!("{sort}/{filter}<Enter>"));

            let mut other = empty();
            learn(&mut other, TableNews::Found((0..20).map(pairs).collect()));
            let _ = press(&mut other, &format!("{sort}/"));
            learn(&mut other, news(0));
            let mut parts = [1, 2].map(news).into_iter();
            for input in key::parse(detour).unwrap() {
                let _ = other.handle(Event::Input(input));
                if other.picker().unwrap().items().len() == 20 {
                    learn(&mut other, TableNews::Found((20..60).map(pairs).collect()));
                    learn(&mut other, news(0));
                } else {
                    parts
                        .next()
                        .into_iter()
                        .for_each(|news| learn(&mut other, news));
                }
            }
            learn(&mut other, TableNews::Whole(None));
            assert_eq!(other.picker().unwrap().filter(), filter);
            assert_eq!(shown(&other), shown(&plain), "{sort}/{filter}");
            assert!(shown(&plain).len() > 1, "{filter} is to show something");
        }
    }
}

#[test]
fn a_filter_narrows_while_it_is_typed() {
    let mut session = session("100x8");
    let _ = press(&mut session, "/hbr");
    check(
        &session,
        expect![[r#"
             pairs.jsonl  6 pairs · 1 damaged · 1 with an id that came before                 ██████████░░ 83 %
                   #↓  pair                           matched   kept   dropped   added   findings   new facts
            ▌      1   a1  Harbour pier to be rebui…     90 %   44 %         3       1          2           1
                   5   a1  same id as pair 1  Harbo…     65 %   10 %         5       9          1           0



            /hbr                                                                                         2 of 6
        "#]],
    );
    let _ = press(&mut session, "cl");
    assert_eq!(picked(&session), 4, "Harbour café closed");
    let _ = press(&mut session, "<BS><BS><Enter>j");
    assert_eq!((ids(&session).as_str(), picked(&session)), ("a1 a1", 4));
    let _ = press(&mut session, "<Esc>");
    assert_eq!(ids(&session), "a1 a2 b1 b2 a1 c1");
    assert_eq!(picked(&session), 4, "the cursor stays on its pair");
    let _ = press(&mut session, "/zzz");
    check(
        &session,
        expect![[r#"
             pairs.jsonl  6 pairs · 1 damaged · 1 with an id that came before                 ██████████░░ 83 %
                   #↓  pair                           matched   kept   dropped   added   findings   new facts





            /zzz                                                                                         0 of 6
        "#]],
    );
    assert_eq!(
        press(&mut session, "<Enter><Enter>"),
        Asked::Nothing,
        "there is nothing to open"
    );
}

#[test]
fn figures_that_come_in_move_no_pair_away_from_the_cursor() {
    let mut session = session("100x8");
    let _ = press(&mut session, "ssj");
    let before = picked(&session);
    learn(
        &mut session,
        TableNews::Figured(vec![(5, figures(30, 0, 0.0, 0), None)]),
    );
    assert_eq!(ids(&session), "c1 a1 a2 a1 b1 b2");
    assert_eq!(picked(&session), before);
    // On the first row, though, there is always the worst.
    let mut session = self::session("100x8");
    let _ = press(&mut session, "ss");
    learn(
        &mut session,
        TableNews::Figured(vec![(5, figures(30, 0, 0.0, 0), None)]),
    );
    assert_eq!(picked(&session), 5);
}

#[test]
fn enter_opens_and_q_comes_back_to_the_same_row() {
    let mut session = session("100x8");
    assert_eq!(press(&mut session, "jj<Enter>"), Asked::Open(2));
    open(&mut session);
    assert!(
        picture(&session).contains("pair 3 of 6"),
        "{}",
        picture(&session)
    );
    assert_eq!(
        press(&mut session, "j?q"),
        Asked::Nothing,
        "q closes the help first"
    );
    assert!(matches!(session.view(), View::Reader(_)));
    assert_eq!(press(&mut session, "q"), Asked::Nothing);
    assert!(matches!(session.view(), View::Picker(_)));
    assert_eq!(picked(&session), 2);
    assert_eq!(press(&mut session, "q"), Asked::Quit);
}

#[test]
fn the_next_pair_is_the_next_row_that_is_not_damaged() {
    let mut session = session("100x8");
    let _ = press(&mut session, "jj<Enter>");
    open(&mut session);
    assert_eq!(press(&mut session, "]p"), Asked::Open(4), "b2 is damaged");
    open(&mut session);
    assert_eq!(press(&mut session, "2[p"), Asked::Open(1));
    open(&mut session);
    assert_eq!(press(&mut session, "5[p"), Asked::Nothing);
    assert!(picture(&session).contains("this is the first pair of the table"));
    let _ = press(&mut session, "lq");
    assert_eq!(picked(&session), 1, "back to the pair that was read last");
    let _ = press(&mut session, "<Enter>");
    open(&mut session);
    assert!(
        picture(&session).contains("lens shared"),
        "the lens stays as it was chosen"
    );
    // In a pair alone there is nowhere to go.
    let mut alone = App::of_pair(diptych::app::reader::Reader::new(
        article(),
        Options::default(),
        size("100x8"),
    ));
    assert_eq!(press(&mut alone, "]p"), Asked::Nothing);
    assert!(picture(&alone).contains("there is no other pair"));
}

#[test]
fn a_pair_that_cannot_be_opened_says_why() {
    let mut session = session("100x8");
    let _ = press(&mut session, "3j");
    assert!(picture(&session).contains("4/6 line 4: expected JSON (syntax error at column 2)"));
    assert_eq!(press(&mut session, "<Enter>"), Asked::Open(3));
    let _ = session.handle(Event::Opened(Err("line 4: expected JSON".to_owned())));
    assert!(matches!(session.view(), View::Picker(_)));
    assert!(
        picture(&session)
            .lines()
            .last()
            .unwrap()
            .starts_with(" line 4: expected JSON")
    );
}

#[test]
fn a_resize_while_a_pair_is_read_is_one_of_the_table_too() {
    let mut session = session("100x8");
    let _ = press(&mut session, "<Enter>");
    open(&mut session);
    let _ = press(&mut session, "<Resize 60x6>q");
    assert!(
        picture(&session)
            .lines()
            .all(|line| line.chars().count() <= 60)
    );
}

#[test]
fn many_rows_scroll() {
    let mut session = App::of_collection(Picker::new("many", size("60x13")), Options::default());
    learn(
        &mut session,
        TableNews::Found((0..1000).map(|n| found(&format!("p{n:04}"), "")).collect()),
    );
    learn(&mut session, TableNews::Whole(None));
    let rows = |session: &App| session.picker().unwrap().rows();
    for (keys, expected) in [
        ("j", (1, 0)),
        ("20j", (21, 12)),
        ("<C-e>", (21, 13)),
        ("<C-y><C-y>", (20, 11)),
        ("<Space>", (30, 21)),
        ("b", (20, 11)),
        ("d", (25, 16)),
        ("G", (999, 990)),
        ("500G", (499, 499)),
        ("<WheelDown>", (502, 502)),
        ("g", (0, 0)),
        ("<WheelDown>", (3, 3)),
        ("<Click 10,5>", (6, 3)),
        ("<Resize 60x6>", (6, 4)),
    ] {
        let _ = press(&mut session, keys);
        assert_eq!(rows(&session), expected, "after {keys}");
    }
    assert_eq!(
        press(&mut session, "<Click 10,4>"),
        Asked::Open(6),
        "a second click opens"
    );
}

#[test]
fn help_lists_the_keys_of_the_table() {
    let mut session = session("80x30");
    let _ = press(&mut session, "?");
    let help = format!("80x30\n{}", picture(&session));
    expect![[r#"
        80x30
         pairs.jsonl  6 pairs · 1 damaged · 1 with an id that came …  ██████████░░ 83 %
         Help                               j k move · Enter run · / filter · Esc close
        ▌ In the table of pairs
            Enter Right         read the pair
            s                   sort by the next column, the worst pairs first
            S                   sort by the previous column
            r                   sort the other way round
            x                   only pairs that are not reviewed to the end, only those
                                with something wrong, all
            R                   read the collection again, if it has changed
            :                   go to a row by its number, or run an action by its name
            Esc                 forget the filter
            q ZZ                quit
          Moving
            j Down C-n          next row
            k Up C-p            previous row
            C-e                 scroll down a line
            C-y                 scroll up a line
            d C-d               half a screen down
            u C-u               half a screen up
            Space PageDown C-f  a screen down
            b PageUp C-b        a screen up
            g Home              the first row; with a number, that row
            G End               the last row; with a number, that row
          In every list
            /                   show only rows that hold what is typed
            ?                   the keys
          While a line is typed
            Enter               do what the line says
         1/6 in the order of the collection     Enter read · s sort · / filter · ? help
    "#]]
    .assert_eq(&help);
    let _ = press(&mut session, "q");
    assert!(picture(&session).contains("Brass band"));
}

const OWL: &str = "The old owl sat in the tall tree. It slept all day. At night it hunted mice.";

/// A collection file of four pairs: one kept, one with a sentence dropped, one damaged, one unlike.
fn pairs(name: &str) -> std::path::PathBuf {
    let line = |id: &str, rewrite: &str| {
        serde_json::json!({"id": id, "original": OWL, "rewrite": rewrite}).to_string()
    };
    let lines = [
        line("kept", OWL),
        line(
            "shorter",
            "The old owl sat in the tall tree. At night it hunted mice.",
        ),
        "{\"id\": \"broken\", ".to_owned(),
        line("unlike", "Nothing of this was ever said before."),
    ];
    let folder = folder(
        name,
        &[("pairs.jsonl", (lines.join("\n") + "\n").as_bytes())],
    );
    folder.join("pairs.jsonl")
}

fn desk(path: &Path, results: Option<&Path>) -> anyhow::Result<Desk> {
    Desk::for_collection(|events| {
        Triage::start(
            path,
            &Default::default(),
            WorkedOut {
                results,
                ..WorkedOut::default()
            },
            &Records::default(),
            &[],
            events,
        )
    })
}

fn worked_out(path: &Path, results: Option<&Path>) -> (App, Desk) {
    let mut desk = desk(path, results).unwrap();
    let picker = Picker::new(desk.triage().unwrap().name(), size("100x9"));
    let mut app = App::of_collection(picker, Options::default());
    desk.wait_for_all(&mut app);
    (app, desk)
}

#[test]
fn a_collection_is_worked_out_in_the_background() {
    let (session, desk) = worked_out(&pairs("worked_out"), None);
    let triage = desk.triage().unwrap();
    check(
        &session,
        expect![[r#"
             pairs.jsonl  4 pairs · 1 damaged
                   #↓  pair                           matched   kept   dropped   added   findings   new facts
            ▌      1   kept  The old owl sat in the…    100 %   100 %        0       0          0           0
                   2   shorter  The old owl sat in …     80 %   100 %        1       0          0           0
                   3   pair 3  line 3: expected JSON (unexpected end at column 16)
                   4   unlike  The old owl sat in t…      0 %    0 %         3       1          0           0


             1/4 in the order of the collection                         Enter read · s sort · / filter · ? help
        "#]],
    );
    let (opened, files) = triage.open(1).unwrap();
    assert!(files.is_none(), "a row of JSON Lines has no files");
    assert_eq!(opened.documents.rewrite.name, "shorter, rewrite");
    let problem = triage.open(2).map(|_| ()).unwrap_err();
    assert_eq!(
        problem,
        "line 3: expected JSON (unexpected end at column 16)"
    );
}

#[test]
fn results_take_the_place_of_the_work() {
    let path = pairs("results");
    let (computed, _) = worked_out(&path, None);
    let collection = Collection::open(&path, &Default::default()).unwrap();
    let mut output = Vec::new();
    batch::align_pairs(&collection, &mut output, 2, |_| ()).unwrap();
    // In whatever order a cluster wrote them, in parts.
    let text = String::from_utf8(output).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    lines.reverse();
    let parts = folder(
        "results_parts",
        &[
            ("part-00000", lines[..1].join("\n").as_bytes()),
            ("part-00001", lines[1..].join("\n").as_bytes()),
            ("_SUCCESS", b""),
        ],
    );
    let (read, _) = worked_out(&path, Some(&parts));
    let known = |session: &App| -> Vec<Option<(f32, u32, u32)>> {
        let items = session.picker().unwrap().items().iter();
        items
            .map(|item| match &item.state {
                PairState::Known(figures) => {
                    Some((figures.matched, figures.dropped, figures.added))
                }
                _ => None,
            })
            .collect()
    };
    assert_eq!(known(&read), known(&computed));
    assert_eq!(known(&read).iter().flatten().count(), 3);
    check(
        &read,
        expect![[r#"
             pairs.jsonl  4 pairs · 1 damaged
                   #↓  pair                           matched   kept   dropped   added   findings   new facts
            ▌      1   kept                             100 %      –         0       0          –           –
                   2   shorter                           80 %      –         1       0          –           –
                   3   pair 3  line 3: expected JSON (unexpected end at column 16)
                   4   unlike                             0 %      –         3       1          –           –


             1/4 in the order of the collection                         Enter read · s sort · / filter · ? help
        "#]],
    );
    let few = folder("results_few", &[("some.jsonl", lines[0].as_bytes())]);
    let (few, _) = worked_out(&path, Some(&few.join("some.jsonl")));
    assert!(picture(&few).contains("no result in "), "{}", picture(&few));
}

#[test]
fn results_of_check_have_all_figures() {
    let path = pairs("checked");
    let (computed, _) = worked_out(&path, None);
    let collection = Collection::open(&path, &Default::default()).unwrap();
    let mut output = Vec::new();
    batch::check_pairs(
        &collection,
        &Selection {
            has_ledger: true,
            ..Selection::default()
        },
        Known::default(),
        |_, _| (),
        &mut output,
        2,
        |_| (),
    )
    .unwrap();
    let results = folder("checked_results", &[("checked.jsonl", &output)]);
    let (read, _) = worked_out(&path, Some(&results.join("checked.jsonl")));
    for n in [0, 1, 3] {
        let state = |session: &App| session.picker().unwrap().items()[n].state.clone();
        let (PairState::Known(read), PairState::Known(computed)) = (state(&read), state(&computed))
        else {
            panic!("no figures of pair {n}");
        };
        let shares = |figures: &PairFigures| [figures.kept, figures.new_words].map(Option::unwrap);
        for (read, computed) in shares(&read).into_iter().zip(shares(&computed)) {
            assert!((read - computed).abs() < 1e-3);
        }
        let read = PairFigures {
            kept: computed.kept,
            new_words: computed.new_words,
            review: computed.review, // results know no passages
            ..read
        };
        assert_eq!(read, computed);
    }
}

#[test]
fn what_are_no_results_is_an_error() {
    let path = pairs("no_results");
    let error = |results: &Path| {
        let started = desk(&path, Some(results));
        started.map(|_| ()).unwrap_err().to_string()
    };
    assert!(
        error(&path).ends_with("was not written by diptych align or diptych check --format jsonl")
    );
    assert!(error(&path.with_file_name("none.jsonl")).ends_with("No such file or directory"));
    // A line that is damaged further on is one pair's affair.
    let results = "{\"id\": \"unlike\", \"error\": \"line 4: expected more\"}\nnonsense\n";
    let results = folder("half_results", &[("a.jsonl", results.as_bytes())]);
    let (session, _) = worked_out(&path, Some(&results.join("a.jsonl")));
    let items = session.picker().unwrap().items().iter();
    let states: Vec<String> = items.map(|item| format!("{:?}", item.state)).collect();
    let states = states
        .join("\n")
        .replace(&format!("{}/", results.display()), "");
    expect![[r#"
        Problem("no result in a.jsonl")
        Problem("line 2 of a.jsonl is damaged")
        Problem("line 3: expected JSON (unexpected end at column 16)")
        Problem("line 4: expected more")"#]]
    .assert_eq(&states);
}

#[test]
fn a_collection_that_grows_is_read_again_and_known_figures_stay() {
    use std::io::Write;
    let path = pairs("grows");
    // Cut off in the middle of the last line, as a file that is being written.
    let whole = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() - 20]).unwrap();
    let (mut session, mut desk) = worked_out(&path, None);
    assert_eq!(session.picker().unwrap().counts().1, 2, "damaged");
    let has_changed = |desk: &Desk| desk.triage().unwrap().has_changed();
    assert!(!has_changed(&desk));
    let _ = press(&mut session, "jj");
    let mut file = std::fs::File::options().append(true).open(&path).unwrap();
    file.write_all(&whole.as_bytes()[whole.len() - 20..])
        .unwrap();
    file.write_all(br#"{"id": "new", "original": "A.", "rewrite": "A."}"#)
        .unwrap();
    drop(file);
    assert!(has_changed(&desk));
    learn(&mut session, TableNews::Changed);
    assert!(picture(&session).contains("changed since: R reads it again"));
    struct Nobody;
    impl Front for Nobody {}
    let inputs = key::parse("R").unwrap();
    assert!(desk.press(&mut session, &mut Nobody, &inputs).unwrap());
    assert_eq!(ids(&session), "kept shorter  unlike new");
    assert_eq!(
        session.picker().unwrap().counts().1,
        1,
        "the line that was cut off is whole now"
    );
    assert_eq!(picked(&session), 2, "the cursor stays on its row");
    assert!(!has_changed(&desk));
}
