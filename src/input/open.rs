//! A file or standard input → decoded text → [`Document`].
//!
//! The format is detected from the content, then from the file extension. Text in any encoding is read, with a note if
//! it is not plain UTF-8. Binary files are rejected with a message that names their likely type. File names are
//! displayed without control characters, here and on the screen.
//!
//! Every read has a size limit: [`BYTES_MAX`] for files and for what is decompressed from them, [`TEXT_MAX`] for the
//! text in them.

mod archive;
mod binary;
mod book;
pub mod border;
pub(crate) mod decompress;
mod encoding;
pub(crate) mod file;
mod format;
mod formula;
mod html;
mod left_out;
mod list_number;
mod markdown;
mod script;
mod subtitles;
mod word;
mod xml;

#[cfg(test)]
mod tests;

pub use binary::known_binary;
pub use encoding::{legacy_encoding, utf16};
pub use format::Format;

use crate::input::open::border::isolate;
use crate::text::document::{Document, LINES_MAX, TEXT_MAX, TextSource};
use crate::text::glyph;
use crate::text::language::Language;
use anyhow::{Result, anyhow, bail};
use binary::detect_non_text;
use encoding::{decode_as, decode_text};
use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;
use std::io::{self, Read};
use std::path::Path;

/// The most bytes of a file, before and after decompression. It may contain pictures.
pub const BYTES_MAX: usize = 64 << 20;

/// How to read a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The format; `None` to detect it.
    pub format: Option<Format>,
    /// Take all of a web page, not only its main article.
    pub whole_page: bool,
    /// The language of the text; `None`: what it seems to be in.
    pub language: Option<Language>,
}

/// Reads the document at `path`; `-` is standard input.
pub fn open(path: &Path) -> Result<Document> {
    open_as(path, ReadOptions::default())
}

/// As [`open`], with options.
pub fn open_as(path: &Path, options: ReadOptions) -> Result<Document> {
    let is_stdin = is_stdin(path);
    let name = match is_stdin {
        true => "standard input".to_owned(),
        false => display_name(&path.to_string_lossy()).into_owned(),
    };
    let bytes = read(path, is_stdin);
    let mut document = document(
        &name,
        bytes.map_err(|err| read_error(&name, &err))?,
        options,
    )?;
    if is_stdin {
        document.source = TextSource::StandardInput;
    }
    if let Some(file_name) = path.file_name().filter(|_| !is_stdin) {
        document.name = display_name(&file_name.to_string_lossy()).into_owned();
    }
    Ok(document)
}

/// Makes a document called `name` from the bytes of a file.
pub fn document(name: &str, bytes: Vec<u8>, options: ReadOptions) -> Result<Document> {
    isolate(|| read_document(name, bytes, options))
        .map_err(|panicked| cannot_read(name, panicked))?
}

fn read_document(name: &str, bytes: Vec<u8>, options: ReadOptions) -> Result<Document> {
    let (mut inner_name, mut bytes) = (name, bytes);
    let is_compressed = decompress::is_compressed(&bytes);
    if is_compressed {
        bytes = decompress_all(bytes).map_err(|why| cannot_read(name, why))?;
        inner_name = strip_compression(name);
    }
    let format = options
        .format
        .unwrap_or_else(|| detect_format(inner_name, &bytes));
    let mut document = match format {
        Format::Text | Format::Subtitles => {
            let (text, notes) = decode_plain_text(name, bytes)?;
            // Whatever it is called, and in whatever encoding.
            let is_subtitles = match options.format {
                Some(format) => format == Format::Subtitles,
                None => subtitles::is_subtitles(&text),
            };
            let is_meant =
                is_subtitles || format == Format::Subtitles && subtitles::has_times(&text);
            let document = match is_meant {
                true => subtitles::read(&text),
                false => Document::new("", text),
            };
            with_name(name, document, notes)
        }
        Format::Markdown => {
            let (text, notes) = decode_plain_text(name, bytes)?;
            with_name(name, markdown::read(&text), notes)
        }
        Format::Html => {
            let (text, notes) = decode_page(name, bytes)?;
            with_name(name, html::read(&text, options.whole_page), notes)
        }
        Format::Docx | Format::Epub => {
            let document = read_archive(format, bytes).map_err(|why| cannot_read(name, why))?;
            with_name(name, document, Vec::new())
        }
    };
    document.language = options.language;
    if is_compressed {
        document.source = TextSource::Packed;
    }
    Ok(document)
}

/// `cannot read draft.md: No such file or directory`.
pub fn read_error(name: &str, err: &io::Error) -> anyhow::Error {
    cannot_read(name, reason(err))
}

fn cannot_read(name: &str, why: impl std::fmt::Display) -> anyhow::Error {
    anyhow!("cannot read {}: {why}", display_name(name))
}

/// Decompresses gzip or zstd data.
fn decompress_all(bytes: Vec<u8>) -> Result<Vec<u8>> {
    let damaged = |_| anyhow!("its compressed data are damaged or truncated; get a new copy of it");
    let reader = decompress::decompress(io::Cursor::new(bytes)).map_err(damaged)?;
    let mut decompressed = Vec::new();
    let n_read = reader
        .take(BYTES_MAX as u64 + 1)
        .read_to_end(&mut decompressed);
    if n_read.map_err(damaged)? > BYTES_MAX {
        bail!("after decompression it has {TOO_LARGE}");
    }
    Ok(decompressed)
}

/// A file name without the extension of a compression format.
fn strip_compression(name: &str) -> &str {
    let extensions = [".gz", ".gzip", ".zst", ".zstd"];
    let stem = extensions
        .iter()
        .find_map(|extension| name.strip_suffix(extension));
    stem.unwrap_or(name)
}

/// Reads a document that is a ZIP archive.
fn read_archive(format: Format, bytes: Vec<u8>) -> Result<Document> {
    if bytes.starts_with(OLE_MAGIC) {
        bail!("it is an old Office document, or one with a password; save it as DOCX without one");
    }
    if !bytes.starts_with(ZIP_MAGIC) {
        bail!("it is not a ZIP archive, so it is neither a Word document nor an e-book");
    }
    let mut archive = archive::Archive::new(bytes)?;
    match format {
        Format::Docx if word::is_word(&archive) => word::read(archive),
        Format::Epub if book::is_book(&archive) => book::read(archive),
        _ if word::is_word(&archive) => word::read(archive),
        _ if book::is_book(&archive) => book::read(archive),
        _ => {
            let kind = archive.text("mimetype")?;
            match kind.trim() {
                kind if kind.starts_with("application/vnd.oasis.opendocument") => {
                    bail!("it seems to be an OpenDocument file; save it as DOCX first")
                }
                _ => bail!(
                    "it seems to be a ZIP archive, not a Word document or an e-book; unpack it first"
                ),
            }
        }
    }
}

/// The magic numbers of ZIP archives and of old Office documents (OLE).
const ZIP_MAGIC: &[u8] = b"PK\x03\x04";
const OLE_MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Makes a document called `name` from plain text, without its byte order mark.
pub fn decode(name: &str, bytes: Vec<u8>) -> Result<Document> {
    let (text, notes) = decode_plain_text(name, bytes)?;
    Ok(with_name(name, Document::new("", text), notes))
}

/// As [`decode_checked`], with the limits of a text.
fn decode_plain_text(name: &str, bytes: Vec<u8>) -> Result<(String, Vec<String>)> {
    let (text, notes) = decode_checked(name, bytes)?;
    let n_lines = count_bytes(text.as_bytes(), |byte| byte == b'\n');
    match () {
        _ if text.len() > TEXT_MAX => Err(cannot_read(
            name,
            format!(
                "it has more than {} MB of text; split it into parts",
                TEXT_MAX >> 20
            ),
        )),
        _ if n_lines > LINES_MAX => Err(cannot_read(
            name,
            format!("it has more than {LINES_MAX} lines; split it into parts"),
        )),
        _ => Ok((text, notes)),
    }
}

/// Sets the name of a document, and inserts notes before its own.
fn with_name(name: &str, mut document: Document, mut notes: Vec<String>) -> Document {
    document.name = display_name(name).into_owned();
    notes.append(&mut document.notes);
    document.notes = notes;
    document
}

/// Detects the format from the first bytes, then from the file extension.
fn detect_format(name: &str, bytes: &[u8]) -> Format {
    match Format::of_name(name) {
        Some(Format::Epub) if bytes.starts_with(ZIP_MAGIC) => Format::Epub,
        _ if bytes.starts_with(ZIP_MAGIC) => Format::Docx,
        Some(Format::Docx) if bytes.starts_with(OLE_MAGIC) => Format::Docx,
        _ if is_html(bytes) => Format::Html,
        Some(format @ (Format::Html | Format::Subtitles | Format::Markdown)) => format,
        _ => Format::Text,
    }
}

/// Whether `bytes` start like an HTML page, after comments and an XML declaration.
fn is_html(bytes: &[u8]) -> bool {
    let mut rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    loop {
        rest = rest.trim_ascii_start();
        let end = match () {
            _ if rest.starts_with(b"<!--") => find(rest, b"-->").map(|at| at + 3),
            _ if rest.starts_with(b"<?xml") => find(rest, b"?>").map(|at| at + 2),
            _ => break,
        };
        match end {
            Some(end) => rest = &rest[end..],
            None => return false,
        }
    }
    let start = rest[..rest.len().min(15)].to_ascii_lowercase();
    let is_word_end = |at: usize| start.get(at).is_some_and(|b| b" \t\r\n>".contains(b));
    start.starts_with(b"<!doctype html") || start.starts_with(b"<html") && is_word_end(5)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

/// Decodes `bytes`, or fails with a message that names their likely type if they are no text.
fn decode_checked(name: &str, bytes: Vec<u8>) -> Result<(String, Vec<String>)> {
    if let Some((kind, advice)) = detect_non_text(&bytes) {
        let name = display_name(name);
        bail!("cannot read {name}: it seems to be {kind}, not text; {advice}");
    }
    Ok(decode_text(bytes))
}

/// As [`decode_checked`] for a web page, which may declare its encoding.
fn decode_page(name: &str, bytes: Vec<u8>) -> Result<(String, Vec<String>)> {
    let is_marked = Encoding::for_bom(&bytes).is_some();
    match html::declared_encoding(&bytes) {
        Some(encoding)
            if encoding != UTF_8 && !is_marked && std::str::from_utf8(&bytes).is_err() =>
        {
            Ok(decode_as(encoding, &bytes))
        }
        _ => decode_checked(name, bytes),
    }
}

/// Whether a path means standard input.
pub fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// A name for display: on one line, with control characters escaped.
pub fn display_name(name: &str) -> Cow<'_, str> {
    glyph::escaped(name)
}

/// The message of an error: `No such file or directory`, without the `(os error 2)` that Rust adds.
pub fn reason(err: &io::Error) -> String {
    let reason = err.to_string();
    match reason.split_once(" (os error") {
        Some((reason, _)) => reason.to_owned(),
        None => reason,
    }
}

/// Reads a file, up to the length that it has when it is opened.
fn read(path: &Path, is_stdin: bool) -> io::Result<Vec<u8>> {
    if is_stdin {
        return read_bounded(io::stdin().lock());
    }
    let file = file::open(path)?;
    match file.len as usize {
        // Pipes and the files of /proc do not report their length.
        0 => read_bounded(file),
        len if len > BYTES_MAX => Err(io::Error::other(format!("it has {TOO_LARGE}"))),
        // Not more: reading a file that grows faster than it is read would never end.
        len => read_bounded(file.take(len as u64)),
    }
}

fn read_bounded(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(BYTES_MAX as u64 + 1).read_to_end(&mut bytes)?;
    match bytes.len() > BYTES_MAX {
        true => Err(io::Error::other(format!("it has {TOO_LARGE}"))),
        false => Ok(bytes),
    }
}

/// The error message for what is larger than [`BYTES_MAX`].
const TOO_LARGE: &str = "more than 64 MB, which is the limit of diptych; split it into parts";

/// The number of bytes for which `is_counted` holds. They are counted in chunks whose counts fit into 16 bits, which
/// the compiler turns into SIMD instructions.
fn count_bytes(bytes: &[u8], is_counted: impl Fn(u8) -> bool) -> usize {
    let in_chunk = |chunk: &[u8]| {
        chunk
            .iter()
            .map(|&byte| u16::from(is_counted(byte)))
            .sum::<u16>()
    };
    bytes
        .chunks(1 << 12)
        .map(|chunk| usize::from(in_chunk(chunk)))
        .sum()
}
