//! Withdraws a day at once, also where a second person publishes: a public tombstone takes the place of all its figures.

use chrono::NaiveDate;
use domain::{Actor, Course, DayReport, Draft, Note, Revision, RevisionState, Slug, Verb};

use super::at_day;
use super::publish_day::PublishRefusal;
use super::save_draft::body_of;
use super::write_days::{self, Author, DayToWrite, WriteError};
use crate::events::Event;
use crate::records::CorridorRecord;
use crate::state::State;
use crate::storage::drafts::{self, StoredDraft};
use crate::storage::{WriteTransaction, audit, authors};

/// A day that somebody wants to withdraw.
#[derive(Clone, Debug)]
pub struct WithdrawDay {
    /// The corridor.
    pub corridor: Slug,
    /// The day.
    pub date: NaiveDate,
    /// The public reason.
    pub reason: Note,
}

/// Why a day is not withdrawn.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawRefusal {
    /// Nothing of the day is public.
    #[error("nothing of this day is public")]
    NothingPublic,
    /// As any change of a day is refused.
    #[error(transparent)]
    Day(#[from] PublishRefusal),
}

impl From<WriteError> for WithdrawRefusal {
    fn from(error: WriteError) -> Self {
        Self::Day(error.into())
    }
}

impl From<crate::storage::StorageError> for WithdrawRefusal {
    fn from(error: crate::storage::StorageError) -> Self {
        Self::Day(error.into())
    }
}

/// Withdraws a day, whatever its newest state is: it is an emergency. What waited goes back to its writer as a draft.
pub async fn withdraw_day(state: &State, actor: &Actor, command: WithdrawDay) -> Result<(), WithdrawRefusal> {
    let WithdrawDay { corridor: slug, date, reason } = command;
    let role = actor.role_for(Verb::WithdrawDay, Some(&slug)).ok_or(PublishRefusal::NotAllowed)?;
    let corridor = at_day::corridor_of(state, &slug, date)?;
    let now = state.clock.now();
    let mut write = state.database.begin().await?;
    let states = write_days::states_of(&mut write, &slug, date).await?;
    match Course::of(&states).public() {
        None => return Err(WithdrawRefusal::NothingPublic),
        // Sent twice, or by two at once: it is done already.
        Some(public) if public.state == RevisionState::Withdrawn => return Ok(write.roll_back().await?),
        Some(_) => {}
    }
    give_back(state, &mut write, &corridor, &states).await?;
    let report = DayReport::empty(slug.clone(), date);
    let day = DayToWrite { report, change_kind: None, reason: Some(reason.to_string()) };
    let author = Author { account: &actor.account, role };
    let revision = write_days::append(&mut write, day, RevisionState::Withdrawn, author, now).await?;
    let (subject, detail) = (format!("{slug} {date}"), format!("revision {}", revision.seq));
    audit::append(&mut write, now, &actor.account, "day.withdraw", &subject, Some(&detail)).await?;
    let committed = write.commit_command().await?;
    state.records.follow(&committed, None, Vec::new(), &[revision]).map_err(WriteError::from)?;
    Event::DAY_WITHDRAW.by(&actor.account).on(&subject).because(&detail).done();
    Ok(())
}

/// What waited was based on what is withdrawn: its writer has it as a draft, unless they have a newer one.
async fn give_back(
    state: &State,
    write: &mut WriteTransaction,
    corridor: &CorridorRecord,
    states: &[Revision],
) -> Result<(), WriteError> {
    let course = Course::of(states);
    let Some(waiting) = course.waiting() else { return Ok(()) };
    let settings = corridor.record.corridor();
    let authors = authors::of_day_in(write, &settings.slug, waiting.date).await?;
    let Some(account) = authors.get(&waiting.seq) else { return Ok(()) };
    let draft = Draft {
        base: course.before_submissions().to_string(),
        ..Draft::of_submission(waiting, settings, state.records.now().sources())
    };
    let (corridor, date, saved_at) = (settings.slug.clone(), waiting.date, state.clock.now());
    let draft = StoredDraft { corridor, date, body: body_of(&draft.fields()), saved_at };
    Ok(drafts::give_back(write, account, &draft).await?)
}
