//! diptych puts an original article and its rewrite in two synchronized panes, matches the passages that say the
//! same, highlights what changed inside them, and lets a reader jump between them.
//!
//! It is a pure function from two texts and some keys to a picture, with a thin shell of input and output:
//!
//! ```text
//! bytes ─► Document ─► segments ─► Alignment ─► Diff ─► Findings   made once, at load: Diptych
//!                                      │          │
//!                                      └► Layout ◄┘                made again on resize
//!                                           │
//! event ─► App::handle ─► commands         Screen ─► terminal    made for each frame
//! ```
//!
//! # The map
//!
//! The source is divided into wings. A wing uses only the wings before it, and modules do not use each other in circles.
//! Tests check both.
//!
//! | wing | turns what into what |
//! |---|---|
//! | [`text`] | decoded text → words, languages, sides, documents, segments, glyphs |
//! | [`compare`] | segments of both sides → matches, word runs, the ledger of facts, findings: the compared [`pair`](compare::pair), and the [`wording`](compare::wording) that describes it |
//! | [`review`] | records of what people said, and a pair → what was said of each passage and finding, and what is left |
//! | [`input`] | bytes → documents, collections, and matches that were made elsewhere |
//! | [`app`] | events → the state of a session, and commands |
//! | [`view`] | state → a picture as plain data → colours, an image, text, terminal cells |
//! | [`speech`] | state → sentences |
//! | [`export`] | compared pairs → reports and JSON Lines |
//! | [`jobs`] | background work: watching files, computing the table of a collection; keeping records and places |
//! | [`tty`] | the terminal: keys in, frames or sentences out |
//! | [`cli`] | arguments and the configuration → what each command does |
//!
//! [`text`], [`compare`], [`review`], [`app`] and [`view::screen`] are the core: they do no input or output, know no terminal and
//! cannot fail; odd input gives a plain result with notes. The rest is the shell: it may fail, and then reports the path
//! and the reason. docs/design.md describes the design, docs/matching.md how passages are matched,
//! docs/findings.md how findings are made, docs/facts-and-findings.md how often they are right.
//!
//! # The words
//!
//! | word | meaning |
//! |---|---|
//! | record | of a collection: a pair as it stands there, a line, a JSON value, a row of a table, or two files; of a review: something that a person said of a pair, a verdict, a note or a link by hand, with the words that it is about |
//! | original, rewrite | the two documents; [`text::side::Side`] says which, [`text::side::Pair`] holds one of each |
//! | segment | the smallest aligned piece: a sentence, heading, byline, list item, quote line |
//! | boilerplate | segments that are not content: navigation crumbs, source and share lines; `furniture` in JSON |
//! | link | one segment of each side that say the same, with a score |
//! | match | a connected component of links: 1:1, 1:n, n:1 or n:m |
//! | passage | a longest stretch of neighbouring segments of one match, or one segment without a match |
//! | backbone | the heaviest chain of links in order on both sides; it drives synchronized scrolling |
//! | moved | a passage that has links, but none on the backbone |
//! | kept | 2 × words that both sides of a match share / words of both sides |
//! | relation | of a match: verbatim, edited (kept ≥ .6) or reworded |
//! | dropped; added | a segment of the original without a link; one of the rewrite |
//! | run | a stretch of text with one role: same, recased, shared, removed, added |
//! | finding | a place where the meaning may have changed; those count that are no hints and no whole passages |
//! | fact, ledger | something in a text that can be looked up; all facts of both texts, and what became of each |
//! | new word | a content word that stands in no form anywhere on the other side |
//! | hit | a place that matches the search |
//! | action | something that keys do, with a stable name; [`app::keymap`] says which keys do it |
//! | list | rows with a cursor and a filter: findings, ledger, evidence, outline, themes, help, the table of pairs |
//! | verdict | fine, wrong or question |
//! | unit | what needs one verdict: a match, or a passage without one |
//! | stale, lost | of a record: its words have changed; nothing is left of their place |
//! | lens | what the highlighting shows |
//! | lead, follower | the pane that the cursor is in; the other one |
//! | place | the position of the reader: a side and an offset in its document, never a row |
//! | row, line | one row of the screen; one side of it |
//!
//! # Invariants
//!
//! - Everything is a byte range of a document's decoded text; text is sliced last.
//! - Segments are ordered, disjoint and not empty, with only white space between them.
//! - An alignment is total: every segment is matched, dropped or added.
//! - There is one scroll position. The follower's rows are a function of the lead's, so the panes cannot drift.
//! - Text of a document reaches the terminal only through [`text::glyph`].
//! - Nothing is written to disk until the reader makes a record (a verdict, a note, a link), runs a checker, asks for the
//!   page of a review, or sets `remember = true` (places, recent pairs, searches); the configuration is only read.

pub mod app;
pub mod cli;
pub mod compare;
pub mod export;
pub mod input;
pub mod jobs;
pub mod review;
pub mod speech;
pub mod text;
pub mod tty;
pub mod view;

#[cfg(test)]
#[path = "../tests/it/property.rs"]
mod property;
