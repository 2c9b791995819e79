//! One change a file: authorise, validate, one transaction (write and audit line), then swap the record.
//!
//! Whoever calls a command from a request runs it as a task of its own ([`to_the_end`]): a reader who hangs up must not
//! stop it between the commit and the swap.

pub mod add_corridor;
mod at_day;
pub mod change_corridor;
pub mod change_password;
pub mod change_roles;
pub mod disable_member;
pub mod discard_draft;
pub mod discard_upload;
pub mod draft_window;
pub mod end_sessions;
pub mod import_claims;
mod import_drafts;
pub mod import_plan;
pub mod invite_member;
pub mod keep_carriers;
pub mod keep_names;
pub mod keep_second_factor;
pub mod keep_sources;
pub mod keep_staff;
pub mod keep_upload;
pub mod name_organisation;
pub mod open_day;
pub mod people;
pub mod publish_day;
pub mod publish_submitted;
pub mod redact_document;
pub mod reset_member;
pub mod restore_record;
pub mod return_day;
pub mod run_import;
pub mod save_draft;
pub mod set_threshold;
pub mod set_up;
pub mod submit_day;
pub mod take_back_day;
pub mod take_up_link;
pub mod withdraw_day;
mod write_days;

pub use keep_names::KeepError;
pub use write_days::WriteError;

/// Runs a command to its end, also when nobody waits for the answer any more.
pub async fn to_the_end<T: Send + 'static>(
    command: impl Future<Output = T> + Send + 'static,
) -> Result<T, tokio::task::JoinError> {
    tokio::spawn(command).await
}
