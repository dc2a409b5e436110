//! Days of the Gregorian calendar ↔ their number, and the weekday of a day.
//!
//! Source: Howard Hinnant, *chrono-Compatible Low-Level Date Algorithms* (2013), `days_from_civil` and its inverse.

/// A day: year, month (January is 1), day of the month.
pub(super) type Day = (i64, u8, u8);

/// Days since 1 January 1970.
fn number_of((year, month, day): Day) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month = (i64::from(month) + 9) % 12; // March is 0
    let day_of_year = (153 * month + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The day of a number.
fn day_of(number: i64) -> Day {
    let number = number + 719_468;
    let era = number.div_euclid(146_097);
    let day_of_era = number.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153; // March is 0
    let day = (day_of_year - (153 * month + 2) / 5 + 1) as u8;
    let month = if month < 10 { month + 3 } else { month - 9 } as u8;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

/// The weekday, Monday being 1.
pub(super) fn weekday(day: Day) -> u8 {
    ((number_of(day) + 3).rem_euclid(7) + 1) as u8 // 1 January 1970 was a Thursday
}

/// The day `n` days later.
pub(super) fn days_later(day: Day, n: i32) -> Day {
    day_of(number_of(day) + i64::from(n))
}

/// Year and month `n` months later.
pub(super) fn months_later((year, month, _): Day, n: i32) -> (i64, u8) {
    let months = year * 12 + i64::from(month) - 1 + i64::from(n);
    (months.div_euclid(12), (months.rem_euclid(12) + 1) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_through_leap_years_and_centuries() {
        assert_eq!(weekday((1970, 1, 1)), 4);
        assert_eq!(weekday((2000, 2, 29)), 2);
        assert_eq!(weekday((2024, 12, 25)), 3);
        assert_eq!(days_later((1900, 2, 28), 1), (1900, 3, 1));
        assert_eq!(days_later((2024, 2, 28), 1), (2024, 2, 29));
        assert_eq!(days_later((2023, 1, 1), -1), (2022, 12, 31));
        assert_eq!(months_later((2023, 12, 31), 1), (2024, 1));
        assert_eq!(months_later((2023, 1, 31), -2), (2022, 11));
        let mut day = (1599, 12, 31);
        for n in -135_141..80_000 {
            assert_eq!(number_of(day), n);
            day = days_later(day, 1);
        }
    }
}
