use super::*;

fn blocks(document: &Document) -> Vec<String> {
    let blocks = document.blocks().iter();
    blocks
        .map(|block| {
            format!(
                "{:?}/{} {}",
                block.kind,
                block.indent,
                &document.text()[block.range()]
            )
        })
        .collect()
}

#[test]
fn white_space_is_one_space_or_none() {
    let mut draft = Draft::default();
    draft.push(" \n Rain \t\n fell");
    draft.push(" ");
    draft.push("here.\u{a0} \n");
    draft.begin(BlockKind::Paragraph, 0);
    draft.push("北京\n  大学 CJK");
    let document = draft.finish("x");
    assert_eq!(document.text(), "Rain fell here.\n\n北京大学 CJK\n");
    assert!(document.has_break_before(1));
}

#[test]
fn what_shows_nothing_leaves_no_trace() {
    let mut draft = Draft::default();
    draft.enter(Container::List(None));
    draft.enter(Container::Item);
    draft.begin(BlockKind::Paragraph, 1);
    let link = draft.link("x");
    draft.set_face(Face {
        link,
        ..Face::default()
    });
    draft.push("\u{200b}");
    draft.leave(Container::Item);
    draft.leave(Container::Item);
    draft.leave(Container::Quote);
    draft.leave(Container::List(None));
    assert!(draft.is_empty());
    let document = draft.finish("x");
    assert_eq!((document.text(), document.blocks().len()), ("", 0));
    assert!(document.spans().is_empty());
    assert_eq!(document.source_line(0), None);
}

#[test]
fn items_are_numbered_set_in_and_close_together() {
    let mut draft = Draft::default();
    draft.push("Before.");
    draft.enter(Container::List(Some(9)));
    for text in ["Nine.", "Ten."] {
        draft.enter(Container::Item);
        draft.begin(BlockKind::Paragraph, 1);
        draft.push(text);
        draft.begin(BlockKind::Paragraph, 1);
        draft.push("More.");
        draft.enter(Container::List(None));
        draft.enter(Container::Item);
        draft.push("Deeper.");
        draft.leave(Container::List(None));
        draft.leave(Container::Item);
    }
    draft.leave(Container::List(None));
    draft.push("After.");
    let document = draft.finish("x");
    let expected = [
        "Paragraph/0 Before.",
        "Item/0 9. Nine.",
        "Item/2 More.",
        "Item/2 • Deeper.",
        "Item/0 10. Ten.",
        "Item/2 More.",
        "Item/2 • Deeper.",
        "Paragraph/0 After.",
    ];
    assert_eq!(blocks(&document), expected);
    let breaks: Vec<bool> = (0..8).map(|n| document.has_break_before(n)).collect();
    assert_eq!(breaks, [false, true, true, false, false, true, false, true]);
}

#[test]
fn spans_of_one_face_are_one_and_stay_in_their_block() {
    let mut draft = Draft::default();
    let strong = Face {
        strong: true,
        ..Face::default()
    };
    draft.set_face(strong);
    draft.push("Two ");
    draft.push("words ");
    draft.set_face(Face::default());
    draft.push("and more");
    draft.set_face(strong);
    draft.begin(BlockKind::Paragraph, 0);
    draft.push("Next.  ");
    let document = draft.finish("x");
    let spans: Vec<&str> = document
        .spans()
        .iter()
        .map(|span| &document.text()[span.range.clone()])
        .collect();
    assert_eq!(spans, ["Two words", "Next."]);
}

#[test]
fn links_are_found_by_place() {
    let mut draft = Draft::default();
    draft.push("See ");
    for target in ["one", "two"] {
        let link = draft.link(target);
        draft.set_face(Face {
            link,
            ..Face::default()
        });
        draft.push(target);
        draft.set_face(Face {
            link,
            strong: true,
            ..Face::default()
        });
        draft.push(" more ");
    }
    let document = draft.finish("x");
    assert_eq!(document.links_in(0..document.text().len()), ["one", "two"]);
    assert_eq!(document.links_in(0..5), ["one"]);
    assert!(document.links_in(0..4).is_empty());
}

#[test]
fn what_heads_the_text_is_not_said_twice() {
    let mut draft = Draft::default();
    draft.title("Rain’s  end", 1);
    draft.byline("Ada Marlow", 1);
    draft.begin_heading(2, 3);
    draft.push("RAIN'S END");
    for text in ["By Ada Marlow", "Nobody knows Ada Marlow"] {
        draft.begin(BlockKind::Paragraph, 4);
        draft.push(text);
    }
    let document = draft.finish("x");
    let expected = [
        "Heading/0 Rain’s end",
        "Byline/0 Ada Marlow",
        "Paragraph/0 Nobody knows Ada Marlow",
    ];
    assert_eq!(blocks(&document), expected);
}

#[test]
fn code_keeps_its_lines_and_rows_their_cells() {
    let mut draft = Draft::default();
    draft.code_line("if rain:", 4);
    draft.code_line("    stay()", 5);
    for cells in [["a", "b"], ["c", ""]] {
        draft.begin(BlockKind::Row, 8);
        for cell in cells {
            draft.cell();
            draft.push(cell);
        }
    }
    let document = draft.finish("x");
    let expected = [
        "Code/2 if rain:",
        "Code/6 stay()",
        "Row/0 a | b",
        "Row/0 c |",
    ];
    assert_eq!(blocks(&document), expected);
    let line = |n: usize| document.source_line(document.blocks()[n].range().start + 1);
    assert_eq!([line(0), line(1), line(2)], [Some(4), Some(5), Some(8)]);
}

#[test]
fn what_is_pushed_behind_the_cut_is_left_out() {
    let mut draft = Draft::default();
    let long = "word ".repeat(TEXT_MAX / 50);
    for _ in 0..1_000 {
        draft.begin(BlockKind::Paragraph, 0);
        draft.push(&long);
    }
    draft.title("Rain", 0);
    draft.byline("word", 0);
    let document = draft.finish("x");
    assert!((TEXT_MAX - 5..=TEXT_MAX + 1).contains(&document.text().len()));
    assert_eq!(document.blocks().len(), 11);
    assert!(document.notes[0].contains("left out"));
}

#[test]
fn who_says_nothing_wrote_nothing() {
    let mut draft = Draft::default();
    draft.title("Rain", 0);
    for said in ["", " ", "Ada Marlow"] {
        draft.byline(said, 0);
    }
    assert_eq!(draft.bylines, ["ada marlow"]);
    (0..2 * BYLINES_MAX).for_each(|n| draft.byline(&n.to_string(), 0));
    assert_eq!(draft.bylines.len(), BYLINES_MAX);
    draft.title("", 0);
    assert_eq!(draft.title.as_deref(), Some("rain"));
}

#[test]
fn a_target_that_is_longer_than_any_address_is_none() {
    let mut draft = Draft::default();
    assert_eq!(draft.link(&"x".repeat(LINK_MAX)), Some(0));
    assert_eq!(draft.link(&"x".repeat(LINK_MAX + 1)), None);
}

#[test]
fn containers_without_end_are_counted_only() {
    let mut draft = Draft::default();
    let containers = [Container::Quote, Container::List(None), Container::Item];
    let n = CONTAINERS_MAX;
    (0..n).for_each(|_| containers.into_iter().for_each(|it| draft.enter(it)));
    draft.push("Deep.");
    assert_eq!(draft.containers.len(), CONTAINERS_MAX);
    (0..n).for_each(|_| containers.into_iter().rev().for_each(|it| draft.leave(it)));
    assert_eq!((draft.n_open, draft.n_deeper), ([0; 3], [0; 3]));
    draft.push("Out again.");
    let document = draft.finish("x");
    assert_eq!(blocks(&document)[1], "Paragraph/0 Out again.");
}

/// Whatever is done in whatever order: blocks as everybody expects them, spans inside them.
#[test]
fn any_draft_is_a_sound_document() {
    crate::property::holds(|u| {
        let mut draft = Draft::default();
        for _ in 0..u.int_in_range(0..=60)? {
            match u.int_in_range(0..=11)? {
                0 => draft.enter(Container::Quote),
                1 => draft.enter(Container::List(u.arbitrary()?)),
                2 => draft.enter(Container::Item),
                3 => draft.leave(*u.choose(&[
                    Container::Quote,
                    Container::List(None),
                    Container::Item,
                ])?),
                4 => draft.begin(
                    *u.choose(&[BlockKind::Paragraph, BlockKind::Row, BlockKind::Byline])?,
                    3,
                ),
                5 => draft.begin_heading(u.arbitrary()?, 2),
                6 => draft.code_line(u.choose(&["", "  x", "\t", "\u{200b}"])?, 1),
                7 => draft.cell(),
                8 => draft.break_line(5),
                9 => draft.gap(),
                10 => {
                    let link = draft.link("x");
                    let link = link.filter(|_| u.arbitrary().unwrap_or(false));
                    draft.set_face(Face {
                        strong: u.arbitrary()?,
                        link,
                        ..Face::default()
                    });
                }
                _ => draft.push(u.choose(&[
                    " ",
                    "a b",
                    "\n",
                    "\u{200b}",
                    "\u{a0}",
                    "世",
                    "e\u{301}",
                    "\u{3000}x ",
                ])?),
            }
        }
        let document = draft.finish("x");
        crate::text::document::tests::assert_invariants(&document);
        let mut end = 0;
        for span in document.spans() {
            let holds = |block: &&Block| {
                block.range().start <= span.range.start && span.range.end <= block.range().end
            };
            assert!(span.range.start >= end && !span.range.is_empty());
            assert!(
                document.blocks().iter().any(|block| holds(&block)),
                "{span:?} in {:?}",
                document.text()
            );
            end = span.range.end;
        }
        Ok(())
    });
}
