//! Words of documents → words of a format, which can add nothing but words to it.

use crate::text::glyph;

/// Escapes everything that has a meaning in Markdown.
pub fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if r"\`*_[]<>&|~#$".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Escapes text for elements and quoted attributes. White space becomes one space, characters that steer the text around
/// them become visible, and characters that HTML forbids become `�`.
pub fn html(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut after_space = false;
    for c in text.chars() {
        let is_space = c.is_whitespace();
        match c {
            _ if is_space && after_space => {}
            _ if is_space && c != '\u{a0}' => safe.push(' '),
            c if glyph::steers(c) => safe += &glyph::visible(c.encode_utf8(&mut [0; 4])),
            c if is_noncharacter(c) => safe.push(char::REPLACEMENT_CHARACTER),
            c => safe.push(c),
        }
        after_space = is_space;
    }
    html_escape::encode_quoted_attribute(&safe).into_owned()
}

/// Whether Unicode reserves it as a noncharacter, which is an error in a page (HTML Standard, section 13.2.2).
fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    matches!(code, 0xfdd0..=0xfdef) || code & 0xfffe == 0xfffe
}
