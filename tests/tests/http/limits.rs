//! How much a request may be: its head, its address, its form. Refused before it costs anything, with an answer that arrives.

use domain::Role;
use server::listen::limits::Limits;
use tests::desk::form_urlencode;
use tests::lachin::{EVENING, story};
use tests::site::{PASSWORD, instant, outside};
use tests::wire::{Raw, Wire, host_of};
use tests::{Desk, Site};

/// What one request comes to; the connection must then be of no use, and the next one must be answered.
async fn ended_by(site: &Site, request: &str) -> Option<Raw> {
    let mut wire = Wire::with(site).await;
    wire.send(request).await;
    // A request that would be answered if the connection went on.
    wire.send(format!("GET /healthz HTTP/1.1\r\nHost: {}\r\n\r\n", host_of(site))).await;
    wire.end().await;
    let mut answers = wire.answers().await;
    assert!(answers.len() < 2, "{request:.200}: answered beyond the end: {answers:?}");
    assert_eq!(site.text("/healthz").await, "alive\n");
    answers.pop()
}

fn get(site: &Site, target: &str, lines: &str) -> String {
    format!("GET {target} HTTP/1.1\r\nHost: {}\r\n{lines}\r\n", host_of(site))
}

#[tokio::test]
async fn a_head_with_too_many_lines_or_bytes_is_refused_and_one_at_the_bound_is_not() {
    let site = story().await;
    let lines = |count: usize| (0..count).map(|line| format!("X-{line}: 1\r\n")).collect::<String>();
    let cookie = |bytes: usize| format!("Cookie: {}\r\n", "a".repeat(bytes));
    for (what, more, status) in [
        ("65 lines", lines(64), 431),
        ("64 lines", lines(62), 200),
        ("40 KiB", cookie(40 * 1024), 431),
        ("31 KiB", cookie(31 * 1024), 200),
    ] {
        let mut wire = Wire::with(&site).await;
        wire.send(get(&site, "/healthz", &format!("{more}Connection: close\r\n"))).await;
        let answers = wire.answers().await;
        assert_eq!(answers.iter().map(|answer| answer.status).collect::<Vec<_>>(), [status], "{what}");
        assert!(status == 200 || answers[0].body.contains("larger than any"), "{what}: {answers:?}");
    }
    let refused = ended_by(&site, &get(&site, "/healthz", &lines(64))).await.unwrap();
    assert_eq!(
        (refused.status, refused.header("connection"), refused.header("cache-control")),
        (431, "close", "no-store")
    );
}

#[tokio::test]
async fn an_address_of_more_than_4_kib_is_refused_whatever_follows() {
    let site = story().await;
    let long = |bytes: usize| format!("/?{}", "a".repeat(bytes - 2));
    assert_eq!(ended_by(&site, &get(&site, &long(4097), "")).await.unwrap().status, 414);
    assert_eq!(ended_by(&site, &get(&site, &long(8192), "")).await.unwrap().status, 414);
    // It does not end: nobody waits for that.
    assert_eq!(ended_by(&site, &format!("GET {}", long(8192))).await.unwrap().status, 414);
    let mut wire = Wire::with(&site).await;
    wire.send(get(&site, &long(4096), "")).await;
    assert_eq!(wire.answer().await.unwrap().status, 200);
}

#[tokio::test]
async fn what_is_no_request_is_told_so_and_ended() {
    let site = story().await;
    let host = host_of(&site);
    for (request, status) in [
        ("GET /\r\n".to_owned(), 400),
        ("GET / HTTP/0.9\r\n\r\n".to_owned(), 505),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(), 505),
        (format!("GET / HTTP/1.1\nHost: {host}\n\n"), 400),
        (format!("GET / HTTP/1.1\r\nHost: {host}\n\r\n"), 400),
        (format!("GET / HTTP/1.1\r\nHost: {host}\r\nX: a\r\n b\r\n\r\n"), 400),
        (format!("GET / HTTP/1.1\r\nHost: {host}\r\nX: a\0b\r\n\r\n"), 400),
        (format!("GET /\0 HTTP/1.1\r\nHost: {host}\r\n\r\n"), 400),
        (format!("GET / HTTP/1.1\r\nHost: {host}\r\nX: a\rb\r\n\r\n"), 400),
        ("\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}\u{fc}\u{3}\u{3}\n".to_owned(), 400),
        (format!("CONNECT {host} HTTP/1.1\r\nHost: {host}\r\n\r\n"), 405),
    ] {
        let answer = ended_by(&site, &request).await;
        assert_eq!(answer.map(|answer| answer.status), Some(status), "{request:?}");
    }
}

#[tokio::test]
async fn other_methods_are_refused_on_every_address_with_those_that_it_knows() {
    let site = story().await;
    let (_, table) = server::http::router::routes(&site.state).finish();
    let mut paths: Vec<String> = table
        .iter()
        .map(|route| route.path.replace("{slug}", "lachin").replace("{date}", "2023-05-09").replace(['{', '}'], ""))
        .collect();
    paths.extend(["/nothing", "/staff/nothing", "/c/lachin/", "*"].map(str::to_owned));
    let host = host_of(&site);
    for path in &paths {
        for method in ["OPTIONS", "TRACE", "PUT", "DELETE", "PATCH", "PROPFIND", "get", "FROBNICATE"] {
            let mut wire = Wire::with(&site).await;
            let foreign = "Origin: https://evil.example\r\nConnection: close";
            wire.send(format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nX-Canary: 7f3a9c\r\n{foreign}\r\n\r\n"))
                .await;
            let answers = wire.answers().await;
            assert_eq!(answers.len(), 1, "{method} {path}");
            // The API lets a browser ask first whether a script of another site may read.
            let asks_first = method == "OPTIONS" && path.starts_with("/api/");
            assert_eq!(answers[0].status, if asks_first { 204 } else { 405 }, "{method} {path}");
            let allow = answers[0].header("allow").to_uppercase();
            assert!(
                ["GET,HEAD", "GET,HEAD,OPTIONS", "GET,HEAD,POST", "POST"].contains(&allow.as_str()),
                "{method} {path}: {allow}"
            );
            assert!(
                !answers[0].body.contains("7f3a9c") && !answers[0].head.contains("7f3a9c"),
                "{method} {path}: an echo"
            );
        }
    }
    assert!(paths.len() > 40, "only {} addresses", paths.len());
}

#[tokio::test]
async fn an_upgrade_is_not_taken_up() {
    let site = story().await;
    let mut wire = Wire::with(&site).await;
    let upgrade = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n";
    for _ in 0..2 {
        wire.send(get(&site, "/healthz", upgrade)).await;
        let answer = wire.answer().await.unwrap();
        assert_eq!((answer.status, answer.body.as_str()), (200, "alive\n"), "the connection goes on as it was");
    }
}

fn form(site: &Site, path: &str, lines: &str, body: &str) -> String {
    let host = host_of(site);
    format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\n{lines}\r\n{body}"
    )
}

#[tokio::test]
async fn a_form_that_says_that_it_is_too_large_is_refused_before_a_byte_of_it_is_read() {
    let site = story().await;
    site.add_account("lead", Role::Lead).await;
    let cookie = cookie(&site).await;
    for path in ["/staff/sign-in", "/staff/me/password", "/staff/c/lachin/days/2023-05-09"] {
        for length in ["1073741824", "999999999999999"] {
            let lines = format!("Cookie: {cookie}\r\nContent-Length: {length}\r\n");
            let mut wire = Wire::with(&site).await;
            wire.send(form(&site, path, &lines, "")).await;
            let answer = wire.answer().await.unwrap();
            assert_eq!((answer.status, answer.header("connection")), (413, "close"), "{path} {length}");
            assert!(answer.body.contains("<h1>Too much at once"), "a page");
            assert!(wire.rest().await.is_empty(), "{path}");
            // Who waits to be told to go on is told no.
            let mut wire = Wire::with(&site).await;
            wire.send(form(&site, path, &format!("{lines}Expect: 100-continue\r\n"), "")).await;
            assert!(!wire.is_told_to_go_on().await, "{path}");
            assert_eq!(wire.answer().await.unwrap().status, 413, "{path}");
        }
        // And who sends all the same can read why.
        let lines = format!("Cookie: {cookie}\r\nContent-Length: 8388608\r\n");
        let mut wire = Wire::with(&site).await;
        wire.send(form(&site, path, &lines, "")).await;
        for _ in 0..4 {
            wire.send(vec![b'a'; 64 * 1024]).await;
        }
        assert_eq!(wire.answer().await.map(|answer| answer.status), Some(413), "{path}");
    }
}

async fn cookie(site: &Site) -> String {
    tests::door::cookie_of(&Desk::at_the_door(site).sign_in("lead", PASSWORD).await)
}

#[tokio::test]
async fn what_comes_in_pieces_or_packed_is_refused_unread() {
    let site = story().await;
    for pieces in ["chunked", "gzip, chunked", "identity", "x"] {
        let lines = format!("Transfer-Encoding: {pieces}\r\n");
        let answer = ended_by(&site, &form(&site, "/staff/sign-in", &lines, "1\r\na\r\n")).await.unwrap();
        assert_eq!((answer.status, answer.header("connection")), (411, "close"), "{pieces}");
    }
    for packed in ["gzip", "deflate", "br", "zstd", "identity", "x"] {
        let lines = format!("Content-Encoding: {packed}\r\nContent-Length: 100000\r\n");
        let mut wire = Wire::with(&site).await;
        wire.send(form(&site, "/staff/sign-in", &lines, "\u{1f}")).await;
        let answer = wire.answer().await.unwrap();
        assert_eq!((answer.status, answer.header("connection")), (415, "close"), "{packed}");
        assert!(answer.body.contains("is packed"), "{packed}: a page that says so");
        assert!(wire.rest().await.is_empty());
    }
}

#[tokio::test]
async fn a_body_where_none_belongs_is_not_read_and_nothing_after_it_answered() {
    let site = story().await;
    let length = "Content-Length: 50\r\n";
    for path in ["/c/lachin", "/healthz", "/staff/sign-in", "/nothing", "/c/lachin/latest.json?a=1"] {
        for method in ["GET", "HEAD"] {
            let request = get(&site, path, length).replacen("GET", method, 1);
            let mut wire = Wire::with(&site).await;
            wire.send(&request).await;
            let answer = wire.answer_of(method == "HEAD").await.unwrap();
            assert_eq!(answer.header("connection"), "close", "{method} {path}");
            assert!(wire.rest().await.is_empty(), "{method} {path}");
            if method == "GET" {
                assert!(ended_by(&site, &format!("{request}{}", "a".repeat(50))).await.is_some(), "{path}");
            }
        }
    }
}

#[tokio::test]
async fn a_form_with_too_many_fields_is_refused_with_a_page_that_says_so() {
    let site = story().await;
    site.add_account("lead", Role::Lead).await;
    let desk = Desk::signed_in(&site, "lead").await;
    let fields = |count: usize| "a&".repeat(count - 1) + "a";
    for (path, most) in [("/staff/me/password", 2_000), ("/staff/c/lachin/days/2023-05-09", 10_000)] {
        for (count, refused) in [(most, false), (most + 1, true), (100_000, true)] {
            let request = desk.client.post(format!("{}{path}", site.url)).body(fields(count));
            let request = request.header("content-type", "application/x-www-form-urlencoded");
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status() == 413, refused, "{path} {count}: {}", answer.status());
            let text = answer.text().await.unwrap();
            assert_eq!(text.contains("fields. Nothing was stored."), refused, "{path} {count}");
        }
    }
}

#[tokio::test]
async fn who_asks_first_is_told_to_go_on_and_a_form_in_single_bytes_is_a_form() {
    let site = story().await;
    site.add_account("lead", Role::Lead).await;
    let body = form_urlencode(&[("account", "lead"), ("password", PASSWORD)]);
    let mut wire = Wire::with(&site).await;
    let lines = format!("Expect: 100-continue\r\nContent-Length: {}\r\n", body.len());
    wire.send(form(&site, "/staff/sign-in", &lines, "")).await;
    assert!(wire.is_told_to_go_on().await);
    for byte in body.bytes() {
        wire.send([byte]).await;
    }
    assert_eq!(wire.answer().await.unwrap().status, 303);
    wire.send(get(&site, "/healthz", "")).await;
    assert_eq!(wire.answer().await.unwrap().status, 200, "the connection goes on");
}

/// The numbers stand in one place: with others, other requests are refused.
#[tokio::test]
async fn the_numbers_decide() {
    let folder = tempfile::TempDir::new().unwrap();
    let (clock, hand) = server::clock::Clock::fixed(instant(EVENING));
    let limits = Limits { head_bytes: 200, header_lines: 3, target_bytes: 20, ..Limits::default() };
    let site = Site::start_within(folder.path(), outside(clock), hand, limits).await;
    for (target, more, status) in [
        ("/healthz", String::new(), 200),
        ("/healthz", "A: 1\r\nB: 2\r\nC: 3\r\n".to_owned(), 431),
        ("/healthz", format!("A: {}\r\n", "a".repeat(200)), 431),
        ("/healthz?aaaaaaaaaaaaa", String::new(), 414),
    ] {
        let mut wire = Wire::with(&site).await;
        wire.send(get(&site, target, &format!("{more}Connection: close\r\n"))).await;
        assert_eq!(wire.answer().await.unwrap().status, status, "{target} {more}");
    }
}
