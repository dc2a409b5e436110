use super::*;
use expect_test::{Expect, expect};

/// JSON Lines.
fn lines(lines: &[u8]) -> Collection {
    Collection::of_lines(io::Cursor::new(lines.to_vec()), &Default::default())
}

/// Whoever dies cannot make the filter wait, and what was done before is written.
#[test]
fn a_dead_worker_or_reader_ends_the_filter_with_what_was_done() {
    let row = |n: usize| {
        assert!(n != 30, "the reader's end");
        Ok(n)
    };
    let answer = |n| {
        assert!(n != 20, "a worker's end");
        Ok(n)
    };
    let expected: String = (0..20).map(|n| format!("{n}\n")).collect();
    let mut output = Vec::new();
    let ended = answer_each((0..100).map(Ok), answer, &mut output, 1, |_| ());
    assert!(
        ended
            .unwrap_err()
            .to_string()
            .starts_with("processing a row panicked")
    );
    assert_eq!(String::from_utf8(output).unwrap(), expected);

    let mut output = Vec::new();
    let ended = answer_each(
        (0..100).map(row),
        Ok::<_, JsonError>,
        &mut output,
        3,
        |_| (),
    );
    assert!(
        ended
            .unwrap_err()
            .to_string()
            .starts_with("reading the rows panicked")
    );
    assert_eq!(String::from_utf8(output).unwrap().lines().count(), 30);
}

/// As where the system grants no threads.
#[test]
fn rows_are_answered_in_turn_as_they_are_by_many() {
    let answer = |n: usize| match n % 7 {
        3 => Err(JsonError {
            id: n.into(),
            error: "no".to_owned(),
        }),
        _ => Ok(n),
    };
    let (mut alone, mut many) = (Vec::new(), Vec::new());
    let rows = Mutex::new((0..50).map(Ok));
    let is_fine = answer_in_turn(&rows, answer, &mut alone, |_| ()).unwrap();
    assert!(!is_fine);
    assert!(!answer_each((0..50).map(Ok), answer, &mut many, 3, |_| ()).unwrap());
    assert_eq!(alone, many);
}

#[test]
fn a_pair_of_lists() {
    check(
        &[
            r#"{"rewrite": ["The roof leaks.", "Fish sing."], "original": ["The owl slept.", "The roof leaks."], "id": "a1"}"#,
        ],
        true,
        expect![[r#"
            {"id":"a1","matches":[{"original":[1],"rewrite":[0],"relation":"verbatim","moved":false,"score":0.999}],"pairs":[[1,0,0.999]],"dropped":[0],"added":[1],"segments":{"original":null,"rewrite":null}}
        "#]],
    );
}

#[test]
fn the_id_is_any_value_and_blank_lines_are_skipped() {
    check(
        &[
            r#"{"original": [], "rewrite": []}"#,
            "",
            " \t\r",
            r#"{"id": [1, {"b": null}], "original": [], "rewrite": [], "more": 1}"#,
        ],
        true,
        expect![[r#"
            {"id":null,"matches":[],"pairs":[],"dropped":[],"added":[],"segments":{"original":null,"rewrite":null}}
            {"id":[1,{"b":null}],"matches":[],"pairs":[],"dropped":[],"added":[],"segments":{"original":null,"rewrite":null}}
        "#]],
    );
}

#[test]
fn a_bad_line_says_what_is_wrong_and_the_rest_goes_on() {
    check(
        &[
            r#"{"id": 1, "original": ["a", 2], "rewrite": []}"#,
            r#"{"id": 2, "original": []}"#,
            r#"["a"]"#,
            "",
            r#"{"id": 5, "original": "#,
            r#"{"id": 6, "original": [], "rewrite": []}"#,
        ],
        false,
        expect![[r#"
            {"id":1,"error":"line 1: expected `original` to be a text or a list of texts"}
            {"id":2,"error":"line 2: expected the fields `original` and `rewrite`, found `id` and `original`; name others with --original-field and --rewrite-field"}
            {"id":null,"error":"line 3: expected an object with `original` and `rewrite`"}
            {"id":null,"error":"line 5: expected JSON (unexpected end at column 21)"}
            {"id":6,"matches":[],"pairs":[],"dropped":[],"added":[],"segments":{"original":null,"rewrite":null}}
        "#]],
    );
}

#[test]
fn bytes_that_are_not_utf8_are_a_bad_line() {
    let input = b"{\"id\": 1, \"original\": \"\xff\", \"rewrite\": []}\n{\"original\": [], \"rewrite\": []}";
    let mut output = Vec::new();
    let all_fine =
        align_pairs(&lines(input), &mut output, 2, |_| ()).expect("memory can be written");
    let output = String::from_utf8(output).expect("JSON is UTF-8");
    assert!(!all_fine);
    assert!(
        output.starts_with(r#"{"id":null,"error":"line 1: expected UTF-8 (invalid at byte 24)"#),
        "{output}"
    );
    assert_eq!(output.lines().count(), 2);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    struct Closed(ErrorKind);
    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(self.0.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let closed = |kind| {
        let lines = lines(br#"{"original": [], "rewrite": []}"#);
        align_pairs(&lines, Closed(kind), 2, |_| ())
    };
    assert!(closed(ErrorKind::BrokenPipe).is_ok_and(|all_fine| all_fine));
    assert!(closed(ErrorKind::StorageFull).is_err());
}

#[test]
fn a_pair_that_makes_the_program_panic_is_refused_and_the_rest_goes_on() {
    let input: String = (0..40)
        .map(|n| format!("{{\"id\": {n}, \"original\": [], \"rewrite\": []}}\n"))
        .collect();
    let fragile = |id: Value, _| {
        assert!(id.as_u64().is_some_and(|n| n % 3 != 1), "a mistake");
        id
    };
    for n_jobs in [1, 3] {
        let mut output = Vec::new();
        let all_fine = answer_pairs(
            &lines(input.as_bytes()),
            fragile,
            &mut output,
            n_jobs,
            |_| (),
        );
        assert!(!all_fine.expect("memory can be written"));
        let output = String::from_utf8(output).expect("JSON is UTF-8");
        assert_eq!(output.lines().count(), 40);
        for (n, line) in output.lines().enumerate() {
            let expected = match n % 3 {
                1 => format!(r#"{{"id":{n},"error":"this pair made"#),
                _ => n.to_string(),
            };
            assert!(line.starts_with(&expected), "{line}");
        }
    }
}

#[test]
fn the_order_of_the_lines_and_the_number_of_jobs_change_no_answer() {
    let facts = [
        "The old bridge is closed.",
        "A ferry runs.",
        "The bridge opens in May.",
    ];
    let line = |n: usize| {
        let (original, rewrite) = (&facts[..1 + n % 3], &facts[n % 2..]);
        serde_json::json!({"id": n, "original": original, "rewrite": rewrite}).to_string()
    };
    let lines: Vec<String> = (0..12).map(line).collect();
    let answers = |lines: Vec<&str>, n_jobs: usize| -> Vec<String> {
        let mut output = Vec::new();
        let input = lines.join("\n");
        align_pairs(&self::lines(input.as_bytes()), &mut output, n_jobs, |_| ())
            .expect("memory can be written");
        let output = String::from_utf8(output).expect("JSON is UTF-8");
        output.lines().map(str::to_owned).collect()
    };
    let expected = answers(lines.iter().map(String::as_str).collect(), 1);
    let mut reversed = answers(lines.iter().rev().map(String::as_str).collect(), 3);
    reversed.reverse();
    assert_eq!(reversed, expected);
}

fn check(lines: &[&str], all_fine: bool, expected: Expect) {
    let mut output = Vec::new();
    let lines = self::lines(lines.join("\n").as_bytes());
    let result = align_pairs(&lines, &mut output, 2, |_| ());
    assert_eq!(result.expect("memory can be written"), all_fine);
    expected.assert_eq(&String::from_utf8(output).expect("JSON is UTF-8"));
}
