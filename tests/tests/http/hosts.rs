//! Under which names the site answers: its own. On both roads, the one through the router and the one past it.

use domain::Role;
use server::clock::Clock;
use tests::Site;
use tests::lachin::{EVENING, Rows, story};
use tests::site::{PASSWORD, instant, outside};
use tests::wire::{Raw, send};

const OURS: &str = "corridor.example.org";

/// The story under a public address; the tests' own machine is a trusted proxy or not.
async fn public(folder: &tempfile::TempDir, trusted: bool) -> Site {
    let (clock, hand) = Clock::fixed(instant(EVENING));
    let mut outside = outside(clock);
    outside.site.public_url = Some(format!("https://{OURS}/"));
    outside.trusted_proxies = if trusted { vec!["127.0.0.1".parse().unwrap()] } else { Vec::new() };
    let site = Site::start(folder.path(), outside, hand).await;
    let rows = Rows::until("2023-05-10");
    site.add_corridor(rows.corridor.clone()).await;
    site.import("lachin", &rows.claims_csv(), Some(&rows.events_csv())).await.unwrap();
    site
}

async fn get(site: &Site, target: &str, hosts: &[&str]) -> Raw {
    let first = format!("GET {target} HTTP/1.1");
    let lines: Vec<&str> = [first.as_str(), "connection: close"].into_iter().chain(hosts.iter().copied()).collect();
    send(site, &lines, "").await
}

/// A path on the shelf of finished answers, one that is made by the router, and one that is nowhere.
const ROADS: [&str; 5] = ["/c/lachin", "/staff/sign-in", "/c/lachin?after=1", "/healthz", "/nothing"];

#[tokio::test]
async fn another_sites_name_gets_a_few_bytes_that_nobody_keeps_on_either_road() {
    let folder = tempfile::TempDir::new().unwrap();
    let site = public(&folder, false).await;
    let kept = site.page("/c/lachin").await;
    let statements = site.state.database.statements();
    for path in ROADS {
        for host in ["evil.example", "corridor.example.org.evil.example", "corridor.example.org:8443", "localhost"] {
            for method in ["GET", "HEAD", "POST"] {
                let first = format!("{method} {path} HTTP/1.1");
                let host = format!("host: {host}");
                let answer = send(&site, &[&first, &host, "connection: close", "content-length: 0"], "").await;
                assert_eq!(answer.status, 421, "{method} {path} {host}");
                assert_eq!(answer.header("cache-control"), "no-store", "{method} {path} {host}");
                assert!(
                    answer.head.len() + answer.body.len() < 1000,
                    "{} bytes",
                    answer.head.len() + answer.body.len()
                );
                assert!(!answer.body.contains("evil") && !answer.head.contains("evil"), "the name comes back");
                assert!(answer.header("etag").is_empty() && answer.header("set-cookie").is_empty());
                if method != "HEAD" {
                    assert!(answer.body.contains("https://corridor.example.org/"), "where it is: {}", answer.body);
                }
            }
        }
    }
    assert_eq!(site.state.database.statements(), statements, "nobody was looked up");
    assert_eq!(site.page("/c/lachin").await.html, kept.html);
}

#[tokio::test]
async fn a_request_without_one_readable_host_is_refused() {
    let folder = tempfile::TempDir::new().unwrap();
    let site = public(&folder, false).await;
    site.page("/c/lachin").await;
    let ours = format!("host: {OURS}");
    for path in ROADS {
        for hosts in [
            &[][..],
            &["host:"],
            &["host: a b"],
            &["host: corridor.example.org/"],
            &["host: коридор.example"],
            &[&ours, &ours],
            &[&ours, "host: evil.example"],
            &["host: corridor.example.org, evil.example"],
        ] {
            let answer = get(&site, path, hosts).await;
            assert_eq!((answer.status, answer.header("cache-control")), (400, "no-store"), "{path} {hosts:?}");
            assert!(answer.body.contains("one Host line"), "{}", answer.body);
        }
    }
    assert_eq!(send(&site, &["GET /c/lachin HTTP/1.0"], "").await.status, 400, "an old version names no host either");
}

#[tokio::test]
async fn its_own_name_is_answered_in_every_spelling_with_the_same_bytes() {
    let folder = tempfile::TempDir::new().unwrap();
    let site = public(&folder, false).await;
    let plain = site.text("/c/lachin").await;
    let here = site.url.strip_prefix("http://").unwrap();
    let port = here.split(':').nth(1).unwrap();
    let entries = site.state.finished.len();
    for host in [
        OURS.to_owned(),
        OURS.to_uppercase(),
        format!("{OURS}:443"),
        here.to_owned(),
        format!("localhost:{port}"),
        format!("LocalHost:{port}"),
        format!("[::1]:{port}"),
    ] {
        for target in ["/c/lachin".to_owned(), format!("http://{host}/c/lachin"), "/c/lachin?a=1".to_owned()] {
            let answer = get(&site, &target, &[&format!("host: {host}")]).await;
            assert_eq!(answer.status, 200, "{host} {target}");
            assert!(answer.body == plain, "{host} {target}: other bytes");
        }
    }
    assert_eq!(site.state.finished.len(), entries, "the host is no part of an address");
}

#[tokio::test]
async fn a_request_for_a_whole_address_has_to_name_this_site_there_too() {
    let folder = tempfile::TempDir::new().unwrap();
    let site = public(&folder, false).await;
    site.page("/c/lachin").await;
    for (target, host) in [
        ("http://evil.example/c/lachin", OURS),
        ("https://evil.example/c/lachin", OURS),
        ("http://corridor.example.org@evil.example/c/lachin", OURS),
        ("http://user@corridor.example.org/c/lachin", OURS),
        ("http://corridor.example.org/c/lachin", "evil.example"),
    ] {
        let answer = get(&site, target, &[&format!("host: {host}")]).await;
        assert_eq!(answer.status, 421, "{target} {host}");
    }
}

#[tokio::test]
async fn what_a_stranger_says_was_asked_for_is_no_more_than_noise() {
    let folder = tempfile::TempDir::new().unwrap();
    let site = public(&folder, false).await;
    let plain = site.text("/c/lachin").await;
    for said in ["evil.example", OURS, "a b", ""] {
        let forwarded = format!("x-forwarded-host: {said}");
        let answer = get(&site, "/c/lachin", &["host: corridor.example.org", &forwarded]).await;
        assert!(answer.status == 200 && answer.body == plain, "{said}");
        assert_eq!(get(&site, "/c/lachin", &["host: evil.example", &forwarded]).await.status, 421, "{said}");
    }
}

#[tokio::test]
async fn a_trusted_proxy_passes_the_readers_name_on() {
    let folder = tempfile::TempDir::new().unwrap();
    let site = public(&folder, true).await;
    let plain = site.text("/c/lachin").await;
    for (host, said, status) in [
        ("upstream.internal:3000", "x-forwarded-host: corridor.example.org", 200),
        ("corridor.example.org", "x-forwarded-host: Corridor.Example.org:443", 200),
        ("upstream.internal:3000", "x-forwarded-host: corridor.example.org, corridor.example.org", 200),
        ("corridor.example.org", "x-forwarded-host: evil.example", 421),
        ("corridor.example.org", "x-forwarded-host: corridor.example.org, evil.example", 421),
        ("corridor.example.org", "x-forwarded-host: evil.example, corridor.example.org", 421),
        ("corridor.example.org", "x-forwarded-host: ", 400),
        ("upstream.internal:3000", "x-forwarded-proto: https", 421),
        ("corridor.example.org", "x-forwarded-proto: https", 200),
    ] {
        for path in ["/c/lachin", "/c/lachin?a=1"] {
            let answer = get(&site, path, &[&format!("host: {host}"), said]).await;
            assert_eq!(answer.status, status, "{path} {host} {said}");
            assert_eq!(answer.body == plain, status == 200, "{path} {host} {said}");
        }
    }
}

#[tokio::test]
async fn a_form_through_a_proxy_with_a_name_of_its_own_is_taken_and_a_strangers_is_not() {
    let folder = tempfile::TempDir::new().unwrap();
    let site = public(&folder, true).await;
    site.add_account("lead", Role::Lead).await;
    let body = tests::desk::form_urlencode(&[("account", "lead"), ("password", PASSWORD)]);
    for (origin, status) in [("https://corridor.example.org", 303), ("https://evil.example", 403)] {
        let answer = send(
            &site,
            &[
                "POST /staff/sign-in HTTP/1.1",
                "host: upstream.internal:3000",
                "x-forwarded-host: corridor.example.org",
                &format!("origin: {origin}"),
                "content-type: application/x-www-form-urlencoded",
                &format!("content-length: {}", body.len()),
                "connection: close",
            ],
            &body,
        )
        .await;
        assert_eq!(answer.status, status, "{origin}: {}", answer.body);
    }
}

#[tokio::test]
async fn no_answer_holds_the_name_under_which_it_was_asked_for() {
    let site = story().await;
    let here = site.url.strip_prefix("http://").unwrap().to_owned();
    for path in [
        "/",
        "/c/lachin",
        "/about",
        "/c/lachin/latest.json",
        "/sitemap.xml",
        "/robots.txt",
        "/staff/sign-in",
        "/nothing",
    ] {
        let text = site.response(path).await.text().await.unwrap();
        assert!(!text.contains(&here), "{path} is made from the name of the host");
    }
}
