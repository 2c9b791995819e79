//! Accounts of the desk: add, give a new password, disable. Holds an account's name and role, nothing about a person.

use chrono::{DateTime, Utc};
use domain::Rights;

use crate::auth::passwords::PasswordsError;
use crate::auth::{Password, Passwords};
use crate::events::Event;
use crate::storage::staff::{self, AccountName};
use crate::storage::{Database, StorageError, audit, links, second_factors};

/// Why an account was not changed. Nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum StaffRefusal {
    /// There is one of this name.
    #[error("there is an account {0} already; choose another name, or: corridor staff reset {0}")]
    Taken(AccountName),
    /// There is none of this name.
    #[error("there is no account {0}; corridor staff list shows them all")]
    Unknown(AccountName),
    /// The password could not be hashed.
    #[error(transparent)]
    Passwords(#[from] PasswordsError),
    /// It could not be stored.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// The account that acts at the command line.
const OPERATOR: &str = "operator";

/// Adds an account.
pub async fn add_member(
    database: &Database,
    passwords: &Passwords,
    now: DateTime<Utc>,
    account: &AccountName,
    rights: &Rights,
    password: &Password,
) -> Result<(), StaffRefusal> {
    let hash = passwords.hash(password).await?;
    let mut write = database.begin().await?;
    match staff::add(&mut write, account, rights, Some(&hash), now).await {
        Err(StorageError::Taken { .. }) => return Err(StaffRefusal::Taken(account.clone())),
        other => other?,
    };
    audit::append(&mut write, now, OPERATOR, "staff.add", account.as_str(), Some(&in_words(rights))).await?;
    drop(write.commit_command().await?);
    Event::STAFF_ADD.by(OPERATOR).on(account.as_str()).because(&in_words(rights)).done();
    Ok(())
}

/// Gives an account a new password, ends its sessions and links, and lets a disabled one in again; takes its second
/// factor away as well if it was lost.
pub async fn reset_member(
    database: &Database,
    passwords: &Passwords,
    now: DateTime<Utc>,
    account: &AccountName,
    password: &Password,
    lost_second_factor: bool,
) -> Result<(), StaffRefusal> {
    let hash = passwords.hash(password).await?;
    let mut write = database.begin().await?;
    if !staff::set_password(&mut write, account, &hash).await? {
        write.roll_back().await?;
        return Err(StaffRefusal::Unknown(account.clone()));
    }
    if let Some(member) = staff::by_account_in(&mut write, account).await? {
        links::delete_of(&mut write, member.id).await?;
        if lost_second_factor {
            second_factors::remove(&mut write, member.id).await?;
        }
    }
    let detail = lost_second_factor.then_some("with its second factor");
    audit::append(&mut write, now, OPERATOR, "staff.reset", account.as_str(), detail).await?;
    drop(write.commit_command().await?);
    Event::STAFF_RESET.by(OPERATOR).on(account.as_str()).done();
    Ok(())
}

/// Disables an account; its sessions end at once.
pub async fn disable_member(
    database: &Database,
    now: DateTime<Utc>,
    account: &AccountName,
) -> Result<(), StaffRefusal> {
    let mut write = database.begin().await?;
    if !staff::disable(&mut write, account, now).await? {
        write.roll_back().await?;
        return Err(StaffRefusal::Unknown(account.clone()));
    }
    if let Some(member) = staff::by_account_in(&mut write, account).await? {
        links::delete_of(&mut write, member.id).await?;
    }
    audit::append(&mut write, now, OPERATOR, "staff.disable", account.as_str(), None).await?;
    drop(write.commit_command().await?);
    Event::STAFF_DISABLE.by(OPERATOR).on(account.as_str()).done();
    Ok(())
}

/// What an account is trusted with, for the audit and the command line: `lead of lachin, reporter of orro-gate, admin`.
pub fn in_words(rights: &Rights) -> String {
    let posts = rights.corridors.iter().map(|(corridor, role)| format!("{} of {corridor}", role.key()));
    let words: Vec<String> = posts.chain(rights.admin.then(|| "admin".to_owned())).collect();
    if words.is_empty() { "no role".to_owned() } else { words.join(", ") }
}
