//! One row of a report in the form of a day: what the source says of one thing. A row that says by itself what it is about shows
//! its amount and what was said before; the rest is one step away. Only what the measure takes is asked for.

use domain::draft::DraftClaim;
use domain::{AccessClass, Direction, Measure, MeasureKind, Stage};
use leptos::prelude::*;

use super::field::{Field, Input, field, id_of};
use super::phrase::phrase;
use super::tick::tick;
use crate::text::labels;
use crate::view::day_form::{DayForm, Row};
use crate::{paths, t};

/// The fields that stand in the second part of a row, whatever it counts.
const SECOND: [&str; 6] = ["period_start", "counted", "stage", "date_note", "remark", "preferred"];
/// The dimensions, in the order of the form.
const DIMENSIONS: [&str; 7] = ["access", "direction", "carrier", "group", "facility", "item", "unit"];

/// A row, and where it stands.
#[derive(Clone, Copy)]
struct At<'a> {
    form: &'a DayForm,
    claim: &'a DraftClaim,
    help: &'a Row,
    report: usize,
    row: usize,
}

impl At<'_> {
    fn field(&self, name: &str) -> String {
        DraftClaim::field(self.report, self.row, name)
    }

    fn problem(&self, name: &str) -> Option<&str> {
        self.form.problem(&self.field(name))
    }

    fn text(&self, name: &str) -> &str {
        self.claim.text(name).unwrap_or_default()
    }

    /// Whether a field is asked for: its measure takes it, or something stands in it that must not be lost.
    fn asks_for(&self, name: &str) -> bool {
        let takes = |measure: Measure| measure.dimensions().iter().any(|dimension| dimension.key() == name);
        self.help.measure.is_none_or(takes) || !self.text(name).is_empty() || self.problem(name).is_some()
    }

    /// Whether its amount is all that is left to write.
    fn is_short(&self) -> bool {
        let wrong = |name: &&str| self.problem(name).is_some();
        self.help.is_ready && !DIMENSIONS.iter().chain(["measure"].iter()).any(wrong)
    }

    /// Whether the second part says something that must be seen.
    fn is_open(&self) -> bool {
        let said = |name: &&str| {
            let text = self.text(name).trim();
            !text.is_empty() && *name != "stage" && text != self.claim.filled_in(name)
        };
        let stage = ![Stage::Done.key(), ""].contains(&self.text("stage").trim());
        stage || !self.claim.remove.is_empty() || SECOND.iter().any(|name| said(name) || self.problem(name).is_some())
    }

    fn cell(
        &self,
        key: &str,
        (label, hint): (String, Option<String>),
        input: Input,
        class: &'static str,
    ) -> Option<AnyView> {
        let name = self.field(key);
        self.asks_for_or_always(key).then(|| {
            let problem = self.problem(key).map(str::to_owned);
            let focus = self.form.focus.as_ref() == Some(&name);
            let value = match (key, self.text(key)) {
                ("stage", "") => Stage::Done.key().to_owned(),
                (_, text) => text.to_owned(),
            };
            let is_known = key == "preferred" && !self.claim.id.is_empty();
            let anchor = is_known.then(|| paths::place_to_prefer(&self.claim.id));
            field(Field { label, hint, value, problem, input, class, anchor, name, focus, ..Field::default() })
                .into_any()
        })
    }

    fn asks_for_or_always(&self, key: &str) -> bool {
        let is_dimension = DIMENSIONS.contains(&key) || ["period_start", "counted"].contains(&key);
        !is_dimension || self.asks_for(key)
    }
}

/// A row of a report.
pub fn claim_row(form: &DayForm, report: usize, row: usize) -> Option<impl IntoView + use<>> {
    let claim = form.draft.reports.get(report)?.claims.get(row)?;
    let help = form.rows.get(report)?.get(row)?;
    let at = At { form, claim, help, report, row };
    let ready = (!claim.ready.is_empty())
        .then(|| view! { <input type="hidden" name=at.field("ready") value=claim.ready.clone()/> });
    let id = format!("r{report}-c{row}");
    let body = if at.is_short() { short(at).into_any() } else { whole(at).into_any() };
    Some(view! {
        <fieldset class="claimbox" id=id data-row=row.to_string()>
            <legend>{help.name.clone()}</legend>
            <input type="hidden" name=at.field("id") value=claim.id.clone()/>{ready}
            {body}
        </fieldset>
    })
}

fn short(at: At<'_>) -> impl IntoView + use<> {
    view! {
        <div class="amount">{amount(at)}{lately(at)}</div>{why(at)}
        <details class="more" open=at.is_open()><summary>{t!("entry-more-of-row")}</summary>
            <div class="fields">{measure(at)}{dimensions(at)}{second(at)}</div>{remove(at)}
        </details>
    }
}

fn whole(at: At<'_>) -> impl IntoView + use<> {
    view! {
        <div class="fields">{measure(at)}{amount(at)}{dimensions(at)}</div>{lately(at)}{why(at)}
        <details class="more" open=at.is_open()><summary>{t!("entry-more")}</summary>
            <div class="fields">{second(at)}</div>{remove(at)}
        </details>
    }
}

fn amount(at: At<'_>) -> impl IntoView + use<> {
    let name = at.field("amount");
    let is_access = at.help.measure.map(|measure| measure.kind() == MeasureKind::Access);
    let (hint, other) = match is_access {
        Some(true) => (t!("form-amount-hint-access"), None),
        Some(false) => (t!("form-amount-hint"), None),
        None => (t!("form-amount-hint"), Some(t!("form-amount-hint-access"))),
    };
    field(Field {
        label: t!("form-amount"),
        hint: Some(hint),
        hint_of_access: other,
        value: at.claim.amount.clone(),
        problem: at.problem("amount").map(str::to_owned),
        focus: at.form.focus.as_ref() == Some(&name),
        echo: Some(at.help.understood.clone().unwrap_or_default()),
        name,
        ..Field::default()
    })
}

/// The last values of the row's thing, with the days between that have none.
fn lately(at: At<'_>) -> Option<impl IntoView + use<>> {
    let label = t!("entry-lately", thing = at.help.thing.as_str());
    let lines = at.help.lately.iter().map(|line| view! { <li>{phrase(line)}" "</li> }).collect_view();
    (!at.help.lately.is_empty()).then(|| view! { <ul class="lately" aria-label=label>{lines}</ul> })
}

/// What looks odd, and the word why it is right.
fn why(at: At<'_>) -> Option<impl IntoView + use<>> {
    let name = at.field("why");
    let odd = at.form.odd_at(&name);
    if odd.is_empty() && at.claim.why.trim().is_empty() && at.problem("why").is_none() {
        return None;
    }
    let id = id_of(&name);
    let lines = odd.iter().map(|line| {
        view! { <p><b>{t!("entry-odd-aloud")}</b>" "{(*line).to_owned()}</p> }
    });
    let lines = lines.collect_view();
    Some(view! {
        <div class="odd" id=format!("{id}-odd")>{lines}
            {at.cell("why", (t!("entry-why"), Some(t!("entry-why-hint"))), Input::Line, "")}
        </div>
    })
}

fn choices<T: Copy>(none: Option<String>, all: &[T], key: fn(T) -> &'static str, words: fn(T) -> String) -> Input {
    let none = none.map(|none| (String::new(), none));
    Input::Choice(none.into_iter().chain(all.iter().map(|one| (key(*one).to_owned(), words(*one)))).collect())
}

fn measure(at: At<'_>) -> impl IntoView + use<> {
    let none = at.help.measure.is_none().then(|| t!("entry-choose"));
    let measures = choices(none, &Measure::ALL, Measure::key, labels::measure);
    at.cell("measure", (t!("form-measure"), Some(t!("entry-measure-hint"))), measures, "measure")
}

fn dimensions(at: At<'_>) -> impl IntoView + use<> {
    let ways = choices(Some(t!("form-direction-unsaid")), &Direction::ALL, Direction::key, labels::direction);
    let class = |class| labels::class(Some(class));
    let classes = choices(Some(t!("form-access-all")), &AccessClass::ALL, AccessClass::key, class);
    let offered = |list| Input::Offered(list);
    view! {
        {at.cell("access", (t!("form-access"), None), classes, "d-access")}
        {at.cell("direction", (t!("form-direction"), None), ways, "d-direction")}
        {at.cell("carrier", (t!("form-carrier"), Some(t!("form-carrier-hint"))), offered("carriers"), "d-carrier")}
        {at.cell("group", (t!("form-group"), Some(t!("form-group-hint"))), offered("groups"), "d-group")}
        {at.cell("facility", (t!("form-facility"), Some(t!("form-facility-hint"))), offered("facilities"), "d-facility")}
        {at.cell("item", (t!("form-item"), Some(t!("form-item-hint"))), offered("items"), "d-item")}
        {at.cell("unit", (t!("form-unit"), Some(t!("form-unit-hint"))), offered("units"), "d-unit")}
    }
}

fn second(at: At<'_>) -> impl IntoView + use<> {
    let stages = choices(None, &Stage::ALL, Stage::key, labels::stage_option);
    let until = t!("form-period-hint", date = at.form.short_day.as_str());
    view! {
        {at.cell("stage", (t!("entry-stage"), Some(t!("entry-stage-hint"))), stages, "")}
        {at.cell("period_start", (t!("form-period"), Some(until)), Input::Date, "d-period")}
        {at.cell("counted", (t!("form-definition"), Some(t!("form-definition-hint"))), Input::Line, "")}
        {at.cell("remark", (t!("form-remark"), Some(t!("form-remark-hint"))), Input::Area(2), "")}
        {at.cell("date_note", (t!("form-date-note"), Some(t!("form-date-note-hint"))), Input::Line, "")}
        {at.cell("preferred", (t!("form-preferred"), Some(t!("form-preferred-hint"))), Input::Area(2), "")}
    }
}

fn remove(at: At<'_>) -> Option<impl IntoView + use<>> {
    let name = at.field("remove");
    (!at.claim.id.is_empty()).then(|| tick(&name, t!("form-remove"), !at.claim.remove.is_empty()))
}
