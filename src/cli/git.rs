//! The arguments of an external diff program of git (`GIT_EXTERNAL_DIFF`, `diff.external`) → two files and their names →
//! the pair under a heading, or a session with it.
//!
//! git passes seven arguments, nine if the file was renamed, and one if it is unmerged (git's manual,
//! "GIT_EXTERNAL_DIFF"):
//!
//! ```text
//! path old-file old-hex old-mode new-file new-hex new-mode [new-path rename-details]
//! ```

use crate::cli::args::{Args, When};
use crate::cli::config::Setup;
use crate::cli::documents::Texts;
use crate::cli::{documents, output, read};
use crate::input::open;
use crate::jobs::live::PairFiles;
use crate::text::document::TextSource;
use crate::text::glyph;
use crate::text::side::{Pair, Side};
use anyhow::Result;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// A changed file: both versions of it, as git passes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GitChange {
    /// Its name: `draft.md`, `draft.md → final.md`, `draft.md (new)`.
    pub heading: String,
    /// The old version.
    pub original: Version,
    /// The new version.
    pub rewrite: Version,
}

/// One version of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The file with its content; `/dev/null` for none.
    pub path: PathBuf,
    /// Its name: `old 1a2b3c4: draft.md`, or `new: draft.md` for the one in the working tree.
    pub name: String,
    /// Whether it is the file in the working tree rather than a copy that git made.
    pub is_own: bool,
}

/// Splits the program's arguments (its own name first) into those of the user and the change that git passes; `None` if
/// the caller is not git.
pub fn split_arguments(args: &[OsString]) -> Option<(&[OsString], GitChange)> {
    [9, 7].into_iter().find_map(|n_args| {
        let first = args.len().checked_sub(n_args).filter(|&first| first > 0)?;
        let (own, given) = args.split_at(first);
        is_version(&given[2..4])
            .then_some(())
            .filter(|()| is_version(&given[5..7]))
            .map(|()| (own, parse_change(given)))
    })
}

fn parse_change(given: &[OsString]) -> GitChange {
    let text = |n: usize| given[n].to_string_lossy();
    let (old_path, new_path) = (text(0), given.get(7).map_or(text(0), |_| text(7)));
    let version = |age: &str, path: &str, first: usize| Version {
        path: PathBuf::from(&given[first]),
        // In front, where the end of a long name is cut off.
        name: match hash(&text(first + 1)) {
            Some(hash) => format!("{age} {hash}: {path}"),
            None => format!("{age}: {path}"),
        },
        is_own: text(first) == path,
    };
    let is_none = |n: usize| text(n) == ".";
    GitChange {
        heading: match () {
            () if is_none(2) => format!("{new_path} (new)"),
            () if is_none(5) => format!("{old_path} (deleted)"),
            () if old_path != new_path => format!("{old_path} → {new_path}"),
            () => old_path.to_string(),
        },
        original: version("old", &old_path, 1),
        rewrite: version("new", &new_path, 4),
    }
}

/// Whether two arguments are an object name and a file mode; both are `.` if there is no file.
fn is_version(args: &[OsString]) -> bool {
    let (Some(hash), Some(mode)) = (args[0].to_str(), args[1].to_str()) else {
        return false;
    };
    let is_hash = hash.len() >= 4 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_mode = mode.len() == 6 && mode.bytes().all(|byte| matches!(byte, b'0'..=b'7'));
    is_hash && is_mode || hash == "." && mode == "."
}

/// An object name, abbreviated; `None` for a file that git has not stored.
fn hash(hash: &str) -> Option<&str> {
    let is_stored = hash != "." && hash.bytes().any(|byte| byte != b'0');
    hash.get(..7).filter(|_| is_stored)
}

/// Shows a change. git stops at the first error, so a file that cannot be read is only reported on standard output.
///
/// # Errors
/// If its matches cannot be read or do not fit, or the output or the terminal fails.
pub fn show(args: Args, change: GitChange, setup: &Setup) -> Result<()> {
    let heading = glyph::escaped(&change.heading);
    let paths = Pair {
        original: change.original.path.clone(),
        rewrite: change.rewrite.path.clone(),
    };
    let matches = documents::matches(args.matches.as_deref())?;
    let files = PairFiles::new(paths.clone(), args.read_options()).with_matches(matches.clone());
    let mut documents = match documents::open(&paths.original, &paths.rewrite, args.read_options())
    {
        Ok(documents) => documents,
        Err(err) => {
            let message = output::message_line(&format!("{heading}: {err:#}"));
            writeln!(output::stdout(), "diptych: {message}")?;
            return Ok(());
        }
    };
    let versions = Pair {
        original: change.original,
        rewrite: change.rewrite,
    };
    for side in Side::BOTH {
        documents[side].name = open::display_name(&versions[side].name).into_owned();
        if !versions[side].is_own {
            documents[side].source = TextSource::GitCopy;
        }
    }
    let texts = Texts { documents, matches };
    if args.print.is_none() && io::stdout().is_terminal() {
        return read::run_session(&args, texts, Some(files), setup);
    }
    let is_paged = std::env::var_os("GIT_PAGER_IN_USE").is_some();
    let color = match args.color {
        When::Auto if is_paged => When::Always,
        color => color,
    };
    let (bold, plain) = match color {
        When::Always => ("\x1b[1m", "\x1b[0m"),
        When::Auto | When::Never => ("", ""),
    };
    writeln!(output::stdout(), "{bold}━━ {heading}{plain}")?;
    let context = (!args.whole).then_some(args.context.into());
    let args = Args { color, ..args };
    if !read::print_whole(&args, texts, setup, context)? {
        writeln!(output::stdout(), "{}", unchanged(&paths))?;
    }
    writeln!(output::stdout())?;
    Ok(())
}

/// What has changed where no passage has.
fn unchanged(paths: &Pair<PathBuf>) -> &'static str {
    if Side::BOTH
        .iter()
        .any(|&side| paths[side] == Path::new("/dev/null"))
    {
        return "no text";
    }
    let bytes = paths
        .as_ref()
        .map(|path| std::fs::read(path).unwrap_or_default());
    let without_returns = |bytes: &[u8]| {
        let bytes = bytes.iter().copied().filter(|&byte| byte != b'\r');
        bytes.collect::<Vec<u8>>()
    };
    let is_same = bytes.original == bytes.rewrite;
    match is_same || without_returns(&bytes.original) == without_returns(&bytes.rewrite) {
        true if is_same => "mode only",
        true => "line ends only",
        false => "no text changed",
    }
}

/// The path of an unmerged file, which is all that git passes for it.
pub fn unmerged(args: &Args) -> Option<&Path> {
    let path = args.original.as_deref().filter(|_| args.rewrite.is_none());
    path.filter(|_| std::env::var_os(documents::GIT_PATH_COUNTER).is_some())
}

/// Reports that a file is unmerged.
///
/// # Errors
/// If the output cannot be written.
pub fn show_unmerged(path: &Path) -> io::Result<()> {
    let path = output::path_text(path);
    writeln!(output::stdout(), "━━ {path} is not merged yet")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(text: &str) -> Vec<OsString> {
        text.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn seven_and_nine_arguments_are_gits() {
        let given = args("diptych --ascii a.md /tmp/x/a.md 1a2b3c4d 100644 a.md 00000000 100644");
        let (own, change) = split_arguments(&given).unwrap();
        assert_eq!(own, args("diptych --ascii"));
        assert_eq!(change.heading, "a.md");
        assert_eq!(change.original.name, "old 1a2b3c4: a.md");
        assert_eq!(change.rewrite.name, "new: a.md");
        assert!(change.rewrite.is_own && !change.original.is_own);

        let given = args(
            "diptych a.md /tmp/x/a.md 1a2b3c4d 100644 /tmp/y/b.md 2a2b3c4d 100644 b.md similar",
        );
        let (_, change) = split_arguments(&given).unwrap();
        assert_eq!(change.heading, "a.md → b.md");
        assert_eq!(change.rewrite.name, "new 2a2b3c4: b.md");
    }

    #[test]
    fn added_and_deleted_files_have_one_side() {
        let given = args("diptych a.md /dev/null . . /tmp/x/a.md 2a2b3c4d 100644");
        assert_eq!(split_arguments(&given).unwrap().1.heading, "a.md (new)");
        let given = args("diptych a.md /tmp/x/a.md 2a2b3c4d 100644 /dev/null . .");
        assert_eq!(split_arguments(&given).unwrap().1.heading, "a.md (deleted)");
    }

    #[test]
    fn other_arguments_are_not_gits() {
        for given in [
            "diptych",
            "diptych a.md b.md",
            "a.md /tmp/x/a.md 1a2b3c4d 100644 a.md 00000000 100644",
            "diptych a.md /tmp/x/a.md 1a2b3c4d 100648 a.md 00000000 100644",
            "diptych a.md /tmp/x/a.md nothex 100644 a.md 00000000 100644",
        ] {
            assert_eq!(split_arguments(&args(given)), None, "{given}");
        }
    }
}
