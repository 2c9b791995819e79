//! One month of a corridor: its calendar, its totals with what they rest on, its running totals, its events.

use chrono::{Datelike, NaiveDate};
use domain::around::{by_carrier, flows_in};
use domain::series::Series;
use domain::{Measure, MeasureKind, Moment, Record, Slug, Thing, Window};

use super::calendar::Calendar;
use super::chrome::{self, Chrome, Site, Social, Way};
use super::citation::Citation;
use super::running::{self, RunningTable};
use super::status_page::{self, EventRow};
use super::sums::{self, RestLine, Rests};
use crate::paths::Asked;
use crate::text::{dates, figures, labels};
use crate::{paths, t};

/// The page of a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// The corridor's names and page.
    pub corridor: Way,
    /// `April 2023`.
    pub heading: String,
    /// `Reports on 13 of its 30 days.`
    pub counted: String,
    /// The month before; without an address where the record has none.
    pub before: Way,
    /// The month after; without an address where there is none yet.
    pub after: Way,
    /// Shown above all when no day of the month has a report, with the ways on.
    pub empty: Option<(String, Vec<Way>)>,
    /// Its days.
    pub calendar: Calendar,
    /// The heading of the totals.
    pub totals_heading: String,
    /// Its totals.
    pub totals: Vec<TotalRow>,
    /// What the weeks count.
    pub weeks_caption: String,
    /// Its weeks, whole; none while nothing is reported of any.
    pub weeks: Vec<WeekRow>,
    /// Running totals of its days.
    pub running: Vec<RunningTable>,
    /// What happened.
    pub events: Vec<EventRow>,
    /// How to cite the page.
    pub citation: Citation,
}

/// The total of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotalRow {
    /// `Patients moved out, any carrier`.
    pub label: String,
    /// The sum; words where nobody gave a number.
    pub figure: String,
    /// `on 9 of 30 days, 2 more inside a period`.
    pub coverage: String,
    /// What it rests on.
    pub rests: Rests,
}

/// The total of one week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekRow {
    /// `Week 14: 3–9 April`.
    pub label: String,
    /// The sum; words where nobody gave a number.
    pub figure: String,
    /// On how many days it rests.
    pub coverage: String,
    /// Periods that are not counted.
    pub rests: Rests,
}

impl MonthPage {
    /// The page of the month of a day. The month must share a day with the record up to today.
    pub fn of(site: &Site, record: &Record, moment: &Moment, of: NaiveDate) -> Self {
        let corridor = record.corridor();
        let slug = &corridor.slug;
        let window = Window::month_of(of);
        let lived = window.clipped(corridor, moment.today).unwrap_or(window);
        let name = chrome::corridor_name(record);
        let heading = dates::month(window.from);
        let month = window.from.format("%Y-%m").to_string();
        let title = t!("month-title", month = heading.as_str(), corridor = name.as_str());
        let flows = flows(record, lived);
        let weeks_of = flows.first().cloned();
        let so_far = is_so_far(window, moment);
        let reports = reports(record, lived);
        Self {
            chrome: Chrome {
                // The figure of its days; today's card would say of a month that is long past how it is today.
                social: Social::of_figure(site, &paths::month(slug, window.from), &picture(slug, lived)),
                description: Some(counted(record, moment, window)),
                ..Chrome::of_corridor(site, record, moment, &title, &paths::month(slug, window.from))
            },
            corridor: Way::to(&name, paths::corridor(slug)),
            counted: counted(record, moment, window),
            before: neighbour(record, moment, window.from.pred_opt(), paths::month),
            after: neighbour(record, moment, window.to.succ_opt(), paths::month),
            empty: (reports == 0).then(|| empty(record, moment, lived)),
            calendar: Calendar::of(record, moment, window, &flows),
            totals_heading: if so_far { t!("month-totals-so-far") } else { t!("month-totals") },
            totals: flows.iter().flat_map(|flow| totals(record, moment, flow, lived)).collect(),
            weeks_caption: weeks_of
                .as_ref()
                .map(|flow| t!("month-weeks-caption", thing = labels::thing(flow, moment.today)))
                .unwrap_or_default(),
            weeks: weeks_of.map(|flow| weeks(record, moment, &flow, lived)).unwrap_or_default(),
            running: running::within(record, moment, lived),
            events: record
                .days()
                .filter(|day| lived.holds(day.date))
                .flat_map(|day| day.events.iter().map(move |event| (day.date, event)))
                .map(|(date, event)| status_page::event_row(record, date, event, moment))
                .collect(),
            citation: Citation::of(site, record, moment, &title, &paths::month(slug, window.from), &month),
            heading,
        }
    }
}

/// Patients moved on some days, as a picture.
fn picture(slug: &Slug, days: Window) -> String {
    let (from, to) = (Some(days.from), Some(days.to));
    paths::chart_over(slug, &Asked { measure: Measure::PatientsTransferred, direction: None, from, to }, "png")
}

/// Whether a month has not ended.
fn is_so_far(month: Window, moment: &Moment) -> bool {
    month.holds(moment.today) && moment.today < month.to
}

fn reports(record: &Record, lived: Window) -> usize {
    record.days().filter(|day| lived.holds(day.date)).count()
}

/// On how many days of a month readers see a report: `Reports on 4 of the 10 days so far.`
pub(super) fn counted(record: &Record, moment: &Moment, month: Window) -> String {
    let lived = month.clipped(record.corridor(), moment.today).unwrap_or(month);
    let (days, of) = (reports(record, lived), lived.days());
    match is_so_far(month, moment) {
        true => t!("month-reports-so-far", days = days, of = of),
        false => t!("month-reports", days = days, of = of),
    }
}

/// The way to the month of a day beside; words alone where it lies outside the record or ahead.
pub(super) fn neighbour(
    record: &Record,
    moment: &Moment,
    beside: Option<NaiveDate>,
    path: fn(&Slug, NaiveDate) -> String,
) -> Way {
    let corridor = record.corridor();
    let Some(date) = beside else { return Way::to("", "") };
    let window = Window::month_of(date);
    let name = dates::month(date);
    if window.to < corridor.record_begins {
        return Way::to(&t!("month-before-record", month = name), "");
    }
    if corridor.record_ends.is_some_and(|end| window.from > end) {
        return Way::to(&t!("month-after-record", month = name), "");
    }
    if window.from > moment.today {
        return Way::to(&t!("month-not-yet", month = name), "");
    }
    Way::to(&name, path(&corridor.slug, date))
}

fn empty(record: &Record, moment: &Moment, lived: Window) -> (String, Vec<Way>) {
    let slug = &record.corridor().slug;
    let days = || record.days().map(|day| day.date).filter(|date| *date <= moment.today);
    let before = days().rfind(|date| *date < lived.from);
    let after = days().find(|date| *date > lived.to);
    let (from, to) = (dates::full(lived.from), dates::full(lived.to));
    let mut sentences = vec![t!("month-empty", from = from, to = to)];
    sentences.extend(before.map(|date| t!("month-empty-before", date = dates::full(date))));
    sentences.extend(after.map(|date| t!("month-empty-after", date = dates::full(date))));
    let way = |date: NaiveDate| Way::to(&dates::month(date), paths::month(slug, date));
    (sentences.join(" "), before.into_iter().chain(after).map(way).collect())
}

/// The flows of a month: what the corridor expects, in its order, then all else that was said.
fn flows(record: &Record, lived: Window) -> Vec<Thing> {
    let expected = record.corridor().expected.iter().map(|expected| expected.thing().of_any_carrier());
    let mut flows: Vec<Thing> = expected.filter(|thing| thing.measure.kind() == MeasureKind::Flow).collect();
    let said = flows_in(record, lived);
    flows.extend(said.into_iter().filter(|thing| !flows.contains(thing)).collect::<Vec<Thing>>());
    flows
}

/// The total over all carriers, then one for each where there are several.
fn totals(record: &Record, moment: &Moment, flow: &Thing, lived: Window) -> Vec<TotalRow> {
    let Some(any) = Series::any_carrier(record, flow, moment.today) else { return Vec::new() };
    let parts = by_carrier(record, flow, lived, moment.today);
    let name = labels::thing(flow, moment.today);
    let sole = match &parts[..] {
        [one] => Some(RestLine::plain(match &one.thing.carrier {
            Some(carrier) => t!("month-total-by", carrier = carrier.as_str()),
            None => t!("month-total-by-not-said"),
        })),
        _ => None,
    };
    let first = total(record, &any, lived, t!("month-total-any", thing = name.as_str()), sole);
    let of_one = |series: &Series<'_>| {
        let label = match series.thing.carrier {
            Some(_) => labels::thing(&series.thing, moment.today),
            None => t!("month-total-not-said", thing = name.as_str()),
        };
        total(record, series, lived, label, None)
    };
    let rest = parts.iter().filter(|_| parts.len() > 1).filter_map(of_one);
    first.into_iter().chain(rest).collect()
}

fn total(
    record: &Record,
    series: &Series<'_>,
    lived: Window,
    label: String,
    carrier: Option<RestLine>,
) -> Option<TotalRow> {
    let total = series.total(lived)?;
    let mut rests = sums::rests(record, lived.from, series, &total);
    rests.lines.extend(carrier);
    rests.lines.extend(sums::sources(series, &total));
    if !total.is_reported() {
        rests.lines.push(last_before(series, lived));
    }
    Some(TotalRow { label, figure: figures::total(&total), coverage: figures::coverage(&total), rests })
}

/// The last figure before a month without one.
fn last_before(series: &Series<'_>, lived: Window) -> RestLine {
    let last = series.points.iter().rfind(|point| point.date < lived.from);
    RestLine::plain(match last {
        Some(point) => {
            let date = dates::short(point.date, lived.from);
            t!("month-total-last", figure = sums::of_point(point), date = date)
        }
        None => t!("month-total-never"),
    })
}

fn weeks(record: &Record, moment: &Moment, flow: &Thing, lived: Window) -> Vec<WeekRow> {
    let Some(series) = Series::any_carrier(record, flow, moment.today) else { return Vec::new() };
    let reported = |week: &Window| series.total(*week).is_some_and(|total| total.is_reported());
    if !lived.weeks().iter().any(reported) {
        return Vec::new();
    }
    let row = |week: Window| {
        let total = series.total(week)?;
        let days = dates::days(week, lived.from);
        let rests = sums::rests(record, lived.from, &series, &total);
        Some(WeekRow {
            label: t!("month-week", week = week.from.iso_week().week(), days = days),
            figure: figures::total(&total),
            coverage: figures::coverage(&total),
            rests: Rests { days: Vec::new(), ..rests },
        })
    };
    lived.weeks().into_iter().filter_map(row).collect()
}
