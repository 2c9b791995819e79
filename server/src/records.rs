//! The published records in memory: loaded at start, swapped under the writer's lock, in commit order, before the
//! answer. What readers are shown comes from here and never from the database.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone as _, Timelike, Utc};
use chrono_tz::{GapInfo, Tz};
use domain::day_report::DOCUMENT_VERSION;
use domain::record::Sources;
use domain::{Corridor, DayReport, Label, Moment, Naming, PublicDay, Record, Revision, Slug, Source};
use tokio::sync::{Notify, watch};

use crate::storage::{StoredDocument, StoredRevision, WriteGuard};

/// The published records.
#[derive(Debug)]
pub struct Records {
    standing: RwLock<Arc<Snapshot>>,
    changed: Notify,
    followed: watch::Sender<()>,
}

/// All published records at one point in the order of commits.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    corridors: BTreeMap<Slug, Arc<CorridorRecord>>,
    naming: Arc<Naming>,
    organisation: Option<String>,
}

/// The record of one corridor, with the zone in which its days are dates.
#[derive(Clone, Debug)]
pub struct CorridorRecord {
    /// All that is published.
    pub record: Record,
    /// The corridor's time zone.
    pub zone: Tz,
    /// The settings as they are stored: with carriers as the desk spells them.
    pub settings: Arc<Corridor>,
}

/// Where a spelling of a carrier is used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CarrierUse {
    /// In so many published claims.
    pub claims: usize,
    /// At these corridors.
    pub corridors: BTreeSet<Slug>,
}

/// Why stored data makes no record.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// A document that this program cannot read.
    #[error("revision {seq} ({corridor}, {date}) holds a document that cannot be read: {source}")]
    Document {
        /// Its place in the order of revisions.
        seq: i64,
        /// Its corridor.
        corridor: Slug,
        /// Its day.
        date: NaiveDate,
        /// What the reader said.
        source: serde_json::Error,
    },
    /// A document of a later form than this program knows.
    #[error("revision {seq} holds a document of version {version}, written by a newer program; update this one")]
    NewerDocument {
        /// Its place in the order of revisions.
        seq: i64,
        /// The version of its form.
        version: u32,
    },
    /// A revision of a corridor that is not there.
    #[error("revision {seq} belongs to the corridor {corridor}, which does not exist")]
    NoCorridor {
        /// Its place in the order of revisions.
        seq: i64,
        /// The corridor that it names.
        corridor: Slug,
    },
    /// A zone that no clock knows.
    #[error(
        "the corridor {corridor} has the time zone “{zone}”, which is not known; expected a name such as Asia/Yerevan"
    )]
    Zone {
        /// The corridor.
        corridor: Slug,
        /// The zone that it names.
        zone: String,
    },
}

/// A stored revision with its document read.
pub fn read_revision(stored: &StoredRevision) -> Result<Revision, RecordError> {
    let unreadable = |source| RecordError::Document {
        seq: stored.seq,
        corridor: stored.corridor.clone(),
        date: stored.date,
        source,
    };
    let (report, redaction) = match &stored.document {
        StoredDocument::Kept(text) => (serde_json::from_str::<DayReport>(text).map_err(unreadable)?, None),
        StoredDocument::Redacted(redaction) => {
            (DayReport::empty(stored.corridor.clone(), stored.date), Some(redaction.clone()))
        }
    };
    if report.v > DOCUMENT_VERSION {
        return Err(RecordError::NewerDocument { seq: stored.seq, version: report.v });
    }
    Ok(Revision {
        seq: stored.seq,
        corridor: stored.corridor.clone(),
        date: stored.date,
        state: stored.state,
        report,
        change_kind: stored.change_kind,
        reason: stored.reason.clone(),
        role: stored.role,
        recorded_at: stored.recorded_at,
        published_at: stored.published_at,
        hash: stored.hash.clone(),
        redaction,
    })
}

/// The zone of a corridor.
pub fn zone_of(corridor: &Corridor) -> Result<Tz, RecordError> {
    let unknown = || RecordError::Zone { corridor: corridor.slug.clone(), zone: corridor.time_zone.clone() };
    corridor.time_zone.parse().map_err(|_| unknown())
}

/// An instant as a corridor's own clock shows it.
pub fn moment_at(corridor: &Corridor, zone: Tz, instant: DateTime<Utc>) -> Moment {
    let local = instant.with_timezone(&zone);
    Moment {
        instant,
        today: local.date_naive(),
        time: (local.hour(), local.minute()),
        cut_off_passed: first_at(zone, local.date_naive().and_time(corridor.cut_off.time()))
            .map_or(local.time() >= corridor.cut_off.time(), |cut_off| instant >= cut_off),
    }
}

/// The first instant at which the clocks of a zone show a local time; where they skip it, the one at which they go on.
pub fn first_at(zone: Tz, local: NaiveDateTime) -> Option<DateTime<Utc>> {
    let shown = zone.from_local_datetime(&local).earliest();
    let first = shown.or_else(|| GapInfo::new(&local, &zone).and_then(|gap| gap.end));
    first.map(|first| first.with_timezone(&Utc))
}

impl CorridorRecord {
    fn empty(corridor: Corridor, naming: &Naming) -> Result<Self, RecordError> {
        let zone = zone_of(&corridor)?;
        let record = Record::new(Arc::new(naming.corridor(&corridor)), naming.public().clone());
        Ok(Self { record, zone, settings: Arc::new(corridor) })
    }

    /// An instant as the corridor's own clock shows it.
    pub fn moment(&self, instant: DateTime<Utc>) -> Moment {
        moment_at(self.record.corridor(), self.zone, instant)
    }

    /// The last millisecond of a day in the corridor's zone; none at the end of all days.
    pub fn end_of(&self, date: NaiveDate) -> Option<DateTime<Utc>> {
        let next = first_at(self.zone, date.succ_opt()?.and_time(NaiveTime::MIN))?;
        next.checked_sub_signed(TimeDelta::milliseconds(1))
    }

    /// The record as it stood at an instant.
    pub fn as_of(&self, instant: DateTime<Utc>) -> Self {
        let today = self.moment(instant).today;
        Self { record: self.record.as_of(instant).up_to(today), settings: self.settings.clone(), zone: self.zone }
    }

    /// The moment that public answers name: the latest up to now at which anything on them could have changed, be it by
    /// a publication, by midnight or by the cut-off. Its day is that of now.
    pub fn public_moment(&self, now: DateTime<Utc>) -> Moment {
        let real = self.moment(now);
        let at = |time: NaiveTime| first_at(self.zone, real.today.and_time(time));
        let midnight = at(NaiveTime::MIN);
        let cut_off = at(self.record.corridor().cut_off.time());
        let changes = [midnight, cut_off, self.record.last_published(now)].into_iter().flatten();
        let instant = changes.filter(|change| *change <= now).max().unwrap_or(now);
        Moment { today: real.today, cut_off_passed: real.cut_off_passed, ..self.moment(instant) }
    }
}

impl Snapshot {
    /// The snapshot of everything that is stored.
    pub fn load(corridors: Vec<Corridor>, naming: Naming, revisions: &[StoredRevision]) -> Result<Self, RecordError> {
        let mut snapshot = Self { corridors: BTreeMap::new(), naming: Arc::new(naming), organisation: None };
        for corridor in corridors {
            snapshot.add_corridor(corridor)?;
        }
        for stored in revisions {
            snapshot.apply(&read_revision(stored)?)?;
        }
        Ok(snapshot)
    }

    /// A corridor's record.
    pub fn corridor(&self, slug: &Slug) -> Option<&Arc<CorridorRecord>> {
        self.corridors.get(slug)
    }

    /// The records of all corridors, by short name.
    pub fn all(&self) -> impl Iterator<Item = &Arc<CorridorRecord>> {
        self.corridors.values()
    }

    /// The sources that are known, as the desk's documents name them. Not for the public: withheld ones have their names.
    pub fn sources(&self) -> &Sources {
        self.naming.at_desk()
    }

    /// All sources and carriers, with what the public is told of each.
    pub fn naming(&self) -> &Naming {
        &self.naming
    }

    /// Every spelling of a carrier that stands in a published claim or in a setting: in how many claims, at which
    /// corridors.
    pub fn carriers_written(&self) -> BTreeMap<Label, CarrierUse> {
        let mut all: BTreeMap<Label, CarrierUse> = BTreeMap::new();
        for (slug, corridor) in &self.corridors {
            for expected in corridor.settings.expected.iter().filter_map(|expected| expected.carrier.as_ref()) {
                all.entry(expected.clone()).or_default().corridors.insert(slug.clone());
            }
            for day in corridor.record.days() {
                for (_, claim) in day.as_written().claims() {
                    let Some(carrier) = &claim.thing.carrier else { continue };
                    let used = all.entry(carrier.clone()).or_default();
                    used.claims += 1;
                    used.corridors.insert(slug.clone());
                }
            }
        }
        for (name, shown_as) in self.naming.carriers() {
            all.entry(name.clone()).or_default();
            all.entry(shown_as.clone()).or_default();
        }
        all
    }

    /// When the newest public state was stored, if there is any.
    pub fn last_recorded(&self) -> Option<DateTime<Utc>> {
        let versions = self.all().filter_map(|corridor| corridor.record.version());
        versions.map(|version| version.published_at).max()
    }

    /// The same, kept by this organisation.
    pub fn kept_by(self, organisation: Option<String>) -> Self {
        Self { organisation, ..self }
    }

    /// The organisation that keeps the records, if it gave its name.
    pub fn organisation(&self) -> Option<&str> {
        self.organisation.as_deref()
    }

    fn add_corridor(&mut self, corridor: Corridor) -> Result<(), RecordError> {
        let slug = corridor.slug.clone();
        self.corridors.insert(slug, Arc::new(CorridorRecord::empty(corridor, &self.naming)?));
        Ok(())
    }

    /// Sources that are named for the first time: neither merged nor withheld, so that no day is told anew.
    fn add_sources(&mut self, sources: Vec<Source>, since: DateTime<Utc>) {
        if sources.is_empty() {
            return;
        }
        self.naming = Arc::new(self.naming.with(sources, since));
        for corridor in self.corridors.values_mut() {
            let CorridorRecord { record, zone, settings } = corridor.as_ref().clone();
            let told = Arc::new(record.corridor().clone());
            let record = record.with_settings(told, self.naming.public().clone());
            *corridor = Arc::new(CorridorRecord { record, zone, settings });
        }
    }

    fn apply(&mut self, revision: &Revision) -> Result<(), RecordError> {
        let Some(corridor) = self.corridors.get_mut(&revision.corridor) else {
            return Err(RecordError::NoCorridor { seq: revision.seq, corridor: revision.corridor.clone() });
        };
        if let Some(day) = PublicDay::from_revision(revision, corridor.record.corridor(), &self.naming) {
            let corridor = Arc::make_mut(corridor);
            corridor.record = corridor.record.clone().with(Arc::new(day));
        }
        Ok(())
    }
}

impl Records {
    /// The records of a snapshot.
    pub fn new(snapshot: Snapshot) -> Self {
        Self { standing: RwLock::new(Arc::new(snapshot)), changed: Notify::new(), followed: watch::Sender::new(()) }
    }

    /// The records as they stand.
    pub fn now(&self) -> Arc<Snapshot> {
        self.standing.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Follows a commit. The guard proves that nobody else writes meanwhile.
    pub fn follow(
        &self,
        committed: &WriteGuard,
        corridor: Option<Corridor>,
        sources: Vec<Source>,
        revisions: &[Revision],
    ) -> Result<(), RecordError> {
        let mut snapshot = self.now().as_ref().clone();
        // Sources are named for the first time by a revision.
        let since = revisions.iter().map(|revision| revision.recorded_at).min().unwrap_or_default();
        snapshot.add_sources(sources, since);
        if let Some(corridor) = corridor {
            snapshot.add_corridor(corridor)?;
        }
        for revision in revisions {
            snapshot.apply(revision)?;
        }
        self.put(snapshot);
        committed.followed();
        Ok(())
    }

    /// Follows a commit that changes how days are told: names, settings. The snapshot is what is stored now.
    pub fn reload(&self, committed: &WriteGuard, snapshot: Snapshot) {
        self.put(snapshot);
        committed.followed();
    }

    /// Follows a commit that named the organisation. The guard proves that nobody else writes meanwhile.
    pub fn name_organisation(&self, committed: &WriteGuard, organisation: Option<String>) {
        self.put(self.now().as_ref().clone().kept_by(organisation));
        committed.followed();
    }

    fn put(&self, snapshot: Snapshot) {
        *self.standing.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
        self.changed.notify_one();
        self.followed.send_replace(());
    }

    /// Tells each who holds it of every commit that is followed from now on.
    pub fn followed(&self) -> watch::Receiver<()> {
        self.followed.subscribe()
    }

    /// Waits until a commit was followed that nobody waited for yet. For one who waits.
    pub async fn changed(&self) {
        self.changed.notified().await;
    }
}

#[cfg(test)]
mod tests;
