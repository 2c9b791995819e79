//! One's own account: password, second factor, sessions. Reads the database: no memory holds accounts.

use app::text::{account as text, dates};
use app::view::own_account::{FactorState, OwnAccountPage, SessionRow};

use super::desk::account;
use super::people::roles_in_words;
use crate::auth::accounts::{self, Factor, ListedSession};
use crate::auth::{LookupError, SecondFactor, SignedIn};
use crate::state::State;

/// The page of one's own account.
pub async fn own_account_page(state: &State, who: &SignedIn) -> Result<OwnAccountPage, LookupError> {
    let factor = match accounts::factor_of(&state.database, who.staff_id).await? {
        Factor::None | Factor::Offered { .. } => {
            FactorState::None { demonstration: state.second_factor == SecondFactor::NotRequired }
        }
        Factor::Confirmed { since, codes_left } => {
            let required = state.second_factor == SecondFactor::Required && who.rights.want_second_factor();
            FactorState::Confirmed { since: dates::full(since.date_naive()), codes_left, removable: !required }
        }
    };
    let sessions = accounts::sessions_of(&state.database, &state.clock, who.staff_id).await?;
    let rows = sessions.iter().map(|session| row(session, who)).collect();
    Ok(OwnAccountPage::of(&state.site, account(who), roles_in_words(state, &who.rights), factor, rows))
}

fn row(session: &ListedSession, who: &SignedIn) -> SessionRow {
    SessionRow {
        id: session.id.0.to_string(),
        browser: session.browser.clone().unwrap_or_else(text::unknown_browser),
        since: dates::in_utc(session.created_at),
        seen: dates::in_utc(session.seen_at),
        here: session.id == who.session,
    }
}
