//! Points over days: one for each day on which a number was said. What lay between two of them nobody said, so that a line
//! joins none but neighbouring days, and only those of a stock.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::figure::Figure;
use domain::window::Window;

use super::{Sign, round_lines};

/// Numbers that stand for a day and do not add up: running totals, or stocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Points {
    /// The days.
    pub window: Window,
    /// The points in question.
    pub own: Vec<Point>,
    /// What others say about the same.
    pub others: Vec<Point>,
    /// Whether a line joins points of neighbouring days.
    pub joined: bool,
    /// What daily reports add up to since the start: from this day on, this sum.
    pub daily: Vec<(NaiveDate, Figure)>,
    /// Days on which something was said that has no height: in words only, or withheld.
    pub untold: Vec<(NaiveDate, String)>,
    /// Where daily reports and totals do not agree.
    pub gaps: Vec<Gap>,
    /// The highest number.
    pub top: u64,
    /// Where lines are drawn: round numbers.
    pub lines: Vec<u64>,
    /// Days whose figures were corrected since they were first published.
    pub corrected: Vec<NaiveDate>,
}

/// One number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The day.
    pub date: NaiveDate,
    /// The lowest number that is meant.
    pub low: u64,
    /// The highest number that is meant.
    pub high: Option<u64>,
    /// Whether it was said to be "about".
    pub about: bool,
    /// As short as it can be.
    pub label: String,
    /// In words.
    pub words: String,
}

/// Days in which the daily reports do not account for the rise of the total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The days after the earlier total, up to and with the day of the later one.
    pub window: Window,
    /// `13`, or `+1` where reports hold more.
    pub label: String,
    /// `13 in no daily report: 18 March to 24 March.`
    pub words: String,
    /// How many are missing, where it is one number; negative where reports hold more.
    pub missing: Option<i64>,
}

impl Points {
    /// Points with the scale that holds them all.
    pub(crate) fn scaled(mut self) -> Self {
        let heights = self.own.iter().chain(&self.others).map(|point| point.high.unwrap_or(point.low));
        self.top = heights.chain(self.daily.iter().map(|(_, sum)| highest(sum))).max().unwrap_or(0);
        self.lines = round_lines(self.top);
        self
    }

    /// What daily reports add up to on a day, before anything that is said of it later; none before the first of them.
    pub fn daily_on(&self, date: NaiveDate) -> Option<&Figure> {
        self.daily.iter().rev().find(|(from, _)| *from <= date).map(|(_, sum)| sum)
    }

    /// The signs that occur.
    pub(crate) fn signs(&self) -> BTreeSet<Sign> {
        let mut signs = BTreeSet::new();
        signs.extend((!self.own.is_empty()).then_some(if self.joined { Sign::Stock } else { Sign::Point }));
        let all = || self.own.iter().chain(&self.others);
        let is_open =
            all().any(|point| point.high.is_none()) || self.daily.iter().any(|(_, sum)| sum.interval.high.is_none());
        signs.extend(is_open.then_some(Sign::PointOpen));
        let is_range = all().any(|point| point.high.is_some_and(|high| high > point.low))
            || self.daily.iter().any(|(_, sum)| sum.interval.high.is_some_and(|high| high > sum.interval.low));
        signs.extend(is_range.then_some(Sign::PointRange));
        signs.extend(all().any(|point| point.about).then_some(Sign::PointAbout));
        signs.extend((!self.untold.is_empty()).then_some(Sign::PointUntold));
        signs.extend((!self.others.is_empty()).then_some(Sign::Hollow));
        signs.extend((!self.daily.is_empty()).then_some(Sign::Daily));
        signs.extend((!self.gaps.is_empty()).then_some(Sign::Gap));
        signs.extend((!self.corrected.is_empty()).then_some(Sign::Corrected));
        signs
    }
}

/// The height that a sum needs.
fn highest(sum: &Figure) -> u64 {
    sum.interval.high.unwrap_or(sum.interval.low)
}
