//! The field names of a record → which fields hold the two texts, the id and the title.

use crate::text::language::Language;
use crate::text::side::{Pair, Side};

/// What the user says of the records: the languages, and the fields; those that are not named are found by their usual
/// names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields {
    /// The field that holds the original.
    pub original_field: Option<String>,
    /// The field that holds the rewrite.
    pub rewrite_field: Option<String>,
    /// The field that names the pair.
    pub id_field: Option<String>,
    /// The languages of the texts, where the reader insists on some.
    pub languages: Pair<Option<Language>>,
}

/// The most fields or cells of a record. Tables of texts have a few dozen.
pub const FIELDS_MAX: usize = 10_000;

/// Names of originals and rewrites in common data sets, in the order in which they are tried.
pub const KNOWN: [(&str, &str); 20] = [
    ("original", "rewrite"),
    ("original", "rewritten"),
    ("source", "target"),
    ("src", "tgt"),
    ("document", "summary"),
    ("article", "paraphrase"),
    ("article", "rewrite"),
    ("article", "summary"),
    ("article", "highlights"),
    ("text", "paraphrase"),
    ("text", "rewrite"),
    ("text", "summary"),
    ("input", "output"),
    ("prompt", "completion"),
    ("before", "after"),
    ("old", "new"),
    ("complex", "simple"),
    ("normal", "simple"),
    ("sentence1", "sentence2"),
    ("text1", "text2"),
];

/// Usual names of ids.
pub const IDS: [&str; 6] = ["id", "uid", "uuid", "guid", "key", "_id"];

/// Usual names of titles.
pub const TITLES: [&str; 4] = ["title", "headline", "name", "subject"];

/// The indices of the fields in a list of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldIndices {
    /// The texts.
    pub texts: Pair<usize>,
    /// The id, if there is one.
    pub id: Option<usize>,
    /// The title, if there is one.
    pub title: Option<usize>,
}

impl Fields {
    /// Finds the fields among `names`.
    ///
    /// # Errors
    /// Says what was expected and what was found.
    pub fn find(&self, names: &[&str]) -> Result<FieldIndices, String> {
        Ok(FieldIndices {
            texts: self
                .texts(names)
                .ok_or_else(|| self.missing_fields_message(names))?,
            id: self.id(names),
            title: first_position(&TITLES, names),
        })
    }

    /// The fields that the user names.
    pub fn named(&self) -> impl Iterator<Item = &str> {
        let names = [&self.original_field, &self.rewrite_field, &self.id_field];
        names.into_iter().filter_map(|name| name.as_deref())
    }

    /// Whether the fields of both texts are named by their numbers, counted from 1: a table without names.
    pub fn are_numbers(&self) -> bool {
        let is_number = |name: &str| {
            name.parse()
                .is_ok_and(|n: usize| (1..=FIELDS_MAX).contains(&n))
        };
        self.original_field.is_some() && self.rewrite_field.is_some() && self.named().all(is_number)
    }

    /// The index of the id, which a record without texts may have, too.
    pub fn id(&self, names: &[&str]) -> Option<usize> {
        match &self.id_field {
            Some(name) => position(name, names),
            None => first_position(&IDS, names),
        }
    }

    fn texts(&self, names: &[&str]) -> Option<Pair<usize>> {
        let find = |name: &str| position(name, names);
        match (&self.original_field, &self.rewrite_field) {
            (Some(original), Some(rewrite)) => pair_of(find(original), find(rewrite)),
            (Some(original), None) => {
                let mut rewrites = KNOWN.iter().filter(|(_, rewrite)| rewrite != original);
                pair_of(find(original), rewrites.find_map(|(_, name)| find(name)))
            }
            (None, Some(rewrite)) => {
                let mut originals = KNOWN.iter().filter(|(original, _)| original != rewrite);
                pair_of(originals.find_map(|(name, _)| find(name)), find(rewrite))
            }
            (None, None) => KNOWN
                .iter()
                .find_map(|(original, rewrite)| pair_of(find(original), find(rewrite))),
        }
    }

    fn missing_fields_message(&self, names: &[&str]) -> String {
        let wanted = |side: Side| match side {
            Side::Original => self.original_field.as_deref().unwrap_or("original"),
            Side::Rewrite => self.rewrite_field.as_deref().unwrap_or("rewrite"),
        };
        let quoted = names.iter().take(NAMES_MAX).map(|name| format!("`{name}`"));
        let mut quoted: Vec<String> = quoted.collect();
        if names.len() > NAMES_MAX {
            quoted.push("…".to_owned());
        }
        let found = match quoted.as_slice() {
            [] => "none".to_owned(),
            [one] => format!("only {one}"),
            [all @ .., last] => format!("{} and {last}", all.join(", ")),
        };
        format!(
            "expected the fields `{}` and `{}`, found {found}; name others with --original-field and --rewrite-field",
            wanted(Side::Original),
            wanted(Side::Rewrite)
        )
    }
}

/// The most names that an error message lists.
const NAMES_MAX: usize = 12;

fn pair_of(original: Option<usize>, rewrite: Option<usize>) -> Option<Pair<usize>> {
    Some(Pair {
        original: original?,
        rewrite: rewrite?,
    })
}

fn position(name: &str, names: &[&str]) -> Option<usize> {
    names.iter().position(|known| *known == name)
}

fn first_position(wanted: &[&str], names: &[&str]) -> Option<usize> {
    wanted.iter().find_map(|name| position(name, names))
}
