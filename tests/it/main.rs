//! What a reader would notice: pairs of texts and what is matched in them, keys and the picture they give, the laws
//! of scrolling, the binary, and a real pseudo-terminal. What sends signals or starts scripts runs on Unix only.

mod binary;
#[cfg(feature = "related")] // in what is expected
mod cases;
mod checker_scripts;
mod checkers;
mod collections;
mod coming_back;
mod configuration;
#[cfg(feature = "related")] // in the picture
mod demo;
mod findings;
mod formats;
#[cfg(unix)]
mod git;
mod hostile;
mod imported;
mod keymap;
mod keys;
mod labelled;
mod languages;
mod laws;
mod ledger;
mod light;
mod linear;
mod linking;
mod links;
mod live;
mod matching;
mod new_words;
mod picker;
mod pictures;
mod project;
mod properties;
mod property;
#[cfg(unix)]
mod pseudo_terminal;
#[cfg(feature = "related")]
mod related;
mod reports;
mod repository;
mod review;
mod signs;
mod support;
mod themes;
mod tour;
