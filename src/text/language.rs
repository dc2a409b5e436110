//! `assets/languages` → [`Language`]s: what diptych knows of each, and which one a text is in.
//!
//! One file is one language; a new file is a new language, without a line of Rust. The language of each side is decided
//! in one place, [`Language::of_pair`], and sentences, runs and findings all go by it. A text in none of them is
//! [`Language::general`]: signs that mean the same everywhere, and no word of any language.

mod detect;
mod file;

#[cfg(test)]
pub(crate) mod tests;

use crate::text::side::Pair;
pub(crate) use file::entries;
pub use file::{
    BoilerplateWords, BylineWords, CueClass, DateWords, LanguageFile, Phrases, TwoSides, WordSet,
};
use include_dir::{Dir, include_dir};
use serde_json::{Map, Value};
use std::fmt;
use std::ops::Deref;
use std::sync::LazyLock;

/// A language that has a file. Its words are those of [`LanguageFile`].
#[derive(Clone, Copy)]
pub struct Language(&'static LanguageFile);

/// The code of the file that holds for texts without a language of their own; ISO 639-2 has it for "undetermined".
const GENERAL: &str = "und";

static FOLDER: Dir = include_dir!("$CARGO_MANIFEST_DIR/assets/languages");

/// All files, by code.
static FILES: LazyLock<Vec<LanguageFile>> = LazyLock::new(|| {
    let mut files: Vec<LanguageFile> = sources()
        .map(|(code, source)| parse(code, source).expect("a test reads every language's file"))
        .collect();
    files.sort_by(|a, b| a.code.cmp(&b.code));
    files
});

/// The code and the text of each file.
fn sources() -> impl Iterator<Item = (&'static str, &'static str)> {
    FOLDER.files().filter_map(|file| {
        let code = file.path().file_stem()?.to_str()?;
        Some((code, file.contents_utf8()?))
    })
}

/// Reads a file.
///
/// # Errors
/// Says which file, and what is wrong at which of its keys.
fn parse(code: &str, source: &str) -> Result<LanguageFile, String> {
    let in_file = |err: String| format!("assets/languages/{code}.toml: {err}");
    let keys: Map<String, Value> =
        toml::from_str(source).map_err(|err: toml::de::Error| in_file(err.to_string()))?;
    let mut file = read_keys(&keys).map_err(in_file)?;
    code.clone_into(&mut file.code);
    Ok(file)
}

/// Through plain values: reading a type of so many fields straight from TOML takes 300 kB of program.
fn read_keys(keys: &Map<String, Value>) -> Result<LanguageFile, String> {
    let read = |keys: Map<String, Value>| serde_json::from_value(Value::Object(keys));
    read(keys.clone()).map_err(|err| {
        // The first key that cannot be read alone.
        let alone = |key: &String, value: &Value| {
            let value = value.clone();
            read(Map::from_iter([(key.clone(), value)])).err()
        };
        for (key, value) in keys {
            for (inner, value) in value.as_object().into_iter().flatten() {
                let table = Value::Object(Map::from_iter([(inner.clone(), value.clone())]));
                if let Some(err) = alone(key, &table) {
                    return format!("{key}.{inner}: {err}");
                }
            }
            if let Some(err) = alone(key, value) {
                return format!("{key}: {err}");
            }
        }
        err.to_string()
    })
}

impl Language {
    /// All languages, by code; the general rules are among them.
    pub fn all() -> impl Iterator<Item = Language> {
        FILES.iter().map(Language)
    }

    /// The language with this code.
    pub fn with_code(code: &str) -> Option<Language> {
        Language::all().find(|language| language.code == code)
    }

    /// What holds for a text in none of the others.
    pub fn general() -> Language {
        Language::with_code(GENERAL).expect("a test reads the file of the general rules")
    }

    /// The language of a text that stands alone.
    pub fn of(text: &str) -> Language {
        detect::of(text)
    }

    /// The languages of two texts that say the same, each in its own: those that the reader wants, or what the texts
    /// seem to be in.
    pub fn of_pair(texts: Pair<&str>, wanted: Pair<Option<Language>>) -> Pair<Language> {
        match (wanted.original, wanted.rewrite) {
            (Some(original), Some(rewrite)) => Pair { original, rewrite },
            _ => {
                let found = detect::of_pair(texts);
                Pair::from_fn(|side| wanted[side].unwrap_or(found[side]))
            }
        }
    }

    /// Whether two texts are certainly in the two different languages that they are taken for; never of a short text.
    pub fn are_apart(texts: Pair<&str>, languages: Pair<Language>) -> bool {
        detect::are_apart(texts, languages)
    }

    /// Its code of two letters (ISO 639-1); `und` for the general rules.
    pub fn code(self) -> &'static str {
        &self.0.code
    }

    /// Its English name.
    pub fn name(self) -> &'static str {
        &self.0.name
    }

    /// All that is known of it.
    pub fn file(self) -> &'static LanguageFile {
        self.0
    }

    /// Whether it is none: the general rules.
    pub fn is_general(self) -> bool {
        self.code == GENERAL
    }

    /// Whether `folded` is a word of grammar rather than of meaning; in every language, a word of one letter is.
    pub fn is_function_word(self, folded: &str) -> bool {
        let one_letter =
            folded.chars().nth(1).is_none() && !folded.starts_with(|c: char| c.is_numeric());
        one_letter || self.function_words.has(folded)
    }

    /// Without the ending of the possessive: `the sun's` → `the sun`.
    pub fn without_possessive(self, folded: &str) -> &str {
        let endings = self.forms.possessive_endings.iter();
        let mut stripped = endings.filter_map(|ending| folded.strip_suffix(ending.as_str()));
        stripped.next().unwrap_or(folded)
    }
}

impl Deref for Language {
    type Target = LanguageFile;

    fn deref(&self) -> &LanguageFile {
        self.0
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Language) -> bool {
        self.code == other.code
    }
}

impl Eq for Language {}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.code)
    }
}
