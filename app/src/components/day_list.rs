//! Days in words: the latest ones with a report, and one line on all others.

use leptos::prelude::*;

use super::marks;
use crate::t;
use crate::view::status_page::DayRow;

/// The list of the latest days.
pub fn day_list(days: &[DayRow], others: Option<&str>) -> impl IntoView + use<> {
    let rows = days.iter().map(row).collect_view();
    let others = others.map(|others| view! { <p class="small quiet">{others.to_owned()}</p> });
    view! {
        <table class="stack days">
            <thead><tr>
                <th scope="col">{t!("days-heading-day")}</th><th scope="col">{t!("days-heading-access")}</th><th scope="col">{t!("days-heading-said")}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
        {others}
    }
}

fn row(day: &DayRow) -> impl IntoView + use<> {
    let lines = day.lines.iter().chain(&day.figures).map(|line| view! { <li>{line.clone()}</li> }).collect_view();
    view! {
        <tr>
            <th scope="row"><a href=day.href.clone()>{day.day.clone()}</a></th>
            <td>{marks::status(day.mark, day.word.clone())}</td>
            <td class="small"><ul>{lines}</ul></td>
        </tr>
    }
}
