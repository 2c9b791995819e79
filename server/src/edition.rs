//! What all public answers are made from at one time: the records, and for each corridor the moment that its pages name.
//! A new edition begins with a publication, at midnight and at a cut-off; in between nothing that readers see changes.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use app::paths;
use app::paths::as_of::{OldState, Then, within};
use app::view::chrome::Site;
use chrono::NaiveDate;
use domain::{AsOf, Moment, Slug};

use crate::clock::Clock;
use crate::faults::{self, Fault};
use crate::records::{CorridorRecord, Records, Snapshot};

/// The records, and the moments that pages name.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Tells one edition of this process from another; stands in no answer.
    pub number: u64,
    /// What the site says of itself, as the records stand.
    pub site: Site,
    /// The address whose page stands at the beginning of the site: the only corridor's, or that of all corridors.
    pub beginning: String,
    /// The earlier state that it shows; none when it shows the records as they stand.
    pub old: Option<Arc<OldState>>,
    records: Arc<Snapshot>,
    corridors: BTreeMap<Slug, Shown>,
}

/// A corridor as an edition shows it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Its record.
    pub corridor: Arc<CorridorRecord>,
    /// The moment that its pages name; see [`CorridorRecord::public_moment`].
    pub moment: Moment,
}

impl Edition {
    fn of(site: &Site, records: Arc<Snapshot>, clock: &Clock) -> Self {
        let now = clock.now();
        let shown = |corridor: &Arc<CorridorRecord>| {
            let moment = corridor.public_moment(now);
            (corridor.record.corridor().slug.clone(), Shown { corridor: corridor.clone(), moment })
        };
        let corridors: BTreeMap<Slug, Shown> = records.all().map(shown).collect();
        let organisation = records.organisation().map(str::to_owned);
        let site = Site { several: corridors.len() > 1, organisation, ..site.clone() };
        let mut edition = Self { number: 0, site, beginning: paths::INDEX.to_owned(), old: None, records, corridors };
        if let Some(only) = edition.only() {
            edition.beginning = paths::corridor(&only.corridor.record.corridor().slug);
        }
        edition
    }

    /// The same edition as its records stood at a moment, which becomes the clock. Names and settings are those of now;
    /// where the day that is asked for has not ended yet, the record stands as it does.
    pub fn at(&self, as_of: AsOf) -> Self {
        let mut corridors = BTreeMap::new();
        let mut then = BTreeMap::new();
        for (slug, shown) in &self.corridors {
            let instant = match as_of {
                AsOf::At(instant) => Some(instant),
                AsOf::EndOf(date) => shown.corridor.end_of(date).filter(|_| date < shown.moment.today),
            };
            let (old, asked) = match instant {
                None => (shown.clone(), shown.moment),
                Some(instant) => {
                    let corridor = shown.corridor.as_of(instant);
                    let moment = corridor.public_moment(instant);
                    (Shown { corridor: Arc::new(corridor), moment }, shown.corridor.moment(instant))
                }
            };
            let zone = shown.corridor.record.corridor().time_zone.clone();
            then.insert(slug.clone(), Then { asked, zone, today: shown.moment.today });
            corridors.insert(slug.clone(), old);
        }
        Self { corridors, old: Some(Arc::new(OldState { as_of, corridors: then })), ..self.clone() }
    }

    /// Makes something of this edition: its addresses lead to the state that it shows.
    pub fn tell<T>(&self, make: impl FnOnce(&Self) -> T) -> T {
        within(self.old.clone(), || make(self))
    }

    /// Whether a day of a corridor has come by now, whatever the state that is shown.
    pub fn has_come(&self, slug: &Slug, date: NaiveDate) -> bool {
        let now = self.old.as_ref().and_then(|old| old.in_corridor(Some(slug))).map(|then| then.today);
        now.or(self.corridor(slug).map(|shown| shown.moment.today)) >= Some(date)
    }

    /// A corridor.
    pub fn corridor(&self, slug: &Slug) -> Option<&Shown> {
        self.corridors.get(slug)
    }

    /// All corridors, by short name.
    pub fn all(&self) -> impl Iterator<Item = &Shown> {
        self.corridors.values()
    }

    /// The only corridor; none when there are several or none.
    pub fn only(&self) -> Option<&Shown> {
        self.corridors.values().next().filter(|_| self.corridors.len() == 1)
    }

    fn is_of(&self, records: &Arc<Snapshot>) -> bool {
        Arc::ptr_eq(&self.records, records)
    }

    fn shows_the_moments_of(&self, other: &Self) -> bool {
        self.corridors
            .iter()
            .map(|(slug, shown)| (slug, shown.moment))
            .eq(other.corridors.iter().map(|(slug, shown)| (slug, shown.moment)))
    }
}

/// The edition that stands, and the minute for which that was last looked at.
#[derive(Debug)]
pub struct Editions(RwLock<Standing>);

#[derive(Debug)]
struct Standing {
    minute: i64,
    edition: Arc<Edition>,
}

/// Midnight and every cut-off are the beginning of a minute: within one, only a publication begins a new edition.
fn minute_of(clock: &Clock) -> i64 {
    clock.now().timestamp().div_euclid(60)
}

impl Editions {
    /// The first edition.
    pub fn new(site: &Site, records: &Records, clock: &Clock) -> Self {
        let (minute, edition) = (minute_of(clock), Edition::of(site, records.now(), clock));
        Self(RwLock::new(Standing { minute, edition: Arc::new(edition) }))
    }

    /// The edition that stands now, and whether it begins with this call.
    pub fn now(&self, records: &Records, clock: &Clock) -> (Arc<Edition>, bool) {
        // The clock is read under the lock: who comes later never sees an earlier minute than who came before.
        {
            let standing = self.0.read().unwrap_or_else(PoisonError::into_inner);
            if standing.minute == minute_of(clock) && standing.edition.is_of(&records.now()) {
                return (standing.edition.clone(), false);
            }
        }
        let mut standing = self.0.write().unwrap_or_else(PoisonError::into_inner);
        faults::panic_at(Fault::PanicHoldingLock);
        let (minute, records) = (minute_of(clock), records.now());
        let next = Edition::of(&standing.edition.site, records.clone(), clock);
        let begins = !standing.edition.is_of(&records) || !standing.edition.shows_the_moments_of(&next);
        if begins {
            standing.edition = Arc::new(Edition { number: standing.edition.number + 1, ..next });
        }
        standing.minute = minute;
        (standing.edition.clone(), begins)
    }
}
