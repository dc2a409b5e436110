//! A stream of bytes → its records, not parsed yet, and where each of them is.
//!
//! A damaged record is passed on like any other; the parser reports what is wrong with it. Of a record that is too
//! long only its position is kept, so memory does not grow with the length of a line.

use super::fields::FIELDS_MAX;
use super::source::{RawRecord, RecordSpan, SpannedRecord};
use crate::input::open::BYTES_MAX;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use std::io::{self, BufRead, ErrorKind};

/// The most bytes of a record after decompression: as many as of a file.
pub const RECORD_MAX: usize = BYTES_MAX;

/// How a text is divided into records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordFormat {
    /// A JSON object on each line.
    JsonLines,
    /// The elements of a JSON array, or concatenated JSON objects.
    JsonValues,
    /// Rows of cells with this delimiter; the first row holds the column names.
    Delimited(u8),
}

/// The records of a text.
pub type SpannedRecords = Box<dyn Iterator<Item = io::Result<SpannedRecord>> + Send>;

/// Divides a text into records. The row of column names is a record, too: the first.
pub fn split_records(input: impl BufRead + Send + 'static, format: RecordFormat) -> SpannedRecords {
    match format {
        RecordFormat::JsonLines => Box::new(json_lines(input)),
        RecordFormat::JsonValues => Box::new(json_values(input)),
        RecordFormat::Delimited(delimiter) => Box::new(delimited_rows(input, delimiter)),
    }
}

/// Lines that are not blank.
fn json_lines(input: impl BufRead) -> impl Iterator<Item = io::Result<SpannedRecord>> {
    let mut bytes = ByteScanner { input, position: 0 };
    let mut number = 0;
    std::iter::from_fn(move || {
        loop {
            let start = bytes.position;
            let line = match bytes.take_until(|byte| (byte == b'\n').then_some(ValueEnd::Inclusive))
            {
                Ok(line) => line,
                Err(err) => return Some(Err(err)),
            };
            let len = bytes.position - start;
            if len == 0 {
                return None;
            }
            number += 1;
            if !line.is_blank() {
                let span = RecordSpan { start, len, number };
                let raw = line.into_raw();
                return Some(Ok(SpannedRecord { span, raw }));
            }
        }
    })
}

/// JSON values separated by commas or white space, with or without the brackets of an array.
fn json_values(input: impl BufRead) -> impl Iterator<Item = io::Result<SpannedRecord>> {
    let mut bytes = ByteScanner { input, position: 0 };
    let (mut number, mut is_first) = (0, true);
    std::iter::from_fn(move || {
        number += 1;
        let value = bytes.next_value(std::mem::take(&mut is_first), number);
        value.transpose()
    })
}

/// The bytes of a record, up to [`RECORD_MAX`]; beyond that only the fact that it is too long.
#[derive(Default)]
struct RecordBuffer {
    bytes: Vec<u8>,
    is_too_long: bool,
}

impl RecordBuffer {
    fn push(&mut self, bytes: &[u8]) {
        if self.is_too_long || self.bytes.len() + bytes.len() > RECORD_MAX {
            *self = RecordBuffer {
                bytes: Vec::new(),
                is_too_long: true,
            };
        } else {
            self.bytes.extend_from_slice(bytes);
        }
    }

    fn is_blank(&self) -> bool {
        !self.is_too_long && self.bytes.trim_ascii().is_empty()
    }

    fn into_raw(self) -> RawRecord {
        match self.is_too_long {
            true => RawRecord::TooLong,
            false => RawRecord::Json(self.bytes),
        }
    }
}

struct ByteScanner<R> {
    input: R,
    /// The offset of the next byte.
    position: u64,
}

impl<R: BufRead> ByteScanner<R> {
    /// The next JSON value; `None` at the end of the array or of the text. A truncated array ends where its text ends.
    fn next_value(&mut self, is_first: bool, number: usize) -> io::Result<Option<SpannedRecord>> {
        let mut may_open = is_first;
        loop {
            match self.peek()? {
                Some(b'[') if may_open => may_open = false,
                Some(b',' | b' ' | b'\t' | b'\r' | b'\n' | 0xef | 0xbb | 0xbf) => {}
                None | Some(b']') => return Ok(None),
                Some(_) => break,
            }
            self.consume(1);
        }
        let start = self.position;
        let mut nesting = Nesting::default();
        let mut json = self.take_until(|byte| nesting.ends_at(byte))?;
        if self.position == start {
            // A closing bracket without an opening one becomes a damaged record of its own. If it were not consumed,
            // it would be found again and again.
            json.push(b"}");
            self.consume(1);
        }
        let len = self.position - start;
        Ok(Some(SpannedRecord {
            span: RecordSpan { start, len, number },
            raw: json.into_raw(),
        }))
    }

    /// Consumes all bytes up to the one at which `ends_at` reports an end, or up to the end of the input.
    fn take_until(
        &mut self,
        mut ends_at: impl FnMut(u8) -> Option<ValueEnd>,
    ) -> io::Result<RecordBuffer> {
        let mut record = RecordBuffer::default();
        loop {
            let buffer = match self.input.fill_buf() {
                Err(err) if err.kind() == ErrorKind::Interrupted => continue,
                buffer => buffer?,
            };
            let end = buffer.iter().enumerate().find_map(|(n, &byte)| {
                let end = ends_at(byte)?;
                Some(n + usize::from(end == ValueEnd::Inclusive))
            });
            let n_taken = end.unwrap_or(buffer.len());
            let is_complete = end.is_some() || buffer.is_empty();
            record.push(&buffer[..n_taken]);
            self.consume(n_taken);
            if is_complete {
                return Ok(record);
            }
        }
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.input.fill_buf()?.first().copied())
    }

    fn consume(&mut self, n: usize) {
        self.input.consume(n);
        self.position += n as u64;
    }
}

/// The nesting of JSON brackets and strings at a byte.
#[derive(Default)]
struct Nesting {
    depth: usize,
    in_string: bool,
    escaped: bool,
}

/// Where a value ends.
#[derive(PartialEq)]
enum ValueEnd {
    /// After this byte.
    Inclusive,
    /// Before this byte.
    Exclusive,
}

impl Nesting {
    /// Whether the value ends at `byte`. To be called with each byte of it in order.
    fn ends_at(&mut self, byte: u8) -> Option<ValueEnd> {
        if self.in_string {
            match (self.escaped, byte) {
                (false, b'\\') => self.escaped = true,
                (false, b'"') => self.in_string = false,
                _ => self.escaped = false,
            }
            return None;
        }
        match (byte, self.depth) {
            (b'"', _) => self.in_string = true,
            (b'{' | b'[', _) => self.depth += 1,
            (b'}' | b']' | b',', 0) => return Some(ValueEnd::Exclusive),
            (b'}' | b']', depth) => {
                self.depth -= 1;
                return (depth == 1).then_some(ValueEnd::Inclusive);
            }
            _ => {}
        }
        None
    }
}

/// Rows of cells. `csv_core` leaves the buffers to the caller, so a row that is too long can be dropped while it is
/// read; the crate `csv` would keep all of it.
fn delimited_rows(
    mut input: impl BufRead,
    delimiter: u8,
) -> impl Iterator<Item = io::Result<SpannedRecord>> {
    let mut reader = csv_reader(delimiter);
    let mut position = 0;
    std::iter::from_fn(move || {
        let start = position;
        let number = reader.line() as usize;
        let row = read_row(&mut input, &mut reader, &mut position).transpose()?;
        let len = position - start;
        let span = RecordSpan { start, len, number };
        Some(row.map(|raw| SpannedRecord { span, raw }))
    })
}

/// The cells of a single row.
pub fn parse_row(bytes: &[u8], delimiter: u8) -> RawRecord {
    let row = read_row(&mut &*bytes, &mut csv_reader(delimiter), &mut 0);
    let row = row.ok().flatten(); // reading from memory does not fail
    row.unwrap_or_else(|| RawRecord::Cells(Vec::new()))
}

/// Cells with or without quotes; a row may have too few or too many.
fn csv_reader(delimiter: u8) -> Reader {
    ReaderBuilder::new().delimiter(delimiter).build()
}

/// Reads a row, and moves `position` to its end. `None` after the last one.
fn read_row(
    input: &mut impl BufRead,
    reader: &mut Reader,
    position: &mut u64,
) -> io::Result<Option<RawRecord>> {
    let (mut text, mut n_text) = (vec![0; 1 << 10], 0);
    let (mut ends, mut n_ends) = (vec![0; 16], 0);
    let mut is_too_long = false;
    loop {
        let buffer = match input.fill_buf() {
            Err(err) if err.kind() == ErrorKind::Interrupted => continue,
            buffer => buffer?,
        };
        let (result, n_read, n_written, n_ended) =
            reader.read_record(buffer, &mut text[n_text..], &mut ends[n_ends..]);
        input.consume(n_read);
        *position += n_read as u64;
        n_text += n_written;
        n_ends += n_ended;
        is_too_long |= n_text > RECORD_MAX || n_ends > FIELDS_MAX;
        match result {
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::OutputFull => text.resize(2 * text.len(), 0),
            ReadRecordResult::OutputEndsFull => ends.resize(2 * ends.len(), 0),
            ReadRecordResult::End => return Ok(None),
            ReadRecordResult::Record if is_too_long => return Ok(Some(RawRecord::TooLong)),
            ReadRecordResult::Record => {
                return Ok(Some(RawRecord::Cells(split_cells(&text, &ends[..n_ends]))));
            }
        }
        if is_too_long {
            (n_text, n_ends) = (0, 0); // the rest of the row overwrites the buffers
        }
    }
}

fn split_cells(text: &[u8], ends: &[usize]) -> Vec<Vec<u8>> {
    let starts = [0].into_iter().chain(ends.iter().copied());
    starts
        .zip(ends)
        .map(|(start, &end)| text[start..end].to_vec())
        .collect()
}
