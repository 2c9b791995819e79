//! Review: submitted, published by a second person, returned with a note, taken back. Refusals first.

use domain::corridor::Review;
use domain::{Rights, Role};
use tests::desk::{fill, of_the_day};
use tests::lachin::{EVENING, Rows, site_with, story};
use tests::{Desk, Page, Site};

const DAY: &str = "/staff/c/lachin/days/2023-05-09";
const REVIEW: &str = "/staff/c/lachin/days/2023-05-09/review";
const PUBLIC: &str = "/c/lachin/days/2023-05-09";
const STANDING: &str = "/staff/c/lachin/days/2023-05-10";

async fn member(site: &Site, account: &str, role: Role) -> Desk {
    site.add_account(account, role).await;
    Desk::signed_in(site, account).await
}

/// The story's site where a second person publishes.
async fn strict() -> Site {
    let mut rows = Rows::until("2023-05-10");
    rows.corridor.review = Review::Required;
    site_with(&rows, EVENING).await
}

fn day() -> Vec<(&'static str, &'static str)> {
    vec![
        ("r0.source", "Artsakh Ministry of Health"),
        ("r0.c1.amount", "12345"),
        ("r0.c1.why", "counted twice"),
        ("internal_note", "CANARY call back"),
        ("public_note", "Phones were down."),
    ]
}

async fn submit(desk: &Desk, path: &str, typed: &[(&str, &str)]) {
    let fields = desk.filled(path, typed).await;
    let answer = desk.send_fields(path, &fields, "submit").await;
    let status = answer.status();
    assert_eq!(status, 303, "{}", Page::new(answer.text().await.unwrap()).visible());
}

/// Sends the form of a review page that does this.
async fn decide(desk: &Desk, path: &str, then: &str, note: &str) -> reqwest::Response {
    let page = desk.page(path).await;
    let hidden = |name: &str| page.attributes(&format!("main form input[name={name}]"), "value")[0].clone();
    let (seq, key) = (hidden("seq"), hidden("key"));
    desk.send(path, &[("seq", &seq), ("key", &key), ("then", then), ("return_note", note)]).await
}

async fn last_audit(site: &Site) -> (String, String) {
    let line = server::storage::audit::last(&site.state.database, 1).await.unwrap().remove(0);
    (line.verb, line.subject)
}

async fn text(answer: reqwest::Response) -> Page {
    Page::new(answer.text().await.expect("text"))
}

#[tokio::test]
async fn what_is_submitted_is_public_nowhere_until_a_second_person_publishes_it() {
    let site = strict().await;
    let reporter = member(&site, "reporter", Role::Reporter).await;
    let lead = member(&site, "lead", Role::Lead).await;
    submit(&reporter, DAY, &day()).await;
    assert_eq!(last_audit(&site).await, ("day.submit".to_owned(), "lachin 2023-05-09".to_owned()));
    let files = ["claims.csv", "claims.json", "days.csv", "days.json", "events.csv", "events.json", "latest.json"];
    let files = files.map(|name| format!("/c/lachin/{name}"));
    for path in
        [PUBLIC, "/c/lachin", "/", "/c/lachin/months/2023-05"].into_iter().chain(files.iter().map(String::as_str))
    {
        let text = site.text(path).await;
        assert!(!text.contains("12345") && !text.contains("12,345") && !text.contains("CANARY"), "{path}");
    }
    let page = reporter.page(DAY).await;
    assert!(page.words(".fresh").contains("Waits for a second person since 10 May 2023, 20:00 in Yerevan"));
    assert_eq!(page.field("r0.c0.amount"), "12,345");
    assert!(reporter.page("/staff").await.visible().contains("Submitted by you"));
    assert!(lead.page("/staff").await.visible().contains("To review"));
    let review = lead.page(REVIEW).await;
    let all = review.visible();
    for part in [
        "12,345",
        "CANARY call back",
        "Phones were down.",
        "Without a figure: ",
        "Nothing was published about this day",
    ] {
        assert!(all.contains(part), "{part}: {all}");
    }
    let answer = decide(&lead, REVIEW, "publish", "").await;
    assert_eq!(answer.status(), 303);
    assert_eq!(last_audit(&site).await, ("day.approve".to_owned(), "lachin 2023-05-09".to_owned()));
    let public = site.page(PUBLIC).await.visible();
    assert!(public.contains("12,345") && public.contains("the desk (lead)") && !public.contains("CANARY"), "{public}");
    assert!(lead.page(REVIEW).await.visible().contains("Nothing waits here"));
}

#[tokio::test]
async fn where_a_second_person_publishes_nobody_does_alone_be_it_a_first_day_or_a_correction() {
    let site = strict().await;
    let lead = member(&site, "lead", Role::Lead).await;
    let fields = lead.filled(DAY, &day()).await;
    assert_eq!(lead.send_fields(DAY, &fields, "publish").await.status(), 403);
    let change = [("change_kind", "correction"), ("change_reason", "We were wrong."), ("public_note", "Mended.")];
    let fields = lead.filled(STANDING, &change).await;
    let answer = lead.send_fields(STANDING, &fields, "publish").await;
    assert_eq!(answer.status(), 403);
    assert_eq!(text(answer).await.field("public_note"), "Mended.");
    assert_eq!(lead.page(STANDING).await.field("public_note"), "Mended.", "and is kept as a draft");
}

#[tokio::test]
async fn nobody_publishes_what_they_submitted_whatever_they_may_elsewhere() {
    let site = strict().await;
    let other = Rows::until("2022-12-01").moved("northern", 0).corridor;
    site.add_corridor(other).await;
    let corridors = ["lachin", "northern"].map(|slug| (slug.parse().unwrap(), Role::Lead));
    site.add_member("lead", &Rights { admin: true, corridors: corridors.into() }).await;
    let lead = Desk::signed_in(&site, "lead").await;
    submit(&lead, DAY, &day()).await;
    let page = lead.page(REVIEW).await;
    assert!(page.visible().contains("You submitted it: somebody else publishes it."));
    assert_eq!(page.count("main form"), 0);
    let seq = site.revisions().await.to_string();
    let key = "0123456789abcdef0123456789abcdef";
    let answer = lead.send(REVIEW, &[("seq", &seq), ("key", key), ("then", "publish")]).await;
    assert_eq!(answer.status(), 403);
    let tick = format!("lachin.2023-05-09.{seq}");
    let answer = lead.send("/staff/review", &[("day", &tick), ("key", key), ("then", "publish")]).await;
    assert_eq!(answer.status(), 403);
    assert_eq!(site.page(PUBLIC).await.words(".word"), "Unknown");
    // Somebody who submits it again changed does not hand it back to its first writer.
    let second = member(&site, "second", Role::Reporter).await;
    submit(&second, DAY, &[("r0.c0.amount", "54321"), ("r0.c0.why", "counted twice")]).await;
    assert_eq!(decide_by_hand(&site, &lead, "publish").await.status(), 403, "a part of it is theirs");
    // The same again, unchanged, is no news.
    let fields = second.filled(DAY, &[]).await;
    assert_eq!(second.send_fields(DAY, &fields, "submit").await.status(), 422);
}

async fn decide_by_hand(site: &Site, desk: &Desk, then: &str) -> reqwest::Response {
    let seq = site.revisions().await.to_string();
    let key = format!("{:032x}", site.revisions().await);
    desk.send(REVIEW, &[("seq", &seq), ("key", &key), ("then", then), ("return_note", "Look again.")]).await
}

#[tokio::test]
async fn a_reporter_may_neither_look_nor_publish_nor_return() {
    let site = strict().await;
    let reporter = member(&site, "reporter", Role::Reporter).await;
    let other = member(&site, "other", Role::Reporter).await;
    submit(&reporter, DAY, &day()).await;
    assert_eq!(other.get(REVIEW).await.status(), 403);
    for then in ["publish", "return"] {
        assert_eq!(decide_by_hand(&site, &other, then).await.status(), 403);
    }
    let tick = format!("lachin.2023-05-09.{}", site.revisions().await);
    assert_eq!(other.send("/staff/review", &[("day", &tick), ("key", "k")]).await.status(), 403);
    let list = other.page("/staff/review").await;
    assert!(list.visible().contains("A lead of this corridor publishes it.") && list.count("[type=checkbox]") == 0);
}

#[tokio::test]
async fn a_returned_day_stands_in_the_form_with_its_note_and_what_is_public_is_still_found() {
    let site = story().await;
    let reporter = member(&site, "reporter", Role::Reporter).await;
    let lead = member(&site, "lead", Role::Lead).await;
    let change = [("change_kind", "correction"), ("change_reason", "We had missed a line."), ("public_note", "New.")];
    submit(&reporter, STANDING, &change).await;
    let path = format!("{STANDING}/review");
    let empty = decide(&lead, &path, "return", " ").await;
    assert_eq!(empty.status(), 422);
    assert_eq!(text(empty).await.count("[name=return_note][aria-invalid=true]"), 1);
    assert_eq!(decide(&lead, &path, "return", "CANARY which line?").await.status(), 303);
    assert_eq!(last_audit(&site).await.0, "day.return");
    assert!(!site.text("/c/lachin/days/2023-05-10").await.contains("CANARY"), "the note is never public");
    let first = reporter.page("/staff").await.visible();
    assert!(first.contains("Returned to you") && first.contains("CANARY which line?"), "{first}");
    let page = reporter.page(STANDING).await;
    assert!(page.words(".fresh").contains("Public since version"), "what is public is found behind it");
    assert!(page.words(".fresh").contains("by a lead: CANARY which line?"));
    assert_eq!(
        (page.field("public_note").as_str(), page.field("change_reason").as_str()),
        ("New.", "We had missed a line.")
    );
    assert_eq!(page.attributes("[name=change_kind][checked]", "value"), ["correction"]);
    // Mended, submitted again, published.
    let again = fill(page.fields(), &[("public_note", "New, and better.")]);
    assert_eq!(reporter.send_fields(STANDING, &again, "submit").await.status(), 303);
    assert_eq!(decide(&lead, &path, "publish", "").await.status(), 303);
    let public = site.page("/c/lachin/days/2023-05-10").await.visible();
    assert!(public.contains("New, and better.") && public.contains("We had missed a line."), "{public}");
}

#[tokio::test]
async fn a_change_needs_its_kind_and_reason_against_what_is_public_also_when_something_waits() {
    let site = story().await;
    let reporter = member(&site, "reporter", Role::Reporter).await;
    let change = [("change_kind", "revision"), ("change_reason", "Later news."), ("public_note", "New.")];
    submit(&reporter, STANDING, &change).await;
    let other = member(&site, "other", Role::Reporter).await;
    let without = fill(other.page(STANDING).await.fields(), &[("public_note", "Newer."), ("change_reason", "")]);
    let answer = other.send_fields(STANDING, &without, "submit").await;
    assert_eq!(answer.status(), 422);
    assert_eq!(text(answer).await.attributes("[role=alert] a", "href"), ["#change_reason"]);
}

#[tokio::test]
async fn a_submission_is_taken_back_by_its_writer_and_by_nobody_else() {
    let site = strict().await;
    let reporter = member(&site, "reporter", Role::Reporter).await;
    let other = member(&site, "other", Role::Reporter).await;
    submit(&reporter, DAY, &day()).await;
    let seq = site.revisions().await.to_string();
    let path = format!("{DAY}/take-back");
    assert_eq!(other.send(&path, &[("seq", &seq)]).await.status(), 403);
    assert_eq!(other.page(DAY).await.count("form[action$='take-back']"), 0);
    assert_eq!(reporter.page(DAY).await.count("form[action$='take-back']"), 1);
    assert_eq!(reporter.send(&path, &[("seq", &seq)]).await.status(), 303);
    assert_eq!(last_audit(&site).await.0, "day.take_back");
    assert_eq!(reporter.send(&path, &[("seq", &seq)]).await.status(), 303, "sent twice, done once");
    assert_eq!(site.revisions().await.to_string(), (seq.parse::<usize>().unwrap() + 1).to_string());
    let page = reporter.page(DAY).await;
    assert!(page.words(".told").contains("Draft saved") && page.field("r0.c0.amount") == "12,345");
    assert!(!other.page(DAY).await.html.contains("12,345"), "a draft again: its author's alone");
    assert!(!other.page("/staff/review").await.html.contains("9 May"));
}

#[tokio::test]
async fn what_somebody_else_did_meanwhile_is_answered_with_409_and_nothing_is_lost() {
    let site = story().await;
    let one = member(&site, "one", Role::Reporter).await;
    let two = member(&site, "two", Role::Reporter).await;
    let lead = member(&site, "lead", Role::Lead).await;
    let late = two.filled(DAY, &[("r0.source", "Weekly"), ("r0.c3.amount", "30")]).await;
    submit(&one, DAY, &day()).await;
    let looked = lead.page(REVIEW).await;
    let hidden = |name: &str| looked.attributes(&format!("main form input[name={name}]"), "value")[0].clone();
    let answer = two.send_fields(DAY, &late, "submit").await;
    assert_eq!(answer.status(), 409);
    let page = text(answer).await;
    assert!(page.words(".told").contains("was submitted for review meanwhile"));
    assert!(page.words(".told").contains("Waits for review Artsakh Ministry of Health"), "{}", page.words(".told"));
    assert_eq!(two.send_fields(DAY, &page.fields(), "submit").await.status(), 303, "both together");
    // The lead still looks at the first submission.
    let (seq, key) = (hidden("seq"), hidden("key"));
    let answer =
        lead.send(REVIEW, &[("seq", &seq), ("key", &key), ("then", "return"), ("return_note", "My note.")]).await;
    assert_eq!(answer.status(), 409);
    let page = text(answer).await;
    assert!(page.visible().contains("Another state stands here now") && page.visible().contains("Weekly"));
    assert_eq!(page.field("return_note"), "My note.");
    // Published directly meanwhile: nothing waits any more.
    let fields = fill(lead.page(DAY).await.fields(), &[("public_note", "By the lead.")]);
    assert_eq!(lead.send_fields(DAY, &fields, "publish").await.status(), 303);
    let answer = decide_by_hand(&site, &lead, "publish").await;
    assert_eq!(answer.status(), 409);
    assert!(text(answer).await.visible().contains("Nothing waits here"));
}

#[tokio::test]
async fn a_decision_that_is_sent_twice_is_carried_out_once() {
    let site = strict().await;
    let reporter = member(&site, "reporter", Role::Reporter).await;
    let lead = member(&site, "lead", Role::Lead).await;
    submit(&reporter, DAY, &day()).await;
    let before = site.revisions().await;
    let page = lead.page(REVIEW).await;
    let hidden = |name: &str| page.attributes(&format!("main form input[name={name}]"), "value")[0].clone();
    let (seq, key) = (hidden("seq"), hidden("key"));
    let fields = [("seq", seq.as_str()), ("key", key.as_str()), ("then", "publish")];
    let both = tokio::join!(lead.send(REVIEW, &fields), lead.send(REVIEW, &fields));
    assert_eq!((both.0.status().as_u16(), both.1.status().as_u16()), (303, 303));
    assert_eq!(site.revisions().await, before + 1);
}

#[tokio::test]
async fn several_days_are_published_together_or_none_of_them() {
    let site = strict().await;
    let reporter = member(&site, "reporter", Role::Reporter).await;
    let lead = member(&site, "lead", Role::Lead).await;
    let days = ["2023-05-07", "2023-05-08", "2023-05-09"];
    for date in days {
        let path = format!("/staff/c/lachin/days/{date}");
        submit(
            &reporter,
            &path,
            &[("r0.source", "Ministry"), ("r0.c1.amount", "777"), ("r0.c1.why", "counted twice"), ("confirmed", "yes")],
        )
        .await;
    }
    let list = lead.page("/staff/review").await;
    let ticks = list.attributes("[type=checkbox][name=day]", "value");
    assert_eq!(ticks.len(), 3);
    let key = list.field("key");
    let none = lead.send("/staff/review", &[("key", &key)]).await;
    assert_eq!(none.status(), 422);
    assert!(text(none).await.words("[role=alert]").contains("Tick at least one day."));
    // One of them is returned meanwhile: nothing is published, and the ticks stay.
    assert_eq!(decide(&lead, "/staff/c/lachin/days/2023-05-08/review", "return", "Look again.").await.status(), 303);
    let before = site.revisions().await;
    let sent: Vec<(&str, &str)> =
        ticks.iter().map(|tick| ("day", tick.as_str())).chain([("key", key.as_str()), ("then", "publish")]).collect();
    let stale = lead.send("/staff/review", &sent).await;
    assert_eq!(stale.status(), 409);
    let page = text(stale).await;
    assert!(page.words("[role=alert]").contains("8 May 2023"), "{}", page.words("[role=alert]"));
    assert_eq!(page.count("[type=checkbox][checked]"), 2);
    assert_eq!(site.revisions().await, before);
    let ticks = page.attributes("[type=checkbox][name=day]", "value");
    let key = page.field("key");
    let sent: Vec<(&str, &str)> =
        ticks.iter().map(|tick| ("day", tick.as_str())).chain([("key", key.as_str())]).collect();
    let answer = lead.send("/staff/review", &sent).await;
    assert_eq!(
        (answer.status().as_u16(), answer.headers()["location"].to_str().unwrap()),
        (303, "/staff/review?approved=2")
    );
    assert_eq!(last_audit(&site).await, ("day.approve".to_owned(), "lachin 2023-05-07, lachin 2023-05-09".to_owned()));
    assert!(lead.page("/staff/review?approved=2").await.words("[role=status]").contains("2 days are public."));
    for date in ["2023-05-07", "2023-05-09"] {
        assert!(site.page(&format!("/c/lachin/days/{date}")).await.visible().contains("777"), "{date}");
    }
    assert_eq!(lead.send("/staff/review", &sent).await.status(), 303, "sent twice, done once");
    assert_eq!(site.revisions().await, before + 2);
}

#[tokio::test]
async fn a_reporter_publishes_and_revises_but_a_correction_or_a_preference_goes_to_a_lead() {
    let site = story().await;
    let reporter = member(&site, "reporter", Role::Reporter).await;
    let lead = member(&site, "lead", Role::Lead).await;
    let why = [("change_kind", "correction"), ("change_reason", "We were wrong."), ("public_note", "Mended.")];
    let fields = reporter.filled(STANDING, &why).await;
    let answer = reporter.send_fields(STANDING, &fields, "publish").await;
    assert_eq!(answer.status(), 403);
    let page = text(answer).await;
    assert!(page.words("[role=alert]").contains("Submit it for review"), "{}", page.words("[role=alert]"));
    assert_eq!(page.attributes("[role=alert] a", "href"), ["#change_kind"]);
    for (name, value) in of_the_day(&fields) {
        assert_eq!(page.field(name), value, "{name}");
    }
    // A preference: on a claim that stands, and on a new one.
    let why = [("change_kind", "revision"), ("change_reason", "Decided."), ("r0.c0.preferred", "Seen by all.")];
    let mut fresh = fill(lead.page(STANDING).await.fields(), &why);
    fresh.retain(|(name, _)| name != "draft_of");
    let answer = reporter.send_fields(STANDING, &fresh, "publish").await;
    assert_eq!(answer.status(), 403);
    let page = text(answer).await;
    assert_eq!(page.attributes("[role=alert] a", "href"), ["#r0-c0-preferred"]);
    assert_eq!(page.field("r0.c0.preferred"), "Seen by all.");
    let new =
        reporter.filled(DAY, &[("r0.source", "Weekly"), ("r0.c3.amount", "30"), ("r0.c3.preferred", "Ours.")]).await;
    let page = text(reporter.send_fields(DAY, &new, "publish").await).await;
    assert_eq!(page.attributes("[role=alert] a", "href"), ["#r0-c3-preferred"]);
    // The way out.
    assert_eq!(reporter.send_fields(STANDING, &fresh, "submit").await.status(), 303);
    assert_eq!(decide(&lead, &format!("{STANDING}/review"), "publish", "").await.status(), 303);
    // What a lead preferred stays when a reporter revises the rest; taking it away is for a lead.
    let why = [("change_kind", "revision"), ("change_reason", "A note."), ("public_note", "Noted.")];
    let kept = fill(reporter.page(STANDING).await.fields(), &why);
    let kept: Vec<(String, String)> = kept.into_iter().collect();
    assert_eq!(reporter.send_fields(STANDING, &kept, "publish").await.status(), 303);
    let away = fill(
        reporter.page(STANDING).await.fields(),
        &[("change_kind", "revision"), ("change_reason", "Undecided."), ("r0.c0.preferred", "")],
    );
    assert_eq!(reporter.send_fields(STANDING, &away, "publish").await.status(), 403);
}

#[tokio::test]
async fn people_of_one_corridor_see_nothing_that_waits_or_was_returned_at_another() {
    let site = strict().await;
    let mut rows = Rows::until("2023-05-09").moved("northern", 0);
    rows.corridor.review = Review::Required;
    site.add_corridor(rows.corridor.clone()).await;
    let here = |role| Rights::of(role, ["lachin".parse().unwrap()]);
    let there = |role| Rights::of(role, ["northern".parse().unwrap()]);
    site.add_member("reporter", &here(Role::Reporter)).await;
    site.add_member("lead", &here(Role::Lead)).await;
    site.add_member("stranger", &there(Role::Lead)).await;
    let [reporter, lead, stranger] = [
        Desk::signed_in(&site, "reporter").await,
        Desk::signed_in(&site, "lead").await,
        Desk::signed_in(&site, "stranger").await,
    ];
    submit(
        &reporter,
        DAY,
        &[
            ("r0.source", "CANARY office"),
            ("r0.c1.amount", "12345"),
            ("r0.c1.why", "counted twice"),
            ("internal_note", "CANARY"),
        ],
    )
    .await;
    let other = "/staff/c/lachin/days/2023-05-08";
    let fields = reporter.filled(other, &[("r0.source", "CANARY draft")]).await;
    reporter.send_fields(other, &fields, "draft").await;
    let seq = site.revisions().await.to_string();
    let pages = ["/staff", "/staff/review", "/staff?submitted=lachin.2023-05-09", "/staff/c/northern/days/2023-05-09"];
    for path in pages {
        let html = stranger.page(path).await.html;
        assert!(!html.contains("CANARY") && !html.contains("12,345"), "{path}");
    }
    assert!(!stranger.page("/staff/review").await.visible().contains("9 May"));
    for path in [DAY, other, REVIEW, &format!("{DAY}/discard")] {
        let answer = stranger.get(path).await;
        assert_eq!(answer.status(), 403, "{path}");
        assert!(!answer.text().await.unwrap().contains("CANARY"), "{path}");
    }
    let key = "0123456789abcdef0123456789abcdef";
    let own =
        [("seq", seq.as_str()), ("key", key), ("then", "publish"), ("withdraw_reason", "x"), ("open_reason", "x")];
    for path in [DAY.to_owned(), REVIEW.to_owned()]
        .into_iter()
        .chain(["discard", "take-back", "open", "withdraw"].map(|act| format!("{DAY}/{act}")))
    {
        let answer = stranger.send(&path, &own).await;
        assert_eq!(answer.status(), 403, "{path}");
        assert!(!answer.text().await.unwrap().contains("CANARY"), "{path}");
    }
    let tick = format!("lachin.2023-05-09.{seq}");
    let answer = stranger.send("/staff/review", &[("day", &tick), ("key", key)]).await;
    assert_eq!(answer.status(), 403);
    assert!(!answer.text().await.unwrap().contains("CANARY"));
    assert!(lead.page("/staff/review").await.visible().contains("9 May"), "control");
    assert_eq!(site.revisions().await.to_string(), seq, "nothing was stored");
}

#[tokio::test]
async fn an_import_for_review_waits_and_one_over_what_waits_is_refused() {
    let site = story().await;
    let lead = member(&site, "lead", Role::Lead).await;
    let row = "lachin,2023-05-09,,patients_awaiting,,patients,,,,,,people,done,exact,4321,,,Ministry,,,2023-05-09,,";
    let rows = Rows::until("2022-12-01").and(row);
    let imported = site.submit("lachin", &rows.claims_csv()).await.expect("an import");
    assert_eq!(imported.plan.days.len(), 1);
    assert!(!site.text("/c/lachin/claims.csv").await.contains("4321"), "not public");
    let again = site.import("lachin", &rows.claims_csv(), None).await.expect_err("it waits");
    assert!(again.to_string().contains("wait for review (the first is 2023-05-09)"), "{again}");
    let review = lead.page(REVIEW).await.visible();
    assert!(review.contains("4,321") && review.contains("by the operator"), "{review}");
    assert_eq!(decide(&lead, REVIEW, "publish", "").await.status(), 303);
    assert!(site.text("/c/lachin/claims.csv").await.contains("4321"));
}
