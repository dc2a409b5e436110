//! Files that change while they are read, and the reader's editor, in a real pseudo-terminal.

use crate::collections::folder;
use std::path::{Path, PathBuf};
use std::time::Duration;
use termlens::{Key, Screen, Terminal};

/// Longer than anything takes on a slow machine; no test waits for it to pass.
const DEADLINE: Duration = Duration::from_secs(30);

/// A pair of texts in a folder of its own.
struct Texts(PathBuf);

impl Texts {
    fn new(name: &str) -> Texts {
        let article = article("returned");
        let files = ["a.txt", "b.txt"].map(|file| (file, article.as_bytes()));
        Texts(folder(&format!("live-{name}"), &files))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// An editor that notes its arguments in `editor.args` and then does `what` with the last of them.
    fn editor(&self, what: &str) -> String {
        let script = format!("printf '%s\\n' \"$@\" > \"$0.args\"\nfor file; do :; done\n{what}\n");
        self.write("my editor", script);
        format!("/bin/sh '{}' --flag", self.path("my editor").display())
    }

    fn open(&self) -> Terminal {
        start(&[&self.path("a.txt"), &self.path("b.txt")], None)
    }

    fn open_with(&self, editor: &str) -> Terminal {
        start(&[&self.path("a.txt"), &self.path("b.txt")], Some(editor))
    }
}

fn start(args: &[&Path], editor: Option<&str>) -> Terminal {
    run(
        env!("CARGO_BIN_EXE_diptych"),
        args.iter().map(|path| path.display().to_string()),
        editor,
    )
}

fn run(program: &str, args: impl Iterator<Item = String>, editor: Option<&str>) -> Terminal {
    let mut terminal = Terminal::builder()
        .size(110, 20)
        .env_clear()
        .env("TERM", "xterm-256color")
        .env("DIPTYCH_CONFIG", "")
        // A terminal that is asked for its colours and answers late, because the machine is busy, types its answer.
        .env("NO_COLOR", "1")
        .env("PATH", "/usr/bin:/bin")
        .timeout(DEADLINE);
    if let Some(editor) = editor {
        terminal = terminal.env("EDITOR", editor);
    }
    let args: Vec<String> = args.collect();
    let mut terminal = terminal.args(&args).spawn(program).expect("diptych starts");
    wait(&mut terminal, "? help");
    terminal
}

fn article(verb: &str) -> String {
    format!(
        "Gulls circled over the empty market all morning.\n\n\
         The ferry {verb} at noon with nobody aboard.\n\n\
         Children counted the crates that were left on the quay.\n"
    )
}

#[track_caller]
fn wait(terminal: &mut Terminal, text: &str) {
    let is_there = |screen: &Screen| screen.text().contains(text);
    terminal.wait_until(is_there).expect(text);
}

#[track_caller]
fn quit(mut terminal: Terminal) {
    assert!(terminal.screen().alternate_screen());
    terminal.send(Key::Char('q')).unwrap();
    assert!(terminal.wait_exit().unwrap().success());
    assert!(!terminal.screen().alternate_screen());
}

#[test]
fn a_changed_file_is_read_anew_and_the_place_kept() {
    let texts = Texts::new("changed");
    let mut terminal = texts.open();
    terminal.send_str("jj").unwrap();
    wait(&mut terminal, " 3/3");
    let longer = format!("A new first line.\n\n{}", article("vanished"));
    texts.write("b.txt", longer);
    wait(&mut terminal, "vanished");
    wait(&mut terminal, "b.txt has changed and was reloaded");
    terminal.send(Key::Esc).unwrap();
    wait(&mut terminal, " 4/4"); // the same sentence, one further down
    quit(terminal);
}

#[test]
fn exchanged_sides_are_reloaded_and_edited_as_the_files_they_are() {
    let texts = Texts::new("exchanged");
    let editor = texts.editor("printf 'Nobody came.\\n' > \"$file\"");
    let mut terminal = texts.open_with(&editor);
    terminal.send_str("gS").unwrap();
    wait(&mut terminal, "the sides are exchanged");
    texts.write("b.txt", article("vanished"));
    wait(&mut terminal, "b.txt has changed and was reloaded");
    let is_on_the_left = |screen: &Screen| {
        let text = screen.text();
        let mut halves = text.lines().filter_map(|line| line.split_once('│'));
        halves.any(|(left, _)| left.contains("The ferry vanished"))
    };
    terminal
        .wait_until(is_on_the_left)
        .expect("b.txt is the original now");
    // The cursor stayed in b.txt, and that is what the editor opens.
    terminal.send_str("v").unwrap();
    wait(&mut terminal, "Nobody came.");
    assert_eq!(texts.read("b.txt"), "Nobody came.\n");
    assert_eq!(texts.read("a.txt"), article("returned"));
    quit(terminal);
}

#[test]
fn matches_from_a_file_are_reloaded_with_the_texts_and_have_to_fit() {
    let texts = Texts::new("matches");
    // In the rewrite the second sentence may be so many bytes longer.
    let matches = |longer: usize, pairs: &str| {
        let segments = |longer: usize| {
            let (end, start, last) = (96 + longer, 98 + longer, 153 + longer);
            serde_json::json!([
                {"start": 0, "end": 48},
                {"start": 50, "end": end},
                {"start": start, "end": last},
            ])
        };
        let (original, rewrite) = (segments(0), segments(longer));
        format!(
            r#"{{"segments": {{"original": {original}, "rewrite": {rewrite}}}, "pairs": {pairs}}}"#
        )
    };
    texts.write("m.json", matches(0, "[[0, 1]]"));
    let paths = ["a.txt", "b.txt", "m.json"].map(|name| texts.path(name));
    let option = Path::new("--matches");
    let mut terminal = start(&[&paths[0], &paths[1], option, &paths[2]], None);
    wait(&mut terminal, "2 dropped");
    texts.write("m.json", matches(0, "[[0, 1], [1, 0]]"));
    wait(&mut terminal, "the matches have changed and were reloaded");
    wait(&mut terminal, "1 dropped");
    texts.write("b.txt", article("had been there"));
    wait(&mut terminal, "the last good text stays");
    assert!(
        !terminal
            .screen()
            .text()
            .contains("The ferry had been there")
    );
    texts.write("m.json", matches(6, "[]"));
    wait(&mut terminal, "The ferry had been there");
    wait(&mut terminal, "3 dropped");
    quit(terminal);
}

#[test]
fn a_file_that_is_gone_leaves_the_last_text_until_it_is_back() {
    let texts = Texts::new("gone");
    let mut terminal = texts.open();
    std::fs::rename(texts.path("b.txt"), texts.path("b.old")).unwrap();
    wait(&mut terminal, "the last good text stays: cannot read");
    wait(&mut terminal, "Children counted");
    std::fs::rename(texts.path("b.old"), texts.path("b.txt")).unwrap();
    wait(&mut terminal, "nothing has changed in the files");
    quit(terminal);
}

/// As vim and many others save: a new file under the old name.
#[test]
fn a_file_that_is_replaced_is_read_anew() {
    let texts = Texts::new("replaced");
    let mut terminal = texts.open();
    for verb in ["vanished", "sank"] {
        texts.write("b.new", article(verb));
        std::fs::rename(texts.path("b.new"), texts.path("b.txt")).unwrap();
        wait(&mut terminal, verb);
    }
    quit(terminal);
}

#[cfg(unix)]
#[test]
fn a_file_behind_a_symbolic_link_is_watched() {
    let texts = Texts::new("link");
    let far = folder(
        "live-link-far",
        &[("c.txt", article("returned").as_bytes())],
    );
    std::fs::remove_file(texts.path("b.txt")).unwrap();
    std::os::unix::fs::symlink(far.join("c.txt"), texts.path("b.txt")).unwrap();
    let mut terminal = texts.open();
    std::fs::write(far.join("c.txt"), article("vanished")).unwrap();
    wait(&mut terminal, "vanished");
    quit(terminal);
}

#[test]
fn an_emptied_file_leaves_the_last_text_until_r() {
    let texts = Texts::new("emptied");
    let mut terminal = texts.open();
    texts.write("b.txt", "");
    wait(
        &mut terminal,
        "the last good text stays: b.txt is empty now",
    );
    wait(&mut terminal, "3 passages");
    terminal.send(Key::Char('r')).unwrap();
    wait(&mut terminal, "b.txt has changed and was reloaded");
    wait(&mut terminal, "0 passages");
    terminal.send(Key::Char('r')).unwrap();
    wait(&mut terminal, "nothing has changed in the files");
    texts.write("b.txt", article("vanished"));
    wait(&mut terminal, "vanished");
    quit(terminal);
}

#[test]
fn a_half_written_document_leaves_the_last_text() {
    let texts = Texts::new("half");
    let fixture = |name: &str| {
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
        std::fs::read(fixtures.join(name)).unwrap()
    };
    texts.write("b.docx", fixture("article-pandoc.docx"));
    let mut terminal = start(&[&texts.path("a.txt"), &texts.path("b.docx")], None);
    let before = terminal.screen().text().lines().nth(1).unwrap().to_owned();
    let whole = fixture("article-libreoffice.docx");
    texts.write("b.docx", &whole[..whole.len() / 2]);
    wait(&mut terminal, "the last good text stays: cannot read");
    wait(&mut terminal, &before);
    texts.write("b.docx", whole);
    let is_quiet = |screen: &Screen| !screen.contains("stays");
    terminal.wait_until(is_quiet).expect("the new text");
    terminal.send_str("v").unwrap();
    terminal.send(Key::Right).unwrap();
    terminal.send_str("v").unwrap();
    wait(&mut terminal, "no editor for b.docx: it is a Word document");
    quit(terminal);
}

#[test]
fn what_came_from_standard_input_is_kept() {
    let texts = Texts::new("stdin");
    let (a, b) = (texts.path("a.txt"), texts.path("b.txt"));
    let program = env!("CARGO_BIN_EXE_diptych");
    let line = format!("cat '{}' | '{program}' - '{}'", a.display(), b.display());
    let mut terminal = run(
        "/bin/sh",
        ["-c".to_owned(), line].into_iter(),
        Some("/bin/false"),
    );
    terminal.send(Key::Char('r')).unwrap();
    wait(
        &mut terminal,
        "nothing has changed; standard input can be read only once",
    );
    terminal.send(Key::Left).unwrap();
    terminal.send(Key::Char('v')).unwrap();
    wait(
        &mut terminal,
        "no editor for standard input: it came from standard input",
    );
    texts.write("b.txt", article("vanished"));
    wait(&mut terminal, "vanished");
    wait(&mut terminal, "returned");
    quit(terminal);
}

#[test]
fn the_editor_opens_at_the_line_and_comes_back_to_the_same_place() {
    let texts = Texts::new("editor");
    let editor =
        texts.editor("sed -i '1s/^/A new first line.\\n\\n/; s/returned/vanished/' \"$file\"");
    let mut terminal = texts.open_with(&editor);
    terminal.send_str("jjv").unwrap();
    wait(&mut terminal, "vanished");
    wait(&mut terminal, "b.txt has changed and was reloaded");
    let expected = format!("--flag\n+5\n{}\n", texts.path("b.txt").display());
    assert_eq!(texts.read("my editor.args"), expected);
    terminal.send(Key::Esc).unwrap();
    wait(&mut terminal, " 4/4"); // the same sentence, one further down
    terminal.send(Key::Char('k')).unwrap();
    wait(&mut terminal, " 3/4"); // the keys are ours again
    quit(terminal);
}

#[test]
fn the_editor_opens_the_source_of_markdown() {
    let texts = Texts::new("markdown");
    texts.write("b.md", "# Gulls\n\n\n\nThe *ferry*\nreturned\nat noon.\n");
    let editor = texts.editor("sed -i s/returned/vanished/ \"$file\"");
    let mut terminal = start(&[&texts.path("a.txt"), &texts.path("b.md")], Some(&editor));
    terminal.send_str("jv").unwrap();
    wait(&mut terminal, "vanished");
    let expected = format!("--flag\n+5\n{}\n", texts.path("b.md").display());
    assert_eq!(texts.read("my editor.args"), expected);
    quit(terminal);
}

#[test]
fn an_editor_that_is_missing_or_fails_is_told() {
    let texts = Texts::new("none");
    let mut terminal = texts.open_with("/no/such/editor");
    terminal.send(Key::Char('v')).unwrap();
    wait(
        &mut terminal,
        "cannot start the editor /no/such/editor: No such file",
    );
    wait(&mut terminal, "Children counted");
    quit(terminal);
    let mut terminal = texts.open_with(&texts.editor("exit 3"));
    terminal.send(Key::Char('v')).unwrap();
    wait(
        &mut terminal,
        "the editor /bin/sh ended with an error (exit status: 3)",
    );
    wait(&mut terminal, "Children counted");
    quit(terminal);
}

#[test]
fn the_sample_has_no_files() {
    let mut terminal = start(&[], Some("/bin/false"));
    terminal.send(Key::Char('r')).unwrap();
    wait(&mut terminal, "the texts are built in, no files");
    terminal.send(Key::Char('v')).unwrap();
    wait(&mut terminal, "no editor for rewrite.txt: it is built in");
    quit(terminal);
}

#[test]
fn a_pair_of_a_folder_is_live_and_a_row_says_why_not() {
    let (one, two) = (article("returned"), article("left"));
    let rows = "{\"id\": \"p\", \"original\": \"Owls sat.\", \"rewrite\": \"Owls sat.\"}\n";
    let texts = Texts(folder(
        "live-collection",
        &[
            ("one.original.txt", one.as_bytes()),
            ("one.rewrite.txt", two.as_bytes()),
            (
                "listed/manifest.csv",
                b"original,rewrite\n../one.original.txt,../one.rewrite.txt\n",
            ),
            ("rows.jsonl", rows.as_bytes()),
        ],
    ));
    for (path, changed) in [(texts.0.clone(), "sank"), (texts.path("listed"), "burnt")] {
        let editor = texts.editor("true");
        let mut terminal = start(&[&path], Some(&editor));
        terminal.send(Key::Enter).unwrap();
        wait(&mut terminal, "Children");
        texts.write("one.rewrite.txt", article(changed));
        wait(&mut terminal, changed);
        terminal.send(Key::Char('v')).unwrap();
        terminal.send(Key::Char('r')).unwrap();
        wait(&mut terminal, "nothing has changed in the files");
        assert!(texts.read("my editor.args").contains("one.rewrite.txt\n"));
        terminal.send(Key::Char('q')).unwrap();
        wait(&mut terminal, "sort");
        quit(terminal);
    }
    let mut terminal = start(&[&texts.path("rows.jsonl")], Some("/bin/false"));
    terminal.send(Key::Enter).unwrap();
    wait(&mut terminal, "Owls");
    terminal.send(Key::Char('v')).unwrap();
    wait(&mut terminal, "it is a row of a collection");
    terminal.send(Key::Char('r')).unwrap();
    wait(&mut terminal, "the texts are rows of the collection");
    terminal.send(Key::Char('q')).unwrap();
    wait(&mut terminal, "sort");
    quit(terminal);
}
