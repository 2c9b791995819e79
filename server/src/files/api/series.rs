//! A series of the API: what the page of trends shows of a measure, bucket by bucket, in the cells of trends.csv.

use app::paths::trends::AskedTrends;
use app::view::trends::series::TrendSeries;
use serde::Serialize;

use super::{Bytes, Head, Of, Row, write};
use crate::files::trends_csv::{COLUMNS, cells};

#[derive(Serialize)]
struct Answer<'r> {
    #[serde(flatten)]
    head: Head<'r>,
    measure: &'static str,
    by: &'static str,
    series: Vec<Series<'r>>,
}

#[derive(Serialize)]
struct Series<'r> {
    name: &'r str,
    source: Option<&'r str>,
    buckets: Vec<Row<'r>>,
    total: Option<Row<'r>>,
}

/// The series of a view of trends.
///
/// # Errors
/// When the text cannot be written; it always can.
pub fn series(Of { record, moment, .. }: Of<'_>, asked: &AskedTrends, shown: &[TrendSeries]) -> Bytes {
    write(&Answer {
        head: Head::of(record, moment),
        measure: asked.measure.key(),
        by: asked.by.key(),
        series: shown.iter().map(of_series).collect(),
    })
}

fn of_series(series: &TrendSeries) -> Series<'_> {
    let row = |bucket, by| Row::of(&COLUMNS, cells(series, bucket, by));
    Series {
        name: &series.name,
        source: series.source.as_deref(),
        buckets: series.buckets.iter().map(|bucket| row(bucket, series.by.key())).collect(),
        total: series.total.as_ref().map(|total| row(total, WHOLE)),
    }
}

/// The word for the whole of a view, in the place of a day, week or month.
const WHOLE: &str = "all";
