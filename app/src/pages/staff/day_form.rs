//! The form of one day: a list of reports, each with rows. Works without a script: adding a row sends the form.

use domain::draft::DraftReport;
use domain::{AbsenceReason, ChangeKind};
use leptos::prelude::*;

use crate::components::act::act;
use crate::components::bulletin::bulletin;
use crate::components::claim_row::claim_row;
use crate::components::event_rows::event_rows;
use crate::components::field::{Field, Input, field, offers};
use crate::components::name::name;
use crate::components::odd::odd;
use crate::components::sent::problems;
use crate::components::tick::tick;
use crate::islands::bulletin::BulletinNumbers;
use crate::islands::keeper::DayKeeper;
use crate::pages::shell::shell;
use crate::t;
use crate::text::keeper::BulletinWords;
use crate::text::{self, labels};
use crate::view::day_form::{DayForm, ExpectedRow, Told};

/// The form of one day.
pub fn page(form: &DayForm) -> impl IntoView + use<> {
    let ways = form.ways.iter().map(|way| view! { <a href=way.href.clone()>{way.words.clone()}</a> }).collect_view();
    let state = form.state.iter().map(|line| view! { {line.clone()}<br/> }).collect_view();
    let reports = (0..form.draft.reports.len()).map(|index| report(form, index)).collect_view();
    let acts = form.acts.iter().map(act).collect_view();
    let heading = t!("form-problems", problems = form.problems.len());
    let words = BulletinWords::of();
    let numbers = view! { <BulletinNumbers words/> };
    let body = view! {
        <nav class="pager" aria-label=t!("form-pager")>{ways}</nav>
        <div class="place">
            <div><p class="small">{name(&form.corridor)}</p><h1>{t!("form-heading", date = form.day.as_str())}</h1></div>
            <p class="fresh">{state}</p>
        </div>
        {problems(heading, &form.problems, t!("form-problems-note"))}{odd(&form.odd)}{form.told.as_ref().map(told)}
        <DayKeeper keeper=form.keeper.clone()/>
        <form class="entry" id="day-form" method="post" action=form.action.clone()>
            <input type="hidden" name="draft_of" value=form.keeper.account.clone()/>
            <input type="hidden" name="draft_seen" value=form.keeper.seen.to_string()/>
            <input type="hidden" name="base" value=form.draft.base.clone()/>
            <input type="hidden" name="key" value=form.draft.key.clone()/>
            <button class="vh" name="then" value="check" tabindex="-1">{t!("form-check-first")}</button>
            {bulletin(form, numbers)}{expected(form)}{reports}
            <section class="side"><h2>{t!("form-heading-another")}</h2>
                <div><p class="send"><button class="alt" name="then" value="report">{t!("form-add-report")}</button></p></div>
            </section>
            {event_rows(form)}{notes(form)}{change(form)}{finish(form)}
            {lists(form)}
        </form>
        {acts}
    };
    shell(&form.chrome, body)
}

fn told(told: &Told) -> impl IntoView + use<> {
    let paragraphs = told.lines.iter().map(|line| view! { <p>{line.clone()}</p> }).collect_view();
    let column = |heading: String, lines: &[String]| {
        let rows = lines.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
        (!lines.is_empty()).then(|| view! { <div><h3>{heading}</h3><ul class="lines">{rows}</ul></div> })
    };
    let ways = told.ways.iter().map(|way| view! { <a href=way.href.clone()>{way.words.clone()}</a>" " }).collect_view();
    let ways = (!told.ways.is_empty()).then(|| view! { <p>{ways}</p> });
    let heading = (!told.heading.is_empty()).then(|| view! { <h2>{told.heading.clone()}</h2> });
    view! {
        <div class="notice told" role="status">
            {heading}{paragraphs}{ways}
            <div class="versus">
                {column(told.theirs_are.clone(), &told.theirs)}{column(t!("form-you-typed"), &told.yours)}
            </div>
        </div>
    }
}

fn expected(form: &DayForm) -> impl IntoView + use<> {
    let rows = form.expected.iter().enumerate().map(|(index, row)| expected_row(form, index, row)).collect_view();
    let heading = t!("form-expected", date = form.short_day.as_str());
    (!form.expected.is_empty()).then(|| {
        view! {
            <section class="side"><h2>{heading}</h2><div>
                <p class="small quiet">{t!("form-expected-note")}" "{t!("entry-unlike-yesterday")}</p>
                <div class="expected">{rows}</div>
            </div></section>
        }
    })
}

fn expected_row(form: &DayForm, index: usize, row: &ExpectedRow) -> impl IntoView + use<> {
    let name = format!("reason.{index}");
    let given = match row.given.as_slice() {
        [] => t!("form-expected-none"),
        given => t!("form-expected-given", figures = text::row(given.iter().cloned())),
    };
    let hint = match &row.last {
        Some(last) => t!("form-expected-hint", last = last, given = given),
        None => given,
    };
    let choices = AbsenceReason::ALL.iter().map(|reason| (reason.key().to_owned(), labels::reason(*reason)));
    field(Field {
        label: row.name.clone(),
        hint: Some(hint),
        value: row.reason.clone(),
        problem: form.problem(&name).map(str::to_owned),
        input: Input::Choice(choices.collect()),
        class: "expect",
        name,
        ..Field::default()
    })
}

fn report(form: &DayForm, index: usize) -> Option<impl IntoView + use<>> {
    let report = form.draft.reports.get(index)?;
    let source = report.source.trim();
    let source = Some(source).filter(|source| !source.is_empty());
    let heading = t!("form-report", number = (index + 1).to_string(), source = source);
    let rows = (0..report.claims.len()).filter_map(|claim| claim_row(form, index, claim)).collect_view();
    let id = format!("r{index}");
    let ready = (!report.ready.is_empty())
        .then(|| view! { <input type="hidden" name=DraftReport::field(index, "ready") value=report.ready.clone()/> });
    let usual = form.usual.clone().filter(|_| index == 0);
    let usual = usual.map(|source| view! { <p class="small quiet">{t!("entry-usual", source = source)}</p> });
    Some(view! {
        <section class="side" data-report=index.to_string()><h2 id=id>{heading}</h2><div>
            <input type="hidden" name=DraftReport::field(index, "id") value=report.id.clone()/>{ready}{usual}
            <div class="fields">{report_fields(form, index, report)}</div>
            <p class="small quiet">{t!("entry-amounts")}</p>
            {rows}
            <p class="send">
                <button class="alt" name="then" value=format!("row.{index}")>{t!("form-add-row")}</button>
            </p>
            {other_day(form, index, report)}
        </div></section>
    })
}

fn report_fields(form: &DayForm, index: usize, report: &DraftReport) -> impl IntoView + use<> {
    let one = |key: &str, label: String, hint: String, value: &str, input: Input, class: &'static str| {
        let name = DraftReport::field(index, key);
        field(Field {
            label,
            hint: Some(hint),
            value: value.to_owned(),
            problem: form.problem(&name).map(str::to_owned),
            input,
            class,
            focus: form.focus.as_ref() == Some(&name),
            name,
            ..Field::default()
        })
    };
    view! {
        {one("source", t!("form-source"), t!("form-source-hint"), &report.source, Input::Offered("sources"), "wide")}
        {one("published_on", t!("form-published"), t!("form-published-hint"), &report.published_on, Input::Date, "")}
        {one("via", t!("form-via"), t!("form-via-hint"), &report.via, Input::Offered("sources"), "")}
        {one("url", t!("form-url"), t!("form-url-hint"), &report.url, Input::Address, "wide")}
    }
}

/// The way to another day of which the same bulletin speaks.
fn other_day(form: &DayForm, index: usize, report: &DraftReport) -> impl IntoView + use<> {
    let name = DraftReport::field(index, "also");
    let problem = form.problem(&name).map(str::to_owned);
    let open = problem.is_some() || !report.also.is_empty();
    let day = field(Field {
        label: t!("entry-other-day"),
        hint: Some(t!("entry-other-hint")),
        value: report.also.clone(),
        problem,
        input: Input::Date,
        name,
        ..Field::default()
    });
    view! {
        <details class="more" open=open><summary>{t!("entry-other")}</summary>
            <div class="fields">{day}</div>
            <p class="send">
                <button class="alt" name="then" value=format!("other.{index}")>{t!("entry-other-go")}</button>
            </p>
        </details>
    }
}

fn notes(form: &DayForm) -> impl IntoView + use<> {
    let note = |name: &str, label: String, hint: String, value: &str| {
        field(Field {
            name: name.to_owned(),
            label,
            hint: Some(hint),
            value: value.to_owned(),
            problem: form.problem(name).map(str::to_owned),
            input: Input::Area(3),
            ..Field::default()
        })
    };
    view! {
        <section class="side"><h2>{t!("form-heading-notes")}</h2><div><div class="fields two">
            {note("public_note", t!("form-public-note"), t!("form-public-note-hint"), &form.draft.public_note)}
            {note("internal_note", t!("form-internal-note"), t!("form-internal-note-hint"), &form.draft.internal_note)}
        </div></div></section>
    }
}

fn change(form: &DayForm) -> impl IntoView + use<> {
    if !form.changes {
        return None;
    }
    let chosen = form.draft.change_kind.clone();
    let problem = form.problem("change_kind").map(str::to_owned);
    let class = if problem.is_some() { "field bad" } else { "field" };
    let error = problem
        .map(|text| view! { <span class="err" id="change_kind-error"><span class="vh">{t!("error-aloud")}" "</span>{text}</span> });
    let kinds = ChangeKind::ALL.iter().enumerate().map(|(index, kind)| {
        let id = if index == 0 { "change_kind".to_owned() } else { format!("change_kind-{index}") };
        let words = t!("form-change-kind-option", kind = kind.key());
        view! {
            <p class="tick"><input type="radio" id=id.clone() name="change_kind" value=kind.key() checked=chosen == kind.key()/>
                <label for=id>{words}</label></p>
        }
    });
    let kinds = kinds.collect_view();
    let reason = Field {
        name: "change_reason".to_owned(),
        label: t!("form-change-reason"),
        hint: Some(t!("form-change-reason-hint")),
        value: form.draft.change_reason.clone(),
        problem: form.problem("change_reason").map(str::to_owned),
        input: Input::Area(2),
        ..Field::default()
    };
    Some(view! {
        <section class="side"><h2>{t!("form-heading-change")}</h2><div class="fields two">
            <fieldset class=class><legend>{t!("form-change-kind")}</legend>{error}{kinds}</fieldset>{field(reason)}
        </div></section>
    })
}

fn finish(form: &DayForm) -> impl IntoView + use<> {
    let publish = form.may_publish.then(|| {
        view! { <button class="go" name="then" value="publish">{t!("form-publish", date = form.short_day.as_str())}</button> }
    });
    let submit = form.may_submit.then(|| {
        let class = if form.may_publish { "alt" } else { "go" };
        view! { <button class=class name="then" value="submit">{t!("form-submit", date = form.short_day.as_str())}</button> }
    });
    let confirm = form.confirm.clone().map(|text| {
        let problem = form.problem("confirmed").map(str::to_owned);
        let class = if problem.is_some() { "bad" } else { "" };
        let error =
            problem.map(|text| view! { <span class="err"><span class="vh">{t!("error-aloud")}" "</span>{text}</span> });
        let ticked = !form.draft.confirmed.is_empty();
        view! { <div class=class><p>{text}</p>{error}{tick("confirmed", t!("form-confirmed"), ticked)}</div> }
    });
    view! {
        <section class="side"><h2>{t!("form-heading-finish")}</h2><div>
            {confirm}
            <p class="send">
                {publish}{submit}
                <button class="alt" name="then" value="draft">{t!("form-save-draft")}</button>
                <button class="alt" name="then" value="check">{t!("form-check")}</button>
            </p>
            <p class="small quiet">{form.finish.clone()}</p>
        </div></section>
    }
}

fn lists(form: &DayForm) -> impl IntoView + use<> {
    let choices = &form.choices;
    view! {
        {offers("sources", &choices.sources)}{offers("groups", &choices.groups)}{offers("carriers", &choices.carriers)}
        {offers("facilities", &choices.facilities)}{offers("items", &choices.items)}{offers("units", &choices.units)}
    }
}
