//! The guided tour of the sample: what each step says at which width, what completes it, and that it gets in nobody's way.

use crate::support::{diptych, program, size};
use diptych::app::event::{Command, Event};
use diptych::app::keymap::Keymap;
use diptych::app::reader::{Effect, Options, Reader};
use diptych::compare::pair::Diptych;
use diptych::review::records::Records;
use diptych::speech::describe;
use diptych::view::screen::{self, Ink, Role};
use diptych::view::theme::{BUILT_IN, Theme};
use expect_test::expect;
use std::sync::Arc;

fn sample() -> Diptych {
    diptych(
        include_str!("../../assets/sample/original.txt"),
        include_str!("../../assets/sample/rewrite.txt"),
    )
}

fn options(keys: &str) -> Options {
    let files = [diptych::app::keymap::BUILT_IN_FILE, keys];
    Options {
        has_tour: true,
        has_hints: true,
        keymap: Arc::new(Keymap::parse(&files).unwrap()),
        ..Options::default()
    }
}

fn tour(at: &str) -> Reader {
    Reader::new(sample(), options(""), size(at))
}

/// Presses keys, and keeps what is said as a session without a file does. True if one of them quits.
fn press(reader: &mut Reader, keys: &str) -> bool {
    let inputs = diptych::app::key::parse(keys).unwrap();
    inputs.into_iter().any(|input| match reader.input(input) {
        Effect::Keep(records) => {
            reader.kept(records, Vec::new());
            false
        }
        effect => effect == Effect::Quit,
    })
}

/// The rows under the status line, without their first column.
fn foot(reader: &Reader) -> String {
    let screen = screen::screen(reader);
    let row = |row: &Vec<screen::Cell>| -> String {
        let text: String = row.iter().map(|cell| cell.text.as_str()).collect();
        text.trim_end().to_owned()
    };
    let rows: Vec<String> = screen.rows.iter().map(row).collect();
    let number = |row: &&String| row.contains("/10 ") && !row.contains("score");
    let first = rows
        .iter()
        .position(|row| number(&row) || row.starts_with(" end"));
    let rows = rows[first.expect("a step of the tour")..].iter();
    rows.map(|row| row.replacen(' ', "", 1) + "\n").collect()
}

/// The number of the step.
fn step(reader: &Reader) -> &'static str {
    reader.tour().expect("a tour").number()
}

/// What a newcomer presses, step by step.
const STEPS: [&str; 14] = [
    "j",
    "<Tab>",
    "]m",
    "<C-o>",
    "]f",
    "x",
    "U",
    "F",
    "<Esc>",
    "l",
    "w",
    "/",
    "council<CR>",
    "?",
];

#[test]
fn each_step_waits_for_what_it_speaks_of() {
    let mut reader = tour("80x24");
    let mut shown = foot(&reader);
    for keys in STEPS {
        press(&mut reader, keys);
        shown += &foot(&reader);
    }
    expect![[r#"
         1/10   j steps to the next passage, and the other text follows. The sign
                beside it says what became of it. q leaves at any time.
         2/10   Tab goes to the counterpart: the passage of the other text that says
                the same, in whatever words.
         3/10   ]m jumps to the next passage that moved, up or down the text. A line
                diff says deleted here, inserted there.
         3/10   C-o goes back to where the jump started, so it costs nothing to look.

         4/10   ]f goes to the next finding: words that may mean something else now. A
                finding says where to look, never that it is wrong.
         5/10   That is for you to say: x says that it is wrong, a that it is fine.
                What you say in this tour is not written to disk.
         5/10   U takes it back. Of your own texts, verdicts are kept, and the command
                diptych review prints them for the author.
         6/10   F opens the ledger: every figure, date, name, quotation and source of
                both texts, and what became of it.
         6/10   Facts that differ stand first here, then those that are gone. j steps
                through them, Enter goes to one, Esc closes the ledger.
         7/10   l changes what is highlighted: the words that one side has, those that
                both share, the findings, new words, or nothing.
         8/10   w changes the layout: two texts that flow, matched passages in one row,
                or one under the other.
         9/10   / searches both texts at once: type a word, such as council, and Enter
                goes to the first place.
         9/10   Type a word, such as council. The text follows while you type, and
                Enter stays there.
         10/10  ? shows what all signs and colours mean, and all keys; each of them can
                be changed.
         end    That was the tour. diptych ORIGINAL REWRITE opens two texts of yours,
                diptych COLLECTION a table of pairs. q leaves.
    "#]]
    .assert_eq(&shown);
}

#[test]
fn the_guidance_is_whole_on_small_and_large_screens() {
    for (at, n_rows) in [("60x15", 3), ("120x30", 2)] {
        let mut reader = tour(at);
        for keys in [""].iter().chain(&STEPS) {
            press(&mut reader, keys);
            let lines = reader.tour().unwrap().lines(reader.keymap(), usize::MAX);
            let words: Vec<String> = lines.concat().into_iter().map(|word| word.text).collect();
            let shown: Vec<String> = foot(&reader)
                .split_whitespace()
                .skip(1)
                .map(str::to_owned)
                .collect();
            assert_eq!(shown, words, "{at}");
            assert_eq!(foot(&reader).lines().count(), n_rows, "{at}");
        }
    }
    expect![[r#"
         1/10   j steps to the next passage, and the other text
                follows. The sign beside it says what became of it.
                q leaves at any time.
    "#]]
    .assert_eq(&foot(&tour("60x15")));
    expect![[r#"
         1/10   j steps to the next passage, and the other text follows. The sign beside it says what became of it. q leaves at
                any time.
    "#]].assert_eq(&foot(&tour("120x30")));
}

#[test]
fn a_screen_that_is_too_low_shows_the_text_first() {
    let reader = tour("60x6");
    assert_eq!(foot(&reader).lines().count(), 2);
}

#[test]
fn keys_stand_out_without_colours() {
    let (_, source) = BUILT_IN[3];
    let theme = Theme::parse(source).unwrap();
    let key = theme.style(Ink::plain(Role::Key));
    assert_ne!(key, theme.style(Ink::plain(Role::Text)));
    let screen = screen::screen(&tour("80x24"));
    let words = screen.rows.iter().flatten();
    let is_key = |cell: &&screen::Cell| cell.ink == Ink::plain(Role::Key);
    let keys: String = words
        .filter(is_key)
        .map(|cell| cell.text.as_str())
        .collect();
    assert_eq!(keys, "jq");
}

/// By the action, so by any key of it, and by its name.
#[test]
fn any_key_of_the_action_completes_a_step() {
    let keys = "[reading]\n\"j\" = \"next-moved\"\n\"s\" = \"next-passage\"\n\"]m\" = \"none\"\n\"<C-o>\" = \"none\"\n\"<M-Left>\" = \"none\"";
    let mut reader = Reader::new(sample(), options(keys), size("120x30"));
    expect![[r#"
         1/10   Down steps to the next passage, and the other text follows. The sign beside it says what became of it. q leaves
                at any time.
    "#]].assert_eq(&foot(&reader));
    press(&mut reader, "s<Tab>");
    expect![[r#"
         3/10   j jumps to the next passage that moved, up or down the text. A line diff says deleted here, inserted there.

    "#]].assert_eq(&foot(&reader));
    press(&mut reader, "j");
    expect![[r#"
         3/10   :back goes back to where the jump started, so it costs nothing to look.

    "#]]
    .assert_eq(&foot(&reader));
    press(&mut reader, ":back<CR>");
    assert_eq!(step(&reader), "4/10");
    let mut reader = tour("80x24");
    press(&mut reader, "<Down>");
    assert_eq!(step(&reader), "2/10");
}

#[test]
fn other_keys_work_as_always_and_complete_nothing() {
    let mut reader = tour("80x24");
    press(&mut reader, "Gl]dF<Esc>");
    assert_eq!(step(&reader), "1/10");
    assert!(press(&mut reader, "q"), "q leaves");
    // What only says why it does nothing.
    press(&mut reader, "gj]d<Tab>");
    assert_eq!(step(&reader), "2/10");
    press(&mut reader, "gjj<Tab>]m<C-o>]f");
    assert_eq!(step(&reader), "5/10");
    press(&mut reader, "U");
    assert!(
        foot(&reader).contains("5/10   That is for you to say"),
        "{}",
        foot(&reader)
    );
}

#[test]
fn an_open_list_keeps_the_step_until_it_is_closed() {
    let mut reader = tour("60x15");
    press(&mut reader, "j<Tab>]m<C-o>]fxUF");
    assert!(foot(&reader).contains("closes the ledger"));
    press(&mut reader, "jj");
    assert!(foot(&reader).contains("closes the ledger"));
    press(&mut reader, "<CR>");
    assert_eq!(step(&reader), "7/10");
}

#[test]
fn the_tour_is_spoken() {
    let mut app = describe::open(sample(), options(""), Records::default());
    let greeting = describe::greeting(&app);
    let last = greeting.trim_end().lines().last();
    expect!["Tour, 1/10: j steps to the next passage, and the other text follows. The sign beside it says what became of it. q leaves at any time."].assert_eq(last.unwrap());
    let mut said = Vec::new();
    for keys in [
        "k",
        "j",
        "<Tab>",
        "]m<C-o>",
        "]fxUF<Esc>lw/council<CR>",
        "?",
    ] {
        let mut answers = String::new();
        for input in diptych::app::key::parse(keys).unwrap() {
            let (commands, answer) = describe::answer(&mut app, Event::Input(input));
            for command in commands {
                if let Command::Keep(own) = command {
                    let kept = Event::Kept {
                        own,
                        others: Vec::new(),
                        note: None,
                    };
                    let _ = app.handle(kept);
                }
            }
            answers += &answer;
        }
        let last = answers.lines().rfind(|line| line.starts_with("Tour, "));
        said.push(last.unwrap_or("nothing").to_owned());
    }
    expect![[r#"
        Tour, 2/10: Tab goes to the counterpart: the passage of the other text that says the same, in whatever words.
        nothing
        Tour, 3/10: ]m jumps to the next passage that moved, up or down the text. A line diff says deleted here, inserted there.
        Tour, 4/10: ]f goes to the next finding: words that may mean something else now. A finding says where to look, never that it is wrong.
        Tour, 10/10: ? shows what all signs and colours mean, and all keys; each of them can be changed.
        Tour, end: That was the tour. diptych ORIGINAL REWRITE opens two texts of yours, diptych COLLECTION a table of pairs. q leaves."#]].assert_eq(&said.join("\n"));
}

#[test]
fn the_tour_is_of_the_sample_only() {
    let output = program()
        .args(["--tour", "a.txt", "b.txt"])
        .output()
        .unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    let told = "the argument '--tour' cannot be used with '[ORIGINAL]'";
    assert!(message.contains(told), "{message}");
    let output = program().args(["--tour", "--size=80x24"]).output().unwrap();
    let screen = String::from_utf8(output.stdout).unwrap();
    assert!(
        screen.contains(" 1/10   j steps to the next passage"),
        "{screen}"
    );
}
