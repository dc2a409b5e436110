//! The language files hold together: every entry can be found in a text, every number has its unit.

use super::*;
use crate::text::words::{fold, tokens};

/// Languages with every list; the others have what they have.
const FULL: [&str; 4] = ["de", "en", "es", "fr"];

/// Fixed letters of a pattern; one with fewer would fit almost any word.
const FIXED_MIN: usize = 3;

/// What the single signs ℃ and ℉ are compared as, though they are letters of two kinds.
const SIGNS: [&str; 2] = ["°c", "°f"];

fn languages() -> Vec<(&'static str, File)> {
    let files = FOLDER
        .files()
        .filter_map(|file| file.path().file_stem()?.to_str());
    files
        .filter(|code| code.len() == 2)
        .map(|code| {
            let parsed = toml::from_str(file(&format!("{code}.toml")));
            (code, parsed.unwrap_or_else(|err| panic!("{code}: {err}")))
        })
        .collect()
}

/// All entries of a language, as they are written.
fn entries(file: &File) -> Vec<&str> {
    let numbers = [&file.number, &file.times, &file.fraction, &file.ordinal];
    let lists = file.months.iter().chain(&file.weekdays);
    let lists = lists.chain(file.words.values()).chain(file.unit.values());
    let opposites = file.opposites.iter().chain(&file.counterparts);
    let opposites = opposites.flat_map(|sides| sides.split('/'));
    let mut entries: Vec<&str> = numbers
        .iter()
        .flat_map(|map| map.keys())
        .map(String::as_str)
        .collect();
    entries.extend(lists.flat_map(|phrases| list(phrases)));
    entries.extend(opposites.flat_map(list));
    entries
}

/// Why an entry could never be found in a text, or would be found everywhere.
fn fault(entry: &str) -> Option<String> {
    let words: Vec<&str> = entry.split(' ').collect();
    for word in &words {
        let fixed = word.trim_matches('*');
        if fixed.len() < word.len() && fixed.chars().count() < FIXED_MIN {
            return Some("a pattern with too few letters".to_owned());
        }
        if fixed.contains('*') || word.starts_with('*') && word.ends_with('*') && *word != "*" {
            return Some("more than one asterisk, or one inside".to_owned());
        }
    }
    // Of a pattern only the known letters can be split; they are one word and so is what they begin.
    let plain = entry.replace('*', "");
    let folded = fold(&plain).into_owned();
    if folded != plain {
        return Some(format!("is written {folded} in a text as it is compared"));
    }
    let split: Vec<&str> = tokens(&plain).map(|token| &plain[token.range]).collect();
    let plain_words: Vec<&str> = plain.split(' ').collect();
    (split != plain_words && !SIGNS.contains(&entry))
        .then(|| format!("is split as {}", split.join(" ")))
}

#[test]
fn every_entry_can_be_found_in_a_text() {
    let mut faults = Vec::new();
    let languages = languages();
    let units: Vec<&str> = UNITS.iter().flat_map(|unit| list(&unit.signs)).collect();
    let all = languages.iter().map(|(code, file)| (*code, entries(file)));
    for (code, entries) in all.chain([("units", units)]) {
        for entry in entries {
            faults.extend(fault(entry).map(|why| format!("{code}: {entry}: {why}")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_wrong_entry_is_noticed() {
    for entry in [
        "so-called",
        "Monday",
        "m²",
        "un*",
        "n'* x",
        "km/h",
        "*ab*",
        "p.m.",
        "‘tis",
        "a*b",
    ] {
        assert!(fault(entry).is_some(), "{entry}");
    }
    for entry in ["so - called", "p.m", "o'clock", "*n't", "alleg*", "d'après"] {
        assert_eq!(fault(entry), None, "{entry}");
    }
}

#[test]
fn an_entry_stands_once_in_its_list() {
    let mut faults = Vec::new();
    for (code, file) in languages() {
        let lists = file.words.iter().map(|(class, list)| (*class, list));
        for (class, phrases) in lists {
            let mut all: Vec<&str> = list(phrases).collect();
            all.sort_unstable();
            let twice = all.windows(2).filter(|two| two[0] == two[1]);
            faults.extend(twice.map(|two| format!("{code}: {class:?}: {}", two[0])));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn units_of_the_files_are_known() {
    for (code, file) in languages() {
        for name in file.unit.keys() {
            let is_known = UNITS.iter().any(|unit| unit.name == *name);
            assert!(is_known, "{code}: {name} is not in units.toml");
        }
    }
}

#[test]
fn calendars_are_whole_and_opposites_have_two_sides() {
    for (code, file) in languages() {
        if FULL.contains(&code) || !file.months.is_empty() {
            assert_eq!(file.months.len(), 12, "{code}");
        }
        if FULL.contains(&code) || !file.weekdays.is_empty() {
            assert_eq!(file.weekdays.len(), 7, "{code}");
        }
        for sides in file.opposites.iter().chain(&file.counterparts) {
            let filled = sides.split('/').filter(|side| list(side).count() > 0);
            assert_eq!(filled.count(), 2, "{code}: {sides}");
            assert_eq!(sides.matches('/').count(), 1, "{code}: {sides}");
        }
    }
}

#[test]
fn full_languages_have_every_list() {
    let languages = languages();
    let english = &languages.iter().find(|(code, _)| *code == "en").unwrap().1;
    for (code, file) in languages.iter().filter(|(code, _)| FULL.contains(code)) {
        let classes = |file: &File| file.words.keys().copied().collect::<Vec<_>>();
        assert_eq!(classes(file), classes(english), "{code}");
        let tables = [&file.number, &file.times, &file.fraction, &file.ordinal];
        assert!(tables.iter().all(|table| !table.is_empty()), "{code}");
        assert!(
            file.unit.len() > 40 && !file.opposites.is_empty() && !file.counterparts.is_empty(),
            "{code}"
        );
    }
}

/// The words whose coming and going is pointed at must not be too many, or nothing is pointed at any more: those that
/// only can stand for them are lists of their own, and a word is in one of the two.
#[test]
fn no_word_both_counts_and_excuses() {
    let mut faults = Vec::new();
    for (code, file) in languages() {
        for (strong, like) in [
            (Class::Not, Class::NotLike),
            (Class::Hedge, Class::HedgeLike),
            (Class::Because, Class::BecauseLike),
        ] {
            let of = |class| file.words.get(&class).map_or("", String::as_str);
            let like: Vec<&str> = list(of(like)).collect();
            let both = list(of(strong)).filter(|phrase| like.contains(phrase));
            faults.extend(both.map(|phrase| format!("{code}: {strong:?}: {phrase}")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
