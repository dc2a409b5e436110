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
fn the_difftool_recipe_of_readme_works() {
    let repository = Repository::new("tool");
    repository.write("a.txt", BEFORE);
    repository.commit();
    repository.write("a.txt", AFTER);
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let recipe = "git difftool --no-prompt --extcmd=diptych";
    assert!(std::fs::read_to_string(readme).unwrap().contains(recipe));
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
