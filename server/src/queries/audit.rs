//! The audit, for admins. Reads the database: nothing of it is public.

use app::view::audit_page::{AuditPage, AuditSearch, Stored};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};

use super::desk::account;
use crate::auth::SignedIn;
use crate::files::audit_csv;
use crate::state::State;
use crate::storage::StorageError;
use crate::storage::audit::{self, AuditLine, Wanted};

/// So many lines stand on a page.
const A_PAGE: u32 = 100;

/// So many lines are exported at most.
const MOST: u32 = 1_000_000;

/// The page of what was searched for, and whether that could be read.
///
/// # Errors
/// When the database does not answer.
pub async fn audit_page(
    state: &State,
    who: &SignedIn,
    search: AuditSearch,
    before: Option<i64>,
) -> Result<(AuditPage, bool), StorageError> {
    let (wanted, problems) = match wanted(&search, before) {
        Ok(wanted) => (wanted, Vec::new()),
        Err(problems) => (Wanted { before: Some(0), ..Wanted::default() }, problems),
    };
    let mut lines = audit::search(&state.database, &wanted, A_PAGE + 1).await?;
    let more = lines.len() > A_PAGE as usize;
    lines.truncate(A_PAGE as usize);
    let stored: Vec<Stored<'_>> = lines.iter().map(stored).collect();
    let verbs = audit::verbs(&state.database).await?;
    let is_read = problems.is_empty();
    let page = AuditPage::of(&state.site, account(who), search, verbs, &stored, more);
    Ok((page.refused(problems), is_read))
}

/// All lines of what was searched for, as a table; none when that cannot be read.
///
/// # Errors
/// When the database does not answer.
pub async fn audit_csv(state: &State, search: &AuditSearch) -> Result<Option<Vec<u8>>, StorageError> {
    let Ok(wanted) = wanted(search, None) else { return Ok(None) };
    let lines = audit::search(&state.database, &wanted, MOST).await?;
    Ok(Some(audit_csv::write(lines.iter().map(stored))))
}

fn wanted(search: &AuditSearch, before: Option<i64>) -> Result<Wanted, Vec<(String, String)>> {
    let (from, to) = search.days()?;
    let midnight = |date: NaiveDate| -> DateTime<Utc> { date.and_time(NaiveTime::MIN).and_utc() };
    Ok(Wanted {
        text: search.text.trim().to_owned(),
        account: search.account.trim().to_owned(),
        verb: search.verb.trim().to_owned(),
        from: from.map(midnight),
        until: to.and_then(|to| to.checked_add_days(Days::new(1))).map(midnight),
        before,
    })
}

fn stored(line: &AuditLine) -> Stored<'_> {
    Stored {
        seq: line.seq,
        at: line.at,
        account: &line.account,
        verb: &line.verb,
        subject: &line.subject,
        detail: line.detail.as_deref(),
    }
}
