//! Takes up an invitation, or chooses a new password, with a link that works once; then its holder is signed in.

use super::people::words_of;
use crate::auth::passwords::PasswordsError;
use crate::auth::sign_in::{OpenError, open_for};
use crate::auth::{LinkToken, NewSession, PasswordError, judge};
use crate::events::Event;
use crate::state::State;
use crate::storage::links::{LinkKind, StoredLink};
use crate::storage::staff::{self, AccountName, Member};
use crate::storage::{StorageError, WriteTransaction, audit, links, sessions};

/// Why a link was of no use. Nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum LinkRefusal {
    /// Used, replaced, too old, of a disabled account, or none of ours: it is not told which.
    #[error("the link is of no use any more")]
    Gone,
    /// The password is not good enough.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The password could not be hashed.
    #[error(transparent)]
    Passwords(#[from] PasswordsError),
    /// No session could be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// It could not be stored.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// The account that a link is for. Changes nothing.
pub async fn look_at_link(state: &State, token: &LinkToken) -> Result<AccountName, LinkRefusal> {
    let link = links::find(&state.database, &token.hash()).await?;
    let id = link.as_ref().and_then(|link| account_of(state, link)).ok_or(LinkRefusal::Gone)?;
    let members = staff::list(&state.database).await?;
    let member = members.into_iter().find(|member| member.id == id && member.disabled_at.is_none());
    member.map(|member| member.account).ok_or(LinkRefusal::Gone)
}

/// Sets the password, ends the link and every session of the account, and opens a session.
pub async fn take_up_link(
    state: &State,
    token: &LinkToken,
    typed: &str,
    browser: Option<&str>,
) -> Result<NewSession, LinkRefusal> {
    let account = look_at_link(state, token).await?;
    let password = judge(typed, &words_of(state, account.as_str()).await?)?;
    let hash = state.passwords.hash(&password).await?;
    let mut write = state.database.begin().await?;
    let (member, link) = take(state, &mut write, token).await?;
    staff::put_password(&mut write, member.id, Some(&hash)).await?;
    sessions::delete_of(&mut write, &member.account).await?;
    let session = open_for(&mut write, &state.clock, member, browser, state.second_factor).await?;
    let detail = match link.kind {
        LinkKind::Reset => Some("a new password"),
        LinkKind::Invitation | LinkKind::SetUp => None,
    };
    let (account, now) = (session.account.as_str(), state.clock.now());
    audit::append(&mut write, now, account, "staff.welcome", account, detail).await?;
    drop(write.commit_command().await?);
    Event::STAFF_WELCOME.by(account).done();
    Ok(session)
}

async fn take(
    state: &State,
    write: &mut WriteTransaction,
    token: &LinkToken,
) -> Result<(Member, StoredLink), LinkRefusal> {
    let link = links::take(write, &token.hash()).await?.ok_or(LinkRefusal::Gone)?;
    let id = account_of(state, &link).ok_or(LinkRefusal::Gone)?;
    let member = staff::by_id(write, id).await?.map(|(member, _)| member);
    let member = member.filter(|member| member.disabled_at.is_none()).ok_or(LinkRefusal::Gone)?;
    Ok((member, link))
}

fn account_of(state: &State, link: &StoredLink) -> Option<staff::StaffId> {
    link.staff_id.filter(|_| state.clock.now() < link.expires_at)
}
