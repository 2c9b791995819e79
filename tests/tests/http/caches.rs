//! What a shared cache in front of the site may keep: nothing of the desk, nothing that opens a session, and public pages
//! that are the same for everybody.

use axum::http::{HeaderMap, HeaderValue};
use domain::Role;
use reqwest::Method;
use tests::cache::{Cache, Care, Passed};
use tests::desk::{fill, form_urlencode};
use tests::lachin::story;
use tests::site::PASSWORD;
use tests::{Desk, Site};

const ACCOUNT: &str = "canary-account";
const NOTE: &str = "CANARY call back at eight";
const DAY: &str = "/staff/c/lachin/days/2023-05-09";

/// What an address of the desk may show, and never to anybody else.
const SECRETS: [&str; 4] = [ACCOUNT, NOTE, "Sign out", "name=\"key\""];

const DESK: [&str; 7] = [
    "/staff",
    "/staff?published=lachin.2023-05-09",
    DAY,
    "/staff/c/lachin/days/2023-05-10",
    "/staff/c/lachin/days/2023-05-99",
    "/staff/c/nowhere/days/2023-05-09",
    "/staff/sign-in",
];

const PUBLIC: [&str; 12] = [
    "/",
    "/about",
    "/c/lachin",
    "/c/lachin/days/2023-05-09",
    "/c/lachin/days/2023-05-10",
    "/c/lachin/claims.csv",
    "/c/lachin/latest.json",
    "/c/nowhere",
    "/nothing",
    "/api/openapi.json",
    "/api/v1/corridors/lachin/days",
    "/api/v1/nothing",
];

/// Addresses of the desk: those above, and every one that the table of routes holds.
fn desk(site: &Site) -> Vec<String> {
    let (_, table) = server::http::router::routes(&site.state).finish();
    let known = [("{slug}", "lachin"), ("{date}", "2023-05-09")];
    let filled = |path: &str| {
        let path = known.iter().fold(path.to_owned(), |path, (name, value)| path.replace(name, value));
        // Whatever else it wants: an answer that there is none is not kept either.
        path.replace(['{', '}'], "")
    };
    let of_table = table.iter().filter(|route| route.path.starts_with("/staff")).map(|route| filled(route.path));
    let mut all: Vec<String> = DESK.into_iter().map(str::to_owned).chain(of_table).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// A published day with an internal note, by an account; its cookie.
async fn with_a_day(site: &Site) -> HeaderMap {
    site.add_account(ACCOUNT, Role::Lead).await;
    let desk = Desk::signed_in(site, ACCOUNT).await;
    let typed = [("r0.source", "ICRC Armenia"), ("r0.c3.amount", "31"), ("internal_note", NOTE)];
    let day = fill(desk.filled(DAY, &[]).await, &typed);
    assert_eq!(desk.send_fields(DAY, &day, "publish").await.status(), 303);
    let answer = Desk::at_the_door(site).sign_in(ACCOUNT, PASSWORD).await;
    let cookie = answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    HeaderMap::from_iter([("cookie".parse().unwrap(), cookie.parse().unwrap())])
}

/// Everything through the cache: signed in first, then as nobody. Gives what nobody should have seen.
async fn leaks(site: &Site, care: Care) -> Vec<String> {
    let signed_in = with_a_day(site).await;
    let mut cache = Cache::before(site, care);
    let browser = |headers: &HeaderMap, accept: &'static str| {
        let mut headers = headers.clone();
        headers.insert("accept-encoding", HeaderValue::from_static(accept));
        headers
    };
    let mut seen = 0;
    let desk = desk(site);
    let all = || desk.iter().map(String::as_str).chain(PUBLIC);
    for path in all() {
        let theirs = cache.ask(Method::GET, path, &browser(&signed_in, "identity"), "").await;
        seen += SECRETS.iter().filter(|secret| theirs.body.contains(**secret)).count();
        cache.ask(Method::HEAD, path, &browser(&signed_in, "identity"), "").await;
    }
    assert!(seen > 5, "the desk shows nothing worth hiding");
    let mut leaks = Vec::new();
    for path in all() {
        let anonymous = cache.ask(Method::GET, path, &browser(&HeaderMap::new(), "identity"), "").await;
        let direct =
            Cache::before(site, Care::Keen).ask(Method::GET, path, &browser(&HeaderMap::new(), "identity"), "").await;
        if (anonymous.status, &anonymous.body) != (direct.status, &direct.body) {
            leaks.push(format!("{path}: not what nobody gets from the site itself"));
        }
        leaks.extend(SECRETS.iter().filter(|s| anonymous.body.contains(**s)).map(|s| format!("{path}: {s}")));
    }
    let kept = cache.kept().flat_map(|(path, passed)| {
        let secrets = SECRETS.iter().filter(|secret| passed.body.contains(**secret));
        let cookie = passed.headers.contains_key("set-cookie").then_some(&"a cookie");
        secrets.chain(cookie).map(move |secret| format!("kept at {path}: {secret}"))
    });
    leaks.extend(kept);
    leaks
}

#[tokio::test]
async fn behind_a_keen_cache_nobody_sees_a_byte_of_the_desk() {
    assert_eq!(leaks(&story().await, Care::Keen).await, [""; 0]);
}

/// What the search is worth: a cache that keeps everything shows the desk to everybody, and that is found.
#[tokio::test]
async fn behind_a_careless_cache_the_desk_would_be_seen() {
    let leaks = leaks(&story().await, Care::None).await;
    for secret in [ACCOUNT, NOTE, "not what nobody gets"] {
        assert!(leaks.iter().any(|leak| leak.contains(secret)), "{secret}: {leaks:#?}");
    }
}

#[tokio::test]
async fn a_keen_cache_does_keep_public_pages_and_gives_each_coding_its_own() {
    let site = story().await;
    let mut cache = Cache::before(&site, Care::Keen);
    let accepts = |accept: &'static str| {
        HeaderMap::from_iter([("accept-encoding".parse().unwrap(), HeaderValue::from_static(accept))])
    };
    for path in ["/c/lachin", "/c/lachin/latest.json", "/about"] {
        for (accept, kept) in [("identity", false), ("identity", true), ("br", false), ("br", true)] {
            let mut headers = accepts(accept);
            headers.insert("cookie", HeaderValue::from_static("anything=1"));
            assert_eq!(cache.ask(Method::GET, path, &headers, "").await.kept, kept, "{path} {accept}");
        }
    }
}

fn is_never_kept(answer: &Passed) -> bool {
    answer.headers.get_all("cache-control").iter().eq(["no-store"].iter())
}

/// Every answer that gives or takes a cookie, and every one of the desk whatever its method, its status, and who asks.
#[tokio::test]
async fn whatever_sets_a_cookie_or_belongs_to_the_desk_is_never_kept() {
    let site = story().await;
    let signed_in = with_a_day(&site).await;
    let mut cache = Cache::before(&site, Care::Keen);
    let (mut cookies, mut answers) = (0, 0);
    let sign_in = form_urlencode(&[("account", ACCOUNT), ("password", PASSWORD)]);
    let carried =
        form_urlencode(&[("account", ACCOUNT), ("password", PASSWORD), ("next", DAY), ("carried", "then=check")]);
    let wrong = form_urlencode(&[("account", ACCOUNT), ("password", "a wrong password")]);
    let check = form_urlencode(&[("then", "check"), ("r0.source", "x")]);
    let publish = form_urlencode(&[("then", "publish"), ("base", "1"), ("r0.source", "x")]);
    let desk = desk(&site);
    for path in desk.iter().map(String::as_str).chain(["/staff/nothing", "/staff/"]) {
        for who in [&HeaderMap::new(), &signed_in] {
            for method in [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS] {
                for kind in ["application/x-www-form-urlencoded", "text/plain"] {
                    for body in ["", &check, &publish, &wrong] {
                        if path == "/staff/sign-out" && !who.is_empty() {
                            continue;
                        }
                        let mut headers = who.clone();
                        headers.insert("content-type", kind.parse().unwrap());
                        let body = if method == Method::POST { body } else { "" };
                        let answer = cache.ask(method.clone(), path, &headers, body).await;
                        assert!(is_never_kept(&answer), "{method} {path} {}: {:?}", answer.status, answer.headers);
                        cookies += usize::from(answer.headers.contains_key("set-cookie"));
                        answers += 1;
                    }
                }
            }
        }
    }
    site.hand.advance(chrono::TimeDelta::minutes(20));
    for (path, body) in
        [("/staff/sign-in", &sign_in), ("/staff/sign-in", &carried), ("/staff/sign-out", &String::new())]
    {
        let mut headers = signed_in.clone();
        headers.insert("content-type", HeaderValue::from_static("application/x-www-form-urlencoded"));
        let answer = cache.ask(Method::POST, path, &headers, body).await;
        assert!(answer.headers.contains_key("set-cookie"), "{path} {}: {:?}", answer.status, answer.headers);
        assert!(is_never_kept(&answer), "{path} {}: {:?}", answer.status, answer.headers);
    }
    assert!(answers > 300 && cookies > 0, "{answers} answers, {cookies} with a cookie");
    assert_eq!(cache.kept().count(), 0);
}

/// An answer that says nothing of being kept could be kept by guessing: there is none.
#[tokio::test]
async fn every_answer_says_whether_it_may_be_kept() {
    let site = story().await;
    for path in [
        "/nothing",
        "/c/nowhere",
        "/c/lachin/days/x",
        "/c/%ff",
        "/c/lachin/chart/x.svg",
        "/healthz",
        "/readyz",
        "/c/lachin/",
        "/api",
        "/api/v1/nothing",
        "/api/v1/corridors/lachin/days?cursor=x",
    ] {
        for method in [Method::GET, Method::HEAD, Method::POST, Method::TRACE] {
            let answer = site.client.request(method.clone(), format!("{}{path}", site.url)).send().await.unwrap();
            assert_eq!(answer.headers()["cache-control"], "no-store", "{method} {path} {}", answer.status());
        }
    }
}
