//! The public history of a corridor: each state of each day with its kind, and what is different since a version. What was
//! withdrawn is told as withdrawn, and nothing of it.

use std::collections::BTreeSet;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};

use crate::access::NotInList;
use crate::change::DayChange;
use crate::event::Event;
use crate::record::{PublicDay, Record};
use crate::revision::{ChangeKind, RevisionState};
use crate::thing::Thing;

/// What kind of entry of the history it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// The first publication of a day, at the latest on the day after it.
    First,
    /// The first publication of a day, later than that.
    Late,
    /// Better or later information.
    Revision,
    /// We were wrong.
    Correction,
    /// Taken out of sight, with a public reason.
    Withdrawal,
    /// Something that happened, as it was added to a day.
    Event,
}

/// One entry of the history.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry<'r> {
    /// What kind it is.
    pub kind: EntryKind,
    /// The state that it made public.
    pub state: &'r PublicDay,
    /// The public state before it, if readers may see it.
    pub before: Option<&'r PublicDay>,
    /// Of an event: what happened.
    pub event: Option<&'r Event>,
}

/// A day that is different now from what it was at a version of the record.
#[derive(Clone, Debug, PartialEq)]
pub struct DaySince<'r> {
    /// As it stood at that version, if it was public and still may be seen.
    pub before: Option<&'r PublicDay>,
    /// Whether what stood then was withdrawn since.
    pub withdrawn: bool,
    /// As it stands.
    pub now: &'r PublicDay,
    /// What was published of it since, the oldest first.
    pub steps: Vec<Entry<'r>>,
}

/// On which day of the corridor an instant lies.
pub type LocalDay<'f> = &'f dyn Fn(DateTime<Utc>) -> NaiveDate;

impl EntryKind {
    /// All kinds.
    pub const ALL: [Self; 6] =
        [Self::First, Self::Late, Self::Revision, Self::Correction, Self::Withdrawal, Self::Event];

    /// The word in addresses and files.
    pub fn key(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Late => "late",
            Self::Revision => "revision",
            Self::Correction => "correction",
            Self::Withdrawal => "withdrawal",
            Self::Event => "event",
        }
    }

    /// The kind of a public state. `first`: nothing of the day was public before it, or all of it was withdrawn.
    /// `published_on` is its day of publication in the corridor's zone: a report is late from the second day after the
    /// day that it is about.
    pub fn of(state: &PublicDay, first: bool, published_on: NaiveDate) -> Self {
        match (state.state, state.change_kind) {
            (RevisionState::Withdrawn, _) => Self::Withdrawal,
            (_, Some(ChangeKind::Correction)) => Self::Correction,
            (_, Some(ChangeKind::Revision)) => Self::Revision,
            (_, None) if !first => Self::Revision,
            (_, None) if (published_on - state.date).num_days() > 1 => Self::Late,
            (_, None) => Self::First,
        }
    }
}

impl FromStr for EntryKind {
    type Err = NotInList;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|kind| kind.key() == text);
        found.ok_or(NotInList("first, late, revision, correction, withdrawal, event"))
    }
}

impl Entry<'_> {
    /// What it changed for readers, under the names that were written then.
    pub fn change(&self) -> DayChange {
        DayChange::between(self.before.map(PublicDay::as_written), self.state.as_written())
    }
}

impl DaySince<'_> {
    /// What is different for readers; nothing while the day is withdrawn.
    pub fn change(&self) -> DayChange {
        DayChange::between(self.before.map(PublicDay::as_written), self.now.as_written())
    }
}

/// The public states of a day, the oldest first.
pub fn of_day<'r>(record: &'r Record, date: NaiveDate, local: LocalDay<'_>) -> Vec<Entry<'r>> {
    let mut before: Option<&PublicDay> = None;
    let entry = |state: &'r PublicDay| {
        let shown = before.filter(|before| before.is_shown());
        before = Some(state);
        let kind = EntryKind::of(state, shown.is_none(), local(state.published_at));
        Entry { kind, state, before: shown, event: None }
    };
    record.states_of(date).map(entry).collect()
}

/// Every public state of every day, and each event as it was added: the newest first.
pub fn entries<'r>(record: &'r Record, local: LocalDay<'_>) -> Vec<Entry<'r>> {
    let mut all: Vec<Entry<'r>> = record.dates().flat_map(|date| of_day(record, date, local)).collect();
    all.sort_by_key(|entry| std::cmp::Reverse(entry.state.seq));
    all.into_iter().flat_map(|entry| [entry].into_iter().chain(events_of(entry))).collect()
}

/// The events that a state brought.
fn events_of(entry: Entry<'_>) -> impl Iterator<Item = Entry<'_>> {
    let is_new = move |event: &&Event| {
        let known = |old: &Event| old.id == event.id || old.title == event.title;
        !entry.before.is_some_and(|before| before.events.iter().any(known))
    };
    let of_event = move |event| Entry { kind: EntryKind::Event, event: Some(event), ..entry };
    entry.state.as_written().events.iter().filter(is_new).map(of_event)
}

/// The public state with this number.
pub fn entry<'r>(record: &'r Record, seq: i64, local: LocalDay<'_>) -> Option<Entry<'r>> {
    let date = record.state(seq)?.date;
    of_day(record, date, local).into_iter().find(|entry| entry.state.seq == seq)
}

/// The days that are different now from what they were at a version of the record, by date, the latest first.
pub fn since<'r>(record: &'r Record, seq: i64, local: LocalDay<'_>) -> Vec<DaySince<'r>> {
    let of_date = |date: NaiveDate| {
        let (then, steps): (Vec<_>, Vec<_>) =
            of_day(record, date, local).into_iter().partition(|entry| entry.state.seq <= seq);
        let now = steps.last()?.state;
        let stood = then.last().map(|entry| entry.state);
        Some(DaySince {
            before: stood.filter(|stood| stood.is_shown()),
            withdrawn: stood.is_none() && record.hidden_states(date).any(|hidden| hidden <= seq),
            now,
            steps,
        })
    };
    record.dates().rev().filter_map(of_date).collect()
}

/// The corrections of a day, the oldest first; each with the state that it corrected, if readers may see both.
pub fn corrections(record: &Record, date: NaiveDate) -> Vec<(Option<&PublicDay>, &PublicDay)> {
    let mut before: Option<&PublicDay> = None;
    let mut found = Vec::new();
    for state in record.states_of(date) {
        let corrected = before.replace(state).filter(|before| before.is_shown() && state.is_shown());
        // One of what readers are not shown is told in the history alone.
        let told = corrected.is_none_or(|before| !DayChange::between(Some(before), state).is_empty());
        if told && state.change_kind == Some(ChangeKind::Correction) && state.state == RevisionState::Published {
            found.push((corrected, state));
        }
    }
    found
}

/// What was corrected of a day: the things of all claims that a correction changed, added or took back.
pub fn corrected_things(record: &Record, date: NaiveDate) -> BTreeSet<Thing> {
    let seen = corrections(record, date).into_iter().filter(|(before, _)| before.is_some());
    seen.flat_map(|(before, state)| DayChange::between(before, state).claims)
        .flat_map(|change| [change.before().cloned(), change.after().cloned()])
        .flatten()
        .map(|stated| stated.thing)
        .collect()
}
