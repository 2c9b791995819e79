//! One's own second factor: begun, confirmed with a code, given new recovery codes, removed where it is not required.

use super::change_password::{OwnRefusal, prove};
use super::people::name_of;
use crate::auth::own_password::forget_failures;
use crate::auth::second_factor::{new_secret, recovery_codes, recovery_hash, step_of};
use crate::auth::sessions::LONGEST;
use crate::auth::{Network, SecondFactor, SessionToken, SignedIn, Stage};
use crate::events::Event;
use crate::state::State;
use crate::storage::{StorageError, WriteTransaction, audit, second_factors, sessions, staff};

/// What is shown once after a second factor was confirmed.
#[derive(Debug)]
pub struct Confirmed {
    /// The session's new token.
    pub token: SessionToken,
    /// The recovery codes.
    pub codes: Vec<String>,
}

/// Begins: stores a secret that does not count before a code of it is shown.
pub async fn begin(state: &State, who: &SignedIn, password: &str, network: &Network) -> Result<(), OwnRefusal> {
    prove(state, who, password, network).await?;
    let (account, now) = (name_of(who)?, state.clock.now());
    let mut write = state.database.begin().await?;
    let found = second_factors::find_in(&mut write, who.staff_id).await?;
    if found.is_some_and(|factor| factor.confirmed_at.is_some()) {
        write.roll_back().await?;
        return Err(OwnRefusal::NoSecondFactor);
    }
    second_factors::offer(&mut write, who.staff_id, &new_secret()?).await?;
    forget_failures(&mut write, &account, network).await?;
    audit::append(&mut write, now, account.as_str(), "second-factor.begin", account.as_str(), None).await?;
    drop(write.commit_command().await?);
    Event::FACTOR_BEGIN.by(account.as_str()).done();
    Ok(())
}

/// Confirms it with a code: from now on it is asked for. The account's other sessions end; this one is whole, with
/// another token.
pub async fn confirm(
    state: &State,
    who: &SignedIn,
    token: &SessionToken,
    typed: &str,
) -> Result<Confirmed, OwnRefusal> {
    let (account, now) = (name_of(who)?, state.clock.now());
    let (fresh, codes) = (SessionToken::generate()?, recovery_codes()?);
    let mut write = state.database.begin().await?;
    let found = second_factors::find_in(&mut write, who.staff_id).await?;
    let factor = found.filter(|factor| factor.confirmed_at.is_none()).ok_or(OwnRefusal::NoSecondFactor)?;
    let step = step_of(&factor.secret, typed, now).ok_or(OwnRefusal::WrongCode)?;
    // The code that confirms is used up: it opens no second session.
    second_factors::take_step(&mut write, who.staff_id, step).await?;
    second_factors::confirm(&mut write, who.staff_id, now).await?;
    keep_codes(&mut write, who, &codes).await?;
    sessions::delete_others(&mut write, who.staff_id, &token.hash()).await?;
    if !sessions::renew(&mut write, &token.hash(), &fresh.hash(), Stage::Whole, now + LONGEST).await? {
        write.roll_back().await?;
        return Err(OwnRefusal::Ended);
    }
    sessions::touch(&mut write, &fresh.hash(), now).await?;
    audit::append(&mut write, now, account.as_str(), "second-factor.confirm", account.as_str(), None).await?;
    drop(write.commit_command().await?);
    Event::FACTOR_CONFIRM.by(account.as_str()).done();
    Ok(Confirmed { token: fresh, codes })
}

/// Gives new recovery codes; the old ones are of no use any more.
pub async fn renew_codes(
    state: &State,
    who: &SignedIn,
    password: &str,
    network: &Network,
) -> Result<Vec<String>, OwnRefusal> {
    prove(state, who, password, network).await?;
    let (account, now, codes) = (name_of(who)?, state.clock.now(), recovery_codes()?);
    let mut write = state.database.begin().await?;
    let found = second_factors::find_in(&mut write, who.staff_id).await?;
    if found.is_none_or(|factor| factor.confirmed_at.is_none()) {
        write.roll_back().await?;
        return Err(OwnRefusal::NoSecondFactor);
    }
    keep_codes(&mut write, who, &codes).await?;
    forget_failures(&mut write, &account, network).await?;
    audit::append(&mut write, now, account.as_str(), "second-factor.codes", account.as_str(), None).await?;
    drop(write.commit_command().await?);
    Event::FACTOR_CODES.by(account.as_str()).done();
    Ok(codes)
}

/// Removes it, where it is not required.
pub async fn remove(state: &State, who: &SignedIn, password: &str, network: &Network) -> Result<(), OwnRefusal> {
    prove(state, who, password, network).await?;
    let (account, now) = (name_of(who)?, state.clock.now());
    let mut write = state.database.begin().await?;
    let member = staff::by_id(&mut write, who.staff_id).await?.map(|(member, _)| member);
    let member = member.ok_or(OwnRefusal::Ended)?;
    if state.second_factor == SecondFactor::Required && member.rights.want_second_factor() {
        write.roll_back().await?;
        return Err(OwnRefusal::Required);
    }
    second_factors::remove(&mut write, who.staff_id).await?;
    forget_failures(&mut write, &account, network).await?;
    audit::append(&mut write, now, account.as_str(), "second-factor.remove", account.as_str(), None).await?;
    drop(write.commit_command().await?);
    Event::FACTOR_REMOVE.by(account.as_str()).done();
    Ok(())
}

async fn keep_codes(write: &mut WriteTransaction, who: &SignedIn, codes: &[String]) -> Result<(), StorageError> {
    let hashes: Vec<String> = codes.iter().map(|code| recovery_hash(code)).collect();
    second_factors::replace_codes(write, who.staff_id, &hashes).await
}
