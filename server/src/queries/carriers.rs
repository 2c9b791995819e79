//! The page of the carriers.

use app::view::carriers::{CarriersPage, Spelling};
use app::view::kept::Sent;

use super::desk::account;
use crate::auth::SignedIn;
use crate::state::State;

/// The carriers as they stand, and what was typed.
pub fn carriers_page(state: &State, who: &SignedIn, typed: (String, String), sent: Sent) -> CarriersPage {
    let records = state.records.now();
    let spelling = |(label, used): (domain::Label, crate::records::CarrierUse)| -> Spelling {
        (label, used.claims, used.corridors.iter().map(ToString::to_string).collect())
    };
    let spellings = records.carriers_written().into_iter().map(spelling).collect();
    CarriersPage::of(&state.site, account(who), records.naming(), spellings, typed, sent)
}
