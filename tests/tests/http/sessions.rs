//! Sessions: planted, copied, rotated, asked for a hundred times at once.

use domain::Role;
use tests::door::{cookie_of, enrol, leads_to, strict};
use tests::lachin::{EVENING, story};
use tests::site::PASSWORD;
use tests::{Desk, Site};

async fn status_with(site: &Site, cookie: &str, path: &str) -> u16 {
    site.request(path).header("cookie", cookie).send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn a_cookie_that_was_planted_before_is_of_no_use_after_any_step() {
    let site = strict(EVENING).await;
    site.add_account("lena", Role::Lead).await;
    let planted = format!("corridor={}", "ab".repeat(32));
    let body = tests::desk::form_urlencode(&[("account", "lena"), ("password", PASSWORD)]);
    let request = site.client.post(format!("{}/staff/sign-in", site.url)).header("cookie", &planted);
    let answer = request.header("content-type", "application/x-www-form-urlencoded").body(body).send().await.unwrap();
    assert_ne!(cookie_of(&answer), planted);
    assert_eq!(status_with(&site, &planted, "/staff/sign-in/second-factor").await, 303);
    let lena = Desk::at_the_door(&site);
    let halfway = cookie_of(&lena.sign_in("lena", PASSWORD).await);
    assert_eq!(status_with(&site, &halfway, "/staff/sign-in/second-factor").await, 200);
    enrol(&lena, &site).await;
    assert_eq!(status_with(&site, &halfway, "/staff").await, 303, "the token of the step before lives on");
    assert_eq!(status_with(&site, &halfway, "/staff/sign-in/second-factor").await, 303);
}

#[tokio::test]
async fn a_copy_of_the_sessions_lets_nobody_in() {
    let site = story().await;
    site.add_account("rita", Role::Reporter).await;
    Desk::signed_in(&site, "rita").await;
    let rows = site.state.database.fetch("SELECT token_hash, id FROM sessions", []).await.unwrap();
    assert!(!rows.is_empty());
    for row in rows {
        let fields = row.of("sessions", "id");
        let hash = fields.text("token_hash").unwrap();
        let id = fields.integer("id").unwrap();
        for stolen in [hash, id.to_string(), format!("{id:064}")] {
            assert_eq!(status_with(&site, &format!("corridor={stolen}"), "/staff").await, 303, "{stolen}");
        }
    }
}

#[tokio::test]
async fn a_hundred_requests_while_the_token_rotates_are_all_answered_and_one_token_is_left() {
    let site = story().await;
    site.add_account("rita", Role::Reporter).await;
    let rita = Desk::at_the_door(&site);
    let old = cookie_of(&rita.sign_in("rita", PASSWORD).await);
    let asking: Vec<_> = (0..100)
        .map(|_| {
            let request = site.request("/staff").header("cookie", &old);
            tokio::spawn(async move { request.send().await.unwrap().status().as_u16() })
        })
        .collect();
    let new = "tulip ferry ninety oboe";
    let rotated = rita.send("/staff/me/password", &[("old", PASSWORD), ("new", new), ("again", new)]).await;
    let fresh = cookie_of(&rotated);
    leads_to(&rotated);
    for asked in asking {
        let status = asked.await.unwrap();
        assert!([200, 303].contains(&status), "{status}");
    }
    assert_eq!(status_with(&site, &old, "/staff").await, 303);
    assert_eq!(status_with(&site, &fresh, "/staff").await, 200);
    let rows = site.state.database.fetch("SELECT id FROM sessions", []).await.unwrap();
    assert_eq!(rows.len(), 1);
}

/// Of two who rotate the same token one comes too late: there are never two sessions of one.
#[tokio::test]
async fn two_who_rotate_the_same_token_make_no_second_session() {
    let site = story().await;
    site.add_account("rita", Role::Reporter).await;
    let cookie = cookie_of(&Desk::at_the_door(&site).sign_in("rita", PASSWORD).await);
    let change = |new: &'static str| {
        let body = tests::desk::form_urlencode(&[("old", PASSWORD), ("new", new), ("again", new)]);
        let request = site.client.post(format!("{}/staff/me/password", site.url)).header("cookie", &cookie);
        request.header("content-type", "application/x-www-form-urlencoded").body(body).send()
    };
    let (one, other) = tokio::join!(change("tulip ferry ninety oboe"), change("marble otter seven kites"));
    let done = |answer: &reqwest::Response| answer.headers().contains_key("set-cookie");
    let (one, other) = (one.unwrap(), other.unwrap());
    assert!(done(&one) != done(&other), "{} {}", one.status(), other.status());
    let rows = site.state.database.fetch("SELECT id FROM sessions", []).await.unwrap();
    assert_eq!(rows.len(), 1);
}
