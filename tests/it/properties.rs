//! What holds for all texts, keys and sizes.

use crate::property::holds;
use crate::support::*;
use arbtest::arbitrary::{Result, Unstructured};
use diptych::app::key::{self, Input, Size};
use diptych::app::keymap::Keymap;
use diptych::app::layout::Arrangement::{Aligned, Flow, Stacked};
use diptych::app::layout::Layout;
use diptych::app::reader::{Effect, Lens, Options, Reader};
use diptych::cli::output;
use diptych::compare::diff::RunRole;
use diptych::compare::pair::{Comparison, Diptych};
use diptych::export::json;
use diptych::export::report::{self, Report, Selection};
use diptych::speech::describe;
use diptych::text::glyph;
use diptych::text::language::Language;
use diptych::text::segment::Segment;
use diptych::text::side::{Pair, Side};
use diptych::text::words::{self, fold, tokens};
use diptych::view::screen;
use diptych::view::svg;
use diptych::view::theme::Theme;
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

/// Pieces that texts go wrong with.
const FRAGMENTS: [&str; 44] = [
    "The ferry stopped at noon. ",
    "Nobody knew why the bridge was closed, ",
    "said Dr. Alma Reyes of the U.S. Coast Guard. ",
    "“It may rain,” he said. “It may not.” ",
    "42 of 1,500 ships sank. ",
    "the the the ",
    "a",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "# Heading\n",
    "- item one\n",
    "> quoted words here\n",
    "12. ",
    "横浜の港は閉鎖された。",
    "船は来なかった！",
    "e\u{301}a\u{308}",
    "\u{301}",
    "👩‍👩‍👧‍👦",
    "❤\u{fe0f}",
    "🇩🇪",
    "\u{200b}",
    "\u{202e}evil",
    "\u{1b}[31mred\u{7}",
    "\u{0}",
    "\u{9b}2Jclear\u{61c}\u{206a}\u{fff9}\u{2067}",
    "a\u{e0062}\u{e0063}\u{e007f}",
    "\u{fffe}no\u{ffff}",
    "\u{feff}",
    "ส่วนที่",
    "नमस्ते दुनिया। ",
    "مرحبا بالعالم. ",
    "wordwithoutanyendwordwithoutanyendwordwithoutanyendwordwithoutanyendwordwithoutanyend",
    "\u{3000}",
    "\u{85}",
    "ANNA\n",
    "(softly)\n",
    "soft\u{ad}ly",
    "rain\u{200b}coat\u{2060}\u{ad} ",
    "har-\nbour",
    "har- bour ",
    "soft\u{ad}\nly",
];

fn text(u: &mut Unstructured) -> Result<String> {
    let mut text = String::new();
    for _ in 0..u.int_in_range(0..=30)? {
        text.push_str(u.choose(&FRAGMENTS)?);
    }
    Ok(text)
}

/// A text, and one that shares much of it in another order.
pub fn pair(u: &mut Unstructured) -> Result<(String, String)> {
    let original = text(u)?;
    if u.ratio(1, 3)? {
        return Ok((original, text(u)?));
    }
    let mut pieces: Vec<&str> = original.split_inclusive(". ").collect();
    for _ in 0..u.int_in_range(0..=4)? {
        if pieces.is_empty() {
            break;
        }
        let n = u.choose_index(pieces.len())?;
        match u.int_in_range(0..=2)? {
            0 => drop(pieces.remove(n)),
            1 => pieces.insert(n, u.choose(&FRAGMENTS)?),
            _ => pieces.rotate_left(n),
        }
    }
    Ok((original.clone(), pieces.concat()))
}

fn any_size(u: &mut Unstructured) -> Result<Size> {
    Ok(Size {
        width: u.int_in_range(1..=140)?,
        height: u.int_in_range(1..=40)?,
    })
}

fn same(width: usize) -> Pair<usize> {
    Pair {
        original: width,
        rewrite: width,
    }
}

fn only_white_space(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_whitespace() || words::is_invisible(c))
}

#[test]
fn matches_dropped_and_added_account_for_every_segment() {
    holds(|u| {
        let (original, rewrite) = pair(u)?;
        let diptych = diptych(&original, &rewrite);
        comparison(&diptych).alignment.check_invariants();
        for side in Side::BOTH {
            let covered: Vec<usize> = diptych.passages[side]
                .iter()
                .flat_map(|passage| passage.segments.clone())
                .collect();
            assert_eq!(
                covered,
                (0..diptych.segments[side].len()).collect::<Vec<_>>()
            );
        }
        Ok(())
    });
}

/// A word in which only the case of the first letter is left open: the word that a sentence begins with may have lost
/// its capital and still be the same.
fn without_capital(word: &str) -> String {
    let word = diptych::text::words::plain(word);
    let mut chars = word.chars();
    let first = chars.next().into_iter().flat_map(char::to_lowercase);
    first.chain(chars).collect()
}

#[test]
fn runs_rebuild_the_matched_segments_and_same_runs_are_equal() {
    holds(|u| {
        let (original, rewrite) = pair(u)?;
        let diptych = diptych(&original, &rewrite);
        let Comparison {
            alignment, runs, ..
        } = comparison(&diptych);
        let mut same = Pair {
            original: Vec::new(),
            rewrite: Vec::new(),
        };
        for side in Side::BOTH {
            let text = diptych.documents[side].text();
            let mut end = 0;
            for run in &runs[side] {
                assert!(
                    run.range.start >= end && !run.range.is_empty(),
                    "runs overlap"
                );
                end = run.range.end;
                let gone = if side == Side::Original {
                    RunRole::Added
                } else {
                    RunRole::Removed
                };
                assert_ne!(run.role, gone);
            }
            for (n, segment) in diptych.segments[side].iter().enumerate() {
                if alignment.match_of[side][n].is_some() {
                    let inside = |range: &Range<usize>| {
                        range.start >= segment.range.start && range.end <= segment.range.end
                    };
                    let runs: Vec<_> = runs[side]
                        .iter()
                        .map(|run| run.range.clone())
                        .filter(inside)
                        .collect();
                    // A marker is no word to compare.
                    let block = &diptych.documents[side].blocks()[segment.block];
                    let mut from = segment.range.start.max(block.content());
                    for run in runs.iter().chain([&(segment.range.end..segment.range.end)]) {
                        assert!(
                            only_white_space(&text[from..run.start]),
                            "{:?} has no run",
                            &text[from..run.start]
                        );
                        from = run.end;
                    }
                }
            }
        }
        for mat in &alignment.matches {
            for side in Side::BOTH {
                same[side].clear();
                for &n in &mat.segments[side] {
                    let segment = &diptych.segments[side][n].range;
                    for run in runs[side].iter().filter(|run| run.role == RunRole::Same) {
                        if run.range.start >= segment.start && run.range.end <= segment.end {
                            let text = &diptych.documents[side].text()[run.range.clone()];
                            same[side].extend(
                                diptych::text::words::tokens(text)
                                    .map(|t| without_capital(&text[t.range])),
                            );
                        }
                    }
                }
            }
            assert_eq!(same.original, same.rewrite);
        }
        Ok(())
    });
}

#[test]
fn a_text_against_itself_has_no_change() {
    holds(|u| {
        let text = text(u)?;
        let diptych = diptych(&text, &text);
        for side in Side::BOTH {
            let words = diptych.documents[side]
                .text()
                .chars()
                .filter(|c| c.is_alphanumeric())
                .count();
            if words > 0 {
                let runs = &comparison(&diptych).runs[side];
                assert!(runs.iter().all(|run| run.role == RunRole::Same), "{runs:?}");
            }
        }
        Ok(())
    });
}

#[test]
fn swapping_the_sides_keeps_the_number_of_same_words() {
    holds(|u| {
        let (original, rewrite) = pair(u)?;
        let range = |text: &str| std::iter::once(0..text.len()).collect::<Vec<_>>();
        let n_same = |original: &str, rewrite: &str| {
            let segments = Pair {
                original: range(original),
                rewrite: range(rewrite),
            };
            let texts = Pair { original, rewrite };
            let languages = Language::of_pair(texts, Pair::default());
            let words = texts.map(|text| tokens(text).collect());
            let runs = diptych::compare::diff::diff(texts, languages, &segments, &words)
                .expect("short texts");
            let same = runs
                .original
                .into_iter()
                .filter(|run| run.role == RunRole::Same);
            same.map(|run| diptych::text::words::tokens(&original[run.range]).count())
                .sum::<usize>()
        };
        assert_eq!(n_same(&original, &rewrite), n_same(&rewrite, &original));
        Ok(())
    });
}

#[test]
fn no_line_is_wider_than_its_pane_and_lines_rebuild_the_text() {
    holds(|u| {
        let (original, rewrite) = pair(u)?;
        let width = u.int_in_range(1..=100)?;
        let arrangement = *u.choose(&[Flow, Aligned, Stacked])?;
        let diptych = diptych(&original, &rewrite);
        let layout = Layout::new(&diptych, arrangement, same(width));
        for side in Side::BOTH {
            let document = &diptych.documents[side];
            let mut end = 0;
            for row in layout.rows[side].iter().filter(|row| !row.is_blank()) {
                assert!(row.range.start >= end, "rows out of order");
                end = row.range.end;
                let glyphs = diptych::text::glyph::glyphs(
                    document,
                    &document.blocks()[row.block],
                    row.range.clone(),
                );
                let columns: usize =
                    row.indent + glyphs.iter().map(|glyph| glyph.width).sum::<usize>();
                let is_one_cluster = glyphs.iter().filter(|glyph| glyph.width > 0).count() == 1;
                assert!(
                    columns <= width || is_one_cluster,
                    "{columns} columns in {width}: {glyphs:?}"
                );
            }
            // Every letter of every source line stands on exactly one row.
            let on_rows: String = letters(
                document.text(),
                layout.rows[side].iter().map(|row| row.range.clone()),
            );
            let in_blocks: String = letters(
                document.text(),
                document
                    .blocks()
                    .iter()
                    .flat_map(|block| block.lines.iter().cloned()),
            );
            assert_eq!(on_rows, in_blocks);
        }
        Ok(())
    });
}

fn letters(text: &str, ranges: impl Iterator<Item = Range<usize>>) -> String {
    ranges
        .flat_map(|range| {
            text[range]
                .chars()
                .filter(|c| c.is_alphabetic())
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn row_to_place_to_row_is_the_same_row() {
    holds(|u| {
        let (original, rewrite) = pair(u)?;
        let arrangement = *u.choose(&[Flow, Aligned, Stacked])?;
        let layout = Layout::new(
            &diptych(&original, &rewrite),
            arrangement,
            same(u.int_in_range(1..=60)?),
        );
        for side in Side::BOTH {
            for (n, row) in layout.rows[side]
                .iter()
                .enumerate()
                .filter(|(_, row)| !row.is_blank())
            {
                assert_eq!(layout.row_at(side, row.range.start), n);
                assert_eq!(layout.row_at(side, row.range.end - 1), n);
            }
        }
        Ok(())
    });
}

#[test]
fn scrolling_on_never_scrolls_the_follower_back() {
    holds(|u| {
        let (original, rewrite) = pair(u)?;
        let layout = Layout::new(
            &diptych(&original, &rewrite),
            Flow,
            same(u.int_in_range(5..=60)?),
        );
        for side in Side::BOTH {
            let n_rows = layout.rows[side].len() as i32;
            let xs = (-20..(n_rows + 20) * 4).map(|n| f64::from(n) / 4.0);
            let ys: Vec<f64> = xs.map(|x| layout.across(side, x)).collect();
            for pair in ys.windows(2) {
                assert!(
                    pair[0] <= pair[1] + 1e-9,
                    "F goes back from {} to {}",
                    pair[0],
                    pair[1]
                );
            }
        }
        Ok(())
    });
}

/// Walking from passage to passage, neither pane goes against the direction; a moved passage has its counterpart
/// beside it, and after it both panes go on from where they were.
#[test]
fn a_walk_never_moves_a_pane_against_its_direction() {
    holds(|u| {
        let (original, rewrite) = pair(u)?;
        let options = Options {
            arrangement: Some(Flow),
            margin: *u.choose(&[None, Some(0), Some(2)])?,
            ..Options::default()
        };
        let mut reader = Reader::new(diptych(&original, &rewrite), options, any_size(u)?);
        if u.arbitrary()? {
            press(&mut reader, "<Left>");
        }
        if reader.layout().arrangement != Flow {
            return Ok(()); // too narrow for two panes
        }
        press(&mut reader, "g");
        let lead = reader.lead();
        let n_passages = reader.diptych().passages[lead].len();
        let state = |reader: &Reader| {
            let moved = (reader.cursor()).is_some_and(|n| reader.diptych().passages[lead][n].moved);
            (moved, reader.top(lead), reader.top(lead.other()))
        };
        let mut before = state(&reader);
        for _ in 0..n_passages * 2 {
            press(&mut reader, "j");
            let (moved, lead_top, follower_top) = state(&reader);
            assert!(
                lead_top >= before.1,
                "the lead went back: {before:?} {lead_top}"
            );
            let is_in_step = !moved && !before.0;
            assert!(
                !is_in_step || follower_top >= before.2,
                "the follower went back: {before:?} {follower_top}"
            );
            before = match moved {
                // Where the walk began on a moved passage there is nothing yet to go on from.
                true => (before.0, lead_top, before.2),
                false => (false, lead_top, follower_top),
            };
            let (first, last) = reader.cursor().map_or((0, 0), |n| reader.rows_of(lead, n));
            let height = reader.frame().height as i64;
            assert!(
                last >= lead_top && first < lead_top + height,
                "the cursor is off the screen"
            );
        }
        Ok(())
    });
}

/// Every key of the table and some that mean nothing, clicks, wheel, sizes.
fn any_inputs(u: &mut Unstructured) -> Result<Vec<Input>> {
    let mut inputs = Vec::new();
    for _ in 0..u.int_in_range(0..=25)? {
        match u.int_in_range(0..=9)? {
            0 => inputs.push(Input::Resize(any_size(u)?)),
            1 => inputs.push(Input::Click {
                column: u.int_in_range(0..=150)?,
                row: u.int_in_range(0..=45)?,
            }),
            2 => inputs.push(
                u.choose(&[
                    Input::WheelDown,
                    Input::WheelUp,
                    Input::Drag {
                        column: 30,
                        row: 12,
                    },
                    Input::Release,
                    Input::Paste(
                        "a
b"
                        .to_owned(),
                    ),
                ])?
                .clone(),
            ),
            3 => inputs.push(Input::Key(key::Key::char(
                *u.choose(&['3', 'e', 'z', 'a', '<'])?,
            ))),
            _ => {
                let keymap = Keymap::built_in();
                let reading = keymap.reading.all().map(|(keys, _)| keys.to_vec());
                let findings = keymap.findings.all().map(|(keys, _)| keys.to_vec());
                let ledger = keymap.ledger.all().map(|(keys, _)| keys.to_vec());
                let prompt = keymap.prompt.all().map(|(keys, _)| keys.to_vec());
                let mut all: Vec<_> = reading.collect();
                // Most of the time is spent in the text.
                if u.ratio(1, 3)? {
                    all = findings.chain(ledger).chain(prompt).collect();
                }
                inputs.extend(u.choose(&all)?.iter().copied().map(Input::Key));
            }
        }
    }
    Ok(inputs)
}

#[test]
fn any_actions_at_any_size_give_a_whole_picture_with_the_top_in_range() {
    holds(|u| {
        let (original, rewrite) = pair(u)?;
        let options = Options {
            arrangement: *u.choose(&[None, Some(Flow), Some(Aligned), Some(Stacked)])?,
            lens: *u.choose(&[
                Lens::Auto,
                Lens::Shared,
                Lens::Findings,
                Lens::New,
                Lens::Off,
            ])?,
            ..Options::default()
        };
        let mut reader = Reader::new(diptych(&original, &rewrite), options, any_size(u)?);
        check_picture(&reader);
        for input in any_inputs(u)? {
            if reader.input(input) == Effect::Quit {
                break;
            }
            check_picture(&reader);
        }
        Ok(())
    });
}

fn check_picture(reader: &Reader) {
    let screen = screen::screen(reader);
    assert_eq!(screen.rows.len(), screen.size.height);
    for row in &screen.rows {
        let columns: usize = row.iter().map(|cell| cell.width).sum();
        assert_eq!(columns, screen.size.width, "a row of the wrong width");
        for cell in row {
            let is_safe = !cell.text.contains(glyph::steers);
            assert!(is_safe, "{:?} would reach the terminal", cell.text);
        }
    }
    let lead = reader.lead();
    let (top, n_rows) = (reader.top(lead), reader.layout().rows[lead].len() as i64);
    let reach =
        n_rows + reader.layout().rows[lead.other()].len() as i64 + reader.frame().height as i64;
    assert!(
        (-reach..=reach).contains(&top),
        "top {top} of {n_rows} rows"
    );
}

/// Texts and names that steer come out as words in everything that is printed, and a picture is XML.
#[test]
fn nothing_that_is_printed_steers_or_breaks_its_format() {
    let theme = Theme::built_in("dark").expect("a built-in theme");
    holds(|u| {
        let (original, rewrite) = pair(u)?;
        let mut reader = Reader::new(
            diptych(&original, &rewrite),
            Options::default(),
            any_size(u)?,
        );
        for input in any_inputs(u)? {
            let _ = reader.input(input);
        }
        let svg = svg::svg(&screen::screen(&reader), &theme);
        let selection = Selection {
            has_ledger: true,
            ..Selection::default()
        };
        let mut report = Report::new(reader.diptych(), &selection);
        for side in Side::BOTH {
            report.paths[side] = text(u)?;
        }
        let json = json::to_json(&report::json(&report));
        let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(
            value,
            serde_json::to_value(report::json(&report)).expect("plain data")
        );
        let printed = [
            report::text(&report, 80, &|_, words| words.to_owned()),
            report::markdown(&report),
            report::html(&report),
            describe::pair(reader.diptych()).collect(),
            output::message_line(&original).replace('\n', "\0"),
            json,
            svg,
        ];
        for printed in &printed {
            let bad = printed.chars().find(|&c| glyph::steers(c) && c != '\n');
            assert_eq!(bad, None, "in {printed}");
        }
        let [.., svg] = &printed;
        let is_xml = |c| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
        assert_eq!(svg.chars().find(|&c| !is_xml(c)), None, "XML 1.0, 2.2");
        Ok(())
    });
}

#[test]
fn after_a_jump_the_passage_is_visible() {
    holds(|u| {
        let (original, rewrite) = pair(u)?;
        let mut reader = Reader::new(
            diptych(&original, &rewrite),
            Options::default(),
            any_size(u)?,
        );
        for _ in 0..8 {
            press(
                &mut reader,
                u.choose(&[
                    "]]",
                    "[[",
                    "]d",
                    "[a",
                    "]m",
                    "]c",
                    "<Tab>",
                    "G",
                    "3G",
                    "g",
                    "<C-o>",
                    "/the<Enter>",
                    "n",
                ])?,
            );
            let Some(cursor) = reader.cursor() else {
                return Ok(());
            };
            let (first, last) = reader.rows_of(reader.lead(), cursor);
            let (top, height) = (reader.top(reader.lead()), reader.frame().height as i64);
            assert!(
                last >= top && first < top + height,
                "passage on rows {first}..={last}, screen on {top}+{height}"
            );
        }
        Ok(())
    });
}

#[test]
fn matching_that_arrives_late_keeps_the_place() {
    holds(|u| {
        let (original, rewrite) = pair(u)?;
        let at_first = Diptych::new(documents(&original, &rewrite));
        let options = Options {
            arrangement: Some(Flow),
            ..Options::default()
        };
        let mut reader = Reader::new(at_first.clone(), options, any_size(u)?);
        press(&mut reader, u.choose(&["", "j", "jjd", "G", "<Left>"])?);
        let screen_row = |reader: &Reader| {
            let row = reader.layout().row_at(reader.lead(), reader.place().offset);
            row as i64 - reader.top(reader.lead())
        };
        let before = (reader.place(), screen_row(&reader));
        reader.load(at_first.matched());
        assert_eq!(reader.place(), before.0);
        if (0..reader.frame().height as i64).contains(&before.1) {
            assert_eq!(screen_row(&reader), before.1);
        }
        check_picture(&reader);
        Ok(())
    });
}

/// Whatever becomes of the files, in whatever mode: the picture is whole, and the cursor stays on its sentence as long
/// as that is there.
#[test]
fn a_changed_text_keeps_the_place() {
    holds(|u| {
        let (original, rewrite) = pair(u)?;
        let mut reader = Reader::new(
            diptych(&original, &rewrite),
            Options::default(),
            any_size(u)?,
        );
        for input in any_inputs(u)? {
            if reader.input(input) == Effect::Quit {
                return Ok(());
            }
        }
        let (side, before) = (reader.lead(), cursor_text(&reader));
        let (place, at_first) = (reader.place(), reader.diptych().clone());
        let (original, rewrite) = match u.ratio(1, 3)? {
            true => pair(u)?,
            false => (changed(u, &original)?, changed(u, &rewrite)?),
        };
        let now = diptych(&original, &rewrite);
        let is_there_once = |diptych: &Diptych, sentence: &str| {
            let text = diptych.documents[side].text();
            let mut segments = diptych.segments[side].iter();
            text.matches(sentence).count() == 1
                && segments.any(|segment| &text[segment.range.clone()] == sentence)
        };
        let is_there = before.as_deref().is_some_and(|sentence| {
            is_there_once(reader.diptych(), sentence) && is_there_once(&now, sentence)
        });
        reader.load(now.clone());
        check_picture(&reader);
        if is_there {
            let (then, now) = (&at_first.documents[side], &now.documents[side]);
            let (then, now) = (then.text(), now.text());
            assert_eq!(
                cursor_text(&reader),
                before,
                "{place:?}: {then:?} became {now:?}"
            );
        }
        for input in any_inputs(u)? {
            if reader.input(input) == Effect::Quit {
                return Ok(());
            }
            check_picture(&reader);
        }
        Ok(())
    });
}

/// The segment that the place is in.
fn cursor_text(reader: &Reader) -> Option<String> {
    let (side, diptych) = (reader.lead(), reader.diptych());
    let segments = &diptych.segments[side];
    let offset = reader.place().offset;
    let segment = segments.iter().find(|segment| segment.range.end > offset)?;
    Some(diptych.documents[side].text()[segment.range.clone()].to_owned())
}

/// A text with a few pieces more, less or elsewhere.
fn changed(u: &mut Unstructured, text: &str) -> Result<String> {
    let mut pieces: Vec<&str> = text.split_inclusive(['.', '\n']).collect();
    for _ in 0..u.int_in_range(0..=3)? {
        let n = u.int_in_range(0..=pieces.len())?;
        match u.ratio(1, 2)? && n < pieces.len() {
            true => drop(pieces.remove(n)),
            false => pieces.insert(n, u.choose(&FRAGMENTS)?),
        }
    }
    Ok(pieces.concat())
}

/// Forms differ more than folded words do: what is equal there is never new.
#[test]
fn no_new_word_stands_on_the_other_side() {
    holds(|u| {
        let (original, rewrite) = pair(u)?;
        let pair = diptych(&original, &rewrite);
        for side in Side::BOTH {
            let there: HashSet<String> = folded_words(&pair, side.other()).collect();
            let mut end = 0;
            for words in pair.new_words(side) {
                assert!(end <= words.start && words.start < words.end);
                end = words.end;
                // As it is read: a word broken where a line ended is one.
                let stretch = read(&pair, side, words.clone());
                for token in tokens(&stretch).filter(|token| token.is_word) {
                    let word = fold(&stretch[token.range]);
                    assert!(!there.contains(&*word), "{word} stands on both sides");
                }
            }
        }
        let itself = diptych(&original, &original);
        for side in Side::BOTH {
            assert!(itself.new_words(side).is_empty());
        }
        Ok(())
    });
}

/// Bytes of one segment's text on one line.
fn read(pair: &Diptych, side: Side, bytes: Range<usize>) -> Cow<'_, str> {
    let document = &pair.documents[side];
    let segments = &pair.segments[side];
    let segment = &segments[segments.partition_point(|segment| segment.range.end <= bytes.start)];
    let stretch = Segment {
        range: bytes,
        ..segment.clone()
    };
    stretch.text(document)
}

fn folded_words(pair: &Diptych, side: Side) -> impl Iterator<Item = String> {
    let document = &pair.documents[side];
    pair.segments[side].iter().flat_map(|segment| {
        let text = segment.text(document);
        let words = tokens(&text).filter(|token| token.is_word);
        words
            .map(|token| fold(&text[token.range]).into_owned())
            .collect::<Vec<_>>()
    })
}

/// A text whose words are only written in another way is verbatim, and what is searched is found in both.
#[track_caller]
fn assert_reads_as_article(broken: &str) {
    let pair = diptych(ARTICLE, broken);
    let comparison = comparison(&pair);
    assert_eq!(comparison.summary.verbatim, 1.0, "{broken:?}");
    assert_eq!(comparison.summary.new_words, 0.0, "{broken:?}");
    assert_eq!(comparison.findings, [], "{broken:?}");
    let mut reader = reader_of(pair, Flow, "80x24");
    press(&mut reader, "/harbour council<Enter>");
    let hits = &reader.search().expect("a search").hits;
    let n_hits = hits.as_ref().map(Vec::len);
    assert!(
        n_hits.original > 0 && n_hits.original == n_hits.rewrite,
        "{broken:?}"
    );
}

/// Soft hyphens, zero-width spaces, word joiners and byte order marks say where a word may be broken, and no more.
#[test]
fn what_is_invisible_in_a_word_is_no_change_and_is_found() {
    holds(|u| {
        let mut broken = String::new();
        let mut letters = ARTICLE.chars().peekable();
        while let Some(c) = letters.next() {
            broken.push(c);
            let is_in_word = c.is_alphabetic() && letters.peek().is_some_and(|c| c.is_alphabetic());
            if is_in_word && u.ratio(1, 12)? {
                broken.push(*u.choose(&['\u{ad}', '\u{200b}', '\u{2060}', '\u{feff}'])?);
            }
        }
        assert_reads_as_article(&broken);
        Ok(())
    });
}

/// Text out of a PDF has them where its lines ended.
#[test]
fn a_word_broken_by_a_hyphen_is_no_change_and_is_found() {
    holds(|u| {
        // A line has seven words and more.
        let (line, first) = (u.int_in_range(7..=14)?, u.int_in_range(0..=6)?);
        let mut words = Vec::new();
        for (n, word) in ARTICLE.split(' ').enumerate() {
            let borders: Vec<usize> = (1..word.len())
                .filter(|&at| {
                    let is_small = |b: u8| b.is_ascii_lowercase();
                    is_small(word.as_bytes()[at - 1]) && is_small(word.as_bytes()[at])
                })
                .collect();
            words.push(match !borders.is_empty() && n % line == first {
                true => {
                    let (first, second) = word.split_at(*u.choose(&borders)?);
                    format!("{first}- {second}")
                }
                false => word.to_owned(),
            });
        }
        let broken = words.join(" ");
        assert_reads_as_article(&broken);
        Ok(())
    });
}
