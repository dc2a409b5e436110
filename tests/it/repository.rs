//! Promises about the project itself: what README and the manual say, what may use what.

use crate::support::program;
use diptych::app::keymap::{HelpRow, Keymap};
use diptych::input::open::Format;
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

/// README and the pages of docs: the name of each, from the root, and its text.
fn pages() -> Vec<(String, String)> {
    let docs = fs::read_dir(root().join("docs")).unwrap();
    let mut names: Vec<String> = docs
        .map(|entry| format!("docs/{}", entry.unwrap().file_name().display()))
        .collect();
    names.sort();
    names.insert(0, "README.md".to_owned());
    let text = |name: String| {
        let text = fs::read_to_string(root().join(&name)).unwrap();
        (name, text)
    };
    names.into_iter().map(text).collect()
}

/// What stands in a page between the lines that begin and end a block of code in a language.
pub fn code(page: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let blocks = page.split(&fence).skip(1);
    blocks
        .map(|rest| rest.split("```").next().unwrap_or_default().to_owned())
        .collect()
}

/// The last part of the address of a heading, as forges write it.
fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase();
    let kept = kept
        .chars()
        .filter(|&c| c.is_alphanumeric() || " -_".contains(c));
    kept.collect::<String>().replace(' ', "-")
}

fn headings(page: &str) -> Vec<&str> {
    let lines = page.lines().filter(|line| line.starts_with('#'));
    lines
        .map(|line| line.trim_start_matches('#').trim())
        .collect()
}

#[test]
fn the_page_on_keys_lists_the_keys_of_the_table() {
    let path = root().join("docs/keys.md");
    let page = fs::read_to_string(&path).unwrap();
    let (start, end) = ("<!-- keys -->\n", "<!-- end of keys -->");
    let (before, rest) = page.split_once(start).unwrap();
    let (_, after) = rest.split_once(end).unwrap();
    let mut table = String::from("\n| keys | what they do | name |\n|---|---|---|\n");
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
    expect_test::expect_file![path].assert_eq(&format!("{before}{start}{table}\n{end}{after}"));
}

#[test]
fn the_page_on_collections_lists_the_known_fields() {
    let page = fs::read_to_string(root().join("docs/collections.md")).unwrap();
    let pairs = diptych::input::collection::KNOWN
        .map(|(original, rewrite)| format!("`{original}` `{rewrite}`"));
    assert!(page.contains(&format!(
        "<!-- fields -->\n\n{}\n\n<!-- end",
        pairs.join(", ")
    )));
    let (last, ids) = diptych::input::collection::IDS.split_last().unwrap();
    let ids: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
    assert!(page.contains(&format!("{} or `{last}`", ids.join(", "))));
}

/// Two minutes are what people give a README; the rest is in the manual, to which it leads.
#[test]
fn readme_is_short_and_leads_to_every_page_of_the_manual() {
    let pages = pages();
    let (_, readme) = &pages[0];
    assert!(readme.lines().count() <= 120, "README has over 120 lines");
    for (name, _) in &pages[1..] {
        assert!(readme.contains(&format!("]({name})")), "no link to {name}");
    }
}

/// A link leads to a file and a heading that exist, and so does a section that is named beside one, in the manual or in
/// the sources.
#[test]
fn the_links_of_the_manual_lead_somewhere() {
    let pages = pages();
    let link = Regex::new(r"\]\(([^)#:]*)(?:#([^)]*))?\)").unwrap();
    for (name, page) in &pages {
        for found in link.captures_iter(page) {
            let folder = Path::new(name).parent().unwrap();
            let target = match &found[1] {
                "" => root().join(name),
                path => root().join(folder).join(path),
            };
            assert!(target.exists(), "{name}: {}", &found[0]);
            if let Some(wanted) = found.get(2) {
                let page = fs::read_to_string(&target).unwrap();
                let known = headings(&page)
                    .iter()
                    .any(|heading| anchor(heading) == wanted.as_str());
                assert!(known, "{name}: {}", &found[0]);
            }
        }
    }
    let section = Regex::new(r#"(?:docs/|\]\()([\w-]+\.md)[`)]{0,2}, "([^"]+)""#).unwrap();
    let mentioned = Regex::new(r"docs/([\w-]+\.md)").unwrap();
    let line_ends = Regex::new(r"\s*\n\s*(?://[/!]?)?\s*").unwrap();
    let files = ["src", "tests", "examples", "benches"].map(|folder| sources(&root().join(folder)));
    let files = files.concat().into_iter().map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        (
            path.display().to_string(),
            line_ends.replace_all(&text, " ").into_owned(),
        )
    });
    for (name, text) in pages.iter().cloned().chain(files) {
        for found in mentioned.captures_iter(&text) {
            let known = pages.iter().any(|(page, _)| page == &found[0]);
            assert!(known, "{name} mentions {}", &found[0]);
        }
        for found in section.captures_iter(&text) {
            let wanted = format!("docs/{}", &found[1]);
            let page = pages.iter().find(|(page, _)| *page == wanted);
            let known = page.is_some_and(|(_, page)| headings(page).contains(&&found[2]));
            assert!(known, "{name}: {}", &found[0]);
        }
    }
}

#[test]
fn the_manual_names_only_flags_that_exist() {
    let commands = ["", "align", "check", "review", "forget", "config"];
    let help = commands.map(|command| {
        let mut program = program();
        program.args(Some(command).filter(|command| !command.is_empty()));
        program.arg("--help").output().unwrap().stdout
    });
    let help = String::from_utf8(help.concat()).unwrap();
    let flag = Regex::new(r"--[a-z][a-z-]*").unwrap();
    let known: BTreeSet<&str> = flag.find_iter(&help).map(|flag| flag.as_str()).collect();
    // Of cargo, git and the program that trains the weights.
    let of_others = [
        "--release",
        "--path",
        "--word-diff",
        "--no-pager",
        "--no-prompt",
        "--extcmd",
        "--example",
        "--write",
        "--leave-out",
        "--cross",
    ];
    for (name, page) in pages() {
        for flag in flag.find_iter(&page).map(|flag| flag.as_str()) {
            // A setting that is on or off has an option for each.
            let is_switch = known.contains(flag.replacen("--no-", "--", 1).as_str());
            assert!(
                known.contains(flag) || is_switch || of_others.contains(&flag),
                "{name} names {flag}, --help does not"
            );
        }
    }
}

/// Every command that README and the manual show runs, on files of the names that they give, in a repository.
#[cfg(unix)]
#[test]
fn the_commands_of_the_manual_run() {
    use crate::support::{ARTICLE, REWRITE};
    use std::process::{Command, Stdio};
    let folder = tempfile::tempdir().unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_diptych"));
    let path = std::env::var("PATH").unwrap();
    let path = format!("{}:{path}", program.parent().unwrap().display());
    let run = |command: &str| {
        let output = Command::new("sh")
            .args(["-c", command])
            .current_dir(folder.path())
            .env("PATH", &path)
            .env("HOME", folder.path())
            .env_remove("XDG_STATE_HOME")
            .env("DIPTYCH_CONFIG", "")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_PAGER", "cat")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command}: {errors}");
        String::from_utf8(output.stdout).unwrap()
    };
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("original.txt", ARTICLE);
    write("rewrite.txt", ARTICLE);
    let row = serde_json::json!({"original": ARTICLE, "rewrite": REWRITE});
    write("pairs.jsonl", &format!("{row}\n"));
    run("git init --quiet && git add original.txt rewrite.txt");
    run("git -c user.name=A -c user.email=a@example.org commit --quiet --message=x");
    write("rewrite.txt", REWRITE);
    run("diptych original.txt rewrite.txt --review review.jsonl --size 80x24 --keys x");
    let mut n_run = 0;
    for (_, page) in pages() {
        for line in code(&page, "sh").concat().lines() {
            // The commands of cargo that README begins with would run this test.
            if !line.starts_with("cargo ") {
                let printed = run(line);
                let is_silent = line.contains(" > ") || line.contains("--recent");
                assert!(is_silent || !printed.is_empty(), "{line} prints nothing");
                n_run += 1;
            }
        }
    }
    assert!(n_run >= 15, "{n_run} commands");
}

/// The examples of docs/json.md are what the program prints.
#[test]
fn the_examples_of_json_are_what_is_printed() {
    let page = fs::read_to_string(root().join("docs/json.md")).unwrap();
    let blocks = code(&page, "json");
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    let [input, aligned, matches, checked, ledger] = [0, 1, 2, 3, 4].map(|n| blocks[n].as_str());
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let output = program()
            .args(args)
            .current_dir(folder.path())
            .output()
            .unwrap();
        value(&String::from_utf8(output.stdout).unwrap())
    };
    fs::write(folder.path().join("pairs.jsonl"), input).unwrap();
    assert_eq!(run(&["align", "pairs.jsonl"]), value(aligned));
    let texts = [
        ("a.txt", "The owl slept. The roof leaks."),
        ("b.txt", "The roof leaks. Fish sing."),
    ];
    for (name, text) in texts {
        assert!(page.contains(&format!("`{text}`")), "the page shows {text}");
        fs::write(folder.path().join(name), text).unwrap();
    }
    fs::write(folder.path().join("m.json"), matches).unwrap();
    let with_matches = ["--matches", "m.json", "--format", "json"];
    let read = run(&[&["check", "a.txt", "b.txt"][..], &with_matches].concat());
    assert_eq!(read["summary"]["matched"], 2);
    for (name, number) in [("a.txt", 42), ("b.txt", 24)] {
        let text = format!("Owls counted {number}.");
        assert!(page.contains(&text), "the page shows {text}");
        fs::write(folder.path().join(name), text).unwrap();
    }
    let check = ["check", "a.txt", "b.txt", "--format", "json"];
    assert_eq!(run(&check), value(checked));
    let with_ledger = run(&[&check[..], &["--ledger"]].concat());
    assert_eq!(with_ledger["ledger"], value(ledger)["ledger"]);
    let facts = format!("\"facts\": {}", with_ledger["summary"]["facts"]).replace("\":1", "\": 1");
    assert!(page.contains(&facts), "{facts}");
}

/// The options of a command as a table; empty if it has none of its own.
fn options(command: &clap::Command) -> String {
    let listed = command.get_arguments().filter(|option| {
        let is_of_all = ["help", "version"].contains(&option.get_id().as_str());
        option.get_long().is_some() && !option.is_hide_set() && !is_of_all
    });
    let rows = listed.map(|option| {
        let takes_value = option.get_action().takes_values();
        let values = option.get_possible_values();
        let values = values.iter().filter(|_| takes_value);
        let values: Vec<String> = match option.get_id().as_str() {
            "language" => vec!["[languages.md](languages.md)".to_owned()],
            _ => values
                .map(|value| format!("`{}`", value.get_name()))
                .collect(),
        };
        let defaults = option.get_default_values().iter();
        let defaults: Vec<String> = defaults
            .filter(|value| takes_value && !value.is_empty())
            .map(|value| format!("`{}`", value.display()))
            .collect();
        let help = option.get_help().map(ToString::to_string);
        let (values, defaults) = (values.join(" "), defaults.join(" "));
        format!(
            "| `{option}` | {values} | {defaults} | {} |\n",
            help.unwrap_or_default()
        )
    });
    let rows: String = rows.collect();
    match rows.is_empty() {
        true => rows,
        false => format!("\n| option | values | default | what it is |\n|---|---|---|---|\n{rows}"),
    }
}

#[test]
fn the_page_on_formats_lists_every_format() {
    let path = root().join("docs/formats.md");
    let page = fs::read_to_string(&path).unwrap();
    let (start, end) = ("<!-- formats -->\n", "<!-- end of formats -->");
    let (before, rest) = page.split_once(start).unwrap();
    let (_, after) = rest.split_once(end).unwrap();
    let mut table =
        String::from("\n| format | `--format` | files | what is shown |\n|---|---|---|---|\n");
    for format in Format::ALL {
        let extensions = format.extensions().iter();
        let extensions: Vec<String> = extensions.map(|name| format!("`.{name}`")).collect();
        let (title, name, files) = (format.title(), format.name(), extensions.join(" "));
        table += &format!("| {title} | `{name}` | {files} | {} |\n", format.shows());
    }
    expect_test::expect_file![path].assert_eq(&format!("{before}{start}{table}\n{end}{after}"));
}

#[test]
fn the_page_on_options_lists_every_option() {
    let command = diptych::cli::definition();
    let mut page = String::from(
        "# Options\n\nThe options of each command; all of them have `--help`, which says more about some.\n\
         Many are also settings ([configuration.md](configuration.md)).\n\
         This page is written from the definition of the command line.\n",
    );
    let commands = std::iter::once(&command).chain(command.get_subcommands());
    for command in commands.filter(|command| command.get_name() != "help") {
        let name = command.get_bin_name().unwrap_or("diptych");
        let about = command.get_about().map(ToString::to_string);
        page += &format!(
            "\n## `{name}`\n\n{}.\n{}",
            about.unwrap_or_default(),
            options(command)
        );
    }
    expect_test::expect_file![root().join("docs/options.md")].assert_eq(&page);
}
