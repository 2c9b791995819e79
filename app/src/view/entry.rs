//! One entry of the public history: what changed in words, why, when, and by which role. Never by whom.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use domain::history::Entry;
use domain::{DayChange, EntryKind, Moment, PublicDay, Record, Slug};

use super::chrome::{Site, Way};
use crate::text::sentences::Phrase;
use crate::text::{changes, dates};
use crate::{paths, t};

/// So many sentences stand open; more are folded.
pub const MOST_OPEN: usize = 5;

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRow {
    /// Its kind, for its sign.
    pub kind: EntryKind,
    /// Its kind in a word.
    pub word: String,
    /// `10 May 2023, 19:40`, by the corridor's clock.
    pub when: String,
    /// The same for programs.
    pub instant: String,
    /// Its own page.
    pub href: String,
    /// The day that it is about.
    pub day: Way,
    /// `12 claims by 4 sources.`, of a first report; what a withdrawal means.
    pub summary: Option<String>,
    /// What changed, a sentence each; the parts that stand out stood before.
    pub lines: Vec<Phrase>,
    /// Under which words a long list is folded, where it is not of changes: `All that it says`.
    pub folded: Option<String>,
    /// Why, as the desk wrote it.
    pub reason: Option<String>,
    /// Whose desk, and which role.
    pub by: String,
    /// The day as it stood then.
    pub then: Option<Way>,
}

/// On which day of a corridor an instant lies.
pub fn local_day(record: &Record) -> impl Fn(DateTime<Utc>) -> NaiveDate {
    let zone = record.corridor().time_zone.clone();
    move |instant| dates::local(instant, &zone).date()
}

/// An instant for programs.
pub fn for_programs(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// What changed of a day, in words, with the names that sources have today.
pub fn lines(record: &Record, date: NaiveDate, change: &DayChange, moment: &Moment) -> Vec<Phrase> {
    changes::lines(change, &|slug: &Slug| record.source_name(slug).to_owned(), (date, moment.today))
}

impl EntryRow {
    /// One entry of a record.
    pub fn of(site: &Site, record: &Record, moment: &Moment, entry: &Entry<'_>) -> Self {
        let (corridor, state) = (record.corridor(), entry.state);
        let shown = state.is_shown();
        let change = match entry.event {
            Some(event) => DayChange { events: vec![domain::Change::Added(event.clone())], ..DayChange::default() },
            None => entry.change(),
        };
        // Compared with nothing that may be seen, all of it is told.
        let whole = entry.event.is_none() && entry.before.is_none();
        Self {
            kind: entry.kind,
            word: changes::kind(entry.kind),
            when: dates::when(state.published_at, &corridor.time_zone),
            instant: for_programs(state.published_at),
            href: paths::change(&corridor.slug, state.seq),
            summary: summary(entry),
            lines: if shown { lines(record, state.date, &change, moment) } else { Vec::new() },
            folded: whole.then(|| t!("entry-all")),
            reason: state.reason.clone().filter(|_| entry.event.is_none()),
            by: changes::by(site.organisation.as_deref(), state.role),
            then: shown.then(|| {
                Way::to(&t!("entry-as-it-stood"), paths::day_then(&corridor.slug, state.date, state.published_at))
            }),
            day: Way::to(&dates::full(state.date), paths::day(&corridor.slug, state.date)),
        }
    }

    /// The same without what changed: where that is told of several entries together.
    pub fn without_lines(self) -> Self {
        Self { lines: Vec::new(), summary: None, ..self }
    }
}

fn summary(entry: &Entry<'_>) -> Option<String> {
    match (&entry.state.redaction, entry.kind) {
        (_, EntryKind::Withdrawal) => Some(t!("entry-withdrawn")),
        (Some(redaction), _) => Some(t!("entry-redacted", reason = redaction.reason.as_str())),
        (None, EntryKind::Event) => None,
        (None, _) => entry.before.is_none().then(|| counted(entry.state)).flatten(),
    }
}

/// `12 claims by 4 sources.`; nothing where a day has no claim.
fn counted(state: &PublicDay) -> Option<String> {
    let mut sources: Vec<&Slug> =
        state.reports.iter().filter(|report| !report.claims.is_empty()).map(|report| &report.source).collect();
    sources.sort();
    sources.dedup();
    let claims = state.claims().count();
    (claims > 0).then(|| t!("day-counted", claims = claims, sources = sources.len()))
}
