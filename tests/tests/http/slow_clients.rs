//! Clients that hold a connection and say or take little. Whoever is only slow is served; who starves others is dropped. The
//! numbers are small here, so that nobody waits; what the real ones mean is tested where they stand.

use std::time::Duration;

use domain::Role;
use server::listen::limits::Limits;
use server::listen::pace::Pace;
use tests::desk::form_urlencode;
use tests::lachin::{story, story_within};
use tests::site::PASSWORD;
use tests::wire::{Wire, get, host_of};
use tests::{Desk, Site};

const SHORT: Duration = Duration::from_millis(300);
const NEVER: Duration = Duration::from_secs(3600);
const DAY: &str = "/staff/c/lachin/days/2023-05-09";

/// Sends one byte after the other, one every few milliseconds, until the other side ends; how many it took.
async fn trickle(wire: &mut Wire, bytes: &[u8]) -> usize {
    for (sent, byte) in bytes.iter().enumerate() {
        wire.send([*byte]).await;
        if tokio::time::timeout(Duration::from_millis(20), wire.take(4096)).await.is_ok() {
            return sent;
        }
    }
    bytes.len()
}

#[tokio::test]
async fn who_says_nothing_or_half_a_head_is_dropped() {
    let site = story_within(Limits { head: SHORT, ..Limits::default() }, &[]).await;
    assert!(Wire::with(&site).await.rest().await.is_empty(), "connect and say nothing");
    let mut half = Wire::with(&site).await;
    half.send("GET / HTTP/1.1\r\nHost: ").await;
    assert!(half.rest().await.is_empty(), "half a head");
    let mut slow = Wire::with(&site).await;
    let head = format!("GET / HTTP/1.1\r\n{}", "X: y\r\n".repeat(60));
    assert!(trickle(&mut slow, head.as_bytes()).await < head.len() && slow.rest().await.is_empty(), "a byte at a time");
    let mut idle = Wire::with(&site).await;
    idle.send(get(&site, "/healthz")).await;
    assert_eq!(idle.answer().await.unwrap().status, 200);
    assert!(idle.rest().await.is_empty(), "idle after an answer");
}

/// The same clients, when nobody minds: it is the limit that drops them.
#[tokio::test]
async fn without_the_limit_they_would_stay() {
    let site = story_within(Limits { head: NEVER, ..Limits::default() }, &[]).await;
    let mut silent = Wire::with(&site).await;
    assert!(tokio::time::timeout(SHORT * 3, silent.take(1)).await.is_err());
    silent.send(get(&site, "/healthz")).await;
    assert_eq!(silent.answer().await.unwrap().status, 200);
}

#[tokio::test]
async fn a_proxy_may_keep_a_connection_for_later() {
    let limits = Limits { head: SHORT, head_of_proxy: NEVER, ..Limits::default() };
    let site = story_within(limits, &["127.0.0.5"]).await;
    let mut proxy = Wire::from(&site, "127.0.0.5").await;
    proxy.send(get(&site, "/healthz")).await;
    assert_eq!(proxy.answer().await.unwrap().status, 200);
    assert!(tokio::time::timeout(SHORT * 3, proxy.take(1)).await.is_err(), "it is still open");
    proxy.send(get(&site, "/healthz")).await;
    assert_eq!(proxy.answer().await.unwrap().status, 200);
}

fn form(site: &Site, path: &str, cookie: &str, length: usize) -> String {
    let host = host_of(site);
    format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {}\r\nCookie: {cookie}\r\nContent-Length: {length}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\n\r\n",
        site.url
    )
}

fn impatient(grace: Duration, rate: u64, most: Duration) -> Limits {
    Limits { body: Pace { grace, rate, stall: NEVER, most: Some(most) }, ..Limits::default() }
}

#[tokio::test]
async fn a_form_that_comes_too_slowly_is_told_so_and_what_came_of_a_day_is_a_draft() {
    let site = story_within(impatient(SHORT, 1_000_000, NEVER), &[]).await;
    site.add_account("reporter", Role::Reporter).await;
    let desk = Desk::signed_in(&site, "reporter").await;
    let cookie = tests::door::cookie_of(&Desk::at_the_door(&site).sign_in("reporter", PASSWORD).await);
    let fields = desk.filled(DAY, &[("r0.source", "Ministry"), ("r0.c1.amount", "12")]).await;
    let whole: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let body = form_urlencode(&whole);
    for path in [DAY, "/staff/me/password", "/staff/sign-in"] {
        let mut wire = Wire::with(&site).await;
        wire.send(form(&site, path, &cookie, 100_000)).await;
        wire.send(format!("{body}&internal_note=half")).await;
        let answer = wire.answer().await.unwrap();
        assert_eq!((answer.status, answer.header("connection")), (408, "close"), "{path}");
        assert!(answer.body.contains("<h1>Too slow"), "{path}: {}", answer.body);
        assert!(wire.rest().await.is_empty(), "{path}");
    }
    let mut page = desk.page(DAY).await;
    for _ in 0..200 {
        if page.html.contains("Draft saved") {
            break;
        }
        page = desk.page(DAY).await;
    }
    assert_eq!((page.field("r0.c1.amount").as_str(), page.field("internal_note").as_str()), ("12", ""));
}

#[tokio::test]
async fn a_form_that_keeps_coming_ends_all_the_same_and_one_that_is_only_slow_is_taken() {
    let body = form_urlencode(&[("account", "nobody"), ("password", "a wrong password")]);
    for (limits, status) in
        [(impatient(NEVER, 1, SHORT), 408), (impatient(SHORT, 1_000, NEVER), 408), (impatient(SHORT, 10, NEVER), 422)]
    {
        let site = story_within(limits, &[]).await;
        let mut wire = Wire::with(&site).await;
        wire.send(form(&site, "/staff/sign-in", "", body.len())).await;
        trickle(&mut wire, body.as_bytes()).await;
        assert_eq!(wire.answer().await.unwrap().status, status, "{limits:?}");
    }
}

fn unmoved(pace: Pace) -> Limits {
    Limits { answer: pace, send_buffer: 4096, head: NEVER, ..Limits::default() }
}

/// Asks for a page on a narrow line and takes so much of it at a time, the first times after a pause; how much came.
async fn read_slowly(site: &Site, bytes: usize, pause: Duration, pauses: usize) -> usize {
    let mut wire = Wire::narrow(site).await;
    wire.send(get(site, "/c/lachin").replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")).await;
    // Nothing but the pause is waited for.
    let nothing = std::future::pending::<()>();
    let mut nothing = std::pin::pin!(nothing);
    for round in 0.. {
        if round < pauses {
            drop(tokio::time::timeout(pause, &mut nothing).await);
        }
        if wire.take(bytes).await == 0 {
            break;
        }
    }
    wire.held()
}

#[tokio::test]
async fn who_takes_nothing_or_hardly_anything_of_an_answer_is_dropped() {
    for (pace, bytes, pause, pauses) in [
        (Pace { grace: NEVER, rate: 1, stall: SHORT, most: None }, 100_000, SHORT * 6, 1),
        (Pace { grace: SHORT, rate: 1_000_000, stall: NEVER, most: None }, 512, Duration::from_millis(10), usize::MAX),
    ] {
        let site = story_within(unmoved(pace), &[]).await;
        let page = site.text("/c/lachin").await.len();
        let came = read_slowly(&site, bytes, pause, pauses).await;
        assert!(came < page, "{came} of {page} bytes came: {pace:?}");
        assert_eq!(site.text("/c/lachin").await.len(), page, "others are served");
    }
}

#[tokio::test]
async fn a_reader_on_a_slow_line_gets_the_whole_page_where_the_same_limits_drop_others() {
    let pace = Pace { grace: SHORT, rate: 10_000, stall: SHORT * 3, most: None };
    let site = story_within(unmoved(pace), &[]).await;
    let page = site.text("/c/lachin").await.len();
    let came = read_slowly(&site, 8_192, Duration::from_millis(20), usize::MAX).await;
    assert!(came > page, "{came} of {page} bytes came, head and all");
    assert!(read_slowly(&site, 100_000, SHORT * 10, 1).await < page, "control: a pause that is too long");
}

#[tokio::test]
async fn the_real_limits_let_a_slow_reader_and_a_silent_one_be_for_a_while() {
    let site = story().await;
    let page = site.text("/c/lachin").await.len();
    assert!(read_slowly(&site, 100_000, SHORT * 6, 1).await > page);
}

/// What is refused comes behind what is answered, however slowly that is taken.
#[tokio::test]
async fn an_answer_under_way_is_not_cut_off_by_what_comes_after_it() {
    let limits = Limits { send_buffer: 4096, ..Limits::default() };
    let site = story_within(limits, &[]).await;
    let page = site.text("/c/lachin").await;
    let mut wire = Wire::narrow(&site).await;
    let asked = get(&site, "/c/lachin?slowly=1");
    wire.send(format!("{asked}{asked}GET /about HTTP/1.1\nHost: x\n\n{asked}")).await;
    for _ in 0..20 {
        // Nothing is read meanwhile; the server has time to see what was sent.
        drop(tokio::time::timeout(Duration::from_millis(10), std::future::pending::<()>()).await);
        wire.take(4_096).await;
    }
    for _ in 0..2 {
        let answer = wire.answer().await.unwrap();
        assert!(answer.status == 200 && answer.body == page, "{} bytes of {}", answer.body.len(), page.len());
    }
    assert_eq!(wire.answer().await.unwrap().status, 400);
    assert!(wire.rest().await.is_empty());
}
