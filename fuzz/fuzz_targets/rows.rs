//! Bytes, the first of which says in what kind of file they are → rows or errors, never a panic; the rows that are found
//! are those that stream by, and each can be read again where it was found.

#![no_main]

use diptych::input::open::border;
use diptych::input::collection::{Collection, Fields};
use libfuzzer_sys::fuzz_target;
use std::path::PathBuf;
use std::sync::OnceLock;

/// What tells the kind of file, packed or not.
const ENDINGS: [&str; 6] = ["jsonl", "json", "csv", "tsv", "parquet", "txt"];

/// A file of the process's own, so that several can run at once.
fn path(ending: &str) -> PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = std::env::temp_dir().join(format!("diptych-rows-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for temporary files");
        // What a library does wrong behind the border is an error row; the fuzzer's own hook would call it a crash.
        std::panic::set_hook(Box::new(|panic| {
            if !border::is_inside() {
                eprintln!("{panic}");
                std::process::abort();
            }
        }));
        folder
    });
    folder.join("rows").with_extension(ending)
}

fuzz_target!(|data: &[u8]| {
    let Some((&kind, bytes)) = data.split_first() else {
        return;
    };
    let path = path(ENDINGS[usize::from(kind) % ENDINGS.len()]);
    std::fs::write(&path, bytes).expect("a temporary file");
    let Ok(collection) = Collection::open(&path, &Fields::default()) else {
        return;
    };
    let mut n_rows = 0;
    let mut is_whole = true;
    for record in collection.records().expect("the file is there") {
        match record {
            Ok(record) => {
                collection.parse(record);
                n_rows += 1;
            }
            Err(_) => is_whole = false,
        }
    }
    let mut n_found = 0;
    let scanned = collection.scan(|entry| {
        n_found += 1;
        if n_found % 64 < 4 {
            let record = collection.record(&entry.location);
            assert!(entry.label.problem.is_none() || record.texts.is_err());
        }
        true
    });
    // Where a row of a Parquet file is damaged, those behind it may still have labels.
    let may_differ = !is_whole || bytes.starts_with(b"PAR1");
    assert!(may_differ || scanned.is_ok() && n_rows == n_found);
});
