//! The page of one day.

use leptos::prelude::*;

use super::shell::shell;
use crate::components::name::name;
use crate::components::{
    around_day, change_entry, cites, claims, correction_notice, event_list, marks, pager, sentence,
};
use crate::t;
use crate::view::day_page::DayPage;
use crate::view::mark::Mark;

/// The page of one day.
pub fn page(page: &DayPage) -> impl IntoView + use<> {
    let counted = page.counted.iter().map(|line| view! { {line.clone()}<br/> }).collect_view();
    let empty = page.empty.clone().map(|text| {
        view! { <section class="side"><h2>{t!("day-heading-no-report")}</h2><p class="void">{text}</p></section> }
    });
    let sections = page.sections.iter().map(claims::section).collect_view();
    let body = view! {
        {pager::pager(&t!("day-pager"), page.before.as_ref(), Some(&page.month), page.after.as_ref())}
        <div class="place">
            <div>
                <p class="small"><a href=page.corridor.href.clone()>{name(&page.corridor.words)}</a></p>
                <h1>{page.heading.clone()}</h1>
            </div>
            <p class="fresh">{counted}</p>
        </div>
        <div class="say"><p class="sentence">
            {sentence::band(page.mark, &page.word, cites::cites(&page.cites))}
        </p></div>
        {correction_notice::notices(&page.corrections)}{because(page)}{empty}{sections}{around_day::around_day(&page.around)}{rest(page)}
    };
    shell(&page.chrome, body)
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
    let published = page.published.clone().map(|text| view! { <p>{text}</p> });
    view! {
        {absences}{events}{note}{history(page)}
        <section class="side"><h2 id="take">{t!("day-heading-page")}</h2>
            <div>{published}<p class="small">{page.citation.clone()}</p></div>
        </section>
    }
}

/// Every public state of the day; nothing where there is none.
fn history(page: &DayPage) -> impl IntoView + use<> {
    let all = page.changes.clone();
    let entries = change_entry::entries(&page.history, false);
    (!page.history.is_empty()).then(|| {
        view! {
            <section class="side"><h2 id="history">{t!("day-heading-history")}</h2>
                <div>{entries}<p class="acts"><a href=all.href>{all.words}</a></p></div>
            </section>
        }
    })
}
