//! Matches that were made elsewhere: read in place of ours, in a pair, in `check`, in the table; and all that can be wrong
//! with their file.

use crate::collections::folder;
use crate::properties;
use crate::property::holds;
use crate::support::*;
use arbtest::arbitrary::{self, Unstructured};
use diptych::app::App;
use diptych::app::key;
use diptych::app::layout::Arrangement;
use diptych::app::reader::Options;
use diptych::app::table::{PairState, Picker};
use diptych::compare::align::Alignment;
use diptych::compare::pair::Diptych;
use diptych::export::batch;
use diptych::export::report::{self, Report, Selection};
use diptych::input::collection::{Collection, Fields};
use diptych::input::matches::MatchesFile;
use diptych::jobs::desk::{Desk, Front};
use diptych::jobs::triage::{Triage, WorkedOut};
use diptych::review::records::Records;
use diptych::text::side::Side;
use expect_test::{Expect, expect};
use std::path::{Path, PathBuf};
use std::process::Output;

const ORIGINAL: &str = "The heron stood still. A barge sank here.\n\nIt rained.\n";
const REWRITE: &str = "Nobody fished for once. The heron stood still.\n";

/// The heron belongs to the anglers, the barge to the heron: our own matching would never say so.
const MATCHES: &str = r#"{
 "made by": "an aligner that we do not know",
 "segments": {
  "original": [{"start": 0, "end": 22, "text": "The heron stood still."}, {"start": 23, "end": 41}, {"start": 43, "end": 53}],
  "rewrite": [{"start": 0, "end": 23, "kind": "quote"}, {"start": 24, "end": 46, "speaker": null}]
 },
 "pairs": [[0, 0, 0.3], [1, 1]]
}"#;

/// A folder with the texts above and a file of matches.
fn texts(name: &str, matches: &str) -> PathBuf {
    let files = [("a.txt", ORIGINAL), ("b.txt", REWRITE), ("m.json", matches)];
    let files = files.map(|(file, text)| (file, text.as_bytes()));
    folder(&format!("imported-{name}"), &files)
}

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = program();
    command.args(args).current_dir(folder).output().unwrap()
}

fn printed(folder: &Path, args: &[&str]) -> String {
    let output = run(folder, args);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// What is printed, under its call.
fn called(folder: &Path, args: &[&str]) -> String {
    format!("diptych {}\n{}", args.join(" "), printed(folder, args))
}

#[test]
fn a_pair_is_shown_with_the_matches_of_a_file() {
    let folder = texts("shown", MATCHES);
    let args = ["a.txt", "b.txt", "--matches", "m.json", "--size", "90x10"];
    expect![[r#"
        diptych a.txt b.txt --matches m.json --size 90x10
         a.txt  1 dropped · 3 passages               b.txt  0 added · 2 to read yourself
         ╎The heron stood still. A barge sank      ?│? Nobody fished for once. The heron stood  ▐
          ---------------------* ------------          ++++++++++++++++++++++> +++++++++++++++
          here.                                     │  still.
          ----                                         +++++
                                                    │
        ■ It rained.                               −│
          ----------
                                                    │
                                                    │
                                                    │
                                                    │
         1/2 ? perhaps reworded from passage 1, score .30, 0 % kept      lens auto, flow · ? help
    "#]]
    .assert_eq(&called(&folder, &args));
    let linear = ["--linear", "a.txt", "b.txt", "--matches", "m.json"];
    let sentences = printed(&folder, &linear);
    assert!(
        sentences.contains("Passage 1 of 2, perhaps reworded"),
        "{sentences}"
    );
    // The sides exchanged, it is still the file that says what belongs together.
    let exchanged = called(&folder, &[&args[..], &["--keys", "S"]].concat());
    expect![[r#"
        diptych a.txt b.txt --matches m.json --size 90x10 --keys S
         b.txt  0 dropped · 2 passages               a.txt  1 added · 2 to read yourself
         ▌Nobody fished for once. The heron stood  ?│? The heron stood still. A barge sank here.╎
          ----------------------> ---------------      +++++++++++++++++++++* +++++++++++++++++
          still.                                    │
          -----
                                                    │+ It rained.                                ■
                                                       ++++++++++
                                                    │
                                                    │
                                                    │
                                                    │
                                                    │
         the sides are exchanged: what was the original is the rewrite   lens auto, flow · ? help
    "#]]
    .assert_eq(&exchanged);
}

#[test]
fn the_evidence_says_what_the_file_has_and_what_we_would_have_said() {
    let folder = texts("evidence", MATCHES);
    let args = ["a.txt", "b.txt", "--matches", "m.json", "--size", "90x14"];
    expect![[r#"
        diptych a.txt b.txt --matches m.json --size 90x14 --keys e
         a.txt  1 dropped · 3 passages               b.txt  0 added · 2 to read yourself
         ╎The heron stood still. A barge sank      ?│? Nobody fished for once. The heron stood  ▐
          ---------------------* ------------          ++++++++++++++++++++++> +++++++++++++++
          here.                                     │  still.
          ----                                         +++++
                                                    │
        ■ It rained.                               −│
          ----------
                                                    │
                                                    │
         Evidence for passage 1 of the rewrite           / filter · m link · X unlink · Esc close
        ▌ .30    1  The heron stood still.
          .11    3  It rained.
                    perhaps a match, score .30
                    The heron stood still.
         words      none in common
         1/2 ? perhaps reworded from passage 1, score .30, 0 % kept      lens auto, flow · ? help
    "#]]
    .assert_eq(&called(&folder, &[&args[..], &["--keys", "e"]].concat()));
}

#[test]
fn check_takes_the_matches_of_a_file() {
    let folder = texts("checked", MATCHES);
    let args = [
        "check",
        "a.txt",
        "b.txt",
        "--matches",
        "m.json",
        "--format",
        "json",
    ];
    let report: serde_json::Value = serde_json::from_str(&printed(&folder, &args)).unwrap();
    let summary = &report["summary"];
    assert_eq!(summary["matched"], 2);
    assert_eq!(summary["dropped"], 1);
    assert_eq!(summary["added"], 0);
    assert_eq!(summary["verbatim"], 0.0);
    assert_eq!(report["original"]["segments"], 3);
}

const ROWS: &str = r#"{"id": "b", "original": "Owls sleep. Mice run.", "rewrite": "Bells ring."}
{"id": "a", "original": ["Owls sleep.", "Mice run. They squeak.\n\nThey hide."], "rewrite": ["Bells ring."]}
{"id": "none", "original": "Owls sleep.", "rewrite": "Owls sleep."}
{"original": "Owls sleep.", "rewrite": "Bells ring."}
"#;

/// In another order than the rows; the last one has no id, as its row, and belongs to it by its line.
const ROW_MATCHES: &str = r#"{"id": "a", "segments": {"original": null, "rewrite": null}, "pairs": [[1, 0, 0.9]]}
{"id": "b", "segments": {"original": [{"start": 0, "end": 11}, {"start": 12, "end": 21}], "rewrite": [{"start": 0, "end": 11}]}, "matches": [{"original": [0, 1], "rewrite": [0]}]}
{"id": "other", "segments": {"original": [], "rewrite": []}, "pairs": []}
{"segments": {"original": [{"start": 0, "end": 11}], "rewrite": [{"start": 0, "end": 11}]}, "pairs": [[0, 0]]}
"#;

fn rows(name: &str) -> PathBuf {
    let files = [("rows.jsonl", ROWS), ("m.jsonl", ROW_MATCHES)];
    let files = files.map(|(file, text)| (file, text.as_bytes()));
    folder(&format!("imported-{name}"), &files)
}

#[test]
fn the_table_finds_the_matches_of_its_pairs_by_their_ids() {
    let folder = rows("table");
    let args = [
        "rows.jsonl",
        "--matches",
        "m.jsonl",
        "--print",
        "--width",
        "100",
    ];
    expect![[r#"
        diptych rows.jsonl --matches m.jsonl --print --width 100
               #↓  pair                           matched   kept   dropped   added   findings   new facts
               1   b  Owls sleep.                   100 %    0 %         0       0          0           0
               2   a  Owls sleep.                    75 %    0 %         1       0          0           0
               3   none  m.jsonl has no matches of this pair; make the file again with diptych align
               4   Owls sleep.                      100 %    0 %         0       0          0           0
    "#]].assert_eq(&called(&folder, &args));
    let opened = ["--size", "80x9", "--keys", "j<Enter>"];
    let opened = called(&folder, &[&args[..3], &opened].concat());
    expect![[r#"
        diptych rows.jsonl --matches m.jsonl --size 80x9 --keys j<Enter>
         a, original  1 dropped · 2 passages    a, rewrite  0 added
        ■▌Owls sleep.                         −│≈ Bells ring.
          -----------                             ++++++++++
                                               │
          Mice run. They squeak.              ≈│
          ----------------------
                                               │
          They hide.                           │
          ---------
                                               │
                                               │
         pair 2 of 4                                           lens auto, flow · ? help
    "#]]
    .assert_eq(&opened);
}

#[test]
fn a_table_is_computed_again_with_matches_that_have_changed() {
    struct Nobody;
    impl Front for Nobody {}
    let folder = rows("again");
    let (path, matches) = (folder.join("rows.jsonl"), folder.join("m.jsonl"));
    let worked_out = WorkedOut {
        matches: Some(&matches),
        ..WorkedOut::default()
    };
    let fields = Fields::default();
    let said = Records::default();
    let start = |events| Triage::start(&path, &fields, worked_out, &said, &[], events);
    let mut desk = Desk::for_collection(start).unwrap();
    let mut app = App::of_collection(Picker::new("rows", size("100x9")), Options::default());
    desk.wait_for_all(&mut app);
    let n_dropped = |app: &App| match &app.picker().unwrap().items()[0].state {
        PairState::Known(figures) => figures.dropped,
        state => panic!("{state:?}"),
    };
    assert_eq!(n_dropped(&app), 0);
    let has_changed = |desk: &Desk| desk.triage().unwrap().has_changed();
    assert!(!has_changed(&desk));
    let longer = ROW_MATCHES.replace(r#"{"original": [0, 1], "#, r#"{"original": [1], "#);
    std::fs::write(&matches, longer).unwrap();
    assert!(has_changed(&desk));
    let inputs = key::parse("R").unwrap();
    assert!(desk.press(&mut app, &mut Nobody, &inputs).unwrap());
    assert_eq!(n_dropped(&app), 1);
    assert!(!has_changed(&desk));
}

#[test]
fn check_of_a_collection_finds_the_matches_of_its_pairs_by_their_ids() {
    let folder = rows("jsonl");
    let args = [
        "check",
        "rows.jsonl",
        "--format",
        "jsonl",
        "--matches",
        "m.jsonl",
    ];
    let output = run(&folder, &args);
    assert_eq!(output.status.code(), Some(2), "a pair has no matches");
    let lines = String::from_utf8(output.stdout).unwrap();
    let told = lines.lines().map(|line| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        match line["error"].as_str() {
            Some(error) => format!("{}: {error}\n", line["id"]),
            None => {
                let summary = &line["summary"];
                let (matched, dropped) = (&summary["matched"], &summary["dropped"]);
                format!("{}: {matched} matched, {dropped} dropped\n", line["id"])
            }
        }
    });
    expect![[r#"
        "b": 1 matched, 0 dropped
        "a": 1 matched, 1 dropped
        "none": m.jsonl has no matches of this pair; make the file again with diptych align
        null: 1 matched, 0 dropped
    "#]]
    .assert_eq(&told.collect::<String>());
}

/// The matches of a file for two texts.
fn imported(original: &str, rewrite: &str, matches: &str) -> anyhow::Result<Diptych> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("m.json");
    std::fs::write(&path, matches)?;
    let pair = Diptych::new(documents(original, rewrite));
    Ok(MatchesFile::open(&path)?.of_pair().import(pair)?.matched())
}

/// What `diptych align` writes for two texts.
fn aligned(original: &str, rewrite: &str) -> String {
    let row = serde_json::json!({"original": original, "rewrite": rewrite}).to_string();
    let rows = Collection::of_lines(std::io::Cursor::new(row), &Fields::default());
    let mut output = Vec::new();
    assert!(batch::align_pairs(&rows, &mut output, 1, |_| ()).unwrap());
    String::from_utf8(output).unwrap()
}

/// Without the scores of links, which `align` rounds.
fn unscored(alignment: &Alignment) -> Alignment {
    let mut unscored = alignment.clone();
    unscored.links.iter_mut().for_each(|link| link.score = 0.0);
    unscored.matches.iter_mut().for_each(|mat| mat.score = 0.0);
    unscored
}

#[track_caller]
fn assert_comes_back(original: &str, rewrite: &str) {
    let ours = diptych(original, rewrite);
    // `align` takes the two halves of a word that a line end broke for two words.
    if Side::BOTH
        .iter()
        .any(|&side| ours.documents[side].has_broken_words())
    {
        return;
    }
    let back = imported(original, rewrite, &aligned(original, rewrite)).unwrap();
    assert_eq!(back.segments, ours.segments);
    let (back, ours) = (&comparison(&back).alignment, &comparison(&ours).alignment);
    back.check_invariants();
    assert_eq!(unscored(back), unscored(ours));
    for (back, ours) in back.links.iter().zip(&ours.links) {
        assert!((back.score - ours.score).abs() < 1e-4);
    }
}

#[test]
fn what_align_writes_comes_back_as_it_was() {
    assert_comes_back(ARTICLE, crate::support::REWRITE);
    assert_comes_back("", "Owls.");
    assert_comes_back(
        "# Owls\n\n> They sleep. They hunt.\n> They fly.\n\n- Mice run.\n- Cats watch. They wait.\n\n* * *\n",
        "Owls\n====\n\n1. Mice ran.\n2. Cats watched.\n\n“They sleep.”\n",
    );
    holds(|u| {
        let (original, rewrite) = properties::pair(u)?;
        assert_comes_back(&original, &rewrite);
        Ok(())
    });
}

#[test]
fn a_segment_over_several_paragraphs_is_one_match_of_all_of_them() {
    let whole = r#"{"segments": {"original": [{"start": 0, "end": 53}], "rewrite": [{"start": 0, "end": 46}]}, "pairs": [[0, 0]]}"#;
    let pair = imported(ORIGINAL, REWRITE, whole).unwrap();
    let alignment = &comparison(&pair).alignment;
    alignment.check_invariants();
    assert_eq!(alignment.matches.len(), 1);
    assert_eq!(alignment.matches[0].segments.original, [0, 1]);
    assert_eq!(alignment.matches[0].segments.rewrite, [0]);
}

#[test]
fn what_stands_between_segments_and_is_no_word_goes_to_a_neighbour() {
    let pair = imported(
        "- “Owls sleep”, he said.\n- Mice run!\n\n* * *\n",
        "Owls.",
        r#"{"segments": {"original": [{"start": 5, "end": 15}, {"start": 20, "end": 27}, {"start": 31, "end": 39}],
            "rewrite": [{"start": 0, "end": 4}]}, "pairs": []}"#,
    );
    let pair = pair.unwrap();
    let text = pair.documents.original.text();
    let segments = pair.segments.original.iter();
    let segments: Vec<&str> = segments.map(|n| &text[n.range.clone()]).collect();
    assert_eq!(
        segments,
        ["- “Owls sleep”,", "he said.", "- Mice run!", "* * *"]
    );
    assert_eq!(pair.passages[Side::Rewrite].len(), 1);
}

/// A text in pieces of any size, as a file of matches has them.
fn any_segments(u: &mut Unstructured, text: &str) -> arbitrary::Result<Vec<serde_json::Value>> {
    let mut ends = vec![0, text.len()];
    for _ in 0..u.int_in_range(0..=12)? {
        ends.push(text.floor_char_boundary(u.int_in_range(0..=text.len())?));
    }
    ends.sort_unstable();
    let pieces = ends.windows(2);
    let segment = |ends: &[usize]| serde_json::json!({"start": ends[0], "end": ends[1]});
    Ok(pieces.map(segment).collect())
}

#[test]
fn any_segments_and_links_make_a_whole_pair() {
    holds(|u| {
        let (original, rewrite) = properties::pair(u)?;
        let segments = [any_segments(u, &original)?, any_segments(u, &rewrite)?];
        let mut links = Vec::new();
        for _ in 0..u.int_in_range(0..=12)? {
            links.push((
                u.choose_index(segments[0].len())?,
                u.choose_index(segments[1].len())?,
                u.int_in_range(0..=10)? as f32 / 10.0,
            ));
        }
        let matches = serde_json::json!({
            "segments": {"original": segments[0], "rewrite": segments[1]}, "pairs": links,
        });
        let pair = imported(&original, &rewrite, &matches.to_string()).unwrap();
        comparison(&pair).alignment.check_invariants();
        for side in Side::BOTH {
            let text = pair.documents[side].text();
            let mut end = 0;
            for segment in &pair.segments[side] {
                let range = segment.range.clone();
                let block = pair.documents[side].blocks()[segment.block].range();
                assert!(text[end..range.start].trim().is_empty(), "{text:?}");
                assert!(!range.is_empty() && block.start <= range.start && range.end <= block.end);
                end = range.end;
            }
            assert!(text[end..].trim().is_empty());
        }
        for arrangement in [
            Arrangement::Flow,
            Arrangement::Aligned,
            Arrangement::Stacked,
        ] {
            let mut reader = reader_of(pair.clone(), arrangement, "60x20");
            for keys in ["e<Esc>", "jj", "]f", "G", "F<Esc>", "<Tab>", "l", "w"] {
                press(&mut reader, keys);
                picture(&reader);
            }
        }
        report::text(
            &Report::new(&pair, &Selection::default()),
            80,
            &|_, words| words.to_owned(),
        );
        Ok(())
    });
}

/// The error of a file of matches in place of [`MATCHES`].
#[track_caller]
fn check(name: &str, matches: &str, expected: Expect) {
    let folder = texts(&format!("error-{name}"), matches);
    let output = run(
        &folder,
        &["a.txt", "b.txt", "--matches", "m.json", "--print"],
    );
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert_eq!(output.stdout, b"");
    let message = String::from_utf8(output.stderr).unwrap();
    expected.assert_eq(message.trim_end());
    assert_eq!(message.lines().count(), 1);
}

#[test]
fn what_does_not_fit_the_texts_says_where() {
    let with = |what: &str, other: &str| {
        assert!(MATCHES.contains(what));
        MATCHES.replace(what, other)
    };
    check(
        "text",
        &with(
            "The heron stood still.",
            r"The stork stood\u001b[31m still.",
        ),
        expect![
            "diptych: m.json does not fit the texts: segments.original[0] is “The stork stood␛[31m still.”, the text has “The heron stood still.” at line 1, bytes 0 to 22; make the file again with diptych align"
        ],
    );
    check(
        "order",
        &with(r#""start": 23, "end": 41"#, r#""start": 21, "end": 41"#),
        expect![
            "diptych: m.json does not fit the texts: segments.original[1] starts at byte 21, before the one before it ends at byte 22; make the file again with diptych align"
        ],
    );
    check(
        "backwards",
        &with(r#""start": 23, "end": 41"#, r#""start": 41, "end": 23"#),
        expect![
            "diptych: m.json does not fit the texts: segments.original[1] starts at byte 41 and ends at byte 23; make the file again with diptych align"
        ],
    );
    check(
        "beyond",
        &with(r#""end": 53"#, r#""end": 99"#),
        expect![
            "diptych: m.json does not fit the texts: segments.original[2] ends at byte 99, but the text has 54 bytes; make the file again with diptych align"
        ],
    );
    check(
        "gap",
        &with(r#""start": 43, "end": 53"#, r#""start": 46, "end": 53"#),
        expect![
            "diptych: m.json does not fit the texts: no segment of the original has the words “It” at line 3, bytes 43 to 45; make the file again with diptych align"
        ],
    );
    check(
        "paragraph",
        &with(r#", {"start": 43, "end": 53}"#, ""),
        expect![
            "diptych: m.json does not fit the texts: no segment of the original has the words “It rained.” at line 3, bytes 43 to 53; make the file again with diptych align"
        ],
    );
    check(
        "no-segment",
        &with("[1, 1]", "[1, 2]"),
        expect![
            "diptych: m.json does not fit the texts: pairs[1] names segment 2 of the rewrite, which has 2, counted from 0; make the file again with diptych align"
        ],
    );
    check(
        "score",
        &with("0.3", "1.3"),
        expect![
            "diptych: m.json, element 1: pairs[0] has the score 1.3; scores go from 0 to 1; make the file again with diptych align"
        ],
    );
    check(
        "kind",
        &with("quote", "aside"),
        expect![
            "diptych: m.json, element 1: expected the JSON of diptych align (unknown variant `aside`, expected one of `title`, `heading`, `byline`, `metadata`, `item`, `quote`, `sentence`, `furniture` at line 5 column 53); make the file again with diptych align"
        ],
    );
    check(
        "negative",
        &with("[1, 1]", "[1, -1]"),
        expect![
            "diptych: m.json, element 1: expected the JSON of diptych align (invalid value: integer `-1`, expected usize at line 7 column 30); make the file again with diptych align"
        ],
    );
    check(
        "content",
        &with(
            r#""made by": "#,
            r#""content": {"original": "The heron stood.", "rewrite": null}, "made by": "#,
        ),
        expect![
            "diptych: m.json does not fit the texts: content.original has “.” at line 1, byte 15, the text “still. A barge sank here. It rained.”; make the file again with diptych align"
        ],
    );
    check(
        "nothing",
        "",
        expect!["diptych: m.json is empty; make the file again with diptych align"],
    );
    check(
        "no-json",
        "The heron stood still.\n",
        expect![
            "diptych: m.json, element 1: expected the JSON of diptych align (expected value at column 1); make the file again with diptych align"
        ],
    );
    check(
        "no-links",
        &with("pairs", "pears"),
        expect![
            "diptych: m.json, element 1: it has neither `pairs` nor `matches`; make the file again with diptych align"
        ],
    );
    check(
        "no-segments",
        &with("segments", "sentences"),
        expect![
            "diptych: m.json does not fit the texts: it has no segments of the original; make the file again with diptych align"
        ],
    );
    check(
        "damaged",
        r#"{"id": null, "error": "line 1: expected UTF-8"}"#,
        expect![
            "diptych: m.json, line 1: it has an error in place of matches: line 1: expected UTF-8; make the file again with diptych align"
        ],
    );
    check(
        "many",
        ROW_MATCHES,
        expect![
            "diptych: m.json has the matches of 4 pairs; name their collection: diptych COLLECTION --matches FILE"
        ],
    );
}

#[test]
fn a_cut_in_a_character_is_an_error() {
    let cut = r#"{"segments": {"original": [{"start": 0, "end": 4}], "rewrite": []}, "pairs": []}"#;
    let err = imported("Café.", "", cut).unwrap_err().to_string();
    assert!(
        err.contains("segments.original[0] is cut at byte 4, in the middle of a character"),
        "{err}"
    );
}

#[test]
fn a_file_that_is_not_there_is_an_error_that_names_it() {
    let folder = texts("missing", MATCHES);
    for args in [
        &["a.txt", "b.txt", "--matches", "n.json"][..],
        &["check", "a.txt", "b.txt", "--matches", "n.json"],
    ] {
        let output = run(&folder, args);
        assert_eq!(output.status.code(), Some(2));
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            message,
            "diptych: cannot read n.json: No such file or directory\n"
        );
    }
    let output = run(&folder, &["--recent", "--matches", "m.json"]);
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("'--matches <FILE>'"), "{message}");
}

#[cfg(unix)]
#[test]
fn matches_may_come_from_a_pipe() {
    let folder = texts("pipe", MATCHES);
    assert!(
        std::process::Command::new("mkfifo")
            .arg(folder.join("pipe"))
            .status()
            .unwrap()
            .success()
    );
    let pipe = folder.join("pipe");
    let writer = std::thread::spawn(move || std::fs::write(pipe, MATCHES));
    let args = ["a.txt", "b.txt", "--matches", "pipe", "--print"];
    let printed_from_pipe = printed(&folder, &args);
    writer.join().unwrap().unwrap();
    let from_file = printed(
        &folder,
        &["a.txt", "b.txt", "--matches", "m.json", "--print"],
    );
    assert_eq!(printed_from_pipe, from_file);
}
