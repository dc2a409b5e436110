//! Files that other programs wrote (`tests/fixtures/make.sh`) → the documents that we make of them.

use crate::support::comparison;
use diptych::input::open::{self, ReadOptions};
use diptych::text::document::{BlockKind, Document};
use expect_test::expect_file;
use std::fmt::Write;
use std::path::{Path, PathBuf};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

fn opened(name: &str) -> Document {
    open::open(&fixtures().join(name)).unwrap()
}

#[test]
fn fixtures_are_read_as_expected() {
    let mut names: Vec<String> = std::fs::read_dir(fixtures())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("article") || name.starts_with("page"))
        .collect();
    names.sort();
    assert!(names.len() >= FIXTURES_MIN, "the fixtures are gone");
    for name in names {
        let expected = fixtures().join("expected").join(format!("{name}.txt"));
        expect_file![expected].assert_eq(&told(&opened(&name)));
    }
}

const FIXTURES_MIN: usize = 10;

/// Each block with its kind, its line and its text, in which what is set apart stands in brackets.
fn told(document: &Document) -> String {
    let mut told = String::new();
    for note in &document.notes {
        let _ = writeln!(told, "note: {note}");
    }
    for (n, block) in document.blocks().iter().enumerate() {
        let kind = match block.kind {
            BlockKind::Heading => format!("heading {}", block.level),
            kind => format!("{kind:?}").to_lowercase(),
        };
        let line = document.source_line(block.range().start);
        let line = line.map_or(String::new(), |line| format!(", line {line}"));
        let gap = if document.has_break_before(n) {
            "\n"
        } else {
            ""
        };
        let indent = " ".repeat(block.indent);
        let text = marked_up(document, block.range());
        let _ = writeln!(told, "{gap}{indent}{text}  ({kind}{line})");
    }
    told
}

fn marked_up(document: &Document, range: std::ops::Range<usize>) -> String {
    let mut text = String::new();
    let mut end = range.start;
    let inside = document
        .spans()
        .iter()
        .filter(|span| range.contains(&span.range.start));
    for span in inside {
        let face = span.face;
        let faces = [
            (face.emphasis, "*"),
            (face.strong, "**"),
            (face.code, "`"),
            (face.struck, "~~"),
        ];
        let sign: String = faces
            .iter()
            .filter(|(is, _)| *is)
            .map(|(_, sign)| *sign)
            .collect();
        let said = &document.text()[span.range.clone()];
        text += &document.text()[end..span.range.start];
        let _ = match face.link {
            Some(link) => write!(text, "[{sign}{said}{sign}]({})", document.link(link)),
            None => write!(text, "{sign}{said}{sign}"),
        };
        end = span.range.end;
    }
    text + &document.text()[end..range.end]
}

/// Whoever wrote it in whatever format, it is the same article.
#[test]
fn the_same_article_in_two_formats_is_verbatim() {
    for (one, other) in [
        ("article.md", "article-pandoc.html"),
        ("article-pandoc.html", "article-libreoffice.html"),
        ("article-pandoc.docx", "article-pandoc.html"),
        ("article-libreoffice.docx", "article-pandoc.docx"),
        ("article-pandoc.epub", "article-pandoc.html"),
        ("article-libreoffice.epub", "article-pandoc.docx"),
        ("article.md.zst", "article.md"),
        ("page.html.gz", "page.html"),
    ] {
        let documents = diptych::text::side::Pair {
            original: opened(one),
            rewrite: opened(other),
        };
        let diptych = diptych::compare::pair::Diptych::new(documents).matched();
        let summary = comparison(&diptych).summary;
        assert!(summary.verbatim > 0.85, "{one} and {other}: {summary:?}");
    }
}

#[test]
fn all_of_a_page_is_shown_when_asked_for() {
    let path = fixtures().join("page.html");
    let article = open::open(&path).unwrap();
    assert!(!article.text().contains("Most read") && !article.text().contains("Imprint"));
    let how = ReadOptions {
        whole_page: true,
        ..ReadOptions::default()
    };
    let page = open::open_as(&path, how).unwrap();
    for part in [
        "Home",
        "Most read",
        "Seal found in bakery",
        "Tickets are sold",
        "Imprint",
    ] {
        assert!(page.text().contains(part), "{part}");
    }
    assert!(!page.text().contains("window.track"));
}
