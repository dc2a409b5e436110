//! Paragraphs of plain text → files as people have them, and what libraries alone take to read these.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer};
use std::hint::black_box;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Paragraphs under one heading.
const SECTION: usize = 20;

/// Paragraphs in one file of a book: about 30 pages.
const CHAPTER: usize = 150;

fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n\n").map(str::trim)
}

/// The first word of a paragraph, the second and what follows.
fn words(paragraph: &str) -> (&str, &str, &str) {
    let (first, rest) = paragraph.split_once(' ').unwrap_or((paragraph, ""));
    let (second, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    (first, second, rest)
}

pub fn markdown(text: &str) -> String {
    let mut written = String::new();
    for (n, paragraph) in paragraphs(text).enumerate() {
        let (first, second, rest) = words(paragraph);
        if n % SECTION == 0 {
            written += &format!("## {first} {second}\n\n");
        }
        written += &format!("{first} *{second}* [{rest}](https://example.org/{n})\n\n");
    }
    written
}

fn markup(paragraphs: &[&str]) -> String {
    let mut written = String::new();
    for (n, paragraph) in paragraphs.iter().enumerate() {
        let (first, second, rest) = words(paragraph);
        if n % SECTION == 0 {
            written += &format!("<h2>{first} {second}</h2>\n");
        }
        written += &format!("<p>{first} <em>{second}</em> <a href=\"page-{n}\">{rest}</a></p>\n");
    }
    written
}

pub fn html(text: &str) -> String {
    let paragraphs: Vec<&str> = paragraphs(text).collect();
    let navigation =
        "<nav><ul><li><a href=\"/\">Home</a></li><li><a href=\"/news\">News</a></li></ul></nav>";
    format!(
        "<!DOCTYPE html><html><head><title>A page</title></head><body>{navigation}<article>\n{}</article>\
         <footer>Imprint</footer></body></html>",
        markup(&paragraphs)
    )
}

pub fn epub(text: &str) -> Vec<u8> {
    let paragraphs: Vec<&str> = paragraphs(text).collect();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, content: &str| {
        zip.start_file(name, SimpleFileOptions::default())
            .expect("memory");
        zip.write_all(content.as_bytes()).expect("memory");
    };
    add("mimetype", "application/epub+zip");
    let package =
        "<container><rootfiles><rootfile full-path=\"book.opf\"/></rootfiles></container>";
    add("META-INF/container.xml", package);
    let (mut items, mut spine) = (String::new(), String::new());
    for (n, chapter) in paragraphs.chunks(CHAPTER).enumerate() {
        let name = format!("chapter-{n}.xhtml");
        let body = markup(chapter);
        add(
            &name,
            &format!("<html><head><title>{n}</title></head><body>{body}</body></html>"),
        );
        items +=
            &format!("<item id=\"c{n}\" href=\"{name}\" media-type=\"application/xhtml+xml\"/>");
        spine += &format!("<itemref idref=\"c{n}\"/>");
    }
    add(
        "book.opf",
        &format!("<package><manifest>{items}</manifest><spine>{spine}</spine></package>"),
    );
    zip.finish().expect("memory").into_inner()
}

pub fn read_markdown(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).expect("it is text");
    black_box(pulldown_cmark::Parser::new(text).into_offset_iter().count());
}

pub fn read_html(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).expect("it is text");
    let mut page = dom_smoothie::Readability::new(text, None, None).expect("a page");
    black_box(page.parse().expect("an article"));
}

pub fn read_epub(bytes: &[u8]) {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    for n in 0..zip.len() {
        let mut text = String::new();
        let mut file = zip.by_index(n).expect("a file");
        file.read_to_string(&mut text).expect("it is text");
        let tokenizer = Tokenizer::new(Nobody, Default::default());
        let queue = BufferQueue::default();
        queue.push_back(StrTendril::from(text));
        let _ = tokenizer.feed(&queue);
        tokenizer.end();
    }
}

/// Looks at no token.
struct Nobody;

impl TokenSink for Nobody {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        black_box(token);
        TokenSinkResult::Continue
    }
}
