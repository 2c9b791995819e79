//! Who is at the desk, and what they just did.

use app::paths;
use app::t;
use app::text::{dates, desk, labels};
use app::view::chrome::{Account, Way};
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

/// What was just done with a day, in words, and where it can be seen.
pub(super) fn told(state: &State, done: &Done) -> Option<(String, Way)> {
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
