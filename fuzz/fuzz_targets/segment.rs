//! A text → segments that are in order, apart, not empty, and leave only white space out.

#![no_main]

use diptych::text::document::Document;
use diptych::text::language::Language;
use diptych::text::segment;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let document = Document::new("fuzz", text);
    let mut end = 0;
    for segment in segment::segments(&document, Language::of(text)) {
        assert!(text[end..segment.range.start].trim().is_empty());
        assert!(!text[segment.range.clone()].trim().is_empty());
        let _ = segment.text(&document);
        end = segment.range.end;
    }
    assert!(text[end..].trim().is_empty());
});
