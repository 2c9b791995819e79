//! Signing in. Never says whether the account or the password was wrong, nor by how long it took.

use domain::Rights;

use super::passwords::{Passwords, PasswordsError};
use super::random::RandomError;
use super::sessions::{IDLE, LONGEST, SessionToken};
use super::throttle::{self, Network};
use crate::clock::Clock;
use crate::events::Event;
use crate::storage::hash::sha256;
use crate::storage::staff::{AccountName, Member};
use crate::storage::{Database, StorageError, attempts, audit, sessions, staff};

/// A session that was just opened. The token is new whatever cookie the request came with.
#[derive(Debug)]
pub struct NewSession {
    /// What goes into the cookie.
    pub token: SessionToken,
    /// The account's name.
    pub account: String,
    /// What it is trusted with.
    pub rights: Rights,
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
    /// No token could be made.
    #[error(transparent)]
    Random(#[from] RandomError),
}

/// Opens a session for the account if the password is its own.
///
/// `account` and `password` are what was typed; `network` is where the request came from.
pub async fn sign_in(
    database: &Database,
    passwords: &Passwords,
    clock: &Clock,
    account: &str,
    password: &str,
    network: &Network,
) -> Result<NewSession, SignInRefusal> {
    // Whoever writes the name with capitals means the same account.
    let account_hash = sha256(account.trim().to_lowercase());
    admit(database, clock, &account_hash, network).await?;
    let found = match account.parse::<AccountName>() {
        Ok(name) => staff::by_account(database, &name).await?,
        Err(_) => None,
    };
    let hash = found.as_ref().and_then(|(_, hash)| hash.clone());
    let is_right = passwords.verify(hash.clone(), password).await?;
    match (found, hash) {
        (Some((member, _)), Some(hash)) if is_right => {
            open(database, clock, &member, &hash, &account_hash, network).await
        }
        (found, _) => Err(refused(found.as_ref().map(|(member, _)| member), network)),
    }
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

async fn admit(database: &Database, clock: &Clock, account_hash: &str, network: &Network) -> Result<(), SignInRefusal> {
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
    account_hash: &str,
    network: &Network,
) -> Result<NewSession, SignInRefusal> {
    let token = SessionToken::generate()?;
    let mut write = database.begin().await?;
    let now = clock.now();
    let current = staff::by_id(&mut write, member.id).await?;
    let known = current.as_ref().map(|(member, _)| member.clone());
    let Some((member, _)) =
        current.filter(|(member, now)| member.disabled_at.is_none() && now.as_deref() == Some(hash))
    else {
        write.roll_back().await?;
        return Err(refused(known.as_ref(), network));
    };
    sessions::delete_ended(&mut write, now, now - IDLE).await?;
    attempts::forget(&mut write, account_hash, network.as_str()).await?;
    let new = sessions::NewSession {
        token_hash: &token.hash(),
        staff_id: member.id,
        stage: sessions::Stage::Whole,
        browser: None,
        at: now,
        expires_at: now + LONGEST,
    };
    sessions::insert(&mut write, new).await?;
    let account = member.account.as_str();
    audit::append(&mut write, now, account, "session.open", account, None).await?;
    drop(write.commit().await?);
    Event::SESSION_OPEN.by(account).done();
    Ok(NewSession { token, account: account.to_owned(), rights: member.rights })
}

#[cfg(test)]
mod tests;
