//! Submits one day for review: it waits for a second person, and nothing of it is public.

use domain::{Actor, Course, RevisionState, Verb};

use super::at_day;
use super::draft_window::remove_own_draft;
use super::publish_day::{PublishDay, PublishRefusal, Published, content_hash, log};
use super::write_days::{self, Author, DayToWrite, WriteError};
use crate::events::Event;
use crate::state::State;
use crate::storage::submissions::Submission;
use crate::storage::{audit, hash, submissions};

/// Submits a day, in the place of what waited for review before. Takes what publishing takes.
pub async fn submit_day(state: &State, actor: &Actor, command: PublishDay) -> Result<Published, PublishRefusal> {
    let subject = format!("{} {}", command.report.corridor, command.report.date);
    let outcome = submit(state, actor, command).await;
    log(Event::DAY_SUBMIT, actor, &subject, &outcome);
    outcome
}

async fn submit(state: &State, actor: &Actor, command: PublishDay) -> Result<Published, PublishRefusal> {
    let slug = command.report.corridor.clone();
    let date = command.report.date;
    let role = actor.role_for(Verb::WriteDay, Some(&slug)).ok_or(PublishRefusal::NotAllowed)?;
    let corridor = at_day::corridor_of(state, &slug, date)?;
    // The same form may be submitted first and, once it was returned, published: that is another content.
    let content_hash = hash::sha256(format!("submit {}", content_hash(&command)?));
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
    let change = command.change.map(|(kind, reason)| (kind, reason.to_string()));
    let mut days = [DayToWrite::new(command.report, change)];
    check_news(course, &days)?;
    let sources = write_days::settle_sources(state, &mut write, command.new_sources, &mut days, now).await?;
    let [day] = days;
    let author = Author { account: &actor.account, role };
    let revision = write_days::append(&mut write, day, RevisionState::Submitted, author, now).await?;
    let seq = revision.seq;
    submissions::insert(&mut write, &command.key, &Submission { content_hash, seq }, now).await?;
    remove_own_draft(&mut write, &actor.account, (&slug, date), command.window.as_ref(), now).await?;
    let (subject, detail) = (format!("{slug} {date}"), format!("revision {seq}"));
    audit::append(&mut write, now, &actor.account, "day.submit", &subject, Some(&detail)).await?;
    let committed = write.commit_command().await?;
    // The day is not public, so the record takes nothing of it; its new sources have names from now on.
    if sources.is_empty() {
        drop(committed);
    } else {
        state.records.follow(&committed, None, sources, &[revision]).map_err(WriteError::from)?;
    }
    Ok(Published { seq, again: false })
}

/// To submit again what waits already would only change who may publish it.
fn check_news(course: Course<'_>, days: &[DayToWrite; 1]) -> Result<(), PublishRefusal> {
    let [day] = days;
    let same = course.waiting().is_some_and(|waiting| {
        (&waiting.report, waiting.change_kind, &waiting.reason) == (&day.report, day.change_kind, &day.reason)
    });
    if same { Err(PublishRefusal::SameAsWaiting) } else { Ok(()) }
}
