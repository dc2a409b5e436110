//! A column of a Parquet file → its pages, none of which is larger than a row may be.
//!
//! The library makes room for as many bytes as the header of a page says that it unpacks to, which may be two
//! gigabytes in a file of some kilobytes. So the header is looked at while the library reads it.

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

/// The most bytes that a page unpacks to.
const PAGE_MAX: u64 = RECORD_MAX as u64;

/// The most values of a page; writers make pages of some ten thousand.
const VALUES_MAX: u32 = 4 << 20;

/// The pages of a column in a row group.
pub struct Pages(SerializedPageReader<PageFile>);

impl Pages {
    /// Begins with the first page.
    ///
    /// # Errors
    /// If they are packed in a way that the library cannot unpack, or lie outside of the file.
    pub fn open(file: Arc<File>, column: &ColumnChunkMetaData, n_rows: usize) -> Result<Pages> {
        let (start, len) = column.byte_range();
        let file = PageFile {
            file,
            n_unpacked: Arc::default(),
        };
        if start.checked_add(len).is_none_or(|end| end > file.len()) {
            return Err(ParquetError::General(
                "a column lies behind the end of the file".to_owned(),
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
    /// What the page unpacks to whose header was read last.
    n_unpacked: Arc<AtomicU64>,
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
            n_unpacked: Arc::clone(&self.n_unpacked),
            is_begun: false,
        })
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        if self.n_unpacked.load(Ordering::Relaxed) > PAGE_MAX {
            let most = PAGE_MAX >> 20;
            return Err(ParquetError::General(format!(
                "a page unpacks to more than {most} MB"
            )));
        }
        if start.saturating_add(length as u64) > self.len() {
            return Err(ParquetError::EOF("the file is cut off".to_owned()));
        }
        self.file.get_bytes(start, length)
    }
}

/// The header of a page while it is read.
struct Header {
    file: BufReader<File>,
    n_unpacked: Arc<AtomicU64>,
    is_begun: bool,
}

impl Read for Header {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if !self.is_begun {
            self.is_begun = true;
            let size = unpacked_size(self.file.fill_buf()?);
            // What cannot be told is not trusted either.
            self.n_unpacked
                .store(size.unwrap_or(u64::MAX), Ordering::Relaxed);
        }
        self.file.read(buffer)
    }
}

/// The second field of a page's header, `uncompressed_page_size`. In Thrift's compact protocol (its specification,
/// "Struct encoding") a field is a byte, here `0x15` for "the next field, a 32-bit integer", and a zigzag varint.
fn unpacked_size(header: &[u8]) -> Option<u64> {
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
