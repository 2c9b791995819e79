//! What admins are told of the accounts of the desk.

use domain::label::LabelError;
use domain::{Label, Rights, Role};

use super::row;
use crate::t;

/// Roles in words: `Lead of North road, Admin`. `name` gives a corridor's names by its short name.
pub fn roles(rights: &Rights, name: &dyn Fn(&domain::Slug) -> String) -> String {
    let posts = rights
        .corridors
        .iter()
        .map(|(corridor, role)| t!("people-role-of", role = role.key(), corridor = name(corridor)));
    let admin = rights.admin.then(|| t!("people-role-of", role = Role::Admin.key(), corridor = ""));
    let words: Vec<String> = posts.chain(admin).collect();
    if words.is_empty() { t!("people-no-role") } else { row(words) }
}

/// Whether an account is in use, and has a second factor. `disabled`: since when, in words.
pub fn state(disabled: Option<&str>, waits: bool, has_second_factor: bool) -> String {
    let state = match (disabled, waits) {
        (Some(_), _) => "disabled",
        (None, true) => "waits",
        (None, false) => "in-use",
    };
    let state = t!("people-state-of", state = state, date = disabled.unwrap_or_default());
    t!("people-state-and-factor", state = state, factor = t!("people-factor-of", has = has_second_factor))
}

/// Since when there is an account.
pub fn since(date: &str) -> String {
    t!("people-since", date = date)
}

/// Nobody was ever signed in.
pub fn never_seen() -> String {
    t!("people-never-seen")
}

/// What was typed is no name for an account.
pub fn no_account_name(text: &str) -> String {
    t!("people-fault-account", text = text)
}

/// There is an account of this name.
pub fn taken(account: &str) -> String {
    t!("people-fault-taken", account = account)
}

/// What was sent is no role.
pub fn no_role() -> String {
    t!("people-fault-role")
}

/// A corridor that is not there.
pub fn no_corridor(corridor: &str) -> String {
    t!("people-fault-corridor", corridor = corridor)
}

/// Nobody does this to their own account.
pub fn own_account() -> String {
    t!("people-fault-own")
}

/// The last admin who can sign in.
pub fn last_admin(account: &str) -> String {
    t!("people-fault-last", account = account)
}

/// A disabled account.
pub fn disabled(account: &str) -> String {
    t!("people-fault-disabled", account = account)
}

/// What was just done, by its key in the address.
pub fn done(what: &str) -> Option<String> {
    match what {
        "roles" => Some(t!("people-done-roles")),
        "same" => Some(t!("people-done-same")),
        "disable" => Some(t!("people-done-disable")),
        "enable" => Some(t!("people-done-enable")),
        "organisation" => Some(t!("people-done-organisation")),
        _ => None,
    }
}

/// What is wrong with the organisation's name.
pub fn organisation_name(error: LabelError) -> String {
    t!("organisation-fault-name", why = why(error), most = Label::MAX.to_string())
}

/// What was typed leads nowhere.
pub fn organisation_contact() -> String {
    t!("organisation-fault-contact")
}

/// The word by which the catalogue chooses what is wrong with a name.
pub(super) fn why(error: LabelError) -> &'static str {
    match error {
        LabelError::Empty => "empty",
        LabelError::TooLong => "long",
        LabelError::Control => "control",
    }
}
