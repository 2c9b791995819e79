//! A thing over the days of a window, in buckets: days, ISO weeks, calendar months. Each bucket says what its claims come
//! to and on what that rests; what no bucket holds whole is named by each that it touches. Never spreads a period over
//! days, never adds levels, never fills a gap.

use std::str::FromStr;

use chrono::NaiveDate;

use crate::absence::Absence;
use crate::access::NotInList;
use crate::figure::DayFigure;
use crate::record::Record;
use crate::series::{Point, Series, period};
use crate::thing::{Stage, Thing};
use crate::totals::Total;
use crate::window::Window;

/// How many days a bucket holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// One.
    #[default]
    Day,
    /// An ISO week, Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
}

/// A series over a window, bucket by bucket.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend<'r> {
    /// How many days a bucket holds.
    pub by: By,
    /// The days: clipped to the record, and to today.
    pub window: Window,
    /// The buckets, the oldest first: together they hold each day of the window once.
    pub buckets: Vec<Bucket<'r>>,
    /// What the whole window comes to. None of a level or a running total, which never add up.
    pub total: Option<Total<'r>>,
}

/// The days of one week or month that lie in the window, or one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Bucket<'r> {
    /// Its days.
    pub window: Window,
    /// Whether these are all days of the week or month.
    pub is_whole: bool,
    /// The days of it on which something is said.
    pub points: Vec<Point<'r>>,
    /// What they come to. None of a level or a running total.
    pub total: Option<Total<'r>>,
    /// Claims over a period that share a day with it, by the day on which they end: those that it holds whole and those
    /// that it does not.
    pub periods: Vec<DayFigure<'r>>,
    /// Why figures of the thing are missing, where the desk wrote that down: day and reason.
    pub absences: Vec<(NaiveDate, &'r Absence)>,
    /// Days of it that were withdrawn: something was said of them, and is shown no more.
    pub withdrawn: Vec<NaiveDate>,
}

/// What is known of a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BucketState {
    /// A number, of at least one of its days or of a period that it holds whole.
    Figure,
    /// Nothing but numbers that are withheld, or these and words.
    Withheld,
    /// Nothing but words.
    InWords,
    /// Nothing of its own, but some or all of its days lie in a period that goes on beyond it.
    WithinPeriod,
    /// All its days were withdrawn: what was said of them is shown no more. Not silence.
    Withdrawn,
    /// Nobody said anything: not zero.
    NotReported,
}

impl By {
    /// All, the shortest first.
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Month];

    /// The word in addresses and files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// The day, week or month of a day.
    pub fn around(self, date: NaiveDate) -> Window {
        match self {
            Self::Day => Window { from: date, to: date },
            Self::Week => Window::week_of(date),
            Self::Month => Window::month_of(date),
        }
    }

    /// The days, weeks or months that share a day with a window, clipped to it, the first one first.
    pub fn parts(self, window: Window) -> Vec<Window> {
        let clipped = |part: Window| Window { from: part.from.max(window.from), to: part.to.min(window.to) };
        match self {
            Self::Day => window.from.iter_days().take(window.days()).map(|date| self.around(date)).collect(),
            Self::Week => window.weeks().into_iter().map(clipped).collect(),
            Self::Month => window.months().into_iter().map(clipped).collect(),
        }
    }
}

impl FromStr for By {
    type Err = NotInList;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|by| by.key() == text).ok_or(NotInList("day, week, month"))
    }
}

impl<'r> Trend<'r> {
    /// A series over a window. None where the window holds no day of the record up to today.
    pub fn of(record: &'r Record, series: &Series<'r>, window: Window, by: By) -> Option<Self> {
        let window = window.clipped(series.corridor, series.today)?;
        let absences: Vec<(NaiveDate, &Absence)> = absences(record, series, window);
        let bucket = |part: Window| Bucket {
            window: part,
            is_whole: by.around(part.from) == part,
            points: series.within(part).to_vec(),
            total: series.total(part),
            periods: meeting(series, part).cloned().collect(),
            absences: absences.iter().filter(|(date, _)| part.holds(*date)).copied().collect(),
            withdrawn: record.withdrawn(part).map(|day| day.date).collect(),
        };
        let buckets = by.parts(window).into_iter().map(bucket).collect();
        Some(Self { by, window, buckets, total: series.total(window) })
    }

    /// Claims over a period that the window holds whole and no bucket does: they count in the total alone.
    pub fn only_in_total(&self) -> Vec<&DayFigure<'r>> {
        let Some(total) = &self.total else { return Vec::new() };
        let in_a_bucket = |days: Window| self.buckets.iter().any(|bucket| bucket.window.holds_all_of(days));
        let within = total.periods.iter().filter(|figure| period(figure).is_some_and(|days| !in_a_bucket(days)));
        within.collect()
    }
}

fn meeting<'s, 'r>(series: &'s Series<'r>, window: Window) -> impl Iterator<Item = &'s DayFigure<'r>> {
    series.periods.iter().filter(move |figure| period(figure).is_some_and(|days| days.meets(window)))
}

/// Why figures of a series are missing within a window: of its carrier; of any where it is of any. What is missing of no
/// carrier by name is not said of each.
fn absences<'r>(record: &'r Record, series: &Series<'r>, window: Window) -> Vec<(NaiveDate, &'r Absence)> {
    let of_series = |absence: &&Absence| {
        let thing = Thing { period_start: None, ..absence.thing.clone() };
        let own = Thing { period_start: None, ..series.thing.clone() };
        let carrier = series.thing.carrier.is_none() || thing.carrier == own.carrier;
        let group = thing.group.is_none() || thing.group == own.group;
        thing.stage == Stage::Done
            && (thing.measure, thing.direction, &thing.facility, &thing.counted, &thing.item)
                == (own.measure, own.direction, &own.facility, &own.counted, &own.item)
            && carrier
            && group
    };
    let days = record.days().filter(|day| window.holds(day.date));
    days.flat_map(|day| day.absences.iter().filter(of_series).map(|absence| (day.date, absence))).collect()
}

impl<'r> Bucket<'r> {
    /// What is known of it.
    pub fn state(&self) -> BucketState {
        let counted: &[DayFigure<'r>] = self.total.as_ref().map_or(&[], |total| &total.periods);
        let numbers = self.points.iter().filter(|point| point.figure.is_some()).count()
            + counted.iter().filter(|period| period.figure.is_some()).count();
        let withheld = self.points.iter().any(Point::is_withheld) || counted.iter().any(|period| period.is_withheld());
        match () {
            () if numbers > 0 => BucketState::Figure,
            () if withheld => BucketState::Withheld,
            () if !self.points.is_empty() || !counted.is_empty() => BucketState::InWords,
            () if self.withdrawn.len() == self.window.days() => BucketState::Withdrawn,
            () if !self.periods.is_empty() => BucketState::WithinPeriod,
            () => BucketState::NotReported,
        }
    }

    /// The last day of it of which a level or a running total is said.
    pub fn last(&self) -> Option<&Point<'r>> {
        self.points.last()
    }

    /// Claims over a period that share a day with it and go on beyond it: not counted in it.
    pub fn across_edges(&self) -> impl Iterator<Item = &DayFigure<'r>> {
        let beyond = |figure: &&DayFigure<'r>| period(figure).is_some_and(|days| !self.window.holds_all_of(days));
        self.periods.iter().filter(beyond)
    }

    /// On how many of its days nothing is said: neither of the day alone nor within a period, and it is not withdrawn.
    pub fn silent(&self) -> usize {
        let told = |date: NaiveDate| {
            self.withdrawn.contains(&date)
                || self.points.iter().any(|point| point.date == date)
                || self.periods.iter().any(|figure| period(figure).is_some_and(|days| days.holds(date)))
        };
        self.window.from.iter_days().take(self.window.days()).filter(|date| !told(*date)).count()
    }

    /// On how many of its days sources differ about the figure.
    pub fn differing(&self) -> usize {
        let differ = |point: &&Point<'r>| point.by_carrier.iter().any(DayFigure::is_disputed);
        self.points.iter().filter(differ).count()
    }

    /// Every claim that its figure rests on: of its days, and of the periods that count in it.
    pub fn figures(&self) -> impl Iterator<Item = &DayFigure<'r>> {
        let counted: &[DayFigure<'r>] = self.total.as_ref().map_or(&[], |total| &total.periods);
        self.points.iter().flat_map(|point| &point.by_carrier).chain(counted)
    }
}

impl BucketState {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Figure, Self::Withheld, Self::InWords, Self::WithinPeriod, Self::Withdrawn, Self::NotReported];

    /// The word in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Figure => "figure",
            Self::Withheld => "withheld",
            Self::InWords => "in_words",
            Self::WithinPeriod => "within_period",
            Self::Withdrawn => "withdrawn",
            Self::NotReported => "not_reported",
        }
    }
}
