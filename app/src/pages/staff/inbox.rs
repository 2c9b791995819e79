//! The inbox: the desk's first page. Each corridor with what waits, what differs, what is due, and its month.

use leptos::prelude::*;

use crate::components::desk_calendar::desk_calendar;
use crate::components::name::name;
use crate::components::{marks, questions};
use crate::pages::shell::shell;
use crate::t;
use crate::view::chrome::Way;
use crate::view::inbox::due::DueRow;
use crate::view::inbox::waiting::{Task, TaskList};
use crate::view::inbox::{InboxCorridor, InboxPage};
use crate::view::mark::Mark;

/// The inbox.
pub fn page(page: &InboxPage) -> impl IntoView + use<> {
    let done = page.done.clone().map(|(text, way)| {
        view! { <p class="notice" role="status">{text}" "<a href=way.href>{way.words}</a></p> }
    });
    let body = match page.corridors.as_slice() {
        [only] => view! {
            {place(only, view! { <p class="small">{name(&only.name)}</p><h1>{t!("inbox-heading")}</h1> })}
            {done}{sections(only, false)}
        }
        .into_any(),
        several => {
            let each = several.iter().map(corridor).collect_view();
            let none = several.is_empty().then(|| empty(page.without_role));
            view! { <div class="place"><h1>{t!("inbox-heading")}</h1></div>{done}{none}{each} }.into_any()
        }
    };
    shell(&page.chrome, body)
}

fn empty(without_role: bool) -> AnyView {
    if without_role {
        return view! { <p class="void">{t!("desk-no-role")}</p> }.into_any();
    }
    view! {
        <section class="side"><h2>{t!("desk-heading-none")}</h2><div class="void">
            <p>{t!("desk-none")}</p>
            <p><code>"corridor corridors add SLUG --name NAME --time-zone ZONE"</code></p>
        </div></section>
    }
    .into_any()
}

/// One of several corridors: its name is a heading, and those of its sections stand below it.
fn corridor(row: &InboxCorridor) -> impl IntoView + use<> {
    let id = format!("at-{}", row.slug);
    let heading = view! { <h2 id=id.clone()>{name(&row.name)}</h2> };
    view! { <article class="corner" aria-labelledby=id.clone()>{place(row, heading)}{sections(row, true)}</article> }
}

fn place<H: IntoView>(row: &InboxCorridor, heading: H) -> impl IntoView + use<H> {
    view! {
        <div class="place"><div>{heading}</div><p class="fresh"><b>{row.now.clone()}</b>" "<br/>{row.sum.clone()}</p></div>
    }
}

fn sections(row: &InboxCorridor, below: bool) -> impl IntoView + use<> {
    let next = row.next.clone().map(|way| {
        let class = if row.next_is_main { "go" } else { "alt" };
        view! { <a class=class href=way.href>{way.words}</a> }
    });
    let ways = row.ways.iter().map(|way| view! { <a class="way" href=way.href.clone()>{way.words.clone()}</a> });
    let ways = ways.collect_view();
    let tasks = row.tasks.iter().map(|list| section(&list.heading, below, tasks(list))).collect_view();
    let nothing = row
        .tasks
        .is_empty()
        .then(|| section(&t!("inbox-nothing"), below, view! { <p class="void">{t!("inbox-nothing-text")}</p> }));
    let month = match &row.month {
        Some(month) => section(&month.name, below, view! { <div>{desk_calendar(month)}</div> }),
        None => {
            let text = view! { <p class="void">{t!("desk-month-not-begun")}</p> };
            section(&t!("desk-month-heading"), below, text)
        }
    };
    view! {
        <p class="send first">{next}{ways}</p>
        {tasks}{nothing}{disagreements(row, below)}{due(row, below)}{month}{unreconciled(row, below)}
    }
}

/// A section under a heading of the level that the page has for it.
fn section<B: IntoView>(heading: &str, below: bool, body: B) -> AnyView {
    let heading = heading.to_owned();
    let heading = if below { view! { <h3>{heading}</h3> }.into_any() } else { view! { <h2>{heading}</h2> }.into_any() };
    view! { <section class="side">{heading}{body}</section> }.into_any()
}

fn tasks(list: &TaskList) -> impl IntoView + use<> {
    let rows = list.tasks.iter().map(task).collect_view();
    view! { <div><ul class="todo">{rows}</ul>{list.more.as_ref().map(more)}</div> }
}

fn task(task: &Task) -> impl IntoView + use<> {
    let notes = task.notes.iter().map(|line| view! { {line.clone()}" " }).collect_view();
    let notes = (!task.notes.is_empty()).then(|| view! { <p class="small quiet">{notes}</p> });
    let class = if task.main { "go" } else { "alt" };
    view! {
        <li>
            <div><p><b>{task.day.clone()}</b>" "{task.text.clone()}</p>{notes}</div>
            <a class=class href=task.way.href.clone()>{task.way.words.clone()}</a>
        </li>
    }
}

/// The way to all that a list leaves out; words alone where there is none.
fn more(way: &Way) -> AnyView {
    if way.href.is_empty() {
        return view! { <p class="small quiet">{way.words.clone()}</p> }.into_any();
    }
    view! { <p><a class="way" href=way.href.clone()>{way.words.clone()}</a></p> }.into_any()
}

fn disagreements(row: &InboxCorridor, below: bool) -> AnyView {
    let none = row.disagreements.none.clone().map(|text| view! { <p class="void">{text}</p> });
    let rows = (!row.disagreements.rows.is_empty()).then(|| questions::disagreements(&row.disagreements.rows));
    let all = row.disagreements.all.as_ref().map(more);
    section(&t!("inbox-differ"), below, view! { <div>{none}{rows}{all}</div> })
}

fn due(row: &InboxCorridor, below: bool) -> AnyView {
    if row.due.is_empty() {
        return section(&row.due_heading, below, view! { <p class="void">{t!("inbox-due-none")}</p> });
    }
    let rows = row.due.iter().map(due_row).collect_view();
    let table = view! {
        <table class="stack due-table">
            <thead><tr>
                <th scope="col">{t!("inbox-due-what")}</th><th scope="col">{t!("inbox-due-state")}</th>
                <th scope="col">{t!("inbox-due-last")}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    };
    section(&row.due_heading, below, table)
}

fn due_row(row: &DueRow) -> impl IntoView + use<> {
    let silent = row.late.then(|| marks::mark(Mark::Unknown));
    let state = if row.late { view! { <b>{row.state.clone()}</b> }.into_any() } else { row.state.clone().into_any() };
    let since =
        row.since.iter().map(|line| view! { <span class="small quiet">{line.clone()}</span>" " }).collect_view();
    let by = (!row.by.is_empty()).then(|| view! { <span class="small quiet">{row.by.clone()}</span> });
    view! {
        <tr>
            <th scope="row">{row.what.clone()}</th>
            <td>{silent}{state}" "{since}</td>
            <td>{row.last.clone()}" "{by}</td>
        </tr>
    }
}

fn unreconciled(row: &InboxCorridor, below: bool) -> Option<AnyView> {
    let all = row.unreconciled.all.as_ref().map(more);
    let rows = (!row.unreconciled.rows.is_empty()).then(|| questions::unreconciled(&row.unreconciled.rows));
    let any = rows.is_some() || all.is_some();
    any.then(|| section(&t!("inbox-totals"), below, view! { <div>{rows}{all}</div> }))
}
