//! What a browser is told so that it can keep what is typed into the form of a day, and save it at the desk meanwhile.

use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::{Moment, Record};
use serde::{Deserialize, Serialize};

use crate::paths;
use crate::text::dates;
use crate::text::keeper::{self, EchoWords, KeeperWords};

/// So many of the last days are kept on a device ahead of time, where the line is good.
const DAYS_AHEAD: u64 = 7;

/// What the keeper of one form needs to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keeper {
    /// Whose browser it is, as a name that nobody can read; empty: nothing is kept.
    pub account: String,
    /// The corridor and the day, `lachin/2023-05-09`.
    pub place: String,
    /// The address of the form.
    pub form: String,
    /// The server's clock, in milliseconds since 1970.
    pub now: i64,
    /// The corridor's time zone.
    pub zone: String,
    /// The moment at which the page was made, in words.
    pub moment: String,
    /// Days in words by their dates, from the one of the page on: what a browser cannot spell itself.
    pub days: Vec<(String, String)>,
    /// When the draft was saved that the form shows, in milliseconds; 0: it shows none.
    pub seen: i64,
    /// The window that saved it.
    pub seen_of: String,
    /// The keys of the forms of this day that are stored.
    pub arrived: Vec<String>,
    /// Whether the page answers a form that was sent.
    pub answer: bool,
    /// Whether what such a form held is not at the desk.
    pub not_kept: bool,
    /// Whether the writer was told of a newer draft: only they replace it.
    pub told_newer: bool,
    /// The worker that keeps forms for when there is no line, and the part of the site that it works in.
    pub worker: (String, String),
    /// The forms of the last days.
    pub ahead: Vec<String>,
    /// What it says.
    pub words: KeeperWords,
    /// What it says beside amounts.
    pub echo: EchoWords,
}

/// What the desk knows of the writer and of what they sent before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whose {
    /// Whose browser it is, as a name that nobody can read.
    pub account: String,
    /// The keys of the forms of this day that are stored.
    pub arrived: Vec<String>,
}

impl Keeper {
    /// The keeper of the form of a day, on a page that shows what stands and answers nothing.
    pub fn of(record: &Record, moment: &Moment, date: NaiveDate, whose: Whose) -> Self {
        let corridor = record.corridor();
        let zone = corridor.time_zone.as_str();
        let days = (0..3).filter_map(|days| moment.today.checked_add_days(Days::new(days)));
        let last = (0..DAYS_AHEAD).filter_map(|days| moment.today.checked_sub_days(Days::new(days)));
        let last = last.filter(|day| corridor.covers(*day));
        Self {
            account: whose.account,
            place: format!("{}/{date}", corridor.slug),
            form: paths::day_form(&corridor.slug, date),
            now: moment.instant.timestamp_millis(),
            zone: zone.to_owned(),
            moment: keeper::moment(moment.instant, zone),
            days: days.map(|day| (day.to_string(), dates::full(day))).collect(),
            seen: 0,
            seen_of: String::new(),
            arrived: whose.arrived,
            answer: false,
            not_kept: false,
            told_newer: false,
            worker: (paths::DESK_WORKER.to_owned(), paths::DESK_WORKER_SCOPE.to_owned()),
            ahead: last.map(|day| paths::day_form(&corridor.slug, day)).collect(),
            words: KeeperWords::of(&dates::city(zone)),
            echo: EchoWords::of(),
        }
    }

    /// The same on a page that shows a draft, if there is one: when it was saved, and by which window.
    pub fn asked(self, draft: Option<(DateTime<Utc>, String)>) -> Self {
        let (seen, seen_of) = draft.map(|(at, page)| (at.timestamp_millis(), page)).unwrap_or_default();
        Self { seen, seen_of, ..self }
    }
}
