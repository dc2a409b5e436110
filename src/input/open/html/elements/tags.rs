//! A page → whether a tag has so many attributes that tokenizing it would take for ever: the tokenizer compares each
//! attribute with all before it, which takes quadratic time.

/// The most attributes of a tag. A page in which every tag has as many takes a few seconds.
const ATTRIBUTES_MAX: usize = 500;

/// Elements whose content has no tags.
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
        if let Some(name) = RAW.iter().find(|name| has_name(tag, name)) {
            rest = skip_raw(rest, name);
        }
    }
    false
}

/// An upper bound for the number of attributes of a tag, and the position of its `>`.
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

/// Skips to the end tag of an element in [`RAW`].
fn skip_raw<'a>(mut rest: &'a str, name: &str) -> &'a str {
    while let Some(at) = rest.find("</") {
        rest = &rest[at + 2..];
        if has_name(rest, name) {
            return rest;
        }
    }
    ""
}

/// Whether a tag has this name.
fn has_name(tag: &str, name: &str) -> bool {
    let (tag, len) = (tag.as_bytes(), name.len());
    let ends = |byte: &u8| !byte.is_ascii_alphanumeric();
    tag.len() >= len
        && tag[..len].eq_ignore_ascii_case(name.as_bytes())
        && tag.get(len).is_none_or(ends)
}
