//! The page of all files of a corridor.

use leptos::prelude::*;

use super::shell::shell;
use crate::components::api_examples::api_examples;
use crate::components::citation::citation;
use crate::components::dictionary::dictionary;
use crate::components::field::{Field, Input, field};
use crate::components::name::name;
use crate::t;
use crate::view::data_page::{DataPage, Files, PartForm};
use crate::view::licence::Licence;

/// The page of all files.
pub fn page(page: &DataPage) -> impl IntoView + use<> {
    let files = page.files.iter().map(files).collect_view();
    let more = page.more.iter().map(|(way, about)| {
        view! { <li><a href=way.href.clone()>{way.words.clone()}</a>": "{about.clone()}</li> }
    });
    let more = more.collect_view();
    let dictionaries = page.dictionaries.iter().map(dictionary).collect_view();
    let body = view! {
        <div class="place">
            <div>
                <p class="small"><a href=page.corridor.href.clone()>{name(&page.corridor.words)}</a></p>
                <h1>{t!("data-heading")}</h1>
            </div>
            <p class="fresh">{page.part.clone()}</p>
        </div>
        <p class="lead">{t!("data-intro")}</p>
        {form(&page.form)}
        <section class="side"><h2 id="files">{t!("data-heading-files")}</h2><div>{files}<p class="small quiet">{t!("data-as-of")}</p></div></section>
        <section class="side"><h2 id="beside">{t!("data-heading-more")}</h2><ul class="lines">{more}</ul></section>
        {api_examples(&page.api)}
        <section class="side"><h2 id="columns">{t!("data-heading-dictionary")}</h2><div><p class="small quiet">{t!("data-dictionary-note")}</p>{dictionaries}</div></section>
        <section class="side"><h2 id="licence">{t!("data-heading-licence")}</h2><div class="prose">{licence(page.licence)}</div></section>
        <section class="side"><h2 id="cite">{t!("data-heading-cite")}</h2><div>{citation(&page.citation)}</div></section>
    };
    shell(&page.chrome, body)
}

/// Under what the files may be used: the sentence with the licence as a link in it.
fn licence(licence: Option<Licence>) -> AnyView {
    let Some(licence) = licence else {
        return view! { <p>{t!("data-licence-none")}</p> }.into_any();
    };
    let (title, url) = (licence.title(), licence.url);
    let sentence = t!("data-licence", licence = title.as_str());
    let (before, after) = sentence.split_once(&title).unwrap_or((sentence.as_str(), ""));
    let (before, after) = (before.to_owned(), after.to_owned());
    view! {
        <p>{before}<a href=url rel="license external noreferrer">{title}</a>{after}</p>
        <p>{t!("data-licence-sources")}</p>
    }
    .into_any()
}

fn files(files: &Files) -> impl IntoView + use<> {
    let ways = files.ways.iter().map(|way| view! { <a href=way.href.clone()>{way.words.clone()}</a>" " });
    let ways = ways.collect_view();
    view! { <h3>{files.heading.clone()}</h3><p>{files.about.clone()}</p><p class="acts">{ways}</p> }
}

fn form(form: &PartForm) -> impl IntoView + use<> {
    let kept = form.kept.iter().map(|(name, value)| view! { <input type="hidden" name=*name value=value.clone()/> });
    let kept = kept.collect_view();
    let reset = form.reset.clone().map(|reset| view! { <a href=reset.href>{reset.words}</a> });
    let date = |name: &str, label: String, value: &str| {
        field(Field { name: name.to_owned(), label, value: value.to_owned(), input: Input::Date, ..Field::default() })
    };
    let lists = form.lists.iter().map(|list| {
        let (label, value) = (list.label.clone(), list.value.clone());
        field(Field {
            name: list.name.to_owned(),
            label,
            value,
            input: Input::Choice(list.values.clone()),
            ..Field::default()
        })
    });
    let lists = lists.collect_view();
    view! {
        <details open=form.reset.is_some()>
            <summary>{t!("data-filter")}</summary>
            <form method="get" action=form.action.clone()>
                {kept}
                <div class="fields">
                    {date("from", t!("data-filter-from"), &form.from)}{date("to", t!("data-filter-to"), &form.to)}{lists}
                </div>
                <p class="hint">{t!("data-filter-hint")}</p>
                <p class="send"><button class="alt">{t!("data-show")}</button>{reset}</p>
            </form>
        </details>
    }
}
