//! A text → the clipboard: that of the terminal, of tmux, and of a command of the user's; and what to say if none of them
//! is known to have taken it.

use crate::input::open;
use anyhow::{Context, Result, anyhow, bail};
use crossterm::clipboard::CopyToClipboard;
use crossterm::execute;
use std::env;
use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread::Builder;
use std::time::Duration;

/// How long a session waits for a command to take a text; it takes a few milliseconds.
const COMMAND_WAIT: Duration = Duration::from_secs(1);

/// Hands a text to the terminal (OSC 52), to tmux if that is around it, and to the command `copy`, if it is not empty.
/// Returns what a reader has to know if the terminal may have refused it: it never answers.
///
/// # Errors
/// If the command failed, or the terminal cannot be written.
pub fn copy(text: &str, copy: &str) -> Result<Option<&'static str>> {
    execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))?;
    // tmux takes OSC 52 from programs only if it is told to; `-w` hands the buffer on to the terminal around it.
    let tmux = env::var_os("TMUX").map(|_| run(&["tmux", "load-buffer", "-w", "-"], text));
    if !copy.trim().is_empty() {
        let command = shell_words::split(copy);
        let command = command.with_context(|| format!("the copy command `{copy}`"))?;
        run(&command, text)?;
        return Ok(None);
    }
    Ok(match tmux {
        Some(Ok(())) => None,
        Some(Err(_)) => Some(TMUX_REFUSES),
        None if is_set("TERM", "screen") || is_set("TERM", "tmux") => Some(TMUX_REFUSES),
        None if env::var_os("VTE_VERSION").is_some() => Some(TERMINAL_REFUSES),
        None => None,
    })
}

const TMUX_REFUSES: &str = "tmux may refuse it: `set -s set-clipboard on` in tmux.conf allows it, or the setting `copy` names a command for it";

/// Terminals on VTE (GNOME's and others) ignore OSC 52.
const TERMINAL_REFUSES: &str =
    "this terminal may refuse it; the setting `copy` names a command for it, such as \"wl-copy\"";

fn is_set(variable: &str, beginning: &str) -> bool {
    env::var(variable).is_ok_and(|value| value.starts_with(beginning))
}

/// Runs a command with a text as its input. It gets a thread, because it may never read or end.
fn run<S: AsRef<str>>(command: &[S], text: &str) -> Result<()> {
    let [program, arguments @ ..] = command else {
        bail!("the setting `copy` names no command");
    };
    let program = program.as_ref().to_owned();
    let mut child = Command::new(&program)
        .args(arguments.iter().map(AsRef::as_ref))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|err| anyhow!("cannot copy with {program}: {}", open::reason(&err)))?;
    let (sender, ended) = mpsc::channel();
    let text = text.to_owned();
    Builder::new().spawn(move || {
        // Its exit code says whether it took the text; the pipe is closed before the wait.
        let _ = child
            .stdin
            .take()
            .map(|mut input| input.write_all(text.as_bytes()));
        let _ = sender.send(child.wait());
    })?;
    match ended.recv_timeout(COMMAND_WAIT) {
        Ok(Ok(status)) if status.success() => Ok(()),
        Ok(Ok(status)) => bail!("cannot copy: {program} ended with an error ({status})"),
        Ok(Err(err)) => bail!("cannot copy with {program}: {}", open::reason(&err)),
        Err(_) => bail!("{program} has not taken the text yet"),
    }
}
