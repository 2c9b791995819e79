//! What the desk is told of its drafts.

use domain::RevisionState;

use super::desk::News;
use crate::t;

/// So many days a draft is kept.
const DAYS: i64 = 30;

/// The form shows a draft that was saved at this moment.
pub fn kept(moment: &str) -> News {
    (t!("draft-saved", moment = moment), vec![t!("draft-kept", days = DAYS.to_string())])
}

/// The same for a draft of a state that stands no more: which one it was, and what came after it.
pub fn kept_of_older(moment: &str, base: i64, newest: i64, state: RevisionState) -> News {
    let (heading, mut lines) = kept(moment);
    let (state, newest) = (state.key(), newest.to_string());
    lines.push(if base == 0 {
        t!("draft-based-none", state = state, newest = newest)
    } else {
        t!("draft-based", base = base.to_string(), state = state, newest = newest)
    });
    (heading, lines)
}
