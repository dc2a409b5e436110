//! Shared by the tests: texts → a reader, keys → its state.

use diptych::app::key::{self, Size};
use diptych::app::layout::Arrangement;
use diptych::app::reader::{Effect, Options, Reader};
use diptych::compare::align::{Alignment, Link};
use diptych::compare::findings::{Confidence, Finding, FindingKind, Stretch};
use diptych::compare::ledger::{Entry, FactKind, FactState};
use diptych::compare::pair::{Comparison, Diptych};
use diptych::text::document::Document;
use diptych::text::side::{Pair, Side};
use diptych::view::ansi;
use diptych::view::screen;
use std::fs;
use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// An article of ten sentences about which nothing is special.
pub const ARTICLE: &str = "\
The harbour council voted on Tuesday to rebuild the old stone pier before the autumn storms.

Mayor Ines Calloway said the work would cost 2.4 million crowns and take eleven months. \
Fishermen had asked for repairs since a winter gale tore away its outer lamp.

Divers found deep cracks in three of the nine pillars last spring. \
Two shipyards offered to do the work, and the cheaper one won.

Pupils of the village school will paint the new railing in bright colours. \
A brass band from Eastwick plays at the opening.

Visitors may not set foot on the pier until the builders leave. \
The café at its end stays closed for the whole season. \
Its owner, Bram Tolliver, hopes for compensation from the insurance company.";

/// A rewrite of [`ARTICLE`] in which sentences stay, change, merge, move, go and come.
pub const REWRITE: &str = "\
A brass band from Eastwick plays at the opening.

The harbour council voted on Tuesday to rebuild the old stone pier before the winter storms.

The work will cost 2.4 million crowns and last eleven months, Mayor Ines Calloway said, and fishermen had asked \
for repairs since a gale tore away the outer lamp.

Divers found deep cracks in three of the nine pillars last spring.

Tourists from the mainland bring most of the island's money in July.

The café at its end stays closed for the whole season. \
Visitors may not set foot on the pier until the builders leave.";

pub fn documents(original: &str, rewrite: &str) -> Pair<Document> {
    Pair {
        original: Document::new("original.txt", original),
        rewrite: Document::new("rewrite.txt", rewrite),
    }
}

/// The texts, matched as the weights say: for tests of matching, and for texts of which it is plain what belongs
/// together.
pub fn diptych(original: &str, rewrite: &str) -> Diptych {
    Diptych::new(documents(original, rewrite)).matched()
}

/// What came of comparing the texts of a matched pair.
pub fn comparison(pair: &Diptych) -> &Comparison {
    pair.comparison.as_ref().expect("a matched pair")
}

/// A segment of each side that say the same, and how sure that is.
pub type Linked = (usize, usize, f32);

/// The texts, matched by hand and without facts: a test of what is shown does not change with the weights and with the
/// rules that read facts.
pub fn linked(original: &str, rewrite: &str, links: &[Linked]) -> Diptych {
    linked_with_doubts(original, rewrite, links, &[])
}

fn linked_with_doubts(
    original: &str,
    rewrite: &str,
    links: &[Linked],
    runners_up: &[Linked],
) -> Diptych {
    let mut links: Vec<Link> = links.iter().map(link).collect();
    links.sort_by_key(|link| (link.segments.original, link.segments.rewrite));
    let pair = Diptych::new(documents(original, rewrite));
    let mut pair = pair.matched_by(|texts, _, _| Alignment {
        runners_up: runners_up.iter().map(link).collect(),
        ..Alignment::from_links(links, texts)
    });
    let comparison = pair.comparison.as_mut().expect("a matched pair");
    comparison.alignment.check_invariants();
    comparison.ledger.clear();
    pair
}

fn link(&(original, rewrite, score): &Linked) -> Link {
    Link {
        segments: Pair { original, rewrite },
        score,
    }
}

/// What belongs together in [`ARTICLE`] and [`REWRITE`].
pub const LINKS: [Linked; 7] = [
    (0, 1, 0.98),
    (1, 2, 0.97),
    (2, 2, 0.96),
    (3, 3, 0.999),
    (6, 0, 0.999),
    (7, 6, 0.999),
    (8, 5, 0.999),
];

/// The links of the same texts with their sides exchanged.
pub fn exchanged(links: &[Linked]) -> Vec<Linked> {
    let exchanged = |&(original, rewrite, score): &Linked| (rewrite, original, score);
    links.iter().map(exchanged).collect()
}

/// [`ARTICLE`] and [`REWRITE`].
pub fn article() -> Diptych {
    linked(ARTICLE, REWRITE, &LINKS)
}

/// [`article`] with doubts: .41 for the links of the third sentence of the rewrite, and three runners-up.
pub fn scored() -> Diptych {
    let links = LINKS.map(|(original, rewrite, score)| {
        let is_bill = rewrite == 2;
        (original, rewrite, if is_bill { 0.41 } else { score })
    });
    let runners_up = [(1, 4, 0.04), (4, 2, 0.3), (9, 2, 0.02)];
    linked_with_doubts(ARTICLE, REWRITE, &links, &runners_up)
}

/// A finding: its kind, how certain it is, and the words on each side; no words are on neither.
pub type Found = (FindingKind, Confidence, &'static str, &'static str);

/// Findings of our own in [`ARTICLE`] and [`REWRITE`], whatever the rules say, in order of place.
pub const FOUND: [Found; 5] = [
    (
        FindingKind::Date,
        Confidence::Sure,
        "autumn",
        "winter storms",
    ),
    (
        FindingKind::Hedging,
        Confidence::Likely,
        "would cost",
        "will cost",
    ),
    (
        FindingKind::Dropped,
        Confidence::Likely,
        "Two shipyards offered to do the work, and the cheaper one won.",
        "",
    ),
    (
        FindingKind::Added,
        Confidence::Likely,
        "",
        "Tourists from the mainland bring most of the island's money in July.",
    ),
    (
        FindingKind::Scope,
        Confidence::Hint,
        "whole season",
        "whole season",
    ),
];

/// A pair with these findings instead of its own, the sooner the weightier by certainty.
pub fn found(mut pair: Diptych, found: &[Found]) -> Diptych {
    let findings = found.iter().map(|found| finding(&pair, found)).collect();
    let comparison = pair.comparison.as_mut().expect("a matched pair");
    comparison.findings = findings;
    pair
}

fn finding(pair: &Diptych, &(kind, confidence, original, rewrite): &Found) -> Finding {
    let words = Pair { original, rewrite };
    let stretches = Pair::from_fn(|side| {
        let start = pair.documents[side].text().find(words[side]);
        let start = start.expect("the words are in the text");
        let words_here = stretch(pair, side, start..start + words[side].len());
        Some(words_here).filter(|_| !words[side].is_empty())
    });
    Finding {
        kind,
        confidence,
        stretches,
        note: match (original, rewrite) {
            (_, "") => "nothing in the rewrite says this".to_owned(),
            ("", _) => "nothing in the original says this".to_owned(),
            _ => format!("{original} became {rewrite}"),
        },
        weight: match confidence {
            Confidence::Sure => 1.0,
            Confidence::Likely => 0.7,
            Confidence::Hint => 0.25,
        },
        is_by_rules: true,
        checkers: Vec::new(),
    }
}

/// A text about a mill.
pub const MILL: &str = "\
The mill has 42 saws. Ruth Alder runs the mill. All 42 saws are old.

A fire in 1911 spared the house. The river drives the saws, and Ruth Alder has no engine.";

/// A rewrite of [`MILL`] with another number of saws, a new owner and no fire.
pub const MILL_REWRITE: &str = "\
Paul Reed bought the mill last year.

The mill has 24 saws, all of them old. Ruth Alder runs the mill. The river drives the saws.";

/// A fact: its kind and state, the words on each side, which may stand there several times, and the note; no words are
/// on neither.
pub type Fact = (
    FactKind,
    FactState,
    &'static str,
    &'static str,
    &'static str,
);

/// Facts of our own in [`MILL`] and [`MILL_REWRITE`], whatever the rules say.
pub const FACTS: [Fact; 4] = [
    (FactKind::Name, FactState::New, "", "Paul Reed", ""),
    (
        FactKind::Number,
        FactState::Differs,
        "42",
        "24",
        "fewer by 18",
    ),
    (FactKind::Date, FactState::Gone, "1911", "", ""),
    (
        FactKind::Name,
        FactState::Kept,
        "Ruth Alder",
        "Ruth Alder",
        "",
    ),
];

/// [`MILL`] and [`MILL_REWRITE`] with [`FACTS`].
pub fn mill() -> Diptych {
    let links = [(0, 1, 0.98), (2, 1, 0.9), (1, 2, 0.999), (4, 3, 0.97)];
    entered(linked(MILL, MILL_REWRITE, &links), &FACTS)
}

/// A pair with these facts instead of its own.
pub fn entered(mut pair: Diptych, facts: &[Fact]) -> Diptych {
    let ledger = facts.iter().map(|fact| entry(&pair, fact)).collect();
    let comparison = pair.comparison.as_mut().expect("a matched pair");
    comparison.ledger = ledger;
    pair
}

fn entry(pair: &Diptych, &(kind, state, original, rewrite, note): &Fact) -> Entry {
    let words = Pair { original, rewrite };
    let forms = words.map(|words| Some(words.to_owned()).filter(|words| !words.is_empty()));
    let mentions = Pair::from_fn(|side| {
        let places = forms[side].iter().flat_map(|form: &String| {
            let text = pair.documents[side].text();
            text.match_indices(form.as_str())
                .map(|(start, form)| stretch(pair, side, start..start + form.len()))
        });
        let places: Vec<Stretch> = places.collect();
        assert_eq!(places.is_empty(), forms[side].is_none(), "{words:?}");
        places
    });
    Entry {
        kind,
        state,
        normal: [original, rewrite][usize::from(!rewrite.is_empty())].to_owned(),
        forms,
        mentions,
        note: note.to_owned(),
        speakers: Pair::default(),
    }
}

fn stretch(pair: &Diptych, side: Side, range: Range<usize>) -> Stretch {
    let segments = &pair.segments[side];
    let first = segments.partition_point(|segment| segment.range.end <= range.start);
    let end = segments.partition_point(|segment| segment.range.start < range.end);
    Stretch {
        range,
        segments: first..end,
    }
}

pub fn size(text: &str) -> Size {
    text.parse().expect("a size such as 80x24")
}

/// The program, without a configuration of whoever runs the tests.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_diptych"));
    command.env("DIPTYCH_CONFIG", "").env_remove("COLUMNS");
    command
}

/// What a command prints for an input, which a thread writes: it may be more than a pipe holds.
pub fn output(command: &mut Command, input: &str) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join();
    output
}

/// A folder of the test's own with nothing but these files in it. No two tests use one name, and none is inside another.
pub fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (file, bytes) in files {
        let path = folder.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// A session on a pair, in a layout, at a size.
pub fn reader(original: &str, rewrite: &str, arrangement: Arrangement, at: &str) -> Reader {
    reader_of(diptych(original, rewrite), arrangement, at)
}

/// The same on a pair that is made.
pub fn reader_of(pair: Diptych, arrangement: Arrangement, at: &str) -> Reader {
    let options = Options {
        arrangement: Some(arrangement),
        ..Options::default()
    };
    Reader::new(pair, options, size(at))
}

/// Presses keys written as in vim. True if one of them quits.
pub fn press(reader: &mut Reader, keys: &str) -> bool {
    let inputs = key::parse(keys).expect("keys that exist");
    inputs
        .into_iter()
        .any(|input| reader.input(input) == Effect::Quit)
}

/// The screen with its marks, under a line that says how large it is.
pub fn picture(reader: &Reader) -> String {
    let screen = screen::screen(reader);
    format!(
        "{}x{}\n{}",
        screen.size.width,
        screen.size.height,
        ansi::marked(&screen)
    )
}

/// Rows of the picture, with their marks, from the one that has these words on.
pub fn rows_from(reader: &Reader, words: &str, n: usize) -> String {
    let picture = picture(reader);
    let rows = picture.lines().skip_while(|row| !row.contains(words));
    let rows: Vec<&str> = rows.take(n).collect();
    assert!(!rows.is_empty(), "no {words} in\n{picture}");
    // Expected texts have no indentation that all of their lines share.
    let indent = |row: &&str| row.len() - row.trim_start_matches(' ').len();
    let shared = rows.iter().filter(|row| !row.trim().is_empty()).map(indent);
    let shared = shared.min().unwrap_or(0);
    let rows = rows.iter().map(|row| row.get(shared..).unwrap_or_default());
    rows.collect::<Vec<_>>().join("\n") + "\n"
}

/// The status line's words.
pub fn status(reader: &Reader) -> String {
    let text = ansi::plain(&screen::screen(reader));
    text.lines().last().unwrap_or_default().trim().to_owned()
}

/// The text of the passage that the cursor is on.
pub fn under_cursor(reader: &Reader) -> String {
    let cursor = reader.cursor().expect("a cursor");
    let range = reader.diptych().passage_range(reader.lead(), cursor);
    reader.diptych().documents[reader.lead()].text()[range].to_owned()
}

/// The screen row (from 0, below the header) on which the first line of a passage stands.
pub fn screen_row(reader: &Reader, side: Side, passage: usize) -> i64 {
    reader.rows_of(side, passage).0 - reader.top(side)
}
