//! The header or footer of the pages of a Word document → whether it says something.

use crate::input::open::xml::{self, XmlEvent, attribute};

/// Letters that stand beside the number of a page at most: `Page 3 of 12`.
const NUMBER_LETTERS_MAX: usize = 12;

/// Whether there is more than the number of the page.
pub fn has_words(source: &str) -> bool {
    let (mut n_letters, mut n_fields) = (0, 0_usize);
    let (mut has_page_number, mut is_text, mut is_instruction) = (false, false, false);
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let is_page_number = |instruction: &str| instruction.contains("PAGE");
    xml::read_events(source, |event| match event {
        XmlEvent::Open("t", _) => is_text = true,
        XmlEvent::Close("t") => is_text = false,
        XmlEvent::Open("instrText", _) => is_instruction = true,
        XmlEvent::Close("instrText") => is_instruction = false,
        XmlEvent::Open("fldSimple", tag) => {
            n_fields += 1;
            has_page_number |= attribute(tag, "instr").is_some_and(|text| is_page_number(&text));
        }
        XmlEvent::Close("fldSimple") => n_fields = n_fields.saturating_sub(1),
        XmlEvent::Open("fldChar", tag) => match attribute(tag, "fldCharType").as_deref() {
            Some("begin") => n_fields += 1,
            Some("end") => n_fields = n_fields.saturating_sub(1),
            _ => {}
        },
        // The text of a watermark.
        XmlEvent::Open("textpath", tag) => {
            n_letters += attribute(tag, "string").map_or(0, |text| letters(&text));
        }
        XmlEvent::Text(text) if is_instruction => has_page_number |= is_page_number(&text),
        XmlEvent::Text(text) if is_text && n_fields == 0 => n_letters += letters(&text),
        _ => {}
    });
    n_letters
        > if has_page_number {
            NUMBER_LETTERS_MAX
        } else {
            0
        }
}
