//! Ends sessions of one's own account elsewhere: one, or all but this one.

use super::people::name_of;
use crate::auth::accounts::SessionId;
use crate::auth::{SessionToken, SignedIn};
use crate::events::Event;
use crate::state::State;
use crate::storage::{StorageError, audit, sessions};

/// Which sessions end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// This one.
    One(SessionId),
    /// All but the one that asks.
    Others,
}

/// Ends them; gives how many, and stores nothing where there are none.
pub async fn end_sessions(
    state: &State,
    who: &SignedIn,
    token: &SessionToken,
    which: Which,
) -> Result<u64, StorageError> {
    let account = name_of(who)?;
    let mut write = state.database.begin().await?;
    let ended = match which {
        Which::One(session) => u64::from(sessions::delete_one(&mut write, who.staff_id, session).await?),
        Which::Others => sessions::delete_others(&mut write, who.staff_id, &token.hash()).await?,
    };
    if ended == 0 {
        write.roll_back().await?;
        return Ok(0);
    }
    let (now, detail) = (state.clock.now(), format!("{ended} elsewhere"));
    audit::append(&mut write, now, account.as_str(), "session.end", account.as_str(), Some(&detail)).await?;
    drop(write.commit_command().await?);
    Event::SESSION_END.by(account.as_str()).because(&detail).done();
    Ok(ended)
}
