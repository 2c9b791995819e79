//! What stands around one day: carriers together, claims over a period, running totals on either side.

use leptos::prelude::*;

use super::{cites, running_totals};
use crate::t;
use crate::view::around_day::{AroundDay, PeriodRow, TogetherRow};

/// The sections around a day; one without a row is left out.
pub fn around_day(around: &AroundDay) -> impl IntoView + use<> {
    let running = (!around.running.is_empty()).then(|| {
        view! {
            <section class="side"><h2 id="running">{t!("running-around")}</h2>
                <div>{running_totals::running_totals(&around.running)}</div>
            </section>
        }
    });
    view! { {together(&around.together)}{periods(&around.periods)}{running} }
}

fn together(rows: &[TogetherRow]) -> Option<AnyView> {
    let each = rows.iter().map(|row| {
        let parts =
            row.parts.iter().map(|(words, who)| view! { <li>{words.clone()}" "<cite>{cites::cites(who)}</cite></li> });
        let parts = parts.collect_view();
        view! {
            <tr>
                <th scope="row">{row.label.clone()}</th><td class="fig">{row.figure.clone()}</td>
                <td class="small"><ul>{parts}</ul></td>
            </tr>
        }
        .into_any()
    });
    let each = each.collect_view();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="side"><h2 id="together">{t!("around-together")}</h2><div>
                <table class="stack">
                    <thead><tr>
                        <th scope="col">{t!("around-together-what")}</th><th scope="col">{t!("around-together-figure")}</th>
                        <th scope="col">{t!("around-together-parts")}</th>
                    </tr></thead>
                    <tbody>{each}</tbody>
                </table>
                <p class="small quiet">{t!("around-together-rule")}</p>
            </div></section>
        }
        .into_any()
    })
}

fn periods(rows: &[PeriodRow]) -> Option<AnyView> {
    let each = rows.iter().map(|row| {
        let only = row.only.clone().map(|only| view! { <span class="quiet">{only}</span> });
        view! {
            <tr>
                <th scope="row">{row.label.clone()}</th><td class="fig">{row.figure.clone()}</td>
                <td>{row.days.clone()}</td><td class="small">{cites::cites(&row.cites)}{only}</td>
            </tr>
        }
        .into_any()
    });
    let each = each.collect_view();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="side"><h2 id="periods">{t!("around-periods")}</h2><div>
                <table class="stack">
                    <thead><tr>
                        <th scope="col">{t!("around-periods-what")}</th><th scope="col">{t!("around-periods-figure")}</th>
                        <th scope="col">{t!("around-periods-days")}</th><th scope="col">{t!("around-periods-who")}</th>
                    </tr></thead>
                    <tbody>{each}</tbody>
                </table>
                <p class="small quiet">{t!("around-periods-rule")}</p>
            </div></section>
        }
        .into_any()
    })
}
