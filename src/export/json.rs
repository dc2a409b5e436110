//! Data → JSON that is safe to print: every character that [`steers`] a terminal is written as an escape.
//!
//! JSON itself requires escapes only for C0 control characters, so a terminal would obey U+009B or a change of text
//! direction. Programs read the same text either way.

use crate::text::glyph::steers;
use serde::Serialize;
use std::fmt::Write;

/// Plain data as JSON, on one line.
///
/// ```
/// # use diptych::export::json::to_json;
/// assert_eq!(to_json(&["é\u{9b}2J", "\u{e0041}"]), r#"["é\u009b2J","\udb40\udc41"]"#);
/// ```
pub fn to_json(data: &impl Serialize) -> String {
    let json = serde_json::to_string(data).expect("plain data can be written as JSON");
    // Outside of strings JSON is printable ASCII, so only characters in strings can steer.
    if !json.contains(steers) {
        return json;
    }
    let mut safe = String::with_capacity(json.len() + json.len() / 8);
    for c in json.chars() {
        if !steers(c) {
            safe.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(safe, "\\u{unit:04x}"); // RFC 8259, section 7
        }
    }
    safe
}
