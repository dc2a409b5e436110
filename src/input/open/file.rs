//! A path → an open file that yields its bytes within a bounded time, or why it cannot be read.
//!
//! Files can be read again and at any place. What comes through a pipe can be read once, from its beginning to its
//! end, so whoever opens a path keeps what it opened. Devices and sockets are refused: reading some of them never
//! ends, and reading others takes away what was meant for another program.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

/// Whether what is at a path can be read once, from its beginning to its end. Opens nothing.
pub fn is_stream(path: &Path) -> bool {
    let metadata = path.metadata();
    metadata.is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir())
}

/// A file that was opened to be read from its beginning.
pub struct InputFile {
    file: File,
    /// Whether it can be read once, from its beginning to its end.
    pub is_stream: bool,
    /// Its size in bytes when it was opened; 0 where nobody knows, as for pipes and the files of `/proc`.
    pub len: u64,
    /// How long to wait for its next bytes.
    wait: Option<Duration>,
}

/// Opens what is at `path`.
///
/// # Errors
/// If nothing can be read there: also if it is a device or a socket, or a pipe that nobody writes to within
/// [`WRITER_WAIT`]. Reading fails if the first byte of a pipe does not come within [`FIRST_BYTE_WAIT`].
pub fn open(path: &Path) -> io::Result<InputFile> {
    let metadata = path.metadata()?;
    let len = metadata.len();
    let (file, wait) = match () {
        () if metadata.is_dir() => (File::open(path)?, None),
        // Nothing at all, by its usual name: what git compares a new file with.
        () if path == Path::new("/dev/null") => (File::open(path)?, None),
        () if is_pipe(&metadata) => (open_pipe(path)?, Some(FIRST_BYTE_WAIT)),
        () if !metadata.is_file() => return Err(io::Error::other(IS_DEVICE)),
        // An empty file has its end at once. A file of /proc says that it is empty, and may have no end.
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

/// How long a pipe may be without a writer: the shell starts both sides of `<(…)` at once.
const WRITER_WAIT: Duration = Duration::from_secs(3);

/// How long whoever has opened a pipe may take to write its first byte.
const FIRST_BYTE_WAIT: Duration = Duration::from_secs(10);

impl InputFile {
    /// The file itself, to be read at any place.
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
                    "nothing came from it for {seconds} s; `-` waits longer: program | diptych …"
                )));
            }
            if self.is_stream {
                self.wait = None; // who has begun to write may take a rest
            }
        }
        self.file.read(buffer)
    }
}

/// Whether there is something to read, if only the end, within `wait`.
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

/// Opens a pipe. That waits for somebody to write to it, so not for ever.
fn open_pipe(path: &Path) -> io::Result<File> {
    let (sender, receiver) = mpsc::channel();
    let of_thread = path.to_owned();
    let opening =
        std::thread::Builder::new().spawn(move || drop(sender.send(File::open(of_thread))));
    if opening.is_err() {
        return File::open(path);
    }
    receiver.recv_timeout(WRITER_WAIT).unwrap_or_else(|_| {
        Err(io::Error::other(
            "it is a pipe, and nobody writes to it; start what writes first",
        ))
    })
}
