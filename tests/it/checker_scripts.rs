//! The checkers that docs/checkers.md shows: each is taken from the page, started, and asked what the page asks.

use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use tempfile::TempDir;

/// The blocks of the page in a language.
fn blocks(language: &str) -> Vec<String> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checkers.md");
    crate::repository::code(&fs::read_to_string(page).unwrap(), language)
}

/// The request and the answer that the page shows.
fn example() -> [String; 2] {
    let blocks = blocks("json").into_iter();
    let blocks: Vec<String> = blocks.map(|block| block.trim_end().to_owned()).collect();
    blocks.try_into().expect("a request and an answer")
}

/// A checker that runs.
struct Checker {
    child: Child,
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    _folder: TempDir,
}

impl Checker {
    /// Starts the script of the page, after putting further files beside it.
    fn start(program: &str, script: &str, args: &[&str], beside: &[(&str, &str)]) -> Checker {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in beside.iter().chain(&[("script", script)]) {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let child = Command::new(program)
            .arg("script")
            .args(args)
            .current_dir(folder.path())
            .env("PYTHONPATH", folder.path())
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("http_proxy", "http://127.0.0.1:9")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let mut child = child.unwrap_or_else(|err| {
            panic!("the checkers of docs/checkers.md need {program}, but: {err}; install {program}")
        });
        Checker {
            requests: child.stdin.take(),
            answers: BufReader::new(child.stdout.take().unwrap()),
            child,
            _folder: folder,
        }
    }

    /// The answer to a request, which is there before another request is.
    fn ask(&mut self, request: &str) -> Value {
        let requests = self.requests.as_mut().expect("it still runs");
        writeln!(requests, "{request}").unwrap();
        let mut answer = String::new();
        self.answers.read_line(&mut answer).unwrap();
        serde_json::from_str(&answer).unwrap_or_else(|err| panic!("{err}: {answer}"))
    }

    /// Ends the input: it ends without a further word.
    fn end(mut self) {
        drop(self.requests.take());
        let mut rest = String::new();
        self.answers.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "");
        assert!(self.child.wait().unwrap().success());
    }
}

/// A request about a match, as diptych writes it.
fn request(id: &str, original: &[&str], rewrite: &[&str]) -> String {
    let (original, rewrite) = (json!(original), json!(rewrite));
    let around = r#"{"original":[],"rewrite":[]}"#;
    let language = r#"{"original":"en","rewrite":"en"}"#;
    format!(
        r#"{{"id":"{id}","diptych":1,"relation":"edited","original":{original},"rewrite":{rewrite},"before":{around},"after":{around},"language":{language}}}"#
    )
}

/// A server that answers one call after the other with a status and a body, and then takes no more. Says what it was
/// sent.
fn serve(answers: Vec<(u16, String)>) -> (String, std::thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!(
        "http://{}/v1/chat/completions",
        listener.local_addr().unwrap()
    );
    let server = std::thread::spawn(move || {
        let answer = |(status, body): (u16, String)| {
            let (mut stream, _) = listener.accept().unwrap();
            let call = read_call(&stream);
            let head = format!("HTTP/1.1 {status} -\r\nConnection: close\r\n");
            let len = body.len();
            write!(stream, "{head}Content-Length: {len}\r\n\r\n{body}").unwrap();
            call
        };
        answers.into_iter().map(answer).collect()
    });
    (address, server)
}

/// The first line of a call, and its body.
fn read_call(stream: &TcpStream) -> String {
    let mut lines = BufReader::new(stream);
    let (mut first, mut len) = (String::new(), 0);
    lines.read_line(&mut first).unwrap();
    loop {
        let mut line = String::new();
        lines.read_line(&mut line).unwrap();
        if line.trim().is_empty() {
            break;
        }
        if let Some(n) = line.to_lowercase().strip_prefix("content-length:") {
            len = n.trim().parse().unwrap();
        }
    }
    let mut body = vec![0; len];
    lines.read_exact(&mut body).unwrap();
    format!("{}\n{}", first.trim_end(), String::from_utf8(body).unwrap())
}

/// What a server says if the model says this.
fn says(content: &str) -> (u16, String) {
    let message = json!({"choices": [{"message": {"role": "assistant", "content": content}}]});
    (200, message.to_string())
}

#[test]
fn a_language_model_is_asked_and_what_it_makes_up_is_dropped() {
    let [asked, answered] = example();
    let answered: Value = serde_json::from_str(&answered).unwrap();
    let mut findings = answered["findings"].as_array().unwrap().clone();
    findings.push(
        json!({"kind": "number", "certainty": "sure", "note": "", "original": "", "rewrite": "42"}),
    );
    findings.push(json!({"kind": "tone", "certainty": "sure", "note": "", "rewrite": "rejected"}));
    let fenced = format!(
        "Here it is:\n```json\n{}\n```\nAsk me more!",
        json!({"findings": findings})
    );
    let (address, server) = serve(vec![
        says(&fenced),
        says("I cannot answer that."),
        (500, "no".to_owned()),
        says(r#"{"findings": [{"kind": "scope", "certainty": "very", "rewrite": "Most “owls”"}]}"#),
    ]);
    let script = &blocks("python")[0];
    let mut judge = Checker::start("python3", script, &["tiny", &address], &[]);
    assert_eq!(judge.ask(&asked), answered);
    let broken = judge.ask(&request("m4", &["One."], &["Two."]));
    assert_eq!(
        broken["error"],
        "ValueError: the model did not answer in JSON"
    );
    let refused = judge.ask(&request("m5", &["One."], &["Two."]));
    let why = refused["error"].as_str().unwrap();
    assert!(why.contains("500"), "{why}");
    let after = judge.ask(&request(
        "m6",
        &["All owls sleep."],
        &["Most “owls” sleep."],
    ));
    let found =
        json!([{"kind": "scope", "certainty": "likely", "note": "", "rewrite": "Most “owls”"}]);
    assert_eq!(after, json!({"id": "m6", "findings": found}));
    // The server takes no more calls, and needs none for a passage that has no counterpart.
    let added = judge.ask(&request("a7", &[], &["New."]));
    assert_eq!(added, json!({"id": "a7", "findings": []}));
    let calls = server.join().unwrap();
    let gone = judge.ask(&request("m8", &["One."], &["Two."]));
    assert!(gone["error"].is_string(), "{gone}");
    judge.end();
    let (head, body) = calls[0].split_once('\n').unwrap();
    assert_eq!(head, "POST /v1/chat/completions HTTP/1.1");
    let body: Value = serde_json::from_str(body).unwrap();
    assert_eq!(body["model"], "tiny");
    let prompt = body["messages"][0]["content"].as_str().unwrap();
    assert!(
        prompt.contains("Councillors did not reject it."),
        "{prompt}"
    );
}

#[cfg(unix)]
#[test]
fn a_house_style_is_a_shell_script() {
    let script = &blocks("shell")[0];
    let mut house = Checker::start("sh", script, &["utilise", "Leverage"], &[]);
    let [asked, _] = example();
    assert_eq!(house.ask(&asked), json!({"id": "m3", "findings": []}));
    // Only the rewrite counts, whatever the texts look like.
    let tricky = [
        "They said \"rewrite\":[\"utilise\"],\"before\": nothing.",
        "C:\\utilise",
    ];
    let clean = house.ask(&request("m4", &tricky, &["Naïve, préutilise, utilised."]));
    assert_eq!(clean, json!({"id": "m4", "findings": []}));
    let found = house.ask(&request(
        "m5",
        &["They use it."],
        &[
            "She said: \"Utilise it.\"\nleverage",
            "\\n],\"before\":",
            "LEVERAGE\ttoo",
        ],
    ));
    let finding = |word: &str| json!({"kind": "style", "certainty": "sure", "note": "not our word", "rewrite": word});
    let findings = ["LEVERAGE", "Utilise", "leverage"].map(finding);
    assert_eq!(found, json!({"id": "m5", "findings": findings}));
    let dropped = house.ask(&request("d6", &["Utilise."], &[]));
    assert_eq!(dropped, json!({"id": "d6", "findings": []}));
    house.end();
}

/// In place of a model: it finds that what has a `not` contradicts, and that what has `owls` is new.
const TRANSFORMERS: &str = r#"
def pipeline(task, model):
    assert (task, model) == ("text-classification", "cross-encoder/nli-deberta-v3-small")
    def judge(pair, truncation):
        sentence = pair["text_pair"]
        if "broken" in sentence:
            raise RuntimeError("out of memory")
        if "not" in sentence:
            return {"label": "CONTRADICTION", "score": 0.97 if "surely" in sentence else 0.6}
        return [{"label": "neutral" if "owls" in sentence else "entailment", "score": 0.95}]
    return judge
"#;

#[test]
fn a_model_for_inference_is_asked_about_each_sentence() {
    let script = &blocks("python")[1];
    let beside = [("transformers.py", TRANSFORMERS)];
    let mut nli = Checker::start("python3", script, &[], &beside);
    let found = nli.ask(&request(
        "m1",
        &["The café is open."],
        &[
            "It is surely not open.",
            "It is open.",
            "There are owls.",
            "Not so, it is not.",
        ],
    ));
    let open = "The café is open.";
    assert_eq!(
        found,
        json!({"id": "m1", "findings": [
            {"kind": "negation", "certainty": "likely", "note": "contradiction, 0.97", "original": open,
             "rewrite": "It is surely not open."},
            {"kind": "added", "certainty": "hint", "note": "neutral, 0.95", "rewrite": "There are owls."},
            {"kind": "negation", "certainty": "hint", "note": "contradiction, 0.60", "original": open,
             "rewrite": "Not so, it is not."},
        ]})
    );
    let broken = nli.ask(&request("m2", &["One."], &["A broken one."]));
    assert_eq!(
        broken,
        json!({"id": "m2", "error": "RuntimeError: out of memory"})
    );
    let [added, dropped] = [
        nli.ask(&request("a3", &[], &["There are owls."])),
        nli.ask(&request("d4", &["There were owls."], &[])),
    ];
    assert_eq!(added["findings"], json!([]));
    assert_eq!(dropped["findings"], json!([]));
    nli.end();
}
