//! Two texts → an alignment that accounts for every segment, word runs inside the texts, and findings with their words.

#![no_main]

use diptych::compare::pair::Diptych;
use diptych::text::document::Document;
use diptych::text::side::{Pair, Side};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|texts: (&str, &str)| {
    let documents = Pair {
        original: Document::new("a", texts.0),
        rewrite: Document::new("b", texts.1),
    };
    let diptych = Diptych::new(documents).matched();
    let comparison = diptych.comparison.as_ref().expect("a matched pair");
    for side in Side::BOTH {
        let n_segments = diptych.segments[side].len();
        let match_of = &comparison.alignment.match_of[side];
        assert_eq!(match_of.len(), n_segments);
        let mut n_covered = 0;
        for passage in &diptych.passages[side] {
            assert_eq!(passage.segments.start, n_covered);
            assert!(
                match_of[passage.segments.clone()]
                    .iter()
                    .all(|mat| *mat == passage.mat)
            );
            n_covered = passage.segments.end;
        }
        assert_eq!(n_covered, n_segments);
        let text = diptych.documents[side].text();
        let mut end = 0;
        for run in &comparison.runs[side] {
            assert!(end <= run.range.start && !text[run.range.clone()].is_empty());
            end = run.range.end;
        }
    }
    for finding in &comparison.findings {
        assert!(finding.weight > 0.0 && !finding.note.is_empty());
        for side in Side::BOTH {
            let Some(stretch) = &finding.stretches[side] else {
                continue;
            };
            let segments = &diptych.segments[side][stretch.segments.clone()];
            let (first, last) = (&segments[0].range, &segments[segments.len() - 1].range);
            assert!(!diptych.documents[side].text()[stretch.range.clone()].is_empty());
            assert!(first.start <= stretch.range.start && stretch.range.end <= last.end);
        }
    }
});
