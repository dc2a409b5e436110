//! Text → [`Language`]: the words of it that decide where sentences end.

use crate::text::document::is_cjk;
use std::collections::HashSet;
use whichlang::Lang;

/// A language, as far as sentences need it. Its words are in `assets/sentences`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Language {
    /// Its code of two letters.
    pub code: &'static str,
    words: HashSet<(Class, &'static str)>,
    /// Those in a script without spaces, which stand inside longer runs of letters.
    pub unspaced: Vec<(Class, &'static str)>,
}

/// What a word says about the end of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Class {
    /// An abbreviation that a name follows: `Dr`.
    Name,
    /// An abbreviation that a number follows: `No`.
    Number,
    /// No abbreviation, though it looks like one: `no`.
    Word,
    /// Begins a sentence even behind an abbreviation: `The`.
    Starter,
    /// A verb of saying: `asked`.
    Speech,
    /// Goes on behind a clock time: `5 p.m. Monday`.
    Clock,
    /// Goes on behind a quotation: `と`.
    Particle,
}

/// So many bytes from the middle of a text, where its prose is, tell its language.
const SAMPLE: usize = 4 * 1024;

impl Language {
    /// The language of `text`.
    pub fn of(text: &str) -> Language {
        let (code, table) = table(detect(text));
        let words: Vec<(Class, &str)> = table.lines().filter_map(class).flatten().collect();
        Language {
            code,
            unspaced: words
                .iter()
                .filter(|(_, word)| word.starts_with(is_cjk))
                .copied()
                .collect(),
            words: words.into_iter().collect(),
        }
    }

    /// Whether `word` is of `class`, in whatever case.
    pub fn has(&self, class: Class, word: &str) -> bool {
        self.words.contains(&(class, word.to_lowercase().as_str()))
    }
}

/// The code of two letters of the language of `text`; English if nothing tells.
pub fn code(text: &str) -> &'static str {
    table(detect(text)).0
}

fn detect(text: &str) -> Lang {
    let start = text.ceil_char_boundary(text.len().saturating_sub(SAMPLE) / 2);
    let end = text.floor_char_boundary(start + SAMPLE);
    whichlang::detect_language(&text[start..end])
}

/// The words of a line such as `name: dr mr`.
fn class(line: &'static str) -> Option<impl Iterator<Item = (Class, &'static str)>> {
    let (name, words) = line.split_once(": ")?;
    let class = match name {
        "name" => Class::Name,
        "number" => Class::Number,
        "word" => Class::Word,
        "starter" => Class::Starter,
        "speech" => Class::Speech,
        "clock" => Class::Clock,
        "particle" => Class::Particle,
        _ => return None,
    };
    Some(words.split(' ').map(move |word| (class, word)))
}

fn table(language: Lang) -> (&'static str, &'static str) {
    match language {
        Lang::Ara => ("ar", ""),
        Lang::Cmn => ("zh", include_str!("../../../assets/sentences/zh.txt")),
        Lang::Deu => ("de", include_str!("../../../assets/sentences/de.txt")),
        Lang::Eng => ("en", include_str!("../../../assets/sentences/en.txt")),
        Lang::Fra => ("fr", include_str!("../../../assets/sentences/fr.txt")),
        Lang::Hin => ("hi", ""),
        Lang::Ita => ("it", include_str!("../../../assets/sentences/it.txt")),
        Lang::Jpn => ("ja", include_str!("../../../assets/sentences/ja.txt")),
        Lang::Kor => ("ko", ""),
        Lang::Nld => ("nl", include_str!("../../../assets/sentences/nl.txt")),
        Lang::Por => ("pt", include_str!("../../../assets/sentences/pt.txt")),
        Lang::Rus => ("ru", ""),
        Lang::Spa => ("es", include_str!("../../../assets/sentences/es.txt")),
        Lang::Swe => ("sv", ""),
        Lang::Tur => ("tr", ""),
        Lang::Vie => ("vi", ""),
    }
}
