//! Links of a document: where they go is shown and copied, and nothing but a reader's own click ever follows one.

use crate::support::{press, size, status};
use diptych::app::key;
use diptych::app::reader::{Effect, Options, Reader};
use diptych::compare::pair::Diptych;
use diptych::input::open::{self, ReadOptions};
use diptych::text::side::Pair;
use diptych::view::ansi;
use diptych::view::screen;
use diptych::view::theme::Theme;

/// A reader of a page and a plain text.
fn open_page(body: &str) -> Reader {
    let page = format!("<!DOCTYPE html>{body}");
    let document = |name: &str, text: &str| {
        open::document(name, text.as_bytes().to_vec(), ReadOptions::default()).unwrap()
    };
    let documents = Pair {
        original: document("a.txt", "Owls sat.\n\nOwls flew."),
        rewrite: document("b.html", &page),
    };
    let pair = Diptych::new(documents).matched();
    Reader::new(pair, Options::default(), size("120x12"))
}

#[track_caller]
fn last_effect(reader: &mut Reader, keys: &str) -> Effect {
    let inputs = key::parse(keys).unwrap().into_iter();
    inputs.map(|input| reader.input(input)).last().unwrap()
}

fn printed(reader: &Reader) -> String {
    ansi::color_text(&screen::screen(reader), &Theme::built_in("dark").unwrap())
}

/// The targets of the printed links.
fn opened(text: &str) -> Vec<&str> {
    let starts = text.split("\x1b]8;;").skip(1);
    let targets = starts.map(|rest| rest.split_once("\x1b\\").expect("each is closed").0);
    targets.filter(|target| !target.is_empty()).collect()
}

const TWO: &str =
    "<p><a href=https://one.example/a>Owls</a> sat <a href=two.html>there</a>.<p>Owls flew.";

#[test]
fn the_address_of_a_link_is_copied_by_its_number() {
    let mut reader = open_page(TWO);
    assert!(status(&reader).contains("2 links, https://one.example/a"));
    let copied = |text: &str| Effect::Copy(text.to_owned());
    assert_eq!(
        last_effect(&mut reader, "L"),
        copied("https://one.example/a")
    );
    assert!(status(&reader).starts_with("copied https://one.example/a"));
    assert_eq!(last_effect(&mut reader, "2L"), copied("two.html"));
    assert_eq!(last_effect(&mut reader, "3L"), Effect::None);
    assert!(status(&reader).starts_with("there are 2 links in the passage"));
    assert_eq!(last_effect(&mut reader, "jL"), Effect::None);
    assert!(status(&reader).starts_with("there is no link in the passage"));
}

#[test]
fn control_characters_of_an_address_are_symbols_and_never_pasted() {
    let mut reader =
        open_page("<p><a href='https://a.example/&#27;]0;x&#7;&#10;rm -r&#x202e;'>Owls sat.</a>");
    let shown = status(&reader);
    assert!(
        shown.contains("link https://a.example/␛]0;x␇ rm -r<U+202E>"),
        "{shown}"
    );
    assert!(!shown.contains('\u{202e}'), "{shown:?}");
    let Effect::Copy(copied) = last_effect(&mut reader, "L") else {
        panic!("nothing was copied");
    };
    assert!(
        copied.starts_with("https://a.example/%1B]0;x%07%0Arm -r"),
        "{copied}"
    );
    press(&mut reader, "g");
    assert_eq!(
        opened(&printed(&reader)),
        ["https://a.example/%1B]0;x%07%0Arm%20-r%E2%80%AE"]
    );
}

#[test]
fn only_addresses_of_pages_and_mail_can_be_clicked() {
    let link = |target: &str| format!("<p><a href='{target}'>Owls sat.</a>");
    for target in [
        "https://a.example",
        "HTTP://a.example",
        "mailto:a@b.example",
    ] {
        assert_eq!(opened(&printed(&open_page(&link(target)))), [target]);
    }
    for target in [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "ssh://a.example",
        "x-man-page://ls",
        "page.html",
        "//a.example",
        "https:a.example",
    ] {
        let reader = open_page(&link(target));
        assert!(opened(&printed(&reader)).is_empty(), "{target}");
        let is_script = target.starts_with("javascript:"); // no link at all
        assert_eq!(
            status(&reader).contains(target),
            !is_script,
            "{target} is shown"
        );
    }
    let long = format!("https://a.example/{}", "a".repeat(3_000));
    assert!(opened(&printed(&open_page(&link(&long)))).is_empty());
}

/// Links are for output that is read elsewhere: neither plain text nor the terminal's own screen has any.
#[test]
fn links_are_in_coloured_output_alone() {
    let reader = open_page(TWO);
    let screen = screen::screen(&reader);
    for text in [ansi::plain(&screen), ansi::marked(&screen)] {
        assert!(!text.contains('\x1b'), "{text}");
    }
    let area = ratatui::layout::Rect::new(0, 0, 120, 12);
    let mut buffer = ratatui::buffer::Buffer::empty(area);
    diptych::view::buffer::paint(&screen, &Theme::built_in("dark").unwrap(), &mut buffer);
    assert!(
        buffer
            .content()
            .iter()
            .all(|cell| !cell.symbol().contains('\x1b'))
    );
}
