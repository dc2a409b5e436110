//! The bytes of a text → the text, in whatever encoding it is.

use crate::text::count;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Decodes text, with notes if it is not plain UTF-8.
pub fn decode_text(bytes: Vec<u8>) -> (String, Vec<String>) {
    if let Some(encoding) = utf16(&bytes) {
        return decode_as(encoding, &bytes);
    }
    let bytes = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => rest.to_vec(),
        None => bytes,
    };
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return (text, Vec::new()),
        Err(err) => err.into_bytes(),
    };
    if let Some(encoding) = legacy_encoding(&bytes) {
        return decode_as(encoding, &bytes);
    }
    let n_places = count::count(count_invalid_runs(&bytes), "place");
    let notes = vec![format!("invalid UTF-8 in {n_places}")];
    (String::from_utf8_lossy(&bytes).into_owned(), notes)
}

/// The byte order of text in UTF-16.
pub fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match Encoding::for_bom(bytes) {
        Some((encoding, _)) => Some(encoding).filter(|&encoding| encoding != UTF_8),
        None => detect_utf16(bytes),
    }
}

/// The likely encoding of text in no Unicode encoding; `None` if it is UTF-8, damaged or not.
pub fn legacy_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    // In other encodings few bytes form valid multi-byte characters by chance.
    let is_good = |c: &char| !c.is_ascii();
    let chunks = || bytes.utf8_chunks();
    let n_good: usize = chunks()
        .map(|chunk| chunk.valid().chars().filter(is_good).count())
        .sum();
    let n_bad: usize = chunks().map(|chunk| chunk.invalid().len()).sum();
    if n_bad == 0 || n_good > n_bad {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    Some(detector.guess(None, Utf8Detection::Deny))
}

/// Decodes text in a known encoding, with notes that say which and how often it was not that.
pub fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> (String, Vec<String>) {
    let (text, encoding, has_errors) = encoding.decode(bytes);
    let mut notes = vec![format!("read as {}", encoding.name())];
    if has_errors {
        let n_bad = text.matches(char::REPLACEMENT_CHARACTER).count();
        notes.push(format!(
            "invalid {} in {}",
            encoding.name(),
            count::count(n_bad, "place")
        ));
    }
    (text.into_owned(), notes)
}

/// The number of runs of bytes that are invalid UTF-8.
fn count_invalid_runs(bytes: &[u8]) -> usize {
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

/// Detects UTF-16 without a byte order mark: in Western text every other byte is zero.
pub fn detect_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
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
