//! diptych puts an original article and its rewrite in two synchronized panes, matches the passages that say the
//! same, lights up what changed inside them, and lets a reader jump between them.
//!
//! It is a pure function from two texts and some keys to a picture, with a thin rim of input and output:
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
//! Wings, each of which uses only those before it; within a wing there are no circles either. Tests check both.
//!
//! | wing | turns what into what |
//! |---|---|
//! | [`text`] | what both texts are made of: words, sides, documents, segments, glyphs |
//! | [`compare`] | segments of both sides → matches, word runs, findings: the compared [`pair`](compare::pair), and the [`wording`](compare::wording) for it |
//! | [`input`] | bytes → documents and collections |
//! | [`app`] | keys and news → the state of a session, and what is to be done |
//! | [`view`] | state → a picture as plain data → colours, an image, text, a terminal's cells |
//! | [`speech`] | state → sentences |
//! | [`export`] | compared pairs → reports and JSON Lines |
//! | [`jobs`] | files that change, collections that are worked out, in the background |
//! | [`tty`] | the terminal: keys in, frames or sentences out |
//! | [`cli`] | arguments → what each command does |
//!
//! [`text`], [`compare`], [`app`] and [`view::screen`] are the core: they do no input or output, know no terminal and
//! cannot fail; odd input gives a plain result with notes. The rest is the rim: it may fail, and says so with the path
//! and the reason. docs/design.md tells the whole, docs/matching.md how passages are matched.
//!
//! # The words
//!
//! | word | meaning |
//! |---|---|
//! | record | a pair as a collection holds it: a line, a JSON value, a row of a table, or two files |
//! | original, rewrite | the two documents; [`text::side::Side`] says which, [`text::side::Pair`] holds one of each |
//! | segment | the smallest aligned piece: a sentence, heading, byline, list item, quote line |
//! | furniture | segments that are no content: navigation crumbs, source and share lines |
//! | link | one segment of each side that say the same, with a score |
//! | match | a connected component of links: 1:1, 1:n, n:1 or n:m |
//! | passage | a longest stretch of neighbouring segments of one match, or one segment without a match |
//! | backbone | the heaviest chain of links in order on both sides; it drives synchronized scrolling |
//! | moved | a passage none of whose links is on the backbone |
//! | kept | 2 × words that both sides of a match share / words of both sides |
//! | relation | of a match: verbatim, edited (kept ≥ .6) or reworded |
//! | dropped, added | a segment of the original, of the rewrite, without a link |
//! | run | a stretch of text with one role: same, recased, shared, removed, added |
//! | finding | a place where the meaning may have changed |
//! | hit | a place that a search found |
//! | lens | what the highlighting shows |
//! | lead, follower | the pane that the cursor is in; the other one |
//! | place | where the reader is: a side and an offset in its document, never a row |
//! | row, line | one row of the screen; one side of it |
//!
//! # What always holds
//!
//! - Everything is a byte range into a document's text as decoded; text is sliced last.
//! - Segments are ordered, disjoint and not empty, and only white space lies between them.
//! - An alignment is total: every segment is matched, dropped or added.
//! - There is one scroll position. The follower's rows are a function of the lead's, so the panes cannot drift.
//! - No text of a document reaches the terminal but through [`text::glyph`].
//! - The program writes nothing to disk unasked.

pub mod app;
pub mod cli;
pub mod compare;
pub mod export;
pub mod input;
pub mod jobs;
pub mod speech;
pub mod text;
pub mod tty;
pub mod view;
