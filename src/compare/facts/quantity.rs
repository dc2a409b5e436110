//! Words → [`Quantity`]s: the figures of a text in one form, however they are written.
//!
//! `1,500`, `fifteen hundred` and `1.5 thousand` are one value; `half`, `50 percent` and `50 %` another; `18 months`
//! is a year and a half. Which mark is the decimal one, and the words of numbers, come from the text's language.

use super::date::Date;
use crate::compare::facts::cued_text::{CuedText, within};
use crate::compare::facts::cues::{Cue, CueTable};
use crate::compare::facts::units::UNITS;
use crate::text::language::CueClass;
use std::ops::Range;

/// A figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// All its words, with multiplier and unit.
    pub words: Range<usize>,
    /// The value in its unit.
    pub value: f64,
    /// Its unit, as an index into [`UNITS`].
    pub unit: Option<usize>,
    /// How it is written.
    pub form: Form,
    /// Whether the text says that it is not exact.
    pub is_about: bool,
}

/// How a figure is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// In digits.
    Digits,
    /// In words.
    Words,
    /// As a part of something: `half`.
    Fraction,
    /// As a place in an order: `third`, `3rd`.
    Ordinal,
}

/// Values this close, relatively, are one: a third is 33 percent.
const EQUAL_WITHIN: f64 = 0.0101;

/// Conversions round: 10 miles are 16 kilometres, not 16.09.
const CONVERTED_WITHIN: f64 = 0.04;

impl Quantity {
    /// Whether the two say the same, conversions and missing units included.
    pub fn equals(&self, other: &Quantity) -> bool {
        if (self.form == Form::Ordinal) != (other.form == Form::Ordinal) {
            return false;
        }
        let exact = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
        match (self.unit, other.unit) {
            (Some(a), Some(b)) if a == b => {
                let is_share = UNITS[a].dimension == "share";
                exact(self.value, other.value)
                    || is_share && near(self.value, other.value, EQUAL_WITHIN)
                    || UNITS[a].dimension == "clock" && self.is_same_time(other)
            }
            (Some(a), Some(b)) => {
                let (a, b) = (&UNITS[a], &UNITS[b]);
                a.dimension == b.dimension
                    && a.factor * b.factor > 0.0
                    && near(
                        self.value * a.factor,
                        other.value * b.factor,
                        CONVERTED_WITHIN,
                    )
            }
            (Some(clock), None) | (None, Some(clock)) if UNITS[clock].dimension == "clock" => {
                let hours = if self.unit.is_some() {
                    other.value
                } else {
                    self.value
                };
                exact(hours * 60.0, self.value.max(other.value))
            }
            _ => exact(self.value, other.value),
        }
    }

    /// Whether the two could be figures of one thing: both of one dimension, or one without a unit.
    pub fn is_comparable(&self, other: &Quantity) -> bool {
        let ordinals = [self, other].map(|quantity| quantity.form == Form::Ordinal);
        ordinals[0] == ordinals[1]
            && match (self.unit, other.unit) {
                (Some(a), Some(b)) => UNITS[a].dimension == UNITS[b].dimension,
                (None, None) => true,
                _ => false,
            }
    }

    /// Whether one is the other with fewer digits: 1,984 and 2,000, but not 704 and 740.
    pub fn rounds(&self, other: &Quantity) -> bool {
        let in_base = |quantity: &Quantity| {
            let factor = quantity.unit.map_or(1.0, |unit| UNITS[unit].factor);
            (quantity.value * factor, last_digit(quantity.value) * factor)
        };
        let ((a, a_digit), (b, b_digit)) = (in_base(self), in_base(other));
        let coarser = f64::max(a_digit, b_digit);
        near(a, b, 0.05) && a_digit != b_digit && (a - b).abs() <= coarser / 2.0 * 1.0001
            || (self.is_about || other.is_about)
                && near(a, b, 0.15)
                && (a_digit != b_digit || self.form != other.form)
    }

    /// A number word so common that its coming and going says nothing: one, two, both.
    pub fn is_slight(&self) -> bool {
        self.form == Form::Words && self.value <= 2.0 && self.unit.is_none()
    }

    fn is_same_time(&self, other: &Quantity) -> bool {
        // `6:30` may be of the morning or of the evening.
        let half_day = 720.0;
        self.value.min(other.value) < half_day
            && near(self.value % half_day, other.value % half_day, 1e-9)
    }
}

fn near(a: f64, b: f64, within: f64) -> bool {
    (a - b).abs() <= within * a.abs().max(b.abs())
}

/// The value of the last digit that is not zero: 100 of 1,500.
fn last_digit(value: f64) -> f64 {
    let mut digit = 1e-6;
    while digit < value.abs() && (value / (digit * 10.0)).fract().abs() < 1e-9 {
        digit *= 10.0;
    }
    digit
}

/// The figures of all words; those inside `dates` are not among them.
pub fn quantities(text: &CuedText, dates: &[Date]) -> Vec<Quantity> {
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
            match (date, parser.quantity(next)) {
                (Some(date), _) => next = date.words.end.max(next + 1),
                (None, Some(quantity)) => {
                    next = quantity.words.end;
                    join_range(text, quantities.last_mut(), &quantity);
                    quantities.push(quantity);
                }
                (None, None) => next += 1,
            }
        }
    }
    quantities
}

/// `2.25 to 2.35 billion dollars`: the first figure has the multiplier and unit of the second.
fn join_range(text: &CuedText, before: Option<&mut Quantity>, quantity: &Quantity) {
    let Some(before) = before else { return };
    let between = &text.words[before.words.end..quantity.words.start.max(before.words.end)];
    let is_range = match between {
        [joint] => &*joint.folded == "-" || text.language.figures.range.has(&joint.folded),
        _ => false,
    };
    if is_range && before.unit.is_none() && before.form == quantity.form {
        before.unit = quantity.unit;
        let factor = [1e3, 1e6, 1e9, 1e12]
            .into_iter()
            .rev()
            .find(|&factor| quantity.value >= factor);
        if let Some(factor) = factor.filter(|_| before.value < 1e3 && quantity.words.len() > 1) {
            before.value *= factor;
        }
    }
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
}

impl QuantityParser<'_> {
    fn quantity(&self, first: usize) -> Option<Quantity> {
        let currency = self
            .unit(first)
            .filter(|_| !self.is_letters(first))
            .filter(|(_, end)| self.is_numeric(*end));
        let start = currency.map_or(first, |(_, end)| end);
        let mut read = self
            .ratio(start)
            .or_else(|| self.digits(start, currency.is_some()))
            .or_else(|| self.fraction(start))
            .or_else(|| self.ordinal(start))
            .or_else(|| self.words(start))?;
        if read.form != Form::Ordinal {
            self.add_unit(&mut read, currency.map(|(unit, _)| unit));
        }
        if read.form == Form::Fraction && read.unit.is_none() {
            read.value *= 100.0;
            read.unit = unit_named("percent");
        }
        Some(Quantity {
            words: first..read.end,
            value: read.value,
            unit: read.unit,
            form: read.form,
            is_about: self.is_about(first),
        })
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
        };
        // 96 000
        while attached.is_empty() && self.is_group(start, read.end) {
            value = value * 1000.0 + parse(self.folded(read.end)?, '.')?;
            read.end += 1;
        }
        read.value = value;
        let figures = &self.text.language.figures;
        match attached {
            "" => {}
            _ if figures.plural_endings.has(attached) => read.form = Form::Words,
            _ if figures.ordinal_endings.has(attached) => read.form = Form::Ordinal,
            "m" if is_money || digits.contains(['.', ',']) => read.value *= 1e6,
            "m" => read.unit = unit_named("metre"),
            _ => match self.cues.of_word(attached).find(|cue| {
                matches!(
                    cue,
                    Cue::Times(_) | Cue::Unit(_) | Cue::Word(CueClass::Am | CueClass::Pm)
                )
            }) {
                Some(Cue::Times(factor)) => read.value *= factor,
                Some(Cue::Unit(unit)) => read.unit = Some(unit),
                Some(Cue::Word(class)) => self.set_clock(&mut read, Some(class)),
                _ => return None,
            },
        }
        self.clock(&mut read, digits);
        self.multiply(&mut read);
        Some(read)
    }

    /// `6:30`, `6.30 Uhr`, `19 Uhr`, `5 p.m.`
    fn clock(&self, read: &mut ParsedFigure, digits: &str) {
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
            self.set_clock(read, half.map(|(class, _)| class));
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
            };
        } else if behind > end && self.unit(behind).is_some() {
            read.end = behind;
        }
        Some(read)
    }

    /// `one in five`, `tres de cada cuatro`.
    fn ratio(&self, start: usize) -> Option<ParsedFigure> {
        const PARTS: std::ops::RangeInclusive<f64> = 2.0..=10.0;
        let number = |at: usize| {
            let digits = || Some((self.folded(at)?.parse().ok()?, at + 1));
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
        })
    }

    /// `two hundred and five`, `twenty-five`, `fünfundzwanzig`.
    fn words(&self, start: usize) -> Option<ParsedFigure> {
        let mut end = start;
        let mut total = 0.0; // what later words no longer multiply
        let mut group = 0.0;
        let mut is_open = false; // a number has begun
        loop {
            let joint = match self.folded(end) {
                Some("-") if is_open => end + 1,
                Some(_) if is_open => self
                    .class(end, &[CueClass::And])
                    .map_or(end, |(_, end)| end),
                _ => end,
            };
            if let Some((value, next)) = self
                .number(joint)
                .filter(|&(value, _)| !is_open || fits(group, value))
            {
                group += value;
                end = next;
            } else if let Some((factor, next)) = self
                .times(joint)
                .filter(|_| is_open && (joint == end || self.folded(end) == Some("-")))
            {
                if factor > 100.0 {
                    total += group.max(1.0) * factor;
                    group = 0.0;
                } else {
                    group = group.max(1.0) * factor;
                }
                end = next;
            } else if let Some((value, next)) = self.joined_words(joint).filter(|_| !is_open) {
                group = value;
                end = next;
            } else {
                break;
            }
            is_open = true;
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
                });
            }
            let (factor, end) = self.times(one.1)?;
            return Some(ParsedFigure {
                value: factor,
                form: Form::Words,
                unit: None,
                end,
            });
        }
        let value = total + group;
        let mut read = ParsedFigure {
            value,
            form: Form::Words,
            unit: None,
            end,
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
            };
        } else if let Some((_, and)) = self.class(end, &[CueClass::And])
            && let behind = self
                .class(and, &[CueClass::One])
                .map_or(and, |(_, end)| end)
            && let Some((part, end)) = fraction(behind)
        {
            read = ParsedFigure {
                value: value + part,
                end,
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
        const LETTERS: Range<usize> = 7..60; // shorter ones are in the lists, longer ones are no words
        let word = self
            .folded(at)
            .filter(|word| LETTERS.contains(&word.len()) && self.text.language.joins_numbers)?;
        let mut rest = word;
        let (mut total, mut group) = (0.0, 0.0);
        while !rest.is_empty() {
            let ends = rest.char_indices().map(|(n, c)| n + c.len_utf8());
            let (cue, len) = ends.rev().find_map(|len| {
                let is_part = |cue: &Cue| {
                    matches!(
                        cue,
                        Cue::Number(_) | Cue::Times(_) | Cue::Word(CueClass::And)
                    )
                };
                Some((self.cues.of_word(&rest[..len]).find(is_part)?, len))
            })?;
            match cue {
                Cue::Number(value) => group += value,
                Cue::Times(factor) if factor > 100.0 => {
                    total += f64::max(group, 1.0) * factor;
                    group = 0.0;
                }
                Cue::Times(factor) => group = f64::max(group, 1.0) * factor,
                _ => {}
            }
            rest = &rest[len..];
        }
        Some((total + group, at + 1))
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
        {
            read.value *= factor;
            read.end = end;
        }
    }

    fn is_about(&self, first: usize) -> bool {
        let before = (first.saturating_sub(3)..first).any(|n| self.text.is(n, CueClass::About));
        before && self.text.words[first.saturating_sub(1)].segment == self.text.words[first].segment
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

    /// The longest cue at a word that `pick` takes, and the word after it.
    fn cue<T>(&self, at: usize, pick: impl Fn(Cue) -> Option<T>) -> Option<(T, usize)> {
        if at >= self.end {
            return None;
        }
        let cues = self.text.cues_in(at..at + 1).iter();
        let picked = cues
            .filter(|cued| cued.words.end <= self.end)
            .filter_map(|cued| Some((pick(cued.cue)?, cued.words.end)));
        picked.max_by_key(|&(_, end)| end)
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
            && (gap > 1 || gap == 1 && self.text.language.decimal.0 == ',')
            && gap <= 3
    }

    /// Whether no space follows a word.
    fn is_tight(&self, at: usize) -> bool {
        let words = &self.text.words;
        at + 1 < self.end && words[at].range.end == words[at + 1].range.start
    }
}

/// Whether a number word can follow others: twenty five, two hundred five.
fn fits(group: f64, value: f64) -> bool {
    value < 10.0 && group % 10.0 == 0.0 && group % 100.0 >= 20.0
        || value < 100.0 && group >= 100.0 && group % 100.0 == 0.0
        || group == 0.0
}

fn unit_named(name: &str) -> Option<usize> {
    UNITS.iter().position(|unit| unit.name == name)
}

/// The digit of a character in the scripts that write numbers by place.
fn digit(c: char) -> Option<u32> {
    // The zeros of Arabic, Persian, Devanagari, Bengali and Thai digits; nine more follow each.
    const ZEROS: [char; 5] = ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}'];
    c.to_digit(10).or_else(|| {
        ZEROS
            .iter()
            .map(|&zero| u32::from(c).wrapping_sub(u32::from(zero)))
            .find(|&digit| digit < 10)
    })
}

/// The value of digits with marks; `decimal` is the language's mark before decimals.
fn parse(digits: &str, decimal: char) -> Option<f64> {
    let digits = digits.trim_end_matches(['.', ',', '\'']);
    let marks: Vec<(usize, char)> = digits
        .char_indices()
        .filter(|(_, c)| matches!(c, '.' | ',' | '\''))
        .collect();
    let decimal_at = match marks[..] {
        [] => None,
        [(at, mark)] => {
            let behind = digits[at + 1..].chars().count();
            (mark != '\'' && (mark == decimal || behind != 3)).then_some(at)
        }
        [.., (before, first), (at, last)] => {
            (first != last && digits[before..at].chars().count() == 4).then_some(at)
        }
    };
    let mut plain = String::new();
    for (at, c) in digits.char_indices() {
        match digit(c) {
            Some(digit) => plain.push(char::from_digit(digit, 10)?),
            None if Some(at) == decimal_at => plain.push('.'),
            None => {}
        }
    }
    plain.parse().ok()
}
