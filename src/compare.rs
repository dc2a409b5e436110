//! Segments of both sides → what became of each: matches, the words that changed inside them, the facts of both texts and
//! what became of them, and the places where the meaning may have changed; all of it once, at load, in a [`pair`]. How to
//! say it is [`wording`].
//!
//! It uses [`text`](crate::text).

pub mod align;
pub mod copied;
pub mod diff;
mod facts;
pub mod findings;
pub mod hand_links;
pub mod imported;
pub mod ledger;
mod new_words;
pub mod pair;
pub mod related;
mod word_partners;
pub mod wording;
