//! stub
use crate::document::Document;
use std::path::Path;
/// stub
pub fn open(path: &Path) -> anyhow::Result<Document> {
    Ok(Document::new(
        path.file_name().unwrap().to_string_lossy(),
        std::fs::read_to_string(path)?,
    ))
}
