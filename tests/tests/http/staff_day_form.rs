//! `GET` and `POST /staff/c/{slug}/days/{date}`, and `GET /staff` after it.

use domain::Role;
use tests::desk::{fill, of_the_day};
use tests::lachin::story;
use tests::{Desk, Page, Site};

const DAY: &str = "/staff/c/lachin/days/2023-05-09";
const PUBLIC: &str = "/c/lachin/days/2023-05-09";

async fn desk_of(site: &Site) -> Desk {
    site.add_account("reporter", Role::Reporter).await;
    Desk::signed_in(site, "reporter").await
}

async fn lead_of(site: &Site) -> Desk {
    site.add_account("lead", Role::Lead).await;
    Desk::signed_in(site, "lead").await
}

/// A day with two reports; the last row of the first is what `amount` says of people waiting.
fn day(amount: &str) -> Vec<(&str, &str)> {
    vec![
        ("r0.source", "Artsakh Ministry of Health"),
        ("r0.published_on", "2023-05-09"),
        ("r0.url", "https://example.org/bulletin"),
        ("r0.c1.amount", "0"),
        ("r0.c3.amount", amount),
        ("r1.source", "Armenian Weekly"),
        ("r1.c0.measure", "access_status"),
        ("r1.c0.amount", "Closed"),
        ("r1.c1.measure", "access_status"),
        ("r1.c1.access", "cargo"),
        ("r1.c1.amount", "closed"),
        ("reason.2", "source_silent"),
        ("public_note", "The bulletin came late."),
        ("internal_note", "CANARY call back at eight"),
    ]
}

#[tokio::test]
async fn there_is_no_form_for_a_day_outside_the_record() {
    let site = story().await;
    let desk = desk_of(&site).await;
    for path in [
        "/staff/c/lachin/days/2023-05-11",
        "/staff/c/lachin/days/2022-12-11",
        "/staff/c/nowhere/days/2023-05-09",
        "/staff/c/lachin/days/today",
    ] {
        assert_eq!(desk.get(path).await.status(), 404, "{path}");
        assert_eq!(desk.send(path, &[("then", "publish")]).await.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn a_refused_form_comes_back_as_it_was_typed_with_each_error_at_its_field() {
    let site = story().await;
    let desk = desk_of(&site).await;
    let before = site.revisions().await;
    let typed = day("more then 30");
    let fields =
        fill(desk.filled(DAY, &typed).await, &[("r0.url", "javascript:alert(1)"), ("r0.published_on", "2023-05-11")]);
    let answer = desk.send_fields(DAY, &fields, "publish").await;
    assert_eq!(answer.status(), 422);
    let page = Page::new(answer.text().await.unwrap());
    for (name, value) in of_the_day(&fields) {
        assert_eq!(page.field(name), value, "{name}");
    }
    assert!(page.words("title").starts_with("Error: "));
    let links = page.attributes("[role=alert] a", "href");
    assert_eq!(links, ["#r0-url", "#r0-published_on", "#r0-c3-amount"]);
    for link in &links {
        let field = format!("{link}[aria-invalid=true]");
        assert_eq!(page.count(&field), 1, "{field}");
        let told = page.attributes(&field, "aria-describedby");
        let error = told[0].split(' ').find(|id| id.ends_with("-error")).unwrap();
        assert!(page.words(&format!("[id='{error}']")).len() > 20, "{error}");
    }
    assert!(
        page.words("[role=alert]").contains("Artsakh Ministry of Health, row 4, amount: “more then 30” cannot be read")
    );
    assert_eq!(site.revisions().await, before, "nothing was stored");
    assert_eq!(page.count("[aria-invalid=true]"), 3);
}

#[tokio::test]
async fn a_published_day_is_public_at_the_next_request() {
    let site = story().await;
    let desk = desk_of(&site).await;
    let fields = desk.filled(DAY, &day(">30")).await;
    let answer = desk.send_fields(DAY, &fields, "publish").await;
    assert_eq!(answer.status(), 303);
    let next = answer.headers()["location"].to_str().unwrap().to_owned();
    let page = site.page(PUBLIC).await;
    assert_eq!(page.words(".word"), "Closed");
    let all = page.visible();
    for part in ["more than 30", "Closed to cargo", "The bulletin came late.", "Source silent", "the desk (reporter)"] {
        assert!(all.contains(part), "{part}");
    }
    assert!(desk.page(&next).await.words("[role=status]").contains("9 May 2023 is public"));
    let files = ["claims.csv", "claims.json", "days.csv", "days.json", "events.csv", "events.json", "latest.json"];
    let files = files.map(|name| format!("/c/lachin/{name}"));
    for path in [PUBLIC, "/c/lachin", "/"].into_iter().chain(files.iter().map(String::as_str)) {
        let text = site.text(path).await;
        assert!(!text.contains("CANARY") && !text.contains(">reporter<"), "{path}");
    }
    assert!(desk.page(DAY).await.field("internal_note").contains("CANARY"), "the desk still has it");
    let audit = server::storage::audit::last(&site.state.database, 1).await.unwrap();
    assert_eq!((audit[0].verb.as_str(), audit[0].subject.as_str()), ("day.publish", "lachin 2023-05-09"));
}

#[tokio::test]
async fn what_the_form_shows_again_publishes_nothing_new() {
    let site = story().await;
    let desk = desk_of(&site).await;
    let fields = desk.filled(DAY, &day(">30")).await;
    desk.send_fields(DAY, &fields, "publish").await;
    let again = desk.filled(DAY, &[("change_kind", "revision"), ("change_reason", "Just so.")]).await;
    let answer = desk.send_fields(DAY, &again, "publish").await;
    assert_eq!(answer.status(), 422);
    assert!(answer.text().await.unwrap().contains("Nothing differs from what is published."));
}

#[tokio::test]
async fn a_form_that_is_sent_twice_is_stored_once_and_answered_alike() {
    let site = story().await;
    let desk = desk_of(&site).await;
    let before = site.revisions().await;
    let fields = desk.filled(DAY, &day(">30")).await;
    let both = tokio::join!(desk.send_fields(DAY, &fields, "publish"), desk.send_fields(DAY, &fields, "publish"));
    let third = desk.send_fields(DAY, &fields, "publish").await;
    for answer in [both.0, both.1, third] {
        assert_eq!(answer.status(), 303);
        assert_eq!(answer.headers()["location"], "/staff?published=lachin.2023-05-09");
    }
    assert_eq!(site.revisions().await, before + 1);
}

#[tokio::test]
async fn who_published_is_led_to_the_day_by_an_address_that_no_browser_kept() {
    let site = story().await;
    let desk = desk_of(&site).await;
    let fields = desk.filled(DAY, &day(">30")).await;
    desk.send_fields(DAY, &fields, "publish").await;
    let ways = desk.page("/staff?published=lachin.2023-05-09").await.attributes("main a", "href");
    let way =
        ways.into_iter().find(|way| way.starts_with("/c/lachin/days/2023-05-09?after=")).expect("a way to the day");
    // The same bytes as without it: the parameter is nobody's but the browser's.
    let tag = async |path: &str| site.response(path).await.headers()["etag"].clone();
    assert_eq!(tag(&way).await, tag("/c/lachin/days/2023-05-09").await);
    assert!(site.page(&way).await.visible().contains("more than 30"), "{way}");
}

#[tokio::test]
async fn the_same_key_with_another_content_is_refused_with_both() {
    let site = story().await;
    let desk = desk_of(&site).await;
    let fields = desk.filled(DAY, &day(">30")).await;
    desk.send_fields(DAY, &fields, "publish").await;
    let changed = fill(fields, &[("r0.c3.amount", "31")]);
    let answer = desk.send_fields(DAY, &changed, "publish").await;
    assert_eq!(answer.status(), 409);
    let told = Page::new(answer.text().await.unwrap()).words(".told");
    assert!(told.contains("more than 30") && told.contains(": 31"), "{told}");
}

#[tokio::test]
async fn a_second_editor_sees_both_versions_and_overwrites_nothing() {
    let site = story().await;
    let one = desk_of(&site).await;
    site.add_account("second", Role::Reporter).await;
    let two = Desk::signed_in(&site, "second").await;
    let early = one.filled(DAY, &day("30")).await;
    let late = two
        .filled(
            DAY,
            &[
                ("r0.source", "ICRC Armenia"),
                ("r0.c1.amount", "3"),
                ("r0.c1.carrier", "ICRC"),
                ("r0.c1.why", "one ambulance"),
            ],
        )
        .await;
    assert_eq!(one.send_fields(DAY, &early, "publish").await.status(), 303);
    let answer = two.send_fields(DAY, &late, "publish").await;
    assert_eq!(answer.status(), 409);
    let page = Page::new(answer.text().await.unwrap());
    let told = page.words(".told");
    assert!(
        told.contains("Public now")
            && told.contains("Artsakh Ministry of Health: People waiting for transfer (patients): 30"),
        "{told}"
    );
    assert!(
        told.contains("What you typed")
            && told.contains("ICRC Armenia: Patients moved on the day (outbound, patients, ICRC): 3"),
        "{told}"
    );
    let all = site.page(PUBLIC).await.visible();
    assert!(all.contains("Armenian Weekly") && !all.contains("ICRC Armenia"), "nothing was overwritten");
    let joined =
        fill(page.fields(), &[("change_kind", "revision"), ("change_reason", "The Red Cross reported as well.")]);
    assert_eq!(two.send_fields(DAY, &joined, "publish").await.status(), 303);
    let all = site.page(PUBLIC).await.visible();
    for part in
        ["Armenian Weekly", "ICRC Armenia", "The Red Cross reported as well.", "Revision", "changed 1 time since"]
    {
        assert!(all.contains(part), "{part}: {all}");
    }
}

#[tokio::test]
async fn a_session_that_ended_before_the_sending_loses_nothing() {
    let site = story().await;
    let desk = desk_of(&site).await;
    let payload = "</textarea><script>alert(1)</script> &amp; \"quoted\"\nsecond line";
    let fields = fill(desk.filled(DAY, &day(">30")).await, &[("public_note", payload)]);
    site.hand.advance(chrono::TimeDelta::hours(2));
    let answer = desk.send_fields(DAY, &fields, "publish").await;
    assert_eq!(answer.status(), 401);
    let door = Page::new(answer.text().await.unwrap());
    assert!(door.visible().contains("Your session has ended."));
    assert_eq!(door.count("script"), 0);
    let wrong = fill(door.fields(), &[("account", "reporter"), ("password", "not the password")]);
    let door = Page::new(desk.send_fields("/staff/sign-in", &wrong, "").await.text().await.unwrap());
    let right = fill(door.fields(), &[("account", "reporter"), ("password", tests::site::PASSWORD)]);
    let answer = desk.send_fields("/staff/sign-in", &right, "").await;
    assert_eq!(answer.status(), 200);
    let page = Page::new(answer.text().await.unwrap());
    assert!(page.visible().contains("Everything that you typed is here."));
    for (name, value) in of_the_day(&fields) {
        assert_eq!(page.field(name), value, "{name}");
    }
    assert_eq!(desk.send_fields(DAY, &page.fields(), "publish").await.status(), 303);
    assert!(site.page(PUBLIC).await.visible().contains("</textarea><script>alert(1)</script> &amp; \"quoted\""));
}

#[tokio::test]
async fn more_room_and_a_check_keep_everything_and_publish_nothing() {
    let site = story().await;
    let desk = desk_of(&site).await;
    let before = site.revisions().await;
    let fields = desk.filled(DAY, &day("bad 30")).await;
    for (then, name) in [("row.0", "r0.c4.amount"), ("report", "r2.source")] {
        let answer = desk.send_fields(DAY, &fields, then).await;
        assert_eq!(answer.status(), 200, "{then}");
        let page = Page::new(answer.text().await.unwrap());
        assert_eq!(page.field(name), "", "{then}");
        assert_eq!(page.field("r0.c3.amount"), "bad 30");
    }
    assert_eq!(desk.send_fields(DAY, &fields, "check").await.status(), 422);
    let good = fill(fields, &[("r0.c3.amount", "30")]);
    for then in ["check", "", "nonsense", "row.99999999999", "row.x"] {
        let answer = desk.send_fields(DAY, &good, then).await;
        assert_eq!(answer.status(), 200, "{then}");
        assert!(answer.text().await.unwrap().contains("It is not public yet."), "{then}");
    }
    assert_eq!(site.revisions().await, before);
}

#[tokio::test]
async fn an_older_day_asks_to_be_confirmed_and_a_change_asks_why() {
    let site = story().await;
    let desk = lead_of(&site).await;
    let old = "/staff/c/lachin/days/2023-05-05";
    let fields = desk
        .filled(old, &[("r9.source", "News desk"), ("r9.c0.measure", "patients_awaiting"), ("r9.c0.amount", "28")])
        .await;
    let page = Page::new(desk.send_fields(old, &fields, "publish").await.text().await.unwrap());
    assert_eq!(page.attributes("[role=alert] a", "href"), ["#confirmed", "#change_kind", "#change_reason"]);
    let told = [("confirmed", "yes"), ("change_kind", "correction"), ("change_reason", "We had missed a report.")];
    assert_eq!(desk.send_fields(old, &fill(page.fields(), &told), "publish").await.status(), 303);
    let public = site.page("/c/lachin/days/2023-05-05").await.visible();
    assert!(public.contains("Correction on") && public.contains("We had missed a report."), "{public}");
    assert!(public.contains("Bulletin: 0 resident crossings in 3 days"), "the day's event was kept");
}

#[tokio::test]
async fn where_a_second_person_publishes_a_reporter_does_not() {
    let site = Site::at(tests::lachin::EVENING).await;
    let mut corridor = tests::lachin::Rows::until("2022-12-01").corridor;
    corridor.review = domain::corridor::Review::Required;
    site.add_corridor(corridor).await;
    let reporter = desk_of(&site).await;
    let fields = reporter.filled(DAY, &day("30")).await;
    let answer = reporter.send_fields(DAY, &fields, "publish").await;
    assert_eq!(answer.status(), 403);
    let page = Page::new(answer.text().await.unwrap());
    assert_eq!(page.count("button[value=publish]"), 0);
    assert_eq!(page.field("r0.source"), "Artsakh Ministry of Health", "what was typed comes back");
    assert_eq!(site.revisions().await, 0);
    site.add_account("lead", Role::Lead).await;
    let lead = Desk::signed_in(&site, "lead").await;
    let own = lead.filled(DAY, &day("30")).await;
    assert_eq!(lead.send_fields(DAY, &own, "publish").await.status(), 403, "nor does a lead alone");
    assert_eq!(site.revisions().await, 0);
}

#[tokio::test]
async fn a_day_that_could_not_be_saved_comes_back_as_it_was_typed() {
    let folder = tempfile::TempDir::new().unwrap();
    let site = Site::over(folder.path(), tests::lachin::EVENING).await;
    site.add_corridor(tests::lachin::Rows::until("2022-12-01").corridor).await;
    let desk = desk_of(&site).await;
    let fields = desk.filled(DAY, &day(">30")).await;
    std::fs::remove_file(folder.path().join("corridor.db")).unwrap();
    let answer = desk.send_fields(DAY, &fields, "publish").await;
    assert_eq!(answer.status(), 503);
    let page = Page::new(answer.text().await.unwrap());
    assert!(page.words(".told").contains("Nothing that you typed is lost"));
    for (name, value) in of_the_day(&fields) {
        assert_eq!(page.field(name), value, "{name}");
    }
    assert_eq!(site.page(PUBLIC).await.words(".word"), "Unknown");
}

#[tokio::test]
async fn an_untouched_form_publishes_nothing() {
    let site = story().await;
    let desk = desk_of(&site).await;
    let before = site.revisions().await;
    let fields = desk.filled(DAY, &[]).await;
    let answer = desk.send_fields(DAY, &fields, "publish").await;
    assert_eq!(answer.status(), 422);
    assert!(answer.text().await.unwrap().contains("Nothing is recorded yet."));
    assert_eq!(site.revisions().await, before);
}

#[tokio::test]
async fn a_second_editor_does_not_undo_what_the_first_one_changed() {
    let site = story().await;
    let one = lead_of(&site).await;
    site.add_account("second", Role::Reporter).await;
    let two = Desk::signed_in(&site, "second").await;
    let fields = one.filled(DAY, &day("30")).await;
    one.send_fields(DAY, &fields, "publish").await;
    let why = [("change_kind", "correction"), ("change_reason", "We had dropped “more than”.")];
    let first = fill(
        one.filled(DAY, &why).await,
        &[("r0.c1.amount", ">30"), ("public_note", "Theirs."), ("reason.2", "not_due")],
    );
    let why = [("change_kind", "revision"), ("change_reason", "A remark was added.")];
    let second = fill(two.filled(DAY, &why).await, &[("r1.c0.remark", "Seen on the road.")]);
    assert_eq!(first.iter().find(|(name, _)| name == "r0.c1.measure").unwrap().1, "patients_awaiting");
    assert_eq!(one.send_fields(DAY, &first, "publish").await.status(), 303);
    let answer = two.send_fields(DAY, &second, "publish").await;
    assert_eq!(answer.status(), 409);
    let joined = Page::new(answer.text().await.unwrap());
    assert_eq!(joined.field("r0.c1.amount"), "more than 30");
    assert_eq!(joined.field("public_note"), "Theirs.");
    assert_eq!(joined.field("reason.2"), "not_due");
    assert_eq!(joined.field("r1.c0.remark"), "Seen on the road.");
    assert_eq!(two.send_fields(DAY, &joined.fields(), "publish").await.status(), 303);
    let public = site.page(PUBLIC).await.visible();
    for part in ["more than 30", "Theirs.", "Not due", "Seen on the road."] {
        assert!(public.contains(part), "{part}");
    }
}
