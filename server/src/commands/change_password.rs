//! Changes one's own password. All other sessions of the account end, this one gets another token.

use super::people::{name_of, words_of};
use crate::auth::own_password::{check_own_password, forget_failures};
use crate::auth::sessions::LONGEST;
use crate::auth::{
    Network, PasswordError, PasswordsError, RandomError, SessionToken, SignInRefusal, SignedIn, Stage, judge,
};
use crate::events::Event;
use crate::state::State;
use crate::storage::{StorageError, audit, sessions, staff};

/// Why something of one's own account was not changed. Nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum OwnRefusal {
    /// The session ended meanwhile.
    #[error("the session has ended")]
    Ended,
    /// The password that was asked for is wrong.
    #[error("the password is wrong")]
    WrongPassword,
    /// Too many failures; nothing was checked.
    #[error("too many failed attempts; wait {seconds} seconds")]
    Wait {
        /// How long.
        seconds: u32,
    },
    /// The new password is not good enough.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The code is wrong, too old, or was taken before.
    #[error("the code is wrong, too old, or was used before")]
    WrongCode,
    /// There is nothing to do this with.
    #[error("there is no second factor that could be changed so")]
    NoSecondFactor,
    /// It must stay.
    #[error("leads and admins keep their second factor")]
    Required,
    /// A password could not be checked or hashed.
    #[error(transparent)]
    Passwords(#[from] PasswordsError),
    /// No token could be made.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// It could not be stored.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Changes the password; gives the session's new token.
pub async fn change_password(
    state: &State,
    who: &SignedIn,
    token: &SessionToken,
    (old, new): (&str, &str),
    network: &Network,
) -> Result<SessionToken, OwnRefusal> {
    let account = name_of(who)?;
    let new = judge(new, &words_of(state, account.as_str()).await?)?;
    let known = prove(state, who, old, network).await?;
    let hash = state.passwords.hash(&new).await?;
    let (fresh, now) = (SessionToken::generate()?, state.clock.now());
    let mut write = state.database.begin().await?;
    let current = staff::by_id(&mut write, who.staff_id).await?.and_then(|(_, hash)| hash);
    if current.as_deref() != Some(&known) {
        write.roll_back().await?;
        return Err(OwnRefusal::WrongPassword);
    }
    staff::put_password(&mut write, who.staff_id, Some(&hash)).await?;
    sessions::delete_others(&mut write, who.staff_id, &token.hash()).await?;
    if !sessions::renew(&mut write, &token.hash(), &fresh.hash(), Stage::Whole, now + LONGEST).await? {
        write.roll_back().await?;
        return Err(OwnRefusal::Ended);
    }
    forget_failures(&mut write, &account, network).await?;
    audit::append(&mut write, now, account.as_str(), "staff.password", account.as_str(), None).await?;
    drop(write.commit_command().await?);
    Event::STAFF_PASSWORD.by(account.as_str()).done();
    Ok(fresh)
}

/// Asks for the password again; gives the hash that it has.
pub(super) async fn prove(state: &State, who: &SignedIn, typed: &str, network: &Network) -> Result<String, OwnRefusal> {
    let (account, state) = (name_of(who)?, state);
    let checked = check_own_password(&state.database, &state.passwords, &state.clock, &account, typed, network).await;
    checked.map_err(|refusal| match refusal {
        SignInRefusal::Refused => OwnRefusal::WrongPassword,
        SignInRefusal::Wait { seconds } => OwnRefusal::Wait { seconds },
        SignInRefusal::Passwords(error) => OwnRefusal::Passwords(error),
        SignInRefusal::Storage(error) => OwnRefusal::Storage(error),
        SignInRefusal::Open(crate::auth::sign_in::OpenError::Storage(error)) => OwnRefusal::Storage(error),
        SignInRefusal::Open(crate::auth::sign_in::OpenError::Random(error)) => OwnRefusal::Random(error),
    })
}
