//! Digits and numerals of all scripts → numbers.

/// The digit of a character in the scripts that write numbers by place.
pub(super) fn digit(c: char) -> Option<u32> {
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
pub(super) fn parse(digits: &str, decimal: char) -> Option<f64> {
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

/// The value of a whole number in the digits of any script.
pub(super) fn whole_number(digits: &str) -> Option<i64> {
    const DIGITS_MAX: usize = 15;
    let mut value = 0;
    for (n, c) in digits.chars().enumerate() {
        value = value * 10 + i64::from(digit(c).filter(|_| n < DIGITS_MAX)?);
    }
    (!digits.is_empty()).then_some(value)
}

/// A number that is put together from its words in their order: two hundred | thousand | five.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct NumberSum {
    /// The number so far.
    pub value: f64,
    /// Whether five can follow ten, as in languages without a word for fifteen: on beş.
    pub adds_to_ten: bool,
    /// Whether twenty can follow five: fünfundzwanzig.
    pub units_first: bool,
}

impl NumberSum {
    /// Adds a number if it can follow what stands before: `twenty five`, but not `five six`.
    pub fn add(&mut self, number: f64) -> bool {
        let (tens, units) = (self.value % 100.0, self.value % 10.0);
        let is_in_order = number >= 1.0 && number < place(self.value) && number.fract() == 0.0;
        let is_teen = tens == 10.0 && !self.adds_to_ten;
        let is_turned = self.units_first
            && units > 0.0
            && tens < 10.0
            && (20.0..100.0).contains(&number)
            && number % 10.0 == 0.0;
        let fits = self.value == 0.0 || is_in_order && !is_teen || is_turned;
        if fits {
            self.value += number;
        }
        fits
    }

    /// Multiplies what stands before and is smaller than the factor, if that can be: in `two million | five | hundred`
    /// the five.
    pub fn times(&mut self, factor: f64) -> bool {
        let part = self.value % factor;
        let rest = self.value - part;
        let fits = rest == 0.0 || factor < place(rest);
        if fits {
            self.value = rest + part.max(f64::from(u8::from(part == 0.0))) * factor;
        }
        fits
    }
}

/// The place of the last digit that is not zero: 100 of 1,500; without end of 0.
fn place(value: f64) -> f64 {
    let mut place = 1.0;
    while value != 0.0 && value % (place * 10.0) == 0.0 && place < 1e15 {
        place *= 10.0;
    }
    if value == 0.0 { f64::INFINITY } else { place }
}

/// A run of Chinese or Korean numerals → its value: 三百二十 is 320, 十万 100,000, 二〇二〇 (digit by digit) 2020. `None`
/// if they do not stand in an order that numbers have: 二三 (two or three).
pub(super) fn han_number(numerals: &[char]) -> Option<f64> {
    let digits = || numerals.iter().filter_map(|&c| han_digit(c));
    if numerals.len() > 1 && digits().count() == numerals.len() {
        let is_number = numerals.len() > 2 || digits().skip(1).any(|digit| digit == 0.0);
        return is_number.then(|| digits().fold(0.0, |value, digit| value * 10.0 + digit));
    }
    let mut sum = NumberSum {
        adds_to_ten: true,
        ..NumberSum::default()
    };
    for &c in numerals {
        let fits = match (han_digit(c), han_times(c)) {
            (Some(0.0), _) => true,
            (Some(digit), _) => sum.add(digit),
            (None, Some(factor)) => sum.times(factor),
            (None, None) => false,
        };
        if !fits {
            return None;
        }
    }
    Some(sum.value)
}

/// Whether a character is a Chinese numeral, or the Korean syllable for one.
pub(super) fn is_han_numeral(c: char) -> bool {
    han_digit(c).is_some() || han_times(c).is_some()
}

/// The value of a single numeral below ten.
pub(super) fn han_digit(c: char) -> Option<f64> {
    let digits = [
        "〇零영공",
        "一壹일",
        "二两兩貳贰이",
        "三叁參삼",
        "四肆사",
        "五伍오",
        "六陸陆육",
        "七柒칠",
        "八捌팔",
        "九玖구",
    ];
    let digit = digits.iter().position(|same| same.contains(c))?;
    Some(digit as f64)
}

fn han_times(c: char) -> Option<f64> {
    match c {
        '十' | '拾' | '십' => Some(10.0),
        '百' | '佰' | '백' => Some(100.0),
        '千' | '仟' | '천' => Some(1e3),
        '万' | '萬' | '만' => Some(1e4),
        '亿' | '億' | '억' => Some(1e8),
        '兆' | '조' => Some(1e12),
        _ => None,
    }
}
