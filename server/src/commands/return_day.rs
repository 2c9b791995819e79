//! Returns a submission to its writer with a note, which the public never sees.

use domain::{Actor, Course, Note, RevisionState, Verb};

use super::at_day;
use super::publish_submitted::{Looked, ReviewRefusal, log_refusal, told};
use super::write_days::{self, Author, DayToWrite};
use crate::events::Event;
use crate::state::State;
use crate::storage::submissions::Submission;
use crate::storage::{audit, hash, submissions};

/// A submission that goes back.
#[derive(Clone, Debug)]
pub struct ReturnDay {
    /// The submission that was looked at.
    pub looked: Looked,
    /// What its writer should know.
    pub note: Note,
    /// The form's own key: sent twice, done once.
    pub key: String,
}

/// Returns a submission: it waits no more, and stands in the form of its day with the note.
pub async fn return_day(state: &State, actor: &Actor, command: ReturnDay) -> Result<(), ReviewRefusal> {
    let outcome = give_back(state, actor, command).await;
    log_refusal(actor, &outcome);
    outcome
}

async fn give_back(state: &State, actor: &Actor, command: ReturnDay) -> Result<(), ReviewRefusal> {
    let Looked { corridor: slug, date, seq } = command.looked.clone();
    let role = actor.role_for(Verb::ApproveDay, Some(&slug)).ok_or(ReviewRefusal::NotAllowed(slug.clone()))?;
    at_day::corridor_of(state, &slug, date)?;
    let content_hash = hash::sha256(format!("return {:?} {}", command.looked, command.note));
    let key = format!("return {}", command.key);
    let now = state.clock.now();
    let mut write = state.database.begin().await?;
    if at_day::sent_before(&mut write, &key, &content_hash).await?.is_some() {
        return Ok(write.roll_back().await?);
    }
    let states = write_days::states_of(&mut write, &slug, date).await?;
    let Some(waiting) = Course::of(&states).waiting().filter(|waiting| waiting.seq == seq) else {
        return Err(ReviewRefusal::Stale(vec![command.looked]));
    };
    let day = DayToWrite {
        report: waiting.report.clone(),
        change_kind: waiting.change_kind,
        reason: Some(command.note.to_string()),
    };
    let author = Author { account: &actor.account, role };
    let revision = write_days::append(&mut write, day, RevisionState::Returned, author, now).await?;
    submissions::insert(&mut write, &key, &Submission { content_hash, seq: revision.seq }, now).await?;
    let subject = told(&[command.looked]);
    let detail = format!("revision {seq} as {}", revision.seq);
    audit::append(&mut write, now, &actor.account, "day.return", &subject, Some(&detail)).await?;
    // Nothing of it is public: the record takes nothing.
    drop(write.commit_command().await?);
    Event::DAY_RETURN.by(&actor.account).on(&subject).because(&detail).done();
    Ok(())
}
