//! Numbers in words. "More than 30" is never printed as 31.

use domain::amount::grouped;
use domain::figure::{Basis, DayFigure, Figure};
use domain::{Amount, PublicSays};

use super::counted;

/// A computed figure: `30`, `16–17`, `at least 30`, `more than 30`, `about 42–90`.
pub fn figure(figure: &Figure) -> String {
    let (low, high) = (figure.interval.low, figure.interval.high);
    let about = if figure.approximate { "about " } else { "" };
    match high {
        None if figure.low_open => format!("{}{about}{}", "more than ", grouped(low.saturating_sub(1))),
        None => format!("at least {about}{}", grouped(low)),
        Some(high) if high == low => format!("{about}{}", grouped(low)),
        Some(high) if low == 0 && figure.high_open => format!("fewer than {about}{}", grouped(high + 1)),
        Some(high) => format!("{about}{}–{}", grouped(low), grouped(high)),
    }
}

/// What one claim says, in its own words.
pub fn says(says: &PublicSays) -> String {
    match says {
        PublicSays::Status(status) => super::labels::status(*status).to_owned(),
        PublicSays::Amount(amount) => amount.to_string(),
        PublicSays::Withheld => "withheld (small number)".to_owned(),
    }
}

/// The figure of one thing on one day: one claim alone in its own words, several as what covers them.
pub fn of_day(day: &DayFigure<'_>) -> String {
    match (&day.basis, &day.figure, day.speaking.first()) {
        (Basis::Withheld, _, _) => says(&PublicSays::Withheld),
        (Basis::Covers, Some(number), _) if day.vague() == 0 => figure(number),
        (Basis::Covers, Some(number), _) => format!("{}, or in words only: {}", figure(number), words(day)),
        (Basis::Covers, None, _) => words(day),
        (_, _, Some(said)) => says(&said.claim.says),
        (_, _, None) => "no figure".to_owned(),
    }
}

fn words(day: &DayFigure<'_>) -> String {
    let vague = day.speaking.iter().filter_map(|said| match said.claim.says.amount() {
        Some(Amount::Vague(words)) => Some(format!("“{}”", words.as_str())),
        Some(_) => None,
        None => Some(says(&said.claim.says)),
    });
    vague.collect::<Vec<String>>().join(", ")
}

/// A span of days, such as `11 days` or `0–11 days`.
pub fn span(fewest: i64, most: Option<i64>) -> String {
    match most {
        Some(most) if most == fewest => counted(fewest, "day", "days"),
        Some(most) => format!("{fewest}–{most}\u{a0}days"),
        None => format!("at least {}", counted(fewest, "day", "days")),
    }
}

/// How the figure came about, in a sentence.
pub fn basis(day: &DayFigure<'_>) -> String {
    let number = counted(i64::try_from(day.speaking.len()).unwrap_or(0), "claim", "claims");
    match &day.basis {
        Basis::Alone => "One claim, in its own words.".to_owned(),
        Basis::Alike => format!("{} say the same. Equal claims do not prove one another.", super::capital(&number)),
        Basis::Covers => format!("{number} differ. None is preferred; the figure covers them all."),
        Basis::Preferred(note) => format!("The desk prefers this claim: {note}"),
        Basis::Withheld => "A small number is withheld; how the claims compare is not told.".to_owned(),
        Basis::Later => "The source’s later statement took the place of its earlier one.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Figure {
        Figure::of(&text.parse().unwrap()).unwrap()
    }

    #[test]
    fn more_than_thirty_is_never_thirty_one() {
        assert_eq!(figure(&of(">30").hull(of(">30"))), "more than 30");
        assert_eq!(figure(&of(">30").hull(of("30"))), "at least 30");
        assert_eq!(figure(&of("17").hull(of("16"))), "16–17");
        assert_eq!(figure(&of("42").hull(of("~90"))), "about 42–90");
        assert_eq!(figure(&of("<5").hull(of("<4"))), "fewer than 5");
        assert_eq!(figure(&of("<5").hull(of("0"))), "fewer than 5");
        assert_eq!(figure(&of("0")), "0");
        assert_eq!(span(0, Some(11)), "0–11\u{a0}days");
        assert_eq!(span(1, Some(1)), "1\u{a0}day");
    }
}
