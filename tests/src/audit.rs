//! What was written into the audit.

use crate::site::Site;

/// How many lines stand in the audit.
pub async fn lines(site: &Site) -> usize {
    server::storage::audit::last(&site.state.database, u32::MAX).await.expect("the audit").len()
}

/// The verb and the subject of the last line.
pub async fn last(site: &Site) -> (String, String) {
    let lines = server::storage::audit::last(&site.state.database, 1).await.expect("the audit");
    let line = lines.into_iter().next().expect("a line");
    (line.verb, line.subject)
}
