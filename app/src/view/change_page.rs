//! One change on a page of its own: what, why, when, by which role, and the day before and after it.

use chrono::NaiveDate;
use domain::history::{self, Entry};
use domain::{Moment, PublicDay, Record};

use super::chrome::{self, Chrome, Site, Way};
use super::citation::Citation;
use super::entry::{self, EntryRow};
use super::notice::Notice;
use crate::text::dates;
use crate::{paths, t};

/// The page of one change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangePage {
    /// What stands around it.
    pub chrome: Chrome,
    /// The corridor's names and page.
    pub corridor: Way,
    /// `Correction: 9 May 2023`.
    pub heading: String,
    /// The change.
    pub entry: EntryRow,
    /// Why, when, by whom, which version: term and text.
    pub facts: Vec<(String, String)>,
    /// The day now, before and after; the list of all changes.
    pub ways: Vec<Way>,
    /// The change of the same day before this one.
    pub earlier: Option<Way>,
    /// The change of the same day after this one.
    pub later: Option<Way>,
    /// How to cite the page.
    pub citation: Citation,
}

impl ChangePage {
    /// The page of the public state with this number; none where readers may see no such state.
    pub fn of(site: &Site, record: &Record, moment: &Moment, seq: i64) -> Option<Self> {
        let local = entry::local_day(record);
        let slug = &record.corridor().slug;
        let date = record.state(seq)?.date;
        let of_day = history::of_day(record, date, &local);
        let at = of_day.iter().position(|entry| entry.state.seq == seq)?;
        let this = of_day.get(at)?;
        let name = chrome::corridor_name(record);
        let kind = this.kind.key();
        let title = t!("change-title", kind = kind, date = dates::full(date), corridor = name.as_str());
        let beside = |other: Option<&Entry<'_>>| {
            let other = EntryRow::of(site, record, moment, other?);
            Some(Way::to(&other.word, other.href))
        };
        let row = EntryRow::of(site, record, moment, this);
        Some(Self {
            chrome: Chrome::of_corridor(site, record, moment, &title, &paths::change(slug, seq)),
            corridor: Way::to(&name, paths::corridor(slug)),
            heading: t!("change-heading", kind = kind, date = dates::long(date)),
            facts: facts(record, this, &row),
            ways: ways(record, this),
            earlier: beside(at.checked_sub(1).and_then(|at| of_day.get(at))),
            later: beside(of_day.get(at + 1)),
            citation: Citation::of(site, record, moment, &title, &paths::change(slug, seq), &format!("change-{seq}")),
            entry: row,
        })
    }

    /// What stands in the place of a change of a day that was withdrawn.
    pub fn hidden(site: &Site, record: &Record, date: NaiveDate) -> Notice {
        let slug = &record.corridor().slug;
        let all = Way::to(&t!("changes-all"), paths::changes(slug));
        Notice::withdrawn_change(site, &dates::full(date), all)
    }
}

fn facts(record: &Record, entry: &Entry<'_>, row: &EntryRow) -> Vec<(String, String)> {
    let state = entry.state;
    let hash = state.hash.get(..8).unwrap_or_default();
    let reason = row.reason.clone().map(|reason| (t!("change-reason"), reason));
    let zone = dates::city(&record.corridor().time_zone);
    let when = t!("change-when-text", moment = row.when.as_str(), city = zone, utc = dates::in_utc(state.published_at));
    let rest = [
        (t!("change-when"), when),
        (t!("change-role"), row.by.clone()),
        (t!("change-version"), t!("change-version-text", version = state.seq.to_string(), hash = hash)),
    ];
    reason.into_iter().chain(rest).collect()
}

fn ways(record: &Record, entry: &Entry<'_>) -> Vec<Way> {
    let slug = &record.corridor().slug;
    let state = entry.state;
    let then = |state: &PublicDay| paths::day_then(slug, state.date, state.published_at);
    let mut ways = vec![Way::to(&t!("change-day"), paths::day(slug, state.date))];
    ways.extend(entry.before.map(|before| Way::to(&t!("change-before"), then(before))));
    ways.extend(state.is_shown().then(|| Way::to(&t!("change-after"), then(state))));
    ways.push(Way::to(&t!("changes-all"), paths::changes(slug)));
    ways
}
