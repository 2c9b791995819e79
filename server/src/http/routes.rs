//! A route says what it needs when it is added; there is no other way to add one. The table can be read: tests walk it.

use axum::Router;
use axum::extract::{FromRequest as _, RawPathParams, Request, State};
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use domain::{Scope, Slug, Verb};

use super::api::cross_origin;
use super::error::HttpError;
use super::extract::{Asking, BodyLimit, FormFields, MaybeAtDesk, asking};
use super::files_sent::Files;
use super::staff::sign_in;
use crate::auth::Stage;
use crate::events::Event;
use crate::state::SharedState;

/// What a route needs of whoever asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: readers, probes.
    Nothing,
    /// Nothing yet: it is the door to the desk.
    Door,
    /// Somebody at this step of the door: the password was right, the second step is still to come.
    AtStage(Stage),
    /// Somebody who is signed in and may do this; at the corridor of the address, if the verb counts there.
    To(Verb),
    /// The same, but a form that comes from nobody is led to the door with what was typed: the handler does that.
    ToOrCarry(Verb),
}

/// One route with one method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// `GET` (and so `HEAD`) or `POST`.
    pub method: &'static str,
    /// The path, with its parameters in braces.
    pub path: &'static str,
    /// What it needs.
    pub needs: Needs,
}

/// What is sent to a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takes {
    /// Nothing: it is asked for.
    Nothing,
    /// A form.
    Form,
    /// A form, or files.
    Files,
}

/// Routes as they are added.
#[derive(Debug)]
pub struct Routes {
    state: SharedState,
    router: Router<SharedState>,
    table: Vec<Route>,
}

impl Routes {
    /// None yet.
    pub fn new(state: &SharedState) -> Self {
        Self { state: state.clone(), router: Router::new(), table: Vec::new() }
    }

    /// Answers `GET` and `HEAD`.
    pub fn get<H, T>(self, path: &'static str, needs: Needs, handler: H) -> Self
    where
        H: Handler<T, SharedState>,
        T: 'static,
    {
        self.add(path, Takes::Nothing, needs, handler)
    }

    /// Answers `GET` and `HEAD` to everybody, and to a browser that asks first whether a script of another site may.
    pub fn get_open<H, T>(mut self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, SharedState>,
        T: 'static,
    {
        let route = on(MethodFilter::GET, handler).on(MethodFilter::OPTIONS, cross_origin::allow);
        self.router = self.router.route(path, route);
        self.table.push(Route { method: "GET", path, needs: Needs::Nothing });
        self
    }

    /// Answers `POST`.
    pub fn post<H, T>(self, path: &'static str, needs: Needs, handler: H) -> Self
    where
        H: Handler<T, SharedState>,
        T: 'static,
    {
        self.add(path, Takes::Form, needs, handler)
    }

    /// Answers `POST` with a body of up to so many bytes; others have [`super::extract::FORM_BYTES`].
    pub fn post_up_to<H, T>(self, bytes: usize, path: &'static str, needs: Needs, handler: H) -> Self
    where
        H: Handler<T, SharedState>,
        T: 'static,
    {
        self.add(path, Takes::Form, needs, handler.layer(axum::Extension(BodyLimit(bytes))))
    }

    /// Answers `POST` with files of up to so many bytes.
    pub fn post_files<H, T>(self, bytes: usize, path: &'static str, needs: Needs, handler: H) -> Self
    where
        H: Handler<T, SharedState>,
        T: 'static,
    {
        self.add(path, Takes::Files, needs, handler.layer(axum::Extension(BodyLimit(bytes))))
    }

    fn add<H, T>(mut self, path: &'static str, takes: Takes, needs: Needs, handler: H) -> Self
    where
        H: Handler<T, SharedState>,
        T: 'static,
    {
        let (filter, method) = match takes {
            Takes::Nothing => (MethodFilter::GET, "GET"),
            Takes::Form | Takes::Files => (MethodFilter::POST, "POST"),
        };
        let mut route = self.guarded(on(filter, handler), needs);
        if takes != Takes::Nothing {
            let state = (self.state.clone(), takes);
            route = route.route_layer(middleware::from_fn_with_state(state, refuse_other_bodies));
        }
        self.router = self.router.route(path, route);
        self.table.push(Route { method, path, needs });
        self
    }

    /// A route that lets pass who may.
    fn guarded(&self, mut route: MethodRouter<SharedState>, needs: Needs) -> MethodRouter<SharedState> {
        match needs {
            Needs::Nothing | Needs::Door => {}
            Needs::AtStage(stage) => {
                let guard = StageGuard { state: self.state.clone(), stage };
                route = route.route_layer(middleware::from_fn_with_state(guard, refuse_other_stages));
            }
            Needs::To(verb) | Needs::ToOrCarry(verb) => {
                let guard = Guard { state: self.state.clone(), verb, carries: matches!(needs, Needs::ToOrCarry(_)) };
                route = route.route_layer(middleware::from_fn_with_state(guard, refuse));
            }
        }
        route
    }

    /// The router, and the table of what is in it.
    pub fn finish(self) -> (Router<SharedState>, Vec<Route>) {
        (self.router, self.table)
    }
}

/// Only forms are sent here, and files where they are taken: what a page of another site can make a browser send without
/// asking is no form of ours, and a route that reads no field takes it no more than others.
async fn refuse_other_bodies(
    State((state, takes)): State<(SharedState, Takes)>,
    request: Request,
    next: Next,
) -> Response {
    match FormFields::check_kind(request.headers()) {
        Err(HttpError::NoForm) if takes == Takes::Files && Files::are_in(request.headers()) => next.run(request).await,
        Ok(()) => next.run(request).await,
        Err(error) => error.answer(&state),
    }
}

#[derive(Clone, Debug)]
struct StageGuard {
    state: SharedState,
    stage: Stage,
}

/// Lets pass who stands at this step of the door, and leads everybody else to where they belong.
async fn refuse_other_stages(State(guard): State<StageGuard>, mut request: Request, next: Next) -> Response {
    let StageGuard { state, stage } = guard;
    match asking(&state, request.headers()).await {
        Asking::Halfway(who) if who.stage == stage => {
            request.extensions_mut().insert(MaybeAtDesk::SignedIn(who));
            next.run(request).await.into_response()
        }
        Asking::Halfway(who) => sign_in::lead_to_the_step(&state, &who, request.method(), request.uri().path()),
        Asking::Whole(_) => sign_in::lead_to_the_desk(),
        Asking::Nobody if *request.method() == Method::GET => {
            sign_in::lead_to_the_door(&state, request.method(), request.uri().path())
        }
        // What was typed before the first session ended is carried once more.
        Asking::Nobody => match FormFields::from_request(request, &state).await {
            Ok(form) => sign_in::start_again(&state, &form),
            Err(refused) => refused,
        },
        Asking::Unknown => HttpError::NoSessions.answer(&state),
    }
}

#[derive(Clone, Debug)]
struct Guard {
    state: SharedState,
    verb: Verb,
    carries: bool,
}

/// Lets pass who may; the handler finds who asks among the request's extensions.
async fn refuse(State(guard): State<Guard>, path: RawPathParams, mut request: Request, next: Next) -> Response {
    let Guard { state, verb, carries } = guard;
    let asks = asking(&state, request.headers()).await;
    let who = match asks {
        Asking::Whole(who) => MaybeAtDesk::SignedIn(who),
        // On a page they are led to the step that is still to come; a form is carried as if there were no session.
        Asking::Halfway(who) if !carries || *request.method() == Method::GET => {
            return sign_in::lead_to_the_step(&state, &who, request.method(), request.uri().path());
        }
        Asking::Halfway(_) | Asking::Nobody => MaybeAtDesk::Nobody,
        Asking::Unknown => MaybeAtDesk::Unknown,
    };
    match &who {
        MaybeAtDesk::SignedIn(signed_in) => {
            let corridor = path.iter().find(|(name, _)| *name == "slug").map(|(_, value)| value.parse::<Slug>());
            let Ok(corridor) = corridor.transpose() else { return HttpError::NotFound.answer(&state) };
            // A corridor that is not there is not found, whatever somebody may.
            if corridor.as_ref().is_some_and(|slug| state.records.now().corridor(slug).is_none()) {
                return HttpError::NotFound.answer(&state);
            }
            let at = corridor.as_ref().filter(|_| verb.scope() == Scope::Corridor);
            if !signed_in.actor().may(verb, at) {
                let subject = corridor.as_ref().map(Slug::as_str).unwrap_or_default();
                Event::ACCESS_REFUSED.by(&signed_in.account).on(subject).because(&format!("{verb:?}")).refused();
                return HttpError::NotAllowed.answer(&state);
            }
        }
        MaybeAtDesk::Nobody | MaybeAtDesk::Unknown if carries => {}
        MaybeAtDesk::Nobody => return sign_in::lead_to_the_door(&state, request.method(), request.uri().path()),
        MaybeAtDesk::Unknown => return HttpError::NoSessions.answer(&state),
    }
    request.extensions_mut().insert(who);
    next.run(request).await.into_response()
}
