//! A correction, told where the old figure stood: when, what, why, and the way to its own page.

use domain::EntryKind;
use leptos::prelude::*;

use super::change_entry::line;
use super::marks::kind as sign;
use crate::t;
use crate::view::correction::{ClaimCorrection, CorrectionNotice, Corrections};

/// Corrections over what they corrected; nothing where there is none.
pub fn notices(corrections: &Corrections) -> Option<AnyView> {
    let told = corrections.told.iter().map(notice).collect_view();
    let others = corrections.others.clone().map(|way| view! { <p class="small"><a href=way.href>{way.words}</a></p> });
    (!corrections.told.is_empty()).then(|| view! { <div class="notice">{told}{others}</div> }.into_any())
}

fn notice(correction: &CorrectionNotice) -> AnyView {
    let day = correction.day.clone().map(|day| view! { " "<a href=day.href>{day.words}</a>":" });
    let lines = correction.lines.iter().map(|one| view! { " "{line(one)} }).collect_view();
    let more = correction.more.clone().map(|more| view! { " "{more} });
    let reason = correction.reason.clone().map(|reason| view! { " "{reason} });
    view! {
        <p>
            {sign(EntryKind::Correction)}" "<b>{correction.when.clone()}</b>{day}{lines}{more}{reason}
            " "<a href=correction.href.clone()>{t!("corrected-this")}</a>
        </p>
    }
    .into_any()
}

/// At the claim that was corrected.
pub fn of_claim(correction: &ClaimCorrection) -> AnyView {
    let before = correction.before.as_ref().map(|before| view! { " "{line(before)} });
    view! {
        <p class="small">
            {sign(EntryKind::Correction)}" "<a href=correction.href.clone()>{correction.when.clone()}</a>{before}
        </p>
    }
    .into_any()
}
