//! The settings of one corridor.

use domain::corridor::Review;
use domain::settings::{DraftExpected, SettingsDraft};
use domain::{Direction, Measure};
use leptos::prelude::*;

use crate::components::field::{Input, offers};
use crate::components::name::name;
use crate::components::sent::{asked, sent};
use crate::components::tick::tick;
use crate::pages::shell::shell;
use crate::t;
use crate::text::labels;
use crate::view::corridors::SettingsPage;

/// The settings of one corridor.
pub fn page(page: &SettingsPage) -> impl IntoView + use<> {
    let body = view! {
        <div class="place">
            <div><p class="small">{name(&page.corridor)}</p><h1>{t!("settings-heading")}</h1></div>
            <p class="fresh"><a class="way" href=page.public.clone()>{t!("desk-public-page")}</a></p>
        </div>
        {sent(&page.sent)}
        <form method="post" action=page.action.clone()>
            <input type="hidden" name="base" value=page.typed.base.clone()/>
            {names(page)}{days(page)}{expected(page)}{desk(page)}
            {offers("carriers", &page.carriers)}
        </form>
    };
    shell(&page.chrome, body)
}

fn names(page: &SettingsPage) -> impl IntoView + use<> {
    let typed = &page.typed;
    view! {
        <section class="side"><h2>{t!("settings-names-heading")}</h2><div class="fields two">
            {asked(&page.sent, "names", (t!("settings-names"), Some(t!("settings-names-hint"))), &typed.names, Input::Area(5))}
            {asked(&page.sent, "connects", (t!("settings-connects"), Some(t!("settings-connects-hint"))), &typed.connects, Input::Area(5))}
        </div></section>
    }
}

fn days(page: &SettingsPage) -> impl IntoView + use<> {
    let typed = &page.typed;
    view! {
        <section class="side"><h2>{t!("settings-time-heading")}</h2><div>
            <div class="fields">
                {asked(&page.sent, "time_zone", (t!("settings-zone"), Some(t!("settings-zone-hint"))), &typed.time_zone, Input::Line)}
                {asked(&page.sent, "cut_off", (t!("settings-cut-off"), Some(t!("settings-cut-off-hint"))), &typed.cut_off, Input::Line)}
                {asked(&page.sent, "record_begins", (t!("settings-begins"), Some(t!("settings-begins-hint"))), &typed.record_begins, Input::Date)}
                {asked(&page.sent, "record_ends", (t!("settings-ends"), Some(t!("settings-ends-hint"))), &typed.record_ends, Input::Date)}
                {asked(&page.sent, "expected_every_days", (t!("settings-every"), Some(t!("settings-every-hint"))), &typed.expected_every_days, Input::Line)}
            </div>
            {zone(page)}
        </div></section>
    }
}

/// What another time zone means, as soon as one was typed.
fn zone(page: &SettingsPage) -> impl IntoView + use<> {
    let problem = page.sent.problem("zone_confirmed");
    let class = if problem.is_some() { "bad" } else { "" };
    let error =
        problem.map(|text| view! { <span class="err"><span class="vh">{t!("error-aloud")}" "</span>{text}</span> });
    let ticked = !page.typed.zone_confirmed.is_empty();
    page.zone_changes.then(|| {
        view! {
            <div class=class><p>{t!("settings-zone-confirm")}</p>{error}
                {tick("zone_confirmed", t!("settings-zone-confirmed"), ticked)}</div>
        }
    })
}

fn expected(page: &SettingsPage) -> impl IntoView + use<> {
    let rows = page.typed.expected.iter().enumerate().map(|(index, row)| expected_row(page, index, row)).collect_view();
    view! {
        <section class="side"><h2>{t!("settings-expected-heading")}</h2><div>
            <p class="small quiet">{t!("settings-expected-note")}</p>{rows}
        </div></section>
    }
}

fn expected_row(page: &SettingsPage, index: usize, row: &DraftExpected) -> impl IntoView + use<> {
    let at = |key: &str| SettingsDraft::field(index, key);
    let none = [(String::new(), t!("settings-measure-none"))].into_iter();
    let measures = none.chain(Measure::ALL.iter().map(|one| (one.key().to_owned(), labels::measure(*one)))).collect();
    let any = [(String::new(), t!("settings-direction-any"))].into_iter();
    let ways = any.chain(Direction::ALL.iter().map(|one| (one.key().to_owned(), labels::direction(*one)))).collect();
    view! {
        <fieldset class="claimbox"><legend>{t!("settings-expected-row", number = (index + 1).to_string())}</legend>
            <div class="fields">
                {asked(&page.sent, &at("measure"), (t!("settings-measure"), None), &row.measure, Input::Choice(measures))}
                {asked(&page.sent, &at("direction"), (t!("settings-direction"), None), &row.direction, Input::Choice(ways))}
                {asked(&page.sent, &at("group"), (t!("settings-group"), Some(t!("settings-group-hint"))), &row.group, Input::Line)}
                {asked(&page.sent, &at("carrier"), (t!("settings-carrier"), Some(t!("settings-carrier-hint"))), &row.carrier, Input::Offered("carriers"))}
            </div>
        </fieldset>
    }
}

fn desk(page: &SettingsPage) -> impl IntoView + use<> {
    let typed = &page.typed;
    let review = |one: &Review| (one.key().to_owned(), t!("settings-review-option", review = one.key()));
    let reviews = Review::ALL.iter().map(review).collect();
    let small = page.small.iter().map(|line| view! { <p>{line.clone()}</p> }).collect_view();
    view! {
        <section class="side"><h2>{t!("settings-desk-heading")}</h2><div>
            <div class="fields">
                {asked(&page.sent, "review", (t!("settings-review"), None), &typed.review, Input::Choice(reviews))}
                {asked(&page.sent, "lock_after_days", (t!("settings-lock"), Some(t!("settings-lock-hint"))), &typed.lock_after_days, Input::Line)}
                {asked(&page.sent, "contact", (t!("settings-contact"), Some(t!("settings-contact-hint"))), &typed.contact, Input::Address)}
            </div>
            <p class="send"><button class="go" name="then" value="save">{t!("keep-save")}</button></p>
        </div></section>
        <section class="side"><h2>{t!("settings-small-heading")}</h2><div>{small}</div></section>
    }
}
