use super::*;
use crate::input::open::{Format, ReadOptions, document};
use crate::property::holds;
use crate::text::document::tests::{assert_invariants, nasty};
use expect_test::{Expect, expect};

/// Reads `source` and compares the notes, and each block with its label and line.
#[track_caller]
fn check(source: &str, expected: Expect) {
    let document = document("standard input", source.into(), ReadOptions::default()).unwrap();
    expected.assert_eq(&told(&document));
}

fn told(document: &Document) -> String {
    assert_invariants(document);
    let notes = document.notes.iter().map(|note| format!("note: {note}\n"));
    let blocks = document.blocks().iter().map(|block| {
        let line = document.source_line(block.range().start).unwrap_or(0);
        let said = &document.text()[block.range()];
        format!("{line} {}  {said}\n", block.label)
    });
    notes.chain(blocks).collect()
}

#[test]
fn a_sentence_runs_over_cues() {
    check(
        "\u{feff}1\r\n00:00:01,000 --> 00:00:03,000\r\nDid you hear that,\r\n\r\n2\r\n00:00:03,100 --> 00:00:05,000\r\n\
         or was it only\r\nthe wind? I was asleep...\r\n\r\n3\r\n00:00:05,100 --> 00:00:08,000\r\n...as always. So\r\n\r\n\
         4\r\n00:12:09,000 --> 00:12:10,000\r\nLater\r\n",
        expect![[r#"
            3 00:01  Did you hear that, or was it only the wind? I was asleep... ...as always. So
            16 12:09  Later
        "#]],
    );
}

#[test]
fn each_speaker_has_a_line() {
    check(
        "1\n00:00:06,000 --> 00:00:08,000\n- Nothing.\n-Nor did I, and I have\ngood ears.\n\n\
         2\n00:00:08,000 --> 00:00:09,000\n-5 degrees.\n\n3\n00:00:09,000 --> 00:00:10,000\n— Cold —\nvery cold.",
        expect![[r#"
            3 0:06  - Nothing.
            4 0:06  - Nor did I, and I have good ears.
            9 0:08  -5 degrees.
            13 0:09  - Cold — very cold.
        "#]],
    );
    check(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud Mary Ann>Did you hear\n\n00:02.000 --> 00:03.000\n<v Mary Ann>that?\n\n\
         1:00:03.000 --> 1:00:04.000\n<v Tom>No.</v>\n\n1:00:04.000 --> 1:00:05.000\n<v Tom>Never.\n",
        expect![[r#"
            4 0:00:01  Mary Ann: Did you hear that?
            10 1:00:03  Tom: No.
            13 1:00:04  Never.
        "#]],
    );
}

#[test]
fn what_is_no_text_is_counted_or_decoration() {
    check(
        "WEBVTT - The film\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:fred\n\nNOTE\nof two\nlines\n\n\
         intro\n00:01.000 --> 00:02.000 align:start line:0\n{\\an8}<c.yellow>It &amp; that</c> <00:01.500>&lt;3 & 2 < 4\u{2009}<ruby>漢<rt>kan</rt></ruby>&lrm;\n\n\
         NOTE that\n\nNOTEBOOKS\n00:04.000 --> 00:05.000\nNOTE well\n\nand more",
        expect![[r#"
            note: 2 comments are not shown
            note: 2 metadata fields are not shown
            note: 2 subtitle names are not shown
            note: 1 pronunciation (ruby text) is not shown
            16 0:01  It & that <3 & 2 < 4 漢 NOTE well and more
        "#]],
    );
}

#[test]
fn faces_are_kept() {
    let document = read("00:01.000 --> 00:02.000\n<i>Did you</i>\n<I>hear</I> <b>that?</b>");
    let faces: Vec<(&str, bool)> = document
        .spans()
        .iter()
        .map(|span| (&document.text()[span.range.clone()], span.face.strong))
        .collect();
    assert_eq!(faces, [("Did you hear", false), ("that?", true)]);
}

/// As speech recognition writes them: each line a second time, and no stops.
#[test]
fn rolling_captions_are_said_once() {
    check(
        "WEBVTT\n\n00:00.000 --> 00:02.000\n \nso<00:00:00.500><c> we</c><00:00:01.000><c> went</c>\n\n\
         00:02.000 --> 00:02.010\nso we went\n \n\n00:02.010 --> 00:04.000\nso we went\nout<00:00:03.000><c> there</c>\n",
        expect![[r#"
            5 0:00  so we went out there
        "#]],
    );
    let cue = |n: usize| format!("{n}\n00:00:{n:02},000 --> 00:00:{:02},000\nword\n\n", n + 1);
    let document = read(&(0..8).map(cue).collect::<String>());
    assert_eq!(
        told(&document),
        "3 0:00  word word word word word word\n27 0:06  word word\n"
    );
}

#[test]
fn they_are_known_by_what_is_in_them() {
    let srt = "\n1\n00:00:01,000 --> 00:00:02,000\nOne.\n";
    for (name, text, is_read) in [
        ("standard input", srt, true),
        ("a.txt", srt, true),
        (
            "a.srt",
            "Made by Ann\n\n1\n00:00:01,000 --> 00:00:02,000\nOne.\n",
            true,
        ),
        ("a.srt", "One.", false),
        ("a.vtt", "WEBVTT", true),
        ("a.txt", "WEBVTTS", false),
        ("a.txt", "1\nOne --> two", false),
        (
            "a.txt",
            "Come at 00:00:01,000 --> 00:00:02,000 to us.",
            false,
        ),
    ] {
        let document = document(name, text.into(), ReadOptions::default()).unwrap();
        assert_eq!(document.is_extracted(), is_read, "{name} {text:?}");
    }
    let format = Some(Format::Text);
    let options = ReadOptions {
        format,
        ..ReadOptions::default()
    };
    assert_eq!(document("a.srt", srt.into(), options).unwrap().text(), srt);
    let utf16: Vec<u8> = srt.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let document = document("a.srt", utf16, ReadOptions::default()).unwrap();
    assert_eq!(document.notes, ["read as UTF-16LE"]);
    assert_eq!(document.text(), "One.\n");
}

/// Whatever stands between the times is read, and nothing panics.
#[test]
fn no_word_of_any_subtitles_is_lost() {
    holds(|u| {
        let mut source = String::new();
        let mut words = Vec::new();
        for n in 0..u.int_in_range(0..=9)? {
            let piece = *u.choose(&[
                "\n",
                "\n\n",
                "00:00:01,000 --> 00:00:02,000\n",
                "1\n",
                "<i>",
                "</v>",
                "<v ",
                "{\\",
                "&amp;",
                "- ",
                "WEBVTT\n",
                "\u{feff}",
                "--> ",
                "99999:99:99,9 --> 0:0\n",
                "<",
                ">",
            ])?;
            source.push_str(piece);
            if u.ratio(1, 2)? {
                words.push(format!("word{n}."));
                source.push_str(&format!("\nword{n}.\n"));
            }
        }
        let document = read(&source);
        assert_invariants(&document);
        let is_vtt = source.starts_with("WEBVTT");
        for word in words.iter().filter(|_| !is_vtt) {
            let is_name = !document.notes.is_empty();
            assert!(
                is_name || document.text().contains(word.as_str()),
                "{word} of {source:?}"
            );
        }
        assert_invariants(&read(&nasty(u)?));
        Ok(())
    });
}
