//! A number of things → words: `1 match`, `2 matches`.

/// The number and the noun, as `one` of it or as `many`.
///
/// ```
/// # use diptych::text::count::count;
/// assert_eq!(count(1, "match", "matches"), "1 match");
/// assert_eq!(count(0, "match is", "matches are"), "0 matches are");
/// ```
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", plural(n, one, many))
}

/// The noun alone, where the number is written in a way of its own.
pub fn plural<'a>(n: usize, one: &'a str, many: &'a str) -> &'a str {
    if n == 1 { one } else { many }
}
