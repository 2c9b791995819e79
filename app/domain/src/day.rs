//! A day as text: the one way to read it, wherever it is typed, asked for or imported. Never today, never a clock.

use chrono::NaiveDate;

/// Where the hyphens stand in `2023-05-10`, and how long it is.
const HYPHENS: [usize; 2] = [4, 7];
const LENGTH: usize = "2023-05-10".len();

/// A day that is written `2023-05-10`, and in no other way: so a day has one spelling, and one address. No sign, no missing
/// zero, no year that is not of four digits; not the year 0, which no calendar has.
pub fn read_day(text: &str) -> Option<NaiveDate> {
    let fits = |(place, byte): (usize, u8)| if HYPHENS.contains(&place) { byte == b'-' } else { byte.is_ascii_digit() };
    let is_written_so = text.len() == LENGTH && text.bytes().enumerate().all(fits) && !text.starts_with("0000");
    if is_written_so { NaiveDate::parse_from_str(text, "%Y-%m-%d").ok() } else { None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_day_is_written_in_one_way() {
        assert_eq!(read_day("2023-05-10"), NaiveDate::from_ymd_opt(2023, 5, 10));
        assert_eq!(read_day("2024-02-29"), NaiveDate::from_ymd_opt(2024, 2, 29));
        for other in [
            "",
            "2023-5-10",
            "2023-05-1",
            " 2023-05-10",
            "2023-05-10 ",
            "-023-01-01",
            "+023-01-01",
            "0000-01-01",
            "2023/05/10",
            "2023-02-29",
            "2023-13-01",
            "12023-05-10",
            "２０２３-05",
            "2023-05-1०",
            "10.05.2023",
        ] {
            assert_eq!(read_day(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_the_same(text in "[-+0-9 ]{9,11}|[0-9]{4}-[01][0-9]-[0-3][0-9]") {
            if let Some(day) = read_day(&text) {
                prop_assert_eq!(day.to_string(), text);
            }
        }
    }
}
