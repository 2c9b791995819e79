//! Signing in. Never says whether the account or the password was wrong, nor by how long it took.

use domain::Rights;

use super::passwords::{Passwords, PasswordsError};
use super::random::RandomError;
use super::second_factor::{SecondFactor, new_secret};
use super::sessions::{HALFWAY, IDLE, LONGEST, SessionToken};
use super::throttle::{self, Network};
use crate::clock::Clock;
use crate::events::Event;
use crate::storage::hash::sha256;
use crate::storage::sessions::Stage;
use crate::storage::staff::{AccountName, Member};
use crate::storage::{Database, StorageError, WriteTransaction, attempts, audit, second_factors, sessions, staff};

/// A session that was just opened. The token is new whatever cookie the request came with.
#[derive(Debug)]
pub struct NewSession {
    /// What goes into the cookie.
    pub token: SessionToken,
    /// The account's name.
    pub account: String,
    /// What it is trusted with.
    pub rights: Rights,
    /// How far its holder has come in.
    pub stage: Stage,
}

/// Somebody at the door.
#[derive(Clone, Copy)]
pub struct Attempt<'a> {
    /// What was typed as the account.
    pub account: &'a str,
    /// What was typed as the password.
    pub password: &'a str,
    /// Where the request came from.
    pub network: &'a Network,
    /// What kind of browser, in two words at most.
    pub browser: Option<&'a str>,
    /// Whether leads and admins need a second factor here.
    pub second_factor: SecondFactor,
}

/// Why no session could be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Nothing was saved.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// No token could be made.
    #[error(transparent)]
    Random(#[from] RandomError),
}

/// Why somebody is not signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInRefusal {
    /// No such account, another password, a disabled account: the same to the outside.
    #[error("account or password is wrong")]
    Refused,
    /// Too many failures; nothing was checked.
    #[error("too many failed attempts; wait {seconds} seconds")]
    Wait {
        /// How long.
        seconds: u32,
    },
    /// Nothing was saved, or nothing could be read.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The password could not be checked.
    #[error(transparent)]
    Passwords(#[from] PasswordsError),
    /// No session could be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
}

/// Opens a session for the account if the password is its own: for who needs no second factor, a whole one.
///
/// The same work is done for every name: one verification, whether there is an account, and whatever its state.
pub async fn sign_in(
    database: &Database,
    passwords: &Passwords,
    clock: &Clock,
    attempt: Attempt<'_>,
) -> Result<NewSession, SignInRefusal> {
    // Before anything is counted: who finds no place did not guess.
    let place = passwords.place()?;
    admit(database, clock, &account_hash(attempt.account), attempt.network).await?;
    let found = match attempt.account.parse::<AccountName>() {
        Ok(name) => staff::by_account(database, &name).await?,
        Err(_) => None,
    };
    let hash = found.as_ref().and_then(|(_, hash)| hash.clone());
    let is_right = passwords.verify_in(place, hash.clone(), attempt.password).await?;
    match (found, hash) {
        (Some((member, _)), Some(hash)) if is_right => open(database, clock, &member, &hash, &attempt).await,
        (found, _) => Err(refused(found.as_ref().map(|(member, _)| member), attempt.network)),
    }
}

/// Under what failures are counted. Whoever writes the name with capitals means the same account.
pub(super) fn account_hash(account: &str) -> String {
    sha256(account.trim().to_lowercase())
}

/// The account is named to the operator when there is one; what was typed as its name never is.
fn refused(member: Option<&Member>, network: &Network) -> SignInRefusal {
    let line = match member {
        Some(member) => Event::SESSION_REFUSED.by(member.account.as_str()),
        None => Event::SESSION_REFUSED.by_nobody(),
    };
    line.from(network.address()).refused();
    SignInRefusal::Refused
}

pub(super) async fn admit(
    database: &Database,
    clock: &Clock,
    account_hash: &str,
    network: &Network,
) -> Result<(), SignInRefusal> {
    let mut write = database.begin().await?;
    if let Some(seconds) = throttle::admit(&mut write, account_hash, network, clock.now()).await? {
        write.roll_back().await?;
        Event::SESSION_WAIT.by_nobody().from(network.address()).because(&format!("{seconds} seconds")).refused();
        return Err(SignInRefusal::Wait { seconds });
    }
    drop(write.commit().await?);
    Ok(())
}

/// Opens the session, unless the account was disabled or got another password while this one was checked.
async fn open(
    database: &Database,
    clock: &Clock,
    member: &Member,
    hash: &str,
    attempt: &Attempt<'_>,
) -> Result<NewSession, SignInRefusal> {
    let mut write = database.begin().await?;
    let now = clock.now();
    let current = staff::by_id(&mut write, member.id).await?;
    let known = current.as_ref().map(|(member, _)| member.clone());
    let Some((member, _)) =
        current.filter(|(member, now)| member.disabled_at.is_none() && now.as_deref() == Some(hash))
    else {
        write.roll_back().await?;
        return Err(refused(known.as_ref(), attempt.network));
    };
    attempts::forget(&mut write, &account_hash(attempt.account), attempt.network.as_str()).await?;
    let session = open_for(&mut write, clock, member, attempt.browser, attempt.second_factor).await?;
    let account = session.account.as_str();
    audit::append(&mut write, now, account, "session.open", account, None).await?;
    drop(write.commit_command().await?);
    Event::SESSION_OPEN.by(account).done();
    Ok(session)
}

/// Opens a session for an account that proved to be who it is, as far as its second factor lets it. The caller writes the
/// audit line.
pub async fn open_for(
    write: &mut WriteTransaction,
    clock: &Clock,
    member: Member,
    browser: Option<&str>,
    second_factor: SecondFactor,
) -> Result<NewSession, OpenError> {
    let (token, now) = (SessionToken::generate()?, clock.now());
    let stage = stage_of(&member, second_factor);
    if stage == Stage::Enrol {
        second_factors::offer(write, member.id, &new_secret()?).await?;
    }
    sessions::delete_ended(write, now, now - IDLE).await?;
    let new = sessions::NewSession {
        token_hash: &token.hash(),
        staff_id: member.id,
        stage,
        browser,
        at: now,
        expires_at: now + if stage == Stage::Whole { LONGEST } else { HALFWAY },
    };
    sessions::insert(write, new).await?;
    sessions::touch(write, &token.hash(), now).await?;
    Ok(NewSession { token, account: member.account.to_string(), rights: member.rights, stage })
}

/// How far a right password leads.
fn stage_of(member: &Member, second_factor: SecondFactor) -> Stage {
    match second_factor {
        _ if member.has_second_factor => Stage::Code,
        SecondFactor::Required if member.rights.want_second_factor() => Stage::Enrol,
        SecondFactor::Required | SecondFactor::NotRequired => Stage::Whole,
    }
}

#[cfg(test)]
mod tests;
