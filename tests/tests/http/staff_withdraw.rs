//! Withdrawing a day: at once, by a lead, with a public reason; no output shows a figure of it any more.

use domain::Role;
use domain::corridor::Review;
use tests::desk::fill;
use tests::lachin::{EVENING, Rows, site_with, story};
use tests::{Desk, Page, Site};

const DAY: &str = "/staff/c/lachin/days/2023-05-09";
const WITHDRAW: &str = "/staff/c/lachin/days/2023-05-09/withdraw";
const PUBLIC: &str = "/c/lachin/days/2023-05-09";

async fn member(site: &Site, account: &str, role: Role) -> Desk {
    site.add_account(account, role).await;
    Desk::signed_in(site, account).await
}

/// Every answer that readers get, whatever its status.
async fn everything_public(site: &Site) -> Vec<(String, String)> {
    let files = [
        "claims.csv",
        "claims.json",
        "days.csv",
        "days.json",
        "events.csv",
        "events.json",
        "latest.json",
        "chart/patients_awaiting.svg",
        "chart/patients_transferred.svg",
        "chart/access_status.svg",
        "days/2023-05-09",
        "days/2023-05-08",
        "days/2023-05-10",
        "months/2023-05",
    ];
    let paths = files.map(|name| format!("/c/lachin/{name}")).into_iter();
    let paths = paths.chain(["/c/lachin", "/", "/sitemap.xml"].map(str::to_owned));
    let mut all = Vec::new();
    for path in paths {
        all.push((path.clone(), site.response(&path).await.text().await.expect("text")));
    }
    all
}

/// Numbers and words that stand nowhere else.
const CANARIES: [&str; 5] = ["48,611", "48611", "CANARY office", "CANARY note", "CANARY remark"];

async fn publish(desk: &Desk) {
    let typed = [
        ("r0.source", "CANARY office"),
        ("r0.c1.amount", "48611"),
        ("r0.c1.why", "counted twice"),
        ("r0.c3.amount", "48611"),
        ("r0.c3.why", "counted twice"),
        ("r0.c3.remark", "CANARY remark"),
        ("public_note", "CANARY note"),
        ("internal_note", "Kept by the desk."),
    ];
    let fields = desk.filled(DAY, &typed).await;
    assert_eq!(desk.send_fields(DAY, &fields, "publish").await.status(), 303);
}

#[tokio::test]
async fn who_is_no_lead_withdraws_nothing_and_nothing_that_is_not_public_is_withdrawn() {
    let site = story().await;
    let reporter = member(&site, "reporter", Role::Reporter).await;
    let lead = member(&site, "lead", Role::Lead).await;
    publish(&reporter).await;
    assert_eq!(reporter.page(DAY).await.count("form[action$='/withdraw']"), 0);
    assert_eq!(reporter.send(WITHDRAW, &[("withdraw_reason", "No.")]).await.status(), 403);
    let empty = lead.send(WITHDRAW, &[("withdraw_reason", " ")]).await;
    assert_eq!(empty.status(), 422);
    let page = Page::new(empty.text().await.unwrap());
    assert_eq!(page.count("[name=withdraw_reason][aria-invalid=true]"), 1);
    assert_eq!(page.attributes("[role=alert] a", "href"), ["#withdraw_reason"]);
    let nothing = lead.send("/staff/c/lachin/days/2023-05-08/withdraw", &[("withdraw_reason", "No.")]).await;
    assert_eq!(nothing.status(), 409);
    assert!(nothing.text().await.unwrap().contains("Nothing of this day is public."));
    assert_eq!(site.response(PUBLIC).await.status(), 200);
}

#[tokio::test]
async fn a_withdrawn_day_is_gone_from_every_output_at_once_and_says_so() {
    let site = story().await;
    let lead = member(&site, "lead", Role::Lead).await;
    publish(&lead).await;
    let before = everything_public(&site).await;
    for canary in CANARIES {
        assert!(before.iter().any(|(_, text)| text.contains(canary)), "control: {canary}");
    }
    let page = lead.page(DAY).await;
    let reason = page.field("withdraw_reason");
    assert_eq!(reason, "Withdrawn while the desk checks these figures.", "one click suffices");
    let answer = lead.send(WITHDRAW, &[("withdraw_reason", &reason)]).await;
    assert_eq!(
        (answer.status().as_u16(), answer.headers()["location"].to_str().unwrap()),
        (303, "/staff?withdrawn=lachin.2023-05-09")
    );
    for (path, text) in everything_public(&site).await {
        for canary in CANARIES {
            assert!(!text.contains(canary), "{path} still holds {canary}");
        }
    }
    let gone = site.response(PUBLIC).await;
    assert_eq!(gone.status(), 410);
    let page = Page::new(gone.text().await.unwrap()).visible();
    assert!(page.contains("9 May 2023") && page.contains(&reason), "{page}");
    let days = site.text("/c/lachin/days.csv").await;
    let row = days.lines().find(|line| line.starts_with("lachin,2023-05-09,")).expect("the day has a row");
    assert!(row.contains("withheld_for_safety"), "{row}");
    let claims = site.text("/c/lachin/claims.csv").await;
    let row = claims.lines().find(|line| line.starts_with("lachin,2023-05-09,")).expect("the day has a row");
    assert!(row.contains("withheld_for_safety"), "{row}");
    let line = server::storage::audit::last(&site.state.database, 1).await.unwrap().remove(0);
    assert_eq!((line.verb.as_str(), line.subject.as_str()), ("day.withdraw", "lachin 2023-05-09"));
    // Sent twice: once.
    let number = site.revisions().await;
    assert_eq!(lead.send(WITHDRAW, &[("withdraw_reason", &reason)]).await.status(), 303);
    assert_eq!(site.revisions().await, number);
}

#[tokio::test]
async fn the_desk_keeps_what_was_withdrawn_and_publishes_it_again_as_a_change() {
    let site = story().await;
    let lead = member(&site, "lead", Role::Lead).await;
    publish(&lead).await;
    lead.send(WITHDRAW, &[("withdraw_reason", "For safety.")]).await;
    let page = lead.page(DAY).await;
    assert!(page.words(".fresh").contains("Withdrawn on 10 May 2023, 20:00 in Yerevan (16:00 UTC): For safety."));
    assert!(page.words(".fresh").contains("readers do not see it"));
    assert_eq!(page.field("r0.c1.amount"), "48,611");
    assert!(page.field("internal_note").starts_with("Kept by the desk.\nLooked at twice: "));
    assert_eq!(page.count("form[action$='/withdraw']"), 0, "nothing is public");
    let answer = lead.send_fields(DAY, &page.fields(), "publish").await;
    assert_eq!(answer.status(), 422);
    let refused = Page::new(answer.text().await.unwrap());
    assert_eq!(refused.attributes("[role=alert] a", "href"), ["#change_kind", "#change_reason"]);
    let why = [("change_kind", "revision"), ("change_reason", "It is safe again.")];
    assert_eq!(lead.send_fields(DAY, &fill(page.fields(), &why), "publish").await.status(), 303);
    let public = site.page(PUBLIC).await.visible();
    assert!(public.contains("48,611") && public.contains("It is safe again."), "{public}");
}

#[tokio::test]
async fn a_withdrawal_waits_for_nobody_and_gives_what_waited_back_to_its_writer() {
    let mut rows = Rows::until("2023-05-10");
    rows.corridor.review = Review::Required;
    let site = site_with(&rows, EVENING).await;
    let reporter = member(&site, "reporter", Role::Reporter).await;
    let lead = member(&site, "lead", Role::Lead).await;
    let standing = "/staff/c/lachin/days/2023-05-10";
    let change = [("change_kind", "revision"), ("change_reason", "Later."), ("public_note", "It waited.")];
    let fields = reporter.filled(standing, &change).await;
    assert_eq!(reporter.send_fields(standing, &fields, "submit").await.status(), 303);
    assert_eq!(lead.send(&format!("{standing}/withdraw"), &[("withdraw_reason", "For safety.")]).await.status(), 303);
    assert_eq!(site.response("/c/lachin/days/2023-05-10").await.status(), 410);
    let page = reporter.page(standing).await;
    assert!(page.words(".told").contains("Meanwhile the day was withdrawn"), "{}", page.words(".told"));
    assert_eq!(page.field("public_note"), "It waited.");
    assert!(!lead.page("/staff/review").await.html.contains("review\">"), "nothing waits any more");
}
