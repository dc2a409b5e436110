//! A Parquet file → its rows.
//!
//! Parquet stores columns separately, in pages of about a megabyte that can only be decompressed as a whole. So rows
//! are read by cursors that move forward through a row group: one for a pass over all rows, and a few that stay at the
//! rows read last, since the next row to be read is usually a little further on.
//!
//! The file is not trusted: panics of the library are caught ([`border`](crate::input::open::border)), the size of
//! pages is limited ([`pages`]), and after a row that cannot be read the rest of its row group is skipped.

mod pages;

use super::fields::{FIELDS_MAX, FieldIndices, Fields};
use super::record::{
    Content, InvalidText, Label, PairRecord, SideInput, check_id, display_value, truncate_title,
};
use super::source::{Amount, RawRecord, RecordSpan, Records, Source, SpannedRecord};
use crate::input::open;
use crate::input::open::border::isolate;
use crate::text::document::{LINES_MAX, TEXT_MAX};
use crate::text::glyph;
use crate::text::side::{Pair, Side};
use anyhow::{Context, Result, anyhow, ensure};
use pages::Pages;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::{ByteArray, DataType};
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};
use parquet::schema::types::{ColumnDescPtr, ColumnDescriptor};
use serde_json::Value;
use std::collections::VecDeque;
use std::fs::File;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// An open Parquet file.
pub struct ParquetSource {
    path: PathBuf,
    file: Arc<File>,
    metadata: ParquetMetaData,
    columns: FieldIndices,
    names: Vec<String>,
    /// The first row of each row group, followed by the total number of rows.
    starts: Vec<usize>,
    access: Mutex<Access>,
}

/// The state of random access.
#[derive(Default)]
struct Access {
    /// The most recently used is last.
    cursors: VecDeque<RowGroupCursor>,
    /// A cache of rows that cursors moved over: another thread may ask for them soon.
    passed: VecDeque<(usize, RowCells)>,
    /// Rows that cannot be read, up to the end of their row group, and the error messages.
    skipped: Vec<(Range<usize>, String)>,
}

/// The most cursors that are kept: for the pairs on the screen, and for those that are computed in the background.
const CURSORS_KEPT: usize = 3;

/// The most rows in the cache: more than there are worker threads.
const ROWS_KEPT: usize = 32;

/// The id, the title, the original and the rewrite of a row, as far as they are requested.
type RowCells = [CellValue; 4];

/// The value in a column of a row.
#[derive(Debug, Clone, Default)]
enum CellValue {
    #[default]
    Null,
    Number(i64),
    Content(Content),
    TooLong,
}

impl ParquetSource {
    /// Reads the metadata.
    ///
    /// # Errors
    /// If it is no complete Parquet file, or has no columns for the texts.
    pub fn open(path: &Path, file: File, fields: &Fields) -> Result<ParquetSource> {
        const DAMAGED: &str = "it is not a complete Parquet file; it may be truncated";
        let metadata = isolate(|| ParquetMetaDataReader::new().parse_and_finish(&file));
        let metadata = metadata.context(DAMAGED)?.context(DAMAGED)?;
        let columns = metadata.file_metadata().schema_descr().columns();
        ensure!(
            columns.len() <= FIELDS_MAX,
            "it has more than {FIELDS_MAX} columns"
        );
        let names: Vec<String> = columns.iter().map(|column| column_name(column)).collect();
        let borrowed: Vec<&str> = names.iter().map(String::as_str).collect();
        let found = fields
            .find(&borrowed)
            .map_err(|err| anyhow!(glyph::escaped(&err).into_owned()))?;
        let mut table = ParquetSource {
            path: path.to_owned(),
            file: Arc::new(file),
            starts: vec![0],
            columns: found,
            names,
            access: Mutex::default(),
            metadata,
        };
        for n in 0..table.metadata.num_row_groups() {
            let n_rows = table.n_rows(n).context(DAMAGED)?;
            table.starts.push(table.len().saturating_add(n_rows));
        }
        Ok(table)
    }

    /// The number of rows.
    fn len(&self) -> usize {
        self.starts[self.starts.len() - 1]
    }

    /// The number of rows of a row group.
    ///
    /// # Errors
    /// If the columns contradict it.
    fn n_rows(&self, group: usize) -> Result<usize> {
        let group = self.metadata.row_group(group);
        let n_rows = group.num_rows();
        for column in self.wanted_columns().into_iter().flatten() {
            let values = group.columns().get(column).context("a column is missing")?;
            let is_flat = values.column_descr().max_rep_level() == 0;
            let n_values = values.num_values();
            ensure!(
                n_rows >= 0 && (n_values == n_rows || !is_flat && n_values > n_rows),
                "{n_values} values in {n_rows} rows"
            );
        }
        Ok(n_rows as usize)
    }

    /// The indices of the columns to read, in the order of [`RowCells`].
    fn wanted_columns(&self) -> [Option<usize>; 4] {
        let Pair { original, rewrite } = self.columns.texts;
        let FieldIndices { id, title, .. } = self.columns;
        [id, title, Some(original), Some(rewrite)]
    }

    /// A cursor at the start of a row group.
    fn cursor(&self, group: usize, wanted: [Option<usize>; 4]) -> Result<RowGroupCursor> {
        let column = |column: usize| {
            let chunk = self.metadata.row_group(group).columns().get(column);
            let chunk = chunk.context("a column is missing")?;
            let description = chunk.column_descr_ptr();
            let pages = Pages::open(Arc::clone(&self.file), chunk, self.starts[group + 1])?;
            let reader = get_column_reader(Arc::clone(&description), Box::new(pages));
            anyhow::Ok(ColumnCursor {
                description,
                reader,
            })
        };
        let columns = isolate(|| {
            let mut columns = [None, None, None, None];
            for (place, wanted) in columns.iter_mut().zip(wanted) {
                *place = wanted.map(column).transpose()?;
            }
            anyhow::Ok(columns)
        });
        Ok(RowGroupCursor {
            rows: self.starts[group]..self.starts[group + 1],
            columns: columns??,
        })
    }

    /// Reads any row.
    fn cells(&self, row: usize) -> Result<RowCells, String> {
        let mut access = self.access.lock().unwrap_or_else(PoisonError::into_inner);
        let is_there = |(rows, _): &&(Range<usize>, String)| rows.contains(&row);
        if let Some((_, why)) = access.skipped.iter().find(is_there) {
            return Err(why.clone());
        }
        if let Some((_, cells)) = access.passed.iter().find(|(passed, _)| *passed == row) {
            return Ok(cells.clone());
        }
        let group = self.starts.partition_point(|&start| start <= row) - 1;
        let end = self.starts[group + 1];
        match self.seek(row, group, &mut access) {
            Ok(cells) => Ok(cells),
            Err((from, err)) => {
                let why = skip_message(&err, from..end);
                access.skipped.push((from..end, why.clone()));
                Err(why)
            }
        }
    }

    /// Moves the nearest cursor before a row to it, and reads the row. An error says at which row it failed.
    fn seek(
        &self,
        row: usize,
        group: usize,
        access: &mut Access,
    ) -> Result<RowCells, (usize, anyhow::Error)> {
        let ahead = access.cursors.iter().enumerate();
        let ahead = ahead.filter(|(_, cursor)| cursor.rows.start <= row && row < cursor.rows.end);
        let nearest = ahead.max_by_key(|(_, cursor)| cursor.rows.start);
        let nearest = nearest.map(|(n, _)| n);
        let cursor = nearest.and_then(|n| access.cursors.remove(n));
        let start = self.starts[group];
        let mut cursor = match cursor {
            Some(cursor) => cursor,
            None => self
                .cursor(group, self.wanted_columns())
                .map_err(|err| (start, err))?,
        };
        let n_skipped = (row - cursor.rows.start).saturating_sub(ROWS_KEPT);
        let from = cursor.rows.start;
        cursor.skip(n_skipped).map_err(|err| (from, err))?;
        loop {
            let passed = cursor.rows.start;
            let cells = cursor.read_row().map_err(|err| (passed, err))?;
            if access.passed.len() == ROWS_KEPT {
                access.passed.pop_front();
            }
            access.passed.push_back((passed, cells.clone()));
            if passed == row {
                if access.cursors.len() == CURSORS_KEPT {
                    access.cursors.pop_front();
                }
                access.cursors.push_back(cursor);
                return Ok(cells);
            }
        }
    }

    fn parse_cells(&self, cells: RowCells) -> PairRecord {
        let [id, title, original, rewrite] = cells;
        let id = match id {
            CellValue::Null => Ok(Value::Null),
            CellValue::Number(number) => Ok(number.into()),
            CellValue::Content(Content::Text(text)) => check_id(text.into()),
            CellValue::Content(Content::List(list)) => Ok(list.into()),
            CellValue::TooLong => check_id(Value::Null),
        };
        let input = |side: Side, cell: CellValue| {
            let input = match cell {
                CellValue::Content(content) => SideInput::of(content),
                CellValue::TooLong => Err(InvalidText::Size),
                CellValue::Null | CellValue::Number(_) => Err(InvalidText::Type),
            };
            input.map_err(|invalid| invalid.expected(&self.names[self.columns.texts[side]]))
        };
        let title = match title {
            CellValue::Content(Content::Text(text)) => {
                display_value(&text.into()).map(truncate_title)
            }
            CellValue::Number(number) => Some(number.to_string()),
            _ => None,
        };
        PairRecord {
            id: id.clone().unwrap_or_default(),
            title,
            texts: id.and_then(|_| {
                Ok(Pair {
                    original: input(Side::Original, original)?,
                    rewrite: input(Side::Rewrite, rewrite)?,
                })
            }),
        }
    }

    /// All rows in order. After a row that cannot be read, the rest of its row group is skipped.
    fn scan_rows(
        &self,
        wanted: [Option<usize>; 4],
    ) -> impl Iterator<Item = (usize, Result<RowCells, String>)> + '_ {
        let groups = 0..self.starts.len() - 1;
        groups.flat_map(move |group| {
            let end = self.starts[group + 1];
            let mut cursor = self.cursor(group, wanted);
            let mut row = self.starts[group];
            std::iter::from_fn(move || {
                let at = row;
                if at >= end {
                    return None;
                }
                let cells = match &mut cursor {
                    Ok(cursor) => cursor.read_row(),
                    Err(err) => Err(anyhow!("{err:#}")),
                };
                row = if cells.is_ok() { at + 1 } else { end };
                Some((at, cells.map_err(|err| skip_message(&err, at..end))))
            })
        })
    }
}

/// The error message for rows that cannot be read.
fn skip_message(err: &anyhow::Error, rows: Range<usize>) -> String {
    let err = open::display_name(&format!("{err:#}")).into_owned();
    match rows.len() {
        1 => format!("cannot be read: {err}"),
        _ => format!(
            "cannot be read, and neither can the rows up to {}: {err}",
            rows.end
        ),
    }
}

impl Source for ParquetSource {
    fn path(&self) -> Option<&Path> {
        Some(&self.path)
    }

    fn record_noun(&self) -> Option<&'static str> {
        Some("row")
    }

    fn amount(&self) -> Option<Amount> {
        Some(Amount::Records(self.len()))
    }

    fn scan(&self, found: &mut dyn FnMut(RecordSpan, Label) -> bool) -> Result<bool> {
        let [id, title, ..] = self.wanted_columns();
        for (row, cells) in self.scan_rows([id, title, None, None]) {
            let problem = cells.as_ref().err().cloned();
            let row_label = Label::of_record(&self.parse_cells(cells.unwrap_or_default()));
            let label = Label {
                problem,
                ..row_label
            };
            if !found(RecordSpan::nth(row), label) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn records(&self) -> Result<Records<'_>> {
        let rows = self.scan_rows(self.wanted_columns());
        Ok(Box::new(rows.map(|(row, cells)| {
            let record = cells.map_or_else(PairRecord::from_error, |cells| self.parse_cells(cells));
            Ok(SpannedRecord {
                span: RecordSpan::nth(row),
                raw: RawRecord::Parsed(Box::new(record)),
            })
        })))
    }

    fn raw(&self, span: &RecordSpan) -> Result<RawRecord, String> {
        let cells = self.cells(span.start as usize)?;
        Ok(RawRecord::Parsed(Box::new(self.parse_cells(cells))))
    }

    fn parse(&self, _: &RecordSpan, raw: RawRecord) -> PairRecord {
        match raw {
            RawRecord::Parsed(row) => *row,
            _ => PairRecord::from_error("a row of a Parquet file"),
        }
    }
}

/// Moves forward through a row group. After an error it must not be used again.
struct RowGroupCursor {
    /// The next row, and the end of the row group.
    rows: Range<usize>,
    columns: [Option<ColumnCursor>; 4],
}

struct ColumnCursor {
    description: ColumnDescPtr,
    reader: ColumnReader,
}

impl RowGroupCursor {
    fn read_row(&mut self) -> Result<RowCells> {
        let mut cells = RowCells::default();
        for (cell, column) in cells.iter_mut().zip(&mut self.columns) {
            if let Some(column) = column {
                *cell = isolate(|| column.read_cell())??;
            }
        }
        self.rows.start += 1;
        Ok(cells)
    }

    fn skip(&mut self, n_rows: usize) -> Result<()> {
        for column in self.columns.iter_mut().flatten() {
            isolate(|| column.skip(n_rows))??;
        }
        self.rows.start += n_rows;
        Ok(())
    }
}

impl ColumnCursor {
    fn read_cell(&mut self) -> Result<CellValue> {
        let number = |number: i64| Some(CellValue::Number(number));
        let description = &self.description;
        match &mut self.reader {
            ColumnReader::ByteArrayColumnReader(reader) => {
                read_value(reader, description, text_value)
            }
            ColumnReader::Int32ColumnReader(reader) => {
                read_value(reader, description, |n| number(n.into()))
            }
            ColumnReader::Int64ColumnReader(reader) => read_value(reader, description, number),
            _ => Ok(CellValue::Null),
        }
    }

    fn skip(&mut self, n_rows: usize) -> Result<()> {
        let n_skipped = match &mut self.reader {
            ColumnReader::ByteArrayColumnReader(reader) => reader.skip_records(n_rows)?,
            ColumnReader::Int32ColumnReader(reader) => reader.skip_records(n_rows)?,
            ColumnReader::Int64ColumnReader(reader) => reader.skip_records(n_rows)?,
            _ => n_rows,
        };
        ensure!(n_skipped == n_rows, ENDS_EARLY);
        Ok(())
    }
}

const ENDS_EARLY: &str = "a column ends too early";

/// `original` for a column of texts or of lists of texts, whose values are nested deeper; `article.body` in a struct.
fn column_name(column: &ColumnDescriptor) -> String {
    let parts = column.path().parts();
    match column.max_rep_level() {
        0 => parts.join("."),
        _ => parts.first().cloned().unwrap_or_default(),
    }
}

fn text_value(bytes: ByteArray) -> Option<CellValue> {
    if bytes.len() > TEXT_MAX {
        return Some(CellValue::TooLong);
    }
    let text = std::str::from_utf8(bytes.data()).ok()?;
    Some(CellValue::Content(Content::Text(text.to_owned())))
}

/// The next value or list of values. Parquet stores them with levels: a definition level below the highest means null
/// or an empty list.
fn read_value<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    column: &ColumnDescriptor,
    value: impl Fn(T::T) -> Option<CellValue>,
) -> Result<CellValue> {
    let (mut definitions, mut repetitions, mut found) = (Vec::new(), Vec::new(), Vec::new());
    let (n_rows, ..) = reader.read_records(
        1,
        Some(&mut definitions),
        Some(&mut repetitions),
        &mut found,
    )?;
    ensure!(n_rows == 1, ENDS_EARLY);
    let mut found = found.into_iter();
    if column.max_rep_level() == 0 {
        return Ok(found.next().and_then(value).unwrap_or_default());
    }
    if definitions.first() == Some(&0) {
        return Ok(CellValue::Null);
    }
    if found.len() > LINES_MAX {
        return Ok(CellValue::TooLong);
    }
    let (mut list, mut n_bytes) = (Vec::new(), 0);
    for cell in found.map(value) {
        match cell {
            Some(CellValue::Content(Content::Text(text))) => {
                n_bytes += text.len();
                list.push(text);
            }
            Some(CellValue::TooLong) => return Ok(CellValue::TooLong),
            _ => return Ok(CellValue::Null), // not a list of texts
        }
        if n_bytes > TEXT_MAX {
            return Ok(CellValue::TooLong);
        }
    }
    Ok(CellValue::Content(Content::List(list)))
}
