//! Words of running totals that are held against daily reports.

use chrono::NaiveDate;
use domain::reconcile::{Between, Step};
use domain::{Accounted, Interval, Outcome};

use super::{dates, figures, month};
use crate::t;

/// `47 more than on 8 April.`
pub fn rose(between: &Between<'_>, beside: NaiveDate) -> String {
    let date = dates::short(between.after, beside);
    match between.rise {
        Interval { low: 0, high: Some(0) } => t!("running-stood", date = date),
        rise => t!("running-rose", rise = month::interval(rise), date = date),
    }
}

/// `Daily reports from 9 April to 19 April account for 47, on 4 of 11 days`.
pub fn daily(between: &Between<'_>, beside: NaiveDate) -> String {
    let total = &between.daily;
    let (from, to) = (dates::short(total.window.from, beside), dates::short(total.window.to, beside));
    if !total.is_reported() {
        return t!("running-no-daily", of = total.of, from = from, to = to);
    }
    let figure = figures::figure(&total.figure);
    t!("running-daily", of = total.of, from = from, to = to, figure = figure, on = month::coverage(total))
}

/// What comes of a total, in a word or two, and what that means.
pub fn result(step: &Step<'_>, source: &str, alone: Option<&Accounted<'_>>, beside: NaiveDate) -> (String, String) {
    let told = |by: &Interval| (month::interval(*by), by.high.unwrap_or(by.low.max(2)));
    match &step.outcome {
        Outcome::First => (t!("running-first"), first(source, alone, beside)),
        Outcome::Match => (t!("running-match"), t!("running-match-note")),
        Outcome::Short(by) => {
            let (figure, count) = told(by);
            let note = t!("running-short-note", count = number(count), figure = figure.as_str());
            (t!("running-short", figure = figure), note)
        }
        Outcome::Over(by) => {
            let (figure, _) = told(by);
            let note = t!("running-over-note", figure = figure.as_str());
            (t!("running-over", figure = figure), note)
        }
        Outcome::Stale { moved } => {
            let (figure, count) = told(moved);
            let date = step.between.as_ref().map(|between| dates::short(between.after, beside)).unwrap_or_default();
            (t!("running-stale"), t!("running-stale-note", count = number(count), figure = figure, date = date))
        }
        Outcome::Fallen => (t!("running-fallen"), t!("running-fallen-note")),
        Outcome::Unclear => (t!("running-unclear"), t!("running-unclear-note")),
    }
}

/// A first total; one that names its start can be held against the daily reports since then.
fn first(source: &str, alone: Option<&Accounted<'_>>, beside: NaiveDate) -> String {
    let none = t!("running-first-note", source = source);
    let Some(alone) = alone else { return none };
    let figure = figures::figure(&alone.by_daily.figure);
    let since = t!("running-first-since-note", date = dates::short(alone.since, beside), figure = figure);
    match &alone.missing {
        Outcome::Short(by) => {
            let count = number(by.high.unwrap_or(by.low.max(2)));
            format!("{none} {since} {}", t!("running-short-note", count = count, figure = month::interval(*by)))
        }
        _ => format!("{none} {since}"),
    }
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
