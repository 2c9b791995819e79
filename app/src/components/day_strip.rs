//! The last days as a strip of road: one cell a day, its shape, its number, and for those who hear the page its word and
//! who says so.

use leptos::prelude::*;

use super::marks;
use crate::view::mark::Mark;
use crate::view::strip::{Strip, StripDay, StripMonth};

/// The strip with its key.
pub fn day_strip(strip: &Strip) -> impl IntoView + use<> {
    let key = strip.key.iter().map(|(mark, words, days)| {
        view! { <li>{marks::mark(*mark)}{words.clone()}"\u{a0}"<b>{days.to_string()}</b></li> }
    });
    let key = key.collect_view();
    let one_class =
        strip.one_class.clone().map(|words| view! { <li><i class="dot" aria-hidden="true">"•"</i>{words}</li> });
    let corrected =
        strip.corrected.clone().map(|words| view! { <li><i class="dot" aria-hidden="true">"▲"</i>{words}</li> });
    let months = strip.months.iter().map(month).collect_view();
    view! {
        <p>{strip.summary.clone()}</p>
        <ul class="key">{key}{one_class}{corrected}</ul>
        <div class="strip">{months}</div>
    }
}

fn month(month: &StripMonth) -> impl IntoView + use<> {
    let days = month.days.iter().map(day).collect_view();
    view! { <div><h3><a href=month.href.clone()>{month.name.clone()}</a></h3><ol>{days}</ol></div> }
}

fn day(day: &StripDay) -> impl IntoView + use<> {
    let class = match day.mark {
        Mark::Unknown | Mark::SaidLater(_) | Mark::SaidLaterTwice(..) => "u",
        Mark::Disputed(..) => "d",
        _ => "s",
    };
    let corrected = day.corrected.then(|| view! { <i class="dot fix" aria-hidden="true">"▲"</i> });
    let one = day.one_class.then(|| view! { <i class="dot" aria-hidden="true">"•"</i> });
    view! {
        <li class=class>
            <a href=day.href.clone()>{marks::shape(day.mark)}{day.number.clone()}{one}{corrected}" "<span class="vh">{day.words.clone()}</span></a>
        </li>
    }
}
