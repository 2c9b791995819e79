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
        // A task of its own: a panic in it costs this round, and the next edition is made ahead again.
        seen = tokio::spawn(make_all(state.clone(), seen)).await.unwrap_or(seen);
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

/// Makes what changed since a revision; gives the newest one.
async fn make_all(state: Arc<State>, seen: i64) -> i64 {
    let (state, edition) = (&state, &state.edition());
    for shown in edition.all() {
        let record = &shown.corridor.record;
        let slug = &record.corridor().slug;
        make(state, edition, pages::status(slug.clone())).await;
        make(state, edition, files::latest(slug.clone())).await;
        let changed = record.days().rev().filter(|day| day.seq > seen && day.date <= shown.moment.today);
        for date in changed.map(|day| day.date).take(MOST_DAYS) {
            make(state, edition, pages::one_day(Slug::clone(slug), date)).await;
        }
    }
    if edition.only().is_none() {
        make(state, edition, pages::all()).await;
    }
    let newest = edition.all().filter_map(|shown| shown.corridor.record.version()).map(|version| version.seq);
    newest.max().unwrap_or(0)
}

/// What cannot be made is told to the reader who asks for it. After a new edition the rest of this one is not made.
async fn make<M: Make>(state: &Arc<State>, edition: &Arc<Edition>, public: Public<M>) {
    if state.edition().number == edition.number {
        let (state, edition) = (state.clone(), edition.clone());
        // A page whose making panics keeps nobody from the others.
        let making = tokio::spawn(async move { finished(&state, edition, None, public).await.map(drop) });
        let _ = making.await;
    }
}
