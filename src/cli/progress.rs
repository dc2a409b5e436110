//! How far a filter is → a line for somebody who waits.

use crate::text::count::count;
use std::time::Duration;

/// Characters of the bar.
const BAR_WIDTH: usize = 20;

/// `[#####···············]  25 % · 310 pairs · 103 a second · 0:09 left`, as far as it is known: `share` is how much of
/// the work is done, 0 to 1, if its whole is known, and `passed` how long it took so far.
pub fn line(n_pairs: usize, share: Option<f64>, passed: Duration) -> String {
    let seconds = passed.as_secs_f64();
    let rate = n_pairs as f64 / seconds.max(f64::EPSILON);
    let pairs = count(n_pairs, "pair", "pairs");
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
    fn a_bar_where_the_whole_is_known_else_a_count() {
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
