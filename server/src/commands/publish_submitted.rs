//! Publishes what others submitted: one day or several at once, all or none.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::{Actor, ChangeKind, Course, RevisionState, Role, Slug, Verb};

use super::at_day;
use super::publish_day::PublishRefusal;
use super::write_days::{self, Author, DayToWrite, WriteError};
use crate::events::Event;
use crate::state::State;
use crate::storage::submissions::Submission;
use crate::storage::{StorageError, WriteTransaction, audit, authors, hash, submissions};

/// A submission that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Looked {
    /// The corridor.
    pub corridor: Slug,
    /// The day.
    pub date: NaiveDate,
    /// The revision that was looked at: another one that waits now is not meant.
    pub seq: i64,
}

/// Submissions that somebody wants to publish.
#[derive(Clone, Debug)]
pub struct PublishSubmitted {
    /// Which.
    pub days: BTreeSet<Looked>,
    /// The form's own key: sent twice, done once.
    pub key: String,
}

/// Why nothing was published or returned.
#[derive(Debug, thiserror::Error)]
pub enum ReviewRefusal {
    /// The role does not allow it.
    #[error("this account may not decide about the submissions of {0}")]
    NotAllowed(Slug),
    /// None was chosen.
    #[error("no day was chosen")]
    Nothing,
    /// Something else happened to these days meanwhile: they wait no more, or another submission does.
    #[error("these submissions are not those that wait now: {}", told(.0))]
    Stale(Vec<Looked>),
    /// The reviewer wrote these.
    #[error("nobody publishes what they submitted themselves: {}", told(.0))]
    Own(Vec<Looked>),
    /// Only who submitted it takes a submission back.
    #[error("only who submitted it takes a submission back")]
    NotOwn,
    /// These days were locked meanwhile.
    #[error("these days are locked: {}", told(.0))]
    Locked(Vec<Looked>),
    /// The same form was sent before with another content.
    #[error("this form was sent before with another content")]
    OtherContent,
    /// There is no such day or corridor.
    #[error("there is no such day")]
    NoSuchDay,
    /// It could not be stored.
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl From<StorageError> for ReviewRefusal {
    fn from(error: StorageError) -> Self {
        Self::Write(error.into())
    }
}

impl From<PublishRefusal> for ReviewRefusal {
    fn from(refusal: PublishRefusal) -> Self {
        match refusal {
            PublishRefusal::Write(error) => Self::Write(error),
            PublishRefusal::OtherContent { .. } => Self::OtherContent,
            _ => Self::NoSuchDay,
        }
    }
}

/// Days in a row, as an operator reads them.
pub(super) fn told(days: &[Looked]) -> String {
    let days: Vec<String> = days.iter().map(|day| format!("{} {}", day.corridor, day.date)).collect();
    days.join(", ")
}

/// Publishes submissions in one transaction, with one line in the audit that names them all.
pub async fn publish_submitted(state: &State, actor: &Actor, command: PublishSubmitted) -> Result<(), ReviewRefusal> {
    let outcome = publish(state, actor, command).await;
    log_refusal(actor, &outcome);
    outcome
}

/// The line of the log about a decision that was refused.
pub(super) fn log_refusal(actor: &Actor, outcome: &Result<(), ReviewRefusal>) {
    match outcome {
        Ok(()) => {}
        Err(refusal @ (ReviewRefusal::NotAllowed(_) | ReviewRefusal::Own(_) | ReviewRefusal::NotOwn)) => {
            Event::ACCESS_REFUSED.by(&actor.account).because(&refusal.to_string()).refused();
        }
        Err(refusal) => Event::DAY_REFUSED.by(&actor.account).because(&refusal.to_string()).refused(),
    }
}

async fn publish(state: &State, actor: &Actor, command: PublishSubmitted) -> Result<(), ReviewRefusal> {
    let roles = authorise(state, actor, &command.days)?;
    let content_hash = hash::sha256(format!("approve {:?}", command.days));
    // One page holds the forms to publish and to return: each is a form of its own.
    let key = format!("approve {}", command.key);
    let now = state.clock.now();
    let mut write = state.database.begin().await?;
    if at_day::sent_before(&mut write, &key, &content_hash).await?.is_some() {
        return Ok(write.roll_back().await?);
    }
    let waiting = gather(state, actor, &mut write, &command.days).await?;
    let mut written = Vec::with_capacity(waiting.len());
    for (day, role) in waiting.into_iter().zip(roles) {
        let author = Author { account: &actor.account, role };
        written.push(write_days::append(&mut write, day, RevisionState::Published, author, now).await?);
    }
    let seq = written.last().map_or(0, |last| last.seq);
    submissions::insert(&mut write, &key, &Submission { content_hash, seq }, now).await?;
    let days: Vec<Looked> = command.days.into_iter().collect();
    let numbers: Vec<String> =
        days.iter().zip(&written).map(|(day, made)| format!("{} as {}", day.seq, made.seq)).collect();
    let detail = format!("revisions {}", numbers.join(", "));
    audit::append(&mut write, now, &actor.account, "day.approve", &told(&days), Some(&detail)).await?;
    let committed = write.commit_command().await?;
    state.records.follow(&committed, None, Vec::new(), &written).map_err(WriteError::from)?;
    Event::DAY_APPROVE.by(&actor.account).on(&told(&days)).because(&detail).done();
    Ok(())
}

/// The role in which the actor may publish each.
fn authorise(state: &State, actor: &Actor, days: &BTreeSet<Looked>) -> Result<Vec<Role>, ReviewRefusal> {
    if days.is_empty() {
        return Err(ReviewRefusal::Nothing);
    }
    let role = |day: &Looked| {
        let slug = &day.corridor;
        let role = actor.role_for(Verb::ApproveDay, Some(slug));
        let role = role.ok_or_else(|| ReviewRefusal::NotAllowed(slug.clone()))?;
        at_day::corridor_of(state, slug, day.date)?;
        Ok(role)
    };
    days.iter().map(role).collect()
}

/// What waits on these days; refused as a whole when one of them is not as it was looked at.
async fn gather(
    state: &State,
    actor: &Actor,
    write: &mut WriteTransaction,
    days: &BTreeSet<Looked>,
) -> Result<Vec<DayToWrite>, ReviewRefusal> {
    let (mut waiting, mut stale, mut own, mut locked) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for day in days {
        let corridor = at_day::corridor_of(state, &day.corridor, day.date)?;
        let states = write_days::states_of(write, &day.corridor, day.date).await?;
        let course = Course::of(&states);
        let Some(submitted) = course.waiting().filter(|waiting| waiting.seq == day.seq) else {
            stale.push(day.clone());
            continue;
        };
        let corrects = submitted.change_kind == Some(ChangeKind::Correction);
        if corrects && !actor.may(Verb::CorrectDay, Some(&day.corridor)) {
            return Err(ReviewRefusal::NotAllowed(day.corridor.clone()));
        }
        let authors = authors::of_day_in(write, &day.corridor, day.date).await?;
        if course.submissions().any(|state| authors.get(&state.seq) == Some(&actor.account)) {
            own.push(day.clone());
        }
        if at_day::lock_of(write, &corridor, day.date, state.clock.now()).await?.is_locked() {
            locked.push(day.clone());
        }
        waiting.push(DayToWrite {
            report: submitted.report.clone(),
            change_kind: submitted.change_kind,
            reason: submitted.reason.clone(),
        });
    }
    match (stale.is_empty(), own.is_empty(), locked.is_empty()) {
        (false, _, _) => Err(ReviewRefusal::Stale(stale)),
        (_, false, _) => Err(ReviewRefusal::Own(own)),
        (_, _, false) => Err(ReviewRefusal::Locked(locked)),
        (true, true, true) => Ok(waiting),
    }
}
