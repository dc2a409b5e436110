//! Promises about the project itself: what README says, what may use what.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

#[test]
fn every_file_says_what_it_is_for() {
    for path in sources(&root().join("src"))
        .into_iter()
        .chain(sources(&root().join("tests")))
        .chain(sources(&root().join("benches")))
    {
        let text = fs::read_to_string(&path).unwrap();
        let is_test_module = path.ends_with("tests.rs");
        assert!(
            text.starts_with("//!") || is_test_module,
            "{} has no header",
            path.display()
        );
    }
}

/// The core does no I/O and knows no terminal.
#[test]
fn the_core_knows_neither_files_nor_terminal() {
    let rim = [
        "open",
        "output.rs",
        "collection",
        "batch.rs",
        "triage",
        "git.rs",
        "live.rs",
        "editor",
        "terminal",
        "conversation.rs",
        "manual.rs",
        "theme.rs",
        "svg.rs",
        "view.rs",
        "print.rs",
        "main.rs",
        "cli.rs",
    ];
    for path in sources(&root().join("src")) {
        let name = path
            .strip_prefix(root().join("src"))
            .unwrap()
            .display()
            .to_string();
        if rim.iter().any(|rim| name.starts_with(rim)) || name.ends_with("tests.rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for forbidden in [
            "std::fs",
            "std::io",
            "std::net",
            "std::env",
            "ratatui",
            "crossterm",
            "println!",
        ] {
            assert!(
                !text.contains(forbidden),
                "{name} is core and uses {forbidden}"
            );
        }
    }
}

/// Each module uses only those above it in the map of `lib.rs`.
#[test]
fn imports_point_one_way() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let order: Vec<&str> = lib
        .lines()
        .filter_map(|line| {
            Some(
                line.strip_prefix("//! | [`")?
                    .split_once('`')?
                    .0
                    .trim_start_matches("mod@"),
            )
        })
        .collect();
    let n_modules = lib.matches("\npub mod ").count();
    assert_eq!(order.len(), n_modules, "the map does not list every module");
    for path in sources(&root().join("src")) {
        let name = path
            .strip_prefix(root().join("src"))
            .unwrap()
            .display()
            .to_string();
        let module = name.split(['/', '.']).next().unwrap();
        let Some(own) = order.iter().position(|known| *known == module) else {
            continue;
        };
        let text = fs::read_to_string(&path).unwrap();
        for (used, _) in text.match_indices("crate::") {
            let used = text[used + "crate::".len()..]
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
                .unwrap();
            if let Some(place) = order.iter().position(|known| *known == used) {
                assert!(place <= own, "{name} uses {used}, which comes after it");
            }
        }
    }
}

#[test]
fn readme_lists_the_keys_of_the_table() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let start = readme
        .find("<!-- keys -->")
        .expect("README marks where the keys begin");
    let end = readme
        .find("<!-- end of keys -->")
        .expect("README marks where the keys end");
    let mut table = String::from("<!-- keys -->\n\n| keys | what they do |\n|---|---|\n");
    let pairs = diptych::keymap::PICKER
        .iter()
        .filter(|(section, _)| *section != "Moving");
    let pairs =
        pairs.map(|&(section, bindings)| (format!("{section} (in the table of pairs)"), bindings));
    let reading = diptych::keymap::TABLE
        .iter()
        .map(|&(section, bindings)| (section.to_owned(), bindings));
    for (section, bindings) in reading.chain(pairs) {
        table += &format!("| **{section}** | |\n");
        for binding in bindings.iter() {
            let keys: Vec<String> = binding
                .keys
                .iter()
                .map(|keys| format!("`{}`", keys.trim_matches(['<', '>'])))
                .collect();
            table += &format!("| {} | {} |\n", keys.join(" "), binding.help);
        }
    }
    table.push('\n');
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let updated = format!("{}{table}{}", &readme[..start], &readme[end..]);
        fs::write(root().join("README.md"), updated).unwrap();
    } else {
        assert_eq!(
            &readme[start..end],
            table,
            "run `UPDATE_EXPECT=1 cargo test readme`"
        );
    }
}

#[test]
fn readme_lists_the_known_fields() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let pairs =
        diptych::collection::KNOWN.map(|(original, rewrite)| format!("`{original}` `{rewrite}`"));
    assert!(readme.contains(&format!(
        "<!-- fields -->\n\n{}\n\n<!-- end",
        pairs.join(", ")
    )));
    let (last, ids) = diptych::collection::IDS.split_last().unwrap();
    let ids: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
    assert!(readme.contains(&format!("{} or `{last}`", ids.join(", "))));
}

/// The picture at the top of README is what the command under it draws.
#[test]
fn readme_opens_with_a_picture_of_the_sample() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_diptych"))
        .args(["--print=svg", "--size", "110x30", "--keys", "jjj"])
        .output()
        .unwrap();
    let drawn = String::from_utf8(output.stdout).unwrap();
    expect_test::expect_file![root().join("assets/screen.svg")].assert_eq(&drawn);
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.contains("--print=svg --size 110x30 --keys 'jjj' > assets/screen.svg"));
}

/// The commands that README shows do what they say.
#[test]
fn readme_names_only_flags_that_exist() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let help = std::process::Command::new(env!("CARGO_BIN_EXE_diptych"))
        .arg("--help")
        .output()
        .unwrap();
    let of_command = ["align", "check"].map(|command| {
        std::process::Command::new(env!("CARGO_BIN_EXE_diptych"))
            .args([command, "--help"])
            .output()
            .unwrap()
            .stdout
    });
    let help = String::from_utf8([help.stdout, of_command.concat()].concat()).unwrap();
    let flags = readme
        .split(|c: char| c.is_whitespace() || "`=()".contains(c))
        .filter(|word| word.starts_with("--") && !word.ends_with('-') && !word.contains('>'));
    for flag in flags.filter(|flag| {
        ![
            "--release",
            "--path",
            "--word-diff",
            "--no-pager",
            "--no-prompt",
            "--extcmd",
        ]
        .contains(flag)
    }) {
        assert!(help.contains(flag), "README names {flag}, --help does not");
    }
}
