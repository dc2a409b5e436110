//! Verdicts and notes: what keys say, what is in the file, what is found again after edits, and what is printed.

use crate::property::holds;
use crate::support::*;
use arbtest::arbitrary::{Result, Unstructured};
use diptych::app::App;
use diptych::app::event::{Command as Asked, Event, Ticket};
use diptych::app::key::parse;
use diptych::app::layout::Arrangement::Flow;
use diptych::app::reader::Reader;
use diptych::compare::pair::Diptych;
use diptych::export::review::ReviewReport;
use diptych::jobs::review_file::ReviewKeeper;
use diptych::review::quotation::{Found, Quotation, Searched};
use diptych::review::record::{Header, Places, Record};
use diptych::review::records::Records;
use diptych::review::reviewed::{Progress, Review, State};
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;
use termlens::{Screen, Terminal};

const ORIGINAL: &str = "The ferry leaves at nine.\n\nNobody knew why the old bridge was closed for so long.\n\nThe mayor \
    said that it would open in May, and that the town would pay for it.\n\nThe harbour was quiet that day.\n";
const REWRITE: &str = "The ferry leaves at ten.\n\nNo one could say why the old bridge was closed so long.\n\nThe mayor \
    said that it might open in May, and that the town would pay for it.\n\nThe harbour was quiet that day.\n";

/// A session whose records are kept in memory, as the desk keeps them.
pub struct Session {
    pub app: App,
    n_kept: usize,
    /// Whether the file cannot be written.
    is_full: bool,
    /// What is to be matched in the background.
    pub matching: Vec<(Ticket, Box<Diptych>)>,
}

impl Session {
    pub fn new(original: &str, rewrite: &str, records: Records) -> Session {
        let reader = reader(original, rewrite, Flow, "100x20");
        Session {
            app: App::of_pair(reader.with_review(records.clone(), None)),
            // Later than what was said before.
            n_kept: 10 * records.living().len(),
            is_full: false,
            matching: Vec::new(),
        }
    }

    pub fn press(&mut self, keys: &str) -> &mut Session {
        for key in parse(keys).unwrap() {
            let mut commands = self.app.handle(Event::Input(key));
            while let Some(command) = commands.pop() {
                if let Asked::Match(ticket, diptych) = command {
                    self.matching.push((ticket, diptych));
                } else if let (Asked::Keep(_), true) = (&command, self.is_full) {
                    let why = "not kept: the disk is full".to_owned();
                    commands.extend(self.app.handle(Event::NotKept(why)));
                } else if let Asked::Keep(own) = command {
                    let own = own.into_iter().map(|record| self.kept(record)).collect();
                    let (others, note) = (Vec::new(), None);
                    commands.extend(self.app.handle(Event::Kept { own, others, note }));
                }
            }
        }
        self
    }

    fn kept(&mut self, record: Record) -> Record {
        self.n_kept += 1;
        let id = match record.id.is_empty() {
            true => format!("{:026}", self.n_kept),
            false => record.id,
        };
        let time = format!(
            "2026-05-01T10:{:02}:{:02}Z",
            self.n_kept / 60,
            self.n_kept % 60
        );
        Record { id, time, ..record }
    }

    pub fn reader(&self) -> &Reader {
        self.app.reader().unwrap()
    }

    pub fn progress(&self) -> (usize, usize, usize) {
        let Progress {
            n_reviewed,
            n_units,
            n_wrong,
        } = self.reader().review().progress();
        (n_reviewed, n_units, n_wrong)
    }

    pub fn records(&self) -> Records {
        self.reader().review().records().clone()
    }
}

#[test]
fn a_pair_is_reviewed_to_the_end() {
    let mut session = Session::new(ORIGINAL, REWRITE, Records::default());
    assert_eq!(session.progress(), (0, 3, 0));
    // Fine goes on, wrong stays.
    session.press("a");
    assert_eq!(
        (session.progress(), session.reader().cursor()),
        ((1, 3, 0), Some(1))
    );
    session.press("x");
    assert_eq!(
        (session.progress(), session.reader().cursor()),
        ((2, 3, 1), Some(1))
    );
    session.press("]u");
    assert_eq!(session.reader().cursor(), Some(2));
    session.press("Q");
    assert_eq!(session.progress(), (3, 3, 1));
    session.press("]u");
    assert_eq!(
        session.reader().message(),
        Some("all 3 passages are reviewed, 1 wrong")
    );
    let shown = picture(session.reader());
    assert!(shown.contains("3 of 3 reviewed · 1 wrong"), "{shown}");
    for sign in ["✓", "✗", "¿"] {
        assert_eq!(
            shown.matches(sign).count(),
            2,
            "{sign} beside both texts:\n{shown}"
        );
    }
}

#[test]
fn a_count_gives_several_passages_a_verdict() {
    let mut session = Session::new(ORIGINAL, REWRITE, Records::default());
    session.press("2x");
    assert_eq!(session.progress(), (2, 3, 2));
    // One key said both, one key takes both back.
    session.press("U");
    assert_eq!(session.progress(), (0, 3, 0));
}

#[test]
fn what_was_said_is_taken_back_and_said_again() {
    let mut session = Session::new(ORIGINAL, REWRITE, Records::default());
    session.press("xQ");
    assert_eq!(
        session.records().living().len(),
        1,
        "a verdict replaces the one before"
    );
    session.press("U");
    assert_eq!(session.progress(), (1, 3, 1));
    session.press("U");
    assert_eq!(session.progress(), (0, 3, 0));
    session.press("<C-r><C-r>");
    assert_eq!(session.progress(), (1, 3, 0));
    session.press("UUU");
    assert_eq!(
        session.reader().message(),
        Some("nothing was said in this session that could be undone")
    );
}

#[test]
fn notes_have_lines_and_are_changed_and_taken_away() {
    let mut session = Session::new(ORIGINAL, REWRITE, Records::default());
    session.press("jiSource?<C-j>Ask.<CR>");
    let note = |session: &Session| {
        let records = session.records();
        records
            .living()
            .first()
            .and_then(|record| record.text.clone())
    };
    assert_eq!(note(&session).as_deref(), Some("Source?\nAsk."));
    session.press("l");
    assert!(
        session
            .reader()
            .said_here()
            .contains("note: Source? / Ask.")
    );
    session.press("i Now.<CR>");
    assert_eq!(note(&session).as_deref(), Some("Source?\nAsk. Now."));
    session.press("g]n");
    assert_eq!(session.reader().cursor(), Some(1));
    session.press("i<C-u><CR>");
    assert_eq!(note(&session), None);
    session.press("U");
    assert_eq!(note(&session).as_deref(), Some("Source?\nAsk. Now."));
    session.press("iforget this<Esc>");
    assert_eq!(note(&session).as_deref(), Some("Source?\nAsk. Now."));
}

#[test]
fn what_could_not_be_written_is_not_lost() {
    let mut session = Session::new(ORIGINAL, REWRITE, Records::default());
    session.press("x");
    session.is_full = true;
    session.press("jxU");
    assert_eq!(session.progress(), (1, 3, 1), "nothing is shown as said");
    let message = session.reader().message();
    assert_eq!(message, Some("not kept: the disk is full"));
    session.press("iWhy?<CR>");
    let shown = picture(session.reader());
    assert!(shown.contains("note: Why?"), "{shown}");
    session.is_full = false;
    session.press("<CR>");
    assert_eq!(session.records().living().len(), 2);
    session.press("UU");
    assert_eq!(
        session.progress(),
        (0, 3, 0),
        "what could not be undone before can be now"
    );
}

#[test]
fn a_note_that_is_left_waits_on_its_passage() {
    let mut session = Session::new(ORIGINAL, REWRITE, Records::default());
    session.press("iHalf a tho<Esc>");
    let message = session.reader().message();
    assert_eq!(message, Some("the note is not kept; i goes on with it"));
    session.press("xiught<CR>");
    let records = session.records();
    let notes = records.living().into_iter();
    let notes: Vec<&str> = notes.filter_map(|note| note.text.as_deref()).collect();
    assert_eq!(notes, ["Half a thought"]);
}

#[test]
fn a_note_that_is_being_typed_outlives_the_session() {
    let mut session = Session::new(ORIGINAL, REWRITE, Records::default());
    session.press("jiHalf a tho<C-c>");
    let mut again = Session::new(ORIGINAL, REWRITE, session.records());
    again.press("j");
    assert_eq!(again.reader().said_here(), "draft of a note: Half a tho");
    let report = ReviewReport::of_pair(again.reader().diptych(), again.reader().review());
    assert!(report.rows.is_empty(), "a draft is not said yet");
    again.press("iught<CR>");
    assert_eq!(again.reader().said_here(), "note: Half a thought");
    // Of a note that was there before, the draft stands beside it until it is kept.
    again.press("i, then two<Esc>q");
    let mut last = Session::new(ORIGINAL, REWRITE, again.records());
    last.press("j");
    let both = "note: Half a thought · draft of a note: Half a thought, then two";
    assert_eq!(last.reader().said_here(), both);
    last.press("i<CR>");
    assert_eq!(last.reader().said_here(), "note: Half a thought, then two");
    last.press("U");
    assert_eq!(last.reader().said_here(), both);
    // An empty one takes both away.
    last.press("i<C-a><C-k><CR>");
    assert_eq!(last.reader().said_here(), "");
}

#[test]
fn the_sign_of_a_passage_stands_beside_the_row_in_which_it_starts() {
    let original = "Ten owls sat there. Nobody had seen them before.\n";
    let rewrite = "Nine owls sat there. Nobody saw them before.\n";
    let mut session = Session::new(original, rewrite, Records::default());
    session.press("jx");
    let shown = picture(session.reader());
    assert_eq!(shown.matches('✗').count(), 2, "{shown}");
}

#[test]
fn a_verdict_on_a_finding_is_none_on_its_passage() {
    let mut session = Session::new(ORIGINAL, REWRITE, Records::default());
    session.press("]fx");
    let records = session.records();
    let about = records.living()[0].about.clone();
    assert_eq!(about.as_deref(), Some("number"));
    assert_eq!(session.progress(), (0, 3, 1));
    session.press("f");
    assert!(
        picture(session.reader()).contains("✗ "),
        "the list shows it"
    );
    // In the list the next one without a verdict is chosen.
    session.press("a");
    assert_eq!(session.progress(), (0, 3, 0));
}

#[test]
fn the_list_of_records_leads_there_filters_and_deletes() {
    let mut session = Session::new(ORIGINAL, REWRITE, Records::default());
    session.press("R");
    assert_eq!(
        session.reader().message(),
        Some("nothing was said of this pair yet; a x Q give a verdict, i a note")
    );
    session.press("xjQjiwhy<CR>gR");
    let shown = picture(session.reader());
    assert!(shown.contains("3 records"), "{shown}");
    assert!(shown.contains("✎ note"), "{shown}");
    session.press("f");
    assert!(picture(session.reader()).contains("1 record, wrong only"));
    session.press("F/bridge<CR>");
    assert_eq!(session.reader().n_list_rows(), 1);
    session.press("D");
    assert_eq!(session.records().living().len(), 2);
    session.press("U<Esc><Esc>");
    assert_eq!(session.records().living().len(), 3);
}

#[test]
fn an_edit_makes_stale_what_it_touches_and_nothing_else() {
    let mut session = Session::new(ORIGINAL, REWRITE, Records::default());
    session.press("aaa");
    assert_eq!(session.progress(), (3, 3, 0));
    let records = session.records();
    // Something before, something wrapped anew, and one sentence with another word.
    let edited = REWRITE
        .replace("might open", "may open")
        .replace("old bridge ", "old bridge\n");
    let edited = format!("A new beginning of the story.\n\n{edited}");
    let again = Session::new(ORIGINAL, &edited, records.clone());
    let states: Vec<State> = states(&again);
    assert_eq!(states, [State::Current, State::Current, State::Stale]);
    assert_eq!(again.progress(), (2, 4, 0));
    assert!(picture(again.reader()).contains('◌'));
    // The sentence is gone altogether: its verdict is still listed, by the words of the original.
    let shorter = REWRITE.replace(
        "No one could say why the old bridge was closed so long.\n\n",
        "",
    );
    let again = Session::new(ORIGINAL, &shorter, records);
    assert_eq!(again.reader().review().listed().len(), 3);
    assert_eq!(again.progress().0, 2);
}

fn states(session: &Session) -> Vec<State> {
    let listed = session.reader().review().listed();
    listed.iter().map(|(_, placed)| placed.state).collect()
}

#[test]
fn exchanged_sides_keep_their_verdicts() {
    let mut session = Session::new(ORIGINAL, REWRITE, Records::default());
    session.press("xS");
    assert_eq!(session.progress(), (1, 3, 1));
    session.press("jx");
    let records = session.records();
    let quoted = records.living()[1].at.original.as_ref().unwrap();
    assert!(
        quoted.exact.starts_with("Nobody knew"),
        "the file keeps the sides as they were"
    );
}

#[test]
fn a_sentence_is_said_of_a_verdict_where_there_are_no_panes() {
    let output = run(&["--linear", "--keys=ajxR"], None);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("Fine · 1 of"), "{text}");
    // The sample has no files; that is said once.
    assert_eq!(
        text.matches("only --review FILE keeps it").count(),
        1,
        "{text}"
    );
    assert!(text.contains("Record ") && !text.contains(".."), "{text}");
}

/// Words that occur once, twice, broken by line ends, and in other scripts.
const PIECES: [&str; 10] = [
    "The ferry stopped at noon. ",
    "The ferry stopped at noon.\n",
    "Nobody knew why the bridge was closed. ",
    "31,400 ",
    "\n\n",
    "横浜の港は閉鎖された。",
    "a",
    "  \t",
    "नमस्ते दुनिया। ",
    "e\u{301}a\u{308} ",
];

fn text(u: &mut Unstructured, most: usize) -> Result<String> {
    let mut text = String::new();
    for _ in 0..u.int_in_range(0..=most)? {
        text.push_str(u.choose(&PIECES)?);
    }
    Ok(text)
}

/// Whatever is inserted elsewhere, quoted words are found, and what is found is the words.
#[test]
fn quoted_words_are_found_wherever_they_went() {
    holds(|u| {
        let (before, behind) = (text(u, 12)?, text(u, 12)?);
        let words = "Only one sentence of this text speaks of seven lighthouses.";
        let whole = format!("{before}{words}{behind}");
        let quotation = Quotation::new(&whole, before.len()..before.len() + words.len());
        let json = serde_json::to_string(&quotation).unwrap();
        assert_eq!(serde_json::from_str::<Quotation>(&json).unwrap(), quotation);
        let (before, behind) = (text(u, 12)?, text(u, 12)?);
        let now = format!("{before}{}{behind}", words.replace(" text", "\n   text"));
        match Searched::new(&now).find(&quotation) {
            Found::Same(range) => {
                let found: Vec<&str> = now[range].split_whitespace().collect();
                assert_eq!(found.join(" "), words);
            }
            found => panic!("{found:?} in {now:?}"),
        }
        // A text without them never has the same ones.
        let without = format!("{before}{behind}");
        assert!(!matches!(
            Searched::new(&without).find(&quotation),
            Found::Same(_)
        ));
        Ok(())
    });
}

/// Every record is current, stale or lost after any edits of both texts, and none is there twice.
#[test]
fn no_record_is_gone_or_there_twice() {
    holds(|u| {
        let (original, rewrite) = (text(u, 20)?, text(u, 20)?);
        let mut session = Session::new(&original, &rewrite, Records::default());
        for _ in 0..u.int_in_range(0..=8)? {
            session.press(u.choose(&[
                "a",
                "x",
                "Q",
                "j",
                "iwhy?<CR>",
                "<Tab>",
                "U",
                "2x",
                "]u",
            ])?);
        }
        let records = session.records();
        let n_living = records.living().len();
        let (original, rewrite) = (text(u, 20)?, text(u, 20)?);
        let mut pair = diptych(&original, &rewrite);
        let mut review = Review::new(records, None);
        review.settle(&mut pair);
        assert_eq!(review.listed().len(), n_living);
        let Progress {
            n_units,
            n_reviewed,
            ..
        } = review.progress();
        assert!(n_reviewed <= n_units);
        Ok(())
    });
}

/// A folder for a test, with both texts in it.
fn folder(name: &str) -> PathBuf {
    let files = [("a.txt", ORIGINAL), ("b.txt", REWRITE)];
    crate::support::folder(name, &files.map(|(file, text)| (file, text.as_bytes())))
}

/// Runs the program, with its state under a folder or nowhere that matters.
fn run(arguments: &[&str], folder: Option<&Path>) -> Output {
    let mut program = program();
    program
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null");
    if let Some(folder) = folder {
        program
            .current_dir(folder)
            .env("XDG_STATE_HOME", folder.join("state"));
    }
    program.output().unwrap()
}

fn printed(output: &Output) -> String {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn keys_write_a_named_file_and_it_is_read_again() {
    let folder = folder("review-file");
    let review = [
        "a.txt",
        "b.txt",
        "--review=r.jsonl",
        "--name=Ed",
        "--print",
        "--size=100x20",
    ];
    let keys = |keys: &'static str| [&review[..], &[keys]].concat();
    printed(&run(&keys("--keys=j"), Some(&folder)));
    assert!(
        !folder.join("r.jsonl").exists(),
        "reading alone writes nothing"
    );
    printed(&run(&keys("--keys=xjiwhy?<CR>"), Some(&folder)));
    let picture = printed(&run(&keys("--keys=j"), Some(&folder)));
    assert!(picture.contains("1 of 3 reviewed · 1 wrong"), "{picture}");
    let lines = fs::read_to_string(folder.join("r.jsonl")).unwrap();
    assert_eq!(lines.lines().count(), 3);
    assert!(
        lines.starts_with(r#"{"diptych":1,"kind":"pair","original":{"name":"a.txt","sha256":""#)
    );
    assert!(
        lines
            .lines()
            .nth(1)
            .unwrap()
            .contains(r#""verdict":"wrong","by":"Ed""#),
        "{lines}"
    );
    assert!(!folder.join("state").exists());
    // Half a line of a session that was killed costs that line.
    fs::write(folder.join("r.jsonl"), format!("{lines}{{\"id\":\"01")).unwrap();
    let picture = printed(&run(&keys("--keys=jx"), Some(&folder)));
    assert!(picture.contains("2 of 3 reviewed · 2 wrong"), "{picture}");
    assert!(!lines.contains("\"01\n"));
}

#[test]
fn a_review_is_printed_as_a_task() {
    let folder = folder("review-print");
    let keys = "--keys=xiNine or ten?<C-j>Ask.<CR>ja";
    let arguments = [
        "a.txt",
        "b.txt",
        "--review=r.jsonl",
        "--name=Ed",
        "--print",
        "--size=100x20",
    ];
    printed(&run(&[&arguments[..], &[keys]].concat(), Some(&folder)));
    let review = [
        "review",
        "a.txt",
        "b.txt",
        "--review=r.jsonl",
        "--only=wrong",
    ];
    expect_test::expect![[r#"
        ## Review of b.txt against a.txt

        2 of 3 passages reviewed, 1 wrong

        1. **wrong**, by Ed
           - original, line 1: “The ferry leaves at nine.”
           - rewrite, line 1: “The ferry leaves at ten.”

        2. **note**, by Ed
           - original, line 1: “The ferry leaves at nine.”
           - rewrite, line 1: “The ferry leaves at ten.”
           - why: Nine or ten?  
             Ask.
    "#]]
    .assert_eq(&printed(&run(&review, Some(&folder))));
    // Without the texts all records are there, and as data each is a line that can be read back.
    let alone = ["review", "--review=r.jsonl", "--format=jsonl"];
    let lines = printed(&run(&alone, Some(&folder)));
    let mut records = Records::default();
    records.read(&lines);
    assert_eq!((records.living().len(), records.n_damaged), (3, 0));
    let none = run(&["review", "a.txt", "b.txt"], Some(&folder));
    assert!(String::from_utf8_lossy(&none.stderr).contains("nothing was said of this pair yet"));
}

#[test]
fn a_note_controls_no_terminal_in_any_format() {
    let folder = folder("review-controls");
    let note = [
        "a.txt",
        "b.txt",
        "--review=r.jsonl",
        "--print",
        "--keys=iwhy?<CR>",
    ];
    printed(&run(&note, Some(&folder)));
    let file = folder.join("r.jsonl");
    let records = fs::read_to_string(&file).unwrap();
    fs::write(&file, records.replace("why?", "why\u{9b}2J?")).unwrap();
    for format in ["markdown", "html", "json", "jsonl"] {
        let format = format!("--format={format}");
        let review = ["review", "a.txt", "b.txt", "--review=r.jsonl", &format];
        let text = printed(&run(&review, Some(&folder)));
        assert!(text.contains("2J?"), "{text}");
        let is_control = |c: char| c.is_control() && c != '\n';
        assert!(!text.contains(is_control), "{format}: {text:?}");
    }
}

#[test]
fn a_check_fails_for_what_people_found() {
    let folder = folder("review-check");
    let code = |fail_on: &str| {
        let arguments = ["check", "a.txt", "b.txt", "--review=r.jsonl", fail_on];
        run(&arguments, Some(&folder)).status.code()
    };
    let keys = |keys: &str| {
        let arguments = [
            "a.txt",
            "b.txt",
            "--review=r.jsonl",
            "--print",
            "--size=100x20",
            keys,
        ];
        printed(&run(&arguments, Some(&folder)))
    };
    keys("--keys=]fx");
    assert_eq!(code("--fail-on=number"), Some(1));
    assert_eq!(code("--fail-on=wrong"), Some(1));
    keys("--keys=]fa");
    assert_eq!(code("--fail-on=number"), Some(0));
    assert_eq!(code("--fail-on=wrong"), Some(0));
    assert_eq!(code("--fail-on=unreviewed"), Some(1));
    keys("--keys=aaa");
    assert_eq!(code("--fail-on=unreviewed"), Some(0));
    let alone = run(
        &["check", "a.txt", "b.txt", "--fail-on=wrong"],
        Some(&folder),
    );
    assert_eq!(alone.status.code(), Some(2));
}

/// Longer than anything takes on a slow machine; no test waits for it to pass.
const DEADLINE: Duration = Duration::from_secs(20);

/// A session in a terminal, on both texts of a folder, with its state in it.
fn start(folder: &Path) -> Terminal {
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    Terminal::builder()
        .size(110, 24)
        .env_clear()
        .env("TERM", "xterm-256color")
        .env("DIPTYCH_CONFIG", "")
        .env("HOME", folder.to_str().unwrap())
        .timeout(DEADLINE)
        .args([path("a.txt"), path("b.txt"), "--name=Ed".to_owned()])
        .spawn(env!("CARGO_BIN_EXE_diptych"))
        .expect("diptych starts")
}

#[test]
fn a_review_is_gone_on_with_after_an_edit() {
    let folder = folder("review-terminal");
    let mut terminal = start(&folder);
    let shows = |words: &'static str| move |screen: &Screen| screen.contains(words);
    terminal
        .wait_until(shows("? help"))
        .expect("a first picture");
    assert!(
        !folder.join(".local").exists(),
        "nothing is written before something is said"
    );
    terminal.send_str("aax").unwrap();
    terminal
        .wait_until(shows("3 of 3 reviewed · 1 wrong"))
        .expect("all is reviewed");
    terminal.send_str("q").unwrap();
    assert!(terminal.wait_exit().unwrap().success());
    // The author mends what was wrong, and puts a title above it all.
    let mended = REWRITE.replace("might open", "would open");
    fs::write(
        folder.join("b.txt"),
        format!("A title for the story\n\n{mended}"),
    )
    .unwrap();
    let mut terminal = start(&folder);
    terminal
        .wait_until(shows("2 of 3 reviewed"))
        .expect("only what changed is open again");
    terminal.send_str("]ua").unwrap();
    terminal
        .wait_until(shows("3 of 3 reviewed"))
        .expect("the title is reviewed, and what is verbatim now needs no verdict");
    terminal.send_str("q").unwrap();
    assert!(terminal.wait_exit().unwrap().success());
    let listed = printed(&run_at_home(&["forget"], &folder));
    assert!(listed.contains("4 records of a.txt, b.txt"), "{listed}");
    // Files that were moved have the same review.
    for name in ["a.txt", "b.txt"] {
        fs::copy(folder.join(name), folder.join(format!("moved-{name}"))).unwrap();
    }
    let moved = ["review", "moved-a.txt", "moved-b.txt"];
    assert!(printed(&run_at_home(&moved, &folder)).contains("3 of 3 passages reviewed"));
    run_at_home(&["forget", "a.txt", "b.txt"], &folder);
    assert!(!run_at_home(&moved, &folder).status.success());
}

fn run_at_home(arguments: &[&str], folder: &Path) -> Output {
    let mut program = program();
    program
        .args(arguments)
        .current_dir(folder)
        .env("HOME", folder);
    program.env_remove("XDG_STATE_HOME").output().unwrap()
}

/// Whenever whoever keeps records is killed, what was kept is in the file: at 200 moments, while it writes on.
#[test]
fn nothing_that_was_kept_is_lost_by_a_kill() {
    let folder = folder("review-kill-keeper");
    let file = folder.join("r.jsonl");
    for moment in 0..200 {
        let _ = fs::remove_file(&file);
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "--nocapture"])
            .arg("review::keeps_records_until_it_is_killed")
            .env("REVIEW_FILE", &file)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let n_wanted = moment * 7 % 40 + 1;
        let n_told = lines
            .map_while(std::result::Result::ok)
            .filter(|line| line == "kept")
            .take(n_wanted)
            .count();
        child.kill().unwrap();
        let _ = child.wait();
        assert_eq!(n_told, n_wanted);
        let mut records = Records::default();
        records.read(&fs::read_to_string(&file).unwrap());
        let n_kept = records.living().len();
        assert!(n_kept >= n_told, "{n_told} were told, {n_kept} are kept");
        // The line that it was writing is no record yet.
        assert!(records.n_damaged <= 1);
    }
}

#[test]
#[ignore = "it is started, and killed, by the test above"]
fn keeps_records_until_it_is_killed() {
    let file = std::env::var_os("REVIEW_FILE").unwrap();
    let mut keeper = keeper(Path::new(&file));
    loop {
        let note = Record::note("Who says so?", Places::default());
        keeper.keep(vec![note]).unwrap();
        writeln!(std::io::stdout(), "kept").unwrap();
    }
}

fn keeper(file: &Path) -> ReviewKeeper {
    let header = Header {
        diptych: 1,
        kind: "pair".to_owned(),
        original: None,
        rewrite: None,
        name: None,
    };
    let by = Some("Ed".to_owned());
    ReviewKeeper::in_file(file, header, by).unwrap().0
}

/// However two sessions take turns, both know in the end what is in the file, and nothing is missing there.
#[test]
fn sessions_that_take_turns_lose_nothing() {
    let folder = folder("review-turns");
    let file = folder.join("r.jsonl");
    holds(|u| {
        let _ = fs::remove_file(&file);
        let mut keepers = [keeper(&file), keeper(&file)];
        let mut known = [Records::default(), Records::default()];
        let mut ids: Vec<String> = Vec::new();
        let mut living: BTreeSet<String> = BTreeSet::new();
        for _ in 0..u.int_in_range(1..=12)? {
            let who = usize::from(u.arbitrary::<bool>()?);
            let known_id = match ids.is_empty() {
                true => None,
                false => u.arbitrary::<bool>()?.then(|| u.choose(&ids)).transpose()?,
            };
            let note = Record {
                id: known_id.cloned().unwrap_or_default(),
                ..Record::note("Ask.", Places::default())
            };
            let is_gone = known_id.is_some() && u.arbitrary()?;
            let record = if is_gone { note.deletion() } else { note };
            let kept = keepers[who].keep(vec![record]).unwrap();
            let id = kept.own[0].id.clone();
            match is_gone {
                true => living.remove(&id),
                false => living.insert(id.clone()),
            };
            ids.push(id);
            for record in kept.others.into_iter().chain(kept.own) {
                known[who].add(record);
            }
        }
        let mut read = Records::default();
        read.read(&fs::read_to_string(&file).unwrap());
        assert_eq!(read.n_damaged, 0);
        for (keeper, known) in keepers.iter_mut().zip(&mut known) {
            for record in keeper.keep(Vec::new()).unwrap().others {
                known.add(record);
            }
        }
        for records in [&read, &known[0], &known[1]] {
            let ids = records.living().into_iter().map(|r| r.id.clone());
            assert_eq!(ids.collect::<BTreeSet<String>>(), living);
        }
        Ok(())
    });
}

/// Whenever the program is killed, what it has drawn is in the file.
#[cfg(unix)]
#[test]
fn nothing_that_was_drawn_is_lost_by_a_kill() {
    let folder = folder("review-kill");
    for n_keys in 1..=12 {
        let _ = fs::remove_dir_all(folder.join(".local"));
        let mut terminal = start(&folder);
        terminal
            .wait_until(|screen| screen.contains("? help"))
            .unwrap();
        // Notes: each is a record of its own, and the last one said is on the screen.
        let keys: String = (1..=n_keys)
            .map(|n| format!("x{}", if n % 2 == 0 { "U" } else { "j" }))
            .collect();
        terminal.send_str(&keys).unwrap();
        terminal
            .wait_until(|screen| screen.contains(" of 3 reviewed"))
            .unwrap();
        terminal.signal(termlens::Signal::Kill).unwrap();
        let _ = terminal.wait_exit();
        let drawn = terminal.screen().text();
        let n_drawn: usize = (drawn.split(" of 3 reviewed").next())
            .and_then(|before| before.rsplit(' ').next()?.parse().ok())
            .unwrap();
        let reviews = folder.join(".local/state/diptych/reviews");
        let file = fs::read_dir(reviews)
            .unwrap()
            .next()
            .unwrap()
            .unwrap()
            .path();
        let mut records = Records::default();
        records.read(&fs::read_to_string(file).unwrap());
        assert_eq!(records.n_damaged, 0);
        assert!((1..=3).contains(&n_drawn), "{drawn}");
        let ids = records.into_records();
        assert!(
            ids.len() >= n_drawn,
            "{n_drawn} were drawn, {} are kept",
            ids.len()
        );
    }
}

#[test]
fn two_sessions_write_into_one_file() {
    let folder = folder("review-two");
    let (mut one, mut two) = (start(&folder), start(&folder));
    for terminal in [&mut one, &mut two] {
        terminal
            .wait_until(|screen| screen.contains("? help"))
            .unwrap();
    }
    one.send_str("x").unwrap();
    one.wait_until(|screen| screen.contains("1 of 3 reviewed"))
        .unwrap();
    two.send_str("jx").unwrap();
    two.wait_until(|screen| screen.contains("2 of 3 reviewed · 2 wrong"))
        .expect("what the other said is there, too");
    one.send_str("]u").unwrap();
    one.send_str("]ux").unwrap();
    one.wait_until(|screen| {
        screen.contains("3 of 3 reviewed") || screen.contains("2 of 3 reviewed")
    })
    .expect("and the other way round");
    for terminal in [&mut one, &mut two] {
        terminal.send_str("q").unwrap();
        assert!(terminal.wait_exit().unwrap().success());
    }
}

#[test]
fn rows_of_a_collection_have_one_file() {
    let folder = folder("review-rows");
    let row = |id: &str| {
        let row = serde_json::json!({"id": id, "original": ORIGINAL, "rewrite": REWRITE});
        format!("{row}\n")
    };
    fs::write(folder.join("rows.jsonl"), row("p1") + &row("p2")).unwrap();
    let keys = |keys: &'static str| {
        let arguments = [
            "rows.jsonl",
            "--review=r.jsonl",
            "--print",
            "--size=110x24",
            keys,
        ];
        printed(&run(&arguments, Some(&folder)))
    };
    keys("--keys=<CR>xjx]px");
    let first = keys("--keys=<CR>");
    assert!(first.contains("2 of 3 reviewed"), "{first}");
    let second = keys("--keys=<CR>]p");
    assert!(second.contains("1 of 3 reviewed"), "{second}");
    let lines = fs::read_to_string(folder.join("r.jsonl")).unwrap();
    assert!(
        lines.starts_with(r#"{"diptych":1,"kind":"collection""#),
        "{lines}"
    );
    assert_eq!(lines.matches(r#""pair":"p1""#).count(), 2);
}

#[test]
fn the_table_shows_what_is_reviewed_and_what_is_left() {
    let folder = folder("review-table");
    let row = |id: &str| {
        let row = serde_json::json!({"id": id, "original": ORIGINAL, "rewrite": REWRITE});
        format!("{row}\n")
    };
    let rows = row("p1") + &row("p2") + &row("p2") + &row("p3");
    fs::write(folder.join("rows.jsonl"), rows).unwrap();
    let keys = |keys: &'static str| {
        let arguments = [
            "rows.jsonl",
            "--review=r.jsonl",
            "--print",
            "--size=130x9",
            keys,
        ];
        let printed = printed(&run(&arguments, Some(&folder)));
        let lines: Vec<&str> = printed.lines().collect();
        lines[1..]
            .iter()
            .map(|line| line.trim_end().to_owned())
            .collect::<Vec<String>>()
            .join("\n")
    };
    let rows_of = |picture: &str| -> Vec<String> {
        let rows = picture.lines().skip(1).filter(|line| line.contains(" %"));
        rows.map(|line| line.trim_start_matches('▌').split_whitespace().next())
            .map(|number| number.unwrap().to_owned())
            .collect()
    };
    assert!(!keys("--keys=j").contains("reviewed"), "nothing was said");
    // Two of three in the first; all in the second with this id, one of them wrong.
    let session = keys("--keys=<CR>aaqjj<CR>axjaq");
    let titles = session.lines().next().unwrap();
    assert!(titles.ends_with("reviewed   wrong"), "{session}");
    let ends = |picture: &str, end: &str| picture.lines().any(|line| line.ends_with(end));
    assert!(ends(&session, "2/3       0"), "{session}");
    assert!(ends(&session, "3/3       1"), "{session}");
    let again = keys("--keys=jj");
    assert_eq!(session.lines().nth(3), again.lines().nth(3));
    assert_eq!(rows_of(&again), ["1", "2", "3", "4"]);
    let open = keys("--keys=x");
    assert_eq!(rows_of(&open), ["1", "2", "4"], "{open}");
    assert!(open.contains("1/3 unreviewed"), "{open}");
    let wrong = keys("--keys=xx");
    assert_eq!(rows_of(&wrong), ["3"], "{wrong}");
    assert_eq!(rows_of(&keys("--keys=xxx")), ["1", "2", "3", "4"]);
    assert_eq!(rows_of(&keys("--keys=xx<Esc>")), ["1", "2", "3", "4"]);
    // The worst first: what has something wrong; what nobody has looked at.
    assert_eq!(rows_of(&keys("--keys=S")), ["3", "1", "2", "4"]);
    assert_eq!(rows_of(&keys("--keys=SS")), ["2", "4", "1", "3"]);
    // A pair that is reviewed to the end leaves the part that is not.
    let done = keys("--keys=x<CR>jjaq");
    assert_eq!(rows_of(&done), ["2", "4"], "{done}");
}

#[test]
fn a_row_of_the_ledger_takes_a_verdict() {
    let mut session = Session::new(ORIGINAL, REWRITE, Records::default());
    session.press("F");
    let facts = picture(session.reader());
    assert!(facts.contains("facts by state"), "{facts}");
    session.press("x");
    let records = session.records();
    let [record] = records.living()[..] else {
        panic!("one record");
    };
    // The row is the time at which the ferry leaves, at which there is a finding.
    assert_eq!(record.at.rewrite.as_ref().unwrap().exact, "ten");
    assert!(record.about.is_some());
    let row = picture(session.reader());
    let row = row
        .lines()
        .find(|line| line.starts_with('▌') && line.contains("differs"));
    assert!(row.is_some_and(|row| row.contains(" ✗ ")), "{row:?}");
    session.press("U");
    assert!(session.records().living().is_empty());
    // Where there is no finding, it is the passage that is fine.
    session.press("/may<CR>a");
    let records = session.records();
    assert!(records.living().iter().all(|record| record.about.is_none()));
    assert_eq!(records.living().len(), 1);
}

#[test]
fn the_rulers_show_what_is_left() {
    let mut session = Session::new(ORIGINAL, REWRITE, Records::default());
    let ruler = |session: &Session| -> String {
        let picture = picture(session.reader());
        let cells = picture.lines().filter_map(|line| line.chars().last());
        cells.filter(|cell| "■▪◆◦".contains(*cell)).collect()
    };
    assert_eq!(ruler(&session), "◆◆◆");
    session.press("jx");
    assert_eq!(ruler(&session), "◆◆");
    session.press("[ux");
    assert_eq!(ruler(&session), "◆");
    session.press("jjx");
    assert_eq!(ruler(&session), "");
    session.press("U");
    assert_eq!(ruler(&session), "◆");
}

#[test]
fn a_page_shows_what_was_said_beside_its_words() {
    let folder = folder("review-page");
    fs::write(folder.join("a.txt"), ORIGINAL).unwrap();
    fs::write(folder.join("b.txt"), REWRITE).unwrap();
    let keys = "--keys=]fxjji<lt>b> by whom?<CR>[uQW";
    let arguments = [
        "a.txt",
        "b.txt",
        "--review=r.jsonl",
        "--print",
        "--size=100x20",
        keys,
    ];
    let screen = printed(&run(&arguments, Some(&folder)));
    assert!(
        screen.contains("wrote the review to b.review.html"),
        "{screen}"
    );
    let page = fs::read_to_string(folder.join("b.review.html")).unwrap();
    for part in [
        "<b>1 of 3</b> reviewed",
        "<b>1</b> wrong",
        "<li class=\"said wrong\"><span class=\"what\"><b><a href=\"#rewrite-0\">wrong</a></b> <i>number</i>",
        "<li class=\"said question\">",
        "&lt;b&gt; by whom?",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let review = |arguments: &[&str]| {
        let arguments = [&["review"], arguments].concat();
        printed(&run(&arguments, Some(&folder)))
    };
    let files = ["a.txt", "b.txt", "--review=r.jsonl", "--format=html"];
    assert_eq!(review(&files), page, "the command prints the same page");
    let check = [
        "check",
        "a.txt",
        "b.txt",
        "--review=r.jsonl",
        "--format=html",
    ];
    assert_eq!(printed(&run(&check, Some(&folder))), page);
    let only = review(&[&files[..], &["--only=wrong"]].concat());
    assert!(only.contains("said wrong") && !only.contains("said question"));
    // Records alone have a page, too, with their words.
    let alone = review(&["--review=r.jsonl", "--format=html"]);
    assert_eq!(alone.matches("<li class=\"said ").count(), 3, "{alone}");
    assert!(alone.contains("<q dir=\"auto\">ten</q>"), "{alone}");
    // Words that are gone stand at the end of the page with their texts.
    fs::write(folder.join("b.txt"), "Rain fell.\n").unwrap();
    fs::write(folder.join("a.txt"), "Snow fell.\n").unwrap();
    let gone = review(&files);
    assert!(gone.contains("words that are not there any more"), "{gone}");
}

#[test]
fn a_collection_fails_for_what_people_found() {
    let folder = folder("review-check-rows");
    let row = serde_json::json!({"original": ORIGINAL, "rewrite": REWRITE});
    fs::write(folder.join("rows.jsonl"), format!("{row}\n{row}\n")).unwrap();
    let keys = |keys: &str| {
        let arguments = [
            "rows.jsonl",
            "--review=r.jsonl",
            "--print",
            "--size=110x24",
            keys,
        ];
        printed(&run(&arguments, Some(&folder)))
    };
    let check = |fail_on: &str| {
        let arguments = [
            "check",
            "rows.jsonl",
            "--format=jsonl",
            "--review=r.jsonl",
            fail_on,
        ];
        let output = run(&arguments, Some(&folder));
        let lines = String::from_utf8(output.stdout).unwrap();
        let lines = lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap());
        (
            output.status.code(),
            lines.collect::<Vec<serde_json::Value>>(),
        )
    };
    keys("--keys=<CR>]fa");
    let (code, lines) = check("--fail-on=number");
    assert_eq!(code, Some(1), "nobody has looked at the second one");
    assert_eq!(lines[0]["findings"][0]["verdict"], "fine");
    assert_eq!(lines[1]["findings"][0].get("verdict"), None);
    let progress = serde_json::json!({"reviewed": 0, "of": 3, "wrong": 0});
    assert_eq!(lines[1]["review"], progress);
    keys("--keys=j<CR>]fa");
    assert_eq!(check("--fail-on=number").0, Some(0));
    assert_eq!(check("--fail-on=unreviewed").0, Some(1));
    keys("--keys=<CR>aaaqj<CR>aax");
    assert_eq!(check("--fail-on=unreviewed").0, Some(0));
    assert_eq!(check("--fail-on=wrong").0, Some(1));
}
