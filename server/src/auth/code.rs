//! The second step at the door: a code of the authenticator, or a recovery code. Slowed like passwords; a code is taken
//! once; the session gets another token.

use super::random::RandomError;
use super::second_factor::{recovery_hash, step_of};
use super::sessions::{LONGEST, SessionToken, find_living};
use super::throttle::{self, Network};
use crate::clock::Clock;
use crate::events::Event;
use crate::storage::hash::sha256;
use crate::storage::sessions::{Stage, StoredSession};
use crate::storage::{Database, StorageError, WriteTransaction, attempts, audit, second_factors, sessions};

/// A code was right.
#[derive(Debug)]
pub struct CodeTaken {
    /// What goes into the cookie from now on.
    pub token: SessionToken,
    /// How many recovery codes are left, when one was used.
    pub recovery_left: Option<u32>,
}

/// Why somebody does not come further in.
#[derive(Debug, thiserror::Error)]
pub enum CodeRefusal {
    /// The session has ended, or is not waiting for a code.
    #[error("there is no sign-in that waits for a code")]
    Ended,
    /// Wrong, too old, or taken before.
    #[error("the code is wrong, too old, or was used before")]
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
    /// No token could be made.
    #[error(transparent)]
    Random(#[from] RandomError),
}

/// Lets the holder of a session that waits for a code wholly in, if what was typed is one.
pub async fn give_code(
    database: &Database,
    clock: &Clock,
    token: &SessionToken,
    typed: &str,
    network: &Network,
) -> Result<CodeTaken, CodeRefusal> {
    let waiting = find_living(database, token, clock.now()).await?;
    let session = waiting.filter(|session| session.stage == Stage::Code).ok_or(CodeRefusal::Ended)?;
    let attempt = attempt_hash(&session);
    let mut write = database.begin().await?;
    if let Some(seconds) = throttle::admit(&mut write, &attempt, network, clock.now()).await? {
        write.roll_back().await?;
        let wait = format!("{seconds} seconds");
        Event::SESSION_WAIT.by(session.account.as_str()).from(network.address()).because(&wait).refused();
        return Err(CodeRefusal::Wait { seconds });
    }
    // Counted whatever comes of it.
    drop(write.commit().await?);
    let mut write = database.begin().await?;
    let Some(with_recovery) = take(&mut write, clock, &session, typed).await? else {
        write.roll_back().await?;
        Event::CODE_REFUSED.by(session.account.as_str()).from(network.address()).refused();
        return Err(CodeRefusal::Refused);
    };
    let (fresh, now) = (SessionToken::generate()?, clock.now());
    if !sessions::renew(&mut write, &token.hash(), &fresh.hash(), Stage::Whole, now + LONGEST).await? {
        write.roll_back().await?;
        return Err(CodeRefusal::Ended);
    }
    sessions::touch(&mut write, &fresh.hash(), now).await?;
    attempts::forget(&mut write, &attempt, network.as_str()).await?;
    let account = session.account.as_str();
    let detail = with_recovery.then_some("with a recovery code");
    audit::append(&mut write, now, account, "session.confirm", account, detail).await?;
    drop(write.commit_command().await?);
    Event::SESSION_CONFIRM.by(account).done();
    let left = second_factors::codes_left(database, session.staff_id).await?;
    Ok(CodeTaken { token: fresh, recovery_left: with_recovery.then_some(left) })
}

/// Whether a recovery code was taken; nothing if no code was.
async fn take(
    write: &mut WriteTransaction,
    clock: &Clock,
    session: &StoredSession,
    typed: &str,
) -> Result<Option<bool>, StorageError> {
    let (id, now) = (session.staff_id, clock.now());
    let factor = second_factors::find_in(write, id).await?.filter(|factor| factor.confirmed_at.is_some());
    let Some(factor) = factor else { return Ok(None) };
    if let Some(step) = step_of(&factor.secret, typed, now) {
        return Ok(second_factors::take_step(write, id, step).await?.then_some(false));
    }
    Ok(second_factors::take_code(write, id, &recovery_hash(typed), now).await?.then_some(true))
}

/// Codes are counted apart from passwords: a right password does not forget wrong codes.
fn attempt_hash(session: &StoredSession) -> String {
    sha256(format!("code of {}", session.account.as_str().to_lowercase()))
}
