//! Lets an account in no longer, or again. A disabled one is out at once: its sessions and links end with it.

use domain::Actor;

use super::people::{PeopleRefusal, another, authorise, keep_an_admin};
use crate::events::Event;
use crate::state::State;
use crate::storage::staff::{self, AccountName};
use crate::storage::{audit, links};

/// Disables the account; `false` if it is disabled already.
pub async fn disable_member(state: &State, actor: &Actor, account: &AccountName) -> Result<bool, PeopleRefusal> {
    authorise(actor)?;
    let now = state.clock.now();
    let mut write = state.database.begin().await?;
    let member = another(&mut write, actor, account).await?;
    if member.disabled_at.is_some() {
        write.roll_back().await?;
        return Ok(false);
    }
    keep_an_admin(&mut write, &member).await?;
    staff::disable(&mut write, &member.account, now).await?;
    links::delete_of(&mut write, member.id).await?;
    audit::append(&mut write, now, &actor.account, "staff.disable", member.account.as_str(), None).await?;
    drop(write.commit_command().await?);
    Event::STAFF_DISABLE.by(&actor.account).on(member.account.as_str()).done();
    Ok(true)
}

/// Lets the account in again, with the password that it had; `false` if it is not disabled.
pub async fn enable_member(state: &State, actor: &Actor, account: &AccountName) -> Result<bool, PeopleRefusal> {
    authorise(actor)?;
    let mut write = state.database.begin().await?;
    let member = another(&mut write, actor, account).await?;
    if !staff::enable(&mut write, member.id).await? {
        write.roll_back().await?;
        return Ok(false);
    }
    let now = state.clock.now();
    audit::append(&mut write, now, &actor.account, "staff.enable", member.account.as_str(), None).await?;
    drop(write.commit_command().await?);
    Event::STAFF_ENABLE.by(&actor.account).on(member.account.as_str()).done();
    Ok(true)
}
