//! The form of one day: what stands, or what was typed. Reads the desk's own documents from the database: they hold
//! internal notes, which the records in memory never do.

use std::sync::Arc;

use app::view::day_form::DayForm;
use chrono::NaiveDate;
use domain::draft::{Draft, DraftContext};
use domain::{AbsenceReason, DayReport, Moment, Revision, RevisionState, Slug};

use super::desk::account;
use crate::auth::SignedIn;
use crate::commands::WriteError;
use crate::commands::publish_day::{PublishRefusal, publishes};
use crate::records::{CorridorRecord, RecordError, Snapshot, read_revision};
use crate::state::State;
use crate::storage::revisions;

/// A day as the desk works on it.
#[derive(Debug)]
pub struct DayAtDesk {
    /// All records, as they stood when the form was asked for.
    pub records: Arc<Snapshot>,
    /// The corridor's record.
    pub corridor: Arc<CorridorRecord>,
    /// The moment.
    pub moment: Moment,
    /// The day.
    pub date: NaiveDate,
    /// Every state that the day had, the oldest first.
    pub states: Vec<Revision>,
}

/// A day for the desk; refused when there is no such corridor or day.
pub async fn day_at_desk(state: &State, slug: &Slug, date: NaiveDate) -> Result<DayAtDesk, PublishRefusal> {
    let day = day_in_memory(state, slug, date)?;
    let stored = revisions::load_day(&state.database, slug, date).await?;
    let states: Result<Vec<Revision>, RecordError> = stored.iter().map(read_revision).collect();
    Ok(DayAtDesk { states: states.map_err(WriteError::from)?, ..day })
}

/// A day for the desk without the states that it had: enough to show again what was typed.
pub fn day_in_memory(state: &State, slug: &Slug, date: NaiveDate) -> Result<DayAtDesk, PublishRefusal> {
    let records = state.records.now();
    let corridor = records.corridor(slug).ok_or_else(|| PublishRefusal::NoCorridor(slug.clone()))?.clone();
    let moment = corridor.moment(state.clock.now());
    if date > moment.today || !corridor.record.corridor().covers(date) {
        return Err(PublishRefusal::NoSuchDay(date));
    }
    Ok(DayAtDesk { records, corridor, moment, date, states: Vec::new() })
}

impl DayAtDesk {
    /// The state that stands now, if it is public.
    pub fn standing(&self) -> Option<&DayReport> {
        self.states.last().filter(|last| last.state == RevisionState::Published).map(|last| &last.report)
    }

    /// The newest revision of the day, 0 if there is none.
    pub fn newest(&self) -> i64 {
        self.states.last().map_or(0, |last| last.seq)
    }

    /// The state that the writer of a draft saw, if it was public.
    fn base_of(&self, draft: &Draft) -> Option<&DayReport> {
        let seen = self.states.iter().find(|state| state.seq == draft.base_seq());
        seen.filter(|seen| seen.state == RevisionState::Published).map(|seen| &seen.report)
    }

    /// What a draft is read against: the state that its writer saw.
    pub fn context_of(&self, draft: &Draft) -> DraftContext<'_> {
        DraftContext {
            corridor: self.corridor.record.corridor(),
            date: self.date,
            today: self.moment.today,
            base: self.base_of(draft),
            sources: self.records.sources(),
        }
    }

    /// What the form shows before anybody typed.
    pub fn fresh_draft(&self, key: String) -> Draft {
        Draft { base: self.newest().to_string(), key, ..self.draft_of(self.standing()) }
    }

    /// What the form showed to the writer of a draft before they typed.
    pub fn seen_by(&self, draft: &Draft) -> Draft {
        self.draft_of(self.base_of(draft))
    }

    fn draft_of(&self, report: Option<&DayReport>) -> Draft {
        let mut draft = Draft::of(report, self.corridor.record.corridor(), self.records.sources());
        for reason in draft.reasons.iter_mut().filter(|reason| reason.is_empty()) {
            AbsenceReason::default().key().clone_into(reason);
        }
        draft
    }

    /// The form over a draft.
    pub fn form(&self, state: &State, who: &SignedIn, draft: Draft) -> DayForm {
        let form = DayForm::of(&state.site, account(who), &self.corridor.record, &self.moment, self.date, draft);
        if publishes(&who.actor(), self.corridor.record.corridor()) { form } else { form.without_publishing() }
    }
}
