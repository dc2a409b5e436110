//! Arguments → [`cli`] → exit code; or the guard of a checker.

use diptych::cli;
use diptych::jobs::guard;
use std::ffi::OsString;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    match guard::guarded(&arguments) {
        Some(checker) => ExitCode::from(guard::run(checker)),
        None => cli::run(&arguments),
    }
}
