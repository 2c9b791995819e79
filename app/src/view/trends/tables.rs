//! The tables of trends, from the same finished values as the drawing and the file.

use domain::trend::BucketState;
use domain::{By, MeasureKind, Slug};

use super::series::{BucketData, TrendSeries};
use super::words as told;
use crate::paths::trends::{AskedTrends, trends_over};
use crate::text::{charts, dates, trends as words};
use crate::view::chart::{Row, Table};
use crate::{paths, t};

/// The table of a series: of days those of which something is said, of weeks and months all. The last row is the whole.
pub fn of_series(series: &TrendSeries, asked: &AskedTrends, several: bool) -> Table {
    let slug = &series.corridor;
    let shown = |bucket: &&BucketData| series.by != By::Day || is_in_table(bucket);
    let rows = series.buckets.iter().filter(shown).map(|bucket| row(slug, series, bucket, asked));
    let whole = series.total.as_ref().map(|total| Row {
        day: t!("trends-row-all"),
        days: None,
        ..row(slug, series, total, asked)
    });
    let rows: Vec<Row> = rows.chain(whole).collect();
    let named = several.then(|| name_of(series));
    Table {
        caption: named.unwrap_or_else(|| t!("trends-table", by = series.by.key())),
        head: vec![words::by(series.by), t!("trends-head-figure"), t!("trends-head-rests"), t!("chart-head-who")],
        rows,
        rest: rest(series),
        series: None,
    }
}

/// What a series is called beside others.
fn name_of(series: &TrendSeries) -> String {
    match &series.source {
        Some(source) => t!("chart-by-source", figure = series.name.as_str(), source = source.as_str()),
        None => series.name.clone(),
    }
}

/// Whether a day has a row: something is said of it, or why nothing is.
pub(super) fn is_in_table(bucket: &BucketData) -> bool {
    told::is_told(bucket.state) || bucket.state == BucketState::Withdrawn
}

fn row(slug: &Slug, series: &TrendSeries, bucket: &BucketData, asked: &AskedTrends) -> Row {
    let href = if bucket.is_one_day() {
        paths::day(slug, bucket.window.from)
    } else {
        let (from, to) = (Some(bucket.window.from), Some(bucket.window.to));
        trends_over(slug, &AskedTrends { by: By::Day, from, to, compare: Default::default(), ..asked.clone() })
    };
    Row {
        day: told::bucket(bucket, series.by, series.window.to),
        days: Some(bucket.window),
        href,
        cells: vec![bucket.words.clone(), bucket.rests.clone()],
        cites: bucket.cites.clone(),
    }
}

/// One line on all days that have no row.
fn rest(series: &TrendSeries) -> Option<String> {
    if series.by != By::Day {
        return None;
    }
    let of = |state: BucketState| series.buckets.iter().filter(|bucket| bucket.state == state).count();
    let (others, inside) = (of(BucketState::NotReported), of(BucketState::WithinPeriod));
    let (from, to) = (dates::short(series.window.from, series.window.to), dates::full(series.window.to));
    let told = match series.thing.measure.kind() {
        MeasureKind::Access => t!("chart-other-days-access", days = others, from = from, to = to),
        // Where none has a figure the figure says so itself.
        _ if others == series.buckets.len() => return None,
        _ if others == 0 => return (inside > 0).then(|| t!("trends-rest-inside", days = inside)),
        _ => return charts::other_days(others, inside, series.window),
    };
    (others > 0).then_some(told)
}
