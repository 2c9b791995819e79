//! What the commands about accounts share: why they are refused, whom they are about.

use domain::{Actor, Rights, Slug, Verb};

use crate::auth::{RandomError, SignedIn};
use crate::state::State;
use crate::storage::staff::{self, AccountName, Member};
use crate::storage::{StorageError, WriteTransaction, settings};

/// Why an account was not changed. Nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum PeopleRefusal {
    /// Only an admin looks after people.
    #[error("only an admin looks after people")]
    NotAllowed,
    /// Nobody does this to their own account.
    #[error("nobody does this to their own account; another admin can")]
    OwnAccount,
    /// Nobody would be left to look after people.
    #[error("{0} is the last admin who can sign in; make another account an admin first")]
    LastAdmin(AccountName),
    /// There is one of this name.
    #[error("there is an account {0} already")]
    Taken(AccountName),
    /// There is none of this name.
    #[error("there is no account {0}")]
    Unknown(AccountName),
    /// It is disabled.
    #[error("the account {0} is disabled; enable it first")]
    Disabled(AccountName),
    /// A role at a corridor that is not there.
    #[error("there is no corridor {0}")]
    NoCorridor(Slug),
    /// No token could be made.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// It could not be stored.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Refuses who may not look after people.
pub(super) fn authorise(actor: &Actor) -> Result<(), PeopleRefusal> {
    if actor.may(Verb::KeepPeople, None) { Ok(()) } else { Err(PeopleRefusal::NotAllowed) }
}

/// The account that is meant, which is not the actor's own.
pub(super) async fn another(
    write: &mut WriteTransaction,
    actor: &Actor,
    account: &AccountName,
) -> Result<Member, PeopleRefusal> {
    let member = staff::by_account_in(write, account).await?;
    let member = member.ok_or_else(|| PeopleRefusal::Unknown(account.clone()))?;
    let is_own = !actor.is_operator() && actor.account.eq_ignore_ascii_case(member.account.as_str());
    if is_own { Err(PeopleRefusal::OwnAccount) } else { Ok(member) }
}

/// Refuses to take the last admin who can sign in away. Looked at within the transaction: two admins may mean each other.
pub(super) async fn keep_an_admin(write: &mut WriteTransaction, member: &Member) -> Result<(), PeopleRefusal> {
    let counts = member.rights.admin && member.disabled_at.is_none() && member.has_password;
    if counts && !staff::is_another_admin(write, member.id).await? {
        return Err(PeopleRefusal::LastAdmin(member.account.clone()));
    }
    Ok(())
}

/// Refuses roles at corridors that are not there.
pub(super) fn check_corridors(state: &State, rights: &Rights) -> Result<(), PeopleRefusal> {
    let records = state.records.now();
    let unknown = rights.corridors.keys().find(|slug| records.corridor(slug).is_none());
    unknown.map_or(Ok(()), |slug| Err(PeopleRefusal::NoCorridor(slug.clone())))
}

/// Words that anybody would try as a password of an account here.
pub(super) async fn words_of(state: &State, account: &str) -> Result<Vec<String>, StorageError> {
    let organisation = settings::get(&state.database, settings::ORGANISATION).await?;
    let records = state.records.now();
    let names = records.all().flat_map(|corridor| {
        let corridor = corridor.record.corridor().clone();
        corridor.names.into_values().flatten().map(|name| name.as_str().to_owned())
    });
    Ok(organisation.into_iter().chain([account.to_owned()]).chain(names).collect())
}

/// The account of somebody who is signed in.
pub(super) fn name_of(who: &SignedIn) -> Result<AccountName, StorageError> {
    // It was read from the database as one.
    who.account.parse().map_err(|error| StorageError::Database(Box::new(error)))
}
