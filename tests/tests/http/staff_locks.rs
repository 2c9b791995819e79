//! Locked days: nothing is written to them but a withdrawal, until a lead opens one with a reason.

use chrono::TimeDelta;
use domain::Role;
use tests::lachin::{EVENING, Rows, site_with};
use tests::{Desk, Page, Site};

const OLD: &str = "/staff/c/lachin/days/2023-05-06";
const EDGE: &str = "/staff/c/lachin/days/2023-05-07";

/// The story's site, where days are locked after three; asked on 10 May 2023.
async fn locking() -> Site {
    let mut rows = Rows::until("2023-05-10");
    rows.corridor.lock_after_days = Some(3);
    site_with(&rows, EVENING).await
}

async fn member(site: &Site, account: &str, role: Role) -> Desk {
    site.add_account(account, role).await;
    Desk::signed_in(site, account).await
}

fn typed() -> [(&'static str, &'static str); 3] {
    [("r0.source", "Ministry"), ("r0.c1.amount", "12"), ("confirmed", "yes")]
}

#[tokio::test]
async fn a_locked_day_takes_no_publication_and_no_submission_and_keeps_what_was_typed() {
    let site = locking().await;
    let before = site.revisions().await;
    for role in [Role::Reporter, Role::Lead] {
        let desk = member(&site, role.key(), role).await;
        let page = desk.page(OLD).await;
        assert!(page.words(".fresh").contains("Locked: days of this corridor are locked after 3 days."));
        assert_eq!(page.count("button[value=publish], button[value=submit]"), 0);
        assert_eq!(page.count("button[value=draft]"), 1);
        let fields = desk.filled(OLD, &typed()).await;
        for then in ["publish", "submit"] {
            let answer = desk.send_fields(OLD, &fields, then).await;
            assert_eq!(answer.status(), 423, "{then}");
            let page = Page::new(answer.text().await.unwrap());
            assert!(page.words(".told").contains("This day lies too far back to be changed."), "{then}");
            assert_eq!(page.field("r0.c1.amount"), "12");
        }
        assert_eq!(desk.page(OLD).await.field("r0.c1.amount"), "12", "kept as a draft");
    }
    assert_eq!(site.revisions().await, before);
}

#[tokio::test]
async fn the_day_before_the_lock_can_be_published_until_midnight_at_the_corridor() {
    let site = locking().await;
    let desk = member(&site, "reporter", Role::Reporter).await;
    let fields = desk.filled(EDGE, &typed()).await;
    // 23:59 in Yerevan.
    site.hand.advance(TimeDelta::minutes(239));
    let desk = Desk::signed_in(&site, "reporter").await;
    assert_eq!(desk.send_fields(EDGE, &fields, "check").await.status(), 200);
    site.hand.advance(TimeDelta::minutes(1));
    assert_eq!(desk.send_fields(EDGE, &fields, "publish").await.status(), 423, "midnight");
    site.hand.advance(TimeDelta::minutes(-1));
    assert_eq!(desk.send_fields(EDGE, &fields, "publish").await.status(), 303);
}

#[tokio::test]
async fn a_lead_opens_a_day_with_a_reason_for_24_hours_and_a_reporter_does_not() {
    let site = locking().await;
    let reporter = member(&site, "reporter", Role::Reporter).await;
    let lead = member(&site, "lead", Role::Lead).await;
    let path = format!("{OLD}/open");
    assert_eq!(reporter.send(&path, &[("open_reason", "I want to.")]).await.status(), 403);
    assert_eq!(reporter.page(OLD).await.count("form[action$='/open']"), 0);
    assert_eq!(lead.page(OLD).await.count("form[action$='/open']"), 1);
    let empty = lead.send(&path, &[("open_reason", "  ")]).await;
    assert_eq!(empty.status(), 422);
    assert_eq!(Page::new(empty.text().await.unwrap()).count("[name=open_reason][aria-invalid=true]"), 1);
    assert_eq!(lead.send(&path, &[("open_reason", "A bulletin came late.")]).await.status(), 303);
    let line = server::storage::audit::last(&site.state.database, 1).await.unwrap().remove(0);
    assert_eq!(
        (line.verb.as_str(), line.subject.as_str(), line.detail.as_deref()),
        ("day.open", "lachin 2023-05-06", Some("A bulletin came late."))
    );
    let fields = reporter.filled(OLD, &typed()).await;
    assert!(reporter.page(OLD).await.words(".fresh").contains("opened by a lead until 11 May 2023, 20:00 in Yerevan"));
    site.hand.advance(TimeDelta::hours(24));
    let reporter = Desk::signed_in(&site, "reporter").await;
    assert_eq!(reporter.send_fields(OLD, &fields, "publish").await.status(), 423, "24 hours are over");
    site.hand.advance(TimeDelta::milliseconds(-1));
    assert_eq!(reporter.send_fields(OLD, &fields, "publish").await.status(), 303);
}

#[tokio::test]
async fn what_waits_is_locked_with_its_day_and_can_still_be_returned() {
    let site = locking().await;
    let reporter = member(&site, "reporter", Role::Reporter).await;
    let fields = reporter.filled(EDGE, &typed()).await;
    assert_eq!(reporter.send_fields(EDGE, &fields, "submit").await.status(), 303);
    site.hand.advance(TimeDelta::days(1));
    let lead = member(&site, "lead", Role::Lead).await;
    let path = format!("{EDGE}/review");
    let page = lead.page(&path).await;
    assert_eq!(page.count("input[value=publish]"), 0);
    let seq = site.revisions().await.to_string();
    let sent = [("seq", seq.as_str()), ("key", "0123456789abcdef0123456789abcdef"), ("then", "publish")];
    assert_eq!(lead.send(&path, &sent).await.status(), 423);
    let back = [
        ("seq", seq.as_str()),
        ("key", "1123456789abcdef0123456789abcdef"),
        ("then", "return"),
        ("return_note", "Too late."),
    ];
    assert_eq!(lead.send(&path, &back).await.status(), 303);
}

#[tokio::test]
async fn a_locked_day_can_be_withdrawn() {
    let site = locking().await;
    let lead = member(&site, "lead", Role::Lead).await;
    let old = "/staff/c/lachin/days/2023-05-05";
    assert_eq!(lead.page(old).await.count("form[action$='/withdraw']"), 1);
    assert_eq!(lead.send(&format!("{old}/withdraw"), &[("withdraw_reason", "For safety.")]).await.status(), 303);
    assert_eq!(site.response("/c/lachin/days/2023-05-05").await.status(), 410);
}

#[tokio::test]
async fn the_operator_imports_into_locked_days_and_nobody_else_does() {
    let site = locking().await;
    let row = "lachin,2023-05-06,,patients_awaiting,,patients,,,,,,people,done,exact,9,,,Ministry,,,2023-05-06,,";
    let rows = Rows::until("2022-12-01").and(row);
    let lead = domain::Actor::new("lead", domain::Rights::of(Role::Lead, ["lachin".parse().unwrap()]));
    let refused = site.import_as(&lead, "lachin", &rows.claims_csv()).await.expect_err("it is locked");
    assert!(refused.to_string().contains("1 of these days are locked (the first is 2023-05-06)"), "{refused}");
    assert!(site.import("lachin", &rows.claims_csv(), None).await.is_ok());
}
