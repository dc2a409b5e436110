//! diptych as git's external diff program, called by a real git.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A repository of its own, removed at the end.
struct Repository(PathBuf);

impl Repository {
    fn new(name: &str) -> Repository {
        let path = std::env::temp_dir().join(format!("diptych-git-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        let repository = Repository(path);
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.0.join(name), text).unwrap();
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new("git");
        command
            .args(args)
            .current_dir(&self.0)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_NAME"), "A")))
            .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_EMAIL"), "a@example.org")))
            .env("DIPTYCH_CONFIG", "")
            .env_remove("GIT_PAGER_IN_USE")
            .env_remove("COLUMNS")
            .env("GIT_EXTERNAL_DIFF", env!("CARGO_BIN_EXE_diptych"));
        command
    }

    #[track_caller]
    fn git(&self, args: &[&str]) -> String {
        printed(self.command(args).output().expect("git is there"))
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "x"]);
    }
}

impl Drop for Repository {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[track_caller]
fn printed(output: Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout).unwrap()
}

const BEFORE: &str = "The ferry left at noon.\n\nNobody saw it return.\n";
const AFTER: &str = "The ferry left at noon.\n\nNobody saw it come back.\n";

#[test]
fn changed_added_and_deleted_files_are_shown() {
    let repository = Repository::new("changed");
    repository.write("a.md", BEFORE);
    repository.write("gone.txt", "Only here.\n");
    repository.commit();
    repository.write("a.md", AFTER);
    repository.write("man", "A file with the name of a command.\n");
    std::fs::remove_file(repository.0.join("gone.txt")).unwrap();
    repository.git(&["add", "--all"]);
    let shown = repository.git(&["diff", "--cached"]);
    for line in [
        "━━ a.md\n",
        "━━ gone.txt (deleted)\n",
        "━━ man (new)\n",
        "Only here.",
    ] {
        assert!(shown.contains(line), "{line} in {shown}");
    }
    let row = shown.lines().find(|line| line.contains("return")).unwrap();
    assert!(row.contains("come back") && !row.contains('\x1b'), "{row}");
}

#[test]
fn a_renamed_file_is_shown_with_both_names() {
    let repository = Repository::new("renamed");
    repository.write("a.txt", &BEFORE.repeat(5));
    repository.commit();
    repository.git(&["mv", "a.txt", "b.txt"]);
    repository.write("b.txt", &(BEFORE.repeat(5) + "More.\n"));
    repository.git(&["add", "--all"]);
    let shown = repository.git(&["diff", "--cached", "--find-renames"]);
    assert!(shown.contains("━━ a.txt → b.txt\n"), "{shown}");
}

#[test]
fn with_a_pager_the_text_has_colours() {
    let repository = Repository::new("paged");
    repository.write("a.txt", BEFORE);
    repository.commit();
    repository.write("a.txt", AFTER);
    let mut command = repository.command(&["diff"]);
    let shown = printed(command.env("GIT_PAGER_IN_USE", "1").output().unwrap());
    assert!(shown.contains("\x1b[1m━━ a.txt\x1b[0m"), "{shown:?}");
}

#[test]
fn a_file_that_is_not_merged_or_no_text_stops_nothing() {
    let repository = Repository::new("unmerged");
    repository.write("a.txt", BEFORE);
    repository.write("b.bin", "x");
    repository.commit();
    repository.git(&["checkout", "--quiet", "-b", "other"]);
    repository.write("a.txt", AFTER);
    repository.commit();
    repository.git(&["checkout", "--quiet", "main"]);
    repository.write("a.txt", "Something else.\n");
    repository.commit();
    let merged = repository.command(&["merge", "other"]).output().unwrap();
    assert!(!merged.status.success(), "there is a conflict");
    std::fs::write(repository.0.join("b.bin"), [0; 64]).unwrap();
    let shown = repository.git(&["diff"]);
    let message = "diptych: b.bin: cannot read b.bin: it seems to be binary data";
    assert!(shown.contains(message), "{shown}");
    let shown = repository.git(&["diff-index", "--cached", "-p", "--ext-diff", "HEAD"]);
    assert!(shown.contains("━━ a.txt is not merged yet\n"), "{shown}");
}

#[test]
fn the_difftool_recipe_of_the_manual_works() {
    let repository = Repository::new("tool");
    repository.write("a.txt", BEFORE);
    repository.commit();
    repository.write("a.txt", AFTER);
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/git.md");
    let recipe = "git difftool --no-prompt --extcmd=diptych";
    assert!(std::fs::read_to_string(page).unwrap().contains(recipe));
    let tool = format!("--extcmd={}", env!("CARGO_BIN_EXE_diptych"));
    let shown = repository.git(&["difftool", "--no-prompt", &tool]);
    assert!(shown.contains("come back"), "{shown}");
    // On a screen the header tells both versions of the file apart.
    let tool = format!("{tool} --size=80x8");
    let shown = repository.git(&["difftool", "--no-prompt", &tool]);
    let header = shown.lines().find(|line| line.contains("dropped"));
    let header = header.unwrap_or_default();
    assert!(
        header.contains("old: a.txt") && header.contains("new: a.txt"),
        "{shown}"
    );
}

/// A text of sentences, each a paragraph.
fn paragraphs(numbers: impl Iterator<Item = usize>) -> String {
    let words = [
        "harbour", "bakery", "library", "station", "orchard", "chapel", "bridge",
    ];
    let line = |n: usize| format!("Report {n} on the {} was read aloud.\n\n", words[n % 7]);
    numbers.map(line).collect()
}

#[test]
fn a_small_change_of_a_long_text_is_printed_with_its_context() {
    let repository = Repository::new("context");
    repository.write("a.txt", &paragraphs(1..200));
    repository.commit();
    let changed = paragraphs(1..200).replace("Report 100 on", "Report 100 about");
    repository.write("a.txt", &changed);
    let shown = repository.git(&["diff"]);
    let lines: Vec<&str> = shown
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    assert_eq!(lines.len(), 1 + 7 + 2, "{shown}");
    assert_eq!(lines[1], "… 96 passages without changes");
    assert!(
        lines[2].contains("Report 97 on") && lines[8].contains("Report 103 on"),
        "{shown}"
    );
    assert!(lines[5].contains("Report 100 on") && lines[5].contains("Report 100 about"));
    assert_eq!(lines[9], "… 96 passages without changes");
    let with = |option: &str| {
        let program = format!("{} {option}", env!("CARGO_BIN_EXE_diptych"));
        let mut command = repository.command(&["diff"]);
        let shown = printed(command.env("GIT_EXTERNAL_DIFF", program).output().unwrap());
        shown.lines().filter(|line| line.contains("Report")).count()
    };
    assert_eq!(with("--context=0"), 1);
    assert_eq!(with("--context=1"), 3);
    assert_eq!(with("--whole"), 199);
    assert_eq!(with("--context=65535"), 199);
}

#[test]
fn a_change_of_no_words_is_told_in_a_line() {
    let repository = Repository::new("nothing");
    for name in ["ends.txt", "mode.txt", "space.txt"] {
        repository.write(name, BEFORE);
    }
    repository.commit();
    repository.write("ends.txt", &BEFORE.replace('\n', "\r\n"));
    repository.write("space.txt", &BEFORE.replace("\n\n", "\n\n\n"));
    repository.write("empty.txt", "");
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(repository.0.join("mode.txt"), mode).unwrap();
    repository.git(&["add", "--all"]);
    let shown = repository.git(&["-c", "core.autocrlf=false", "diff", "--cached"]);
    let expected = "━━ empty.txt (new)\nno text\n\n━━ ends.txt\nline ends only\n\n━━ mode.txt\nmode only\n\n\
        ━━ space.txt\nno text changed\n\n";
    assert_eq!(shown, expected);
}
