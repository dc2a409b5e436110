//! Records ⇄ the file of a review: read when a pair is opened, and written to the operating system record by record,
//! before the frame that shows them.
//!
//! A line is written whole and at the end, so that what was drawn is there whenever the program dies, and several
//! sessions can write into one file; each reads what the others have added when it writes itself. Nothing is written
//! before there is a record.
//!
//! Every session holds a shared lock on the file. One that finds itself alone with a file of which most is superseded
//! writes what counts into a new one, in order, before its first record.

use crate::review::record::{Header, Record};
use crate::review::records::Records;
use crate::text::side::Side;
use anyhow::{Context, Result};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};
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
    /// The file that the session holds a shared lock on.
    lock: Option<File>,
    /// Whether most of what was read does not count any more.
    is_wasteful: bool,
}

/// So many lines that do not count are left in a file before it is written anew.
const SUPERSEDED_MAX: usize = 500;

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
const SESSION_ONLY: &str = "only --review FILE keeps it";

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
            lock: None,
            is_wasteful: false,
        };
        let mut records = Records::default();
        file.hold()
            .with_context(|| format!("cannot read the review {}", path.display()))?;
        let lines = file.news()?;
        let n_lines = lines.lines().count();
        file.is_headed = Header::last(&lines).is_some_and(|header| header == file.header);
        records.read(&lines);
        let n_superseded = n_lines.saturating_sub(records.living().len());
        file.is_wasteful = n_superseded > SUPERSEDED_MAX.max(n_lines / 2);
        let keeper = ReviewKeeper {
            file: Some(file),
            by,
            last: Ulid::nil(),
            is_known: true,
        };
        Ok((keeper, records))
    }

    /// Keeps records: those without an id get one, all get the time, and those of people the author.
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
            if !record.is_of_checker() {
                record.by.clone_from(&by);
            }
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
        if std::mem::take(&mut self.is_wasteful) {
            self.compact().with_context(written)?;
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
        let is_held = |lock: &File| is_at(lock, &self.path);
        if !self.lock.as_ref().is_some_and(is_held) {
            self.hold().with_context(written)?;
        }
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

    /// Holds a shared lock on the file, if it is there and the system has locks: as long as the session lasts, nobody
    /// writes the file anew. The lock of Windows would keep this session, too, from writing.
    fn hold(&mut self) -> std::io::Result<()> {
        if !cfg!(unix) {
            return Ok(());
        }
        loop {
            let file = match File::open(&self.path) {
                Err(err) if err.kind() == ErrorKind::NotFound => return Ok(()),
                opened => opened?,
            };
            if !lock_shared(&file)? {
                return Ok(()); // a file system without locks
            }
            // Whoever waited for the lock may have got that of a file that was replaced.
            if is_at(&file, &self.path) {
                self.lock = Some(file);
                return Ok(());
            }
        }
    }

    /// Writes the lines that count into a new file, which takes the place of this one, unless another session uses it.
    fn compact(&mut self) -> std::io::Result<()> {
        let Some(file) = self.lock.take() else {
            return Ok(());
        };
        file.unlock()?;
        if file.try_lock().is_ok() && is_at(&file, &self.path) {
            let bytes = fs::read(&self.path)?;
            let lines = compacted(&String::from_utf8_lossy(&bytes));
            let folder = self.path.parent().unwrap_or(Path::new(""));
            let mut new = tempfile::NamedTempFile::new_in(folder)?;
            new.write_all(lines.as_bytes())?;
            new.as_file()
                .set_permissions(file.metadata()?.permissions())?;
            new.persist(&self.path)?;
            self.read_to = lines.len() as u64;
        }
        drop(file);
        self.hold()
    }
}

/// Waits until nobody writes a file anew. False where there are no locks.
fn lock_shared(file: &File) -> std::io::Result<bool> {
    let mut waited = Duration::ZERO;
    loop {
        match file.try_lock_shared() {
            Ok(()) => return Ok(true),
            Err(TryLockError::Error(_)) => return Ok(false),
            Err(TryLockError::WouldBlock) if waited >= LOCK_WAIT => {
                return Err(std::io::Error::new(
                    ErrorKind::WouldBlock,
                    "another program has locked it",
                ));
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_STEP),
        }
        waited += LOCK_STEP;
    }
}

/// How long a session waits for a lock; writing a file anew takes milliseconds.
const LOCK_WAIT: Duration = Duration::from_secs(2);
const LOCK_STEP: Duration = Duration::from_millis(5);

/// Whether a file is the one that a path leads to now.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    let (held, there) = (file.metadata().map(id), fs::metadata(path).map(id));
    held.is_ok_and(|held| there.is_ok_and(|there| held == there))
}

#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

/// The lines of a file that count: the last header, the records by pair, place and id, and what cannot be read.
fn compacted(lines: &str) -> String {
    let mut records = Records::default();
    records.read(lines);
    let mut living = records.living();
    living.sort_by_key(|record| {
        let start = |side: Side| record.at.of(side).map(|at| at.start);
        (&record.pair, Side::BOTH.map(start), &record.id)
    });
    let header = Header::last(lines).and_then(|header| serde_json::to_string(&header).ok());
    let records = living.into_iter().map(Record::line);
    let damaged = lines.lines().filter(|line| {
        let mut alone = Records::default();
        alone.read(line);
        alone.n_damaged > 0
    });
    let lines = header.into_iter().chain(records);
    let lines = lines.chain(damaged.map(str::to_owned));
    lines.map(|line| line + "\n").collect()
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
    use crate::review::record::{Places, VERSION, Verdict};

    fn open(path: &Path) -> (ReviewKeeper, Records) {
        let header = Header {
            diptych: VERSION,
            kind: "pair".to_owned(),
            original: None,
            rewrite: None,
            name: None,
        };
        ReviewKeeper::in_file(path, header, Some("Ed".to_owned())).unwrap()
    }

    /// Gives one passage many verdicts, and a second one.
    fn say_often(path: &Path) {
        let (mut keeper, _) = open(path);
        let verdict = Record::verdict(Verdict::Wrong, Places::default(), None);
        let kept = keeper.keep(vec![verdict.clone(), verdict]).unwrap();
        for _ in 0..SUPERSEDED_MAX {
            keeper.keep(vec![kept.own[0].clone()]).unwrap();
        }
        keeper.keep(vec![kept.own[1].deletion()]).unwrap();
    }

    fn lines(path: &Path) -> Vec<String> {
        let text = fs::read_to_string(path).unwrap();
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_file_of_which_little_counts_is_written_anew_with_the_next_record() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.jsonl");
        say_often(&path);
        let weather = r#"{"id":"Z","kind":"weather","by":"ed","time":"","sky":"blue"}"#;
        let mut text = fs::read_to_string(&path).unwrap();
        text += &format!("{weather}\n{{damaged\n");
        fs::write(&path, &text).unwrap();
        let (mut keeper, records) = open(&path);
        assert_eq!(
            lines(&path).len(),
            text.lines().count(),
            "not by opening it"
        );
        let note = Record::note("Ask.", Places::default());
        let kept = keeper.keep(vec![note.clone()]).unwrap();
        assert!(kept.others.is_empty());
        let now = lines(&path);
        assert_eq!(now.len(), 5, "{now:#?}");
        assert!(now[0].starts_with(r#"{"diptych":1"#));
        assert!(now.contains(&"{damaged".to_owned()));
        assert!(now.iter().any(|line| line.contains(r#""sky":"blue""#)));
        let (_, again) = open(&path);
        assert_eq!(again.living().len(), records.living().len() + 1);
        assert_eq!(again.n_damaged, 1);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_another_session_uses_is_not_written_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.jsonl");
        say_often(&path);
        let n_lines = lines(&path).len();
        let (mut one, _) = open(&path);
        let (mut two, _) = open(&path);
        let note = Record::note("Ask.", Places::default());
        one.keep(vec![note.clone()]).unwrap();
        let kept = two.keep(vec![note.clone()]).unwrap();
        assert_eq!(kept.others.len(), 1, "what the other has said");
        assert_eq!(lines(&path).len(), n_lines + 2);
        // The next one is alone.
        drop((one, two));
        let (mut three, _) = open(&path);
        three.keep(vec![note.clone()]).unwrap();
        assert_eq!(lines(&path).len(), 5);
        // Whoever came after it reads and writes the new file.
        let (mut four, records) = open(&path);
        assert_eq!(records.living().len(), 4);
        four.keep(vec![note]).unwrap();
        assert_eq!(three.keep(Vec::new()).unwrap().others.len(), 1);
    }

    #[test]
    fn a_file_that_was_erased_begins_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.jsonl");
        let (mut keeper, _) = open(&path);
        let note = Record::note("Ask.", Places::default());
        keeper.keep(vec![note.clone()]).unwrap();
        fs::remove_file(&path).unwrap();
        keeper.keep(vec![note]).unwrap();
        assert_eq!(lines(&path).len(), 2, "a header and a record");
    }

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
