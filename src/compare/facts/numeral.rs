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

/// A run of Chinese numerals → its value, as far as they are written in order: 三百二十 is 320, 十万 100,000, 二〇二〇
/// (digit by digit) 2020. `None` if a multiplier other than ten has nothing to multiply (万 alone is a word like many).
pub(super) fn han_number(numerals: &[char]) -> Option<f64> {
    if numerals.len() > 1 && numerals.iter().all(|&c| han_digit(c).is_some()) {
        let digits = numerals.iter().filter_map(|&c| han_digit(c));
        return Some(digits.fold(0.0, |value, digit| value * 10.0 + digit));
    }
    let (mut total, mut group, mut digit) = (0.0, 0.0, None);
    let mut last = 0.0; // the multiplier above a thousand before
    for (n, &c) in numerals.iter().enumerate() {
        match (han_digit(c), han_times(c)) {
            (Some(value), _) => digit = Some(value),
            (None, Some(10.0)) => group += digit.take().unwrap_or(1.0) * 10.0,
            (None, Some(factor)) if factor < 1e4 => group += digit.take()? * factor,
            (None, Some(factor)) => {
                group += digit.take().unwrap_or(0.0);
                if group == 0.0 || n == 0 {
                    return None;
                }
                total = match factor > last {
                    true => (total + group) * factor,
                    false => total + group * factor,
                };
                (group, last) = (0.0, factor);
            }
            (None, None) => return None,
        }
    }
    Some(total + group + digit.unwrap_or(0.0))
}

/// Whether a character is a Chinese numeral.
pub(super) fn is_han_numeral(c: char) -> bool {
    han_digit(c).is_some() || han_times(c).is_some()
}

fn han_digit(c: char) -> Option<f64> {
    let digits = [
        "〇零",
        "一壹",
        "二两兩",
        "三",
        "四",
        "五",
        "六",
        "七",
        "八",
        "九",
    ];
    let digit = digits.iter().position(|same| same.contains(c))?;
    Some(digit as f64)
}

fn han_times(c: char) -> Option<f64> {
    match c {
        '十' => Some(10.0),
        '百' => Some(100.0),
        '千' => Some(1e3),
        '万' | '萬' => Some(1e4),
        '亿' | '億' => Some(1e8),
        '兆' => Some(1e12),
        _ => None,
    }
}
