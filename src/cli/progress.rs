//! The progress of a filter → a line on standard error, if that is a terminal.

use crate::text::count::count;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// The progress line of a filter.
pub struct Progress {
    is_terminal: bool,
    started: Instant,
    /// When the line was last written, counted from the start; zero if it never was.
    last_shown: Duration,
    /// Pairs of the collections before this one.
    n_before: usize,
    /// Pairs of this collection.
    n_here: usize,
}

/// How often the line is updated.
const SHOW_EVERY: Duration = Duration::from_millis(200);

/// Clears the rest of a line in a terminal (ECMA-48, 8.3.41).
const CLEAR_LINE: &str = "\x1b[K";

impl Progress {
    /// Starts the clock.
    pub fn start() -> Progress {
        Progress {
            is_terminal: io::stderr().is_terminal(),
            started: Instant::now(),
            last_shown: Duration::ZERO,
            n_before: 0,
            n_here: 0,
        }
    }

    /// Shows that `n_done` pairs of this collection and a share of all the work are done, if the line is due for an
    /// update.
    pub fn show(&mut self, n_done: usize, share: impl FnOnce() -> Option<f64>) {
        self.n_here = n_done;
        let passed = self.started.elapsed();
        if self.is_terminal && passed >= self.last_shown + SHOW_EVERY {
            self.last_shown = passed;
            let line = line(self.n_before + n_done, share(), passed);
            let _ = write!(io::stderr(), "\r{line}{CLEAR_LINE}");
        }
    }

    /// Ends the line, so that further output starts on a new one; another collection may follow.
    pub fn end_collection(&mut self) {
        if !self.last_shown.is_zero() {
            let _ = writeln!(io::stderr());
        }
        self.n_before += std::mem::take(&mut self.n_here);
    }
}

/// Characters of the bar.
const BAR_WIDTH: usize = 20;

/// `[#####···············]  25 % · 310 pairs · 103 a second · 0:09 left`; without `share`, the part of the work that is
/// done (0 to 1), only the counts. `passed` is the time since the start.
fn line(n_pairs: usize, share: Option<f64>, passed: Duration) -> String {
    let seconds = passed.as_secs_f64();
    let rate = n_pairs as f64 / seconds.max(f64::EPSILON);
    let pairs = count(n_pairs, "pair");
    let counted = format!("{pairs} · {rate:.0} a second");
    let Some(share) = share.map(|share| share.clamp(0.0, 1.0)) else {
        return counted;
    };
    let n_full = (share * BAR_WIDTH as f64) as usize;
    let (full, rest) = ("#".repeat(n_full), "·".repeat(BAR_WIDTH - n_full));
    let percent = (share * 100.0) as usize;
    let left = if share > 0.0 {
        format!(" · {} left", clock(seconds / share - seconds))
    } else {
        String::new()
    };
    format!("[{full}{rest}] {percent:>3} % · {counted}{left}")
}

/// Seconds as hours, minutes and seconds: `1:02:07`, `2:07`.
fn clock(seconds: f64) -> String {
    let seconds = seconds.ceil() as u64;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_if_the_total_is_known_else_a_count() {
        let line = |n_pairs, share, seconds| line(n_pairs, share, Duration::from_secs(seconds));
        assert_eq!(
            line(310, Some(0.25), 3),
            "[#####···············]  25 % · 310 pairs · 103 a second · 0:09 left"
        );
        assert_eq!(
            line(1, Some(1.0), 1),
            "[####################] 100 % · 1 pair · 1 a second · 0:00 left"
        );
        assert_eq!(
            line(9000, Some(0.01), 90),
            "[····················]   1 % · 9000 pairs · 100 a second · 2:28:30 left"
        );
        assert_eq!(
            line(0, Some(0.0), 0),
            "[····················]   0 % · 0 pairs · 0 a second"
        );
        assert_eq!(line(1234, None, 10), "1234 pairs · 123 a second");
    }
}
