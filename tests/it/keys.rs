//! Keys → where the reader is and what the status line says.

use crate::support::*;
use diptych::app::App;
use diptych::app::event::Event;
use diptych::app::key;
use diptych::app::layout::Arrangement::{Aligned, Flow};
use diptych::app::reader::{Effect, Mode, Options, Reader};
use diptych::compare::pair::Diptych;
use diptych::text::side::{Pair, Side};

fn open() -> Reader {
    reader_of(article(), Flow, "100x24")
}

/// Presses keys from the first passage of the rewrite and tells where the cursor is: `O3` is the third passage of the original.
#[track_caller]
fn check(keys: &str, expected: &str) {
    let mut reader = open();
    press(&mut reader, "g");
    press(&mut reader, keys);
    let side = if reader.lead() == Side::Original {
        'O'
    } else {
        'R'
    };
    let at = format!("{side}{}", reader.cursor().unwrap() + 1);
    assert_eq!(at, expected, "after {keys}: {}", under_cursor(&reader));
}

#[test]
fn the_rewrite_leads_at_the_start() {
    let reader = open();
    // The first passage has moved; beside its counterpart the original could not show its first line.
    assert_eq!((reader.lead(), reader.cursor()), (Side::Rewrite, Some(1)));
    assert!(reader.diptych().passages.rewrite[0].moved);
}

/// A novel's matches take a second or two.
#[test]
fn until_the_matches_are_there_the_cursor_stands_on_paragraphs() {
    let unmatched = Diptych::new(documents(ARTICLE, REWRITE));
    let mut reader = Reader::new(unmatched, Options::default(), size("100x24"));
    let said = |reader: &Reader| reader.message().unwrap_or_default().to_owned();
    press(&mut reader, "gjj");
    let paragraph = under_cursor(&reader);
    assert!(paragraph.starts_with("The work will cost"), "{paragraph}");
    assert!(paragraph.ends_with("outer lamp."), "{paragraph}");
    assert_eq!(
        status(&reader).split("  ").next(),
        Some("rewrite, still matching …")
    );
    let header = picture(&reader).lines().nth(1).unwrap().to_owned();
    assert!(header.contains("matching …"), "{header}");
    for keys in ["]d", "]f", "<Tab>", "e", "F"] {
        press(&mut reader, keys);
        assert_eq!(said(&reader), "still matching", "{keys}");
    }
    press(&mut reader, "/colours<Enter>");
    let paragraph = under_cursor(&reader);
    assert!(paragraph.ends_with("at the opening."), "{paragraph}");
    reader.load(article());
    assert!(under_cursor(&reader).ends_with("in bright colours."));
    assert!(!status(&reader).contains("matching"), "{}", status(&reader));
}

#[test]
fn passages() {
    check("j", "R2");
    check("jjk", "R2");
    check("k", "R1");
    check("3j", "R4");
    check("<Down><Up>", "R1");
    check("G", "R7");
    check("Gj", "R7");
    check("Gg", "R1");
    check("4G", "R4");
    check("4g", "R4");
    check("99G", "R7");
    check(":4<Enter>", "R4");
    check(":4<Esc>", "R1");
    check(":44<BS><Enter>", "R4");
}

#[test]
fn sides() {
    check("j<Tab>", "O1");
    check("j<Tab><Tab>", "R2");
    check("j<Left>", "O1");
    check("<Left><Right>", "R1");
    check("jh", "O1");
    check("h<Right>", "R1");
}

#[test]
fn paragraphs() {
    let original =
        "# Head\n\nOne is here. Two is here.\n\nThree is here. Four is here.\n\nFive is here.\n";
    let mut reader = reader(original, original, Flow, "100x24");
    let mut at = |keys: &str| {
        press(&mut reader, keys);
        under_cursor(&reader)
    };
    assert_eq!(at("g}"), "One is here.");
    assert_eq!(at("}"), "Three is here.");
    assert_eq!(
        at("j{"),
        "Three is here.",
        "first to the beginning of its own"
    );
    assert_eq!(at("{"), "One is here.");
    assert_eq!(at("2}"), "Five is here.");
    assert_eq!(at("}"), "Five is here.");
    assert_eq!(at("9{"), "# Head");
    assert_eq!(at("g2}k}"), "Three is here.");
    assert_eq!(at("<C-o><C-o>"), "# Head", "they are jumps");
}

#[test]
fn the_passage_goes_to_the_top_the_middle_and_the_foot_of_the_screen() {
    let text: String = (1..=60)
        .map(|n| format!("Row number {n} stands here.\n\n"))
        .collect();
    let mut reader = reader(&text, &text, Flow, "100x24");
    press(&mut reader, "30G");
    let mut row = |keys: &str| {
        press(&mut reader, keys);
        let cursor = reader.cursor().unwrap();
        assert_eq!(cursor, 29);
        reader.rows_of(reader.lead(), cursor).0 - reader.top(reader.lead())
    };
    assert_eq!(row("zt"), 0);
    assert_eq!(row("zb"), 21);
    assert_eq!(row("zz"), 11);
    press(&mut reader, "gzt");
    let last_top = reader.top(reader.lead());
    press(&mut reader, "zz");
    assert_eq!(
        reader.top(reader.lead()),
        last_top,
        "nothing stands above the first row"
    );
}

#[test]
fn exchanged_sides_are_matched_the_other_way_and_the_cursor_stays_in_its_text() {
    let mut app = App::of_pair(open());
    let mut press = |keys: &str| {
        for input in diptych::app::key::parse(keys).unwrap() {
            let _ = app.handle(Event::Input(input));
        }
        app.clone()
    };
    let before = press("g]a");
    let before = before.reader().unwrap();
    let (cursor, dropped) = (
        under_cursor(before),
        before.diptych().comparison.clone().unwrap().summary.dropped,
    );
    let after = press("S");
    let reader = after.reader().unwrap();
    assert_eq!(reader.lead(), Side::Original);
    assert_eq!(under_cursor(reader), cursor);
    assert!(
        status(reader).starts_with("the sides are exchanged"),
        "{}",
        status(reader)
    );
    assert_eq!(
        reader.diptych().comparison.clone().unwrap().summary.added,
        dropped
    );
    assert_eq!(after.file_side(Side::Original), Side::Rewrite);
    let back = press("S");
    assert_eq!(
        comparison(back.reader().unwrap().diptych()).summary,
        comparison(before.diptych()).summary
    );
    assert_eq!(under_cursor(back.reader().unwrap()), cursor);
    assert_eq!(back.file_side(Side::Original), Side::Original);
}

#[test]
fn lists_are_filtered_by_words() {
    let mut reader = open_found();
    press(&mut reader, "f/storms");
    assert!(
        status(&reader).starts_with("/storms"),
        "{}",
        status(&reader)
    );
    assert!(status(&reader).ends_with("1 row"), "{}", status(&reader));
    assert_eq!(
        words_here(&reader),
        "winter storms",
        "what is found is shown at once"
    );
    press(&mut reader, "<Enter>");
    assert!(
        picture(&reader).contains("with “storms”"),
        "{}",
        picture(&reader)
    );
    press(&mut reader, "/<C-u>nothing of the kind");
    assert!(status(&reader).ends_with("0 rows"), "{}", status(&reader));
    press(&mut reader, "<Esc>");
    assert!(
        !picture(&reader).contains("with “"),
        "Escape forgets the filter"
    );
    press(&mut reader, "<Esc>e/calloway<Enter>");
    assert!(
        picture(&reader).contains("with “calloway”"),
        "{}",
        picture(&reader)
    );
}

#[test]
fn counterparts_in_turn() {
    // One sentence of the rewrite says what two of the original say, not next to each other.
    let original = "The mayor opened the new swimming pool on Monday morning. \
        Rain kept most of the visitors away until noon. \
        Children dived from the highest board all afternoon. \
        The water was heated to twenty-six degrees by solar panels. \
        Lifeguards from Holm watched over the shallow end. \
        Tickets cost three crowns for adults and one for children.";
    let rewrite = "The mayor opened the new swimming pool on Monday morning, and the water was heated to twenty-six \
        degrees by solar panels. \
        Rain kept most of the visitors away until noon. \
        Children dived from the highest board all afternoon. \
        Lifeguards from Holm watched over the shallow end. \
        Tickets cost three crowns for adults and one for children.";
    let links = [(0, 0), (1, 1), (2, 2), (3, 0), (4, 3), (5, 4)];
    let links = links.map(|(original, rewrite)| (original, rewrite, 0.9));
    let mut reader = reader_of(linked(original, rewrite, &links), Flow, "100x24");
    assert_eq!(reader.diptych().counterparts(Side::Rewrite, 0), [0, 3]);
    press(&mut reader, "<Tab>");
    assert_eq!((reader.lead(), reader.cursor()), (Side::Original, Some(0)));
    press(&mut reader, "<Tab><Tab>");
    assert_eq!((reader.lead(), reader.cursor()), (Side::Original, Some(3)));
    press(&mut reader, "<Tab><Tab>");
    assert_eq!((reader.lead(), reader.cursor()), (Side::Original, Some(0)));
}

#[test]
fn jumps_to_kinds_of_passages() {
    check("]]", "R2");
    check("]][[", "R1");
    check("]a", "R5");
    check("G[a", "R5");
    check("]d", "O4");
    check("2]d", "O5");
    check("]c", "R2");
    check("]m", "R6");
    check("]m[m", "R1");
}

#[test]
fn jumps_go_round_and_say_so() {
    check("]d]d]d]d", "O4"); // of three
    check("g[d", "O9");
    check("5]d", "O5");
    check("7[a", "R5"); // the only one
    for (keys, word) in [
        ("g[d", "from the bottom"),
        ("]d]d]d]d", "from the top"),
        ("4]d", "from the top"),
        ("]w9]w", "from the top"),
    ] {
        let mut reader = open();
        press(&mut reader, keys);
        assert!(
            status(&reader).contains(word),
            "{keys}: {}",
            status(&reader)
        );
        press(&mut reader, "j");
        assert!(
            !status(&reader).contains(word),
            "{keys}: until the next key"
        );
    }
    let mut reader = open();
    press(&mut reader, "]d]d]d");
    assert!(!status(&reader).contains("from the"), "{}", status(&reader));
}

#[test]
fn a_jump_that_finds_nothing_says_so_and_stays() {
    let mut reader = reader_of(diptych(ARTICLE, ARTICLE), Flow, "120x24");
    press(&mut reader, "j]a");
    assert!(
        status(&reader).starts_with("no added passages in the rewrite"),
        "{}",
        status(&reader)
    );
    assert_eq!(reader.cursor(), Some(1));
    let mut reader = open();
    press(&mut reader, "]a]a");
    assert!(
        status(&reader).contains("from the top"),
        "{}",
        status(&reader)
    );
    assert_eq!(
        under_cursor(&reader),
        "Tourists from the mainland bring most of the island's money in July."
    );
    press(&mut reader, "<Tab>");
    assert!(
        status(&reader).starts_with("added: nothing in the original says this"),
        "{}",
        status(&reader)
    );
}

#[test]
fn back_and_forward_through_jumps() {
    check("j]a<C-o>", "R2");
    check("j]d<C-o>", "R2");
    check("j]d<C-o><C-i>", "O4");
    check("j]d<M-Left><M-Right>", "O4");
    check("jG]d2<C-o>", "R2");
    check("<C-o>", "R2"); // where g started
}

#[test]
fn searching() {
    check("/pier<Enter>", "O1");
    check("/pier<Enter>n", "R2");
    check("/pier<Enter>nnN", "R2");
    check("/PIER<Enter>", "R1"); // a capital letter insists on capitals
    check("/Eastwick<Enter>", "R1");
    check("/pier<Esc>", "R1");
    check("/pier<Enter><C-o>", "R1");
    check("/island's money<Enter>", "R5");
}

/// The query, and what is found: `/` before hits of a regular expression.
#[test]
fn what_is_not_found_as_it_is_written_is_a_regular_expression() {
    let original = "It is 22 km long (or 22\nmiles). What? No 22 kmiles. C:\\dir";
    let mut reader = reader_of(diptych(original, "The Mile is 5 KM."), Flow, "120x24");
    let mut found = |query: &str| {
        press(&mut reader, &format!("/{query}<Enter>"));
        let status = status(&reader);
        let search = reader.search().unwrap();
        assert_eq!(
            search.is_pattern,
            status.contains("as a regular expression"),
            "{query}: {status}"
        );
        let sign = if search.is_pattern { "/" } else { "" };
        let hits = Side::BOTH.map(|side| {
            let text = reader.diptych().documents[side].text();
            let hits = search.hits[side]
                .iter()
                .map(|hit| text[hit.clone()].to_owned());
            hits.collect::<Vec<String>>()
        });
        format!("{sign}{}", hits.concat().join("|"))
    };
    assert_eq!(found("22 (km|miles)"), "/22 km|22\nmiles|22 km");
    assert_eq!(found("(or"), "(or", "as it is written");
    assert_eq!(found("What?"), "What?", "as it is written");
    assert_eq!(found("[k] ?m"), "/km|km|KM", "any case");
    assert_eq!(found("[K]M"), "/KM", "a capital insists on capitals");
    assert_eq!(
        found("\\bm[^\\W]{3}"),
        "/mile|Mile",
        "no capital, but a class"
    );
    assert_eq!(found("x*"), "", "nothing is no hit");
    assert_eq!(found("(km"), "", "no regular expression");
    assert_eq!(found("(.{999}){999}"), "", "too large");
    assert_eq!(found("zeppelin"), "", "no sign of one");
}

#[test]
fn a_search_counts_its_hits_and_goes_round() {
    let mut reader = open();
    press(&mut reader, "/tolliver<Enter>");
    assert!(status(&reader).contains("1/1 hit"), "{}", status(&reader));
    press(&mut reader, "n");
    assert!(
        status(&reader).contains("from the top"),
        "{}",
        status(&reader)
    );
    press(&mut reader, "/zeppelin");
    assert!(status(&reader).contains("0 hits"), "{}", status(&reader));
    press(&mut reader, "<Enter>");
    assert!(
        status(&reader).starts_with("not found: zeppelin"),
        "{}",
        status(&reader)
    );
}

#[test]
fn n_meets_every_hit_once() {
    let mut reader = open();
    press(&mut reader, "/the<Enter>");
    let n_hits = reader.search().unwrap().n_hits();
    assert!(n_hits > 10);
    let first = reader.hit_number().unwrap();
    let mut numbers = vec![first];
    for _ in 1..n_hits {
        press(&mut reader, "n");
        numbers.push(reader.hit_number().unwrap());
    }
    numbers.sort();
    assert_eq!(numbers, (1..=n_hits).collect::<Vec<_>>());
    press(&mut reader, "n");
    assert_eq!(reader.hit_number(), Some(first));
}

#[test]
fn the_status_line_explains_the_passage() {
    let mut reader = open();
    press(&mut reader, "g");
    let shown = |reader: &Reader| diptych::view::screen::passage_in_words(reader);
    assert_eq!(
        shown(&reader),
        "1/7 ↑ verbatim from passage 6, moved up, score 1.00, 100 % kept"
    );
    press(&mut reader, "j");
    assert!(
        shown(&reader).starts_with("2/7 ~ edited from passage 1, score "),
        "{}",
        shown(&reader)
    );
    press(&mut reader, "j");
    assert!(
        shown(&reader).starts_with("3/7 ~ edited from passage 2, score "),
        "{}",
        shown(&reader)
    );
    press(&mut reader, "]a");
    assert_eq!(
        shown(&reader),
        "5/7 + added: nothing in the original says this"
    );
    press(&mut reader, "]d");
    assert!(
        shown(&reader).ends_with("− dropped: nothing in the rewrite says this"),
        "{}",
        shown(&reader)
    );
}

#[test]
fn q_closes_what_is_open_and_then_quits_and_escape_never_quits() {
    let mut reader = open();
    assert!(!press(&mut reader, "?"));
    assert!(picture(&reader).contains("This pair"));
    assert!(!press(&mut reader, "q"));
    assert!(!picture(&reader).contains("This pair"));
    assert!(!press(&mut reader, "<Esc><Esc>/pier<Esc>o<Esc>:<Esc>"));
    assert!(press(&mut reader, "q"));
}

#[test]
fn the_layout_never_changes_unasked() {
    let mut reader = open();
    assert_eq!(reader.layout().arrangement, Flow);
    press(&mut reader, "<Resize 60x20>");
    assert_ne!(
        reader.layout().arrangement,
        Flow,
        "below 72 columns everything is stacked"
    );
    press(&mut reader, "<Resize 100x24>");
    assert_eq!(reader.layout().arrangement, Flow);
    press(&mut reader, "w");
    assert_eq!(reader.layout().arrangement, Aligned);
}

#[test]
fn a_pair_that_hardly_changed_starts_aligned() {
    let edited = ARTICLE.replace("stone", "wooden");
    let each = Vec::from_iter((0..10).map(|n| (n, n, 0.9)));
    let start = |rewrite: &str, links: &[Linked]| {
        let pair = linked(ARTICLE, rewrite, links);
        let reader = Reader::new(pair, Options::default(), size("100x24"));
        reader.layout().arrangement
    };
    assert_eq!(start(&edited, &each), Aligned);
    let other = "Nothing of it remains in this text, not one thought of the old one.";
    assert_eq!(start(other, &[]), Flow);
}

/// As in vim: the ends of the text are the last paragraphs, with any count.
#[test]
fn paragraphs_do_not_go_round() {
    check("}}}}}}}}}", "R7");
    check("99}", "R7");
    check("G99{", "R1");
    check("{{", "R1");
    let mut reader = open();
    press(&mut reader, "99}");
    assert_eq!(reader.wrapped(), None);
}

#[test]
fn a_click_puts_the_cursor_there() {
    let mut reader = open();
    let cursor_at = |reader: &mut Reader, keys: &str| {
        press(reader, keys);
        under_cursor(reader)
    };
    assert_eq!(
        cursor_at(&mut reader, "<Click 60,1>"),
        "A brass band from Eastwick plays at the opening."
    );
    let mut reader = open();
    assert_eq!(
        cursor_at(&mut reader, "<Click 10,5>"),
        "The harbour council voted on Tuesday to rebuild the old stone pier before the autumn storms."
    );
    assert_eq!(reader.lead(), Side::Original);
    let before = reader.place();
    press(&mut reader, "<Click 3,0><Click 49,23>");
    assert_eq!(reader.place(), before, "header and status line are no text");
}

/// Clicks on the words of the header, and gives the cursor's passage and what the status line says.
#[track_caller]
fn click_header(reader: &mut Reader, words: &str) -> String {
    let shown = picture(reader);
    let header = shown.lines().nth(1).unwrap();
    let at = header
        .find(words)
        .unwrap_or_else(|| panic!("no {words}:\n{shown}"));
    let column = header[..at].chars().count() + 1;
    press(reader, &format!("<Click {column},0>"));
    under_cursor(reader)
}

#[test]
fn a_click_on_a_figure_of_the_header_goes_to_the_next_of_what_it_counts() {
    let mut by_click = reader_of(found(article(), &FOUND), Flow, "180x24");
    let mut by_key = by_click.clone();
    for (words, key) in [
        (" dropped", "]d"),
        (" dropped", "]d"),
        (" added", "]a"),
        (" finding", "]f"),
        (" finding", "]f"),
    ] {
        press(&mut by_key, key);
        click_header(&mut by_click, words);
        assert_eq!(picture(&by_click), picture(&by_key), "{words}");
    }
    // Between the figures and on the name nothing happens.
    let before = by_click.place();
    press(&mut by_click, "<Click 1,0>");
    click_header(&mut by_click, " · ");
    assert_eq!(by_click.place(), before);
    // Of some certainty: only those are shown then.
    click_header(&mut by_click, " sure");
    assert!(
        status(&by_click).contains("autumn became winter storms"),
        "{}",
        status(&by_click)
    );
    click_header(&mut by_click, "+1 hint");
    press(&mut by_click, "[f");
    assert!(picture(&by_click).contains("+1 hint"));

    let mut reader = reader_of(mill(), Flow, "180x24");
    click_header(&mut reader, " fact new");
    let shown = picture(&reader);
    assert!(
        shown.contains("Paul Reed") && !shown.contains("fewer by 18"),
        "{shown}"
    );
    press(&mut reader, "<Esc>");
    click_header(&mut reader, " fact gone");
    assert!(picture(&reader).contains("1911"));
}

#[test]
fn a_click_on_what_is_reviewed_goes_to_what_is_not() {
    use diptych::review::quotation::Quotation;
    use diptych::review::record::{Places, Record, Verdict};
    use diptych::review::records::Records;
    let pair = article();
    let places = Pair::from_fn(|side| {
        let text = pair.documents[side].text();
        let start = text.find("The harbour council").unwrap();
        let end = start + text[start..].find('.').unwrap() + 1;
        Some(Quotation::new(text, start..end))
    });
    let at = Places::new(places);
    let mut record = Record::verdict(Verdict::Wrong, at, None);
    record.id = "01".to_owned();
    let mut records = Records::default();
    records.add(record);
    let mut by_click = reader_of(pair, Flow, "180x24").with_review(records, None);
    let mut by_key = by_click.clone();
    press(&mut by_key, "]u");
    click_header(&mut by_click, " reviewed");
    assert_eq!(picture(&by_click), picture(&by_key));
    click_header(&mut by_click, "1 wrong");
    assert!(matches!(by_click.mode(), Mode::Records(_)));
}

#[test]
fn a_click_on_a_sign_jumps_to_the_counterpart_and_on_a_ruler_goes_there() {
    let mut reader = open();
    let rule = reader.frame().rule.unwrap();
    press(&mut reader, &format!("<Click {},4>", rule + 1));
    assert_eq!(reader.lead(), Side::Original, "{}", under_cursor(&reader));
    press(&mut reader, "<Click 99,22>");
    assert_eq!((reader.lead(), reader.cursor()), (Side::Rewrite, Some(6)));
    press(&mut reader, "<Click 0,1>");
    assert_eq!((reader.lead(), reader.cursor()), (Side::Original, Some(0)));
}

#[test]
fn the_rule_between_the_panes_can_be_dragged() {
    let mut reader = open();
    let widths = |reader: &Reader| reader.frame().columns.map(|columns| columns.width);
    let before = widths(&reader);
    press(&mut reader, "<Drag 70>");
    assert_eq!(widths(&reader), before, "nothing was held");
    let rule = reader.frame().rule.unwrap();
    press(&mut reader, &format!("<Click {rule},8><Drag 70>"));
    assert_eq!(reader.frame().rule, Some(70));
    assert!(widths(&reader).original > before.original && widths(&reader).rewrite < before.rewrite);
    press(&mut reader, "<Drag 99>");
    assert!(widths(&reader).rewrite >= 10, "a pane never vanishes");
}

/// Dragging selects words of one pane, whichever way, and letting go copies them; a click copies nothing.
#[test]
fn dragging_over_text_copies_words() {
    let text = "The owl slept in the old barn.\n\nNobody heard the \u{1b}mill.\n";
    let dragged = |keys: &str| {
        let mut reader = reader_of(diptych(text, text), Flow, "100x12");
        let column = reader.frame().columns.rewrite.text;
        let place = |offset: usize| (column + offset).to_string();
        let keys = ["a5", "b9", "c0", "d20"]
            .into_iter()
            .fold(keys.to_owned(), |keys, name| {
                keys.replace(name, &place(name[1..].parse().unwrap()))
            });
        let inputs = diptych::app::key::parse(&keys).unwrap();
        let effects = inputs.into_iter().map(|input| reader.input(input));
        match effects.last().unwrap() {
            Effect::Copy(text) => text,
            _ => format!("nothing: {}", reader.message().unwrap_or_default()),
        }
    };
    assert_eq!(dragged("<Click a5,1><Drag b9,1><Release>"), "owl slept");
    assert_eq!(
        dragged("<Click b9,1><Drag a5,1><Release>"),
        "owl slept",
        "backward"
    );
    assert_eq!(
        dragged("<Click b9,1><Drag 3,1><Release>"),
        "The owl slept",
        "not into the other pane"
    );
    assert_eq!(
        dragged("<Click d20,1><Drag a5,3><Release>"),
        "old barn.\nNobody",
        "over a paragraph, without the rows between"
    );
    assert_eq!(
        dragged("<Click c0,3><Drag 99,11><Release>"),
        "Nobody heard the mill."
    );
    assert_eq!(
        dragged("<Click c0,2><Drag a5,3><Release>"),
        "Nobody",
        "from a blank row on to the nearest word"
    );
    assert_eq!(
        dragged("<Click c0,2><Drag d20,1><Release>"),
        "old barn.\nNobody"
    );
    assert_eq!(
        dragged("<Click c0,9><Drag d20,3><Release>"),
        "mill.",
        "from the last word of a row below the text"
    );
    assert_eq!(dragged("<Click c0,2><Release>"), "nothing: ");
    let sign = 51;
    assert_eq!(
        dragged(&format!("<Click {sign},1><Drag a5,1><Release>")),
        "The owl",
        "from a sign"
    );
    assert_eq!(dragged("<Click a5,1><Release>"), "nothing: ", "a click");
    assert_eq!(
        dragged("<Drag a5,1><Release>"),
        "nothing: ",
        "nothing was held"
    );
    let mut reader = reader_of(diptych(text, text), Flow, "100x12");
    let column = reader.frame().columns.rewrite.text;
    press(
        &mut reader,
        &format!("<Click {column},1><Drag {},1><Release>", column + 5),
    );
    assert!(
        status(&reader).starts_with("copied 2 words"),
        "{}",
        status(&reader)
    );
    let selected = |reader: &Reader| reader.selection().and_then(|held| held.words.clone());
    assert_eq!(selected(&reader), Some(0..7));
    press(&mut reader, "j");
    assert_eq!(selected(&reader), None);
}

/// Past the edges of the pane the texts are scrolled, a row for each row that the mouse is away.
#[test]
fn dragging_past_the_edge_of_a_pane_scrolls_and_selects_on() {
    let text: String = (1..=40)
        .map(|n| format!("Owl {n} sat still.\n\n"))
        .collect();
    for size in ["100x12", "60x12"] {
        let mut reader = reader(&text, &text, Flow, size);
        let column = reader.frame().columns.rewrite.text;
        let row = picture(&reader)
            .lines()
            .skip(1)
            .filter(|row| !row.contains('=') || row.contains("Owl"))
            .position(|row| row.contains("Owl 1 "))
            .unwrap();
        press(&mut reader, &format!("<Click {column},{row}>"));
        let lead = reader.lead();
        for n in 0..30 {
            press(&mut reader, &format!("<Drag {},11>", column + n % 2));
        }
        let selected = reader
            .selection()
            .and_then(|held| held.words.clone())
            .unwrap();
        let below = reader.top(lead);
        assert!(
            below >= 25 && selected.len() > 150,
            "{size}: {below} {selected:?}"
        );
        for n in 0..60 {
            press(&mut reader, &format!("<Drag {},0>", column + n % 2));
        }
        assert_eq!(reader.top(lead), 0, "{size}");
        let selected = reader
            .selection()
            .and_then(|held| held.words.clone())
            .unwrap();
        assert!(selected.len() < 10, "{size}: {selected:?}");
    }
}

#[test]
fn zoomed_the_lead_has_the_screen_to_itself() {
    let mut reader = open();
    press(&mut reader, "O");
    let shown = |reader: &Reader| Side::BOTH.map(|side| reader.frame().shows(side));
    assert_eq!(shown(&reader), [false, true]);
    assert!(
        !picture(&reader).contains("autumn storms"),
        "the original is still there"
    );
    press(&mut reader, "<Tab>");
    assert_eq!(
        shown(&reader),
        [true, false],
        "the counterpart takes its place"
    );
    press(&mut reader, "O");
    assert_eq!(shown(&reader), [true, true]);
}

#[test]
fn the_clipboard_gets_a_passage_its_counterpart_or_both() {
    let mut reader = open();
    let mut copied = |keys: &str| {
        let inputs = diptych::app::key::parse(keys).unwrap();
        let effects = inputs.into_iter().map(|input| reader.input(input));
        effects.last().unwrap()
    };
    let winter = "The harbour council voted on Tuesday to rebuild the old stone pier before the winter storms.";
    let autumn = winter.replace("winter", "autumn");
    assert_eq!(copied("y"), Effect::Copy(winter.to_owned()));
    assert_eq!(copied("c"), Effect::Copy(autumn.clone()));
    assert_eq!(
        copied("Y"),
        Effect::Copy(format!("{autumn}\n---\n{winter}"))
    );
    assert_eq!(copied("]ac"), Effect::None, "nothing to copy");
}

/// Skin tones and joiners are not painted, because terminals disagree about them; they are copied, and their
/// differences are told. What drives a terminal is not copied.
#[test]
fn what_is_not_drawn_is_copied_and_told() {
    let original = "Well done 🙌🏽 to all, said the trainer 👨‍👩‍👧 there.\n";
    let rewrite = "Well done 🙌🏿 to all,\tsaid \u{1b}[2Jthe trainer 👨‍👩‍👧 there.\n";
    let mut reader = reader_of(diptych(original, rewrite), Flow, "160x24");
    assert_eq!(reader.diptych().passages.rewrite.len(), 1);
    let shown = picture(&reader);
    assert!(shown.contains("🙌") && !shown.contains("🙌🏿"), "{shown}");
    assert!(
        status(&reader).contains("🙌 differs in what is not drawn: U+1F3FD became U+1F3FF"),
        "{}",
        status(&reader)
    );
    let copied = "Well done 🙌🏿 to all, said [2Jthe trainer 👨‍👩‍👧 there.";
    let copy = reader.input(diptych::app::key::parse("y").unwrap().remove(0));
    assert_eq!(copy, Effect::Copy(copied.to_owned()));
    let same = reader_of(diptych(original, original), Flow, "160x24");
    assert!(!status(&same).contains("not drawn"), "{}", status(&same));
}

#[test]
fn a_theme_is_shown_while_it_is_chosen() {
    let options = Options {
        themes: ["one", "two", "zebra"].map(str::to_owned).to_vec(),
        ..Options::default()
    };
    let mut reader = Reader::new(article(), options, size("100x24"));
    let theme_after = |reader: &mut Reader, keys: &str| {
        press(reader, keys);
        reader.theme()
    };
    assert_eq!(theme_after(&mut reader, "tj"), 1);
    assert!(picture(&reader).contains("zebra"));
    assert_eq!(theme_after(&mut reader, "<Esc>"), 0, "Esc goes back");
    assert_eq!(theme_after(&mut reader, "tjjj<Enter>"), 2);
    assert!(!picture(&reader).contains("zebra"));
}

#[test]
fn the_outline_goes_to_a_heading() {
    let text = |intro: &str| {
        format!(
            "# The pier\n\n{intro}\n\n## What it costs\n\n{ARTICLE}\n\n## Who pays\n\n{REWRITE}\n"
        )
    };
    let mut reader = reader(
        &text("It is old."),
        &text("It is very old."),
        Flow,
        "100x20",
    );
    press(&mut reader, "o/pays<Enter><Enter>");
    assert_eq!(under_cursor(&reader), "## Who pays");
    press(&mut reader, "<C-o>");
    assert_eq!(reader.cursor(), Some(0));
    let mut none = open();
    press(&mut none, "o");
    assert!(
        status(&none).starts_with("neither text has headings"),
        "{}",
        status(&none)
    );
}

#[test]
fn the_outline_is_indented_by_level() {
    let text = "## One\n\nRain fell.\n\n### Two\n\nIt stopped.\n\n#### Three\n\nOwls sat.\n";
    let mut reader = reader(text, text, Flow, "100x12");
    press(&mut reader, "o");
    let columns = |heading: &str| {
        let rows = picture(&reader);
        let row = rows.lines().find(|row| row.contains(heading)).unwrap();
        row[..row.find(heading).unwrap()].chars().count()
    };
    let first = columns("One");
    assert_eq!(columns("Two"), first + 2);
    assert_eq!(columns("Three"), first + 4);
}

#[test]
fn evidence_steps_through_the_candidates_and_goes_back_or_there() {
    let candidate = |reader: &Reader| {
        let passage = reader.candidate_passage().expect("the panel is open");
        reader
            .diptych()
            .passage_text(reader.lead().other(), passage)
    };
    let mut reader = Reader::new(scored(), Options::default(), size("100x24"));
    press(&mut reader, "g2j");
    let before = (reader.place(), picture(&reader));
    press(&mut reader, "e");
    assert!(candidate(&reader).starts_with("Mayor Ines Calloway"));
    press(&mut reader, "jj");
    assert!(
        candidate(&reader).starts_with("Two shipyards"),
        "{}",
        candidate(&reader)
    );
    press(&mut reader, "<Up><Down>GG<WheelUp><WheelDown>gk");
    assert!(candidate(&reader).starts_with("Mayor Ines Calloway"));
    for close in ["<Esc>", "q", "e"] {
        press(&mut reader, close);
        assert_eq!((reader.place(), picture(&reader)), before);
        press(&mut reader, "ejj");
    }
    press(&mut reader, "<Enter>");
    assert_eq!(
        under_cursor(&reader),
        "Two shipyards offered to do the work, and the cheaper one won."
    );
    press(&mut reader, "<C-o>");
    assert_eq!(reader.place(), before.0);
}

#[test]
fn evidence_takes_the_mouse() {
    let mut reader = Reader::new(scored(), Options::default(), size("100x24"));
    press(&mut reader, "g2je");
    let frame = reader.frame();
    let panel = frame.top + frame.height;
    press(&mut reader, &format!("<Click 20,{panel}>"));
    let first = reader.candidate_passage();
    press(&mut reader, &format!("<Click 20,{}>", panel + 3));
    assert_ne!(reader.candidate_passage(), first, "a click chooses");
    press(&mut reader, &format!("<Click 20,{}>", panel + 3));
    assert_eq!(reader.candidate_passage(), None, "another one goes there");
    assert!(under_cursor(&reader).starts_with("Two shipyards"));
    press(&mut reader, "e<Click 20,3>");
    assert_eq!(
        reader.candidate_passage(),
        None,
        "one into the text closes the panel"
    );
}

#[test]
fn doubtful_matches_are_called_so() {
    let mut reader = Reader::new(scored(), Options::default(), size("100x24"));
    press(&mut reader, "g2j");
    let shown = diptych::view::screen::passage_in_words(&reader);
    assert!(
        shown.starts_with("3/7 ? perhaps edited from passage 2, score .41"),
        "{shown}"
    );
}

fn open_found() -> Reader {
    reader_of(found(article(), &FOUND), Flow, "100x24")
}

/// The words of the finding that the reader is at, by the side that leads.
fn words_here(reader: &Reader) -> String {
    let finding = reader.current_finding().expect("a finding");
    let words = reader.finding_words(finding, reader.lead()).unwrap();
    reader.diptych().documents[reader.lead()].text()[words].to_owned()
}

#[test]
fn from_finding_to_finding() {
    let mut reader = open_found();
    let mut words_after = |keys: &str| {
        press(&mut reader, keys);
        words_here(&reader)
    };
    assert_eq!(words_after("g]f"), "winter storms");
    assert_eq!(words_after("]f"), "will cost");
    assert_eq!(
        words_after("<Tab>"),
        "would cost",
        "a finding has two sides"
    );
    assert_eq!(words_after("[f"), "autumn", "the lead stays the lead");
    assert_eq!(words_after("]f<Right>"), "will cost");
    press(&mut reader, "]f");
    let shown = status(&reader);
    assert!(
        shown.starts_with("! 1/2") && shown.contains("from the top"),
        "hints and passages are not on the way: {shown}"
    );
    press(&mut reader, "[f<Esc>");
    assert_eq!(reader.current_finding(), None);
    press(&mut reader, "fcc<Esc>g]f");
    let mut words_after = |keys: &str| {
        press(&mut reader, keys);
        words_here(&reader)
    };
    assert_eq!(words_after("2]f"), "whole season", "with the hints");
    assert_eq!(words_after("2[f"), "winter storms");
    assert_eq!(words_after("jj[f"), "will cost", "from the passage on");
    assert_eq!(words_after("G[f"), "whole season");
    press(&mut reader, "]f");
    assert!(status(&reader).contains("from the top"));
    press(&mut reader, "<C-o><C-o>");
    assert_eq!(under_cursor(&reader), REWRITE.rsplit(". ").next().unwrap());
}

#[test]
fn the_status_line_tells_the_finding_at_the_cursor() {
    let mut reader = open_found();
    press(&mut reader, "2G");
    let shown = status(&reader);
    assert!(
        shown.starts_with("2/7 ~ edited from passage 1, score "),
        "the passage first: {shown}"
    );
    assert!(shown.contains("! date, sure: autumn"), "{shown}");
    press(&mut reader, "]f");
    let expected = "! 1/2 date, sure: autumn became winter storms";
    assert!(status(&reader).starts_with(expected), "{}", status(&reader));
    press(&mut reader, "<Esc>4Glll");
    assert!(
        status(&reader).starts_with("4/7 = verbatim"),
        "nothing here"
    );
    press(&mut reader, "ffFF<Enter>");
    let expected = "! 1/1 added, likely: nothing in the original says this";
    let shown = status(&reader);
    assert!(shown.starts_with(expected), "{shown}");
    assert!(shown.contains("added findings only"), "{shown}");
    press(&mut reader, "<Esc>");
    let shown = status(&reader);
    assert!(
        !shown.contains("only"),
        "Esc takes the filter away: {shown}"
    );
}

#[test]
fn the_list_of_findings_is_sorted_and_filtered() {
    let mut reader = open_found();
    let kinds = |reader: &Reader| -> String {
        let findings = reader.diptych().findings();
        let listed = reader.listed_findings().into_iter();
        let kinds: Vec<&str> = listed.map(|n| findings[n].kind.name()).collect();
        kinds.join(" ")
    };
    press(&mut reader, "gf");
    assert_eq!(
        kinds(&reader),
        "date certainty",
        "as many as the header says"
    );
    assert!(picture(&reader).contains("2 findings +1 hint by weight"));
    assert_eq!(words_here(&reader), "winter storms", "the first is shown");
    press(&mut reader, "j");
    assert_eq!(words_here(&reader), "will cost");
    press(&mut reader, "s");
    assert_eq!(kinds(&reader), "date certainty");
    assert_eq!(words_here(&reader), "will cost", "still chosen");
    press(&mut reader, "f");
    assert_eq!(kinds(&reader), "date");
    press(&mut reader, "<Right><Right>");
    assert_eq!(kinds(&reader), "certainty");
    press(&mut reader, "<Left>FFF");
    assert_eq!(kinds(&reader), "added", "round past all");
    press(&mut reader, "fc");
    assert_eq!(kinds(&reader), "date", "the sure ones");
    press(&mut reader, "c");
    assert_eq!(kinds(&reader), "date certainty scope", "with the hints");
    press(&mut reader, "cc<Enter>]f");
    assert!(status(&reader).starts_with("! 1/1 date, sure"));
    assert!(status(&reader).contains("from the top"), "the only one");
    press(&mut reader, "fccffF<Esc>");
    assert_eq!(reader.filter().kind.map(|kind| kind.name()), Some("date"));
}

#[test]
fn the_list_of_findings_goes_back_or_stays() {
    let mut reader = open_found();
    press(&mut reader, "g");
    let before = picture(&reader);
    press(&mut reader, "fG<Esc>");
    assert_eq!(picture(&reader), before);
    press(&mut reader, "fG");
    let frame = reader.frame();
    let row = |n: usize| format!("<Click 30,{}>", frame.top + frame.height + 1 + n);
    press(&mut reader, &row(0));
    assert_eq!(words_here(&reader), "winter storms", "a click chooses");
    press(&mut reader, &row(0));
    assert_eq!(reader.frame().panel, 0, "another one stays there");
    assert_eq!(words_here(&reader), "winter storms");
    press(&mut reader, "<C-o>");
    assert_eq!(reader.cursor(), Some(0));
    press(&mut reader, "fj<WheelDown><WheelUp><Click 30,3>");
    assert_eq!(reader.frame().panel, 0, "so does one into the text");
    assert_eq!(
        words_here(&reader),
        "will cost",
        "a list that fits does not scroll"
    );
}

#[test]
fn a_click_on_lit_words_tells_their_finding() {
    let both = [
        FOUND[1],
        (
            diptych::compare::findings::FindingKind::Name,
            diptych::compare::findings::Confidence::Sure,
            "Mayor Ines Calloway",
            "Mayor Ines Calloway",
        ),
    ];
    let mut reader = reader_of(found(article(), &both), Flow, "100x24");
    press(&mut reader, "gll");
    let screen = diptych::view::screen::screen(&reader);
    let text = diptych::view::ansi::plain(&screen);
    let is_there = |line: &&str| line.contains("│") && line.contains("Mayor Ines Calloway said,");
    let row = text.lines().position(|line| is_there(&line)).unwrap();
    let line = text.lines().nth(row).unwrap();
    let column = line[..line.find("Mayor Ines Calloway said,").unwrap()]
        .chars()
        .count();
    press(&mut reader, &format!("<Click {column},{row}>"));
    assert!(
        status(&reader).starts_with("! 2/2 name, sure"),
        "{}",
        status(&reader)
    );
}

#[test]
fn a_pair_without_findings_says_so() {
    let mut reader = Reader::new(
        found(diptych(ARTICLE, ARTICLE), &[]),
        Options::default(),
        size("100x24"),
    );
    for keys in ["]f", "[f", "f", "ll"] {
        press(&mut reader, keys);
        assert!(
            status(&reader).starts_with("no findings  "),
            "{keys}: {}",
            status(&reader)
        );
    }
}

#[test]
fn where_there_are_only_hints_or_whole_passages_the_message_names_the_list_that_has_them() {
    let of = |before, after, status_start: &str| {
        let mut reader = Reader::new(diptych(before, after), Options::default(), size("100x24"));
        press(&mut reader, "]f");
        assert!(
            status(&reader).starts_with(status_start),
            "{}",
            status(&reader)
        );
    };
    of(
        "The bridge cost about 14.5 million euros, the council said.\n",
        "The bridge cost about 14 million euros, the council said.\n",
        "no findings but 1 hint; f lists it",
    );
    of(
        "The tide tables show high water twice. Ferries leave before it.\n",
        "Sourdough needs flour and salt. Knead the loaf and bake it hot.\n",
        "no findings but passages dropped or added; f lists them",
    );
}

/// The words of the place of a fact that the reader is at, on both sides.
fn place_here(reader: &Reader) -> String {
    let fact = reader.current_fact().expect("a fact");
    let words = Side::BOTH.map(|side| {
        let words = fact.words[side].clone();
        let text = reader.diptych().documents[side].text();
        words.map_or("nothing".to_owned(), |words| {
            format!("{}@{}", &text[words.clone()], words.start)
        })
    });
    words.join(" | ")
}

#[test]
fn from_fact_to_fact_and_from_place_to_place() {
    let mut reader = reader_of(mill(), Flow, "100x24");
    let mut after = |keys: &str| {
        press(&mut reader, keys);
        let status = status(&reader);
        let told = status.split("  ").next().unwrap_or_default();
        format!("{} ({told})", place_here(&reader))
    };
    expect_test::expect!["nothing | Paul Reed@0 (+ name, new: Paul Reed)"]
        .assert_eq(&after(":ledger<Enter>"));
    expect_test::expect!["42@13 | 24@51 (≠ place 1 of 2 · number, differs: 42 → 24 (fewer by 18))"]
        .assert_eq(&after("j"));
    let second = "42@52 | nothing";
    assert!(after("n").starts_with(second), "the next place");
    assert!(after("n").starts_with("42@13"), "round again");
    assert!(after("N").starts_with(second), "the place before");
    assert!(after("<Tab>").starts_with("42@13"));
    assert!(after("<S-Tab>").starts_with(second));
    assert!(
        after("kj").starts_with("42@13"),
        "the first place of a fact"
    );
    assert!(after("jj").starts_with("Ruth Alder@22 | Ruth Alder@77"));
    assert!(after("n").starts_with("Ruth Alder@134 | nothing"));
    assert!(after("s").starts_with("Ruth Alder@134"), "the same place");
    assert!(after("g").starts_with("nothing | Paul Reed"));
    assert!(
        after("<Down>").starts_with("42@13"),
        "in the order of the rewrite"
    );
    press(&mut reader, "jn");
    assert_eq!(reader.message(), None);
    press(&mut reader, "Gn");
    assert_eq!(reader.message(), Some("this fact has no other place"));
}

#[test]
fn the_ledger_is_filtered_by_kind_state_and_words() {
    let mut reader = reader_of(mill(), Flow, "100x24");
    let mut listed = |keys: &str| {
        press(&mut reader, keys);
        let Mode::Ledger(open) = reader.mode() else {
            panic!("the ledger is open after {keys}");
        };
        let ledger = reader.diptych().ledger();
        let facts = open.shown.iter().map(|&n| ledger[n].normal.clone());
        facts.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(listed("F"), "Paul Reed, 24, 1911, Ruth Alder");
    assert_eq!(listed("f"), "24");
    assert_eq!(listed("<Right><Right>"), "Paul Reed, Ruth Alder");
    assert_eq!(listed("c"), "Paul Reed");
    assert_eq!(listed("<Enter>F"), "Paul Reed", "as it was left");
    assert_eq!(listed("c"), "Ruth Alder", "no name differs or is gone");
    assert_eq!(listed("F"), "Ruth Alder", "kept are names only");
    assert_eq!(listed("c"), "Paul Reed, 24, 1911, Ruth Alder", "all again");
    assert_eq!(listed("F/ruth<Enter>"), "Ruth Alder");
    assert_eq!(listed("/<C-u>gone<Enter>"), "", "of the names");
    assert_eq!(listed("f"), "1911");
    assert_eq!(listed("/<Esc>s"), "Paul Reed, 24, Ruth Alder, 1911");
}

#[test]
fn the_ledger_goes_back_or_stays_and_copies_a_row() {
    let mut reader = reader_of(mill(), Flow, "100x24");
    let before = picture(&reader);
    press(&mut reader, "Fjjn<Esc>");
    assert_eq!(picture(&reader), before);
    press(&mut reader, "F");
    let frame = reader.frame();
    let row = |n: usize| format!("<Click 30,{}>", frame.top + frame.height + 1 + n);
    press(&mut reader, &row(1));
    assert_eq!(place_here(&reader), "42@13 | 24@51", "a click chooses");
    let keys = key::parse("y").unwrap();
    let effects = keys.into_iter().map(|input| reader.input(input));
    let row_text = "number, differs: original 42 (2×), rewrite 24 (1×), fewer by 18";
    assert_eq!(
        effects.last(),
        Some(Effect::Copy(row_text.to_owned())),
        "the row"
    );
    press(&mut reader, &row(1));
    assert_eq!(reader.frame().panel, 0, "another one stays there");
    assert_eq!(place_here(&reader), "42@13 | 24@51");
    press(&mut reader, "F");
    assert_eq!(place_here(&reader), "42@13 | 24@51", "opens at the fact");
    press(&mut reader, "<Enter><Esc>");
    assert_eq!(reader.current_fact(), None);
    let mut without = reader_of(article(), Flow, "100x24");
    press(&mut without, "F");
    let message = "neither text has facts that could be checked";
    assert_eq!(without.message(), Some(message));
}
