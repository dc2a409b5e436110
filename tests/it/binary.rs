//! The program as a shell sees it: arguments, output, errors, exit codes.

use crate::support;
use diptych::app::keymap::{HelpRow, Keymap};
use diptych::text::glyph;
use expect_test::expect;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Output, Stdio};

fn diptych(args: &[&str]) -> Output {
    run(args, "")
}

fn run(args: &[&str], input: &str) -> Output {
    let mut program = support::program();
    program
        .args(args)
        .env_remove("NO_COLOR")
        .env("COLUMNS", "100");
    support::output(&mut program, input)
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder of the test's own, with files in it.
fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    support::folder(&format!("binary/{name}"), files)
}

/// The error of a call that must fail with exit code 2: one line, without a trace of a panic.
#[track_caller]
fn error(args: &[&str]) -> String {
    let output = diptych(args);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert_eq!(stdout(&output), "");
    stderr(&output)
}

#[test]
fn without_arguments_it_shows_the_sample() {
    let output = diptych(&[]);
    assert!(output.status.success());
    let text = stdout(&output);
    assert!(text.contains('│') && text.lines().count() > 40, "{text}");
    assert!(!text.contains('\x1b'), "a pipe gets plain text");
    assert!(
        text.lines().all(|line| line.chars().count() <= 120),
        "wider than said"
    );
    assert_eq!(text, stdout(&diptych(&["--print"])));
}

#[test]
fn a_pipe_gets_both_whole_texts() {
    let folder = folder(
        "whole",
        &[
            ("a.txt", b"One fish.\n\nTwo fish.\n"),
            ("b.txt", b"One fish.\n\nRed birds sing.\n"),
        ],
    );
    let (a, b) = (folder.join("a.txt"), folder.join("b.txt"));
    let output = diptych(&[a.to_str().unwrap(), b.to_str().unwrap()]);
    expect![[r#"
        One fish.                                     =│= One fish.
                                                       │
        Two fish.                                     −│
                                                       │
                                                       │+ Red birds sing.
    "#]]
    .assert_eq(&stdout(&output));
}

#[test]
fn print_with_a_size_and_keys_is_that_screen() {
    let output = diptych(&["--size", "90x10", "--keys", "j<Tab>"]);
    let text = stdout(&output);
    let rows = text
        .lines()
        .filter(|line| line.chars().any(char::is_alphanumeric))
        .count();
    assert!(output.status.success() && rows <= 10, "{text}");
    assert!(text.contains("? help"));
    assert!(
        text.lines().any(|line| line.trim_start().starts_with('>')),
        "the cursor has no marks:\n{text}"
    );
    let colored = stdout(&diptych(&["--size", "90x10", "--color=always"]));
    assert!(colored.contains("\x1b[0;"), "no colours");
}

#[test]
fn standard_input_may_be_one_side() {
    let folder = folder("stdin", &[("b.txt", b"The same words stand here.\n")]);
    let b = folder.join("b.txt");
    let output = run(
        &["-", b.to_str().unwrap(), "--size", "100x8"],
        "The same words stand here.\n",
    );
    assert!(
        stdout(&output).contains("standard input"),
        "{}",
        stdout(&output)
    );
    assert!(
        stdout(&output).contains("100 % kept"),
        "{}",
        stdout(&output)
    );
    let both = run(&["-", "-"], "");
    assert_eq!(both.status.code(), Some(2));
    assert!(stderr(&both).contains("both texts cannot come from standard input"));
}

#[test]
fn errors_name_the_file_and_the_way_out() {
    let folder = folder(
        "errors",
        &[
            ("a.txt", b"Text.\n"),
            ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10"),
        ],
    );
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (a, missing, picture) = (path("a.txt"), path("missing.txt"), path("picture.png"));
    assert_eq!(
        error(&[&a, &missing]),
        format!("diptych: cannot read {missing}: No such file or directory\n")
    );
    assert!(error(&[&a]).starts_with(&format!("diptych: the rewrite of `{a}` is missing")));
    assert!(error(&[&a, &folder.to_string_lossy()]).contains("directory"));
    assert!(error(&[&a, &picture]).contains("PNG"));
    let misplaced = error(&["--language", "de", "check", &a, &a]);
    assert_eq!(
        misplaced,
        "diptych: the command check comes first, and its options and files behind it: diptych check …; see diptych check --help\n"
    );
    assert_eq!(
        error(&["a", "b", "c"]),
        "diptych: more than two texts are given; diptych takes ORIGINAL and REWRITE, or one collection; see diptych --help\n"
    );
    assert!(error(&["chek", "a", "b"]).contains("; did you mean `check`?; see"));
    assert!(error(&["a", "b", "c\u{1b}[2J"]).contains("more than two texts"));
    assert!(error(&["--lens", "foo"]).contains("there are auto, shared, findings, new, off; see"));
    assert!(error(&["--size", "4001x40"]).contains("4001x40 is too large"));
    assert!(error(&["--size", "40x4001"]).contains("40x4001 is too large"));
    assert!(error(&["--width", "4001"]).contains("4001 is not in 20..=4000"));
    assert!(error(&["--keys", "<Hyper-x>"]).contains("unknown key <Hyper-x>"));
    assert!(error(&["--keys", "j<C-d"]).contains("no closing `>`"));
    assert!(error(&["--size", "wide"]).contains("120x40"));
    assert_eq!(
        error(&["--layuot", "flow"]),
        "diptych: unexpected argument '--layuot' found; a similar argument exists: '--layout'; see diptych --help\n"
    );
    assert!(error(&["--layout", "flat"]).contains("invalid value 'flat'"));
}

#[test]
fn no_terminal_to_read_from_is_an_error_or_a_pipe() {
    // Standard output is a pipe here, so the texts are printed and nothing is asked of a terminal.
    assert!(diptych(&[]).status.success());
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let text = "A sentence that is repeated many times to fill the pipe.\n\n".repeat(20_000);
    let folder = folder("pipe", &[("a.txt", text.as_bytes())]);
    let a = folder.join("a.txt");
    let mut child = support::program()
        .args([&a, &a])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 64];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap(); // and closes it
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), stderr(&output).as_str()),
        (Some(0), "")
    );
}

#[test]
fn no_escape_sequence_of_a_document_is_ever_printed() {
    let evil = "Red \x1b[31malert\x1b]0;title\x07 and \u{202e}backwards\u{9b}2J text.\r\n\r\nBell \x07, null \x0e.\n";
    let folder = folder("evil", &[("evil\x1b[2J.txt", evil.as_bytes())]);
    let path = folder.join("evil\x1b[2J.txt");
    let path = path.to_str().unwrap();
    for args in [vec![path, path], vec![path, path, "--size", "80x24"]] {
        let text = stdout(&diptych(&args));
        assert!(text.contains("alert"), "{text}");
        assert_safe(&text);
    }
    let missing = folder.join("not\x1b[31m there.txt");
    assert!(!error(&[path, missing.to_str().unwrap()]).contains('\x1b'));
}

/// Everything that a terminal, a page or a line of text could be steered with.
const HOSTILE: &str = "\x1b[31mred\x07\u{9b}2J\u{7f}\r\u{61c}\u{200e}\u{2028}\u{202e}\u{2067}\u{206a}\u{fff9}\u{e0041}\nend";

/// That a text has nothing that steers but the ends of its lines.
#[track_caller]
fn assert_safe(text: &str) {
    let bad = text.chars().find(|&c| glyph::steers(c) && c != '\n');
    assert_eq!(bad, None, "{text:?}");
}

#[test]
fn every_message_is_one_safe_line() {
    let theme = format!(
        "background = \"#000000\"\n[role]\n\"{}\" = 1\n",
        "head\u{9b}2J"
    );
    let folder = folder(
        "messages",
        &[("theme.toml", theme.as_bytes()), ("a.txt", b"Text.\n")],
    );
    let theme = folder.join("theme.toml").to_str().unwrap().to_owned();
    let a = folder.join("a.txt").to_str().unwrap().to_owned();
    for args in [
        &["--layout", HOSTILE][..],
        &["--format", HOSTILE],
        &["--size", HOSTILE],
        &["--measure", HOSTILE],
        &["--keys", &format!("<{HOSTILE}>")],
        &["--keys", &format!("<{HOSTILE}")],
        &["--theme", HOSTILE],
        &["--theme", &theme],
        &[&format!("--{HOSTILE}")],
        &[&format!("-{HOSTILE}")],
        &[HOSTILE],
        &[HOSTILE, &a],
        &[&a, &a, HOSTILE],
        &["--results", HOSTILE, &a],
        &["completions", HOSTILE],
        &["align", HOSTILE],
        &["align", "--jobs", HOSTILE],
        &[
            "align",
            &folder.to_string_lossy(),
            "--original-field",
            HOSTILE,
        ],
        &["check", HOSTILE],
        &["check", HOSTILE, &a],
        &["check", "--kinds", HOSTILE],
        &["check", "--format", "jsonl", HOSTILE],
    ] {
        let message = error(args);
        assert!(message.starts_with("diptych: "), "{message:?}");
        assert_eq!(message.find('\n'), Some(message.len() - 1), "{message:?}");
        assert_safe(&message);
    }
    // Escapes say what it was, and nothing of the message is lost behind them.
    assert_eq!(
        error(&["--layout", "a\u{9b}2J\r\n\x1b[mb"]),
        "diptych: invalid value 'a\\u{9b}2J\\r\\n\\u{1b}[mb' for '--layout <LAYOUT>'; there are auto, flow, aligned, stacked; see diptych --help\n"
    );
    let wrong = "is invalid: line 3: unknown variant `head\\u{9b}2J`, expected one of `text`";
    assert!(error(&["--theme", &theme]).contains(&format!("the theme {theme} {wrong}")));
}

#[cfg(feature = "parquet")]
#[test]
fn names_of_columns_steer_nothing() {
    use parquet::basic::Type::BYTE_ARRAY;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::types::Type;
    let column = Type::primitive_type_builder(HOSTILE, BYTE_ARRAY).build();
    let columns = vec![column.unwrap().into()];
    let schema = Type::group_type_builder("pairs")
        .with_fields(columns)
        .build();
    let path = folder("columns", &[]).join("pairs.parquet");
    let file = std::fs::File::create(&path).unwrap();
    let writer = SerializedFileWriter::new(file, schema.unwrap().into(), Default::default());
    writer.unwrap().close().unwrap();
    let message = error(&["align", path.to_str().unwrap()]);
    assert!(message.contains("found only `\\u{1b}[31mred"), "{message}");
    assert_eq!(message.lines().count(), 1, "{message}");
    assert_safe(&message);
}

#[test]
fn json_reports_and_pictures_hold_nothing_that_steers() {
    let text = format!("The mill has 42 {HOSTILE} saws.\n");
    let folder = folder("steers", &[(HOSTILE, text.as_bytes())]);
    let path = folder.join(HOSTILE).to_str().unwrap().to_owned();
    for args in [
        &["check", "--format", "text"][..],
        &["check", "--format", "json"],
        &["check", "--format", "markdown"],
        &["check", "--format", "html"],
        &["--print"],
        &["--print=svg"],
        &["--linear"],
        &["--size", "90x20", "--keys", "?"],
    ] {
        let output = diptych(&[args, &[&*path, &*path]].concat());
        assert!(output.status.success(), "{}", stderr(&output));
        assert_safe(&stdout(&output));
        assert_safe(&stderr(&output));
    }
    let page = stdout(&diptych(&["check", "--format", "markdown", &path, &path]));
    let heading = page.lines().next().unwrap();
    assert!(
        heading.starts_with("## ") && heading.ends_with("\\nend"),
        "{heading}"
    );
    let rows = serde_json::json!({"id": HOSTILE, "original": [text], "rewrite": text}).to_string();
    let bad = serde_json::json!({"id": HOSTILE, "original": 7, HOSTILE: 7}).to_string();
    for args in [&["align"][..], &["check", "--format", "jsonl"]] {
        let printed = stdout(&run(args, &format!("{rows}\n{bad}\n{HOSTILE}\n")));
        assert_safe(&printed);
        let first: serde_json::Value =
            serde_json::from_str(printed.lines().next().unwrap()).unwrap();
        assert_eq!(first["id"], HOSTILE);
    }
    assert_safe(&stdout(&run(&["-"], &format!("{rows}\n{bad}\n"))));
}

/// A device that is full: every write to it fails.
#[cfg(target_os = "linux")]
fn full() -> Stdio {
    std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap()
        .into()
}

#[cfg(target_os = "linux")]
fn to_full_device(args: &[&str]) -> Output {
    let mut command = support::program();
    let command = command.args(args).stdin(Stdio::null()).stdout(full());
    command.output().unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_an_error() {
    let line = r#"{"id": "a", "original": "One fish swam.", "rewrite": "One fish swam."}"#;
    let folder = folder("full", &[("pairs.jsonl", line.as_bytes())]);
    let pairs = folder.join("pairs.jsonl").to_str().unwrap().to_owned();
    for args in [
        &["--help"][..],
        &["-h"],
        &["--version"],
        &["check", "--help"],
        &[],
        &["--print"],
        &["--print", "--color=always"],
        &["--print=svg"],
        &["--size", "80x24"],
        &["--linear"],
        &["--linear", "--keys", "j"],
        &["check"],
        &["check", "--format", "json"],
        &["check", "--format", "markdown"],
        &["check", "--format", "html"],
        &["check", "--format", "jsonl", &pairs],
        &["align", &pairs],
        &["completions", "bash"],
        &["man"],
        &[&pairs],
        &[&pairs, "--size", "80x8"],
    ] {
        let output = to_full_device(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert_eq!(
            stderr(&output),
            "diptych: cannot write the output: No space left on device\n",
            "{args:?}"
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn messages_that_cannot_be_written_change_no_exit_code() {
    let folder = folder("mute", &[("a.txt", b"Caf\xe9 au lait.\n")]);
    let a = folder.join("a.txt").to_str().unwrap().to_owned();
    let run = |args: &[&str]| {
        let mut command = support::program();
        command
            .args(args)
            .stdin(Stdio::null())
            .stderr(full())
            .output()
            .unwrap()
    };
    assert_eq!(run(&["missing", "b"]).status.code(), Some(2));
    assert_eq!(run(&["--layuot"]).status.code(), Some(2));
    let noted = run(&[&a, &a]);
    assert_eq!(noted.status.code(), Some(0), "a note is ignored");
    assert!(stdout(&noted).contains("Café"));
}

#[test]
fn align_reads_and_writes_json_lines() {
    let input = concat!(
        r#"{"id": "a1", "original": ["First.", "Second."], "rewrite": "The first one. Something new."}"#,
        "\nnot json\n",
        r#"{"id": 7, "original": "One fish swam past the old pier at noon.", "rewrite": "One fish swam past the old pier at noon."}"#,
        "\n"
    );
    let output = run(&["align"], input);
    assert_eq!(
        output.status.code(),
        Some(2),
        "a bad line makes the exit code 2"
    );
    let lines: Vec<serde_json::Value> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["id"], "a1");
    assert_eq!(lines[0]["segments"]["original"], serde_json::Value::Null);
    assert_eq!(
        lines[0]["segments"]["rewrite"][1],
        serde_json::json!({"start": 15, "end": 29, "kind": "sentence"})
    );
    assert!(
        lines[1]["error"]
            .as_str()
            .unwrap()
            .starts_with("line 2: expected"),
        "{}",
        lines[1]
    );
    assert_eq!(lines[2]["matches"][0]["relation"], "verbatim");
    assert_eq!(run(&["align"], "").status.code(), Some(0));
}

#[test]
fn align_gives_the_same_with_any_number_of_jobs() {
    let line = |n: usize| match n % 7 {
        3 => "not json".to_owned(),
        _ => {
            let many = format!("Ship {n} left the harbour at noon. ").repeat(1 + n % 5 * 20);
            serde_json::json!({"id": n, "original": many, "rewrite": format!("At noon ship {n} left.")}).to_string()
        }
    };
    let lines: Vec<String> = (0..60).map(line).collect();
    let one = run(&["align", "--jobs", "1"], &lines.join("\n"));
    assert_eq!(stdout(&one).lines().count(), lines.len());
    assert!(stderr(&one).is_empty(), "no progress in a file");
    for jobs in ["2", "5"] {
        assert_eq!(
            stdout(&run(&["align", "--jobs", jobs], &lines.join("\n"))),
            stdout(&one)
        );
    }
    // The order of the lines changes no line.
    let reversed: Vec<&str> = lines.iter().rev().map(String::as_str).collect();
    let back = stdout(&run(&["align"], &reversed.join("\n")));
    let fine = |text: &str| {
        let mut lines: Vec<String> = text
            .lines()
            .filter(|line| !line.contains("error"))
            .map(str::to_owned)
            .collect();
        lines.sort();
        lines
    };
    assert_eq!(fine(&back), fine(&stdout(&one)));
    assert_eq!(run(&["align", "--jobs", "0"], "").status.code(), Some(2));
}

#[test]
fn align_reads_collections_and_named_fields() {
    let folder = folder(
        "collections",
        &[
            (
                "a.jsonl",
                br#"{"nr": 1, "body": "One fish.", "short": "A fish."}"#,
            ),
            ("b.csv", b"nr,body,short\n2,Two fish.,Fishes.\n"),
            ("c.csv", b"nr,text\n2,Two fish.\n"),
        ],
    );
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (a, b, c) = (path("a.jsonl"), path("b.csv"), path("c.csv"));
    let fields = [
        "--original-field",
        "body",
        "--rewrite-field",
        "short",
        "--id-field",
        "nr",
    ];
    let args: Vec<&str> = ["align", &a, &b].into_iter().chain(fields).collect();
    let output = diptych(&args);
    let ids: Vec<serde_json::Value> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].take())
        .collect();
    assert_eq!(ids, [serde_json::json!(1), serde_json::json!("2")]);
    let line = std::fs::read_to_string(&a).unwrap();
    let piped: Vec<&str> = ["align"].into_iter().chain(fields).collect();
    assert_eq!(
        stdout(&run(&piped, &line)),
        stdout(&output).lines().next().unwrap().to_owned() + "\n"
    );
    assert_eq!(
        error(&["align", &a, &c]),
        format!(
            "diptych: cannot read {c}: expected the fields `original` and `rewrite`, found `nr` and `text`; name \
             others with --original-field and --rewrite-field\n"
        )
    );
    assert!(error(&["align", &path("none.csv")]).contains("No such file or directory"));
}

#[test]
fn a_collection_is_a_table_of_its_pairs() {
    let lines = "{\"id\": \"a\", \"original\": \"One fish swam.\", \"rewrite\": \"One fish swam.\"}\nnonsense\n";
    let folder = folder(
        "table",
        &[("pairs.jsonl", lines.as_bytes()), ("a.txt", b"A text.")],
    );
    let pairs = folder.join("pairs.jsonl");
    let pairs = pairs.to_str().unwrap();
    let whole = diptych(&[pairs]);
    assert!(whole.status.success(), "{}", stderr(&whole));
    expect![[r#"
        The table:
               #↓  pair                           matched   kept   dropped   added   findings   new facts
               1   a  One fish swam.                100 %   100 %        0       0          0           0
               2   pair 2  line 2: expected JSON (syntax error at column 2)
    "#]]
    .assert_eq(&format!("The table:\n{}", stdout(&whole)));
    let opened = stdout(&diptych(&[pairs, "--size", "80x8", "--keys", "<Enter>"]));
    assert!(
        opened.contains("a, rewrite") && opened.contains("pair 1 of 2"),
        "{opened}"
    );
    let results = folder.join("results.jsonl");
    std::fs::write(&results, diptych(&["align", pairs]).stdout).unwrap();
    let results = results.to_str().unwrap();
    let read = stdout(&diptych(&[pairs, "--results", results]));
    assert!(read.contains(" 100 %      –"), "{read}");
    assert!(error(&["--results", results]).contains("--results needs a collection"));
    assert!(error(&["--linear", pairs]).contains("--linear reads one pair"));
    assert!(error(&[folder.join("a.txt").to_str().unwrap()]).contains("or diptych COLLECTION"));
}

#[test]
fn pairs_on_standard_input_are_a_collection() {
    let lines = "{\"id\": \"a\", \"original\": \"One owl.\", \"rewrite\": \"One owl.\"}\n\
                 {\"id\": \"b\", \"original\": \"Two owls.\", \"rewrite\": \"Two owls sat.\"}\n";
    let table = stdout(&run(&["-"], lines));
    assert!(
        table.contains("1   a  One owl.") && table.contains("2   b  Two owls."),
        "{table}"
    );
    let opened = run(&["-", "--size", "80x8", "--keys", "j<Enter>"], lines);
    assert!(
        stdout(&opened).contains("Two owls sat."),
        "{}",
        stdout(&opened)
    );
    let nothing = stdout(&run(&["-", "--size", "80x8"], ""));
    assert!(
        nothing.contains("There are no pairs in this collection."),
        "{nothing}"
    );
}

#[test]
fn help_fits_a_screen() {
    let text = stdout(&diptych(&["-h"]));
    assert!(text.lines().count() <= 40, "{} lines", text.lines().count());
    assert!(
        text.starts_with("Read an article and its rewrite side by side\n"),
        "{text}"
    );
}

#[test]
fn linear_prints_sentences_and_no_boxes() {
    let text = stdout(&diptych(&["--linear"]));
    assert_eq!(text, stdout(&diptych(&["--linear", "--print"])));
    assert!(text.starts_with("original.txt has "), "{text}");
    assert!(!text.contains(['│', '\x1b']), "{text}");
    let answered = stdout(&diptych(&["--linear", "--keys", "j2G"]));
    assert!(answered.contains("\n\nPassage 2 of "), "{answered}");
    assert!(error(&["--linear", "--size", "80x24"]).contains("--size"));
}

#[test]
fn shells_complete_every_flag() {
    for shell in ["bash", "zsh", "fish"] {
        let script = stdout(&diptych(&["completions", shell]));
        for flag in [
            "layout", "linear", "print", "align", "check", "fail-on", "man",
        ] {
            assert!(script.contains(flag), "{shell} has no {flag}");
        }
    }
    assert!(error(&["completions", "abacus"]).contains("abacus"));
}

#[test]
fn the_man_page_lists_every_flag_and_key() {
    let page = stdout(&diptych(&["man"]));
    assert!(page.contains(".TH diptych 1"), "{page}");
    // roff writes a hyphen that may be copied as `\-`, and a full stop or quote at the start of a line behind `\&`.
    let page = page
        .replace("\\-", "-")
        .replace("\\&", "")
        .replace("\\*(Aq", "'");
    for flag in ["--layout", "--linear", "--print", "--theme", "--fail-on"] {
        assert!(page.contains(flag), "no {flag}");
    }
    // Each section of the manual is one here, and nothing is without a word.
    let sections: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix(".SH "))
        .collect();
    expect![[r#"
        NAME, SYNOPSIS, DESCRIPTION, OPTIONS, READING, "FACTS AND FINDINGS", REVIEW, CHECKERS, "MANY PAIRS", "FILES AND FORMATS", LANGUAGES, CONFIGURATION, "OTHER COMMANDS", "EXIT STATUS", "SEE ALSO"
    "#]]
    .assert_eq(&format!("{}\n", sections.join(", ")));
    let definition = diptych::cli::definition();
    let shown = |arg: &&clap::Arg| !arg.is_hide_set() && arg.get_id() != "help";
    for option in definition.get_arguments().filter(shown) {
        let help = option
            .get_help()
            .map(ToString::to_string)
            .unwrap_or_default();
        assert!(page.contains(&help), "no {help}");
    }
    for row in Keymap::built_in().manual() {
        if let HelpRow::Action { keys, help, .. } = row {
            assert!(page.contains(&keys.join(" ")), "no {keys:?}");
            assert!(page.contains(&*help), "no {help}");
        }
    }
}

/// A print is as wide as its terminal; without one as COLUMNS says, else 120 columns; an option insists.
#[test]
fn a_print_has_the_width_of_columns_or_of_the_option() {
    let widest = |columns: Option<&str>, args: &[&str]| {
        let mut command = support::program();
        if let Some(columns) = columns {
            command.env("COLUMNS", columns);
        }
        let printed = command.arg("--print").args(args).output().unwrap();
        let text = String::from_utf8(printed.stdout).unwrap();
        text.lines().map(glyph::width).max().unwrap()
    };
    for (columns, args, width) in [
        (None, &[][..], 120),
        (Some("100"), &[], 100),
        (Some("wide"), &[], 120),
        (Some("100"), &["--width=90"], 90),
        (Some("90"), &["--keys=j"], 90),
        (Some("90"), &["--size=100x10"], 100),
        (None, &["--linear", "--width=50"], 50),
    ] {
        let widest = widest(columns, args);
        // The rows of a whole text end where their words end.
        let least = width - 25;
        assert!(
            (least..=width).contains(&widest),
            "{columns:?} {args:?}: {widest}"
        );
    }
    assert!(widest(Some("9999999"), &[]) <= 4_000);
    assert!(
        widest(None, &["--linear"]) > 200,
        "a pipe gets whole paragraphs"
    );
}
