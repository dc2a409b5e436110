//! Two texts → an alignment that accounts for every segment, and word runs inside the texts.

#![no_main]

use diptych::diptych::Diptych;
use diptych::document::Document;
use diptych::side::{Pair, Side};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|texts: (&str, &str)| {
    let documents = Pair {
        original: Document::new("a", texts.0),
        rewrite: Document::new("b", texts.1),
    };
    let diptych = Diptych::new(documents).matched();
    for side in Side::BOTH {
        assert_eq!(diptych.alignment.match_of[side].len(), diptych.segments[side].len());
        let text = diptych.documents[side].text();
        let mut end = 0;
        for run in &diptych.runs[side] {
            assert!(end <= run.range.start && !text[run.range.clone()].is_empty());
            end = run.range.end;
        }
    }
});
