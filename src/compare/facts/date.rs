//! Words → [`Date`]s.
//!
//! A date is a day, month, year or weekday, as far as the text gives it. Clock times and durations are figures (see
//! `quantity`). Relative dates (`last fall`) are ignored, because the day of publication is not known.

use crate::compare::facts::cued_text::CuedText;
use crate::compare::facts::cues::Cue;
use crate::text::language::{CueClass, DateWords, Phrases};
use std::ops::Range;

/// A date, as far as the text says it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Date {
    /// All its words.
    pub words: Range<usize>,
    /// 2020; of a decade its first year.
    pub year: Option<i64>,
    /// Whether the whole decade is meant.
    pub is_decade: bool,
    /// January is 1.
    pub month: Option<u8>,
    /// Of the month.
    pub day: Option<u8>,
    /// Monday is 1.
    pub weekday: Option<u8>,
}

impl Date {
    /// Components that both name, and how many of them are equal.
    pub fn compare(&self, other: &Date) -> (usize, usize) {
        fn both<T: PartialEq>(a: Option<T>, b: Option<T>) -> Option<bool> {
            Some(a? == b?)
        }
        let decade = both(
            self.year.map(|_| self.is_decade),
            other.year.map(|_| other.is_decade),
        );
        let components = [
            both(self.year, other.year).filter(|_| decade == Some(true)),
            both(self.month, other.month),
            both(self.day, other.day),
            both(self.weekday, other.weekday),
        ];
        let common = components.iter().flatten().count();
        (
            common,
            components
                .into_iter()
                .flatten()
                .filter(|&equal| equal)
                .count(),
        )
    }

    /// Whether the two name something in common, and nothing that differs.
    pub fn equals(&self, other: &Date) -> bool {
        let (common, equal) = self.compare(other);
        common > 0 && common == equal
    }
}

/// The dates of all words.
pub fn dates(text: &CuedText) -> Vec<Date> {
    let mut dates = Vec::new();
    for segment in 0..text.kinds.len() {
        let words = text.words_of(segment);
        let mut next = words.start;
        while next < words.end {
            let parser = DateParser {
                text,
                start: words.start,
                end: words.end,
            };
            match parser.date(next) {
                Some(date) => {
                    next = date.words.end;
                    dates.push(date);
                }
                None => next += 1,
            }
        }
    }
    dates
}

struct DateParser<'a> {
    text: &'a CuedText<'a>,
    start: usize,
    end: usize,
}

impl DateParser<'_> {
    fn date(&self, first: usize) -> Option<Date> {
        if let Some(date) = self.in_digits(first) {
            return Some(date);
        }
        let mut date = Date::default();
        let mut at = first;
        if let Some(weekday) = self.cue(at, |cue| {
            if let Cue::Weekday(n) = cue {
                Some(n)
            } else {
                None
            }
        }) {
            date.weekday = Some(weekday);
            at += 1;
            let behind = self.skip(at, &[",", "."], &self.words().after_weekday);
            at = match self.day_and_month(behind, &mut date) {
                Some(end) => end,
                None => at,
            };
        } else {
            at = match self.day_and_month(at, &mut date) {
                Some(end) => end,
                None => self.year_alone(at, &mut date)?,
            };
        }
        date.words = first..at;
        Some(date)
    }

    /// `14 June 2020`, `June 14, 2020`, `1. September`, `March 2021`, `14 de junio de 2020`; the word after it.
    fn day_and_month(&self, first: usize, date: &mut Date) -> Option<usize> {
        if let Some(day) = self.day(first) {
            let behind = self.skip(first + 1, &["."], &self.words().after_day);
            if let Some(month) = self.month(behind) {
                (date.day, date.month) = (Some(day), Some(month));
                return Some(self.year_behind(self.skip_stop(behind + 1), date));
            }
        }
        let month = self.month(first)?;
        let behind = self.skip_stop(first + 1);
        let day = self
            .day(behind)
            .filter(|_| self.folded(behind + 1) != Some(":"));
        let year = self.year(self.skip(behind, &[","], &self.words().before_year));
        let says_month = || {
            let before = self.text.before(first);
            let is_capital = self.text.words[first].is_capitalized();
            let is_ambiguous = self
                .words()
                .doubtful_months
                .has(self.folded(first).unwrap_or_default());
            before.is_some_and(|before| {
                let announced =
                    self.text.is(before, CueClass::BeforeMonth) && (is_capital || !is_ambiguous);
                announced
                    || is_capital
                        && !is_ambiguous
                        && self.folded(first).is_some_and(|word| word.len() > 3)
            })
        };
        if day.is_none() && year.is_none() && !says_month() {
            return None;
        }
        date.month = Some(month);
        if day.is_some() {
            date.day = day;
            return Some(self.year_behind(behind + 1, date));
        }
        Some(self.year_behind(behind, date))
    }

    fn year_behind(&self, at: usize, date: &mut Date) -> usize {
        let behind = self.skip(at, &[","], &self.words().before_year);
        match self.year(behind) {
            Some((year, false)) => {
                date.year = Some(year);
                behind + 1
            }
            _ => at,
        }
    }

    /// A year that stands alone: `in 2020`, `the 1980s`, `2019–2021`.
    fn year_alone(&self, at: usize, date: &mut Date) -> Option<usize> {
        let (year, is_decade) = self.year(at)?;
        let before = self.text.before(at);
        let is_announced = |before: usize| {
            let word = &*self.text.words[before].folded;
            matches!(word, "(" | "," | "-" | "/")
                || self.words().before_year_alone.has(word)
                || self.text.is(before, CueClass::BeforeMonth)
        };
        let is_near_now = (1900..2100).contains(&year) && !self.is_counted(at + 1);
        if !is_decade && !before.is_some_and(is_announced) && !is_near_now {
            return None;
        }
        (date.year, date.is_decade) = (Some(year), is_decade);
        Some(at + 1)
    }

    /// Whether a unit or multiplier stands here, or the count of something.
    fn is_counted(&self, at: usize) -> bool {
        self.cue(at, |cue| {
            matches!(cue, Cue::Unit(_) | Cue::Times(_)).then_some(())
        })
        .is_some()
    }

    /// `2020-06-14`, `14.06.2020`, `2020年6月14日`.
    fn in_digits(&self, first: usize) -> Option<Date> {
        let number = |at: usize| self.folded(at)?.parse::<i64>().ok();
        let is_dash = |at: usize| self.folded(at) == Some("-");
        let is_sign =
            |at: usize, signs: &Phrases| self.folded(at).is_some_and(|word| signs.has(word));
        let small = |value: i64, max: u8| {
            u8::try_from(value)
                .ok()
                .filter(|&value| (1..=max).contains(&value))
        };
        let word = self.folded(first)?;
        if let [day, month, year] = word.split('.').collect::<Vec<_>>()[..] {
            let date = Date {
                words: first..first + 1,
                day: Some(small(day.parse().ok()?, 31)?),
                month: Some(small(month.parse().ok()?, 12)?),
                year: Some(year.parse().ok().filter(|&year| year > 1000)?),
                ..Date::default()
            };
            return Some(date);
        }
        let value = number(first)?;
        let mut date = Date::default();
        let mut at = first;
        if word.len() == 4 && is_dash(first + 1) && is_dash(first + 3) {
            date.year = Some(value);
            date.month = Some(small(number(first + 2)?, 12)?);
            date.day = Some(small(number(first + 4)?, 31)?);
            at = first + 5;
        } else {
            if word.len() == 4 && is_sign(at + 1, &self.words().year_signs) {
                date.year = Some(value);
                at += 2;
            }
            if let Some(month) = number(at)
                .and_then(|value| small(value, 12))
                .filter(|_| is_sign(at + 1, &self.words().month_signs))
            {
                date.month = Some(month);
                at += 2;
            }
            if let Some(day) = number(at)
                .and_then(|value| small(value, 31))
                .filter(|_| is_sign(at + 1, &self.words().day_signs))
            {
                date.day = Some(day);
                at += 2;
            }
        }
        (at > first).then_some(Date {
            words: first..at,
            ..date
        })
    }

    fn month(&self, at: usize) -> Option<u8> {
        self.cue(at, |cue| {
            if let Cue::Month(n) = cue {
                Some(n)
            } else {
                None
            }
        })
    }

    fn day(&self, at: usize) -> Option<u8> {
        let word = self.folded(at)?;
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic() || c == 'º');
        let behind = &word[digits.len()..];
        let is_ordinal = behind.is_empty() || self.words().day_endings.has(behind);
        digits
            .parse()
            .ok()
            .filter(|day| (1..=31).contains(day) && is_ordinal)
    }

    /// A year, and whether it stands for its decade.
    fn year(&self, at: usize) -> Option<(i64, bool)> {
        let word = self.folded(at)?;
        if self.in_digits(at).is_some() {
            return None; // as in `in May. 2020-06-14`
        }
        let endings = self.words().decade_endings.iter();
        let digits = endings
            .filter_map(|ending| word.strip_suffix(ending.as_str()))
            .next()
            .unwrap_or(word);
        let year = digits
            .parse()
            .ok()
            .filter(|year| (1100..2100).contains(year) && digits.len() == 4)?;
        let currency = at > self.start
            && self
                .cue(at - 1, |cue| matches!(cue, Cue::Unit(_)).then_some(()))
                .is_some();
        (!currency).then_some((year, word.len() > 4))
    }

    /// What the language says about dates.
    fn words(&self) -> &'static DateWords {
        &self.text.language.file().dates
    }

    fn skip(&self, at: usize, marks: &[&str], words: &Phrases) -> usize {
        let is_skipped = |word: &str| marks.contains(&word) || words.has(word);
        if self.folded(at).is_some_and(is_skipped) {
            at + 1
        } else {
            at
        }
    }

    /// Over the stop of an abbreviated month: `Nov. 18`.
    fn skip_stop(&self, at: usize) -> usize {
        if self.folded(at) == Some(".") && at + 1 < self.end {
            at + 1
        } else {
            at
        }
    }

    fn folded(&self, at: usize) -> Option<&str> {
        (at < self.end).then(|| &*self.text.words[at].folded)
    }

    fn cue<T>(&self, at: usize, pick: impl Fn(Cue) -> Option<T>) -> Option<T> {
        if at >= self.end {
            return None;
        }
        self.text
            .cues_in(at..at + 1)
            .iter()
            .find_map(|cued| pick(cued.cue))
    }
}
