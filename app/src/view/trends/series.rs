//! A series as finished values, bucket by bucket: the one thing that the drawing, the tables, the file and any program
//! read, so that they cannot tell different things. What nobody said is a state of its own here, never 0.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use domain::figure::{DayFigure, Figure};
use domain::record::Said;
use domain::series::{Point, period};
use domain::trend::{Bucket, BucketState, By, Trend};
use domain::{AbsenceReason, Amount, DayChange, Interval, Outcome, Record, Slug, Thing, Window, history};

use super::words as told;
use crate::text::{figures, listed, trends as words};
use crate::view::cite::Cite;
use crate::view::sums;

/// One series over the days of a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrendSeries {
    /// The corridor.
    pub corridor: Slug,
    /// Its names in one line.
    pub corridor_name: String,
    /// What is counted, in words: `Patients moved out, by ICRC`.
    pub name: String,
    /// What is counted; without a carrier where it is of any.
    pub thing: Thing,
    /// Of a running total: whose totals they are.
    pub source: Option<String>,
    /// How many days a bucket holds.
    pub by: By,
    /// The days: clipped to the record, and to today.
    pub window: Window,
    /// The buckets, the oldest first, with those of which nobody said anything.
    pub buckets: Vec<BucketData>,
    /// The window as a whole; none of what does not add up.
    pub total: Option<BucketData>,
}

/// What is known of the days of one bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BucketData {
    /// Its days.
    pub window: Window,
    /// Whether these are all days of the week or month.
    pub is_whole: bool,
    /// What is known.
    pub state: BucketState,
    /// The lowest number that is meant; none unless the state is a figure.
    pub low: Option<u64>,
    /// The highest number that is meant; none also where there is no upper end.
    pub high: Option<u64>,
    /// Whether any part of it was said to be "about".
    pub approximate: bool,
    /// The bound and the numbers in which that is written: `more_than` and 24, never 25.
    pub bound: Option<(&'static str, u64, Option<u64>)>,
    /// The same in words; of a status the status.
    pub words: String,
    /// Of a level, a running total or the status of one day: the day that it is of.
    pub date: Option<NaiveDate>,
    /// Of access: on how many days it was open, restricted, closed, disputed, unknown.
    pub access: Option<[usize; 5]>,
    /// Of access: the statuses that a later claim over a period gives days of it, each once.
    pub said_later: Vec<&'static str>,
    /// Of a running total: what comes of it beside the daily figures.
    pub held: Option<Held>,
    /// On how many days that rests, and what else is to be said of them.
    pub coverage: Coverage,
    /// That in words.
    pub rests: String,
    /// Claims over a period that count as a whole: `14 for 24–26 February`.
    pub counted: Vec<String>,
    /// Claims over a period that go on beyond it: not counted here.
    pub across: Vec<String>,
    /// Why figures are missing, as the desk wrote it down: each reason once.
    pub absences: Vec<&'static str>,
    /// Who says so, each once.
    pub cites: Vec<Cite>,
    /// The sources, by name, each once.
    pub sources: Vec<String>,
    /// The claims: day and id.
    pub claims: Vec<String>,
    /// When a correction of what it rests on was last published.
    pub corrected_at: Option<DateTime<Utc>>,
}

/// A running total held against the daily figures since the one before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The day of the earlier total; none of a first or fallen one, and where the two cannot be compared.
    pub after: Option<NaiveDate>,
    /// By how much it rose.
    pub rise: Option<Interval>,
    /// What daily figures of the days between come to; none where there is none.
    pub daily: Option<Interval>,
    /// What comes of it.
    pub outcome: Outcome,
    /// That in words.
    pub words: String,
}

/// Counts of days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Days with a number, or with a status.
    pub days: usize,
    /// Days of the bucket.
    pub of: usize,
    /// Days without one that lie inside a counted period.
    pub inside_periods: usize,
    /// Days and counted periods told in words only.
    pub in_words: usize,
    /// Days and counted periods with a withheld number.
    pub withheld: usize,
    /// Days on which sources differ.
    pub differing: usize,
    /// Days that were withdrawn.
    pub withdrawn: usize,
    /// Days of which nothing is said, neither alone nor within a period; what was withdrawn is none of them.
    pub silent: usize,
}

/// Days whose claims about something were corrected, and when that was last published.
pub type Corrected = BTreeMap<NaiveDate, DateTime<Utc>>;

/// The days of a window on which a correction changed what was said of things.
pub fn corrected(record: &Record, window: Window, of: impl Fn(&Thing) -> bool) -> Corrected {
    let mut found = Corrected::new();
    for day in record.days().filter(|day| window.holds(day.date)) {
        for (before, state) in history::corrections(record, day.date).into_iter().filter(|(before, _)| before.is_some())
        {
            let changes = DayChange::between(before, state).claims;
            let stated = changes.iter().flat_map(|change| [change.before(), change.after()]).flatten();
            if stated.into_iter().any(|stated| of(&stated.thing)) {
                found.insert(day.date, state.published_at);
            }
        }
    }
    found
}

/// The latest correction of any day of a window.
pub(super) fn corrected_within(corrected: &Corrected, window: Window) -> Option<DateTime<Utc>> {
    corrected.range(window.from..=window.to).map(|(_, at)| *at).max()
}

impl BucketData {
    /// A bucket of which nobody said anything; or of which all is withdrawn.
    pub(super) fn silent(record: &Record, window: Window, is_whole: bool) -> Self {
        let (of, withdrawn) = (window.days(), record.withdrawn(window).count());
        let is_gone = withdrawn == of;
        Self {
            window,
            is_whole,
            state: if is_gone { BucketState::Withdrawn } else { BucketState::NotReported },
            low: None,
            high: None,
            approximate: false,
            bound: None,
            words: if is_gone { words::withdrawn() } else { words::none() },
            date: None,
            access: None,
            said_later: Vec::new(),
            held: None,
            coverage: Coverage { of, withdrawn, silent: of - withdrawn, ..Coverage::default() },
            rests: String::new(),
            counted: Vec::new(),
            across: Vec::new(),
            absences: (withdrawn > 0).then(|| AbsenceReason::WithheldForSafety.key()).into_iter().collect(),
            cites: Vec::new(),
            sources: Vec::new(),
            claims: Vec::new(),
            corrected_at: None,
        }
    }

    /// The same with a number.
    pub(super) fn with_figure(self, figure: &Figure, words: String) -> Self {
        Self {
            state: BucketState::Figure,
            low: Some(figure.interval.low),
            high: figure.interval.high,
            approximate: figure.approximate,
            bound: Some(bound_of(figure)),
            words,
            ..self
        }
    }

    /// The same with who says so: each source once, each claim.
    pub(super) fn said_by<'s, 'r: 's>(mut self, slug: &Slug, said: impl Iterator<Item = &'s Said<'r>>) -> Self {
        let mut named = BTreeSet::new();
        for said in said {
            let claim = format!("{}#{}", said.date(), said.claim.id);
            // A claim over a period speaks of many days.
            if said.claim.thing.period_start.is_none() || !self.claims.contains(&claim) {
                self.claims.push(claim);
            }
            if named.insert((said.report.source.clone(), said.report.via.clone())) {
                self.cites.push(Cite::of(slug, said));
                let name = said.source_name().to_owned();
                if !self.sources.contains(&name) {
                    self.sources.push(name);
                }
            }
        }
        self.sources.sort();
        self
    }

    /// Whether it is of one day.
    pub fn is_one_day(&self) -> bool {
        self.window.from == self.window.to
    }
}

/// What a figure is in the words of measure that hold for it: never a number that nobody said.
pub fn bound_of(figure: &Figure) -> (&'static str, u64, Option<u64>) {
    let low = figure.interval.low;
    match figure.interval.high {
        None if figure.low_open => ("more_than", low.saturating_sub(1), None),
        None => ("at_least", low, None),
        Some(high) if high == low => (if figure.approximate { "about" } else { "exact" }, low, None),
        Some(high) if low == 0 && figure.high_open => ("fewer_than", high + 1, None),
        Some(high) => ("range", low, Some(high)),
    }
}

/// The bound of one amount; none of words.
fn bound_of_amount(amount: &Amount) -> Option<(&'static str, u64, Option<u64>)> {
    let (number, high) = match amount {
        Amount::Exact(n) | Amount::About(n) | Amount::AtLeast(n) | Amount::MoreThan(n) | Amount::AtMost(n) => {
            (n.get(), None)
        }
        Amount::FewerThan(n) => (n.get().get(), None),
        Amount::Range(range) => (range.low().get(), Some(range.high().get())),
        Amount::Vague(_) => return None,
    };
    Some((amount.bound(), number, high))
}

/// The bound of a point: of claims that say the same in their own words.
pub(super) fn bound_of_point(point: &Point<'_>) -> Option<(&'static str, u64, Option<u64>)> {
    let figure = point.figure.as_ref()?;
    let alone = match point.by_carrier.as_slice() {
        [one] if one.speaking.windows(2).all(|two| two[0].claim.says == two[1].claim.says) => one.speaking.first(),
        _ => None,
    };
    alone.and_then(|said| bound_of_amount(said.claim.says.amount()?)).or_else(|| Some(bound_of(figure)))
}

/// A claim over a period with its days: `14 for 24–26 February`.
pub(super) fn period_words(figure: &DayFigure<'_>, beside: NaiveDate) -> Option<String> {
    Some(words::over(&figures::of_day(figure), period(figure)?, beside))
}

/// The buckets of a flow, and the window as a whole.
pub(super) fn of_flow(
    record: &Record,
    trend: &Trend<'_>,
    corrected: &Corrected,
) -> (Vec<BucketData>, Option<BucketData>) {
    let buckets = trend.buckets.iter().map(|bucket| flow_bucket(record, bucket, trend.window.to, corrected)).collect();
    let whole = trend.total.as_ref().map(|total| {
        let periods = trend.buckets.iter().flat_map(|bucket| &bucket.periods).cloned();
        let mut periods: Vec<DayFigure<'_>> = periods.collect();
        periods.sort_by_key(|figure| (figure.date, figure.thing.clone()));
        periods.dedup_by(|one, other| one.date == other.date && one.thing == other.thing);
        let all = Bucket {
            window: trend.window,
            is_whole: true,
            points: trend.buckets.iter().flat_map(|bucket| bucket.points.clone()).collect(),
            total: Some(total.clone()),
            periods,
            absences: trend.buckets.iter().flat_map(|bucket| bucket.absences.clone()).collect(),
            withdrawn: trend.buckets.iter().flat_map(|bucket| bucket.withdrawn.clone()).collect(),
        };
        flow_bucket(record, &all, trend.window.to, corrected)
    });
    (buckets, whole)
}

fn flow_bucket(record: &Record, bucket: &Bucket<'_>, beside: NaiveDate, corrected: &Corrected) -> BucketData {
    let bare = BucketData::silent(record, bucket.window, bucket.is_whole);
    let Some(total) = &bucket.total else { return bare };
    let across: Vec<String> = bucket.across_edges().filter_map(|figure| period_words(figure, beside)).collect();
    let alone = match (bucket.points.as_slice(), total.periods.as_slice()) {
        ([point], []) => Some(sums::of_point(point)),
        ([], [period]) => Some(figures::of_day(period)),
        _ => None,
    };
    let state = bucket.state();
    let told = match state {
        BucketState::Figure => {
            let words = alone.unwrap_or_else(|| figures::figure(&total.figure));
            let own = bare.with_figure(&total.figure, words);
            let said = match (bucket.points.as_slice(), total.periods.is_empty()) {
                ([point], true) => bound_of_point(point),
                _ => own.bound,
            };
            BucketData { bound: said, ..own }
        }
        BucketState::Withheld => BucketData { state, words: figures::says(&domain::PublicSays::Withheld), ..bare },
        BucketState::InWords => BucketData { state, words: in_words(bucket), ..bare },
        BucketState::WithinPeriod => BucketData { state, words: words::within(&listed(&across)), ..bare },
        BucketState::Withdrawn | BucketState::NotReported => bare,
    };
    let coverage = Coverage {
        days: total.days,
        of: total.of,
        inside_periods: total.inside_periods,
        in_words: total.in_words,
        withheld: total.withheld,
        differing: bucket.differing(),
        withdrawn: bucket.withdrawn.len(),
        silent: bucket.silent(),
    };
    let absences = absences_of(&told, bucket);
    let said = bucket.figures().chain(bucket.across_edges().filter(|_| state == BucketState::WithinPeriod));
    let said: Vec<&Said<'_>> = said.flat_map(|figure| &figure.speaking).collect();
    let data = BucketData {
        counted: total.periods.iter().filter_map(|figure| period_words(figure, beside)).collect(),
        across,
        absences,
        coverage,
        corrected_at: corrected_within(corrected, bucket.window),
        ..told
    };
    let data = data.said_by(&record.corridor().slug, said.into_iter());
    BucketData { rests: told::rests(&data), ..data }
}

/// Why figures are missing, each reason once: what the desk wrote down, and that days were withdrawn.
fn absences_of(bare: &BucketData, bucket: &Bucket<'_>) -> Vec<&'static str> {
    let noted = bucket.absences.iter().map(|(_, absence)| absence.why.key());
    let all: BTreeSet<&'static str> = noted.chain(bare.absences.iter().copied()).collect();
    all.into_iter().collect()
}

/// What is told in words only: the words, while they are few.
fn in_words(bucket: &Bucket<'_>) -> String {
    let counted = bucket.total.iter().flat_map(|total| &total.periods).map(figures::of_day);
    let told: Vec<String> = bucket.points.iter().map(sums::of_point).chain(counted).collect();
    if told.len() <= 3 { listed(&told) } else { words::in_words(told.len()) }
}

/// The buckets of a level: the last that is said in each, with its day. Levels never add up.
pub(super) fn of_stock(record: &Record, trend: &Trend<'_>, corrected: &Corrected) -> Vec<BucketData> {
    let slug = &record.corridor().slug;
    let bucket = |bucket: &Bucket<'_>| {
        let bare = BucketData::silent(record, bucket.window, bucket.is_whole);
        let absences = absences_of(&bare, bucket);
        let coverage = Coverage {
            days: bucket.points.iter().filter(|point| point.figure.is_some()).count(),
            in_words: bucket.points.iter().filter(|point| point.is_in_words()).count(),
            withheld: bucket.points.iter().filter(|point| point.is_withheld()).count(),
            differing: bucket.differing(),
            silent: bare.coverage.silent.saturating_sub(bucket.points.len()),
            ..bare.coverage
        };
        let bare = BucketData { coverage, absences, ..bare };
        let Some(last) = bucket.last() else { return BucketData { rests: told::rests(&bare), ..bare } };
        let told = sums::of_point(last);
        let told = if bare.is_one_day() { told } else { words::on(&told, last.date, trend.window.to) };
        let data = match &last.figure {
            _ if last.is_withheld() => BucketData { state: BucketState::Withheld, words: told, ..bare },
            Some(figure) => BucketData { bound: bound_of_point(last), ..bare.with_figure(figure, told) },
            None => BucketData { state: BucketState::InWords, words: told, ..bare },
        };
        let corrected_at = corrected_within(corrected, bucket.window);
        let said = last.by_carrier.iter().flat_map(|figure| &figure.speaking);
        let data = BucketData { date: Some(last.date), corrected_at, ..data }.said_by(slug, said);
        BucketData { rests: told::rests(&data), ..data }
    };
    trend.buckets.iter().map(bucket).collect()
}

/// The sources of a series, each once.
pub fn sources(series: &[TrendSeries]) -> Vec<String> {
    let all = series.iter().flat_map(|series| series.buckets.iter().chain(&series.total));
    let names: BTreeSet<&String> = all.flat_map(|bucket| &bucket.sources).collect();
    names.into_iter().cloned().collect()
}
