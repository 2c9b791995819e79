//! The password of somebody who is signed in, asked again before their account changes: who sits down at an open browser
//! does not get the account. Slowed like the door.

use super::passwords::Passwords;
use super::sign_in::{SignInRefusal, account_hash, admit};
use super::throttle::Network;
use crate::clock::Clock;
use crate::storage::staff::{self, AccountName};
use crate::storage::{Database, WriteTransaction, attempts};

/// Checks what was typed; gives the hash that was stored then, for the transaction to compare.
pub async fn check_own_password(
    database: &Database,
    passwords: &Passwords,
    clock: &Clock,
    account: &AccountName,
    typed: &str,
    network: &Network,
) -> Result<String, SignInRefusal> {
    let place = passwords.place()?;
    admit(database, clock, &account_hash(account.as_str()), network).await?;
    let hash = staff::by_account(database, account).await?.and_then(|(_, hash)| hash);
    let is_right = passwords.verify_in(place, hash.clone(), typed).await?;
    hash.filter(|_| is_right).ok_or(SignInRefusal::Refused)
}

/// Forgets the failures before it, with what the password was asked for.
pub async fn forget_failures(
    write: &mut WriteTransaction,
    account: &AccountName,
    network: &Network,
) -> Result<(), crate::storage::StorageError> {
    attempts::forget(write, &account_hash(account.as_str()), network.as_str()).await
}
