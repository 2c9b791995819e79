//! The last days as a strip: one cell a day, its shape, its word, and who says so. A day of which nobody spoke is
//! unknown, and a day of which somebody spoke only later looks different from both.

use chrono::Datelike;
use domain::status::{DayStatus, StatusWord};
use domain::window::Window;
use domain::{AccessStatus, Moment, Record};

use super::chart::last_days;
use super::correction;
use super::mark::Mark;
use super::status_page::status_lines;
use crate::text::{charts, dates, labels};
use crate::{paths, t};

/// The strip of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strip {
    /// What it shows in a sentence.
    pub summary: String,
    /// How many days are what: shape, word and number.
    pub key: Vec<(Mark, String, usize)>,
    /// Whether a day has a status of one class of traffic alone.
    pub one_class: Option<String>,
    /// What the sign of a corrected day means, if there is one.
    pub corrected: Option<String>,
    /// Each month with its days.
    pub months: Vec<StripMonth>,
}

/// The days of one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StripMonth {
    /// `April 2023`.
    pub name: String,
    /// The month's page.
    pub href: String,
    /// Its days.
    pub days: Vec<StripDay>,
}

/// One day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StripDay {
    /// `18`.
    pub number: String,
    /// The day's page.
    pub href: String,
    /// Its shape.
    pub mark: Mark,
    /// The rest of its name: ` April: Disputed. Open: azvision. Said later, closed: Armenian Weekly`.
    pub words: String,
    /// Whether only one class of traffic has a status.
    pub one_class: bool,
    /// Whether it was corrected since it was first published.
    pub corrected: bool,
}

impl Strip {
    /// The strip at a moment; none before the record begins.
    pub fn of(record: &Record, moment: &Moment) -> Option<Self> {
        let window = last_days(record, moment)?;
        let statuses: Vec<DayStatus<'_>> =
            window.from.iter_days().take(window.days()).map(|date| DayStatus::of(record, date, moment.today)).collect();
        let one_class = statuses.iter().any(of_one_class);
        let months: Vec<StripMonth> = window
            .months()
            .into_iter()
            .map(|month| {
                let days = statuses.iter().filter(|status| month.holds(status.date));
                StripMonth {
                    name: dates::month(month.from),
                    href: paths::month(&record.corridor().slug, month.from),
                    days: days.map(|status| day(record, status, moment)).collect(),
                }
            })
            .collect();
        Some(Self {
            summary: summary(window, &statuses),
            key: key(&statuses),
            one_class: one_class.then(|| t!("chart-one-class")),
            corrected: months
                .iter()
                .flat_map(|month| &month.days)
                .any(|day| day.corrected)
                .then(|| t!("corrected-since-first")),
            months,
        })
    }
}

fn of_one_class(status: &DayStatus<'_>) -> bool {
    status.headline.word() == StatusWord::Unknown && !status.classes.is_empty()
}

fn day(record: &Record, status: &DayStatus<'_>, moment: &Moment) -> StripDay {
    let mut lines = status_lines(status, moment);
    let corrected = correction::is_corrected(record, status.date);
    if corrected {
        lines.insert(0, t!("corrected-since-first"));
    }
    let word = labels::status_word(status.headline.word());
    StripDay {
        number: status.date.day().to_string(),
        href: paths::day(&record.corridor().slug, status.date),
        mark: Mark::of_day(status),
        words: charts::strip_day(status.date, &word, &lines),
        one_class: of_one_class(status),
        corrected,
    }
}

fn key(statuses: &[DayStatus<'_>]) -> Vec<(Mark, String, usize)> {
    let count = |word: StatusWord| statuses.iter().filter(|status| status.headline.word() == word).count();
    let said = [AccessStatus::Closed, AccessStatus::Restricted, AccessStatus::Open].map(|status| {
        let word = StatusWord::Said(status);
        (Mark::of(status), labels::status_word(word), count(word))
    });
    let mut disputed =
        statuses.iter().filter(|status| status.headline.word() == StatusWord::Disputed).map(Mark::of_day);
    let disputed = disputed.next_back().unwrap_or(Mark::Disputed(AccessStatus::Closed, AccessStatus::Open));
    let unknown = |later: bool| {
        let unknown = |status: &&DayStatus<'_>| status.headline.word() == StatusWord::Unknown;
        statuses.iter().filter(unknown).filter(|status| status.said_later.is_empty() != later).count()
    };
    let mut threads =
        statuses.iter().map(Mark::of_day).filter(|mark| matches!(mark, Mark::SaidLater(_) | Mark::SaidLaterTwice(..)));
    let thread = threads.next_back();
    let mut key: Vec<(Mark, String, usize)> = said.into_iter().collect();
    key.push((disputed, t!("chart-key-disputed"), count(StatusWord::Disputed)));
    key.push((Mark::Unknown, t!("chart-key-unknown"), unknown(false)));
    key.extend(thread.map(|mark| (mark, t!("chart-key-later"), unknown(true))));
    key
}

fn summary(window: Window, statuses: &[DayStatus<'_>]) -> String {
    let silent = statuses.iter().filter(|status| status.headline.word() == StatusWord::Unknown).count();
    let disputed = statuses.iter().filter(|status| status.headline.word() == StatusWord::Disputed).count();
    charts::strip_summary(window, silent, disputed)
}
