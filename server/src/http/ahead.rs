//! Makes the pages that most readers ask for before they do: at the start, after a publication, at midnight and at a
//! cut-off. Who comes before it is done waits for the same bytes.

use std::sync::Arc;
use std::time::Duration;

use domain::Slug;

use super::finished::{Make, Public, finished};
use super::{files, pages};
use crate::edition::Edition;
use crate::state::State;

/// So many days that changed last are made ahead; an import may change hundreds.
const MOST_DAYS: usize = 5;

/// Makes pages ahead for as long as it is run.
pub async fn keep_ahead(state: Arc<State>) {
    let mut seen = 0;
    loop {
        let edition = state.edition();
        make_all(&state, &edition, &mut seen).await;
        tokio::select! {
            () = state.records.changed() => {}
            () = tokio::time::sleep(until_next_minute(&state)) => {}
        }
    }
}

/// An edition may turn with a minute.
fn until_next_minute(state: &State) -> Duration {
    let within = state.clock.now().timestamp_millis().rem_euclid(60_000);
    Duration::from_millis(60_001 - u64::try_from(within).unwrap_or(0))
}

async fn make_all(state: &State, edition: &Arc<Edition>, seen: &mut i64) {
    for shown in edition.all() {
        let record = &shown.corridor.record;
        let slug = &record.corridor().slug;
        make(state, edition, pages::status(slug.clone())).await;
        make(state, edition, files::latest(slug.clone())).await;
        let changed = record.days().rev().filter(|day| day.seq > *seen && day.date <= shown.moment.today);
        for date in changed.map(|day| day.date).take(MOST_DAYS) {
            make(state, edition, pages::one_day(Slug::clone(slug), date)).await;
        }
    }
    if edition.only().is_none() {
        make(state, edition, pages::all()).await;
    }
    let newest = edition.all().filter_map(|shown| shown.corridor.record.version()).map(|version| version.seq);
    *seen = newest.max().unwrap_or(0);
}

/// What cannot be made is told to the reader who asks for it. After a new edition the rest of this one is not made.
async fn make<M: Make>(state: &State, edition: &Arc<Edition>, public: Public<M>) {
    if state.edition().number == edition.number {
        let _ = finished(state, edition.clone(), None, public).await;
    }
}
