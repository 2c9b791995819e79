//! Importing files into a corridor.

use leptos::prelude::*;

use crate::components::change_entry;
use crate::components::field::{Field, Input, field, id_of};
use crate::components::name::name;
use crate::components::sent::sent;
use crate::components::tick::tick;
use crate::pages::shell::shell;
use crate::t;
use crate::view::chrome::Way;
use crate::view::import_page::{
    Choose, Discard, ImportCorridors, ImportPage, ImportPart, Pages, Preview, PreviewDay, Problems, Store, Working,
};
use crate::view::kept::Sent;

/// So few days are shown with all their changes.
const MOST_OPEN: usize = 5;

/// Importing files into a corridor.
pub fn page(page: &ImportPage) -> impl IntoView + use<> {
    let part = match &page.part {
        ImportPart::Choose(part) => choose(part, &page.sent),
        ImportPart::Working(part) => working(part),
        ImportPart::Problems(part) => problems(part, &page.sent),
        ImportPart::Preview(part) => preview(part, &page.sent),
    };
    let discard = page.discard.clone().map(|Discard { action, upload }| {
        view! {
            <section class="side"><h2>{t!("import-discard-heading")}</h2><div>
                <p class="small quiet">{t!("import-discard-note")}</p>
                <form method="post" action=action>
                    <input type="hidden" name="upload" value=upload/>
                    <p class="send"><button class="alt">{t!("import-discard")}</button></p>
                </form>
            </div></section>
        }
    });
    let ways =
        (!page.ways.is_empty()).then(|| view! { <p class="send">{page.ways.iter().map(way).collect_view()}</p> });
    let body = view! {
        <div class="place"><div><p class="small">{name(&page.corridor)}</p><h1>{t!("import-heading")}</h1></div></div>
        {sent(&page.sent)}{ways}{part}{discard}
    };
    shell(&page.chrome, body)
}

/// The corridors into which somebody may import.
pub fn corridors(page: &ImportCorridors) -> impl IntoView + use<> {
    let rows = page.corridors.iter().map(|way| view! { <li><a href=way.href.clone()>{way.words.clone()}</a></li> });
    let rows = rows.collect_view();
    let list = if page.corridors.is_empty() {
        view! { <p class="void">{t!("import-nowhere")}</p> }.into_any()
    } else {
        view! { <p>{t!("import-where")}</p><ul class="lines">{rows}</ul> }.into_any()
    };
    let body = view! { <div class="place"><h1>{t!("import-heading")}</h1></div><section>{list}</section> };
    shell(&page.chrome, body)
}

fn way(way: &Way) -> impl IntoView + use<> {
    view! { <a class="alt" href=way.href.clone()>{way.words.clone()}</a> }
}

fn choose(part: &Choose, sent: &Sent) -> AnyView {
    let templates = part.templates.iter().map(way).collect_view();
    let columns = part.columns.iter();
    let columns = columns.map(|(column, words)| view! { <dt><code>{*column}</code></dt><dd>{words.clone()}</dd> });
    let columns = columns.collect_view();
    view! {
        <section class="side"><h2>{t!("import-choose")}</h2><div>
            <p>{t!("import-choose-note")}</p>
            {files(part, sent)}
        </div></section>
        <section class="side"><h2>{t!("import-template-heading")}</h2><div>
            <p>{t!("import-template-note")}</p><p class="send">{templates}</p>
            <details class="more"><summary>{t!("import-columns")}</summary><dl class="facts">{columns}</dl></details>
        </div></section>
    }
    .into_any()
}

/// The form that uploads files.
fn files(part: &Choose, sent: &Sent) -> AnyView {
    let (claims, events) = (t!("import-claims-file"), t!("import-events-file"));
    view! {
        <form method="post" action=part.action.clone() enctype="multipart/form-data">
            <div class="fields two">
                {file("claims", claims, part.limits.clone(), sent)}{file("events", events, t!("import-events-hint"), sent)}
            </div>
            <p class="send"><button class="go">{t!("import-look-through")}</button></p>
        </form>
    }
    .into_any()
}

fn file(name: &'static str, label: String, hint: String, sent: &Sent) -> AnyView {
    let (hint_id, error_id) = (format!("{name}-hint"), format!("{name}-error"));
    let problem = sent.problem(name);
    let class = if problem.is_some() { "field bad" } else { "field" };
    let described = if problem.is_some() { format!("{hint_id} {error_id}") } else { hint_id.clone() };
    let invalid = problem.is_some().then_some("true");
    let error = problem.map(
        |text| view! { <span class="err" id=error_id><span class="vh">{t!("error-aloud")}" "</span>{text}</span> },
    );
    view! {
        <div class=class>
            <label for=name>{label}</label><span class="hint" id=hint_id>{hint}</span>{error}
            <input type="file" id=name name=name accept=".csv,.xlsx" aria-describedby=described aria-invalid=invalid/>
        </div>
    }
    .into_any()
}

fn working(part: &Working) -> AnyView {
    view! {
        <section class="side"><h2>{part.heading.clone()}</h2><div role="status">
            <p class="due">{part.how_far.clone()}</p>
            <p>{t!("import-working-note")}</p>
            <p class="send">{way(&part.again)}</p>
        </div></section>
    }
    .into_any()
}

fn problems(part: &Problems, sent: &Sent) -> AnyView {
    let rows = part.rows.iter().map(|row| {
        let found = match row.found.as_deref() {
            None => t!("import-found-row"),
            Some("") => t!("import-found-nothing"),
            Some(found) => found.to_owned(),
        };
        let class = if row.found.as_deref().is_none_or(str::is_empty) { "quiet" } else { "cell" };
        view! {
            <tr><th scope="row">{row.place.clone()}</th><td><bdi class=class>{found}</bdi></td><td>{row.expected.clone()}</td></tr>
        }
    });
    let rows = rows.collect_view();
    let more = part.more.clone().map(|more| view! { <p>{more}</p> });
    view! {
        <div class="errors" role="alert" aria-labelledby="errors-heading">
            <h2 id="errors-heading">{part.heading.clone()}</h2><p>{t!("import-problems-note")}</p>
        </div>
        <section class="side"><h2>{t!("import-problems-list")}</h2><div>
            <p class="send">{way(&part.table)}</p>
            <table class="stack wrong">
                <thead><tr>
                    <th scope="col">{t!("import-problem-place")}</th><th scope="col">{t!("import-problem-found")}</th>
                    <th scope="col">{t!("import-problem-expected")}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            {more}
        </div></section>
        <section class="side"><h2>{t!("import-choose-again")}</h2><div>{files(&part.choose, sent)}</div></section>
    }
    .into_any()
}

fn lines(lines: &[String]) -> impl IntoView + use<> {
    lines.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view()
}

fn preview(part: &Preview, sent: &Sent) -> AnyView {
    let warnings = (!part.warnings.is_empty()).then(|| {
        view! {
            <section class="side"><h2>{t!("import-warnings")}</h2><ul class="lines">{lines(&part.warnings)}</ul></section>
        }
    });
    let store = part.store.as_ref().map(|part| store(part, sent));
    view! {
        <section class="side"><h2>{t!("import-preview")}</h2><div>
            <p class="due">{part.summary.first().cloned()}</p>
            <ul class="lines">{lines(part.summary.get(1..).unwrap_or_default())}</ul>
            <p class="small quiet">{part.files.clone()}</p>
        </div></section>
        {warnings}{names(&part.names)}{days(&part.days, part.pages.as_ref())}{store}
    }
    .into_any()
}

fn names(columns: &[(String, Vec<String>)]) -> Option<impl IntoView + use<>> {
    let rows = columns.iter().map(|(column, names)| {
        let names = names.iter().map(|name| view! { <li><bdi>{name.clone()}</bdi></li> }).collect_view();
        view! { <dt>{column.clone()}</dt><dd><ul class="names">{names}</ul></dd> }
    });
    let rows = rows.collect_view();
    (!columns.is_empty()).then(|| {
        view! {
            <section class="side"><h2>{t!("import-new-names")}</h2><div>
                <p class="small quiet">{t!("import-new-names-note")}</p><dl class="facts">{rows}</dl>
            </div></section>
        }
    })
}

fn days(days: &[PreviewDay], around: Option<&Pages>) -> Option<impl IntoView + use<>> {
    let pages = around.map(|pages| {
        let one = |way: Option<&Way>| way.map(|way| view! { <a href=way.href.clone()>{way.words.clone()}</a> });
        view! {
            <nav class="pager" aria-label=t!("import-days")>
                {one(pages.before.as_ref())}<span>{pages.told.clone()}</span>{one(pages.after.as_ref())}
            </nav>
        }
    });
    let open = days.len() <= MOST_OPEN;
    let rows = days.iter().map(|one| day(one, open)).collect_view();
    (!days.is_empty()).then(|| {
        view! { <section class="side" id="days"><h2>{t!("import-days")}</h2><div>{rows}{pages}</div></section> }
    })
}

fn day(day: &PreviewDay, open: bool) -> AnyView {
    let hindrances = day.hindrances.iter().map(|line| view! { <p><b>{line.clone()}</b></p> }).collect_view();
    let changes = day.lines.iter().map(|line| view! { <li>{change_entry::line(line)}</li> }).collect_view();
    let more = day.more.clone().map(|more| view! { <li class="quiet">{more}</li> });
    view! {
        <div class="import-day">
            <h3><a href=day.href.clone()>{day.day.clone()}</a></h3>
            <p class="small">{day.kind.clone()}" "<span class="quiet">{day.counts.clone()}</span></p>
            {hindrances}
            <details class="more" open=open>
                <summary>{t!("import-day-lines", day = day.day.as_str())}</summary><ul class="lines">{changes}{more}</ul>
            </details>
        </div>
    }
    .into_any()
}

fn store(part: &Store, sent: &Sent) -> AnyView {
    let becomes = part.choices.iter().map(|(value, words, means)| {
        (*value, view! { <b>{words.clone()}</b>" "<span class="hint">{means.clone()}</span> }.into_any())
    });
    let becomes = radios("becomes", t!("import-becomes-label"), becomes.collect(), &part.becomes, sent);
    let change = part.changes_public.then(|| {
        let kinds = Store::kinds().into_iter().map(|(value, words)| (value, words.into_any())).collect();
        let kinds = radios("kind", t!("import-kind-label"), kinds, &part.kind, sent);
        let reason = field(Field {
            name: "reason".to_owned(),
            label: t!("import-reason"),
            hint: Some(t!("import-reason-hint")),
            value: part.reason.clone(),
            problem: sent.problem("reason"),
            input: Input::Area(2),
            ..Field::default()
        });
        view! { {kinds}<div class="fields two">{reason}</div> }
    });
    let drafts = (part.drafts > 0).then(|| {
        let label = t!("import-over-drafts", days = part.drafts);
        view! { {sent.problem("over_drafts").map(|text| view! { <p class="err">{text}</p> })}{tick("over_drafts", label, part.over_drafts)} }
    });
    view! {
        <section class="side" id="store"><h2>{t!("import-store-heading")}</h2><div>
            <p class="small quiet">{t!("import-store-note")}</p>
            <form method="post" action=part.action.clone()>
                <input type="hidden" name="seen" value=part.seen.clone()/><input type="hidden" name="key" value=part.key.clone()/>
                <input type="hidden" name="looked_at" value=part.looked_at.to_string()/>
                {becomes}{change}{drafts}
                <p class="send"><button class="go" name="then" value="store">{t!("import-store")}</button></p>
            </form>
        </div></section>
    }
    .into_any()
}

/// A choice of one among a few.
fn radios(
    name: &'static str,
    legend: String,
    choices: Vec<(&'static str, AnyView)>,
    chosen: &str,
    sent: &Sent,
) -> AnyView {
    let problem = sent.problem(name);
    let class = if problem.is_some() { "field bad" } else { "field" };
    let error = problem.map(|text| {
        view! { <span class="err" id=format!("{name}-error")><span class="vh">{t!("error-aloud")}" "</span>{text}</span> }
    });
    let rows = choices.into_iter().enumerate().map(|(index, (value, words))| {
        let id = if index == 0 { id_of(name) } else { format!("{}-{index}", id_of(name)) };
        let checked = chosen == value;
        view! {
            <p class="tick"><input type="radio" id=id.clone() name=name value=value checked=checked/><label for=id>{words}</label></p>
        }
    });
    let rows = rows.collect_view();
    view! { <fieldset class=class><legend>{legend}</legend>{error}{rows}</fieldset> }.into_any()
}
