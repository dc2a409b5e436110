//! Collections: every kind of file and folder that pairs come in, and all that can be wrong with them.

use diptych::export::batch;
use diptych::input::collection::{
    Collection, Fields, PairRecord, ScannedRecord, SideInput, is_collection,
};
use diptych::text::side::Pair;
use expect_test::{Expect, expect};
use serde_json::Value;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A folder of the test's own, with files in it.
pub fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    crate::support::folder(&format!("collections/{name}"), files)
}

fn opened(path: &Path) -> Collection {
    Collection::open(path, &Fields::default()).expect("a collection")
}

fn entries(collection: &Collection) -> Vec<ScannedRecord> {
    let mut entries = Vec::new();
    let scanned = collection.scan(|entry| {
        entries.push(entry);
        true
    });
    scanned.expect("it can be read to its end");
    entries
}

fn shown(PairRecord { id, title, texts }: &PairRecord) -> String {
    let side = |given: &SideInput| match given {
        SideInput::Text(document) => document.text().trim_end().to_owned(),
        SideInput::List(segments) => format!("{segments:?}"),
    };
    let texts = match texts {
        Ok(Pair { original, rewrite }) => format!("{} → {}", side(original), side(rewrite)),
        Err(problem) => format!("! {problem}"),
    };
    let title = title.as_ref().map(|title| format!(" “{title}”"));
    format!("{id}{}: {texts}", title.unwrap_or_default())
}

/// Reads every row where it was found, and checks that the stream of rows has the same.
#[track_caller]
fn check(path: &Path, expected: Expect) {
    assert!(
        is_collection(path),
        "{} is not taken for one",
        path.display()
    );
    let collection = opened(path);
    let mut told = String::new();
    for entry in entries(&collection) {
        let row = collection.record(&entry.location);
        writeln!(told, "{}", shown(&row)).unwrap();
        if let Some(problem) = &entry.label.problem {
            assert_eq!(
                row.texts.as_ref().unwrap_err(),
                problem,
                "told before it is read"
            );
        }
    }
    let mut streamed = String::new();
    for record in collection.records().unwrap() {
        writeln!(streamed, "{}", shown(&collection.parse(record.unwrap()))).unwrap();
    }
    assert_eq!(streamed, told);
    expected.assert_eq(&told);
}

#[track_caller]
fn error(path: &Path) -> String {
    let name = path.to_string_lossy().into_owned();
    let err = Collection::open(path, &Fields::default())
        .map(|_| ())
        .unwrap_err();
    format!("{err:#}").replace(&name, "PATH")
}

const LINES: &str = r#"{"id": "a", "title": "One", "original": "Cat.", "rewrite": "A cat."}
{"id": 7, "original": ["Dog.", "Owl."], "rewrite": "A dog."}
"#;

#[test]
fn json_lines() {
    let folder = folder("lines", &[("pairs.jsonl", LINES.as_bytes())]);
    check(
        &folder.join("pairs.jsonl"),
        expect![[r#"
            "a" “One”: Cat. → A cat.
            7: ["Dog.", "Owl."] → A dog.
        "#]],
    );
}

#[test]
fn a_json_array_and_json_objects_over_several_lines() {
    let array = r#"[{"id": "a", "source": "Cat.", "target": "A [cat]."},
        {"id": "b", "source": "Dog.", "target": "A dog."}]"#;
    let objects =
        "{\n \"input\": \"Cat.\",\n \"output\": \"A cat.\"\n}\n{\n \"input\": \"Dog\"\n}\n";
    let lines = &LINES.replace("jsonl", "");
    let folder = folder(
        "array",
        &[
            ("array.json", array.as_bytes()),
            ("objects.json", objects.as_bytes()),
            ("lines.json", lines.as_bytes()),
        ],
    );
    check(
        &folder.join("array.json"),
        expect![[r#"
            "a": Cat. → A [cat].
            "b": Dog. → A dog.
        "#]],
    );
    check(
        &folder.join("objects.json"),
        expect![[r#"
            null: Cat. → A cat.
            null: ! element 2: expected the fields `original` and `rewrite`, found only `input`; name others with --original-field and --rewrite-field
        "#]],
    );
    check(
        &folder.join("lines.json"),
        expect![[r#"
            "a" “One”: Cat. → A cat.
            7: ["Dog.", "Owl."] → A dog.
        "#]],
    );
}

#[test]
fn csv_and_tsv() {
    let folder = folder(
        "cells",
        &[
            ("a.csv", b"id,document,summary\n1,\"Cat,\nowl.\",\"A \"\"cat\"\".\"\n2,Dog.\n3,Bee.,A bee.\n"),
            ("b.csv", b"\xef\xbb\xbfdocument;summary\nCat, owl.;A cat.\n"),
            ("c.tsv", b"title\toriginal\trewrite\nOne\tCat.\tA cat.\n\t\t\n"),
            ("latin.csv", b"original,rewrite\ncaf\xe9,tea\n"),
            // A bad byte in UTF-8 is no other encoding.
            ("bad.csv", b"original,rewrite\ncaf\xc3\xa9 p\xc3\xa2t\xc3\xa9,tea\nth\xe9,tea\n"),
        ],
    );
    check(
        &folder.join("a.csv"),
        expect![[r#"
            "1": Cat,
            owl. → A "cat".
            null: ! line 4: expected 3 cells, found 2
            "3": Bee. → A bee.
        "#]],
    );
    check(
        &folder.join("b.csv"),
        expect![[r#"
            null: Cat, owl. → A cat.
        "#]],
    );
    check(
        &folder.join("c.tsv"),
        expect![[r#"
            null “One”: Cat. → A cat.
            null:  → 
        "#]],
    );
    check(
        &folder.join("latin.csv"),
        expect![[r#"
            null: café → tea
        "#]],
    );
    check(
        &folder.join("bad.csv"),
        expect![[r#"
            null: café pâté → tea
            null: ! line 3: expected `original` to be UTF-8
        "#]],
    );
}

#[test]
fn folders_of_pairs() {
    let named = folder(
        "named",
        &[
            ("b.original.txt", b"Dog."),
            ("b.rewrite.md", b"A dog."),
            ("a.original.txt", b"Cat."),
            ("a.rewrite.txt", b"A cat."),
            ("c-rewrite.txt", b"Lone."),
            (".hidden.original.txt", b"Not to be seen."),
            ("notes.txt", b"No pair."),
        ],
    );
    check(
        &named,
        expect![[r#"
            "a": Cat. → A cat.
            "b": Dog. → A dog.
            "c": ! there is no original for c-rewrite.txt
        "#]],
    );
    let sides = folder(
        "sides",
        &[
            ("original/x.txt", b"Cat."),
            ("rewrite/x.html.txt", b"No."),
            ("rewrite/x.txt", b"A cat."),
        ],
    );
    check(
        &sides,
        expect![[r#"
            "x": Cat. → A cat.
            "x.html": ! there is no original for x.html.txt
        "#]],
    );
}

#[test]
fn the_pairs_of_a_folder_are_in_the_order_in_which_people_count() {
    let names = ["x10", "x9", "x1", "y2"];
    let files = names.map(|name| format!("{name}.original.txt"));
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|name| (name.as_str(), &b"Cat."[..]))
        .collect();
    let ids: Vec<_> = entries(&opened(&folder("counted", &files)))
        .into_iter()
        .filter_map(|entry| entry.label.id)
        .collect();
    assert_eq!(ids, ["x1", "x9", "x10", "y2"]);
}

#[test]
fn files_that_differ_in_their_endings_alone_are_kept_apart() {
    let sides = folder(
        "endings",
        &[
            ("original/a.html", b"<p>Page."),
            ("original/a.txt", b"Text."),
            ("original/b.html", b"<p>Owl."),
            ("rewrite/a.txt", b"A text."),
            ("rewrite/b.txt", b"An owl."),
        ],
    );
    check(
        &sides,
        expect![[r#"
            "a.html": ! there is no rewrite for a.html
            "a.txt": Text. → A text.
            "b": Owl. → An owl.
        "#]],
    );
    let named = folder(
        "named_endings",
        &[
            ("a.original.md", b"Notes."),
            ("a.original.txt", b"Text."),
            ("a.rewrite.txt", b"A text."),
        ],
    );
    check(
        &named,
        expect![[r#"
            "a.md": ! there is no rewrite for a.original.md
            "a.txt": Text. → A text.
        "#]],
    );
}

#[test]
fn a_manifest_names_the_files() {
    let folder = folder(
        "manifest",
        &[
            (
                "manifest.csv",
                b"id,original,rewrite\none,in/a.txt,out/b.txt\ntwo,in/a.txt,out/none.txt\n",
            ),
            ("in/a.txt", b"Cat."),
            ("out/b.txt", b"A cat."),
        ],
    );
    let collection = opened(&folder);
    let told: Vec<String> = entries(&collection)
        .iter()
        .map(|entry| {
            shown(&collection.record(&entry.location)).replace(&*folder.to_string_lossy(), "FOLDER")
        })
        .collect();
    expect![[r#"
        "one": Cat. → A cat.
        "two": ! line 3: cannot read FOLDER/out/none.txt: No such file or directory"#]]
    .assert_eq(&told.join("\n"));
}

#[test]
fn a_folder_of_parts_is_one_collection() {
    let folder = folder(
        "parts",
        &[
            (
                "part-00001.jsonl",
                b"{\"id\": 3, \"original\": \"c\", \"rewrite\": \"C\"}\n",
            ),
            ("part-00000.jsonl", LINES.as_bytes()),
            ("_SUCCESS", b""),
            ("part-00002.jsonl", b"oops\n"),
        ],
    );
    check(
        &folder,
        expect![[r#"
            "a" “One”: Cat. → A cat.
            7: ["Dog.", "Owl."] → A dog.
            3: c → C
            null: ! part-00002.jsonl, line 1: expected JSON (syntax error at column 1)
        "#]],
    );
}

#[test]
fn packed_files() {
    let gzip = packed_with_gzip(LINES);
    let level = ruzstd::encoding::CompressionLevel::Fastest;
    let zstd = ruzstd::encoding::compress_to_vec(LINES.as_bytes(), level);
    let cut = &gzip[..gzip.len() - 12];
    let folder = folder(
        "packed",
        &[
            ("a.jsonl.gz", &gzip),
            ("b.jsonl.zst", &zstd),
            ("cut.jsonl.gz", cut),
        ],
    );
    for name in ["a.jsonl.gz", "b.jsonl.zst"] {
        check(
            &folder.join(name),
            expect![[r#"
                "a" “One”: Cat. → A cat.
                7: ["Dog.", "Owl."] → A dog.
            "#]],
        );
    }
    let collection = opened(&folder.join("cut.jsonl.gz"));
    let err = collection.scan(|_| true).unwrap_err().to_string();
    assert!(
        err.starts_with("cannot read ") && err.contains("cut.jsonl.gz: "),
        "{err}"
    );
}

fn packed_with_gzip(text: &str) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_damaged_line_is_a_row_that_says_so() {
    let folder = folder(
        "damaged",
        &[(
            "pairs.jsonl",
            b"\n{\"id\": 1, \"original\": \"a\", \"rewrite\": 2}\nnonsense\n[]\n{\"id\": 5, \"original\": \"\xff\"}\n{\"id\": 6, \"original\": \"a\", \"rewr",
        )],
    );
    let path = folder.join("pairs.jsonl");
    let collection = opened(&path);
    let rows: Vec<String> = entries(&collection)
        .iter()
        .map(|entry| shown(&collection.record(&entry.location)))
        .collect();
    expect![[r#"
        1: ! line 2: expected `rewrite` to be a text or a list of texts
        null: ! line 3: expected JSON (syntax error at column 2)
        null: ! line 4: expected an object with `original` and `rewrite`
        null: ! line 5: expected UTF-8 (invalid at byte 24)
        null: ! line 6: expected JSON (unexpected end at column 32)"#]]
    .assert_eq(&rows.join("\n"));
}

#[test]
fn what_is_no_collection_says_what_would_be() {
    let folder = folder(
        "none",
        &[
            ("a.txt", b"Only a text."),
            ("a.csv", b"id,body\n1,Text\n"),
            ("empty.csv", b""),
            ("cut.parquet", b"PAR1 and then nothing"),
            ("empty/notes.txt", b""),
        ],
    );
    assert!(!is_collection(&folder.join("a.txt")));
    expect!["cannot read PATH as a collection; expected JSON Lines, a JSON array, CSV, TSV or Parquet; usage: diptych ORIGINAL REWRITE or diptych COLLECTION"]
        .assert_eq(&error(&folder.join("a.txt")));
    expect!["cannot read PATH: expected the fields `original` and `rewrite`, found `id` and `body`; name others with --original-field and --rewrite-field"]
        .assert_eq(&error(&folder.join("a.csv")));
    expect!["cannot read PATH: it is empty; expected a row with the column names"]
        .assert_eq(&error(&folder.join("empty.csv")));
    expect!["no pairs in PATH; expected x.original.txt and x.rewrite.txt, original/x and rewrite/x, a manifest, or files of JSON Lines, JSON, CSV, TSV or Parquet"]
        .assert_eq(&error(&folder.join("empty")));
    expect!["cannot read PATH: No such file or directory"]
        .assert_eq(&error(&folder.join("not.jsonl")));
    if cfg!(feature = "parquet") {
        let error = error(&folder.join("cut.parquet"));
        let expected = "cannot read PATH: it is not a complete Parquet file; it may be truncated: ";
        assert!(error.starts_with(expected), "{error}");
    }
}

#[test]
fn an_empty_collection_is_one_without_rows() {
    let folder = folder(
        "empty",
        &[
            ("a.jsonl", b""),
            ("b.json", b"[]"),
            ("c.csv", b"original,rewrite\n"),
        ],
    );
    for name in ["a.jsonl", "b.json", "c.csv"] {
        check(&folder.join(name), expect![""]);
    }
}

#[test]
fn every_kind_gives_the_same_lines() {
    let csv = "id,original,rewrite\na,Cat sat on the old mat.,A cat sat on a mat.\n";
    let json =
        r#"{"id": "a", "original": "Cat sat on the old mat.", "rewrite": "A cat sat on a mat."}"#;
    let folder = folder(
        "same",
        &[
            ("a.csv", csv.as_bytes()),
            ("b.jsonl", json.as_bytes()),
            ("c.json", format!("[{json}]").as_bytes()),
            ("d/a.original.txt", b"Cat sat on the old mat."),
            ("d/a.rewrite.txt", b"A cat sat on a mat."),
        ],
    );
    let aligned = |path: PathBuf| {
        let mut output = Vec::new();
        let fine = batch::align_pairs(&opened(&path), &mut output, 2, |_| ());
        assert!(fine.unwrap());
        String::from_utf8(output).unwrap()
    };
    let first = aligned(folder.join("a.csv"));
    assert!(
        first.starts_with(r#"{"id":"a","matches":[{"original":[0],"rewrite":[0],"#),
        "{first}"
    );
    for name in ["b.jsonl", "c.json", "d"] {
        assert_eq!(aligned(folder.join(name)), first, "{name}");
    }
}

#[cfg(feature = "parquet")]
mod parquet_files {
    use super::*;
    use parquet::basic::Compression;
    use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
    use parquet::schema::parser::parse_message_type;
    use std::fs::File;
    use std::sync::Arc;

    const SCHEMA: &str = "message pairs {
        required int64 id;
        optional binary document (STRING);
        optional group summary (LIST) { repeated group list { optional binary element (STRING); } }
    }";

    /// What other programs compress columns with.
    fn compressions() -> [Compression; 6] {
        [
            Compression::ZSTD(Default::default()),
            Compression::GZIP(Default::default()),
            Compression::BROTLI(Default::default()),
            Compression::LZ4_RAW,
            Compression::LZ4,
            Compression::SNAPPY,
        ]
    }

    /// Three row groups of 100 pairs each: `Text n.` and a list of n % 3 sentences.
    fn write(path: &Path, compression: Compression) {
        let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
        let properties = WriterProperties::builder().set_compression(compression);
        let file = File::create(path).unwrap();
        let mut writer =
            SerializedFileWriter::new(file, schema, Arc::new(properties.build())).unwrap();
        for group in 0..3 {
            let mut row_group = writer.next_row_group().unwrap();
            write_group(&mut row_group, group * 100..(group + 1) * 100);
            row_group.close().unwrap();
        }
        writer.close().unwrap();
    }

    fn write_group(group: &mut SerializedRowGroupWriter<File>, rows: std::ops::Range<i64>) {
        let ids: Vec<i64> = rows.clone().collect();
        let mut column = group.next_column().unwrap().unwrap();
        column
            .typed::<Int64Type>()
            .write_batch(&ids, None, None)
            .unwrap();
        column.close().unwrap();

        // PairRecord 7 has no text.
        let there: Vec<i16> = rows.clone().map(|n| i16::from(n != 7)).collect();
        let texts = rows.clone().filter(|&n| n != 7);
        let texts: Vec<ByteArray> = texts
            .map(|n| format!("Text {n}.").as_str().into())
            .collect();
        let mut column = group.next_column().unwrap().unwrap();
        column
            .typed::<ByteArrayType>()
            .write_batch(&texts, Some(&there), None)
            .unwrap();
        column.close().unwrap();

        let (mut sentences, mut definitions, mut repetitions) =
            (Vec::new(), Vec::new(), Vec::new());
        for n in rows {
            let n_sentences = n % 3;
            sentences
                .extend((0..n_sentences).map(|k| ByteArray::from(format!("{n} {k}.").as_str())));
            definitions
                .extend((0..n_sentences.max(1)).map(|_| if n_sentences == 0 { 1 } else { 3 }));
            repetitions.extend((0..n_sentences.max(1)).map(|k| i16::from(k > 0)));
        }
        let mut column = group.next_column().unwrap().unwrap();
        let levels = (Some(&definitions[..]), Some(&repetitions[..]));
        column
            .typed::<ByteArrayType>()
            .write_batch(&sentences, levels.0, levels.1)
            .unwrap();
        column.close().unwrap();
    }

    /// Every row of a damaged file is read or says why not, and none is asked for twice.
    #[test]
    fn a_damaged_parquet_file_has_an_end() {
        diptych::input::open::border::silence_panics();
        let folder = folder("damaged_parquet", &[]);
        for (n, compression) in compressions().into_iter().enumerate() {
            let step = if n == 0 { 5 } else { 97 };
            stays_in_order(&folder.join("pairs.parquet"), compression, step);
        }
    }

    fn stays_in_order(path: &Path, compression: Compression, step: usize) {
        write(path, compression);
        let whole = std::fs::read(path).unwrap();
        for at in (4..whole.len()).step_by(step) {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << (at % 8);
            std::fs::write(path, &bytes).unwrap();
            let Ok(collection) = Collection::open(path, &Fields::default()) else {
                continue;
            };
            let mut n_rows = 0;
            for record in collection.records().unwrap() {
                collection.parse(record.unwrap());
                n_rows += 1;
            }
            assert!(n_rows <= 300, "{n_rows} rows with a flip at {at}");
            let mut n_found = 0;
            let scanned = collection.scan(|entry| {
                if n_found % 50 == 7 {
                    collection.record(&entry.location);
                }
                n_found += 1;
                true
            });
            assert!(
                scanned.is_ok() && n_found <= 300,
                "{n_found} found with a flip at {at}"
            );
        }
    }

    #[test]
    fn rows_of_a_parquet_file_are_read_in_any_order() {
        let folder = folder("parquet", &[]);
        for compression in compressions() {
            is_read_in_any_order(&folder.join("pairs.parquet"), compression);
        }
    }

    fn is_read_in_any_order(path: &Path, compression: Compression) {
        write(path, compression);
        let collection = opened(path);
        let entries = entries(&collection);
        assert_eq!(entries.len(), 300, "{compression}");
        assert_eq!(entries[299].label.id.as_deref(), Some("299"));
        let row = |n: usize| shown(&collection.record(&entries[n].location));
        let told = [299, 0, 1, 64, 7, 200, 199, 2].map(row).join("\n");
        expect![[r#"
            299: Text 299. → ["299 0.", "299 1."]
            0: Text 0. → []
            1: Text 1. → ["1 0."]
            64: Text 64. → ["64 0."]
            7: ! row 8: expected `document` to be a text or a list of texts
            200: Text 200. → ["200 0.", "200 1."]
            199: Text 199. → ["199 0."]
            2: Text 2. → ["2 0.", "2 1."]"#]]
        .assert_eq(&told);
        let streamed = collection.records().unwrap();
        let streamed: Vec<String> = streamed
            .map(|record| shown(&collection.parse(record.unwrap())))
            .collect();
        let direct: Vec<String> = (0..300).map(row).collect();
        assert_eq!(streamed, direct);
    }
}

/// Offsets of a format with markup count in the text that is shown, so that text is given.
#[test]
fn align_gives_the_text_that_offsets_count_in() {
    let path = folder(
        "extracted",
        &[
            ("a.original.md", b"# Owls\n\nAn *owl* sat.\n".as_slice()),
            ("a.rewrite.txt", b"Owls\n\nAn owl sat."),
            ("b.original.txt", b"An owl sat."),
            ("b.rewrite.txt", b"An owl sat."),
        ],
    );
    let output = crate::support::program()
        .arg("align")
        .arg(path)
        .output()
        .unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines[0]["content"]["original"], "Owls\n\nAn owl sat.\n");
    assert_eq!(lines[0]["content"]["rewrite"], Value::Null);
    assert_eq!(lines[0]["segments"]["original"][1]["start"], 6);
    assert_eq!(lines[1].get("content"), None);
}

/// Spreadsheets write the encoding of the system, or UTF-16; every row said that it was no UTF-8.
#[test]
fn tables_of_spreadsheets_are_read_in_their_encoding() {
    let utf16 = |text: &str| -> Vec<u8> {
        let units = "\u{feff}".encode_utf16().chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    };
    let german =
        b"id;original;rewrite\r\n7;Die M\xf6wen flogen \xfcber die Br\xfccke.;Alles war gr\xfcn.\r\n";
    // 海鸥飞过了大桥。 and 桥上没有人。 in GBK.
    let chinese =
        b"original,rewrite\n\xba\xa3\xc5\xb8\xb7\xc9\xb9\xfd\xc1\xcb\xb4\xf3\xc7\xc5\xa1\xa3,\
        \xc7\xc5\xc9\xcf\xc3\xbb\xd3\xd0\xc8\xcb\xa1\xa3\n";
    let table = "original\trewrite\nThe gulls left.\tНочь.\nIt rained.\t海\n";
    let folder = folder(
        "spreadsheets",
        &[
            ("german.csv", german),
            ("chinese.csv", chinese),
            ("unicode.tsv", &utf16(table)),
            (
                "shell.jsonl",
                &utf16("{\"original\": \"Ñu\", \"rewrite\": \"б\"}\n"),
            ),
        ],
    );
    for (name, encoding, expected) in [
        (
            "german.csv",
            "windows-1252",
            expect![[r#"
                "7": Die Möwen flogen über die Brücke. → Alles war grün.
            "#]],
        ),
        (
            "chinese.csv",
            "GBK",
            expect![[r#"
                null: 海鸥飞过了大桥。 → 桥上没有人。
            "#]],
        ),
        (
            "unicode.tsv",
            "UTF-16LE",
            expect![[r#"
                null: The gulls left. → Ночь.
                null: It rained. → 海
            "#]],
        ),
        (
            "shell.jsonl",
            "UTF-16LE",
            expect![[r#"
                null: Ñu → б
            "#]],
        ),
    ] {
        let path = folder.join(name);
        check(&path, expected);
        let [note] = &opened(&path).notes()[..] else {
            panic!("not one note on {name}");
        };
        assert!(
            note.ends_with(&format!("{name}: read as {encoding}")),
            "{note}"
        );
    }
}

/// A character may lie on the border of two reads, and the text may be longer than a block of the store.
#[test]
fn a_long_table_in_another_encoding_is_read_like_the_same_in_utf8() {
    let row = |n: usize| format!("{n},Über {n} Brücken.,{}\n", "grün ".repeat(n % 7));
    let text = format!(
        "id,original,rewrite\n{}",
        (0..3_000).map(row).collect::<String>()
    );
    let latin: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let folder = folder(
        "long-table",
        &[("a.csv", text.as_bytes()), ("b.csv", &latin)],
    );
    let rows = |name: &str| -> Vec<String> {
        let collection = opened(&folder.join(name));
        let rows = entries(&collection).into_iter();
        rows.map(|row| shown(&collection.record(&row.location)))
            .collect()
    };
    assert_eq!(rows("a.csv"), rows("b.csv"));
}

fn rows_of(path: &Path, original: &str, rewrite: &str) -> Vec<String> {
    let fields = Fields {
        original_field: Some(original.to_owned()),
        rewrite_field: Some(rewrite.to_owned()),
        ..Fields::default()
    };
    let collection = Collection::open(path, &fields).expect("a collection");
    let rows = entries(&collection).into_iter();
    rows.map(|row| {
        let read = collection.record(&row.location);
        assert_eq!(row.label.problem, read.texts.as_ref().err().cloned());
        shown(&read)
    })
    .collect()
}

#[test]
fn a_table_without_names_has_its_columns_by_number() {
    let folder = folder(
        "numbers",
        &[
            (
                "bare.csv",
                b"7,The gulls left.,They went.\n8,It rained.,Rain fell.\n",
            ),
            ("named.tsv", b"1\t2\nIt rained.\tRain fell.\n"),
        ],
    );
    assert_eq!(
        rows_of(&folder.join("bare.csv"), "2", "3"),
        [
            "null: The gulls left. → They went.",
            "null: It rained. → Rain fell."
        ]
    );
    // Columns that are called so are meant.
    assert_eq!(
        rows_of(&folder.join("named.tsv"), "1", "2"),
        ["null: It rained. → Rain fell."]
    );
}

#[test]
fn a_field_may_be_inside_another_one() {
    let lines = br#"{"id": 1, "translation": {"en": "It rained.", "de": {"text": "Es regnete."}}}
{"id": 2, "translation": {"en": "It rained."}}
{"id": 3, "translation": "no object", "translation.en": "A.", "translation.de.text": "B."}
"#;
    let folder = folder("nested", &[("a.jsonl", lines)]);
    let rows = rows_of(
        &folder.join("a.jsonl"),
        "translation.en",
        "translation.de.text",
    );
    assert_eq!(rows[0], "1: It rained. → Es regnete.");
    assert!(
        rows[1].starts_with("2: ! line 2: expected the fields"),
        "{}",
        rows[1]
    );
    assert_eq!(rows[2], "3: A. → B.");
}

/// An id had the digits that a floating-point number keeps, and a lone surrogate refused its row.
#[test]
fn ids_keep_their_digits_and_halves_of_surrogate_pairs_are_shown_as_such() {
    let lines = br#"{"id": 123456789012345678901234567890, "original": "A \\ud800 b \ud83d\ude00 \ud800.", "rewrite": ["\udc00"]}
"#;
    let folder = folder("escapes", &[("a.jsonl", lines)]);
    let [row] = &rows_of(&folder.join("a.jsonl"), "original", "rewrite")[..] else {
        panic!("not one row");
    };
    let expected =
        "123456789012345678901234567890: A \\ud800 b \u{1f600} \u{fffd}. → [\"\u{fffd}\"]";
    assert_eq!(row, expected);
}

#[test]
fn a_packed_stream_is_named() {
    for (start, kind) in [
        (&b"\xfd7zXZ\0\0\x04"[..], "xz data"),
        (b"BZh91AY&SY", "bzip2 data"),
        (b"PK\x03\x04\x14\0", "a ZIP archive"),
    ] {
        let collection = Collection::of_lines(start, &Fields::default());
        let message = match collection.scan(|_| true) {
            Err(err) => err.to_string(),
            Ok(()) => panic!("{kind} was read"),
        };
        assert!(
            message.contains(&format!("it seems to be {kind}")),
            "{message}"
        );
    }
}
