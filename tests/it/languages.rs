//! What `--language` reaches, and what docs/languages.md says about each language.

use crate::support;
use diptych::compare::diff::Substance;
use diptych::compare::pair::Diptych;
use diptych::text::document::Document;
use diptych::text::language::Language;
use diptych::text::side::{Pair, Side};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// In German one sentence that loses its denial, and shares a word of grammar; in English two without either.
const ORIGINAL: &str = "Am 3. Mai kam der rote Bus aus Bremen nicht, sagte die Leiterin.";
const REWRITE: &str = "Am 3. Mai kam der rote Bus aus Bremen, meinte die Chefin.";

fn language(code: &str) -> Option<Language> {
    Some(Language::with_code(code).unwrap())
}

fn read_in(languages: Pair<Option<Language>>) -> Diptych {
    let document = |name: &str, text: &str, language| {
        let mut document = Document::new(name, text);
        document.language = language;
        document
    };
    Diptych::new(Pair {
        original: document("original.txt", ORIGINAL, languages.original),
        rewrite: document("rewrite.txt", REWRITE, languages.rewrite),
    })
    .matched()
}

/// What a finding of [`ORIGINAL`] and [`REWRITE`] has in JSON.
const NEGATION: &str = r#""kind":"negation""#;

/// The numbers of segments, the kinds of findings, and the kept runs that say nothing by themselves.
fn summary(diptych: &Diptych) -> String {
    let mut summary = String::new();
    for side in Side::BOTH {
        let text = diptych.documents[side].text();
        let runs = diptych.comparison.iter().flat_map(|c| &c.runs[side]);
        let small = runs.filter(|run| {
            run.substance < Substance::ContentWords
                && run.role.is_kept()
                && text[run.range.clone()].len() > 1
        });
        let small: Vec<&str> = small.map(|run| &text[run.range.clone()]).collect();
        let n_segments = diptych.segments[side].len();
        writeln!(summary, "{}: {n_segments}, {small:?}", side.name()).unwrap();
    }
    for finding in diptych.findings() {
        writeln!(summary, "{}: {}", finding.kind.name(), finding.note).unwrap();
    }
    summary
}

#[test]
fn the_language_reaches_sentences_runs_and_findings() {
    let both = |code: &str| read_in(Pair::from_fn(|_| language(code)));
    expect_test::expect![[r#"
        original: 1, ["die"]
        rewrite: 1, ["die"]
        name: Leiterin became Chefin
        negation: “nicht” is gone
    "#]]
    .assert_eq(&summary(&both("de")));
    expect_test::expect![[r#"
        original: 2, []
        rewrite: 2, []
        name: Leiterin became Chefin
    "#]]
    .assert_eq(&summary(&both("en")));
    let mixed = read_in(Pair {
        original: language("de"),
        rewrite: language("en"),
    });
    assert_eq!(mixed.languages.original.code(), "de");
    assert_eq!(mixed.segments.original.len(), 1);
    assert_eq!(mixed.segments.rewrite.len(), 2);
}

fn files(name: &str) -> (PathBuf, PathBuf) {
    let (original, rewrite) = ("x.original.txt", "x.rewrite.txt");
    let files = [
        (original, ORIGINAL.as_bytes()),
        (rewrite, REWRITE.as_bytes()),
    ];
    let folder = support::folder(name, &files);
    (folder.join(original), folder.join(rewrite))
}

fn output(args: &[&str], input: &str) -> String {
    let output = support::output(support::program().args(args), input);
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

#[test]
fn every_command_that_reads_texts_takes_a_language() {
    let (original, rewrite) = files("language-flag");
    let (a, b) = (original.to_str().unwrap(), rewrite.to_str().unwrap());
    let folder = original.parent().unwrap().to_str().unwrap();
    let row = serde_json::json!({"original": ORIGINAL, "rewrite": REWRITE}).to_string() + "\n";
    let in_language = |code: &str, args: &[&str]| {
        let args = [args, &["--language", code]].concat();
        output(&args, &row)
    };

    let german = in_language("de", &["check", a, b, "--format", "json"]);
    assert!(german.contains(NEGATION), "{german}");
    assert!(german.contains(r#""segments":1}"#), "{german}");
    let english = in_language("en", &["check", a, b, "--format", "json"]);
    assert!(!english.contains(NEGATION), "{english}");
    let mixed = in_language("de,en", &["check", a, b, "--format", "json"]);
    assert!(
        mixed.contains(r#"original.txt","segments":1}"#)
            && mixed.contains(r#"rewrite.txt","segments":2}"#),
        "{mixed}"
    );
    assert!(in_language("de", &["check", a, b, "--format", "html"]).contains(r#"lang="de""#));

    for format in [
        &["check", "--format", "jsonl"][..],
        &["check", "--format", "jsonl", folder],
    ] {
        assert!(in_language("de", format).contains(NEGATION));
        assert!(!in_language("en", format).contains(NEGATION));
    }
    for collection in [&["align"][..], &["align", folder]] {
        let n_segments = |code: &str| in_language(code, collection).matches("sentence").count();
        assert_eq!((n_segments("de"), n_segments("en")), (2, 4));
    }
    let pair = |code: &str| in_language(code, &["--print", "--linear", a, b]);
    assert!(
        pair("de").contains("x.original.txt has one passage"),
        "{}",
        pair("de")
    );
    assert!(
        pair("en").contains("x.original.txt has 2 passages"),
        "{}",
        pair("en")
    );
    let table = |code: &str| in_language(code, &["--print", folder]);
    assert_ne!(table("de"), table("en"));
    // A pair that is opened from the table, and read again, too.
    let opened = |code: &str| in_language(code, &["--keys", "<Enter>r", folder]);
    assert_ne!(opened("de"), opened("en"));
}

#[test]
fn an_unknown_language_is_an_error_that_lists_the_known_ones() {
    for (given, named) in [("xx", "`xx`"), ("de,", "``"), ("en,de,fr", "`de,fr`")] {
        for command in [&["check"][..], &["align"], &[]] {
            let args = [command, &["--language", given]].concat();
            let error = output(&args, "");
            assert!(error.starts_with("diptych: "), "{error}");
            assert_eq!(error.lines().count(), 1, "{error}");
            for wanted in [named, "de (German)", "und (general rules)", "--language"] {
                assert!(error.contains(wanted), "{error}");
            }
        }
    }
}

/// What docs/languages.md says about a language.
fn row(language: Language) -> String {
    let count = |n: usize| match n {
        0 => "–".to_owned(),
        n => n.to_string(),
    };
    let scripts = language.scripts.join(", ");
    let detected = match (&language.detector, language.is_general()) {
        (Some(detector), _) => format!("detector `{detector}`, {scripts} letters"),
        (None, true) => "no other language".to_owned(),
        (None, false) if language.function_words.is_none() => format!("{scripts} letters"),
        (None, false) => format!("function words, {scripts} letters"),
    };
    let sentences = &language.sentences;
    let sets = [
        &sentences.before_names,
        &sentences.before_numbers,
        &sentences.no_abbreviations,
        &sentences.starters,
        &sentences.speech,
        &sentences.after_clock,
        &sentences.particles,
    ];
    let numbers = [
        &language.number,
        &language.times,
        &language.fraction,
        &language.ordinal,
    ];
    let is_there = |all: usize| if all > 0 { "yes" } else { "–" };
    let sided = language.opposites.iter().chain(&language.counterparts);
    let sided: usize = sided.map(|both| both.0[0].len() + both.0[1].len()).sum();
    let cues: usize = language.cues.values().map(|phrases| phrases.len()).sum();
    let cells = [
        format!("`{}`", language.code()),
        language.name().to_owned(),
        detected,
        count(sentences.stops.len() + sets.iter().map(|set| set.n_entries()).sum::<usize>()),
        count(language.function_words.n_entries()),
        count(numbers.iter().map(|numbers| numbers.len()).sum()),
        is_there(language.months.len()).to_owned(),
        is_there(language.weekdays.len()).to_owned(),
        count(language.unit.len()),
        count(language.period.values().map(|phrases| phrases.len()).sum()),
        count(language.clock.len()),
        count(language.relative.len()),
        count(cues + sided),
    ];
    format!("| {} |\n", cells.join(" | "))
}

#[test]
fn the_page_on_languages_lists_what_each_has() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/languages.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let start = page
        .find("<!-- languages -->")
        .expect("where the table begins");
    let end = page
        .find("<!-- end of languages -->")
        .expect("where it ends");
    let mut table = String::from(
        "<!-- languages -->\n\n| code | language | recognised by | sentence rules | function words | number words \
         | months | weekdays | units | periods | clock times | relative dates | cues \
         |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|\n",
    );
    table.extend(Language::all().map(row));
    table.push('\n');
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let updated = format!("{}{table}{}", &page[..start], &page[end..]);
        std::fs::write(&path, updated).unwrap();
    } else {
        assert_eq!(
            &page[start..end],
            table,
            "run `UPDATE_EXPECT=1 cargo test languages`"
        );
    }
}

#[test]
fn texts_in_two_languages_are_named() {
    let german = "Der Hafen wurde am Montag geschlossen, weil ein Sturm die Mole beschädigt hatte. Die Bürgermeisterin \
        sagte, dass die Reparatur drei Wochen dauern und die Stadt viel Geld kosten werde. Niemand wurde verletzt, aber \
        zwei Boote sind in der Nacht gesunken, und der Leuchtturm ist noch ohne Strom.";
    let english = "The harbour was closed on Monday because a storm had damaged the pier. The mayor said that the \
        repair would take three weeks and that it would cost the town a lot of money. Nobody was hurt, but two boats \
        sank during the night, and the lighthouse is still without power.";
    let japanese = "港は嵐で桟橋が壊れたため、月曜日に閉鎖された。市長は、修理には三週間かかり、町は多くの費用を払うことになると述べた。\
        けが人はいなかったが、夜のうちに二隻の船が沈み、灯台はまだ停電している。住民は朝から港に集まり、片付けを始めた。";
    let notes = |original: &str, rewrite: &str| {
        let documents = diptych::text::side::Pair {
            original: diptych::text::document::Document::new("a.txt", original),
            rewrite: diptych::text::document::Document::new("b.txt", rewrite),
        };
        diptych::compare::pair::Diptych::new(documents).notes
    };
    let note =
        "the original is in German, the rewrite in English: only what both write alike is matched";
    assert_eq!(notes(german, english), [note]);
    assert_eq!(notes(english, japanese).len(), 1);
    for text in [german, english, japanese] {
        assert!(notes(text, text).is_empty());
    }
    // Of a few words nobody can be sure.
    assert!(notes(german, "The harbour was closed.").is_empty());
    // Names in another language do not make a text one in it.
    let names = format!("{german} Er las „The Old Man and the Sea“ und „A Tale of Two Cities“.");
    assert!(notes(&names, german).is_empty());
}
