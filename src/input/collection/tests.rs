use super::store::Store;
use super::*;
use expect_test::{Expect, expect};
use std::io::Write;
use std::sync::Arc;

#[test]
fn a_list_of_objects_is_divided_at_its_commas() {
    check_split(
        "\u{feff} [ {\"a\": \"} ] , \\\" {\"},\n  {\"b\": [1, {}]} , 7, {\"c\": ",
        RecordFormat::JsonValues,
        expect![[r#"
            6..25 {"a": "} ] , \" {"}
            29..43 {"b": [1, {}]}
            46..47 7
            49..55 {"c": 
        "#]],
    );
    check_split(" [ ]", RecordFormat::JsonValues, expect![""]);
    // A closing bracket without an opening one becomes a damaged record; the rest is read.
    check_split(
        "[{\"a\": 1}}, {}]",
        RecordFormat::JsonValues,
        expect![[r#"
            1..9 {"a": 1}
            9..10 }
            12..14 {}
        "#]],
    );
    check_split("", RecordFormat::JsonValues, expect![""]);
    // Without the brackets of an array, and without separators.
    check_split(
        "{\n\"a\": 1\n}\n{}{}",
        RecordFormat::JsonValues,
        expect![[r#"
            0..10 {
            "a": 1
            }
            11..13 {}
            13..15 {}
        "#]],
    );
}

#[test]
fn a_cell_may_hold_a_line_end() {
    check_split(
        "a,b\n\"x\ny\",2\n\n\"z\"\"\",3",
        RecordFormat::Delimited(b','),
        expect![[r#"
            0..4 a | b
            4..12 x
            y | 2
            12..20 z" | 3
        "#]],
    );
}

#[test]
fn fields_are_found_by_the_names_that_data_sets_have() {
    fn found<'a>(names: &[&'a str]) -> Result<(&'a str, &'a str), String> {
        let found = Fields::default().find(names)?;
        Ok((names[found.texts.original], names[found.texts.rewrite]))
    }
    for (original, rewrite) in KNOWN {
        assert_eq!(found(&["id", rewrite, original]), Ok((original, rewrite)));
    }
    assert_eq!(
        found(&["source", "article", "summary"]),
        Ok(("article", "summary")),
        "the source of an article is its newspaper"
    );
    expect!["expected the fields `original` and `rewrite`, found `id` and `body`; name others with --original-field and --rewrite-field"]
        .assert_eq(&found(&["id", "body"]).unwrap_err());
    expect!["expected the fields `original` and `rewrite`, found none; name others with --original-field and --rewrite-field"]
        .assert_eq(&found(&[]).unwrap_err());
}

#[test]
fn a_named_field_goes_before_all_others() {
    let fields = Fields {
        original_field: Some("body".to_owned()),
        rewrite_field: None,
        id_field: Some("nr".to_owned()),
        ..Fields::default()
    };
    let found = fields
        .find(&["id", "original", "rewrite", "body", "nr"])
        .unwrap();
    assert_eq!(
        (found.texts.original, found.texts.rewrite, found.id),
        (3, 2, Some(4))
    );
    assert_eq!(
        fields
            .find(&["id", "body", "summary"])
            .unwrap()
            .texts
            .rewrite,
        2
    );
    expect!["expected the fields `body` and `rewrite`, found only `rewrite`; name others with --original-field and --rewrite-field"]
        .assert_eq(&fields.find(&["rewrite"]).unwrap_err());
}

#[test]
fn the_label_of_a_record_is_the_same_with_and_without_parsing_its_texts() {
    let fields = Fields::default();
    for json in [
        r#"{"id": "a", "original": "x", "rewrite": ["y"], "title": "T"}"#,
        r#"{"uuid": 7, "source": "x", "target": "y"}"#,
        r#"{"id": null, "original": "x"}"#,
        r#"{"id": 1, "original": "x", "rewrite": "#,
        r#"{"id": 1, "original": "x", "rewrite": "y"} and more"#,
        r#"{"id": "NaN", "score": NaN, "original": "-Infinity \" NaN", "rewrite": "y", "loss": [-Infinity, Infinity]}"#,
        r#"{"id": NaN, "title": "T", "original": "x", "rewrite": "\\"}"#,
        r#"{"id": 1, "unused": "\ud800", "original": "x", "rewrite": "y", "score": NaNo}"#,
        "[1]",
        "nonsense",
        "",
    ] {
        let label = Label::of_json(json.as_bytes(), &fields);
        let parsed = Label::of_record(&PairRecord::of_json(json.as_bytes(), &fields));
        assert_eq!(label, parsed, "{json}");
    }
}

/// As Python writes it: the row used to be refused for a field that nobody reads.
#[test]
fn what_is_not_a_number_refuses_no_row() {
    let json = r#"{"id": "a", "original": "NaN \"Infinity\" x", "rewrite": ["-Infinity"], "score": NaN, "l": [-Infinity, "\ud800"]}"#;
    let record = PairRecord::of_json(json.as_bytes(), &Fields::default());
    let texts = record.texts.unwrap();
    let document = texts.original.into_document(String::new(), None);
    assert_eq!(document.text(), "NaN \"Infinity\" x");
    let broken = r#"{"id": "a", "original": "x", "rewrite": "y", "score": NaNo}"#;
    let record = PairRecord::of_json(broken.as_bytes(), &Fields::default());
    assert_eq!(
        record.texts.unwrap_err(),
        "JSON (syntax error at column 55)"
    );
}

#[test]
fn any_range_of_a_compressed_text_can_be_read() {
    let text: Vec<u8> = (0..200_000u32)
        .flat_map(|n| n.wrapping_mul(n).to_le_bytes())
        .collect();
    let store = Store::Blocks(Arc::default());
    let mut sink = Vec::new();
    store.tee(text.as_slice()).read_to_end(&mut sink).unwrap();
    for (start, len) in [
        (0, 10),
        (65_530, 20),
        (65_536, 65_536),
        (100_000, 500_000),
        (799_990, 10),
    ] {
        let range = store.read(start as u64, len as u64).unwrap();
        assert_eq!(range, &text[start..start + len], "{start} + {len}");
    }
    assert_eq!(
        store.read(799_990, 100).unwrap(),
        &text[799_990..],
        "past the end"
    );
}

#[test]
fn all_members_of_a_compressed_file_are_one_text() {
    let gzip = |text: &str| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let zstd = |text: &str| {
        let level = ruzstd::encoding::CompressionLevel::Fastest;
        ruzstd::encoding::compress_to_vec(text.as_bytes(), level)
    };
    // A frame that decoders skip (RFC 8878, 3.1.2), four bytes long.
    let skipped = b"\x50\x2a\x4d\x18\x04\0\0\0skip".to_vec();
    for bytes in [
        [gzip("one "), gzip("two")].concat(),
        [zstd("one "), skipped, zstd("two")].concat(),
        b"one two".to_vec(),
    ] {
        let mut text = String::new();
        let mut reader = decompress::decompress(std::io::Cursor::new(bytes)).unwrap();
        reader.read_to_string(&mut text).unwrap();
        assert_eq!(text, "one two");
    }
}

fn check_split(text: &'static str, format: RecordFormat, expected: Expect) {
    let mut listing = String::new();
    for record in split_records(text.as_bytes(), format) {
        let record = record.expect("memory can be read");
        let raw = match record.raw {
            RawRecord::Json(json) => String::from_utf8(json).unwrap(),
            RawRecord::Cells(cells) => {
                let cells: Vec<_> = cells
                    .iter()
                    .map(|cell| String::from_utf8_lossy(cell))
                    .collect();
                cells.join(" | ")
            }
            raw => format!("{raw:?}"),
        };
        let RecordSpan { start, len, .. } = record.span;
        listing += &format!("{start}..{} {raw}\n", start + len);
    }
    expected.assert_eq(&listing);
}
