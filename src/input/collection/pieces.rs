//! A stream of bytes → its rows one by one, not understood yet, and where each of them stands.
//!
//! A damaged row is a row like others here; what is wrong with it is found when it is read. Of a row that is too long
//! nothing is kept but where it stands, so memory does not grow with what a line holds.

use super::fields::FIELDS_MAX;
use super::source::{Raw, Spot};
use crate::input::open::BYTES_MAX;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use std::io::{self, BufRead, ErrorKind};

/// The most bytes of a row, unpacked; as many as of a file.
pub const ROW_MAX: usize = BYTES_MAX;

/// How a text is divided into rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A JSON object on each line.
    Lines,
    /// The elements of a JSON array, or JSON objects one after the other.
    Elements,
    /// Rows of cells, with this byte between the cells; the first row names them.
    Cells(u8),
}

/// A row as it stands in its file.
#[derive(Debug)]
pub struct Piece {
    /// Where it stands in the (unpacked) text, the line end included.
    pub spot: Spot,
    /// What stands there.
    pub raw: Raw,
}

/// The rows of a text.
pub type Pieces = Box<dyn Iterator<Item = io::Result<Piece>> + Send>;

/// Divides a text. The names of cells are a row, too: the first.
pub fn pieces(input: impl BufRead + Send + 'static, shape: Shape) -> Pieces {
    match shape {
        Shape::Lines => Box::new(lines(input)),
        Shape::Elements => Box::new(elements(input)),
        Shape::Cells(delimiter) => Box::new(cells(input, delimiter)),
    }
}

/// Lines that are not blank.
fn lines(input: impl BufRead) -> impl Iterator<Item = io::Result<Piece>> {
    let mut bytes = Bytes { input, place: 0 };
    let mut number = 0;
    std::iter::from_fn(move || {
        loop {
            let start = bytes.place;
            let line = match bytes.until(|byte| (byte == b'\n').then_some(End::With)) {
                Ok(line) => line,
                Err(err) => return Some(Err(err)),
            };
            let len = bytes.place - start;
            if len == 0 {
                return None;
            }
            number += 1;
            if !line.is_blank() {
                let spot = Spot { start, len, number };
                let raw = line.into_raw();
                return Some(Ok(Piece { spot, raw }));
            }
        }
    })
}

/// JSON values with commas or white space between them, inside brackets or not.
fn elements(input: impl BufRead) -> impl Iterator<Item = io::Result<Piece>> {
    let mut bytes = Bytes { input, place: 0 };
    let (mut number, mut is_first) = (0, true);
    std::iter::from_fn(move || {
        number += 1;
        let element = bytes.element(std::mem::take(&mut is_first), number);
        element.transpose()
    })
}

/// What is kept of a row: all of it, or nothing but that it was too long.
#[derive(Default)]
struct Kept {
    bytes: Vec<u8>,
    is_too_long: bool,
}

impl Kept {
    fn push(&mut self, bytes: &[u8]) {
        if self.is_too_long || self.bytes.len() + bytes.len() > ROW_MAX {
            *self = Kept {
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

    fn into_raw(self) -> Raw {
        match self.is_too_long {
            true => Raw::TooLong,
            false => Raw::Json(self.bytes),
        }
    }
}

struct Bytes<R> {
    input: R,
    /// Bytes taken so far.
    place: u64,
}

impl<R: BufRead> Bytes<R> {
    /// The next element; `None` where the list or the text ends. A list that is cut off ends with what there is.
    fn element(&mut self, is_first: bool, number: usize) -> io::Result<Option<Piece>> {
        let mut may_open = is_first;
        loop {
            match self.peek()? {
                Some(b'[') if may_open => may_open = false,
                Some(b',' | b' ' | b'\t' | b'\r' | b'\n' | 0xef | 0xbb | 0xbf) => {}
                None | Some(b']') => return Ok(None),
                Some(_) => break,
            }
            self.take(1);
        }
        let start = self.place;
        let mut nesting = Nesting::default();
        let mut json = self.until(|byte| nesting.ends_at(byte))?;
        if self.place == start {
            // A bracket that closes nothing is a damaged element of its own, or it would be come upon for ever.
            json.push(b"}");
            self.take(1);
        }
        let len = self.place - start;
        Ok(Some(Piece {
            spot: Spot { start, len, number },
            raw: json.into_raw(),
        }))
    }

    /// All up to a byte that ends it, or up to the end of the input.
    fn until(&mut self, mut ends_at: impl FnMut(u8) -> Option<End>) -> io::Result<Kept> {
        let mut kept = Kept::default();
        loop {
            let buffer = match self.input.fill_buf() {
                Err(err) if err.kind() == ErrorKind::Interrupted => continue,
                buffer => buffer?,
            };
            let end = buffer.iter().enumerate().find_map(|(n, &byte)| {
                let ends = ends_at(byte)?;
                Some(n + usize::from(ends == End::With))
            });
            let taken = end.unwrap_or(buffer.len());
            let is_over = end.is_some() || buffer.is_empty();
            kept.push(&buffer[..taken]);
            self.take(taken);
            if is_over {
                return Ok(kept);
            }
        }
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.input.fill_buf()?.first().copied())
    }

    fn take(&mut self, n: usize) {
        self.input.consume(n);
        self.place += n as u64;
    }
}

/// How deep inside brackets and quotes a byte of JSON is.
#[derive(Default)]
struct Nesting {
    depth: usize,
    in_string: bool,
    escaped: bool,
}

/// How a value ends.
#[derive(PartialEq)]
enum End {
    /// With this byte.
    With,
    /// Before it.
    Before,
}

impl Nesting {
    /// Whether the value ends at this byte, which follows those before.
    fn ends_at(&mut self, byte: u8) -> Option<End> {
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
            (b'}' | b']' | b',', 0) => return Some(End::Before),
            (b'}' | b']', depth) => {
                self.depth -= 1;
                return (depth == 1).then_some(End::With);
            }
            _ => {}
        }
        None
    }
}

/// Rows of cells. The reader that only knows cells, not rows of any length, lets us stop keeping one.
fn cells(mut input: impl BufRead, delimiter: u8) -> impl Iterator<Item = io::Result<Piece>> {
    let mut reader = cells_reader(delimiter);
    let mut place = 0;
    std::iter::from_fn(move || {
        let start = place;
        let number = reader.line() as usize;
        let row = read_cells(&mut input, &mut reader, &mut place).transpose()?;
        let len = place - start;
        let spot = Spot { start, len, number };
        Some(row.map(|raw| Piece { spot, raw }))
    })
}

/// The cells of a row that stands alone.
pub fn cells_of(bytes: &[u8], delimiter: u8) -> Raw {
    let row = read_cells(&mut &*bytes, &mut cells_reader(delimiter), &mut 0);
    let row = row.ok().flatten(); // memory can be read
    row.unwrap_or_else(|| Raw::Cells(Vec::new()))
}

/// Cells in quotes or not; a row may have too few or too many.
fn cells_reader(delimiter: u8) -> Reader {
    ReaderBuilder::new().delimiter(delimiter).build()
}

/// Reads a row, and moves `place` to its end. `None` behind the last one.
fn read_cells(
    input: &mut impl BufRead,
    reader: &mut Reader,
    place: &mut u64,
) -> io::Result<Option<Raw>> {
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
        *place += n_read as u64;
        n_text += n_written;
        n_ends += n_ended;
        is_too_long |= n_text > ROW_MAX || n_ends > FIELDS_MAX;
        match result {
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::OutputFull => text.resize(2 * text.len(), 0),
            ReadRecordResult::OutputEndsFull => ends.resize(2 * ends.len(), 0),
            ReadRecordResult::End => return Ok(None),
            ReadRecordResult::Record if is_too_long => return Ok(Some(Raw::TooLong)),
            ReadRecordResult::Record => return Ok(Some(Raw::Cells(cut(&text, &ends[..n_ends])))),
        }
        if is_too_long {
            (n_text, n_ends) = (0, 0); // what is read is written over
        }
    }
}

fn cut(text: &[u8], ends: &[usize]) -> Vec<Vec<u8>> {
    let starts = [0].into_iter().chain(ends.iter().copied());
    starts
        .zip(ends)
        .map(|(start, &end)| text[start..end].to_vec())
        .collect()
}
