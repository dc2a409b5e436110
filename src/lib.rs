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
//! key ─► Action ─► Reader::apply ─► Effect  Screen ─► terminal   made for each frame
//! ```
//!
//! # The map
//!
//! Each module uses only those above it; a test checks that.
//!
//! | module | turns what into what |
//! |---|---|
//! | [`side`] | everything that we have twice |
//! | [`words`] | text → words and punctuation, and the form in which two spellings are one |
//! | [`natural`] | a name → a key by which names sort as people count |
//! | [`document`] | decoded text → blocks |
//! | [`segment`] | blocks → sentences, headings, items |
//! | [`glyph`] | a stretch of a document → what it looks like, safe for a terminal |
//! | [`json`] | plain data → JSON, safe for a terminal |
//! | [`align`] | segments of both sides → matches |
//! | [`diff`] | one match → word runs |
//! | [`findings`] | documents, matches and runs → places where the meaning may have changed |
//! | [`diptych`] | two documents → all that does not depend on the screen |
//! | [`wrap`] | a stretch and a width → lines |
//! | [`layout`] | a pair and a width → rows of both sides, and which belong beside each other |
//! | [`key`] | keys as plain data and as text |
//! | [`action`] | whatever a reader can do |
//! | [`keymap`] | key → action: the one table |
//! | [`frame`] | size → where everything stands |
//! | [`search`] | a query → hits |
//! | [`reader`] | the state of a session, and the one function that changes it |
//! | [`picker`] | the table of a collection's pairs: its state, and what changes it |
//! | [`session`] | the table of pairs, and the pair that was opened from it |
//! | [`linear`] | a pair or a session → plain sentences, for screen readers and logs |
//! | [`screen`] | a session → the visible picture, without colours |
//! | [`theme`] | what a cell is → how it looks |
//! | [`svg`] | a picture → an image |
//! | [`view`] | a picture → the terminal library's buffer |
//! | [`mod@print`] | a picture → text |
//! | [`report`] | a pair → its findings as text, JSON, Markdown or a page |
//! | [`open`] | a path → a document |
//! | [`output`] | messages → one safe line each; results → standard output |
//! | [`live`] | files that change → the pair anew |
//! | [`collection`] | a path → pairs, each read when it is needed |
//! | [`triage`] | a collection → what its pairs come to, worked out in the background |
//! | [`meter`] | how far a filter is → a line for somebody who waits |
//! | [`batch`] | rows of a collection → JSON Lines of matches or findings |
//! | [`cli`] | arguments |
//! | [`manual`] | arguments and keys → completions and man page |
//! | [`git`] | what git calls us with → two files |
//! | [`editor`] | a line of a file → the reader's editor |
//! | [`terminal`] | keys in, frames out |
//! | [`conversation`] | keys in, sentences out |
//!
//! The modules up to [`screen`] are the core: they do no input or output, know no terminal and cannot fail; odd input
//! gives a plain result with notes. The rest is the rim: it may fail, and says so with the path and the reason.
//!
//! # The words
//!
//! | word | meaning |
//! |---|---|
//! | original, rewrite | the two documents; [`side::Side`] says which, [`side::Pair`] holds one of each |
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
//! - No text of a document reaches the terminal but through [`glyph`]; nor does an argument, a file's name, or the
//!   error of a library. Where they stand in JSON, [`mod@json`] writes escapes.
//! - The program writes nothing to disk unasked.

pub mod action;
pub mod align;
pub mod batch;
pub mod cli;
pub mod collection;
pub mod conversation;
pub mod diff;
pub mod diptych;
pub mod document;
pub mod editor;
pub mod findings;
pub mod frame;
pub mod git;
pub mod glyph;
pub mod json;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod linear;
pub mod live;
pub mod manual;
pub mod meter;
pub mod natural;
pub mod open;
pub mod output;
pub mod picker;
pub mod print;
pub mod reader;
pub mod report;
pub mod screen;
pub mod search;
pub mod segment;
pub mod session;
pub mod side;
pub mod svg;
pub mod terminal;
pub mod theme;
pub mod triage;
pub mod view;
pub mod words;
pub mod wrap;
