//! The page of changes: the list of all, or what is different since a version.

use leptos::prelude::*;

use super::shell::shell;
use crate::components::field::{Field, Input, field};
use crate::components::name::name;
use crate::components::{change_entry, citation, pager};
use crate::t;
use crate::view::changes_page::{ChangesForm, ChangesPage, DayRow, KindChoice};

/// The page of changes.
pub fn page(page: &ChangesPage) -> impl IntoView + use<> {
    let found = match &page.empty {
        Some(words) => view! { <p class="void">{words.clone()}</p> }.into_any(),
        None if page.days.is_empty() => change_entry::entries(&page.entries, true).into_any(),
        None => days(&page.days).into_any(),
    };
    let counted = page.empty.is_none().then(|| page.counted.clone());
    let beside = page.newer.is_some() || page.older.is_some();
    let beside =
        beside.then(|| pager::pager(&t!("changes-pager"), page.newer.as_ref(), None, page.older.as_ref()).into_any());
    let feeds = page.feeds.iter().map(|way| view! { <a href=way.href.clone()>{way.words.clone()}</a>" " });
    let feeds = feeds.collect_view();
    let body = view! {
        <div class="place">
            <div>
                <p class="small"><a href=page.corridor.href.clone()>{name(&page.corridor.words)}</a></p>
                <h1>{page.heading.clone()}</h1>
            </div>
            <p class="fresh">{counted}</p>
        </div>
        <p>{page.intro.clone()}</p>
        {form(&page.form)}
        <section class="side"><h2 id="changes">{t!("changes-list")}</h2><div>{found}{beside}</div></section>
        <section class="side"><h2 id="follow">{t!("feeds-heading")}</h2>
            <div><p class="small">{t!("feeds-text")}</p><p class="acts">{feeds}</p></div>
        </section>
        <section class="side"><h2 id="take">{t!("day-heading-page")}</h2><div>{citation::brief(&page.citation, None)}</div></section>
    };
    shell(&page.chrome, body)
}

fn form(form: &ChangesForm) -> impl IntoView + use<> {
    let kept = form.kept.iter().map(|(name, value)| view! { <input type="hidden" name=*name value=value.clone()/> });
    let kept = kept.collect_view();
    let kinds = form.kinds.iter().map(kind).collect_view();
    let reset = form.reset.clone().map(|reset| view! { <a href=reset.href>{reset.words}</a> });
    let date = |name: &str, label: String, value: &str| {
        field(Field { name: name.to_owned(), label, value: value.to_owned(), input: Input::Date, ..Field::default() })
    };
    view! {
        <details open=form.reset.is_some()>
            <summary>{t!("changes-filter")}</summary>
            <form method="get" action=form.action.clone()>
                {kept}
                <fieldset><legend>{t!("changes-filter-kinds")}</legend><div class="fields">{kinds}</div></fieldset>
                <div class="fields">
                    {date("from", t!("changes-filter-from"), &form.from)}{date("to", t!("changes-filter-to"), &form.to)}
                </div>
                <p class="hint">{t!("changes-filter-days")}</p>
                <p class="send"><button class="alt">{t!("changes-show")}</button>{reset}</p>
            </form>
        </details>
    }
}

fn kind(choice: &KindChoice) -> impl IntoView + use<> {
    let id = format!("kind-{}", choice.key);
    view! {
        <div class="tick">
            <input type="checkbox" name="kind" value=choice.key id=id.clone() checked=choice.chosen/>
            <label for=id>{choice.words.clone()}" "<span class="hint">{choice.means.clone()}</span></label>
        </div>
    }
}

fn days(days: &[DayRow]) -> impl IntoView + use<> {
    days.iter().map(day).collect_view()
}

fn day(day: &DayRow) -> AnyView {
    let told = day.told.clone().map(|told| view! { <p>{told}</p> });
    view! {
        <article class="since">
            <h3><a href=day.day.href.clone()>{day.day.words.clone()}</a></h3>
            {told}{change_entry::lines(&day.lines, None)}
            {change_entry::entries(&day.steps, false)}
        </article>
    }
    .into_any()
}
