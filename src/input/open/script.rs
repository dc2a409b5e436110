//! Superscript and subscript → plain text that still says what was raised or lowered: `10⁶`, `Ca²⁺`, `e^(−x/2)`, `10₂`.
//!
//! Without their position, `10<sup>6</sup>` would read as 106. Characters that Unicode has in superscript are raised;
//! an expression that it has not gets the sign of formulas. What is no exponent stays as it is: `21st`, `CO2`, `word[1]`.

use std::borrow::Cow;

/// Where characters stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Level {
    /// On the line.
    #[default]
    Base,
    /// Above it.
    Superscript,
    /// Below it.
    Subscript,
}

/// A word of at most so many letters may be a symbol or a unit with an exponent: `x`, `mm`, `Pas`. What stands above the
/// end of a longer one refers to a note.
const SYMBOL_MAX: usize = 3;

/// The most characters of an exponent.
pub const EXPONENT_MAX: usize = 24;

/// The end of the text so far, as far as it decides what a superscript means.
#[derive(Debug, Default)]
pub struct ScriptWriter {
    last: Option<char>,
    /// How many of the last characters are letters.
    n_letters: usize,
    /// Whether the last character is a digit that stood below the line.
    is_subscript: bool,
}

impl ScriptWriter {
    /// What follows stands apart from what was written so far.
    pub fn clear(&mut self) {
        *self = ScriptWriter::default();
    }

    /// The last character, if something stands directly before what follows.
    pub fn last(&self) -> Option<char> {
        self.last
    }

    /// The plain text of `text` at a level, directly behind what was written before.
    pub fn write<'a>(&mut self, text: &'a str, level: Level) -> Cow<'a, str> {
        let starts_with_digit = text.starts_with(|c: char| c.is_ascii_digit());
        let written = match level {
            Level::Base if self.is_subscript && starts_with_digit => format!(" {text}").into(),
            Level::Base => text.into(),
            Level::Superscript => self.raise(text),
            Level::Subscript if is_number(text) && self.last.is_some_and(char::is_numeric) => {
                lowered(text.trim()).into()
            }
            Level::Subscript => text.into(),
        };
        self.push(&written);
        self.is_subscript =
            level == Level::Subscript && written.ends_with(|c: char| c.is_ascii_digit());
        written
    }

    fn raise<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let exponent = text.trim();
        if is_number(exponent) {
            return superscript(exponent).into();
        }
        if !self.takes_exponent() || exponent.is_empty() {
            return text.into();
        }
        match exponent.chars().map(raised).collect::<Option<String>>() {
            Some(raised) => raised.into(),
            None if self.is_expression(exponent) => format!("^({exponent})").into(),
            None => text.into(),
        }
    }

    /// Whether the text so far ends with what may have an exponent.
    fn takes_exponent(&self) -> bool {
        self.last.is_some_and(|last| match last {
            _ if last.is_alphabetic() => self.n_letters <= SYMBOL_MAX,
            _ => last.is_numeric() || ")]}|".contains(last),
        })
    }

    /// Whether it is calculated with; an ordinal ending (`st`) and the mark of a note (`[1]`, `a,b`, `1,2`) are not.
    fn is_expression(&self, exponent: &str) -> bool {
        let has_operator = exponent.contains(['+', '-', '−', '=', '/', '·', '×']);
        let is_decimal = exponent
            .chars()
            .all(|c| c.is_ascii_digit() || ".,".contains(c));
        let is_after_digit = self.last.is_some_and(char::is_numeric);
        let is_short = exponent.chars().take(EXPONENT_MAX + 1).count() <= EXPONENT_MAX;
        is_short
            && !exponent.starts_with('[')
            && (has_operator || is_decimal && is_after_digit || is_coefficient(exponent))
    }

    fn push(&mut self, text: &str) {
        let Some(last) = text.chars().next_back() else {
            return;
        };
        let n_letters = text
            .chars()
            .rev()
            .take(SYMBOL_MAX + 1)
            .take_while(|c| c.is_alphabetic())
            .count();
        let is_all = text.chars().take(n_letters + 1).count() == n_letters;
        self.n_letters = match is_all {
            true => self.n_letters.saturating_add(n_letters),
            false => n_letters,
        };
        self.last = Some(last).filter(|last| !last.is_whitespace());
    }
}

/// Whether it is a number with a variable: `2k`, but not `2nd`.
fn is_coefficient(exponent: &str) -> bool {
    let variable = exponent.trim_start_matches(|c: char| c.is_ascii_digit());
    variable.len() < exponent.len() && variable.chars().count() == 1
}

fn is_number(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number in superscript, for exponents and note references: `12` → `¹²`.
pub fn superscript(number: &str) -> String {
    number.chars().map(|c| raised(c).unwrap_or(c)).collect()
}

/// A number in subscript: `12` → `₁₂`.
fn lowered(number: &str) -> String {
    let lower = |c: char| {
        c.to_digit(10)
            .and_then(|digit| char::from_u32(0x2080 + digit))
    };
    number.chars().map(|c| lower(c).unwrap_or(c)).collect()
}

/// The superscript form of a character. Of the letters only names of variables have one here: `e`, `o`, `st` and others
/// stand above the line in ordinals and abbreviations, too.
fn raised(c: char) -> Option<char> {
    Some(match c {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4'..='9' => char::from_u32(0x2070 + c.to_digit(10)?)?,
        '+' => '⁺',
        '-' | '−' | '–' => '⁻',
        '=' => '⁼',
        '(' => '⁽',
        ')' => '⁾',
        'i' => 'ⁱ',
        'j' => 'ʲ',
        'k' => 'ᵏ',
        'n' => 'ⁿ',
        'x' => 'ˣ',
        'y' => 'ʸ',
        'z' => 'ᶻ',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `^…^` stands above the line, `_…_` below it.
    #[track_caller]
    fn check(source: &str, expected: &str) {
        let mut writer = ScriptWriter::default();
        let mut level = Level::Base;
        let mut written = String::new();
        for part in source.split_inclusive(['^', '_']) {
            let text = part.trim_end_matches(['^', '_']);
            if !text.is_empty() {
                written += &writer.write(text, level);
            }
            level = match (part.chars().next_back(), level) {
                (Some('^'), Level::Base) => Level::Superscript,
                (Some('_'), Level::Base) => Level::Subscript,
                _ => Level::Base,
            };
        }
        assert_eq!(written, expected, "{source}");
    }

    #[test]
    fn exponents_are_raised() {
        check("10^6^", "10⁶");
        check("10^−12^ m", "10⁻¹² m");
        check("Ca^2+^ and NH_4_^+^", "Ca²⁺ and NH4⁺");
        check("5 m s^-1^", "5 m s⁻¹");
        check("x^2n^, (a+b)^k^", "x²ⁿ, (a+b)ᵏ");
        check("e^−x/2^", "e^(−x/2)");
        check("10^1,5^", "10^(1,5)");
        check("2^3m^", "2^(3m)");
    }

    #[test]
    fn ordinals_and_marks_of_notes_are_not_exponents() {
        check("21^st^, 2^nd^, n^o^ 5, 1^er^", "21st, 2nd, no 5, 1er");
        check("harbour^1^", "harbour¹");
        check("harbour^[2]^ 1998^[3]^", "harbour[2] 1998[3]");
        check("harbour^i^ Acme^TM^", "harbouri AcmeTM");
        check("(rain)^1,2^ harbour^1,2^", "(rain)1,2 harbour1,2");
        check("^x^ alone, and ^n^", "x alone, and n");
    }

    #[test]
    fn lowered_digits_stay_apart_from_other_digits() {
        check("H_2_O, CO_2_", "H2O, CO2");
        check("101_2_ is five", "101₂ is five");
        check("log_2_8", "log2 8");
        check("x_1_, x_2_", "x1, x2");
    }
}
