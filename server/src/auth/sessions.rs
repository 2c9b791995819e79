//! Sessions: a random token in a cookie, its hash in the database. Never trusts a token for longer than 12 hours, nor
//! after 30 minutes without its holder, nor when its account was disabled.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{Actor, Rights};

use super::random::{self, RandomError};
use crate::clock::Clock;
use crate::events::Event;
use crate::faults::{self, Fault};
use crate::storage::hash::{hexadecimal, sha256};
use crate::storage::sessions::{SessionId, Stage, StoredSession};
use crate::storage::staff::StaffId;
use crate::storage::{Database, StorageError, audit, sessions};

/// A session ends when its holder was not seen for so long. It is noted to the minute, so up to one minute sooner.
pub const IDLE: TimeDelta = TimeDelta::minutes(30);

/// A session ends after so long, whatever happens.
pub const LONGEST: TimeDelta = TimeDelta::hours(12);

/// How long a session waits for a code, or for a second factor to be set up.
pub const HALFWAY: TimeDelta = TimeDelta::minutes(30);

/// How often it is noted that the holder was seen: reading pages must not write all the time.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

/// 256 random bits, as 64 hexadecimal digits: who has them is taken for the account's owner.
#[derive(Clone)]
pub struct SessionToken(String);

/// Who a token belongs to.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The session's number.
    pub session: SessionId,
    /// The account's number.
    pub staff_id: StaffId,
    /// The account's name.
    pub account: String,
    /// What it is trusted with now.
    pub rights: Rights,
    /// How far its holder has come in.
    pub stage: Stage,
}

impl SessionToken {
    /// A new one, from the operating system's chance.
    pub fn generate() -> Result<Self, RandomError> {
        Ok(Self(hexadecimal(&random::bytes::<32>()?)))
    }

    /// A token that came with a request; none if it cannot be ours.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        fits.then(|| Self(text.to_owned()))
    }

    /// The token in clear: for the cookie alone.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What the database keeps of it.
    pub fn hash(&self) -> String {
        sha256(&self.0)
    }
}

impl std::fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionToken(…)")
    }
}

impl SignedIn {
    /// As the domain asks for it.
    pub fn actor(&self) -> Actor {
        Actor::new(&self.account, self.rights.clone())
    }
}

/// Who the token belongs to, if its session lives. Notes that its holder was seen, at most once a minute.
pub async fn who(database: &Database, clock: &Clock, token: &SessionToken) -> Result<Option<SignedIn>, StorageError> {
    let hash = token.hash();
    let now = clock.now();
    let Some(session) = find_living(database, token, now).await? else { return Ok(None) };
    if now - session.seen_at >= NOTED_EVERY {
        // On a full disk the desk must still be told so on its own page: the session just ends sooner.
        if let Err(error) = note_seen(database, &hash, now).await {
            tracing::warn!(%error, "could not note that the holder of a session was seen");
        }
    }
    let StoredSession { id, staff_id, account, rights, stage, .. } = session;
    Ok(Some(SignedIn { session: id, staff_id, account: account.to_string(), rights, stage }))
}

/// Ends the session of the token, if there is one.
pub async fn sign_out(database: &Database, clock: &Clock, token: &SessionToken) -> Result<(), StorageError> {
    let mut write = database.begin().await?;
    let Some(account) = sessions::delete(&mut write, &token.hash()).await? else {
        return write.roll_back().await;
    };
    audit::append(&mut write, clock.now(), account.as_str(), "session.close", account.as_str(), None).await?;
    drop(write.commit_command().await?);
    Event::SESSION_CLOSE.by(account.as_str()).done();
    Ok(())
}

async fn note_seen(database: &Database, token_hash: &str, now: DateTime<Utc>) -> Result<(), StorageError> {
    let mut write = database.begin().await?;
    sessions::touch(&mut write, token_hash, now).await?;
    drop(write.commit().await?);
    Ok(())
}

/// The session of a token, if it lives.
pub(super) async fn find_living(
    database: &Database,
    token: &SessionToken,
    now: DateTime<Utc>,
) -> Result<Option<StoredSession>, StorageError> {
    Ok(sessions::find(database, &token.hash()).await?.filter(|session| lives(session, now)))
}

/// A clock that was set back makes no session longer than it would have been.
fn lives(session: &StoredSession, now: DateTime<Utc>) -> bool {
    let unused = now - session.seen_at;
    let unused = if faults::is_set(Fault::TrustTheClock) { unused } else { unused.abs() };
    now < session.expires_at && unused < IDLE
}
