//! A month at the desk: a table from Monday to Sunday; where it is narrow a list, in which silent days stand together and
//! unfold. Each day is a way to its form.

use leptos::prelude::*;

use super::{desk_marks, marks, pager};
use crate::t;
use crate::view::inbox::month::{DayState, DeskCell, DeskDay, DeskMark, DeskMonth, ListRow};

/// The month, with the ways to the months beside it and what its marks mean.
pub fn desk_calendar(month: &DeskMonth) -> impl IntoView + use<> {
    let locked = month.locked.clone().map(|text| view! { <p class="small quiet">{text}</p> });
    view! {
        {pager::pager(&t!("month-pager"), Some(&month.before), None, Some(&month.after))}
        {table(month)}{list(month)}
        <p class="small quiet">{t!("desk-month-key")}</p>{locked}
    }
}

fn table(month: &DeskMonth) -> impl IntoView + use<> {
    let weekdays = month.weekdays.iter().map(|(whole, short)| {
        view! { <th scope="col"><span aria-hidden="true">{short.clone()}</span><span class="vh">{whole.clone()}</span></th> }
    });
    let weekdays = weekdays.collect_view();
    let weeks = month.weeks.iter().map(|week| {
        let cells = week.iter().map(|cell| match cell {
            Some(cell) => in_table(cell),
            None => view! { <td class="off"></td> }.into_any(),
        });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    let weeks = weeks.collect_view();
    view! {
        <table class="cal at-desk">
            <caption class="vh">{month.caption.clone()}</caption>
            <thead><tr>{weekdays}</tr></thead>
            <tbody>{weeks}</tbody>
        </table>
    }
}

fn in_table(cell: &DeskCell) -> AnyView {
    match &cell.day {
        Ok(day) => view! { <td>{link(cell, day)}</td> }.into_any(),
        Err(words) => {
            let words = view! { <span class="vh">{words.clone()}</span> };
            view! { <td class="off quiet"><p><b>{cell.number.clone()}</b>" "{words}</p></td> }.into_any()
        }
    }
}

fn link(cell: &DeskCell, day: &DeskDay) -> AnyView {
    let states = day.states.iter().map(state).collect_view();
    let status = day.status.clone().map(|(mark, word)| view! { <small>{marks::status(mark, word)}</small>" " });
    view! {
        <a href=day.href.clone() class=day.now.then_some("now") aria-current=day.now.then_some("date")>
            <b aria-hidden="true">{cell.number.clone()}</b>" "<span class="vh">{day.name.clone()}</span>" "
            <i aria-hidden="true">{cell.weekday.clone()}</i>" "
            <span class="states">{states}{status}</span>
        </a>
    }
    .into_any()
}

fn state(state: &DayState) -> impl IntoView + use<> {
    let holds = (!state.holds.is_empty()).then(|| view! { <span class="quiet">{state.holds.clone()}</span>" " });
    let mark = state.mark.map(desk_marks::mark);
    view! { <small><span class="word-of">{mark}{state.word.clone()}</span>" "{holds}</small>" " }
}

fn list(month: &DeskMonth) -> impl IntoView + use<> {
    let rows = month.list.iter().map(|row| match row {
        ListRow::Day(cell) => in_list(cell),
        ListRow::Outside(words) => view! { <li class="quiet"><p class="small">{words.clone()}</p></li> }.into_any(),
        ListRow::Silent(words, cells) => {
            let days = cells.iter().map(in_list).collect_view();
            view! {
                <li><details class="run-of">
                    <summary>{desk_marks::mark(DeskMark::Silent)}{words.clone()}</summary><ul>{days}</ul>
                </details></li>
            }
            .into_any()
        }
    });
    let rows = rows.collect_view();
    view! { <ul class="month-list">{rows}</ul> }
}

fn in_list(cell: &DeskCell) -> AnyView {
    match &cell.day {
        Ok(day) => view! { <li>{link(cell, day)}</li> }.into_any(),
        Err(words) => {
            view! { <li class="quiet"><p class="small">{cell.number.clone()}" "{words.clone()}</p></li> }.into_any()
        }
    }
}
