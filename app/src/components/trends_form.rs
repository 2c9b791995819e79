//! What can be chosen of trends: one plain form, sent with the address, every field of which may stay empty.

use leptos::prelude::*;

use super::field::{Field, Input, field};
use crate::paths::as_of;
use crate::paths::trends::{COMPARE, FROM, TO};
use crate::t;
use crate::view::trends::form::{Choice, Compared, TrendsForm};

/// The form, with what is wrong over it.
pub fn trends_form(form: &TrendsForm) -> impl IntoView + use<> {
    let problems = (!form.problems.is_empty()).then(|| {
        let rows = form.problems.iter().map(|problem| {
            let href = format!("#{}", id_of(problem.field));
            view! { <li><a href=href>{problem.words.clone()}</a></li> }
        });
        view! { <div class="notice" role="alert"><h2>{t!("trends-filter-refused")}</h2><ul>{rows.collect_view()}</ul></div> }
    });
    let reset = form.reset.clone().map(|reset| view! { <a href=reset.href>{reset.words}</a> });
    let parts = form.parts.iter().map(|choice| select(form, choice)).collect_view();
    view! {
        {problems}
        <form method="get" action=form.action.clone() class="choose">
            <div class="fields">
                {select(form, &form.measure)}{parts}
                {date(form, FROM, t!("trends-field-from"), &form.from)}{date(form, TO, t!("trends-field-to"), &form.to)}
                {select(form, &form.by)}{moment(form)}
            </div>
            {compare(form)}
            <p class="send"><button class="alt">{t!("trends-show")}</button>{reset}</p>
        </form>
    }
}

fn id_of(name: &str) -> String {
    format!("choose-{}", name.replace('_', "-"))
}

fn problem(form: &TrendsForm, name: &str) -> Option<String> {
    form.problems.iter().find(|problem| problem.field == name).map(|problem| problem.words.clone())
}

fn labelled(form: &TrendsForm, name: &'static str, label: String, value: &str, input: Input) -> AnyView {
    let of = Field {
        name: name.to_owned(),
        label,
        value: value.to_owned(),
        input,
        problem: problem(form, name),
        id: Some(id_of(name)),
        ..Field::default()
    };
    field(of).into_any()
}

fn select(form: &TrendsForm, choice: &Choice) -> AnyView {
    let options = Input::Choice(choice.options.clone());
    labelled(form, choice.name, choice.label.clone(), &choice.chosen, options)
}

/// What is no date is shown as it was typed, which a browser's own field of dates would leave empty.
fn date(form: &TrendsForm, name: &'static str, label: String, value: &str) -> AnyView {
    let input = if problem(form, name).is_some() { Input::Line } else { Input::Date };
    labelled(form, name, label, value, input)
}

fn moment(form: &TrendsForm) -> AnyView {
    let input = if form.as_of_is_day { Input::Date } else { Input::Line };
    labelled(form, as_of::NAME, t!("trends-field-as-of"), &form.as_of, input)
}

fn compare(form: &TrendsForm) -> Option<AnyView> {
    let wrong = problem(form, COMPARE).map(|words| view! { <p class="err">{words}</p> });
    if form.compare.is_empty() && wrong.is_none() {
        return None;
    }
    let ticks = form.compare.iter().map(tick).collect_view();
    let ticks = view! { <fieldset id=id_of(COMPARE)><legend>{t!("trends-field-compare")}</legend>{wrong}<div class="fields">{ticks}</div></fieldset> };
    Some(ticks.into_any())
}

fn tick(other: &Compared) -> impl IntoView + use<> {
    let id = format!("compare-{}", other.slug);
    view! {
        <div class="tick">
            <input type="checkbox" name=COMPARE value=other.slug.clone() id=id.clone() checked=other.chosen/>
            <label for=id>{other.words.clone()}</label>
        </div>
    }
}
