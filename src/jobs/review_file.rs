//! Records ⇄ the file of a review: read when a pair is opened, and written to the operating system record by record,
//! before the frame that shows them.
//!
//! A line is written whole and at the end, so that what was drawn is there whenever the program dies, and several
//! sessions can write into one file; each reads what the others have added when it writes itself. Nothing is written
//! before there is a record.

use crate::review::record::{Header, Record};
use crate::review::records::Records;
use anyhow::{Context, Result};
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;
use ulid::Ulid;

/// Where the records of a session go.
#[derive(Debug)]
pub struct ReviewKeeper {
    file: Option<ReviewFile>,
    /// Who is reviewing; without a name git is asked when there is the first record.
    by: Option<String>,
    /// The last id that was given.
    last: Ulid,
    /// Whether there is nothing to say about where records go, or it was said.
    is_known: bool,
}

#[derive(Debug)]
struct ReviewFile {
    path: PathBuf,
    /// The texts as they are now; the file says so before their first record.
    header: Header,
    /// Whether it does.
    is_headed: bool,
    /// Bytes of the file that are known.
    read_to: u64,
}

/// What was kept.
#[derive(Debug)]
pub struct Kept {
    /// The records of this session, with their ids and times.
    pub own: Vec<Record>,
    /// Those that other sessions have added since.
    pub others: Vec<Record>,
    /// What a person has to know about them, once in a session.
    pub note: Option<&'static str>,
}

/// What to say where no file can be remembered for the texts: pipes, git's copies, the sample.
const SESSION_ONLY: &str = "kept for this session only; --review FILE keeps it";

impl ReviewKeeper {
    /// Keeps records as long as the session lasts, where nobody has named a file.
    pub fn for_session() -> ReviewKeeper {
        ReviewKeeper {
            file: None,
            by: None,
            last: Ulid::nil(),
            is_known: false,
        }
    }

    /// Keeps records in a file, which need not be there yet, and reads those that are in it.
    ///
    /// # Errors
    /// If the file is there and cannot be read.
    pub fn in_file(
        path: &Path,
        header: Header,
        by: Option<String>,
    ) -> Result<(ReviewKeeper, Records)> {
        let mut file = ReviewFile {
            path: path.to_owned(),
            header,
            is_headed: false,
            read_to: 0,
        };
        let mut records = Records::default();
        let lines = file.news()?;
        file.is_headed = Header::last(&lines).is_some_and(|header| header == file.header);
        records.read(&lines);
        let keeper = ReviewKeeper {
            file: Some(file),
            by,
            last: Ulid::nil(),
            is_known: true,
        };
        Ok((keeper, records))
    }

    /// Keeps records: those without an id get one, all get the time and the author.
    ///
    /// # Errors
    /// If the file cannot be written; nothing was kept then.
    pub fn keep(&mut self, mut own: Vec<Record>) -> Result<Kept> {
        let now = SystemTime::now();
        let by = self.by.get_or_insert_with(name_of_git).clone();
        for record in &mut own {
            if record.id.is_empty() {
                self.last = id_after(self.last, now);
                record.id = self.last.to_string();
            }
            record.time = humantime::format_rfc3339_millis(now).to_string();
            record.by.clone_from(&by);
        }
        let others = match &mut self.file {
            Some(file) => file.append(&own)?,
            None => Vec::new(),
        };
        let note = (!std::mem::replace(&mut self.is_known, true)).then_some(SESSION_ONLY);
        Ok(Kept { own, others, note })
    }
}

/// The name that git puts on commits; empty without one.
fn name_of_git() -> String {
    let mut git = Command::new("git");
    let answer = git
        .args(["config", "user.name"])
        .stdin(Stdio::null())
        .output();
    answer.map_or(String::new(), |answer| {
        String::from_utf8_lossy(&answer.stdout).trim().to_owned()
    })
}

/// The id of a record. Ids are in the order in which the records of a session were made, also within a millisecond.
fn id_after(last: Ulid, now: SystemTime) -> Ulid {
    let since = now.duration_since(SystemTime::UNIX_EPOCH);
    let millis = since.map_or(0, |since| since.as_millis() as u64);
    let is_new = millis > last.timestamp_ms();
    let next = last.increment().filter(|_| !is_new);
    next.unwrap_or_else(|| Ulid::from_parts(millis, fastrand::u128(..)))
}

impl ReviewFile {
    /// What was added since the file was read last; nothing if it is not there.
    fn news(&mut self) -> Result<String> {
        let path = self.path.clone();
        let read = || format!("cannot read the review {}", path.display());
        let mut file = match File::open(&self.path) {
            Ok(file) => file,
            Err(err) if err.kind() == ErrorKind::NotFound => {
                self.read_to = 0;
                return Ok(String::new());
            }
            Err(err) => return Err(err).with_context(read),
        };
        let length = file.metadata().with_context(read)?.len();
        if length < self.read_to {
            self.read_to = 0; // it was written anew
        }
        file.seek(SeekFrom::Start(self.read_to))
            .with_context(read)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).with_context(read)?;
        // A line that is still being written is read the next time.
        let whole = bytes
            .iter()
            .rposition(|&byte| byte == b'\n')
            .map_or(0, |n| n + 1);
        let known = if self.read_to == 0 {
            bytes.len()
        } else {
            whole
        };
        self.read_to += known as u64;
        Ok(String::from_utf8_lossy(&bytes[..known]).into_owned())
    }

    /// Writes records at the end. Gives what others have added since the file was read last.
    fn append(&mut self, records: &[Record]) -> Result<Vec<Record>> {
        let path = self.path.clone();
        let written = || format!("not kept: cannot write the review {}", path.display());
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder).with_context(written)?;
        }
        let mut others = Records::default();
        others.read(&self.news()?);
        let mut options = OpenOptions::new();
        let mut file = options
            .read(true)
            .append(true)
            .create(true)
            .open(&self.path)
            .with_context(written)?;
        let length = file.metadata().with_context(written)?.len();
        let mut lines = String::new();
        if length > 0 && !ends_with_line_end(&mut file).with_context(written)? {
            lines.push('\n'); // a session was ended in the middle of a line
        }
        if !self.is_headed || length == 0 {
            lines += &serde_json::to_string(&self.header).with_context(written)?;
            lines.push('\n');
        }
        for record in records {
            lines += &record.line();
            lines.push('\n');
        }
        file.write_all(lines.as_bytes()).with_context(written)?;
        self.is_headed = true;
        if length == self.read_to {
            self.read_to += lines.len() as u64;
        }
        Ok(others.into_records())
    }
}

fn ends_with_line_end(file: &mut File) -> std::io::Result<bool> {
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == [b'\n'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn ids_are_in_the_order_of_their_records_whatever_the_clock_says() {
        let at = |millis: u64| SystemTime::UNIX_EPOCH + Duration::from_millis(millis);
        let mut last = Ulid::nil();
        for millis in [7, 7, 7, 8, 6, 8, 9, 9] {
            let next = id_after(last, at(millis));
            assert!(next.to_string() > last.to_string());
            last = next;
        }
    }
}
