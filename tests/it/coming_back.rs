//! Coming back to a pair: what is remembered with `remember = true`, that it is found again, and that nothing is
//! without it.

use crate::property::holds;
use crate::support::*;
use diptych::app::key::Size;
use diptych::app::layout::Arrangement::Flow;
use diptych::app::reader::{Memory, Options, Reader};
use std::fs;
use std::path::PathBuf;
use std::process::Output;
use std::time::Duration;
use termlens::{Key, Screen, Terminal};

/// Longer than anything takes on a slow machine; no test waits for it to pass.
const DEADLINE: Duration = Duration::from_secs(20);

/// A sentence like no other of the text, which may be of either side.
fn sentence(n: usize, day: &str) -> String {
    let boats = [
        "sloop", "ketch", "barge", "trawler", "dory", "skiff", "yawl",
    ];
    let ports = ["Aalby", "Brenmouth", "Corrie", "Dunvik", "Eskhaven"];
    let (boat, port) = (boats[n % 7], ports[n % 5]);
    format!("On the {day} of week {n} the {boat} from {port} unloaded {n} barrels of tar.")
}

fn text(n: usize, day: &str) -> String {
    let paragraphs = (1..=n).map(|n| sentence(n, day) + "\n\n");
    paragraphs.collect()
}

/// A folder with a pair of forty paragraphs, and the state of whoever reads it.
struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Home {
        let home = Home(folder(&format!("back-{name}"), &[]));
        home.write("a.txt", &text(40, "Monday"));
        home.write("b.txt", &text(40, "Friday"));
        home.write("config.toml", "remember = true\n");
        home
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).unwrap();
    }

    fn state(&self) -> PathBuf {
        self.0.join("state/diptych")
    }

    /// The files below the folder of places.
    fn places(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.state().join("places"))
            .into_iter()
            .flatten();
        let files = entries.map(|entry| entry.unwrap().path());
        files.filter(|path| path.is_file()).collect()
    }

    fn spawn(&self, program: &str, args: &[&str]) -> Terminal {
        let terminal = Terminal::builder()
            .size(100, 24)
            .env_clear()
            .env("TERM", "xterm-256color")
            .env("PATH", "/bin:/usr/bin")
            .env("HOME", self.0.to_str().unwrap())
            .env("XDG_STATE_HOME", self.0.join("state").to_str().unwrap())
            .env(
                "DIPTYCH_CONFIG",
                self.0.join("config.toml").to_str().unwrap(),
            );
        terminal
            .current_dir(&self.0)
            .timeout(DEADLINE)
            .args(args)
            .spawn(program)
            .unwrap()
    }

    fn start(&self, args: &[&str]) -> Terminal {
        let mut terminal = self.spawn(env!("CARGO_BIN_EXE_diptych"), args);
        wait(&mut terminal, "? help");
        terminal
    }

    /// Presses keys in a session on the pair, waits for a text, and quits. Gives the last picture.
    fn read(&self, args: &[&str], keys: &str, until: &str) -> String {
        let mut terminal = self.start(args);
        terminal.send_str(keys).unwrap();
        wait(&mut terminal, until);
        let picture = terminal.screen().text();
        quit(terminal);
        picture
    }

    /// The first picture of a session, which is left at once.
    fn first(&self, args: &[&str]) -> String {
        let terminal = self.start(args);
        let picture = terminal.screen().text();
        quit(terminal);
        picture
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut program = program();
        program.args(args).current_dir(&self.0);
        program
            .env("XDG_STATE_HOME", self.0.join("state"))
            .output()
            .unwrap()
    }
}

const PAIR: [&str; 2] = ["a.txt", "b.txt"];

#[track_caller]
fn wait(terminal: &mut Terminal, text: &str) {
    if terminal
        .wait_until(|screen: &Screen| screen.contains(text))
        .is_err()
    {
        panic!("no `{text}`:\n{}", terminal.screen());
    }
}

#[track_caller]
fn quit(mut terminal: Terminal) {
    terminal.send(Key::Char('q')).unwrap();
    assert!(terminal.wait_exit().unwrap().success());
}

#[track_caller]
fn shows(picture: &str, text: &str) {
    assert!(picture.contains(text), "no `{text}`:\n{picture}");
}

fn words(output: &Output) -> String {
    let words = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8(words).unwrap()
}

#[test]
fn the_picture_is_the_same_after_quitting_and_coming_back() {
    let home = Home::new("same");
    let left = home.read(&PAIR, "20jH<zb\x1b[D", " 21/40");
    assert_eq!(home.first(&PAIR), left);
    // And once more, from the place that was come back to.
    assert_eq!(home.first(&PAIR), left);
    shows(&home.first(&["a.txt", "b.txt", "--fresh"]), " 1/40");
    assert_eq!(home.places().len(), 1);
}

#[test]
fn the_place_follows_its_words_through_edits_and_moves() {
    let home = Home::new("edits");
    home.read(&PAIR, "20j", " 21/40");
    home.write(
        "b.txt",
        &format!(
            "A new beginning.\n\nAnd more of it.\n\n{}",
            text(40, "Friday")
        ),
    );
    shows(&home.first(&PAIR), " 23/42");
    // Both files are moved.
    fs::create_dir(home.0.join("moved")).unwrap();
    for name in PAIR {
        fs::rename(home.0.join(name), home.0.join("moved").join(name)).unwrap();
    }
    let moved = ["moved/a.txt", "moved/b.txt"];
    shows(&home.first(&moved), " 23/42");
    assert_eq!(
        home.places().len(),
        1,
        "the paths that are gone are forgotten"
    );
    // The words are gone: the place is where they stood.
    let shorter = text(40, "Friday").replace(&sentence(21, "Friday"), "Nothing of it is left.");
    home.write(
        "moved/b.txt",
        &format!("A new beginning.\n\nAnd more of it.\n\n{shorter}"),
    );
    shows(&home.first(&moved), " 23/42");
    home.write("moved/b.txt", "All is new.\n");
    shows(&home.first(&moved), " 1/1");
}

#[test]
fn layout_lens_and_zoom_come_back_unless_somebody_insists() {
    let home = Home::new("looks");
    let left = home.read(&PAIR, "lO", "lens shared");
    shows(&left, "rewrite alone");
    assert_eq!(home.first(&PAIR), left);
    let other = ["a.txt", "b.txt", "--lens=off", "--layout=aligned"];
    let insisted = home.first(&other);
    shows(&insisted, "lens off");
    home.write("config.toml", "remember = true\nlens = \"findings\"\n");
    shows(&home.first(&PAIR), "lens findings");
}

#[test]
fn the_first_frame_of_a_long_pair_stands_where_it_was_left() {
    let home = Home::new("long");
    home.write("a.txt", &text(1100, "Monday"));
    home.write("b.txt", &text(1100, "Friday"));
    let mut terminal = home.start(&PAIR);
    terminal.send_str("900gzt").unwrap();
    for shown in [" 900/1100", "lens auto, aligned"] {
        wait(&mut terminal, shown);
    }
    // Both stand there before the last key, too, and before the whole of the frame was read.
    let is_at_top = |screen: &Screen| {
        let text = screen.text();
        let row = text.lines().nth(1);
        row.is_some_and(|row| row.contains("week 900"))
            && text.contains("lens auto, aligned")
            && text.trim_end().ends_with("? help")
    };
    terminal.wait_until(is_at_top).expect("week 900 at the top");
    let left = terminal.screen().text();
    quit(terminal);
    let mut terminal = home.spawn(env!("CARGO_BIN_EXE_diptych"), &PAIR);
    let drawn = terminal.wait_until(|screen: &Screen| screen.contains("? help"));
    drawn.expect("a first picture");
    let first = terminal.screen().text();
    shows(&first, "unloaded 901 barrels");
    terminal
        .wait_until(|screen: &Screen| screen.text() == left)
        .unwrap_or_else(|err| panic!("not the picture that was left, {err}\n{left}"));
    quit(terminal);
}

#[test]
fn exchanged_sides_keep_the_place_in_its_text() {
    let home = Home::new("exchanged");
    home.read(&PAIR, "20jS", "the sides are exchanged");
    let back = home.first(&PAIR);
    shows(&back, " 21/40 ~ edited from");
    shows(&back, "Friday of week 21");
}

#[test]
fn pairs_of_a_folder_are_come_back_to_from_its_table_and_by_their_files() {
    let home = Home::new("folder");
    fs::create_dir(home.0.join("pairs")).unwrap();
    for (name, day) in [("x", "Friday"), ("y", "Sunday")] {
        home.write(&format!("pairs/{name}.original.txt"), &text(20, "Monday"));
        home.write(&format!("pairs/{name}.rewrite.txt"), &text(20, day));
    }
    let mut terminal = home.start(&["pairs"]);
    // From pair to pair: what is left is written then.
    for (keys, shown) in [
        ("\r", "pair 1 of 2"),
        ("9j", " 10/20"),
        ("]p", "pair 2 of 2"),
        ("]p", "this is the last pair of the table"),
        ("4j", " 5/20"),
        ("[p", "pair 1 of 2"),
        ("k", " 9/20"),
    ] {
        terminal.send_str(keys).unwrap();
        wait(&mut terminal, shown);
    }
    terminal.send_str("q").unwrap();
    wait(&mut terminal, "1/2 in the order");
    quit(terminal);
    shows(
        &home.first(&["pairs/x.original.txt", "pairs/x.rewrite.txt"]),
        " 9/20",
    );
    let mut terminal = home.start(&["pairs"]);
    terminal.send_str("j\r").unwrap();
    wait(&mut terminal, "pair 2 of 2");
    terminal.send_str("j").unwrap();
    wait(&mut terminal, " 6/20");
    terminal.send_str("q").unwrap();
    quit(terminal);
}

#[cfg(unix)]
#[test]
fn a_signal_loses_no_place() {
    use termlens::Signal;
    let home = Home::new("signal");
    for (signal, keys, place) in [
        (Signal::Term, "9j", " 10/40"),
        (Signal::Hup, "5j", " 15/40"),
    ] {
        let mut terminal = home.start(&PAIR);
        terminal.send_str(keys).unwrap();
        wait(&mut terminal, place);
        terminal.signal(signal).unwrap();
        assert!(!terminal.wait_exit().unwrap().success());
        shows(&home.first(&PAIR), place);
    }
}

#[test]
fn nothing_is_written_unless_it_is_to_be_remembered() {
    let home = Home::new("nothing");
    home.write("config.toml", "");
    home.read(&PAIR, "9j/barrels\r", "n N hits");
    home.run(&["--recent"]);
    home.run(&["forget"]);
    assert!(!home.0.join("state").exists());
    // Pipes, the sample, its tour, prints and git's copies leave nothing even so.
    home.write("config.toml", "remember = true\n");
    let sample = home.start(&[]);
    quit(sample);
    let mut tour = home.start(&["--tour"]);
    tour.send_str("]fx/ferry\r").unwrap();
    wait(&mut tour, "14 hits");
    quit(tour);
    let program = env!("CARGO_BIN_EXE_diptych");
    let piped = format!("cat b.txt | {program} a.txt -");
    let mut git = format!("GIT_DIFF_PATH_COUNTER=1 {program} a.txt b.txt");
    for call in [piped, std::mem::take(&mut git)] {
        let mut terminal = home.spawn("/bin/sh", &["-c", &call]);
        wait(&mut terminal, "? help");
        terminal.send_str("9j/barrels\r").unwrap();
        wait(&mut terminal, "n N hits");
        quit(terminal);
    }
    home.run(&["a.txt", "b.txt", "--remember", "--size=100x20", "--keys=9j"]);
    home.run(&["a.txt", "b.txt", "--remember"]);
    assert!(!home.0.join("state").exists());
}

#[test]
fn searches_come_back_and_sessions_lose_none_of_each_other() {
    let home = Home::new("searches");
    home.write("c.txt", "A barge.\n");
    let mut one = home.start(&PAIR);
    let mut other = home.start(&["a.txt", "c.txt"]);
    let search = |terminal: &mut Terminal, query: &str| {
        terminal.send_str(&format!("/{query}\r")).unwrap();
        wait(terminal, "n N hits");
    };
    search(&mut one, "ketch");
    search(&mut other, "barge");
    search(&mut one, "dory");
    quit(one);
    quit(other);
    let searches = fs::read_to_string(home.state().join("searches")).unwrap();
    assert_eq!(searches, "ketch\ndory\nbarge\n");
    let mut terminal = home.start(&PAIR);
    for (keys, line) in [
        ("/\x1b[A", "/barge"),
        ("\x10", "/dory"),
        ("\x0e\x0e", "/ "),
        ("k\x1b[A", "/ketch"),
    ] {
        terminal.send_str(keys).unwrap();
        wait(&mut terminal, line);
    }
    terminal.send_str("\r").unwrap();
    wait(&mut terminal, "n N hits");
    quit(terminal);
    let searches = fs::read_to_string(home.state().join("searches")).unwrap();
    assert_eq!(searches, "dory\nbarge\nketch\n");
}

#[test]
fn recent_pairs_are_listed_and_picked() {
    let home = Home::new("recent");
    let said = words(&home.run(&["--recent"]));
    shows(&said, "no pair is remembered");
    home.read(&PAIR, "9j", " 10/40");
    home.write("c.txt", &text(12, "Sunday"));
    home.read(&["a.txt", "c.txt"], "", "/12");
    let path = |name: &str| {
        fs::canonicalize(&home.0)
            .unwrap()
            .join(name)
            .display()
            .to_string()
    };
    let lines = words(&home.run(&["--recent"]));
    let expected = format!(
        "{0}\t{2}\n{0}\t{1}\n",
        path("a.txt"),
        path("b.txt"),
        path("c.txt")
    );
    assert_eq!(lines, expected);
    let mut terminal = home.start(&["--recent"]);
    wait(&mut terminal, "back-recent/a.txt, c.txt");
    wait(&mut terminal, "back-recent/a.txt, b.txt");
    terminal.send_str("j\r").unwrap();
    wait(&mut terminal, " 10/40");
    quit(terminal);
    // What cannot be read any more is not offered.
    fs::remove_file(home.0.join("c.txt")).unwrap();
    assert_eq!(words(&home.run(&["--recent"])).lines().count(), 1);
    // The sample stays what opens, and says that there are others.
    shows(&home.first(&[]), "diptych --recent lists the pairs");
}

#[test]
fn what_is_remembered_is_listed_and_erased() {
    let home = Home::new("forget");
    shows(
        &words(&home.run(&["forget"])),
        "nothing is remembered; it would lie in",
    );
    home.read(&PAIR, "x/dory\r", "n N hits");
    let listed = words(&home.run(&["forget"]));
    shows(&listed, "1 record of a.txt, b.txt");
    shows(&listed, "a place in ");
    shows(&listed, "1 search in searches");
    shows(
        &words(&home.run(&["config"])),
        &format!("# state: {}", home.state().display()),
    );
    let erased = words(&home.run(&["forget", "a.txt", "b.txt"]));
    assert_eq!(
        erased.matches("erased ").count(),
        2,
        "the review and the place: {erased}"
    );
    shows(&words(&home.run(&["forget"])), "1 search");
    shows(&home.read(&PAIR, "x4j", " 5/40"), " 5/40");
    let erased = words(&home.run(&["forget", "--places"]));
    shows(&erased, "erased 1 place and 1 search in ");
    let left = words(&home.run(&["forget"]));
    assert!(
        left.contains("1 record of") && !left.contains("place in"),
        "{left}"
    );
    shows(&home.first(&PAIR), " 1/40");
}

#[test]
fn a_damaged_place_is_said_and_costs_nothing_else() {
    let home = Home::new("damaged");
    home.read(&PAIR, "9j", " 10/40");
    let place = home.places().remove(0);
    for damage in [
        "{",
        "",
        "[1]",
        "\u{0}\u{1b}[2J",
        r#"{"diptych":1,"original":3}"#,
    ] {
        fs::write(&place, damage).unwrap();
        let told = "what is remembered of this pair cannot be read";
        shows(&home.read(&PAIR, "", told), "week 1 the ketch");
    }
    shows(&words(&home.run(&["--recent"])), "a.txt");
    // Numbers that nobody wrote.
    let text = fs::read_to_string(&place).unwrap();
    for (field, number) in [
        ("row", i64::MIN),
        ("row", i64::MAX),
        ("height", i64::MIN),
        ("start", 1 << 40),
    ] {
        let at = text.find(&format!("\"{field}\":")).unwrap() + field.len() + 3;
        let end = at + text[at..].find([',', '}']).unwrap();
        fs::write(&place, format!("{}{number}{}", &text[..at], &text[end..])).unwrap();
        home.first(&PAIR);
    }
    // A folder that cannot be made is said in a line once the session is over.
    let _ = fs::remove_dir_all(home.0.join("state"));
    home.write("state", "a file");
    let mut terminal = home.start(&PAIR);
    terminal.send(Key::Char('q')).unwrap();
    assert!(terminal.wait_exit().unwrap().success());
    shows(
        &terminal.screen().text().replace('\n', ""),
        "the place is not remembered: cannot write",
    );
}

/// Whatever was edited, the place is where its words are, if they still stand there once.
#[test]
fn a_place_is_found_again_after_any_edit() {
    let open = |rewrite: &str, size: Size| {
        let options = Options::default();
        Reader::new(diptych(&text(12, "Monday"), rewrite), options, size)
    };
    holds(|u| {
        let mut sentences: Vec<String> = (1..=12).map(|n| sentence(n, "Friday")).collect();
        let mut before = open(&sentences.join("\n\n"), size("90x20"));
        press(&mut before, &format!("{}gzt", u.int_in_range(1..=12)?));
        let memory = before.memory();
        let words = under_cursor(&before);
        for _ in 0..u.int_in_range(0..=8)? {
            let at = u.choose_index(sentences.len())?;
            match u.int_in_range(0..=3)? {
                0 => drop(sentences.remove(at)),
                1 => sentences.insert(at, "Something new was told here.".to_owned()),
                2 => sentences[at].push_str(" And then some."),
                _ => sentences.swap(at, 0),
            }
            if sentences.is_empty() {
                sentences.push("Nothing.".to_owned());
            }
        }
        let n_columns = u.int_in_range(1..=120)?;
        let size = Size {
            width: n_columns,
            height: u.int_in_range(1..=30)?,
        };
        let rewrite = sentences.join(u.choose(&["\n\n", " ", "\n\n\n"])?);
        let mut after = open(&rewrite, size);
        after.recall(&memory);
        picture(&after);
        if rewrite.matches(&words).count() == 1 {
            assert!(
                under_cursor(&after).contains(&words),
                "{words} in\n{rewrite}"
            );
        }
        Ok(())
    });
}

#[test]
fn a_memory_of_other_texts_does_no_harm() {
    let memory = reader(&text(9, "Monday"), &text(9, "Friday"), Flow, "80x20").memory();
    for (original, rewrite) in [("", ""), ("", "One."), ("One.", ""), ("É", "é")] {
        let mut reader = reader(original, rewrite, Flow, "80x20");
        reader.recall(&memory);
        reader.recall(&Memory::default());
        picture(&reader);
    }
}

#[test]
fn earlier_searches_are_those_that_begin_as_what_is_typed() {
    let mut reader = reader(&text(9, "Monday"), &text(9, "Friday"), Flow, "100x20");
    press(&mut reader, "/tar<CR>/barge<CR>/ta<CR>/tar<CR>");
    let line = |reader: &Reader| status(reader).split("  ").next().unwrap().to_owned();
    for (keys, shown) in [
        ("/<Up>", "/tar"),
        ("<Up>", "/ta"),
        ("<Up>", "/barge"),
        ("<Up>", "/barge"),
        ("<Down><Down>", "/tar"),
        ("<Down>", "/"),
        ("<Down>b<C-p>", "/barge"),
        ("<C-n>", "/b"),
        ("<Esc>:b<Up>", ":b"),
    ] {
        press(&mut reader, keys);
        assert_eq!(line(&reader).trim(), shown, "{keys}");
    }
}
