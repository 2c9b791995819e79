//! `/staff/sign-in/second-factor`, `/staff/sign-in/code`: where leads and admins need a second factor.

use chrono::TimeDelta;
use domain::Role;
use tests::door::{code_now, cookie_of, enrol, leads_to, page_of, secret_in, strict, verbs};
use tests::lachin::EVENING;
use tests::site::PASSWORD;
use tests::{Desk, Site};

async fn site() -> Site {
    let site = strict(EVENING).await;
    for (account, role) in [("rita", Role::Reporter), ("lena", Role::Lead), ("boss", Role::Admin)] {
        site.add_account(account, role).await;
    }
    site
}

/// Lena with a second factor, not signed in; its secret and recovery codes. A step later than it was set up.
async fn enrolled(site: &Site) -> (String, Vec<String>) {
    let lena = Desk::at_the_door(site);
    lena.sign_in("lena", PASSWORD).await;
    let found = enrol(&lena, site).await;
    lena.send("/staff/sign-out", &[]).await;
    site.hand.advance(TimeDelta::seconds(30));
    found
}

async fn give(desk: &Desk, code: &str) -> reqwest::Response {
    desk.send("/staff/sign-in/code", &[("code", code)]).await
}

/// Somebody who typed the right password and is asked for a code.
async fn waiting(site: &Site) -> Desk {
    let lena = Desk::at_the_door(site);
    assert_eq!(leads_to(&lena.sign_in("lena", PASSWORD).await), "/staff/sign-in/code");
    lena
}

#[tokio::test]
async fn a_lead_or_admin_without_one_gets_to_the_enrolment_and_nowhere_else() {
    let site = site().await;
    for account in ["lena", "boss"] {
        let desk = Desk::at_the_door(&site);
        let door = leads_to(&desk.sign_in(account, PASSWORD).await);
        assert_eq!(door, "/staff/sign-in/second-factor");
        for path in ["/staff", "/staff/me", "/staff/people", "/staff/c/lachin/days/2023-05-10", "/staff/sign-in/code"] {
            let to = leads_to(&desk.get(path).await);
            assert!(to.starts_with("/staff/sign-in/second-factor"), "{account}: {path} leads to {to}");
        }
        for path in ["/staff/people", "/staff/me/password", "/staff/c/lachin/days/2023-05-10"] {
            let answer = desk.send(path, &[("account", "x"), ("then", "publish")]).await;
            assert_eq!(answer.status(), 401, "{account} {path}");
        }
        assert!(desk.page(&door).await.visible().contains("This comes before anything else"));
    }
    assert_eq!(site.revisions().await, 0);
    let rita = Desk::signed_in(&site, "rita").await;
    assert_eq!(rita.get("/staff").await.status(), 200, "a reporter needs none");
}

#[tokio::test]
async fn setting_it_up_takes_a_code_and_gives_ten_recovery_codes_and_another_token() {
    let site = site().await;
    let lena = Desk::at_the_door(&site);
    let before = cookie_of(&lena.sign_in("lena", PASSWORD).await);
    for code in ["", "12345", "not a code"] {
        let answer = lena.send("/staff/sign-in/second-factor", &[("code", code)]).await;
        let page = page_of(answer, 422).await;
        assert!(page.words("[role=alert]").contains("wrong, too old"), "{code}");
        assert_eq!(page.attributes("#code", "autocomplete"), ["one-time-code"]);
    }
    let secret = secret_in(&lena.page("/staff/sign-in/second-factor").await);
    let answer = lena.send("/staff/sign-in/second-factor", &[("code", &code_now(&site, &secret))]).await;
    assert_ne!(cookie_of(&answer), before);
    let page = page_of(answer, 200).await;
    assert_eq!(page.count("main li code"), 10);
    assert_eq!(lena.get("/staff").await.status(), 200);
    assert_eq!(site.request("/staff").header("cookie", before).send().await.unwrap().status(), 303);
    assert_eq!(verbs(&site, 2).await, ["second-factor.confirm", "session.open"]);
    let rows = site.state.database.fetch("SELECT code_hash FROM recovery_codes", []).await.unwrap();
    let stored: Vec<String> =
        rows.iter().map(|row| row.of("recovery_codes", "code_hash").text("code_hash").unwrap()).collect();
    assert!(page.all_words("main li code").iter().all(|code| !stored.contains(code)), "codes are kept in clear");
    let removal = page_of(lena.send("/staff/me/second-factor/remove", &[("remove", PASSWORD)]).await, 422).await;
    assert!(removal.words("[role=alert]").contains("need a second factor"));
}

/// Who knew the password before its owner set a factor up must not know the factor.
#[tokio::test]
async fn each_sign_in_is_offered_another_secret() {
    let site = site().await;
    let (one, other) = (Desk::at_the_door(&site), Desk::at_the_door(&site));
    one.sign_in("lena", PASSWORD).await;
    let seen = secret_in(&one.page("/staff/sign-in/second-factor").await);
    other.sign_in("lena", PASSWORD).await;
    assert_ne!(secret_in(&other.page("/staff/sign-in/second-factor").await), seen);
    let late = one.send("/staff/sign-in/second-factor", &[("code", &code_now(&site, &seen))]).await;
    assert_eq!(late.status(), 422);
}

#[tokio::test]
async fn a_code_opens_the_door_once_and_rotates_the_token() {
    let site = site().await;
    let (secret, _) = enrolled(&site).await;
    let lena = Desk::at_the_door(&site);
    let before = cookie_of(&lena.sign_in("lena", PASSWORD).await);
    assert_eq!(leads_to(&lena.get("/staff/people").await), "/staff/sign-in/code?next=/staff/people");
    let code = code_now(&site, &secret);
    let answer = give(&lena, &code).await;
    assert_ne!(cookie_of(&answer), before);
    assert_eq!(leads_to(&answer), "/staff");
    assert_eq!(lena.get("/staff").await.status(), 200);
    assert_eq!(site.request("/staff").header("cookie", before).send().await.unwrap().status(), 303);
    assert_eq!(verbs(&site, 2).await, ["session.confirm", "session.open"]);
    let replayed = waiting(&site).await;
    assert_eq!(give(&replayed, &code).await.status(), 422, "a code was taken twice");
    site.hand.advance(TimeDelta::seconds(30));
    assert_eq!(give(&replayed, &code).await.status(), 422, "a code was taken twice, a step later");
    assert_eq!(give(&replayed, &code_now(&site, &secret)).await.status(), 303);
}

#[tokio::test]
async fn a_code_of_the_neighbouring_steps_counts_and_none_further_away() {
    let site = site().await;
    let (secret, _) = enrolled(&site).await;
    let at = |seconds: i64| {
        server::auth::second_factor::code_at(&secret, site.state.clock.now() + TimeDelta::seconds(seconds)).unwrap()
    };
    site.hand.advance(TimeDelta::minutes(5));
    for far in [at(-90), at(90)] {
        assert_eq!(give(&waiting(&site).await, &far).await.status(), 422);
    }
    assert_eq!(give(&waiting(&site).await, &at(-30)).await.status(), 303);
    assert_eq!(give(&waiting(&site).await, &at(30)).await.status(), 303);
    assert_eq!(give(&waiting(&site).await, &at(0)).await.status(), 422, "a later code was taken before");
}

#[tokio::test]
async fn a_recovery_code_works_once_and_it_is_told() {
    let site = site().await;
    let (_, codes) = enrolled(&site).await;
    let lena = waiting(&site).await;
    let typed = codes[3].to_uppercase().replace('-', " ");
    let page = page_of(give(&lena, &typed).await, 200).await;
    assert_eq!(page.words("h1"), "You used a recovery code");
    assert!(page.visible().contains("9 are left"), "{}", page.visible());
    assert_eq!(leads_to(&lena.send("/staff/sign-in/onward", &[("next", "/staff/me")]).await), "/staff/me");
    let line = &server::storage::audit::last(&site.state.database, 1).await.unwrap()[0];
    assert_eq!((line.verb.as_str(), line.detail.as_deref()), ("session.confirm", Some("with a recovery code")));
    assert_eq!(give(&waiting(&site).await, &codes[3]).await.status(), 422);
    assert_eq!(give(&waiting(&site).await, &codes[4]).await.status(), 200);
}

#[tokio::test]
async fn a_stolen_database_has_no_recovery_code_and_no_code_waits_for_long() {
    let site = site().await;
    let (secret, _) = enrolled(&site).await;
    let rows = site.state.database.fetch("SELECT code_hash FROM recovery_codes", []).await.unwrap();
    let stored = rows.first().unwrap().of("recovery_codes", "code_hash").text("code_hash").unwrap();
    let lena = waiting(&site).await;
    assert_eq!(give(&lena, &stored).await.status(), 422);
    site.hand.advance(TimeDelta::minutes(31));
    let late = [("code", code_now(&site, &secret)), ("carried", "typed=before".to_owned())];
    let late: Vec<(&str, &str)> = late.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let again = page_of(lena.send("/staff/sign-in/code", &late).await, 401).await;
    assert_eq!(again.field("carried"), "typed=before");
}

#[tokio::test]
async fn guessing_codes_is_slowed_and_a_right_password_does_not_forget_it() {
    let site = site().await;
    let (secret, _) = enrolled(&site).await;
    let lena = waiting(&site).await;
    for _ in 0..4 {
        assert_eq!(give(&lena, "000000").await.status(), 422);
    }
    let wait = give(&waiting(&site).await, "000000").await;
    assert_eq!((wait.status().as_u16(), wait.headers()["retry-after"].to_str().unwrap()), (429, "2"));
    assert_eq!(give(&lena, &code_now(&site, &secret)).await.status(), 429, "also the right one waits");
    site.hand.advance(TimeDelta::seconds(2));
    assert_eq!(give(&lena, &code_now(&site, &secret)).await.status(), 303);
}

#[tokio::test]
async fn what_was_typed_before_the_session_ended_is_carried_through_both_steps() {
    let site = site().await;
    let (secret, _) = enrolled(&site).await;
    let lena = Desk::at_the_door(&site);
    let day = "/staff/c/lachin/days/2023-05-10";
    let typed = [("r0.source", "Armenian Weekly"), ("r0.c0.measure", "patients_awaiting"), ("then", "publish")];
    let door = page_of(lena.send(day, &typed).await, 401).await;
    let fields = tests::desk::fill(door.fields(), &[("account", "lena"), ("password", PASSWORD)]);
    let step = page_of(lena.send_fields("/staff/sign-in", &fields, "").await, 200).await;
    let wrong = tests::desk::fill(step.fields(), &[("code", "000000")]);
    let step = page_of(lena.send_fields("/staff/sign-in/code", &wrong, "").await, 422).await;
    let right = tests::desk::fill(step.fields(), &[("code", &code_now(&site, &secret))]);
    let form = page_of(lena.send_fields("/staff/sign-in/code", &right, "").await, 200).await;
    assert_eq!(form.field("r0.source"), "Armenian Weekly");
}

#[tokio::test]
async fn an_admin_resets_somebody_who_lost_their_second_factor_only_when_told_so() {
    let site = site().await;
    enrolled(&site).await;
    let boss = Desk::at_the_door(&site);
    boss.sign_in("boss", PASSWORD).await;
    enrol(&boss, &site).await;
    let chosen = "tulip ferry ninety oboe";
    for (lost, door) in [("", "/staff/sign-in/code"), ("yes", "/staff/sign-in/second-factor")] {
        let fields: &[(&str, &str)] = if lost.is_empty() { &[] } else { &[("lost", lost)] };
        let page = page_of(boss.send("/staff/people/lena/reset", fields).await, 200).await;
        let link = tests::door::link_in(&page);
        let lena = Desk::at_the_door(&site);
        let answer = lena.send(&link, &[("password", chosen), ("again", chosen)]).await;
        assert_eq!(leads_to(&answer), door);
    }
}
