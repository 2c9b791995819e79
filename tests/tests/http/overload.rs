//! More than the site takes on: who comes beyond is told so at once, and the desk goes on saving. Connections are held by
//! clients that say nothing, work by a page that does not get finished.

use std::sync::mpsc;

use app::text::catalogue::Language;
use server::finished::{Effort, Key, Made};
use server::http::error::HttpError;
use server::listen::limits::{Gate, Limits};
use tests::desk::{form_urlencode, ready_to_publish};
use tests::lachin::{story, story_within};
use tests::logged::Logged;
use tests::site::PASSWORD;
use tests::wire::{Raw, Wire, get, post};
use tests::{Desk, Site};

const DAY: &str = "/staff/c/lachin/days/2023-05-09";
const SHELF: &str = "/c/lachin";

async fn ask(site: &Site, from: &str, target: &str) -> Raw {
    let mut wire = Wire::from(site, from).await;
    wire.send(get(site, target)).await;
    wire.answer().await.expect("an answer")
}

async fn publish(site: &Site, (cookie, form): &(String, String)) -> Option<Raw> {
    let mut wire = Wire::with(site).await;
    wire.send(post(site, DAY, cookie, form)).await;
    wire.answer().await
}

fn is_turned_away(answer: &Raw) -> bool {
    let told = answer.header("retry-after") == "5" && answer.header("connection") == "close";
    answer.status == 503 && told && answer.header("cache-control") == "no-store"
}

/// Connects from so many other addresses, and says nothing.
async fn hold(site: &Site, count: u8) -> Vec<Wire> {
    let mut held = Vec::new();
    for last in 0..count {
        let mut wire = Wire::from(site, &format!("127.0.1.{}", last + 1)).await;
        // It has its place when it was answered.
        wire.send(get(site, "/healthz")).await;
        assert_eq!(wire.answer().await.expect("an answer").status, 200);
        held.push(wire);
    }
    held
}

#[tokio::test]
async fn one_address_takes_its_share_and_others_are_served() {
    for (of_one_network, refused) in [(3, true), (4, false)] {
        let site = story_within(Limits { of_one_network, ..Limits::default() }, &["127.0.0.9"]).await;
        let mut held = Vec::new();
        for _ in 0..3 {
            let mut wire = Wire::from(&site, "127.0.0.2").await;
            wire.send(get(&site, SHELF)).await;
            assert_eq!(wire.answer().await.unwrap().status, 200);
            held.push(wire);
        }
        let fourth = ask(&site, "127.0.0.2", SHELF).await;
        assert_eq!(is_turned_away(&fourth), refused, "{fourth:?}");
        if refused {
            assert!(fourth.body.contains("try again in 5 seconds") && !fourth.body.contains('<'), "{}", fourth.body);
        }
        assert_eq!(ask(&site, "127.0.0.3", SHELF).await.status, 200, "another address");
        for _ in 0..6 {
            held.push(Wire::from(&site, "127.0.0.9").await);
        }
        assert_eq!(ask(&site, "127.0.0.9", SHELF).await.status, 200, "a proxy");
        held.clear();
        let mut status = 503;
        for _ in 0..1000 {
            status = ask(&site, "127.0.0.2", SHELF).await.status;
            if status == 200 {
                break;
            }
        }
        assert_eq!(status, 200, "places are given back");
    }
}

#[tokio::test]
async fn when_every_place_is_taken_the_desk_still_saves() {
    for reserve in [2, 0] {
        let site = story_within(Limits { connections: 10, reserve, ..Limits::default() }, &[]).await;
        let day = ready_to_publish(&site, DAY).await;
        let revisions = site.revisions().await;
        // Those of the desk's own browser are closed: it needs a place like anybody.
        let mut held = hold(&site, 5).await;
        while !is_turned_away(&ask(&site, "127.0.0.7", SHELF).await) {
            held.push(Wire::from(&site, "127.0.0.8").await);
            assert!(held.len() < 20, "nobody is turned away");
        }
        // Who says nothing is told, too.
        let silent = Wire::from(&site, "127.0.0.8").await.answer().await.unwrap();
        assert!(is_turned_away(&silent));
        let answer = publish(&site, &day).await.unwrap();
        assert_eq!(answer.status == 303, reserve > 0, "{answer:?}");
        assert_eq!(is_turned_away(&answer), reserve == 0, "control: without a reserve");
        assert_eq!(site.revisions().await - revisions, usize::from(reserve > 0));
        // The reserve has an end of its own.
        for _ in 0..4 {
            held.push(Wire::with(&site).await);
        }
        assert!(is_turned_away(&ask(&site, "127.0.0.1", SHELF).await));
    }
}

#[tokio::test]
async fn who_sends_a_form_before_it_hears_that_there_is_no_place_can_still_read_it() {
    let site = story_within(Limits { of_one_network: 0, ..Limits::default() }, &[]).await;
    for _ in 0..20 {
        let mut wire = Wire::from(&site, "127.0.0.2").await;
        wire.send(post(&site, "/staff/sign-in", "", &"a".repeat(200_000))).await;
        assert!(wire.answer().await.is_some_and(|answer| is_turned_away(&answer)));
    }
}

fn narrow(gate: Gate) -> Gate {
    Gate { at_work: 1, queue: 0, ..gate }
}

/// A page that is being made until the sender is dropped.
fn never_finished(site: &Site, address: &str) -> mpsc::Sender<()> {
    let (finish, finished) = mpsc::channel::<()>();
    let key = Key { edition: site.state.edition().number, address: address.to_owned(), language: Language::default() };
    let shelf = site.state.finished.clone();
    tokio::spawn(async move {
        let make = move || -> Result<Made, HttpError> {
            let _ = finished.recv();
            Ok(Made { headers: axum::http::HeaderMap::new(), bytes: b"finished".to_vec(), effort: Effort::Quick })
        };
        drop(shelf.get_or_make(key, make).await);
    });
    finish
}

/// Somebody whose request is at work, in the only place of its gate.
async fn at_work(site: &Site, address: &str) -> Wire {
    let mut wire = Wire::from(site, "127.0.0.2").await;
    wire.send(get(site, address)).await;
    for _ in 0..1000 {
        if ask(site, "127.0.0.3", "/about?x=1").await.status == 503 {
            return wire;
        }
    }
    panic!("nobody is at work");
}

#[tokio::test]
async fn a_flood_of_readers_is_told_to_come_again_and_what_lies_on_the_shelf_is_served() {
    let default = Limits::default();
    let site = story_within(Limits { readers: narrow(default.readers), ..default }, &[]).await;
    let day = ready_to_publish(&site, DAY).await;
    site.text(SHELF).await;
    let finish = never_finished(&site, "/c/lachin/months/2023-04");
    let mut reader = at_work(&site, "/c/lachin/months/2023-04").await;
    for path in ["/c/lachin/months/2023-03", "/c/lachin?x=1", "/nothing", "/readyz"] {
        let answer = ask(&site, "127.0.0.4", path).await;
        assert_eq!((answer.status, answer.header("retry-after")), (503, "5"), "{path}");
        assert!(answer.body.contains("<h1>Too much to do") && answer.header("cache-control") == "no-store", "{path}");
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{path}: {answer:?}");
    }
    assert_eq!(ask(&site, "127.0.0.4", SHELF).await.status, 200, "on the shelf");
    assert_eq!(ask(&site, "127.0.0.4", "/healthz").await.body, "alive\n");
    assert_eq!(ask(&site, "127.0.0.4", "/staff/sign-in").await.status, 200, "the door");
    assert_eq!(publish(&site, &day).await.unwrap().status, 303, "the desk");
    drop(finish);
    assert_eq!(reader.answer().await.unwrap().body, "finished");
}

#[tokio::test]
async fn without_the_gate_all_of_them_would_be_at_work() {
    let site = story().await;
    let finish = never_finished(&site, "/c/lachin/months/2023-04");
    let mut readers = Vec::new();
    for _ in 0..5 {
        let mut wire = Wire::from(&site, "127.0.0.2").await;
        wire.send(get(&site, "/c/lachin/months/2023-04")).await;
        readers.push(wire);
    }
    assert_eq!(ask(&site, "127.0.0.4", "/c/lachin/months/2023-03").await.status, 200);
    drop(finish);
    for mut reader in readers {
        assert_eq!(reader.answer().await.unwrap().body, "finished");
    }
}

/// Sign-ins that cannot go on, because the database is being written.
#[tokio::test]
async fn a_flood_of_sign_ins_does_not_keep_the_desk_from_its_work() {
    for (at_work, shed) in [(2, true), (100, false)] {
        let default = Limits::default();
        let site = story_within(Limits { door: Gate { at_work, queue: 0, ..default.door }, ..default }, &[]).await;
        let day = ready_to_publish(&site, DAY).await;
        let write = site.state.database.begin().await.unwrap();
        let body = form_urlencode(&[("account", "lead"), ("password", "a wrong password")]);
        let mut flood = Vec::new();
        for last in 0..20 {
            let mut wire = Wire::from(&site, &format!("127.0.2.{}", last + 1)).await;
            wire.send(post(&site, "/staff/sign-in", "", &body)).await;
            flood.push(wire);
        }
        let mut wire = Wire::with(&site).await;
        wire.send(get(&site, "/staff").replace("\r\n\r\n", &format!("\r\nCookie: {}\r\n\r\n", day.0))).await;
        assert_eq!(wire.answer().await.unwrap().status, 200, "the desk reads");
        write.roll_back().await.unwrap();
        assert_eq!(publish(&site, &day).await.unwrap().status, 303, "the desk saves");
        let mut statuses = Vec::new();
        for mut wire in flood {
            statuses.push(wire.answer().await.unwrap().status);
        }
        let turned_away = statuses.iter().filter(|status| **status == 503).count();
        assert_eq!(turned_away > 0, shed, "{statuses:?}");
        assert!(statuses.iter().all(|status| [422, 429, 503].contains(status)), "{statuses:?}");
    }
}

/// Who is waited for holds no turn: a form that does not arrive keeps nobody from the door.
#[tokio::test]
async fn a_form_that_does_not_arrive_holds_no_turn_and_takes_only_the_room_of_what_came() {
    let default = Limits::default();
    let door = Gate { body_bytes: 4_000, ..narrow(default.door) };
    let site = story_within(Limits { door, ..default }, &[]).await;
    let day = ready_to_publish(&site, DAY).await;
    let whole = post(&site, "/staff/sign-in", "", &"a".repeat(3_500));
    let mut slow = Vec::new();
    for last in 0..5 {
        let mut wire = Wire::from(&site, &format!("127.0.2.{}", last + 1)).await;
        wire.send(&whole[..whole.len() - 3_400]).await;
        slow.push(wire);
    }
    let sign_in = form_urlencode(&[("account", "lead"), ("password", PASSWORD)]);
    assert_eq!(Desk::at_the_door(&site).sign_in("lead", PASSWORD).await.status(), 303);
    // More of it than there is room for.
    for wire in &mut slow {
        wire.send(&whole[whole.len() - 3_400..whole.len() - 1]).await;
    }
    let mut full = 0;
    for last in 0..5 {
        let mut wire = Wire::from(&site, &format!("127.0.3.{}", last + 1)).await;
        wire.send(post(&site, "/staff/sign-in", "", &format!("{sign_in}&x={}", "a".repeat(3_000)))).await;
        full += usize::from(wire.answer().await.unwrap().status == 503);
    }
    assert!(full > 0, "there is room for ever");
    assert_eq!(publish(&site, &day).await.unwrap().status, 303, "the desk has room of its own");
}

#[tokio::test]
async fn a_flood_is_a_few_lines_in_the_log_and_none_of_them_names_anybody() {
    let log = Logged::from_now_on("warn");
    let mut site = story_within(Limits { of_one_network: 0, ..Limits::default() }, &["127.0.0.1"]).await;
    for _ in 0..100 {
        assert!(is_turned_away(&ask(&site, "127.0.4.4", SHELF).await));
    }
    ask(&site, "127.0.0.1", "/\0").await;
    site.stopped().await;
    let lines: Vec<_> = log.events().into_iter().filter(|(name, _)| name == "connection.refused-of-network").collect();
    let times: u64 = lines.iter().filter_map(|(_, line)| line["times"].as_u64()).sum();
    assert_eq!(times, 100, "{lines:?}");
    assert!(lines.len() < 20, "{} lines", lines.len());
    assert!(log.events().iter().any(|(name, _)| name == "head.refused"));
    assert!(!log.text().contains("127.0."), "an address");
}
