//! Words → [`Quantity`]s, one after the other.
//!
//! A figure is a number (digits, number words, Chinese numerals) with what multiplies it, its unit, and what stands
//! around it: which way it is open, by which period it is counted. Which mark is the decimal one, and the words of
//! numbers, come from the text's language.

use super::{Bound, Form, Quantity, unit_named};
use crate::compare::facts::clock::{ClockPart, ClockPattern};
use crate::compare::facts::cued_text::{CuedText, WordRole, within};
use crate::compare::facts::cues::{Cue, CueTable};
use crate::compare::facts::date::Date;
use crate::compare::facts::numeral::{
    NumberSum, digit, han_digit, han_number, is_han_numeral, parse, whole_number,
};
use crate::compare::facts::units::UNITS;
use crate::text::language::CueClass;
use std::ops::Range;

/// The figures of all words; those inside `dates` are not among them.
pub(crate) fn quantities(text: &CuedText, dates: &[Date]) -> Vec<Quantity> {
    let mut quantities: Vec<Quantity> = Vec::new();
    let mut next = 0;
    for segment in 0..text.kinds.len() {
        let words = text.words_of(segment);
        next = next.max(words.start);
        while next < words.end {
            let date = within(dates, &(next..next + 1), |date| date.words.start).first();
            let parser = QuantityParser {
                text,
                cues: CueTable::of(text.language),
                end: words.end,
            };
            let quantity = parser
                .may_begin(next)
                .then(|| parser.quantity(next))
                .flatten();
            match (date, quantity) {
                (Some(date), _) => next = date.words.end.max(next + 1),
                (None, Some(mut quantity)) => {
                    next = quantity.words.end;
                    join_range(text, quantities.last_mut(), &mut quantity);
                    if !join_compound(text, quantities.last_mut(), &quantity) {
                        quantities.push(quantity);
                    }
                }
                (None, None) => next += 1,
            }
        }
    }
    quantities
}

/// Words between the ends of a range: か ら.
const RANGE_WORDS_MAX: usize = 2;

/// `2.25 to 2.35 billion dollars`, `$2.25-2.35 billion`: the first figure has the multiplier and unit of the second, and
/// the second the sign before the first.
fn join_range(text: &CuedText, before: Option<&mut Quantity>, quantity: &mut Quantity) {
    let Some(before) = before else { return };
    let between = &text.words[before.words.end..quantity.words.start.max(before.words.end)];
    let joint = between.iter().map(|word| &*word.folded);
    let joint = joint
        .take(RANGE_WORDS_MAX + 1)
        .collect::<Vec<_>>()
        .join(" ");
    let is_range = matches!(&*joint, "-" | "~" | "〜") || text.language.figures.range.has(&joint);
    let is_money = |unit: usize| UNITS[unit].dimension == "money";
    let has_sign = quantity.unit.is_none() && before.unit.is_some_and(is_money);
    let is_one_figure = before.unit.is_none() || has_sign;
    if is_range && is_one_figure && before.form == quantity.form {
        before.unit = before.unit.or(quantity.unit);
        quantity.unit = before.unit;
        let factor = [1e3, 1e6, 1e9, 1e12]
            .into_iter()
            .rev()
            .find(|&factor| quantity.value >= factor);
        if let Some(factor) = factor.filter(|_| before.value < 1e3 && quantity.words.len() > 1) {
            before.value *= factor;
        }
    }
}

/// `two years and three months`, `6 feet 2 inches`: one figure in two units. Says whether it was joined to the one before.
fn join_compound(text: &CuedText, before: Option<&mut Quantity>, quantity: &Quantity) -> bool {
    let Some(before) = before else { return false };
    let (Some(large), Some(small)) = (before.unit, quantity.unit) else {
        return false;
    };
    let (large, small) = (&UNITS[large], &UNITS[small]);
    let is_compound = ["time", "length", "mass"].contains(&&*large.dimension)
        && large.dimension == small.dimension
        && small.factor > 0.0
        && quantity.value * small.factor < large.factor
        && before.value.fract() == 0.0
        && [before.form, quantity.form]
            .iter()
            .all(|form| matches!(form, Form::Digits | Form::Words));
    let is_joint =
        |n: usize| text.is(n, CueClass::And) || matches!(&*text.words[n].folded, "," | "-");
    let between = before.words.end..quantity.words.start.max(before.words.end);
    let is_next = between.len() <= 1 && between.clone().all(is_joint);
    if !is_compound || !is_next || before.period.is_some() {
        return false;
    }
    before.value += quantity.value * small.factor / large.factor;
    before.words.end = quantity.words.end;
    before.phrase.end = quantity.phrase.end;
    before.period = quantity.period;
    true
}

/// Where a figure may be.
struct QuantityParser<'a> {
    text: &'a CuedText<'a>,
    cues: &'static CueTable,
    /// Where the segment's words end.
    end: usize,
}

/// A value and the word after it.
#[derive(Debug, Clone, Copy)]
struct ParsedFigure {
    value: f64,
    form: Form,
    unit: Option<usize>,
    end: usize,
    other_value: Option<f64>,
}

impl ParsedFigure {
    /// In digits, without a unit.
    fn new(value: f64, end: usize) -> ParsedFigure {
        ParsedFigure {
            value,
            form: Form::Digits,
            unit: None,
            end,
            other_value: None,
        }
    }
}

/// The bound that a cue gives a figure.
fn bound_of(cue: Cue) -> Option<Bound> {
    match cue {
        Cue::Word(CueClass::About) => Some(Bound::About),
        Cue::Word(CueClass::AtMost) => Some(Bound::AtMost),
        Cue::Word(CueClass::AtLeast) => Some(Bound::AtLeast),
        Cue::Word(CueClass::MoreThan) => Some(Bound::MoreThan),
        Cue::Word(CueClass::LessThan) => Some(Bound::LessThan),
        _ => None,
    }
}

impl QuantityParser<'_> {
    /// Whether a figure can begin at a word; most words need no closer look.
    fn may_begin(&self, at: usize) -> bool {
        let word = &*self.text.words[at].folded;
        let is_begin =
            |cue: Cue| cue.is_number() || matches!(cue, Cue::Unit(_) | Cue::Word(CueClass::One));
        let file = self.text.language.file();
        let has_compounds = file.joins_numbers || !file.figures.counters.is_none();
        word.starts_with(|c| digit(c).is_some())
            || self
                .text
                .cues_in(at..at + 1)
                .iter()
                .any(|cued| is_begin(cued.cue))
            || has_compounds
            || self.cues.may_begin_clock(word)
    }

    fn quantity(&self, first: usize) -> Option<Quantity> {
        if self.is_inside_name(first) {
            return None;
        }
        let currency = self
            .unit(first)
            .filter(|&(unit, _)| !self.is_letters(first) && UNITS[unit].dimension != "time")
            .filter(|(_, end)| self.is_numeric(*end));
        let start = currency.map_or(first, |(_, end)| end);
        let figures = &self.text.language.file().figures;
        let percent = self.any_phrase(start, &figures.percent_before);
        let start = percent.unwrap_or(start);
        let mut read = self
            .clock_words(start)
            .or_else(|| self.fraction_in_digits(start))
            .or_else(|| self.ratio(start))
            .or_else(|| self.part_of(start))
            .or_else(|| self.han(start, percent.is_some()))
            .or_else(|| self.digits(start, currency.is_some()))
            .or_else(|| self.fraction(start))
            .or_else(|| self.joined_duration(start))
            .or_else(|| self.ordinal(start))
            .or_else(|| self.words(start, percent.is_some()))
            .or_else(|| self.one_and_a_part(start))?;
        if percent.is_some() && read.unit.is_none() {
            read.unit = unit_named("percent");
        }
        match read.form {
            Form::Ordinal => self.add_time_unit(&mut read),
            _ => self.add_unit(&mut read, currency.map(|(unit, _)| unit)),
        }
        if let Some(end) = self.counter_end(read.end).filter(|_| read.unit.is_none()) {
            read.end = end;
        }
        if self.only_looks_like_number(first..read.end) {
            return None;
        }
        // 三割, 5 ‰: all shares are percentages.
        if let Some(unit) = read.unit.filter(|&unit| UNITS[unit].dimension == "share") {
            read.value *= UNITS[unit].factor;
            read.unit = unit_named("percent");
        }
        if read.form == Form::Fraction && read.unit.is_none() {
            read.value *= 100.0;
            read.unit = unit_named("percent");
        }
        let mut phrase = first..read.end;
        if read.unit.is_none()
            && let Some((start, _)) = self.behind_cue(first, |cue| match cue {
                Cue::Word(CueClass::Aged) => Some(()),
                _ => None,
            })
        {
            (read.unit, phrase.start) = (unit_named("year"), start);
        }
        let bound = self.bound(first, &mut read, &mut phrase);
        let is_clock = read
            .unit
            .is_some_and(|unit| UNITS[unit].dimension == "clock");
        let period = match read.form {
            Form::Ordinal => None,
            _ if is_clock => None,
            _ => self.period(first, &mut phrase, read.end),
        };
        // Thousands of digits are no figure.
        read.value.is_finite().then(|| Quantity {
            words: first..read.end,
            phrase: phrase.start..phrase.end.max(read.end),
            value: read.value,
            unit: read.unit,
            period,
            bound,
            form: read.form,
            other_value: read.other_value,
        })
    }

    /// Whether digits go on from a name: COVID-19, F-16.
    fn is_inside_name(&self, first: usize) -> bool {
        let words = &self.text.words;
        let Some(dash) = self.text.before(first) else {
            return false;
        };
        let Some(name) = self.text.before(dash) else {
            return false;
        };
        self.is_numeric(first)
            && &*words[dash].folded == "-"
            && words[dash].range.end == words[first].range.start
            && words[name].range.end == words[dash].range.start
            && words[name].is_capitalized()
            && !self.text.cues_in(name..name + 1).iter().any(|cued| {
                matches!(
                    cued.cue,
                    Cue::Number(_) | Cue::Month(_) | Cue::Weekday(_) | Cue::Unit(_)
                )
            })
    }

    /// What `pick` takes of the cues that end right before a figure, or with one more function word between; where it
    /// begins, and the cue. The longest one wins: no more than.
    fn behind_cue<T>(&self, first: usize, pick: impl Fn(Cue) -> Option<T>) -> Option<(usize, T)> {
        const REACH: usize = 5;
        let segment = self.text.words_of(self.text.words[first].segment);
        let from = segment.start.max(first.saturating_sub(REACH));
        let cues = self.text.cues_in(from..first).iter();
        let is_near = |end: usize| {
            end == first || end + 1 == first && self.text.words[end].role == WordRole::Function
        };
        cues.filter(|cued| is_near(cued.words.end))
            .find_map(|cued| Some((cued.words.start, pick(cued.cue)?)))
    }

    /// Which way a figure is open, by the words before and behind it.
    fn bound(
        &self,
        first: usize,
        read: &mut ParsedFigure,
        phrase: &mut Range<usize>,
    ) -> Option<Bound> {
        let sign = match self.text.before(first).map(|n| &*self.text.words[n].folded) {
            Some("≥" | "⩾" | "≧") => Some(Bound::AtLeast),
            Some("≤" | "⩽" | "≦") => Some(Bound::AtMost),
            Some(">") => Some(Bound::MoreThan),
            Some("<") => Some(Bound::LessThan),
            Some("~")
                if self
                    .text
                    .before(first - 1)
                    .is_some_and(|n| self.is_numeric(n)) =>
            {
                None
            }
            Some("~" | "≈" | "∼" | "±") => Some(Bound::About),
            _ => None,
        };
        if sign.is_some() {
            phrase.start = phrase.start.min(first - 1);
            return sign;
        }
        if let Some((start, bound)) = self.behind_cue(first, bound_of) {
            phrase.start = phrase.start.min(start);
            return Some(bound);
        }
        if self.folded(read.end) == Some("+") && self.is_tight(read.end - 1) {
            phrase.end = phrase.end.max(read.end + 1);
            return Some(Bound::AtLeast);
        }
        // 30명이 넘는
        let particles = &self.text.language.file().figures.particles;
        let is_particle = self
            .folded(read.end)
            .is_some_and(|word| particles.has(word));
        let at = read.end + usize::from(is_particle && self.cue(read.end, bound_of).is_none());
        let behind = self.cue(at, bound_of);
        let follows = &self.text.language.file().figures.bounds_behind;
        let is_strict = |bound: Bound| matches!(bound, Bound::MoreThan | Bound::LessThan);
        let (bound, end) = behind.filter(|&(bound, end)| {
            !is_strict(bound) || self.any_phrase(at, follows) == Some(end)
        })?;
        // "or so", "or more" end a figure; "at least" may begin the next one.
        if self.is_numeric(end) || self.number(end).is_some() {
            return None;
        }
        phrase.end = phrase.end.max(end);
        Some(bound)
    }

    /// The period that a figure is counted by: up to three words behind it, or right before it.
    fn period(&self, first: usize, phrase: &mut Range<usize>, end: usize) -> Option<usize> {
        const REACH: usize = 3;
        let period = |cue: Cue| match cue {
            Cue::Period(unit) => Some(unit),
            _ => None,
        };
        for at in end..self.end.min(end + REACH + 1) {
            if let Some((unit, end)) = self.cue(at, period) {
                phrase.end = phrase.end.max(end);
                return Some(unit);
            }
            let word = &self.text.words[at];
            if word.role == WordRole::Mark || self.is_numeric(at) || self.number(at).is_some() {
                break;
            }
        }
        let (start, unit) = self.behind_cue(first, period)?;
        phrase.start = phrase.start.min(start);
        Some(unit)
    }

    /// Chinese numerals: `三人`, `十万`, `三分之一`, `三点五`. What is counted need not follow if it `is_percentage`.
    fn han(&self, start: usize, is_percentage: bool) -> Option<ParsedFigure> {
        let (value, end) = self.han_run(start)?;
        let file = self.text.language.file();
        if let Some((decimals, end)) = self.han_decimals(end) {
            return Some(ParsedFigure {
                form: Form::Words,
                ..ParsedFigure::new(value + decimals, end)
            });
        }
        let is_place = self.is_behind_ordinal_sign(start);
        let place = self.any_phrase(end, &file.figures.ordinal_counters);
        let is_counted = self.counter_end(end).is_some() || self.unit(end).is_some();
        let is_long = end - start > 1 && value >= 10.0;
        let form = match is_place || place.is_some() {
            true => Form::Ordinal,
            false => Form::Words,
        };
        (form == Form::Ordinal || is_counted || is_long || is_percentage).then_some(ParsedFigure {
            form,
            ..ParsedFigure::new(value, place.unwrap_or(end))
        })
    }

    /// `三分之一`, `3분의 1`: the whole stands before its part.
    fn part_of(&self, start: usize) -> Option<ParsedFigure> {
        let parts = &self.text.language.file().figures.parts;
        if parts.is_empty() {
            return None;
        }
        let number = |at: usize| self.han_run(at).or_else(|| self.small_number(at));
        let (whole, end) = number(start).filter(|&(whole, _)| whole > 0.0)?;
        let (part, end) = number(self.any_phrase(end, parts)?)?;
        Some(ParsedFigure {
            form: Form::Fraction,
            ..ParsedFigure::new(part / whole, end)
        })
    }

    /// Whether a sign before a number makes it a place in an order: 第3.
    fn is_behind_ordinal_sign(&self, start: usize) -> bool {
        let signs = &self.text.language.file().figures.ordinal_signs;
        let before = self.text.before(start);
        before.is_some_and(|n| signs.has(&self.text.words[n].folded))
    }

    /// The decimals of a number in Chinese numerals, digit by digit: of `三点一四` 0.14; not `三点五分`, a clock time.
    fn han_decimals(&self, at: usize) -> Option<(f64, usize)> {
        const DECIMALS_MAX: usize = 8;
        let point = self.any_phrase(at, &self.text.language.file().figures.decimal_words)?;
        let digits = (point..self.end).map_while(|at| han_digit(self.single_char(at)?));
        let digits: Vec<f64> = digits.take(DECIMALS_MAX).collect();
        let end = point + digits.len();
        let goes_on = self.single_char(end).is_some_and(is_han_numeral)
            || self
                .class(at, &[CueClass::Clock])
                .is_some_and(|(_, end)| end > point)
            || self
                .cues
                .clock_words_behind(self.folded(end).unwrap_or_default());
        let value = digits
            .iter()
            .rev()
            .fold(0.0, |value, digit| (value + digit) / 10.0);
        (!digits.is_empty() && !goes_on).then_some((value, end))
    }

    fn single_char(&self, at: usize) -> Option<char> {
        let mut chars = self.folded(at)?.chars();
        chars.next().filter(|_| chars.next().is_none())
    }

    fn han_run(&self, start: usize) -> Option<(f64, usize)> {
        const NUMERALS_MAX: usize = 16;
        if self.text.language.figures.counters.is_none() {
            return None;
        }
        let numeral = |at: usize| self.single_char(at).filter(|&c| is_han_numeral(c));
        let numerals: Vec<char> = (start..self.end)
            .map_while(numeral)
            .take(NUMERALS_MAX)
            .collect();
        if numerals.is_empty() || self.text.is(start, CueClass::Plain) {
            return None;
        }
        Some((han_number(&numerals)?, start + numerals.len()))
    }

    /// The end of a word here that says what is counted.
    fn counter_end(&self, at: usize) -> Option<usize> {
        let counters = &self.text.language.file().figures.counters;
        let two = || Some(format!("{} {}", self.folded(at)?, self.folded(at + 1)?));
        if counters.is_none() {
            return None;
        }
        let is_two = two().is_some_and(|two| counters.has(&two));
        let is_one = self.folded(at).is_some_and(|word| counters.has(word));
        (is_one || is_two).then_some(at + 1 + usize::from(is_two))
    }

    /// Whether the words are part of a phrase that only looks like a number: `no one`, 十分, but not 十分钟.
    fn only_looks_like_number(&self, words: Range<usize>) -> bool {
        let segment = self.text.words_of(self.text.words[words.start].segment);
        let mut phrases = self.text.language.file().figures.no_numbers.iter();
        phrases.any(|phrase| {
            let n_words = phrase.split(' ').count();
            let earliest = segment.start.max(words.start.saturating_sub(n_words - 1));
            let mut starts = earliest..words.start + 1;
            starts.any(|at| {
                self.phrase_end(at, phrase)
                    .is_some_and(|end| end >= words.end)
            })
        })
    }

    /// Where the longest of the phrases ends that stand here.
    fn any_phrase(&self, at: usize, phrases: &[String]) -> Option<usize> {
        let ends = phrases
            .iter()
            .filter_map(|phrase| self.phrase_end(at, phrase));
        ends.max()
    }

    /// Where a phrase of several words ends that stands here.
    fn phrase_end(&self, at: usize, phrase: &str) -> Option<usize> {
        let mut end = at;
        for word in phrase.split(' ') {
            if self.folded(end)? != word {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    /// `half past six`, `ten to nine`, `noon`, 下午三点.
    fn clock_words(&self, start: usize) -> Option<ParsedFigure> {
        let half_before = self.half_day(start);
        let at = half_before.map_or(start, |(_, end)| end);
        let word = self.folded(at)?;
        let mut patterns = self.cues.clock_beginning_with(word).peekable();
        patterns.peek()?;
        let found = patterns.filter_map(|pattern| self.clock_pattern(at, pattern));
        let (minutes, mut end) = found.max_by_key(|&(_, end)| end)?;
        // 三点五: the decimals of three; 三時間: three hours.
        let units = self.text.cues_in(at..end).iter();
        let mut units = units.filter(|cued| matches!(cued.cue, Cue::Unit(_)));
        let is_longer = units.any(|cued| cued.words.end > end);
        let is_decimal = || {
            let number = self.han_run(at);
            number.is_some_and(|(_, end)| self.han_decimals(end).is_some())
        };
        if is_longer || is_decimal() {
            return None;
        }
        let half_behind = self.half_day(end);
        end = half_behind.map_or(end, |(_, end)| end);
        let half = half_before.or(half_behind).map(|(class, _)| class);
        const HALF_DAY: f64 = 720.0;
        let minutes = match half {
            Some(CueClass::Pm) if minutes < HALF_DAY => minutes + HALF_DAY,
            Some(CueClass::Am) if minutes >= HALF_DAY => minutes - HALF_DAY,
            _ => minutes,
        };
        Some(ParsedFigure {
            form: Form::Words,
            unit: unit_named("clock"),
            ..ParsedFigure::new(minutes, end)
        })
    }

    fn clock_pattern(&self, start: usize, pattern: &ClockPattern) -> Option<(f64, usize)> {
        let (mut at, mut hour, mut minutes) = (start, 0.0, 0.0);
        for part in &pattern.parts {
            match part {
                ClockPart::Word(word) => {
                    if self.folded(at)? != word {
                        return None;
                    }
                    at += 1;
                }
                ClockPart::Hour => {
                    let read = self.hour_and_minutes(at).or_else(|| self.small_number(at));
                    (hour, at) = read.filter(|&(hour, _)| hour <= 24.0)?;
                }
                ClockPart::Minutes => {
                    (minutes, at) = self
                        .small_number(at)
                        .filter(|&(minutes, _)| minutes < 60.0)?;
                }
            }
        }
        Some((pattern.minutes(hour, minutes), at))
    }

    /// An hour with its minutes in digits: `15.30`, `15:30`.
    fn hour_and_minutes(&self, at: usize) -> Option<(f64, usize)> {
        const MINUTES: std::ops::Range<i64> = 0..60;
        let (hour, minutes, end) = match self.folded(at)?.split_once('.') {
            Some((hour, minutes)) => (hour, minutes, at + 1),
            None if self.folded(at + 1) == Some(":") => {
                (self.folded(at)?, self.folded(at + 2)?, at + 3)
            }
            None => return None,
        };
        let (hour, minutes) = (
            whole_number(hour)?,
            whole_number(minutes).filter(|_| minutes.chars().count() == 2)?,
        );
        MINUTES
            .contains(&minutes)
            .then_some((hour as f64 + minutes as f64 / 60.0, end))
    }

    /// A whole number below hundred, in digits or words: `9`, `nine`, `twenty-five`.
    fn small_number(&self, at: usize) -> Option<(f64, usize)> {
        if let Some(value) = whole_number(self.folded(at)?) {
            return (value < 100).then_some((value as f64, at + 1));
        }
        if let Some(run) = self.han_run(at).filter(|&(value, _)| value < 100.0) {
            return Some(run);
        }
        let (mut value, mut end) = self.number(at).or_else(|| self.joined_words(at))?;
        let joint = end + usize::from(self.folded(end) == Some("-"));
        let mut sum = self.number_sum();
        sum.add(value);
        let joint = self
            .class(joint, &[CueClass::And])
            .map_or(joint, |(_, end)| end);
        if let Some((unit, next)) = self.number(joint)
            && value >= 1.0
            && unit < 100.0
            && sum.add(unit)
        {
            (value, end) = (sum.value, next);
        }
        (value < 100.0 && value.fract() == 0.0).then_some((value, end))
    }

    /// `an hour and three quarters`, `a year and a half`.
    fn one_and_a_part(&self, start: usize) -> Option<ParsedFigure> {
        let (_, at) = self.class(start, &[CueClass::One])?;
        let (unit, end) = self
            .unit(at)
            .filter(|&(unit, _)| UNITS[unit].factor > 0.0)?;
        let (_, and) = self.class(end, &[CueClass::And])?;
        let (part, end) = self.part(and)?;
        Some(ParsedFigure {
            unit: Some(unit),
            form: Form::Words,
            ..ParsedFigure::new(1.0 + part, end)
        })
    }

    /// A part of one: `half`, `a half`, `three quarters`.
    fn part(&self, at: usize) -> Option<(f64, usize)> {
        let fraction = |at: usize| {
            self.cue(at, |cue| match cue {
                Cue::Fraction(value) => Some(value),
                _ => None,
            })
        };
        let behind = self.class(at, &[CueClass::One]).map_or(at, |(_, end)| end);
        if let Some(found) = fraction(at).or_else(|| fraction(behind)) {
            return Some(found);
        }
        let (count, end) = self.small_number(at)?;
        let joint = end + usize::from(self.folded(end) == Some("-"));
        let (part, end) = fraction(joint)?;
        Some((count * part, end))
    }

    /// A place that is measured: the 78th minute, the 3rd week.
    fn add_time_unit(&self, read: &mut ParsedFigure) {
        let is_time = |unit: usize| matches!(&*UNITS[unit].dimension, "time" | "length");
        if let Some((unit, end)) = self.unit(read.end).filter(|&(unit, _)| is_time(unit)) {
            (read.unit, read.end) = (Some(unit), end);
        }
    }

    /// A number in digits, with what is attached to it and multipliers.
    fn digits(&self, start: usize, is_money: bool) -> Option<ParsedFigure> {
        let word = self.folded(start)?;
        let digits_len = word
            .find(|c: char| digit(c).is_none() && !matches!(c, '.' | ',' | '\''))
            .unwrap_or(word.len());
        let (digits, attached) = word.split_at(digits_len);
        let mut value = parse(digits, self.text.language.decimal.0)?;
        let mut read = ParsedFigure {
            value,
            form: Form::Digits,
            unit: None,
            end: start + 1,
            other_value: None,
        };
        // 96 000
        while attached.is_empty() && self.is_group(start, read.end) {
            value = value * 1000.0 + parse(self.folded(read.end)?, '.')?;
            read.end += 1;
        }
        read.value = value;
        self.exponent(&mut read);
        self.attached(&mut read, digits, attached, is_money)?;
        self.clock(start, &mut read, digits);
        self.multiply(&mut read);
        self.add_smaller(&mut read);
        let figures = &self.text.language.file().figures;
        if let Some(end) = self.any_phrase(read.end, &figures.ordinal_counters) {
            (read.form, read.end) = (Form::Ordinal, end);
        } else if self.is_behind_ordinal_sign(start) && read.unit.is_none() {
            read.form = Form::Ordinal;
        }
        Some(read)
    }

    /// The exponent of a power of ten: 10⁶. Behind other numbers it is the mark of a footnote.
    fn exponent(&self, read: &mut ParsedFigure) {
        let is_raised = |at: usize| {
            let is_sign = |c: char| matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' | '⁺' | '⁻');
            at < self.end && self.is_tight(at - 1) && self.text.words[at].text.chars().all(is_sign)
        };
        const CHARS_MAX: usize = 4;
        if read.value != 10.0 {
            return;
        }
        let reach = self.end.min(read.end + CHARS_MAX);
        let end = (read.end..reach)
            .find(|&at| !is_raised(at))
            .unwrap_or(reach);
        let exponent: String = (read.end..end).filter_map(|at| self.folded(at)).collect();
        const EXPONENTS: std::ops::RangeInclusive<i32> = -30..=30;
        let exponent = exponent.parse().ok().filter(|n| EXPONENTS.contains(n));
        if let Some(exponent) = exponent {
            (read.value, read.end) = (f64::powi(10.0, exponent), end);
        }
    }

    /// What is written right behind the digits: `5m`, `3rd`, `25jährige`, `25명이`. `None` if that makes no figure: 3D.
    fn attached(
        &self,
        read: &mut ParsedFigure,
        digits: &str,
        attached: &str,
        is_money: bool,
    ) -> Option<()> {
        let figures = &self.text.language.figures;
        if attached.is_empty() {
            return Some(());
        } else if figures.plural_endings.has(attached) {
            read.form = Form::Words;
            return Some(());
        } else if figures.ordinal_endings.has(attached) {
            read.form = Form::Ordinal;
            return Some(());
        } else if attached == "m" {
            match is_money || digits.contains(['.', ',']) {
                true => read.value *= 1e6,
                false => read.unit = unit_named("metre"),
            }
            return Some(());
        }
        if let Some(minutes) = attached.strip_prefix('h')
            && minutes.len() == 2
            && let Ok(minutes) = minutes.parse::<f64>()
            && minutes < 60.0
        {
            read.value += minutes / 60.0;
            self.set_clock(read, None);
            return Some(());
        }
        let figure = |cue: &Cue| {
            matches!(
                cue,
                Cue::Times(_) | Cue::Unit(_) | Cue::Word(CueClass::Am | CueClass::Pm)
            )
        };
        let mut rest = attached;
        while !rest.is_empty() {
            // Where words are written without spaces, particles follow the unit, and a number may be all there is.
            let runs_on = !rest.starts_with(|c: char| c.is_ascii_alphabetic());
            let ends = rest.char_indices().map(|(n, c)| n + c.len_utf8());
            let found = ends
                .rev()
                .filter(|&end| runs_on || end == rest.len())
                .find_map(|end| Some((self.cues.of_word(&rest[..end]).find(figure)?, end)));
            let whole = || {
                let mut phrases = self.cues.beginning_with(rest).into_iter();
                phrases.find(|phrase| phrase.is_one_word() && figure(&phrase.cue))
            };
            match found {
                Some((Cue::Times(factor), end)) => {
                    read.value *= factor;
                    rest = &rest[end..];
                    continue;
                }
                Some((Cue::Unit(unit), _)) => read.unit = Some(unit),
                Some((Cue::Word(class), _)) => self.set_clock(read, Some(class)),
                _ => match whole().map(|phrase| phrase.cue) {
                    Some(Cue::Unit(unit)) => read.unit = Some(unit),
                    _ if runs_on => {}
                    _ => return None,
                },
            }
            break;
        }
        Some(())
    }

    /// `6:30`, `6.30 Uhr`, `19 Uhr`, `5 p.m.`
    fn clock(&self, first: usize, read: &mut ParsedFigure, digits: &str) {
        if read.unit.is_some() || read.form != Form::Digits {
            return;
        }
        let minutes = self
            .folded(read.end + 1)
            .filter(|word| word.len() == 2)
            .and_then(|word| word.parse::<f64>().ok());
        let colon = self
            .folded(read.end)
            .filter(|word| matches!(*word, ":" | "h"));
        if let (Some(minutes), Some(_)) = (minutes.filter(|&minutes| minutes < 60.0), colon)
            && read.value < 25.0
            && self.is_tight(read.end - 1)
        {
            read.value = (read.value * 60.0 + minutes) / 60.0;
            read.end += 2;
            let half = self.half_day(read.end);
            let before = self.behind_cue(first, |cue| match cue {
                Cue::Word(class @ (CueClass::Am | CueClass::Pm)) => Some(class),
                _ => None,
            });
            let class = half
                .map(|(class, _)| class)
                .or(before.map(|(_, class)| class));
            self.set_clock(read, class);
            read.end = half.map_or(read.end, |(_, end)| end);
            if let Some((_, end)) = self.class(read.end, &[CueClass::Clock]) {
                read.end = end;
            }
        } else if let Some((class, end)) = self.half_day(read.end).filter(|_| read.value < 13.0) {
            self.set_clock_digits(read, digits, Some(class));
            read.end = end;
        } else if let Some((_, end)) = self
            .class(read.end, &[CueClass::Clock])
            .filter(|_| read.value < 25.0)
        {
            self.set_clock_digits(read, digits, None);
            read.end = end;
        }
    }

    /// As hours and minutes: `6.30` is half past six here.
    fn set_clock_digits(&self, read: &mut ParsedFigure, digits: &str, half: Option<CueClass>) {
        if let Some((hours, minutes)) = digits.split_once(['.', ','])
            && let (Ok(hours), Ok(minutes)) = (hours.parse::<f64>(), minutes.parse::<f64>())
        {
            read.value = hours + minutes / 60.0;
        }
        self.set_clock(read, half);
    }

    fn set_clock(&self, read: &mut ParsedFigure, half: Option<CueClass>) {
        let hours = match half {
            Some(CueClass::Pm) if read.value < 12.0 => read.value + 12.0,
            Some(CueClass::Am) if read.value >= 12.0 => read.value - 12.0,
            _ => read.value,
        };
        read.value = (hours * 60.0).round();
        read.unit = unit_named("clock");
    }

    fn half_day(&self, at: usize) -> Option<(CueClass, usize)> {
        self.class(at, &[CueClass::Am, CueClass::Pm])
    }

    /// `half`, `two thirds`, `half a million`, `half an hour`.
    fn fraction(&self, start: usize) -> Option<ParsedFigure> {
        let (value, end) = self.cue(start, |cue| match cue {
            Cue::Fraction(value) => Some(value),
            _ => None,
        })?;
        let mut read = ParsedFigure {
            value,
            form: Form::Fraction,
            unit: None,
            end,
            other_value: None,
        };
        let behind = self
            .class(end, &[CueClass::One])
            .map_or(end, |(_, end)| end);
        if let Some((factor, end)) = self.times(behind) {
            read = ParsedFigure {
                value: value * factor,
                form: Form::Words,
                unit: None,
                end,
                other_value: None,
            };
        } else if behind > end && self.unit(behind).is_some() {
            read.end = behind;
        }
        Some(read)
    }

    /// `½`, `1½`, `1/2`, with a small number under the line: `24/7` and dates are none.
    fn fraction_in_digits(&self, start: usize) -> Option<ParsedFigure> {
        const WHOLE_MAX: i64 = 10;
        let sign = |at: usize| {
            let (part, whole) = self.folded(at)?.split_once('⁄')?;
            let (part, whole) = (whole_number(part)?, whole_number(whole)?);
            (whole > 0).then(|| part as f64 / whole as f64)
        };
        let fraction = |value: f64, end: usize| ParsedFigure {
            form: Form::Fraction,
            ..ParsedFigure::new(value, end)
        };
        if let Some(value) = sign(start) {
            return Some(fraction(value, start + 1));
        }
        let part = whole_number(self.folded(start)?)?;
        if !self.is_tight(start) {
            return None;
        }
        if let Some(rest) = sign(start + 1) {
            return Some(ParsedFigure::new(part as f64 + rest, start + 2));
        }
        let is_line = |at: usize| matches!(self.folded(at), Some("/" | "⁄"));
        let whole = whole_number(self.folded(start + 2)?)?;
        let is_fraction = is_line(start + 1)
            && self.is_tight(start + 1)
            && !is_line(start + 3)
            && part > 0
            && part < whole
            && whole <= WHOLE_MAX;
        is_fraction.then(|| fraction(part as f64 / whole as f64, start + 3))
    }

    /// `one in five`, `tres de cada cuatro`.
    fn ratio(&self, start: usize) -> Option<ParsedFigure> {
        const PARTS: std::ops::RangeInclusive<f64> = 2.0..=10.0;
        let number = |at: usize| {
            let digits = || Some((whole_number(self.folded(at)?)? as f64, at + 1));
            self.number(at).or_else(digits)
        };
        let (part, end) = number(start)?;
        let (_, behind) = self.class(end, &[CueClass::OutOf])?;
        let (whole, end) =
            number(behind).filter(|(whole, _)| PARTS.contains(whole) && part < *whole)?;
        Some(ParsedFigure {
            value: part / whole,
            form: Form::Fraction,
            unit: None,
            end,
            other_value: None,
        })
    }

    fn ordinal(&self, start: usize) -> Option<ParsedFigure> {
        let (value, end) = self.cue(start, |cue| match cue {
            Cue::Ordinal(value) => Some(value),
            _ => None,
        })?;
        Some(ParsedFigure {
            value,
            form: Form::Ordinal,
            unit: None,
            end,
            other_value: None,
        })
    }

    /// A number of which nothing has been read.
    fn number_sum(&self) -> NumberSum {
        let file = self.text.language.file();
        const ELEVEN: f64 = 11.0;
        NumberSum {
            adds_to_ten: !file.number.values().any(|&value| value == ELEVEN),
            units_first: file.figures.units_first,
            ..NumberSum::default()
        }
    }

    /// `two hundred and five`, `twenty-five`, `fünfundzwanzig`. What is counted need not follow if it `is_percentage`.
    fn words(&self, start: usize, is_percentage: bool) -> Option<ParsedFigure> {
        let mut end = start;
        let mut sum = self.number_sum();
        let mut is_open = false; // a number has begun
        loop {
            let joint = match self.folded(end) {
                Some("-") if is_open => end + 1,
                Some(_) if is_open => self
                    .class(end, &[CueClass::And])
                    .map_or(end, |(_, end)| end),
                _ => end,
            };
            let number = self.number(joint).or_else(|| self.joined_words(joint));
            let times = || {
                let is_next = joint == end || self.folded(end) == Some("-");
                self.times(joint).filter(|_| is_open && is_next)
            };
            if let Some((value, next)) = number
                && (!is_open || sum.value > 0.0)
                && sum.add(value)
            {
                end = next;
            } else if let Some((factor, next)) = times()
                && sum.times(factor)
            {
                end = next;
            } else {
                break;
            }
            is_open = true;
        }
        let is_short = end == start + 1 && sum.value < 100.0;
        let needs_counter = !self.text.language.figures.counters.is_none() && !is_percentage;
        let places = &self.text.language.file().figures.ordinal_counters;
        if is_open && is_short && needs_counter {
            let counter = self
                .counter_end(end)
                .or_else(|| self.any_phrase(end, places));
            counter.or_else(|| Some(self.unit(end)?.1))?;
        }
        if !is_open {
            let one = self.class(start, &[CueClass::One])?;
            // A decade, a century: one of them; of shorter times "a" is no figure ("a day").
            const LONG: f64 = 3e8;
            if let Some((unit, end)) = self.unit(one.1)
                && UNITS[unit].dimension == "time"
                && UNITS[unit].factor > LONG
            {
                return Some(ParsedFigure {
                    value: 1.0,
                    form: Form::Words,
                    unit: Some(unit),
                    end,
                    other_value: None,
                });
            }
            let (factor, end) = self.times(one.1)?;
            return Some(ParsedFigure {
                value: factor,
                form: Form::Words,
                unit: None,
                end,
                other_value: None,
            });
        }
        // Several hundred are no hundred.
        let is_vague = |cue: Cue| (cue == Cue::Word(CueClass::Vague)).then_some(());
        if self.times(start).is_some() && self.behind_cue(start, is_vague).is_some() {
            return None;
        }
        let value = sum.value;
        let figures = &self.text.language.file().figures;
        if let Some(end) = self.any_phrase(end, &figures.ordinal_counters) {
            return Some(ParsedFigure {
                form: Form::Ordinal,
                ..ParsedFigure::new(value, end)
            });
        }
        let mut read = ParsedFigure {
            value,
            form: Form::Words,
            unit: None,
            end,
            other_value: None,
        };
        // two thirds, two-thirds; one and a half
        let behind = if self.folded(end) == Some("-") {
            end + 1
        } else {
            end
        };
        let fraction = |at| {
            self.cue(at, |cue| {
                if let Cue::Fraction(value) = cue {
                    Some(value)
                } else {
                    None
                }
            })
        };
        if let Some((part, end)) = fraction(behind) {
            read = ParsedFigure {
                value: value * part,
                form: Form::Fraction,
                unit: None,
                end,
                other_value: None,
            };
        } else if let Some((_, and)) = self.class(end, &[CueClass::And])
            && let behind = self
                .class(and, &[CueClass::One])
                .map_or(and, |(_, end)| end)
            && let Some((part, end)) = fraction(behind)
        {
            // two and a half million
            let times = self.times(end);
            let factor = times.map_or(1.0, |(factor, _)| factor);
            read = ParsedFigure {
                value: (value + part) * factor,
                end: times.map_or(end, |(_, end)| end),
                ..read
            };
        } else if let Some((class, end)) = self.half_day(end).filter(|_| value < 13.0) {
            read.end = end;
            self.set_clock(&mut read, Some(class));
        } else if let Some((_, end)) = self.class(end, &[CueClass::Clock]).filter(|_| value < 25.0)
        {
            read.end = end;
            self.set_clock(&mut read, None);
        }
        Some(read)
    }

    /// A number word made of others, as German and Dutch have them: `zweihundertfünf`.
    fn joined_words(&self, at: usize) -> Option<(f64, usize)> {
        let (value, n_parts, rest) = self.joined_number(at)?;
        (rest.is_empty() && n_parts > 1).then_some((value, at + 1))
    }

    /// A number and its unit of time in one word: `dreistündig`, `vijfjarige`.
    fn joined_duration(&self, at: usize) -> Option<ParsedFigure> {
        let (value, _, rest) = self.joined_number(at)?;
        let units = self.cues.beginning_with(rest).into_iter();
        let unit = units
            .filter(|phrase| phrase.is_one_word())
            .find_map(|phrase| match phrase.cue {
                Cue::Unit(unit) if UNITS[unit].dimension == "time" => Some(unit),
                _ => None,
            })?;
        Some(ParsedFigure {
            form: Form::Words,
            unit: Some(unit),
            ..ParsedFigure::new(value, at + 1)
        })
    }

    /// The number with which a word begins, of how many words it is made, and what follows it.
    fn joined_number(&self, at: usize) -> Option<(f64, usize, &str)> {
        const LETTERS: Range<usize> = 7..100; // shorter ones are in the lists, longer ones are no words
        let mut rest = self
            .folded(at)
            .filter(|word| LETTERS.contains(&word.len()) && self.text.language.joins_numbers)?;
        let mut sum = NumberSum {
            units_first: true,
            ..NumberSum::default()
        };
        let mut n_parts = 0;
        while !rest.is_empty() {
            let ends = rest.char_indices().map(|(n, c)| n + c.len_utf8());
            let is_part = |cue: &Cue| {
                matches!(
                    cue,
                    Cue::Number(_) | Cue::Times(_) | Cue::Word(CueClass::And)
                )
            };
            let part = |len: usize| self.cues.of_word(&rest[..len]).filter(is_part);
            let Some(len) = ends.rev().find(|&len| part(len).next().is_some()) else {
                break;
            };
            let fits = part(len).any(|cue| match cue {
                Cue::Number(value) => sum.add(value),
                Cue::Times(factor) => sum.times(factor),
                _ => n_parts > 0,
            });
            if !fits {
                break;
            }
            n_parts += 1;
            rest = &rest[len..];
        }
        (n_parts > 0).then_some((sum.value, n_parts, rest))
    }

    fn add_unit(&self, read: &mut ParsedFigure, currency: Option<usize>) {
        if currency.is_some() {
            read.unit = currency;
            // "$5 million", and "$60 a share" is still dollars; but "US$5 dollars" names it twice.
            if let Some((unit, end)) = self
                .unit(read.end)
                .filter(|&(unit, _)| Some(unit) == currency)
            {
                (read.unit, read.end) = (Some(unit), end);
            }
            return;
        }
        if read.unit.is_some() {
            return;
        }
        let dash = self.folded(read.end) == Some("-") && self.is_tight(read.end - 1);
        let at = if dash { read.end + 1 } else { read.end };
        // An abbreviated multiplier may end with a full stop: 3,5 Mio. Euro.
        let at = if self.folded(at) == Some(".") && self.unit(at + 1).is_some() {
            at + 1
        } else {
            at
        };
        if let Some((unit, end)) = self.unit(at) {
            (read.unit, read.end) = (Some(unit), end);
        }
    }

    fn multiply(&self, read: &mut ParsedFigure) {
        while let Some((factor, end)) = self
            .times(read.end)
            .filter(|_| read.form == Form::Digits && read.unit.is_none())
            .filter(|&(_, end)| {
                self.unit(read.end)
                    .is_none_or(|(_, unit_end)| unit_end <= end)
            })
        {
            read.value *= factor;
            read.end = end;
        }
    }

    /// `3억 5천만`, `2億3000万`: a number in digits that goes on with smaller multipliers.
    fn add_smaller(&self, read: &mut ParsedFigure) {
        let is_multiplied = |end: usize| self.times(end - 1).is_some();
        if self.text.language.figures.counters.is_none() || read.unit.is_some() {
            return;
        }
        while self.is_numeric(read.end) && is_multiplied(read.end) {
            let digits = self.folded(read.end).unwrap_or_default();
            let Some(value) = parse(digits, self.text.language.decimal.0) else {
                return;
            };
            let mut part = ParsedFigure::new(value, read.end + 1);
            self.multiply(&mut part);
            let mut sum = NumberSum::default();
            if !sum.add(read.value) || !sum.add(part.value) {
                return;
            }
            (read.value, read.end) = (sum.value, part.end);
        }
    }

    fn number(&self, at: usize) -> Option<(f64, usize)> {
        self.cue(at, |cue| match cue {
            Cue::Number(value) => Some(value),
            _ => None,
        })
    }

    fn times(&self, at: usize) -> Option<(f64, usize)> {
        self.cue(at, |cue| match cue {
            Cue::Times(factor) => Some(factor),
            _ => None,
        })
    }

    fn unit(&self, at: usize) -> Option<(usize, usize)> {
        self.cue(at, |cue| match cue {
            Cue::Unit(unit) => Some(unit),
            _ => None,
        })
    }

    fn class(&self, at: usize, classes: &[CueClass]) -> Option<(CueClass, usize)> {
        self.cue(at, |cue| match cue {
            Cue::Word(class) if classes.contains(&class) => Some(class),
            _ => None,
        })
    }

    /// See [`CuedText::longest_cue`].
    fn cue<T>(&self, at: usize, pick: impl Fn(Cue) -> Option<T>) -> Option<(T, usize)> {
        self.text.longest_cue(at, self.end, pick)
    }

    fn folded(&self, at: usize) -> Option<&str> {
        (at < self.end).then(|| &*self.text.words[at].folded)
    }

    fn is_numeric(&self, at: usize) -> bool {
        self.folded(at)
            .is_some_and(|word| word.starts_with(|c| digit(c).is_some()))
    }

    fn is_letters(&self, at: usize) -> bool {
        self.folded(at)
            .is_some_and(|word| word.len() > 3 && word.chars().all(char::is_alphabetic))
    }

    /// Whether the word at `next` is a group of three digits that goes on from the digits before it.
    fn is_group(&self, first: usize, next: usize) -> bool {
        let Some(group) = self.folded(next) else {
            return false;
        };
        let gap = self.text.words[next].range.start - self.text.words[next - 1].range.end;
        let lead = self.text.words[first].folded.len();
        group.len() == 3
            && group.bytes().all(|b| b.is_ascii_digit())
            && lead <= 3
            && self.text.words[first]
                .folded
                .bytes()
                .all(|b| b.is_ascii_digit())
            && (1..=3).contains(&gap)
    }

    /// Whether no space follows a word.
    fn is_tight(&self, at: usize) -> bool {
        let words = &self.text.words;
        at + 1 < self.end && words[at].range.end == words[at + 1].range.start
    }
}
