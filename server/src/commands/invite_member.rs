//! Invites somebody: an account without a password, and a link that works once to choose one.

use domain::{Actor, Rights};

use super::keep_staff::in_words;
use super::people::{PeopleRefusal, authorise, check_corridors};
use crate::auth::LinkToken;
use crate::auth::links::INVITATION_LASTS;
use crate::events::Event;
use crate::state::State;
use crate::storage::links::{LinkKind, StoredLink};
use crate::storage::staff::{self, AccountName};
use crate::storage::{StorageError, audit, links};

/// Adds the account; gives the token of its link, which is shown once and stored nowhere.
pub async fn invite_member(
    state: &State,
    actor: &Actor,
    account: &AccountName,
    rights: &Rights,
) -> Result<LinkToken, PeopleRefusal> {
    authorise(actor)?;
    check_corridors(state, rights)?;
    let (token, now) = (LinkToken::generate()?, state.clock.now());
    let mut write = state.database.begin().await?;
    let id = match staff::add(&mut write, account, rights, None, now).await {
        Err(StorageError::Taken { .. }) => return Err(PeopleRefusal::Taken(account.clone())),
        other => other?,
    };
    let link = StoredLink {
        kind: LinkKind::Invitation,
        staff_id: Some(id),
        created_at: now,
        expires_at: now + INVITATION_LASTS,
    };
    links::replace(&mut write, &token.hash(), &link).await?;
    let detail = in_words(rights);
    audit::append(&mut write, now, &actor.account, "staff.invite", account.as_str(), Some(&detail)).await?;
    drop(write.commit_command().await?);
    Event::STAFF_INVITE.by(&actor.account).on(account.as_str()).because(&detail).done();
    Ok(token)
}
