//! A page → whether any of its tags has so many attributes that reading it would take for ever: the tokenizer looks
//! for each among all before it.

/// Attributes of a tag. A page of nothing but tags with so many takes a few seconds.
const ATTRIBUTES_MAX: usize = 500;

/// Elements in which there are no tags.
const RAW: [&str; 2] = ["script", "style"];

/// Whether a tag of `source` has too many attributes.
pub fn has_too_many_attributes(source: &str) -> bool {
    let mut rest = source;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with("!--") {
            rest = rest.find("-->").map_or("", |end| &rest[end..]);
            continue;
        }
        if !rest
            .trim_start_matches('/')
            .starts_with(|c: char| c.is_ascii_alphabetic())
        {
            continue;
        }
        let tag = rest;
        let (n_attributes, end) = attributes(tag);
        if n_attributes > ATTRIBUTES_MAX {
            return true;
        }
        rest = &tag[end..];
        if let Some(name) = RAW.iter().find(|name| starts_with(tag, name)) {
            rest = behind_raw(rest, name);
        }
    }
    false
}

/// How many attributes a tag has, at most, and where it ends: at its `>`.
fn attributes(tag: &str) -> (usize, usize) {
    let is_separator = |byte: u8| byte.is_ascii_whitespace() || byte == b'/';
    let (mut n_attributes, mut quote, mut before) = (0, None, b' ');
    for (at, byte) in tag.bytes().enumerate() {
        match quote {
            Some(mark) if byte == mark => (quote, before) = (None, b'/'),
            Some(_) => {}
            None if byte == b'>' => return (n_attributes, at),
            None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
            None if byte.is_ascii_whitespace() && before == b'=' => {}
            None => {
                n_attributes += usize::from(is_separator(before) && !is_separator(byte));
                before = byte;
            }
        }
    }
    (n_attributes, tag.len())
}

/// What follows the end tag of an element without tags.
fn behind_raw<'a>(mut rest: &'a str, name: &str) -> &'a str {
    while let Some(at) = rest.find("</") {
        rest = &rest[at + 2..];
        if starts_with(rest, name) {
            return rest;
        }
    }
    ""
}

/// Whether a tag has this name.
fn starts_with(tag: &str, name: &str) -> bool {
    let (tag, len) = (tag.as_bytes(), name.len());
    let ends = |byte: &u8| !byte.is_ascii_alphanumeric();
    tag.len() >= len
        && tag[..len].eq_ignore_ascii_case(name.as_bytes())
        && tag.get(len).is_none_or(ends)
}
