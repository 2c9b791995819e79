//! The access of each day as a road of cells: the strip of the page, for a file that stands alone.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::status::{DayStatus, StatusWord};
use domain::window::Window;
use domain::{Measure, Moment, Record};

use super::{ChartFigure, Pen, Plot, Row, Sign, Table, corrected, drawn, files, mark_corrected};
use crate::text::{charts, dates, labels};
use crate::view::cite::Cite;
use crate::view::mark::Mark;
use crate::view::status_page::status_lines;
use crate::{paths, t};

/// The access of each day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cells {
    /// The days.
    pub window: Window,
    /// Each of them with its shape.
    pub cells: Vec<(NaiveDate, Mark)>,
    /// Days whose access was corrected since it was first published.
    pub corrected: Vec<NaiveDate>,
}

/// The figure of access.
pub fn figure(record: &Record, moment: &Moment, window: Window, pen: Pen<'_>) -> ChartFigure {
    let statuses: Vec<DayStatus<'_>> =
        window.from.iter_days().take(window.days()).map(|date| DayStatus::of(record, date, moment.today)).collect();
    let corrected = corrected(record, window, |thing| thing.measure == Measure::AccessStatus);
    let told: BTreeSet<NaiveDate> = corrected.iter().copied().collect();
    let cells = statuses.iter().map(|status| (status.date, Mark::of_day(status))).collect();
    let cells = Cells { window, cells, corrected };
    // One line a shape, so that every colour that occurs stands in the key.
    let signs: BTreeSet<Mark> = cells.cells.iter().map(|(_, mark)| *mark).collect();
    let mut legend: Vec<(Sign, String)> =
        signs.into_iter().map(|mark| (Sign::Status(mark), mark.words_with_statuses())).collect();
    legend.extend((!told.is_empty()).then(|| (Sign::Corrected, Sign::Corrected.words())));
    let count = |word: StatusWord| statuses.iter().filter(|status| status.headline.word() == word).count();
    let title = t!("chart-cells-title", from = dates::full(window.from), to = dates::full(window.to));
    let described = title.clone();
    let heading = (String::new(), String::new());
    ChartFigure {
        id: "access",
        summary: charts::strip_summary(window, count(StatusWord::Unknown), count(StatusWord::Disputed)),
        window,
        plots: vec![drawn(record, window, pen, Plot::Cells(cells), title.clone(), heading, move |_, _| {
            described.clone()
        })],
        title,
        legend,
        notes: Vec::new(),
        table: table(record, window, &statuses, &told, moment),
        files: files(&record.corridor().slug, Measure::AccessStatus),
        empty: None,
    }
}

fn table(
    record: &Record,
    window: Window,
    statuses: &[DayStatus<'_>],
    corrected: &BTreeSet<NaiveDate>,
    moment: &Moment,
) -> Table {
    let slug = &record.corridor().slug;
    let spoken = |status: &&DayStatus<'_>| status.headline.word() != StatusWord::Unknown || !status.classes.is_empty();
    let rows: Vec<Row> = statuses
        .iter()
        .rev()
        .filter(spoken)
        .map(|status| Row {
            day: mark_corrected(corrected, status.date, dates::short(status.date, moment.today)),
            days: None,
            href: paths::day(slug, status.date),
            cells: vec![labels::status_word(status.headline.word()), status_lines(status, moment).join(". ")],
            cites: Cite::of_status(slug, status, moment.today),
        })
        .collect();
    let others = window.days().saturating_sub(rows.len());
    Table {
        caption: t!("chart-table-access"),
        head: vec![t!("chart-head-day"), t!("chart-head-access"), t!("chart-head-said"), t!("chart-head-who")],
        rest: (others > 0).then(|| {
            let (from, to) = (dates::short(window.from, window.to), dates::full(window.to));
            t!("chart-other-days-access", days = others, from = from, to = to)
        }),
        rows,
        series: None,
    }
}
