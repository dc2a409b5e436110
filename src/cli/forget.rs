//! `diptych forget`: what the program has written into its state directory → a list of it, or nothing any more.

use crate::cli::args::ForgetArgs;
use crate::cli::{documents, output, reviews};
use crate::review::record::Header;
use crate::review::records::Records;
use crate::text::count::count;
use crate::text::glyph;
use crate::text::side::Pair;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// Lists all reviews, or erases that of a pair.
///
/// # Errors
/// If a file cannot be read or erased.
pub fn forget(args: &ForgetArgs) -> Result<()> {
    match args.paths.as_slice() {
        [] => list(),
        [original, rewrite] => {
            let paths = Pair {
                original: original.clone(),
                rewrite: rewrite.clone(),
            };
            let documents =
                documents::open(original, rewrite, Pair::from_fn(|_| Default::default()))?;
            let file = reviews::place(&documents, &paths).context("there is no state directory")?;
            erase(&file, "this pair")
        }
        [collection] => {
            let file = reviews::place_of_collection(collection);
            erase(
                &file.context("there is no state directory")?,
                "this collection",
            )
        }
        _ => bail!("diptych forget takes a pair, a collection, or nothing"),
    }
}

fn erase(file: &Path, what: &str) -> Result<()> {
    let path = glyph::escaped(&file.to_string_lossy()).into_owned();
    if !file.exists() {
        bail!("nothing is remembered of {what}");
    }
    fs::remove_file(file).with_context(|| format!("cannot erase {path}"))?;
    output::note(&format!("erased {path}"));
    Ok(())
}

fn list() -> Result<()> {
    let folder = reviews::state_folder().context("there is no state directory")?;
    let folder = folder.join("reviews");
    let shown = glyph::escaped(&folder.to_string_lossy()).into_owned();
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(_) => {
            output::note(&format!("nothing is remembered; it would lie in {shown}"));
            return Ok(());
        }
    };
    let mut lines: Vec<String> = Vec::new();
    for entry in entries.flatten() {
        let path = entry.path();
        let Ok(bytes) = fs::read(&path) else { continue };
        let text = String::from_utf8_lossy(&bytes);
        let header = Header::last(&text);
        let mut records = Records::default();
        records.read(&text);
        let of = match header {
            Some(Header {
                original: Some(a),
                rewrite: Some(b),
                ..
            }) => format!("{}, {}", a.name, b.name),
            Some(Header {
                name: Some(name), ..
            }) => name,
            _ => "unknown texts".to_owned(),
        };
        let n = count(records.living().len(), "record");
        let name = entry.file_name().to_string_lossy().into_owned();
        lines.push(glyph::escaped(&format!("{n} of {of} in {name}")).into_owned());
    }
    lines.sort();
    output::print((lines.join("\n") + "\n").as_bytes())?;
    output::note(&format!(
        "these lie in {shown}; diptych forget ORIGINAL REWRITE erases those of a pair"
    ));
    Ok(())
}
