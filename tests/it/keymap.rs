//! The file of keys → what keys do: every binding can be read and pressed, a further file is merged into it, and what is
//! wrong with one is said.

use crate::support::*;
use diptych::app::action::{
    Direction::Forward, FindingsAction, LedgerAction, ListAction, Motion, Named, ReadingAction,
    TableAction,
};
use diptych::app::event::{Command, Event};
use diptych::app::keymap::{Bindings, HelpRow, Keymap};
use diptych::app::layout::Arrangement::Flow;
use diptych::app::reader::{Mode, Options, Reader};
use diptych::app::{App, key};
use diptych::compare::pair::Diptych;
use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// The built-in keys with a further file over them.
fn merged(further: &str) -> Result<Keymap, String> {
    let built_in = {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/keys.toml");
        fs::read_to_string(path).unwrap()
    };
    Keymap::parse(&[&built_in, further])
}

/// The article under headings, with findings.
fn with_headings() -> Diptych {
    let [original, rewrite] =
        [ARTICLE, REWRITE].map(|text| format!("# The island\n\n{text}\n\n## End\n\nAt last.\n"));
    let diptych = Diptych::new(documents(&original, &rewrite)).matched();
    assert!(!diptych.findings().is_empty());
    diptych
}

fn reader_with(further: &str) -> Reader {
    let options = Options {
        arrangement: Some(Flow),
        keymap: Arc::new(merged(further).unwrap()),
        ..Options::default()
    };
    Reader::new(article(), options, size("100x24"))
}

fn check_place<A: Named + std::fmt::Debug>(place: &str, bindings: &Bindings<A>) {
    for (keys, action) in bindings.all() {
        for (other, _) in bindings.all().filter(|(other, _)| *other != keys) {
            assert!(
                !other.starts_with(keys),
                "{place}: {keys:?} hides {other:?}"
            );
        }
        assert!(
            A::names().iter().any(|name| A::named(name) == Some(action)),
            "{action:?}"
        );
    }
    let names = A::names();
    let distinct: HashSet<_> = names.iter().collect();
    assert_eq!(
        distinct.len(),
        names.len(),
        "{place}: a name stands for two actions"
    );
    let is_kebab = |name: &&&str| name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    assert_eq!(
        names.iter().filter(is_kebab).count(),
        names.len(),
        "{names:?}"
    );
}

#[test]
fn no_binding_is_the_beginning_of_another_and_each_action_has_one_name() {
    // Every place is named, so a new one cannot be forgotten.
    let Keymap {
        everywhere,
        reading,
        findings,
        ledger,
        records,
        evidence,
        outline,
        themes,
        help,
        table,
        prompt,
    } = &*Keymap::built_in();
    check_place("everywhere", everywhere);
    check_place("reading", reading);
    check_place("findings", findings);
    check_place("ledger", ledger);
    check_place("records", records);
    check_place("evidence", evidence);
    check_place("outline", outline);
    check_place("themes", themes);
    check_place("help", help);
    check_place("table", table);
    check_place("prompt", prompt);
}

#[test]
fn the_documentation_lists_every_place() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/configuration.md");
    let page = fs::read_to_string(path).unwrap();
    let line = page
        .lines()
        .find(|line| line.starts_with("The places are "));
    let listed: Vec<&str> = line.unwrap().split('`').skip(1).step_by(2).collect();
    let problem = Keymap::parse(&["[nowhere]"]).unwrap_err();
    assert_eq!(
        problem,
        format!(
            "keys have no place `nowhere`; there are {}",
            listed.join(", ")
        )
    );
}

#[test]
fn every_action_has_a_key() {
    let keymap = Keymap::built_in();
    for name in ReadingAction::names() {
        let action = ReadingAction::named(name).unwrap();
        assert!(!keymap.reading.keys(action).is_empty(), "{name} has no key");
    }
    for name in FindingsAction::names() {
        let action = FindingsAction::named(name).unwrap();
        assert!(
            !keymap.findings.keys(action).is_empty(),
            "{name} has no key"
        );
    }
    for name in LedgerAction::names() {
        let action = LedgerAction::named(name).unwrap();
        assert!(!keymap.ledger.keys(action).is_empty(), "{name} has no key");
    }
}

#[test]
fn a_further_file_adds_replaces_and_unbinds_keys() {
    let keymap = merged(
        "[reading]\n\"<c-j>\" = \"next-passage\"\n\"e\" = \"next-finding\"\n\"f\" = \"none\"\n[list]\n\"z\" = \"close\"\n",
    )
    .unwrap();
    let next = ReadingAction::Move(Motion::Step(Forward));
    assert_eq!(keymap.reading.keys(next), ["j", "Down", "C-j"]);
    assert_eq!(
        keymap.reading.keys(ReadingAction::Finding(Forward)),
        ["]f", "e"]
    );
    assert!(keymap.reading.keys(ReadingAction::Evidence).is_empty());
    assert!(keymap.reading.keys(ReadingAction::Findings).is_empty());
    // What is bound for all lists holds in each, also in the table.
    let close = ListAction::Close;
    assert!(keymap.outline.keys(close).contains(&"z".to_owned()));
    assert_eq!(keymap.table.keys(TableAction::List(close)), ["z"]);
    assert_eq!(keymap.prompt, Keymap::built_in().prompt);
}

#[test]
fn another_file_changes_what_keys_do_and_what_is_said_of_them() {
    let mut reader =
        reader_with("[reading]\n\"x\" = \"help\"\n\"?\" = \"none\"\n\"<C-x>g\" = \"last\"\n");
    assert!(status(&reader).ends_with("x help"), "{}", status(&reader));
    press(&mut reader, "<C-x>g");
    assert_eq!(reader.cursor(), Some(6));
    press(&mut reader, "?");
    assert!(status(&reader).starts_with("`?` does nothing here; x shows the keys"));
    press(&mut reader, "x/the end<Enter>");
    assert!(
        picture(&reader).contains("G End C-xg"),
        "{}",
        picture(&reader)
    );
}

#[test]
fn what_is_wrong_with_a_file_is_said() {
    let problem = |further: &str| merged(further).unwrap_err();
    assert_eq!(
        problem("[raeding]\n"),
        "keys have no place `raeding`; there are everywhere, reading, list, findings, ledger, records, evidence, outline, \
         themes, help, table, prompt"
    );
    assert_eq!(
        problem("[reading]\n\"j\" = \"jump\"\n"),
        "reading: no action is called `jump` (key `j`)"
    );
    assert_eq!(
        problem("[reading]\n\"]\" = \"next-match\"\n"),
        "reading: one of the keys `]]` and `]` is the beginning of the other; \"none\" unbinds one"
    );
    assert!(problem("[reading]\n\"<Hyper>\" = \"first\"\n").contains("unknown key <Hyper>"));
    assert!(problem("[reading]\n\"j\" = 3\n").contains("needs the name of an action in quotes"));
    assert!(problem("reading = 3\n").contains("expected a table"));
    assert!(problem("[prompt]\n\"ab\" = \"accept\"\n").contains("`ab` is more than one key"));
    assert!(
        problem("[reading").contains("TOML"),
        "{}",
        problem("[reading")
    );
}

#[test]
fn each_key_of_each_place_can_be_pressed_there() {
    let keymap = Keymap::built_in();
    let places: [(&str, Vec<Vec<_>>); 7] = [
        (
            "",
            keymap
                .reading
                .all()
                .map(|(keys, _)| keys.to_vec())
                .collect(),
        ),
        (
            "f",
            keymap
                .findings
                .all()
                .map(|(keys, _)| keys.to_vec())
                .collect(),
        ),
        (
            "F",
            keymap.ledger.all().map(|(keys, _)| keys.to_vec()).collect(),
        ),
        (
            "e",
            keymap
                .evidence
                .all()
                .map(|(keys, _)| keys.to_vec())
                .collect(),
        ),
        (
            "o",
            keymap
                .outline
                .all()
                .map(|(keys, _)| keys.to_vec())
                .collect(),
        ),
        (
            "t",
            keymap.themes.all().map(|(keys, _)| keys.to_vec()).collect(),
        ),
        (
            "?",
            keymap.help.all().map(|(keys, _)| keys.to_vec()).collect(),
        ),
    ];
    for (open, all) in places {
        for keys in all {
            let options = Options {
                themes: vec!["light".to_owned(), "dark".to_owned()],
                ..Options::default()
            };
            let mut reader = Reader::new(with_headings(), options, size("100x24"));
            press(&mut reader, open);
            for &key in &keys {
                let _ = reader.input(key::Input::Key(key));
            }
            let said = reader.message().unwrap_or_default();
            assert!(
                !said.contains("does nothing here"),
                "{open} {keys:?}: {said}"
            );
            assert_eq!(reader.pending(), "", "{open} {keys:?}");
        }
    }
}

#[test]
fn a_key_that_is_bound_to_nothing_says_so_in_every_place() {
    let options = || Options {
        themes: vec!["light".to_owned(), "dark".to_owned()],
        ..Options::default()
    };
    for open in ["", "f", "F", "e", "o", "t", "?"] {
        let mut reader = Reader::new(with_headings(), options(), size("100x24"));
        press(&mut reader, open);
        press(&mut reader, "+");
        let said = reader.message().unwrap_or_default();
        assert_eq!(said, "`+` does nothing here; ? shows the keys", "{open}");
    }
    let mut reader = reader_with("");
    press(&mut reader, "]x");
    assert!(
        status(&reader).starts_with("`]x` does nothing here"),
        "{}",
        status(&reader)
    );
    press(&mut reader, "j");
    assert_eq!(reader.message(), None);
}

#[test]
fn the_help_page_lists_the_keys_of_a_place_filters_them_and_runs_one() {
    let mut reader = reader_with("");
    press(&mut reader, "g?");
    let page = picture(&reader);
    assert!(page.contains("Help"), "{page}");
    // Above the keys stand the figures of the pair and the legend.
    assert!(
        page.contains("dropped: only the original says it"),
        "{page}"
    );
    press(&mut reader, "G");
    let page = picture(&reader);
    assert!(page.contains("Everywhere"), "{page}");
    press(&mut reader, "/next added<Enter>");
    assert!(picture(&reader).contains("next added passage"));
    assert!(
        !picture(&reader).contains("next match"),
        "{}",
        picture(&reader)
    );
    assert!(!press(&mut reader, "<Enter>"));
    assert!(matches!(reader.mode(), Mode::Reading));
    assert_eq!(reader.cursor(), Some(4));
    // In a list it shows the keys of the list, and goes back to it.
    press(&mut reader, "f?");
    assert!(
        picture(&reader).contains("In the list of findings"),
        "{}",
        picture(&reader)
    );
    press(&mut reader, "/by weight<Enter><Enter>");
    assert!(
        picture(&reader).contains("by place"),
        "{}",
        picture(&reader)
    );
    press(&mut reader, "?<Esc>");
    assert!(matches!(reader.mode(), Mode::Findings(_)));
    press(&mut reader, "<Esc>");
    assert!(matches!(reader.mode(), Mode::Reading));
}

#[test]
fn the_command_line_takes_numbers_names_and_q() {
    let mut reader = reader_with("");
    press(&mut reader, ":4<Enter>");
    assert_eq!(reader.cursor(), Some(3));
    press(&mut reader, ":next-added<Enter>");
    assert_eq!(reader.cursor(), Some(4));
    press(&mut reader, ":find<Enter>");
    assert!(
        matches!(reader.mode(), Mode::Findings(_)),
        "a name may be cut short"
    );
    press(&mut reader, "<Esc>:next-<Enter>");
    let said = reader.message().unwrap().to_owned();
    assert_eq!(
        said,
        "`next-` may be next-passage or next-paragraph; Tab completes"
    );
    press(&mut reader, ":nonsense<Enter>");
    assert_eq!(
        reader.message(),
        Some("`nonsense` is neither a number nor an action")
    );
    press(&mut reader, ":next-pasage<Enter>");
    assert_eq!(
        reader.message(),
        Some("`next-pasage` is neither a number nor an action; did you mean `next-passage`?")
    );
    press(&mut reader, ":<Enter>");
    assert_eq!(reader.message(), None);
    for quit in [":q<Enter>", ":q!<Enter>", ":quit<Enter>", "ZZ", "q"] {
        assert!(press(&mut reader_with(""), quit), "{quit}");
    }
}

#[test]
fn tab_completes_the_names_of_actions() {
    let mut reader = reader_with("");
    let line = |reader: &Reader| match reader.mode() {
        Mode::Prompt(prompt) => prompt.line().text().to_owned(),
        mode => panic!("{mode:?}"),
    };
    press(&mut reader, ":next-d");
    assert!(
        status(&reader).contains("next-dropped"),
        "{}",
        status(&reader)
    );
    press(&mut reader, "<BS><BS>");
    press(&mut reader, "<Tab>");
    assert_eq!(line(&reader), "next-passage");
    press(&mut reader, "<Tab><Tab>");
    assert_eq!(line(&reader), "next-match");
    press(&mut reader, "<S-Tab><S-Tab><S-Tab>");
    assert_eq!(line(&reader), "next-layout");
    press(&mut reader, "<C-u>theme<Tab>");
    assert_eq!(line(&reader), "themes");
    press(&mut reader, "<C-u><Tab>");
    assert_eq!(line(&reader), "");
}

#[test]
fn pasted_text_is_typed_where_a_line_is_and_nowhere_else() {
    let mut reader = reader_with("");
    let before = reader.place();
    press(&mut reader, "<Paste qqjj>");
    assert_eq!(reader.place(), before);
    assert_eq!(reader.message(), Some("there is no line to paste into"));
    press(&mut reader, "/<Paste island>");
    assert!(
        status(&reader).starts_with("/island"),
        "{}",
        status(&reader)
    );
    assert!(reader.search().is_some_and(|search| search.n_hits() > 0));
}

#[test]
fn the_manual_names_each_key_of_each_place_once() {
    let rows = Keymap::built_in().manual();
    let headings = rows.iter().filter_map(|row| match row {
        HelpRow::Heading(title) => Some(*title),
        HelpRow::Text(_) | HelpRow::Sample { .. } | HelpRow::Action { .. } => None,
    });
    let headings: Vec<_> = headings.collect();
    let distinct: HashSet<_> = headings.iter().collect();
    assert_eq!(
        distinct
            .into_iter()
            .filter(|title| **title != "Moving")
            .count(),
        headings.iter().filter(|title| **title != "Moving").count(),
        "{headings:?}"
    );
    assert!(headings.contains(&"In the table of pairs"), "{headings:?}");
    assert!(headings.contains(&"While a line is typed"), "{headings:?}");
}

#[test]
fn control_c_quits_at_once_everywhere() {
    for keys in ["", "?", "?/x", "/x", ":4", "f", "]", "3"] {
        let mut app = App::of_pair(reader_with(""));
        for input in key::parse(keys).unwrap() {
            let commands = app.handle(Event::Input(input));
            assert!(
                !commands
                    .iter()
                    .any(|command| matches!(command, Command::Quit)),
                "{keys}"
            );
        }
        let interrupt = key::parse("<C-c>").unwrap().remove(0);
        let commands = app.handle(Event::Input(interrupt));
        assert!(matches!(commands.as_slice(), [Command::Quit]), "{keys}");
    }
}
