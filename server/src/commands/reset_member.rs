//! Gives somebody a new link that works once, to choose a password: the old one and every session end at once.

use domain::Actor;

use super::people::{PeopleRefusal, another, authorise, keep_an_admin};
use crate::auth::LinkToken;
use crate::auth::links::INVITATION_LASTS;
use crate::events::Event;
use crate::state::State;
use crate::storage::links::{LinkKind, StoredLink};
use crate::storage::staff::{self, AccountName};
use crate::storage::{audit, links, second_factors, sessions};

/// Takes password and sessions away, and the second factor as well if it was lost; gives the token of the link.
pub async fn reset_member(
    state: &State,
    actor: &Actor,
    account: &AccountName,
    lost_second_factor: bool,
) -> Result<LinkToken, PeopleRefusal> {
    authorise(actor)?;
    let (token, now) = (LinkToken::generate()?, state.clock.now());
    let mut write = state.database.begin().await?;
    let member = another(&mut write, actor, account).await?;
    if member.disabled_at.is_some() {
        return Err(PeopleRefusal::Disabled(member.account));
    }
    keep_an_admin(&mut write, &member).await?;
    let kind = if member.has_password { LinkKind::Reset } else { LinkKind::Invitation };
    staff::put_password(&mut write, member.id, None).await?;
    sessions::delete_of(&mut write, &member.account).await?;
    if lost_second_factor {
        second_factors::remove(&mut write, member.id).await?;
    }
    let expires_at = now + INVITATION_LASTS;
    let link = StoredLink { kind, staff_id: Some(member.id), created_at: now, expires_at };
    links::replace(&mut write, &token.hash(), &link).await?;
    let detail = lost_second_factor.then_some("with its second factor");
    audit::append(&mut write, now, &actor.account, "staff.reset", member.account.as_str(), detail).await?;
    drop(write.commit_command().await?);
    Event::STAFF_RESET.by(&actor.account).on(member.account.as_str()).done();
    Ok(token)
}
