//! Words → [`Quantity`]s: the figures of a text in one form, however they are written.
//!
//! `1,500`, `fifteen hundred` and `1.5 thousand` are one value; `half`, `50 percent` and `50 %` another; `18 months`
//! is a year and a half, `an hour and three quarters` 105 minutes. Two figures are the *same* if they have one normal
//! form, and *agree* if one can stand for the other: rounded, converted, without its unit.

mod parser;
#[cfg(test)]
mod tests;

pub(crate) use parser::quantities;

use crate::compare::facts::units::{UNITS, Unit};
use std::ops::Range;

/// A figure.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quantity {
    /// All its words, with multiplier and unit.
    pub words: Range<usize>,
    /// The same with what stands before and behind it and belongs to it: at least 5 days *a month*.
    pub phrase: Range<usize>,
    /// The value in its unit.
    pub value: f64,
    /// Its unit, as an index into [`UNITS`].
    pub unit: Option<usize>,
    /// The unit of time that it is counted by: of `210 dollars a month` the month.
    pub period: Option<usize>,
    /// Which way the text opens it.
    pub bound: Option<Bound>,
    /// How it is written.
    pub form: Form,
    /// The value if a single mark before three digits is read the other way: 1.234.
    pub other_value: Option<f64>,
}

/// How a figure is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// In digits.
    Digits,
    /// In words.
    Words,
    /// As a part of something: `half`.
    Fraction,
    /// As a place in an order: `third`, `3rd`.
    Ordinal,
}

/// Which way a figure is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    /// To both sides: about 5.
    About,
    /// Downwards: up to 5.
    AtMost,
    /// Upwards: at least 5.
    AtLeast,
    /// Upwards, without itself: more than 5.
    MoreThan,
    /// Downwards, without itself: less than 5.
    LessThan,
}

impl Bound {
    /// The sign for it in a normal form.
    fn sign(self) -> &'static str {
        match self {
            Bound::About => "~",
            Bound::AtMost => "≤ ",
            Bound::AtLeast => "≥ ",
            Bound::MoreThan => "> ",
            Bound::LessThan => "< ",
        }
    }

    /// Whether one opens a figure upwards and the other downwards.
    pub fn contradicts(self, other: Bound) -> bool {
        let way = |bound| match bound {
            Bound::About => 0,
            Bound::AtMost | Bound::LessThan => -1,
            Bound::AtLeast | Bound::MoreThan => 1,
        };
        way(self) * way(other) < 0
    }
}

/// How two figures that are not the same can still stand for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Agreement {
    /// The value is the same: in another unit, without its unit, as a share.
    Reworded,
    /// The value is the same, but only one says which way it is open: about 5, at most 5.
    Bounded,
    /// One has fewer digits.
    Rounded,
}

/// Values this close, relatively, are one: a third is 33 percent.
const EQUAL_WITHIN: f64 = 0.0101;

/// Percentages this close are one where one of them is written as a fraction: `a third` for 35 percent. Measured on
/// rewrites; two fifths and a half stay apart.
const FRACTION_WITHIN: f64 = 3.5;

/// Converted temperatures are rounded to whole degrees.
const DEGREES_WITHIN: f64 = 0.6;

/// Conversions round: 10 miles are 16 kilometres, not 16.09.
const CONVERTED_WITHIN: f64 = 0.04;

impl Quantity {
    /// The normal form: the value in the largest unit in which it is a whole number, with the sign of its bound and its
    /// period. Figures are the same if theirs is.
    pub fn normal(&self) -> String {
        let mut normal = String::new();
        normal.push_str(self.bound.map_or("", Bound::sign));
        match self.unit {
            None if self.form == Form::Ordinal => {
                normal.push_str("no. ");
                normal.push_str(&plain_number(self.value));
            }
            None => normal.push_str(&plain_number(self.value)),
            Some(unit) if UNITS[unit].dimension == "clock" => {
                let minutes = self.value.round().clamp(0.0, 1e4) as u32;
                normal.push_str(&format!("{:02}:{:02}", minutes / 60, minutes % 60));
            }
            Some(unit) => {
                let (value, unit) = in_largest_unit(self.value, unit);
                let place = if self.form == Form::Ordinal {
                    "no. "
                } else {
                    ""
                };
                normal.push_str(&format!(
                    "{place}{} {}",
                    plain_number(value),
                    UNITS[unit].name
                ));
            }
        }
        if let Some(period) = self.period {
            normal.push_str(&format!(" a {}", UNITS[period].name));
        }
        normal
    }

    /// Whether the text says that it is not exact.
    pub fn is_about(&self) -> bool {
        self.bound.is_some()
    }

    /// Whether the two say the same, conversions and missing units included.
    pub fn equals(&self, other: &Quantity) -> bool {
        let contradicts = self
            .bound
            .zip(other.bound)
            .is_some_and(|(a, b)| a.contradicts(b));
        if (self.form == Form::Ordinal) != (other.form == Form::Ordinal) || contradicts {
            return false;
        }
        match (self.period, other.period) {
            (Some(a), Some(b)) if a != b => {
                let rate = |quantity: &Quantity, period: usize| Quantity {
                    value: quantity.value / UNITS[period].factor,
                    period: None,
                    ..quantity.clone()
                };
                rate(self, a).has_value_of(&rate(other, b))
            }
            _ => self.has_value_of(other),
        }
    }

    fn has_value_of(&self, other: &Quantity) -> bool {
        match (self.unit, other.unit) {
            (Some(a), Some(b)) if a == b => {
                let is_share = UNITS[a].dimension == "share";
                let is_fraction = [self, other].map(|quantity| quantity.form == Form::Fraction);
                exact(self.value, other.value)
                    || is_share && near(self.value, other.value, EQUAL_WITHIN)
                    || is_share
                        && is_fraction[0] != is_fraction[1]
                        && (self.value - other.value).abs() <= FRACTION_WITHIN
                    || UNITS[a].dimension == "clock" && self.is_same_time(other)
            }
            (Some(a), Some(b)) => {
                let (a, b) = (&UNITS[a], &UNITS[b]);
                let is_clock = [a, b].map(|unit| unit.dimension == "clock");
                if is_clock[0] != is_clock[1] {
                    // 1h45 may be a clock time or a duration.
                    let seconds = |value: f64, unit: &Unit, is_clock: bool| {
                        value * if is_clock { 60.0 } else { unit.factor }
                    };
                    let is_time = if is_clock[0] { b } else { a }.dimension == "time";
                    return is_time
                        && exact(
                            seconds(self.value, a, is_clock[0]),
                            seconds(other.value, b, is_clock[1]),
                        );
                }
                let degrees = |value: f64, unit: &Unit| match &*unit.name {
                    "celsius" => Some(value),
                    "fahrenheit" => Some((value - 32.0) / 1.8),
                    "kelvin" => Some(value - 273.15),
                    _ => None,
                };
                if let (Some(a), Some(b)) = (degrees(self.value, a), degrees(other.value, b)) {
                    return (a - b).abs() <= DEGREES_WITHIN;
                }
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
            _ => {
                let values = |quantity: &Quantity| [Some(quantity.value), quantity.other_value];
                let (here, there) = (values(self), values(other));
                here.into_iter()
                    .flatten()
                    .any(|a| there.into_iter().flatten().any(|b| exact(a, b)))
            }
        }
    }

    /// How a figure with another normal form can stand for this one, if it can.
    pub fn agreement(&self, other: &Quantity) -> Option<Agreement> {
        if self.is_place_for(other) || other.is_place_for(self) {
            return Some(Agreement::Reworded);
        }
        match () {
            () if self.bound.is_some() == other.bound.is_some() && self.equals(other) => {
                Some(Agreement::Reworded)
            }
            () if self.equals(other) => Some(Agreement::Bounded),
            () if self.is_comparable(other) && self.rounds(other) => Some(Agreement::Rounded),
            () => None,
        }
    }

    /// Whether this is a place and the other the count up to it: the 78th minute, 78 minutes.
    fn is_place_for(&self, other: &Quantity) -> bool {
        self.form == Form::Ordinal
            && other.form != Form::Ordinal
            && self.unit.is_some()
            && self.unit == other.unit
            && exact(self.value, other.value)
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
        let contradicts = self
            .bound
            .zip(other.bound)
            .is_some_and(|(a, b)| a.contradicts(b));
        if self.period.is_some() && other.period.is_some() && self.period != other.period
            || contradicts
        {
            return false;
        }
        let in_base = |quantity: &Quantity| {
            let factor = quantity.unit.map_or(1.0, |unit| UNITS[unit].factor);
            (quantity.value * factor, last_digit(quantity.value) * factor)
        };
        let ((a, a_digit), (b, b_digit)) = (in_base(self), in_base(other));
        let coarser = f64::max(a_digit, b_digit);
        near(a, b, 0.05) && a_digit != b_digit && (a - b).abs() <= coarser / 2.0 * 1.0001
            || (self.is_about() || other.is_about())
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

fn exact(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

fn near(a: f64, b: f64, within: f64) -> bool {
    (a - b).abs() <= within * a.abs().max(b.abs())
}

/// The value of the last digit that is not zero: 100 of 1,500.
fn last_digit(value: f64) -> f64 {
    const DIGIT_MIN: f64 = 1e-6;
    let mut digit = if value.fract() == 0.0 { 1.0 } else { DIGIT_MIN };
    let is_whole = |value: f64| (value - value.round()).abs() < 1e-9 * value.abs().clamp(1.0, 1e6);
    while digit < value.abs() && is_whole(value / (digit * 10.0)) {
        digit *= 10.0;
    }
    digit
}

/// Digits of a value that a normal form keeps: enough for any figure of a text, and too few for what is left over by
/// conversions.
const SIGNIFICANT: i32 = 7;

/// A number without grouping and superfluous zeros.
pub(crate) fn plain_number(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return "0".to_owned();
    }
    let exponent = value.abs().log10().floor() as i32;
    let decimals = (SIGNIFICANT - 1 - exponent).max(0) as usize;
    let written = format!("{value:.decimals$}");
    match written.contains('.') {
        true => written
            .trim_end_matches('0')
            .trim_end_matches('.')
            .to_owned(),
        false => written,
    }
}

/// A value in the largest unit of the same dimension in which it is a whole number; if there is none, in the base unit.
/// Speeds and shares are in the base unit always: nobody thinks of 90 km/h as 25 metres a second.
fn in_largest_unit(value: f64, unit: usize) -> (f64, usize) {
    let own = &UNITS[unit];
    if own.factor <= 0.0 {
        return (value, unit);
    }
    let base = value * own.factor;
    let alike = UNITS
        .iter()
        .enumerate()
        .filter(|(_, other)| other.dimension == own.dimension && other.factor > 0.0);
    let is_whole = |factor: f64| {
        let value = base / factor;
        value >= 1.0 && (value - value.round()).abs() < 1e-6 * value.max(1.0)
    };
    let is_plain = matches!(&*own.dimension, "speed" | "share");
    // An amount of money stays in its main unit, which gives the dimension its name: £1.20, not 120 pence.
    let main = alike.clone().find(|(_, other)| other.name == own.dimension);
    let largest = alike
        .clone()
        .filter(|(_, other)| !is_plain && is_whole(other.factor))
        .max_by(|(_, a), (_, b)| a.factor.total_cmp(&b.factor));
    let finest = || {
        alike
            .clone()
            .min_by(|(_, a), (_, b)| (a.factor - 1.0).abs().total_cmp(&(b.factor - 1.0).abs()))
    };
    match main.or(largest).or_else(finest) {
        Some((n, other)) => (base / other.factor, n),
        None => (value, unit),
    }
}

/// The unit of a name; a test reads them all.
fn unit_named(name: &str) -> Option<usize> {
    UNITS.iter().position(|unit| unit.name == name)
}
