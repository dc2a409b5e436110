//! What `diptych check` prints: golden reports of the sample, what is let through of a hostile text, exit codes.

use crate::support;
use diptych::compare::findings::Confidence;
use diptych::export::report::{self, Report, Selection};
use diptych::text::side::Side;
use expect_test::expect;
use serde_json::Value;
use std::collections::HashSet;
use std::path::Path;
use std::process::Output;

fn check(args: &[&str]) -> Output {
    let mut command = crate::support::program();
    command.arg("check").args(args).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Two files in a folder of the test's own.
fn files(name: &str, original: &str, rewrite: &str) -> [String; 2] {
    let files = [("a.txt", original), ("b.txt", rewrite)];
    let folder = support::folder(name, &files.map(|(file, text)| (file, text.as_bytes())));
    files.map(|(file, _)| folder.join(file).to_str().unwrap().to_owned())
}

#[cfg(feature = "related")] // its share of new words
#[test]
fn the_sample_as_text() {
    expect_test::expect_file!["../reports/sample.txt"].assert_eq(&stdout(&check(&[])));
}

#[cfg(feature = "related")] // its share of new words
#[test]
fn the_sample_as_markdown() {
    expect_test::expect_file!["../reports/sample.md"]
        .assert_eq(&stdout(&check(&["--format", "markdown"])));
}

#[cfg(feature = "related")] // its share of new words
#[test]
fn the_sample_as_json() {
    let json = stdout(&check(&["--format", "json"]));
    assert_eq!(json.lines().count(), 1);
    let value: Value = serde_json::from_str(&json).unwrap();
    let pretty = serde_json::to_string_pretty(&value).unwrap() + "\n";
    expect_test::expect_file!["../reports/sample.json"].assert_eq(&pretty);
}

/// The style and the script have files of their own.
#[cfg(feature = "related")]
#[test]
fn the_sample_as_a_page() {
    let page = stdout(&check(&["--format", "html"]));
    expect_test::expect_file!["../reports/sample.html"]
        .assert_eq(&without(&without(&page, "style"), "script"));
}

fn without(page: &str, element: &str) -> String {
    let (before, rest) = page.split_once(&format!("<{element}>")).unwrap();
    let (_, after) = rest.split_once(&format!("</{element}>")).unwrap();
    format!("{before}<{element}></{element}>{after}")
}

#[test]
fn json_names_the_fields_of_the_contract_in_their_order() {
    let [a, b] = files(
        "contract",
        "The mill has 42 saws.\n",
        "The mill has 24 saws.\n",
    );
    expect![[r#"
        {"original":{"name":"a.txt","segments":1},"rewrite":{"name":"b.txt","segments":1},"summary":{"matched":1,"dropped":0,"added":0,"moved":0,"verbatim":0.0,"kept":0.8,"copied":0.0,"new_words":0.3333,"findings":{"number":1},"hints":0},"findings":[{"kind":"number","certainty":"sure","original":{"segments":[0],"start":13,"end":15,"text":"42"},"rewrite":{"segments":[0],"start":13,"end":15,"text":"24"},"note":"42 became 24"}]}
    "#]]
    .assert_eq(&stdout(&check(&[&a, &b, "--format", "json"])));
}

#[test]
fn exit_codes_tell_whether_it_failed() {
    let [a, b] = files(
        "codes",
        "The mill has 42 saws.\n",
        "The mill has 24 saws.\n",
    );
    let code = |args: &[&str]| check(&[&[&*a, &*b], args].concat()).status.code();
    assert_eq!(code(&[]), Some(0), "findings alone are no failure");
    assert_eq!(code(&["--fail-on", "quotation,number"]), Some(1));
    assert_eq!(code(&["--fail-on", "quotation"]), Some(0));
    assert_eq!(code(&["--fail-on", "noun"]), Some(2));
    let never = check(&[&a, &b, "--fail-on", "number", "--kinds", "date"]);
    assert_eq!(never.status.code(), Some(2));
    assert_eq!(
        stderr(&never),
        "diptych: --fail-on number can never fail, because --kinds leaves out number; add it to --kinds\n"
    );
    let missing = check(&[&a, "/nowhere/b.txt"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(stderr(&missing).contains("cannot read /nowhere/b.txt"));
}

#[test]
fn only_what_was_asked_for_is_printed() {
    let text = "The mill has 42 saws. It was built by two brothers from the coast in the spring.\n";
    let [a, b] = files("asked", text, "The mill has 24 saws.\n");
    let kinds = |args: &[&str]| {
        let output = stdout(&check(&[&[&*a, &*b, "--format", "json"], args].concat()));
        let report: Value = serde_json::from_str(&output).unwrap();
        let findings = report["findings"].as_array().unwrap().clone();
        findings
            .iter()
            .map(|finding| finding["kind"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(kinds(&[]), ["number", "dropped"]);
    assert_eq!(kinds(&["--kinds", "dropped,date"]), ["dropped"]);
    assert_eq!(kinds(&["--min-certainty", "sure"]), ["number"]);
}

#[test]
fn a_collection_gives_a_line_for_each_pair() {
    let lines = [
        r#"{"id": "a", "original": "The mill has 42 saws.", "rewrite": "The mill has 24 saws."}"#,
        r#"{"id": "b", "original": ["Rain fell.", "The mill has 42 saws."], "rewrite": ["Rain fell."]}"#,
        r#"{"id": "c", "original": 7, "rewrite": "Rain fell."}"#,
    ];
    let rows = lines.join("\n");
    let path = support::folder("checked", &[("pairs.jsonl", rows.as_bytes())]).join("pairs.jsonl");
    let path = path.to_str().unwrap();
    let output = check(&[path, "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(2), "a line is bad");
    let answers: Vec<Value> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(answers[0]["id"], "a");
    assert_eq!(answers[0]["findings"][0]["note"], "42 became 24");
    assert_eq!(answers[0]["original"].get("content"), None);
    // Offsets count in the list's texts, put together.
    assert_eq!(
        answers[1]["original"]["content"],
        "Rain fell.\n\nThe mill has 42 saws."
    );
    assert!(
        answers[2]["error"]
            .as_str()
            .unwrap()
            .starts_with("line 3: expected")
    );
    std::fs::write(path, lines[..2].join("\n")).unwrap();
    let code = |kind: &str| {
        check(&[path, "--format", "jsonl", "--fail-on", kind])
            .status
            .code()
    };
    assert_eq!((code("number"), code("date")), (Some(1), Some(0)));
    assert!(stderr(&check(&[path])).contains("--format jsonl checks all of its pairs"));
}

#[test]
fn colours_are_for_terminals_and_whoever_asks() {
    let [a, b] = files(
        "colours",
        "The mill has 42 saws.\n",
        "The mill has 24 saws.\n",
    );
    let plain = stdout(&check(&[&a, &b]));
    assert!(!plain.contains('\u{1b}'));
    let colored = stdout(&check(&[&a, &b, "--color", "always"]));
    assert!(colored.contains("m42\u{1b}[0m"), "{colored}");
    let escapes = regex::Regex::new("\u{1b}\\[[0-9;]*m").unwrap();
    assert_eq!(escapes.replace_all(&colored, ""), plain);
}

/// Places are said as compilers say them, with the path as it was given.
#[test]
fn text_tells_the_place_by_path_line_and_column() {
    let [a, b] = files(
        "places",
        "One.\n\nThe mill has 42 saws.\n",
        "The mill has 24 saws.\n",
    );
    let text = stdout(&check(&[&a, &b, "--kinds", "number"]));
    assert!(
        text.starts_with(&format!("{b}:1:14: number (sure): 42 became 24\n")),
        "{text}"
    );
    assert!(
        text.contains(&format!("{a}:3:14 │ The mill has 42 saws.\n")),
        "{text}"
    );
}

const HOSTILE: &str = "The <script>alert(1)</script> \"mill\" & 'saw' of *nine* [men](javascript:x) has 42 \
    \u{1b}[31m`saws`\u{202e} for_each | $of <b> them.\n";

#[test]
fn a_hostile_text_stays_text() {
    let diptych = support::diptych(HOSTILE, &HOSTILE.replace("42", "24"));
    let report = Report::new(&diptych, &Selection::default());
    assert!(!report.findings.is_empty());
    let page = report::html(&report);
    assert_eq!(page.matches("<script").count(), 1, "only our own");
    assert!(
        page.contains(
            "&lt;script&gt;alert(1)&lt;/script&gt; &quot;mill&quot; &amp; &#x27;saw&#x27;"
        )
    );
    let markdown = report::markdown(&report);
    assert!(
        markdown.contains(r"\<script\>alert(1)\</script\>"),
        "{markdown}"
    );
    let rest = r"of \*nine\* \[men\](javascript:x) has <b>42</b> ␛\[31m\`saws\`\<U+202E\> for\_each \| \$of \<b\>";
    assert!(markdown.contains(rest), "{markdown}");
    for printed in [
        page,
        markdown,
        report::text(&report, 100, &|_, words| words.to_owned()),
    ] {
        assert!(!printed.contains(['\u{1b}', '\u{202e}']), "{printed}");
    }
}

#[test]
fn a_stamp_in_front_of_a_paragraph_does_not_make_it_one() {
    let text = "date 2023-11-11 The mill has 42 saws.\n";
    let diptych = support::diptych("The mill has 42 saws.\n", text);
    let page = report::html(&Report::new(&diptych, &Selection::default()));
    assert!(
        page.contains("<p class=\"prose\" dir=\"auto\"><span class=\"sentence aside\""),
        "{page}"
    );
}

#[test]
fn every_case_makes_a_valid_page() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut pages = 0;
    for entry in std::fs::read_dir(cases).unwrap() {
        let folder = entry.unwrap().path();
        let [original, rewrite] = ["original.txt", "rewrite.txt"].map(|name| {
            let bytes = std::fs::read(folder.join(name)).unwrap();
            String::from_utf8_lossy(&bytes).into_owned()
        });
        let diptych = support::diptych(&original, &rewrite);
        let everything = Selection {
            confidence: Confidence::Hint,
            ..Selection::default()
        };
        let report = Report::new(&diptych, &everything);
        assert_valid(&report::html(&report), &folder);
        assert_slices(&report);
        pages += 1;
    }
    assert!(pages > 20);
}

/// What JSON says of a finding is so.
fn assert_slices(report: &Report) {
    let value = serde_json::to_value(report::json(report)).unwrap();
    for finding in value["findings"].as_array().unwrap() {
        for side in Side::BOTH {
            let Some(words) = finding[side.name()].as_object() else {
                continue;
            };
            let at = |field: &str| words[field].as_u64().unwrap() as usize;
            let text = report.diptych.documents[side].text();
            assert_eq!(words["text"], text[at("start")..at("end")]);
            let first = words["segments"][0].as_u64().unwrap() as usize;
            let segment = &report.diptych.segments[side][first].range;
            assert!(segment.contains(&at("start")), "{finding}");
        }
    }
}

/// Elements are closed in order, names are used once, and every link has a target.
#[track_caller]
fn assert_valid(page: &str, case: &Path) {
    let page = without(&without(page, "style"), "script");
    let (mut open, mut ids, mut targets) = (Vec::new(), HashSet::new(), Vec::new());
    for piece in page.split('<').skip(1) {
        let (tag, _) = piece.split_once('>').expect("a tag ends");
        let name = tag.split([' ', '/']).find(|name| !name.is_empty()).unwrap();
        match name {
            "!DOCTYPE" | "meta" | "input" => {}
            _ if tag.starts_with('/') => assert_eq!(open.pop(), Some(name), "{}", case.display()),
            _ => open.push(name),
        }
        let attribute = |name: &str| {
            let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
            Some(rest.split('"').next().unwrap().to_owned())
        };
        if let Some(id) = attribute("id") {
            assert!(ids.insert(id.clone()), "{id} twice in {}", case.display());
        }
        targets.extend(attribute("href"));
        let closed = open
            .iter()
            .filter(|name| ["a", "p", "h2", "mark"].contains(name))
            .count();
        assert!(closed <= 3, "{open:?} in {}", case.display());
    }
    assert!(open.is_empty(), "{open:?} in {}", case.display());
    for target in targets {
        let id = target.strip_prefix('#').expect("no link leaves the page");
        assert!(ids.contains(id), "no {id} in {}", case.display());
    }
}

/// Offsets of a format with markup count in the text that is shown, so that text is given.
#[test]
fn extracted_texts_are_given_with_their_offsets() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let article = std::fs::read_to_string(fixtures.join("article.md")).unwrap();
    let text = article.replace(|c: char| c.is_ascii_digit(), "7");
    let plain = support::folder("extracted", &[("plain.txt", text.as_bytes())]).join("plain.txt");
    for name in [
        "article.md",
        "article-pandoc.html",
        "article-pandoc.docx",
        "article-pandoc.epub",
        "page.html.gz",
    ] {
        let extracted = fixtures.join(name);
        let [extracted, plain] = [&extracted, &plain].map(|path| path.to_str().unwrap());
        let output = check(&[
            extracted,
            plain,
            "--format",
            "json",
            "--min-certainty",
            "hint",
        ]);
        let value: Value = serde_json::from_str(&stdout(&output)).unwrap();
        assert_eq!(value["rewrite"].get("content"), None, "{name}");
        let content = value["original"]["content"].as_str().expect(name);
        let shown = diptych::input::open::open(Path::new(extracted)).unwrap();
        assert_eq!(content, shown.text(), "{name}");
        let findings = value["findings"].as_array().unwrap();
        let words = findings.iter().map(|finding| &finding["original"]);
        let words: Vec<&Value> = words.filter(|words| words.is_object()).collect();
        assert!(!words.is_empty(), "{name}");
        for words in words {
            let at = |name: &str| words[name].as_u64().unwrap() as usize;
            let text = words["text"].as_str().unwrap();
            assert_eq!(&content[at("start")..at("end")], text, "{name}");
        }
    }
}

/// The ledger of a pair of our own, in every format.
#[test]
fn the_ledger_in_every_format() {
    let pair = support::mill();
    let selection = Selection {
        kinds: Vec::new(),
        has_ledger: true,
        ..Selection::default()
    };
    let report = Report::new(&pair, &selection);
    expect![[r#"
        no findings +1 hint (3 matches, 1 dropped, 1 added, 1 moved, 62 % kept, 35 % new words)

        Ledger of 4 facts: 1 new, 1 differs, 1 gone, 1 kept
        rewrite.txt:1:1: name (new): Paul Reed
        rewrite.txt:3:14: number (differs): 42 → 24 (2×/1×); fewer by 18 [original.txt:1:14]
        original.txt:3:11: date (gone): 1911
        rewrite.txt:3:40: name (kept): Ruth Alder (2×/1×) [original.txt:1:23]
    "#]]
    .assert_eq(&report::text(&report, 80, &|_, words| words.to_owned()));
    expect![[r#"
        ## rewrite.txt against original.txt

        no findings +1 hint · 3 matches · 1 dropped · 1 added · 1 moved · 62 % kept · 35 % new words

        ### Ledger of 4 facts: 1 new, 1 differs, 1 gone, 1 kept

        | state | kind | original | rewrite | note |
        |---|---|---|---|---|
        | new | name |  | Paul Reed (line 1) |  |
        | differs | number | 42 (2×, first in line 1) | 24 (1×, first in line 3) | fewer by 18 |
        | gone | date | 1911 (line 3) |  |  |
        | kept | name | Ruth Alder (2×, first in line 1) | Ruth Alder (1×, first in line 3) |  |
    "#]]
    .assert_eq(&report::markdown(&report));
    let json = serde_json::to_value(report::json(&report)).unwrap();
    assert_eq!(json["summary"]["facts"]["new"], 1);
    let fact = serde_json::to_string(&json["ledger"][1]).unwrap();
    expect![[r#"{"kind":"number","normal":"24","note":"fewer by 18","original":{"mentions":[{"column":14,"end":15,"line":1,"segments":[0],"start":13},{"column":53,"end":54,"line":1,"segments":[2],"start":52}],"text":"42"},"rewrite":{"mentions":[{"column":14,"end":53,"line":3,"segments":[1],"start":51}],"text":"24"},"state":"differs"}"#]].assert_eq(&fact);
    assert_eq!(json["ledger"][0]["original"], Value::Null);
    let page = report::html(&report);
    let (_, ledger) = page.split_once("<details").unwrap();
    let (ledger, _) = ledger.split_once("</details>").unwrap();
    expect![[r##"
         class="ledger" open>
        <summary>Ledger of 4 facts: 1 new, 1 differs, 1 gone, 1 kept</summary>
        <table>
        <thead><tr><th scope="col">State</th><th scope="col">Kind</th><th scope="col">Original</th><th scope="col">Rewrite</th><th scope="col">Note</th></tr></thead>
        <tbody>
        <tr class="new"><td class="state"><span class="sign" aria-hidden="true">+</span>new</td><td>name</td><td></td><td><a href="#rewrite-0" dir="auto">Paul Reed</a> <small>line 1</small></td><td></td></tr>
        <tr class="differs"><td class="state"><span class="sign" aria-hidden="true">≠</span>differs</td><td>number</td><td><a href="#original-0" dir="auto">42</a> <small>2×, first in line 1</small></td><td><a href="#rewrite-1" dir="auto">24</a> <small>1×, first in line 3</small></td><td>fewer by 18</td></tr>
        <tr class="gone"><td class="state"><span class="sign" aria-hidden="true">−</span>gone</td><td>date</td><td><a href="#original-3" dir="auto">1911</a> <small>line 3</small></td><td></td><td></td></tr>
        <tr class="kept"><td class="state"><span class="sign" aria-hidden="true">=</span>kept</td><td>name</td><td><a href="#original-1" dir="auto">Ruth Alder</a> <small>2×, first in line 1</small></td><td><a href="#rewrite-2" dir="auto">Ruth Alder</a> <small>1×, first in line 3</small></td><td></td></tr>
        </tbody>
        </table>
    "##]].assert_eq(ledger);
}

#[test]
fn the_ledger_is_there_if_it_is_asked_for_and_changes_no_exit_code() {
    let [a, b] = files(
        "ledger",
        "Ruth Alder runs the mill. It has 42 saws.\n",
        "Ruth Alder runs the mill. It has 24 saws.\n",
    );
    let run = |args: &[&str]| check(&[&[&*a, &*b], args].concat());
    let without = run(&[]);
    let with = run(&["--ledger"]);
    assert_eq!(with.status.code(), Some(0));
    let rest = stdout(&with)
        .strip_prefix(&stdout(&without))
        .map(str::to_owned);
    let rest = rest.expect("the ledger stands behind the rest");
    let kept = format!("{b}:1:1: name (kept): Ruth Alder [{a}:1:1]\n");
    assert!(rest.contains(&kept), "{rest}");
    let json = |args: &[&str]| -> Value {
        serde_json::from_str(&stdout(&run(&[&["--format", "json"], args].concat()))).unwrap()
    };
    assert!(json(&[]).get("ledger").is_none());
    assert!(json(&[])["summary"].get("facts").is_none());
    let report = json(&["--ledger"]);
    let facts = report["ledger"].as_array().unwrap();
    let is_kept = |fact: &&Value| fact["kind"] == "name" && fact["state"] == "kept";
    let name = facts.iter().find(is_kept).expect("a name");
    assert_eq!(name["original"]["text"], "Ruth Alder");
    assert_eq!(name["rewrite"]["mentions"][0]["end"], 10);
    let closed = stdout(&run(&["--format", "html"]));
    assert!(closed.contains("<details class=\"ledger\">"));
    let open = stdout(&run(&["--format", "html", "--ledger"]));
    assert!(open.contains("<details class=\"ledger\" open>"));
}
