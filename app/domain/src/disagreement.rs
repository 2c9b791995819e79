//! Where sources disagree and the desk prefers none: each day and each thing, the newest first. Decides nothing: two
//! sources may disagree for ever, and both stay.

use chrono::NaiveDate;

use crate::access::AccessClass;
use crate::figure::DayFigure;
use crate::record::{Record, Said};
use crate::status::{DayStatus, Headline, over_periods};

/// So many of the last days with a report are recent.
pub const RECENT_REPORTS: usize = 14;

/// One thing on one day of which sources say different things, and none is preferred.
#[derive(Clone, Debug, PartialEq)]
pub struct Disagreement<'r> {
    /// The day.
    pub date: NaiveDate,
    /// What it is about.
    pub about: About<'r>,
}

/// What sources disagree on.
#[derive(Clone, Debug, PartialEq)]
pub enum About<'r> {
    /// Whether the road was open.
    Status {
        /// For which traffic; none: for all.
        class: Option<AccessClass>,
        /// Who says what of the day itself.
        claims: Vec<Said<'r>>,
        /// Who says otherwise later, of a time that holds the day.
        later: Vec<Said<'r>>,
    },
    /// A number: the figure covers all that is said.
    Figure(DayFigure<'r>),
}

impl<'r> Disagreement<'r> {
    /// All of a record up to and with today, the newest day first; of a day its status before its figures.
    pub fn all(record: &'r Record, today: NaiveDate) -> Vec<Self> {
        let over_periods = over_periods(record, today);
        let days = record.days().rev().map(|day| day.date).filter(|date| *date <= today);
        days.flat_map(|date| of_day(record, date, &over_periods)).collect()
    }

    /// Who says what of the day itself.
    pub fn claims(&self) -> &[Said<'r>] {
        match &self.about {
            About::Status { claims, .. } => claims,
            About::Figure(figure) => &figure.speaking,
        }
    }
}

/// The first of the last [`RECENT_REPORTS`] days with a report up to today; none without a report.
pub fn recent_since(record: &Record, today: NaiveDate) -> Option<NaiveDate> {
    record.days().rev().map(|day| day.date).filter(|date| *date <= today).take(RECENT_REPORTS).last()
}

fn of_day<'r>(record: &'r Record, date: NaiveDate, over_periods: &[Said<'r>]) -> Vec<Disagreement<'r>> {
    let status = DayStatus::beside(record, date, over_periods);
    let of_all = disputed(&status.headline).map(|claims| {
        let own = claims.first().and_then(|said| said.claim.says.status());
        let differs = |said: &&Said<'_>| said.claim.says.status() != own;
        let later = status.said_later.iter().filter(differs).copied().collect();
        About::Status { class: None, claims: claims.to_vec(), later }
    });
    let of_classes = status.classes.iter().filter_map(|(class, headline)| {
        let claims = disputed(headline)?.to_vec();
        Some(About::Status { class: Some(*class), claims, later: Vec::new() })
    });
    let figures = DayFigure::all(record, date).into_iter().filter(DayFigure::is_disputed).map(About::Figure);
    of_all.into_iter().chain(of_classes).chain(figures).map(|about| Disagreement { date, about }).collect()
}

fn disputed<'h, 'r>(headline: &'h Headline<'r>) -> Option<&'h [Said<'r>]> {
    if let Headline::Disputed { claims } = headline { Some(claims) } else { None }
}
