//! A word that nobody knows → the known name that it may stand for; a byte of a file → its line. For messages about files
//! that people write.

/// The known name that is most like a word; `None` if none is.
///
/// ```
/// # use diptych::text::near::nearest;
/// assert_eq!(nearest("them", ["layout", "theme"]), Some("theme"));
/// assert_eq!(nearest("Layout", ["layout", "theme"]), Some("layout"));
/// assert_eq!(nearest("colour", ["layout", "theme"]), None);
/// ```
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let likeness = |name: &'a str| (strsim::jaro(&word, name), name);
    let likely = names.into_iter().map(likeness);
    let likely = likely.filter(|(likeness, _)| *likeness >= LIKENESS_MIN);
    likely
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, name)| name)
}

/// From which Jaro similarity on a name is suggested: `next-pasage` has .97 to `next-passage`, `jump` .53 to `no-jump`.
const LIKENESS_MIN: f64 = 0.8;

/// `; did you mean x?` for the known name that is most like a word; nothing if none is.
pub fn did_you_mean<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    nearest(word, names).map_or_else(String::new, |name| format!("; did you mean `{name}`?"))
}

/// The line that a byte is in, counted from 1.
pub fn line_number(source: &str, at: usize) -> usize {
    source.as_bytes()[..at.min(source.len())]
        .iter()
        .filter(|&&byte| byte == b'\n')
        .count()
        + 1
}
