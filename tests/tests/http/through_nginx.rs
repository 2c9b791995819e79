//! The site behind nginx, as README tells to set it up: both count the same requests, readers are known by their own address
//! whatever they say of themselves, and its cache keeps public pages and not a byte of the desk.

use domain::Role;
use server::listen::limits::Limits;
use tests::desk::form_urlencode;
use tests::lachin::story_within;
use tests::proxy::Proxy;
use tests::site::PASSWORD;
use tests::wire::{Raw, Wire, all_answers, host_of};
use tests::{Desk, Site};

use super::smuggling::{CANARY, corpus};

/// The tap between nginx and the site speaks from there; it stands for a trusted proxy.
const TRUSTED: &[&str] = &["127.0.0.1"];
/// A reader's own address.
const READER: &str = "127.0.0.2";

async fn behind() -> (Site, Proxy) {
    let site = story_within(Limits::default(), TRUSTED).await;
    let proxy = Proxy::before(&site).await;
    (site, proxy)
}

async fn ask(site: &Site, proxy: &Proxy, path: &str, lines: &str) -> Raw {
    let mut wire = proxy.from(READER).await;
    wire.send(format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{lines}Connection: close\r\n\r\n", host_of(site))).await;
    wire.answer().await.expect("an answer")
}

async fn send(site: &Site, wire: &mut Wire, path: &str, lines: &str, body: &str) -> Raw {
    let (host, length) = (host_of(site), body.len());
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {}\r\n{lines}Content-Length: {length}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}",
        site.url
    );
    wire.send(request).await;
    wire.answer().await.expect("an answer")
}

/// What the site made, and nginx did not: nginx makes no such header.
fn is_of_site(answer: &Raw) -> bool {
    answer.header("x-content-type-options") == "nosniff" && answer.header("x-cache") != "hit"
}

#[tokio::test]
async fn nginx_and_the_site_count_the_same_requests() {
    let (site, proxy) = behind().await;
    let (mut of_site, mut of_nginx) = (0, 0);
    for case in corpus() {
        let mut wire = proxy.from(READER).await;
        wire.send(case.bytes.replace("HOST", host_of(&site))).await;
        let bytes = wire.rest().await;
        let (at_client, at_site) = (all_answers(&bytes), proxy.take_answers());
        let told = format!("{}: {at_client:#?} {at_site:#?}", case.name);
        // To a request without a version nginx answers without a head.
        let bare = usize::from(at_client.is_empty() && !bytes.is_empty());
        let passed: Vec<&Raw> = at_client.iter().filter(|answer| is_of_site(answer)).collect();
        assert_eq!(passed.len() + bare, at_site.len(), "{told}");
        assert!(passed.iter().zip(&at_site).all(|(one, other)| one.status == other.status), "{told}");
        // Nobody is answered for a request of somebody else, and nothing is answered twice.
        let believed = at_client.iter().filter(|answer| answer.body.contains("<title>April 2023")).count();
        assert!(believed < 2 && at_client.len() < 3, "{told}");
        of_site += at_site.len();
        of_nginx += at_client.len() - passed.len();
    }
    assert!(of_site > 10 && of_nginx > 20, "{of_site} and {of_nginx} answers: the corpus tries little");
    assert_eq!(ask(&site, &proxy, CANARY, "").await.status, 200);
}

async fn guesses(site: &Site, proxy: &Proxy, from: &str, lines: impl Fn(usize) -> String) -> Vec<u16> {
    let body = form_urlencode(&[("account", "lead"), ("password", "a wrong password")]);
    let mut statuses = Vec::new();
    for round in 0..7 {
        let mut wire = proxy.from(from).await;
        statuses.push(send(site, &mut wire, "/staff/sign-in", &lines(round), &body).await.status);
    }
    statuses
}

#[tokio::test]
async fn guessing_is_slowed_whatever_the_reader_says_of_where_it_comes_from() {
    let (site, proxy) = behind().await;
    site.add_account("lead", Role::Lead).await;
    let says = |round: usize| {
        format!(
            "X-Forwarded-For: 198.51.100.{round}\r\nX-Forwarded-For: 203.0.113.{round}, 127.0.0.1\r\n\
             X-Forwarded-Host: evil{round}.example\r\nForwarded: for=198.51.100.{round}\r\nX-Real-IP: 198.51.100.{round}\r\n"
        )
    };
    let statuses = guesses(&site, &proxy, READER, says).await;
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
    // Another reader is another one.
    assert_eq!(guesses(&site, &proxy, "127.0.0.3", says).await[0], 422);
}

/// The control: from an address that is trusted, what is said counts, and nobody is slowed.
#[tokio::test]
async fn who_is_trusted_would_be_believed() {
    let (site, proxy) = behind().await;
    site.add_account("lead", Role::Lead).await;
    let statuses =
        guesses(&site, &proxy, "127.0.0.1", |round| format!("X-Forwarded-For: 198.51.100.{round}\r\n")).await;
    assert_eq!(statuses, [422; 7]);
}

#[tokio::test]
async fn its_cache_keeps_public_pages_and_not_a_byte_of_the_desk() {
    let site = story_within(Limits::default(), TRUSTED).await;
    let proxy = Proxy::keeping(&site).await;
    site.add_account("canary-account", Role::Lead).await;
    let cookie = tests::door::cookie_of(&Desk::at_the_door(&site).sign_in("canary-account", PASSWORD).await);
    let signed_in = format!("Cookie: {cookie}\r\n");
    for path in ["/c/lachin", "/about", "/c/lachin/latest.json", CANARY] {
        let first = ask(&site, &proxy, path, &signed_in).await;
        let second = ask(&site, &proxy, path, "").await;
        assert_eq!((first.header("x-cache"), second.header("x-cache")), ("miss", "hit"), "{path}");
        assert!(first.body == second.body && second.body == site.text(path).await, "{path}: other bytes");
    }
    let (_, table) = server::http::router::routes(&site.state).finish();
    let desk = table.iter().filter(|route| route.path.starts_with("/staff") && route.method == "GET");
    let mut shown = 0;
    for route in desk {
        let path = route.path.replace("{slug}", "lachin").replace("{date}", "2023-05-09").replace(['{', '}'], "");
        let theirs = ask(&site, &proxy, &path, &signed_in).await;
        let nobodys = ask(&site, &proxy, &path, "").await;
        shown += usize::from(theirs.body.contains("canary-account"));
        for answer in [&theirs, &nobodys] {
            assert_ne!(answer.header("x-cache"), "hit", "{path}");
        }
        assert!(!nobodys.body.contains("canary-account") && nobodys.header("set-cookie").is_empty(), "{path}");
    }
    assert!(shown > 5, "the desk shows {shown} pages: nothing worth hiding");
}

#[tokio::test]
async fn the_desk_saves_and_large_answers_arrive_whole() {
    let (site, proxy) = behind().await;
    site.add_account("lead", Role::Lead).await;
    let mut wire = proxy.from(READER).await;
    let body = form_urlencode(&[("account", "lead"), ("password", PASSWORD)]);
    let answer = send(&site, &mut wire, "/staff/sign-in", "", &body).await;
    assert_eq!((answer.status, answer.header("location")), (303, "/staff"));
    let page = ask(&site, &proxy, "/c/lachin/claims.csv", "").await;
    assert_eq!((page.status, page.body), (200, site.text("/c/lachin/claims.csv").await));
    // What comes in pieces reaches the site with its length: nginx gathers it.
    let mut wire = proxy.from(READER).await;
    wire.send(format!(
        "POST /staff/sign-in HTTP/1.1\r\nHost: {}\r\nTransfer-Encoding: chunked\r\n\
         Content-Type: application/x-www-form-urlencoded\r\n\r\n3\r\na=b\r\n0\r\n\r\n",
        host_of(&site)
    ))
    .await;
    assert_eq!(wire.answer().await.unwrap().status, 422);
}
