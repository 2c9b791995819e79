//! All accounts: listed, invited; and what the organisation is called.

use app::pages;
use app::paths;
use app::text::{dates, people as text};
use app::view::fault::Fault;
use app::view::people::{Invite, LinkPage};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Redirect, Response};
use domain::{Label, Rights, Role};

use crate::auth::accounts::AccountName;
use crate::auth::links::INVITATION_LASTS;
use crate::auth::{LinkToken, SignedIn};
use crate::commands::invite_member::invite_member;
use crate::commands::name_organisation::{name_organisation, organisation};
use crate::commands::people::PeopleRefusal;
use crate::commands::{set_up, to_the_end};
use crate::http::cache::CachePolicy;
use crate::http::error::{HttpError, shortened};
use crate::http::extract::{AtDesk, FormFields, QueryFields};
use crate::http::render;
use crate::queries::desk::account;
use crate::queries::people::{people_page, roles_form};
use crate::state::SharedState;

/// `GET /staff/people`
pub async fn show_people(State(state): State<SharedState>, AtDesk(who): AtDesk, query: QueryFields) -> Response {
    let told = text::done(query.value("done"));
    page(&state, &who, StatusCode::OK, Show { told, ..Show::default() }).await
}

/// `POST /staff/people`
pub async fn invite(State(state): State<SharedState>, AtDesk(who): AtDesk, form: FormFields) -> Response {
    let typed = form.value("account").to_owned();
    let (rights, mut faults) = typed_roles(&state, &form);
    let name = typed.parse::<AccountName>();
    if name.is_err() {
        faults.insert(0, Fault::at("account", text::no_account_name(&shortened(&typed))));
    }
    let refused = |faults: Vec<Fault>, rights: &Rights| {
        let invite = Some(Invite { account: typed.clone(), roles: roles_form(&state, rights) });
        Show { invite, faults, ..Show::default() }
    };
    let Ok(name) = name else {
        return page(&state, &who, StatusCode::UNPROCESSABLE_ENTITY, refused(faults, &rights)).await;
    };
    if !faults.is_empty() {
        return page(&state, &who, StatusCode::UNPROCESSABLE_ENTITY, refused(faults, &rights)).await;
    }
    let (inner, actor, asked, given) = (state.clone(), who.actor(), name.clone(), rights.clone());
    let invited = to_the_end(async move { invite_member(&inner, &actor, &asked, &given).await }).await;
    match invited {
        Ok(Ok(token)) => link_page(&state, &who, &name, &token),
        Ok(Err(refusal)) => match told_at(&refusal, "account") {
            Some(fault) => page(&state, &who, StatusCode::UNPROCESSABLE_ENTITY, refused(vec![fault], &rights)).await,
            None => refuse(&state, refusal),
        },
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

/// `POST /staff/organisation`
pub async fn rename(State(state): State<SharedState>, AtDesk(who): AtDesk, form: FormFields) -> Response {
    let typed = (form.value("organisation").to_owned(), form.value("contact").to_owned());
    let (name, contact) = (typed.0.parse::<Label>(), set_up::contact(&typed.1));
    let (name, contact) = match (name, contact) {
        (Ok(name), Ok(contact)) => (name, contact),
        (name, contact) => {
            let name = name.err().map(|error| Fault::at("organisation", text::organisation_name(error)));
            let contact = contact.err().map(|_| Fault::at("contact", text::organisation_contact()));
            let show = Show {
                organisation: Some(typed),
                faults: name.into_iter().chain(contact).collect(),
                ..Show::default()
            };
            return page(&state, &who, StatusCode::UNPROCESSABLE_ENTITY, show).await;
        }
    };
    let (inner, actor) = (state.clone(), who.actor());
    let named = to_the_end(async move { name_organisation(&inner, &actor, &name, contact.as_ref()).await }).await;
    match named {
        Ok(Ok(())) => CachePolicy::Never.on(Redirect::to(&paths::done(paths::PEOPLE, "organisation"))),
        Ok(Err(refusal)) => refuse(&state, refusal),
        Err(error) => HttpError::broken(error).answer(&state),
    }
}

#[derive(Default)]
struct Show {
    told: Option<String>,
    faults: Vec<Fault>,
    invite: Option<Invite>,
    organisation: Option<(String, String)>,
}

async fn page(state: &SharedState, who: &SignedIn, status: StatusCode, show: Show) -> Response {
    let stands = organisation(state).await;
    let page = match stands {
        Ok(stands) => people_page(state, who, show.invite, show.organisation.unwrap_or(stands)).await,
        Err(error) => Err(error),
    };
    match page {
        Ok(mut page) => {
            page.told = show.told;
            let page = if show.faults.is_empty() { page } else { page.refused(show.faults) };
            render::private(status, || pages::staff::people::page(&page))
        }
        Err(error) => HttpError::broken(error).answer(state),
    }
}

/// The page that shows a link, this once.
pub(super) fn link_page(state: &SharedState, who: &SignedIn, of: &AccountName, token: &LinkToken) -> Response {
    let until = dates::in_utc(state.clock.now() + INVITATION_LASTS);
    let page = LinkPage::of(&state.site, account(who), of.as_str(), token.reveal(), until);
    render::private(StatusCode::OK, || pages::staff::link::page(&page))
}

/// The roles that were chosen, and what is wrong with them. A corridor whose field is not there gets no role.
pub(super) fn typed_roles(state: &SharedState, form: &FormFields) -> (Rights, Vec<Fault>) {
    let mut rights = Rights { admin: !form.value("admin").is_empty(), ..Rights::default() };
    let mut faults = Vec::new();
    for corridor in state.records.now().all() {
        let slug = &corridor.record.corridor().slug;
        let field = format!("role.{slug}");
        match form.value(&field) {
            "" => {}
            typed => match typed.parse::<Role>() {
                Ok(role) if role != Role::Admin => {
                    rights.corridors.insert(slug.clone(), role);
                }
                _ => faults.push(Fault::at(&field, text::no_role())),
            },
        }
    }
    (rights, faults)
}

/// Why nothing was done, at a field; nothing for what has a page of its own.
pub(super) fn told_at(refusal: &PeopleRefusal, field: &str) -> Option<Fault> {
    let text = match refusal {
        PeopleRefusal::Taken(account) => text::taken(account.as_str()),
        PeopleRefusal::OwnAccount => text::own_account(),
        PeopleRefusal::LastAdmin(account) => text::last_admin(account.as_str()),
        PeopleRefusal::Disabled(account) => text::disabled(account.as_str()),
        PeopleRefusal::NoCorridor(corridor) => text::no_corridor(corridor.as_str()),
        PeopleRefusal::NotAllowed
        | PeopleRefusal::Unknown(_)
        | PeopleRefusal::Random(_)
        | PeopleRefusal::Storage(_) => return None,
    };
    Some(Fault::at(field, text))
}

/// A refusal that is no fault of what was typed.
pub(super) fn refuse(state: &SharedState, refusal: PeopleRefusal) -> Response {
    match refusal {
        PeopleRefusal::NotAllowed => HttpError::NotAllowed.answer(state),
        PeopleRefusal::Unknown(_) => HttpError::NotFound.answer(state),
        other => HttpError::broken(other).answer(state),
    }
}
