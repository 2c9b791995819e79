//! The calendar of a month: a table from Monday to Sunday, a list of days where it is narrow. Each day is a way to its
//! page, and its name ends with who says so.

use leptos::prelude::*;

use super::marks;
use crate::view::calendar::{Calendar, Cell, DayCell};

/// The calendar of a month.
pub fn calendar(calendar: &Calendar) -> impl IntoView + use<> {
    let weekdays = calendar.weekdays.iter().map(|(whole, short)| {
        view! { <th scope="col"><abbr title=whole.clone()>{short.clone()}</abbr></th> }
    });
    let weekdays = weekdays.collect_view();
    let weeks = calendar.weeks.iter().map(|week| {
        let cells = week
            .iter()
            .map(|cell| cell.as_ref().map_or_else(|| view! { <td class="off"></td> }.into_any(), known))
            .collect_view();
        view! { <tr>{cells}</tr> }
    });
    let weeks = weeks.collect_view();
    view! {
        <table class="cal">
            <caption class="vh">{calendar.caption.clone()}</caption>
            <thead><tr>{weekdays}</tr></thead>
            <tbody>{weeks}</tbody>
        </table>
    }
}

fn known(cell: &Cell) -> AnyView {
    let (number, weekday) = (cell.number.clone(), cell.weekday.clone());
    match &cell.day {
        Ok(day) => view! { <td>{link(day, number, weekday)}</td> }.into_any(),
        Err(words) => {
            view! { <td class="quiet"><p><b>{number}</b>" "<i>{weekday}</i>" "<small>{words.clone()}</small></p></td> }
                .into_any()
        }
    }
}

fn link(day: &DayCell, number: String, weekday: String) -> AnyView {
    let moved = day.moved.iter().map(|line| view! { <small>{line.clone()}</small>" " }).collect_view();
    let lines = day.lines.iter().map(|line| view! { <small class="quiet">{line.clone()}</small>" " }).collect_view();
    view! {
        <a href=day.href.clone() class=day.now.then_some("now") aria-current=day.now.then_some("date")>
            <b aria-hidden="true">{number}</b>" "<span class="vh">{day.date.clone()}","</span>" "<i>{weekday}</i>" "
            <span>{marks::status(day.mark, day.word.clone())}" "{lines}{moved}</span>
            <span class="vh">" "{day.by.clone()}</span>
        </a>
    }
    .into_any()
}
