//! Publishes one day: a first time, or as a change of what stands.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use domain::corridor::Review;
use domain::{Actor, ChangeKind, Corridor, Course, DayReport, Note, RevisionState, Role, Slug, Source, Verb};

use super::at_day;
use super::draft_window::{Window, remove_own_draft};
use super::write_days::{self, Author, DayToWrite, WriteError};
use crate::events::Event;
use crate::faults::{self, Fault};
use crate::records::CorridorRecord;
use crate::state::State;
use crate::storage::submissions::Submission;
use crate::storage::{StorageError, audit, hash, submissions};

/// A day that somebody wants to publish.
#[derive(Clone, Debug)]
pub struct PublishDay {
    /// The whole day, valid.
    pub report: DayReport,
    /// Sources that it names for the first time.
    pub new_sources: Vec<Source>,
    /// Of a change: its kind and public reason.
    pub change: Option<(ChangeKind, Note)>,
    /// The revision that the writer saw, 0 if none: an edit of an older state is refused.
    pub base: i64,
    /// The submission's own key: sent twice, stored once.
    pub key: String,
    /// The window that it was typed into; none of a form that names none.
    pub window: Option<Window>,
}

/// A day that is public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// Its revision.
    pub seq: i64,
    /// Whether the same submission had been stored before.
    pub again: bool,
}

/// Why a day is not published. Nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum PublishRefusal {
    /// The role does not allow it.
    #[error("this account may not publish this corridor’s days; a lead has to")]
    NotAllowed,
    /// A second person publishes the days of this corridor.
    #[error("a second person publishes the days of this corridor: submit it for review")]
    SecondPerson,
    /// A correction says that what was published was wrong: that is for a lead.
    #[error("a lead publishes corrections of this corridor: submit it for review")]
    LeadCorrects,
    /// Which claim is the figure is decided by a lead.
    #[error("a lead decides which claim is the figure: submit it for review")]
    LeadPrefers {
        /// The ids of the claims whose preference was set, changed or taken away.
        claims: Vec<String>,
    },
    /// The day lies too far back, and no lead opened it.
    #[error("{0} is locked: a lead opens it with a reason, or withdraws it")]
    Locked(NaiveDate),
    /// What waits for a second person says the same.
    #[error("what waits for a second person says the same")]
    SameAsWaiting,
    /// There is no such corridor.
    #[error("there is no corridor {0}")]
    NoCorridor(Slug),
    /// The day lies outside the record, or in the future.
    #[error("{0} lies outside the record, or in the future")]
    NoSuchDay(NaiveDate),
    /// Somebody published another state of the day meanwhile.
    #[error("another state of this day was published meanwhile, as revision {current}")]
    Stale {
        /// The revision that stands now.
        current: i64,
    },
    /// The same key came with another content.
    #[error("this form was sent before with another content, stored as revision {stored}")]
    OtherContent {
        /// The revision that the first sending made.
        stored: i64,
    },
    /// It could not be stored.
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl PublishRefusal {
    /// Whether another account might have done it.
    fn is_about_rights(&self) -> bool {
        matches!(self, Self::NotAllowed | Self::SecondPerson | Self::LeadCorrects | Self::LeadPrefers { .. })
    }
}

impl From<StorageError> for PublishRefusal {
    fn from(error: StorageError) -> Self {
        Self::Write(error.into())
    }
}

/// Publishes a day. Returns after the commit, when the next reader already sees it.
pub async fn publish_day(state: &State, actor: &Actor, command: PublishDay) -> Result<Published, PublishRefusal> {
    let subject = format!("{} {}", command.report.corridor, command.report.date);
    let outcome = publish(state, actor, command).await;
    log(Event::DAY_PUBLISH, actor, &subject, &outcome);
    outcome
}

/// The line of the log about a day that was sent to be published or submitted.
pub(super) fn log(sent: Event, actor: &Actor, subject: &str, outcome: &Result<Published, PublishRefusal>) {
    let line = |event: Event| event.by(&actor.account).on(subject);
    match outcome {
        Ok(Published { seq, again: false }) => line(sent).because(&format!("revision {seq}")).done(),
        Ok(Published { seq, again: true }) => line(sent).because(&format!("revision {seq}, sent again")).done(),
        // Its words are ours, but the name of a corridor that does not exist is what somebody typed.
        Err(PublishRefusal::NoCorridor(_)) => {
            Event::DAY_REFUSED.by(&actor.account).because("no such corridor").refused()
        }
        Err(refusal) if refusal.is_about_rights() => {
            line(Event::ACCESS_REFUSED).because(&refusal.to_string()).refused()
        }
        Err(refusal) => line(Event::DAY_REFUSED).because(&refusal.to_string()).refused(),
    }
}

async fn publish(state: &State, actor: &Actor, command: PublishDay) -> Result<Published, PublishRefusal> {
    let slug = command.report.corridor.clone();
    let date = command.report.date;
    let (role, corridor) = authorise(state, actor, &command)?;
    let content_hash = content_hash(&command)?;
    let now = state.clock.now();
    let mut write = state.database.begin().await?;
    if let Some(seq) = at_day::sent_before(&mut write, &command.key, &content_hash).await? {
        write.roll_back().await?;
        return Ok(Published { seq, again: true });
    }
    let states = write_days::states_of(&mut write, &slug, date).await?;
    let course = Course::of(&states);
    at_day::check_base(course, command.base)?;
    at_day::check_lock(&mut write, &corridor, date, now).await?;
    check_preferences(actor, course, &command.report)?;
    let change = command.change.map(|(kind, reason)| (kind, reason.to_string()));
    let mut days = [DayToWrite::new(command.report, change)];
    let sources = write_days::settle_sources(state, &mut write, command.new_sources, &mut days, now).await?;
    let [day] = days;
    let author = Author { account: &actor.account, role };
    let revision = write_days::append(&mut write, day, RevisionState::Published, author, now).await?;
    let submission = Submission { content_hash, seq: revision.seq };
    submissions::insert(&mut write, &command.key, &submission, now).await?;
    remove_own_draft(&mut write, &actor.account, (&slug, date), command.window.as_ref(), now).await?;
    let subject = format!("{slug} {date}");
    let detail = format!("revision {}", revision.seq);
    audit::append(&mut write, now, &actor.account, "day.publish", &subject, Some(&detail)).await?;
    faults::panic_at(Fault::PanicInCommandBeforeCommit);
    let committed = write.commit_command().await?;
    faults::panic_at(Fault::PanicInCommandAfterCommit);
    let seq = revision.seq;
    state.records.follow(&committed, None, sources, &[revision]).map_err(WriteError::from)?;
    Ok(Published { seq, again: false })
}

/// Whether an actor publishes days of a corridor without a second person.
pub fn publishes(actor: &Actor, corridor: &Corridor) -> bool {
    let alone = corridor.review == Review::Optional || actor.is_operator();
    alone && actor.may(Verb::PublishDay, Some(&corridor.slug))
}

/// The role in which the actor may publish this, and its corridor.
fn authorise(
    state: &State,
    actor: &Actor,
    command: &PublishDay,
) -> Result<(Role, Arc<CorridorRecord>), PublishRefusal> {
    let (slug, date) = (&command.report.corridor, command.report.date);
    let role = actor.role_for(Verb::PublishDay, Some(slug)).ok_or(PublishRefusal::NotAllowed)?;
    let corridor = at_day::corridor_of(state, slug, date)?;
    if !publishes(actor, corridor.record.corridor()) {
        return Err(PublishRefusal::SecondPerson);
    }
    let corrects = command.change.as_ref().is_some_and(|(kind, _)| *kind == ChangeKind::Correction);
    if corrects && !actor.may(Verb::CorrectDay, Some(slug)) {
        return Err(PublishRefusal::LeadCorrects);
    }
    Ok((role, corridor))
}

/// Which claim is the figure is for a lead to decide: to prefer one, to say it differently, to prefer none any more.
fn check_preferences(actor: &Actor, course: Course<'_>, report: &DayReport) -> Result<(), PublishRefusal> {
    if actor.may(Verb::PreferClaim, Some(&report.corridor)) {
        return Ok(());
    }
    let preferred = |day: &DayReport| -> BTreeMap<String, Note> {
        let notes = day.claims().filter_map(|(_, claim)| Some((claim.id.clone(), claim.preferred.clone()?)));
        notes.collect()
    };
    let (before, after) = (course.last_published().map(preferred).unwrap_or_default(), preferred(report));
    let ids: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let claims: Vec<String> = ids.into_iter().filter(|id| before.get(*id) != after.get(*id)).cloned().collect();
    if claims.is_empty() { Ok(()) } else { Err(PublishRefusal::LeadPrefers { claims }) }
}

/// What a submission holds, apart from its key and the window that it came from. Not which sources are new: sent again, they are known.
pub(super) fn content_hash(command: &PublishDay) -> Result<String, WriteError> {
    let change = command.change.as_ref().map(|(kind, reason)| (kind.key(), reason.as_str()));
    Ok(hash::sha256(serde_json::to_string(&(&command.report, change))?))
}
