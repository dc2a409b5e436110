//! A Parquet file → its rows, a few at a time.
//!
//! Values are packed in pages of about a megabyte, so neighbouring rows are read together and kept for a while.

use super::fields::{Fields, Found};
use super::row::Row;
use crate::side::Side;
use anyhow::{Context, Result, anyhow};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;
use serde_json::Value;
use std::collections::VecDeque;
use std::fs::File;
use std::sync::{Mutex, PoisonError};

/// A Parquet file whose columns are known.
pub struct Table {
    columns: Found,
    names: Vec<String>,
    /// The first row of each row group, and the number of all rows.
    starts: Vec<usize>,
    access: Mutex<Access>,
}

struct Access {
    file: SerializedFileReader<File>,
    /// Blocks of rows that were read last.
    blocks: VecDeque<Block>,
}

/// Rows that were read together.
struct Block {
    first: usize,
    /// The values of the id, the title, the original and the rewrite.
    rows: Vec<[Value; 4]>,
}

/// Rows that are read together.
const BLOCK: usize = 64;

/// Blocks that are kept: what is on screen and what is being worked on.
const BLOCKS_KEPT: usize = 6;

impl Table {
    /// Reads the names of the columns.
    pub fn open(file: File, fields: &Fields) -> Result<Table> {
        let file = SerializedFileReader::new(file)
            .context("it is no whole Parquet file; perhaps it was cut off")?;
        let metadata = file.metadata();
        let columns = metadata.file_metadata().schema_descr().columns();
        let names: Vec<String> = columns.iter().map(|column| name(column)).collect();
        let borrowed: Vec<&str> = names.iter().map(String::as_str).collect();
        let columns = fields.find(&borrowed).map_err(|err| anyhow!(err))?;
        let mut starts = vec![0];
        for group in metadata.row_groups() {
            starts.push(starts[starts.len() - 1] + group.num_rows().max(0) as usize);
        }
        Ok(Table {
            columns,
            names,
            starts,
            access: Mutex::new(Access {
                file,
                blocks: VecDeque::new(),
            }),
        })
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.starts[self.starts.len() - 1]
    }

    /// Reads a row.
    pub fn row(&self, row: usize) -> Result<Row> {
        let mut access = self.access.lock().unwrap_or_else(PoisonError::into_inner);
        let block = match access.blocks.iter().position(|block| block.holds(row)) {
            Some(n) => n,
            None => {
                let block = self.block(&access.file, row)?;
                access.blocks.truncate(BLOCKS_KEPT - 1);
                access.blocks.push_front(block);
                0
            }
        };
        let block = &access.blocks[block];
        let [id, title, original, rewrite] = block.rows[row - block.first].clone();
        let name = |side: Side| self.names[self.columns.texts[side]].as_str();
        Ok(Row::of_values(
            id,
            title,
            (name(Side::Original), original),
            (name(Side::Rewrite), rewrite),
        ))
    }

    /// The ids and titles of all rows.
    pub fn labels(&self) -> impl Iterator<Item = Result<(Value, Value)>> + '_ {
        let groups = 0..self.starts.len() - 1;
        groups.flat_map(move |group| {
            let n_rows = self.starts[group + 1] - self.starts[group];
            let access = self.access.lock().unwrap_or_else(PoisonError::into_inner);
            let column = |n: Option<usize>| self.column(&access.file, n, group, 0, n_rows);
            let both =
                column(self.columns.id).and_then(|ids| Ok((ids, column(self.columns.title)?)));
            match both {
                Ok((ids, titles)) => ids.into_iter().zip(titles).map(Ok).collect(),
                Err(err) => vec![Err(err)],
            }
        })
    }

    /// The block that holds a row; blocks do not reach over the borders of row groups.
    fn block(&self, file: &SerializedFileReader<File>, row: usize) -> Result<Block> {
        let group = self.starts.partition_point(|&start| start <= row) - 1;
        let (start, end) = (self.starts[group], self.starts[group + 1]);
        let skipped = (row - start) / BLOCK * BLOCK;
        let n_rows = BLOCK.min(end - start - skipped);
        let column = |n: Option<usize>| self.column(file, n, group, skipped, n_rows);
        let ids = column(self.columns.id)?;
        let titles = column(self.columns.title)?;
        let originals = column(Some(self.columns.texts.original))?;
        let rewrites = column(Some(self.columns.texts.rewrite))?;
        let rows = ids.into_iter().zip(titles).zip(originals).zip(rewrites);
        Ok(Block {
            first: start + skipped,
            rows: rows.map(|(((a, b), c), d)| [a, b, c, d]).collect(),
        })
    }

    /// The values of a column in some rows of a row group; nulls if there is no such column.
    fn column(
        &self,
        file: &SerializedFileReader<File>,
        column: Option<usize>,
        group: usize,
        skipped: usize,
        n_rows: usize,
    ) -> Result<Vec<Value>> {
        let Some(column) = column else {
            return Ok(vec![Value::Null; n_rows]);
        };
        let descriptor = file
            .metadata()
            .file_metadata()
            .schema_descr()
            .column(column);
        let reader = file.get_row_group(group)?.get_column_reader(column)?;
        let values = match reader {
            ColumnReader::ByteArrayColumnReader(reader) => {
                values(reader, &descriptor, skipped, n_rows, text)
            }
            ColumnReader::Int32ColumnReader(reader) => {
                values(reader, &descriptor, skipped, n_rows, Value::from)
            }
            ColumnReader::Int64ColumnReader(reader) => {
                values(reader, &descriptor, skipped, n_rows, Value::from)
            }
            _ => Ok(vec![Value::Null; n_rows]),
        }?;
        match values.len() == n_rows {
            true => Ok(values),
            false => Err(anyhow!("a column ends too early")),
        }
    }
}

impl Block {
    fn holds(&self, row: usize) -> bool {
        (self.first..self.first + self.rows.len()).contains(&row)
    }
}

/// `original` for a text, also for a list of texts, whose values lie deeper; `article.body` inside a struct.
fn name(column: &ColumnDescriptor) -> String {
    let parts = column.path().parts();
    match column.max_rep_level() {
        0 => parts.join("."),
        _ => parts[0].clone(),
    }
}

fn text(bytes: ByteArray) -> Value {
    match std::str::from_utf8(bytes.data()) {
        Ok(text) => Value::from(text),
        Err(_) => Value::Null,
    }
}

/// Values and lists of values, put together from the levels that Parquet stores them by: a repetition level of 0
/// begins a row, and a definition level below the highest is a null or an empty list.
fn values<T: DataType>(
    mut reader: ColumnReaderImpl<T>,
    column: &ColumnDescriptor,
    skipped: usize,
    n_rows: usize,
    value: impl Fn(T::T) -> Value,
) -> Result<Vec<Value>> {
    let (mut definitions, mut repetitions, mut found) = (Vec::new(), Vec::new(), Vec::new());
    reader.skip_records(skipped)?;
    reader.read_records(
        n_rows,
        Some(&mut definitions),
        Some(&mut repetitions),
        &mut found,
    )?;
    let highest = column.max_def_level();
    let n_levels = definitions.len().max(found.len());
    let mut found = found.into_iter();
    let mut rows: Vec<Value> = Vec::new();
    for n in 0..n_levels {
        let definition = definitions.get(n).copied().unwrap_or(highest);
        let is_there = definition == highest;
        let value = is_there.then(|| found.next().map(&value)).flatten();
        if column.max_rep_level() == 0 {
            rows.push(value.unwrap_or_default());
            continue;
        }
        if repetitions.get(n) == Some(&0) {
            rows.push(match definition {
                0 => Value::Null,
                _ => Value::Array(Vec::new()),
            });
        }
        if let (Some(Value::Array(list)), Some(value)) = (rows.last_mut(), value) {
            list.push(value);
        }
    }
    Ok(rows)
}
