//! Promises about the project itself: what README says, what may use what.

use diptych::app::keymap::{HelpRow, Keymap};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
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

/// No test depends on the configuration of whoever runs it.
#[test]
fn whatever_starts_the_program_says_which_configuration() {
    for path in sources(&root().join("tests")) {
        let text = fs::read_to_string(&path).unwrap();
        let starts = text.matches("env!(\"CARGO_BIN_EXE").count();
        assert!(
            starts == 0 || text.contains("\"DIPTYCH_CONFIG\""),
            "{}",
            path.display()
        );
    }
}

/// The wings of `src`, each with those that it may use: it and what stands before it, but for its equals.
const WINGS: [&[&str]; 10] = [
    // What only tests use.
    &["property"],
    &["text"],
    &["compare"],
    &["review"],
    &["input"],
    &["app"],
    &["view", "speech", "export"],
    &["jobs"],
    &["tty"],
    &["cli"],
];

/// The core does no I/O and knows no terminal; and only the command line knows what it looks like.
#[test]
fn the_core_knows_neither_files_nor_terminal() {
    let core = ["text", "compare", "review", "app", "view/screen"];
    for (name, text) in modules() {
        assert!(
            name.starts_with("cli") || !text.contains("clap"),
            "{name} knows the command line"
        );
        if !core.iter().any(|core| name.starts_with(core)) {
            continue;
        }
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

#[test]
fn each_wing_uses_only_wings_before_it() {
    let rank = |wing: &str| WINGS.iter().position(|wings| wings.contains(&wing));
    for (name, text) in modules() {
        let wing = name.split('/').next().unwrap();
        let own = rank(wing).unwrap_or_else(|| panic!("{wing} is no wing"));
        for used in modules_used(&name, &text) {
            let there = used.split('/').next().unwrap();
            assert!(
                there == wing || rank(there).is_some_and(|there| there < own),
                "{name} uses {used}"
            );
        }
    }
}

/// A module and its children count as one where it stands beside others.
#[test]
fn no_modules_use_each_other_in_a_circle() {
    let names: Vec<String> = modules().into_iter().map(|(name, _)| name).collect();
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, text) in modules() {
        for used in modules_used(&name, &text) {
            // The longest module that is meant, and where the two part.
            let meant = names.iter().filter(|known| starts_with(&used, known));
            let Some(meant) = meant.max_by_key(|known| known.len()) else {
                continue;
            };
            let here: Vec<&str> = name.split('/').collect();
            let there: Vec<&str> = meant.split('/').collect();
            let shared = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
            if shared < here.len() && shared < there.len() {
                let both = [&here, &there].map(|path| path[..=shared].join("/"));
                let [here, there] = both;
                uses.entry(here).or_default().insert(there);
            }
        }
    }
    // Whoever uses nothing that is left is no part of a circle.
    while let Some(free) = uses
        .keys()
        .find(|name| uses[*name].iter().all(|used| !uses.contains_key(used)))
        .cloned()
    {
        uses.remove(&free);
    }
    assert!(uses.is_empty(), "in a circle or above one: {uses:#?}");
}

/// Whether `path` is `module` or inside it.
fn starts_with(path: &str, module: &str) -> bool {
    path.strip_prefix(module)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Every module but the tests, by its path below `src` without the ending, and its source without comments.
fn modules() -> Vec<(String, String)> {
    let files = sources(&root().join("src")).into_iter();
    let modules = files.map(|path| {
        let name = path.strip_prefix(root().join("src")).unwrap();
        let name = name.with_extension("").display().to_string();
        let text = fs::read_to_string(&path).unwrap();
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        (name, code.collect::<Vec<_>>().join("\n"))
    });
    modules
        .filter(|(name, _)| !name.ends_with("tests") && !["lib", "main"].contains(&name.as_str()))
        .collect()
}

/// The paths that a module names, `crate::text::{side, words}` as `text/side` and `text/words`.
fn modules_used(name: &str, code: &str) -> Vec<String> {
    let path =
        Regex::new(r"\b(crate|super|self)((?:::(?:super|[a-z_0-9]+))*)(?:::\{([^}]*))?").unwrap();
    let listed = Regex::new(r"(?:^|,)\s*([a-z_0-9]+)").unwrap();
    let mut used = Vec::new();
    for found in path.captures_iter(code) {
        let mut path: Vec<&str> = match &found[1] {
            "crate" => Vec::new(),
            _ => name.split('/').collect(),
        };
        if &found[1] == "super" {
            path.pop();
        }
        for part in found[2].split("::").filter(|part| !part.is_empty()) {
            match part {
                "super" => drop(path.pop()),
                part => path.push(part),
            }
        }
        let path = path.join("/");
        if let Some(list) = found.get(3) {
            let names = listed.captures_iter(list.as_str());
            used.extend(names.map(|name| {
                format!("{path}/{}", &name[1])
                    .trim_start_matches('/')
                    .to_owned()
            }));
        }
        if !path.is_empty() {
            used.push(path);
        }
    }
    used
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
    let mut table =
        String::from("<!-- keys -->\n\n| keys | what they do | name |\n|---|---|---|\n");
    for row in Keymap::built_in().manual() {
        table += &match row {
            HelpRow::Heading(title) => format!("| **{title}** | | |\n"),
            HelpRow::Text(_) | HelpRow::Sample { .. } => String::new(),
            HelpRow::Action {
                keys, name, help, ..
            } => {
                let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
                format!("| {} | {help} | `{name}` |\n", keys.join(" "))
            }
        };
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
    let pairs = diptych::input::collection::KNOWN
        .map(|(original, rewrite)| format!("`{original}` `{rewrite}`"));
    assert!(readme.contains(&format!(
        "<!-- fields -->\n\n{}\n\n<!-- end",
        pairs.join(", ")
    )));
    let (last, ids) = diptych::input::collection::IDS.split_last().unwrap();
    let ids: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
    assert!(readme.contains(&format!("{} or `{last}`", ids.join(", "))));
}

/// The picture at the top of README is what the command under it draws.
#[test]
fn readme_opens_with_a_picture_of_the_sample() {
    let output = crate::support::program()
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
    let help = crate::support::program().arg("--help").output().unwrap();
    let of_command = ["align", "check", "review", "forget", "config"].map(|command| {
        crate::support::program()
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
