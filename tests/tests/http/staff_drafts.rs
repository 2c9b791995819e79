//! Drafts: kept by every sending that did not publish or submit, shown to their author alone, discarded when asked twice.

use chrono::TimeDelta;
use domain::Role;
use tests::desk::{fill, of_the_day};
use tests::lachin::{EVENING, Rows, story};
use tests::{Desk, Page, Site};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

const DAY: &str = "/staff/c/lachin/days/2023-05-09";
const DISCARD: &str = "/staff/c/lachin/days/2023-05-09/discard";
const STANDING: &str = "/staff/c/lachin/days/2023-05-10";

async fn member(site: &Site, account: &str, role: Role) -> Desk {
    site.add_account(account, role).await;
    Desk::signed_in(site, account).await
}

/// A report that cannot be read: its second amount is wrong.
fn wrong() -> Vec<(&'static str, &'static str)> {
    vec![("r0.source", "CANARY ministry"), ("r0.c1.amount", "more then 12"), ("internal_note", "CANARY call back")]
}

async fn text(answer: reqwest::Response) -> String {
    answer.text().await.expect("text")
}

#[tokio::test]
async fn a_draft_is_saved_on_demand_whatever_it_holds_and_stands_in_the_form_again() {
    let site = story().await;
    let desk = member(&site, "reporter", Role::Reporter).await;
    let fields = desk.filled(DAY, &wrong()).await;
    let answer = desk.send_fields(DAY, &fields, "draft").await;
    assert_eq!((answer.status().as_u16(), answer.headers()["location"].to_str().unwrap()), (303, DAY));
    let page = desk.page(DAY).await;
    for (name, value) in of_the_day(&fields).filter(|(name, _)| *name != "key") {
        assert_eq!(page.field(name), value, "{name}");
    }
    let told = page.words(".told");
    assert!(told.contains("Draft saved at 10 May 2023, 20:00 in Yerevan (16:00 UTC)"), "{told}");
    let without = format!("{DAY}?without-draft");
    assert_eq!(page.attributes(".told a", "href"), [without.as_str(), DISCARD]);
    assert_eq!(desk.page(&without).await.field("r0.c3.amount"), "", "what stands can be looked at");
    let audit = server::storage::audit::last(&site.state.database, 1).await.unwrap();
    assert_eq!((audit[0].verb.as_str(), audit[0].subject.as_str()), ("draft.save", "lachin 2023-05-09"));
    let first = desk.page("/staff").await.visible();
    assert!(first.contains("Your drafts") && first.contains("Saved on 10 May 2023, 20:00"), "{first}");
}

#[tokio::test]
async fn every_sending_that_does_not_publish_keeps_what_was_typed_and_is_not_audited() {
    let site = story().await;
    let desk = member(&site, "reporter", Role::Reporter).await;
    let before = server::storage::audit::last(&site.state.database, 1).await.unwrap();
    for (amount, then, status) in [
        ("more then 1", "publish", 422),
        ("more then 2", "submit", 422),
        ("3", "check", 200),
        ("4", "row.0", 200),
        ("5", "report", 200),
    ] {
        let typed = fill(desk.filled(DAY, &wrong()).await, &[("r0.c1.amount", amount)]);
        assert_eq!(desk.send_fields(DAY, &typed, then).await.status().as_u16(), status, "{then}");
        assert_eq!(desk.page(DAY).await.field("r0.c1.amount"), amount, "{then}");
    }
    let after = server::storage::audit::last(&site.state.database, 1).await.unwrap();
    assert_eq!(before, after, "what a refusal keeps is no command of anybody");
}

#[tokio::test]
async fn a_draft_goes_when_its_author_publishes_or_submits_and_not_when_somebody_else_does() {
    let site = story().await;
    let one = member(&site, "one", Role::Reporter).await;
    let two = member(&site, "two", Role::Reporter).await;
    let good = [("r0.source", "Ministry"), ("r0.c1.amount", "12")];
    let fields = one.filled(DAY, &good).await;
    one.send_fields(DAY, &fields, "draft").await;
    let others = two.filled(DAY, &[("r0.source", "Weekly"), ("r0.c3.amount", "30")]).await;
    two.send_fields(DAY, &others, "draft").await;
    assert_eq!(one.send_fields(DAY, &fields, "publish").await.status(), 303);
    assert!(!one.page(DAY).await.html.contains("Draft saved"), "gone with the publication");
    let page = two.page(DAY).await;
    let told = page.words(".told");
    assert!(
        told.contains("begun when nothing was recorded of this day. Meanwhile another state was published"),
        "{told}"
    );
    assert!(told.contains("Public now") && told.contains("Ministry: Patients moved"), "{told}");
    let sources: Vec<String> = ["r0.source", "r1.source"].map(|name| page.field(name)).into();
    assert_eq!(sources, ["Weekly", "Ministry"], "both stand in the form");
    let why = [("change_kind", "revision"), ("change_reason", "The weekly came out.")];
    assert_eq!(two.send_fields(DAY, &fill(page.fields(), &why), "submit").await.status(), 303);
    assert!(!two.page("/staff").await.visible().contains("Your drafts"));
}

#[tokio::test]
async fn nobody_but_its_author_sees_a_draft() {
    let site = story().await;
    let one = member(&site, "one", Role::Reporter).await;
    let lead = member(&site, "lead", Role::Lead).await;
    let fields = one.filled(DAY, &wrong()).await;
    one.send_fields(DAY, &fields, "draft").await;
    for path in [DAY, DISCARD, "/staff", "/staff/review"] {
        assert!(!lead.page(path).await.html.contains("CANARY"), "{path}");
    }
    let files = ["claims.csv", "claims.json", "days.csv", "days.json", "events.csv", "events.json", "latest.json"];
    let files = files.map(|name| format!("/c/lachin/{name}"));
    for path in ["/c/lachin/days/2023-05-09", "/c/lachin", "/"].into_iter().chain(files.iter().map(String::as_str)) {
        assert!(!site.text(path).await.contains("CANARY"), "{path}");
    }
    assert!(one.page(DAY).await.html.contains("CANARY"), "control");
}

#[tokio::test]
async fn a_draft_is_discarded_after_a_second_question_and_only_as_it_was_shown() {
    let site = story().await;
    let desk = member(&site, "reporter", Role::Reporter).await;
    let none = desk.page(DISCARD).await;
    assert!(none.visible().contains("There is no draft of yours") && none.count("main form") == 0);
    let fields = desk.filled(DAY, &wrong()).await;
    desk.send_fields(DAY, &fields, "draft").await;
    let question = desk.page(DISCARD).await;
    assert!(question.visible().contains("Discard your draft of 9 May 2023?"));
    assert!(question.words("main .lines").contains("more then 12"), "it says what goes");
    assert!(desk.page(DAY).await.html.contains("CANARY"), "the question changes nothing");
    let asked = question.fields();
    site.hand.advance(TimeDelta::minutes(1));
    desk.send_fields(DAY, &fill(fields.clone(), &[("r0.c1.amount", "13")]), "draft").await;
    let answer = desk.send_fields(DISCARD, &asked, "").await;
    assert_eq!(answer.status(), 409, "another draft than the one that was shown");
    let again = Page::new(text(answer).await);
    assert!(again.words("[role=status]").contains("saved again"));
    let answer = desk.send_fields(DISCARD, &again.fields(), "").await;
    assert_eq!(answer.status(), 303);
    assert!(!desk.page(DAY).await.html.contains("CANARY"));
    let audit = server::storage::audit::last(&site.state.database, 1).await.unwrap();
    assert_eq!(audit[0].verb, "draft.discard");
}

#[tokio::test]
async fn a_draft_is_kept_for_thirty_days() {
    let site = story().await;
    let desk = member(&site, "reporter", Role::Reporter).await;
    let fields = desk.filled(DAY, &wrong()).await;
    desk.send_fields(DAY, &fields, "draft").await;
    site.hand.advance(TimeDelta::days(30));
    let desk = Desk::signed_in(&site, "reporter").await;
    assert!(desk.page(DAY).await.html.contains("CANARY"), "to the last moment");
    site.hand.advance(TimeDelta::milliseconds(1));
    assert!(!desk.page(DAY).await.html.contains("CANARY"));
    assert!(!desk.page("/staff").await.visible().contains("Your drafts"));
    let other = "/staff/c/lachin/days/2023-05-08";
    let typed = desk.filled(other, &[("public_note", "typed later")]).await;
    desk.send_fields(other, &typed, "draft").await;
    let rows = site.state.database.fetch("SELECT date FROM drafts", []).await.unwrap();
    assert_eq!(rows.len(), 1, "the old one was removed with the next writing");
}

#[tokio::test]
async fn a_form_that_could_not_be_saved_is_a_draft_once_the_database_takes_it_and_always_in_the_page() {
    let folder = tempfile::TempDir::new().unwrap();
    let site = Site::over(folder.path(), EVENING).await;
    site.add_corridor(Rows::until("2022-12-01").corridor).await;
    let desk = member(&site, "reporter", Role::Reporter).await;
    let fields = desk.filled(DAY, &[("r0.source", "Ministry"), ("r0.c1.amount", "12")]).await;
    std::fs::remove_file(folder.path().join("corridor.db")).unwrap();
    for then in ["publish", "submit", "draft"] {
        let answer = desk.send_fields(DAY, &fields, then).await;
        assert_eq!(answer.status(), 503, "{then}");
        let page = Page::new(text(answer).await);
        assert!(page.words(".told").contains("Nothing that you typed is lost"), "{then}");
        for (name, value) in &fields {
            assert_eq!(&page.field(name), value, "{then} {name}");
        }
    }
}

/// The head of a form that is longer than what follows it, with the cookies of a browser.
async fn break_off(site: &Site, cookie: &str, body: &str) {
    let host = site.url.strip_prefix("http://").unwrap();
    let mut line = tokio::net::TcpStream::connect(host).await.unwrap();
    let head = format!(
        "POST {DAY} HTTP/1.1\r\nHost: {host}\r\nOrigin: {}\r\nCookie: {cookie}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 99999\r\n\r\n",
        site.url
    );
    line.write_all(head.as_bytes()).await.unwrap();
    line.write_all(body.as_bytes()).await.unwrap();
    line.shutdown().await.unwrap();
    // The server has read all of it when it ends the connection.
    let mut rest = Vec::new();
    let _ = line.read_to_end(&mut rest).await;
}

async fn cookie_of(site: &Site, account: &str) -> String {
    let answer = Desk::at_the_door(site).sign_in(account, tests::site::PASSWORD).await;
    let cookie = answer.headers()["set-cookie"].to_str().unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

/// Waits for a draft that says this, without a clock: each turn asks the server.
async fn drafted(desk: &Desk, wanted: &str) -> Page {
    for _ in 0..200 {
        let page = desk.page(DAY).await;
        if page.html.contains(wanted) {
            return page;
        }
    }
    panic!("no draft says {wanted}");
}

#[tokio::test]
async fn what_arrived_of_a_form_that_broke_off_is_kept_with_what_the_form_held_before() {
    let site = story().await;
    let desk = member(&site, "reporter", Role::Reporter).await;
    let cookie = cookie_of(&site, "reporter").await;
    let fields =
        desk.filled(DAY, &[("r0.source", "Ministry"), ("r0.c1.amount", "12"), ("public_note", "saved before")]).await;
    let whole: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let body = tests::desk::form_urlencode(&whole).replace("r0.c1.amount=12", "r0.c1.amount=13&cut=o");
    let (arrived, _) = body.split_once("&cut=o").unwrap();
    // Nothing was saved before: the places that did not arrive hold what the form showed.
    break_off(&site, &cookie, &format!("{arrived}&r0.c1.counted=half a wo")).await;
    let page = drafted(&desk, "Draft saved").await;
    assert_eq!((page.field("r0.c1.amount").as_str(), page.field("r0.source").as_str()), ("13", "Ministry"));
    assert_eq!(page.field("r0.c1.counted"), "", "the field that was cut off is not taken");
    assert_eq!(page.field("public_note"), "", "it had not arrived");
    // The same form saved before: the rest stays as it was saved.
    desk.send_fields(DAY, &fields, "draft").await;
    break_off(&site, &cookie, &arrived.replace("=13", "=14&")).await;
    let page = drafted(&desk, "value=\"14\"").await;
    assert_eq!(page.field("public_note"), "saved before");
    // Nothing that says less, and nothing without the form's own base and key.
    let other = desk.filled(DAY, &[]).await.iter().find(|(name, _)| name == "base").unwrap().1.clone();
    break_off(&site, &cookie, &format!("base={other}&key=0123456789abcdef0123456789abcdef&r0.source=Other&x=")).await;
    break_off(&site, &cookie, "r0.source=Nothing&x=").await;
    assert_eq!(desk.page(DAY).await.field("r0.source"), "Ministry");
    assert_eq!(site.revisions().await, story().await.revisions().await, "nothing was published");
}

#[tokio::test]
async fn a_form_that_broke_off_takes_no_claim_back_from_a_published_day() {
    let site = story().await;
    let desk = member(&site, "lead", Role::Lead).await;
    let before = desk.page(STANDING).await.fields();
    let keep = before.iter().position(|(name, _)| name == "r0.c0.amount").unwrap();
    let arrived: Vec<(&str, &str)> = before[..=keep].iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let body = tests::desk::form_urlencode(&arrived);
    let cookie = cookie_of(&site, "lead").await;
    let host = site.url.strip_prefix("http://").unwrap();
    let mut line = tokio::net::TcpStream::connect(host).await.unwrap();
    let head = format!(
        "POST {STANDING} HTTP/1.1\r\nHost: {host}\r\nOrigin: {}\r\nCookie: {cookie}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 99999\r\n\r\n{body}&r0.c0.remark=x&y",
        site.url
    );
    line.write_all(head.as_bytes()).await.unwrap();
    line.shutdown().await.unwrap();
    let _ = line.read_to_end(&mut Vec::new()).await;
    let mut page = desk.page(STANDING).await;
    for _ in 0..200 {
        if page.html.contains("Draft saved") {
            break;
        }
        page = desk.page(STANDING).await;
    }
    for (name, value) in of_the_day(&before).filter(|(name, _)| !["key", "r0.c0.remark"].contains(name)) {
        assert_eq!(page.field(name), value, "{name}");
    }
    assert_eq!(page.field("r0.c0.remark"), "x");
}

#[tokio::test]
async fn a_form_carried_through_the_door_is_a_draft_and_shown_to_nobody_without_a_role_there() {
    let site = story().await;
    let desk = member(&site, "reporter", Role::Reporter).await;
    site.add_member("stranger", &domain::Rights::default()).await;
    let fields = desk.filled(DAY, &wrong()).await;
    site.hand.advance(TimeDelta::hours(13));
    let door = Page::new(text(desk.send_fields(DAY, &fields, "publish").await).await);
    let typed = |account| fill(door.fields(), &[("account", account), ("password", tests::site::PASSWORD)]);
    let stranger = Desk::at_the_door(&site);
    let refused = stranger.send_fields("/staff/sign-in", &typed("stranger"), "").await;
    assert_eq!(refused.status(), 403, "no form, no internal note");
    let answer = desk.send_fields("/staff/sign-in", &typed("reporter"), "").await;
    assert_eq!(answer.status(), 200);
    let other = Desk::signed_in(&site, "reporter").await;
    assert_eq!(other.page(DAY).await.field("r0.c1.amount"), "more then 12", "also in another browser");
}
