//! Sentences of figures over days: findings, coverage, short signs, tables. Computed from the values that are drawn.

use chrono::{Datelike, NaiveDate};
use domain::amount::grouped;
use domain::figure::Figure;
use domain::reconcile::{Accounted, Outcome};
use domain::totals::Total;
use domain::window::Window;
use domain::{Amount, Label, Moment};

use super::{dates, figures};
use crate::t;

/// The rest of a day's name in the strip, behind its number: ` April: Disputed. Open: azvision`.
pub fn strip_day(date: NaiveDate, word: &str, lines: &[String]) -> String {
    let lines = if lines.is_empty() { t!("chart-strip-nobody") } else { lines.join(". ") };
    t!("chart-strip-day", month = date.month(), word = word, lines = lines)
}

/// What the strip shows.
pub fn strip_summary(days: Window, silent: usize, disputed: usize) -> String {
    t!(
        "chart-strip-summary",
        days = days.days(),
        from = dates::full(days.from),
        to = dates::full(days.to),
        silent = silent,
        disputed = disputed
    )
}

/// What else of a measure is said of the days of a figure, and not drawn in it; nothing when there is nothing.
pub fn also(things: &[String]) -> Option<String> {
    (!things.is_empty()).then(|| t!("chart-also", things = things.join("; ")))
}

/// A carrier as the name of a plot.
pub fn carrier(carrier: Option<&Label>) -> String {
    carrier.map_or_else(|| t!("chart-carrier-not-said"), ToString::to_string)
}

/// The finding over a figure: `Patients moved out: 237 in daily reports`.
pub fn title(what: &str, total: &Total<'_>) -> String {
    if total.is_reported() {
        t!("chart-title", what = what, figure = figures::figure(&total.figure), periods = total.periods.len())
    } else {
        t!("chart-title-none", what = what, of = total.of)
    }
}

/// `237 on 21 of 90 days, 2 more inside a period`.
pub fn coverage(total: &Total<'_>) -> String {
    t!("chart-coverage", figure = figures::total(total), on = figures::coverage(total))
}

/// The figure in one sentence, with the last day that has one.
pub fn summary(what: &str, total: &Total<'_>, last: Option<(NaiveDate, &str)>) -> String {
    if !total.is_reported() {
        return title(what, total);
    }
    let beside = total.window.to;
    let last = last.map(|(date, words)| t!("chart-last", figure = words, date = dates::short(date, beside)));
    t!(
        "chart-summary",
        figure = super::capital(&figures::figure(&total.figure)),
        days = total.days,
        of = total.of,
        from = dates::short(total.window.from, beside),
        to = dates::full(total.window.to),
        inside = total.inside_periods,
        last = last
    )
}

/// In the place of an empty drawing: from when to when nobody gave a figure, and what the last one was.
pub fn nobody(what: &str, days: Window, last: Option<(NaiveDate, String)>) -> String {
    let (from, to) = (dates::full(days.from), dates::full(days.to));
    match last {
        None => t!("chart-nobody", from = from, to = to, what = what),
        Some((date, figure)) => {
            t!("chart-nobody-last", from = from, to = to, what = what, figure = figure, date = dates::full(date))
        }
    }
}

/// One amount as short as it can be: `14+`, `>14`, `~13`.
pub fn short_amount(amount: &Amount) -> String {
    match amount {
        Amount::Exact(number) => grouped(number.get()),
        Amount::AtLeast(number) => t!("chart-short-at-least", number = grouped(number.get())),
        Amount::MoreThan(number) => t!("chart-short-more-than", number = grouped(number.get())),
        Amount::AtMost(number) => t!("chart-short-at-most", number = grouped(number.get())),
        Amount::FewerThan(number) => t!("chart-short-fewer-than", number = grouped(number.get().get())),
        Amount::About(number) => t!("chart-short-about", number = grouped(number.get())),
        Amount::Range(range) => {
            t!("chart-short-range", low = grouped(range.low().get()), high = grouped(range.high().get()))
        }
        Amount::Vague(_) => t!("chart-sign-words"),
    }
}

/// A computed figure as short as it can be.
pub fn short_figure(figure: &Figure) -> String {
    let (low, high) = (figure.interval.low, figure.interval.high);
    let short = match high {
        None if figure.low_open => t!("chart-short-more-than", number = grouped(low.saturating_sub(1))),
        None => t!("chart-short-at-least", number = grouped(low)),
        Some(high) if high == low => grouped(low),
        Some(high) if low == 0 && figure.high_open => t!("chart-short-fewer-than", number = grouped(high + 1)),
        Some(high) => t!("chart-short-range", low = grouped(low), high = grouped(high)),
    };
    if figure.approximate { t!("chart-short-about", number = short) } else { short }
}

/// `12 on 14`, for a description that is read aloud.
pub fn on_day(figure: &str, date: NaiveDate) -> String {
    t!("chart-on-day", figure = figure, day = date.day())
}

/// The same of several days: the month stands where it is another than that of the one before, unless all of them lie
/// in one, which names itself.
pub fn on_days<'w>(said: impl Iterator<Item = (NaiveDate, &'w str)>, part: Window) -> Vec<String> {
    let month = |date: NaiveDate| (date.year(), date.month());
    let mut before = (month(part.from) == month(part.to)).then_some(month(part.from));
    let told = said.map(|(date, figure)| {
        let same = before == Some(month(date));
        before = Some(month(date));
        if same { on_day(figure, date) } else { t!("chart-last", figure = figure, date = dates::short(date, part.to)) }
    });
    told.collect()
}

/// `14 over 24 February to 26 February`.
pub fn over_days(figure: &str, days: Window) -> String {
    t!("chart-over-days", figure = figure, span = dates::days(days, days.to))
}

/// The drawing of a month in a sentence.
pub fn described(what: &str, said: &[String], silent: usize) -> String {
    match said {
        [] => t!("chart-described-none", what = what, silent = silent),
        said => t!("chart-described", what = what, said = said.join(", "), silent = silent),
    }
}

/// On how many other days nobody gave a figure, and how many have one only within a period; nothing when there is none.
pub fn other_days(silent: usize, inside: usize, days: Window) -> Option<String> {
    let (from, to) = (dates::short(days.from, days.to), dates::full(days.to));
    if inside > 0 {
        return Some(t!("chart-other-days-inside", days = silent, inside = inside, from = from, to = to));
    }
    (silent > 0).then(|| t!("chart-other-days", days = silent, from = from, to = to))
}

/// How a total and the daily reports compare, as the catalogue names it, by how much, and whether that is one or many.
fn compared(outcome: Outcome) -> (&'static str, Option<String>, u64) {
    match outcome {
        Outcome::Short(by) => ("short", Some(figures::interval(by)), figures::count(by)),
        Outcome::Over(by) => ("over", Some(figures::interval(by)), figures::count(by)),
        Outcome::Match => ("match", None, 0),
        _ => ("unclear", None, 0),
    }
}

/// The finding over running totals: `Patients moved out, by ICRC, running total: 394; 94 are in no daily report`.
pub fn running_title(what: &str, accounted: &Accounted<'_>) -> String {
    let (result, by, count) = compared(accounted.missing);
    let total = figures::figure(&accounted.total);
    t!("chart-running-title", what = what, total = total, result = result, by = by, count = count)
}

/// `394 since 12 December 2022 (Ministry of Health, 29 April); daily reports account for 300; 94 are in no daily report.`
pub fn running_summary(accounted: &Accounted<'_>, source: &str, moment: &Moment) -> String {
    let told = accounted.by_daily.is_reported();
    let (result, by, count) = if told { compared(accounted.missing) } else { ("alone", None, 0) };
    t!(
        "chart-running-summary",
        total = super::capital(&figures::figure(&accounted.total)),
        since = dates::short(accounted.since, moment.today),
        source = source,
        date = dates::short(accounted.date, moment.today),
        daily = figures::figure(&accounted.by_daily.figure),
        result = result,
        by = by,
        count = count
    )
}

/// A gap by name: how many are in no daily report, of which days.
pub fn gap(outcome: Outcome, days: Window, beside: NaiveDate) -> String {
    let (result, by, _) = compared(outcome);
    t!("chart-gap", result = result, by = by, days = dates::days(days, beside))
}

/// In the place of an empty drawing of running totals.
pub fn no_total(what: &str, days: Window, last: Option<(NaiveDate, String)>) -> String {
    let (from, to) = (dates::full(days.from), dates::full(days.to));
    match last {
        None => t!("chart-no-total", from = from, to = to, what = what),
        Some((date, figure)) => {
            t!("chart-no-total-last", from = from, to = to, what = what, figure = figure, date = dates::full(date))
        }
    }
}

/// The drawing of a month of running totals in a sentence.
pub fn running_described(what: &str, said: &[String], daily: Option<&Figure>) -> String {
    let daily = daily.map(figures::figure);
    match said {
        [] => t!("chart-running-described-none", what = what, daily = daily),
        said => t!("chart-running-described", what = what, said = said.join(", "), daily = daily),
    }
}
