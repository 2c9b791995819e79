//! The accounts of the desk, as admins see them. Reads the database: no memory holds accounts.

use app::paths;
use app::text::{dates, people};
use app::view::chrome;
use app::view::people::{CorridorRole, Invite, MemberRow, PeoplePage, PersonMay, PersonPage, RolesForm};
use domain::{Rights, Slug};

use super::desk::account;
use crate::auth::accounts::{self, AccountName, Member};
use crate::auth::{LookupError, SignedIn};
use crate::state::State;

/// All accounts, with what was typed into the form to invite somebody.
pub async fn people_page(
    state: &State,
    who: &SignedIn,
    invite: Option<Invite>,
    organisation: (String, String),
) -> Result<PeoplePage, LookupError> {
    let members = accounts::all(&state.database).await?;
    let rows = members.iter().map(|member| row(state, member)).collect();
    let invite = invite.unwrap_or_else(|| Invite { roles: roles_form(state, &Rights::default()), ..Invite::default() });
    Ok(PeoplePage::of(&state.site, account(who), rows, invite, organisation))
}

/// One account; none if there is none of this name.
pub async fn person_page(state: &State, who: &SignedIn, name: &AccountName) -> Result<Option<PersonPage>, LookupError> {
    let Some(member) = accounts::one(&state.database, name).await? else { return Ok(None) };
    let may = if member.id == who.staff_id {
        PersonMay::Own
    } else if member.disabled_at.is_some() {
        PersonMay::Disabled
    } else {
        PersonMay::InUse { second_factor: member.has_second_factor }
    };
    let roles = roles_form(state, &member.rights);
    Ok(Some(PersonPage::of(&state.site, account(who), row(state, &member), roles, may)))
}

/// The roles as fields: every corridor has one.
pub fn roles_form(state: &State, rights: &Rights) -> RolesForm {
    let records = state.records.now();
    let corridors = records.all().map(|corridor| {
        let slug = &corridor.record.corridor().slug;
        let role = rights.corridors.get(slug).map(|role| role.key().to_owned()).unwrap_or_default();
        CorridorRole { slug: slug.to_string(), name: chrome::corridor_name(&corridor.record), role }
    });
    RolesForm { admin: rights.admin, corridors: corridors.collect() }
}

/// Roles in words, with the names of corridors.
pub fn roles_in_words(state: &State, rights: &Rights) -> String {
    let records = state.records.now();
    let name = |slug: &Slug| {
        records.corridor(slug).map_or_else(|| slug.to_string(), |found| chrome::corridor_name(&found.record))
    };
    people::roles(rights, &name)
}

fn row(state: &State, member: &Member) -> MemberRow {
    let disabled = member.disabled_at.map(|at| dates::full(at.date_naive()));
    MemberRow {
        account: member.account.to_string(),
        href: paths::person(member.account.as_str()),
        roles: roles_in_words(state, &member.rights),
        state: people::state(disabled.as_deref(), !member.has_password, member.has_second_factor),
        since: people::since(&dates::full(member.created_at.date_naive())),
        seen: member.seen_on.map_or_else(people::never_seen, dates::full),
    }
}
