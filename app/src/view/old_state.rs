//! What a page of an earlier state of the record says of it, with the way back; and the way to earlier states, which
//! every page has.

use chrono::NaiveDate;
use domain::{AsOf, Record};

use crate::paths::as_of::{self, OldState, Then};
use crate::t;
use crate::text::dates;
use crate::text::sentences::Phrase;

/// What a page of an earlier state says first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OldNotice {
    /// `You read the record as it stood on 9 May 2023, 23:59 in Yerevan. See it as it stands.`: the part that stands out
    /// is the way back.
    pub words: Phrase,
    /// The same page as it stands.
    pub back: String,
}

/// The form that leads to the same page as of the end of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// The page, without what was asked of it.
    pub action: String,
    /// What else was asked of it: names and values.
    pub kept: Vec<(String, String)>,
    /// The first day that can be asked for.
    pub first: NaiveDate,
    /// The last one.
    pub last: NaiveDate,
    /// The day of the state that is shown, if it is an earlier one.
    pub shown: Option<NaiveDate>,
}

impl OldNotice {
    /// What a page says at an address, of one corridor or of all; nothing of the record as it stands.
    pub fn of(record: Option<&Record>, address: &str) -> Option<Self> {
        let state = as_of::state()?;
        let nothing = record.is_some_and(|record| record.version().is_none());
        let words = match state.in_corridor(record.map(|record| &record.corridor().slug)) {
            Some(then) => t!("old-state", moment = moment(then), nothing = nothing),
            None => of_all(&state),
        };
        Some(Self { words: Phrase::of(&words), back: as_of::without(address) })
    }
}

fn moment(then: &Then) -> String {
    let (date, time) = (dates::full(then.asked.today), dates::clock(then.asked.time));
    t!("old-state-moment", date = date, time = time, city = dates::city(&then.zone))
}

fn of_all(state: &OldState) -> String {
    match state.as_of {
        AsOf::EndOf(date) => t!("old-states-day", date = dates::full(date)),
        AsOf::At(instant) => t!("old-states-instant", moment = dates::in_utc(instant)),
    }
}

impl Earlier {
    /// The form of the page at an address, whose record begins with a day, on a day.
    pub fn of(record: Option<&Record>, address: &str, first: NaiveDate, today: NaiveDate) -> Self {
        let (action, kept) = as_of::parts(address);
        let state = as_of::state();
        let then = state.as_ref().and_then(|state| state.in_corridor(record.map(|record| &record.corridor().slug)));
        let of_all = state.as_ref().map(|state| match state.as_of {
            AsOf::EndOf(date) => date,
            AsOf::At(instant) => instant.date_naive(),
        });
        let newest = state.as_ref().and_then(|state| state.corridors.values().map(|then| then.today).max());
        let last = then.map(|then| then.today).or(newest).unwrap_or(today);
        Self { action, kept, first: first.min(last), last, shown: then.map(|then| then.asked.today).or(of_all) }
    }
}
