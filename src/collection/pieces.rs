//! A stream of bytes → its rows one by one, not understood yet, and where each of them stands.
//!
//! A damaged row is a row like others here; what is wrong with it is found when it is read.

use csv::{ByteRecord, ReaderBuilder};
use std::io::{self, BufRead, ErrorKind};

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
    /// Its first byte in the (unpacked) text.
    pub start: u64,
    /// Its bytes, the line end included.
    pub len: u64,
    /// Its line, or which element it is; counted from 1.
    pub number: usize,
    /// What stands there.
    pub raw: Raw,
}

/// A row that is not understood yet.
#[derive(Debug)]
pub enum Raw {
    /// What should be a JSON object.
    Json(Vec<u8>),
    /// Cells.
    Cells(ByteRecord),
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
pub fn lines(mut input: impl BufRead) -> impl Iterator<Item = io::Result<Piece>> {
    let (mut end, mut number) = (0, 0);
    std::iter::from_fn(move || {
        loop {
            let mut line = Vec::new();
            match input.read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(err) => return Some(Err(err)),
            }
            let (start, len) = (end, line.len() as u64);
            (end, number) = (end + len, number + 1);
            let is_blank = line.trim_ascii().is_empty();
            if !is_blank {
                let raw = Raw::Json(line);
                return Some(Ok(Piece {
                    start,
                    len,
                    number,
                    raw,
                }));
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
        let json = self.value()?;
        Ok(Some(Piece {
            start,
            len: self.place - start,
            number,
            raw: Raw::Json(json),
        }))
    }

    /// All up to the comma or bracket behind a value.
    fn value(&mut self) -> io::Result<Vec<u8>> {
        let mut value = Vec::new();
        let mut nesting = Nesting::default();
        loop {
            let buffer = match self.input.fill_buf() {
                Err(err) if err.kind() == ErrorKind::Interrupted => continue,
                buffer => buffer?,
            };
            let end = buffer.iter().enumerate().find_map(|(n, &byte)| {
                let ends = nesting.ends_at(byte)?;
                Some(n + usize::from(ends == End::With))
            });
            let taken = end.unwrap_or(buffer.len());
            let is_over = end.is_some() || buffer.is_empty();
            value.extend_from_slice(&buffer[..taken]);
            self.take(taken);
            if is_over {
                return Ok(value);
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

fn cells(input: impl BufRead, delimiter: u8) -> impl Iterator<Item = io::Result<Piece>> {
    let mut reader = cells_reader(delimiter).from_reader(input);
    std::iter::from_fn(move || {
        let mut cells = ByteRecord::new();
        match reader.read_byte_record(&mut cells) {
            Ok(false) => return None,
            Ok(true) => {}
            Err(err) => return Some(Err(err.into())),
        }
        let (start, line) = cells
            .position()
            .map_or((0, 1), |place| (place.byte(), place.line()));
        Some(Ok(Piece {
            start,
            len: reader.position().byte() - start,
            number: line as usize,
            raw: Raw::Cells(cells),
        }))
    })
}

/// Cells in quotes or not; a row may have too few or too many.
pub fn cells_reader(delimiter: u8) -> ReaderBuilder {
    let mut builder = ReaderBuilder::new();
    builder
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true);
    builder
}
