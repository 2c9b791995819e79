//! What is told of publications as they happen, for whoever follows the record: made once a publication, whoever follows.
//! Knows no connection, asks no clock and stores nothing.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use domain::Slug;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use crate::records::Snapshot;

/// So many follow at a time, where there are connections for twice as many. One follower costs a connection, some 10 KiB.
const MOST: usize = 2_000;

/// The versions of all records, and what was told of them last.
#[derive(Debug)]
pub struct Live {
    told: Mutex<Arc<Told>>,
    over: watch::Sender<bool>,
    followers: Arc<Semaphore>,
    beat: OnceLock<(Duration, Duration)>,
}

/// What is told of a publication.
#[derive(Debug)]
pub struct Told {
    /// The version of all records together: the number of the newest public revision. It never becomes smaller while the
    /// program runs, and is the same after a restart.
    pub version: i64,
    /// Who was told of this version is told `event`.
    since: i64,
    versions: BTreeMap<Slug, i64>,
    event: Bytes,
    of: Arc<Snapshot>,
}

impl Default for Live {
    fn default() -> Self {
        let told = Told { version: 0, since: 0, versions: BTreeMap::new(), event: Bytes::new(), of: Arc::default() };
        Self {
            told: Mutex::new(Arc::new(told)),
            over: watch::Sender::new(false),
            followers: Arc::new(Semaphore::new(MOST)),
            beat: OnceLock::new(),
        }
    }
}

impl Live {
    /// At most so many follow, however many the bound of all is: called once, before anybody does.
    pub fn let_in_at_most(&self, most: usize) {
        self.followers.forget_permits(self.followers.available_permits().saturating_sub(most));
    }

    /// Whoever follows hears something so often at least: called once, before anybody does.
    pub fn beats(&self, beat: (Duration, Duration)) {
        let _ = self.beat.set(beat);
    }

    /// How often that is, between two times, if it was said.
    pub fn beat(&self) -> Option<(Duration, Duration)> {
        self.beat.get().copied()
    }

    /// A place for somebody who follows, as long as it is kept; none when there are too many.
    pub fn place(&self) -> Option<OwnedSemaphorePermit> {
        self.followers.clone().try_acquire_owned().ok()
    }

    /// What is told of the records as they stand. Made by whoever asks first after a publication.
    pub fn told(&self, records: &Arc<Snapshot>) -> Arc<Told> {
        let mut last = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if !Arc::ptr_eq(&last.of, records) {
            *last = Arc::new(Told::of(records, last.version));
        }
        last.clone()
    }

    /// Nobody is told anything more.
    pub fn end(&self) {
        self.over.send_replace(true);
    }

    /// Tells when that is so.
    pub fn ending(&self) -> watch::Receiver<bool> {
        self.over.subscribe()
    }
}

impl Told {
    fn of(records: &Arc<Snapshot>, since: i64) -> Self {
        let version_of = |record: &domain::Record| Some((record.corridor().slug.clone(), record.version()?.seq));
        let versions: BTreeMap<Slug, i64> = records.all().filter_map(|corridor| version_of(&corridor.record)).collect();
        let version = versions.values().copied().max().unwrap_or(0).max(since);
        let event = event(version, changed(&versions, since));
        Self { version, since, versions, event, of: records.clone() }
    }

    /// The event for somebody who was told of a version last; none when there is nothing newer. Who was told of a later one
    /// than there is followed another record: they are told of all.
    pub fn event_after(&self, version: i64) -> Option<Bytes> {
        match version {
            same if same == self.version => None,
            since if since == self.since => Some(self.event.clone()),
            later if later > self.version => Some(event(self.version, changed(&self.versions, 0))),
            earlier => Some(event(self.version, changed(&self.versions, earlier))),
        }
    }
}

/// The corridors of which something was published since.
fn changed(versions: &BTreeMap<Slug, i64>, since: i64) -> Vec<&str> {
    versions.iter().filter(|(_, version)| **version > since).map(|(slug, _)| slug.as_str()).collect()
}

fn event(version: i64, corridors: Vec<&str>) -> Bytes {
    let data = serde_json::json!({ "version": version, "corridors": corridors });
    Bytes::from(format!("id: {version}\nevent: publication\ndata: {data}\n\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(versions: &[(&str, i64)], since: i64) -> Told {
        let versions: BTreeMap<Slug, i64> =
            versions.iter().map(|(slug, version)| (slug.parse().expect("a short name"), *version)).collect();
        let version = versions.values().copied().max().unwrap_or(0).max(since);
        let event = event(version, changed(&versions, since));
        Told { version, since, versions, event, of: Arc::default() }
    }

    #[test]
    fn who_was_told_of_a_version_is_told_of_what_changed_since_and_no_more() {
        let told = told(&[("a", 7), ("b", 5), ("c", 3)], 5);
        assert_eq!(told.event_after(7), None);
        let data = |since: i64| {
            let event = told.event_after(since).expect("an event").to_vec();
            let event = String::from_utf8(event).expect("text");
            let (head, data) = event.split_once("data: ").expect("data");
            assert_eq!(head, "id: 7\nevent: publication\n");
            data.trim_end().to_owned()
        };
        assert_eq!(data(5), r#"{"corridors":["a"],"version":7}"#);
        assert_eq!(data(4), r#"{"corridors":["a","b"],"version":7}"#);
        assert_eq!(data(0), r#"{"corridors":["a","b","c"],"version":7}"#);
        assert_eq!(data(9), r#"{"corridors":["a","b","c"],"version":7}"#, "of another record");
    }

    #[test]
    fn one_event_is_shared_by_all_who_were_told_of_the_version_before() {
        let told = told(&[("a", 7)], 5);
        let [one, other] = [5, 5].map(|since| told.event_after(since).expect("an event"));
        assert_eq!(one.as_ptr(), other.as_ptr());
    }

    #[test]
    fn a_version_never_becomes_smaller_and_the_same_records_are_told_once() {
        let live = Live::default();
        let empty: Arc<Snapshot> = Arc::default();
        let first = live.told(&empty);
        assert!(Arc::ptr_eq(&first, &live.told(&empty)));
        assert_eq!(told(&[("a", 3)], 5).version, 5);
    }

    #[test]
    fn there_are_places_for_so_many() {
        let live = Live::default();
        live.let_in_at_most(2);
        let held = [live.place(), live.place()];
        assert!(held.iter().all(Option::is_some) && live.place().is_none());
        drop(held);
        assert!(live.place().is_some());
    }
}
