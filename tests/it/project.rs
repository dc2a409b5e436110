//! Promises to those who take part: what CONTRIBUTING and CHANGELOG say, and what a release is made of.

use regex::Regex;
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

/// What stands on the map of CONTRIBUTING, is linked there, or stands between backquotes and looks like a path.
#[test]
fn the_files_that_contributing_names_are_there() {
    let page = read("CONTRIBUTING.md");
    let path =
        Regex::new(r"`((?:\.ci|assets|benches|docs|examples|fuzz|src|tests)/[\w./-]+)`").unwrap();
    let link = Regex::new(r"\]\(([\w./-]+\.md)(?:#[\w-]+)?\)").unwrap();
    let on_map = Regex::new(r"(?m)^([a-z]+/[a-z/]*) ").unwrap();
    let named = [path, link, on_map].into_iter();
    let named = named.flat_map(|form| form.captures_iter(&page).collect::<Vec<_>>());
    let named: Vec<String> = named.map(|found| found[1].to_owned()).collect();
    assert!(named.len() > 40, "{named:?}");
    for name in named {
        // The package has only what it takes to build and test the program.
        let is_left_out = [".ci/", "fuzz/"].iter().any(|out| name.starts_with(out));
        let is_there = root().join(&name).exists();
        assert!(is_there || is_left_out && !is_checkout(), "no {name}");
    }
}

/// Whether the tests run in the repository, and not in what `cargo package` has made of it.
fn is_checkout() -> bool {
    !root().join(".cargo_vcs_info.json").exists()
}

/// The oldest toolchain is the same wherever it is named.
#[test]
fn all_pages_name_the_oldest_toolchain_of_the_manifest() {
    let oldest = env!("CARGO_PKG_RUST_VERSION");
    for name in ["README.md", "CONTRIBUTING.md", "docs/promises.md"] {
        assert!(read(name).contains(&format!("{oldest} ")), "{name}");
    }
}

/// The form of Keep a Changelog: versions with the newest first, each with sections of known names; what is not
/// released stands on top.
#[test]
fn the_changelog_is_in_its_form() {
    let page = read("CHANGELOG.md");
    let versions: Vec<&str> = page
        .lines()
        .filter(|line| line.starts_with("## "))
        .collect();
    assert_eq!(versions.first(), Some(&"## [Unreleased]"));
    let version = Regex::new(r"^## \[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}$").unwrap();
    for heading in &versions[1..] {
        assert!(version.is_match(heading), "{heading}");
    }
    let sections = [
        "Added",
        "Changed",
        "Deprecated",
        "Removed",
        "Fixed",
        "Security",
    ];
    for heading in page.lines().filter_map(|line| line.strip_prefix("### ")) {
        assert!(sections.contains(&heading), "{heading}");
    }
    let is_released = versions.len() > 1;
    let current = format!("## [{}]", env!("CARGO_PKG_VERSION"));
    let has_current = versions.iter().any(|heading| heading.starts_with(&current));
    assert!(!is_released || has_current, "no {current}");
}

/// The Debian package has the manual, and finds every file that is no result of a build.
#[test]
fn the_files_of_the_debian_package_are_there() {
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let assets = manifest["package"]["metadata"]["deb"]["assets"]
        .as_array()
        .unwrap();
    let sources = assets.iter().map(|asset| asset[0].as_str().unwrap());
    let kept: Vec<&str> = sources
        .filter(|source| !source.starts_with("target/"))
        .collect();
    assert!(kept.contains(&"docs/*.md"), "{kept:?}");
    for source in kept {
        assert!(
            root().join(source.replace("*.md", "design.md")).exists(),
            "{source}"
        );
    }
}
