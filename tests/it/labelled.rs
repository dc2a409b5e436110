//! The pairs of `tests/labelled`: their labels hold together, and the program finds the links that a person saw.

use diptych::compare::align::align;
use diptych::text::side::{Pair, Side};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// The least F1 of links (found against labelled, over all pairs) that may land; it was 0.97 when the pairs came.
const F1_MIN: f64 = 0.96;

#[test]
fn labels_point_at_words_that_are_there() {
    for gold in golds() {
        let id = gold["id"].as_str().expect("an id");
        let sentences = sentences(&gold);
        for link in gold["matches"].as_array().expect("matches") {
            for (n, side) in Side::BOTH.into_iter().enumerate() {
                assert!(index(&link[n]) < sentences[side].len(), "{id}: {link}");
            }
        }
        let labels = ["findings", "harmless"].map(|field| gold[field].as_array().expect("a list"));
        for label in labels.into_iter().flatten() {
            for side in Side::BOTH {
                let words = label[format!("{}_text", side.name())].as_str();
                let places = label[side.name()].as_array().expect("indices");
                let is_there = places
                    .iter()
                    .any(|place| sentences[side][index(place)].contains(words.expect("words")));
                assert!(is_there || words == Some(""), "{id}: {label}");
            }
        }
    }
}

#[test]
fn files_hold_the_labelled_sentences_in_order() {
    for gold in golds() {
        let id = gold["id"].as_str().expect("an id");
        for side in Side::BOTH {
            let path = folder().join(id).join(format!("{}.txt", side.name()));
            let text = std::fs::read_to_string(path).expect("a readable text");
            // Lines are wrapped, and headings and items have their signs only here.
            let letters = |text: &str| text.replace(char::is_whitespace, "").replace("##", "");
            let mut rest = &*letters(&text);
            for sentence in &sentences(&gold)[side] {
                rest = rest.strip_prefix('-').unwrap_or(rest);
                let after = rest.strip_prefix(&*letters(sentence));
                rest = after.unwrap_or_else(|| panic!("{id}: {sentence} is not next in {rest}"));
            }
            assert_eq!(rest, "", "{id} has unlabelled text");
        }
    }
}

#[test]
fn the_links_that_a_person_saw_are_found() {
    let (mut n_right, mut n_found, mut n_labelled) = (0, 0, 0);
    for gold in golds() {
        let sentences = sentences(&gold);
        let texts = sentences
            .as_ref()
            .map(|sentences| sentences.iter().map(String::as_str).collect());
        let links = align(&texts).links.into_iter();
        let found: BTreeSet<_> = links
            .map(|link| (link.segments.original, link.segments.rewrite))
            .collect();
        let matches = gold["matches"].as_array().expect("matches").iter();
        let labelled: BTreeSet<_> = matches.map(|m| (index(&m[0]), index(&m[1]))).collect();
        n_right += found.intersection(&labelled).count();
        n_found += found.len();
        n_labelled += labelled.len();
    }
    let f1 = 2.0 * n_right as f64 / (n_found + n_labelled) as f64;
    assert!(f1 >= F1_MIN, "F1 of links is {f1:.3}");
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/labelled/pairs"))
}

/// The labels of all pairs.
fn golds() -> Vec<Value> {
    let entries = std::fs::read_dir(folder()).expect("the folder of labelled pairs");
    let files = entries.map(|entry| entry.expect("an entry").path().join("gold.json"));
    let golds: Vec<Value> = files
        .filter_map(|path| std::fs::read(path).ok())
        .map(|bytes| serde_json::from_slice(&bytes).expect("labels as JSON"))
        .collect();
    assert!(golds.len() >= 17, "only {} labelled pairs", golds.len());
    golds
}

fn sentences(gold: &Value) -> Pair<Vec<String>> {
    Pair::from_fn(|side: Side| {
        let sentences = gold[format!("{}_sentences", side.name())].clone();
        serde_json::from_value(sentences).expect("a list of sentences")
    })
}

fn index(value: &Value) -> usize {
    value.as_u64().expect("an index") as usize
}
