//! A column of a Parquet file → its pages, with a limit on their size.
//!
//! Before it decompresses a page, the library allocates as many bytes as the page header declares. A file of some
//! kilobytes can declare two gigabytes. So the header is checked while the library reads it.

use crate::input::collection::split::RECORD_MAX;
use bytes::Bytes;
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::reader::{ChunkReader, Length, SerializedPageReader};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The most bytes of a page after decompression.
const PAGE_MAX: u64 = RECORD_MAX as u64;

/// The most values of a page; usual pages have some ten thousand.
const VALUES_MAX: u32 = 4 << 20;

/// The pages of a column in a row group.
pub struct Pages(SerializedPageReader<PageFile>);

impl Pages {
    /// Opens a column at its first page.
    ///
    /// # Errors
    /// If the library does not support its compression, or its offsets are outside the file.
    pub fn open(file: Arc<File>, column: &ColumnChunkMetaData, n_rows: usize) -> Result<Pages> {
        let (start, len) = column.byte_range();
        let file = PageFile {
            file,
            n_decompressed: Arc::default(),
        };
        if start.checked_add(len).is_none_or(|end| end > file.len()) {
            return Err(ParquetError::General(
                "a column is outside the file".to_owned(),
            ));
        }
        SerializedPageReader::new(Arc::new(file), column, n_rows, None).map(Pages)
    }
}

impl Iterator for Pages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Result<Page>> {
        self.get_next_page().transpose()
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        let page = self.0.get_next_page()?;
        match page {
            Some(page) if page.num_values() > VALUES_MAX => Err(ParquetError::General(format!(
                "a page has more than {VALUES_MAX} values"
            ))),
            page => Ok(page),
        }
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.0.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.0.skip_next_page()
    }

    fn supports_deferred_dictionary(&self) -> bool {
        self.0.supports_deferred_dictionary()
    }

    fn take_deferred_dictionary(&mut self) -> Result<Option<Page>> {
        self.0.take_deferred_dictionary()
    }

    fn at_record_boundary(&mut self) -> Result<bool> {
        self.0.at_record_boundary()
    }
}

/// The file, as the library reads it: first the header of a page, then its bytes.
struct PageFile {
    file: Arc<File>,
    /// The size after decompression of the page whose header was read last.
    n_decompressed: Arc<AtomicU64>,
}

impl Length for PageFile {
    fn len(&self) -> u64 {
        self.file.len()
    }
}

impl ChunkReader for PageFile {
    type T = Header;

    fn get_read(&self, start: u64) -> Result<Header> {
        Ok(Header {
            file: self.file.get_read(start)?,
            n_decompressed: Arc::clone(&self.n_decompressed),
            is_checked: false,
        })
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        if self.n_decompressed.load(Ordering::Relaxed) > PAGE_MAX {
            let most = PAGE_MAX >> 20;
            return Err(ParquetError::General(format!(
                "a page has more than {most} MB after decompression"
            )));
        }
        if start.saturating_add(length as u64) > self.len() {
            return Err(ParquetError::EOF("the file is truncated".to_owned()));
        }
        self.file.get_bytes(start, length)
    }
}

/// The header of a page while it is read.
struct Header {
    file: BufReader<File>,
    n_decompressed: Arc<AtomicU64>,
    is_checked: bool,
}

impl Read for Header {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if !self.is_checked {
            self.is_checked = true;
            let size = declared_size(self.file.fill_buf()?);
            // A header that cannot be parsed is not trusted: its page counts as too large.
            self.n_decompressed
                .store(size.unwrap_or(u64::MAX), Ordering::Relaxed);
        }
        self.file.read(buffer)
    }
}

/// The second field of a page's header, `uncompressed_page_size`. In Thrift's compact protocol (its specification,
/// "Struct encoding") a field is a byte, here `0x15` for "the next field, a 32-bit integer", and a zigzag varint.
fn declared_size(header: &[u8]) -> Option<u64> {
    let (_, rest) = int_field(header)?; // `type`
    let (size, _) = int_field(rest)?;
    u64::try_from(size).ok()
}

fn int_field(bytes: &[u8]) -> Option<(i64, &[u8])> {
    const NEXT_I32: u8 = 0x15;
    let rest = bytes.strip_prefix(&[NEXT_I32])?;
    let len = rest.iter().take(5).position(|byte| byte & 0x80 == 0)? + 1;
    let digits = rest[..len].iter().rev();
    let number = digits.fold(0, |number, byte| number << 7 | u64::from(byte & 0x7f));
    let value = (number >> 1) as i64 ^ -((number & 1) as i64);
    Some((value, &rest[len..]))
}
