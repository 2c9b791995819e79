//! The desk's first page.

use app::text::{desk, labels};
use app::view::chrome::Account;
use app::view::desk::DeskPage;
use chrono::NaiveDate;
use domain::{Slug, Verb};

use crate::auth::SignedIn;
use crate::state::State;

/// Who is signed in, as a page shows it to them.
pub fn account(who: &SignedIn) -> Account {
    let leads = who.rights.corridors.keys().filter(|slug| who.actor().may(Verb::SetThreshold, Some(slug)));
    Account {
        name: who.account.clone(),
        role: labels::rights(&who.rights),
        admin: who.rights.admin,
        leads: leads.cloned().collect(),
    }
}

/// The desk's first page, after a day of a corridor was published if one is given.
pub fn desk_page(state: &State, who: &SignedIn, published: Option<(Slug, NaiveDate)>) -> DeskPage {
    let records = state.records.now();
    let done = published.and_then(|(slug, date)| {
        let day = records.corridor(&slug)?.record.day(date)?;
        Some((desk::published(date, day.seq), app::paths::day_after(&slug, date, day.seq)))
    });
    let now = state.clock.now();
    let rows: Vec<_> = records.all().map(|corridor| (&corridor.record, corridor.moment(now))).collect();
    DeskPage::of(&state.site, account(who), &rows, done)
}
