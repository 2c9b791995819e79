//! Gives an account other roles. Its sessions end: what they may do is no longer what their holders came in for.

use domain::{Actor, Rights};

use super::keep_staff::in_words;
use super::people::{PeopleRefusal, another, authorise, check_corridors, keep_an_admin};
use crate::events::Event;
use crate::state::State;
use crate::storage::staff::{self, AccountName};
use crate::storage::{audit, sessions};

/// Changes the roles; `false` if they are these already, and nothing was stored.
pub async fn change_roles(
    state: &State,
    actor: &Actor,
    account: &AccountName,
    rights: &Rights,
) -> Result<bool, PeopleRefusal> {
    authorise(actor)?;
    check_corridors(state, rights)?;
    let now = state.clock.now();
    let mut write = state.database.begin().await?;
    let member = another(&mut write, actor, account).await?;
    if member.rights == *rights {
        write.roll_back().await?;
        return Ok(false);
    }
    if !rights.admin {
        keep_an_admin(&mut write, &member).await?;
    }
    staff::set_rights(&mut write, member.id, rights).await?;
    sessions::delete_of(&mut write, &member.account).await?;
    let detail = format!("{}; before: {}", in_words(rights), in_words(&member.rights));
    audit::append(&mut write, now, &actor.account, "staff.roles", member.account.as_str(), Some(&detail)).await?;
    drop(write.commit_command().await?);
    Event::STAFF_ROLES.by(&actor.account).on(member.account.as_str()).because(&detail).done();
    Ok(true)
}
