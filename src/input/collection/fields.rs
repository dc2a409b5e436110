//! The names of a row's fields → which of them hold the two texts, the id and the title.

use crate::text::side::{Pair, Side};

/// The fields that the reader named; the others are looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields {
    /// The field that holds the original.
    pub original_field: Option<String>,
    /// The field that holds the rewrite.
    pub rewrite_field: Option<String>,
    /// The field that names the pair.
    pub id_field: Option<String>,
}

/// The most fields or cells of a row. Tables of texts have a few dozen.
pub const FIELDS_MAX: usize = 10_000;

/// Names that originals and their rewrites have in data sets, in the order in which they are tried.
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

/// Names that ids have.
pub const IDS: [&str; 6] = ["id", "uid", "uuid", "guid", "key", "_id"];

/// Names that titles have.
pub const TITLES: [&str; 4] = ["title", "headline", "name", "subject"];

/// Where in a list of names everything stands.
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
    /// Says what was expected and what is there.
    pub fn find(&self, names: &[&str]) -> Result<FieldIndices, String> {
        Ok(FieldIndices {
            texts: self.texts(names).ok_or_else(|| self.missing(names))?,
            id: self.id(names),
            title: first(&TITLES, names),
        })
    }

    /// Where the id stands; also of use in a row without texts.
    pub fn id(&self, names: &[&str]) -> Option<usize> {
        match &self.id_field {
            Some(name) => position(name, names),
            None => first(&IDS, names),
        }
    }

    fn texts(&self, names: &[&str]) -> Option<Pair<usize>> {
        let find = |name: &str| position(name, names);
        match (&self.original_field, &self.rewrite_field) {
            (Some(original), Some(rewrite)) => both(find(original), find(rewrite)),
            (Some(original), None) => {
                let mut rewrites = KNOWN.iter().filter(|(_, rewrite)| rewrite != original);
                both(find(original), rewrites.find_map(|(_, name)| find(name)))
            }
            (None, Some(rewrite)) => {
                let mut originals = KNOWN.iter().filter(|(original, _)| original != rewrite);
                both(originals.find_map(|(name, _)| find(name)), find(rewrite))
            }
            (None, None) => KNOWN
                .iter()
                .find_map(|(original, rewrite)| both(find(original), find(rewrite))),
        }
    }

    fn missing(&self, names: &[&str]) -> String {
        let wanted = |side: Side| match side {
            Side::Original => self.original_field.as_deref().unwrap_or("original"),
            Side::Rewrite => self.rewrite_field.as_deref().unwrap_or("rewrite"),
        };
        let shown = names.iter().take(NAMES_MAX).map(|name| format!("`{name}`"));
        let mut shown: Vec<String> = shown.collect();
        if names.len() > NAMES_MAX {
            shown.push("…".to_owned());
        }
        let there = match shown.as_slice() {
            [] => "there are none".to_owned(),
            [one] => format!("there is only {one}"),
            [all @ .., last] => format!("there are {} and {last}", all.join(", ")),
        };
        format!(
            "expected the fields `{}` and `{}`, or others by --original-field and --rewrite-field; {there}",
            wanted(Side::Original),
            wanted(Side::Rewrite)
        )
    }
}

/// As many names as a message can bear.
const NAMES_MAX: usize = 12;

fn both(original: Option<usize>, rewrite: Option<usize>) -> Option<Pair<usize>> {
    Some(Pair {
        original: original?,
        rewrite: rewrite?,
    })
}

fn position(name: &str, names: &[&str]) -> Option<usize> {
    names.iter().position(|known| *known == name)
}

fn first(wanted: &[&str], names: &[&str]) -> Option<usize> {
    wanted.iter().find_map(|name| position(name, names))
}
