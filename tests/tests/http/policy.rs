//! Who may do what: every route × method × role × corridor. A route without an entry here fails.

use domain::{Rights, Role, Slug};
use reqwest::{Response, StatusCode};
use server::http::router;
use tests::desk::Desk;
use tests::lachin::{EVENING, Rows};
use tests::site::Site;

/// Whom a route lets pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum For {
    Everybody,
    Halfway,
    Desk,
    Reporters,
    Leads,
    Admins,
}
use For::{Admins, Desk as AllOfDesk, Everybody, Halfway, Leads, Reporters};

/// Written down by hand, apart from the policy: the two must say the same.
const ENTRIES: &[(&str, &str, For)] = &[
    ("GET", "/", Everybody),
    ("GET", "/about", Everybody),
    ("GET", "/c/{slug}", Everybody),
    ("GET", "/c/{slug}/days/{date}", Everybody),
    ("GET", "/c/{slug}/months/{month}", Everybody),
    ("GET", "/c/{slug}/changes", Everybody),
    ("GET", "/c/{slug}/changes/{seq}", Everybody),
    ("GET", "/c/{slug}/trends", Everybody),
    ("GET", "/c/{slug}/trends.csv", Everybody),
    ("GET", "/c/{slug}/trends.svg", Everybody),
    ("GET", "/c/{slug}/trends.png", Everybody),
    ("GET", "/c/{slug}/data", Everybody),
    ("GET", "/c/{slug}/measures", Everybody),
    ("GET", "/c/{slug}/measures/{measure}", Everybody),
    ("GET", "/c/{slug}/cite.bib", Everybody),
    ("GET", "/c/{slug}/cite.json", Everybody),
    ("GET", "/c/{slug}/claims.csv", Everybody),
    ("GET", "/c/{slug}/claims.json", Everybody),
    ("GET", "/c/{slug}/days.csv", Everybody),
    ("GET", "/c/{slug}/days.json", Everybody),
    ("GET", "/c/{slug}/claims.xlsx", Everybody),
    ("GET", "/c/{slug}/days.xlsx", Everybody),
    ("GET", "/c/{slug}/events.xlsx", Everybody),
    ("GET", "/c/{slug}/datapackage.json", Everybody),
    ("GET", "/c/{slug}/events.csv", Everybody),
    ("GET", "/c/{slug}/events.json", Everybody),
    ("GET", "/c/{slug}/latest.json", Everybody),
    ("GET", "/c/{slug}/chart/{file}", Everybody),
    ("GET", "/api/openapi.json", Everybody),
    ("GET", "/api/v1/corridors", Everybody),
    ("GET", "/api/v1/corridors/{slug}", Everybody),
    ("GET", "/api/v1/corridors/{slug}/status", Everybody),
    ("GET", "/api/v1/corridors/{slug}/days", Everybody),
    ("GET", "/api/v1/corridors/{slug}/days/{date}", Everybody),
    ("GET", "/api/v1/corridors/{slug}/claims", Everybody),
    ("GET", "/api/v1/corridors/{slug}/changes", Everybody),
    ("GET", "/api/v1/corridors/{slug}/series/{measure}", Everybody),
    ("GET", "/assets/{file}", Everybody),
    ("GET", "/c/{slug}/feed.atom", Everybody),
    ("GET", "/c/{slug}/feed/status.atom", Everybody),
    ("GET", "/c/{slug}/feed/figures.atom", Everybody),
    ("GET", "/c/{slug}/feed/corrections.atom", Everybody),
    ("GET", "/c/{slug}/badge.svg", Everybody),
    ("GET", "/c/{slug}/card.png", Everybody),
    ("GET", "/c/{slug}/days/{date}/card.png", Everybody),
    ("GET", "/c/{slug}/share", Everybody),
    ("GET", "/embed/{slug}/status", Everybody),
    ("GET", "/embed/{slug}/chart", Everybody),
    ("GET", "/embed/{slug}/figure", Everybody),
    ("GET", "/oembed", Everybody),
    ("GET", "/api/v1/events", Everybody),
    ("GET", "/robots.txt", Everybody),
    ("GET", "/sitemap.xml", Everybody),
    ("GET", "/healthz", Everybody),
    ("GET", "/readyz", Everybody),
    ("GET", "/staff/sign-in", Everybody),
    ("POST", "/staff/sign-in", Everybody),
    ("POST", "/staff/sign-out", Everybody),
    ("GET", "/staff/worker.js", Everybody),
    ("GET", "/staff/sign-in/code", Halfway),
    ("POST", "/staff/sign-in/code", Halfway),
    ("GET", "/staff/sign-in/second-factor", Halfway),
    ("POST", "/staff/sign-in/second-factor", Halfway),
    ("POST", "/staff/sign-in/onward", AllOfDesk),
    ("GET", "/staff/welcome/{token}", Everybody),
    ("POST", "/staff/welcome/{token}", Everybody),
    ("GET", "/setup/{token}", Everybody),
    ("GET", "/setup/{token}/{step}", Everybody),
    ("POST", "/setup/{token}/{step}", Everybody),
    ("GET", "/staff/me", AllOfDesk),
    ("POST", "/staff/me/password", AllOfDesk),
    ("POST", "/staff/me/sessions", AllOfDesk),
    ("GET", "/staff/me/second-factor", AllOfDesk),
    ("POST", "/staff/me/second-factor", AllOfDesk),
    ("POST", "/staff/me/second-factor/confirm", AllOfDesk),
    ("POST", "/staff/me/second-factor/codes", AllOfDesk),
    ("POST", "/staff/me/second-factor/remove", AllOfDesk),
    ("GET", "/staff/people", Admins),
    ("POST", "/staff/people", Admins),
    ("POST", "/staff/organisation", Admins),
    ("GET", "/staff/people/{account}", Admins),
    ("POST", "/staff/people/{account}/roles", Admins),
    ("POST", "/staff/people/{account}/disable", Admins),
    ("POST", "/staff/people/{account}/enable", Admins),
    ("POST", "/staff/people/{account}/reset", Admins),
    ("GET", "/staff", AllOfDesk),
    ("GET", "/staff/c/{slug}/months/{month}", Reporters),
    ("GET", "/staff/c/{slug}/questions", Reporters),
    ("GET", "/staff/audit", Admins),
    ("GET", "/staff/audit.csv", Admins),
    ("GET", "/staff/c/{slug}/days/{date}", Reporters),
    ("POST", "/staff/c/{slug}/days/{date}", Reporters),
    ("GET", "/staff/c/{slug}/threshold", Leads),
    ("POST", "/staff/c/{slug}/threshold", Leads),
    ("GET", "/staff/import", AllOfDesk),
    ("GET", "/staff/c/{slug}/import", Reporters),
    ("POST", "/staff/c/{slug}/import", Reporters),
    ("POST", "/staff/c/{slug}/import/store", Reporters),
    ("POST", "/staff/c/{slug}/import/discard", Reporters),
    ("GET", "/staff/c/{slug}/import/problems.csv", Reporters),
    ("GET", "/staff/c/{slug}/import/claims-template.csv", Reporters),
    ("GET", "/staff/c/{slug}/import/claims-template.xlsx", Reporters),
    ("GET", "/staff/sources", Admins),
    ("GET", "/staff/sources/{source}", Admins),
    ("POST", "/staff/sources/{source}", Admins),
    ("GET", "/staff/carriers", Admins),
    ("POST", "/staff/carriers", Admins),
    ("GET", "/staff/corridors", Admins),
    ("POST", "/staff/corridors", Admins),
    ("GET", "/staff/corridors/{slug}", Admins),
    ("POST", "/staff/corridors/{slug}", Admins),
    ("GET", "/staff/c/{slug}/days/{date}/discard", Reporters),
    ("POST", "/staff/c/{slug}/days/{date}/discard", Reporters),
    ("POST", "/staff/c/{slug}/days/{date}/take-back", Reporters),
    ("POST", "/staff/c/{slug}/days/{date}/open", Leads),
    ("POST", "/staff/c/{slug}/days/{date}/withdraw", Leads),
    ("GET", "/staff/c/{slug}/days/{date}/review", Leads),
    ("POST", "/staff/c/{slug}/days/{date}/review", Leads),
    ("GET", "/staff/review", AllOfDesk),
    ("POST", "/staff/review", AllOfDesk),
];

/// What stands for the parameters of a path.
const PARAMETERS: &[(&str, &str)] = &[
    ("date", "2023-05-09"),
    ("month", "2023-05"),
    ("seq", "1"),
    ("measure", "patients_transferred"),
    ("file", "access_status.svg"),
    ("measure", "access_status"),
    ("account", "somebody"),
    ("token", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"),
    ("step", "admin"),
    ("source", "nobody"),
];

/// Somebody who asks: a name, a role at the first corridor (or an admin's, or none).
const PEOPLE: [(&str, Option<Role>); 4] =
    [("nobody", None), ("reporter", Some(Role::Reporter)), ("lead", Some(Role::Lead)), ("admin", Some(Role::Admin))];

impl For {
    /// Whether a role at the first corridor passes, on an address of the first or of the other corridor.
    fn lets(self, role: Option<Role>, own: bool) -> bool {
        match self {
            Everybody => true,
            Halfway => false,
            AllOfDesk => role.is_some(),
            Reporters => own && matches!(role, Some(Role::Reporter | Role::Lead)),
            Leads => own && role == Some(Role::Lead),
            Admins => role == Some(Role::Admin),
        }
    }
}

async fn two_corridors() -> Site {
    let site = Site::at(EVENING).await;
    site.add_corridor(Rows::until("2022-12-01").corridor).await;
    site.add_corridor(Rows::until("2022-12-01").moved("other", 0).corridor).await;
    let first: Slug = "lachin".parse().expect("a short name");
    for (name, role) in PEOPLE {
        if let Some(role) = role {
            site.add_member(name, &Rights::of(role, [first.clone()])).await;
        }
    }
    site
}

fn filled(path: &str, slug: &str) -> String {
    let mut filled = path.replace("{slug}", slug);
    for (name, value) in PARAMETERS {
        filled = filled.replace(&format!("{{{name}}}"), value);
    }
    assert!(!filled.contains('{'), "{path}: say in PARAMETERS what stands for its parameter");
    filled
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Came {
    Through,
    ToTheDoor,
    Refused,
}

async fn came(answer: Response) -> Came {
    let (status, path) = (answer.status(), answer.url().path().to_owned());
    assert!(!status.is_server_error(), "{path}: {status}");
    let led = answer.headers().get("location").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    // What never ends is no refusal.
    let endless = answer.headers().get("content-type").is_some_and(|kind| kind == "text/event-stream");
    let body = if endless { String::new() } else { answer.text().await.unwrap_or_default() };
    match status {
        StatusCode::UNAUTHORIZED => Came::ToTheDoor,
        StatusCode::SEE_OTHER if led.starts_with("/staff/sign-in") && !path.starts_with("/staff/sign-") => {
            Came::ToTheDoor
        }
        StatusCode::FORBIDDEN if body.contains("has no role that allows this here") => Came::Refused,
        _ => Came::Through,
    }
}

#[tokio::test]
async fn every_route_has_an_entry_and_every_entry_a_route() {
    let site = Site::at(EVENING).await;
    let (_, table) = router::routes(&site.state).finish();
    for route in &table {
        let found = ENTRIES.iter().filter(|(method, path, _)| (*method, *path) == (route.method, route.path)).count();
        assert_eq!(found, 1, "{} {} wants one entry in tests/http/policy.rs", route.method, route.path);
    }
    for (method, path, _) in ENTRIES {
        assert!(
            table.iter().any(|route| (route.method, route.path) == (*method, *path)),
            "{method} {path} is no route"
        );
    }
}

#[tokio::test]
async fn every_route_lets_pass_whom_its_entry_names_at_their_own_corridor_alone() {
    let site = two_corridors().await;
    for (name, role) in PEOPLE {
        let desk = match role {
            Some(_) => Desk::signed_in(&site, name).await,
            None => Desk::at_the_door(&site),
        };
        let is_door = |path: &str| path == "/staff/sign-out" || path == "/staff/sign-in";
        let passing = ENTRIES.iter().filter(|(_, path, lets)| !is_door(path) && *lets != Halfway);
        for (method, path, lets) in passing {
            for (slug, own) in [("lachin", true), ("other", false)] {
                if !own && !path.contains("{slug}") {
                    continue;
                }
                let address = filled(path, slug);
                let written = written(&site).await;
                let answer = match *method {
                    "GET" => desk.get(&address).await,
                    _ => desk.send(&address, &[("nonsense", "1")]).await,
                };
                let came = came(answer).await;
                let expected = match (lets.lets(role, own), role) {
                    (true, _) => Came::Through,
                    (false, None) => Came::ToTheDoor,
                    (false, Some(_)) => Came::Refused,
                };
                assert_eq!(came, expected, "{name}: {method} {address}");
                if expected != Came::Through {
                    assert_eq!(self::written(&site).await, written, "{name}: {method} {address} wrote something");
                }
            }
        }
    }
}

/// The second step at the door is for who took the first: nobody else, and no one who is in already.
#[tokio::test]
async fn the_second_step_lets_only_those_pass_who_took_the_first() {
    let site = two_corridors().await;
    for (name, role) in PEOPLE {
        let desk = match role {
            Some(_) => Desk::signed_in(&site, name).await,
            None => Desk::at_the_door(&site),
        };
        let home = if role.is_some() { "/staff" } else { "/staff/sign-in" };
        for (method, path, _) in ENTRIES.iter().filter(|(_, _, lets)| *lets == Halfway) {
            let written = written(&site).await;
            let answer = match *method {
                "GET" => desk.get(path).await,
                _ => desk.send(path, &[("code", "000000")]).await,
            };
            match (*method, role) {
                ("POST", None) => assert_eq!(answer.status(), 401, "{path}"),
                _ => assert_eq!(answer.headers()["location"].to_str().unwrap(), home, "{name}: {method} {path}"),
            }
            assert_eq!(self::written(&site).await, written, "{name}: {method} {path} wrote something");
        }
    }
}

/// How much was written: revisions and lines of the audit.
async fn written(site: &Site) -> (usize, i64) {
    let last = server::storage::audit::last(&site.state.database, 1).await.expect("the audit");
    (site.revisions().await, last.first().map_or(0, |line| line.seq))
}

#[tokio::test]
async fn a_corridor_that_is_not_there_is_not_found_whatever_the_role() {
    let site = two_corridors().await;
    let desk = Desk::signed_in(&site, "lead").await;
    for slug in ["nowhere", "No%20Slug"] {
        assert_eq!(desk.get(&format!("/staff/c/{slug}/days/2023-05-09")).await.status(), 404, "{slug}");
    }
}

#[test]
fn the_walk_would_notice_a_route_that_lets_the_wrong_people_pass() {
    // The control: an entry that says less, or more, than the route does is seen by the walk above.
    assert!(!Leads.lets(Some(Role::Reporter), true) && Reporters.lets(Some(Role::Reporter), true));
    assert!(!Reporters.lets(Some(Role::Lead), false) && !Reporters.lets(Some(Role::Admin), true));
}
