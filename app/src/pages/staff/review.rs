//! Review: the list of what waits for a second person, and one day with what would change for readers.

use leptos::prelude::*;

use crate::components::act::act_form;
use crate::components::change_entry;
use crate::components::day_reading::day_reading;
use crate::components::name::name;
use crate::pages::shell::shell;
use crate::t;
use crate::view::review::{ReviewList, ReviewPage, ReviewRow, WaitingDay};

/// The list of what waits.
pub fn list(page: &ReviewList) -> impl IntoView + use<> {
    let done = page.done.clone().map(|text| view! { <p class="notice" role="status">{text}</p> });
    let refused = page.refused.clone().map(|why| refusal(t!("review-refused"), why));
    let rows = page.rows.iter().enumerate().map(|(index, day)| row(index, day)).collect_view();
    let publish = page.can_publish().then(|| {
        view! { <p class="send"><button class="go" name="then" value="publish">{t!("review-publish-ticked")}</button></p> }
    });
    let days = if page.rows.is_empty() {
        view! {
            <section class="side"><h2>{t!("review-none")}</h2><p class="void">{t!("review-none-text")}</p></section>
        }
        .into_any()
    } else {
        view! {
            <section class="side"><h2>{t!("review-days")}</h2><div>
                <p class="small quiet">{t!("review-intro")}</p>
                <form method="post">
                    <input type="hidden" name="key" value=page.key.clone()/>
                    {rows}{publish}
                </form>
            </div></section>
        }
        .into_any()
    };
    let body = view! { <div class="place"><h1>{t!("review-heading")}</h1></div>{done}{refused}{days} };
    shell(&page.chrome, body)
}

fn refusal(heading: String, text: String) -> impl IntoView {
    view! { <div class="errors" role="alert" aria-labelledby="errors-heading"><h2 id="errors-heading">{heading}</h2><p>{text}</p></div> }
}

fn row(index: usize, row: &ReviewRow) -> impl IntoView + use<> {
    let tick = row.tick.clone().map(|(value, words)| {
        let id = format!("day-{index}");
        view! {
            <p class="tick"><input type="checkbox" id=id.clone() name="day" value=value checked=row.ticked/><label for=id>{words}</label></p>
        }
    });
    let why_not = row.why_not.clone().map(|why| view! { <p class="small quiet">{why}</p> });
    let change = row.change.clone().map(|change| view! { <p>{change}</p> });
    view! {
        <div class="claimbox">
            <h3>{row.day.clone()}</h3>
            <p class="small quiet">{name(&row.corridor)}</p>
            <p>{row.summary.clone()}</p>{change}
            <p><a class="way" href=row.look.href.clone()>{row.look.words.clone()}</a></p>
            {tick}{why_not}
        </div>
    }
}

/// One day that waits.
pub fn page(page: &ReviewPage) -> impl IntoView + use<> {
    let state = page.state.iter().map(|line| view! { {line.clone()}<br/> }).collect_view();
    let refused = page.refused.clone().map(|(heading, why)| refusal(heading, why));
    let gone = page.waiting.is_none().then(|| {
        view! { <section class="side"><h2>{t!("review-day-gone")}</h2><p class="void">{t!("review-day-gone-text")}</p></section> }
    });
    let waiting = page.waiting.as_ref().map(waiting);
    let body = view! {
        <nav class="pager" aria-label=t!("review-days")>
            <a href=page.all.href.clone()>{page.all.words.clone()}</a>
            <a href=page.form.href.clone()>{page.form.words.clone()}</a>
        </nav>
        <div class="place">
            <div><p class="small">{name(&page.corridor)}</p><h1>{t!("review-day-heading", date = page.day.as_str())}</h1></div>
            <p class="fresh">{state}</p>
        </div>
        {refused}{gone}{waiting}
    };
    shell(&page.chrome, body)
}

fn waiting(day: &WaitingDay) -> impl IntoView + use<> {
    let changes = day.changes.iter().map(|line| view! { <li>{change_entry::line(line)}</li> }).collect_view();
    let why = day.why.clone().map(|why| view! { <p><b>{t!("review-day-why")}"."</b>" "{why}</p> });
    let list = |heading: String, lines: &[String]| {
        let rows = lines.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
        (!lines.is_empty())
            .then(|| view! { <section class="side"><h2>{heading}</h2><ul class="lines">{rows}</ul></section> })
    };
    view! {
        <section class="side"><h2>{t!("review-day-changes")}</h2><div>
            <p class="small quiet">{day.compared.clone()}</p>
            <ul class="lines">{changes}</ul>{why}
        </div></section>
        {list(t!("review-day-warnings"), &day.warnings)}
        {list(t!("review-day-note"), &day.internal_note)}
        <section class="side"><h2>{t!("review-day-reads")}</h2><p class="small quiet">{day.reads.counted.join(" ")}</p></section>
        {day_reading(&day.reads)}
        {decide(day)}
    }
}

fn decide(day: &WaitingDay) -> impl IntoView + use<> {
    let why_not = day.why_not.clone().map(|why| view! { <p>{why}</p> });
    let publish = day.publish.as_ref().map(|act| act_form(act, "go"));
    let give_back = day.give_back.as_ref().map(|act| act_form(act, "alt"));
    view! { <section class="side"><h2>{t!("review-day-decide")}</h2><div>{why_not}{publish}{give_back}</div></section> }
}
