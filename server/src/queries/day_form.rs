//! The form of one day: what stands, what waits, or what was typed. Reads the desk's own documents from the database:
//! they hold internal notes, which the records in memory never do.

use std::collections::BTreeSet;
use std::sync::Arc;

use app::text::{dates, desk, drafts as told};
use app::view::day_form::{DayForm, Told, draft_lines, give_room, ready_rows};
use app::view::discard_draft::Kept;
use app::view::keeper::{Keeper, Whose};
use app::view::stand::{At, Stand};
use chrono::{DateTime, NaiveDate, Utc};
use domain::draft::fields::{Field, value};
use domain::draft::{Draft, DraftClaim, DraftContext};
use domain::{AbsenceReason, Course, DayReport, Lock, Moment, Revision, RevisionState, Slug, Verb};

use super::desk::account;
use crate::auth::SignedIn;
use crate::commands::WriteError;
use crate::commands::publish_day::{PublishRefusal, publishes};
use crate::records::{CorridorRecord, RecordError, Snapshot, read_revision};
use crate::state::State;
use crate::storage::authors::Authors;
use crate::storage::drafts::StoredDraft;
use crate::storage::hash::sha256;
use crate::storage::{authors, drafts, openings, revisions, submissions};

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
    /// Who made them.
    pub authors: Authors,
    /// Whether the day may be written to.
    pub lock: Lock,
    /// The keys of the forms that made these states.
    pub arrived: Vec<String>,
}

/// A day for the desk; refused when there is no such corridor or day.
pub async fn day_at_desk(state: &State, slug: &Slug, date: NaiveDate) -> Result<DayAtDesk, PublishRefusal> {
    let day = day_in_memory(state, slug, date)?;
    let stored = revisions::load_day(&state.database, slug, date).await?;
    let states: Result<Vec<Revision>, RecordError> = stored.iter().map(read_revision).collect();
    let authors = authors::of_day(&state.database, slug, date).await?;
    let until = openings::until(&state.database, slug, date).await?;
    let lock = Lock::of(day.corridor.record.corridor(), date, &day.moment, until);
    let arrived = submissions::keys_of_day(&state.database, slug, date).await?;
    Ok(DayAtDesk { states: states.map_err(WriteError::from)?, authors, lock, arrived, ..day })
}

/// A day for the desk without the states that it had: enough to show again what was typed.
pub fn day_in_memory(state: &State, slug: &Slug, date: NaiveDate) -> Result<DayAtDesk, PublishRefusal> {
    let records = state.records.now();
    let corridor = records.corridor(slug).ok_or_else(|| PublishRefusal::NoCorridor(slug.clone()))?.clone();
    let moment = corridor.moment(state.clock.now());
    if date > moment.today || !corridor.record.corridor().covers(date) {
        return Err(PublishRefusal::NoSuchDay(date));
    }
    let lock = Lock::of(corridor.record.corridor(), date, &moment, None);
    let (states, authors, arrived) = (Vec::new(), Authors::new(), Vec::new());
    Ok(DayAtDesk { records, corridor, moment, date, states, authors, lock, arrived })
}

/// The draft that somebody has of a day.
pub async fn own_draft(
    state: &State,
    who: &SignedIn,
    slug: &Slug,
    date: NaiveDate,
) -> Result<Option<StoredDraft>, PublishRefusal> {
    Ok(drafts::of_day(&state.database, who.staff_id, slug, date, state.clock.now()).await?)
}

/// The name of somebody in the storage of a browser that others may use too: it tells two people apart, and nobody who does not
/// know this installation’s own secret can tell whose it is.
fn unreadable(state: &State, who: &SignedIn) -> String {
    let hash = sha256(format!("typed on this device: {} {}", state.browsers, who.account));
    hash.get(..32).unwrap_or_default().to_owned()
}

/// Whether a form was typed by who sends it, as far as it says: in one browser, somebody else may have signed in meanwhile.
pub fn is_own(state: &State, who: &SignedIn, form: &[Field]) -> bool {
    let typed_by = value(form, "draft_of");
    typed_by.is_empty() || typed_by == unreadable(state, who)
}

impl DayAtDesk {
    /// Its corridor.
    pub fn slug(&self) -> &Slug {
        &self.corridor.record.corridor().slug
    }

    /// The course of the day.
    pub fn course(&self) -> Course<'_> {
        Course::of(&self.states)
    }

    /// The newest revision of the day, 0 if there is none.
    pub fn newest(&self) -> i64 {
        self.course().newest()
    }

    /// Whether somebody submitted what waits, or a part of it.
    pub fn is_own(&self, who: &SignedIn) -> bool {
        self.course().submissions().any(|state| self.authors.get(&state.seq) == Some(&who.account))
    }

    /// What a draft is read against: the state that its writer saw.
    pub fn context_of(&self, draft: &Draft) -> DraftContext<'_> {
        let seen = self.course().up_to(draft.base_seq());
        DraftContext {
            corridor: self.corridor.record.corridor(),
            date: self.date,
            today: self.moment.today,
            base: seen.content(),
            readers: seen.readers(),
            sources: self.records.sources(),
        }
    }

    /// The day as the writer of an edit of this revision saw it.
    pub fn seen_report(&self, base: i64) -> Option<&DayReport> {
        self.course().up_to(base).content()
    }

    /// Rows that stand ready in a report of this day, without an amount.
    pub fn ready_rows(&self) -> Vec<DraftClaim> {
        ready_rows(&self.corridor.record, self.date)
    }

    /// Gives a draft room to write in, as the form does.
    pub fn give_room(&self, draft: &mut Draft) {
        give_room(draft, &self.corridor.record, &self.moment, self.date);
    }

    /// What the form shows before anybody typed.
    pub fn fresh_draft(&self, key: String) -> Draft {
        Draft { base: self.newest().to_string(), key, ..self.shown_after(self.course()) }
    }

    /// What the form showed to the writer of a draft before they typed.
    pub fn seen_by(&self, draft: &Draft) -> Draft {
        self.shown_after(self.course().up_to(draft.base_seq()))
    }

    fn shown_after(&self, course: Course<'_>) -> Draft {
        let (settings, sources) = (self.corridor.record.corridor(), self.records.sources());
        let mut draft = match course.submission() {
            Some(submission) => Draft::of_submission(submission, settings, sources),
            None => Draft::of(course.content(), settings, sources),
        };
        for reason in draft.reasons.iter_mut().filter(|reason| reason.is_empty()) {
            AbsenceReason::default().key().clone_into(reason);
        }
        draft
    }

    /// The form over a draft.
    pub fn form(&self, state: &State, who: &SignedIn, draft: Draft) -> DayForm {
        let form = DayForm::of(&state.site, account(who), &self.corridor.record, &self.moment, self.date, draft);
        form.standing(self.stand(who)).offering(self.offered()).kept_by(self.keeper(state, who))
    }

    /// What the writer’s browser needs to keep what is typed.
    fn keeper(&self, state: &State, who: &SignedIn) -> Keeper {
        let whose = Whose { account: unreadable(state, who), arrived: self.arrived.clone() };
        Keeper::of(&self.corridor.record, &self.moment, self.date, whose)
    }

    /// Where the day stands for somebody.
    pub fn stand(&self, who: &SignedIn) -> Stand {
        let settings = self.corridor.record.corridor();
        let last = self.course().waiting().and_then(|waiting| self.authors.get(&waiting.seq));
        let actor = who.actor();
        Stand::of(&At {
            actor: &actor,
            corridor: &settings.slug,
            date: self.date,
            course: self.course(),
            lock: self.lock,
            lock_after_days: settings.lock_after_days,
            own: last == Some(&who.account),
            publishes: publishes(&actor, settings),
            in_words: &|instant| self.in_words(instant),
        })
    }

    /// An instant in words, by the corridor's clock.
    pub fn in_words(&self, instant: DateTime<Utc>) -> String {
        dates::moment(&self.corridor.moment(instant), &self.corridor.record.corridor().time_zone)
    }

    /// What the writer of a draft is told when another state came up meanwhile: both versions; and the draft with both.
    pub fn bring_together(&self, draft: &mut Draft, key: String, (heading, lines): desk::News) -> Told {
        let theirs = self.fresh_draft(key);
        let state = self.course().last().map_or(RevisionState::Published, |last| last.state);
        let told = Told {
            heading,
            lines,
            theirs: draft_lines(&theirs, &self.corridor.record),
            theirs_are: desk::theirs(state),
            yours: draft_lines(draft, &self.corridor.record),
            ways: Vec::new(),
        };
        draft.join(&self.seen_by(draft), &theirs);
        told
    }

    /// What the writer of a draft is told when the form shows it again. A draft of an older state is brought together with
    /// the newest.
    pub fn bring_back(&self, draft: &mut Draft, saved_at: DateTime<Utc>, key: String) -> Told {
        let moment = self.in_words(saved_at);
        match self.course().last().filter(|last| last.seq != draft.base_seq()) {
            None => {
                let (heading, lines) = told::kept(&moment);
                Told { heading, lines, ..Told::default() }
            }
            Some(last) => {
                let news = told::kept_of_older(&moment, draft.base_seq(), last.seq, last.state);
                self.bring_together(draft, key, news)
            }
        }
    }

    /// A draft as the page that discards it shows it.
    pub fn kept(&self, draft: Draft, saved_at: DateTime<Utc>) -> Kept {
        Kept { draft, moment: self.in_words(saved_at), saved_at: saved_at.timestamp_millis() }
    }

    /// The names of sources that readers know, and of those that the desk of this day works with. What only another desk
    /// wrote is not offered.
    fn offered(&self) -> impl Iterator<Item = String> {
        let mut named = BTreeSet::new();
        for day in self.records.all().flat_map(|corridor| corridor.record.days()) {
            named.extend(day.reports.iter().map(|report| &report.source));
            named.extend(day.events.iter().filter_map(|event| event.source.as_ref()));
            named.extend(day.absences.iter().filter_map(|absence| absence.source.as_ref()));
        }
        named.extend(self.states.iter().flat_map(|state| &state.report.reports).map(|report| &report.source));
        named.into_iter().filter_map(|slug| self.records.sources().get(slug)).map(|source| source.name.to_string())
    }

    /// Whether somebody publishes what others submit here.
    pub fn may_approve(&self, who: &SignedIn) -> bool {
        who.actor().may(Verb::ApproveDay, Some(self.slug()))
    }

    /// The report that is public, if one is.
    pub fn standing(&self) -> Option<&DayReport> {
        self.course().standing()
    }
}
