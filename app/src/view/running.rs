//! Running totals held against daily reports, a table for each thing: around one day, or within a month.

use chrono::NaiveDate;
use domain::reconcile::{Between, Outcome, Step, headline_among};
use domain::{Accounted, Moment, Record, RunningTotals, Window};

use super::chrome::Way;
use super::cite::Cite;
use super::sums::{self, Rests};
use crate::text::{dates, figures, labels, running};
use crate::{paths, t};

/// The totals of one thing, by all sources that are shown, the oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningTable {
    /// `Patients moved out, by ICRC, running total`.
    pub caption: String,
    /// One row a total.
    pub rows: Vec<RunningRow>,
    /// Said below it: that no later total is known.
    pub note: Option<String>,
}

/// One total, and what comes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningRow {
    /// Its day; without an address where the reader is there already.
    pub day: Way,
    /// The total, in its source's words.
    pub total: String,
    /// By how much it rose, since when, and what daily reports account for; or why that cannot be told.
    pub since: Vec<String>,
    /// The daily reports.
    pub rests: Rests,
    /// `Short by 8`.
    pub result: String,
    /// What that means, where it is not told already.
    pub note: Option<String>,
    /// Who says so.
    pub cites: Vec<Cite>,
}

/// The totals on either side of a day: of the source that gave most of them, and of any other that gave one that day.
pub fn around(record: &Record, moment: &Moment, date: NaiveDate) -> Vec<RunningTable> {
    let table = |group: Vec<RunningTotals<'_>>| {
        let headline = headline_among(group.clone())?;
        let is_headline = |series: &RunningTotals<'_>| series.source == headline.source;
        let shown = |series: &RunningTotals<'_>, step: &Step<'_>| match series.len() {
            0 | 1 => series.thing.period_start.unwrap_or(step.date) <= date && date <= step.date,
            _ => true,
        };
        let mut steps: Vec<(&RunningTotals<'_>, &Step<'_>)> = Vec::new();
        for series in &group {
            let of_day = series.steps.iter().filter(|step| step.date == date && !is_headline(series));
            let near = series.around(date).iter().filter(|step| is_headline(series) && shown(series, step));
            steps.extend(near.chain(of_day).map(|step| (series, step)));
        }
        let last = headline.steps.iter().rfind(|step| step.total.is_some()).map(|step| step.date);
        let note = last.filter(|last| *last <= date && headline.len() > 1).map(|last| {
            let last = dates::short(last, moment.today);
            t!("running-no-later", source = headline.source_name, date = last)
        });
        of(record, moment.today, steps, Some(date), note)
    };
    groups(record, moment).into_iter().filter_map(table).collect()
}

/// All totals of the days of a window.
pub fn within(record: &Record, moment: &Moment, window: Window) -> Vec<RunningTable> {
    let table = |group: Vec<RunningTotals<'_>>| {
        let steps = group.iter().flat_map(|series| series.steps.iter().map(move |step| (series, step)));
        of(record, window.from, steps.filter(|(_, step)| window.holds(step.date)).collect(), None, None)
    };
    groups(record, moment).into_iter().filter_map(table).collect()
}

/// The series of each thing, those of the thing with the longest series first.
fn groups<'r>(record: &'r Record, moment: &Moment) -> Vec<Vec<RunningTotals<'r>>> {
    let mut groups: Vec<Vec<RunningTotals<'r>>> = Vec::new();
    for series in RunningTotals::all(record, moment.today) {
        match groups.last_mut().filter(|group| group.first().is_some_and(|first| first.thing == series.thing)) {
            Some(group) => group.push(series),
            None => groups.push(vec![series]),
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.iter().map(RunningTotals::len).max()));
    groups
}

fn of(
    record: &Record,
    beside: NaiveDate,
    mut steps: Vec<(&RunningTotals<'_>, &Step<'_>)>,
    here: Option<NaiveDate>,
    note: Option<String>,
) -> Option<RunningTable> {
    steps.sort_by_key(|(series, step)| (step.date, std::cmp::Reverse(series.len()), series.source_name));
    let (first, _) = steps.first()?;
    let caption = labels::thing(first.thing, beside);
    let rows = steps.iter().map(|(series, step)| row(record, beside, series, step, here)).collect();
    Some(RunningTable { caption, rows, note })
}

/// The total of a step, in its source's words where these are one.
pub(super) fn total_words(step: &Step<'_>) -> String {
    let alike = step.claims.windows(2).all(|two| two[0].claim.says == two[1].claim.says);
    match (step.claims.first().filter(|_| alike), &step.total) {
        (Some(said), _) => figures::says(&said.claim.says),
        (None, Some(total)) => figures::figure(total),
        (None, None) => t!("running-no-number"),
    }
}

fn row(
    record: &Record,
    beside: NaiveDate,
    series: &RunningTotals<'_>,
    step: &Step<'_>,
    here: Option<NaiveDate>,
) -> RunningRow {
    let slug = &record.corridor().slug;
    let since_start = (step.outcome == Outcome::First && series.thing.period_start.is_some())
        .then(|| Accounted::of(series).filter(|accounted| accounted.date == step.date))
        .flatten();
    let href = if here == Some(step.date) { String::new() } else { paths::day(slug, step.date) };
    RunningRow {
        day: Way::to(&dates::short(step.date, beside), href),
        total: total_words(step),
        since: running::since(step, series.source_name, since_start.as_ref(), beside),
        rests: step.between.as_ref().map(|between| daily(record, beside, series, between)).unwrap_or_default(),
        result: running::verdict(&step.outcome),
        note: running::note(step, since_start.as_ref(), beside),
        cites: Cite::list(slug, &step.claims),
    }
}

/// The daily reports of an interval; of one day alone the sentence has told them already.
fn daily(record: &Record, beside: NaiveDate, series: &RunningTotals<'_>, between: &Between<'_>) -> Rests {
    let rests = sums::rests(record, beside, series.daily(), &between.daily);
    if between.daily.of == 1 { Rests { days: Vec::new(), ..rests } } else { rests }
}
