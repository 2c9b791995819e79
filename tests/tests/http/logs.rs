//! What the log tells: every event of the door, the desk and the record, once, and nothing that somebody typed.

use domain::Role;
use tests::desk::{fill, form_urlencode};
use tests::lachin::story;
use tests::logged::{Logged, sound};
use tests::site::PASSWORD;
use tests::wire::send;
use tests::{Desk, Site};

const DAY: &str = "/staff/c/lachin/days/2023-05-09";

/// What breaks out of a line, a value or a terminal, where it is not held in. Each holds a word that nobody should read.
fn hostile() -> Vec<String> {
    let forged =
        "{\"timestamp\":\"2023-05-10T16:00:00Z\",\"level\":\"INFO\",\"event\":\"session.open\",\"account\":\"CANARY\"}";
    vec![
        format!("x\n{forged}\n"),
        format!("x\r\n{forged}"),
        format!("x\"}}\n{forged}"),
        format!("x\u{2028}{forged}\u{2029}"),
        format!("x\u{85}{forged}\u{b}\u{c}"),
        "\",\"event\":\"session.open\",\"x\":\"CANARY".to_owned(),
        "CANARY\\\" \\u0022 \\n \\".to_owned(),
        "\u{1b}[2J\u{1b}]0;CANARY\u{7}\u{9b}31m\u{202e}CANARY".to_owned(),
        "CANARY\0after nothing".to_owned(),
        "%s%n${jndi:ldap://CANARY}{{7*7}}".to_owned(),
        // As long as an address may be.
        "CANARY".repeat(600),
    ]
}

async fn desk_of(site: &Site) -> Desk {
    site.add_account("reporter", Role::Reporter).await;
    Desk::signed_in(site, "reporter").await
}

/// One sound line for each event of these names, and no other one; nothing of what was typed.
fn check(log: &Logged, names: &[&str], typed: &str) {
    assert!(!log.text().contains("CANARY"), "{typed:?} stands in {}", log.text());
    for secret in [PASSWORD, "corridor_session", "__Host-", "127.0.0.1", "203.0.113.77"] {
        assert!(!log.text().contains(secret), "{secret} stands in {}", log.text());
    }
    assert!(log.lines().iter().all(|line| line.to_string().len() < 1500), "{}", log.text());
    assert_eq!(log.take_names(), names, "{typed:?}");
}

#[tokio::test]
async fn what_is_typed_at_the_door_forges_no_line() {
    let site = story().await;
    let log = Logged::from_now_on("info");
    for text in hostile() {
        Desk::at_the_door(&site).sign_in(&text, &format!("{text} CANARY")).await;
        check(&log, &["session.refused"], &text);
        site.hand.advance(chrono::TimeDelta::hours(1));
    }
}

#[tokio::test]
async fn what_is_sent_as_a_path_a_header_or_a_form_forges_no_line() {
    let site = story().await;
    let desk = desk_of(&site).await;
    let log = Logged::from_now_on("info");
    for text in hostile() {
        let text = text.as_str();
        let encoded = form_urlencode(&[("x", text)])[2..].replace('+', "%20");
        desk.get(&format!("/staff/c/{encoded}/days/2023-05-09")).await;
        desk.get(&format!("/c/{encoded}")).await;
        check(&log, &[], text);
        site.response(&format!("/staff/c/{encoded}/days/2023-05-09")).await;
        check(&log, &["access.refused"], text);
        // As much of it as can stand in a header at all.
        let value: String = text.chars().filter(|c| !matches!(c, '\n' | '\r' | '\0')).collect();
        let lines = ["user-agent", "referer", "x-forwarded-for", "cookie", "x-request-id", "origin"];
        let lines: Vec<String> = lines.iter().map(|name| format!("{name}: {value}")).collect();
        let here = format!("host: {}", &site.url["http://".len()..]);
        let mut all = vec!["GET /staff HTTP/1.1", &here, "connection: close"];
        all.extend(lines.iter().map(String::as_str));
        if send(&site, &all, "").await.status == 303 {
            check(&log, &["access.refused"], text);
        } else {
            check(&log, &[], text);
        }
        site.request(DAY).send().await.unwrap();
        check(&log, &["access.refused"], text);
        let body = form_urlencode(&[("r0.source", text), ("public_note", text), (text, text), ("then", "publish")]);
        let post = || site.client.post(format!("{}{DAY}", site.url)).body(body.clone());
        post().header("content-type", "application/x-www-form-urlencoded").send().await.unwrap();
        check(&log, &["access.refused"], text);
        post().header("origin", "https://evil.example").send().await.unwrap();
        check(&log, &["access.refused"], text);
    }
}

#[tokio::test]
async fn what_a_published_day_holds_stands_in_no_line() {
    let site = story().await;
    let desk = desk_of(&site).await;
    let log = Logged::from_now_on("info");
    let day = fill(
        desk.filled(DAY, &[]).await,
        &[
            ("r0.source", "CANARY ministry"),
            ("r0.c3.amount", "31"),
            ("r0.c3.remark", "CANARY"),
            ("internal_note", "CANARY"),
            ("public_note", "CANARY"),
        ],
    );
    let changed = fill(day.clone(), &[("r0.c3.amount", "32")]);
    assert_eq!(desk.send_fields(DAY, &day, "publish").await.status(), 303);
    check(&log, &["day.publish"], "a first state");
    assert_eq!(desk.send_fields(DAY, &day, "publish").await.status(), 303);
    check(&log, &["day.publish"], "sent again");
    assert_eq!(desk.send_fields(DAY, &changed, "publish").await.status(), 409);
    check(&log, &["day.refused"], "the same key with other content");
}

#[tokio::test]
async fn every_event_of_the_door_has_its_line_with_what_an_operator_needs_and_no_more() {
    let site = story().await;
    site.add_account("lead", Role::Lead).await;
    let log = Logged::from_now_on("info");
    let desk = Desk::at_the_door(&site);
    for _ in 0..5 {
        desk.sign_in("LEAD", "wrong password CANARY").await;
    }
    desk.sign_in("not-an-account-CANARY", PASSWORD).await;
    let events = log.events();
    let names: Vec<&str> = events.iter().map(|(name, _)| name.as_str()).collect();
    let refused = "session.refused";
    assert_eq!(names, [refused, refused, refused, refused, "session.wait", refused]);
    assert_eq!(events[0].1["account"], "lead", "one that exists, as it is spelled here");
    assert_eq!(events[0].1["network"], "127.0.0.0/24");
    assert_eq!(events[0].1["level"], "WARN");
    assert_eq!(events[5].1.get("account"), None, "what was typed may be a password");
    check(&log, &[refused, refused, refused, refused, "session.wait", refused], "at the door");

    site.hand.advance(chrono::TimeDelta::hours(1));
    desk.sign_in("lead", PASSWORD).await;
    desk.send("/staff/sign-out", &[]).await;
    let events = log.events();
    assert_eq!((events[0].0.as_str(), &events[0].1["account"]), ("session.open", &"lead".into()));
    assert_eq!(events[0].1.get("network"), None);
    check(&log, &["session.open", "session.close"], "in and out");

    let name = "lead".parse().unwrap();
    server::commands::keep_staff::disable_member(&site.state.database, site.state.clock.now(), &name).await.unwrap();
    desk.sign_in("lead", PASSWORD).await;
    check(&log, &["staff.disable", "session.refused"], "disabled");
}

#[tokio::test]
async fn commands_tell_what_they_did_and_refused() {
    let log = Logged::from_now_on("info");
    let site = story().await;
    assert_eq!(log.take_names(), ["corridor.add", "claims.import"]);
    site.import("lachin", b"not,a,record\n", None).await.unwrap_err();
    site.import("nowhere", b"", None).await.unwrap_err();
    assert_eq!(log.take_names(), ["import.refused", "import.refused"]);
    // Where a second person publishes, a reporter's day is refused, and that is told as what it is.
    let mut rows = tests::lachin::Rows::until("2023-05-10").moved("strict", 0);
    rows.corridor.review = domain::corridor::Review::Required;
    site.add_corridor(rows.corridor).await;
    site.add_account("reporter", Role::Reporter).await;
    assert_eq!(log.take_names(), ["corridor.add", "staff.add"]);
    site.add_account("elsewhere", Role::Admin).await;
    let elsewhere = Desk::signed_in(&site, "elsewhere").await;
    log.take_names();
    assert_eq!(elsewhere.get(DAY).await.status(), 403);
    let (name, line) = log.events().remove(0);
    assert_eq!(
        (name.as_str(), &line["account"], &line["subject"]),
        ("access.refused", &"elsewhere".into(), &"lachin".into())
    );
    let desk = Desk::signed_in(&site, "reporter").await;
    log.take_names();
    let path = "/staff/c/strict/days/2023-05-09";
    let day = fill(desk.filled(path, &[]).await, &[("r0.source", "ICRC Armenia"), ("r0.c3.amount", "31")]);
    assert_eq!(desk.send_fields(path, &day, "publish").await.status(), 403);
    let events = log.events();
    assert_eq!(events.len(), 1, "{events:?}");
    let (name, line) = &events[0];
    assert_eq!(
        (name.as_str(), &line["account"], &line["subject"]),
        ("access.refused", &"reporter".into(), &"strict 2023-05-09".into())
    );
}

#[tokio::test]
async fn whatever_a_value_holds_it_stays_in_its_line() {
    let log = Logged::from_now_on("trace");
    for text in hostile() {
        let chain = text.as_str();
        tracing::error!(reference = "00000000", chain, "a request failed");
        let lines = log.lines();
        assert_eq!((lines.len(), lines[0]["chain"].as_str(), lines[0].get("event")), (1, Some(chain), None));
        log.take_names();
    }
    // What the check is worth: a plain line, a forged one and a colour are all seen.
    for bad in
        ["2023-05-10 INFO x\n", "{\"level\":\"INFO\"}\n", "{\"a\":\"\u{1b}[31m\"}\n", "{\"a\":\"\u{2028}\"}\n", "{}"]
    {
        assert!(sound(bad).is_err(), "{bad:?}");
    }
}
