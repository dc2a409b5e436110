//! A name → a key by which names sort as people count: `x2` before `x10`.

/// The key. Names with the same letters and numbers, `x1` and `x01`, have the same one.
///
/// ```
/// # use diptych::text::natural::key;
/// assert!(key("x2") < key("x10") && key("x10") < key("x10a") && key("x10") < key("y1"));
/// ```
pub fn key(name: &str) -> Vec<u8> {
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
        // Of two numbers the one with fewer digits is the smaller one. What begins with `0` stands where digits do.
        key.push(b'0');
        key.extend((number.len() as u32).to_be_bytes());
        key.extend(number);
        rest = behind;
    }
    key
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn names_sort_as_people_count() {
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
        names.sort_by_key(|name| key(name));
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
