//! One day as readers read it: headline, claims side by side, what is missing, what happened, the note.

use leptos::prelude::*;

use super::{around_day, cites, claims, correction_notice, event_list, marks, sentence};
use crate::t;
use crate::view::day_page::DayPage;
use crate::view::mark::Mark;

/// The day.
pub fn day_reading(page: &DayPage) -> impl IntoView + use<> {
    let empty = page.empty.clone().map(|text| {
        view! { <section class="side"><h2>{t!("day-heading-no-report")}</h2><p class="void">{text}</p></section> }
    });
    let sections = page.sections.iter().map(claims::section).collect_view();
    view! {
        <div class="say"><p class="sentence">
            {sentence::band(page.mark, &page.word, cites::cites(&page.cites))}
        </p></div>
        {correction_notice::notices(&page.corrections)}{because(page)}{empty}{sections}{around_day::around_day(&page.around)}{rest(page)}
    }
}

fn because(page: &DayPage) -> impl IntoView + use<> {
    let lines = page.because.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
    let show = page.empty.is_none() || page.because.len() > 1;
    show.then(|| {
        view! { <section class="side"><h2 id="headline">{t!("day-heading-because")}</h2><ul class="lines quiet">{lines}</ul></section> }
    })
}

fn rest(page: &DayPage) -> impl IntoView + use<> {
    let absences = page.absences.iter().map(|absence| {
        view! { <li>{marks::mark(Mark::Unknown)}<b>{absence.name.clone()}"."</b>" "{absence.text.clone()}</li> }
    });
    let absences = absences.collect_view();
    let absences = (!page.absences.is_empty()).then(|| {
        view! {
            <section class="side"><h2 id="absent">{t!("day-heading-absences")}</h2><div>
                <ul class="absent">{absences}</ul>
                <p class="small quiet">{t!("day-absences-note")}</p>
            </div></section>
        }
    });
    let events = (!page.events.is_empty()).then(|| {
        view! {
            <section class="side"><h2 id="events">{t!("day-heading-events")}</h2>{event_list::event_list(&page.events, false)}</section>
        }
    });
    let note = page.note.iter().map(|line| view! { <p>{line.clone()}</p> }).collect_view();
    let note = (!page.note.is_empty()).then(
        || view! { <section class="side"><h2 id="note">{t!("day-heading-note")}</h2><div>{note}</div></section> },
    );
    view! { {absences}{events}{note} }
}
