//! Numbers of list items as they are shown: `3.`, `b)`, `iv.`

/// How the numbers of a list are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NumberFormat {
    /// `1`.
    #[default]
    Decimal,
    /// `a`.
    LowerLetter,
    /// `A`.
    UpperLetter,
    /// `i`.
    LowerRoman,
    /// `I`.
    UpperRoman,
}

impl NumberFormat {
    /// A number in this format.
    pub fn write(self, number: i64) -> String {
        match self {
            NumberFormat::Decimal => number.to_string(),
            NumberFormat::LowerLetter => letters(number).to_lowercase(),
            NumberFormat::UpperLetter => letters(number),
            NumberFormat::LowerRoman => roman(number).to_lowercase(),
            NumberFormat::UpperRoman => roman(number),
        }
    }
}

/// The numbers of a list of a web page.
#[derive(Debug)]
pub struct ListNumbers {
    /// The next number; `None` if it depends on how many items follow.
    next: Option<i64>,
    format: NumberFormat,
    step: i64,
}

impl ListNumbers {
    /// From the attributes `start`, `type` and `reversed` of the element `ol`.
    pub fn of_page(start: Option<i64>, style: &str, is_reversed: bool) -> ListNumbers {
        ListNumbers {
            next: start.or((!is_reversed).then_some(1)),
            format: match style {
                "a" => NumberFormat::LowerLetter,
                "A" => NumberFormat::UpperLetter,
                "i" => NumberFormat::LowerRoman,
                "I" => NumberFormat::UpperRoman,
                _ => NumberFormat::Decimal,
            },
            step: if is_reversed { -1 } else { 1 },
        }
    }

    /// The marker of the next item, which may set the number itself.
    pub fn next_marker(&mut self, value: Option<i64>) -> String {
        let Some(number) = value.or(self.next) else {
            return "• ".to_owned();
        };
        self.next = Some(number.saturating_add(self.step));
        format!("{}. ", self.format.write(number))
    }
}

/// `A` … `Z`, `AA`, `BB` …, as Word counts; other numbers are written in digits.
fn letters(number: i64) -> String {
    match number {
        1..105 => {
            let letter = char::from(b'A' + ((number - 1) % 26) as u8);
            letter.to_string().repeat((number as usize - 1) / 26 + 1)
        }
        _ => number.to_string(),
    }
}

/// Roman numerals up to 99; other numbers are written in digits.
fn roman(number: i64) -> String {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    const TENS: [&str; 10] = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"];
    match number {
        1..100 => format!(
            "{}{}",
            TENS[number as usize / 10],
            ONES[number as usize % 10]
        ),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_a_page_count_as_they_are_told_to() {
        let markers = |mut numbers: ListNumbers, values: [Option<i64>; 3]| {
            values.map(|value| numbers.next_marker(value)).concat()
        };
        let plain = ListNumbers::of_page(None, "1", false);
        assert_eq!(markers(plain, [None, Some(7), None]), "1. 7. 8. ");
        let letters = ListNumbers::of_page(Some(26), "a", false);
        assert_eq!(markers(letters, [None, None, Some(0)]), "z. aa. 0. ");
        let down = ListNumbers::of_page(Some(5), "I", true);
        assert_eq!(markers(down, [None; 3]), "V. IV. III. ");
        let unknown = ListNumbers::of_page(None, "1", true);
        assert_eq!(markers(unknown, [None, Some(2), None]), "• 2. 1. ");
    }
}
