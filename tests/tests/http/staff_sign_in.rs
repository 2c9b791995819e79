//! `GET` and `POST /staff/sign-in`, `POST /staff/sign-out`

use domain::Role;
use server::clock::Clock;
use tests::lachin::{EVENING, story};
use tests::site::{PASSWORD, instant, outside};
use tests::{Desk, Page, Site};

#[tokio::test]
async fn a_wrong_password_and_an_unknown_account_are_refused_in_the_same_words() {
    let site = story().await;
    site.add_account("lead", Role::Lead).await;
    let mut told = Vec::new();
    for (account, password) in [("lead", "wrong password here"), ("nobody", PASSWORD), ("", ""), ("lead\0", PASSWORD)] {
        let answer = Desk::at_the_door(&site).sign_in(account, password).await;
        assert_eq!(answer.status(), 422, "{account:?}");
        assert_eq!(answer.headers().get("set-cookie"), None);
        told.push(Page::new(answer.text().await.unwrap()).words("[role=alert]"));
    }
    told.dedup();
    assert_eq!(told, ["Not signed in Account or password is wrong. Please check both."]);
}

#[tokio::test]
async fn guessing_is_slowed_but_never_locks_anybody_out() {
    let site = story().await;
    site.add_account("lead", Role::Lead).await;
    let desk = Desk::at_the_door(&site);
    let mut waits = 0;
    for _ in 0..8 {
        let answer = desk.sign_in("lead", "wrong password here").await;
        if answer.status() == 429 {
            waits += 1;
            assert!(answer.headers().contains_key("retry-after"));
            assert!(answer.text().await.unwrap().contains("Please wait"));
        }
    }
    assert!(waits >= 3, "{waits} of 8 had to wait");
    assert_eq!(desk.sign_in("lead", PASSWORD).await.status(), 429, "also the right password waits");
    site.hand.advance(chrono::TimeDelta::minutes(6));
    assert_eq!(desk.sign_in("lead", PASSWORD).await.status(), 303);
}

#[tokio::test]
async fn the_desk_is_closed_to_everybody_else_and_leads_to_the_door() {
    let site = story().await;
    for (path, door) in [
        ("/staff", "/staff/sign-in"),
        ("/staff/c/lachin/days/2023-05-10", "/staff/sign-in?next=/staff/c/lachin/days/2023-05-10"),
    ] {
        let answer = site.response(path).await;
        assert_eq!(answer.status(), 303, "{path}");
        assert_eq!(answer.headers()["location"], door);
    }
}

#[tokio::test]
async fn signing_in_leads_on_and_never_outside() {
    let site = story().await;
    site.add_account("lead", Role::Lead).await;
    for (next, to) in [
        ("/staff/c/lachin/days/2023-05-10", "/staff/c/lachin/days/2023-05-10"),
        ("//evil.example", "/staff"),
        ("https://evil.example/staff", "/staff"),
        ("/c/lachin", "/staff"),
        ("", "/staff"),
    ] {
        let desk = Desk::at_the_door(&site);
        let answer = desk.send("/staff/sign-in", &[("account", "lead"), ("password", PASSWORD), ("next", next)]).await;
        assert_eq!((answer.status().as_u16(), answer.headers()["location"].to_str().unwrap()), (303, to), "{next}");
    }
}

/// What leads outside in one browser or another, as it is typed; sent plain and encoded once more.
const OUTSIDE: [&str; 16] = [
    "//evil.example",
    "/\\evil.example",
    "https:evil.example",
    "https://evil.example/staff",
    "%2f%2fevil.example",
    "/%2f%2fevil.example",
    "\t//evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/staff\r\nlocation: //evil.example",
    "@evil.example",
    "/staff@evil.example",
    "//corridor.example@evil.example",
    "//коридор.example",
    "/staff/c/lachin/days/2023-05-10\n//evil.example",
    "/staff/c/lachin/../../../evil",
];

#[tokio::test]
async fn no_spelling_of_next_leads_outside_whether_it_is_shown_sent_or_already_signed_in() {
    let site = story().await;
    site.add_account("lead", Role::Lead).await;
    let signed_in = Desk::signed_in(&site, "lead").await;
    for evil in OUTSIDE {
        let once = tests::desk::form_urlencode(&[("next", evil)]);
        let twice = tests::desk::form_urlencode(&[("next", &once[5..])]);
        for query in [&once, &twice] {
            let page = site.page(&format!("/staff/sign-in?{query}")).await;
            assert_eq!(page.attributes("[name=next]", "value"), ["/staff"], "{evil:?}");
            assert!(!page.html.contains("evil.example"), "{evil:?} is shown again");
            let answer = signed_in.get(&format!("/staff/sign-in?{query}")).await;
            assert_eq!((answer.status().as_u16(), &answer.headers()["location"]), (303, &"/staff".parse().unwrap()));
            assert!(!answer.headers().contains_key("refresh"));
        }
    }
    // Signing in costs a password each time: the session is there already, and the form is read all the same.
    for evil in OUTSIDE {
        let refused =
            Desk::at_the_door(&site).send("/staff/sign-in", &[("account", ""), ("password", ""), ("next", evil)]).await;
        let page = Page::new(refused.text().await.unwrap());
        assert_eq!(page.attributes("[name=next]", "value"), ["/staff"], "{evil:?}");
        site.hand.advance(chrono::TimeDelta::minutes(6));
    }
    for evil in ["//evil.example", "/\t/evil.example", "@evil.example", "%2f%2fevil.example", "//коридор.example"]
    {
        let fields = [("account", "lead"), ("password", PASSWORD), ("next", evil)];
        let answer = Desk::at_the_door(&site).send("/staff/sign-in", &fields).await;
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["location"]),
            (303, &"/staff".parse().unwrap()),
            "{evil:?}"
        );
    }
}

#[tokio::test]
async fn signing_out_kills_the_session_and_not_only_the_cookie() {
    let site = story().await;
    site.add_account("lead", Role::Lead).await;
    let desk = Desk::at_the_door(&site);
    let answer = desk.sign_in("lead", PASSWORD).await;
    let cookie = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
    let pair = cookie.split(';').next().unwrap().to_owned();
    let with_it = || site.request("/staff").header("cookie", pair.clone()).send();
    assert_eq!(with_it().await.unwrap().status(), 200);
    assert_eq!(desk.send("/staff/sign-out", &[]).await.status(), 303);
    assert_eq!(with_it().await.unwrap().status(), 303, "a copy of the cookie still works");
}

#[tokio::test]
async fn a_planted_session_does_not_survive_signing_in() {
    let site = story().await;
    site.add_account("lead", Role::Lead).await;
    site.add_account("reporter", Role::Reporter).await;
    let planted = Desk::at_the_door(&site).sign_in("reporter", PASSWORD).await;
    let planted = planted.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let request = site.client.post(format!("{}/staff/sign-in", site.url)).header("cookie", planted.clone());
    let body = tests::desk::form_urlencode(&[("account", "lead"), ("password", PASSWORD)]);
    let answer = request.header("content-type", "application/x-www-form-urlencoded").body(body).send().await.unwrap();
    let given = answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    assert_ne!(planted, given);
    assert_eq!(site.request("/staff").header("cookie", planted).send().await.unwrap().status(), 303);
    assert_eq!(site.request("/staff").header("cookie", given).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_session_ends_when_nobody_uses_it_and_when_the_account_is_disabled() {
    let site = story().await;
    site.add_account("lead", Role::Lead).await;
    let desk = Desk::signed_in(&site, "lead").await;
    site.hand.advance(chrono::TimeDelta::minutes(29));
    assert_eq!(desk.get("/staff").await.status(), 200);
    site.hand.advance(chrono::TimeDelta::minutes(31));
    assert_eq!(desk.get("/staff").await.status(), 303);
    let desk = Desk::signed_in(&site, "lead").await;
    let name = "lead".parse().unwrap();
    server::commands::keep_staff::disable_member(&site.state.database, site.state.clock.now(), &name).await.unwrap();
    assert_eq!(desk.get("/staff").await.status(), 303);
    assert_eq!(Desk::at_the_door(&site).sign_in("lead", PASSWORD).await.status(), 422);
}

#[tokio::test]
async fn on_https_the_cookie_is_bound_to_its_host() {
    let folder = tempfile::TempDir::new().unwrap();
    let (clock, hand) = Clock::fixed(instant(EVENING));
    let mut https = outside(clock);
    https.secure_cookies = true;
    let site = Site::start(folder.path(), https, hand).await;
    site.add_account("lead", Role::Lead).await;
    let answer = Desk::at_the_door(&site).sign_in("lead", PASSWORD).await;
    let cookie = answer.headers()["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("__Host-corridor=") && cookie.contains("; Secure"), "{cookie}");
}

#[tokio::test]
async fn every_name_costs_one_verification_and_gets_the_same_answer() {
    let site = story().await;
    site.add_account("lead", Role::Lead).await;
    site.add_account("gone", Role::Reporter).await;
    let name = "gone".parse().unwrap();
    server::commands::keep_staff::disable_member(&site.state.database, site.state.clock.now(), &name).await.unwrap();
    let invited = "new".parse().unwrap();
    let invite = server::commands::invite_member::invite_member;
    invite(&site.state, &domain::Actor::operator(), &invited, &domain::Rights::default()).await.unwrap();
    let mut answers = Vec::new();
    for (account, password) in [
        ("nobody", PASSWORD),
        ("lead", "wrong"),
        ("gone", PASSWORD),
        ("gone", "wrong"),
        ("new", PASSWORD),
        ("a b", "x"),
    ] {
        let before = site.state.passwords.verifications();
        let answer = Desk::at_the_door(&site).sign_in(account, password).await;
        assert_eq!(site.state.passwords.verifications(), before + 1, "{account}");
        assert_eq!(answer.status(), 422, "{account}");
        let page = answer.text().await.unwrap().replace(&format!("value=\"{account}\""), "value=\"\"");
        answers.push(page);
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "the answers differ");
}

#[tokio::test]
async fn when_too_many_passwords_are_checked_who_comes_is_told_to_come_again_and_readers_notice_nothing() {
    let site = story().await;
    site.add_account("lead", Role::Lead).await;
    let held: Vec<_> = std::iter::from_fn(|| site.state.passwords.place().ok()).collect();
    assert!(held.len() >= 8, "{} places", held.len());
    for _ in 0..9 {
        let answer = Desk::at_the_door(&site).sign_in("lead", PASSWORD).await;
        assert_eq!(answer.status(), 429);
        assert_eq!(answer.headers()["retry-after"], "2");
        assert!(answer.text().await.unwrap().contains("try again in a few seconds"));
    }
    assert_eq!(site.response("/c/lachin").await.status(), 200);
    drop(held);
    assert_eq!(Desk::at_the_door(&site).sign_in("lead", PASSWORD).await.status(), 303, "being busy was counted");
}
