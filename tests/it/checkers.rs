//! Checkers: what they are asked, what becomes of their answers, and what happens when they go wrong.

use crate::property::holds;
use crate::support::*;
use arbtest::arbitrary::{Result, Unstructured};
use diptych::app::App;
use diptych::app::asking::{Asking, CheckerNews};
use diptych::app::event::{Command as Asked, Event};
use diptych::app::key::parse;
use diptych::app::layout::Arrangement::Aligned;
use diptych::app::reader::{Options, Reader};
use diptych::export::review::ReviewReport;
use diptych::review::record::Record;
use expect_test::expect;
use serde_json::Value;

const ORIGINAL: &str = "The council did not reject the plan.\n\nRain fell all night.\n\nNobody minded the noise of the \
    old mill.\n";
const REWRITE: &str =
    "The council rejected the plan.\n\nRain fell all night.\n\nA bakery opened next door.\n";

/// A session in which a checker is asked, whose records are kept in memory.
struct Session {
    app: App,
    asked: Vec<Asking>,
    n_kept: usize,
}

impl Session {
    fn new(original: &str, rewrite: &str, records: Vec<Record>) -> Session {
        let options = Options {
            arrangement: Some(Aligned),
            checkers: vec!["judge".to_owned(), "style".to_owned()],
            asked: vec!["judge".to_owned()],
            ..Options::default()
        };
        let mut before = diptych::review::records::Records::default();
        for record in records {
            before.add(record);
        }
        let reader = Reader::new(diptych(original, rewrite), options, size("100x16"));
        let mut session = Session {
            app: App::of_pair(reader.with_review(before, None)),
            asked: Vec::new(),
            n_kept: 0,
        };
        let commands = session.app.start();
        session.carry_out(commands);
        session
    }

    fn carry_out(&mut self, mut commands: Vec<Asked>) {
        while let Some(command) = commands.pop() {
            match command {
                Asked::Ask(asking) => self.asked.push(asking),
                Asked::Keep(records) => {
                    let own = records.into_iter().map(|record| self.kept(record));
                    let own = own.collect();
                    let (others, note) = (Vec::new(), None);
                    commands.extend(self.app.handle(Event::Kept { own, others, note }));
                }
                _ => {}
            }
        }
    }

    fn kept(&mut self, mut record: Record) -> Record {
        self.n_kept += 1;
        if record.id.is_empty() {
            record.id = format!("{:026}", self.n_kept);
        }
        record.time = format!("2026-05-01T10:{:02}:00Z", self.n_kept);
        record
    }

    fn press(&mut self, keys: &str) {
        for key in parse(keys).unwrap() {
            let commands = self.app.handle(Event::Input(key));
            self.carry_out(commands);
        }
    }

    fn answer(&mut self, lines: &[&str]) {
        let run = self.asked.last().unwrap().run;
        let printed = |line: &&str| CheckerNews::Printed((*line).to_owned());
        let news = lines.iter().map(printed).collect();
        let commands = self.app.handle(Event::Checker(run, news));
        self.carry_out(commands);
    }

    fn end(&mut self, why: Option<&str>) {
        let run = self.asked.last().unwrap().run;
        let news = vec![CheckerNews::Ended(why.map(str::to_owned))];
        let commands = self.app.handle(Event::Checker(run, news));
        self.carry_out(commands);
    }

    fn reader(&self) -> &Reader {
        self.app.reader().unwrap()
    }

    /// The findings, in the words of the status line.
    fn findings(&self) -> Vec<String> {
        let findings = self.reader().diptych().findings().iter();
        let counted = findings.filter(|finding| !finding.is_whole());
        counted.map(diptych::compare::wording::finding).collect()
    }

    fn records(&self) -> Vec<Record> {
        let records = self.reader().review().records().living().into_iter();
        records.cloned().collect()
    }

    /// The questions that were asked last, as JSON.
    fn questions(&self) -> Vec<Value> {
        let asking = self.asked.last().unwrap();
        let parsed = asking.lines.iter().map(|line| serde_json::from_str(line));
        parsed.collect::<serde_json::Result<_>>().unwrap()
    }

    fn ids(&self) -> Vec<String> {
        let ids = self.questions().into_iter();
        ids.map(|question| question["id"].as_str().unwrap().to_owned())
            .collect()
    }
}

/// The rows of the open list, without what marks words.
fn rows_of_list(reader: &Reader) -> String {
    let shown = picture(reader);
    let rows = shown.lines().skip_while(|line| !line.contains("by weight"));
    let rows = rows.filter(|line| line.contains(|c: char| c.is_alphabetic()));
    rows.map(|line| line.trim_end().to_owned() + "\n").collect()
}

const GONE: &str = r#"{"id":"m1","findings":[{"kind":"cause","certainty":"sure","note":"denial gone","original":"did not reject","rewrite":"rejected"}]}"#;

#[test]
fn each_match_and_each_passage_without_one_is_asked_about() {
    let session = Session::new(ORIGINAL, REWRITE, Vec::new());
    let lines = &session.asked[0].lines;
    expect![[r#"
        {"id":"m1","diptych":1,"relation":"edited","original":["The council did not reject the plan."],"rewrite":["The council rejected the plan."],"before":{"original":[],"rewrite":[]},"after":{"original":["Rain fell all night.","Nobody minded the noise of the old mill."],"rewrite":["Rain fell all night.","A bakery opened next door."]},"language":{"original":"en","rewrite":"en"}}
        {"id":"m2","diptych":1,"relation":"verbatim","original":["Rain fell all night."],"rewrite":["Rain fell all night."],"before":{"original":["The council did not reject the plan."],"rewrite":["The council rejected the plan."]},"after":{"original":["Nobody minded the noise of the old mill."],"rewrite":["A bakery opened next door."]},"language":{"original":"en","rewrite":"en"}}
        {"id":"a3","diptych":1,"relation":"added","original":[],"rewrite":["A bakery opened next door."],"before":{"original":["The council did not reject the plan.","Rain fell all night."],"rewrite":["The council rejected the plan.","Rain fell all night."]},"after":{"original":["Nobody minded the noise of the old mill."],"rewrite":[]},"language":{"original":"en","rewrite":"en"}}
        {"id":"d3","diptych":1,"relation":"dropped","original":["Nobody minded the noise of the old mill."],"rewrite":[],"before":{"original":["The council did not reject the plan.","Rain fell all night."],"rewrite":["The council rejected the plan.","Rain fell all night."]},"after":{"original":[],"rewrite":["A bakery opened next door."]},"language":{"original":"en","rewrite":"en"}}"#]]
    .assert_eq(&lines.join("\n"));
}

#[test]
fn answers_come_in_any_order_and_stand_everywhere_under_the_name_of_the_checker() {
    let mut session = Session::new(ORIGINAL, REWRITE, Vec::new());
    session.answer(&[
        r#"{"id":"a3","findings":[{"kind":"style","note":"say shop","rewrite":"bakery"}]}"#,
    ]);
    assert!(picture(session.reader()).contains("judge 1 of 4"));
    session.answer(&[GONE, r#"{"id":"d3","findings":[]}"#]);
    session.press("f");
    expect![[r#"
         3 findings by weight  j k move · s sort · f kind · c certainty · Enter stay · / filter · Esc close
        ▌cause       sure     judge The council did not reject the pl…  The council rejected the plan.
         negation    likely         The council did not reject the pl…  nothing
         other       likely   judge nothing                             A bakery opened next door.
         ! 1/3 cause, sure, by judge: denial gone                               lens auto, aligned · ? help
    "#]].assert_eq(&rows_of_list(session.reader()));
    assert!(picture(session.reader()).contains("judge 3 of 4"));
    session.press("<CR>gg]f");
    let findings = session.findings();
    assert!(
        findings.contains(&"cause, sure, by judge: denial gone".to_owned()),
        "{findings:?}"
    );
    assert!(
        findings.contains(&"other, likely, by judge: style: say shop".to_owned()),
        "{findings:?}"
    );
    session.answer(&[r#"{"id":"m2","findings":[]}"#]);
    session.end(None);
    assert!(
        !picture(session.reader()).contains("judge"),
        "{}",
        picture(session.reader())
    );
}

#[test]
fn what_rules_see_too_is_one_finding() {
    let mut session = Session::new(ORIGINAL, REWRITE, Vec::new());
    let before = session.findings();
    assert_eq!(before.len(), 1, "{before:?}");
    let kind = before[0].split(',').next().unwrap();
    let same = GONE.replace("cause", kind).replace("sure", "hint");
    session.answer(&[&same]);
    let now = session.findings();
    assert_eq!(now.len(), 1, "{now:?}");
    assert!(now[0].contains("also by judge"), "{now:?}");
}

#[test]
fn nothing_is_asked_twice_until_the_words_change() {
    let mut session = Session::new(ORIGINAL, REWRITE, Vec::new());
    session.answer(&[GONE, r#"{"id":"a3","findings":[]}"#]);
    let records = session.records();
    let kinds: Vec<&str> = records.iter().map(|record| record.kind.as_str()).collect();
    assert_eq!(kinds, ["finding", "asked"]);
    let again = Session::new(ORIGINAL, REWRITE, records.clone());
    assert_eq!(again.ids(), ["m2", "d3"]);
    assert_eq!(again.findings(), session.findings());
    // Of the sentences that are asked about, or stand beside them, some have changed.
    let edited = REWRITE.replace("bakery", "shop");
    let again = Session::new(ORIGINAL, &edited, records);
    assert_eq!(again.ids(), ["m1", "m2", "a3", "d3"]);
    assert!(
        again
            .findings()
            .iter()
            .all(|finding| !finding.contains("judge"))
    );
}

#[test]
fn asking_again_replaces_what_was_said() {
    let mut session = Session::new(ORIGINAL, REWRITE, Vec::new());
    session.answer(&[GONE]);
    session.press(":recheck<CR>");
    assert_eq!(session.ids(), ["m1", "m2", "a3", "d3"]);
    session.answer(&[r#"{"id":"m1","findings":[]}"#]);
    assert!(
        session
            .findings()
            .iter()
            .all(|finding| !finding.contains("judge"))
    );
    let kinds: Vec<String> = session.records().into_iter().map(|r| r.kind).collect();
    assert_eq!(kinds, ["asked"]);
}

#[test]
fn a_checker_is_asked_and_stopped_from_the_command_line() {
    let mut session = Session::new(ORIGINAL, REWRITE, Vec::new());
    session.press(":checker style<CR>");
    assert_eq!(session.asked.last().unwrap().checker, "style");
    session.answer(&[GONE]);
    assert!(
        session
            .findings()
            .iter()
            .any(|finding| finding.contains("by style"))
    );
    session.press(":checker<CR>");
    let told = session.reader().message().unwrap();
    assert_eq!(told, "which one? :checker and one of judge, style");
    session.press(":stop-checkers<CR>");
    let stopped: Vec<&str> = session.asked[2..]
        .iter()
        .map(|a| a.checker.as_str())
        .collect();
    assert_eq!(stopped.len(), 2);
    assert!(
        session.asked[2..]
            .iter()
            .all(|asking| asking.lines.is_empty())
    );
    assert!(!session.reader().is_checking());
}

#[test]
fn an_answer_of_before_the_words_changed_counts_for_nothing() {
    let mut session = Session::new(ORIGINAL, REWRITE, Vec::new());
    let run = session.asked[0].run;
    session.press(":recheck<CR>");
    let news = vec![CheckerNews::Printed(GONE.to_owned())];
    let commands = session.app.handle(Event::Checker(run, news));
    session.carry_out(commands);
    assert_eq!(session.n_kept, 0);
}

#[test]
fn a_verdict_answers_what_a_checker_sees_and_stays_with_it() {
    let mut session = Session::new(ORIGINAL, REWRITE, Vec::new());
    session.answer(&[GONE]);
    session.press("fg");
    let n = session.reader().current_finding().unwrap();
    assert_eq!(session.reader().diptych().findings()[n].note, "denial gone");
    session.press("x<Esc>");
    assert_eq!(session.reader().review().progress().n_wrong, 1);
    // Other answers change the numbers of findings, not what was said of them.
    session.answer(&[r#"{"id":"m2","findings":[{"rewrite":"Rain"}]}"#]);
    assert_eq!(session.reader().review().progress().n_wrong, 1);
    let again = Session::new(ORIGINAL, REWRITE, session.records());
    assert_eq!(again.reader().review().progress().n_wrong, 1);
    // A review says who pointed there.
    let report = ReviewReport::of_pair(again.reader().diptych(), again.reader().review());
    assert!(
        report.markdown().contains("- judge: denial gone"),
        "{}",
        report.markdown()
    );
    let page = diptych::export::report::reviewed_html(again.reader().diptych(), report);
    assert!(page.contains("<small>judge: denial gone</small>"), "{page}");
    // It can be taken back, what the checker said cannot.
    session.press("U");
    assert_eq!(session.reader().review().progress().n_wrong, 0);
    assert!(
        session
            .findings()
            .iter()
            .any(|finding| finding.contains("judge"))
    );
}

/// The order in which answers come, and how many at once, changes nothing.
#[test]
fn findings_are_the_same_whenever_answers_come() {
    let sentence = |n: usize| format!("The clerk counted {n} boats in harbour number {n}.");
    let changed = |n: usize| format!("The clerk saw {} boats in harbour number {n}.", n + 1);
    let text = |sentence: &dyn Fn(usize) -> String| -> String {
        (1..=8).map(|n| sentence(n) + "\n\n").collect()
    };
    let (original, rewrite) = (text(&sentence), text(&changed));
    let first = Session::new(&original, &rewrite, Vec::new());
    let answers: Vec<String> = first
        .questions()
        .iter()
        .map(|question| {
            let id = question["id"].as_str().unwrap();
            let found = r#"{"kind":"number","rewrite":"clerk saw"},{"kind":"cause","original":"clerk counted"}"#;
            format!(r#"{{"id":"{id}","findings":[{found},{{"kind":"scope","rewrite":"boats"}}]}}"#)
        })
        .collect();
    let mut at_once = Session::new(&original, &rewrite, Vec::new());
    at_once.answer(&answers.iter().map(String::as_str).collect::<Vec<_>>());
    holds(|u| {
        let mut session = Session::new(&original, &rewrite, Vec::new());
        let mut left: Vec<&str> = answers.iter().map(String::as_str).collect();
        session.press("]f");
        let current = |session: &Session| {
            let n = session.reader().current_finding()?;
            Some(session.reader().diptych().findings()[n].clone())
        };
        let before = current(&session);
        while !left.is_empty() {
            let n = u.int_in_range(1..=left.len().min(7))?;
            let mut batch = Vec::new();
            for _ in 0..n {
                batch.push(left.swap_remove(u.choose_index(left.len())?));
            }
            session.answer(&batch);
            assert_eq!(
                current(&session).map(|f| f.note),
                before.clone().map(|f| f.note)
            );
        }
        assert_eq!(session.findings(), at_once.findings());
        let again = Session::new(&original, &rewrite, session.records());
        assert_eq!(again.findings(), at_once.findings());
        Ok(())
    });
}

#[test]
fn what_goes_wrong_costs_one_line() {
    let mut session = Session::new(ORIGINAL, REWRITE, Vec::new());
    let mut told = |line: &str| {
        session.answer(&[line]);
        session.reader().message().unwrap().to_owned()
    };
    assert_eq!(
        told("warming up"),
        "judge: it printed what is no JSON: warming up"
    );
    let line = told(r#"{"id":"m9","findings":[]}"#);
    assert_eq!(
        line,
        "judge: it answered `m9`, which is no open question (2 problems so far)"
    );
    let line = told(r#"{"id":"m2","error":"model not loaded"}"#);
    assert_eq!(line, "judge: m2: model not loaded (3 problems so far)");
    let line = told(r#"{"id":"d3","findings":[{"original":"a bakery"}]}"#);
    assert_eq!(
        line,
        "judge: d3: “a bakery” is not in the original (4 problems so far)"
    );
    session.answer(&[GONE]);
    session.end(Some("it ended with exit code 3"));
    let line = session.reader().message().unwrap();
    assert_eq!(
        line,
        "judge: it ended with exit code 3; 1 question without an answer (5 problems so far)"
    );
    assert!(
        session
            .findings()
            .iter()
            .any(|finding| finding.contains("by judge"))
    );
}

/// What a checker may print.
const PIECES: [&str; 12] = [
    "{",
    "}",
    "\"id\":\"m1\"",
    "\"id\":\"d3\"",
    ",",
    "\"findings\":[",
    "]",
    "{\"rewrite\":\"rejected\"}",
    "{\"original\":\"the\",\"kind\":\"number\"}",
    "\"error\":7",
    "\u{1b}[2J",
    "null",
];

#[test]
fn whatever_a_checker_prints_the_session_goes_on() {
    holds(|u: &mut Unstructured| -> Result<()> {
        let mut session = Session::new(ORIGINAL, REWRITE, Vec::new());
        for _ in 0..u.int_in_range(0..=12)? {
            let mut line = String::new();
            for _ in 0..u.int_in_range(1..=6)? {
                line += u.choose(&PIECES)?;
            }
            if u.ratio(1, 5)? {
                line = u.arbitrary::<&str>()?.to_owned();
            }
            session.answer(&[&line]);
            session.press(u.choose(&["j", "f", "<Esc>", "]f", "a", "U", "F", "n"])?);
            let shown = picture(session.reader());
            assert!(!shown.contains('\u{1b}'), "{shown}");
            for finding in session.reader().diptych().findings() {
                for side in diptych::text::side::Side::BOTH {
                    if let Some(stretch) = &finding.stretches[side] {
                        let text = session.reader().diptych().documents[side].text();
                        assert!(text.get(stretch.range.clone()).is_some());
                    }
                }
            }
        }
        Ok(())
    });
}

#[cfg(unix)]
mod programs {
    //! Real programs, in the shell that every such system has.

    use crate::support::program;
    use std::fs;
    use std::io::Read;
    use std::path::{Path, PathBuf};
    use std::process::{Output, Stdio};

    /// Sees the first word of each rewrite that is not verbatim, and writes down each id that it was asked.
    const STUB: &str = r#"
while IFS= read -r line; do
    id=$(printf '%s' "$line" | sed 's/^{"id":"\([^"]*\)".*/\1/')
    echo "$id" >> asked
    word=$(printf '%s' "$line" | sed -n 's/.*"relation":"edited".*"rewrite":\["\([^ "]*\).*\],"before".*/\1/p')
    case $word in
        '') echo '{"id":"'"$id"'","findings":[]}' ;;
        *) echo '{"id":"'"$id"'","findings":[{"kind":"name","note":"stub","rewrite":"'"$word"'"}]}' ;;
    esac
done
"#;

    fn folder(name: &str, stub: &str) -> PathBuf {
        let files = [
            ("stub.sh", stub),
            ("config.toml", ""),
            ("a.txt", super::ORIGINAL),
            ("b.txt", super::REWRITE),
        ];
        let files = files.map(|(file, text)| (file, text.as_bytes()));
        crate::support::folder(&format!("checkers/{name}"), &files)
    }

    fn command(folder: &Path, args: &[&str]) -> std::process::Command {
        let mut program = program();
        program
            .args(args)
            .current_dir(folder)
            .env("XDG_STATE_HOME", folder.join("state"))
            .env("DIPTYCH_CONFIG", folder.join("config.toml"))
            .stdin(Stdio::null());
        program
    }

    fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
        let Output {
            status,
            stdout,
            stderr,
        } = command(folder, args).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (status.code().unwrap(), text(stdout), text(stderr))
    }

    fn n_asked(folder: &Path) -> usize {
        fs::read_to_string(folder.join("asked")).map_or(0, |asked| asked.lines().count())
    }

    const CHECK: [&str; 3] = ["check", "--checker", "sh stub.sh"];

    #[test]
    fn check_prints_what_a_checker_sees_and_asks_once() {
        let folder = folder("once", STUB);
        let (code, report, notes) = run(&folder, &[&CHECK[..], &["a.txt", "b.txt"]].concat());
        assert_eq!((code, notes.as_str()), (0, ""), "{report}");
        assert!(
            report.contains("b.txt:1:1: name (likely, by stub): stub\n"),
            "{report}"
        );
        assert_eq!(n_asked(&folder), 4);
        let again = run(&folder, &[&CHECK[..], &["a.txt", "b.txt"]].concat());
        assert_eq!((again.1, n_asked(&folder)), (report, 4));
        let json = run(
            &folder,
            &[&CHECK[..], &["--format=json", "a.txt", "b.txt"]].concat(),
        )
        .1;
        assert!(
            json.contains(r#""checkers":["stub"]"#) || json.contains("\"checkers\": [\n"),
            "{json}"
        );
        let (code, ..) = run(
            &folder,
            &[&CHECK[..], &["--fail-on=name", "a.txt", "b.txt"]].concat(),
        );
        assert_eq!(code, 1);
        // Without a checker nothing of it is known to check.
        let (_, report, _) = run(&folder, &["check", "a.txt", "b.txt"]);
        assert!(!report.contains("stub"), "{report}");
    }

    #[test]
    fn the_configuration_names_checkers_and_runs_none() {
        let folder = folder("named", STUB);
        let config = "[checkers]\nhouse = \"sh 'stub.sh'\"\n";
        fs::write(folder.join("config.toml"), config).unwrap();
        run(&folder, &["--size=90x12", "a.txt", "b.txt"]);
        assert_eq!(n_asked(&folder), 0);
        let (_, screen, _) = run(
            &folder,
            &[
                "--size=90x12",
                "--checker=house",
                "--keys=f",
                "a.txt",
                "b.txt",
            ],
        );
        assert!(screen.contains("name        likely   house"), "{screen}");
        let (code, _, error) = run(&folder, &["check", "--checker=hose", "a.txt", "b.txt"]);
        assert_eq!(code, 2);
        assert!(
            error.contains("`hose` is neither a checker of the configuration nor a program"),
            "{error}"
        );
        assert!(error.contains("house"), "{error}");
    }

    #[test]
    fn whatever_a_checker_does_costs_a_line_and_its_own_answers() {
        let cases = [
            ("echo no; exit 3", "stub: it printed what is no JSON: no"),
            (
                "echo why >&2; exit 3",
                "stub: it ended with exit code 3: why",
            ),
            ("kill -9 $$", "stub: it was ended by signal 9"),
            ("exit 0", "stub: it has ended too early"),
            (
                "yes",
                "stub: it printed more lines than it was asked questions, and was stopped",
            ),
            (
                "tr '\\0' x < /dev/zero",
                "stub: it printed a line of more than 1 MB, and was stopped",
            ),
            (
                "yes >&2",
                "stub: it has said nothing for 1 s, and was stopped",
            ),
            (
                "exec sleep 1000",
                "stub: it has said nothing for 1 s, and was stopped",
            ),
        ];
        for (n, (stub, line)) in cases.into_iter().enumerate() {
            let folder = folder(&format!("wrong-{n}"), stub);
            let args = [&CHECK[..], &["--patience=1", "a.txt", "b.txt"]].concat();
            let (code, report, notes) = run(&folder, &args);
            assert_eq!(code, 2, "{stub}: {notes}");
            assert!(notes.contains(line), "{stub}: {notes}");
            assert!(
                notes.contains("stub: 4 questions without an answer"),
                "{stub}: {notes}"
            );
            assert!(notes.lines().count() <= 14, "{stub}: {notes}");
            assert!(report.contains("1 dropped"), "{stub}: {report}");
        }
    }

    fn rows(folder: &Path, n_rows: usize) {
        let row = |n: usize| {
            let (original, rewrite) = (
                super::ORIGINAL,
                super::REWRITE.replace("plan", &format!("plan {n}")),
            );
            serde_json::json!({"id": n, "original": original, "rewrite": rewrite}).to_string()
                + "\n"
        };
        fs::write(
            folder.join("rows.jsonl"),
            (0..n_rows).map(row).collect::<String>(),
        )
        .unwrap();
    }

    #[test]
    fn a_collection_goes_on_where_a_run_was_interrupted() {
        let dying = STUB.replace(
            "echo \"$id\" >> asked",
            "echo \"$id\" >> asked; [ $(wc -l < asked) = 9 ] && exit 1",
        );
        let folder = folder("collection", &dying);
        rows(&folder, 6);
        let args = [&CHECK[..], &["--format=jsonl", "--jobs=2", "rows.jsonl"]].concat();
        let (code, lines, notes) = run(&folder, &args);
        assert_eq!((code, lines.lines().count()), (2, 6), "{notes}");
        assert!(
            notes.contains("stub: 16 questions without an answer"),
            "{notes}"
        );
        assert_eq!(n_asked(&folder), 9);
        let (code, lines, notes) = run(&folder, &args);
        assert_eq!((code, notes.as_str()), (0, ""));
        assert_eq!(n_asked(&folder), 9 + 24 - 8, "the ninth was never answered");
        assert_eq!(lines.matches(r#""checkers":["stub"]"#).count(), 6);
        // The table has them, too.
        let (_, table, _) = run(&folder, &["--print", "--checker=sh stub.sh", "rows.jsonl"]);
        assert_eq!(n_asked(&folder), 25);
        assert_eq!(
            table
                .lines()
                .filter(|line| line.contains("The council"))
                .count(),
            6,
            "{table}"
        );
    }

    /// A checker that does not end with its input, and holds one end of a pipe for as long as it lives.
    #[test]
    fn no_checker_outlives_diptych_however_that_ends() {
        use std::os::unix::process::CommandExt;
        let folder = folder(
            "orphan",
            "exec 9> alive\ntrap '' HUP INT\necho ready >&9\nsleep 1000 &\nwait\nsleep 1000\n",
        );
        let made = std::process::Command::new("mkfifo")
            .arg(folder.join("alive"))
            .status();
        assert!(made.unwrap().success());
        for signal in [9, 15] {
            let mut running = command(&folder, &[&CHECK[..], &["a.txt", "b.txt"]].concat())
                .process_group(0)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            let mut alive = fs::File::open(folder.join("alive")).unwrap();
            let mut ready = [0; 6];
            alive.read_exact(&mut ready).unwrap();
            let killed = std::process::Command::new("kill")
                .args([format!("-{signal}"), running.id().to_string()])
                .status();
            assert!(killed.unwrap().success());
            running.wait().unwrap();
            // The end of the pipe comes when the last process that holds it is gone.
            assert_eq!(alive.read(&mut ready).unwrap(), 0);
        }
    }
}
