//! A figure over days: its finding, one sentence, the drawing, what the signs mean, the table, the files. The drawing
//! comes finished from the server, which wrote it from numbers: the one place here that shows it as it is.

use leptos::prelude::*;

use super::data_table::data_table;
use super::marks;
use super::rests::rests;
use crate::t;
use crate::view::chart::{ChartFigure, Drawn, MonthPart, Sign};
use crate::view::sums::Rests;
use crate::view::trends::cursor::{Cursor, PlotCursor};

/// The figure.
pub fn chart_figure(figure: &ChartFigure) -> impl IntoView + use<> {
    with_cursor(figure, None)
}

/// The figure, with what its script needs to answer in it.
pub fn with_cursor(figure: &ChartFigure, cursor: Option<&Cursor>) -> impl IntoView + use<> {
    let own = |at: usize| cursor.and_then(|cursor| cursor.plots.get(at));
    let plots = figure.plots.iter().enumerate().map(|(at, drawn)| plot(drawn, own(at)).into_any()).collect_view();
    let told = cursor
        .map(|_| view! { <div class="room small"></div><div class="told small"><p aria-live="polite"></p></div> });
    let given = |what: fn(&Cursor) -> &String| cursor.map(|cursor| what(cursor).clone());
    let (module, hint, and) = (given(|own| &own.module), given(|own| &own.hint), given(|own| &own.and));
    let empty = figure.empty.clone().map(|text| view! { <p class="void">{text}</p> });
    let summary = figure.empty.is_none().then(|| view! { <p>{figure.summary.clone()}</p> });
    let legend = (!figure.legend.is_empty()).then(|| {
        let signs = figure.legend.iter().map(|(sign, words)| view! { <li>{sample(*sign)}{words.clone()}</li> });
        view! { <ul class="key small">{signs.collect_view()}</ul> }
    });
    let notes = (!figure.notes.is_empty()).then(
        || view! { <div class="small notes">{rests(&Rests { days: Vec::new(), lines: figure.notes.clone() })}</div> },
    );
    let table = (!figure.table.rows.is_empty()).then(|| {
        view! { <details><summary>{t!("chart-in-a-table")}</summary>{data_table(&figure.table)}</details> }.into_any()
    });
    let files = figure.files.iter().map(|(words, href)| view! { <a href=href.clone()>{words.clone()}</a>" " });
    view! {
        <figure id=figure.id data-cursor=module data-hint=hint data-and=and>
            <figcaption><h3>{figure.title.clone()}</h3>{summary}{empty}</figcaption>
            {plots}{told}{legend}{notes}{table}
            <p class="acts small">{files.collect_view()}</p>
        </figure>
    }
}

fn plot(drawn: &Drawn, cursor: Option<&PlotCursor>) -> impl IntoView + use<> {
    let name = (!drawn.name.is_empty())
        .then(|| view! { <p class="small"><b>{drawn.name.clone()}</b>": "{drawn.coverage.clone()}</p> });
    let part = |(at, part)| month(part, cursor.map(|own| own.silent.get(at).cloned().unwrap_or_default()));
    let months = drawn.months.iter().enumerate().map(part).collect_view();
    let places = |own: &PlotCursor| own.series.iter().map(ToString::to_string).collect::<Vec<String>>().join(" ");
    let series = cursor.map(places);
    let given = |what: fn(&PlotCursor) -> &String| cursor.map(|own| what(own).clone());
    let (label, line, none) = (given(|own| &own.label), given(|own| &own.line), given(|own| &own.none));
    view! {
        {name}<div class="months" data-series=series data-label=label data-line=line data-none=none>{months}</div>
    }
}

/// A part; where a cursor reads it, with its days and the names of those that have no row.
fn month(part: &MonthPart, silent: Option<String>) -> impl IntoView + use<> {
    let day = |date: chrono::NaiveDate| silent.as_ref().map(|_| date.to_string());
    let (from, to) = (day(part.window.from), day(part.window.to));
    view! {
        <div data-from=from data-to=to data-silent=silent>
            <a href=part.href.clone()>{part.name.clone()}</a><div inner_html=part.svg.clone()></div>
        </div>
    }
}

/// A sign beside its words.
fn sample(sign: Sign) -> AnyView {
    match sign {
        Sign::Status(mark) => marks::mark(mark).into_any(),
        sign => swatch(sign).into_any(),
    }
}

fn swatch(sign: Sign) -> impl IntoView {
    let class = match sign {
        Sign::Exact => "sw",
        Sign::Zero => "sw z",
        Sign::AtLeast => "sw a",
        Sign::AtMost => "sw l",
        Sign::Range => "sw l r",
        Sign::About => "sw v",
        Sign::Words => "sw d",
        Sign::Period => "sw d wide",
        Sign::Withheld => "sw w",
        Sign::Silent => "sw g wide",
        Sign::Point => "sw p",
        Sign::Stock => "sw p",
        Sign::Status(_) => "sw",
        Sign::Hollow => "sw p l",
        Sign::PointOpen => "sw a",
        Sign::PointRange => "sw l r",
        Sign::PointAbout => "sw p d",
        Sign::PointUntold => "sw d",
        Sign::Daily => "sw y wide",
        Sign::Gap => "sw c wide",
        Sign::Corrected => "sw e",
    };
    view! { <i class=class></i> }
}
