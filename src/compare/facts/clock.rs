//! `[clock]` of a language file → [`ClockPattern`]s: clock times in words.
//!
//! `half past {h}` is `h + 30`: a phrase with places for the hour and the minutes, and what they add up to.

/// A way of saying a clock time.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ClockPattern {
    /// Its words in order; not empty.
    pub parts: Vec<ClockPart>,
    /// Minutes to add for each hour said, each minute said, and besides.
    sum: [f64; 3],
}

/// A word of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ClockPart {
    /// This word.
    Word(String),
    /// The hour.
    Hour,
    /// The minutes.
    Minutes,
}

impl ClockPattern {
    /// Reads an entry of a language file; `None` if the sum has a term that is neither `h`, `m` nor a number.
    pub fn new(phrase: &str, sum: &str) -> Option<ClockPattern> {
        let parts = phrase.split(' ').map(|word| match word {
            "{h}" => ClockPart::Hour,
            "{m}" => ClockPart::Minutes,
            word => ClockPart::Word(word.to_owned()),
        });
        let mut terms = [0.0; 3];
        let mut sign = 1.0;
        for term in sum.split_whitespace() {
            match term {
                "+" => sign = 1.0,
                "-" => sign = -1.0,
                "h" => terms[0] += sign * 60.0,
                "m" => terms[1] += sign,
                number => terms[2] += sign * number.parse::<f64>().ok()?,
            }
        }
        Some(ClockPattern {
            parts: parts.collect(),
            sum: terms,
        })
    }

    /// Minutes after midnight.
    pub fn minutes(&self, hour: f64, minutes: f64) -> f64 {
        let sum = self.sum[0] * hour + self.sum[1] * minutes + self.sum[2];
        sum.rem_euclid(24.0 * 60.0)
    }
}
