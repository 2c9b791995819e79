//! A feed of a corridor: its newest publications, each in words with its kind, its sources and the reason of a change. What
//! was withdrawn is told as withdrawn, and nothing of it.

use chrono::{DateTime, NaiveTime, Utc};
use domain::history::{self, Entry};
use domain::{DayChange, EntryKind, Measure, Moment, Record, Slug};

use super::chrome::{self, Site, Way};
use super::entry::{self, EntryRow};
use crate::paths::press::{self, FeedKind};
use crate::text::catalogue::language;
use crate::text::dates;
use crate::text::sentences::Phrase;
use crate::{paths, t};

/// So many publications stand in a feed.
pub const MOST_ENTRIES: usize = 50;
/// So many sentences of one publication are told; the others stand on its own page.
const MOST_LINES: usize = 40;

/// A feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Its corridor.
    pub slug: Slug,
    /// What it tells.
    pub kind: FeedKind,
    /// Its language.
    pub language: &'static str,
    /// What it is called.
    pub title: String,
    /// What its figures are.
    pub subtitle: String,
    /// Who publishes it.
    pub author: String,
    /// When the record, or what is told of it, last changed.
    pub updated: DateTime<Utc>,
    /// Its own address, whole when the site's beginning is known, like all addresses here.
    pub own: String,
    /// The page of the same.
    pub page: String,
    /// The newest first.
    pub entries: Vec<FeedEntry>,
}

/// A publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedEntry {
    /// The hash of the revision, which names it for ever.
    pub hash: String,
    /// What kind of publication it is.
    pub kind: EntryKind,
    /// The same in a word.
    pub word: String,
    /// `Correction: 29 April 2023, Berdzor / Lachin corridor`.
    pub title: String,
    /// When it was published.
    pub published: DateTime<Utc>,
    /// When what is told of it last changed: the same, unless its document was removed for good since.
    pub updated: DateTime<Utc>,
    /// Its own page.
    pub href: String,
    /// The day that it is about.
    pub day: Way,
    /// What there is to be said of it as a whole.
    pub summary: Option<String>,
    /// What it says or changed; the parts that stand out stood before.
    pub lines: Vec<Phrase>,
    /// How many of them stand on its own page alone.
    pub more: Option<String>,
    /// Why, as the desk wrote it.
    pub reason: Option<String>,
    /// Whose desk, and which role.
    pub by: String,
}

impl Feed {
    /// A feed at a moment.
    pub fn of(site: &Site, record: &Record, moment: &Moment, kind: FeedKind) -> Self {
        let slug = &record.corridor().slug;
        let name = chrome::corridor_name(record);
        let whole = |path: String| paths::absolute(site.public_url.as_deref(), &path);
        let local = entry::local_day(record);
        let all = history::entries(record, &local);
        let told = all.iter().filter(|entry| tells(kind, entry)).take(MOST_ENTRIES);
        let entries: Vec<FeedEntry> = told.map(|entry| FeedEntry::of(site, record, moment, entry, &name)).collect();
        Self {
            slug: slug.clone(),
            kind,
            language: language().tag(),
            title: title(&name, kind),
            subtitle: t!("feed-subtitle", most = MOST_ENTRIES),
            author: site.organisation.clone().unwrap_or_else(|| t!("site-name")),
            updated: entries.iter().map(|entry| entry.updated).max().unwrap_or_else(|| begin(record)),
            own: whole(press::feed(slug, kind)),
            page: whole(paths::changes(slug)),
            entries,
        }
    }
}

/// What a feed is called.
pub fn title(corridor: &str, kind: FeedKind) -> String {
    t!("feed-title", corridor = corridor, kind = kind.key())
}

/// The ways to all feeds of a corridor.
pub fn ways(slug: &Slug) -> Vec<Way> {
    let way = |kind: FeedKind| Way::to(&t!("feed-way", kind = kind.key()), press::feed(slug, kind));
    FeedKind::ALL.into_iter().map(way).collect()
}

/// What stands for the moment of a record of which nothing is published.
fn begin(record: &Record) -> DateTime<Utc> {
    record.corridor().record_begins.and_time(NaiveTime::MIN).and_utc()
}

/// Whether a publication belongs in a feed. What was taken out of sight belongs in all: whoever told it on has to know, and
/// what it was about is told no more.
fn tells(kind: FeedKind, entry: &Entry<'_>) -> bool {
    if entry.event.is_some() {
        return false;
    }
    match kind {
        FeedKind::All => true,
        _ if !entry.state.is_shown() => true,
        FeedKind::Corrections => entry.kind == EntryKind::Correction,
        FeedKind::Status => touches(&entry.change(), |measure| measure == Measure::AccessStatus),
        FeedKind::Figures => touches(&entry.change(), |measure| measure != Measure::AccessStatus),
    }
}

/// Whether something was said of it, or no more. That nobody spoke of it is no news beside what the day does say.
fn touches(change: &DayChange, wanted: impl Fn(Measure) -> bool) -> bool {
    let mut claims = change.claims.iter().flat_map(|one| [one.before(), one.after()]).flatten();
    claims.any(|stated| wanted(stated.thing.measure))
}

impl FeedEntry {
    fn of(site: &Site, record: &Record, moment: &Moment, entry: &Entry<'_>, name: &str) -> Self {
        let (slug, state) = (&record.corridor().slug, entry.state);
        let row = EntryRow::of(site, record, moment, entry);
        let whole = |path: &str| paths::absolute(site.public_url.as_deref(), path);
        let mut lines = row.lines;
        let more = lines.len().saturating_sub(MOST_LINES);
        lines.truncate(MOST_LINES);
        let removed = state.redaction.as_ref().map(|redaction| redaction.at);
        Self {
            hash: state.hash.clone(),
            kind: entry.kind,
            word: row.word,
            title: t!("change-title", kind = entry.kind.key(), date = dates::full(state.date), corridor = name),
            published: state.published_at,
            updated: removed.unwrap_or(state.published_at),
            href: whole(&row.href),
            day: Way::to(&row.day.words, whole(&paths::day(slug, state.date))),
            summary: row.summary,
            lines,
            more: (more > 0).then(|| t!("corrected-more", changes = more)),
            reason: row.reason.map(|reason| t!("entry-reason", reason = reason)),
            by: row.by,
        }
    }
}
