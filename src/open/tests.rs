use super::*;

/// Decodes `bytes` and compares the text and the notes.
#[track_caller]
fn check(bytes: &[u8], text: &str, notes: &[&str]) {
    let document = decode("draft.md", bytes.to_vec()).expect("it is text");
    assert_eq!(document.text(), text);
    assert_eq!(document.notes, notes);
}

#[track_caller]
fn check_error(name: &str, bytes: &[u8], message: &str) {
    let err = decode(name, bytes.to_vec()).expect_err("it is no text");
    assert_eq!(err.to_string(), message);
}

#[test]
fn plain_text_has_no_notes() {
    check(b"", "", &[]);
    check(b"One.\r\nTwo.", "One.\r\nTwo.", &[]);
    check("Grüße, 世界".as_bytes(), "Grüße, 世界", &[]);
    check(b"\x1b[1mbold\x1b[0m\x0c", "\x1b[1mbold\x1b[0m\x0c", &[]);
}

#[test]
fn byte_order_mark_is_no_text() {
    check(b"\xef\xbb\xbfOne.", "One.", &[]);
    check(b"\xef\xbb\xbf", "", &[]);
    check("a\u{feff}b".as_bytes(), "a\u{feff}b", &[]);
}

#[test]
fn utf16() {
    let little =
        |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let big = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_be_bytes).collect() };
    check(
        &little("\u{feff}Grüße 🙂"),
        "Grüße 🙂",
        &["read as UTF-16LE"],
    );
    check(&big("\u{feff}世界"), "世界", &["read as UTF-16BE"]);
    check(
        &little("No mark at all."),
        "No mark at all.",
        &["read as UTF-16LE"],
    );
    check(
        &big("No mark at all."),
        "No mark at all.",
        &["read as UTF-16BE"],
    );
    let halved = [&little("\u{feff}ab")[..], &[0x00, 0xd8]].concat();
    let notes = ["read as UTF-16LE", "invalid UTF-16LE in 1 place"];
    check(&halved, "ab\u{fffd}", &notes);
}

#[test]
fn legacy_encodings_are_guessed() {
    check(
        b"Das Caf\xe9 \xf6ffnet sp\xe4ter, die Stra\xdfe bleibt gesperrt.",
        "Das Café öffnet später, die Straße bleibt gesperrt.",
        &["read as windows-1252"],
    );
    check(
        b"\xcf\xf0\xe8\xe2\xe5\xf2, \xea\xe0\xea \xe4\xe5\xeb\xe0?",
        "Привет, как дела?",
        &["read as windows-1251"],
    );
    check(
        b"\x82\xb1\x82\xf1\x82\xc9\x82\xbf\x82\xcd\x81B\x82\xa8\x8c\xb3\x8bC\x82\xc5\x82\xb7\x82\xa9\x81B",
        "こんにちは。お元気ですか。",
        &["read as Shift_JIS"],
    );
}

#[test]
fn a_few_bad_bytes_stay_utf8() {
    check(
        b"\xe2\x80\x9cGr\xc3\xbc\xc3\x9fe\xe2\x80\x9d \xff\xfe aus K\xc3\xb6ln \xc3",
        "“Grüße” \u{fffd}\u{fffd} aus Köln \u{fffd}",
        &["invalid UTF-8 in 2 places"],
    );
    check(
        b"K\xc3\xb6ln, Gr\xc3\xbc\xc3\x9fe\xff",
        "Köln, Grüße\u{fffd}",
        &["invalid UTF-8 in 1 place"],
    );
}

#[test]
fn what_is_no_text_is_refused() {
    check_error(
        "a.pdf",
        b"%PDF-1.7\n",
        "cannot read a.pdf: it seems to be a PDF, not text; try `pdftotext` first",
    );
    check_error(
        "a.docx",
        b"PK\x03\x04\x14\0",
        "cannot read a.docx: it seems to be a ZIP archive or an office document, not text; \
         unpack it, or try `pandoc -t plain` first",
    );
    check_error(
        "a\n\u{202e}b",
        b"\x00\x01\x02\x03 and so on",
        "cannot read a\\n\\u{202e}b: it seems to be binary data, not text; name a text file",
    );
}

#[test]
fn one_stray_nul_in_a_long_text_is_text() {
    let text = format!("{}\0", "word ".repeat(50));
    check(text.as_bytes(), &text, &[]);
}

#[test]
fn what_cannot_be_opened_says_why() {
    let missing = open(Path::new("no/such/draft.md")).expect_err("there is none");
    assert_eq!(
        missing.to_string(),
        "cannot read no/such/draft.md: No such file or directory"
    );
    let directory = open(Path::new(env!("CARGO_MANIFEST_DIR"))).expect_err("it is a directory");
    assert_eq!(
        directory.to_string(),
        concat!(
            "cannot read ",
            env!("CARGO_MANIFEST_DIR"),
            ": Is a directory"
        )
    );
}

#[test]
fn a_document_is_named_after_its_file() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let document = open(&path).expect("the manifest is there");
    assert_eq!(document.name, "Cargo.toml");
    assert!(document.text().starts_with("[package]"));
}

#[test]
fn utf8_is_never_changed() {
    arbtest::arbtest(|u| {
        let text: String = u.arbitrary()?;
        if let Ok(document) = decode("x", text.clone().into_bytes())
            && document.notes.is_empty()
        {
            assert_eq!(
                document.text(),
                text.strip_prefix('\u{feff}').unwrap_or(&text)
            );
        }
        Ok(())
    });
}

#[test]
fn any_bytes_are_read_or_refused_by_name() {
    arbtest::arbtest(|u| {
        let bytes: Vec<u8> = u.arbitrary()?;
        if let Err(err) = decode("x", bytes) {
            assert!(
                err.to_string()
                    .starts_with("cannot read x: it seems to be ")
            );
        }
        Ok(())
    });
}
