//! trends.csv: exactly the series in view, one row a bucket, with those of which nobody said anything; then one row for the
//! whole of what adds up. Never fills a gap, and no number stands here that nobody said: 24 with `more_than`, never 25.

use std::borrow::Cow;

use app::view::dictionary::SERIES;
use app::view::trends::series::{BucketData, TrendSeries};
use app::view::trends::totals::STATUS_KEYS;
use domain::Interval;
use domain::measure::Dimension;

use super::typed_cell::{self, TypedCell};

/// The columns, in their order. Stable for ever: new ones are only appended.
pub const COLUMNS: [&str; SERIES.len()] = SERIES;

/// A row, in the order of the columns.
pub(super) type Cells<'s> = [TypedCell<'s>; COLUMNS.len()];

/// The bytes of a view.
pub fn write(series: &[TrendSeries]) -> Vec<u8> {
    let rows = series.iter().flat_map(|series| {
        let buckets = series.buckets.iter().map(|bucket| cells(series, bucket, series.by.key()));
        buckets.chain(series.total.iter().map(|total| cells(series, total, "all")))
    });
    typed_cell::write_csv(COLUMNS, None, rows)
}

/// The row of a bucket.
pub(super) fn cells<'s>(series: &'s TrendSeries, bucket: &'s BucketData, by: &'static str) -> Cells<'s> {
    let part =
        |part: Dimension| series.thing.said_of(part).map_or(TypedCell::Empty, |text| TypedCell::Text(Cow::Owned(text)));
    let days = |days: usize| TypedCell::count(u64::try_from(days).unwrap_or(u64::MAX));
    let list = |texts: &'s [String]| TypedCell::List(texts.iter().map(String::as_str).collect());
    let (bound, value, high) = match bucket.bound {
        Some((bound, value, high)) => (TypedCell::word(Some(bound)), TypedCell::count(value), high),
        None => (TypedCell::Empty, TypedCell::word(status_of(bucket)), None),
    };
    let coverage = bucket.coverage;
    let held = bucket.held.as_ref();
    let low = |number: Option<Interval>| number.map_or(TypedCell::Empty, |number| TypedCell::count(number.low));
    let high_of =
        |number: Option<Interval>| number.and_then(|number| number.high).map_or(TypedCell::Empty, TypedCell::count);
    let (rise, daily) = (held.and_then(|held| held.rise), held.and_then(|held| held.daily));
    let outcome = held.and_then(|held| held.outcome.number());
    [
        TypedCell::slug(&series.corridor),
        TypedCell::word(Some(series.thing.measure.key())),
        part(Dimension::Counted),
        part(Dimension::Group),
        part(Dimension::Carrier),
        part(Dimension::Direction),
        part(Dimension::Facility),
        part(Dimension::Access),
        part(Dimension::Item),
        part(Dimension::Unit),
        TypedCell::text(series.source.as_deref()),
        TypedCell::word(Some(by)),
        TypedCell::date(Some(bucket.window.from)),
        TypedCell::date(Some(bucket.window.to)),
        TypedCell::Truth(bucket.is_whole),
        TypedCell::word(Some(bucket.state.key())),
        bound,
        value,
        high.map_or(TypedCell::Empty, TypedCell::count),
        if bucket.bound.is_some() { TypedCell::Truth(bucket.approximate) } else { TypedCell::Empty },
        TypedCell::Text(Cow::Owned(plain(&bucket.words))),
        TypedCell::date(bucket.date),
        status_days(bucket),
        days(coverage.days),
        days(coverage.of),
        days(coverage.inside_periods),
        days(coverage.in_words),
        days(coverage.withheld),
        days(coverage.differing),
        days(coverage.silent),
        periods(&bucket.counted),
        periods(&bucket.across),
        TypedCell::List(bucket.absences.clone()),
        list(&bucket.sources),
        list(&bucket.claims),
        TypedCell::instant(bucket.corrected_at),
        TypedCell::List(bucket.said_later.clone()),
        TypedCell::date(held.and_then(|held| held.after)),
        low(rise),
        high_of(rise),
        low(daily),
        high_of(daily),
        TypedCell::word(held.map(|held| held.outcome.key())),
        low(outcome),
        high_of(outcome),
    ]
}

/// Words without the spaces that keep a page's lines together.
fn plain(words: &str) -> String {
    words.replace('\u{a0}', " ")
}

fn periods<'s>(periods: &[String]) -> TypedCell<'s> {
    if periods.is_empty() { TypedCell::Empty } else { TypedCell::Text(Cow::Owned(plain(&periods.join("; ")))) }
}

/// The status of a bucket that is one day.
fn status_of(bucket: &BucketData) -> Option<&'static str> {
    let counts = bucket.access.filter(|_| bucket.is_one_day())?;
    STATUS_KEYS.into_iter().zip(counts).find(|(_, days)| *days > 0).map(|(status, _)| status)
}

/// On how many days access was what: `closed 2, unknown 5`.
fn status_days<'s>(bucket: &BucketData) -> TypedCell<'s> {
    let Some(counts) = bucket.access else { return TypedCell::Empty };
    let told = STATUS_KEYS.into_iter().zip(counts).filter(|(_, days)| *days > 0);
    let told: Vec<String> = told.map(|(status, days)| format!("{status} {days}")).collect();
    TypedCell::Word(Cow::Owned(told.join(", ")))
}
