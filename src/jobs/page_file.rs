//! A page → a file in the current folder, whole or not at all.
//!
//! It replaces an earlier page of this program; any other file with its name stays, and the page gets a number.

use crate::export::report::GENERATOR;
use anyhow::{Context, Result};
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Writes the page of a review of the text called `name`. Gives the file.
///
/// # Errors
/// If it cannot be written.
pub fn write(folder: &Path, name: &str, page: &str) -> Result<PathBuf> {
    let path = free_path(folder, &stem(name));
    let written = || format!("cannot write {}", path.display());
    let mut builder = tempfile::Builder::new();
    builder.prefix(".diptych-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file: what the process masks is left out.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder).with_context(written)?;
    file.write_all(page.as_bytes()).with_context(written)?;
    file.persist(&path).with_context(written)?;
    Ok(path)
}

/// `draft.review.html`, or with a number where something else is called that.
fn free_path(folder: &Path, stem: &str) -> PathBuf {
    let numbered = (2..).map(|n| format!("{stem}.review-{n}.html"));
    let mut names = std::iter::once(format!("{stem}.review.html")).chain(numbered);
    let is_free = |path: &PathBuf| !path.exists() || is_page(path);
    names
        .find_map(|name| Some(folder.join(name)).filter(is_free))
        .expect("there are endless names")
}

fn is_page(path: &Path) -> bool {
    let mut beginning = Vec::new();
    let read = File::open(path).and_then(|file| file.take(1_000).read_to_end(&mut beginning));
    read.is_ok() && String::from_utf8_lossy(&beginning).contains(GENERATOR)
}

/// The name of a text without its extension, in letters that every file system takes.
fn stem(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let is_safe = |c: char| c.is_alphanumeric() || c == '_';
    let words = stem.split(|c| !is_safe(c)).filter(|word| !word.is_empty());
    let stem: String = words.collect::<Vec<_>>().join("-");
    let end = stem.floor_char_boundary(STEM_MAX);
    match &stem[..end] {
        "" => "text".to_owned(),
        stem => stem.to_owned(),
    }
}

/// The most bytes of a text's name in that of its page; file systems take 255 in all.
const STEM_MAX: usize = 120;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_a_name_that_every_system_takes() {
        for (name, expected) in [
            ("draft.md", "draft"),
            ("p1, rewrite", "p1-rewrite"),
            ("../a\u{1b}[31m/b: c.txt", "a-31m-b-c"),
            ("é 東.txt", "é-東"),
            ("…", "text"),
        ] {
            assert_eq!(stem(name), expected);
        }
        assert!(stem(&"東".repeat(100)).len() <= STEM_MAX);
    }

    #[test]
    fn what_is_no_page_of_ours_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("b.review.html"), "mine").unwrap();
        let page = format!("<head>{GENERATOR}</head>");
        let path = write(folder.path(), "b.txt", &page).unwrap();
        assert!(path.ends_with("b.review-2.html"));
        let again = write(folder.path(), "b.txt", &(page + "new")).unwrap();
        assert_eq!(again, path);
        let text = |path: &Path| std::fs::read_to_string(path).unwrap();
        assert!(text(&path).ends_with("new"));
        assert_eq!(text(&folder.path().join("b.review.html")), "mine");
        let names = std::fs::read_dir(folder.path()).unwrap();
        assert_eq!(names.count(), 2, "nothing else is left there");
        assert!(write(&folder.path().join("none"), "b.txt", "").is_err());
    }
}
