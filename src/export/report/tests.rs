use super::excerpt::Excerpt;
use super::rows::rows;
use super::*;
use crate::text::document::Document;
use expect_test::{Expect, expect};

fn diptych(original: &str, rewrite: &str) -> Diptych {
    let documents = Pair {
        original: Document::new("a.txt", original),
        rewrite: Document::new("b.txt", rewrite),
    };
    Diptych::new(documents).matched()
}

#[test]
fn a_row_begins_where_a_paragraph_does_and_no_link_leads_out() {
    let apples = "The orchard on the hill gave nine tons of apples.";
    let storm = "A storm in September broke the oldest tree.";
    let cider = "Cider from the village press won a medal in Ghent.";
    let school = "Pupils of the school picked pears all afternoon.";
    // Two paragraphs of the original became one.
    check_rows(
        &format!("{apples}\n\n{storm}\n\n{cider}"),
        &format!("{apples} {storm}\n\n{cider}"),
        expect!["0..1|0..1 1..2|1..2 2..3|2..3"],
    );
    // A dropped paragraph has a row of its own.
    check_rows(
        &format!("{apples}\n\n{school}\n\n{cider}"),
        &format!("{apples}\n\n{cider}"),
        expect!["0..1|0..1 1..2|1..1 2..3|1..2"],
    );
    // A dropped sentence stays in its paragraph.
    check_rows(
        &format!("{apples} {school} {storm}\n\n{cider}"),
        &format!("{apples} {storm}\n\n{cider}"),
        expect!["0..3|0..2 3..4|2..3"],
    );
    // A moved paragraph stands beside nothing, or beside whatever is there.
    check_rows(
        &format!("{apples}\n\n{storm}\n\n{cider}"),
        &format!("{cider}\n\n{apples}\n\n{storm}"),
        expect!["0..0|0..1 0..1|1..2 1..2|2..3 2..3|3..3"],
    );
    check_rows("", "", expect![""]);
}

#[track_caller]
fn check_rows(original: &str, rewrite: &str, expected: Expect) {
    let rows = rows(&diptych(original, rewrite));
    let told: Vec<String> = rows
        .iter()
        .map(|row| format!("{:?}|{:?}", row.original, row.rewrite))
        .collect();
    expected.assert_eq(&told.join(" "));
}

#[test]
fn a_long_sentence_is_cut_around_the_words() {
    let text = "On the first Sunday after the harvest the whole village walks up to the old mill, \
                where 412 loaves are baked before noon and given to whoever has come from far away.";
    let diptych = diptych(text, "");
    let check = |words: &str, width: usize, expected: Expect| {
        let start = text.find(words).expect("the words");
        let stretch = crate::compare::findings::Stretch {
            range: start..start + words.len(),
            segments: 0..1,
        };
        let excerpt = Excerpt::cut(&diptych, Side::Original, &stretch, width);
        expected.assert_eq(&excerpt.parts.join("|"));
        assert!(glyph::width(&excerpt.parts.concat()) <= width);
    };
    check(
        "412",
        60,
        expect!["…old mill, where |412| loaves are baked before noon and given…"],
    );
    check(
        "first",
        40,
        expect!["On the |first| Sunday after the harvest …"],
    );
    check("far", 40, expect!["…to whoever has come from |far| away."]);
}

#[test]
fn columns_are_counted_on_however_long_a_line() {
    let text = format!("First.\n{}end", "äß ".repeat(10_000));
    let document = Document::new("", text.as_str());
    let places = Places::of(&document);
    for (at, column) in [(7, 1), (7 + 5 * 3_000, 9_001), (text.len() - 3, 30_001)] {
        assert_eq!(places.at(at), LineColumn { line: 2, column });
    }
}

#[test]
fn places_count_lines_and_characters_from_one() {
    let document = Document::new("", "Über uns.\r\n\r\nÄpfel 7.");
    let places = Places::of(&document);
    let place = |words| places.at(document.text().find(words).expect("the words"));
    assert_eq!(place("Über"), LineColumn { line: 1, column: 1 });
    assert_eq!(place("uns"), LineColumn { line: 1, column: 6 });
    assert_eq!(place("7"), LineColumn { line: 3, column: 7 });
}
