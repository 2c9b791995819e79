//! What waits for a second person, from the database: nothing of it is in the records that readers are shown.

use app::text::dates;
use app::view::review::{ReviewList, ReviewPage, Waiting, WaitingDay};
use chrono::{DateTime, Utc};
use domain::{Revision, RevisionState, Verb};

use super::day_form::DayAtDesk;
use super::desk::account;
use crate::auth::SignedIn;
use crate::records::{CorridorRecord, RecordError, read_revision};
use crate::state::State;
use crate::storage::{StorageError, revisions};

/// Why what waits cannot be told.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// The storage refused.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A document cannot be read.
    #[error(transparent)]
    Record(#[from] RecordError),
}

/// A day that waits or was returned with a note, of a corridor whose days the reader may see.
#[derive(Debug)]
pub struct UnsettledDay {
    /// Its newest revision.
    pub revision: Revision,
    /// Its corridor.
    pub corridor: std::sync::Arc<CorridorRecord>,
    /// Whether the reader submitted it, or a part of it.
    pub own: bool,
    /// Whether the reader publishes what others submit there.
    pub may: bool,
}

impl UnsettledDay {
    /// An instant in words, by the corridor's clock.
    pub fn in_words(&self, instant: DateTime<Utc>) -> String {
        dates::moment(&self.corridor.moment(instant), &self.corridor.record.corridor().time_zone)
    }
}

/// All days that wait or were returned with a note, of the corridors whose days somebody may see.
pub async fn unsettled(state: &State, who: &SignedIn) -> Result<Vec<UnsettledDay>, ReviewError> {
    let (records, actor) = (state.records.now(), who.actor());
    let mut days = Vec::new();
    for day in revisions::unsettled(&state.database).await? {
        let slug = &day.revision.corridor;
        let Some(corridor) = records.corridor(slug).filter(|_| actor.may(Verb::ReadDay, Some(slug))) else { continue };
        days.push(UnsettledDay {
            corridor: corridor.clone(),
            // Who had a part in what waits does not approve it, whoever sent it last.
            own: day.submitter.as_ref() == Some(&who.account) || day.parts.contains(&who.account),
            may: actor.may(Verb::ApproveDay, Some(slug)),
            revision: read_revision(&day.revision)?,
        });
    }
    Ok(days)
}

/// The list of what waits.
pub async fn review_list(state: &State, who: &SignedIn, key: String) -> Result<ReviewList, ReviewError> {
    let now = state.clock.now();
    let days = unsettled(state, who).await?;
    let days: Vec<&UnsettledDay> = days.iter().filter(|day| day.revision.state == RevisionState::Submitted).collect();
    let moments: Vec<_> = days.iter().map(|day| day.corridor.moment(now)).collect();
    let words: Vec<_> = days.iter().map(|day| move |instant| day.in_words(instant)).collect();
    let waiting: Vec<Waiting<'_>> = days
        .iter()
        .zip(&moments)
        .zip(&words)
        .map(|((day, moment), words)| Waiting {
            record: &day.corridor.record,
            moment,
            in_words: words,
            revision: &day.revision,
            own: day.own,
            may: day.may,
        })
        .collect();
    Ok(ReviewList::of(&state.site, account(who), &waiting, key))
}

/// One day, with what waits of it if something does.
pub fn review_page(state: &State, who: &SignedIn, day: &DayAtDesk, key: &str) -> ReviewPage {
    let record = &day.corridor.record;
    let course = day.course();
    let words = |instant| day.in_words(instant);
    let waiting = course.waiting().map(|revision| {
        let (own, may) = (day.is_own(who), day.may_approve(who));
        let waiting = Waiting { record, moment: &day.moment, in_words: &words, revision, own, may };
        WaitingDay::of(&state.site, &waiting, day.records.naming(), course, day.lock, key)
    });
    ReviewPage::of(&state.site, account(who), (record, day.date), waiting, day.stand(who).lines)
}
