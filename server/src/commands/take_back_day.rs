//! Takes a submission back: its own writer has it as a draft again, and nobody else sees it.

use domain::{Actor, Course, Draft, RevisionState, Verb};

use super::at_day;
use super::publish_submitted::{Looked, ReviewRefusal, log_refusal, told};
use super::save_draft::body_of;
use super::write_days::{self, Author, DayToWrite};
use crate::events::Event;
use crate::state::State;
use crate::storage::drafts::{self, StoredDraft};
use crate::storage::{audit, authors};

/// A submission that its writer wants back.
#[derive(Clone, Debug)]
pub struct TakeBackDay {
    /// The submission.
    pub looked: Looked,
    /// The key of the form that goes on from it.
    pub key: String,
}

/// Takes a submission back. Sent twice: it is not there any more, which is refused as out of date.
pub async fn take_back_day(state: &State, actor: &Actor, command: TakeBackDay) -> Result<(), ReviewRefusal> {
    let outcome = take_back(state, actor, command).await;
    log_refusal(actor, &outcome);
    outcome
}

async fn take_back(state: &State, actor: &Actor, command: TakeBackDay) -> Result<(), ReviewRefusal> {
    let Looked { corridor: slug, date, seq } = command.looked.clone();
    let role = actor.role_for(Verb::WriteDay, Some(&slug)).ok_or(ReviewRefusal::NotAllowed(slug.clone()))?;
    let corridor = at_day::corridor_of(state, &slug, date)?;
    let now = state.clock.now();
    let mut write = state.database.begin().await?;
    let states = write_days::states_of(&mut write, &slug, date).await?;
    let Some(waiting) = Course::of(&states).waiting().filter(|waiting| waiting.seq == seq) else {
        return Err(ReviewRefusal::Stale(vec![command.looked]));
    };
    if authors::of_day_in(&mut write, &slug, date).await?.get(&seq) != Some(&actor.account) {
        return Err(ReviewRefusal::NotOwn);
    }
    let day = DayToWrite { report: waiting.report.clone(), change_kind: None, reason: None };
    let author = Author { account: &actor.account, role };
    let revision = write_days::append(&mut write, day, RevisionState::Returned, author, now).await?;
    let draft = Draft {
        base: revision.seq.to_string(),
        key: command.key,
        ..Draft::of_submission(waiting, corridor.record.corridor(), state.records.now().sources())
    };
    let draft = StoredDraft { corridor: slug, date, body: body_of(&draft.fields()), saved_at: now };
    drafts::give_back(&mut write, &actor.account, &draft).await?;
    let subject = told(&[command.looked]);
    let detail = format!("revision {seq} as {}", revision.seq);
    audit::append(&mut write, now, &actor.account, "day.take_back", &subject, Some(&detail)).await?;
    drop(write.commit_command().await?);
    Event::DAY_TAKE_BACK.by(&actor.account).on(&subject).because(&detail).done();
    Ok(())
}
