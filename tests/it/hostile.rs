//! Inputs that would lose rows, hang the program or take all memory: pipes, devices, rows without an end, damaged
//! files, and a system that grants no threads. Each as the program itself, where only that can show it.

#![cfg(unix)]

use crate::collections::folder;
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread::JoinHandle;

/// Enough rows for a pipe to be filled many times over.
const N_ROWS: usize = 5_000;

fn rows() -> String {
    let row = |n| {
        format!(
            "{{\"id\": {n}, \"original\": [\"Owls sleep.\"], \"rewrite\": [\"Owls sleep.\"]}}\n"
        )
    };
    (0..N_ROWS).map(row).collect()
}

fn diptych(args: &[&str]) -> Output {
    let mut command = crate::support::program();
    command.args(args).stdin(Stdio::null()).output().unwrap()
}

fn n_lines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte == b'\n').count()
}

/// A named pipe, and a thread that writes to it once somebody reads. Says whether all was taken.
fn pipe(folder: &Path, name: &str, text: String) -> (PathBuf, JoinHandle<std::io::Result<()>>) {
    let path = folder.join(name);
    assert!(
        Command::new("mkfifo")
            .arg(&path)
            .status()
            .unwrap()
            .success()
    );
    let to_write = path.clone();
    let writer = std::thread::spawn(move || std::fs::write(to_write, text));
    (path, writer)
}

#[track_caller]
fn error(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let error = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(n_lines(error.as_bytes()), 1, "{error}");
    error
}

#[test]
fn no_row_of_a_named_pipe_is_lost() {
    let folder = folder("pipes", &[]);
    for (name, args) in [
        ("align", &["align"][..]),
        ("check", &["check", "--format", "jsonl"]),
        ("table.jsonl", &["--print"]),
    ] {
        let (path, writer) = pipe(&folder, name, rows());
        let output = diptych(&[args, &[path.to_str().unwrap()]].concat());
        assert!(output.status.success(), "{name}: {output:?}");
        writer.join().unwrap().expect("all was read");
        let n_head = usize::from(name.starts_with("table")) * 2; // what the columns are called, and a line
        let n_rows = n_lines(&output.stdout);
        assert!(
            (N_ROWS..=N_ROWS + n_head).contains(&n_rows),
            "{name}: {n_rows}"
        );
    }
}

#[test]
fn cells_and_packed_rows_come_through_a_pipe_too() {
    let folder = folder("pipes_of_kinds", &[]);
    let csv = "id,original,rewrite\na,Owls sleep.,Owls sleep.\nb,\"Owls,\nsleep.\",Owls.\n";
    let (path, writer) = pipe(&folder, "rows.csv", csv.to_owned());
    let output = diptych(&["align", path.to_str().unwrap()]);
    writer.join().unwrap().expect("all was read");
    assert_eq!(n_lines(&output.stdout), 2, "{output:?}");

    let level = ruzstd::encoding::CompressionLevel::Fastest;
    let packed = ruzstd::encoding::compress_to_vec(rows().as_bytes(), level);
    let mut child = crate::support::program()
        .args(["align", "/dev/stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(&packed));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().expect("all was read");
    assert_eq!(n_lines(&output.stdout), N_ROWS);
}

#[test]
fn results_are_read_from_a_pipe() {
    let folder = folder("pipe_of_results", &[("rows.jsonl", rows().as_bytes())]);
    let rows = folder.join("rows.jsonl");
    let rows = rows.to_str().unwrap();
    let results = diptych(&["check", "--format", "jsonl", rows]).stdout;
    let (path, writer) = pipe(&folder, "results", String::from_utf8(results).unwrap());
    let output = diptych(&["--print", rows, "--results", path.to_str().unwrap()]);
    writer.join().unwrap().expect("all was read");
    let table = String::from_utf8(output.stdout).unwrap();
    assert!(table.lines().last().unwrap().contains("100 %"), "{table}");
}

#[test]
fn a_pipe_that_nobody_writes_to_is_an_error_and_so_are_devices() {
    let folder = folder("pipe_without_writer", &[]);
    let path = folder.join("pipe");
    assert!(
        Command::new("mkfifo")
            .arg(&path)
            .status()
            .unwrap()
            .success()
    );
    let path = path.to_str().unwrap();
    assert!(error(&diptych(&["align", path])).contains("no program writes to it"));
    for device in ["/dev/zero", "/dev/ptmx"] {
        for args in [
            &["align", device][..],
            &["check", device, device],
            &[device],
        ] {
            let error = error(&diptych(args));
            assert!(error.contains("it is a device or a socket"), "{error}");
        }
    }
    let socket = folder.join("socket");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    assert!(error(&diptych(&["align", socket.to_str().unwrap()])).contains("a socket"));
}

#[test]
fn no_file_at_all_is_an_empty_text() {
    let folder = folder("null", &[("a.txt", b"One fish.\n")]);
    let path = folder.join("a.txt");
    let output = diptych(&["/dev/null", path.to_str().unwrap()]);
    assert!(output.status.success(), "{output:?}");
}

/// A row that is too long costs that row, whatever divides it from the next one.
#[test]
fn a_row_that_is_too_long_is_an_error_and_the_next_one_is_read() {
    let long = format!("\"{}\"", "x".repeat(64 << 20));
    let row = r#"{"id": "next", "original": ["Owls."], "rewrite": ["Owls."]}"#;
    let text = format!("\"{}\"", "x".repeat(13 << 20));
    let cells = format!("id,original,rewrite\na,{long},b\nb,{text},b\nnext,Owls.,Owls.\n");
    let lines = format!(
        "{{\"id\": \"a\", \"original\": {long}}}\n{{\"id\": \"b\", \"original\": {text}, \"rewrite\": []}}\n{row}\n"
    );
    let list = format!("[{}]", lines.trim_end().replace("}\n", "},\n"));
    let folder = folder(
        "long",
        &[
            ("rows.csv", cells.as_bytes()),
            ("rows.jsonl", lines.as_bytes()),
            ("rows.json", list.as_bytes()),
        ],
    );
    for name in ["rows.csv", "rows.jsonl", "rows.json"] {
        let output = diptych(&["align", folder.join(name).to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(2));
        let output = String::from_utf8(output.stdout).unwrap();
        let lines: Vec<&str> = output.lines().collect();
        assert_eq!(lines.len(), 3, "{name}: {output}");
        assert!(
            lines[0].starts_with(r#"{"id":null,"error":"#),
            "{name}: {}",
            lines[0]
        );
        assert!(
            lines[0].ends_with(r#"expected a row of at most 64 MB"}"#),
            "{name}: {}",
            lines[0]
        );
        assert!(
            lines[1].starts_with(r#"{"id":"b","error":"#),
            "{name}: {}",
            lines[1]
        );
        assert!(
            lines[1].contains("`original` to have at most 12 MB"),
            "{name}: {}",
            lines[1]
        );
        assert!(
            lines[2].starts_with(r#"{"id":"next","matches""#),
            "{name}: {}",
            lines[2]
        );
    }
    std::fs::remove_dir_all(folder).unwrap(); // a quarter of a gigabyte
}

#[test]
fn more_jobs_than_there_can_be_are_refused() {
    let refused = error(&diptych(&["align", "--jobs", "18446744073709551615"]));
    assert!(refused.contains("--jobs"), "{refused}");
}

/// Where the system grants no more threads, all is done in one.
#[test]
fn without_threads_the_work_is_done_all_the_same() {
    let folder = folder("threads", &[("rows.jsonl", rows().as_bytes())]);
    // Whoever runs the tests may not have a program that others can run.
    let program = folder.join("diptych");
    std::fs::copy(env!("CARGO_BIN_EXE_diptych"), &program).unwrap();
    let rows = folder.join("rows.jsonl");
    let run = |args: &[&str]| {
        let mut command = Command::new("sh");
        command
            // What bash calls -u, other shells call -p.
            .args([
                "-c",
                "(ulimit -u 1) 2>&- && ulimit -u 1 || ulimit -p 1; exec \"$0\" \"$@\"",
            ])
            .arg(&program)
            .args(args)
            .env("DIPTYCH_CONFIG", "")
            .stdin(Stdio::null());
        if std::fs::metadata("/proc/self").is_ok_and(|itself| is_of_root(&itself)) {
            command.uid(NOBODY).gid(NOBODY); // root has no such limit
        }
        command.output().unwrap()
    };
    let alone = run(&["--print"]);
    if !alone.status.success() && String::from_utf8_lossy(&alone.stderr).contains("ermission") {
        return; // nobody may not look into the folder of the tests
    }
    assert!(
        alone.status.success(),
        "{}",
        String::from_utf8_lossy(&alone.stderr)
    );
    assert!(alone.stdout == diptych(&["--print"]).stdout);
    let rows = rows.to_str().unwrap();
    let aligned = run(&["align", rows]);
    assert!(
        aligned.status.success(),
        "{}",
        String::from_utf8_lossy(&aligned.stderr)
    );
    assert!(aligned.stdout == diptych(&["align", rows]).stdout);
}

/// Who owns nothing, on most systems.
const NOBODY: u32 = 65_534;

fn is_of_root(metadata: &std::fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::uid(metadata) == 0
}
