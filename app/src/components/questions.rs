//! What is open at a corridor: disagreements, each with what its sources say and how it is shown; running totals that do
//! not reconcile, each with the days that might explain it.

use leptos::prelude::*;

use super::marks;
use crate::t;
use crate::view::inbox::questions::{DisagreementRow, UnreconciledRow};

/// Where sources disagree.
pub fn disagreements(rows: &[DisagreementRow]) -> impl IntoView + use<> {
    let rows = rows.iter().map(disagreement_row).collect_view();
    view! { <ul class="todo">{rows}</ul> }
}

fn disagreement_row(row: &DisagreementRow) -> impl IntoView + use<> {
    let mark = match row.mark {
        Some(mark) => marks::mark(mark).into_any(),
        None => marks::differ().into_any(),
    };
    let shown = row.shown.iter().map(|line| view! { {line.clone()}" " }).collect_view();
    let decide = row.decide.clone().map(|(way, on)| {
        view! { <a class="alt" href=way.href>{way.words}<span class="vh">" "{on}</span></a> }
    });
    view! {
        <li>
            <div><p>{mark}<b>{row.what.clone()}</b>" "{row.claims.clone()}</p><p class="small quiet">{shown}</p></div>
            {decide}
        </li>
    }
}

/// Which totals do not reconcile.
pub fn unreconciled(rows: &[UnreconciledRow]) -> impl IntoView + use<> {
    let rows = rows.iter().map(unreconciled_row).collect_view();
    view! { <p class="small quiet">{t!("inbox-totals-intro")}</p><ul class="todo">{rows}</ul> }
}

fn unreconciled_row(row: &UnreconciledRow) -> impl IntoView + use<> {
    let since = row.since.iter().map(|line| view! { {line.clone()}" " }).collect_view();
    let days = row.days.iter();
    let days = days.map(|way| view! { <li><a href=way.href.clone()>{way.words.clone()}</a></li> }).collect_view();
    let more = row.more.clone().map(|text| view! { <p class="small quiet">{text}</p> });
    view! {
        <li><div>
            <p><b>{row.what.clone()}</b>" "{row.total.clone()}" "<b>{row.result.clone()}</b></p>
            <p class="small quiet">{since}</p>
            <ul class="ways" aria-label=t!("inbox-totals-days")>{days}</ul>{more}
        </div></li>
    }
}
