//! Bytes, the first of which says what they are → a document or an error, never a panic; blocks and spans in order.

#![no_main]

use diptych::input::open::{self, Format, ReadOptions};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((&kind, bytes)) = data.split_first() else {
        return;
    };
    let formats = [
        None,
        Some(Format::Text),
        Some(Format::Markdown),
        Some(Format::Html),
        Some(Format::Docx),
        Some(Format::Epub),
    ];
    let how = ReadOptions {
        format: formats[usize::from(kind & 0x7f) % formats.len()],
        whole_page: kind & 0x80 != 0,
        language: None,
    };
    let Ok(document) = open::document("fuzz", bytes.to_vec(), how) else {
        return;
    };
    let text = document.text();
    let mut end = 0;
    for block in document.blocks() {
        assert!(text[end..block.range().start].trim().is_empty());
        end = block.range().end;
    }
    assert!(text[end..].trim().is_empty());
    let mut end = 0;
    for span in document.spans() {
        assert!(end <= span.range.start && !text[span.range.clone()].is_empty());
        end = span.range.end;
    }
    document.source_line(end);
});
