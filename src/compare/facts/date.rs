//! Words → [`Date`]s.
//!
//! A date is a day, month, year or weekday, as far as the text gives it. Clock times and durations are figures (see
//! `quantity`). Dates such as `yesterday` are counted from the date in the text's byline or stamp, if it has one.

use crate::compare::facts::calendar::{self, Day};
use crate::compare::facts::cued_text::CuedText;
use crate::compare::facts::cues::{CalendarUnit, Cue};
use crate::compare::facts::numeral::{han_number, is_han_numeral, whole_number};
use crate::compare::facts::units::UNITS;
use crate::text::language::{CueClass, DateWords, Phrases};
use crate::text::segment::SegmentKind;
use std::ops::Range;

/// A date, as far as the text says it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Date {
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
    /// How far it is from a day of writing that the text does not say: of `yesterday` one day back.
    pub distance: Option<(i32, CalendarUnit)>,
}

impl Date {
    /// The normal form: `2020-06-14`, with what is not said left out: `--06-14`, `1980s`. Dates are the same if theirs
    /// is. A weekday is part of it only if it does not follow from the rest.
    pub fn normal(&self) -> String {
        const WEEKDAYS: [&str; 7] = [
            "Monday",
            "Tuesday",
            "Wednesday",
            "Thursday",
            "Friday",
            "Saturday",
            "Sunday",
        ];
        if let Some((n, unit)) = self.distance {
            return format!("{n} {unit:?}").to_lowercase();
        }
        let mut normal = String::new();
        match self.year {
            Some(year) if self.is_decade => normal = format!("{year}s"),
            Some(year) => normal = format!("{year:04}"),
            None if self.month.is_some() || self.day.is_some() => normal.push('-'),
            None => {}
        }
        if let Some(month) = self.month {
            normal.push_str(&format!("-{month:02}"));
        }
        if let Some(day) = self.day {
            normal.push_str(&format!("-{day:02}"));
        }
        let follows = self.full().map(calendar::weekday);
        if let Some(weekday) = self.weekday.filter(|_| self.weekday != follows) {
            let space = if normal.is_empty() { "" } else { " " };
            let name = WEEKDAYS[usize::from(weekday.clamp(1, 7)) - 1];
            normal.push_str(&format!("{space}{name}"));
        }
        normal
    }

    /// How many of year, month, day and weekday it says; what follows from the others not counted.
    pub fn n_parts(&self) -> usize {
        let weekday = self.weekday.is_some() && self.full().is_none();
        [
            self.year.is_some(),
            self.month.is_some(),
            self.day.is_some(),
            weekday,
        ]
        .into_iter()
        .filter(|&part| part)
        .count()
    }

    /// The day, if all of it is said.
    fn full(&self) -> Option<Day> {
        Some((self.year?, self.month?, self.day?)).filter(|_| !self.is_decade)
    }

    /// Components that both name, and how many of them are equal.
    pub fn compare(&self, other: &Date) -> (usize, usize) {
        fn both<T: PartialEq>(a: Option<T>, b: Option<T>) -> Option<bool> {
            Some(a? == b?)
        }
        let weekday = |date: &Date| date.weekday.or_else(|| date.full().map(calendar::weekday));
        let decade = both(
            self.year.map(|_| self.is_decade),
            other.year.map(|_| other.is_decade),
        );
        let components = [
            both(self.year, other.year).filter(|_| decade == Some(true)),
            both(self.month, other.month),
            both(self.day, other.day),
            both(weekday(self), weekday(other)),
            both(self.distance, other.distance),
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
pub(crate) fn dates(text: &CuedText) -> Vec<Date> {
    let mut dates = absolute_dates(text);
    let is_stamp = |date: &&Date| {
        let kind = text.kinds[text.words[date.words.start].segment];
        matches!(kind, SegmentKind::Byline | SegmentKind::Metadata)
    };
    let written = dates.iter().filter(is_stamp).find_map(Date::full);
    let relative = relative_dates(text, written);
    dates.extend(relative);
    dates.sort_by_key(|date| date.words.start);
    dates.dedup_by(|b, a| b.words.start < a.words.end);
    dates
}

/// `yesterday`, `last year`: counted from the day of writing, if that is known; of today and this year there is nothing
/// to tell without it.
fn relative_dates(text: &CuedText, written: Option<Day>) -> impl Iterator<Item = Date> {
    text.cues.iter().filter_map(move |cued| {
        let Cue::Relative(n, unit) = cued.cue else {
            return None;
        };
        // Inside a sentence a capital makes it another word: der Morgen, USA Today.
        let first = cued.words.start;
        if text.words[first].is_capitalized() && text.before(first).is_some() {
            return None;
        }
        let mut date = Date {
            words: cued.words.clone(),
            ..Date::default()
        };
        match (written, unit) {
            (None, _) if n == 0 => return None,
            (None, _) => date.distance = Some((n, unit)),
            (Some(written), CalendarUnit::Day) => {
                let (year, month, day) = calendar::days_later(written, n);
                (date.year, date.month, date.day) = (Some(year), Some(month), Some(day));
            }
            (Some(written), CalendarUnit::Month) => {
                let (year, month) = calendar::months_later(written, n);
                (date.year, date.month) = (Some(year), Some(month));
            }
            (Some((year, ..)), CalendarUnit::Year) => date.year = Some(year + i64::from(n)),
        }
        Some(date)
    })
}

fn absolute_dates(text: &CuedText) -> Vec<Date> {
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
            let date = parser.may_begin(next).then(|| parser.date(next));
            match date.flatten() {
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
    /// Whether a date can begin at a word; most words need no closer look.
    fn may_begin(&self, at: usize) -> bool {
        let word = &self.text.words[at].folded;
        word.starts_with(|c: char| c.is_numeric() || is_han_numeral(c))
            || self
                .cue(at, |cue| {
                    matches!(cue, Cue::Weekday(_) | Cue::Month(_) | Cue::Ordinal(_)).then_some(())
                })
                .is_some()
    }

    fn date(&self, first: usize) -> Option<Date> {
        if let Some(date) = self.in_digits(first) {
            return Some(date);
        }
        let mut date = Date::default();
        let mut at = first;
        let weekday = self.cue(at, |cue| match cue {
            Cue::Weekday(n) => Some(n),
            _ => None,
        });
        if let Some((weekday, end)) = weekday {
            date.weekday = Some(weekday);
            at = end;
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
        if let Some((day, end)) = self.day(first).or_else(|| self.day_in_words(first)) {
            let behind = self.skip(end, &["."], &self.words().after_day);
            if let Some((month, end)) = self.month(behind) {
                (date.day, date.month) = (Some(day), Some(month));
                return Some(self.year_behind(self.skip_stop(end), date));
            }
            if let Some((month, year)) = self.end_of_range(end) {
                (date.day, date.month, date.year) = (Some(day), Some(month), year);
                return Some(end);
            }
        }
        let (month, end) = self.month(first)?;
        let behind = self.skip_stop(end);
        let day = self
            .day(behind)
            .filter(|&(_, end)| self.folded(end) != Some(":"));
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
        if let Some((day, end)) = day {
            date.day = Some(day);
            return Some(self.year_behind(end, date));
        }
        Some(self.year_behind(behind, date))
    }

    /// The month and year of the last day of a range, if one ends here: 9 *to 30 July*.
    fn end_of_range(&self, at: usize) -> Option<(u8, Option<i64>)> {
        let at = self.skip_stop(at);
        let word = self.folded(at)?;
        let joins = word == "-" || self.text.language.file().figures.range.has(word);
        let (_, end) = self.day(at + 1).filter(|_| joins)?;
        let (month, end) = self.month(self.skip(end, &["."], &self.words().after_day))?;
        let mut last = Date::default();
        self.year_behind(self.skip_stop(end), &mut last);
        Some((month, last.year))
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
        let number = |at: usize| whole_number(self.folded(at)?);
        let is_dash = |at: usize| self.folded(at) == Some("-");
        let small = |value: i64, max: u8| {
            u8::try_from(value)
                .ok()
                .filter(|&value| (1..=max).contains(&value))
        };
        let word = self.folded(first)?;
        if let [day, month, year] = word.split('.').collect::<Vec<_>>()[..] {
            let [day, month, year] = [
                whole_number(day)?,
                whole_number(month)?,
                whole_number(year)?,
            ];
            let (day, year) = if day > 1000 { (year, day) } else { (day, year) };
            return Some(Date {
                words: first..first + 1,
                day: Some(small(day, 31)?),
                month: Some(small(month, 12)?),
                year: Some(year).filter(|&year| year > 1000),
                ..Date::default()
            })
            .filter(|date| date.year.is_some());
        }
        if let Some(date) = self.with_slashes(first) {
            return Some(date);
        }
        let mut date = Date::default();
        let mut at = first;
        if let Some(value) = number(first)
            && word.len() == 4
            && is_dash(first + 1)
            && is_dash(first + 3)
        {
            date.year = Some(value);
            date.month = Some(small(number(first + 2)?, 12)?);
            date.day = Some(small(number(first + 4)?, 31)?);
            at = first + 5;
        } else if let (Some(day), Some(month), Some(year)) =
            (number(first), number(first + 2), number(first + 4))
            && is_dash(first + 1)
            && is_dash(first + 3)
            && year > 1000
            && self
                .folded(first + 4)
                .is_some_and(|word| word.chars().count() == 4)
        {
            date.year = Some(year);
            date.month = Some(small(month, 12)?);
            date.day = Some(small(day, 31)?);
            at = first + 5;
        } else {
            let words = self.words();
            if let Some((value, end)) = self.signed_number(at, &words.year_signs)
                && (1000..2200).contains(&value)
            {
                (date.year, at) = (Some(value), end);
            }
            let month = self.signed_number(at, &words.month_signs);
            if let Some((month, end)) =
                month.and_then(|(value, end)| Some((small(value, 12)?, end)))
            {
                (date.month, at) = (Some(month), end);
            }
            let day = self.signed_number(at, &words.day_signs);
            if let Some((day, end)) = day.and_then(|(value, end)| Some((small(value, 31)?, end))) {
                (date.day, at) = (Some(day), end);
            }
        }
        (at > first).then_some(Date {
            words: first..at,
            ..date
        })
    }

    /// `14/06/2020`, `2020/6/14`; `6/14/2020` where no month can come second. Which of two small numbers is the month
    /// depends on the country, so both orders of `6/7/2020` are one date: the smaller number counts as the month.
    fn with_slashes(&self, first: usize) -> Option<Date> {
        let is_slash = |at: usize| self.folded(at) == Some("/");
        if !is_slash(first + 1) || !is_slash(first + 3) {
            return None;
        }
        let number = |at: usize| whole_number(self.folded(at)?);
        let numbers = [number(first)?, number(first + 2)?, number(first + 4)?];
        let (year, month, day) = match numbers {
            [year, month, day] if year > 1000 => (year, month, day),
            [a, b, year] if year > 1000 => (year, a.min(b), a.max(b)),
            _ => return None,
        };
        Some(Date {
            words: first..first + 5,
            year: Some(year),
            month: u8::try_from(month)
                .ok()
                .filter(|month| (1..=12).contains(month)),
            day: u8::try_from(day).ok().filter(|day| (1..=31).contains(day)),
            ..Date::default()
        })
        .filter(|date| date.month.is_some() && date.day.is_some())
    }

    /// A number with a sign behind it that says what it counts, and the word after both: `6 月`, `三 月`, `1998년에`.
    fn signed_number(&self, at: usize, signs: &Phrases) -> Option<(i64, usize)> {
        let word = self.folded(at)?;
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && digits < word.len() {
            let attached = &word[digits..];
            let is_signed = signs.iter().any(|sign| attached.starts_with(sign.as_str()));
            return is_signed.then_some((word[..digits].parse().ok()?, at + 1));
        }
        let (value, end) = match whole_number(word) {
            Some(value) => (value, at + 1),
            None => {
                const NUMERALS_MAX: usize = 5;
                let numeral = |at: usize| {
                    let mut chars = self.folded(at)?.chars();
                    let numeral = chars.next().filter(|&c| is_han_numeral(c));
                    numeral.filter(|_| chars.next().is_none())
                };
                let numerals: Vec<char> = (at..at + NUMERALS_MAX).map_while(numeral).collect();
                let value = han_number(&numerals).filter(|_| !numerals.is_empty())?;
                (value as i64, at + numerals.len())
            }
        };
        let is_signed = self.folded(end).is_some_and(|word| signs.has(word));
        // 三日間 is three days.
        let unit = self.cue(end, |cue| matches!(cue, Cue::Unit(_)).then_some(()));
        let is_longer = unit.is_some_and(|(_, unit_end)| unit_end > end + 1);
        (is_signed && !is_longer).then_some((value, end + 1))
    }

    fn month(&self, at: usize) -> Option<(u8, usize)> {
        self.cue(at, |cue| match cue {
            Cue::Month(n) => Some(n),
            _ => None,
        })
    }

    /// A day of the month in digits, and the word after it.
    fn day(&self, at: usize) -> Option<(u8, usize)> {
        let word = self.folded(at)?;
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic() || c == 'º');
        let behind = &word[digits.len()..];
        let is_ordinal = behind.is_empty() || self.words().day_endings.has(behind);
        let day = whole_number(digits).and_then(|day| u8::try_from(day).ok());
        let day = day.filter(|day| (1..=31).contains(day) && is_ordinal)?;
        Some((day, at + 1))
    }

    /// The first *of June*, *premier* mai, and the word after it.
    fn day_in_words(&self, at: usize) -> Option<(u8, usize)> {
        let (place, end) = self.cue(at, |cue| match cue {
            Cue::Ordinal(place) => Some(place),
            _ => None,
        })?;
        let behind = self.skip(end, &[], &self.words().after_day);
        let is_doubtful = self
            .folded(behind)
            .is_some_and(|word| self.words().doubtful_months.has(word));
        let is_day = (1.0..=31.0).contains(&place) && (!is_doubtful || behind > end);
        is_day.then_some((place as u8, end))
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
        let n_digits = digits.chars().count();
        let year = match n_digits {
            2 => self.year_before_dash(at)? / 100 * 100 + whole_number(digits)?,
            4 => whole_number(digits)?,
            _ => return None,
        };
        if !(1100..2100).contains(&year)
            || self
                .year_before_dash(at)
                .is_some_and(|before| before >= year && n_digits == 2)
        {
            return None;
        }
        let currency = at > self.start
            && self
                .cue(at - 1, |cue| match cue {
                    Cue::Unit(unit) => (UNITS[unit].dimension != "time").then_some(()),
                    _ => None,
                })
                .is_some();
        (!currency).then_some((year, word.chars().count() > 4))
    }

    /// The year before a dash before `at`: 1898 in `1898–99`.
    fn year_before_dash(&self, at: usize) -> Option<i64> {
        let (year, dash) = (at.checked_sub(2)?, at - 1);
        let words = &self.text.words;
        let is_tight = words[year].range.end == words[dash].range.start
            && words[dash].range.end == words[at].range.start;
        if year < self.start || self.folded(dash) != Some("-") || !is_tight {
            return None;
        }
        let before = self.folded(year)?;
        let value = before
            .parse()
            .ok()
            .filter(|year| (1100..2100).contains(year))?;
        (before.len() == 4).then_some(value)
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

    /// See [`CuedText::longest_cue`].
    fn cue<T>(&self, at: usize, pick: impl Fn(Cue) -> Option<T>) -> Option<(T, usize)> {
        self.text.longest_cue(at, self.end, pick)
    }
}
