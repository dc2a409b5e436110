//! Links by hand: what keys link and refuse, what it changes at once, and that it outlives edits, reloads and sessions.

use crate::property::holds;
use crate::review::Session;
use crate::support::*;
use diptych::app::event::{Event, FilesRead, Ticket};
use diptych::app::reader::Mode;
use diptych::compare::align::HAND_SCORE;
use diptych::compare::hand_links::LinkKind;
use diptych::compare::pair::Diptych;
use diptych::export::review::ReviewReport;
use diptych::review::records::Records;
use diptych::review::reviewed::Review;
use diptych::text::side::{Pair, Side};
use diptych::view::ansi;
use diptych::view::screen;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const ORIGINAL: &str = "The ferry leaves at nine.\n\nNobody was hurt.\n\nThe mayor praised the crew of the ferry.\n\n\
    The harbour was quiet that day.\n";
const REWRITE: &str = "The ferry leaves at nine.\n\nThe mayor had praise for the crew of the ferry.\n\n\
    All passengers came home safe.\n\nThe harbour was quiet that day.\n";

fn session() -> Session {
    Session::new(ORIGINAL, REWRITE, Records::default())
}

/// The passages of both sides that have a link of their own, counted from 1.
fn links(pair: &Diptych) -> Vec<(usize, usize)> {
    let links = comparison(pair).alignment.links.iter();
    let passage = |side: Side, segment: usize| pair.passage_of(side, segment) + 1;
    links
        .map(|link| {
            let Pair { original, rewrite } = link.segments;
            (
                passage(Side::Original, original),
                passage(Side::Rewrite, rewrite),
            )
        })
        .collect()
}

fn linked_in(session: &Session) -> Vec<(usize, usize)> {
    links(session.reader().diptych())
}

fn message(session: &Session) -> &str {
    session.reader().message().unwrap_or_default()
}

fn shown(session: &Session) -> String {
    ansi::plain(&screen::screen(session.reader()))
}

#[test]
fn a_marked_passage_is_linked_with_one_of_the_other_side() {
    let mut session = session();
    assert_eq!(linked_in(&session), [(1, 1), (3, 2), (4, 4)]);
    session.press("]am");
    assert_eq!(
        message(&session),
        "marked: go to a passage of the original; m there links both, X refuses that"
    );
    assert!(shown(&session).contains('◉'), "{}", shown(&session));
    let ascii = ansi::plain(&screen::screen(session.reader()).ascii());
    assert!(ascii.contains('@') && !ascii.contains('◉'), "{ascii}");
    session.press("[d");
    assert_eq!(session.reader().cursor(), Some(1));
    session.press("m");
    assert_eq!(message(&session), "linked by hand: these belong together");
    assert_eq!(linked_in(&session), [(1, 1), (2, 3), (3, 2), (4, 4)]);
    assert_eq!(session.reader().marked_passage(), None);
    // All that is worked out from the matches goes by it at once, and the cursor stays.
    assert_eq!(session.reader().cursor(), Some(1));
    let summary = comparison(session.reader().diptych()).summary;
    assert_eq!((summary.dropped, summary.added), (0, 0));
    session.press("l");
    let picture = shown(&session);
    assert!(!picture.contains('◉'), "{picture}");
    assert_eq!(
        picture.matches('&').count(),
        3,
        "beside both, and in the status line:\n{picture}"
    );
    assert!(
        picture.contains("reworded into passage 3, linked by hand"),
        "{picture}"
    );
    // A link is no verdict.
    assert_eq!(session.progress().0, 0);
    assert!(!picture.contains("reviewed"), "{picture}");
    session.press("U");
    assert_eq!(linked_in(&session), [(1, 1), (3, 2), (4, 4)]);
    session.press("<C-r>");
    assert!(linked_in(&session).contains(&(2, 3)));
}

#[test]
fn a_mark_moves_and_goes() {
    let mut session = session();
    session.press("<Enter>");
    assert_eq!(message(&session), "no passage is marked; m marks one");
    session.press("mjm");
    assert_eq!(session.reader().marked_passage(), Some((Side::Rewrite, 1)));
    session.press("<Enter>");
    assert_eq!(
        message(&session),
        "the mark is on this side; go to a passage of the original"
    );
    session.press("m");
    assert_eq!(session.reader().marked_passage(), None);
    session.press("m<Esc>");
    assert_eq!(session.reader().marked_passage(), None);
    assert!(session.records().living().is_empty());
}

#[test]
fn a_match_is_refused_and_linked_again() {
    let mut session = session();
    session.press("jX");
    assert_eq!(
        message(&session),
        "unlinked by hand: these do not belong together"
    );
    assert_eq!(linked_in(&session), [(1, 1), (4, 4)]);
    session.press("X");
    assert!(
        message(&session).starts_with("added"),
        "{}",
        message(&session)
    );
    // Also what is the same word for word.
    session.press("gX");
    assert_eq!(linked_in(&session), [(4, 4)]);
    session.press("UU");
    assert_eq!(linked_in(&session), [(1, 1), (3, 2), (4, 4)]);
    // One record says what holds of two places.
    session.press("jXm<Left>g2jm");
    assert_eq!(linked_in(&session), [(1, 1), (3, 2), (4, 4)]);
    let records = session.records();
    let kinds: Vec<_> = records.living().iter().map(|record| record.link).collect();
    assert_eq!(kinds, [Some(LinkKind::Same)]);
}

#[test]
fn of_several_counterparts_the_one_that_was_followed_is_refused() {
    let mut session = session();
    let links = [(1, 1), (1, 3), (3, 2), (4, 4)];
    session.press("<Left>gm<Right>3gm");
    assert_eq!(linked_in(&session), links);
    session.press("<Left>4g<Right>4g<Left>gX");
    assert_eq!(
        message(&session),
        "linked with passages 1, 3: go to one with Tab, X there refuses it"
    );
    assert_eq!(linked_in(&session), links);
    // The cursor came from the original's first passage, which has another link.
    session.press("<Tab><Tab><Tab>");
    assert_eq!(
        (session.reader().lead(), session.reader().cursor()),
        (Side::Rewrite, Some(2))
    );
    session.press("X");
    assert_eq!(linked_in(&session), [(1, 1), (3, 2), (4, 4)]);
    // Where it is one of several, the status line says which.
    session.press("U<Left>gX");
    assert_eq!(message(&session), "unlinked by hand from passage 3");
    assert_eq!(linked_in(&session), [(1, 1), (3, 2), (4, 4)]);
}

#[test]
fn a_refusal_of_a_marked_passage_holds_before_anything_links_it() {
    let mut session = session();
    session.press("3gm<Left>2gX");
    assert_eq!(linked_in(&session), [(1, 1), (3, 2), (4, 4)]);
    session.press("e");
    assert!(
        shown(&session).contains("no match: refused by hand"),
        "{}",
        shown(&session)
    );
}

#[test]
fn candidates_of_the_evidence_are_taken_and_refused() {
    let mut session = session();
    session.press("je");
    session.press("X");
    let picture = shown(&session);
    assert!(picture.contains("no match: refused by hand"), "{picture}");
    assert_eq!(linked_in(&session), [(1, 1), (4, 4)]);
    session.press("m");
    let picture = shown(&session);
    assert!(picture.contains("linked by hand"), "{picture}");
    assert!(matches!(session.reader().mode(), Mode::Evidence(_)));
    assert_eq!(linked_in(&session), [(1, 1), (3, 2), (4, 4)]);
    session.press("U");
    assert_eq!(linked_in(&session), [(1, 1), (4, 4)]);
    session.press("<Esc>");
    assert_eq!(session.reader().cursor(), Some(1));
}

#[test]
fn links_are_listed_with_both_places() {
    let mut session = session();
    session.press("]am[dm<Right>gXjx");
    session.press("R");
    let picture = shown(&session);
    assert!(picture.contains("3 records"), "{picture}");
    for words in [
        "& linked",
        "× unlinked",
        "Nobody was hurt.",
        "All passengers came",
    ] {
        assert!(picture.contains(words), "{words}: {picture}");
    }
    session.press("ffG");
    let picture = shown(&session);
    assert!(picture.contains("2 records, links only"), "{picture}");
    session.press("a");
    assert_eq!(
        message(&session),
        "this is a link; verdicts are for passages"
    );
    // Enter goes there; deleting one matches anew.
    session.press("<Enter>");
    assert_eq!(session.reader().cursor(), Some(2));
    session.press("RffD");
    assert!(matches!(session.reader().mode(), Mode::Records(_)));
    assert!(
        linked_in(&session).contains(&(1, 1)),
        "{:?}",
        linked_in(&session)
    );
}

#[test]
fn a_review_prints_links() {
    let mut session = session();
    session.press("]am[dm");
    let mut review = Review::new(session.records(), None);
    let pair = review.matched(Diptych::new(documents(ORIGINAL, REWRITE)));
    assert!(links(&pair).contains(&(2, 3)));
    let markdown = ReviewReport::of_pair(&pair, &review).markdown();
    let expected = "1. **linked**\n   - original, line 3: “Nobody was hurt.”\n   - rewrite, line 5: “All passengers came home safe.”";
    assert!(markdown.contains(expected), "{markdown}");
    assert!(markdown.contains("0 of "), "{markdown}");
}

#[test]
fn a_session_begins_with_the_links_of_the_last_one() {
    let mut first = session();
    first.press("]am[dm<Right>2gX");
    let second = Session::new(ORIGINAL, REWRITE, first.records());
    assert_eq!(linked_in(&second), linked_in(&first));
    assert_eq!(linked_in(&second), [(1, 1), (2, 3), (4, 4)]);
}

#[test]
fn links_survive_edits_and_exchanged_sides() {
    let mut session = session();
    session.press("]am[dm");
    let original = ORIGINAL.replace(
        "Nobody was hurt.",
        "A new beginning.\n\nNobody was hurt at all.",
    );
    let edited = Diptych::new(documents(&original, REWRITE)).matched();
    let read = FilesRead::Loaded(Box::new(edited), None);
    let _ = session.app.handle(Event::Files(Ticket::default(), read));
    assert!(
        linked_in(&session).contains(&(3, 3)),
        "{:?}",
        linked_in(&session)
    );
    session.press("S");
    assert!(
        linked_in(&session).contains(&(3, 3)),
        "{:?}",
        linked_in(&session)
    );
    session.press("R");
    assert!(shown(&session).contains("stale"), "{}", shown(&session));
    // What is lost links nothing.
    session.press("<Esc>S");
    let gone = Diptych::new(documents("Something else.\n", REWRITE)).matched();
    let read = FilesRead::Loaded(Box::new(gone), None);
    let _ = session.app.handle(Event::Files(Ticket::default(), read));
    assert_eq!(linked_in(&session), []);
}

#[test]
fn a_large_pair_is_matched_in_the_background_and_stays_as_it_is_meanwhile() {
    let filler: String = (0..3000)
        .map(|n| format!("Line {n} of the log says {}.\n\n", n * 7))
        .collect();
    let (original, rewrite) = (
        format!("{ORIGINAL}\n{filler}"),
        format!("{REWRITE}\n{filler}"),
    );
    let mut session = Session::new(&original, &rewrite, Records::default());
    session.press("]am[dm");
    assert_eq!(session.matching.len(), 1);
    assert!(session.reader().diptych().is_matched());
    assert!(!linked_in(&session).contains(&(2, 3)));
    assert!(
        shown(&session).contains("matching anew"),
        "{}",
        shown(&session)
    );
    // A further one waits.
    session.press("<Right>2gX");
    assert_eq!(session.matching.len(), 1);
    let (ticket, asked) = session.matching.remove(0);
    let documents = Arc::clone(&asked.documents);
    let commands = session
        .app
        .handle(Event::Matched(ticket, Box::new(asked.matched())));
    assert!(!linked_in(&session).contains(&(2, 3)), "outdated");
    let again = commands.into_iter().find_map(|command| match command {
        diptych::app::event::Command::Match(ticket, asked) => Some((ticket, asked)),
        _ => None,
    });
    let (ticket, asked) = again.expect("matched again");
    assert!(Arc::ptr_eq(&documents, &asked.documents));
    let _ = session
        .app
        .handle(Event::Matched(ticket, Box::new(asked.matched())));
    assert!(linked_in(&session).contains(&(2, 3)) && !linked_in(&session).contains(&(3, 2)));
    assert!(
        !shown(&session).contains("matching anew"),
        "{}",
        shown(&session)
    );
    assert_eq!(session.reader().cursor(), Some(1));
}

/// A folder for a test, with both texts in it, and as two rows of a collection.
fn folder(name: &str) -> PathBuf {
    let row = |id: &str| {
        let row = serde_json::json!({ "id": id, "original": ORIGINAL, "rewrite": REWRITE });
        row.to_string() + "\n"
    };
    let rows = row("one") + &row("two");
    let files = [
        ("a.txt", ORIGINAL),
        ("b.txt", REWRITE),
        ("pairs.jsonl", &*rows),
    ];
    crate::support::folder(name, &files.map(|(file, text)| (file, text.as_bytes())))
}

fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = program()
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let problem = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{problem}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn whatever_reads_the_review_goes_by_its_links() {
    let folder = folder("linking-files");
    let run = |arguments: &str| run(&folder, &arguments.split(' ').collect::<Vec<_>>());
    run("a.txt b.txt --review=r.jsonl --name=Ed --print --size=100x20 --keys=]am[dm");
    assert!(!run("a.txt b.txt --print").contains('&'));
    let whole = run("a.txt b.txt --print --review=r.jsonl");
    assert!(whole.contains("&│&"), "{whole}");
    let sentences = run("a.txt b.txt --linear --print --review=r.jsonl");
    assert!(sentences.contains("linked by hand"), "{sentences}");
    let dropped = |report: &str| {
        let report: serde_json::Value = serde_json::from_str(report).unwrap();
        report["summary"]["dropped"].as_u64()
    };
    assert_eq!(dropped(&run("check a.txt b.txt --format json")), Some(1));
    let checked = run("check a.txt b.txt --format json --review r.jsonl");
    assert_eq!(dropped(&checked), Some(0));
    let review = run("review a.txt b.txt --review r.jsonl --format jsonl");
    assert!(review.contains("\"link\":\"same\"") && review.contains("\"state\":\"current\""));
    let page = run("review a.txt b.txt --review r.jsonl --format html");
    let other_place = "<q dir=\"auto\">Nobody was hurt.</q>";
    assert!(
        page.contains(other_place) && page.contains(">linked</a>"),
        "{page}"
    );
}

#[test]
fn the_table_of_pairs_goes_by_links() {
    let folder = folder("linking-table");
    let run = |arguments: &str| run(&folder, &arguments.split(' ').collect::<Vec<_>>());
    let table = "pairs.jsonl --review=r.jsonl --name=Ed --print --size=100x20";
    // What stands behind the title.
    let figures = |picture: &str, id: &str| {
        let row = picture.lines().find(|line| line.contains(id));
        let figures = row
            .and_then(|row| row.split_once('…'))
            .map(|(_, figures)| figures);
        figures
            .unwrap_or_else(|| panic!("{id} in {picture}"))
            .to_owned()
    };
    let before = run(&format!("{table} --keys=j"));
    assert_eq!(figures(&before, "one"), figures(&before, "two"));
    let linked = run(&format!("{table} --keys=<Enter>]am[dmq"));
    assert_ne!(figures(&linked, "one"), figures(&before, "one"), "{linked}");
    assert_eq!(figures(&linked, "two"), figures(&before, "two"), "{linked}");
    // The next session computes the same.
    let again = run(&format!("{table} --keys=j"));
    assert_eq!(figures(&again, "one"), figures(&linked, "one"), "{again}");
    let lines = run("check pairs.jsonl --format jsonl --review r.jsonl");
    let dropped: Vec<bool> = lines
        .lines()
        .map(|line| line.contains("\"dropped\":0"))
        .collect();
    assert_eq!(dropped, [true, false], "{lines}");
}

/// Sentences of which each text has some, in any order.
const SENTENCES: [&str; 8] = [
    "The ferry leaves at nine from the old pier.",
    "Nobody was hurt in the storm of last week.",
    "The mayor praised the crew of the ferry.",
    "All passengers came home safe before midnight.",
    "The harbour was quiet on that long day.",
    "Repairs will cost 2.4 million crowns, said the council.",
    "“It may rain,” he said to the fishermen.",
    "Two shipyards offered to do the work by May.",
];

/// Random keys link and refuse; what they ruled last of two passages holds in the alignment, after edits elsewhere, too.
#[test]
fn a_link_made_by_hand_is_in_the_alignment_always() {
    holds(|u| {
        let mut texts = Pair::from_fn(|_| Vec::new());
        for side in Side::BOTH {
            for _ in 0..u.int_in_range(1..=7)? {
                let sentence = u.choose(&SENTENCES)?;
                if !texts[side].contains(sentence) {
                    texts[side].push(*sentence);
                }
            }
        }
        let (original, rewrite) = (texts.original.join("\n\n"), texts.rewrite.join("\n\n"));
        let mut session = Session::new(&original, &rewrite, Records::default());
        for _ in 0..u.int_in_range(0..=4)? {
            let key = u.choose(&["X", "eX<Esc>", "em<Esc>", "U", "<Tab>X", "w", "S"])?;
            session.press(&format!("{}g{key}", u.int_in_range(1..=7)?));
        }
        let (here, there) = (u.int_in_range(1..=7)?, u.int_in_range(1..=7)?);
        let is_link = u.arbitrary::<bool>()?;
        let key = if is_link { "m" } else { "X" };
        let reader = session.reader();
        let lead = reader.lead();
        let to = match lead {
            Side::Original => "<Right>",
            Side::Rewrite => "<Left>",
        };
        session.press(&format!("<Esc>{here}gm{to}{there}g"));
        let reader = session.reader();
        let (_, marked) = reader.marked_passage().expect("a marked passage");
        let words = |side: Side, passage: usize| reader.diptych().passage_text(side, passage);
        let ruled = (
            words(lead, marked),
            words(lead.other(), reader.cursor().unwrap()),
        );
        session.press(key);
        let pair = session.reader().diptych();
        comparison(pair).alignment.check_invariants();
        let holds_in = |pair: &Diptych, lead: Side| {
            let place = |side: Side, words: &str| {
                let start = pair.documents[side].text().find(words)?;
                pair.passage_at(side, start)
            };
            let (here, there) = (place(lead, &ruled.0), place(lead.other(), &ruled.1));
            let score = here
                .zip(there)
                .map(|(here, there)| pair.link_score(lead, here, there));
            match is_link {
                true => assert_eq!(score, Some(Some(HAND_SCORE)), "{ruled:?}"),
                false => assert!(
                    score.flatten().is_none_or(|score| score < HAND_SCORE),
                    "{ruled:?}"
                ),
            }
        };
        // Passages of several paragraphs are not found by their words on one line.
        let is_plain = |words: &str| SENTENCES.contains(&words);
        if is_plain(&ruled.0) && is_plain(&ruled.1) {
            holds_in(pair, lead);
            let mut edited = Pair { original, rewrite };
            for side in Side::BOTH {
                let new = "Something else stands here now.\n\n".repeat(u.int_in_range(0..=2)?);
                edited[side] = format!("{new}{}\n\nAnd so it ends.", edited[side]);
            }
            let mut review = Review::new(session.records(), None);
            let now = review.matched(Diptych::new(documents(&edited.original, &edited.rewrite)));
            comparison(&now).alignment.check_invariants();
            let is_exchanged = session.app.file_side(Side::Original) == Side::Rewrite;
            holds_in(&now, if is_exchanged { lead.other() } else { lead });
        }
        let _ = shown(&session);
        Ok(())
    });
}
