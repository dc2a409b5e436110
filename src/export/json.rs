//! Data → JSON that can be shown as it is: whatever [`steers`] in a text is written as an escape.
//!
//! JSON itself asks for escapes of C0 alone, so a terminal that shows it would obey U+009B, or turn the direction of a
//! line. Programs read the same texts either way.

use crate::text::glyph::steers;
use serde::Serialize;
use std::fmt::Write;

/// The JSON of plain data, on one line.
///
/// ```
/// # use diptych::export::json::to_json;
/// assert_eq!(to_json(&["é\u{9b}2J", "\u{e0041}"]), r#"["é\u009b2J","\udb40\udc41"]"#);
/// ```
pub fn to_json(data: &impl Serialize) -> String {
    let json = serde_json::to_string(data).expect("plain data can be written as JSON");
    // Outside of its texts JSON has nothing but printable ASCII, so all that steers stands in a text.
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
            let _ = write!(safe, "\\u{unit:04x}"); // RFC 8259, 7
        }
    }
    safe
}
