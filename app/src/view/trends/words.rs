//! Sentences over finished values of trends: what a bucket rests on, findings, heads of rows.

use chrono::NaiveDate;
use domain::{BucketState, By};

use super::series::{BucketData, Coverage};
use crate::t;
use crate::text::{capital, dates, listed, row, trends as text};

/// What a bucket rests on, in words: days, periods that count, what is not counted, why figures are missing.
pub fn rests(bucket: &BucketData) -> String {
    let Coverage { days, of, inside_periods, in_words, withheld, differing, .. } = bucket.coverage;
    let one = bucket.is_one_day();
    if bucket.state == BucketState::Withdrawn && one {
        return row(bucket.absences.iter().map(|why| t!("trends-absent", why = *why)));
    }
    let mut parts = Vec::new();
    parts.push(if one {
        claims(bucket.claims.len(), days + in_words + withheld > 0)
    } else {
        t!("total-on", days = days, of = of)
    });
    parts.extend((!one && inside_periods > 0).then(|| t!("total-inside", days = inside_periods)));
    parts.extend((!one && in_words > 0).then(|| t!("total-in-words", days = in_words)));
    parts.extend((!one && withheld > 0).then(|| t!("total-withheld", days = withheld)));
    parts.extend(text::days_withdrawn(bucket.coverage.withdrawn));
    parts.extend((differing > 0).then(|| t!("trends-differ", days = differing, one = one)));
    parts.extend((!bucket.counted.is_empty()).then(|| t!("trends-counted", periods = listed(&bucket.counted))));
    let named = bucket.state == BucketState::WithinPeriod;
    parts.extend((!bucket.across.is_empty() && !named).then(|| t!("trends-across", periods = listed(&bucket.across))));
    // Of many days the reasons are told where there is nothing else to tell; files have them all.
    let absent = bucket.absences.iter().filter(|_| one || !is_told(bucket.state));
    parts.extend(absent.map(|why| t!("trends-absent", why = *why)));
    parts.extend(bucket.corrected_at.is_some().then(|| t!("chart-legend-corrected")));
    row(parts.into_iter().filter(|part| !part.is_empty()))
}

fn claims(claims: usize, own: bool) -> String {
    if own { t!("claims", claims = claims) } else { t!("trends-no-own") }
}

/// The days of a bucket as the head of a row: `20–26 February 2023`, `April 2023`.
pub fn bucket(bucket: &BucketData, by: By, beside: NaiveDate) -> String {
    match by {
        By::Day => dates::short(bucket.window.from, beside),
        By::Month if bucket.is_whole => dates::month(bucket.window.from),
        By::Week | By::Month => dates::days(bucket.window, beside),
    }
}

/// The finding over a figure of what adds up.
pub fn finding(what: &str, total: &BucketData) -> String {
    let Coverage { of, silent, .. } = total.coverage;
    let figure = total.words.as_str();
    match total.state {
        BucketState::NotReported => t!("chart-title-none", what = what, of = of),
        BucketState::Withdrawn => t!("trends-finding-withdrawn", what = what),
        BucketState::WithinPeriod => t!("trends-finding-within", what = what, figure = figure),
        _ => {
            t!("trends-finding", what = what, figure = figure, periods = total.counted.len(), silent = silent, of = of)
        }
    }
}

/// One sentence on what a sum rests on, with the last day that has something to say.
pub fn summary(total: &BucketData, last: Option<(NaiveDate, String)>) -> String {
    let beside = total.window.to;
    let last = last.map(|(date, words)| t!("chart-last", figure = words, date = dates::short(date, beside)));
    t!(
        "trends-summary",
        rests = capital(&coverage(&total.coverage)),
        from = dates::short(total.window.from, beside),
        to = dates::full(beside),
        last = last
    )
}

/// `on 37 of 150 days, 2 more inside a period`.
pub fn coverage(coverage: &Coverage) -> String {
    let more = [
        text::days_withdrawn(coverage.withdrawn),
        (coverage.inside_periods > 0).then(|| t!("total-inside", days = coverage.inside_periods)),
        (coverage.in_words > 0).then(|| t!("total-in-words", days = coverage.in_words)),
        (coverage.withheld > 0).then(|| t!("total-withheld", days = coverage.withheld)),
    ];
    let on = t!("total-on", days = coverage.days, of = coverage.of);
    row([Some(on)].into_iter().chain(more).flatten())
}

/// A bucket as it is read aloud: `22 on 20–26 February`.
pub fn described_bucket(bucket: &BucketData, beside: NaiveDate) -> String {
    let days = match bucket.state {
        BucketState::Figure | BucketState::Withheld | BucketState::InWords => bucket.words.clone(),
        BucketState::Withdrawn => return text::on(&bucket.words, bucket.window.from, beside),
        BucketState::WithinPeriod | BucketState::NotReported => return bucket.words.clone(),
    };
    t!("chart-over-days", figure = days, span = dates::days(bucket.window, beside))
}

/// Whether something is said of a bucket itself.
pub fn is_told(state: BucketState) -> bool {
    matches!(state, BucketState::Figure | BucketState::Withheld | BucketState::InWords)
}
