//! A path → an open file whose first bytes come within a limited time, or the reason why it cannot be read.
//!
//! Files can be read again and at any offset. A pipe can be read only once, from start to end, so it must not be
//! opened twice. Devices and sockets are rejected: reading some of them never ends, and reading others takes data
//! that were meant for another program.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

/// Whether a path can be read only once, from start to end. Does not open it.
pub fn is_stream(path: &Path) -> bool {
    let metadata = path.metadata();
    metadata.is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir())
}

/// An open file or pipe, at its start.
pub struct InputFile {
    file: File,
    /// Whether it can be read only once, from start to end.
    pub is_stream: bool,
    /// Its size in bytes when it was opened; 0 if that is unknown, as for pipes and the files of `/proc`.
    pub len: u64,
    /// The timeout for its next bytes.
    wait: Option<Duration>,
}

/// Opens the file or pipe at `path`.
///
/// # Errors
/// If it cannot be opened, if it is a device or a socket, or if no program opens a pipe for writing within
/// [`WRITER_WAIT`]. Reading fails if the first byte of a pipe does not come within [`FIRST_BYTE_WAIT`].
pub fn open(path: &Path) -> io::Result<InputFile> {
    let metadata = path.metadata()?;
    let len = metadata.len();
    let (file, wait) = match () {
        () if metadata.is_dir() => (File::open(path)?, None),
        // git compares a new file with /dev/null.
        () if path == Path::new("/dev/null") => (File::open(path)?, None),
        () if is_pipe(&metadata) => (open_pipe(path)?, Some(FIRST_BYTE_WAIT)),
        () if !metadata.is_file() => return Err(io::Error::other(IS_DEVICE)),
        // An empty file ends at once. A file of /proc reports length 0, but may have content or never end.
        () => (File::open(path)?, (len == 0).then_some(WRITER_WAIT)),
    };
    Ok(InputFile {
        file,
        is_stream: !metadata.is_file() && !metadata.is_dir(),
        len,
        wait,
    })
}

const IS_DEVICE: &str = "it is a device or a socket; name a file or a pipe";

/// The timeout for a program to open a pipe for writing: the shell starts both sides of `<(…)` at once.
const WRITER_WAIT: Duration = Duration::from_secs(3);

/// The timeout for the first byte of a pipe that has been opened for writing.
const FIRST_BYTE_WAIT: Duration = Duration::from_secs(10);

impl InputFile {
    /// The file itself, for reads at any offset.
    pub fn into_file(self) -> File {
        self.file
    }
}

impl Read for InputFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some(wait) = self.wait {
            if !has_bytes(&self.file, wait)? {
                let seconds = wait.as_secs();
                return Err(io::Error::other(format!(
                    "it sent no data for {seconds} s; standard input waits longer: pipe it in, and name it `-`"
                )));
            }
            if self.is_stream {
                self.wait = None; // once data flow, pauses of any length are fine
            }
        }
        self.file.read(buffer)
    }
}

/// Waits until a read would not block, which it does not at the end of the file, either. False after `wait`.
#[cfg(unix)]
fn has_bytes(file: &File, wait: Duration) -> io::Result<bool> {
    use rustix::event::{PollFd, PollFlags, poll};
    let deadline = std::time::Instant::now() + wait;
    loop {
        let left = deadline.saturating_duration_since(std::time::Instant::now());
        let left = left.try_into().ok();
        match poll(&mut [PollFd::new(file, PollFlags::IN)], left.as_ref()) {
            Err(rustix::io::Errno::INTR) => {}
            n_ready => return Ok(n_ready? > 0),
        }
    }
}

#[cfg(not(unix))]
fn has_bytes(_: &File, _: Duration) -> io::Result<bool> {
    Ok(true)
}

#[cfg(unix)]
fn is_pipe(metadata: &Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&metadata.file_type())
}

#[cfg(not(unix))]
fn is_pipe(_: &Metadata) -> bool {
    false
}

/// Opens a pipe. That blocks until a program opens it for writing, so a thread does it, with a timeout.
fn open_pipe(path: &Path) -> io::Result<File> {
    let (sender, receiver) = mpsc::channel();
    let pipe = path.to_owned();
    let thread = std::thread::Builder::new().spawn(move || drop(sender.send(File::open(pipe))));
    if thread.is_err() {
        return File::open(path);
    }
    receiver.recv_timeout(WRITER_WAIT).unwrap_or_else(|_| {
        Err(io::Error::other(
            "it is a pipe, and no program writes to it; start that program first",
        ))
    })
}
