//! The rim that reads: a file or standard input → decoded text → [`Document`].
//!
//! What a file is, is told by its content and, where that says nothing, by its name. Text of whatever encoding is
//! read, with a note if it was not plain UTF-8; what is no text is refused with a word on what it seems to be. Names
//! are shown without control characters, here and on screen.
//!
//! Nothing is read without a bound: [`BYTES_MAX`] holds for files and for whatever is unpacked from them,
//! [`TEXT_MAX`] for the text in them.

mod archive;
mod book;
pub mod border;
pub(crate) mod decompress;
pub(crate) mod file;
mod html;
mod markdown;
mod word;
mod xml;

#[cfg(test)]
mod tests;

use crate::input::open::border::isolate;
use crate::text::count;
use crate::text::document::{Document, LINES_MAX, TEXT_MAX, TextSource};
use crate::text::glyph;
use anyhow::{Result, anyhow, bail};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;
use std::io::{self, Read};
use std::path::Path;

/// The most bytes of a file, and of what is unpacked from it: there may be pictures in it.
pub const BYTES_MAX: usize = 64 << 20;

/// What a file can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// A Word document.
    Docx,
    /// An e-book.
    Epub,
}

impl Format {
    /// All formats, in order.
    pub const ALL: [Format; 5] = [
        Format::Text,
        Format::Markdown,
        Format::Html,
        Format::Docx,
        Format::Epub,
    ];

    /// The word for it, as `--format` takes it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Markdown => "markdown",
            Format::Html => "html",
            Format::Docx => "docx",
            Format::Epub => "epub",
        }
    }
}

/// How to read, as far as it is not told by the file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// What the file is; `None`: what it seems to be.
    pub format: Option<Format>,
    /// Take all of a web page, not its main article alone.
    pub whole_page: bool,
}

/// Reads the document at `path`; `-` is standard input.
pub fn open(path: &Path) -> Result<Document> {
    open_as(path, ReadOptions::default())
}

/// As [`open`], but told how.
pub fn open_as(path: &Path, how: ReadOptions) -> Result<Document> {
    let is_stdin = is_stdin(path);
    let name = match is_stdin {
        true => "standard input".to_owned(),
        false => display_name(&path.to_string_lossy()).into_owned(),
    };
    let bytes = read(path, is_stdin);
    let mut document = document(
        &name,
        bytes.map_err(|err| read_error(&name, reason(&err)))?,
        how,
    )?;
    if is_stdin {
        document.source = TextSource::StandardInput;
    }
    if let Some(file_name) = path.file_name().filter(|_| !is_stdin) {
        document.name = display_name(&file_name.to_string_lossy()).into_owned();
    }
    Ok(document)
}

/// Makes a document called `name` of what was read from somewhere.
pub fn document(name: &str, bytes: Vec<u8>, how: ReadOptions) -> Result<Document> {
    isolate(|| any_document(name, bytes, how)).map_err(|panicked| read_error(name, panicked))?
}

fn any_document(name: &str, bytes: Vec<u8>, how: ReadOptions) -> Result<Document> {
    let (mut inner_name, mut bytes) = (name, bytes);
    let is_packed = decompress::is_compressed(&bytes);
    if is_packed {
        bytes = unpacked(bytes).map_err(|why| read_error(name, why))?;
        inner_name = without_packing(name);
    }
    let format = how.format.unwrap_or_else(|| format(inner_name, &bytes));
    let mut document = match format {
        Format::Text => decode(name, bytes)?,
        Format::Markdown => {
            let (text, notes) = plain_text(name, bytes)?;
            named(name, markdown::read(&text), notes)
        }
        Format::Html => {
            let (text, notes) = page_text(name, bytes)?;
            named(name, html::read(&text, how.whole_page), notes)
        }
        Format::Docx | Format::Epub => {
            let document = packed_document(format, bytes).map_err(|why| read_error(name, why))?;
            named(name, document, Vec::new())
        }
    };
    if is_packed {
        document.source = TextSource::Packed;
    }
    Ok(document)
}

fn read_error(name: &str, why: impl std::fmt::Display) -> anyhow::Error {
    anyhow!("cannot read {}: {why}", display_name(name))
}

/// What is in gzip or zstd data.
fn unpacked(bytes: Vec<u8>) -> Result<Vec<u8>> {
    let damaged = |_| anyhow!("what is packed in it is damaged or cut off; get the file anew");
    let packed = decompress::decompress(io::Cursor::new(bytes)).map_err(damaged)?;
    let mut unpacked = Vec::new();
    let n_read = packed.take(BYTES_MAX as u64 + 1).read_to_end(&mut unpacked);
    if n_read.map_err(damaged)? > BYTES_MAX {
        bail!("it unpacks to {TOO_MUCH}");
    }
    Ok(unpacked)
}

/// The name of what is packed in a file.
fn without_packing(name: &str) -> &str {
    let endings = [".gz", ".gzip", ".zst", ".zstd"];
    let bare = endings.iter().find_map(|ending| name.strip_suffix(ending));
    bare.unwrap_or(name)
}

/// A document that is an archive.
fn packed_document(format: Format, bytes: Vec<u8>) -> Result<Document> {
    if bytes.starts_with(OLE) {
        bail!("it is an old Office document, or one with a password; save it as DOCX without one");
    }
    if !bytes.starts_with(ZIP) {
        bail!("it is no archive, as Word documents and e-books are");
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

/// How archives and old Office documents start.
const ZIP: &[u8] = b"PK\x03\x04";
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Makes a document called `name` of plain text. A byte order mark is no part of the text.
pub fn decode(name: &str, bytes: Vec<u8>) -> Result<Document> {
    let (text, notes) = plain_text(name, bytes)?;
    Ok(named(name, Document::new("", text), notes))
}

/// As [`checked_text`], and no longer than a text may be.
fn plain_text(name: &str, bytes: Vec<u8>) -> Result<(String, Vec<String>)> {
    let (text, notes) = checked_text(name, bytes)?;
    let n_lines = count(text.as_bytes(), |byte| byte == b'\n');
    match () {
        _ if text.len() > TEXT_MAX => Err(read_error(
            name,
            format!(
                "it has more than {} MB of text; cut it into parts",
                TEXT_MAX >> 20
            ),
        )),
        _ if n_lines > LINES_MAX => Err(read_error(
            name,
            format!("it has more than {LINES_MAX} lines; cut it into parts"),
        )),
        _ => Ok((text, notes)),
    }
}

/// Gives a document its name, and puts notes before its own.
fn named(name: &str, mut document: Document, mut notes: Vec<String>) -> Document {
    document.name = display_name(name).into_owned();
    notes.append(&mut document.notes);
    document.notes = notes;
    document
}

/// What `bytes` are: by their first, and by the name if those say nothing.
fn format(name: &str, bytes: &[u8]) -> Format {
    let (_, extension) = name.rsplit_once('.').unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "epub" if bytes.starts_with(ZIP) => Format::Epub,
        _ if bytes.starts_with(ZIP) => Format::Docx,
        "docx" | "docm" | "dotx" if bytes.starts_with(OLE) => Format::Docx,
        _ if is_html(bytes) => Format::Html,
        "htm" | "html" | "shtml" | "xht" | "xhtml" => Format::Html,
        "md" | "markdown" | "mdown" | "mkd" | "mkdn" | "qmd" | "rmd" => Format::Markdown,
        _ => Format::Text,
    }
}

/// Whether `bytes` start like an HTML page, behind comments and a declaration of XML.
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

/// The text of `bytes`, or an error that says what they seem to be instead.
fn checked_text(name: &str, bytes: Vec<u8>) -> Result<(String, Vec<String>)> {
    if let Some((what, way_out)) = no_text(&bytes) {
        let name = display_name(name);
        bail!("cannot read {name}: it seems to be {what}, not text; {way_out}");
    }
    Ok(text(bytes))
}

/// As [`checked_text`] of a web page, which may say what encoding it has.
fn page_text(name: &str, bytes: Vec<u8>) -> Result<(String, Vec<String>)> {
    let is_marked = Encoding::for_bom(&bytes).is_some();
    match html::declared_encoding(&bytes) {
        Some(encoding)
            if encoding != UTF_8 && !is_marked && std::str::from_utf8(&bytes).is_err() =>
        {
            Ok(decoded(encoding, &bytes))
        }
        _ => checked_text(name, bytes),
    }
}

/// Whether a path stands for standard input.
pub fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// A name as it is shown: on one line, and without what would steer a terminal.
pub fn display_name(name: &str) -> Cow<'_, str> {
    glyph::escaped(name)
}

/// The reason alone: `No such file or directory`, without the `(os error 2)` that Rust adds.
pub fn reason(err: &io::Error) -> String {
    let reason = err.to_string();
    match reason.split_once(" (os error") {
        Some((reason, _)) => reason.to_owned(),
        None => reason,
    }
}

/// Reads all of a file, as long as it is when it is opened.
fn read(path: &Path, is_stdin: bool) -> io::Result<Vec<u8>> {
    if is_stdin {
        return read_bounded(io::stdin().lock(), BYTES_MAX);
    }
    let file = file::open(path)?;
    match file.len as usize {
        // Pipes and the files of /proc do not say how long they are.
        0 => read_bounded(file, BYTES_MAX),
        len if len > BYTES_MAX => Err(io::Error::other(format!("it has {TOO_MUCH}"))),
        // Not more, or a file that grows faster than it is read would never end.
        len => read_bounded(file.take(len as u64), BYTES_MAX),
    }
}

fn read_bounded(source: impl Read, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(most as u64 + 1).read_to_end(&mut bytes)?;
    match bytes.len() > most {
        true => Err(io::Error::other(format!("it has {TOO_MUCH}"))),
        false => Ok(bytes),
    }
}

/// Said of what is larger than [`BYTES_MAX`].
const TOO_MUCH: &str = "more than 64 MB, which is the most that diptych reads; cut it into parts";

/// Decoded text, and notes on what was not plain about it.
fn text(bytes: Vec<u8>) -> (String, Vec<String>) {
    if let Some((encoding, _)) =
        Encoding::for_bom(&bytes).filter(|(encoding, _)| *encoding != UTF_8)
    {
        return decoded(encoding, &bytes);
    }
    let bytes = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => rest.to_vec(),
        None => bytes,
    };
    if let Some(encoding) = plain_utf16(&bytes) {
        return decoded(encoding, &bytes);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return (text, Vec::new()),
        Err(err) => err.into_bytes(),
    };
    let n_bad = bad_places(&bytes);
    let lossy = String::from_utf8_lossy(&bytes);
    // Characters of several bytes that are right by chance are rare in other encodings.
    let n_good = lossy
        .chars()
        .filter(|c| !c.is_ascii() && *c != char::REPLACEMENT_CHARACTER)
        .count();
    if n_good > n_bad {
        return (
            lossy.into_owned(),
            vec![format!(
                "invalid UTF-8 in {}",
                count::count(n_bad, "place", "places")
            )],
        );
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes, true);
    decoded(detector.guess(None, Utf8Detection::Deny), &bytes)
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> (String, Vec<String>) {
    let (text, encoding, has_errors) = encoding.decode(bytes);
    let mut notes = vec![format!("read as {}", encoding.name())];
    if has_errors {
        let n_bad = text.matches(char::REPLACEMENT_CHARACTER).count();
        notes.push(format!(
            "invalid {} in {}",
            encoding.name(),
            count::count(n_bad, "place", "places")
        ));
    }
    (text.into_owned(), notes)
}

/// How many runs of bytes are no UTF-8.
fn bad_places(bytes: &[u8]) -> usize {
    let mut n_places = 0;
    let mut after_bad = false;
    for chunk in bytes.utf8_chunks() {
        let is_bad = !chunk.invalid().is_empty();
        let continues = after_bad && chunk.valid().is_empty();
        n_places += usize::from(is_bad && !continues);
        after_bad = is_bad;
    }
    n_places
}

/// UTF-16 without a byte order mark is plain to see in Western text: every other byte is zero.
fn plain_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros = |first: usize| {
        bytes
            .iter()
            .skip(first)
            .step_by(2)
            .filter(|&&byte| byte == 0)
            .count()
    };
    let n_units = bytes.len() / 2;
    match () {
        _ if n_units < 2 || !bytes.contains(&0) => None,
        _ if zeros(1) * 2 > n_units && zeros(0) * 50 <= n_units => Some(UTF_16LE),
        _ if zeros(0) * 2 > n_units && zeros(1) * 50 <= n_units => Some(UTF_16BE),
        _ => None,
    }
}

/// How a file that is no text starts, what it is, and what to do about it.
const MAGIC: &[(&[u8], &str, &str)] = &[
    (b"%PDF-", "a PDF", "try `pdftotext` first"),
    (
        b"PK\x03\x04",
        "a ZIP archive or an office document",
        "leave --format out, or unpack it first",
    ),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Office document",
        "save it as text first",
    ),
    (b"BZh", "bzip2 data", "try `bunzip2` first"),
    (b"\xfd7zXZ\0", "xz data", "try `unxz` first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it first"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", IMAGE),
    (b"\xff\xd8\xff", "a JPEG image", IMAGE),
    (b"GIF87a", "a GIF image", IMAGE),
    (b"GIF89a", "a GIF image", IMAGE),
    (b"II*\0", "a TIFF image", IMAGE),
    (b"MM\0*", "a TIFF image", IMAGE),
    (b"{\\rtf", "an RTF document", "try `pandoc -t plain` first"),
    (
        b"SQLite format 3\0",
        "a SQLite database",
        "export the text first",
    ),
    (b"\x7fELF", "a program", NAME_A_TEXT),
    (b"\xff\xfe\0\0", "UTF-32", "save it as UTF-8 first"),
    (b"\0\0\xfe\xff", "UTF-32", "save it as UTF-8 first"),
];

const IMAGE: &str = "try a text recognition such as `tesseract` first";
const NAME_A_TEXT: &str = "name a text file";

/// What `bytes` seem to be, if they are no text, and the way out.
fn no_text(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    if let Some(&(_, what, way_out)) = MAGIC.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        return Some((what, way_out));
    }
    let is_utf16 = plain_utf16(bytes).is_some()
        || Encoding::for_bom(bytes).is_some_and(|(encoding, _)| encoding != UTF_8);
    (!is_utf16 && is_binary(bytes)).then_some(("binary data", NAME_A_TEXT))
}

/// Whether more than one byte in a hundred is NUL, or more than one in ten a control character that no text has.
fn is_binary(bytes: &[u8]) -> bool {
    let is_control = |byte: u8| matches!(byte, 0..=7 | 14..=26 | 28..=31);
    count(bytes, |byte| byte == 0) * 100 > bytes.len()
        || count(bytes, is_control) * 10 > bytes.len()
}

/// How many bytes are so. They are counted in pieces whose number fits 16 bits, for then a processor adds up many of
/// them at once.
fn count(bytes: &[u8], is_so: impl Fn(u8) -> bool) -> usize {
    let in_piece = |piece: &[u8]| {
        piece
            .iter()
            .map(|&byte| u16::from(is_so(byte)))
            .sum::<u16>()
    };
    bytes
        .chunks(1 << 12)
        .map(|piece| usize::from(in_piece(piece)))
        .sum()
}
