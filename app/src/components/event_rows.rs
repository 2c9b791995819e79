//! The events of a day in its form: what happened, who says so. The last row is empty, for one more.

use domain::draft::DraftEvent;
use leptos::prelude::*;

use super::field::{Field, Input, field};
use super::tick::tick;
use crate::t;
use crate::view::day_form::DayForm;

/// The section of the events.
pub fn event_rows(form: &DayForm) -> impl IntoView + use<> {
    let rows = form.draft.events.iter().enumerate().map(|(index, event)| row(form, index, event)).collect_view();
    view! {
        <section class="side"><h2>{t!("form-heading-events")}</h2><div>
            <p class="small quiet">{t!("form-events-note")}</p>{rows}
        </div></section>
    }
}

fn row(form: &DayForm, index: usize, event: &DraftEvent) -> impl IntoView + use<> {
    let one = |key: &str, label: String, hint: Option<String>, value: &str, input: Input, class: &'static str| {
        let name = DraftEvent::field(index, key);
        field(Field {
            label,
            hint,
            value: value.to_owned(),
            problem: form.problem(&name).map(str::to_owned),
            input,
            class,
            name,
            ..Field::default()
        })
    };
    let remove = (!event.id.is_empty())
        .then(|| tick(&DraftEvent::field(index, "remove"), t!("form-remove-event"), !event.remove.is_empty()));
    view! {
        <fieldset class="claimbox">
            <legend>{t!("form-event", number = (index + 1).to_string())}</legend>
            <input type="hidden" name=DraftEvent::field(index, "id") value=event.id.clone()/>
            <div class="fields">
                {one("title", t!("form-event-title"), Some(t!("form-event-title-hint")), &event.title, Input::Area(2), "wide")}
                {one("source", t!("form-source"), Some(t!("form-event-source-hint")), &event.source, Input::Offered("sources"), "")}
                {one("published_on", t!("form-published"), Some(t!("form-published-hint")), &event.published_on, Input::Date, "")}
                {one("url", t!("form-url"), Some(t!("form-url-hint")), &event.url, Input::Address, "wide")}
            </div>
            {remove}
        </fieldset>
    }
}
