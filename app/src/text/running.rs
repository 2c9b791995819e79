//! Words of running totals that are held against daily reports.

use chrono::NaiveDate;
use domain::reconcile::{Between, Step};
use domain::{Accounted, Interval, Outcome};

use super::{dates, figures};
use crate::t;

/// `47 more than on 8 April.`
fn rose(between: &Between<'_>, beside: NaiveDate) -> String {
    let date = dates::short(between.after, beside);
    match between.rise {
        Interval { low: 0, high: Some(0) } => t!("running-stood", date = date),
        rise => t!("running-rose", rise = figures::interval(rise), date = date),
    }
}

/// `Daily reports from 9 April to 19 April account for 47, on 4 of 11 days`.
fn daily(between: &Between<'_>, beside: NaiveDate) -> String {
    let total = &between.daily;
    let (from, to) = (dates::short(total.window.from, beside), dates::short(total.window.to, beside));
    if !total.is_reported() {
        return t!("running-no-daily", of = total.of, from = from, to = to);
    }
    let figure = figures::figure(&total.figure);
    t!("running-daily", of = total.of, from = from, to = to, figure = figure, on = figures::coverage(total))
}

/// What lies since the total before: the rise and the daily reports; words where the two cannot be compared.
pub fn since(step: &Step<'_>, source: &str, alone: Option<&Accounted<'_>>, beside: NaiveDate) -> Vec<String> {
    match (&step.between, &step.outcome) {
        (Some(between), _) => vec![rose(between, beside), daily(between, beside)],
        (None, Outcome::First) => {
            let none = t!("running-first-note", source = source);
            [none].into_iter().chain(alone.map(|alone| since_start(alone, beside))).collect()
        }
        (None, Outcome::Fallen) => vec![t!("running-fallen-note")],
        (None, _) => vec![t!("running-unclear-note")],
    }
}

/// A first total that names its start is held against the daily reports since then.
fn since_start(alone: &Accounted<'_>, beside: NaiveDate) -> String {
    let date = dates::short(alone.since, beside);
    match alone.by_daily.is_reported() {
        true => t!("running-first-since-note", date = date, figure = figures::figure(&alone.by_daily.figure)),
        false => t!("running-first-since-none", date = date),
    }
}

/// The rise and the daily reports, where the days are not listed behind it.
pub fn in_short(between: &Between<'_>, beside: NaiveDate) -> Vec<String> {
    let total = &between.daily;
    if !total.is_reported() {
        return vec![rose(between, beside), daily(between, beside)];
    }
    let (from, to) = (dates::short(total.window.from, beside), dates::short(total.window.to, beside));
    let (figure, on) = (figures::figure(&total.figure), figures::coverage(total));
    vec![rose(between, beside), t!("running-daily-alone", from = from, to = to, figure = figure, on = on)]
}

/// What comes of a total, in a word or two: `Short by 8`.
pub fn verdict(outcome: &Outcome) -> String {
    match outcome {
        Outcome::First => t!("running-first"),
        Outcome::Match => t!("running-match"),
        Outcome::Short(by) => t!("running-short", figure = figures::interval(*by)),
        Outcome::Over(by) => t!("running-over", figure = figures::interval(*by)),
        Outcome::Stale { .. } => t!("running-stale"),
        Outcome::Fallen => t!("running-fallen"),
        Outcome::Unclear => t!("running-unclear"),
    }
}

/// What that means, where it was not told already.
pub fn note(step: &Step<'_>, alone: Option<&Accounted<'_>>, beside: NaiveDate) -> Option<String> {
    let told = |by: &Interval| (figures::interval(*by), number(by.high.unwrap_or(by.low.max(2))));
    let in_none = |by: &Interval| {
        let (figure, count) = told(by);
        t!("running-short-note", count = count, figure = figure)
    };
    match &step.outcome {
        Outcome::First => alone.and_then(|alone| match &alone.missing {
            Outcome::Short(by) => Some(in_none(by)),
            _ => None,
        }),
        Outcome::Match => Some(t!("running-match-note")),
        Outcome::Short(by) => Some(in_none(by)),
        Outcome::Over(by) => Some(t!("running-over-note", figure = told(by).0)),
        Outcome::Stale { moved } => {
            let (figure, count) = told(moved);
            let date = step.between.as_ref().map(|between| dates::short(between.after, beside)).unwrap_or_default();
            Some(t!("running-stale-note", count = count, figure = figure, date = date))
        }
        Outcome::Fallen => None,
        Outcome::Unclear => step.between.as_ref().map(|_| t!("running-unclear-note")),
    }
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
