//! The paths of two texts → both documents, read in parallel; the built-in sample if there are no paths. And the matches
//! that were made elsewhere, if a path names them.

use crate::cli::output;
use crate::compare::pair::Diptych;
use crate::input::matches::{MatchesFile, MatchesOfPair};
use crate::input::open::{self, ReadOptions};
use crate::text::document::{Document, TextSource};
use crate::text::language::Language;
use crate::text::side::Pair;
use anyhow::{Error, Result, anyhow, bail};
use std::path::Path;

/// Both texts, and their matches if these were made elsewhere.
pub struct Texts {
    /// The texts.
    pub documents: Pair<Document>,
    /// Where their matches come from; `None`: we make them.
    pub matches: Option<MatchesOfPair>,
}

impl Texts {
    /// The pair, to be matched.
    ///
    /// # Errors
    /// If the matches cannot be read, or do not fit.
    pub fn diptych(self) -> Result<Diptych> {
        let diptych = Diptych::new(self.documents);
        match &self.matches {
            Some(matches) => matches.import(diptych),
            None => Ok(diptych),
        }
    }
}

/// Opens the file that has the matches of the only pair.
///
/// # Errors
/// If it cannot be read, or has something else in it.
pub fn matches(path: Option<&Path>) -> Result<Option<MatchesOfPair>> {
    let file = path.map(MatchesFile::open).transpose()?;
    Ok(file.map(|file| file.of_pair()))
}

/// Reads both texts, each with its options.
///
/// # Errors
/// If one cannot be read, or both are standard input.
pub fn open(original: &Path, rewrite: &Path, how: Pair<ReadOptions>) -> Result<Pair<Document>> {
    if open::is_stdin(original) && open::is_stdin(rewrite) {
        bail!("both texts cannot come from standard input; name a file for one of them");
    }
    let paths = Pair { original, rewrite };
    let opened = Pair::in_parallel(|side| open::open_as(paths[side], how[side]));
    Ok(Pair {
        original: opened.original?,
        rewrite: opened.rewrite?,
    })
}

/// Tells two versions of a file apart that `git difftool` passes as two files of one name: `old: draft.md`,
/// `new: draft.md`.
pub fn name_versions(documents: &mut Pair<Document>) {
    let is_git = std::env::var_os(GIT_PATH_COUNTER).is_some();
    if is_git && documents.original.name == documents.rewrite.name {
        documents.original.name.insert_str(0, "old: ");
        documents.rewrite.name.insert_str(0, "new: ");
    }
}

/// What git sets for the programs that it calls to show differences (git's manual, "GIT_DIFF_PATH_COUNTER").
pub const GIT_PATH_COUNTER: &str = "GIT_DIFF_PATH_COUNTER";

/// The error of an original without a rewrite; `usage` shows how to pass both.
pub fn rewrite_missing(original: &Path, usage: &str) -> Error {
    anyhow!(
        "the rewrite of `{}` is missing; usage: {usage}",
        output::path_text(original)
    )
}

/// The built-in sample pair.
pub fn sample(languages: Pair<Option<Language>>) -> Pair<Document> {
    let document = |name: &str, text: &str, language: Option<Language>| {
        let mut document = Document::new(name, text);
        document.language = language;
        document.source = TextSource::BuiltIn;
        document
    };
    Pair {
        original: document(
            "original.txt",
            include_str!("../../assets/sample/original.txt"),
            languages.original,
        ),
        rewrite: document(
            "rewrite.txt",
            include_str!("../../assets/sample/rewrite.txt"),
            languages.rewrite,
        ),
    }
}
