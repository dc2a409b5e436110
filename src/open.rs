//! The rim that reads: a file or standard input → decoded text → [`Document`].
//!
//! Text of whatever encoding is read, with a note if it was not plain UTF-8; what is no text is refused with a word
//! on what it seems to be. Names are shown without control characters, here and on screen.

#[cfg(test)]
mod tests;

use crate::document::Document;
use anyhow::{Result, anyhow, bail};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;
use std::io::{self, Read};
use std::path::Path;

/// Reads the document at `path`; `-` is standard input.
pub fn open(path: &Path) -> Result<Document> {
    let is_stdin = path == Path::new("-");
    let name = match is_stdin {
        true => "standard input".to_owned(),
        false => shown(&path.to_string_lossy()).into_owned(),
    };
    let bytes =
        read(path, is_stdin).map_err(|err| anyhow!("cannot read {name}: {}", reason(&err)))?;
    let mut document = decode(&name, bytes)?;
    if let Some(file_name) = path.file_name().filter(|_| !is_stdin) {
        document.name = shown(&file_name.to_string_lossy()).into_owned();
    }
    Ok(document)
}

/// Makes a document called `name` of what was read from somewhere. A byte order mark is no part of the text.
pub fn decode(name: &str, bytes: Vec<u8>) -> Result<Document> {
    let name = shown(name);
    if let Some((what, way_out)) = no_text(&bytes) {
        bail!("cannot read {name}: it seems to be {what}, not text; {way_out}");
    }
    let (text, notes) = text(bytes);
    let mut document = Document::new(name, text);
    document.notes = notes;
    Ok(document)
}

/// `name` with control characters, and those that change the direction of writing, as escapes.
pub fn shown(name: &str) -> Cow<'_, str> {
    let is_plain = |c: char| {
        !c.is_control()
            && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if name.chars().all(is_plain) {
        return Cow::Borrowed(name);
    }
    let mut escaped = String::new();
    for c in name.chars() {
        match is_plain(c) {
            true => escaped.push(c),
            false => escaped.extend(c.escape_default()),
        }
    }
    Cow::Owned(escaped)
}

/// The reason alone: `No such file or directory`, without the `(os error 2)` that Rust adds.
pub fn reason(err: &io::Error) -> String {
    let reason = err.to_string();
    match reason.split_once(" (os error") {
        Some((reason, _)) => reason.to_owned(),
        None => reason,
    }
}

fn read(path: &Path, is_stdin: bool) -> io::Result<Vec<u8>> {
    if !is_stdin {
        return std::fs::read(path);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

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
            vec![format!("invalid UTF-8 in {}", places(n_bad))],
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
        notes.push(format!("invalid {} in {}", encoding.name(), places(n_bad)));
    }
    (text.into_owned(), notes)
}

fn places(n: usize) -> String {
    match n {
        1 => "1 place".to_owned(),
        n => format!("{n} places"),
    }
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
    let (even, odd) = (zeros(0), zeros(1));
    let n_units = bytes.len() / 2;
    match () {
        _ if n_units < 2 => None,
        _ if odd * 2 > n_units && even * 50 <= n_units => Some(UTF_16LE),
        _ if even * 2 > n_units && odd * 50 <= n_units => Some(UTF_16BE),
        _ => None,
    }
}

/// How a file that is no text starts, what it is, and what to do about it.
const MAGIC: &[(&[u8], &str, &str)] = &[
    (b"%PDF-", "a PDF", "try `pdftotext` first"),
    (
        b"PK\x03\x04",
        "a ZIP archive or an office document",
        "unpack it, or try `pandoc -t plain` first",
    ),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Office document",
        "save it as text first",
    ),
    (b"\x1f\x8b", "gzip data", "try `gunzip` first"),
    (b"BZh", "bzip2 data", "try `bunzip2` first"),
    (b"\xfd7zXZ\0", "xz data", "try `unxz` first"),
    (b"\x28\xb5\x2f\xfd", "zstd data", "try `unzstd` first"),
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
    let n_nuls = bytes.iter().filter(|&&byte| byte == 0).count();
    let is_control = |byte: u8| matches!(byte, 0..=7 | 14..=26 | 28..=31);
    let n_controls = bytes.iter().filter(|&&byte| is_control(byte)).count();
    n_nuls * 100 > bytes.len() || n_controls * 10 > bytes.len()
}
