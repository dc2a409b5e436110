//! The bytes of a file → what it is, if it is no text, and what to do about it.

use super::{OLE_MAGIC, ZIP_MAGIC, count_bytes, encoding};

/// The likely type of `bytes` if they are no text, and what to do about it.
pub fn detect_non_text(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    if let Some(known) = known_binary(bytes) {
        return Some(known);
    }
    let is_utf16 = encoding::detect_utf16(bytes).is_some() || encoding::utf16(bytes).is_some();
    (!is_utf16 && is_binary(bytes)).then_some(("binary data", NAME_A_TEXT))
}

/// The type of a file that is no text and starts with `bytes`, and what to do about it.
pub fn known_binary(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let mut known = NON_TEXT_MAGIC.iter();
    let (_, kind, advice) = known.find(|(magic, ..)| bytes.starts_with(magic))?;
    Some((kind, advice))
}

/// Whether more than 1 % of the bytes are NUL, or more than 10 % are control characters that no text has.
fn is_binary(bytes: &[u8]) -> bool {
    let is_control = |byte: u8| matches!(byte, 0..=7 | 14..=26 | 28..=31);
    count_bytes(bytes, |byte| byte == 0) * 100 > bytes.len()
        || count_bytes(bytes, is_control) * 10 > bytes.len()
}

/// The magic numbers of files that are no text, their types, and what to do about them.
const NON_TEXT_MAGIC: &[(&[u8], &str, &str)] = &[
    (b"%PDF-", "a PDF", "try `pdftotext` first"),
    (
        ZIP_MAGIC,
        "a ZIP archive or an office document",
        "leave out --format, or unpack it first",
    ),
    (OLE_MAGIC, "an old Office document", "save it as text first"),
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

const IMAGE: &str = "try text recognition (OCR) such as `tesseract` first";
const NAME_A_TEXT: &str = "name a text file";
