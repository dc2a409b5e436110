//! The laws of scrolling and of places, each a test that names it (docs/design.md, "The laws of scrolling").

use crate::support::*;
use diptych::app::key::Size;
use diptych::app::layout::Arrangement::{Aligned, Flow, Stacked};
use diptych::app::reader::Reader;
use diptych::compare::pair::Diptych;
use diptych::text::side::{Pair, Side};

/// Long enough that nothing fits on a screen of 80x16.
fn long_texts() -> (String, String) {
    (
        format!("{ARTICLE}\n\n{ARTICLE_TWO}"),
        format!("{REWRITE}\n\n{REWRITE_TWO}"),
    )
}

fn long_pair() -> Diptych {
    let (article, rewrite) = long_texts();
    linked(&article, &rewrite, &long_links())
}

fn long_links() -> Vec<Linked> {
    [&LINKS[..], &LINKS_TWO].concat()
}

const ARTICLE_TWO: &str = "\
Engineers from the university measured the tides for six weeks with borrowed instruments.

Granite for the pillars comes by barge from the quarry at Holm, forty miles to the north. \
Each block weighs as much as two delivery vans.

The lighthouse keeper, Sunniva Dahl, remembers the night the lamp went down. \
She heard it before she saw it.

Insurance pays a third of the bill, the county another third. \
The rest must come from the harbour fees of the next ten years.

Nobody was hurt when the gale broke the parapet, though a dog was missing for two days.";

const REWRITE_TWO: &str = "\
For six weeks engineers from the university measured the tides with borrowed instruments.

Nobody was hurt when the gale broke the parapet, though a dog was missing for two days.

Granite for the pillars is brought by barge from the quarry at Holm, forty miles north.

Insurance and county pay a third of the bill each. \
The rest must come from harbour fees over ten years.";

/// What belongs together in the second parts, behind [`LINKS`].
const LINKS_TWO: [Linked; 5] = [
    (10, 7, 0.97),
    (11, 9, 0.94),
    (15, 10, 0.8),
    (16, 11, 0.85),
    (17, 8, 0.999),
];

#[test]
fn at_the_start_both_panes_show_their_first_line() {
    let (article, rewrite) = long_texts();
    let added =
        "Nothing like this was ever said before about lemons, violins or the moon.\n\n".repeat(12);
    let pairs = [
        long_pair(),
        linked(&rewrite, &article, &exchanged(&long_links())),
        diptych(&article, &format!("{added}{article}")),
        diptych(&format!("{added}{article}"), &article),
        diptych(&article, ""),
        diptych("", &article),
    ];
    for pair in pairs {
        for arrangement in [Flow, Aligned, Stacked] {
            let reader = reader_of(pair.clone(), arrangement, "80x16");
            let height = reader.frame().height as i64;
            let shares_rows = reader.layout().shares_rows();
            for side in Side::BOTH {
                // In a shared layout the first text of a side may come after the other's.
                let shows_first = (1 - height..=0).contains(&reader.top(side));
                assert!(
                    shows_first,
                    "{arrangement:?}: the {} starts at row {}",
                    side.name(),
                    reader.top(side)
                );
                assert!(!shares_rows || reader.top(side) == 0);
            }
        }
    }
}

#[test]
fn across_passes_through_both_ends_of_every_link_of_the_backbone() {
    let reader = reader_of(long_pair(), Flow, "80x16");
    let (diptych, layout) = (reader.diptych(), reader.layout());
    let links = &comparison(diptych).alignment.links;
    assert!(
        diptych.backbone().count() >= 8,
        "the pair is too easy to say anything"
    );
    for link in diptych.backbone() {
        let segments = link.segments;
        let is_one_to_one = Side::BOTH.iter().all(|&side| {
            links
                .iter()
                .filter(|link| link.segments[side] == segments[side])
                .count()
                == 1
        });
        if is_one_to_one {
            let start = |side: Side| {
                layout.position(side, diptych.segments[side][segments[side]].range.start)
            };
            for side in Side::BOTH {
                let there = layout.across(side, start(side));
                assert!(
                    (there - start(side.other())).abs() < 1e-6,
                    "link {segments:?} from the {}",
                    side.name()
                );
            }
        }
    }
}

#[test]
fn the_counterpart_stands_on_the_row_of_the_cursor() {
    let mut reader = reader_of(long_pair(), Flow, "80x16");
    let mut n_checked = 0;
    for keys in [
        "", "j", "j", "<C-e>", "j", "j", "u", "j", "j", "j", "<C-y>", "j", "j", "j",
    ] {
        press(&mut reader, keys);
        let cursor = reader.cursor().unwrap();
        let counterparts = reader.diptych().counterparts(reader.lead(), cursor);
        let row = screen_row(&reader, reader.lead(), cursor);
        let is_on_screen = (0..reader.frame().height as i64).contains(&row);
        if let ([there], true) = (counterparts.as_slice(), is_on_screen)
            && reader
                .diptych()
                .counterparts(reader.lead().other(), *there)
                .len()
                == 1
        {
            assert_eq!(
                screen_row(&reader, reader.lead().other(), *there),
                row,
                "{}",
                under_cursor(&reader)
            );
            n_checked += 1;
        }
    }
    assert!(n_checked > 8, "only {n_checked} passages were checked");
}

#[test]
fn a_moved_passage_has_its_counterpart_beside_it_until_the_cursor_leaves() {
    let mut reader = reader_of(long_pair(), Flow, "80x16");
    press(&mut reader, "]m");
    let (lead, cursor) = (reader.lead(), reader.cursor().unwrap());
    assert!(reader.diptych().passages[lead][cursor].moved);
    let there = reader.diptych().counterparts(lead, cursor)[0];
    assert_eq!(
        screen_row(&reader, lead.other(), there),
        screen_row(&reader, lead, cursor)
    );
    // Scrolled to the first row, and on to the last one, they still stand side by side.
    press(&mut reader, "<C-e>");
    assert_eq!(
        screen_row(&reader, lead.other(), there),
        screen_row(&reader, lead, cursor)
    );
    let by_the_moved = reader.top(lead.other());
    press(&mut reader, "<C-y>j");
    let now = reader.top(lead.other());
    assert_ne!(
        now, by_the_moved,
        "the follower still stands by the moved passage"
    );
    let next = reader
        .diptych()
        .counterparts(lead, reader.cursor().unwrap())[0];
    assert_eq!(
        screen_row(&reader, lead.other(), next),
        screen_row(&reader, lead, reader.cursor().unwrap())
    );
}

#[test]
fn the_first_and_the_last_line_of_the_follower_can_be_seen() {
    let (article, _) = long_texts();
    let alone =
        "Nothing like this was ever said before about lemons, violins or the moon.\n\n".repeat(15);
    for follower in [
        format!("{alone}{article}"),
        format!("{article}\n\n{alone}"),
        alone.clone(),
    ] {
        for lead in Side::BOTH {
            let (original, rewrite) = match lead {
                Side::Original => (&article, &follower),
                Side::Rewrite => (&follower, &article),
            };
            let mut reader = reader(original, rewrite, Flow, "80x16");
            press(
                &mut reader,
                if lead == Side::Original {
                    "<Left>"
                } else {
                    "<Right>"
                },
            );
            press(&mut reader, "g1000<C-y>");
            assert!(
                reader.top(lead.other()) <= 0,
                "first line: {}",
                reader.top(lead.other())
            );
            press(&mut reader, "G1000<C-e>");
            let n_rows = reader.layout().rows[lead.other()].len() as i64;
            let bottom = reader.top(lead.other()) + reader.frame().height as i64;
            assert!(bottom >= n_rows, "last line: {bottom} of {n_rows}");
        }
    }
}

#[test]
fn aligned_links_of_the_backbone_start_on_the_same_row() {
    let reader = reader_of(long_pair(), Aligned, "80x16");
    let (diptych, layout) = (reader.diptych(), reader.layout());
    let mut done = (usize::MAX, usize::MAX);
    for link in diptych.backbone() {
        let at = link.segments;
        // Of links that share a segment only the first can.
        if at.original != done.0 && at.rewrite != done.1 {
            let row =
                |side: Side| layout.row_at(side, diptych.segments[side][at[side]].range.start);
            assert_eq!(row(Side::Original), row(Side::Rewrite), "{at:?}");
        }
        done = (at.original, at.rewrite);
    }
    assert_eq!(layout.rows.original.len(), layout.rows.rewrite.len());
}

#[test]
fn stacked_each_passage_has_its_rewrite_under_it() {
    let reader = reader_of(long_pair(), Stacked, "60x16");
    let layout = reader.layout();
    for (above, under) in layout.rows.original.iter().zip(&layout.rows.rewrite) {
        assert!(
            above.is_blank() || under.is_blank(),
            "both sides on one row"
        );
    }
    for link in reader.diptych().backbone() {
        let at = link.segments;
        let row =
            |side: Side| layout.row_at(side, reader.diptych().segments[side][at[side]].range.start);
        assert!(row(Side::Original) < row(Side::Rewrite));
    }
}

#[test]
fn a_place_survives_resizing_and_every_layout() {
    for keys in [
        "",
        "jjjj",
        "<Tab>jjj",
        "d",
        "<C-e><C-e><C-e><C-e>",
        "G",
        "]m",
    ] {
        let mut reader = reader_of(long_pair(), Flow, "100x20");
        press(&mut reader, keys);
        let before = (
            reader.place(),
            reader.top(Side::Original),
            reader.top(Side::Rewrite),
        );
        for other in ["60x9", "200x50", "12x3", "1x1", "100x5"] {
            let size: Size = size(other);
            press(
                &mut reader,
                &format!("<Resize {}x{}>", size.width, size.height),
            );
            assert_eq!(reader.place(), before.0);
            press(&mut reader, "<Resize 100x20>");
            let after = (
                reader.place(),
                reader.top(Side::Original),
                reader.top(Side::Rewrite),
            );
            assert_eq!(after, before, "after {keys} and {other}");
        }
        press(&mut reader, "www");
        let after = (
            reader.place(),
            reader.top(Side::Original),
            reader.top(Side::Rewrite),
        );
        assert_eq!(after, before, "after {keys} and every layout");
    }
}

#[test]
fn tab_leaves_both_panes_where_they_are() {
    let mut reader = reader_of(long_pair(), Flow, "80x16");
    for keys in ["]]", "]]", "]]"] {
        press(&mut reader, keys);
        let tops = (reader.top(Side::Original), reader.top(Side::Rewrite));
        let lead = reader.lead();
        press(&mut reader, "<Tab>");
        assert_eq!(
            reader.lead(),
            lead.other(),
            "the counterpart becomes the lead"
        );
        assert_eq!(
            (reader.top(Side::Original), reader.top(Side::Rewrite)),
            tops
        );
        press(&mut reader, "<Tab>");
    }
}

#[test]
fn a_passage_taller_than_the_pane_is_scrolled_through_first() {
    let long = format!(
        "It began with {}and there it ended.",
        "one more village on the long road north, ".repeat(30)
    );
    let article = format!("{long} A second sentence follows the very long one here.");
    let mut reader = reader(&article, &article, Flow, "80x12");
    press(&mut reader, "g");
    let mut n_pressed = 0;
    while reader.cursor() == Some(0) && n_pressed < 50 {
        let top = reader.top(reader.lead());
        press(&mut reader, "j");
        n_pressed += 1;
        assert!(
            reader.cursor() == Some(1) || reader.top(reader.lead()) > top,
            "j did nothing"
        );
    }
    assert!(
        n_pressed > 3,
        "left the passage after {n_pressed} keys, unread"
    );
    assert_eq!(reader.cursor(), Some(1));
}

#[test]
fn evidence_shows_passage_and_candidate_side_by_side_and_closing_it_changes_nothing() {
    for at in ["80x16", "100x9", "200x50", "72x5"] {
        let mut reader = reader_of(long_pair(), Flow, at);
        for keys in ["", "jj", "]d", "G", "<C-e><C-e>", "]m", "u", "<Left>"] {
            press(&mut reader, keys);
            let cursor = reader.cursor().unwrap();
            let tops = Side::BOTH.map(|side| reader.top(side));
            press(&mut reader, "e");
            let height = reader.frame().height as i64;
            for _ in 0..4 {
                let row = screen_row(&reader, reader.lead(), cursor);
                assert!((0..height).contains(&row), "{at}, {keys}: row {row}");
                if let Some(candidate) = reader.candidate_passage() {
                    let there = screen_row(&reader, reader.lead().other(), candidate);
                    assert_eq!(there, row, "{at}, {keys}");
                }
                press(&mut reader, "j");
            }
            press(&mut reader, "<Esc>");
            assert_eq!(reader.cursor(), Some(cursor));
            assert_eq!(Side::BOTH.map(|side| reader.top(side)), tops);
        }
    }
}

#[test]
fn after_going_to_a_finding_its_words_are_on_the_screen_on_both_sides() {
    use diptych::app::reader::{Options, Reader};
    use diptych::compare::findings::{Confidence, FindingKind};
    use diptych::view::screen::{Mark, screen};
    let mut findings = FOUND.to_vec();
    findings.extend([
        (
            FindingKind::Cause,
            Confidence::Hint,
            "outer lamp",
            "Visitors may not set foot",
        ),
        (
            FindingKind::Scope,
            Confidence::Hint,
            "ten years",
            "over ten years",
        ),
        (
            FindingKind::Name,
            Confidence::Sure,
            "Nobody was hurt",
            "Nobody was hurt",
        ),
        (
            FindingKind::Number,
            Confidence::Likely,
            "forty miles to the north",
            "forty miles north",
        ),
    ]);
    let letters = |text: &str| {
        let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        letters.sort_unstable();
        letters
    };
    let mut n_checked = 0;
    for at in [
        "200x50", "120x14", "80x24", "80x9", "72x7", "60x24", "60x9", "40x16",
    ] {
        for arrangement in [Flow, Aligned, Stacked] {
            let pair = found(long_pair(), &findings);
            let options = Options {
                arrangement: Some(arrangement),
                ..Options::default()
            };
            let mut reader = Reader::new(pair, options, size(at));
            for keys in ["g]f]f]f]f]f]f]f]f]f", "[f[f[f[f[f[f[f", "fjjjjj", "sjjj"] {
                for input in diptych::app::key::parse(keys).unwrap() {
                    let _ = reader.input(input);
                    let is_done = reader.pending().is_empty();
                    let Some(finding) = reader.current_finding().filter(|_| is_done) else {
                        continue;
                    };
                    // Where both sides share rows, it takes a row for a line between far places.
                    let n_rows = Side::BOTH.map(|side| {
                        let words = reader.finding_words(finding, side);
                        let row = |offset: usize| reader.layout().row_at(side, offset);
                        words.map_or(0, |words| row(words.end - 1) - row(words.start) + 1)
                    });
                    let has_room = n_rows[0] + n_rows[1] < reader.frame().height;
                    if reader.layout().shares_rows() && !has_room {
                        continue;
                    }
                    n_checked += 1;
                    let words = Side::BOTH.map(|side| {
                        let words = reader.finding_words(finding, side);
                        words.map_or("", |words| &reader.diptych().documents[side].text()[words])
                    });
                    let lit: String = screen(&reader)
                        .rows
                        .iter()
                        .flatten()
                        .filter(|cell| cell.ink.mark == Some(Mark::CurrentFinding))
                        .map(|cell| cell.text.as_str())
                        .collect();
                    assert_eq!(
                        letters(&lit),
                        letters(&words.concat()),
                        "{arrangement:?} {at} {keys}: {lit}\n{}",
                        picture(&reader)
                    );
                }
            }
        }
    }
    assert!(n_checked > 400, "only {n_checked} were checked");
}

/// Widened until a few rows of the other text are left above it, a text that starts below the foot comes into sight.
#[test]
fn a_pane_above_its_text_follows_the_other_when_that_takes_fewer_rows() {
    let before = "Nothing like this was ever said about lemons, violins or the moon. ".repeat(40);
    let (original, rewrite) = (format!("{before}\n\n{ARTICLE}"), ARTICLE);
    let mut reader = reader(&original, rewrite, Flow, "80x16");
    press(&mut reader, &format!("<Right>{}", "<C-y>".repeat(200)));
    let lead = reader.lead();
    assert!(reader.top(lead) < -16, "the pane is above its text");
    press(&mut reader, "<Resize 200x16>");
    let (lowest, _) = reader.layout().top_range(lead, reader.frame().height);
    assert!(
        reader.top(lead) >= lowest,
        "{} < {lowest}",
        reader.top(lead)
    );
    let back = "<Resize 80x16>";
    press(&mut reader, back);
    assert!(
        reader.top(lead) < -16,
        "resizing back gives the same picture"
    );
}

#[test]
fn a_jump_to_a_moved_passage_and_back_lands_where_it_left() {
    for arrangement in [Flow, Aligned, Stacked] {
        let mut reader = reader_of(long_pair(), arrangement, "80x16");
        for keys in ["jjj<C-e><C-e>", "}}}j<C-y>", "G"] {
            press(&mut reader, keys);
            let before = (picture(&reader), reader.place());
            press(&mut reader, "]m<Esc>");
            if reader.place() != before.1 {
                assert_ne!(picture(&reader), before.0);
                press(&mut reader, "<C-o>");
            }
            assert_eq!((picture(&reader), reader.place()), before, "{keys}");
        }
    }
}

#[test]
fn a_reload_keeps_the_finding_that_the_reader_went_to() {
    let text = |new: &str| format!("{new}The ferry took 240 people. The barge took 240 crates.");
    let rewrite = "The ferry took 420 people. The barge took 420 crates.";
    let load = |new: &str| diptych(&text(new), rewrite);
    let mut reader = reader_of(load(""), Flow, "80x16");
    press(&mut reader, "]f]f");
    let words = |reader: &Reader| {
        let words = reader.subject_words(Side::Original)?;
        let text = reader.diptych().documents.original.text();
        Some((text[words.clone()].to_owned(), text.len() - words.start))
    };
    let before = words(&reader).expect("a finding");
    assert_eq!(before.0, "240");
    reader.load(load("Nobody expected the storm of 1911. "));
    assert_eq!(words(&reader).as_ref(), Some(&before));
    // Its words are others now: there is no such finding any more.
    reader.load(diptych(
        &text("").replace("240 crates", "420 crates"),
        rewrite,
    ));
    assert_eq!(words(&reader), None);
}

#[test]
fn a_reload_keeps_the_fact_and_the_new_words_that_the_reader_went_to() {
    let load = |new: &str| diptych(&format!("{new}{ARTICLE}"), &format!("{new}{REWRITE}"));
    for keys in ["F/crowns<CR><CR>", "]w"] {
        let mut reader = reader_of(load(""), Flow, "100x24");
        press(&mut reader, keys);
        let side = reader.lead();
        let words = |reader: &Reader| {
            let text = reader.diptych().documents[side].text();
            let words = reader.subject_words(side)?;
            Some((text[words.clone()].to_owned(), text.len() - words.start))
        };
        let before = words(&reader);
        assert!(before.is_some(), "{keys}: {}", status(&reader));
        reader.load(load("Nobody saw it coming. "));
        assert_eq!(words(&reader), before, "{keys}");
    }
}

#[test]
fn a_pane_that_showed_the_beginning_still_shows_it_after_a_reload() {
    for arrangement in [Flow, Aligned, Stacked] {
        for side in Side::BOTH {
            let mut reader = reader_of(diptych(ARTICLE, REWRITE), arrangement, "100x24");
            assert!(reader.top(side) <= 0, "the beginning is shown");
            let mut texts = Pair {
                original: ARTICLE.to_owned(),
                rewrite: REWRITE.to_owned(),
            };
            texts[side].insert_str(0, "A line that was just written.\n\n");
            reader.load(diptych(&texts.original, &texts.rewrite));
            assert!(
                picture(&reader).contains("A line that was just written."),
                "{arrangement:?}, {}:\n{}",
                side.name(),
                picture(&reader)
            );
        }
    }
}

/// The sentence that begins like the cursor's, and takes its place at the top of the file, is another one.
#[test]
fn a_reload_keeps_the_cursor_on_its_sentence() {
    let (ours, theirs) = (
        "The harbour reopened on Monday.",
        "The harbour master resigned.",
    );
    let text =
        |first: &str, second: &str| format!("{first} Rain fell all day. {second} Nobody came.");
    let mut reader = reader_of(linked(ARTICLE, &text(ours, theirs), &[]), Flow, "80x16");
    press(&mut reader, "g");
    let at = |reader: &Reader| {
        let text = reader.diptych().documents.rewrite.text();
        text[reader.place().offset..].to_owned()
    };
    assert!(at(&reader).starts_with(ours));
    let changed = linked(ARTICLE, &text(theirs, ours), &[]);
    reader.load(changed);
    assert!(at(&reader).starts_with(ours), "{}", at(&reader));
}
