//! Numbers of things in English: `1 match`, `2 matches`.

use std::borrow::Cow;

/// A number and its noun.
///
/// ```
/// # use diptych::text::count::count;
/// assert_eq!(count(1, "match"), "1 match");
/// assert_eq!(count(0, "match"), "0 matches");
/// ```
pub fn count(n: usize, noun: &str) -> String {
    format!("{n} {}", plural(n, noun))
}

/// The form that a noun, or the verb after it, takes beside a number; both are given in the singular.
///
/// ```
/// # use diptych::text::count::plural;
/// assert_eq!([plural(1, "is"), plural(2, "is"), plural(2, "number finding")], ["is", "are", "number findings"]);
/// ```
pub fn plural(n: usize, singular: &str) -> Cow<'_, str> {
    match singular {
        _ if n == 1 => singular.into(),
        "is" => "are".into(),
        "has" => "have".into(),
        _ if singular.ends_with("ch") => format!("{singular}es").into(),
        _ => format!("{singular}s").into(),
    }
}
