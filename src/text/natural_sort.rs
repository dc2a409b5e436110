//! A name → its key in natural sort order, in which numbers inside names compare by value: `x2` before `x10`.

/// The sort key. Names that differ only in leading zeros, such as `x1` and `x01`, have the same key.
///
/// ```
/// # use diptych::text::natural_sort::sort_key;
/// assert!(sort_key("x2") < sort_key("x10"));
/// assert!(sort_key("x10") < sort_key("x10a") && sort_key("x10") < sort_key("y1"));
/// ```
pub fn sort_key(name: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(name.len() + 8); // room for the lengths of two numbers
    let mut rest = name.as_bytes();
    while let Some(&first) = rest.first() {
        if !first.is_ascii_digit() {
            key.push(first);
            rest = &rest[1..];
            continue;
        }
        let n_digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, behind) = rest.split_at(n_digits);
        let n_zeros = digits.iter().take_while(|&&digit| digit == b'0').count();
        let number = &digits[n_zeros..];
        // A number with fewer digits is smaller. The `0` in front puts numbers where digits sort among other characters.
        key.push(b'0');
        key.extend((number.len() as u32).to_be_bytes());
        key.extend(number);
        rest = behind;
    }
    key
}

#[cfg(test)]
mod tests {
    use super::sort_key;

    #[test]
    fn numbers_in_names_sort_by_value() {
        let mut names = [
            "x10",
            "x9.txt",
            "x",
            "2",
            "x9",
            "10",
            "",
            "x10a",
            "é",
            "x007",
            "99999999999999999999",
            "y1",
            "x1-2",
            "x1-10",
        ];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(
            names,
            [
                "",
                "2",
                "10",
                "99999999999999999999",
                "x",
                "x1-2",
                "x1-10",
                "x007",
                "x9",
                "x9.txt",
                "x10",
                "x10a",
                "y1",
                "é",
            ]
        );
    }
}
