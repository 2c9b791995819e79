//! Numbers in words. "More than 30" is never printed as 31.

use domain::figure::{Basis, DayFigure, Figure};
use domain::{Amount, Interval, PublicSays, Total};

use super::{listed, row};
use crate::t;

/// A computed figure: `30`, `16–17`, `at least 30`, `more than 30`, `about 42–90`.
pub fn figure(figure: &Figure) -> String {
    let (low, high) = (figure.interval.low, figure.interval.high);
    let about = figure.approximate;
    match high {
        None if figure.low_open => t!("figure-more-than", about = about, number = low.saturating_sub(1)),
        None => t!("figure-at-least", about = about, number = low),
        Some(high) if high == low => t!("figure-exact", about = about, number = low),
        Some(high) if low == 0 && figure.high_open => t!("figure-fewer-than", about = about, number = high + 1),
        Some(high) => t!("figure-range", about = about, low = low, high = high),
    }
}

/// An amount as a source said it; its own words stay as they are.
pub fn amount(amount: &Amount) -> String {
    match amount {
        Amount::Exact(n) => t!("figure-exact", about = false, number = n.get()),
        Amount::About(n) => t!("figure-exact", about = true, number = n.get()),
        Amount::AtLeast(n) => t!("figure-at-least", about = false, number = n.get()),
        Amount::MoreThan(n) => t!("figure-more-than", about = false, number = n.get()),
        Amount::AtMost(n) => t!("figure-at-most", number = n.get()),
        Amount::FewerThan(n) => t!("figure-fewer-than", about = false, number = n.get().get()),
        Amount::Range(range) => {
            t!("figure-range", about = false, low = range.low().get(), high = range.high().get())
        }
        Amount::Vague(words) => words.as_str().to_owned(),
    }
}

/// What one claim says, in its own words.
pub fn says(says: &PublicSays) -> String {
    match says {
        PublicSays::Status(status) => super::labels::status(*status),
        PublicSays::Amount(said) => amount(said),
        PublicSays::Withheld => t!("figure-withheld"),
    }
}

/// The figure of one thing on one day: one claim alone in its own words, several as what covers them.
pub fn of_day(day: &DayFigure<'_>) -> String {
    match (&day.basis, &day.figure, day.speaking.first()) {
        (Basis::Withheld, _, _) => says(&PublicSays::Withheld),
        (Basis::Covers, Some(number), _) if day.vague() == 0 => figure(number),
        (Basis::Covers, Some(number), _) => t!("figure-or-words", figure = figure(number), words = words(day)),
        (Basis::Covers, None, _) => words(day),
        (_, _, Some(said)) => says(&said.claim.says),
        (_, _, None) => t!("figure-none"),
    }
}

/// The figure of one day over its carriers: of one alone in its own words, of several what they come to together; each in
/// its own words where that is no number.
pub fn of_carriers(parts: &[DayFigure<'_>], together: Option<&Figure>) -> String {
    match (parts, together) {
        ([one], _) => of_day(one),
        (_, Some(together)) => figure(together),
        (parts, None) => listed(&parts.iter().map(of_day).collect::<Vec<String>>()),
    }
}

/// The number by which a noun behind [`of_day`] is one or many: only a plain 1 is one.
pub fn count_of_day(day: &DayFigure<'_>) -> u64 {
    let interval = day.figure.as_ref().map(|figure| figure.interval);
    let number = interval.map_or(2, |interval| interval.high.unwrap_or(interval.low));
    let plain = match (&day.basis, day.speaking.first().and_then(|said| said.claim.says.amount())) {
        (Basis::Withheld, _) => false,
        (Basis::Covers, _) => {
            let exact = interval.is_some_and(|interval| interval.high == Some(interval.low));
            exact && day.vague() == 0 && day.figure.as_ref().is_some_and(|figure| !figure.approximate)
        }
        (_, amount) => matches!(amount, Some(Amount::Exact(_))),
    };
    if plain { number } else { number.max(2) }
}

fn words(day: &DayFigure<'_>) -> String {
    let vague = day.speaking.iter().filter_map(|said| match said.claim.says.amount() {
        Some(Amount::Vague(words)) => Some(t!("quoted", words = words.as_str())),
        Some(_) => None,
        None => Some(says(&said.claim.says)),
    });
    row(vague)
}

/// A span of days, such as `11 days` or `0–11 days`.
pub fn span(fewest: i64, most: Option<i64>) -> String {
    match most {
        Some(most) if most == fewest => t!("days", days = fewest),
        Some(most) => t!("days-between", fewest = fewest, most = most),
        None => t!("days-at-least", days = fewest),
    }
}

/// The same where the heading names the days: `11`, `0–11`.
pub fn span_in_digits(fewest: i64, most: Option<i64>) -> String {
    match most {
        Some(most) if most == fewest => t!("figure-exact", about = false, number = fewest),
        Some(most) => t!("figure-range", about = false, low = fewest, high = most),
        None => t!("figure-at-least", about = false, number = fewest),
    }
}

/// How the figure came about, in a sentence.
pub fn basis(day: &DayFigure<'_>) -> String {
    let claims = day.speaking.len();
    match &day.basis {
        Basis::Alone => t!("basis-alone"),
        Basis::Alike => t!("basis-alike", claims = claims),
        Basis::Covers => t!("basis-covers", claims = claims),
        Basis::Preferred(note) => t!("basis-preferred", note = note.as_str()),
        Basis::Withheld => t!("basis-withheld"),
        Basis::Later => t!("basis-later"),
    }
}

/// An interval as a figure: `8`, `5–9`, `at least 3`.
pub fn interval(interval: Interval) -> String {
    figure(&Figure { interval, ..Figure::nothing() })
}

/// The number by which a verb behind [`interval`] is one or many: only a plain 1 is one.
pub fn count(interval: Interval) -> u64 {
    if interval.low == 1 && interval.high == Some(1) { 1 } else { 2 }
}

/// The number of a sum; words where nothing is told.
pub fn total(total: &Total<'_>) -> String {
    if total.is_reported() { figure(&total.figure) } else { t!("figure-none") }
}

/// `on 9 of 28 days, 2 more inside a period`.
pub fn coverage(total: &Total<'_>) -> String {
    let more = [
        (total.inside_periods > 0).then(|| t!("total-inside", days = total.inside_periods)),
        (total.in_words > 0).then(|| t!("total-in-words", days = total.in_words)),
        (total.withheld > 0).then(|| t!("total-withheld", days = total.withheld)),
    ];
    let on = t!("total-on", days = total.days, of = total.of);
    [Some(on)].into_iter().chain(more).flatten().collect::<Vec<String>>().join(", ")
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
