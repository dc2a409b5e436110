//! What people and checkers make of a pair, verdicts, notes, links and findings → lines of a file, and from these lines
//! what is said of which passage of the texts as they are now.
//!
//! ```text
//! lines ─► Records (the latest of each id) ─┐
//!                                           ├─► Review: what each passage and finding has been given, what is left
//! the pair as it is now ─► units ───────────┘
//!          └─► questions ─► a checker ─► answers ─► records
//! ```
//!
//! A record is anchored by what it quotes ([`quotation`]): it is found again after edits, is *stale* if its words have
//! changed, and *lost* if nothing of its place is left. Neither is ever written down; both are worked out anew.
//! Links that a person made come before the pair: it is matched around them ([`links`]).
//!
//! It uses [`text`](crate::text) and [`compare`](crate::compare). It reads and writes no file.

pub mod answer;
pub mod checked;
pub mod links;
pub mod question;
pub mod quotation;
pub mod record;
pub mod records;
pub mod reviewed;
