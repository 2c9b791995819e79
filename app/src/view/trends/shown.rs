//! What is asked of one corridor: its series as finished values, and what is drawn of them. Of each kind of number its
//! own: a flow adds up over days, a level and a running total never do, a status is counted in days.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::figure::DayFigure;
use domain::reconcile::{RunningTotals, headline_among, headline_series};
use domain::series::{Series, period};
use domain::status::DayStatus;
use domain::trend::{Bucket, BucketState, Trend};
use domain::{By, Measure, MeasureKind, Moment, Record, Thing, Window};

use super::series::{BucketData, TrendSeries, corrected, of_flow, of_stock};
use super::{choice, totals, words as told};
use crate::paths::trends::AskedTrends;
use crate::t;
use crate::text::{charts, dates, figures, labels, trends as words};
use crate::view::chart::bars::{self, Bar, Bars, Height, PeriodBar};
use crate::view::chart::cells::Cells;
use crate::view::chart::{ChartFigure, Plot, Sign, running, stocks, withdrawn_lines};
use crate::view::chrome;
use crate::view::mark::Mark;
use crate::view::sums::{self, RestLine};

/// What is asked of one corridor.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Its series.
    pub series: Vec<TrendSeries>,
    /// What is drawn, one under the other.
    pub plots: Vec<Main>,
    /// What the signs mean.
    pub legend: Vec<(Sign, String)>,
    /// What is to be said under the drawing.
    pub notes: Vec<RestLine>,
    /// The finding.
    pub finding: String,
    /// One sentence on what it rests on.
    pub summary: String,
    /// In the place of a drawing.
    pub empty: Option<String>,
    /// What is counted, in words.
    pub what: String,
    /// What is counted.
    pub thing: Thing,
}

/// One plot before it is drawn.
#[derive(Clone, Debug)]
pub struct Main {
    /// Its name for those who hear the page.
    pub title: String,
    /// Its name beside others; empty where it stands alone.
    pub name: String,
    /// What it rests on.
    pub coverage: String,
    /// What is drawn.
    pub plot: Plot,
    /// Finished values, from which weeks and months are described.
    pub buckets: Vec<BucketData>,
}

/// What is asked for of a record, over days of it.
pub fn shown(record: &Record, moment: &Moment, asked: &AskedTrends, window: Window) -> Shown {
    let shown = match asked.measure.kind() {
        MeasureKind::Flow => flow(record, moment, asked, window),
        MeasureKind::Stock => stock(record, moment, asked, window),
        MeasureKind::Cumulative => cumulative(record, moment, asked, window),
        MeasureKind::Access => access(record, moment, asked, window),
    };
    if record.version().is_none() {
        return unpublished(record, window, shown);
    }
    Shown { notes: withdrawn_lines(record, window).chain(shown.notes).collect(), ..shown }
}

/// At a moment before anything was published: nobody could have been silent.
fn unpublished(record: &Record, window: Window, shown: Shown) -> Shown {
    let finding = words::unpublished(&shown.what);
    let empty = words::nothing_yet(record.corridor().record_begins, window.to);
    Shown {
        series: Vec::new(),
        plots: Vec::new(),
        legend: Vec::new(),
        notes: Vec::new(),
        summary: String::new(),
        empty: Some(empty),
        finding,
        ..shown
    }
}

/// Whether a running total of a flow is told: then somebody reported, if not day by day.
fn has_total(record: &Record, flow: &Thing, window: Window) -> bool {
    let is_of = |total: &Thing| {
        let group = (total.direction, &total.group, &total.counted, &total.facility, &total.item);
        let own = (flow.direction, &flow.group, &flow.counted, &flow.facility, &flow.item);
        let carrier = flow.carrier.is_none() || total.carrier == flow.carrier;
        total.measure.flow_of_total() == Some(flow.measure) && carrier && group == own
    };
    RunningTotals::all(record, window.to).iter().any(|series| is_of(series.thing))
}

/// In the place of a drawing without a figure. Nobody is said to have reported only where there is no total either.
fn nobody(record: &Record, flow: &Thing, what: &str, window: Window, last: Option<(NaiveDate, String)>) -> String {
    // Where an earlier figure is known, that is told; else that a total is.
    match last.is_none() && has_total(record, flow, window) {
        true => words::no_daily(what, window),
        false => charts::nobody(what, window, last),
    }
}

fn series_of(record: &Record, window: Window, by: By, thing: &Thing, name: String) -> TrendSeries {
    TrendSeries {
        corridor: record.corridor().slug.clone(),
        corridor_name: chrome::corridor_name(record),
        name,
        thing: thing.clone(),
        source: None,
        by,
        window,
        buckets: Vec::new(),
        total: None,
    }
}

/// Whether a claim about a thing belongs to a flow, of one carrier or of any.
fn is_of_flow(flow: &Thing, thing: &Thing) -> bool {
    let carrier = if flow.carrier.is_some() { thing.carrier.clone() } else { None };
    Thing { period_start: None, carrier, ..thing.clone() } == *flow
}

/// The series of a flow: of one carrier if one is named, else over all of them.
pub fn flow_series<'r>(record: &'r Record, moment: &Moment, thing: &Thing) -> Option<Series<'r>> {
    let of = if thing.carrier.is_some() { Series::of } else { Series::any_carrier };
    of(record, thing, moment.today)
}

fn flow(record: &Record, moment: &Moment, asked: &AskedTrends, window: Window) -> Shown {
    let thing = choice::flow(record, moment, asked);
    let what = labels::thing(&thing, moment.today);
    let corrected = corrected(record, window, |other| is_of_flow(&thing, other));
    let series = flow_series(record, moment, &thing);
    let trend = series.as_ref().and_then(|series| Trend::of(record, series, window, asked.by));
    let (Some(series), Some(trend)) = (series, trend) else { return nothing(record, what, thing, window) };
    let (buckets, total) = of_flow(record, &trend, &corrected);
    let days: Vec<NaiveDate> = corrected.keys().copied().collect();
    let bars = match asked.by {
        // A correction of any carrier's figure is one of all of them.
        By::Day => Bars { corrected: days, ..Bars::of(record, &series, window) },
        By::Week | By::Month => bars_of(record, &trend, &buckets, days),
    };
    let legend = bars::legend(std::slice::from_ref(&bars)).into_iter().map(|sign| legend_by(sign, asked.by)).collect();
    let told = buckets.iter().any(|bucket| told::is_told(bucket.state));
    let last = series.within(window).last().map(|point| (point.date, sums::of_point(point)));
    let reported = told || !trend.only_in_total().is_empty();
    let before = || series.points.iter().rfind(|point| point.date < window.from);
    let empty = (!reported && bars.periods.is_empty())
        .then(|| nobody(record, &thing, &what, window, before().map(|point| (point.date, sums::of_point(point)))));
    let total = total.unwrap_or_else(|| BucketData::silent(record, window, true));
    let gone = total.state == BucketState::Withdrawn;
    let empty = if gone { Some(words::all_withdrawn(&what, window)) } else { empty };
    let data = TrendSeries {
        buckets,
        total: Some(total.clone()),
        ..series_of(record, window, asked.by, &thing, what.clone())
    };
    let main = Main {
        title: what.clone(),
        name: String::new(),
        coverage: t!("chart-coverage", figure = total.words.as_str(), on = told::coverage(&total.coverage)),
        plot: Plot::Bars(bars),
        buckets: data.buckets.clone(),
    };
    Shown {
        legend,
        notes: flow_notes(record, &series, &trend, &total),
        finding: told::finding(&what, &total),
        summary: told::summary(&total, last),
        plots: if empty.is_some() { Vec::new() } else { vec![main] },
        series: vec![data],
        empty,
        what,
        thing,
    }
}

/// Periods that count or do not, with who says so; and what they add to what the buckets alone come to.
fn flow_notes(record: &Record, series: &Series<'_>, trend: &Trend<'_>, total: &BucketData) -> Vec<RestLine> {
    let only = trend.only_in_total();
    let alone = || {
        let told = trend.buckets.iter().filter(|bucket| bucket.state() == BucketState::Figure);
        let all = told.filter_map(|bucket| bucket.total.as_ref()).map(|total| total.figure.clone());
        all.reduce(domain::Figure::plus).map(|sum| figures::figure(&sum))
    };
    let beside = trend.window.to;
    let over = |figure: &&DayFigure<'_>| Some(words::over(&figures::of_day(figure), period(figure)?, beside));
    let named = (!only.is_empty()).then(|| {
        let periods: Vec<String> = only.iter().filter_map(over).collect();
        RestLine::plain(words::only_in_total(trend.by, alone(), &periods, &total.words))
    });
    let rests = trend.total.as_ref().map(|total| sums::rests(record, beside, series, total).lines);
    named.into_iter().chain(rests.unwrap_or_default()).collect()
}

fn nothing(record: &Record, what: String, thing: Thing, window: Window) -> Shown {
    Shown {
        series: Vec::new(),
        plots: Vec::new(),
        legend: Vec::new(),
        notes: Vec::new(),
        finding: t!("chart-title-none", what = what.as_str(), of = window.days()),
        summary: String::new(),
        empty: Some(nobody(record, &thing, &what, window, None)),
        what,
        thing,
    }
}

/// Weeks or months as bars as wide as their days. A claim over a period that no bucket holds whole stands over its days.
fn bars_of(record: &Record, trend: &Trend<'_>, buckets: &[BucketData], corrected: Vec<NaiveDate>) -> Bars {
    let bar = |(bucket, data): (&Bucket<'_>, &BucketData)| {
        let height = match data.state {
            BucketState::Figure => Height::of(bucket.total.as_ref().map(|total| &total.figure), false),
            BucketState::Withheld => Height::Withheld,
            BucketState::InWords => Height::Words,
            BucketState::WithinPeriod | BucketState::Withdrawn | BucketState::NotReported => return None,
        };
        let (label, words) = (short(data), data.words.clone());
        Some(Bar { date: data.window.from, to: data.window.to, height, label, words })
    };
    let mut across: BTreeMap<(NaiveDate, &Thing), &DayFigure<'_>> = BTreeMap::new();
    for figure in trend.buckets.iter().flat_map(Bucket::across_edges) {
        across.insert((figure.date, figure.thing), figure);
    }
    let over = |figure: &DayFigure<'_>| {
        Some(PeriodBar {
            window: period(figure)?,
            height: Height::of(figure.figure.as_ref(), figure.is_withheld()),
            label: bars::label(figure.figure.as_ref(), std::slice::from_ref(figure)),
            words: figures::of_day(figure),
        })
    };
    let bars: Vec<Bar> = trend.buckets.iter().zip(buckets).filter_map(bar).collect();
    let periods: Vec<PeriodBar> = across.into_values().filter_map(over).collect();
    let heights = bars.iter().map(|bar| bar.height).chain(periods.iter().map(|period| period.height));
    let top = heights.map(Height::top).max().unwrap_or(0);
    let withdrawn = record.withdrawn(trend.window).map(|day| day.date).collect();
    Bars { window: trend.window, bars, periods, top, lines: Vec::new(), corrected, withdrawn }
}

/// The number over a bar, as short as it can be: `22`, `14+`, `>24`.
fn short(data: &BucketData) -> String {
    let number = |number: u64| domain::amount::grouped(number);
    match (data.state, data.bound) {
        (BucketState::Withheld, _) => t!("chart-sign-withheld"),
        (_, Some(("more_than", low, _))) => t!("chart-short-more-than", number = number(low)),
        (_, Some(("at_least", low, _))) => t!("chart-short-at-least", number = number(low)),
        (_, Some(("at_most", low, _))) => t!("chart-short-at-most", number = number(low)),
        (_, Some(("fewer_than", low, _))) => t!("chart-short-fewer-than", number = number(low)),
        (_, Some((_, low, Some(high)))) => {
            let range = t!("chart-short-range", low = number(low), high = number(high));
            if data.approximate { t!("chart-short-about", number = range) } else { range }
        }
        (_, Some(("about", low, None))) => t!("chart-short-about", number = number(low)),
        (_, Some((_, low, None))) => number(low),
        (_, None) => t!("chart-sign-words"),
    }
}

fn legend_by((sign, words): (Sign, String), by: By) -> (Sign, String) {
    match (sign, by) {
        (Sign::Exact, By::Week | By::Month) => (sign, t!("trends-legend-exact", by = by.key())),
        _ => (sign, words),
    }
}

fn stock(record: &Record, moment: &Moment, asked: &AskedTrends, window: Window) -> Shown {
    let things: BTreeSet<&Thing> = choice::stocks(record, asked, window);
    let figure = stocks::of_things(record, moment, window, asked.measure, &things, &|_, _| String::new());
    let series = things.iter().filter_map(|thing| {
        let series = Series::of(record, thing, moment.today)?;
        let trend = Trend::of(record, &series, window, asked.by)?;
        let buckets = of_stock(record, &trend, &corrected(record, window, |other| series.is_of(other)));
        let name = labels::thing(thing, moment.today);
        Some(TrendSeries { buckets, ..series_of(record, window, asked.by, thing, name) })
    });
    let series: Vec<TrendSeries> = series.collect();
    let what = match series.as_slice() {
        [only] => only.name.clone(),
        _ => labels::thing(&Thing::of(asked.measure), moment.today),
    };
    let thing = series.first().map_or_else(|| Thing::of(asked.measure), |first| first.thing.clone());
    of_figure(figure, series, what, thing)
}

/// A figure of another room with the values of each of its plots.
fn of_figure(figure: ChartFigure, series: Vec<TrendSeries>, what: String, thing: Thing) -> Shown {
    let several = figure.plots.len() > 1;
    let main = |(drawn, series): (crate::view::chart::Drawn, &TrendSeries)| Main {
        title: series.name.clone(),
        name: if several { drawn.name } else { String::new() },
        coverage: drawn.coverage,
        plot: drawn.plot,
        buckets: series.buckets.clone(),
    };
    let plots = figure.plots.into_iter().zip(&series).map(main).collect();
    Shown {
        plots,
        legend: figure.legend,
        notes: figure.notes,
        finding: figure.title,
        summary: figure.summary,
        empty: figure.empty,
        series,
        what,
        thing,
    }
}

/// The running totals of the source that gave most of them, against the daily reports; those of others beside it.
fn cumulative(record: &Record, moment: &Moment, asked: &AskedTrends, window: Window) -> Shown {
    let all: Vec<RunningTotals<'_>> = RunningTotals::all(record, window.to)
        .into_iter()
        .filter(|series| choice::is_asked_total(asked, series.thing))
        .collect();
    let usual = headline_series(record, window.to).filter(|usual| all.contains(usual));
    let what = labels::measure_heading(asked.measure);
    let Some(headline) = usual.or_else(|| headline_among(all.clone())) else {
        let shown = nothing(record, what.clone(), Thing::of(asked.measure), window);
        return Shown { empty: Some(charts::no_total(&what, window, None)), ..shown };
    };
    let figure = running::of_series(record, moment, window, &headline, &|_, _| String::new());
    let mut told = vec![headline.clone()];
    told.extend(running::others_of(record, &headline, window));
    let data = |series: &RunningTotals<'_>| {
        let of_it = |thing: &Thing| thing == series.thing;
        let buckets = totals::of_totals(record, series, window, asked.by, &corrected(record, window, of_it));
        let name = labels::thing(series.thing, moment.today);
        let bare = series_of(record, window, asked.by, series.thing, name);
        TrendSeries { source: Some(series.source_name.to_owned()), buckets, ..bare }
    };
    let series = told.iter().map(data).collect();
    of_figure(figure, series, labels::thing(headline.thing, moment.today), headline.thing.clone())
}

fn access(record: &Record, moment: &Moment, asked: &AskedTrends, window: Window) -> Shown {
    let class = choice::class(asked);
    let thing = Thing { access: class, ..Thing::of(Measure::AccessStatus) };
    let what = labels::thing(&thing, moment.today);
    let corrected = corrected(record, window, |other| other.measure == Measure::AccessStatus && other.access == class);
    let buckets = totals::of_access(record, moment, class, window, asked.by, &corrected);
    let statuses = DayStatus::of_each(record, window, moment.today);
    let mark = |status: DayStatus<'_>| match class {
        None => (status.date, Mark::of_day(&status)),
        Some(class) => (status.date, Mark::of_class(&status, class)),
    };
    let cells: Vec<(NaiveDate, Mark)> = statuses.into_iter().map(mark).collect();
    let signs: BTreeSet<Mark> = cells.iter().map(|(_, mark)| *mark).collect();
    let legend = signs.into_iter().map(|mark| (Sign::Status(mark), mark.words_with_statuses()));
    let fixed = (!corrected.is_empty()).then(|| (Sign::Corrected, Sign::Corrected.words()));
    let counts = buckets.iter().filter_map(|bucket| bucket.access).fold([0; 5], |sum, more| {
        let mut sum = sum;
        sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        sum
    });
    let told = words::access_counts(&counts);
    let period = dates::period(window.from, window.to);
    let series = TrendSeries { buckets, ..series_of(record, window, asked.by, &thing, what.clone()) };
    let main = Main {
        title: what.clone(),
        name: String::new(),
        coverage: told.clone(),
        plot: Plot::Cells(Cells { window, cells, corrected: corrected.keys().copied().collect() }),
        buckets: series.buckets.clone(),
    };
    Shown {
        legend: legend.chain(fixed).collect(),
        notes: Vec::new(),
        finding: t!("trends-access-finding", what = what.as_str(), counts = told),
        summary: t!(
            "trends-access-summary",
            period = period,
            spoken = words::spoken(window.days() - counts[4], window.days())
        ),
        plots: vec![main],
        series: vec![series],
        empty: None,
        what,
        thing,
    }
}

/// The access of each day, for the band under an axis.
pub fn band(record: &Record, moment: &Moment, window: Window) -> Vec<(NaiveDate, Mark)> {
    let statuses = DayStatus::of_each(record, window, moment.today);
    statuses.iter().map(|status| (status.date, Mark::of_day(status))).collect()
}

/// The words of a band's marks, for a key.
pub fn band_key(cells: &[(NaiveDate, Mark)]) -> Vec<(Sign, String)> {
    let marks: BTreeSet<Mark> = cells.iter().map(|(_, mark)| *mark).collect();
    marks.into_iter().map(|mark| (Sign::Status(mark), mark.words_with_statuses())).collect()
}
