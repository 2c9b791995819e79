//! Imported days as drafts of whoever imports them: the form of each day shows them to nobody else. A draft that is there
//! already gives way only when its author says so. Authorises nothing and begins no transaction.

use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

use chrono::{DateTime, NaiveDate, Utc};
use domain::draft::{Draft, DraftContext, MOST_ROWS, Readers};
use domain::record::Sources;
use domain::{ChangeKind, DayReport, Slug};

use super::import_claims::ImportRefusal;
use super::save_draft::body_of;
use crate::files::Watch;
use crate::imports::{Planned, Refused, Standing};
use crate::records::CorridorRecord;
use crate::state::State;
use crate::storage::drafts::{self, StoredDraft};
use crate::storage::staff::StaffId;
use crate::storage::{WriteTransaction, hash};

/// Days that become drafts.
pub(super) struct Drafts<'a> {
    pub(super) state: &'a State,
    pub(super) corridor: &'a CorridorRecord,
    pub(super) planned: &'a Planned,
    pub(super) author: StaffId,
    /// Kind and reason for the days that are public.
    pub(super) change: Option<(ChangeKind, String)>,
    /// The key of the import.
    pub(super) key: &'a str,
    pub(super) now: DateTime<Utc>,
}

impl Drafts<'_> {
    /// Keeps a draft of each day of the plan. Those that are there give way when they were saved by then: their author saw
    /// that there are some.
    pub(super) async fn save(
        &self,
        write: &mut WriteTransaction,
        over: Option<DateTime<Utc>>,
        watch: &Watch,
    ) -> Result<(), ImportRefusal> {
        let slug = &self.corridor.record.corridor().slug;
        let days = &self.planned.plan.days;
        let own = drafts::days_of_author(&self.state.database, self.author, slug, self.now).await?;
        let stays = |date: &NaiveDate| own.get(date).is_some_and(|saved_at| over.is_none_or(|seen| *saved_at > seen));
        let taken: Vec<NaiveDate> = days.iter().map(|day| day.date).filter(stays).collect();
        if !taken.is_empty() {
            return Err(Refused::Drafts(taken).into());
        }
        let sources = self.sources();
        let drafts: Vec<(NaiveDate, Option<Draft>)> =
            days.iter().map(|day| (day.date, self.draft_of(day, &sources))).collect();
        let without: Vec<NaiveDate> =
            drafts.iter().filter(|(_, draft)| draft.is_none()).map(|(date, _)| *date).collect();
        if !without.is_empty() {
            return Err(Refused::NoDraft(without).into());
        }
        watch.of.store(drafts.len(), Ordering::Relaxed);
        for (date, draft) in drafts.into_iter().filter_map(|(date, draft)| Some((date, draft?))) {
            let body = body_of(&draft.fields());
            let draft = StoredDraft { corridor: slug.clone(), date, body, saved_at: self.now };
            drafts::save(write, self.author, &draft).await?;
            watch.read.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    }

    /// The known sources and those that the files name: a draft holds their names.
    fn sources(&self) -> Sources {
        let mut sources = self.state.records.now().sources().clone();
        sources.extend(self.planned.plan.new_sources.iter().map(|source| (source.slug.clone(), source.clone())));
        sources
    }

    /// The draft of a day; none when the form has no place for all that it would hold.
    fn draft_of(&self, day: &DayReport, sources: &Sources) -> Option<Draft> {
        let standing = self.planned.standing.get(&day.date).filter(|day| !day.returned)?;
        let settings = self.corridor.record.corridor();
        let mut draft = Draft::of(Some(day), settings, sources);
        without_new_ids(&mut draft, standing.before.as_ref());
        let key = hash::sha256(format!("draft {} {}", self.key, day.date));
        draft.key = key.get(..32).unwrap_or_default().to_owned();
        draft.base = standing.newest.to_string();
        if let Some((kind, reason)) = self.change.as_ref().filter(|_| standing.before.is_some()) {
            kind.key().clone_into(&mut draft.change_kind);
            draft.change_reason.clone_from(reason);
        }
        self.says(&draft, day, standing, sources).then_some(draft)
    }

    /// Whether the form, sent as it would be shown, says what the day says: in each report and claim, reason and event.
    fn says(&self, draft: &Draft, day: &DayReport, standing: &Standing, sources: &Sources) -> bool {
        let rows: usize = draft.reports.iter().map(|report| report.claims.len()).sum();
        if rows > MOST_ROWS || draft.reports.len() > MOST_ROWS || draft.events.len() > MOST_ROWS {
            return false;
        }
        let mut sent = Draft { confirmed: "yes".to_owned(), ..draft.clone() };
        if standing.before.is_some() && sent.change_kind.is_empty() {
            ChangeKind::Revision.key().clone_into(&mut sent.change_kind);
            sent.change_reason = "…".to_owned();
        }
        let records = self.state.records.now();
        let context = DraftContext {
            corridor: self.corridor.record.corridor(),
            date: day.date,
            today: self.corridor.moment(self.now).today,
            base: standing.before.as_ref(),
            readers: standing.before.as_ref().map_or(Readers::SeeNothing, Readers::See),
            sources: records.sources(),
        };
        let Ok(read) = sent.read(&context) else { return false };
        let mut known = records.sources().clone();
        known.extend(read.new_sources.into_iter().map(|source| (source.slug.clone(), source)));
        said(read.report, &known) == said(day.clone(), sources)
    }
}

/// What a day says: without the ids, which are given when it is stored, and under the names of its sources.
fn said(mut day: DayReport, sources: &Sources) -> (DayReport, Vec<String>) {
    let nobody = day.corridor.clone();
    let mut names = Vec::new();
    let mut name = |slug: &mut Slug| {
        names.push(sources.get(slug).map_or_else(|| slug.to_string(), |source| source.name.to_string()));
        nobody.clone_into(slug);
    };
    for report in &mut day.reports {
        name(&mut report.source);
        report.id.clear();
        report.claims.iter_mut().for_each(|claim| claim.id.clear());
    }
    // The form sets the reasons in an order of its own.
    day.absences.sort_by_cached_key(|absence| format!("{absence:?}"));
    for event in &mut day.events {
        event.id.clear();
        event.source.iter_mut().for_each(&mut name);
    }
    (day, names)
}

/// An id that the day does not have is none: the form gives one when it is sent.
fn without_new_ids(draft: &mut Draft, before: Option<&DayReport>) {
    let reports = before.into_iter().flat_map(|day| &day.reports).map(|report| report.id.as_str());
    let claims = before.into_iter().flat_map(|day| day.claims()).map(|(_, claim)| claim.id.as_str());
    let events = before.into_iter().flat_map(|day| &day.events).map(|event| event.id.as_str());
    let known: BTreeSet<&str> = reports.chain(claims).chain(events).collect();
    let settle = |id: &mut String| {
        if !known.contains(id.as_str()) {
            id.clear();
        }
    };
    for report in &mut draft.reports {
        settle(&mut report.id);
        report.claims.iter_mut().for_each(|claim| settle(&mut claim.id));
    }
    draft.events.iter_mut().for_each(|event| settle(&mut event.id));
}
