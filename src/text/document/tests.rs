use super::*;
use arbtest::arbitrary::Unstructured;

/// Compares the blocks of `text`: kind, the marker in brackets, lines between bars.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let document = Document::new("test", text);
    assert_invariants(&document);
    let blocks: Vec<String> = document
        .blocks()
        .iter()
        .map(|block| shown(text, block))
        .collect();
    assert_eq!(blocks, expected, "blocks of {text:?}");
}

fn shown(text: &str, block: &Block) -> String {
    let kind = match block.kind {
        BlockKind::Paragraph => "p",
        BlockKind::Line => "l",
        BlockKind::Heading => "h",
        BlockKind::Item => "i",
        BlockKind::Quote => "q",
        BlockKind::Code => "c",
        BlockKind::Row => "r",
        BlockKind::Byline => "b",
        BlockKind::Page => "n",
    };
    let mut lines: Vec<String> = block
        .lines
        .iter()
        .map(|line| text[line.clone()].to_owned())
        .collect();
    let content = lines[0].split_off(block.marker);
    let marker = lines[0].trim_end();
    let marker = if marker.is_empty() {
        String::new()
    } else {
        format!("[{marker}]")
    };
    lines[0] = content;
    format!("{kind}{marker} {}", lines.join("|"))
}

/// Blocks and their lines are ordered, disjoint and not empty, and only white space lies between blocks.
#[track_caller]
pub(crate) fn assert_invariants(document: &Document) {
    let text = document.text();
    let mut end = 0;
    for block in document.blocks() {
        let range = block.range();
        assert!(
            range.start >= end && text[end..range.start].trim().is_empty(),
            "a gap before {range:?} of {text:?}"
        );
        let mut line_end = range.start;
        for line in &block.lines {
            assert!(
                line.start >= line_end && line.start < line.end,
                "line {line:?} of {text:?}"
            );
            assert_eq!(
                text[line.clone()].trim(),
                &text[line.clone()],
                "white space around a line"
            );
            line_end = line.end;
        }
        assert!(line_end <= range.end && block.marker < block.lines[0].len());
        end = range.end;
    }
    assert!(
        text[end..].trim().is_empty(),
        "a rest after {end} of {text:?}"
    );
}

#[test]
fn paragraphs_stand_between_blank_lines() {
    check("", &[]);
    check(" \n\t\r\n\u{a0}\u{2003}\n", &[]);
    check("One.", &["p One."]);
    check("  One. \n\n \n\nTwo.\n", &["p One.", "p Two."]);
    check(
        "One.\r\n\r\nTwo.\rThree.\u{2029}Four.\u{c}Five.",
        &["p One.", "l Two.", "l Three.", "p Four.", "p Five."],
    );
}

#[test]
fn one_paragraph_a_line() {
    let long = "A line that is much longer than anybody would wrap at, for it runs on and on and on, and then \
                it runs on even more, up to its end.";
    let text = format!("Title\nBy Somebody\n{long}\nShort one.\n{long}");
    check(
        &text,
        &[
            "p Title",
            "p By Somebody",
            &format!("p {long}"),
            "p Short one.",
            &format!("p {long}"),
        ],
    );
    check(
        "A first line.\nAnd a second line.\nA third.\nThe end.",
        &[
            "l A first line.",
            "l And a second line.",
            "l A third.",
            "l The end.",
        ],
    );
}

#[test]
fn wrapped_prose_is_refilled() {
    check(
        "The harbour was quiet in the morning, and\n\
         the boats lay side by side at the old\n\
         pier. Nobody had gone out since Friday,\n\
         when Captain Olsen had come back with\n\
         Danish herring.\n\
         \n\
         Then it rained.",
        &[
            "p The harbour was quiet in the morning, and|the boats lay side by side at the old|\
             pier. Nobody had gone out since Friday,|when Captain Olsen had come back with|Danish herring.",
            "p Then it rained.",
        ],
    );
}

#[test]
fn short_lines_in_wrapped_prose_keep_their_breaks() {
    check(
        "Quiet days\n\
         By Ann Olsen\n\
         The harbour was quiet in the morning, and\n\
         the boats lay side by side at the old\n\
         pier. Nobody had gone out since Friday.\n\
         \n\
         Ann Olsen\n\
         12 Pier Street\n\
         Oldhaven\n\
         \n\
         \x20\x20Two lines of prose come after the poem\n\
         and they are wrapped like all the others.\n\
         \x20\x20This is a paragraph by its indentation\n\
         although no blank line is before it.",
        &[
            "p Quiet days",
            "p By Ann Olsen",
            "p The harbour was quiet in the morning, and|the boats lay side by side at the old|\
             pier. Nobody had gone out since Friday.",
            "l Ann Olsen",
            "l 12 Pier Street",
            "l Oldhaven",
            "p Two lines of prose come after the poem|and they are wrapped like all the others.",
            "p This is a paragraph by its indentation|although no blank line is before it.",
        ],
    );
}

#[test]
fn verse_keeps_its_lines() {
    check(
        "The sea was wet as wet could be,\nThe sands were dry as dry.\nYou could not see a cloud, because\nNo cloud was in the sky:",
        &[
            "l The sea was wet as wet could be,",
            "l The sands were dry as dry.",
            "l You could not see a cloud, because",
            "l No cloud was in the sky:",
        ],
    );
}

#[test]
fn wrapped_chinese_has_no_words_to_measure() {
    check(
        "港口在早晨非常安静船只并排停靠在旧码头旁边\n自星期五以来没有人出海那天老船长带着很多鱼\n回来了然后开始下雨大家都回家睡觉去了直到第\n二天早上。",
        &[
            "p 港口在早晨非常安静船只并排停靠在旧码头旁边|自星期五以来没有人出海那天老船长带着很多鱼|回来了然后开始下雨大家都回家睡觉去了直到第|二天早上。",
        ],
    );
}

#[test]
fn headings() {
    check(
        "# Title\nText.\n## Why\n\n#hash tag",
        &["h[#] Title", "p Text.", "h[##] Why", "p #hash tag"],
    );
    check(
        "Title\n=====\n\nWhy\n---\nText.",
        &["h Title", "h Why", "p Text."],
    );
    check(
        "Text.\n---\nMore.\n\n---",
        &["p Text.", "p ---", "p More.", "p ---"],
    );
    check("####### seven\n\n##", &["p ####### seven", "p ##"]);
}

#[test]
fn a_wrapped_heading_is_one() {
    check(
        "## Why the harbour of the town was quiet\n\
         in the morning\n\
         \n\
         The harbour was quiet in the morning, and\n\
         the boats lay side by side at the old\n\
         pier.\n\
         ## Then\n\
         it rained.",
        &[
            "h[##] Why the harbour of the town was quiet|in the morning",
            "p The harbour was quiet in the morning, and|the boats lay side by side at the old|pier.",
            "h[##] Then",
            "p it rained.",
        ],
    );
}

#[test]
fn the_underline_is_in_the_range_of_its_heading() {
    let document = Document::new("test", "Title\n=====\n");
    assert_eq!(document.blocks()[0].range(), 0..11);
    assert_eq!(document.blocks()[0].lines, vec![0..5; 1]);
}

#[test]
fn items() {
    check(
        "- one\n- two\n  more of two\n\n* three\n• four",
        &[
            "i[-] one",
            "i[-] two|more of two",
            "i[*] three",
            "i[•] four",
        ],
    );
    check(
        "1. one\n2. two\n\n3) other",
        &["i[1.] one", "i[2.] two", "p 3) other"],
    );
    check(
        "Text:\n- outer\n  - inner\nText",
        &["l Text:", "i[-] outer", "i[-] inner", "l Text"],
    );
    check("a) one\nb) two", &["i[a)] one", "i[b)] two"]);
    check("-no space\n\n- \n\n-", &["p -no space", "p -", "p -"]);
}

#[test]
fn a_lone_number_is_no_list() {
    check(
        "3. Mai: Die Stadt feiert.",
        &["p 3. Mai: Die Stadt feiert."],
    );
    check(
        "1914. A year.\n1915. Another.",
        &["l 1914. A year.", "l 1915. Another."],
    );
}

#[test]
fn quotes() {
    check(
        "> One.\n>\n> Two.\n>> Deep.\nText.",
        &["q[>] One.", "q[>] Two.", "q[>>] Deep.", "p Text."],
    );
    check(
        "> The harbour was quiet in the morning, and\n> the boats lay side by side at the old\n> pier. Nobody had gone out since Friday.",
        &[
            "q[>] The harbour was quiet in the morning, and|the boats lay side by side at the old|pier. Nobody had gone out since Friday.",
        ],
    );
    check(">\n>", &["p >", "p >"]);
}

#[test]
fn invisible_characters_are_carried_along() {
    check(
        "\u{feff}# Title\n\u{200b}\nText.\u{200b}\n\u{200b}",
        &["h[#] Title", "p Text."],
    );
    check("\u{200b}", &["p \u{200b}"]);
    check("\u{200b}\n\nText.", &["p Text."]);
}

#[test]
fn lines_are_joined_by_a_space_but_not_in_chinese() {
    assert_eq!(joint("one", "two"), " ");
    assert_eq!(joint("一", "二"), "");
    assert_eq!(joint("一。", "two"), " ");
}

/// A text of nasty pieces.
pub(crate) fn nasty(u: &mut Unstructured) -> arbtest::arbitrary::Result<String> {
    const PIECES: &[&str] = &[
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\u{c}",
        "\u{2028}",
        "\u{2029}",
        "\u{85}",
        "\t",
        " ",
        " ",
        "\u{a0}",
        "\u{200b}",
        "\u{feff}",
        "\0",
        "word",
        "Word",
        "a",
        ". ",
        "? ",
        "!",
        "…",
        "。",
        "，",
        "世界",
        "ほ",
        "é",
        "e\u{301}",
        "🙂",
        "👩‍👩‍👧",
        "\"",
        "'",
        "“",
        "”",
        "‘",
        "’",
        "„",
        "«",
        "»",
        "「",
        "」",
        "(",
        ")",
        "[",
        "]",
        "> ",
        ">",
        ">> ",
        "- ",
        "* ",
        "• ",
        "1. ",
        "2. ",
        "3) ",
        "# ",
        "## ",
        "===",
        "---",
        "***",
        "date 2023-11-11 ",
        "By Ann Lee",
        "Source: X",
        "Home » ",
        "Dr. ",
        "U.S. ",
        "z. B. ",
        "asked ",
        "said ",
        "一个",
        "\u{202e}",
        "3.5",
        "a long line that goes on for a while ",
    ];
    let n_pieces = u.int_in_range(0..=60)?;
    (0..n_pieces).map(|_| Ok(*u.choose(PIECES)?)).collect()
}

#[test]
fn any_text_has_its_blocks() {
    crate::property::holds(|u| {
        assert_invariants(&Document::new("test", nasty(u)?));
        Ok(())
    });
}

/// Compares the blocks of `text` and their breaks: `l2 Deep.` is a line set in by two columns; a blank line stands where
/// a reader sees one.
#[track_caller]
fn check_lines(text: &str, expected: &str) {
    let document = Document::new("test", text);
    assert_invariants(&document);
    let mut shown = String::new();
    for (idx, block) in document.blocks().iter().enumerate() {
        if document.has_break_before(idx) {
            shown.push('\n');
        }
        let indent = if block.indent > 0 {
            block.indent.to_string()
        } else {
            String::new()
        };
        let told = self::shown(text, block);
        let (kind, said) = told.split_at(1);
        let cues = "*".repeat(block.n_cues);
        shown.push_str(&format!("{kind}{indent}{cues}{said}\n"));
    }
    assert_eq!(shown, expected, "blocks of {text:?}");
}

#[test]
fn verses_stand_close_and_stanzas_apart() {
    check_lines(
        "The lamp is lit, the tide is low,\n  The boats lie on the sand;\nAnd nobody is left to row\n\
         \nThe keeper climbs the stair.\n    Slowly",
        "l The lamp is lit, the tide is low,\nl2 The boats lie on the sand;\nl And nobody is left to row\n\
         \nl The keeper climbs the stair.\nl4 Slowly\n",
    );
    check_lines(
        "  Ann Olsen\r\n  12 Pier Street\r\n\r\n\u{feff}\r\n  One.\u{c}  Two.",
        "l Ann Olsen\nl 12 Pier Street\n\np One.\n\np Two.\n",
    );
}

/// Signs alone are lines of code, a dash opens a verse; rules stand between texts.
#[test]
fn what_stands_among_lines_is_close_to_them() {
    check_lines(
        "if (rain) {\n    stay();\n}\n\nOh the river\n- Hey!\nRuns to the sea\n\nOne.\n* * *\nTwo.",
        "l if (rain) {\nl4 stay();\nl }\n\nl Oh the river\ni[-] Hey!\nl Runs to the sea\n\np One.\n\np * * *\n\np Two.\n",
    );
    check_lines(
        "Eggs:\n- two\n- three\n\nFlour:\n- none",
        "p Eggs:\n\ni[-] two\ni[-] three\n\np Flour:\n\ni[-] none\n",
    );
}

/// One paragraph a line, as web pages are saved: dialogue between long paragraphs is no verse.
#[test]
fn short_paragraphs_among_long_ones_stand_apart() {
    let long = "The harbour was quiet in the morning. ".repeat(8);
    check_lines(
        &format!("{long}\n“Why?”\n“I do not know.”\n{long}"),
        &format!(
            "p {0}\n\np “Why?”\n\np “I do not know.”\n\np {0}\n",
            long.trim()
        ),
    );
    check_lines(
        &format!("Quiet days\n{long}"),
        &format!("p Quiet days\n\np {}\n", long.trim()),
    );
}

#[test]
fn a_speaker_belongs_to_the_speech() {
    check_lines(
        "ANNA\n(whispering)\nDid you hear that?\nI did.\nTHE GUARD (V.O.)\nNo.\n\nANNA:\nYes.",
        "l** ANNA|(whispering)|Did you hear that?\nl I did.\n\nl* THE GUARD (V.O.)|No.\n\np* ANNA:|Yes.\n",
    );
    check_lines(
        "  Anna:\n  Why?\n\n  Tom:\n    Why not?\n\n  Anna:\n  Oh.",
        "p* Anna:|Why?\n\np* Tom:|Why not?\n\np* Anna:|Oh.\n",
    );
    // Headings stand once.
    check_lines(
        "INTRODUCTION\nIt rained.\n\nMETHODS\nWe waited.",
        "l INTRODUCTION\nl It rained.\n\nl METHODS\nl We waited.\n",
    );
}

/// The lines of a speech are refilled as all others are.
#[test]
fn a_wrapped_speech_is_refilled_below_its_speaker() {
    check_lines(
        "ANNA\nThe harbour was quiet in the morning, and\nthe boats lay side by side at the old\npier.\n\n\
         TOM\nNobody had gone out since Friday, when\nCaptain Olsen had come back with some\nherring.\n\nANNA\nOh.",
        "p* ANNA|The harbour was quiet in the morning, and|the boats lay side by side at the old|pier.\n\n\
         p* TOM|Nobody had gone out since Friday, when|Captain Olsen had come back with some|herring.\n\np* ANNA|Oh.\n",
    );
}
