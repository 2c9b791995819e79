//! `/staff/me`: password, sessions; and a second factor for who wants one.

use domain::Role;
use tests::door::{audited, code_now, cookie_of, leads_to, page_of, secret_in, verbs};
use tests::lachin::story;
use tests::site::PASSWORD;
use tests::{Desk, Site};

const NEW: &str = "tulip ferry ninety oboe";

async fn site() -> Site {
    let site = story().await;
    site.add_account("rita", Role::Reporter).await;
    site
}

#[tokio::test]
async fn a_password_is_changed_only_with_the_old_one_and_to_a_good_one() {
    let site = site().await;
    let rita = Desk::signed_in(&site, "rita").await;
    let before = audited(&site).await;
    for (old, new, again, told) in [
        ("not her password", NEW, NEW, "This is not your password"),
        (PASSWORD, "short", "short", "at least 12 characters"),
        (PASSWORD, "rita rita rita", "rita rita rita", "which anybody would try first"),
        (PASSWORD, NEW, "something else", "not the same"),
    ] {
        let answer = rita.send("/staff/me/password", &[("old", old), ("new", new), ("again", again)]).await;
        let page = page_of(answer, 422).await;
        assert!(page.words("[role=alert]").contains(told), "{}", page.words("[role=alert]"));
        assert!(!page.html.contains(&format!("\"{new}\"")), "a password stands on the page");
    }
    assert_eq!(audited(&site).await, before);
    assert_eq!(Desk::at_the_door(&site).sign_in("rita", PASSWORD).await.status(), 303);
}

#[tokio::test]
async fn a_new_password_signs_out_everywhere_else_and_gives_this_session_another_token() {
    let site = site().await;
    let elsewhere = Desk::signed_in(&site, "rita").await;
    let here = Desk::at_the_door(&site);
    let old = cookie_of(&here.sign_in("rita", PASSWORD).await);
    let answer = here.send("/staff/me/password", &[("old", PASSWORD), ("new", NEW), ("again", NEW)]).await;
    assert_ne!(cookie_of(&answer), old);
    assert_eq!(leads_to(&answer), "/staff/me?done=password");
    assert_eq!(verbs(&site, 1).await, ["staff.password"]);
    assert_eq!(here.get("/staff/me").await.status(), 200);
    assert_eq!(elsewhere.get("/staff/me").await.status(), 303);
    assert_eq!(site.request("/staff/me").header("cookie", old).send().await.unwrap().status(), 303);
    assert_eq!(Desk::at_the_door(&site).sign_in("rita", PASSWORD).await.status(), 422);
    assert_eq!(Desk::at_the_door(&site).sign_in("rita", NEW).await.status(), 303);
}

#[tokio::test]
async fn guessing_the_password_at_an_open_browser_is_slowed_too() {
    let site = site().await;
    let rita = Desk::signed_in(&site, "rita").await;
    let mut last = 0;
    for _ in 0..6 {
        let answer = rita.send("/staff/me/password", &[("old", "a guess"), ("new", NEW), ("again", NEW)]).await;
        last = answer.status().as_u16();
    }
    assert_eq!(last, 429);
}

#[tokio::test]
async fn sessions_are_listed_by_their_kind_of_browser_and_ended_one_or_all_others() {
    let site = site().await;
    let agent = "Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0";
    let phone = Desk::at_the_door(&site);
    let body = tests::desk::form_urlencode(&[("account", "rita"), ("password", PASSWORD)]);
    let request = phone.client.post(format!("{}/staff/sign-in", site.url)).header("user-agent", agent);
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    assert_eq!(request.body(body).send().await.unwrap().status(), 303);
    let (third, here) = (Desk::signed_in(&site, "rita").await, Desk::signed_in(&site, "rita").await);
    let page = here.page("/staff/me").await;
    assert_eq!(page.count("main tbody tr"), 3);
    assert_eq!(page.all_words("main tbody tr").iter().filter(|row| row.contains("This one")).count(), 1);
    let row = page.all_words("main tbody tr").into_iter().find(|row| row.contains("Firefox, Android")).unwrap();
    assert!(row.contains("10 May 2023 at 16:00 UTC"), "{row}");
    let number = page.attributes("main tbody button[aria-label*=Firefox]", "value");
    assert_eq!(leads_to(&here.send("/staff/me/sessions", &[("session", &number[0])]).await), "/staff/me?done=ended");
    assert_eq!(phone.get("/staff").await.status(), 303);
    assert_eq!(third.get("/staff").await.status(), 200);
    assert_eq!(leads_to(&here.send("/staff/me/sessions", &[("session", &number[0])]).await), "/staff/me?done=none");
    leads_to(&here.send("/staff/me/sessions", &[("session", "others")]).await);
    assert_eq!(third.get("/staff").await.status(), 303);
    assert_eq!(here.get("/staff").await.status(), 200);
    assert_eq!(verbs(&site, 2).await, ["session.end", "session.end"]);
    assert_eq!(here.send("/staff/me/sessions", &[("session", "x")]).await.status(), 404);
}

#[tokio::test]
async fn nobody_ends_the_session_of_another_account() {
    let site = site().await;
    site.add_account("nina", Role::Reporter).await;
    let (rita, nina) = (Desk::signed_in(&site, "rita").await, Desk::signed_in(&site, "nina").await);
    for number in 1..5 {
        let gone = nina.send("/staff/me/sessions", &[("session", &number.to_string())]).await;
        assert_eq!(gone.status(), 303);
        if nina.get("/staff").await.status() == 303 {
            break;
        }
    }
    assert_eq!(rita.get("/staff").await.status(), 200);
}

#[tokio::test]
async fn who_wants_a_second_factor_sets_it_up_with_the_password_and_removes_it_so() {
    let site = site().await;
    let (rita, elsewhere) = (Desk::signed_in(&site, "rita").await, Desk::signed_in(&site, "rita").await);
    assert!(rita.page("/staff/me").await.visible().contains("In this demonstration nobody needs a second factor"));
    assert_eq!(leads_to(&rita.get("/staff/me/second-factor").await), "/staff/me", "nothing was begun");
    assert_eq!(rita.send("/staff/me/second-factor", &[("begin", "wrong")]).await.status(), 422);
    let begun = rita.send("/staff/me/second-factor", &[("begin", PASSWORD)]).await;
    let page = rita.page(&leads_to(&begun)).await;
    let secret = secret_in(&page);
    let address = &page.attributes("main .acts a", "href")[0];
    assert_eq!(*address, format!("otpauth://totp/Corridor%20Status:rita?secret={secret}&issuer=Corridor%20Status"));
    assert_eq!(page.attributes("main svg.qr", "role"), ["img"]);
    assert_eq!(rita.send("/staff/me/second-factor/confirm", &[("code", "000000x")]).await.status(), 422);
    let code = code_now(&site, &secret);
    let confirmed = page_of(rita.send("/staff/me/second-factor/confirm", &[("code", &code)]).await, 200).await;
    assert_eq!(confirmed.count("main li code"), 10);
    assert_eq!(verbs(&site, 2).await, ["second-factor.confirm", "second-factor.begin"]);
    assert_eq!(elsewhere.get("/staff").await.status(), 303, "another session knew only the password");
    let page = rita.page("/staff/me").await;
    assert!(page.visible().contains("10 recovery codes are left"), "{}", page.visible());
    let renewed = page_of(rita.send("/staff/me/second-factor/codes", &[("codes", PASSWORD)]).await, 200).await;
    assert_ne!(renewed.all_words("main li code"), confirmed.all_words("main li code"));
    assert_eq!(rita.send("/staff/me/second-factor/remove", &[("remove", "wrong")]).await.status(), 422);
    let removed = rita.send("/staff/me/second-factor/remove", &[("remove", PASSWORD)]).await;
    assert_eq!(leads_to(&removed), "/staff/me?done=removed");
    assert_eq!(verbs(&site, 2).await, ["second-factor.remove", "second-factor.codes"]);
    assert_eq!(Desk::at_the_door(&site).sign_in("rita", PASSWORD).await.headers()["location"], "/staff");
}
