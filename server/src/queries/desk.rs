//! The desk's first page.

use app::paths;
use app::text::{dates, desk, labels};
use app::view::chrome::{Account, Way, corridor_name};
use app::view::desk::{DeskPage, TaskList};
use app::{t, view};
use chrono::NaiveDate;
use domain::{RevisionState, Slug, Verb};

use super::review::{ReviewError, UnsettledDay, unsettled};
use crate::auth::SignedIn;
use crate::state::State;
use crate::storage::drafts;

/// Who is signed in, as a page shows it to them.
pub fn account(who: &SignedIn) -> Account {
    let leads = who.rights.corridors.keys().filter(|slug| who.actor().may(Verb::SetThreshold, Some(slug)));
    Account {
        name: who.account.clone(),
        role: labels::rights(&who.rights),
        admin: who.rights.admin,
        leads: leads.cloned().collect(),
        imports: who.rights.corridors.keys().any(|slug| who.actor().may(Verb::ImportClaims, Some(slug))),
    }
}

/// What was just done with a day, as the address of the desk's first page names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// What: `published`, `submitted`, `withdrawn`…
    pub what: String,
    /// The corridor.
    pub corridor: Slug,
    /// The day.
    pub date: NaiveDate,
}

/// The desk's first page, after something was done with a day if that is given.
pub async fn desk_page(state: &State, who: &SignedIn, done: Option<Done>) -> Result<DeskPage, ReviewError> {
    let (records, actor) = (state.records.now(), who.actor());
    let may_see = |slug: &Slug| actor.may(Verb::ReadDay, Some(slug));
    let done = done.filter(|done| may_see(&done.corridor)).and_then(|done| told(state, &done));
    let now = state.clock.now();
    let all = records.all().count();
    let own = records.all().filter(|corridor| may_see(&corridor.record.corridor().slug));
    let rows: Vec<_> = own.map(|corridor| (&corridor.record, corridor.moment(now))).collect();
    let page = DeskPage::of(&state.site, account(who), &rows, done);
    let page = if rows.is_empty() && all > 0 { page.without_role() } else { page };
    Ok(page.with_tasks(tasks(state, who).await?))
}

fn told(state: &State, done: &Done) -> Option<(String, Way)> {
    let (slug, date) = (&done.corridor, done.date);
    let records = state.records.now();
    let public = || records.corridor(slug)?.record.day(date);
    let day = dates::full(date);
    let form = || Way::to(&t!("done-see"), paths::day_form(slug, date));
    Some(match done.what.as_str() {
        "published" => {
            let seq = public()?.seq;
            (desk::published(date, seq), Way::to(&t!("desk-see-published"), paths::day_after(slug, date, seq)))
        }
        "submitted" => (t!("done-submitted", date = day), form()),
        "withdrawn" => {
            let seq = public()?.seq;
            (t!("done-withdrawn", date = day), Way::to(&t!("desk-see-published"), paths::day_after(slug, date, seq)))
        }
        "returned" => (t!("done-returned", date = day), form()),
        _ => return None,
    })
}

/// What waits for somebody: days to review, days that came back, what they submitted, their drafts.
async fn tasks(state: &State, who: &SignedIn) -> Result<Vec<TaskList>, ReviewError> {
    let days = unsettled(state, who).await?;
    let is = |wanted: RevisionState| move |day: &&UnsettledDay| day.revision.state == wanted;
    let submitted = || days.iter().filter(is(RevisionState::Submitted));
    let name = |day: &UnsettledDay| {
        t!("task-day", date = dates::full(day.revision.date), corridor = corridor_name(&day.corridor.record))
    };
    let sent = |day: &UnsettledDay| day.in_words(day.revision.recorded_at);
    let form = |day: &UnsettledDay| Way::to(&name(day), paths::day_form(&day.revision.corridor, day.revision.date));
    let review = submitted().filter(|day| day.may && !day.own).map(|day| {
        let way = Way::to(&name(day), paths::review_of(&day.revision.corridor, day.revision.date));
        (way, t!("task-review-text", moment = sent(day), role = view::stand::by(day.revision.role)))
    });
    let returned = days.iter().filter(is(RevisionState::Returned)).filter(|day| day.own);
    let returned = returned.filter_map(|day| {
        let note = day.revision.reason.as_deref()?;
        Some((form(day), t!("task-returned-text", moment = sent(day), note = note)))
    });
    let waiting = submitted().filter(|day| day.own);
    let waiting = waiting.map(|day| (form(day), t!("task-waiting-text", moment = sent(day))));
    let list = |heading: String, days: Vec<(Way, String)>| TaskList { heading, days, all: None };
    let all = Some(Way::to(&t!("task-review-all"), paths::REVIEW));
    Ok(vec![
        TaskList { all, ..list(t!("task-review"), review.collect()) },
        list(t!("task-returned"), returned.collect()),
        list(t!("task-waiting"), waiting.collect()),
        list(t!("task-drafts"), own_drafts(state, who).await?),
    ])
}

async fn own_drafts(state: &State, who: &SignedIn) -> Result<Vec<(Way, String)>, ReviewError> {
    let (records, actor) = (state.records.now(), who.actor());
    let kept = drafts::of_author(&state.database, who.staff_id, state.clock.now()).await?;
    let rows = kept.into_iter().filter_map(|draft| {
        let slug = &draft.corridor;
        let corridor = records.corridor(slug).filter(|_| actor.may(Verb::WriteDay, Some(slug)))?;
        let name = t!("task-day", date = dates::full(draft.date), corridor = corridor_name(&corridor.record));
        let moment = dates::moment(&corridor.moment(draft.saved_at), &corridor.record.corridor().time_zone);
        Some((Way::to(&name, paths::day_form(slug, draft.date)), t!("task-draft-text", moment = moment)))
    });
    Ok(rows.collect())
}
