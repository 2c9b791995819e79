//! The changes of a corridor: every entry of its public history, or what is different now from an earlier version.

use std::collections::BTreeSet;

use domain::history::{self, DaySince, Entry};
use domain::{EntryKind, Moment, Record};

use super::chrome::{self, Chrome, Site, Way};
use super::citation::Citation;
use super::entry::{self, EntryRow};
use super::feed;
use crate::paths::{AskedChanges, as_of};
use crate::text::sentences::Phrase;
use crate::text::{changes, dates};
use crate::{paths, t};

/// So many entries, or days, stand on a page.
pub const MOST_ROWS: usize = 50;

/// The page of changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangesPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// The corridor's names and page.
    pub corridor: Way,
    /// Its heading.
    pub heading: String,
    /// What it shows, in a sentence.
    pub intro: String,
    /// What can be chosen.
    pub form: ChangesForm,
    /// How many entries there are, and which are shown.
    pub counted: String,
    /// The entries; none where two versions are compared.
    pub entries: Vec<EntryRow>,
    /// The days that are different; none where no version is asked for.
    pub days: Vec<DayRow>,
    /// In the place of both, when there is nothing to show.
    pub empty: Option<String>,
    /// The page before this one.
    pub newer: Option<Way>,
    /// The page after this one.
    pub older: Option<Way>,
    /// The feeds that tell the same as it happens.
    pub feeds: Vec<Way>,
    /// How to cite the page.
    pub citation: Citation,
}

/// What can be chosen of the changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangesForm {
    /// Where it is sent.
    pub action: String,
    /// The kinds.
    pub kinds: Vec<KindChoice>,
    /// The first day, as it is written in an address.
    pub from: String,
    /// The last day.
    pub to: String,
    /// What the address holds beside these: the version with which it is compared, the state that is shown. Name and value.
    pub kept: Vec<(&'static str, String)>,
    /// The way to the list as it is unasked; none where it is that already.
    pub reset: Option<Way>,
}

/// A kind that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindChoice {
    /// The word in the address.
    pub key: &'static str,
    /// `Corrections (3)`.
    pub words: String,
    /// What it means.
    pub means: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A day that is different now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayRow {
    /// The day.
    pub day: Way,
    /// What is different; the parts that stand out stood before.
    pub lines: Vec<Phrase>,
    /// What is to be said first: it was withdrawn, or changed back.
    pub told: Option<String>,
    /// What was published of it since, the newest first.
    pub steps: Vec<EntryRow>,
}

/// A part of what was found.
struct Part<'f, T> {
    shown: &'f [T],
    first: usize,
    all: usize,
}

impl ChangesPage {
    /// The page that is asked for; none where the answer has not so many pages. A version must be one of the record's.
    pub fn of(site: &Site, record: &Record, moment: &Moment, asked: &AskedChanges) -> Option<Self> {
        let local = entry::local_day(record);
        let all = history::entries(record, &local);
        let within = |entry: &Entry<'_>| {
            let date = entry.state.date;
            asked.from.is_none_or(|from| from <= date) && asked.to.is_none_or(|to| date <= to)
        };
        let all: Vec<Entry<'_>> = all.into_iter().filter(within).collect();
        let chosen = chosen(asked);
        let slug = &record.corridor().slug;
        let name = chrome::corridor_name(record);
        let title = match asked.since {
            None => t!("changes-title", corridor = name.as_str()),
            Some(since) => t!("changes-since-title", version = since.to_string(), corridor = name.as_str()),
        };
        let (counted, entries, days, pages) = match asked.since {
            None => listed(site, record, moment, asked, &all, &chosen)?,
            Some(since) => compared(site, record, moment, asked, since, &chosen)?,
        };
        let page = |page: usize| paths::changes_over(slug, &AskedChanges { page, ..asked.clone() });
        Some(Self {
            chrome: Chrome::of_corridor(site, record, moment, &title, &paths::changes_over(slug, asked)),
            corridor: Way::to(&name, paths::corridor(slug)),
            heading: match asked.since {
                None => t!("changes-heading"),
                Some(since) => t!("changes-since-heading", version = since.to_string()),
            },
            intro: intro(record, asked),
            form: ChangesForm::of(record, asked, &all, &chosen),
            empty: (entries.is_empty() && days.is_empty()).then(|| nothing(record, asked)),
            counted,
            entries,
            days,
            newer: asked.page.checked_sub(1).map(|before| Way::to(&t!("changes-newer"), page(before))),
            older: (asked.page + 1 < pages).then(|| Way::to(&t!("changes-older"), page(asked.page + 1))),
            feeds: feed::ways(slug),
            citation: Citation::of(site, record, moment, &title, &paths::changes_over(slug, asked), "changes"),
        })
    }

    /// How many pages an answer has that was asked for.
    pub fn pages(record: &Record, asked: &AskedChanges) -> usize {
        let local = entry::local_day(record);
        let within = |date: chrono::NaiveDate| {
            asked.from.is_none_or(|from| from <= date) && asked.to.is_none_or(|to| date <= to)
        };
        let chosen = chosen(asked);
        let found = match asked.since {
            None => {
                let all = history::entries(record, &local);
                let all: Vec<Entry<'_>> = all.into_iter().filter(|entry| within(entry.state.date)).collect();
                listed_among(&all, &chosen).len()
            }
            Some(since) => days_since(record, asked, since, &chosen).len(),
        };
        found.div_ceil(MOST_ROWS).max(1)
    }
}

/// Counted, entries, days, how many pages.
type Found = (String, Vec<EntryRow>, Vec<DayRow>, usize);

/// The kinds that are shown: those that were named, else all but first reports; all of them since a version.
fn chosen(asked: &AskedChanges) -> BTreeSet<EntryKind> {
    if !asked.kinds.is_empty() {
        return asked.kinds.clone();
    }
    let shown = |kind: &EntryKind| asked.since.is_some() || *kind != EntryKind::First;
    EntryKind::ALL.into_iter().filter(shown).collect()
}

fn listed(
    site: &Site,
    record: &Record,
    moment: &Moment,
    asked: &AskedChanges,
    all: &[Entry<'_>],
    chosen: &BTreeSet<EntryKind>,
) -> Option<Found> {
    let found = listed_among(all, chosen);
    let part = Part::of(&found, asked.page)?;
    let counted = match part.is_whole() {
        true => t!("changes-counted", count = part.all),
        false => t!("changes-counted-part", count = part.all, first = part.first + 1, last = part.last()),
    };
    let rows = part.shown.iter().map(|entry| EntryRow::of(site, record, moment, entry)).collect();
    Some((counted, rows, Vec::new(), part.pages()))
}

/// The entries of the kinds that are shown. An event stands in the change that brought it, where that is listed itself.
pub fn listed_among<'e, 'r>(all: &'e [Entry<'r>], chosen: &BTreeSet<EntryKind>) -> Vec<&'e Entry<'r>> {
    let states: BTreeSet<i64> =
        all.iter().filter(|entry| entry.event.is_none() && chosen.contains(&entry.kind)).map(|e| e.state.seq).collect();
    let told_there = |entry: &Entry<'_>| entry.event.is_some() && states.contains(&entry.state.seq);
    all.iter().filter(|entry| chosen.contains(&entry.kind) && !told_there(entry)).collect()
}

fn compared(
    site: &Site,
    record: &Record,
    moment: &Moment,
    asked: &AskedChanges,
    since: i64,
    chosen: &BTreeSet<EntryKind>,
) -> Option<Found> {
    let found = days_since(record, asked, since, chosen);
    let part = Part::of(&found, asked.page)?;
    let counted = match part.is_whole() {
        true => t!("changes-counted-days", count = part.all),
        false => t!("changes-counted-days-part", count = part.all, first = part.first + 1, last = part.last()),
    };
    let rows = part.shown.iter().map(|day| DayRow::of(site, record, moment, day)).collect();
    Some((counted, Vec::new(), rows, part.pages()))
}

fn days_since<'r>(
    record: &'r Record,
    asked: &AskedChanges,
    since: i64,
    chosen: &BTreeSet<EntryKind>,
) -> Vec<DaySince<'r>> {
    let mut days = history::since(record, since, &entry::local_day(record));
    days.retain(|day| {
        let date = day.now.date;
        asked.from.is_none_or(|from| from <= date)
            && asked.to.is_none_or(|to| date <= to)
            && day.steps.iter().any(|step| chosen.contains(&step.kind))
    });
    days
}

impl<'f, T> Part<'f, T> {
    fn of(all: &'f [T], page: usize) -> Option<Self> {
        let first = page.checked_mul(MOST_ROWS)?;
        if page > 0 && first >= all.len() {
            return None;
        }
        let last = all.len().min(first + MOST_ROWS);
        Some(Self { shown: all.get(first..last)?, first, all: all.len() })
    }

    fn last(&self) -> usize {
        self.first + self.shown.len()
    }

    fn is_whole(&self) -> bool {
        self.shown.len() == self.all
    }

    fn pages(&self) -> usize {
        self.all.div_ceil(MOST_ROWS)
    }
}

impl DayRow {
    fn of(site: &Site, record: &Record, moment: &Moment, day: &DaySince<'_>) -> Self {
        let shown = day.now.is_shown();
        let change = day.change();
        let told = match (day.withdrawn, shown) {
            (_, false) => Some(match &day.now.redaction {
                Some(redaction) => t!("entry-redacted", reason = redaction.reason.as_str()),
                None => t!("entry-withdrawn"),
            }),
            (true, true) => Some(t!("since-hidden")),
            (false, true) => change.is_empty().then(|| t!("since-undone")),
        };
        let steps = day.steps.iter().rev();
        Self {
            day: Way::to(&dates::full(day.now.date), paths::day(&record.corridor().slug, day.now.date)),
            lines: if shown && !change.is_empty() {
                entry::lines(record, day.now.date, &change, moment)
            } else {
                Vec::new()
            },
            told,
            steps: steps.map(|step| EntryRow::of(site, record, moment, step).without_lines()).collect(),
        }
    }
}

impl ChangesForm {
    fn of(record: &Record, asked: &AskedChanges, all: &[Entry<'_>], chosen: &BTreeSet<EntryKind>) -> Self {
        let slug = &record.corridor().slug;
        let counted = |kind: EntryKind| {
            let of_kind = all.iter().filter(|entry| entry.kind == kind);
            of_kind.filter(|entry| asked.since.is_none_or(|since| entry.state.seq > since)).count()
        };
        let choice = |kind: EntryKind| KindChoice {
            key: kind.key(),
            words: changes::kinds(kind, counted(kind)),
            means: changes::kind_means(kind),
            chosen: chosen.contains(&kind),
        };
        // Days are compared as wholes: what was added to them is told with the state that brought it.
        let kinds = EntryKind::ALL.into_iter().filter(|kind| asked.since.is_none() || *kind != EntryKind::Event);
        let since = asked.since.map(|since| ("since", since.to_string())).into_iter();
        let then = as_of::state().map(|state| (as_of::NAME, state.as_of.to_string()));
        let plain = AskedChanges { since: asked.since, ..AskedChanges::default() };
        Self {
            action: paths::changes(slug),
            kinds: kinds.map(choice).collect(),
            from: asked.from.map(|date| date.to_string()).unwrap_or_default(),
            to: asked.to.map(|date| date.to_string()).unwrap_or_default(),
            kept: since.chain(then).collect(),
            reset: (AskedChanges { page: 0, ..asked.clone() } != plain)
                .then(|| Way::to(&t!("changes-reset"), paths::changes_over(slug, &plain))),
        }
    }
}

fn intro(record: &Record, asked: &AskedChanges) -> String {
    let Some(since) = asked.since else { return t!("changes-intro") };
    let moment = record.state(since).map(|state| dates::when(state.published_at, &record.corridor().time_zone));
    let newest = record.version().map(|version| version.seq.to_string()).unwrap_or_default();
    t!("changes-since-intro", version = since.to_string(), moment = moment, newest = newest)
}

fn nothing(record: &Record, asked: &AskedChanges) -> String {
    let newest = record.version().map(|version| version.seq);
    let unasked = asked.kinds.is_empty() && asked.from.is_none() && asked.to.is_none();
    match asked.since {
        Some(since) if newest == Some(since) => t!("changes-none-since-newest", version = since.to_string()),
        Some(since) if unasked => t!("changes-none-since", version = since.to_string()),
        Some(since) => t!("changes-none-since-asked", version = since.to_string()),
        None if unasked => t!("changes-none-yet"),
        None => t!("changes-none"),
    }
}
